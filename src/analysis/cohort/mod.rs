//! The cohort (section 10): counts that can be added up, and the figures that are computed from them once at the end.
//!
//! [`Tally`] holds counts, and in its [`Standings`] a few bytes of each candidate; [`CohortFigures`] is cohort.json.

mod calendar;
mod comparison;
mod domains;
mod earlier;
mod groups;
mod history;
mod pairs;
mod part;
mod rate;
#[cfg(test)]
mod schema;
mod scores;
mod share;
mod standings;
mod suppression;
mod teaching;

use serde::Serialize;

pub use calendar::{Calendar, DayCount, MonthFigures};
pub use comparison::{Comparison, CountChange, DomainChange, FigureChange, RateChange, Retaker, SatAgain, Turn};
pub use domains::{DomainFigures, Weight};
pub use earlier::{Earlier, EarlierError};
pub use groups::{ComparedFigures, DomainDifference, GroupDifference, GroupFigures};
pub use history::TierFigures;
pub use pairs::{LEAST_BOTH, PairFigures};
pub use part::{Counts, OutlookTally, PartFigures};
pub use rate::{Difference, Rate};
pub use scores::{HISTOGRAM_BIN, HistogramBin, ScoreFigures};
pub use share::{DomainShare, ScoreBin, ScoreSide, ShareFigures};
pub use standings::{Candidate, ClosePerson, NAMED, OneDomainAway, People, Person, Standings};
pub use suppression::Shown;
pub use teaching::{Cover, Workshop, WorkshopSet};

use self::calendar::CalendarTally;
use self::comparison::Retakers;
use self::groups::GroupTallies;
use self::history::NextAttempts;
use self::part::PartTally;
use super::Diagnosis;
use crate::exam::Blueprint;
use crate::sheet::{History, SheetSummary};

/// Integer counts over candidates, and what decides where each of them stands.
#[derive(Debug)]
pub struct Tally {
    /// In the order in which they were counted.
    pub standings: Standings,
    all: PartTally,
    groups: GroupTallies,
    next_attempts: NextAttempts,
    calendar: CalendarTally,
    retakers: Retakers,
}

impl Tally {
    /// `earlier` is the build to compare with.
    pub fn new(blueprint: &Blueprint, earlier: Option<&Earlier>) -> Self {
        Tally {
            standings: Standings::default(),
            all: PartTally::new(blueprint),
            groups: GroupTallies::default(),
            next_attempts: NextAttempts::default(),
            calendar: CalendarTally::default(),
            retakers: Retakers::new(blueprint, earlier.map(Earlier::as_of)),
        }
    }

    /// Counts the next candidate of the sheet.
    pub fn add(&mut self, history: &History, diagnosis: &Diagnosis, blueprint: &Blueprint) {
        let sat_again = self.retakers.add(history, blueprint);
        self.standings.add(diagnosis, sat_again);
        self.all.add(history, diagnosis, blueprint);
        self.groups.add(history, diagnosis, blueprint);
        self.next_attempts.add(history, blueprint);
        if let Some(retake) = &diagnosis.retake {
            self.calendar.add(retake);
        }
    }
}

/// Every figure of the summary: cohort.json.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CohortFigures {
    /// Version of resit.
    pub resit: &'static str,
    /// Id of the exam.
    pub exam: String,
    /// Day for which the plans were made.
    pub as_of: String,
    /// The files that were read.
    pub sheets: Vec<SheetSummary>,
    /// With a plan or a review.
    pub candidates: u64,
    /// Candidates left out because a row has a problem.
    pub left_out: u64,
    /// Those of all candidates.
    #[serde(flatten)]
    pub all: PartFigures,
    /// Those who failed with a high outlook, by readiness.
    pub close: People<ClosePerson>,
    /// Those who failed and whom one domain, better by one rating, would bring to the passing score, by readiness.
    pub one_domain_away: People<OneDomainAway>,
    /// Pairs of domains, the least likely first.
    pub pairs: Vec<PairFigures>,
    /// Hours of class that are shared out among the workshops; null where there is nothing to teach.
    pub teaching_hours: Option<f64>,
    /// A workshop for each domain that somebody is weak in, in order of impact.
    pub workshops: Vec<Workshop>,
    /// Which one, two or three workshops reach the most.
    pub cover: Cover,
    /// When those who failed can and should sit again.
    pub calendar: Calendar,
    /// By name, the candidates without a group last; empty where nobody has one.
    pub groups: Vec<GroupFigures>,
    /// Of those who failed, by the outlook they had, how many passed the next time.
    pub history: Vec<TierFigures>,
    /// What changed since an earlier build; null where none was named to compare with.
    pub comparison: Option<Comparison>,
}

/// What a summary is about, beside its candidates.
pub struct CohortTerms<'c> {
    pub blueprint: &'c Blueprint,
    pub as_of: jiff::civil::Date,
    pub sheets: Vec<SheetSummary>,
    /// Candidates without a plan because a row has a problem.
    pub left_out: u64,
    /// Hours of class, in half hours.
    pub teaching_half_hours: u32,
    /// The build to compare with: the one that the tally was made for.
    pub earlier: Option<&'c Earlier>,
}

impl CohortFigures {
    /// Computes the figures of a whole cohort, whose candidates `candidate` reads.
    pub fn of(tally: &Tally, candidate: Candidate<'_>, terms: CohortTerms<'_>) -> CohortFigures {
        let standings = &tally.standings;
        let CohortTerms { blueprint, as_of, sheets, left_out, teaching_half_hours, earlier } = terms;
        let ranked = standings.ranked();
        let away = |history: &History, diagnosis: &Diagnosis| OneDomainAway::of(history, diagnosis, blueprint);
        let workshops =
            teaching::workshops(standings, &ranked, &tally.all.domains, teaching_half_hours, blueprint, candidate);
        let all = PartFigures::of(&tally.all, blueprint);
        let comparison = earlier.map(|earlier| {
            let sat_again = tally.retakers.figures(&standings.sat_again(&ranked), candidate);
            Comparison::of(earlier, &tally.all, &all, sat_again, blueprint)
        });
        CohortFigures {
            resit: env!("CARGO_PKG_VERSION"),
            exam: blueprint.id.clone(),
            as_of: as_of.to_string(),
            sheets,
            candidates: tally.all.passed.of,
            left_out,
            all,
            close: People::of(&standings.close(&ranked), candidate, ClosePerson::of),
            one_domain_away: People::of(&standings.one_domain_away(&ranked), candidate, away),
            pairs: pairs::pair_figures(standings, blueprint),
            teaching_hours: (!workshops.is_empty()).then(|| f64::from(teaching_half_hours) / 2.0),
            workshops,
            cover: teaching::cover(standings, &ranked, blueprint, candidate),
            calendar: tally.calendar.figures(blueprint, as_of),
            groups: groups::group_figures(&tally.groups, &tally.all, blueprint),
            history: tally.next_attempts.figures(),
            comparison,
        }
    }
}
