//! Reading class sheets: bytes -> table of cells with places -> columns -> attempts -> histories.

mod attempt;
mod by_domain;
mod clean;
mod columns;
mod corrections;
mod date;
mod encoding;
mod error;
mod facts;
mod header;
mod headings;
mod histories;
mod key;
mod name;
mod near;
mod notes;
mod numbered;
mod people;
mod points;
mod problems;
mod rating;
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

use csv::StringRecord;
use sha2::{Digest, Sha256};

pub use attempt::{Attempt, DomainRating, History, Outcome, WeeklyHours};
pub use date::DateOrder;
pub use error::SheetError;
pub use points::PointsSource;
pub use problems::{LeftOut, write_problems};
pub use values::read_decimal;

use self::columns::Columns;
use self::corrections::Corrections;
use self::facts::FactGroups;
use self::histories::RowFile;
use self::key::KeyKind;
use self::points::PointsPossible;
use self::rating::Vocabulary;
use self::row::{Row, RowReader};
use self::rows::Rows;
use self::source::Source;
use self::text::SheetText;
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

/// Candidates that are checked at once.
const CANDIDATES_AT_ONCE: usize = 1024;

/// Looks at each candidate who can be used, once, while the sheets are read, and adds what it finds. A history that
/// is asked for later is read again.
pub type Inspect<'i> = dyn Fn(&History, &mut Vec<Diagnostic>) + Sync + 'i;

/// What was read of so many pieces waits for being put together.
const PIECES_AT_ONCE: usize = 16;

/// Does the pieces of a work at once: the sheets know nothing of threads.
pub trait Workers {
    /// The results of all pieces, in their order.
    fn each<T: Send>(&self, pieces: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T>;
}

/// One piece after the other.
#[derive(Debug, Clone, Copy)]
pub struct OneByOne;

impl Workers for OneByOne {
    fn each<T: Send>(&self, pieces: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
        (0..pieces).map(work).collect()
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
    inspect: &Inspect<'_>,
) -> Result<Reading, SheetError> {
    check_different(&files)?;
    let digests: Vec<String> = files.iter().map(|file| hex(&Sha256::digest(&file.bytes))).collect();
    let mut guesses = Vec::new();
    let mut sheets = open(files, blueprint, options, &mut guesses)?;
    let corrections = Corrections::find(&sheets)?;
    let groups = FactGroups::gather(&sheets, &corrections, options)?;
    groups.decide_names(&mut sheets);
    let mut rows = Rows::read(&sheets, &corrections, &groups, workers);
    let mut reading = Reading {
        left_out: Vec::new(),
        culprits: HashMap::new(),
        corrected: Vec::new(),
        did_not_sit: Vec::new(),
        skipped: groups.no_persons(),
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

/// Checks the rows of every candidate against each other and keeps the candidates that can be used. The rows of the
/// others are left out. Returns the rows of attempts that did not happen, sorted: file, line, key as shown, and
/// whether the candidate has a history.
fn sort_out(reading: &mut Reading, workers: &impl Workers, inspect: &Inspect<'_>) -> Vec<(usize, u64, String, bool)> {
    let mut did_not_sit = Vec::new();
    let mut usable = Vec::new();
    let all = &reading.candidates;
    let vocabulary = Vocabulary::new(&all.blueprint);
    let files = all.row_files();
    let mut start = 0;
    let candidates: Vec<Range<usize>> = all
        .rows
        .chunk_by(|one, other| one.candidate == other.candidate)
        .map(|own| {
            start += own.len();
            start - own.len()..start
        })
        .collect();
    let carried_columns = reading.unknown_columns.len();
    let (mut verdicts, mut absent) = (Vec::with_capacity(candidates.len()), Vec::new());
    let pieces: Vec<&[Range<usize>]> = candidates.chunks(CANDIDATES_AT_ONCE).collect();
    for wave in pieces.chunks(PIECES_AT_ONCE) {
        let checked = workers.each(wave.len(), |piece| {
            let mut checking = Checking {
                all,
                vocabulary: &vocabulary,
                files: &files,
                carried_columns,
                inspect,
                findings: Vec::new(),
                absent: Vec::new(),
            };
            let verdicts: Vec<(bool, bool)> = wave[piece].iter().map(|own| checking.check(own)).collect();
            (verdicts, checking.findings, checking.absent)
        });
        for (more, findings, places) in checked {
            verdicts.extend(more);
            reading.diagnostics.extend(findings);
            absent.extend(places);
        }
    }
    for (range, (can_be_used, has_history)) in candidates.into_iter().zip(verdicts) {
        let own = &all.rows[range.clone()];
        let positions = range.clone().map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        if own[0].candidate == NOBODY {
            reading.left_out.extend(positions);
            continue;
        }
        let shown_key = |row: &RowPlace| all.sheets[row.file_index].shown_key(&all.record(row));
        if !can_be_used {
            reading.candidates_left_out += 1;
            reading.without_history.extend(positions.clone().take(1));
            reading.left_out.extend(positions);
            continue;
        }
        let start = absent.partition_point(|&at| at < range.start);
        for row in absent[start..].iter().take_while(|&&at| at < range.end).map(|&at| &all.rows[at]) {
            did_not_sit.push((row.file_index, row.line, shown_key(row), has_history));
        }
        if has_history {
            usable.push(range);
        } else {
            reading.without_history.extend(positions.take(1));
        }
    }
    drop(files);
    reading.candidates.of = usable;
    reading.absent = absent;
    did_not_sit.sort_unstable();
    did_not_sit
}

/// What it takes to check candidates, and what is found.
struct Checking<'c> {
    all: &'c Candidates,
    vocabulary: &'c Vocabulary<'c>,
    files: &'c [RowFile<'c>],
    carried_columns: usize,
    inspect: &'c Inspect<'c>,
    findings: Vec<Diagnostic>,
    /// Positions of the rows whose attempts did not happen.
    absent: Vec<usize>,
}

impl Checking<'_> {
    /// Reads the rows of a candidate. Whether they can be used, and whether any of them tells of an attempt.
    fn check(&mut self, own: &Range<usize>) -> (bool, bool) {
        let (all, findings) = (self.all, &mut self.findings);
        let places = &all.rows[own.clone()];
        let rows: Vec<Row> = places.iter().map(|row| all.row(row, self.vocabulary, findings)).collect();
        if places[0].candidate == NOBODY {
            // rows without a key are no candidate's
            return (false, false);
        }
        let merged = all.is_by_domain().then(|| by_domain::merge(rows.clone(), self.files, &all.blueprint, findings));
        let attempts = merged.as_ref().unwrap_or(&rows);
        // a row alone has nothing that it could contradict
        let usable = if let ([row], None) = (&rows[..], &merged) {
            !row.problem
        } else {
            histories::check(&rows, attempts, self.files, findings)
        };
        let has_history = attempts.iter().any(|row| !row.did_not_sit);
        self.absent.extend(own.clone().zip(&rows).filter(|(_, row)| row.did_not_sit || !has_history).map(|(at, _)| at));
        if usable {
            let attempts = merged.unwrap_or(rows);
            let history = histories::assemble(String::new(), attempts, self.files, self.carried_columns, findings);
            if let Some(history) = history {
                (self.inspect)(&history, findings);
            }
        }
        (usable, has_history)
    }
}

/// Names the candidates who may be one person, at the first row of the later one.
fn warn_of_near_duplicates(reading: &mut Reading) {
    let all = &reading.candidates;
    let own = all.rows.chunk_by(|one, other| one.candidate == other.candidate).map(|own| &own[0]);
    let firsts: Vec<&RowPlace> = own.filter(|row| row.candidate != NOBODY).collect();
    // one kind of key for all sheets
    let Some(kind) = all.sheets.first().map(|sheet| sheet.columns.key_kind) else { return };
    let keys: Vec<String> = match kind {
        KeyKind::CandidateId => return,
        KeyKind::Email | KeyKind::Name => {
            firsts.iter().map(|row| all.sheets[row.file_index].key(&all.record(row))).collect()
        }
    };
    let (pairs, more) = near::near_pairs(&keys, kind);
    let mut near = HashSet::new();
    for (at, &(one, other)) in pairs.iter().enumerate() {
        let (first, second) = (firsts[one], firsts[other]);
        near.extend([first.candidate, second.candidate]);
        let is_last_of_many = more && at + 1 == pairs.len();
        reading.diagnostics.push(notes::near_duplicate(all, first, second, is_last_of_many));
    }
    reading.candidates.near = near;
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
        let of = self.candidates.of.iter().flat_map(Range::clone).filter(|at| self.absent.binary_search(at).is_err());
        of.map(|at| (self.candidates.rows[at].file_index, self.candidates.rows[at].line))
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
        let own = &self.candidates.rows[self.candidates.of.get(index)?.clone()];
        // what is to be said of the rows was said when the sheets were read
        let mut findings = Vec::new();
        let key = self.candidates.sheets[own[0].file_index].key(&self.candidates.record(&own[0]));
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
    of: Vec<Range<usize>>,
    /// Numbers of the candidates with the warning [`Code::NearDuplicate`].
    near: HashSet<u32>,
}

/// The number of no candidate.
const NOBODY: u32 = u32::MAX;

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
struct RowPlace {
    file_index: usize,
    line: u64,
    /// First byte in the text of the sheet's rows.
    at: usize,
    /// Rows with the same number have the same key; [`NOBODY`] for a row without one.
    candidate: u32,
    /// Which of the attempts in the row this is.
    slot: u8,
}

impl Candidates {
    /// Some sheet has a row for each domain.
    fn is_by_domain(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.columns.by_domain.is_some())
    }

    fn sheet_and_record(&self, row: &RowPlace) -> (&OpenSheet, StringRecord) {
        (&self.sheets[row.file_index], self.record(row))
    }

    fn record(&self, row: &RowPlace) -> StringRecord {
        self.sheets[row.file_index].text.row_at(row.at)
    }

    fn row(&self, row: &RowPlace, vocabulary: &Vocabulary<'_>, findings: &mut Vec<Diagnostic>) -> Row {
        let (sheet, record) = (&self.sheets[row.file_index], self.record(row));
        let (facts, dates) = self.groups.of(row.file_index, sheet, &record);
        let reader = sheet.reader(row.file_index, row.slot, &self.blueprint, vocabulary);
        let mut read = reader.read(row.line, &record, facts, dates, findings);
        read.group_of_sheet = self.group_of(sheet, &record);
        read
    }

    /// The group that the sheet of a row stands for: that which the row came from.
    fn group_of(&self, sheet: &OpenSheet, record: &StringRecord) -> Option<String> {
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

/// One sheet with its columns found.
#[derive(Debug)]
struct OpenSheet {
    name: Arc<str>,
    text: SheetText,
    /// Where a row holds several attempts: those of the first.
    columns: Columns,
    /// Those of its other attempts.
    further: Vec<Columns>,
    /// What stands for the group of its candidates, where the sheet does not say it: its own name.
    group: Option<String>,
}

impl OpenSheet {
    /// The columns of each attempt that a row can hold.
    fn attempts(&self) -> impl Iterator<Item = &Columns> {
        std::iter::once(&self.columns).chain(&self.further)
    }

    /// The columns of this attempt of a row.
    fn slot(&self, slot: u8) -> &Columns {
        slot.checked_sub(1).map_or(&self.columns, |at| &self.further[usize::from(at)])
    }

    /// The comparable key of a row; empty where it names nobody.
    fn key(&self, record: &StringRecord) -> String {
        self.columns.key_kind.key(&self.shown_key(record))
    }

    /// The key as the row shows it.
    fn shown_key(&self, record: &StringRecord) -> String {
        row::shown_key(&self.columns, record)
    }

    fn reader<'a>(
        &'a self,
        file_index: usize,
        slot: u8,
        blueprint: &'a Blueprint,
        vocabulary: &'a Vocabulary<'a>,
    ) -> RowReader<'a> {
        RowReader {
            file: &self.name,
            file_index,
            slot,
            is_worksheet: self.text.worksheet.is_some(),
            columns: self.slot(slot),
            blueprint,
            vocabulary,
        }
    }
}

/// Opens the files; `guesses` gets the encoding of each where it was only guessed.
fn open(
    files: Vec<SheetFile>,
    blueprint: &Blueprint,
    options: &SheetOptions,
    guesses: &mut Vec<Option<&'static str>>,
) -> Result<Vec<OpenSheet>, SheetError> {
    let encoding = options.encoding.as_deref().map(encoding::named).transpose()?;
    let (mut names, mut texts, mut possible) = (Vec::new(), Vec::new(), Vec::new());
    for SheetFile { name, bytes } in files {
        let source = Source::open(&name, bytes, options.sheet.as_deref(), encoding)?;
        guesses.push(source.guessed.map(encoding_rs::Encoding::name));
        let text = SheetText::open(&name, source, |file, top| header::find(file, top, blueprint, options))?;
        possible.push(PointsPossible::find(&text));
        names.push(name);
        texts.push(text);
    }
    // the rows of a problems.csv came from the others
    let all_possible: Vec<PointsPossible> = possible.iter().flatten().cloned().collect();
    let mut sheets: Vec<OpenSheet> = Vec::with_capacity(names.len());
    for ((name, text), possible) in names.into_iter().zip(texts).zip(&possible) {
        let possible = possible.as_ref().map_or(&all_possible[..], std::slice::from_ref);
        let mut attempts = Columns::find(&text.told_as(&name), &text, possible, blueprint, options)?;
        let further = attempts.split_off(1);
        let Some(columns) = attempts.pop() else { continue };
        if let Some(first) = sheets.first().filter(|first| first.columns.key_kind != columns.key_kind) {
            return Err(SheetError::DifferentKeys {
                first: first.name.as_ref().into(),
                first_heading: first.columns.headings[first.columns.key].as_str().into(),
                first_field: first.columns.key_kind.words(),
                second: name.as_str().into(),
                second_heading: columns.headings[columns.key].as_str().into(),
                second_field: columns.key_kind.words(),
            });
        }
        sheets.push(OpenSheet { name: Arc::from(name), text, columns, further, group: None });
    }
    name_groups(&mut sheets);
    columns::check_mapping(options, &sheets.iter().map(|sheet| &sheet.columns).collect::<Vec<_>>())?;
    Ok(sheets)
}

/// Of several sheets, each that has no column for the group is a group of its own.
fn name_groups(sheets: &mut [OpenSheet]) {
    let is_class = |sheet: &&mut OpenSheet| sheet.columns.correction.is_none();
    if sheets.iter_mut().filter(is_class).count() < 2 {
        return;
    }
    for sheet in sheets.iter_mut().filter(is_class).filter(|sheet| sheet.columns.group.is_none()) {
        let name = std::path::Path::new(&*sheet.name).file_stem().unwrap_or_default();
        sheet.group = Some(name.to_string_lossy().into_owned());
    }
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
