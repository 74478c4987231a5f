//! Messages that go to support: whoever is named in them becomes a number, the same in every message.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::mail::{Account, Sender};
use crate::output::ManifestLine;

/// Knows everybody whom a message could name.
pub(super) struct Redactor {
    patterns: AhoCorasick,
    replacements: Vec<String>,
}

impl Redactor {
    /// Everybody of the manifest, and the coach.
    pub(super) fn new(lines: &[ManifestLine], account: &Account, sender: &Sender) -> Redactor {
        let mut known: Vec<(String, String)> = Vec::new();
        for (line, nth) in lines.iter().zip(1..) {
            let mut add = |text: &str, what: &str| known.push((text.to_owned(), format!("[{what} {nth}]")));
            if let Some(email) = &line.email {
                add(email, "address");
            }
            if let Some(name) = &line.name {
                add(name, "name");
                // headers and greetings show it in one line
                add(&name.split_whitespace().collect::<Vec<_>>().join(" "), "name");
            }
            add(&line.candidate_id, "candidate");
            for file in [&line.html, &line.pdf, &line.ics].into_iter().flatten() {
                let name = file.path.rsplit('/').next().unwrap_or(&file.path);
                add(name.split('.').next().unwrap_or(name), "plan");
            }
            for cell in line.columns.values().filter(|cell| cell.chars().count() > 2) {
                add(cell, "cell");
            }
        }
        for mailbox in [Some(&account.from), account.reply_to.as_ref()].into_iter().flatten() {
            known.push((mailbox.email.to_string(), "[coach's address]".to_owned()));
            known.extend(mailbox.name.iter().map(|name| (name.clone(), "[coach]".to_owned())));
        }
        known.extend(
            [&sender.coach, &sender.organisation, &sender.contact]
                .into_iter()
                .flatten()
                .map(|text| (text.clone(), "[coach]".to_owned())),
        );
        known.retain(|(text, _)| !text.trim().is_empty());
        let (texts, replacements): (Vec<String>, Vec<String>) = known.into_iter().unzip();
        let patterns =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(&texts);
        // only more texts than memory holds could not be built
        let patterns =
            patterns.unwrap_or_else(|_| AhoCorasick::new([] as [&str; 0]).expect("no pattern is always built"));
        Redactor { patterns, replacements }
    }

    /// The text with a number in place of everybody. A short id counts only where it is a word of its own.
    pub(super) fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for found in self.patterns.find_iter(text) {
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let (before, after) = (text[..found.start()].chars().next_back(), text[found.end()..].chars().next());
            let matched = &text[found.start()..found.end()];
            let begins_word = is_word(matched.chars().next()) && is_word(before);
            let ends_word = is_word(matched.chars().next_back()) && is_word(after);
            if begins_word || ends_word {
                continue;
            }
            out.push_str(&text[done..found.start()]);
            out.push_str(&self.replacements[found.pattern().as_usize()]);
            done = found.end();
        }
        out.push_str(&text[done..]);
        out
    }
}
