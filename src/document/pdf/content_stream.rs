//! A page of the display list as operations of printpdf, with every mark inside the element that it belongs to.
//!
//! Words make up nearly all of a page, so they are written once as the bytes of their `TJ` strings and kept with the
//! shaped word; printpdf takes such text as an operation of its own (`Op::Unknown`) and passes it through. Areas and
//! lines are printpdf's typed operations.

use std::fmt::Write;
use std::rc::Rc;

use printpdf::{
    Color, CurTransMat, Line, LineDashPattern, LinePoint, Op, PaintMode, Polygon, PolygonRing, Pt, Rect, Rgb,
    WindingOrder,
};

use super::display::{Mark, Owner, Page, Point, Stroke};
use super::embed::{Base, Glyphs, texts_of};
use super::fonts::{BOX, Glyph, Shaper, Word};
use super::look::{ACCENT, ADEQUATE, CAP_HEIGHT, Colour, STRONG, WEAK};
use super::objects::{number, points, push_utf16};
use super::structure::{ElementId, Role};
use super::tagging::Tagging;
use crate::document::branding::Palette;

/// What a document draws with: the shared subsets, its own extra glyphs, and the characters it could not draw.
pub struct Inks<'a, 'f> {
    pub base: &'a Base,
    pub shaper: &'a Shaper<'f>,
    /// What stands for [`PALETTE`].
    pub palette: Palette,
    /// The fonts that it draws with, in the order in which it first does: faces, and whether the subset is its own.
    pub fonts: Vec<(usize, bool)>,
    pub extra: Vec<Glyphs>,
    pub missing: Vec<char>,
}

/// Resource name of the font of this number among [`Inks::fonts`]: it does not tell which others the run has opened.
pub fn font_name(number: usize, extra: bool) -> String {
    format!("{}{number}", if extra { 'X' } else { 'F' })
}

/// Resource name of the logo.
pub const LOGO_NAME: &str = "Logo";

/// How a word is written, where that is the same in every document: in one font that all share, glyph by glyph.
#[derive(Debug)]
pub struct Code {
    font: usize,
    /// What goes into the array of a `TJ`; its last string is left open.
    body: Box<str>,
    end: Inside,
}

/// The operations that draw a page of this height.
pub fn operations(page: &Page, height: f32, inks: &mut Inks, tagging: &mut Tagging) -> Vec<Op> {
    let mut pen = Pen {
        height,
        palette: inks.palette,
        ops: Vec::new(),
        raw: String::with_capacity(page.items.len() * 64),
        fill: None,
        stroke: None,
        font: None,
        spacing: 0.0,
        line: None,
        around: false,
        open: None,
        boxes: Vec::new(),
    };
    for item in page.items.iter().filter(|item| item.owner == Owner::Ornament) {
        pen.open(Owner::Ornament, tagging);
        pen.mark(&item.mark, inks);
    }
    for item in page.items.iter().filter(|item| item.owner != Owner::Ornament) {
        let owner = match (&item.mark, item.owner) {
            (Mark::Text { x, baseline, width, size, link: Some(href), .. }, Owner::Element(element)) => {
                let area = [*x, height - baseline - size * 0.3, x + width, height - baseline + size * 0.9];
                Owner::Element(tagging.link(element, href, area))
            }
            (_, owner) => owner,
        };
        pen.open(owner, tagging);
        pen.mark(&item.mark, inks);
    }
    pen.close();
    pen.end_text();
    pen.flush();
    pen.ops
}

/// Points to hundredths: finer is neither seen nor printed.
fn rounded(value: f32) -> f32 {
    hundredths(value) as f32 / 100.0
}

fn hundredths(value: f32) -> i32 {
    (value * 100.0).round() as i32
}

struct Pen {
    height: f32,
    palette: Palette,
    ops: Vec<Op>,
    /// Text operators that come after `ops`.
    raw: String,
    fill: Option<Colour>,
    stroke: Option<(Colour, f32, bool)>,
    font: Option<((usize, bool), f32)>,
    spacing: f32,
    /// In a text object: where its last line begins, in hundredths of points.
    line: Option<(i32, i32)>,
    /// The text object began before what is open, and goes on after it.
    around: bool,
    open: Option<Owner>,
    /// Placeholders to draw when the text object ends: left, baseline, size, ink.
    boxes: Vec<(f32, f32, f32, Colour)>,
}

/// In what of a `TJ` array the next glyph would be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Not even in an array.
    Nothing,
    Array,
    /// In a string of characters, which all are below 0x80 so that the text stays text.
    Literal,
    Hexadecimal,
}

impl Pen {
    /// What follows belongs to this owner.
    fn open(&mut self, owner: Owner, tagging: &mut Tagging) {
        if self.open == Some(owner) {
            return;
        }
        self.close();
        // One text object holds the words of many elements, so that lines are counted on from each other; figures and
        // running heads hold more than words.
        let is_text = |element: ElementId| tagging.structure[element].role != Role::Figure;
        self.around = matches!(owner, Owner::Element(element) if is_text(element));
        if self.around {
            self.begin_text();
        } else {
            self.end_text();
        }
        match owner {
            Owner::Ornament => self.raw += "/Artifact BMC\n",
            Owner::Running => self.raw += "/Artifact<</Type/Pagination>>BDC\n",
            Owner::Element(element) => {
                let mark = tagging.mark(element);
                let _ = writeln!(self.raw, "/{}<</MCID {mark}>>BDC", tagging.structure[element].role.name());
            }
        }
        self.open = Some(owner);
    }

    fn close(&mut self) {
        if self.open.is_none() {
            return;
        }
        if !self.around {
            self.end_text();
        }
        self.open = None;
        self.raw += "EMC\n";
    }

    fn flush(&mut self) {
        if !self.raw.is_empty() {
            // Without the last line break: the operation is followed by one.
            self.raw.pop();
            self.ops.push(Op::Unknown { key: std::mem::take(&mut self.raw), value: Vec::new() });
        }
    }

    fn mark(&mut self, mark: &Mark, inks: &mut Inks) {
        match mark {
            Mark::Text { x, baseline, size, spacing, ink, words, .. } => {
                self.text(inks, (*x, *baseline), *size, *spacing, *ink, words);
            }
            Mark::Rect { x, y, width, height, ink } => self.rect(*x, *y, *width, *height, *ink),
            Mark::Line { from, to, width, dashed, ink } => {
                self.draw();
                self.set_stroke(Stroke { width: *width, dashed: *dashed, ink: *ink });
                let points = [from, to].map(|&(x, y)| self.point(Point { x, y, control: false })).to_vec();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Mark::Shape { points, fill, stroke } => {
                self.draw();
                self.shape(points, *fill, *stroke);
            }
            Mark::Logo { x, y, width, height } => self.logo(*x, *y, *width, *height),
        }
    }

    /// Typed operations follow.
    fn draw(&mut self) {
        if self.around {
            self.close();
        }
        self.end_text();
        if self.open.is_none() {
            self.raw += "/Artifact BMC\n";
            (self.open, self.around) = (Some(Owner::Ornament), false);
        }
        self.flush();
    }

    fn point(&self, point: Point) -> LinePoint {
        let (x, y) = (Pt(rounded(point.x)), Pt(rounded(self.height - point.y)));
        LinePoint { p: printpdf::Point { x, y }, bezier: point.control }
    }

    /// The colour on paper.
    fn paint(&self, ink: Colour) -> Colour {
        match ink {
            ACCENT => self.palette.accent,
            WEAK => self.palette.weak,
            ADEQUATE => self.palette.adequate,
            STRONG => self.palette.strong,
            ink => ink,
        }
    }

    fn set_fill(&mut self, ink: Colour) {
        if self.fill != Some(ink) {
            self.ops.push(Op::SetFillColor { col: colour(self.paint(ink)) });
            self.fill = Some(ink);
        }
    }

    fn set_stroke(&mut self, stroke: Stroke) {
        let before = self.stroke;
        if before.map(|(ink, ..)| ink) != Some(stroke.ink) {
            self.ops.push(Op::SetOutlineColor { col: colour(self.paint(stroke.ink)) });
        }
        if before.map(|(_, width, _)| width) != Some(stroke.width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(rounded(stroke.width)) });
        }
        if before.is_some_and(|(_, _, dashed)| dashed) != stroke.dashed {
            let dash = if stroke.dashed { LineDashPattern::new(0.0, &[2.0, 2.0]) } else { LineDashPattern::solid() };
            self.ops.push(Op::SetLineDashPattern { dash });
        }
        self.stroke = Some((stroke.ink, stroke.width, stroke.dashed));
    }

    fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Colour) {
        self.draw();
        self.set_fill(ink);
        let rectangle = Rect {
            x: Pt(rounded(x)),
            y: Pt(rounded(self.height - y - height)),
            width: Pt(rounded(width)),
            height: Pt(rounded(height)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn shape(&mut self, points: &[Point], fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(ink) = fill {
            self.set_fill(ink);
        }
        if let Some(stroke) = stroke {
            self.set_stroke(stroke);
        }
        let mode = match (fill, stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, _) => PaintMode::Stroke,
        };
        // Drawn around its own origin: the same bullet on every line is then the same bytes, which compress to nothing.
        let Some(&origin) = points.first() else { return };
        let LinePoint { p: printpdf::Point { x, y }, .. } = self.point(origin);
        self.ops.extend([Op::SaveGraphicsState, Op::SetTransformationMatrix { matrix: CurTransMat::Translate(x, y) }]);
        let from_origin = |point: &Point| {
            let (x, y) = (Pt(rounded(point.x - origin.x)), Pt(rounded(origin.y - point.y)));
            LinePoint { p: printpdf::Point { x, y }, bezier: point.control }
        };
        let rings = vec![PolygonRing { points: points.iter().map(from_origin).collect() }];
        let polygon = Polygon { rings, mode, winding_order: WindingOrder::NonZero };
        self.ops.extend([Op::DrawPolygon { polygon }, Op::RestoreGraphicsState]);
    }

    fn logo(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.draw();
        self.raw += "q ";
        for value in [width, 0.0, 0.0, height, x, self.height - y - height] {
            points(&mut self.raw, value);
            self.raw.push(' ');
        }
        let _ = writeln!(self.raw, "cm /{LOGO_NAME} Do Q");
    }

    fn begin_text(&mut self) {
        if self.line.is_none() {
            self.raw += "BT\n";
            self.line = Some((0, 0));
        }
    }

    fn end_text(&mut self) {
        if self.line.take().is_none() {
            return;
        }
        self.raw += "ET\n";
        if self.boxes.is_empty() {
            return;
        }
        let boxes = std::mem::take(&mut self.boxes);
        let alone = self.open.is_none();
        self.draw();
        for (x, baseline, size, ink) in boxes {
            let (left, right, top) = (x + size * 0.1, x + size * 0.9, baseline - size * CAP_HEIGHT);
            let points = super::display::polygon([(left, top), (right, top), (right, baseline), (left, baseline)]);
            self.shape(&points, None, Some(Stroke { width: size * 0.05, dashed: false, ink }));
        }
        if alone {
            self.close();
        }
    }

    fn text(&mut self, inks: &mut Inks, at: (f32, f32), size: f32, spacing: f32, ink: Colour, words: &[Rc<Word>]) {
        self.begin_text();
        if self.fill != Some(ink) {
            let Colour(r, g, b) = self.paint(ink);
            for part in [r, g, b] {
                number(&mut self.raw, component(part));
                self.raw.push(' ');
            }
            self.raw += "rg\n";
            self.fill = Some(ink);
        }
        if self.spacing != spacing {
            number(&mut self.raw, spacing);
            self.raw += " Tc\n";
            self.spacing = spacing;
        }
        // The layout counts with the capitals of Noto Sans; others are moved to have their middle where those have it.
        let lowered = (inks.shaper.fonts.cap_height() - CAP_HEIGHT) * size / 2.0;
        let line = (hundredths(at.0), hundredths(self.height - at.1 - lowered));
        let before = self.line.replace(line).unwrap_or_default();
        points(&mut self.raw, (line.0 - before.0) as f32 / 100.0);
        self.raw.push(' ');
        points(&mut self.raw, (line.1 - before.1) as f32 / 100.0);
        self.raw += " Td\n";
        let mut show = Show { inside: Inside::Nothing, rise: 0 };
        // How far the words before have come, in thousandths of an em.
        let mut reached = 0;
        for word in words {
            for character in &word.missing {
                if !inks.missing.contains(character) {
                    inks.missing.push(*character);
                }
            }
            if let Some(code) = word.code.get_or_init(|| inks.code(word)) {
                self.set_font(inks, &mut show, (code.font, false), size);
                show.code(&mut self.raw, code);
            } else {
                self.word(inks, &mut show, word, size, |advance| {
                    (at.0 + (reached + advance) as f32 * size / 1000.0, at.1, ink)
                });
            }
            reached += word.advance;
        }
        show.raise(&mut self.raw, 0, size);
        show.finish(&mut self.raw);
    }

    fn set_font(&mut self, inks: &mut Inks, show: &mut Show, font: (usize, bool), size: f32) {
        if self.font != Some((font, size)) {
            show.finish(&mut self.raw);
            let _ = write!(self.raw, "/{} ", font_name(inks.number(font), font.1));
            number(&mut self.raw, size);
            self.raw += " Tf\n";
            self.font = Some((font, size));
        }
    }

    /// Writes a word glyph by glyph, with the text of what its font maps cannot give back.
    fn word(
        &mut self,
        inks: &mut Inks,
        show: &mut Show,
        word: &Word,
        size: f32,
        place: impl Fn(i32) -> (f32, f32, Colour),
    ) {
        let mut advance = 0;
        let mut texts = texts_of(word);
        let mut index = 0;
        // Most readers turn what is read from the right around by themselves, the others by this tag; the text as a whole
        // beside it would be turned around once too often.
        let reversed = word.rtl && word.glyphs.len() > 1;
        if reversed {
            show.finish(&mut self.raw);
            self.raw += "/ReversedChars BMC\n";
        }
        while let Some(first) = word.glyphs.get(index) {
            // Glyphs that make one cluster together, or boxes in a row.
            let boxes = |glyph: &Glyph| !word.rtl && first.font == BOX && glyph.font == BOX;
            let together = |glyph: &&Glyph| glyph.start == first.start || boxes(glyph);
            let group = &word.glyphs[index..index + word.glyphs[index..].iter().take_while(together).count()];
            index += group.len();
            let end = group.last().map_or(first.end, |last| last.end);
            let actual = &word.text[first.start as usize..end as usize];
            let mut spanned = group.len() > 1 || first.font == BOX;
            for (position, glyph) in group.iter().enumerate() {
                let text = texts.next().unwrap_or_default();
                let Placed { font, id, advance: stated, known } = inks.place(glyph, text);
                // One glyph may stand for different characters: the map knows the first.
                spanned |= !known && !actual.trim().is_empty();
                if position == 0 && spanned {
                    show.finish(&mut self.raw);
                    self.raw += "/Span<</ActualText<";
                    push_utf16(&mut self.raw, actual);
                    self.raw += ">>>BDC\n";
                }
                self.set_font(inks, show, font, size);
                if glyph.font == BOX {
                    let (x, baseline, ink) = place(advance);
                    self.boxes.push((x, baseline, size, ink));
                }
                show.raise(&mut self.raw, glyph.y_offset, size);
                show.placed(&mut self.raw, id, stated, glyph);
                advance += glyph.advance;
            }
            if spanned {
                show.finish(&mut self.raw);
                self.raw += "EMC\n";
            }
        }
        if reversed {
            show.finish(&mut self.raw);
            self.raw += "EMC\n";
        }
    }
}

impl<'a, 'f> Inks<'a, 'f> {
    pub fn new(base: &'a Base, shaper: &'a Shaper<'f>, palette: Palette) -> Self {
        let faces = shaper.fonts.faces.len();
        let extra = (0..faces).map(|_| Glyphs::default()).collect();
        Inks { base, shaper, palette, fonts: Vec::new(), extra, missing: Vec::new() }
    }

    fn number(&mut self, font: (usize, bool)) -> usize {
        self.fonts.iter().position(|known| *known == font).unwrap_or_else(|| {
            self.fonts.push(font);
            self.fonts.len() - 1
        })
    }

    /// The word as all documents write it; `None` where it needs more than one shared font and its map.
    fn code(&self, word: &Word) -> Option<Code> {
        let font = usize::from(word.glyphs.first().filter(|_| !word.rtl)?.font);
        let mut body = String::with_capacity(word.glyphs.len() * 3);
        let mut show = Show { inside: Inside::Array, rise: 0 };
        let mut before = None;
        for (glyph, text) in word.glyphs.iter().zip(texts_of(word)) {
            let shares = before.replace(glyph.start) == Some(glyph.start);
            if usize::from(glyph.font) != font || glyph.y_offset != 0 || shares {
                return None;
            }
            let (id, stated, known) = self.base.glyphs.get(font)?.get(glyph.id)?;
            if known != text && !text.trim().is_empty() {
                return None;
            }
            show.placed(&mut body, id, stated, glyph);
        }
        Some(Code { font, body: body.into(), end: show.inside })
    }

    /// How the file writes a glyph that stands for `text`.
    fn place(&mut self, glyph: &Glyph, text: &str) -> Placed {
        // The blank that holds the place of a box is in the base subset; its text is given beside it.
        let boxed = glyph.font == BOX;
        let (font, glyph) = if boxed { (0, self.shaper.blank()) } else { (usize::from(glyph.font), glyph.id) };
        if let Some((id, advance, known)) = self.base.glyphs[font].get(glyph) {
            return Placed { font: (font, false), id, advance, known: boxed || known == text };
        }
        self.extra[font].add(glyph, self.shaper.advance(font, glyph), text);
        let (id, advance, known) = self.extra[font].get(glyph).unwrap_or_default();
        Placed { font: (font, true), id, advance, known: known == text }
    }
}

/// A glyph as the file writes it: font resource, id in the embedded font, the advance stated there, and whether the font's
/// map gives the right text back.
struct Placed {
    /// Which face, and whether of the document's own subset.
    font: (usize, bool),
    id: u16,
    advance: i32,
    known: bool,
}

/// A `TJ` operation in the making: strings of glyph ids and the corrections between them.
struct Show {
    inside: Inside,
    rise: i32,
}

impl Show {
    fn placed(&mut self, raw: &mut String, id: u16, stated: i32, glyph: &Glyph) {
        self.correct(raw, -glyph.x_offset);
        self.glyph(raw, id);
        self.correct(raw, stated - glyph.advance + glyph.x_offset);
    }

    fn glyph(&mut self, raw: &mut String, id: u16) {
        let bytes = id.to_be_bytes();
        if bytes.iter().all(u8::is_ascii) {
            self.enter(raw, Inside::Literal);
            for byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => raw.push('\\'),
                    // A carriage return in a string counts as a line feed.
                    b'\r' => {
                        *raw += "\\r";
                        continue;
                    }
                    _ => {}
                }
                raw.push(char::from(byte));
            }
        } else {
            self.enter(raw, Inside::Hexadecimal);
            let _ = write!(raw, "{id:04x}");
        }
    }

    /// Moves the pen to the left by thousandths of an em.
    fn correct(&mut self, raw: &mut String, left: i32) {
        if left != 0 {
            self.enter(raw, Inside::Array);
            let _ = write!(raw, "{left}");
        }
    }

    /// Writes a word that is kept.
    fn code(&mut self, raw: &mut String, code: &Code) {
        let begins = match code.body.as_bytes().first() {
            Some(b'(') => Inside::Literal,
            Some(b'<') => Inside::Hexadecimal,
            _ => Inside::Array,
        };
        if begins == Inside::Array || begins != self.inside {
            self.enter(raw, Inside::Array);
            *raw += &code.body;
        } else {
            *raw += &code.body[1..];
        }
        self.inside = code.end;
    }

    fn raise(&mut self, raw: &mut String, rise: i32, size: f32) {
        if rise != self.rise {
            self.finish(raw);
            points(raw, rise as f32 * size / 1000.0);
            *raw += " Ts\n";
            self.rise = rise;
        }
    }

    fn enter(&mut self, raw: &mut String, inside: Inside) {
        if self.inside == inside {
            return;
        }
        match self.inside {
            Inside::Nothing => raw.push('['),
            Inside::Array => {}
            Inside::Literal => raw.push(')'),
            Inside::Hexadecimal => raw.push('>'),
        }
        match inside {
            Inside::Nothing => *raw += "]TJ\n",
            Inside::Array => {}
            Inside::Literal => raw.push('('),
            Inside::Hexadecimal => raw.push('<'),
        }
        self.inside = inside;
    }

    fn finish(&mut self, raw: &mut String) {
        if self.inside != Inside::Nothing {
            self.enter(raw, Inside::Nothing);
        }
    }
}

/// Three digits tell all 256 values apart.
pub fn component(value: u8) -> f32 {
    (f32::from(value) / 255.0 * 1000.0).round() / 1000.0
}

fn colour(Colour(r, g, b): Colour) -> Color {
    Color::Rgb(Rgb { r: component(r), g: component(g), b: component(b), icc_profile: None })
}
