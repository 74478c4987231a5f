//! The figures of a class that can be handed on: nobody is named, no count of one to four people is told, and none can be
//! computed from the others ([`suppression`](super::suppression)).
//!
//! Figures that rules tie to other ones are left out altogether: outlooks, flags, trends, dates, groups, order statistics
//! of scores, and pairs (that one stands out tells how many are weak in both). What is derived (rates, impact, hours, the
//! order of the domains) is derived from published counts alone.

use super::super::rounded;
use super::domains::DomainTally;
use super::rate::{Part, Rate};
use super::suppression::{FEW, Shown, Sum, suppressed};
use super::teaching::shares;
use super::{HISTOGRAM_BIN, Tally};
use crate::exam::{Blueprint, Exact, Scale};

/// Places in a row of a domain, behind everybody: without one of them there is no share of the weak.
const WEAK_AND_UNRATED: [usize; 2] = [1, 4];

/// What can be told of a class of five or more.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareFigures {
    /// How many they are.
    pub candidates: u64,
    /// Those who passed, and those who failed; `None` where the class is too small for it.
    pub outcome: Option<[Shown; 2]>,
    /// Of the current attempts, where both are told.
    pub pass_rate: Option<Rate>,
    /// First attempts and retakes that passed; `None` where they would tell a small count.
    pub attempts: Option<[Option<Rate>; 2]>,
    /// Of those who failed, and of those who passed; `None` where that side has no scores or cannot be told.
    pub scores: [Option<ScoreSide>; 2],
    /// Whether a side has scores and cannot be told.
    pub untold_scores: [bool; 2],
    /// Those with an impact in its order, then the others in blueprint order.
    pub domains: Vec<DomainShare>,
    /// Positions in the blueprint of the domains that the class is too small for.
    pub untold_domains: Vec<usize>,
    /// Hours of class for each domain, by its position in the blueprint, in order of impact.
    pub workshops: Vec<(usize, f64)>,
}

/// The scores on one side of the passing score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreSide {
    /// All bins of this side, from the lowest.
    pub bins: Vec<ScoreBin>,
    /// Those with this outcome who have no score.
    pub without: Shown,
}

/// Scores from `from` to below `to`; the last bin of the scale holds its upper bound too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreBin {
    pub from: i64,
    pub to: i64,
    pub count: Shown,
}

/// One domain.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainShare {
    /// Position in the blueprint.
    pub domain: usize,
    /// Rated weak, adequate, strong, and not rated.
    pub counts: [Shown; 4],
    /// Share of those rated who are weak, where both are told.
    pub weak_rate: Option<Rate>,
    /// weight x weak rate, in percentage points to two decimals.
    pub impact: Option<f64>,
}

impl ShareFigures {
    /// What can be told; `None` of fewer than five candidates.
    pub fn of(tally: &Tally, blueprint: &Blueprint, teaching_half_hours: u32) -> Option<ShareFigures> {
        let candidates = tally.all.passed.of;
        if candidates < FEW {
            return None;
        }
        let counts = Results::of(tally, blueprint);
        let outcome = counts.outcome();
        let (scores, untold_scores) = outcome.map_or(([None, None], [false; 2]), |outcome| counts.scores(outcome));
        let is_told = outcome.is_some_and(|outcome| outcome.iter().all(|shown| shown.count().is_some()));
        let (domains, untold_domains) = domains(&tally.all.domains, candidates, blueprint);
        Some(ShareFigures {
            candidates,
            outcome,
            pass_rate: tally.all.passed.rate().filter(|_| is_told),
            attempts: attempts([tally.all.first_attempts, tally.all.retakes], tally.all.passed).filter(|_| is_told),
            scores,
            untold_scores,
            workshops: workshops(&domains, blueprint, teaching_half_hours),
            domains,
            untold_domains,
        })
    }
}

/// Outcomes and scores, each side of the passing score by itself.
struct Results {
    candidates: u64,
    /// Failed, passed.
    sides: [Side; 2],
    /// Somebody has a score.
    has_scores: bool,
}

struct Side {
    people: u64,
    bins: Vec<(i64, i64, u64)>,
    without: u64,
}

impl Results {
    fn of(tally: &Tally, blueprint: &Blueprint) -> Results {
        let Part { count: passed, of: candidates } = tally.all.passed;
        let scores = &tally.all.scores;
        let side = |people: u64, bounds: [i64; 2]| {
            let count = |from: i64, to: i64| {
                let is_last = blueprint.scale.as_ref().is_some_and(|scale| to == scale.max);
                scores.range(from..=to).filter(|&(&score, _)| score < to || is_last).map(|(_, &count)| count).sum()
            };
            let bins: Vec<(i64, i64, u64)> =
                edges(bounds, blueprint.scale.as_ref()).map(|(from, to)| (from, to, count(from, to))).collect();
            let scored: u64 = bins.iter().map(|&(_, _, count)| count).sum();
            Side { people, without: people.saturating_sub(scored), bins }
        };
        let [low, passing, high] =
            blueprint.scale.as_ref().map_or([0; 3], |scale| [scale.min, scale.passing, scale.max]);
        Results {
            candidates,
            sides: [side(candidates - passed, [low, passing]), side(passed, [passing, high])],
            has_scores: !scores.is_empty() && blueprint.scale.is_some(),
        }
    }

    /// Those who passed, and those who failed.
    fn outcome(&self) -> Option<[Shown; 2]> {
        let [failed, passed] = self.sides.each_ref().map(|side| side.people);
        let row = row([passed, failed], self.candidates, &[])?;
        Some([row[1], row[2]])
    }

    /// As many sides as can be told, and which cannot.
    fn scores(&self, [passed, failed]: [Shown; 2]) -> ([Option<ScoreSide>; 2], [bool; 2]) {
        if !self.has_scores {
            return ([None, None], [false; 2]);
        }
        let scored = self.sides.each_ref().map(|side| side.without < side.people);
        // both sides, else the one with more people, else the other
        let larger = usize::from(self.sides[1].people > self.sides[0].people);
        let one = |side: usize| [side == 0, side == 1];
        for wanted in [[true, true], one(larger), one(1 - larger)] {
            let wanted = [wanted[0] && scored[0], wanted[1] && scored[1]];
            if let Some(told) = self.told([failed, passed], wanted) {
                let untold = [scored[0] && told[0].is_none(), scored[1] && told[1].is_none()];
                return (told, untold);
            }
        }
        ([None, None], scored)
    }

    /// These sides; `None` where they would tell a small count.
    fn told(&self, outcome: [Shown; 2], wanted: [bool; 2]) -> Option<[Option<ScoreSide>; 2]> {
        let mut counts = vec![self.candidates, self.sides[0].people, self.sides[1].people];
        let mut shown = vec![Shown::Count(self.candidates), outcome[0], outcome[1]];
        let mut sums = vec![Sum { whole: 0, parts: vec![1, 2] }];
        for (at, side) in self.sides.iter().enumerate().filter(|(at, _)| wanted[*at]) {
            let first = counts.len();
            counts.extend(side.bins.iter().map(|&(_, _, count)| count).chain([side.without]));
            shown.extend(counts[first..].iter().map(|&count| Shown::of(count)));
            sums.push(Sum { whole: at + 1, parts: (first..counts.len()).collect() });
        }
        let shown = suppressed(&counts, &sums, shown, 3, &[])?;
        let mut told = shown.into_iter().skip(3);
        let mut side = |at: usize| {
            wanted[at].then(|| ScoreSide {
                bins: self.sides[at]
                    .bins
                    .iter()
                    .zip(told.by_ref())
                    .map(|(&(from, to, _), count)| ScoreBin { from, to, count })
                    .collect(),
                without: told.next().unwrap_or(Shown::Hidden),
            })
        };
        Some([side(0), side(1)])
    }
}

/// The bins between these bounds: the edges are those of the whole scale, so that the passing score may cut a bin in two.
fn edges([low, high]: [i64; 2], scale: Option<&Scale>) -> impl Iterator<Item = (i64, i64)> {
    let start = scale.map_or(0, |scale| scale.min);
    let next =
        move |from: i64| (from < high).then(|| ((from - start).div_euclid(HISTOGRAM_BIN) + 1) * HISTOGRAM_BIN + start);
    let bin = move |from: i64| next(from).map(|to| (from, to.min(high)));
    std::iter::successors(bin(low), move |&(_, to)| bin(to))
}

/// Counts that are everybody together, with that sum before them; those at `dear` are hidden last.
fn row<const N: usize>(counts: [u64; N], all: u64, dear: &[usize]) -> Option<Vec<Shown>> {
    let counts = [&[all][..], &counts].concat();
    let shown = [Shown::Count(all)].into_iter().chain(counts[1..].iter().map(|&count| Shown::of(count)));
    suppressed(&counts, &[Sum { whole: 0, parts: (1..=N).collect() }], shown.collect(), 1, dear)
}

/// First attempts and retakes, if no count among them is small, and none that they tell together with the outcome: who has no
/// first attempt in the sheet, and who passed more than once.
fn attempts([first, retakes]: [Part; 2], passed: Part) -> Option<[Option<Rate>; 2]> {
    let without_first = passed.of.saturating_sub(first.of);
    let again = (first.count + retakes.count).saturating_sub(passed.count);
    let told = [first.count, first.of - first.count, retakes.count, retakes.of - retakes.count, without_first, again];
    told.into_iter().all(|count| Shown::of(count) != Shown::Few).then(|| [first.rate(), retakes.rate()])
}

fn domains(tallies: &[DomainTally], candidates: u64, blueprint: &Blueprint) -> (Vec<DomainShare>, Vec<usize>) {
    let mut domains = Vec::new();
    let mut untold = Vec::new();
    for (domain, tally) in tallies.iter().enumerate() {
        let Some(shown) = row([tally.weak, tally.adequate, tally.strong, tally.unrated], candidates, &WEAK_AND_UNRATED)
        else {
            untold.push(domain);
            continue;
        };
        let counts = [shown[1], shown[2], shown[3], shown[4]];
        let part = weak_of_rated(counts, candidates);
        let impact = part.and_then(|part| impact(part, domain, blueprint));
        domains.push((
            impact,
            DomainShare {
                domain,
                counts,
                weak_rate: part.and_then(Part::rate),
                impact: impact.map(|impact| rounded(impact, 2)),
            },
        ));
    }
    // `None` is below every number, so that it stands last
    domains.sort_by_key(|&(impact, _)| std::cmp::Reverse(impact));
    (domains.into_iter().map(|(_, domain)| domain).collect(), untold)
}

/// Those rated weak of those rated, from what is told.
fn weak_of_rated([weak, adequate, strong, unrated]: [Shown; 4], candidates: u64) -> Option<Part> {
    let weak = weak.count()?;
    let together = || Some(weak + adequate.count()? + strong.count()?);
    let rated = unrated.count().map(|unrated| candidates - unrated).or_else(together)?;
    Some(Part { count: weak, of: rated })
}

fn impact(part: Part, domain: usize, blueprint: &Blueprint) -> Option<Exact> {
    let weight = blueprint.domains.get(domain)?.weight;
    (part.of > 0).then(|| weight * Exact::new(part.count.into(), part.of.into()))
}

/// The hours of class, shared out by what is told.
fn workshops(domains: &[DomainShare], blueprint: &Blueprint, half_hours: u32) -> Vec<(usize, f64)> {
    let costing = |domain: &DomainShare| {
        let rate = domain.weak_rate?;
        let impact = impact(Part { count: rate.count, of: rate.of }, domain.domain, blueprint)?;
        (impact > Exact::ZERO).then_some((domain.domain, impact))
    };
    let (domains, impacts): (Vec<usize>, Vec<Exact>) = domains.iter().filter_map(costing).unzip();
    let shares = shares(&impacts, half_hours);
    domains.into_iter().zip(shares).map(|(domain, share)| (domain, share as f64 / 2.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_told_whole_or_not_at_all() {
        let part = |count, of| Part { count, of };
        for (first, retakes, passed, is_told) in [
            (part(20, 60), part(0, 0), part(20, 60), true),
            (part(20, 60), part(6, 14), part(26, 60), true),
            (part(20, 60), part(3, 14), part(23, 60), false),
            (part(20, 60), part(6, 8), part(26, 60), false),
            // two have no first attempt
            (part(20, 58), part(6, 14), part(26, 60), false),
            // one passed twice
            (part(20, 60), part(6, 14), part(25, 60), false),
        ] {
            assert_eq!(attempts([first, retakes], passed).is_some(), is_told, "{first:?} {retakes:?} {passed:?}");
        }
    }

    #[test]
    fn the_passing_score_is_an_edge() {
        let scale = |passing: i64| {
            let exact = |points: i64| Exact::from_integer(points.into());
            let (near, middle) = (exact(passing - 10), exact(passing - 20));
            let one = exact(1);
            Scale { min: 100, max: 330, passing, near, middle, focused: near, narrow_margin: one, similar_score: one }
        };
        let edges = |low, high, passing| edges([low, high], Some(&scale(passing))).collect::<Vec<_>>();
        assert_eq!(edges(100, 200, 200), [(100, 150), (150, 200)]);
        assert_eq!(edges(200, 330, 200), [(200, 250), (250, 300), (300, 330)]);
        assert_eq!(edges(100, 220, 220), [(100, 150), (150, 200), (200, 220)]);
        assert_eq!(edges(220, 330, 220), [(220, 250), (250, 300), (300, 330)]);
    }
}
