//! What the mail commands leave in OUT: drafts in `outbox/` and the report. As private as the plans: files 0600, folders 0700.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::folder::{STATE_FOLDER, make_folder, private_file};
use super::slug::is_slug;

/// The folder for drafts, below OUT.
pub const OUTBOX: &str = "outbox";

/// The record of the drafts that resit wrote, below the folder of its state.
const RECORD: &str = "outbox";

/// Writes a file whole or not at all, for its owner alone. `part` is where it stands until then.
///
/// # Errors
/// What the system says.
pub fn write_private(path: &Path, part: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = private_file(OpenOptions::new().create(true).write(true).truncate(true), part)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(part, path));
    if written.is_err() {
        // what kept it from being written is the error to report
        let _ = fs::remove_file(part);
    }
    written
}

/// The folder of drafts. Drafts of an earlier run that no longer belong to a candidate are removed, because a coach sends
/// whatever lies there; files that resit did not write stay.
#[derive(Debug)]
pub struct Outbox {
    folder: PathBuf,
    state_folder: PathBuf,
    /// Names of drafts of earlier runs.
    known: BTreeSet<String>,
}

impl Outbox {
    /// Opens or makes the folder in OUT.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(root: &Path) -> io::Result<Outbox> {
        let (folder, state_folder) = (root.join(OUTBOX), root.join(STATE_FOLDER));
        if folder.is_symlink() {
            return Err(io::Error::other("it is a link to another place"));
        }
        make_folder(&folder)?;
        let known = match fs::read_to_string(state_folder.join(RECORD)) {
            Ok(text) => text.lines().filter(|name| is_draft(name)).map(str::to_owned).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeSet::new(),
            Err(error) => return Err(error),
        };
        Ok(Outbox { folder, state_folder, known })
    }

    /// Removes the drafts that resit wrote, where there are any.
    ///
    /// # Errors
    /// What the system says.
    pub fn clear(root: &Path) -> io::Result<()> {
        let record = root.join(STATE_FOLDER).join(RECORD);
        if !record.exists() {
            return Ok(());
        }
        let mut outbox = Outbox::open(root)?;
        outbox.begin(&BTreeSet::new())?;
        fs::remove_file(record)?;
        // files of others keep it
        let _ = fs::remove_dir(outbox.folder);
        Ok(())
    }

    /// Path of the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says which drafts there will be, and removes the others that earlier runs wrote.
    ///
    /// # Errors
    /// A file stands in the way that resit did not write, or what the system says.
    pub fn begin(&mut self, names: &BTreeSet<String>) -> io::Result<()> {
        for name in names {
            if !self.known.contains(name) && self.folder.join(name).symlink_metadata().is_ok() {
                let text = format!("{name} is there, and resit did not write it: move it away");
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, text));
            }
        }
        let all: BTreeSet<String> = self.known.union(names).cloned().collect();
        self.record(&all)?;
        for name in self.known.difference(names) {
            match fs::remove_file(self.folder.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        self.known.clone_from(names);
        self.record(names)
    }

    /// Writes one draft.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        write_private(&self.folder.join(name), &self.state_folder.join("new-draft"), bytes)
    }

    fn record(&self, names: &BTreeSet<String>) -> io::Result<()> {
        let text: String = names.iter().map(|name| format!("{name}\n")).collect();
        write_private(&self.state_folder.join(RECORD), &self.state_folder.join("new-outbox"), text.as_bytes())
    }
}

/// A name that [`Outbox`] gives: nothing else in the record is believed.
fn is_draft(name: &str) -> bool {
    name.strip_suffix(".eml").is_some_and(is_slug)
}
