//! Words of every script, shaped with the embedded fonts.

use std::fmt::Write;

use super::{BOX, Blob, EMBEDDED, Face, Fonts, Region, Shaper};
use crate::document::pdf::look::Weight;

/// A glyph a line: face, id, advance, offset, and the text of its cluster with each character apart.
fn shown(shaper: &mut Shaper, text: &str) -> String {
    let word = shaper.word(Weight::Regular, text);
    let mut shown = format!("{text}{}\n", if word.rtl { ", from right to left" } else { "" });
    for glyph in &word.glyphs {
        let face = shaper.fonts.faces.get(usize::from(glyph.font)).map_or("box", |face| &*face.name);
        let cluster = &word.text[glyph.start as usize..glyph.end as usize];
        let place = (glyph.x_offset, glyph.y_offset);
        let code = |c: char| format!("{:04X}", c as u32);
        let cluster = cluster.chars().map(code).collect::<Vec<_>>().join(" ");
        write!(shown, "  {face} {} +{}", glyph.id, glyph.advance).unwrap();
        shown += &if place == (0, 0) { String::new() } else { format!(" at {place:?}") };
        shown += &format!(": {cluster}\n");
    }
    shown
}

#[test]
fn every_script_is_shaped_by_its_rules() {
    let fonts = Fonts::embedded();
    let mut shaper = Shaper::new(&fonts);
    let words = [
        "AVA",
        "office",
        "Łukasz",
        "Nguyễn",
        "Nguye\u{302}\u{303}n",
        "Παπαδοπούλου",
        "Иванова",
        // Joined, with a ligature, marks and Arabic figures.
        "محمّد",
        "الله",
        "٤٠",
        "لا",
        // With points, and brackets that are mirrored.
        "שָׁלוֹם",
        "(אב)",
        // Conjuncts, a vowel sign that stands before its consonant, and a sign above.
        "शर्मा",
        "क्षत्रिय",
        "कि\u{200d}",
        // Marks above each other.
        "ที่นี่",
        "น้ำ",
        "−3≥x→",
    ];
    let all: String = words.iter().map(|word| shown(&mut shaper, word)).collect();
    insta::assert_snapshot!(all);
    for word in words {
        assert!(
            !shaper.word(Weight::Bold, word).glyphs.iter().any(|glyph| glyph.font == BOX || glyph.id == 0),
            "{word}"
        );
    }
}

#[test]
fn what_a_reader_sees_as_one_character_is_one_box() {
    let fonts = Fonts::embedded();
    let mut shaper = Shaper::new(&fonts);
    for (text, boxes, missing) in [
        ("👨‍👩‍👧‍👦", 1, "👨👩👧👦"),
        ("🇧🇷🇩🇪", 2, "🇧🇷🇩🇪"),
        ("👍🏽a1\u{fe0f}\u{20e3}", 2, "👍🏽\u{20e3}"),
        ("aক\u{9bf}b\u{200d}c", 1, "ক\u{9bf}"),
        ("王小明", 3, "王小明"),
        ("a\u{9bf}", 1, "\u{9bf}"),
        // Each has a font, but no font has both.
        ("a\u{e31}", 1, "\u{e31}"),
        ("\u{10fffd}", 1, "\u{10fffd}"),
    ] {
        let word = shaper.word(Weight::Regular, text);
        let found = word.glyphs.iter().filter(|glyph| glyph.font == BOX).count();
        assert_eq!((found, word.missing.iter().collect::<String>()), (boxes, missing.to_owned()), "{text}");
    }
}

#[test]
fn a_face_says_what_its_tables_say() {
    let fonts = Fonts::embedded();
    let all: String = fonts
        .faces
        .iter()
        .map(|face| {
            let em = face.font.units_per_em();
            let lines = (face.ascent, face.descent, face.cap_height, face.stem);
            format!("{} {em} {:?} {lines:?}\n", face.name, face.bounds)
        })
        .collect();
    insta::assert_snapshot!(all);
}

#[test]
fn what_the_coachs_typeface_lacks_comes_from_the_others() {
    let mut fonts = Fonts::embedded();
    let open = |weight: usize| Face::open(Blob::Static(EMBEDDED[3][weight]), 0).unwrap();
    fonts.set_in(open(0), open(1));
    let mut shaper = Shaper::new(&fonts);
    let word = shaper.word(Weight::Bold, "א1");
    let faces: Vec<&str> = word.reading().map(|glyph| &*fonts.faces[usize::from(glyph.font)].name).collect();
    assert_eq!(faces, ["NotoSansHebrew-Bold", "NotoSans-Bold"]);
    assert_ne!(shaper.blank(), 0);
}

#[test]
fn han_characters_are_those_of_the_text_around_them() {
    for (text, region) in [
        ("田中さくら", Region::Japan),
        ("김철수 金", Region::Korea),
        ("王小明", Region::Taiwan),
        ("Ana Souza", Region::Taiwan),
    ] {
        assert_eq!(Region::of(text, Region::of_language("zh-Hant-TW")), region);
    }
    assert_eq!(Region::of_language("en"), Region::China);
    assert_eq!(Region::of_family("Noto Sans CJK JP"), Some(Region::Japan));
    assert_eq!(Region::of_family("Noto Sans"), None);
}

/// However a font file is damaged, the worst is that it is not used, or draws nonsense.
#[test]
fn no_damage_stops_the_program() {
    let files: [&[u8]; 2] = [EMBEDDED[3][0], EMBEDDED[4][1]];
    for seed in 0..200_u64 {
        let mut file = files[seed as usize % 2].to_vec();
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // The directory of the tables, the small ones before the outlines, or anywhere.
            let at = (state >> 33) as usize % [400, 20_000, file.len()][seed as usize / 2 % 3].min(file.len());
            file[at] = state as u8;
        }
        let Ok(face) = Face::open(Blob::from(file), 0) else { continue };
        let text = "שָׁלוֹם (אב) क्षत्रिय शर्मा";
        if face.can_be_embedded(text.chars()) {
            let mut fonts = Fonts { faces: Vec::new(), families: Vec::new() };
            fonts.add(face, None, None);
            let word = Shaper::new(&fonts).word(Weight::Bold, text);
            assert_eq!(word.reading().last().map(|glyph| glyph.end as usize), Some(text.len()));
        }
    }
}
