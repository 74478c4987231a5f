//! TOML with places: typed values are read one by one, and every fault is noted with its line instead of
//! stopping at the first. A value that could not be read comes back as `None`, and then its fault is noted.

use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use memchr::memchr_iter;
use toml::de::{DeTable, DeValue};

use super::Exact;
use crate::diagnostic::nearest;

/// Reads a TOML file as `read_table` says; all faults of the file come back by line. Where the text is not TOML at all, the
/// faults are those of the syntax only.
pub(super) fn read<T>(text: &str, read_table: impl for<'t> FnOnce(&Table<'t>) -> T) -> Result<T, Vec<BlueprintFault>> {
    let faults = Faults::new(text);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let byte = error.span().map(|span| span.start);
        faults.add(
            byte,
            String::new(),
            error.message(),
            "correct this line first: faults of the TOML on later lines may follow from it",
        );
    }
    if faults.is_empty() {
        // A value that could not be read is replaced by an empty one; its fault is noted, so it never leaves here.
        let value = Table::root(document.get_ref(), &faults, read_table);
        if faults.is_empty() {
            return Ok(value);
        }
    }
    Err(faults.sorted())
}

/// One thing that is wrong with a blueprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BlueprintFault {
    /// Line of the file, from 1; `None` where something is missing from the file as a whole.
    pub line: Option<usize>,
    /// Path of the key, list entries counted from 1 (`domains[2].weight`); empty for faults of the TOML itself.
    pub key: String,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What would be right and how to go on, without a full stop.
    pub help: String,
}

impl fmt::Display for BlueprintFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        write!(f, "{}\n  help: {}", self.message, self.help)
    }
}

/// The faults found so far in one file.
pub(super) struct Faults<'t> {
    text: &'t str,
    found: RefCell<Vec<BlueprintFault>>,
}

impl<'t> Faults<'t> {
    /// No faults yet in the file with this text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, found: RefCell::default() }
    }

    /// Notes a fault at a byte of the file (`None`: of the file as a whole).
    pub(super) fn add(&self, byte: Option<usize>, key: String, message: impl Into<String>, help: impl Into<String>) {
        let line = byte.map(|byte| self.line(byte));
        self.found.borrow_mut().push(BlueprintFault { line, key, message: message.into(), help: help.into() });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// All faults by line, those of the file as a whole first.
    pub(super) fn sorted(self) -> Vec<BlueprintFault> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|fault| fault.line);
        found
    }

    fn line(&self, byte: usize) -> usize {
        1 + memchr_iter(b'\n', &self.text.as_bytes()[..byte.min(self.text.len())]).count()
    }
}

/// A value with its place.
#[derive(Clone)]
pub(super) struct Node<'t> {
    faults: &'t Faults<'t>,
    value: &'t DeValue<'t>,
    byte: usize,
    path: String,
}

impl<'t> Node<'t> {
    /// Notes a fault of this value.
    pub(super) fn fault(&self, message: impl Into<String>, help: impl Into<String>) {
        self.faults.add(Some(self.byte), self.path.clone(), message, help);
    }

    /// Path and line, to point at this value from another one's fault.
    pub(super) fn place(&self) -> String {
        format!("{} on line {}", self.path, self.faults.line(self.byte))
    }

    /// Text that is not blank; every run of white space becomes one space, so that long texts may be wrapped.
    pub(super) fn text(&self) -> Option<String> {
        let DeValue::String(raw) = self.value else {
            return self.wrong_type("text", "write it in double quotes");
        };
        let text = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            self.fault("the text is empty", "write the text, or take the line out where the key is optional");
            return None;
        }
        if text.chars().any(char::is_control) {
            self.fault("the text holds a control character", "take it out: it cannot be printed");
            return None;
        }
        Some(text)
    }

    /// A key or id in kebab-case.
    pub(super) fn kebab(&self) -> Option<String> {
        let text = self.text()?;
        let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.split('-').all(part) {
            return Some(text);
        }
        self.fault(
            format!("`{text}` is not in kebab-case"),
            "write small letters a to z and digits, joined by single hyphens, such as `needs-improvement`",
        );
        None
    }

    /// The address of a page.
    pub(super) fn https(&self) -> Option<String> {
        let text = self.text()?;
        let host = text.strip_prefix("https://").map(|rest| rest.split('/').next().unwrap_or_default());
        if host.is_some_and(|host| host.contains('.')) && !text.contains([' ', '"', '<', '>', '\\']) {
            return Some(text);
        }
        self.fault(
            format!("`{text}` is not an https address"),
            "write the full address, such as `https://example.org/page`",
        );
        None
    }

    /// A whole number between two bounds, both allowed.
    pub(super) fn whole<T: TryFrom<i64>>(&self, allowed: RangeInclusive<i64>) -> Option<T> {
        let DeValue::Integer(raw) = self.value else {
            return self.wrong_type("a whole number", "write digits without quotes or a decimal point, such as 14");
        };
        let number = i64::from_str_radix(raw.as_str(), raw.radix()).ok().filter(|number| allowed.contains(number));
        if number.is_none() {
            self.outside(raw.as_str(), &allowed);
        }
        number.and_then(|number| T::try_from(number).ok())
    }

    /// A number with up to four decimals, exactly as written, between two bounds, both allowed.
    pub(super) fn number(&self, allowed: RangeInclusive<i64>) -> Option<Exact> {
        let written = match self.value {
            DeValue::Integer(_) => return self.whole(allowed).map(|whole: i64| Exact::from_integer(whole.into())),
            DeValue::Float(raw) => raw.as_str(),
            _ => return self.wrong_type("a number", "write digits without quotes, such as 0.40"),
        };
        let Some(number) = decimal(written) else {
            self.fault(
                format!("{written} is not a plain decimal number"),
                "write at most six digits before the point and at most four after it, such as 0.40",
            );
            return None;
        };
        let bound = |bound: &i64| Exact::from_integer((*bound).into());
        if number < bound(allowed.start()) || number > bound(allowed.end()) {
            self.outside(written, &allowed);
            return None;
        }
        Some(number)
    }

    /// A calendar day.
    pub(super) fn date(&self) -> Option<Date> {
        const HELP: &str = "write year-month-day without quotes, such as 2026-11-23";
        let DeValue::Datetime(raw) = self.value else {
            return self.wrong_type("a date", HELP);
        };
        let day = raw.date.filter(|_| raw.time.is_none()).and_then(|day| {
            Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
        });
        if day.is_none() {
            self.fault(format!("{raw} is not a day of the calendar"), HELP);
        }
        day
    }

    /// The entries of a list.
    pub(super) fn list(&self) -> Option<Vec<Node<'t>>> {
        let DeValue::Array(entries) = self.value else {
            return self.wrong_type("a list", "write it in square brackets, such as [\"one\", \"two\"]");
        };
        let entry = |(position, entry): (usize, &'t toml::Spanned<DeValue<'t>>)| Node {
            faults: self.faults,
            value: entry.get_ref(),
            byte: entry.span().start,
            path: format!("{}[{}]", self.path, position + 1),
        };
        Some(entries.iter().enumerate().map(entry).collect())
    }

    /// A list of texts.
    pub(super) fn texts(&self) -> Vec<String> {
        self.list().unwrap_or_default().iter().filter_map(Node::text).collect()
    }

    /// A low and a high end, both read by `read`; the low one must not lie above the high one.
    pub(super) fn pair<T: PartialOrd>(&self, read: impl Fn(&Node<'t>) -> Option<T>) -> Option<(T, T)> {
        const HELP: &str = "write the low and the high end, such as [2, 4]";
        if !self.is_list() {
            return self.wrong_type("a list of two", HELP);
        }
        let entries = self.list()?;
        let [low, high] = entries.as_slice() else {
            self.fault(format!("this must be a list of two, not of {}", entries.len()), HELP);
            return None;
        };
        let (low, high) = (read(low), read(high));
        let (low, high) = (low?, high?);
        if low > high {
            self.fault("the low end is above the high end", "write the low end first");
            return None;
        }
        Some((low, high))
    }

    /// A table; whatever `read` does not ask for is noted as an unknown key.
    pub(super) fn table<T>(&self, read: impl FnOnce(&Table<'t>) -> T) -> Option<T> {
        let DeValue::Table(entries) = self.value else {
            return self
                .wrong_type("a table", "write `key = value` lines below a heading in brackets, or { key = value }");
        };
        Some(
            Table {
                faults: self.faults,
                entries,
                byte: Some(self.byte),
                path: self.path.clone(),
                asked: RefCell::default(),
            }
            .read(read),
        )
    }

    pub(super) fn is_list(&self) -> bool {
        self.value.is_array()
    }

    pub(super) fn is_text(&self) -> bool {
        self.value.is_str()
    }

    fn wrong_type<T>(&self, wanted: &str, help: &str) -> Option<T> {
        let found = match self.value {
            DeValue::String(_) => "text in quotes",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a decimal number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault(format!("this must be {wanted}, not {found}"), help);
        None
    }

    fn outside(&self, written: &str, allowed: &RangeInclusive<i64>) {
        self.fault(
            format!("{written} is out of bounds"),
            format!("write a number from {} to {}", allowed.start(), allowed.end()),
        );
    }
}

/// A table that remembers which keys were asked for.
pub(super) struct Table<'t> {
    faults: &'t Faults<'t>,
    entries: &'t DeTable<'t>,
    byte: Option<usize>,
    path: String,
    asked: RefCell<Vec<&'static str>>,
}

impl<'t> Table<'t> {
    /// The file itself, read like any table.
    pub(super) fn root<T>(entries: &'t DeTable<'t>, faults: &'t Faults<'t>, read: impl FnOnce(&Self) -> T) -> T {
        Table { faults, entries, byte: None, path: String::new(), asked: RefCell::default() }.read(read)
    }

    /// The value of a key, if the table has it.
    pub(super) fn optional(&self, key: &'static str) -> Option<Node<'t>> {
        self.asked.borrow_mut().push(key);
        let value = self.entries.get(key)?;
        Some(Node { faults: self.faults, value: value.get_ref(), byte: value.span().start, path: self.path_of(key) })
    }

    /// The value of a key that must be there; `example` is the line to write.
    pub(super) fn required(&self, key: &'static str, example: &str) -> Option<Node<'t>> {
        let node = self.optional(key);
        if node.is_none() {
            self.faults.add(self.byte, self.path_of(key), "this is missing", format!("add `{example}`"));
        }
        node
    }

    /// Required text.
    pub(super) fn text(&self, key: &'static str, example: &str) -> Option<String> {
        self.required(key, example)?.text()
    }

    /// The tables of a list such as `[[domains]]`, none where there is no such key.
    pub(super) fn tables<T>(&self, key: &'static str, mut read: impl FnMut(&Table<'t>) -> T) -> Vec<T> {
        let entries = self.optional(key).and_then(|node| node.list()).unwrap_or_default();
        entries.iter().filter_map(|entry| entry.table(&mut read)).collect()
    }

    /// Notes a fault of a key, on the line of its value, or of the table where the key is not given.
    pub(super) fn fault(&self, key: &'static str, message: impl Into<String>, help: impl Into<String>) {
        let byte = self.entries.get(key).map(|value| value.span().start).or(self.byte);
        self.faults.add(byte, self.path_of(key), message, help);
    }

    /// The table's own path, such as `domains[2]`.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn read<T>(self, read: impl FnOnce(&Self) -> T) -> T {
        let result = read(&self);
        let known = self.asked.borrow();
        for key in self.entries.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let help = did_you_mean(key.get_ref(), known.iter().copied())
                .unwrap_or_else(|| format!("take it out; the keys here are {}", listed(&known)));
            self.faults.add(Some(key.span().start), self.path_of(key.get_ref()), "this key is not known", help);
        }
        result
    }
}

/// "did you mean `sdlc`?" for the known word nearest to `word`, if one is near.
pub(super) fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(word, known).map(|nearest| format!("did you mean `{nearest}`?"))
}

/// `a`, `b` and `c`, each in backquotes.
pub(super) fn listed<S: AsRef<str>>(words: &[S]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// A decimal number as it is written in a document: up to four decimals, without idle zeros.
pub(super) fn shown(number: Exact) -> String {
    let parts = (number * Exact::from_integer(10_000)).round().to_integer();
    let sign = if parts < 0 { "-" } else { "" };
    let (whole, decimals) = (parts.abs() / 10_000, parts.abs() % 10_000);
    format!("{sign}{whole}.{decimals:04}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads the digits themselves: a binary float would turn 22.1 into something else.
fn decimal(written: &str) -> Option<Exact> {
    let unsigned = written.trim_start_matches(['+', '-']);
    let (whole, decimals) = unsigned.split_once('.')?;
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 6) || !digits(decimals, 4) {
        return None;
    }
    let parts: i128 = format!("{whole}{decimals:0<4}").parse().ok()?;
    Some(Exact::new(if written.starts_with('-') { -parts } else { parts }, 10_000))
}
