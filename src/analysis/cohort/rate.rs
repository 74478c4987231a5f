//! Rates and their differences, with 95 % intervals.

use serde::{Deserialize, Serialize};

use super::super::rounded;
use crate::exam::Exact;

/// Standard normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_964;

/// Fewer than this are compared with nobody.
pub(super) const SMALLEST: u64 = 5;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Part {
    pub count: u64,
    pub of: u64,
}

impl Part {
    /// Counts one more, who is one of them or not.
    pub fn add(&mut self, is_one: bool) {
        self.of += 1;
        self.count += u64::from(is_one);
    }

    /// Those that are not in the other part, which is a part of this one.
    pub fn without(self, other: Part) -> Part {
        Part { count: self.count - other.count, of: self.of - other.of }
    }

    /// The rate; `None` over nobody.
    pub fn rate(self) -> Option<Rate> {
        let Part { count, of } = self;
        let (low, high) = self.wilson()?;
        Some(Rate {
            count,
            of,
            value: rounded(Exact::new(count.into(), of.into()), 4),
            low: four(low),
            high: four(high),
        })
    }

    /// Unrounded bounds of the Wilson score interval (E. B. Wilson, 1927), within 0 to 1; `None` over nobody.
    pub fn wilson(self) -> Option<(f64, f64)> {
        let Part { count, of } = self;
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

    /// This rate less the other one, with the hybrid score interval (R. G. Newcombe, 1998, method 10); `None` where either is
    /// over fewer than [`SMALLEST`]. The interval is that of independent parts, which have nobody in common.
    pub fn difference(self, other: Part) -> Option<Difference> {
        if self.of.min(other.of) < SMALLEST {
            return None;
        }
        let ((low, high), (other_low, other_high)) = (self.wilson()?, other.wilson()?);
        let (own, others) = (self.exactly()?, other.exactly()?);
        let value = own - others;
        let (p, q) = (float(own), float(others));
        let down = (p - low).hypot(other_high - q);
        let up = (high - p).hypot(q - other_low);
        Some(Difference { value: rounded(value, 4), low: four(p - q - down), high: four(p - q + up) })
    }

    /// The rate, unrounded; `None` over nobody.
    pub fn exactly(self) -> Option<Exact> {
        (self.of > 0).then(|| Exact::new(self.count.into(), self.of.into()))
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

/// The difference of two rates with its 95 % interval, as fractions to four decimals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Difference {
    /// The first rate less the second.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// The nearest float.
pub(super) fn float(value: Exact) -> f64 {
    *value.numer() as f64 / *value.denom() as f64
}

fn four(value: f64) -> f64 {
    (value * 10_000.0 + 0.5).floor() / 10_000.0
}
