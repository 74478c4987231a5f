//! Rows that are no people: what learning platforms and spreadsheets put among them, such as "Points Possible" and "Average", and
//! the comments below them.
//! Where there is any doubt a row is somebody's: then it is at least a problem that is told, and never lost.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::clean::clean;
use super::columns::Columns;
use super::rating::Percentage;
use super::words::{NoPerson, begins_comment, no_person, says_nothing};
use crate::exam::comparable;

/// What a comment begins with that belongs to a mark in the table.
const MARKS: [char; 6] = ['*', '†', '‡', '¹', '²', '³'];
/// A comment behind a mark has at least so many words.
const LEAST_WORDS_BEHIND_MARK: usize = 3;
/// Any other has at least so many.
const LEAST_WORDS: usize = 6;
/// So many characters of a comment are shown.
const COMMENT_SHOWN: usize = 60;

/// Finds the rows of a sheet that are no people, one row after the other.
#[derive(Debug, Default)]
pub(super) struct NoPersons {
    found: BTreeMap<u64, String>,
    /// Rows that follow each other, of which some may be people.
    perhaps: Vec<(u64, String)>,
    /// A row beside them is a figure about the class.
    is_statistic: bool,
    /// Rows below the last result that hold a comment and nothing else.
    comments: Vec<(u64, String)>,
}

impl NoPersons {
    /// Takes in the next row, blank ones too. True if it may be no person's.
    pub fn take_in(&mut self, line: u64, record: &StringRecord, columns: &Columns, is_blank: bool) -> bool {
        if is_blank || columns.correction.is_some() {
            // in a problems.csv a coach may well have written what would tell
            self.end_run(false);
            return false;
        }
        let told = if repeats(record, &columns.headings) {
            Some((NoPerson::Row, "headings".to_owned()))
        } else {
            told(record, columns)
        };
        if told.is_none()
            && let Some(words) = comment(record, columns)
        {
            self.comments.push((line, words));
            return true;
        }
        if !self.comments.is_empty() && tells_a_result(record, columns) {
            self.comments.clear();
        }
        match told {
            Some((NoPerson::Row, words)) => {
                self.end_run(false);
                self.found.insert(line, words);
            }
            Some((kind, words)) => {
                self.is_statistic |= kind == NoPerson::Statistic;
                self.perhaps.push((line, words));
            }
            None => {
                self.end_run(false);
                return false;
            }
        }
        true
    }

    /// The rows, each with the words that tell it.
    pub fn finish(mut self) -> BTreeMap<u64, String> {
        self.end_run(true);
        self.found.extend(self.comments);
        self.found
    }

    fn end_run(&mut self, is_last: bool) {
        // "Max" and "Min" below each other at the end of a sheet
        let several = is_last && self.perhaps.len() > 1 && self.perhaps[0].1 != self.perhaps[1].1;
        if self.is_statistic || several {
            self.found.extend(self.perhaps.drain(..));
        }
        self.perhaps.clear();
        self.is_statistic = false;
    }
}

/// The row holds the headings once more, as exports of many pages do.
fn repeats(record: &StringRecord, headings: &[String]) -> bool {
    let alike = |cell: &str, heading: &str| {
        let cell = clean(cell);
        cell == heading || (!cell.is_empty() && comparable(&cell) == comparable(heading))
    };
    let first = headings.iter().position(|heading| !heading.is_empty());
    // the first cell tells nearly every row
    first.is_some_and(|first| record.get(first).is_some_and(|cell| cell.len() < 80 && alike(cell, &headings[first])))
        && headings.iter().enumerate().all(|(at, heading)| alike(record.get(at).unwrap_or(""), heading))
}

/// The words that stand in place of a candidate, and what they are, if nobody is meant.
fn told(record: &StringRecord, columns: &Columns) -> Option<(NoPerson, String)> {
    let cell = |column: Option<usize>| clean(column.and_then(|column| record.get(column)).unwrap_or(""));
    // first and last name stand for nobody only together
    let parts = columns.name_parts.map(|(one, other)| (cell(Some(one)), cell(Some(other))));
    let joined = parts.map(|(one, other)| format!("{one} {other}").trim().to_owned());
    let name = joined.map_or_else(|| cell(columns.name), Into::into);
    let key = if columns.name_parts.is_some_and(|(one, _)| one == columns.key) {
        name.clone()
    } else {
        cell(Some(columns.key))
    };
    for shown in [&key, &name] {
        let Some(kind) = no_person(shown) else { continue };
        // who has an id or an address of their own is somebody
        let has_other = [&key, &cell(columns.email)].iter().any(|own| *own != shown && !own.is_empty());
        let is_somebody = match kind {
            NoPerson::Row => false,
            NoPerson::Statistic => has_other,
            NoPerson::Perhaps => has_other || tells_of_an_attempt(record, columns),
        };
        return (!is_somebody).then(|| (kind, shown.clone().into_owned()));
    }
    // without a key and a name, the words may stand in another column
    if !key.is_empty() || !name.is_empty() {
        return None;
    }
    let filled: Vec<(usize, String)> = record
        .iter()
        .enumerate()
        .map(|(column, cell)| (column, clean(cell).into_owned()))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    let certain = filled.iter().find_map(|(_, cell)| no_person(cell).map(|kind| (kind, cell.clone())));
    let certain = certain.filter(|(kind, _)| *kind != NoPerson::Perhaps);
    match &filled[..] {
        // a heading among the rows, such as the name of a group
        [(column, words)] if !columns.is_of_an_attempt(*column) && Percentage::read(words).is_none() => {
            Some((NoPerson::Row, words.clone()))
        }
        _ => certain,
    }
}

/// What a row says that holds a comment and nothing else, no further right than candidates are named.
fn comment(record: &StringRecord, columns: &Columns) -> Option<String> {
    let mut filled = record.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let (Some((column, cell)), None) = (filled.next(), filled.next()) else { return None };
    let (first, second) = columns.name_parts.unzip();
    let last_name = [columns.name, first, second].into_iter().flatten().max().unwrap_or_default();
    let words = clean(cell);
    let is_comment = column <= columns.key.max(last_name) && reads_as_comment(&words);
    is_comment.then(|| match words.char_indices().nth(COMMENT_SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.into_owned(),
    })
}

/// The words are no id, no e-mail address and no name, however long.
fn reads_as_comment(words: &str) -> bool {
    if words.contains('@') {
        return false;
    }
    if let Some((word, _)) = words.split_once([':', '：'])
        && begins_comment(word)
    {
        return true;
    }
    let text = words.trim_start_matches(MARKS);
    let least = if text.len() < words.len() { LEAST_WORDS_BEHIND_MARK } else { LEAST_WORDS };
    // names have capitals, except in "de", "van" and the like
    let is_of_a_text = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.chars().count() > 3 && letters.chars().all(char::is_lowercase)
    };
    text.split_whitespace().count() >= least && text.split_whitespace().any(is_of_a_text)
}

/// Some attempt of the row has a cell that tells of it.
fn tells_a_result(record: &StringRecord, columns: &Columns) -> bool {
    let tells = |(column, cell): (usize, &str)| columns.is_of_an_attempt(column) && !says_nothing(&clean(cell));
    record.iter().enumerate().any(tells)
}

/// The row says what no figure about a class says: a date, an outcome, a rating in words, a number of an attempt.
fn tells_of_an_attempt(record: &StringRecord, columns: &Columns) -> bool {
    let holds = |column: Option<usize>| {
        let cell = clean(column.and_then(|column| record.get(column)).unwrap_or(""));
        (!says_nothing(&cell)).then_some(cell)
    };
    [columns.date, columns.outcome, columns.attempt].into_iter().any(|column| holds(column).is_some())
        || columns.domains.iter().copied().filter_map(holds).any(|cell| Percentage::read(&cell).is_none())
}
