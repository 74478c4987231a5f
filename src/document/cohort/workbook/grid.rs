//! A worksheet that is written row after row: values of a few kinds, each with its look.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Worksheet, XlsxError,
};

use crate::document::branding::{Accent, Branding, Palette, Rgb};
use crate::document::pdf::look::{HAIRLINE, MUTED, PALETTE, PAPER, TEXT, WASH};
use crate::exam::Role;

/// A worksheet has so many rows.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// A cell holds so many UTF-16 units,
const MOST_UNITS: usize = 32_767;
/// and a worksheet so many links.
const MOST_LINKS: u32 = 65_530;

/// Heights in points: of a line, and the most that a row has.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 405.0;

/// What a cell holds.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Empty,
    Text(String),
    /// Text of several lines.
    Lines(String),
    /// A word, coloured as what it says; never a colour without the word.
    Rated(Role, String),
    /// A path below the folder of the workbook, with or without a link to it.
    Path {
        path: String,
        is_link: bool,
    },
    Whole(i64),
    /// With so many decimals: 1, 2 or 6.
    Decimal(f64, u8),
    /// A fraction, shown as percent.
    Percent(f64),
    /// A difference of fractions, shown with its sign.
    SignedPercent(f64),
    Day(Date),
    /// The first day of a month, shown without the day.
    Month(Date),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// A count, which is far below what an Excel number can hold.
    pub fn count(count: u64) -> Value {
        Value::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// What is there, else nothing.
    pub fn some<T>(value: Option<T>, kind: impl FnOnce(T) -> Value) -> Value {
        value.map_or(Value::Empty, kind)
    }
}

/// The heading of a column of words, or of figures.
#[derive(Debug, Clone)]
pub(super) enum Heading {
    Words(String),
    Figures(String),
}

/// How cells look.
pub(super) struct Looks {
    title: Format,
    section: Format,
    heading: Format,
    heading_of_figures: Format,
    note: Format,
    text: Format,
    lines: Format,
    rated: [Format; 3],
    link: Format,
}

impl Looks {
    pub fn new(branding: &Branding) -> Looks {
        let palette = branding.accent.map_or(PALETTE, Accent::light);
        let Palette { accent, weak, adequate, strong } = palette;
        // names in other scripts stand where all names stand
        let text = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Left).set_font_color(colour(TEXT));
        let rated = [weak, adequate, strong].map(|ground| {
            let ink = if ground.contrast(PAPER) > ground.contrast(TEXT) { PAPER } else { TEXT };
            text.clone().set_background_color(colour(ground)).set_font_color(colour(ink))
        });
        let bold = text.clone().set_bold();
        let heading = bold
            .clone()
            .set_text_wrap()
            .set_background_color(colour(WASH))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(colour(HAIRLINE));
        Looks {
            title: bold.clone().set_font_size(16),
            section: bold.set_font_size(12).set_font_color(colour(accent)),
            heading_of_figures: heading.clone().set_align(FormatAlign::Right).set_indent(1),
            heading,
            note: text.clone().set_font_size(9).set_font_color(colour(MUTED)),
            rated,
            link: text.clone().set_font_color(colour(accent)).set_underline(FormatUnderline::Single),
            lines: text.clone().set_text_wrap(),
            text,
        }
    }

    /// Figures stand on the right, with a gap to what follows; those that head a row on the left.
    fn number(&self, format: &str, column: u16) -> Format {
        let look = self.text.clone().set_num_format(format);
        if column == 0 { look } else { look.set_align(FormatAlign::Right).set_indent(1) }
    }
}

fn colour(Rgb(red, green, blue): Rgb) -> Color {
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}

/// A worksheet and the row that comes next.
pub(super) struct Grid<'w> {
    pub sheet: &'w mut Worksheet,
    looks: &'w Looks,
    row: u32,
    links: u32,
    /// Widths of the columns, in characters.
    widths: Vec<f64>,
}

impl<'w> Grid<'w> {
    pub fn new(sheet: &'w mut Worksheet, looks: &'w Looks) -> Self {
        Grid { sheet, looks, row: 0, links: 0, widths: Vec::new() }
    }

    /// Widths in characters, from the first column on.
    pub fn widths(&mut self, widths: &[f64]) -> Result<(), XlsxError> {
        for (column, &width) in (0..).zip(widths) {
            self.sheet.set_column_width(column, width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// Leaves a row empty.
    pub fn gap(&mut self) {
        self.row += 1;
    }

    pub fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.line(text, &self.looks.title, 24.0)
    }

    /// A gap, and the heading of what follows.
    pub fn section(&mut self, text: &str) -> Result<(), XlsxError> {
        self.gap();
        self.line(text, &self.looks.section, 20.0)
    }

    /// A sentence below a table.
    pub fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        self.line(text, &self.looks.note, LINE)
    }

    fn line(&mut self, text: &str, look: &Format, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        self.string(0, text, look)?;
        self.row += 1;
        Ok(())
    }

    /// The headings of a table.
    pub fn headings(&mut self, headings: &[Heading]) -> Result<(), XlsxError> {
        let words = headings.iter().map(|(Heading::Words(text) | Heading::Figures(text))| text.as_str());
        self.height(words.enumerate())?;
        for (column, heading) in (0..).zip(headings) {
            match heading {
                Heading::Words(text) => self.string(column, text, &self.looks.heading)?,
                Heading::Figures(text) => self.string(column, text, &self.looks.heading_of_figures)?,
            }
        }
        self.row += 1;
        Ok(())
    }

    /// The next row of a table.
    pub fn row(&mut self, values: impl IntoIterator<Item = Value>) -> Result<(), XlsxError> {
        let values: Vec<Value> = values.into_iter().collect();
        let lines = values.iter().enumerate().filter_map(|(column, value)| match value {
            Value::Lines(text) => Some((column, text.as_str())),
            _ => None,
        });
        self.height(lines)?;
        for (column, value) in (0..).zip(values) {
            self.value(column, &value)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Makes the row as high as these texts need it, which not every program does by itself.
    fn height<'t>(&mut self, texts: impl Iterator<Item = (usize, &'t str)>) -> Result<(), XlsxError> {
        let lines = |(column, text): (usize, &str)| -> f64 {
            // room for the words that do not fit at the end of a line
            let width = self.widths.get(column).map_or(10.0, |width| (width * 0.9).max(1.0));
            text.lines().map(|line| (line.chars().count() as f64 / width).ceil().max(1.0)).sum()
        };
        let lines = texts.map(lines).fold(1.0, f64::max);
        if lines > 1.0 {
            self.sheet.set_row_height(self.row, (lines * LINE).min(HIGHEST))?;
        }
        Ok(())
    }

    /// A label and its value.
    pub fn pair(&mut self, label: String, value: Value) -> Result<(), XlsxError> {
        self.row([Value::Text(label), value])
    }

    /// Makes a table of so many columns, whose headings stand in the first row, one to filter and to scroll, with the
    /// headings on every printed page.
    pub fn filtered(&mut self, columns: usize) -> Result<(), XlsxError> {
        let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        let last_row = self.row.saturating_sub(1);
        self.sheet.autofilter(0, 0, last_row, last_column)?.set_freeze_panes(1, 1)?;
        self.sheet.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
        Ok(())
    }

    /// Prints only the first columns.
    pub fn printed(&mut self, columns: usize) -> Result<(), XlsxError> {
        let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.set_print_area(0, 0, self.row.saturating_sub(1), last_column)?;
        Ok(())
    }

    fn value(&mut self, column: u16, value: &Value) -> Result<(), XlsxError> {
        let (looks, row) = (self.looks, self.row);
        match value {
            Value::Empty => {}
            Value::Text(text) => self.string(column, text, &looks.text)?,
            Value::Lines(text) => self.string(column, text, &looks.lines)?,
            Value::Rated(role, word) => {
                let look = match role {
                    Role::Weak => 0,
                    Role::Adequate => 1,
                    Role::Strong => 2,
                };
                self.string(column, word, &looks.rated[look])?;
            }
            Value::Path { path, is_link: true } if self.links < MOST_LINKS => {
                self.links += 1;
                let url = Url::new(format!("file:///{path}"));
                self.sheet.write_url_with_options(row, column, url, path, "", Some(&looks.link))?;
            }
            Value::Path { path, .. } => self.string(column, path, &looks.text)?,
            Value::Whole(number) => self.number(column, *number as f64, "0")?,
            Value::Decimal(number, decimals) => {
                let format = match decimals {
                    1 => "0.0",
                    2 => "0.00",
                    _ => "0.000000",
                };
                self.number(column, *number, format)?;
            }
            Value::Percent(share) => self.number(column, *share, "0.0%")?,
            Value::SignedPercent(share) => self.number(column, *share, "+0.0%;-0.0%;0.0%")?,
            Value::Day(date) => self.date(column, *date, "yyyy-mm-dd")?,
            Value::Month(date) => self.date(column, *date, "yyyy-mm")?,
        }
        Ok(())
    }

    fn number(&mut self, column: u16, number: f64, format: &str) -> Result<(), XlsxError> {
        self.sheet.write_number_with_format(self.row, column, number, &self.looks.number(format, column))?;
        Ok(())
    }

    /// A day; in words where Excel knows no such day.
    fn date(&mut self, column: u16, date: Date, format: &str) -> Result<(), XlsxError> {
        let Ok(moment) = day(date) else { return self.string(column, &date.to_string(), &self.looks.text) };
        self.sheet.write_datetime_with_format(self.row, column, moment, &self.looks.number(format, column))?;
        Ok(())
    }

    /// Text as text, whatever it looks like.
    fn string(&mut self, column: u16, text: &str, look: &Format) -> Result<(), XlsxError> {
        let text = fitting(text);
        if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
            // else an edit of the cell could make a formula of it
            let look = look.clone().set_quote_prefix();
            self.sheet.write_string_with_format(self.row, column, text, &look)?;
        } else {
            self.sheet.write_string_with_format(self.row, column, text, look)?;
        }
        Ok(())
    }
}

/// A day as Excel counts days, from 1900 on.
pub(super) fn day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// As much of the text as a cell holds.
fn fitting(text: &str) -> String {
    // most texts are short: a byte is a unit at least
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= MOST_UNITS
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut() {
        for (text, length) in [("a", 32_767), ("é", 32_767), ("🦀", 16_383)] {
            assert_eq!(fitting(&text.repeat(length)), text.repeat(length));
            let cut = fitting(&text.repeat(length + 1));
            assert!(cut.ends_with('…') && cut.encode_utf16().count() <= MOST_UNITS, "{text}");
            assert!(cut.encode_utf16().count() > MOST_UNITS - 2, "{text}");
            assert!(Worksheet::new().write_string(0, 0, cut).is_ok());
        }
    }
}
