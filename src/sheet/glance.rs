//! A glance at the rows of a candidate: whether all is plain and in order, so that there is nothing to tell. Most candidates
//! are like that, and a glance costs a fraction of reading them.
//!
//! The cells are read by the same functions as in [`super::row`], and whatever a glance does not understand is looked at
//! there. A property test reads every sheet in both ways.

use jiff::civil::Date;

use super::attempt::{Outcome, Outline, WeeklyHours};
use super::clean::{clean, has_invisible, is_plain};
use super::columns::Columns;
use super::date::{DateCell, ordered_date, read_date};
use super::facts::{ColumnFacts, DateReading};
use super::headings::Field;
use super::key::KeyKind;
use super::rating::{RatingCell, Vocabulary};
use super::record::Record;
use super::row::{LONGEST_NOTE, earned};
use super::values::{is_error_value, read_attempt, read_decimal, read_hours, read_outcome, read_score};
use super::words::says_nothing;
use super::{Candidates, NOBODY, RowPlace};
use crate::exam::Scale;

/// Two names, put together, are not longer than a cell may be.
const SHORT_CELL: usize = 99;

/// A glance does not tell: the rows must be read.
struct Unclear;

/// Glances at candidates, one after the other.
pub(super) struct Glance<'g> {
    all: &'g Candidates,
    vocabulary: &'g Vocabulary<'g>,
    /// Scratch: the first row of the candidate, and the one that is looked at.
    first: Record<'g>,
    record: Record<'g>,
    dates: Vec<Option<Date>>,
    levels: Vec<Option<usize>>,
}

/// What of a row is needed to conclude.
struct Seen {
    number: Option<u32>,
    date: Option<Date>,
    score: Option<i64>,
    outcome: Outcome,
    hours_per_week: WeeklyHours,
    booked_retake: Option<Date>,
}

impl<'g> Glance<'g> {
    pub fn new(all: &'g Candidates, vocabulary: &'g Vocabulary<'g>) -> Self {
        let (first, record) = (Record::default(), Record::default());
        Glance { all, vocabulary, first, record, dates: Vec::new(), levels: Vec::new() }
    }

    /// The outline of a candidate, where nothing is to be told of the rows; `None` where they must be read.
    pub fn outline(&mut self, places: &[RowPlace]) -> Option<Outline<'_>> {
        if places.first()?.candidate == NOBODY {
            return None;
        }
        self.dates.clear();
        let mut before: Option<Seen> = None;
        for place in places {
            let seen = self.row(place, places[0].file_index()).ok()?;
            if before.as_ref().is_some_and(|before| !self.follows(before, &seen)) {
                return None;
            }
            self.dates.push(seen.date);
            before = Some(seen);
        }
        let current = before?;
        Some(Outline {
            dates: &self.dates,
            score: current.score,
            outcome: current.outcome,
            levels: &self.levels,
            hours_per_week: current.hours_per_week,
            booked_retake: current.booked_retake,
        })
    }

    /// The attempts are in the order of their rows, and no two of them are alike.
    fn follows(&self, before: &Seen, seen: &Seen) -> bool {
        // the dates so far never fall
        let latest = self.dates.iter().rev().copied().flatten().next();
        match (before.number, seen.number) {
            (Some(one), Some(other)) => one < other && latest.zip(seen.date).is_none_or(|(one, other)| one <= other),
            (None, None) => before.date.zip(seen.date).is_some_and(|(one, other)| one < other),
            _ => false,
        }
    }

    fn row(&mut self, place: &RowPlace, file_index: usize) -> Result<Seen, Unclear> {
        let all = self.all;
        let sheet = &all.sheets[place.file_index()];
        let columns = sheet.slot(place.slot);
        let is_unusual = columns.correction.is_some()
            || columns.by_domain.is_some()
            || columns.points.iter().any(Option::is_some)
            || place.file_index() != file_index;
        if is_unusual {
            return Err(Unclear);
        }
        sheet.text.read_row_at(place.at, &mut self.record);
        if !(columns.least_cells..=columns.headings.len()).contains(&self.record.len())
            || !are_plain(&self.record, columns)
        {
            return Err(Unclear);
        }
        if self.dates.is_empty() {
            std::mem::swap(&mut self.first, &mut self.record);
        } else if !is_same_person(columns, &self.first, &self.record) {
            return Err(Unclear);
        }
        let record = if self.dates.is_empty() { &self.first } else { &self.record };
        let (facts, dates) = all.groups.of_sheet(place.file_index());
        let row = PlainRow { columns, record, dates };
        let number = match columns.number {
            Some(number) => Some(number),
            None => row.value(columns.attempt, read_attempt)?,
        };
        let date = row.date(columns.date)?;
        let scale = all.blueprint.scale.as_ref();
        let (score, outcome) = row.result(scale)?;
        self.levels.clear();
        for (domain, &column) in columns.domains.iter().enumerate() {
            let level = match column {
                Some(column) => row.level(column, domain, facts, self.vocabulary)?,
                None => None,
            };
            self.levels.push(level);
        }
        let hours_per_week = row.hours();
        let booked_retake = row.date(columns.retake_date)?;
        Ok(Seen { number, date, score, outcome, hours_per_week, booked_retake })
    }
}

/// No cell holds what would be told wherever it stands: an error, what cannot be seen, more than a cell may hold.
fn are_plain(record: &Record<'_>, columns: &Columns) -> bool {
    let all_plain = is_plain(record.text());
    record.iter().enumerate().all(|(column, cell)| {
        // what most cells are like
        if all_plain && cell.len() <= SHORT_CELL && !cell.starts_with(['#', 'E', ' ']) {
            return true;
        }
        let longest = match columns.fields[column] {
            None => usize::MAX,
            Some(Field::Note) => LONGEST_NOTE,
            Some(_) => SHORT_CELL,
        };
        let plain = all_plain || is_plain(cell);
        let starts_as_error = !plain || cell.trim_start().starts_with(['#', 'E']);
        cell.len() <= longest
            && !(starts_as_error && is_error_value(&clean(cell)))
            && (plain || !(has_invisible(cell) || cell.contains(['\n', '\r', '\t'])))
    })
}

/// What tells one person from another is written alike in both rows.
fn is_same_person(columns: &Columns, first: &Record<'_>, other: &Record<'_>) -> bool {
    let alike = |column: Option<usize>| {
        let [one, other] = [first, other].map(|record| column.and_then(|column| record.get(column)).unwrap_or(""));
        one == other
    };
    let (one, other) = columns.name_parts.unzip();
    alike(columns.email)
        && match columns.key_kind {
            // where the name tells the candidates apart, the group may be another
            KeyKind::Name => alike(columns.group),
            KeyKind::CandidateId | KeyKind::Email => [columns.name, one, other].into_iter().all(alike),
        }
}

/// The cells of a row in which nothing is hidden.
struct PlainRow<'r> {
    columns: &'r Columns,
    record: &'r Record<'r>,
    dates: DateReading,
}

impl<'r> PlainRow<'r> {
    fn cell(&self, column: Option<usize>) -> &'r str {
        let cell = column.and_then(|column| self.record.get(column)).unwrap_or("");
        match cell.as_bytes() {
            // nothing to trim
            [b'!'..=b'~', .., b'!'..=b'~'] => cell,
            _ => cell.trim(),
        }
    }

    /// What the cell holds, if anything. No cell that `read` understands is as good as empty.
    fn value<T>(&self, column: Option<usize>, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Unclear> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        match read(cell) {
            None if !says_nothing(cell) => Err(Unclear),
            value => Ok(value),
        }
    }

    fn date(&self, column: Option<usize>) -> Result<Option<Date>, Unclear> {
        self.value(column, |cell| match (read_date(cell).ok()?, self.dates) {
            (DateCell::Day(day), _) => Some(day),
            (DateCell::Either { first, second, year }, DateReading::Order(order)) => {
                ordered_date(first, second, year, order).ok()
            }
            (DateCell::Either { .. }, DateReading::Contradictory) => None,
        })
    }

    fn result(&self, scale: Option<&Scale>) -> Result<(Option<i64>, Outcome), Unclear> {
        let stated = self.value(self.columns.outcome, read_outcome)?;
        let score = match scale {
            Some(scale) => {
                let in_scale = |score: &i64| (scale.min..=scale.max).contains(score);
                let score = self.value(self.columns.score, |cell| read_score(cell).ok().filter(in_scale))?;
                score.map(|score| (score, earned(score, scale)))
            }
            // without a scale nothing is read of the score, but that it may say "absent"
            None if self.cell(self.columns.score).is_empty() => None,
            None => return Err(Unclear),
        };
        match (score, stated) {
            (None, stated) => stated.map(|stated| (None, stated)).ok_or(Unclear),
            (Some((_, earned)), Some(stated)) if earned != stated => Err(Unclear),
            (Some((score, earned)), _) => Ok((Some(score), earned)),
        }
    }

    fn level(
        &self,
        column: usize,
        domain: usize,
        facts: &ColumnFacts,
        vocabulary: &Vocabulary<'_>,
    ) -> Result<Option<usize>, Unclear> {
        let cell = self.cell(Some(column));
        if cell.is_empty() {
            return Ok(None);
        }
        if facts.holds_marks(domain) && read_decimal(cell).is_some() {
            return Err(Unclear);
        }
        match vocabulary.read(cell, facts.holds_shares(domain)) {
            RatingCell::Rating(rating) => Ok(Some(rating.level)),
            RatingCell::Unrated => Ok(None),
            RatingCell::ShareOrPercent(_) | RatingCell::OutOfRange | RatingCell::Unknown => Err(Unclear),
        }
    }

    fn hours(&self) -> WeeklyHours {
        let cell = self.cell(self.columns.hours_per_week);
        if cell.is_empty() {
            return WeeklyHours::NotGiven;
        }
        match read_hours(cell) {
            WeeklyHours::NotUsable if says_nothing(cell) => WeeklyHours::NotGiven,
            hours => hours,
        }
    }
}
