//! Those who failed by outlook, red flags, trends and domains that stay weak: counts by name.

use super::Cohort;
use crate::analysis::Tier;
use crate::document::candidate::{column, heading};
use crate::document::catalogue::{Catalogue, say};
use crate::document::content::{Align, Block, Cell, Table};
use crate::document::names::{flag_name, tier_name, trend_name};

impl Cohort<'_> {
    /// Outlook tiers, red flags and trends, counted.
    pub(super) fn tallies(&self) -> Vec<Block> {
        let (t, figures) = (self.catalogue, self.figures);
        let mut blocks = vec![heading("outlook", say!(t, "cohort-section-outlook"))];
        if figures.all.failed == 0 {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-nobody-failed") });
        } else {
            blocks.push(self.outlook());
            blocks.push(heading("flags", say!(t, "cohort-section-flags")));
            if figures.all.flags.0.is_empty() {
                blocks.push(Block::Paragraph { text: say!(t, "cohort-flags-none") });
            } else {
                let rows = figures.all.flags.0.iter().map(|(id, count)| (self.flag_title(id), *count)).collect();
                let caption = say!(t, "cohort-flags-caption");
                blocks.push(counts_table(t, caption, say!(t, "cohort-column-flag"), rows));
            }
        }
        if !figures.all.trends.0.is_empty() {
            blocks.push(heading("trends", say!(t, "cohort-section-trends")));
            let rows = figures.all.trends.0.iter().map(|(id, count)| (trend_name(t, id), *count)).collect();
            let caption = say!(t, "cohort-trends-caption");
            blocks.push(counts_table(t, caption, say!(t, "cohort-column-trend"), rows));
        }
        if !figures.all.persistent.0.is_empty() {
            let name = |key: &String| self.domain_name(key).to_owned();
            let rows = figures.all.persistent.0.iter().map(|(key, count)| (name(key), *count)).collect();
            let caption = say!(t, "cohort-persistent-caption");
            let text = say!(t, "cohort-section-persistent");
            blocks.push(heading("persistent", text));
            blocks.push(counts_table(t, caption, say!(t, "column-domain"), rows));
        }
        blocks
    }

    /// Those who failed by outlook; words where nobody has one.
    fn outlook(&self) -> Block {
        let (t, all) = (self.catalogue, &self.figures.all);
        let tally = all.outlook;
        if !tally.any() {
            return Block::Paragraph { text: say!(t, "cohort-outlook-none") };
        }
        let rows = [(Tier::High, tally.high), (Tier::Medium, tally.medium), (Tier::Low, tally.low)];
        let mut rows = rows.map(|(tier, count)| (tier_name(t, tier), count)).to_vec();
        let unknown = all.failed - tally.high - tally.medium - tally.low;
        if unknown > 0 {
            rows.push((say!(t, "cohort-outlook-unknown"), unknown));
        }
        counts_table(t, say!(t, "cohort-outlook-caption"), say!(t, "cohort-column-outlook"), rows)
    }

    pub(super) fn flag_title(&self, id: &str) -> String {
        let own = self.blueprint.flags.iter().find(|rule| rule.id == id).map(|rule| rule.title.clone());
        own.unwrap_or_else(|| flag_name(self.catalogue, id))
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
