//! Which content of the pages makes up which element of the structure, gathered while the pages are written.

use std::rc::Rc;

use super::structure::{ElementId, Role, Structure};

/// The structure of a document on its way to a file.
#[derive(Debug)]
pub struct Tagging {
    pub structure: Structure,
    /// What each element holds, in reading order for each.
    pub kids: Vec<(ElementId, Kid)>,
    /// For each page the element of every marked content on it.
    pub pages: Vec<Vec<ElementId>>,
    pub links: Vec<LinkArea>,
    /// The first element that its parent does not hold yet.
    next: u32,
    /// The elements of the layout; those after them are links.
    laid_out: u32,
    /// The link that was written last: what it is part of, and where its address is kept, which the parts of a link share.
    last: Option<(ElementId, usize, ElementId)>,
}

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub enum Kid {
    Element(ElementId),
    /// Marked content of this number on this page.
    Content {
        page: usize,
        mark: usize,
    },
    /// The area of a link, by its index in [`Tagging::links`].
    Area(usize),
}

/// An area that leads out of the document: left, foot, right and top in points from the lower left corner of its page.
#[derive(Debug)]
pub struct LinkArea {
    pub element: ElementId,
    pub page: usize,
    pub area: [f32; 4],
    pub href: String,
}

impl Tagging {
    /// No page is begun yet.
    pub fn new(structure: Structure) -> Tagging {
        let laid_out = structure.elements.len() as u32;
        Tagging { structure, kids: Vec::new(), pages: Vec::new(), links: Vec::new(), next: 1, laid_out, last: None }
    }

    pub fn begin_page(&mut self) {
        self.pages.push(Vec::new());
    }

    /// The number on this page of content of this element, which follows.
    pub fn mark(&mut self, element: ElementId) -> usize {
        self.attach(element.0 + 1);
        let page = self.pages.len() - 1;
        let mark = self.pages[page].len();
        self.pages[page].push(element);
        self.kids.push((element, Kid::Content { page, mark }));
        mark
    }

    /// The link inside an element that has this area.
    pub fn link(&mut self, parent: ElementId, href: &Rc<str>, area: [f32; 4]) -> ElementId {
        self.attach(parent.0 + 1);
        let kept = href.as_ptr().addr();
        let element = match &self.last {
            Some((of, address, element)) if *of == parent && *address == kept => *element,
            _ => {
                let element = self.structure.add(parent, Role::Link);
                self.kids.push((parent, Kid::Element(element)));
                element
            }
        };
        self.last = Some((parent, kept, element));
        self.kids.push((element, Kid::Area(self.links.len())));
        self.links.push(LinkArea { element, page: self.pages.len() - 1, area, href: href.to_string() });
        element
    }

    /// Everything is written: elements without content find their places, and the kids stand element by element.
    pub fn finish(&mut self) {
        self.attach(self.laid_out);
        self.last = None;
        self.kids.sort_by_key(|(element, _)| *element);
    }

    /// Puts the elements before this one where they belong. They stand in reading order, so that an element without
    /// content, such as an empty cell, comes before what follows it.
    fn attach(&mut self, end: u32) {
        for id in self.next..end.min(self.laid_out) {
            let id = ElementId(id);
            self.kids.push((self.structure[id].parent, Kid::Element(id)));
        }
        self.next = self.next.max(end.min(self.laid_out));
    }
}
