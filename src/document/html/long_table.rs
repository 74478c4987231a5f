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
    let marked = around.find(MARK).and_then(|at| row_around(&around, at));
    let mut part = |rows: Vec<Vec<Cell>>| {
        let rows = [mark(&table)].into_iter().chain(rows).chain([mark(&table)]).collect();
        let mut document = document.clone();
        if let Some(table) = long_table(&mut document.blocks) {
            table.rows = rows;
        }
        let laid_out = page(&document)?;
        Ok::<_, TemplateError>(between_marks(&laid_out).map(str::to_owned))
    };
    let first = if marked.is_some() { part(some.clone())? } else { None };
    let Some((marked, mut laid_out)) = marked.zip(first) else {
        // a template of the coach's that shows the rows in a way of its own, or not all of them
        if let Some(table) = long_table(&mut document.blocks) {
            table.rows = some.into_iter().chain(rows).collect();
        }
        return write(&page(&document)?);
    };
    write(&around[..marked.start])?;
    loop {
        write(&laid_out)?;
        some = rows.by_ref().take(ROWS_AT_ONCE).collect();
        if some.is_empty() {
            return write(&around[marked.end..]);
        }
        write("\n")?;
        // a template that shows these rows otherwise than those before would lose them
        laid_out = part(some)?.ok_or_else(TemplateError::rows_lost)?;
    }
}

/// What stands between the rows of two marks.
fn between_marks(page: &str) -> Option<&str> {
    let first = row_around(page, page.find(MARK)?)?;
    let last = row_around(page, page.rfind(MARK)?)?;
    page.get(first.end..last.start).map(str::trim)
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
