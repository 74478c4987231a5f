//! What a command found, told to people (drawn) or to programs (JSON lines).

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::{print, report};
use crate::cli::{MessageFormat, Reading};
use crate::diagnostic::{self, Diagnostic, Message, Severity};

/// The findings of a command, sorted.
pub(super) struct Findings<'d> {
    all: Vec<&'d Diagnostic>,
    pub(super) problems: usize,
    pub(super) warnings: usize,
}

impl<'d> Findings<'d> {
    pub(super) fn sorted(found: impl IntoIterator<Item = &'d Diagnostic>) -> Findings<'d> {
        let mut all: Vec<&Diagnostic> = found.into_iter().collect();
        diagnostic::sort(&mut all);
        let count = |severity| all.iter().filter(|found| found.severity() == severity).count();
        Findings { problems: count(Severity::Problem), warnings: count(Severity::Warning), all }
    }

    /// Writes all of them to standard error, as `arguments` want it.
    pub(super) fn tell(&self, arguments: &Reading) {
        let redacted: Vec<Diagnostic>;
        let mut all = self.all.clone();
        if arguments.redact {
            redacted = all.into_iter().map(Diagnostic::redacted).collect();
            all = redacted.iter().collect();
        }
        match arguments.message_format {
            MessageFormat::Human => {
                report(&diagnostic::render(all.iter().copied(), true));
                // the first that matters most, as an example that can be typed as it stands
                let first = all.iter().min_by_key(|found| found.severity());
                if let Some(first) = first.filter(|first| first.severity() != Severity::Note) {
                    report(&format!("`resit explain CODE` tells more about a code: resit explain {}\n\n", first.code));
                }
            }
            // where that fails, there is nobody left to tell
            MessageFormat::Json => _ = write_lines(all.iter().map(|found| Message::from(*found))),
        }
    }
}

/// Writes an error that ends the program as a line of JSON to standard error. The first line of its text says what is
/// wrong, the others how to go on.
pub(super) fn tell_error(text: &str) {
    let _ = write_lines([Message::error(text)]);
}

/// Writes that the program was stopped as a line of JSON to standard error.
pub(super) fn tell_stopped(text: &str) {
    let _ = write_lines([Message::stopped(text)]);
}

fn write_lines<'m>(messages: impl IntoIterator<Item = Message<'m>>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stderr().lock());
    for message in messages {
        serde_json::to_writer(&mut out, &message)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// What became of the sheets, as the last line of standard output with `--message-format json`. The order of the fields is that
/// of the keys.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    pub(super) kind: &'static str,
    pub(super) command: &'static str,
    pub(super) exam: &'a str,
    pub(super) as_of: jiff::civil::Date,
    pub(super) candidates: u64,
    pub(super) attempts: u64,
    pub(super) passed: u64,
    pub(super) failed: u64,
    /// Candidates.
    pub(super) left_out: u64,
    pub(super) left_out_rows: u64,
    pub(super) problems: usize,
    pub(super) warnings: usize,
    /// The folder of the plans; `None` for check.
    pub(super) out: Option<String>,
    /// The file in it with the rows left out.
    pub(super) problems_file: Option<&'a str>,
}

impl Summary<'_> {
    pub(super) fn print(&self) -> anyhow::Result<()> {
        print(&(serde_json::to_string(self)? + "\n"))
    }
}
