//! A document as the templates see it: what they may name, built in one pass, because there is much of it.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use tera::{Context, Tera, Value};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use super::TemplateError;
use super::common::CommonValues;
use super::svg::{escape, short, svg};
use crate::document::content::{Align, Block, Cell, ChecklistItem, Column, Document, Line, Table};
use crate::exam::Role;

/// What every template may name, beside `candidate` (plan) and `cohort` (cohort page).
pub const NAMES: &[&str] = &[
    "author",
    "blocks",
    "candidate_id",
    "dir",
    "facts",
    "footer",
    "generator",
    "heading",
    "kicker",
    "labels",
    "lang",
    "logo",
    "page_label",
    "running_head",
    "style",
    "title",
];

/// What cell.html may name.
pub const NAMES_OF_CELL: &[&str] = &["cell", "sortable"];

/// Turns documents into what templates see. It keeps values that documents have in common: one a thread.
pub struct Contexts<'a> {
    /// Has cell.html.
    tera: &'a Tera,
    cells: CommonValues<PlacedCell<Cell, Value>>,
    lines: CommonValues<Line>,
    boxes: CommonValues<ChecklistItem>,
}

impl<'a> Contexts<'a> {
    pub fn new(tera: &'a Tera) -> Contexts<'a> {
        let (cells, lines, boxes) = (CommonValues::default(), CommonValues::default(), CommonValues::default());
        Contexts { tera, cells, lines, boxes }
    }

    /// The document under the names of [`NAMES`]; `generator`, `labels`, `logo` and `style` are the same for all pages.
    pub fn context(&mut self, document: &Document) -> Result<Context, TemplateError> {
        // Taken apart so that a new field can't be forgotten.
        let Document {
            lang,
            title,
            running_head,
            page_label,
            footer,
            candidate_id,
            author,
            kicker,
            heading,
            facts,
            blocks,
        } = document;
        let mut context = Context::new();
        for (name, text) in [
            ("lang", &**lang),
            ("dir", direction(lang)),
            ("title", title),
            ("running_head", running_head),
            ("page_label", page_label),
            ("footer", footer),
            ("author", author),
            ("kicker", kicker),
            ("heading", heading),
        ] {
            context.insert_value(name, Value::from(text));
        }
        context.insert_value("candidate_id", candidate_id.as_deref().map_or_else(Value::none, Value::from));
        context.insert_value("facts", serialized(facts)?);
        let blocks = blocks.iter().zip(1..).map(|(block, nth)| self.block(nth, block));
        context.insert_value("blocks", Value::from(blocks.collect::<Result<Vec<_>, _>>()?));
        Ok(context)
    }

    /// A block under its fields' names, but a drawing comes as finished SVG and a table in groups of rows. `nth` is from 1.
    fn block(&mut self, nth: usize, block: &Block) -> Result<Value, TemplateError> {
        match block {
            Block::Table(table) => {
                let Table { caption, columns, rows, total, row_headers, sortable, paged, folded } = table;
                let attributes = Attributes::of(table);
                let body = Group { element: "tbody", rows: self.rows(rows, &attributes)? };
                let foot = Group { element: "tfoot", rows: self.rows(total.as_slice(), &attributes)? };
                let groups = [body, foot];
                let (row_headers, sortable, paged, folded) = (*row_headers, *sortable, *paged, *folded);
                serialized(&BlockView::Table { caption, columns, groups, row_headers, sortable, paged, folded })
            }
            Block::Checklist { items } => {
                let items = items.iter().map(|item| self.boxes.of(item));
                serialized(&BlockView::Checklist { items: items.collect::<Result<_, _>>()? })
            }
            Block::Drawing { drawing, title, description } => {
                let svg = Value::safe_string(&svg(drawing, &format!("drawing-{nth}"), description));
                serialized(&BlockView::Drawing { title, description, svg })
            }
            block => serialized(block),
        }
    }

    fn rows(&mut self, rows: &[Vec<Cell>], attributes: &Attributes) -> Result<Value, TemplateError> {
        let row = |row: &Vec<Cell>| {
            let cells = attributes.row(row).map(|cell| self.cell(cell));
            Ok(Value::from(cells.collect::<Result<Vec<_>, _>>()?))
        };
        Ok(Value::from(rows.iter().map(row).collect::<Result<Vec<_>, _>>()?))
    }

    fn cell(&mut self, placed: PlacedCell<&Cell, &Value>) -> Result<Value, TemplateError> {
        let PlacedCell { cell, element, attributes, sortable } = placed;
        let is = |known: &PlacedCell<Cell, Value>| {
            let same = (known.element, known.sortable) == (element, sortable);
            same && known.cell == *cell && known.attributes == *attributes
        };
        let make = || {
            let lines = match cell {
                Cell::Lines { lines } => lines.iter().map(|line| self.lines.of(line)).collect::<Result<_, _>>()?,
                _ => Vec::new(),
            };
            let mut view = CellView { cell, element, attributes, lines, markup: None };
            let mut context = Context::new();
            context.insert_value("cell", serialized(&view)?);
            context.insert_value("sortable", Value::from(sortable));
            let markup = self.tera.render("cell.html", &context).map_err(|error| TemplateError::from_tera(&error))?;
            view.markup = Some(Value::safe_string(&markup));
            let value = serialized(&view)?;
            Ok((PlacedCell { cell: cell.clone(), element, attributes: attributes.clone(), sortable }, value))
        };
        self.cells.get((attributes.as_str(), words(cell)), is, make)
    }
}

/// What tells most cells apart.
fn words(cell: &Cell) -> (&str, &[Line]) {
    match cell {
        Cell::Empty => ("", &[]),
        Cell::Lines { lines } => ("", lines),
        Cell::Text { text } | Cell::Strong { text } | Cell::Link { text, .. } => (text, &[]),
        Cell::Mark { sign: text, .. } => (text, &[]),
        Cell::Chip { word: label, .. } | Cell::Bar { label, .. } | Cell::Stack { label, .. } => (label, &[]),
    }
}

/// Any data as the templates see it.
pub fn serialized(value: &(impl Serialize + ?Sized)) -> Result<Value, TemplateError> {
    Value::try_from_serializable(value).map_err(|error| TemplateError::from_tera(&error))
}

/// `rtl` for a language that is written from right to left, else `ltr`.
pub fn direction(lang: &str) -> &'static str {
    let direction = lang.parse().map(|lang: LanguageIdentifier| lang.character_direction());
    if direction == Ok(CharacterDirection::RTL) { "rtl" } else { "ltr" }
}

/// The blocks that templates see in another way than [`Block`] has them.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum BlockView<'a> {
    Checklist {
        items: Vec<Value>,
    },
    Drawing {
        title: &'a str,
        description: &'a str,
        svg: Value,
    },
    Table {
        caption: &'a str,
        columns: &'a [Column],
        groups: [Group; 2],
        row_headers: bool,
        sortable: bool,
        paged: bool,
        folded: bool,
    },
}

#[derive(Serialize)]
struct Group {
    element: &'static str,
    rows: Value,
}

/// The attributes that the cells of a column have in common, and those of a cell that heads its row.
struct Attributes {
    row_head: Option<Value>,
    by_column: Vec<Value>,
    sortable: bool,
}

impl Attributes {
    fn of(table: &Table) -> Attributes {
        let is_figure = |column: &Column| column.align == Align::Right;
        let by_column = table.columns.iter().map(|column| {
            let mut attributes = String::with_capacity(48);
            attributes.push_str(if is_figure(column) { " class=\"n\"" } else { "" });
            if !table.sortable {
                // on a narrow page each row is a card, and each cell names its column
                attributes.push_str(" data-label=\"");
                escape(&column.heading, &mut attributes);
                attributes.push('"');
            }
            Value::safe_string(&attributes)
        });
        let by_column = by_column.collect();
        let figures_first = table.columns.first().is_some_and(is_figure);
        let row_head = if figures_first { " scope=\"row\" class=\"n\"" } else { " scope=\"row\"" };
        let row_head = table.row_headers.then(|| Value::safe_string(row_head));
        Attributes { row_head, by_column, sortable: table.sortable }
    }

    fn row<'a>(&'a self, cells: &'a [Cell]) -> impl Iterator<Item = PlacedCell<&'a Cell, &'a Value>> {
        let (mut row_head, sortable) = (self.row_head.as_ref(), self.sortable);
        cells.iter().zip(&self.by_column).map(move |(cell, by_column)| match row_head.take() {
            Some(attributes) => PlacedCell { cell, element: "th", attributes, sortable },
            None => PlacedCell { cell, element: "td", attributes: by_column, sortable },
        })
    }
}

/// A cell with all that its looks depend on.
struct PlacedCell<C, A> {
    cell: C,
    element: &'static str,
    attributes: A,
    /// Whether its table is.
    sortable: bool,
}

/// A cell under its fields' names, with its element and attributes; those that a reader sees as a shape carry `sort`,
/// the figure to sort them by.
struct CellView<'a> {
    cell: &'a Cell,
    element: &'static str,
    attributes: &'a Value,
    /// Of a cell that has lines.
    lines: Vec<Value>,
    /// Not yet in cell.html, which makes it.
    markup: Option<Value>,
}

impl Serialize for CellView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, fields) = match self.cell {
            Cell::Empty => ("empty", 0),
            Cell::Text { .. } => ("text", 1),
            Cell::Strong { .. } => ("strong", 1),
            Cell::Lines { .. } => ("lines", 1),
            Cell::Chip { .. } => ("chip", 3),
            Cell::Mark { .. } => ("mark", 3),
            Cell::Bar { .. } => ("bar", 3),
            Cell::Stack { .. } => ("stack", 6),
            Cell::Link { .. } => ("link", 2),
        };
        let mut view = serializer.serialize_struct("Cell", 4 + fields)?;
        view.serialize_field("kind", kind)?;
        view.serialize_field("element", self.element)?;
        view.serialize_field("attributes", self.attributes)?;
        if let Some(markup) = &self.markup {
            view.serialize_field("markup", markup)?;
        }
        match self.cell {
            Cell::Empty => {}
            Cell::Text { text } | Cell::Strong { text } => view.serialize_field("text", text)?,
            Cell::Lines { .. } => view.serialize_field("lines", &self.lines)?,
            Cell::Chip { role, word } => {
                let (name, rank) = ranked(*role);
                view.serialize_field("role", &name)?;
                view.serialize_field("word", word)?;
                view.serialize_field("sort", rank)?;
            }
            Cell::Mark { role, sign } => {
                let (name, rank) = ranked(*role);
                view.serialize_field("role", &name)?;
                view.serialize_field("sign", sign)?;
                view.serialize_field("sort", rank)?;
            }
            Cell::Bar { share, label } => {
                let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
                let percent = short(share * 100.0);
                view.serialize_field("label", label)?;
                view.serialize_field("percent", &percent)?;
                view.serialize_field("sort", &percent)?;
            }
            Cell::Stack { weak, adequate, strong, unrated, label } => {
                view.serialize_field("weak", weak)?;
                view.serialize_field("adequate", adequate)?;
                view.serialize_field("strong", strong)?;
                view.serialize_field("unrated", unrated)?;
                view.serialize_field("label", label)?;
                view.serialize_field("sort", weak)?;
            }
            Cell::Link { text, href } => {
                view.serialize_field("text", text)?;
                view.serialize_field("href", href)?;
            }
        }
        view.end()
    }
}

/// The name of a rating for templates, and its place among the others.
fn ranked(role: Option<Role>) -> (Option<&'static str>, &'static str) {
    match role {
        Some(Role::Weak) => (Some("weak"), "0"),
        Some(Role::Adequate) => (Some("adequate"), "1"),
        Some(Role::Strong) => (Some("strong"), "2"),
        None => (None, ""),
    }
}
