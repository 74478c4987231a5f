//! Fonts as PDF objects: the subset of all static text, made once and shared by every file, and a small second subset
//! for what only one document needs, such as a name in Greek letters.

use std::collections::BTreeMap;
use std::fmt::Write;

use libdeflater::{CompressionLvl, Compressor};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::PdfError;
use super::fonts::{BOX, Face, Fonts, Shaper, Word};
use super::look::Weight;
use super::objects::Objects;
use super::program::Program;

/// The glyphs of one embedded font: ids of the whole font to ids of the subset, with the text each one stands for.
#[derive(Debug)]
pub struct Glyphs {
    remapper: GlyphRemapper,
    /// By the whole font's id: the subset's, 0 where it lacks the glyph.
    ids: Vec<u16>,
    /// By the subset's id: advance in thousandths of an em, and text.
    entries: Vec<(i32, Box<str>)>,
}

impl Default for Glyphs {
    fn default() -> Self {
        // Id 0 is `.notdef`, which every subset has and no text uses.
        Glyphs { remapper: GlyphRemapper::new(), ids: Vec::new(), entries: vec![(0, "".into())] }
    }
}

impl Glyphs {
    /// The subset's id of a glyph, the advance that the file states for it, and the text that it is known to stand for.
    pub fn get(&self, glyph: u16) -> Option<(u16, i32, &str)> {
        let id = self.ids.get(usize::from(glyph)).copied().filter(|&id| id != 0)?;
        let (advance, text) = self.entries.get(usize::from(id))?;
        Some((id, *advance, text))
    }

    /// Adds a glyph that stands for `text`, if it is not there yet.
    pub fn add(&mut self, glyph: u16, advance: i32, text: &str) {
        let id = self.remapper.remap(glyph);
        if usize::from(id) == self.entries.len() {
            self.entries.push((advance, text.into()));
            let place = usize::from(glyph);
            if self.ids.len() <= place {
                self.ids.resize(place + 1, 0);
            }
            self.ids[place] = id;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.entries.len() < 2
    }

    /// Replaces the advances, which kerning may have changed, by the font's own.
    fn take_advances(&mut self, shaper: &Shaper, font: usize) {
        let ids: Vec<u16> = self.remapper.remapped_gids().collect();
        for (entry, id) in self.entries.iter_mut().zip(ids) {
            entry.0 = shaper.advance(font, id);
        }
    }
}

/// The subsets that all files share.
#[derive(Debug)]
pub struct Base {
    /// One for each face; empty where no static text needs it.
    pub glyphs: Vec<Glyphs>,
    /// One for each face, `None` where it is empty.
    pub fonts: Vec<Option<EmbeddedFont>>,
}

impl Base {
    /// The glyphs of these texts, of ASCII, of the letters of Latin-1 and of common typographic signs.
    pub fn new<'a>(fonts: &Fonts, texts: impl Iterator<Item = &'a str>) -> Result<Base, PdfError> {
        let mut shaper = Shaper::new(fonts);
        let mut glyphs: Vec<Glyphs> = fonts.faces.iter().map(|_| Glyphs::default()).collect();
        let mut add = |word: &Word| {
            for (glyph, text) in word.glyphs.iter().zip(texts_of(word)) {
                if let (Some(of), false) = (glyphs.get_mut(usize::from(glyph.font)), glyph.font == BOX) {
                    of.add(glyph.id, glyph.advance, text);
                }
            }
        };
        let letters = ('À'..='ÿ').filter(|character| character.is_alphabetic());
        let single = (' '..='~').chain(letters).chain("–—·…•‘’“”°€\u{a0}\u{2003}".chars());
        for weight in [Weight::Regular, Weight::Bold] {
            for character in single.clone() {
                add(&shaper.word(weight, character.encode_utf8(&mut [0; 4])));
            }
            for ligature in ["ff", "fi", "fl", "ffi", "ffl"] {
                add(&shaper.word(weight, ligature));
            }
        }
        for text in texts {
            for word in text.split_whitespace() {
                for weight in [Weight::Regular, Weight::Bold] {
                    add(&shaper.word(weight, word));
                }
            }
        }
        for (font, glyphs) in glyphs.iter_mut().enumerate() {
            glyphs.take_advances(&shaper, font);
        }
        let mut deflater = Deflater::thorough();
        let embedded = fonts.faces.iter().zip(&glyphs).map(|(face, glyphs)| {
            (!glyphs.is_empty()).then(|| EmbeddedFont::new(face, glyphs, &mut deflater)).transpose()
        });
        let fonts = embedded.collect::<Result<_, _>>()?;
        Ok(Base { glyphs, fonts })
    }
}

impl Base {
    /// The faces that every file holds.
    pub fn faces(&self) -> impl Iterator<Item = usize> {
        self.fonts.iter().enumerate().filter_map(|(face, font)| font.as_ref().map(|_| face))
    }
}

/// For each glyph of a word the text it stands for: its cluster, or its part of it where several glyphs make one.
pub fn texts_of(word: &Word) -> impl Iterator<Item = &str> {
    let mut before = None;
    // What the glyphs before have left of the cluster; its last character is never taken away.
    let mut rest = "";
    word.glyphs.iter().enumerate().map(move |(index, glyph)| {
        let shares = |start: u32| start == glyph.start;
        let begins = !before.replace(glyph.start).is_some_and(shares);
        if begins {
            rest = &word.text[glyph.start as usize..glyph.end as usize];
            if !word.glyphs.get(index + 1).is_some_and(|next| shares(next.start)) {
                return rest;
            }
        }
        let (character, left) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
        if !left.is_empty() {
            rest = left;
        }
        character
    })
}

/// A subset as a file holds it.
#[derive(Debug)]
pub struct EmbeddedFont {
    program: Vec<u8>,
    /// Bytes of the program before it was compressed.
    length: usize,
    /// Outlines of the kind that OpenType calls CFF.
    cff: bool,
    to_unicode: Vec<u8>,
    name: String,
    bounds: [i64; 4],
    ascent: i64,
    descent: i64,
    cap_height: i64,
    stem: i64,
    widths: String,
}

/// The objects that a font takes beside its map to text: program, descriptor, descendant, font.
const FONT_OBJECTS: u32 = 4;

/// Maps to text that a file holds already: weights of one design with the same glyphs share them.
pub type Maps = BTreeMap<Vec<u8>, u32>;

impl EmbeddedFont {
    /// The subset of a face with these glyphs.
    pub fn new(face: &Face, glyphs: &Glyphs, deflater: &mut Deflater) -> Result<EmbeddedFont, PdfError> {
        let subset = subsetter::subset(&face.data, face.index, &glyphs.remapper)
            .map_err(|fault| PdfError::Font(fault.to_string()))?;
        let program = Program::of(&subset);
        let widths: Vec<String> = glyphs.entries.iter().map(|(advance, _)| advance.to_string()).collect();
        Ok(EmbeddedFont {
            program: deflater.deflate(&program.bytes),
            length: program.bytes.len(),
            cff: program.cff,
            to_unicode: deflater.deflate(to_unicode(glyphs).as_bytes()),
            name: format!("{}+{}", tag(&program.bytes), face.name),
            bounds: face.bounds,
            ascent: face.ascent,
            descent: face.descent,
            cap_height: face.cap_height,
            stem: face.stem,
            widths: widths.join(" "),
        })
    }

    /// Writes the objects of the font; returns the last of them, which is the font.
    pub fn write(&self, file: &mut Objects, maps: &mut Maps) -> u32 {
        let EmbeddedFont { name, bounds: [left, foot, right, top], stem, widths, length, .. } = self;
        let EmbeddedFont { ascent, descent, cap_height, .. } = self;
        let to_unicode = *maps.entry(self.to_unicode.clone()).or_insert_with(|| {
            let map = file.allocate(1);
            file.stream(map, "/Filter/FlateDecode", &self.to_unicode);
            map
        });
        let program = file.allocate(FONT_OBJECTS);
        let (descriptor, descendant, font) = (program + 1, program + 2, program + 3);
        let (kind, key, extra) = if self.cff {
            ("/Subtype/CIDFontType0C".to_owned(), "FontFile3", "/Subtype/CIDFontType0")
        } else {
            (format!("/Length1 {length}"), "FontFile2", "/Subtype/CIDFontType2/CIDToGIDMap/Identity")
        };
        file.stream(program, &format!("{kind}/Filter/FlateDecode"), &self.program);
        file.object(descriptor, |out| {
            let _ = write!(
                out,
                "<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{left} {foot} {right} {top}]/ItalicAngle 0\
                 /Ascent {ascent}/Descent {descent}/CapHeight {cap_height}/StemV {stem}/{key} {program} 0 R>>"
            );
        });
        file.object(descendant, |out| {
            let _ = write!(
                out,
                "<</Type/Font{extra}/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
                 /FontDescriptor {descriptor} 0 R/DW 0/W[0[{widths}]]>>"
            );
        });
        file.object(font, |out| {
            let _ = write!(
                out,
                "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]\
                 /ToUnicode {to_unicode} 0 R>>"
            );
        });
        font
    }
}

/// Six capital letters that depend on the subset, as PDF asks for.
fn tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// The map from glyphs back to text, for search and copy.
fn to_unicode(glyphs: &Glyphs) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) \
         /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\n\
         endcodespacerange\n",
    );
    // From and to which id, and the text of the first as UTF-16: that of the next ones counts on from there.
    let mut ranges: Vec<(usize, usize, Vec<u16>)> = Vec::new();
    for (id, (_, text)) in glyphs.entries.iter().enumerate().filter(|(_, (_, text))| !text.is_empty()) {
        let units: Vec<u16> = text.encode_utf16().collect();
        match (ranges.last_mut(), units.as_slice()) {
            // Only the last byte counts on, of the id and of the text.
            (Some((from, to, first)), &[unit])
                if *to + 1 == id
                    && id % 256 > 0
                    && unit % 256 > 0
                    && matches!(first.as_slice(), [first] if usize::from(*first) + id == usize::from(unit) + *from) =>
            {
                *to = id;
            }
            _ => ranges.push((id, id, units)),
        }
    }
    // A section holds at most 100 entries.
    for section in ranges.chunks(100) {
        let _ = writeln!(map, "{} beginbfrange", section.len());
        for (from, to, text) in section {
            let _ = write!(map, "<{from:04x}><{to:04x}><");
            for unit in text {
                let _ = write!(map, "{unit:04x}");
            }
            map += ">\n";
        }
        map += "endbfrange\n";
    }
    map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

/// Compresses one stream after the other in the same memory.
pub struct Deflater(Compressor);

impl Deflater {
    /// For what every file shares: as small as can be.
    pub fn thorough() -> Deflater {
        Deflater(Compressor::new(CompressionLvl::best()))
    }

    /// For what only one file has.
    pub fn quick() -> Deflater {
        // A level that exists: the default stands for it only in the types.
        Deflater(Compressor::new(CompressionLvl::new(QUICK).unwrap_or_default()))
    }

    /// The content in the form of PDF's `FlateDecode`.
    pub fn deflate(&mut self, content: &[u8]) -> Vec<u8> {
        let mut deflated = vec![0; self.0.zlib_compress_bound(content.len())];
        // It fails only where there is too little room, and the bound is room for the worst.
        let length = self.0.zlib_compress(content, &mut deflated).unwrap_or_default();
        deflated.truncate(length);
        deflated
    }
}

/// Level of the compression of what only one file has.
const QUICK: i32 = 5;
