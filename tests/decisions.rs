//! Every row of every decision table of the analysis has a sample candidate, and every conclusion is the one of an
//! independent computation. Adding a case means adding a row to a sheet in tests/decisions.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fs;
use std::path::Path;

use harness::figures::{differences, figures, reference};
use harness::{AS_OF, Desk, project, tool};

/// The blueprint of a decision sheet: DOP-C02, or the test exam after which a sheet in `others` is named.
fn exam(sheet: &Path) -> String {
    if sheet.parent().is_some_and(|folder| folder.ends_with("others")) {
        let name = Path::new(sheet.file_stem().unwrap()).with_extension("toml");
        return project("tests/exams").join(name).to_str().unwrap().to_owned();
    }
    "dop-c02".to_owned()
}

fn results(desk: &Desk, sheet: &Path, exam: &str) -> String {
    let run = desk.build(&["--format", "html", "-o", "out", "--replace", "--exam", exam, sheet.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    desk.read("out/results.jsonl")
}

#[test]
fn every_line_is_as_it_was_read_and_accepted() {
    insta::glob!("decisions/**/*.csv", |sheet| {
        insta::assert_snapshot!(results(&Desk::new(), sheet, &exam(sheet)));
    });
}

#[test]
fn every_row_of_every_decision_table_is_shown() {
    let desk = Desk::new();
    let decisions = project("tests/decisions");
    for folder in ["", "others"] {
        for entry in fs::read_dir(decisions.join(folder)).unwrap() {
            let sheet = entry.unwrap().path();
            if sheet.extension().is_some_and(|ending| ending == "csv") {
                let name = Path::new("results").join(folder).join(sheet.file_stem().unwrap()).with_extension("jsonl");
                desk.write(name.to_str().unwrap(), results(&desk, &sheet, &exam(&sheet)));
            }
        }
    }
    let script = decisions.join("check_rows.py");
    let arguments = [&script, &decisions, &desk.path("results")].map(|path| path.to_str().unwrap().to_owned());
    let output = tool("python3", &arguments.each_ref().map(String::as_str));
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
}

/// The reference computes the same lines and cohort figures in Python, from the rules alone, with exact fractions.
#[test]
fn an_independent_computation_concludes_the_same() {
    let mut blueprints: Vec<_> =
        fs::read_dir(project("tests/exams")).unwrap().map(|entry| entry.unwrap().path()).collect();
    blueprints.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    blueprints.push(project("src/exam/dop-c02.toml"));
    blueprints.sort();
    assert_eq!(blueprints.len(), 7);
    for blueprint in blueprints.iter().map(|path| path.to_str().unwrap()) {
        let (candidates, seeds) = if blueprint.ends_with("dop-c02.toml") { ("500", 1..=3) } else { ("120", 1..=1) };
        for seed in seeds {
            let desk = Desk::new();
            desk.write("class.csv", reference("generate.py", &[blueprint, candidates, &seed.to_string()]));
            let sheet = desk.path("class.csv");
            let lines = results(&desk, &sheet, blueprint);
            let expected = reference("reference.py", &[blueprint, AS_OF, sheet.to_str().unwrap()]);
            for (line, expected) in lines.lines().zip(expected.lines()) {
                assert_eq!(line, expected);
            }
            assert_eq!(lines.lines().count(), expected.lines().count());
            let cohort = reference("reference.py", &["--cohort", blueprint, AS_OF, sheet.to_str().unwrap()]);
            let differences = differences(&figures(&desk.read("out/cohort.json")), &figures(&cohort));
            assert!(differences.is_empty(), "{blueprint}, seed {seed}:\n{}", differences.join("\n"));
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
