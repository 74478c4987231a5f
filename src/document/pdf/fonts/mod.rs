//! The fonts of the PDF, and words shaped with them: glyphs with their places, kerned and with marks attached.

mod face;
mod region;
mod shaper;
#[cfg(test)]
mod tests;
mod word;

pub use face::{Face, FaceFault, check_font};
pub use harfrust::font::Blob;
pub use region::Region;
pub use shaper::{Manner, Shaper, plain};
pub use word::{BOX, Glyph, Word};

use super::look::Weight;

/// The fonts of a run, in families; first the text's own, then what stands in for characters that it lacks, in the order
/// in which they are asked.
pub struct Fonts {
    /// The faces of all families.
    pub faces: Vec<Face>,
    families: Vec<Family>,
}

/// The weights of one design.
#[derive(Debug, Clone, Copy)]
struct Family {
    /// Regular and bold; the same where there is only one.
    faces: [usize; 2],
    /// Whose Han characters it draws, where it was made for one region.
    region: Option<Region>,
}

macro_rules! embedded {
    ($name:literal) => {
        include_bytes!(concat!("../../../../templates/fonts/", $name, ".ttf")).as_slice()
    };
}

/// The embedded families: Latin, Greek and Cyrillic; arrows and signs such as minus and "at most" (the part of Noto Sans
/// Math that a report may need); the scripts of names.
const EMBEDDED: [[&[u8]; 2]; 6] = [
    [embedded!("NotoSans-Regular"), embedded!("NotoSans-Bold")],
    [embedded!("NotoSansMath-Signs"); 2],
    [embedded!("NotoSansArabic-Regular"), embedded!("NotoSansArabic-Bold")],
    [embedded!("NotoSansHebrew-Regular"), embedded!("NotoSansHebrew-Bold")],
    [embedded!("NotoSansDevanagari-Regular"), embedded!("NotoSansDevanagari-Bold")],
    [embedded!("NotoSansThai-Regular"), embedded!("NotoSansThai-Bold")],
];

impl Fonts {
    /// The embedded fonts.
    pub fn embedded() -> Fonts {
        let mut fonts = Fonts { faces: Vec::new(), families: Vec::new() };
        // The files are part of the program: a broken one would stop every test.
        let open = |file: &'static [u8]| Face::open(Blob::Static(file), 0).expect("the embedded fonts can be read");
        for [regular, bold] in EMBEDDED {
            fonts.add(open(regular), (regular.as_ptr() != bold.as_ptr()).then(|| open(bold)), None);
        }
        fonts
    }

    /// Height of the capitals of the text, in ems.
    pub fn cap_height(&self) -> f32 {
        self.faces[self.families[0].faces[0]].cap_height as f32 / 1000.0
    }

    /// Adds a family, which is asked after those that are there; `region` is whose Han characters it draws, where it was
    /// made for one region.
    pub fn add(&mut self, regular: Face, bold: Option<Face>, region: Option<Region>) {
        let first = self.faces.len();
        self.families.push(Family { faces: [first, first + usize::from(bold.is_some())], region });
        self.faces.push(regular);
        self.faces.extend(bold);
    }

    /// Sets all text in this family; the others draw what it lacks.
    pub fn set_in(&mut self, regular: Face, bold: Face) {
        self.add(regular, Some(bold), None);
        self.families.rotate_right(1);
    }

    /// Whether some font draws a character, or it is never seen.
    pub fn draw(&self, character: char) -> bool {
        shaper::is_ignorable(character)
            || self.faces.iter().any(|face| face.font.charmap().map_unicode(character).is_some())
    }

    /// The faces in the order in which they are asked for a character.
    fn order(&self, weight: Weight, region: Region) -> Vec<usize> {
        let (near, far): (Vec<Family>, Vec<Family>) =
            self.families.iter().partition(|family| family.region.is_none_or(|its| its == region));
        let mut order = Vec::new();
        for family in near.into_iter().chain(far) {
            let [regular, bold] = family.faces;
            order.extend(if weight == Weight::Regular { [regular, bold] } else { [bold, regular] });
        }
        order.dedup();
        order
    }
}
