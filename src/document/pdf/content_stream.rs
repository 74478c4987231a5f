//! A page of the display list as content operations of printpdf.

use std::rc::Rc;

use printpdf::{
    Color, DictItem, FontId, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle, Polygon, PolygonRing, Pt,
    Rect, Rgb, WindingOrder,
};

use super::display::{Item, Page, Point, Stroke};
use super::embed::{Base, Glyphs, texts_of};
use super::fonts::{BOX, Glyph, Shaper, Word};
use super::look::Colour;

/// What a document draws with: the shared subsets, its own extra glyphs, and the characters it could not draw.
pub struct Inks<'a, 'f> {
    pub base: &'a Base,
    pub shaper: &'a Shaper<'f>,
    /// Which of the shared subsets it draws with.
    pub used: Vec<bool>,
    pub extra: Vec<Glyphs>,
    pub missing: Vec<char>,
}

/// Resource name of a font: of the shared subset, or of the document's own.
pub fn font_name(face: usize, extra: bool) -> String {
    format!("{}{face}", if extra { 'X' } else { 'F' })
}

/// The operations that draw a page of this height; links become annotations elsewhere.
pub fn operations(page: &Page, height: f32, inks: &mut Inks) -> Vec<Op> {
    let mut pen = Pen {
        height,
        ops: Vec::with_capacity(page.items.len() * 4),
        fill: None,
        stroke: None,
        font: None,
        spacing: 0.0,
        in_text: false,
        boxes: Vec::new(),
    };
    for item in &page.items {
        match item {
            Item::Text { x, baseline, size, spacing, ink, words } => {
                pen.text(inks, (*x, *baseline), *size, *spacing, *ink, words);
            }
            Item::Rect { x, y, width, height, ink } => pen.rect(*x, *y, *width, *height, *ink),
            Item::Line { from, to, width, dashed, ink } => {
                pen.end_text();
                pen.set_stroke(Stroke { width: *width, dashed: *dashed, ink: *ink });
                let points = [from, to].map(|&(x, y)| pen.point(Point { x, y, control: false })).to_vec();
                pen.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Item::Shape { points, fill, stroke } => pen.shape(points, *fill, *stroke),
            Item::Link { .. } => {}
        }
    }
    pen.end_text();
    pen.ops
}

/// Points to hundredths: finer is neither seen nor printed.
pub fn rounded(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

struct Pen {
    height: f32,
    ops: Vec<Op>,
    fill: Option<Colour>,
    stroke: Option<(Colour, f32, bool)>,
    font: Option<((usize, bool), f32)>,
    spacing: f32,
    in_text: bool,
    /// Placeholders to draw when the text object ends: left, baseline, size, ink.
    boxes: Vec<(f32, f32, f32, Colour)>,
}

impl Pen {
    fn point(&self, point: Point) -> LinePoint {
        let (x, y) = (Pt(rounded(point.x)), Pt(rounded(self.height - point.y)));
        LinePoint { p: printpdf::Point { x, y }, bezier: point.control }
    }

    fn set_fill(&mut self, ink: Colour) {
        if self.fill != Some(ink) {
            self.ops.push(Op::SetFillColor { col: colour(ink) });
            self.fill = Some(ink);
        }
    }

    fn set_stroke(&mut self, stroke: Stroke) {
        let before = self.stroke;
        if before.map(|(ink, ..)| ink) != Some(stroke.ink) {
            self.ops.push(Op::SetOutlineColor { col: colour(stroke.ink) });
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
        self.end_text();
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
        self.end_text();
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
        let rings = vec![PolygonRing { points: points.iter().map(|&point| self.point(point)).collect() }];
        self.ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
    }

    fn end_text(&mut self) {
        if !self.in_text {
            return;
        }
        self.in_text = false;
        self.ops.push(Op::EndTextSection);
        for (x, baseline, size, ink) in std::mem::take(&mut self.boxes) {
            let (left, right, top) = (x + size * 0.1, x + size * 0.9, baseline - size * 0.714);
            let points = super::display::polygon([(left, top), (right, top), (right, baseline), (left, baseline)]);
            self.shape(&points, None, Some(Stroke { width: size * 0.05, dashed: false, ink }));
        }
    }

    fn text(&mut self, inks: &mut Inks, at: (f32, f32), size: f32, spacing: f32, ink: Colour, words: &[Rc<Word>]) {
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
        self.set_fill(ink);
        if self.spacing != spacing {
            self.ops.push(Op::SetCharacterSpacing { multiplier: spacing });
            self.spacing = spacing;
        }
        let (x, y) = (DictItem::Real(rounded(at.0)), DictItem::Real(rounded(self.height - at.1)));
        let upright = [1, 0, 0, 1].map(DictItem::Int);
        self.operator("Tm", upright.into_iter().chain([x, y]).collect());
        let mut show = Show::default();
        // How far the words before have come, in thousandths of an em.
        let mut reached = 0;
        for word in words {
            for character in &word.missing {
                if !inks.missing.contains(character) {
                    inks.missing.push(*character);
                }
            }
            self.word(inks, &mut show, word, size, |advance| {
                (at.0 + (reached + advance) as f32 * size / 1000.0, at.1, ink)
            });
            reached += word.advance;
        }
        show.raise(self, 0, size);
        show.flush(self);
    }

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
        while let Some(first) = word.glyphs.get(index) {
            // Glyphs that make one cluster together, or boxes in a row.
            let together = |glyph: &&Glyph| glyph.start == first.start || first.font == BOX && glyph.font == BOX;
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
                    show.flush(self);
                    self.begin_actual_text(actual);
                }
                if self.font != Some((font, size)) {
                    show.flush(self);
                    let handle = PdfFontHandle::External(FontId(font_name(font.0, font.1)));
                    self.ops.push(Op::SetFont { font: handle, size: Pt(size) });
                    self.font = Some((font, size));
                }
                if glyph.font == BOX {
                    let (x, baseline, ink) = place(advance);
                    self.boxes.push((x, baseline, size, ink));
                }
                show.raise(self, glyph.y_offset, size);
                show.glyph(id, stated, glyph);
                advance += glyph.advance;
            }
            if spanned {
                show.flush(self);
                self.ops.push(Op::EndMarkedContent);
            }
        }
    }

    /// What follows, until the end of the marked content, reads as this text.
    fn begin_actual_text(&mut self, text: &str) {
        let utf16 = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let map = [("ActualText".to_owned(), DictItem::Bytes(utf16))].into();
        self.ops
            .push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties: DictItem::Dict { map } });
    }

    fn operator(&mut self, key: &str, value: Vec<DictItem>) {
        self.ops.push(Op::Unknown { key: key.to_owned(), value });
    }
}

impl<'a, 'f> Inks<'a, 'f> {
    pub fn new(base: &'a Base, shaper: &'a Shaper<'f>) -> Self {
        let faces = shaper.fonts.faces.len();
        let extra = (0..faces).map(|_| Glyphs::default()).collect();
        Inks { base, shaper, used: vec![false; faces], extra, missing: Vec::new() }
    }

    /// How the file writes a glyph that stands for `text`.
    fn place(&mut self, glyph: &Glyph, text: &str) -> Placed {
        // The blank that holds the place of a box is in the base subset; its text is given beside it.
        let boxed = glyph.font == BOX;
        let (font, glyph) = if boxed { (0, self.shaper.blank()) } else { (usize::from(glyph.font), glyph.id) };
        if let Some((id, advance, known)) = self.base.glyphs[font].get(glyph) {
            self.used[font] = true;
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
#[derive(Default)]
struct Show {
    items: Vec<DictItem>,
    codes: Vec<u8>,
    rise: i32,
}

impl Show {
    fn glyph(&mut self, id: u16, stated: i32, glyph: &Glyph) {
        self.correct(-glyph.x_offset);
        self.codes.extend(id.to_be_bytes());
        self.correct(stated - glyph.advance + glyph.x_offset);
    }

    /// Moves the pen to the left by thousandths of an em.
    fn correct(&mut self, left: i32) {
        if left != 0 {
            self.end_string();
            self.items.push(DictItem::Int(i64::from(left)));
        }
    }

    fn raise(&mut self, pen: &mut Pen, rise: i32, size: f32) {
        if rise != self.rise {
            self.flush(pen);
            pen.ops.push(Op::SetLineOffset { multiplier: rounded(rise as f32 * size / 1000.0) });
            self.rise = rise;
        }
    }

    fn end_string(&mut self) {
        if !self.codes.is_empty() {
            self.items.push(DictItem::String { data: std::mem::take(&mut self.codes), literal: true });
        }
    }

    fn flush(&mut self, pen: &mut Pen) {
        self.end_string();
        if !self.items.is_empty() {
            pen.operator("TJ", vec![DictItem::Array(std::mem::take(&mut self.items))]);
        }
    }
}

fn colour(Colour(r, g, b): Colour) -> Color {
    // Three digits tell all 256 values apart.
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
