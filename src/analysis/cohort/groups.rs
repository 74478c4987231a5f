//! The groups of a cohort, each compared with all others.

use std::collections::BTreeMap;

use serde::Serialize;

use super::part::{PartFigures, PartTally};
use super::rate::{Difference, Part, SMALLEST};
use crate::analysis::Diagnosis;
use crate::exam::Blueprint;
use crate::sheet::History;

/// With more groups than this, none has figures: the column is no group but something of each candidate.
const MOST_GROUPS: usize = 500;

/// Counts by group; `None` is that of the candidates without one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct GroupTallies {
    tallies: BTreeMap<Option<String>, PartTally>,
    /// How many candidates each has, where there are too many groups.
    sizes: BTreeMap<Option<String>, u64>,
}

impl GroupTallies {
    pub fn add(&mut self, history: &History, diagnosis: &Diagnosis, blueprint: &Blueprint) {
        *self.sizes.entry(history.group.clone()).or_default() += 1;
        if self.sizes.len() > MOST_GROUPS {
            self.tallies.clear();
            return;
        }
        let tally = self.tallies.entry(history.group.clone()).or_insert_with(|| PartTally::new(blueprint));
        tally.add(history, diagnosis, blueprint);
    }
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupFigures {
    /// As the sheet has it; null for the candidates without one.
    pub name: Option<String>,
    /// How many it has.
    pub candidates: u64,
    /// Its figures; null below five candidates.
    pub figures: Option<ComparedFigures>,
}

/// The figures of a group, and how they differ from those of all others.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ComparedFigures {
    /// The same as of all candidates.
    #[serde(flatten)]
    pub part: PartFigures,
    /// The group less all other candidates.
    pub difference: GroupDifference,
}

/// A group less all other candidates.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupDifference {
    /// Of the pass rates; null where either side has fewer than five.
    pub pass_rate: Option<Difference>,
    /// By domain, in blueprint order.
    pub domains: Vec<DomainDifference>,
}

/// A group less all other candidates, in one domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DomainDifference {
    /// Key of the domain.
    pub domain: String,
    /// Of the shares of those rated who are weak; null where either side has fewer than five rated.
    pub weak_rate: Option<Difference>,
}

/// All groups by name, those without one last; none where nobody has a group.
pub(super) fn group_figures(groups: &GroupTallies, all: &PartTally, blueprint: &Blueprint) -> Vec<GroupFigures> {
    if groups.sizes.keys().all(Option::is_none) {
        return Vec::new();
    }
    let figures = |tally: &PartTally| {
        let compared = |own: Part, all: Part| own.difference(all.without(own));
        let domains = blueprint.domains.iter().zip(tally.domains.iter().zip(&all.domains));
        let domains = domains.map(|(domain, (own, all))| DomainDifference {
            domain: domain.key.clone(),
            weak_rate: compared(own.weak_of_rated(), all.weak_of_rated()),
        });
        ComparedFigures {
            part: PartFigures::of(tally, blueprint),
            difference: GroupDifference { pass_rate: compared(tally.passed, all.passed), domains: domains.collect() },
        }
    };
    let group = |(name, &candidates): (&Option<String>, &u64)| GroupFigures {
        name: name.clone(),
        candidates,
        figures: groups.tallies.get(name).filter(|_| candidates >= SMALLEST).map(figures),
    };
    // nobody's group stands before all others
    let (without, named): (Vec<_>, Vec<_>) = groups.sizes.iter().partition(|(name, _)| name.is_none());
    named.into_iter().chain(without).map(group).collect()
}
