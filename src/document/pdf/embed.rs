//! Fonts as PDF objects: the subset of all static text, made once and shared by every file, and a small second subset
//! for what only one document needs, such as a name in Greek letters.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::PdfError;
use super::fonts::{BOX, Face, Fonts, Shaper, Word};
use super::look::Weight;

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
    objects: Vec<FontObjects>,
}

impl Base {
    /// The glyphs of these texts, of the printable part of Latin-1 and of common typographic signs.
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
        let single = (' '..='~').chain('\u{a0}'..='\u{ff}').chain("–—·…•‘’“”„‚‹›€×−≥≤≈→\u{2003}".chars());
        for weight in [Weight::Regular, Weight::Bold] {
            for character in single.clone().filter(|character| *character != '\u{ad}') {
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
        let objects =
            fonts.faces.iter().zip(&glyphs).map(|(face, glyphs)| FontObjects::new(face, glyphs, &mut deflater));
        let objects = objects.collect::<Result<_, _>>()?;
        Ok(Base { glyphs, objects })
    }

    /// Puts the shared font into a file; returns its object.
    pub fn insert(&self, font: usize, file: &mut lopdf::Document) -> ObjectId {
        self.objects[font].insert(file)
    }
}

/// Puts the second subset of a document into its file; returns its object.
pub fn insert_extra(
    face: &Face,
    glyphs: &Glyphs,
    deflater: &mut Deflater,
    file: &mut lopdf::Document,
) -> Result<ObjectId, PdfError> {
    Ok(FontObjects::new(face, glyphs, deflater)?.insert(file))
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

/// A font's objects, numbered from 1 among themselves; the last is the font.
#[derive(Debug)]
struct FontObjects(Vec<Object>);

impl FontObjects {
    fn new(face: &Face, glyphs: &Glyphs, deflater: &mut Deflater) -> Result<FontObjects, PdfError> {
        let program = subsetter::subset(&face.data, face.index, &glyphs.remapper)
            .map_err(|fault| PdfError::Font(fault.to_string()))?;
        let name = Object::Name(format!("{}+{}", tag(&program), face.name).into_bytes());
        let text = |text: &str| Object::String(text.into(), StringFormat::Literal);
        let widths = glyphs.entries.iter().map(|(advance, _)| Object::Integer(i64::from(*advance))).collect();
        let length = i64::try_from(program.len()).unwrap_or(i64::MAX);
        Ok(FontObjects(vec![
            Object::Stream(deflater.stream(dictionary! { "Length1" => length }, &program)?),
            Object::Stream(deflater.stream(Dictionary::new(), to_unicode(glyphs).as_bytes())?),
            // Ascent, descent and capitals of Noto Sans (tables hhea and OS/2) serve for all: viewers need them only for a substitute.
            Object::Dictionary(dictionary! {
                "Type" => "FontDescriptor", "FontName" => name.clone(), "Flags" => 4,
                "FontBBox" => face.bounds.map(Object::Integer).to_vec(),
                "ItalicAngle" => 0, "Ascent" => 1069, "Descent" => -293, "CapHeight" => 714,
                "StemV" => face.stem, "FontFile2" => Object::Reference((1, 0)),
            }),
            Object::Dictionary(dictionary! {
                "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => name.clone(),
                "CIDSystemInfo" => dictionary! { "Registry" => text("Adobe"), "Ordering" => text("Identity"), "Supplement" => 0 },
                "FontDescriptor" => Object::Reference((3, 0)), "CIDToGIDMap" => "Identity", "DW" => 0,
                "W" => vec![Object::Integer(0), Object::Array(widths)],
            }),
            Object::Dictionary(dictionary! {
                "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name, "Encoding" => "Identity-H",
                "DescendantFonts" => vec![Object::Reference((4, 0))], "ToUnicode" => Object::Reference((2, 0)),
            }),
        ]))
    }

    fn insert(&self, file: &mut lopdf::Document) -> ObjectId {
        let before = file.max_id;
        for object in &self.0 {
            let mut object = object.clone();
            if let Object::Dictionary(dictionary) = &mut object {
                for (_, value) in dictionary.iter_mut() {
                    match value {
                        Object::Reference(id) => id.0 += before,
                        Object::Array(values) => {
                            for value in values {
                                if let Object::Reference(id) = value {
                                    id.0 += before;
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
            file.add_object(object);
        }
        (file.max_id, 0)
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
    let entries: Vec<(usize, &str)> = glyphs
        .entries
        .iter()
        .enumerate()
        .map(|(id, (_, text))| (id, &**text))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    // A section holds at most 100 entries.
    for section in entries.chunks(100) {
        map += &format!("{} beginbfchar\n", section.len());
        for (id, text) in section {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
            map += &format!("<{id:04x}> <{units}>\n");
        }
        map += "endbfchar\n";
    }
    map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

/// Compresses one stream after the other in the same memory.
pub struct Deflater(ZlibEncoder<Vec<u8>>);

impl Deflater {
    /// For what every file shares: as small as can be.
    fn thorough() -> Deflater {
        Deflater(ZlibEncoder::new(Vec::new(), Compression::best()))
    }

    /// For what only one file has: files become a hundredth larger than at the usual level 6 and are made sooner.
    pub fn quick() -> Deflater {
        Deflater(ZlibEncoder::new(Vec::new(), Compression::new(3)))
    }

    /// The content as a compressed stream.
    pub fn stream(&mut self, mut dictionary: Dictionary, content: &[u8]) -> Result<Stream, PdfError> {
        self.0.write_all(content)?;
        dictionary.set("Filter", "FlateDecode");
        Ok(Stream::new(dictionary, self.0.reset(Vec::new())?).with_compression(false))
    }
}
