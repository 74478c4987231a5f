//! The message catalogue: every fixed sentence of the documents, in Fluent (`templates/texts/en.ftl`).
//!
//! [`Texts`] is a checked catalogue, shared by all threads; [`Catalogue`] formats from it, one a thread.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use jiff::civil::Date;
use thiserror::Error;
use unic_langid::LanguageIdentifier;

use super::message::PlainMessages;
use crate::exam::Exact;

/// File name of the built-in catalogue, below the templates folder.
pub const FILE: &str = "texts/en.ftl";

/// The built-in English catalogue.
pub const ENGLISH: &str = include_str!("../../templates/texts/en.ftl");

/// A checked catalogue: it has every message that the documents use, with no value that they do not give.
#[derive(Debug, Clone)]
pub struct Texts {
    resource: Arc<FluentResource>,
    plain: Arc<PlainMessages>,
    language: LanguageIdentifier,
}

/// Why a catalogue cannot be used; all faults of the file in one go.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{FILE}: {}", .faults.join("\n"))]
pub struct CatalogueError {
    /// One line each, with the line number where it is known.
    pub faults: Vec<String>,
}

impl Texts {
    /// The built-in English texts.
    ///
    /// # Panics
    /// Never: a test checks the built-in catalogue.
    pub fn english() -> Texts {
        Texts::parse(ENGLISH).expect("the built-in catalogue is checked by a test")
    }

    /// Reads a catalogue in Fluent syntax that replaces the built-in one. It must have the same messages, each once, and
    /// each may use only the values (`{ $name }`) that the built-in one uses, plain or to choose a form.
    ///
    /// # Errors
    /// Every fault of the file.
    pub fn parse(source: &str) -> Result<Texts, CatalogueError> {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                let line = |at: usize| source.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1;
                let faults = errors.iter().map(|error| format!("line {}: {error}", line(error.pos.start))).collect();
                return Err(CatalogueError { faults });
            }
        };
        // the built-in catalogue is the measure of itself
        let measure = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let mut faults = faults(&messages(&resource), &messages(&measure));
        faults.extend(repeated(&resource));
        if !faults.is_empty() {
            return Err(CatalogueError { faults });
        }
        let plain = Arc::new(PlainMessages::of(&resource));
        Ok(Texts { resource: Arc::new(resource), plain, language: language(source) })
    }

    /// All literal text, for the fonts that every document shares.
    pub fn source(&self) -> &str {
        self.resource.source()
    }

    /// A formatter for one thread.
    pub fn catalogue(&self) -> Catalogue {
        let mut bundle = FluentBundle::new_concurrent(vec![self.language.clone()]);
        // isolation marks around values would be characters in the PDF
        bundle.set_use_isolating(false);
        // a checked catalogue has each id once
        bundle.add_resource_overriding(Arc::clone(&self.resource));
        Catalogue { bundle, plain: Arc::clone(&self.plain), language: self.language.to_string() }
    }
}

/// The language that a catalogue names in its first comment (`# language: de`), else English.
fn language(source: &str) -> LanguageIdentifier {
    let named = source.lines().find_map(|line| line.strip_prefix("# language:"));
    // "en" is a valid tag, so the default ("und") is never taken
    named.and_then(|tag| tag.trim().parse().ok()).or_else(|| "en".parse().ok()).unwrap_or_default()
}

/// Stands for anything in braces that is no plain value.
const UNSUPPORTED: &str = "…";

/// Messages that stand more than once.
fn repeated(resource: &FluentResource) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let ids = resource.entries().filter_map(|entry| match entry {
        ast::Entry::Message(message) => Some(message.id.name),
        _ => None,
    });
    ids.filter(|id| !seen.insert(*id)).map(|id| format!("the message “{id}” stands more than once")).collect()
}

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

fn faults(given: &BTreeMap<String, BTreeSet<String>>, expected: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    for (id, values) in given {
        let Some(known) = expected.get(id) else {
            let near = nearest(id, expected.keys());
            faults.push(format!("the message “{id}” is not used by resit{near}"));
            continue;
        };
        for value in values.difference(known) {
            if value == UNSUPPORTED {
                faults.push(format!("the message “{id}” holds braces with something else than a value, {{ $name }}"));
                continue;
            }
            let names: Vec<String> = known.iter().map(|name| format!("${name}")).collect();
            let names = if names.is_empty() { "no values".to_owned() } else { names.join(", ") };
            faults.push(format!("the message “{id}” uses ${value}; it is given {names}"));
        }
    }
    let missing = expected.keys().filter(|id| !given.contains_key(*id));
    faults.extend(missing.map(|id| format!("the message “{id}” is missing; copy it from the built-in catalogue")));
    faults
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
}

impl Catalogue {
    /// BCP 47 tag of the texts.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A message without values.
    pub fn text(&self, id: &str) -> String {
        self.format(id, &[])
    }

    /// A message with values. An id that the catalogue lacks (a test proves there is none) comes back as itself.
    pub fn format(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
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
        let number = crate::analysis::rounded(value, decimals).to_string();
        let sign = self.text("decimal-sign");
        if sign == "." { number } else { number.replace('.', &sign) }
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

    #[test]
    fn the_built_in_catalogue_is_whole() {
        assert_eq!(Texts::parse(ENGLISH).map(|_| ()), Ok(()));
    }

    #[test]
    fn plain_messages_read_as_fluent_says_them() {
        let catalogue = Texts::english().catalogue();
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
        let catalogue = Texts::english().catalogue();
        assert_eq!(catalogue.list(&[]), "");
        assert_eq!(catalogue.list(&["a"]), "a");
        assert_eq!(catalogue.list(&["a", "b"]), "a and b");
        assert_eq!(catalogue.list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn a_catalogue_with_faults_names_all_of_them() {
        let broken = ENGLISH
            .replace("plan-kicker = ", "plan-kiker = ")
            .replace("earliest-past = Under the rules of { $vendor }", "earliest-past = Under the rules of { $vendr }");
        let faults = Texts::parse(&broken).map(|_| ()).unwrap_err().faults;
        assert_eq!(
            faults,
            [
                "the message “earliest-past” uses $vendr; it is given $date, $vendor",
                "the message “plan-kiker” is not used by resit; did you mean “plan-kicker”?",
                "the message “plan-kicker” is missing; copy it from the built-in catalogue",
            ]
        );
    }
}
