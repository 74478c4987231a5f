//! The folder OUT: names of files, files that appear whole or not at all, what was written, and the manifest.

mod archive;
mod folder;
mod manifest;
mod slug;

pub use archive::{Archive, Packed};
pub use folder::{Listing, NewFile, OutputError, OutputFolder, Written, is_plain_name};
pub use manifest::{Manifest, ManifestEntry};
pub use slug::{key_hash, slug};
