//! The sheets of a cohort, opened: their texts, with their columns found.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::columns::Columns;
use super::error::SheetError;
use super::points::PointsPossible;
use super::rating::Vocabulary;
use super::record::Record;
use super::row::{self, RowReader};
use super::source::Source;
use super::text::SheetText;
use super::{SheetFile, SheetOptions, assign, encoding, header};
use crate::exam::Blueprint;

/// One sheet with its columns found.
#[derive(Debug)]
pub(super) struct OpenSheet {
    pub name: Arc<str>,
    pub text: SheetText,
    /// Where a row holds several attempts: those of the first.
    pub columns: Columns,
    /// Those of its other attempts.
    pub further: Vec<Columns>,
    /// What stands for the group of its candidates, where the sheet does not say it: its own name.
    pub group: Option<String>,
}

impl OpenSheet {
    /// The columns of each attempt that a row can hold.
    pub fn attempts(&self) -> impl Iterator<Item = &Columns> {
        std::iter::once(&self.columns).chain(&self.further)
    }

    /// The columns of this attempt of a row.
    pub fn slot(&self, slot: u8) -> &Columns {
        slot.checked_sub(1).map_or(&self.columns, |at| &self.further[usize::from(at)])
    }

    /// The comparable key of a row; empty where it names nobody.
    pub fn key(&self, record: &Record<'_>) -> String {
        self.columns.key_kind.key(&row::shown_key(&self.columns, record))
    }

    /// The key as the row shows it.
    pub fn shown_key(&self, record: &Record<'_>) -> String {
        row::shown_key(&self.columns, record).into_owned()
    }

    pub fn reader<'a>(
        &'a self,
        file_index: usize,
        slot: u8,
        blueprint: &'a Blueprint,
        vocabulary: &'a Vocabulary<'a>,
    ) -> RowReader<'a> {
        RowReader {
            file: &self.name,
            file_index,
            slot,
            is_worksheet: self.text.worksheet.is_some(),
            columns: self.slot(slot),
            blueprint,
            vocabulary,
        }
    }
}

/// Opens the files; `guesses` gets the encoding of each where it was only guessed.
pub(super) fn open(
    files: Vec<SheetFile>,
    blueprint: &Blueprint,
    options: &SheetOptions,
    guesses: &mut Vec<Option<&'static str>>,
) -> Result<Vec<OpenSheet>, SheetError> {
    let encoding = options.encoding.as_deref().map(encoding::named).transpose()?;
    let (mut names, mut texts, mut possible, mut turned) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for SheetFile { name, bytes } in files {
        let source = Source::open(&name, bytes, options.sheet.as_deref(), encoding)?;
        guesses.push(source.guessed.map(encoding_rs::Encoding::name));
        let mut below_each_other = Vec::new();
        let text = SheetText::open(&name, source, |file, top| {
            below_each_other = header::below_each_other(top, blueprint, options);
            header::find(file, top, blueprint, options).map_err(|error| error.of_turned(&below_each_other))
        })?;
        turned.push(below_each_other);
        possible.push(PointsPossible::find(&text));
        names.push(name);
        texts.push(text);
    }
    // the rows of a problems.csv came from the others
    let all_possible: Vec<PointsPossible> = possible.iter().flatten().cloned().collect();
    let mut sheets: Vec<OpenSheet> = Vec::with_capacity(names.len());
    for (((name, text), possible), turned) in names.into_iter().zip(texts).zip(&possible).zip(&turned) {
        let possible = possible.as_ref().map_or(&all_possible[..], std::slice::from_ref);
        let found = Columns::find(&text.told_as(&name), &text, possible, blueprint, options);
        let mut attempts = found.map_err(|error| error.of_turned(turned))?;
        let further = attempts.split_off(1);
        let Some(columns) = attempts.pop() else { continue };
        if let Some(first) = sheets.first().filter(|first| first.columns.key_kind != columns.key_kind) {
            return Err(SheetError::DifferentKeys {
                first: first.name.as_ref().into(),
                first_heading: first.columns.headings[first.columns.key].as_str().into(),
                first_field: first.columns.key_kind.words(),
                second: name.as_str().into(),
                second_heading: columns.headings[columns.key].as_str().into(),
                second_field: columns.key_kind.words(),
            });
        }
        sheets.push(OpenSheet { name: Arc::from(name), text, columns, further, group: None });
    }
    name_groups(&mut sheets);
    assign::check_mapping(options, &sheets.iter().map(|sheet| &sheet.columns).collect::<Vec<_>>())?;
    Ok(sheets)
}

/// Of several sheets, each that has no column for the group is a group of its own.
fn name_groups(sheets: &mut [OpenSheet]) {
    let is_class = |sheet: &&mut OpenSheet| sheet.columns.correction.is_none();
    if sheets.iter_mut().filter(is_class).count() < 2 {
        return;
    }
    for sheet in sheets.iter_mut().filter(is_class).filter(|sheet| sheet.columns.group.is_none()) {
        let name = std::path::Path::new(&*sheet.name).file_stem().unwrap_or_default();
        sheet.group = Some(name.to_string_lossy().into_owned());
    }
}

/// Each sheet counts once, and its name tells it from all others.
pub(super) fn check_different(files: &[SheetFile]) -> Result<(), SheetError> {
    let (mut by_length, mut names) = (HashMap::new(), HashSet::new());
    for file in files {
        let alike: &mut Vec<&SheetFile> = by_length.entry(file.bytes.len()).or_default();
        if let Some(first) = alike.iter().find(|other| other.bytes == file.bytes) {
            return Err(SheetError::GivenTwice { first: first.name.clone(), second: file.name.clone() });
        }
        alike.push(file);
    }
    match files.iter().find(|file| !names.insert(&file.name)) {
        Some(file) => Err(SheetError::SameFileName { name: file.name.clone() }),
        None => Ok(()),
    }
}
