//! Words as a sheet's reader compares them, and the proof that no word of a blueprint can be read as two things.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::spanned::Node;

/// The form in which headings and words are compared: without regard to case, spaces, accents and punctuation.
/// Empty where the text has neither letters nor digits.
pub fn comparable(text: &str) -> String {
    if text.is_ascii() {
        return ascii_letters(text).map(char::from).collect();
    }
    letters(text).collect()
}

/// The comparable form of the text is this one: told without building it.
pub(crate) fn compares_as(text: &str, form: &str) -> bool {
    if text.is_ascii() { ascii_letters(text).eq(form.bytes()) } else { letters(text).eq(form.chars()) }
}

fn ascii_letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.nfkd().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

/// Both texts have the same comparable form.
pub(crate) fn is_comparable(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return ascii_letters(one).eq(ascii_letters(other));
    }
    letters(one).eq(letters(other))
}

/// The words of one kind (ratings, domains) and what each stands for.
#[derive(Default)]
pub(super) struct Vocabulary<'t> {
    owners: BTreeMap<String, (String, Node<'t>)>,
}

impl<'t> Vocabulary<'t> {
    /// Claims the value of a node as a word for `owner` (a path such as `ratings[2]`).
    pub(super) fn claim_text(&mut self, node: &Node<'t>, owner: &str) -> Option<String> {
        let word = node.text()?;
        if comparable(&word).is_empty() {
            node.fault(
                format!("`{word}` has neither a letter nor a digit"),
                "write a word that can be told from an empty cell",
            );
            return None;
        }
        self.claim(&word, node, owner).then_some(word)
    }

    /// Claims `word`; where another owner has it, that is a fault of `node` and the answer is false.
    pub(super) fn claim(&mut self, word: &str, node: &Node<'t>, owner: &str) -> bool {
        let (first, claimed) = self.owners.entry(comparable(word)).or_insert_with(|| (owner.to_owned(), node.clone()));
        if first == owner {
            return true;
        }
        node.fault(
            format!("`{word}` cannot be told from the word at {}", claimed.place()),
            "change one of the two: case, spaces, accents and punctuation do not tell words apart",
        );
        false
    }
}

#[cfg(test)]
mod tests {
    use super::{comparable, compares_as};

    #[test]
    fn case_spaces_accents_and_punctuation_do_not_count() {
        assert_eq!(comparable("  Configuration-Management & IaC "), "configurationmanagementiac");
        assert_eq!(comparable("Überwachung: Réseau"), "uberwachungreseau");
        assert_eq!(comparable("Безопасность"), "безопасность");
        assert_eq!(comparable(" +-% "), "");
    }

    #[test]
    fn a_text_compares_as_its_comparable_form_and_no_other() {
        let texts = ["", "SDLC Automation", "SDLC", "Überwachung: Réseau", "Безопасность", "ｽｺｱ", "Ⅱ. Security"];
        for (text, other) in texts.iter().flat_map(|text| texts.map(|other| (text, other))) {
            let form = comparable(other);
            assert_eq!(compares_as(text, &form), comparable(text) == form, "{text} and {other}");
        }
    }
}
