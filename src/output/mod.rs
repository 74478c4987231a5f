//! The folder OUT: names of files, files that appear whole or not at all, what was written, and the manifest.

mod archive;
mod finished;
mod folder;
mod letters;
mod manifest;
mod slug;

pub use archive::{Archive, Packed};
pub use finished::{FileFault, FinishedBuild, FinishedError};
pub use folder::{BuildRecord, Listing, NewFile, OutputError, OutputFolder, Written, is_plain_name};
pub use letters::{OUTBOX, Outbox, write_private};
pub use manifest::{Manifest, ManifestEntry, ManifestLine, guarded, unguarded};
pub use slug::{key_hash, slug};
