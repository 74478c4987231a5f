//! The reader itself: what it must hear, in which order, and what it must not let pass.

use lopdf::{Document, Object, Stream, dictionary};

use super::reading::{Reading, read};

/// A page with this content, and a structure of these elements (type, marked-content id). The font is embedded, says of
/// each code the ASCII character of its number, and has ink for all glyphs but those of small letters.
fn reading_of(content: &str, elements: &[(&str, i64)]) -> Reading {
    let mut pdf = Document::with_version("1.7");
    let font_file = pdf.add_object(Stream::new(dictionary! {}, font_file()));
    let map = "1 beginbfrange <0000> <007f> <0000> endbfrange".to_owned();
    let map = format!("begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {map} endcmap");
    let map = pdf.add_object(Stream::new(dictionary! {}, map.into_bytes()));
    let descriptor = dictionary! { "Type" => "FontDescriptor", "FontFile2" => font_file };
    let descendant = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "FontDescriptor" => descriptor };
    let font = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Test", "Encoding" => "Identity-H",
        "ToUnicode" => map, "DescendantFonts" => vec![descendant.into()],
    });
    let bare = pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Bare" });
    let content = pdf.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let pages = pdf.new_object_id();
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font, "B" => bare } },
    });
    pdf.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let elements = elements.iter().map(|(kind, id)| dictionary! { "S" => *kind, "Pg" => page, "K" => *id }.into());
    let elements: Vec<Object> = elements.collect();
    let root = pdf.add_object(dictionary! { "K" => elements, "RoleMap" => dictionary! { "Label" => "Lbl" } });
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "StructTreeRoot" => root });
    pdf.trailer.set("Root", catalog);
    read(&pdf)
}

/// As much of a TrueType font as tells which glyphs have outlines.
fn font_file() -> Vec<u8> {
    let loca: Vec<u8> = (0..=0x80_u16)
        .scan(0, |at, glyph| {
            let start = *at;
            *at += u16::from(!(0x61..0x7b).contains(&glyph));
            Some(start.to_be_bytes())
        })
        .flatten()
        .collect();
    let mut font = vec![0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0];
    for (tag, offset, length) in [(b"head", 44_u32, 54_u32), (b"loca", 98, loca.len() as u32)] {
        font.extend(*tag);
        font.extend([0, offset, length].iter().flat_map(|number| number.to_be_bytes()));
    }
    font.extend([0; 54]);
    font.extend(loca);
    font
}

/// The text as the codes of the test font.
fn codes(text: &str) -> String {
    let hex: String = text.bytes().map(|byte| format!("00{byte:02x}")).collect();
    format!("<{hex}>")
}

fn words(reading: &Reading) -> Vec<&str> {
    reading.text.split_whitespace().collect()
}

#[test]
fn text_is_read_in_the_order_of_the_structure() {
    let content = format!(
        "BT /F 9 Tf /P <</MCID 0>> BDC {} Tj EMC /H1 <</MCID 1>> BDC [{} -250 {}] TJ EMC /Artifact BMC {} Tj EMC ET",
        codes("LATER ON"),
        codes("FIR"),
        codes("ST"),
        codes("PAGE 1"),
    );
    let reading = reading_of(&content, &[("H1", 1), ("P", 0)]);
    assert_eq!(words(&reading), ["FIRST", "LATER", "ON"]);
    assert_eq!((reading.furniture.trim(), reading.faults.len()), ("PAGE 1", 0), "{reading:?}");
}

#[test]
fn actual_text_and_reversed_characters_are_honored_and_bullets_skipped() {
    let content = format!(
        "BT /F 9 Tf /P <</MCID 0>> BDC {} Tj /Span <</ActualText <feff05d0>>> BDC {} Tj EMC {} Tj EMC \
         /P <</MCID 1>> BDC /ReversedChars BMC {} Tj /Span <</ActualText (AE)>> BDC {} Tj EMC {} Tj EMC EMC \
         /Lbl <</MCID 2>> BDC {} Tj EMC ET",
        codes("A"),
        codes("XY"),
        codes("B C"),
        codes("CB"),
        codes("Z"),
        codes("D"),
        codes("*"),
    );
    let reading = reading_of(&content, &[("P", 0), ("Label", 2), ("P", 1)]);
    assert_eq!(words(&reading), ["A\u{5d0}B", "C", "DAEBC"]);
    assert!(reading.faults.is_empty(), "{reading:?}");
}

#[test]
fn only_in_a_figure_a_move_parts_words() {
    let content = format!(
        "BT /F 9 Tf /P <</MCID 0>> BDC {} Tj 0 -12 Td {} Tj EMC /Figure <</MCID 1>> BDC {} Tj 9 0 Td {} Tj EMC ET",
        codes("LINE"),
        codes("END"),
        codes("100"),
        codes("750"),
    );
    assert_eq!(words(&reading_of(&content, &[("P", 0), ("Figure", 1)])), ["LINEEND", "100", "750"]);
}

#[test]
fn what_is_not_drawn_not_embedded_or_not_tagged_is_a_fault() {
    let content = format!(
        "BT /F 9 Tf /P <</MCID 0>> BDC <0000> Tj {} Tj /Span <</ActualText (Q)>> BDC {} Tj EMC EMC \
         {} Tj /P <</MCID 7>> BDC {} Tj EMC /Artifact BMC /B 9 Tf (X) Tj EMC ET",
        codes("a"),
        codes("b"),
        codes("LOOSE"),
        codes("LOST"),
    );
    assert_eq!(
        reading_of(&content, &[("P", 0)]).faults,
        [
            "page 1: \"Q\" is only said, not drawn",
            "page 1: a glyph of Test is .notdef, for \"\"",
            "page 1: marked content 7 is in no element: \"LOST\"",
            "page 1: text is neither in the structure nor an artifact: \"LOOSE\"",
            "page 1: the font Bare is not embedded",
            "page 1: the glyph of Test for \"a\" is blank",
        ]
    );
}
