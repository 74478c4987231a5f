//! The groups of a class, each beside all others.

use super::signed::signed_points;
use super::{Cohort, Listed, RatePercents, count_of};
use crate::analysis::cohort::{Difference, GroupFigures};
use crate::document::candidate::{column, heading};
use crate::document::catalogue::{Catalogue, say};
use crate::document::content::{Align, Block, Cell, Table};

impl Cohort<'_> {
    pub(super) fn groups(&self, listed: Listed) -> Vec<Block> {
        let (t, groups) = (self.catalogue, &self.figures.groups);
        if groups.is_empty() {
            return Vec::new();
        }
        let section = heading("groups", say!(t, "cohort-section-groups"));
        let table = Table {
            caption: say!(t, "cohort-groups-caption"),
            columns: vec![
                column(say!(t, "column-group"), Align::Left, 3.0),
                column(say!(t, "cohort-column-count"), Align::Right, 1.4),
                column(say!(t, "cohort-column-passed"), Align::Right, 1.5),
                column(say!(t, "cohort-figure-pass"), Align::Right, 1.2),
                column(say!(t, "cohort-column-interval"), Align::Right, 1.9),
                column(say!(t, "cohort-column-difference"), Align::Right, 1.5),
                column(say!(t, "cohort-column-interval"), Align::Right, 2.1),
            ],
            rows: groups.iter().take(listed.most()).map(|group| row(t, group)).collect(),
            ..Table::default()
        };
        let mut blocks = vec![section, Block::Table(table)];
        if groups.len() > listed.most() {
            let (shown, groups) = (listed.most().to_string(), groups.len().to_string());
            blocks.push(Block::Paragraph { text: say!(t, "cohort-groups-cut", shown = &shown, groups = &groups) });
        }
        blocks.push(Block::Fineprint { text: say!(t, "cohort-groups-note") });
        blocks
    }
}

fn row(t: &Catalogue, group: &GroupFigures) -> Vec<Cell> {
    let none = || Cell::Text { text: say!(t, "none") };
    let name = match &group.name {
        Some(name) => t.isolated(name).into_owned(),
        None => say!(t, "cohort-no-group"),
    };
    let mut row = vec![Cell::Text { text: name }, Cell::Text { text: group.candidates.to_string() }];
    let figures = group.figures.as_ref();
    match figures.and_then(|figures| figures.part.pass_rate) {
        Some(rate) => {
            let RatePercents { value, low, high } = RatePercents::new(&rate, t);
            row.extend([
                Cell::Text { text: count_of(t, rate.count, rate.of) },
                Cell::Text { text: value },
                Cell::Text { text: say!(t, "cohort-interval", low = &low, high = &high) },
            ]);
        }
        None => row.extend([none(), none(), none()]),
    }
    match figures.and_then(|figures| figures.difference.pass_rate) {
        Some(Difference { value, low, high }) => {
            let (low, high) = (signed_points(t, low), signed_points(t, high));
            row.extend([
                Cell::Text { text: signed_points(t, value) },
                Cell::Text { text: say!(t, "cohort-difference-interval", low = &low, high = &high) },
            ]);
        }
        None => row.extend([none(), none()]),
    }
    row
}
