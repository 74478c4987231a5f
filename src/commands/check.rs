//! `resit check`: reads and concludes, reports, writes nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::input::Input;
use super::messages::{Findings, Summary};
use super::{DONE, LEFT_OUT, print, warnings};
use crate::analysis;
use crate::cli::{Check, MessageFormat};
use crate::diagnostic::{self, Diagnostic, counted};
use crate::sheet::{History, Outcome};

pub(super) fn run(arguments: &Check) -> anyhow::Result<u8> {
    let reading = &arguments.reading;
    let input = Input::read(reading)?;
    let terms = input.terms(reading, None);
    let file_names: Vec<String> = input.reading.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let histories = input.reading.histories();
    let (attempts, passed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let warn = |mut found: Vec<Diagnostic>, history: History| {
        attempts.fetch_add(history.attempts.len(), Ordering::Relaxed);
        passed.fetch_add(usize::from(history.current().outcome == Outcome::Passed), Ordering::Relaxed);
        let codes = analysis::warnings(&history, &input.blueprint, &terms);
        for warning in warnings::diagnostics(&history, &codes, &input.blueprint, &terms, &file_names) {
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
    let findings = Findings::sorted(found.iter().chain(&input.reading.diagnostics).chain(&input.settings_warning));
    let (problems, warnings) = (findings.problems, findings.warnings);
    if !reading.quiet {
        findings.tell(reading.message_format);
    }
    let (candidates, attempts, passed) = (histories.len(), attempts.into_inner(), passed.into_inner());
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
