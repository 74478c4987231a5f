//! Diagnostics as data for programs.

use serde::Serialize;

use super::{Diagnostic, Severity, letters};

/// A finding, or the error that ended the program, as one line of JSON. The order of the fields is that of the keys; a key that
/// does not apply is null.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Message<'a> {
    /// Code of the finding; `error` where the program could not run, `stopped` where it was interrupted.
    pub code: &'a str,
    /// `error`, `problem`, `warning` or `note`.
    pub severity: &'static str,
    /// Name of the file without folders.
    pub file: Option<&'a str>,
    /// Name of the worksheet, where the file is a workbook.
    pub sheet: Option<&'a str>,
    /// Line of the file, or row of the worksheet, from 1.
    pub row: Option<u64>,
    /// The cell of a worksheet as the spreadsheet program names it, such as D17.
    pub cell: Option<String>,
    /// Heading of the column.
    pub column: Option<&'a str>,
    /// The cell as it came.
    pub value: Option<&'a str>,
    /// Key of the candidate as the row shows it.
    pub candidate: Option<&'a str>,
    /// What is wrong, one line.
    pub message: &'a str,
    /// What would be right and how to go on.
    pub help: Option<String>,
}

impl<'a> From<&'a Diagnostic> for Message<'a> {
    fn from(found: &'a Diagnostic) -> Message<'a> {
        let place = &found.place;
        let cell = || Some(format!("{}{}", letters(place.cell_index?), place.row?));
        Message {
            code: found.code.id(),
            severity: found.severity().id(),
            file: Some(&place.file),
            sheet: place.worksheet.as_deref(),
            row: place.row,
            cell: place.worksheet.as_ref().and_then(|_| cell()),
            column: place.column.as_deref(),
            // a finding about a whole row is drawn with its candidate's name, which is no cell
            value: found.cell.as_deref().filter(|_| place.cell_index.is_some()),
            candidate: found.candidate.as_deref(),
            message: &found.message,
            help: found.help.as_deref().map(str::to_owned),
        }
    }
}

impl<'a> Message<'a> {
    /// The error that ended the program. The first line of its text says what is wrong, the others how to go on.
    pub fn error(text: &'a str) -> Message<'a> {
        Message::without_place("error", "error", text)
    }

    /// The program was stopped before it was done.
    pub fn stopped(text: &'a str) -> Message<'a> {
        Message::without_place("stopped", Severity::Note.id(), text)
    }

    fn without_place(code: &'a str, severity: &'static str, text: &'a str) -> Message<'a> {
        let (message, help) = text.trim_end().split_once('\n').unwrap_or((text.trim_end(), ""));
        // what goes on from the first line may be set in
        let help: Vec<&str> = help.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        Message {
            code,
            severity,
            file: None,
            sheet: None,
            row: None,
            cell: None,
            column: None,
            value: None,
            candidate: None,
            message,
            help: Some(help.join("\n").trim_start_matches('\n').to_owned()).filter(|help| !help.is_empty()),
        }
    }
}
