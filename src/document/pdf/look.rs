//! How a document looks on paper: every measure, colour and text style of the PDF in one place. Lengths are points.
//!
//! Vertical measures are multiples of half a line (6 points), so that text stays on a grid of 12 points.

use crate::document::branding::Palette;
pub use crate::document::branding::Rgb as Colour;

/// Text; contrast 16:1 on white.
pub const TEXT: Colour = Colour(0x1b, 0x1f, 0x24);
/// Captions, glosses, running heads; contrast 6:1 on white.
pub const MUTED: Colour = Colour(0x56, 0x5e, 0x69);
/// The one accent: headings, links, what to look at first; contrast 8:1 on white.
pub const ACCENT: Colour = Colour(0x1f, 0x4e, 0x79);
pub const HAIRLINE: Colour = Colour(0xc6, 0xcc, 0xd4);
/// A ground barely there.
pub const WASH: Colour = Colour(0xf2, 0xf5, 0xf9);
/// The empty part of a bar.
pub const TRACK: Colour = Colour(0xe3, 0xe8, 0xee);
pub const PAPER: Colour = Colour(0xff, 0xff, 0xff);
/// The three ratings, dark to light, so that they differ in greyscale too.
pub const WEAK: Colour = Colour(0x16, 0x2f, 0x4c);
pub const ADEQUATE: Colour = Colour(0x7b, 0x9c, 0xbf);
pub const STRONG: Colour = Colour(0xdb, 0xe6, 0xf1);
/// The colours above that another accent replaces.
pub const PALETTE: Palette = Palette { accent: ACCENT, weak: WEAK, adequate: ADEQUATE, strong: STRONG };

pub const MARGIN_SIDE: f32 = 51.0;
/// Top of the content on the first page, which has no running head.
pub const FIRST_TOP: f32 = 42.0;
/// Top of the content on the pages after it.
pub const LATER_TOP: f32 = 54.0;
/// From the foot of the content to the foot of the paper.
pub const MARGIN_FOOT: f32 = 48.0;
/// Baseline of the running head, from the top of the paper.
pub const RUNNING_HEAD: f32 = 33.0;
/// Baseline of the footer, from the foot of the paper.
pub const FOOTER: f32 = 27.0;
/// Half a line: the step of the grid.
pub const STEP: f32 = 6.0;
pub const HAIRLINE_WIDTH: f32 = 0.4;
pub const RULE_WIDTH: f32 = 0.8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub weight: Weight,
    pub size: f32,
    /// From baseline to baseline.
    pub leading: f32,
    pub ink: Colour,
}

const fn style(weight: Weight, size: f32, leading: f32, ink: Colour) -> Style {
    Style { weight, size, leading, ink }
}

pub const KICKER: Style = style(Weight::Bold, 8.5, 12.0, ACCENT);
pub const H1: Style = style(Weight::Bold, 22.0, 27.0, TEXT);
pub const H2: Style = style(Weight::Bold, 12.0, 15.0, ACCENT);
pub const H3: Style = style(Weight::Bold, 9.5, 12.0, TEXT);
pub const LEAD: Style = style(Weight::Regular, 11.0, 15.0, TEXT);
pub const BODY: Style = style(Weight::Regular, 9.0, 12.0, TEXT);
/// Lists, checklists and findings: read item by item, so they may stand closer.
pub const ITEM: Style = style(Weight::Regular, 8.5, 11.0, TEXT);
pub const BODY_BOLD: Style = style(Weight::Bold, 9.0, 12.0, TEXT);
pub const LABEL: Style = style(Weight::Regular, 7.5, 10.0, MUTED);
pub const FINEPRINT: Style = style(Weight::Regular, 7.5, 10.0, MUTED);
pub const CELL: Style = style(Weight::Regular, 8.5, 11.0, TEXT);
pub const CELL_HEAD: Style = style(Weight::Bold, 7.5, 10.0, MUTED);
pub const RUNNING: Style = style(Weight::Regular, 7.5, 10.0, MUTED);

impl Style {
    pub const fn bold(self) -> Style {
        Style { weight: Weight::Bold, ..self }
    }

    pub const fn ink(self, ink: Colour) -> Style {
        Style { ink, ..self }
    }

    /// The same style with another size; the leading follows.
    pub fn sized(self, size: f32) -> Style {
        Style { size, leading: self.leading * size / self.size, ..self }
    }

    /// From the top of a line to its baseline: capitals stand in the middle of the line.
    pub fn baseline(self) -> f32 {
        (self.leading + self.size * CAP_HEIGHT) / 2.0
    }
}

/// Height of Noto Sans's capitals, in ems.
pub const CAP_HEIGHT: f32 = 0.714;
