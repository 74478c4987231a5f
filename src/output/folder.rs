//! The output folder: one build at a time, files whole or not at all, and a record of what is ours.
//!
//! `OUT/.resit` holds `lock` (held while a build runs), `state.json` (the day the folder was built for),
//! `files` (SHA-256 and path of all that the last build wrote, as `sha256sum` prints it), `pending` (what the running
//! build means to write: after a crash these are ours too) and `new/` (files that are not finished). A build
//! writes each file in `new/` and renames it to its place; at the end it removes what an earlier build wrote and this
//! one did not. Files that resit did not write are never touched: where one stands in the way, the build refuses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Folder of the program's state, inside OUT.
const STATE_FOLDER: &str = ".resit";

/// Why the output cannot be written.
#[derive(Debug, Error)]
pub enum OutputError {
    #[error("{} cannot be used as the output folder: {source}\n  Choose another one with -o.", .path.display())]
    Unusable { path: PathBuf, source: io::Error },
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
    #[error("{} could not be written: {source}\n  {}", .path.display(), advice(.source))]
    Write { path: PathBuf, source: io::Error },
    #[error("{} could not be read: {source}", .path.display())]
    Read { path: PathBuf, source: io::Error },
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

#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    resit: String,
    exam: String,
    as_of: Option<Date>,
}

/// The folder OUT, locked for this build.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    /// What earlier builds wrote: path to SHA-256 (empty where a build was cut short).
    known: BTreeMap<String, String>,
    state: State,
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
        let unusable = |source| OutputError::Unusable { path: root.to_owned(), source };
        let state_folder = root.join(STATE_FOLDER);
        make_folder(root).map_err(unusable)?;
        make_folder(&state_folder).map_err(unusable)?;
        let lock =
            private_file(OpenOptions::new().create(true).write(true).truncate(false), &state_folder.join("lock"))
                .map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OutputError::Locked { path: root.to_owned() }),
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
        let new = state_folder.join("new");
        match fs::remove_dir_all(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unusable(error)),
            _ => make_folder(&new).map_err(unusable)?,
        }
        let read = |name: &str| match fs::read_to_string(state_folder.join(name)) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(source) => Err(OutputError::Read { path: state_folder.join(name), source }),
        };
        let mut known: BTreeMap<String, String> =
            read("pending")?.lines().map(|path| (path.to_owned(), String::new())).collect();
        known.extend(
            read("files")?
                .lines()
                .filter_map(|line| line.split_once("  ").map(|(sha256, path)| (path.to_owned(), sha256.to_owned()))),
        );
        // a state that cannot be read is like none: the day is then today's
        let state = serde_json::from_str(&read("state.json")?).unwrap_or_default();
        Ok(OutputFolder { root: root.to_owned(), known, state, next_new: AtomicU64::new(0), _lock: lock })
    }

    /// The day for which the folder was last built.
    pub fn recorded_as_of(&self) -> Option<Date> {
        self.state.as_of
    }

    /// Path of the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Says what the build will write, before it writes anything. `slugs` are those of all candidates.
    ///
    /// # Errors
    /// [`OutputError::SameName`], [`OutputError::OtherCohort`] (unless `replace`), [`OutputError::Foreign`].
    pub fn begin(&mut self, slugs: &[String], paths: &[String], replace: bool) -> Result<(), OutputError> {
        let mut unique = BTreeSet::new();
        if let Some(slug) = slugs.iter().find(|slug| !unique.insert(slug.as_str())) {
            return Err(OutputError::SameName { slug: slug.clone() });
        }
        let hash = |slug: &str| slug.rsplit('-').next().unwrap_or_default().to_owned();
        let hashes: BTreeSet<String> = slugs.iter().map(|slug| hash(slug)).collect();
        let mut known_plans = self
            .known
            .keys()
            .filter_map(|path| {
                path.strip_prefix("plans/").and_then(|name| name.rsplit_once('.')).map(|(slug, _)| hash(slug))
            })
            .peekable();
        let other =
            known_plans.peek().is_some() && !hashes.is_empty() && !known_plans.any(|plan| hashes.contains(&plan));
        if other && !replace {
            return Err(OutputError::OtherCohort { path: self.root.clone() });
        }
        for path in paths {
            let full = self.root.join(path);
            if !self.known.contains_key(path) && full.symlink_metadata().is_ok() {
                return Err(OutputError::Foreign { path: full });
            }
        }
        let pending: String = self.known.keys().chain(paths).map(|path| format!("{path}\n")).collect();
        self.write_state("pending", pending.as_bytes())?;
        let plans = self.root.join("plans");
        make_folder(&plans).map_err(|source| OutputError::Write { path: plans, source })
    }

    /// Writes a file whole or not at all: other programs see the old one or the new one.
    ///
    /// # Errors
    /// [`OutputError::Write`]; nothing is left behind then.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, OutputError> {
        let mut file = self.create(path)?;
        file.write_all(bytes).map_err(|source| file.error(source))?;
        file.publish()
    }

    /// Begins a file that grows; it appears when it is published.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn create(&self, path: &str) -> Result<NewFile, OutputError> {
        let number = self.next_new.fetch_add(1, Ordering::Relaxed);
        let new = self.root.join(STATE_FOLDER).join("new").join(number.to_string());
        let target = self.root.join(path);
        match private_file(OpenOptions::new().write(true).create_new(true), &new) {
            Ok(file) => Ok(NewFile {
                file: BufWriter::new(file),
                sha256: Sha256::new(),
                path: path.to_owned(),
                target,
                new: Some(new),
            }),
            Err(source) => Err(OutputError::Write { path: target, source }),
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
            Ok(bytes) => Ok(self.known.get(path).is_some_and(|sha256| *sha256 == hex(&Sha256::digest(&bytes)))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(source) => Err(OutputError::Read { path: full, source }),
        }
    }

    /// Ends the build: removes what earlier builds wrote and this one did not (but for the paths in `keep`), and records
    /// what was written.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn finish(mut self, written: &[Written], keep: &[String], exam: &str, as_of: Date) -> Result<(), OutputError> {
        let current: BTreeSet<&str> = written.iter().map(|file| file.path.as_str()).collect();
        let stale = |path: &String| !current.contains(path.as_str()) && !keep.contains(path);
        for path in self.known.keys().filter(|path| stale(path)) {
            let full = self.root.join(path);
            match fs::remove_file(&full) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(OutputError::Write { path: full, source });
                }
                _ => {}
            }
        }
        let kept = keep.iter().filter_map(|path| self.known.get(path).map(|sha256| (path.as_str(), sha256.as_str())));
        let files = written.iter().map(|file| (file.path.as_str(), file.sha256.as_str()));
        let listing: BTreeMap<&str, &str> = kept.chain(files).collect();
        let text: String = listing.iter().map(|(path, sha256)| format!("{sha256}  {path}\n")).collect();
        self.state = State { resit: env!("CARGO_PKG_VERSION").to_owned(), exam: exam.to_owned(), as_of: Some(as_of) };
        // a struct of strings and a date always becomes JSON
        let state = serde_json::to_vec_pretty(&self.state).unwrap_or_default();
        self.write_state("state.json", &state)?;
        self.write_state("files", text.as_bytes())?;
        let folder = self.root.join(STATE_FOLDER);
        for unneeded in ["pending", "new"] {
            let path = folder.join(unneeded);
            let removed = if path.is_dir() { fs::remove_dir(&path) } else { fs::remove_file(&path) };
            removed.map_err(|source| OutputError::Write { path, source })?;
        }
        Ok(())
    }

    fn write_state(&self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.write(&format!("{STATE_FOLDER}/{name}"), bytes).map(|_| ())
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
        self.file.flush().map_err(|source| self.error(source))?;
        if let Some(new) = &self.new {
            fs::rename(new, &self.target).map_err(|source| self.error(source))?;
            self.new = None;
        }
        let sha256 = hex(&std::mem::take(&mut self.sha256).finalize());
        Ok(Written { path: std::mem::take(&mut self.path), sha256 })
    }

    /// What went wrong with this file.
    pub fn error(&self, source: io::Error) -> OutputError {
        OutputError::Write { path: self.target.clone(), source }
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

/// Makes a folder that only its owner can enter; one that is there is left as it is.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a file that only its owner can read.
fn private_file(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
