//! A drawing as inline SVG: x in percent of the width, so that it stretches; y and sizes in CSS pixels.

use std::fmt::Write;

use crate::document::drawing::{Anchor, Drawing, Ink, Shape};

/// CSS pixels in a point.
const PIXELS: f32 = 4.0 / 3.0;

/// The whole `<svg>` element, text escaped. `id` is unique in its page; `title` and `description` are for those who can't see it.
pub fn svg(drawing: &Drawing, id: &str, title: &str, description: &str) -> String {
    let mut out = String::with_capacity(256 + drawing.shapes.len() * 96);
    write_svg(&mut out, drawing, id, title, description).expect("writing into a String never fails");
    out
}

/// A number with at most two decimals.
pub fn short(number: impl Into<f64>) -> String {
    let number = number.into();
    let number = if number.is_finite() { (number * 100.0).round() / 100.0 } else { 0.0 };
    // Adding zero turns -0 into 0.
    (number + 0.0).to_string()
}

fn write_svg(out: &mut String, drawing: &Drawing, id: &str, title: &str, description: &str) -> std::fmt::Result {
    write!(
        out,
        "<svg class=\"chart\" role=\"img\" height=\"{}\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">",
        pixels(drawing.height)
    )?;
    write!(
        out,
        "<title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
        Escaped(title),
        Escaped(description)
    )?;
    drawing.shapes.iter().try_for_each(|shape| write_shape(out, shape))?;
    out.write_str("</svg>")
}

fn write_shape(out: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Line { x1, y1, x2, y2, width, dashed, ink } => {
            let (x1, y1, x2, y2, width) = (percent(*x1), pixels(*y1), percent(*x2), pixels(*y2), pixels(*width));
            let dash = if *dashed { " stroke-dasharray=\"4 3\"" } else { "" };
            write!(
                out,
                "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke-width=\"{width}\"{dash} class=\"s-{}\"/>",
                name(*ink)
            )
        }
        Shape::Rect { x, y, width, height, ink } => {
            let (x, y, width, height) = (percent(*x), pixels(*y), percent(width.max(0.0)), pixels(height.max(0.0)));
            write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" class=\"f-{}\"/>", name(*ink))
        }
        Shape::Circle { x, y, radius, filled, ink } => {
            let (x, y, radius) = (percent(*x), pixels(*y), pixels(radius.max(0.0)));
            let stroke = if *filled { String::new() } else { format!(" stroke-width=\"{}\"", pixels(1.2)) };
            write!(
                out,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{stroke} class=\"{}-{}\"/>",
                if *filled { 'f' } else { 's' },
                name(*ink)
            )
        }
        Shape::Pointer { x, y, size, ink } => {
            // A polygon takes no percentages: a nested drawing stands at x and holds it.
            let (x, y, size, half) = (percent(*x), pixels(*y), pixels(*size), pixels(*size / 2.0));
            write!(
                out,
                "<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\"><polygon points=\"0,0 -{half},-{size} {half},-{size}\" class=\"f-{}\"/></svg>",
                name(*ink)
            )
        }
        Shape::Text { x, y, size, anchor, bold, ink, text } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let (x, y, size) = (percent(*x), pixels(*y), pixels(*size));
            let weight = if *bold { " font-weight=\"700\"" } else { "" };
            write!(
                out,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{weight} class=\"f-{}\">{}</text>",
                name(*ink),
                Escaped(text)
            )
        }
    }
}

fn percent(share: f32) -> String {
    short(share * 100.0) + "%"
}

fn pixels(points: f32) -> String {
    short(points * PIXELS)
}

fn name(ink: Ink) -> &'static str {
    match ink {
        Ink::Text => "text",
        Ink::Muted => "muted",
        Ink::Hairline => "hairline",
        Ink::Accent => "accent",
        Ink::Wash => "wash",
        Ink::Weak => "weak",
        Ink::Adequate => "adequate",
        Ink::Strong => "strong",
    }
}

/// Text with the characters replaced that mean something in HTML.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}
