//! What build and check read before they conclude: settings, blueprint, sheets, and the days of the build.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;

use super::branding::branding;
use crate::analysis::Terms;
use crate::cli;
use crate::diagnostic::{Code, Diagnostic, Place, counted};
use crate::document::branding::Branding;
use crate::document::pdf::PageSize;
use crate::exam::{Blueprint, BlueprintFault, BuiltIn, built_in, parse};
use crate::settings::Settings;
use crate::sheet::{self, Inspect, Reading, SheetFile, SheetOptions, Workers};

/// Exam where nothing names one.
const DEFAULT_EXAM: &str = "dop-c02";

/// Settings, blueprint and sheets of a command.
pub(super) struct Input {
    pub(super) settings: Settings,
    /// Where the settings came from; relative paths in them start there.
    pub(super) settings_file: Option<PathBuf>,
    pub(super) branding: Branding,
    pub(super) page: PageSize,
    pub(super) blueprint: Blueprint,
    /// The blueprint's text, for the build id.
    pub(super) blueprint_text: String,
    /// The file of the blueprint; `None` for a built-in one.
    pub(super) blueprint_file: Option<PathBuf>,
    pub(super) reading: Reading,
    /// Hours a week where a row gives none, in half hours.
    pub(super) default_half_hours: u32,
    /// A warning about the settings, if there is one.
    pub(super) settings_warning: Option<Diagnostic>,
}

impl Input {
    /// Reads everything that the arguments name.
    pub(super) fn read(arguments: &cli::Reading) -> anyhow::Result<Input> {
        Input::inspect(arguments, |_| Box::new(()))
    }

    /// The same, and looks at each candidate who can be used while the sheets are read, with what `inspect` makes.
    pub(super) fn inspect(
        arguments: &cli::Reading,
        inspect: impl for<'i> FnOnce(Inspected<'i>) -> Box<dyn Inspect + 'i>,
    ) -> anyhow::Result<Input> {
        let beside = arguments.sheets.first().map(|sheet| sheet.with_file_name("resit.toml"));
        let (settings, settings_file, text) = settings(arguments.config.as_deref(), beside)?;
        let (branding, page) = branding(&settings, settings_file.as_deref().unwrap_or(Path::new("")), &text)?;
        let folder = settings_file.as_deref().and_then(Path::parent);
        let exam = match (&arguments.exam, &settings.exam) {
            (Some(exam), _) => exam.clone(),
            (None, Some(exam)) => in_folder(folder, exam),
            (None, None) => DEFAULT_EXAM.to_owned(),
        };
        let (blueprint, blueprint_text, blueprint_file) = exam_named(&exam)?;
        let files = arguments.sheets.iter().map(|path| sheet_file(path)).collect::<anyhow::Result<Vec<_>>>()?;
        let set = settings.sheet_options();
        let options = SheetOptions {
            date_order: arguments.date_order.or(set.date_order),
            header_row: arguments.header_row.or(set.header_row),
            sheet: arguments.sheet.clone().or(set.sheet),
            encoding: arguments.encoding.clone().or(set.encoding),
            ..set
        };
        let (default_half_hours, unusable) = settings.default_half_hours();
        let file_names = files.iter().map(|file| file.name.clone()).collect();
        let given = Inspected { blueprint: &blueprint, terms: terms(arguments, None, default_half_hours), file_names };
        let reading = sheet::read(files, &blueprint, &options, &AllCores, &*inspect(given))?;
        let settings_warning = unusable.then(|| Diagnostic {
            code: Code::Hours,
            place: Place {
                file_index: usize::MAX,
                file: settings_file.as_deref().map(file_name).unwrap_or_default().into(),
                ..Place::default()
            },
            cell: None,
            row_cells: Box::default(),
            candidate: None,
            message: "hours_per_week is not between 3 and 60, so 8 hours are used".into(),
            help: Some("write a number of hours such as 8 or 7.5".into()),
        });
        Ok(Input {
            settings,
            settings_file,
            branding,
            page,
            blueprint,
            blueprint_text,
            blueprint_file,
            reading,
            default_half_hours,
            settings_warning,
        })
    }

    /// The days of the build. `recorded` is the day for which the output folder was built before.
    pub(super) fn terms(&self, arguments: &cli::Reading, recorded: Option<Date>) -> Terms {
        terms(arguments, recorded, self.default_half_hours)
    }
}

/// What there is to look at a candidate with.
pub(super) struct Inspected<'i> {
    pub(super) blueprint: &'i Blueprint,
    pub(super) terms: Terms,
    /// Names of the sheets in their order.
    pub(super) file_names: Vec<String>,
}

fn terms(arguments: &cli::Reading, recorded: Option<Date>, default_half_hours: u32) -> Terms {
    let as_of = arguments.as_of.or(recorded).unwrap_or_else(today);
    let start = arguments.start.unwrap_or_else(|| as_of.saturating_add(1.day()));
    Terms { as_of, start, default_half_hours }
}

/// Pieces of a work on all processors.
struct AllCores;

impl Workers for AllCores {
    fn each<T: Send>(&self, pieces: usize, work: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
        (0..pieces).into_par_iter().map(&work).collect()
    }

    fn both<T: Send>(&self, one: impl FnOnce() + Send, other: impl FnOnce() -> T + Send) -> T {
        rayon::join(one, other).1
    }
}

/// A path in the settings: an id stays an id, a relative path starts at the settings' folder.
fn in_folder(folder: Option<&Path>, exam: &str) -> String {
    let path = folder.map(|folder| folder.join(exam));
    match path {
        Some(path) if path.is_file() => path.display().to_string(),
        _ => exam.to_owned(),
    }
}

/// The settings of a file that is given, else of the one at `beside` if it is there, with its path and text.
pub(super) fn settings(
    given: Option<&Path>,
    beside: Option<PathBuf>,
) -> anyhow::Result<(Settings, Option<PathBuf>, String)> {
    let file = given.map(Path::to_owned).or_else(|| beside.filter(|path| path.is_file()));
    let Some(file) = file else { return Ok((Settings::default(), None, String::new())) };
    let text = fs::read_to_string(&file).with_context(|| format!("the settings {} cannot be read", file.display()))?;
    let settings = Settings::parse(&text).with_context(|| format!("the settings {} cannot be used", file.display()))?;
    Ok((settings, Some(file), text))
}

/// The blueprint, its text, and its file where it is not built in.
fn exam_named(exam: &str) -> anyhow::Result<(Blueprint, String, Option<PathBuf>)> {
    let is_built_in = built_in().iter().any(|known| known.id == exam);
    let file = Some(PathBuf::from(exam)).filter(|path| !is_built_in && path.is_file());
    let text = match &file {
        Some(file) => fs::read_to_string(file).with_context(|| format!("the blueprint {exam} cannot be read"))?,
        None => built_in_exam(exam)?.toml.to_owned(),
    };
    match parse(&text) {
        Ok(blueprint) => Ok((blueprint, text, file)),
        Err(faults) => bail!("the blueprint cannot be used\n{}", blueprint_faults(exam, &faults).trim_end()),
    }
}

/// The text of a blueprint's translation with its name, if there is one: of a built-in exam (`file` is `None`) the built-in
/// one, else the file beside the blueprint, such as my-exam.de.toml.
pub(super) fn translation(id: &str, file: Option<&Path>, language: &str) -> anyhow::Result<Option<(String, String)>> {
    let Some(file) = file else {
        let translations = built_in_exam(id)?.translations;
        let found = translations.iter().find(|(of, _)| *of == language);
        return Ok(found.map(|(_, text)| (format!("{id}.{language}.toml"), (*text).to_owned())));
    };
    let beside = file.with_extension(format!("{language}.toml"));
    if !beside.is_file() {
        return Ok(None);
    }
    let name = beside.display().to_string();
    let text = fs::read_to_string(&beside).with_context(|| format!("the translation {name} cannot be read"))?;
    Ok(Some((name, text)))
}

/// The built-in exam with this id.
pub(super) fn built_in_exam(id: &str) -> anyhow::Result<&'static BuiltIn> {
    built_in().iter().find(|exam| exam.id == id).ok_or_else(|| {
        let known: Vec<&str> = built_in().iter().map(|exam| exam.id).collect();
        anyhow::anyhow!(
            "there is no exam “{id}”\n  Built in: {}. For another one, give the path of its blueprint.",
            known.join(", ")
        )
    })
}

/// All faults of a blueprint, one below the other.
pub(super) fn blueprint_faults(file: &str, faults: &[BlueprintFault]) -> String {
    let mut text: String = faults.iter().map(|fault| format!("{file}: {fault}\n")).collect();
    text.push_str(&format!("{} in {file}\n", counted(faults.len(), "fault")));
    text
}

fn sheet_file(path: &Path) -> anyhow::Result<SheetFile> {
    if path.is_dir() {
        bail!("{} is a folder\n  Name the sheet itself, such as {}/class.csv.", path.display(), path.display());
    }
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            anyhow::anyhow!("there is no file {}\n  Check the name and the folder.", path.display())
        }
        _ => anyhow::anyhow!("{} cannot be read: {error}", path.display()),
    })?;
    Ok(SheetFile { name: file_name(path), bytes })
}

/// The name of a file without its folders, fit to be shown.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(|| path.as_os_str().to_string_lossy(), |name| name.to_string_lossy());
    super::harmless(&name).replace('\n', " ")
}

/// Today, by the clock of this machine.
#[expect(clippy::disallowed_methods, reason = "the shell is where the clock is read")]
fn today() -> Date {
    jiff::Zoned::now().date()
}
