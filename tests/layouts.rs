//! Sheets of any layout, through the program: headings below titles, in several rows, or missing; several attempts in a row;
//! a row for each domain; rows that are no people; several files of one class.
//! Adding a case means adding a file to `tests/layouts`, and its settings beside it as `.toml`, if it needs any.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use harness::{AS_OF, Desk};
use serde_json::Value;

/// What was understood of every candidate, for a reader.
fn understood(desk: &Desk, out: &str) -> String {
    let mut text = String::new();
    for line in desk.read(&format!("{out}/results.jsonl")).lines() {
        let result: Value = serde_json::from_str(line).unwrap();
        let words = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        text.push_str(&format!(
            "{}, {}, {}, group {}\n",
            words(&result["candidate_id"]),
            words(&result["name"]),
            words(&result["email"]),
            words(&result["group"])
        ));
        for attempt in result["attempts"].as_array().unwrap() {
            let ratings = attempt["ratings"].as_object().unwrap().iter().filter(|(_, rating)| !rating.is_null());
            let ratings: Vec<String> = ratings.map(|(domain, rating)| format!("{domain} {}", words(rating))).collect();
            text.push_str(&format!(
                "    {} row {}: attempt {}, {}, {} {}; {}\n",
                words(&attempt["file"]),
                attempt["row"],
                attempt["number"],
                words(&attempt["date"]),
                attempt["score"],
                words(&attempt["outcome"]),
                ratings.join(", ")
            ));
        }
    }
    text
}

/// The rows of a problems.csv without their reasons, which name the rows of the file that was read.
fn handed_back(problems: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(problems.as_bytes());
    reader.records().map(|row| row.unwrap().iter().skip(1).map(str::to_owned).collect()).collect()
}

#[test]
fn every_layout_is_read_or_refused_in_words() {
    insta::glob!("layouts/*.csv", |path| {
        let desk = Desk::new();
        desk.write("class.csv", std::fs::read(path).unwrap());
        if let Ok(settings) = std::fs::read(path.with_extension("toml")) {
            desk.write("resit.toml", settings);
        }
        let run = desk.build(&["class.csv", "--format", "html", "-o", "out"]);
        let mut snapshot = run.transcript();
        if run.code != Some(2) {
            snapshot.push_str(&format!("--- understood\n{}", understood(&desk, "out")));
        }
        if run.code == Some(1) {
            let problems = desk.read("out/problems.csv");
            snapshot
                .push_str(&format!("--- problems.csv\n{}", problems.trim_start_matches('\u{feff}').replace('\r', "")));
            // untouched, problems.csv changes nothing
            let again = desk.build(&["class.csv", "out/problems.csv", "--format", "html", "-o", "again"]);
            assert_eq!(again.code, Some(1), "{again:#?}");
            assert_eq!(understood(&desk, "again"), understood(&desk, "out"));
            assert_eq!(handed_back(&desk.read("again/problems.csv")), handed_back(&problems));
        }
        insta::assert_snapshot!(snapshot);
    });
}

#[test]
fn corrections_of_a_wide_sheet_are_read_as_the_sheet_is() {
    let desk = Desk::with("tests/layouts/several-attempts-in-a-row.csv");
    let class = "several-attempts-in-a-row.csv";
    desk.build(&[class, "--format", "html", "-o", "out"]);
    let problems = desk.read("out/problems.csv");
    let corrected = problems.replace(",1200,", ",690,").replace("Strang", "Strong").replace("2026-09-01", "2026-05-01");
    let corrected = corrected.replace(",8,,,,", ",8,2026-05-02,700,C,");
    desk.write("out/problems.csv", corrected);
    let run = desk.build(&[class, "out/problems.csv", "--format", "html", "-o", "again"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    insta::assert_snapshot!(understood(&desk, "again"));
}

#[test]
fn corrections_of_a_sheet_by_domain_are_read_as_the_sheet_is() {
    let desk = Desk::with("tests/layouts/a-row-for-each-domain.csv");
    let class = "a-row-for-each-domain.csv";
    desk.build(&[class, "--format", "html", "-o", "out"]);
    let problems = desk.read("out/problems.csv");
    let rows: Vec<String> = problems
        .lines()
        .filter(|row| !row.contains("SDLC Automation,Competent,640"))
        .map(|row| row.replace(",C,655,", ",C,640,").replace("Secruity", "Security"))
        .map(|row| if row.contains("C-005") { row.replace("SDLC,Strong,,", "SDLC,Strong,600,") } else { row })
        .collect();
    desk.write("out/problems.csv", rows.join("\n"));
    let run = desk.build(&[class, "out/problems.csv", "--format", "html", "-o", "again"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    insta::assert_snapshot!(understood(&desk, "again"));
}

/// A file of a class that says nothing of groups is one.
#[test]
fn several_files_of_one_class_are_its_groups() {
    let desk = Desk::new();
    desk.write("berlin.csv", "ID,Name,Score\nC-1,Ana Souza,612\nC-2,Bo Lind,abc\n");
    desk.write("Lisbon am.tsv", "ID\tName\tScore\tAttempt\nC-3\tChi Okoro\t700\t1\nC-1\tAna Souza\t655\t2\n");
    desk.write("porto.csv", "ID,Name,Score,Class\nC-4,Dana Weiß,640,evening\nC-5,Eli Haas,640,\n");
    let files = ["berlin.csv", "Lisbon am.tsv", "porto.csv"];
    let run = desk.build(&[&files[..], &["--format", "html", "-o", "out"]].concat());
    insta::assert_snapshot!(
        "several files",
        format!("{}\n--- understood\n{}", run.transcript(), understood(&desk, "out"))
    );
    let corrected = desk.read("out/problems.csv").replace("abc", "700");
    desk.write("problems.csv", corrected);
    let run = desk.build(&[&files[..], &["problems.csv", "--format", "html", "-o", "again"]].concat());
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert!(understood(&desk, "again").contains("C-2, Bo Lind, -, group berlin\n"), "{}", understood(&desk, "again"));
    // one file alone is no group
    let run = desk.build(&["berlin.csv", "--format", "html", "-o", "alone"]);
    assert_eq!(run.code, Some(1));
    assert!(understood(&desk, "alone").contains("group -"));
}

#[test]
fn the_row_of_the_headings_can_be_named() {
    let desk = Desk::with("tests/layouts/header-row.csv");
    let check = |arguments: &[&str]| desk.run(&[&["check", "--as-of", AS_OF, "header-row.csv"], arguments].concat());
    desk.write("resit.toml", "[columns]\ncandidate_id = \"Kennung\"\nscore = \"Punkte\"\n");
    let by_argument = check(&["--header-row", "3"]);
    assert!(by_argument.stdout.starts_with("1 candidate is ready"), "{by_argument:#?}");
    let mut by_environment = desk.command(&["check", "--as-of", AS_OF, "header-row.csv"]);
    by_environment.env("RESIT_HEADER_ROW", "3");
    assert_eq!(harness::Run::from(by_environment.output().unwrap()), by_argument);
    assert_eq!(check(&["--header-row", "three"]).code, Some(2));
}
