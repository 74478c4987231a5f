//! The cohort (section 10): counts that can be added up, and the figures that are computed from them once at the end.
//!
//! [`Tally`] holds integers only, so that parts of a cohort can be tallied apart and added in any order;
//! [`CohortFigures`] is cohort.json.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Diagnosis, Flag, PassPattern, Tier, TrendKind, rounded};
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{History, Outcome, SheetSummary};

/// Width of a bin of the score histogram, in points.
pub const HISTOGRAM_BIN: i64 = 50;

/// Standard normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_964;

/// Integer counts over candidates, so that parts of a cohort can be added up without loss.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    attempts: u64,
    passed: u64,
    failed: u64,
    first_attempts: Part,
    retakes: Part,
    /// How often each score of a current attempt occurs.
    scores: BTreeMap<i64, u64>,
    /// By domain in blueprint order; empty before the first candidate.
    domains: Vec<DomainTally>,
    tiers: BTreeMap<Tier, u64>,
    flags: BTreeMap<String, u64>,
    patterns: BTreeMap<&'static str, u64>,
    trends: BTreeMap<&'static str, u64>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Part {
    count: u64,
    of: u64,
}

/// Ratings of one domain over all current attempts, and over the failing ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct DomainTally {
    weak: u64,
    adequate: u64,
    strong: u64,
    unrated: u64,
    failed_weak: u64,
    failed_rated: u64,
    persistent: u64,
}

impl DomainTally {
    fn rated(&self) -> u64 {
        self.weak + self.adequate + self.strong
    }
}

impl Tally {
    /// Counts one candidate.
    pub fn add(&mut self, history: &History, diagnosis: &Diagnosis, blueprint: &Blueprint) {
        self.domains.resize_with(blueprint.domains.len(), DomainTally::default);
        self.attempts += history.attempts.len() as u64;
        for (index, attempt) in history.attempts.iter().enumerate() {
            let is_first = attempt.number.map_or(index == 0, |number| number == 1);
            let part = if is_first { &mut self.first_attempts } else { &mut self.retakes };
            part.of += 1;
            part.count += u64::from(attempt.outcome == Outcome::Passed);
        }
        let failed = diagnosis.outcome == Outcome::Failed;
        *if failed { &mut self.failed } else { &mut self.passed } += 1;
        if let Some(score) = diagnosis.score {
            *self.scores.entry(score).or_default() += 1;
        }
        for entry in &diagnosis.profile.rated {
            let domain = &mut self.domains[entry.domain];
            match entry.role {
                Role::Weak => domain.weak += 1,
                Role::Adequate => domain.adequate += 1,
                Role::Strong => domain.strong += 1,
            }
            if failed {
                domain.failed_rated += 1;
                domain.failed_weak += u64::from(entry.role == Role::Weak);
            }
        }
        for &domain in &diagnosis.profile.unrated {
            self.domains[domain].unrated += 1;
        }
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

    /// Candidates counted.
    pub fn candidates(&self) -> u64 {
        self.passed + self.failed
    }
}

/// A rate with its Wilson 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rate {
    /// So many.
    pub count: u64,
    /// Of so many.
    pub of: u64,
    /// count / of, a fraction to four decimals, as low and high.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// The scores of the current attempts, in points to one decimal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScoreFigures {
    /// How many scores.
    pub n: u64,
    /// Lowest.
    pub min: i64,
    /// A quarter lies below.
    pub q1: f64,
    /// Half lies below.
    pub median: f64,
    /// Three quarters lie below.
    pub q3: f64,
    /// Highest.
    pub max: i64,
    /// Average.
    pub mean: f64,
    /// All bins from the scale's min; each holds its lower bound, the last one its upper bound too.
    pub histogram: Vec<HistogramBin>,
}

/// One bin of the histogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HistogramBin {
    /// Lower bound, in points.
    pub from: i64,
    /// Upper bound, in points.
    pub to: i64,
    /// Scores in it.
    pub count: u64,
}

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
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_integer() {
            serializer.serialize_i64(self.0.to_integer() as i64)
        } else {
            serializer.serialize_f64(rounded(self.0, 2))
        }
    }
}

/// Every figure of the summary: cohort.json.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CohortFigures {
    /// Version of resit.
    pub resit: &'static str,
    /// Id of the exam.
    pub exam: String,
    /// Day for which the plans were made.
    pub as_of: String,
    /// The files that were read.
    pub sheets: Vec<SheetSummary>,
    /// With a plan or a review.
    pub candidates: u64,
    /// Of all these candidates.
    pub attempts: u64,
    /// Candidates whose current attempt passed.
    pub passed: u64,
    /// Candidates whose current attempt failed.
    pub failed: u64,
    /// Candidates left out because a row has a problem.
    pub left_out: u64,
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

/// Counts by id, in the order of the exam or of the rules; ids that do not occur are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts(pub Vec<(String, u64)>);

impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, count)| (id, count)))
    }
}

impl CohortFigures {
    /// Computes the figures of a whole cohort. `left_out`: candidates without a plan because a row has a problem.
    pub fn of(
        tally: &Tally,
        blueprint: &Blueprint,
        as_of: jiff::civil::Date,
        sheets: Vec<SheetSummary>,
        left_out: u64,
    ) -> CohortFigures {
        let tier = |tier| tally.tiers.get(&tier).copied().unwrap_or(0);
        let counts = |ids: &mut dyn Iterator<Item = &str>, count: &dyn Fn(&str) -> u64| {
            Counts(ids.map(|id| (id.to_owned(), count(id))).filter(|&(_, count)| count > 0).collect())
        };
        let persistent = |key: &str| {
            let domain = blueprint.domain_by_key(key).and_then(|domain| tally.domains.get(domain));
            domain.map_or(0, |domain| domain.persistent)
        };
        CohortFigures {
            resit: env!("CARGO_PKG_VERSION"),
            exam: blueprint.id.clone(),
            as_of: as_of.to_string(),
            sheets,
            candidates: tally.candidates(),
            attempts: tally.attempts,
            passed: tally.passed,
            failed: tally.failed,
            left_out,
            pass_rate: wilson(tally.passed, tally.candidates()),
            first_attempt_pass_rate: wilson(tally.first_attempts.count, tally.first_attempts.of),
            retake_pass_rate: wilson(tally.retakes.count, tally.retakes.of),
            scores: score_figures(tally, blueprint),
            domains: domain_figures(tally, blueprint),
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

/// The Wilson score interval (E. B. Wilson, 1927), to four decimals; `None` over nobody.
fn wilson(count: u64, of: u64) -> Option<Rate> {
    let (low, high) = wilson_bounds(count, of)?;
    let four = |value: f64| (value * 10_000.0 + 0.5).floor() / 10_000.0;
    Some(Rate { count, of, value: rounded(Exact::new(count.into(), of.into()), 4), low: four(low), high: four(high) })
}

/// Unrounded bounds of the Wilson interval, within 0 to 1.
fn wilson_bounds(count: u64, of: u64) -> Option<(f64, f64)> {
    if of == 0 {
        return None;
    }
    let (p, n) = (count as f64 / of as f64, of as f64);
    let centre = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    // at the ends the bound is exactly 0 or 1, which floating point misses by a hair
    let low = if count == 0 { 0.0 } else { (centre - spread) / scale };
    let high = if count == of { 1.0 } else { (centre + spread) / scale };
    Some((low, high))
}

fn score_figures(tally: &Tally, blueprint: &Blueprint) -> Option<ScoreFigures> {
    let scale = blueprint.scale.as_ref()?;
    let (&min, _) = tally.scores.first_key_value()?;
    let (&max, _) = tally.scores.last_key_value()?;
    let n: u64 = tally.scores.values().sum();
    let sum: i128 = tally.scores.iter().map(|(&score, &count)| i128::from(score) * i128::from(count)).sum();
    let mut histogram: Vec<HistogramBin> = Vec::new();
    let mut from = scale.min;
    while from < scale.max {
        let to = (from + HISTOGRAM_BIN).min(scale.max);
        let last = to == scale.max;
        let count = tally.scores.range(from..=to).filter(|&(&score, _)| score < to || last).map(|(_, &count)| count);
        histogram.push(HistogramBin { from, to, count: count.sum() });
        from = to;
    }
    let quantile = |quarters| rounded(quantile(&tally.scores, n, quarters), 1);
    Some(ScoreFigures {
        n,
        min,
        q1: quantile(1),
        median: quantile(2),
        q3: quantile(3),
        max,
        mean: rounded(Exact::new(sum, n.into()), 1),
        histogram,
    })
}

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996) at `quarters`/4.
fn quantile(scores: &BTreeMap<i64, u64>, n: u64, quarters: u64) -> Exact {
    let position = (n - 1) * quarters;
    let (index, part) = (position / 4, position % 4);
    let order_statistic = |index: u64| {
        let mut seen = 0;
        let score = scores.iter().find(|&(_, &count)| {
            seen += count;
            seen > index
        });
        // index is below n, the sum of the counts
        Exact::from_integer(score.map_or(0, |(&score, _)| score.into()))
    };
    let (low, high) = (order_statistic(index), order_statistic((index + 1).min(n - 1)));
    low + (high - low) * Exact::new(part.into(), 4)
}

fn domain_figures(tally: &Tally, blueprint: &Blueprint) -> Vec<DomainFigures> {
    let empty = DomainTally::default();
    let mut ranked: Vec<(Option<Exact>, usize)> = (0..blueprint.domains.len())
        .map(|domain| {
            let counts = tally.domains.get(domain).unwrap_or(&empty);
            let rated = counts.rated();
            let rate = (rated > 0).then(|| Exact::new(counts.weak.into(), rated.into()));
            (rate.map(|rate| blueprint.domains[domain].weight * rate), domain)
        })
        .collect();
    // `None` is below every number, so that it stands last
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let bounds = |domain: usize| {
        let counts = tally.domains.get(domain).unwrap_or(&empty);
        let weight = blueprint.domains[domain].weight;
        let weight = *weight.numer() as f64 / *weight.denom() as f64;
        let (low, high) = wilson_bounds(counts.weak, counts.rated())?;
        Some((weight * low, weight * high))
    };
    let overlap = |here: usize, next: usize| match (bounds(here), bounds(next)) {
        (Some(here), Some(next)) => here.0 <= next.1 && next.0 <= here.1,
        _ => false,
    };
    ranked
        .iter()
        .enumerate()
        .map(|(rank, &(impact, domain))| {
            let counts = tally.domains.get(domain).unwrap_or(&empty);
            let next = ranked.get(rank + 1).map(|&(_, next)| next);
            DomainFigures {
                key: blueprint.domains[domain].key.clone(),
                name: blueprint.domains[domain].name.clone(),
                weight: Weight(blueprint.domains[domain].weight),
                weak: counts.weak,
                adequate: counts.adequate,
                strong: counts.strong,
                unrated: counts.unrated,
                weak_rate: wilson(counts.weak, counts.rated()),
                failed_weak_rate: wilson(counts.failed_weak, counts.failed_rated),
                impact: impact.map(|impact| rounded(impact, 2)),
                tied_with_next: next.is_some_and(|next| overlap(domain, next)),
            }
        })
        .collect()
}
