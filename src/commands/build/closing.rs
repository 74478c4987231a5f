//! What a build says when it is done, to people and to programs.

use std::path::{Path, PathBuf};

use super::SHARE;
use super::press::AllMade;
use crate::analysis::Terms;
use crate::cli;
use crate::commands::input::Input;
use crate::commands::messages::{Findings, Summary};
use crate::commands::quoted;
use crate::diagnostic::counted;
use crate::settings::Format;

/// The closing summary of a build.
pub(super) struct Closing<'a> {
    pub arguments: &'a cli::Build,
    pub input: &'a Input,
    pub made: &'a AllMade,
    pub out: &'a Path,
    pub format: Format,
    pub terms: &'a Terms,
    /// The day is that of the build before.
    pub kept_day: bool,
}

impl Closing<'_> {
    /// The same for programs.
    pub fn summary<'s>(&'s self, problems: Option<&'s str>, findings: &Findings<'_>) -> Summary<'s> {
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
    pub fn text(&self, problems: Option<&str>, seconds: f64) -> String {
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
        if self.arguments.share {
            let names = SHARE.map(|name| self.out.join(name).display().to_string());
            text.push_str(&format!("To share {}\n", names.join(", ")));
        }
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
