//! What a document says: typed blocks that both faces (HTML and PDF) are made from, so that they say the same.
//! A block holds finished words (from the message catalogue and the blueprint) and no layout.

use serde::Serialize;

use super::drawing::Drawing;
use crate::exam::Role;

/// A whole document: the plan or the review of one candidate, or the cohort summary.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// BCP 47 tag of the fixed texts, e.g. `en`.
    pub lang: String,
    /// Title for the window and the PDF's metadata, e.g. "Retake plan for Ana Souza: DOP-C02".
    pub title: String,
    /// Head of the pages after the first: the candidate's name and what the document is.
    pub running_head: String,
    /// "Page {page} of {pages}" with those two words in braces to be replaced by the PDF.
    pub page_label: String,
    /// Footer text of every page, e.g. the organisation and the day of the plan.
    pub footer: String,
    /// The candidate's id, embedded in the files' metadata; `None` for the cohort.
    pub candidate_id: Option<String>,
    /// Who the document is from (PDF author): coach or organisation, else empty.
    pub author: String,
    /// What kind of document it is, over the title: "Retake plan".
    pub kicker: String,
    /// The one heading of level 1: the candidate's name.
    pub heading: String,
    /// Label and value pairs below the heading.
    pub facts: Vec<Fact>,
    pub blocks: Vec<Block>,
}

/// A label with its value.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// One piece of content, in reading order.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A section heading; level 2 or 3. `id` is its anchor in HTML and the PDF's bookmark.
    Heading {
        level: u8,
        id: String,
        text: String,
    },
    /// The result in a sentence or two, set larger.
    Lead {
        text: String,
    },
    Paragraph {
        text: String,
    },
    /// Explanations and sources, set smaller.
    Fineprint {
        text: String,
    },
    /// A few key figures side by side: label, value, gloss.
    Figures {
        items: Vec<KeyFigure>,
    },
    /// A drawing with its title, and its description for those who cannot see it.
    Drawing {
        drawing: Drawing,
        title: String,
        description: String,
    },
    Table(Table),
    /// Findings, each with a title, what it means and the first thing to do.
    Findings {
        items: Vec<Finding>,
    },
    /// Boxes to tick.
    Checklist {
        items: Vec<ChecklistItem>,
    },
    List {
        items: Vec<String>,
    },
    /// A box of its own: the coach's note. Line breaks in `text` are kept.
    Note {
        title: String,
        text: String,
    },
}

/// A figure that stands out.
#[derive(Debug, Clone, Serialize)]
pub struct KeyFigure {
    pub label: String,
    pub value: String,
    pub gloss: String,
}

/// A red flag or another thing that stands out.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    pub title: String,
    pub text: String,
    /// The first thing to do, where there is one; begins with the catalogue's "First:" or the like.
    pub first_step: Option<String>,
}

/// One box to tick.
#[derive(Debug, Clone, Serialize)]
pub struct ChecklistItem {
    pub text: String,
    pub link: Option<Link>,
}

/// A link out of the document.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub text: String,
    pub href: String,
}

/// A table whose header repeats on every page and whose rows never split.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Says what the table shows.
    pub caption: String,
    pub columns: Vec<Column>,
    /// Every row has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Sums, set apart, if any.
    pub total: Option<Vec<Cell>>,
    /// The first cell of each row heads it.
    pub row_headers: bool,
    /// Anchor and sorting in HTML: cohort tables can be sorted.
    pub sortable: bool,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub heading: String,
    pub align: Align,
    /// Share of the width relative to the other columns (PDF).
    pub width: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    Left,
    /// Figures, with tabular numerals.
    Right,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Cell {
    Empty,
    Text {
        text: String,
    },
    /// Set bold.
    Strong {
        text: String,
    },
    /// Several short paragraphs; a label, if any, is set bold before its text.
    Lines {
        lines: Vec<Line>,
    },
    /// A rating: the sheet's own word with a shape, never colour alone. `role: None` is unrated.
    Chip {
        role: Option<Role>,
        word: String,
    },
    /// A bar of `share` (0 to 1) of the column's width, with its label.
    Bar {
        share: f64,
        label: String,
    },
    /// Parts of a whole, left to right: weak, adequate, strong, unrated counts.
    Stack {
        weak: u32,
        adequate: u32,
        strong: u32,
        unrated: u32,
        label: String,
    },
    /// A link inside the folder, e.g. to a plan.
    Link {
        text: String,
        href: String,
    },
}

/// A line of a [`Cell::Lines`].
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub label: Option<String>,
    pub text: String,
}
