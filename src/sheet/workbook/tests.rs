//! The workbooks of `tests/workbooks` beside what calamine makes of them, and with spoilt bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use calamine::{Data, Reader};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Container, NO_RESULT};
use crate::sheet::values::is_error_value;

/// Cells by row and column, both from 0.
type Cells<T> = BTreeMap<(u32, u32), T>;

fn workbooks() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks");
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| ["xlsx", "xls", "ods", "xlsb"].contains(&path.extension().unwrap().to_str().unwrap()))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    found.sort();
    assert!(found.len() > 10);
    found
}

fn ours(name: &str, bytes: &[u8], sheet: &str) -> Cells<String> {
    let container = Container::of(bytes).unwrap();
    let (_, text) = super::read(name, container, bytes.to_vec(), Some(sheet)).unwrap();
    let mut cells = Cells::new();
    for (row, line) in (0..).zip(text.split('\n')) {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
        for record in reader.records() {
            let record = record.unwrap();
            let filled = (0..).zip(record.iter()).filter(|(_, cell)| !cell.is_empty());
            cells.extend(filled.map(|(column, cell)| ((row, column), cell.replace('\r', "\n"))));
        }
    }
    cells
}

fn theirs(range: &calamine::Range<Data>) -> Cells<Data> {
    let (row, column) = range.start().unwrap_or_default();
    let cells =
        range.used_cells().map(|(down, right, data)| ((row + down as u32, column + right as u32), data.clone()));
    cells.collect()
}

/// What kind of agreement the two readings have; `None` if they have none.
fn agreement(at: (u32, u32), ours: &Cells<String>, theirs: &Data) -> Option<&'static str> {
    let close = |one: f64, other: f64| (one - other).abs() <= 1e-12 * other.abs();
    let above = at.0.checked_sub(1).and_then(|row| ours.get(&(row, at.1)));
    let Some(ours) = ours.get(&at) else {
        let blank = match theirs {
            Data::Empty => true,
            Data::String(text) => text.trim().is_empty(),
            _ => false,
        };
        return blank.then_some("blank");
    };
    let number = |number: f64| match ours.strip_suffix(" %") {
        Some(percent) => {
            close(percent.parse::<f64>().ok()? / 100.0, number).then_some("percentages, there bare numbers")
        }
        None => close(ours.parse().ok()?, number).then_some("numbers"),
    };
    match theirs {
        Data::String(text) => (ours == text).then_some("texts"),
        Data::Float(found) => number(*found),
        Data::Int(found) => number(*found as f64),
        Data::Bool(truth) => ours.eq_ignore_ascii_case(&truth.to_string()).then_some("truths"),
        Data::Error(error) => (*ours == error.to_string()).then_some("errors"),
        Data::DateTimeIso(day) | Data::DurationIso(day) => (ours == day).then_some("days"),
        Data::DateTime(day) => {
            let (year, month, day, hour, minute, second, _) = day.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            let both = format!("{date} {hour:02}:{minute:02}:{second:02}");
            (*ours == date || *ours == both).then_some("days")
        }
        Data::Empty if ours == NO_RESULT => Some("formulas without result, there empty"),
        Data::Empty if is_error_value(ours) => Some("errors, there empty"),
        Data::Empty => (Some(ours) == above).then_some("merged, there empty"),
    }
}

#[test]
fn calamine_reads_the_same_cells() {
    let mut report = String::new();
    for (name, bytes) in workbooks() {
        let mut calamine = calamine::open_workbook_auto_from_rs(Cursor::new(bytes.clone())).unwrap();
        for sheet in calamine.sheet_names() {
            let theirs = theirs(&calamine.worksheet_range(&sheet).unwrap());
            let ours = ours(&name, &bytes, &sheet);
            let places: BTreeSet<&(u32, u32)> = ours.keys().chain(theirs.keys()).collect();
            let mut kinds = BTreeMap::new();
            for &&at in &places {
                let data = theirs.get(&at).unwrap_or(&Data::Empty);
                let Some(kind) = agreement(at, &ours, data) else {
                    panic!("{name}, {sheet}, {at:?}: resit reads {:?}, calamine {data:?}", ours.get(&at));
                };
                *kinds.entry(kind).or_insert(0) += 1;
            }
            let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            report.push_str(&format!("{name}, {sheet}: {}\n", kinds.join("; ")));
        }
    }
    insta::assert_snapshot!(report);
}

#[test]
fn spoilt_workbooks_are_read_or_refused() {
    let mut random = 2026_u64;
    let mut below = |end: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % end.max(1)
    };
    for (name, bytes) in workbooks().into_iter().filter(|(name, _)| name.starts_with("cells")) {
        let container = Container::of(&bytes).unwrap();
        let parts = if container == Container::Zip { parts(&bytes) } else { vec![(String::new(), bytes)] };
        for _ in 0..120 {
            let mut parts = parts.clone();
            let part = below(parts.len());
            let spoilt = &mut parts[part].1;
            for _ in 0..=below(4) {
                let (at, from) = (below(spoilt.len()), below(spoilt.len()));
                match below(4) {
                    0 => spoilt.truncate(at),
                    // a piece once more, somewhere else
                    1 => {
                        let piece = spoilt[from..(from + below(40)).min(spoilt.len())].to_vec();
                        spoilt.splice(at..at, piece);
                    }
                    2 if at < spoilt.len() => spoilt[at] = [0, 0xFF, 0x7F, b'<', b'9'][below(5)],
                    _ if at < spoilt.len() => spoilt[at] ^= 1 << below(8),
                    _ => {}
                }
            }
            let bytes = if container == Container::Zip { zipped(&parts) } else { parts.swap_remove(0).1 };
            if let Some(container) = Container::of(&bytes) {
                // either is right, as long as it ends
                let _ = super::read(&name, container, bytes, None);
            }
        }
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let read = |index| {
        let mut part = zip.by_index(index).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    (0..count).map(read).collect()
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(&**name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
