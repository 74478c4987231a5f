//! Workbooks: the one worksheet that holds the class -> a text, as if it had been saved as CSV.
//!
//! xlsx is read through calamine, which streams it and knows what all the programs write; but what it would take in at
//! its word is measured first ([`caps`]): a shared text that is claimed or a font's name that thousands of formats share
//! would cost memory without bound.
//!
//! xlsb, xls and ods are read here. Of these calamine 0.38 gives a percent cell as a bare number (0.515 for 51.5 %), and as
//! an empty cell both a formula of ods whose result was never stored and a formula of xlsb that ends in an error: a mark
//! would be missing in silence. It also loads every sheet of ods and xls into a grid as large as its farthest cell, which no
//! check beforehand bounds well: an ods of 746 bytes took 1.3 GB. A test compares both readings cell by cell and counts
//! these differences.

mod caps;
mod compound;
mod grid;
mod number_format;
mod ods;
mod xls;
mod xlsb;
mod xlsx;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Seek};

use zip::ZipArchive;

use self::grid::Grid;
pub(super) use self::grid::NO_RESULT;
use super::error::SheetError;

/// Worksheets of one workbook; each is looked at.
const MOST_SHEETS: usize = 4096;
/// So many worksheets are named in a message.
const SHEETS_NAMED: usize = 12;

/// What files look like that are no texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// xlsx, xlsm, xlsb, ods, and what is none of them.
    Zip,
    /// xls, workbooks with a password, and what is none of them.
    Compound,
}

impl Container {
    /// By the first bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            Some(Container::Zip)
        } else {
            bytes.starts_with(compound::SIGNATURE).then_some(Container::Compound)
        }
    }
}

/// Why a workbook cannot be read.
#[derive(Debug)]
enum Fault {
    /// With the reason.
    Damaged(String),
    /// What is too large.
    TooLarge(String),
    Password,
    /// No workbook: what it is, and how to go on.
    Other(&'static str, &'static str),
    /// No fault: what was looked for is found.
    Found,
}

impl Fault {
    fn damaged(reason: impl std::fmt::Display) -> Fault {
        Fault::Damaged(reason.to_string())
    }
}

/// A worksheet in the list of a workbook.
#[derive(Debug, Clone)]
struct Worksheet {
    name: String,
    hidden: bool,
}

/// An open workbook of any format.
trait Workbook {
    /// The worksheets in their order.
    fn worksheets(&self) -> Vec<Worksheet>;

    /// Puts the cells of the worksheet at this position into the grid, row by row.
    fn read(&mut self, index: usize, grid: &mut Grid) -> Result<(), Fault>;
}

/// The name and the text of the worksheet that is called `wanted`, else of the only one that is not hidden and holds anything.
pub(super) fn read(
    file: &str,
    container: Container,
    bytes: Vec<u8>,
    wanted: Option<&str>,
) -> Result<(String, String), SheetError> {
    let told = |fault| error(file, fault);
    let mut workbook = match container {
        Container::Zip => open_zip(bytes),
        Container::Compound => open_compound(&bytes),
    }
    .map_err(told)?;
    let sheets = workbook.worksheets();
    let index = match wanted {
        Some(wanted) => named(file, &sheets, wanted)?,
        None => the_only_one(file, &sheets, workbook.as_mut())?,
    };
    let mut grid = Grid::new();
    workbook.read(index, &mut grid).map_err(told)?;
    let text = grid.finish().map_err(told)?;
    Ok((sheets[index].name.clone(), text))
}

fn open_zip(bytes: Vec<u8>) -> Result<Box<dyn Workbook>, Fault> {
    // the directory of a zip stands at its end
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::damaged("its end is missing"))?;
    caps::check_declared(&mut zip)?;
    let has = |zip: &ZipArchive<_>, name: &str| zip.index_for_name(name).is_some();
    if has(&zip, "xl/workbook.bin") {
        return Ok(Box::new(xlsb::Xlsb::open(zip)?));
    }
    if has(&zip, "content.xml") {
        return Ok(Box::new(ods::Ods::open(zip)?));
    }
    let any = |part: &str| zip.file_names().flatten().any(|name| name.starts_with(part));
    if any("word/") || any("ppt/") {
        return Err(Fault::Other("a document, not a workbook", "Give the workbook with the attempts."));
    }
    if any("Index/") || any("Index.zip") {
        return Err(Fault::Other("a Numbers document", "Export it from Numbers to Excel or CSV and give that file."));
    }
    if !any("[Content_Types].xml") {
        return Err(Fault::Other("a zip archive, not a workbook", "Unpack it and give the sheet that is in it."));
    }
    Ok(Box::new(xlsx::Xlsx::open(zip)?))
}

fn open_compound(bytes: &[u8]) -> Result<Box<dyn Workbook>, Fault> {
    let compound = compound::Compound::open(bytes)?;
    if compound.has("EncryptedPackage") || compound.has("EncryptionInfo") {
        return Err(Fault::Password);
    }
    match compound.stream("Workbook")? {
        Some(stream) => Ok(Box::new(xls::Xls::open(stream)?)),
        None if compound.has("Book") => {
            Err(Fault::Other("a workbook of Excel 95 or older", "Save it as .xlsx and give that file."))
        }
        None => Err(Fault::Other("no workbook", "Give the workbook with the attempts.")),
    }
}

/// A part of a zip that is read as a stream.
fn part<'z, R: std::io::Read + Seek>(
    zip: &'z mut ZipArchive<R>,
    name: &str,
) -> Result<Option<zip::read::ZipFile<'z, R>>, Fault> {
    match zip.by_name(name) {
        Ok(part) => Ok(Some(part)),
        Err(zip::result::ZipError::FileNotFound) => Ok(None),
        Err(error) => Err(Fault::damaged(error)),
    }
}

fn check_sheets(count: usize) -> Result<(), Fault> {
    if count > MOST_SHEETS { Err(Fault::TooLarge(format!("it has more than {MOST_SHEETS} sheets"))) } else { Ok(()) }
}

/// The worksheet of this name, hidden or not; capitals matter only where two differ in nothing else.
fn named(file: &str, sheets: &[Worksheet], wanted: &str) -> Result<usize, SheetError> {
    let alike = |sheet: &Worksheet| sheet.name.trim().to_lowercase() == wanted.trim().to_lowercase();
    sheets.iter().position(|sheet| sheet.name == wanted).or_else(|| sheets.iter().position(alike)).ok_or_else(|| {
        SheetError::NoSuchSheet { file: file.to_owned(), sheet: wanted.to_owned(), found: listed(sheets.iter()) }
    })
}

fn the_only_one(file: &str, sheets: &[Worksheet], workbook: &mut dyn Workbook) -> Result<usize, SheetError> {
    let mut candidates = Vec::new();
    for (index, _) in sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        match workbook.read(index, &mut Grid::probe()) {
            Ok(()) => {}
            Err(Fault::Found) => candidates.push(index),
            Err(fault) => return Err(error(file, fault)),
        }
    }
    match candidates[..] {
        [index] => Ok(index),
        [] => {
            let hidden: Vec<&Worksheet> = sheets.iter().filter(|sheet| sheet.hidden).collect();
            let hidden = if hidden.is_empty() { String::new() } else { listed(hidden.into_iter()) };
            Err(SheetError::NoFilledSheet { file: file.to_owned(), hidden })
        }
        [first, ..] => Err(SheetError::SeveralSheets {
            file: file.to_owned(),
            found: listed(candidates.iter().map(|&index| &sheets[index])),
            first: sheets[first].name.clone(),
        }),
    }
}

fn listed<'s>(sheets: impl Iterator<Item = &'s Worksheet>) -> String {
    let names = sheets.map(|sheet| format!("“{}”{}", sheet.name, if sheet.hidden { " (hidden)" } else { "" }));
    let mut names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(SHEETS_NAMED);
    names.truncate(SHEETS_NAMED);
    let names = names.join(", ");
    if more > 0 { format!("{names} and {more} more") } else { names }
}

fn error(file: &str, fault: Fault) -> SheetError {
    let file = file.to_owned();
    match fault {
        Fault::Damaged(reason) => SheetError::DamagedWorkbook { file, reason },
        Fault::TooLarge(what) => SheetError::WorkbookTooLarge { file, what },
        Fault::Password => SheetError::Password { file },
        Fault::Other(kind, advice) => SheetError::NotAWorkbook { file, kind, advice },
        // only a grid that looks for a first cell ends so
        Fault::Found => SheetError::DamagedWorkbook { file, reason: "it could not be read to its end".to_owned() },
    }
}
