//! Templates and words of a build: the built-in ones of the chosen language, or the coach's.

use std::collections::BTreeMap;
use std::path::Path;

use super::input::{Input, blueprint_faults, translation};
use crate::cli;
use crate::document::catalogue::{self, Texts};
use crate::document::html::{HtmlFace, Labels};
use crate::exam::{Blueprint, translated};

/// Templates and texts, the built-in ones or the coach's.
pub(super) struct Templates {
    pub(super) html: HtmlFace,
    pub(super) texts: Texts,
    /// The exam in the words of the documents' language.
    pub(super) blueprint: Blueprint,
    /// The coach's files by name.
    pub(super) replaced: BTreeMap<String, String>,
}

impl Templates {
    /// What the arguments and the settings choose; every fault of the coach's files stops the build here.
    pub(super) fn of(arguments: &cli::Build, input: &Input) -> anyhow::Result<Templates> {
        let beside = input.settings_file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let own = input.settings.templates.as_ref().map(|templates| beside.join(templates));
        let folder = arguments.templates.clone().or(own);
        if let Some(folder) = &folder
            && !folder.is_dir()
        {
            anyhow::bail!("there is no folder {} with templates", folder.display());
        }
        let language = arguments.language.as_deref().or(input.settings.language.as_deref());
        let language = language.unwrap_or(catalogue::DEFAULT_LANGUAGE);
        let tag = catalogue::tag(language).ok_or_else(|| no_texts(language))?;
        let file = catalogue::file(&tag);
        let own_words = format!("texts/{}.{tag}.toml", input.blueprint.id);
        let names = [file.as_str(), own_words.as_str()];
        let replaced = folder.map_or_else(|| Ok(BTreeMap::new()), |folder| read_templates(&folder, &names))?;
        let replacement = |name: &str| replaced.get(name).cloned();
        let texts = match replaced.get(&file) {
            Some(source) => Texts::parse(&tag, source)?,
            None => Texts::built_in(&tag).ok_or_else(|| no_texts(&tag))?,
        };
        let translation = match replaced.get(&own_words) {
            Some(text) => Some((own_words, text.clone())),
            None => translation(&input.blueprint.id, input.blueprint_file.as_deref(), &tag)?,
        };
        let blueprint = match translation {
            Some((name, text)) => translated(&input.blueprint, &text).map_err(|faults| {
                let faults = blueprint_faults(&name, &faults);
                anyhow::anyhow!("the translation of the exam cannot be used\n{}", faults.trim_end())
            })?,
            None => input.blueprint.clone(),
        };
        let words = texts.catalogue();
        let labels = Labels {
            skip: words.text("html-skip"),
            filter: words.text("html-filter"),
            sort: words.text("html-sort"),
            shown: words.text("html-shown"),
        };
        let html = HtmlFace::new(replacement, &labels, &input.branding)?;
        Ok(Templates { html, texts, blueprint, replaced })
    }
}

/// There is no catalogue of the language that was asked for.
fn no_texts(language: &str) -> anyhow::Error {
    let known: Vec<&str> = Texts::languages().collect();
    let file = catalogue::file(&catalogue::tag(language).unwrap_or_else(|| "fr".to_owned()));
    anyhow::anyhow!(
        "there are no texts in the language “{language}”\n  Built in: {}. For another one, put {file} into a folder and \
         give it with --templates.",
        known.join(", ")
    )
}

/// The files of a templates folder that replace built-in ones or add a language, by name.
fn read_templates(folder: &Path, texts: &[&str]) -> anyhow::Result<BTreeMap<String, String>> {
    let names = || HtmlFace::built_in().iter().map(|&(name, _)| name).chain(texts.iter().copied());
    let mut replaced = BTreeMap::new();
    for name in names() {
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => _ = replaced.insert(name.to_owned(), text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => anyhow::bail!("the template {} cannot be read: {error}\n  Save it as UTF-8.", path.display()),
        }
    }
    if replaced.is_empty() {
        let names: Vec<&str> = names().collect();
        anyhow::bail!("{} replaces nothing\n  It may hold {}.", folder.display(), names.join(", "));
    }
    Ok(replaced)
}
