//! Lines of every script: what stands where, and that nothing is lost or wider than its line.

use proptest::prelude::*;

use super::*;
use crate::document::catalogue::{Texts, say};
use crate::document::pdf::fonts::Fonts;
use crate::document::pdf::look::BODY;

fn fonts() -> &'static Fonts {
    static FONTS: std::sync::OnceLock<Fonts> = std::sync::OnceLock::new();
    FONTS.get_or_init(Fonts::embedded)
}

fn words(line: &Line) -> impl Iterator<Item = &Word> {
    line.runs.iter().flat_map(|run| run.words.iter().map(|word| &**word))
}

/// The characters of a line as they stand on paper.
fn on_paper(line: &Line) -> String {
    let mut runs: Vec<&Run> = line.runs.iter().collect();
    runs.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut shown = String::new();
    for word in runs.iter().flat_map(|run| &run.words) {
        if word.rtl {
            let mirrored = |c| match c {
                '(' => ')',
                ')' => '(',
                c => c,
            };
            shown.extend(word.text.chars().rev().map(mirrored));
        } else {
            shown += &word.text;
        }
    }
    assert!(!shown.contains(isolation::is_mark), "{shown:?}");
    shown.trim_end().to_owned()
}

/// As in UAX 9: capital letters are read from the right; <, > and = begin and end parts that are set apart.
fn hebrew(text: &str) -> String {
    let letter = |c: char| match c {
        'A'..='Z' => char::from_u32(0x5d0 + c as u32 - 'A' as u32).unwrap(),
        '<' => '\u{2067}',
        '>' => '\u{2066}',
        '=' => '\u{2069}',
        c => c,
    };
    text.chars().map(letter).collect()
}

#[test]
fn the_examples_of_uax_9_come_out_as_they_should() {
    let mut shaper = Shaper::new(fonts());
    for (said, shown) in [
        ("car means CAR.", "car means RAC."),
        ("he said “<car MEANS CAR=.” “<IT DOES=,” she agreed.", "he said “RAC SNAEM car.” “SEOD TI,” she agreed."),
        ("NAME SURNAME scored 712 (of 1000)", "EMANRUS EMAN scored 712 (of 1000)"),
        ("THE VALUES ARE 123, 456", "456 ,123 ERA SEULAV EHT"),
    ] {
        let line = line(&mut shaper, &hebrew(said), BODY);
        assert_eq!(on_paper(&line), hebrew(shown), "{said}");
    }
    let said = "DID YOU SAY ’>he said “<car MEANS CAR=”=‘?";
    let note = note_lines(&mut shaper, &[Span::new(&hebrew(said), BODY)], 1000.0);
    assert_eq!(on_paper(&note[0]), hebrew("?‘he said “RAC SNAEM car”’ YAS UOY DID"));
    assert_eq!(note[0].width, 1000.0);
}

/// What a sentence says right before or behind a name in Hebrew or Arabic is no part of the name.
#[test]
fn a_value_that_is_read_from_the_right_keeps_its_place_in_a_sentence() {
    let t = Texts::built_in("en").unwrap().catalogue();
    let [name, other, nick, group] = ["NAME", "OTHER B", "NAME (nick) 7", "NAME 7"].map(hebrew);
    let [eman, rehto] = ["EMAN", "B REHTO"].map(hebrew);
    for (said, shown) in [
        (say!(t, "earlier-attempt-result", attempt = &name, result = "712"), format!("{eman}, 712")),
        (say!(t, "footer", from = &name, date = "24 November 2026"), format!("{eman} · 24 November 2026")),
        (say!(t, "fact-exam-value", name = &name, code = "12"), format!("{eman} (12)")),
        (say!(t, "fact-exam-value", name = "Exam 7", code = &name), format!("Exam 7 ({eman})")),
        (t.list(&[&name, &other, "3 others"]), format!("{eman}, {rehto} and 3 others")),
        (
            say!(t, "cohort-close", names = &t.list(&[&name, &other])),
            format!("Closest to passing: {eman} and {rehto}."),
        ),
        (t.names([&*name, &*other, "12"]), format!("{eman}; {rehto}; 12")),
        (say!(t, "persistent-title", domain = &nick), format!("7 (nick) {eman} has stayed weak")),
        (say!(t, "first-weak-equal", domain = &group), format!("Start with 7 {eman}.")),
        (t.isolated(&nick).into_owned(), format!("7 (nick) {eman}")),
        (say!(t, "earlier-attempt-result", attempt = "محمد", result = "712"), "دمحم, 712".to_owned()),
        (say!(t, "earlier-attempt-result", attempt = "محمد ٣", result = "4"), "٣ دمحم, 4".to_owned()),
    ] {
        let mut shaper = Shaper::new(fonts());
        let line = line(&mut shaper, &said, BODY);
        assert_eq!(on_paper(&line), shown);
        let read: String = words(&line).map(|word| &*word.text).collect();
        assert_eq!(read, isolation::unmarked(&said));
    }
    let mut shaper = Shaper::new(fonts());
    let note = hebrew("HELLO ana souza (12), SCORE 690.");
    let note = note_lines(&mut shaper, &[Span::new(&note, BODY)], 1000.0);
    assert_eq!(on_paper(&note[0]), hebrew(".690 EROCS ,ana souza (12) OLLEH"));
}

#[test]
fn a_line_that_is_cut_keeps_its_order() {
    let mut shaper = Shaper::new(fonts());
    let said = hebrew("<NAME=, 712 points of 1000");
    let whole = line(&mut shaper, &said, BODY).width;
    let cut = fitted_line(&mut shaper, &said, BODY, whole - 12.0);
    assert!(cut.width <= whole - 12.0, "{}", cut.width);
    assert!(on_paper(&cut).starts_with(&hebrew("EMAN, 712 points")), "{}", on_paper(&cut));
    assert!(on_paper(&cut).ends_with('…'));
}

#[test]
fn brackets_are_mirrored_and_figures_are_not() {
    let mut shaper = Shaper::new(fonts());
    let ids = |line: &Line| -> Vec<(i32, u16)> {
        let mut all = Vec::new();
        for run in &line.runs {
            let mut x = (run.x * 1000.0) as i32;
            for glyph in run.words.iter().flat_map(|word| &word.glyphs) {
                all.push((x, glyph.id));
                x += glyph.advance * BODY.size as i32;
            }
        }
        all.sort_unstable();
        all
    };
    let of = |shaper: &mut Shaper, text: &str| line(shaper, text, BODY);
    let (open, close) = (ids(&of(&mut shaper, "("))[0].1, ids(&of(&mut shaper, ")"))[0].1);
    let bracketed = ids(&of(&mut shaper, "(אב)"));
    assert_eq!([bracketed[0].1, bracketed.last().unwrap().1], [open, close]);
    let (one, two) = (ids(&of(&mut shaper, "1"))[0].1, ids(&of(&mut shaper, "2"))[0].1);
    let figures: Vec<u16> = ids(&of(&mut shaper, "א 12 ב")).into_iter().map(|(_, id)| id).collect();
    let place = figures.iter().position(|id| *id == one).unwrap();
    assert_eq!(figures[place + 1], two);
}

/// A Latin document with a Hebrew name stays at the left; a note in Hebrew begins at the right.
#[test]
fn only_a_note_begins_at_the_right() {
    let mut shaper = Shaper::new(fonts());
    let spans = [Span::new("שרה כהן", BODY)];
    let name = &lines(&mut shaper, &spans, 200.0)[0];
    assert!(name.width < 60.0 && name.runs.iter().all(|run| run.x < name.width));
    let note = &note_lines(&mut shaper, &spans, 200.0)[0];
    let leftmost = note.runs.iter().map(|run| run.x).fold(f32::MAX, f32::min);
    assert!(note.width == 200.0 && (leftmost - (200.0 - name.width)).abs() < 0.01);
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| words(line).map(|word| &*word.text).collect::<String>()).collect()
}

#[test]
fn no_short_word_ends_a_paragraph_alone() {
    let mut shaper = Shaper::new(fonts());
    let span = [Span::new(
        "Estimates are the outlook, the steps to the passing score and what follows. None comes from AWS.",
        BODY,
    )];
    let width = lines(&mut shaper, &span, 1000.0)[0].width - 5.0;
    assert_eq!(texts(&lines(&mut shaper, &span, width))[1], "AWS.");
    let mended = lines_without_widow(&mut shaper, &span, width);
    assert!(mended.len() == 2 && mended[1].width >= WIDOW * width, "{:?}", texts(&mended));
    assert_eq!(texts(&mended).concat(), span[0].text);
    // a word that no other can join stays as it is
    let span = [Span::new("internationalization of", BODY)];
    assert_eq!(texts(&lines_without_widow(&mut shaper, &span, 100.0)), texts(&lines(&mut shaper, &span, 100.0)));
}

#[test]
fn thai_is_broken_between_words_and_chinese_between_characters() {
    let mut shaper = Shaper::new(fonts());
    let mut broken = |text| texts(&lines(&mut shaper, &[Span::new(text, BODY)], 60.0));
    assert_eq!(broken("ผลสอบของคุณใกล้คะแนนผ่านมากแล้ว"), ["ผลสอบของคุณ", "ใกล้คะแนนผ่าน", "มากแล้ว"]);
    assert_eq!(broken("王小明同学,你的成绩"), ["王小明同学,你", "的成绩"]);
    assert_eq!(broken("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦"), ["👨‍👩‍👧‍👦".repeat(6), "👨‍👩‍👧‍👦".repeat(2)]);
}

#[test]
fn long_words_are_divided_where_their_language_allows() {
    let mut shaper = Shaper::new(fonts());
    shaper.set_language("en");
    let mut broken = |text| texts(&lines(&mut shaper, &[Span::new(text, BODY)], 70.0));
    assert_eq!(broken("the internationalization of it"), ["the internation\u{ad}", "alization of it"]);
    // Names, ids, links and figures stay whole where they can.
    assert_eq!(broken("from Papadopoulou-Angelopoulos"), ["from ", "Papadopoulou-", "Angelopoulos"]);
    assert_eq!(broken("see internationalization.org"), ["see ", "internationalizat", "ion.org"]);
    // A soft hyphen says where.
    assert_eq!(broken("a tele\u{ad}communica\u{ad}tion"), ["a tele\u{ad}", "communica\u{ad}tion"]);
    shaper.set_language("de-AT");
    let mut broken = |text| texts(&lines(&mut shaper, &[Span::new(text, BODY)], 70.0));
    assert_eq!(broken("die Wiederholungsprüfung"), ["die Wiederho\u{ad}", "lungsprüfung"]);
    // The language of a note is not known.
    let note = note_lines(&mut shaper, &[Span::new("die wiederholungsprüfung", BODY)], 70.0);
    assert_eq!(texts(&note), ["die ", "wiederholungsp", "rüfung"]);
}

/// Such a word once ended the program.
#[test]
fn a_word_may_be_longer_than_the_words_of_a_language() {
    let mut shaper = Shaper::new(fonts());
    shaper.set_language("en");
    for word in ["достопримечательностями".repeat(2), "superfluous".repeat(6)] {
        let set = texts(&lines(&mut shaper, &[Span::new(&word, BODY)], 70.0)).concat();
        assert_eq!(set.replace('\u{ad}', ""), word);
    }
}

/// U+FDFD is a sentence of four words in one sign.
#[test]
fn a_sign_that_is_wider_than_its_line_is_set_smaller() {
    let mut shaper = Shaper::new(fonts());
    let set = lines(&mut shaper, &[Span::new("a \u{fdfd} b", BODY)], 24.0);
    assert_eq!(texts(&set).concat().replace(' ', ""), "a\u{fdfd}b");
    let widest = set.iter().map(|line| line.width).fold(0.0, f32::max);
    assert!((23.9..=24.1).contains(&widest), "{widest}");
}

/// A text of all scripts, with marks, joiners, emoji and what turns the direction.
fn any_script() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9 .,()]{1,12}",
        "[\u{5d0}-\u{5ea}\u{5b0}-\u{5c2} ().]{1,12}",
        "[\u{621}-\u{64a}\u{64b}-\u{652}\u{660}-\u{669} ،]{1,12}",
        "[\u{900}-\u{97f} ]{1,12}",
        "[\u{e01}-\u{e3a}\u{e40}-\u{e5b} ]{1,12}",
        "[\u{3041}-\u{30ff}\u{4e00}-\u{4eff}\u{ac00}-\u{acff}]{1,12}",
        "[\u{1f1e6}-\u{1f1ff}\u{1f466}-\u{1f469}\u{200d}\u{fe0f}\u{1f3fb}-\u{1f3ff}]{1,6}",
        "[\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{ad}]{1,3}",
        "\\PC{1,8}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_of_any_script_is_set_whole(text in any_script(), other in any_script(), width in 20.0..300.0f32, note in any::<bool>()) {
        let mut shaper = Shaper::new(fonts());
        shaper.set_language("en");
        let spans = [Span::new(&text, BODY), Span::new(&other, BODY.bold())];
        let set = if note { note_lines(&mut shaper, &spans, width) } else { lines(&mut shaper, &spans, width) };
        // In the order of the runs the text comes back, but for spaces, hyphens and the marks of what is set apart.
        let dropped = |c: char| c.is_whitespace() || c.is_control() || c == '\u{ad}' || isolation::is_mark(c);
        let bare = |text: &str| text.chars().filter(|&c| !dropped(c)).collect::<String>();
        prop_assert_eq!(bare(&texts(&set).concat()), bare(&(text.clone() + &other)));
        for line in &set {
            let mut taken: Vec<(f32, f32)> = Vec::new();
            for run in &line.runs {
                let mut x = run.x;
                for word in &run.words {
                    let (all, seen) = (word.width(BODY.size), word.visible(BODY.size));
                    let visible = if word.rtl && seen > 0.0 { all } else { seen };
                    taken.push((x, x + visible));
                    x += word.width(BODY.size);
                    // Every byte is in the cluster of some glyph, and clusters follow each other.
                    let mut reached = 0;
                    for glyph in word.reading() {
                        prop_assert!(glyph.start as usize == reached || glyph.end as usize == reached, "{:?}", word);
                        reached = glyph.end as usize;
                        prop_assert!(glyph.font == crate::document::pdf::fonts::BOX || glyph.id != 0, "{:?}", word);
                    }
                    prop_assert_eq!(reached, word.text.len());
                }
            }
            // No two words overlap, and none leaves the measure, unless one cluster alone is wider.
            taken.retain(|(from, to)| to > from);
            taken.sort_by(|one, other| one.0.total_cmp(&other.0));
            prop_assert!(taken.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 0.01), "{:?}", taken);
            let single = words(line).flat_map(|word| &word.glyphs).map(|glyph| glyph.end - glyph.start).max();
            prop_assert!(line.width <= width + 0.02 || single.is_some_and(|bytes| bytes > 2), "{}", line.width);
            prop_assert!(taken.iter().all(|(_, to)| *to <= line.width + 0.02));
        }
    }
}
