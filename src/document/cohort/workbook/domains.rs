//! The worksheet of the domains, in order of impact.

use rust_xlsxwriter::XlsxError;

use super::CohortWorkbook;
use super::grid::{Grid, Heading, Value};
use crate::analysis::cohort::{DomainFigures, Rate};
use crate::analysis::rounded;
use crate::document::catalogue::say;
use crate::exam::Exact;

impl CohortWorkbook<'_> {
    pub(super) fn domains(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, domains) = (self.cohort.catalogue, &self.cohort.figures.all.domains);
        let (low, high) = (say!(t, "workbook-low"), say!(t, "workbook-high"));
        let mut headings = vec![Heading::Words(say!(t, "column-domain"))];
        headings.extend(
            [
                say!(t, "workbook-rank"),
                say!(t, "column-weight"),
                say!(t, "cohort-column-weak"),
                say!(t, "column-adequate"),
                say!(t, "column-strong"),
                say!(t, "column-unrated"),
                say!(t, "workbook-weak-share"),
                low.clone(),
                high.clone(),
                say!(t, "cohort-column-impact"),
            ]
            .map(Heading::Figures),
        );
        headings.push(Heading::Words(say!(t, "cohort-column-tie")));
        headings.extend(
            [
                say!(t, "workbook-failed-rated"),
                say!(t, "workbook-failed-weak"),
                say!(t, "workbook-failed-share"),
                low,
                high,
            ]
            .map(Heading::Figures),
        );
        let mut widths = vec![13.0; headings.len()];
        widths[0] = 36.0;
        grid.widths(&widths)?;
        grid.headings(&headings)?;
        for (rank, domain) in (1..).zip(domains) {
            grid.row(self.domain_row(rank, domain))?;
        }
        grid.filtered(headings.len())?;
        grid.gap();
        grid.note(&say!(t, "cohort-domains-caption"))?;
        grid.note(&say!(t, "cohort-tie-note"))?;
        grid.note(&say!(t, "cohort-reading-interval"))
    }

    fn domain_row(&self, rank: i64, domain: &DomainFigures) -> Vec<Value> {
        let t = self.cohort.catalogue;
        let failed = domain.failed_weak_rate;
        let mut row = vec![
            Value::text(self.cohort.domain_name(&domain.key)),
            Value::Whole(rank),
            Value::Percent(rounded(domain.weight.0 / Exact::from_integer(100), 6)),
            Value::count(domain.weak),
            Value::count(domain.adequate),
            Value::count(domain.strong),
            Value::count(domain.unrated),
        ];
        row.extend(shares(domain.weak_rate));
        row.push(Value::some(domain.impact, |impact| Value::Decimal(impact, 2)));
        row.push(if domain.tied_with_next { Value::text(say!(t, "cohort-tie")) } else { Value::Empty });
        row.push(Value::count(failed.map_or(0, |rate| rate.of)));
        row.push(Value::count(failed.map_or(0, |rate| rate.count)));
        row.extend(shares(failed));
        row
    }
}

/// A rate and its interval.
pub(super) fn shares(rate: Option<Rate>) -> [Value; 3] {
    let share = |part: fn(Rate) -> f64| Value::some(rate, |rate| Value::Percent(part(rate)));
    [share(|rate| rate.value), share(|rate| rate.low), share(|rate| rate.high)]
}
