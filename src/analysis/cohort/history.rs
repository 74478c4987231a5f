//! The cohort's own evidence for the tiers: of those who failed with a tier, how many passed the next time.

use serde::Serialize;

use super::rate::{Part, Rate};
use crate::analysis::{Band, Outlook, Profile, Tier};
use crate::exam::Blueprint;
use crate::sheet::{Attempt, History, Outcome};

const TIERS: [Tier; 3] = [Tier::High, Tier::Medium, Tier::Low];

/// By tier, attempts after a failed one: those that passed, and all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NextAttempts([Part; 3]);

impl NextAttempts {
    /// Counts all pairs of consecutive attempts whose first failed.
    pub fn add(&mut self, history: &History, blueprint: &Blueprint) {
        for pair in history.attempts.windows(2).filter(|pair| pair[0].outcome == Outcome::Failed) {
            if let Some(tier) = tier(&pair[0], blueprint) {
                let at = TIERS.iter().position(|&known| known == tier).unwrap_or_default();
                self.0[at].add(pair[1].outcome == Outcome::Passed);
            }
        }
    }

    pub fn figures(&self) -> Vec<TierFigures> {
        TIERS.iter().zip(self.0).map(|(&tier, part)| TierFigures { tier, passed: part.rate() }).collect()
    }
}

/// The tier of a failed attempt, as if it were the current one.
fn tier(attempt: &Attempt, blueprint: &Blueprint) -> Option<Tier> {
    let profile = Profile::of(attempt.levels(), blueprint);
    let scored = blueprint.scale.as_ref().zip(attempt.score);
    let band = scored.map(|(scale, score)| Band::of(score, scale));
    Outlook::of(band, scored, &profile, blueprint).map(|outlook| outlook.tier)
}

/// What became of the candidates of one tier.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TierFigures {
    /// Tier of a failed attempt.
    pub tier: Tier,
    /// Those who passed the next time, of those who sat again; null where nobody did.
    pub passed: Option<Rate>,
}
