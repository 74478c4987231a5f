//! What makes two cells name the same candidate.

use unicode_normalization::UnicodeNormalization;

use super::words::is_left_out;

/// What the candidates of a cohort are told apart by: one kind for all its sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyKind {
    CandidateId,
    Email,
    Name,
}

impl KeyKind {
    /// The field in words.
    pub fn words(self) -> &'static str {
        match self {
            KeyKind::CandidateId => "candidate id",
            KeyKind::Email => "e-mail address",
            KeyKind::Name => "name",
        }
    }

    /// The comparable form of a cleaned cell; empty where it names nobody.
    pub fn key(self, cell: &str) -> String {
        if is_left_out(cell) {
            return String::new();
        }
        match self {
            KeyKind::CandidateId => id_key(cell),
            KeyKind::Email => email_key(cell),
            KeyKind::Name => name_key(cell),
        }
    }
}

/// E-mail addresses are alike without regard to case.
pub(super) fn email_key(cell: &str) -> String {
    if cell.is_ascii() { cell.to_ascii_lowercase() } else { cell.nfkc().collect::<String>().to_lowercase() }
}

/// Names are alike without regard to case, Latin accents, punctuation and the order of their parts.
pub(super) fn name_key(cell: &str) -> String {
    let folded: String = fold(cell);
    let mut parts: Vec<&str> =
        folded.split(|c: char| c.is_whitespace() || is_punctuation(c)).filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    parts.join(" ")
}

/// Lower case, compatibility forms and combining accents (U+0300 to U+036F) dropped; marks of other scripts stay.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // lower case first and last: folding can bring forth capitals
    let folded: String = text.to_lowercase().nfkd().filter(|c| !('\u{0300}'..='\u{036F}').contains(c)).nfc().collect();
    folded.to_lowercase()
}

fn id_key(cell: &str) -> String {
    if cell.is_ascii() && !cell.bytes().any(|byte| byte <= b' ') {
        return cell.to_ascii_lowercase();
    }
    let lower = cell.nfkc().collect::<String>().to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{00B7}' | '\u{2010}'..='\u{2027}' | '\u{3001}' | '\u{30FB}' | '\u{060C}' | '´')
}
