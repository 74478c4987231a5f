//! The charts of the documents, drawn as shapes: the score on its scale, the scores of all attempts, and the histogram
//! of a cohort. No word lies on a point or on another word, however narrow the drawing: the tests measure it.

mod calendar;

pub use calendar::{Part, calendar, parts};

use super::catalogue::{Catalogue, say};
use super::drawing::{Anchor, Drawing, Ink, Shape};
use crate::analysis::cohort::{HISTOGRAM_BIN, ScoreBin, ScoreFigures, Shown};
use crate::exam::{Exact, Scale};

/// Size of the words in charts, in points.
const WORDS: f32 = 8.0;

/// The narrowest width at which a chart is drawn, in points: a phone of 320 pixels. What has room there has room anywhere.
const NARROWEST: f32 = 216.0;

/// The score above a line from min to max, with earlier scores as fainter points on it; the passing score and the ends of
/// the scale below it, and under them a key of the bands.
pub fn score_line(scale: &Scale, score: i64, earlier: &[i64], catalogue: &Catalogue) -> Drawing {
    const AXIS: f32 = 30.5;
    const HALF: f32 = 3.5;
    const FIGURES: f32 = AXIS + 16.5;
    let whole = |points: i64| share_of_scale(Exact::from_integer(points.into()), scale);
    let (here, passing) = (whole(score), whole(scale.passing));
    let bands = bands(scale, catalogue);
    let mut shapes = Vec::new();
    for band in &bands {
        let (x, width) = (whole(band.from), whole(band.end) - whole(band.from));
        shapes.extend(band.ink.map(|ink| Shape::Rect { x, y: AXIS - HALF, width, height: 2.0 * HALF, ink }));
    }
    for y in [AXIS - HALF, AXIS + HALF] {
        shapes.push(level(0.0, 1.0, y, 0.5, false, Ink::Hairline));
    }
    for x in [0.0, 1.0].into_iter().chain(bands.iter().skip(1).map(|band| whole(band.from))) {
        shapes.push(upright(x, AXIS - HALF, AXIS + HALF, 0.75, Ink::Muted));
    }
    shapes.push(upright(passing, AXIS - HALF - 3.0, AXIS + HALF + 4.0, 1.25, Ink::Text));
    for &points in earlier {
        shapes.push(Shape::Circle { x: whole(points), y: AXIS, radius: 2.5, filled: false, ink: Ink::Muted });
    }
    shapes.push(Shape::Circle { x: here, y: AXIS, radius: 4.0, filled: true, ink: Ink::Accent });
    shapes.push(Shape::Pointer { x: here, y: AXIS - 7.0, size: 7.0, ink: Ink::Accent });
    let text = say!(catalogue, "score-line-yours", score = &score.to_string());
    let anchor = anchor_of(here, width(&text, 11.0));
    let y = AXIS - 16.5;
    shapes.push(Shape::Text { x: here, y, size: 11.0, anchor, bold: true, ink: Ink::Accent, text });
    shapes.extend(passing_between([scale.min, scale.max], passing, scale, FIGURES, catalogue));
    shapes.extend(key(&bands, score, FIGURES + 9.0, catalogue));
    Drawing { height: FIGURES + 30.0, shapes }
}

/// A part of the scale that has a name: from its first point to where the next begins.
struct Band {
    from: i64,
    end: i64,
    name: String,
    /// Its ground; none is the paper's own.
    ink: Option<Ink>,
}

/// The bands that hold a score, from the lowest. The nearer to the passing score, the darker.
fn bands(scale: &Scale, catalogue: &Catalogue) -> Vec<Band> {
    let first = |bound: Exact| bound.ceil().to_integer().max(scale.min.into()) as i64;
    let (middle, near) = (first(scale.middle), first(scale.near));
    let band = |from, end, name, ink| Band { from, end, name, ink };
    let mut bands = vec![
        band(scale.min, middle, say!(catalogue, "score-line-far"), None),
        band(middle, near, say!(catalogue, "score-line-middle"), Some(Ink::Wash)),
        band(near, scale.passing, say!(catalogue, "score-line-near"), Some(Ink::Hairline)),
        band(scale.passing, scale.max, say!(catalogue, "score-line-passed"), Some(Ink::Strong)),
    ];
    bands.retain(|band| band.from < band.end);
    bands
}

/// Name and range of each band beside a sample of its ground, in columns of one width below `top`: bands may be narrower
/// than their words. The band of the score stands out.
fn key(bands: &[Band], score: i64, top: f32, catalogue: &Catalogue) -> Vec<Shape> {
    const SAMPLE: f32 = 0.03;
    const WORD: f32 = SAMPLE + 0.012;
    let last = bands.last().map_or(0, |band| band.end);
    let column = 1.0 / bands.len().max(1) as f32;
    let lines = bands.iter().map(|band| {
        let to = if band.end == last { last } else { band.end - 1 };
        let range = say!(catalogue, "score-line-range", from = &band.from.to_string(), to = &to.to_string());
        [band.name.clone(), range]
    });
    let lines: Vec<[String; 2]> = lines.collect();
    let widest = lines.iter().flatten().map(|line| width(line, WORDS)).fold(0.0, f32::max);
    let size = WORDS * ((column - WORD) / widest).min(1.0);
    let mut shapes = Vec::new();
    for (index, (band, lines)) in bands.iter().zip(lines).enumerate() {
        let x = column * index as f32;
        let (y, foot) = (top + 1.5, top + 8.0);
        shapes.extend(band.ink.map(|ink| Shape::Rect { x, y, width: SAMPLE, height: foot - y, ink }));
        shapes.extend([y, foot].map(|y| level(x, x + SAMPLE, y, 0.5, false, Ink::Muted)));
        shapes.extend([x, x + SAMPLE].map(|x| upright(x, y, foot, 0.5, Ink::Muted)));
        let is_here = (band.from..band.end).contains(&score) || score == last && band.end == last;
        let ink = if is_here { Ink::Text } else { Ink::Muted };
        for (y, text) in [foot, foot + 10.0].into_iter().zip(lines) {
            shapes.push(Shape::Text { x: x + WORD, y, size, anchor: Anchor::Start, bold: is_here, ink, text });
        }
    }
    shapes
}

/// The passing score, which stands at `passing`, and the ends of what is drawn on one baseline; an end gives way to the
/// passing score.
fn passing_between(ends: [i64; 2], passing: f32, scale: &Scale, y: f32, catalogue: &Catalogue) -> Vec<Shape> {
    let label = say!(catalogue, "score-line-passing", passing = &scale.passing.to_string());
    let wide = width(&label, WORDS);
    let anchor = anchor_of(passing, wide);
    let (from, to) = match anchor {
        Anchor::Start => (passing, passing + wide),
        Anchor::Middle => (passing - wide / 2.0, passing + wide / 2.0),
        Anchor::End => (passing - wide, passing),
    };
    let [first, last] = ends.map(|end| end.to_string());
    let mut shapes = vec![word(passing, y, anchor, true, Ink::Text, label)];
    if width(&first, WORDS) < from {
        shapes.push(word(0.0, y, Anchor::Start, false, Ink::Muted, first));
    }
    if 1.0 - width(&last, WORDS) > to {
        shapes.push(word(1.0, y, Anchor::End, false, Ink::Muted, last));
    }
    shapes
}

/// A scored attempt in the chart of all attempts.
#[derive(Debug, Clone)]
pub struct ScoredAttempt {
    pub score: i64,
    /// Which attempt it was, in a word: its month, or its number.
    pub label: String,
}

/// The scores of all attempts, oldest first (two or more), over an axis with a tick for each, and the passing score as a
/// line. The figures stand in rows below the axis, so that no text can meet a point.
pub fn score_history(scale: &Scale, attempts: &[ScoredAttempt], catalogue: &Catalogue) -> Drawing {
    const TOP: f32 = 13.0;
    const FOOT: f32 = 35.0;
    const AXIS: f32 = FOOT + 6.0;
    const ROWS: [f32; 2] = [AXIS + 11.0, AXIS + 21.0];
    let scores = || attempts.iter().map(|attempt| attempt.score).chain([scale.passing]);
    let (low, high) = (scores().min().unwrap_or(scale.passing), scores().max().unwrap_or(scale.passing));
    // a few points up or down are no mountains
    let spread = (high - low).max(scale.range() / 8).max(1);
    let down = |score: i64| TOP + (high - score) as f32 / spread as f32 * (FOOT - TOP);
    let last = attempts.len().saturating_sub(1);
    let figures: Vec<[String; 2]> =
        attempts.iter().map(|attempt| [attempt.score.to_string(), attempt.label.clone()]).collect();
    let widest = [0, 1].map(|row| figures.iter().map(|figures| width(&figures[row], WORDS)).fold(0.0, f32::max));
    let left = widest[0].max(widest[1]) / 2.0;
    let passing_label = say!(catalogue, "score-line-passing", passing = &scale.passing.to_string());
    let wide = width(&passing_label, WORDS);
    let step_to = |end: f32| (end - 2.0 * left) / last.max(1) as f32;
    // the words stand on their line where no score is above it, at its right or left end, else behind it
    let step = step_to(1.0);
    let is_free = |from: f32, to: f32| {
        let meets = |index: usize| left + step * (index + 1) as f32 >= from && left + step * index as f32 <= to;
        attempts
            .windows(2)
            .enumerate()
            .all(|(index, pair)| !meets(index) || pair.iter().all(|attempt| attempt.score <= scale.passing))
    };
    let on_line = if is_free(1.0 - wide, 1.0) {
        Some((1.0, Anchor::End))
    } else if is_free(0.0, wide) {
        Some((0.0, Anchor::Start))
    } else {
        None
    };
    let end = if on_line.is_some() { 1.0 } else { 1.0 - wide - 0.02 };
    let step = step_to(end);
    let across = |index: usize| left + step * index as f32;
    let passing = down(scale.passing);
    let mut shapes = vec![
        level(0.0, end, AXIS, 0.75, false, Ink::Muted),
        level(0.0, end, passing, 1.0, true, Ink::Text),
        match on_line {
            Some((x, anchor)) => word(x, passing - 6.0, anchor, true, Ink::Text, passing_label),
            None => word(1.0, passing + 3.0, Anchor::End, true, Ink::Text, passing_label),
        },
    ];
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
        shapes.push(upright(x, AXIS, AXIS + 3.0, 0.75, Ink::Muted));
        shapes.push(Shape::Circle { x, y: down(attempt.score), radius, filled: is_last, ink });
        for ((text, y), every) in figures.into_iter().zip(ROWS).zip(every) {
            if (last - index).is_multiple_of(every) {
                shapes.push(word(x, y, Anchor::Middle, is_last, ink, text));
            }
        }
    }
    Drawing { height: ROWS[1] + 3.0, shapes }
}

/// How many current attempts have which score, with the passing score marked.
pub fn histogram(scores: &ScoreFigures, scale: &Scale, catalogue: &Catalogue) -> Drawing {
    let bars = scores.histogram.iter().filter(|bin| bin.count > 0).map(|bin| Bar {
        from: bin.from,
        to: bin.to,
        count: bin.count,
        label: bin.count.to_string(),
        ink: side(bin.from, scale),
    });
    bar_chart(&bars.collect::<Vec<_>>(), drawn_range(scores, scale), scale, catalogue)
}

/// The same of counts that are not all told: a pale bar is as high as the most that is possible, and a hidden one is none.
/// The bins are those of what is told.
pub fn shared_histogram(bins: &[ScoreBin], scale: &Scale, catalogue: &Catalogue) -> Drawing {
    let bars = bins.iter().filter(|bin| bin.count != Shown::Count(0)).map(|bin| {
        let (count, label, ink) = match bin.count {
            Shown::Count(count) => (count, count.to_string(), side(bin.from, scale)),
            Shown::Few => (4, say!(catalogue, "share-few"), Ink::Strong),
            Shown::Hidden => (0, say!(catalogue, "none"), Ink::Strong),
        };
        Bar { from: bin.from, to: bin.to, count, label, ink }
    });
    let first = bins.first().map_or(scale.passing, |bin| bin.from).min(scale.passing);
    let last = bins.last().map_or(scale.passing, |bin| bin.to).max(scale.passing);
    let range = ((first - HISTOGRAM_BIN).max(scale.min), (last + HISTOGRAM_BIN).min(scale.max));
    // a range that the passing score cuts can be too narrow for its words; the table has them all
    let has_room = |bar: &Bar| {
        bar.to - bar.from == HISTOGRAM_BIN
            || width(&bar.label, WORDS) <= (bar.to - bar.from) as f32 / (range.1 - range.0) as f32
    };
    let bars = bars.into_iter().map(|bar| if has_room(&bar) { bar } else { Bar { label: String::new(), ..bar } });
    bar_chart(&bars.collect::<Vec<_>>(), range, scale, catalogue)
}

/// A bar over a range of scores.
struct Bar {
    from: i64,
    to: i64,
    count: u64,
    label: String,
    ink: Ink,
}

fn side(from: i64, scale: &Scale) -> Ink {
    if from >= scale.passing { Ink::Accent } else { Ink::Muted }
}

fn bar_chart(bars: &[Bar], (left, right): (i64, i64), scale: &Scale, catalogue: &Catalogue) -> Drawing {
    const BASE: f32 = 120.0;
    const TALLEST: f32 = 92.0;
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let whole = |points: i64| (points - left) as f32 / (right - left) as f32;
    let mut shapes = Vec::new();
    for Bar { from, to, count, label, ink } in bars {
        let (from, to) = (whole(*from), whole(*to));
        let height = (*count as f32 / most as f32 * TALLEST).max(1.0);
        let gap = (to - from) * 0.06;
        shapes.push(Shape::Rect { x: from + gap, y: BASE - height, width: to - from - 2.0 * gap, height, ink: *ink });
        if !label.is_empty() {
            let middle = (from + to) / 2.0;
            shapes.push(word(middle, BASE - height - 3.0, Anchor::Middle, false, Ink::Text, label.clone()));
        }
    }
    shapes.push(level(0.0, 1.0, BASE, 0.75, false, Ink::Muted));
    let passing = whole(scale.passing);
    let (y1, y2) = (4.0, BASE + 5.0);
    shapes.push(Shape::Line { x1: passing, y1, x2: passing, y2, width: 1.0, dashed: true, ink: Ink::Text });
    shapes.extend(passing_between([left, right], passing, scale, BASE + 15.0, catalogue));
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
    pub(super) fn check(drawing: &Drawing) {
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

    pub(super) fn catalogues() -> impl Iterator<Item = Catalogue> {
        Texts::languages().map(|language| Texts::built_in(language).expect("it is built in").catalogue())
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
        for (scale, catalogue) in scales().into_iter().flat_map(|scale| catalogues().map(move |it| (scale.clone(), it)))
        {
            let at = |part: i64| scale.min + scale.range() * part / 60;
            let all_over: Vec<i64> = (0..10).map(|attempt| at(attempt * 6)).chain([scale.passing, scale.max]).collect();
            let close: Vec<i64> = (0..10).map(|attempt| (scale.passing - 2 * attempt).max(scale.min)).collect();
            for score in (0..=60).map(at).chain((-6..=6).map(|near| scale.passing + near)) {
                let score = score.clamp(scale.min, scale.max);
                for earlier in [&all_over, &close] {
                    let drawing = score_line(&scale, score, earlier, &catalogue);
                    check(&drawing);
                    let is_slanting =
                        |shape: &Shape| matches!(shape, Shape::Line { x1, y1, x2, y2, .. } if x1 != x2 && y1 != y2);
                    assert!(!drawing.shapes.iter().any(is_slanting));
                }
            }
        }
    }

    /// Who reads the scale sees which band is theirs.
    #[test]
    fn the_band_of_the_score_stands_out() {
        let catalogue = Texts::built_in("en").expect("English is built in").catalogue();
        let [scale, ..] = &scales()[..] else { unreachable!() };
        for (score, band) in
            [(100, "far"), (619, "far"), (620, "middle"), (749, "near"), (750, "passed"), (1000, "passed")]
        {
            let drawing = score_line(scale, score, &[], &catalogue);
            let bold = drawing.shapes.iter().filter_map(|shape| match shape {
                Shape::Text { bold: true, text, .. } => Some(text.as_str()),
                _ => None,
            });
            let bold: Vec<&str> = bold.collect();
            assert_eq!(bold[..3], [&*score.to_string(), "passing 750", band]);
            assert_eq!(bold.len(), 4, "{bold:?}");
        }
    }

    #[test]
    fn no_word_of_the_score_history_is_covered() {
        let scales = || scales().into_iter().filter(|scale| scale.max < 10_000);
        for (scale, catalogue) in scales().flat_map(|scale| catalogues().map(move |it| (scale.clone(), it))) {
            for count in 2..=25 {
                for spread in [0, 1, 7, 60] {
                    let score =
                        |number: u32| scale.min + scale.range() * i64::from(number * 17 % 60 * spread / 60) / 60;
                    for label in ["Sept 2026", "no. 3", "no. 17"] {
                        let attempt = |number: u32| ScoredAttempt { score: score(number), label: label.to_owned() };
                        let attempts: Vec<ScoredAttempt> = (1..=count).map(attempt).collect();
                        check(&score_history(&scale, &attempts, &catalogue));
                    }
                }
            }
        }
    }
}
