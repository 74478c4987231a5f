//! Workbooks and texts in other encodings, through the program: the same class gives the same plans whatever it is saved
//! as, every kind of cell is understood, and no file costs more than its message.
//! `tests/workbooks/make.py` writes the workbooks, with other programs than those that read them.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::Stdio;

use encoding_rs::Encoding;
use harness::{AS_OF, Desk, Run, peak_memory, project};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

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

/// A workbook of `tests/workbooks`.
fn workbook(name: &str) -> Vec<u8> {
    fs::read(project("tests/workbooks").join(name)).unwrap()
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
    for name in [
        "class.xlsx",
        "class.xls",
        "class.ods",
        "class.xlsb",
        "class-libreoffice.xlsx",
        "class-libreoffice.xls",
        "class-libreoffice.ods",
    ] {
        let bytes = workbook(name);
        assert_same(name, &plans(name, &bytes, &[]), &expected);
        // the content tells, not the name
        assert_same(name, &plans("class.csv", &bytes, &[]), &expected);
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
    let mut rows = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in csv::ReaderBuilder::new().has_headers(false).from_reader(class().as_bytes()).records() {
        let row = row.unwrap();
        if !row.iter().any(|cell| latin.encode(cell).2) {
            rows.write_record(&row).unwrap();
        }
    }
    let class = String::from_utf8(rows.into_inner().unwrap()).unwrap();
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
    assert_eq!(by_argument.0, Some(0));
    assert!(by_argument.2.contains("Łukasz Żak") && !by_argument.2.contains("guess"), "{by_argument:?}");
    let mut by_environment = desk.command(&["check", "--as-of", AS_OF, "class.csv"]);
    by_environment.env("RESIT_ENCODING", "windows-1250");
    assert_eq!(named(Run::from(by_environment.output().unwrap())), by_argument);
    desk.write("resit.toml", "encoding = \"windows-1250\"\n");
    assert_eq!(named(check(&[])), by_argument);
}

/// What a build of the workbook says and writes, without the workbook's name.
fn built(name: &str) -> [String; 3] {
    let desk = Desk::with(&format!("tests/workbooks/{name}"));
    let run = desk.build(&[name, "--format", "html"]);
    let folder = format!("{}-plans", name.split('.').next().unwrap());
    let read = |file: &str| desk.read(&format!("{folder}/{file}"));
    [run.transcript(), read("problems.csv"), read("results.jsonl")].map(|text| text.replace(name, "[workbook]"))
}

#[test]
fn every_kind_of_cell_is_read_and_every_fault_is_named() {
    let with_results = built("cells.xlsx");
    // xls and xlsb keep no formula without a result
    let without = built("cells.xls");
    for (name, texts) in [("cells", &with_results), ("cells of xls", &without)] {
        let [transcript, problems, results] = texts;
        insta::assert_snapshot!(format!("{name} transcript"), transcript);
        insta::assert_snapshot!(format!("{name} problems"), problems);
        insta::assert_snapshot!(format!("{name} results"), results);
    }
    assert_eq!(built("cells.ods"), with_results);
    assert_eq!(built("cells.xlsb"), without);
}

#[test]
fn workbooks_of_libreoffice_are_read_alike() {
    let [transcript, problems, results] = built("cells-libreoffice.ods");
    insta::assert_snapshot!("libreoffice transcript", transcript);
    insta::assert_snapshot!("libreoffice problems", problems);
    insta::assert_snapshot!("libreoffice results", results);
    for ending in ["xlsx", "xls"] {
        assert_eq!(built(&format!("cells-libreoffice.{ending}")), [&*transcript, &*problems, &*results], "{ending}");
    }
}

#[test]
fn a_workbook_with_macros_is_read_as_one_without() {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut zip = ZipArchive::new(Cursor::new(workbook("class.xlsx"))).unwrap();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "[Content_Types].xml" {
            let (plain, macros) = (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            );
            let types = String::from_utf8(bytes).unwrap();
            assert!(types.contains(plain));
            bytes = types.replace(plain, macros).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.start_file("xl/vbaProject.bin", SimpleFileOptions::default()).unwrap();
    out.write_all(&b"\xD0\xCF\x11\xE0 macros \x00\xFF".repeat(500)).unwrap();
    let bytes = out.finish().unwrap().into_inner();
    assert_same("xlsm", &plans("class.xlsm", bytes, &[]), &plans("class.csv", class(), &[]));
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
    let hidden = check(&["--sheet", "Old"]);
    let named = |run: &Run| (run.code, run.stdout.clone(), run.stderr.replace("June “late”", "Old"));
    assert_eq!(named(&hidden), named(&chosen), "a hidden sheet can be named");
    let mut by_environment = desk.command(&["check", "--as-of", AS_OF, "several.xlsx"]);
    by_environment.env("RESIT_SHEET", "Old");
    assert_eq!(Run::from(by_environment.output().unwrap()), hidden);
    desk.write("resit.toml", "sheet = \"Old\"\n");
    assert_eq!(check(&[]), hidden);
    desk.write("class.csv", "ID,Score\nB-1,600\n");
    assert_eq!(desk.run(&["check", "--as-of", AS_OF, "class.csv"]).code, Some(0), "texts have no sheets");
}

#[test]
fn rows_of_a_worksheet_may_be_wider_or_narrower_than_the_headings() {
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"str\"><v>{text}</v></c>");
    let rows = [
        [text("A1", "ID"), text("B1", "Score"), text("C1", "Result")].concat(),
        [text("A2", "A-1"), text("B2", "612")].concat(),
        [text("A3", "A-2"), text("B3", "700"), text("E3", "was ill")].concat(),
        [text("A4", "A-3"), text("B4", "abc")].concat(),
    ];
    let rows: String = rows.iter().map(|cells| format!("<row>{cells}</row>")).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let desk = Desk::new();
    desk.write("class.xlsx", xlsx(&[(sheet.as_bytes(), 1)], &[(b"<sst/>", 1)], &[(b"<styleSheet/>", 1)]));
    let run = desk.run(&["check", "--as-of", AS_OF, "class.xlsx"]);
    insta::assert_snapshot!("wide and narrow rows", run.transcript());
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    let desk = Desk::with("tests/workbooks/1904.xlsx");
    desk.build(&["1904.xlsx", "--format", "html"]);
    let results = desk.read("1904-plans/results.jsonl");
    assert!(results.contains("\"date\":\"2026-08-03\"") && results.contains("\"date\":\"2026-08-04\""), "{results}");
}

/// Texts one behind the other, each as often as its number says.
type Repeated<'t> = [(&'t [u8], usize)];

/// A zip of these parts, written piece by piece.
fn zipped(parts: &[(&str, &Repeated)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pieces) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1)).large_file(true)).unwrap();
        for &(text, times) in *pieces {
            let at_once = (1 << 16) / text.len().max(1) + 1;
            let several = text.repeat(at_once.min(times));
            let mut left = times;
            while left > 0 {
                let now = left.min(at_once);
                zip.write_all(&several[..now * text.len()]).unwrap();
                left -= now;
            }
        }
    }
    zip.finish().unwrap().into_inner()
}

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The part that names others.
fn relations(targets: &[(&str, &str)]) -> Vec<u8> {
    let one = |(kind, target): &(&str, &str)| {
        format!("<Relationship Id=\"{kind}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = targets.iter().map(one).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>").into_bytes()
}

/// An xlsx with these parts.
fn xlsx(sheet: &Repeated, strings: &Repeated, styles: &Repeated) -> Vec<u8> {
    let sheets = "<sheets><sheet name=\"Class\" sheetId=\"1\" r:id=\"worksheet\"/></sheets>";
    let book = format!("<workbook xmlns:r=\"{RELATION}\">{sheets}</workbook>");
    zipped(&[
        ("[Content_Types].xml", &[(b"<Types/>", 1)]),
        ("_rels/.rels", &[(&relations(&[("officeDocument", "xl/workbook.xml")]), 1)]),
        ("xl/workbook.xml", &[(book.as_bytes(), 1)]),
        ("xl/_rels/workbook.xml.rels", &[(&relations(&[("worksheet", "worksheets/sheet1.xml")]), 1)]),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// An xlsb with these shared strings.
fn xlsb(strings: &Repeated) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", &[(b"<Types/>", 1)]),
        ("xl/workbook.bin", &[(b"\x83\x01\x00", 1)]),
        ("xl/_rels/workbook.bin.rels", &[(&relations(&[("worksheet", "worksheets/sheet1.bin")]), 1)]),
        ("xl/sharedStrings.bin", strings),
    ])
}

fn ods(content: &Repeated) -> Vec<u8> {
    zipped(&[("mimetype", &[(b"application/vnd.oasis.opendocument.spreadsheet", 1)]), ("content.xml", content)])
}

/// The file around an xls, with sectors of 4096 bytes; `next` tells for the last sector of the stream which one follows it.
fn xls(stream: &[u8], length: usize, next: impl Fn(u32) -> u32) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let sectors = stream.len().div_ceil(4096) as u32;
    let tables = (sectors + 1).div_ceil(1023);
    let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    file.resize(24, 0);
    for number in [62, 4, 0xFFFE, 12, 6_u16] {
        file.extend(number.to_le_bytes());
    }
    file.resize(40, 0);
    // no sectors of the directory are counted; then the tables, the directory, the mini stream and further tables
    for number in [0, tables, tables, 0, 4096, END, 0, END, 0] {
        file.extend(number.to_le_bytes());
    }
    (0..tables).for_each(|table| file.extend(table.to_le_bytes()));
    file.resize(512, 0xFF);
    file.resize(4096, 0);
    let first = tables + 1;
    let mut follows = vec![0xFFFF_FFFD; tables as usize];
    follows.push(END);
    follows.extend(
        (first..first + sectors).map(|sector| if sector + 1 < first + sectors { sector + 1 } else { next(first) }),
    );
    follows.resize(tables as usize * 1024, u32::MAX);
    file.extend(follows.iter().flat_map(|sector| sector.to_le_bytes()));
    let start = file.len();
    for (name, kind, sector, length) in [("Root Entry", 5_u8, END, 0), ("Workbook", 2, first, length as u32)] {
        let entry = file.len();
        name.encode_utf16().for_each(|unit| file.extend(unit.to_le_bytes()));
        file.resize(entry + 66, 0);
        file.push(kind);
        file.resize(entry + 116, 0);
        file.extend(sector.to_le_bytes());
        file.extend(length.to_le_bytes());
        file.resize(entry + 128, 0);
    }
    file.resize(start + 4096, 0);
    file.extend(stream);
    file.resize(file.len().next_multiple_of(4096), 0);
    file
}

/// A record of an xls.
fn record(number: u16, data: &[u8]) -> Vec<u8> {
    [&number.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// An xls whose sheet has rows of 1000 numbers each.
fn rows_of_numbers(rows: u16) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let name = b"\x05\0Class";
    let sheet = record(0x85, &[&(begin.len() as u32 + 4 + 6 + 7 + 4).to_le_bytes()[..], &[0, 0], name].concat());
    let mut stream = [begin.clone(), sheet, record(0x0A, &[]), begin].concat();
    for row in 0..rows {
        let numbers = [0, 0, 0, 0, 0xF0, 0x3F].repeat(1000);
        stream.extend(record(0xBD, &[&row.to_le_bytes()[..], &[0, 0], &numbers, &[0xE7, 3]].concat()));
    }
    stream.extend(record(0x0A, &[]));
    xls(&stream, stream.len(), |_| 0xFFFF_FFFE)
}

/// Runs `resit check` on the file: what it says, and the most memory that it had, in KiB.
fn measured(name: &str, bytes: &[u8]) -> (Run, u64) {
    let desk = Desk::new();
    desk.write(name, bytes);
    let mut command = desk.command(&["check", "--as-of", AS_OF, name]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let most = peak_memory::watch(&mut child);
    (Run::from(child.wait_with_output().unwrap()), most)
}

#[test]
#[allow(clippy::disallowed_macros, reason = "--nocapture shows the figures")]
fn hostile_workbooks_end_in_a_message_and_cost_no_memory() {
    const NO_TEXTS: &Repeated = &[(b"<sst/>", 1)];
    const NO_STYLES: &Repeated = &[(b"<styleSheet/>", 1)];
    const BEGIN: &[u8] = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ID</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Score</t></is></c></row>";
    const END: &[u8] = b"</sheetData></worksheet>";
    const ROW_END: &[u8] = b"</table:table-row></table:table></office:document-content>";
    const TABLE: &[u8] = b"<office:document-content><table:table table:name=\"Class\">";
    let sheet = |rows: &[u8], times| xlsx(&[(BEGIN, 1), (rows, times), (END, 1)], NO_TEXTS, NO_STYLES);
    let in_cell = |text: &[u8], times| {
        let (open, close) = (b"<row><c t=\"str\"><v>", b"</v></c></row>");
        xlsx(&[(BEGIN, 1), (open, 1), (text, times), (close, 1), (END, 1)], NO_TEXTS, NO_STYLES)
    };
    let texts =
        |strings: &Repeated, rows: &[u8], times| xlsx(&[(BEGIN, 1), (rows, times), (END, 1)], strings, NO_STYLES);
    let styles = |styles: &Repeated| xlsx(&[(BEGIN, 1), (END, 1)], NO_TEXTS, styles);
    let half_mebibyte: &Repeated = &[(b"<sst><si><t>", 1), (b"x", 1 << 19), (b"</t></si></sst>", 1)];
    let cell = |attributes: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let every_row = |columns: u32, text: &str| {
        let row = cell(&format!("table:number-columns-repeated=\"{columns}\""), text);
        let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{row}</table:table-row>");
        ods(&[(TABLE, 1), (row.as_bytes(), 1), (b"</table:table></office:document-content>", 1)])
    };
    let one_cell = cell("", "x");
    let last_corner = b"<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let whole_row = |row| format!("<row><c r=\"A{row}\"><v>1</v></c><c r=\"XFD{row}\"><v>1</v></c></row>");
    let whole_rows: String = (2..=13_000).map(whole_row).collect();
    let long_font = |formats| {
        let font: &Repeated =
            &[(b"<styleSheet><fonts><font><name val=\"", 1), (b"x", 1_000_000), (b"\"/></font></fonts><cellXfs>", 1)];
        styles(&[font, &[(b"<xf fontId=\"0\"/>", formats), (b"</cellXfs></styleSheet>", 1)]].concat())
    };
    let many_sheets = "<table:table table:name=\"x\"></table:table>";
    let cases: [(&str, &dyn Fn() -> Vec<u8>); 24] = [
        ("a cell in the last corner.xlsx", &|| sheet(last_corner, 1)),
        ("rows of all columns.xlsx", &|| sheet(whole_rows.as_bytes(), 1)),
        ("a bomb in a cell.xlsx", &|| in_cell(b"x", 400 << 20)),
        ("a bomb in pieces.xlsx", &|| in_cell(b"x<!---->", 32 << 20)),
        ("a bomb of texts.xlsx", &|| texts(&[(b"<sst><si><t>", 1), (b"x", 400 << 20)], b"", 0)),
        ("texts that are claimed.xlsx", &|| texts(&[(b"<sst uniqueCount=\"999999999999\"/>", 1)], b"", 0)),
        ("a text in many rows.xlsx", &|| texts(half_mebibyte, b"<row><c t=\"s\"><v>0</v></c></row>", 1000)),
        ("a text in many cells.xlsx", &|| texts(half_mebibyte, b"<c t=\"s\"><v>0</v></c>", 16_000)),
        ("many styles.xlsx", &|| {
            styles(&[(b"<styleSheet><cellXfs>", 1), (b"<xf/>", 500_000), (b"</cellXfs></styleSheet>", 1)])
        }),
        ("styles with a long name.xlsx", &|| long_font(100_000)),
        ("formulas without results.xlsx", &|| sheet(b"<row><c><f>1</f></c></row>", 1_000_000)),
        ("nested tags.xlsx", &|| xlsx(&[(BEGIN, 1), (b"<a>", 16 << 20)], NO_TEXTS, NO_STYLES)),
        ("a part beside the sheet.xlsx", &|| {
            zipped(&[("[Content_Types].xml", &[(b"<Types/>", 1)]), ("a.bin", &[(b"x", 200 << 20)])])
        }),
        ("every row.ods", &|| every_row(16, &"x".repeat(60_000))),
        ("every cell blank.ods", &|| every_row(16_384, "<text:s text:c=\"9\"/>")),
        ("a text as long as can be counted.ods", &|| every_row(1, "<text:s text:c=\"4294967295\"/>x")),
        ("a row of too many cells.ods", &|| {
            ods(&[(TABLE, 1), (b"<table:table-row>", 1), (one_cell.as_bytes(), 20_000), (ROW_END, 1)])
        }),
        ("a bomb in a cell.ods", &|| {
            ods(&[(TABLE, 1), (b"<table:table-row><table:table-cell><text:p>", 1), (b"x", 400 << 20)])
        }),
        ("many sheets.ods", &|| ods(&[(b"<office:document-content>", 1), (many_sheets.as_bytes(), 1_000_000)])),
        ("nested tags.ods", &|| ods(&[(TABLE, 1), (b"<a>", 16 << 20)])),
        ("many texts.xlsb", &|| xlsb(&[(b"\x13\x07\0\x01\0\0\0x\0", 2_800_000)])),
        ("a record that claims to be long.xlsb", &|| xlsb(&[(b"\x13\xFF\xFF\xFF\x7F", 1)])),
        ("too many numbers.xls", &|| rows_of_numbers(4_100)),
        ("sectors in a ring.xls", &|| xls(&[0; 9000], usize::MAX, |first| first)),
    ];
    let mut report = String::new();
    for (name, make) in cases {
        let bytes = make();
        let (run, most) = measured(name, &bytes);
        println!("{name}: {} kB, {} MiB resident", bytes.len() / 1000, most >> 10);
        assert!(most <= MOST_KIB, "{name} took {} MiB", most >> 10);
        assert!(matches!(run.code, Some(1 | 2)), "{name}: {run:#?}");
        report.push_str(&format!("=== {name}\n{}\n", run.transcript()));
    }
    insta::assert_snapshot!("hostile workbooks", report);
}

#[test]
fn a_workbook_that_is_cut_off_anywhere_is_told_to_be_damaged() {
    let desk = Desk::new();
    for name in ["class.xlsx", "class.xls", "class.ods", "class.xlsb", "class-libreoffice.xls", "class-libreoffice.ods"]
    {
        let bytes = workbook(name);
        for sixteenths in 1..16 {
            desk.write(name, &bytes[..bytes.len() * sixteenths / 16]);
            let run = desk.run(&["check", "--as-of", AS_OF, name]);
            let told = format!("error: {name} is damaged and cannot be read: ");
            assert!(run.code == Some(2) && run.stderr.starts_with(&told), "{sixteenths}/16 of {name}: {run:#?}");
            assert!(run.stderr.contains("Was it downloaded or copied to its end?"), "{run:#?}");
        }
    }
}
