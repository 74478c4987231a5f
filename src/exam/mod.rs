//! The exam as data: a *blueprint* says what an exam reports (scale, ratings, domains with weights),
//! what its vendor allows (waits, validity) and what a coach advises (topics, labs, flags).
//!
//! A blueprint is written in TOML, parsed by [`raw`] and validated into [`Blueprint`] with every fault of the
//! file named in one go. Everything after this module works on the validated type and knows no exam by name.

mod builtin;
mod raw;
mod raw_domains;
mod raw_ratings;
mod spanned;
mod translation;
mod vocabulary;

use jiff::civil::Date;
use num_rational::Ratio;

pub use builtin::{BuiltIn, built_in};
pub use raw::{BlueprintFault, parse};
pub use translation::translated;
pub use vocabulary::comparable;
pub(crate) use vocabulary::{compares_as, is_comparable};

/// An exact number: every figure that decides something is computed with it.
pub type Exact = Ratio<i128>;

/// A validated exam. Domains and ratings are referred to by their position (`usize`) everywhere else.
#[derive(Debug, Clone)]
pub struct Blueprint {
    /// Kebab-case id, e.g. `dop-c02`.
    pub id: String,
    /// The code that candidates know it by, e.g. `DOP-C02`.
    pub code: String,
    /// The full name, e.g. `AWS Certified DevOps Engineer - Professional`.
    pub name: String,
    /// Who sets the exam, e.g. `AWS`.
    pub vendor: String,
    /// The days on which this version of the exam is sat (both inclusive, open where `None`).
    pub version: Version,
    /// The scaled score; `None` where the exam reports ratings only.
    pub scale: Option<Scale>,
    /// How many questions count and how many are only tried out; `None` where the vendor does not say.
    pub items: Option<Items>,
    /// The vendor's rules for retakes.
    pub retake: RetakeRules,
    /// Preparation time by outlook tier.
    pub weeks: WeeksByTier,
    /// Rating levels, worst first; empty only where there are no domains.
    pub ratings: Vec<RatingLevel>,
    /// Domains in the order of the exam guide; empty where the exam reports none. At most 64.
    pub domains: Vec<Domain>,
    /// The exam's own red flags, in the order in which they are shown.
    pub flags: Vec<FlagRule>,
    /// Where the facts come from.
    pub sources: Vec<Source>,
}

/// An exam version: attempts dated outside it get the warning `other-version`.
#[derive(Debug, Clone)]
pub struct Version {
    /// The vendor's name of the version.
    pub name: String,
    /// First day, inclusive.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub until: Option<Date>,
}

/// A scale of whole points with the scores that split the candidates.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Lowest score that can be reported.
    pub min: i64,
    /// Highest score that can be reported.
    pub max: i64,
    /// The passing score: at or above it an attempt is passed.
    pub passing: i64,
    /// Failing at or above this is the band `near`.
    pub near: Exact,
    /// Failing at or above this (and below `near`) is the band `middle`; below it `far`.
    pub middle: Exact,
    /// Failing at or above this the review is `focused`, else `comprehensive`.
    pub focused: Exact,
    /// A pass by less than this many points is narrow.
    pub narrow_margin: Exact,
    /// Two scores closer than this many points are similar.
    pub similar_score: Exact,
}

impl Scale {
    /// max - min, in points.
    pub fn range(&self) -> i64 {
        self.max - self.min
    }
}

/// How many questions an exam has.
#[derive(Debug, Clone, Copy)]
pub struct Items {
    /// Questions that count.
    pub scored: u32,
    /// Questions that are only tried out.
    pub unscored: u32,
}

/// The vendor's rules for sitting again, with where they were read.
#[derive(Debug, Clone)]
pub struct RetakeRules {
    /// After the k-th failed attempt the candidate waits the k-th entry (days), the last one repeating. Never empty.
    pub wait_days: Vec<u32>,
    /// A retake booked less than this many days after the plan's start is rushed where the tier is low.
    pub rushed_days: u32,
    /// How long a pass is valid; `None` where it does not lapse.
    pub validity_months: Option<u32>,
    /// At most `attempts` in `days`.
    pub limit: Option<AttemptLimit>,
    /// What an attempt costs.
    pub fee: Option<Fee>,
    /// Where the rules were read (the vendor's page).
    pub source: Source,
}

/// What an attempt costs, before taxes.
#[derive(Debug, Clone)]
pub struct Fee {
    /// Zero or more.
    pub amount: Exact,
    /// Three capital letters, such as "USD" (ISO 4217).
    pub currency: String,
    /// Where it was read.
    pub source: Source,
}

/// At most so many attempts in so many days.
#[derive(Debug, Clone, Copy)]
pub struct AttemptLimit {
    /// Number of attempts, 1 or more.
    pub attempts: u32,
    /// Length of the window in days.
    pub days: u32,
}

/// Preparation time in weeks, shortest and longest, by tier.
#[derive(Debug, Clone, Copy)]
pub struct WeeksByTier {
    pub high: (u32, u32),
    pub medium: (u32, u32),
    pub low: (u32, u32),
}

/// What a rating stands for in the analysis, whatever the vendor calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Weak,
    Adequate,
    Strong,
}

/// One level of the exam's rating vocabulary.
#[derive(Debug, Clone)]
pub struct RatingLevel {
    /// Kebab-case key in all data files, e.g. `needs-improvement`.
    pub key: String,
    /// The vendor's or the coach's word for it.
    pub label: String,
    /// The label is a translation ([`translated`]): reports and sheets use other words.
    pub is_translated: bool,
    /// Other words that are read as this level.
    pub aliases: Vec<String>,
    /// Words that are read as this level and show that the report knows no strong level (AWS: "Meets Competencies").
    pub aliases_without_strong: Vec<String>,
    /// What the level counts as.
    pub role: Role,
    /// Estimated share of correct answers, lower and upper bound, 0 to 1.
    pub correct: (Exact, Exact),
    /// Multiplies the weight when study hours are shared out.
    pub emphasis: u32,
    /// The same in the band `near`, where it differs.
    pub emphasis_near: Option<u32>,
}

impl RatingLevel {
    /// The middle of the estimated share of correct answers.
    pub fn correct_middle(&self) -> Exact {
        (self.correct.0 + self.correct.1) / Exact::from_integer(2)
    }
}

/// One domain of the exam, with what a coach teaches in it.
#[derive(Debug, Clone)]
pub struct Domain {
    /// Kebab-case key in all data files, e.g. `sdlc`.
    pub key: String,
    /// The number in the exam guide.
    pub number: u32,
    /// The name in the exam guide.
    pub name: String,
    /// Other headings that are read as this domain.
    pub aliases: Vec<String>,
    /// Weight in percent of the exam; the weights of a blueprint sum to exactly 100.
    pub weight: Exact,
    /// What to study, in the order in which to study it.
    pub topics: Vec<String>,
    /// The services or subjects that belong together here.
    pub services: Vec<String>,
    /// Hands-on work.
    pub labs: Vec<Lab>,
    /// How to check that the gap is closed.
    pub practice: Vec<String>,
    /// What a weak rating usually tells.
    pub if_weak: String,
    /// Another way of learning for a weakness that stays.
    pub if_persistent: String,
}

/// A piece of hands-on work.
#[derive(Debug, Clone)]
pub struct Lab {
    /// A few words to refer to it by, if any.
    pub title: Option<String>,
    /// What to build, in one or two sentences.
    pub text: String,
    /// A page that helps, if any.
    pub link: Option<String>,
}

/// A red flag of the exam's own.
#[derive(Debug, Clone)]
pub struct FlagRule {
    /// Kebab-case id, e.g. `pipeline-experience`.
    pub id: String,
    /// The headline in the plan.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// The first thing to do.
    pub advice: String,
    /// Domains (by position) that must all be weak.
    pub weak: Vec<usize>,
    /// At least this share of the other rated domains (at least one of them) must be strong; `None`: no such condition.
    pub strong_share_of_others: Option<Exact>,
}

/// Where a fact was read, and when.
#[derive(Debug, Clone)]
pub struct Source {
    /// What the page says, in a few words.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The day it was checked.
    pub checked: Date,
}

impl Blueprint {
    /// The domain with this key, by position.
    pub fn domain_by_key(&self, key: &str) -> Option<usize> {
        self.domains.iter().position(|domain| domain.key == key)
    }

    /// The rating that counts as adequate where a domain is not rated: the lowest adequate level,
    /// else the highest weak one, else the lowest level. `None` where there are no ratings.
    pub fn adequate_level(&self) -> Option<usize> {
        let by_role = |role| self.ratings.iter().position(|level| level.role == role);
        by_role(Role::Adequate)
            .or_else(|| self.ratings.iter().rposition(|level| level.role == Role::Weak))
            .or(if self.ratings.is_empty() { None } else { Some(0) })
    }

    /// The share correct that ends a domain: the lower bound of the lowest strong level,
    /// where there is none that of the best level. `None` where there are no ratings.
    pub fn target_share(&self) -> Option<Exact> {
        self.ratings
            .iter()
            .find(|level| level.role == Role::Strong)
            .or(self.ratings.last())
            .map(|level| level.correct.0)
    }
}
