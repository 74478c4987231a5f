//! `--redact`: what goes to support names nobody, whatever is wrong with the sheet.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use harness::{Desk, project};

/// Headings below which people stand.
const OF_PEOPLE: [&str; 18] = [
    "id",
    "candidateid",
    "candidate",
    "name",
    "email",
    "class",
    "group",
    "note",
    "employer",
    "participant",
    "surname",
    "firstname",
    "lastname",
    "student",
    "learner",
    "comment",
    "site",
    "coach",
];

/// Words of the messages themselves that are names, too.
const EXAMPLES: [&str; 1] = ["Jane"];

/// Every sheet of the project that is a text.
fn sheets() -> Vec<PathBuf> {
    let folders = ["samples", "tests/sheet_problems", "tests/bad_input"];
    let files =
        folders.iter().flat_map(|folder| fs::read_dir(project(folder)).unwrap().map(|entry| entry.unwrap().path()));
    let mut sheets: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect();
    sheets.sort();
    sheets
}

/// Whatever a sheet says of people; short words may stand in any message.
fn secrets(bytes: &[u8]) -> BTreeSet<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let rows: Vec<Vec<String>> = reader
        .byte_records()
        .flatten()
        .map(|row| row.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect())
        .collect();
    let of_people = |heading: &str| {
        let plain: String = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        OF_PEOPLE.contains(&&*plain)
    };
    let Some(head) = rows.iter().position(|row| row.iter().any(|cell| of_people(cell))) else { return BTreeSet::new() };
    let columns: Vec<usize> = (0..rows[head].len()).filter(|&column| of_people(&rows[head][column])).collect();
    let cells = rows[head + 1..].iter().flat_map(|row| columns.iter().filter_map(|&column| row.get(column)));
    cells
        .filter(|cell| !cell.starts_with('#') && !EXAMPLES.contains(&cell.as_str()))
        .filter(|cell| cell.chars().count() > 3 && cell.contains(char::is_alphabetic))
        .cloned()
        .collect()
}

#[test]
fn no_message_about_a_sheet_names_anybody() {
    let (mut named, mut leaks) = (0, Vec::new());
    for path in sheets() {
        let desk = Desk::new();
        let bytes = fs::read(&path).unwrap();
        desk.write("class.csv", &bytes);
        for format in ["human", "json"] {
            let plain = desk.run(&["check", "class.csv", "--message-format", format]);
            let redacted = desk.run(&["check", "class.csv", "--message-format", format, "--redact"]);
            assert_eq!((plain.code, &plain.stdout), (redacted.code, &redacted.stdout), "what was found is counted");
            let (plain, redacted) = (plain.transcript(), redacted.transcript());
            for secret in secrets(&bytes) {
                named += usize::from(plain.contains(&secret));
                if redacted.contains(&secret) {
                    leaks.push(format!("{}: “{secret}” in\n{redacted}", path.display()));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    assert!(named > 40, "the messages name {named} people without --redact, so there is something to leave out");
}

#[test]
fn no_message_about_letters_names_anybody() {
    let desk = Desk::with("samples/dop-c02-class.csv");
    desk.write(
        "resit.toml",
        "coach = \"Kim Lund\"\n[mail]\nfrom = \"Kim Lund <kim@example.org>\"\nallow_domains = [\"example.org\"]\n",
    );
    desk.build(&["dop-c02-class.csv", "-o", "out"]);
    let (plain, redacted) = (desk.run(&["mail", "preview", "out"]), desk.run(&["mail", "preview", "out", "--redact"]));
    assert_eq!((plain.code, redacted.code), (Some(1), Some(1)));
    let secrets = secrets(&fs::read(desk.path("dop-c02-class.csv")).unwrap());
    let told = redacted.transcript();
    for secret in secrets.iter().map(String::as_str).chain(["Kim", "kim@"]) {
        assert!(!told.contains(secret), "“{secret}” in\n{told}");
    }
    assert!(plain.transcript().contains("Ana Souza"));
    insta::assert_snapshot!("letters that name nobody", told);
}
