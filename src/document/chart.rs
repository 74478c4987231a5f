//! The charts of the documents, drawn as shapes: the score on its scale, the scores of all attempts, and the histogram
//! of a cohort. No word lies on a point or on another word, however narrow the drawing: the tests measure it.

use super::catalogue::{Catalogue, say};
use super::drawing::{Anchor, Drawing, Ink, Shape};
use crate::analysis::cohort::{HISTOGRAM_BIN, ScoreFigures};
use crate::exam::{Exact, Scale};

/// Size of the words in charts, in points.
const WORDS: f32 = 8.0;

/// The narrowest width at which a chart is drawn, in points: a phone of 320 pixels. What has room there has room anywhere.
const NARROWEST: f32 = 216.0;

/// The score on a line from min to max: the passing score above it, the bands with their names and ranges below it, and
/// earlier scores as fainter points on it.
pub fn score_line(scale: &Scale, score: i64, earlier: &[i64], catalogue: &Catalogue) -> Drawing {
    const AXIS: f32 = 44.0;
    const HALF: f32 = 3.5;
    let whole = |points: i64| share_of_scale(Exact::from_integer(points.into()), scale);
    let passing = whole(scale.passing);
    let mut shapes = Vec::new();
    for (from, to, ink) in [(0.0, passing, Ink::Wash), (passing, 1.0, Ink::Hairline)] {
        shapes.push(Shape::Rect { x: from, y: AXIS - HALF, width: to - from, height: 2.0 * HALF, ink });
    }
    for y in [AXIS - HALF, AXIS + HALF] {
        shapes.push(level(0.0, 1.0, y, 0.5, false, Ink::Hairline));
    }
    for bound in [scale.middle, scale.near].into_iter().filter(|&bound| bound > Exact::from_integer(scale.min.into())) {
        shapes.push(upright(share_of_scale(bound, scale), AXIS - HALF, AXIS + HALF, 0.75, Ink::Muted));
    }
    shapes.push(upright(passing, 12.0, AXIS + 6.0, 1.25, Ink::Text));
    let passing_label = say!(catalogue, "score-line-passing", passing = &scale.passing.to_string());
    shapes.push(word(passing, 9.0, anchor_of(passing, width(&passing_label, WORDS)), true, Ink::Text, passing_label));
    for &points in earlier {
        shapes.push(Shape::Circle { x: whole(points), y: AXIS, radius: 2.5, filled: false, ink: Ink::Muted });
    }
    let here = whole(score);
    shapes.push(Shape::Circle { x: here, y: AXIS, radius: 4.0, filled: true, ink: Ink::Accent });
    shapes.push(Shape::Pointer { x: here, y: AXIS - 7.0, size: 7.0, ink: Ink::Accent });
    let text = say!(catalogue, "score-line-yours", score = &score.to_string());
    let wide = width(&text, 11.0);
    // the score stands beside the mark of the passing score, never across it
    let apart = here - passing;
    let room = here.max(passing) + 0.02 + wide <= 1.0;
    let anchor = if apart.abs() > wide / 2.0 + 0.01 {
        anchor_of(here, wide)
    } else if room && (apart >= 0.0 || here.min(passing) < 0.02 + wide) {
        Anchor::Start
    } else {
        Anchor::End
    };
    let x = match anchor {
        Anchor::Middle => here,
        Anchor::Start if apart.abs() < wide => here.max(passing) + 0.02,
        Anchor::End if apart.abs() < wide => here.min(passing) - 0.02,
        Anchor::Start | Anchor::End => here,
    };
    shapes.push(Shape::Text { x, y: AXIS - 18.0, size: 11.0, anchor, bold: true, ink: Ink::Accent, text });
    shapes.extend(band_labels(scale, AXIS + HALF, catalogue));
    Drawing { height: AXIS + 34.0, shapes }
}

/// The name and the range of each band below the line whose foot is at `top`, each joined to its band.
fn band_labels(scale: &Scale, top: f32, catalogue: &Catalogue) -> Vec<Shape> {
    let first = |bound: Exact| bound.ceil().to_integer().max(scale.min.into()) as i64;
    let (middle, near) = (first(scale.middle), first(scale.near));
    let bands = [
        (scale.min, middle - 1, say!(catalogue, "score-line-far")),
        (middle, near - 1, say!(catalogue, "score-line-middle")),
        (near, scale.passing - 1, say!(catalogue, "score-line-near")),
        (scale.passing, scale.max, say!(catalogue, "score-line-passed")),
    ];
    let bands = bands.into_iter().filter(|(from, to, _)| from <= to);
    let labels: Vec<(f32, String, String)> = bands
        .map(|(from, to, name)| {
            let range = say!(catalogue, "score-line-range", from = &from.to_string(), to = &to.to_string());
            // a band ends where the next begins
            let end = if to == scale.max { to } else { to + 1 };
            let centre = Exact::new((from + end).into(), 2);
            (share_of_scale(centre, scale), name, range)
        })
        .collect();
    let widths: Vec<f32> =
        labels.iter().map(|(_, name, range)| width(name, WORDS).max(width(range, WORDS)) + 0.02).collect();
    let squeeze = (1.0 / widths.iter().sum::<f32>()).min(1.0);
    let widths: Vec<f32> = widths.iter().map(|width| width * squeeze).collect();
    let wanted: Vec<f32> = labels.iter().map(|(centre, ..)| *centre).collect();
    let mut shapes = Vec::new();
    for ((centre, name, range), x) in labels.into_iter().zip(side_by_side(&wanted, &widths)) {
        shapes.push(Shape::Line {
            x1: centre,
            y1: top + 2.0,
            x2: x,
            y2: top + 10.0,
            width: 0.5,
            dashed: false,
            ink: Ink::Muted,
        });
        for (y, text) in [(top + 18.5, name), (top + 28.0, range)] {
            let size = WORDS * squeeze;
            shapes.push(Shape::Text { x, y, size, anchor: Anchor::Middle, bold: false, ink: Ink::Muted, text });
        }
    }
    shapes
}

/// Centres for labels of these widths, as near to the wanted ones as can be without an overlap, all between 0 and 1.
/// The wanted centres rise, and the widths fit.
fn side_by_side(wanted: &[f32], widths: &[f32]) -> Vec<f32> {
    /// Labels that touch: how many, the sum of the left ends that each would like for all of them, and their width.
    struct Group(usize, f32, f32);
    let left = |Group(labels, sum, width): &Group| (sum / *labels as f32).min(1.0 - width).max(0.0);
    let mut groups: Vec<Group> = Vec::new();
    for (wanted, width) in wanted.iter().zip(widths) {
        let mut group = Group(1, wanted - width / 2.0, *width);
        while let Some(before) = groups.pop_if(|before| left(before) + before.2 > left(&group)) {
            let sum = before.1 + group.1 - group.0 as f32 * before.2;
            group = Group(before.0 + group.0, sum, before.2 + group.2);
        }
        groups.push(group);
    }
    let mut widths = widths.iter();
    let mut centres = Vec::with_capacity(wanted.len());
    for group in &groups {
        let mut at = left(group);
        for width in widths.by_ref().take(group.0) {
            centres.push(at + width / 2.0);
            at += width;
        }
    }
    centres
}

/// A scored attempt in the chart of all attempts.
#[derive(Debug, Clone)]
pub struct ScoredAttempt {
    pub score: i64,
    /// Which attempt it was, in a word: its month, or its number.
    pub label: String,
}

/// The scores of all attempts, oldest first (two or more), with the passing score as a line. The figures stand in rows
/// below, and the words at the ends of the lines, so that no text can meet a point. `labels` says what the labels are.
pub fn score_history(scale: &Scale, attempts: &[ScoredAttempt], labels: String, catalogue: &Catalogue) -> Drawing {
    const TOP: f32 = 6.0;
    const FOOT: f32 = 28.0;
    const ROWS: [f32; 2] = [FOOT + 13.0, FOOT + 23.0];
    let scores = || attempts.iter().map(|attempt| attempt.score).chain([scale.passing]);
    let (low, high) = (scores().min().unwrap_or(scale.passing), scores().max().unwrap_or(scale.passing));
    let down = |score: i64| FOOT - (score - low) as f32 / (high - low).max(1) as f32 * (FOOT - TOP);
    let last = attempts.len().saturating_sub(1);
    let passing_label = say!(catalogue, "score-line-passing", passing = &scale.passing.to_string());
    let names = [say!(catalogue, "score-history-score"), labels];
    let ends = names.iter().chain([&passing_label]).map(|name| width(name, WORDS)).fold(0.0, f32::max);
    let figures: Vec<[String; 2]> =
        attempts.iter().map(|attempt| [attempt.score.to_string(), attempt.label.clone()]).collect();
    let widest = [0, 1].map(|row| figures.iter().map(|figures| width(&figures[row], WORDS)).fold(0.0, f32::max));
    let left = widest[0].max(widest[1]) / 2.0;
    let step = ((1.0 - 2.0 * left - 0.03 - ends) / last.max(1) as f32).min(0.22);
    let across = |index: usize| left + step * index as f32;
    let end = across(last) + left + 0.01;
    let passing = down(scale.passing);
    let mut shapes = vec![level(0.0, end, passing, 1.0, true, Ink::Text)];
    for (index, pair) in attempts.windows(2).enumerate() {
        shapes.push(Shape::Line {
            x1: across(index),
            y1: down(pair[0].score),
            x2: across(index + 1),
            y2: down(pair[1].score),
            width: 1.0,
            dashed: false,
            ink: Ink::Muted,
        });
    }
    // words below as many points as have room for them, the last always
    let every = widest.map(|widest| ((widest + 0.01) / step).ceil().max(1.0) as usize);
    for (index, (attempt, figures)) in attempts.iter().zip(figures).enumerate() {
        let (x, is_last) = (across(index), index == last);
        let (radius, ink) = if is_last { (4.0, Ink::Accent) } else { (2.5, Ink::Muted) };
        shapes.push(Shape::Circle { x, y: down(attempt.score), radius, filled: is_last, ink });
        for ((text, y), every) in figures.into_iter().zip(ROWS).zip(every) {
            if (last - index).is_multiple_of(every) {
                shapes.push(word(x, y, Anchor::Middle, is_last, ink, text));
            }
        }
    }
    shapes.push(word(end + 0.02, passing + 3.0, Anchor::Start, true, Ink::Text, passing_label));
    for (y, name) in ROWS.into_iter().zip(names) {
        shapes.push(word(end + 0.02, y, Anchor::Start, false, Ink::Muted, name));
    }
    Drawing { height: ROWS[1] + 3.0, shapes }
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
    shapes.push(level(0.0, 1.0, BASE, 0.75, false, Ink::Muted));
    let passing = whole(scale.passing);
    let (y1, y2) = (4.0, BASE + 5.0);
    shapes.push(Shape::Line { x1: passing, y1, x2: passing, y2, width: 1.0, dashed: true, ink: Ink::Text });
    let label = say!(catalogue, "score-line-passing", passing = &scale.passing.to_string());
    let wide = width(&label, WORDS);
    let anchor = anchor_of(passing, wide);
    let (from, to) = match anchor {
        Anchor::Start => (passing, passing + wide),
        Anchor::Middle => (passing - wide / 2.0, passing + wide / 2.0),
        Anchor::End => (passing - wide, passing),
    };
    shapes.push(word(passing, BASE + 15.0, anchor, true, Ink::Text, label));
    // an end of the scale gives way to the passing score
    let (first, last) = (left.to_string(), right.to_string());
    if width(&first, WORDS) < from {
        shapes.push(word(0.0, BASE + 15.0, Anchor::Start, false, Ink::Muted, first));
    }
    if 1.0 - width(&last, WORDS) > to {
        shapes.push(word(1.0, BASE + 15.0, Anchor::End, false, Ink::Muted, last));
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

fn upright(x: f32, y1: f32, y2: f32, width: f32, ink: Ink) -> Shape {
    Shape::Line { x1: x, y1, x2: x, y2, width, dashed: false, ink }
}

fn word(x: f32, y: f32, anchor: Anchor, bold: bool, ink: Ink, text: String) -> Shape {
    Shape::Text { x, y, size: WORDS, anchor, bold, ink, text }
}

fn level(x1: f32, x2: f32, y: f32, width: f32, dashed: bool, ink: Ink) -> Shape {
    Shape::Line { x1, y1: y, x2, y2: y, width, dashed, ink }
}

/// Words of this width (a share) at `x` stay inside the drawing.
fn anchor_of(x: f32, width: f32) -> Anchor {
    if x < width / 2.0 {
        Anchor::Start
    } else if x > 1.0 - width / 2.0 {
        Anchor::End
    } else {
        Anchor::Middle
    }
}

/// No less than the width of a text, as a share of the narrowest drawing: no letter of a bold text is wider on average.
fn width(text: &str, size: f32) -> f32 {
    let ems = |c: char| if c < '\u{1100}' { 0.62 } else { 1.0 };
    text.chars().map(ems).sum::<f32>() * size / NARROWEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::catalogue::Texts;

    /// Left, top, right and foot of a shape in a drawing of `measure` points, in points.
    fn frame(shape: &Shape, measure: f32) -> (f32, f32, f32, f32) {
        match shape {
            Shape::Text { x, y, size, anchor, text, .. } => {
                let wide = width(text, *size) * NARROWEST;
                let left = match anchor {
                    Anchor::Start => x * measure,
                    Anchor::Middle => x * measure - wide / 2.0,
                    Anchor::End => x * measure - wide,
                };
                (left, y - size * 0.75, left + wide, y + size * 0.2)
            }
            Shape::Circle { x, y, radius, .. } => (x * measure - radius, y - radius, x * measure + radius, y + radius),
            Shape::Pointer { x, y, size, .. } => (x * measure - size / 2.0, y - size, x * measure + size / 2.0, *y),
            Shape::Line { x1, y1, x2, y2, .. } => {
                (x1.min(*x2) * measure, y1.min(*y2), x1.max(*x2) * measure, y1.max(*y2))
            }
            Shape::Rect { x, y, width, height, .. } => (x * measure, *y, (x + width) * measure, y + height),
        }
    }

    /// Every word stands inside the drawing, and lies on no other word, point, area or line.
    fn check(drawing: &Drawing) {
        for measure in [NARROWEST, 480.0, 720.0] {
            for (at, word) in drawing.shapes.iter().enumerate() {
                let Shape::Text { text, .. } = word else { continue };
                let (left, top, right, foot) = frame(word, measure);
                let inside = left >= -0.1 && right <= measure + 0.1 && top >= 0.0 && foot <= drawing.height;
                assert!(inside, "{text:?} leaves the drawing of {measure} points: {drawing:#?}");
                for (_, other) in drawing.shapes.iter().enumerate().filter(|&(other, _)| other != at) {
                    let (l, t, r, f) = frame(other, measure);
                    let apart = right <= l || r <= left || foot <= t || f <= top;
                    assert!(apart, "{text:?} lies on {other:?} at {measure} points: {drawing:#?}");
                }
            }
        }
    }

    fn scales() -> Vec<Scale> {
        let scale = |min: i64, max: i64, passing: i64, near: i64, middle: i64| Scale {
            min,
            max,
            passing,
            near: Exact::from_integer(near.into()),
            middle: Exact::from_integer(middle.into()),
            focused: Exact::from_integer(near.into()),
            narrow_margin: Exact::from_integer(1),
            similar_score: Exact::from_integer(1),
        };
        vec![
            scale(100, 1000, 750, 680, 620),
            scale(100, 1000, 150, 145, 140),
            scale(100, 1000, 990, 980, 970),
            scale(0, 100, 50, 50, 50),
            scale(0, 100, 3, 2, 1),
            scale(10_000, 99_999, 55_555, 44_444, 33_333),
        ]
    }

    #[test]
    fn no_word_of_the_score_line_is_covered() {
        let catalogue = Texts::built_in("en").expect("English is built in").catalogue();
        for scale in scales() {
            let at = |part: i64| scale.min + scale.range() * part / 60;
            let earlier: Vec<i64> = (0..10).map(|attempt| at(attempt * 6)).chain([scale.passing, scale.max]).collect();
            for score in (0..=60).map(at).chain((-6..=6).map(|near| scale.passing + near)) {
                let score = score.clamp(scale.min, scale.max);
                check(&score_line(&scale, score, &earlier, &catalogue));
            }
        }
    }

    #[test]
    fn no_word_of_the_score_history_is_covered() {
        let catalogue = Texts::built_in("en").expect("English is built in").catalogue();
        for scale in scales().into_iter().filter(|scale| scale.max < 10_000) {
            for count in 2..=25 {
                for spread in [0, 1, 7, 60] {
                    let score =
                        |number: u32| scale.min + scale.range() * i64::from(number * 17 % 60 * spread / 60) / 60;
                    for label in ["Sept 2026", "3", "17"] {
                        let attempt = |number: u32| ScoredAttempt { score: score(number), label: label.to_owned() };
                        let attempts: Vec<ScoredAttempt> = (1..=count).map(attempt).collect();
                        check(&score_history(&scale, &attempts, "attempt".to_owned(), &catalogue));
                    }
                }
            }
        }
    }
}
