//! Dates as spreadsheets write them.

use std::borrow::Cow;

use jiff::civil::{self, Date};

use super::values::plain;
use super::words::{date_marks, is_in_dates, is_ordinal, month};

/// Which of the two small numbers in 03/08/2026 is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// A date cell as far as it can be understood on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateCell {
    Day(Date),
    /// `first/second/year`: the column decides which one is the day.
    Either {
        first: i64,
        second: i64,
        year: i64,
    },
}

/// Why a cell is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateFault {
    Format,
    /// 03/08/26.
    ShortYear,
    /// 1026-08-03.
    Year(i64),
    /// 30 February.
    Impossible,
}

const YEARS: std::ops::RangeInclusive<i64> = 1990..=2100;
/// Day numbers of Excel's 1900 system: October 1954 to January 2119.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Understands a cleaned, non-empty cell.
pub(super) fn read_date(cell: &str) -> Result<DateCell, DateFault> {
    if let Some((year, month, day)) = iso_date(cell) {
        return civil_date(year, month, day).map(DateCell::Day);
    }
    let cell = &*plain(cell);
    if let Some(serial) = excel_serial(cell) {
        return serial.map(DateCell::Day);
    }
    let day = &*without_marks(without_time(cell));
    let named = day.chars().any(char::is_alphabetic);
    let separators: &[char] = if named { &[' ', ',', '-', '.', '/'] } else { &['-', '.', '/'] };
    let is_idle = |part: &str| part.is_empty() || (named && is_in_dates(part));
    let mut parts = day.split(separators).map(str::trim).filter(|part| !is_idle(part));
    let (Some(first), Some(second), Some(third), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(DateFault::Format);
    };
    if [first, second, third].iter().any(|part| part.chars().any(char::is_alphabetic)) {
        return named_month(first, second, third).map(DateCell::Day);
    }
    let numbers = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        return civil_date(numbers.0, numbers.1, numbers.2).map(DateCell::Day);
    }
    if first.len() > 2 || second.len() > 2 {
        return Err(DateFault::Format);
    }
    let year = long_year(third)?;
    if day.contains('.') {
        return civil_date(year, numbers.1, numbers.0).map(DateCell::Day);
    }
    Ok(DateCell::Either { first: numbers.0, second: numbers.1, year })
}

/// The numbers of "2026-08-03", which is how most sheets write their days.
fn iso_date(cell: &str) -> Option<(i64, i64, i64)> {
    let &[_, _, _, _, b'-', _, _, b'-', _, _] = cell.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| 10 * number + i64::from(digit - b'0')))
    };
    let digits = cell.as_bytes();
    Some((number(&digits[..4])?, number(&digits[5..7])?, number(&digits[8..])?))
}

/// "2026年8月3日(月)" as "2026-8-3".
fn without_marks(cell: &str) -> Cow<'_, str> {
    for marks in date_marks() {
        let Some((end, _)) = marks.last().and_then(|&last| cell.match_indices(last).next()) else { continue };
        if marks.iter().all(|&mark| cell.contains(mark)) {
            return Cow::Owned(cell[..end].replace(marks, "-"));
        }
    }
    Cow::Borrowed(cell)
}

/// The day of `first/second/year` in that order.
pub(super) fn ordered_date(first: i64, second: i64, year: i64, order: DateOrder) -> Result<Date, DateFault> {
    match order {
        DateOrder::DayFirst => civil_date(year, second, first),
        DateOrder::MonthFirst => civil_date(year, first, second),
    }
}

/// The day in words that every reader understands alike: "3 August 2026".
pub(super) fn day_in_words(date: Date) -> String {
    let mut month = MONTHS[usize::from(date.month().unsigned_abs()) - 1].to_owned();
    month[..1].make_ascii_uppercase();
    format!("{} {month} {}", date.day(), date.year())
}

fn excel_serial(cell: &str) -> Option<Result<Date, DateFault>> {
    let (whole, fraction) = cell.split_once(['.', ',']).unwrap_or((cell, ""));
    let serial: i64 = whole.parse().ok()?;
    if !SERIALS.contains(&serial) || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(serial)).map_err(|_| DateFault::Format);
    Some(day.and_then(|day| civil_date(day.year().into(), day.month().into(), day.day().into())))
}

/// Cuts off a time behind the day: "2026-08-03T10:15:00Z", "3 Aug 2026 10:15".
fn without_time(cell: &str) -> &str {
    let Some(colon) = cell.find(':') else { return cell };
    let start = cell[..colon].rfind(['T', 't', ' ']).unwrap_or(0);
    cell[..start].trim_end().trim_end_matches(',')
}

fn named_month(first: &str, second: &str, third: &str) -> Result<Date, DateFault> {
    // "2026 Aug 3"
    let (first, third) = if first.len() == 4 && number(first).is_ok() { (third, first) } else { (first, third) };
    let (day, month) = match (month(first), month(second)) {
        (Some(month), _) => (second, month),
        (None, Some(month)) => (first, month),
        (None, None) => return Err(DateFault::Format),
    };
    let digits = day.trim_end_matches(char::is_alphabetic);
    if digits.len() < day.len() && !is_ordinal(&day[digits.len()..]) {
        return Err(DateFault::Format);
    }
    civil_date(long_year(third)?, month, number(digits)?)
}

fn long_year(digits: &str) -> Result<i64, DateFault> {
    let year = number(digits)?;
    match digits.len() {
        4 => Ok(year),
        2 => Err(DateFault::ShortYear),
        _ => Err(DateFault::Format),
    }
}

fn number(digits: &str) -> Result<i64, DateFault> {
    if digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateFault::Format);
    }
    digits.parse().map_err(|_| DateFault::Format)
}

fn civil_date(year: i64, month: i64, day: i64) -> Result<Date, DateFault> {
    if !YEARS.contains(&year) {
        return Err(DateFault::Year(year));
    }
    let part = |value: i64| i8::try_from(value).map_err(|_| DateFault::Impossible);
    let year = i16::try_from(year).map_err(|_| DateFault::Year(year))?;
    Date::new(year, part(month)?, part(day)?).map_err(|_| DateFault::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_one_meaning() {
        for cell in [
            "2026-08-03",
            "2026/08/03",
            "2026/8/3",
            "2026.08.03",
            "2026-08-03T10:15:00Z",
            "2026-08-03 10:15",
            "2026-08-03 10:15:00 -0700",
            "46237",
            "46237.75",
            "46237,75",
            "3 Aug 2026",
            "03-Aug-2026",
            "3. August 2026",
            "Aug 3, 2026",
            "August 3rd, 2026",
            "3 aug 2026, 9:00 PM",
            "03.08.2026",
            "3.8.2026",
            "Monday, August 3, 2026",
            "Mon 3 Aug 2026",
            "2026-Aug-03",
            "3rd of August 2026",
            "Montag, 3. August 2026",
            "Mo, 03.08.2026",
            "3 août 2026",
            "3 AOÛT 2026",
            "3 aou\u{302}t 2026",
            "le lundi 3 août 2026",
            "3 de agosto de 2026",
            "lunes, 3 de agosto del 2026",
            "3/ago/2026",
            "segunda-feira, 3 de agosto de 2026",
            "2026年8月3日",
            "2026年08月03日",
            "２０２６年８月３日",
            "2026年8月3日(月)",
            "2026年8月3日 10:15",
            "２０２６／０８／０３",
        ] {
            assert_eq!(read_date(cell), Ok(DateCell::Day(civil::date(2026, 8, 3))), "{cell}");
        }
        assert_eq!(read_date("1 Sept 2026"), Ok(DateCell::Day(civil::date(2026, 9, 1))));
    }

    #[test]
    fn months_in_every_language() {
        let names = [
            "Jan January Januar Jänner janvier janv. enero ene janeiro",
            "Feb February Februar février févr. febrero fevereiro fev",
            "Mar March März Mrz mars marzo março",
            "Apr April avril avr. abril abr",
            "May Mai mayo maio",
            "Jun June Juni juin junio junho",
            "Jul July Juli juil. juillet julio julho",
            "Aug August août agosto ago.",
            "Sep Sept September septembre septiembre setiembre setembro set",
            "Oct October Oktober Okt octobre octubre outubro out",
            "Nov November novembre noviembre novembro",
            "Dec December Dezember Dez décembre déc. diciembre dic dezembro",
        ];
        for (month, names) in (1..).zip(names) {
            for name in names.split(' ') {
                let expected = Ok(DateCell::Day(civil::date(2026, month, 1)));
                for cell in [
                    format!("1 {name} 2026"),
                    format!("1er {} 2026", name.to_uppercase()),
                    format!("1º de {name} de 2026"),
                ] {
                    assert_eq!(read_date(&cell), expected, "{cell}");
                }
            }
        }
    }

    #[test]
    fn dates_that_the_column_decides() {
        for cell in ["03/08/2026", "3-8-2026", "03/08/2026 10:00"] {
            assert_eq!(read_date(cell), Ok(DateCell::Either { first: 3, second: 8, year: 2026 }), "{cell}");
        }
        assert_eq!(ordered_date(3, 8, 2026, DateOrder::DayFirst), Ok(civil::date(2026, 8, 3)));
        assert_eq!(ordered_date(3, 8, 2026, DateOrder::MonthFirst), Ok(civil::date(2026, 3, 8)));
        assert_eq!(ordered_date(25, 8, 2026, DateOrder::MonthFirst), Err(DateFault::Impossible));
    }

    #[test]
    fn cells_that_are_no_date() {
        for (cell, fault) in [
            ("soon", DateFault::Format),
            ("2026-08", DateFault::Format),
            ("20260803", DateFault::Format),
            ("19999", DateFault::Format),
            ("3 Foo 2026", DateFault::Format),
            ("3x Aug 2026", DateFault::Format),
            ("8月3日", DateFault::Format),
            ("年月日", DateFault::Format),
            ("日年月", DateFault::Format),
            ("2026年13月3日", DateFault::Impossible),
            ("令和8年8月3日", DateFault::Format),
            ("ä/ö/ü", DateFault::Format),
            (":", DateFault::Format),
            ("1/2/20026", DateFault::Format),
            ("03.08.26", DateFault::ShortYear),
            ("3/8/26", DateFault::ShortYear),
            ("3 Aug 26", DateFault::ShortYear),
            ("1026-08-03", DateFault::Year(1026)),
            ("80000", DateFault::Year(2119)),
            ("2026-02-30", DateFault::Impossible),
            ("2026-13-01", DateFault::Impossible),
            ("30 Feb 2026", DateFault::Impossible),
            ("0.8.2026", DateFault::Impossible),
        ] {
            assert_eq!(read_date(cell), Err(fault), "{cell}");
        }
    }
}
