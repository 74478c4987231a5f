//! When those who failed can and should sit again, on a line of time: bars of candidates, week by week.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::{WORDS, level, upright, width, word};
use crate::document::catalogue::Catalogue;
use crate::document::drawing::{Anchor, Drawing, Ink, Shape};

/// The most parts of a line of time.
const PARTS: i64 = 26;

/// A part of the line of time: weeks from a day on, and the candidates of each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub from: Date,
    /// The day after its last.
    pub end: Date,
    pub counts: Vec<u64>,
}

/// Cuts the time of these days into parts of a week, or of so many weeks that there are at most 26. `rows` are lists of days
/// with how many candidates each has; days before `first` belong to the first part.
pub fn parts(first: Date, rows: &[Vec<(Date, u64)>]) -> Vec<Part> {
    let Some(last) = rows.iter().flatten().map(|&(day, _)| day).max() else { return Vec::new() };
    let days = |from: Date, to: Date| from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()));
    let weeks = days(first, last).max(0) / 7 + 1;
    let step = (weeks + PARTS - 1) / PARTS * 7;
    let mut parts: Vec<Part> = (0..)
        .map(|nth| (nth * step, (nth + 1) * step))
        .take_while(|&(from, _)| from < weeks * 7)
        .map_while(|(from, end)| {
            let day = |days: i64| first.checked_add(days.days()).ok();
            Some(Part { from: day(from)?, end: day(end)?, counts: vec![0; rows.len()] })
        })
        .collect();
    for (row, listed) in rows.iter().enumerate() {
        for &(day, count) in listed {
            let part = usize::try_from(days(first, day).max(0) / step).unwrap_or(usize::MAX);
            if let Some(part) = parts.get_mut(part) {
                part.counts[row] += count;
            }
        }
    }
    parts
}

/// Draws the parts: a row of bars for each of `titles`, all to one measure, over a line with the first days of parts.
pub fn calendar(parts: &[Part], titles: &[String], catalogue: &Catalogue) -> Drawing {
    const ROW: f32 = 64.0;
    const TALLEST: f32 = 32.0;
    let most = parts.iter().flat_map(|part| &part.counts).copied().max().unwrap_or(0).max(1);
    let step = 1.0 / parts.len().max(1) as f32;
    let mut shapes = Vec::new();
    for (row, title) in titles.iter().enumerate() {
        let top = ROW * row as f32;
        let base = top + ROW - 6.0;
        shapes.push(word(0.0, top + 10.0, Anchor::Start, true, Ink::Muted, title.clone()));
        let ink = if row == 0 { Ink::Muted } else { Ink::Accent };
        // every bar has its figure, unless one of them would lie on its neighbour's
        let figure = |part: &Part| part.counts[row].to_string();
        let fits = parts.iter().all(|part| width(&figure(part), WORDS) <= step);
        for (nth, part) in parts.iter().enumerate().filter(|(_, part)| part.counts[row] > 0) {
            let height = (part.counts[row] as f32 / most as f32 * TALLEST).max(1.0);
            let x = step * nth as f32;
            shapes.push(Shape::Rect { x: x + step * 0.1, y: base - height, width: step * 0.8, height, ink });
            if fits {
                let y = base - height - 3.0;
                shapes.push(word(x + step / 2.0, y, Anchor::Middle, false, Ink::Text, figure(part)));
            }
        }
        shapes.push(level(0.0, 1.0, base, 0.75, false, Ink::Muted));
    }
    let foot = ROW * titles.len() as f32 - 6.0;
    // as many days as have room, from the first on
    let days: Vec<String> = parts.iter().map(|part| catalogue.day_month(part.from)).collect();
    let widest = days.iter().map(|day| width(day, WORDS)).fold(0.0, f32::max) + 0.02;
    let every = (widest / step).ceil().max(1.0) as usize;
    for (nth, day) in days.into_iter().enumerate().step_by(every) {
        let x = step * nth as f32;
        shapes.push(upright(x, foot, foot + 4.0, 0.75, Ink::Muted));
        if x + width(&day, WORDS) <= 1.0 {
            shapes.push(word(x, foot + 14.0, Anchor::Start, false, Ink::Muted, day));
        }
    }
    Drawing { height: foot + 18.0, shapes }
}
