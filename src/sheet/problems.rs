//! problems.csv: the rows of the candidates left out, handed back to be corrected and given again beside the sheet.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::corrections::origin;
use super::headings::Field;
use super::row::shortened;
use super::text::is_blank;
use super::{Cause, CorrectedRow, LeftOutRow, OpenSheet, Reading, Reason};
use crate::diagnostic::Severity;

/// The rows left out as a CSV file (UTF-8 with byte order mark, CRLF, commas): `resit_problem`, `resit_file`, `resit_row`, then the
/// cells as they came under the headings of all sheets. Columns of several sheets that are the same field share one.
/// Behind them, with an empty `resit_problem`, the rows of the corrections given that are fine: the newest problems.csv and the
/// class sheets are all that is ever needed.
pub fn problems_csv(reading: &Reading) -> Vec<u8> {
    let mut advice: HashMap<(usize, u64), Vec<String>> = HashMap::new();
    for found in reading.diagnostics.iter().filter(|found| found.severity() == Severity::Problem) {
        if let Some(row) = found.place.row {
            let help = found.help.as_ref().map_or(String::new(), |help| format!(" ({help})"));
            advice.entry((found.place.file_index, row)).or_default().push(format!("{}{help}", found.sentence()));
        }
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    // writing to memory cannot fail
    let own = ["resit_problem", "resit_file", "resit_row"].map(str::to_owned);
    let _ = writer.write_record(own.iter().chain(&reading.problem_headings));
    for row in &reading.left_out {
        let own = advice.remove(&(row.file_index, row.row));
        let reasons =
            own.unwrap_or_else(|| row.reasons.iter().map(|reason| reason.sentence.clone()).collect()).join("; ");
        // our own column must not become a formula because a heading of the sheet is one
        let reasons = if reasons.starts_with(['=', '+', '-', '@']) { format!("'{reasons}") } else { reasons };
        let (file, line) = row.origin.clone().unwrap_or_else(|| (row.file.clone(), row.row));
        let cells = placed_cells(reading, row.file_index, &row.cells);
        let _ = writer.write_record([reasons, file, line.to_string()].into_iter().chain(cells));
    }
    for row in &reading.corrected {
        let (file, line) = row.origin.clone().unwrap_or_else(|| (row.file.clone(), row.row));
        let cells = placed_cells(reading, row.file_index, &row.cells);
        let _ = writer.write_record([String::new(), file, line.to_string()].into_iter().chain(cells));
    }
    writer.into_inner().unwrap_or_default()
}

/// The cells of a row of the file in the columns of problems.csv. Cells without a heading follow behind, and a row that is too short stays so.
fn placed_cells(reading: &Reading, file_index: usize, cells: &[String]) -> Vec<String> {
    let slots = &reading.problem_columns[file_index];
    let mut placed = Vec::new();
    for (cell, &slot) in cells.iter().zip(slots) {
        let Some(slot) = slot else { continue };
        if placed.len() <= slot {
            placed.resize(slot + 1, String::new());
        }
        placed[slot].clone_from(cell);
    }
    let too_many = cells.iter().skip(slots.len());
    let is_complete = cells.len() >= slots.len();
    if is_complete {
        placed.resize(reading.problem_headings.len(), String::new());
    }
    placed.extend(too_many.cloned());
    placed
}

/// Fills [`Reading::left_out`] with the rows (file, line, key as shown), [`Reading::corrected`] with the other rows of corrections,
/// and the diagnostics (sorted) with the cells that they are about.
pub(super) fn hand_back(sheets: &[OpenSheet], left_out: Vec<(usize, u64, String)>, reading: &mut Reading) {
    let mut keys: BTreeMap<(usize, u64), String> =
        left_out.into_iter().map(|(file, line, key)| ((file, line), key)).collect();
    let culprits = culprits(sheets, &keys, reading);
    let mut next = 0;
    for (file_index, sheet) in sheets.iter().enumerate() {
        let concerned =
            reading.diagnostics.iter().any(|found| found.place.file_index == file_index && found.place.row.is_some());
        let corrects = sheet.columns.correction.is_some();
        if !concerned && !corrects && keys.range((file_index, 0)..(file_index + 1, 0)).next().is_none() {
            continue;
        }
        let mut drawn = HashSet::new();
        let mut rows = sheet.text.rows();
        while let Some((line, record)) = rows.next() {
            let candidate = keys.remove(&(file_index, line));
            let mut reasons = Vec::new();
            while let Some(found) = reading.diagnostics.get_mut(next) {
                if (found.place.file_index, found.place.row.unwrap_or(0)) > (file_index, line) {
                    break;
                }
                next += 1;
                if found.place.row != Some(line) {
                    continue;
                }
                found.cell = found.place.cell_index.and_then(|at| record.get(at)).map(str::to_owned);
                if drawn.insert((found.code, found.place.cell_index, found.help.clone())) {
                    found.row_cells = sheet.text.cells(record);
                }
                if found.severity() == Severity::Problem {
                    let cell = found.cell.as_deref().filter(|cell| !cell.trim().is_empty()).map(shortened);
                    let cause = Cause::Problem { code: found.code, column: found.place.column.clone(), cell };
                    reasons.push(Reason { sentence: found.sentence(), cause });
                }
            }
            let Some(key) = candidate else {
                if corrects && !is_blank(record) {
                    reading.corrected.push(CorrectedRow {
                        file: sheet.name.to_string(),
                        file_index,
                        row: line,
                        cells: sheet.text.cells(record),
                        origin: origin(sheet, record),
                    });
                }
                continue;
            };
            if reasons.is_empty() {
                let culprit = culprits.get(&sheet.columns.key_kind.key(&key));
                let words = culprit.map_or(String::new(), |&(file, row)| {
                    let of = if file == file_index { String::new() } else { format!(" of {}", sheets[file].name) };
                    format!(" (row {row}{of})")
                });
                let place = culprit.map(|&(file, row)| (sheets[file].name.to_string(), row));
                let sentence = format!("another row of this candidate{words} has a problem");
                reasons.push(Reason { sentence, cause: Cause::OtherRow { place } });
            }
            reading.left_out.push(LeftOutRow {
                file: sheet.name.to_string(),
                file_index,
                row: line,
                candidate: Some(shortened(&key)).filter(|key| !key.is_empty()),
                cells: sheet.text.cells(record),
                origin: origin(sheet, record),
                reasons,
            });
        }
    }
}

/// For each candidate left out the first row that has a problem of its own.
fn culprits(
    sheets: &[OpenSheet],
    keys: &BTreeMap<(usize, u64), String>,
    reading: &Reading,
) -> HashMap<String, (usize, u64)> {
    let mut culprits = HashMap::new();
    for found in reading.diagnostics.iter().filter(|found| found.severity() == Severity::Problem) {
        let Some(place) = found.place.row.map(|row| (found.place.file_index, row)) else { continue };
        if let Some(key) = keys.get(&place) {
            culprits.entry(sheets[place.0].columns.key_kind.key(key)).or_insert(place);
        }
    }
    culprits
}

/// Which column of problems.csv each column of each sheet goes into: the same field or the same heading into the same one.
pub(super) fn lay_out(sheets: &[OpenSheet], reading: &mut Reading) {
    let mut slots: HashMap<(Option<Field>, Option<u32>, String), usize> = HashMap::new();
    for sheet in sheets {
        let mut unnamed = 0;
        let columns = sheet
            .columns
            .fields
            .iter()
            .zip(&sheet.text.header().headings)
            .zip(&sheet.columns.headings)
            .zip(&sheet.columns.numbers)
            .map(|(((&field, raw), heading), &number)| {
                if matches!(field, Some(Field::ResitProblem | Field::ResitFile | Field::ResitRow)) {
                    return None;
                }
                let name = match field {
                    Some(_) => String::new(),
                    None if heading.is_empty() => {
                        unnamed += 1;
                        format!("\u{0}{unnamed}")
                    }
                    None => heading.clone(),
                };
                Some(*slots.entry((field, number, name)).or_insert_with(|| {
                    reading.problem_headings.push(raw.clone());
                    reading.problem_headings.len() - 1
                }))
            });
        let columns = columns.collect();
        reading.problem_columns.push(columns);
    }
}
