//! What of a class can be handed on: the same content model as the summary, from figures that tell nothing of anybody.

use super::RatePercents;
use crate::analysis::Terms;
use crate::analysis::cohort::{DomainShare, Rate, ScoreBin, ScoreSide, ShareFigures, Shown};
use crate::document::branding::Branding;
use crate::document::candidate::{column, fact, footer, heading};
use crate::document::catalogue::{Catalogue, say};
use crate::document::chart;
use crate::document::cohort::decimal;
use crate::document::content::{Align, Block, Cell, Document, KeyFigure, Table};
use crate::exam::{Blueprint, Scale};

/// Everything that the document is made from.
pub struct Share<'a> {
    /// `None` of a class of fewer than five.
    pub figures: Option<ShareFigures>,
    pub blueprint: &'a Blueprint,
    pub terms: &'a Terms,
    pub branding: &'a Branding,
    pub catalogue: &'a Catalogue,
}

impl Share<'_> {
    /// The document, for both faces.
    pub fn document(&self) -> Document {
        let (t, code) = (self.catalogue, &self.blueprint.code);
        let mut facts = Vec::new();
        let blocks = match &self.figures {
            Some(figures) => {
                facts.push(fact(say!(t, "cohort-fact-candidates"), figures.candidates.to_string()));
                self.blocks(figures)
            }
            None => vec![Block::Lead { text: say!(t, "share-too-few") }],
        };
        facts.push(fact(say!(t, "cohort-fact-day"), t.date(self.terms.as_of)));
        Document {
            lang: t.language().to_owned(),
            title: say!(t, "share-title", exam = code),
            running_head: say!(t, "share-running", exam = code),
            page_label: say!(t, "page-label"),
            footer: footer(t, self.branding, self.terms),
            candidate_id: None,
            author: self.branding.sender().to_owned(),
            kicker: say!(t, "share-kicker"),
            heading: say!(t, "cohort-heading", exam = code),
            facts,
            blocks,
        }
    }

    fn blocks(&self, figures: &ShareFigures) -> Vec<Block> {
        let t = self.catalogue;
        let mut blocks = self.results(figures);
        if let Some(scale) = &self.blueprint.scale {
            blocks.extend(self.scores(figures, scale));
        }
        blocks.extend(self.domains(figures));
        blocks.extend(self.workshops(figures));
        blocks.push(heading("reading", say!(t, "section-reading")));
        let rates = figures.domains.iter().map(|domain| domain.weak_rate).chain([figures.pass_rate]);
        let interval = rates.flatten().next().map(|_| say!(t, "cohort-reading-interval"));
        let notes = [say!(t, "share-note-few"), say!(t, "share-note-left-out")].into_iter().chain(interval);
        blocks.extend(notes.map(|text| Block::Fineprint { text }));
        blocks
    }

    fn results(&self, figures: &ShareFigures) -> Vec<Block> {
        let t = self.catalogue;
        let mut blocks = vec![heading("results", say!(t, "cohort-section-first"))];
        if let Some(rate) = &figures.pass_rate {
            let percents = RatePercents::new(rate, t);
            let (passed, all) = (i64::try_from(rate.count).unwrap_or(i64::MAX), rate.of.to_string());
            let lead = say!(t, "cohort-lead", count = passed, candidates = &all, rate = &percents.value);
            let interval = say!(t, "cohort-lead-interval", low = &percents.low, high = &percents.high);
            blocks.push(Block::Lead { text: format!("{lead} {interval}") });
        }
        let Some([passed, failed]) = figures.outcome else {
            blocks.push(Block::Paragraph { text: say!(t, "share-outcome-untold") });
            return blocks;
        };
        let row = |label: String, count: Shown| vec![Cell::Text { text: label }, self.shown(count)];
        blocks.push(Block::Table(Table {
            caption: say!(t, "share-results-caption"),
            columns: vec![
                column(say!(t, "column-outcome"), Align::Left, 4.0),
                column(say!(t, "cohort-column-count"), Align::Right, 2.0),
            ],
            rows: vec![row(say!(t, "cohort-column-passed"), passed), row(say!(t, "workbook-failed"), failed)],
            ..Table::default()
        }));
        if let Some([first, retakes]) = &figures.attempts {
            blocks.push(Block::Figures {
                items: vec![
                    self.attempts(say!(t, "workbook-first-attempts"), first),
                    self.attempts(say!(t, "workbook-retakes"), retakes),
                ],
            });
        }
        blocks
    }

    fn attempts(&self, label: String, rate: &Option<Rate>) -> KeyFigure {
        let t = self.catalogue;
        let Some(rate) = rate else { return KeyFigure { label, value: say!(t, "none"), gloss: String::new() } };
        let RatePercents { value, low, high } = RatePercents::new(rate, t);
        let (passed, all) = (rate.count.to_string(), rate.of.to_string());
        let gloss = say!(t, "cohort-figure-pass-gloss", passed = &passed, candidates = &all, low = &low, high = &high);
        KeyFigure { label, value, gloss }
    }

    fn scores(&self, figures: &ShareFigures, scale: &Scale) -> Vec<Block> {
        let t = self.catalogue;
        let [failed, passed] = &figures.scores;
        let mut blocks = Vec::new();
        let bins: Vec<ScoreBin> = listed([failed, passed]);
        if failed.is_some() || passed.is_some() {
            let passing = scale.passing.to_string();
            blocks.push(Block::Drawing {
                drawing: chart::shared_histogram(&bins, scale, t),
                title: say!(t, "cohort-scores-title"),
                description: say!(t, "share-scores-description", passing = &passing),
            });
            let range = |bin: &ScoreBin| {
                let last = if bin.to == scale.max { bin.to } else { bin.to - 1 };
                say!(t, "score-line-range", from = &bin.from.to_string(), to = &last.to_string())
            };
            let outcome = |bin: &ScoreBin| {
                if bin.from < scale.passing { say!(t, "outcome-failed") } else { say!(t, "outcome-passed") }
            };
            let row = |score: String, outcome: String, count: Shown| {
                vec![Cell::Text { text: score }, Cell::Text { text: outcome }, self.shown(count)]
            };
            let mut rows: Vec<Vec<Cell>> = bins.iter().map(|bin| row(range(bin), outcome(bin), bin.count)).collect();
            for (side, outcome) in [(failed, say!(t, "outcome-failed")), (passed, say!(t, "outcome-passed"))] {
                if let Some(side) = side.as_ref().filter(|side| side.without != Shown::Count(0)) {
                    rows.push(row(say!(t, "share-without-score"), outcome, side.without));
                }
            }
            blocks.push(Block::Table(Table {
                caption: say!(t, "share-scores-caption", passing = &passing),
                columns: vec![
                    column(say!(t, "column-score"), Align::Left, 3.0),
                    column(say!(t, "column-outcome"), Align::Left, 3.0),
                    column(say!(t, "cohort-column-count"), Align::Right, 2.0),
                ],
                rows,
                ..Table::default()
            }));
        }
        let untold = match figures.untold_scores {
            [false, false] => None,
            [true, false] => Some(say!(t, "share-scores-untold-failed")),
            [false, true] => Some(say!(t, "share-scores-untold-passed")),
            [true, true] => Some(say!(t, "share-scores-untold")),
        };
        blocks.extend(untold.map(|text| Block::Paragraph { text }));
        if !blocks.is_empty() {
            blocks.insert(0, heading("scores", say!(t, "cohort-section-scores")));
        }
        blocks
    }

    fn domains(&self, figures: &ShareFigures) -> Vec<Block> {
        let t = self.catalogue;
        let mut blocks = vec![heading("domains", say!(t, "workbook-domains"))];
        if !figures.domains.is_empty() {
            let with_rates = figures.domains.iter().any(|domain| domain.weak_rate.is_some());
            let mut columns = vec![
                column(say!(t, "column-domain"), Align::Left, 3.8),
                column(say!(t, "column-weight"), Align::Right, 1.3),
                column(say!(t, "cohort-column-weak"), Align::Right, 1.2),
                column(say!(t, "column-adequate"), Align::Right, 1.5),
                column(say!(t, "column-strong"), Align::Right, 1.2),
                column(say!(t, "column-unrated"), Align::Right, 1.4),
            ];
            if with_rates {
                columns.extend([
                    column(say!(t, "workbook-weak-share"), Align::Right, 1.4),
                    column(say!(t, "cohort-column-interval"), Align::Right, 2.2),
                    column(say!(t, "cohort-column-impact"), Align::Right, 1.4),
                ]);
            }
            let caption = if with_rates { say!(t, "cohort-domains-caption") } else { say!(t, "share-domains-caption") };
            let rows = figures.domains.iter().map(|domain| self.domain_row(domain, with_rates)).collect();
            blocks.push(Block::Table(Table { caption, columns, rows, ..Table::default() }));
        }
        if !figures.untold_domains.is_empty() {
            let names = figures.untold_domains.iter().map(|&domain| self.blueprint.domains[domain].name.as_str());
            blocks.push(Block::Paragraph { text: say!(t, "share-domains-untold", domains = &t.names(names)) });
        }
        if blocks.len() > 1 { blocks } else { Vec::new() }
    }

    fn domain_row(&self, domain: &DomainShare, with_rates: bool) -> Vec<Cell> {
        let t = self.catalogue;
        let of_exam = &self.blueprint.domains[domain.domain];
        let mut row = vec![Cell::Text { text: of_exam.name.clone() }, Cell::Text { text: t.percent(of_exam.weight) }];
        row.extend(domain.counts.map(|count| self.shown(count)));
        if with_rates {
            let none = || say!(t, "none");
            let percents = domain.weak_rate.map(|rate| RatePercents::new(&rate, t));
            let (rate, interval) = percents.map_or_else(
                || (none(), none()),
                |RatePercents { value, low, high }| (value, say!(t, "cohort-interval", low = &low, high = &high)),
            );
            let impact = domain.impact.map_or_else(none, |impact| decimal(impact, 2, t));
            row.extend([rate, interval, impact].map(|text| Cell::Text { text }));
        }
        row
    }

    fn workshops(&self, figures: &ShareFigures) -> Vec<Block> {
        let t = self.catalogue;
        if figures.workshops.is_empty() {
            return Vec::new();
        }
        let hours = |hours: f64| t.hours((hours * 2.0) as u32);
        let all = hours(figures.workshops.iter().map(|&(_, hours)| hours).sum());
        let row = |&(domain, share): &(usize, f64)| {
            vec![Cell::Text { text: self.blueprint.domains[domain].name.clone() }, Cell::Text { text: hours(share) }]
        };
        vec![
            heading("teaching", say!(t, "share-section-teaching")),
            Block::Table(Table {
                caption: say!(t, "cohort-workshops-caption", hours = &all),
                columns: vec![
                    column(say!(t, "cohort-column-workshop"), Align::Left, 4.0),
                    column(say!(t, "cohort-column-hours"), Align::Right, 2.0),
                ],
                rows: figures.workshops.iter().map(row).collect(),
                ..Table::default()
            }),
        ]
    }

    fn shown(&self, count: Shown) -> Cell {
        let text = match count {
            Shown::Count(count) => count.to_string(),
            Shown::Few => say!(self.catalogue, "share-few"),
            Shown::Hidden => say!(self.catalogue, "none"),
        };
        Cell::Text { text }
    }
}

/// The bins of both sides in their order, without those at the ends that nobody is in.
fn listed(sides: [&Option<ScoreSide>; 2]) -> Vec<ScoreBin> {
    let bins: Vec<ScoreBin> = sides.into_iter().flatten().flat_map(|side| side.bins.iter().copied()).collect();
    let holds = |bin: &ScoreBin| bin.count != Shown::Count(0);
    let first = bins.iter().position(holds).unwrap_or(0);
    let behind = bins.iter().rposition(holds).map_or(0, |last| last + 1);
    bins[first..behind].to_vec()
}
