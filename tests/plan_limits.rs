//! What a plan may cost its reader and a mailbox: at most four pages and 50 kB, in every language, on both papers, with a
//! logo, for every candidate.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::HashMap;
use std::fmt::Write;

use harness::cohort_sheet::{self, Names, world};
use harness::{Desk, project};
use lopdf::Document;

const MOST_PAGES: usize = 4;
/// A note of 300 words takes half a page for itself.
const MOST_WITH_A_LONG_NOTE: usize = 5;
const MOST_BYTES: usize = 50_000;

/// A plan of a build.
struct Plan {
    id: String,
    file: String,
    bytes: usize,
    pages: usize,
}

fn plans(desk: &Desk, arguments: &[&str]) -> Vec<Plan> {
    let run = desk.build(&[&["--format", "pdf", "--replace", "-o", "out"], arguments].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let manifest = desk.read("out/manifest.csv");
    let mut manifest = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
    let plan = |row: csv::StringRecord| {
        let bytes = std::fs::read(desk.path("out").join(&row[8])).unwrap();
        let pages = Document::load_mem(&bytes).unwrap().get_pages().len();
        Plan { id: row[0].to_owned(), file: row[8].to_owned(), bytes: bytes.len(), pages }
    };
    manifest.records().map(Result::unwrap).map(plan).collect()
}

#[test]
fn a_plan_is_short_and_light() {
    let desk = Desk::new();
    desk.write("latin.csv", cohort_sheet::sheet(40, 1, Names::Latin));
    desk.write("world.csv", cohort_sheet::sheet(36, 2, Names::World));
    // Up to ten attempts each, names of any length and notes.
    let extremes = world::sheet(36, 6, 6);
    let mut rows = csv::Reader::from_reader(extremes.as_bytes());
    let rows = rows.records().map(Result::unwrap);
    let notes: HashMap<String, String> = rows.map(|row| (row[0].to_owned(), row[row.len() - 1].to_owned())).collect();
    desk.write("extremes.csv", &extremes);
    desk.write("logo.png", std::fs::read(project("tests/branding/logos/palette.png")).unwrap());
    let mut over = String::new();
    let (mut seen, mut noted) = (0, 0);
    for page in ["a4", "letter"] {
        desk.write("resit.toml", format!("page = \"{page}\"\nlogo = \"logo.png\"\norganisation = \"Harbor\"\n"));
        for language in ["en", "de", "es"] {
            for sheet in ["latin.csv", "world.csv", "extremes.csv"] {
                for Plan { id, file, bytes, pages } in plans(&desk, &[sheet, "--language", language]) {
                    seen += 1;
                    let note = notes.get(id.as_str()).map_or(0, |note| note.split_whitespace().count());
                    noted += usize::from(note >= 300);
                    let most = if note >= 300 { MOST_WITH_A_LONG_NOTE } else { MOST_PAGES };
                    // Long names and notes in several scripts need fonts for all of them, and those are their price.
                    if pages > most || bytes > MOST_BYTES && sheet != "extremes.csv" {
                        writeln!(over, "{language} {page} {file}: {pages} pages, {bytes} bytes, {note} words").unwrap();
                    }
                }
            }
        }
    }
    assert_eq!(over, "");
    assert_eq!((seen, noted), (6 * (40 + 36 + 36), 6 * 12));
}
