//! The message catalogue and the code name each other: no message without a use, no use without a message.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_message_is_used_and_every_use_has_its_message() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalogue = fs::read_to_string(root.join("templates/texts/en.ftl")).unwrap();
    let id = |line: &str| line.split_once(" =").map(|(id, _)| id.to_owned());
    let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
    let messages: BTreeSet<String> = catalogue.lines().filter(starts).filter_map(id).collect();
    assert!(messages.len() > 150);
    let code: String = sources(&root.join("src")).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    // the names of the months are put together from their numbers
    let unused: Vec<&String> =
        messages.iter().filter(|id| !code.contains(&format!("\"{id}\"")) && !id.starts_with("month-")).collect();
    assert!(unused.is_empty(), "not used: {unused:?}");
    let mut missing = Vec::new();
    for (at, _) in code.match_indices("say!(") {
        let call = &code[at..];
        let Some(start) = call.find('"') else { continue };
        let id = call[start + 1..].split('"').next().unwrap();
        if !messages.contains(id) && id != "message-id" {
            missing.push(id);
        }
    }
    assert!(missing.is_empty(), "no message: {missing:?}");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
