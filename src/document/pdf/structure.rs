//! What the parts of a document are to a reader who cannot see them: headings, paragraphs, lists, tables, figures.
//!
//! The elements stand in reading order, each after its parent. The names are the standard structure types of
//! ISO 32000-1, 14.8.4.

/// An element of a [`Structure`], by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// All elements of a document; the first is the document itself.
#[derive(Debug, Clone)]
pub struct Structure {
    pub elements: Vec<Element>,
}

#[derive(Debug, Clone)]
pub struct Element {
    pub role: Role,
    pub parent: ElementId,
    /// What a figure shows, in words.
    pub alternative: Option<String>,
    /// Where a figure stands on its page: left, top, width and height in points from the upper left corner.
    pub frame: Option<[f32; 4]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Document,
    /// Of level 1 to 3.
    Heading(u8),
    Paragraph,
    /// What another person wrote: the coach's note.
    Quote,
    List,
    ListItem,
    /// What an item is called; its body says the rest.
    Label,
    Body,
    Table,
    Caption,
    Row,
    ColumnHeader,
    RowHeader,
    Cell,
    Figure,
    Link,
}

/// The document itself.
pub const DOCUMENT: ElementId = ElementId(0);

impl Default for Structure {
    fn default() -> Self {
        Structure { elements: vec![Element { role: Role::Document, parent: DOCUMENT, alternative: None, frame: None }] }
    }
}

impl Structure {
    /// Adds an element after all others.
    pub fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        self.elements.push(Element { role, parent, alternative: None, frame: None });
        ElementId(self.elements.len() as u32 - 1)
    }

    /// Adds a figure with what it shows in words.
    pub fn add_figure(&mut self, parent: ElementId, alternative: &str) -> ElementId {
        let figure = self.add(parent, Role::Figure);
        self[figure].alternative = Some(alternative.to_owned());
        figure
    }
}

impl std::ops::Index<ElementId> for Structure {
    type Output = Element;

    fn index(&self, id: ElementId) -> &Element {
        &self.elements[id.0 as usize]
    }
}

impl std::ops::IndexMut<ElementId> for Structure {
    fn index_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id.0 as usize]
    }
}

impl Role {
    /// The structure type that PDF knows.
    pub fn name(self) -> &'static str {
        match self {
            Role::Document => "Document",
            Role::Heading(1) => "H1",
            Role::Heading(2) => "H2",
            Role::Heading(_) => "H3",
            Role::Paragraph => "P",
            Role::Quote => "BlockQuote",
            Role::List => "L",
            Role::ListItem => "LI",
            Role::Label => "Lbl",
            Role::Body => "LBody",
            Role::Table => "Table",
            Role::Caption => "Caption",
            Role::Row => "TR",
            Role::ColumnHeader | Role::RowHeader => "TH",
            Role::Cell => "TD",
            Role::Figure => "Figure",
            Role::Link => "Link",
        }
    }
}
