//! What is done with bytes that no coach would write: the bodies of the fuzz targets, which `tests/fuzzing.rs` runs too.
//! Each calls the library as the program does. A panic is a finding, and so is a row that is lost or counted twice.

mod careful;

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use jiff::civil::date;
use resit::analysis::cohort::{CohortFigures, CohortTerms, Earlier, RateChange, Tally};
use resit::analysis::{Diagnosis, Terms, diagnose};
use resit::diagnostic::{Diagnostic, Message, render};
use resit::exam::{Blueprint, built_in, parse, translated};
use resit::settings::Settings;
use resit::sheet::{
    self, History, Inspect, OneByOne, Outline, Reading, SheetError, SheetFile, SheetOptions, write_problems,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use self::careful::Careful;

/// A sheet whose headings nobody knows, so that much of what settings can say matters to it.
const LEARNING_PLATFORM: &[u8] = include_bytes!("../../tests/layouts/learning-platform.csv");
/// Parts of a workbook that are changed, with the bytes of each: larger ones make the runs slow and find nothing more.
const MOST_PARTS: usize = 32;
const LARGEST_PART: u64 = 1 << 18;

const TERMS: Terms = Terms { as_of: date(2026, 11, 23), start: date(2026, 11, 24), default_half_hours: 16 };

static BUILT_IN: LazyLock<Blueprint> = LazyLock::new(|| parse(built_in()[0].toml).expect("the built-in exam is sound"));

/// The bytes as a class sheet.
pub fn csv(bytes: &[u8]) {
    read("class.csv", bytes, &BUILT_IN, &SheetOptions::default()).ok();
}

/// The bytes as a workbook.
pub fn workbook(bytes: &[u8]) {
    let options = SheetOptions::default();
    if let Err(SheetError::SeveralSheets { first, .. }) = read("class.xlsx", bytes, &BUILT_IN, &options) {
        read("class.xlsx", bytes, &BUILT_IN, &SheetOptions { sheet: Some(first), ..options }).ok();
    }
}

/// The bytes as the blueprint of an exam, then a class that sat it; and as a translation of the built-in exam.
pub fn blueprint(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Err(faults) = translated(&BUILT_IN, text) {
        assert!(faults.iter().all(|fault| !fault.to_string().is_empty()));
    }
    match parse(text) {
        Ok(blueprint) => {
            read("class.csv", class_of(&blueprint).as_bytes(), &blueprint, &SheetOptions::default()).ok();
        }
        Err(faults) => {
            assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.to_string().is_empty()));
        }
    }
}

/// The bytes as a resit.toml, then a class sheet that is read as it says.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match Settings::parse(text) {
        Ok(settings) => {
            let (half_hours, _) = settings.default_half_hours();
            assert!((6..=120).contains(&half_hours));
            read("class.csv", LEARNING_PLATFORM, &BUILT_IN, &settings.sheet_options()).ok();
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The bytes as the cohort.json of an earlier build, then a class that is compared with it.
pub fn earlier(bytes: &[u8]) {
    static CLASS: LazyLock<Vec<(History, Diagnosis)>> = LazyLock::new(|| {
        let class = SheetFile { name: "class.csv".to_owned(), bytes: class_of(&BUILT_IN).into_bytes() };
        let reading = sheet::read(vec![class], &BUILT_IN, &SheetOptions::default(), &OneByOne, &());
        let reading = reading.expect("the class is sound");
        let diagnosed = |history: History| (history.clone(), diagnose(&history, &BUILT_IN, &TERMS));
        reading.histories().iter().map(diagnosed).collect()
    });
    let earlier = match Earlier::parse(bytes, &BUILT_IN, TERMS.as_of) {
        Ok(earlier) => earlier,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let mut tally = Tally::new(&BUILT_IN, Some(&earlier));
    for (history, diagnosis) in CLASS.iter() {
        tally.add(history, diagnosis, &BUILT_IN);
    }
    let terms = CohortTerms {
        blueprint: &BUILT_IN,
        as_of: TERMS.as_of,
        sheets: Vec::new(),
        left_out: 0,
        teaching_half_hours: 24,
        earlier: Some(&earlier),
    };
    let figures = CohortFigures::of(&tally, &|index| CLASS.get(index).cloned(), terms);
    let comparison = figures.comparison.expect("there is an earlier build");
    let possible = |change: &RateChange| {
        for rate in [change.before, change.after].into_iter().flatten() {
            assert!(
                0.0 <= rate.low && rate.low <= rate.value && rate.value <= rate.high && rate.high <= 1.0,
                "{rate:?}"
            );
        }
        if let Some(by) = change.difference {
            assert!(-1.0 <= by.low && by.low <= by.value && by.value <= by.high && by.high <= 1.0, "{by:?}");
        }
    };
    let rates = [&comparison.pass_rate, &comparison.first_attempt_pass_rate, &comparison.retake_pass_rate];
    rates.into_iter().for_each(possible);
    for domain in &comparison.domains {
        possible(&domain.weak_rate);
        assert!(domain.impact.before.is_none_or(|impact| (0.0..=100.0).contains(&impact)), "{domain:?}");
    }
    assert!(comparison.median.difference.is_none_or(|by| by.abs() <= 900.0), "{:?}", comparison.median);
}

/// Some candidates of an exam: each of its ratings and the ends of its scale occur.
fn class_of(blueprint: &Blueprint) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let domains: Vec<String> = blueprint.domains.iter().map(|domain| quoted(&domain.name)).collect();
    let mut sheet = format!("candidate_id,attempt,date,outcome,score,{}\n", domains.join(","));
    let scores = blueprint
        .scale
        .as_ref()
        .map_or(vec![None; 3], |scale| [scale.min, scale.passing - 1, scale.passing, scale.max].map(Some).to_vec());
    for (row, score) in scores.into_iter().cycle().take(12).enumerate() {
        let passed = blueprint.scale.as_ref().zip(score).is_some_and(|(scale, score)| score >= scale.passing);
        let ratings: Vec<String> = (0..blueprint.domains.len())
            .map(|domain| match blueprint.ratings.get((row + domain) % (blueprint.ratings.len() + 2)) {
                Some(level) => quoted(&level.label),
                None if domain % 2 == 0 => "55 %".to_owned(),
                None => String::new(),
            })
            .collect();
        sheet.push_str(&format!(
            "C-{},{},2026-{:02}-14,{},{},{}\n",
            row / 3,
            row % 3 + 1,
            row % 3 + 1,
            if passed { "pass" } else { "fail" },
            score.map(|score| score.to_string()).unwrap_or_default(),
            ratings.join(",")
        ));
    }
    sheet
}

/// Reads the sheet, shows everything that is to be said of it, concludes about every candidate and hands back the others.
fn read(name: &str, bytes: &[u8], blueprint: &Blueprint, options: &SheetOptions) -> Result<(), SheetError> {
    let class = SheetFile { name: name.to_owned(), bytes: bytes.to_vec() };
    let careful = sheet::read(vec![class.clone()], blueprint, options, &OneByOne, &Careful::default());
    let reading = sheet::read(vec![class], blueprint, options, &OneByOne, &()).inspect_err(|error| {
        assert!(!error.to_string().is_empty());
    })?;
    assert!(careful.is_ok_and(|careful| careful.diagnostics == reading.diagnostics), "a glance missed something");
    let _ = render(&reading.diagnostics, true);
    for found in &reading.diagnostics {
        assert!(!Message::from(found).message.is_empty() && !found.place.on_one_line().is_empty());
    }
    every_row_is_somewhere(&reading);
    write_problems(&reading, &mut Vec::new()).expect("memory can be written to");
    for history in reading.histories().iter() {
        diagnose(&history, blueprint, &TERMS);
    }
    Ok(())
}

/// Every row below the headings tells of an attempt, is left out, tells of an absence or is nobody's, and only one of it.
fn every_row_is_somewhere(reading: &Reading) {
    let mut rows: Vec<u64> = reading.rows_used().map(|(_, line)| line).collect();
    // a row may tell of several attempts, of which some did not happen
    rows.dedup();
    let used: HashSet<u64> = rows.iter().copied().collect();
    let mut absent: Vec<u64> = reading.did_not_sit.iter().map(|row| row.row).collect();
    absent.retain(|line| !used.contains(line));
    absent.dedup();
    rows.extend(absent);
    rows.extend(reading.left_out().iter().map(|row| {
        assert!(!row.reasons.is_empty(), "row {} is left out for no reason", row.row);
        row.row
    }));
    rows.extend(reading.skipped.iter().map(|row| row.row));
    let all = rows.len();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows.len(), all, "a row is somewhere twice");
    assert_eq!(all as u64, reading.sheets[0].rows, "rows that are somewhere");
}

/// The workbook with one part changed by `change`, as a zip that holds its parts as they are: a zip whose bytes are changed
/// themselves is refused before anything in it is read. `None` if the bytes are no zip.
pub fn with_a_part_changed(bytes: &[u8], which: usize, change: impl FnOnce(&mut Vec<u8>)) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..zip.len().min(MOST_PARTS) {
        let part = zip.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        // nothing reads these
        if ["docProps", "theme", "Thumbnails", "settings.xml", "meta.xml"].iter().any(|word| name.contains(word)) {
            continue;
        }
        let mut content = Vec::new();
        part.take(LARGEST_PART).read_to_end(&mut content).ok()?;
        parts.push((name, content));
    }
    let which = which.checked_rem(parts.len())?;
    change(&mut parts[which].1);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).ok()?;
        zip.write_all(&content).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
