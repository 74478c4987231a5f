//! Branding by resit.toml, through the program: what is refused and in which words, and what the documents make of the rest.
//! Adding a logo means adding a file to `tests/branding/logos` or `tests/branding/refused`.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeMap;

use harness::{Desk, Run, pdf_text, project, tool};
use resit::document::branding::{Accent, Rgb};

/// A desk with one candidate and these settings.
fn desk(settings: &str) -> Desk {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Name,Score\nA-1,Ana Souza,700\n").write("resit.toml", settings);
    desk
}

/// The only plan of a build, as a page.
fn page(desk: &Desk) -> String {
    let run = desk.build(&["class.csv", "--format", "html"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    String::from_utf8(desk.plans("class-plans", "html").into_values().next().unwrap()).unwrap()
}

/// The only plan of a build, as the path of its PDF.
fn pdf(desk: &Desk) -> String {
    let run = desk.build(&["class.csv", "--format", "pdf"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let name = desk.plans("class-plans", "pdf").into_keys().next().unwrap();
    let path = desk.path("class-plans/plans").join(name).display().to_string();
    let checked = tool("qpdf", &["--check", &path]);
    assert!(checked.status.success(), "{checked:?}");
    path
}

/// How many pixels of the first page have which colour, at 100 dots an inch, in a part of it: left, top, width, height.
fn colours(pdf: &str, [left, top, width, height]: [u32; 4]) -> BTreeMap<[u8; 3], usize> {
    let part = [left, top, width, height].map(|side| side.to_string());
    let arguments = ["-r", "100", "-l", "1", "-x", &part[0], "-y", &part[1], "-W", &part[2], "-H", &part[3], pdf];
    let raster = tool("pdftoppm", &arguments).stdout;
    let head = format!("P6\n{width} {height}\n255\n");
    let mut counts = BTreeMap::new();
    for pixel in raster.strip_prefix(head.as_bytes()).unwrap().chunks_exact(3) {
        *counts.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
    }
    counts
}

/// What a build says that must not write anything.
fn refused(desk: &Desk) -> String {
    let run = desk.build(&["class.csv"]);
    assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{run:?}");
    assert!(!desk.path("class-plans").exists());
    run.stderr
}

#[test]
fn every_bad_logo_is_refused_in_words() {
    insta::glob!("branding/refused/*", |path| {
        let desk = desk("organisation = \"North Star\"\nlogo = \"logo\"\n");
        desk.write("logo", std::fs::read(path).unwrap());
        insta::assert_snapshot!(refused(&desk));
    });
}

#[test]
fn the_logo_stands_in_the_page_without_what_its_file_knew() {
    insta::glob!("branding/logos/*", |path| {
        let desk = desk("organisation = 'North \"Star\" & Co'\nlogo = \"art/logo\"\n");
        desk.write("art/logo", std::fs::read(path).unwrap());
        let page = page(&desk);
        let (_, image) = page.split_once("<img class=\"logo\" src=\"data:").unwrap();
        let (image, _) = image.split_once('>').unwrap();
        let (kind, rest) = image.split_once(";base64,").unwrap();
        let (data, attributes) = rest.split_once('"').unwrap();
        let mut data = decoded(data);
        for unwanted in ["Kim", "made on", "rdf", "drew", "example.org", "script", "DOCTYPE"] {
            let found = data.windows(unwanted.len()).any(|window| window == unwanted.as_bytes());
            assert!(!found, "{unwanted} in {}", path.display());
        }
        data.truncate(8);
        insta::assert_snapshot!(format!("{kind} {}{attributes}", String::from_utf8_lossy(&data).escape_debug()));
    });
}

/// At the head of the first page, in print quality, and small; an SVG of plain shapes has no pixels.
#[test]
fn the_logo_stands_on_paper() {
    let without = desk("organisation = \"North Star\"\n");
    let bare = std::fs::read(pdf(&without)).unwrap().len();
    insta::glob!("branding/logos/*", |path| {
        let desk = desk("organisation = \"North Star\"\nlogo = \"logo\"\n");
        desk.write("logo", std::fs::read(path).unwrap());
        let pdf = pdf(&desk);
        // the right third of the head
        let shown = colours(&pdf, [580, 55, 180, 70]);
        let white = shown[&[255, 255, 255]];
        assert!((1000..12_000).contains(&white), "{white} of 12600 pixels are white");
        let bytes = std::fs::read(&pdf).unwrap();
        for unwanted in ["Kim", "made on"] {
            assert!(!bytes.windows(unwanted.len()).any(|window| window == unwanted.as_bytes()), "{unwanted}");
        }
        let images = tool("pdfimages", &["-list", &pdf]).stdout;
        let image = String::from_utf8(images).unwrap().lines().nth(2).map_or("shapes".to_owned(), |line| {
            // type, width, height, colours, components, bits, encoding
            let fields: Vec<&str> = line.split_whitespace().collect();
            format!("{}, {} dots an inch", fields[2..9].join(" "), fields[12])
        });
        insta::assert_snapshot!(format!("{image}, {} kB more", (bytes.len() - bare + 500) / 1000));
    });
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

#[test]
fn all_faults_come_in_one_go_with_their_lines() {
    let desk = desk(
        "organisation = \" \"\ncoach = \"Kim\\nLund\"\ncontact = \"\"\nlogo = \"nowhere.png\"\naccent = \"#ffd100\"\n\
         page = \"a5\"\n\nfooter = \"Confidential. For the candidate and the coach alone: do not copy it, do not pass it on, do not post it.\"\n\
         [fonts]\nregular = \"folder\"\nbold = \"bold.ttf\"\n",
    );
    desk.write("folder/file", "").write("bold.ttf", "<html>");
    insta::assert_snapshot!("all faults", refused(&desk));
    // check says the same
    let check = desk.run(&["check", "class.csv"]);
    assert_eq!((check.code, check.stderr), (Some(2), refused(&desk)));
}

#[test]
fn faults_of_single_settings() {
    let mut said = String::new();
    for settings in [
        "accent = \"gold\"",
        "accent = \"#fff\"",
        "accent = \"#767777\"",
        "accent = \"#777\"",
        "accent = 3",
        "logo = \"class.csv\"",
        "coach = \"Kim\"\nlogo = \"class.csv\"",
        "[fonts]\nregular = \"class.csv\"",
        "fonts = { regular = \"class.csv\", italic = \"class.csv\" }",
    ] {
        said += &format!("{settings}\n{}\n", refused(&desk(settings)));
    }
    insta::assert_snapshot!("single faults", said);
}

#[test]
fn a_build_without_end_is_not_begun() {
    let endless = desk("coach = \"Kim\"\nlogo = \"/dev/zero\"\n");
    insta::assert_snapshot!("a device", refused(&endless));
    let sheet = desk("coach = \"Kim\"\nlogo = \"large.png\"\n");
    sheet.write("large.png", vec![b'<'; 8_000_001]);
    insta::assert_snapshot!("too large", refused(&sheet));
}

#[test]
fn the_accent_colours_the_page_in_both_modes() {
    let with = page(&desk("accent = \"#7a1f3d\"\n"));
    let without = page(&desk(""));
    let style = |page: &str| page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0.to_owned();
    let (with, without) = (style(&with), style(&without));
    insta::assert_snapshot!("accent style", with.strip_prefix(without.trim_end()).unwrap());
}

#[test]
fn the_accent_colours_the_paper() {
    let colours = |settings: &str| {
        let desk = desk(settings);
        desk.write(
            "class.csv",
            "ID,Name,Score,Domain 1: SDLC Automation,Domain 2: Configuration Management and IaC\n\
             A-1,Ana Souza,700,Needs Improvement,Competent\n",
        );
        colours(&pdf(&desk), [0, 0, 827, 1169])
    };
    let (with, without) = (colours("accent = \"#7a1f3d\"\n"), colours(""));
    let palette = Accent::new(Rgb(0x7a, 0x1f, 0x3d)).unwrap().light();
    let usual = [[0x1f, 0x4e, 0x79], [0x16, 0x2f, 0x4c], [0xdb, 0xe6, 0xf1]];
    let own = [palette.accent, palette.weak, palette.strong].map(|Rgb(red, green, blue)| [red, green, blue]);
    for (usual, own) in usual.iter().zip(&own) {
        // chips and bars, and words in the accent
        assert!(without[usual] > 100 && with[own] > 100, "{usual:?} {own:?}");
        assert!(!with.contains_key(usual) && !without.contains_key(own), "{usual:?} {own:?}");
    }
}

#[test]
fn footer_paper_and_sender_stand_in_both_faces() {
    let desk = desk(
        "organisation = \"North Star Academy\"\ncoach = \"Kim Lund\"\ncontact = \"kim@example.org\"\n\
         footer = \"Confidential · For Ana's eyes\"\npage = \"letter\"\n",
    );
    assert_eq!(desk.build(&["class.csv"]).code, Some(0));
    let plans = desk.files("class-plans/plans").into_keys().collect::<Vec<_>>();
    let [html, _, pdf] = &*plans else { panic!("{plans:?}") };
    let page = desk.read(&format!("class-plans/plans/{html}"));
    let file = desk.path("class-plans/plans").join(pdf);
    let text = pdf_text(&file);
    for words in ["North Star Academy", "Kim Lund", "kim@example.org"] {
        assert!(page.contains(words) && text.contains(words), "{words}");
    }
    assert!(page.contains("Confidential · For Ana&#39;s eyes · 23 November 2026"), "{page}");
    assert!(text.contains("Confidential · For Ana's eyes · 23 November 2026"), "{text}");
    let info = tool("pdfinfo", &[file.to_str().unwrap()]);
    let info = String::from_utf8(info.stdout).unwrap();
    assert!(info.contains("612 x 792 pts (letter)"), "{info}");
}

#[test]
fn what_the_branding_changes_the_build_id_tells() {
    let id = |settings: &str| {
        let desk = desk(settings);
        desk.write("logo.svg", std::fs::read(project("tests/branding/logos/shapes.svg")).unwrap());
        let Run { code, .. } = desk.build(&["class.csv", "--format", "pdf"]);
        assert_eq!(code, Some(0));
        let pdf = desk.plans("class-plans", "pdf").into_keys().next().unwrap();
        let info = tool("pdfinfo", &[desk.path("class-plans/plans").join(pdf).to_str().unwrap()]);
        let info = String::from_utf8(info.stdout).unwrap();
        info.lines().find(|line| line.starts_with("Keywords")).unwrap().to_owned()
    };
    let settings = [
        "",
        "coach = \"Kim\"",
        "organisation = \"Kim\"",
        "coach = \"Kim\"\nlogo = \"logo.svg\"",
        "accent = \"#7a1f3d\"",
        "page = \"letter\"",
        "footer = \"Kim\"",
    ];
    let ids: std::collections::BTreeSet<String> = settings.iter().map(|settings| id(settings)).collect();
    assert_eq!(ids.len(), settings.len());
    assert_eq!(id("accent = \"#7a1f3d\""), id("accent = \"#7A1F3D\""));
}

const REGULAR: &str = "templates/fonts/NotoSans-Regular.ttf";
const BOLD: &str = "templates/fonts/NotoSans-Bold.ttf";

/// A font of the project with bytes of a table replaced.
fn font(file: &str, table: [u8; 4], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut font = std::fs::read(project(file)).unwrap();
    let entry = font.windows(4).position(|window| window == &table[..]).unwrap();
    let offset = u32::from_be_bytes(font[entry + 8..entry + 12].try_into().unwrap()) as usize;
    font[offset + at..offset + at + bytes.len()].copy_from_slice(bytes);
    font
}

/// The same font with another name for a table.
fn renamed(table: [u8; 4], name: [u8; 4]) -> Vec<u8> {
    let mut font = std::fs::read(project(REGULAR)).unwrap();
    let entry = font.windows(4).position(|window| window == &table[..]).unwrap();
    font[entry..entry + 4].copy_from_slice(&name);
    font
}

#[test]
fn fonts_that_do_not_serve_are_refused() {
    let sound = || std::fs::read(project(REGULAR)).unwrap();
    let licence = |bits: u16| font(REGULAR, *b"OS/2", 8, &bits.to_be_bytes());
    let mut said = String::new();
    for (what, file) in [
        ("licence restricted", licence(0x0002)),
        ("no subsets", licence(0x0108)),
        ("pictures only", licence(0x0204)),
        ("web font", b"wOF2 and so on".to_vec()),
        ("collection", b"ttcf and so on".to_vec()),
        ("cut short", sound()[..20_000].to_vec()),
        ("cut in the middle", sound()[..sound().len() / 2].to_vec()),
        ("no outlines", renamed(*b"glyf", *b"glyg")),
        ("no widths", renamed(*b"hhea", *b"hheb")),
        ("variable", renamed(*b"gasp", *b"fvar")),
        ("no units", font(REGULAR, *b"head", 18, &[0, 0])),
        ("signs only", std::fs::read(project("templates/fonts/NotoSansMath-Signs.ttf")).unwrap()),
    ] {
        let desk = desk("[fonts]\nregular = \"a.ttf\"\nbold = \"b.ttf\"\n");
        desk.write("a.ttf", file).write("b.ttf", std::fs::read(project(BOLD)).unwrap());
        said += &format!("{what}\n{}\n", refused(&desk));
    }
    for (what, regular, bold) in [("swapped", BOLD, REGULAR), ("twice the same", BOLD, BOLD)] {
        let desk = desk("[fonts]\nregular = \"a.ttf\"\nbold = \"b.ttf\"\n");
        desk.write("a.ttf", std::fs::read(project(regular)).unwrap());
        desk.write("b.ttf", std::fs::read(project(bold)).unwrap());
        said += &format!("{what}\n{}\n", refused(&desk));
    }
    insta::assert_snapshot!("fonts refused", said);
}

#[test]
fn the_page_names_the_typeface_whatever_its_name() {
    let desk = desk("[fonts]\nregular = \"a.ttf\"\nbold = \"b.ttf\"\n");
    // the first letters of the family's name
    let mut regular = std::fs::read(project(REGULAR)).unwrap();
    let name: Vec<u8> = "Noto Sans".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let other: Vec<u8> = "</sty\"\\{x".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for at in 0..regular.len() - name.len() {
        if regular[at..].starts_with(&name) {
            regular[at..at + name.len()].copy_from_slice(&other);
        }
    }
    // print and preview, the usual licence of a bought font
    desk.write("a.ttf", regular).write("b.ttf", font(BOLD, *b"OS/2", 8, &[0, 4]));
    let page = page(&desk);
    assert!(page.contains(":root{--typeface:\"\\3c /sty\\22 \\5c {x\"}\n</style>"), "{page}");
}

#[test]
fn every_opentype_font_of_two_weights_is_taken() {
    for (regular, bold) in [(REGULAR, BOLD), ("tests/branding/fonts/regular.otf", "tests/branding/fonts/bold.otf")] {
        let regular = project(regular).display().to_string();
        let bold = project(bold).display().to_string();
        let desk = desk(&format!("[fonts]\nregular = {regular:?}\nbold = {bold:?}\n"));
        assert!(page(&desk).contains(":root{--typeface:"));
    }
}

#[test]
fn the_paper_is_set_in_the_typeface_and_noto_stands_in() {
    let [regular, bold] = ["regular", "bold"].map(|weight| project(&format!("tests/branding/fonts/{weight}.otf")));
    let desk = desk(&format!("[fonts]\nregular = {regular:?}\nbold = {bold:?}\n"));
    desk.write("class.csv", "ID,Name,Score\nA-1,Ана Šouza,700\n");
    let pdf = pdf(&desk);
    let text = pdf_text(std::path::Path::new(&pdf));
    assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").starts_with("Retake plan Ана Šouza Exam"), "{text}");
    let fonts = String::from_utf8(tool("pdffonts", &[&pdf]).stdout).unwrap();
    // name without the tag of the subset, kind, embedded, subset, with a map to text
    let fonts = fonts.lines().skip(2).map(|line| {
        let (_, font) = line.split_once('+').unwrap();
        let fields: Vec<&str> = font.split_whitespace().collect();
        format!("{} {}", fields[0], fields[1..fields.len() - 2].join(" "))
    });
    insta::assert_snapshot!(fonts.collect::<Vec<_>>().join("\n"));
}
