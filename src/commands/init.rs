//! `resit init`: a folder to start from.

use std::borrow::Cow;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow, bail};

use super::sample_workbook::sample_workbook;
use super::{DONE, print, quoted, templates};
use crate::cli;
use crate::document::html::VARIABLES;
use crate::exam;

pub(super) fn run(arguments: &cli::Init) -> anyhow::Result<u8> {
    let folder = &arguments.folder;
    if folder.exists() && !folder.is_dir() {
        bail!("{} is a file, not a folder\n  Name another one.", folder.display());
    }
    let files = files()?;
    // a file with the same bytes is as good as written
    let missing = |(name, bytes): &&(String, Cow<[u8]>)| fs::read(folder.join(name)).ok().as_deref() != Some(bytes);
    let missing: Vec<_> = files.iter().filter(missing).collect();
    let taken: Vec<&str> = missing
        .iter()
        .filter(|(name, _)| folder.join(name).symlink_metadata().is_ok())
        .map(|(name, _)| name.as_str())
        .collect();
    if !taken.is_empty() {
        bail!(
            "{} holds files that are not replaced: {}\n  Nothing was written. Move them away, or name another folder.",
            folder.display(),
            taken.join(", ")
        );
    }
    for (name, bytes) in &missing {
        write(&folder.join(name), bytes)?;
    }
    let shown = |name: &str| folder.join(name).display().to_string();
    print(&format!(
        "Sheet      {}: made-up candidates; put your own in their place\n\
         The same   {}: for other programs than Excel and LibreOffice\n\
         Settings   {}: every setting, with what it is and its default\n\
         Templates  {}: README.md says what each is, VARIABLES.md what they can name\n\
         Next: resit build {}\n",
        shown("class.xlsx"),
        shown("class.csv"),
        shown("resit.toml"),
        shown("templates"),
        quoted(folder.join("class.xlsx")),
    ))?;
    Ok(DONE)
}

/// Everything that is written: the name below the folder and the contents.
fn files() -> anyhow::Result<Vec<(String, Cow<'static, [u8]>)>> {
    const SHEET: &str = include_str!("../../samples/start.csv");
    // the exam that the settings begin with
    let blueprint = exam::parse(exam::built_in()[0].toml).map_err(|faults| anyhow!("{faults:?}"))?;
    let workbook = sample_workbook(SHEET, &blueprint).context("the sample workbook cannot be made")?;
    let fixed = [
        ("class.csv", SHEET),
        ("resit.toml", include_str!("../../templates/resit.toml")),
        ("templates/README.md", include_str!("../../templates/README.md")),
        ("templates/VARIABLES.md", VARIABLES),
    ];
    let templates = templates::built_in().map(|(name, text)| (format!("templates/{name}"), text));
    let texts = fixed.into_iter().map(|(name, text)| (name.to_owned(), text)).chain(templates);
    let texts = texts.map(|(name, text)| (name, Cow::Borrowed(text.as_bytes())));
    Ok(std::iter::once(("class.xlsx".to_owned(), Cow::Owned(workbook))).chain(texts).collect())
}

/// Writes a new file and the folders above it. A file that appeared in the meantime is not replaced.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let parent = path.parent().map_or(Ok(()), fs::create_dir_all);
    let file = parent.and_then(|()| OpenOptions::new().write(true).create_new(true).open(path));
    file.and_then(|mut file| file.write_all(bytes)).with_context(|| format!("{} cannot be written", path.display()))
}
