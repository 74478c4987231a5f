//! The cohort summary for the coach: how the class did, what costs it most, who is close, and what was left out.

mod groups;
mod teaching;
mod times;

use jiff::civil::Date;

use crate::analysis::cohort::{CohortFigures, DomainFigures, Person, Rate, Standings};
use crate::analysis::{Diagnosis, Terms, Tier, rounded};
use crate::diagnostic::Code;
use crate::document::branding::Branding;
use crate::document::candidate::{column, fact, footer};
use crate::document::catalogue::{Catalogue, say};
use crate::document::chart;
use crate::document::content::{Align, Block, Cell, Document, KeyFigure, Table};
use crate::document::names::{flag_name, left_out_reason, tier_name, trend_name, warning_name};
use crate::exam::{Blueprint, Exact, Role};
use crate::sheet::{DidNotSit, History, LeftOut, LeftOutRow, Outcome};

/// How many candidates the printed summary lists at most, and how many rows left out each summary; index.html lists all
/// candidates, and problems.csv all rows.
pub const PRINTED: usize = 500;

/// What the summary says of one candidate.
#[derive(Debug, Clone)]
pub struct CandidateLine {
    /// Where it is not the name.
    id: Option<String>,
    name: String,
    group: Option<String>,
    outcome: Outcome,
    score: Option<i64>,
    readiness: Option<Exact>,
    tier: Option<Tier>,
    weak: Vec<usize>,
    recommended: Option<Date>,
    warnings: Vec<Code>,
    href: Option<String>,
}

impl CandidateLine {
    /// `href` leads from the summary to the candidate's plan, where that is a file of its own.
    pub fn new(history: &History, diagnosis: &Diagnosis, href: Option<String>) -> CandidateLine {
        CandidateLine {
            id: history.name.is_some().then(|| history.candidate_id.clone()),
            name: history.display_name().to_owned(),
            group: history.group.clone(),
            outcome: diagnosis.outcome,
            score: diagnosis.score,
            readiness: diagnosis.readiness,
            tier: diagnosis.outlook.as_ref().map(|outlook| outlook.tier),
            weak: diagnosis.profile.listed(Role::Weak).collect(),
            recommended: diagnosis.retake.as_ref().and_then(|retake| retake.recommended),
            warnings: diagnosis.warnings.clone(),
            href,
        }
    }
}

/// Which columns the table of the candidates has. The lines themselves are made one at a time, so that a class of any size
/// costs little memory.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each column is there or not")]
pub struct Roster {
    with_ids: bool,
    with_groups: bool,
    with_scores: bool,
    with_warnings: bool,
}

impl Roster {
    /// Takes up a candidate.
    pub fn add(&mut self, line: &CandidateLine) {
        self.with_ids |= line.id.as_ref().is_some_and(|id| *id != line.name);
        self.with_groups |= line.group.is_some();
        self.with_scores |= line.score.is_some();
        self.with_warnings |= !line.warnings.is_empty();
    }
}

/// Which lines of its lists the summary holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// At most [`PRINTED`] of each list.
    Printed,
    /// At most [`PRINTED`] of the rows left out, and of the candidates none: their table is to be filled with [`Cohort::candidate_rows`].
    Streamed,
}

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
            blocks.extend(self.scores());
            blocks.extend(self.domains());
            blocks.extend(self.pairs());
            blocks.extend(self.teaching());
            blocks.extend(self.tallies());
            blocks.extend(self.calendar());
            blocks.extend(self.history());
            blocks.extend(self.groups());
        }
        blocks.extend(self.left_out_rows());
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
        let lead = say!(
            t,
            "cohort-lead",
            count = i64::try_from(rate.count).unwrap_or(i64::MAX),
            candidates = &rate.of.to_string(),
            rate = &percents.value,
        );
        let interval = say!(t, "cohort-lead-interval", low = &percents.low, high = &percents.high);
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
        if figures.all.failed > 0 {
            items.push(KeyFigure {
                label: say!(t, "cohort-figure-close"),
                value: figures.all.outlook.high.to_string(),
                gloss: say!(t, "cohort-figure-close-gloss"),
            });
            if self.blueprint.scale.is_some() {
                let away = figures.one_domain_away.count;
                items.push(KeyFigure {
                    label: say!(t, "cohort-figure-one-away"),
                    value: away.to_string(),
                    gloss: say!(t, "cohort-figure-one-away-gloss"),
                });
            }
        }
        let mut blocks = vec![
            Block::Heading { level: 2, id: "first".to_owned(), text: say!(t, "cohort-section-first") },
            Block::Lead { text: format!("{lead} {interval}") },
            Block::Figures { items },
        ];
        blocks.extend(self.costliest());
        blocks.extend(self.teach_first());
        blocks.extend(self.close());
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

    fn scores(&self) -> Vec<Block> {
        let t = self.catalogue;
        let Some(scale) = &self.blueprint.scale else { return Vec::new() };
        let mut blocks =
            vec![Block::Heading { level: 2, id: "scores".to_owned(), text: say!(t, "cohort-section-scores") }];
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
        let mut blocks =
            vec![Block::Heading { level: 2, id: "domains".to_owned(), text: say!(t, "cohort-section-domains") }];
        if domains.iter().all(|domain| domain.weak_rate.is_none()) {
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

    /// Outlook tiers, red flags and trends, counted.
    fn tallies(&self) -> Vec<Block> {
        let (t, figures) = (self.catalogue, self.figures);
        let mut blocks =
            vec![Block::Heading { level: 2, id: "outlook".to_owned(), text: say!(t, "cohort-section-outlook") }];
        if figures.all.failed == 0 {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-nobody-failed") });
        } else {
            let tally = figures.all.outlook;
            let rows = [(Tier::High, tally.high), (Tier::Medium, tally.medium), (Tier::Low, tally.low)];
            let rows = rows.map(|(tier, count)| (tier_name(t, tier), count)).to_vec();
            let caption = say!(t, "cohort-outlook-caption");
            blocks.push(counts_table(t, caption, say!(t, "cohort-column-outlook"), rows));
            blocks.push(Block::Heading { level: 2, id: "flags".to_owned(), text: say!(t, "cohort-section-flags") });
            if figures.all.flags.0.is_empty() {
                blocks.push(Block::Paragraph { text: say!(t, "cohort-flags-none") });
            } else {
                let rows = figures.all.flags.0.iter().map(|(id, count)| (self.flag_title(id), *count)).collect();
                let caption = say!(t, "cohort-flags-caption");
                blocks.push(counts_table(t, caption, say!(t, "cohort-column-flag"), rows));
            }
        }
        if !figures.all.trends.0.is_empty() {
            blocks.push(Block::Heading { level: 2, id: "trends".to_owned(), text: say!(t, "cohort-section-trends") });
            let rows = figures.all.trends.0.iter().map(|(id, count)| (trend_name(t, id), *count)).collect();
            let caption = say!(t, "cohort-trends-caption");
            blocks.push(counts_table(t, caption, say!(t, "cohort-column-trend"), rows));
        }
        if !figures.all.persistent.0.is_empty() {
            let name = |key: &String| self.domain_name(key).to_owned();
            let rows = figures.all.persistent.0.iter().map(|(key, count)| (name(key), *count)).collect();
            let caption = say!(t, "cohort-persistent-caption");
            blocks.push(counts_table(t, caption, say!(t, "column-domain"), rows));
        }
        blocks
    }

    fn flag_title(&self, id: &str) -> String {
        let own = self.blueprint.flags.iter().find(|rule| rule.id == id).map(|rule| rule.title.clone());
        own.unwrap_or_else(|| flag_name(self.catalogue, id))
    }

    /// The rows of the candidates' table, in its order.
    pub fn candidate_rows(&self) -> impl Iterator<Item = Vec<Cell>> {
        self.standings.ranked().into_iter().filter_map(self.line).map(|line| self.candidate_row(line))
    }

    fn candidate_row(&self, line: CandidateLine) -> Vec<Cell> {
        let t = self.catalogue;
        let none = || Cell::Text { text: say!(t, "none") };
        let optional = |text: Option<String>| text.map_or_else(none, |text| Cell::Text { text });
        let text = t.isolated(&line.name).into_owned();
        let mut row = vec![match line.href {
            Some(href) => Cell::Link { text, href },
            None => Cell::Text { text },
        }];
        if self.roster.with_ids {
            row.push(optional(line.id));
        }
        if self.roster.with_groups {
            row.push(optional(line.group.map(|group| t.isolated(&group).into_owned())));
        }
        row.push(Cell::Text {
            text: match line.outcome {
                Outcome::Passed => say!(t, "outcome-passed"),
                Outcome::Failed => say!(t, "outcome-failed"),
            },
        });
        if self.roster.with_scores {
            row.push(optional(line.score.map(|score| score.to_string())));
        }
        row.push(optional(line.readiness.map(|readiness| decimal(rounded(readiness, 1), 1, t))));
        row.push(optional(line.tier.map(|tier| tier_name(t, tier))));
        let weak = t.names(line.weak.iter().map(|&domain| self.blueprint.domains[domain].name.as_str()));
        row.push(if weak.is_empty() { none() } else { Cell::Text { text: weak } });
        row.push(optional(line.recommended.map(|date| date.to_string())));
        if self.roster.with_warnings {
            let warnings: Vec<String> = line.warnings.iter().map(|&code| warning_name(t, code)).collect();
            row.push(if warnings.is_empty() {
                Cell::Empty
            } else {
                Cell::Text { text: t.names(warnings.iter().map(String::as_str)) }
            });
        }
        row
    }

    fn candidates(&self, listed: Listed) -> Vec<Block> {
        let t = self.catalogue;
        let mut columns = vec![column(say!(t, "column-candidate"), Align::Left, 3.0)];
        let mut add = |holds: bool, heading: String, align, width| {
            if holds {
                columns.push(column(heading, align, width));
            }
        };
        add(self.roster.with_ids, say!(t, "column-id"), Align::Left, 1.4);
        add(self.roster.with_groups, say!(t, "column-group"), Align::Left, 1.6);
        add(true, say!(t, "column-outcome"), Align::Left, 1.6);
        add(self.roster.with_scores, say!(t, "column-score"), Align::Right, 1.1);
        add(true, say!(t, "column-readiness"), Align::Right, 1.7);
        add(true, say!(t, "cohort-column-outlook"), Align::Left, 1.4);
        add(true, say!(t, "column-weak"), Align::Left, 3.4);
        add(true, say!(t, "column-recommended"), Align::Left, 2.0);
        add(self.roster.with_warnings, say!(t, "column-attention"), Align::Left, 2.2);
        let mut blocks =
            vec![Block::Heading { level: 2, id: "candidates".to_owned(), text: say!(t, "cohort-section-candidates") }];
        if let Some(archive) = self.archive {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-archive", archive = archive) });
        }
        let printed = if listed == Listed::Printed { PRINTED } else { 0 };
        blocks.push(Block::Table(Table {
            caption: say!(t, "cohort-candidates-caption"),
            columns,
            rows: self.candidate_rows().take(printed).collect(),
            total: None,
            row_headers: true,
            sortable: true,
        }));
        let candidates = self.figures.candidates;
        if listed == Listed::Printed && candidates > PRINTED as u64 {
            let (shown, candidates) = (PRINTED.to_string(), candidates.to_string());
            let text = say!(t, "cohort-candidates-cut", shown = &shown, candidates = &candidates);
            blocks.push(Block::Paragraph { text });
        }
        blocks.push(Block::Fineprint { text: say!(t, "readiness-note") });
        blocks
    }

    /// Rows of attempts that did not happen, and who has no other.
    fn absent(&self) -> Vec<Block> {
        let t = self.catalogue;
        if self.did_not_sit.is_empty() {
            return Vec::new();
        }
        let heading = Block::Heading { level: 2, id: "absent".to_owned(), text: say!(t, "cohort-section-absent") };
        let mut text = say!(t, "cohort-absent", rows = self.did_not_sit.len());
        let mut names: Vec<&str> =
            self.did_not_sit.iter().filter(|row| !row.has_history).map(|row| row.candidate.as_str()).collect();
        names.dedup();
        if !names.is_empty() {
            let names = t.names(names);
            text = format!("{text} {}", say!(t, "cohort-absent-nothing-else", names = &names));
        }
        vec![heading, Block::Paragraph { text }]
    }

    fn left_out_rows(&self) -> Vec<Block> {
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
            Block::Heading { level: 2, id: "left-out".to_owned(), text: say!(t, "cohort-section-left-out") },
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
                rows: self.left_out.iter().take(PRINTED).map(row).collect(),
                ..Table::default()
            }),
        ];
        if self.left_out.len() > PRINTED {
            let (shown, rows) = (PRINTED.to_string(), self.left_out.len().to_string());
            blocks.push(Block::Paragraph {
                text: say!(t, "cohort-left-out-cut", shown = &shown, rows = &rows, file = self.problems),
            });
        }
        blocks
    }
}

fn counts_table(t: &Catalogue, caption: String, heading: String, rows: Vec<(String, u64)>) -> Block {
    let row = |(name, count): (String, u64)| vec![Cell::Text { text: name }, Cell::Text { text: count.to_string() }];
    Block::Table(Table {
        caption,
        columns: vec![column(heading, Align::Left, 5.0), column(say!(t, "cohort-column-count"), Align::Right, 1.5)],
        rows: rows.into_iter().map(row).collect(),
        ..Table::default()
    })
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
