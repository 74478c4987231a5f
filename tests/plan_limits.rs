//! What a plan may cost a mailbox: at most 50 kB, in every language, on both papers, with a logo, for every candidate.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fmt::Write;

use harness::cohort_sheet::{self, Names};
use harness::{Desk, project};

const MOST_BYTES: usize = 50_000;

/// The plans of a build: their names and sizes.
fn plans(desk: &Desk, arguments: &[&str]) -> Vec<(String, usize)> {
    let run = desk.build(&[&["--format", "pdf", "--replace", "-o", "out"], arguments].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    desk.files("out/plans").into_iter().map(|(name, bytes)| (name, bytes.len())).collect()
}

#[test]
fn a_plan_is_light() {
    let desk = Desk::new();
    desk.write("latin.csv", cohort_sheet::sheet(80, 1, Names::Latin));
    desk.write("world.csv", cohort_sheet::sheet(64, 2, Names::World));
    desk.write("logo.png", std::fs::read(project("tests/branding/logos/palette.png")).unwrap());
    let mut over = String::new();
    let mut seen = 0;
    for page in ["a4", "letter"] {
        desk.write("resit.toml", format!("page = \"{page}\"\nlogo = \"logo.png\"\norganisation = \"Harbor\"\n"));
        for language in ["en", "de", "es"] {
            for sheet in ["latin.csv", "world.csv"] {
                for (name, bytes) in plans(&desk, &[sheet, "--language", language]) {
                    seen += 1;
                    if bytes > MOST_BYTES {
                        writeln!(over, "{language} {page} {sheet} {name}: {bytes} bytes").unwrap();
                    }
                }
            }
        }
    }
    assert_eq!(over, "");
    assert_eq!(seen, 6 * (80 + 64));
}
