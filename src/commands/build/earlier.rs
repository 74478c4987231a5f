//! `--compare`: finds and reads the cohort.json of an earlier build.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use anyhow::{anyhow, bail};
use jiff::civil::Date;

use crate::analysis::cohort::{Earlier, EarlierError};
use crate::exam::Blueprint;

/// No cohort.json comes near this.
const LARGEST: u64 = 64 << 20;

/// The earlier build in a folder, or of a cohort.json, to be compared with a build of this exam for the day `as_of`.
///
/// # Errors
/// What is wrong, with the path, and what would be right.
pub(super) fn earlier(path: &Path, blueprint: &Blueprint, as_of: Date) -> anyhow::Result<Earlier> {
    let is_folder = path.is_dir();
    let file = if is_folder { path.join("cohort.json") } else { path.to_owned() };
    let name = file.display();
    let right = "Give --compare the folder that an earlier build wrote, or the cohort.json in it.";
    let cannot = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound if is_folder => anyhow!("there is no cohort.json in {}\n  {right}", path.display()),
        ErrorKind::NotFound | ErrorKind::NotADirectory => anyhow!("there is no folder or file {name}\n  {right}"),
        _ => anyhow!("{name} cannot be read: {error}"),
    };
    // a pipe or a device would never end, or never begin
    if !file.metadata().map_err(cannot)?.is_file() {
        bail!("{name} is no file\n  {right}");
    }
    let mut json = Vec::new();
    File::open(&file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut json)).map_err(cannot)?;
    if json.len() as u64 > LARGEST {
        bail!("{name} is larger than {} MiB, so it is no cohort.json of resit\n  {right}", LARGEST >> 20);
    }
    Earlier::parse(&json, blueprint, as_of).map_err(|error| {
        let help = match error {
            EarlierError::NotJson(_) | EarlierError::NotCohort(_) => right,
            EarlierError::Absurd { .. } => "Somebody may have changed the file: build the earlier class again.",
            EarlierError::OtherExam { .. } => "Only builds of one exam are compared: --exam names that of this build.",
            EarlierError::Later { .. } => {
                "Swap the two: build the later class, and give --compare the earlier one. --as-of changes the day of a build."
            }
        };
        anyhow!("{name} {error}\n  {help}")
    })
}
