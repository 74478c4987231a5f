//! Attempts and histories: what a sheet says of one candidate, after every cell was understood.

use std::sync::Arc;

use jiff::civil::Date;

/// Passed or failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Passed,
    Failed,
}

/// The rating of one domain in one attempt.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DomainRating {
    /// Position in the blueprint's `ratings`.
    pub level: usize,
    /// The sheet's own word (trimmed cell).
    pub word: String,
    /// The cell held a percentage of correct answers.
    pub from_percentage: bool,
    /// The word belongs to a vocabulary that knows no strong level.
    pub without_strong: bool,
}

/// One attempt at the exam: one row of a sheet.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Name of the sheet's file, without folders.
    pub file: Arc<str>,
    /// Line of the file on which the row starts, from 1.
    pub row: u64,
    /// The attempt number that the sheet gives, from 1.
    pub number: Option<u32>,
    /// The day of the exam.
    pub date: Option<Date>,
    /// Scaled score, within the blueprint's scale.
    pub score: Option<i64>,
    pub outcome: Outcome,
    /// One entry a domain of the blueprint; `None` is unrated.
    pub ratings: Vec<Option<DomainRating>>,
}

impl Attempt {
    /// The levels of the domains, by their positions in the blueprint's `ratings`.
    pub fn levels(&self) -> impl Iterator<Item = Option<usize>> {
        self.ratings.iter().map(|rating| rating.as_ref().map(|rating| rating.level))
    }
}

/// The hours a week that a cell or a setting gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeeklyHours {
    /// The cell is empty or there is no such column.
    NotGiven,
    /// Between 3 and 60 hours, rounded down, in half hours (6 to 120).
    HalfHours(u32),
    /// Something that is not 3 to 60 hours: the warning `hours`, and the next source is used.
    NotUsable,
}

/// All attempts of one candidate, in order, the last one being current, and what the sheet says of the candidate.
#[derive(Debug, Clone)]
pub struct History {
    /// The key in its comparable form (from id, e-mail or name): equal for all rows of the candidate, stable over runs.
    pub key: String,
    /// The key as the current attempt's row shows it.
    pub candidate_id: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub group: Option<String>,
    /// Never empty; ordered by attempt number, else date, else row.
    pub attempts: Vec<Attempt>,
    /// From the current attempt's row.
    pub hours_per_week: WeeklyHours,
    /// The retake that is booked, from the current attempt's row.
    pub booked_retake: Option<Date>,
    /// The coach's note, from the current attempt's row.
    pub note: Option<String>,
    /// The current attempt's cells of the columns that resit does not know, in the order of [`super::Reading::unknown_columns`].
    pub unknown_cells: Vec<String>,
    /// Warnings found while the rows were read (kebab-case ids in results.jsonl), e.g. `two-emails`.
    pub reading_warnings: Vec<crate::diagnostic::Code>,
}

/// What of a [`History`] decides whether there is anything to warn of.
#[derive(Debug, Clone, Copy)]
pub struct Outline<'h> {
    /// Days of all attempts, in order.
    pub dates: &'h [Option<Date>],
    /// Of the current attempt.
    pub score: Option<i64>,
    pub outcome: Outcome,
    /// Of each domain of the blueprint the position of its rating.
    pub levels: &'h [Option<usize>],
    pub hours_per_week: WeeklyHours,
    pub booked_retake: Option<Date>,
}

impl History {
    /// Hands the outline to `look`.
    pub fn with_outline<T>(&self, look: impl FnOnce(&Outline<'_>) -> T) -> T {
        let current = self.current();
        let dates: Vec<Option<Date>> = self.attempts.iter().map(|attempt| attempt.date).collect();
        let levels: Vec<Option<usize>> = current.levels().collect();
        look(&Outline {
            dates: &dates,
            score: current.score,
            outcome: current.outcome,
            levels: &levels,
            hours_per_week: self.hours_per_week,
            booked_retake: self.booked_retake,
        })
    }

    /// The current attempt.
    pub fn current(&self) -> &Attempt {
        // a history is only made from at least one attempt
        self.attempts.last().expect("a history has at least one attempt")
    }

    /// What to call the candidate in a document: the name, else the id.
    pub fn display_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.candidate_id)
    }
}
