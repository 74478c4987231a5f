//! The cohort as a workbook: the summary's figures as numbers, and every candidate in a table that can be filtered.
//!
//! It is one more face of the summary, in the language of the documents. Whatever a sheet said is written as text and
//! never as a formula, and what spreadsheet programs could take for one when the cell is edited is marked as text.

mod candidates;
mod domains;
mod grid;
mod problems;
mod summary;
mod workshops;

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use thiserror::Error;

use self::grid::{Grid, Looks, day};
use super::Cohort;
use crate::analysis::cohort::Candidate;
use crate::document::catalogue::say;
use crate::document::pdf::PageSize;

/// Everything that the workbook is made from.
pub struct CohortWorkbook<'a> {
    pub cohort: &'a Cohort<'a>,
    /// Reads the candidate at a position of the sheet.
    pub candidate: Candidate<'a>,
    /// Path of the candidate's plan.
    pub plan: &'a dyn Fn(usize) -> Option<String>,
    /// For printing.
    pub page: PageSize,
    /// A folder for the rows of long tables until the workbook is put together: so they take no memory.
    pub scratch: &'a Path,
}

/// Why there is no workbook.
#[derive(Debug, Error)]
pub enum WorkbookError {
    #[error("the workbook of the cohort cannot be put together: {0}")]
    Xlsx(#[from] XlsxError),
    #[error(
        "the rows of cohort.xlsx could not be kept\n  The disk may be full. Make room and run the same command again."
    )]
    Scratch,
}

impl CohortWorkbook<'_> {
    /// The file. The same cohort gives the same bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, WorkbookError> {
        // the crate panics where a row cannot be kept; by now no other thread could panic for its own reasons
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| ()));
        let made = panic::catch_unwind(AssertUnwindSafe(|| self.made()));
        panic::set_hook(hook);
        Ok(made.map_err(|_| WorkbookError::Scratch)??)
    }

    fn made(&self) -> Result<Vec<u8>, XlsxError> {
        let Cohort { catalogue: t, branding, blueprint, terms, .. } = *self.cohort;
        let title = say!(t, "cohort-title", exam = &blueprint.code);
        let looks = Looks::new(branding);
        let mut workbook = Workbook::new();
        workbook.set_tempdir(self.scratch)?;
        workbook.set_properties(
            &DocProperties::new()
                .set_title(&title)
                .set_author(branding.sender())
                .set_creation_datetime(&day(terms.as_of).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?),
        );
        let names = sheet_names([
            say!(t, "workbook-summary"),
            say!(t, "workbook-domains"),
            say!(t, "cohort-section-candidates"),
            say!(t, "cohort-column-workshops"),
            say!(t, "workbook-problems"),
        ]);
        let [summary, domains, candidates, workshops, problems] = &names;
        self.summary(&mut self.grid(workbook.add_worksheet(), summary, &title, &looks)?)?;
        self.domains(&mut self.grid(workbook.add_worksheet(), domains, &title, &looks)?)?;
        let long = workbook.add_worksheet_with_constant_memory()?;
        self.candidates(&mut self.grid(long, candidates, &title, &looks)?)?;
        self.workshops(&mut self.grid(workbook.add_worksheet(), workshops, &title, &looks)?)?;
        let long = workbook.add_worksheet_with_constant_memory()?;
        self.problems(&mut self.grid(long, problems, &title, &looks)?)?;
        workbook.save_to_buffer()
    }

    /// An empty worksheet, ready for the printer.
    fn grid<'w>(
        &self,
        sheet: &'w mut Worksheet,
        name: &str,
        title: &str,
        looks: &'w Looks,
    ) -> Result<Grid<'w>, XlsxError> {
        /// As Excel numbers them.
        const A4: u8 = 9;
        const LETTER: u8 = 1;
        /// In inches.
        const MARGIN: f64 = 0.4;
        /// Excel takes no longer ones.
        const FOOTER: usize = 200;
        let paper = if self.page == PageSize::Letter { LETTER } else { A4 };
        let footer: String = format!("{title} · {name}").chars().take(FOOTER).collect::<String>().replace('&', "&&");
        sheet.set_name(name)?.set_paper_size(paper).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_margins(MARGIN, MARGIN, MARGIN, 0.7, MARGIN, MARGIN);
        sheet.set_footer(format!("&L&8{footer}&R&8&P / &N")).set_screen_gridlines(false);
        sheet.set_right_to_left(self.cohort.catalogue.is_rtl());
        Ok(Grid::new(sheet, looks))
    }
}

/// Names as Excel takes them, each once: a catalogue may hold any words.
fn sheet_names<const N: usize>(names: [String; N]) -> [String; N] {
    /// In UTF-16 units.
    const LONGEST: usize = 31;
    let mut taken: Vec<String> = Vec::with_capacity(N);
    names.map(|name| {
        let mut units = 0;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= LONGEST
        };
        let possible = name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control());
        let mut name = possible.take_while(fits).collect::<String>().trim().to_owned();
        let mut number = taken.len();
        while name.is_empty() || taken.contains(&name.to_lowercase()) {
            number += 1;
            name = number.to_string();
        }
        taken.push(name.to_lowercase());
        name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_words_name_worksheets() {
        let names = ["Summary", "summary", "[a/b]: 'c'?", "", "🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀"];
        let mut workbook = Workbook::new();
        for name in sheet_names(names.map(str::to_owned)) {
            assert!(workbook.add_worksheet().set_name(&name).is_ok(), "{name}");
        }
        assert!(workbook.save_to_buffer().is_ok());
        assert_eq!(sheet_names(["Ana".to_owned(), "ana".to_owned()]), ["Ana", "2"]);
    }
}
