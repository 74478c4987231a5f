//! The worksheet of the class as a whole: every figure of the summary with what it is, as a number.

use jiff::civil::Date;
use rust_xlsxwriter::XlsxError;

use super::domains::shares;
use super::grid::{Grid, Heading, Value};
use super::{Cohort, CohortWorkbook};
use crate::analysis::Tier;
use crate::analysis::cohort::{Difference, GroupFigures, Rate};
use crate::document::catalogue::say;
use crate::document::names::{tier_name, trend_name};

impl CohortWorkbook<'_> {
    pub(super) fn summary(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let Cohort { catalogue: t, figures, blueprint, terms, branding, .. } = *self.cohort;
        let mut widths = vec![15.0; 10];
        widths[0] = 46.0;
        grid.widths(&widths)?;
        grid.title(&say!(t, "cohort-heading", exam = &blueprint.code))?;
        let sheets: Vec<&str> = figures.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        grid.pair(say!(t, "cohort-fact-sheets"), Value::text(t.names(sheets)))?;
        grid.pair(say!(t, "cohort-fact-day"), Value::Day(terms.as_of))?;
        if let Some(coach) = &branding.coach {
            grid.pair(say!(t, "fact-coach"), Value::text(coach))?;
        }
        self.first(grid)?;
        if figures.candidates > 0 {
            self.scores(grid)?;
            self.counts(grid)?;
            self.pairs(grid)?;
            self.calendar(grid)?;
            self.history(grid)?;
            self.groups(grid)?;
            grid.gap();
            grid.note(&say!(t, "cohort-reading-interval"))?;
        }
        Ok(())
    }

    fn first(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, figures) = (self.cohort.catalogue, self.cohort.figures);
        let all = &figures.all;
        grid.section(&say!(t, "cohort-section-first"))?;
        for (label, count) in [
            (say!(t, "cohort-fact-candidates"), figures.candidates),
            (say!(t, "cohort-fact-left-out"), figures.left_out),
            (say!(t, "cohort-fact-attempts"), all.attempts),
            (say!(t, "cohort-column-passed"), all.passed),
            (say!(t, "workbook-failed"), all.failed),
            (say!(t, "cohort-figure-close"), figures.close.count),
            (say!(t, "cohort-figure-one-away"), figures.one_domain_away.count),
        ] {
            grid.pair(label, Value::count(count))?;
        }
        grid.section(&say!(t, "cohort-figure-pass"))?;
        grid.headings(&self.rate_headings(String::new()))?;
        for (label, rate) in [
            (say!(t, "cohort-fact-candidates"), all.pass_rate),
            (say!(t, "workbook-first-attempts"), all.first_attempt_pass_rate),
            (say!(t, "workbook-retakes"), all.retake_pass_rate),
        ] {
            grid.row(rate_row(label, rate))?;
        }
        Ok(())
    }

    fn scores(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let t = self.cohort.catalogue;
        let Some((scores, scale)) = self.cohort.figures.all.scores.as_ref().zip(self.cohort.blueprint.scale.as_ref())
        else {
            return Ok(());
        };
        grid.section(&say!(t, "cohort-scores-title"))?;
        for (label, value) in [
            (say!(t, "cohort-section-scores"), Value::count(scores.n)),
            (say!(t, "workbook-passing-score"), Value::Whole(scale.passing)),
            (say!(t, "workbook-lowest"), Value::Whole(scores.min)),
            (say!(t, "workbook-lower-quartile"), Value::Decimal(scores.q1, 1)),
            (say!(t, "workbook-median"), Value::Decimal(scores.median, 1)),
            (say!(t, "workbook-upper-quartile"), Value::Decimal(scores.q3, 1)),
            (say!(t, "workbook-highest"), Value::Whole(scores.max)),
            (say!(t, "workbook-mean"), Value::Decimal(scores.mean, 1)),
        ] {
            grid.pair(label, value)?;
        }
        grid.gap();
        let candidates = say!(t, "cohort-column-count");
        grid.headings(&table(say!(t, "workbook-from"), [say!(t, "workbook-to"), candidates]))?;
        for bin in &scores.histogram {
            grid.row([Value::Whole(bin.from), Value::Whole(bin.to), Value::count(bin.count)])?;
        }
        Ok(())
    }

    /// Outlook tiers, red flags, trends and domains that stay weak.
    fn counts(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, all) = (self.cohort.catalogue, &self.cohort.figures.all);
        let tiers = [(Tier::High, all.outlook.high), (Tier::Medium, all.outlook.medium), (Tier::Low, all.outlook.low)];
        let counted = |counts: &[(String, u64)], name: &dyn Fn(&str) -> String| -> Vec<(String, u64)> {
            counts.iter().map(|(id, count)| (name(id), *count)).collect()
        };
        let domain = |key: &str| self.cohort.domain_name(key).to_owned();
        let mut sections = Vec::new();
        if all.failed > 0 {
            let tiers = tiers.map(|(tier, count)| (tier_name(t, tier), count)).to_vec();
            sections.push((say!(t, "cohort-section-outlook"), say!(t, "cohort-column-outlook"), tiers));
        }
        let flags = counted(&all.flags.0, &|id| self.cohort.flag_title(id));
        sections.push((say!(t, "cohort-section-flags"), say!(t, "cohort-column-flag"), flags));
        let trends = counted(&all.trends.0, &|id| trend_name(t, id));
        sections.push((say!(t, "cohort-section-trends"), say!(t, "cohort-column-trend"), trends));
        let persistent = counted(&all.persistent.0, &domain);
        sections.push((say!(t, "cohort-persistent-caption"), say!(t, "column-domain"), persistent));
        for (section, heading, rows) in sections.into_iter().filter(|(_, _, rows)| !rows.is_empty()) {
            grid.section(&section)?;
            grid.headings(&table(heading, [say!(t, "cohort-column-count")]))?;
            for (label, count) in rows {
                grid.pair(label, Value::count(count))?;
            }
        }
        Ok(())
    }

    fn pairs(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let t = self.cohort.catalogue;
        let mut pairs = self.cohort.figures.pairs.iter().filter(|pair| pair.stands_out).peekable();
        if pairs.peek().is_none() {
            return Ok(());
        }
        grid.section(&say!(t, "cohort-pairs-caption"))?;
        let figures = [
            say!(t, "cohort-column-both"),
            say!(t, "workbook-of"),
            say!(t, "cohort-column-expected"),
            say!(t, "cohort-column-lift"),
            say!(t, "cohort-column-p"),
        ];
        grid.headings(&table(say!(t, "cohort-column-pair"), figures))?;
        for pair in pairs {
            let names = pair.domains.each_ref().map(|key| self.cohort.domain_name(key));
            grid.row([
                Value::Lines(names.join("\n")),
                Value::count(pair.both),
                Value::count(pair.rated),
                Value::Decimal(pair.expected, 2),
                Value::some(pair.lift, |lift| Value::Decimal(lift, 2)),
                Value::Decimal(pair.p_adjusted, 6),
            ])?;
        }
        grid.note(&say!(t, "cohort-pairs-note"))
    }

    fn calendar(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, calendar) = (self.cohort.catalogue, &self.cohort.figures.calendar);
        if calendar.months.is_empty() {
            return Ok(());
        }
        grid.section(&say!(t, "cohort-calendar-caption"))?;
        let mut figures = vec![say!(t, "cohort-column-exams")];
        if let Some(currency) = &calendar.currency {
            figures.push(say!(t, "cohort-fees", amount = &say!(t, "cohort-column-fees"), currency = currency));
        }
        grid.headings(&table(say!(t, "cohort-column-month"), figures))?;
        for month in &calendar.months {
            let first = format!("{}-01", month.month).parse::<Date>();
            grid.row([
                first.map_or_else(|_| Value::text(&month.month), Value::Month),
                Value::count(month.exams),
                Value::some(month.fees, |fees| Value::Decimal(fees, 2)),
            ])?;
        }
        Ok(())
    }

    /// What became of earlier outlooks.
    fn history(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, tiers) = (self.cohort.catalogue, &self.cohort.figures.history);
        if tiers.iter().all(|tier| tier.passed.is_none()) {
            return Ok(());
        }
        grid.section(&say!(t, "cohort-history-caption"))?;
        grid.headings(&self.rate_headings(say!(t, "cohort-column-outlook")))?;
        tiers.iter().try_for_each(|tier| grid.row(rate_row(tier_name(t, tier.tier), tier.passed)))
    }

    fn groups(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, groups) = (self.cohort.catalogue, &self.cohort.figures.groups);
        if groups.is_empty() {
            return Ok(());
        }
        grid.section(&say!(t, "cohort-groups-caption"))?;
        let mut headings = self.rate_headings(say!(t, "column-group"));
        headings.insert(1, Heading::Figures(say!(t, "cohort-column-count")));
        let difference = [say!(t, "cohort-column-difference"), say!(t, "workbook-low"), say!(t, "workbook-high")];
        headings.extend(difference.map(Heading::Figures));
        grid.headings(&headings)?;
        groups.iter().try_for_each(|group| grid.row(self.group_row(group)))?;
        grid.note(&say!(t, "cohort-groups-note"))
    }

    fn group_row(&self, group: &GroupFigures) -> Vec<Value> {
        let figures = group.figures.as_ref();
        let name = group.name.clone().unwrap_or_else(|| say!(self.cohort.catalogue, "cohort-no-group"));
        let mut row = rate_row(name, figures.and_then(|figures| figures.part.pass_rate));
        row.insert(1, Value::count(group.candidates));
        let difference = figures.and_then(|figures| figures.difference.pass_rate);
        let part =
            |part: fn(Difference) -> f64| Value::some(difference, |difference| Value::SignedPercent(part(difference)));
        row.extend([
            part(|difference| difference.value),
            part(|difference| difference.low),
            part(|difference| difference.high),
        ]);
        row
    }

    fn rate_headings(&self, first: String) -> Vec<Heading> {
        let t = self.cohort.catalogue;
        let figures = [
            say!(t, "cohort-column-passed"),
            say!(t, "workbook-of"),
            say!(t, "cohort-column-share"),
            say!(t, "workbook-low"),
            say!(t, "workbook-high"),
        ];
        table(first, figures)
    }
}

/// Words, and figures that belong to them.
fn table(words: String, figures: impl IntoIterator<Item = String>) -> Vec<Heading> {
    [Heading::Words(words)].into_iter().chain(figures.into_iter().map(Heading::Figures)).collect()
}

/// What is counted, how many of how many, and the share with its interval.
fn rate_row(label: String, rate: Option<Rate>) -> Vec<Value> {
    let count = |part: fn(Rate) -> u64| Value::some(rate, |rate| Value::count(part(rate)));
    let mut row = vec![Value::Text(label), count(|rate| rate.count), count(|rate| rate.of)];
    row.extend(shares(rate));
    row
}
