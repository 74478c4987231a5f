//! Notes about a sheet as a whole.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::facts::FactGroups;
use super::headings::{KnownHeadings, MOST_COMPARED, field_by_heading};
use super::name::first_name_first;
use super::row::shortened;
use super::{Candidates, Code, Diagnostic, OpenSheet, Place, RowPlace, SkippedRow};
use crate::diagnostic::{self, counted};
use crate::exam::Blueprint;

/// So many rows, headings or candidates are named one by one.
pub(super) const NAMED: usize = 10;

/// Collects the columns that are carried along, and names each once. A column without a heading counts only where it holds something.
pub(super) fn unknown_columns(
    sheets: &[OpenSheet],
    used: &[Vec<bool>],
    blueprint: &Blueprint,
    names: &mut Vec<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known = LazyCell::new(|| KnownHeadings::new(blueprint));
    let mut met: HashSet<String> = HashSet::new();
    for (file_index, (sheet, used)) in sheets.iter().zip(used).enumerate() {
        let mut named = Vec::new();
        let mut suggestions = Vec::new();
        for (column, &used) in sheet.columns.unknown().zip(used) {
            let (heading, name) = (&sheet.columns.headings[column], sheet.columns.carried_name(column));
            if (heading.is_empty() && !used) || !met.insert(name.clone()) {
                continue;
            }
            if names.len() < MOST_COMPARED
                && field_by_heading(heading, blueprint).is_none()
                && let Some((like, field, words)) = known.nearest(heading)
                && !sheet.columns.fields.contains(&Some(field))
            {
                suggestions.push(format!("did you mean “{like}” (the {words}) by “{heading}”?"));
            }
            named.push(if heading.is_empty() {
                format!("{name} (it has no heading)")
            } else {
                format!("“{name}”")
            });
            names.push(name);
        }
        if named.is_empty() {
            continue;
        }
        let message = format!(
            "{} not understood: {}",
            if named.len() == 1 { "one column is" } else { "some columns are" },
            listed(&named)
        );
        suggestions.truncate(NAMED);
        suggestions.push("the cells are carried along to manifest.csv; to use a column, name its heading in resit.toml under [columns]".to_owned());
        diagnostics.push(note(Code::UnknownColumns, sheet, file_index, message, suggestions.join("; ")));
    }
}

/// The sheets whose names are shown in another order than they stand in.
pub(super) fn name_order(sheets: &[OpenSheet], groups: &FactGroups, diagnostics: &mut Vec<Diagnostic>) {
    for (file_index, sheet) in sheets.iter().enumerate() {
        let turned = groups.turned_name(file_index).and_then(|cell| Some((cell, first_name_first(cell)?)));
        if let Some((cell, name)) = turned {
            let message = format!("the names stand as “Last, First” and are shown as “First Last”: “{cell}” is {name}");
            let help = "nothing to do; a name that is to stay as it is must stand without a comma";
            diagnostics.push(note(Code::NameOrder, sheet, file_index, message, help.to_owned()));
        }
    }
}

/// Two candidates who may be one person, at the first row of the second; `and_more` where others are not named.
pub(super) fn near_duplicate(
    candidates: &Candidates,
    first: &RowPlace,
    second: &RowPlace,
    and_more: bool,
) -> Diagnostic {
    let shown = |row: &RowPlace| shortened(&candidates.sheets[row.file_index()].shown_key(&candidates.record(row)));
    let sheet = &candidates.sheets[second.file_index()];
    let of = if first.file_index() == second.file_index() {
        String::new()
    } else {
        format!(" of {}", candidates.sheets[first.file_index()].name)
    };
    let words = sheet.columns.key_kind.words();
    let message = format!(
        "“{}” is much like “{}” in row {}{of}: are they one person?",
        shown(second),
        shown(first),
        first.line()
    );
    let more = if and_more { "; there are more such pairs, which are not named" } else { "" };
    let help = format!(
        "if they are one, write the {words} alike in all rows, and the attempts come into one plan; if they are two, there is nothing to do{more}"
    );
    let place = Place {
        file_index: second.file_index(),
        file: sheet.name.clone(),
        row: Some(second.line()),
        cell_index: Some(sheet.columns.key),
        column: Some(sheet.columns.carried_name(sheet.columns.key).into()),
        // filled in at the end
        worksheet: None,
    };
    Diagnostic {
        code: Code::NearDuplicate,
        place,
        cell: None,
        row_cells: Box::default(),
        candidate: Some(shown(second).into()),
        message: message.into(),
        help: Some(help.into()),
    }
}

/// The rows whose attempt did not happen (file, line, key as shown, whether the candidate has a history), sorted.
pub(super) fn who_did_not_sit(
    sheets: &[OpenSheet],
    rows: &[(usize, u64, String, bool)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (file_index, sheet) in sheets.iter().enumerate() {
        let own = || rows.iter().filter(|(file, ..)| *file == file_index);
        // of several attempts in a row, the row
        let mut lines: Vec<u64> = own().map(|&(_, line, ..)| line).collect();
        lines.dedup();
        if lines.is_empty() {
            continue;
        }
        let message =
            format!("{} tell of an attempt that did not happen: {}", counted(lines.len(), "row"), listed(&lines));
        let message = if lines.len() == 1 { message.replacen("tell", "tells", 1) } else { message };
        let mut named = HashSet::new();
        let without_any: Vec<String> = own()
            .filter(|(.., has_history)| !has_history)
            .map(|(_, _, key, _)| key)
            .filter(|&key| named.insert(sheet.columns.key_kind.key(key)))
            .map(|key| format!("“{key}”"))
            .collect();
        let help = match without_any.len() {
            0 => "such rows are counted and skipped".to_owned(),
            1 => format!("such rows are counted and skipped; {} has no other row and gets no plan", without_any[0]),
            _ => format!(
                "such rows are counted and skipped; these candidates have no other row and get no plan: {}",
                listed(&without_any)
            ),
        };
        diagnostics.push(note(Code::DidNotSit, sheet, file_index, message, help));
    }
}

/// Where the headings stand, if not in the first row alone.
pub(super) fn header_rows(sheets: &[OpenSheet], diagnostics: &mut Vec<Diagnostic>) {
    for (file_index, sheet) in sheets.iter().enumerate() {
        let header = sheet.text.header();
        let is_joined = header.last_line > header.line;
        if header.skipped.is_empty() && !is_joined {
            continue;
        }
        let mut message = if is_joined {
            format!("the headings are put together from rows {} to {}", header.line, header.last_line)
        } else {
            format!("the headings stand in row {}", header.line)
        };
        if !header.skipped.is_empty() {
            let skipped = counted(header.skipped.len(), "row");
            message = format!("{message}; {skipped} above skipped: {}", listed(&header.skipped));
        }
        let help = "nothing to do if this is right; else say which row holds the headings, with --header-row";
        diagnostics.push(note(Code::HeaderRow, sheet, file_index, message, help.to_owned()));
    }
}

/// Rows that are no people.
pub(super) fn no_persons(sheets: &[OpenSheet], skipped: &[SkippedRow], diagnostics: &mut Vec<Diagnostic>) {
    for (file_index, sheet) in sheets.iter().enumerate() {
        let found: Vec<&SkippedRow> = skipped.iter().filter(|row| row.file_index == file_index).collect();
        if found.is_empty() {
            continue;
        }
        let named: Vec<String> = found.iter().map(|found| format!("{} (“{}”)", found.row, found.words)).collect();
        let are = if found.len() == 1 { "is no candidate’s and" } else { "are no candidates’ and" };
        let message = format!("{} {are} skipped: {}", counted(found.len(), "row"), listed(&named));
        let help = "nothing to do; if one of them is a candidate after all, write the first and the last name, and fill in the id";
        diagnostics.push(note(Code::NoPerson, sheet, file_index, message, help.to_owned()));
    }
}

/// Rows of delimiters only.
pub(super) fn blank_rows(sheets: &[OpenSheet], lines: &[Vec<u64>], diagnostics: &mut Vec<Diagnostic>) {
    for (file_index, (sheet, lines)) in sheets.iter().zip(lines).enumerate().filter(|(_, (_, lines))| !lines.is_empty())
    {
        let message = format!("{} without any content skipped: {}", counted(lines.len(), "row"), listed(lines));
        diagnostics.push(note(Code::BlankRows, sheet, file_index, message, "nothing to do".to_owned()));
    }
}

/// The encodings that were only guessed.
pub(super) fn guessed_encodings(
    sheets: &[OpenSheet],
    guesses: &[Option<&'static str>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (file_index, (sheet, guess)) in sheets.iter().zip(guesses).enumerate() {
        let Some(encoding) = guess else { continue };
        let message = format!("the sheet is read as {encoding}, by a guess from its letters");
        let help =
            "if names look wrong, name the encoding, such as --encoding windows-1252, or save the sheet as “CSV UTF-8”";
        diagnostics.push(note(Code::Encoding, sheet, file_index, message, help.to_owned()));
    }
}

fn note(code: Code, sheet: &OpenSheet, file_index: usize, message: String, help: String) -> Diagnostic {
    let place = Place { file_index, file: sheet.name.clone(), ..Place::default() };
    Diagnostic {
        code,
        place,
        cell: None,
        row_cells: Box::default(),
        candidate: None,
        message: message.into(),
        help: Some(help.into()),
    }
}

/// "4, 9, 12 and 3 more".
fn listed<T: std::fmt::Display>(items: &[T]) -> String {
    diagnostic::listed(items.iter(), NAMED)
}
