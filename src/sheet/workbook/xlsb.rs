//! xlsb: the parts of an xlsx as binary records.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, ErrorKind, Read, Take};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::caps::{Guard, MOST_OF_PART, MOST_OF_SHEET, fault_of};
use super::grid::{Grid, Merged, Value};
use super::number_format::NumberFormat;
use super::{Fault, Workbook, Worksheet, check_sheets, part};

/// Bytes of the longest record: a cell holds no more.
const LONGEST_RECORD: usize = 1 << 20;
/// Bytes of all shared texts, with what it takes to keep each.
pub(super) const MOST_TEXT: usize = 64 << 20;

// the records that are read, of [MS-XLSB] 2.3.1
const ROW: u16 = 0x00;
const CELL_RK: u16 = 0x02;
const CELL_ERROR: u16 = 0x03;
const CELL_BOOL: u16 = 0x04;
const CELL_REAL: u16 = 0x05;
const CELL_TEXT: u16 = 0x06;
const CELL_SHARED: u16 = 0x07;
const FORMULA_TEXT: u16 = 0x08;
const FORMULA_NUMBER: u16 = 0x09;
const FORMULA_BOOL: u16 = 0x0A;
const FORMULA_ERROR: u16 = 0x0B;
const SHARED_STRING: u16 = 0x13;
const NUMBER_FORMAT: u16 = 0x2C;
const CELL_FORMAT: u16 = 0x2F;
const CELL_INLINE: u16 = 0x3E;
const END_OF_SHEET_DATA: u16 = 0x92;
const WORKBOOK_PROPERTIES: u16 = 0x99;
const SHEET: u16 = 0x9C;
const MERGED: u16 = 0xB0;
const CELL_FORMATS: u16 = 0x269;
const END_OF_CELL_FORMATS: u16 = 0x26A;

/// An open workbook.
pub(super) struct Xlsb {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// Each with its part.
    sheets: Vec<(Worksheet, String)>,
    is_1904: bool,
    strings: Vec<String>,
    formats: Vec<NumberFormat>,
}

impl Xlsb {
    pub fn open(mut zip: ZipArchive<Cursor<Vec<u8>>>) -> Result<Self, Fault> {
        let targets = relationships(&mut zip)?;
        let (mut sheets, mut is_1904) = (Vec::new(), false);
        each_record(&mut zip, "xl/workbook.bin", MOST_OF_PART, |record, data| {
            match record {
                WORKBOOK_PROPERTIES => is_1904 = data.u32(0)? & 1 != 0,
                SHEET => {
                    let mut at = 8;
                    let id = data.text(&mut at)?;
                    let name = data.text(&mut at)?;
                    // a sheet of macros or charts is found elsewhere
                    if let Some(target) = targets.get(&id).filter(|target| target.contains("worksheets/")) {
                        sheets.push((Worksheet { name, hidden: data.u32(0)? != 0 }, target.clone()));
                        check_sheets(sheets.len())?;
                    }
                }
                _ => {}
            }
            Ok(true)
        })?;
        let (mut strings, mut bytes) = (Vec::new(), 0);
        each_record(&mut zip, "xl/sharedStrings.bin", MOST_OF_PART, |record, data| {
            if record == SHARED_STRING {
                let text = data.text(&mut 1)?;
                bytes += text.len() + size_of::<String>();
                if bytes > MOST_TEXT {
                    return Err(Fault::TooLarge("its texts hold more than 64 MiB".to_owned()));
                }
                strings.push(text);
            }
            Ok(true)
        })?;
        let formats = formats(&mut zip)?;
        Ok(Xlsb { zip, sheets, is_1904, strings, formats })
    }
}

impl Workbook for Xlsb {
    fn worksheets(&self) -> Vec<Worksheet> {
        self.sheets.iter().map(|(sheet, _)| sheet.clone()).collect()
    }

    fn read(&mut self, index: usize, grid: &mut Grid) -> Result<(), Fault> {
        let (sheet, path) = &self.sheets[index];
        if self.zip.index_for_name(path).is_none() {
            return Err(Fault::damaged(format!("the part of its sheet {} is missing", sheet.name)));
        }
        grid.count_days_from_1904(self.is_1904);
        if !grid.is_probe() {
            // they stand behind the cells
            let mut merged = Vec::new();
            each_record(&mut self.zip, path, MOST_OF_SHEET, |record, data| {
                if record == MERGED && merged.len() < super::grid::MOST_MERGED {
                    merged.push(Merged { first_row: data.u32(0)?, last_row: data.u32(4)?, column: data.u32(8)? });
                }
                Ok(true)
            })?;
            grid.merge(merged);
        }
        let (strings, formats) = (&self.strings, &self.formats);
        let mut row = 0;
        each_record(&mut self.zip, path, MOST_OF_SHEET, |record, data| {
            let format = || {
                let style = data.u32(4)? & 0x00FF_FFFF;
                Ok::<_, Fault>(formats.get(style as usize).copied().unwrap_or_default())
            };
            let value = match record {
                ROW => {
                    row = data.u32(0)?;
                    return Ok(true);
                }
                END_OF_SHEET_DATA => return Ok(false),
                CELL_RK => Value::Number(compact_number(data.u32(8)?), format()?),
                CELL_REAL | FORMULA_NUMBER => Value::Number(f64::from_le_bytes(data.array(8)?), format()?),
                CELL_BOOL | FORMULA_BOOL => Value::Truth(data.array::<1>(8)? != [0]),
                CELL_ERROR | FORMULA_ERROR => Value::Error(error_text(data.array::<1>(8)?[0]).into()),
                CELL_TEXT | FORMULA_TEXT => Value::Text(data.text(&mut 8)?.into()),
                CELL_INLINE => Value::Text(data.text(&mut 9)?.into()),
                CELL_SHARED => {
                    let text = strings.get(data.u32(8)? as usize);
                    Value::Text(
                        text.ok_or_else(|| Fault::damaged("a cell names a text that is not there"))?.as_str().into(),
                    )
                }
                _ => return Ok(true),
            };
            grid.add(row, data.u32(0)?, value)?;
            Ok(true)
        })
    }
}

/// A number in four bytes: an integer or the upper half of a float, either of it in hundredths.
pub(super) fn compact_number(bits: u32) -> f64 {
    let number =
        if bits & 2 != 0 { f64::from((bits as i32) >> 2) } else { f64::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32) };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

/// The error with this number, as the spreadsheet program shows it.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    }
}

/// For each cell format what it makes of a number.
fn formats(zip: &mut ZipArchive<Cursor<Vec<u8>>>) -> Result<Vec<NumberFormat>, Fault> {
    let (mut codes, mut formats, mut within) = (HashMap::new(), Vec::new(), false);
    each_record(zip, "xl/styles.bin", MOST_OF_PART, |record, data| {
        match record {
            NUMBER_FORMAT => {
                codes.insert(u16::from_le_bytes(data.array(0)?), NumberFormat::of_code(&data.text(&mut 2)?));
            }
            CELL_FORMATS => within = true,
            END_OF_CELL_FORMATS => return Ok(false),
            CELL_FORMAT if within => {
                let id = u16::from_le_bytes(data.array(2)?);
                formats.push(codes.get(&id).copied().unwrap_or_else(|| NumberFormat::built_in(id)));
            }
            _ => {}
        }
        Ok(true)
    })?;
    Ok(formats)
}

/// The parts that workbook.bin names by id.
fn relationships(zip: &mut ZipArchive<Cursor<Vec<u8>>>) -> Result<HashMap<String, String>, Fault> {
    const PATH: &str = "xl/_rels/workbook.bin.rels";
    let mut targets = HashMap::new();
    let Some(part) = part(zip, PATH)? else { return Ok(targets) };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(Guard::new(part, MOST_OF_PART)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "Relationship" => {
                let value = |name| super::ods::attribute(&tag, name);
                if let (Some(id), Some(target)) = (value("Id")?, value("Target")?) {
                    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    targets.insert(id, path);
                }
            }
            Ok(Event::Eof) => return Ok(targets),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(fault_of(PATH, &error)),
            Err(error) => return Err(Fault::damaged(error)),
        }
    }
}

/// The bytes of a record.
struct Data<'d>(&'d [u8]);

impl Data<'_> {
    fn array<const N: usize>(&self, at: usize) -> Result<[u8; N], Fault> {
        let bytes = self.0.get(at..).and_then(<[u8]>::first_chunk);
        bytes.copied().ok_or_else(|| Fault::damaged("a record is cut off"))
    }

    fn u32(&self, at: usize) -> Result<u32, Fault> {
        self.array(at).map(u32::from_le_bytes)
    }

    /// Length and UTF-16; leaves `at` behind it.
    fn text(&self, at: &mut usize) -> Result<String, Fault> {
        let length = self.u32(*at)?;
        *at += 4;
        // no text at all
        if length == u32::MAX {
            return Ok(String::new());
        }
        let bytes = self.0.get(*at..).and_then(|rest| rest.get(..2 * length as usize));
        let bytes = bytes.ok_or_else(|| Fault::damaged("a text is cut off"))?;
        *at += bytes.len();
        let units = bytes.as_chunks::<2>().0.iter().map(|&unit| u16::from_le_bytes(unit));
        Ok(char::decode_utf16(units).map(|sign| sign.unwrap_or('\u{FFFD}')).collect())
    }
}

/// Hands the records of a part to `each`, until it says false. A part that is not there has none.
fn each_record(
    zip: &mut ZipArchive<Cursor<Vec<u8>>>,
    path: &str,
    most: u64,
    mut each: impl FnMut(u16, Data<'_>) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    let Some(part) = part(zip, path)? else { return Ok(()) };
    let mut records = Records { part: BufReader::new(part.take(most + 1)), data: Vec::new() };
    let mut left = most;
    while let Some(record) = records.next()? {
        left = left
            .checked_sub(records.data.len() as u64 + 2)
            .ok_or_else(|| Fault::TooLarge(format!("its part {path} holds more than {} MiB unpacked", most >> 20)))?;
        if !each(record, Data(&records.data))? {
            break;
        }
    }
    Ok(())
}

struct Records<R> {
    part: BufReader<Take<R>>,
    data: Vec<u8>,
}

impl<R: Read> Records<R> {
    /// The number of the next record, whose bytes are in `data` then.
    fn next(&mut self) -> Result<Option<u16>, Fault> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut record = u16::from(first);
        if first & 0x80 != 0 {
            record = (record & 0x7F) | (u16::from(self.byte()?.ok_or_else(cut_off)?) << 7);
        }
        let mut length = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.ok_or_else(cut_off)?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > LONGEST_RECORD {
            return Err(Fault::TooLarge("a single record holds more than 1 MiB".to_owned()));
        }
        self.data.resize(length, 0);
        self.part.read_exact(&mut self.data).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => cut_off(),
            _ => Fault::damaged(error),
        })?;
        Ok(Some(record))
    }

    fn byte(&mut self) -> Result<Option<u8>, Fault> {
        let mut byte = [0];
        match self.part.read(&mut byte) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) => Err(Fault::damaged(error)),
        }
    }
}

fn cut_off() -> Fault {
    Fault::damaged("it is cut off")
}
