//! `resit check`: reads and concludes, reports, writes nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::input::{Input, Inspected};
use super::messages::{Findings, Summary};
use super::{DONE, LEFT_OUT, print, warnings};
use crate::analysis::Warnings;
use crate::cli::{Check, MessageFormat};
use crate::diagnostic::{self, Diagnostic, counted};
use crate::sheet::{History, Inspect, Outcome, Outline};

pub(super) fn run(arguments: &Check) -> anyhow::Result<u8> {
    let reading = &arguments.reading;
    let looked = Arc::new(Looked::default());
    let counts = looked.clone();
    let input = Input::inspect(reading, |given| {
        let warnings = Warnings::new(given.blueprint, given.terms);
        Box::new(Look { given, warnings, looked: counts })
    })?;
    let terms = input.terms(reading, None);
    let findings = Findings::sorted(input.reading.diagnostics.iter().chain(&input.settings_warning));
    let (problems, warnings) = (findings.problems, findings.warnings);
    if !reading.quiet {
        findings.tell(reading);
    }
    let (attempts, passed) = (looked.attempts.load(Ordering::Relaxed), looked.passed.load(Ordering::Relaxed));
    let candidates = input.reading.histories().len();
    let left_out = input.reading.candidates_left_out;
    let code = if problems > 0 || (reading.strict && warnings > 0) { LEFT_OUT } else { DONE };
    if reading.message_format == MessageFormat::Json {
        let summary = Summary {
            kind: "summary",
            command: "check",
            exam: &input.blueprint.id,
            as_of: terms.as_of,
            candidates: candidates as u64,
            attempts: attempts as u64,
            passed: passed as u64,
            failed: (candidates - passed) as u64,
            left_out: left_out as u64,
            left_out_rows: input.reading.left_out().len() as u64,
            problems,
            warnings,
            out: None,
            problems_file: None,
        };
        summary.print()?;
        return Ok(code);
    }
    let mut text = format!(
        "{} {} ready with {}: {}, {}\n",
        counted(candidates, "candidate"),
        if candidates == 1 { "is" } else { "are" },
        counted(attempts, "attempt"),
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
    Ok(code)
}

/// What was counted of the candidates who can be used.
#[derive(Default)]
struct Looked {
    attempts: AtomicUsize,
    passed: AtomicUsize,
}

/// Warns of what the attempts of a candidate give reason for.
struct Look<'l> {
    given: Inspected<'l>,
    warnings: Warnings<'l>,
    looked: Arc<Looked>,
}

impl Look<'_> {
    fn count(&self, attempts: usize, outcome: Outcome) {
        self.looked.attempts.fetch_add(attempts, Ordering::Relaxed);
        self.looked.passed.fetch_add(usize::from(outcome == Outcome::Passed), Ordering::Relaxed);
    }
}

impl Inspect for Look<'_> {
    fn wants_more(&self, outline: &Outline<'_>) -> bool {
        let wants_more = !self.warnings.of_attempts(outline).is_empty();
        if !wants_more {
            self.count(outline.dates.len(), outline.outcome);
        }
        wants_more
    }

    fn look(&self, history: &History, found: &mut Vec<Diagnostic>) {
        self.count(history.attempts.len(), history.current().outcome);
        let codes = self.warnings.of_history(history);
        let Inspected { blueprint, terms, file_names } = &self.given;
        for warning in warnings::diagnostics(history, &codes, blueprint, terms, file_names) {
            diagnostic::add(found, warning);
        }
    }
}
