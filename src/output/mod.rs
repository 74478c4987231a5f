//! The folder OUT: names of files, files that appear whole or not at all, what was written, and the manifest.

mod folder;
mod manifest;
mod slug;

pub use folder::{NewFile, OutputError, OutputFolder, Written, hex};
pub use manifest::{Manifest, ManifestEntry};
pub use slug::{key_hash, slug};
