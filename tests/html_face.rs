//! The HTML face: every kind of block and cell, escaping, and what a coach reads who broke a template.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use resit::document::branding::Branding;
use resit::document::catalogue::Texts;
use resit::document::content::{
    Align, Block, Cell, ChecklistItem, Column, Document, Fact, Finding, KeyFigure, Line, Link, Table,
};
use resit::document::drawing::{Anchor, Drawing, Ink, Shape};
use resit::document::html::{HtmlFace, Labels, TemplateError};
use resit::exam::Role;
use serde_json::json;

const NASTY: &str = "<script>alert('x')</script> & \"Co\"";

/// The cohort page of a document.
fn cohort_page(document: Document) -> String {
    long_cohort_page(&face(&[]).unwrap(), document, Vec::new())
}

/// The same with these rows in its table that can be sorted.
fn long_cohort_page(face: &HtmlFace, document: Document, rows: Vec<Vec<Cell>>) -> String {
    let mut page = String::new();
    let write = |part: &str| {
        page += part;
        Ok::<_, TemplateError>(())
    };
    face.pages().cohort(document, &json!({}), rows.into_iter(), write).unwrap();
    page
}

#[test]
fn plan_with_every_block_and_cell() {
    let page = face(&[]).unwrap().pages().plan(&document(), &json!({"name": "Ana"})).unwrap();
    assert!(!page.contains("<script"), "text from the sheet must be escaped");
    let (head, body) = page.split_once("</style>").unwrap();
    let (head, _) = head.split_once("<style>").unwrap();
    insta::assert_snapshot!("plan_head", head);
    insta::assert_snapshot!("plan_body", body);
}

#[test]
fn cohort_page_is_complete_without_its_script() {
    let page = cohort_page(document());
    let (content, script) = page.split_once("<script>").unwrap();
    assert!(script.ends_with("</script>\n</body>\n</html>\n"));
    assert!(!content.contains("<button"), "a control that only the script serves would be dead");
    assert!(!content.contains("<input type=\"search\"") && !content.contains("<select"));
}

/// Only a page with a script that hands out rows keeps them from view: a coach's own has all of them.
#[test]
fn a_long_table_is_put_aside_only_for_a_script_that_shows_it() {
    let document = || {
        let Block::Table(mut table) = table_of_one_column() else { unreachable!() };
        table.paged = true;
        Document { blocks: vec![Block::Table(table)], ..document() }
    };
    let rows = || (0..3).map(|nth| vec![text(&format!("row {nth}"))]).collect::<Vec<_>>();
    let page = long_cohort_page(&face(&[]).unwrap(), document(), rows());
    assert!(page.contains("<noscript class=\"paged\">") && page.contains("row 2"));
    let own = "{% extends \"page.html\" %}";
    let page = long_cohort_page(&face(&[("cohort.html", own)]).unwrap(), document(), rows());
    assert!(!page.contains("<noscript") && page.contains("row 2"));
}

fn table_of_one_column() -> Block {
    let columns = vec![Column { heading: "One".into(), width: 1.0, ..Column::default() }];
    Block::Table(Table { caption: "All".into(), columns, sortable: true, ..Table::default() })
}

/// Many rows are laid out a few at a time, and nobody sees it.
#[test]
fn a_long_table_is_laid_out_as_a_short_one() {
    let rows = |count: usize| (0..count).map(|nth| vec![Cell::Text { text: format!("row {nth} & <i>") }; 2]).collect();
    let table = |rows| {
        let column = |heading: &str| Column { heading: heading.into(), width: 1.0, ..Column::default() };
        let columns = vec![column("One"), column("Two")];
        let caption = "All".into();
        let table = Table { caption, columns, rows, sortable: true, ..Table::default() };
        Document { blocks: vec![Block::Table(table), Block::Paragraph { text: "Behind".into() }], ..document() }
    };
    let main = |page: &str| page[page.find("<main").unwrap()..page.find("</main>").unwrap()].to_owned();
    for count in [0, 1, 499, 500, 501, 1000, 1203] {
        let long = long_cohort_page(&face(&[]).unwrap(), table(Vec::new()), rows(count));
        let whole = face(&[]).unwrap().pages().plan(&table(rows(count)), &json!({})).unwrap();
        assert_eq!(main(&long), main(&whole), "{count} rows");
    }
    // a coach's own way to show the rows
    let own = "{% for block in blocks %}{% if block.kind == \"table\" %}{% for group in block.groups %}\
               {% for row in group.rows %}<li>{{ row[0].text }}{% endfor %}{% endfor %}{% endif %}{% endfor %}";
    let page = long_cohort_page(&face(&[("cohort.html", own)]).unwrap(), table(Vec::new()), rows(1203));
    assert_eq!(page.matches("<li>row ").count(), 1203);
    // and one that shows the first rows only
    let few =
        own.replace("<li>{{ row[0].text }}", "{% if loop.index < 4 %}<tr><td>{{ row[0].text }}</td></tr>{% endif %}");
    let page = long_cohort_page(&face(&[("cohort.html", &few)]).unwrap(), table(Vec::new()), rows(1203));
    assert_eq!((page.matches("<td>row ").count(), page.contains('\u{f8ff}')), (3, false));
}

#[test]
fn no_request_leaves_the_page() {
    for page in [face(&[]).unwrap().pages().plan(&document(), &json!({})).unwrap(), cohort_page(document())] {
        for loader in ["src=", "url(", "@import", "<link", "<iframe", "fetch("] {
            assert!(!page.contains(loader), "{loader} in a page");
        }
        assert!(page.contains("default-src 'none'"));
    }
}

/// Browsers follow the marks around names from right to left as they stand, in titles and drawings too.
#[test]
fn words_from_right_to_left_keep_their_place() {
    let names = "Close: \u{2068}שרה לוי\u{2069}, \u{2068}محمد\u{2069} & Ana <b>.";
    let page = |lang: &str| {
        let blocks = vec![Block::Paragraph { text: names.to_owned() }, Block::List { items: vec![names.to_owned()] }];
        let document = Document { lang: lang.into(), title: names.into(), blocks, ..document() };
        face(&[]).unwrap().pages().plan(&document, &json!({})).unwrap()
    };
    let english = page("en");
    assert!(english.contains("<html lang=\"en\" dir=\"ltr\">"));
    let names = names.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    for element in ["title", "p", "li"] {
        assert!(english.contains(&format!("<{element}>{names}</{element}>")), "{element}: {english}");
    }
    assert!(page("ar-EG").contains("<html lang=\"ar-EG\" dir=\"rtl\">"));
}

#[test]
fn replaced_template_and_style_are_used() {
    let face = face(&[
        ("plan.html", "{{ candidate.name }} of {{ title }}: {{ style }}"),
        ("style.css", "/* gone */\n\n  a { b: c }\n"),
    ])
    .unwrap();
    let page = face.pages().plan(&document(), &json!({"name": "Ana <b>"})).unwrap();
    assert_eq!(
        page,
        "Ana &lt;b&gt; of Plan &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Co&quot;: a { b: c }"
    );
}

#[test]
fn every_built_in_template_can_be_replaced() {
    let asked = std::cell::RefCell::new(Vec::new());
    HtmlFace::new(
        |name| {
            asked.borrow_mut().push(name.to_owned());
            None
        },
        &labels(),
        &Branding::default(),
    )
    .unwrap();
    let names: Vec<_> = HtmlFace::built_in().iter().map(|(name, _)| *name).collect();
    assert_eq!(*asked.borrow(), names);
}

#[test]
fn unknown_variable() {
    let error = face(&[("plan.html", "<h1>{{ heading }}</h1>\n<p>{{ candidat.name }}</p>\n")]).unwrap_err();
    assert_eq!((error.template.as_deref(), error.line), (Some("plan.html"), Some(2)));
    insta::assert_snapshot!(error);
}

#[test]
fn unknown_variable_in_a_condition() {
    insta::assert_snapshot!(face(&[("cohort.html", "{{ heading }}\n  {% if candidate %}yes{% endif %}")]).unwrap_err());
}

#[test]
fn unknown_field_of_the_candidate() {
    let error = face(&[("plan.html", "{{ heading }}\n\n<p>{{ candidate.nmae }}</p>")]).unwrap_err();
    assert_eq!((error.template.as_deref(), error.line), (Some("plan.html"), Some(3)));
    insta::assert_snapshot!(error);
}

#[test]
fn unknown_field_in_an_included_template() {
    let fault = "{% for block in blocks %}{{ block.knid }}{% endfor %}";
    insta::assert_snapshot!(face(&[("blocks.html", fault)]).unwrap_err());
}

#[test]
fn syntax_error() {
    let error = face(&[("plan.html", "<h1>{{ heading }</h1>\n")]).unwrap_err();
    assert_eq!((error.template.as_deref(), error.line), (Some("plan.html"), Some(1)));
    insta::assert_snapshot!(error);
}

#[test]
fn unknown_filter() {
    let error = face(&[("plan.html", "{{ heading }}\n{{ heading | uper }}")]).unwrap_err();
    assert_eq!((error.template.as_deref(), error.line), (Some("plan.html"), Some(2)));
    insta::assert_snapshot!(error);
}

#[test]
fn missing_included_template() {
    insta::assert_snapshot!(face(&[("plan.html", "{% include \"blcks.html\" %}")]).unwrap_err());
}

fn face(replaced: &[(&str, &str)]) -> Result<HtmlFace, TemplateError> {
    HtmlFace::new(
        |name| replaced.iter().find(|(replaced, _)| *replaced == name).map(|(_, text)| (*text).to_owned()),
        &labels(),
        &Branding::default(),
    )
}

fn labels() -> Labels {
    Labels::of(&Texts::built_in("en").unwrap().catalogue())
}

fn document() -> Document {
    Document {
        lang: "en".into(),
        title: format!("Plan {NASTY}"),
        running_head: "Ana".into(),
        page_label: "Page {page} of {pages}".into(),
        footer: "Academy, 23 November 2026".into(),
        candidate_id: Some("C\"017".into()),
        author: "Academy".into(),
        kicker: "Retake plan".into(),
        heading: format!("محمد {NASTY}"),
        facts: vec![Fact { label: "Exam".into(), value: "DOP-C02".into() }],
        blocks: blocks(),
    }
}

fn blocks() -> Vec<Block> {
    let link = Link { text: NASTY.into(), href: "https://example.org/?a=1&b=\"2\"".into() };
    vec![
        Block::Lead { text: NASTY.into() },
        Block::Drawing { drawing: drawing(), title: NASTY.into(), description: NASTY.into() },
        Block::Heading { level: 2, id: "domains".into(), text: "Domains".into() },
        Block::Figures {
            items: vec![KeyFigure { label: "Weeks".into(), value: "6".into(), gloss: "at 8 hours".into() }],
        },
        Block::Table(table(false, Some(vec![text("Total"), Cell::Empty, Cell::Empty, Cell::Empty]))),
        Block::Table(table(true, None)),
        Block::Fineprint { text: "An estimate.".into() },
        Block::Note { title: "A note".into(), text: format!("First line\n{NASTY}") },
        Block::Findings {
            items: vec![
                Finding { title: "A gap".into(), text: NASTY.into(), first_step: Some("First: a lab.".into()) },
                Finding { title: "Another".into(), text: "Text.".into(), first_step: None },
            ],
        },
        Block::Heading { level: 3, id: "labs".into(), text: "Labs".into() },
        Block::Paragraph { text: "A paragraph.".into() },
        Block::Checklist {
            items: vec![
                ChecklistItem { text: NASTY.into(), link: Some(link) },
                ChecklistItem { text: "A lab".into(), link: None },
            ],
        },
        Block::List { items: vec!["One".into(), NASTY.into()] },
    ]
}

fn table(sortable: bool, total: Option<Vec<Cell>>) -> Table {
    let column = |heading: &str, align| Column { heading: heading.into(), align, width: 1.0, ..Column::default() };
    let chip = |role, word: &str| Cell::Chip { role, word: word.into() };
    let lines = vec![Line { label: Some("6 h".into()), text: NASTY.into() }, Line { label: None, text: "rest".into() }];
    Table {
        caption: NASTY.into(),
        columns: vec![
            column(NASTY, Align::Left),
            column("Rating", Align::Left),
            column("Weight", Align::Left),
            column("Items", Align::Right),
        ],
        rows: vec![
            vec![
                Cell::Strong { text: NASTY.into() },
                chip(Some(Role::Weak), NASTY),
                Cell::Bar { share: 0.22, label: "22 %".into() },
                text("14"),
            ],
            vec![
                Cell::Lines { lines },
                chip(Some(Role::Adequate), "Competent"),
                Cell::Bar { share: f64::NAN, label: "?".into() },
                Cell::Empty,
            ],
            vec![
                Cell::Link { text: NASTY.into(), href: "plans/ana.html".into() },
                chip(Some(Role::Strong), "Strong"),
                Cell::Stack { weak: 3, adequate: 2, strong: 0, unrated: 1, label: "3, 2, 0".into() },
                text(NASTY),
            ],
            vec![text("Incident"), chip(None, "not rated"), Cell::Empty, text("9")],
        ],
        total,
        sortable,
        ..Table::default()
    }
}

fn text(text: &str) -> Cell {
    Cell::Text { text: text.into() }
}

fn drawing() -> Drawing {
    let word =
        |x, anchor, bold| Shape::Text { x, y: 20.0, size: 9.0, anchor, bold, ink: Ink::Muted, text: NASTY.into() };
    Drawing {
        height: 60.0,
        shapes: vec![
            Shape::Rect { x: 0.0, y: 30.0, width: 1.0 / 3.0, height: 12.0, ink: Ink::Wash },
            Shape::Line { x1: 0.0, y1: 42.0, x2: 1.0, y2: 42.0, width: 0.75, dashed: true, ink: Ink::Hairline },
            Shape::Circle { x: 0.5, y: 36.0, radius: 3.0, filled: false, ink: Ink::Weak },
            Shape::Circle { x: 0.6, y: 36.0, radius: 3.0, filled: true, ink: Ink::Strong },
            Shape::Pointer { x: 0.52345, y: 30.0, size: 9.0, ink: Ink::Accent },
            word(0.0, Anchor::Start, true),
            word(0.5, Anchor::Middle, false),
            word(1.0, Anchor::End, false),
            Shape::Rect { x: f32::NAN, y: -0.0, width: -1.0, height: f32::INFINITY, ink: Ink::Adequate },
        ],
    }
}
