//! The documents under real readers: a PDF checker and extractor, and the HTML checker of the W3C.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::path::PathBuf;

use harness::{Desk, pdf_text, project, tool, visible_runs};
use serde_json::Value;

/// The sample class, built.
fn class() -> Desk {
    let desk = Desk::with("samples/dop-c02-class.csv");
    let run = desk.build(&["dop-c02-class.csv", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    desk
}

fn with_ending(desk: &Desk, ending: &str) -> Vec<PathBuf> {
    let files = desk.files("out").into_keys().filter(|name| name.ends_with(ending));
    files.map(|name| desk.path("out").join(name)).collect()
}

#[test]
fn every_pdf_is_sound_and_its_fonts_are_embedded_subsets() {
    let desk = class();
    let pdfs = with_ending(&desk, ".pdf");
    assert_eq!(pdfs.len(), 25);
    for pdf in &pdfs {
        let path = pdf.to_str().unwrap();
        let check = tool("qpdf", &["--check", path]);
        let said = String::from_utf8_lossy(&check.stdout).into_owned() + &String::from_utf8_lossy(&check.stderr);
        assert!(check.status.success() && said.contains("No syntax or stream encoding errors found"), "{path}: {said}");
        let fonts = String::from_utf8(tool("pdffonts", &[path]).stdout).unwrap();
        for font in fonts.lines().skip(2) {
            // name type encoding emb sub uni object id
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            assert_eq!(columns[2..5], ["yes", "yes", "yes"], "{path}: {font}");
        }
        assert!(fonts.lines().count() > 3, "{path}: {fonts}");
    }
}

/// A plan has at most four pages and a review at most two: longer ones are not read.
#[test]
fn plans_and_reviews_are_short_enough_to_be_read() {
    let desk = class();
    for line in desk.read("out/results.jsonl").lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let most = if record["plan"].is_null() { 2 } else { 4 };
        let id = record["candidate_id"].as_str().unwrap();
        let path = pdf_of(&desk, id);
        let pages = tool("qpdf", &["--show-npages", path.to_str().unwrap()]).stdout;
        let pages: u32 = String::from_utf8(pages).unwrap().trim().parse().unwrap();
        assert!(pages <= most, "{id} has {pages} pages");
    }
}

/// The PDF of a candidate, by the manifest.
fn pdf_of(desk: &Desk, id: &str) -> PathBuf {
    let manifest = desk.read("out/manifest.csv");
    let mut manifest = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
    let row = manifest.records().map(Result::unwrap).find(|row| &row[0] == id).unwrap();
    desk.path("out").join(&row[8])
}

#[test]
fn every_page_is_valid_html() {
    let desk = class();
    let pages = with_ending(&desk, ".html");
    assert_eq!(pages.len(), 25);
    let jar = project("target/tools/node_modules/vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "the HTML checker is missing: `make setup` installs it");
    let mut arguments = vec!["-jar", jar.to_str().unwrap()];
    arguments.extend(pages.iter().map(|page| page.to_str().unwrap()));
    let output = tool("java", &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_pdf_holds_every_name_and_figure() {
    let desk = class();
    let mut latin_greek_cyrillic = 0;
    for line in desk.read("out/results.jsonl").lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let id = record["candidate_id"].as_str().unwrap();
        let text = pdf_text(&pdf_of(&desk, id));
        let words = squeezed(&text);
        let name = record["name"].as_str().unwrap();
        if name.chars().all(has_glyph) {
            assert!(words.contains(&squeezed(name)), "{id}: {name} is not in {words}");
            latin_greek_cyrillic += 1;
        }
        let expect = |figure: String| assert!(words.contains(&squeezed(&figure)), "{id}: {figure:?} is not in {words}");
        if let Some(score) = record["score"].as_i64() {
            expect(score.to_string());
        }
        let number = |value: &Value| value.as_f64().unwrap().to_string();
        if let Some(plan) = record["plan"].as_object() {
            if plan["build_weeks"].as_u64() > Some(0) {
                for (_, hours) in plan["hours"].as_object().unwrap() {
                    expect(format!("{} h", number(hours)));
                }
            }
            for week in plan["schedule"].as_array().unwrap() {
                for (_, hours) in week["hours"].as_object().unwrap() {
                    expect(format!("{} h", number(hours)));
                }
            }
            for day in ["earliest_retake", "recommended_retake"] {
                if let Some(date) = plan[day].as_str() {
                    expect(date_in_words(date));
                }
            }
        }
        for step in record["estimate"]["path"].as_array().into_iter().flatten() {
            expect(format!("{} points", number(&step["gain"])));
        }
        if let Some(expires) = record["passing"]["expires"].as_str() {
            expect(date_in_words(expires));
        }
    }
    assert!(latin_greek_cyrillic >= 14, "{latin_greek_cyrillic} names");
}

/// Latin with its extensions (Vietnamese too), Greek, Cyrillic and signs; other scripts may stand as boxes in the PDF.
fn has_glyph(c: char) -> bool {
    matches!(c, '\0'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{22ff}')
}

fn date_in_words(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<usize> = date.split('-').map(|part| part.parse().unwrap()).collect();
    format!("{} {} {}", parts[2], MONTHS[parts[1] - 1], parts[0])
}

/// Both faces are made from one content: every run of text on the page stands in the PDF, and every word of the PDF on
/// the page. White space and the hyphens at which lines break are left out of the comparison.
#[test]
fn html_and_pdf_say_the_same_in_every_language() {
    let languages = [
        ("en", ["Retake plan", "Result review"], ["Made on ", "Page "]),
        ("de", ["Plan für die Wiederholung", "Auswertung"], ["Erstellt am ", "Seite "]),
        ("es", ["Plan para repetir el examen", "Análisis del resultado"], ["Hecho el ", "Página "]),
    ];
    for (language, kickers, feet) in languages {
        let desk = Desk::with("samples/dop-c02-class.csv");
        let run = desk.build(&["dop-c02-class.csv", "-o", "out", "--language", language]);
        assert_eq!(run.code, Some(0), "{run:?}");
        for page in with_ending(&desk, ".html").into_iter().filter(|page| !page.ends_with("index.html")) {
            let runs = visible_runs(&std::fs::read_to_string(&page).unwrap());
            let pdf = page.with_extension("pdf");
            let output = tool("pdftotext", &["-raw", "-enc", "UTF-8", pdf.to_str().unwrap(), "-"]);
            let text = String::from_utf8(output.stdout).unwrap();
            let heading = &runs[runs.iter().position(|run| kickers.contains(&run.as_str())).unwrap() + 1];
            let furniture = |line: &&str| {
                let line = line.trim();
                feet.iter().any(|foot| line.starts_with(foot)) || line.starts_with(&format!("{heading} ·"))
            };
            let lines: Vec<&str> = text.lines().filter(|line| !furniture(line)).collect();
            let in_pdf = squeezed(&lines.join(" "));
            for run in runs.iter().filter(|run| run.chars().all(has_glyph)) {
                assert!(in_pdf.contains(&squeezed(run)), "{}: {run:?} is not in the PDF", page.display());
            }
            let on_page = squeezed(&runs.join(" "));
            let words = lines.iter().flat_map(|line| line.split_whitespace());
            for word in words.filter(|word| word.chars().all(has_glyph)) {
                assert!(on_page.contains(&squeezed(word)), "{}: {word:?} is not on the page", page.display());
            }
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '\u{ad}' && *c != '\u{c}').collect()
}
