//! A laid-out document as a list of what stands where: it knows no PDF, and whoever writes it needs to know no layout.
//!
//! All measures are points from the upper left corner of the page.

use std::rc::Rc;

use super::fonts::Word;
use super::look::Colour;

/// A page, in the order of drawing.
#[derive(Debug, Default)]
pub struct Page {
    pub items: Vec<Item>,
}

/// All pages with the headings that become bookmarks.
#[derive(Debug)]
pub struct Layout {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
}

/// A heading on the page of this index at this height; the first is the document's own.
#[derive(Debug, Clone)]
pub struct Bookmark {
    pub title: String,
    pub page: usize,
    pub y: f32,
}

/// One thing on a page.
#[derive(Debug, Clone)]
pub enum Item {
    /// Words on one baseline; `spacing` is added after every glyph.
    Text {
        x: f32,
        baseline: f32,
        size: f32,
        spacing: f32,
        ink: Colour,
        words: Vec<Rc<Word>>,
    },
    /// A filled rectangle.
    Rect {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Colour,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        dashed: bool,
        ink: Colour,
    },
    /// A closed outline.
    Shape {
        points: Vec<Point>,
        fill: Option<Colour>,
        stroke: Option<Stroke>,
    },
    /// An area that leads out of the document.
    Link {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        href: Rc<str>,
    },
}

/// A corner of a shape, or one of the two control points of a Bézier curve between two corners.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    pub x: f32,
    pub y: f32,
    pub control: bool,
}

#[derive(Debug, Clone, Copy)]
pub struct Stroke {
    pub width: f32,
    pub dashed: bool,
    pub ink: Colour,
}

impl Item {
    pub fn rect(x: f32, y: f32, width: f32, height: f32, ink: Colour) -> Item {
        Item::Rect { x, y, width, height, ink }
    }

    /// An unbroken line from left to right.
    pub fn rule(x: f32, y: f32, length: f32, width: f32, ink: Colour) -> Item {
        Item::Line { from: (x, y), to: (x + length, y), width, dashed: false, ink }
    }

    /// Moves the item to the right and down.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Item::Text { x, baseline: y, .. } | Item::Rect { x, y, .. } | Item::Link { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Item::Line { from, to, .. } => {
                for end in [from, to] {
                    end.0 += dx;
                    end.1 += dy;
                }
            }
            Item::Shape { points, .. } => {
                for point in points {
                    point.x += dx;
                    point.y += dy;
                }
            }
        }
    }
}

/// The smallest circle, pill or box: a rectangle with rounded corners.
pub fn rounded(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Vec<Point> {
    // How far the control points of a quarter circle stand from its ends, as a share of the radius.
    const KAPPA: f32 = 0.552_285;
    let radius = radius.min(width / 2.0).min(height / 2.0);
    let near = radius * (1.0 - KAPPA);
    let (right, foot) = (x + width, y + height);
    let corner = |x, y| Point { x, y, control: false };
    let control = |x, y| Point { x, y, control: true };
    vec![
        corner(x + radius, y),
        corner(right - radius, y),
        control(right - near, y),
        control(right, y + near),
        corner(right, y + radius),
        corner(right, foot - radius),
        control(right, foot - near),
        control(right - near, foot),
        corner(right - radius, foot),
        corner(x + radius, foot),
        control(x + near, foot),
        control(x, foot - near),
        corner(x, foot - radius),
        corner(x, y + radius),
        control(x, y + near),
        control(x + near, y),
        corner(x + radius, y),
    ]
}

/// A shape with straight sides.
pub fn polygon<const N: usize>(corners: [(f32, f32); N]) -> Vec<Point> {
    corners.map(|(x, y)| Point { x, y, control: false }).to_vec()
}
