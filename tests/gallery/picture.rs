//! Grey pictures: made from a page, kept as PNG, compared.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::Path;

use super::harness::tool;

/// A grey picture, 0 is black.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// Pixels an inch: a point is a little less than a pixel.
const RESOLUTION: &str = "60";
/// A pixel differs if its neighborhood's mean does by more than this, of 255: more than smoothing of edges makes.
const TOLERANCE: i32 = 24;

impl Picture {
    /// A page of a PDF, the first is 1.
    pub fn of_page(pdf: &Path, page: u32) -> Picture {
        let page = page.to_string();
        let output = tool("pdftoppm", &["-gray", "-r", RESOLUTION, "-f", &page, "-l", &page, pdf.to_str().unwrap()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        // P5, width and height, 255, each on a line, then the pixels
        let mut parts = output.stdout.splitn(4, |byte| *byte == b'\n');
        let (kind, size) = (parts.next().unwrap(), std::str::from_utf8(parts.next().unwrap()).unwrap());
        let (depth, pixels) = (parts.next().unwrap(), parts.next().unwrap().to_vec());
        assert_eq!((kind, depth), (&b"P5"[..], &b"255"[..]));
        let (width, height) = size.split_once(' ').unwrap();
        Picture { width: width.parse().unwrap(), height: height.parse().unwrap(), pixels }
    }

    /// A picture that [`Picture::write`] wrote.
    pub fn read(file: &Path) -> Option<Picture> {
        let mut decoder = png::Decoder::new(BufReader::new(File::open(file).ok()?));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        Some(Picture { width: info.width as usize, height: info.height as usize, pixels })
    }

    /// Writes a PNG with 16 levels of grey, so that it is small.
    pub fn write(&self, file: &Path) {
        let levels: Vec<u8> = self.pixels.iter().map(|pixel| ((u16::from(*pixel) + 8) / 17) as u8).collect();
        let rows = levels.chunks(self.width);
        let packed: Vec<u8> =
            rows.flat_map(|row| row.chunks(2).map(|two| two[0] << 4 | two.get(1).unwrap_or(&0))).collect();
        write_png(file, self, png::ColorType::Grayscale, png::BitDepth::Four, &packed);
    }

    /// How many pixels differ from the other picture beyond what smoothing explains; all, where the sizes differ.
    pub fn difference(&self, other: &Picture) -> usize {
        if (self.width, self.height) != (other.width, other.height) {
            return self.pixels.len().max(other.pixels.len());
        }
        let (left, right) = (self.blurred(), other.blurred());
        left.iter().zip(right).filter(|(left, right)| (*left - right).abs() > TOLERANCE).count()
    }

    /// The mean of each pixel with its eight neighbors.
    fn blurred(&self) -> Vec<i32> {
        let rows: Vec<&[u8]> = self.pixels.chunks(self.width).collect();
        let mut means = Vec::with_capacity(self.pixels.len());
        for y in 0..self.height {
            let [above, here, below] = [y.saturating_sub(1), y, (y + 1).min(self.height - 1)].map(|y| rows[y]);
            let three = |x: usize| i32::from(above[x]) + i32::from(here[x]) + i32::from(below[x]);
            let (mut left, mut middle) = (three(0), three(0));
            for x in 0..self.width {
                let right = three((x + 1).min(self.width - 1));
                means.push((left + middle + right) / 9);
                (left, middle) = (middle, right);
            }
        }
        means
    }

    /// Writes both pictures over each other: what is only in this one is red, what is only in the other is blue.
    pub fn write_difference(&self, other: &Picture, file: &Path) {
        let pairs = self.pixels.iter().zip(&other.pixels);
        let colors: Vec<u8> = pairs.flat_map(|(this, other)| [*other, *this.min(other), *this]).collect();
        if (self.width, self.height) == (other.width, other.height) {
            write_png(file, self, png::ColorType::Rgb, png::BitDepth::Eight, &colors);
        }
    }
}

fn write_png(file: &Path, size: &Picture, color: png::ColorType, depth: png::BitDepth, bytes: &[u8]) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let out = BufWriter::new(File::create(file).unwrap());
    let mut encoder = png::Encoder::new(out, size.width as u32, size.height as u32);
    encoder.set_color(color);
    encoder.set_depth(depth);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(bytes).unwrap();
}
