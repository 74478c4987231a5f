//! What `--share` writes to hand on: no count of one to four people can be computed back, by a solver that tries, and nothing
//! names anybody.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeSet;
use std::fs;

use harness::figures::reference;
use harness::page_text::visible_runs;
use harness::{Desk, pdf_text, project, tool};
use serde_json::Value;

const DOP_C02: &str = "src/exam/dop-c02.toml";
const CLASS: &str = "samples/dop-c02-class.csv";
/// A name that stands nowhere else.
const SHEET: &str = "autumn-4711.csv";

fn built(sheet: impl AsRef<[u8]>, more: &[&str]) -> Desk {
    let desk = Desk::new();
    desk.write(SHEET, sheet);
    let run =
        desk.build(&[&[SHEET, "-o", "out", "--format", "html", "--archive", "plans.zip", "--share"], more].concat());
    assert!(run.code.is_some_and(|code| code < 2), "{run:?}");
    desk
}

/// What the solver finds: how many cells there are of each kind.
fn attacked(name: &str, desk: &Desk, passing: &str) -> Value {
    let page = desk.path("out/share.html");
    let found: Value = serde_json::from_str(&reference("attack.py", &[page.to_str().unwrap(), passing])).unwrap();
    assert_eq!(
        found["told"],
        serde_json::json!([]),
        "{name}\n{}",
        visible_runs(&desk.read("out/share.html")).join("\n")
    );
    found["cells"].clone()
}

/// Ids, names, addresses, groups and notes of everybody, and the name of the sheet.
fn secrets(desk: &Desk) -> BTreeSet<String> {
    let mut secrets = BTreeSet::from([SHEET.to_owned(), "autumn".to_owned()]);
    let mut sheet = csv::ReaderBuilder::new().flexible(true).from_reader(fs::File::open(desk.path(SHEET)).unwrap());
    let headings = sheet.headers().unwrap().clone();
    let personal = [
        "Candidate ID",
        "candidate_id",
        "ID",
        "Name",
        "name",
        "Email",
        "email",
        "Class",
        "group",
        "Note",
        "note",
        "Employer",
    ];
    for row in sheet.records() {
        let row = row.unwrap();
        let cells = headings.iter().zip(&row).filter(|(heading, _)| personal.contains(heading));
        secrets.extend(cells.map(|(_, cell)| cell.trim().to_owned()).filter(|cell| cell.chars().count() > 1));
    }
    secrets
}

/// The secret stands in the text as a word of its own.
fn holds(text: &str, secret: &str) -> bool {
    text.match_indices(secret).any(|(at, _)| {
        let is_word = |c: char| c.is_alphanumeric();
        !text[..at].ends_with(is_word) && !text[at + secret.len()..].starts_with(is_word)
    })
}

fn assert_nobody_is_named(name: &str, desk: &Desk) {
    let (page, pdf) = (desk.read("out/share.html"), desk.path("out/share.pdf"));
    let check = tool("qpdf", &["--check", pdf.to_str().unwrap()]);
    assert!(check.status.success(), "{name}: {}", String::from_utf8_lossy(&check.stderr));
    let (open, info) = (desk.path("open.pdf"), tool("pdfinfo", &["-meta", pdf.to_str().unwrap()]));
    let streams = ["--qdf", "--object-streams=disable", pdf.to_str().unwrap(), open.to_str().unwrap()];
    assert!(tool("qpdf", &streams).status.success());
    let raw = String::from_utf8_lossy(&fs::read(open).unwrap()).into_owned();
    let lower = raw.to_lowercase();
    let texts = [page.clone(), pdf_text(&pdf), String::from_utf8_lossy(&info.stdout).into_owned()];
    for secret in secrets(desk) {
        assert!(!texts.iter().any(|text| holds(text, &secret)), "{name}: {secret} is told");
        // in strings of the file, as they are or in UTF-16
        let wide: String = secret.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
        assert!(!holds(&raw, &secret) && !lower.contains(&wide), "{name}: {secret} is in share.pdf");
    }
    assert!(!page.contains("plans") && !page.contains("<script") && !page.contains("resit-candidate"), "{name}");
}

fn generated(candidates: u32, seed: u32) -> String {
    let blueprint = project(DOP_C02);
    reference("generate.py", &[blueprint.to_str().unwrap(), &candidates.to_string(), &seed.to_string()])
}

/// One row for each: score or outcome, and six ratings.
fn class(rows: impl IntoIterator<Item = (String, [&'static str; 6])>) -> String {
    let rows = rows.into_iter().enumerate().map(|(at, (score, ratings))| {
        format!("Zz-{at},Quentin Zapf {at},{score},Wednesday club,{}\n", ratings.join(","))
    });
    "ID,Name,Score,Class,SDLC,Domain 2,Domain 3,Domain 4,Domain 5,Domain 6\n".to_owned() + &rows.collect::<String>()
}

const WEAK: &str = "Needs Improvement";

#[test]
fn no_small_count_can_be_computed_back() {
    let ratings =
        [[WEAK, "Competent", "Strong", "", "Competent", WEAK], ["Competent", WEAK, "", "Strong", "Strong", WEAK]];
    let scores = |scores: &[i64]| {
        class(scores.iter().zip(ratings.iter().cycle()).map(|(score, ratings)| (score.to_string(), *ratings)))
    };
    let mut sheets = vec![
        ("sample".to_owned(), fs::read_to_string(project(CLASS)).unwrap()),
        ("six".to_owned(), fs::read_to_string(project("tests/cohort_figures/class-of-six.csv")).unwrap()),
        (
            "three of 24 passed".to_owned(),
            scores(&[vec![500; 6], vec![610; 5], vec![700; 10], vec![760, 760, 900]].concat()),
        ),
        ("all passed".to_owned(), scores(&(0..14).map(|at| 750 + 17 * at).collect::<Vec<_>>())),
        ("everybody failed".to_owned(), scores(&(0..14).map(|at| 400 + 17 * at).collect::<Vec<_>>())),
        ("nobody rated".to_owned(), class((0..30).map(|at| ((600 + at * 9).to_string(), [""; 6])))),
    ];
    sheets.extend(
        [5, 6, 7, 8, 9, 12, 16, 25, 40, 70, 200].map(|size| (format!("generated {size}"), generated(size, size))),
    );
    let mut cells: Vec<u64> = vec![0; 3];
    for (name, sheet) in sheets {
        let desk = built(sheet, &[]);
        let found = attacked(&name, &desk, "750");
        for (sum, kind) in cells.iter_mut().zip(["<5", "–", "told"]) {
            *sum += found[kind].as_u64().unwrap();
        }
        assert_nobody_is_named(&name, &desk);
    }
    // there was something to attack, and something to read
    assert!(cells[0] > 100 && cells[1] > 20 && cells[2] > 100, "{cells:?}");
}

#[test]
fn a_class_without_scores_tells_its_ratings() {
    let exam = project("tests/exams/four-levels-no-scale.toml");
    let ratings = ["Needs Improvement", "Below Target", "Target", "Above Target", ""];
    let rows: String = (0..33_usize)
        .map(|at| {
            let rating = |by: usize| ratings[at * at / by % 5];
            let outcome = if at % 3 == 0 { "pass" } else { "fail" };
            format!("Zz-{at},Quentin Zapf {at},{outcome},Wednesday club,{},{},{}\n", rating(1), rating(2), rating(7))
        })
        .collect();
    let desk = built(
        format!("ID,Name,Result,Class,People,Process,Business Environment\n{rows}"),
        &["--exam", exam.to_str().unwrap()],
    );
    let found = attacked("no scores", &desk, "750");
    assert!(found["told"].as_u64().unwrap() > 4, "{found}");
    assert_nobody_is_named("no scores", &desk);
    let text = visible_runs(&desk.read("out/share.html")).join("\n");
    assert!(text.contains("11 of 33 candidates passed") && !text.contains("Scores"), "{text}");
}

/// The passing score cuts a range of scores in two, so that each part belongs to one outcome.
#[test]
fn a_passing_score_between_the_edges_of_the_ranges_tells_nothing() {
    let exam = fs::read_to_string(project(DOP_C02)).unwrap().replace("passing = 750", "passing = 730");
    let scores =
        [vec![705; 9], vec![725; 8], vec![729; 3], vec![730; 2], vec![745; 6], vec![760; 5], vec![999]].concat();
    let rows = scores.iter().map(|score| (score.to_string(), ["Competent", WEAK, "Strong", "", "", "Competent"]));
    let desk = Desk::new();
    desk.write("exam.toml", exam).write(SHEET, class(rows));
    let exam = desk.path("exam.toml");
    let run = desk.build(&[SHEET, "-o", "out", "--format", "html", "--share", "--exam", exam.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    attacked("730", &desk, "730");
    let text = visible_runs(&desk.read("out/share.html")).join(" ");
    assert!(text.contains("700–729 failed 20") && text.contains("750–799 passed 5"), "{text}");
}

#[test]
fn fewer_than_five_are_told_nothing_of() {
    for size in 0..5 {
        let rows = (0..size).map(|at| (format!("{}", 700 + 30 * at), [WEAK; 6]));
        let sheet = if size > 0 { class(rows) } else { class([("lots".to_owned(), [WEAK; 6])]) };
        let desk = built(sheet, &[]);
        let text = visible_runs(&desk.read("out/share.html")).join("\n");
        assert!(text.contains("Fewer than five candidates: their results are not shown."), "{text}");
        assert!(!text.contains("Candidates\n") && !text.contains('%'), "{size}\n{text}");
        assert_nobody_is_named(&format!("class of {size}"), &desk);
    }
}

#[test]
fn the_sample_class_reads_well() {
    for language in ["en", "de", "es"] {
        let desk = built(fs::read(project(CLASS)).unwrap(), &["--language", language]);
        insta::assert_snapshot!(format!("share {language}"), visible_runs(&desk.read("out/share.html")).join("\n"));
    }
    let desk = built(generated(200, 2), &[]);
    insta::assert_snapshot!("share of 200", visible_runs(&desk.read("out/share.html")).join("\n"));
}

#[test]
fn it_is_written_where_it_is_asked_for_and_goes_again() {
    let desk = Desk::with(CLASS);
    let build = |more: &[&str]| {
        let run = desk.build(&[&["dop-c02-class.csv", "-o", "out", "--format", "html"], more].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let names = desk.files("out").into_keys().filter(|name| name.starts_with("share")).collect::<Vec<_>>();
        (names, run.stdout)
    };
    assert_eq!(build(&[]).0, [""; 0]);
    let (names, told) = build(&["--share"]);
    assert_eq!(names, ["share.html", "share.pdf"]);
    assert!(told.contains("To share out/share.html, out/share.pdf\n"), "{told}");
    assert_eq!(build(&[]).0, [""; 0]);
    let run = desk.command(&["build", "dop-c02-class.csv", "-o", "out"]).env("RESIT_SHARE", "1").output().unwrap();
    assert!(run.status.success() && desk.path("out/share.pdf").exists());
    assert_eq!(desk.build(&["dop-c02-class.csv", "--bundle", "share.pdf"]).code, Some(2));
}
