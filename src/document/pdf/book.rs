//! The display list as a PDF file of the kinds PDF/UA-1 and PDF/A-2a: pages, structure, bookmarks, links and metadata
//! around the content that printpdf writes. Nothing depends on the clock, the thread or the documents before.
//!
//! Every file of a run begins with the same bytes ([`Preface`]: fonts and colour profile), made once. A [`Book`] holds one
//! document or many: the part of each ([`Pressed`]) is made by any thread, and written into the file in order.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::Object;
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::content_stream::{self, Inks, LOGO_NAME, font_name};
use super::display::{Bookmark, Layout};
use super::embed::{Base, Deflater, EmbeddedFont, Maps};
use super::flow::Sheet;
use super::fonts::Shaper;
use super::metadata::{About, information, metadata};
use super::objects::{Objects, integer, points, push_literal, push_text, reference};
use super::structure::{Element, ElementId, Role};
use super::tagging::{Kid, Tagging};
use super::{PdfError, PdfOptions, colour_profile, logo};
use crate::digest::hex;
use crate::document::branding::{Logo, Palette};
use crate::document::content::Document;

/// What every file of a run begins with.
#[derive(Debug)]
pub struct Preface {
    objects: Objects,
    /// The fonts that all files share, by face.
    fonts: Vec<Option<u32>>,
    profile: u32,
    logo: Option<u32>,
}

impl Preface {
    pub fn new(base: &Base, logo: Option<&Logo>) -> Preface {
        let mut deflater = Deflater::thorough();
        let mut objects = Objects::new();
        let mut maps = Maps::new();
        let fonts = base.fonts.iter().map(|font| Some(font.as_ref()?.write(&mut objects, &mut maps))).collect();
        let profile = objects.allocate(1);
        objects.stream(profile, "/N 3/Filter/FlateDecode", &deflater.deflate(&colour_profile::srgb()));
        let logo = logo.map(|logo| logo::write(logo, &mut objects, &mut deflater));
        objects.pack(&mut deflater);
        Preface { objects, fonts, profile, logo }
    }
}

/// A document ready to be written into a file: all but the numbers of its objects. It can go to another thread.
#[derive(Debug)]
pub struct Pressed {
    sheet: Sheet,
    /// The compressed content of each page.
    pages: Vec<Vec<u8>>,
    /// Its fonts in the order of their numbers.
    fonts: Vec<Font>,
    /// Of each font from outside that draws it, and that is no setting: the face and the sum of its file.
    outside: BTreeMap<usize, u32>,
    tagging: Tagging,
    bookmarks: Vec<Bookmark>,
    lang: String,
    title: String,
    author: String,
    subject: String,
    candidate_id: Option<String>,
    missing: Vec<char>,
}

impl Pressed {
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The characters that no font can draw, each once, in order.
    pub fn missing(&self) -> &[char] {
        &self.missing
    }

    /// What the file says of itself where the document is all that it holds.
    pub fn about<'a>(&'a self, options: &'a PdfOptions) -> About<'a> {
        About {
            lang: &self.lang,
            title: &self.title,
            author: &self.author,
            subject: &self.subject,
            candidate_id: self.candidate_id.as_deref(),
            build_id: &options.build_id,
            day: options.day,
        }
    }
}

#[derive(Debug)]
enum Font {
    /// The subset of this face that all files share.
    Shared(usize),
    Own(EmbeddedFont),
}

/// Writes the content of the pages and gathers what belongs to whom.
pub fn press(
    layout: Layout,
    document: &Document,
    options: &PdfOptions,
    palette: Palette,
    base: &Base,
    shaper: &Shaper,
    deflater: &mut Deflater,
) -> Result<Pressed, PdfError> {
    let sheet = options.page.sheet();
    let mut inks = Inks::new(base, shaper, palette);
    let Layout { pages, bookmarks, structure } = layout;
    let mut tagging = Tagging::new(structure);
    let (width, height) = options.page.millimetres();
    let pages = pages.iter().map(|page| {
        tagging.begin_page();
        let operations = content_stream::operations(page, sheet.height, &mut inks, &mut tagging);
        PdfPage::new(Mm(width), Mm(height), operations)
    });
    let mut skeleton = PdfDocument::new("");
    skeleton.with_pages(pages.collect());
    let save = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let file = skeleton.to_lopdf_document(&save, &mut Vec::new());
    let pages = file.page_iter().map(|page| Ok(deflater.deflate(content(&file, page)?)));
    let pages = pages.collect::<Result<_, PdfError>>()?;
    tagging.finish();

    let faces = &shaper.fonts.faces;
    let font = |&(face, own): &(usize, bool)| {
        Ok(if own {
            Font::Own(EmbeddedFont::new(&faces[face], &inks.extra[face], deflater)?)
        } else {
            Font::Shared(face)
        })
    };
    let fonts = inks.fonts.iter().map(font).collect::<Result<_, PdfError>>()?;
    let drawing = inks.fonts.iter().map(|&(face, _)| face).chain(base.faces());
    let outside = drawing.filter_map(|face| Some((face, faces[face].outside?))).collect();
    Ok(Pressed {
        sheet,
        pages,
        fonts,
        outside,
        tagging,
        bookmarks,
        lang: document.lang.clone(),
        title: document.title.clone(),
        author: document.author.clone(),
        subject: document.kicker.clone(),
        candidate_id: document.candidate_id.clone(),
        missing: inks.missing,
    })
}

/// The content that printpdf wrote for a page.
fn content(file: &lopdf::Document, page: lopdf::ObjectId) -> Result<&[u8], lopdf::Error> {
    let content = file.get_dictionary(page)?.get(b"Contents")?.as_reference()?;
    match file.get_object(content)? {
        Object::Stream(stream) => Ok(&stream.content),
        _ => Ok(&[]),
    }
}

/// A file that is being written.
pub struct Book<'p> {
    preface: &'p Preface,
    /// Many documents, each on sheets of its own.
    is_bundle: bool,
    objects: Objects,
    page_tree: u32,
    structure: u32,
    outlines: u32,
    /// For each document: its node of the page tree and how many pages that holds.
    page_nodes: Vec<(u32, u32)>,
    /// The structure elements of the documents.
    documents: Vec<u32>,
    /// The leaves of the parent tree, with their first and last keys.
    parents: Vec<(u32, usize, usize)>,
    next_key: usize,
    /// The bookmarks of the documents.
    entries: Vec<Entry>,
    digest: Sha256,
    /// The fonts from outside of all documents, as [`Pressed`] has them.
    outside: BTreeMap<usize, u32>,
}

/// The bookmark of a document.
struct Entry {
    id: u32,
    title: String,
    destination: String,
    /// Its sections: the first, the last and how many.
    sections: Option<(u32, u32, usize)>,
}

impl<'p> Book<'p> {
    /// An empty file for one document, or for a bundle of them.
    pub fn new(preface: &'p Preface, is_bundle: bool) -> Book<'p> {
        let mut objects = preface.objects.clone();
        let page_tree = objects.allocate(3);
        Book {
            preface,
            is_bundle,
            objects,
            page_tree,
            structure: page_tree + 1,
            outlines: page_tree + 2,
            page_nodes: Vec::new(),
            documents: Vec::new(),
            parents: Vec::new(),
            next_key: 0,
            entries: Vec::new(),
            digest: Sha256::new(),
            outside: BTreeMap::new(),
        }
    }

    /// Adds a document after those before it.
    pub fn add(&mut self, pressed: &Pressed) {
        self.digest.update(&pressed.title);
        self.digest.update([0]);
        self.digest.update(pressed.candidate_id.as_deref().unwrap_or_default());
        self.outside.extend(&pressed.outside);
        let count = pressed.pages.len();
        let contents = self.objects.allocate(count as u32);
        for (content, id) in pressed.pages.iter().zip(contents..) {
            self.digest.update(content);
            self.objects.stream(id, "/Filter/FlateDecode", content);
        }
        let fonts = self.fonts(pressed);
        // A plan never begins on the back of another's last sheet.
        let blank = u32::from(self.is_bundle && count % 2 == 1);
        let leaves = count as u32 + blank;
        let node = self.objects.allocate(leaves + 2);
        let (resources, pages, logo) = (node + 1, node + 2, self.preface.logo);
        self.objects.object(resources, |out| {
            let _ = write!(out, "<</Font<<{fonts}>>");
            if let Some(logo) = logo {
                let _ = write!(out, "/XObject<</{LOGO_NAME} {logo} 0 R>>");
            }
            *out += ">>";
        });
        let Sheet { width, height, .. } = pressed.sheet;
        let page_tree = self.page_tree;
        self.objects.object(node, |out| {
            let _ = write!(out, "<</Type/Pages/Parent {page_tree} 0 R/Count {leaves}/MediaBox[0 0 ");
            points(out, width);
            out.push(' ');
            points(out, height);
            *out += "]/Kids[";
            references(out, pages..pages + leaves);
            *out += "]>>";
        });
        if blank > 0 {
            self.objects.object(pages + count as u32, |out| {
                let _ = write!(out, "<</Type/Page/Parent {node} 0 R/Resources<<>>/Tabs/S>>");
            });
        }
        self.page_nodes.push((node, leaves));

        let links = &pressed.tagging.links;
        let annotations = self.objects.allocate(links.len() as u32);
        let first_key = self.next_key;
        for (index, id) in (pages..pages + count as u32).enumerate() {
            let (content, key) = (contents + index as u32, first_key + index);
            self.objects.object(id, |out| {
                let _ = write!(out, "<</Type/Page/Parent {node} 0 R/Resources {resources} 0 R/Contents {content} 0 R/StructParents {key}/Tabs/S");
                let of_page = (annotations..).zip(links).filter(|(_, link)| link.page == index);
                let mut of_page = of_page.map(|(id, _)| id).peekable();
                if of_page.peek().is_some() {
                    *out += "/Annots[";
                    references(out, of_page);
                    out.push(']');
                }
                *out += ">>";
            });
        }
        let elements = self.objects.allocate(pressed.tagging.structure.elements.len() as u32);
        self.elements(&pressed.tagging, elements, pages, annotations, height);
        let link_key = first_key + count;
        for ((index, link), id) in links.iter().enumerate().zip(annotations..) {
            self.objects.object(id, |out| {
                *out += "<</Type/Annot/Subtype/Link/Rect[";
                numbers(out, link.area);
                let _ = write!(out, "]/Border[0 0 0]/F 4/StructParent {}/Contents", link_key + index);
                push_text(out, &link.href);
                *out += "/A<</S/URI/URI";
                push_literal(out, &ascii(&link.href));
                *out += ">>>>";
            });
        }
        self.parents(&pressed.tagging, elements);
        self.bookmarks(pressed, pages);
    }

    /// Takes what is written so far out of memory.
    pub fn take(&mut self, deflater: &mut Deflater) -> Vec<u8> {
        self.objects.pack(deflater);
        self.objects.take()
    }

    /// Ends the file; returns what [`Book::take`] has not taken.
    pub fn finish(mut self, about: &About, deflater: &mut Deflater) -> Vec<u8> {
        let Book { page_tree, structure, outlines, .. } = self;
        let build_id = self.build_id(about.build_id);
        let about = &About { build_id: &build_id, ..*about };
        let catalog = self.objects.allocate(4);
        let (info, xmp, parent_tree) = (catalog + 1, catalog + 2, catalog + 3);
        let content = deflater.deflate(metadata(about).as_bytes());
        self.objects.stream(xmp, "/Type/Metadata/Subtype/XML/Filter/FlateDecode", &content);
        let nodes = &self.page_nodes;
        self.objects.object(page_tree, |out| {
            let count: u32 = nodes.iter().map(|(_, count)| count).sum();
            let _ = write!(out, "<</Type/Pages/Count {count}/Kids[");
            references(out, nodes.iter().map(|(id, _)| *id));
            *out += "]>>";
        });
        let (documents, next_key) = (&self.documents, self.next_key);
        self.objects.object(structure, |out| {
            *out += "<</Type/StructTreeRoot/K[";
            references(out, documents.iter().copied());
            let _ = write!(out, "]/ParentTree {parent_tree} 0 R/ParentTreeNextKey {next_key}>>");
        });
        let parents = &self.parents;
        self.objects.object(parent_tree, |out| {
            *out += "<</Kids[";
            references(out, parents.iter().map(|(id, ..)| *id));
            *out += "]>>";
        });
        self.outlines();
        let profile = self.preface.profile;
        self.objects.object(catalog, |out| {
            let _ = write!(out, "<</Type/Catalog/Pages {page_tree} 0 R/Metadata {xmp} 0 R/Lang");
            push_text(out, about.lang);
            let _ = write!(
                out,
                "/ViewerPreferences<</DisplayDocTitle true>>/MarkInfo<</Marked true>>/StructTreeRoot {structure} 0 R\
                 /Outlines {outlines} 0 R/PageMode/UseOutlines/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1\
                 /OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]>>"
            );
        });
        self.objects.object(info, |out| information(about, out));
        self.digest.update(about.build_id);
        let id = hex(&self.digest.finalize()[..16]);
        let trailer = format!("/Root {catalog} 0 R/Info {info} 0 R/ID[<{id}><{id}>]");
        self.objects.finish(&trailer, deflater)
    }

    /// The build's id, and what tells the fonts from outside that drew these documents, so that the same id stands for the
    /// same bytes: the build before may have had others. It does not tell those that only other documents needed.
    fn build_id(&self, build_id: &str) -> String {
        if self.outside.is_empty() {
            return build_id.to_owned();
        }
        let sums: Vec<u8> = self.outside.values().flat_map(|sum| sum.to_be_bytes()).collect();
        format!("{build_id}-{:08x}", libdeflater::crc32(&sums))
    }

    /// The entries of the font resources of a document; writes the fonts that are its own.
    fn fonts(&mut self, pressed: &Pressed) -> String {
        let mut fonts = String::new();
        let mut maps = Maps::new();
        for (number, font) in pressed.fonts.iter().enumerate() {
            let (id, own) = match font {
                Font::Shared(face) => (self.preface.fonts[*face].unwrap_or_default(), false),
                Font::Own(font) => (font.write(&mut self.objects, &mut maps), true),
            };
            let _ = write!(fonts, "/{} {id} 0 R", font_name(number, own));
        }
        fonts
    }

    /// Writes the structure elements of a document, which have numbers from `first`; its pages have them from `pages`.
    fn elements(&mut self, tagging: &Tagging, first: u32, pages: u32, annotations: u32, height: f32) {
        let number = |element: ElementId| first + element.0;
        let root = self.structure;
        let mut kids = tagging.kids.as_slice();
        for (index, element) in tagging.structure.elements.iter().enumerate() {
            let id = ElementId(index as u32);
            let count = kids.iter().take_while(|(of, _)| *of == id).count();
            let (own, rest) = kids.split_at(count);
            kids = rest;
            let Element { role, parent, alternative, frame } = element;
            let parent = if *role == Role::Document { root } else { number(*parent) };
            self.objects.object(number(id), |out| {
                *out += "<</S/";
                *out += role.name();
                *out += "/P ";
                reference(out, parent);
                let page = own.iter().find_map(|(_, kid)| match kid {
                    Kid::Content { page, .. } => Some(*page),
                    Kid::Area(area) => Some(tagging.links[*area].page),
                    Kid::Element(_) => None,
                });
                if let Some(page) = page {
                    *out += "/Pg ";
                    reference(out, pages + page as u32);
                }
                if let Some(alternative) = alternative {
                    *out += "/Alt";
                    push_text(out, alternative);
                }
                match role {
                    Role::ColumnHeader => *out += "/A<</O/Table/Scope/Column>>",
                    Role::RowHeader => *out += "/A<</O/Table/Scope/Row>>",
                    Role::List => *out += "/A<</O/List/ListNumbering/None>>",
                    _ => {}
                }
                if let Some([left, top, width, tall]) = *frame {
                    *out += "/A<</O/Layout/Placement/Block/BBox[";
                    numbers(out, [left, height - top - tall, left + width, height - top]);
                    *out += "]>>";
                }
                if !own.is_empty() {
                    *out += if own.len() == 1 { "/K" } else { "/K[" };
                    for (nth, (_, kid)) in own.iter().enumerate() {
                        if nth > 0 || own.len() == 1 {
                            out.push(' ');
                        }
                        match *kid {
                            Kid::Element(element) => reference(out, number(element)),
                            Kid::Content { page: of, mark } if Some(of) == page => integer(out, mark as u32),
                            Kid::Content { page, mark } => {
                                let _ = write!(out, "<</Type/MCR/Pg {} 0 R/MCID {mark}>>", pages + page as u32);
                            }
                            Kid::Area(area) => {
                                let (page, area) = (tagging.links[area].page as u32, area as u32);
                                let (page, area) = (pages + page, annotations + area);
                                let _ = write!(out, "<</Type/OBJR/Pg {page} 0 R/Obj {area} 0 R>>");
                            }
                        }
                    }
                    *out += if own.len() == 1 { "" } else { "]" };
                }
                *out += ">>";
            });
        }
        self.documents.push(first);
    }

    /// Writes the leaf of the parent tree that leads from the pages and links of a document to its elements.
    fn parents(&mut self, tagging: &Tagging, elements: u32) {
        let (leaf, first) = (self.objects.allocate(1), self.next_key);
        self.next_key += tagging.pages.len() + tagging.links.len();
        let last = self.next_key - 1;
        self.objects.object(leaf, |out| {
            let _ = write!(out, "<</Limits[{first} {last}]/Nums[");
            for (key, marks) in (first..).zip(&tagging.pages) {
                let _ = write!(out, "{key}[");
                references(out, marks.iter().map(|element| elements + element.0));
                out.push(']');
            }
            for (key, link) in (first + tagging.pages.len()..).zip(&tagging.links) {
                let _ = write!(out, "{key} {} 0 R ", elements + link.element.0);
            }
            *out += "]>>";
        });
        self.parents.push((leaf, first, last));
    }

    /// Writes the bookmarks of the sections of a document, and keeps the document's own.
    fn bookmarks(&mut self, pressed: &Pressed, pages: u32) {
        let Some((document, sections)) = pressed.bookmarks.split_first() else { return };
        let destination = |bookmark: &Bookmark| {
            let mut out = format!("/Dest[{} 0 R/XYZ null ", pages + bookmark.page as u32);
            points(&mut out, pressed.sheet.height - bookmark.y + 8.0);
            out + " null]"
        };
        let top = self.objects.allocate(1 + sections.len() as u32);
        let (first, last) = (top + 1, top + sections.len() as u32);
        for (id, section) in (first..).zip(sections) {
            self.objects.object(id, |out| {
                let _ = write!(out, "<</Parent {top} 0 R");
                if id > first {
                    let _ = write!(out, "/Prev {} 0 R", id - 1);
                }
                if id < last {
                    let _ = write!(out, "/Next {} 0 R", id + 1);
                }
                *out += &destination(section);
                *out += "/Title";
                push_text(out, &section.title);
                *out += ">>";
            });
        }
        let sections = (!sections.is_empty()).then_some((first, last, sections.len()));
        self.entries.push(Entry {
            id: top,
            title: document.title.clone(),
            destination: destination(document),
            sections,
        });
    }

    /// Writes the bookmarks of the documents: open where there is only one, so that its sections show.
    fn outlines(&mut self) {
        let (outlines, entries) = (self.outlines, std::mem::take(&mut self.entries));
        let alone = !self.is_bundle;
        let mut shown = entries.len();
        for (index, entry) in entries.iter().enumerate() {
            self.objects.object(entry.id, |out| {
                let _ = write!(out, "<</Parent {outlines} 0 R{}/Title", entry.destination);
                push_text(out, &entry.title);
                if let Some(before) = index.checked_sub(1) {
                    let _ = write!(out, "/Prev {} 0 R", entries[before].id);
                }
                if let Some(after) = entries.get(index + 1) {
                    let _ = write!(out, "/Next {} 0 R", after.id);
                }
                if let Some((first, last, count)) = entry.sections {
                    let sign = if alone { "" } else { "-" };
                    let _ = write!(out, "/First {first} 0 R/Last {last} 0 R/Count {sign}{count}");
                    shown += if alone { count } else { 0 };
                }
                *out += ">>";
            });
        }
        self.objects.object(outlines, |out| {
            *out += "<</Type/Outlines";
            if let (Some(first), Some(last)) = (entries.first(), entries.last()) {
                let _ = write!(out, "/First {} 0 R/Last {} 0 R/Count {shown}", first.id, last.id);
            }
            *out += ">>";
        });
    }
}

fn references(out: &mut String, ids: impl Iterator<Item = u32>) {
    for id in ids {
        reference(out, id);
        out.push(' ');
    }
}

fn numbers(out: &mut String, values: [f32; 4]) {
    for value in values {
        points(out, value);
        out.push(' ');
    }
}

/// PDF allows only ASCII in links: the rest is percent-encoded.
fn ascii(href: &str) -> String {
    let encode = |byte: u8| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    href.bytes().map(encode).collect()
}
