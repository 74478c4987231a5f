//! Rows -> histories: which rows are one candidate's, in which order, and whether they agree.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::OpenSheet;
use super::attempt::{Attempt, History, Outcome};
use super::key::{KeyKind, email_key, name_key};
use super::row::Row;
use crate::diagnostic::{self, Code, Diagnostic, Place};

/// The file that a row stands in.
pub(super) struct RowFile<'a> {
    pub sheet: &'a OpenSheet,
    /// For each unknown column of the file its position among those of all files; `None` where it is not carried along.
    pub carried: &'a [Option<usize>],
}

/// Checks the rows of one candidate (in the order of their places) against each other, and the attempts that they tell of. True if
/// the candidate can be used.
pub(super) fn check(rows: &[Row], attempts: &[Row], files: &[RowFile<'_>], findings: &mut Vec<Diagnostic>) -> bool {
    let mut usable = !rows.iter().chain(attempts).any(|row| row.problem);
    usable &= Report { rows, files, findings, reported: HashSet::new() }.one_name();
    usable &= Report { rows: attempts, files, findings, reported: HashSet::new() }.one_order();
    usable
}

/// Makes the history of a candidate whose rows are usable: the rows that were sat, and the warnings about them.
pub(super) fn assemble(
    key: String,
    rows: Vec<Row>,
    files: &[RowFile<'_>],
    carried_columns: usize,
    findings: &mut Vec<Diagnostic>,
) -> Option<History> {
    let mut rows: Vec<Row> = rows.into_iter().filter(|row| !row.did_not_sit).collect();
    let (ordered_by, order) = order(&rows.iter().collect::<Vec<_>>());
    let mut warnings: Vec<Code> = rows.iter().flat_map(|row| row.warnings.iter().copied()).collect();
    if warn_of_two_emails(&rows, &order, files, findings) {
        warnings.push(Code::TwoEmails);
    }
    if warn_of_two_groups(&rows, &order, files, findings) {
        warnings.push(Code::TwoGroups);
    }
    if ordered_by == OrderedBy::Row && warn_of_open_order(&rows, files, findings) {
        warnings.push(Code::OpenOrder);
    }
    warnings.sort_unstable();
    warnings.dedup();

    let latest = |field: fn(&Row) -> &Option<String>| order.iter().rev().find_map(|&at| field(&rows[at]).clone());
    let (name, email) = (latest(|row| &row.name), latest(|row| &row.email));
    let group = order.iter().rev().find_map(|&at| rows[at].group.clone().or_else(|| rows[at].group_of_sheet.clone()));
    let current = &mut rows[*order.last()?];
    let mut unknown_cells = vec![String::new(); carried_columns];
    for (cell, carried) in current.unknown.drain(..).zip(files[current.file_index].carried) {
        if let Some(at) = *carried {
            unknown_cells[at] = cell;
        }
    }
    let (candidate_id, note) = (std::mem::take(&mut current.shown_key), current.note.take());
    let (hours_per_week, booked_retake) = (current.hours_per_week, current.booked_retake);
    let attempts = order.iter().map(|&at| {
        let row = &mut rows[at];
        Attempt {
            file: files[row.file_index].sheet.name.clone(),
            row: row.line,
            number: row.number,
            date: row.date,
            score: row.score,
            // a row without an outcome is a problem, and no candidate with a problem comes here
            outcome: row.outcome.unwrap_or(Outcome::Failed),
            ratings: std::mem::take(&mut row.ratings),
        }
    });
    let attempts = attempts.collect();
    Some(History {
        key,
        candidate_id,
        name,
        email,
        group,
        attempts,
        hours_per_week,
        booked_retake,
        note,
        unknown_cells,
        reading_warnings: warnings,
    })
}

/// What orders the attempts of a candidate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OrderedBy {
    Number,
    Date,
    Row,
}

/// How the attempts are ordered, and their positions in that order.
fn order(rows: &[&Row]) -> (OrderedBy, Vec<usize>) {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let by = if rows.iter().all(|row| row.number.is_some()) {
        order.sort_by_key(|&at| rows[at].number);
        OrderedBy::Number
    } else if rows.iter().all(|row| row.date.is_some()) {
        order.sort_by(|&one, &other| {
            let numbers = rows[one].number.zip(rows[other].number);
            rows[one].date.cmp(&rows[other].date).then(numbers.map_or(Ordering::Equal, |(one, other)| one.cmp(&other)))
        });
        OrderedBy::Date
    } else {
        OrderedBy::Row
    };
    (by, order)
}

/// Two different addresses of one candidate: the current one is used, and the coach should know.
fn warn_of_two_emails(rows: &[Row], order: &[usize], files: &[RowFile<'_>], findings: &mut Vec<Diagnostic>) -> bool {
    let mut used: Option<(&Row, &String)> = None;
    for &at in order.iter().rev() {
        let Some(email) = &rows[at].email else { continue };
        let Some((current, current_email)) = used else {
            used = Some((&rows[at], email));
            continue;
        };
        if email != current_email && email_key(email) != email_key(current_email) {
            let column = files[current.file_index].sheet.slot(current.slot).email;
            let message = format!("“{current_email}” is used, but {} has “{email}”", row_of(&rows[at], current, files));
            let help = "the address of the latest attempt counts; if it is wrong, write the right one into all rows of the candidate";
            diagnostic::add(
                findings,
                finding(Code::TwoEmails, current, &files[current.file_index], column, message, help.to_owned()),
            );
            return true;
        }
    }
    false
}

/// Where names tell the candidates apart, one name in two groups may be two people.
fn warn_of_two_groups(rows: &[Row], order: &[usize], files: &[RowFile<'_>], findings: &mut Vec<Diagnostic>) -> bool {
    fn group(row: &Row) -> Option<&String> {
        row.group.as_ref().or(row.group_of_sheet.as_ref())
    }
    let mut latest: Option<(&Row, &String)> = None;
    for &at in order.iter().rev() {
        let row = &rows[at];
        let file = &files[row.file_index];
        if file.sheet.columns.key_kind != KeyKind::Name {
            return false;
        }
        let Some(own) = group(row) else { continue };
        let Some((current, current_group)) = latest else {
            latest = Some((row, own));
            continue;
        };
        if name_key(own) != name_key(current_group) {
            let file = &files[current.file_index];
            let column = file.sheet.slot(current.slot).group.or(Some(file.sheet.columns.key));
            let message = format!(
                "“{}” is in the group “{current_group}”, but in {} in “{own}”: is this one person?",
                current.shown_key,
                row_of(row, current, files)
            );
            let help = "if they are two, give the sheet a column with ids or e-mail addresses; if it is one, there is nothing to do";
            diagnostic::add(findings, finding(Code::TwoGroups, current, file, column, message, help.to_owned()));
            return true;
        }
    }
    false
}

/// Some attempts have a number or a date, but not all the same: nothing but their rows orders them.
fn warn_of_open_order(rows: &[Row], files: &[RowFile<'_>], findings: &mut Vec<Diagnostic>) -> bool {
    let has_any = |row: &Row| row.number.is_some() || row.date.is_some();
    let lacks_any = |row: &Row| row.number.is_none() || row.date.is_none();
    let Some(row) = rows.iter().rev().find(|row| lacks_any(row)).filter(|_| rows.iter().any(has_any)) else {
        return false;
    };
    if rows.len() < 2 {
        return false;
    }
    let message = format!("the attempts of {} are taken in the order of their rows", row.shown_key);
    let help = "some have a number or a date and others have not: if the last row is not the latest attempt, give all of them a number or a date";
    let finding = finding(Code::OpenOrder, row, &files[row.file_index], None, message, help.to_owned());
    diagnostic::add(findings, finding);
    true
}

/// "row 7", with the file where it is not the one of `reader`.
pub(super) fn row_of(row: &Row, reader: &Row, files: &[RowFile<'_>]) -> String {
    if row.file_index == reader.file_index {
        format!("row {}", row.line)
    } else {
        format!("row {} of {}", row.line, files[row.file_index].sheet.name)
    }
}

/// The rows of one candidate, and where their findings go.
struct Report<'r> {
    rows: &'r [Row],
    files: &'r [RowFile<'r>],
    findings: &'r mut Vec<Diagnostic>,
    /// Clashes told already: code, file, row, column.
    reported: HashSet<(Code, usize, u64, Option<usize>)>,
}

impl Report<'_> {
    fn one_name(&mut self) -> bool {
        let mut first: Option<(&Row, &String)> = None;
        let mut second = None;
        for row in self.rows {
            let Some(name) = &row.name else { continue };
            let Some((_, known)) = first else {
                first = Some((row, name));
                continue;
            };
            if known != name && name_key(known) != name_key(name) {
                second = Some((row, name));
                break;
            }
        }
        let Some(((one, one_name), (other, other_name))) = first.zip(second) else { return true };
        for row in self.rows {
            let file = &self.files[row.file_index];
            let columns = file.sheet.slot(row.slot);
            if columns.key_kind == KeyKind::Name {
                return true;
            }
            let column = columns.name.or(columns.name_parts.map(|(first, _)| first)).unwrap_or(columns.key);
            let message = format!(
                "the {} {} has two names: “{one_name}” ({}) and “{other_name}” ({})",
                columns.key_kind.words(),
                row.shown_key,
                self.row_in_words(one, row),
                self.row_in_words(other, row),
            );
            let help = format!(
                "if they are two people, give each their own {}; if they are one, write the name alike in all rows",
                columns.key_kind.words()
            );
            diagnostic::add(self.findings, finding(Code::TwoNames, row, file, Some(column), message, help));
        }
        false
    }

    fn one_order(&mut self) -> bool {
        let mut sat: Vec<&Row> = self.rows.iter().filter(|row| !row.did_not_sit).collect();
        if sat.len() < 2 || sat.iter().any(|row| row.order_open) {
            return true;
        }
        let none_repeated = self.none_repeated(&mut sat);
        let (by, order) = order(&sat);
        let mut number_so_far: Option<&Row> = None;
        let mut date_so_far: Option<&Row> = None;
        let mut in_order = none_repeated;
        for &at in &order {
            let row = sat[at];
            if let Some((earlier, number)) = number_so_far.zip(row.number)
                && let Some(before) = earlier.number
                && number <= before
            {
                in_order = false;
                if number == before {
                    self.same_attempt(earlier, row, Clash::Number(number));
                } else {
                    self.wrong_order(earlier, row, Clash::Number(number), by);
                }
            } else if let Some((earlier, date)) = date_so_far.zip(row.date)
                && let Some(before) = earlier.date
                && date <= before
            {
                let told_apart = earlier.number.zip(row.number).is_some_and(|(one, other)| one != other);
                if date < before {
                    in_order = false;
                    self.wrong_order(earlier, row, Clash::Date, by);
                } else if !told_apart {
                    in_order = false;
                    self.same_attempt(earlier, row, Clash::Date);
                }
            }
            // the highest so far: one row that is too high clashes with all that follow
            if row.number > number_so_far.and_then(|row| row.number) {
                number_so_far = Some(row);
            }
            if row.date >= date_so_far.and_then(|row| row.date) && row.date.is_some() {
                date_so_far = Some(row);
            }
        }
        in_order
    }

    /// Finds the rows that say the same as another one, cell by cell, and takes the later ones out.
    fn none_repeated(&mut self, sat: &mut Vec<&Row>) -> bool {
        let mut known = FxHashMap::default();
        let before = sat.len();
        sat.retain(|&row| {
            // "failed" twice and nothing else may well be two attempts
            let says_only_the_outcome = row.number.is_none() && row.date.is_none() && row.score.is_none();
            if says_only_the_outcome && row.ratings.iter().all(Option::is_none) {
                return true;
            }
            let mut carried: Vec<(usize, &str)> = row
                .unknown
                .iter()
                .zip(self.files[row.file_index].carried)
                .filter(|(cell, _)| !cell.is_empty())
                .filter_map(|(cell, at)| at.map(|at| (at, cell.as_str())))
                .collect();
            carried.sort_unstable();
            let result = (row.number, row.date, row.score, row.outcome, &row.ratings);
            let candidate = (&row.name, &row.email, &row.group, row.hours_per_week, row.booked_retake, &row.note);
            let first = match known.entry((result, candidate, carried)) {
                Entry::Vacant(vacant) => {
                    vacant.insert(row);
                    return true;
                }
                Entry::Occupied(first) => *first.get(),
            };
            let message =
                |reader| format!("{} repeats {}", self.row_in_words(row, reader), self.row_in_words(first, reader));
            let help = "delete one of them; if they are two attempts, give each its own number or date";
            for (concerned, message) in [(first, message(first)), (row, message(row))] {
                let file = &self.files[concerned.file_index];
                if self.reported.insert((Code::SameAttempt, concerned.file_index, concerned.line, None)) {
                    let found = finding(Code::SameAttempt, concerned, file, None, message, help.to_owned());
                    diagnostic::add(self.findings, found);
                }
            }
            false
        });
        sat.len() == before
    }

    fn same_attempt(&mut self, one: &Row, other: &Row, clash: Clash) {
        let of = &one.shown_key;
        let what = match clash {
            Clash::Number(number) => format!("attempt {number} of {of}"),
            Clash::Date => format!("an attempt of {of} on the same day"),
        };
        let help = match clash {
            Clash::Number(_) => "correct the number of one of them, or delete one if it was entered twice",
            Clash::Date => {
                "correct the date of one of them, number the attempts, or delete one if it was entered twice"
            }
        };
        for (row, against) in [(one, other), (other, one)] {
            let message = format!("{} is {what}, too", self.row_in_words(against, row));
            self.clash(Code::SameAttempt, row, clash, message, help.to_owned());
        }
    }

    fn wrong_order(&mut self, earlier: &Row, later: &Row, clash: Clash, by: OrderedBy) {
        let order = match by {
            OrderedBy::Number => "the attempts are ordered by their numbers",
            OrderedBy::Date => "the attempts are ordered by their dates",
            OrderedBy::Row => "the attempts are ordered as their rows, because some have neither number nor date",
        };
        for (row, against, is_later) in [(earlier, later, false), (later, earlier, true)] {
            let other = self.row_in_words(against, row);
            let of = &row.shown_key;
            let message = match (clash, is_later) {
                (Clash::Number(_), true) => {
                    format!("its attempt number is lower than that of {other}, an earlier attempt of {of}")
                }
                (Clash::Number(_), false) => {
                    format!("its attempt number is higher than that of {other}, a later attempt of {of}")
                }
                (Clash::Date, true) => format!("its date is before that of {other}, an earlier attempt of {of}"),
                (Clash::Date, false) => format!("its date is after that of {other}, a later attempt of {of}"),
            };
            self.clash(
                Code::AttemptOrder,
                row,
                clash,
                message,
                format!("{order}: correct the number or the date that is wrong"),
            );
        }
    }

    fn clash(&mut self, code: Code, row: &Row, clash: Clash, message: String, help: String) {
        let file = &self.files[row.file_index];
        let column = match clash {
            Clash::Number(_) => file.sheet.slot(row.slot).attempt,
            Clash::Date => file.sheet.slot(row.slot).date,
        };
        if self.reported.insert((code, row.file_index, row.line, column)) {
            diagnostic::add(self.findings, finding(code, row, file, column, message, help));
        }
    }

    /// "row 7", with the file where it is not the one of `reader`, and the attempt where the row holds several.
    fn row_in_words(&self, row: &Row, reader: &Row) -> String {
        let number = self.files[row.file_index].sheet.slot(row.slot).number.filter(|_| row.line == reader.line);
        let place = row_of(row, reader, self.files);
        match number.filter(|_| row.file_index == reader.file_index) {
            Some(number) => format!("attempt {number} in {place}"),
            None => place,
        }
    }
}

/// What of two attempts clashes.
#[derive(Clone, Copy)]
enum Clash {
    Number(u32),
    Date,
}

pub(super) fn finding(
    code: Code,
    row: &Row,
    file: &RowFile<'_>,
    column: Option<usize>,
    message: String,
    help: String,
) -> Diagnostic {
    Diagnostic {
        code,
        place: Place {
            file_index: row.file_index,
            file: file.sheet.name.clone(),
            row: Some(row.line),
            cell_index: column,
            column: column.map(|column| file.sheet.columns.carried_name(column).into()),
            // filled in at the end
            worksheet: None,
        },
        cell: None,
        row_cells: Box::default(),
        candidate: Some(row.shown_key.as_str().into()),
        message: message.into(),
        help: Some(help.into()),
    }
}
