//! When the candidates who failed can and should sit again, and what that costs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::super::rounded;
use crate::analysis::RetakeDates;
use crate::exam::{Blueprint, Exact};

/// Candidates by the days of their retakes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CalendarTally {
    earliest: BTreeMap<Date, u64>,
    recommended: BTreeMap<Date, u64>,
    booked: BTreeMap<Date, u64>,
    /// Year and month in which each is due.
    months: BTreeMap<(i16, i8), u64>,
}

impl CalendarTally {
    pub fn add(&mut self, retake: &RetakeDates) {
        let booked = retake.booked.as_ref().map(|booking| booking.date);
        for (days, day) in [
            (&mut self.earliest, retake.earliest),
            (&mut self.recommended, retake.recommended),
            (&mut self.booked, booked),
        ] {
            if let Some(day) = day {
                *days.entry(day).or_default() += 1;
            }
        }
        if let Some(day) = booked.or(retake.recommended).or(retake.earliest) {
            *self.months.entry((day.year(), day.month())).or_default() += 1;
        }
    }

    /// The figures as of a day: an exam that was possible before is one of that day's month.
    pub fn figures(&self, blueprint: &Blueprint, as_of: Date) -> Calendar {
        let fee = blueprint.retake.fee.as_ref();
        let mut due = BTreeMap::<_, u64>::new();
        for (&month, &exams) in &self.months {
            *due.entry(month.max((as_of.year(), as_of.month()))).or_default() += exams;
        }
        let days = |days: &BTreeMap<Date, u64>| {
            days.iter().map(|(day, &count)| DayCount { date: day.to_string(), count }).collect()
        };
        let months = due.into_iter().map(|((year, month), exams)| MonthFigures {
            month: format!("{year:04}-{month:02}"),
            exams,
            fees: fee.map(|fee| rounded(fee.amount * Exact::from_integer(exams.into()), 2)),
        });
        Calendar {
            earliest: days(&self.earliest),
            recommended: days(&self.recommended),
            booked: days(&self.booked),
            months: months.collect(),
            currency: fee.map(|fee| fee.currency.clone()),
        }
    }
}

/// When those who failed can and should sit again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Calendar {
    /// By the first day that the vendor allows.
    pub earliest: Vec<DayCount>,
    /// By the recommended day.
    pub recommended: Vec<DayCount>,
    /// By the day that is booked.
    pub booked: Vec<DayCount>,
    /// By the month of the booked day, else the recommended one, else the earliest, or that of the build where it has passed.
    pub months: Vec<MonthFigures>,
    /// Currency of the fees; null where the blueprint names no fee.
    pub currency: Option<String>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DayCount {
    /// Year, month, day.
    pub date: String,
    /// Candidates.
    pub count: u64,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MonthFigures {
    /// Year and month.
    pub month: String,
    /// Candidates who are due in it.
    pub exams: u64,
    /// Their fees; null where the blueprint names no fee.
    pub fees: Option<f64>,
}
