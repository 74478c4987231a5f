//! The ratings of a row: words or percentages, points, or the one rating of a row that is about one domain.

use std::borrow::Cow;

use super::assign::listed;
use super::attempt::{DomainRating, Outcome};
use super::facts::ColumnFacts;
use super::headings::nearest;
use super::points::{Maximum, Part, Points, decimal, read_points};
use super::rating::{CellLevel, RatingCell};
use super::row::{Cells, earned};
use super::values::{read_decimal, read_outcome, read_score, says_did_not_sit};
use super::words::is_all_domains;
use crate::diagnostic::Code;
use crate::exam::Exact;

impl<'r> Cells<'r> {
    /// The rating that the points of a domain make.
    fn rating_of_points(&mut self, domain: usize, points: &Points) -> Option<DomainRating> {
        let cells: Vec<Option<Cow<'r, str>>> = points
            .parts
            .iter()
            .map(|part| self.text(Some(part.column)).filter(|cell| !says_did_not_sit(cell)))
            .collect();
        if cells.iter().all(Option::is_none) {
            return None;
        }
        let (mut sum, mut maxima, mut readable) = (Exact::ZERO, Exact::ZERO, true);
        for (part, cell) in points.parts.iter().zip(&cells) {
            let read = self.points(part, cell.as_deref(), points, domain);
            readable &= read.is_some();
            let (own, maximum) = read.unwrap_or_default();
            (sum, maxima) = (sum + own, maxima + maximum);
        }
        let out_of = points.out_of.unwrap_or(maxima);
        if !readable {
            return None;
        }
        if sum > out_of {
            let columns = self.reader.columns;
            let message = format!("the points sum to {}, but {} is the most", decimal(sum), decimal(out_of));
            let help = format!(
                "correct the points in {}, or out_of in resit.toml",
                listed(&points.headings(&columns.headings))
            );
            self.report(Code::PointsRange, points.parts.last().map(|part| part.column), message, help);
            return None;
        }
        let level = self.reader.vocabulary.level(sum / out_of)?;
        let word = format!("{}/{}", decimal(sum), decimal(out_of));
        Some(DomainRating { level, word, from_percentage: true, without_strong: false })
    }

    /// The points of one cell and the most that it could hold (0 where only the sum has a maximum).
    fn points(&mut self, part: &Part, cell: Option<&str>, points: &Points, domain: usize) -> Option<(Exact, Exact)> {
        let columns = self.reader.columns;
        let Some(cell) = cell else {
            let message = format!(
                "no points are given, and the rating of {} is computed from them",
                self.reader.blueprint.domains[domain].name
            );
            let help = format!(
                "fill in the points, 0 where none were earned; where all of {} are empty, the domain is not rated",
                listed(&points.headings(&columns.headings))
            );
            self.report(Code::PointsMissing, Some(part.column), message, help);
            return None;
        };
        let maximum = match part.maximum {
            Maximum::Known(maximum) => Some(maximum),
            Maximum::Unknown => None,
            Maximum::InColumn(column) => {
                let beside = self.cleaned(column);
                let maximum = read_points(&beside).filter(|&maximum| maximum > Exact::ZERO);
                if maximum.is_none() {
                    let message = format!("“{beside}” does not say how many points there are at most");
                    let help =
                        format!("write a number above 0: the most points of “{}”", columns.headings[part.column]);
                    self.report(Code::PointsFormat, Some(column), message, help);
                    return None;
                }
                maximum
            }
        };
        let most = maximum.or(points.out_of);
        let right =
            most.map_or("a number of points".to_owned(), |most| format!("a number from 0 to {}", decimal(most)));
        let Some(read) = read_points(cell) else {
            let message = format!("“{cell}” is not a number of points");
            self.report(Code::PointsFormat, Some(part.column), message, format!("right would be {right}"));
            return None;
        };
        if read < Exact::ZERO || most.is_some_and(|most| read > most) {
            let message = format!(
                "{cell} points are {}",
                if read < Exact::ZERO { "less than none" } else { "more than there are" }
            );
            self.report(Code::PointsRange, Some(part.column), message, format!("right would be {right}"));
            return None;
        }
        Some((read, maximum.unwrap_or(Exact::ZERO)))
    }

    /// The rating of a domain that has columns of its own.
    pub fn rating(&mut self, domain: usize, facts: &ColumnFacts) -> Option<DomainRating> {
        if let Some(points) = &self.reader.columns.points[domain] {
            return self.rating_of_points(domain, points);
        }
        let column = self.reader.columns.domains[domain]?;
        if facts.holds_marks(domain) {
            self.warn_of_marks(column, domain);
        }
        self.rating_in(column, facts.holds_shares(domain))
    }

    /// Numbers up to 10 are percentages by the rules, but more likely points or marks.
    fn warn_of_marks(&mut self, column: usize, domain: usize) {
        let cell = self.cleaned(column);
        if read_decimal(&cell).is_none() {
            return;
        }
        let (columns, key) = (self.reader.columns, &self.reader.blueprint.domains[domain].key);
        let message =
            format!("“{cell}” is read as {cell} percent, as all numbers of this column, and none is above 10");
        let heading = &columns.headings[column];
        let help = format!(
            "if these are points, say in resit.toml how many there are at most, under [columns]: {key} = {{ from = [{heading:?}], out_of = 10 }}; if they are marks, write the ratings in words"
        );
        self.report(Code::ShareOrPercent, Some(column), message, help);
    }

    /// The rating of the domain that the row is about; none where it is about the exam as a whole.
    pub fn rating_of_row(
        &mut self,
        (domain, rating): (usize, usize),
        facts: &ColumnFacts,
    ) -> Vec<Option<DomainRating>> {
        let blueprint = self.reader.blueprint;
        let mut ratings = vec![None; blueprint.domains.len()];
        let Some(cell) = self.text(Some(domain)) else {
            if self.text(Some(rating)).is_some() {
                let message = "the row has a rating, but no domain".to_owned();
                let help = "fill in the domain, as in the rows above if cells were merged; or empty the rating";
                self.report(Code::UnknownDomain, Some(domain), message, help.to_owned());
            }
            return ratings;
        };
        if is_all_domains(&cell) {
            return ratings;
        }
        let Some(found) = self.reader.vocabulary.domain(&cell) else {
            let names = blueprint.domains.iter().map(|domain| domain.name.as_str());
            let others = blueprint.domains.iter().flat_map(|domain| domain.aliases.iter().chain([&domain.key]));
            let suggestion = nearest(&cell, names.clone().chain(others.map(String::as_str)))
                .map_or(String::new(), |name| format!("did you mean “{name}”? "));
            let names = names.map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
            let message = format!("“{cell}” is no domain of {}", blueprint.code);
            self.report(Code::UnknownDomain, Some(domain), message, format!("{suggestion}the domains are {names}"));
            return ratings;
        };
        ratings[found] = self.rating_in(rating, facts.holds_shares(0));
        ratings
    }

    /// The score or outcome of the row that is about the exam as a whole, where it stands in the column of the ratings.
    pub fn result_in_rating(&self, (domain, rating): (usize, usize)) -> (Option<i64>, Option<Outcome>) {
        let is_of_all = self.text(Some(domain)).is_some_and(|cell| is_all_domains(&cell));
        let Some(cell) = self.text(Some(rating)).filter(|_| is_of_all) else { return (None, None) };
        let scale = self.reader.blueprint.scale.as_ref();
        let scored = read_score(&cell).ok().zip(scale).filter(|(score, scale)| (scale.min..=scale.max).contains(score));
        match scored {
            Some((score, scale)) => (Some(score), Some(earned(score, scale))),
            None => (None, read_outcome(&cell)),
        }
    }

    fn rating_in(&mut self, column: usize, shares: bool) -> Option<DomainRating> {
        let cell = self.cleaned(column);
        let worded = |CellLevel { level, from_percentage, without_strong }| {
            Some(DomainRating { level, word: (*cell).to_owned(), from_percentage, without_strong })
        };
        match self.reader.vocabulary.read(&cell, shares) {
            RatingCell::Unrated => None,
            RatingCell::Rating(rating) => worded(rating),
            RatingCell::ShareOrPercent(rating) => {
                let message = format!("“{cell}” is read as {cell} percent");
                let help =
                    "the other numbers of this column are percentages: if it is a share, write 55 instead of 0.55";
                self.report(Code::ShareOrPercent, Some(column), message, help.to_owned());
                worded(rating)
            }
            RatingCell::OutOfRange => {
                let message = format!("“{cell}” is not a percentage of correct answers");
                let limits =
                    if shares { "the numbers of this column run from 0 to 1" } else { "percentages run from 0 to 100" };
                self.report(Code::PercentRange, Some(column), message, limits.to_owned());
                None
            }
            RatingCell::Unknown => {
                let suggestion = self
                    .reader
                    .vocabulary
                    .nearest(&cell)
                    .map_or(String::new(), |word| format!("did you mean “{word}”? Else "));
                let words = self.reader.vocabulary.right_words();
                let message = format!("“{cell}” is not a rating");
                self.report(
                    Code::UnknownRating,
                    Some(column),
                    message,
                    format!("{suggestion}right would be {words}, a percentage, or nothing"),
                );
                None
            }
        }
    }
}
