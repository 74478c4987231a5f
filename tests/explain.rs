//! `resit explain`: every code has a page, and the example of each is what the program says today.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeSet;

use encoding_rs::Encoding;
use harness::{Desk, project};
use resit::diagnostic::Code;

/// The parts of a page, which all pages have in this order.
const PARTS: [&str; 3] = ["## Example", "## Why it matters", "## What to do"];

/// A block of a page between fences.
struct Block<'p> {
    /// The words behind the opening fence.
    info: Vec<&'p str>,
    text: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            blocks.push(Block { info: info.split(' ').collect(), text });
        }
    }
    blocks
}

/// The example of a page, done anew: its files are written, its command is run, and of what is told the findings of the code stand
/// behind the command.
fn example(code: Code, blocks: &[Block<'_>]) -> String {
    let desk = Desk::new();
    let (console, files) = blocks.split_last().unwrap();
    assert_eq!(console.info, ["console"], "{code}");
    for file in files {
        // the word behind the name is the encoding
        let encoding =
            file.info.get(2).map_or(encoding_rs::UTF_8, |label| Encoding::for_label(label.as_bytes()).unwrap());
        desk.write(file.info[1], encoding.encode(&file.text).0);
    }
    let command = console.text.lines().next().unwrap();
    let arguments: Vec<&str> = command.strip_prefix("$ resit ").unwrap().split(' ').collect();
    let run = desk.run(&arguments);
    let header = format!("{}[{code}]", code.severity().id());
    let findings = run.stderr.split("\n\n").filter(|finding| finding.starts_with(&header));
    let findings: Vec<&str> = findings.collect();
    assert!(!findings.is_empty(), "{code} is not raised by its example:\n{}", run.stderr);
    format!("{command}\n{}\n", findings.join("\n\n"))
}

#[test]
fn every_code_is_raised_by_the_example_of_its_page_word_for_word() {
    for &code in Code::ALL {
        let blocks = blocks(code.page());
        assert_eq!(example(code, &blocks), blocks.last().unwrap().text, "the example of {code}");
    }
}

#[test]
fn all_pages_look_alike() {
    for &code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {code}: {}\n\n", code.title())), "{code}");
        assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{code}");
        let parts: Vec<&str> = page.lines().filter(|line| line.starts_with("##")).collect();
        assert_eq!(parts, PARTS, "{code}");
        let (mut is_prose, mut count) = (true, 0);
        for line in page.lines() {
            count += 1;
            is_prose ^= line.starts_with("```");
            // what the program says is as long as it is
            assert!(!is_prose || line.chars().count() <= 80, "{code}: {line}");
        }
        assert!((15..=45).contains(&count), "{code}: {count} lines");
    }
}

#[test]
fn a_page_belongs_to_a_code() {
    let pages = std::fs::read_dir(project("src/diagnostic/pages")).unwrap();
    let pages: BTreeSet<String> = pages.map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(pages, Code::ALL.iter().map(|code| format!("{code}.md")).collect());
}

#[test]
fn a_code_is_explained_and_all_are_listed() {
    let desk = Desk::new();
    insta::assert_snapshot!("explain", desk.run(&["explain"]).transcript());
    insta::assert_snapshot!("explain a code", desk.run(&["explain", "score-range"]).transcript());
    insta::assert_snapshot!("explain with two files", desk.run(&["explain", "replaced-row"]).transcript());
    insta::assert_snapshot!("explain a misspelled code", desk.run(&["explain", "score-rang"]).transcript());
    insta::assert_snapshot!("explain no code", desk.run(&["explain", "\u{1b}[31m"]).transcript());
}
