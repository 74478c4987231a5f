//! A PDF as a program reads it aloud: the text of the structure tree in its order, as ISO 32000-1, 14.8.2 defines it.
//!
//! Written here, because no reader at hand does it: poppler's `pdfinfo -struct-text` of Debian 12 knows no `ActualText`
//! in a content stream, and loses what follows such a span.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::harness::is_embedded;

/// What a document says, and what is wrong with how it says it.
#[derive(Debug, Default)]
pub struct Reading {
    /// The text in reading order; elements that stand apart are separated by a space.
    pub text: String,
    /// The text of artifacts: running heads, page numbers, repeated table headers.
    pub furniture: String,
    pub faults: Vec<String>,
}

/// Reads a file.
pub fn read(document: &Document) -> Reading {
    let mut reader = ContentReader::new(document);
    for (number, page) in document.get_pages() {
        reader.page(number, page);
    }
    let mut content = reader.content;
    let furniture = std::mem::take(&mut content.furniture);
    let mut reading = Reading { furniture, faults: std::mem::take(&mut content.faults), ..Reading::default() };
    let catalog = document.catalog().unwrap();
    match catalog.get_deref(b"StructTreeRoot", document).and_then(Object::as_dict) {
        Ok(root) => {
            let roles = root.get_deref(b"RoleMap", document).and_then(Object::as_dict).ok();
            let pages = document.get_pages().into_iter().map(|(number, page)| (page, number)).collect();
            let mut walk = Walk { document, roles, pages, content: &mut content, text: String::new() };
            walk.kids(root, None, "");
            reading.text = walk.text;
        }
        Err(_) => reading.faults.push("the file has no structure tree".to_owned()),
    }
    for ((page, id), atoms) in &content.by_id {
        let text = plain(atoms, "");
        if !text.trim().is_empty() {
            reading.faults.push(format!("page {page}: marked content {id} is in no element: {text:?}"));
        }
    }
    reading.faults.sort();
    reading.faults.dedup();
    reading
}

/// Stands among the atoms where the text position was set anew.
const MOVE: &str = "\0";

/// The atoms as text; inside a figure every label stands alone.
fn plain(atoms: &[String], kind: &str) -> String {
    atoms.concat().replace(MOVE, if kind == "Figure" { " " } else { "" })
}

/// What the content streams hold, before the structure puts it in order.
#[derive(Default)]
struct Marked {
    /// By page number and marked-content id.
    by_id: BTreeMap<(u32, i64), Vec<String>>,
    furniture: String,
    faults: Vec<String>,
}

/// Walks through the content streams of the pages.
struct ContentReader<'a> {
    document: &'a Document,
    /// Of the page that is read.
    number: u32,
    content: Marked,
    fonts: HashMap<ObjectId, Font<'a>>,
    font: Option<ObjectId>,
    /// The page, then the marked content that is open.
    frames: Vec<Frame>,
}

/// Marked content. Its atoms are the texts of its glyphs and of the marked content in it.
#[derive(Default)]
struct Frame {
    id: Option<i64>,
    artifact: bool,
    reversed: bool,
    actual: Option<String>,
    atoms: Vec<String>,
    inked: bool,
}

impl<'a> ContentReader<'a> {
    fn new(document: &'a Document) -> ContentReader<'a> {
        let content = Marked::default();
        ContentReader { document, number: 0, content, fonts: HashMap::new(), font: None, frames: Vec::new() }
    }

    fn page(&mut self, number: u32, page: ObjectId) {
        (self.number, self.font, self.frames) = (number, None, vec![Frame::default()]);
        let (own, others) = self.document.get_page_resources(page).unwrap();
        let resources = own.or_else(|| self.document.get_dictionary(*others.first()?).ok()).unwrap();
        self.run(&self.document.get_page_content(page), resources);
        if self.frames.len() > 1 {
            self.fault("marked content does not end".to_owned());
        }
        let text = plain(&self.frames[0].atoms, "Figure");
        if !text.trim().is_empty() {
            self.fault(format!("text is neither in the structure nor an artifact: {:?}", text.trim()));
        }
    }

    fn run(&mut self, stream: &[u8], resources: &'a Dictionary) {
        for operation in Content::decode(stream).unwrap().operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "BMC" | "BDC" => self.open(operands, resources),
                "EMC" => self.close(),
                "Tf" => self.set_font(operands[0].as_name().unwrap(), resources),
                "Tj" | "'" | "\"" => self.show(operands.last().unwrap()),
                "TJ" => operands[0].as_array().unwrap().iter().for_each(|part| self.show(part)),
                "BT" | "Td" | "TD" | "Tm" | "T*" => self.frames.last_mut().unwrap().atoms.push(MOVE.to_owned()),
                "Do" => self.paint(operands[0].as_name().unwrap(), resources),
                _ => {}
            }
        }
    }

    fn open(&mut self, operands: &[Object], resources: &'a Dictionary) {
        let tag = operands[0].as_name().unwrap();
        let mut frame = Frame { artifact: tag == b"Artifact", reversed: tag == b"ReversedChars", ..Frame::default() };
        let properties = match operands.get(1) {
            Some(Object::Name(name)) => self.resource(resources, b"Properties", name).and_then(|it| it.as_dict().ok()),
            Some(Object::Dictionary(properties)) => Some(properties),
            _ => None,
        };
        if let Some(properties) = properties {
            frame.id = properties.get(b"MCID").and_then(Object::as_i64).ok();
            frame.actual = properties.get(b"ActualText").and_then(lopdf::decode_text_string).ok();
        }
        self.frames.push(frame);
    }

    fn close(&mut self) {
        let Some(mut frame) = self.frames.pop().filter(|_| !self.frames.is_empty()) else {
            self.frames.push(Frame::default());
            return self.fault("marked content ends that did not begin".to_owned());
        };
        if frame.reversed {
            frame.atoms.reverse();
        }
        if let Some(actual) = frame.actual.take() {
            if actual.chars().any(needs_ink) && actual.chars().all(is_embedded) && !frame.inked {
                self.fault(format!("{actual:?} is only said, not drawn"));
            }
            frame.atoms = vec![actual];
        }
        if frame.artifact {
            self.content.furniture.push_str(&plain(&frame.atoms, "Figure"));
            self.content.furniture.push(' ');
        } else if let Some(id) = frame.id {
            self.content.by_id.entry((self.number, id)).or_default().append(&mut frame.atoms);
        } else {
            let outer = self.frames.last_mut().unwrap();
            outer.atoms.append(&mut frame.atoms);
            outer.inked |= frame.inked;
        }
    }

    fn set_font(&mut self, name: &[u8], resources: &'a Dictionary) {
        let fonts = resources.get_deref(b"Font", self.document).and_then(Object::as_dict).unwrap();
        let id = fonts.get(name).and_then(Object::as_reference).unwrap();
        let document = self.document;
        self.fonts.entry(id).or_insert_with(|| Font::read(document, document.get_dictionary(id).unwrap()));
        self.font = Some(id);
    }

    fn show(&mut self, string: &Object) {
        let Object::String(bytes, _) = string else { return };
        let Some(font) = self.font.and_then(|id| self.fonts.get_mut(&id)) else {
            return self.fault("text is shown without a font".to_owned());
        };
        let mut faults = Vec::new();
        if !font.embedded && !bytes.is_empty() {
            faults.push(format!("the font {} is not embedded", font.name));
        }
        let said = self.frames.iter().any(|frame| frame.actual.is_some());
        let frame = self.frames.last_mut().unwrap();
        for code in bytes.chunks(font.code_length) {
            let glyph = font.glyph(code);
            frame.inked |= glyph.inked;
            if glyph.missing {
                faults.push(format!("a glyph of {} is .notdef, for {:?}", font.name, glyph.text));
            } else if !said && !glyph.inked && glyph.text.chars().any(|c| needs_ink(c) && is_embedded(c)) {
                faults.push(format!("the glyph of {} for {:?} is blank", font.name, glyph.text));
            }
            frame.atoms.push(glyph.text);
        }
        for fault in faults {
            self.fault(fault);
        }
    }

    /// A form's text counts as the text of what is open; pictures hold none.
    fn paint(&mut self, name: &[u8], resources: &'a Dictionary) {
        let Some(form) = self.resource(resources, b"XObject", name).and_then(|form| form.as_stream().ok()) else {
            return self.fault(format!("the object {} is missing", String::from_utf8_lossy(name)));
        };
        if form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|subtype| subtype == b"Form") {
            let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).unwrap_or(resources);
            self.run(&form.get_plain_content().unwrap(), own);
        }
    }

    fn resource(&self, resources: &'a Dictionary, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let all = resources.get_deref(kind, self.document).and_then(Object::as_dict).ok()?;
        all.get_deref(name, self.document).ok()
    }

    fn fault(&mut self, fault: String) {
        self.content.faults.push(format!("page {}: {fault}", self.number));
    }
}

/// Letters and digits are seen; marks alone and signs may be blank.
fn needs_ink(c: char) -> bool {
    c.is_alphanumeric()
}

/// Walks through the structure tree.
struct Walk<'a> {
    document: &'a Document,
    roles: Option<&'a Dictionary>,
    pages: HashMap<ObjectId, u32>,
    content: &'a mut Marked,
    text: String,
}

impl<'a> Walk<'a> {
    fn element(&mut self, element: &'a Dictionary, page: Option<u32>) {
        let kind = self.kind(element);
        let page = self.page(element).or(page);
        // elements inside a line; all others stand apart
        let inline = ["Span", "Link", "Em", "Strong", "Quote", "Code", "Reference"].contains(&kind);
        if !inline {
            self.text.push(' ');
        }
        let before = self.text.len();
        self.kids(element, page, kind);
        if let Ok(actual) = element.get(b"ActualText").and_then(lopdf::decode_text_string) {
            self.text.truncate(before);
            self.text.push_str(&actual);
        }
        if kind == "Lbl" && !self.text[before..].contains(char::is_alphanumeric) {
            // bullets and boxes to tick, which HTML does not hold as text
            self.text.truncate(before);
        }
        if !inline {
            self.text.push(' ');
        }
    }

    fn kids(&mut self, parent: &'a Dictionary, page: Option<u32>, kind: &str) {
        let kids = match parent.get_deref(b"K", self.document) {
            Ok(Object::Array(kids)) => kids.as_slice(),
            Ok(kid) => std::slice::from_ref(kid),
            Err(_) => &[],
        };
        for kid in kids {
            match self.document.dereference(kid).unwrap().1 {
                Object::Integer(id) => self.marked(page, *id, kind),
                Object::Dictionary(kid) => match kid.get(b"Type").and_then(Object::as_name).unwrap_or(b"StructElem") {
                    b"MCR" => {
                        let id = kid.get(b"MCID").and_then(Object::as_i64).unwrap();
                        self.marked(self.page(kid).or(page), id, kind);
                    }
                    b"OBJR" => {}
                    _ => self.element(kid, page),
                },
                other => panic!("a kid of an element is {other:?}"),
            }
        }
    }

    fn marked(&mut self, page: Option<u32>, id: i64, kind: &str) {
        let page = page.expect("marked content is on a page");
        // marked content without text, such as a rule, is not there
        if let Some(atoms) = self.content.by_id.remove(&(page, id)) {
            self.text.push_str(&plain(&atoms, kind));
        }
    }

    /// The standard type of an element.
    fn kind(&self, element: &'a Dictionary) -> &'a str {
        let mut kind = element.get(b"S").and_then(Object::as_name).unwrap();
        while let Some(role) = self.roles.and_then(|roles| roles.get(kind).and_then(Object::as_name).ok()) {
            kind = role;
        }
        std::str::from_utf8(kind).unwrap()
    }

    fn page(&self, dictionary: &Dictionary) -> Option<u32> {
        let page = dictionary.get(b"Pg").and_then(Object::as_reference).ok()?;
        self.pages.get(&page).copied()
    }
}
