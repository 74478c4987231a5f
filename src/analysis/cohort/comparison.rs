//! What moved since an earlier build: its figures beside those of this one, and the candidates who sat again since.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::super::rounded;
use super::domains::{DomainTally, ranked};
use super::earlier::Earlier;
use super::part::{PartFigures, PartTally};
use super::rate::{Difference, Part, Rate};
use super::scores::quantile;
use super::standings::{Candidate, NAMED, Person};
use crate::analysis::Diagnosis;
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{Attempt, History, Outcome};

/// An earlier build beside this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Day for which the earlier build was made.
    pub as_of: String,
    /// Candidates with a plan or a review.
    pub candidates: CountChange,
    /// Their attempts.
    pub attempts: CountChange,
    /// Candidates whose current attempt passed.
    pub passed: CountChange,
    /// Candidates whose current attempt failed.
    pub failed: CountChange,
    /// Of the current attempts.
    pub pass_rate: RateChange,
    /// Of the first attempts.
    pub first_attempt_pass_rate: RateChange,
    /// Of all later attempts.
    pub retake_pass_rate: RateChange,
    /// Median of the scores of the current attempts, in points to one decimal.
    pub median: FigureChange,
    /// Mean of the scores of the current attempts, in points to one decimal.
    pub mean: FigureChange,
    /// In order of the impact now, ties in blueprint order.
    pub domains: Vec<DomainChange>,
    /// The candidates who sat again since.
    pub sat_again: SatAgain,
}

/// A count in both builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CountChange {
    /// In the earlier build.
    pub before: u64,
    /// In this build.
    pub after: u64,
}

/// A figure in both builds, without an interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureChange {
    /// In the earlier build; null where it has none.
    pub before: Option<f64>,
    /// In this build; null where it has none.
    pub after: Option<f64>,
    /// after - before; null where either is missing.
    pub difference: Option<f64>,
}

/// A rate in both builds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RateChange {
    /// In the earlier build; null over nobody.
    pub before: Option<Rate>,
    /// In this build; null over nobody.
    pub after: Option<Rate>,
    /// after - before, with the interval of two samples that share nobody: wider than need be where the same people stand in
    /// both. Null where either has fewer than five.
    pub difference: Option<Difference>,
    /// The interval of the difference does not hold 0.
    pub moved: bool,
}

/// A domain in both builds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DomainChange {
    /// Key of the domain.
    pub domain: String,
    /// Share of those rated who are weak.
    pub weak_rate: RateChange,
    /// weight x weak rate in percentage points, to two decimals, both with the weight that the domain has now.
    pub impact: FigureChange,
}

/// The candidates with an attempt dated after the day of the earlier build, and one dated on that day or before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SatAgain {
    /// How many they are.
    pub count: u64,
    /// The first 500 of them: those who failed by readiness, then those who passed.
    pub candidates: Vec<Retaker>,
    /// Those whose current attempt passed, of all of them; null where nobody sat again.
    pub passed: Option<Rate>,
    /// How many have a score both before and now.
    pub scored: u64,
    /// Median of the changes of their scores, in points to one decimal; null without any.
    pub median_change: Option<f64>,
    /// Their ratings in each domain, in blueprint order.
    pub domains: Vec<Turn>,
    /// Candidates with several attempts of whom it is not known, because an attempt has no date; not counted above.
    pub unknown: u64,
}

/// Somebody who sat again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Retaker {
    /// Who it is.
    #[serde(flatten)]
    pub person: Person,
    /// Scaled score of the last attempt up to the day of the earlier build, in points.
    pub score_before: Option<i64>,
    /// Scaled score of the current attempt, in points.
    pub score: Option<i64>,
    /// Outcome of the last attempt up to the day of the earlier build.
    pub outcome_before: Outcome,
    /// Outcome of the current attempt.
    pub outcome: Outcome,
}

/// The ratings in one domain of those who sat again: the last attempt up to the day of the earlier build, and the current one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Turn {
    /// Key of the domain.
    pub domain: String,
    /// Rated in both.
    pub rated: u64,
    /// Of these, those who were weak.
    pub weak_before: u64,
    /// Of those who were weak, those who are better now.
    pub no_longer_weak: u64,
    /// Of those who were not weak, those who are now.
    pub newly_weak: u64,
}

/// Counts of those who sat again after a day.
#[derive(Debug)]
pub(super) struct Retakers {
    /// The day; without one nobody is counted.
    since: Option<Date>,
    passed: Part,
    unknown: u64,
    /// How often each change of the score occurs.
    score_changes: BTreeMap<i64, u64>,
    domains: Vec<Turn>,
}

impl Retakers {
    pub fn new(blueprint: &Blueprint, since: Option<Date>) -> Self {
        let turn =
            |key: &String| Turn { domain: key.clone(), rated: 0, weak_before: 0, no_longer_weak: 0, newly_weak: 0 };
        Retakers {
            since,
            passed: Part::default(),
            unknown: 0,
            score_changes: BTreeMap::new(),
            domains: blueprint.domains.iter().map(|domain| turn(&domain.key)).collect(),
        }
    }

    /// Counts one candidate; whether it is one who sat again.
    pub fn add(&mut self, history: &History, blueprint: &Blueprint) -> bool {
        let Some(since) = self.since else { return false };
        let before = match since_then(history, since) {
            Since::SatAgain(before) => before,
            Since::Unknown => {
                self.unknown += 1;
                return false;
            }
            Since::DidNot => return false,
        };
        let now = history.current();
        self.passed.add(now.outcome == Outcome::Passed);
        if let Some((before, now)) = before.score.zip(now.score) {
            *self.score_changes.entry(now - before).or_default() += 1;
        }
        let is_weak = |level: usize| blueprint.ratings[level].role == Role::Weak;
        for (turn, levels) in self.domains.iter_mut().zip(before.levels().zip(now.levels())) {
            let (Some(before), Some(now)) = levels else { continue };
            let (was_weak, is_weak) = (is_weak(before), is_weak(now));
            turn.rated += 1;
            turn.weak_before += u64::from(was_weak);
            turn.no_longer_weak += u64::from(was_weak && !is_weak);
            turn.newly_weak += u64::from(!was_weak && is_weak);
        }
        true
    }

    /// The figures; those who sat again stand at `positions` of the sheet.
    pub fn figures(&self, positions: &[usize], candidate: Candidate<'_>) -> SatAgain {
        let scored = self.score_changes.values().sum();
        let named = positions.iter().take(NAMED).filter_map(|&at| candidate(at));
        SatAgain {
            count: positions.len() as u64,
            candidates: named
                .filter_map(|(history, diagnosis)| Retaker::of(&history, &diagnosis, self.since?))
                .collect(),
            passed: self.passed.rate(),
            scored,
            median_change: (scored > 0).then(|| rounded(quantile(&self.score_changes, scored, 2), 1)),
            domains: self.domains.clone(),
            unknown: self.unknown,
        }
    }
}

impl Retaker {
    /// `None` for somebody who did not sit again since that day.
    fn of(history: &History, diagnosis: &Diagnosis, since: Date) -> Option<Self> {
        let Since::SatAgain(before) = since_then(history, since) else { return None };
        Some(Retaker {
            person: Person::of(history, diagnosis),
            score_before: before.score,
            score: diagnosis.score,
            outcome_before: before.outcome,
            outcome: diagnosis.outcome,
        })
    }
}

/// What a candidate did since a day.
enum Since<'h> {
    /// Sat after it, and had sat before: the last attempt that is known to lie on the day or before it.
    SatAgain(&'h Attempt),
    DidNot,
    /// It depends on the day of an attempt without a date.
    Unknown,
}

/// The attempts of a history are in order, and its dates do not contradict that: what stands before an attempt of that day or
/// earlier lies before it too, and what stands after a later one lies after it.
fn since_then(history: &History, since: Date) -> Since<'_> {
    let attempts = &history.attempts;
    let before = attempts.iter().rposition(|attempt| attempt.date.is_some_and(|date| date <= since));
    let after = attempts.iter().position(|attempt| attempt.date.is_some_and(|date| date > since));
    match (before, after) {
        (Some(before), Some(_)) => Since::SatAgain(&attempts[before]),
        (Some(before), None) if before + 1 < attempts.len() => Since::Unknown,
        (None, Some(after)) if after > 0 => Since::Unknown,
        (None, None) if attempts.len() > 1 => Since::Unknown,
        _ => Since::DidNot,
    }
}

impl RateChange {
    fn of(before: Part, after: Part) -> Self {
        let difference = after.difference(before);
        let moved = difference.is_some_and(|difference| difference.low > 0.0 || difference.high < 0.0);
        RateChange { before: before.rate(), after: after.rate(), difference, moved }
    }
}

impl FigureChange {
    fn of(before: Option<Exact>, after: Option<Exact>, decimals: u32) -> Self {
        let shown = |figure: Option<Exact>| figure.map(|figure| rounded(figure, decimals));
        let difference = after.zip(before).map(|(after, before)| after - before);
        FigureChange { before: shown(before), after: shown(after), difference: shown(difference) }
    }
}

impl Comparison {
    /// `all` and `figures` are those of this build, `sat_again` of those who sat again since.
    pub(super) fn of(
        earlier: &Earlier,
        all: &PartTally,
        figures: &PartFigures,
        sat_again: SatAgain,
        blueprint: &Blueprint,
    ) -> Self {
        let passed = earlier.passed();
        let scores = earlier.scores().filter(|_| blueprint.scale.is_some());
        let now = figures.scores.as_ref();
        let score =
            |before: Option<f64>, after: Option<f64>| FigureChange::of(before.map(tenths), after.map(tenths), 1);
        Comparison {
            as_of: earlier.as_of().to_string(),
            candidates: CountChange { before: passed.of, after: all.passed.of },
            attempts: CountChange { before: earlier.attempts(), after: figures.attempts },
            passed: CountChange { before: passed.count, after: figures.passed },
            failed: CountChange { before: passed.of - passed.count, after: figures.failed },
            pass_rate: RateChange::of(passed, all.passed),
            first_attempt_pass_rate: RateChange::of(earlier.first_attempts(), all.first_attempts),
            retake_pass_rate: RateChange::of(earlier.retakes(), all.retakes),
            median: score(scores.map(|scores| scores.median), now.map(|scores| scores.median)),
            mean: score(scores.map(|scores| scores.mean), now.map(|scores| scores.mean)),
            domains: domain_changes(earlier, &all.domains, blueprint),
            sat_again,
        }
    }
}

fn domain_changes(earlier: &Earlier, domains: &[DomainTally], blueprint: &Blueprint) -> Vec<DomainChange> {
    let change = |(impact, domain): (Option<Exact>, usize)| {
        let of_exam = &blueprint.domains[domain];
        let before = earlier.weak(&of_exam.key);
        let impact_before = before.exactly().map(|rate| rate * of_exam.weight);
        DomainChange {
            domain: of_exam.key.clone(),
            weak_rate: RateChange::of(before, domains[domain].weak_of_rated()),
            impact: FigureChange::of(impact_before, impact, 2),
        }
    };
    ranked(domains, blueprint).into_iter().map(change).collect()
}

/// A score to one decimal, which is on the scale.
fn tenths(score: f64) -> Exact {
    Exact::new((score * 10.0).round() as i128, 10)
}
