//! Rows that are no people: what learning platforms and spreadsheets put among them, such as "Points Possible" and "Average".

use std::collections::BTreeMap;

use csv::StringRecord;

use super::OpenSheet;
use super::clean::clean;
use super::columns::Columns;
use super::text::is_blank;
use super::words::{NoPerson, no_person};

/// The rows of the sheet that are no people, each with the words that tell it.
pub(super) fn no_persons(sheet: &OpenSheet) -> BTreeMap<u64, String> {
    let mut found = BTreeMap::new();
    if sheet.columns.correction.is_some() {
        // a coach may well have written there what would tell
        return found;
    }
    let headings = &sheet.columns.headings;
    // rows that follow each other, of which some may be people
    let (mut perhaps, mut is_certain) = (Vec::new(), false);
    let mut rows = sheet.text.rows();
    while let Some((line, record)) = rows.next() {
        if is_blank(record) {
            continue;
        }
        let told = if repeats(record, headings) {
            Some((NoPerson::Certainly, "headings".to_owned()))
        } else {
            told(record, &sheet.columns)
        };
        match told {
            Some((certain, words)) => {
                is_certain |= certain == NoPerson::Certainly;
                perhaps.push((line, words));
            }
            None => {
                if is_certain {
                    found.append(&mut perhaps.drain(..).collect());
                }
                perhaps.clear();
                is_certain = false;
            }
        }
    }
    if is_certain {
        found.extend(perhaps);
    }
    found
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
    let cell = |column: Option<usize>| clean(column.and_then(|column| record.get(column)).unwrap_or("")).into_owned();
    let (key, name) = (cell(Some(columns.key)), cell(columns.name));
    for shown in [&key, &name] {
        if let Some(certain) = no_person(shown) {
            // "Max" with an address of his own is somebody
            let is_somebody = certain == NoPerson::Perhaps
                && [&key, &cell(columns.email)].iter().any(|own| *own != shown && !own.is_empty());
            return (!is_somebody).then(|| (certain, shown.clone()));
        }
    }
    if let Some((first, last)) = columns.name_parts {
        let (first, last) = (cell(Some(first)), cell(Some(last)));
        let whole = format!("{first} {last}");
        let told =
            [whole.trim(), &first, &last].into_iter().find(|words| no_person(words) == Some(NoPerson::Certainly));
        if let Some(words) = told {
            return Some((NoPerson::Certainly, words.to_owned()));
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
