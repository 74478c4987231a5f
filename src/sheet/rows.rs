//! All rows of all sheets, and whose they are; and what only a whole column can tell. Nothing more is read of them yet. Pieces
//! of a sheet are gone through at once.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};

use rustc_hash::FxHashMap;

use super::clean::clean;
use super::corrections::{self, Corrections};
use super::error::SheetError;
use super::facts::{ColumnFacts, FactGroups, GrowingFacts};
use super::people::People;
use super::record::Record;
use super::text::is_blank;
use super::{NOBODY, OpenSheet, PIECES_AT_ONCE, RowPlace, SheetOptions, SkippedRow, Workers};

/// So many rows, or bytes, of a sheet are read in one piece; few in the tests, so that pieces meet everywhere.
const OF_A_PIECE: (usize, usize) = if cfg!(test) { (3, 60) } else { (512, 1 << 16) };

/// A row with a result is hardly shorter, in bytes: memory is set aside for so many rows.
const LEAST_OF_A_ROW: usize = 16;

/// What was read of all sheets.
#[derive(Default)]
pub(super) struct Rows {
    /// All rows that are neither blank nor replaced and have a key, those of a candidate together.
    pub rows: Vec<RowPlace>,
    /// Those that have no key.
    pub without_key: Vec<RowPlace>,
    /// Those that are no person's.
    pub skipped: Vec<SkippedRow>,
    /// Per file: rows that are not blank.
    pub counts: Vec<u64>,
    /// Per file: lines of rows that hold nothing but delimiters.
    pub blank: Vec<Vec<u64>>,
    /// Per file and unknown column: some row holds something.
    pub carried_used: Vec<Vec<bool>>,
    known: KnownKeys,
    /// The places of the rows that corrected ones stand in for.
    replaced: HashMap<(usize, u64), (usize, u64)>,
}

impl Rows {
    /// Reads the rows, a piece of a sheet at a time.
    pub fn read(
        sheets: &[OpenSheet],
        corrections: &Corrections,
        options: &SheetOptions,
        workers: &impl Workers,
    ) -> Result<(Self, FactGroups), SheetError> {
        let class_sheets = sheets.iter().enumerate().filter(|(_, sheet)| sheet.columns.correction.is_none());
        let pieces: Vec<Vec<(u64, usize)>> =
            sheets.iter().map(|sheet| sheet.text.pieces(OF_A_PIECE.0, OF_A_PIECE.1)).collect();
        let job = Job {
            sheets,
            corrections,
            pieces: &pieces,
            class_sheets: class_sheets.map(|(file_index, sheet)| (&*sheet.name, file_index)).collect(),
            hasher: RandomState::new(),
        };
        let all_pieces: Vec<(usize, usize)> = (0..sheets.len())
            .flat_map(|file_index| (0..pieces[file_index].len()).map(move |piece| (file_index, piece)))
            .collect();
        // nearly every line is a row
        let bytes = sheets.iter().map(|sheet| sheet.text.len()).sum::<usize>();
        let lines = pieces.iter().filter_map(|starts| Some(starts.last()?.0 - starts.first()?.0)).sum::<u64>();
        let mut rows = Rows {
            rows: Vec::with_capacity(usize::try_from(lines).unwrap_or(0).min(bytes / LEAST_OF_A_ROW) + OF_A_PIECE.0),
            counts: vec![0; sheets.len()],
            blank: vec![Vec::new(); sheets.len()],
            carried_used: sheets.iter().map(|sheet| vec![false; sheet.columns.unknown().count()]).collect(),
            ..Rows::default()
        };
        let mut facts = GrowingFacts::new(sheets);
        let mut people: Vec<People> = sheets.iter().map(|_| People::default()).collect();
        let mut perhaps_nobodys = Vec::new();
        let mut put_together = |pieces: Vec<(usize, Piece)>| {
            for (file_index, mut piece) in pieces {
                people[file_index].append(std::mem::take(&mut piece.people));
                perhaps_nobodys.extend(piece.perhaps_nobodys.drain(..).map(|place| (file_index, place)));
                for (origin, more) in piece.facts.drain(..) {
                    facts.take_in(file_index, origin, more);
                }
                rows.append(&job, file_index, piece);
            }
        };
        // while some pieces are read, those before are put together
        let mut before = Vec::new();
        for wave in all_pieces.chunks(PIECES_AT_ONCE) {
            let read = || workers.each(wave.len(), |at| job.read(wave[at].0, wave[at].1));
            let read = workers.both(|| put_together(before), read);
            before = wave.iter().map(|&(file_index, _)| file_index).zip(read).collect();
        }
        put_together(before);
        rows.read_somebodys(&job, people, &perhaps_nobodys);
        rows.gather();
        Ok((rows, facts.conclude(options)?))
    }

    fn append(&mut self, job: &Job<'_>, file_index: usize, piece: Piece) {
        let keys = piece.keys.into_iter();
        let candidates: Vec<u32> =
            keys.map(|(hash, at)| self.known.number(hash, (file_index, at), |(file, at)| job.key(file, at))).collect();
        let rows = piece.rows.into_iter();
        self.rows.extend(rows.map(|row| RowPlace { candidate: candidates[row.candidate as usize], ..row }));
        self.without_key.extend(piece.without_key);
        self.counts[file_index] += piece.count;
        self.blank[file_index].extend(piece.blank);
        for (used, more) in self.carried_used[file_index].iter_mut().zip(piece.carried_used) {
            *used |= more;
        }
        self.replaced.extend(piece.replaced);
    }

    /// Reads those of the rows that may be no person's that are somebody's.
    fn read_somebodys(&mut self, job: &Job<'_>, people: Vec<People>, perhaps_nobodys: &[(usize, (u64, usize))]) {
        let nobodys: Vec<BTreeMap<u64, String>> = people.into_iter().map(People::nobodys).collect();
        for &(file_index, (line, at)) in perhaps_nobodys {
            if nobodys[file_index].contains_key(&line) || job.corrections.replaces(file_index, line) {
                continue;
            }
            let mut piece = job.piece(file_index);
            job.row(file_index, (line, at), &job.sheets[file_index].text.row_at(at), &mut piece);
            self.append(job, file_index, piece);
        }
        for rows in [&mut self.rows, &mut self.without_key] {
            rows.sort_by_key(|row| (row.file_index, row.line));
        }
        let skipped = nobodys.into_iter().enumerate();
        self.skipped = skipped
            .flat_map(|(file_index, rows)| {
                rows.into_iter().map(move |(row, words)| SkippedRow { file_index, row, words })
            })
            .collect();
    }

    /// Puts the rows of each candidate together, in the order of their places, or of those that they stand in for.
    fn gather(&mut self) {
        if !self.replaced.is_empty() {
            self.rows.sort_by_key(|row| {
                let own = (row.file_index(), row.line());
                self.replaced.get(&own).copied().unwrap_or(own)
            });
        }
        // numbered anew as they first appear
        let mut numbers = vec![NOBODY; self.known.latest.len()];
        let mut next = 0;
        for row in &mut self.rows {
            let number = &mut numbers[row.candidate as usize];
            if *number == NOBODY {
                next += 1;
                *number = next;
            }
            row.candidate = *number;
        }
        self.rows.sort_by_key(|row| row.candidate);
        self.known = KnownKeys::default();
    }
}

/// The candidates met so far, by their keys, which stay in the text of their sheets.
#[derive(Default)]
struct KnownKeys {
    /// Hash of a key -> number of the candidate; where it is taken by another key, the next hash that is free.
    numbers: FxHashMap<u64, u32>,
    /// Of each candidate file and place of the latest row.
    latest: Vec<(usize, usize)>,
}

impl KnownKeys {
    /// The number of the candidate of this row, from 0; `key` reads the key at such a place.
    fn number(&mut self, hash: u64, row: (usize, usize), key: impl Fn((usize, usize)) -> String) -> u32 {
        let mut hash = hash;
        loop {
            match self.numbers.entry(hash) {
                Entry::Vacant(entry) => {
                    let number = u32::try_from(self.latest.len()).unwrap_or(u32::MAX);
                    entry.insert(number);
                    self.latest.push(row);
                    return number;
                }
                Entry::Occupied(entry) if key(self.latest[*entry.get() as usize]) == key(row) => {
                    // so that a long row is read again but once
                    self.latest[*entry.get() as usize] = row;
                    return *entry.get();
                }
                Entry::Occupied(_) => hash = hash.wrapping_add(1),
            }
        }
    }
}

/// What it takes to read a piece.
struct Job<'j> {
    sheets: &'j [OpenSheet],
    corrections: &'j Corrections,
    /// For each sheet the rows with which its pieces begin: line and place in the text.
    pieces: &'j [Vec<(u64, usize)>],
    class_sheets: HashMap<&'j str, usize>,
    /// Hashes the keys: not to be foreseen, so that no sheet can be made in which all keys collide.
    hasher: RandomState,
}

/// What was read of a piece.
#[derive(Default)]
struct Piece {
    /// `candidate` is a position in `keys`.
    rows: Vec<RowPlace>,
    /// Hash of a key and the place of a row with it; the same key may stand here more than once.
    keys: Vec<(u64, usize)>,
    last_key: String,
    without_key: Vec<RowPlace>,
    count: u64,
    blank: Vec<u64>,
    carried_used: Vec<bool>,
    replaced: Vec<((usize, u64), (usize, u64))>,
    people: People,
    /// Line and place of the rows that may be no person's: they are read when that is known.
    perhaps_nobodys: Vec<(u64, usize)>,
    /// What the columns tell, for each file that rows came from (`None` for the sheet itself).
    facts: Vec<(Option<String>, ColumnFacts)>,
}

impl Piece {
    fn take_in_facts(&mut self, sheet: &OpenSheet, line: u64, record: &Record<'_>) {
        if record.get(sheet.columns.key).is_none_or(str::is_empty) {
            return;
        }
        let origin = corrections::origin(sheet, record).map(|(name, _)| name);
        let known = self.facts.iter().position(|(of, _)| *of == origin);
        let group = known.unwrap_or_else(|| {
            self.facts.push((origin, ColumnFacts::default()));
            self.facts.len() - 1
        });
        for columns in sheet.attempts() {
            self.facts[group].1.take_in(&sheet.name, line, columns, record);
        }
    }
}

impl Job<'_> {
    fn piece(&self, file_index: usize) -> Piece {
        Piece { carried_used: vec![false; self.sheets[file_index].columns.unknown().count()], ..Piece::default() }
    }

    fn key(&self, file_index: usize, at: usize) -> String {
        let sheet = &self.sheets[file_index];
        sheet.key(&sheet.text.row_at(at))
    }

    fn read(&self, file_index: usize, piece: usize) -> Piece {
        let sheet = &self.sheets[file_index];
        let mut read = self.piece(file_index);
        let pieces = &self.pieces[file_index];
        let mut rows = sheet.text.rows_between(pieces[piece], pieces.get(piece + 1).copied());
        while let Some((line, at, record)) = rows.next_at() {
            let is_blank = is_blank(record);
            let is_perhaps_nobodys = read.people.take_in(line, record, &sheet.columns, is_blank);
            if is_blank {
                read.blank.push(line);
                continue;
            }
            read.count += 1;
            if is_perhaps_nobodys {
                read.perhaps_nobodys.push((line, at));
            } else if !self.corrections.replaces(file_index, line) {
                read.take_in_facts(sheet, line, record);
                self.row(file_index, (line, at), record, &mut read);
            }
        }
        read
    }

    fn row(&self, file_index: usize, (line, at): (u64, usize), record: &Record<'_>, read: &mut Piece) {
        let sheet = &self.sheets[file_index];
        for (used, column) in read.carried_used.iter_mut().zip(sheet.columns.unknown()) {
            *used = *used || record.get(column).is_some_and(|cell| !clean(cell).is_empty());
        }
        let key = sheet.key(record);
        if key.is_empty() {
            read.without_key.push(RowPlace::new(file_index, (line, at), NOBODY));
            return;
        }
        if let Some((name, origin)) = corrections::origin(sheet, record)
            && let Some(&of) = self.class_sheets.get(name.as_str())
        {
            read.replaced.push(((file_index, line), (of, origin)));
        }
        // the rows of a candidate often follow each other
        if read.last_key != key {
            read.keys.push((self.hasher.hash_one(&key), at));
            read.last_key = key;
        }
        let candidate = u32::try_from(read.keys.len() - 1).unwrap_or(u32::MAX);
        let place = |slot| RowPlace { slot, ..RowPlace::new(file_index, (line, at), candidate) };
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
