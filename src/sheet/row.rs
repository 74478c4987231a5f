//! One row of a sheet -> what it says of one attempt, with every problem of its cells.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use super::attempt::{DomainRating, Outcome, WeeklyHours};
use super::clean::{clean, clean_note, has_invisible, is_plain};
use super::columns::Columns;
use super::date::{DateCell, DateFault, DateOrder, day_in_words, ordered_date, read_date};
use super::facts::{ColumnFacts, DateReading};
use super::headings::Field;
use super::key::KeyKind;
use super::name::first_name_first;
use super::rating::Vocabulary;
use super::record::Record;
use super::values::{
    OUTCOME_WORDS, ScoreFault, is_error_value, read_attempt, read_hours, read_outcome, read_score, says_did_not_sit,
};
use super::words::{is_left_out, says_nothing};
use super::workbook::NO_RESULT;
use crate::diagnostic::{self, Code, Diagnostic, Place, Severity, counted};
use crate::exam::{Blueprint, Scale};

/// The most characters that a name, an id, an e-mail address or a group has.
const LONGEST_CELL: usize = 200;
/// The most characters that a note has.
pub(super) const LONGEST_NOTE: usize = 8_000;

/// What a row says, as far as it can be understood.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub file_index: usize,
    pub line: u64,
    /// Which of the attempts in the row this is.
    pub slot: u8,
    /// The key cell as shown.
    pub shown_key: String,
    pub number: Option<u32>,
    pub date: Option<Date>,
    pub score: Option<i64>,
    pub outcome: Option<Outcome>,
    pub ratings: Vec<Option<DomainRating>>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub group: Option<String>,
    /// What its sheet stands for, where the row itself has no group.
    pub group_of_sheet: Option<String>,
    pub hours_per_week: WeeklyHours,
    pub booked_retake: Option<Date>,
    pub note: Option<String>,
    /// Cells of the columns that are no field, in the order of the sheet.
    pub unknown: Vec<String>,
    pub warnings: Vec<Code>,
    pub problem: bool,
    /// The attempt did not happen.
    pub did_not_sit: bool,
    /// The attempt number or the date cannot be read: the order of the attempts is open.
    pub order_open: bool,
}

/// Reads the rows of one file.
pub(super) struct RowReader<'a> {
    pub file: &'a Arc<str>,
    pub file_index: usize,
    /// Which of the attempts in a row is read.
    pub slot: u8,
    /// A workbook keeps every cell in its column, whatever stands in it.
    pub is_worksheet: bool,
    pub columns: &'a Columns,
    pub blueprint: &'a Blueprint,
    pub vocabulary: &'a Vocabulary<'a>,
}

impl RowReader<'_> {
    /// Reads one row that is not blank; what is wrong with it is added to `findings`. An empty key is a problem.
    pub fn read(
        &self,
        line: u64,
        record: &Record<'_>,
        facts: &ColumnFacts,
        dates: DateReading,
        findings: &mut Vec<Diagnostic>,
    ) -> Row {
        let cells = Cells {
            reader: self,
            line,
            record,
            dates,
            findings,
            shown_key: shown_key(self.columns, record).into_owned(),
            faulty: Vec::new(),
            problem: false,
            order_open: false,
            warnings: Vec::new(),
        };
        self.fill(cells, facts)
    }

    fn fill(&self, mut cells: Cells<'_>, facts: &ColumnFacts) -> Row {
        let (line, record) = (cells.line, cells.record);
        let mut row = Row {
            file_index: self.file_index,
            line,
            slot: self.slot,
            shown_key: String::new(),
            number: None,
            date: None,
            score: None,
            outcome: None,
            ratings: Vec::new(),
            name: None,
            email: None,
            group: None,
            group_of_sheet: None,
            hours_per_week: WeeklyHours::NotGiven,
            booked_retake: None,
            note: None,
            unknown: Vec::new(),
            warnings: Vec::new(),
            problem: false,
            did_not_sit: false,
            order_open: false,
        };
        if !cells.length_fits() {
            // the cells may stand in wrong columns: none of them is believed
            (row.problem, row.order_open, row.shown_key) = (true, true, cells.shown_key);
            return row;
        }
        // rows of a worksheet are padded
        let has_extra_cells = !self.is_worksheet && record.len() > self.columns.headings.len();
        let before = cells.findings.len();
        cells.report_errors();
        cells.note_invisible();
        cells.require_key();
        row.name = name(self.columns, record);
        cells.limit_lengths(row.name.as_deref().unwrap_or_default());
        if cells.did_not_sit() {
            (row.did_not_sit, row.problem, row.shown_key) = (true, cells.problem, cells.shown_key);
            return row;
        }
        let columns = self.columns;
        row.email = cells.text(columns.email).map(Cow::into_owned);
        row.group = cells.text(columns.group).map(Cow::into_owned);
        row.number = columns.number.or_else(|| cells.number());
        row.date = cells.date(columns.date);
        (row.score, row.outcome) = cells.result();
        row.ratings = match columns.by_domain {
            Some(by_domain) => {
                if columns.score.is_none() && row.outcome.is_none() {
                    (row.score, row.outcome) = cells.result_in_rating(by_domain);
                }
                cells.rating_of_row(by_domain, facts)
            }
            None => (0..columns.domains.len()).map(|domain| cells.rating(domain, facts)).collect(),
        };
        row.hours_per_week = cells.text(columns.hours_per_week).map_or(WeeklyHours::NotGiven, |cell| read_hours(&cell));
        // a retake that cannot be read leaves the order of the attempts as it is
        let order_open = cells.order_open;
        row.booked_retake = cells.date(columns.retake_date);
        row.order_open = order_open;
        row.note = columns.note.map(|column| clean_note(cells.raw(column))).filter(|note| !is_left_out(note));
        row.unknown = columns.unknown().map(|column| cells.cleaned(column).into_owned()).collect();
        if cells.problem && has_extra_cells {
            // the last cell is empty, but an unquoted separator has moved all cells behind it: that is what to tell
            cells.findings.truncate(before);
            cells.report_too_many(record.len());
            row.order_open = true;
        }
        (row.problem, row.warnings, row.shown_key) = (cells.problem, cells.warnings, cells.shown_key);
        row
    }
}

/// The cells of one row, and what was found in them so far.
pub(super) struct Cells<'r> {
    pub reader: &'r RowReader<'r>,
    line: u64,
    record: &'r Record<'r>,
    dates: DateReading,
    findings: &'r mut Vec<Diagnostic>,
    shown_key: String,
    /// Columns whose cells hold the error of a formula: they are reported once, and read as empty.
    faulty: Vec<usize>,
    problem: bool,
    order_open: bool,
    warnings: Vec<Code>,
}

impl<'r> Cells<'r> {
    fn raw(&self, column: usize) -> &'r str {
        if self.faulty.contains(&column) { "" } else { self.record.get(column).unwrap_or("") }
    }

    fn is_faulty(&self, column: Option<usize>) -> bool {
        column.is_some_and(|column| self.faulty.contains(&column))
    }

    pub fn cleaned(&self, column: usize) -> Cow<'r, str> {
        clean(self.raw(column))
    }

    /// The cell, unless it is empty or as good as that: "-", "n/a".
    pub fn text(&self, column: Option<usize>) -> Option<Cow<'r, str>> {
        column.map(|column| self.cleaned(column)).filter(|cell| !says_nothing(cell))
    }

    pub fn report(&mut self, code: Code, column: Option<usize>, message: String, help: String) {
        match code.severity() {
            Severity::Problem => self.problem = true,
            Severity::Warning if !self.warnings.contains(&code) => self.warnings.push(code),
            _ => {}
        }
        let columns = self.reader.columns;
        let found = Diagnostic {
            code,
            place: Place {
                file_index: self.reader.file_index,
                file: self.reader.file.clone(),
                row: Some(self.line),
                cell_index: column,
                column: column.map(|column| columns.carried_name(column).into()),
                // filled in at the end
                worksheet: None,
            },
            // filled in at the end, when the rows that matter are known
            cell: None,
            row_cells: Box::default(),
            candidate: Some(shortened(&self.shown_key)).filter(|key| !key.is_empty()).map(Into::into),
            // a copy has the length that it needs
            message: message.as_str().into(),
            help: Some(help.into()),
        };
        diagnostic::add(self.findings, found);
    }

    /// A column that is only carried along shows its error in the manifest.
    fn report_errors(&mut self) {
        let columns = self.reader.columns;
        for (column, field) in columns.fields.iter().enumerate() {
            // no other cell can be an error
            let raw = self.raw(column);
            if is_plain(raw) && !raw.trim_start().starts_with(['#', 'E']) {
                continue;
            }
            let cell = self.cleaned(column);
            let own = matches!(field, None | Some(Field::ResitProblem | Field::ResitFile | Field::ResitRow));
            let of_other_attempt = columns.numbers[column].is_some_and(|number| columns.number != Some(number));
            if own || of_other_attempt || !is_error_value(&cell) {
                continue;
            }
            let (message, help) = if cell == NO_RESULT {
                (
                    "the result of the formula in this cell is not in the file".to_owned(),
                    "open the workbook in the spreadsheet program, which calculates it, save it and give it again; or type the value",
                )
            } else {
                (
                    format!("the formula in this cell ends in the error {cell}"),
                    "correct the formula, or type the value; if there is none, empty the cell",
                )
            };
            self.report(Code::CellError, Some(column), message, help.to_owned());
            self.faulty.push(column);
        }
        self.order_open |= self.is_faulty(columns.attempt) || self.is_faulty(columns.date);
    }

    fn require_key(&mut self) {
        let columns = self.reader.columns;
        if self.is_faulty(Some(columns.key)) {
            return;
        }
        if columns.key_kind.key(&self.shown_key).is_empty() {
            let words = columns.key_kind.words();
            let message = format!("the row has no {words}, so nobody knows whose attempt it is");
            let help = format!(
                "fill in the {words} (that of the row above, if cells were merged), or delete the row if it is not an attempt (a total, a heading, a test user)"
            );
            self.report(Code::MissingKey, Some(columns.key), message, help);
        }
    }

    /// A cell of any length would be printed on every page of a plan: a cell that long is not what its column holds.
    fn limit_lengths(&mut self, name: &str) {
        let columns = self.reader.columns;
        let bytes = |column: Option<usize>| column.map_or(0, |column| self.raw(column).len());
        let longest = [self.shown_key.len(), name.len(), bytes(columns.email), bytes(columns.group)];
        if longest.iter().all(|&bytes| bytes <= LONGEST_CELL) && bytes(columns.note) <= LONGEST_NOTE {
            return;
        }
        let name_column = columns.name.or(columns.name_parts.map(|(first, _)| first));
        let key = self.shown_key.chars().count();
        let mut lengths = vec![(columns.key, key, LONGEST_CELL)];
        lengths.extend(name_column.map(|column| (column, name.chars().count(), LONGEST_CELL)));
        for (column, longest) in
            [(columns.email, LONGEST_CELL), (columns.group, LONGEST_CELL), (columns.note, LONGEST_NOTE)]
        {
            lengths.extend(column.map(|column| (column, self.raw(column).trim().chars().count(), longest)));
        }
        let mut told = None;
        for (column, length, longest) in lengths {
            // the key may also be the name or the e-mail address
            if length <= longest || told == Some(column) {
                continue;
            }
            told = Some(column);
            let message = format!("the cell holds {} characters", grouped(length));
            let help = format!("at most {} can be used here: shorten it", grouped(longest));
            self.report(Code::CellLength, Some(column), message, help);
        }
    }

    fn length_fits(&mut self) -> bool {
        let columns = self.reader.columns;
        let (headings, cells) = (columns.headings.len(), self.record.len());
        let filled = (0..cells).rfind(|&at| !clean(self.raw(at)).is_empty()).map_or(0, |last| last + 1);
        if cells < columns.least_cells {
            let message =
                format!("the row has {}, but there are {} headings", counted(cells, "cell"), columns.least_cells);
            let help = "every row needs as many cells as there are headings, empty ones too: is a separator missing, or is the row cut off?";
            self.report(Code::RowLength, None, message, help.to_owned());
        } else if filled > headings {
            self.report_too_many(filled);
        } else {
            return true;
        }
        false
    }

    fn report_too_many(&mut self, cells: usize) {
        let message =
            format!("the row has {cells} cells, but there are only {} headings", self.reader.columns.headings.len());
        let help = if self.reader.is_worksheet {
            "empty the cells right of the last heading, or give their columns headings"
        } else {
            "a cell that holds the separator itself must stand in quotation marks: \"Doe, Jane\""
        };
        self.report(Code::RowLength, None, message, help.to_owned());
    }

    fn note_invisible(&mut self) {
        let note = self.reader.columns.note;
        for column in 0..self.record.len().min(self.reader.columns.headings.len()) {
            let cell = self.raw(column);
            if is_plain(cell) {
                continue;
            }
            let broken = Some(column) != note && cell.trim().contains(['\n', '\r']);
            if broken || has_invisible(cell) {
                let what = if broken {
                    "a line break, read as a space"
                } else {
                    "characters that cannot be seen, read as if they were not there"
                };
                let message = format!("the cell holds {what}");
                self.report(
                    Code::ControlCharacters,
                    Some(column),
                    message,
                    "nothing to do; type the cell anew if something looks wrong".to_owned(),
                );
            }
        }
    }

    /// The outcome or the score says that the attempt did not happen, and neither says the contrary.
    fn did_not_sit(&mut self) -> bool {
        let columns = self.reader.columns;
        let says = |column: Option<usize>| self.text(column).is_some_and(|cell| says_did_not_sit(&cell));
        let (by_outcome, by_score) = (says(columns.outcome), says(columns.score));
        if !by_outcome && !by_score {
            return self.tells_only_of_absence();
        }
        let contrary = if by_outcome {
            columns.score.filter(|&column| !by_score && self.text(Some(column)).is_some())
        } else {
            columns.outcome.filter(|&column| read_outcome(&self.cleaned(column)) == Some(Outcome::Passed))
        };
        if let (Some(other), Some(marked)) = (contrary, columns.outcome) {
            let word = if by_outcome { marked } else { columns.score.unwrap_or(marked) };
            let message = format!(
                "“{}” says that the attempt did not happen, but “{}” says that it did",
                self.cleaned(word),
                self.cleaned(other)
            );
            self.report(
                Code::OutcomeContradiction,
                Some(marked),
                message,
                "correct the cell that is wrong, or empty it".to_owned(),
            );
        }
        true
    }

    /// There is no result, and the date or the domains hold "absent"; the domains hold nothing else.
    fn tells_only_of_absence(&self) -> bool {
        let columns = self.reader.columns;
        if self.text(columns.outcome).is_some() || self.text(columns.score).is_some() {
            return false;
        }
        let by_date = self.text(columns.date).is_some_and(|cell| says_did_not_sit(&cell));
        // a row about one domain alone says nothing of the attempt
        let rating_of_row = columns.by_domain.filter(|_| by_date).map(|(_, rating)| Some(rating));
        let points = columns.points.iter().flatten().flat_map(|points| &points.parts).map(|part| Some(part.column));
        let ratings = columns.domains.iter().copied().chain(points).chain(rating_of_row);
        let cells: Vec<_> = ratings.filter_map(|at| self.text(at)).collect();
        (by_date || !cells.is_empty()) && cells.iter().all(|cell| says_did_not_sit(cell))
    }

    fn number(&mut self) -> Option<u32> {
        let column = self.reader.columns.attempt?;
        let cell = self.text(Some(column))?;
        let number = read_attempt(&cell);
        if number.is_none() {
            self.order_open = true;
            let message = format!("“{cell}” is not the number of an attempt");
            self.report(
                Code::AttemptFormat,
                Some(column),
                message,
                "attempts are counted 1, 2, 3 and so on, up to 999; an empty cell is fine too".to_owned(),
            );
        }
        number
    }

    fn date(&mut self, column: Option<usize>) -> Option<Date> {
        let column = column?;
        let cell = self.text(Some(column))?;
        let form = read_date(&cell);
        let read = form.and_then(|date| match (date, self.dates) {
            (DateCell::Day(day), _) => Ok(Some(day)),
            (DateCell::Either { first, second, year }, DateReading::Order(order)) => {
                ordered_date(first, second, year, order).map(Some)
            }
            (DateCell::Either { first, second, year }, DateReading::Contradictory) => {
                let orders =
                    [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| ordered_date(first, second, year, order));
                match orders {
                    [Ok(one), Ok(other)] if one != other => Ok(None),
                    [Ok(day), _] | [_, Ok(day)] => Ok(Some(day)),
                    [Err(fault), _] => Err(fault),
                }
            }
        });
        let fault = match read {
            Ok(Some(day)) => return Some(day),
            Ok(None) => {
                self.order_open = true;
                self.report_ambiguous(column, &cell);
                return None;
            }
            Err(fault) => fault,
        };
        self.order_open = true;
        let (code, message) = match fault {
            DateFault::Format => (Code::DateFormat, format!("“{cell}” is not a date")),
            DateFault::ShortYear => (Code::DateFormat, format!("the year of “{cell}” has only two digits")),
            DateFault::Year(year) => (Code::DateFormat, format!("the year {year} of “{cell}” cannot be right")),
            DateFault::Impossible => (Code::DateImpossible, format!("there is no such day as “{cell}”")),
        };
        let order = match (fault, self.dates, matches!(form, Ok(DateCell::Either { .. }))) {
            (DateFault::Impossible, DateReading::Order(DateOrder::DayFirst), true) => {
                " (in this sheet the day comes first)"
            }
            (DateFault::Impossible, DateReading::Order(DateOrder::MonthFirst), true) => {
                " (in this sheet the month comes first)"
            }
            _ => "",
        };
        self.report(code, Some(column), message, format!("write the date as year-month-day, like 2026-08-03{order}"));
        None
    }

    fn report_ambiguous(&mut self, column: usize, cell: &str) {
        let words = |order| match read_date(cell) {
            Ok(DateCell::Either { first, second, year }) => {
                ordered_date(first, second, year, order).map_or(String::new(), day_in_words)
            }
            _ => String::new(),
        };
        let message = format!("“{cell}” could be {} or {}", words(DateOrder::DayFirst), words(DateOrder::MonthFirst));
        let help = "other dates of this sheet have the day first, others again the month: write this one as year-month-day, for example 2026-08-03";
        self.report(Code::DateAmbiguous, Some(column), message, help.to_owned());
    }

    /// Score and outcome, which must not contradict each other.
    fn result(&mut self) -> (Option<i64>, Option<Outcome>) {
        let columns = self.reader.columns;
        let problems_before = self.problem;
        self.problem = false;
        let score = self.score();
        let stated = self.outcome();
        let unreadable = std::mem::replace(&mut self.problem, problems_before);
        self.problem |= unreadable;

        let Some((score, scale)) = score.zip(self.reader.blueprint.scale.as_ref()) else {
            let unreadable = unreadable || self.is_faulty(columns.score) || self.is_faulty(columns.outcome);
            // another row of the attempt may tell it
            if stated.is_none() && !unreadable && columns.by_domain.is_none() {
                self.report_no_outcome();
            }
            return (None, stated);
        };
        let earned = earned(score, scale);
        if stated.is_some_and(|stated| stated != earned) {
            let word = self.text(columns.outcome).unwrap_or_default();
            let side = if earned == Outcome::Passed { "pass" } else { "fail" };
            let message = format!("the outcome says “{word}”, but a score of {score} is a {side}");
            let help = format!(
                "{} is passed from {} on: correct the cell that is wrong",
                self.reader.blueprint.code, scale.passing
            );
            self.report(Code::OutcomeContradiction, columns.outcome, message, help);
        }
        (Some(score), Some(earned))
    }

    fn score(&mut self) -> Option<i64> {
        let column = self.reader.columns.score?;
        let scale = self.reader.blueprint.scale.as_ref()?;
        let cell = self.text(Some(column))?;
        let right = |what: &str| {
            format!("{what} of {} are whole numbers from {} to {}", self.reader.blueprint.code, scale.min, scale.max)
        };
        let (code, message, help) = match read_score(&cell) {
            Ok(score) if (scale.min..=scale.max).contains(&score) => return Some(score),
            Ok(_) | Err(ScoreFault::OutOfRange) => self.out_of_range(&cell, scale),
            Err(ScoreFault::Thousands) => (
                Code::ScoreFormat,
                format!("“{cell}” can be read in two ways"),
                format!("{}; write them without a separator", right("scores")),
            ),
            Err(ScoreFault::NotWhole) => {
                (Code::ScoreFormat, format!("“{cell}” is not a whole number of points"), right("scores"))
            }
            Err(ScoreFault::NotANumber) => (
                Code::ScoreFormat,
                format!("“{cell}” is not a score"),
                format!("{}; leave the cell empty if the score is not known and the outcome is", right("scores")),
            ),
        };
        self.report(code, Some(column), message, help);
        None
    }

    fn out_of_range(&self, cell: &str, scale: &Scale) -> (Code, String, String) {
        let code = &self.reader.blueprint.code;
        let help = format!(
            "scores of {code} run from {} to {}, and {} is the passing score",
            scale.min, scale.max, scale.passing
        );
        (Code::ScoreRange, format!("the score {cell} is outside the scale"), help)
    }

    fn outcome(&mut self) -> Option<Outcome> {
        let column = self.reader.columns.outcome?;
        let cell = self.text(Some(column))?;
        let outcome = read_outcome(&cell);
        if outcome.is_none() {
            let heading = &self.reader.columns.headings[column];
            let scores = if read_score(&cell).is_ok()
                && self.reader.columns.score.is_none()
                && self.reader.blueprint.scale.is_some()
            {
                format!("; if this column holds scores, write into resit.toml under [columns]: score = {heading:?}")
            } else {
                String::new()
            };
            let message = format!("“{cell}” does not say whether the exam was passed");
            self.report(Code::UnknownOutcome, Some(column), message, format!("right would be {OUTCOME_WORDS}{scores}"));
        }
        outcome
    }

    fn report_no_outcome(&mut self) {
        let columns = self.reader.columns;
        let has_score = columns.score.is_some() && self.reader.blueprint.scale.is_some();
        let (message, help) = match (has_score, columns.outcome.is_some()) {
            (true, true) => (
                "neither a score nor an outcome is given",
                "fill in the score, or “pass” or “fail”; “absent” if the candidate did not sit the exam",
            ),
            (true, false) => ("no score is given", "fill in the score; “absent” if the candidate did not sit the exam"),
            (false, true) => {
                ("no outcome is given", "fill in “pass” or “fail”; “absent” if the candidate did not sit the exam")
            }
            (false, false) => (
                "nothing says whether the exam was passed",
                "add a column “outcome” with “pass” or “fail” to the sheet",
            ),
        };
        let column = if has_score { columns.score } else { columns.outcome };
        let filled = self.record.iter().filter(|cell| !cell.trim().is_empty()).count();
        let help =
            if filled == 1 { format!("{help}; or delete the row if it is no candidate’s") } else { help.to_owned() };
        self.report(Code::NoOutcome, column, message.to_owned(), help);
    }
}

/// What a score says.
pub(super) fn earned(score: i64, scale: &Scale) -> Outcome {
    if score >= scale.passing { Outcome::Passed } else { Outcome::Failed }
}

/// A key that is not longer than keys are.
pub(super) fn shortened(key: &str) -> String {
    match key.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => format!("{}…", &key[..end]),
        None => key.to_owned(),
    }
}

/// "8,001".
fn grouped(count: usize) -> String {
    if count < 1000 { count.to_string() } else { format!("{},{:03}", grouped(count / 1000), count % 1000) }
}

/// The key as the row shows it.
pub(super) fn shown_key<'r>(columns: &Columns, record: &'r Record<'_>) -> Cow<'r, str> {
    match columns.key_kind {
        KeyKind::Name => name(columns, record).unwrap_or_default().into(),
        KeyKind::CandidateId | KeyKind::Email => sound(record, columns.key),
    }
}

/// The cell, cleaned; empty where it holds an error.
fn sound<'r>(record: &'r Record<'_>, column: usize) -> Cow<'r, str> {
    let cell = clean(record.get(column).unwrap_or(""));
    if is_error_value(&cell) { Cow::Borrowed("") } else { cell }
}

/// The name column, else the parts of the name in the order in which they are written.
fn name(columns: &Columns, record: &Record<'_>) -> Option<String> {
    let cell = |column: usize| sound(record, column);
    let whole = columns.name.map(|column| cell(column).into_owned()).filter(|name| !is_left_out(name));
    let whole = whole.map(|name| match first_name_first(&name) {
        Some(turned) if columns.last_name_first => turned,
        _ => name,
    });
    whole.or_else(|| {
        let (one, other) = columns.name_parts?;
        let parts: Vec<_> = [one, other].map(cell).into_iter().filter(|part| !is_left_out(part)).collect();
        Some(parts.join(" ")).filter(|name| !name.is_empty())
    })
}
