//! A short run of the fuzz targets (`fuzz/`) without a fuzzer: the files that fuzzing starts from, changed at random in ways
//! that are the same every time. `make torture` runs the fuzzer itself.
//!
//! What fuzzing finds goes into `tests/fuzzing/<target>`: adding a case is adding a file.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "../fuzz/src/lib.rs"]
mod bodies;
#[path = "../benches/peak_memory/mod.rs"]
mod peak_memory;

/// Files that are larger are left to the fuzzer.
const LARGEST_SEED: u64 = 64 << 10;
/// So many changes are made to a seed at most.
const MOST_CHANGES: usize = 8;
/// What a build may take: 512 MiB.
const MOST_KIB: u64 = 512 << 10;

#[test]
fn no_bytes_of_a_class_sheet_are_too_much() {
    torture("csv", 30, bodies::csv);
}

#[test]
fn no_bytes_of_a_workbook_are_too_much() {
    torture("workbook", 15, bodies::workbook);
}

#[test]
fn no_bytes_of_a_blueprint_are_too_much() {
    torture("blueprint", 8, bodies::blueprint);
}

#[test]
fn no_bytes_of_settings_are_too_much() {
    torture("settings", 40, bodies::settings);
}

#[test]
fn no_bytes_of_an_earlier_build_are_too_much() {
    torture("earlier", 60, bodies::earlier);
}

/// What is compared with every known heading took minutes; a fuzzer, which prefers short inputs, does not find such sheets.
#[test]
fn many_headings_and_long_ones_take_no_time() {
    let began = Instant::now();
    let many: String = (0..2000).map(|number| format!(",Heading number {number}")).collect();
    bodies::csv(format!("ID,Score{many}\nA-1,612\n").as_bytes());
    bodies::csv(format!("ID,Score,{}\nA-1,612,\n", "x".repeat(900_000)).as_bytes());
    // each number could be that of an attempt
    bodies::csv(format!("ID,Score,{}\nA-1,612,\n", "12 ab ".repeat(5000)).as_bytes());
    // a title over many columns, which would be repeated for each
    let (commas, cells) = (",".repeat(20_000), "a,".repeat(20_000));
    bodies::csv(format!("{}{commas}\n{cells}\nA-1,612\n", "Class ".repeat(20_000)).as_bytes());
    assert!(began.elapsed() < Duration::from_mins(1), "{:?}", began.elapsed());
    check_memory();
}

/// Runs what fuzzing starts from, and `runs` changed ones for each round.
fn torture(target: &str, runs: u32, body: fn(&[u8])) {
    #[expect(clippy::disallowed_methods, reason = "`make torture` asks for more rounds")]
    let rounds: u32 = std::env::var("RESIT_TORTURE_ROUNDS").map_or(12, |rounds| rounds.parse().unwrap());
    let (seeds, words) = (seeds(target), words(target));
    for seed in &seeds {
        run(target, seed, body);
    }
    let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ u64::from(runs));
    for _ in 0..rounds * runs {
        let seed = random.of(&seeds);
        let (changes, part) = (1 + random.below(MOST_CHANGES), random.below(1000));
        let mut change = |bytes: &mut Vec<u8>| {
            for _ in 0..changes {
                random.change(bytes, &words, &seeds);
            }
        };
        let mut bytes = seed.clone();
        // of zips the parts are changed, of which the checksums tell the truth then
        match bodies::with_a_part_changed(seed, part, &mut change).filter(|_| part % 8 != 0) {
            Some(changed) => bytes = changed,
            None => change(&mut bytes),
        }
        run(target, &bytes, body);
    }
    check_memory();
}

/// The most memory that this process has had is within bounds.
fn check_memory() {
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        let peak = peak_memory::of(&status).unwrap();
        assert!(peak <= MOST_KIB, "{} MiB", peak >> 10);
    }
}

/// Runs the target; bytes that make it panic are kept.
fn run(target: &str, bytes: &[u8], body: fn(&[u8])) {
    if let Err(panicked) = panic::catch_unwind(|| body(bytes)) {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("found-by-fuzzing-{target}"));
        fs::write(&file, bytes).unwrap();
        tell(&format!(
            "the bytes are in {}; once they do no harm, keep them in tests/fuzzing/{target}",
            file.display()
        ));
        panic::resume_unwind(panicked);
    }
}

#[expect(clippy::disallowed_macros, reason = "a failed test tells how to repeat it")]
fn tell(words: &str) {
    eprintln!("{words}");
}

/// The files that fuzz/seeds.txt names for the target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let list = fs::read_to_string(project("fuzz/seeds.txt")).unwrap();
    let of = list.lines().find_map(|line| line.strip_prefix(target)?.strip_prefix(' ')).unwrap();
    let mut files: Vec<PathBuf> = of
        .split(' ')
        .flat_map(|path| match project(path) {
            folder if folder.is_dir() => fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect(),
            file => vec![file],
        })
        .filter(|path| path.is_file() && path.metadata().unwrap().len() <= LARGEST_SEED)
        .collect();
    files.sort();
    assert!(files.len() > 4, "{files:?}");
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// The words of the target's dictionary.
fn words(target: &str) -> Vec<Vec<u8>> {
    let dictionary = fs::read_to_string(project(&format!("fuzz/dictionaries/{target}.dict"))).unwrap();
    let quoted = dictionary.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    let words: Vec<Vec<u8>> = quoted.map(unescaped).collect();
    assert!(words.len() > 20);
    words
}

/// The bytes that a word of a dictionary stands for.
fn unescaped(word: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), word);
    while let Some(sign) = rest.chars().next() {
        let hexadecimal = rest.strip_prefix("\\x").and_then(|rest| rest.get(..2));
        if let Some(byte) = hexadecimal.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = &rest[4..];
        } else {
            bytes.extend(sign.encode_utf8(&mut [0; 4]).bytes());
            rest = &rest[sign.len_utf8()..];
        }
    }
    bytes
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Part of the bytes, mostly a short one.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = if self.below(8) == 0 { length } else { 32 };
        start..start + self.below((length - start).min(most) + 1)
    }

    /// One change: of a bit, a byte or a part, by a word or by what another seed holds.
    fn change(&mut self, bytes: &mut Vec<u8>, words: &[Vec<u8>], seeds: &[Vec<u8>]) {
        let range = self.range(bytes.len());
        match self.below(8) {
            0 if range.start < bytes.len() => bytes[range.start] ^= 1 << self.below(8),
            1 if range.start < bytes.len() => bytes[range.start] = self.below(256) as u8,
            2 => _ = bytes.drain(range),
            3 => {
                let part = bytes[range].to_vec();
                let at = self.below(bytes.len() + 1);
                bytes.splice(at..at, part);
            }
            4 => {
                let other = self.of(seeds);
                let part = other[self.range(other.len())].to_vec();
                bytes.splice(range, part);
            }
            5 => _ = bytes.splice(range, self.of(words).iter().copied()),
            _ => _ = bytes.splice(range.start..range.start, self.of(words).iter().copied()),
        }
    }
}
