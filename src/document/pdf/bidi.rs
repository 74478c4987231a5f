//! Text that is read from right to left among text that is not (UAX 9): what is read from which side, and where the words
//! of a line stand.

use unicode_bidi::{BidiInfo, Level};

/// The side from which each byte of a paragraph is read: odd levels from the right.
pub struct Levels {
    of_bytes: Vec<Level>,
    /// Of the paragraph as a whole.
    pub base: Level,
}

/// Whether all of a text is read from left to right, whatever stands around it.
pub fn is_left_to_right(text: &str) -> bool {
    // The first character that is read from right to left is U+0590: a quick look at the bytes settles most texts.
    text.bytes().all(|byte| byte < 0xd6)
        || !text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        })
}

impl Levels {
    /// Of a paragraph, which has no characters that end one. Without `base` its first letter with a direction decides.
    pub fn of(text: &str, base: Option<Level>) -> Levels {
        let BidiInfo { levels, paragraphs, .. } = BidiInfo::new(text, base);
        let base = paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
        Levels { of_bytes: levels, base }
    }

    /// The parts of `text[start..end]` that are read from one side each, with their levels.
    pub fn parts(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, usize, Level)> {
        let levels = &self.of_bytes[start..end];
        let mut at = start;
        levels.chunk_by(|one, other| one == other).map(move |part| {
            let begins = at;
            at += part.len();
            (begins, at, part[0])
        })
    }
}

/// The words of a line in the order in which they stand on paper, from left to right, as indices.
pub fn visual_order(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}
