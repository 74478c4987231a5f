//! The message catalogue: every fixed sentence of the documents, in Fluent, one file a language (`templates/texts/de.ftl`).
//!
//! [`Texts`] is a checked catalogue, shared by all threads; [`Catalogue`] formats from it, one a thread.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use jiff::civil::Date;
use thiserror::Error;
use unic_langid::{CharacterDirection, LanguageIdentifier};

use super::isolation;
use super::message::PlainMessages;
use crate::exam::Exact;

/// The language of the documents where nothing names one, and the measure of all other catalogues.
pub const DEFAULT_LANGUAGE: &str = "en";

const ENGLISH: &str = include_str!("../../templates/texts/en.ftl");

/// The built-in catalogues by BCP 47 tag.
const BUILT_IN: [(&str, &str); 3] = [
    (DEFAULT_LANGUAGE, ENGLISH),
    ("de", include_str!("../../templates/texts/de.ftl")),
    ("es", include_str!("../../templates/texts/es.ftl")),
];

/// File name of the catalogue of a language, below the templates folder: `texts/de.ftl`.
pub fn file(language: &str) -> String {
    format!("texts/{language}.ftl")
}

/// A language as people write it (`DE`, `pt_br`) as its BCP 47 tag, if it is one.
pub fn tag(language: &str) -> Option<String> {
    Some(language.parse::<LanguageIdentifier>().ok()?.to_string())
}

/// A checked catalogue: it has every message that the documents use, with no value that they do not give.
#[derive(Debug, Clone)]
pub struct Texts {
    resource: Arc<FluentResource>,
    plain: Arc<PlainMessages>,
    language: LanguageIdentifier,
}

/// Why a catalogue cannot be used; all faults of the file in one go.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}: {}", .faults.join(&format!("\n{file}: ")))]
pub struct CatalogueError {
    /// Name of the file below the templates folder.
    pub file: String,
    /// One line each, with the line number where it is known.
    pub faults: Vec<String>,
}

impl Texts {
    /// The built-in texts of a language (a BCP 47 tag such as `de`), if there are any.
    pub fn built_in(language: &str) -> Option<Texts> {
        let (language, source) = BUILT_IN.iter().find(|(built_in, _)| *built_in == language)?;
        // a test checks every built-in catalogue
        Texts::parse(language, source).ok()
    }

    /// Name and text of every built-in catalogue.
    pub fn built_in_files() -> impl Iterator<Item = (String, &'static str)> {
        BUILT_IN.iter().map(|&(language, source)| (file(language), source))
    }

    /// The tags of the languages that are built in.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|&(language, _)| language)
    }

    /// Reads a catalogue in Fluent syntax that replaces a built-in one or adds a language (a BCP 47 tag). It must have the
    /// same messages as the English one, each once, and each may use only the values (`{ $name }`) that the English one
    /// uses, plain or to choose a form.
    ///
    /// # Errors
    /// Every fault of the file.
    pub fn parse(language: &str, source: &str) -> Result<Texts, CatalogueError> {
        let fault = |faults| CatalogueError { file: file(language), faults };
        let Ok(tag) = language.parse() else {
            return Err(fault(vec![format!("“{language}” is not the tag of a language, such as de or pt-BR")]));
        };
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                let line = |at: usize| source.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1;
                let faults = errors.iter().map(|error| format!("line {}: {error}", line(error.pos.start))).collect();
                return Err(fault(faults));
            }
        };
        // the English catalogue is the measure of itself
        let measure = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let faults = faults(source, &resource, &messages(&measure));
        if !faults.is_empty() {
            return Err(fault(faults));
        }
        let plain = Arc::new(PlainMessages::of(&resource));
        Ok(Texts { resource: Arc::new(resource), plain, language: tag })
    }

    /// BCP 47 tag of the texts.
    pub fn language(&self) -> String {
        self.language.to_string()
    }

    /// All literal text, for the fonts that every document shares.
    pub fn source(&self) -> &str {
        self.resource.source()
    }

    /// A formatter for one thread.
    pub fn catalogue(&self) -> Catalogue {
        let mut bundle = FluentBundle::new_concurrent(vec![self.language.clone()]);
        // values that need it are set apart before they come here; in Latin names the marks would be a waste
        bundle.set_use_isolating(false);
        // a checked catalogue has each id once
        bundle.add_resource_overriding(Arc::clone(&self.resource));
        let is_rtl = self.language.character_direction() == CharacterDirection::RTL;
        Catalogue { bundle, plain: Arc::clone(&self.plain), language: self.language.to_string(), is_rtl }
    }
}

/// Stands for anything in braces that is no plain value.
const UNSUPPORTED: &str = "…";

/// The values that each message uses.
fn messages(resource: &FluentResource) -> BTreeMap<String, BTreeSet<String>> {
    let message = |entry: &ast::Entry<&str>| match entry {
        ast::Entry::Message(message) => {
            let mut values = BTreeSet::new();
            if let Some(pattern) = &message.value {
                collect_values(pattern, &mut values);
            }
            Some((message.id.name.to_owned(), values))
        }
        _ => None,
    };
    resource.entries().filter_map(message).collect()
}

fn collect_values(pattern: &ast::Pattern<&str>, values: &mut BTreeSet<String>) {
    let inline = |expression: &ast::InlineExpression<&str>, values: &mut BTreeSet<String>| {
        match expression {
            ast::InlineExpression::VariableReference { id } => _ = values.insert(id.name.to_owned()),
            ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
            // terms, functions and other messages are not filled in: no message is given such a value
            _ => _ = values.insert(UNSUPPORTED.to_owned()),
        }
    };
    for element in &pattern.elements {
        match element {
            ast::PatternElement::Placeable { expression: ast::Expression::Inline(expression) } => {
                inline(expression, values);
            }
            ast::PatternElement::Placeable { expression: ast::Expression::Select { selector, variants } } => {
                inline(selector, values);
                for variant in variants {
                    collect_values(&variant.value, values);
                }
            }
            ast::PatternElement::TextElement { .. } => {}
        }
    }
}

/// What is wrong with a catalogue, by line; messages that are missing come last.
fn faults(source: &str, resource: &FluentResource, expected: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let given = messages(resource);
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (line, id) in heads(source).filter(|(_, id)| given.contains_key(*id)) {
        if !seen.insert(id) {
            faults.push(format!("line {line}: the message “{id}” stands more than once"));
            continue;
        }
        let Some(known) = expected.get(id) else {
            let near = nearest(id, expected.keys());
            faults.push(format!("line {line}: the message “{id}” is not used by resit{near}"));
            continue;
        };
        for value in given[id].difference(known) {
            faults.push(if value == UNSUPPORTED {
                format!("line {line}: the message “{id}” holds braces with something else than a value, {{ $name }}")
            } else {
                let names: Vec<String> = known.iter().map(|name| format!("${name}")).collect();
                let names = if names.is_empty() { "no values".to_owned() } else { names.join(", ") };
                format!("line {line}: the message “{id}” uses ${value}; it is given {names}")
            });
        }
    }
    let missing = expected.keys().filter(|id| !given.contains_key(*id));
    faults.extend(missing.map(|id| format!("the message “{id}” is missing; copy it from the English texts")));
    faults
}

/// The lines on which messages begin, from 1, and their ids: only there can a letter stand first on a line.
fn heads(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = source.lines().enumerate().filter(|(_, line)| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    lines.filter_map(|(index, line)| Some((index + 1, line.split_once('=')?.0.trim_end())))
}

/// `; did you mean “x”?` for the most similar known name, if one is similar.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> String {
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|&(distance, _)| distance <= 3)
        .min()
        .map_or(String::new(), |(_, candidate)| format!("; did you mean “{candidate}”?"))
}

/// Formats messages; one a thread.
pub struct Catalogue {
    bundle: FluentBundle<Arc<FluentResource>>,
    plain: Arc<PlainMessages>,
    language: String,
    is_rtl: bool,
}

impl Catalogue {
    /// BCP 47 tag of the texts.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The texts are read from right to left.
    pub fn is_rtl(&self) -> bool {
        self.is_rtl
    }

    /// A message without values.
    pub fn text(&self, id: &str) -> String {
        self.format(id, &[])
    }

    /// A message with values, each [set apart](Catalogue::isolated) where it is read from the other side. An id that the
    /// catalogue lacks (a test proves there is none) comes back as itself.
    pub fn format(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        let is_opposed = |value: &Value<'_>| match value {
            Value::Text(text) => isolation::is_opposed(text, self.is_rtl),
            Value::Count(_) => false,
        };
        if !values.iter().any(|(_, value)| is_opposed(value)) {
            return self.filled(id, values);
        }
        let texts = values.iter().map(|(_, value)| match value {
            Value::Text(text) => self.isolated(text),
            Value::Count(_) => Cow::default(),
        });
        let texts: Vec<Cow<'_, str>> = texts.collect();
        let values = values.iter().zip(&texts).map(|(&(name, value), text)| match value {
            Value::Text(_) => (name, Value::Text(text)),
            Value::Count(_) => (name, value),
        });
        self.filled(id, &values.collect::<Vec<_>>())
    }

    /// A value that no message holds, for a sentence: set apart where it is read from the other side than the language.
    pub fn isolated<'v>(&self, value: &'v str) -> Cow<'v, str> {
        isolation::isolated(value, self.is_rtl)
    }

    /// Names one after the other without an "and", because many hold one of their own.
    pub fn names<'v>(&self, names: impl IntoIterator<Item = &'v str>) -> String {
        let names: Vec<Cow<'v, str>> = names.into_iter().map(|name| self.isolated(name)).collect();
        names.join(&self.text("list-names"))
    }

    fn filled(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        if let Some(words) = self.plain.format(id, values) {
            return words;
        }
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.fluent())).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        text
    }

    /// "24 November 2026".
    pub fn date(&self, date: Date) -> String {
        let month = self.text(&format!("month-{}", date.month()));
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.format("date-long", &[("day", (&*day).into()), ("month", (&*month).into()), ("year", (&*year).into())])
    }

    /// "24 Nov".
    pub fn day_month(&self, date: Date) -> String {
        let month = self.text(&format!("month-short-{}", date.month()));
        let day = date.day().to_string();
        self.format("day-month", &[("day", (&*day).into()), ("month", (&*month).into())])
    }

    /// "Nov 2026".
    pub fn month_year(&self, date: Date) -> String {
        let month = self.text(&format!("month-short-{}", date.month()));
        self.format("month-year", &[("month", (&*month).into()), ("year", (&*date.year().to_string()).into())])
    }

    /// A number rounded half up to `decimals` places, without trailing zeros: "13.5", "8".
    pub fn number(&self, value: Exact, decimals: u32) -> String {
        let (steps, scale) = (crate::analysis::steps(value, decimals) as i64, 10_i64.pow(decimals));
        let (whole, part) = (steps.abs() / scale, steps.abs() % scale);
        let mut number = if steps < 0 { format!("-{whole}") } else { whole.to_string() };
        if part > 0 {
            number += &self.text("decimal-sign");
            number += format!("{part:0decimals$}", decimals = decimals as usize).trim_end_matches('0');
        }
        number
    }

    /// "22 %", to one decimal.
    pub fn percent(&self, value: Exact) -> String {
        self.format("percent", &[("value", (&*self.number(value, 1)).into())])
    }

    /// "5.5 h".
    pub fn hours(&self, half_hours: u32) -> String {
        let whole = (half_hours / 2).to_string();
        let value = if half_hours.is_multiple_of(2) { whole } else { whole + &self.text("decimal-sign") + "5" };
        self.format("hours", &[("value", (&*value).into())])
    }

    /// "6 weeks".
    pub fn weeks(&self, weeks: u32) -> String {
        self.format("weeks", &[("weeks", weeks.into())])
    }

    /// "60 points".
    pub fn points(&self, points: i64) -> String {
        self.format("points", &[("points", points.into())])
    }

    /// "a, b and c".
    pub fn list(&self, items: &[&str]) -> String {
        let Some((last, before)) = items.split_last() else { return String::new() };
        let Some((first, rest)) = before.split_first() else { return (*last).to_owned() };
        let start = rest.iter().fold((*first).to_owned(), |sum, next| {
            self.format("list-comma", &[("first", (&*sum).into()), ("next", (*next).into())])
        });
        self.format("list-and", &[("first", (&*start).into()), ("last", (*last).into())])
    }
}

/// A value in a message.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    Text(&'a str),
    /// Chooses plural forms.
    Count(i64),
}

impl<'a> Value<'a> {
    fn fluent(self) -> FluentValue<'a> {
        match self {
            Value::Text(text) => FluentValue::from(text),
            Value::Count(count) => FluentValue::from(count),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(count: i64) -> Self {
        Value::Count(count)
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Value::Count(count.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Value::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// `say!(catalogue, "message-id", name = value, …)`: a message with its values.
macro_rules! say {
    ($catalogue:expr, $id:literal) => {
        $catalogue.text($id)
    };
    ($catalogue:expr, $id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $catalogue.format($id, &[$((stringify!($name), $crate::document::catalogue::Value::from($value))),+])
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(language: &str) -> Catalogue {
        Texts::built_in(language).unwrap().catalogue()
    }

    #[test]
    fn the_built_in_catalogues_are_whole() {
        for (language, source) in BUILT_IN {
            assert_eq!(Texts::parse(language, source).map(|_| ()), Ok(()));
            assert_eq!(catalogue(language).language(), language);
        }
    }

    /// A value that a translation forgets is a figure or a name that its readers are not told.
    #[test]
    fn every_built_in_catalogue_uses_every_value() {
        let values = |source: &str| messages(&FluentResource::try_new(source.to_owned()).unwrap());
        for (language, source) in BUILT_IN {
            assert_eq!(values(source), values(ENGLISH), "{language}");
        }
    }

    #[test]
    fn every_file_of_texts_is_built_in() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/texts");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let files: BTreeSet<String> = files.collect();
        assert_eq!(files, Texts::languages().map(|language| format!("{language}.ftl")).collect());
    }

    #[test]
    fn dates_and_numbers_follow_the_language() {
        let day = jiff::civil::date(2026, 11, 24);
        let march = jiff::civil::date(2027, 3, 1);
        let table = [
            ("en", "24 November 2026", "1 March 2027", "24\u{a0}Nov", "1\u{a0}Mar"),
            ("de", "24.\u{a0}November 2026", "1.\u{a0}März 2027", "24.11.", "1.3."),
            ("es", "24 de noviembre de 2026", "1 de marzo de 2027", "24\u{a0}nov.", "1\u{a0}mar."),
        ];
        for (language, long, long_march, short, short_march) in table {
            let t = catalogue(language);
            assert_eq!((&*t.date(day), &*t.date(march)), (long, long_march));
            assert_eq!((&*t.day_month(day), &*t.day_month(march)), (short, short_march));
        }
        let table = [
            ("en", "13.5", "8", "1234.5", "22.5\u{a0}%", "100\u{a0}%", "5.5\u{a0}h"),
            ("de", "13,5", "8", "1234,5", "22,5\u{a0}%", "100\u{a0}%", "5,5\u{a0}h"),
            ("es", "13,5", "8", "1234,5", "22,5\u{a0}%", "100\u{a0}%", "5,5\u{a0}h"),
        ];
        for (language, decimal, whole, large, percent, hundred, hours) in table {
            let (t, tenths) = (catalogue(language), |tenths: i128| Exact::new(tenths, 10));
            assert_eq!([135, 80, 12345].map(|value| t.number(tenths(value), 1)), [decimal, whole, large]);
            assert_eq!([225, 1000].map(|value| t.percent(tenths(value))), [percent, hundred]);
            assert_eq!(t.hours(11), hours);
        }
    }

    #[test]
    fn plurals_follow_the_language() {
        let table = [
            ("en", ["0 weeks", "1 week", "2 weeks"], ["0 points", "1 point", "60 points"]),
            ("de", ["0 Wochen", "1 Woche", "2 Wochen"], ["0 Punkte", "1 Punkt", "60 Punkte"]),
            ("es", ["0 semanas", "1 semana", "2 semanas"], ["0 puntos", "1 punto", "60 puntos"]),
        ];
        for (language, weeks, points) in table {
            let t = catalogue(language);
            assert_eq!([0, 1, 2].map(|count| t.weeks(count)), weeks);
            assert_eq!([0, 1, 60].map(|count| t.points(count)), points);
        }
    }

    #[test]
    fn plain_messages_read_as_fluent_says_them() {
        let catalogue = catalogue(DEFAULT_LANGUAGE);
        let names = messages(&FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(partial, _)| partial));
        let mut plain = 0;
        for (id, values) in &names {
            let given: Vec<(&str, Value<'_>)> = values.iter().map(|name| (&**name, Value::Text("x { $y }"))).collect();
            let args: FluentArgs<'_> = given.iter().map(|(name, value)| (*name, value.fluent())).collect();
            let pattern = catalogue.bundle.get_message(id).and_then(|message| message.value());
            let words = pattern.map(|pattern| catalogue.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()));
            if let Some(ours) = catalogue.plain.format(id, &given) {
                assert_eq!(Some(&*ours), words.as_deref(), "{id}");
                plain += 1;
            }
        }
        assert!(plain > names.len() * 4 / 5, "{plain} of {} messages are plain", names.len());
        assert_eq!(catalogue.plain.format("no-such-message", &[]), None);
    }

    #[test]
    fn lists_read_as_sentences() {
        let table = [("en", "a and b", "a, b and c"), ("de", "a und b", "a, b und c"), ("es", "a, b", "a, b, c")];
        for (language, two, three) in table {
            let t = catalogue(language);
            assert_eq!(t.list(&[]), "");
            assert_eq!(t.list(&["a"]), "a");
            assert_eq!(t.list(&["a", "b"]), two);
            assert_eq!(t.list(&["a", "b", "c"]), three);
        }
    }

    #[test]
    fn a_catalogue_with_faults_names_all_of_them() {
        let broken = ENGLISH
            .replace("plan-kicker = ", "plan-kiker = ")
            .replace("earliest-past = Under the rules of { $vendor }", "earliest-past = Under the rules of { $vendr }")
            .replace("none = –", "none = –\nnone = -");
        let line = |id: &str| heads(&broken).filter(|(_, head)| *head == id).map(|(line, _)| line).last().unwrap();
        let error = Texts::parse("pt-BR", &broken).map(|_| ()).unwrap_err();
        assert_eq!(error.file, "texts/pt-BR.ftl");
        assert_eq!(
            error.faults,
            [
                format!("line {}: the message “none” stands more than once", line("none")),
                format!(
                    "line {}: the message “plan-kiker” is not used by resit; did you mean “plan-kicker”?",
                    line("plan-kiker")
                ),
                format!(
                    "line {}: the message “earliest-past” uses $vendr; it is given $date, $vendor",
                    line("earliest-past")
                ),
                "the message “plan-kicker” is missing; copy it from the English texts".to_owned(),
            ]
        );
    }
}
