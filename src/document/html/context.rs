//! A document as the templates see it: what they may name, built without a detour where there is much of it.

use serde::Serialize;
use tera::{Context, Map, Value};

use super::TemplateError;
use super::svg;
use crate::document::content::{Block, Cell, Document, Table};
use crate::exam::Role;

/// What every template may name, beside `candidate` (plan) and `cohort` (cohort page).
pub const NAMES: &[&str] = &[
    "author",
    "blocks",
    "candidate_id",
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
        ("lang", lang),
        ("title", title),
        ("running_head", running_head),
        ("page_label", page_label),
        ("footer", footer),
        ("author", author),
        ("kicker", kicker),
        ("heading", heading),
    ] {
        context.insert_value(name, Value::from(text.as_str()));
    }
    context.insert_value("candidate_id", candidate_id.as_deref().map_or_else(Value::none, Value::from));
    context.insert_value("facts", serialized(facts)?);
    let blocks =
        blocks.iter().enumerate().map(|(index, block)| block_value(index + 1, block)).collect::<Result<Vec<_>, _>>()?;
    context.insert_value("blocks", Value::from(blocks));
    Ok(context)
}

/// A block as templates see it: as serialized, but a drawing comes as finished SVG and a table in row groups.
fn block_value(nth: usize, block: &Block) -> Result<Value, TemplateError> {
    match block {
        Block::Drawing { drawing, title, description } => Ok(map([
            ("kind", Value::from("drawing")),
            ("title", Value::from(title.as_str())),
            ("description", Value::from(description.as_str())),
            ("svg", Value::safe_string(&svg::svg(drawing, &format!("drawing-{nth}"), title, description))),
        ])),
        Block::Table(table) => table_value(table),
        other => serialized(other),
    }
}

fn table_value(table: &Table) -> Result<Value, TemplateError> {
    let Table { caption, columns, rows, total, row_headers, sortable } = table;
    let row = |cells: &Vec<Cell>| cells.iter().map(cell_value).collect::<Result<Vec<_>, _>>().map(Value::from);
    let body = rows.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let foot = total.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let group = |element, rows: Vec<Value>| map([("element", Value::from(element)), ("rows", Value::from(rows))]);
    Ok(map([
        ("kind", Value::from("table")),
        ("caption", Value::from(caption.as_str())),
        ("columns", serialized(columns)?),
        ("groups", Value::from(vec![group("tbody", body), group("tfoot", foot)])),
        ("row_headers", Value::from(*row_headers)),
        ("sortable", Value::from(*sortable)),
    ]))
}

/// A cell; those that a reader sees as a shape carry `sort`, the figure to sort them by.
fn cell_value(cell: &Cell) -> Result<Value, TemplateError> {
    Ok(match cell {
        Cell::Text { text } => map([("kind", Value::from("text")), ("text", Value::from(text.as_str()))]),
        Cell::Chip { role, word } => {
            let (role, rank) = match role {
                Some(Role::Weak) => (Value::from("weak"), "0"),
                Some(Role::Adequate) => (Value::from("adequate"), "1"),
                Some(Role::Strong) => (Value::from("strong"), "2"),
                None => (Value::none(), ""),
            };
            map([
                ("kind", Value::from("chip")),
                ("role", role),
                ("word", Value::from(word.as_str())),
                ("sort", Value::from(rank)),
            ])
        }
        Cell::Bar { share, label } => {
            let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
            let percent = svg::short(share * 100.0);
            map([
                ("kind", Value::from("bar")),
                ("label", Value::from(label.as_str())),
                ("percent", Value::from(percent.as_str())),
                ("sort", Value::from(percent.as_str())),
            ])
        }
        Cell::Stack { weak, adequate, strong, unrated, label } => map([
            ("kind", Value::from("stack")),
            ("weak", Value::from(*weak)),
            ("adequate", Value::from(*adequate)),
            ("strong", Value::from(*strong)),
            ("unrated", Value::from(*unrated)),
            ("label", Value::from(label.as_str())),
            ("sort", Value::from(*weak)),
        ]),
        other => serialized(other)?,
    })
}

/// Fields by name as the templates see them.
pub fn map<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::from(fields.into_iter().map(|(name, value)| (name.into(), value)).collect::<Map>())
}

/// Any data as the templates see it.
pub fn serialized(value: &(impl Serialize + ?Sized)) -> Result<Value, TemplateError> {
    Value::try_from_serializable(value).map_err(|error| TemplateError::from_tera(&error))
}
