//! When the candidates can sit again, and what became of those who did.

use jiff::civil::Date;

use super::{Cohort, RatePercents, count_of};
use crate::analysis::cohort::{DayCount, MonthFigures, TierFigures};
use crate::document::candidate::{column, heading};
use crate::document::catalogue::say;
use crate::document::chart;
use crate::document::cohort::decimal;
use crate::document::content::{Align, Block, Cell, Table};
use crate::document::names::tier_name;

/// The evidence of the cohort is shown from so many cases on.
const LEAST_CASES: u64 = 5;

impl Cohort<'_> {
    pub(super) fn calendar(&self) -> Vec<Block> {
        let (t, calendar) = (self.catalogue, &self.figures.calendar);
        if calendar.months.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![heading("calendar", say!(t, "cohort-section-calendar"))];
        let today = self.terms.as_of.to_string();
        let all: u64 = calendar.earliest.iter().map(|day| day.count).sum();
        let now: u64 = calendar.earliest.iter().filter(|day| day.date <= today).map(|day| day.count).sum();
        if let Some(last) = calendar.earliest.last() {
            let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            let last = last.date.parse::<Date>().map_or_else(|_| last.date.clone(), |last| t.date(last));
            let undated = self.figures.all.failed.saturating_sub(all);
            let shown = all.to_string();
            let mut texts = match (now, all) {
                _ if undated > 0 => vec![say!(t, "cohort-calendar-dated", now = count(now), all = &shown)],
                (1, 1) => vec![say!(t, "cohort-calendar-one-now")],
                (_, 1) => vec![say!(t, "cohort-calendar-one-later", date = &last)],
                (now, all) if now == all => vec![say!(t, "cohort-calendar-all", all = &shown)],
                _ => vec![say!(t, "cohort-calendar-now", now = count(now), all = &shown)],
            };
            if now < all && all > 1 {
                texts.push(say!(t, "cohort-calendar-last", date = &last));
            }
            if undated > 0 {
                texts.push(say!(t, "cohort-calendar-undated", count = count(undated)));
            }
            blocks.push(Block::Paragraph { text: texts.join(" ") });
        }
        blocks.extend(self.time_line());
        let currency = calendar.currency.as_deref();
        let row = |month: &MonthFigures| {
            let first = format!("{}-01", month.month).parse::<Date>();
            let mut row = vec![
                Cell::Text { text: first.map_or_else(|_| month.month.clone(), |day| t.month_year(day)) },
                Cell::Text { text: month.exams.to_string() },
            ];
            if let Some((fees, currency)) = month.fees.zip(currency) {
                let amount = decimal(fees, if fees.fract() == 0.0 { 0 } else { 2 }, t);
                row.push(Cell::Text { text: say!(t, "cohort-fees", amount = &amount, currency = currency) });
            }
            row
        };
        let mut columns = vec![
            column(say!(t, "cohort-column-month"), Align::Left, 3.0),
            column(say!(t, "cohort-column-exams"), Align::Right, 1.6),
        ];
        if currency.is_some() {
            columns.push(column(say!(t, "cohort-column-fees"), Align::Right, 2.0));
        }
        blocks.push(Block::Table(Table {
            caption: say!(t, "cohort-calendar-caption"),
            columns,
            rows: calendar.months.iter().map(row).collect(),
            ..Table::default()
        }));
        blocks
    }

    /// When candidates can and should sit again, drawn, and the figures behind the drawing.
    fn time_line(&self) -> Vec<Block> {
        let (t, calendar) = (self.catalogue, &self.figures.calendar);
        let rows = [
            (say!(t, "cohort-time-earliest"), &calendar.earliest),
            (say!(t, "cohort-time-recommended"), &calendar.recommended),
            (say!(t, "cohort-time-booked"), &calendar.booked),
        ];
        let (titles, rows): (Vec<String>, Vec<_>) = rows.into_iter().filter(|(_, days)| !days.is_empty()).unzip();
        let dated = |day: &DayCount| Some((day.date.parse().ok()?, day.count));
        let rows: Vec<Vec<(Date, u64)>> =
            rows.into_iter().map(|days| days.iter().filter_map(dated).collect()).collect();
        let parts = chart::parts(self.terms.as_of, &rows);
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
        let figures = |part: &chart::Part| {
            let mut row = vec![Cell::Text { text: t.date(part.from) }];
            row.extend(part.counts.iter().map(|count| Cell::Text { text: count.to_string() }));
            row
        };
        let occupied = parts.iter().filter(|part| part.counts.iter().any(|&count| count > 0));
        let mut columns = vec![column(say!(t, "cohort-column-from"), Align::Left, 2.0)];
        columns.extend(titles.iter().map(|title| column(title.clone(), Align::Right, 1.5)));
        vec![
            Block::Drawing {
                drawing: chart::calendar(&parts, &titles, t),
                title: say!(t, "cohort-time-title"),
                description: say!(
                    t,
                    "cohort-time-description",
                    rows = &t.list(&titles.iter().map(String::as_str).collect::<Vec<_>>()),
                    first = &t.date(first.from),
                    last = &t.date(last.from),
                ),
            },
            Block::Table(Table {
                caption: say!(t, "cohort-time-caption"),
                columns,
                rows: occupied.map(figures).collect(),
                folded: true,
                ..Table::default()
            }),
        ]
    }

    /// The cohort's own evidence for the outlook.
    pub(super) fn history(&self) -> Vec<Block> {
        let (t, tiers) = (self.catalogue, &self.figures.history);
        if tiers.iter().filter_map(|tier| tier.passed).all(|passed| passed.of < LEAST_CASES) {
            return Vec::new();
        }
        let row = |figures: &TierFigures| {
            let none = || Cell::Text { text: say!(t, "none") };
            let rate = figures.passed.filter(|passed| passed.of >= LEAST_CASES).map(|rate| RatePercents::new(&rate, t));
            let mut row = vec![
                Cell::Text { text: tier_name(t, figures.tier) },
                figures.passed.map_or_else(none, |passed| Cell::Text { text: count_of(t, passed.count, passed.of) }),
            ];
            row.extend(match rate {
                Some(RatePercents { value, low, high }) => [
                    Cell::Text { text: value },
                    Cell::Text { text: say!(t, "cohort-interval", low = &low, high = &high) },
                ],
                None => [none(), none()],
            });
            row
        };
        vec![
            heading("history", say!(t, "cohort-section-history")),
            Block::Table(Table {
                caption: say!(t, "cohort-history-caption"),
                columns: vec![
                    column(say!(t, "cohort-column-outlook"), Align::Left, 3.0),
                    column(say!(t, "cohort-column-passed"), Align::Right, 2.0),
                    column(say!(t, "cohort-column-share"), Align::Right, 1.4),
                    column(say!(t, "cohort-column-interval"), Align::Right, 2.4),
                ],
                rows: tiers.iter().map(row).collect(),
                ..Table::default()
            }),
            Block::Fineprint { text: say!(t, "cohort-history-note") },
        ]
    }
}
