//! Warnings that the analysis raises, as diagnostics with a place and advice.

use crate::analysis::{Terms, stale_booking};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::exam::Blueprint;
use crate::sheet::History;

/// The diagnostics of one candidate's warnings, at the row of the current attempt. Warnings that the sheet reader
/// already reported are left out.
pub(super) fn diagnostics(
    history: &History,
    warnings: &[Code],
    blueprint: &Blueprint,
    terms: &Terms,
    file_names: &[String],
) -> Vec<Diagnostic> {
    let ours = warnings.iter().filter(|code| !history.reading_warnings.contains(code));
    ours.filter_map(|&code| {
        let (message, help) = words(code, history, blueprint, terms)?;
        Some(at_current_row(code, history, file_names, message, help))
    })
    .collect()
}

/// One warning for a candidate with characters that no font of the PDF can draw.
pub(super) fn missing_glyphs(history: &History, missing: &[char], file_names: &[String]) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    // apart from each other, so that letters of joined scripts stay themselves
    let shown: Vec<String> = missing.iter().take(12).map(char::to_string).collect();
    let shown = shown.join(" ");
    let more = if missing.len() > 12 { " and more" } else { "" };
    let name = history.display_name();
    let message = format!("{name}: the PDF shows boxes for characters that its fonts do not have: {shown}{more}");
    Some(at_current_row(
        Code::MissingGlyph,
        history,
        file_names,
        message,
        "install a font that has them, or name its folder with --font-dir; the HTML plan shows every script",
    ))
}

fn at_current_row(code: Code, history: &History, file_names: &[String], message: String, help: &str) -> Diagnostic {
    let current = history.current();
    Diagnostic {
        code,
        place: Place {
            file_index: file_names.iter().position(|name| **name == *current.file).unwrap_or(0),
            file: current.file.clone(),
            row: Some(current.row),
            cell_index: None,
            column: None,
            // filled in at the end
            worksheet: None,
        },
        cell: Some(history.display_name().into()),
        row_cells: Box::default(),
        candidate: Some(history.candidate_id.as_str().into()),
        message: message.into(),
        help: Some(help.into()),
    }
}

fn words(code: Code, history: &History, blueprint: &Blueprint, terms: &Terms) -> Option<(String, &'static str)> {
    let name = history.display_name();
    Some(match code {
        Code::OtherVersion => (
            format!("{name}: an attempt is dated outside version {} of the exam", blueprint.version.name),
            "check the date, or give the blueprint of the other version with --exam",
        ),
        Code::FutureDate => (
            format!("{name}: an attempt is dated after {}", terms.as_of),
            "check the date; the attempt is used as it stands",
        ),
        Code::FewRatings => (
            format!("{name}: the rated domains carry less than half of the exam, so only the study hours follow them"),
            "fill in the ratings of the score report, if there is one",
        ),
        Code::Hours => (
            format!("{name}: the hours a week are not between 3 and 60, so the plan uses the default"),
            "write a number of hours such as 8 or 7.5",
        ),
        Code::StaleBooking => {
            let booked = stale_booking(history, terms)?;
            (
                format!("{name}: the booked retake ({booked}) is before the plan starts, or not after the attempt"),
                "enter the new day, or clear the cell",
            )
        }
        Code::InconsistentEntry => (
            format!("{name}: score and ratings do not fit together"),
            "compare the row with the score report; one of them may be mistyped",
        ),
        _ => return None,
    })
}
