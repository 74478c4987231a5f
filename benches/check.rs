//! `make bench`: how fast `resit check` reads, checks and groups a large sheet, beside the bare csv crate on the same file, and
//! how much memory a candidate takes.
//!
//! Options, behind `cargo bench --bench check --`: `--rows N` (1000000), `--seed S` (1), `--rounds R` (3, the median counts).
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
    let (rows, seed, rounds) = (number("--rows", 1_000_000), number("--seed", 1), number("--rounds", 3));
    let mut sheet = cohort_sheet::sheet(rows, seed, Names::Latin);
    // the headings and so many rows
    let end = sheet.match_indices('\n').nth(rows as usize).map_or(sheet.len(), |(at, _)| at + 1);
    sheet.truncate(end);
    let candidates =
        sheet.lines().skip(1).map(|row| row.split(',').next()).collect::<std::collections::HashSet<_>>().len();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-check");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let class = folder.join("class.csv");
    fs::write(&class, &sheet).expect("the target folder can be written");

    let bare = median((0..rounds).map(|_| bare(&class)).collect());
    let (mut times, mut peak) = (Vec::new(), 0);
    for _ in 0..rounds {
        let (time, memory) = check(&class);
        times.push(time);
        peak = peak.max(memory);
    }
    let checked = median(times);
    let each = (peak * 1024).saturating_sub(sheet.len() as u64) / candidates.max(1) as u64;
    println!("{rows} rows of {candidates} candidates, {} MB, seed {seed}; median of {rounds}", sheet.len() >> 20);
    println!("csv into StringRecords {:>8.2} s", bare.as_secs_f64());
    println!(
        "resit check            {:>8.2} s   {:.1} times as long",
        checked.as_secs_f64(),
        checked.as_secs_f64() / bare.as_secs_f64()
    );
    println!("peak memory            {:>8} MB  {each} bytes a candidate beside the sheet itself", peak >> 10);
    let _ = fs::remove_dir_all(&folder);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The csv crate alone, each row into a record of its own.
fn bare(class: &Path) -> Duration {
    let started = Instant::now();
    let mut reader = csv::Reader::from_path(class).expect("the sheet was written");
    let cells: usize = reader.records().map(|record| record.map_or(0, |record| record.len())).sum();
    assert!(cells > 0, "the sheet has rows");
    started.elapsed()
}

/// Checks once; time and peak resident memory in KiB.
fn check(class: &Path) -> (Duration, u64) {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_resit"))
        .args(["check", "--quiet", "--as-of", "2026-11-23"])
        .arg(class)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let peak = peak_memory::watch(&mut child);
    (started.elapsed(), peak)
}
