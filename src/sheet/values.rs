//! Cells -> scores, outcomes, attempt numbers, weekly hours. All take cleaned, non-empty cells.

use super::attempt::{Outcome, WeeklyHours};
use crate::exam::{Exact, comparable};

const PASSED: [&str; 17] = [
    "pass",
    "passed",
    "passes",
    "p",
    "yes",
    "y",
    "true",
    "1",
    "ok",
    "success",
    "successful",
    "satisfactory",
    "bestanden",
    "certified",
    "admis",
    "aprobado",
    "aprovado",
];
const FAILED: [&str; 19] = [
    "fail",
    "failed",
    "fails",
    "f",
    "no",
    "n",
    "false",
    "0",
    "notpassed",
    "notpass",
    "didnotpass",
    "didntpass",
    "unsuccessful",
    "nopass",
    "unsatisfactory",
    "nichtbestanden",
    "notsuccessful",
    "suspenso",
    "reprovado",
];
const DID_NOT_SIT: [&str; 14] = [
    "absent",
    "didnotsit",
    "didntsit",
    "noshow",
    "dns",
    "didnotattend",
    "didntattend",
    "cancelled",
    "canceled",
    "notattended",
    "notsat",
    "withdrawn",
    "withdrew",
    "missed",
];

/// The words that an outcome cell is expected to hold, for messages.
pub(super) const OUTCOME_WORDS: &str =
    "“pass” or “fail” (also “passed”, “failed”, “yes”, “no”), “absent” or “did not sit”, or nothing";

/// A pass/fail word.
pub(super) fn read_outcome(cell: &str) -> Option<Outcome> {
    let first = |words: [&str; 2]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if first(["pass", "passed"]) {
        return Some(Outcome::Passed);
    } else if first(["fail", "failed"]) {
        return Some(Outcome::Failed);
    }
    let word = comparable(cell);
    if PASSED.contains(&word.as_str()) {
        Some(Outcome::Passed)
    } else if FAILED.contains(&word.as_str()) {
        Some(Outcome::Failed)
    } else {
        None
    }
}

/// The cell says that the attempt did not take place.
pub(super) fn says_did_not_sit(cell: &str) -> bool {
    // the words begin so
    cell.starts_with(['a', 'A', 'd', 'D', 'n', 'N', 'c', 'C', 'w', 'W', 'm', 'M'])
        && DID_NOT_SIT.contains(&comparable(cell).as_str())
}

/// Why a cell is no scaled score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScoreFault {
    /// "abc", "7.5e2".
    NotANumber,
    /// "712.5".
    NotWhole,
    /// "1,001" or "1.001": could be a separator of thousands.
    Thousands,
    /// Too long to be a score of any exam.
    OutOfRange,
}

/// Whole points: "712", "712.0", "712,0".
pub(super) fn read_score(cell: &str) -> Result<i64, ScoreFault> {
    let (sign, digits) = match cell.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, cell),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return Err(ScoreFault::NotANumber);
    }
    if fraction.len() == 3 {
        return Err(ScoreFault::Thousands);
    }
    if fraction.bytes().any(|byte| byte != b'0') {
        return Err(ScoreFault::NotWhole);
    }
    whole.parse::<i64>().map(|score| sign * score).map_err(|_| ScoreFault::OutOfRange)
}

/// The number of an attempt, 1 to 999: "2", "#2", "2nd", "Attempt 2", "2.0".
pub(super) fn read_attempt(cell: &str) -> Option<u32> {
    let lower = cell.to_lowercase();
    let mut rest = lower.as_str();
    for word in ["attempt", "try", "number", "no", "#"] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start_matches(['.', ':', ' ']);
    }
    rest = rest.strip_suffix("attempt").or(rest.strip_suffix("try")).unwrap_or(rest).trim_end();
    let digits =
        ["st", "nd", "rd", "th", ".0", ",0", "."].iter().find_map(|suffix| rest.strip_suffix(suffix)).unwrap_or(rest);
    let number = if is_digits(digits) { digits.parse().ok()? } else { return None };
    (1..=999).contains(&number).then_some(number)
}

/// Hours a week, 3 to 60, rounded down to half hours: "8", "8,5", "8 h", "8 hours per week".
pub(super) fn read_hours(cell: &str) -> WeeklyHours {
    let lower = cell.to_lowercase();
    let unit_at = lower.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(lower.len());
    let (amount, unit) = lower.split_at(unit_at);
    let unit = comparable(unit);
    let unit = ["perweek", "aweek", "week", "weekly", "pw"]
        .iter()
        .find_map(|suffix| unit.strip_suffix(suffix))
        .unwrap_or(&unit);
    let known_unit = ["", "h", "hr", "hrs", "hour", "hours", "std"].contains(&unit);
    let limits = Exact::from_integer(3)..=Exact::from_integer(60);
    match read_decimal(amount) {
        Some(hours) if known_unit && limits.contains(&hours) => {
            u32::try_from((hours * 2).to_integer()).map_or(WeeklyHours::NotUsable, WeeklyHours::HalfHours)
        }
        _ => WeeklyHours::NotUsable,
    }
}

/// A plain decimal number with point or comma, exactly: "0.55", "55,0", "-3", ".5". At most 6 digits before the point;
/// behind the 18th digit after it the number is cut off.
pub(super) fn read_decimal(cell: &str) -> Option<Exact> {
    let (sign, digits) = match cell.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, cell),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if !all_digits || (whole.is_empty() && fraction.is_empty()) || whole.len() > 6 {
        return None;
    }
    let fraction = &fraction[..fraction.len().min(18)];
    let value: i128 = format!("0{whole}{fraction}").parse().ok()?;
    // at most 18 digits: 10^18 fits easily
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    Some(Exact::new(sign * value, scale))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores() {
        for (cell, expected) in [
            ("712", Ok(712)),
            ("712.0", Ok(712)),
            ("712,0", Ok(712)),
            ("712.00", Ok(712)),
            ("-5", Ok(-5)),
            ("7.5e2", Err(ScoreFault::NotANumber)),
            ("abc", Err(ScoreFault::NotANumber)),
            ("712/1000", Err(ScoreFault::NotANumber)),
            ("1 001", Err(ScoreFault::NotANumber)),
            ("712.", Err(ScoreFault::NotANumber)),
            ("712.5", Err(ScoreFault::NotWhole)),
            ("1,001", Err(ScoreFault::Thousands)),
            ("1.000", Err(ScoreFault::Thousands)),
            ("99999999999999999999", Err(ScoreFault::OutOfRange)),
        ] {
            assert_eq!(read_score(cell), expected, "{cell}");
        }
    }

    #[test]
    fn outcomes() {
        for cell in ["Pass", "PASSED", "p", "Yes", "y", "TRUE", "1", "ok", "Bestanden"] {
            assert_eq!(read_outcome(cell), Some(Outcome::Passed), "{cell}");
        }
        for cell in ["Fail", "failed", "F", "no", "N", "false", "0", "Not passed", "did not pass", "Didn't pass"] {
            assert_eq!(read_outcome(cell), Some(Outcome::Failed), "{cell}");
        }
        for cell in ["maybe", "712", "absent", "-"] {
            assert_eq!(read_outcome(cell), None, "{cell}");
        }
    }

    #[test]
    fn attempts_that_did_not_happen() {
        for cell in ["absent", "Did not sit", "no show", "No-Show", "DNS", "did not attend", "Cancelled", "canceled"] {
            assert!(says_did_not_sit(cell), "{cell}");
        }
        for cell in ["fail", "712", "-", "n/a"] {
            assert!(!says_did_not_sit(cell), "{cell}");
        }
    }

    #[test]
    fn attempt_numbers() {
        for (cell, expected) in [
            ("2", Some(2)),
            ("#2", Some(2)),
            ("2nd", Some(2)),
            ("1st", Some(1)),
            ("Attempt 2", Some(2)),
            ("Attempt #2", Some(2)),
            ("attempt no. 2", Some(2)),
            ("3rd attempt", Some(3)),
            ("2.0", Some(2)),
            ("999", Some(999)),
            ("1000", None),
            ("0", None),
            ("-1", None),
            ("second", None),
            ("2.5", None),
            ("99999999999", None),
            ("", None),
        ] {
            assert_eq!(read_attempt(cell), expected, "{cell}");
        }
    }

    #[test]
    fn weekly_hours() {
        for (cell, half_hours) in [
            ("8", 16),
            ("8,5", 17),
            ("8.5", 17),
            ("8 h", 16),
            ("8.74h", 17),
            ("8 hours per week", 16),
            ("8 h/week", 16),
            ("3", 6),
            ("60", 120),
        ] {
            assert_eq!(read_hours(cell), WeeklyHours::HalfHours(half_hours), "{cell}");
        }
        for cell in ["2.99", "60.1", "0", "-8", "lots", "8-10", "8 days", "1e1", "8:30"] {
            assert_eq!(read_hours(cell), WeeklyHours::NotUsable, "{cell}");
        }
    }

    #[test]
    fn decimals() {
        for (cell, expected) in [
            ("55", Some(Exact::from_integer(55))),
            ("0.55", Some(Exact::new(55, 100))),
            ("55,0", Some(Exact::from_integer(55))),
            (".5", Some(Exact::new(1, 2))),
            ("-3", Some(Exact::from_integer(-3))),
            ("0.7999999999999999999999999", Some(Exact::new(799_999_999_999_999_999, 1_000_000_000_000_000_000))),
            ("5e1", None),
            (".", None),
            ("", None),
            ("1,000.5", None),
            ("1234567", None),
        ] {
            assert_eq!(read_decimal(cell), expected, "{cell}");
        }
    }
}
