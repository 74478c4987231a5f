//! The worksheet of all candidates, those closest to passing first.

use rust_xlsxwriter::XlsxError;

use super::grid::{Grid, Heading, MOST_ROWS, Value};
use super::{Cohort, CohortWorkbook};
use crate::analysis::{Diagnosis, Tier, rounded};
use crate::document::catalogue::{Catalogue, say};
use crate::document::names::{tier_name, warning_name};
use crate::exam::Role;
use crate::sheet::{History, Outcome};

/// Beside the candidates, the headings and a line that says who is missing.
const MOST: usize = MOST_ROWS as usize - 2;

impl CohortWorkbook<'_> {
    pub(super) fn candidates(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, roster, domains) = (self.cohort.catalogue, self.cohort.roster, &self.cohort.blueprint.domains);
        let mut columns = vec![(Heading::Words(say!(t, "column-candidate")), 32.0)];
        let mut add = |holds: bool, heading: Heading, width: f64| {
            if holds {
                columns.push((heading, width));
            }
        };
        add(roster.with_ids, Heading::Words(say!(t, "column-id")), 13.0);
        add(roster.with_groups, Heading::Words(say!(t, "column-group")), 14.0);
        add(true, Heading::Words(say!(t, "column-outcome")), 14.0);
        add(roster.with_scores, Heading::Figures(say!(t, "column-score")), 9.0);
        add(true, Heading::Figures(say!(t, "column-readiness")), 12.0);
        add(true, Heading::Words(say!(t, "cohort-column-outlook")), 12.0);
        for domain in domains {
            add(true, Heading::Words(domain.name.clone()), 16.0);
        }
        add(true, Heading::Figures(say!(t, "figure-earliest")), 14.0);
        add(true, Heading::Figures(say!(t, "column-recommended")), 16.0);
        add(roster.with_warnings, Heading::Words(say!(t, "column-attention")), 34.0);
        add(true, Heading::Words(say!(t, "workbook-plan")), 40.0);
        let (headings, widths): (Vec<Heading>, Vec<f64>) = columns.into_iter().unzip();
        grid.widths(&widths)?;
        grid.headings(&headings)?;
        let words = Words::new(t);
        let ranked = self.cohort.standings.ranked();
        for &at in ranked.iter().take(MOST) {
            if let Some((history, diagnosis)) = (self.candidate)(at) {
                grid.row(self.candidate_row(at, &history, &diagnosis, &words))?;
            }
        }
        grid.filtered(headings.len())?;
        // a path is of no use on paper
        grid.printed(headings.len() - 1)?;
        if ranked.len() > MOST {
            let (shown, candidates) = (MOST.to_string(), ranked.len().to_string());
            grid.note(&say!(t, "cohort-candidates-cut", shown = &shown, candidates = &candidates))?;
        }
        Ok(())
    }

    fn candidate_row(&self, at: usize, history: &History, diagnosis: &Diagnosis, words: &Words) -> Vec<Value> {
        let Cohort { roster, blueprint, archive, catalogue: t, .. } = *self.cohort;
        let mut row = vec![Value::text(history.display_name())];
        if roster.with_ids {
            row.push(Value::text(&history.candidate_id));
        }
        if roster.with_groups {
            row.push(Value::some(history.group.as_deref(), Value::text));
        }
        row.push(match diagnosis.outcome {
            Outcome::Passed => Value::text(&words.passed),
            Outcome::Failed => Value::text(&words.failed),
        });
        if roster.with_scores {
            row.push(Value::some(diagnosis.score, Value::Whole));
        }
        row.push(Value::some(diagnosis.readiness, |readiness| Value::Decimal(rounded(readiness, 1), 1)));
        row.push(Value::some(diagnosis.outlook.as_ref(), |outlook| words.tier(outlook.tier)));
        let mut ratings = vec![Value::text(&words.unrated); blueprint.domains.len()];
        for rated in &diagnosis.profile.rated {
            ratings[rated.domain] = words.rating(rated.role);
        }
        row.extend(ratings);
        let retake = diagnosis.retake.as_ref();
        row.push(Value::some(retake.and_then(|retake| retake.earliest), Value::Day));
        row.push(Value::some(retake.and_then(|retake| retake.recommended), Value::Day));
        if roster.with_warnings {
            let warnings: Vec<String> = diagnosis.warnings.iter().map(|&code| warning_name(t, code)).collect();
            row.push(Value::Lines(warnings.join("\n")));
        }
        row.push(Value::some((self.plan)(at), |path| Value::Path { path, is_link: archive.is_none() }));
        row
    }
}

/// The words that stand in the cells of every candidate.
struct Words {
    passed: String,
    failed: String,
    tiers: [String; 3],
    ratings: [String; 3],
    unrated: String,
}

impl Words {
    fn new(t: &Catalogue) -> Words {
        Words {
            passed: say!(t, "outcome-passed"),
            failed: say!(t, "outcome-failed"),
            tiers: [Tier::Low, Tier::Medium, Tier::High].map(|tier| tier_name(t, tier)),
            ratings: [say!(t, "cohort-column-weak"), say!(t, "column-adequate"), say!(t, "column-strong")],
            unrated: say!(t, "rating-none"),
        }
    }

    fn tier(&self, tier: Tier) -> Value {
        let [low, medium, high] = &self.tiers;
        match tier {
            Tier::Low => Value::Rated(Role::Weak, low.clone()),
            Tier::Medium => Value::Rated(Role::Adequate, medium.clone()),
            Tier::High => Value::Rated(Role::Strong, high.clone()),
        }
    }

    fn rating(&self, role: Role) -> Value {
        let [weak, adequate, strong] = &self.ratings;
        let word = match role {
            Role::Weak => weak,
            Role::Adequate => adequate,
            Role::Strong => strong,
        };
        Value::Rated(role, word.clone())
    }
}
