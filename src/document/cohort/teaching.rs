//! What the class is weak in together, what to teach and to whom.

use super::{Cohort, count_of};
use crate::analysis::cohort::{LEAST_BOTH, PairFigures, People, Person, Workshop};
use crate::document::candidate::{column, heading};
use crate::document::catalogue::{Catalogue, say};
use crate::document::cohort::decimal;
use crate::document::content::{Align, Block, Cell, Table};

/// So many people are named in a cell or a sentence.
const NAMED: usize = 12;

impl Cohort<'_> {
    /// The workshops that cost the class most, with their hours, in one sentence.
    pub(super) fn teach_first(&self) -> Option<Block> {
        let t = self.catalogue;
        let item = |workshop: &Workshop| {
            let hours = hours(t, workshop.hours);
            say!(t, "cohort-teach-item", domain = self.domain_name(&workshop.domain), hours = &hours)
        };
        let items: Vec<String> = self.figures.workshops.iter().take(3).map(item).collect();
        let workshops = t.names(items.iter().map(String::as_str));
        (!items.is_empty()).then(|| Block::Paragraph { text: say!(t, "cohort-teach", workshops = &workshops) })
    }

    pub(super) fn pairs(&self) -> Vec<Block> {
        let t = self.catalogue;
        // too few to be weak together, or nobody is
        if self.figures.pairs.iter().all(|pair| pair.rated < LEAST_BOTH || pair.both == 0) {
            return Vec::new();
        }
        let mut blocks = vec![heading("pairs", say!(t, "cohort-section-pairs"))];
        let row = |pair: &PairFigures| {
            let names = pair.domains.each_ref().map(|key| self.domain_name(key));
            vec![
                Cell::Text { text: t.names(names) },
                Cell::Text { text: count_of(t, pair.both, pair.rated) },
                Cell::Text { text: decimal(pair.expected, 1, t) },
                Cell::Text { text: pair.lift.map_or_else(|| say!(t, "none"), |lift| decimal(lift, 1, t)) },
                Cell::Text { text: p(t, pair.p_adjusted) },
            ]
        };
        let rows: Vec<_> = self.figures.pairs.iter().filter(|pair| pair.stands_out).map(row).collect();
        if rows.is_empty() {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-pairs-none") });
            return blocks;
        }
        blocks.push(Block::Table(Table {
            caption: say!(t, "cohort-pairs-caption"),
            columns: vec![
                column(say!(t, "cohort-column-pair"), Align::Left, 4.6),
                column(say!(t, "cohort-column-both"), Align::Right, 1.6),
                column(say!(t, "cohort-column-expected"), Align::Right, 1.4),
                column(say!(t, "cohort-column-lift"), Align::Right, 1.6),
                column(say!(t, "cohort-column-p"), Align::Right, 1.2),
            ],
            rows,
            ..Table::default()
        }));
        blocks.push(Block::Fineprint { text: say!(t, "cohort-pairs-note") });
        blocks
    }

    pub(super) fn teaching(&self) -> Vec<Block> {
        let (t, figures) = (self.catalogue, self.figures);
        if !self.has_ratings() {
            return Vec::new();
        }
        let mut blocks = vec![heading("teaching", say!(t, "cohort-section-teaching"))];
        let Some(teaching_hours) = figures.teaching_hours else {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-teaching-none") });
            return blocks;
        };
        let row = |workshop: &Workshop| {
            let names = names(t, &workshop.candidates, workshop.failed_weak);
            vec![
                Cell::Text { text: self.domain_name(&workshop.domain).to_owned() },
                Cell::Text { text: hours(t, workshop.hours) },
                Cell::Text { text: workshop.weak.to_string() },
                Cell::Text { text: workshop.failed_weak.to_string() },
                if names.is_empty() { Cell::Text { text: say!(t, "none") } } else { Cell::Text { text: names } },
            ]
        };
        blocks.push(Block::Table(Table {
            caption: say!(t, "cohort-workshops-caption", hours = &hours(t, teaching_hours)),
            columns: vec![
                column(say!(t, "cohort-column-workshop"), Align::Left, 3.0),
                column(say!(t, "cohort-column-hours"), Align::Right, 1.0),
                column(say!(t, "cohort-column-weak"), Align::Right, 1.0),
                column(say!(t, "cohort-column-failed-weak"), Align::Right, 1.4),
                column(say!(t, "cohort-column-who"), Align::Left, 5.6),
            ],
            rows: figures.workshops.iter().map(row).collect(),
            ..Table::default()
        }));
        blocks.extend(self.cover());
        blocks
    }

    fn cover(&self) -> Vec<Block> {
        let (t, cover) = (self.catalogue, &self.figures.cover);
        if cover.sets.is_empty() {
            return Vec::new();
        }
        let rows = cover.sets.iter().map(|set| {
            let names: Vec<&str> = set.domains.iter().map(|key| self.domain_name(key)).collect();
            vec![
                Cell::Text { text: t.names(names) },
                Cell::Text { text: count_of(t, set.reached, cover.need) },
                Cell::Text { text: count_of(t, set.whole, cover.need) },
            ]
        });
        let mut blocks = vec![Block::Table(Table {
            caption: say!(t, "cohort-cover-caption"),
            columns: vec![
                column(say!(t, "cohort-column-workshops"), Align::Left, 6.0),
                column(say!(t, "cohort-column-reached"), Align::Right, 2.0),
                column(say!(t, "cohort-column-whole"), Align::Right, 2.4),
            ],
            rows: rows.collect(),
            ..Table::default()
        })];
        let People { count, candidates } = &cover.unreached;
        if *count > 0 {
            let names = names(t, candidates, *count);
            blocks.push(Block::Paragraph { text: say!(t, "cohort-unreached", names = &names) });
        }
        blocks.push(Block::Fineprint { text: say!(t, "cohort-cover-note") });
        blocks
    }

    /// The name of a domain in the language of the document.
    pub(super) fn domain_name<'d>(&'d self, key: &'d str) -> &'d str {
        let domain = self.blueprint.domain_by_key(key);
        domain.map_or(key, |domain| &self.blueprint.domains[domain].name)
    }
}

/// To three decimals, of which one at least is not 0.
fn p(t: &Catalogue, p: f64) -> String {
    if p < 0.0005 { say!(t, "cohort-below", value = &decimal(0.001, 3, t)) } else { decimal(p, 3, t) }
}

fn hours(t: &Catalogue, hours: f64) -> String {
    t.hours((hours * 2.0) as u32)
}

/// The first of `count` people by name.
fn names(t: &Catalogue, people: &[Person], count: u64) -> String {
    let first: Vec<&str> = people.iter().take(NAMED).map(Person::shown).collect();
    let names = t.names(first.iter().copied());
    match count.saturating_sub(first.len() as u64) {
        0 => names,
        more => say!(t, "cohort-names-and-more", names = &names, more = &more.to_string()),
    }
}
