//! The domains over a cohort, ranked by what they cost.

use serde::{Serialize, Serializer};

use super::super::rounded;
use super::rate::{Part, Rate, float};
use crate::analysis::Profile;
use crate::exam::{Blueprint, Exact, Role};

/// One domain over the cohort.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DomainFigures {
    /// Key of the domain.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Percent of the exam.
    #[cfg_attr(test, schemars(with = "f64"))]
    pub weight: Weight,
    /// Candidates rated weak.
    pub weak: u64,
    /// Candidates rated adequate.
    pub adequate: u64,
    /// Candidates rated strong.
    pub strong: u64,
    /// Candidates without a rating.
    pub unrated: u64,
    /// Share of those rated who are weak.
    pub weak_rate: Option<Rate>,
    /// The same among those who failed.
    pub failed_weak_rate: Option<Rate>,
    /// weight x weak rate: percentage points of the exam at stake, to two decimals; `None` where nobody is rated.
    pub impact: Option<f64>,
    /// The impact's interval overlaps that of the next domain in the ranking.
    pub tied_with_next: bool,
}

/// A weight in percent: a whole number where it is one, else to two decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight(pub Exact);

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_integer() {
            serializer.serialize_i64(self.0.to_integer() as i64)
        } else {
            serializer.serialize_f64(rounded(self.0, 2))
        }
    }
}

/// Ratings of one domain over all current attempts, and over the failing ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DomainTally {
    pub weak: u64,
    pub adequate: u64,
    pub strong: u64,
    pub unrated: u64,
    pub failed: Part,
    pub persistent: u64,
}

impl DomainTally {
    /// Those rated weak, of those rated.
    pub fn weak_of_rated(&self) -> Part {
        Part { count: self.weak, of: self.weak + self.adequate + self.strong }
    }
}

/// Counts the ratings of one candidate; `domains` has a tally for each domain of the exam.
pub(super) fn count(domains: &mut [DomainTally], profile: &Profile, failed: bool) {
    for entry in &profile.rated {
        let domain = &mut domains[entry.domain];
        match entry.role {
            Role::Weak => domain.weak += 1,
            Role::Adequate => domain.adequate += 1,
            Role::Strong => domain.strong += 1,
        }
        if failed {
            domain.failed.add(entry.role == Role::Weak);
        }
    }
    for &domain in &profile.unrated {
        domains[domain].unrated += 1;
    }
}

/// weight x weak rate of each domain in percentage points, with its position: the largest first, ties in blueprint order;
/// those that nobody is rated in last.
pub(super) fn ranked(domains: &[DomainTally], blueprint: &Blueprint) -> Vec<(Option<Exact>, usize)> {
    let impact = |(at, domain): (usize, &DomainTally)| {
        let Part { count, of } = domain.weak_of_rated();
        (of > 0).then(|| blueprint.domains[at].weight * Exact::new(count.into(), of.into()))
    };
    let mut ranked: Vec<(Option<Exact>, usize)> = domains.iter().enumerate().map(impact).zip(0..).collect();
    // `None` is below every number, so that it stands last
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked
}

/// The figures of all domains, in order of impact.
pub(super) fn domain_figures(domains: &[DomainTally], blueprint: &Blueprint) -> Vec<DomainFigures> {
    let ranked = ranked(domains, blueprint);
    let bounds = |domain: usize| {
        let (low, high) = domains[domain].weak_of_rated().wilson()?;
        let weight = float(blueprint.domains[domain].weight);
        Some((weight * low, weight * high))
    };
    let overlap = |here: usize, next: usize| match (bounds(here), bounds(next)) {
        (Some(here), Some(next)) => here.0 <= next.1 && next.0 <= here.1,
        _ => false,
    };
    let next = ranked.iter().skip(1).map(|&(_, next)| Some(next)).chain([None]);
    ranked
        .iter()
        .zip(next)
        .map(|(&(impact, domain), next)| {
            let (counts, of_exam) = (&domains[domain], &blueprint.domains[domain]);
            DomainFigures {
                key: of_exam.key.clone(),
                name: of_exam.name.clone(),
                weight: Weight(of_exam.weight),
                weak: counts.weak,
                adequate: counts.adequate,
                strong: counts.strong,
                unrated: counts.unrated,
                weak_rate: counts.weak_of_rated().rate(),
                failed_weak_rate: counts.failed.rate(),
                impact: impact.map(|impact| rounded(impact, 2)),
                tied_with_next: next.is_some_and(|next| overlap(domain, next)),
            }
        })
        .collect()
}
