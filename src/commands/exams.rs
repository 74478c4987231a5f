//! `resit exams`: list, show and check blueprints.

use std::fs;

use anyhow::Context;

use super::{COULD_NOT_RUN, DONE, print, report};
use crate::cli::Exams;
use crate::exam::{Blueprint, built_in, parse};

pub(super) fn run(command: Option<&Exams>) -> anyhow::Result<u8> {
    match command {
        None | Some(Exams::List) => list()?,
        Some(Exams::Show { id }) => {
            let exam = super::input::built_in_exam(id)?;
            print(exam.toml)?;
        }
        Some(Exams::Check { file }) => {
            let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
            return Ok(match parse(&text) {
                Ok(blueprint) => {
                    print(&format!("{} is sound: {}\n", file.display(), sum(&blueprint)))?;
                    DONE
                }
                Err(faults) => {
                    report(&super::input::blueprint_faults(&file.display().to_string(), &faults));
                    COULD_NOT_RUN
                }
            });
        }
    }
    Ok(DONE)
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
