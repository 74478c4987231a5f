//! Text broken into lines by the rules of Unicode (UAX 14), with each line's words in their places from left to right (UAX 9).
//! A word wider than the line is divided where its language allows, else between its characters.

#[cfg(test)]
mod tests;

use std::rc::Rc;

use unicode_bidi::Level;

use super::bidi::{self, Levels};
use super::display::{Item, Mark};
use super::fonts::{Manner, Shaper, Word, plain};
use super::hyphens;
use super::look::{HAIRLINE_WIDTH, Style};
use crate::document::isolation;

/// Text in one style, perhaps a link.
#[derive(Debug, Clone, Copy)]
pub struct Span<'t> {
    pub text: &'t str,
    pub style: Style,
    pub href: Option<&'t str>,
}

impl<'t> Span<'t> {
    pub fn new(text: &'t str, style: Style) -> Self {
        Span { text, style, href: None }
    }
}

/// One line: runs of words in the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// From the left end of the measure to the right end of the text, without the spaces at its end, in points.
    pub width: f32,
    runs: Vec<Run>,
}

/// Words that follow each other from left to right.
#[derive(Debug, Clone)]
struct Run {
    x: f32,
    /// Without the spaces at the end.
    width: f32,
    /// Where the next word would stand.
    end: f32,
    style: Style,
    href: Option<Rc<str>>,
    words: Vec<Rc<Word>>,
}

/// A last line below this share of the measure is a widow.
const WIDOW: f32 = 0.09;
/// The shares of the measure that are tried against one.
const NARROWER: [f32; 3] = [0.97, 0.94, 0.91];

/// Breaks the spans, one after the other with a space between, into lines of at most `width` points. The whole is read from
/// left to right, as the document is, and names in other scripts within it from their own side.
pub fn lines(shaper: &mut Shaper, spans: &[Span], width: f32) -> Vec<Line> {
    broken(shaper, spans, width, Some(Level::ltr()))
}

/// The same, but the last line is no short word alone where a slightly narrower measure brings others down to it, costs
/// no line and divides no word.
pub fn lines_without_widow(shaper: &mut Shaper, spans: &[Span], width: f32) -> Vec<Line> {
    let set = lines(shaper, spans, width);
    let divided = |set: &[Line]| set.iter().filter(|line| line.ends_in_hyphen()).count();
    let is_widow = |set: &[Line]| set.len() > 1 && set.last().is_some_and(|last| last.width < WIDOW * width);
    if !is_widow(&set) {
        return set;
    }
    let narrower = NARROWER.map(|share| share * width);
    let set_narrower = |width| lines(shaper, spans, width);
    let is_better = |other: &Vec<Line>| other.len() == set.len() && !is_widow(other) && divided(other) <= divided(&set);
    narrower.into_iter().map(set_narrower).find(is_better).unwrap_or(set)
}

/// The same for a paragraph of the coach's own words: its first letter with a direction says from which side it is read,
/// and if that is the right one, its lines begin there.
pub fn note_lines(shaper: &mut Shaper, spans: &[Span], width: f32) -> Vec<Line> {
    broken(shaper, spans, width, None)
}

fn broken(shaper: &mut Shaper, spans: &[Span], width: f32, base: Option<Level>) -> Vec<Line> {
    let filled: Vec<&Span> = spans.iter().filter(|span| !span.text.trim().is_empty()).collect();
    // The language of a note is not known.
    let hyphens = base.and(shaper.hyphens());
    let mut setter =
        Setter { shaper, hyphens, base: Level::ltr(), width, lines: Vec::new(), line: Vec::new(), pen: 0.0 };
    if filled.iter().all(|span| bidi::is_left_to_right(span.text)) {
        setter.spans(&filled);
    } else {
        setter.mixed_spans(&filled, base);
    }
    setter.finish()
}

/// The width of the widest word that is not broken if the line is wide enough, in points.
pub fn widest_word(shaper: &mut Shaper, text: &str, style: Style) -> f32 {
    let words = shaper.words(style.weight, text);
    words.iter().fold(0.0, |widest, word| widest.max(word.visible(style.size)))
}

/// The text on one line, however wide.
pub fn line(shaper: &mut Shaper, text: &str, style: Style) -> Line {
    lines(shaper, &[Span::new(text, style)], f32::INFINITY).pop().unwrap_or_default()
}

/// The text on one line, cut with an ellipsis if it is wider than `width` points.
pub fn fitted_line(shaper: &mut Shaper, text: &str, style: Style, width: f32) -> Line {
    let whole = line(shaper, text, style);
    if whole.width <= width {
        return whole;
    }
    let room = width - line(shaper, "…", style).width;
    let mut reach = 0.0;
    let mut kept = 0;
    for word in whole.runs.iter().flat_map(|run| &run.words) {
        let beyond = word.reading().find(|glyph| {
            reach += glyph.advance as f32 * style.size / 1000.0;
            reach > room
        });
        kept += word.text[..beyond.map_or(word.text.len(), |glyph| glyph.start as usize)].chars().count();
        if beyond.is_some() {
            break;
        }
    }
    // with the marks of what is set apart, which the words have lost
    let is_kept = |c: &char| {
        let is_mark = isolation::is_mark(*c);
        let is_kept = is_mark || kept > 0;
        kept -= usize::from(is_kept && !is_mark);
        is_kept
    };
    let kept: String = plain(text).chars().take_while(is_kept).collect();
    line(shaper, &(kept.trim_end().to_owned() + "…"), style)
}

impl Line {
    fn ends_in_hyphen(&self) -> bool {
        self.runs.last().and_then(|run| run.words.last()).is_some_and(|word| word.text.ends_with('\u{ad}'))
    }

    /// Draws the line with its left end at `x` and its baseline at `baseline`.
    pub fn draw(self, items: &mut Vec<Item>, x: f32, baseline: f32) {
        self.draw_spaced(items, x, baseline, 0.0);
    }

    /// The same with `spacing` points after every glyph; the caller knows that the line has the room.
    pub fn draw_spaced(self, items: &mut Vec<Item>, x: f32, baseline: f32, spacing: f32) {
        for run in self.runs {
            let (left, size, ink) = (x + run.x, run.style.size, run.style.ink);
            if run.href.is_some() {
                let y = baseline + size * 0.16;
                items.push(Item::rule(left, y, run.width, HAIRLINE_WIDTH, ink));
            }
            let (width, words, link) = (run.width, run.words, run.href);
            items.push(Mark::Text { x: left, baseline, width, size, spacing, ink, words, link }.into());
        }
    }
}

/// Fills lines word by word.
struct Setter<'s, 'f> {
    shaper: &'s mut Shaper<'f>,
    /// In what language long words are divided.
    hyphens: Option<hypher::Lang>,
    /// From which side the paragraph is read.
    base: Level,
    width: f32,
    lines: Vec<Line>,
    /// The words of the line that is being filled, in the order of reading.
    line: Vec<Bit>,
    /// How wide they are together.
    pen: f32,
}

/// A word in its style, read from one side.
#[derive(Debug, Clone)]
struct Bit {
    word: Rc<Word>,
    style: Style,
    href: Option<Rc<str>>,
    level: Level,
}

impl Bit {
    fn width(&self) -> f32 {
        self.word.width(self.style.size)
    }

    fn visible(&self) -> f32 {
        self.word.visible(self.style.size)
    }

    /// Width of the first cluster.
    fn first_cluster(&self) -> f32 {
        let starts = self.word.reading().next().map(|glyph| glyph.start);
        let glyphs = self.word.reading().take_while(|glyph| Some(glyph.start) == starts);
        glyphs.map(|glyph| glyph.advance).sum::<i32>() as f32 * self.style.size / 1000.0
    }

    /// How many glyphs it has before the spaces at its end.
    fn letters(&self) -> usize {
        let visible = self.word.text.trim_end().len();
        self.word.reading().take_while(|glyph| (glyph.start as usize) < visible).count()
    }

    /// Set smaller, where it is wider than the line: a single sign may be, such as U+FDFD, a whole sentence in one.
    fn within(mut self, room: f32) -> Bit {
        let visible = self.visible();
        if visible > room {
            self.style.size *= room / visible;
        }
        self
    }

    fn part(&self, glyphs: std::ops::Range<usize>) -> Bit {
        Bit { word: Rc::new(self.word.part(glyphs)), ..self.clone() }
    }
}

impl Setter<'_, '_> {
    /// Spans that are read from left to right throughout.
    fn spans(&mut self, spans: &[&Span]) {
        for (index, span) in spans.iter().enumerate() {
            let (style, href) = (span.style, span.href.map(Rc::from));
            for word in self.shaper.words(style.weight, span.text).iter() {
                let bit = Bit { word: Rc::clone(word), style, href: href.clone(), level: Level::ltr() };
                if self.pen + bit.visible() <= self.width {
                    self.push(bit);
                } else {
                    self.segment(&[bit]);
                }
            }
            if index + 1 < spans.len() {
                let word = self.shaper.word(style.weight, " ");
                self.segment(&[Bit { word, style, href: None, level: Level::ltr() }]);
            }
        }
    }

    /// Spans of which some part is read from the right: the side of each word depends on the whole paragraph.
    fn mixed_spans(&mut self, spans: &[&Span], base: Option<Level>) {
        let (mut marked, mut text) = (String::new(), String::new());
        let mut ends = Vec::with_capacity(spans.len());
        for (index, span) in spans.iter().enumerate() {
            let space = if index > 0 { " " } else { "" };
            let words = plain(span.text);
            marked = marked + space + &words;
            text = text + space + &isolation::unmarked(&words);
            ends.push(text.len());
        }
        let levels = Levels::of(&marked, base);
        self.base = levels.base;
        let mut start = 0;
        for (span, end) in spans.iter().zip(ends) {
            let (style, href) = (span.style, span.href.map(Rc::from));
            if text[start..end].starts_with(' ') && start > 0 {
                let word = self.shaper.word(style.weight, " ");
                let level = levels.parts(start, start + 1).next().map_or(levels.base, |(.., level)| level);
                self.segment(&[Bit { word, style, href: None, level }]);
                start += 1;
            }
            let manner = self.shaper.manner(style.weight, &text[start..end]);
            let mut from = start;
            for to in self.shaper.breaks(&text[start..end]).map(|to| start + to) {
                let mut bits = Vec::new();
                for (begins, ends, level) in levels.parts(from, to) {
                    let manner = Manner { rtl: level.is_rtl(), ..manner };
                    let word = self.shaper.shaped(manner, &text[begins..ends]);
                    bits.push(Bit { word, style, href: href.clone(), level });
                }
                self.segment(&bits);
                from = to;
            }
            start = end;
        }
    }

    /// Sets words between which no line may end.
    fn segment(&mut self, bits: &[Bit]) {
        // A hair of tolerance for sums of rounded widths.
        let room = self.width + 0.01;
        // All but the spaces at the end.
        let inked = bits.iter().rposition(|bit| bit.visible() > 0.0).map_or(0, |last| last + 1);
        let visible = |bits: &[Bit]| match bits {
            [before @ .., last] => before.iter().map(Bit::width).sum::<f32>() + last.visible(),
            [] => 0.0,
        };
        let needed = visible(&bits[..inked]);
        if self.pen + needed <= room {
            self.push_all(bits);
            return;
        }
        if let [bit] = bits
            && !bit.word.rtl
            && bit.href.is_none()
            && (needed > room || self.width - self.pen > self.width / 3.0)
            && let Some([head, hyphen, rest]) = self.divided(bit, room - self.pen)
        {
            self.push_all(&[head, hyphen]);
            self.end_line();
            self.segment(&[rest]);
            return;
        }
        if self.pen > 0.0 {
            self.end_line();
            // Alone on a line a word may fit, or be divided.
            self.segment(bits);
            return;
        }
        if needed <= room {
            self.push_all(bits);
            return;
        }
        for bit in bits {
            if self.pen > 0.0 && self.pen + bit.first_cluster() > room {
                self.end_line();
            }
            let mut start = 0;
            for cut in cuts(&bit.word, bit.style.size, room - self.pen, room) {
                self.push(bit.part(start..cut).within(room));
                self.end_line();
                start = cut;
            }
            self.push(bit.part(start..bit.word.glyphs.len()).within(room));
        }
    }

    /// A word divided so that its head and a hyphen take at most `room` points.
    fn divided(&mut self, bit: &Bit, room: f32) -> Option<[Bit; 3]> {
        let word = &bit.word;
        let places = hyphens::places(&word.text, self.hyphens);
        if places.is_empty() {
            return None;
        }
        let hyphen = Bit { word: self.shaper.hyphen(bit.style.weight), href: None, ..bit.clone() };
        let room = room - hyphen.width();
        let mut reach = 0.0;
        let mut found = None;
        for (index, glyph) in word.glyphs.iter().enumerate() {
            let begins_cluster = index > 0 && word.glyphs[index - 1].start != glyph.start;
            if reach > room {
                break;
            }
            if begins_cluster && places.contains(&(glyph.start as usize)) {
                found = Some(index);
            }
            reach += glyph.advance as f32 * bit.style.size / 1000.0;
        }
        let head = found?;
        // A soft hyphen gives way to the hyphen that is seen.
        let soft = word.text[word.glyphs[head].start as usize..].starts_with('\u{ad}');
        let rest = head + usize::from(soft);
        (rest < word.glyphs.len()).then(|| [bit.part(0..head), hyphen, bit.part(rest..word.glyphs.len())])
    }

    fn push_all(&mut self, bits: &[Bit]) {
        for bit in bits {
            self.push(bit.clone());
        }
    }

    fn push(&mut self, bit: Bit) {
        self.pen += bit.width();
        self.line.push(bit);
    }

    fn end_line(&mut self) {
        self.pen = 0.0;
        let ends = self.line.iter().rposition(|bit| bit.visible() > 0.0).map_or(0, |last| last + 1);
        let line = if self.line.iter().all(|bit| bit.level == Level::ltr()) {
            let mut line = Line::default();
            let mut x = 0.0;
            for (index, bit) in self.line.drain(..).enumerate() {
                if index < ends {
                    line.width = x + bit.visible();
                }
                x = line.push(bit, x);
            }
            line
        } else {
            self.mixed_line(ends)
        };
        self.lines.push(line);
    }

    /// The line of which the first `ends` words have letters, each word in its place.
    fn mixed_line(&mut self, ends: usize) -> Line {
        let mut bits = std::mem::take(&mut self.line);
        // The spaces at the end go to the line's own end, wherever that is.
        if let Some(last) = bits.get(ends.wrapping_sub(1)).filter(|last| last.word.trailing > 0) {
            let letters = last.letters();
            let spaces = last.part(letters..last.word.glyphs.len());
            bits[ends - 1] = last.part(0..letters);
            bits.insert(ends, spaces);
        }
        for bit in &mut bits[ends..] {
            bit.level = self.base;
        }
        let spaces: f32 = bits[ends..].iter().map(Bit::width).sum();
        let mut line = Line { width: bits.iter().map(Bit::width).sum::<f32>() - spaces, runs: Vec::new() };
        let mut x = 0.0;
        if self.base.is_rtl() && self.width.is_finite() {
            x = self.width - line.width - spaces;
            line.width = self.width;
        }
        let levels: Vec<Level> = bits.iter().map(|bit| bit.level).collect();
        let mut places = vec![0.0; bits.len()];
        for index in bidi::visual_order(&levels) {
            places[index] = x;
            x += bits[index].width();
        }
        for (bit, x) in bits.into_iter().zip(places) {
            line.push(bit, x.max(0.0));
        }
        line
    }

    fn finish(mut self) -> Vec<Line> {
        if !self.line.is_empty() {
            self.end_line();
        }
        self.lines
    }
}

impl Line {
    /// Puts a word at `x`, into the last run where it follows that; returns where the word ends.
    fn push(&mut self, bit: Bit, x: f32) -> f32 {
        let width = bit.width();
        // The spaces after a word that is read from the right stand at its left.
        let visible = if bit.word.rtl && bit.visible() > 0.0 { width } else { bit.visible() };
        match self.runs.last_mut() {
            Some(run)
                if run.style == bit.style
                    && run.href == bit.href
                    && !bit.word.rtl
                    && run.words.last().is_some_and(|last| !last.rtl)
                    && run.end == x =>
            {
                if visible > 0.0 {
                    run.width = x + visible - run.x;
                }
                run.end = x + width;
                run.words.push(bit.word);
            }
            _ => {
                let (style, href, words) = (bit.style, bit.href, vec![bit.word]);
                self.runs.push(Run { x, width: visible, end: x + width, style, href, words });
            }
        }
        x + width
    }
}

/// Before which glyphs, counted in the order of reading, to cut a word that is wider than `first` points, which its first
/// line has, and then `room`, which the others have: before the first cluster beyond it; a line has at least one cluster.
fn cuts(word: &Word, size: f32, first: f32, room: f32) -> Vec<usize> {
    let visible = word.text.trim_end().len() as u32;
    let mut cuts = Vec::new();
    // The first glyphs of the line and of the cluster, and how far the line and the cluster reach.
    let (mut line, mut cluster) = (0, 0);
    let (mut reach, mut of_cluster) = (0, 0);
    let mut begun = None;
    for (index, glyph) in word.reading().enumerate().take_while(|(_, glyph)| glyph.start < visible) {
        // A mark stays with its letter.
        if begun.replace(glyph.start) != Some(glyph.start) && (glyph.advance != 0 || index == 0) {
            (cluster, of_cluster) = (index, 0);
        }
        reach += glyph.advance;
        of_cluster += glyph.advance;
        let room = if cuts.is_empty() { first } else { room };
        if reach as f32 * size / 1000.0 > room && cluster > line {
            cuts.push(cluster);
            (line, reach) = (cluster, of_cluster);
        }
    }
    cuts
}
