//! Shaped text: words of glyphs, which know the text that they stand for.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use crate::document::pdf::content_stream::Code;

/// A word with the spaces after it, shaped in one weight.
#[derive(Debug)]
pub struct Word {
    /// In the order of reading.
    pub text: Box<str>,
    /// From left to right, as they stand on paper.
    pub glyphs: Box<[Glyph]>,
    /// Whether it is read from right to left: its first character is its last glyph.
    pub rtl: bool,
    /// Thousandths of an em, spaces included.
    pub advance: i32,
    /// What of it are the spaces at the end.
    pub trailing: i32,
    /// The characters that no font can draw.
    pub missing: Box<[char]>,
    /// How it is written where that is the same in every document; filled when it is first written.
    pub code: OnceCell<Option<Code>>,
}

/// The words of a text, one after the other.
pub type Words = Rc<[Rc<Word>]>;

/// A glyph and the text it stands for (a range of the word's bytes; glyphs of one cluster share it). Measures are
/// thousandths of an em.
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    /// Index into [`Fonts::faces`](super::Fonts::faces), or [`BOX`].
    pub font: u16,
    pub id: u16,
    pub advance: i32,
    pub x_offset: i32,
    pub y_offset: i32,
    pub start: u32,
    pub end: u32,
}

/// The `font` of a placeholder.
pub const BOX: u16 = u16::MAX;

/// Advance of the box that stands for what no font can draw, in thousandths of an em.
pub const BOX_ADVANCE: i32 = 1000;

impl Word {
    pub(super) fn new(text: &str, rtl: bool, glyphs: Box<[Glyph]>, missing: Box<[char]>) -> Word {
        let visible = text.trim_end().len() as u32;
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        let trailing = glyphs.iter().filter(|glyph| glyph.start >= visible).map(|glyph| glyph.advance).sum();
        Word { text: text.into(), glyphs, rtl, advance, trailing, missing, code: OnceCell::new() }
    }

    /// Width at this size, in points.
    pub fn width(&self, size: f32) -> f32 {
        self.advance as f32 * size / 1000.0
    }

    /// Width at this size without the spaces at the end, in points.
    pub fn visible(&self, size: f32) -> f32 {
        (self.advance - self.trailing) as f32 * size / 1000.0
    }

    /// The glyphs in the order of reading.
    pub fn reading(&self) -> impl Iterator<Item = &Glyph> {
        let count = self.glyphs.len();
        (0..count).map(move |index| &self.glyphs[if self.rtl { count - 1 - index } else { index }])
    }

    /// The part that these glyphs make, counted in the order of reading, as shaped in the whole: whole clusters.
    pub fn part(&self, glyphs: Range<usize>) -> Word {
        let count = self.glyphs.len();
        let glyphs = &self.glyphs[if self.rtl { count - glyphs.end..count - glyphs.start } else { glyphs }];
        let (first, last) = if self.rtl { (glyphs.last(), glyphs.first()) } else { (glyphs.first(), glyphs.last()) };
        let start = first.map_or(0, |glyph| glyph.start);
        let end = last.map_or(start, |glyph| glyph.end);
        let moved = glyphs.iter().map(|glyph| Glyph { start: glyph.start - start, end: glyph.end - start, ..*glyph });
        let text = &self.text[start as usize..end as usize];
        let missing = self.missing.iter().copied().filter(|&character| text.contains(character)).collect();
        Word::new(text, self.rtl, moved.collect(), missing)
    }
}

impl Glyph {
    /// A box for these bytes of the text.
    pub(super) fn placeholder(start: usize, end: usize) -> Glyph {
        Glyph { font: BOX, id: 0, advance: BOX_ADVANCE, x_offset: 0, y_offset: 0, start: start as u32, end: end as u32 }
    }
}
