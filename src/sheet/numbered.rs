//! Headings that say which attempt their column is about: "Attempt 2 Score", "Score 2", "SDLC (2nd)".

use std::ops::Range;

use super::headings::{Field, field_by_heading};
use super::values::plain;
use super::words::{is_attempt, is_attempt_itself, is_ordinal, is_retake, ordinal_word};
use crate::exam::Blueprint;

/// No heading numbers more attempts than this, and a mere number is one of few.
const MOST_ATTEMPTS: u32 = 99;
const MOST_BARE: u32 = 9;

/// In bytes: what is longer names no attempt, and is no part of a heading in several rows. Each of its numbers would be tried.
pub(super) const LONGEST_HEADING: usize = 300;

/// What a heading names, and of which attempt, where it says so. Only what an attempt has can be numbered; "Attempt 2" alone is
/// its score.
pub(super) fn field_and_attempt(heading: &str, blueprint: &Blueprint) -> Option<(Field, Option<u32>)> {
    if let Some(field) = field_by_heading(heading, blueprint) {
        return Some((field, None));
    }
    if heading.len() > LONGEST_HEADING {
        return None;
    }
    let heading = plain(heading);
    let runs = runs(&heading);
    (0..runs.len()).rev().find_map(|at| {
        let (number, cut, has_word) = attempt_at(&heading, &runs, at)?;
        let rest = format!("{} {}", &heading[..cut.start], &heading[cut.end..]);
        if rest.chars().any(char::is_alphanumeric) {
            let field = field_by_heading(rest.trim_matches(is_separator), blueprint)?;
            let is_of_an_attempt =
                matches!(field, Field::Score | Field::Outcome | Field::Date | Field::Note | Field::Domain(_));
            is_of_an_attempt.then_some((field, Some(number)))
        } else {
            (has_word && blueprint.scale.is_some()).then_some((Field::Score, Some(number)))
        }
    })
}

fn is_separator(c: char) -> bool {
    !c.is_alphanumeric() && c != ')'
}

/// The parts of the text that are all digits or all letters.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices() {
        let kind = if c.is_ascii_digit() {
            Some(true)
        } else if c.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(run) if kind.is_some() && kind == last => run.end = end,
            _ if kind.is_some() => runs.push(at..end),
            _ => {}
        }
        last = kind;
    }
    runs
}

/// The number of an attempt that the run is, the part of the heading that says it, and whether the word for an attempt is in it.
fn attempt_at(heading: &str, runs: &[Range<usize>], at: usize) -> Option<(u32, Range<usize>, bool)> {
    let word = |run: &Range<usize>| &heading[run.clone()];
    let run = &runs[at];
    let (mut first, mut last) = (at, at);
    let mut cut = run.clone();
    let number = if let Ok(number) = word(run).parse::<u32>() {
        let beside_point = heading[..run.start].ends_with(['.', ',']) && at > 0 && runs[at - 1].end + 1 == run.start;
        let is_share = heading[run.end..].trim_start().starts_with('%');
        let is_maximum = heading[..run.start].trim_end().ends_with(['/', '[']);
        if beside_point && word(&runs[at - 1]).parse::<u32>().is_ok() || is_share || is_maximum {
            return None;
        }
        if let Some(next) = runs.get(at + 1).filter(|next| next.start == run.end) {
            // the ordinals of Japanese are not set apart from what follows
            let ordinal = (1..=word(next).chars().count())
                .rev()
                .filter_map(|letters| word(next).char_indices().map(|(start, c)| start + c.len_utf8()).nth(letters - 1))
                .find(|&end| (end == word(next).len() || !word(next).is_ascii()) && is_ordinal(&word(next)[..end]));
            match ordinal {
                Some(end) if end == word(next).len() => {
                    last = at + 1;
                    cut.end = next.end;
                }
                Some(end) => cut.end = next.start + end,
                None => {}
            }
        }
        number
    } else if is_retake(word(run)) {
        2
    } else {
        ordinal_word(word(run))?
    };
    let is_bare = last == at && cut == *run && word(run).parse::<u32>().is_ok();
    let mut has_word = false;
    while let Some(next) = runs.get(last + 1).filter(|next| is_attempt(word(next)) && cut.end <= next.start) {
        has_word |= is_attempt_itself(word(next));
        last += 1;
        cut.end = next.end;
    }
    while let Some(before) = first.checked_sub(1).map(|before| &runs[before]).filter(|before| is_attempt(word(before)))
    {
        has_word |= is_attempt_itself(word(before));
        first -= 1;
        cut.start = before.start;
    }
    let most = if is_bare && !has_word { MOST_BARE } else { MOST_ATTEMPTS };
    (1..=most).contains(&number).then_some((number, cut, has_word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::test_blueprint::{dop_like, without_scale};

    #[test]
    fn headings_with_the_number_of_an_attempt() {
        let sdlc = Field::Domain(0);
        for (heading, field, number) in [
            ("Attempt 1 Score", Field::Score, 1),
            ("Score 2", Field::Score, 2),
            ("Score2", Field::Score, 2),
            ("score_3", Field::Score, 3),
            ("Score (attempt 2)", Field::Score, 2),
            ("Score - 2nd attempt", Field::Score, 2),
            ("2nd attempt: score", Field::Score, 2),
            ("Attempt #2 - Scaled score", Field::Score, 2),
            ("Attempt no. 2 result", Field::Outcome, 2),
            ("SDLC (2nd)", sdlc, 2),
            ("SDLC 2", sdlc, 2),
            ("Attempt 2 SDLC (22%)", sdlc, 2),
            ("SDLC (22%) attempt 2", sdlc, 2),
            ("Attempt 2 Domain 1", sdlc, 2),
            ("Domain 1 attempt 2", sdlc, 2),
            ("Domain 1: SDLC Automation (1st)", sdlc, 1),
            ("First attempt date", Field::Date, 1),
            ("Second score", Field::Score, 2),
            ("Retake score", Field::Score, 2),
            ("SDLC retake", sdlc, 2),
            ("Date 3", Field::Date, 3),
            ("Note 2", Field::Note, 2),
            ("Attempt 2", Field::Score, 2),
            ("2nd attempt", Field::Score, 2),
            ("2. Versuch Punktzahl", Field::Score, 2),
            ("Punktzahl 2. Versuch", Field::Score, 2),
            ("zweiter Versuch: Ergebnis", Field::Outcome, 2),
            ("Fecha intento 2", Field::Date, 2),
            ("Résultat (2e tentative)", Field::Outcome, 2),
            ("第2回スコア", Field::Score, 2),
            ("スコア(第２回)", Field::Score, 2),
        ] {
            assert_eq!(field_and_attempt(heading, &dop_like()), Some((field, Some(number))), "{heading}");
        }
    }

    #[test]
    fn other_numbers_in_headings() {
        for (heading, expected) in [
            ("Domain 1", Some((Field::Domain(0), None))),
            ("SDLC (22%)", Some((Field::Domain(0), None))),
            ("First name", Some((Field::FirstName, None))),
            ("Attempt", Some((Field::Attempt, None))),
            ("Attempt #", Some((Field::Attempt, None))),
            ("Quiz 1", None),
            ("Practice exam 1 score", None),
            ("Score 0", None),
            ("Score 2026", None),
            ("Score 1.5", None),
            ("Score /50", None),
            ("SDLC /10", None),
            ("SDLC [20]", None),
            ("SDLC 10", None),
            ("Retake", Some((Field::RetakeDate, None))),
            ("Retake date", Some((Field::RetakeDate, None))),
            ("E-mail 2", None),
            ("ID 2", None),
            ("No. 1", None),
            ("1", None),
            ("22 %", None),
            ("", None),
        ] {
            assert_eq!(field_and_attempt(heading, &dop_like()), expected, "{heading}");
        }
        assert_eq!(field_and_attempt("Attempt 2", &without_scale()), None);
    }
}
