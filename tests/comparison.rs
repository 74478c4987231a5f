//! `--compare`: every figure is the one of the independent computation, and of paper and pencil; what the section says; and
//! every file that cannot be compared is refused in words before anything is written.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fs;

use harness::figures::{differences, figures, reference};
use harness::page_text::visible_runs;
use harness::{AS_OF, Desk, pdf_text, project};
use serde_json::Value;

const DOP_C02: &str = "src/exam/dop-c02.toml";
const HTML: [&str; 5] = ["--format", "html", "--archive", "plans.zip", "--replace"];

/// A desk with a sheet as now.csv, and with the build of its rows up to a day (and of those without one, where `undated`) in
/// the folder earlier.
fn desk(sheet: &str, day: &str, undated: bool) -> Desk {
    let desk = Desk::new();
    desk.write("now.csv", sheet);
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let date = headings.iter().position(|heading| ["date", "Exam date"].contains(&heading)).unwrap();
    let mut earlier = csv::Writer::from_writer(Vec::new());
    earlier.write_record(&headings).unwrap();
    let stood = |row: &csv::StringRecord| if row[date].is_empty() { undated } else { &row[date] <= day };
    reader.records().map(Result::unwrap).filter(stood).for_each(|row| earlier.write_record(&row).unwrap());
    desk.write("earlier.csv", earlier.into_inner().unwrap());
    let run = desk.run(&[&["build", "--as-of", day, "-o", "earlier", "earlier.csv"], &HTML[..]].concat());
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    desk
}

/// What a build of now.csv that is compared says in its cohort.json.
fn built(desk: &Desk) -> Value {
    let run = desk.build(&[&["-o", "out", "--compare", "earlier", "now.csv"], &HTML[..]].concat());
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    figures(&desk.read("out/cohort.json"))
}

fn referenced(desk: &Desk) -> Value {
    let (exam, sheet, earlier) = (project(DOP_C02), desk.path("now.csv"), desk.path("earlier/cohort.json"));
    let [exam, sheet, earlier] = [&exam, &sheet, &earlier].map(|path| path.to_str().unwrap());
    figures(&reference("reference.py", &["--cohort", exam, AS_OF, sheet, "--compare", earlier]))
}

fn assert_none(differences: &[String]) {
    assert!(differences.is_empty(), "{} paths differ:\n{}", differences.len(), differences.join("\n"));
}

fn generated_cohort(candidates: &str, seed: &str, day: &str) {
    let exam = project(DOP_C02);
    let desk = desk(&reference("generate.py", &[exam.to_str().unwrap(), candidates, seed]), day, true);
    assert_none(&differences(&built(&desk), &referenced(&desk)));
}

#[test]
fn a_cohort_of_12_is_compared_as_by_the_reference() {
    generated_cohort("12", "1", "2025-12-31");
}

#[test]
fn a_cohort_of_200_is_compared_as_by_the_reference() {
    generated_cohort("200", "2", "2026-03-31");
}

#[test]
fn a_cohort_of_5000_is_compared_as_by_the_reference() {
    generated_cohort("5000", "1", "2026-06-30");
}

/// How each was found: tests/comparison/class-of-six.md.
#[test]
fn a_class_of_six_is_compared_as_by_hand() {
    let sheet = fs::read_to_string(project("tests/comparison/class-of-six.csv")).unwrap();
    let desk = desk(&sheet, "2026-09-30", false);
    let by_hand: Value =
        serde_json::from_str(&fs::read_to_string(project("tests/comparison/class-of-six.json")).unwrap()).unwrap();
    assert_none(&differences(&built(&desk)["comparison"], &by_hand));
    assert_none(&differences(&referenced(&desk)["comparison"], &by_hand));
}

#[test]
fn the_schema_holds_with_a_comparison() {
    let desk = sample();
    let errors = |file: &str| {
        let (schema, file) = (project("cohort.schema.json"), desk.path(file));
        reference("validate.py", &[schema.to_str().unwrap(), file.to_str().unwrap()])
    };
    built(&desk);
    assert_eq!(errors("out/cohort.json"), "");
    // with nobody before
    desk.write("earlier/cohort.json", r#"{"exam":"dop-c02","as_of":"2026-08-31","attempts":0}"#);
    built(&desk);
    assert_eq!(errors("out/cohort.json"), "");
}

/// The sample class, and its build at the end of August.
fn sample() -> Desk {
    desk(&fs::read_to_string(project("samples/dop-c02-class.csv")).unwrap(), "2026-08-31", false)
}

/// The section of a page that begins with this heading, up to the one that the next section has.
fn section(runs: &[String], heading: &str, next: &str) -> String {
    let start = runs.iter().position(|run| run.starts_with(heading)).unwrap();
    let length = runs[start..].iter().position(|run| run == next).unwrap();
    runs[start..start + length].join("\n")
}

#[test]
fn the_section_says_the_same_in_both_faces() {
    let desk = sample();
    desk.build(&["-o", "out", "--compare", "earlier", "--archive", "plans.zip", "now.csv"]);
    let page = visible_runs(&desk.read("out/index.html"));
    let on_the_page = section(&page, "What changed since", "Scores");
    insta::assert_snapshot!("section", on_the_page);
    let lines: Vec<String> = pdf_text(&desk.path("out/cohort.pdf")).lines().map(str::to_owned).collect();
    let in_the_pdf = section(&lines, "What changed since", "Scores");
    insta::assert_snapshot!("section in the PDF", in_the_pdf);
    let close = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let in_the_pdf = close(&in_the_pdf);
    for run in on_the_page.lines() {
        assert!(in_the_pdf.contains(&close(run)), "{run}");
    }
}

#[test]
fn the_section_reads_well_in_other_languages() {
    for (language, next) in [("de", "Punktzahlen"), ("es", "Puntuaciones")] {
        let desk = sample();
        desk.build(&[&["-o", "out", "--language", language, "--compare", "earlier", "now.csv"], &HTML[..]].concat());
        let page = visible_runs(&desk.read("out/index.html"));
        let heading = if language == "de" { "Was sich seit" } else { "Qué ha cambiado" };
        insta::assert_snapshot!(format!("section {language}"), section(&page, heading, next));
    }
}

/// No more than the interval allows, whatever the rate did.
#[test]
fn the_words_claim_no_more_than_the_interval() {
    let rows = |passed: usize, of: usize, date: &str| -> String {
        let row = |i: usize| {
            let (outcome, sdlc) = if i < passed { ("passed", "Competent") } else { ("failed", "Needs Improvement") };
            format!("C-{i},{date},{outcome},{sdlc}\n")
        };
        format!("candidate_id,date,outcome,sdlc\n{}", (0..of).map(row).collect::<String>())
    };
    let mut said = String::new();
    for (now, before) in
        [((11, 20), Some((8, 20))), ((60, 100), Some((40, 100))), ((1, 40), Some((20, 40))), ((3, 10), Some((5, 10)))]
            .into_iter()
            .chain([((3, 9), Some((3, 9))), ((3, 5), Some((1, 4))), ((1, 5), None)])
    {
        let desk = Desk::new();
        desk.write("now.csv", rows(now.0, now.1, "2026-11-01"));
        let rate = before.map_or("null".to_owned(), |(count, of)| format!(r#"{{"count":{count},"of":{of}}}"#));
        let weak = before.map_or("null".to_owned(), |(count, of)| format!(r#"{{"count":{},"of":{of}}}"#, of - count));
        desk.write(
            "earlier/cohort.json",
            format!(
                r#"{{"exam":"dop-c02","as_of":"2026-09-30","attempts":100,"pass_rate":{rate},"domains":[{{"key":"sdlc","weak_rate":{weak}}}]}}"#
            ),
        );
        for language in ["en", "de", "es"] {
            let options = ["-o", language, "--language", language, "--compare", "earlier", "now.csv"];
            let run = desk.build(&[&options[..], &HTML[..]].concat());
            assert_eq!(run.code, Some(0), "{}", run.transcript());
            let page = visible_runs(&desk.read(&format!("{language}/index.html")));
            let at = page.iter().position(|run| run.contains("30") && run.contains("2026") && run.len() > 20).unwrap();
            said += &format!("{}\n", page[at + 1..at + 3].join("\n"));
        }
        said += "\n";
    }
    insta::assert_snapshot!("words", said);
}

#[test]
fn the_folder_of_the_build_itself_is_read_before_it_is_written() {
    let desk = sample();
    let into_earlier = ["-o", "earlier", "--compare", "earlier", "now.csv"];
    let run = desk.build(&[&into_earlier[..], &HTML[..]].concat());
    assert_eq!(run.code, Some(0), "{}", run.transcript());
    let comparison = &figures(&desk.read("earlier/cohort.json"))["comparison"];
    assert_eq!((&comparison["as_of"], &comparison["candidates"]["before"]), (&"2026-08-31".into(), &16.into()));
    // the file itself does as well
    let desk = sample();
    let options = ["-o", "out", "--compare", "earlier/cohort.json", "now.csv"];
    desk.build(&[&options[..], &HTML[..]].concat());
    assert_eq!(&figures(&desk.read("out/cohort.json"))["comparison"], comparison);
}

#[test]
fn what_cannot_be_compared_is_refused_before_anything_is_written() {
    let desk = Desk::with("samples/dop-c02-class.csv");
    let mut said = String::new();
    let with = |keys: &str| format!(r#"{{"exam":"dop-c02","as_of":"2026-08-31","attempts":9{keys}}}"#);
    fs::create_dir(desk.path("empty")).unwrap();
    fs::create_dir_all(desk.path("folder/cohort.json")).unwrap();
    let files = [
        ("not-json/cohort.json", "Cohort summary".to_owned()),
        ("cut-off/cohort.json", with("")[..40].to_owned()),
        ("deep/cohort.json", "[".repeat(100_000)),
        ("a-list.json", "[1, 2]".to_owned()),
        ("other-file.json", r#"{"name":"resit"}"#.to_owned()),
        ("no-day.json", with("").replace("08-31", "02-30")),
        ("other-exam/cohort.json", with("").replace("dop-c02", "clf-c02")),
        ("later/cohort.json", with("").replace("2026-08-31", "2026-12-01")),
        ("changed/cohort.json", with(r#","pass_rate":{"count":7,"of":5}"#)),
    ];
    for (name, text) in &files {
        desk.write(name, text);
    }
    fs::File::create(desk.path("huge.json")).unwrap().set_len((64 << 20) + 1).unwrap();
    let paths = ["no-such-folder", "empty", "folder", "dop-c02-class.csv", "huge.json"];
    for path in paths.into_iter().chain(files.iter().map(|(name, _)| name.trim_end_matches("/cohort.json"))) {
        let run = desk.build(&["-o", "out", "--compare", path, "dop-c02-class.csv"]);
        said += &format!("# --compare {path}\n{}\n", run.transcript());
        assert_eq!(run.code, Some(2));
        assert!(!desk.path("out").exists(), "{path}");
    }
    insta::assert_snapshot!("refused", said);
}
