//! `--bundle`: all plans in one PDF to print for the class.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::{Desk, tool};

const CLASS: &str = "samples/dop-c02-class.csv";

#[test]
fn a_bundle_holds_every_plan_with_a_bookmark_on_sheets_of_its_own() {
    let desk = Desk::with(CLASS);
    let run = desk.build(&["dop-c02-class.csv", "-o", "out", "--bundle", "all-plans.pdf"]);
    assert!(run.code == Some(0) && run.stdout.contains("To print out/all-plans.pdf"), "{run:?}");
    let path = desk.path("out/all-plans.pdf");
    let checked = tool("qpdf", &["--check", path.to_str().unwrap()]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));

    let text = |file: &str, pages: [usize; 2]| {
        let [first, last] = pages.map(|page| page.to_string());
        let output = tool("pdftotext", &["-raw", "-f", &first, "-l", &last, desk.path(file).to_str().unwrap(), "-"]);
        String::from_utf8(output.stdout).unwrap()
    };
    let bundle = lopdf::Document::load(&path).unwrap();
    let entries = bundle.get_toc().unwrap().toc;
    let mut starts = entries.iter().filter(|entry| entry.level == 1);
    let manifest = desk.read("out/manifest.csv");
    let mut reader = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
    let mut page = 1;
    for row in reader.records().map(Result::unwrap) {
        let file = format!("out/{}", &row[8]);
        let pages = lopdf::Document::load(desk.path(&file)).unwrap().get_pages().len();
        let start = starts.next().unwrap();
        assert_eq!((start.title.as_str(), start.page), (&row[1], page));
        assert_eq!(text("out/all-plans.pdf", [page, page + pages - 1]), text(&file, [1, pages]));
        page += pages.next_multiple_of(2);
    }
    assert!(starts.next().is_none());
    assert_eq!(bundle.get_pages().len(), page - 1);
}

#[test]
fn a_bundle_needs_no_other_plans_and_goes_when_it_is_no_longer_asked_for() {
    let desk = Desk::with(CLASS);
    let build = |more: &[&str]| {
        let run = desk.build(&[&["dop-c02-class.csv", "-o", "out", "--format", "html"], more].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
    };
    build(&["--bundle", "all-plans.pdf"]);
    let first = std::fs::read(desk.path("out/all-plans.pdf")).unwrap();
    build(&["--bundle", "all-plans.pdf", "--archive", "plans.zip", "--jobs", "1"]);
    assert!(first == std::fs::read(desk.path("out/all-plans.pdf")).unwrap(), "the same plans give the same bytes");
    build(&[]);
    assert!(!desk.path("out/all-plans.pdf").exists());
}

#[test]
fn a_bundle_has_a_plain_name() {
    let desk = Desk::with(CLASS);
    for name in ["../all.pdf", "cohort.pdf", "all-plans", ".pdf"] {
        let run = desk.build(&["dop-c02-class.csv", "-o", "out", "--bundle", name]);
        assert!(run.code == Some(2) && run.stderr.contains("such as all-plans.pdf"), "{name}: {run:?}");
        assert!(!desk.path("out").exists());
    }
}
