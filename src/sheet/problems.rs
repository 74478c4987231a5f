//! problems.csv: the rows of the candidates left out, handed back to be corrected and given again beside the sheet.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use super::corrections::origin;
use super::headings::Field;
use super::row::shortened;
use super::text::is_blank;
use super::{Cause, LeftOutRow, NOBODY, OpenSheet, Reading, Reason, RowPlace};
use crate::diagnostic::{Diagnostic, Severity};

/// Writes the rows left out as a CSV file (UTF-8 with byte order mark, CRLF, commas): `resit_problem`, `resit_file`, `resit_row`, then the
/// cells as they came under the headings of all sheets. Columns of several sheets that are the same field share one.
/// Behind them, with an empty `resit_problem`, the rows of the corrections given that are fine: the newest problems.csv and the
/// class sheets are all that is ever needed.
pub fn write_problems(reading: &Reading, mut out: impl Write) -> io::Result<()> {
    out.write_all(b"\xEF\xBB\xBF")?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_writer(out);
    let own = ["resit_problem", "resit_file", "resit_row"].map(str::to_owned);
    writer.write_record(own.iter().chain(&reading.problem_headings))?;
    for place in reading.places_left_out() {
        let own: Vec<String> = reading.problems_of(place).map(with_help).collect();
        let other = || vec![reading.other_row(place).sentence];
        let reasons = if own.is_empty() { other() } else { own }.join("; ");
        // our own column must not become a formula because a heading of the sheet is one
        let reasons = if reasons.starts_with(['=', '+', '-', '@']) { format!("'{reasons}") } else { reasons };
        writer.write_record(handed_back(reading, place, reasons))?;
    }
    for place in &reading.corrected {
        writer.write_record(handed_back(reading, place, String::new()))?;
    }
    writer.flush()
}

/// What is wrong and what would be right.
fn with_help(found: &Diagnostic) -> String {
    let help = found.help.as_ref().map_or(String::new(), |help| format!(" ({help})"));
    format!("{}{help}", found.sentence())
}

/// A row of problems.csv.
fn handed_back(reading: &Reading, place: &RowPlace, reasons: String) -> impl Iterator<Item = String> {
    let (sheet, record) = reading.candidates.sheet_and_record(place);
    let (file, line) = origin(sheet, &record).unwrap_or_else(|| (sheet.name.to_string(), place.line()));
    let cells = placed_cells(reading, place.file_index(), &sheet.text.cells(&record));
    [reasons, file, line.to_string()].into_iter().chain(cells)
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

impl Reading {
    /// The rows of the candidates left out, sorted by file and row.
    pub fn left_out(&self) -> LeftOut<'_> {
        LeftOut { reading: self }
    }

    fn places_left_out(&self) -> impl Iterator<Item = &RowPlace> {
        self.left_out.iter().map(|&at| &self.candidates.rows[at as usize])
    }

    /// What is wrong with a row itself.
    fn problems_of(&self, place: &RowPlace) -> impl Iterator<Item = &Diagnostic> {
        let of = (place.file_index(), Some(place.line()));
        let start = self.diagnostics.partition_point(|found| (found.place.file_index, found.place.row) < of);
        let own =
            self.diagnostics[start..].iter().take_while(move |found| (found.place.file_index, found.place.row) == of);
        own.filter(|found| found.severity() == Severity::Problem)
    }

    /// The reason of a row that has no problem of its own.
    fn other_row(&self, place: &RowPlace) -> Reason {
        let sheets = &self.candidates.sheets;
        let culprit = self.culprits.get(&place.candidate);
        let words = culprit.map_or(String::new(), |&(file, row)| {
            let of = if file == place.file_index() { String::new() } else { format!(" of {}", sheets[file].name) };
            format!(" (row {row}{of})")
        });
        let place = culprit.map(|&(file, row)| (sheets[file].name.to_string(), row));
        let sentence = format!("another row of this candidate{words} has a problem");
        Reason { sentence, cause: Cause::OtherRow { place } }
    }
}

/// The rows left out of a [`Reading`], each read from its sheet when it is asked for.
#[derive(Clone, Copy)]
pub struct LeftOut<'r> {
    reading: &'r Reading,
}

impl<'r> LeftOut<'r> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.reading.left_out.len()
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    pub fn iter(self) -> impl Iterator<Item = LeftOutRow> + 'r {
        let reading = self.reading;
        reading.places_left_out().map(|place| left_out_row(reading, place))
    }
}

fn left_out_row(reading: &Reading, place: &RowPlace) -> LeftOutRow {
    let (sheet, record) = reading.candidates.sheet_and_record(place);
    let reason = |found: &Diagnostic| {
        let cell = found.cell.as_deref().filter(|cell| !cell.trim().is_empty()).map(shortened);
        let cause = Cause::Problem { code: found.code, column: found.place.column.as_deref().map(str::to_owned), cell };
        Reason { sentence: found.sentence(), cause }
    };
    let mut reasons: Vec<Reason> = reading.problems_of(place).map(reason).collect();
    if reasons.is_empty() {
        reasons.push(reading.other_row(place));
    }
    LeftOutRow {
        file: sheet.name.clone(),
        row: place.line(),
        candidate: Some(shortened(&sheet.shown_key(&record))).filter(|key| !key.is_empty()),
        cells: sheet.text.cells(&record),
        origin: origin(sheet, &record),
        reasons,
    }
}

/// Finds [`Reading::corrected`] and [`Reading::culprits`], and fills the diagnostics (sorted) with the cells that they are about.
pub(super) fn hand_back(sheets: &[OpenSheet], reading: &mut Reading) {
    let rows_of_all = &reading.candidates.rows;
    let place_at = |&at: &u32| (rows_of_all[at as usize].file_index(), rows_of_all[at as usize].line());
    reading.left_out.sort_unstable_by_key(place_at);
    // of several attempts in a row, the row
    reading.left_out.dedup_by_key(|at| place_at(at));
    let mut next = 0;
    for (file_index, sheet) in sheets.iter().enumerate() {
        let concerned =
            reading.diagnostics.iter().any(|found| found.place.file_index == file_index && found.place.row.is_some());
        let corrects = sheet.columns.correction.is_some();
        if !concerned && !corrects {
            continue;
        }
        let mut drawn = HashSet::new();
        let mut rows = sheet.text.rows();
        loop {
            // all rows of a problems.csv are handed back, else those are looked at of which something is told
            let told = reading.diagnostics[next..].iter().take_while(|found| found.place.file_index <= file_index);
            let told = told.filter(|found| found.place.file_index == file_index).find_map(|found| found.place.row);
            let Some(from) = told.or(corrects.then_some(0)) else { break };
            let Some((line, at, record)) = rows.next_from(if corrects { 0 } else { from }) else { break };
            while let Some(found) = reading.diagnostics.get_mut(next) {
                if (found.place.file_index, found.place.row.unwrap_or(0)) > (file_index, line) {
                    break;
                }
                next += 1;
                // those who inspected the candidates say themselves what it is about
                if found.place.row != Some(line) || found.cell.is_some() {
                    continue;
                }
                let cell = found.place.cell_index.and_then(|at| record.get(at));
                found.cell = cell.map(|cell| sheet.text.as_it_came(cell).into());
                if drawn.insert((found.code, found.place.cell_index, found.help.clone())) {
                    found.row_cells = sheet.text.cells(record).into();
                }
            }
            let is_left_out = || reading.left_out.binary_search_by_key(&(file_index, line), place_at).is_ok();
            if corrects && !is_blank(record) && !is_left_out() {
                reading.corrected.push(RowPlace::new(file_index, (line, at), NOBODY));
            }
        }
    }
    reading.culprits = culprits(reading);
}

/// For each candidate left out with a row that has no problem of its own: the first row that has one.
fn culprits(reading: &Reading) -> HashMap<u32, (usize, u64)> {
    let has_problem = |place: &&RowPlace| reading.problems_of(place).next().is_some();
    let sound = reading.places_left_out().filter(|place| !has_problem(place));
    let concerned: HashSet<u32> = sound.map(|place| place.candidate).collect();
    let mut culprits = HashMap::new();
    for place in reading.places_left_out().filter(|place| concerned.contains(&place.candidate)).filter(has_problem) {
        culprits.entry(place.candidate).or_insert((place.file_index(), place.line()));
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
