//! `resit mail`: the plans of a finished build as e-mails.

mod drafts;
mod preview;
mod redact;
mod secret;
mod send;
mod status;

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::bail;
use jiff::Timestamp;

use self::redact::Redactor;
use super::branding::{branding, told};
use super::input::settings;
use super::templates::LetterTemplates;
use crate::cli::{self, Choice, Letters};
use crate::diagnostic::{counted, listed};
use crate::mail::{Account, Allowed, Batch, Ledger, Problem, Sender, Writing};
use crate::output::FinishedBuild;

pub(super) fn run(command: &cli::Mail) -> anyhow::Result<u8> {
    let letters = command.letters();
    let post = Post::open(letters)?;
    let result = match command {
        cli::Mail::Preview { .. } => preview::run(&post),
        cli::Mail::Drafts { imap, .. } => drafts::run(&post, *imap),
        cli::Mail::Send { yes, to_self, limit, .. } => {
            send::run(&post, &send::Wanted { yes: *yes, to_self: to_self.as_deref(), limit: *limit })
        }
        cli::Mail::Status { .. } => status::run(&post),
    };
    match &post.redactor {
        Some(redactor) => result.map_err(|error| anyhow::anyhow!(redactor.text(&format!("{error:#}")))),
        None => result,
    }
}

/// All that the commands for letters work with.
struct Post<'a> {
    letters: &'a Letters,
    build: FinishedBuild,
    account: Account,
    /// Where the settings came from; paths in them start beside it.
    settings_file: PathBuf,
    templates: LetterTemplates,
    sender: Sender,
    redactor: Option<Redactor>,
}

impl<'a> Post<'a> {
    /// Opens the build and checks settings and templates.
    fn open(letters: &'a Letters) -> anyhow::Result<Post<'a>> {
        let build = FinishedBuild::open(&letters.out)?;
        let beside = match letters.out.file_name() {
            Some(_) => Some(letters.out.with_file_name("resit.toml")),
            None => letters.out.canonicalize().ok().map(|out| out.with_file_name("resit.toml")),
        };
        let (settings, file, text) = settings(letters.config.as_deref(), beside.clone())?;
        let settings_file = file.or(beside).unwrap_or_default();
        let Some(mail) = &settings.mail else {
            bail!(
                "nothing says who the letters come from\n  Add a table [mail] to {}, with a line such as from = \"Kim Lund <kim@example.org>\". \
                 `resit init` writes a file with all settings explained.",
                settings_file.display()
            );
        };
        let account = Account::new(mail)
            .map_err(|faults| told(&settings_file, &text, faults, text.find("[mail]").unwrap_or(0)))?;
        let (branding, _) = branding(&settings, &settings_file, &text)?;
        let sender = Sender { organisation: branding.organisation, coach: branding.coach, contact: branding.contact };
        let folder = settings_file.parent().unwrap_or(Path::new(""));
        let own = settings.templates.as_ref().map(|templates| folder.join(templates));
        let language =
            letters.language.clone().or(Some(build.record.language.clone()).filter(|language| !language.is_empty()));
        let language = language.or(settings.language).unwrap_or_else(|| "en".to_owned());
        let templates =
            LetterTemplates::of(letters.templates.clone().or(own).as_deref(), &language, &build.record.exam)?;
        let redactor = letters.redact.then(|| Redactor::new(&build.lines, &account, &sender));
        Ok(Post { letters, build, account, settings_file, templates, sender, redactor })
    }

    fn allowed(&self) -> Allowed {
        let Choice { resend_changed, resend_unknown, .. } = self.letters.choice;
        Allowed { resend_changed, resend_unknown }
    }

    fn ledger(&self) -> anyhow::Result<Ledger> {
        Ok(Ledger::read(&self.build.state_folder())?)
    }

    fn lock(&self) -> anyhow::Result<File> {
        Ok(self.build.lock()?)
    }

    /// Every letter, checked.
    fn batch(&self, ledger: &Ledger) -> Batch {
        let catalogue = self.templates.texts.catalogue();
        let writing =
            Writing { account: &self.account, face: &self.templates.face, sender: &self.sender, catalogue: &catalogue };
        Batch::of(&self.build, &writing, ledger, self.letters.choice.allow_shared_addresses)
    }

    /// How a candidate is called: id and name.
    fn who(&self, candidate: usize) -> String {
        let Some(line) = self.build.lines.get(candidate) else { return String::new() };
        match &line.name {
            Some(name) if *name != line.candidate_id => format!("{} ({name})", line.candidate_id),
            _ => line.candidate_id.clone(),
        }
    }

    /// Results, on standard output.
    fn print(&self, text: &str) -> anyhow::Result<()> {
        if self.letters.quiet {
            return Ok(());
        }
        super::print(&super::harmless(&self.redacted(text)))
    }

    /// Diagnostics, on standard error.
    fn report(&self, text: &str) {
        super::report(&self.redacted(text));
    }

    fn redacted(&self, text: &str) -> String {
        self.redactor.as_ref().map_or_else(|| text.to_owned(), |redactor| redactor.text(text))
    }

    /// Tells all problems; one that many candidates have is told once.
    fn tell(&self, problems: &[Problem]) {
        const NAMED: usize = 5;
        let mut groups: Vec<(&Problem, Vec<usize>)> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for problem in problems {
            let at = *known.entry(&problem.message).or_insert(groups.len());
            if at == groups.len() {
                groups.push((problem, Vec::new()));
            }
            groups[at].1.extend(problem.candidate);
        }
        let mut text = String::new();
        for (Problem { message, help, .. }, candidates) in groups {
            let who = listed(candidates.iter().map(|&candidate| self.who(candidate)), NAMED);
            let who = if who.is_empty() { who } else { who + ": " };
            text.push_str(&super::harmless(&format!("problem: {who}{message}\n  help: {help}\n")));
        }
        if !problems.is_empty() {
            text.push_str(&format!("{}: nothing is sent before they are gone\n", counted(problems.len(), "problem")));
        }
        self.report(&text);
    }
}

/// The time of this run: that of `SOURCE_DATE_EPOCH`, where it is set, so that the same letters are the same bytes.
#[expect(clippy::disallowed_methods, reason = "the shell is where the clock and the environment are read")]
fn now() -> Timestamp {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| Timestamp::from_second(text.parse().ok()?).ok());
    set.unwrap_or_else(|| Timestamp::from_second(Timestamp::now().as_second()).unwrap_or(Timestamp::UNIX_EPOCH))
}

/// A day and a time of this machine's clock, for people.
fn local(at: Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Bytes for people: "83 kB".
fn size(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{} kB", bytes.div_ceil(1000)) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}
