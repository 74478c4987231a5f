//! `resit build`: from sheets to a folder of plans and a summary.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Instant;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::input::Input;
use super::messages::{Findings, Summary, tell_stopped};
use super::templates::Templates;
use super::{DONE, LEFT_OUT, fonts, print, quoted, report, warnings};
use crate::analysis::cohort::{CohortFigures, CohortTerms, Standings, Tally};
use crate::analysis::{Diagnosis, Record, Terms, diagnose, rounded};
use crate::cli::{self, MessageFormat};
use crate::diagnostic::{self, Diagnostic, counted};
use crate::digest::hex;
use crate::document::branding::Branding;
use crate::document::candidate::Subject;
use crate::document::catalogue::{Catalogue, say};
use crate::document::cohort::{CandidateLine, Cohort, Listed, Roster};
use crate::document::html::Pages;
use crate::document::pdf::{About, Bundle, Engine, PdfFace, PdfOptions, Pressed};
use crate::output::{
    Archive, Listing, Manifest, ManifestEntry, OutputError, OutputFolder, Packed, Written, key_hash, slug,
};
use crate::settings::Format;
use crate::sheet::{Histories, History, Outcome, write_problems};

/// Finished candidates that may wait to be taken up by the thread that writes them down.
const WAITING: usize = 256;

/// From so many candidates on a build shows how far it is.
const LONG_WORK: usize = 500;

/// A stop by Ctrl-C, as shells report it.
const INTERRUPTED: u8 = 130;

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
    let planned = planned_paths(loose, format, [problems.path.as_deref(), archive, bundle]);
    let branding = &input.branding;
    if !templates.replaced.is_empty() {
        pool.install(|| templates.rehearse(&input, &terms))?;
    }
    let mut listing = folder.begin(&input.blueprint.id, everybody, &slugs, planned, arguments.replace)?;

    let texts_of_documents = static_texts(&templates, branding);
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
        problems: problems.path.as_deref(),
        templates: &templates,
        pdf: PdfFace::new(fonts, branding, texts_of_documents.iter().map(String::as_str))?,
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
    folder.finish(listing, &problems.keep, &input.blueprint.id, terms.as_of)?;

    if !arguments.reading.quiet {
        findings.tell(message_format);
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
    others: [Option<&'p str>; 3],
) -> impl Iterator<Item = String> + Clone + use<'p> {
    let cohort = ["index.html", "cohort.pdf", "cohort.json", "results.jsonl", "manifest.csv"];
    let html = slugs.iter().filter(move |_| format.html()).map(|slug| format!("plans/{slug}.html"));
    let pdf = slugs.iter().filter(move |_| format.pdf()).map(|slug| format!("plans/{slug}.pdf"));
    cohort.into_iter().chain(others.into_iter().flatten()).map(str::to_owned).chain(html).chain(pdf)
}

/// Every text that any document of the build may hold, but for what the sheet says of its candidates.
fn static_texts(templates: &Templates, branding: &Branding) -> Vec<String> {
    let blueprint = &templates.blueprint;
    let mut all = vec![
        templates.texts.source().to_owned(),
        blueprint.code.clone(),
        blueprint.name.clone(),
        blueprint.vendor.clone(),
    ];
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

/// Set when the user presses Ctrl-C or the process is asked to end.
fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    // where no handler can be set, Ctrl-C ends the process at once, which leaves whole files too
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
    &STOP
}

/// Everything that turns candidates into files.
struct Press<'a> {
    input: &'a Input,
    histories: Histories<'a>,
    terms: &'a Terms,
    branding: &'a Branding,
    format: Format,
    folder: &'a OutputFolder,
    /// Name of the archive that holds the plans, if one does.
    archive: Option<&'a str>,
    /// Name of the file that holds all plans for printing, if one does.
    bundle: Option<&'a str>,
    /// Name of the file with the rows left out, if there are any.
    problems: Option<&'a str>,
    templates: &'a Templates,
    pdf: PdfFace,
    pdf_options: PdfOptions,
    file_names: Vec<String>,
}

/// What one thread works with.
struct Worker<'a> {
    catalogue: Catalogue,
    pages: Pages<'a>,
    engine: Engine<'a>,
}

/// What was made of one candidate.
struct Made {
    history: History,
    record: String,
    diagnosis: Diagnosis,
    html: Option<Plan>,
    pdf: Option<Plan>,
    /// On its way to the bundle.
    bundled: Option<Pressed>,
    diagnostics: Vec<Diagnostic>,
}

/// A finished document of a candidate.
enum Plan {
    /// It stands in its place.
    File(Written),
    /// It is on its way to the archive.
    Packed(Packed),
}

/// What was made of all.
struct AllMade {
    figures: CohortFigures,
    diagnostics: Vec<Diagnostic>,
}

impl Press<'_> {
    /// Makes everything but problems.csv; `None` where it was interrupted.
    fn run(
        &self,
        pool: &rayon::ThreadPool,
        slugs: &[String],
        listing: &mut Listing,
        stop: &AtomicBool,
        quiet: bool,
    ) -> anyhow::Result<Option<AllMade>> {
        let reading = &self.input.reading;
        let progress = progress_bar(self.histories.len(), quiet);
        let (mut tally, mut roster) = (Tally::new(&self.input.blueprint), Roster::default());
        let mut diagnostics = Vec::new();
        let mut results = self.folder.create("results.jsonl")?;
        let manifest = self.folder.create("manifest.csv")?;
        let mut manifest = Manifest::new(manifest, &reading.unknown_columns, self.archive)?;
        let mut archive = self.archive.map(|name| self.folder.create(name).map(Archive::new)).transpose()?;
        let mut bundle =
            self.bundle.map(|name| Ok::<_, OutputError>((self.folder.create(name)?, self.pdf.bundle()))).transpose()?;
        let mut finished = 0;
        self.make_all(pool, slugs, stop, |made| {
            writeln!(results, "{}", made.record).map_err(|error| results.error(error))?;
            tally.add(&made.history, &made.diagnosis, &self.input.blueprint);
            roster.add(&CandidateLine::new(&made.history, &made.diagnosis, None));
            made.diagnostics.into_iter().for_each(|found| diagnostic::add(&mut diagnostics, found));
            let mut place = |plan: Option<Plan>| {
                Ok::<_, OutputError>(match plan {
                    Some(Plan::File(file)) => {
                        listing.add(&file)?;
                        Some(file)
                    }
                    Some(Plan::Packed(packed)) => archive.as_mut().map(|archive| archive.add(packed)).transpose()?,
                    None => None,
                })
            };
            let (html, pdf) = (place(made.html)?, place(made.pdf)?);
            if let (Some((file, bundle)), Some(plan)) = (&mut bundle, &made.bundled) {
                file.write_all(&bundle.add(plan)).map_err(|error| file.error(error))?;
            }
            manifest.add(manifest_entry(&made.history, &made.diagnosis, html, pdf))?;
            finished += 1;
            progress.inc(1);
            Ok(())
        })?;
        progress.finish_and_clear();
        if finished < self.histories.len() {
            return Ok(None);
        }
        if let Some(archive) = archive {
            listing.add(&archive.publish()?)?;
        }
        if let Some((mut file, bundle)) = bundle {
            file.write_all(&self.finish(bundle)).map_err(|error| file.error(error))?;
            listing.add(&file.publish()?)?;
        }
        listing.add(&results.publish()?)?;
        listing.add(&manifest.finish()?.publish()?)?;
        let terms = CohortTerms {
            blueprint: &self.input.blueprint,
            as_of: self.terms.as_of,
            sheets: reading.sheets.clone(),
            left_out: reading.candidates_left_out as u64,
            teaching_half_hours: self.input.settings.teaching_half_hours(),
        };
        let figures = CohortFigures::of(&tally, &|index| self.diagnosed(index), terms);
        for file in self.cohort(&figures, &tally.standings, &roster, slugs)? {
            listing.add(&file)?;
        }
        Ok(Some(AllMade { figures, diagnostics }))
    }

    /// Makes the files of every candidate on all threads of the pool, and hands the results to `each` in the order of
    /// the sheet. Ends early where `stop` is set or something failed.
    fn make_all(
        &self,
        pool: &rayon::ThreadPool,
        slugs: &[String],
        stop: &AtomicBool,
        mut each: impl FnMut(Made) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let next = &AtomicUsize::new(0);
        pool.in_place_scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(WAITING);
            scope.spawn_broadcast(move |_, _| {
                // a worker stays on its thread: its caches serve every candidate that the thread takes
                let mut worker = self.worker();
                while !stop.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((history, slug)) = self.histories.get(index).zip(slugs.get(index)) else { break };
                    // the receiver is gone where something failed
                    if sender.send((index, self.candidate(history, slug, &mut worker))).is_err() {
                        break;
                    }
                }
            });
            let mut waiting = BTreeMap::new();
            let mut due = 0;
            for (index, made) in receiver {
                waiting.insert(index, made?);
                while let Some(made) = waiting.remove(&due) {
                    each(made)?;
                    due += 1;
                }
            }
            Ok(())
        })
    }

    fn worker(&self) -> Worker<'_> {
        let Templates { texts, html, .. } = self.templates;
        Worker { catalogue: texts.catalogue(), pages: html.pages(), engine: self.pdf.engine() }
    }

    fn candidate(&self, history: History, slug: &str, worker: &mut Worker<'_>) -> anyhow::Result<Made> {
        let blueprint = &self.input.blueprint;
        let diagnosis = diagnose(&history, blueprint, self.terms);
        let record = Record::new(&history, &diagnosis, blueprint);
        let document = Subject {
            history: &history,
            diagnosis: &diagnosis,
            blueprint: &self.templates.blueprint,
            terms: self.terms,
            branding: self.branding,
            catalogue: &worker.catalogue,
        }
        .document();
        let mut diagnostics =
            warnings::diagnostics(&history, &diagnosis.warnings, blueprint, self.terms, &self.file_names);
        let html = if self.format.html() {
            let page = worker.pages.plan(&document, &record)?;
            Some(self.plan(format!("plans/{slug}.html"), page.as_bytes())?)
        } else {
            None
        };
        let mut pdf = None;
        let mut bundled = None;
        if self.format.pdf() || self.bundle.is_some() {
            let pressed = worker.engine.press(&document, &self.pdf_options)?;
            diagnostics.extend(warnings::missing_glyphs(&history, pressed.missing(), &self.file_names));
            if self.format.pdf() {
                let bytes = worker.engine.file(&pressed, &self.pdf_options);
                pdf = Some(self.plan(format!("plans/{slug}.pdf"), &bytes)?);
            }
            bundled = self.bundle.map(|_| pressed);
        }
        let record = serde_json::to_string(&record)?;
        Ok(Made { history, record, diagnosis, html, pdf, bundled, diagnostics })
    }

    /// The last bytes of the file that holds all plans.
    fn finish(&self, bundle: Bundle) -> Vec<u8> {
        let catalogue = self.templates.texts.catalogue();
        let title = say!(catalogue, "bundle-title", exam = &self.templates.blueprint.code);
        bundle.finish(&About {
            lang: catalogue.language(),
            title: &title,
            author: self.branding.sender(),
            subject: &title,
            candidate_id: None,
            build_id: &self.pdf_options.build_id,
            day: self.terms.as_of,
        })
    }

    /// Writes a document of a candidate to its place, or packs it for the archive.
    fn plan(&self, path: String, bytes: &[u8]) -> anyhow::Result<Plan> {
        Ok(match self.archive {
            Some(_) => Plan::Packed(Packed::new(path, bytes, self.terms.as_of)?),
            None => Plan::File(self.folder.write(&path, bytes)?),
        })
    }

    /// The candidate at a position of the sheet, read and concluded again.
    fn diagnosed(&self, index: usize) -> Option<(History, Diagnosis)> {
        let history = self.histories.get(index)?;
        let diagnosis = diagnose(&history, &self.input.blueprint, self.terms);
        Some((history, diagnosis))
    }

    /// The summary in its three forms.
    fn cohort(
        &self,
        figures: &CohortFigures,
        standings: &Standings,
        roster: &Roster,
        slugs: &[String],
    ) -> anyhow::Result<[Written; 3]> {
        let mut worker = self.worker();
        let linked = if self.format.html() { "html" } else { "pdf" };
        let line = |index: usize| {
            let (history, diagnosis) = self.diagnosed(index)?;
            let slug = slugs.get(index).filter(|_| self.archive.is_none());
            Some(CandidateLine::new(&history, &diagnosis, slug.map(|slug| format!("plans/{slug}.{linked}"))))
        };
        let cohort = Cohort {
            figures,
            roster,
            standings,
            line: &line,
            left_out: self.input.reading.left_out(),
            did_not_sit: &self.input.reading.did_not_sit,
            problems: self.problems.unwrap_or_default(),
            archive: self.archive,
            blueprint: &self.templates.blueprint,
            terms: self.terms,
            branding: self.branding,
            catalogue: &worker.catalogue,
        };
        let mut page = self.folder.create("index.html")?;
        worker.pages.cohort(cohort.document(Listed::Streamed), figures, cohort.candidate_rows(), |part| {
            page.write_all(part.as_bytes()).map_err(|error| page.error(error)).context("the summary is not whole")
        })?;
        let pdf = worker.engine.pdf(&cohort.document(Listed::Printed), &self.pdf_options)?;
        let mut json = serde_json::to_vec_pretty(figures)?;
        json.push(b'\n');
        Ok([page.publish()?, self.folder.write("cohort.pdf", &pdf.bytes)?, self.folder.write("cohort.json", &json)?])
    }
}

/// Shown on a terminal only, and only for work that takes a while.
fn progress_bar(candidates: usize, quiet: bool) -> ProgressBar {
    let target =
        if quiet || candidates < LONG_WORK { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(candidates as u64), target);
    // the template is a constant and valid; without it the bar keeps its default look
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} candidates, {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn manifest_entry(
    history: &History,
    diagnosis: &Diagnosis,
    html: Option<Written>,
    pdf: Option<Written>,
) -> ManifestEntry {
    ManifestEntry {
        candidate_id: history.candidate_id.clone(),
        name: history.name.clone(),
        email: history.email.clone(),
        outcome: match diagnosis.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
        },
        tier: diagnosis.outlook.as_ref().map(|outlook| outlook.tier.id()),
        weeks: diagnosis.plan.as_ref().map(|plan| plan.weeks),
        readiness: diagnosis.readiness.map(|readiness| rounded(readiness, 1)),
        html,
        pdf,
        unknown_cells: history.unknown_cells.clone(),
    }
}

/// The closing summary of a build.
struct Closing<'a> {
    arguments: &'a cli::Build,
    input: &'a Input,
    made: &'a AllMade,
    out: &'a Path,
    format: Format,
    terms: &'a Terms,
    /// The day is that of the build before.
    kept_day: bool,
}

impl Closing<'_> {
    /// The same for programs.
    fn summary<'s>(&'s self, problems: Option<&'s str>, findings: &Findings<'_>) -> Summary<'s> {
        let figures = &self.made.figures;
        Summary {
            kind: "summary",
            command: "build",
            exam: &self.input.blueprint.id,
            as_of: self.terms.as_of,
            candidates: figures.candidates,
            attempts: figures.all.attempts,
            passed: figures.all.passed,
            failed: figures.all.failed,
            left_out: figures.left_out,
            left_out_rows: self.input.reading.left_out().len() as u64,
            problems: findings.problems,
            warnings: findings.warnings,
            out: Some(self.out.display().to_string()),
            problems_file: problems,
        }
    }

    /// A few lines: how many, what was left out, where, for which day, how long, what to do next.
    fn text(&self, problems: Option<&str>, seconds: f64) -> String {
        let figures = &self.made.figures;
        let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let kinds = match self.format {
            Format::Both => "PDF and HTML",
            Format::Pdf => "PDF",
            Format::Html => "HTML",
        };
        let mut text = String::new();
        if figures.candidates == 0 {
            text.push_str("No candidate could be used, so there is no plan\n");
        } else {
            let candidates = counted(count(figures.candidates), "candidate");
            let attempts = counted(count(figures.all.attempts), "attempt");
            text.push_str(&format!(
                "{candidates} with {attempts}: {} passed, {} did not\n",
                figures.all.passed, figures.all.failed
            ));
            let plans = self.arguments.archive.as_deref().unwrap_or("plans");
            text.push_str(&format!("Plans    {} ({kinds})\n", self.out.join(plans).display()));
        }
        if let Some(bundle) = self.arguments.bundle.as_deref().filter(|_| figures.candidates > 0) {
            text.push_str(&format!("To print {}\n", self.out.join(bundle).display()));
        }
        text.push_str(&format!("Summary  {}\n", self.out.join("index.html").display()));
        let problems = problems.map(|problems| self.out.join(problems));
        if let Some(problems) = &problems {
            let candidates = counted(count(figures.left_out), "candidate");
            let rows = counted(self.input.reading.left_out().len(), "row");
            text.push_str(&format!("Left out {candidates}, {rows}: {}\n", problems.display()));
        }
        let why = if self.kept_day { ", the day of the last build into this folder; --as-of changes it" } else { "" };
        text.push_str(&format!("As of    {}{why}\n", self.terms.as_of));
        text.push_str(&format!("Done in  {seconds:.1} s\n"));
        match &problems {
            Some(problems) => {
                let sheets: Vec<String> = self.sheets_to_give().map(quoted).collect();
                let sheets = sheets.join(" ");
                let problems = quoted(problems);
                let options: String = self.arguments.given.iter().map(|word| format!(" {}", quoted(word))).collect();
                text.push_str(&format!("Next: correct {problems}, then: resit build {sheets} {problems}{options}\n"));
            }
            None => text.push_str("Next: open the summary in a browser\n"),
        }
        text
    }

    /// The sheets that go together with the newest problems.csv, which holds all that older ones held.
    fn sheets_to_give(&self) -> impl Iterator<Item = &Path> {
        let sheets = self.arguments.reading.sheets.iter().map(PathBuf::as_path);
        sheets.zip(&self.input.reading.are_corrections).filter(|&(_, &correction)| !correction).map(|(sheet, _)| sheet)
    }
}
