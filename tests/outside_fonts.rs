//! Fonts that are neither part of the program nor named by the settings: a file tells which ones drew it.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeMap;

use harness::{Desk, project, tool};

/// A font that draws Georgian letters, as nonsense: the embedded Thai with other numbers for its characters.
fn georgian() -> Vec<u8> {
    let mut font = std::fs::read(project("templates/fonts/NotoSansThai-Regular.ttf")).unwrap();
    let entry = font.windows(4).position(|window| window == b"cmap").unwrap();
    let table = u32::from_be_bytes(font[entry + 8..entry + 12].try_into().unwrap()) as usize;
    // The last and first characters of its two ranges of letters.
    for (at, before, after) in
        [(52, [0x0e3a_u16, 0x0e5b], [0x1109_u16, 0x112e]), (84, [0x0e01, 0x0e3f], [0x10d0, 0x1112])]
    {
        for (at, (before, after)) in (table + at..).step_by(2).zip(before.into_iter().zip(after)) {
            assert_eq!(font[at..at + 2], before.to_be_bytes());
            font[at..at + 2].copy_from_slice(&after.to_be_bytes());
        }
    }
    font
}

/// The plans of this sheet by the names in them, drawn with the fonts of this folder, with their builds' ids.
fn plans(desk: &Desk, sheet: &str, folder: &str) -> BTreeMap<String, (Vec<u8>, String)> {
    desk.write("class.csv", format!("ID,Name,Score\n{sheet}"));
    let run = desk.build(&["class.csv", "--format", "pdf", "--replace", "-o", "out", "--font-dir", folder]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let plans = desk.plans("out", "pdf").into_iter().map(|(name, bytes)| {
        let info = tool("pdfinfo", &[desk.path("out/plans").join(&name).to_str().unwrap()]);
        let info = String::from_utf8(info.stdout).unwrap();
        let (_, id) = info.lines().find_map(|line| line.split_once("build=")).unwrap();
        (name[..3].to_owned(), (bytes, id.to_owned()))
    });
    plans.collect()
}

#[test]
fn the_build_id_tells_the_fonts_that_drew_the_pages() {
    let desk = Desk::new();
    let one = georgian();
    let mut other = one.clone();
    // The day on which the font was made.
    let head = other.windows(4).position(|window| window == b"head").unwrap();
    let head = u32::from_be_bytes(other[head + 8..head + 12].try_into().unwrap()) as usize;
    other[head + 30] ^= 1;
    desk.write("one/font.ttf", one).write("other/font.ttf", other).write("none/readme.txt", "no font");
    let class = "A-1,Ana,600\nA-2,ნინო,600\n";
    let [one, other, none] = ["one", "other", "none"].map(|folder| plans(&desk, class, folder));
    assert_eq!(one["ana"], none["ana"]);
    assert_eq!(one["ana"], other["ana"]);
    let id = &none["nin"].1;
    assert_eq!(id, &none["ana"].1, "only the program's own fonts drew it, and boxes");
    assert!(one["nin"].1.starts_with(&format!("{id}-")), "{}", one["nin"].1);
    assert!(other["nin"].1.starts_with(&format!("{id}-")), "{}", other["nin"].1);
    assert_ne!(one["nin"].1, other["nin"].1);
    assert_eq!(one, plans(&desk, class, "one"));
    // Who else is in the class does not matter.
    assert_eq!(one["nin"], plans(&desk, "A-2,ნინო,600\n", "one")["nin"]);
}
