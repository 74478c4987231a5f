//! Everything drawn rather than written: rating chips, bars, boxes to tick, and the charts of the content.
//!
//! Ratings differ by shape first, then by darkness, and never by hue: they survive a grey printer.

use super::display::{Item, Mark, Stroke, polygon, rounded};
use super::fonts::Shaper;
use super::look::{
    ACCENT, ADEQUATE, BODY, CAP_HEIGHT, Colour, HAIRLINE, MUTED, PAPER, STRONG, Style, TEXT, TRACK, WASH, WEAK, Weight,
};
use super::paragraph::{self, Span};
use crate::document::drawing::{Anchor, Drawing, Ink, Shape};
use crate::exam::Role;

/// What a chip adds to the width of its word: its sign and the room inside.
pub const CHIP_EXTRA: f32 = 24.0;

const CHIP_PADDING: f32 = 6.0;
const SIGN: f32 = 6.0;
const BAR: f32 = 6.0;

/// Draws a rating from (`x`, 0) in at most `width` points; returns the height used, in points.
/// Weak is a dark pill with a pointer, adequate a light one with a half-filled ring, strong an outlined one with an
/// open ring, unrated words without a pill.
pub fn chip(
    shaper: &mut Shaper,
    role: Option<Role>,
    word: &str,
    style: Style,
    x: f32,
    width: f32,
    items: &mut Vec<Item>,
) -> f32 {
    let Some(role) = role else {
        let lines = paragraph::lines(shaper, &[Span::new(word, style.ink(MUTED))], width);
        return column(lines, style, x, 0.0, items).max(style.leading);
    };
    let ink = if role == Role::Weak { PAPER } else { TEXT };
    let lines = paragraph::lines(shaper, &[Span::new(word, style.ink(ink))], (width - CHIP_EXTRA).max(1.0));
    let text_width = lines.iter().fold(0.0_f32, |widest, line| widest.max(line.width));
    let height = style.leading * lines.len().max(1) as f32;
    // The pill reaches a point into the row's padding, so that its word keeps the row's baseline.
    let outline = rounded(x, -1.0, (text_width + CHIP_EXTRA).min(width), height + 2.0, (style.leading + 2.0) / 2.0);
    let (fill, stroke) = match role {
        Role::Weak => (WEAK, None),
        Role::Adequate => (STRONG, None),
        Role::Strong => (PAPER, Some(Stroke { width: 0.6, dashed: false, ink: MUTED })),
    };
    items.push(Item::shape(outline, Some(fill), stroke));
    let left = x + CHIP_PADDING;
    sign(role, left + SIGN / 2.0, style.leading / 2.0, items);
    column(lines, style, left + SIGN + 4.0, 0.0, items);
    height
}

/// The ground of a mark reaches so far above and below its line, in points, into the padding of the row.
const MARK_REACH: f32 = 2.5;

/// A rating in a map of many: its sign on a ground as wide as the column; not rated: nothing but the sign.
pub fn mark(
    shaper: &mut Shaper,
    role: Option<Role>,
    sign: &str,
    style: Style,
    x: f32,
    width: f32,
    items: &mut Vec<Item>,
) {
    let (fill, ink) = match role {
        Some(Role::Weak) => (Some(WEAK), PAPER),
        Some(Role::Adequate) => (Some(STRONG), TEXT),
        Some(Role::Strong) | None => (None, TEXT),
    };
    if let Some(fill) = fill {
        let height = style.leading + 2.0 * MARK_REACH;
        items.push(Item::shape(rounded(x, -MARK_REACH, width, height, 0.0), Some(fill), None));
    }
    let line = paragraph::line(shaper, sign, style.bold().ink(ink));
    let left = x + (width - line.width) / 2.0;
    line.draw(items, left, style.baseline());
}

/// The sign of a rating, centred at (`x`, `y`).
fn sign(role: Role, x: f32, y: f32, items: &mut Vec<Item>) {
    let r = SIGN / 2.0;
    match role {
        Role::Weak => items.push(Item::shape(
            polygon([(x - r, y - r + 0.8), (x + r, y - r + 0.8), (x, y + r - 0.2)]),
            Some(PAPER),
            None,
        )),
        Role::Adequate => {
            let mut half = rounded(x - r, y - r, 2.0 * r, 2.0 * r, r);
            // The left half of the ring: from its foot by its left to its top.
            half = half.split_off(9);
            items.push(Item::shape(half, Some(WEAK), None));
            items.push(ring(x, y, r - 0.4, 0.8, None, WEAK));
        }
        Role::Strong => items.push(ring(x, y, r - 0.4, 0.9, None, ACCENT)),
    }
}

fn ring(x: f32, y: f32, radius: f32, width: f32, fill: Option<Colour>, ink: Colour) -> Item {
    let points = rounded(x - radius, y - radius, 2.0 * radius, 2.0 * radius, radius);
    Item::shape(points, fill, Some(Stroke { width, dashed: false, ink }))
}

fn column(lines: Vec<paragraph::Line>, style: Style, x: f32, mut y: f32, items: &mut Vec<Item>) -> f32 {
    for line in lines {
        line.draw(items, x, y + style.baseline());
        y += style.leading;
    }
    y
}

/// A bar of `share` (0 to 1) of `width` points on a light track, its middle at `y`.
pub fn bar(share: f64, x: f32, y: f32, width: f32, items: &mut Vec<Item>) {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) as f32 } else { 0.0 };
    items.push(Item::rect(x, y - BAR / 2.0, width, BAR, TRACK));
    if share > 0.0 {
        items.push(Item::rect(x, y - BAR / 2.0, width * share, BAR, ACCENT));
    }
}

/// Parts of a whole, weak to strong and then the unrated (an empty outline), with white gaps between; middle at `y`.
pub fn stack(counts: [u32; 4], x: f32, y: f32, width: f32, items: &mut Vec<Item>) {
    const GAP: f32 = 1.2;
    const HEIGHT: f32 = 7.0;
    let total: f32 = counts.iter().map(|&count| count as f32).sum();
    if total == 0.0 {
        return;
    }
    let parts = counts.iter().filter(|&&count| count > 0).count();
    let room = (width - GAP * (parts - 1) as f32).max(0.0);
    let mut left = x;
    for (count, ink) in counts.into_iter().zip([Some(WEAK), Some(ADEQUATE), Some(STRONG), None]) {
        if count == 0 {
            continue;
        }
        let part = room * count as f32 / total;
        let outlined = ink.is_none_or(|ink| ink == STRONG);
        let inset = if outlined { 0.25_f32.min(part / 2.0) } else { 0.0 };
        items.push(Item::shape(
            rounded(left + inset, y - HEIGHT / 2.0 + inset, part - 2.0 * inset, HEIGHT - 2.0 * inset, 0.0),
            ink,
            outlined.then_some(Stroke { width: 0.5, dashed: ink.is_none(), ink: MUTED }),
        ));
        left += part + GAP;
    }
}

/// An empty box to tick, its upper left corner at (`x`, `y`).
pub fn tick_box(x: f32, y: f32, items: &mut Vec<Item>) {
    const SIDE: f32 = 8.0;
    let points = polygon([(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE)]);
    items.push(Item::shape(points, None, Some(Stroke { width: 0.8, dashed: false, ink: MUTED })));
}

/// A small arrow that points right, its middle at (`x`, `y`).
pub fn arrow(x: f32, y: f32, items: &mut Vec<Item>) {
    let points = polygon([(x - 2.0, y - 3.0), (x + 3.0, y), (x - 2.0, y + 3.0)]);
    items.push(Item::shape(points, Some(ACCENT), None));
}

/// The dot before an item of a list, its middle at (`x`, `y`).
pub fn bullet(x: f32, y: f32, items: &mut Vec<Item>) {
    items.push(Item::shape(rounded(x - 1.5, y - 1.5, 3.0, 3.0, 1.5), Some(ACCENT), None));
}

/// A chart in a width of `measure` points and at most `page` points high (a higher one is squeezed); returns its height.
pub fn drawing(shaper: &mut Shaper, drawing: &Drawing, measure: f32, page: f32, items: &mut Vec<Item>) -> f32 {
    let full = finite(drawing.height).max(0.0);
    let squeeze = if full > page { page / full } else { 1.0 };
    let height = full * squeeze;
    let across = |share: f32| finite(share).clamp(0.0, 1.0) * measure;
    let down = |y: f32| (finite(y) * squeeze).clamp(0.0, height);
    for shape in &drawing.shapes {
        match *shape {
            Shape::Line { x1, y1, x2, y2, width, dashed, ink } => items.push(
                Mark::Line {
                    from: (across(x1), down(y1)),
                    to: (across(x2), down(y2)),
                    width: finite(width).clamp(0.1, 20.0),
                    dashed,
                    ink: area_ink(ink),
                }
                .into(),
            ),
            Shape::Rect { x, y, width, height, ink } => {
                let (left, top) = (across(x), down(y));
                let (right, foot) = (across(x + width), down(y + height));
                items.push(Item::rect(left, top, (right - left).max(0.0), (foot - top).max(0.0), area_ink(ink)));
            }
            Shape::Circle { x, y, radius, filled, ink } => {
                let radius = finite(radius).clamp(0.1, measure.min(height.max(0.2)) / 2.0);
                let (x, y) = (inside(across(x), radius, measure), inside(down(y), radius, height));
                let ink = area_ink(ink);
                if filled {
                    let points = rounded(x - radius, y - radius, 2.0 * radius, 2.0 * radius, radius);
                    items.push(Item::shape(points, Some(ink), None));
                } else {
                    items.push(ring(x, y, radius, 1.2, Some(PAPER), ink));
                }
            }
            Shape::Pointer { x, y, size, ink } => {
                let size = finite(size).clamp(0.1, measure.min(height.max(0.2)));
                let (x, y) = (inside(across(x), size / 2.0, measure), down(y).max(size.min(height)));
                let points = polygon([(x - size / 2.0, y - size), (x + size / 2.0, y - size), (x, y)]);
                items.push(Item::shape(points, Some(area_ink(ink)), None));
            }
            Shape::Text { x, y, size, anchor, bold, ink, ref text } => {
                let weight = if bold { Weight::Bold } else { Weight::Regular };
                let size = finite(size).clamp(3.0, 60.0);
                let mut style = Style { weight, ..BODY.sized(size).ink(text_ink(ink)) };
                let mut line = paragraph::line(shaper, text, style);
                if line.width > measure {
                    style = style.sized(size * measure / line.width * 0.999);
                    line = paragraph::line(shaper, text, style);
                }
                let left = match anchor {
                    Anchor::Start => across(x),
                    Anchor::Middle => across(x) - line.width / 2.0,
                    Anchor::End => across(x) - line.width,
                };
                let baseline = down(y).max((style.size * CAP_HEIGHT).min(height));
                let left = left.clamp(0.0, (measure - line.width).max(0.0));
                line.draw(items, left, baseline);
            }
        }
    }
    height
}

fn finite(value: f32) -> f32 {
    if value.is_finite() { value } else { 0.0 }
}

/// Moves a centre so that what reaches `radius` to both sides stays between 0 and `end`.
fn inside(centre: f32, radius: f32, end: f32) -> f32 {
    centre.min(end - radius).max(radius)
}

fn area_ink(ink: Ink) -> Colour {
    match ink {
        Ink::Text => TEXT,
        Ink::Muted => MUTED,
        Ink::Hairline => HAIRLINE,
        Ink::Accent => ACCENT,
        Ink::Wash => WASH,
        Ink::Weak => WEAK,
        Ink::Adequate => ADEQUATE,
        Ink::Strong => STRONG,
    }
}

/// Words need more contrast than areas.
fn text_ink(ink: Ink) -> Colour {
    match ink {
        Ink::Muted | Ink::Hairline => MUTED,
        Ink::Accent => ACCENT,
        Ink::Wash => PAPER,
        Ink::Text | Ink::Weak | Ink::Adequate | Ink::Strong => TEXT,
    }
}
