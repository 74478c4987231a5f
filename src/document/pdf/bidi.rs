//! Text that is read from right to left among text that is not (UAX 9): what is read from which side, and where the words
//! of a line stand.

use unicode_bidi::{BidiInfo, Level};

use crate::document::isolation;

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
            isolation::is_right_to_left(c)
                || isolation::is_mark(c)
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
        })
}

impl Levels {
    /// Of a paragraph, which has no characters that end one, and then without the marks of what is set apart: here they
    /// have done their work. Without `base` the paragraph's first letter with a direction decides.
    pub fn of(text: &str, base: Option<Level>) -> Levels {
        let BidiInfo { mut levels, paragraphs, .. } = BidiInfo::new(text, base);
        let base = paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
        let mut marks = text.char_indices().filter(|&(_, c)| isolation::is_mark(c)).peekable();
        let mut at = 0;
        levels.retain(|_| {
            while marks.next_if(|&(mark, c)| mark + c.len_utf8() <= at).is_some() {}
            let is_kept = marks.peek().is_none_or(|&(mark, _)| at < mark);
            at += 1;
            is_kept
        });
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
