//! A laid-out document as a list of what stands where: it knows no PDF, and whoever writes it needs to know no layout.
//!
//! All measures are points from the upper left corner of the page.

use std::rc::Rc;

use super::fonts::Word;
use super::look::Colour;
use super::structure::{ElementId, Structure};

/// A page: ornaments lie beneath all else, which is drawn in its order, the order of reading.
#[derive(Debug, Default)]
pub struct Page {
    pub items: Vec<Item>,
}

/// All pages with the headings that become bookmarks.
#[derive(Debug, Default)]
pub struct Layout {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
    pub structure: Structure,
}

impl Layout {
    /// Draws everything at this size, from the upper left corner, with all distances downwards at the other scale: text and
    /// signs keep their shape, and lines stand closer.
    pub fn scale(&mut self, size: f32, down: f32) {
        for item in self.pages.iter_mut().flat_map(|page| &mut page.items) {
            item.mark.scale(size, down);
        }
        for bookmark in &mut self.bookmarks {
            bookmark.y *= down;
        }
        for frame in self.structure.elements.iter_mut().filter_map(|element| element.frame.as_mut()) {
            for (side, scale) in frame.iter_mut().zip([size, down, size, down]) {
                *side *= scale;
            }
        }
    }
}

/// A heading on the page of this index at this height; the first is the document's own.
#[derive(Debug, Clone)]
pub struct Bookmark {
    pub title: String,
    pub page: usize,
    pub y: f32,
}

/// One thing on a page, and which element of the document it belongs to.
#[derive(Debug, Clone)]
pub struct Item {
    pub owner: Owner,
    pub mark: Mark,
}

/// What an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Rules, grounds and signs that only repeat what words say: beneath the content, and silent for a screen reader.
    Ornament,
    /// Running heads, feet, and the header that a table repeats.
    Running,
    Element(ElementId),
}

/// What is drawn.
#[derive(Debug, Clone)]
pub enum Mark {
    /// Words on one baseline; `spacing` is added after every glyph.
    Text {
        x: f32,
        baseline: f32,
        /// Without the spaces at the end.
        width: f32,
        size: f32,
        spacing: f32,
        ink: Colour,
        words: Vec<Rc<Word>>,
        /// Where it leads out of the document; the parts of one link share the address.
        link: Option<Rc<str>>,
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
    /// The logo, in this rectangle.
    Logo {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
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

impl From<Mark> for Item {
    /// Words are the caller's to give to an element; all else is ornament until it is part of a figure.
    fn from(mark: Mark) -> Item {
        Item { owner: Owner::Ornament, mark }
    }
}

impl Item {
    pub fn rect(x: f32, y: f32, width: f32, height: f32, ink: Colour) -> Item {
        Mark::Rect { x, y, width, height, ink }.into()
    }

    /// An unbroken line from left to right.
    pub fn rule(x: f32, y: f32, length: f32, width: f32, ink: Colour) -> Item {
        Mark::Line { from: (x, y), to: (x + length, y), width, dashed: false, ink }.into()
    }

    /// A closed outline.
    pub fn shape(points: Vec<Point>, fill: Option<Colour>, stroke: Option<Stroke>) -> Item {
        Mark::Shape { points, fill, stroke }.into()
    }

    /// Moves the item to the right and down.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match &mut self.mark {
            Mark::Text { x, baseline: y, .. } | Mark::Rect { x, y, .. } | Mark::Logo { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Mark::Line { from, to, .. } => {
                for end in [from, to] {
                    end.0 += dx;
                    end.1 += dy;
                }
            }
            Mark::Shape { points, .. } => {
                for point in points {
                    point.x += dx;
                    point.y += dy;
                }
            }
        }
    }
}

impl Mark {
    fn scale(&mut self, scale: f32, down: f32) {
        match self {
            Mark::Text { x, baseline, width, size, spacing, .. } => {
                for value in [x, width, size, spacing] {
                    *value *= scale;
                }
                *baseline *= down;
            }
            Mark::Rect { x, y, width, height, .. } => {
                (*x, *width) = (*x * scale, *width * scale);
                (*y, *height) = (*y * down, *height * down);
            }
            Mark::Logo { x, y, width, height } => {
                for value in [x, width, height] {
                    *value *= scale;
                }
                *y *= down;
            }
            Mark::Line { from, to, width, .. } => {
                for (x, y) in [from, to] {
                    (*x, *y) = (*x * scale, *y * down);
                }
                *width *= scale;
            }
            Mark::Shape { points, stroke, .. } => {
                let ends = points.iter().map(|point| point.y);
                let middle = (ends.clone().fold(f32::MAX, f32::min) + ends.fold(f32::MIN, f32::max)) / 2.0;
                for Point { x, y, .. } in points {
                    (*x, *y) = (*x * scale, middle * down + (*y - middle) * scale);
                }
                if let Some(stroke) = stroke {
                    stroke.width *= scale;
                }
            }
        }
    }
}

/// Gives the words among the items to an element.
pub fn own_words(items: &mut [Item], element: ElementId) {
    for item in items.iter_mut().filter(|item| matches!(item.mark, Mark::Text { .. })) {
        item.owner = Owner::Element(element);
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
