//! Every figure of cohort.json is the one of an independent computation (exact, and checked there against the statistics of
//! scipy, statsmodels and numpy), and for a class of six the one that paper and pencil give.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fs;
use std::path::Path;

use harness::figures::{differences, figures, reference};
use harness::{AS_OF, Desk, project};

const DOP_C02: &str = "src/exam/dop-c02.toml";

/// The figures that the program writes for a sheet on the desk.
fn built(desk: &Desk, sheet: &str, exam: &str) -> serde_json::Value {
    let exam = project(exam);
    let format = ["--format", "html", "--archive", "plans.zip", "-o", "out", "--replace"];
    let run = desk.build(&[&format[..], &["--exam", exam.to_str().unwrap(), sheet]].concat());
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    figures(&desk.read("out/cohort.json"))
}

fn referenced(sheet: &Path, exam: &str, options: &[&str]) -> serde_json::Value {
    let exam = project(exam);
    let arguments = ["--cohort", exam.to_str().unwrap(), AS_OF, sheet.to_str().unwrap()];
    figures(&reference("reference.py", &[&arguments, options].concat()))
}

fn assert_same(desk: &Desk, sheet: &str, exam: &str, options: &[&str]) {
    let differences = differences(&built(desk, sheet, exam), &referenced(&desk.path(sheet), exam, options));
    assert!(differences.is_empty(), "{} paths differ:\n{}", differences.len(), differences.join("\n"));
}

fn generated_cohort(candidates: &str, seed: &str) {
    let desk = Desk::new();
    let blueprint = project(DOP_C02);
    desk.write("class.csv", reference("generate.py", &[blueprint.to_str().unwrap(), candidates, seed]));
    assert_same(&desk, "class.csv", DOP_C02, &[]);
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
    let mut all = differences(&built(&desk, "class-of-six.csv", DOP_C02), &by_hand);
    let reference = differences(&referenced(&desk.path("class-of-six.csv"), DOP_C02, &[]), &by_hand);
    all.extend(reference.into_iter().map(|difference| format!("the reference: {difference}")));
    assert!(all.is_empty(), "{} paths differ:\n{}", all.len(), all.join("\n"));
}

/// What cohort.schema.json says holds of every cohort.json, by an independent validator.
#[test]
fn the_schema_holds() {
    let sheets = ["samples/dop-c02-class.csv", "tests/cohort_figures/class-of-six.csv"];
    let nobody = "candidate_id,score\n-,abc\n";
    for sheet in sheets.map(Some).into_iter().chain([None]) {
        let desk = Desk::new();
        desk.write("class.csv", sheet.map_or(nobody.into(), |sheet| fs::read(project(sheet)).unwrap()));
        desk.build(&["--format", "html", "-o", "out", "class.csv"]);
        let (schema, file) = (project("cohort.schema.json"), desk.path("out/cohort.json"));
        let errors = reference("validate.py", &[schema.to_str().unwrap(), file.to_str().unwrap()]);
        assert!(errors.is_empty(), "{sheet:?}\n{errors}");
    }
    let wrong = Desk::new();
    wrong.write("cohort.json", "{\"candidates\": \"many\"}");
    let (schema, file) = (project("cohort.schema.json"), wrong.path("cohort.json"));
    let errors = reference("validate.py", &[schema.to_str().unwrap(), file.to_str().unwrap()]);
    assert!(errors.contains("$.candidates: 'many' is not of type 'integer'"), "{errors}");
}

#[test]
fn the_hours_of_teaching_are_those_of_the_settings() {
    for setting in ["1", "7", "8.75", "40"] {
        let desk = Desk::with("tests/cohort_figures/class-of-six.csv");
        desk.write("resit.toml", format!("teaching_hours = {setting}\n"));
        assert_same(&desk, "class-of-six.csv", DOP_C02, &["--teaching-hours", setting]);
    }
}

/// The last group has six candidates, enough for figures of its own.
#[test]
fn more_than_500_groups_are_only_counted() {
    for groups in [500, 501] {
        let desk = Desk::new();
        let rows: String = (1..=groups + 5)
            .map(|i| format!("C-{i},Ana {i},Group {},{},Competent\n", i.min(groups), 600 + i % 200))
            .collect();
        desk.write("class.csv", format!("candidate_id,name,group,score,sdlc\n{rows}"));
        assert_same(&desk, "class.csv", DOP_C02, &[]);
    }
}

/// P(X >= both) is 1/10 to the last digit, which is not below 0.10: Fisher's p of a single pair is the adjusted one.
#[test]
fn a_pair_at_exactly_a_tenth_does_not_stand_out() {
    for (rated, lines, safety, both) in [(5, 3, 3, 3), (10, 9, 9, 9), (42, 14, 4, 3), (42, 38, 28, 27)] {
        let desk = Desk::new();
        let kinds = [
            ("Below,Below", both),
            ("Below,Above", lines - both),
            ("Above,Below", safety - both),
            ("Above,Above", rated + both - lines - safety),
        ];
        let ratings = kinds.into_iter().flat_map(|(ratings, count)| std::iter::repeat_n(ratings, count));
        let rows: String = ratings.enumerate().map(|(i, ratings)| format!("C-{i},failed,{ratings}\n")).collect();
        desk.write("class.csv", format!("candidate_id,outcome,lines,safety\n{rows}"));
        assert_same(&desk, "class.csv", "tests/exams/two-equal.toml", &[]);
    }
}

/// With many candidates p can be smaller than any number of floating point; the order is still that of the probabilities.
#[test]
fn pairs_are_in_order_where_p_is_below_the_smallest_float() {
    let desk = Desk::new();
    let rating = |weak: bool| if weak { "Needs Improvement" } else { "Competent" };
    let rows: String = (0..1200)
        .map(|i| {
            let (weak, exception) = (i % 2 == 0, i < 2);
            format!("C-{i},failed,{},{},{},{}\n", rating(weak != exception), rating(weak), rating(weak), rating(weak))
        })
        .collect();
    desk.write("class.csv", format!("candidate_id,outcome,sdlc,config,resilience,monitoring\n{rows}"));
    assert_same(&desk, "class.csv", DOP_C02, &[]);
}
