//! Templates and words of a build: the built-in ones of the chosen language, or the coach's, checked before anything is
//! written.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use rayon::prelude::*;

use super::input::{Input, blueprint_faults, translation};
use crate::analysis::cohort::{CohortFigures, CohortTerms, Earlier, ShareFigures, Tally};
use crate::analysis::{Diagnosis, Record, Terms, diagnose};
use crate::cli;
use crate::diagnostic::nearest;
use crate::document::candidate::Subject;
use crate::document::catalogue::{self, Catalogue, Texts};
use crate::document::cohort::share::Share;
use crate::document::cohort::{CandidateLine, Cohort, Listed, PRINTED, Roster};
use crate::document::html::{HtmlFace, Labels, Pages, TemplateError};
use crate::exam::{Blueprint, translated};
use crate::mail::{LetterFace, MAIL_TEMPLATES};
use crate::sheet::History;

/// How deep a templates folder is searched for files that it should not hold.
const DEPTH: u8 = 4;

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
            bail!("there is no folder {} with templates\n  `resit init` writes one to start from.", folder.display());
        }
        let language = arguments.language.as_deref().or(input.settings.language.as_deref());
        let language = language.unwrap_or(catalogue::DEFAULT_LANGUAGE);
        let tag = catalogue::tag(language).ok_or_else(|| no_texts(language))?;
        let file = catalogue::file(&tag);
        let own_words = format!("texts/{}.{tag}.toml", input.blueprint.id);
        let names = [file.as_str(), own_words.as_str()];
        let replaced = folder.map_or_else(|| Ok(BTreeMap::new()), |folder| read(&folder, &names))?;
        let is_of_letters = |name: &str| MAIL_TEMPLATES.iter().any(|(known, _)| *known == name);
        let replaced: BTreeMap<String, String> =
            replaced.into_iter().filter(|(name, _)| !is_of_letters(name)).collect();
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
        let labels = Labels::of(&texts.catalogue());
        let html = HtmlFace::new(replacement, &labels, &input.branding)?;
        Ok(Templates { html, texts, blueprint, replaced })
    }

    /// Lays every page out with the coach's own templates before anything is written: a fault that only some candidate
    /// shows must not leave half of the plans new.
    pub(super) fn rehearse(
        &self,
        input: &Input,
        terms: &Terms,
        earlier: Option<&Earlier>,
        share: bool,
    ) -> anyhow::Result<()> {
        let (blueprint, words, branding) = (&input.blueprint, &self.blueprint, &input.branding);
        let page = |(catalogue, pages): &mut (Catalogue, Pages<'_>), history: History| {
            let history = &history;
            let diagnosis = diagnose(history, blueprint, terms);
            let subject = Subject { history, diagnosis: &diagnosis, blueprint: words, terms, branding, catalogue };
            let page = pages.plan(&subject.document(), &Record::new(history, &diagnosis, blueprint));
            let who = || format!("the plan of {} cannot be laid out", history.display_name());
            let page = page.with_context(who)?;
            if page.trim().is_empty() {
                Err(anyhow::anyhow!("plan.html lays out an empty page")).with_context(who)
            } else {
                Ok(())
            }
        };
        let histories = input.reading.histories();
        let everybody = (0..histories.len()).into_par_iter().filter_map(|index| histories.get(index));
        everybody.try_for_each_init(|| (self.texts.catalogue(), self.html.pages()), page)?;
        let (mut tally, mut roster) = (Tally::new(blueprint, earlier), Roster::default());
        let line =
            |history: &History, diagnosis: &Diagnosis| CandidateLine::new(history, diagnosis, Some(String::new()));
        for history in histories.iter().take(PRINTED) {
            let diagnosis = diagnose(&history, blueprint, terms);
            tally.add(&history, &diagnosis, blueprint);
            roster.add(&history, &diagnosis);
        }
        let cohort_terms = CohortTerms {
            blueprint,
            as_of: terms.as_of,
            sheets: input.reading.sheets.clone(),
            left_out: 0,
            teaching_half_hours: input.settings.teaching_half_hours(),
            earlier,
        };
        let candidate = |index| {
            let history = histories.get(index)?;
            let diagnosis = diagnose(&history, blueprint, terms);
            Some((history, diagnosis))
        };
        let figures = CohortFigures::of(&tally, &candidate, cohort_terms);
        let cohort = Cohort {
            figures: &figures,
            roster: &roster,
            standings: &tally.standings,
            line: &|index| candidate(index).map(|(history, diagnosis)| line(&history, &diagnosis)),
            left_out: input.reading.left_out(),
            did_not_sit: &input.reading.did_not_sit,
            problems: "",
            archive: None,
            blueprint: words,
            terms,
            branding,
            catalogue: &self.texts.catalogue(),
        };
        let nowhere = |_: &str| Ok::<_, TemplateError>(());
        let mut pages = self.html.pages();
        let page =
            pages.cohort(cohort.document(Listed::Streamed), &figures, cohort.candidate_rows(Listed::Streamed), nowhere);
        page.context("the summary cannot be laid out")?;
        if share {
            let figures = ShareFigures::of(&tally, blueprint, input.settings.teaching_half_hours());
            let share = Share { figures, blueprint: words, terms, branding, catalogue: &self.texts.catalogue() };
            pages.alone(&share.document()).context("the results to hand on cannot be laid out")?;
        }
        Ok(())
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

/// Every file that replaces a built-in one: its name below a templates folder and what is built in.
pub(super) fn built_in() -> impl Iterator<Item = (String, &'static str)> {
    let pages = HtmlFace::built_in().iter().map(|&(name, text)| (name.to_owned(), text));
    let letters = MAIL_TEMPLATES.iter().map(|&(name, text)| (name.to_owned(), text));
    pages.chain(letters).chain(Texts::built_in_files())
}

/// Templates and texts of letters.
pub(super) struct LetterTemplates {
    pub(super) face: LetterFace,
    pub(super) texts: Texts,
}

impl LetterTemplates {
    /// Those of a language, with what the coach's folder replaces.
    pub(super) fn of(folder: Option<&Path>, language: &str, exam: &str) -> anyhow::Result<LetterTemplates> {
        let tag = catalogue::tag(language).ok_or_else(|| no_texts(language))?;
        let file = catalogue::file(&tag);
        let own_words = format!("texts/{exam}.{tag}.toml");
        let replaced = folder.map_or_else(|| Ok(BTreeMap::new()), |folder| read(folder, &[&file, &own_words]))?;
        let texts = match replaced.get(&file) {
            Some(source) => Texts::parse(&tag, source)?,
            None => Texts::built_in(&tag).ok_or_else(|| no_texts(&tag))?,
        };
        let face = LetterFace::new(|name| replaced.get(name).cloned())?;
        Ok(LetterTemplates { face, texts })
    }
}

/// The files of a templates folder that replace built-in ones or add a language, by name. `texts` are those of the
/// language of this build.
fn read(folder: &Path, texts: &[&str]) -> anyhow::Result<BTreeMap<String, String>> {
    let letters = MAIL_TEMPLATES.iter().map(|&(name, _)| name);
    let mut names: Vec<&str> = HtmlFace::built_in().iter().map(|&(name, _)| name).chain(letters).collect();
    names.extend(texts);
    let mut replaced = BTreeMap::new();
    let mut found = 0;
    for &name in &names {
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                found += 1;
                // an unchanged copy replaces nothing: the documents stay the same to the byte
                if !built_in().any(|(known, built_in)| known == name && built_in == text) {
                    replaced.insert(name.to_owned(), text);
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => bail!("the template {} cannot be read: {error}\n  Save it as UTF-8.", path.display()),
        }
    }
    let mut unknown = Vec::new();
    strangers(folder, "", DEPTH, &names, &mut unknown);
    unknown.sort();
    if !unknown.is_empty() {
        let lines: Vec<String> = unknown.iter().map(|name| format!("  {name}{}", meant(name, &names))).collect();
        bail!(
            "{} holds templates that resit does not know:\n{}\n  It may hold {}. Rename or move what is something else.",
            folder.display(),
            lines.join("\n"),
            names.join(", ")
        );
    }
    if found == 0 {
        bail!(
            "{} replaces nothing\n  It may hold {}; `resit init` writes templates to start from.",
            folder.display(),
            names.join(", ")
        );
    }
    Ok(replaced)
}

/// `: did you mean plan.html?` for a mistyped name.
fn meant(name: &str, names: &[&str]) -> String {
    let name = name.trim_end_matches(".txt");
    let in_folder = names.iter().copied().find(|known| known.rsplit('/').next() == Some(name));
    let near = in_folder.or_else(|| nearest(name, names.iter().copied()));
    near.map_or(String::new(), |near| format!(": did you mean {near}?"))
}

/// Files that look like templates and are none: one whose name is mistyped would be left out in silence. Hidden files
/// and other kinds (a README, a logo, the copies that editors keep) may stand there.
fn strangers(folder: &Path, below: &str, depth: u8, names: &[&str], found: &mut Vec<String>) {
    // a folder that cannot be read holds nothing that could be meant
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let file_name = entry.file_name();
        let file_name = file_name.to_string_lossy();
        let name = format!("{below}{file_name}");
        let path = entry.path();
        if file_name.starts_with('.') || names.contains(&name.as_str()) || is_language(&name) {
            continue;
        }
        if path.is_dir() {
            if depth > 0 {
                strangers(&path, &format!("{name}/"), depth - 1, names, found);
            }
        } else if is_template_like(&file_name, names) {
            found.push(name);
        }
    }
}

/// The texts of a language, whether this build writes in it or not.
fn is_language(name: &str) -> bool {
    let language = name.strip_prefix("texts/").and_then(|name| name.strip_suffix(".ftl"));
    language.is_some_and(|language| catalogue::tag(language).is_some_and(|tag| tag == language))
}

/// `plans.html`, `plan.htm`, `plan.html.txt`, but not `plan.html~`.
fn is_template_like(file_name: &str, names: &[&str]) -> bool {
    let lower = file_name.to_lowercase();
    let ending = lower.rsplit_once('.').map(|(_, ending)| ending);
    let bare = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    match ending {
        Some("html" | "htm" | "css" | "ftl") => true,
        Some("txt") => names.iter().any(|name| lower == format!("{}.txt", bare(name))),
        _ => false,
    }
}
