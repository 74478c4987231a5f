//! When to sit again and how to fill the weeks until then (section 8).

use jiff::ToSpan;
use jiff::civil::Date;

use super::outlook::Band;
use super::{Outlook, Profile, Terms};
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{History, Outcome, WeeklyHours};

/// What a booked retake does to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookingEffect {
    /// Before the earliest day that the vendor allows: it cuts nothing.
    NotAllowed,
    /// Leaves less time than recommended: the plan has as many whole weeks as there are.
    Cuts,
    /// Leaves the recommended weeks (or there are no weeks to compare with).
    Fits,
    /// A week or more after the plan's end: start at this day at the latest.
    Later { latest_start: Date },
}

/// A retake that is booked on a day that makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booking {
    pub date: Date,
    pub effect: BookingEffect,
    /// Whole weeks from the plan's start to the booked day.
    pub available_weeks: u32,
}

/// The days that bound a retake.
#[derive(Debug, Clone)]
pub struct RetakeDates {
    /// The vendor's wait after the current attempt; `None` without a date.
    pub earliest: Option<Date>,
    /// The later of `earliest` and the end of the recommended weeks; `None` without an outlook.
    pub recommended: Option<Date>,
    /// The booked retake, where it counts.
    pub booked: Option<Booking>,
    /// A booked day before the start or not after the attempt: the warning `stale-booking`, otherwise ignored.
    pub booked_stale: Option<Date>,
}

/// The booked day of a failing candidate that is before the start of the plan, or not after the attempt.
pub fn stale_booking(history: &History, terms: &Terms) -> Option<Date> {
    history.booked_retake.filter(|&booked| is_stale(booked, history.current().date, terms))
}

/// A booking is stale before the start of the plan, and where it is not after the attempt.
pub(super) fn is_stale(booked: Date, attempt: Option<Date>, terms: &Terms) -> bool {
    booked < terms.start || attempt.is_some_and(|date| booked <= date)
}

impl RetakeDates {
    /// The days for a failing candidate.
    pub fn of(history: &History, blueprint: &Blueprint, terms: &Terms, outlook: Option<&Outlook>) -> RetakeDates {
        let earliest = earliest_retake(history, blueprint);
        let plan_end = outlook.map(|outlook| after_weeks(terms.start, outlook.weeks));
        let recommended = plan_end.map(|end| earliest.map_or(end, |earliest| earliest.max(end)));
        let mut dates = RetakeDates { earliest, recommended, booked: None, booked_stale: None };
        let Some(booked) = history.booked_retake else { return dates };
        dates.booked_stale = stale_booking(history, terms);
        if dates.booked_stale.is_some() {
            return dates;
        }
        // booked is not before start, so the number of days is not negative
        let available_weeks = u32::try_from(days_between(terms.start, booked) / 7).unwrap_or(0);
        let effect = match (outlook, plan_end) {
            _ if earliest.is_some_and(|earliest| booked < earliest) => BookingEffect::NotAllowed,
            (Some(outlook), _) if available_weeks < outlook.weeks => BookingEffect::Cuts,
            (Some(outlook), Some(end)) if days_between(end, booked) >= 7 => {
                BookingEffect::Later { latest_start: booked.saturating_sub((7 * i64::from(outlook.weeks)).days()) }
            }
            _ => BookingEffect::Fits,
        };
        dates.booked = Some(Booking { date: booked, effect, available_weeks });
        dates
    }
}

/// The first day on which the vendor lets a candidate sit again.
fn earliest_retake(history: &History, blueprint: &Blueprint) -> Option<Date> {
    let current = history.current();
    let date = current.date?;
    let failed = history.attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failed).count();
    let ordinal = current.number.map_or(failed, |number| number as usize).max(1);
    let waits = &blueprint.retake.wait_days;
    // wait_days is never empty
    let wait = waits.get(ordinal - 1).or(waits.last()).copied().unwrap_or(0);
    let after_wait = date.saturating_add(i64::from(wait).days());
    let after_limit = blueprint.retake.limit.and_then(|limit| {
        let oldest = history.attempts.len().checked_sub(limit.attempts as usize)?;
        let oldest = history.attempts.get(oldest)?.date?;
        Some(oldest.saturating_add(i64::from(limit.days).days()))
    });
    Some(after_limit.map_or(after_wait, |day| day.max(after_wait)))
}

/// One week of a plan.
#[derive(Debug, Clone)]
pub struct StudyWeek {
    pub from: Date,
    /// Six days later.
    pub to: Date,
    /// Half hours by domain, none of them 0, in blueprint order; empty in a rehearsal week.
    pub half_hours: Vec<(usize, u32)>,
}

impl StudyWeek {
    /// Whether the week has hours for a domain.
    pub fn holds(&self, domain: usize) -> bool {
        self.half_hours.iter().any(|&(other, _)| other == domain)
    }
}

/// The study plan of a failing candidate.
#[derive(Debug, Clone)]
pub struct StudyPlan {
    /// H, in half hours.
    pub half_hours_per_week: u32,
    pub weeks: u32,
    pub build_weeks: u32,
    pub rehearsal_weeks: u32,
    pub start: Date,
    /// Weeks of the outlook that the booked retake leaves no time for.
    pub cut_weeks: u32,
    /// Half hours of all build weeks by domain, in blueprint order.
    pub half_hours: Vec<u32>,
    /// Domains that get the focus hours, in the order in which they are worked through.
    pub focus: Vec<usize>,
    /// Domains that are kept up, in priority order.
    pub maintenance: Vec<usize>,
    /// The build weeks, then the rehearsal weeks.
    pub schedule: Vec<StudyWeek>,
}

impl StudyPlan {
    /// The plan for a failing candidate with an outlook.
    pub fn of(
        history: &History,
        blueprint: &Blueprint,
        terms: &Terms,
        profile: &Profile,
        band: Option<Band>,
        outlook: &Outlook,
        retake: &RetakeDates,
    ) -> StudyPlan {
        let half_hours_per_week = match history.hours_per_week {
            WeeklyHours::HalfHours(half_hours) => half_hours,
            WeeklyHours::NotGiven | WeeklyHours::NotUsable => terms.default_half_hours,
        };
        let weeks = match &retake.booked {
            Some(booking) if booking.effect == BookingEffect::Cuts => booking.available_weeks,
            _ => outlook.weeks,
        };
        // floor(weeks/5 + 1/2)
        let rehearsal_weeks = if weeks <= 1 { 0 } else { ((2 * weeks + 5) / 10).max(1) };
        let build_weeks = weeks - rehearsal_weeks;
        let ratings = effective_ratings(profile, blueprint);
        let half_hours = share_out(build_weeks * half_hours_per_week, &ratings, band, blueprint);
        let (focus, maintenance) = focus_and_maintenance(&ratings, blueprint);
        let mut plan = StudyPlan {
            half_hours_per_week,
            weeks,
            build_weeks,
            rehearsal_weeks,
            start: terms.start,
            cut_weeks: outlook.weeks - weeks,
            half_hours,
            focus,
            maintenance,
            schedule: Vec::with_capacity(weeks as usize),
        };
        plan.fill_weeks();
        plan
    }

    /// Half hours in all build weeks.
    pub fn total_half_hours(&self) -> u32 {
        self.half_hours.iter().sum()
    }

    /// Spreads the domains over the build weeks so that each sums to H exactly, then adds the rehearsal weeks.
    fn fill_weeks(&mut self) {
        let maintenance_total: u64 = self.maintenance.iter().map(|&domain| u64::from(self.half_hours[domain])).sum();
        let mut left = self.half_hours.clone();
        let take = |order: &[usize], mut amount: u32, left: &mut [u32], week: &mut [u32]| {
            for &domain in order {
                let taken = amount.min(left[domain]);
                left[domain] -= taken;
                week[domain] += taken;
                amount -= taken;
            }
        };
        for week in 0..self.weeks {
            let from = after_weeks(self.start, week);
            let mut hours = vec![0; self.half_hours.len()];
            if week < self.build_weeks {
                let until = |weeks: u32| u64::from(weeks) * maintenance_total / u64::from(self.build_weeks);
                // a week's share is at most H, because the maintenance hours are at most build weeks x H
                let maintenance = (until(week + 1) - until(week)) as u32;
                take(&self.maintenance, maintenance, &mut left, &mut hours);
                take(&self.focus, self.half_hours_per_week - maintenance, &mut left, &mut hours);
            }
            let half_hours = hours.into_iter().enumerate().filter(|&(_, amount)| amount > 0).collect();
            self.schedule.push(StudyWeek { from, to: from.saturating_add(6.days()), half_hours });
        }
    }
}

/// Level and role of every domain. An unrated one counts as adequate, also where the vocabulary has no such level:
/// then it takes the emphasis of the highest weak one.
fn effective_ratings(profile: &Profile, blueprint: &Blueprint) -> Vec<(usize, Role)> {
    let adequate = blueprint.adequate_level().unwrap_or(0);
    let mut ratings = vec![(adequate, Role::Adequate); blueprint.domains.len()];
    for entry in &profile.rated {
        ratings[entry.domain] = (entry.level, entry.role);
    }
    ratings
}

/// Shares half hours out in proportion to weight x emphasis, by largest remainder
/// (ties: the heavier weight, then blueprint order).
fn share_out(total: u32, ratings: &[(usize, Role)], band: Option<Band>, blueprint: &Blueprint) -> Vec<u32> {
    let claim = |(domain, &(level, _)): (usize, &(usize, Role))| {
        let rating = &blueprint.ratings[level];
        let emphasis = rating.emphasis_near.filter(|_| band == Some(Band::Near)).unwrap_or(rating.emphasis);
        blueprint.domains[domain].weight * i128::from(emphasis)
    };
    let claims: Vec<Exact> = ratings.iter().enumerate().map(claim).collect();
    let sum: Exact = claims.iter().sum();
    let quotas: Vec<Exact> = claims.iter().map(|claim| claim * i128::from(total) / sum).collect();
    // a quota is at most `total`, which is a u32
    let mut shares: Vec<u32> = quotas.iter().map(|quota| quota.to_integer() as u32).collect();
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by(|&a, &b| {
        let weight = |domain: usize| blueprint.domains[domain].weight;
        quotas[b].fract().cmp(&quotas[a].fract()).then(weight(b).cmp(&weight(a))).then(a.cmp(&b))
    });
    let missing = if shares.is_empty() { 0 } else { total - shares.iter().sum::<u32>() };
    for &domain in order.iter().take(missing as usize) {
        shares[domain] += 1;
    }
    shares
}

/// Focus is weak, where nothing is weak adequate, else strong; the others are kept up. Both in priority order.
fn focus_and_maintenance(ratings: &[(usize, Role)], blueprint: &Blueprint) -> (Vec<usize>, Vec<usize>) {
    let role = |domain: usize| ratings[domain].1;
    let mut order: Vec<usize> = (0..ratings.len()).collect();
    order.sort_by(|&a, &b| {
        let weight = |domain: usize| blueprint.domains[domain].weight;
        role(a).cmp(&role(b)).then(weight(b).cmp(&weight(a))).then(a.cmp(&b))
    });
    let focus_role = order.first().map_or(Role::Weak, |&domain| role(domain));
    order.into_iter().partition(|&domain| role(domain) == focus_role)
}

/// Days from one day to another, negative where the second is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// The day `weeks` weeks after `start`.
fn after_weeks(start: Date, weeks: u32) -> Date {
    start.saturating_add((7 * i64::from(weeks)).days())
}
