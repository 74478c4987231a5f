//! Tables: columns as wide as their share but never narrower than their longest word while there is room, a header
//! that repeats, hairlines between rows, and rows that stay whole unless one alone is taller than a page.

use super::display::{Item, Owner, own_words};
use super::flow::{Flow, Piece};
use super::fonts::Shaper;
use super::look::{
    ACCENT, BODY_BOLD, CELL, CELL_HEAD, HAIRLINE, HAIRLINE_WIDTH, LABEL, MUTED, RULE_WIDTH, Style, TEXT,
};
use super::paragraph::{self, Span};
use super::shapes;
use super::structure::{DOCUMENT, ElementId, Role, Structure};
use crate::document::content::{Align, Cell, Column, Table};

/// Space above and below the words of a row.
const PADDING: f32 = 3.5;
const HEAD_PADDING: f32 = 2.5;
/// Below it a row is one of a line or two.
const LOW: f32 = 36.0;

/// Lays out the table into `flow`, in a width of `measure` points, with no piece higher than `page` points.
/// Of the space above and below the words of a row, `space` is kept.
pub fn lay_out(shaper: &mut Shaper, table: &Table, measure: f32, page: f32, space: f32, flow: &mut Flow) {
    let wide = table.columns.len() > 8;
    let setting = Setting {
        gutter: match table.columns.len() {
            ..=8 => 12.0,
            9..=14 => 6.0,
            _ => 4.0,
        },
        cell: if wide { CELL.sized(8.0) } else { CELL },
        head: if wide { CELL_HEAD.sized(7.5) } else { CELL_HEAD },
    };
    let columns = setting.columns(shaper, table, measure);
    let element = flow.structure.add(DOCUMENT, Role::Table);
    caption(shaper, &table.caption, element, measure, flow);

    let headings = table
        .columns
        .iter()
        .zip(&columns)
        .map(|(column, place)| place.aligned(shaper, &[Span::new(&column.heading, setting.head)], column.align));
    let mut headings: Vec<Vec<Slice>> = headings.collect();
    own_row(&mut headings, element, &mut flow.structure, |_| Role::ColumnHeader);
    stand_on_rule(&mut headings);
    let mut header = row(headings, page, HEAD_PADDING);
    if let Some(end) = header.last_mut() {
        end.items.push(Item::rule(0.0, end.height, measure, RULE_WIDTH, TEXT));
    }
    let repeated = match header.as_slice() {
        [only] if only.height < page / 3.0 => {
            let mut repeated = only.clone();
            for item in &mut repeated.items {
                item.owner = Owner::Running;
            }
            flow.headers.push(repeated);
            Some(flow.headers.len() - 1)
        }
        _ => None,
    };
    for piece in &mut header {
        piece.keep_with_next = true;
    }
    flow.pieces.append(&mut header);

    let room = repeated.map_or(page, |header| page - flow.headers[header].height);
    let last = table.rows.len().saturating_sub(1);
    let role = |column: usize| if column == 0 && table.row_headers { Role::RowHeader } else { Role::Cell };
    for (index, cells) in table.rows.iter().enumerate() {
        let mut set = setting.cells(shaper, cells, &table.columns, &columns, false);
        own_row(&mut set, element, &mut flow.structure, role);
        let mut pieces = row(set, room, PADDING * space);
        if let Some(end) = pieces.last_mut() {
            if index < last {
                end.items.push(Item::rule(0.0, end.height, measure, HAIRLINE_WIDTH, HAIRLINE));
            }
            // The first two rows stay with the header, the last two with each other and with the total. A tall row does not
            // look lost alone, and would leave half of a page empty with another.
            let paired = last > 0 && (index == 0 || index + 1 == last) && end.height < LOW;
            end.keep_with_next = paired || index == last && table.total.is_some();
        }
        for piece in &mut pieces {
            piece.header = repeated;
        }
        flow.pieces.append(&mut pieces);
    }
    let mut foot = match &table.total {
        Some(cells) => {
            let mut set = setting.cells(shaper, cells, &table.columns, &columns, true);
            own_row(&mut set, element, &mut flow.structure, role);
            row(set, room, PADDING * space)
        }
        None => vec![Piece::default()],
    };
    if let Some(first) = foot.first_mut() {
        first.items.push(Item::rule(
            0.0,
            0.0,
            measure,
            if table.total.is_some() { RULE_WIDTH } else { HAIRLINE_WIDTH },
            TEXT,
        ));
        first.header = repeated.filter(|_| table.total.is_some());
    }
    if table.total.is_none()
        && let Some(end) = flow.pieces.last_mut()
    {
        // The closing rule belongs to the last row.
        end.items.push(Item::rule(0.0, end.height, measure, HAIRLINE_WIDTH, MUTED));
    } else {
        flow.pieces.append(&mut foot);
    }
}

/// The width at which a table of figures stands on one line a row and is easy to follow; infinite where there is more than
/// figures behind the first column, or a cell takes whatever width there is.
pub fn comfortable_width(shaper: &mut Shaper, table: &Table) -> f32 {
    const BETWEEN: f32 = 36.0;
    if table.columns.iter().skip(1).any(|column| column.align == Align::Left) {
        return f32::INFINITY;
    }
    let mut width = -BETWEEN;
    for (index, column) in table.columns.iter().enumerate() {
        let mut widest = paragraph::line(shaper, &column.heading, CELL_HEAD).width;
        for cell in table.rows.iter().chain(&table.total).filter_map(|row| row.get(index)) {
            widest = widest.max(match cell {
                Cell::Empty => 0.0,
                Cell::Text { text } | Cell::Link { text, .. } => paragraph::line(shaper, text, CELL).width,
                Cell::Strong { text } => paragraph::line(shaper, text, CELL.bold()).width,
                _ => f32::INFINITY,
            });
        }
        width += widest + BETWEEN;
    }
    width
}

/// Makes the cells a row of the table, and the paragraphs of a cell its parts.
fn own_row(cells: &mut [Vec<Slice>], table: ElementId, structure: &mut Structure, role: impl Fn(usize) -> Role) {
    let row = structure.add(table, Role::Row);
    for (column, slices) in cells.iter_mut().enumerate() {
        let cell = structure.add(row, role(column));
        let mut paragraph = cell;
        for slice in slices {
            if slice.begins {
                paragraph = structure.add(cell, Role::Paragraph);
            }
            own_words(&mut slice.items, paragraph);
        }
    }
}

/// Fills columns of few lines from above, so that all headings end at the same height.
fn stand_on_rule(headings: &mut [Vec<Slice>]) {
    let height = |slices: &[Slice]| slices.iter().map(|slice| slice.height).sum::<f32>();
    let highest = headings.iter().fold(0.0_f32, |highest, slices| highest.max(height(slices)));
    for slices in headings {
        let empty = highest - height(slices);
        if let (Some(first), true) = (slices.first_mut(), empty > 0.0 && highest < 100.0) {
            first.height += empty;
            first.items.iter_mut().for_each(|item| item.shift(0.0, empty));
        }
    }
}

fn caption(shaper: &mut Shaper, text: &str, table: ElementId, measure: f32, flow: &mut Flow) {
    let element = flow.structure.add(table, Role::Caption);
    let lines = paragraph::lines(shaper, &[Span::new(text, LABEL)], measure);
    for line in lines {
        let mut items = Vec::new();
        line.draw(&mut items, 0.0, LABEL.baseline());
        own_words(&mut items, element);
        flow.pieces.push(Piece { height: LABEL.leading, keep_with_next: true, items, ..Piece::default() });
    }
}

/// What can be split off a cell: a line of text or a bar, measured from the row's left end and its own top.
#[derive(Debug)]
struct Slice {
    height: f32,
    items: Vec<Item>,
    /// The first of a paragraph, where the cell has several.
    begins: bool,
}

/// Where a column stands, in points.
#[derive(Debug, Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    /// Width of the widest label beside the column's bars.
    label: f32,
}

struct Setting {
    gutter: f32,
    cell: Style,
    head: Style,
}

impl Setting {
    /// Shares the measure among the columns.
    fn columns(&self, shaper: &mut Shaper, table: &Table, measure: f32) -> Vec<Place> {
        let count = table.columns.len();
        let room = measure - self.gutter * count.saturating_sub(1) as f32;
        let mut needs = Vec::with_capacity(count);
        let mut labels = Vec::with_capacity(count);
        for (index, column) in table.columns.iter().enumerate() {
            let mut need = paragraph::widest_word(shaper, &column.heading, self.head);
            let mut label = 0.0_f32;
            for row in table.rows.iter().chain(&table.total) {
                let Some(cell) = row.get(index) else { continue };
                need = need.max(self.need(shaper, cell));
                if let Cell::Bar { label: text, .. } | Cell::Stack { label: text, .. } = cell {
                    label = label.max(paragraph::line(shaper, text, self.cell).width);
                }
            }
            // One long word must not take the table for itself.
            needs.push(need.min(room * 0.4).max(6.0) + 0.1);
            labels.push(label);
        }
        let shares =
            table.columns.iter().map(|column| if column.width > 0.0 { column.width } else { 1.0 }).collect::<Vec<_>>();
        let mut x = 0.0;
        let places = share_out(room.max(1.0), &shares, &needs).into_iter().zip(labels).map(|(width, label)| {
            let place = Place { x, width, label };
            x += width + self.gutter;
            place
        });
        places.collect()
    }

    /// The least width at which a cell breaks no word.
    fn need(&self, shaper: &mut Shaper, cell: &Cell) -> f32 {
        match cell {
            Cell::Empty => 0.0,
            Cell::Text { text } | Cell::Link { text, .. } => paragraph::widest_word(shaper, text, self.cell),
            Cell::Strong { text } => paragraph::widest_word(shaper, text, self.cell.bold()),
            Cell::Lines { lines } => lines.iter().fold(0.0, |widest, line| {
                let label = line.label.as_deref().unwrap_or_default();
                let label = paragraph::widest_word(shaper, label, self.cell.bold());
                widest.max(label).max(paragraph::widest_word(shaper, &line.text, self.cell))
            }),
            // A rating stays on one line if the table has the room.
            Cell::Chip { word, .. } => shapes::CHIP_EXTRA + paragraph::line(shaper, word, self.cell).width,
            Cell::Mark { sign, .. } => paragraph::line(shaper, sign, self.cell.bold()).width + 4.0,
            Cell::Bar { label, .. } | Cell::Stack { label, .. } => {
                40.0 + paragraph::widest_word(shaper, label, self.cell)
            }
        }
    }

    fn cells(
        &self,
        shaper: &mut Shaper,
        cells: &[Cell],
        columns: &[Column],
        places: &[Place],
        total: bool,
    ) -> Vec<Vec<Slice>> {
        let style = if total { self.cell.bold() } else { self.cell };
        cells
            .iter()
            .zip(columns)
            .zip(places)
            .map(|((cell, column), place)| match cell {
                Cell::Empty => Vec::new(),
                Cell::Text { text } => place.aligned(shaper, &[Span::new(text, style)], column.align),
                Cell::Strong { text } => place.aligned(shaper, &[Span::new(text, style.bold())], column.align),
                Cell::Link { text, href } => {
                    let span = Span { text, style: style.ink(ACCENT), href: Some(href) };
                    place.aligned(shaper, &[span], column.align)
                }
                Cell::Lines { lines } => lines
                    .iter()
                    .flat_map(|line| {
                        let label = line.label.as_deref().unwrap_or_default();
                        let spans = [Span::new(label, style.bold()), Span::new(&line.text, style)];
                        let mut slices = place.aligned(shaper, &spans, column.align);
                        if let Some(first) = slices.first_mut() {
                            first.begins = lines.len() > 1;
                        }
                        slices
                    })
                    .collect(),
                Cell::Chip { role, word } => {
                    let mut items = Vec::new();
                    // A word longer than any rating is set as text, so that it can go over pages.
                    if word.chars().count() > 80 {
                        return place.aligned(shaper, &[Span::new(word, style)], column.align);
                    }
                    let height = shapes::chip(shaper, *role, word, style, place.x, place.width, &mut items);
                    vec![Slice { height, items, begins: false }]
                }
                Cell::Mark { role, sign } => {
                    let mut items = Vec::new();
                    shapes::mark(shaper, *role, sign, style, place.x, place.width, &mut items);
                    vec![Slice { height: style.leading, items, begins: false }]
                }
                Cell::Bar { share, label } => {
                    let bar = |x, y, width, items: &mut Vec<Item>| shapes::bar(*share, x, y, width, items);
                    place.labelled(shaper, label, style, bar)
                }
                Cell::Stack { weak, adequate, strong, unrated, label } => {
                    let counts = [*weak, *adequate, *strong, *unrated];
                    let bar = |x, y, width, items: &mut Vec<Item>| shapes::stack(counts, x, y, width, items);
                    place.labelled(shaper, label, style, bar)
                }
            })
            .collect()
    }
}

impl Place {
    fn aligned(self, shaper: &mut Shaper, spans: &[Span], align: Align) -> Vec<Slice> {
        let Some(style) = spans.first().map(|span| span.style) else { return Vec::new() };
        paragraph::lines(shaper, spans, self.width)
            .into_iter()
            .map(|line| {
                let x = match align {
                    Align::Left => self.x,
                    Align::Right => self.x + (self.width - line.width).max(0.0),
                };
                let mut items = Vec::new();
                line.draw(&mut items, x, style.baseline());
                Slice { height: style.leading, items, begins: false }
            })
            .collect()
    }

    /// A bar with its label at the right, or below where the column is narrow.
    fn labelled(
        self,
        shaper: &mut Shaper,
        label: &str,
        style: Style,
        bar: impl Fn(f32, f32, f32, &mut Vec<Item>),
    ) -> Vec<Slice> {
        let mut items = Vec::new();
        let middle = style.leading / 2.0;
        if self.label <= self.width * 0.55 {
            let beside = if self.label > 0.0 { self.label + 6.0 } else { 0.0 };
            bar(self.x, middle, self.width - beside, &mut items);
            let line = paragraph::line(shaper, label, style);
            let x = self.x + self.width - line.width;
            line.draw(&mut items, x, style.baseline());
            return vec![Slice { height: style.leading, items, begins: false }];
        }
        bar(self.x, middle, self.width, &mut items);
        let mut slices = vec![Slice { height: style.leading, items, begins: false }];
        slices.extend(self.aligned(shaper, &[Span::new(label, style)], Align::Left));
        slices
    }
}

/// Widths by share, but at least what each column needs while all needs together fit; where they do not, the widest give.
pub fn share_out(room: f32, shares: &[f32], needs: &[f32]) -> Vec<f32> {
    let needed: f32 = needs.iter().sum();
    if needed >= room {
        let mut widths = needs.to_vec();
        let mut order: Vec<usize> = (0..needs.len()).collect();
        order.sort_by(|&one, &other| needs[one].total_cmp(&needs[other]));
        let mut left = room;
        for (place, &index) in order.iter().enumerate() {
            widths[index] = needs[index].min(left / (order.len() - place) as f32);
            left -= widths[index];
        }
        return widths;
    }
    let mut fixed = vec![false; shares.len()];
    loop {
        let taken: f32 = needs.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(need, _)| need).sum();
        let free: f32 = shares.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(share, _)| share).sum();
        let width = |index: usize| if fixed[index] { needs[index] } else { (room - taken) * shares[index] / free };
        match (0..shares.len()).find(|&index| !fixed[index] && width(index) < needs[index]) {
            Some(narrow) => fixed[narrow] = true,
            None => return (0..shares.len()).map(width).collect(),
        }
    }
}

/// One row as a piece; as pieces of a few lines each where it is taller than `page`.
fn row(cells: Vec<Vec<Slice>>, page: f32, padding: f32) -> Vec<Piece> {
    const PART: f32 = 48.0;
    let full = cells.iter().map(|slices| slices.iter().map(|slice| slice.height).sum()).fold(0.0_f32, f32::max);
    let limit = if full + 2.0 * padding <= page { page } else { PART };
    let mut cells: Vec<_> = cells.into_iter().map(|slices| slices.into_iter().peekable()).collect();
    let mut pieces = Vec::new();
    loop {
        let top = if pieces.is_empty() { padding } else { 0.0 };
        let mut piece = Piece { height: top, ..Piece::default() };
        for cell in &mut cells {
            let mut y = top;
            // The first slice always goes in: none is taller than a page.
            while let Some(slice) = cell.next_if(|slice| y == top || y + slice.height <= limit) {
                piece.items.extend(slice.items.into_iter().map(|mut item| {
                    item.shift(0.0, y);
                    item
                }));
                y += slice.height;
            }
            piece.height = piece.height.max(y);
        }
        let done = cells.iter_mut().all(|cell| cell.peek().is_none());
        if done {
            piece.height += padding;
        }
        pieces.push(piece);
        if done {
            return pieces;
        }
    }
}

/// The bold line above a drawing.
pub fn drawing_title(shaper: &mut Shaper, text: &str, measure: f32, flow: &mut Flow) {
    let element = flow.structure.add(DOCUMENT, Role::Paragraph);
    for line in paragraph::lines(shaper, &[Span::new(text, BODY_BOLD)], measure) {
        let mut items = Vec::new();
        line.draw(&mut items, 0.0, BODY_BOLD.baseline());
        own_words(&mut items, element);
        flow.pieces.push(Piece { height: BODY_BOLD.leading, keep_with_next: true, items, ..Piece::default() });
    }
}
