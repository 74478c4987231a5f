//! Cells -> scores, outcomes, attempt numbers, weekly hours, errors of formulas. All take cleaned, non-empty cells.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::attempt::{Outcome, WeeklyHours};
use super::words::{Said, is_attempt, is_hours_a_week, is_ordinal, said};
use super::workbook::NO_RESULT;
use crate::exam::{Exact, comparable};

/// The words that an outcome cell is expected to hold, for messages.
pub(super) const OUTCOME_WORDS: &str =
    "“pass” or “fail” (also “passed”, “failed”, “yes”, “no”), “absent” or “did not sit”, or nothing";

/// A pass/fail word.
pub(super) fn read_outcome(cell: &str) -> Option<Outcome> {
    match said(cell)? {
        Said::Passed => Some(Outcome::Passed),
        Said::Failed => Some(Outcome::Failed),
        Said::DidNotSit | Said::Nothing => None,
    }
}

/// The cell says that the attempt did not take place.
pub(super) fn says_did_not_sit(cell: &str) -> bool {
    said(cell) == Some(Said::DidNotSit)
}

/// The cell with full-width and other compatibility forms as plain ones: "７１２", "55 ％".
pub(super) fn plain(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() { Cow::Borrowed(cell) } else { Cow::Owned(cell.nfkc().collect()) }
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

/// Whole points: "712", "712.0", "712,0", "1 000", "1'000".
pub(super) fn read_score(cell: &str) -> Result<i64, ScoreFault> {
    if let Some(score) = few_digits(cell) {
        return Ok(i64::from(score));
    }
    let cell = &without_thousands(&plain(cell));
    let (sign, digits) = match cell.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, cell.as_str()),
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

/// The number without spaces or apostrophes before three digits: unlike a point or a comma they can be nothing else.
fn without_thousands(cell: &str) -> String {
    let is_separator = |c: char| matches!(c, ' ' | '\'' | '’');
    let mut parts = cell.split(is_separator);
    let first = parts.next().unwrap_or("");
    let grouped = (1..=3).contains(&first.trim_start_matches(['-', '−']).len())
        && parts.all(|part| part.chars().take_while(char::is_ascii_digit).count() == 3);
    if grouped { cell.replace(is_separator, "") } else { cell.to_owned() }
}

/// The cell holds no value but an error of its formula, as spreadsheet programs show it and write it into CSV files.
pub(super) fn is_error_value(cell: &str) -> bool {
    const ERRORS: [&str; 11] =
        ["#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!", NO_RESULT];
    match cell.strip_prefix("Err:") {
        Some(number) => is_digits(number),
        None => cell.starts_with('#') && ERRORS.contains(&cell),
    }
}

/// The number of an attempt, 1 to 999: "2", "#2", "2nd", "Attempt 2", "2.0", "2. Versuch", "第2回".
pub(super) fn read_attempt(cell: &str) -> Option<u32> {
    let cell = plain(cell);
    let number = if let Some(number) = few_digits(&cell) {
        number
    } else if let Some(number) = read_decimal(&cell) {
        u32::try_from(number.is_integer().then(|| number.to_integer())?).ok()?
    } else {
        let start = cell.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = cell.split_at(start);
        let (digits, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        let words = |text: &str| {
            let words: Vec<String> = text.split(|c: char| " .:#-°".contains(c)).map(comparable).collect();
            words.into_iter().filter(|word| !word.is_empty())
        };
        let has_other_words = words(before).any(|word| !is_attempt(&word))
            || words(after).any(|word| !is_attempt(&word) && !is_ordinal(&word))
            || before.ends_with('-');
        if has_other_words || after.contains('/') {
            return None;
        }
        digits.parse().ok()?
    };
    (1..=999).contains(&number).then_some(number)
}

/// Hours a week, 3 to 60, rounded down to half hours: "8", "8,5", "8 h", "8 hours per week", "8 Std./Woche".
pub(super) fn read_hours(cell: &str) -> WeeklyHours {
    if let Some(hours @ 3..=60) = few_digits(cell) {
        return WeeklyHours::HalfHours(2 * hours);
    }
    let cell = plain(cell);
    let unit_at = cell.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(cell.len());
    let (amount, unit) = cell.split_at(unit_at);
    let limits = Exact::from_integer(3)..=Exact::from_integer(60);
    match read_decimal(amount) {
        Some(hours) if is_hours_a_week(&comparable(unit)) && limits.contains(&hours) => {
            u32::try_from((hours * 2).to_integer()).map_or(WeeklyHours::NotUsable, WeeklyHours::HalfHours)
        }
        _ => WeeklyHours::NotUsable,
    }
}

/// A plain decimal number with point or comma, exactly: "0.55", "55,0", "-3", ".5". At most 6 digits before the point;
/// behind the 18th digit after it the number is cut off.
pub fn read_decimal(cell: &str) -> Option<Exact> {
    if let Some(number) = few_digits(cell) {
        return Some(Exact::from_integer(number.into()));
    }
    let cell = &*plain(cell);
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
    let digits = whole.bytes().chain(fraction.bytes());
    let value = digits.fold(0_i128, |value, digit| 10 * value + i128::from(digit - b'0'));
    // at most 6 and 18 digits: 10^24 fits easily
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    Some(Exact::new(sign * value, scale))
}

/// The number that most cells hold: one to six ASCII digits and nothing else.
fn few_digits(cell: &str) -> Option<u32> {
    if !(1..=6).contains(&cell.len()) {
        return None;
    }
    cell.bytes().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| 10 * number + u32::from(digit - b'0')))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::words::says_nothing;
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
            ("1 000", Ok(1000)),
            ("1\u{202F}000", Ok(1000)),
            ("1'000", Ok(1000)),
            ("1’000,0", Ok(1000)),
            ("７１２", Ok(712)),
            ("７１２．０", Ok(712)),
            ("712 80", Err(ScoreFault::NotANumber)),
            ("7120 800", Err(ScoreFault::NotANumber)),
            ("712.", Err(ScoreFault::NotANumber)),
            ("712.5", Err(ScoreFault::NotWhole)),
            ("1,001", Err(ScoreFault::Thousands)),
            ("1.000", Err(ScoreFault::Thousands)),
            ("99999999999999999999", Err(ScoreFault::OutOfRange)),
        ] {
            assert_eq!(read_score(cell), expected, "{cell}");
        }
    }

    /// Every cell of a list is read alike.
    fn check<T: PartialEq + std::fmt::Debug>(cells: &[&str], read: impl Fn(&str) -> T, expected: T) {
        for cell in cells {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }

    #[test]
    fn outcomes() {
        let passed = [
            "Pass",
            "PASSED",
            "p",
            "Yes",
            "y",
            "TRUE",
            "1",
            "ok",
            "ＰＡＳＳ",
            "Bestanden",
            "BESTANDEN",
            "ja",
            "réussi",
            "Réussie",
            "re\u{301}ussi",
            "reussi",
            "admise",
            "oui",
            "Aprobado",
            "aprobada",
            "sí",
            "si",
            "apto",
            "Aprovado",
            "aprovada",
            "sim",
            "合格",
            "はい",
        ];
        check(&passed, read_outcome, Some(Outcome::Passed));
        let failed = [
            "Fail",
            "failed",
            "F",
            "no",
            "N",
            "false",
            "0",
            "Not passed",
            "did not pass",
            "Didn't pass",
            "Didn’t pass",
            "nicht bestanden",
            "Nicht-bestanden",
            "durchgefallen",
            "nein",
            "échoué",
            "Echoue",
            "recalé",
            "recalée",
            "ajourné",
            "ajournée",
            "non",
            "suspenso",
            "SUSPENSA",
            "no aprobado",
            "no apto",
            "reprobado",
            "reprovado",
            "reprovada",
            "não",
            "nao aprovado",
            "不合格",
            "いいえ",
        ];
        check(&failed, read_outcome, Some(Outcome::Failed));
        check(&["maybe", "712", "absent", "-", "n/a", "abgelehnt", "合"], read_outcome, None);
    }

    #[test]
    fn attempts_that_did_not_happen() {
        let absent = [
            "absent",
            "Did not sit",
            "no show",
            "No-Show",
            "DNS",
            "did not attend",
            "Cancelled",
            "canceled",
            "Nicht teilgenommen",
            "abwesend",
            "nicht erschienen",
            "Absente",
            "absent(e)",
            "non présenté",
            "Ne s’est pas présenté",
            "No presentado",
            "no presentada",
            "ausente",
            "Faltou",
            "não compareceu",
            "na\u{303}o compareceu",
            "欠席",
            "未受験",
        ];
        check(&absent, says_did_not_sit, true);
        check(&["fail", "712", "-", "n/a", "nicht bestanden", "欠点"], says_did_not_sit, false);
    }

    #[test]
    fn cells_that_say_nothing() {
        let nothing = [
            "",
            "-",
            "–",
            "—",
            "--",
            "－",
            "./.",
            "n/a",
            "N/A",
            "n.a.",
            "NA",
            "#N/A",
            "ｎ／ａ",
            "k.A.",
            "keine Angabe",
            "s.o.",
            "sans objet",
            "no aplica",
            "não se aplica",
            "s/d",
            "なし",
            "該当なし",
        ];
        check(&nothing, says_nothing, true);
        check(&["0", "nothing", "x", "no", "absent", "-1"], says_nothing, false);
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
            ("2.", Some(2)),
            ("２", Some(2)),
            ("2. Versuch", Some(2)),
            ("Versuch Nr. 2", Some(2)),
            ("2e tentative", Some(2)),
            ("2ème", Some(2)),
            ("1re tentative", Some(1)),
            ("Tentative n° 2", Some(2)),
            ("2.º intento", Some(2)),
            ("2ª tentativa", Some(2)),
            ("第2回", Some(2)),
            ("2回目", Some(2)),
            ("2/3", None),
            ("2 3", None),
            ("2 of 3", None),
            ("week 2", None),
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
            ("8 Std.", 16),
            ("8,5 Stunden pro Woche", 17),
            ("8 h/Woche", 16),
            ("8 heures par semaine", 16),
            ("8 horas semanales", 16),
            ("8 horas por semana", 16),
            ("8時間", 16),
            ("８", 16),
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
            ("５５，５", Some(Exact::new(111, 2))),
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
