//! The logo: PNG, JPEG or SVG, told by its content, checked, and made ready for both faces once for all documents.
//!
//! Nothing but the picture goes into the documents: no metadata of the file, and of an SVG only its shapes.

mod jpeg;
mod pixels;
mod svg;
#[cfg(test)]
mod tests;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Fault, Rgb};
pub use jpeg::Jpeg;
pub use pixels::Pixels;

/// The room for the logo on paper, in points: 45 by 14 millimetres. It fills the width or the height.
pub const FRAME: (f32, f32) = (127.5, 39.7);

/// A larger file is not read, in bytes.
pub const LARGEST_FILE: usize = 8_000_000;

/// What a logo may take of every document, in bytes.
const LARGEST_SHARE: usize = 256_000;

/// Dots per inch up to which print shows more, and from which on it looks sharp.
const FINE: f32 = 600.0;
const SHARP: f32 = 150.0;

/// More columns or rows than any logo has.
const MOST_PIXELS: u32 = 6_000;

/// A colour that differs less from white paper cannot be seen on it.
const VISIBLE: f64 = 1.4;

/// A checked logo.
pub struct Logo {
    /// For paper.
    pub art: Art,
    /// Size on paper in points, within [`FRAME`].
    pub width: f32,
    pub height: f32,
    /// For the screen: a `data:` address.
    pub source: String,
}

/// The logo as a PDF can hold it.
pub enum Art {
    Pixels(Pixels),
    Jpeg(Jpeg),
    /// Shapes in plain colours without transparency: every fill and stroke of it is a [`usvg::Paint::Color`] at full
    /// opacity, and no group clips, masks, filters or blends.
    Shapes(Box<usvg::Tree>),
}

impl Logo {
    /// Checks a file and makes it ready.
    ///
    /// # Errors
    /// No PNG, JPEG or SVG, a broken or hostile one, one that is too coarse or too large, or that white paper swallows.
    pub fn new(file: &[u8]) -> Result<Logo, Fault> {
        match Kind::of(file) {
            Kind::Png => Logo::of_pixels(Pixels::from_png(file)?),
            Kind::Jpeg => Logo::of_jpeg(Jpeg::new(file)?),
            Kind::Text(text) => Logo::of_svg(&svg::read(text)?),
            Kind::Other(name) => Err(Fault::new(
                format!("the file is {name}"),
                "save the logo as SVG, PNG or JPEG; the ending of its name does not matter",
            )),
        }
    }

    fn of_pixels(pixels: Pixels) -> Result<Logo, Fault> {
        check_resolution(pixels.width, pixels.height)?;
        let pixels = pixels.at_most(FINE);
        check_visible(pixels.colours())?;
        let png = pixels.png()?;
        if png.len() > LARGEST_SHARE {
            return Err(too_large(png.len(), "save it as JPEG if it is a photograph, else with fewer colours"));
        }
        let source = address("image/png", &png);
        Ok(Logo::new_sized(pixels.width as f32, pixels.height as f32, Art::Pixels(pixels), source))
    }

    fn of_jpeg(jpeg: Jpeg) -> Result<Logo, Fault> {
        let (width, height) = (jpeg.pixels.width, jpeg.pixels.height);
        check_resolution(width, height)?;
        check_visible(jpeg.pixels.colours())?;
        if jpeg.data.len() > LARGEST_SHARE {
            return Err(too_large(jpeg.data.len(), "save it with fewer pixels; 1000 in width are enough for print"));
        }
        let source = address("image/jpeg", &jpeg.data);
        Ok(Logo::new_sized(width as f32, height as f32, Art::Jpeg(jpeg), source))
    }

    fn of_svg(tree: &usvg::Tree) -> Result<Logo, Fault> {
        let (width, height) = (tree.size().width(), tree.size().height());
        let pixels = Pixels::of_svg(tree, scale(width, height) * FINE / 72.0)?;
        check_visible(pixels.colours())?;
        let text = svg::write(tree);
        if text.len() > LARGEST_SHARE {
            return Err(too_large(text.len(), "simplify its shapes, or save it as PNG"));
        }
        let source = address("image/svg+xml", text.as_bytes());
        let art = if svg::is_plain(tree.root()) { Art::Shapes(Box::new(tree.clone())) } else { Art::Pixels(pixels) };
        Ok(Logo::new_sized(width, height, art, source))
    }

    fn new_sized(width: f32, height: f32, art: Art, source: String) -> Logo {
        let scale = scale(width, height);
        Logo { art, width: width * scale, height: height * scale, source }
    }
}

/// What a file is by its first bytes.
enum Kind<'f> {
    Png,
    Jpeg,
    /// Text, which may be SVG.
    Text(&'f str),
    Other(&'static str),
}

impl Kind<'_> {
    fn of(file: &[u8]) -> Kind<'_> {
        let starts: [(&[u8], &str); 12] = [
            (b"GIF8", "a GIF picture"),
            (b"RIFF", "a WebP picture or another RIFF file"),
            (b"BM", "a Windows bitmap"),
            (b"II*\0", "a TIFF picture"),
            (b"MM\0*", "a TIFF picture"),
            (b"%PDF", "a PDF"),
            (b"%!PS", "an EPS or PostScript file"),
            (b"8BPS", "a Photoshop file"),
            (b"\x1f\x8b", "compressed, perhaps an SVGZ"),
            (b"PK\x03\x04", "a ZIP archive or an office document"),
            (b"\xff\xfe", "text in UTF-16, not in UTF-8"),
            (b"\xfe\xff", "text in UTF-16, not in UTF-8"),
        ];
        if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Kind::Png;
        }
        if file.starts_with(b"\xff\xd8\xff") {
            return Kind::Jpeg;
        }
        if file.is_empty() {
            return Kind::Other("empty");
        }
        if let Some((_, name)) = starts.iter().find(|(start, _)| file.starts_with(start)) {
            return Kind::Other(name);
        }
        match std::str::from_utf8(file).map(|text| text.trim_start_matches('\u{feff}').trim_start()) {
            Ok(text) if text.starts_with('<') => Kind::Text(text),
            _ => Kind::Other("neither PNG nor JPEG nor SVG"),
        }
    }
}

/// From the logo's own units to points.
fn scale(width: f32, height: f32) -> f32 {
    (FRAME.0 / width).min(FRAME.1 / height)
}

fn check_resolution(width: u32, height: u32) -> Result<(), Fault> {
    let dots = 72.0 / scale(width as f32, height as f32);
    if dots >= SHARP {
        return Ok(());
    }
    let enlarge = |pixels: u32| (pixels as f32 * SHARP / dots).ceil();
    Err(Fault::new(
        format!("the picture has {width} × {height} pixels, too few to look sharp in print"),
        format!("give it as SVG, or with at least {} × {} pixels", enlarge(width), enlarge(height)),
    ))
}

fn check_visible(mut colours: impl Iterator<Item = Rgb>) -> Result<(), Fault> {
    let white = Rgb(0xff, 0xff, 0xff);
    if colours.any(|colour| colour != white && colour.contrast(white) >= VISIBLE) {
        return Ok(());
    }
    Err(Fault::new(
        "the logo is empty, white or nearly white, so that white paper would not show it",
        "give the variant for light grounds",
    ))
}

fn too_large(bytes: usize, help: &str) -> Fault {
    let kilobytes = bytes.div_ceil(1000);
    let most = LARGEST_SHARE / 1000;
    Fault::new(format!("the logo would add {kilobytes} kB to every document; {most} kB are the most"), help)
}

fn address(kind: &str, data: &[u8]) -> String {
    format!("data:{kind};base64,{}", STANDARD.encode(data))
}
