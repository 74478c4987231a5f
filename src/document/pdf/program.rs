//! Font programs as PDF needs them (ISO 32000-1, 9.9): of an OpenType subset only what draws its glyphs.
//!
//! Instructions for coarse screens, names and copyright notes can be half of a font; no reader of a PDF asks for them.
//! Outlines and measures stay as they are, bit for bit.

use std::borrow::Cow;

/// What goes into a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Program<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// Outlines of the kind that OpenType calls CFF: PDF embeds that table alone.
    pub cff: bool,
}

impl Program<'_> {
    /// The program of a subset. What of it cannot be understood stays as it is.
    pub fn of(subset: &[u8]) -> Program<'_> {
        if subset.starts_with(b"OTTO")
            && let Some(outlines) = table(subset, *b"CFF ")
        {
            return Program { bytes: outlines.into(), cff: true };
        }
        Program { bytes: without_hints(subset).map_or(subset.into(), Cow::Owned), cff: false }
    }
}

/// A table of an OpenType file (OpenType, chapter "Font File").
fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let records = font.get(12..)?.chunks_exact(16).take(usize::from(short(font, 4)?));
    let record = records.into_iter().find(|record| record.starts_with(&tag))?;
    let (offset, length) = (long(record, 8)? as usize, long(record, 12)? as usize);
    font.get(offset..offset.checked_add(length)?)
}

/// A TrueType font with the tables that PDF asks for and no others.
fn without_hints(font: &[u8]) -> Option<Vec<u8>> {
    let [head, hhea, hmtx, loca, maxp] = [*b"head", *b"hhea", *b"hmtx", *b"loca", *b"maxp"].map(|tag| table(font, tag));
    let (mut head, mut maxp) = (head?.to_vec(), maxp?.to_vec());
    let outlines = table(font, *b"glyf")?;
    let wide = short(&head, INDEX_FORMAT)? != 0;
    let place = |glyph: usize| {
        Some(if wide { long(loca?, 4 * glyph)? as usize } else { 2 * usize::from(short(loca?, 2 * glyph)?) })
    };
    let mut glyf = Vec::with_capacity(outlines.len());
    let mut places = vec![0];
    for glyph in 0..usize::from(short(&maxp, 4)?) {
        let outline = outlines.get(place(glyph)?..place(glyph + 1)?)?;
        glyf.extend_from_slice(&uninstructed(outline).unwrap_or(outline.into()));
        // The short form of `loca` counts in twos.
        glyf.resize(glyf.len().next_multiple_of(2), 0);
        places.push(glyf.len());
    }
    let wide = glyf.len() > 2 * usize::from(u16::MAX);
    let loca = places.into_iter().flat_map(|place| {
        let bytes = if wide { place as u32 } else { (place as u32 / 2) << 16 }.to_be_bytes();
        bytes.into_iter().take(if wide { 4 } else { 2 })
    });
    head.get_mut(INDEX_FORMAT..INDEX_FORMAT + 2)?.copy_from_slice(&[0, u8::from(wide)]);
    head.get_mut(CHECKSUM)?.fill(0);
    // One zone of points, and nothing for instructions to work with.
    if let Some(limits) = maxp.get_mut(14..28) {
        limits.fill(0);
        limits[1] = 1;
    }
    let tables = [
        (*b"glyf", glyf),
        (*b"head", head),
        (*b"hhea", hhea?.to_vec()),
        (*b"hmtx", hmtx?.to_vec()),
        (*b"loca", loca.collect()),
        (*b"maxp", maxp),
    ];
    Some(font_file(&tables))
}

/// Place of the format of `loca` in `head`.
const INDEX_FORMAT: usize = 50;
/// Place of the sum of the whole file in `head`.
const CHECKSUM: std::ops::Range<usize> = 8..12;

/// An outline of `glyf` without instructions; `None` where it is empty or broken.
fn uninstructed(outline: &[u8]) -> Option<Cow<'_, [u8]>> {
    const WORDS: u16 = 1;
    const SCALE: u16 = 1 << 3;
    const MORE: u16 = 1 << 5;
    const TWO_SCALES: u16 = 1 << 6;
    const FOUR_SCALES: u16 = 1 << 7;
    const INSTRUCTIONS: u16 = 1 << 8;
    let contours = short(outline, 0)?;
    // The number is signed: a glyph made of others has -1.
    if contours < 1 << 15 {
        let at = 10 + 2 * usize::from(contours);
        let end = at + 2 + usize::from(short(outline, at)?);
        return Some([outline.get(..at)?, &[0, 0], outline.get(end..)?].concat().into());
    }
    let mut bare = outline.to_vec();
    let mut at = 10;
    loop {
        let flags = short(outline, at)?;
        bare[at..at + 2].copy_from_slice(&(flags & !INSTRUCTIONS).to_be_bytes());
        let scales = match flags {
            _ if flags & SCALE != 0 => 2,
            _ if flags & TWO_SCALES != 0 => 4,
            _ if flags & FOUR_SCALES != 0 => 8,
            _ => 0,
        };
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 } + scales;
        if flags & MORE == 0 {
            break;
        }
    }
    if at > bare.len() {
        return None;
    }
    bare.truncate(at);
    Some(bare.into())
}

/// An OpenType file of these tables, which stand in the order of their names.
fn font_file(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    // Help for a search by halves: the greatest power of two that is not above the count.
    let power = count.ilog2() as u16;
    let mut directory = b"\0\x01\0\0".to_vec();
    for number in [count, 16 << power, power, 16 * count - (16 << power)] {
        directory.extend_from_slice(&number.to_be_bytes());
    }
    let mut data: Vec<u8> = Vec::new();
    let start = 12 + 16 * tables.len();
    for (tag, content) in tables {
        directory.extend_from_slice(tag);
        for number in [checksum(content), (start + data.len()) as u32, content.len() as u32] {
            directory.extend_from_slice(&number.to_be_bytes());
        }
        data.extend_from_slice(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut file = [directory, data].concat();
    let sum = 0xb1b0_afba_u32.wrapping_sub(checksum(&file));
    if let Some(head) = tables.iter().position(|(tag, _)| tag == b"head") {
        let at = long(&file, 12 + 16 * head + 8).unwrap_or_default() as usize + CHECKSUM.start;
        file[at..at + 4].copy_from_slice(&sum.to_be_bytes());
    }
    file
}

/// The sum of four bytes each.
fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use subsetter::GlyphRemapper;

    use super::*;
    use crate::document::pdf::fonts::{Fonts, Shaper};
    use crate::document::pdf::look::Weight;

    /// The subset of the embedded Regular with these letters.
    fn subset(text: &str) -> Vec<u8> {
        let fonts = Fonts::embedded();
        let glyphs: Vec<u16> = Shaper::new(&fonts).word(Weight::Regular, text).glyphs.iter().map(|g| g.id).collect();
        subsetter::subset(&fonts.faces[0].data, 0, &GlyphRemapper::new_from_glyphs(&glyphs)).unwrap()
    }

    /// The same font with `length` bytes of instructions in every glyph, and with tables for them.
    fn hinted(font: &[u8], length: u16) -> Vec<u8> {
        let [head, hhea, hmtx, loca, maxp] =
            [*b"head", *b"hhea", *b"hmtx", *b"loca", *b"maxp"].map(|tag| table(font, tag).unwrap().to_vec());
        let outlines = table(font, *b"glyf").unwrap();
        let instructions = [&length.to_be_bytes()[..], &vec![0xb0; usize::from(length)]].concat();
        let (mut glyf, mut places) = (Vec::new(), vec![0_u32]);
        for place in 0..usize::from(short(&maxp, 4).unwrap()) {
            let at = |place: usize| 2 * usize::from(short(&loca, 2 * place).unwrap());
            let outline = &outlines[at(place)..at(place + 1)];
            match short(outline, 0) {
                Some(contours) if contours < 1 << 15 => {
                    let at = 10 + 2 * usize::from(contours);
                    glyf.extend([&outline[..at], &instructions, &outline[at + 2..]].concat());
                }
                Some(_) => {
                    // The parts of a letter with an accent are two, each with places of a byte.
                    let mut outline = outline.to_vec();
                    outline[16] |= 1;
                    glyf.extend([outline, instructions.clone()].concat());
                }
                None => {}
            }
            glyf.resize(glyf.len().next_multiple_of(2), 0);
            places.push(glyf.len() as u32);
        }
        let mut head = head;
        head[INDEX_FORMAT + 1] = 1;
        let mut maxp = maxp;
        maxp[18..28].fill(9);
        let loca = places.iter().flat_map(|place| place.to_be_bytes()).collect();
        let code = vec![0x2d; 700];
        font_file(&[
            (*b"cvt ", code.clone()),
            (*b"fpgm", code.clone()),
            (*b"glyf", glyf),
            (*b"head", head),
            (*b"hhea", hhea),
            (*b"hmtx", hmtx),
            (*b"loca", loca),
            (*b"maxp", maxp),
            (*b"name", code.clone()),
            (*b"prep", code),
        ])
    }

    #[test]
    fn a_font_with_hints_costs_no_more_than_one_without() {
        let plain = subset("Größe 750 Ñandú");
        let (bare, program) = (Program::of(&plain), hinted(&plain, 300));
        assert!(program.len() > 3 * plain.len());
        let stripped = Program::of(&program);
        assert_eq!(stripped, bare);
        assert!(bare.bytes.len() < plain.len());
        for tag in [*b"glyf", *b"hmtx"] {
            assert_eq!(table(&bare.bytes, tag), table(&plain, tag), "the embedded font has no hints to begin with");
        }
        assert_eq!(checksum(&bare.bytes), 0xb1b0_afba);
    }

    #[test]
    fn no_damage_stops_the_program() {
        let font = hinted(&subset("Größe"), 5);
        for seed in 0..2000_u64 {
            let mut broken = font.clone();
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
            for _ in 0..=seed % 6 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % [200, broken.len()][seed as usize % 2];
                broken[at] = state as u8;
            }
            broken.truncate(if seed % 5 == 0 { (state >> 40) as usize % broken.len() } else { broken.len() });
            assert!(Program::of(&broken).bytes.len() <= broken.len() + 200);
        }
        assert_eq!(Program::of(b"").bytes, &b""[..]);
        assert_eq!(Program::of(b"OTTO").bytes, &b"OTTO"[..]);
    }
}
