//! The result review of a candidate who passed: result, pattern, areas to develop, validity. No schedule.

use super::candidate::{Subject, heading};
use super::catalogue::say;
use super::content::{Block, KeyFigure};
use super::{findings, weeks};
use crate::analysis::{MarginKind, PassPattern};
use crate::exam::Role;

/// All blocks of the review.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let (t, diagnosis) = (subject.catalogue, subject.diagnosis);
    let Some(review) = &diagnosis.passing else { return Vec::new() };
    let mut blocks = vec![heading("result", say!(t, "section-result")), Block::Lead { text: lead(subject) }];
    let mut figures = Vec::new();
    if let Some((score, margin)) = diagnosis.score.zip(diagnosis.margin) {
        figures.push(KeyFigure {
            label: say!(t, "figure-score"),
            value: score.to_string(),
            gloss: say!(t, "figure-score-gloss", passing = &(score - margin).to_string()),
        });
        figures.push(KeyFigure {
            label: say!(t, "figure-margin"),
            value: t.points(margin),
            gloss: say!(t, "figure-margin-gloss"),
        });
    }
    if let Some(expires) = review.expires {
        figures.push(KeyFigure {
            label: say!(t, "figure-validity"),
            value: t.date(expires),
            gloss: if expires < subject.terms.as_of {
                say!(t, "figure-validity-past-gloss")
            } else {
                say!(t, "figure-validity-gloss")
            },
        });
    }
    blocks.extend(subject.score_line());
    blocks.extend(subject.score_history());
    blocks.extend(subject.earlier_attempts());
    if !figures.is_empty() {
        blocks.push(Block::Figures { items: figures });
    }
    blocks.push(heading("pattern", say!(t, "section-pattern")));
    blocks.push(Block::Paragraph {
        text: match review.pattern {
            Some(PassPattern::OverSpecialised) => say!(t, "pattern-over-specialised"),
            Some(PassPattern::GapDespitePass) => say!(t, "pattern-gap-despite-pass"),
            Some(PassPattern::Consistent) if subject.can_show_strength() => say!(t, "pattern-consistent"),
            Some(PassPattern::Consistent) => say!(t, "pattern-consistent-no-strong"),
            Some(PassPattern::Solid) => say!(t, "pattern-solid"),
            Some(PassPattern::Strong) => say!(t, "pattern-strong"),
            None => say!(t, "pattern-none"),
        },
    });
    blocks.extend(subject.domains());
    blocks.extend(subject.note());
    blocks.extend(findings::section(subject));
    if !review.development.is_empty() {
        blocks.push(heading("development", say!(t, "section-development")));
        blocks.push(Block::Paragraph { text: say!(t, "development-intro") });
        // the more areas there are, the fewer labs each shows
        let labs = if review.development.len() <= 3 { 2 } else { 1 };
        for (index, &domain) in review.development.iter().enumerate() {
            let details = &subject.blueprint.domains[domain];
            let id = format!("development-{}", details.key);
            blocks.push(Block::Heading { level: 3, id, text: details.name.clone() });
            let is_weak = subject.rating(domain).map(|rating| subject.blueprint.ratings[rating.level].role);
            if is_weak == Some(Role::Weak) {
                blocks.push(Block::Paragraph { text: details.if_weak.clone() });
            }
            let items = weeks::checklist_items(subject, domain, index * labs + 1, labs);
            blocks.push(Block::Checklist { items });
        }
    } else if review.pattern.is_some() {
        blocks.push(heading("development", say!(t, "section-development")));
        blocks.push(Block::Paragraph { text: say!(t, "development-none") });
    }
    if let Some(expires) = review.expires {
        blocks.push(heading("validity", say!(t, "section-validity")));
        let text = if expires < subject.terms.as_of {
            say!(t, "validity-past", date = &t.date(expires))
        } else {
            say!(t, "validity", date = &t.date(expires))
        };
        blocks.push(Block::Paragraph { text });
    }
    blocks.extend(subject.reading());
    blocks
}

fn lead(subject: &Subject<'_>) -> String {
    let (t, diagnosis) = (subject.catalogue, subject.diagnosis);
    let Some((score, margin)) = diagnosis.score.zip(diagnosis.margin) else {
        return say!(t, "lead-passed-no-score");
    };
    let (passing, score) = ((score - margin).to_string(), score.to_string());
    let narrow = diagnosis.passing.as_ref().and_then(|review| review.margin) == Some(MarginKind::Narrow);
    match (narrow, margin) {
        (true, 0) => say!(t, "lead-passed-exact", score = &score),
        (true, _) => {
            say!(t, "lead-passed-narrow", score = &score, points = &t.points(margin), passing = &passing)
        }
        (false, _) => say!(t, "lead-passed-clear", score = &score, passing = &passing),
    }
}
