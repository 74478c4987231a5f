//! A drawing as inline SVG: x in percent of the width, so that it stretches; y and sizes in CSS pixels.

use crate::document::drawing::{Anchor, Drawing, Ink, Shape};

/// CSS pixels in a point.
const PIXELS: f32 = 4.0 / 3.0;

/// The whole `<svg>` element, text escaped. Its name is `description`: the title stands over it, as the figure's
/// caption, and is said once. `id` is unique in its page.
pub fn svg(drawing: &Drawing, id: &str, description: &str) -> String {
    let mut out = Writer(String::with_capacity(512 + drawing.shapes.len() * 128));
    out.text("<svg class=\"chart\" role=\"img\" aria-labelledby=\"")
        .text(id)
        .text("\"")
        .pixels("height", drawing.height);
    out.text("><desc id=\"").text(id).text("\">").escaped(description).text("</desc>");
    for shape in &drawing.shapes {
        out.shape(shape);
    }
    out.text("</svg>");
    out.0
}

/// A number with at most two decimals.
pub fn short(number: f64) -> String {
    let mut out = Writer(String::with_capacity(6));
    out.number(number);
    out.0
}

/// Text with the characters replaced that mean something in HTML.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

struct Writer(String);

impl Writer {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Line { x1, y1, x2, y2, width, dashed, ink } => {
                self.text("<line").percent("x1", *x1).pixels("y1", *y1).percent("x2", *x2).pixels("y2", *y2);
                self.pixels("stroke-width", *width).text(if *dashed { " stroke-dasharray=\"4 3\"" } else { "" });
                self.class("s-", *ink).text("/>");
            }
            Shape::Rect { x, y, width, height, ink } => {
                self.text("<rect").percent("x", *x).pixels("y", *y);
                self.percent("width", width.max(0.0)).pixels("height", height.max(0.0)).class("f-", *ink).text("/>");
            }
            Shape::Circle { x, y, radius, filled, ink } => {
                self.text("<circle").percent("cx", *x).pixels("cy", *y).pixels("r", radius.max(0.0));
                if !filled {
                    self.pixels("stroke-width", 1.2);
                }
                self.class(if *filled { "f-" } else { "s-" }, *ink).text("/>");
            }
            Shape::Pointer { x, y, size, ink } => {
                // A polygon takes no percentages: a nested drawing stands at x and holds it.
                let (height, half) = (size * PIXELS, size * PIXELS / 2.0);
                self.text("<svg").percent("x", *x).pixels("y", *y).text(" overflow=\"visible\"><polygon points=\"0,0");
                for x in [-half, half] {
                    self.text(" ").number(x.into()).text(",").number((-height).into());
                }
                self.text("\"").class("f-", *ink).text("/></svg>");
            }
            Shape::Text { x, y, size, anchor, bold, ink, text } => {
                self.text("<text").percent("x", *x).pixels("y", *y).pixels("font-size", *size);
                self.text(match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                });
                self.text(if *bold { " font-weight=\"700\"" } else { "" });
                self.class("f-", *ink).text(">").escaped(text).text("</text>");
            }
        }
    }

    fn text(&mut self, text: &str) -> &mut Writer {
        self.0.push_str(text);
        self
    }

    fn escaped(&mut self, text: &str) -> &mut Writer {
        escape(text, &mut self.0);
        self
    }

    fn class(&mut self, prefix: &str, ink: Ink) -> &mut Writer {
        self.text(" class=\"").text(prefix).text(name(ink)).text("\"")
    }

    fn percent(&mut self, attribute: &str, share: f32) -> &mut Writer {
        self.text(" ").text(attribute).text("=\"").number(f64::from(share) * 100.0).text("%\"")
    }

    fn pixels(&mut self, attribute: &str, points: f32) -> &mut Writer {
        self.text(" ").text(attribute).text("=\"").number((points * PIXELS).into()).text("\"")
    }

    /// At most two decimals, digit by digit: a page holds hundreds of numbers, and the general way takes ten times as long.
    fn number(&mut self, number: f64) -> &mut Writer {
        let hundredths = if number.is_finite() { (number * 100.0).round() as i64 } else { 0 };
        if hundredths < 0 {
            self.0.push('-');
        }
        let (whole, hundredths) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        self.digits(whole);
        if hundredths > 0 {
            self.0.push('.');
            self.digits(hundredths / 10);
            // a zero at the end is left out
            if hundredths % 10 > 0 {
                self.digits(hundredths % 10);
            }
        }
        self
    }

    fn digits(&mut self, number: u64) {
        if number >= 10 {
            self.digits(number / 10);
        }
        self.0.push(char::from(b'0' + (number % 10) as u8));
    }
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

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_short() {
        let numbers = [0.0, -0.0, -0.001, 1.0, 10.0, 0.5, -0.25, 100.0, 33.333_333, 0.009, 99.999, 1234.5, -70.1, 5.05];
        let expected =
            ["0", "0", "0", "1", "10", "0.5", "-0.25", "100", "33.33", "0.01", "100", "1234.5", "-70.1", "5.05"];
        assert_eq!(numbers.map(short), expected);
        assert_eq!([f64::NAN, f64::INFINITY].map(short), ["0", "0"]);
        assert_eq!(short(1e300), short(i64::MAX as f64 / 100.0));
    }
}
