//! `resit check`: reads and concludes, reports, writes nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::input::Input;
use super::messages::{Findings, Summary};
use super::{DONE, LEFT_OUT, print, warnings};
use crate::analysis;
use crate::cli::{Check, MessageFormat};
use crate::diagnostic::{self, counted};
use crate::sheet::Outcome;

pub(super) fn run(arguments: &Check) -> anyhow::Result<u8> {
    let reading = &arguments.reading;
    let (attempts, passed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let input = Input::inspect(reading, &|given, history, found| {
        attempts.fetch_add(history.attempts.len(), Ordering::Relaxed);
        passed.fetch_add(usize::from(history.current().outcome == Outcome::Passed), Ordering::Relaxed);
        let codes = analysis::warnings(history, given.blueprint, &given.terms);
        for warning in warnings::diagnostics(history, &codes, given.blueprint, &given.terms, &given.file_names) {
            diagnostic::add(found, warning);
        }
    })?;
    let terms = input.terms(reading, None);
    let findings = Findings::sorted(input.reading.diagnostics.iter().chain(&input.settings_warning));
    let (problems, warnings) = (findings.problems, findings.warnings);
    if !reading.quiet {
        findings.tell(reading.message_format);
    }
    let (candidates, attempts, passed) = (input.reading.histories().len(), attempts.into_inner(), passed.into_inner());
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
