//! What a workbook may hold at most, checked while its parts are unpacked: a few kilobytes of zip can hold gigabytes, and
//! an XML reader keeps whatever stands in one cell, one tag or one nest of tags.

use std::io::{self, Read, Seek};

use zip::ZipArchive;

use super::Fault;

/// Bytes of all parts together, as the zip's directory declares them and as they are.
const MOST_TOGETHER: u64 = 2 << 30;
/// Bytes of a worksheet, which is read as a stream.
pub(super) const MOST_OF_SHEET: u64 = 1 << 30;
/// Bytes of any other part, which is kept while the workbook is read.
pub(super) const MOST_OF_PART: u64 = 64 << 20;
/// Bytes between two tags.
const LONGEST_TOKEN: usize = 1 << 20;
/// Bytes of a cell with everything in it.
const LONGEST_CELL: usize = 4 << 20;
const DEEPEST: usize = 256;
/// Elements of a part other than a worksheet and the shared strings: more styles than any program allows.
const MOST_ELEMENTS: u64 = 400_000;
/// Formats of cells: more than any program allows.
const MOST_FORMATS: u64 = 150_000;
/// Bytes of the longest tag times the number of formats: calamine copies the names of fonts and the codes of number formats
/// into each format.
const MOST_COPIED: u64 = 128 << 20;
/// Shared strings.
const MOST_STRINGS: u64 = 4_000_000;
/// Elements of other parts in a worksheet: rules for formats hold some.
const MOST_KEPT: u64 = 100_000;
/// How deep a cell of an xlsx worksheet lies: worksheet, sheetData, row, c.
const DEPTH_OF_CELL: usize = 4;

/// Refuses a zip whose directory already tells that it is too large.
pub(super) fn check_declared<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<(), Fault> {
    let mut total = 0_u64;
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(Fault::damaged)?;
        total = total.saturating_add(part.size());
        if part.size() > MOST_OF_SHEET || total > MOST_TOGETHER {
            return Err(too_large(&name_of(&part), part.size().max(total)));
        }
    }
    Ok(())
}

fn name_of<R: Read>(part: &zip::read::ZipFile<'_, R>) -> String {
    String::from_utf8_lossy(part.name_raw()).into_owned()
}

fn too_large(name: &str, bytes: u64) -> Fault {
    Fault::TooLarge(format!("unpacked, its part {name} brings it to {} MiB", bytes >> 20))
}

/// What the parts of an xlsx hold, as far as it decides how they are read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub formulas: bool,
    pub merged: bool,
}

/// Unpacks every part of an xlsx once, keeping nothing, and refuses what would take too much memory to read.
pub(super) fn check_unpacked<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut total = 0;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(Fault::damaged)?;
        let name = name_of(&part);
        let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        if !["xml", "rels", "vml"].contains(&ending.as_str()) {
            // pictures and the like
            let read = io::copy(&mut part.take(MOST_OF_PART + 1), &mut io::sink()).map_err(Fault::damaged)?;
            total += read;
            if read > MOST_OF_PART || total > MOST_TOGETHER {
                return Err(too_large(&name, read.max(total)));
            }
            continue;
        }
        let mut guard = Guard::new(part, MOST_OF_SHEET);
        io::copy(&mut guard, &mut io::sink()).map_err(|error| fault_of(&name, &error))?;
        let read = MOST_OF_SHEET - guard.left;
        guard.seen.check(&name, read)?;
        total += read;
        if total > MOST_TOGETHER {
            return Err(too_large(&name, total));
        }
        found.formulas |= guard.seen.formulas > 0;
        found.merged |= guard.seen.merged > 0;
    }
    Ok(found)
}

/// The fault behind an error of reading a part.
pub(super) fn fault_of(part: &str, error: &io::Error) -> Fault {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Breach>()) {
        Some(Breach::Large) => too_large(part, MOST_OF_SHEET),
        Some(Breach::Token) => {
            Fault::TooLarge(format!("a single cell or tag of its part {part} holds more than 1 MiB"))
        }
        Some(Breach::Deep) => {
            Fault::damaged(format!("the tags of its part {part} are nested more than {DEEPEST} deep"))
        }
        Some(Breach::Forbidden) => Fault::damaged(format!("its part {part} holds what no spreadsheet program writes")),
        None => Fault::damaged(error),
    }
}

/// Why the reading of a part was ended.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("{self:?}")]
enum Breach {
    Large,
    Token,
    Deep,
    /// A document type (which could define entities that grow), or bytes of another encoding than UTF-8.
    Forbidden,
}

/// Elements that matter, counted.
#[derive(Debug, Default)]
struct Seen {
    root: String,
    all: u64,
    /// Elements that are kept from other parts than worksheets: a part of theirs could pose as a worksheet.
    kept: u64,
    merged: u64,
    formulas: u64,
    /// Formats of cells.
    formats: u64,
    /// Bytes of the longest tag.
    longest_tag: u64,
    /// The strings that a table of shared strings claims to hold.
    claimed: u64,
    strings: u64,
}

impl Seen {
    fn check(&self, name: &str, bytes: u64) -> Result<(), Fault> {
        let is_sheet = self.root.ends_with("sheet");
        let kept_in_sheet = is_sheet && (self.kept > MOST_KEPT || self.merged > super::grid::MOST_MERGED as u64);
        let large = !is_sheet && bytes > MOST_OF_PART;
        let many = !is_sheet && self.root != "sst" && self.all > MOST_ELEMENTS;
        let formats = self.formats > MOST_FORMATS || self.formats.saturating_mul(self.longest_tag) > MOST_COPIED;
        if large || many || kept_in_sheet || formats || self.strings > MOST_STRINGS {
            return Err(Fault::TooLarge(format!("its part {name} holds {} elements in {} MiB", self.all, bytes >> 20)));
        }
        // room would be made for as many as are claimed
        if self.claimed > self.strings.saturating_add(1 << 20) {
            return Err(Fault::damaged(format!("its part {name} claims to hold {} texts", self.claimed)));
        }
        Ok(())
    }
}

/// Passes XML on, and ends it where it would take too much memory to read: see the constants above.
pub(super) struct Guard<R> {
    inner: R,
    left: u64,
    state: State,
    depth: usize,
    /// Bytes since the last tag.
    token: usize,
    /// Bytes since the last tag that is no deeper than a cell; only for xlsx.
    cell: usize,
    is_worksheet: bool,
    seen: Seen,
    tag: Vec<u8>,
}

/// Where in the XML the guard stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// Behind `<`.
    Open,
    /// Behind `<!`.
    Declared,
    Tag {
        closing: bool,
        quote: Option<u8>,
        slash: bool,
    },
    /// Up to these two signs and `>`.
    Until {
        sign: u8,
        /// How many of them were just read.
        met: u8,
        needed: u8,
    },
}

impl<R: Read> Guard<R> {
    pub fn new(inner: R, most: u64) -> Self {
        Guard {
            inner,
            left: most,
            state: State::Text,
            depth: 0,
            token: 0,
            cell: 0,
            is_worksheet: false,
            seen: Seen::default(),
            tag: Vec::new(),
        }
    }

    fn look_at(&mut self, byte: u8) -> Result<(), Breach> {
        self.token += 1;
        self.cell += 1;
        if byte == 0 {
            return Err(Breach::Forbidden);
        }
        if self.token > LONGEST_TOKEN || (self.is_worksheet && self.cell > LONGEST_CELL) {
            return Err(Breach::Token);
        }
        self.state = match (self.state, byte) {
            (State::Text, b'<') => State::Open,
            (State::Text, _) => State::Text,
            (State::Open, b'!') => State::Declared,
            (State::Open, b'?') => State::Until { sign: b'?', met: 0, needed: 1 },
            (State::Open, _) => {
                self.tag.clear();
                self.tag.push(byte);
                State::Tag { closing: byte == b'/', quote: None, slash: false }
            }
            (State::Declared, b'-') => State::Until { sign: b'-', met: 0, needed: 2 },
            (State::Declared, b'[') => State::Until { sign: b']', met: 0, needed: 2 },
            (State::Declared, _) => return Err(Breach::Forbidden),
            (State::Tag { closing, quote: None, slash }, b'>') => {
                self.end_tag(closing, slash)?;
                State::Text
            }
            (State::Tag { closing, quote, .. }, _) => {
                self.tag.push(byte);
                let quote = match quote {
                    None => Some(byte).filter(|byte| matches!(byte, b'"' | b'\'')),
                    open => open.filter(|&open| open != byte),
                };
                State::Tag { closing, quote, slash: byte == b'/' }
            }
            (State::Until { met, needed, .. }, b'>') if met >= needed => State::Text,
            (State::Until { sign, met, needed }, _) => {
                let met = if byte == sign { met.saturating_add(1) } else { 0 };
                State::Until { sign, met, needed }
            }
        };
        Ok(())
    }

    fn end_tag(&mut self, closing: bool, slash: bool) -> Result<(), Breach> {
        self.token = 0;
        if closing {
            self.depth = self.depth.saturating_sub(1);
            return Ok(());
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Breach::Deep);
        }
        if self.depth <= DEPTH_OF_CELL {
            self.cell = 0;
        }
        self.seen.all += 1;
        self.seen.longest_tag = self.seen.longest_tag.max(self.tag.len() as u64);
        let tag = String::from_utf8_lossy(&self.tag);
        let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or("");
        let name = name.rsplit(':').next().unwrap_or("");
        match name {
            "mergeCell" => self.seen.merged += 1,
            "f" => self.seen.formulas += 1,
            "si" => {
                self.seen.strings += 1;
                self.seen.kept += 1;
            }
            "xf" => {
                self.seen.formats += 1;
                self.seen.kept += 1;
            }
            "sheet" | "definedName" | "font" | "fill" | "border" | "numFmt" | "Relationship" => self.seen.kept += 1,
            "sst" => {
                let claimed = tag.split_once("uniqueCount").map_or("", |(_, rest)| rest);
                let digits = claimed.trim_start_matches(|sign: char| !sign.is_ascii_digit());
                let digits = digits.split(|sign: char| !sign.is_ascii_digit()).next().unwrap_or("");
                // a number too large to be read is too large
                self.seen.claimed =
                    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX).max(self.seen.claimed) };
            }
            _ => {}
        }
        if self.seen.root.is_empty() {
            self.seen.root = name.to_owned();
            self.is_worksheet = name == "worksheet";
        }
        if slash {
            self.depth -= 1;
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(Breach::Large))?;
        for &byte in &buffer[..read] {
            self.look_at(byte).map_err(io::Error::other)?;
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(xml: &str) -> Result<Seen, String> {
        let mut guard = Guard::new(xml.as_bytes(), 1 << 24);
        io::copy(&mut guard, &mut io::sink()).map_err(|error| error.to_string())?;
        assert_eq!(guard.depth, 0, "{xml}");
        Ok(guard.seen)
    }

    #[test]
    fn sound_parts_pass() {
        let seen = guarded(
            "<?xml version=\"1.0\"?><!-- a > <b --><x:worksheet><c r='/>'/><d a=\">\"><![CDATA[</d>]]>]]&gt;</d><mergeCell ref=\"A1\"/></x:worksheet>",
        )
        .unwrap();
        assert_eq!((seen.root.as_str(), seen.all, seen.merged), ("worksheet", 4, 1));
    }

    #[test]
    fn what_would_be_kept_in_memory_is_refused() {
        let text = "x".repeat(LONGEST_TOKEN + 1);
        let runs = "<r><t>x</t></r>".repeat(LONGEST_CELL / 15 + 1);
        for (breach, xml) in [
            ("Token", format!("<a>{text}</a>")),
            ("Token", format!("<a b=\"{text}\"/>")),
            ("Token", format!("<a>{}</a>", "x<!-- -->".repeat(LONGEST_TOKEN / 9 + 1))),
            ("Token", format!("<worksheet><sheetData><row><c><is>{runs}</is></c></row></sheetData></worksheet>")),
            ("Deep", "<a b='/>'>".repeat(DEEPEST + 1)),
            ("Forbidden", "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>".to_owned()),
            ("Forbidden", "<\0a\0>\0".to_owned()),
            ("Large", "<a></a>".repeat(1 << 22)),
        ] {
            assert_eq!(guarded(&xml).map(|seen| seen.all), Err(breach.to_owned()));
        }
        let many = Seen { root: "sst".to_owned(), strings: MOST_STRINGS + 1, ..Seen::default() };
        assert!(many.check("sharedStrings.xml", 1).is_err());
        let long_names = Seen { formats: 1000, longest_tag: 1 << 20, ..Seen::default() };
        assert!(long_names.check("styles.xml", 1).is_err());
        let claims = guarded("<sst count=\"1\" uniqueCount=\"999999999999\"><si><t>a</t></si></sst>").unwrap();
        assert!(claims.check("sharedStrings.xml", 1).is_err());
        let posing = format!("<worksheet>{}</worksheet>", "<xf/>".repeat(100_001));
        assert!(guarded(&posing).unwrap().check("sheet1.xml", 1).is_err());
    }
}
