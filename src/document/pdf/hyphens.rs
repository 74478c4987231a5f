//! Where long words may be divided: a report divides them rarely, and never a name, an id, a link or a figure.

/// Shorter words stay whole.
const LETTERS: usize = 8;
/// A noun in German may be divided, but its capital letter could be a name's: only one longer than names are.
const LETTERS_OF_NOUN: usize = 14;
/// In bytes. What is longer is no word of a language.
const LONGEST: usize = 100;
/// Letters that stay before the hyphen, and after it.
const BOUND: usize = 3;

/// The places (in bytes) where a word may be divided, in order: its soft hyphens, else what the language's rules say.
pub fn places(word: &str, language: Option<hypher::Lang>) -> Vec<usize> {
    if word.len() > LONGEST {
        return Vec::new();
    }
    if word.contains('\u{ad}') {
        return word.match_indices('\u{ad}').map(|(at, _)| at).filter(|&at| at > 0).collect();
    }
    let Some(language) = language else { return Vec::new() };
    let start = word.len() - word.trim_start_matches(is_mark).len();
    let core = word[start..].trim_end().trim_end_matches(is_mark);
    if !is_common_word(core, language) {
        return Vec::new();
    }
    let mut at = start;
    let syllables = hypher::hyphenate_bounded(core, language, BOUND, BOUND);
    let mut places: Vec<usize> = syllables
        .map(|syllable| {
            at += syllable.len();
            at
        })
        .collect();
    // The last one is the end.
    places.pop();
    places
}

fn is_mark(character: char) -> bool {
    "()[]„“”‘’«»\"',.;:!?¿¡…".contains(character)
}

fn is_common_word(word: &str, language: hypher::Lang) -> bool {
    let letters = word.chars().count();
    let capital = word.starts_with(char::is_uppercase);
    let least = match (capital, language) {
        (false, _) => LETTERS,
        (true, hypher::Lang::German) => LETTERS_OF_NOUN,
        (true, _) => return false,
    };
    letters >= least && word.chars().skip(1).all(char::is_lowercase)
}
