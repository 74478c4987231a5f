//! Sheets with a row for each candidate, attempt and domain: the rows of one attempt become one.

use super::OpenSheet;
use super::histories::{RowFile, finding, row_of};
use super::row::Row;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::exam::Blueprint;

/// Puts the rows of one candidate (in the order of their places) together that are of one attempt: those with the same number
/// and date. Rows of other sheets stay as they are.
pub(super) fn merge(
    rows: Vec<Row>,
    files: &[RowFile<'_>],
    blueprint: &Blueprint,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Row> {
    let is_part = |row: &Row| sheet(row, files).columns.by_domain.is_some() && !row.did_not_sit;
    if !rows.iter().any(is_part) {
        return rows;
    }
    let mut attempts: Vec<Row> = Vec::with_capacity(rows.len());
    // the score may stand in one row only, with or without the date
    let fits = |attempt: &Row, row: &Row| {
        let alike = |one: bool, other: bool, same: bool| !one || !other || same;
        alike(attempt.number.is_some(), row.number.is_some(), attempt.number == row.number)
            && alike(attempt.date.is_some(), row.date.is_some(), attempt.date == row.date)
            && !attempt.order_open
            && !row.order_open
    };
    for row in rows {
        let row = &row;
        let of: Vec<usize> = if is_part(row) {
            (0..attempts.len()).filter(|&at| is_part(&attempts[at]) && fits(&attempts[at], row)).collect()
        } else {
            Vec::new()
        };
        let same = |at: &&usize| (attempts[**at].number, attempts[**at].date) == (row.number, row.date);
        let only = if of.len() == 1 { of.first() } else { of.iter().find(same) };
        match only {
            Some(&at) => Merging { attempt: &mut attempts[at], row, files, blueprint, findings }.merge(),
            None => attempts.push(row.clone()),
        }
    }
    let was_absent = attempts.iter().any(|row| row.did_not_sit);
    for attempt in attempts.iter_mut().filter(|attempt| is_part(attempt)) {
        // the row of the whole exam says “absent”, and those of its domains are empty
        if was_absent && attempt.outcome.is_none() && attempt.ratings.iter().all(Option::is_none) {
            attempt.did_not_sit = true;
        }
    }
    for attempt in attempts.iter_mut().filter(|attempt| is_part(attempt)) {
        if attempt.outcome.is_none() && !attempt.problem {
            let file = &files[attempt.file_index];
            let columns = &file.sheet.columns;
            let column = columns.score.or(columns.outcome);
            let message = "no row of this attempt has a score or an outcome".to_owned();
            let help = if column.is_some() {
                "fill in the score, or “pass” or “fail”, in one of its rows; “absent” if the candidate did not sit the exam"
            } else {
                "add a column “score”, or a column “outcome” with “pass” or “fail”, to the sheet"
            };
            let finding = finding(Code::NoOutcome, attempt, file, column, message, help.to_owned());
            diagnostic::add(findings, finding);
            attempt.problem = true;
        }
    }
    attempts
}

fn sheet<'f>(row: &Row, files: &[RowFile<'f>]) -> &'f OpenSheet {
    files[row.file_index].sheet
}

/// A row that joins those of its attempt.
struct Merging<'m> {
    attempt: &'m mut Row,
    row: &'m Row,
    files: &'m [RowFile<'m>],
    blueprint: &'m Blueprint,
    findings: &'m mut Vec<Diagnostic>,
}

impl Merging<'_> {
    fn merge(mut self) {
        self.ratings();
        self.result();
        let (attempt, row) = (self.attempt, self.row);
        let fill = |own: &mut Option<String>, other: &Option<String>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        fill(&mut attempt.name, &row.name);
        fill(&mut attempt.email, &row.email);
        fill(&mut attempt.group, &row.group);
        // the coach may have written something beside each domain
        match (&mut attempt.note, &row.note) {
            (Some(note), Some(other)) if !note.lines().any(|line| line == other) => {
                note.push('\n');
                note.push_str(other);
            }
            (note, other) => fill(note, other),
        }
        if attempt.hours_per_week == super::WeeklyHours::NotGiven {
            attempt.hours_per_week = row.hours_per_week;
        }
        attempt.number = attempt.number.or(row.number);
        attempt.date = attempt.date.or(row.date);
        attempt.booked_retake = attempt.booked_retake.or(row.booked_retake);
        for (cell, other) in attempt.unknown.iter_mut().zip(&row.unknown) {
            if cell.is_empty() {
                cell.clone_from(other);
            }
        }
        attempt.warnings.extend(&row.warnings);
        attempt.problem |= row.problem;
        attempt.order_open |= row.order_open;
    }

    fn ratings(&mut self) {
        for domain in 0..self.row.ratings.len() {
            let Some(rating) = &self.row.ratings[domain] else { continue };
            if self.attempt.ratings[domain].is_none() {
                self.attempt.ratings[domain] = Some(rating.clone());
                continue;
            }
            let name = &self.blueprint.domains[domain].name;
            let message =
                format!("the attempt that begins in {} has a rating of {name} already", self.attempt_in_words());
            let help = "delete one of the two rows; if they are two attempts, give each its own number or date";
            let column = sheet(self.row, self.files).columns.by_domain.map(|(domain, _)| domain);
            self.report(Code::DomainTwice, column, message, help);
        }
    }

    fn result(&mut self) {
        let columns = &sheet(self.row, self.files).columns;
        let scores = self.attempt.score.zip(self.row.score);
        if let Some((one, other)) = scores.filter(|(one, other)| one != other) {
            let message = format!(
                "the score {other} is not that of {}, a row of the same attempt: {one}",
                self.attempt_in_words()
            );
            let help = "all rows of an attempt have the same score; if they are two attempts, give each its own number or date";
            self.report(Code::RowsDisagree, columns.score, message, help);
        } else if let Some((one, other)) = self.attempt.outcome.zip(self.row.outcome)
            && one != other
        {
            let message = format!("the outcome is not that of {}, a row of the same attempt", self.attempt_in_words());
            let help = "all rows of an attempt have the same outcome; if they are two attempts, give each its own number or date";
            self.report(Code::RowsDisagree, columns.outcome.or(columns.score), message, help);
        }
        self.attempt.score = self.attempt.score.or(self.row.score);
        self.attempt.outcome = self.attempt.outcome.or(self.row.outcome);
    }

    fn attempt_in_words(&self) -> String {
        row_of(self.attempt, self.row, self.files)
    }

    fn report(&mut self, code: Code, column: Option<usize>, message: String, help: &str) {
        let file = &self.files[self.row.file_index];
        diagnostic::add(self.findings, finding(code, self.row, file, column, message, help.to_owned()));
        self.attempt.problem = true;
    }
}
