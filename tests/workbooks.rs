//! Workbooks and texts in other encodings, through the program: the same class gives the same plans whatever it is saved
//! as, every kind of cell is understood, and no file costs more than its message.
//! `tests/workbooks/make.py` writes the workbooks, with other programs than those that read them.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::process::Stdio;

use encoding_rs::Encoding;
use harness::{AS_OF, Desk, Run, project};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most memory that a hostile file may cost.
const MOST_KIB: u64 = 512 << 10;

/// The plans of a class that is saved under this name.
fn plans(name: &str, bytes: impl AsRef<[u8]>, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let desk = Desk::new();
    desk.write(name, bytes);
    let run = desk.build(&[&[name, "-o", "out"], arguments].concat());
    assert_eq!(run.code, Some(0), "{name}: {run:#?}");
    let plans = desk.files("out/plans");
    assert!(plans.len() > 20);
    plans
}

fn assert_same(name: &str, plans: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(plans.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}");
    for (plan, bytes) in plans {
        assert!(*bytes == expected[plan], "{plan} of {name} differs");
    }
}

/// The sample class with percentages as a workbook holds them.
fn class() -> String {
    fs::read_to_string(project("samples/dop-c02-class.csv")).unwrap().replace(" %", "%").replace('%', " %")
}

/// The class with another delimiter.
fn delimited(class: &str, delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    for row in csv::ReaderBuilder::new().has_headers(false).from_reader(class.as_bytes()).records() {
        writer.write_record(&row.unwrap()).unwrap();
    }
    writer.into_inner().unwrap()
}

fn utf16(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
}

#[test]
fn the_same_class_gives_the_same_plans_whatever_it_is_saved_as() {
    let class = class();
    let expected = plans("class.csv", &class, &[]);
    for ending in ["xlsx", "xls", "ods", "xlsb"] {
        let name = format!("class.{ending}");
        let bytes = fs::read(project("tests/workbooks").join(&name)).unwrap();
        assert_same(&name, &plans(&name, &bytes, &[]), &expected);
        // the content tells, not the name
        assert_same(&name, &plans("class.csv", &bytes, &[]), &expected);
    }
    let tabbed = String::from_utf8(delimited(&class, b'\t')).unwrap();
    for (name, bytes) in [
        ("class.tsv", tabbed.clone().into_bytes()),
        ("tabs.csv", tabbed.clone().into_bytes()),
        ("semicolons.csv", delimited(&class, b';')),
        ("mark.csv", format!("\u{feff}{class}").into_bytes()),
        ("little.csv", utf16(&class, b"\xFF\xFE", u16::to_le_bytes)),
        ("big.csv", utf16(&class, b"\xFE\xFF", u16::to_be_bytes)),
        // Excel's “Unicode text”
        ("unicode.txt", utf16(&tabbed.replace('\n', "\r\n"), b"\xFF\xFE", u16::to_le_bytes)),
    ] {
        assert_same(name, &plans(name, bytes, &[]), &expected);
    }
}

#[test]
fn a_class_in_an_old_encoding_gives_the_same_plans() {
    let latin = Encoding::for_label(b"windows-1252").unwrap();
    let class: String = class().lines().filter(|row| !latin.encode(row).2).map(|row| format!("{row}\n")).collect();
    let expected = plans("class.csv", &class, &[]);
    let (bytes, ..) = latin.encode(&class);
    assert_same("guessed", &plans("class.csv", &bytes, &[]), &expected);
    assert_same("named", &plans("class.csv", &bytes, &["--encoding", "windows-1252"]), &expected);
    let tabbed = String::from_utf8(delimited(&class, b'\t')).unwrap();
    assert_same("tabs", &plans("class.csv", latin.encode(&tabbed).0, &[]), &expected);
}

#[test]
fn an_encoding_can_be_named() {
    let desk = Desk::new();
    let (bytes, ..) = Encoding::for_label(b"windows-1250").unwrap().encode("ID,Name,Score\nA-1,Łukasz Żak,600\n");
    desk.write("class.csv", bytes);
    let named = |run: Run| (run.code, run.stdout, run.stderr);
    let check = |arguments: &[&str]| desk.run(&[&["check", "--as-of", AS_OF, "class.csv"], arguments].concat());
    insta::assert_snapshot!("encoding unknown", check(&["--encoding", "latin-9x"]).transcript());
    insta::assert_snapshot!("encoding wrong", check(&["--encoding", "utf-8"]).transcript());
    let by_argument = named(check(&["--encoding", "windows-1250"]));
    assert!(by_argument.0 == Some(0) && by_argument.2.is_empty(), "{by_argument:?}");
    let mut by_environment = desk.command(&["check", "--as-of", AS_OF, "class.csv"]);
    by_environment.env("RESIT_ENCODING", "windows-1250");
    assert_eq!(named(Run::from(by_environment.output().unwrap())), by_argument);
    desk.write("resit.toml", "encoding = \"windows-1250\"\n");
    assert_eq!(named(check(&[])), by_argument);
}

#[test]
fn every_kind_of_cell_is_read_and_every_fault_is_named() {
    for ending in ["xlsx", "xls", "ods", "xlsb"] {
        let name = format!("cells.{ending}");
        let desk = Desk::with(&format!("tests/workbooks/{name}"));
        insta::assert_snapshot!(format!("cells of {ending}"), desk.build(&[&name, "--format", "html"]).transcript());
        insta::assert_snapshot!(format!("problems of {ending}"), desk.read("cells-plans/problems.csv"));
        let results = desk.read("cells-plans/results.jsonl");
        insta::assert_snapshot!(format!("results of {ending}"), results);
    }
}

#[test]
fn rows_that_a_workbook_had_left_out_are_corrected_in_problems_csv() {
    let desk = Desk::with("tests/workbooks/cells.xlsx");
    desk.build(&["cells.xlsx", "--format", "html"]);
    let problems = desk.read("cells-plans/problems.csv");
    let corrected = problems.replace("#N/A", "640").replace("#NO RESULT!", "Strong").replace("abc", "660");
    assert_ne!(problems, corrected);
    desk.write("cells-plans/problems.csv", corrected);
    let again = desk.build(&["cells.xlsx", "cells-plans/problems.csv", "--format", "html"]);
    assert_eq!(again.code, Some(0), "{again:#?}");
    assert!(again.stdout.starts_with("6 candidates"), "{again:#?}");
}

#[test]
fn a_worksheet_is_chosen_by_its_name() {
    let desk = Desk::with("tests/workbooks/several.xlsx");
    let check = |arguments: &[&str]| desk.run(&[&["check", "--as-of", AS_OF, "several.xlsx"], arguments].concat());
    insta::assert_snapshot!("several sheets", check(&[]).transcript());
    insta::assert_snapshot!("no such sheet", check(&["--sheet", "May"]).transcript());
    let chosen = check(&["--sheet", "june “LATE”"]);
    insta::assert_snapshot!("a sheet that is named", chosen.transcript());
    assert_eq!(check(&["--sheet", "Old"]), chosen, "a hidden sheet can be named");
    let mut by_environment = desk.command(&["check", "--as-of", AS_OF, "several.xlsx"]);
    by_environment.env("RESIT_SHEET", "Old");
    assert_eq!(Run::from(by_environment.output().unwrap()), chosen);
    desk.write("resit.toml", "sheet = \"Old\"\n");
    assert_eq!(check(&[]), chosen);
    desk.write("class.csv", "ID,Score\nB-1,600\n");
    assert_eq!(desk.run(&["check", "--as-of", AS_OF, "class.csv"]).code, Some(0), "texts have no sheets");
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    let desk = Desk::with("tests/workbooks/1904.xlsx");
    desk.build(&["1904.xlsx", "--format", "html"]);
    let results = desk.read("1904-plans/results.jsonl");
    assert!(results.contains("\"date\":\"2026-08-03\"") && results.contains("\"date\":\"2026-08-04\""), "{results}");
}

/// A zip of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An xlsx with this worksheet and these shared strings.
fn xlsx(sheet: &[u8], strings: &[u8], styles: &[u8]) -> Vec<u8> {
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let rels = |targets: &[(&str, &str)]| {
        let one = |(kind, target): &(&str, &str)| {
            format!("<Relationship Id=\"{kind}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>")
        };
        let all: String = targets.iter().map(one).collect();
        format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>").into_bytes()
    };
    zipped(&[
        ("[Content_Types].xml", format!("<Types xmlns=\"{PACKAGE}/content-types\"/>").as_bytes()),
        ("_rels/.rels", &rels(&[("officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns:r=\"{RELATION}\"><sheets><sheet name=\"Class\" sheetId=\"1\" r:id=\"worksheet\"/></sheets></workbook>")
                .as_bytes(),
        ),
        ("xl/_rels/workbook.xml.rels", &rels(&[("worksheet", "worksheets/sheet1.xml")])),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn ods(content: &[u8]) -> Vec<u8> {
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])
}

/// Runs `resit check` on the file: what it says, and the most memory that it had, in KiB.
fn measured(name: &str, bytes: &[u8]) -> (Run, u64) {
    let desk = Desk::new();
    desk.write(name, bytes);
    let mut command = desk.command(&["check", "--as-of", AS_OF, name]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(&status).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().trim_end_matches("kB").trim().parse().ok());
        most = most.max(peak.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    (Run::from(child.wait_with_output().unwrap()), most)
}

#[test]
fn hostile_workbooks_end_in_a_message_and_cost_no_memory() {
    let row =
        |cells: &str| format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>").into_bytes();
    let plain = row("<c t=\"inlineStr\"><is><t>ID</t></is></c>");
    let headings = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ID</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Score</t></is></c></row>";
    let far = format!(
        "<worksheet><sheetData>{headings}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>"
    );
    let wide: String = (2..=40_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"XFD{row}\"><v>1</v></c></row>"))
        .collect();
    let wide = format!("<worksheet><sheetData>{headings}{wide}</sheetData></worksheet>");
    let x = |mebibytes: usize| vec![b'x'; mebibytes << 20];
    let long_text = [b"<sst><si><t>".as_slice(), &x(400), b"</t></si></sst>"].concat();
    let many_texts = format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(8 << 20));
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(8 << 20));
    let repeated_text = format!(
        "<worksheet><sheetData>{headings}{}</sheetData></worksheet>",
        "<row><c t=\"s\"><v>0</v></c></row>".repeat(100_000)
    );
    let half_mebibyte = [b"<sst><si><t>".as_slice(), &vec![b'x'; 1 << 19], b"</t></si></sst>"].concat();
    let table = |rows: &str| {
        format!(
            "<office:document-content><table:table table:name=\"Class\">{rows}</table:table></office:document-content>"
        )
    };
    let cell = "<table:table-cell office:value-type=\"string\"><text:p>ID</text:p></table:table-cell>";
    let all_rows = table(&format!(
        "<table:table-row table:number-rows-repeated=\"1048576\">{}</table:table-row>",
        cell.replace("table-cell ", "table-cell table:number-columns-repeated=\"16384\" ")
    ));
    let ods_bomb =
        [table("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>").as_bytes(), &x(400)]
            .concat();
    let nested = format!("<worksheet>{}", "<a>".repeat(16 << 20));
    let mut report = String::new();
    for (name, bytes) in [
        ("a cell in the last corner.xlsx", xlsx(far.as_bytes(), b"<sst/>", b"<styleSheet/>")),
        ("rows of all columns.xlsx", xlsx(wide.as_bytes(), b"<sst/>", b"<styleSheet/>")),
        (
            "a bomb in a cell.xlsx",
            xlsx(&row(&format!("<c t=\"str\"><v>{}</v></c>", "x".repeat(400 << 20))), b"<sst/>", b"<styleSheet/>"),
        ),
        (
            "a bomb in pieces.xlsx",
            xlsx(
                &row(&format!("<c t=\"str\"><v>{}</v></c>", "x<!---->".repeat(32 << 20))),
                b"<sst/>",
                b"<styleSheet/>",
            ),
        ),
        ("a bomb of texts.xlsx", xlsx(&plain, &long_text, b"<styleSheet/>")),
        ("many texts.xlsx", xlsx(&plain, many_texts.as_bytes(), b"<styleSheet/>")),
        (
            "texts that are claimed.xlsx",
            xlsx(&plain, b"<sst uniqueCount=\"999999999999\"><si><t>a</t></si></sst>", b"<styleSheet/>"),
        ),
        ("a text repeated.xlsx", xlsx(repeated_text.as_bytes(), &half_mebibyte, b"<styleSheet/>")),
        ("many styles.xlsx", xlsx(&plain, b"<sst/>", styles.as_bytes())),
        ("nested tags.xlsx", xlsx(nested.as_bytes(), b"<sst/>", b"<styleSheet/>")),
        ("all cells of a sheet.ods", ods(all_rows.as_bytes())),
        ("a bomb in a cell.ods", ods(&ods_bomb)),
        ("nested tags.ods", ods(nested.as_bytes())),
    ] {
        let (run, most) = measured(name, &bytes);
        println!("{name}: {} kB, {} MiB resident", bytes.len() / 1000, most >> 10);
        assert!(most <= MOST_KIB, "{name} took {} MiB", most >> 10);
        assert!(matches!(run.code, Some(1 | 2)), "{name}: {run:#?}");
        report.push_str(&format!("=== {name}\n{}\n", run.transcript()));
    }
    insta::assert_snapshot!(report);
}
