//! A logo in JPEG: kept as it is, because PDF and HTML both hold JPEG, but for the metadata of the file.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Fault;
use super::pixels::{Pixels, broken, check_size};

/// A JPEG that a PDF with sRGB colours can hold.
pub struct Jpeg {
    /// What it shows.
    pub pixels: Pixels,
    /// The file without its metadata.
    pub data: Vec<u8>,
}

impl Jpeg {
    pub(super) fn new(file: &[u8]) -> Result<Jpeg, Fault> {
        let Parts { data, components, exif } =
            parts(file).ok_or_else(|| broken("JPEG", "its segments cannot be read"))?;
        let grey = match components {
            1 => true,
            3 => false,
            _ => {
                return Err(Fault::new(
                    "the JPEG has the four colours of a printing press (CMYK)",
                    "save it in RGB (sRGB), or give it as PNG or SVG",
                ));
            }
        };
        if exif.is_some_and(|exif| orientation(exif).is_some_and(|orientation| orientation != 1)) {
            return Err(Fault::new(
                "the JPEG lies on its side and only a note in the file (Exif) says how to turn it",
                "open it in a picture editor, turn it upright and save it again",
            ));
        }
        let options = DecoderOptions::default()
            .set_strict_mode(true)
            .set_max_width(usize::MAX)
            .set_max_height(usize::MAX)
            .jpeg_set_out_colorspace(if grey { ColorSpace::Luma } else { ColorSpace::RGB });
        let mut decoder = JpegDecoder::new_with_options(Cursor::new(&data), options);
        decoder.decode_headers().map_err(|error| broken("JPEG", &error.to_string()))?;
        let info = decoder.info().ok_or_else(|| broken("JPEG", "it has no size"))?;
        let (width, height) = (u32::from(info.width), u32::from(info.height));
        check_size(width, height)?;
        let colour = decoder.decode().map_err(|error| broken("JPEG", &error.to_string()))?;
        Ok(Jpeg { pixels: Pixels { width, height, grey, colour, alpha: None }, data })
    }
}

/// What the segments of a JPEG tell.
struct Parts<'f> {
    /// The file without comments and application segments other than JFIF's and Adobe's, which say how to read the colours.
    data: Vec<u8>,
    components: u8,
    /// What follows "Exif".
    exif: Option<&'f [u8]>,
}

/// Walks through the segments up to the picture itself (ITU T.81, annex B).
fn parts(file: &[u8]) -> Option<Parts<'_>> {
    let mut data = file.get(..2)?.to_vec();
    let (mut components, mut exif) = (None, None);
    let mut at = 2;
    loop {
        let (&0xff, &marker) = (file.get(at)?, file.get(at + 1)?) else { return None };
        if marker == 0xff {
            // a fill byte
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*file.get(at + 2)?, *file.get(at + 3)?]));
        let content = file.get(at + 4..at + 2 + length)?;
        match marker {
            0xda => {
                data.extend(&file[at..]);
                return Some(Parts { data, components: components?, exif });
            }
            0xe1 => exif = exif.or(content.strip_prefix(b"Exif\0\0")),
            0xe2..=0xed | 0xef | 0xfe => {}
            _ => {
                // start of frame, but for the tables that share its range
                if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                    components = content.get(5).copied();
                }
                data.extend(&file[at..at + 2 + length]);
            }
        }
        at += 2 + length;
    }
}

/// The orientation of an Exif block: tag 0x112 of its first directory.
fn orientation(exif: &[u8]) -> Option<u16> {
    let little = exif.starts_with(b"II");
    let short = |at: usize| {
        let bytes = [*exif.get(at)?, *exif.get(at + 1)?];
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let (high, low) = if little { (short(6)?, short(4)?) } else { (short(4)?, short(6)?) };
    let directory = usize::from(high) << 16 | usize::from(low);
    let entries = (0..usize::from(short(directory)?)).map(|entry| directory + 2 + 12 * entry);
    entries
        .take_while(|&entry| entry < exif.len())
        .find(|&entry| short(entry) == Some(0x112))
        .and_then(|entry| short(entry + 8))
}
