//! xls (Excel 97 to 2003): one stream of records.

use std::collections::HashMap;

use super::grid::{Grid, Merged, Value};
use super::number_format::NumberFormat;
use super::xlsb::{MOST_TEXT, compact_number, error_text};
use super::{Fault, Workbook, Worksheet, check_sheets};

/// Cells of a worksheet. They are put in order before they are read, because some programs write them as they come.
const MOST_CELLS: usize = 4_000_000;

// the records that are read, of [MS-XLS] 2.3.1
const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const DATE_MODE: u16 = 0x0022;
const PASSWORD: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const SHEET: u16 = 0x0085;
const MANY_NUMBERS: u16 = 0x00BD;
const RICH_LABEL: u16 = 0x00D6;
const CELL_FORMAT: u16 = 0x00E0;
const MERGED: u16 = 0x00E5;
const SHARED_STRINGS: u16 = 0x00FC;
const SHARED_LABEL: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_OR_ERROR: u16 = 0x0205;
const FORMULA_TEXT: u16 = 0x0207;
const COMPACT_NUMBER: u16 = 0x027E;
const NUMBER_FORMAT: u16 = 0x041E;
const BEGIN: u16 = 0x0809;

/// An open workbook.
pub(super) struct Xls {
    stream: Vec<u8>,
    /// Each with its place in the stream.
    sheets: Vec<(Worksheet, usize)>,
    is_1904: bool,
    strings: Vec<String>,
    formats: Vec<NumberFormat>,
}

/// A cell on its way into the grid.
enum Cell {
    Text(String),
    Shared(usize),
    Number(f64, usize),
    Truth(bool),
    Error(u8),
}

impl Xls {
    pub fn open(stream: Vec<u8>) -> Result<Self, Fault> {
        let (mut sheets, mut is_1904) = (Vec::new(), false);
        let (mut strings, mut codes, mut cell_formats) = (Vec::new(), HashMap::new(), Vec::new());
        let mut records = Records { stream: &stream, at: 0 };
        while let Some((record, data)) = records.next()? {
            let mut fields = Fields::of(data);
            match record {
                BEGIN if fields.u16()? != 0x0600 => {
                    return Err(Fault::Other(
                        "a workbook of Excel 95 or older",
                        "Save it as .xlsx and give that file.",
                    ));
                }
                PASSWORD => return Err(Fault::Password),
                DATE_MODE => is_1904 = fields.u16()? == 1,
                NUMBER_FORMAT => {
                    let (id, length) = (fields.u16()?, fields.u16()?);
                    codes.insert(id, NumberFormat::of_code(&fields.text(length.into())?));
                }
                CELL_FORMAT => {
                    fields.skip(2)?;
                    cell_formats.push(fields.u16()?);
                }
                SHEET => {
                    let (at, hidden, kind) = (fields.u32()?, fields.u8()?, fields.u8()?);
                    let length = fields.u8()?;
                    let worksheet = Worksheet { name: fields.text(length.into())?, hidden: hidden & 3 != 0 };
                    // others are charts and macros
                    if kind == 0 {
                        sheets.push((worksheet, at as usize));
                        check_sheets(sheets.len())?;
                    }
                }
                SHARED_STRINGS => {
                    fields.pieces.extend(records.continued());
                    strings = fields.shared_strings()?;
                }
                END => break,
                _ => {}
            }
        }
        let format = |id: &u16| codes.get(id).copied().unwrap_or_else(|| NumberFormat::built_in(*id));
        let formats = cell_formats.iter().map(format).collect();
        Ok(Xls { stream, sheets, is_1904, strings, formats })
    }

    fn cells(&self, start: usize, merged: &mut Vec<Merged>) -> Result<Vec<(u16, u16, Cell)>, Fault> {
        let mut records = Records { stream: &self.stream, at: start };
        let mut cells: Vec<(u16, u16, Cell)> = Vec::new();
        // a chart within the sheet has records of its own
        let mut depth = 0;
        while let Some((record, data)) = records.next()? {
            let mut fields = Fields::of(data);
            match record {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                NUMBER => {
                    let (row, column, format) = fields.place()?;
                    cells.push((row, column, Cell::Number(fields.f64()?, format)));
                }
                COMPACT_NUMBER => {
                    let (row, column, format) = fields.place()?;
                    cells.push((row, column, Cell::Number(compact_number(fields.u32()?), format)));
                }
                MANY_NUMBERS => {
                    let (row, first) = (fields.u16()?, fields.u16()?);
                    // behind the numbers stands the last column
                    for column in (first..).take(data.len().saturating_sub(6) / 6) {
                        let format = fields.u16()?;
                        cells.push((row, column, Cell::Number(compact_number(fields.u32()?), format.into())));
                    }
                }
                LABEL | RICH_LABEL => {
                    let (row, column, _) = fields.place()?;
                    let length = fields.u16()?;
                    cells.push((row, column, Cell::Text(fields.text(length.into())?)));
                }
                SHARED_LABEL => {
                    let (row, column, _) = fields.place()?;
                    cells.push((row, column, Cell::Shared(fields.u32()? as usize)));
                }
                BOOL_OR_ERROR => {
                    let (row, column, _) = fields.place()?;
                    let (value, is_error) = (fields.u8()?, fields.u8()? != 0);
                    cells.push((row, column, if is_error { Cell::Error(value) } else { Cell::Truth(value != 0) }));
                }
                FORMULA => {
                    let (row, column, format) = fields.place()?;
                    let result: [u8; 8] = fields.array()?;
                    let cell = match result {
                        // the text stands in the next record
                        [0, .., 0xFF, 0xFF] => Cell::Text(String::new()),
                        [1, _, value, .., 0xFF, 0xFF] => Cell::Truth(value != 0),
                        [2, _, error, .., 0xFF, 0xFF] => Cell::Error(error),
                        [3, .., 0xFF, 0xFF] => Cell::Text(String::new()),
                        number => Cell::Number(f64::from_le_bytes(number), format),
                    };
                    cells.push((row, column, cell));
                }
                FORMULA_TEXT => {
                    fields.pieces.extend(records.continued());
                    let length = fields.u16()?;
                    if let Some((_, _, cell)) = cells.last_mut() {
                        *cell = Cell::Text(fields.text(length.into())?);
                    }
                }
                MERGED => {
                    for _ in 0..fields.u16()? {
                        let [first_row, last_row, column] = [fields.u16()?, fields.u16()?, fields.u16()?];
                        fields.skip(2)?;
                        merged.push(Merged {
                            first_row: first_row.into(),
                            last_row: last_row.into(),
                            column: column.into(),
                        });
                    }
                }
                _ => {}
            }
            if cells.len() > MOST_CELLS {
                return Err(Fault::TooLarge(format!("it holds more than {MOST_CELLS} cells")));
            }
        }
        cells.sort_by_key(|&(row, column, _)| (row, column));
        Ok(cells)
    }
}

impl Workbook for Xls {
    fn worksheets(&self) -> Vec<Worksheet> {
        self.sheets.iter().map(|(sheet, _)| sheet.clone()).collect()
    }

    fn read(&mut self, index: usize, grid: &mut Grid) -> Result<(), Fault> {
        let mut merged = Vec::new();
        let cells = self.cells(self.sheets[index].1, &mut merged)?;
        grid.count_days_from_1904(self.is_1904);
        grid.merge(merged);
        for (row, column, cell) in cells {
            let value = match cell {
                Cell::Text(text) => Value::Text(text.into()),
                Cell::Shared(at) => {
                    let text = self.strings.get(at);
                    Value::Text(
                        text.ok_or_else(|| Fault::damaged("a cell names a text that is not there"))?.as_str().into(),
                    )
                }
                Cell::Number(number, format) => {
                    Value::Number(number, self.formats.get(format).copied().unwrap_or_default())
                }
                Cell::Truth(truth) => Value::Truth(truth),
                Cell::Error(error) => Value::Error(error_text(error).into()),
            };
            grid.add(row.into(), column.into(), value)?;
        }
        Ok(())
    }
}

/// Walks over the records of the stream.
struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    fn next(&mut self) -> Result<Option<(u16, &'s [u8])>, Fault> {
        let Some(&[a, b, c, d]) = self.stream.get(self.at..).and_then(|rest| rest.first_chunk()) else {
            return Ok(None);
        };
        let start = self.at + 4;
        let end = start + usize::from(u16::from_le_bytes([c, d]));
        self.at = end;
        let data = self.stream.get(start..end).ok_or_else(cut_off)?;
        Ok(Some((u16::from_le_bytes([a, b]), data)))
    }

    /// The records that go on with the last one.
    fn continued(&mut self) -> Vec<&'s [u8]> {
        let mut pieces = Vec::new();
        loop {
            let before = self.at;
            match self.next() {
                Ok(Some((CONTINUE, data))) => pieces.push(data),
                // what is wrong with it is found when it is read for itself
                _ => {
                    self.at = before;
                    return pieces;
                }
            }
        }
    }
}

/// The fields of a record, which may go on in others.
struct Fields<'d> {
    pieces: Vec<&'d [u8]>,
    /// The piece that is being read, and the place in it.
    piece: usize,
    at: usize,
}

impl<'d> Fields<'d> {
    fn of(data: &'d [u8]) -> Self {
        Fields { pieces: vec![data], piece: 0, at: 0 }
    }

    fn u8(&mut self) -> Result<u8, Fault> {
        loop {
            let piece = self.pieces.get(self.piece).ok_or_else(cut_off)?;
            if let Some(&byte) = piece.get(self.at) {
                self.at += 1;
                return Ok(byte);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.u8()?;
        }
        Ok(bytes)
    }

    fn u16(&mut self) -> Result<u16, Fault> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, Fault> {
        self.array().map(u32::from_le_bytes)
    }

    fn f64(&mut self) -> Result<f64, Fault> {
        self.array().map(f64::from_le_bytes)
    }

    fn skip(&mut self, bytes: usize) -> Result<(), Fault> {
        for _ in 0..bytes {
            self.u8()?;
        }
        Ok(())
    }

    /// Row, column and number of the cell's format.
    fn place(&mut self) -> Result<(u16, u16, usize), Fault> {
        Ok((self.u16()?, self.u16()?, self.u16()?.into()))
    }

    /// So many characters behind a byte that tells whether each has one byte or two.
    fn text(&mut self, length: usize) -> Result<String, Fault> {
        let flags = self.u8()?;
        self.characters(length, flags)
    }

    fn characters(&mut self, length: usize, flags: u8) -> Result<String, Fault> {
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        for _ in 0..length {
            // a record that goes on with a text begins with that byte anew
            if self.pieces.get(self.piece).is_some_and(|piece| self.at == piece.len())
                && self.piece + 1 < self.pieces.len()
            {
                (self.piece, self.at) = (self.piece + 1, 0);
                wide = self.u8()? & 1 != 0;
            }
            units.push(if wide { self.u16()? } else { self.u8()?.into() });
        }
        Ok(char::decode_utf16(units).map(|sign| sign.unwrap_or('\u{FFFD}')).collect())
    }

    fn shared_strings(&mut self) -> Result<Vec<String>, Fault> {
        self.skip(4)?;
        let count = self.u32()?;
        let (mut strings, mut bytes) = (Vec::new(), 0);
        for _ in 0..count {
            let (length, flags) = (self.u16()?, self.u8()?);
            let runs = if flags & 8 == 0 { 0 } else { self.u16()?.into() };
            let phonetic = if flags & 4 == 0 { 0 } else { self.u32()? as usize };
            let text = self.characters(length.into(), flags)?;
            self.skip(4 * runs)?;
            self.skip(phonetic)?;
            bytes += text.len() + size_of::<String>();
            if bytes > MOST_TEXT {
                return Err(Fault::TooLarge("its texts hold more than 64 MiB".to_owned()));
            }
            strings.push(text);
        }
        Ok(strings)
    }
}

fn cut_off() -> Fault {
    Fault::damaged("it is cut off")
}
