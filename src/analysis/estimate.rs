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
    /// The score and the ratings contradict each other: the warning `inconsistent-entry`.
    pub inconsistent: bool,
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
            inconsistent: false,
        };
        let (Some((scale, score)), Some((_, correct_high))) = (scored, correct) else { return estimate };
        estimate.inconsistent = inconsistent(scale, score, correct_high, usable, blueprint);
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

/// The score's place on the scale must lie within 0.15 of the range of the share correct,
/// where the worst rating counts from 0.
fn inconsistent(scale: &Scale, score: i64, correct_high: Exact, usable: &[RatedDomain], blueprint: &Blueprint) -> bool {
    let implied = Exact::new((score - scale.min).into(), scale.range().into()) * 100;
    let low: Exact = usable
        .iter()
        .filter(|entry| entry.level > 0)
        .map(|entry| entry.weight * blueprint.ratings[entry.level].correct.0)
        .sum();
    let slack = Exact::from_integer(15);
    implied < low - slack || implied > correct_high + slack
}
