//! ods: one XML part, read as a stream.

use std::collections::HashSet;
use std::io::{BufReader, Cursor, Read, Seek};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::caps::{Guard, MOST_OF_PART, MOST_OF_SHEET, fault_of};
use super::grid::{Grid, MOST_COLUMNS, MOST_ROWS, Merged, Value};
use super::number_format::{NumberFormat, number_text};
use super::{Fault, MOST_SHEETS, Workbook, Worksheet, check_sheets, part};
use crate::sheet::text::LONGEST_ROW;

const CONTENT: &str = "content.xml";
/// So many rows may be one row, repeated. A column that was filled down to the end of the sheet makes a million, each of
/// them a problem.
const MOST_ALIKE: u32 = 10_000;
/// Bytes of the longest cell.
const LONGEST_CELL: usize = 1 << 20;

/// An open workbook.
pub(super) struct Ods<R: Read + Seek> {
    zip: ZipArchive<R>,
    sheets: Vec<Worksheet>,
}

type Xml<'z, R> = quick_xml::Reader<BufReader<Guard<zip::read::ZipFile<'z, R>>>>;

impl Ods<Cursor<Vec<u8>>> {
    pub fn open(mut zip: ZipArchive<Cursor<Vec<u8>>>) -> Result<Self, Fault> {
        if let Some(part) = part(&mut zip, "META-INF/manifest.xml")? {
            let mut manifest = String::new();
            part.take(MOST_OF_PART).read_to_string(&mut manifest).map_err(Fault::damaged)?;
            if manifest.contains("encryption-data") {
                return Err(Fault::Password);
            }
        }
        let sheets = sheets(&mut zip)?;
        if sheets.is_empty() {
            return Err(Fault::Other("a document without a worksheet", "Give the workbook with the attempts."));
        }
        Ok(Ods { zip, sheets })
    }
}

impl<R: Read + Seek> Workbook for Ods<R> {
    fn worksheets(&self) -> Vec<Worksheet> {
        self.sheets.clone()
    }

    fn read(&mut self, index: usize, grid: &mut Grid) -> Result<(), Fault> {
        let mut xml = content(&mut self.zip)?;
        let mut tables = 0;
        loop {
            match next(&mut xml, &mut Vec::new())? {
                Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                    tables += 1;
                    if tables > index {
                        return table(&mut xml, grid);
                    }
                    // a table within a cell is none of the list
                    skip(&mut xml)?;
                }
                Event::Eof => return Err(Fault::damaged("it is cut off")),
                _ => {}
            }
        }
    }
}

/// The value of an attribute by its name with the prefix that all programs use.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Fault> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(Fault::damaged)?;
        if attribute.key.as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).map_err(Fault::damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn content<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Xml<'_, R>, Fault> {
    let part = part(zip, CONTENT)?.ok_or_else(|| Fault::damaged("its content is missing"))?;
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(Guard::new(part, MOST_OF_SHEET)));
    xml.config_mut().expand_empty_elements = true;
    Ok(xml)
}

fn next<'b, R: Read + Seek>(xml: &mut Xml<'_, R>, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Fault> {
    buffer.clear();
    xml.read_event_into(buffer).map_err(|error| match error {
        quick_xml::Error::Io(error) => fault_of(CONTENT, &error),
        error => Fault::damaged(error),
    })
}

/// Reads on to the end of the element that was just begun.
fn skip<R: Read + Seek>(xml: &mut Xml<'_, R>) -> Result<(), Fault> {
    let (mut depth, mut buffer) = (1, Vec::new());
    while depth > 0 {
        match next(xml, &mut buffer)? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Fault::damaged("it is cut off")),
            _ => {}
        }
    }
    Ok(())
}

fn sheets<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Vec<Worksheet>, Fault> {
    let mut xml = content(zip)?;
    let (mut sheets, mut hidden_styles, mut style) = (Vec::new(), HashSet::new(), None);
    let mut buffer = Vec::new();
    loop {
        match next(&mut xml, &mut buffer)? {
            Event::Start(tag) if tag.name().as_ref() == "style:style" => style = attribute(&tag, "style:name")?,
            Event::Start(tag)
                if tag.name().as_ref() == "style:table-properties" && hidden_styles.len() < MOST_SHEETS =>
            {
                let display = attribute(&tag, "table:display")?;
                hidden_styles.extend(style.take().filter(|_| display.as_deref() == Some("false")));
            }
            Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                let style = attribute(&tag, "table:style-name")?;
                let name = attribute(&tag, "table:name")?.unwrap_or_default();
                sheets.push(Worksheet { name, hidden: style.is_some_and(|style| hidden_styles.contains(&style)) });
                check_sheets(sheets.len())?;
                skip(&mut xml)?;
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Reads the rows of the table that was just begun.
fn table<R: Read + Seek>(xml: &mut Xml<'_, R>, grid: &mut Grid) -> Result<(), Fault> {
    let mut buffer = Vec::new();
    let (mut row, mut cells) = (0_u32, Vec::new());
    loop {
        match next(xml, &mut buffer)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                let repeated = count(&tag, "table:number-rows-repeated")?;
                cells.clear();
                table_row(xml, &mut cells)?;
                // rows without any cell are repeated to the end of the sheet
                if !cells.is_empty() {
                    if repeated > MOST_ALIKE && !grid.is_probe() {
                        let what = format!("row {} stands {repeated} times in it", row.saturating_add(1));
                        return Err(Fault::TooLarge(what));
                    }
                    for row in row..row.saturating_add(repeated).min(MOST_ROWS) {
                        let tall = cells.iter().filter(|cell| cell.rows > 1);
                        grid.merge(tall.map(|cell| Merged {
                            first_row: row,
                            last_row: row.saturating_add(cell.rows - 1),
                            column: cell.column,
                        }));
                        for cell in &cells {
                            for column in cell.column..cell.column.saturating_add(cell.repeated) {
                                grid.add(row, column, cell.value())?;
                            }
                        }
                    }
                }
                row = row.saturating_add(repeated);
            }
            // pictures of the sheet may hold tables of their own
            Event::Start(tag) if tag.name().as_ref() == "table:shapes" => skip(xml)?,
            Event::End(tag) if tag.name().as_ref() == "table:table" => return Ok(()),
            Event::Eof => return Err(Fault::damaged("it is cut off")),
            _ => {}
        }
    }
}

/// A cell that holds something, or several alike.
struct Cell {
    column: u32,
    repeated: u32,
    /// How many rows it was merged over.
    rows: u32,
    kind: Kind,
    text: String,
}

enum Kind {
    Text,
    Error,
    NoResult,
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self.kind {
            Kind::Text => Value::Text(self.text.as_str().into()),
            Kind::Error => Value::Error(self.text.as_str().into()),
            Kind::NoResult => Value::NoResult,
        }
    }
}

fn table_row<R: Read + Seek>(xml: &mut Xml<'_, R>, cells: &mut Vec<Cell>) -> Result<(), Fault> {
    let mut buffer = Vec::new();
    let (mut column, mut bytes) = (0_u32, 0);
    loop {
        match next(xml, &mut buffer)? {
            Event::Start(tag) if tag.name().as_ref() == "table:table-cell" => {
                let repeated = count(&tag, "table:number-columns-repeated")?;
                let rows = count(&tag, "table:number-rows-spanned")?;
                let tag = tag.into_owned();
                let shown = shown_text(xml)?;
                if let Some((kind, text)) = content_of(&tag, shown)? {
                    bytes += text.len();
                    if column >= MOST_COLUMNS {
                        return Err(Fault::damaged("a cell lies outside of every worksheet"));
                    }
                    if bytes > LONGEST_ROW {
                        return Err(Fault::TooLarge("a single row holds more than 1 MiB".to_owned()));
                    }
                    cells.push(Cell { column, repeated, rows, kind, text });
                }
                column = column.saturating_add(repeated);
            }
            Event::Start(tag) if tag.name().as_ref() == "table:covered-table-cell" => {
                column = column.saturating_add(count(&tag, "table:number-columns-repeated")?);
                skip(xml)?;
            }
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => return Ok(()),
            Event::Eof => return Err(Fault::damaged("it is cut off")),
            _ => {}
        }
    }
}

fn count(tag: &BytesStart<'_>, name: &str) -> Result<u32, Fault> {
    match attribute(tag, name)? {
        Some(count) => count.trim().parse().map_err(|_| Fault::damaged(format!("“{count}” is no {name}"))),
        None => Ok(1),
    }
}

/// What the cell holds, by its attributes and the text that it shows; `None` for an empty one.
fn content_of(tag: &BytesStart<'_>, shown: Option<String>) -> Result<Option<(Kind, String)>, Fault> {
    let value = |name: &str| attribute(tag, name);
    // a result that is an empty text has a paragraph and no type
    let was_calculated = shown.is_some();
    let shown = shown.unwrap_or_default();
    if value("calcext:value-type")?.as_deref() == Some("error") {
        return Ok(Some((Kind::Error, shown)));
    }
    let Some(kind) = value("office:value-type")? else {
        if !was_calculated && value("table:formula")?.is_some() {
            return Ok(Some((Kind::NoResult, String::new())));
        }
        return Ok(Some((Kind::Text, shown)).filter(|(_, text)| !text.trim().is_empty()));
    };
    let number = |format| {
        let Some(number) = value("office:value")? else { return Ok(None) };
        let number: f64 = number.trim().parse().map_err(|_| Fault::damaged(format!("“{number}” is no number")))?;
        Ok::<_, Fault>(Some(number_text(number, format, false)))
    };
    let text = match kind.as_str() {
        "percentage" => number(NumberFormat::Percent)?,
        "float" | "currency" => number(NumberFormat::Plain)?,
        "date" => value("office:date-value")?,
        "time" => value("office:time-value")?.map(|time| plain_time(&time)),
        "boolean" => value("office:boolean-value")?.map(|truth| truth.to_uppercase()),
        _ => Some(value("office:string-value")?.unwrap_or_else(|| shown.clone())),
    };
    let text = text.unwrap_or(shown);
    Ok(Some((Kind::Text, text)).filter(|(_, text)| !text.trim().is_empty()))
}

/// "PT08H30M00S" as "08:30:00".
fn plain_time(time: &str) -> String {
    let plain = time.strip_prefix("PT").and_then(|rest| rest.strip_suffix('S'));
    plain.map_or_else(|| time.to_owned(), |plain| plain.replace(['H', 'M'], ":"))
}

/// The text of the cell that was just begun, to its end: its paragraphs as lines, `None` where it has none. Comments are
/// no part of it.
fn shown_text<R: Read + Seek>(xml: &mut Xml<'_, R>) -> Result<Option<String>, Fault> {
    let (mut text, mut paragraphs, mut within) = (String::new(), 0, 0);
    let mut buffer = Vec::new();
    loop {
        match next(xml, &mut buffer)? {
            Event::Start(tag) => match tag.name().as_ref() {
                "office:annotation" | "draw:frame" | "table:table" => skip(xml)?,
                "text:p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    within += 1;
                }
                "text:s" => {
                    let spaces = count(&tag, "text:c")? as usize;
                    text.extend(std::iter::repeat_n(' ', spaces.min(LONGEST_CELL)));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "table:table-cell" => return Ok((paragraphs > 0).then_some(text)),
                "text:p" => within -= 1,
                _ => {}
            },
            Event::Text(run) if within > 0 => text.push_str(&run.xml10_content()),
            Event::CData(run) if within > 0 => text.push_str(&run.xml10_content()),
            Event::GeneralRef(entity) if within > 0 => match entity.resolve_char_ref().map_err(Fault::damaged)? {
                Some(sign) => text.push(sign),
                None => {
                    let sign = quick_xml::escape::resolve_predefined_entity(&entity);
                    text.push_str(sign.ok_or_else(|| Fault::damaged("it uses an entity that is not defined"))?);
                }
            },
            Event::Eof => return Err(Fault::damaged("it is cut off")),
            _ => {}
        }
        if text.len() > LONGEST_CELL {
            return Err(Fault::TooLarge("a single cell holds more than 1 MiB".to_owned()));
        }
    }
}
