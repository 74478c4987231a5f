//! Pieces of content, one under the other, spread over pages: no heading alone at the foot of a page, no single line
//! of a paragraph alone, table headers repeated, and nothing ever dropped.

use super::display::{Bookmark, Item, Layout, Page};
use super::look::{ACCENT, FIRST_TOP, LATER_TOP, MARGIN_FOOT, MARGIN_SIDE, STEP, WASH};
use super::structure::{ElementId, Structure};

/// What is never split: a line of a paragraph, a row of a table, a drawing.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// Points; at most the height of [`Sheet::later`], or it would not fit on any page.
    pub height: f32,
    /// Distance to the piece above in points; none at the head of a page. A piece with a step or more begins on the grid.
    pub space_before: f32,
    pub keep_with_next: bool,
    /// Measured from the piece's upper left corner.
    pub items: Vec<Item>,
    /// The table header (its index in [`Flow::headers`]) that is repeated above the piece if it begins a page.
    pub header: Option<usize>,
    /// Part of the coach's note: stands on a wash with a rule at its left.
    pub noted: bool,
    /// The texts of the headings in it.
    pub bookmarks: Vec<String>,
    /// The figure that the piece is.
    pub figure: Option<ElementId>,
}

/// A whole document before it is cut into pages.
#[derive(Debug, Default)]
pub struct Flow {
    pub pieces: Vec<Piece>,
    pub headers: Vec<Piece>,
    pub structure: Structure,
}

/// How far the wash of a note that goes over pages reaches beyond its lines, in points.
const NOTE_BLEED: f32 = 5.0;

/// The paper, its margins and the logo, in points.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    /// Width and height of the logo at the head of the first page.
    pub logo: Option<(f32, f32)>,
    /// How much of the space between pieces is kept; all of it keeps text on the grid.
    pub space: f32,
}

impl Sheet {
    /// Width of the content.
    pub fn measure(self) -> f32 {
        self.width - 2.0 * MARGIN_SIDE
    }

    /// Height of the content on pages after the first, which is the lower one.
    pub fn later(self) -> f32 {
        self.height - LATER_TOP - MARGIN_FOOT
    }

    /// The same, larger or smaller as a whole.
    pub fn scaled(self, across: f32, down: f32) -> Sheet {
        let logo = self.logo.map(|(width, height)| (width * across, height * across));
        Sheet { width: self.width * across, height: self.height * down, logo, ..self }
    }

    fn foot(self) -> f32 {
        self.height - MARGIN_FOOT
    }
}

/// Cuts the flow into pages.
pub fn paginate(flow: Flow, sheet: Sheet) -> Layout {
    let Flow { pieces, headers, structure } = flow;
    let mut desk = Desk {
        sheet,
        headers,
        layout: Layout { pages: vec![Page::default()], bookmarks: Vec::new(), structure },
        y: FIRST_TOP,
        top: FIRST_TOP,
        note_from: None,
    };
    let mut chunk: Vec<Piece> = Vec::new();
    for piece in pieces {
        let ends = !piece.keep_with_next;
        chunk.push(piece);
        if ends {
            desk.place_chunk(std::mem::take(&mut chunk));
        }
    }
    desk.place_chunk(chunk);
    desk.end_note();
    desk.layout
}

struct Desk {
    sheet: Sheet,
    headers: Vec<Piece>,
    layout: Layout,
    /// Where the next piece begins.
    y: f32,
    /// Where the content of this page begins.
    top: f32,
    /// Where on this page the note began.
    note_from: Option<f32>,
}

impl Desk {
    /// Places pieces that belong together on one page if there is one that holds them.
    fn place_chunk(&mut self, chunk: Vec<Piece>) {
        let mut end = self.y;
        for piece in &chunk {
            end = self.start_of(piece, end) + piece.height;
        }
        if end > self.sheet.foot() + 0.01 && self.y > self.top {
            self.new_page();
        }
        for piece in chunk {
            self.place(piece);
        }
    }

    fn place(&mut self, piece: Piece) {
        if self.start_of(&piece, self.y) + piece.height > self.sheet.foot() + 0.01 && self.y > self.top {
            self.new_page();
        }
        if self.y <= self.top
            && let Some(header) = piece.header.and_then(|header| self.headers.get(header)).cloned()
        {
            self.put(header);
        }
        self.put(piece);
    }

    fn put(&mut self, piece: Piece) {
        let y = self.start_of(&piece, self.y);
        match (piece.noted, self.note_from) {
            (true, None) => self.note_from = Some(if y > self.top { y } else { y - NOTE_BLEED }),
            (false, Some(_)) => self.end_note(),
            _ => {}
        }
        for title in piece.bookmarks {
            self.layout.bookmarks.push(Bookmark { title, page: self.layout.pages.len() - 1, y });
        }
        if let Some(figure) = piece.figure {
            self.layout.structure[figure].frame = Some([MARGIN_SIDE, y, self.sheet.measure(), piece.height]);
        }
        if let Some(page) = self.layout.pages.last_mut() {
            page.items.extend(piece.items.into_iter().map(|mut item| {
                item.shift(MARGIN_SIDE, y);
                item
            }));
        }
        self.y = y + piece.height;
    }

    /// Where a piece begins if the one above it ends at `y`.
    fn start_of(&self, piece: &Piece, y: f32) -> f32 {
        if y <= self.top {
            return y;
        }
        if piece.space_before < STEP || self.sheet.space < 1.0 {
            return y + piece.space_before * self.sheet.space;
        }
        let steps = ((y - self.top) / STEP - 0.01).ceil();
        self.top + steps * STEP + piece.space_before
    }

    fn new_page(&mut self) {
        // A note that goes on bleeds a little below its last line here and above its first line there.
        self.y += NOTE_BLEED;
        self.end_note();
        self.layout.pages.push(Page::default());
        self.top = LATER_TOP;
        self.y = LATER_TOP;
    }

    fn end_note(&mut self) {
        let (Some(from), Some(page)) = (self.note_from.take(), self.layout.pages.last_mut()) else { return };
        let height = self.y - from;
        let (x, width) = (MARGIN_SIDE, self.sheet.measure());
        page.items.insert(0, Item::rect(x, from, width, height, WASH));
        page.items.insert(1, Item::rect(x, from, 2.0, height, ACCENT));
    }
}
