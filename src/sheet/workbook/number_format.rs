//! Numbers as a coach sees them: a workbook holds 51.5 % as 0.515 and a day as a count of days, and only the number format
//! tells.

use jiff::civil::{self, Date};

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    #[default]
    Plain,
    Percent,
    /// A day, a time of the day, or both.
    Date,
    /// Hours and minutes that can be more than a day.
    Elapsed,
    /// At least so many digits: an id that begins with zeros.
    Digits(u8),
}

impl NumberFormat {
    /// The format of a code such as `0.0%` or `dd/mm/yyyy`. What follows a semicolon is for other numbers.
    pub fn of_code(code: &str) -> Self {
        if (2..=15).contains(&code.len()) && code.bytes().all(|sign| sign == b'0') {
            return NumberFormat::Digits(code.len() as u8);
        }
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign {
                // the next sign is text, or a width
                '\\' | '_' | '*' => {
                    signs.next();
                }
                '"' => {
                    signs.by_ref().find(|&sign| sign == '"');
                }
                ';' => break,
                '[' => {
                    let inner: String = signs.by_ref().take_while(|&sign| sign != ']').collect();
                    let is_elapsed =
                        ["h", "hh", "m", "mm", "s", "ss"].iter().any(|unit| inner.eq_ignore_ascii_case(unit));
                    if is_elapsed {
                        return NumberFormat::Elapsed;
                    }
                }
                '%' => return NumberFormat::Percent,
                // General
                'G' | 'g' if signs.as_str().get(..6).is_some_and(|rest| rest.eq_ignore_ascii_case("eneral")) => {
                    return NumberFormat::Plain;
                }
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return NumberFormat::Date,
                _ => {}
            }
        }
        NumberFormat::Plain
    }

    /// The format that every spreadsheet program has at this number.
    pub fn built_in(id: u16) -> Self {
        match id {
            9 | 10 => NumberFormat::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberFormat::Date,
            46 => NumberFormat::Elapsed,
            _ => NumberFormat::Plain,
        }
    }
}

/// The number in its format: "712", "51.5 %", "2026-08-03", "2026-08-03 10:15:00", "8:30:00".
pub(super) fn number_text(number: f64, format: NumberFormat, is_1904: bool) -> String {
    match format {
        NumberFormat::Plain => rounded(number).to_string(),
        NumberFormat::Digits(digits) if number >= 0.0 && number.fract() == 0.0 => {
            format!("{:0width$}", rounded(number), width = usize::from(digits))
        }
        NumberFormat::Digits(_) => rounded(number).to_string(),
        NumberFormat::Percent => format!("{} %", rounded(number * 100.0)),
        NumberFormat::Date => date_text(number, is_1904).unwrap_or_else(|| rounded(number).to_string()),
        NumberFormat::Elapsed => {
            let seconds = (number * 86_400.0).round() as i64;
            format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
    }
}

/// To 15 digits, as spreadsheet programs show numbers: 0.1 + 0.2 is 0.3.
fn rounded(number: f64) -> f64 {
    format!("{number:.14e}").parse().map_or(number, |number: f64| if number == 0.0 { 0.0 } else { number })
}

fn date_text(number: f64, is_1904: bool) -> Option<String> {
    // to the second
    let seconds = (number * 86_400.0).round();
    if !(0.0..=3e11).contains(&seconds) {
        return None;
    }
    let seconds = seconds as i64;
    let (days, time) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let time =
        if time == 0 { String::new() } else { format!("{:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60) };
    if days == 0 && !is_1904 {
        return (!time.is_empty()).then_some(time);
    }
    let date = day(days, is_1904)?;
    Some(if time.is_empty() { date.to_string() } else { format!("{date} {time}") })
}

fn day(days: i64, is_1904: bool) -> Option<Date> {
    let first = match (is_1904, days) {
        (true, _) => civil::date(1904, 1, 1),
        // the day before 1900-03-01 is one that never was
        (false, ..60) => civil::date(1899, 12, 31),
        (false, _) => civil::date(1899, 12, 30),
    };
    first.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for (code, format) in [
            ("General", NumberFormat::Plain),
            ("0.00", NumberFormat::Plain),
            ("#,##0 \"days\"", NumberFormat::Plain),
            ("[Red]0.0;-0%", NumberFormat::Plain),
            ("0.00E+00", NumberFormat::Plain),
            ("\\d0", NumberFormat::Plain),
            ("@", NumberFormat::Plain),
            ("0%", NumberFormat::Percent),
            ("0.0\\ %", NumberFormat::Percent),
            ("_-* 0.0%_-", NumberFormat::Percent),
            ("yyyy-mm-dd", NumberFormat::Date),
            ("[$-407]d. MMMM yyyy;@", NumberFormat::Date),
            ("hh:mm", NumberFormat::Date),
            ("[h]:mm:ss", NumberFormat::Elapsed),
        ] {
            assert_eq!(NumberFormat::of_code(code), format, "{code}");
        }
    }

    #[test]
    fn numbers() {
        for (number, text) in [
            (712.0, "712"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (54.999_999_999_999_99, "55"),
            (1.5e-7, "0.00000015"),
            (123_456_789_012.0, "123456789012"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(number_text(number, NumberFormat::Plain, false), text);
        }
        assert_eq!(number_text(0.515, NumberFormat::Percent, false), "51.5 %");
        assert_eq!(number_text(0.07, NumberFormat::Percent, false), "7 %");
        assert_eq!(number_text(1.0, NumberFormat::Percent, false), "100 %");
    }

    #[test]
    fn days() {
        for (number, is_1904, text) in [
            (46237.0, false, "2026-08-03"),
            (44775.0, true, "2026-08-03"),
            (46_237.427_083_333, false, "2026-08-03 10:15:00"),
            (46_237.999_999_999, false, "2026-08-04"),
            (1.0, false, "1900-01-01"),
            (61.0, false, "1900-03-01"),
            (0.5, false, "12:00:00"),
            (-1.0, false, "-1"),
            (1e300, false, "1000000000000000"),
        ] {
            let found = number_text(number, NumberFormat::Date, is_1904);
            assert!(found == text || (number > 1e299 && found.starts_with(text)), "{found} is not {text}");
        }
        assert_eq!(number_text(1.354_166_666_666_667, NumberFormat::Elapsed, false), "32:30:00");
    }
}
