//! All plans in one zip instead of a file each, for cohorts so large that small files are a burden.
//!
//! The threads that make the plans also pack them; the archive is a stream to which one thread adds them in the order
//! of the sheet, so that no plan stays in memory. PDFs are compressed in themselves and stored as they are, pages are
//! deflated. Nothing in it depends on the clock or the system: the same plans give the same bytes.

use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, PreparedZipFile, System, ZipWriter};

use super::folder::{NewFile, OutputError, Written};
use crate::digest::sha256;

/// A document that is packed and waits for its turn.
pub struct Packed {
    written: Written,
    file: PreparedZipFile,
}

impl Packed {
    /// Packs a document that stands under `path` in the archive, with the beginning of `day` as its time.
    ///
    /// # Errors
    /// None that the bytes of a document could cause.
    pub fn new(path: String, bytes: &[u8], day: Date) -> io::Result<Packed> {
        let is_pdf = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "pdf");
        let method = if is_pdf { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let number = |part: i8| part.unsigned_abs();
        // archives can name the days from 1980 to 2107
        let time =
            DateTime::from_date_and_time(day.year().unsigned_abs(), number(day.month()), number(day.day()), 0, 0, 0);
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(time.unwrap_or_default())
            .system(System::Unix)
            .unix_permissions(0o600);
        let file = PreparedZipFile::from_data(&path, options, bytes)?;
        Ok(Packed { written: Written { path, sha256: sha256(bytes) }, file })
    }
}

/// The archive while it grows; it appears when it is published.
pub struct Archive {
    zip: ZipWriter<Stream>,
    target: PathBuf,
}

impl Archive {
    /// An empty archive that becomes `file`.
    pub fn new(file: NewFile) -> Archive {
        let target = file.target().to_owned();
        Archive { zip: ZipWriter::new(Stream { file, length: 0, failed: false }), target }
    }

    /// Adds a document behind those that are in it, and gives back its path inside and its hash.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn add(&mut self, packed: Packed) -> Result<Written, OutputError> {
        self.zip.add_prepared_file(packed.file).map_err(|error| write_error(&self.target, error))?;
        Ok(packed.written)
    }

    /// Closes the archive and puts it in its place.
    ///
    /// # Errors
    /// [`OutputError::Write`].
    pub fn publish(self) -> Result<Written, OutputError> {
        let Archive { zip, target } = self;
        zip.finish().map_err(|error| write_error(&target, error))?.file.publish()
    }
}

fn write_error(target: &Path, error: ZipError) -> OutputError {
    let error = match error {
        ZipError::Io(error) => error,
        other => other.into(),
    };
    OutputError::Write { path: target.to_owned(), error }
}

/// A file that is written from its beginning to its end.
struct Stream {
    file: NewFile,
    length: u64,
    failed: bool,
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // an archive that is given up is still closed by its writer, which would tell the same fault once more
        if self.failed {
            return Ok(bytes.len());
        }
        let written = self.file.write(bytes).inspect_err(|_| self.failed = true)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Stream {
    /// Only the place is asked for: the sizes of a packed document are known before it is added.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) | SeekFrom::End(0) => Ok(self.length),
            SeekFrom::Start(at) if at == self.length => Ok(self.length),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}
