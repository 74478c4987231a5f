//! The summary in a browser, used as a coach uses it: sorted, filtered, by the keyboard, by a link, narrow, zoomed, dark,
//! printed, and without scripts.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::figures::reference;
use harness::{Desk, in_browser, pdf_text, project};
use serde_json::Value;

/// Builds a sheet and uses its summary; `least` is how many things the browser looks at.
fn used(desk: &Desk, arguments: &[&str], least: u64) {
    let run = desk.build(&[arguments, &["-o", "out"]].concat());
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    let counts = in_browser("cohort_page/check.mjs", &[desk.path("out").to_str().unwrap()]);
    assert!(counts["checks"].as_u64().unwrap() >= least, "the browser looked at too little: {counts}");
}

#[test]
fn the_summary_of_the_sample_can_be_used() {
    let desk = Desk::with("samples/dop-c02-class.csv");
    used(&desk, &["dop-c02-class.csv"], 200);
    // printed from the browser, everybody is there
    let printed = pdf_text(&desk.path("out/printed.pdf"));
    for line in desk.read("out/results.jsonl").lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let id = record["candidate_id"].as_str().unwrap();
        assert!(printed.contains(id), "{id} is not on the printed page");
    }
}

/// More than 2,000 candidates are shown a part at a time, and without scripts all at once.
#[test]
fn the_summary_of_a_large_class_can_be_used() {
    let desk = Desk::new();
    let blueprint = project("src/exam/dop-c02.toml");
    desk.write("class.csv", reference("generate.py", &[blueprint.to_str().unwrap(), "2150", "7"]));
    used(&desk, &["class.csv", "--format", "html", "--archive", "plans.zip"], 200);
}

/// 1,000 candidates fit into a page of 1.5 MB.
#[test]
fn the_page_of_a_thousand_candidates_is_light() {
    let desk = Desk::new();
    let blueprint = project("src/exam/dop-c02.toml");
    desk.write("class.csv", reference("generate.py", &[blueprint.to_str().unwrap(), "1000", "3"]));
    let run = desk.build(&["class.csv", "--format", "html", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    let page = desk.read("out/index.html");
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    assert_eq!(page.matches("<a href=\"plans/").count(), 1000);
}
