//! The charts of the documents, drawn as shapes: the score on its scale, and the histogram of a cohort.

use super::catalogue::{Catalogue, say};
use super::drawing::{Anchor, Drawing, Ink, Shape};
use crate::analysis::cohort::{HISTOGRAM_BIN, ScoreFigures};
use crate::exam::{Exact, Scale};

/// Size of the words in charts, in points.
const WORDS: f32 = 8.0;

/// The score on a line from min to max, with the passing score, the bands, and earlier scores as fainter points.
pub fn score_line(scale: &Scale, score: i64, earlier: &[i64], catalogue: &Catalogue) -> Drawing {
    const AXIS: f32 = 34.0;
    let share = |points: Exact| share_of_scale(points, scale);
    let whole = |points: i64| share(Exact::from_integer(points.into()));
    let passing = whole(scale.passing);
    let mut shapes = vec![
        band(0.0, share(scale.middle), AXIS, Ink::Wash),
        band(share(scale.middle), share(scale.near), AXIS, Ink::Wash),
        band(share(scale.near), passing, AXIS, Ink::Wash),
        band(passing, 1.0, AXIS, Ink::Hairline),
    ];
    for bound in [scale.middle, scale.near] {
        shapes.push(upright(share(bound), AXIS - 4.0, AXIS + 4.0, 0.75, Ink::Muted));
    }
    shapes.push(upright(passing, AXIS - 9.0, AXIS + 9.0, 1.5, Ink::Text));
    let passing_label = say!(catalogue, "score-line-passing", passing = &scale.passing.to_string());
    shapes.push(word(passing, AXIS + 20.0, anchor_at(passing), true, Ink::Text, passing_label));
    for (at, points) in [(0.0, scale.min), (1.0, scale.max)] {
        shapes.push(word(at, AXIS + 20.0, anchor_at(at), false, Ink::Muted, points.to_string()));
    }
    for &points in earlier {
        shapes.push(Shape::Circle { x: whole(points), y: AXIS, radius: 3.0, filled: false, ink: Ink::Muted });
    }
    let here = whole(score);
    shapes.push(Shape::Circle { x: here, y: AXIS, radius: 4.0, filled: true, ink: Ink::Accent });
    shapes.push(Shape::Pointer { x: here, y: AXIS - 7.0, size: 7.0, ink: Ink::Accent });
    let label = say!(catalogue, "score-line-yours", score = &score.to_string());
    shapes.push(Shape::Text {
        x: here,
        y: AXIS - 18.0,
        size: 11.0,
        anchor: anchor_at(here),
        bold: true,
        ink: Ink::Accent,
        text: label,
    });
    Drawing { height: AXIS + 26.0, shapes }
}

/// How many current attempts have which score, with the passing score marked.
pub fn histogram(scores: &ScoreFigures, scale: &Scale, catalogue: &Catalogue) -> Drawing {
    const BASE: f32 = 120.0;
    const TALLEST: f32 = 92.0;
    let (left, right) = drawn_range(scores, scale);
    let most = scores.histogram.iter().map(|bin| bin.count).max().unwrap_or(0).max(1);
    let whole = |points: i64| (points - left) as f32 / (right - left) as f32;
    let mut shapes = Vec::new();
    for bin in scores.histogram.iter().filter(|bin| bin.count > 0) {
        let (from, to) = (whole(bin.from), whole(bin.to));
        let height = (bin.count as f32 / most as f32 * TALLEST).max(1.0);
        let gap = (to - from) * 0.06;
        let ink = if bin.from >= scale.passing { Ink::Accent } else { Ink::Muted };
        shapes.push(Shape::Rect { x: from + gap, y: BASE - height, width: to - from - 2.0 * gap, height, ink });
        let middle = (from + to) / 2.0;
        shapes.push(word(middle, BASE - height - 3.0, Anchor::Middle, false, Ink::Text, bin.count.to_string()));
    }
    shapes.push(Shape::Line { x1: 0.0, y1: BASE, x2: 1.0, y2: BASE, width: 0.75, dashed: false, ink: Ink::Muted });
    let passing = whole(scale.passing);
    shapes.push(Shape::Line {
        x1: passing,
        y1: 4.0,
        x2: passing,
        y2: BASE + 5.0,
        width: 1.0,
        dashed: true,
        ink: Ink::Text,
    });
    let label = say!(catalogue, "score-line-passing", passing = &scale.passing.to_string());
    shapes.push(word(passing, BASE + 15.0, anchor_at(passing), true, Ink::Text, label));
    for (at, points) in [(0.0, left), (1.0, right)] {
        shapes.push(word(at, BASE + 15.0, anchor_at(at), false, Ink::Muted, points.to_string()));
    }
    Drawing { height: BASE + 20.0, shapes }
}

/// The part of the scale that holds scores, and the passing score, with an empty bin on either side.
fn drawn_range(scores: &ScoreFigures, scale: &Scale) -> (i64, i64) {
    let held = || scores.histogram.iter().filter(|bin| bin.count > 0);
    let first = held().next().map_or(scale.passing, |bin| bin.from).min(scale.passing);
    let last = held().next_back().map_or(scale.passing, |bin| bin.to).max(scale.passing);
    ((first - HISTOGRAM_BIN).max(scale.min), (last + HISTOGRAM_BIN).min(scale.max))
}

fn share_of_scale(points: Exact, scale: &Scale) -> f32 {
    let share = (points - i128::from(scale.min)) / i128::from(scale.range());
    (*share.numer() as f64 / *share.denom() as f64) as f32
}

fn band(from: f32, to: f32, axis: f32, ink: Ink) -> Shape {
    Shape::Rect { x: from, y: axis - 3.0, width: to - from, height: 6.0, ink }
}

fn upright(x: f32, y1: f32, y2: f32, width: f32, ink: Ink) -> Shape {
    Shape::Line { x1: x, y1, x2: x, y2, width, dashed: false, ink }
}

fn word(x: f32, y: f32, anchor: Anchor, bold: bool, ink: Ink, text: String) -> Shape {
    Shape::Text { x, y, size: WORDS, anchor, bold, ink, text }
}

/// Words near an end of the line stay inside it.
fn anchor_at(x: f32) -> Anchor {
    if x < 0.08 {
        Anchor::Start
    } else if x > 0.92 {
        Anchor::End
    } else {
        Anchor::Middle
    }
}
