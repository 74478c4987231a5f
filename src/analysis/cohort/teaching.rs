//! What to teach, to whom, and how long: workshops, sets of them that reach the most, hours of class.

use serde::Serialize;

use super::domains::{DomainTally, ranked};
use super::standings::{Candidate, DomainSet, People, Person, Standings};
use crate::exam::{Blueprint, Exact};

/// A set has at most so many workshops.
const MOST_WORKSHOPS: usize = 3;

/// A workshop about one domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Workshop {
    /// Key of the domain.
    pub domain: String,
    /// Candidates rated weak in it.
    pub weak: u64,
    /// Of these, those who failed.
    pub failed_weak: u64,
    /// Its share of the hours of class.
    pub hours: f64,
    /// Those who failed and are weak in it, by readiness: the first 500.
    pub candidates: Vec<Person>,
}

/// Sets of one to three workshops, chosen so that each next one reaches the most of those whom the ones before do not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cover {
    /// Candidates who failed and are weak in some domain.
    pub need: u64,
    /// The first has one workshop, the next the same and one more.
    pub sets: Vec<WorkshopSet>,
    /// Whom the last set does not reach.
    pub unreached: People<Person>,
}

/// A set of workshops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkshopSet {
    /// Keys of the domains, in the order in which they were chosen.
    pub domains: Vec<String>,
    /// How many of those in need find a workshop about a domain in which they are weak.
    pub reached: u64,
    /// How many find one about each domain in which they are weak.
    pub whole: u64,
}

/// A workshop for each domain that somebody is weak in, in order of impact. `half_hours` of class are shared out by impact, by
/// the method of the largest remainder; equal remainders in order of impact.
pub(super) fn workshops(
    standings: &Standings,
    by_readiness: &[usize],
    domains: &[DomainTally],
    half_hours: u32,
    blueprint: &Blueprint,
    candidate: Candidate<'_>,
) -> Vec<Workshop> {
    let ranked = ranked(domains, blueprint);
    let costing: Vec<(Exact, usize)> = ranked
        .into_iter()
        .filter_map(|(impact, domain)| Some((impact.filter(|&impact| impact > Exact::ZERO)?, domain)))
        .collect();
    let shares = shares(&costing.iter().map(|&(impact, _)| impact).collect::<Vec<_>>(), half_hours);
    let workshop = |(&(_, domain), half_hours): (&(Exact, usize), i128)| {
        let in_need = |&at: &usize| standings.0[at].failed && standings.0[at].weak.contains(domain);
        let people: Vec<usize> = by_readiness.iter().copied().filter(in_need).collect();
        Workshop {
            domain: blueprint.domains[domain].key.clone(),
            weak: domains[domain].weak,
            failed_weak: domains[domain].failed.count,
            hours: half_hours as f64 / 2.0,
            candidates: People::of(&people, candidate, Person::of).candidates,
        }
    };
    costing.iter().zip(shares).map(workshop).collect()
}

/// Shares out `total` by these weights, all above 0, by the method of the largest remainder.
pub(super) fn shares(weights: &[Exact], total: u32) -> Vec<i128> {
    let sum: Exact = weights.iter().sum();
    let quotas: Vec<Exact> = weights.iter().map(|weight| weight * i128::from(total) / sum).collect();
    let mut shares: Vec<i128> = quotas.iter().map(|quota| quota.floor().to_integer()).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(quotas[at].fract()));
    let left = i128::from(total) - shares.iter().sum::<i128>();
    for &at in by_remainder.iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares
}

/// Greedy weighted cover of those who failed and are weak in something (V. Chvátal, 1979): the next domain is the one with the
/// largest weight x number of those whom none before reaches; ties in blueprint order.
pub(super) fn cover(
    standings: &Standings,
    by_readiness: &[usize],
    blueprint: &Blueprint,
    candidate: Candidate<'_>,
) -> Cover {
    let in_need = |&at: &usize| standings.0[at].failed && !standings.0[at].weak.is_empty();
    let need: Vec<usize> = by_readiness.iter().copied().filter(in_need).collect();
    let weak = |at: usize| standings.0[at].weak;
    let (mut chosen, mut set) = (Vec::new(), DomainSet::default());
    let (mut sets, mut unreached) = (Vec::new(), need.clone());
    while !unreached.is_empty() && sets.len() < MOST_WORKSHOPS {
        let mut counts = vec![0_i128; blueprint.domains.len()];
        unreached.iter().flat_map(|&at| weak(at).iter()).for_each(|domain| counts[domain] += 1);
        let gain = |&domain: &usize| blueprint.domains[domain].weight * counts[domain];
        // of equal ones the last is taken
        let Some(next) = (0..counts.len()).rev().max_by_key(gain) else { break };
        chosen.push(blueprint.domains[next].key.clone());
        set = set.with(next);
        unreached.retain(|&at| !weak(at).meets(set));
        sets.push(WorkshopSet {
            domains: chosen.clone(),
            reached: (need.len() - unreached.len()) as u64,
            whole: need.iter().filter(|&&at| weak(at).is_within(set)).count() as u64,
        });
    }
    Cover { need: need.len() as u64, sets, unreached: People::of(&unreached, candidate, Person::of) }
}
