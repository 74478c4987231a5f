//! `resit build`: from sheets to a folder of plans and a summary.

mod closing;
mod earlier;
mod press;
mod summary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::closing::Closing;
use self::press::Press;
use super::input::Input;
use super::messages::{Findings, tell_stopped};
use super::templates::Templates;
use super::{DONE, INTERRUPTED, LEFT_OUT, fonts, print, report, stop_on_interrupt};
use crate::analysis::Terms;
use crate::cli::{self, MessageFormat};
use crate::digest::hex;
use crate::document::branding::Branding;
use crate::document::pdf::{PdfFace, PdfOptions};
use crate::output::{BuildRecord, Outbox, OutputFolder, key_hash, slug};
use crate::settings::Format;
use crate::sheet::{History, write_problems};

/// What of the class can be handed on.
const SHARE: [&str; 2] = ["share.html", "share.pdf"];

pub(super) fn run(arguments: &cli::Build) -> anyhow::Result<u8> {
    let started = Instant::now();
    let input = Input::read(&arguments.reading)?;
    let message_format = arguments.reading.message_format;
    let format = arguments.format.or(input.settings.format).unwrap_or(Format::Both);
    let out = arguments.out.clone().map_or_else(|| default_out(&arguments.reading.sheets), Ok)?;
    let templates = Templates::of(arguments, &input)?;
    let mut folder = OutputFolder::open(&out)?;
    let recorded = folder.recorded_as_of();
    let terms = input.terms(&arguments.reading, recorded);
    let compared = arguments.compare.as_deref();
    let earlier = compared.map(|path| earlier::earlier(path, &input.blueprint, terms.as_of)).transpose()?;

    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.map_or(0, usize::from))
        .build()
        .context("no threads could be started")?;
    let histories = input.reading.histories();
    let named = |history: History| (slug(history.display_name(), &history.key), key_hash(&history.key));
    let everybody = || (0..histories.len()).into_par_iter().filter_map(|index| histories.get(index)).map(named);
    let (slugs, mut everybody): (Vec<String>, BTreeSet<String>) = pool.install(|| everybody().unzip());
    everybody.extend(input.reading.keys_without_history().map(|key| key_hash(&key)));
    let problems = ProblemsFile::choose(&folder, &arguments.reading.sheets, !input.reading.left_out().is_empty())?;
    let archive = arguments.archive.as_deref();
    // a file without pages is none
    let bundle = arguments.bundle.as_deref().filter(|_| !slugs.is_empty());
    let loose = if archive.is_some() { &[] } else { slugs.as_slice() };
    let [share_page, share_pdf] = SHARE.map(|name| arguments.share.then_some(name));
    let planned = planned_paths(loose, format, [problems.path.as_deref(), archive, bundle, share_page, share_pdf]);
    let branding = &input.branding;
    if !templates.replaced.is_empty() {
        pool.install(|| templates.rehearse(&input, &terms, earlier.as_ref(), arguments.share))?;
    }
    let mut listing = folder.begin(&input.blueprint.id, everybody, &slugs, planned, arguments.replace)?;

    let other_texts = static_texts(&templates, branding);
    let texts_of_documents = [vec![templates.texts.source().to_owned()], other_texts.clone()].concat();
    let texts_of_plans = [vec![of_plans(templates.texts.source())], other_texts].concat();
    let (fonts, font_warnings) = fonts::fonts(&texts_of_documents, &input, &templates, &arguments.font_dir)?;
    let press = Press {
        input: &input,
        histories,
        terms: &terms,
        branding,
        format,
        folder: &folder,
        archive,
        bundle,
        share: arguments.share,
        problems: problems.path.as_deref(),
        earlier: earlier.as_ref(),
        templates: &templates,
        pdf: PdfFace::new(fonts, branding, texts_of_plans.iter().map(String::as_str))?,
        pdf_options: PdfOptions { day: terms.as_of, build_id: build_id(&input, &terms, &templates), page: input.page },
        file_names: input.reading.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    };
    let stop = stop_on_interrupt();
    let is_silent = arguments.reading.quiet || message_format == MessageFormat::Json;
    let Some(mut made) = press.run(&pool, &slugs, &mut listing, stop, is_silent)? else {
        let text = format!("{} is not finished; the same command goes on from here", out.display());
        match message_format {
            MessageFormat::Human => report(&format!("stopped: {text}\n")),
            MessageFormat::Json => tell_stopped(&text),
        }
        return Ok(INTERRUPTED);
    };
    if let Some(path) = &problems.path {
        let mut file = folder.create(path)?;
        write_problems(&input.reading, &mut file).map_err(|error| file.error(error))?;
        listing.add(&file.publish()?)?;
    }
    input.reading.name_worksheets(&mut made.diagnostics);
    made.diagnostics.extend(font_warnings);
    let found = made.diagnostics.iter().chain(&input.reading.diagnostics).chain(&input.settings_warning);
    let findings = Findings::sorted(found);
    let record = BuildRecord {
        resit: env!("CARGO_PKG_VERSION").to_owned(),
        exam: input.blueprint.id.clone(),
        exam_code: templates.blueprint.code.clone(),
        exam_name: templates.blueprint.name.clone(),
        language: templates.texts.language(),
        as_of: Some(terms.as_of),
    };
    folder.finish(listing, &problems.keep, record)?;
    // drafts of an earlier build would be sent as they lie there
    Outbox::clear(&out)
        .with_context(|| format!("the drafts of an earlier build in {} cannot be removed", out.display()))?;

    if !arguments.reading.quiet {
        findings.tell(&arguments.reading);
        let kept_day = recorded.as_ref().is_some_and(|_| arguments.reading.as_of.is_none());
        let closing = Closing { arguments, input: &input, made: &made, out: &out, format, terms: &terms, kept_day };
        match message_format {
            MessageFormat::Human => print(&closing.text(problems.path.as_deref(), started.elapsed().as_secs_f64()))?,
            MessageFormat::Json => closing.summary(problems.path.as_deref(), &findings).print()?,
        }
    }
    let warned = findings.warnings > 0;
    let incomplete = !input.reading.left_out().is_empty() || (arguments.reading.strict && warned);
    Ok(if incomplete { LEFT_OUT } else { DONE })
}

/// The first sheet's name with "-plans" behind it, in the folder where the sheet stands.
fn default_out(sheets: &[PathBuf]) -> anyhow::Result<PathBuf> {
    let sheet = sheets.first().map_or(Path::new("class"), PathBuf::as_path);
    // the place of a pipe or a device is no place for plans
    if !sheet.is_file() {
        anyhow::bail!(
            "{} is no file that plans could stand beside\n  Give the folder for them with -o.",
            sheet.display()
        );
    }
    let stem = sheet.file_stem().map_or_else(|| "class".into(), |stem| stem.to_string_lossy());
    Ok(sheet.with_file_name(format!("{stem}-plans")))
}

/// Where rows that were left out are handed back. A problems.csv that the coach has corrected, or that is read by this
/// build, is never replaced: the next free name is taken instead.
struct ProblemsFile {
    /// `None` where no row was left out.
    path: Option<String>,
    /// Such files of earlier builds that stay.
    keep: Vec<String>,
}

impl ProblemsFile {
    fn choose(folder: &OutputFolder, sheets: &[PathBuf], needed: bool) -> anyhow::Result<ProblemsFile> {
        let inputs: Vec<PathBuf> = sheets.iter().filter_map(|sheet| sheet.canonicalize().ok()).collect();
        let mut keep = Vec::new();
        let mut number = 1_u32;
        loop {
            let path = if number == 1 { "problems.csv".to_owned() } else { format!("problems-{number}.csv") };
            let full = folder.root().join(&path);
            let is_input = full.canonicalize().is_ok_and(|full| inputs.contains(&full));
            if !is_input && folder.is_unchanged(&path)? {
                return Ok(ProblemsFile { path: needed.then_some(path), keep });
            }
            keep.push(path);
            number += 1;
        }
    }
}

/// The files of a build: the plans that are files of their own, the summary and its companions, and these others.
fn planned_paths<'p>(
    slugs: &'p [String],
    format: Format,
    others: [Option<&'p str>; 5],
) -> impl Iterator<Item = String> + Clone + use<'p> {
    let cohort = ["index.html", "cohort.pdf", "cohort.xlsx", "cohort.json", "results.jsonl", "manifest.csv"];
    let html = slugs.iter().filter(move |_| format.html()).map(|slug| format!("plans/{slug}.html"));
    let pdf = slugs.iter().filter(move |_| format.pdf()).map(|slug| format!("plans/{slug}.pdf"));
    let ics = slugs.iter().map(|slug| format!("plans/{slug}.ics"));
    cohort.into_iter().chain(others.into_iter().flatten()).map(str::to_owned).chain(html).chain(pdf).chain(ics)
}

/// Every text that any document of the build may hold, but for the catalogue and what the sheet says of its candidates.
fn static_texts(templates: &Templates, branding: &Branding) -> Vec<String> {
    let blueprint = &templates.blueprint;
    let mut all = vec![blueprint.code.clone(), blueprint.name.clone(), blueprint.vendor.clone()];
    all.extend(blueprint.ratings.iter().map(|level| level.label.clone()));
    for domain in &blueprint.domains {
        all.extend([domain.name.clone(), domain.if_weak.clone(), domain.if_persistent.clone()]);
        all.extend(domain.topics.iter().chain(&domain.services).chain(&domain.practice).cloned());
        all.extend(domain.labs.iter().flat_map(|lab| lab.title.clone().into_iter().chain([lab.text.clone()])));
    }
    for flag in &blueprint.flags {
        all.extend([flag.title.clone(), flag.meaning.clone(), flag.advice.clone()]);
    }
    let own = [&branding.organisation, &branding.coach, &branding.contact, &branding.footer];
    all.extend(own.into_iter().flatten().cloned());
    all
}

/// A catalogue without the messages of the summary, the calendars and the letters: characters that only these have would
/// make the fonts of every plan larger.
fn of_plans(text: &str) -> String {
    let elsewhere = ["cohort-", "share-", "workbook-", "mark-", "html-", "ics-", "mail-"];
    let mut skipped = false;
    let kept = text.lines().filter(|line| {
        let is_id = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        if line.split_once('=').is_some_and(|(id, _)| is_id(id.trim_end())) {
            skipped = elsewhere.iter().any(|id| line.starts_with(id));
        }
        !skipped
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// Names what a plan depends on beside its candidate's rows: version, exam, settings, templates, language and days.
fn build_id(input: &Input, terms: &Terms, templates: &Templates) -> String {
    let mut sha256 = Sha256::new();
    let terms_and_page = format!("{terms:?} {:?}", input.page);
    for part in [env!("CARGO_PKG_VERSION"), &input.blueprint_text, &terms_and_page] {
        sha256.update(part.len().to_le_bytes());
        sha256.update(part);
    }
    let replaced = templates.replaced.iter().flat_map(|(name, text)| [name.clone(), text.clone()]);
    let words = [templates.texts.source().to_owned(), format!("{:?}", templates.blueprint)];
    for part in words.into_iter().chain(replaced) {
        sha256.update(part.len().to_le_bytes());
        sha256.update(part);
    }
    sha256.update(input.branding.fingerprint());
    hex(&sha256.finalize()[..6])
}
