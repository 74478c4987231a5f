//! What changed since an earlier build, and who sat again.

use jiff::civil::Date;

use super::signed::{signed, signed_points};
use super::{Cohort, Listed, RatePercents, count_of, decimal};
use crate::analysis::cohort::{
    Comparison, CountChange, DomainChange, FigureChange, Rate, RateChange, Retaker, SatAgain, Turn,
};
use crate::document::candidate::{column, heading};
use crate::document::catalogue::{Catalogue, say};
use crate::document::content::{Align, Block, Cell, Table};
use crate::sheet::Outcome;

impl Cohort<'_> {
    pub(super) fn comparison(&self, listed: Listed) -> Vec<Block> {
        let (t, Some(comparison)) = (self.catalogue, &self.figures.comparison) else { return Vec::new() };
        // written by this build from a day
        let date = comparison.as_of.parse::<Date>().map_or_else(|_| comparison.as_of.clone(), |day| t.date(day));
        let text = say!(t, "cohort-section-changes", date = &date);
        let mut blocks = vec![heading("changes", text), Block::Lead { text: pass_rate(t, &comparison.pass_rate) }];
        if comparison.pass_rate.before.is_some() {
            blocks.extend(self.moved_domains(&comparison.domains));
            blocks.push(rates_table(t, comparison));
            blocks.push(self.counts_table(comparison));
            blocks.extend(self.domains_table(&comparison.domains));
            blocks.push(Block::Fineprint { text: say!(t, "cohort-changes-note") });
        }
        blocks.extend(self.sat_again(&comparison.sat_again, &date, listed));
        blocks
    }

    /// The domains in which the share of weak ratings moved; nothing where none can be compared.
    fn moved_domains(&self, domains: &[DomainChange]) -> Vec<Block> {
        let t = self.catalogue;
        if domains.iter().all(|domain| domain.weak_rate.difference.is_none()) {
            return Vec::new();
        }
        let named = |is_one: &dyn Fn(f64) -> bool| {
            let moved = domains.iter().filter(|domain| domain.weak_rate.moved);
            let moved = moved.filter(|domain| domain.weak_rate.difference.is_some_and(|by| is_one(by.value)));
            let item = |domain: &DomainChange| {
                let [before, after] = [domain.weak_rate.before, domain.weak_rate.after].map(|rate| share(t, rate));
                let name = self.domain_name(&domain.domain);
                say!(t, "cohort-changes-domain", domain = name, before = &before, after = &after)
            };
            let items: Vec<String> = moved.map(item).collect();
            t.names(items.iter().map(String::as_str))
        };
        let (less, more) = (named(&|by| by < 0.0), named(&|by| by > 0.0));
        let mut texts = Vec::new();
        if !less.is_empty() {
            texts.push(say!(t, "cohort-changes-less-weak", domains = &less));
        }
        if !more.is_empty() {
            texts.push(say!(t, "cohort-changes-more-weak", domains = &more));
        }
        if texts.is_empty() {
            texts.push(say!(t, "cohort-changes-no-domain"));
        }
        vec![Block::Paragraph { text: texts.join(" ") }]
    }

    fn counts_table(&self, comparison: &Comparison) -> Block {
        let t = self.catalogue;
        let count = |name: String, CountChange { before, after }: CountChange| {
            let by = signed(t, after as f64 - before as f64, 0);
            [name, before.to_string(), after.to_string(), by].map(|text| Cell::Text { text }).to_vec()
        };
        let score = |name: String, FigureChange { before, after, difference }: FigureChange| {
            let shown = |score: Option<f64>| score.map_or_else(|| say!(t, "none"), |score| decimal(score, 1, t));
            let by = difference.map_or_else(|| say!(t, "none"), |by| signed(t, by, 1));
            [name, shown(before), shown(after), by].map(|text| Cell::Text { text }).to_vec()
        };
        let mut rows = vec![
            count(say!(t, "cohort-fact-candidates"), comparison.candidates),
            count(say!(t, "cohort-fact-attempts"), comparison.attempts),
            count(say!(t, "cohort-column-passed"), comparison.passed),
            count(say!(t, "cohort-changes-failed"), comparison.failed),
        ];
        if comparison.mean.before.or(comparison.mean.after).is_some() {
            rows.push(score(say!(t, "cohort-changes-median"), comparison.median));
            rows.push(score(say!(t, "cohort-changes-mean"), comparison.mean));
        }
        Block::Table(Table {
            caption: say!(t, "cohort-changes-counts-caption"),
            columns: vec![
                column(say!(t, "cohort-column-figure"), Align::Left, 3.6),
                column(say!(t, "cohort-column-before"), Align::Right, 1.6),
                column(say!(t, "cohort-column-now"), Align::Right, 1.6),
                column(say!(t, "cohort-column-difference"), Align::Right, 1.6),
            ],
            rows,
            ..Table::default()
        })
    }

    /// `None` where nobody is rated in any domain, neither before nor now.
    fn domains_table(&self, domains: &[DomainChange]) -> Option<Block> {
        let t = self.catalogue;
        let rated = |domain: &&DomainChange| domain.weak_rate.before.or(domain.weak_rate.after).is_some();
        let impact = |impact: Option<f64>| Cell::Text {
            text: impact.map_or_else(|| say!(t, "none"), |impact| decimal(impact, 2, t)),
        };
        let row = |domain: &DomainChange| {
            let DomainChange { domain, weak_rate, impact: FigureChange { before, after, .. } } = domain;
            let mut row = vec![
                Cell::Text { text: self.domain_name(domain).to_owned() },
                Cell::Text { text: share(t, weak_rate.before) },
                Cell::Text { text: share(t, weak_rate.after) },
            ];
            row.extend(difference(t, weak_rate));
            row.extend([impact(*before), impact(*after)]);
            row
        };
        let rows: Vec<_> = domains.iter().filter(rated).map(row).collect();
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption: say!(t, "cohort-changes-domains-caption"),
                columns: vec![
                    column(say!(t, "column-domain"), Align::Left, 3.6),
                    column(say!(t, "cohort-column-weak-before"), Align::Right, 1.4),
                    column(say!(t, "cohort-column-weak-now"), Align::Right, 1.4),
                    column(say!(t, "cohort-column-difference"), Align::Right, 1.5),
                    column(say!(t, "cohort-column-interval"), Align::Right, 2.0),
                    column(say!(t, "cohort-column-impact-before"), Align::Right, 1.5),
                    column(say!(t, "cohort-column-impact-now"), Align::Right, 1.5),
                ],
                rows,
                ..Table::default()
            })
        })
    }

    fn sat_again(&self, sat_again: &SatAgain, date: &str, listed: Listed) -> Vec<Block> {
        let t = self.catalogue;
        let text = say!(t, "cohort-section-sat-again");
        let mut blocks = vec![Block::Heading { level: 3, id: "sat-again".to_owned(), text }];
        let mut texts = vec![match &sat_again.passed {
            Some(rate) => {
                let percents = RatePercents::new(rate, t);
                let [count, passed] = [rate.of, rate.count].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
                say!(
                    t,
                    "cohort-sat-again",
                    count = count,
                    date = date,
                    passed = passed,
                    rate = &percents.value,
                    low = &percents.low,
                    high = &percents.high,
                )
            }
            None => say!(t, "cohort-sat-again-none", date = date),
        }];
        if let Some(median) = sat_again.median_change {
            let scored = i64::try_from(sat_again.scored).unwrap_or(i64::MAX);
            let decimals = usize::from(median.fract() != 0.0);
            texts.push(say!(t, "cohort-sat-again-scores", scored = scored, median = &signed(t, median, decimals)));
        }
        if sat_again.unknown > 0 {
            let count = i64::try_from(sat_again.unknown).unwrap_or(i64::MAX);
            texts.push(say!(t, "cohort-sat-again-unknown", count = count));
        }
        blocks.push(Block::Paragraph { text: texts.join(" ") });
        blocks.extend(self.turns_table(&sat_again.domains));
        blocks.extend(self.retakers_table(sat_again, listed));
        blocks
    }

    /// `None` where nobody is rated in any domain both before and now.
    fn turns_table(&self, turns: &[Turn]) -> Option<Block> {
        let t = self.catalogue;
        let of =
            |count: u64, of: u64| Cell::Text { text: if of == 0 { say!(t, "none") } else { count_of(t, count, of) } };
        let row = |turn: &Turn| {
            vec![
                Cell::Text { text: self.domain_name(&turn.domain).to_owned() },
                of(turn.no_longer_weak, turn.weak_before),
                of(turn.newly_weak, turn.rated - turn.weak_before),
            ]
        };
        let rows: Vec<_> = turns.iter().filter(|turn| turn.rated > 0).map(row).collect();
        (!rows.is_empty()).then(|| {
            Block::Table(Table {
                caption: say!(t, "cohort-sat-again-domains-caption"),
                columns: vec![
                    column(say!(t, "column-domain"), Align::Left, 5.0),
                    column(say!(t, "cohort-column-no-longer-weak"), Align::Right, 2.4),
                    column(say!(t, "cohort-column-newly-weak"), Align::Right, 2.4),
                ],
                rows,
                ..Table::default()
            })
        })
    }

    fn retakers_table(&self, sat_again: &SatAgain, listed: Listed) -> Vec<Block> {
        let (t, people) = (self.catalogue, &sat_again.candidates);
        if people.is_empty() {
            return Vec::new();
        }
        let with_scores = people.iter().any(|person| person.score_before.or(person.score).is_some());
        let row = |person: &Retaker| {
            let mut texts = vec![t.isolated(person.person.shown()).into_owned()];
            texts.extend([person.outcome_before, person.outcome].map(|outcome| match outcome {
                Outcome::Passed => say!(t, "outcome-passed"),
                Outcome::Failed => say!(t, "outcome-failed"),
            }));
            if with_scores {
                let score = |score: Option<i64>| score.map_or_else(|| say!(t, "none"), |score| score.to_string());
                let change = person.score.zip(person.score_before).map(|(now, before)| (now - before) as f64);
                texts.extend([
                    score(person.score_before),
                    score(person.score),
                    change.map_or_else(|| say!(t, "none"), |change| signed(t, change, 0)),
                ]);
            }
            texts.into_iter().map(|text| Cell::Text { text }).collect()
        };
        let mut columns = vec![
            column(say!(t, "column-candidate"), Align::Left, 3.6),
            column(say!(t, "cohort-column-result-before"), Align::Left, 1.9),
            column(say!(t, "cohort-column-result-now"), Align::Left, 1.9),
        ];
        if with_scores {
            columns.extend([
                column(say!(t, "cohort-column-score-before"), Align::Right, 1.4),
                column(say!(t, "cohort-column-score-now"), Align::Right, 1.4),
                column(say!(t, "cohort-column-difference"), Align::Right, 1.5),
            ]);
        }
        let mut blocks = vec![Block::Table(Table {
            caption: say!(t, "cohort-sat-again-caption"),
            columns,
            rows: people.iter().take(listed.most()).map(row).collect(),
            ..Table::default()
        })];
        if sat_again.count > listed.most() as u64 {
            let (shown, candidates) = (listed.most().to_string(), sat_again.count.to_string());
            let text = say!(t, "cohort-sat-again-cut", shown = &shown, candidates = &candidates);
            blocks.push(Block::Paragraph { text });
        }
        blocks
    }
}

/// What can be said of the pass rate, and no more than its interval allows.
fn pass_rate(t: &Catalogue, change: &RateChange) -> String {
    let (Some(before), Some(after)) = (&change.before, &change.after) else {
        return say!(t, "cohort-changes-nobody");
    };
    let Some(difference) = change.difference else {
        let [before, after] = [before, after].map(|rate| count_of(t, rate.count, rate.of));
        return say!(t, "cohort-changes-few", before = &before, after = &after);
    };
    let [before, after] = [before, after].map(|rate| RatePercents::new(rate, t).value);
    let [low, high] = [difference.low, difference.high].map(|bound| signed_points(t, bound));
    let fact = if before == after {
        say!(t, "cohort-changes-same", after = &after)
    } else if difference.value > 0.0 {
        say!(t, "cohort-changes-rose", before = &before, after = &after)
    } else {
        say!(t, "cohort-changes-fell", before = &before, after = &after)
    };
    let interval = if change.moved {
        say!(t, "cohort-changes-beyond", low = &low, high = &high)
    } else if before == after {
        say!(t, "cohort-changes-interval", low = &low, high = &high)
    } else {
        say!(t, "cohort-changes-chance", low = &low, high = &high)
    };
    format!("{fact} {interval}")
}

fn rates_table(t: &Catalogue, comparison: &Comparison) -> Block {
    let rate = |rate: Option<Rate>| match rate {
        Some(rate) => {
            let (count, of) = (rate.count.to_string(), rate.of.to_string());
            let value = RatePercents::new(&rate, t).value;
            Cell::Text { text: say!(t, "cohort-changes-rate", rate = &value, count = &count, of = &of) }
        }
        None => Cell::Text { text: say!(t, "none") },
    };
    let row = |name: String, change: &RateChange| {
        let mut row = vec![Cell::Text { text: name }, rate(change.before), rate(change.after)];
        row.extend(difference(t, change));
        row
    };
    Block::Table(Table {
        caption: say!(t, "cohort-changes-rates-caption"),
        columns: vec![
            column(say!(t, "cohort-column-figure"), Align::Left, 2.6),
            column(say!(t, "cohort-column-before"), Align::Right, 2.6),
            column(say!(t, "cohort-column-now"), Align::Right, 2.6),
            column(say!(t, "cohort-column-difference"), Align::Right, 1.6),
            column(say!(t, "cohort-column-interval"), Align::Right, 2.2),
        ],
        rows: vec![
            row(say!(t, "cohort-figure-pass"), &comparison.pass_rate),
            row(say!(t, "cohort-changes-first"), &comparison.first_attempt_pass_rate),
            row(say!(t, "cohort-changes-retakes"), &comparison.retake_pass_rate),
        ],
        ..Table::default()
    })
}

/// Difference and interval; what moved stands out.
fn difference(t: &Catalogue, change: &RateChange) -> [Cell; 2] {
    let Some(difference) = change.difference else {
        return [(); 2].map(|()| Cell::Text { text: say!(t, "none") });
    };
    let text = signed_points(t, difference.value);
    let [low, high] = [difference.low, difference.high].map(|bound| signed_points(t, bound));
    [
        if change.moved { Cell::Strong { text } } else { Cell::Text { text } },
        Cell::Text { text: say!(t, "cohort-difference-interval", low = &low, high = &high) },
    ]
}

/// A rate as a percentage.
fn share(t: &Catalogue, rate: Option<Rate>) -> String {
    rate.map_or_else(|| say!(t, "none"), |rate| RatePercents::new(&rate, t).value)
}
