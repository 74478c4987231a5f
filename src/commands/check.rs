//! `resit check`: reads and concludes, reports, writes nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::input::Input;
use super::{DONE, LEFT_OUT, print, report, warnings};
use crate::analysis::diagnose;
use crate::cli::Check;
use crate::diagnostic::{self, Diagnostic, Severity, counted};
use crate::sheet::History;

pub(super) fn run(arguments: &Check) -> anyhow::Result<u8> {
    let reading = &arguments.reading;
    let input = Input::read(reading)?;
    let terms = input.terms(reading, None);
    let file_names: Vec<String> = input.reading.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let histories = input.reading.histories();
    let attempts = AtomicUsize::new(0);
    let warn = |mut found: Vec<Diagnostic>, history: History| {
        attempts.fetch_add(history.attempts.len(), Ordering::Relaxed);
        let diagnosis = diagnose(&history, &input.blueprint, &terms);
        for warning in warnings::diagnostics(&history, &diagnosis, &input.blueprint, &terms, &file_names) {
            diagnostic::add(&mut found, warning);
        }
        found
    };
    let all = (0..histories.len()).into_par_iter().filter_map(|index| histories.get(index));
    let mut found = all.fold(Vec::new, warn).reduce(Vec::new, |mut one, other| {
        one.extend(other);
        one
    });
    input.reading.name_worksheets(&mut found);
    let found = found.iter().chain(&input.reading.diagnostics).chain(&input.settings_warning);
    let mut diagnostics: Vec<&Diagnostic> = found.collect();
    diagnostic::sort(&mut diagnostics);
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
    let (problems, warnings) = (count(Severity::Problem), count(Severity::Warning));
    if !reading.quiet {
        report(&diagnostic::render(diagnostics.iter().copied(), true));
    }
    let candidates = histories.len();
    let left_out = input.reading.candidates_left_out;
    let mut text = format!(
        "{} {} ready with {}: {}, {}\n",
        counted(candidates, "candidate"),
        if candidates == 1 { "is" } else { "are" },
        counted(attempts.into_inner(), "attempt"),
        counted(problems, "problem"),
        counted(warnings, "warning"),
    );
    if left_out > 0 {
        text.push_str(&format!(
            "{} would be left out ({})\n",
            counted(left_out, "candidate"),
            counted(input.reading.left_out().len(), "row"),
        ));
    }
    text.push_str(&format!("As of {}\n", terms.as_of));
    print(&text)?;
    Ok(if problems > 0 || (reading.strict && warnings > 0) { LEFT_OUT } else { DONE })
}
