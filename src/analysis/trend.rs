//! How a candidate moved from attempt to attempt (section 7).

use serde::Serialize;

use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{Attempt, History};

/// The direction of a pair of attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TrendKind {
    Improving,
    Shifting,
    Regressing,
    Plateau,
}

impl TrendKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [TrendKind; 4] =
        [TrendKind::Improving, TrendKind::Shifting, TrendKind::Plateau, TrendKind::Regressing];

    /// The kebab-case id in all data files.
    pub fn id(self) -> &'static str {
        match self {
            TrendKind::Improving => "improving",
            TrendKind::Shifting => "shifting",
            TrendKind::Regressing => "regressing",
            TrendKind::Plateau => "plateau",
        }
    }
}

/// How the current attempt compares with the one before, and with all earlier ones.
#[derive(Debug, Clone)]
pub struct Trend {
    /// `None` where neither scores nor ratings can be compared.
    pub kind: Option<TrendKind>,
    /// Three attempts or more, and every consecutive pair has the same kind.
    pub steady: bool,
    /// Points; `None` where a score is missing.
    pub score_change: Option<i64>,
    /// Change of the number of weak domains among those rated in both; `None` where there are none.
    pub weak_change: Option<i64>,
    /// Domains whose rating went up since the attempt before, in blueprint order.
    pub risen: Vec<usize>,
    /// Domains whose rating went down since the attempt before, in blueprint order.
    pub slipped: Vec<usize>,
    /// Weak now and in every earlier attempt that rates them (at least one), in blueprint order.
    pub persistent: Vec<usize>,
    /// Weak in the attempt before, rated and not weak now, in blueprint order.
    pub answered: Vec<usize>,
}

impl Trend {
    /// The trend of a history; `None` with a single attempt.
    pub fn of(history: &History, blueprint: &Blueprint) -> Option<Trend> {
        let [.., previous, current] = history.attempts.as_slice() else { return None };
        let last = Comparison::of(previous, current, blueprint);
        let kind = last.kind(blueprint);
        let mut pairs = history.attempts.windows(2);
        let steady = history.attempts.len() >= 3
            && pairs.all(|pair| Comparison::of(&pair[0], &pair[1], blueprint).kind(blueprint) == kind);
        let earlier = &history.attempts[..history.attempts.len() - 1];
        let persistent = (0..blueprint.domains.len())
            .filter(|&domain| {
                let mut rated_before = earlier.iter().filter_map(|attempt| role(attempt, domain, blueprint)).peekable();
                role(current, domain, blueprint) == Some(Role::Weak)
                    && rated_before.peek().is_some()
                    && rated_before.all(|role| role == Role::Weak)
            })
            .collect();
        Some(Trend {
            kind,
            steady,
            score_change: last.score_change,
            weak_change: last.weak_change,
            risen: last.risen,
            slipped: last.slipped,
            persistent,
            answered: last.answered,
        })
    }
}

fn role(attempt: &Attempt, domain: usize, blueprint: &Blueprint) -> Option<Role> {
    attempt.ratings[domain].as_ref().map(|rating| blueprint.ratings[rating.level].role)
}

/// Two consecutive attempts.
struct Comparison {
    score_change: Option<i64>,
    weak_change: Option<i64>,
    risen: Vec<usize>,
    slipped: Vec<usize>,
    answered: Vec<usize>,
}

impl Comparison {
    fn of(previous: &Attempt, current: &Attempt, blueprint: &Blueprint) -> Comparison {
        let mut comparison = Comparison {
            score_change: current.score.zip(previous.score).map(|(now, before)| now - before),
            weak_change: None,
            risen: Vec::new(),
            slipped: Vec::new(),
            answered: Vec::new(),
        };
        for (domain, ratings) in previous.ratings.iter().zip(&current.ratings).enumerate() {
            let (Some(before), Some(now)) = ratings else { continue };
            let was_weak = blueprint.ratings[before.level].role == Role::Weak;
            let is_weak = blueprint.ratings[now.level].role == Role::Weak;
            *comparison.weak_change.get_or_insert(0) += i64::from(is_weak) - i64::from(was_weak);
            match now.level.cmp(&before.level) {
                std::cmp::Ordering::Greater => comparison.risen.push(domain),
                std::cmp::Ordering::Less => comparison.slipped.push(domain),
                std::cmp::Ordering::Equal => {}
            }
            if was_weak && !is_weak {
                comparison.answered.push(domain);
            }
        }
        comparison
    }

    /// The first row of the decision table that fits.
    fn kind(&self, blueprint: &Blueprint) -> Option<TrendKind> {
        if self.score_change.is_none() && self.weak_change.is_none() {
            return None;
        }
        let similar = blueprint.scale.as_ref().map_or(Exact::from_integer(0), |scale| scale.similar_score);
        let change = self.score_change.map(|points| Exact::from_integer(points.into()));
        let clear_gain = change.is_some_and(|change| change >= similar);
        let clear_loss = change.is_some_and(|change| change <= -similar);
        let not_lower = self.score_change.is_none_or(|points| points >= 0);
        let weak_change = self.weak_change.unwrap_or(0);
        let (rose, slipped) = (!self.risen.is_empty(), !self.slipped.is_empty());
        Some(if clear_gain {
            if slipped { TrendKind::Shifting } else { TrendKind::Improving }
        } else if clear_loss || weak_change > 0 {
            TrendKind::Regressing
        } else if weak_change < 0 && !slipped && not_lower {
            TrendKind::Improving
        } else if rose && slipped {
            TrendKind::Shifting
        } else {
            TrendKind::Plateau
        })
    }
}
