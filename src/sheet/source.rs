//! The bytes of a file -> the text of its sheet, told apart by content and not by the ending of the file's name.

use encoding_rs::Encoding;
use memchr::memmem;

use super::error::SheetError;
use super::{encoding, workbook};
use crate::digest::sha256;

/// A sheet as one text, whatever it came as.
#[derive(Debug)]
pub(super) struct Source {
    pub text: String,
    /// Name of the worksheet; `None` for a text file. The text of a worksheet separates cells by commas and has one line
    /// for each row, blank ones too: a line break within a cell is a lone CR in it.
    pub worksheet: Option<String>,
    /// The encoding, where it was only guessed.
    pub guessed: Option<&'static Encoding>,
    /// Digest of the file; `None` where the text is the file as it is.
    pub sha256: Option<String>,
}

impl Source {
    /// Reads the file. `sheet` names the worksheet of a workbook, `encoding` how a text is to be read.
    pub fn open(
        file: &str,
        bytes: Vec<u8>,
        sheet: Option<&str>,
        encoding: Option<&'static Encoding>,
    ) -> Result<Self, SheetError> {
        if let Some(container) = workbook::Container::of(&bytes) {
            let sha256 = Some(sha256(&bytes));
            let (worksheet, text) = workbook::read(file, container, bytes, sheet)?;
            return Ok(Source { text, worksheet: Some(worksheet), guessed: None, sha256 });
        }
        let (mut text, guessed, mut sha256) = match encoding::as_it_is(bytes, encoding) {
            Ok(text) => (text, None, None),
            Err(bytes) => {
                let sha256 = sha256(&bytes);
                let (text, guessed) = encoding::decode(file, bytes, encoding)?;
                (text, guessed, Some(sha256))
            }
        };
        if let Some(without) = without_marks_of_rows(&text) {
            sha256.get_or_insert_with(|| crate::digest::sha256(text.as_bytes()));
            text = without;
        }
        if is_web_page(&text) {
            return Err(SheetError::NotAWorkbook {
                file: file.to_owned(),
                kind: "a web page, whatever its name says",
                advice: "Some platforms export so. Open it in the spreadsheet program, save it as .xlsx and give that file.",
            });
        }
        Ok(Source { text, worksheet: None, guessed, sha256 })
    }
}

/// The text without the byte order marks at the start of rows, where exports were put together; `None` where it has none.
fn without_marks_of_rows(text: &str) -> Option<String> {
    const MARK: &str = "\u{FEFF}";
    let marks = memmem::find_iter(text.as_bytes(), MARK).filter(|&at| text[..at].ends_with(['\r', '\n']));
    let mut rest = 0;
    let mut without = String::new();
    for at in marks {
        without.push_str(&text[rest..at]);
        rest = at + MARK.len();
    }
    (rest > 0).then(|| without + &text[rest..])
}

/// Exports that are called .xls are often pages with a table.
fn is_web_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<table", "<head", "<meta", "<body"].iter().any(|tag| start.starts_with(tag))
}
