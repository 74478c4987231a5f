//! A problems.csv that comes back: which rows of the other sheets its rows stand in for.
//!
//! A row of problems.csv replaces the row that it was made from (`resit_file`, `resit_row`). Where it still names the same
//! candidate, it replaces all rows of that candidate, so that a row deleted in problems.csv does not come back from
//! the sheet. A row whose candidate was corrected joins the rows that the right candidate has elsewhere.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use csv::StringRecord;

use super::clean::clean;
use super::error::SheetError;
use super::text::is_blank;
use super::{Code, Diagnostic, OpenSheet, Place};

/// Which rows are replaced.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    /// For each file the lines that are not read.
    replaced: Vec<HashSet<u64>>,
    pub findings: Vec<Diagnostic>,
}

/// A row of a problems.csv.
struct Correction {
    file_index: usize,
    line: u64,
    key: String,
    shown_key: String,
    /// File name and line of the row that it was made from.
    origin: Option<(String, u64)>,
}

impl Corrections {
    /// Compares the sheets that are corrections with all others, and with the corrections given before them.
    pub fn find(sheets: &[OpenSheet<'_>]) -> Result<Self, SheetError> {
        let mut found = Corrections { replaced: vec![HashSet::new(); sheets.len()], findings: Vec::new() };
        for (file_index, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.columns.correction.is_some()) {
            let corrections = read_corrections(file_index, sheet);
            check_names(sheet, &corrections, sheets)?;
            let replaced = found.replace(sheets, file_index, &corrections)?;
            found.note(sheets, file_index, &corrections, replaced);
        }
        Ok(found)
    }

    /// The row stands in a file that another one corrects, and is not to be read.
    pub fn replaces(&self, file_index: usize, line: u64) -> bool {
        self.replaced.get(file_index).is_some_and(|lines| lines.contains(&line))
    }

    /// Marks what the corrections of one file replace; how many rows that are.
    fn replace(
        &mut self,
        sheets: &[OpenSheet<'_>],
        correcting: usize,
        corrections: &[Correction],
    ) -> Result<usize, SheetError> {
        let origins: HashMap<(&str, u64), &Correction> = corrections
            .iter()
            .filter_map(|row| row.origin.as_ref().map(|(name, line)| ((name.as_str(), *line), row)))
            .collect();
        // the sheets as coaches keep them, and the corrections given earlier
        let earlier = |&(file_index, sheet): &(usize, &OpenSheet<'_>)| {
            file_index != correcting && (sheet.columns.correction.is_none() || file_index < correcting)
        };
        let earlier: Vec<(usize, &OpenSheet<'_>)> = sheets.iter().enumerate().filter(earlier).collect();
        // what the candidate of a replaced row was called before
        let mut former_keys: HashMap<(&str, u64), String> = HashMap::new();
        for (_, sheet) in earlier.iter().filter(|(_, sheet)| sheet.columns.correction.is_none()) {
            each_row(sheet, |line, record| {
                if let Some((place, _)) = origins.get_key_value(&(sheet.file.name.as_str(), line)) {
                    former_keys.insert(*place, sheet.key(record));
                }
            });
        }
        let mut claimed: HashSet<&str> = HashSet::new();
        let mut renamed: HashMap<&str, &Correction> = HashMap::new();
        for row in corrections {
            let former = row.origin.as_ref().and_then(|(name, line)| former_keys.get(&(name.as_str(), *line)));
            match former {
                Some(former) if *former != row.key => {
                    renamed.insert(former, row);
                }
                _ => {
                    claimed.insert(&row.key);
                }
            }
        }
        renamed.retain(|key, _| !claimed.contains(key) && !key.is_empty());
        claimed.remove("");

        let mut count = 0;
        let mut stale = None;
        for &(file_index, sheet) in &earlier {
            each_row(sheet, |line, record| {
                let key = sheet.key(record);
                let own_origin = origin(sheet, record);
                let place =
                    own_origin.as_ref().map_or((sheet.file.name.as_str(), line), |(name, line)| (name.as_str(), *line));
                let replacing = origins.get(&place);
                if replacing.is_none() && !claimed.contains(key.as_str()) {
                    if let Some(row) = renamed.get(key.as_str()) {
                        stale.get_or_insert_with(|| {
                            stale_correction(sheets, file_index, line, &sheet.shown_key(record), row)
                        });
                    }
                    return;
                }
                if !self.replaced[file_index].insert(line) {
                    return;
                }
                count += 1;
                match replacing {
                    None => self.warn(sheets, file_index, line, &sheet.shown_key(record), None),
                    Some(row) if renamed.contains_key(key.as_str()) => {
                        self.warn(sheets, file_index, line, &sheet.shown_key(record), Some(row));
                    }
                    Some(_) => {}
                }
            });
        }
        stale.map_or(Ok(count), Err)
    }

    fn warn(&mut self, sheets: &[OpenSheet<'_>], file_index: usize, line: u64, key: &str, by: Option<&Correction>) {
        let (message, help) = match by {
            None => (
                format!("this row of {key} is not used: the corrections replace the candidate and have no row for it"),
                "right if you deleted the row there on purpose; else add it to the corrections".to_owned(),
            ),
            Some(row) => (
                format!("this row of {key} is replaced by row {} of {}, which is of {}", row.line, sheets[row.file_index].file.name, row.shown_key),
                "right if you corrected who the candidate is; else the sheet was changed after the corrections were written: build it alone".to_owned(),
            ),
        };
        let name = sheets[file_index].file.name.clone();
        let place = Place { file_index, file: name, row: Some(line), ..Place::default() };
        let finding = Diagnostic {
            code: Code::ReplacedRow,
            place,
            cell: None,
            row_cells: Vec::new(),
            candidate: Some(key.to_owned()).filter(|key| !key.is_empty()),
            message,
            help: Some(help),
        };
        self.findings.push(finding);
    }

    fn note(&mut self, sheets: &[OpenSheet<'_>], file_index: usize, corrections: &[Correction], replaced: usize) {
        let name = sheets[file_index].file.name.clone();
        let candidates: BTreeSet<&str> =
            corrections.iter().map(|row| row.key.as_str()).filter(|key| !key.is_empty()).collect();
        let finding = Diagnostic {
            code: Code::Corrected,
            place: Place { file_index, file: name, ..Place::default() },
            cell: None,
            row_cells: Vec::new(),
            candidate: None,
            message: format!(
                "corrections: {} of {} stand in for {} of the other sheets",
                counted(corrections.len(), "row"),
                counted(candidates.len(), "candidate"),
                counted(replaced, "row")
            ),
            help: None,
        };
        self.findings.push(finding);
    }
}

/// The error for a replaced row whose candidate (as shown) has another row, `other`, that is not replaced.
fn stale_correction(
    sheets: &[OpenSheet<'_>],
    file_index: usize,
    other: u64,
    key: &str,
    row: &Correction,
) -> SheetError {
    SheetError::StaleCorrection {
        correction: sheets[row.file_index].file.name.clone(),
        row: row.line,
        file: row.origin.as_ref().map_or_else(|| sheets[file_index].file.name.clone(), |(name, _)| name.clone()),
        replaced: row.origin.as_ref().map_or(0, |&(_, line)| line),
        candidate: key.to_owned(),
        other,
    }
}

/// The row that a row of a problems.csv was made from: file name and line.
pub(super) fn origin(sheet: &OpenSheet<'_>, record: &StringRecord) -> Option<(String, u64)> {
    let (file, row) = sheet.columns.correction?;
    let name = clean(record.get(file)?).into_owned();
    let line = clean(record.get(row)?).parse().ok()?;
    (!name.is_empty()).then_some((name, line))
}

/// "1 row", "2 rows".
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn read_corrections(file_index: usize, sheet: &OpenSheet<'_>) -> Vec<Correction> {
    let mut corrections = Vec::new();
    each_row(sheet, |line, record| {
        corrections.push(Correction {
            file_index,
            line,
            key: sheet.key(record),
            shown_key: sheet.shown_key(record),
            origin: origin(sheet, record),
        });
    });
    corrections
}

/// A row can only be meant by its file's name if no two sheets have that name.
fn check_names(
    correcting: &OpenSheet<'_>,
    corrections: &[Correction],
    sheets: &[OpenSheet<'_>],
) -> Result<(), SheetError> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.columns.correction.is_none()) {
        *names.entry(&sheet.file.name).or_default() += 1;
    }
    let ambiguous = corrections
        .iter()
        .filter_map(|row| row.origin.as_ref())
        .find(|(name, _)| names.get(name.as_str()).is_some_and(|&count| count > 1));
    match ambiguous {
        Some((name, _)) => {
            Err(SheetError::SameFileName { correction: correcting.file.name.clone(), name: name.clone() })
        }
        None => Ok(()),
    }
}

fn each_row(sheet: &OpenSheet<'_>, mut visit: impl FnMut(u64, &StringRecord)) {
    let mut rows = sheet.text.rows();
    while let Some((line, record)) = rows.next() {
        if !is_blank(record) {
            visit(line, record);
        }
    }
}
