//! The display list as a PDF file: printpdf makes pages and content, then fonts, links, bookmarks and metadata are put
//! into its object tree, and lopdf writes it. Nothing depends on the clock, the thread or the documents before.

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::content_stream::{self, Inks, font_name};
use super::display::{Bookmark, Item, Layout, Page};
use super::embed::{self, Base, Deflater};
use super::fonts::{Fonts, Shaper};
use super::{Pdf, PdfError, PdfOptions};
use crate::document::content::Document;

/// Key of the document information that holds the candidate's id exactly as it came.
pub const CANDIDATE_KEY: &str = "ResitCandidate";

/// Writes the laid-out document.
pub fn write(
    layout: &Layout,
    document: &Document,
    options: &PdfOptions,
    base: &Base,
    shaper: &Shaper,
    deflater: &mut Deflater,
) -> Result<Pdf, PdfError> {
    let sheet = options.page.sheet();
    let mut inks = Inks::new(base, shaper);
    let (width, height) = options.page.millimetres();
    let pages: Vec<PdfPage> = layout
        .pages
        .iter()
        .map(|page| {
            let operations = content_stream::operations(page, sheet.height, &mut inks);
            PdfPage::new(Mm(width), Mm(height), operations)
        })
        .collect();
    let mut skeleton = PdfDocument::new("");
    skeleton.with_pages(pages);
    let save = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let mut file = skeleton.to_lopdf_document(&save, &mut Vec::new());
    "1.7".clone_into(&mut file.version);

    let fonts = fonts(&mut file, &inks, shaper.fonts, deflater)?;
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    let mut digest = Sha256::new();
    for part in [&document.title, document.candidate_id.as_deref().unwrap_or_default(), &options.build_id] {
        digest.update(part);
        digest.update([0]);
    }
    for (page, id) in layout.pages.iter().zip(&page_ids) {
        finish_page(&mut file, *id, page, sheet.height, fonts, &mut digest, deflater)?;
    }
    let outlines = outlines(&mut file, &layout.bookmarks, &page_ids, sheet.height);
    let root = file.trailer.get(b"Root")?.as_reference()?;
    let catalog = file.get_dictionary_mut(root)?;
    catalog.remove(b"PageLayout");
    catalog.set("Lang", text(&document.lang));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    let information = file.trailer.get(b"Info")?.as_reference()?;
    file.set_object(information, self::information(document, options));
    let id = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);

    let mut bytes = Vec::with_capacity(96 * 1024);
    file.save_to(&mut bytes)?;
    Ok(Pdf { bytes, pages: layout.pages.len(), missing: inks.missing })
}

/// The resource dictionary that all pages share.
fn fonts(
    file: &mut lopdf::Document,
    inks: &Inks,
    faces: &Fonts,
    deflater: &mut Deflater,
) -> Result<ObjectId, PdfError> {
    let mut fonts = Dictionary::new();
    for (index, face) in faces.faces.iter().enumerate() {
        if inks.used[index] {
            fonts.set(font_name(index, false), inks.base.insert(index, file));
        }
        if !inks.extra[index].is_empty() {
            fonts.set(font_name(index, true), embed::insert_extra(face, &inks.extra[index], deflater, file)?);
        }
    }
    Ok(file.add_object(dictionary! { "Font" => fonts }))
}

/// Compresses the content of a page, gives it the shared fonts and its links, and drops what printpdf left empty.
fn finish_page(
    file: &mut lopdf::Document,
    id: ObjectId,
    page: &Page,
    height: f32,
    fonts: ObjectId,
    digest: &mut Sha256,
    deflater: &mut Deflater,
) -> Result<(), PdfError> {
    let links: Vec<Object> = page.items.iter().filter_map(|item| annotation(item, height)).collect();
    let dictionary = file.get_dictionary_mut(id)?;
    let content = dictionary.get(b"Contents")?.as_reference()?;
    let resources = dictionary.get(b"Resources")?.as_reference()?;
    dictionary.set("Resources", fonts);
    if links.is_empty() {
        dictionary.remove(b"Annots");
    } else {
        dictionary.set("Annots", links);
    }
    if let Some(Object::Dictionary(left)) = file.objects.remove(&resources) {
        for (_, object) in &left {
            if let Ok(id) = object.as_reference() {
                file.objects.remove(&id);
            }
        }
    }
    let stream = file.get_object_mut(content)?.as_stream_mut()?;
    digest.update(&stream.content);
    *stream = deflater.stream(Dictionary::new(), &stream.content)?;
    Ok(())
}

fn annotation(item: &Item, page_height: f32) -> Option<Object> {
    let Item::Link { x, y, width, height, href } = item else { return None };
    let corners = [*x, page_height - y - height, x + width, page_height - y];
    Some(Object::Dictionary(dictionary! {
        "Type" => "Annot", "Subtype" => "Link",
        "Rect" => corners.map(|value| Object::Real(content_stream::rounded(value))).to_vec(),
        "Border" => vec![Object::Integer(0); 3], "F" => 4,
        "A" => dictionary! { "S" => "URI", "URI" => Object::String(ascii(href).into_bytes(), StringFormat::Literal) },
    }))
}

/// PDF allows only ASCII in links: the rest is percent-encoded.
fn ascii(href: &str) -> String {
    let encode = |byte: u8| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    href.bytes().map(encode).collect()
}

/// The bookmarks: the heading of the document, and under it its sections.
fn outlines(file: &mut lopdf::Document, bookmarks: &[Bookmark], pages: &[ObjectId], height: f32) -> Option<ObjectId> {
    let (title, sections) = bookmarks.split_first()?;
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.new_object_id()).collect();
    let (top, below) = ids.split_first()?;
    let entry = |bookmark: &Bookmark, parent: ObjectId| {
        let page = pages.get(bookmark.page).map_or(Object::Null, |id| Object::Reference(*id));
        let y = Object::Real(content_stream::rounded(height - bookmark.y + 8.0));
        dictionary! {
            "Title" => text(&bookmark.title), "Parent" => parent,
            "Dest" => vec![page, "XYZ".into(), Object::Null, y, Object::Null],
        }
    };
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut first = entry(title, root);
    if let [start, .., end] | [start @ end] = below {
        first.set("First", *start);
        first.set("Last", *end);
        first.set("Count", count(below.len()));
    }
    file.set_object(*top, first);
    for (index, (bookmark, id)) in sections.iter().zip(below).enumerate() {
        let mut section = entry(bookmark, *top);
        if let Some(before) = index.checked_sub(1).and_then(|before| below.get(before)) {
            section.set("Prev", *before);
        }
        if let Some(after) = below.get(index + 1) {
            section.set("Next", *after);
        }
        file.set_object(*id, section);
    }
    let all = count(bookmarks.len());
    file.set_object(root, dictionary! { "Type" => "Outlines", "First" => *top, "Last" => *top, "Count" => all });
    Some(root)
}

/// The document information. Keywords say candidate and build to people; [`CANDIDATE_KEY`] gives the id to programs.
fn information(document: &Document, options: &PdfOptions) -> Dictionary {
    let day = options.day.strftime("D:%Y%m%d000000Z").to_string();
    let mut information = dictionary! {
        "Title" => text(&document.title), "Author" => text(&document.author), "Subject" => text(&document.kicker),
        "Creator" => text("resit"), "Producer" => text(concat!("resit ", env!("CARGO_PKG_VERSION"))),
        "CreationDate" => text(&day), "ModDate" => text(&day),
    };
    let mut keywords = format!("build={}", options.build_id);
    if let Some(candidate) = &document.candidate_id {
        keywords = format!("candidate-id={candidate}; {keywords}");
        information.set(CANDIDATE_KEY, text(candidate));
    }
    information.set("Keywords", text(&keywords));
    information
}

/// A text string: ASCII as it is, everything else as UTF-16.
fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.into(), StringFormat::Literal);
    }
    let utf16 = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(utf16, StringFormat::Hexadecimal)
}
