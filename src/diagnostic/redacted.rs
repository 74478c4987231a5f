//! Findings that name nobody, for messages that go to support: place, column and kind stay, whatever a sheet says does not.

use super::Diagnostic;

/// Stands for what is left out.
const LEFT_OUT: &str = "…";

impl Diagnostic {
    /// The finding without cells, without its candidate and with nothing between quotation marks, where all that comes from
    /// sheets stands.
    pub fn redacted(&self) -> Diagnostic {
        let masked = |text: &str| {
            // what is about a person begins with the name
            let rest = self.cell.as_deref().and_then(|cell| text.strip_prefix(cell)?.strip_prefix(": "));
            let text = rest.map_or_else(|| text.to_owned(), |rest| format!("{LEFT_OUT}: {rest}"));
            let text = without_quotes(&text);
            self.candidate.as_deref().map_or_else(|| text.clone(), |candidate| without_word(&text, candidate))
        };
        Diagnostic {
            code: self.code,
            place: self.place.clone(),
            cell: self.cell.as_ref().map(|_| LEFT_OUT.into()),
            row_cells: Box::default(),
            candidate: self.candidate.as_ref().map(|_| LEFT_OUT.into()),
            message: masked(&self.message).into(),
            help: self.help.as_deref().map(|help| masked(help).into()),
        }
    }
}

/// The text without a word, where it stands by itself.
fn without_word(text: &str, word: &str) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (at, _) in text.match_indices(word).filter(|_| !word.is_empty()) {
        let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let end = at + word.len();
        if !is_part(text[..at].chars().next_back()) && !is_part(text[end..].chars().next()) {
            out.push_str(&text[done..at]);
            out.push_str(LEFT_OUT);
            done = end;
        }
    }
    out + &text[done..]
}

/// The text with nothing between “ and the last ” that belongs to it.
fn without_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '“' => {
                depth += 1;
                if depth == 1 {
                    out.push_str("“…");
                }
            }
            '”' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push('”');
                }
            }
            _ if depth > 0 => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{without_quotes, without_word};

    #[test]
    fn nothing_between_quotation_marks_stays() {
        let table = [
            ("the score “abc” is no number", "the score “…” is no number"),
            ("“a” and “b”", "“…” and “…”"),
            ("a cell with “an own “quote” inside” ends", "a cell with “…” ends"),
            ("“never closed", "“…"),
            ("none ” here", "none ” here"),
        ];
        for (text, expected) in table {
            assert_eq!(without_quotes(text), expected);
        }
        assert_eq!(without_word("row 1 of 12, of 1", "1"), "row … of 12, of …");
    }
}
