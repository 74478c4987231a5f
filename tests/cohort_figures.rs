//! Every figure of cohort.json is the one of an independent computation (exact, and checked there against the statistics of
//! scipy, statsmodels and numpy), and for a class of six the one that paper and pencil give.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fs;
use std::path::Path;

use harness::figures::{differences, figures, reference};
use harness::{AS_OF, Desk, project};

/// The figures that the program writes for a sheet on the desk.
fn built(desk: &Desk, sheet: &str) -> serde_json::Value {
    let run = desk.build(&["--format", "html", "--archive", "plans.zip", "-o", "out", sheet]);
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    figures(&desk.read("out/cohort.json"))
}

fn referenced(sheet: &Path, options: &[&str]) -> serde_json::Value {
    let blueprint = project("src/exam/dop-c02.toml");
    let arguments = ["--cohort", blueprint.to_str().unwrap(), AS_OF, sheet.to_str().unwrap()];
    figures(&reference("reference.py", &[&arguments, options].concat()))
}

fn assert_same(desk: &Desk, sheet: &str, options: &[&str]) {
    let differences = differences(&built(desk, sheet), &referenced(&desk.path(sheet), options));
    assert!(differences.is_empty(), "{} paths differ:\n{}", differences.len(), differences.join("\n"));
}

fn generated_cohort(candidates: &str, seed: &str) {
    let desk = Desk::new();
    let blueprint = project("src/exam/dop-c02.toml");
    desk.write("class.csv", reference("generate.py", &[blueprint.to_str().unwrap(), candidates, seed]));
    assert_same(&desk, "class.csv", &[]);
}

#[test]
fn a_cohort_of_12_has_the_figures_of_the_reference() {
    generated_cohort("12", "1");
}

#[test]
fn a_cohort_of_200_has_the_figures_of_the_reference() {
    generated_cohort("200", "2");
}

#[test]
fn a_cohort_of_5000_has_the_figures_of_the_reference() {
    generated_cohort("5000", "1");
}

/// How each was found: tests/cohort_figures/class-of-six.md.
#[test]
fn a_class_of_six_has_the_figures_that_were_computed_by_hand() {
    let desk = Desk::with("tests/cohort_figures/class-of-six.csv");
    let by_hand = figures(&fs::read_to_string(project("tests/cohort_figures/class-of-six.json")).unwrap());
    let mut all = differences(&built(&desk, "class-of-six.csv"), &by_hand);
    let reference = differences(&referenced(&desk.path("class-of-six.csv"), &[]), &by_hand);
    all.extend(reference.into_iter().map(|difference| format!("the reference: {difference}")));
    assert!(all.is_empty(), "{} paths differ:\n{}", all.len(), all.join("\n"));
}

#[test]
fn the_hours_of_teaching_are_those_of_the_settings() {
    for (setting, hours) in [("0.5", "0.5"), ("7", "7"), ("8.5", "8.5"), ("40", "40")] {
        let desk = Desk::with("tests/cohort_figures/class-of-six.csv");
        desk.write("resit.toml", format!("teaching_hours = {setting}\n"));
        assert_same(&desk, "class-of-six.csv", &["--teaching-hours", hours]);
    }
}

#[test]
fn more_than_500_groups_are_left_out() {
    for groups in [500, 501] {
        let desk = Desk::new();
        let rows: String =
            (1..=groups).map(|i| format!("C-{i},Ana {i},Group {i},{},Competent\n", 600 + i % 200)).collect();
        desk.write("class.csv", format!("candidate_id,name,group,score,sdlc\n{rows}"));
        assert_same(&desk, "class.csv", &[]);
    }
}
