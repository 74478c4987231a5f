//! The accent colour: whether text in it can be read on paper, the nearest colour that can, and the shades that go with it.
//!
//! Contrast is WCAG 2.2's (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>). Nearness is that of OKLCH (Björn Ottosson,
//! <https://bottosson.github.io/posts/oklab/>): a colour is made darker or lighter there without another hue.

use std::fmt;

/// Contrast that text needs (WCAG 2.2, AA).
pub const READABLE: f64 = 4.5;

/// The paper, and the ground of a page in light mode.
const PAPER: Rgb = Rgb(0xff, 0xff, 0xff);
/// The ground of a page in dark mode (`--paper` of style.css).
const DARK_PAPER: Rgb = Rgb(0x13, 0x17, 0x1c);
/// In dark mode the accent stands out as much as on paper, but no more than this: a bright colour on a dark ground glares.
const BRIGHTEST: f64 = 9.0;
/// Shades carry at most this chroma: areas are quieter than text.
const QUIET: f64 = 0.12;
/// Step in which a lightness is looked for; a step of an sRGB channel is about four times as large.
const STEP: f64 = 0.001;

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour that text on white paper can be read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent(Rgb);

/// The accent and the shades of its hue that stand for the three ratings, which differ in lightness alone and so in
/// greyscale too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Headings, links, what to look at first.
    pub accent: Rgb,
    /// The ratings: what stands out most, middle, what recedes.
    pub weak: Rgb,
    pub adequate: Rgb,
    pub strong: Rgb,
}

impl Accent {
    /// The colour as an accent.
    ///
    /// # Errors
    /// A colour too light for text on white paper; gives the nearest one that is not: the same hue, just dark enough.
    pub fn new(colour: Rgb) -> Result<Accent, Rgb> {
        if colour.contrast(PAPER) >= READABLE {
            Ok(Accent(colour))
        } else {
            Err(Oklch::of(colour).toned(PAPER, READABLE))
        }
    }

    /// For paper and light mode.
    pub fn light(self) -> Palette {
        let hue = Oklch::of(self.0).quiet();
        Palette {
            accent: self.0,
            weak: hue.shade(0.301, 0.69),
            adequate: hue.shade(0.681, 0.73),
            strong: hue.shade(0.92, 0.22),
        }
    }

    /// For dark mode: as far from the dark ground as the accent is from paper.
    pub fn dark(self) -> Palette {
        let hue = Oklch::of(self.0).quiet();
        Palette {
            accent: hue.toned(DARK_PAPER, self.0.contrast(PAPER).min(BRIGHTEST)),
            weak: hue.shade(0.928, 0.27),
            adequate: hue.shade(0.629, 0.75),
            strong: hue.shade(0.389, 0.66),
        }
    }
}

impl Rgb {
    /// Reads `#1f4e79`, or `#18f` for `#1188ff`.
    pub fn parse(text: &str) -> Option<Rgb> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            3 => Some(Rgb((number >> 8) as u8 * 17, (number >> 4) as u8 % 16 * 17, number as u8 % 16 * 17)),
            6 => Some(Rgb((number >> 16) as u8, (number >> 8) as u8, number as u8)),
            _ => None,
        }
    }

    /// Contrast of two colours: 1 to 21.
    pub fn contrast(self, other: Rgb) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance: 0 for black, 1 for white.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// A colour by lightness (0 to 1), chroma and hue (radians).
#[derive(Debug, Clone, Copy)]
struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl Oklch {
    fn of(colour: Rgb) -> Oklch {
        let [red, green, blue] = colour.linear();
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let lightness = 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short;
        let a = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short;
        Oklch { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    fn quiet(self) -> Oklch {
        Oklch { chroma: self.chroma.min(QUIET), ..self }
    }

    /// The nearest colour of the same hue with at least this contrast to `ground`: darker on a light ground, lighter on a
    /// dark one.
    fn toned(self, ground: Rgb, contrast: f64) -> Rgb {
        let (step, end) = if ground == PAPER { (-STEP, Rgb(0, 0, 0)) } else { (STEP, PAPER) };
        let lightness = (0..).map(|steps| self.lightness + step * f64::from(steps));
        let mut shades = lightness.take_while(|lightness| (0.0..=1.0).contains(lightness)).map(|l| self.shade(l, 1.0));
        shades.find(|shade| shade.contrast(ground) >= contrast).unwrap_or(end)
    }

    /// The same hue at another lightness, with this share of the chroma, or as much of it as the screen can show.
    fn shade(self, lightness: f64, share: f64) -> Rgb {
        let chroma = self.chroma * share;
        let at = |chroma: f64| Oklch { lightness, chroma, hue: self.hue }.rgb();
        if let Some(colour) = at(chroma) {
            return colour;
        }
        let (mut shown, mut not_shown) = (0.0, chroma);
        for _ in 0..20 {
            let middle = (shown + not_shown) / 2.0;
            *(if at(middle).is_some() { &mut shown } else { &mut not_shown }) = middle;
        }
        // without chroma every lightness is a grey, which the screen can show
        at(shown).unwrap_or(if lightness < 0.5 { Rgb(0, 0, 0) } else { PAPER })
    }

    /// The colour, if it lies in the sRGB space.
    fn rgb(self) -> Option<Rgb> {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let channel = |linear: f64| {
            let channel = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
            // half a step beyond the end rounds to the end
            let step = (channel * 255.0).round();
            (0.0..=255.0).contains(&step).then_some(step as u8)
        };
        Some(Rgb(
            channel(4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short)?,
            channel(-1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short)?,
            channel(-0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short)?,
        ))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let contrast = |one: &str, two: &str| {
            let colour = |text| Rgb::parse(text).expect("a colour");
            format!("{:.2}", colour(one).contrast(colour(two)))
        };
        assert_eq!(contrast("#000", "#ffffff"), "21.00");
        assert_eq!(contrast("#777777", "#fff"), "4.48");
        assert_eq!(contrast("#1F4E79", "#fff"), "8.66");
        assert_eq!(contrast("#8fbdea", "#13171c"), "9.11");
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for text in ["", "#", "1f4e79", "#12", "#1234", "#12345g", "#1f4e799", "red", "#１２３"] {
            assert_eq!(Rgb::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_shades_of_the_usual_accent_are_the_usual_ones() {
        let accent = Accent::new(Rgb(0x1f, 0x4e, 0x79)).expect("dark enough");
        let words = |palette: Palette| {
            [palette.accent, palette.weak, palette.adequate, palette.strong].map(|colour| colour.to_string()).join(" ")
        };
        // style.css has #162f4c #7b9cbf #dbe6f1 and #8fbdea #dce9f7 #6b8cb0 #2c4763
        assert_eq!(words(accent.light()), "#1f4e79 #12304b #7a9cbf #dbe6f1");
        assert_eq!(words(accent.dark()), "#87b9ea #dce9f7 #6a8cb0 #2b4763");
    }

    proptest! {
        #[test]
        fn the_suggestion_can_be_read_is_only_just_dark_enough_and_keeps_the_hue(r: u8, g: u8, b: u8) {
            let colour = Rgb(r, g, b);
            let Err(nearest) = Accent::new(colour) else { return Ok(()) };
            prop_assert_eq!(Accent::new(nearest), Ok(Accent(nearest)));
            // one step of a channel changes a contrast of 4.5 by less than a tenth
            prop_assert!(nearest.contrast(PAPER) < READABLE + 0.1, "{colour} {nearest}");
            let (one, two) = (Oklch::of(colour), Oklch::of(nearest));
            let turn = (one.hue - two.hue).abs();
            let turn = turn.min(std::f64::consts::TAU - turn) * one.chroma.min(two.chroma);
            prop_assert!(turn < 0.006, "{colour} {nearest}: {turn}");
        }

        #[test]
        fn every_palette_can_be_read_and_told_apart_in_grey(r: u8, g: u8, b: u8) {
            let accent = Accent::new(Rgb(r, g, b)).or_else(Accent::new).expect("the suggestion is dark enough");
            let (light, dark) = (accent.light(), accent.dark());
            prop_assert!(light.accent.contrast(PAPER) >= READABLE && light.weak.contrast(PAPER) >= READABLE);
            prop_assert!(dark.accent.contrast(DARK_PAPER) >= READABLE && dark.weak.contrast(DARK_PAPER) >= READABLE);
            for palette in [light, dark] {
                prop_assert!(palette.weak.contrast(palette.adequate) > 2.0, "{palette:?}");
                prop_assert!(palette.adequate.contrast(palette.strong) > 1.8, "{palette:?}");
            }
        }
    }
}
