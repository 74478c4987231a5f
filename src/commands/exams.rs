//! `resit exams`: list, show and check blueprints.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::input::{blueprint_faults, translation};
use super::{COULD_NOT_RUN, DONE, print, report};
use crate::cli::Exams;
use crate::document::catalogue;
use crate::exam::{Blueprint, built_in, parse, translated};

pub(super) fn run(command: Option<&Exams>) -> anyhow::Result<u8> {
    match command {
        None | Some(Exams::List) => list()?,
        Some(Exams::Show { id }) => {
            let words = id.split_once('.').map(|(id, language)| translation(id, None, language));
            match words.and_then(Result::ok).flatten() {
                Some((_, text)) => print(&text)?,
                None => print(super::input::built_in_exam(id)?.toml)?,
            }
        }
        Some(Exams::Check { file }) => {
            let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
            return match parse(&text) {
                Ok(blueprint) => {
                    print(&format!("{} is sound: {}\n", file.display(), sum(&blueprint)))?;
                    check_translations(&blueprint, file)
                }
                Err(faults) => {
                    report(&blueprint_faults(&file.display().to_string(), &faults));
                    Ok(COULD_NOT_RUN)
                }
            };
        }
    }
    Ok(DONE)
}

/// Checks the files beside a blueprint that hold its words in other languages, such as my-exam.de.toml.
fn check_translations(blueprint: &Blueprint, file: &Path) -> anyhow::Result<u8> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let names = fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let language =
        |name: &String| name.strip_prefix(&format!("{stem}."))?.strip_suffix(".toml").and_then(catalogue::tag);
    let mut languages: Vec<String> = names.filter_map(|name| language(&name)).collect();
    languages.sort();
    let mut code = DONE;
    for language in languages {
        let Some((name, text)) = translation(&blueprint.id, Some(file), &language)? else { continue };
        match translated(blueprint, &text) {
            Ok(_) => print(&format!("{name} is sound: the words in the language {language}\n"))?,
            Err(faults) => {
                report(&blueprint_faults(&name, &faults));
                code = COULD_NOT_RUN;
            }
        }
    }
    Ok(code)
}

fn list() -> anyhow::Result<()> {
    let mut text = String::new();
    for exam in built_in() {
        // a test proves that the built-in blueprints are sound
        if let Ok(blueprint) = parse(exam.toml) {
            text.push_str(&format!("{:<12}{}\n{:12}{}\n", exam.id, blueprint.name, "", sum(&blueprint)));
        }
    }
    text.push_str("\nShow one as TOML, to start your own from it: resit exams show dop-c02 > my-exam.toml\n");
    print(&text)
}

/// "passing 750 of 100 to 1000, 6 domains, 3 ratings".
fn sum(blueprint: &Blueprint) -> String {
    let scale = match &blueprint.scale {
        Some(scale) => format!("passing score {} on {} to {}", scale.passing, scale.min, scale.max),
        None => "no scaled score".to_owned(),
    };
    format!("{scale}, {} domains, {} ratings", blueprint.domains.len(), blueprint.ratings.len())
}
