//! The command line. The doc comments are the help that users read.

use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::output::is_plain_name;
use crate::settings::Format;
use crate::sheet::DateOrder;

/// From a class sheet of exam attempts to a retake plan for every candidate
///
/// resit reads a class sheet (one row for every attempt), and writes a personal retake plan for each candidate as PDF
/// and HTML, and a summary of the class for the coach.
#[derive(Debug, Parser)]
#[command(
    name = "resit",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done; 1 done, but rows were left out (or problems were found); 2 could not run.\n\
                  Start with: resit init my-class, or with a sheet of your own: resit build class.csv"
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// When to use colors
    #[arg(long, global = true, env = "RESIT_COLOR", value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a class sheet and write a plan for every candidate and a summary of the class
    Build(Build),
    /// Read a class sheet and say what is wrong with it; writes nothing
    Check(Check),
    /// Write a folder to start from: a sample sheet, all settings, the templates
    ///
    /// class.xlsx is a sample sheet with lists to choose the ratings from, class.csv the same as text, resit.toml has every setting with its default, templates/ holds the built-in
    /// templates and texts to change. Files that are there are never replaced.
    Init(Init),
    /// The exams that resit knows, and how to describe another one
    Exams {
        #[command(subcommand)]
        command: Option<Exams>,
    },
    /// The plans of a finished build as e-mails: see them, write drafts, send them, see what went out
    ///
    /// Who gets what is read from the manifest of the build, and nothing goes before everything is checked. The account stands in
    /// resit.toml under [mail].
    Mail {
        #[command(subcommand)]
        command: Mail,
    },
    /// Explain a code of a problem, a warning or a note, with an example and its cure
    Explain {
        /// The code as it stands in the message, such as score-range [default: a table of all codes]
        code: Option<String>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell to complete for
        shell: clap_complete::Shell,
    },
}

/// How a sheet is read: common to build and check.
#[derive(Debug, Args)]
pub struct Reading {
    /// Class sheets (workbooks or CSV files), all of one class; a corrected problems.csv may stand among them
    #[arg(required = true, value_name = "SHEET")]
    pub sheets: Vec<PathBuf>,
    /// A built-in exam (see `resit exams`) or the file of your own blueprint [default: dop-c02]
    #[arg(long, env = "RESIT_EXAM", value_name = "ID|FILE")]
    pub exam: Option<String>,
    /// Settings file [default: the resit.toml beside the first sheet, if there is one]
    #[arg(long, env = "RESIT_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How dates such as 03/08/2026 are meant, where the column does not show it
    #[arg(long, env = "RESIT_DATE_ORDER", value_name = "ORDER")]
    pub date_order: Option<DateOrder>,
    /// The row that holds the headings, as the file counts; 0 if there are none [default: found by the headings themselves]
    #[arg(long, env = "RESIT_HEADER_ROW", value_name = "N")]
    pub header_row: Option<u64>,
    /// The worksheet to read from a workbook [default: the only one that is not hidden and has rows]
    #[arg(long, env = "RESIT_SHEET", value_name = "NAME")]
    pub sheet: Option<String>,
    /// The encoding of a CSV file, such as windows-1252 [default: UTF-8, else a guess from its letters, which is told]
    #[arg(long, env = "RESIT_ENCODING", value_name = "NAME")]
    pub encoding: Option<String>,
    /// The day for which to conclude [default: the day recorded in the output folder, else today]
    #[arg(long, env = "RESIT_AS_OF", value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<Date>,
    /// First day of the study plans [default: the day after --as-of]
    #[arg(long, env = "RESIT_START", value_name = "YYYY-MM-DD", value_parser = day)]
    pub start: Option<Date>,
    /// Exit with 1 where there are warnings, too
    #[arg(long, env = "RESIT_STRICT", value_parser = FalseyValueParser::new())]
    pub strict: bool,
    /// How to write what was found: drawn for people, or as JSON, one line each, with a summary as the last line of the
    /// output [default: human]
    #[arg(
        long,
        env = "RESIT_MESSAGE_FORMAT",
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true
    )]
    pub message_format: MessageFormat,
    /// Name nobody in what was found: for messages that go to support
    #[arg(long)]
    pub redact: bool,
    /// Say nothing but errors
    #[arg(long, short, env = "RESIT_QUIET", value_parser = FalseyValueParser::new())]
    pub quiet: bool,
}

/// Options of `resit build`.
#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub reading: Reading,
    /// Folder for the plans [default: the sheet's name with "-plans" behind it]
    #[arg(long, short, env = "RESIT_OUT", value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// What to write for each candidate [default: both]
    #[arg(long, env = "RESIT_FORMAT", value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Language of the documents: en, de, es, or one whose texts stand in the folder of --templates [default: en]
    #[arg(long, env = "RESIT_LANGUAGE", value_name = "TAG")]
    pub language: Option<String>,
    /// Folder with templates and texts that replace the built-in ones; `resit init` writes one to start from
    #[arg(long, env = "RESIT_TEMPLATES", value_name = "FOLDER")]
    pub templates: Option<PathBuf>,
    /// Folder with fonts for characters that the embedded ones lack, in place of those of the machine; may be repeated
    #[arg(long, env = "RESIT_FONT_DIR", value_name = "FOLDER")]
    pub font_dir: Vec<PathBuf>,
    /// Write all plans into one zip in the output folder, such as plans.zip, instead of a file each: for very large
    /// classes
    #[arg(long, env = "RESIT_ARCHIVE", value_name = "NAME", value_parser = archive)]
    pub archive: Option<String>,
    /// Also write all plans into one PDF in the output folder, such as all-plans.pdf, to print them for the class
    #[arg(long, env = "RESIT_BUNDLE", value_name = "NAME", value_parser = bundle)]
    pub bundle: Option<String>,
    /// The folder that an earlier build of the same exam wrote, or its cohort.json: the summary shows what changed since. It may
    /// be the folder of this build, too: it is read before anything is written
    #[arg(long, env = "RESIT_COMPARE", value_name = "FOLDER|FILE")]
    pub compare: Option<PathBuf>,
    /// Also write share.html and share.pdf, the results of the class to hand on: nobody is named, and no count of one to
    /// four people is told or can be computed
    #[arg(long, env = "RESIT_SHARE", value_parser = FalseyValueParser::new())]
    pub share: bool,
    /// How many threads to use [default: one for each core]
    #[arg(long, short, env = "RESIT_JOBS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Remove the plans of another class from the output folder
    #[arg(long, env = "RESIT_REPLACE", value_parser = FalseyValueParser::new())]
    pub replace: bool,
    /// The options that were given on the command line, as [`given`] finds them
    #[arg(skip)]
    pub given: Vec<String>,
}

/// The options of `resit build` that were given on the command line, in the order of the help, each name and each value
/// apart: what the same build with other sheets must be given again. So `--replace` is not among them.
pub fn given(matches: &ArgMatches) -> Vec<String> {
    let (cli, mut given) = (Cli::command(), Vec::new());
    let Some((name, matches)) = matches.subcommand() else { return given };
    let arguments = cli.find_subcommand(name).into_iter().flat_map(clap::Command::get_arguments);
    for argument in arguments.filter(|argument| argument.get_id() != "replace") {
        let id = argument.get_id().as_str();
        let named = argument.get_short().map(|short| format!("-{short}"));
        let named = named.or_else(|| argument.get_long().map(|long| format!("--{long}")));
        let Some(named) = named.filter(|_| matches.value_source(id) == Some(ValueSource::CommandLine)) else {
            continue;
        };
        if !argument.get_action().takes_values() {
            given.push(named);
            continue;
        }
        for value in matches.get_raw(id).into_iter().flatten() {
            given.extend([named.clone(), value.to_string_lossy().into_owned()]);
        }
    }
    given
}

/// Options of `resit check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `resit init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder; it is made where it does not exist
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

/// What to do with the plans of a build as e-mails.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Check every letter and show who gets what, and the first letter; sends nothing
    Preview {
        #[command(flatten)]
        letters: Letters,
    },
    /// Write every letter that is due as a file that mail programs open as a draft
    Drafts {
        #[command(flatten)]
        letters: Letters,
        /// Also put them into the drafts of the account; those that are there already are not added again
        #[arg(long)]
        imap: bool,
    },
    /// Send the letters that are due; without --yes it only shows them
    Send {
        #[command(flatten)]
        letters: Letters,
        /// Really send: the number of letters that the preview shows
        #[arg(long, value_name = "N")]
        yes: Option<usize>,
        /// Send the letters to this address, your own, to see them as they arrive
        #[arg(long, value_name = "ADDRESS")]
        to_self: Option<String>,
        /// Only so many of them
        #[arg(long, value_name = "N", requires = "to_self")]
        limit: Option<usize>,
    },
    /// What was sent, refused, held or did not go yet; also written to mail-report.csv
    Status {
        #[command(flatten)]
        letters: Letters,
    },
}

impl Mail {
    /// Which letters, whatever is done with them.
    pub fn letters(&self) -> &Letters {
        match self {
            Mail::Preview { letters }
            | Mail::Drafts { letters, .. }
            | Mail::Send { letters, .. }
            | Mail::Status { letters } => letters,
        }
    }
}

/// Options of every command for letters.
#[derive(Debug, Args)]
pub struct Letters {
    /// The folder that `resit build` wrote
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Settings file [default: the resit.toml beside the folder, if there is one]
    #[arg(long, env = "RESIT_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder with templates and texts that replace the built-in ones
    #[arg(long, env = "RESIT_TEMPLATES", value_name = "FOLDER")]
    pub templates: Option<PathBuf>,
    /// Language of the letters [default: that of the plans]
    #[arg(long, env = "RESIT_LANGUAGE", value_name = "TAG")]
    pub language: Option<String>,
    #[command(flatten)]
    pub choice: Choice,
    /// Name nobody: for messages that go to support
    #[arg(long)]
    pub redact: bool,
    /// Say nothing but errors
    #[arg(long, short, env = "RESIT_QUIET", value_parser = FalseyValueParser::new())]
    pub quiet: bool,
}

/// What the coach allows, and which letters are due beside those that did not go yet.
#[derive(Debug, Clone, Copy, Args)]
pub struct Choice {
    /// Let several candidates have one address
    #[arg(long)]
    pub allow_shared_addresses: bool,
    /// Send plans that changed since they were sent
    #[arg(long)]
    pub resend_changed: bool,
    /// Send letters again of which nobody knows whether they arrived
    #[arg(long)]
    pub resend_unknown: bool,
}

/// What to do with exams.
#[derive(Debug, Subcommand)]
pub enum Exams {
    /// List the built-in exams
    List,
    /// Print the blueprint of a built-in exam as TOML, to start your own from
    Show {
        /// The exam's id; with a language behind it, such as dop-c02.de, its words in that language
        id: String,
    },
    /// Check a blueprint of your own
    Check {
        /// The TOML file
        file: PathBuf,
    },
}

/// How diagnostics and errors are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    Human,
    Json,
}

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// The name of an archive.
fn archive(name: &str) -> Result<String, String> {
    if is_plain_name(name, ".zip") {
        Ok(name.to_owned())
    } else {
        Err("the archive stands in the output folder; give a plain name that ends in .zip, such as plans.zip"
            .to_owned())
    }
}

/// The name of a bundle.
fn bundle(name: &str) -> Result<String, String> {
    if is_plain_name(name, ".pdf") {
        Ok(name.to_owned())
    } else {
        Err("the bundle stands in the output folder; give a plain name that ends in .pdf, such as all-plans.pdf, and is \
             not that of the summary"
            .to_owned())
    }
}

/// A day from 1990 to 2100.
fn day(text: &str) -> Result<Date, String> {
    let date: Date =
        text.parse().map_err(|_| "there is no such day; write it as YYYY-MM-DD, such as 2026-11-23".to_owned())?;
    if (1990..=2100).contains(&date.year()) {
        Ok(date)
    } else {
        Err("the year must lie between 1990 and 2100".to_owned())
    }
}
