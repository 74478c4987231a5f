//! Reading class sheets: bytes -> table of cells with places -> columns -> attempts -> histories.

mod assign;
mod attempt;
mod by_domain;
mod checking;
mod clean;
mod columns;
mod corrections;
mod date;
mod encoding;
mod error;
mod facts;
mod glance;
mod header;
mod headings;
mod histories;
mod key;
mod name;
mod near;
mod notes;
mod numbered;
mod open_sheet;
mod people;
mod points;
mod problems;
mod rating;
mod ratings;
mod record;
mod row;
mod rows;
mod source;
mod text;
mod values;
mod words;
mod workbook;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod test_blueprint;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

pub use attempt::{Attempt, DomainRating, History, Outcome, Outline, WeeklyHours};
pub use clean::clean;
pub use date::DateOrder;
pub use error::SheetError;
pub use points::PointsSource;
pub use problems::{LeftOut, write_problems};
pub use values::read_decimal;

use self::checking::{sort_out, warn_of_near_duplicates};
use self::corrections::Corrections;
use self::facts::FactGroups;
use self::histories::RowFile;
use self::open_sheet::{OpenSheet, check_different, open};
use self::rating::Vocabulary;
use self::record::Record;
use self::row::Row;
use self::rows::Rows;
use crate::diagnostic::{self, Code, Diagnostic, Place};
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
    pub file: Arc<str>,
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

/// A row that is no candidate's: "Points Possible", "Average", the headings once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedRow {
    pub file_index: usize,
    /// Line in the file, from 1.
    pub row: u64,
    /// What tells it.
    pub words: String,
}

/// Everything that was read from the sheets of one cohort. The candidates stay in the text of their sheets: a
/// [`History`] is made when it is asked for, so that a cohort of any size costs little more memory than its files.
#[derive(Debug)]
pub struct Reading {
    /// All rows of the candidates left out, sorted by file and row, by their positions among those of all candidates.
    left_out: Vec<u32>,
    /// For candidates left out, by their numbers: the first row that has a problem, where another row of theirs has none.
    culprits: HashMap<u32, (usize, u64)>,
    /// All rows of the files that are corrections and whose candidates can be used, sorted by file and row: problems.csv
    /// hands them back too, so that the newest one always holds all corrections.
    corrected: Vec<RowPlace>,
    /// The rows without an attempt of the candidates that are not left out, sorted by file and row.
    pub did_not_sit: Vec<DidNotSit>,
    /// The rows that are no candidate's, sorted by file and row.
    pub skipped: Vec<SkippedRow>,
    /// Positions of the rows of attempts that did not happen, among those of all candidates.
    absent: Vec<usize>,
    /// The headings below which problems.csv hands the rows back: those of all files, the same field once.
    pub problem_headings: Vec<String>,
    /// For each file and each of its columns the position in `problem_headings`; `None` for the columns that resit adds itself.
    pub problem_columns: Vec<Vec<Option<usize>>>,
    /// For each file whether it is a problems.csv that an earlier build handed back.
    pub are_corrections: Vec<bool>,
    /// A row of each candidate without a history, by its position: left out, or never sat.
    without_history: Vec<u32>,
    /// How many candidates are left out (a row without a key counts as one).
    pub candidates_left_out: usize,
    /// Every finding, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    pub sheets: Vec<SheetSummary>,
    /// Headings that are no field, carried along to the manifest.
    pub unknown_columns: Vec<String>,
    candidates: Candidates,
}

/// Looks at each candidate who can be used while the sheets are read: at the outline, where nothing is to be told of the rows,
/// and else, or where more is wanted, at the history. A history that is asked for later is read again.
pub trait Inspect: Sync {
    /// Whether the outline of a candidate asks for a look at the history. Where it does not, this was the only look.
    fn wants_more(&self, outline: &Outline<'_>) -> bool;

    /// Looks at a history, and adds what it finds.
    fn look(&self, history: &History, found: &mut Vec<Diagnostic>);
}

/// Nothing is looked for.
impl Inspect for () {
    fn wants_more(&self, _: &Outline<'_>) -> bool {
        false
    }

    fn look(&self, _: &History, _: &mut Vec<Diagnostic>) {}
}

/// What was read of so many pieces waits for being put together.
const PIECES_AT_ONCE: usize = 64;

/// Does the pieces of a work at once: the sheets know nothing of threads.
pub trait Workers: Sync {
    /// The results of all pieces, in their order.
    fn each<T: Send>(&self, pieces: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T>;

    /// Does two works at once; the result of the second.
    fn both<T: Send>(&self, one: impl FnOnce() + Send, other: impl FnOnce() -> T + Send) -> T;
}

/// One piece after the other.
#[derive(Debug, Clone, Copy)]
pub struct OneByOne;

impl Workers for OneByOne {
    fn each<T: Send>(&self, pieces: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
        (0..pieces).map(work).collect()
    }

    fn both<T: Send>(&self, one: impl FnOnce() + Send, other: impl FnOnce() -> T + Send) -> T {
        one();
        other()
    }
}

/// How the sheets are to be read, where they do not tell it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetOptions {
    /// Which of the two small numbers of 03/08/2026 is the day; `None` lets each sheet decide.
    pub date_order: Option<DateOrder>,
    /// Field (`candidate_id`, `score`, …) or key of a domain -> the heading of its column.
    pub columns: BTreeMap<String, String>,
    /// Key of a domain -> the columns with points from which its rating is computed.
    pub points: BTreeMap<String, PointsSource>,
    /// Row of the headings; 0 where there are none, and `None` where they are to be found.
    pub header_row: Option<u64>,
    /// Name of the worksheet to read from workbooks; `None` where each has only one.
    pub sheet: Option<String>,
    /// Name of the encoding of the texts that have no byte order mark; `None` lets their bytes decide.
    pub encoding: Option<String>,
}

/// Reads the sheets of one cohort. `Err` only where nothing can be read at all (exit code 2); everything else stands in
/// the reading's diagnostics, and costs no more than its candidate.
pub fn read(
    files: Vec<SheetFile>,
    blueprint: &Blueprint,
    options: &SheetOptions,
    workers: &impl Workers,
    inspect: &dyn Inspect,
) -> Result<Reading, SheetError> {
    check_different(&files)?;
    let mut guesses = Vec::new();
    let mut sheets = open(files, blueprint, options, &mut guesses)?;
    let corrections = Corrections::find(&sheets)?;
    let mut digests = Vec::new();
    let digest = || digests.extend(sheets.iter().map(|sheet| sheet.text.sha256()));
    let (mut rows, groups) = workers.both(digest, || Rows::read(&sheets, &corrections, options, workers))?;
    groups.decide_names(&mut sheets);
    let mut reading = Reading {
        left_out: Vec::new(),
        culprits: HashMap::new(),
        corrected: Vec::new(),
        did_not_sit: Vec::new(),
        skipped: std::mem::take(&mut rows.skipped),
        absent: Vec::new(),
        problem_headings: Vec::new(),
        problem_columns: Vec::new(),
        are_corrections: sheets.iter().map(|sheet| sheet.columns.correction.is_some()).collect(),
        without_history: Vec::new(),
        candidates_left_out: rows.without_key.len(),
        diagnostics: Vec::new(),
        sheets: Vec::new(),
        unknown_columns: Vec::new(),
        candidates: Candidates {
            sheets,
            groups,
            blueprint: blueprint.clone(),
            carried: Vec::new(),
            rows: Vec::new(),
            of: Vec::new(),
            near: HashSet::new(),
        },
    };
    reading.diagnostics.extend(corrections.findings);
    notes::guessed_encodings(&reading.candidates.sheets, &guesses, &mut reading.diagnostics);
    notes::unknown_columns(
        &reading.candidates.sheets,
        &rows.carried_used,
        blueprint,
        &mut reading.unknown_columns,
        &mut reading.diagnostics,
    );
    notes::name_order(&reading.candidates.sheets, &reading.candidates.groups, &mut reading.diagnostics);
    reading.candidates.carried = carried(&reading.candidates.sheets, &reading.unknown_columns);
    reading.candidates.rows = std::mem::take(&mut rows.rows);
    reading.candidates.rows.append(&mut rows.without_key);

    let did_not_sit = sort_out(&mut reading, workers, inspect);
    warn_of_near_duplicates(&mut reading);
    let sheets = std::mem::take(&mut reading.candidates.sheets);
    notes::who_did_not_sit(&sheets, &did_not_sit, &mut reading.diagnostics);
    reading.did_not_sit = did_not_sit
        .into_iter()
        .map(|(file_index, row, candidate, has_history)| DidNotSit {
            file: sheets[file_index].name.to_string(),
            row,
            candidate,
            has_history,
        })
        .collect();
    notes::blank_rows(&sheets, &rows.blank, &mut reading.diagnostics);
    notes::header_rows(&sheets, &mut reading.diagnostics);
    notes::no_persons(&sheets, &reading.skipped, &mut reading.diagnostics);
    name_worksheets(&sheets, &mut reading.diagnostics);
    diagnostic::sort(&mut reading.diagnostics);
    // what is of all attempts of a row was said with each of them
    reading.diagnostics.dedup();
    problems::hand_back(&sheets, &mut reading);
    problems::lay_out(&sheets, &mut reading);
    let summary = |((sheet, sha256), &rows): ((&OpenSheet, String), &u64)| SheetSummary {
        name: sheet.name.to_string(),
        sha256,
        rows,
    };
    reading.sheets = sheets.iter().zip(digests).zip(&rows.counts).map(summary).collect();
    reading.candidates.sheets = sheets;
    Ok(reading)
}

/// Adds to the places of the diagnostics the worksheets that they are in.
fn name_worksheets(sheets: &[OpenSheet], diagnostics: &mut [Diagnostic]) {
    let names: Vec<Option<Arc<str>>> =
        sheets.iter().map(|sheet| sheet.text.worksheet.as_deref().map(Arc::from)).collect();
    for found in diagnostics {
        found.place.worksheet = names.get(found.place.file_index).cloned().flatten();
    }
}

impl Reading {
    /// Adds to the places of diagnostics of later stations the worksheets that they are in.
    pub fn name_worksheets(&self, diagnostics: &mut [Diagnostic]) {
        name_worksheets(&self.candidates.sheets, diagnostics);
    }

    /// Where the rows stand that tell of attempts of the candidates with a history: position of the file, and line.
    pub fn rows_used(&self) -> impl Iterator<Item = (usize, u64)> {
        let of = self.candidates.of.iter().flat_map(positions).filter(|at| self.absent.binary_search(at).is_err());
        of.map(|at| (self.candidates.rows[at].file_index(), self.candidates.rows[at].line()))
    }

    /// Comparable keys of the candidates without a history: left out, or never sat.
    pub fn keys_without_history(&self) -> impl Iterator<Item = String> {
        self.without_history.iter().map(|&at| {
            let (sheet, record) = self.candidates.sheet_and_record(&self.candidates.rows[at as usize]);
            sheet.key(&record)
        })
    }

    /// The usable candidates in the order in which they first appear; corrected rows stand where the row stands that they
    /// replace.
    pub fn histories(&self) -> Histories<'_> {
        let candidates = &self.candidates;
        Histories {
            candidates,
            files: candidates.row_files(),
            vocabulary: Vocabulary::new(&candidates.blueprint),
            carried_columns: self.unknown_columns.len(),
        }
    }
}

/// The usable candidates of a [`Reading`], each read from its rows when it is asked for. Threads can share it.
pub struct Histories<'r> {
    candidates: &'r Candidates,
    files: Vec<RowFile<'r>>,
    vocabulary: Vocabulary<'r>,
    carried_columns: usize,
}

impl Histories<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.candidates.of.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The candidate at this position; `None` behind the last.
    pub fn get(&self, index: usize) -> Option<History> {
        let own = &self.candidates.rows[positions(self.candidates.of.get(index)?)];
        // what is to be said of the rows was said when the sheets were read
        let mut findings = Vec::new();
        let key = self.candidates.sheets[own[0].file_index()].key(&self.candidates.record(&own[0]));
        let rows: Vec<Row> = own.iter().map(|row| self.candidates.row(row, &self.vocabulary, &mut findings)).collect();
        let rows = by_domain::merge(rows, &self.files, &self.candidates.blueprint, &mut findings);
        let mut history = histories::assemble(key, rows, &self.files, self.carried_columns, &mut findings)?;
        if self.candidates.near.contains(&own[0].candidate) {
            history.reading_warnings.push(Code::NearDuplicate);
            history.reading_warnings.sort_unstable();
        }
        Some(history)
    }

    pub fn iter(&self) -> impl Iterator<Item = History> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}

/// Where the rows of all candidates stand, and what it takes to read them.
#[derive(Debug)]
struct Candidates {
    sheets: Vec<OpenSheet>,
    groups: FactGroups,
    blueprint: Blueprint,
    /// For each file and each of its unknown columns the position among those of all files.
    carried: Vec<Vec<Option<usize>>>,
    /// All rows that are neither blank nor replaced: those of one candidate together, in the order of their places; the
    /// candidates in the order in which they first appear, and behind them the rows without a key.
    rows: Vec<RowPlace>,
    /// For each usable candidate its part of `rows`.
    of: Vec<Range<u32>>,
    /// Numbers of the candidates with the warning [`Code::NearDuplicate`].
    near: HashSet<u32>,
}

/// Positions among the rows of all candidates.
fn positions(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// The number of no candidate.
const NOBODY: u32 = u32::MAX;

/// Where a row stands. There is one for each row of the largest sheets, so that it is kept small.
#[derive(Debug, Clone, Copy)]
struct RowPlace {
    /// First byte in the text of the sheet's rows.
    at: usize,
    file_index: u32,
    line: u32,
    /// Rows with the same number have the same key; [`NOBODY`] for a row without one.
    candidate: u32,
    /// Which of the attempts in the row this is.
    slot: u8,
}

impl RowPlace {
    /// The first attempt of the row of the file that begins on the line, at this byte of the rows' text.
    fn new(file_index: usize, (line, at): (u64, usize), candidate: u32) -> Self {
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        RowPlace { at, file_index: small(file_index as u64), line: small(line), candidate, slot: 0 }
    }

    fn file_index(&self) -> usize {
        self.file_index as usize
    }

    /// Line in the file, from 1.
    fn line(&self) -> u64 {
        self.line.into()
    }
}

impl Candidates {
    /// Some sheet has a row for each domain.
    fn is_by_domain(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.columns.by_domain.is_some())
    }

    fn sheet_and_record(&self, row: &RowPlace) -> (&OpenSheet, Record<'_>) {
        (&self.sheets[row.file_index()], self.record(row))
    }

    fn record(&self, row: &RowPlace) -> Record<'_> {
        self.sheets[row.file_index()].text.row_at(row.at)
    }

    fn row(&self, row: &RowPlace, vocabulary: &Vocabulary<'_>, findings: &mut Vec<Diagnostic>) -> Row {
        let (sheet, record) = (&self.sheets[row.file_index()], self.record(row));
        let (facts, dates) = self.groups.of(row.file_index(), sheet, &record);
        let reader = sheet.reader(row.file_index(), row.slot, &self.blueprint, vocabulary);
        let mut read = reader.read(row.line(), &record, facts, dates, findings);
        read.group_of_sheet = self.group_of(sheet, &record);
        read
    }

    /// The group that the sheet of a row stands for: that which the row came from.
    fn group_of(&self, sheet: &OpenSheet, record: &Record<'_>) -> Option<String> {
        let origin = corrections::origin(sheet, record);
        let of = origin.and_then(|(name, _)| self.sheets.iter().find(|other| *other.name == *name)).unwrap_or(sheet);
        of.group.clone()
    }

    fn row_files(&self) -> Vec<RowFile<'_>> {
        let files = self.sheets.iter().zip(&self.carried);
        files.map(|(sheet, carried)| RowFile { sheet, carried }).collect()
    }
}

/// For each sheet and each of its unknown columns the position in `names`.
fn carried(sheets: &[OpenSheet], names: &[String]) -> Vec<Vec<Option<usize>>> {
    let by_name: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    let positions = |sheet: &OpenSheet| {
        let position = |column| by_name.get(sheet.columns.carried_name(column).as_str()).copied();
        sheet.columns.unknown().map(position).collect()
    };
    sheets.iter().map(positions).collect()
}
