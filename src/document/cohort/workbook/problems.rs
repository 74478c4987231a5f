//! The worksheet of the rows that tell of nobody's plan: those left out, and those of attempts that did not happen.

use rust_xlsxwriter::XlsxError;

use super::CohortWorkbook;
use super::grid::{Grid, Heading, MOST_ROWS, Value};
use crate::document::catalogue::say;
use crate::document::content::Line;
use crate::document::names::left_out_reason;

/// Beside these rows, the headings and a line that says what is missing.
const MOST: usize = MOST_ROWS as usize - 2;

impl CohortWorkbook<'_> {
    pub(super) fn problems(&self, grid: &mut Grid<'_>) -> Result<(), XlsxError> {
        let (t, left_out, absent) = (self.cohort.catalogue, self.cohort.left_out, self.cohort.did_not_sit);
        grid.widths(&[30.0, 9.0, 28.0, 100.0])?;
        if left_out.is_empty() && absent.is_empty() {
            return grid.note(&say!(t, "workbook-problems-none"));
        }
        let headings = [
            Heading::Words(say!(t, "workbook-file")),
            Heading::Figures(say!(t, "column-row")),
            Heading::Words(say!(t, "column-candidate")),
            Heading::Words(say!(t, "column-reason")),
        ];
        grid.headings(&headings)?;
        for row in left_out.iter().take(MOST) {
            let reasons: Vec<String> =
                row.reasons.iter().map(|reason| words(left_out_reason(t, &reason.cause))).collect();
            grid.row([
                Value::text(&*row.file),
                Value::count(row.row),
                Value::some(row.candidate, Value::Text),
                Value::Lines(reasons.join("\n")),
            ])?;
        }
        for row in absent.iter().take(MOST.saturating_sub(left_out.len())) {
            grid.row([
                Value::text(&row.file),
                Value::count(row.row),
                Value::text(&row.candidate),
                Value::text(say!(t, "cohort-section-absent")),
            ])?;
        }
        grid.filtered(headings.len())?;
        let rows = left_out.len() + absent.len();
        if rows > MOST {
            let (shown, rows) = (MOST.to_string(), rows.to_string());
            grid.note(&say!(t, "cohort-left-out-cut", shown = &shown, rows = &rows, file = self.cohort.problems))?;
        }
        Ok(())
    }
}

fn words(Line { label, text }: Line) -> String {
    label.map_or(text.clone(), |label| format!("{label} {text}"))
}
