//! The worksheet of what to teach, and to whom.

use rust_xlsxwriter::XlsxError;

use super::CohortWorkbook;
use super::grid::{Grid, Heading, Value};
use crate::analysis::cohort::Person;
use crate::document::catalogue::say;

impl CohortWorkbook<'_> {
    pub(super) fn workshops(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, figures) = (self.cohort.catalogue, self.cohort.figures);
        grid.widths(&[44.0, 10.0, 10.0, 14.0, 90.0])?;
        grid.title(&say!(t, "cohort-section-teaching"))?;
        let Some(hours) = figures.teaching_hours else { return grid.note(&say!(t, "cohort-teaching-none")) };
        grid.section(&say!(t, "cohort-workshops-caption", hours = &t.hours((hours * 2.0) as u32)))?;
        grid.headings(&[
            Heading::Words(say!(t, "cohort-column-workshop")),
            Heading::Figures(say!(t, "cohort-column-hours")),
            Heading::Figures(say!(t, "cohort-column-weak")),
            Heading::Figures(say!(t, "cohort-column-failed-weak")),
            Heading::Words(say!(t, "cohort-column-who")),
        ])?;
        for workshop in &figures.workshops {
            grid.row([
                Value::text(self.cohort.domain_name(&workshop.domain)),
                Value::Decimal(workshop.hours, 1),
                Value::count(workshop.weak),
                Value::count(workshop.failed_weak),
                Value::Lines(self.names(&workshop.candidates, workshop.failed_weak)),
            ])?;
        }
        let cover = &figures.cover;
        if cover.sets.is_empty() {
            return Ok(());
        }
        grid.section(&say!(t, "cohort-cover-caption"))?;
        grid.headings(&[
            Heading::Words(say!(t, "cohort-column-workshops")),
            Heading::Figures(say!(t, "cohort-column-reached")),
            Heading::Figures(say!(t, "cohort-column-whole")),
            Heading::Figures(say!(t, "workbook-of")),
        ])?;
        for set in &cover.sets {
            let names: Vec<&str> = set.domains.iter().map(|key| self.cohort.domain_name(key)).collect();
            grid.row([
                Value::Lines(names.join("\n")),
                Value::count(set.reached),
                Value::count(set.whole),
                Value::count(cover.need),
            ])?;
        }
        grid.note(&say!(t, "cohort-cover-note"))?;
        if cover.unreached.count > 0 {
            let names = self.names(&cover.unreached.candidates, cover.unreached.count);
            grid.note(&say!(t, "cohort-unreached", names = &names))?;
        }
        Ok(())
    }

    /// `count` people, those listed by name.
    fn names(&self, people: &[Person], count: u64) -> String {
        let t = self.cohort.catalogue;
        let names = t.names(people.iter().map(Person::shown));
        match count.saturating_sub(people.len() as u64) {
            0 => names,
            more => say!(t, "cohort-names-and-more", names = &names, more = &more.to_string()),
        }
    }
}
