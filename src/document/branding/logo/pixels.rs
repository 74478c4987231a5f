//! A logo in pixels: read from PNG or drawn from an SVG, and not finer than print shows.

use std::io::Cursor;

use super::{FRAME, Fault, MOST_PIXELS, Rgb, scale};

/// Samples of 8 bits, rows from the top, without padding.
#[derive(Clone)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// Whether `colour` has one sample a pixel; else three: red, green, blue.
    pub grey: bool,
    pub colour: Vec<u8>,
    /// One sample a pixel, 255 for opaque; `None` where all are.
    pub alpha: Option<Vec<u8>>,
}

impl Pixels {
    /// The (first) picture of a PNG.
    pub(super) fn from_png(file: &[u8]) -> Result<Pixels, Fault> {
        let broken = |error: png::DecodingError| broken("PNG", &error.to_string());
        let limits = png::Limits { bytes: 4 * (MOST_PIXELS as usize).pow(2) };
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), limits);
        // neither is used, and both may unpack to any length
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
        let (width, height) = decoder.read_header_info().map_err(broken)?.size();
        check_size(width, height)?;
        let mut reader = decoder.read_info().map_err(broken)?;
        let mut samples = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let info = reader.next_frame(&mut samples).map_err(broken)?;
        let rgba = match info.color_type {
            png::ColorType::GrayscaleAlpha => samples.chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(),
            _ => samples,
        };
        Ok(Pixels::of_rgba(width, height, &rgba))
    }

    /// An SVG drawn with so many pixels a unit.
    pub(super) fn of_svg(tree: &usvg::Tree, scale: f32) -> Result<Pixels, Fault> {
        // the scale fits the drawing into the frame, and the frame is small
        let side = |length: f32| (length * scale).round().max(1.0) as u32;
        let (width, height) = (side(tree.size().width()), side(tree.size().height()));
        let Some(mut pixmap) = resvg::tiny_skia::Pixmap::new(width, height) else {
            return Err(broken("SVG", "it has no size"));
        };
        let transform = resvg::tiny_skia::Transform::from_scale(scale, scale);
        resvg::render(tree, transform, &mut pixmap.as_mut());
        let rgba = pixmap.pixels().iter().flat_map(|pixel| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        });
        Ok(Pixels::of_rgba(width, height, &rgba.collect::<Vec<u8>>()))
    }

    fn of_rgba(width: u32, height: u32, rgba: &[u8]) -> Pixels {
        let pixels = || rgba.chunks_exact(4);
        let grey = pixels().all(|p| p[3] == 0 || p[0] == p[1] && p[1] == p[2]);
        let opaque = pixels().all(|p| p[3] == 255);
        let channels = if grey { 1 } else { 3 };
        Pixels {
            width,
            height,
            grey,
            // what is not seen is black, whatever the file hides there
            colour: pixels()
                .flat_map(|p| if p[3] == 0 { &[0; 3][..channels] } else { &p[..channels] })
                .copied()
                .collect(),
            alpha: (!opaque).then(|| pixels().map(|p| p[3]).collect()),
        }
    }

    /// The same picture with at most so many pixels an inch of paper: each new one is the mean of those in its place.
    pub fn at_most(&self, dots: f32) -> Pixels {
        let share = scale(self.width as f32, self.height as f32) * dots / 72.0;
        if share >= 1.0 {
            return self.clone();
        }
        let most = |frame: f32| (frame * dots / 72.0).ceil();
        let side = |pixels: u32, frame: f32| (pixels as f32 * share).round().clamp(1.0, most(frame)) as u32;
        let (width, height) = (side(self.width, FRAME.0), side(self.height, FRAME.1));
        let range = |at: u32, new: u32, old: u32| {
            let edge = |at: u32| (u64::from(at) * u64::from(old) / u64::from(new)) as u32;
            edge(at)..edge(at + 1).max(edge(at) + 1)
        };
        let mut rgba = Vec::with_capacity(4 * width as usize * height as usize);
        for y in 0..height {
            let rows = range(y, height, self.height);
            for x in 0..width {
                let columns = range(x, width, self.width);
                let (mut sums, mut count) = ([0_u64; 4], 0);
                for (row, column) in rows.clone().flat_map(|row| columns.clone().map(move |column| (row, column))) {
                    let (Rgb(red, green, blue), alpha) =
                        self.pixel(row as usize * self.width as usize + column as usize);
                    for (sum, channel) in sums.iter_mut().zip([red, green, blue]) {
                        *sum += u64::from(channel) * u64::from(alpha);
                    }
                    sums[3] += u64::from(alpha);
                    count += 1;
                }
                let [red, green, blue, alpha] = sums;
                rgba.extend([red, green, blue].map(|sum| ((sum + alpha / 2) / alpha.max(1)) as u8));
                rgba.push(((alpha + count / 2) / count) as u8);
            }
        }
        Pixels::of_rgba(width, height, &rgba)
    }

    /// The colours that white paper shows.
    pub fn colours(&self) -> impl Iterator<Item = Rgb> {
        (0..self.width as usize * self.height as usize).map(|at| {
            let (Rgb(red, green, blue), alpha) = self.pixel(at);
            let on_paper = |channel: u8| 255 - (u32::from(255 - channel) * u32::from(alpha) / 255) as u8;
            Rgb(on_paper(red), on_paper(green), on_paper(blue))
        })
    }

    /// Colour and opacity of a pixel, counted row by row.
    pub(super) fn pixel(&self, at: usize) -> (Rgb, u8) {
        let colour = if self.grey {
            Rgb(self.colour[at], self.colour[at], self.colour[at])
        } else {
            Rgb(self.colour[3 * at], self.colour[3 * at + 1], self.colour[3 * at + 2])
        };
        (colour, self.alpha.as_ref().map_or(255, |alpha| alpha[at]))
    }

    /// The picture as a PNG file.
    pub(super) fn png(&self) -> Result<Vec<u8>, Fault> {
        let channels = if self.grey { 1 } else { 3 };
        let (kind, samples) = match &self.alpha {
            None => (if self.grey { png::ColorType::Grayscale } else { png::ColorType::Rgb }, self.colour.clone()),
            Some(alpha) => (
                if self.grey { png::ColorType::GrayscaleAlpha } else { png::ColorType::Rgba },
                self.colour.chunks_exact(channels).zip(alpha).flat_map(|(c, a)| c.iter().chain([a])).copied().collect(),
            ),
        };
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(kind);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let failed = |error: png::EncodingError| broken("PNG", &error.to_string());
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&samples).map_err(failed)?;
        writer.finish().map_err(failed)?;
        Ok(file)
    }
}

/// Refuses sizes that no logo has before memory is taken for them.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), Fault> {
    if width.max(height) <= MOST_PIXELS {
        return Ok(());
    }
    Err(Fault::new(
        format!("the picture has {width} × {height} pixels; {MOST_PIXELS} in width or height are the most"),
        "save it smaller; 1000 pixels in width are enough for print",
    ))
}

pub(super) fn broken(kind: &str, why: &str) -> Fault {
    Fault::new(format!("the {kind} is broken: {}", why.trim_end_matches(['.', '\n'])), "export the logo again")
}
