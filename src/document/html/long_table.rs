//! A page whose table may have any number of rows: many are laid out a few at a time, so that the page costs little memory.
//!
//! Templates lay out whole pages. So a row with a mark is laid out in the place of the many, and they are laid out
//! between two such rows; then the mark's own row, `<tr>` to `</tr>`, is cut out.

use std::ops::Range;

use super::TemplateError;
use crate::document::content::{Block, Cell, Document, Table};

/// So many rows are laid out together.
pub const ROWS_AT_ONCE: usize = 500;

/// Text that no sheet holds: these characters are for private use.
const MARK: &str = "\u{f8ff}resit row\u{f8ff}";

/// Lays out a document with `rows` in its table that can be sorted; `write` takes the page part by part.
///
/// # Errors
/// What `page`, which lays out a whole document, and `write` say.
pub fn lay_out<E: From<TemplateError>>(
    mut document: Document,
    rows: impl Iterator<Item = Vec<Cell>>,
    mut page: impl FnMut(&Document) -> Result<String, TemplateError>,
    mut write: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let mut rows = rows.peekable();
    let mut some: Vec<Vec<Cell>> = rows.by_ref().take(ROWS_AT_ONCE).collect();
    let Some(table) = long_table(&mut document.blocks).filter(|_| rows.peek().is_some()) else {
        if let Some(table) = long_table(&mut document.blocks) {
            table.rows = some;
        }
        return write(&page(&document)?);
    };
    table.rows = vec![mark(table)];
    let table = table.clone();
    let around = page(&document)?;
    let Some(marked) = around.find(MARK).and_then(|at| row_around(&around, at)) else {
        // a template of the coach's that shows the rows in a way of its own, or not at all
        if let Some(table) = long_table(&mut document.blocks) {
            table.rows = some.into_iter().chain(rows).collect();
        }
        return write(&page(&document)?);
    };
    write(&around[..marked.start])?;
    loop {
        let mark = mark(&table);
        let between = [mark.clone()].into_iter().chain(some).chain([mark]).collect();
        let part =
            Document { blocks: vec![Block::Table(Table { rows: between, ..table.clone() })], ..document.clone() };
        let laid_out = page(&part)?;
        let marks = laid_out.find(MARK).zip(laid_out.rfind(MARK));
        let marks = marks.and_then(|(first, last)| row_around(&laid_out, first).zip(row_around(&laid_out, last)));
        // the row was found in the whole page, so it is here
        let between = marks.map_or(0..0, |(first, last)| first.end..last.start);
        write(laid_out[between].trim())?;
        some = rows.by_ref().take(ROWS_AT_ONCE).collect();
        if some.is_empty() {
            return write(&around[marked.end..]);
        }
        write("\n")?;
    }
}

fn long_table(blocks: &mut [Block]) -> Option<&mut Table> {
    blocks.iter_mut().find_map(|block| match block {
        Block::Table(table) if table.sortable => Some(table),
        _ => None,
    })
}

fn mark(table: &Table) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; table.columns.len()];
    if let Some(first) = cells.first_mut() {
        *first = Cell::Text { text: MARK.to_owned() };
    }
    cells
}

/// The table row that this byte of a page stands in.
fn row_around(page: &str, at: usize) -> Option<Range<usize>> {
    let end = "</tr>";
    Some(page[..at].rfind("<tr")?..at + page[at..].find(end)? + end.len())
}
