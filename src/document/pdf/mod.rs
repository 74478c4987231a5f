//! The PDF face of a document: `layout` turns blocks into a display list, `book` turns the list into a file.
//!
//! Reading order: [`look`] (measures and colours), `fonts` and `paragraph` (text, with `bidi` and `hyphens`), `flow`,
//! `table`, `shapes` and `layout` (pages), `display` and `structure` (what they make), `content_stream` and `tagging`
//! (content on printpdf), `embed` and `program` (fonts), `objects`, `metadata` and `book` (the file).

mod bidi;
mod book;
mod colour_profile;
mod content_stream;
pub mod display;
mod embed;
mod flow;
mod fonts;
mod hyphens;
mod layout;
mod logo;
pub(super) mod look;
mod metadata;
mod objects;
mod paragraph;
mod program;
#[cfg(test)]
mod sample;
mod shapes;
pub mod structure;
mod table;
mod tagging;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::branding::{Accent, Branding, Palette};
use super::content::Document;
pub use book::Pressed;
use book::{Book, Preface, press};
use display::Layout;
use embed::{Base, Deflater};
use flow::Sheet;
use fonts::Shaper;
pub use fonts::{BOX, Blob, Face, FaceFault, Fonts, Glyph, Region, Word, check_font};
pub use metadata::{About, CANDIDATE_KEY, candidate_of};

/// What all PDFs of a run share: the fonts, parsed once, the subset of all static text, and the branding. One for the process.
pub struct PdfFace {
    fonts: Fonts,
    base: Base,
    preface: Preface,
    palette: Palette,
    /// Size of the logo in points.
    logo: Option<(f32, f32)>,
}

/// A worker for one thread: it keeps the words that it has shaped. What it writes does not depend on what it wrote before.
pub struct Engine<'f> {
    face: &'f PdfFace,
    shaper: Shaper<'f>,
    deflater: Deflater,
}

/// A file with many documents, with a bookmark for each, that is written as a stream. Of what it has written it keeps
/// only where that is: some two thousand bytes a document.
pub struct Bundle<'f> {
    book: Book<'f>,
    deflater: Deflater,
}

/// What a file says beside its document.
#[derive(Debug, Clone)]
pub struct PdfOptions {
    /// The file's date: the day that the build is as of, so that the same build gives the same bytes.
    pub day: Date,
    /// The build's id, kept in the file's keywords.
    pub build_id: String,
    pub page: PageSize,
}

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageSize {
    #[default]
    A4,
    Letter,
}

/// A finished file.
#[derive(Debug)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pages: usize,
    /// The characters that no font can draw, each once, in order; a box stands in their place, and copying it gives the
    /// character.
    pub missing: Vec<char>,
}

/// Why a PDF could not be made. None of these depends on the sheet: each is a fault of the program, or of a coach's font that
/// looked sound.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("a font could not be embedded: {0}")]
    Font(String),
    #[error("the pages could not be put together: {0}")]
    Structure(#[from] lopdf::Error),
}

impl PdfFace {
    /// `fonts` draw everything; `static_texts` are all texts of the catalogue and the blueprint: their glyphs are in the
    /// subset that every file shares. What they lack costs a document a second, small subset.
    pub fn new<'a>(
        fonts: Fonts,
        branding: &Branding,
        static_texts: impl Iterator<Item = &'a str>,
    ) -> Result<PdfFace, PdfError> {
        let base = Base::new(&fonts, static_texts)?;
        let preface = Preface::new(&base, branding.logo.as_ref());
        let palette = branding.accent.map_or(look::PALETTE, Accent::light);
        let logo = branding.logo.as_ref().map(|logo| (logo.width, logo.height));
        Ok(PdfFace { fonts, base, preface, palette, logo })
    }

    /// The fonts that [`Glyph::font`] counts.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// A worker for one thread.
    pub fn engine(&self) -> Engine<'_> {
        Engine { face: self, shaper: Shaper::new(&self.fonts), deflater: Deflater::quick() }
    }

    /// An empty file for many documents.
    pub fn bundle(&self) -> Bundle<'_> {
        Bundle { book: Book::new(&self.preface, true), deflater: Deflater::quick() }
    }
}

impl Bundle<'_> {
    /// Adds a document behind those before it; on two-sided prints it begins a new sheet. Returns the bytes of the file that
    /// are finished, which are no longer kept.
    pub fn add(&mut self, document: &Pressed) -> Vec<u8> {
        self.book.add(document);
        self.book.take(&mut self.deflater)
    }

    /// The last bytes of the file.
    pub fn finish(mut self, about: &About) -> Vec<u8> {
        self.book.finish(about, &mut self.deflater)
    }
}

impl Engine<'_> {
    /// Lays the document out and writes it.
    pub fn pdf(&mut self, document: &Document, options: &PdfOptions) -> Result<Pdf, PdfError> {
        let pressed = self.press(document, options)?;
        let bytes = self.file(&pressed, options);
        Ok(Pdf { bytes, pages: pressed.pages(), missing: pressed.missing().to_vec() })
    }

    /// The file that holds this document alone.
    pub fn file(&mut self, pressed: &Pressed, options: &PdfOptions) -> Vec<u8> {
        let mut book = Book::new(&self.face.preface, false);
        book.add(pressed);
        book.finish(&pressed.about(options), &mut self.deflater)
    }

    /// What stands where on the pages, for a writer of another format: with [`PdfFace::fonts`] it is all that is drawn.
    pub fn layout(&mut self, document: &Document, page: PageSize) -> Layout {
        self.shaper.set_language(&document.lang);
        let sheet = Sheet { logo: self.face.logo, ..page.sheet() };
        layout::lay_out(&mut self.shaper, document, sheet)
    }

    /// Lays the document out and makes all of it that does not depend on the file it goes into.
    pub fn press(&mut self, document: &Document, options: &PdfOptions) -> Result<Pressed, PdfError> {
        let layout = self.layout(document, options.page);
        let PdfFace { base, palette, .. } = self.face;
        press(layout, document, options, *palette, base, &self.shaper, &mut self.deflater)
    }
}

impl PageSize {
    fn millimetres(self) -> (f32, f32) {
        match self {
            PageSize::A4 => (210.0, 297.0),
            PageSize::Letter => (215.9, 279.4),
        }
    }

    fn sheet(self) -> Sheet {
        let points = |millimetres: f32| millimetres / 25.4 * 72.0;
        let (width, height) = self.millimetres();
        Sheet { width: points(width), height: points(height), logo: None, space: 1.0 }
    }
}
