//! What a candidate's attempts give reason to warn of, from the few facts that decide it.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::{Profile, Terms, estimate, plan};
use crate::diagnostic::Code;
use crate::exam::Blueprint;
use crate::sheet::{History, Outcome, Outline, WeeklyHours};

/// So many different profiles are remembered at most.
const MOST_PROFILES: usize = 1 << 16;

/// Finds the warnings about candidates of one exam; threads can share it.
pub struct Warnings<'b> {
    blueprint: &'b Blueprint,
    terms: Terms,
    /// What follows from each profile, as far as it was met; empty where an exam has too many.
    known: Vec<OnceLock<OfProfile>>,
}

/// What the ratings of an attempt decide.
#[derive(Debug, Clone, Copy)]
struct OfProfile {
    few_ratings: bool,
    plausible_scores: Option<(i64, i64)>,
}

impl OfProfile {
    fn of(profile: &Profile, blueprint: &Blueprint) -> Self {
        OfProfile { few_ratings: profile.few_ratings, plausible_scores: estimate::plausible_scores(profile, blueprint) }
    }
}

impl<'b> Warnings<'b> {
    pub fn new(blueprint: &'b Blueprint, terms: Terms) -> Self {
        let domains = u32::try_from(blueprint.domains.len()).unwrap_or(u32::MAX);
        let profiles = (blueprint.ratings.len() + 1).checked_pow(domains).filter(|&profiles| profiles <= MOST_PROFILES);
        Warnings { blueprint, terms, known: (0..profiles.unwrap_or(0)).map(|_| OnceLock::new()).collect() }
    }

    /// The warnings that the attempts give reason for, in the order of [`Code`], each once; those of the sheet are not
    /// among them.
    pub fn of_attempts(&self, outline: &Outline<'_>) -> Vec<Code> {
        of_attempts(outline, self.of_profile(outline.levels), self.blueprint, &self.terms)
    }

    /// All warnings about a candidate, in the order of [`Code`], each once: those of [`super::diagnose`].
    pub fn of_history(&self, history: &History) -> Vec<Code> {
        history.with_outline(|outline| with_those_of_the_sheet(self.of_attempts(outline), history))
    }

    fn of_profile(&self, levels: &[Option<usize>]) -> OfProfile {
        let profile = || OfProfile::of(&Profile::of(levels.iter().copied(), self.blueprint), self.blueprint);
        let base = self.blueprint.ratings.len() + 1;
        if self.known.is_empty() || levels.len() != self.blueprint.domains.len() {
            return profile();
        }
        let at = levels.iter().fold(0, |at, level| base * at + level.map_or(0, |level| level + 1));
        self.known.get(at).map_or_else(profile, |known| *known.get_or_init(profile))
    }
}

/// The same for one candidate whose profile is made already.
pub(super) fn of_history(history: &History, profile: &Profile, blueprint: &Blueprint, terms: &Terms) -> Vec<Code> {
    let of_profile = OfProfile::of(profile, blueprint);
    history.with_outline(|outline| with_those_of_the_sheet(of_attempts(outline, of_profile, blueprint, terms), history))
}

fn with_those_of_the_sheet(mut warnings: Vec<Code>, history: &History) -> Vec<Code> {
    warnings.extend(history.reading_warnings.iter().copied());
    warnings.sort_unstable();
    warnings.dedup();
    warnings
}

fn of_attempts(outline: &Outline<'_>, of_profile: OfProfile, blueprint: &Blueprint, terms: &Terms) -> Vec<Code> {
    let failed = outline.outcome == Outcome::Failed;
    let dates = || outline.dates.iter().copied().flatten();
    let version = &blueprint.version;
    let in_version =
        |date: Date| version.from.is_none_or(|from| date >= from) && version.until.is_none_or(|until| date <= until);
    let current = outline.dates.last().copied().flatten();
    let is_stale = |booked: Date| plan::is_stale(booked, current, terms);
    let is_implausible = of_profile
        .plausible_scores
        .zip(outline.score)
        .is_some_and(|((lowest, highest), score)| !(lowest..=highest).contains(&score));
    let mut warnings = Vec::new();
    let mut warn = |holds: bool, code| {
        if holds {
            warnings.push(code);
        }
    };
    warn(dates().any(|date| !in_version(date)), Code::OtherVersion);
    warn(dates().any(|date| date > terms.as_of), Code::FutureDate);
    warn(of_profile.few_ratings, Code::FewRatings);
    warn(failed && outline.hours_per_week == WeeklyHours::NotUsable, Code::Hours);
    warn(failed && outline.booked_retake.is_some_and(is_stale), Code::StaleBooking);
    warn(is_implausible, Code::InconsistentEntry);
    warnings.sort_unstable();
    warnings
}
