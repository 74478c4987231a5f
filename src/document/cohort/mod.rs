//! The cohort summary for the coach: how the class did, what costs it most, who is close, and what was left out.

mod candidates;
mod comparison;
mod groups;
pub mod share;
mod signed;
mod tallies;
mod teaching;
mod times;
pub mod workbook;

pub use candidates::{CandidateLine, Listed, PRINTED, Roster};

use crate::analysis::Terms;
use crate::analysis::cohort::{CohortFigures, DomainFigures, HistogramBin, OneDomainAway, Person, Rate, Standings};
use crate::document::branding::Branding;
use crate::document::candidate::{column, fact, footer, heading};
use crate::document::catalogue::{Catalogue, say};
use crate::document::chart;
use crate::document::content::{Align, Block, Cell, Document, KeyFigure, Table};
use crate::document::names::left_out_reason;
use crate::exam::{Blueprint, Exact};
use crate::sheet::{DidNotSit, LeftOut, LeftOutRow};

/// Everything that the summary is made from.
pub struct Cohort<'a> {
    pub figures: &'a CohortFigures,
    pub roster: &'a Roster,
    pub standings: &'a Standings,
    /// The line of the candidate at a position of the sheet.
    pub line: &'a dyn Fn(usize) -> Option<CandidateLine>,
    pub left_out: LeftOut<'a>,
    /// Rows that tell of an attempt that did not happen.
    pub did_not_sit: &'a [DidNotSit],
    /// Where the rows left out are handed back, e.g. `problems.csv`.
    pub problems: &'a str,
    /// Name of the archive that holds the plans, if one does.
    pub archive: Option<&'a str>,
    pub blueprint: &'a Blueprint,
    pub terms: &'a Terms,
    pub branding: &'a Branding,
    pub catalogue: &'a Catalogue,
}

impl Cohort<'_> {
    /// The summary with these lines.
    pub fn document(&self, listed: Listed) -> Document {
        let (t, figures, code) = (self.catalogue, self.figures, &self.blueprint.code);
        let sheets: Vec<&str> = figures.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let mut facts = vec![
            fact(say!(t, "cohort-fact-sheets"), t.list(&sheets)),
            fact(say!(t, "cohort-fact-candidates"), figures.candidates.to_string()),
            fact(say!(t, "cohort-fact-attempts"), figures.all.attempts.to_string()),
            fact(say!(t, "cohort-fact-left-out"), figures.left_out.to_string()),
            fact(say!(t, "cohort-fact-day"), t.date(self.terms.as_of)),
        ];
        if let Some(coach) = &self.branding.coach {
            facts.push(fact(say!(t, "fact-coach"), coach.clone()));
        }
        let mut blocks = self.first_screen();
        if figures.candidates > 0 {
            blocks.extend(self.comparison(listed));
            blocks.extend(self.scores());
            blocks.extend(self.domains());
            blocks.extend(self.pairs());
            blocks.extend(self.teaching());
            blocks.extend(self.tallies());
            blocks.extend(self.calendar());
            blocks.extend(self.history());
            blocks.extend(self.groups(listed));
        }
        blocks.extend(self.left_out_rows(listed));
        blocks.extend(self.absent());
        if figures.candidates > 0 {
            blocks.extend(self.candidates(listed));
            blocks.push(Block::Fineprint { text: say!(t, "cohort-reading-interval") });
        }
        Document {
            lang: t.language().to_owned(),
            title: say!(t, "cohort-title", exam = code),
            running_head: say!(t, "cohort-running", exam = code),
            page_label: say!(t, "page-label"),
            footer: footer(t, self.branding, self.terms),
            candidate_id: None,
            author: self.branding.sender().to_owned(),
            kicker: say!(t, "cohort-kicker"),
            heading: say!(t, "cohort-heading", exam = code),
            facts,
            blocks,
        }
    }

    fn first_screen(&self) -> Vec<Block> {
        let (t, figures) = (self.catalogue, self.figures);
        let Some(rate) = &figures.all.pass_rate else {
            return vec![Block::Lead { text: say!(t, "cohort-lead-nobody") }];
        };
        let percents = RatePercents::new(rate, t);
        let mut items = vec![KeyFigure {
            label: say!(t, "cohort-figure-pass"),
            value: percents.value.clone(),
            gloss: say!(
                t,
                "cohort-figure-pass-gloss",
                passed = &rate.count.to_string(),
                candidates = &rate.of.to_string(),
                low = &percents.low,
                high = &percents.high,
            ),
        }];
        let value = |rate: &Option<Rate>| {
            rate.as_ref().map_or_else(|| say!(t, "none"), |rate| RatePercents::new(rate, t).value)
        };
        let count = |rate: &Option<Rate>| match rate {
            Some(rate) => count_of(t, rate.count, rate.of),
            None => say!(t, "none"),
        };
        let (first, retakes) = (&figures.all.first_attempt_pass_rate, &figures.all.retake_pass_rate);
        items.push(KeyFigure {
            label: say!(t, "cohort-figure-first"),
            value: say!(t, "cohort-figure-first-value", first = &value(first), retakes = &value(retakes)),
            gloss: say!(t, "cohort-figure-first-gloss", first = &count(first), retakes = &count(retakes)),
        });
        if figures.all.outlook.any() {
            items.push(KeyFigure {
                label: say!(t, "cohort-figure-close"),
                value: figures.all.outlook.high.to_string(),
                gloss: say!(t, "cohort-figure-close-gloss"),
            });
            if figures.all.scores.is_some() && self.has_ratings() {
                let away = figures.one_domain_away.count;
                items.push(KeyFigure {
                    label: say!(t, "cohort-figure-one-away"),
                    value: away.to_string(),
                    gloss: say!(t, "cohort-figure-one-away-gloss"),
                });
            }
        }
        let mut blocks = vec![
            heading("first", say!(t, "cohort-section-first")),
            Block::Lead { text: lead(t, rate, &percents) },
            Block::Figures { items },
        ];
        blocks.extend(self.costliest());
        blocks.extend(self.teach_first());
        blocks.extend(self.close());
        blocks.extend(self.one_domain_away());
        blocks
    }

    /// The three domains that cost the class most, and whether they are ties.
    fn costliest(&self) -> Option<Block> {
        let t = self.catalogue;
        let costing = |domain: &&DomainFigures| domain.impact.is_some_and(|impact| impact > 0.0);
        let first: Vec<&DomainFigures> = self.figures.all.domains.iter().take(3).filter(costing).collect();
        if first.is_empty() {
            return None;
        }
        let items: Vec<String> = first
            .iter()
            .map(|domain| {
                let impact = decimal(domain.impact.unwrap_or(0.0), 2, t);
                say!(t, "cohort-costliest-item", domain = &domain.name, impact = &impact)
            })
            .collect();
        let mut text = say!(t, "cohort-costliest", domains = &t.names(items.iter().map(String::as_str)));
        if first.len() > 1 && first[..first.len() - 1].iter().any(|domain| domain.tied_with_next) {
            text = format!("{text} {}", say!(t, "cohort-costliest-tied"));
        }
        Some(Block::Paragraph { text })
    }

    fn close(&self) -> Option<Block> {
        let close = self.figures.close.candidates.iter().take(5).map(|close| &close.person);
        let names: Vec<&str> = close.map(Person::shown).collect();
        let t = self.catalogue;
        (!names.is_empty()).then(|| Block::Paragraph { text: say!(t, "cohort-close", names = &t.list(&names)) })
    }

    /// Who would pass with one domain better by one rating, and which.
    fn one_domain_away(&self) -> Option<Block> {
        let t = self.catalogue;
        let item = |away: &OneDomainAway| {
            let domains: Vec<&str> = away.domains.iter().map(|key| self.domain_name(key)).collect();
            say!(t, "cohort-one-away-item", name = away.person.shown(), domains = &domains.join(" / "))
        };
        let items: Vec<String> = self.figures.one_domain_away.candidates.iter().take(5).map(item).collect();
        let names = t.names(items.iter().map(String::as_str));
        (!items.is_empty()).then(|| Block::Paragraph { text: say!(t, "cohort-one-away", names = &names) })
    }

    fn scores(&self) -> Vec<Block> {
        let t = self.catalogue;
        let Some(scale) = &self.blueprint.scale else { return Vec::new() };
        let mut blocks = vec![heading("scores", say!(t, "cohort-section-scores"))];
        let Some(scores) = &self.figures.all.scores else {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-scores-none") });
            return blocks;
        };
        let (min, max, median) = (scores.min.to_string(), scores.max.to_string(), decimal(scores.median, 1, t));
        blocks.push(Block::Drawing {
            drawing: chart::histogram(scores, scale, t),
            title: say!(t, "cohort-scores-title"),
            description: say!(
                t,
                "cohort-scores-description",
                n = i64::try_from(scores.n).unwrap_or(i64::MAX),
                min = &min,
                max = &max,
                median = &median,
                passing = &scale.passing.to_string(),
            ),
        });
        let bin = |bin: &HistogramBin| {
            let to = if bin.to == scale.max { bin.to } else { bin.to - 1 };
            let (from, to) = (bin.from.to_string(), to.to_string());
            vec![
                Cell::Text { text: say!(t, "cohort-interval", low = &from, high = &to) },
                Cell::Text { text: bin.count.to_string() },
            ]
        };
        blocks.push(Block::Table(Table {
            caption: say!(t, "cohort-scores-title"),
            columns: vec![
                column(say!(t, "column-score"), Align::Left, 2.0),
                column(say!(t, "cohort-column-count"), Align::Right, 1.5),
            ],
            rows: scores.histogram.iter().filter(|bin| bin.count > 0).map(bin).collect(),
            folded: true,
            ..Table::default()
        }));
        if scores.min == scores.max {
            let n = i64::try_from(scores.n).unwrap_or(i64::MAX);
            blocks.push(Block::Paragraph { text: say!(t, "cohort-scores-equal", n = n, score = &min) });
            return blocks;
        }
        let text = say!(
            t,
            "cohort-scores-text",
            median = &median,
            q1 = &decimal(scores.q1, 1, t),
            q3 = &decimal(scores.q3, 1, t),
            mean = &decimal(scores.mean, 1, t),
            min = &min,
            max = &max,
        );
        blocks.push(Block::Paragraph { text });
        blocks
    }

    fn domains(&self) -> Vec<Block> {
        let (t, domains) = (self.catalogue, &self.figures.all.domains);
        if domains.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![heading("domains", say!(t, "cohort-section-domains"))];
        if !self.has_ratings() {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-no-ratings") });
            return blocks;
        }
        let row = |domain: &DomainFigures| {
            let percents = domain.weak_rate.as_ref().map(|rate| RatePercents::new(rate, t));
            let (rate, interval) = match percents {
                Some(rate) => (rate.value.clone(), say!(t, "cohort-interval", low = &rate.low, high = &rate.high)),
                None => (say!(t, "none"), say!(t, "none")),
            };
            let label = say!(
                t,
                "cohort-stack-label",
                weak = &domain.weak.to_string(),
                adequate = &domain.adequate.to_string(),
                strong = &domain.strong.to_string(),
            );
            let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            vec![
                Cell::Text { text: domain.name.clone() },
                Cell::Text { text: t.percent(domain.weight.0) },
                Cell::Stack {
                    weak: count(domain.weak),
                    adequate: count(domain.adequate),
                    strong: count(domain.strong),
                    unrated: count(domain.unrated),
                    label,
                },
                Cell::Text { text: rate },
                Cell::Text { text: interval },
                Cell::Text { text: domain.impact.map_or_else(|| say!(t, "none"), |impact| decimal(impact, 2, t)) },
                if domain.tied_with_next { Cell::Text { text: say!(t, "cohort-tie") } } else { Cell::Empty },
            ]
        };
        blocks.push(Block::Table(Table {
            caption: say!(t, "cohort-domains-caption"),
            columns: vec![
                column(say!(t, "column-domain"), Align::Left, 3.6),
                column(say!(t, "column-weight"), Align::Right, 1.2),
                column(say!(t, "cohort-column-ratings"), Align::Left, 3.0),
                column(say!(t, "cohort-column-weak-rate"), Align::Right, 1.1),
                column(say!(t, "cohort-column-interval"), Align::Right, 2.0),
                column(say!(t, "cohort-column-impact"), Align::Right, 1.2),
                column(say!(t, "cohort-column-tie"), Align::Left, 1.2),
            ],
            rows: domains.iter().map(row).collect(),
            ..Table::default()
        }));
        if domains.iter().any(|domain| domain.tied_with_next) {
            blocks.push(Block::Fineprint { text: say!(t, "cohort-tie-note") });
        }
        blocks
    }

    /// Somebody is rated in some domain.
    fn has_ratings(&self) -> bool {
        self.figures.all.domains.iter().any(|domain| domain.weak_rate.is_some())
    }

    /// Rows of attempts that did not happen, and who has no other.
    fn absent(&self) -> Vec<Block> {
        let t = self.catalogue;
        if self.did_not_sit.is_empty() {
            return Vec::new();
        }
        let section = heading("absent", say!(t, "cohort-section-absent"));
        let mut text = say!(t, "cohort-absent", rows = self.did_not_sit.len());
        let mut names: Vec<&str> =
            self.did_not_sit.iter().filter(|row| !row.has_history).map(|row| row.candidate.as_str()).collect();
        names.dedup();
        if !names.is_empty() {
            let names = t.names(names);
            text = format!("{text} {}", say!(t, "cohort-absent-nothing-else", names = &names));
        }
        vec![section, Block::Paragraph { text }]
    }

    fn left_out_rows(&self, listed: Listed) -> Vec<Block> {
        let t = self.catalogue;
        if self.left_out.is_empty() {
            return Vec::new();
        }
        let row = |row: LeftOutRow| {
            vec![
                Cell::Text { text: say!(t, "cohort-row", file = &*row.file, row = &row.row.to_string()) },
                Cell::Text {
                    text: row
                        .candidate
                        .as_deref()
                        .map_or_else(|| say!(t, "none"), |name| t.isolated(name).into_owned()),
                },
                Cell::Lines { lines: row.reasons.iter().map(|reason| left_out_reason(t, &reason.cause)).collect() },
            ]
        };
        let mut blocks = vec![
            heading("left-out", say!(t, "cohort-section-left-out")),
            Block::Paragraph {
                text: say!(t, "cohort-left-out-intro", rows = self.left_out.len(), file = self.problems),
            },
            Block::Table(Table {
                caption: say!(t, "cohort-left-out-caption"),
                columns: vec![
                    column(say!(t, "column-row"), Align::Left, 2.6),
                    column(say!(t, "column-candidate"), Align::Left, 2.0),
                    column(say!(t, "column-reason"), Align::Left, 7.4),
                ],
                rows: self.left_out.iter().take(listed.most()).map(row).collect(),
                ..Table::default()
            }),
        ];
        if self.left_out.len() > listed.most() {
            let (shown, rows) = (listed.most().to_string(), self.left_out.len().to_string());
            blocks.push(Block::Paragraph {
                text: say!(t, "cohort-left-out-cut", shown = &shown, rows = &rows, file = self.problems),
            });
        }
        blocks
    }
}

/// How many passed; of a single candidate there is no rate worth an interval.
fn lead(t: &Catalogue, rate: &Rate, percents: &RatePercents) -> String {
    let candidates = rate.of.to_string();
    let lead = match (rate.count, rate.of) {
        (0, 1) => return say!(t, "cohort-lead-one-failed"),
        (_, 1) => return say!(t, "cohort-lead-one-passed"),
        (passed, all) if passed == all => {
            say!(t, "cohort-lead-all", candidates = &candidates, rate = &percents.value)
        }
        (passed, _) => {
            let count = i64::try_from(passed).unwrap_or(i64::MAX);
            say!(t, "cohort-lead", count = count, candidates = &candidates, rate = &percents.value)
        }
    };
    let interval = say!(t, "cohort-lead-interval", low = &percents.low, high = &percents.high);
    format!("{lead} {interval}")
}

/// "5 of 24".
fn count_of(t: &Catalogue, count: u64, of: u64) -> String {
    say!(t, "cohort-figure-count", count = &count.to_string(), of = &of.to_string())
}

/// A rate and its bounds as whole percentages.
struct RatePercents {
    value: String,
    low: String,
    high: String,
}

impl RatePercents {
    fn new(rate: &Rate, t: &Catalogue) -> RatePercents {
        let percent = |share: f64| say!(t, "percent", value = &decimal(share * 100.0, 0, t));
        let exact = Exact::new(i128::from(rate.count) * 100, rate.of.into());
        let value = say!(t, "percent", value = &t.number(exact, 0));
        RatePercents { value, low: percent(rate.low), high: percent(rate.high) }
    }
}

/// A figure that is already rounded in cohort.json, with a fixed number of decimals.
fn decimal(value: f64, decimals: usize, t: &Catalogue) -> String {
    let text = format!("{value:.decimals$}");
    let sign = say!(t, "decimal-sign");
    if sign == "." { text } else { text.replace('.', &sign) }
}
