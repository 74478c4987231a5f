//! The summary of classes at the edges: one candidate, all passed, nobody rated, no dates, no usable row. Whatever the class,
//! the figures are possible ones and the page says nothing absurd.
//!
//! Adding a case means adding a sheet to `tests/cohort_edges`. Its exam is DOP-C02, or the one of `tests/exams` that stands
//! before the ending: `no-scale.four-levels-no-scale.csv`.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::cohort_sheet::{self, Names};
use harness::figures::reference;
use harness::page_text::visible_runs;
use harness::{Desk, pdf_text, project};
use jiff::civil::date;
use resit::analysis::cohort::{CohortFigures, CohortTerms, Tally};
use resit::analysis::{Terms, diagnose};
use resit::exam::{built_in, parse};
use resit::sheet::{OneByOne, SheetFile, SheetOptions, read};
use serde_json::Value;

#[test]
fn every_class_is_summed_up_in_sensible_words() {
    insta::glob!("cohort_edges/*.csv", |path| {
        let desk = Desk::new();
        desk.write("class.csv", std::fs::read(path).unwrap());
        let mut options = vec!["--archive", "plans.zip", "--replace", "class.csv"];
        let name = path.file_stem().unwrap().to_str().unwrap();
        let exam = name.split_once('.').map(|(_, exam)| project(&format!("tests/exams/{exam}.toml")));
        if let Some(exam) = &exam {
            options.extend(["--exam", exam.to_str().unwrap()]);
        }
        let run = desk.build(&[&["-o", "out"], &options[..]].concat());
        assert_ne!(run.code, Some(2), "{}", run.transcript());
        let mut snapshot = format!("{}--- index.html\n", run.transcript());
        snapshot += &summary(&desk, "out");
        let again = desk.build(&[&["-o", "again", "--compare", "out"], &options[..]].concat());
        assert_eq!(again.code, run.code, "{}", again.transcript());
        let compared = summary(&desk, "again");
        if let Some((_, changes)) = compared.split_once("\nWhat changed since") {
            let next = ["\nScores\n", "\nDomains, by", "\nOutlook of"];
            let end = next.iter().filter_map(|next| changes.find(next)).min().unwrap();
            snapshot += &format!("--- compared with itself\nWhat changed since{}\n", &changes[..end]);
        }
        insta::assert_snapshot!(snapshot);
    });
}

/// The figures alone, for which no document is made.
#[test]
fn a_hundred_thousand_candidates_have_possible_figures() {
    let blueprint = parse(built_in()[0].toml).unwrap();
    let bytes = cohort_sheet::sheet(100_000, 1, Names::Latin).into_bytes();
    let files = vec![SheetFile { name: "class.csv".to_owned(), bytes }];
    let reading = read(files, &blueprint, &SheetOptions::default(), &OneByOne, &()).unwrap();
    let terms = Terms { as_of: date(2026, 11, 23), start: date(2026, 11, 24), default_half_hours: 16 };
    let candidate = |index: usize| {
        let history = reading.histories().get(index)?;
        let diagnosis = diagnose(&history, &blueprint, &terms);
        Some((history, diagnosis))
    };
    let mut tally = Tally::new(&blueprint, None);
    for (history, diagnosis) in (0..reading.histories().len()).filter_map(candidate) {
        tally.add(&history, &diagnosis, &blueprint);
    }
    let (as_of, sheets) = (terms.as_of, reading.sheets.clone());
    let terms =
        CohortTerms { blueprint: &blueprint, as_of, sheets, left_out: 0, teaching_half_hours: 24, earlier: None };
    let figures = CohortFigures::of(&tally, &candidate, terms);
    assert_eq!(figures.candidates, 100_000);
    assert_eq!(figures.workshops.iter().map(|workshop| workshop.hours).sum::<f64>(), 12.0);
    possible("", &serde_json::to_value(&figures).unwrap());
}

/// The text of index.html, a line for each run, where its figures and those of cohort.json and cohort.pdf are possible ones.
fn summary(desk: &Desk, out: &str) -> String {
    let (schema, file) = (project("cohort.schema.json"), desk.path(&format!("{out}/cohort.json")));
    let errors = reference("validate.py", &[schema.to_str().unwrap(), file.to_str().unwrap()]);
    assert!(errors.is_empty(), "{errors}");
    let figures: Value = serde_json::from_str(&desk.read(&format!("{out}/cohort.json"))).unwrap();
    possible("", &figures);
    let html = desk.read(&format!("{out}/index.html"));
    let has_days = ["earliest", "recommended", "booked"].iter().any(|days| figures["calendar"][days][0].is_object());
    let charts = usize::from(figures["scores"].is_object()) + usize::from(has_days);
    assert_eq!(html.matches("<figure").count(), charts, "a chart without anything to draw, or none");
    let page = visible_runs(&html).join("\n");
    let printed = pdf_text(&desk.path(&format!("{out}/cohort.pdf")));
    for text in [&page, &printed] {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let wrong: Vec<&str> = words.filter(|word| ["NaN", "inf", "null", "undefined"].contains(word)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(!text.contains("0 of 0"), "{text}");
    }
    page + "\n"
}

/// Every rate lies within its interval, and that within 0 and 1.
fn possible(path: &str, value: &Value) {
    match value {
        Value::Object(fields) => {
            let number = |key: &str| fields.get(key).and_then(Value::as_f64);
            if let (Some(low), Some(value), Some(high)) = (number("low"), number("value"), number("high")) {
                let least = if fields.contains_key("of") { 0.0 } else { -1.0 };
                assert!(least <= low && low <= value && value <= high && high <= 1.0, "{path}: {fields:?}");
                assert!(number("count") <= number("of"), "{path}: {fields:?}");
            }
            fields.iter().for_each(|(key, value)| possible(&format!("{path}.{key}"), value));
        }
        Value::Array(entries) => entries.iter().for_each(|entry| possible(path, entry)),
        _ => {}
    }
}
