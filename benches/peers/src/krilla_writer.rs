//! The same pages written with krilla: our display list, our glyphs, our structure, its file.

use std::num::NonZeroU16;
use std::rc::Rc;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, SerializeSettings};
use resit::document::branding::Rgb;
use resit::document::content::Document;
use resit::document::pdf::display::{self, Item, Layout, Mark, Owner};
use resit::document::pdf::structure::{Element, ElementId, Role, Structure};
use resit::document::pdf::{BOX, Face, Fonts, Word};

/// A4, in points.
const PAGE: (f32, f32) = (595.276, 841.89);

/// The fonts as krilla holds them.
pub struct KrillaWriter {
    fonts: Vec<Font>,
}

impl KrillaWriter {
    pub fn new(fonts: &Fonts) -> KrillaWriter {
        let font =
            |face: &Face| Font::new(Data::from(face.data.to_vec()), face.index).expect("a font that resit can read");
        KrillaWriter { fonts: fonts.faces.iter().map(font).collect() }
    }

    /// The file; `tagged` with its structure, as PDF/UA-1 and PDF/A-2a.
    pub fn write(&self, layout: &Layout, document: &Document, tagged: bool) -> Vec<u8> {
        let configuration = if tagged {
            let both = ConfigurationBuilder::new()
                .with_accessibility_validator(Accessibility::UA1)
                .with_archival_validator(Archival::A2_A);
            both.finish().expect("both standards go together")
        } else {
            Configuration::default()
        };
        let mut file = krilla::Document::new_with(SerializeSettings { configuration, ..Default::default() });
        let mut tags = Tags::new(&layout.structure);
        for page in &layout.pages {
            let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("a page has a size");
            self.page(&mut file.start_page_with(settings), &page.items, tagged.then_some(&mut tags));
        }
        let id = document.candidate_id.clone().unwrap_or_default();
        let day = DateTime::new(2026).month(11).day(23).hour(0).minute(0).second(0).utc_offset_hour(0);
        file.set_metadata(
            Metadata::new()
                .title(document.title.clone())
                .language(document.lang.clone())
                .authors(vec![document.author.clone()])
                .keywords(vec![format!("candidate-id={id}")])
                .document_id(id)
                .creation_date(day),
        );
        file.set_outline(outline(layout));
        if tagged {
            file.set_tag_tree(tags.tree());
        }
        file.finish().expect("krilla finds nothing wrong")
    }

    fn page(&self, page: &mut Page, items: &[Item], mut tags: Option<&mut Tags>) {
        let ornaments = items.iter().filter(|item| item.owner == Owner::Ornament);
        let rest = items.iter().filter(|item| item.owner != Owner::Ornament);
        // Annotations belong to the page, which is lent out while content is drawn.
        let mut areas = Vec::new();
        for item in items {
            if let Mark::Text { x, baseline, width, size, link: Some(href), words, .. } = &item.mark {
                let area = Rect::from_ltrb(*x, baseline - size * 0.9, x + width, baseline + size * 0.3);
                let action = Target::Action(Action::Link(LinkAction::new(href.to_string())));
                let words = words.iter().map(|word| &*word.text).collect();
                let link = LinkAnnotation::new(area.expect("a link has a size"), action);
                let annotation = Annotation::new_link(link, Some(words));
                if tags.is_some() {
                    areas.push(page.add_tagged_annotation(annotation));
                } else {
                    page.add_annotation(annotation);
                }
            }
        }
        let mut areas = areas.into_iter();
        let mut surface = page.surface();
        let mut open = None;
        for item in ornaments.chain(rest) {
            if let Some(tags) = &mut tags {
                let owner = match (&item.mark, item.owner) {
                    (Mark::Text { link: Some(href), .. }, Owner::Element(parent)) => {
                        let link = tags.link(parent, href);
                        tags.kids[link].extend(areas.next().map(Kid::Leaf));
                        Owner::Element(ElementId(link as u32))
                    }
                    (_, owner) => owner,
                };
                if open != Some(owner) {
                    if open.is_some() {
                        surface.end_tagged();
                    }
                    tags.begin(&mut surface, owner);
                    open = Some(owner);
                }
            }
            self.mark(&mut surface, &item.mark);
        }
        if open.is_some() {
            surface.end_tagged();
        }
        surface.finish();
    }

    fn mark(&self, surface: &mut Surface, mark: &Mark) {
        match mark {
            Mark::Text { x, baseline, size, spacing, ink, words, .. } => {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(*ink)));
                self.words(surface, (*x, *baseline), *size, *spacing, words);
            }
            Mark::Rect { x, y, width, height, ink } => {
                let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) else { return };
                let mut path = PathBuilder::new();
                path.push_rect(rect);
                draw(surface, path, Some(*ink), None);
            }
            Mark::Line { from, to, width, dashed, ink } => {
                let mut path = PathBuilder::new();
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
                draw(surface, path, None, Some(display::Stroke { width: *width, dashed: *dashed, ink: *ink }));
            }
            Mark::Shape { points, fill, stroke } => draw(surface, outline_of(points), *fill, *stroke),
            // The documents that are measured have none.
            Mark::Logo { .. } => {}
        }
    }

    /// Runs of one font.
    fn words(&self, surface: &mut Surface, at: (f32, f32), size: f32, spacing: f32, words: &[Rc<Word>]) {
        let text: String = words.iter().map(|word| &*word.text).collect();
        let mut run: Vec<KrillaGlyph> = Vec::new();
        let (mut start, mut x, mut font, mut before) = (at.0, at.0, BOX, 0);
        for word in words {
            for glyph in &word.glyphs {
                if glyph.font != font {
                    self.run(surface, (start, at.1), &run, font, &text, size);
                    run.clear();
                    (start, font) = (x, glyph.font);
                }
                let em = |thousandths: i32| thousandths as f32 / 1000.0;
                let advance = em(glyph.advance) + spacing / size;
                let range = before + glyph.start as usize..before + glyph.end as usize;
                let (right, up) = (em(glyph.x_offset), em(glyph.y_offset));
                run.push(KrillaGlyph::new(GlyphId::new(glyph.id.into()), advance, right, up, 0.0, range, None));
                x += advance * size;
            }
            before += word.text.len();
        }
        self.run(surface, (start, at.1), &run, font, &text, size);
    }

    fn run(&self, surface: &mut Surface, at: (f32, f32), run: &[KrillaGlyph], font: u16, text: &str, size: f32) {
        // What no font draws stays blank.
        if let (Some(font), false) = (self.fonts.get(usize::from(font)), run.is_empty()) {
            surface.draw_glyphs(Point::from_xy(at.0, at.1), run, font.clone(), text, size, false);
        }
    }
}

fn colour(Rgb(red, green, blue): Rgb) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn fill(ink: Rgb) -> Fill {
    Fill { paint: colour(ink).into(), ..Fill::default() }
}

fn draw(surface: &mut Surface, path: PathBuilder, ink: Option<Rgb>, stroke: Option<display::Stroke>) {
    let dash = |dashed: bool| dashed.then(|| StrokeDash { array: vec![2.0, 2.0], offset: 0.0 });
    surface.set_fill(ink.map(fill));
    surface.set_stroke(stroke.map(|stroke| Stroke {
        paint: colour(stroke.ink).into(),
        width: stroke.width,
        dash: dash(stroke.dashed),
        ..Stroke::default()
    }));
    let path: Option<Path> = path.finish();
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn outline_of(points: &[display::Point]) -> PathBuilder {
    let mut path = PathBuilder::new();
    let mut points = points.iter();
    if let Some(first) = points.next() {
        path.move_to(first.x, first.y);
    }
    while let Some(point) = points.next() {
        if !point.control {
            path.line_to(point.x, point.y);
        } else if let (Some(second), Some(end)) = (points.next(), points.next()) {
            path.cubic_to(point.x, point.y, second.x, second.y, end.x, end.y);
        }
    }
    path.close();
    path
}

/// The document's heading with its sections.
fn outline(layout: &Layout) -> Outline {
    let mut nodes = layout.bookmarks.iter().map(|bookmark| {
        OutlineNode::new(bookmark.title.clone(), XyzDestination::new(bookmark.page, Point::from_xy(0.0, bookmark.y)))
    });
    let mut outline = Outline::new();
    if let Some(mut whole) = nodes.next() {
        nodes.for_each(|section| whole.push_child(section));
        outline.push_child(whole);
    }
    outline
}

/// What each element holds, gathered while the pages are drawn.
struct Tags<'l> {
    structure: &'l Structure,
    kids: Vec<Vec<Kid>>,
    /// The first element that its parent does not hold yet.
    next: usize,
    /// The link that was drawn last, with what it is part of.
    last: Option<(ElementId, Rc<str>, usize)>,
}

enum Kid {
    Element(usize),
    Leaf(Identifier),
}

impl<'l> Tags<'l> {
    fn new(structure: &'l Structure) -> Tags<'l> {
        let kids = structure.elements.iter().map(|_| Vec::new()).collect();
        Tags { structure, kids, next: 1, last: None }
    }

    fn begin(&mut self, surface: &mut Surface, owner: Owner) {
        let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
        match owner {
            Owner::Ornament => {
                surface.start_tagged(artifact(ArtifactType::Other));
            }
            Owner::Running => {
                surface.start_tagged(artifact(ArtifactType::Header));
            }
            Owner::Element(ElementId(element)) => {
                self.attach(element as usize + 1);
                let content = surface.start_tagged(ContentTag::Other);
                self.kids[element as usize].push(Kid::Leaf(content));
            }
        }
    }

    /// The link inside an element to this address.
    fn link(&mut self, parent: ElementId, href: &Rc<str>) -> usize {
        self.attach(parent.0 as usize + 1);
        match &self.last {
            Some((of, address, link)) if *of == parent && Rc::ptr_eq(address, href) => *link,
            _ => {
                let link = self.kids.len();
                self.kids.push(Vec::new());
                self.kids[parent.0 as usize].push(Kid::Element(link));
                self.last = Some((parent, href.clone(), link));
                link
            }
        }
    }

    /// Puts the elements before this one where they belong.
    fn attach(&mut self, end: usize) {
        let end = end.min(self.structure.elements.len());
        for element in self.next..end {
            let parent = self.structure.elements[element].parent;
            self.kids[parent.0 as usize].push(Kid::Element(element));
        }
        self.next = self.next.max(end);
    }

    fn tree(mut self) -> TagTree {
        self.attach(self.structure.elements.len());
        let kinds: Vec<TagKind> = self.structure.elements.iter().map(kind).collect();
        // Parents stand before their children, links behind all: from the end every child is ready.
        let mut ready: Vec<Option<TagGroup>> = self.kids.iter().map(|_| None).collect();
        for element in (kinds.len()..self.kids.len()).chain((1..kinds.len()).rev()) {
            let tag = kinds.get(element).cloned().unwrap_or_else(|| Tag::Link.into());
            let kids = std::mem::take(&mut self.kids[element]);
            ready[element] = Some(TagGroup::with_children(tag, nodes(kids, &mut ready)));
        }
        let mut tree = TagTree::new();
        tree.children = nodes(std::mem::take(&mut self.kids[0]), &mut ready);
        tree
    }
}

fn nodes(kids: Vec<Kid>, ready: &mut [Option<TagGroup>]) -> Vec<Node> {
    let node = |kid| match kid {
        Kid::Element(element) => ready[element].take().map(Node::Group),
        Kid::Leaf(content) => Some(Node::Leaf(content)),
    };
    kids.into_iter().filter_map(node).collect()
}

fn kind(element: &Element) -> TagKind {
    match element.role {
        Role::Document => Tag::Div.into(),
        Role::Heading(level) => {
            let level = NonZeroU16::new(level.into()).expect("levels begin at 1");
            // krilla asks for a title where PDF/UA-1 does not.
            Tag::Hn(level, Some("Section".to_owned())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Quote => Tag::BlockQuote.into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::ListItem => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Caption => Tag::Caption.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure => Tag::Figure(element.alternative.clone()).into(),
        Role::Link => Tag::Link.into(),
    }
}
