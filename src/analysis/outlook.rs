//! Band, review, outlook tier with its weeks (sections 3 and 4), and readiness.

use serde::Serialize;

use super::Profile;
use super::profile::RatedDomain;
use crate::exam::{Blueprint, Exact, Role, Scale};

/// How far a failing score is from passing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    Near,
    Middle,
    Far,
}

impl Band {
    /// The band of a failing score.
    pub fn of(score: i64, scale: &Scale) -> Band {
        let score = Exact::from_integer(score.into());
        if score >= scale.near {
            Band::Near
        } else if score >= scale.middle {
            Band::Middle
        } else {
            Band::Far
        }
    }
}

/// How broad the preparation should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    Focused,
    Comprehensive,
}

impl Review {
    /// The review that a failing score asks for.
    pub fn of(score: i64, scale: &Scale) -> Review {
        if Exact::from_integer(score.into()) >= scale.focused { Review::Focused } else { Review::Comprehensive }
    }
}

/// The outlook of the retake: a rule of thumb, never a probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    High,
    Medium,
    Low,
}

impl Tier {
    /// The kebab-case id in all data files.
    pub fn id(self) -> &'static str {
        match self {
            Tier::High => "high",
            Tier::Medium => "medium",
            Tier::Low => "low",
        }
    }
}

/// What the heavy domains did to the base tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Adjustment {
    Up,
    Down,
    None,
}

/// The outlook of a failing candidate.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The row of the decision table: the band, without a score that of the weak weight.
    pub row: Band,
    pub base: Tier,
    pub tier: Tier,
    /// By its condition, even where the tier cannot move further.
    pub adjustment: Adjustment,
    /// Preparation time in whole weeks.
    pub weeks: u32,
}

impl Outlook {
    /// The outlook from band and ratings; `None` with neither a score nor usable ratings.
    pub fn of(
        band: Option<Band>,
        scored: Option<(&Scale, i64)>,
        profile: &Profile,
        blueprint: &Blueprint,
    ) -> Option<Outlook> {
        let counts = profile.counts();
        let row = match band {
            Some(band) => band,
            None if counts.rated == 0 => return None,
            None => band_by_weak_weight(profile.weak_weight()),
        };
        let base = base_tier(row, counts.rated, counts.weak);
        let adjustment = adjustment(row, profile);
        let tier = match (adjustment, base) {
            (Adjustment::None, base) => base,
            (Adjustment::Up, Tier::Low) => Tier::Medium,
            (Adjustment::Up, _) => Tier::High,
            (Adjustment::Down, Tier::High) => Tier::Medium,
            (Adjustment::Down, _) => Tier::Low,
        };
        let weeks = weeks(base, tier, scored, profile, blueprint);
        Some(Outlook { row, base, tier, adjustment, weeks })
    }
}

/// Without a score: near where the weak weight is at most a third of the rated weight, middle up to two thirds.
fn band_by_weak_weight(weak_weight: Exact) -> Band {
    if weak_weight * 3 <= Exact::from_integer(100) {
        Band::Near
    } else if weak_weight * 3 <= Exact::from_integer(200) {
        Band::Middle
    } else {
        Band::Far
    }
}

fn base_tier(row: Band, rated: usize, weak: usize) -> Tier {
    let mostly_weak = 2 * weak > rated;
    match (row, mostly_weak) {
        (Band::Near, false) => Tier::High,
        (Band::Near, true) | (Band::Middle, false) => Tier::Medium,
        (Band::Middle, true) => Tier::Low,
        // without usable ratings a far score is low: "at most one weak domain" would know something
        (Band::Far, false) if weak <= 1 && rated > 0 => Tier::Medium,
        (Band::Far, _) => Tier::Low,
    }
}

fn adjustment(row: Band, profile: &Profile) -> Adjustment {
    let all_heavy = |role: Role| profile.heavy().all(|entry| entry.role == role);
    if profile.heavy().next().is_none() {
        Adjustment::None
    } else if all_heavy(Role::Strong) && row != Band::Far {
        Adjustment::Up
    } else if all_heavy(Role::Weak) {
        Adjustment::Down
    } else {
        Adjustment::None
    }
}

fn weeks(base: Tier, tier: Tier, scored: Option<(&Scale, i64)>, profile: &Profile, blueprint: &Blueprint) -> u32 {
    let range = |tier| match tier {
        Tier::High => blueprint.weeks.high,
        Tier::Medium => blueprint.weeks.medium,
        Tier::Low => blueprint.weeks.low,
    };
    let longest = |(lo, hi): (u32, u32)| (hi, lo);
    let (lo, hi) = std::cmp::max_by_key(range(base), range(tier), |&range| longest(range));
    let by_ratings = if profile.usable().is_empty() {
        Exact::new(1, 2)
    } else {
        profile.weak_weight() * 2 / Exact::from_integer(100)
    };
    let by_score = scored.map_or(Exact::from_integer(0), |(scale, score)| {
        Exact::new((scale.passing - score).into(), 1) / (Exact::new(1, 5) * i128::from(scale.range()))
    });
    let need = by_ratings.max(by_score).min(Exact::from_integer(1));
    let extra = super::round_to_integer(need * i128::from(hi - lo));
    // need is at most 1, so extra is at most hi - lo
    lo + u32::try_from(extra).unwrap_or(hi - lo)
}

/// Readiness, 0 to 100, unrounded: 0.4 parts of how far the score has come to passing, 0.6 parts of the ratings.
/// `None` without a score and without usable ratings.
pub(super) fn readiness(scored: Option<(&Scale, i64)>, profile: &Profile, blueprint: &Blueprint) -> Option<Exact> {
    let hundred = Exact::from_integer(100);
    let proximity = scored.map(|(scale, score)| {
        Exact::new((score - scale.min).into(), (scale.passing - scale.min).into())
            .clamp(Exact::from_integer(0), Exact::from_integer(1))
    });
    let usable = profile.usable();
    let best = blueprint.ratings.len().saturating_sub(1) as i128;
    let by_ratings = (!usable.is_empty()).then(|| {
        let rank = |entry: &RatedDomain| entry.weight * entry.level as i128;
        usable.iter().map(rank).sum::<Exact>() / (hundred * best)
    });
    match (proximity, by_ratings) {
        (Some(proximity), Some(profile)) => Some(proximity * 40 + profile * 60),
        (Some(only), None) | (None, Some(only)) => Some(only * hundred),
        (None, None) => None,
    }
}
