//! What decides where each candidate stands among the others, and who is close.

use serde::Serialize;

use super::super::rounded;
use crate::analysis::{Diagnosis, Tier};
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{History, Outcome};

/// So many people are named in each list; the count is always that of all.
pub const NAMED: usize = 500;

/// Domains by their positions in the blueprint; an exam has at most 64.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DomainSet(u64);

impl DomainSet {
    pub fn of(domains: impl Iterator<Item = usize>) -> Self {
        DomainSet(domains.fold(0, |set, domain| set | 1 << domain))
    }

    pub fn with(self, domain: usize) -> Self {
        DomainSet(self.0 | 1 << domain)
    }

    pub fn contains(self, domain: usize) -> bool {
        self.0 >> domain & 1 == 1
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn meets(self, other: DomainSet) -> bool {
        self.0 & other.0 != 0
    }

    pub fn is_within(self, other: DomainSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// The domains in blueprint order.
    pub fn iter(self) -> impl Iterator<Item = usize> + Clone {
        (0..64).filter(move |&domain| self.contains(domain))
    }
}

/// What decides where a candidate stands.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each holds of somebody or does not")]
pub(super) struct Standing {
    pub failed: bool,
    readiness: Option<Exact>,
    is_high: bool,
    is_one_domain_away: bool,
    sat_again: bool,
    /// Domains with a rating, and those of them rated weak.
    pub rated: DomainSet,
    pub weak: DomainSet,
}

/// The candidates in the order of the sheet.
#[derive(Debug, Default)]
pub struct Standings(pub(super) Vec<Standing>);

impl Standings {
    /// Takes up the next candidate of the sheet, who sat again since the earlier build or not.
    pub(super) fn add(&mut self, diagnosis: &Diagnosis, sat_again: bool) {
        self.0.push(Standing {
            failed: diagnosis.outcome == Outcome::Failed,
            readiness: diagnosis.readiness,
            is_high: diagnosis.outlook.as_ref().is_some_and(|outlook| outlook.tier == Tier::High),
            is_one_domain_away: !diagnosis.estimate.single_steps.is_empty(),
            sat_again,
            rated: DomainSet::of(diagnosis.profile.rated.iter().map(|entry| entry.domain)),
            weak: DomainSet::of(diagnosis.profile.listed(Role::Weak)),
        });
    }

    /// Positions in the sheet: those who failed by readiness, then those who passed; ties in the order of the sheet.
    pub fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.0.len()).collect();
        ranked.sort_by(|&a, &b| {
            let (a, b) = (&self.0[a], &self.0[b]);
            b.failed.cmp(&a.failed).then(b.readiness.cmp(&a.readiness))
        });
        ranked
    }

    /// Those of a high tier, by readiness.
    pub(super) fn close(&self, ranked: &[usize]) -> Vec<usize> {
        ranked.iter().copied().filter(|&at| self.0[at].is_high).collect()
    }

    /// Those whom a single step in one domain would bring to the passing score, by readiness.
    pub(super) fn one_domain_away(&self, ranked: &[usize]) -> Vec<usize> {
        ranked.iter().copied().filter(|&at| self.0[at].is_one_domain_away).collect()
    }

    /// Those who sat again since the earlier build: those who failed by readiness, then those who passed.
    pub(super) fn sat_again(&self, ranked: &[usize]) -> Vec<usize> {
        ranked.iter().copied().filter(|&at| self.0[at].sat_again).collect()
    }
}

/// Reads the candidate at a position of the sheet.
pub type Candidate<'c> = &'c dyn Fn(usize) -> Option<(History, Diagnosis)>;

/// People of whom something holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct People<P> {
    /// How many they are.
    pub count: u64,
    /// The first 500 of them.
    pub candidates: Vec<P>,
}

impl<P> People<P> {
    /// Those at these positions of the sheet.
    pub(super) fn of(
        positions: &[usize],
        candidate: Candidate<'_>,
        person: impl Fn(&History, &Diagnosis) -> P,
    ) -> Self {
        let named = positions.iter().take(NAMED).filter_map(|&at| candidate(at));
        People {
            count: positions.len() as u64,
            candidates: named.map(|(history, diagnosis)| person(&history, &diagnosis)).collect(),
        }
    }
}

/// Who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Person {
    /// The candidate's id; without such a column the e-mail, without that the name.
    pub candidate_id: String,
    /// As the sheet has it.
    pub name: Option<String>,
}

impl Person {
    /// The name, else the id.
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.candidate_id)
    }

    pub(super) fn of(history: &History, _: &Diagnosis) -> Self {
        Person { candidate_id: history.candidate_id.clone(), name: history.name.clone() }
    }
}

/// Somebody who is close to passing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClosePerson {
    /// Who it is.
    #[serde(flatten)]
    pub person: Person,
    /// Scaled score of the current attempt, in points.
    pub score: Option<i64>,
    /// 0 to 100, to one decimal.
    pub readiness: Option<f64>,
}

impl ClosePerson {
    pub(super) fn of(history: &History, diagnosis: &Diagnosis) -> Self {
        let readiness = diagnosis.readiness.map(|readiness| rounded(readiness, 1));
        ClosePerson { person: Person::of(history, diagnosis), score: diagnosis.score, readiness }
    }
}

/// Somebody whom one domain, better by one rating, would bring to the passing score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OneDomainAway {
    /// Who it is.
    #[serde(flatten)]
    pub person: Person,
    /// Scaled score of the current attempt, in points.
    pub score: Option<i64>,
    /// Keys of the domains of which each alone would do.
    pub domains: Vec<String>,
}

impl OneDomainAway {
    pub(super) fn of(history: &History, diagnosis: &Diagnosis, blueprint: &Blueprint) -> Self {
        let steps = diagnosis.estimate.single_steps.iter();
        OneDomainAway {
            person: Person::of(history, diagnosis),
            score: diagnosis.score,
            domains: steps.map(|step| blueprint.domains[step.domain].key.clone()).collect(),
        }
    }
}
