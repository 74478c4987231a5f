//! The output folder: one build at a time, files whole or not at all, and a record of what is ours.
//!
//! `OUT/.resit` holds `lock` (held while a build runs), `state.json` (the day the folder was built for),
//! `candidates` (hashes of the keys of its candidates), `files` (SHA-256 and path of all that the last build wrote, as
//! `sha256sum` prints it), `pending` (what the running build means to write: after a crash these are ours too) and
//! `new/` (files that are not finished). Only names that resit gives are ever taken from these lists. A build
//! writes each file in `new/` and renames it to its place; at the end it removes what an earlier build wrote and this
//! one did not. Files that resit did not write are never touched: where one stands in the way, the build refuses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::slug::is_slug;
use crate::digest::{hex, sha256};

/// Folder of the program's state, inside OUT.
pub(super) const STATE_FOLDER: &str = ".resit";

/// Why the output cannot be written.
#[derive(Debug, Error)]
pub enum OutputError {
    #[error("{} cannot be used as the output folder: {error}\n  Choose another one with -o.", .path.display())]
    Unusable { path: PathBuf, error: io::Error },
    #[error("another resit is at work in {}\n  Wait until it is done, or choose another folder with -o.", .path.display())]
    Locked { path: PathBuf },
    #[error(
        "{} is there, and resit did not write it: it stays as it is\n  Move it away, or choose another folder with -o.",
        .path.display()
    )]
    Foreign { path: PathBuf },
    #[error(
        "{} holds the plans of another class: no candidate of this sheet is among them\n  \
         Choose another folder with -o, or give --replace to remove those plans.",
        .path.display()
    )]
    OtherCohort { path: PathBuf },
    #[error(
        "{} holds the plans of another exam ({exam})\n  \
         Choose another folder with -o, or give --replace to remove those plans.",
        .path.display()
    )]
    OtherExam { path: PathBuf, exam: String },
    #[error("{} could not be written: {error}\n  {}", .path.display(), advice(.error))]
    Write { path: PathBuf, error: io::Error },
    #[error("{} could not be read: {error}", .path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error(
        "{} is damaged, so the day of the last build into this folder is not known\n  \
         Remove that file and give the day with --as-of.",
        .path.display()
    )]
    Damaged { path: PathBuf },
    #[error("{} is a link to another place\n  Remove the link, or choose another folder with -o.", .path.display())]
    Link { path: PathBuf },
    #[error("two candidates would share the file name {slug}\n  Give one of them another id.")]
    SameName { slug: String },
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "The disk is full. Make room and run the same command again: it goes on from here."
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "The folder cannot be written. Choose another one with -o."
        }
        _ => "Nothing half-written was left behind. Run the same command again.",
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Below OUT, with `/`.
    pub path: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// What a folder was built for, in `state.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildRecord {
    /// Version of the program.
    pub resit: String,
    /// Id of the exam.
    pub exam: String,
    /// Code and name of the exam in the language of the documents.
    pub exam_code: String,
    pub exam_name: String,
    /// BCP 47 tag of the documents.
    pub language: String,
    pub as_of: Option<Date>,
}

/// The folder OUT, locked for this build.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    /// What earlier builds wrote: path to SHA-256 (empty where a build was cut short).
    known: BTreeMap<String, String>,
    /// Hashes of the keys of the candidates that earlier builds were for.
    candidates: BTreeSet<String>,
    /// Folders that opening made; they are removed again where the build does not begin.
    made: Vec<PathBuf>,
    record: BuildRecord,
    next_new: AtomicU64,
    /// Held until the folder is dropped.
    _lock: File,
}

impl OutputFolder {
    /// Opens or makes the folder and locks it. Unfinished files of a build that was cut short are removed.
    ///
    /// # Errors
    /// [`OutputError::Unusable`] or [`OutputError::Locked`].
    pub fn open(root: &Path) -> Result<OutputFolder, OutputError> {
        let unusable = |error| OutputError::Unusable { path: root.to_owned(), error };
        let state_folder = root.join(STATE_FOLDER);
        let new = state_folder.join("new");
        let missing = |path: &&PathBuf| !path.exists();
        let made = [&new, &state_folder, &root.to_owned()].into_iter().filter(missing).cloned().collect();
        for folder in [&state_folder, &root.join("plans")] {
            if folder.is_symlink() {
                return Err(OutputError::Link { path: folder.clone() });
            }
        }
        make_folder(root).map_err(unusable)?;
        make_folder(&state_folder).map_err(unusable)?;
        let lock = locked(&state_folder).map_err(unusable)?;
        let Some(lock) = lock else { return Err(OutputError::Locked { path: root.to_owned() }) };
        match fs::remove_dir_all(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unusable(error)),
            _ => make_folder(&new).map_err(unusable)?,
        }
        let read = |name: &str| match fs::read_to_string(state_folder.join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(OutputError::Read { path: state_folder.join(name), error }),
        };
        let lines = |name| Ok(read(name)?.unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>());
        let mut known: BTreeMap<String, String> =
            lines("pending")?.into_iter().filter(|path| is_ours(path)).map(|path| (path, String::new())).collect();
        let files = lines("files")?;
        let files = files.iter().filter_map(|line| line.split_once("  ")).filter(|(_, path)| is_ours(path));
        known.extend(files.map(|(sha256, path)| (path.to_owned(), sha256.to_owned())));
        let record = match read("state.json")? {
            Some(text) => serde_json::from_str(&text)
                .map_err(|_| OutputError::Damaged { path: state_folder.join("state.json") })?,
            None => BuildRecord::default(),
        };
        Ok(OutputFolder {
            root: root.to_owned(),
            known,
            candidates: lines("candidates")?.into_iter().collect(),
            made,
            record,
            next_new: AtomicU64::new(0),
            _lock: lock,
        })
    }

    /// The day for which the folder was last built.
    pub fn recorded_as_of(&self) -> Option<Date> {
        self.record.as_of
    }

    /// Path of the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where files stand that are not in their places yet.
    pub fn scratch(&self) -> PathBuf {
        self.root.join(STATE_FOLDER).join("new")
    }

    /// Says what the build will write, before it writes anything; what it then writes is to be added to the listing. `candidates` are the [`key_hash`]es of everybody in the
    /// sheets, also of those without a plan; `slugs` are those of all plans.
    ///
    /// # Errors
    /// [`OutputError::SameName`], [`OutputError::OtherExam`] and [`OutputError::OtherCohort`] (unless `replace`),
    /// [`OutputError::Foreign`].
    ///
    /// [`key_hash`]: super::key_hash
    pub fn begin(
        &mut self,
        exam: &str,
        candidates: BTreeSet<String>,
        slugs: &[String],
        paths: impl Iterator<Item = String> + Clone,
        replace: bool,
    ) -> Result<Listing, OutputError> {
        let mut unique = BTreeSet::new();
        if let Some(slug) = slugs.iter().find(|slug| !unique.insert(slug.as_str())) {
            return Err(OutputError::SameName { slug: slug.clone() });
        }
        if !replace && !self.record.exam.is_empty() && self.record.exam != exam {
            return Err(OutputError::OtherExam { path: self.root.clone(), exam: self.record.exam.clone() });
        }
        if !replace && !self.candidates.is_empty() && self.candidates.is_disjoint(&candidates) {
            return Err(OutputError::OtherCohort { path: self.root.clone() });
        }
        for path in paths.clone() {
            let full = self.root.join(&path);
            if !self.known.contains_key(&path) && full.symlink_metadata().is_ok() {
                return Err(OutputError::Foreign { path: full });
            }
        }
        // from here on the folder stays
        self.made.clear();
        self.write_state("pending", self.known.keys().cloned().chain(paths.clone()))?;
        // a build that is cut short leaves plans of both
        self.write_state("candidates", self.candidates.union(&candidates))?;
        self.candidates = candidates;
        let plans = self.root.join("plans");
        let made = if paths.clone().any(|path| path.starts_with("plans/")) {
            make_folder(&plans).and_then(|()| close_folder(&plans))
        } else {
            Ok(())
        };
        made.and_then(|()| close_folder(&self.root.join(STATE_FOLDER)))
            .map_err(|error| OutputError::Write { path: plans, error })?;
        let file = self.create(&format!("{STATE_FOLDER}/files"))?;
        Ok(Listing { file, left: std::mem::take(&mut self.known), has_plans: false })
    }

    /// Writes a file whole or not at all: other programs see the old one or the new one.
    ///
    /// # Errors
    /// [`OutputError::Write`]; nothing is left behind then.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, OutputError> {
        let mut file = self.create(path)?;
        file.write_all(bytes).map_err(|error| file.error(error))?;
        file.publish()
    }

    /// Begins a file that grows; it appears when it is published.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn create(&self, path: &str) -> Result<NewFile, OutputError> {
        let number = self.next_new.fetch_add(1, Ordering::Relaxed);
        let new = self.scratch().join(number.to_string());
        let target = self.root.join(path);
        match private_file(OpenOptions::new().write(true).create_new(true), &new) {
            Ok(file) => Ok(NewFile {
                file: BufWriter::new(file),
                sha256: Sha256::new(),
                path: path.to_owned(),
                target,
                new: Some(new),
            }),
            Err(error) => Err(OutputError::Write { path: target, error }),
        }
    }

    /// Whether `path` holds what resit last wrote there, so that it may be replaced: a file that the coach has
    /// corrected does not.
    ///
    /// # Errors
    /// [`OutputError::Read`].
    pub fn is_unchanged(&self, path: &str) -> Result<bool, OutputError> {
        let full = self.root.join(path);
        match fs::read(&full) {
            Ok(bytes) => Ok(self.known.get(path).is_some_and(|known| *known == sha256(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(OutputError::Read { path: full, error }),
        }
    }

    /// Ends the build: removes what earlier builds wrote and this one did not (but for the paths in `keep`), and records
    /// what was written.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn finish(&mut self, mut listing: Listing, keep: &[String], record: BuildRecord) -> Result<(), OutputError> {
        for (path, sha256) in std::mem::take(&mut listing.left) {
            if keep.contains(&path) {
                listing.add(&Written { path, sha256 })?;
                continue;
            }
            let full = self.root.join(path);
            match fs::remove_file(&full) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(OutputError::Write { path: full, error });
                }
                _ => {}
            }
        }
        if !listing.has_plans {
            // files of others keep it
            let _ = fs::remove_dir(self.root.join("plans"));
        }
        self.record = record;
        // a struct of strings and a date always becomes JSON
        let record = serde_json::to_string_pretty(&self.record).unwrap_or_default();
        self.write_state("state.json", [record].iter())?;
        listing.file.publish_synced()?;
        self.write_state("candidates", self.candidates.iter())?;
        let folder = self.root.join(STATE_FOLDER);
        for unneeded in ["pending", "new"] {
            let path = folder.join(unneeded);
            let removed = if path.is_dir() { fs::remove_dir(&path) } else { fs::remove_file(&path) };
            removed.map_err(|error| OutputError::Write { path, error })?;
        }
        Ok(())
    }

    fn write_state(&self, name: &str, mut lines: impl Iterator<Item = impl Display>) -> Result<(), OutputError> {
        let mut file = self.create(&format!("{STATE_FOLDER}/{name}"))?;
        lines.try_for_each(|line| writeln!(file, "{line}")).map_err(|error| file.error(error))?;
        file.publish_synced()
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if self.made.is_empty() {
            return;
        }
        // a build that did not begin leaves nothing behind; what is not empty stays
        if self.made.contains(&self.root.join(STATE_FOLDER)) {
            let _ = fs::remove_file(self.root.join(STATE_FOLDER).join("lock"));
        }
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The files of the whole class that have a name of their own.
const COHORT: [&str; 9] = [
    "index.html",
    "cohort.pdf",
    "cohort.xlsx",
    "cohort.json",
    "results.jsonl",
    "manifest.csv",
    "problems.csv",
    "share.html",
    "share.pdf",
];

/// The path is one that resit gives: nothing else in a record is believed, so that a record from elsewhere cannot make
/// a build remove other people's files.
pub(super) fn is_ours(path: &str) -> bool {
    let is_number =
        |text: &str| text.strip_prefix('-').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match path.rsplit_once('.') {
        _ if COHORT.contains(&path) => true,
        Some((stem, "html" | "pdf" | "ics")) if path.starts_with("plans/") => {
            stem.strip_prefix("plans/").is_some_and(is_slug)
        }
        Some((stem, "csv")) => stem.strip_prefix("problems").is_some_and(is_number),
        _ => is_plain_name(path, ".zip") || is_plain_name(path, ".pdf"),
    }
}

/// The name can be that of an archive or a bundle in the output folder: letters, digits, spaces and `-_.` before this
/// ending, not hidden, and not the name of another file of the class.
pub fn is_plain_name(name: &str, ending: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " -_.".contains(c);
    name.strip_suffix(ending).filter(|_| !COHORT.contains(&name)).is_some_and(|stem| {
        !stem.is_empty() && stem.len() <= 100 && !stem.starts_with(['.', ' ', '-']) && stem.chars().all(plain)
    })
}

/// What the running build has written. It grows with the build and becomes the record of it.
#[derive(Debug)]
pub struct Listing {
    file: NewFile,
    /// What earlier builds wrote and this one has not written anew: path to SHA-256.
    left: BTreeMap<String, String>,
    has_plans: bool,
}

impl Listing {
    /// Records a file that stands in its place.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn add(&mut self, written: &Written) -> Result<(), OutputError> {
        let Written { path, sha256 } = written;
        self.left.remove(path);
        self.has_plans |= path.starts_with("plans/");
        writeln!(self.file, "{sha256}  {path}").map_err(|error| self.file.error(error))
    }
}

/// A file that is being written. Dropped without [`NewFile::publish`], it leaves nothing behind.
#[derive(Debug)]
pub struct NewFile {
    file: BufWriter<File>,
    sha256: Sha256,
    path: String,
    target: PathBuf,
    /// Where it stands until it is published.
    new: Option<PathBuf>,
}

impl NewFile {
    /// Puts the file in its place.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn publish(mut self) -> Result<Written, OutputError> {
        self.file.flush().map_err(|error| self.error(error))?;
        if let Some(new) = &self.new {
            fs::rename(new, &self.target).map_err(|error| self.error(error))?;
            self.new = None;
        }
        let sha256 = hex(&std::mem::take(&mut self.sha256).finalize());
        Ok(Written { path: std::mem::take(&mut self.path), sha256 })
    }

    /// The same for state, which is synced first: without it a later build would not know its own files after a power cut.
    fn publish_synced(mut self) -> Result<(), OutputError> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(|error| self.error(error))?;
        self.publish().map(|_| ())
    }

    /// Where the file appears.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// What went wrong with this file.
    pub fn error(&self, error: io::Error) -> OutputError {
        OutputError::Write { path: self.target.clone(), error }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sha256.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if let Some(new) = &self.new {
            // the error that kept it from being published is the one to report
            let _ = fs::remove_file(new);
        }
    }
}

/// Locks a folder of state until the file is dropped; `None` where another process has it.
pub(super) fn locked(state_folder: &Path) -> io::Result<Option<File>> {
    let lock = private_file(OpenOptions::new().create(true).write(true).truncate(false), &state_folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Makes a folder that only its owner can enter; one that is there is left as it is.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Closes a folder of ours to everybody but its owner.
#[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "other systems have no such modes"))]
fn close_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Opens a file that only its owner can read.
pub(super) fn private_file(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}
