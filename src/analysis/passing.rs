//! The review of a candidate who passed (section 6).

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::Profile;
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::History;

/// What the ratings of a pass look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PassPattern {
    OverSpecialised,
    GapDespitePass,
    Consistent,
    Solid,
    Strong,
}

impl PassPattern {
    /// All patterns, in the order of the decision table.
    pub const ALL: [PassPattern; 5] = [
        PassPattern::OverSpecialised,
        PassPattern::GapDespitePass,
        PassPattern::Consistent,
        PassPattern::Solid,
        PassPattern::Strong,
    ];

    /// The kebab-case id in all data files.
    pub fn id(self) -> &'static str {
        match self {
            PassPattern::OverSpecialised => "over-specialised",
            PassPattern::GapDespitePass => "gap-despite-pass",
            PassPattern::Consistent => "consistent",
            PassPattern::Solid => "solid",
            PassPattern::Strong => "strong",
        }
    }

    fn of(profile: &Profile) -> Option<PassPattern> {
        let counts = profile.counts();
        let (rated, weak, strong) = (counts.rated, counts.weak, counts.strong);
        let few_strong = strong >= 1 && 3 * strong <= rated;
        match (weak, strong) {
            _ if rated == 0 => None,
            (1.., _) if few_strong => Some(PassPattern::OverSpecialised),
            (1.., _) => Some(PassPattern::GapDespitePass),
            (0, 0) => Some(PassPattern::Consistent),
            (0, _) if few_strong => Some(PassPattern::Solid),
            (0, _) => Some(PassPattern::Strong),
        }
    }
}

/// How clearly the passing score was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MarginKind {
    Narrow,
    Clear,
}

/// What is said of a pass.
#[derive(Debug, Clone)]
pub struct PassReview {
    /// `None` without usable ratings.
    pub pattern: Option<PassPattern>,
    /// `None` without a score.
    pub margin: Option<MarginKind>,
    /// Weak, then adequate domains, in priority order.
    pub development: Vec<usize>,
    /// The day on which the certification lapses; `None` without a date or where it does not lapse.
    pub expires: Option<Date>,
}

impl PassReview {
    /// Reviews the current attempt, which is a pass.
    pub fn of(history: &History, blueprint: &Blueprint, profile: &Profile) -> PassReview {
        let current = history.current();
        let margin = blueprint.scale.as_ref().zip(current.score).map(|(scale, score)| {
            if Exact::from_integer((score - scale.passing).into()) < scale.narrow_margin {
                MarginKind::Narrow
            } else {
                MarginKind::Clear
            }
        });
        let development =
            profile.usable().iter().filter(|entry| entry.role != Role::Strong).map(|entry| entry.domain).collect();
        let expires = current.date.zip(blueprint.retake.validity_months).map(|(date, months)| {
            // adding months keeps the day of the month, or takes the month's last day
            date.saturating_add(i64::from(months).months())
        });
        PassReview { pattern: PassPattern::of(profile), margin, development, expires }
    }
}
