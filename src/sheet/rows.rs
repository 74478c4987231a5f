//! All rows of all sheets, and whose they are: nothing more is read of them yet. Pieces of a sheet are gone through at once.

use std::collections::HashMap;

use csv::StringRecord;
use rustc_hash::FxHashMap;

use super::clean::clean;
use super::corrections::{self, Corrections};
use super::facts::FactGroups;
use super::text::is_blank;
use super::{NOBODY, OpenSheet, PIECES_AT_ONCE, RowPlace, Workers};

/// What was read of all sheets.
#[derive(Default)]
pub(super) struct Rows {
    /// All rows that are neither blank nor replaced and have a key, those of a candidate together.
    pub rows: Vec<RowPlace>,
    /// Those that have no key.
    pub without_key: Vec<RowPlace>,
    /// Per file: rows that are not blank.
    pub counts: Vec<u64>,
    /// Per file: lines of rows that hold nothing but delimiters.
    pub blank: Vec<Vec<u64>>,
    /// Per file and unknown column: some row holds something.
    pub carried_used: Vec<Vec<bool>>,
}

impl Rows {
    /// Reads the rows, a piece of a sheet at a time.
    pub fn read(sheets: &[OpenSheet], corrections: &Corrections, groups: &FactGroups, workers: &impl Workers) -> Self {
        let class_sheets = sheets.iter().enumerate().filter(|(_, sheet)| sheet.columns.correction.is_none());
        let job = Job {
            sheets,
            corrections,
            groups,
            class_sheets: class_sheets.map(|(file_index, sheet)| (&*sheet.name, file_index)).collect(),
        };
        let pieces: Vec<(usize, usize)> = (0..sheets.len())
            .flat_map(|file_index| (0..groups.pieces(file_index).len()).map(move |piece| (file_index, piece)))
            .collect();
        let mut all = Rows {
            counts: vec![0; sheets.len()],
            blank: vec![Vec::new(); sheets.len()],
            carried_used: sheets.iter().map(|sheet| vec![false; sheet.columns.unknown().count()]).collect(),
            ..Rows::default()
        };
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        let mut replaced = HashMap::new();
        let waves = pieces.chunks(PIECES_AT_ONCE).flat_map(|wave| {
            let read = workers.each(wave.len(), |at| job.read(wave[at].0, wave[at].1));
            wave.iter().zip(read)
        });
        for (&(file_index, _), piece) in waves {
            let candidates: Vec<u32> = piece
                .keys
                .into_iter()
                .map(|key| {
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    *known.entry(key).or_insert(next)
                })
                .collect();
            all.rows.extend(
                piece.rows.into_iter().map(|row| RowPlace { candidate: candidates[row.candidate as usize], ..row }),
            );
            all.without_key.extend(piece.without_key);
            all.counts[file_index] += piece.count;
            all.blank[file_index].extend(piece.blank);
            for (used, more) in all.carried_used[file_index].iter_mut().zip(piece.carried_used) {
                *used |= more;
            }
            replaced.extend(piece.replaced);
        }
        gather(&mut all.rows, known.len(), &replaced);
        all
    }
}

/// What it takes to read a piece.
struct Job<'j> {
    sheets: &'j [OpenSheet],
    corrections: &'j Corrections,
    groups: &'j FactGroups,
    class_sheets: HashMap<&'j str, usize>,
}

/// What was read of a piece.
#[derive(Default)]
struct Piece {
    /// `candidate` is a position in `keys`.
    rows: Vec<RowPlace>,
    /// The same key may stand in it more than once.
    keys: Vec<String>,
    without_key: Vec<RowPlace>,
    count: u64,
    blank: Vec<u64>,
    carried_used: Vec<bool>,
    /// The places of the rows that corrected ones stand in for.
    replaced: Vec<((usize, u64), (usize, u64))>,
}

impl Job<'_> {
    fn read(&self, file_index: usize, piece: usize) -> Piece {
        let sheet = &self.sheets[file_index];
        let mut read = Piece { carried_used: vec![false; sheet.columns.unknown().count()], ..Piece::default() };
        let pieces = self.groups.pieces(file_index);
        let mut rows = sheet.text.rows_between(pieces[piece], pieces.get(piece + 1).copied());
        while let Some((line, at, record)) = rows.next_at() {
            if is_blank(record) {
                read.blank.push(line);
                continue;
            }
            read.count += 1;
            if self.corrections.replaces(file_index, line) || self.groups.skips(file_index, line) {
                continue;
            }
            self.row(file_index, (line, at), record, &mut read);
        }
        read
    }

    fn row(&self, file_index: usize, (line, at): (u64, usize), record: &StringRecord, read: &mut Piece) {
        let sheet = &self.sheets[file_index];
        let shown_key = sheet.shown_key(record);
        for (used, column) in read.carried_used.iter_mut().zip(sheet.columns.unknown()) {
            *used = *used || record.get(column).is_some_and(|cell| !clean(cell).is_empty());
        }
        let key = sheet.columns.key_kind.key(&shown_key);
        if key.is_empty() {
            read.without_key.push(RowPlace { file_index, line, at, candidate: NOBODY, slot: 0 });
            return;
        }
        if let Some((name, origin)) = corrections::origin(sheet, record)
            && let Some(&of) = self.class_sheets.get(name.as_str())
        {
            read.replaced.push(((file_index, line), (of, origin)));
        }
        // the rows of a candidate often follow each other
        if read.keys.last() != Some(&key) {
            read.keys.push(key);
        }
        let candidate = u32::try_from(read.keys.len() - 1).unwrap_or(u32::MAX);
        let place = |slot| RowPlace { file_index, line, at, candidate, slot };
        if sheet.further.is_empty() {
            read.rows.push(place(0));
            return;
        }
        let before = read.rows.len();
        let told = (0..).zip(sheet.attempts()).filter(|(_, columns)| columns.tell(record));
        read.rows.extend(told.map(|(slot, _)| place(slot)));
        if read.rows.len() == before {
            // a row without any result is a row all the same
            read.rows.push(place(0));
        }
    }
}

/// Puts the rows of each candidate together, in the order of their places, or of those that they stand in for.
fn gather(rows: &mut [RowPlace], candidates: usize, replaced: &HashMap<(usize, u64), (usize, u64)>) {
    if !replaced.is_empty() {
        rows.sort_by_key(|row| {
            let own = (row.file_index, row.line);
            replaced.get(&own).copied().unwrap_or(own)
        });
    }
    // numbered anew as they first appear
    let mut numbers = vec![None; candidates];
    let mut next = 0;
    for row in rows.iter_mut() {
        row.candidate = *numbers[row.candidate as usize].get_or_insert_with(|| {
            next += 1;
            next
        });
    }
    rows.sort_by_key(|row| row.candidate);
}
