//! The logo as an object of the PDF that fills the unit square: one for all documents of a run.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use usvg::tiny_skia_path::{Path, PathSegment, PathStroker, Point, Transform};

use super::content_stream::component;
use super::embed::Deflater;
use super::look::Colour;
use super::objects::{Objects, number};
use crate::document::branding::logo::{Art, Jpeg, Logo, Pixels};

/// Dots per inch of a logo in pixels: print shows little more, and every file pays for them.
const DOTS: f32 = 300.0;

/// Writes the logo; returns its object.
pub fn write(logo: &Logo, objects: &mut Objects, deflater: &mut Deflater) -> u32 {
    let id = objects.allocate(1);
    match &logo.art {
        Art::Pixels(pixels) => {
            let (entries, samples) = samples(&pixels.at_most(DOTS), deflater);
            objects.stream(id, &entries, &samples);
        }
        Art::Jpeg(Jpeg { pixels, data }) => {
            let (entries, samples) = samples(&pixels.at_most(DOTS), deflater);
            // What is no photograph is smaller without the noise of JPEG.
            if samples.len() < data.len() {
                objects.stream(id, &entries, &samples);
            } else {
                let space = if pixels.grey { "/DeviceGray" } else { "/DeviceRGB" };
                objects.stream(id, &image(pixels, space, "DCTDecode"), data);
            }
        }
        Art::Shapes(tree) => {
            let (width, height) = (logo.width, logo.height);
            let scale = width / tree.size().width();
            let mut content = String::new();
            draw(tree.root(), Transform::from_row(scale, 0.0, 0.0, -scale, 0.0, height), &mut content);
            let entries = format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Matrix[{:.8} 0 0 {:.8} 0 0]/Resources<<>>\
                 /Filter/FlateDecode",
                1.0 / width,
                1.0 / height
            );
            objects.stream(id, &entries, &deflater.deflate(content.as_bytes()));
        }
    }
    id
}

fn image(pixels: &Pixels, space: &str, filter: &str) -> String {
    let Pixels { width, height, .. } = pixels;
    format!(
        "/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent 8/Filter/{filter}"
    )
}

/// A picture on white paper as a stream, its entries and its content. It needs no transparency: a viewer with a dark mode
/// would show a dark logo on a dark ground.
fn samples(pixels: &Pixels, deflater: &mut Deflater) -> (String, Vec<u8>) {
    let colours: Vec<Colour> = pixels.colours().collect();
    let (space, samples) = match palette(&colours) {
        Some((palette, samples)) => {
            let table: String = palette.iter().map(|Colour(r, g, b)| format!("{r:02x}{g:02x}{b:02x}")).collect();
            (format!("[/Indexed/DeviceRGB {} <{table}>]", palette.len() - 1), samples)
        }
        None => ("/DeviceRGB".to_owned(), colours.iter().flat_map(|&Colour(r, g, b)| [r, g, b]).collect()),
    };
    (image(pixels, &space, "FlateDecode"), deflater.deflate(&samples))
}

/// At most 256 colours and which of them each pixel has. Frequent colours stay as they are; rare ones, which smooth the
/// edges of shapes, give way to near ones. `None` where that would be seen.
fn palette(colours: &[Colour]) -> Option<(Vec<Colour>, Vec<u8>)> {
    /// A channel may change so much, of 255: less than the eye sees, even beside each other.
    const MOST: u8 = 3;
    let mut counts = BTreeMap::new();
    for &Colour(r, g, b) in colours {
        *counts.entry([r, g, b]).or_insert(0_usize) += 1;
    }
    let mut frequent: Vec<_> = counts.into_iter().collect();
    frequent.sort_by_key(|&(_, count)| Reverse(count));
    (0..=MOST).find_map(|step| {
        let mut palette: Vec<[u8; 3]> = Vec::new();
        let mut places = BTreeMap::new();
        for &(colour, _) in &frequent {
            let near = |known: &[u8; 3]| known.iter().zip(colour).all(|(one, other)| one.abs_diff(other) <= step);
            let place = palette.iter().position(near).unwrap_or_else(|| {
                palette.push(colour);
                palette.len() - 1
            });
            places.insert(colour, u8::try_from(place).ok()?);
        }
        let samples = colours.iter().map(|Colour(r, g, b)| places[&[*r, *g, *b]]).collect();
        Some((palette.into_iter().map(|[r, g, b]| Colour(r, g, b)).collect(), samples))
    })
}

/// Fills the shapes of a group, strokes as the shapes that they cover; `paper` leads from the drawing's units to points.
fn draw(group: &usvg::Group, paper: Transform, out: &mut String) {
    for node in group.children() {
        let path = match node {
            usvg::Node::Group(group) => {
                draw(group, paper, out);
                continue;
            }
            usvg::Node::Path(path) if path.is_visible() => path,
            _ => continue,
        };
        let onto = paper.pre_concat(path.abs_transform());
        let fill = path.fill().map(|fill| {
            let operator = if fill.rule() == usvg::FillRule::EvenOdd { "f*" } else { "f" };
            (path.data().clone(), fill.paint(), operator)
        });
        let stroke = path.stroke().and_then(|stroke| Some((covered(path.data(), stroke, onto)?, stroke.paint(), "f")));
        let mut layers = [fill, stroke];
        if path.paint_order() == usvg::PaintOrder::StrokeAndFill {
            layers.reverse();
        }
        for (shape, paint, operator) in layers.into_iter().flatten() {
            // The others are not among `Art::Shapes`.
            if let (usvg::Paint::Color(colour), Some(shape)) = (paint, shape.transform(onto)) {
                for part in [colour.red, colour.green, colour.blue] {
                    number(out, component(part));
                    out.push(' ');
                }
                *out += "rg\n";
                outline(&shape, out);
                *out += operator;
                out.push('\n');
            }
        }
    }
}

/// What a stroke covers.
fn covered(path: &Path, stroke: &usvg::Stroke, onto: Transform) -> Option<Path> {
    // Curves as smooth as for 20 dots a point.
    let resolution = PathStroker::compute_resolution_scale(&onto) * 20.0;
    let stroke = stroke.to_tiny_skia();
    match &stroke.dash {
        Some(dash) => path.dash(dash, resolution)?.stroke(&stroke, resolution),
        None => path.stroke(&stroke, resolution),
    }
}

fn outline(path: &Path, out: &mut String) {
    let mut write = |points: &[Point], operator: &str| {
        for point in points {
            number(out, point.x);
            out.push(' ');
            number(out, point.y);
            out.push(' ');
        }
        let _ = writeln!(out, "{operator}");
    };
    let mut from = Point::zero();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => write(&[to], "m"),
            PathSegment::LineTo(to) => write(&[to], "l"),
            PathSegment::QuadTo(control, to) => {
                // The same curve as a cubic one.
                let towards = |end: Point| {
                    Point::from_xy(end.x + (control.x - end.x) * 2.0 / 3.0, end.y + (control.y - end.y) * 2.0 / 3.0)
                };
                write(&[towards(from), towards(to), to], "c");
            }
            PathSegment::CubicTo(one, two, to) => write(&[one, two, to], "c"),
            PathSegment::Close => write(&[], "h"),
        }
        if let PathSegment::MoveTo(to)
        | PathSegment::LineTo(to)
        | PathSegment::QuadTo(_, to)
        | PathSegment::CubicTo(_, _, to) = segment
        {
            from = to;
        }
    }
}
