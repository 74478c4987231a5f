//! What the PDF face promises: the same bytes, all the text, nothing outside the page.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use proptest::prelude::*;

use super::display::{Layout, Mark, Owner};
use super::fonts::Shaper;
use super::look::{BODY, MARGIN_SIDE, Weight};
use super::paragraph::Span;
use super::sample::{plan, stress};
use super::*;
use crate::document::content::*;

fn options() -> PdfOptions {
    PdfOptions { day: jiff::civil::date(2026, 11, 24), build_id: "b1".into(), page: PageSize::A4 }
}

fn face() -> PdfFace {
    PdfFace::new(Fonts::embedded(), &Branding::default(), std::iter::once("Retake plan")).unwrap()
}

/// Runs a tool on a file of these bytes; its output.
fn tool(program: &str, before: &[&str], bytes: &[u8], after: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.pdf");
    std::fs::write(&path, bytes).unwrap();
    let run = Command::new(program)
        .args(before)
        .arg(&path)
        .args(after)
        .output()
        .unwrap_or_else(|fault| panic!("{program}: {fault}"));
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{program}: {said}");
    said
}

fn words(layout: &Layout) -> String {
    let mut text = String::new();
    for page in &layout.pages {
        for item in &page.items {
            if let Mark::Text { words, .. } = &item.mark {
                text.extend(words.iter().map(|word| &*word.text));
                text.push(' ');
            }
        }
    }
    text
}

/// Every corner of everything drawn stands on the paper, and between the side margins.
fn assert_inside(layout: &Layout, sheet: Sheet) {
    // A plan that is set smaller has smaller margins.
    let margin = MARGIN_SIDE * layout::SMALLER[4].0 - 0.5;
    let (left, right) = (margin, sheet.width - margin);
    for (index, page) in layout.pages.iter().enumerate() {
        for item in &page.items {
            let corners: Vec<(f32, f32)> = match &item.mark {
                Mark::Text { x, baseline, size, spacing, words, .. } => {
                    let glyphs = words.iter().map(|word| word.glyphs.len()).sum::<usize>() as f32;
                    let last = words.last().map_or(0.0, |word| word.visible(*size) - word.width(*size));
                    let width = words.iter().map(|word| word.width(*size)).sum::<f32>() + last + glyphs * spacing;
                    vec![(*x, baseline - size * 0.72), (x + width, baseline + size * 0.22)]
                }
                Mark::Rect { x, y, width, height, .. } | Mark::Logo { x, y, width, height } => {
                    vec![(*x, *y), (x + width, y + height)]
                }
                Mark::Line { from, to, .. } => vec![*from, *to],
                Mark::Shape { points, .. } => points.iter().map(|point| (point.x, point.y)).collect(),
            };
            if let (Some((width, height)), 0, Mark::Text { baseline, .. }) = (sheet.logo, index, &item.mark) {
                let reach = corners.last().map_or(0.0, |corner| corner.0);
                let beside = baseline - 8.0 < look::FIRST_TOP + height;
                assert!(!beside || reach < right - width, "{item:?} runs into the logo");
            }
            for (x, y) in corners {
                assert!(
                    x >= left && x <= right && y >= 20.0 && y <= sheet.height - 20.0,
                    "page {index}: ({x}, {y}) of {item:?}"
                );
            }
        }
    }
}

/// No text stands on another: their x-heights, which no line spacing lets meet, are apart.
fn assert_apart(layout: &Layout) {
    for (index, page) in layout.pages.iter().enumerate() {
        let texts = page.items.iter().filter_map(|item| match &item.mark {
            Mark::Text { x, baseline, width, size, words, .. } => {
                let text: String = words.iter().map(|word| &*word.text).collect();
                (!text.trim().is_empty()).then(|| ([*x, x + width, baseline - 0.5 * size, *baseline], text))
            }
            _ => None,
        });
        let mut texts: Vec<([f32; 4], String)> = texts.collect();
        texts.sort_by(|(one, _), (other, _)| one[2].total_cmp(&other[2]));
        for (nth, ([left, right, _, foot], text)) in texts.iter().enumerate() {
            for ([l, r, ..], other) in texts[nth + 1..].iter().take_while(|([_, _, top, _], _)| *top < foot - 0.05) {
                assert!(*right <= l + 0.1 || *r <= left + 0.1, "page {index}: {text:?} stands on {other:?}");
            }
        }
    }
}

/// A row of a table stands on one page, unless it alone is about as high as a page.
fn assert_rows_are_whole(layout: &Layout, sheet: Sheet) {
    let row_of = |mut id: structure::ElementId| loop {
        match &layout.structure[id] {
            element if element.role == structure::Role::Row => break Some(id),
            element if id == structure::DOCUMENT || element.parent == id => break None,
            element => id = element.parent,
        }
    };
    // Of each row, how far its text reaches on each page.
    let mut rows: BTreeMap<structure::ElementId, BTreeMap<usize, (f32, f32)>> = BTreeMap::new();
    for (index, page) in layout.pages.iter().enumerate() {
        for item in &page.items {
            if let (Owner::Element(id), Mark::Text { baseline, .. }) = (item.owner, &item.mark)
                && let Some(row) = row_of(id)
            {
                let reach = rows.entry(row).or_default().entry(index).or_insert((*baseline, *baseline));
                *reach = (reach.0.min(*baseline), reach.1.max(*baseline));
            }
        }
    }
    for reaches in rows.values().filter(|reaches| reaches.len() > 1) {
        let height: f32 = reaches.values().map(|(top, foot)| foot - top).sum();
        assert!(height > sheet.height / 2.0, "a row of {height} points is cut");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_from_any_engine_in_any_order() {
    let face = face();
    let (mut one, mut other) = (face.engine(), face.engine());
    let first = one.pdf(&plan("Ελένη Παπαδοπούλου"), &options()).unwrap();
    other.pdf(&stress(), &options()).unwrap();
    other.pdf(&plan("Ольга Иванова"), &options()).unwrap();
    let again = other.pdf(&plan("Ελένη Παπαδοπούλου"), &options()).unwrap();
    assert!(first.bytes == again.bytes);
    let in_thread = std::thread::scope(|scope| {
        scope.spawn(|| face.engine().pdf(&plan("Ελένη Παπαδοπούλου"), &options()).unwrap().bytes).join().unwrap()
    });
    assert!(first.bytes == in_thread);
}

#[test]
fn files_are_sound_and_give_their_text_back() {
    let face = face();
    let mut engine = face.engine();
    for name in [
        "Ana Souza",
        "Nguyễn Thị Ánh",
        "Ελένη Παπαδοπούλου",
        "Ольга Иванова",
        "Łukasz Żółć",
        "x ≥ 2 → −3",
        "王小明 Wang",
        "N\u{303}uño e\u{302}\u{301}",
    ] {
        let document = plan(name);
        let pdf = engine.pdf(&document, &options()).unwrap();
        let said = tool("qpdf", &["--check"], &pdf.bytes, &[]);
        assert!(!said.contains("WARNING"), "{said}");
        let fonts = tool("pdffonts", &[], &pdf.bytes, &[]);
        for font in fonts.lines().skip(2) {
            assert!(font.contains("+NotoSans") && font.contains("yes yes yes"), "{font}");
        }
        let text: String = tool("pdftotext", &["-layout"], &pdf.bytes, &["-"]);
        let given: BTreeSet<&str> = text.split_whitespace().collect();
        for word in name.split(' ') {
            let composed: String = unicode_normalization::UnicodeNormalization::nfc(word).collect();
            assert!(given.contains(word) || given.contains(&*composed), "{word} in {text}");
        }
        let layout = layout::lay_out(&mut Shaper::new(&face.fonts), &document, PageSize::A4.sheet());
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        for word in words(&layout).split_whitespace() {
            let composed: String = unicode_normalization::UnicodeNormalization::nfc(word).collect();
            assert!(solid(&text).contains(word) || solid(&text).contains(&composed), "{word}");
        }
        let expected: Vec<char> = if name.starts_with('王') { vec!['王', '小', '明'] } else { vec![] };
        assert_eq!(pdf.missing, expected);
    }
}

#[test]
fn the_metadata_names_document_candidate_and_build() {
    let pdf = face().engine().pdf(&plan("José Ñuñez"), &options()).unwrap();
    let said = tool("pdfinfo", &["-custom"], &pdf.bytes, &[]) + &tool("pdfinfo", &[], &pdf.bytes, &[]);
    for line in [
        "ResitCandidate:  C-017",
        "Retake plan for José Ñuñez: DOP-C02",
        "candidate-id=C-017; build=b1",
        "Author:          Northwind Cloud Coaching",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert_eq!(candidate_of(&pdf.bytes).as_deref(), Some("C-017"));
    for id in ["=1 (a) \\ b", "№ 7", "王-1", "\u{1f600}"] {
        let mut document = plan("Ana Souza");
        document.candidate_id = Some(id.to_owned());
        assert_eq!(candidate_of(&face().engine().pdf(&document, &options()).unwrap().bytes).as_deref(), Some(id));
    }
    assert_eq!(candidate_of(b"%PDF-1.7 no more"), None);
}

/// A subset of its own costs a file a tenth of its time; what plans are full of, such as spaces that keep a figure and its
/// unit together, is in the shared one.
/// The marks around what is read from the other side order the words, and are seen nowhere.
#[test]
fn marks_of_direction_are_never_drawn_or_copied() {
    let name = "\u{2068}שרה לוי\u{2069}";
    let mut document = plan(name);
    document.title = format!("Plan for {name}: 7");
    document.running_head = document.title.clone();
    document.heading = name.to_owned();
    document.blocks = vec![
        Block::Heading { level: 2, id: "a".into(), text: format!("{name}, 7") },
        Block::Paragraph { text: format!("{name}, 712") },
    ];
    let face = face();
    let pdf = face.engine().pdf(&document, &options()).unwrap();
    assert!(pdf.missing.is_empty(), "{:?}", pdf.missing);
    let said = tool("pdftotext", &["-enc", "UTF-8"], &pdf.bytes, &["-"]) + &tool("pdfinfo", &[], &pdf.bytes, &[]);
    assert!(said.contains("Plan for שרה לוי: 7") && said.contains(", 712"), "{said}");
    assert!(!said.contains(['\u{2066}', '\u{2068}', '\u{2069}']), "{said}");
    let file =
        String::from_utf8_lossy(&tool("qpdf", &["--qdf", "--object-streams=disable"], &pdf.bytes, &["-"]).into_bytes())
            .into_owned();
    assert!(!file.contains("2068") && !file.contains('\u{2068}'));
}

#[test]
fn a_usual_plan_needs_no_subset_of_its_own() {
    let pdf = face().engine().pdf(&plan("José\u{a0}Ñuñez: 8\u{a0}% – “750”"), &options()).unwrap();
    let file = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let resources = file.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Font").ok()?.as_dict().ok());
    let names: BTreeSet<&[u8]> = resources.flat_map(|fonts| fonts.iter().map(|(name, _)| name.as_slice())).collect();
    assert!(!names.is_empty() && names.iter().all(|name| name.starts_with(b"F")), "{names:?}");
}

#[test]
fn headings_are_bookmarks_and_links_lead_out() {
    let pdf = face().engine().pdf(&plan("José Ñuñez"), &options()).unwrap();
    let file = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let titles: Vec<(usize, String)> =
        file.get_toc().unwrap().toc.into_iter().map(|entry| (entry.level, entry.title)).collect();
    assert_eq!(titles[0], (1, "José Ñuñez".to_owned()));
    assert_eq!(titles[1], (2, "Domains in order of priority".to_owned()));
    assert_eq!(titles.len(), 8);
    let address = |object: &lopdf::Object| {
        let action = object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok()?;
        Some(String::from_utf8(action.get(b"URI").ok()?.as_str().ok()?.to_vec()).unwrap())
    };
    let addresses: BTreeSet<String> = file.objects.values().filter_map(address).collect();
    let expected = [
        "https://docs.aws.amazon.com/codepipeline/latest/userguide/tutorials.html",
        "labs/logs.pdf",
        "plans/x%20y.pdf",
    ];
    assert_eq!(addresses, expected.map(str::to_owned).into());
}

#[test]
fn a_bundle_holds_every_plan_on_sheets_of_its_own() {
    let face = face();
    let mut engine = face.engine();
    let mut bundle = face.bundle();
    let mut bytes = Vec::new();
    let mut pages = Vec::new();
    let names = ["Ana Souza", "Ольга Иванова", "Łukasz Żółć"];
    for name in names {
        let mut document = plan(name);
        document.blocks.truncate(4 * pages.len() + 1);
        let pressed = engine.press(&document, &options()).unwrap();
        pages.push(pressed.pages());
        bytes.extend(bundle.add(&pressed));
    }
    let about = About {
        lang: "en",
        title: "All plans",
        author: "",
        subject: "",
        candidate_id: None,
        build_id: "b1",
        day: options().day,
    };
    bytes.extend(bundle.finish(&about));
    assert!(pages.iter().any(|count| count % 2 == 1), "{pages:?}");
    tool("qpdf", &["--check"], &bytes, &[]);
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(file.get_pages().len(), pages.iter().map(|count| count.next_multiple_of(2)).sum::<usize>());
    let toc = file.get_toc().unwrap().toc;
    let starts: Vec<(String, usize)> =
        toc.into_iter().filter(|entry| entry.level == 1).map(|entry| (entry.title, entry.page)).collect();
    let mut page = 1;
    for ((title, start), (name, count)) in starts.iter().zip(names.iter().zip(&pages)) {
        assert_eq!((title.as_str(), *start), (*name, page));
        page += count.next_multiple_of(2);
    }
    let text = tool("pdfinfo", &["-struct-text"], &bytes, &[]);
    assert!(names.iter().all(|name| text.contains(name)), "{text}");
}

/// A heading is never the last thing on a page, and no page but the last is left empty.
#[test]
fn no_heading_stands_alone() {
    let face = face();
    for paragraphs in 0..60 {
        let mut document = plan("Ana Souza");
        let line = Block::List { items: vec!["One line.".into()] };
        let mut blocks = vec![line; paragraphs];
        blocks.append(&mut document.blocks);
        document.blocks = blocks;
        let layout = layout::lay_out(&mut Shaper::new(&face.fonts), &document, PageSize::A4.sheet());
        for bookmark in &layout.bookmarks {
            let below = layout.pages[bookmark.page].items.iter().filter(|item| {
                matches!(&item.mark, Mark::Text { baseline, .. } if *baseline > bookmark.y + 25.0 && *baseline < 841.89 - look::MARGIN_FOOT)
            });
            assert!(below.count() >= 2, "{} with {paragraphs} lines before", bookmark.title);
        }
    }
}

#[test]
fn a_short_introduction_stays_with_what_it_introduces() {
    let face = face();
    let mut shaper = Shaper::new(&face.fonts);
    for lines in 0..60 {
        let mut document = plan("Ana Souza");
        let heading = |level, text: &str| Block::Heading { level, id: String::new(), text: text.into() };
        let line = Block::List { items: vec!["One line.".into()] };
        document.blocks = vec![line; lines];
        document.blocks.extend([
            heading(2, "Labs"),
            Block::Paragraph { text: "In order of priority.".into() },
            heading(3, "Automation"),
            Block::Paragraph { text: "Pipelines.".into() },
        ]);
        let layout = layout::lay_out(&mut shaper, &document, PageSize::A4.sheet());
        let found = layout.pages.into_iter().map(|page| {
            let text = words(&Layout { pages: vec![page], ..Layout::default() });
            ["Labs", "priority", "Automation", "Pipelines"].map(|word| text.contains(word))
        });
        assert!(found.into_iter().all(|found| found == [found[0]; 4]), "{lines} lines before");
    }
}

#[test]
fn a_short_list_and_what_explains_it_stay_whole() {
    let face = face();
    let mut shaper = Shaper::new(&face.fonts);
    for lines in 30..70 {
        let items = ["First of all.", "Secondly this.", "Finally that."].map(str::to_owned).to_vec();
        let mut document = plan("Ana Souza");
        document.blocks = vec![Block::Paragraph { text: "filler".into() }; lines];
        document.blocks.extend([Block::List { items }, Block::Fineprint { text: "Explained.".into() }]);
        let layout = layout::lay_out(&mut shaper, &document, PageSize::A4.sheet());
        let found = layout.pages.into_iter().map(|page| {
            let text = words(&Layout { pages: vec![page], ..Layout::default() });
            ["First", "Secondly", "Finally", "Explained"].map(|word| text.contains(word))
        });
        assert!(found.into_iter().all(|found| found == [found[0]; 4]), "{lines} lines before");
    }
}

#[test]
fn a_figure_stands_near_the_word_that_it_belongs_to() {
    let face = face();
    let column = |align| Column { heading: "Column".into(), align, width: 1.0, ..Column::default() };
    let cell = |text: &str| Cell::Text { text: text.into() };
    let words = "words that fill a line ".repeat(5);
    for (others, word, is_near) in [(0, "High", true), (1, "8", true), (1, &*words, false)] {
        let mut table = Table {
            caption: String::new(),
            columns: [vec![column(Align::Left)], vec![column(Align::Right); others]].concat(),
            rows: vec![vec![cell(word); 1 + others]],
            ..Table::default()
        };
        table.columns.push(column(Align::Right));
        table.rows[0].push(cell("7"));
        let mut document = plan("Ana Souza");
        document.blocks = vec![Block::Table(table)];
        let layout = layout::lay_out(&mut Shaper::new(&face.fonts), &document, PageSize::A4.sheet());
        let right_of = |item: &display::Item| match &item.mark {
            Mark::Text { x, width, words, .. } if &*words[0].text == "7" => Some(x + width),
            _ => None,
        };
        let right = layout.pages[0].items.iter().find_map(right_of).unwrap();
        assert_eq!(right < 400.0, is_near, "{right}");
    }
}

#[test]
fn figures_are_tabular() {
    let face = face();
    let mut shaper = Shaper::new(&face.fonts);
    for weight in [Weight::Regular, Weight::Bold] {
        let widths: BTreeSet<i32> = ('0'..='9').map(|digit| shaper.word(weight, &digit.to_string()).advance).collect();
        assert_eq!(widths.len(), 1);
    }
}

#[test]
fn nothing_leaves_the_page() {
    let face = face();
    for page in [PageSize::A4, PageSize::Letter] {
        for logo in [None, Some((127.5, 12.0)), Some((20.0, 39.7))] {
            let sheet = Sheet { logo, ..page.sheet() };
            for document in [plan("Ana Souza"), stress()] {
                assert_inside(&layout::lay_out(&mut Shaper::new(&face.fonts), &document, sheet), sheet);
            }
        }
    }
}

/// None of these would end if every line, or every mark on a letter, cost the length of the whole text.
#[test]
fn a_word_without_end_is_cut_line_by_line() {
    let face = face();
    let mut shaper = Shaper::new(&face.fonts);
    let drawn = |line: paragraph::Line| {
        let mut page = display::Page::default();
        line.draw(&mut page.items, 0.0, 0.0);
        words(&Layout { pages: vec![page], ..Layout::default() }).trim_end().to_owned()
    };
    for (unit, times) in [("M", 200_000), ("o\u{323}\u{306}", 20_000)] {
        let name = unit.repeat(times);
        let lines = paragraph::lines(&mut shaper, &[Span::new(&name, BODY)], 100.0);
        assert!(lines.len() > 1000 && lines.iter().all(|line| line.width <= 100.01));
        assert_eq!(lines.into_iter().map(drawn).collect::<String>(), name);
        let line = paragraph::fitted_line(&mut shaper, &name, BODY, 100.0);
        assert!((90.0..=100.0).contains(&line.width));
        let cut = drawn(line);
        assert!(cut.strip_suffix('…').is_some_and(|cut| name.starts_with(cut)), "{cut}");
    }
    let marks = "\u{301}".repeat(50_000);
    let word = shaper.word(Weight::Regular, &marks);
    assert_eq!(embed::texts_of(&word).collect::<String>(), marks);
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[a-zA-Zäß0-9 .,-]{0,60}",
        2 => "\\PC{0,40}",
        1 => "[a-z]{0,300}",
        1 => "([a-z]{1,9} ){0,200}",
        1 => "([\u{5d0}-\u{5ea}]{1,9} [0-9(]{0,3}){0,20}",
        1 => "([\u{621}-\u{63a}\u{641}-\u{64a}]{1,9} ){0,20}[a-z()]{0,9}",
        1 => "([\u{905}-\u{939}][\u{93e}-\u{94d}]?){0,40}",
        1 => "[\u{e01}-\u{e2e}\u{4e00}-\u{4fff}]{0,40}",
    ]
}

fn any_cell() -> impl Strategy<Value = Cell> {
    use crate::exam::Role;
    prop_oneof![
        Just(Cell::Empty),
        any_text().prop_map(|text| Cell::Text { text }),
        any_text().prop_map(|text| Cell::Strong { text }),
        proptest::collection::vec(
            (proptest::option::of(any_text()), any_text()).prop_map(|(label, text)| Line { label, text }),
            0..4
        )
        .prop_map(|lines| Cell::Lines { lines }),
        (
            prop_oneof![Just(None), Just(Some(Role::Weak)), Just(Some(Role::Adequate)), Just(Some(Role::Strong))],
            any_text()
        )
            .prop_map(|(role, word)| Cell::Chip { role, word }),
        (any::<f64>(), any_text()).prop_map(|(share, label)| Cell::Bar { share, label }),
        (any::<u32>(), any::<u32>(), 0..9u32, 0..9u32, any_text()).prop_map(
            |(weak, adequate, strong, unrated, label)| Cell::Stack { weak, adequate, strong, unrated, label }
        ),
        (any_text(), any_text()).prop_map(|(text, href)| Cell::Link { text, href }),
    ]
}

fn any_block() -> impl Strategy<Value = Block> {
    let table = (1..14usize).prop_flat_map(|count| {
        let columns = proptest::collection::vec((any_text(), any::<bool>(), 0.0..9.0f32), count);
        let rows = proptest::collection::vec(proptest::collection::vec(any_cell(), count), 0..12);
        let total = proptest::option::of(proptest::collection::vec(any_cell(), count));
        (columns, rows, total, any_text()).prop_map(|(columns, rows, total, caption)| {
            let columns = columns.into_iter().map(|(heading, right, width)| Column {
                heading,
                align: if right { Align::Right } else { Align::Left },
                width,
                ..Column::default()
            });
            Block::Table(Table { caption, columns: columns.collect(), rows, total, ..Table::default() })
        })
    });
    prop_oneof![
        (2..4u8, any_text()).prop_map(|(level, text)| Block::Heading { level, id: String::new(), text }),
        any_text().prop_map(|text| Block::Lead { text }),
        any_text().prop_map(|text| Block::Paragraph { text }),
        any_text().prop_map(|text| Block::Fineprint { text }),
        proptest::collection::vec(
            (any_text(), any_text(), any_text()).prop_map(|(label, value, gloss)| KeyFigure { label, value, gloss }),
            0..6
        )
        .prop_map(|items| Block::Figures { items }),
        table,
        proptest::collection::vec(
            (any_text(), any_text(), proptest::option::of(any_text())).prop_map(|(title, text, first_step)| Finding {
                title,
                text,
                first_step
            }),
            0..3
        )
        .prop_map(|items| Block::Findings { items }),
        proptest::collection::vec(
            (any_text(), proptest::option::of((any_text(), any_text())))
                .prop_map(|(text, link)| ChecklistItem { text, link: link.map(|(text, href)| Link { text, href }) }),
            0..5
        )
        .prop_map(|items| Block::Checklist { items }),
        proptest::collection::vec(any_text(), 0..4).prop_map(|items| Block::List { items }),
        (any_text(), any_text()).prop_map(|(title, text)| Block::Note { title, text }),
    ]
}

/// All strings of a block but links' addresses, anchors and what only HTML or the ear gets.
fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value {
                    serde_json::Value::String(text)
                        if !["kind", "align", "role", "href", "id", "description"].contains(&&**key) =>
                    {
                        found.push(text.clone());
                    }
                    other => texts(other, found),
                }
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_it_says_it_stays_on_the_page_and_loses_nothing(blocks in proptest::collection::vec(any_block(), 0..6), heading in any_text().prop_filter("a document says whose it is", |text| !text.trim().is_empty()), letter in any::<bool>(), logo in any::<bool>()) {
        static FACE: std::sync::OnceLock<PdfFace> = std::sync::OnceLock::new();
        let face = FACE.get_or_init(face);
        let mut shaper = Shaper::new(&face.fonts);
        shaper.set_language("en");
        let mut document = plan("x");
        document.heading = heading.clone();
        document.facts.clear();
        document.blocks = blocks;
        let page = if letter { PageSize::Letter } else { PageSize::A4 };
        let sheet = Sheet { logo: logo.then_some((127.5, 39.7)), ..page.sheet() };
        let layout = layout::lay_out(&mut shaper, &document, sheet);
        assert_inside(&layout, sheet);
        assert_apart(&layout);
        assert_rows_are_whole(&layout, sheet);
        for (index, page) in layout.pages.iter().enumerate() {
            let is_content = |item: &display::Item| matches!((&item.owner, &item.mark), (Owner::Element(_), Mark::Text { .. }));
            prop_assert!(page.items.iter().any(is_content), "page {index} is blank");
        }
        // Columns are drawn beside each other, so count characters rather than compare sequences.
        let tally = |text: &str| {
            let mut counts = BTreeMap::new();
            for character in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
                *counts.entry(character).or_insert(0usize) += 1;
            }
            counts
        };
        let mut said = vec![heading];
        texts(&serde_json::to_value(&document.blocks).unwrap(), &mut said);
        let drawn = tally(&words(&layout));
        for (character, count) in tally(&said.concat()) {
            prop_assert!(drawn.get(&character).copied().unwrap_or(0) >= count, "{character:?}");
        }
        // The file, which has no logo, holds it too; poppler writes some signs of other scripts otherwise.
        let pdf = face.engine().pdf(&document, &PdfOptions { page, ..options() }).unwrap();
        let read = tally(&tool("pdftotext", &["-enc", "UTF-8"], &pdf.bytes, &["-"]));
        for (character, count) in tally(&said.concat()).into_iter().filter(|(character, _)| character.is_ascii_alphanumeric()) {
            prop_assert!(read.get(&character).copied().unwrap_or(0) >= count, "{character:?} in the file");
        }
    }
}
