//! Rows that are no people: what learning platforms and spreadsheets put among them, such as "Points Possible" and "Average".

use std::collections::BTreeMap;

use csv::StringRecord;

use super::clean::clean;
use super::columns::Columns;
use super::words::{NoPerson, no_person};

/// Finds the rows of a sheet that are no people, one row after the other.
#[derive(Debug, Default)]
pub(super) struct NoPersons {
    found: BTreeMap<u64, String>,
    /// Rows that follow each other, of which some may be people.
    perhaps: Vec<(u64, String)>,
    /// One of these is none.
    is_certain: bool,
}

impl NoPersons {
    /// Takes in the next row that is not blank. True if it certainly is no person's.
    pub fn take_in(&mut self, line: u64, record: &StringRecord, columns: &Columns) -> bool {
        if columns.correction.is_some() {
            // a coach may well have written there what would tell
            return false;
        }
        let told = if repeats(record, &columns.headings) {
            Some((NoPerson::Certainly, "headings".to_owned()))
        } else {
            told(record, columns)
        };
        let Some((certain, words)) = told else {
            self.end_run();
            return false;
        };
        self.is_certain |= certain == NoPerson::Certainly;
        self.perhaps.push((line, words));
        certain == NoPerson::Certainly
    }

    /// The rows, each with the words that tell it.
    pub fn finish(mut self) -> BTreeMap<u64, String> {
        self.end_run();
        self.found
    }

    fn end_run(&mut self) {
        if self.is_certain {
            self.found.extend(self.perhaps.drain(..));
        }
        self.perhaps.clear();
        self.is_certain = false;
    }
}

/// The row holds the headings once more, as exports of many pages do.
fn repeats(record: &StringRecord, headings: &[String]) -> bool {
    let first = headings.iter().position(|heading| !heading.is_empty());
    // the first cell tells nearly every row
    first.is_some_and(|first| record.get(first).is_some_and(|cell| clean(cell) == headings[first]))
        && headings.iter().enumerate().all(|(at, heading)| clean(record.get(at).unwrap_or("")) == *heading)
}

/// The words that stand in place of a candidate, and how certain it is that there is none.
fn told(record: &StringRecord, columns: &Columns) -> Option<(NoPerson, String)> {
    let cell = |column: Option<usize>| clean(column.and_then(|column| record.get(column)).unwrap_or(""));
    let (key, name) = (cell(Some(columns.key)), cell(columns.name));
    for shown in [&key, &name] {
        if let Some(certain) = no_person(shown) {
            // "Max" with an address of his own is somebody
            let is_somebody = certain == NoPerson::Perhaps
                && [&key, &cell(columns.email)].iter().any(|own| *own != shown && !own.is_empty());
            return (!is_somebody).then(|| (certain, shown.clone().into_owned()));
        }
    }
    if let Some((first, last)) = columns.name_parts {
        let (first, last) = (cell(Some(first)), cell(Some(last)));
        let is_none = |words: &str| no_person(words) == Some(NoPerson::Certainly);
        let whole = || format!("{first} {last}").trim().to_owned();
        if [&first, &last].into_iter().any(|part| is_none(part)) || is_none(&whole()) {
            return Some((NoPerson::Certainly, whole()));
        }
    }
    // without a key, the words may stand anywhere
    if !key.is_empty() {
        return None;
    }
    let filled: Vec<String> =
        record.iter().map(|cell| clean(cell).into_owned()).filter(|cell| !cell.is_empty()).collect();
    match &filled[..] {
        // a heading among the rows, such as the name of a group
        [words] => Some((NoPerson::Certainly, words.clone())),
        _ => filled.into_iter().find(|cell| no_person(cell).is_some()).map(|words| (NoPerson::Certainly, words)),
    }
}
