//! The rows of each candidate are read and checked against each other: who can be used, who is left out, who may be one person
//! with another.

use std::collections::HashSet;
use std::ops::Range;

use super::glance::Glance;
use super::histories::{self, RowFile};
use super::key::KeyKind;
use super::rating::Vocabulary;
use super::row::Row;
use super::{
    Candidates, Inspect, NOBODY, PIECES_AT_ONCE, Reading, RowPlace, Workers, by_domain, near, notes, positions,
};
use crate::diagnostic::Diagnostic;

/// Candidates that are checked at once.
const CANDIDATES_AT_ONCE: usize = 128;

/// Checks the rows of every candidate against each other and keeps the candidates that can be used. The rows of the
/// others are left out. Returns the rows of attempts that did not happen, sorted: file, line, key as shown, and
/// whether the candidate has a history.
pub(super) fn sort_out(
    reading: &mut Reading,
    workers: &impl Workers,
    inspect: &dyn Inspect,
) -> Vec<(usize, u64, String, bool)> {
    let mut did_not_sit = Vec::new();
    let all = &reading.candidates;
    let vocabulary = Vocabulary::new(&all.blueprint);
    let files = all.row_files();
    let mut end = 0;
    let own = all.rows.chunk_by(|one, other| one.candidate == other.candidate).map(|own| {
        let start = end;
        end += u32::try_from(own.len()).unwrap_or(u32::MAX);
        start..end
    });
    let mut candidates: Vec<Range<u32>> = own.collect();
    let carried_columns = reading.unknown_columns.len();
    let (mut verdicts, mut absent) = (Vec::with_capacity(candidates.len()), Vec::new());
    let pieces: Vec<&[Range<u32>]> = candidates.chunks(CANDIDATES_AT_ONCE).collect();
    for wave in pieces.chunks(PIECES_AT_ONCE) {
        let checked = workers.each(wave.len(), |piece| {
            let mut checking = Checking {
                all,
                vocabulary: &vocabulary,
                files: &files,
                carried_columns,
                inspect,
                glance: Glance::new(all, &vocabulary),
                findings: Vec::new(),
                absent: Vec::new(),
            };
            let verdicts: Vec<(bool, bool)> = wave[piece].iter().map(|own| checking.check(positions(own))).collect();
            (verdicts, checking.findings, checking.absent)
        });
        for (more, findings, places) in checked {
            verdicts.extend(more);
            reading.diagnostics.extend(findings);
            absent.extend(places);
        }
    }
    let mut verdicts = verdicts.into_iter();
    candidates.retain(|range| {
        let (can_be_used, has_history) = verdicts.next().unwrap_or_default();
        let own = &all.rows[positions(range)];
        if own[0].candidate == NOBODY {
            reading.left_out.extend(range.clone());
        } else if !can_be_used {
            reading.candidates_left_out += 1;
            reading.without_history.push(range.start);
            reading.left_out.extend(range.clone());
        } else {
            let range = positions(range);
            let start = absent.partition_point(|&at| at < range.start);
            for row in absent[start..].iter().take_while(|&&at| at < range.end).map(|&at| &all.rows[at]) {
                let shown_key = all.sheets[row.file_index()].shown_key(&all.record(row));
                did_not_sit.push((row.file_index(), row.line(), shown_key, has_history));
            }
            if !has_history {
                reading.without_history.push(range.start as u32);
            }
        }
        can_be_used && has_history && own[0].candidate != NOBODY
    });
    drop(files);
    reading.candidates.of = candidates;
    reading.absent = absent;
    did_not_sit.sort_unstable();
    did_not_sit
}

/// What it takes to check candidates, and what is found.
struct Checking<'c> {
    all: &'c Candidates,
    vocabulary: &'c Vocabulary<'c>,
    files: &'c [RowFile<'c>],
    carried_columns: usize,
    inspect: &'c dyn Inspect,
    glance: Glance<'c>,
    findings: Vec<Diagnostic>,
    /// Positions of the rows whose attempts did not happen.
    absent: Vec<usize>,
}

impl Checking<'_> {
    /// Reads the rows of a candidate. Whether they can be used, and whether any of them tells of an attempt.
    fn check(&mut self, own: Range<usize>) -> (bool, bool) {
        let (all, findings) = (self.all, &mut self.findings);
        let places = &all.rows[own.clone()];
        // most candidates have nothing that would be told
        if self.glance.outline(places).is_some_and(|outline| !self.inspect.wants_more(&outline)) {
            return (true, true);
        }
        let rows: Vec<Row> = places.iter().map(|row| all.row(row, self.vocabulary, findings)).collect();
        if places[0].candidate == NOBODY {
            // rows without a key are no candidate's
            return (false, false);
        }
        let merged = all.is_by_domain().then(|| by_domain::merge(rows.clone(), self.files, &all.blueprint, findings));
        let attempts = merged.as_ref().unwrap_or(&rows);
        // a row alone has nothing that it could contradict
        let usable = if let ([row], None) = (&rows[..], &merged) {
            !row.problem
        } else {
            histories::check(&rows, attempts, self.files, findings)
        };
        let has_history = attempts.iter().any(|row| !row.did_not_sit);
        self.absent.extend(own.clone().zip(&rows).filter(|(_, row)| row.did_not_sit || !has_history).map(|(at, _)| at));
        if usable {
            let attempts = merged.unwrap_or(rows);
            let history = histories::assemble(String::new(), attempts, self.files, self.carried_columns, findings);
            if let Some(history) = history {
                self.inspect.look(&history, findings);
            }
        }
        (usable, has_history)
    }
}

/// Names the candidates who may be one person, at the first row of the later one.
pub(super) fn warn_of_near_duplicates(reading: &mut Reading) {
    let all = &reading.candidates;
    // one kind of key for all sheets
    let kind = all.sheets.first().map(|sheet| sheet.columns.key_kind);
    let Some(kind @ (KeyKind::Email | KeyKind::Name)) = kind else { return };
    let own = all.rows.chunk_by(|one, other| one.candidate == other.candidate).map(|own| &own[0]);
    let firsts: Vec<&RowPlace> = own.filter(|row| row.candidate != NOBODY).collect();
    let keys: Vec<String> = firsts.iter().map(|row| all.sheets[row.file_index()].key(&all.record(row))).collect();
    let (pairs, more) = near::near_pairs(&keys, kind);
    let mut near = HashSet::new();
    for (at, &(one, other)) in pairs.iter().enumerate() {
        let (first, second) = (firsts[one], firsts[other]);
        near.extend([first.candidate, second.candidate]);
        let is_last_of_many = more && at + 1 == pairs.len();
        reading.diagnostics.push(notes::near_duplicate(all, first, second, is_last_of_many));
    }
    reading.candidates.near = near;
}
