//! Cells without what nobody sees: control characters, marks that turn the direction of text, space at the ends.

use std::borrow::Cow;

/// The cell on one line: trimmed (no-break spaces too), line breaks and tabs as spaces, invisible controls removed.
pub fn clean(cell: &str) -> Cow<'_, str> {
    // most cells are as they should be
    if let (Some(first), Some(last)) = (cell.as_bytes().first(), cell.as_bytes().last())
        && *first != b' '
        && *last != b' '
        && is_plain(cell)
    {
        return Cow::Borrowed(cell);
    }
    let cell = cell.trim();
    if is_plain(cell) || !cell.chars().any(|c| is_invisible(c) || is_break(c)) {
        return Cow::Borrowed(cell);
    }
    let line: String = cell.chars().filter(|&c| !is_invisible(c)).map(|c| if is_break(c) { ' ' } else { c }).collect();
    Cow::Owned(line.trim().to_owned())
}

/// The cell with its line breaks (as LF), else cleaned as [`clean`] does: for notes.
pub(super) fn clean_note(cell: &str) -> String {
    let lines = cell.replace("\r\n", "\n").replace('\r', "\n");
    let visible: String = lines.chars().filter(|&c| !is_invisible(c)).collect();
    visible.trim().to_owned()
}

/// The cell holds characters that [`clean`] removes.
pub(super) fn has_invisible(cell: &str) -> bool {
    !is_plain(cell) && cell.trim().chars().any(is_invisible)
}

/// Nothing but printable ASCII.
pub(super) fn is_plain(cell: &str) -> bool {
    // without a branch for each byte
    cell.bytes().fold(true, |plain, byte| plain & (0x20..0x7F).contains(&byte))
}

fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !is_break(c))
        || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
