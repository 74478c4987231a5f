//! The shell around the library: arguments, files, threads, clock, terminal and exit codes.

mod branding;
mod build;
mod check;
mod exams;
mod explain;
mod fonts;
mod init;
mod input;
mod mail;
mod messages;
mod sample_workbook;
mod templates;
mod warnings;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{CommandFactory, FromArgMatches};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{self, Cli, Color, Command, MessageFormat, given};

/// Exit code: done.
const DONE: u8 = 0;
/// Exit code: done, but rows were left out, or problems were found.
const LEFT_OUT: u8 = 1;
/// Exit code: could not run.
const COULD_NOT_RUN: u8 = 2;

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let parsed = Cli::command().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (mut cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) if error.use_stderr() && asks_for_json() => {
            let text = error.to_string();
            messages::tell_error(text.strip_prefix("error: ").unwrap_or(&text));
            return ExitCode::from(COULD_NOT_RUN);
        }
        Err(error) => error.exit(),
    };
    let choice = match cli.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
    let format = match &cli.command {
        Command::Build(cli::Build { reading, .. }) | Command::Check(cli::Check { reading }) => reading.message_format,
        _ => MessageFormat::Human,
    };
    let result = match &mut cli.command {
        Command::Build(arguments) => {
            arguments.given = given(&matches);
            build::run(arguments)
        }
        Command::Check(arguments) => check::run(arguments),
        Command::Exams { command } => exams::run(command.as_ref()),
        Command::Mail { command } => mail::run(command),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Init(arguments) => init::run(arguments),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "resit", &mut script);
            print(&String::from_utf8_lossy(&script)).map(|()| DONE)
        }
    };
    ExitCode::from(result.unwrap_or_else(|error| {
        let text = harmless(&format!("{error:#}"));
        match format {
            MessageFormat::Human => report(&format!("{ERROR}error:{ERROR:#} {text}\n")),
            MessageFormat::Json => messages::tell_error(&text),
        }
        COULD_NOT_RUN
    }))
}

/// Whether JSON is asked for by arguments that cannot be understood otherwise: what is wrong with them is told as JSON, too.
#[expect(
    clippy::disallowed_methods,
    reason = "the shell reads the environment; clap gave up before it came to this option"
)]
fn asks_for_json() -> bool {
    let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let last = words.iter().enumerate().rev().find_map(|(at, word)| match word.to_str()? {
        "--message-format" => words.get(at + 1)?.to_str(),
        word => word.strip_prefix("--message-format="),
    });
    last.map_or_else(
        || std::env::var_os("RESIT_MESSAGE_FORMAT").is_some_and(|value| value == "json"),
        |last| last == "json",
    )
}

/// A stop by Ctrl-C, as shells report it.
const INTERRUPTED: u8 = 130;

/// Set when the user presses Ctrl-C or the process is asked to end.
fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    // where no handler can be set, Ctrl-C ends the process at once, which leaves whole files too
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
    &STOP
}

/// How far a long work is, on a terminal only; `template` is that of the bar.
fn progress_bar(length: usize, shown: bool, template: &str) -> ProgressBar {
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), target);
    // the templates are constants and valid; without one the bar keeps its default look
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();

/// Writes results to standard output. A reader that went away (`resit … | head`) is no error.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(anyhow::Error::new(error).context("the results cannot be written to standard output"))
        }
        _ => Ok(()),
    }
}

/// Writes diagnostics to standard error. Where that fails, there is nobody left to tell.
fn report(text: &str) {
    let mut out = anstream::stderr();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// A text from outside without characters that would command the terminal.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// A path or another word as it can be pasted into a command.
fn quoted(word: impl AsRef<Path>) -> String {
    let text = harmless(&word.as_ref().display().to_string());
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    if text.chars().all(plain) { text } else { format!("\"{text}\"") }
}
