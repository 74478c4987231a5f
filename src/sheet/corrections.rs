//! A problems.csv that comes back: which rows of the other sheets its rows stand in for.
//!
//! A row of problems.csv replaces the row that it was made from (`resit_file`, `resit_row`). Where it still names the same
//! candidate, it replaces all rows of that candidate, so that a row deleted in problems.csv does not come back from
//! the sheet. A row whose candidate was corrected joins the rows that the right candidate has elsewhere. Several problems.csv
//! count as one; no two of them may correct the same row, because nobody could tell which one is right.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::clean::clean;
use super::error::SheetError;
use super::notes::NAMED;
use super::record::Record;
use super::row::shortened;
use super::text::is_blank;
use super::{Code, Diagnostic, OpenSheet, Place};
use crate::diagnostic::{self, counted};

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
    /// Compares the sheets that are corrections with each other and with all others.
    pub fn find(sheets: &[OpenSheet]) -> Result<Self, SheetError> {
        let mut found = Corrections { replaced: vec![HashSet::new(); sheets.len()], findings: Vec::new() };
        if sheets.iter().all(|sheet| sheet.columns.correction.is_none()) {
            return Ok(found);
        }
        let corrections: Vec<Correction> = sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| sheet.columns.correction.is_some())
            .flat_map(|(file_index, sheet)| read_corrections(file_index, sheet))
            .collect();
        check_class_sheet(sheets, &corrections)?;
        let origins = origins(sheets, &corrections)?;
        let counts = found.replace(sheets, &corrections, &origins)?;
        for (file_index, _) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.columns.correction.is_some()) {
            found.note(sheets, file_index, &corrections, counts[file_index]);
        }
        Ok(found)
    }

    /// The row stands in a file that another one corrects, and is not to be read.
    pub fn replaces(&self, file_index: usize, line: u64) -> bool {
        self.replaced.get(file_index).is_some_and(|lines| lines.contains(&line))
    }

    /// Marks what the corrections replace; for each file how many rows it stands in for.
    fn replace(
        &mut self,
        sheets: &[OpenSheet],
        corrections: &[Correction],
        origins: &HashMap<(&str, u64), &Correction>,
    ) -> Result<Vec<usize>, SheetError> {
        let class_sheets: Vec<(usize, &OpenSheet)> =
            sheets.iter().enumerate().filter(|(_, sheet)| sheet.columns.correction.is_none()).collect();
        // what the candidate of a replaced row was called before
        let mut former_keys: HashMap<(&str, u64), String> = HashMap::new();
        for (_, sheet) in &class_sheets {
            each_row(sheet, |line, record| {
                if let Some((place, _)) = origins.get_key_value(&(&*sheet.name, line)) {
                    former_keys.insert(*place, sheet.key(record));
                }
            });
        }
        // each with a row that names the candidate
        let mut claimed: HashMap<&str, &Correction> = HashMap::new();
        let mut renamed: HashMap<&str, &Correction> = HashMap::new();
        for row in corrections {
            let former = row.origin.as_ref().and_then(|(name, line)| former_keys.get(&(name.as_str(), *line)));
            match former {
                Some(former) if *former != row.key => {
                    renamed.insert(former, row);
                }
                _ => {
                    claimed.entry(&row.key).or_insert(row);
                }
            }
        }
        renamed.retain(|key, _| !claimed.contains_key(key) && !key.is_empty());
        claimed.remove("");

        let mut counts = vec![0; sheets.len()];
        let mut stale = None;
        for (file_index, sheet) in class_sheets {
            each_row(sheet, |line, record| {
                let key = sheet.key(record);
                let own = origins.get(&(&*sheet.name, line));
                let Some(by) = own.or_else(|| claimed.get(key.as_str())) else {
                    if let Some(row) = renamed.get(key.as_str()) {
                        stale.get_or_insert_with(|| {
                            stale_correction(sheets, file_index, line, &sheet.shown_key(record), row)
                        });
                    }
                    return;
                };
                self.replaced[file_index].insert(line);
                counts[by.file_index] += 1;
                if own.is_none() {
                    self.warn(sheets, file_index, line, &sheet.shown_key(record), None);
                } else if renamed.contains_key(key.as_str()) {
                    self.warn(sheets, file_index, line, &sheet.shown_key(record), Some(by));
                }
            });
        }
        stale.map_or(Ok(counts), Err)
    }

    fn warn(&mut self, sheets: &[OpenSheet], file_index: usize, line: u64, key: &str, by: Option<&Correction>) {
        let (message, help) = match by {
            None => (
                format!("this row of {key} is not used: the corrections replace the candidate and have no row for it"),
                "right if you deleted the row there on purpose; else add it to the corrections".to_owned(),
            ),
            Some(row) => (
                format!("this row of {key} is replaced by row {} of {}, which is of {}", row.line, sheets[row.file_index].name, row.shown_key),
                "right if you corrected who the candidate is; else the sheet was changed after the corrections were written: build it alone".to_owned(),
            ),
        };
        let name = sheets[file_index].name.clone();
        let place = Place { file_index, file: name, row: Some(line), ..Place::default() };
        let finding = Diagnostic {
            code: Code::ReplacedRow,
            place,
            cell: None,
            row_cells: Box::default(),
            candidate: Some(key).filter(|key| !key.is_empty()).map(Into::into),
            message: message.into(),
            help: Some(help.into()),
        };
        diagnostic::add(&mut self.findings, finding);
    }

    fn note(&mut self, sheets: &[OpenSheet], file_index: usize, corrections: &[Correction], replaced: usize) {
        let name = sheets[file_index].name.clone();
        let own = || corrections.iter().filter(|row| row.file_index == file_index);
        let candidates: BTreeSet<&str> = own().map(|row| row.key.as_str()).filter(|key| !key.is_empty()).collect();
        let finding = Diagnostic {
            code: Code::Corrected,
            place: Place { file_index, file: name, ..Place::default() },
            cell: None,
            row_cells: Box::default(),
            candidate: None,
            message: format!(
                "corrections: {} of {} stand in for {} of the other sheets",
                counted(own().count(), "row"),
                counted(candidates.len(), "candidate"),
                counted(replaced, "row")
            )
            .into(),
            help: None,
        };
        diagnostic::add(&mut self.findings, finding);
    }
}

/// The error for a replaced row whose candidate (as shown) has another row, `other`, that is not replaced.
fn stale_correction(sheets: &[OpenSheet], file_index: usize, other: u64, key: &str, row: &Correction) -> SheetError {
    SheetError::StaleCorrection {
        correction: sheets[row.file_index].name.to_string(),
        row: row.line,
        file: row.origin.as_ref().map_or_else(|| sheets[file_index].name.to_string(), |(name, _)| name.clone()),
        replaced: row.origin.as_ref().map_or(0, |&(_, line)| line),
        candidate: key.to_owned(),
        other,
    }
}

/// The row that a row of a problems.csv was made from: file name and line.
pub(super) fn origin(sheet: &OpenSheet, record: &Record<'_>) -> Option<(String, u64)> {
    let (file, row) = sheet.columns.correction?;
    let name = clean(record.get(file)?).into_owned();
    let line = clean(record.get(row)?).parse().ok()?;
    (!name.is_empty()).then_some((name, line))
}

fn read_corrections(file_index: usize, sheet: &OpenSheet) -> Vec<Correction> {
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

/// Corrections alone would give a cohort of those whom an earlier build left out.
fn check_class_sheet(sheets: &[OpenSheet], corrections: &[Correction]) -> Result<(), SheetError> {
    match sheets.first() {
        Some(first) if sheets.iter().all(|sheet| sheet.columns.correction.is_some()) => {
            let named: BTreeSet<&String> =
                corrections.iter().filter_map(|row| row.origin.as_ref()).map(|(name, _)| name).collect();
            let sheets = named.into_iter().take(NAMED).map(|name| shortened(name)).collect();
            Err(SheetError::OnlyCorrections { file: first.name.to_string(), sheets })
        }
        _ => Ok(()),
    }
}

/// The corrections by the row that they were made from, which no two files may correct.
fn origins<'c>(
    sheets: &'c [OpenSheet],
    corrections: &'c [Correction],
) -> Result<HashMap<(&'c str, u64), &'c Correction>, SheetError> {
    let mut origins: HashMap<(&str, u64), &Correction> = HashMap::new();
    for row in corrections {
        // a row that the coach added is handed back as one that was made from itself
        let own = (&*sheets[row.file_index].name, row.line);
        let (file, line) = row.origin.as_ref().map_or(own, |(file, line)| (file.as_str(), *line));
        let before = origins.insert((file, line), row);
        if let Some(before) = before.filter(|before| before.file_index != row.file_index) {
            return Err(SheetError::CorrectedTwice {
                first: sheets[before.file_index].name.to_string(),
                second: sheets[row.file_index].name.to_string(),
                file: file.to_owned(),
                row: line,
            });
        }
    }
    Ok(origins)
}

fn each_row(sheet: &OpenSheet, mut visit: impl FnMut(u64, &Record<'_>)) {
    let mut rows = sheet.text.rows();
    while let Some((line, record)) = rows.next() {
        if !is_blank(record) {
            visit(line, record);
        }
    }
}
