//! `make bench`: how many documents the PDF face makes in a second on one core, from the content model to the bytes of
//! the file, and how large they are.
//!
//! Options, behind `cargo bench --bench pdf --`:
//! `--candidates N` (500), `--seed S` (1), `--rounds R` (5, the median counts), `--pages P` (all; only documents of P pages),
//! `--world` (names in all scripts).
#![allow(clippy::disallowed_macros, reason = "a program of its own, which prints its figures")]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

#[path = "cohort_sheet/class.rs"]
mod class;
mod cohort_sheet;

use std::time::Instant;

use class::{Class, DAY};
use cohort_sheet::Names;
use resit::document::branding::Branding;
use resit::document::catalogue::Texts;
use resit::document::content::Document;
use resit::document::pdf::{Fonts, PageSize, PdfFace, PdfOptions};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: u64| value(name).map_or(default, |text| text.parse().expect("a whole number"));
    let (candidates, rounds) = (number("--candidates", 500), number("--rounds", 5));
    let names = if arguments.iter().any(|word| word == "--world") { Names::World } else { Names::Latin };
    let texts = Texts::built_in("en").expect("English is built in");
    let (class, catalogue) = (Class::new(candidates, number("--seed", 1), names), texts.catalogue());
    let document = |history| class.document(history, &class.diagnosis(history), &catalogue);
    let mut documents: Vec<Document> = class.histories.iter().map(document).collect();
    let face = PdfFace::new(Fonts::embedded(), &Branding::default(), std::iter::once(texts.source()));
    let face = face.expect("the embedded fonts can be subset");
    let options = PdfOptions { day: DAY, build_id: "bench".to_owned(), page: PageSize::A4 };
    let mut engine = face.engine();
    let pages = number("--pages", 0) as usize;
    if pages > 0 {
        documents.retain(|document| engine.pdf(document, &options).expect("a PDF").pages == pages);
    }
    let mut rates = Vec::new();
    let (mut bytes, mut largest, mut count) = (0, 0, 0);
    for _ in 0..=rounds {
        (bytes, largest, count) = (0, 0, 0);
        let started = Instant::now();
        for document in &documents {
            let pdf = engine.pdf(document, &options).expect("a PDF");
            bytes += pdf.bytes.len();
            largest = largest.max(pdf.bytes.len());
            count += pdf.pages;
        }
        rates.push(documents.len() as f64 / started.elapsed().as_secs_f64());
    }
    // The first round fills the caches.
    rates.remove(0);
    rates.sort_by(f64::total_cmp);
    let of = |total: usize| total as f64 / documents.len() as f64;
    println!(
        "{} documents of {:.1} pages, {names:?} names: {:.0} a second and core (median of {rounds}, {:.0} to {:.0}); {:.1} kB each, the largest {:.1} kB",
        documents.len(),
        of(count),
        rates[rates.len() / 2],
        rates[0],
        rates[rates.len() - 1],
        of(bytes) / 1000.0,
        largest as f64 / 1000.0
    );
}
