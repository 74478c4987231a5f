//! The coach's own typeface: two font files, checked for what the documents need of them and for what their makers allow.

use read_fonts::tables::name::NameId;
use read_fonts::types::Tag;
use read_fonts::{FontRef, TableProvider};
use subsetter::GlyphRemapper;

use super::Fault;

/// A larger file is not read, in bytes.
pub const LARGEST_FILE: usize = 32_000_000;

/// Tables of fonts with pictures in place of outlines, or beside them.
const PICTURES: [&[u8; 4]; 4] = [b"CBDT", b"sbix", b"SVG ", b"COLR"];

/// What a text font must draw beside printable ASCII and the letters of Latin-1: the signs of the documents. For anything
/// else another font stands in.
const SIGNS: &str = "–—·•…‘’“”";

/// Two weights of one family.
pub struct Typeface {
    /// The family's name, for the font list of a page.
    pub family: String,
    /// Regular, bold.
    pub faces: [Face; 2],
}

/// A checked font file.
pub struct Face {
    pub data: Vec<u8>,
    family: String,
    weight: u16,
}

impl Typeface {
    /// The family of these two.
    ///
    /// # Errors
    /// The same file twice, or the weights the wrong way round.
    pub fn new(regular: Face, bold: Face) -> Result<Typeface, Fault> {
        if regular.data == bold.data {
            return Err(Fault::new(
                "regular and bold are the same font, so that nothing would stand out",
                "name the file of the bold weight",
            ));
        }
        if regular.weight > bold.weight {
            return Err(Fault::new(
                format!("regular is heavier than bold: weights {} and {}", regular.weight, bold.weight),
                "swap the two files",
            ));
        }
        Ok(Typeface { family: regular.family.clone(), faces: [regular, bold] })
    }
}

impl Face {
    /// Checks a font file.
    ///
    /// # Errors
    /// No single, static OpenType font, a broken one, one that lacks letters, or one that must not be embedded.
    pub fn new(data: Vec<u8>) -> Result<Face, Fault> {
        let other = match data.get(..4) {
            Some(b"wOFF" | b"wOF2") => Some("a web font (WOFF)"),
            Some(b"ttcf") => Some("a collection of fonts"),
            Some(b"typ1" | b"%!PS" | b"\x80\x01\x00\x00") => Some("a Type 1 font"),
            Some(b"true" | b"OTTO" | [0, 1, 0, 0]) => None,
            _ => Some("no font"),
        };
        if let Some(other) = other {
            return Err(Fault::new(format!("the file is {other}"), "give the font as TTF or OTF, one weight a file"));
        }
        let font = FontRef::new(&data).map_err(broken)?;
        let has = |table: &[u8; 4]| font.table_data(Tag::new(table)).is_some();
        if has(b"fvar") {
            return Err(Fault::new(
                "the font is variable: one file for all weights",
                "give the static files of the same family, one for each weight; they often lie in a folder `static`",
            ));
        }
        if font.cff().is_err() && font.glyf().is_err() {
            return Err(Fault::new("the font holds no outlines of letters", "fetch it again, or choose another one"));
        }
        if PICTURES.into_iter().any(has) {
            return Err(Fault::new("the font draws its characters as coloured pictures", "choose a plain font"));
        }
        let os2 = font.os2().map_err(broken)?;
        check_licence(os2.fs_type())?;
        font.hhea().and(font.hmtx()).map_err(broken)?;
        let units_per_em = font.head().map_err(broken)?.units_per_em();
        if !(16..=16_384).contains(&units_per_em) {
            return Err(broken(format!("{units_per_em} units per em")));
        }
        check_coverage(&font, &data)?;
        let family = [NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::FAMILY_NAME].into_iter().find_map(|id| name(&font, id));
        Ok(Face { family: family.unwrap_or_default(), weight: os2.us_weight_class(), data })
    }
}

/// Bits of `OS/2.fsType` (<https://learn.microsoft.com/typography/opentype/spec/os2#fstype>).
fn check_licence(bits: u16) -> Result<(), Fault> {
    let forbids = if bits & 0x000f == 0x0002 {
        "forbids to embed it in documents"
    } else if bits & 0x0100 != 0 {
        "forbids to embed a part of it, and documents embed only the letters that they use"
    } else if bits & 0x0200 != 0 {
        "allows to embed only pictures of its letters"
    } else {
        return Ok(());
    };
    Err(Fault::new(
        format!("the licence of the font {forbids} (fsType {bits:#06x})"),
        "choose a font that may be embedded, or ask its maker for such a licence",
    ))
}

/// Refuses a font without the characters of the documents, or whose glyphs cannot be taken out of it.
fn check_coverage(font: &FontRef, data: &[u8]) -> Result<(), Fault> {
    let cmap = font.cmap().map_err(broken)?;
    let letters = ('\u{c0}'..='\u{ff}').filter(|c| c.is_alphabetic());
    let mut glyphs = GlyphRemapper::new();
    let mut missing = String::new();
    for character in ('!'..='~').chain(letters).chain(SIGNS.chars()) {
        match cmap.map_codepoint(character).and_then(|glyph| u16::try_from(glyph.to_u32()).ok()) {
            Some(glyph) if glyph != 0 => _ = glyphs.remap(glyph),
            _ => missing.push(character),
        }
    }
    if !missing.is_empty() {
        let some: String = missing.chars().take(20).map(|character| format!(" {character}")).collect();
        let more = missing.chars().count().saturating_sub(20);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        return Err(Fault::new(
            format!("the font lacks characters that the documents need:{some}{more}"),
            "choose a font with all letters of Western Europe",
        ));
    }
    subsetter::subset(data, 0, &glyphs).map(|_| ()).map_err(broken)
}

fn broken(why: impl std::fmt::Display) -> Fault {
    Fault::new(format!("the font is broken: {why}"), "fetch it again from where it came")
}

/// A name of the font that can be shown.
fn name(font: &FontRef, id: NameId) -> Option<String> {
    let names = font.name().ok()?;
    let texts = names.name_record().iter().filter(|record| record.name_id() == id);
    let mut texts =
        texts.filter_map(|record| Some(record.string(names.string_data()).ok()?.chars().collect::<String>()));
    texts.find(|text| !text.trim().is_empty() && text.len() < 100 && !text.chars().any(char::is_control))
}
