//! What a document says: typed blocks that both faces (HTML and PDF) are made from, so that they say the same.
//! A block holds finished words (from the message catalogue and the blueprint) and no layout.

use serde::Serialize;

use super::drawing::Drawing;
use crate::exam::Role;

/// A whole document: the plan or the review of one candidate, or the cohort summary.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// What the document says, in reading order.
    pub blocks: Vec<Block>,
}

/// A label with its value.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fact {
    /// What it is, e.g. "Exam".
    pub label: String,
    /// Its value.
    pub value: String,
}

/// One piece of content, in reading order.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A section heading; level 2 or 3. `id` is its anchor in HTML and the PDF's bookmark.
    Heading {
        /// 2 or 3.
        level: u8,
        /// Anchor.
        id: String,
        /// Its words.
        text: String,
    },
    /// The result in a sentence or two, set larger.
    Lead {
        /// Its words.
        text: String,
    },
    /// Running text.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// Explanations and sources, set smaller.
    Fineprint {
        /// Its words.
        text: String,
    },
    /// A few key figures side by side: label, value, gloss.
    Figures {
        /// The figures, left to right.
        items: Vec<KeyFigure>,
    },
    /// A drawing with its title, and its description for those who cannot see it.
    Drawing {
        /// Its shapes.
        #[cfg_attr(test, schemars(skip))]
        drawing: Drawing,
        /// What it shows.
        title: String,
        /// The same in words.
        description: String,
    },
    /// Rows and columns.
    Table(Table),
    /// Findings, each with a title, what it means and the first thing to do.
    Findings {
        /// In order of weight.
        items: Vec<Finding>,
    },
    /// Boxes to tick.
    Checklist {
        /// The boxes.
        items: Vec<ChecklistItem>,
    },
    /// Items with a bullet.
    List {
        /// The words of each item.
        items: Vec<String>,
    },
    /// A box of its own: the coach's note. Line breaks in `text` are kept.
    Note {
        /// Whose note it is.
        title: String,
        /// Its words.
        text: String,
    },
}

/// A figure that stands out.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KeyFigure {
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: String,
    /// What it means; may be empty.
    pub gloss: String,
}

/// A red flag or another thing that stands out.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// What stands out.
    pub title: String,
    /// What it means.
    pub text: String,
    /// The first thing to do, where there is one; begins with the catalogue's "First:" or the like.
    pub first_step: Option<String>,
}

/// One box to tick.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChecklistItem {
    /// What to do.
    pub text: String,
    /// Where to read more, if anywhere.
    pub link: Option<Link>,
}

/// A link out of the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Its address.
    pub href: String,
}

/// A table whose header repeats on every page and whose rows never split.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[expect(clippy::struct_excessive_bools, reason = "each is a name of its own in templates")]
pub struct Table {
    /// Says what the table shows.
    pub caption: String,
    /// Left to right.
    pub columns: Vec<Column>,
    /// Every row has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Sums, set apart, if any.
    pub total: Option<Vec<Cell>>,
    /// The first cell of each row heads it.
    pub row_headers: bool,
    /// The table of a cohort that HTML can sort and filter.
    pub sortable: bool,
    /// It has more rows than a browser shows at once: HTML hands them out a part at a time.
    pub paged: bool,
    /// The figures that the drawing before it is drawn from: HTML folds them away, on paper they are left out.
    pub folded: bool,
}

/// As most tables are: without sums, each row headed by its first cell, in a fixed order.
impl Default for Table {
    fn default() -> Self {
        Table {
            caption: String::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            total: None,
            row_headers: true,
            sortable: false,
            paged: false,
            folded: false,
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Column {
    /// What it holds, by which the address of a page names it; empty where none does.
    pub key: String,
    /// Its heading.
    pub heading: String,
    /// What a short heading stands for, e.g. the name of a domain.
    pub full: Option<String>,
    /// Where its cells stand.
    pub align: Align,
    /// Share of the width relative to the other columns (PDF).
    pub width: f32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    #[default]
    Left,
    /// Figures, with tabular numerals.
    Right,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Plain words.
    Text {
        /// Its words.
        text: String,
    },
    /// Set bold.
    Strong {
        /// Its words.
        text: String,
    },
    /// Several short paragraphs; a label, if any, is set bold before its text.
    Lines {
        /// One below the other.
        lines: Vec<Line>,
    },
    /// A rating: the sheet's own word with a shape, never colour alone. Without a role it is not rated.
    Chip {
        /// What the rating stands for; null: not rated.
        role: Option<Role>,
        /// The exam's word for it.
        word: String,
    },
    /// A rating in a map of many: a sign on a ground, both of which tell it.
    Mark {
        /// What the rating stands for; null: not rated.
        role: Option<Role>,
        /// A character or two.
        sign: String,
    },
    /// A bar of `share` (0 to 1) of the column's width, with its label.
    Bar {
        /// 0 to 1.
        share: f64,
        /// Its words.
        label: String,
    },
    /// Parts of a whole, left to right: weak, adequate, strong, unrated counts.
    Stack {
        /// How many.
        weak: u32,
        /// How many.
        adequate: u32,
        /// How many.
        strong: u32,
        /// How many.
        unrated: u32,
        /// The same in words.
        label: String,
    },
    /// A link inside the folder, e.g. to a plan.
    Link {
        /// Its words.
        text: String,
        /// Where it leads.
        href: String,
    },
}

/// A line of a [`Cell::Lines`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Line {
    /// Set before the text, if there is one.
    pub label: Option<String>,
    /// Its words.
    pub text: String,
}
