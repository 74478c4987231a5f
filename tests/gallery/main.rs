//! The look of the documents. `make gallery` renders them all for a designer's eye; the tests compare a chosen few pages
//! with the pictures in this folder. Only PDF pages are compared: their fonts are embedded, while an HTML page looks as the
//! machine's browser and fonts make it. `make gallery-accept` takes the pages as they are now for the new pictures.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

#[path = "../harness/mod.rs"]
mod harness;
mod picture;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use harness::cohorts::{Cohort, cohorts};
use harness::{project, tool};
use picture::Picture;
use rayon::prelude::*;

/// The pages that are compared: picture, cohort, candidate ("" is the cohort summary), page. All are in embedded scripts,
/// because the fonts of other scripts are the machine's.
const PAGES: [(&str, &str, &str, u32); 10] = [
    ("plan-1", "class", "C-001", 1),
    ("plan-2", "class", "C-001", 2),
    ("plan-3", "class", "C-001", 3),
    ("review", "class", "C-013", 1),
    ("arabic", "class", "C-006", 1),
    ("devanagari", "class", "C-008", 1),
    ("thai", "class", "C-009", 1),
    ("hebrew-and-20-domains", "world-20", "W20-00039", 1),
    ("one-long-word", "world-6", "W6-00036", 1),
    ("cohort", "class", "", 1),
];

/// So many pixels may differ: a shifted line of three words has about a hundred.
const MOST_DIFFERENT: usize = 30;

fn gallery() -> PathBuf {
    project("target/gallery")
}

/// Where the picture of a page is kept.
fn reference(name: &str) -> PathBuf {
    project("tests/gallery").join(name).with_extension("png")
}

fn pdf_of(cohorts: &[Cohort], cohort: &str, candidate: &str) -> PathBuf {
    let cohort = cohorts.iter().find(|found| found.name == cohort).unwrap();
    if candidate.is_empty() { cohort.folder.join("cohort.pdf") } else { cohort.faces(candidate).pdf }
}

#[test]
fn pages_look_as_they_did() {
    let cohorts = cohorts();
    let mut changed = String::new();
    for (name, cohort, candidate, page) in PAGES {
        let now = Picture::of_page(&pdf_of(&cohorts, cohort, candidate), page);
        let file = reference(name);
        let before = Picture::read(&file);
        let different = before.as_ref().map_or(usize::MAX, |before| now.difference(before));
        if different <= MOST_DIFFERENT {
            continue;
        }
        let shown = gallery().join("changed").join(name).with_extension("png");
        match before {
            Some(before) => {
                fs::create_dir_all(shown.parent().unwrap()).unwrap();
                now.write(&shown.with_extension("now.png"));
                now.write_difference(&before, &shown);
                write!(changed, "\n  {name}: {different} pixels differ, see {}", shown.display()).unwrap();
            }
            None => write!(changed, "\n  {name}: there is no {}", file.display()).unwrap(),
        }
    }
    assert!(
        changed.is_empty(),
        "pages look different (red: only now, blue: only before):{changed}\n\
         Look at them; if they are right, `make gallery-accept` takes them."
    );
}

/// `make gallery-accept`: the pages as they are now become the pictures, where they look different.
#[test]
#[ignore = "make gallery-accept"]
fn accept() {
    let cohorts = cohorts();
    for (name, cohort, candidate, page) in PAGES {
        let now = Picture::of_page(&pdf_of(&cohorts, cohort, candidate), page);
        if Picture::read(&reference(name)).is_none_or(|before| now.difference(&before) > MOST_DIFFERENT) {
            now.write(&reference(name));
        }
    }
}

/// The comparison sees what it is there for, and nothing else: a line moved by three points in any direction, a line that
/// is gone; but not what rounding to 16 levels does.
#[test]
fn a_moved_or_missing_line_is_seen() {
    let page = Picture::of_page(&pdf_of(&cohorts(), "class", "C-001"), 1);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rounded.png");
    page.write(&file);
    assert_eq!(page.difference(&Picture::read(&file).unwrap()), 0);

    let inked = |y: usize| page.pixels[y * page.width..(y + 1) * page.width].iter().any(|pixel| *pixel < 160);
    let tops = (1..page.height).filter(|&y| inked(y) && !inked(y - 1));
    let lines: Vec<(usize, usize)> = tops
        .map(|top| (top, (top..page.height).find(|&y| !inked(y)).unwrap()))
        .filter(|(top, end)| end - top > 3)
        .collect();
    assert!(lines.len() > 20, "{lines:?}");
    for (top, end) in lines.into_iter().step_by(3) {
        let changed = |right: usize, down: usize, keep: bool| {
            let mut changed = page.clone();
            changed.pixels[top * page.width..end * page.width].fill(255);
            if keep {
                for y in top..end {
                    let row = &page.pixels[y * page.width..(y + 1) * page.width - right];
                    let start = (y + down) * page.width + right;
                    changed.pixels[start..start + row.len()].copy_from_slice(row);
                }
            }
            page.difference(&changed)
        };
        // three points are two and a half pixels
        for (what, seen) in
            [("down", changed(0, 2, true)), ("right", changed(2, 0, true)), ("gone", changed(0, 0, false))]
        {
            assert!(seen > MOST_DIFFERENT, "the line from {top} to {end} {what}: {seen} pixels");
        }
    }
}

/// `make gallery`: pictures of all pages of the class and of chosen world plans in target/gallery, with a page that shows
/// them all.
#[test]
#[ignore = "make gallery"]
fn show() {
    let folder = gallery().join("pages");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut shown = Vec::new();
    for cohort in cohorts() {
        let every = match cohort.name {
            "class" => 1,
            "awkward" => 3,
            _ => 12,
        };
        let documents = cohort.documents();
        let last = documents.len() - 1;
        let chosen = documents.into_iter().enumerate().filter(|(nth, _)| nth % every == 0 || *nth == last);
        shown.extend(chosen.map(|(_, faces)| {
            let stem = faces.pdf.file_stem().unwrap().to_str().unwrap();
            (format!("{}-{stem}", cohort.name), faces)
        }));
    }
    shown.par_iter().for_each(|(name, faces)| {
        let out = folder.join(name);
        let run = tool("pdftoppm", &["-png", "-r", "110", faces.pdf.to_str().unwrap(), out.to_str().unwrap()]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    });
    let jobs: Vec<String> = shown
        .iter()
        .map(|(name, faces)| format!("{}\t{}", faces.html.display(), folder.join(name).display()))
        .collect();
    let list = folder.join("html.list");
    fs::write(&list, jobs.join("\n")).unwrap();
    let script = project("tests/gallery/photograph.mjs");
    let run = tool("node", &[script.to_str().unwrap(), list.to_str().unwrap()]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    fs::remove_file(&list).unwrap();
    fs::write(
        gallery().join("index.html"),
        contact_sheet(&folder, &shown.into_iter().map(|(name, _)| name).collect::<Vec<_>>()),
    )
    .unwrap();
}

fn contact_sheet(folder: &Path, names: &[String]) -> String {
    let mut files: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut sheet = String::from(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Gallery</title><style>body{font:14px sans-serif}\
         section{display:flex;gap:12px;overflow-x:auto;align-items:start}img{height:420px;border:1px solid #ccc}</style>\n",
    );
    for name in names {
        let pictures = files.iter().filter(|file| {
            let rest = file.strip_prefix(name.as_str()).unwrap_or_default();
            rest.starts_with('-') && (rest.starts_with("-html-") || rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        });
        let pictures: String = pictures
            .map(|file| {
                format!("<a href=\"pages/{file}\"><img loading=\"lazy\" src=\"pages/{file}\" alt=\"{file}\"></a>")
            })
            .collect();
        writeln!(sheet, "<h2>{name}</h2><section>{pictures}</section>").unwrap();
    }
    sheet
}
