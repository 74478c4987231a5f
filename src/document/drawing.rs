//! Charts as a list of shapes that knows neither SVG nor PDF: both faces draw the same.
//!
//! Horizontal positions are shares of the drawing's width (0 to 1), vertical ones and sizes are points
//! (from the top), so that a drawing stretches to the page or the phone and its words keep their size.

use serde::Serialize;

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    /// Height in points.
    pub height: f32,
    pub shapes: Vec<Shape>,
}

/// One shape; later ones lie on top.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "shape", rename_all = "kebab-case")]
pub enum Shape {
    /// A straight line of `width` points.
    Line { x1: f32, y1: f32, x2: f32, y2: f32, width: f32, dashed: bool, ink: Ink },
    /// A filled rectangle; `x` and `width` are shares.
    Rect { x: f32, y: f32, width: f32, height: f32, ink: Ink },
    /// A circle of `radius` points; not filled: an outline of 1.2 points on a white ground.
    Circle { x: f32, y: f32, radius: f32, filled: bool, ink: Ink },
    /// A triangle that points down onto (x, y), `size` points high and wide.
    Pointer { x: f32, y: f32, size: f32, ink: Ink },
    /// A word or two; `y` is the baseline.
    Text { x: f32, y: f32, size: f32, anchor: Anchor, bold: bool, ink: Ink, text: String },
}

/// Which point of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Colours by meaning; each face maps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    Text,
    Muted,
    Hairline,
    Accent,
    /// A ground for areas, barely there.
    Wash,
    Weak,
    Adequate,
    Strong,
}
