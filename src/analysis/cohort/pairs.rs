//! Pairs of domains that are weak together more often than chance would have it.

use serde::Serialize;
use statrs::distribution::{Discrete, DiscreteCDF, Hypergeometric};

use super::super::rounded;
use super::standings::Standings;
use crate::exam::{Blueprint, Exact};

/// A pair is named from so many candidates on who are weak in both,
pub const LEAST_BOTH: u64 = 3;
/// and with an adjusted p below 0.10: one that is 0.10 is not made smaller by floating point.
const MOST_P: f64 = 0.10 - 1e-9;

/// Two domains over the candidates who are rated in both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PairFigures {
    /// Keys of the two, in blueprint order.
    pub domains: [String; 2],
    /// Candidates rated in both.
    pub rated: u64,
    /// Of these, those who are weak in the first, and in the second.
    pub weak: [u64; 2],
    /// Of these, those who are weak in both.
    pub both: u64,
    /// How many would be weak in both if the one had nothing to do with the other, to two decimals.
    pub expected: f64,
    /// both / expected, to two decimals; null where nobody is expected.
    pub lift: Option<f64>,
    /// Chance of so many or more if the one had nothing to do with the other: Fisher's exact test, one-sided, to six decimals.
    pub p: f64,
    /// The same, adjusted for the number of pairs (S. Holm, 1979).
    pub p_adjusted: f64,
    /// Three candidates or more, and an adjusted p below 0.10.
    pub stands_out: bool,
}

/// All pairs of domains that somebody is rated in, the least likely first, ties in blueprint order.
pub(super) fn pair_figures(standings: &Standings, blueprint: &Blueprint) -> Vec<PairFigures> {
    let domains = blueprint.domains.len();
    // rated in both, weak in the one, in the other, in both
    let mut counts = vec![[0_u64; 4]; domains * domains];
    for standing in &standings.0 {
        for one in standing.rated.iter() {
            for other in standing.rated.iter().skip_while(|&other| other <= one) {
                let pair = &mut counts[one * domains + other];
                let (first, second) = (standing.weak.contains(one), standing.weak.contains(other));
                pair[0] += 1;
                pair[1] += u64::from(first);
                pair[2] += u64::from(second);
                pair[3] += u64::from(first && second);
            }
        }
    }
    let mut pairs: Vec<(f64, usize)> =
        (0..counts.len()).filter(|&pair| counts[pair][0] > 0).map(|pair| (fisher(counts[pair]), pair)).collect();
    // the sort is stable
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut adjusted: f64 = 0.0;
    let all = pairs.len();
    let figures = pairs.into_iter().enumerate().map(|(rank, (ln_p, pair))| {
        let p = ln_p.exp();
        adjusted = adjusted.max(p * (all - rank) as f64).min(1.0);
        let [rated, first, second, both] = counts[pair];
        let expected = Exact::new(i128::from(first) * i128::from(second), rated.into());
        let key = |domain: usize| blueprint.domains[domain].key.clone();
        PairFigures {
            domains: [key(pair / domains), key(pair % domains)],
            rated,
            weak: [first, second],
            both,
            expected: rounded(expected, 2),
            lift: (expected > Exact::ZERO).then(|| rounded(Exact::from_integer(both.into()) / expected, 2)),
            p: six(p),
            p_adjusted: six(adjusted),
            stands_out: both >= LEAST_BOTH && adjusted < MOST_P,
        }
    });
    figures.collect()
}

/// Logarithm of the chance of `both` or more of the second among the first: Fisher's exact test (R. A. Fisher, 1935), one-sided.
/// The chance itself can be smaller than any number of floating point.
fn fisher([rated, first, second, both]: [u64; 4]) -> f64 {
    // the same whichever of the two stands first
    let (first, second) = (first.min(second), first.max(second));
    let Some(fewer) = both.checked_sub(1) else { return 0.0 };
    // the numbers are counts of parts of `rated`, so that there is such a distribution
    let Ok(chances) = Hypergeometric::new(rated, second, first) else { return 0.0 };
    if u128::from(both) * u128::from(rated) <= u128::from(first) * u128::from(second) {
        return chances.sf(fewer).ln().min(0.0);
    }
    // beyond the mean each next chance is a part of the one before
    let (mut sum, mut term) = (1.0, 1.0);
    for count in both..first {
        let (more, without) = (first - count, second - count);
        term *= (more as f64) * (without as f64) / ((count + 1) as f64 * (rated + count + 1 - first - second) as f64);
        sum += term;
        if term < sum * f64::EPSILON / 16.0 {
            break;
        }
    }
    (chances.ln_pmf(both) + f64::ln(sum)).min(0.0)
}

fn six(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
