//! The files of the whole cohort: the summary in its forms.

use std::io::Write;

use anyhow::Context;

use super::SHARE;
use super::press::{Press, Worker};
use crate::analysis::cohort::{CohortFigures, CohortTerms, ShareFigures, Tally};
use crate::analysis::{Diagnosis, diagnose};
use crate::document::cohort::share::Share;
use crate::document::cohort::workbook::CohortWorkbook;
use crate::document::cohort::{CandidateLine, Cohort, Listed, Roster};
use crate::output::Written;
use crate::sheet::History;

impl Press<'_> {
    /// The candidate at a position of the sheet, read and concluded again.
    fn diagnosed(&self, index: usize) -> Option<(History, Diagnosis)> {
        let history = self.histories.get(index)?;
        let diagnosis = diagnose(&history, &self.input.blueprint, self.terms);
        Some((history, diagnosis))
    }

    /// The figures of everybody counted in `tally`.
    pub(super) fn figures(&self, tally: &Tally) -> CohortFigures {
        let reading = &self.input.reading;
        let terms = CohortTerms {
            blueprint: &self.input.blueprint,
            as_of: self.terms.as_of,
            sheets: reading.sheets.clone(),
            left_out: reading.candidates_left_out as u64,
            teaching_half_hours: self.input.settings.teaching_half_hours(),
            earlier: self.earlier,
        };
        CohortFigures::of(tally, &|index| self.diagnosed(index), terms)
    }

    /// Writes the summary in its forms.
    pub(super) fn summary(
        &self,
        figures: &CohortFigures,
        tally: &Tally,
        roster: &Roster,
        slugs: &[String],
    ) -> anyhow::Result<Vec<Written>> {
        let mut worker = self.worker();
        let linked = if self.format.html() { "html" } else { "pdf" };
        let plan = |index: usize| slugs.get(index).map(|slug| format!("plans/{slug}.{linked}"));
        let line = |index: usize| {
            let (history, diagnosis) = self.diagnosed(index)?;
            Some(CandidateLine::new(&history, &diagnosis, plan(index).filter(|_| self.archive.is_none())))
        };
        let cohort = Cohort {
            figures,
            roster,
            standings: &tally.standings,
            line: &line,
            left_out: self.input.reading.left_out(),
            did_not_sit: &self.input.reading.did_not_sit,
            problems: self.problems.unwrap_or_default(),
            archive: self.archive,
            blueprint: &self.templates.blueprint,
            terms: self.terms,
            branding: self.branding,
            catalogue: &worker.catalogue,
        };
        let mut page = self.folder.create("index.html")?;
        worker.pages.cohort(
            cohort.document(Listed::Streamed),
            figures,
            cohort.candidate_rows(Listed::Streamed),
            |part| {
                page.write_all(part.as_bytes()).map_err(|error| page.error(error)).context("the summary is not whole")
            },
        )?;
        let pdf = worker.engine.pdf(&cohort.document(Listed::Printed), &self.pdf_options)?;
        let workbook = CohortWorkbook {
            cohort: &cohort,
            candidate: &|index| self.diagnosed(index),
            plan: &plan,
            page: self.pdf_options.page,
            scratch: &self.folder.scratch(),
        };
        let mut json = serde_json::to_vec_pretty(figures)?;
        json.push(b'\n');
        let mut written = vec![
            page.publish()?,
            self.folder.write("cohort.pdf", &pdf.bytes)?,
            self.folder.write("cohort.xlsx", &workbook.bytes()?)?,
            self.folder.write("cohort.json", &json)?,
        ];
        if self.share {
            written.extend(self.shared(tally, &mut worker)?);
        }
        Ok(written)
    }

    /// Writes what of the class can be handed on.
    fn shared(&self, tally: &Tally, worker: &mut Worker<'_>) -> anyhow::Result<[Written; 2]> {
        let half_hours = self.input.settings.teaching_half_hours();
        let share = Share {
            figures: ShareFigures::of(tally, &self.input.blueprint, half_hours),
            blueprint: &self.templates.blueprint,
            terms: self.terms,
            branding: self.branding,
            catalogue: &worker.catalogue,
        };
        let document = share.document();
        let page = worker.pages.alone(&document).context("the results to hand on cannot be laid out")?;
        let pdf = worker.engine.pdf(&document, &self.pdf_options)?;
        let [page_name, pdf_name] = SHARE;
        Ok([self.folder.write(page_name, page.as_bytes())?, self.folder.write(pdf_name, &pdf.bytes)?])
    }
}
