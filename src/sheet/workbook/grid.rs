//! Cells, row by row -> the text of the sheet.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Fault;
use super::number_format::{NumberFormat, number_text};
use crate::sheet::text::LONGEST_ROW;
use crate::sheet::values::is_error_value;

/// Rows and columns of the largest worksheet that a spreadsheet program makes.
pub(super) const MOST_ROWS: u32 = 1 << 20;
pub(super) const MOST_COLUMNS: u32 = 1 << 14;
/// Bytes of the largest text: the attempts of a worksheet that is full to its last row take 80 MB.
const MOST_TEXT: usize = 128 << 20;
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
    /// Its cells as they came, one behind the other.
    row_text: String,
    cells: Vec<Cell>,
    /// Cells of the widest row so far: every row below has as many, empty ones too. The first row may be a title, narrower
    /// than the headings below it.
    width: usize,
    /// Areas of several rows, the one that begins last first.
    merged: Vec<Merged>,
    /// For each column the last row of the area that the row is in, and the area's value.
    open: BTreeMap<usize, (u32, String)>,
    is_1904: bool,
    /// Only whether there is any cell is asked.
    probe: bool,
}

/// A cell of the row.
#[derive(Debug, Clone, Copy)]
struct Cell {
    column: usize,
    /// Where it stands in the text of the row.
    start: usize,
    end: usize,
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
            row_text: String::new(),
            cells: Vec::new(),
            width: 0,
            merged: Vec::new(),
            open: BTreeMap::new(),
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
        let before = self.merged.len();
        let tall = areas.into_iter().filter(|area| area.last_row > area.first_row);
        self.merged.extend(tall.take(MOST_MERGED.saturating_sub(before)));
        if self.merged.len() > before {
            self.merged.sort_unstable_by(|one, other| other.cmp(one));
        }
    }

    /// Takes in a cell, rows and columns from 0.
    pub fn add(&mut self, row: u32, column: u32, value: Value<'_>) -> Result<(), Fault> {
        let text: Cow<'_, str> = match value {
            Value::Text(text) => text,
            Value::Number(number, format) => number_text(number, format, self.is_1904).into(),
            Value::Truth(truth) => if truth { "TRUE" } else { "FALSE" }.into(),
            Value::Error(error) if is_error_value(&error) => error,
            // new errors, and those that LibreOffice names in the language of its user
            Value::Error(_) => "#ERROR!".into(),
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
        if self.row_text.len() + text.len() > LONGEST_ROW {
            return Err(self.row_too_long());
        }
        let start = self.row_text.len();
        self.row_text.push_str(&text);
        self.cells.push(Cell { column: column as usize, start, end: self.row_text.len() });
        Ok(())
    }

    fn row_too_long(&self) -> Fault {
        Fault::TooLarge(format!("row {} holds more than 1 MiB", self.row + 1))
    }

    /// The text of the whole sheet.
    pub fn finish(mut self) -> Result<String, Fault> {
        self.end_row()?;
        Ok(self.text)
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        if self.cells.is_empty() {
            return Ok(());
        }
        // of two cells of a column the last one counts
        self.cells.sort_by_key(|cell| cell.column);
        self.cells.dedup_by(|later, earlier| {
            let same = later.column == earlier.column;
            if same {
                *earlier = *later;
            }
            same
        });
        self.fill_merged();
        // a line for each row, so that lines are the rows' own numbers
        while self.lines < self.row {
            self.text.push('\n');
            self.lines += 1;
        }
        let start = self.text.len();
        // before it is added: a text of that size grows by doubling
        if start + 2 * self.row_text.len() + MOST_COLUMNS as usize > MOST_TEXT {
            return Err(Fault::TooLarge("its cells hold more than 128 MiB".to_owned()));
        }
        let mut column = 0;
        for cell in &self.cells {
            push_commas(&mut self.text, cell.column - column);
            column = cell.column;
            push_cell(&mut self.text, &self.row_text[cell.start..cell.end]);
        }
        self.width = self.width.max(column + 1);
        push_commas(&mut self.text, self.width - 1 - column);
        self.text.push('\n');
        self.lines += 1;
        self.cells.clear();
        self.row_text.clear();
        if self.text.len() - start > LONGEST_ROW {
            return Err(self.row_too_long());
        }
        Ok(())
    }

    /// Gives the row, whose cells are in order, the values of the areas that it is in.
    fn fill_merged(&mut self) {
        let row = self.row;
        while let Some(area) = self.merged.pop_if(|area| area.first_row <= row) {
            let column = area.column as usize;
            let found = self.cells.binary_search_by_key(&column, |cell| cell.column);
            if let Some(&Cell { start, end, .. }) =
                found.ok().filter(|_| area.first_row == row).map(|at| &self.cells[at])
            {
                self.open.insert(column, (area.last_row, self.row_text[start..end].to_owned()));
            }
        }
        self.open.retain(|_, (last_row, _)| *last_row >= row);
        let filled = self.cells.len();
        for (&column, (_, value)) in &self.open {
            if self.cells[..filled].binary_search_by_key(&column, |cell| cell.column).is_err() {
                let start = self.row_text.len();
                self.row_text.push_str(value);
                self.cells.push(Cell { column, start, end: self.row_text.len() });
            }
        }
        if self.cells.len() > filled {
            self.cells.sort_by_key(|cell| cell.column);
        }
    }
}

fn push_commas(text: &mut String, count: usize) {
    text.push_str(&",".repeat(count));
}

/// Adds the cell, in quotation marks where it needs them.
fn push_cell(text: &mut String, cell: &str) {
    if !b",\"\r\n".iter().any(|sign| cell.as_bytes().contains(sign)) {
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
    fn every_row_is_as_wide_as_the_widest_above_it() {
        let cells = [(0, 0, "Class Lisbon"), (2, 0, "ID"), (2, 1, "Score"), (2, 2, "Note"), (3, 0, "A"), (4, 1, "600")];
        assert_eq!(text(&cells, &[]), "Class Lisbon\n\nID,Score,Note\nA,,\n,600,\n");
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
        // areas that overlap, as no program writes them
        let merged = [(1, 9), (2, 9), (2, 3)].map(|(first_row, last_row)| Merged { first_row, last_row, column: 0 });
        let cells = [(0, 0, "ID"), (1, 0, "A"), (2, 0, "B"), (3, 1, "1"), (4, 1, "2")];
        assert_eq!(text(&cells, &merged), "ID\nA\nB\nB,1\nB,2\n");
    }

    #[test]
    fn cells_of_a_row_come_in_any_order_and_the_last_one_counts() {
        let cells = [(0, 2, "Note"), (0, 0, "ID"), (0, 1, "Grade"), (0, 1, "Score")];
        assert_eq!(text(&cells, &[]), "ID,Score,Note\n");
    }

    #[test]
    fn errors_that_are_not_known_stay_errors() {
        let mut grid = Grid::new();
        for (column, error) in ["#N/A", "Err:502", "#WERT!", ""].into_iter().enumerate() {
            grid.add(0, column as u32, Value::Error(error.into())).unwrap();
        }
        assert_eq!(grid.finish().unwrap(), "#N/A,Err:502,#ERROR!,#ERROR!\n");
    }

    #[test]
    fn a_row_that_no_class_has_is_refused_before_it_is_kept() {
        let mut grid = Grid::new();
        let half = "x".repeat(LONGEST_ROW / 2);
        grid.add(0, 0, Value::Text(half.as_str().into())).unwrap();
        grid.add(0, 1, Value::Text(half.as_str().into())).unwrap();
        assert!(matches!(grid.add(0, 2, Value::Truth(true)), Err(Fault::TooLarge(_))));
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
