//! `make bench`: how many HTML documents one core makes in a second, from the diagnosis to the finished page, with
//! nothing written; and what share of the time is tera's.
//!
//! Options, behind `cargo bench --bench html --`: `--candidates N` (2000), `--seed S` (1), `--rounds R` (7, the median
//! counts).
#![allow(clippy::disallowed_macros, reason = "a program of its own, which prints its figures")]

#[path = "cohort_sheet/class.rs"]
mod class;
mod cohort_sheet;

use std::hint::black_box;
use std::time::{Duration, Instant};

use class::Class;
use cohort_sheet::Names;
use resit::analysis::{Diagnosis, Record};
use resit::document::branding::Branding;
use resit::document::catalogue::Texts;
use resit::document::content::Document;
use resit::document::html::{HtmlFace, Labels};
use resit::sheet::History;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: u64| value(name).map_or(default, |text| text.parse().expect("a whole number"));
    let (candidates, seed, rounds) = (number("--candidates", 2000), number("--seed", 1), number("--rounds", 7));

    let class = Class::new(candidates, seed, Names::Latin);
    let catalogue = Texts::built_in("en").expect("English is built in").catalogue();
    let histories = &class.histories;
    let diagnoses: Vec<Diagnosis> = histories.iter().map(|history| class.diagnosis(history)).collect();
    let everyone: Vec<(&History, &Diagnosis)> = histories.iter().zip(&diagnoses).collect();
    let document = |&(history, diagnosis): &(&History, &Diagnosis)| class.document(history, diagnosis, &catalogue);
    let label = || String::from("Label");
    let labels = Labels { skip: label(), filter: label(), sort: label(), shown: label() };
    let face = HtmlFace::new(|_| None, &labels, &Branding::default()).expect("the built-in templates are sound");
    // what is left when the page has next to no content is the work around tera
    let bare = |name: &str| (name == "plan.html").then(|| "{{ title }}".to_owned());
    let bare = HtmlFace::new(bare, &labels, &Branding::default()).expect("a template of one variable is sound");

    let mut times: [Vec<Duration>; 3] = [const { Vec::new() }; 3];
    let mut bytes = 0;
    for _ in 0..rounds {
        let started = Instant::now();
        let documents: Vec<Document> = everyone.iter().map(document).collect();
        times[0].push(started.elapsed());
        for (face, times) in [&bare, &face].into_iter().zip(&mut times[1..]) {
            let started = Instant::now();
            bytes = 0;
            for (document, &(history, diagnosis)) in documents.iter().zip(&everyone) {
                let record = Record::new(history, diagnosis, &class.blueprint);
                let page = face.plan(document, &record).expect("the built-in templates fit every candidate");
                bytes += black_box(page).len();
            }
            times.push(started.elapsed());
        }
    }
    let [content, around, page] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2].as_secs_f64() / everyone.len() as f64
    });
    let whole = content + page;
    let share = |part: f64| format!("{:>8.1} µs {:>4.0} %", part * 1e6, part / whole * 100.0);
    println!("{candidates} candidates, seed {seed}; median of {rounds} rounds, one core, nothing written");
    println!("{:<28}{:>8.0} a second and core", "HTML documents", 1.0 / whole);
    println!("{:<28}{:>8.1} kB", "size of one", bytes as f64 / everyone.len() as f64 / 1e3);
    println!("{:<28}{}", "words (Fluent)", share(content));
    println!("{:<28}{}", "values for the templates", share(around));
    println!("{:<28}{}", "pages (tera)", share(page - around));
}
