//! When those who failed can and should sit again, on a line of time: bars of candidates, week by week.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::{WORDS, level, upright, width, word};
use crate::document::catalogue::Catalogue;
use crate::document::drawing::{Anchor, Drawing, Ink, Shape};

/// On a longer line of time, days without their year would be found twice.
const MOST_DAYS: i64 = 330;

/// The most parts of a line of time.
const MOST_PARTS: i64 = 26;

/// A part of the line of time: weeks from a day on to the next part, and the candidates of each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub from: Date,
    pub counts: Vec<u64>,
}

/// Cuts the time of these days into parts of a week, or of so many weeks that every figure has room over its bar. `rows`
/// are lists of days with how many candidates each has; days before `first` belong to the first part.
pub fn parts(first: Date, rows: &[Vec<(Date, u64)>]) -> Vec<Part> {
    let Some(last) = rows.iter().flatten().map(|&(day, _)| day).max() else { return Vec::new() };
    let weeks = days(first, last).max(0) / 7 + 1;
    let mut step = (weeks + MOST_PARTS - 1) / MOST_PARTS;
    loop {
        let parts = parts_of(first, step * 7, weeks * 7, rows);
        let room = 1.0 / parts.len().max(1) as f32;
        let fits = |count: &u64| width(&count.to_string(), WORDS) <= room;
        if parts.len() <= 1 || parts.iter().flat_map(|part| &part.counts).all(fits) {
            return parts;
        }
        step += 1;
    }
}

fn parts_of(first: Date, step: i64, all: i64, rows: &[Vec<(Date, u64)>]) -> Vec<Part> {
    let day = |days: i64| first.checked_add(days.days()).ok();
    let part = |nth: i64| Some(Part { from: day(nth * step)?, counts: vec![0; rows.len()] });
    let mut parts: Vec<Part> = (0..).take_while(|nth| nth * step < all).map_while(part).collect();
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

fn days(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
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
        for (nth, part) in parts.iter().enumerate().filter(|(_, part)| part.counts[row] > 0) {
            let height = (part.counts[row] as f32 / most as f32 * TALLEST).max(1.0);
            let x = step * nth as f32;
            shapes.push(Shape::Rect { x: x + step * 0.1, y: base - height, width: step * 0.8, height, ink });
            let (y, figure) = (base - height - 3.0, part.counts[row].to_string());
            shapes.push(word(x + step / 2.0, y, Anchor::Middle, false, Ink::Text, figure));
        }
        shapes.push(level(0.0, 1.0, base, 0.75, false, Ink::Muted));
    }
    let foot = ROW * titles.len() as f32 - 6.0;
    // as many days as have room, from the first on
    let is_long = parts.first().zip(parts.last()).is_some_and(|(first, last)| days(first.from, last.from) > MOST_DAYS);
    let label = |part: &Part| if is_long { catalogue.month_year(part.from) } else { catalogue.day_month(part.from) };
    let days: Vec<String> = parts.iter().map(label).collect();
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tests::{catalogues, check};
    use super::*;
    use crate::document::catalogue::Texts;

    #[test]
    fn no_word_of_the_calendar_is_covered() {
        let first = date(2026, 11, 23);
        for catalogue in catalogues() {
            for weeks in [0, 1, 5, 19, 26, 27, 60, 400] {
                for most in [1, 9, 35, 420, 98_765] {
                    let days = |from: i64| {
                        (from..=weeks)
                            .step_by(1 + weeks as usize / 9)
                            .map(move |week| (first + (7 * week).days(), most / (1 + week as u64)))
                    };
                    let rows: Vec<Vec<(Date, u64)>> = vec![days(0).collect(), days(weeks / 2).collect()];
                    let parts = parts(first, &rows);
                    let all = |rows: &[Vec<(Date, u64)>]| rows.iter().flatten().map(|(_, count)| count).sum::<u64>();
                    assert_eq!(parts.iter().flat_map(|part| &part.counts).sum::<u64>(), all(&rows));
                    check(&calendar(&parts, &["One".to_owned(), "Two".to_owned()], &catalogue));
                }
            }
        }
    }

    #[test]
    fn a_line_of_years_names_them() {
        let first = date(2026, 11, 23);
        for (last, expected) in [(date(2027, 3, 1), "23\u{a0}Nov"), (date(2090, 5, 5), "Nov 2026")] {
            let parts = parts(first, &[vec![(first, 1), (last, 1)]]);
            let catalogue = Texts::built_in("en").expect("English is built in").catalogue();
            let drawing = calendar(&parts, &["Booked".to_owned()], &catalogue);
            let is_there = |shape: &Shape| matches!(shape, Shape::Text { text, .. } if text == expected);
            assert!(drawing.shapes.iter().any(is_there), "{drawing:#?}");
        }
    }

    #[test]
    fn days_of_the_past_belong_to_the_first_part() {
        let first = date(2026, 11, 23);
        let found = parts(first, &[vec![(date(2026, 1, 1), 2), (first, 1), (date(2026, 11, 30), 4)]]);
        let expected = [(first, 3), (date(2026, 11, 30), 4)];
        let expected = expected.map(|(from, count)| Part { from, counts: vec![count] });
        assert_eq!(found, expected);
        assert!(parts(first, &[Vec::new()]).is_empty());
    }
}
