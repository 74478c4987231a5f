//! Words shaped and kept: most words of a plan, and most of its texts, occur in every plan.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;
use std::str::FromStr;

use harfrust::{Buffer, ClusterLevel, Direction, Feature, GlyphId, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter, LineSegmenterBorrowed};
use unicode_normalization::UnicodeNormalization;
use unicode_script::UnicodeScript;

use super::word::{Glyph, Word, Words};
use super::{Fonts, Region};
use crate::document::pdf::look::Weight;

/// Shapes words and keeps them.
pub struct Shaper<'f> {
    pub fonts: &'f Fonts,
    shapers: Vec<ShaperFont<'f, 'f>>,
    /// By weight and region: the faces in the order in which they are asked for a character.
    orders: [[Vec<usize>; 4]; 2],
    plans: HashMap<(usize, bool, Option<Script>), ShapePlan>,
    breaks: LineSegmenterBorrowed<'static>,
    language: Language,
    words: [Cache<Rc<Word>>; Manner::COUNT],
    texts: [Cache<Words>; Manner::COUNT],
    buffer: Buffer,
}

/// How a word is to be shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    pub weight: Weight,
    /// From right to left.
    pub rtl: bool,
    pub region: Region,
}

/// What the language of a document decides.
#[derive(Debug, Clone, Copy, Default)]
struct Language {
    region: Region,
    hyphens: Option<hypher::Lang>,
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
const CACHED: usize = 100_000;

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

impl Manner {
    const COUNT: usize = 16;

    fn index(self) -> usize {
        self.weight as usize + 2 * usize::from(self.rtl) + 4 * self.region as usize
    }
}

impl<'f> Shaper<'f> {
    pub fn new(fonts: &'f Fonts) -> Self {
        Shaper {
            fonts,
            shapers: fonts.faces.iter().map(|face| ShaperFont::new(&face.font).with_scale(1000)).collect(),
            orders: [Weight::Regular, Weight::Bold].map(|weight| Region::ALL.map(|region| fonts.order(weight, region))),
            plans: HashMap::new(),
            breaks: LineSegmenter::new_dictionary(LineBreakOptions::default()),
            language: Language::default(),
            words: Default::default(),
            texts: Default::default(),
            buffer: Buffer::new(),
        }
    }

    /// The language of the texts to come (a BCP 47 tag): of their long words' syllables, and of Han characters.
    pub fn set_language(&mut self, tag: &str) {
        let code = tag.as_bytes().first_chunk().filter(|_| matches!(tag.as_bytes().get(2), None | Some(b'-')));
        self.language =
            Language { region: Region::of_language(tag), hyphens: code.copied().and_then(hypher::Lang::from_iso) };
    }

    /// In what language long words are divided, if in any.
    pub fn hyphens(&self) -> Option<hypher::Lang> {
        self.language.hyphens
    }

    /// How the words of a text are shaped if they are read from left to right.
    pub fn manner(&self, weight: Weight, text: &str) -> Manner {
        // Only what is written with these bytes, from U+1100 on but for U+2000 to U+2FFF, differs by region.
        let may_differ = text.bytes().any(|byte| byte > 0xe0 && byte != 0xe2);
        let region = if may_differ { Region::of(text, self.language.region) } else { Region::default() };
        Manner { weight, rtl: false, region }
    }

    /// The shaped word, in the direction of its own letters; `text` has no control characters.
    pub fn word(&mut self, weight: Weight, text: &str) -> Rc<Word> {
        let mut manner = self.manner(weight, text);
        manner.rtl = !text.is_ascii() && unicode_bidi::get_base_direction(text) == unicode_bidi::Direction::Rtl;
        self.shaped(manner, text)
    }

    /// The shaped word; `text` has no control characters.
    pub fn shaped(&mut self, manner: Manner, text: &str) -> Rc<Word> {
        let cache = manner.index();
        if let Some(word) = self.words[cache].get(text) {
            return word;
        }
        let word = Rc::new(self.shape(manner, text));
        self.words[cache].keep(text, &word);
        word
    }

    /// The words of a text that is read from left to right, cut where a line may end.
    pub fn words(&mut self, weight: Weight, text: &str) -> Words {
        let manner = self.manner(weight, text);
        let cache = manner.index();
        if let Some(words) = self.texts[cache].get(text) {
            return words;
        }
        let plain = plain(text);
        let mut start = 0;
        let words = self.breaks(&plain).map(|end| {
            let word = self.shaped(manner, &plain[start..end]);
            start = end;
            word
        });
        let words: Words = words.collect();
        self.texts[cache].keep(text, &words);
        words
    }

    /// Where a line of a text may end (UAX 14; Thai, Lao, Khmer and Burmese by dictionary), its end included. A soft hyphen
    /// is no such place: it is one where the word may be divided.
    pub fn breaks<'t>(&self, text: &'t str) -> impl Iterator<Item = usize> + use<'t> {
        let places = self.breaks.segment_str(text).filter(|&at| at > 0);
        places.filter(move |&at| at == text.len() || !text[..at].ends_with('\u{ad}'))
    }

    /// Advance of a glyph as the font states it, in thousandths of an em.
    pub fn advance(&self, font: usize, glyph: u16) -> i32 {
        self.shapers[font].glyph_h_advance(GlyphId::new(u32::from(glyph)))
    }

    /// The empty glyph (an em space, as wide as a box) that holds the place of a box, so that its text can be copied.
    pub fn blank(&self) -> u16 {
        self.shapers[0].nominal_glyph(u32::from('\u{2003}')).map_or(0, |glyph| glyph.to_u32() as u16)
    }

    /// The hyphen of a divided word. Its text is a soft hyphen: what is copied is the word without it.
    pub fn hyphen(&mut self, weight: Weight) -> Rc<Word> {
        let hyphen = self.word(weight, "-");
        let glyphs = hyphen.glyphs.iter().map(|glyph| Glyph { end: '\u{ad}'.len_utf8() as u32, ..*glyph });
        Rc::new(Word::new("\u{ad}", false, glyphs.collect(), Box::default()))
    }

    fn shape(&mut self, manner: Manner, text: &str) -> Word {
        let mut missing = Vec::new();
        let runs = self.runs(manner, text, &mut missing);
        let mut glyphs = Vec::with_capacity(text.len());
        for index in 0..runs.len() {
            let run = &runs[if manner.rtl { runs.len() - 1 - index } else { index }];
            match run.face {
                Some(face) => self.run(face, manner.rtl, run, text, &mut glyphs),
                None => glyphs.push(Glyph::placeholder(run.start, run.end)),
            }
        }
        Word::new(text, manner.rtl, glyphs.into(), missing.into())
    }

    /// Cuts a word into runs of one face and one script; what no face can draw is a run of its own for each character that
    /// a reader sees (UAX 29), such as a flag or a family of emoji.
    fn runs(&self, manner: Manner, text: &str, missing: &mut Vec<char>) -> Vec<Run> {
        let mut runs = Vec::new();
        let own = self.fonts.families[0].faces[manner.weight as usize];
        if text.chars().all(|character| self.has(own, character)) {
            for (at, character) in text.char_indices() {
                Run::add(&mut runs, Some(own), script(character), at, at + character.len_utf8());
            }
            return runs;
        }
        let mut start = 0;
        for end in GraphemeClusterSegmenter::new().segment_str(text).filter(|&at| at > 0) {
            let cluster = &text[start..end];
            let last = runs.last().and_then(|run: &Run| run.face);
            let face = match last {
                Some(face) if cluster.chars().all(is_ignorable) => Some(face),
                _ => self.order(manner).find(|&face| self.draws(face, cluster)),
            };
            if face.is_none() {
                self.note_missing(manner, cluster, missing);
            }
            let script = cluster.chars().map(script).find(|script| !is_common(*script));
            Run::add(&mut runs, face, script.unwrap_or(unicode_script::Script::Common), start, end);
            start = end;
        }
        runs
    }

    /// The faces in the order in which they are asked.
    fn order(&self, manner: Manner) -> impl Iterator<Item = usize> {
        self.orders[manner.weight as usize][manner.region as usize].iter().copied()
    }

    /// Which characters of a cluster that no face draws as a whole are to blame: those that none has, else those that
    /// the face of its first character lacks.
    fn note_missing(&self, manner: Manner, cluster: &str, missing: &mut Vec<char>) {
        let lacking = |character: &char| !self.order(manner).any(|face| self.has(face, *character));
        let mut found: Vec<char> = cluster.chars().filter(lacking).collect();
        if found.is_empty() {
            let first =
                self.order(manner).find(|&face| cluster.chars().next().is_some_and(|first| self.has(face, first)));
            found.extend(cluster.chars().filter(|&character| first.is_some_and(|face| !self.has(face, character))));
        }
        for character in found {
            if !missing.contains(&character) {
                missing.push(character);
            }
        }
    }

    /// Whether a face draws all of a cluster. The shaper composes and decomposes by itself.
    fn draws(&self, face: usize, cluster: &str) -> bool {
        cluster.chars().all(|character| self.has(face, character))
            || cluster.nfc().all(|character| self.has(face, character))
            || cluster.nfd().all(|character| self.has(face, character))
    }

    fn has(&self, face: usize, character: char) -> bool {
        self.shapers[face].nominal_glyph(u32::from(character)).is_some() || is_ignorable(character)
    }

    /// Shapes a run, all of which the face has.
    fn run(&mut self, face: usize, rtl: bool, run: &Run, text: &str, glyphs: &mut Vec<Glyph>) {
        let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = Some(run.script).filter(|&script| !is_common(script));
        let script = script.and_then(|script| Script::from_str(script.short_name()).ok());
        let buffer = &mut self.buffer;
        buffer.reset();
        buffer.push_str(&text[run.start..run.end]);
        buffer.set_direction(direction);
        buffer.set_script(script);
        // Programs that read a PDF turn what is read from the right around character by character: each mark stands for
        // itself there, where the font has a glyph for it.
        buffer.set_cluster_level(if rtl { ClusterLevel::MonotoneCharacters } else { ClusterLevel::MonotoneGraphemes });
        // Figures stand under each other in tables.
        let features = [Feature::new(Tag::new(b"tnum"), 1, ..)];
        let plan = self
            .plans
            .entry((face, rtl, script))
            .or_insert_with(|| ShapePlan::new(&self.fonts.faces[face].font, direction, script, None, &features));
        let options = ShapeOptions::new().plan(Some(plan)).features(&features);
        if harfrust::shape(&self.shapers[face], buffer, options).is_err() {
            glyphs.push(Glyph::placeholder(run.start, run.end));
            return;
        }
        // Against the order of reading, because a cluster ends where the next one begins.
        let first = glyphs.len();
        let mut cluster = run.end..run.end;
        let count = buffer.len();
        for index in (0..count).map(|index| if rtl { index } else { count - 1 - index }) {
            let (info, position) = (&buffer.glyph_infos()[index], &buffer.glyph_positions()[index]);
            let begins = run.start + info.cluster as usize;
            if cluster.start != begins {
                cluster = begins..cluster.start;
            }
            glyphs.push(Glyph {
                font: face as u16,
                id: info.glyph_id as u16,
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                start: cluster.start as u32,
                end: cluster.end as u32,
            });
        }
        if !rtl {
            glyphs[first..].reverse();
        }
    }
}

/// A part of a word that is shaped as a whole; without a face it is a placeholder.
struct Run {
    face: Option<usize>,
    script: unicode_script::Script,
    start: usize,
    end: usize,
}

impl Run {
    /// Goes on with the last run where face and script allow it.
    fn add(runs: &mut Vec<Run>, face: Option<usize>, script: unicode_script::Script, start: usize, end: usize) {
        if let Some(last) = runs.last_mut()
            && face.is_some()
            && last.face == face
            && (is_common(last.script) || is_common(script) || last.script == script)
        {
            last.end = end;
            if is_common(last.script) {
                last.script = script;
            }
            return;
        }
        runs.push(Run { face, script, start, end });
    }
}

fn script(character: char) -> unicode_script::Script {
    match character {
        'a'..='z' | 'A'..='Z' => unicode_script::Script::Latin,
        '\0'..='\u{7f}' => unicode_script::Script::Common,
        _ => character.script(),
    }
}

fn is_common(script: unicode_script::Script) -> bool {
    use unicode_script::Script::{Common, Inherited, Unknown};
    matches!(script, Common | Inherited | Unknown)
}

/// Characters that steer the text and are never seen: joiners, direction marks, variation selectors.
pub fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// White space of every kind as plain spaces, other control characters left out: they have no shape.
pub fn plain(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || matches!(c, '\u{1680}' | '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{3000}');
    let text = text.trim_end();
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars().filter(|c| !c.is_control() || c.is_whitespace()).map(|c| if odd(c) { ' ' } else { c }).collect(),
    )
}
