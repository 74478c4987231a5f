//! xlsx and xlsm, through calamine's stream of cells.

use std::collections::HashSet;
use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{DataRef, Reader, SheetType, SheetVisible, XlsxError};
use zip::ZipArchive;

use super::caps::{self, Found};
use super::grid::{Grid, Merged, Value};
use super::number_format::NumberFormat;
use super::{Fault, Workbook, Worksheet, check_sheets};

/// So many formulas may lack their results; with more, no program has ever calculated the sheet.
const MOST_WITHOUT_RESULT: usize = 10_000;

/// An open workbook.
pub(super) struct Xlsx {
    workbook: calamine::Xlsx<Cursor<Vec<u8>>>,
    found: Found,
}

impl Xlsx {
    pub fn open(mut zip: ZipArchive<Cursor<Vec<u8>>>) -> Result<Self, Fault> {
        let found = caps::check_unpacked(&mut zip)?;
        let bytes = zip.into_inner();
        let workbook = calmly(|| calamine::Xlsx::new(bytes).map_err(fault))?;
        check_sheets(workbook.sheets_metadata().len())?;
        Ok(Xlsx { workbook, found })
    }

    fn put(&mut self, name: &str, grid: &mut Grid) -> Result<(), Fault> {
        grid.count_days_from_1904(self.workbook.has_1904_epoch());
        if self.found.merged && !grid.is_probe() {
            let areas = self.workbook.merge_cells_by_sheet_name(name).map_err(fault)?;
            grid.merge(areas.iter().map(|area| Merged {
                first_row: area.start.0,
                last_row: area.end.0,
                column: area.start.1,
            }));
        }
        let without_result = if self.found.formulas { self.without_result(name)? } else { HashSet::new() };
        let mut cells = self.workbook.worksheet_cells_reader(name).map_err(fault)?;
        let formats: Vec<NumberFormat> = cells
            .styles()
            .iter()
            .map(|style| {
                style
                    .number_format
                    .as_ref()
                    .map_or_else(NumberFormat::default, |format| NumberFormat::of_code(&format.format_code))
            })
            .collect();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(fault)? {
            let (row, column) = cell.get_position();
            let format = formats.get(style).copied().unwrap_or_default();
            let value = match cell.get_value() {
                DataRef::Empty if without_result.contains(&(row, column)) => Value::NoResult,
                DataRef::Empty => continue,
                DataRef::Int(number) => Value::Number(*number as f64, format),
                DataRef::Float(number) => Value::Number(*number, format),
                DataRef::DateTime(day) => {
                    let format = if day.is_duration() { NumberFormat::Elapsed } else { NumberFormat::Date };
                    Value::Number(day.as_f64(), format)
                }
                DataRef::String(text) => Value::Text(text.as_str().into()),
                DataRef::SharedString(text) => Value::Text((*text).into()),
                DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Text(text.as_str().into()),
                DataRef::Bool(truth) => Value::Truth(*truth),
                DataRef::Error(error) => Value::Error(error.to_string().into()),
            };
            grid.add(row, column, value)?;
        }
        Ok(())
    }

    /// The formulas whose results the file does not hold: the stream of values shows them as empty cells.
    fn without_result(&mut self, name: &str) -> Result<HashSet<(u32, u32)>, Fault> {
        let mut found = HashSet::new();
        let mut cells = self.workbook.worksheet_cells_reader(name).map_err(fault)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(fault)? {
            if cell.formula.is_some() && cell.value == DataRef::Empty {
                found.insert(cell.pos);
            }
            if found.len() > MOST_WITHOUT_RESULT {
                return Err(Fault::Other(
                    "a workbook whose formulas were never calculated",
                    "Open it in the spreadsheet program, which calculates them, save it and give it again.",
                ));
            }
        }
        Ok(found)
    }
}

impl Workbook for Xlsx {
    fn worksheets(&self) -> Vec<Worksheet> {
        let sheets = self.workbook.sheets_metadata().iter();
        let worksheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
        worksheets
            .map(|sheet| Worksheet { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible })
            .collect()
    }

    fn read(&mut self, index: usize, grid: &mut Grid) -> Result<(), Fault> {
        let name = self.worksheets().swap_remove(index).name;
        calmly(|| self.put(&name, grid))
    }
}

/// Turns a panic of calamine, which a damaged workbook can cause, into a fault. What was being read is not used after it.
fn calmly<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    // sheets are read before any thread is started that could panic for its own reasons
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    let result = panic::catch_unwind(AssertUnwindSafe(read));
    panic::set_hook(hook);
    result.unwrap_or_else(|_| Err(Fault::damaged("its parts contradict each other")))
}

fn fault(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::Password,
        // calamine tells neither the cell nor what follows it
        XlsxError::CellError(_) => Fault::Other(
            "a workbook with a cell that shows an unusual error",
            "Look for cells such as #GETTING_DATA or #ERROR!, correct or empty them, save the workbook and give it again; or save the sheet as CSV.",
        ),
        error => Fault::damaged(error),
    }
}
