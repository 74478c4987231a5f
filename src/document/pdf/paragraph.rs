//! Text broken into lines by the rules of Unicode (UAX 14). A word wider than the line is broken between its characters.

use std::rc::Rc;

use super::display::{Item, Mark};
use super::fonts::{Shaper, Word};
use super::look::{HAIRLINE_WIDTH, Style};

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

/// One line: runs of words from the left.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Without the spaces at the end, in points.
    pub width: f32,
    runs: Vec<Run>,
}

#[derive(Debug, Clone)]
struct Run {
    x: f32,
    /// Without the spaces at the end.
    width: f32,
    style: Style,
    href: Option<Rc<str>>,
    words: Vec<Rc<Word>>,
}

/// Breaks the spans, one after the other with a space between, into lines of at most `width` points.
pub fn lines(shaper: &mut Shaper, spans: &[Span], width: f32) -> Vec<Line> {
    let mut setter = Setter { width, lines: Vec::new(), line: Line::default(), pen: 0.0 };
    let mut filled = spans.iter().filter(|span| !span.text.trim().is_empty()).peekable();
    while let Some(span) = filled.next() {
        let href = span.href.map(Rc::from);
        for word in shaper.words(span.style.weight, span.text).iter() {
            setter.word(Rc::clone(word), span.style, &href);
        }
        if filled.peek().is_some() {
            let space = shaper.word(span.style.weight, " ");
            setter.word(space, span.style, &None);
        }
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
    let mut kept = String::new();
    for word in whole.runs.iter().flat_map(|run| &run.words) {
        let beyond = word.glyphs.iter().find(|glyph| {
            reach += glyph.advance as f32 * style.size / 1000.0;
            reach > room
        });
        if let Some(glyph) = beyond {
            kept += &word.text[..glyph.start as usize];
            break;
        }
        kept += &word.text;
    }
    line(shaper, &(kept.trim_end().to_owned() + "…"), style)
}

impl Line {
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

struct Setter {
    width: f32,
    lines: Vec<Line>,
    line: Line,
    /// Where the next word begins.
    pen: f32,
}

impl Setter {
    fn word(&mut self, word: Rc<Word>, style: Style, href: &Option<Rc<str>>) {
        // A hair of tolerance for sums of rounded widths.
        let room = self.width + 0.01;
        if self.pen > 0.0 && self.pen + word.visible(style.size) > room {
            self.end_line();
        }
        if word.visible(style.size) <= room {
            self.push(word, style, href);
            return;
        }
        let mut start = 0;
        for cut in cuts(&word, style.size, room) {
            self.push(Rc::new(word.part(start..cut)), style, href);
            self.end_line();
            start = cut;
        }
        self.push(Rc::new(word.part(start..word.glyphs.len())), style, href);
    }

    fn push(&mut self, word: Rc<Word>, style: Style, href: &Option<Rc<str>>) {
        let (width, visible) = (word.width(style.size), word.visible(style.size));
        if visible > 0.0 {
            self.line.width = self.pen + visible;
        }
        match self.line.runs.last_mut() {
            Some(run) if run.style == style && run.href == *href => {
                run.width = self.pen + visible - run.x;
                run.words.push(word);
            }
            _ => self.line.runs.push(Run { x: self.pen, width: visible, style, href: href.clone(), words: vec![word] }),
        }
        self.pen += width;
    }

    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.pen = 0.0;
    }

    fn finish(mut self) -> Vec<Line> {
        if !self.line.runs.is_empty() {
            self.end_line();
        }
        self.lines
    }
}

/// Before which glyphs to cut a word that is wider than `room`: before the first cluster beyond it, then before the first
/// beyond it from there, and so on; a line has at least one cluster.
fn cuts(word: &Word, size: f32, room: f32) -> Vec<usize> {
    let visible = word.text.trim_end().len() as u32;
    let mut cuts = Vec::new();
    // The first glyphs of the line and of the cluster, and how far the line and the cluster reach.
    let (mut line, mut cluster) = (0, 0);
    let (mut reach, mut of_cluster) = (0, 0);
    for (index, glyph) in word.glyphs.iter().enumerate().take_while(|(_, glyph)| glyph.start < visible) {
        if glyph.start > word.glyphs[cluster].start {
            (cluster, of_cluster) = (index, 0);
        }
        reach += glyph.advance;
        of_cluster += glyph.advance;
        if reach as f32 * size / 1000.0 > room && cluster > line {
            cuts.push(cluster);
            (line, reach) = (cluster, of_cluster);
        }
    }
    cuts
}
