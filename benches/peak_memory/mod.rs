//! The most memory that a program had, for the benchmarks and the tests.
#![allow(dead_code, reason = "each program that uses it uses a part of it")]

use std::fs;
use std::process::Child;
use std::time::Duration;

/// Waits until the program has ended, and returns the most resident memory that it had, in KiB. What it says must fit
/// into its pipes.
pub fn watch(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    // the mark only grows, so a reading shortly before the end is the peak
    while child.try_wait().expect("the program can be waited for").is_none() {
        peak = peak.max(of(&fs::read_to_string(&status).unwrap_or_default()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    peak
}

/// The high-water mark in a process's status, in KiB.
pub fn of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
