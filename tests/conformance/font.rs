//! A font of a PDF: what its glyphs say, and whether they are there.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

pub struct Font<'a> {
    pub name: String,
    pub embedded: bool,
    /// Bytes of a code: 2 for composite fonts, else 1.
    pub code_length: usize,
    encoding: Encoding<'a>,
    /// What has been looked up, by code.
    known: HashMap<Vec<u8>, Glyph>,
    /// By glyph; empty where outlines are not in a TrueType table, so that nothing is known.
    inked: Vec<bool>,
    /// From code to glyph; empty where both are the same.
    glyphs: Vec<u16>,
}

/// A glyph that is shown.
#[derive(Clone)]
pub struct Glyph {
    pub text: String,
    /// It is `.notdef`: the box or blank that stands for what a font lacks.
    pub missing: bool,
    /// It leaves a mark on the page.
    pub inked: bool,
}

impl<'a> Font<'a> {
    pub fn read(document: &'a Document, font: &'a Dictionary) -> Font<'a> {
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"(no name)");
        let subtype = font.get(b"Subtype").and_then(Object::as_name).unwrap();
        let composite = subtype == b"Type0";
        let descendant = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let descendant = descendant.map(|fonts| document.dereference(&fonts[0]).unwrap().1.as_dict().unwrap());
        let described = descendant.unwrap_or(font);
        let descriptor = described.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
        let file = |key: &[u8]| descriptor?.get_deref(key, document).and_then(Object::as_stream).ok();
        let true_type = file(b"FontFile2");
        let embedded = subtype == b"Type3" || true_type.is_some() || file(b"FontFile").or(file(b"FontFile3")).is_some();
        let map = described.get_deref(b"CIDToGIDMap", document).and_then(Object::as_stream).ok();
        let glyphs = map.map(|map| map.get_plain_content().unwrap()).unwrap_or_default();
        Font {
            name: String::from_utf8_lossy(name).into_owned(),
            embedded,
            code_length: if composite { 2 } else { 1 },
            encoding: font.get_font_encoding(document).unwrap(),
            known: HashMap::new(),
            inked: true_type.map(|file| inked(&file.get_plain_content().unwrap())).unwrap_or_default(),
            glyphs: glyphs.chunks_exact(2).map(|id| u16::from_be_bytes([id[0], id[1]])).collect(),
        }
    }

    /// The glyph that the bytes of a code show.
    pub fn glyph(&mut self, code: &[u8]) -> Glyph {
        if let Some(glyph) = self.known.get(code) {
            return glyph.clone();
        }
        let glyph = self.look_up(code);
        self.known.insert(code.to_owned(), glyph.clone());
        glyph
    }

    fn look_up(&self, code: &[u8]) -> Glyph {
        // lopdf gives a replacement character for what the ToUnicode map does not hold
        let text = Document::decode_text(&self.encoding, code).unwrap_or_default().replace('\u{fffd}', "");
        let code = code.iter().fold(0, |code, byte| code << 8 | usize::from(*byte));
        let glyph = self.glyphs.get(code).map_or(code, |glyph| usize::from(*glyph));
        Glyph {
            text,
            missing: self.code_length == 2 && glyph == 0,
            inked: self.inked.is_empty() || self.inked.get(glyph).copied().unwrap_or(false),
        }
    }
}

/// Which glyphs of a TrueType font have an outline: those whose entry in `loca` is not empty.
fn inked(font: &[u8]) -> Vec<bool> {
    let short = |at: usize| u32::from(u16::from_be_bytes([font[at], font[at + 1]]));
    let long = |at: usize| short(at) << 16 | short(at + 2);
    let table = |tag: &[u8; 4]| {
        let entry = (0..short(4) as usize).map(|nth| 12 + 16 * nth).find(|&entry| &font[entry..entry + 4] == tag)?;
        Some((long(entry + 8) as usize, long(entry + 12) as usize))
    };
    let (Some((head, _)), Some((loca, length))) = (table(b"head"), table(b"loca")) else { return Vec::new() };
    let wide = short(head + 50) == 1;
    let starts: Vec<u32> = if wide {
        (0..length / 4).map(|nth| long(loca + 4 * nth)).collect()
    } else {
        (0..length / 2).map(|nth| short(loca + 2 * nth)).collect()
    };
    starts.windows(2).map(|pair| pair[0] < pair[1]).collect()
}
