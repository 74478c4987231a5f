//! The names of tiers, flags, trends, warnings and problems in the words of the catalogue.

use super::catalogue::{Catalogue, say};
use super::content::Line;
use crate::analysis::Tier;
use crate::diagnostic::Code;
use crate::sheet::Cause;

/// The name of a tier.
pub(super) fn tier_name(t: &Catalogue, tier: Tier) -> String {
    match tier {
        Tier::High => say!(t, "tier-high"),
        Tier::Medium => say!(t, "tier-medium"),
        Tier::Low => say!(t, "tier-low"),
    }
}

/// The flags that every exam can raise, in the coach's words.
pub(super) fn flag_name(t: &Catalogue, id: &str) -> String {
    match id {
        "integration" => say!(t, "cohort-flag-integration"),
        "uniform-borderline" => say!(t, "cohort-flag-uniform-borderline"),
        "foundation" => say!(t, "cohort-flag-foundation"),
        "retake-not-allowed" => say!(t, "cohort-flag-retake-not-allowed"),
        "rushed-retake" => say!(t, "cohort-flag-rushed-retake"),
        _ => say!(t, "cohort-flag-booked-too-early"),
    }
}

/// The kind of a trend by its id.
pub(super) fn trend_name(t: &Catalogue, id: &str) -> String {
    match id {
        "improving" => say!(t, "trend-improving-name"),
        "shifting" => say!(t, "trend-shifting-name"),
        "plateau" => say!(t, "trend-plateau-name"),
        _ => say!(t, "trend-regressing-name"),
    }
}

/// What the coach should check, in a few words.
pub(super) fn warning_name(t: &Catalogue, code: Code) -> String {
    match code {
        Code::OtherVersion => say!(t, "warning-other-version"),
        Code::FutureDate => say!(t, "warning-future-date"),
        Code::FewRatings => say!(t, "warning-few-ratings"),
        Code::Hours => say!(t, "warning-hours"),
        Code::StaleBooking => say!(t, "warning-stale-booking"),
        Code::InconsistentEntry => say!(t, "warning-inconsistent-entry"),
        Code::TwoEmails => say!(t, "warning-two-emails"),
        Code::TwoGroups => say!(t, "warning-two-groups"),
        Code::OpenOrder => say!(t, "warning-open-order"),
        Code::NearDuplicate => say!(t, "warning-near-duplicate"),
        Code::ShareOrPercent => say!(t, "warning-share-or-percent"),
        // problems and notes are no warnings of a candidate
        _ => code.id().to_owned(),
    }
}

/// Why a row was left out: the cell that it is about, and what is wrong with it.
pub(super) fn left_out_reason(t: &Catalogue, cause: &Cause) -> Line {
    match cause {
        Cause::Problem { code, column, cell } => {
            let label = match (column, cell) {
                (Some(column), Some(cell)) => Some(say!(t, "problem-cell", column = column, cell = cell)),
                (Some(column), None) => Some(say!(t, "problem-column", column = column)),
                (None, _) => None,
            };
            Line { label, text: problem_name(t, *code) }
        }
        Cause::OtherRow { place: Some((file, row)) } => {
            Line { label: None, text: say!(t, "problem-other-row", row = &row.to_string(), file = file) }
        }
        Cause::OtherRow { place: None } => Line { label: None, text: say!(t, "problem-other-row-unknown") },
    }
}

fn problem_name(t: &Catalogue, code: Code) -> String {
    match code {
        Code::MissingKey => say!(t, "problem-missing-key"),
        Code::RowLength => say!(t, "problem-row-length"),
        Code::CellLength => say!(t, "problem-cell-length"),
        Code::ScoreFormat => say!(t, "problem-score-format"),
        Code::ScoreRange => say!(t, "problem-score-range"),
        Code::UnknownRating => say!(t, "problem-unknown-rating"),
        Code::PercentRange => say!(t, "problem-percent-range"),
        Code::PointsFormat => say!(t, "problem-points-format"),
        Code::PointsRange => say!(t, "problem-points-range"),
        Code::PointsMissing => say!(t, "problem-points-missing"),
        Code::UnknownOutcome => say!(t, "problem-unknown-outcome"),
        Code::OutcomeContradiction => say!(t, "problem-outcome-contradiction"),
        Code::NoOutcome => say!(t, "problem-no-outcome"),
        Code::AttemptFormat => say!(t, "problem-attempt-format"),
        Code::DateFormat => say!(t, "problem-date-format"),
        Code::DateAmbiguous => say!(t, "problem-date-ambiguous"),
        Code::DateImpossible => say!(t, "problem-date-impossible"),
        Code::SameAttempt => say!(t, "problem-same-attempt"),
        Code::AttemptOrder => say!(t, "problem-attempt-order"),
        Code::TwoNames => say!(t, "problem-two-names"),
        // warnings and notes leave no row out
        _ => code.id().to_owned(),
    }
}
