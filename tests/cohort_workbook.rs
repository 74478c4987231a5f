//! cohort.xlsx as two other programs read it, openpyxl and Calc: figures, words, what can be filtered, and no formula.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fs;
use std::path::{Path, PathBuf};

use harness::cohort_sheet::world;
use harness::figures::reference;
use harness::{Desk, project, tool};
use serde_json::Value;

const CLASS: &str = "samples/dop-c02-class.csv";

fn dump(workbook: &Path) -> Value {
    serde_json::from_str(&reference("workbook.py", &["dump", workbook.to_str().unwrap()])).unwrap()
}

/// What differs between the workbook and the other files of the folder.
fn differences(workbook: &Path, folder: &Path) -> String {
    reference("workbook.py", &["compare", workbook.to_str().unwrap(), folder.to_str().unwrap()])
}

/// The workbooks of these folders as Calc reads them and writes them again.
fn through_libreoffice(desk: &Desk, folders: &[&str]) -> Vec<PathBuf> {
    let (target, profile) = (desk.path("libreoffice"), desk.path("profile"));
    let profile = format!("-env:UserInstallation=file://{}", profile.to_str().unwrap());
    let mut command = vec!["--headless".to_owned(), profile, "--convert-to".to_owned()];
    command.extend(["xlsx:Calc MS Excel 2007 XML", "--outdir", target.to_str().unwrap()].map(str::to_owned));
    for folder in folders {
        let copy = desk.path(&format!("{folder}.xlsx"));
        fs::copy(desk.path(folder).join("cohort.xlsx"), &copy).unwrap();
        command.push(copy.to_str().unwrap().to_owned());
    }
    let output = tool("soffice", &command.iter().map(String::as_str).collect::<Vec<_>>());
    let converted: Vec<PathBuf> = folders.iter().map(|folder| target.join(format!("{folder}.xlsx"))).collect();
    assert!(
        output.status.success() && converted.iter().all(|workbook| workbook.exists()),
        "LibreOffice Calc does not open the workbooks; `make setup` installs it\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    converted
}

fn sheet<'d>(dump: &'d Value, name: &str) -> &'d Value {
    dump["sheets"].as_array().unwrap().iter().find(|sheet| sheet["name"] == name).unwrap()
}

fn assert_no_formulas(dump: &Value) {
    for sheet in dump["sheets"].as_array().unwrap() {
        assert_eq!(sheet["formulas"], serde_json::json!([]), "{}", sheet["name"]);
    }
}

/// The cells of a column, below its heading.
fn column<'d>(sheet: &'d Value, heading: &str) -> Vec<&'d Value> {
    let rows = sheet["rows"].as_array().unwrap();
    let at = rows[0].as_array().unwrap().iter().position(|cell| cell == heading).unwrap();
    rows[1..].iter().map(|row| &row[at]).collect()
}

#[test]
fn every_figure_is_that_of_the_summary_in_two_programs() {
    let world = world::sheet(90, 6, 6).into_bytes();
    let sheets = [
        ("class", fs::read(project(CLASS)).unwrap()),
        ("awkward", fs::read(project("samples/awkward.csv")).unwrap()),
        ("world", world),
        ("nobody failed", b"ID,Score,Result,SDLC\na,800,pass,Strong\nb,760,pass,Weak\n".to_vec()),
        ("nobody", b"candidate_id,score\n-,abc\n".to_vec()),
    ];
    let desk = Desk::new();
    for (name, bytes) in &sheets {
        desk.write("class.csv", bytes).build(&["class.csv", "-o", name, "--format", "html"]);
        assert_eq!(differences(&desk.path(name).join("cohort.xlsx"), &desk.path(name)), "", "{name}");
    }
    let names = sheets.each_ref().map(|(name, _)| *name);
    for (name, converted) in names.iter().zip(through_libreoffice(&desk, &names)) {
        assert_eq!(differences(&converted, &desk.path(name)), "", "{name}, as LibreOffice reads it");
        assert_no_formulas(&dump(&converted));
    }
}

#[test]
fn all_candidates_can_be_filtered_and_printed() {
    let desk = Desk::with(CLASS);
    desk.build(&["dop-c02-class.csv", "-o", "out", "--format", "html"]);
    let dump = dump(&desk.path("out/cohort.xlsx"));
    assert_no_formulas(&dump);
    assert_eq!(dump["created"], "2026-11-23T00:00:00");
    let names: Vec<&Value> = dump["sheets"].as_array().unwrap().iter().map(|sheet| &sheet["name"]).collect();
    assert_eq!(names, ["Summary", "Domains", "Candidates", "Workshops", "Problems"]);
    let candidates = sheet(&dump, "Candidates");
    assert_eq!(candidates["frozen"], "B2");
    assert_eq!(candidates["filter"], "A1:Q25");
    assert_eq!(candidates["repeated"], "$1:$1");
    assert!(candidates["landscape"] == true && candidates["wide"] == true, "{candidates}");
    // the order of the page
    let page = desk.read("out/index.html");
    let ids = column(candidates, "ID");
    let places: Option<Vec<usize>> = ids.iter().map(|id| page.find(&format!(">{}<", id.as_str().unwrap()))).collect();
    assert!(places.is_some_and(|places| places.is_sorted() && places.len() == 24), "{ids:?}");
    // every plan can be reached from the folder of the workbook
    let links = candidates["links"].as_object().unwrap();
    assert_eq!(links.len(), 24);
    assert!(links.values().all(|link| desk.path("out").join(link.as_str().unwrap()).is_file()), "{links:?}");
    assert_eq!(sheet(&dump, "Problems")["rows"], serde_json::json!([["Every row of the sheet was used."]]));
}

#[test]
fn rows_without_a_plan_are_told_with_their_reasons() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Score,SDLC\na,700,Weak\nb,lots,Superb\nc,absent,\n");
    desk.build(&["class.csv", "-o", "out", "--archive", "plans.zip", "--format", "html"]);
    let dump = dump(&desk.path("out/cohort.xlsx"));
    let expected = serde_json::json!([
        ["File", "Row", "Candidate", "Why"],
        [
            "class.csv",
            3,
            "b",
            "Score “lots”: This cannot be read as a score. A score is a whole number of points.\n\
             SDLC “Superb”: This is not a rating of the exam."
        ],
        ["class.csv", 4, "c", "Did not sit"],
    ]);
    assert_eq!(sheet(&dump, "Problems")["rows"], expected);
    // a plan in an archive has a path and no link
    let candidates = sheet(&dump, "Candidates");
    assert_eq!(candidates["links"], serde_json::json!({}));
    assert!(column(candidates, "Plan")[0].as_str().unwrap().starts_with("plans/a-"));
}

/// What spreadsheet programs could take for a formula, a number, a day or a link, and what XML or a cell cannot hold.
#[test]
fn names_stay_the_text_that_they_are() {
    let names = [
        "=cmd|'/c calc'!A1",
        "+1+1",
        "@SUM(1)",
        "-2",
        "=HYPERLINK(\"http://x.example\")",
        "http://example.org/x",
        "mailto:ana@example.org",
        "'quoted",
        "0012",
        "1/2",
        "<b>&amp;</b>",
        "a,b;c",
        "{=1}",
        "TRUE",
    ];
    let desk = Desk::new();
    let row =
        |(number, name): (usize, &&str)| format!("c{number},\"{}\",700,Weak,{number}=x\n", name.replace('"', "\"\""));
    let rows: String = names.iter().enumerate().map(row).collect();
    let many: String = (0..400).map(|number| format!("m{number},{number} {},700,Weak,g\n", "n".repeat(90))).collect();
    desk.write("class.csv", format!("ID,Name,Score,SDLC,Class\n{rows}{many}"));
    let run = desk.build(&["class.csv", "-o", "out", "--format", "html"]);
    let workbook = desk.path("out/cohort.xlsx");
    for workbook in [workbook.clone(), through_libreoffice(&desk, &["out"]).remove(0)] {
        let dump = dump(&workbook);
        assert_no_formulas(&dump);
        let candidates = sheet(&dump, "Candidates");
        let shown: Vec<&Value> = column(candidates, "Candidate");
        for name in names {
            assert!(shown.iter().any(|shown| *shown == name), "{name} is not among {shown:?}\n{run:?}");
        }
        let workshops = sheet(&dump, "Workshops").to_string();
        assert!(workshops.contains("=cmd|'/c calc'!A1; "), "{workshops}");
        let whom = sheet(&dump, "Workshops")["rows"][3][4].as_str().unwrap();
        assert!(whom.ends_with('…') && whom.encode_utf16().count() == 32_767, "{}", whom.len());
        let links = candidates["links"].as_object().unwrap();
        assert!(links.values().all(|link| link.as_str().unwrap().contains("plans/")), "{links:?}");
    }
    let dump = dump(&workbook);
    let quoted = sheet(&dump, "Candidates")["quoted"].as_array().unwrap();
    assert!(quoted.len() >= 5, "an edit would make formulas of them: {quoted:?}");
}

#[test]
fn the_same_class_gives_the_same_bytes_in_every_language() {
    let desk = Desk::with(CLASS);
    for (language, first) in [("en", "Summary"), ("de", "Übersicht"), ("es", "Resumen")] {
        let build = |out: &str| {
            let run = desk.build(&["dop-c02-class.csv", "-o", out, "--format", "html", "--language", language]);
            assert_eq!(run.code, Some(0));
            fs::read(desk.path(out).join("cohort.xlsx")).unwrap()
        };
        let (one, other) = (format!("{language}-1"), format!("{language}-2"));
        assert!(build(&one) == build(&other), "{language}");
        let dump = dump(&desk.path(&one).join("cohort.xlsx"));
        assert_eq!(dump["sheets"][0]["name"], first);
    }
}
