//! What is told to programs: `--message-format json`, through the real binary.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::io::{Cursor, Write};
use std::process::Stdio;

use harness::{AS_OF, Desk, Run, peak_memory};
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The keys of every line of standard error, in their order.
const KEYS: [&str; 11] =
    ["code", "severity", "file", "sheet", "row", "cell", "column", "value", "candidate", "message", "help"];

/// Standard error and output, where every line is JSON with the keys that are documented.
fn lines(run: &Run) -> String {
    let mut text = format!("exit code {}\n--- stderr\n", run.code.unwrap());
    for line in run.stderr.lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(value.as_object().unwrap().len(), KEYS.len(), "{line}");
        // a parsed object does not keep the order
        let at = KEYS.map(|key| line.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key}: {line}")));
        assert!(at.is_sorted(), "{line}");
        text += &format!("{line}\n");
    }
    text += "--- stdout\n";
    for line in run.stdout.lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(value["kind"], "summary");
        text += &format!("{line}\n");
    }
    text
}

#[test]
fn every_finding_is_a_line() {
    let desk = Desk::with("samples/awkward.csv");
    let check = desk.run(&["check", "--as-of", AS_OF, "--message-format", "json", "awkward.csv"]);
    insta::assert_snapshot!("check as JSON", lines(&check));
    let build = desk.build(&["--format", "html", "--message-format=json", "awkward.csv"]);
    assert_eq!(build.stderr, check.stderr);
    assert_eq!(build.code, Some(1));
    insta::assert_snapshot!("build as JSON", lines(&build).split_once("--- stdout\n").unwrap().1);

    // as many as there are drawn, and the environment says it as well
    let mut command = desk.command(&["check", "--as-of", AS_OF, "awkward.csv"]);
    let from_environment = Run::from(command.env("RESIT_MESSAGE_FORMAT", "json").output().unwrap());
    assert_eq!(from_environment, check);
    let summary: Value = serde_json::from_str(&check.stdout).unwrap();
    let told = |severity: &str| {
        check.stderr.lines().filter(|line| line.contains(&format!("\"severity\":\"{severity}\""))).count()
    };
    assert_eq!(summary["problems"], told("problem"));
    assert_eq!(summary["warnings"], told("warning"));
}

#[test]
fn a_cell_of_a_workbook_is_named_as_the_spreadsheet_program_names_it() {
    let desk = Desk::new();
    desk.write("class.xlsx", workbook(&[&["ID", "Name", "Score"], &["A-1", "Ana", "abc\ndef"], &["A-2", "Bo", "700"]]));
    let run = desk.run(&["check", "--as-of", AS_OF, "--message-format", "json", "class.xlsx"]);
    insta::assert_snapshot!("workbook as JSON", lines(&run));
}

#[test]
fn an_error_is_a_line_too() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Note\nA-1,x\n");
    let json = ["--message-format", "json"];
    let mut text = String::new();
    for arguments in [
        &["check", "class.csv"][..],
        &["build", "absent.csv"],
        &["check", "class.csv", "--exam", "dop"],
        // what cannot be understood is told in the form that is asked for
        &["check", "class.csv", "--as-of", "2026-02-30"],
        &["check", "class.csv", "--no-such-option"],
    ] {
        let run = desk.run(&[arguments, &json].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        text += &format!("$ resit {}\n{}\n", arguments.join(" "), lines(&run));
    }
    insta::assert_snapshot!("errors as JSON", text);
    assert_eq!(desk.run(&["check", "--message-format", "xml", "class.csv"]).code, Some(2));
    // help stays help
    assert!(desk.run(&["check", "--message-format", "json", "--help"]).stdout.contains("Usage: resit check"));
}

#[test]
fn quiet_says_nothing_but_errors() {
    let desk = Desk::with("samples/awkward.csv");
    let run = desk.build(&["--quiet", "--format", "html", "--message-format", "json", "awkward.csv"]);
    assert_eq!(run, Run { code: Some(1), stdout: String::new(), stderr: String::new() });
}

/// What `resit check` says of a sheet with so many rows that have two problems each, and the most memory that it had, in KiB.
fn checked(rows: usize) -> (Run, u64) {
    let desk = Desk::new();
    let rows: String = (0..rows).map(|row| format!("A-{row},{},maybe\n", 2000 + row)).collect();
    desk.write("class.csv", format!("ID,Score,Result\n{rows}"));
    let mut command = desk.command(&["check", "--as-of", AS_OF, "class.csv"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let most = peak_memory::watch(&mut child);
    (Run::from(child.wait_with_output().unwrap()), most)
}

#[test]
fn many_bad_rows_take_few_lines_and_little_memory() {
    let ((few, base), (many, most)) = (checked(100), checked(40_100));
    assert!(
        many.stdout.starts_with("0 candidates are ready with 0 attempts: 80200 problems, 0 warnings\n"),
        "{many:?}"
    );
    assert_eq!(many.stderr.lines().count(), few.stderr.lines().count());
    assert!(many.stderr.contains("also in 40099 other rows: 3 (“2001”), "), "{}", many.stderr);
    // two findings and the row, which is 20 bytes long; the allocator takes its memory in pieces, and each thread its own
    let bytes = (most - base) * 1024 / 40_000;
    assert!(bytes <= 2200, "{bytes} bytes a row");
}

/// The smallest workbook with these rows in a worksheet “Results”.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{namespace}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Results\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{namespace}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
    ];
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        file.start_file(name, SimpleFileOptions::default()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}
