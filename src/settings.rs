//! resit.toml: what a coach sets once for a class. Every key is optional; unknown keys are errors.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use thiserror::Error;
use toml::Spanned;

use crate::mail::MailSettings;
use crate::sheet::{DateOrder, PointsSource, SheetOptions, read_decimal};

/// The contents of a resit.toml.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Id of a built-in exam, or path of a blueprint.
    pub exam: Option<String>,
    /// What to write for each candidate.
    pub format: Option<Format>,
    /// Hours of study a week where a row gives none: 3 to 60.
    pub hours_per_week: Option<f64>,
    /// Hours of class that the summary shares out among workshops: 1 to 1000.
    #[serde(deserialize_with = "teaching_hours")]
    pub teaching_hours: Option<f64>,
    /// How dates such as 03/08/2026 are meant, where the column does not show it.
    pub date_order: Option<DateOrder>,
    /// Row of the headings in the class sheets; 0 where there are none.
    pub header_row: Option<u64>,
    /// Name of the worksheet to read from workbooks.
    pub sheet: Option<String>,
    /// Name of the encoding of class sheets that are texts.
    pub encoding: Option<String>,
    /// BCP 47 tag of the language of the documents.
    pub language: Option<String>,
    /// Folder with templates that replace the built-in ones.
    pub templates: Option<PathBuf>,
    /// Folder with fonts for characters that the embedded ones lack, in place of those of the machine.
    pub font_dir: Option<PathBuf>,
    /// Who the plans come from. This and what follows up to the fonts is checked by the shell, with its place.
    pub organisation: Option<Spanned<String>>,
    pub coach: Option<Spanned<String>>,
    /// How to reach the coach.
    pub contact: Option<Spanned<String>>,
    /// What the footer says in place of the sender.
    pub footer: Option<Spanned<String>>,
    /// A PNG, JPEG or SVG.
    pub logo: Option<Spanned<PathBuf>>,
    /// The accent colour, such as "#1f4e79".
    pub accent: Option<Spanned<String>>,
    /// The paper: "a4" or "letter".
    pub page: Option<Spanned<String>>,
    /// The typeface of the PDFs.
    pub fonts: Option<Spanned<FontFiles>>,
    /// The account that letters come from; [`crate::mail::Account`] checks it.
    pub mail: Option<MailSettings>,
    /// Field or domain key = heading in the sheet, or the headings of points from which it is computed.
    pub columns: BTreeMap<String, ColumnSource>,
}

/// Where a field or the rating of a domain stands in the sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnSource {
    Heading(String),
    Points(PointColumns),
}

/// The columns of a computed rating.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointColumns {
    pub from: Vec<String>,
    /// The most points of all of them together, where their headings do not say it.
    pub out_of: Option<f64>,
}

impl<'de> Deserialize<'de> for ColumnSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ColumnVisitor)
    }
}

struct ColumnVisitor;

impl<'de> Visitor<'de> for ColumnVisitor {
    type Value = ColumnSource;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a heading in quotation marks, or { from = [\"Quiz 1\", \"Quiz 2\"], out_of = 20 }")
    }

    fn visit_str<E: de::Error>(self, heading: &str) -> Result<ColumnSource, E> {
        Ok(ColumnSource::Heading(heading.to_owned()))
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<ColumnSource, M::Error> {
        let points = PointColumns::deserialize(MapAccessDeserializer::new(map))?;
        if points.from.is_empty() {
            return Err(de::Error::custom("`from` names no heading: write those of the columns with points"));
        }
        if points.out_of.is_some_and(|out_of| !(out_of > 0.0 && out_of < 1_000_000.0)) {
            return Err(de::Error::custom("`out_of` is the most points that a candidate can have: a number above 0"));
        }
        Ok(ColumnSource::Points(points))
    }
}

/// The files of a typeface, TTF or OTF; both are needed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FontFiles {
    pub regular: Option<Spanned<PathBuf>>,
    pub bold: Option<Spanned<PathBuf>>,
}

/// What is written for each candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    Pdf,
    Html,
    Both,
}

impl Format {
    pub fn html(self) -> bool {
        self != Format::Pdf
    }

    pub fn pdf(self) -> bool {
        self != Format::Html
    }
}

/// A resit.toml that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct SettingsError {
    /// Names the line and what would be right.
    pub message: String,
}

/// Hours a week where neither row nor settings give any, in half hours.
const DEFAULT_HALF_HOURS: u32 = 16;

/// Hours of class where the settings give none, in half hours.
const TEACHING_HALF_HOURS: u32 = 24;

fn teaching_hours<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let hours = f64::deserialize(deserializer)?;
    if (1.0..=1000.0).contains(&hours) {
        Ok(Some(hours))
    } else {
        Err(de::Error::custom("teaching_hours is not between 1 and 1000: write a number of hours such as 12"))
    }
}

/// The number of the line at a place, from 1, where it could hold a secret: that line is never shown.
fn line_of_secret(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next()?.to_lowercase();
    ["pass", "secret", "token", "pwd"].iter().any(|word| line.contains(word)).then(|| before.matches('\n').count() + 1)
}

impl Settings {
    /// Reads a resit.toml.
    ///
    /// # Errors
    /// A syntax error, an unknown key or a value of the wrong kind, with its line.
    pub fn parse(text: &str) -> Result<Settings, SettingsError> {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let message = match line_of_secret(text, at) {
                Some(line) => format!(
                    "line {line}: {}\n  A password or token does not stand in the settings, which are copied and handed on: name the place of \
                     a password with password_env, password_file or password_command.",
                    error.message()
                ),
                None => error.to_string().trim_end().to_owned(),
            };
            SettingsError { message }
        })
    }

    /// How the class sheets are to be read.
    pub fn sheet_options(&self) -> SheetOptions {
        let mut options = SheetOptions {
            date_order: self.date_order,
            header_row: self.header_row,
            sheet: self.sheet.clone(),
            encoding: self.encoding.clone(),
            ..SheetOptions::default()
        };
        for (name, source) in self.columns.clone() {
            match source {
                ColumnSource::Heading(heading) => _ = options.columns.insert(name, heading),
                ColumnSource::Points(points) => {
                    let out_of = points.out_of.and_then(|out_of| read_decimal(&out_of.to_string()));
                    options.points.insert(name, PointsSource { from: points.from, out_of });
                }
            }
        }
        options
    }

    /// Hours of class that the summary shares out among workshops, in half hours (2 to 2000), rounded down.
    pub fn teaching_half_hours(&self) -> u32 {
        self.teaching_hours.map_or(TEACHING_HALF_HOURS, |hours| (hours * 2.0).floor() as u32)
    }

    /// Hours a week for candidates whose row gives none, in half hours, and whether the setting was not usable
    /// (outside 3 to 60), in which case it is 8 hours.
    pub fn default_half_hours(&self) -> (u32, bool) {
        match self.hours_per_week {
            // rounded down to a half hour; within 6 to 120, so the conversion is exact
            Some(hours) if (3.0..=60.0).contains(&hours) => ((hours * 2.0).floor() as u32, false),
            Some(_) => (DEFAULT_HALF_HOURS, true),
            None => (DEFAULT_HALF_HOURS, false),
        }
    }
}
