//! Blueprint files: TOML -> validated [`Blueprint`], with all faults of a file in one go, each on its line.
//!
//! ```toml
//! id = "abc-01"                        # kebab-case; of a built-in exam it is the file's name
//! code = "ABC-01"                      # the name that candidates know the exam by
//! name = "Certified Example"
//! vendor = "Example Board"
//!
//! [version]
//! name = "2026"
//! from = 2026-01-01                    # first and last day, both optional
//! until = 2028-12-31
//!
//! [scale]                              # leave out where the exam reports ratings only
//! min = 100
//! max = 1000
//! passing = 750
//! near = 680                           # the rest is optional: see `scale` below for the defaults
//! middle = 620
//! focused = 650
//! narrow_margin = 25
//! similar_score = 30
//!
//! [items]                              # optional
//! scored = 65
//! unscored = 10
//!
//! [retake]
//! wait_days = [14]                     # after the 1st, 2nd, ... failed attempt; the last one repeats; or one number
//! rushed_days = 30                     # default 30
//! validity_months = 36                 # leave out where a pass does not lapse
//! limit = { attempts = 4, days = 365 } # optional
//! fee = { amount = 300, currency = "USD", source = { title = "...", url = "https://...", checked = 2026-11-23 } } # optional
//! source = { title = "...", url = "https://...", checked = 2026-11-23 }
//!
//! [weeks]                              # optional; the values here are the defaults
//! high = [2, 4]
//! medium = [4, 8]
//! low = [8, 12]
//!
//! [[ratings]]                          # two to five, worst first; optional where there are no domains
//! key = "below"
//! label = "Below"
//! aliases = ["B"]                      # optional
//! aliases_without_strong = []          # optional: words of a report that knows no strong level
//! role = "weak"                        # weak, adequate or strong
//! correct = [0.40, 0.60]               # estimated share of correct answers
//! emphasis = 4
//! emphasis_near = 3                    # optional
//!
//! [[ratings]]
//! key = "above"
//! label = "Above"
//! role = "strong"
//! correct = [0.60, 1]
//! emphasis = 1
//!
//! [[domains]]                          # up to 64; leave out where the exam reports none
//! key = "first"
//! number = 1                           # in the exam guide
//! name = "First Domain"
//! aliases = ["Beginnings"]             # optional; "Domain 1", "D1" and the like are read anyway
//! weight = 100                         # percent; or a range, such as [20, 25], whose midpoint is rescaled
//! topics = ["..."]                     # in the order in which to study them
//! services = ["..."]                   # optional
//! labs = [{ text = "...", link = "https://..." }, "a lab without a link"]
//! practice = ["..."]
//! if_weak = "..."
//! if_persistent = "..."
//!
//! [[flags]]                            # optional
//! id = "first-steps"
//! title = "..."
//! meaning = "..."
//! advice = "..."
//! when = { weak = ["first"], strong_share_of_others = 0.5 }
//!
//! [[sources]]
//! title = "..."
//! url = "https://..."
//! checked = 2026-11-23
//! ```

use std::ops::RangeInclusive;

use super::raw_domains::{domains, flags};
use super::raw_ratings::ratings;
pub use super::spanned::BlueprintFault;
use super::spanned::{Node, Table, read, shown};
use super::{AttemptLimit, Blueprint, Exact, Fee, Items, RetakeRules, Scale, Source, Version, WeeksByTier};

/// Scores and margins: wide enough for any exam, narrow enough that exact arithmetic cannot overflow.
const POINTS: RangeInclusive<i64> = -100_000..=100_000;

/// Reads and checks a blueprint file.
///
/// Takes the text of the file; returns the blueprint, or all faults of the file by line. Where the text is not
/// TOML at all, the faults are those of the syntax only.
pub fn parse(text: &str) -> Result<Blueprint, Vec<BlueprintFault>> {
    read(text, blueprint)
}

fn blueprint(table: &Table) -> Blueprint {
    let mut blueprint = Blueprint {
        id: table.required("id", r#"id = "abc-01""#).and_then(|node| node.kebab()).unwrap_or_default(),
        code: table.text("code", r#"code = "ABC-01""#).unwrap_or_default(),
        name: table.text("name", r#"name = "Certified Example""#).unwrap_or_default(),
        vendor: table.text("vendor", r#"vendor = "Example Board""#).unwrap_or_default(),
        version: table.required("version", "[version]").and_then(|node| node.table(version)).unwrap_or(Version {
            name: String::new(),
            from: None,
            until: None,
        }),
        scale: table.optional("scale").and_then(|node| node.table(scale)),
        items: table.optional("items").and_then(|node| node.table(items)),
        retake: table.required("retake", "[retake]").and_then(|node| node.table(retake)).unwrap_or_else(no_rules),
        weeks: table.optional("weeks").and_then(|node| node.table(weeks)).unwrap_or(USUAL_WEEKS),
        ratings: ratings(table),
        domains: domains(table),
        flags: Vec::new(),
        sources: table.tables("sources", source),
    };
    blueprint.flags = flags(table, &blueprint.domains);
    if blueprint.ratings.is_empty() && !blueprint.domains.is_empty() {
        table.fault("ratings", "there are domains, but no ratings", "add two to five [[ratings]], the worst first");
    }
    if blueprint.sources.is_empty() {
        table.fault("sources", "no source is named", "add a [[sources]] with title, url and checked");
    }
    blueprint
}

fn version(table: &Table) -> Version {
    let day = |key| table.optional(key).and_then(|node| node.date());
    let (from, until) = (day("from"), day("until"));
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        table.fault("until", "the last day is before the first", "write the first day in `from`, the last in `until`");
    }
    Version { name: table.text("name", r#"name = "2026""#).unwrap_or_default(), from, until }
}

fn scale(table: &Table) -> Scale {
    let score = |key, example| table.required(key, example).and_then(|node| node.whole::<i64>(POINTS));
    let ends = (score("min", "min = 100"), score("max", "max = 1000"), score("passing", "passing = 750"));
    let (min, max, passing) = (ends.0.unwrap_or(0), ends.1.unwrap_or(0), ends.2.unwrap_or(0));
    let sound = ends.0.is_some() && ends.1.is_some() && ends.2.is_some() && min < passing && passing <= max;
    if let (Some(min), Some(max), Some(passing)) = ends
        && !sound
    {
        table.fault(
            "passing",
            format!("the passing score {passing} does not fit the scale from {min} to {max}"),
            "the lowest score must be below the passing score, and the passing score must not be above the highest",
        );
    }
    let margin = |key, ninehundredths: i64| {
        let given = table.optional(key).and_then(|node| node.number(0..=*POINTS.end()));
        given.unwrap_or_else(|| part_of_range(min, max, ninehundredths))
    };
    let (narrow_margin, similar_score) = (margin("narrow_margin", 25), margin("similar_score", 30));
    if sound && similar_score == Exact::from_integer(0) {
        table.fault("similar_score", "no two scores would be similar", "write a number above 0");
    }
    let band = |key, ninehundredths: i64| {
        let given = table.optional(key).and_then(|node| node.number(POINTS));
        given.unwrap_or_else(|| Exact::from_integer(passing.into()) - part_of_range(min, max, ninehundredths))
    };
    let (middle, focused, near) = (band("middle", 130), band("focused", 100), band("near", 70));
    let ladder =
        [("middle", middle), ("focused", focused), ("near", near), ("passing", Exact::from_integer(passing.into()))];
    for ((lower, low), (upper, high)) in ladder.into_iter().zip(ladder.into_iter().skip(1)) {
        if sound && low > high {
            table.fault(
                lower,
                format!("`{lower}` ({}) is above `{upper}` ({})", shown(low), shown(high)),
                "write middle <= focused <= near <= passing; where one is given, give all three",
            );
        }
    }
    Scale { min, max, passing, near, middle, focused, narrow_margin, similar_score }
}

/// A share of the scale's range, in points: bands and margins are given as parts of DOP-C02's 900 points.
fn part_of_range(min: i64, max: i64, ninehundredths: i64) -> Exact {
    Exact::new(i128::from(max - min) * i128::from(ninehundredths), 900)
}

fn items(table: &Table) -> Items {
    Items {
        scored: table.required("scored", "scored = 65").and_then(|node| node.whole(1..=100_000)).unwrap_or_default(),
        unscored: table.optional("unscored").and_then(|node| node.whole(0..=100_000)).unwrap_or_default(),
    }
}

fn retake(table: &Table) -> RetakeRules {
    let wait = |node: &Node| node.whole(0..=36_500);
    let wait_days: Vec<u32> = match table.required("wait_days", "wait_days = [14]") {
        Some(node) if node.is_list() => {
            let entries = node.list().unwrap_or_default();
            if entries.is_empty() {
                node.fault(
                    "the list of waits is empty",
                    "write the days after the first failed attempt, such as [14]; 0 is no wait",
                );
            }
            entries.iter().filter_map(wait).collect()
        }
        node => node.as_ref().and_then(wait).into_iter().collect(),
    };
    RetakeRules {
        wait_days,
        rushed_days: table.optional("rushed_days").map_or(Some(30), |node| node.whole(0..=3_650)).unwrap_or_default(),
        validity_months: table.optional("validity_months").and_then(|node| node.whole(1..=1_200)),
        limit: table.optional("limit").and_then(|node| node.table(attempt_limit)),
        fee: table.optional("fee").and_then(|node| node.table(fee)),
        source: table
            .required("source", r#"source = { title = "...", url = "https://...", checked = 2026-11-23 }"#)
            .and_then(|node| node.table(source))
            .unwrap_or_else(no_source),
    }
}

fn attempt_limit(table: &Table) -> AttemptLimit {
    AttemptLimit {
        attempts: table.required("attempts", "attempts = 4").and_then(|node| node.whole(1..=1_000)).unwrap_or_default(),
        days: table.required("days", "days = 365").and_then(|node| node.whole(1..=36_500)).unwrap_or_default(),
    }
}

fn fee(table: &Table) -> Fee {
    let currency = table.required("currency", r#"currency = "USD""#);
    let code = currency.as_ref().and_then(|node| {
        let code = node.text()?;
        if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Some(code);
        }
        node.fault(format!("“{code}” is not the code of a currency"), "write its three capital letters, such as USD");
        None
    });
    Fee {
        amount: table.required("amount", "amount = 300").and_then(|node| node.number(0..=100_000)).unwrap_or_default(),
        currency: code.unwrap_or_default(),
        source: table
            .required("source", r#"source = { title = "...", url = "https://...", checked = 2026-11-23 }"#)
            .and_then(|node| node.table(source))
            .unwrap_or_else(no_source),
    }
}

fn no_rules() -> RetakeRules {
    RetakeRules {
        wait_days: Vec::new(),
        rushed_days: 0,
        validity_months: None,
        limit: None,
        fee: None,
        source: no_source(),
    }
}

const USUAL_WEEKS: WeeksByTier = WeeksByTier { high: (2, 4), medium: (4, 8), low: (8, 12) };

fn weeks(table: &Table) -> WeeksByTier {
    let tier = |key, usual| match table.optional(key) {
        Some(node) => node.pair(|end| end.whole(1..=52)).unwrap_or(usual),
        None => usual,
    };
    let weeks = WeeksByTier {
        high: tier("high", USUAL_WEEKS.high),
        medium: tier("medium", USUAL_WEEKS.medium),
        low: tier("low", USUAL_WEEKS.low),
    };
    for (key, better, worse) in [("medium", weeks.high, weeks.medium), ("low", weeks.medium, weeks.low)] {
        if worse.0 < better.0 || worse.1 < better.1 {
            table.fault(
                key,
                format!("{} to {} weeks is shorter than the {} to {} of the better outlook", worse.0, worse.1, better.0, better.1),
                "a lower outlook needs at least as many weeks: high <= medium <= low at both ends; where one is given, give all three",
            );
        }
    }
    weeks
}

fn source(table: &Table) -> Source {
    Source {
        title: table.text("title", r#"title = "Exam guide""#).unwrap_or_default(),
        url: table.required("url", r#"url = "https://...""#).and_then(|node| node.https()).unwrap_or_default(),
        checked: table.required("checked", "checked = 2026-11-23").and_then(|node| node.date()).unwrap_or_default(),
    }
}

fn no_source() -> Source {
    Source { title: String::new(), url: String::new(), checked: jiff::civil::Date::default() }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_file_shown_at_the_top_is_sound() {
        let lines = include_str!("raw.rs").lines().skip_while(|line| *line != "//! ```toml").skip(1);
        let shown: String =
            lines.take_while(|line| *line != "//! ```").map(|line| line[3..].to_owned() + "\n").collect();
        assert_eq!(parse(&shown).err(), None);
    }
}
