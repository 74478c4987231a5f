//! From the blocks of a document to pages: block by block into a flow, the flow into pages, then heads and feet.

use super::display::{Item, Layout, Mark, Owner, own_words};
use super::flow::{self, Flow, Piece, Sheet};
use super::fonts::Shaper;
use super::look::{
    ACCENT, BODY, BODY_BOLD, Colour, FINEPRINT, FIRST_TOP, FOOTER, H1, H2, H3, HAIRLINE, HAIRLINE_WIDTH, ITEM, KICKER,
    LABEL, LEAD, MARGIN_SIDE, MUTED, RULE_WIDTH, RUNNING, RUNNING_HEAD, STEP, Style,
};
use super::paragraph::{self, Line, Span};
use super::structure::{DOCUMENT, ElementId, Role};
use super::{shapes, table};
use crate::document::content::{Block, ChecklistItem, Document, Fact, Finding, KeyFigure, Table};

/// A plan or review, and a summary, longer than this many pages is set a little smaller, if that shortens it.
const MOST_PAGES: [usize; 2] = [4, 6];
/// How such a document is set: how much smaller, how much shorter with lines that stand closer, and how much of the space
/// between blocks is kept. Text of 9 points becomes 8.5, on a leading of 10.8; for very few plans on 10.1.
pub const SMALLER: [(f32, f32, f32); 5] =
    [(0.965, 0.965, 1.0), (0.965, 0.93, 0.75), (0.945, 0.9, 0.65), (0.945, 0.875, 0.6), (0.945, 0.84, 0.4)];

/// Lays the document out on sheets of this size.
pub fn lay_out(shaper: &mut Shaper, document: &Document, sheet: Sheet) -> Layout {
    let mut shortest = at_full_size(shaper, document, sheet);
    let [of_a_plan, of_a_summary] = MOST_PAGES;
    let most = if document.candidate_id.is_some() { of_a_plan } else { of_a_summary };
    for (size, down, space) in SMALLER {
        if shortest.pages.len() <= most {
            break;
        }
        // Not tried where it cannot be enough: all pages but the last are nearly full.
        if (shortest.pages.len() - 1) as f32 * size * down * 0.93 > most as f32 {
            continue;
        }
        // All measures shrink together: on a sheet that is larger, then drawn smaller.
        let sheet = Sheet { space, ..sheet.scaled(1.0 / size, 1.0 / down) };
        let mut smaller = at_full_size(shaper, document, sheet);
        if smaller.pages.len() < shortest.pages.len() {
            smaller.scale(size, down);
            shortest = smaller;
        }
    }
    shortest
}

fn at_full_size(shaper: &mut Shaper, document: &Document, sheet: Sheet) -> Layout {
    let mut composer =
        Composer { shaper, measure: sheet.measure(), page: sheet.later(), space: sheet.space, flow: Flow::default() };
    let logo = composer.logo(document, sheet);
    composer.head(document, sheet.logo.map_or(0.0, |(width, _)| width + GUTTER));
    let mut above = None;
    let mut blocks = document.blocks.iter().enumerate();
    while let Some((index, block)) = blocks.next() {
        // What is set smaller belongs to what it explains.
        if let (Some(piece), Block::Fineprint { .. }) = (composer.flow.pieces.last_mut(), block) {
            piece.keep_with_next = true;
        }
        if composer.side_by_side(&document.blocks[index..]) {
            above = blocks.nth(2).map(|(_, last)| last);
            continue;
        }
        let first = composer.flow.pieces.len();
        composer.block(block);
        if let (Some(piece), false) = (composer.flow.pieces.get_mut(first), matches!(block, Block::Heading { .. })) {
            piece.space_before = space_between(above, block);
        }
        let introduces = document.blocks.get(index + 1).is_some_and(|below| is_introduction(above, block, below));
        // A line or two alone under a heading at the foot of a page say no more than the heading alone.
        if let [piece] | [_, piece] = &mut composer.flow.pieces[first..]
            && introduces
        {
            piece.keep_with_next = true;
        }
        above = Some(block);
    }
    let mut layout = flow::paginate(composer.flow, sheet);
    if let (Some(logo), Some(page)) = (logo, layout.pages.first_mut()) {
        page.items.insert(0, logo);
    }
    frame(shaper, document, sheet, &mut layout);
    layout
}

/// What belongs together stands a step apart, all else two.
fn space_between(above: Option<&Block>, block: &Block) -> f32 {
    let is_text =
        |block: &Block| matches!(block, Block::Paragraph { .. } | Block::Fineprint { .. } | Block::List { .. });
    match above {
        Some(Block::Heading { .. }) => STEP,
        Some(Block::Drawing { .. }) if !matches!(block, Block::Figures { .. }) => STEP,
        Some(above) if is_text(above) && is_text(block) => 0.75 * STEP,
        _ if matches!(block, Block::Figures { .. }) => 3.0 * STEP,
        _ => 1.5 * STEP,
    }
}

/// Whether a paragraph only leads from the heading of a section to what the section holds.
fn is_introduction(above: Option<&Block>, block: &Block, below: &Block) -> bool {
    let opens_section = |block: &Block| matches!(block, Block::Heading { level: ..=2, .. });
    above.is_some_and(opens_section) && matches!(block, Block::Paragraph { .. }) && !opens_section(below)
}

struct Composer<'s, 'f> {
    shaper: &'s mut Shaper<'f>,
    /// Width and height that are free on a page.
    measure: f32,
    page: f32,
    /// How much of the space between pieces is kept.
    space: f32,
    flow: Flow,
}

/// Between columns of facts and key figures.
const GUTTER: f32 = 16.0;
/// From the top of the content to the top of the logo, which is that of the first line's capitals.
const LOGO_DROP: f32 = 3.0;
/// Distance of the note's words from its frame.
const NOTE_PADDING: f32 = 14.0;

impl Composer<'_, '_> {
    /// The logo in the upper right corner: a figure that stands for the sender's name.
    fn logo(&mut self, document: &Document, sheet: Sheet) -> Option<Item> {
        let (width, height) = sheet.logo?;
        let (x, y) = (MARGIN_SIDE + self.measure - width, FIRST_TOP + LOGO_DROP);
        let figure = self.flow.structure.add_figure(DOCUMENT, &document.author);
        self.flow.structure[figure].frame = Some([x, y, width, height]);
        Some(Item { owner: Owner::Element(figure), mark: Mark::Logo { x, y, width, height } })
    }

    /// What document it is, and whose, left of the logo; below it the facts.
    fn head(&mut self, document: &Document, logo_width: f32) {
        let whole = self.measure;
        self.measure -= logo_width;
        let line = paragraph::fitted_line(self.shaper, &document.kicker, KICKER, self.measure * 0.9);
        let mut items = Vec::new();
        let glyphs = document.kicker.chars().count() as f32;
        // Letterspacing, unless the kicker is so long that it would leave the page.
        let spacing = if line.width + glyphs * 0.4 <= self.measure { 0.4 } else { 0.0 };
        line.draw_spaced(&mut items, 0.0, KICKER.baseline(), spacing);
        own_words(&mut items, self.element(DOCUMENT, Role::Paragraph));
        self.push(Piece { height: KICKER.leading, keep_with_next: true, items, ..Piece::default() });
        let first = self.flow.pieces.len();
        // A long name is set smaller rather than over three lines.
        let fits = |style: &Style| {
            paragraph::lines(self.shaper, &[Span::new(&document.heading, *style)], self.measure).len() <= 2
        };
        let style = [H1, H1.sized(18.0)].into_iter().find(fits).unwrap_or(H1.sized(15.0));
        let heading = self.element(DOCUMENT, Role::Heading(1));
        self.text(heading, &[Span::new(&document.heading, style)], style, 0.0, 0.0, false);
        if let Some(piece) = self.flow.pieces.get_mut(first) {
            piece.bookmarks.push(document.heading.clone());
        }
        self.measure = whole;
        self.facts(&document.facts);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, .. } => self.heading(*level, text),
            Block::Lead { text } => self.paragraph(text, LEAD),
            Block::Paragraph { text } => self.paragraph(text, BODY),
            Block::Fineprint { text } => self.paragraph(text, FINEPRINT),
            Block::Figures { items } => self.figures(items),
            Block::Drawing { drawing, title, description } => {
                table::drawing_title(self.shaper, title, self.measure, &mut self.flow);
                let mut items = Vec::new();
                // A title of two lines and the drawing share a page.
                let room = self.page - 3.0 * BODY_BOLD.leading;
                let height = shapes::drawing(self.shaper, drawing, self.measure, room, &mut items);
                let figure = self.flow.structure.add_figure(DOCUMENT, description);
                for item in &mut items {
                    item.owner = Owner::Element(figure);
                }
                self.push(Piece { height, items, figure: Some(figure), ..Piece::default() });
            }
            Block::Table(content) if content.folded => {}
            Block::Table(content) => {
                // A figure far from its word is hard to find.
                let measure = match content.columns.len() {
                    ..=2 => self.measure * 0.6,
                    _ => {
                        (1.35 * table::comfortable_width(self.shaper, content)).clamp(self.measure * 0.6, self.measure)
                    }
                };
                self.table(content, measure);
            }
            Block::Findings { items } => {
                let list = self.element(DOCUMENT, Role::List);
                for finding in items {
                    self.finding(list, finding);
                }
            }
            Block::Checklist { items } => {
                let list = self.element(DOCUMENT, Role::List);
                for item in items {
                    self.check(list, item);
                }
            }
            Block::List { items } => {
                let first = self.flow.pieces.len();
                let list = self.element(DOCUMENT, Role::List);
                for item in items {
                    let mark = |items: &mut Vec<Item>| shapes::bullet(3.0, ITEM.leading / 2.0 + 0.4, items);
                    self.hanging(list, &[Span::new(item, ITEM)], 14.0, STEP / 2.0, mark);
                }
                self.keep_whole_if_short(first);
            }
            Block::Note { title, text } => self.note(title, text),
        }
    }

    fn table(&mut self, content: &Table, measure: f32) {
        table::lay_out(self.shaper, content, measure, self.page, self.space, &mut self.flow);
    }

    /// Sets two sections that follow each other, and are a small table each, side by side; whether there are such.
    fn side_by_side(&mut self, blocks: &[Block]) -> bool {
        let [left, first, right, second, below @ ..] = blocks else { return false };
        let heads = |block: &Block| matches!(block, Block::Heading { level: ..=2, .. });
        let (Block::Table(first), Block::Table(second)) = (first, second) else { return false };
        let small = |table: &Table| table.columns.len() <= 2 && !table.folded && !table.sortable;
        if !(heads(left) && heads(right) && below.first().is_none_or(heads) && small(first) && small(second)) {
            return false;
        }
        let whole = self.measure;
        let measure = (whole - 2.0 * GUTTER) / 2.0;
        let mut height = |heading: &Block, table: &Table| {
            let (page, space) = (self.page, self.space);
            let mut trial = Composer { shaper: self.shaper, measure, page, space, flow: Flow::default() };
            trial.block(heading);
            trial.table(table, measure);
            trial.flow.pieces.iter().map(|piece| piece.height + piece.space_before).sum::<f32>()
        };
        if height(left, first).max(height(right, second)) > self.page / 2.0 {
            return false;
        }
        let mut pair = Piece { space_before: 3.0 * STEP, ..Piece::default() };
        self.measure = measure;
        for (x, heading, table) in [(0.0, left, first), (measure + 2.0 * GUTTER, right, second)] {
            let from = self.flow.pieces.len();
            self.block(heading);
            let table_from = self.flow.pieces.len();
            self.table(table, measure);
            if let Some(piece) = self.flow.pieces.get_mut(table_from) {
                piece.space_before = STEP;
            }
            let mut y = 0.0;
            for (index, mut piece) in self.flow.pieces.drain(from..).enumerate() {
                y += if index == 0 { 0.0 } else { piece.space_before };
                piece.items.iter_mut().for_each(|item| item.shift(x, y));
                pair.items.append(&mut piece.items);
                pair.bookmarks.append(&mut piece.bookmarks);
                y += piece.height;
            }
            pair.height = pair.height.max(y);
        }
        self.measure = whole;
        self.push(pair);
        true
    }

    fn push(&mut self, piece: Piece) {
        self.flow.pieces.push(piece);
    }

    fn element(&mut self, parent: ElementId, role: Role) -> ElementId {
        self.flow.structure.add(parent, role)
    }

    fn paragraph(&mut self, text: &str, style: Style) {
        let element = self.element(DOCUMENT, Role::Paragraph);
        self.text(element, &[Span::new(text, style)], style, 0.0, 0.0, false);
    }

    /// The text of an element from `x`; never a single line of it alone at the head or foot of a page.
    fn text(
        &mut self,
        element: ElementId,
        spans: &[Span],
        style: Style,
        x: f32,
        space_before: f32,
        keep_with_next: bool,
    ) {
        let lines = paragraph::lines_without_widow(self.shaper, spans, self.measure - x);
        self.stack(element, lines, style, x, space_before, keep_with_next);
    }

    /// The lines of an element, one below the other.
    fn stack(
        &mut self,
        element: ElementId,
        lines: Vec<Line>,
        style: Style,
        x: f32,
        space_before: f32,
        keep_with_next: bool,
    ) {
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mut items = Vec::new();
            line.draw(&mut items, x, style.baseline());
            own_words(&mut items, element);
            let last = index + 1 == count;
            self.push(Piece {
                height: style.leading,
                space_before: if index == 0 { space_before } else { 0.0 },
                keep_with_next: if last { keep_with_next } else { index == 0 || index + 2 == count },
                items,
                ..Piece::default()
            });
        }
    }

    /// An item of a list, with a mark in the margin that its indent makes.
    fn hanging(
        &mut self,
        list: ElementId,
        spans: &[Span],
        indent: f32,
        space_before: f32,
        mark: impl FnOnce(&mut Vec<Item>),
    ) {
        let first = self.flow.pieces.len();
        let item = self.element(list, Role::ListItem);
        let body = self.element(item, Role::Body);
        self.text(body, spans, ITEM, indent, space_before, false);
        if let Some(piece) = self.flow.pieces.get_mut(first) {
            mark(&mut piece.items);
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        let first = self.flow.pieces.len();
        let element = self.element(DOCUMENT, Role::Heading(level.clamp(2, 3)));
        if level > 2 {
            self.text(element, &[Span::new(text, H3)], H3, 0.0, 2.0 * STEP, true);
            return;
        }
        self.text(element, &[Span::new(text, H2)], H2, 0.0, 3.0 * STEP, true);
        if let Some(piece) = self.flow.pieces.get_mut(first) {
            piece.bookmarks.push(text.to_owned());
        }
        for piece in &mut self.flow.pieces[first..] {
            piece.keep_with_next = true;
        }
    }

    /// Label over value: all in one row where the widest value then takes two lines at most, else in columns.
    fn facts(&mut self, facts: &[Fact]) {
        let mut widths: Vec<f32> = facts
            .iter()
            .map(|fact| {
                let value = paragraph::line(self.shaper, &fact.value, BODY).width;
                value.max(paragraph::line(self.shaper, &fact.label, LABEL).width) + 0.1
            })
            .collect();
        let widest = widths.iter().copied().fold(0.0_f32, f32::max);
        let room = self.measure - GUTTER * facts.len().saturating_sub(1) as f32;
        let spare = room - widths.iter().sum::<f32>();
        // A value breaks into two lines in little more than half of its width.
        let per_row = if spare >= -0.4 * widest {
            for width in &mut widths {
                if spare >= 0.0 {
                    *width += spare / facts.len() as f32;
                } else if *width == widest {
                    *width += spare;
                    break;
                }
            }
            facts.len().max(1)
        } else {
            let width = |columns: usize| (self.measure - GUTTER * (columns - 1) as f32) / columns as f32;
            let columns = (2..=4).rev().find(|&columns| widest <= width(columns) * 1.6).unwrap_or(1);
            widths = vec![width(columns); columns];
            columns
        };
        for (row, facts) in facts.chunks(per_row).enumerate() {
            let cells =
                facts.iter().map(|fact| vec![(fact.label.as_str(), LABEL), (fact.value.as_str(), BODY)]).collect();
            let rule = (row == 0).then_some((RULE_WIDTH, ACCENT));
            self.columns(cells, &widths, if row == 0 { 2.0 * STEP } else { STEP }, rule);
        }
    }

    /// Key figures side by side, in rows of at most four.
    fn figures(&mut self, figures: &[KeyFigure]) {
        let per_row = figures.len().clamp(1, 4);
        let room = self.measure - GUTTER * (per_row - 1) as f32;
        // The widest value of each column, at the size of the heading.
        let mut values = vec![0.0_f32; per_row];
        for (index, figure) in figures.iter().enumerate() {
            let value = &mut values[index % per_row];
            *value = value.max(paragraph::line(self.shaper, &figure.value, H1).width);
        }
        let needs = |size: f32| values.iter().map(|value| value * size / H1.size + 0.1).collect::<Vec<_>>();
        // One size for all: the greatest at which every value stands on one line.
        let fits = |&size: &f32| needs(size).iter().sum::<f32>() <= room;
        let (size, leading) = match [20.0, 17.0, 14.0].into_iter().find(fits) {
            Some(size) => (size, if size > 14.0 { 28.0 } else { 21.0 }),
            None => (12.0, 14.0),
        };
        let widths = table::share_out(room, &vec![1.0; per_row], &needs(size));
        let value = Style { size, leading, ..H1.ink(ACCENT) };
        for (index, row) in figures.chunks(per_row).enumerate() {
            let cells = row.iter().map(|figure| {
                vec![(figure.label.as_str(), LABEL), (figure.value.as_str(), value), (figure.gloss.as_str(), LABEL)]
            });
            let space_before = if index == 0 { 0.0 } else { 2.0 * STEP };
            self.columns(cells.collect(), &widths, space_before, Some((HAIRLINE_WIDTH, MUTED)));
        }
    }

    /// Texts one under the other in columns side by side, kept whole; each under the other where they are too high for that.
    fn columns(
        &mut self,
        cells: Vec<Vec<(&str, Style)>>,
        widths: &[f32],
        space_before: f32,
        rule: Option<(f32, Colour)>,
    ) {
        let list = self.element(DOCUMENT, Role::List);
        let mut set = Vec::with_capacity(cells.len());
        let mut heights: Vec<f32> = Vec::new();
        for (texts, width) in cells.iter().zip(widths) {
            let lines =
                texts.iter().map(|&(text, style)| paragraph::lines(self.shaper, &[Span::new(text, style)], *width));
            let lines: Vec<_> = lines.collect();
            for (row, (lines, (_, style))) in lines.iter().zip(texts).enumerate() {
                let height = lines.len() as f32 * style.leading;
                match heights.get_mut(row) {
                    Some(highest) => *highest = highest.max(height),
                    None => heights.push(height),
                }
            }
            set.push(lines);
        }
        let top = if rule.is_some() { STEP } else { 0.0 };
        let height = top + heights.iter().sum::<f32>();
        if height > self.page / 2.0 {
            for texts in cells {
                let elements = self.labelled(list, texts.len());
                for ((text, style), element) in texts.into_iter().zip(elements) {
                    self.text(element, &[Span::new(text, style)], style, 0.0, 0.0, false);
                }
            }
            return;
        }
        let mut piece = Piece { height, space_before, ..Piece::default() };
        let mut x = 0.0;
        for ((texts, lines), width) in cells.iter().zip(set).zip(widths) {
            let elements = self.labelled(list, texts.len());
            let mut y = top;
            for (((lines, (_, style)), element), height) in lines.into_iter().zip(texts).zip(elements).zip(&heights) {
                let from = piece.items.len();
                for (index, line) in lines.into_iter().enumerate() {
                    line.draw(&mut piece.items, x, y + index as f32 * style.leading + style.baseline());
                }
                own_words(&mut piece.items[from..], element);
                y += height;
            }
            x += width + GUTTER;
        }
        if let Some((thickness, ink)) = rule {
            if ink == ACCENT {
                piece.items.push(Item::rule(0.0, 0.0, self.measure, thickness, ink));
            } else {
                let mut x = 0.0;
                for width in &widths[..cells.len()] {
                    piece.items.push(Item::rule(x, 0.0, *width, thickness, ink));
                    x += width + GUTTER;
                }
            }
        }
        self.push(piece);
    }

    /// An item of a list as a label and what it says, in so many texts.
    fn labelled(&mut self, list: ElementId, texts: usize) -> Vec<ElementId> {
        let item = self.element(list, Role::ListItem);
        let mut elements = vec![self.element(item, Role::Label)];
        let body = self.element(item, Role::Body);
        elements.extend((1..texts).map(|_| self.element(body, Role::Paragraph)));
        elements
    }

    fn finding(&mut self, list: ElementId, finding: &Finding) {
        let first = self.flow.pieces.len();
        let indent = 12.0;
        let item = self.element(list, Role::ListItem);
        let body = self.element(item, Role::Body);
        let title = self.element(body, Role::Paragraph);
        self.text(title, &[Span::new(&finding.title, BODY_BOLD)], BODY_BOLD, indent, STEP, true);
        let text = self.element(body, Role::Paragraph);
        self.text(text, &[Span::new(&finding.text, ITEM)], ITEM, indent, 0.0, finding.first_step.is_some());
        if let Some(step) = &finding.first_step {
            let from = self.flow.pieces.len();
            let element = self.element(body, Role::Paragraph);
            self.text(element, &[Span::new(step, ITEM)], ITEM, indent + 12.0, 0.0, false);
            if let Some(piece) = self.flow.pieces.get_mut(from) {
                shapes::arrow(indent + 3.0, ITEM.leading / 2.0 + 0.4, &mut piece.items);
            }
        }
        self.keep_whole_if_short(first);
        for (index, piece) in self.flow.pieces[first..].iter_mut().enumerate() {
            let mut rule = Item::rect(0.0, 0.0, 2.0, piece.height, ACCENT);
            // The rule spans capitals to descenders rather than the whole leading.
            if index == 0 {
                rule = Item::rect(0.0, 2.0, 2.0, piece.height - 2.0, ACCENT);
            }
            piece.items.push(rule);
        }
    }

    /// Keeps the pieces from this one on together where they are few lines: a line or two of them on the next page say little.
    fn keep_whole_if_short(&mut self, first: usize) {
        if let [before @ .., _] = &mut self.flow.pieces[first..]
            && before.len() < 10
        {
            for piece in before {
                piece.keep_with_next = true;
            }
        }
    }

    fn check(&mut self, list: ElementId, item: &ChecklistItem) {
        let mut spans = vec![Span::new(&item.text, ITEM)];
        if let Some(link) = &item.link {
            spans.push(Span { text: &link.text, style: ITEM.ink(ACCENT), href: Some(&link.href) });
        }
        let mark = |items: &mut Vec<Item>| shapes::tick_box(0.5, ITEM.leading / 2.0 - 3.8, items);
        self.hanging(list, &spans, 18.0, STEP / 2.0, mark);
    }

    /// The coach's note keeps its line breaks and may go over pages.
    fn note(&mut self, title: &str, text: &str) {
        let first = self.flow.pieces.len();
        let outer = self.measure;
        self.push(Piece { height: NOTE_PADDING - 4.0, keep_with_next: true, ..Piece::default() });
        self.measure = outer - NOTE_PADDING;
        let note = self.element(DOCUMENT, Role::Quote);
        let heading = self.element(note, Role::Heading(2));
        self.text(heading, &[Span::new(title, BODY_BOLD)], BODY_BOLD, NOTE_PADDING, 0.0, true);
        for line in text.replace("\r\n", "\n").trim_end().split(['\n', '\r', '\u{2028}', '\u{2029}']) {
            if line.trim().is_empty() {
                self.push(Piece { height: STEP, ..Piece::default() });
            } else {
                let element = self.element(note, Role::Paragraph);
                let width = self.measure - NOTE_PADDING;
                let lines = paragraph::note_lines(self.shaper, &[Span::new(line, BODY)], width);
                self.stack(element, lines, BODY, NOTE_PADDING, 0.0, false);
            }
        }
        self.measure = outer;
        if let Some(last) = self.flow.pieces.last_mut() {
            last.keep_with_next = true;
        }
        self.push(Piece { height: NOTE_PADDING - 4.0, ..Piece::default() });
        for piece in &mut self.flow.pieces[first..] {
            piece.noted = true;
        }
    }
}

/// Running heads from the second page on, footers with page numbers on all.
fn frame(shaper: &mut Shaper, document: &Document, sheet: Sheet, layout: &mut Layout) {
    let pages = layout.pages.len();
    let (left, measure) = (MARGIN_SIDE, sheet.measure());
    let label = |shaper: &mut Shaper, page: usize| {
        let label = document.page_label.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string());
        paragraph::fitted_line(shaper, &label, RUNNING, measure / 2.0)
    };
    // The last page has the widest number.
    let room = measure - label(shaper, pages).width - GUTTER;
    let footer = paragraph::fitted_line(shaper, &document.footer, RUNNING, room);
    let head = paragraph::fitted_line(shaper, &document.running_head, RUNNING, measure);
    for (index, page) in layout.pages.iter_mut().enumerate() {
        let from = page.items.len();
        if index > 0 {
            head.clone().draw(&mut page.items, left, RUNNING_HEAD);
            page.items.push(Item::rule(left, RUNNING_HEAD + 6.0, measure, HAIRLINE_WIDTH, HAIRLINE));
        }
        let label = label(shaper, index + 1);
        let baseline = sheet.height - FOOTER;
        let x = left + measure - label.width;
        footer.clone().draw(&mut page.items, left, baseline);
        label.draw(&mut page.items, x, baseline);
        for item in &mut page.items[from..] {
            item.owner = Owner::Running;
        }
    }
}
