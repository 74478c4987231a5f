//! A part of a cohort: all of it, or one group.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::domains::{self, DomainFigures, DomainTally, domain_figures};
use super::rate::{Part, Rate};
use super::scores::{ScoreFigures, score_figures};
use crate::analysis::{Diagnosis, Flag, PassPattern, Tier, TrendKind};
use crate::exam::Blueprint;
use crate::sheet::{History, Outcome};

/// Integer counts over candidates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PartTally {
    attempts: u64,
    /// Candidates whose current attempt passed.
    pub passed: Part,
    pub first_attempts: Part,
    pub retakes: Part,
    /// How often each score of a current attempt occurs.
    pub scores: BTreeMap<i64, u64>,
    /// By domain in blueprint order.
    pub domains: Vec<DomainTally>,
    tiers: BTreeMap<Tier, u64>,
    flags: BTreeMap<String, u64>,
    patterns: BTreeMap<&'static str, u64>,
    trends: BTreeMap<&'static str, u64>,
}

impl PartTally {
    pub fn new(blueprint: &Blueprint) -> Self {
        PartTally { domains: vec![DomainTally::default(); blueprint.domains.len()], ..PartTally::default() }
    }

    /// Counts one candidate.
    pub fn add(&mut self, history: &History, diagnosis: &Diagnosis, blueprint: &Blueprint) {
        self.attempts += history.attempts.len() as u64;
        for (index, attempt) in history.attempts.iter().enumerate() {
            let is_first = attempt.number.map_or(index == 0, |number| number == 1);
            let part = if is_first { &mut self.first_attempts } else { &mut self.retakes };
            part.add(attempt.outcome == Outcome::Passed);
        }
        let failed = diagnosis.outcome == Outcome::Failed;
        self.passed.add(!failed);
        if let Some(score) = diagnosis.score {
            *self.scores.entry(score).or_default() += 1;
        }
        domains::count(&mut self.domains, &diagnosis.profile, failed);
        if let Some(outlook) = &diagnosis.outlook {
            *self.tiers.entry(outlook.tier).or_default() += 1;
        }
        for flag in &diagnosis.flags {
            *self.flags.entry(flag.id(blueprint).to_owned()).or_default() += 1;
        }
        if let Some(pattern) = diagnosis.passing.as_ref().and_then(|review| review.pattern) {
            *self.patterns.entry(pattern.id()).or_default() += 1;
        }
        if let Some(trend) = &diagnosis.trend {
            if let Some(kind) = trend.kind {
                *self.trends.entry(kind.id()).or_default() += 1;
            }
            for &domain in &trend.persistent {
                self.domains[domain].persistent += 1;
            }
        }
    }
}

/// The figures of a part of the cohort.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PartFigures {
    /// Of all these candidates.
    pub attempts: u64,
    /// Candidates whose current attempt passed.
    pub passed: u64,
    /// Candidates whose current attempt failed.
    pub failed: u64,
    /// Of the current attempts.
    pub pass_rate: Option<Rate>,
    /// Of the first attempts.
    pub first_attempt_pass_rate: Option<Rate>,
    /// Of all later attempts.
    pub retake_pass_rate: Option<Rate>,
    /// Of the current attempts; null without scores.
    pub scores: Option<ScoreFigures>,
    /// In order of impact, ties in blueprint order; those that nobody was rated in stand last.
    pub domains: Vec<DomainFigures>,
    /// Those who failed, by outlook.
    pub outlook: OutlookTally,
    /// How often each red flag is raised, by its id.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, u64>"))]
    pub flags: Counts,
    /// How often each pattern of passing occurs, by its id.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, u64>"))]
    pub passing: Counts,
    /// How often each trend occurs, by its id.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, u64>"))]
    pub trends: Counts,
    /// In how many candidates a domain stays weak, by its key.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, u64>"))]
    pub persistent: Counts,
}

/// Failing candidates by tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OutlookTally {
    /// With a high outlook.
    pub high: u64,
    /// With a medium one.
    pub medium: u64,
    /// With a low one.
    pub low: u64,
}

impl OutlookTally {
    /// Somebody has an outlook.
    pub fn any(&self) -> bool {
        self.high + self.medium + self.low > 0
    }
}

/// Counts by id, in the order of the exam or of the rules; ids that do not occur are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts(pub Vec<(String, u64)>);

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, count)| (id, count)))
    }
}

impl PartFigures {
    /// Computes the figures of a part.
    pub(super) fn of(tally: &PartTally, blueprint: &Blueprint) -> Self {
        let tier = |tier| tally.tiers.get(&tier).copied().unwrap_or(0);
        let counts = |ids: &mut dyn Iterator<Item = &str>, count: &dyn Fn(&str) -> u64| {
            Counts(ids.map(|id| (id.to_owned(), count(id))).filter(|&(_, count)| count > 0).collect())
        };
        let persistent = |key: &str| {
            let domain = blueprint.domain_by_key(key).and_then(|domain| tally.domains.get(domain));
            domain.map_or(0, |domain| domain.persistent)
        };
        let Part { count: passed, of: candidates } = tally.passed;
        PartFigures {
            attempts: tally.attempts,
            passed,
            failed: candidates - passed,
            pass_rate: tally.passed.rate(),
            first_attempt_pass_rate: tally.first_attempts.rate(),
            retake_pass_rate: tally.retakes.rate(),
            scores: blueprint.scale.as_ref().and_then(|scale| score_figures(&tally.scores, scale)),
            domains: domain_figures(&tally.domains, blueprint),
            outlook: OutlookTally { high: tier(Tier::High), medium: tier(Tier::Medium), low: tier(Tier::Low) },
            flags: counts(&mut Flag::all_ids(blueprint).into_iter(), &|id| tally.flags.get(id).copied().unwrap_or(0)),
            passing: counts(&mut PassPattern::ALL.iter().map(|pattern| pattern.id()), &|id| {
                tally.patterns.get(id).copied().unwrap_or(0)
            }),
            trends: counts(&mut TrendKind::ALL.iter().map(|kind| kind.id()), &|id| {
                tally.trends.get(id).copied().unwrap_or(0)
            }),
            persistent: counts(&mut blueprint.domains.iter().map(|domain| domain.key.as_str()), &persistent),
        }
    }
}
