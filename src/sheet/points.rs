//! Points of quizzes and modules, from which the rating of a domain is computed.

use super::assign::listed;
use super::clean::clean;
use super::error::SheetError;
use super::headings::{Field, key_of};
use super::record::Record;
use super::text::SheetText;
use super::values::{plain, read_decimal};
use super::words::{is_before_maximum, is_points, is_points_possible};
use crate::exam::{Blueprint, Exact, comparable};

/// The most points of each column stand in one of so many rows below the headings.
const POSSIBLE_ROWS: usize = 5;

/// Where the rating of a domain comes from, if no column holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsSource {
    /// The headings of the columns with points.
    pub from: Vec<String>,
    /// The most points that they can sum to; `None` where the sheet says it: "Quiz 1 /10".
    pub out_of: Option<Exact>,
}

/// The columns of one sheet whose points make the rating of a domain.
#[derive(Debug, Clone)]
pub(super) struct Points {
    /// In the order of resit.toml; never empty.
    pub parts: Vec<Part>,
    /// The most points of all parts, where resit.toml says it.
    pub out_of: Option<Exact>,
}

/// One column with points.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub column: usize,
    pub maximum: Maximum,
}

/// The most points that a cell of a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maximum {
    /// The heading says it.
    Known(Exact),
    /// A column beside it says it for each row, as Gradescope writes it: "Quiz 1 - Max Points".
    InColumn(usize),
    Unknown,
}

impl Points {
    /// Finds the columns of the domain, which `name` is in resit.toml, and claims them in `fields`; `None` where the sheet has none of them.
    pub fn find(
        file: &str,
        headings: &[String],
        possible: &[PointsPossible],
        (name, source): (&str, &PointsSource),
        domain: usize,
        fields: &mut [Option<Field>],
        blueprint: &Blueprint,
    ) -> Result<Option<Self>, SheetError> {
        let found: Vec<Option<usize>> = source.from.iter().map(|heading| column_of(headings, heading)).collect();
        if found.iter().all(Option::is_none) {
            return Ok(None);
        }
        let mut parts = Vec::with_capacity(found.len());
        for (wanted, column) in source.from.iter().zip(found) {
            let Some(column) = column else {
                return Err(SheetError::PointsHeading {
                    file: file.into(),
                    name: name.into(),
                    heading: wanted.as_str().into(),
                    found: listed(headings).into(),
                });
            };
            claim(column, Field::Points(domain, parts.len()), headings, name, fields, blueprint)?;
            let beside = column_of(headings, &format!("{wanted} max points")).filter(|&other| other != column);
            let maximum = match (beside, heading_maximum(&headings[column]).map(|(_, maximum)| maximum)) {
                (Some(beside), _) => {
                    let field = Field::Points(domain, source.from.len() + parts.len());
                    claim(beside, field, headings, name, fields, blueprint)?;
                    Maximum::InColumn(beside)
                }
                (None, in_heading) => {
                    in_heading.or_else(|| in_rows(possible, wanted)).map_or(Maximum::Unknown, Maximum::Known)
                }
            };
            parts.push(Part { column, maximum });
        }
        let points = Points { parts, out_of: source.out_of };
        points.check_maximum(file, headings, name)?;
        Ok(Some(points))
    }

    /// One column whose maximum is known.
    pub fn of_column(column: usize, maximum: Exact) -> Self {
        Points { parts: vec![Part { column, maximum: Maximum::Known(maximum) }], out_of: None }
    }

    /// Something must say what full marks are, and only one thing.
    fn check_maximum(&self, file: &str, headings: &[String], name: &str) -> Result<(), SheetError> {
        let unknown = self.parts.iter().find(|part| part.maximum == Maximum::Unknown);
        let Some(out_of) = self.out_of else {
            let Some(unknown) = unknown else { return Ok(()) };
            return Err(SheetError::NoMaximum {
                file: file.into(),
                name: name.into(),
                heading: headings[unknown.column].as_str().into(),
            });
        };
        let known: Vec<Exact> = self
            .parts
            .iter()
            .filter_map(|part| if let Maximum::Known(maximum) = part.maximum { Some(maximum) } else { None })
            .collect();
        let sum: Exact = known.iter().sum();
        if known.len() == self.parts.len() && sum != out_of {
            return Err(SheetError::TwoMaxima {
                file: file.into(),
                name: name.into(),
                out_of: decimal(out_of).into(),
                headings: listed(&self.headings(headings)).into(),
                sum: decimal(sum).into(),
            });
        }
        Ok(())
    }

    /// The headings of the parts.
    pub fn headings(&self, headings: &[String]) -> Vec<String> {
        self.parts.iter().map(|part| headings[part.column].clone()).collect()
    }
}

fn claim(
    column: usize,
    field: Field,
    headings: &[String],
    name: &str,
    fields: &mut [Option<Field>],
    blueprint: &Blueprint,
) -> Result<(), SheetError> {
    if let Some(first) = fields[column].replace(field) {
        return Err(SheetError::HeadingTwice {
            heading: headings[column].clone(),
            first: key_of(first, blueprint),
            second: name.to_owned(),
        });
    }
    Ok(())
}

/// The row with the most points of each column, which learning platforms put below the headings.
#[derive(Debug, Clone)]
pub(super) struct PointsPossible {
    headings: Vec<String>,
    row: Record<'static>,
}

impl PointsPossible {
    /// Finds the row in the sheet.
    pub fn find(text: &SheetText) -> Option<Self> {
        let mut rows = text.rows();
        for _ in 0..POSSIBLE_ROWS {
            let (_, record) = rows.next()?;
            if record.iter().any(|cell| cell.len() < 80 && is_points_possible(&clean(cell))) {
                let headings = text.header().headings.iter().map(|heading| clean(heading).into_owned()).collect();
                return Some(PointsPossible { headings, row: record.clone().into_owned() });
            }
        }
        None
    }
}

/// The most points of the column with this heading, where all rows that tell it agree.
pub(super) fn in_rows(possible: &[PointsPossible], wanted: &str) -> Option<Exact> {
    let told = possible.iter().filter_map(|possible| {
        let cell = possible.row.get(column_of(&possible.headings, wanted)?)?;
        read_points(&clean(cell)).filter(|&points| points > Exact::ZERO)
    });
    let told: Vec<Exact> = told.collect();
    told.first().copied().filter(|first| told.iter().all(|points| points == first))
}

/// The column with this heading: as it stands, else without its maximum.
pub(super) fn column_of(headings: &[String], wanted: &str) -> Option<usize> {
    let wanted = comparable(wanted);
    let is_wanted = |heading: &str| !heading.is_empty() && comparable(heading) == wanted;
    headings
        .iter()
        .position(|heading| is_wanted(heading))
        .or_else(|| headings.iter().position(|heading| is_wanted(without_number_in_brackets(heading))))
        .or_else(|| {
            let without_maximum = |heading: &String| heading_maximum(heading).is_some_and(|(name, _)| is_wanted(name));
            headings.iter().position(without_maximum)
        })
}

/// "Lab 01 (150834)" as "Lab 01": Canvas puts the number of an assignment there.
fn without_number_in_brackets(heading: &str) -> &str {
    match heading.strip_suffix(')').and_then(|heading| heading.rsplit_once('(')) {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name.trim_end(),
        _ => heading,
    }
}

/// A heading that carries the most points of its column, and its name without it: "Quiz 1 /10", "Quiz 1 (10)",
/// "Quiz 1 [out of 10 points]".
pub(super) fn heading_maximum(heading: &str) -> Option<(&str, Exact)> {
    let bracketed = [(')', '('), (']', '['), ('）', '（')]
        .iter()
        .find_map(|&(close, open)| heading.strip_suffix(close)?.rsplit_once(open));
    let (name, addition) = bracketed.or_else(|| heading.rsplit_once('/'))?;
    maximum(addition).map(|maximum| (name.trim_end(), maximum))
}

/// A number of points up to 999: longer ones are numbers of assignments.
fn maximum(addition: &str) -> Option<Exact> {
    let addition = plain(addition);
    let start = addition.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = addition.split_at(start);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let is_about_points = is_before_maximum(before.trim_start_matches('/')) && is_points(after);
    let number = read_decimal(number).filter(|&number| number > Exact::ZERO && number < Exact::from_integer(1000))?;
    (is_about_points && !addition.contains(['%', '-'])).then_some(number)
}

/// Points in a cell.
pub(super) fn read_points(cell: &str) -> Option<Exact> {
    read_decimal(cell)
}

/// A number as a person writes it, cut off behind the sixth digit: "17.5".
pub(super) fn decimal(number: Exact) -> String {
    let mut text = number.trunc().to_integer().to_string();
    let mut rest = number.fract();
    for at in 0..6 {
        if rest == Exact::ZERO {
            break;
        }
        if at == 0 {
            text.push('.');
        }
        rest *= Exact::from_integer(10);
        text.push_str(&rest.trunc().to_integer().to_string());
        rest = rest.fract();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_carry_their_maximum() {
        for (heading, name, expected) in [
            ("Quiz 1 /10", "Quiz 1", Exact::from_integer(10)),
            ("Quiz 1/10", "Quiz 1", Exact::from_integer(10)),
            ("Quiz 1 (10)", "Quiz 1", Exact::from_integer(10)),
            ("M1 Design (10)", "M1 Design", Exact::from_integer(10)),
            ("Quiz 1 (/10)", "Quiz 1", Exact::from_integer(10)),
            ("Quiz 1 [out of 10]", "Quiz 1", Exact::from_integer(10)),
            ("Quiz 1 (max. 12,5 pts)", "Quiz 1", Exact::new(25, 2)),
            ("Test 1 (10 Punkte)", "Test 1", Exact::from_integer(10)),
            ("Quiz 1 (sur 20)", "Quiz 1", Exact::from_integer(20)),
            ("小テスト1（10点）", "小テスト1", Exact::from_integer(10)),
        ] {
            assert_eq!(heading_maximum(heading), Some((name, expected)), "{heading}");
        }
        for heading in [
            "Quiz 1",
            "Lab 01 (150834)",
            "SDLC Automation (22%)",
            "Quiz (week 3)",
            "Quiz 1 (0)",
            "Pass/Fail",
            "h/week",
            "Quiz 1 (-10)",
            "Quiz 1 ()",
            "(",
            "/",
        ] {
            assert_eq!(heading_maximum(heading), None, "{heading}");
        }
    }

    #[test]
    fn columns_of_headings() {
        let headings = ["Quiz 1 (10)", "Quiz 1 - Max Points", "Lab 01 (150834)", "Quiz 2/20", ""].map(str::to_owned);
        for (wanted, column) in [
            ("quiz 1", Some(0)),
            ("Quiz 1 (10)", Some(0)),
            ("Quiz 1 max points", Some(1)),
            ("Lab 01", Some(2)),
            ("Quiz 2", Some(3)),
            ("Quiz 3", None),
            ("", None),
        ] {
            assert_eq!(column_of(&headings, wanted), column, "{wanted}");
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (number, expected) in [
            (Exact::from_integer(17), "17"),
            (Exact::new(35, 2), "17.5"),
            (Exact::new(1, 3), "0.333333"),
            (Exact::ZERO, "0"),
        ] {
            assert_eq!(decimal(number), expected);
        }
    }
}
