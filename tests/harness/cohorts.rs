//! The sample sheets and a cohort of 200 candidates in all scripts, built once for all tests that only read.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::cohort_sheet::world;
use super::{AS_OF, Run, project};

/// A build that tests may read, but not change.
pub struct Cohort {
    pub name: &'static str,
    pub folder: PathBuf,
}

/// A document of a cohort in both faces.
pub struct Faces {
    pub html: PathBuf,
    pub pdf: PathBuf,
}

impl Cohort {
    /// All plans and reviews, then the cohort summary.
    pub fn documents(&self) -> Vec<Faces> {
        let plans = fs::read_dir(self.folder.join("plans")).unwrap().map(|entry| entry.unwrap().path());
        let pages: BTreeSet<PathBuf> =
            plans.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
        let plans = pages.into_iter().map(|html| Faces { pdf: html.with_extension("pdf"), html });
        let summary = Faces { html: self.folder.join("index.html"), pdf: self.folder.join("cohort.pdf") };
        plans.chain([summary]).collect()
    }

    /// The lines of results.jsonl.
    pub fn results(&self) -> Vec<Value> {
        let lines = fs::read_to_string(self.folder.join("results.jsonl")).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Both faces of a candidate's plan or review.
    pub fn faces(&self, candidate_id: &str) -> Faces {
        let manifest = fs::read_to_string(self.folder.join("manifest.csv")).unwrap();
        let mut manifest = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
        let row = manifest.records().map(Result::unwrap).find(|row| &row[0] == candidate_id).unwrap();
        Faces { html: self.folder.join(&row[7]), pdf: self.folder.join(&row[8]) }
    }
}

/// The sample class in every built-in language, the awkward sample, and the world cohort in exams of 6, 3 and 20 domains.
pub fn cohorts() -> Vec<Cohort> {
    let sample = |name: &str| fs::read(project("samples").join(name)).unwrap();
    let world = |candidates, seed, domains| world::sheet(candidates, seed, domains).into_bytes();
    vec![
        built("class", &sample("dop-c02-class.csv"), None, "en"),
        built("class-de", &sample("dop-c02-class.csv"), None, "de"),
        built("class-es", &sample("dop-c02-class.csv"), None, "es"),
        built("awkward", &sample("awkward.csv"), None, "en"),
        built("world-6", &world(90, 6, 6), None, "en"),
        built("world-3", &world(55, 3, 3), Some(world::blueprint(3)), "en"),
        built("world-20", &world(55, 20, 20), Some(world::blueprint(20)), "en"),
    ]
}

/// Builds the sheet, unless this program has built it before: each test is a process of its own.
fn built(name: &'static str, sheet: &[u8], blueprint: Option<String>, language: &str) -> Cohort {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cohorts");
    fs::create_dir_all(&root).unwrap();
    let lock = File::create(root.join(format!("{name}.lock"))).unwrap();
    lock.lock().unwrap();
    let folder = root.join(name);
    let stamp_file = root.join(format!("{name}.stamp"));
    let program = fs::metadata(env!("CARGO_BIN_EXE_resit")).unwrap();
    let mut hasher = DefaultHasher::new();
    (sheet, &blueprint, language, program.len(), program.modified().unwrap()).hash(&mut hasher);
    let stamp = hasher.finish().to_string();
    if fs::read_to_string(&stamp_file).is_ok_and(|before| before == stamp) {
        return Cohort { name, folder };
    }
    let _ = fs::remove_file(&stamp_file);
    let _ = fs::remove_dir_all(&folder);
    let sheet_file = root.join(format!("{name}.csv"));
    fs::write(&sheet_file, sheet).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_resit"));
    command
        .args(["build", "--as-of", AS_OF, "--language", language, "-o"])
        .arg(&folder)
        .arg(&sheet_file)
        .current_dir(&root);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RESIT_")) {
        command.env_remove(name);
    }
    if let Some(blueprint) = blueprint {
        let exam = root.join(format!("{name}.toml"));
        fs::write(&exam, blueprint).unwrap();
        command.arg("--exam").arg(exam);
    }
    let run = Run::from(command.output().unwrap());
    // the awkward sample leaves rows out, and says so by its exit code
    assert_eq!(run.code, Some(i32::from(name == "awkward")), "{name}: {run:#?}");
    fs::write(&stamp_file, stamp).unwrap();
    Cohort { name, folder }
}
