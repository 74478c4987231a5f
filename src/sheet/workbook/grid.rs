//! Cells, row by row -> the text of the sheet.

use std::borrow::Cow;

use super::Fault;
use super::number_format::{NumberFormat, number_text};
use crate::sheet::text::LONGEST_ROW;

/// Rows and columns of the largest worksheet that a spreadsheet program makes.
pub(super) const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;
/// Bytes of the largest text: two million attempts and more.
const MOST_TEXT: usize = 192 << 20;
/// So many merged areas are looked at.
pub(super) const MOST_MERGED: usize = 100_000;

/// Stands for a formula whose result the file does not hold. It is no text of an empty cell, so that a mark can never get
/// lost in silence, and stays a problem in problems.csv.
pub(in crate::sheet) const NO_RESULT: &str = "#NO RESULT!";

/// What a cell holds.
pub(super) enum Value<'v> {
    Text(Cow<'v, str>),
    Number(f64, NumberFormat),
    Truth(bool),
    /// "#N/A" and its like.
    Error(Cow<'v, str>),
    /// A formula without its result.
    NoResult,
}

/// The text of a worksheet as it grows. Cells come row by row; within a row in any order.
#[derive(Debug)]
pub(super) struct Grid {
    text: String,
    /// How many lines the text has.
    lines: u32,
    /// The row that is being filled, from 0.
    row: u32,
    cells: Vec<String>,
    /// Cells of the row up to the last one that holds anything.
    filled: usize,
    /// Cells of the first row that holds anything: every row below has as many, empty ones too.
    width: usize,
    /// Areas of several rows, the one that begins last first.
    merged: Vec<Merged>,
    /// The areas that the row is in, with their values.
    open: Vec<(Merged, String)>,
    is_1904: bool,
    /// Only whether there is any cell is asked.
    probe: bool,
}

/// Cells below each other that were merged into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merged {
    pub first_row: u32,
    pub last_row: u32,
    pub column: u32,
}

impl Grid {
    pub fn new() -> Self {
        Grid {
            text: String::new(),
            lines: 0,
            row: 0,
            cells: Vec::new(),
            filled: 0,
            width: 0,
            merged: Vec::new(),
            open: Vec::new(),
            is_1904: false,
            probe: false,
        }
    }

    /// A grid that takes no cell: the first one ends the reading with [`Fault::Found`].
    pub fn probe() -> Self {
        Grid { probe: true, ..Grid::new() }
    }

    /// Only the first cell is of interest.
    pub fn is_probe(&self) -> bool {
        self.probe
    }

    /// Days are counted from 1904, as old Macs did.
    pub fn count_days_from_1904(&mut self, is_1904: bool) {
        self.is_1904 = is_1904;
    }

    /// Merged areas, told before their cells: the value of one holds for all its rows. Columns of one are left alone: a
    /// title over several columns is the heading of none.
    pub fn merge(&mut self, areas: impl IntoIterator<Item = Merged>) {
        self.merged.extend(areas.into_iter().filter(|area| area.last_row > area.first_row).take(MOST_MERGED));
        self.merged.sort_unstable_by(|one, other| other.cmp(one));
    }

    /// Takes in a cell, rows and columns from 0.
    pub fn add(&mut self, row: u32, column: u32, value: Value<'_>) -> Result<(), Fault> {
        let text: Cow<'_, str> = match value {
            Value::Text(text) => text,
            Value::Number(number, format) => number_text(number, format, self.is_1904).into(),
            Value::Truth(truth) => if truth { "TRUE" } else { "FALSE" }.into(),
            Value::Error(error) => error,
            Value::NoResult => NO_RESULT.into(),
        };
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.probe {
            return Err(Fault::Found);
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Fault::damaged("a cell lies outside of every worksheet"));
        }
        if row < self.row {
            return Err(Fault::damaged("its rows are not in order"));
        }
        if row > self.row {
            self.end_row()?;
            self.row = row;
        }
        let column = column as usize;
        if column >= self.cells.len() {
            self.cells.resize(column + 1, String::new());
        }
        self.filled = self.filled.max(column + 1);
        self.cells[column].clear();
        self.cells[column].push_str(&text);
        Ok(())
    }

    /// The text of the whole sheet.
    pub fn finish(mut self) -> Result<String, Fault> {
        self.end_row()?;
        Ok(self.text)
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        if self.filled == 0 {
            return Ok(());
        }
        self.fill_merged();
        // a line for each row, so that lines are the rows' own numbers
        while self.lines < self.row {
            self.text.push('\n');
            self.lines += 1;
        }
        if self.width == 0 {
            self.width = self.filled;
        }
        let start = self.text.len();
        for at in 0..self.filled.max(self.width) {
            if at > 0 {
                self.text.push(',');
            }
            if let Some(cell) = self.cells.get_mut(at) {
                push_cell(&mut self.text, cell);
                cell.clear();
            }
        }
        self.text.push('\n');
        self.lines += 1;
        self.filled = 0;
        if self.text.len() - start > LONGEST_ROW {
            return Err(Fault::TooLarge(format!("row {} holds more than 1 MiB", self.row + 1)));
        }
        if self.text.len() > MOST_TEXT {
            return Err(Fault::TooLarge("its cells hold more than 192 MiB".to_owned()));
        }
        Ok(())
    }

    fn fill_merged(&mut self) {
        let row = self.row;
        while let Some(area) = self.merged.pop_if(|area| area.first_row <= row) {
            let value = self.cells.get(area.column as usize).filter(|_| area.first_row == row);
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                self.open.push((area, value.clone()));
            }
        }
        self.open.retain(|(area, _)| area.last_row >= row);
        for (area, value) in &self.open {
            let column = area.column as usize;
            if column >= self.cells.len() {
                self.cells.resize(column + 1, String::new());
            }
            if self.cells[column].is_empty() {
                self.cells[column].clone_from(value);
                self.filled = self.filled.max(column + 1);
            }
        }
    }
}

/// Adds the cell, in quotation marks where it needs them.
fn push_cell(text: &mut String, cell: &str) {
    if !cell.contains([',', '"', '\r', '\n']) {
        text.push_str(cell);
        return;
    }
    text.push('"');
    // LF ends a row of the text, and nothing else does
    text.push_str(&cell.replace('"', "\"\"").replace("\r\n", "\r").replace('\n', "\r"));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cells: &[(u32, u32, &str)], merged: &[Merged]) -> String {
        let mut grid = Grid::new();
        grid.merge(merged.iter().copied());
        for &(row, column, cell) in cells {
            grid.add(row, column, Value::Text(cell.into())).unwrap();
        }
        grid.finish().unwrap()
    }

    #[test]
    fn a_line_is_a_row() {
        let cells =
            [(1, 0, "ID"), (1, 2, "Note"), (3, 0, "A"), (3, 2, "one\r\ntwo, \"three\""), (4, 0, "B"), (4, 1, " ")];
        assert_eq!(text(&cells, &[]), "\nID,,Note\n\nA,,\"one\rtwo, \"\"three\"\"\"\nB,,\n");
    }

    #[test]
    fn merged_rows_share_their_value_and_make_no_rows() {
        let merged = [
            Merged { first_row: 1, last_row: 4, column: 0 },
            Merged { first_row: 0, last_row: 0, column: 1 },
            Merged { first_row: 2, last_row: 3, column: 2 },
        ];
        let cells =
            [(0, 0, "ID"), (0, 1, "Score"), (1, 0, "A"), (1, 1, "600"), (2, 1, "700"), (4, 1, "800"), (5, 1, "1")];
        assert_eq!(text(&cells, &merged), "ID,Score\nA,600\nA,700\n\nA,800\n,1\n");
    }

    #[test]
    fn what_no_worksheet_holds_is_refused() {
        let mut grid = Grid::new();
        assert!(matches!(grid.add(0, MOST_COLUMNS, Value::Truth(true)), Err(Fault::Damaged(_))));
        assert!(matches!(grid.add(MOST_ROWS, 0, Value::Truth(true)), Err(Fault::Damaged(_))));
        grid.add(5, 0, Value::NoResult).unwrap();
        assert!(matches!(grid.add(4, 0, Value::NoResult), Err(Fault::Damaged(_))));
        assert!(matches!(Grid::probe().add(9, 9, Value::Truth(false)), Err(Fault::Found)));
        assert!(Grid::probe().add(9, 9, Value::Text(" \u{a0}".into())).is_ok());
    }
}
