//! Reading class sheets: bytes -> table of cells with places -> columns -> attempts -> histories.

mod attempt;
mod clean;
mod columns;
mod corrections;
mod date;
mod error;
mod facts;
mod headings;
mod histories;
mod key;
mod notes;
mod problems;
mod rating;
mod row;
mod text;
mod values;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod test_blueprint;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use csv::StringRecord;
use sha2::{Digest, Sha256};

pub use attempt::{Attempt, DomainRating, History, Outcome, WeeklyHours};
pub use date::DateOrder;
pub use error::SheetError;
pub use problems::problems_csv;

use self::columns::Columns;
use self::corrections::Corrections;
use self::facts::FactGroups;
use self::histories::RowFile;
use self::rating::Vocabulary;
use self::row::{Row, RowReader};
use self::text::{SheetText, is_blank};
use crate::diagnostic::{self, Code, Diagnostic, Place};
use crate::digest::hex;
use crate::exam::Blueprint;

/// One sheet as it was given.
#[derive(Debug, Clone)]
pub struct SheetFile {
    /// File name without folders.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What is known of a sheet after it was read, for cohort.json.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetSummary {
    /// Name of the file.
    pub name: String,
    /// Lower-case hexadecimal SHA-256 of the file.
    pub sha256: String,
    /// Rows below the header that are not blank.
    pub rows: u64,
}

/// A row that could not be used, or that belongs to a candidate who is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutRow {
    pub file: String,
    pub file_index: usize,
    /// Line in the file, from 1.
    pub row: u64,
    /// Key of the candidate as shown; `None` for a row without a key.
    pub candidate: Option<String>,
    /// Cells as they came, in the order of the sheet's own headings.
    pub cells: Vec<String>,
    /// Where the row of a problems.csv came from: file name and row.
    pub origin: Option<(String, u64)>,
    /// Why: the row's own problems, or that another row of the candidate has one.
    pub reasons: Vec<Reason>,
}

/// Why a row was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The reason in one English sentence without a full stop.
    pub sentence: String,
    /// The same as data, for sentences in other words or languages.
    pub cause: Cause,
}

/// What kept a row out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A problem of its own: the heading of its column and the cell as it came, shortened, where it is about one.
    Problem { code: Code, column: Option<String>, cell: Option<String> },
    /// A problem of another row of the candidate, by file and line, where they are known.
    OtherRow { place: Option<(String, u64)> },
}

/// A row of a problems.csv that is fine now: it stands in for the row that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectedRow {
    /// The problems.csv that it stands in.
    pub file: String,
    pub file_index: usize,
    /// Line in that file, from 1.
    pub row: u64,
    /// Cells as they came, in the order of the sheet's own headings.
    pub cells: Vec<String>,
    /// File name and row that it stands in for; `None` for a row that the coach added.
    pub origin: Option<(String, u64)>,
}

/// A row that tells of an attempt that did not happen: the candidate was absent. Such a row is neither an attempt nor left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DidNotSit {
    pub file: String,
    /// Line in the file, from 1.
    pub row: u64,
    /// Key of the candidate as the row shows it.
    pub candidate: String,
    /// The candidate has other rows that tell of attempts, and so a history.
    pub has_history: bool,
}

/// Everything that was read from the sheets of one cohort.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Usable candidates in the order in which they first appear; corrected rows stand where the row stands that they replace.
    pub histories: Vec<History>,
    /// All rows of the candidates left out, sorted by file and row.
    pub left_out: Vec<LeftOutRow>,
    /// All rows of the files that are corrections and whose candidates can be used, sorted by file and row: problems.csv
    /// hands them back too, so that the newest one always holds all corrections.
    pub corrected: Vec<CorrectedRow>,
    /// The rows without an attempt of the candidates that are not left out, sorted by file and row.
    pub did_not_sit: Vec<DidNotSit>,
    /// The headings below which problems.csv hands the rows back: those of all files, the same field once.
    pub problem_headings: Vec<String>,
    /// For each file and each of its columns the position in `problem_headings`; `None` for the columns that resit adds itself.
    pub problem_columns: Vec<Vec<Option<usize>>>,
    /// For each file whether it is a problems.csv that an earlier build handed back.
    pub are_corrections: Vec<bool>,
    /// Comparable keys of the candidates without a history: left out, or never sat.
    pub keys_without_history: Vec<String>,
    /// How many candidates are left out (a row without a key counts as one).
    pub candidates_left_out: usize,
    /// Every finding, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    pub sheets: Vec<SheetSummary>,
    /// Headings that are no field, carried along to the manifest.
    pub unknown_columns: Vec<String>,
}

/// How the sheets are to be read, where they do not tell it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetOptions {
    /// Which of the two small numbers of 03/08/2026 is the day; `None` lets each sheet decide.
    pub date_order: Option<DateOrder>,
    /// Field (`candidate_id`, `score`, …) or key of a domain -> the heading of its column.
    pub columns: BTreeMap<String, String>,
}

/// Reads the sheets of one cohort. `Err` only where nothing can be read at all (exit code 2); everything else stands in
/// the reading's diagnostics, and costs no more than its candidate.
pub fn read(files: &[SheetFile], blueprint: &Blueprint, options: &SheetOptions) -> Result<Reading, SheetError> {
    let sheets = open(files, blueprint, options)?;
    let corrections = Corrections::find(&sheets)?;
    let groups = FactGroups::gather(&sheets, &corrections, options)?;
    let mut reading = Reading::default();
    let mut rows = read_rows(&sheets, &corrections, &groups, blueprint);
    reading.diagnostics.append(&mut rows.findings);
    reading.diagnostics.extend(corrections.findings);
    notes::unknown_columns(&sheets, &rows.carried_used, blueprint, &mut reading);

    let carried = |sheet: &OpenSheet<'_>| -> Vec<Option<usize>> {
        let names = &reading.unknown_columns;
        sheet
            .columns
            .unknown()
            .map(|column| names.iter().position(|name| *name == sheet.columns.carried_name(column)))
            .collect()
    };
    let row_files: Vec<RowFile<'_>> = sheets
        .iter()
        .map(|sheet| RowFile { name: &sheet.name, columns: &sheet.columns, carried: carried(sheet) })
        .collect();
    // file, line, key as shown, and whether the candidate has a history
    let mut did_not_sit: Vec<(usize, u64, String, bool)> = Vec::new();
    for Candidate { key, rows: own } in rows.candidates {
        let checked: Vec<&Row> = own.iter().filter_map(|&at| rows.rows[at].as_ref()).collect();
        if !histories::check(&checked, &row_files, &mut reading.diagnostics) {
            reading.candidates_left_out += 1;
            reading.keys_without_history.push(key);
            continue;
        }
        let absent = did_not_sit.len();
        did_not_sit.extend(
            checked
                .iter()
                .filter(|row| row.did_not_sit)
                .map(|row| (row.file_index, row.line, row.shown_key.clone(), true)),
        );
        let taken = own.iter().filter_map(|&at| rows.rows[at].take()).collect();
        let columns = reading.unknown_columns.len();
        if let Some(history) = histories::assemble(key.clone(), taken, &row_files, columns, &mut reading.diagnostics) {
            reading.histories.push(history);
        } else {
            did_not_sit[absent..].iter_mut().for_each(|(.., has_history)| *has_history = false);
            reading.keys_without_history.push(key);
        }
    }
    reading.candidates_left_out += rows.without_key.len();
    drop(row_files);
    did_not_sit.sort_unstable();
    notes::who_did_not_sit(&sheets, &did_not_sit, &mut reading.diagnostics);
    reading.did_not_sit = did_not_sit
        .into_iter()
        .map(|(file_index, row, candidate, has_history)| DidNotSit {
            file: sheets[file_index].file.name.clone(),
            row,
            candidate,
            has_history,
        })
        .collect();
    notes::blank_rows(&sheets, &rows.blank, &mut reading.diagnostics);
    diagnostic::sort(&mut reading.diagnostics);
    // what is still there belongs to candidates left out
    let left_out = rows
        .rows
        .into_iter()
        .flatten()
        .chain(rows.without_key)
        .map(|row| (row.file_index, row.line, row.shown_key))
        .collect();
    problems::hand_back(&sheets, left_out, &mut reading);
    problems::lay_out(&sheets, &mut reading);
    reading.are_corrections = sheets.iter().map(|sheet| sheet.columns.correction.is_some()).collect();
    reading.sheets = sheets
        .iter()
        .zip(&rows.counts)
        .map(|(sheet, &rows)| SheetSummary {
            name: sheet.file.name.clone(),
            sha256: hex(&Sha256::digest(&sheet.file.bytes)),
            rows,
        })
        .collect();
    Ok(reading)
}

/// One sheet with its columns found.
struct OpenSheet<'a> {
    file: &'a SheetFile,
    name: Arc<str>,
    text: SheetText<'a>,
    columns: Columns,
}

impl OpenSheet<'_> {
    /// The comparable key of a row; empty where it names nobody.
    fn key(&self, record: &StringRecord) -> String {
        self.columns.key_kind.key(&self.shown_key(record))
    }

    /// The key as the row shows it.
    fn shown_key(&self, record: &StringRecord) -> String {
        row::shown_key(&self.columns, record)
    }
}

/// All rows that are neither blank nor replaced, and whose they are.
#[derive(Default)]
struct Rows {
    /// In the order of their places.
    rows: Vec<Option<Row>>,
    /// In the order in which they first appear.
    candidates: Vec<Candidate>,
    without_key: Vec<Row>,
    findings: Vec<Diagnostic>,
    /// Per file: rows that are not blank.
    counts: Vec<u64>,
    /// Per file: lines of rows that hold nothing but delimiters.
    blank: Vec<Vec<u64>>,
    /// Per file and unknown column: some row holds something.
    carried_used: Vec<Vec<bool>>,
}

struct Candidate {
    key: String,
    /// Positions in [`Rows::rows`].
    rows: Vec<usize>,
}

fn open<'a>(
    files: &'a [SheetFile],
    blueprint: &Blueprint,
    options: &SheetOptions,
) -> Result<Vec<OpenSheet<'a>>, SheetError> {
    check_different(files)?;
    let mut sheets: Vec<OpenSheet<'a>> = Vec::with_capacity(files.len());
    for file in files {
        let text = SheetText::open(&file.name, &file.bytes)?;
        let columns = Columns::find(&file.name, text.heading_line, &text.headings, blueprint, options)?;
        if let Some(first) = sheets.first().filter(|first| first.columns.key_kind != columns.key_kind) {
            return Err(SheetError::DifferentKeys {
                first: first.file.name.as_str().into(),
                first_heading: first.columns.headings[first.columns.key].as_str().into(),
                first_field: first.columns.key_kind.words(),
                second: file.name.as_str().into(),
                second_heading: columns.headings[columns.key].as_str().into(),
                second_field: columns.key_kind.words(),
            });
        }
        sheets.push(OpenSheet { file, name: Arc::from(file.name.as_str()), text, columns });
    }
    columns::check_mapping(options, &sheets.iter().map(|sheet| &sheet.columns).collect::<Vec<_>>())?;
    Ok(sheets)
}

/// Each sheet counts once, and its name tells it from all others.
fn check_different(files: &[SheetFile]) -> Result<(), SheetError> {
    let (mut contents, mut names) = (HashMap::new(), HashSet::new());
    for file in files {
        if let Some(first) = contents.insert(&file.bytes, &file.name) {
            return Err(SheetError::GivenTwice { first: first.clone(), second: file.name.clone() });
        }
    }
    match files.iter().find(|file| !names.insert(&file.name)) {
        Some(file) => Err(SheetError::SameFileName { name: file.name.clone() }),
        None => Ok(()),
    }
}

fn read_rows(sheets: &[OpenSheet<'_>], corrections: &Corrections, groups: &FactGroups, blueprint: &Blueprint) -> Rows {
    let vocabulary = Vocabulary::new(blueprint);
    let mut read = Rows::default();
    let class_sheets: HashMap<&str, usize> = sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.columns.correction.is_none())
        .map(|(file_index, sheet)| (sheet.file.name.as_str(), file_index))
        .collect();
    let mut keyed: Vec<(String, Row)> = Vec::new();
    for (file_index, sheet) in sheets.iter().enumerate() {
        let columns = &sheet.columns;
        let reader = RowReader { file: &sheet.file.name, file_index, columns, blueprint, vocabulary: &vocabulary };
        let (mut count, mut blank) = (0, Vec::new());
        let mut used = vec![false; columns.unknown().count()];
        let mut rows = sheet.text.rows();
        while let Some((line, record)) = rows.next() {
            if is_blank(record) {
                blank.push(line);
                continue;
            }
            count += 1;
            if corrections.replaces(file_index, line) {
                continue;
            }
            let (facts, dates) = groups.of(file_index, sheet, record);
            let mut row = reader.read(line, record, facts, dates, &mut read.findings);
            if let Some((name, line)) = corrections::origin(sheet, record)
                && let Some(&replaced) = class_sheets.get(name.as_str())
            {
                row.place = (replaced, line);
            }
            for (used, cell) in used.iter_mut().zip(&row.unknown) {
                *used |= !cell.is_empty();
            }
            let key = columns.key_kind.key(&row.shown_key);
            if key.is_empty() {
                read.without_key.push(row);
                continue;
            }
            keyed.push((key, row));
        }
        read.counts.push(count);
        read.blank.push(blank);
        read.carried_used.push(used);
    }
    keyed.sort_by_key(|(_, row)| row.place);
    let mut known: HashMap<String, usize> = HashMap::new();
    for (key, row) in keyed {
        let candidate = *known.entry(key).or_insert_with_key(|key| {
            read.candidates.push(Candidate { key: key.clone(), rows: Vec::new() });
            read.candidates.len() - 1
        });
        read.candidates[candidate].rows.push(read.rows.len());
        read.rows.push(Some(row));
    }
    read
}
