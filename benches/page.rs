//! `make bench`: how long the summary of a big class takes to open in a browser, to be sorted and to be searched.
//!
//! Options, behind `cargo bench --bench page --`: `--candidates N` (100000), `--seed S` (1), `--rounds R` (7, the median
//! counts). Chromium and playwright-core are installed by `make setup`.
#![allow(clippy::disallowed_macros, reason = "a program of its own, which prints its figures")]

mod cohort_sheet;

use std::fs;
use std::path::Path;
use std::process::Command;

use cohort_sheet::Names;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: u64| value(name).map_or(default, |text| text.parse().expect("a whole number"));
    let (candidates, seed, rounds) = (number("--candidates", 100_000), number("--seed", 1), number("--rounds", 7));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-page");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let (class, out) = (folder.join("class.csv"), folder.join("plans"));
    fs::write(&class, cohort_sheet::sheet(candidates, seed, Names::Latin)).expect("the target folder can be written");
    let built = Command::new(env!("CARGO_BIN_EXE_resit"))
        .args(["build", "--quiet", "--as-of", "2026-11-23", "--format", "html", "--archive", "plans.zip", "--out"])
        .args([&out, &class])
        .status();
    assert!(built.is_ok_and(|status| status.success()), "the class can be built");
    let page = out.join("index.html");
    let size = fs::metadata(&page).expect("the summary was written").len();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .args([project.join("benches/page/open.mjs"), project.join("target/tools"), page])
        .arg(rounds.to_string())
        .output()
        .expect("node runs: `make setup` installs it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    let times: Vec<[f64; 3]> =
        said.lines().map(|line| serde_json::from_str(line).expect("a line holds three times")).collect();
    println!(
        "summary of {candidates} candidates, {:.1} MB; median of {rounds}, fastest and slowest",
        size as f64 / 1e6
    );
    for (what, nth) in [("open", 0), ("sort", 1), ("search", 2)] {
        let mut milliseconds: Vec<f64> = times.iter().map(|times| times[nth]).collect();
        milliseconds.sort_by(f64::total_cmp);
        let [first, middle, last] =
            [0, milliseconds.len() / 2, milliseconds.len() - 1].map(|at| milliseconds[at] / 1e3);
        println!("{what:<10}{middle:>8.2} s   ({first:.2} to {last:.2})");
    }
    let _ = fs::remove_dir_all(&folder);
}
