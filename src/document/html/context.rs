//! A document as the templates see it: what they may name, built in one pass, because there is much of it.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use tera::{Context, Value};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use super::TemplateError;
use super::escape::position;
use super::svg::{escape, short, svg};
use crate::document::content::{Align, Block, Cell, Column, Document, Table};
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

/// The document under the names of [`NAMES`]; `generator`, `labels`, `logo` and `style` are the same for all pages.
pub fn context(document: &Document) -> Result<Context, TemplateError> {
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
    let blocks = blocks.iter().zip(1..).map(|(block, nth)| serialized(&BlockView { nth, block }));
    context.insert_value("blocks", Value::from(blocks.collect::<Result<Vec<_>, _>>()?));
    Ok(context)
}

/// Any data as the templates see it.
pub fn serialized(value: &(impl Serialize + ?Sized)) -> Result<Value, TemplateError> {
    Value::try_from_serializable(value).map_err(|error| TemplateError::from_tera(&error))
}

/// `rtl` for a language that is written from right to left, else `ltr`.
fn direction(lang: &str) -> &'static str {
    let direction = lang.parse().map(|lang: LanguageIdentifier| lang.character_direction());
    if direction == Ok(CharacterDirection::RTL) { "rtl" } else { "ltr" }
}

/// A block under its fields' names, but a drawing comes as finished SVG and a table in groups of rows.
struct BlockView<'a> {
    /// From 1.
    nth: usize,
    block: &'a Block,
}

impl Serialize for BlockView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.block {
            Block::Drawing { drawing, title, description } => {
                let svg = svg(drawing, &format!("drawing-{}", self.nth), description);
                let mut block = serializer.serialize_struct("Drawing", 4)?;
                block.serialize_field("kind", "drawing")?;
                block.serialize_field("title", title)?;
                block.serialize_field("description", description)?;
                block.serialize_field("svg", &Value::safe_string(&svg))?;
                block.end()
            }
            Block::Table(table) => {
                let Table { caption, columns, rows, total, row_headers, sortable } = table;
                let attributes = Attributes::of(table);
                let body = Group { element: "tbody", rows: rows.iter().map(|row| attributes.row(row)).collect() };
                let foot = Group { element: "tfoot", rows: total.iter().map(|row| attributes.row(row)).collect() };
                let mut block = serializer.serialize_struct("Table", 6)?;
                block.serialize_field("kind", "table")?;
                block.serialize_field("caption", caption)?;
                block.serialize_field("columns", columns)?;
                block.serialize_field("groups", &[body, foot])?;
                block.serialize_field("row_headers", row_headers)?;
                block.serialize_field("sortable", sortable)?;
                block.end()
            }
            Block::Paragraph { text } if has_right_to_left(text) => {
                let mut block = serializer.serialize_struct("Paragraph", 2)?;
                block.serialize_field("kind", "paragraph")?;
                block.serialize_field("text", &Value::safe_string(&isolated(text)))?;
                block.end()
            }
            block => block.serialize(serializer),
        }
    }
}

/// Escaped text with a `<bdi>` around words that are written from right to left: names of such scripts side by side in a
/// sentence would trade places.
fn isolated(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        // the words go on over spaces and marks, up to a sign or a letter of another script
        let words = &rest[start..];
        let within = |c: char| is_right_to_left(c) || c.is_whitespace() || matches!(c, '-' | '\'' | '’');
        let words = words[..words.find(|c| !within(c)).unwrap_or(words.len())].trim_end();
        escape(&rest[..start], &mut out);
        out.push_str("<bdi>");
        escape(words, &mut out);
        out.push_str("</bdi>");
        rest = &rest[start + words.len()..];
    }
    escape(rest, &mut out);
    out
}

/// Whether a text has letters of [`is_right_to_left`]. In UTF-8 they begin with bytes that few other letters begin with.
fn has_right_to_left(text: &str) -> bool {
    let begins = |byte: u8| matches!(byte, 0xd6..=0xe0 | 0xef | 0xf0);
    position(text.as_bytes(), begins).is_some() && text.chars().any(is_right_to_left)
}

/// Hebrew, Arabic and their kin.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[derive(Serialize)]
struct Group<'a> {
    element: &'static str,
    rows: Vec<Vec<CellView<'a>>>,
}

/// The attributes that the cells of a column have in common, and those of a cell that heads its row.
struct Attributes {
    row_head: Option<Value>,
    by_column: Vec<Value>,
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
        Attributes { row_head: table.row_headers.then(|| Value::safe_string(row_head)), by_column }
    }

    fn row<'a>(&'a self, cells: &'a [Cell]) -> Vec<CellView<'a>> {
        let mut row_head = self.row_head.as_ref();
        let view = |(cell, by_column)| match row_head.take() {
            Some(attributes) => CellView { cell, element: "th", attributes },
            None => CellView { cell, element: "td", attributes: by_column },
        };
        cells.iter().zip(&self.by_column).map(view).collect()
    }
}

/// A cell under its fields' names, with its element and attributes; those that a reader sees as a shape carry `sort`,
/// the figure to sort them by.
struct CellView<'a> {
    cell: &'a Cell,
    element: &'static str,
    attributes: &'a Value,
}

impl Serialize for CellView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, fields) = match self.cell {
            Cell::Empty => ("empty", 0),
            Cell::Text { .. } => ("text", 1),
            Cell::Strong { .. } => ("strong", 1),
            Cell::Lines { .. } => ("lines", 1),
            Cell::Chip { .. } => ("chip", 3),
            Cell::Bar { .. } => ("bar", 3),
            Cell::Stack { .. } => ("stack", 6),
            Cell::Link { .. } => ("link", 2),
        };
        let mut view = serializer.serialize_struct("Cell", 3 + fields)?;
        view.serialize_field("kind", kind)?;
        view.serialize_field("element", self.element)?;
        view.serialize_field("attributes", self.attributes)?;
        match self.cell {
            Cell::Empty => {}
            Cell::Text { text } | Cell::Strong { text } => view.serialize_field("text", text)?,
            Cell::Lines { lines } => view.serialize_field("lines", lines)?,
            Cell::Chip { role, word } => {
                let (name, rank) = match role {
                    Some(Role::Weak) => (Some("weak"), "0"),
                    Some(Role::Adequate) => (Some("adequate"), "1"),
                    Some(Role::Strong) => (Some("strong"), "2"),
                    None => (None, ""),
                };
                view.serialize_field("role", &name)?;
                view.serialize_field("word", word)?;
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
