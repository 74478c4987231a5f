//! `make bench`: how fast the release binary builds a big cohort, and how much memory it takes.
//!
//! Options, behind `cargo bench --bench build --`:
//! `--candidates N` (10000), `--seed S` (1), `--rounds R` (3, the median counts), `--world` (names in all scripts),
//! `--write FILE` (only write the sheet).
#![allow(clippy::disallowed_macros, reason = "a program of its own, which prints its figures")]

mod cohort_sheet;
mod peak_memory;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cohort_sheet::Names;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: u64| value(name).map_or(default, |text| text.parse().expect("a whole number"));
    let (candidates, seed, rounds) = (number("--candidates", 10_000), number("--seed", 1), number("--rounds", 3));
    let names = if arguments.iter().any(|word| word == "--world") { Names::World } else { Names::Latin };
    let sheet = cohort_sheet::sheet(candidates, seed, names);
    if let Some(path) = value("--write") {
        fs::write(path, sheet).expect("the sheet can be written");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let (class, out) = (folder.join("class.csv"), folder.join("plans"));
    fs::write(&class, &sheet).expect("the target folder can be written");
    let attempts = sheet.lines().count() - 1;
    println!("{candidates} candidates ({names:?} names), {attempts} attempts, seed {seed}; median of {rounds} builds");
    println!("{:<15}{:>6}{:>14}{:>10}{:>14}", "format", "jobs", "candidates/s", "seconds", "peak memory");
    for (format, archive) in [("html", false), ("pdf", false), ("both", false), ("both", true)] {
        for jobs in ["1", "2"] {
            let mut times = Vec::new();
            let mut peak = 0;
            for _ in 0..rounds {
                let _ = fs::remove_dir_all(&out);
                let (time, memory) = build(&class, &out, format, jobs, archive);
                times.push(time);
                peak = peak.max(memory);
            }
            times.sort();
            let median = times[times.len() / 2].as_secs_f64();
            let rate = candidates as f64 / median;
            let written = if archive { format!("{format}, one zip") } else { format.to_owned() };
            println!("{written:<15}{jobs:>6}{rate:>14.0}{median:>10.2}{:>11} MB", peak / 1024);
        }
    }
    println!("\nmemory: HTML and PDF plans in one zip, 2 jobs; what a candidate more takes, of which the sheet itself");
    println!("{:<12}{:>11}{:>14}{:>11}", "candidates", "documents", "peak memory", "sheet");
    let peaks = [1_000, 10_000, 50_000].map(|candidates| {
        let sheet = cohort_sheet::sheet(candidates, seed, names);
        fs::write(&class, &sheet).expect("the target folder can be written");
        let _ = fs::remove_dir_all(&out);
        let (_, peak) = build(&class, &out, "both", "2", true);
        let (memory, size) = (peak as f64 / 1024.0, sheet.len() as f64 / 1024.0 / 1024.0);
        println!("{candidates:<12}{:>11}{memory:>11.1} MB{size:>8.1} MB", 2 * candidates);
        (candidates, peak * 1024, sheet.len() as u64)
    });
    let [(few, low, small), _, (many, high, large)] = peaks;
    let each = |more: u64, less: u64| more.saturating_sub(less) as f64 / (many - few) as f64;
    println!("{:<23}{:>12.0} B{:>9.0} B", "a candidate more", each(high, low), each(large, small));
    let _ = fs::remove_dir_all(&folder);
}

/// Builds once; time and peak resident memory in KiB.
fn build(class: &Path, out: &Path, format: &str, jobs: &str, archive: bool) -> (Duration, u64) {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_resit"))
        .args(["build", "--quiet", "--as-of", "2026-11-23", "--format", format, "--jobs", jobs, "--out"])
        .args([out, class])
        .args(archive.then_some("--archive=plans.zip"))
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let peak = peak_memory::watch(&mut child);
    let status = child.wait().expect("the program can be waited for");
    assert!(status.success(), "the build failed: {status}");
    (started.elapsed(), peak)
}
