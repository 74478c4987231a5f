//! Names, logo, colour, paper and fonts of the settings: read and checked, with all faults in one go.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::anyhow;
use toml::Spanned;

use super::input::file_name;
use crate::diagnostic::{Fault, SettingChecks, SettingFault, counted};
use crate::document::branding::typeface::{self, Face};
use crate::document::branding::{Accent, Branding, Logo, Rgb, Typeface, accent, logo};
use crate::document::pdf::PageSize;
use crate::settings::{FontFiles, Settings};

/// Most characters of a name or of the footer: more would not stand in one line.
const LONGEST: usize = 80;

/// Branding and paper as the settings want them. Relative paths start beside the settings' `file`, which holds `text`.
///
/// # Errors
/// Every setting that cannot be used, with its line.
pub(super) fn branding(settings: &Settings, file: &Path, text: &str) -> anyhow::Result<(Branding, PageSize)> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut check = SettingChecks::default();
    let branding = Branding {
        organisation: check.value("organisation", &settings.organisation, |text| one_line(text)),
        coach: check.value("coach", &settings.coach, |text| one_line(text)),
        contact: check.value("contact", &settings.contact, |text| one_line(text)),
        footer: check.value("footer", &settings.footer, |text| one_line(text)),
        logo: in_file(&mut check, folder, "logo", &settings.logo, logo::LARGEST_FILE, |bytes| Logo::new(&bytes)),
        accent: check.value("accent", &settings.accent, |text| accent_colour(text)),
        typeface: settings.fonts.as_ref().and_then(|fonts| typeface(&mut check, folder, fonts)),
    };
    if let Some(logo) = &settings.logo
        && settings.organisation.is_none()
        && settings.coach.is_none()
    {
        let help = "add a line such as organisation = \"North Star Academy\"";
        check.add(
            "logo",
            Some(logo.span()),
            Fault::new("nothing says whose logo it is to those who cannot see it", help),
        );
    }
    let page = check.value("page", &settings.page, |text| match text.as_str() {
        "a4" | "A4" => Ok(PageSize::A4),
        "letter" | "Letter" => Ok(PageSize::Letter),
        other => Err(Fault::new(format!("resit knows no paper “{other}”"), "write \"a4\" or \"letter\"")),
    });
    if check.faults.is_empty() {
        Ok((branding, page.unwrap_or_default()))
    } else {
        Err(told(file, text, check.faults, 0))
    }
}

/// As [`SettingChecks::value`], for what stands in a file of the settings' folder.
fn in_file<R>(
    check: &mut SettingChecks,
    folder: &Path,
    key: &'static str,
    setting: &Option<Spanned<impl AsRef<Path>>>,
    most: usize,
    read: impl FnOnce(Vec<u8>) -> Result<R, Fault>,
) -> Option<R> {
    check.value(key, setting, |path| {
        let name = super::harmless(&path.as_ref().display().to_string());
        let result = contents(&folder.join(path), most).and_then(read);
        result.map_err(|fault| Fault::new(format!("{name}: {}", fault.message), fault.help))
    })
}

fn typeface(check: &mut SettingChecks, folder: &Path, fonts: &Spanned<FontFiles>) -> Option<Typeface> {
    let FontFiles { regular, bold } = fonts.get_ref();
    for (key, file) in [("fonts.regular", regular), ("fonts.bold", bold)] {
        if file.is_none() {
            let help = "name two files, regular = \"…\" and bold = \"…\": headings and ratings need the bold one";
            check.add(key, Some(fonts.span()), Fault::new("the file is not named", help));
        }
    }
    let regular = in_file(check, folder, "fonts.regular", regular, typeface::LARGEST_FILE, Face::new);
    let bold = in_file(check, folder, "fonts.bold", bold, typeface::LARGEST_FILE, Face::new);
    Typeface::new(regular?, bold?).map_err(|fault| check.add("fonts", Some(fonts.span()), fault)).ok()
}

/// All faults of the settings' `file`, which holds `text`, each with its line; that of a missing key is the one of its
/// `table`, in bytes.
pub(super) fn told(file: &Path, text: &str, faults: Vec<SettingFault>, table: usize) -> anyhow::Error {
    let line = |at: usize| 1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count();
    let mut faults: Vec<(usize, SettingFault)> =
        faults.into_iter().map(|found| (line(found.span.as_ref().map_or(table, |span| span.start)), found)).collect();
    faults.sort_by_key(|&(line, _)| line);
    let file = file_name(file);
    let lines = faults.iter().map(|(line, found)| format!("{file}: line {line}: {}: {}\n", found.key, found.fault));
    let lines: String = lines.collect();
    anyhow!("the settings cannot be used\n{lines}{} in {file}", counted(faults.len(), "fault"))
}

/// A text for one line of a document.
fn one_line(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::new("the text is empty", "write the text, or take the line out"));
    }
    if text.chars().any(char::is_control) {
        return Err(Fault::new("the text holds a line break or another control character", "write it in one line"));
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err(Fault::new(
            format!("the text has {length} characters, which do not fit in one line"),
            format!("write at most {LONGEST}"),
        ));
    }
    Ok(text.to_owned())
}

fn accent_colour(text: &str) -> Result<Accent, Fault> {
    let Some(colour) = Rgb::parse(text.trim()) else {
        return Err(Fault::new(
            format!("“{text}” is no colour"),
            "write # and six digits or letters from a to f for red, green and blue, such as \"#1f4e79\"",
        ));
    };
    Accent::new(colour).map_err(|nearest| {
        // rounded down, so that it never looks like enough
        let contrast = (colour.contrast(Rgb(0xff, 0xff, 0xff)) * 10.0).floor() / 10.0;
        let needed = accent::READABLE;
        Fault::new(
            format!("text in {colour} is hard to read on white paper: its contrast is {contrast:.1}:1 and must be {needed}:1"),
            format!("the nearest colour that can be read is \"{nearest}\""),
        )
    })
}

/// The bytes of a file, of which there may be so many.
fn contents(path: &Path, most: usize) -> Result<Vec<u8>, Fault> {
    let cannot = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Fault::new("there is no such file", "give its path from the folder of the settings")
        }
        _ => Fault::new(format!("the file cannot be read: {error}"), "check that you may read it"),
    };
    // a pipe or a device would never end, or never begin
    if !path.metadata().map_err(cannot)?.is_file() {
        return Err(Fault::new("this is no file", "name a file, not a folder or a device"));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() > most {
        let help = format!("{} MB are the most", most / 1_000_000);
        return Err(Fault::new("the file is too large", help));
    }
    Ok(bytes)
}
