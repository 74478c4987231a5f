//! Values set apart in a sentence that is read from the other side than they are. Without that a number, a sign or a second
//! name right behind a Hebrew name would be read as part of it, and stand on its wrong side (UAX 9, 2.4).
//!
//! Two marks of Unicode stand around such a value. Browsers follow them as they are, in text, titles and drawings alike; the
//! PDF face takes them out once it knows in which order the words stand.

use std::borrow::Cow;

use unicode_bidi::BidiClass;

/// Begins a part that its own first letter with a direction decides about.
const BEGIN: char = '\u{2068}';
/// Ends it.
const END: char = '\u{2069}';

/// Whether a character begins or ends a part that is set apart.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{2066}'..=END)
}

/// A text without such marks, for where nobody follows them.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if text.contains(is_mark) { text.replace(is_mark, "").into() } else { text.into() }
}

/// A value as it may stand in a sentence of a language: set apart if a letter of it is read from the other side, unless
/// that letter is set apart already.
pub fn isolated(value: &str, language_is_rtl: bool) -> Cow<'_, str> {
    if is_opposed(value, language_is_rtl) { format!("{BEGIN}{value}{END}").into() } else { value.into() }
}

/// Whether a value needs to be set apart.
pub fn is_opposed(value: &str, language_is_rtl: bool) -> bool {
    // the first letter that is read from the right is U+0590: a look at the bytes settles most values
    if !language_is_rtl && (value.is_ascii() || value.bytes().all(|byte| byte < 0xd6)) {
        return false;
    }
    let mut depth = 0_u32;
    value.chars().any(|c| match c {
        END => {
            depth = depth.saturating_sub(1);
            false
        }
        c if is_mark(c) => {
            depth += 1;
            false
        }
        _ if depth > 0 => false,
        c if language_is_rtl => unicode_bidi::bidi_class(c) == BidiClass::L,
        c => is_right_to_left(c),
    })
}

/// Hebrew, Arabic and their kin, with their figures.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_other_direction_are_set_apart_once() {
        let in_english = |value| isolated(value, false).into_owned();
        assert_eq!(in_english("Ana Souza (DOP-C02)"), "Ana Souza (DOP-C02)");
        assert_eq!(in_english("Ελένη 王"), "Ελένη 王");
        assert_eq!(in_english("שרה (Sara)"), "\u{2068}שרה (Sara)\u{2069}");
        assert_eq!(in_english("Group محمد"), "\u{2068}Group محمد\u{2069}");
        // a sentence with a value that is set apart is of the language itself
        let sentence = format!("Plan for {}", in_english("שרה"));
        assert_eq!(in_english(&sentence), sentence);
        assert_eq!(in_english(&format!("{sentence}, לוי")), format!("\u{2068}{sentence}, לוי\u{2069}"));
        let in_hebrew = |value| isolated(value, true).into_owned();
        assert_eq!([in_hebrew("שרה 12"), in_hebrew("750")], ["שרה 12", "750"]);
        assert_eq!(in_hebrew("DOP-C02"), "\u{2068}DOP-C02\u{2069}");
        assert_eq!(unmarked(&in_hebrew("DOP-C02")), "DOP-C02");
    }
}
