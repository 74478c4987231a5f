//! Whether a file holds what it should, as poppler reads it.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use unicode_normalization::UnicodeNormalization;

/// The text of a PDF in the order of its content.
pub fn text(file: &Path) -> String {
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file).arg("-").output();
    let output = output.expect("pdftotext is there: make setup installs it");
    assert!(output.status.success(), "pdftotext cannot read {}", file.display());
    // Forms for presentation as plain letters; a soft hyphen as the hyphen that it looks like.
    String::from_utf8_lossy(&output.stdout).nfkc().map(|c| if c == '\u{ad}' { '-' } else { c }).collect()
}

/// What share of the words of `expected` is in `found`, each as often.
pub fn share(expected: &str, found: &str) -> f64 {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in words(found) {
        *left.entry(word).or_default() += 1;
    }
    let (mut there, mut all) = (0, 0);
    for word in words(expected) {
        all += 1;
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            there += 1;
        }
    }
    f64::from(there) / f64::from(all.max(1))
}

/// Runs of letters and digits: signs and hyphens at line ends differ between programs.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the text holds the letters of a name, word by word, in either direction.
pub fn holds_name(text: &str, name: &str) -> bool {
    let is_letter = |c: &char| c.is_alphanumeric();
    let letters: String = text.chars().filter(is_letter).collect();
    name.split_whitespace().all(|word| {
        let word: String = word.nfkc().filter(is_letter).collect();
        letters.contains(&word) || letters.contains(&word.chars().rev().collect::<String>())
    })
}
