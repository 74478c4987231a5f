//! Rows that are no people: what learning platforms and spreadsheets put among them, such as "Points Possible" and "Average", and
//! the comments below them.
//! Where there is any doubt a row is somebody's: then it is at least a problem that is told, and never lost.

use std::collections::BTreeMap;

use super::clean::clean;
use super::columns::Columns;
use super::rating::Percentage;
use super::record::Record;
use super::words::{NoPerson, begins_comment, no_person, says_nothing};
use crate::exam::is_comparable;

/// What a comment begins with that belongs to a mark in the table.
const MARKS: [char; 6] = ['*', '†', '‡', '¹', '²', '³'];
/// A comment behind a mark has at least so many words.
const LEAST_WORDS_BEHIND_MARK: usize = 3;
/// Any other has at least so many.
const LEAST_WORDS: usize = 6;
/// So many characters of a comment are shown.
const COMMENT_SHOWN: usize = 60;

/// What of some rows that follow each other is needed to decide which of them are no person's.
#[derive(Debug, Default)]
pub(super) struct People {
    /// How many rows there are, blank ones too.
    rows: usize,
    /// Those that may be no person's, in their order.
    perhaps_nobodys: Vec<PerhapsNobody>,
    /// Those below the last result that hold a comment and nothing else.
    comments: Vec<Comment>,
    /// Some row tells a result.
    tell_a_result: bool,
}

#[derive(Debug)]
struct Comment {
    /// How many rows stand before it.
    position: usize,
    line: u64,
    words: String,
}

#[derive(Debug)]
struct PerhapsNobody {
    /// How many rows stand before it.
    position: usize,
    line: u64,
    kind: NoPerson,
    words: String,
}

impl People {
    /// Takes in the next row. True if it may be no person's.
    pub fn take_in(&mut self, line: u64, record: &Record<'_>, columns: &Columns, is_blank: bool) -> bool {
        let position = self.rows;
        self.rows += 1;
        // in a problems.csv a coach may well have written what would tell
        if is_blank || columns.correction.is_some() {
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
            self.comments.push(Comment { position, line, words });
            return true;
        }
        if !(self.tell_a_result && self.comments.is_empty()) && tells_a_result(record, columns) {
            self.tell_a_result = true;
            self.comments.clear();
        }
        let is_perhaps_nobodys = told.is_some();
        self.perhaps_nobodys.extend(told.map(|(kind, words)| PerhapsNobody { position, line, kind, words }));
        is_perhaps_nobodys
    }

    /// Takes in the rows that follow.
    pub fn append(&mut self, next: People) {
        let before = self.rows;
        let moved = next.perhaps_nobodys.into_iter();
        self.perhaps_nobodys.extend(moved.map(|row| PerhapsNobody { position: before + row.position, ..row }));
        if next.tell_a_result {
            self.comments.clear();
        }
        let moved = next.comments.into_iter();
        self.comments.extend(moved.map(|row| Comment { position: before + row.position, ..row }));
        self.rows += next.rows;
        self.tell_a_result |= next.tell_a_result;
    }

    /// The lines of the rows that are no person's, each with the words that tell it; the rows are all of a sheet.
    pub fn nobodys(self) -> BTreeMap<u64, String> {
        // comments come between no rows
        let comments_before = |position| self.comments.partition_point(|comment| comment.position < position);
        let place = |position: usize| position - comments_before(position);
        let mut found = BTreeMap::new();
        // a row that is nobody's for certain stands alone; of others that follow each other some may be people
        for run in self.perhaps_nobodys.chunk_by(|one, other| {
            place(one.position) + 1 == place(other.position) && one.kind != NoPerson::Row && other.kind != NoPerson::Row
        }) {
            // "Max" and "Min" below each other at the end of a sheet
            let is_at_end = run.last().is_some_and(|row| place(row.position) + 1 == place(self.rows));
            let are_several = is_at_end && run.len() > 1 && run[0].words != run[1].words;
            if are_several || run.iter().any(|row| row.kind != NoPerson::Perhaps) {
                found.extend(run.iter().map(|row| (row.line, row.words.clone())));
            }
        }
        found.extend(self.comments.into_iter().map(|comment| (comment.line, comment.words)));
        found
    }
}

/// The row holds the headings once more, as exports of many pages do.
fn repeats(record: &Record<'_>, headings: &[String]) -> bool {
    let alike = |cell: &str, heading: &str| {
        let cell = clean(cell);
        cell == heading || (!cell.is_empty() && is_comparable(&cell, heading))
    };
    let first = headings.iter().position(|heading| !heading.is_empty());
    // the first cell tells nearly every row
    first.is_some_and(|first| record.get(first).is_some_and(|cell| cell.len() < 80 && alike(cell, &headings[first])))
        && headings.iter().enumerate().all(|(at, heading)| alike(record.get(at).unwrap_or(""), heading))
}

/// The words that stand in place of a candidate, and what they are, if nobody is meant.
fn told(record: &Record<'_>, columns: &Columns) -> Option<(NoPerson, String)> {
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
fn comment(record: &Record<'_>, columns: &Columns) -> Option<String> {
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
fn tells_a_result(record: &Record<'_>, columns: &Columns) -> bool {
    let tells = |(column, cell): (usize, &str)| columns.is_of_an_attempt(column) && !says_nothing(&clean(cell));
    record.iter().enumerate().any(tells)
}

/// The row says what no figure about a class says: a date, an outcome, a rating in words, a number of an attempt.
fn tells_of_an_attempt(record: &Record<'_>, columns: &Columns) -> bool {
    let holds = |column: Option<usize>| {
        let cell = clean(column.and_then(|column| record.get(column)).unwrap_or(""));
        (!says_nothing(&cell)).then_some(cell)
    };
    [columns.date, columns.outcome, columns.attempt].into_iter().any(|column| holds(column).is_some())
        || columns.domains.iter().copied().filter_map(holds).any(|cell| Percentage::read(&cell).is_none())
}
