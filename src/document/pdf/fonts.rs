//! The fonts of the PDF, and words shaped with them: glyphs with their places, kerned and with marks attached.
//!
//! Noto Sans has 1000 units per em, which are PDF's glyph units too (a test holds this); its figures are tabular by default.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use harfrust::{Buffer, Direction, Font, GlyphId, Script, ShapeOptions, ShapePlan, ShaperFont};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::content_stream::Code;
use super::look::Weight;

/// A font that documents are drawn with: its file, opened, and what a PDF says about it.
pub struct Face {
    /// Its PostScript name.
    pub name: String,
    pub data: Cow<'static, [u8]>,
    /// Which font of a collection; 0 in a file with one.
    pub index: u32,
    pub font: Font,
    /// Left, foot, right and top of all glyphs together, in thousandths of an em (table `head`).
    pub bounds: [i64; 4],
    /// Thickness of an upright stroke, in thousandths of an em.
    pub stem: i64,
}

/// The two weights of the text, then what stands in for characters that they lack, in the order in which they are asked.
pub struct Fonts {
    pub faces: Vec<Face>,
}

/// Advance of the box that stands for a character no font can draw, in thousandths of an em.
pub const BOX_ADVANCE: i32 = 1000;

/// A word with the spaces after it, shaped in one weight.
#[derive(Debug)]
pub struct Word {
    pub text: Box<str>,
    pub glyphs: Box<[Glyph]>,
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

/// A glyph and the text it stands for (a range of the word's bytes; glyphs of one cluster share it).
#[derive(Debug, Clone, Copy)]
pub struct Glyph {
    /// Index into [`Fonts::faces`], or [`BOX`].
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

impl Word {
    /// Width at this size without the spaces at the end, in points.
    pub fn visible(&self, size: f32) -> f32 {
        (self.advance - self.trailing) as f32 * size / 1000.0
    }

    /// The part that these glyphs make, as shaped in the whole: whole clusters, at least one.
    pub fn part(&self, glyphs: Range<usize>) -> Word {
        let glyphs = &self.glyphs[glyphs];
        let start = glyphs.first().map_or(0, |glyph| glyph.start);
        let end = glyphs.last().map_or(start, |glyph| glyph.end);
        let moved = glyphs.iter().map(|glyph| Glyph { start: glyph.start - start, end: glyph.end - start, ..*glyph });
        let text = &self.text[start as usize..end as usize];
        let missing = self.missing.iter().copied().filter(|&character| text.contains(character)).collect();
        Word::new(text, moved.collect(), missing)
    }

    fn new(text: &str, glyphs: Box<[Glyph]>, missing: Box<[char]>) -> Word {
        let visible = text.trim_end().len() as u32;
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        let trailing = glyphs.iter().filter(|glyph| glyph.start >= visible).map(|glyph| glyph.advance).sum();
        Word { text: text.into(), glyphs, advance, trailing, missing, code: OnceCell::new() }
    }

    /// Width at this size, in points.
    pub fn width(&self, size: f32) -> f32 {
        self.advance as f32 * size / 1000.0
    }
}

impl Fonts {
    /// The embedded fonts.
    pub fn embedded() -> Fonts {
        let face = |name: &str, data: &'static [u8], bounds, stem| Face {
            name: name.to_owned(),
            data: Cow::Borrowed(data),
            index: 0,
            // The files are part of the program: a broken one would stop every test.
            font: Font::new(data.to_vec(), 0).expect("the embedded fonts can be read"),
            bounds,
            stem,
        };
        Fonts {
            faces: vec![
                face(
                    "NotoSans-Regular",
                    include_bytes!("../../../templates/fonts/NotoSans-Regular.ttf"),
                    [-621, -389, 2800, 1067],
                    88,
                ),
                face(
                    "NotoSans-Bold",
                    include_bytes!("../../../templates/fonts/NotoSans-Bold.ttf"),
                    [-644, -389, 2800, 1069],
                    166,
                ),
                // Arrows and signs such as minus and "at most": the part of Noto Sans Math that a report may need.
                face(
                    "NotoSansMath-Regular",
                    include_bytes!("../../../templates/fonts/NotoSansMath-Signs.ttf"),
                    [-354, -420, 1695, 1069],
                    88,
                ),
            ],
        }
    }
}

/// Shapes words and keeps them: most words of a plan, and most of its texts, occur in every plan.
pub struct Shaper<'f> {
    pub fonts: &'f Fonts,
    shapers: Vec<ShaperFont<'f, 'f>>,
    plans: Vec<(usize, Option<Script>, ShapePlan)>,
    words: [Cache<Rc<Word>>; 2],
    texts: [Cache<Words>; 2],
    buffer: Buffer,
}

/// What was made of a text, for as long as the texts are short and not too many: a long run with ever new names keeps its
/// memory, and a novel in one cell does not fill it.
struct Cache<T> {
    made: HashMap<Box<str>, T>,
    /// Of all keys together.
    bytes: usize,
}

/// A longer text is not kept; the longest that all plans share are shorter.
const CACHED_TEXT: usize = 400;
/// A cache with more bytes of text is emptied. A byte of text takes some 40 bytes of glyphs.
const CACHED: usize = 200_000;

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Cache { made: HashMap::new(), bytes: 0 }
    }
}

impl<T: Clone> Cache<T> {
    fn get(&self, text: &str) -> Option<T> {
        self.made.get(text).cloned()
    }

    fn keep(&mut self, text: &str, made: &T) {
        if text.len() > CACHED_TEXT {
            return;
        }
        if self.bytes > CACHED {
            *self = Cache::default();
        }
        self.bytes += text.len();
        self.made.insert(text.into(), made.clone());
    }
}

impl<'f> Shaper<'f> {
    pub fn new(fonts: &'f Fonts) -> Self {
        Shaper {
            fonts,
            shapers: fonts.faces.iter().map(|face| ShaperFont::new(&face.font)).collect(),
            plans: Vec::new(),
            words: Default::default(),
            texts: Default::default(),
            buffer: Buffer::new(),
        }
    }

    /// The shaped word; `text` has no control characters.
    pub fn word(&mut self, weight: Weight, text: &str) -> Rc<Word> {
        let font = weight as usize;
        if let Some(word) = self.words[font].get(text) {
            return word;
        }
        let word = Rc::new(self.shape(font, text));
        self.words[font].keep(text, &word);
        word
    }

    /// The words of a text, cut where a line may end (UAX 14).
    pub fn words(&mut self, weight: Weight, text: &str) -> Words {
        if let Some(words) = self.texts[weight as usize].get(text) {
            return words;
        }
        let plain = plain(text);
        let mut start = 0;
        let words = unicode_linebreak::linebreaks(&plain).map(|(end, _)| {
            let word = self.word(weight, &plain[start..end]);
            start = end;
            word
        });
        let words: Words = words.collect();
        self.texts[weight as usize].keep(text, &words);
        words
    }

    /// Advance of a glyph as the font states it, in thousandths of an em.
    pub fn advance(&self, font: usize, glyph: u16) -> i32 {
        self.shapers[font].glyph_h_advance(GlyphId::new(u32::from(glyph)))
    }

    /// The empty glyph (an em space, as wide as a box) that holds the place of a box, so that its text can be copied.
    pub fn blank(&self) -> u16 {
        self.shapers[0].nominal_glyph(u32::from('\u{2003}')).map_or(0, |glyph| glyph.to_u32() as u16)
    }

    fn shape(&mut self, weight: usize, text: &str) -> Word {
        let mut glyphs = Vec::with_capacity(text.len());
        let mut missing = Vec::new();
        // The run that goes on: where it began, and in which font; `None` after a placeholder.
        let mut start = 0;
        let mut run = Some(weight);
        for (at, character) in text.char_indices() {
            let end = at + character.len_utf8();
            let ignorable = is_ignorable(character);
            let attached = ignorable || is_combining_mark(character);
            let font = match run {
                Some(font) if ignorable || attached && self.draws(font, character) => Some(font),
                None if attached => None,
                _ => self.font_of(weight, character),
            };
            if !ignorable && self.font_of(weight, character).is_none() && !missing.contains(&character) {
                missing.push(character);
            }
            if font == run && font.is_some() {
                continue;
            }
            if let Some(font) = run {
                self.run(font, text, start, at, &mut glyphs);
            }
            start = at;
            if font.is_none() {
                match glyphs.last_mut() {
                    // A mark on a base that cannot be drawn shares the base's box.
                    Some(last) if run.is_none() && attached => last.end = end as u32,
                    _ => glyphs.push(placeholder(at, end)),
                }
                start = end;
            }
            run = font;
        }
        if let Some(font) = run {
            self.run(font, text, start, text.len(), &mut glyphs);
        }
        Word::new(text, glyphs.into(), missing.into())
    }

    /// The font that draws a character in this weight.
    fn font_of(&self, weight: usize, character: char) -> Option<usize> {
        std::iter::once(weight).chain(2..self.fonts.faces.len()).find(|&font| self.draws(font, character))
    }

    fn draws(&self, font: usize, character: char) -> bool {
        let has = |character: char| self.shapers[font].nominal_glyph(u32::from(character)).is_some();
        has(character) || is_ignorable(character) || {
            // The shaper composes and decomposes by itself.
            let mut parts = std::iter::once(character).nfd();
            parts.clone().count() > 1 && parts.all(has)
        }
    }

    /// Shapes `text[start..end]`, all of which the font has.
    fn run(&mut self, font: usize, text: &str, start: usize, end: usize, glyphs: &mut Vec<Glyph>) {
        if start == end {
            return;
        }
        let buffer = &mut self.buffer;
        buffer.reset();
        buffer.push_str(&text[start..end]);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let script = buffer.script();
        let plan = if let Some(plan) = self.plans.iter().position(|(of, its, _)| *of == font && *its == script) {
            plan
        } else {
            let plan = ShapePlan::new(&self.fonts.faces[font].font, Direction::LeftToRight, script, None, &[]);
            self.plans.push((font, script, plan));
            self.plans.len() - 1
        };
        // The language belongs to the key of a plan; the guess never sets one.
        buffer.set_language(None);
        let options = ShapeOptions::new().plan(Some(&self.plans[plan].2));
        if harfrust::shape(&self.shapers[font], buffer, options).is_err() {
            glyphs.extend(
                text[start..end].char_indices().map(|(at, c)| placeholder(start + at, start + at + c.len_utf8())),
            );
            return;
        }
        // From the right, because a cluster ends where the next one begins.
        let first = glyphs.len();
        let mut cluster = end as u32..end as u32;
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()).rev() {
            let begins = start as u32 + info.cluster;
            if cluster.start != begins {
                cluster = begins..cluster.start;
            }
            glyphs.push(Glyph {
                font: font as u16,
                id: info.glyph_id as u16,
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                start: cluster.start,
                end: cluster.end,
            });
        }
        glyphs[first..].reverse();
    }
}

fn placeholder(start: usize, end: usize) -> Glyph {
    Glyph { font: BOX, id: 0, advance: BOX_ADVANCE, x_offset: 0, y_offset: 0, start: start as u32, end: end as u32 }
}

/// Characters that steer the text and are never seen: joiners, direction marks, variation selectors.
fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// White space of every kind as plain spaces, other control characters left out: they have no shape.
fn plain(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || matches!(c, '\u{1680}' | '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{3000}');
    let text = text.trim_end();
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars().filter(|c| !c.is_control() || c.is_whitespace()).map(|c| if odd(c) { ' ' } else { c }).collect(),
    )
}
