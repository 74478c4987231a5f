//! The file format around xls and around workbooks with a password: streams in sectors, like a small file system.

use super::Fault;

/// The first bytes of such a file.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Sector numbers from here on mean something else.
const LAST_SECTOR: u32 = 0xFFFF_FFF9;
const MINI_SECTOR: usize = 64;

/// An open file of this kind.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector_size: usize,
    /// For each sector the one behind it.
    next: Vec<u32>,
    entries: Vec<Entry>,
    /// Streams shorter than this stand in the mini stream.
    least_length: usize,
    mini_next: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    first: u32,
    length: usize,
}

impl<'b> Compound<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let header = |at| number(bytes, at).ok_or_else(cut_off);
        let sector_size = match bytes.get(30).copied().ok_or_else(cut_off)? {
            9 => 512,
            12 => 4096,
            _ => return Err(Fault::damaged("its sectors have a size that no program uses")),
        };
        let mut compound = Compound {
            bytes,
            sector_size,
            next: Vec::new(),
            entries: Vec::new(),
            least_length: header(56)? as usize,
            mini_next: Vec::new(),
        };
        for sector in compound.tables(header(68)?)? {
            compound.next.extend(numbers(compound.sector(sector)?));
        }
        compound.entries =
            compound.chain(header(48)?, usize::MAX)?.as_chunks::<128>().0.iter().map(Entry::read).collect();
        compound.mini_next = match header(60)? {
            first if first <= LAST_SECTOR => numbers(&compound.chain(first, usize::MAX)?).collect(),
            _ => Vec::new(),
        };
        Ok(compound)
    }

    /// There is a stream of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of the stream with this name.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if entry.length >= self.least_length {
            return self.chain(entry.first, entry.length).map(Some);
        }
        // the first entry is the root, whose stream holds all the short ones
        let root = self.entries.first().ok_or_else(cut_off)?;
        let minis = self.chain(root.first, root.length)?;
        let mut stream = Vec::new();
        let mut sector = entry.first;
        while stream.len() < entry.length {
            if stream.len() > minis.len() {
                return Err(Fault::damaged("its sectors form a ring"));
            }
            let start = sector as usize * MINI_SECTOR;
            stream.extend_from_slice(minis.get(start..start + MINI_SECTOR).ok_or_else(cut_off)?);
            sector = *self.mini_next.get(sector as usize).ok_or_else(cut_off)?;
        }
        stream.truncate(entry.length);
        Ok(Some(stream))
    }

    /// The sectors that hold the table of sectors: 109 are named in the header, the others in a chain.
    fn tables(&self, mut more: u32) -> Result<Vec<u32>, Fault> {
        let mut tables: Vec<u32> = numbers(self.bytes.get(76..512).ok_or_else(cut_off)?).collect();
        let sectors = self.bytes.len() / self.sector_size;
        let mut steps = 0;
        while more <= LAST_SECTOR {
            tables.retain(|&sector| sector <= LAST_SECTOR);
            tables.extend(numbers(self.sector(more)?));
            // the last number of the sector is the next one of the chain
            more = tables.pop().unwrap_or(u32::MAX);
            steps += 1;
            if steps > sectors || tables.len() > 2 * sectors + 128 {
                return Err(Fault::damaged("its sectors form a ring"));
            }
        }
        tables.retain(|&sector| sector <= LAST_SECTOR);
        // no table is named twice
        if tables.len() > sectors {
            return Err(Fault::damaged("its sectors form a ring"));
        }
        Ok(tables)
    }

    fn sector(&self, sector: u32) -> Result<&'b [u8], Fault> {
        let start = (sector as usize + 1) * self.sector_size;
        // programs leave the last sector short
        let end = (start + self.sector_size).min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty()).ok_or_else(cut_off)
    }

    fn chain(&self, mut sector: u32, length: usize) -> Result<Vec<u8>, Fault> {
        let mut stream = Vec::new();
        while sector <= LAST_SECTOR && stream.len() < length {
            if stream.len() > self.bytes.len() {
                return Err(Fault::damaged("its sectors form a ring"));
            }
            stream.extend_from_slice(self.sector(sector)?);
            sector = *self.next.get(sector as usize).ok_or_else(cut_off)?;
        }
        if length != usize::MAX && stream.len() < length {
            return Err(cut_off());
        }
        stream.truncate(length);
        Ok(stream)
    }
}

impl Entry {
    fn read(bytes: &[u8; 128]) -> Entry {
        let units = bytes[..64].as_chunks::<2>().0.iter().map(|&unit| u16::from_le_bytes(unit));
        let name = char::decode_utf16(units.take_while(|&unit| unit != 0)).map(|sign| sign.unwrap_or('\u{FFFD}'));
        Entry {
            name: name.collect(),
            first: number(bytes, 116).unwrap_or(u32::MAX),
            length: number(bytes, 120).unwrap_or(0) as usize,
        }
    }
}

fn cut_off() -> Fault {
    Fault::damaged("it is cut off")
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&bytes| u32::from_le_bytes(bytes))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|&bytes| u32::from_le_bytes(bytes))
}
