//! The documents under real readers: an extractor of text, and the HTML checker of the W3C. `conformance` checks the PDFs as files.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::path::PathBuf;

use harness::figures::reference;
use harness::{Desk, is_embedded, pdf_text, project, tool};
use serde_json::Value;

/// The sample class, built.
fn class() -> Desk {
    let desk = Desk::with("samples/dop-c02-class.csv");
    let run = desk.build(&["dop-c02-class.csv", "--share", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    desk
}

fn with_ending(desk: &Desk, ending: &str) -> Vec<PathBuf> {
    let files = desk.files("out").into_keys().filter(|name| name.ends_with(ending));
    files.map(|name| desk.path("out").join(name)).collect()
}

/// A plan has at most four pages and a review at most two: longer ones are not read.
#[test]
fn plans_and_reviews_are_short_enough_to_be_read() {
    let desk = class();
    for line in desk.read("out/results.jsonl").lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let most = if record["plan"].is_null() { 2 } else { 4 };
        let id = record["candidate_id"].as_str().unwrap();
        let path = pdf_of(&desk, id);
        let pages = tool("qpdf", &["--show-npages", path.to_str().unwrap()]).stdout;
        let pages: u32 = String::from_utf8(pages).unwrap().trim().parse().unwrap();
        assert!(pages <= most, "{id} has {pages} pages");
    }
}

/// The summary is for a meeting: two to six pages, however many candidates there are.
#[test]
fn the_summary_is_short_enough_for_a_meeting() {
    let desk = Desk::with("samples/dop-c02-class.csv");
    let blueprint = project("src/exam/dop-c02.toml");
    for (candidates, seed) in [("12", "1"), ("200", "2"), ("1000", "3")] {
        let sheet = reference("generate.py", &[blueprint.to_str().unwrap(), candidates, seed]);
        desk.write(&format!("{candidates}.csv"), sheet);
    }
    for (sheet, options) in [
        ("12.csv", &[][..]),
        ("200.csv", &[]),
        ("1000.csv", &["--compare", "200.csv-plans"]),
        ("dop-c02-class.csv", &["--compare", "12.csv-plans"]),
    ] {
        let out = format!("{sheet}-plans");
        let general = [sheet, "--format", "html", "--archive", "plans.zip", "-o", &out];
        let run = desk.build(&[&general, options].concat());
        assert_eq!(run.code, Some(0), "{}", run.transcript());
        let summary = desk.path(&out).join("cohort.pdf");
        tool("qpdf", &["--check", summary.to_str().unwrap()]);
        let pages = tool("qpdf", &["--show-npages", summary.to_str().unwrap()]).stdout;
        let pages: u32 = String::from_utf8(pages).unwrap().trim().parse().unwrap();
        assert!((2..=6).contains(&pages), "{sheet}: {pages} pages");
        let text = pdf_text(&summary);
        for heading in ["At a glance", "What to teach, and to whom", "When they can sit again", "Candidates"] {
            assert!(text.contains(heading), "{sheet}: {heading} is not in {text}");
        }
    }
}

/// The PDF of a candidate, by the manifest.
fn pdf_of(desk: &Desk, id: &str) -> PathBuf {
    let manifest = desk.read("out/manifest.csv");
    let mut manifest = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
    let row = manifest.records().map(Result::unwrap).find(|row| &row[0] == id).unwrap();
    desk.path("out").join(&row[8])
}

#[test]
fn every_page_is_valid_html() {
    let desk = class();
    let pages = with_ending(&desk, ".html");
    assert_eq!(pages.len(), 26);
    let jar = project("target/tools/node_modules/vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "the HTML checker is missing: `make setup` installs it");
    let mut arguments = vec!["-jar", jar.to_str().unwrap()];
    arguments.extend(pages.iter().map(|page| page.to_str().unwrap()));
    let output = tool("java", &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_pdf_holds_every_name_and_figure() {
    let desk = class();
    let mut drawn = 0;
    for line in desk.read("out/results.jsonl").lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let id = record["candidate_id"].as_str().unwrap();
        let text = pdf_text(&pdf_of(&desk, id));
        let words = squeezed(&text);
        let name = record["name"].as_str().unwrap();
        // poppler turns the letters of the ligature lam-alef around
        let in_ligature = ["لا", "لأ", "لإ", "لآ"].iter().any(|ligature| name.contains(ligature));
        if name.chars().all(is_embedded) && !in_ligature {
            assert!(words.contains(&squeezed(name)), "{id}: {name} is not in {words}");
            drawn += 1;
        }
        let expect = |figure: String| assert!(words.contains(&squeezed(&figure)), "{id}: {figure:?} is not in {words}");
        if let Some(score) = record["score"].as_i64() {
            expect(score.to_string());
        }
        let number = |value: &Value| value.as_f64().unwrap().to_string();
        if let Some(plan) = record["plan"].as_object() {
            if plan["build_weeks"].as_u64() > Some(0) {
                for (_, hours) in plan["hours"].as_object().unwrap() {
                    expect(format!("{} h", number(hours)));
                }
            }
            for week in plan["schedule"].as_array().unwrap() {
                for (_, hours) in week["hours"].as_object().unwrap() {
                    expect(format!("{} h", number(hours)));
                }
            }
            for day in ["earliest_retake", "recommended_retake"] {
                if let Some(date) = plan[day].as_str() {
                    expect(date_in_words(date));
                }
            }
        }
        for step in record["estimate"]["path"].as_array().into_iter().flatten() {
            expect(format!("{} points", number(&step["gain"])));
        }
        if let Some(expires) = record["passing"]["expires"].as_str() {
            expect(date_in_words(expires));
        }
    }
    assert!(drawn >= 20, "{drawn} names");
}

fn date_in_words(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<usize> = date.split('-').map(|part| part.parse().unwrap()).collect();
    format!("{} {} {}", parts[2], MONTHS[parts[1] - 1], parts[0])
}

/// Without white space, hyphens, and the marks with which pdftotext shows the direction of text.
fn squeezed(text: &str) -> String {
    let dropped = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{ad}' | '\u{c}' | '\u{202a}'..='\u{202e}');
    text.chars().filter(|&c| !dropped(c)).collect()
}
