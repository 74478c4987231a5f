//! What stands out: red flags, weaknesses that stay, and the trend, in words.

use super::candidate::{Subject, heading};
use super::catalogue::say;
use super::content::{Block, Finding};
use crate::analysis::{Flag, Trend, TrendKind};
use crate::exam::Exact;
use crate::sheet::Outcome;

/// The section with all findings, or nothing where nothing stands out.
pub(super) fn section(subject: &Subject<'_>) -> Vec<Block> {
    let mut items: Vec<Finding> = subject.diagnosis.flags.iter().map(|&flag| flag_finding(subject, flag)).collect();
    if let Some(trend) = &subject.diagnosis.trend {
        items.extend(persistent_finding(subject, &trend.persistent));
        items.extend(trend_finding(subject, trend));
    }
    if items.is_empty() {
        return Vec::new();
    }
    let text = say!(subject.catalogue, "section-findings");
    vec![heading("findings", text), Block::Findings { items }]
}

fn flag_finding(subject: &Subject<'_>, flag: Flag) -> Finding {
    let (t, blueprint) = (subject.catalogue, subject.blueprint);
    let retake = subject.diagnosis.retake.as_ref();
    let date = |date: Option<jiff::civil::Date>| date.map_or_else(String::new, |date| t.date(date));
    let earliest = date(retake.and_then(|retake| retake.earliest));
    let recommended = date(retake.and_then(|retake| retake.recommended));
    let booked = date(retake.and_then(|retake| retake.booked.map(|booking| booking.date)));
    let (title, text, step) = match flag {
        Flag::OfExam(rule) => {
            let rule = &blueprint.flags[rule];
            return Finding {
                title: rule.title.clone(),
                text: rule.meaning.clone(),
                first_step: Some(say!(t, "first-step", step = &rule.advice)),
            };
        }
        Flag::Integration => {
            (say!(t, "flag-integration-title"), say!(t, "flag-integration-text"), say!(t, "flag-integration-first"))
        }
        Flag::UniformBorderline if subject.can_show_strength() => (
            say!(t, "flag-uniform-borderline-title"),
            say!(t, "flag-uniform-borderline-text"),
            say!(t, "flag-uniform-borderline-first"),
        ),
        Flag::UniformBorderline => (
            say!(t, "flag-uniform-borderline-title-no-strong"),
            say!(t, "flag-uniform-borderline-text-no-strong"),
            say!(t, "flag-uniform-borderline-first"),
        ),
        Flag::Foundation => {
            (say!(t, "flag-foundation-title"), say!(t, "flag-foundation-text"), say!(t, "flag-foundation-first"))
        }
        Flag::RetakeNotAllowed => {
            let text = say!(
                t,
                "flag-retake-not-allowed-text",
                date = &booked,
                vendor = &blueprint.vendor,
                earliest = &earliest,
            );
            let step = if recommended.is_empty() {
                say!(t, "flag-retake-not-allowed-first-plain", earliest = &earliest)
            } else {
                say!(t, "flag-retake-not-allowed-first", earliest = &earliest, recommended = &recommended)
            };
            (say!(t, "flag-retake-not-allowed-title"), text, step)
        }
        Flag::RushedRetake => (
            say!(t, "flag-rushed-retake-title"),
            say!(t, "flag-rushed-retake-text", days = blueprint.retake.rushed_days),
            say!(t, "flag-rushed-retake-first", recommended = &recommended),
        ),
        Flag::BookedTooEarly { weeks_short } => (
            say!(t, "flag-booked-too-early-title", weeks = weeks_short),
            say!(t, "flag-booked-too-early-text", date = &booked, recommended = &recommended),
            say!(t, "flag-booked-too-early-first", recommended = &recommended),
        ),
    };
    Finding { title, text, first_step: Some(say!(t, "first-step", step = &step)) }
}

fn persistent_finding(subject: &Subject<'_>, persistent: &[usize]) -> Option<Finding> {
    let t = subject.catalogue;
    let advice = |domain: usize| &subject.blueprint.domains[domain].if_persistent;
    let (title, text) = match *persistent {
        [] => return None,
        [domain] => (
            say!(t, "persistent-title", domain = subject.domain(domain)),
            say!(t, "persistent-text", advice = advice(domain)),
        ),
        _ => {
            let each = persistent
                .iter()
                .map(|&domain| say!(t, "persistent-advice", domain = subject.domain(domain), advice = advice(domain)));
            let sentences: Vec<String> = std::iter::once(say!(t, "persistent-text-several")).chain(each).collect();
            (say!(t, "persistent-title-several", count = persistent.len()), sentences.join(" "))
        }
    };
    Some(Finding { title, text, first_step: None })
}

/// The trend in words; `None` where nothing can be compared.
pub(super) fn trend_finding(subject: &Subject<'_>, trend: &Trend) -> Option<Finding> {
    let t = subject.catalogue;
    let kind = trend.kind?;
    let mut sentences = Vec::new();
    match trend.score_change {
        Some(0) => sentences.push(say!(t, "trend-score-same")),
        Some(points @ 1..) => sentences.push(say!(t, "trend-score-up", points = &t.points(points))),
        Some(points) => sentences.push(say!(t, "trend-score-down", points = &t.points(-points))),
        None => {}
    }
    if !trend.risen.is_empty() {
        sentences.push(say!(t, "trend-risen", domains = &subject.domain_list(&trend.risen)));
    }
    if !trend.slipped.is_empty() {
        sentences.push(say!(t, "trend-slipped", domains = &subject.domain_list(&trend.slipped)));
    }
    if !trend.answered.is_empty() {
        sentences.push(say!(t, "trend-answered", domains = &subject.domain_list(&trend.answered)));
    }
    if subject.diagnosis.outcome == Outcome::Passed {
        // advice for a retake is no advice for somebody who passed
        let title = say!(t, "trend-title-passed");
        return (!sentences.is_empty()).then(|| Finding { title, text: sentences.join(" "), first_step: None });
    }
    let title = match kind {
        TrendKind::Improving => {
            sentences.push(if trend.steady { say!(t, "trend-improving-steady") } else { say!(t, "trend-improving") });
            say!(t, "trend-title-improving")
        }
        TrendKind::Plateau => match slow_climb(subject, trend) {
            Some((first, last)) => {
                let (first, last) = (first.to_string(), last.to_string());
                sentences.push(say!(t, "trend-plateau-slow", first = &first, last = &last));
                say!(t, "trend-title-slow")
            }
            None => {
                sentences.push(if trend.steady { say!(t, "trend-plateau-steady") } else { say!(t, "trend-plateau") });
                say!(t, "trend-title-plateau")
            }
        },
        TrendKind::Shifting => {
            sentences.push(say!(t, "trend-shifting"));
            say!(t, "trend-title-shifting")
        }
        TrendKind::Regressing => {
            sentences.push(match days_between_attempts(subject) {
                Some(days) => say!(t, "trend-regressing-days", days = days),
                None => say!(t, "trend-regressing"),
            });
            if trend.score_change.is_some_and(|points| points < 0) {
                say!(t, "trend-title-regressing")
            } else {
                say!(t, "trend-title-regressing-ratings")
            }
        }
    };
    if trend.risen.len() + trend.slipped.len() == 1 {
        sentences.push(say!(t, "trend-weak-evidence"));
    }
    Some(Finding { title, text: sentences.join(" "), first_step: None })
}

/// First and current score, where many small steps have added up to a clear gain.
fn slow_climb(subject: &Subject<'_>, trend: &Trend) -> Option<(i64, i64)> {
    let scale = subject.blueprint.scale.as_ref()?;
    let attempts = &subject.history.attempts;
    let (first, last) = attempts.first()?.score.zip(attempts.last()?.score)?;
    let gain = Exact::from_integer((last - first).into());
    (trend.steady && gain >= scale.similar_score).then_some((first, last))
}

fn days_between_attempts(subject: &Subject<'_>) -> Option<i64> {
    let [.., previous, current] = subject.history.attempts.as_slice() else { return None };
    let (before, now) = previous.date.zip(current.date)?;
    Some(i64::from((now - before).get_days()))
}
