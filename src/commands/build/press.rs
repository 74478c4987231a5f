//! Makes the documents of all candidates, on all threads, and takes them up in the order of the sheet.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::analysis::cohort::{CohortFigures, Earlier, Tally};
use crate::analysis::{Diagnosis, Record, Terms, diagnose, rounded};
use crate::commands::input::Input;
use crate::commands::progress_bar;
use crate::commands::templates::Templates;
use crate::commands::warnings;
use crate::diagnostic::{self, Diagnostic};
use crate::document::branding::Branding;
use crate::document::candidate::Subject;
use crate::document::catalogue::{Catalogue, say};
use crate::document::cohort::Roster;
use crate::document::html::Pages;
use crate::document::pdf::{About, Bundle, Engine, PdfFace, PdfOptions, Pressed};
use crate::document::study_calendar::study_calendar;
use crate::output::{Archive, Listing, Manifest, ManifestEntry, OutputError, OutputFolder, Packed, Written, key_hash};
use crate::settings::Format;
use crate::sheet::{Histories, History, Outcome};

/// Finished candidates that may wait to be taken up by the thread that writes them down.
const WAITING: usize = 256;

/// From so many candidates on a build shows how far it is.
const LONG_WORK: usize = 500;

/// Everything that turns candidates into files.
pub(super) struct Press<'a> {
    pub input: &'a Input,
    pub histories: Histories<'a>,
    pub terms: &'a Terms,
    pub branding: &'a Branding,
    pub format: Format,
    pub folder: &'a OutputFolder,
    /// Name of the archive that holds the plans, if one does.
    pub archive: Option<&'a str>,
    /// Name of the file that holds all plans for printing, if one does.
    pub bundle: Option<&'a str>,
    /// What can be handed on is written too.
    pub share: bool,
    /// Name of the file with the rows left out, if there are any.
    pub problems: Option<&'a str>,
    /// The build to compare with, if one is named.
    pub earlier: Option<&'a Earlier>,
    pub templates: &'a Templates,
    pub pdf: PdfFace,
    pub pdf_options: PdfOptions,
    pub file_names: Vec<String>,
}

/// What one thread works with.
pub(super) struct Worker<'a> {
    pub catalogue: Catalogue,
    pub pages: Pages<'a>,
    pub engine: Engine<'a>,
}

/// What was made of one candidate.
struct Made {
    history: History,
    record: String,
    diagnosis: Diagnosis,
    html: Option<Plan>,
    pdf: Option<Plan>,
    /// The calendar of whoever has a plan.
    ics: Option<Plan>,
    /// On its way to the bundle.
    bundled: Option<Pressed>,
    diagnostics: Vec<Diagnostic>,
}

/// A finished file of a candidate.
enum Plan {
    /// It stands in its place.
    File(Written),
    /// It is on its way to the archive.
    Packed(Packed),
}

/// What was made of all.
pub(super) struct AllMade {
    pub figures: CohortFigures,
    pub diagnostics: Vec<Diagnostic>,
}

impl Press<'_> {
    /// Makes everything but problems.csv; `None` where it was interrupted.
    pub fn run(
        &self,
        pool: &rayon::ThreadPool,
        slugs: &[String],
        listing: &mut Listing,
        stop: &AtomicBool,
        quiet: bool,
    ) -> anyhow::Result<Option<AllMade>> {
        let reading = &self.input.reading;
        let candidates = self.histories.len();
        let is_long = candidates >= LONG_WORK;
        let progress =
            progress_bar(candidates, is_long && !quiet, "{bar:30} {human_pos} of {human_len} candidates, {eta} left");
        let (mut tally, mut roster) = (Tally::new(&self.input.blueprint, self.earlier), Roster::default());
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
            roster.add(&made.history, &made.diagnosis);
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
            let (html, pdf, ics) = (place(made.html)?, place(made.pdf)?, place(made.ics)?);
            if let (Some((file, bundle)), Some(plan)) = (&mut bundle, &made.bundled) {
                file.write_all(&bundle.add(plan)).map_err(|error| file.error(error))?;
            }
            manifest.add(manifest_entry(&made.history, &made.diagnosis, html, pdf, ics))?;
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
        let figures = self.figures(&tally);
        for file in self.summary(&figures, &tally, &roster, slugs)? {
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

    pub fn worker(&self) -> Worker<'_> {
        let Templates { texts, html, .. } = self.templates;
        Worker { catalogue: texts.catalogue(), pages: html.pages(), engine: self.pdf.engine() }
    }

    fn candidate(&self, history: History, slug: &str, worker: &mut Worker<'_>) -> anyhow::Result<Made> {
        let blueprint = &self.input.blueprint;
        let diagnosis = diagnose(&history, blueprint, self.terms);
        let record = Record::new(&history, &diagnosis, blueprint);
        let subject = Subject {
            history: &history,
            diagnosis: &diagnosis,
            blueprint: &self.templates.blueprint,
            terms: self.terms,
            branding: self.branding,
            catalogue: &worker.catalogue,
        };
        let document = subject.document();
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
        let ics = study_calendar(&subject, &key_hash(&history.key))
            .map(|calendar| self.plan(format!("plans/{slug}.ics"), calendar.as_bytes()))
            .transpose()?;
        let record = serde_json::to_string(&record)?;
        Ok(Made { history, record, diagnosis, html, pdf, ics, bundled, diagnostics })
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

    /// Writes a file of a candidate to its place, or packs it for the archive.
    fn plan(&self, path: String, bytes: &[u8]) -> anyhow::Result<Plan> {
        Ok(match self.archive {
            Some(_) => Plan::Packed(Packed::new(path, bytes, self.terms.as_of)?),
            None => Plan::File(self.folder.write(&path, bytes)?),
        })
    }
}

fn manifest_entry(
    history: &History,
    diagnosis: &Diagnosis,
    html: Option<Written>,
    pdf: Option<Written>,
    ics: Option<Written>,
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
        ics,
        unknown_cells: history.unknown_cells.clone(),
    }
}
