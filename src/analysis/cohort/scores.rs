//! The scores of the current attempts: order statistics and a histogram.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::rounded;
use crate::exam::{Exact, Scale};

/// Width of a bin of the score histogram, in points.
pub const HISTOGRAM_BIN: i64 = 50;

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

/// The figures of scores, each with how often it occurs; `None` without any.
pub(super) fn score_figures(scores: &BTreeMap<i64, u64>, scale: &Scale) -> Option<ScoreFigures> {
    let (&min, _) = scores.first_key_value()?;
    let (&max, _) = scores.last_key_value()?;
    let n: u64 = scores.values().sum();
    let sum: i128 = scores.iter().map(|(&score, &count)| i128::from(score) * i128::from(count)).sum();
    let mut histogram: Vec<HistogramBin> = Vec::new();
    let mut from = scale.min;
    while from < scale.max {
        let to = (from + HISTOGRAM_BIN).min(scale.max);
        let last = to == scale.max;
        let count = scores.range(from..=to).filter(|&(&score, _)| score < to || last).map(|(_, &count)| count);
        histogram.push(HistogramBin { from, to, count: count.sum() });
        from = to;
    }
    let quantile = |quarters| rounded(quantile(scores, n, quarters), 1);
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

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996) at `quarters`/4 of `n` figures, each with how
/// often it occurs.
pub(super) fn quantile(scores: &BTreeMap<i64, u64>, n: u64, quarters: u64) -> Exact {
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
