//! A folder that a build finished, for those who use what it left: the manifest, and the files that it names. Nothing is ever
//! found by looking around in the folder: a plan of an earlier build that lies there belongs to nobody.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;
use zip::ZipArchive;

use super::folder::{BuildRecord, STATE_FOLDER, Written, is_ours, locked};
use super::manifest::{ManifestLine, read_manifest};
use crate::digest::sha256;

/// Why a folder cannot be used.
#[derive(Debug, Error)]
pub enum FinishedError {
    #[error("{} holds no plans: there is no manifest.csv of a build\n  Give the folder that `resit build` wrote.", .path.display())]
    NoBuild { path: PathBuf },
    #[error("the last build into {} did not end, so some plans may be old\n  Run the same `resit build` again.", .path.display())]
    Unfinished { path: PathBuf },
    #[error(
        "{} is not as the build left it\n  Letters go only to whom the build named: correct the class sheet and build again.",
        .path.display()
    )]
    Edited { path: PathBuf },
    #[error("another resit is at work in {}\n  Wait until it is done.", .path.display())]
    Locked { path: PathBuf },
    #[error("{} cannot be read: {error}", .path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error("{} was not written by this resit: {reason}\n  Build again.", .path.display())]
    Form { path: PathBuf, reason: String },
}

/// Why a file of the manifest cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileFault {
    #[error("{path} is not there")]
    Missing { path: String },
    #[error("{path} was changed since the build")]
    Changed { path: String },
    #[error("{path} cannot be read: {reason}")]
    Unreadable { path: String, reason: String },
}

/// The folder of a finished build.
#[derive(Debug)]
pub struct FinishedBuild {
    root: PathBuf,
    /// What the folder was built for.
    pub record: BuildRecord,
    /// One line a candidate, in the order of the sheet.
    pub lines: Vec<ManifestLine>,
    /// The archives that were opened, by name.
    archives: RefCell<BTreeMap<String, ZipArchive<File>>>,
}

impl FinishedBuild {
    /// Opens the folder and reads its manifest.
    ///
    /// # Errors
    /// There is no build, it did not end, or its manifest is not the one that it wrote.
    pub fn open(root: &Path) -> Result<FinishedBuild, FinishedError> {
        let state_folder = root.join(STATE_FOLDER);
        let path = root.join("manifest.csv");
        let read = |path: &Path| fs::read(path).map_err(|error| FinishedError::Read { path: path.to_owned(), error });
        if !path.is_file() || !state_folder.join("files").is_file() {
            return Err(FinishedError::NoBuild { path: root.to_owned() });
        }
        if state_folder.join("pending").exists() {
            return Err(FinishedError::Unfinished { path: root.to_owned() });
        }
        let (bytes, files) = (read(&path)?, read(&state_folder.join("files"))?);
        let recorded = format!("{}  manifest.csv", sha256(&bytes));
        if !String::from_utf8_lossy(&files).lines().any(|line| line == recorded) {
            return Err(FinishedError::Edited { path });
        }
        let state = state_folder.join("state.json");
        let record = serde_json::from_slice(&read(&state)?);
        let record = record.map_err(|error| FinishedError::Form { path: state, reason: error.to_string() })?;
        let lines = read_manifest(&bytes).map_err(|reason| FinishedError::Form { path, reason })?;
        Ok(FinishedBuild { root: root.to_owned(), record, lines, archives: RefCell::default() })
    }

    /// Path of the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the program's state.
    pub fn state_folder(&self) -> PathBuf {
        self.root.join(STATE_FOLDER)
    }

    /// Keeps builds and other runs out until the file is dropped.
    ///
    /// # Errors
    /// Another one is at work.
    pub fn lock(&self) -> Result<File, FinishedError> {
        match locked(&self.state_folder()) {
            Ok(Some(lock)) => Ok(lock),
            Ok(None) => Err(FinishedError::Locked { path: self.root.clone() }),
            Err(error) => Err(FinishedError::Read { path: self.state_folder(), error }),
        }
    }

    /// The bytes of a file of the manifest, as the build wrote them. `archive` is the archive that it is in, if it is in one.
    ///
    /// # Errors
    /// It is not there, or not the same.
    pub fn read(&self, file: &Written, archive: Option<&str>) -> Result<Vec<u8>, FileFault> {
        let Written { path, sha256: recorded } = file;
        let unreadable = |reason: String| FileFault::Unreadable { path: path.clone(), reason };
        let fault = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => FileFault::Missing { path: path.clone() },
            _ => unreadable(error.to_string()),
        };
        if !is_ours(path) || !archive.is_none_or(is_ours) {
            return Err(unreadable("resit gives no file such a name".to_owned()));
        }
        let bytes = match archive {
            None => fs::read(self.root.join(path)).map_err(fault)?,
            Some(name) => {
                let mut archives = self.archives.borrow_mut();
                if !archives.contains_key(name) {
                    let file = File::open(self.root.join(name)).map_err(fault)?;
                    let zip = ZipArchive::new(file).map_err(|error| unreadable(format!("{name}: {error}")))?;
                    archives.insert(name.to_owned(), zip);
                }
                let Some(zip) = archives.get_mut(name) else { return Err(unreadable(name.to_owned())) };
                let mut entry = zip.by_name(path).map_err(|error| fault(error.into()))?;
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).map_err(fault)?;
                bytes
            }
        };
        if sha256(&bytes) == *recorded { Ok(bytes) } else { Err(FileFault::Changed { path: path.clone() }) }
    }
}
