//! Estimates (section 9): share of correct answers, the points that a step in a domain is worth, and the shortest
//! way to the passing score. All rest on the blueprint's assumed shares of correct answers.

use super::Profile;
use super::profile::RatedDomain;
use crate::exam::{Blueprint, Exact, Role, Scale};

/// One domain raised by one rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathStep {
    /// Position in the blueprint.
    pub domain: usize,
    /// The rating it is raised to, by position.
    pub to: usize,
    /// Points gained, unrounded.
    pub gain: Exact,
}

/// What can be estimated about an attempt.
#[derive(Debug, Clone)]
pub struct Estimate {
    /// Share of correct answers in percent, lower and upper bound, unrounded; `None` without usable ratings.
    pub correct: Option<(Exact, Exact)>,
    /// passing - score of a failing candidate, in points.
    pub gap: Option<i64>,
    /// The steps that close the gap, weak domains first; failing with score and usable ratings only.
    pub path: Option<Vec<PathStep>>,
    /// The path closes the gap.
    pub path_reaches: Option<bool>,
    /// Failing, and these single steps alone would each reach the gap.
    pub single_steps: Vec<PathStep>,
}

impl Estimate {
    /// Estimates for the current attempt.
    pub fn of(scored: Option<(&Scale, i64)>, failed: bool, profile: &Profile, blueprint: &Blueprint) -> Estimate {
        let usable = profile.usable();
        let correct = (!usable.is_empty()).then(|| {
            let sum = |bound: fn(&(Exact, Exact)) -> Exact| {
                usable.iter().map(|entry| entry.weight * bound(&blueprint.ratings[entry.level].correct)).sum::<Exact>()
            };
            (sum(|range| range.0), sum(|range| range.1))
        });
        let mut estimate = Estimate {
            correct,
            gap: scored.filter(|_| failed).map(|(scale, score)| scale.passing - score),
            path: None,
            path_reaches: None,
            single_steps: Vec::new(),
        };
        let (Some((scale, score)), Some(_)) = (scored, correct) else { return estimate };
        if failed {
            let gap = Exact::from_integer((scale.passing - score).into());
            let step = |entry: &RatedDomain| step(entry, scale, blueprint);
            let mut path = Vec::new();
            let mut gained = Exact::from_integer(0);
            for next in usable.iter().filter(|entry| entry.role != Role::Strong).filter_map(step) {
                if gained >= gap {
                    break;
                }
                gained += next.gain;
                path.push(next);
            }
            estimate.path = Some(path);
            estimate.path_reaches = Some(gained >= gap);
            estimate.single_steps = usable.iter().filter_map(step).filter(|step| step.gain >= gap).collect();
        }
        estimate
    }
}

/// Raising a domain by one rating; `None` at the best rating.
fn step(entry: &RatedDomain, scale: &Scale, blueprint: &Blueprint) -> Option<PathStep> {
    let to = entry.level + 1;
    let next = blueprint.ratings.get(to)?;
    let own = &blueprint.ratings[entry.level];
    let share = (next.correct_middle() - own.correct_middle()) * entry.weight / Exact::from_integer(100);
    Some(PathStep { domain: entry.domain, to, gain: share * i128::from(scale.range()) })
}

/// The least common multiple of positive numbers.
fn lcm(one: i128, other: i128) -> i128 {
    if one % other == 0 {
        return one;
    }
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    one / a * other
}

/// The lowest and the highest score that the ratings do not contradict (any other is the warning `inconsistent-entry`): its
/// place on the scale lies within 0.15 of the range of the share correct, where the worst rating counts from 0. `None`
/// without usable ratings or a scale.
pub(super) fn plausible_scores(profile: &Profile, blueprint: &Blueprint) -> Option<(i64, i64)> {
    let (usable, scale) = (profile.usable(), blueprint.scale.as_ref()?);
    if usable.is_empty() {
        return None;
    }
    let bound = |level: usize, of: fn(&(Exact, Exact)) -> Exact| of(&blueprint.ratings[level].correct);
    // the denominators of a blueprint are few: all sums are done over one of them
    let parts = |entry: &RatedDomain| {
        let low = if entry.level > 0 { bound(entry.level, |range| range.0) } else { Exact::from_integer(0) };
        (entry.weight, low, bound(entry.level, |range| range.1))
    };
    let common = usable.iter().map(parts).fold(1, |common, (weight, low, high)| {
        lcm(lcm(common, weight.denom() * low.denom()), weight.denom() * high.denom())
    });
    let over =
        |weight: Exact, share: Exact| weight.numer() * share.numer() * (common / (weight.denom() * share.denom()));
    let (mut low_sum, mut high_sum) = (0, 0);
    for (weight, low, high) in usable.iter().map(parts) {
        low_sum += over(weight, low);
        high_sum += over(weight, high);
    }
    // all times common and the range of the scale
    let range = i128::from(scale.range());
    let slack = 15 * range * common;
    let (lowest, highest) = (low_sum * range - slack, high_sum * range + slack);
    let points = |parts: i128| scale.min.saturating_add(i64::try_from(parts).unwrap_or(i64::MAX));
    // a place at a bound is within it
    Some((points(-(-lowest).div_euclid(100 * common)), points(highest.div_euclid(100 * common))))
}
