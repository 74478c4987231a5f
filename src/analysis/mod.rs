//! What resit concludes about one candidate: pure functions from a [`History`], a [`Blueprint`] and the build's
//! [`Terms`] to a [`Diagnosis`]. No file, clock or environment is read here and no exam is known by name.
//!
//! Every figure is an integer or an exact rational; it is rounded once, half up, where it is shown
//! ([`rounded`]), and compared unrounded. The section numbers in this folder are those of the analysis
//! rules that README.md sums up.

pub mod cohort;
mod estimate;
mod flags;
mod outlook;
mod passing;
mod plan;
mod profile;
mod record;
mod trend;
mod warnings;

use jiff::civil::Date;

pub use estimate::{Estimate, PathStep};
pub use flags::Flag;
pub use outlook::{Adjustment, Band, Outlook, Review, Tier};
pub use passing::{MarginKind, PassPattern, PassReview};
pub use plan::{Booking, BookingEffect, RetakeDates, StudyPlan, StudyWeek, stale_booking};
pub use profile::{Profile, RatedDomain};
pub use record::Record;
pub use trend::{Trend, TrendKind};
pub use warnings::Warnings;

use crate::diagnostic::Code;
use crate::exam::{Blueprint, Exact};
use crate::sheet::{History, Outcome};

/// What a build fixes for all its candidates.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The day for which the build concludes.
    pub as_of: Date,
    /// First day of every study plan.
    pub start: Date,
    /// Hours a week where the candidate's row gives none, in half hours (6 to 120).
    pub default_half_hours: u32,
}

/// Everything that is concluded about one candidate.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    pub outcome: Outcome,
    /// Scaled score of the current attempt.
    pub score: Option<i64>,
    /// score - passing, in points.
    pub margin: Option<i64>,
    /// Failing with a score only.
    pub band: Option<Band>,
    /// Failing with a score only.
    pub review: Option<Review>,
    /// The ratings of the current attempt.
    pub profile: Profile,
    /// 0 to 100, unrounded; orders candidates, is no probability.
    pub readiness: Option<Exact>,
    /// Failing only; `None` with neither score nor usable ratings.
    pub outlook: Option<Outlook>,
    /// Passed only.
    pub passing: Option<PassReview>,
    /// Failing only, in the order in which they are shown.
    pub flags: Vec<Flag>,
    /// Two attempts or more.
    pub trend: Option<Trend>,
    /// Failing only: earliest, recommended and booked day.
    pub retake: Option<RetakeDates>,
    /// Failing only; `None` with neither score nor usable ratings.
    pub plan: Option<StudyPlan>,
    pub estimate: Estimate,
    /// In the order of [`Code`], each once.
    pub warnings: Vec<Code>,
}

/// Concludes everything about one candidate. Total: it answers for every history that a sheet can give.
pub fn diagnose(history: &History, blueprint: &Blueprint, terms: &Terms) -> Diagnosis {
    let current = history.current();
    let profile = Profile::of(current.levels(), blueprint);
    let scored = blueprint.scale.as_ref().zip(current.score);
    let failed = current.outcome == Outcome::Failed;

    let band = scored.filter(|_| failed).map(|(scale, score)| Band::of(score, scale));
    let review = scored.filter(|_| failed).map(|(scale, score)| Review::of(score, scale));
    let outlook = if failed { Outlook::of(band, scored, &profile, blueprint) } else { None };
    let retake = failed.then(|| RetakeDates::of(history, blueprint, terms, outlook.as_ref()));
    let plan = outlook
        .as_ref()
        .zip(retake.as_ref())
        .map(|(outlook, retake)| StudyPlan::of(history, blueprint, terms, &profile, band, outlook, retake));
    let flags = match &retake {
        Some(retake) => flags::raised(blueprint, &profile, outlook.as_ref(), retake, terms),
        None => Vec::new(),
    };
    let estimate = Estimate::of(scored, failed, &profile, blueprint);
    let warnings = warnings::of_history(history, &profile, blueprint, terms);

    Diagnosis {
        outcome: current.outcome,
        score: current.score,
        margin: scored.map(|(scale, score)| score - scale.passing),
        band,
        review,
        readiness: outlook::readiness(scored, &profile, blueprint),
        outlook,
        passing: (!failed).then(|| PassReview::of(history, blueprint, &profile)),
        flags,
        trend: Trend::of(history, blueprint),
        retake,
        plan,
        estimate,
        warnings,
        profile,
    }
}

/// Rounds half up to `decimals` places, for display: 47.05 with one place is 47.1, -0.05 is 0.0.
pub fn rounded(value: Exact, decimals: u32) -> f64 {
    // both are far below 2^53, so the quotient is the double nearest to the decimal
    steps(value, decimals) as f64 / 10_i128.pow(decimals) as f64
}

/// The number of steps of the last of `decimals` places, rounded half up: 47.05 with one place is 471.
pub fn steps(value: Exact, decimals: u32) -> i128 {
    let scale = 10_i128.pow(decimals);
    // floor of value * scale + 1/2; the denominator is positive
    (2 * scale * value.numer() + value.denom()).div_euclid(2 * value.denom())
}

/// Rounds half up to a whole number.
pub(crate) fn round_to_integer(value: Exact) -> i128 {
    (value + Exact::new(1, 2)).floor().to_integer()
}
