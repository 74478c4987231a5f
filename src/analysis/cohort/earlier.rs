//! What is read of the cohort.json of an earlier build, to compare with it: a few figures, each of them proved, so that
//! nothing absurd can follow from a file that somebody changed.

use jiff::civil::Date;
use serde::Deserialize;
use thiserror::Error;

use super::rate::Part;
use crate::exam::Blueprint;

/// No class has more candidates or attempts; up to here everything is computed exactly.
const MOST: u64 = 1_000_000_000;

/// The figures of an earlier build. Keys that are not needed, and domains that the exam does not have, are passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    exam: String,
    as_of: Date,
    attempts: u64,
    pass_rate: Option<Part>,
    first_attempt_pass_rate: Option<Part>,
    retake_pass_rate: Option<Part>,
    scores: Option<EarlierScores>,
    #[serde(default)]
    domains: Vec<EarlierDomain>,
}

/// Scores of the current attempts, in points.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct EarlierScores {
    pub n: u64,
    pub median: f64,
    pub mean: f64,
}

#[derive(Debug, Clone, Deserialize)]
struct EarlierDomain {
    key: String,
    weak_rate: Option<Part>,
}

/// A file that is no earlier build of the exam.
#[derive(Debug, Error)]
pub enum EarlierError {
    /// It cannot be read as JSON.
    #[error("is not JSON: {0}")]
    NotJson(serde_json::Error),
    /// It lacks what every cohort.json has.
    #[error("is no cohort.json of resit: {0}")]
    NotCohort(serde_json::Error),
    /// A figure that no class can have.
    #[error("holds a figure that cannot be right: {figure}")]
    Absurd {
        /// The figure and where it stands.
        figure: String,
    },
    /// It is about another exam.
    #[error("is about the exam {exam}, and this build is about {own}")]
    OtherExam {
        /// Id of its exam.
        exam: String,
        /// Id of the exam of this build.
        own: String,
    },
    /// It was built for a later day than this build.
    #[error("was built for {as_of}, which is later than {own}, the day of this build")]
    Later {
        /// Its day.
        as_of: Date,
        /// The day of this build.
        own: Date,
    },
}

impl Earlier {
    /// Reads the cohort.json of an earlier build, to be compared with a build of this exam for the day `as_of`.
    ///
    /// # Errors
    /// [`EarlierError`], where the two cannot be compared.
    pub fn parse(json: &[u8], blueprint: &Blueprint, as_of: Date) -> Result<Earlier, EarlierError> {
        let earlier: Earlier = serde_json::from_slice(json).map_err(|error| {
            if error.is_data() { EarlierError::NotCohort(error) } else { EarlierError::NotJson(error) }
        })?;
        if earlier.exam != blueprint.id {
            // a name of a million letters is no help
            let exam = earlier.exam.chars().take(60).collect();
            return Err(EarlierError::OtherExam { exam, own: blueprint.id.clone() });
        }
        if let Some(figure) = earlier.absurd(blueprint) {
            return Err(EarlierError::Absurd { figure });
        }
        if earlier.as_of > as_of {
            return Err(EarlierError::Later { as_of: earlier.as_of, own: as_of });
        }
        Ok(earlier)
    }

    /// A figure that no class can have.
    fn absurd(&self, blueprint: &Blueprint) -> Option<String> {
        if self.as_of.year() < 1990 {
            return Some(format!("as_of is {}", self.as_of));
        }
        let (candidates, attempts) = (self.passed().of, self.attempts);
        if attempts > MOST || attempts < candidates {
            return Some(format!("{attempts} attempts of {candidates} candidates"));
        }
        let known = self.domains.iter().filter(|domain| blueprint.domain_by_key(&domain.key).is_some());
        let rates = [
            ("pass_rate", self.pass_rate, candidates),
            ("first_attempt_pass_rate", self.first_attempt_pass_rate, attempts),
            ("retake_pass_rate", self.retake_pass_rate, attempts),
        ];
        let mut parts = rates.into_iter().chain(known.map(|domain| (&*domain.key, domain.weak_rate, candidates)));
        let wrong = |&(_, part, most): &(&str, Option<Part>, u64)| {
            part.is_some_and(|Part { count, of }| count > of || of == 0 || of > most)
        };
        if let Some((name, Some(Part { count, of }), _)) = parts.find(wrong) {
            return Some(format!("{count} of {of} in {name}, with {candidates} candidates and {attempts} attempts"));
        }
        let (scale, EarlierScores { n, median, mean }) = blueprint.scale.as_ref().zip(self.scores)?;
        let on_scale = |score: f64| (scale.min as f64..=scale.max as f64).contains(&score);
        let is_wrong = n == 0 || n > candidates || !on_scale(median) || !on_scale(mean);
        is_wrong.then(|| format!("{n} scores with median {median} and mean {mean}, with {candidates} candidates"))
    }

    /// The day for which it was built.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    pub(super) fn attempts(&self) -> u64 {
        self.attempts
    }

    /// Candidates whose current attempt passed, of all.
    pub(super) fn passed(&self) -> Part {
        self.pass_rate.unwrap_or_default()
    }

    /// First attempts that passed, of all.
    pub(super) fn first_attempts(&self) -> Part {
        self.first_attempt_pass_rate.unwrap_or_default()
    }

    /// Later attempts that passed, of all.
    pub(super) fn retakes(&self) -> Part {
        self.retake_pass_rate.unwrap_or_default()
    }

    pub(super) fn scores(&self) -> Option<EarlierScores> {
        self.scores
    }

    /// Candidates rated weak in a domain, of those rated in it.
    pub(super) fn weak(&self, key: &str) -> Part {
        let domain = self.domains.iter().find(|domain| domain.key == key);
        domain.and_then(|domain| domain.weak_rate).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exam::{built_in, parse};
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 23);

    fn read(json: &str) -> Result<Earlier, EarlierError> {
        Earlier::parse(json.as_bytes(), &parse(built_in()[0].toml).unwrap(), DAY)
    }

    /// A cohort.json with these keys beside the ones that every one has.
    fn with(keys: &str) -> String {
        format!(r#"{{"exam":"dop-c02","as_of":"2026-08-31","attempts":9,"pass_rate":{{"count":2,"of":5}}{keys}}}"#)
    }

    #[test]
    fn keys_that_are_unknown_or_lacking_and_strange_domains_do_no_harm() {
        let earlier = read(&with(
            r#","colour":["red"],"retake_pass_rate":null,
            "domains":[{"key":"no-such","weak_rate":{"count":9,"of":1}},{"key":"sdlc","weak_rate":{"count":1,"of":4,"value":7}}]"#,
        ))
        .unwrap();
        assert_eq!((earlier.passed(), earlier.retakes()), (Part { count: 2, of: 5 }, Part::default()));
        assert_eq!((earlier.weak("sdlc"), earlier.weak("config")), (Part { count: 1, of: 4 }, Part::default()));
        assert!(read(r#"{"exam":"dop-c02","as_of":"2026-11-23","attempts":0}"#).is_ok(), "the same day, and nobody");
    }

    #[test]
    fn absurd_figures_are_refused() {
        for keys in [
            r#","first_attempt_pass_rate":{"count":6,"of":5}"#,
            r#","first_attempt_pass_rate":{"count":0,"of":0}"#,
            r#","retake_pass_rate":{"count":1,"of":10}"#,
            r#","domains":[{"key":"sdlc","weak_rate":{"count":1,"of":6}}]"#,
            r#","scores":{"n":6,"median":700,"mean":700}"#,
            r#","scores":{"n":0,"median":700,"mean":700}"#,
            r#","scores":{"n":5,"median":1e300,"mean":700}"#,
            r#","scores":{"n":5,"median":700,"mean":99.9}"#,
        ] {
            assert!(matches!(read(&with(keys)), Err(EarlierError::Absurd { .. })), "{keys}");
        }
        for (old, new) in [("\"attempts\":9", "\"attempts\":4"), ("2026", "1026"), ("9,", "1000000001,")] {
            assert!(matches!(read(&with("").replace(old, new)), Err(EarlierError::Absurd { .. })), "{new}");
        }
    }
}
