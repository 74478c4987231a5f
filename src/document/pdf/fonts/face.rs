//! One font: its file, opened, and what a PDF says about it, all read from its own tables.

use harfrust::Font;
use harfrust::font::Blob;
use read_fonts::types::{NameId, Tag};
use read_fonts::{FontRef, TableProvider};
use subsetter::GlyphRemapper;

/// A font that documents are drawn with. Measures are thousandths of an em.
pub struct Face {
    /// Its PostScript name.
    pub name: String,
    /// Its file. Faces of one collection share it.
    pub data: Blob,
    /// Which font of a collection; 0 in a file with one.
    pub index: u32,
    pub font: Font,
    /// Left, foot, right and top of all glyphs together.
    pub bounds: [i64; 4],
    /// Above and (negative) below the baseline.
    pub ascent: i64,
    pub descent: i64,
    /// Height of capitals.
    pub cap_height: i64,
    /// Of a font from outside, which neither the program nor the settings name: what tells its file from others.
    pub outside: Option<u32>,
    /// Thickness of an upright stroke, estimated from the weight, as the tables do not hold it.
    pub stem: i64,
}

/// Why a font file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FaceFault {
    #[error("it is not a font, or a broken one")]
    Broken,
    #[error("its characters are pictures, not outlines")]
    Pictures,
    #[error("its license does not let it be put into documents")]
    Restricted,
}

impl Face {
    /// Opens the font of this index in a file.
    pub fn open(data: Blob, index: u32) -> Result<Face, FaceFault> {
        let tables = FontRef::from_index(&data, index).map_err(|_| FaceFault::Broken)?;
        check(&tables)?;
        let weight = tables.os2().map_or(400, |os2| i64::from(os2.us_weight_class()));
        let font = Font::new(data.clone(), index).ok_or(FaceFault::Broken)?;
        let metrics = *font.metrics();
        let em = f64::from(metrics.units_per_em);
        let scaled = |units: f64| (units * 1000.0 / em).round() as i64;
        let bounds = [metrics.bounds.x_min, metrics.bounds.y_min, metrics.bounds.x_max, metrics.bounds.y_max];
        let line = metrics.hhea_line.or(metrics.typo_line).ok_or(FaceFault::Broken)?;
        let name = font.names().get(NameId::POSTSCRIPT_NAME).and_then(|name| name.english_or_first());
        let name: String = name.map(|name| name.name().to_string()).unwrap_or_default();
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        Ok(Face {
            name: if name.is_empty() { "Font".to_owned() } else { name },
            index,
            bounds: bounds.map(|side| scaled(side.to_f64())),
            ascent: scaled(line.ascender.to_f64()),
            descent: scaled(line.descender.to_f64()),
            // Old fonts do not say; capitals are about seven tenths of an em high.
            cap_height: metrics.cap_height.map(|height| scaled(height.to_f64())).filter(|&h| h > 0).unwrap_or(700),
            // Regular (400) comes to 95 and bold (700) to 168, near to what Noto Sans has.
            outside: None,
            stem: 10 + (weight - 50).max(0) * 244 / 1000,
            data,
            font,
        })
    }

    /// Whether the glyphs of these characters can be cut out of the file.
    pub fn can_be_embedded(&self, characters: impl Iterator<Item = char>) -> bool {
        let charmap = self.font.charmap();
        let glyphs: Vec<u16> =
            characters.filter_map(|c| charmap.map_unicode(c)).map(|glyph| glyph.to_u32() as u16).collect();
        subsetter::subset(&self.data, self.index, &GlyphRemapper::new_from_glyphs(&glyphs)).is_ok()
    }
}

/// Whether a PDF can be drawn with a font, without opening it for that: which characters it draws.
pub fn check_font(data: &[u8], index: u32) -> Result<impl Fn(char) -> bool, FaceFault> {
    let tables = FontRef::from_index(data, index).map_err(|_| FaceFault::Broken)?;
    check(&tables)?;
    let characters = tables.cmap().map_err(|_| FaceFault::Broken)?;
    Ok(move |character| characters.map_codepoint(character).is_some_and(|glyph| glyph.to_u32() != 0))
}

fn check(tables: &FontRef) -> Result<(), FaceFault> {
    let has = |tag: &[u8; 4]| tables.table_data(Tag::new(tag)).is_some();
    if tables.cmap().is_err() || tables.head().is_err() || tables.hmtx().is_err() {
        return Err(FaceFault::Broken);
    }
    if [b"CBDT", b"sbix", b"SVG ", b"COLR"].into_iter().any(has) || !(has(b"glyf") || has(b"CFF ")) {
        return Err(FaceFault::Pictures);
    }
    // Bits of `fsType`: the four lowest are a choice, of which 2 alone forbids; bit 8 forbids subsets, bit 9 outlines.
    let rights = tables.os2().map_or(0, |os2| os2.fs_type());
    if rights & 0xf == 2 || rights & 0x300 != 0 { Err(FaceFault::Restricted) } else { Ok(()) }
}
