//! `make bench`: how many HTML documents one core makes in a second, from the diagnosis to the finished page, with
//! nothing written; and the shares of the words, of the values for the templates, and of tera.
//!
//! Where Linux tells it, the time is that of the processor, which depends little on what else the machine does.
//!
//! Options, behind `cargo bench --bench html --`: `--candidates N` (2000), `--seed S` (1), `--rounds R` (7, the median
//! counts).
#![allow(clippy::disallowed_macros, reason = "a program of its own, which prints its figures")]

#[path = "cohort_sheet/class.rs"]
mod class;
mod cohort_sheet;

use std::hint::black_box;
use std::time::Instant;

use class::Class;
use cohort_sheet::Names;
use resit::analysis::{Diagnosis, Record};
use resit::document::branding::Branding;
use resit::document::catalogue::Texts;
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
    let labels = Labels::of(&catalogue);
    let face = HtmlFace::new(|_| None, &labels, &Branding::default()).expect("the built-in templates are sound");
    // what is left when the page has next to no content is the work around tera
    let bare = |name: &str| (name == "plan.html").then(|| "{{ title }}".to_owned());
    let bare = HtmlFace::new(bare, &labels, &Branding::default()).expect("a template of one variable is sound");

    let (mut bare, mut pages) = (bare.pages(), face.pages());
    let mut times: [Vec<f64>; 3] = [const { Vec::new() }; 3];
    let mut bytes = 0;
    let began = Instant::now();
    for _ in 0..rounds {
        // each way makes a document and goes on with it at once, as a build does: it is still in the caches
        for (mut pages, times) in [None, Some(&mut bare), Some(&mut pages)].into_iter().zip(&mut times) {
            let started = processor_time(began);
            bytes = 0;
            for &(history, diagnosis) in &everyone {
                let document = black_box(class.document(history, diagnosis, &catalogue));
                if let Some(pages) = &mut pages {
                    let record = Record::new(history, diagnosis, &class.blueprint);
                    let page = pages.plan(&document, &record).expect("the built-in templates fit every candidate");
                    bytes += black_box(page).len();
                }
            }
            times.push(processor_time(began) - started);
        }
    }
    let [words, with_values, whole] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2] / everyone.len() as f64
    });
    let share = |part: f64| format!("{:>8.1} µs {:>4.0} %", part * 1e6, part / whole * 100.0);
    println!("{candidates} candidates, seed {seed}; median of {rounds} rounds, nothing written");
    println!("{:<28}{:>8.0} a second and core", "HTML documents", 1.0 / whole);
    println!("{:<28}{:>8.1} kB", "size of one", bytes as f64 / everyone.len() as f64 / 1e3);
    println!("{:<28}{:>8.1} µs", "time of one", whole * 1e6);
    println!("{:<28}{}", "  words (Fluent)", share(words));
    println!("{:<28}{}", "  values for the templates", share(with_values - words));
    println!("{:<28}{}", "  pages (tera)", share(whole - with_values));
}

/// The seconds that the processor gave to this thread; elsewhere than on Linux, what has passed since `began`.
fn processor_time(began: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds: Option<f64> = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| began.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}
