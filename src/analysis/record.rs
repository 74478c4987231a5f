//! The line of a candidate in results.jsonl: every conclusion, under the names that templates use too.

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{Adjustment, Band, Diagnosis, MarginKind, PassPattern, Review, Tier, TrendKind, rounded};
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{Attempt, History, Outcome};

/// One candidate, ready to be written as JSON. Keys are in the documented order; what does not apply is null.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Record<'a> {
    /// The candidate's id; without such a column the e-mail, without that the name.
    candidate_id: &'a str,
    /// As the sheet has it.
    name: Option<&'a str>,
    /// As the sheet has it.
    email: Option<&'a str>,
    /// Class, site or coach.
    group: Option<&'a str>,
    /// Id of the exam.
    exam: &'a str,
    /// Every attempt, the oldest first.
    attempts: Vec<AttemptRecord<'a>>,
    /// Of the current attempt, the last one.
    outcome: Outcome,
    /// Scaled score of the current attempt, in points.
    score: Option<i64>,
    /// Score less passing score, in points; below zero for those who failed.
    margin: Option<i64>,
    /// How near a failing score is to passing.
    band: Option<Band>,
    /// How much of the exam the plan goes over again.
    review: Option<Review>,
    /// Keys of all rated domains, the most pressing first.
    priority: Vec<&'a str>,
    /// Keys of the domains rated weak.
    weak: Vec<&'a str>,
    /// Keys of the domains rated adequate.
    adequate: Vec<&'a str>,
    /// Keys of the domains rated strong.
    strong: Vec<&'a str>,
    /// Keys of the domains without a rating.
    unrated: Vec<&'a str>,
    /// 0 to 100, to one decimal; orders candidates, is no probability.
    readiness: Option<f64>,
    /// The outlook for the next attempt; null for those who passed.
    outlook: Option<OutlookRecord>,
    /// How the exam was passed; null for those who failed.
    passing: Option<PassingRecord<'a>>,
    /// Ids of the red flags that are raised.
    flags: Vec<&'a str>,
    /// How the current attempt compares with those before; null where there is none.
    trend: Option<TrendRecord<'a>>,
    /// The study plan; null for those who passed.
    plan: Option<PlanRecord<'a>>,
    /// Estimates from scores and ratings.
    estimate: EstimateRecord<'a>,
    /// Codes of what the coach should look at.
    warnings: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AttemptRecord<'a> {
    /// Name of the sheet.
    file: &'a str,
    /// Row in the sheet, from 1.
    row: u64,
    /// Which attempt it is, where the sheet says so.
    number: Option<u32>,
    /// Day of the exam.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    date: Option<Date>,
    /// Scaled score, in points.
    score: Option<i64>,
    /// Passed or failed.
    outcome: Outcome,
    /// Key of the rating by key of the domain.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, String>"))]
    ratings: Entries<'a, &'a str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OutlookRecord {
    /// By score and ratings alone.
    base: Tier,
    /// After the adjustment.
    tier: Tier,
    /// What the trend and the red flags changed.
    adjustment: Adjustment,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PassingRecord<'a> {
    /// What the ratings of the pass look like.
    pattern: Option<PassPattern>,
    /// How clearly the passing score was reached.
    margin: Option<MarginKind>,
    /// Keys of the domains worth more work.
    development: Vec<&'a str>,
    /// Day on which the certification lapses.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    expires: Option<Date>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct TrendRecord<'a> {
    /// The direction since the attempt before.
    kind: Option<TrendKind>,
    /// Three attempts or more, and each goes the way of the one before.
    steady: bool,
    /// Last score less the one before, in points.
    score_change: Option<i64>,
    /// How many more domains are weak than before, among those rated both times.
    weak_change: Option<i64>,
    /// Keys of the domains that got better.
    risen: Vec<&'a str>,
    /// Keys of the domains that got worse.
    slipped: Vec<&'a str>,
    /// Keys of the domains that are weak now and were in every attempt before.
    persistent: Vec<&'a str>,
    /// Keys of the domains that were weak before and are no longer.
    answered: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PlanRecord<'a> {
    /// Hours of study a week.
    hours_per_week: f64,
    /// Length of the plan.
    weeks: u32,
    /// Weeks of study.
    build_weeks: u32,
    /// Weeks of practice exams at the end.
    rehearsal_weeks: u32,
    /// First day.
    #[cfg_attr(test, schemars(with = "String"))]
    start: Date,
    /// First day that the vendor's rules allow.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    earliest_retake: Option<Date>,
    /// Day for the retake when the plan is done.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    recommended_retake: Option<Date>,
    /// Weeks that were cut for a retake already booked.
    cut_weeks: u32,
    /// Hours by key of the domain, over the whole plan.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, f64>"))]
    hours: Entries<'a, f64>,
    /// Every week in order.
    schedule: Vec<WeekRecord<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WeekRecord<'a> {
    /// Number, from 1.
    week: usize,
    /// First day.
    #[cfg_attr(test, schemars(with = "String"))]
    from: Date,
    /// Last day.
    #[cfg_attr(test, schemars(with = "String"))]
    to: Date,
    /// Hours by key of the domain; empty in weeks of rehearsal.
    #[cfg_attr(test, schemars(with = "std::collections::BTreeMap<String, f64>"))]
    hours: Entries<'a, f64>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EstimateRecord<'a> {
    /// Lower bound of the share of correct answers, in percent.
    correct_low: Option<f64>,
    /// Upper bound of the share of correct answers, in percent.
    correct_high: Option<f64>,
    /// Passing score less score, in points; null for those who passed.
    gap: Option<i64>,
    /// Steps that close the gap, weak domains first; null for those who passed.
    path: Option<Vec<StepRecord<'a>>>,
    /// The steps close the gap; null for those who passed.
    path_reaches: Option<bool>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StepRecord<'a> {
    /// Key of the domain.
    domain: &'a str,
    /// Key of the rating to reach.
    to: &'a str,
    /// What it brings, in points.
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
