//! The sample sheet as an Excel workbook: the same cells, with a list of what may stand in each.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::exam::Blueprint;

/// The lists hold for so many rows: those of a large class.
const ROWS: u32 = 1000;
/// Widths in characters.
const DOMAIN_WIDTH: f64 = 19.0;
const NOTE_WIDTH: f64 = 60.0;
/// In points.
const HEADING_HEIGHT: f64 = 48.0;

/// The workbook of this CSV text, whose columns are those of `samples/start.csv`, for a class of this exam. The same input gives the
/// same bytes.
pub(super) fn sample_workbook(csv: &str, blueprint: &Blueprint) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // a fixed day, so that the bytes are always the same
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let sheet = workbook.add_worksheet().set_name("Class")?;
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes()).into_records();
    // the text is embedded, and a test reads it
    let headings: Vec<String> =
        rows.next().and_then(Result::ok).unwrap_or_default().iter().map(str::to_owned).collect();
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00E8_EDF2))
        .set_border_bottom(FormatBorder::Thin);
    // three lines: "Domain 2: Configuration Management and IaC"
    sheet.set_row_height(0, HEADING_HEIGHT)?;
    for (column, name) in (0..).zip(&headings) {
        sheet.write_string_with_format(0, column, name, &heading)?;
        dress(sheet, column, name, blueprint)?;
    }
    let (day, wrapped) = (day(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    for (row, record) in (1..).zip(rows.filter_map(Result::ok)) {
        for ((column, name), cell) in (0..).zip(&headings).zip(&record).filter(|(_, cell)| !cell.is_empty()) {
            match (Kind::of(name), cell.parse::<f64>()) {
                (Kind::Day, _) => {
                    sheet.write_datetime_with_format(row, column, &ExcelDateTime::parse_from_str(cell)?, &day)?;
                }
                (Kind::Note, _) => _ = sheet.write_string_with_format(row, column, cell, &wrapped)?,
                (Kind::Attempt | Kind::Score | Kind::Hours, Ok(number)) => {
                    _ = sheet.write_number(row, column, number)?;
                }
                _ => _ = sheet.write_string(row, column, cell)?,
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.autofilter(0, 0, ROWS, u16::try_from(headings.len()).unwrap_or(1).saturating_sub(1))?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    workbook.save_to_buffer()
}

/// What a column of the sample holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Attempt,
    Day,
    Score,
    Rating,
    Hours,
    Note,
    Text,
}

impl Kind {
    fn of(heading: &str) -> Self {
        match heading {
            "Attempt" => Kind::Attempt,
            "Exam date" | "Booked retake" => Kind::Day,
            "Score" => Kind::Score,
            "Hours per week" => Kind::Hours,
            "Note" => Kind::Note,
            _ if heading.starts_with("Domain ") => Kind::Rating,
            _ => Kind::Text,
        }
    }
}

fn day() -> Format {
    Format::new().set_num_format("yyyy-mm-dd")
}

/// Width, format and list of a column.
fn dress(sheet: &mut Worksheet, column: u16, heading: &str, blueprint: &Blueprint) -> Result<(), XlsxError> {
    let kind = Kind::of(heading);
    let width = match kind {
        Kind::Rating => DOMAIN_WIDTH,
        Kind::Note => NOTE_WIDTH,
        Kind::Text => 20.0,
        Kind::Attempt | Kind::Day | Kind::Score | Kind::Hours => 12.0,
    };
    sheet.set_column_width(column, width)?;
    let list = DataValidation::new();
    let (list, title, words) = match kind {
        Kind::Rating => {
            let labels: Vec<&str> = blueprint.ratings.iter().map(|rating| rating.label.as_str()).collect();
            let words = format!(
                "{}; empty where the report has none. A percentage of correct answers is fine too.",
                labels.join(", ")
            );
            (list.allow_list_strings(&labels)?, "Rating", words)
        }
        Kind::Score => {
            let Some(scale) = &blueprint.scale else { return Ok(()) };
            let limits = [scale.min, scale.max].map(|limit| i32::try_from(limit).unwrap_or(i32::MAX));
            let words = format!(
                "The scaled score of the report, {} to {}; “absent” if the exam was not sat.",
                scale.min, scale.max
            );
            (list.allow_whole_number(DataValidationRule::Between(limits[0], limits[1])), "Score", words)
        }
        Kind::Attempt => {
            let words = "1 for the first attempt, 2 for the second, each in a row of its own.".to_owned();
            (list.allow_whole_number(DataValidationRule::Between(1, 999)), "Attempt", words)
        }
        Kind::Hours => {
            let words = "Hours of study a week, 3 to 60; empty for the default.".to_owned();
            (list.allow_decimal_number(DataValidationRule::Between(3.0, 60.0)), "Hours per week", words)
        }
        Kind::Day => {
            sheet.set_column_format(column, &day())?;
            return Ok(());
        }
        Kind::Note | Kind::Text => return Ok(()),
    };
    // a warning, not a wall: percentages and “absent” are understood too
    let list = list
        .set_input_title(title)?
        .set_input_message(words)?
        .set_error_title("Is this right?")?
        .set_error_message("This is none of the usual values. It is kept if you say so.")?
        .set_error_style(DataValidationErrorStyle::Warning);
    sheet.add_data_validation(1, column, ROWS, column, &list)?;
    Ok(())
}
