//! The line of a candidate in results.jsonl: every conclusion, under the names that templates use too.

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{Adjustment, Band, Diagnosis, MarginKind, PassPattern, Review, Tier, TrendKind, rounded};
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{Attempt, History, Outcome};

/// One candidate, ready to be written as JSON. Keys are in the documented order; what does not apply is null.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    candidate_id: &'a str,
    name: Option<&'a str>,
    email: Option<&'a str>,
    group: Option<&'a str>,
    exam: &'a str,
    attempts: Vec<AttemptRecord<'a>>,
    outcome: Outcome,
    score: Option<i64>,
    margin: Option<i64>,
    band: Option<Band>,
    review: Option<Review>,
    priority: Vec<&'a str>,
    weak: Vec<&'a str>,
    adequate: Vec<&'a str>,
    strong: Vec<&'a str>,
    unrated: Vec<&'a str>,
    readiness: Option<f64>,
    outlook: Option<OutlookRecord>,
    passing: Option<PassingRecord<'a>>,
    flags: Vec<&'a str>,
    trend: Option<TrendRecord<'a>>,
    plan: Option<PlanRecord<'a>>,
    estimate: EstimateRecord<'a>,
    warnings: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct AttemptRecord<'a> {
    file: &'a str,
    row: u64,
    number: Option<u32>,
    date: Option<Date>,
    score: Option<i64>,
    outcome: Outcome,
    ratings: Entries<'a, &'a str>,
}

#[derive(Debug, Serialize)]
struct OutlookRecord {
    base: Tier,
    tier: Tier,
    adjustment: Adjustment,
}

#[derive(Debug, Serialize)]
struct PassingRecord<'a> {
    pattern: Option<PassPattern>,
    margin: Option<MarginKind>,
    development: Vec<&'a str>,
    expires: Option<Date>,
}

#[derive(Debug, Serialize)]
struct TrendRecord<'a> {
    kind: Option<TrendKind>,
    steady: bool,
    score_change: Option<i64>,
    weak_change: Option<i64>,
    risen: Vec<&'a str>,
    slipped: Vec<&'a str>,
    persistent: Vec<&'a str>,
    answered: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct PlanRecord<'a> {
    hours_per_week: f64,
    weeks: u32,
    build_weeks: u32,
    rehearsal_weeks: u32,
    start: Date,
    earliest_retake: Option<Date>,
    recommended_retake: Option<Date>,
    cut_weeks: u32,
    hours: Entries<'a, f64>,
    schedule: Vec<WeekRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct WeekRecord<'a> {
    week: usize,
    from: Date,
    to: Date,
    hours: Entries<'a, f64>,
}

#[derive(Debug, Serialize)]
struct EstimateRecord<'a> {
    correct_low: Option<f64>,
    correct_high: Option<f64>,
    gap: Option<i64>,
    path: Option<Vec<StepRecord<'a>>>,
    path_reaches: Option<bool>,
}

#[derive(Debug, Serialize)]
struct StepRecord<'a> {
    domain: &'a str,
    to: &'a str,
    gain: f64,
}

/// A JSON object whose keys keep their order.
#[derive(Debug)]
struct Entries<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Entries<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'a> Record<'a> {
    /// The record of a candidate.
    pub fn new(history: &'a History, diagnosis: &'a Diagnosis, blueprint: &'a Blueprint) -> Record<'a> {
        let key = |domain: usize| blueprint.domains[domain].key.as_str();
        let keys = |domains: &[usize]| domains.iter().map(|&domain| key(domain)).collect();
        let listed = |role| diagnosis.profile.listed(role).map(key).collect();
        Record {
            candidate_id: &history.candidate_id,
            name: history.name.as_deref(),
            email: history.email.as_deref(),
            group: history.group.as_deref(),
            exam: &blueprint.id,
            attempts: history.attempts.iter().map(|attempt| attempt_record(attempt, blueprint)).collect(),
            outcome: diagnosis.outcome,
            score: diagnosis.score,
            margin: diagnosis.margin,
            band: diagnosis.band,
            review: diagnosis.review,
            priority: diagnosis.profile.rated.iter().map(|entry| key(entry.domain)).collect(),
            weak: listed(Role::Weak),
            adequate: listed(Role::Adequate),
            strong: listed(Role::Strong),
            unrated: keys(&diagnosis.profile.unrated),
            readiness: diagnosis.readiness.map(tenths),
            outlook: diagnosis.outlook.as_ref().map(|outlook| OutlookRecord {
                base: outlook.base,
                tier: outlook.tier,
                adjustment: outlook.adjustment,
            }),
            passing: diagnosis.passing.as_ref().map(|review| PassingRecord {
                pattern: review.pattern,
                margin: review.margin,
                development: keys(&review.development),
                expires: review.expires,
            }),
            flags: diagnosis.flags.iter().map(|flag| flag.id(blueprint)).collect(),
            trend: diagnosis.trend.as_ref().map(|trend| TrendRecord {
                kind: trend.kind,
                steady: trend.steady,
                score_change: trend.score_change,
                weak_change: trend.weak_change,
                risen: keys(&trend.risen),
                slipped: keys(&trend.slipped),
                persistent: keys(&trend.persistent),
                answered: keys(&trend.answered),
            }),
            plan: plan_record(diagnosis, blueprint),
            estimate: EstimateRecord {
                correct_low: diagnosis.estimate.correct.map(|(low, _)| tenths(low)),
                correct_high: diagnosis.estimate.correct.map(|(_, high)| tenths(high)),
                gap: diagnosis.estimate.gap,
                path: diagnosis.estimate.path.as_ref().map(|path| {
                    let record = |step: &super::PathStep| StepRecord {
                        domain: key(step.domain),
                        to: &blueprint.ratings[step.to].key,
                        gain: tenths(step.gain),
                    };
                    path.iter().map(record).collect()
                }),
                path_reaches: diagnosis.estimate.path_reaches,
            },
            warnings: diagnosis.warnings.iter().map(|code| code.id()).collect(),
        }
    }
}

fn attempt_record<'a>(attempt: &'a Attempt, blueprint: &'a Blueprint) -> AttemptRecord<'a> {
    let rated = attempt.ratings.iter().zip(&blueprint.domains).filter_map(|(rating, domain)| {
        rating.as_ref().map(|rating| (domain.key.as_str(), blueprint.ratings[rating.level].key.as_str()))
    });
    AttemptRecord {
        file: &attempt.file,
        row: attempt.row,
        number: attempt.number,
        date: attempt.date,
        score: attempt.score,
        outcome: attempt.outcome,
        ratings: Entries(rated.collect()),
    }
}

fn plan_record<'a>(diagnosis: &Diagnosis, blueprint: &'a Blueprint) -> Option<PlanRecord<'a>> {
    let (plan, retake) = diagnosis.plan.as_ref().zip(diagnosis.retake.as_ref())?;
    let entry = |(domain, half_hours): (usize, u32)| (blueprint.domains[domain].key.as_str(), hours(half_hours));
    Some(PlanRecord {
        hours_per_week: hours(plan.half_hours_per_week),
        weeks: plan.weeks,
        build_weeks: plan.build_weeks,
        rehearsal_weeks: plan.rehearsal_weeks,
        start: plan.start,
        earliest_retake: retake.earliest,
        recommended_retake: retake.recommended,
        cut_weeks: plan.cut_weeks,
        hours: Entries(plan.half_hours.iter().copied().enumerate().map(entry).collect()),
        schedule: plan
            .schedule
            .iter()
            .enumerate()
            .map(|(index, week)| WeekRecord {
                week: index + 1,
                from: week.from,
                to: week.to,
                hours: Entries(week.half_hours.iter().copied().map(entry).collect()),
            })
            .collect(),
    })
}

fn tenths(value: Exact) -> f64 {
    rounded(value, 1)
}

fn hours(half_hours: u32) -> f64 {
    f64::from(half_hours) / 2.0
}
