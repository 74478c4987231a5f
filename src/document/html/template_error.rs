//! What is wrong with a template, for the coach who changed it.

use std::collections::HashSet;

use tera::ErrorKind;

use crate::diagnostic::nearest;

/// What tera has built in; a test asks it for each.
pub(super) const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
pub(super) const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
const FUNCTIONS: &[&str] = &["range", "super", "throw"];
const TAGS: &[&str] = &[
    "block",
    "break",
    "component",
    "continue",
    "elif",
    "else",
    "endblock",
    "endcomponent",
    "endfilter",
    "endfor",
    "endif",
    "endset",
    "extends",
    "filter",
    "for",
    "if",
    "include",
    "raw",
    "set",
    "set_global",
];

/// A fault of a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{report}")]
pub struct TemplateError {
    /// The template's name, e.g. `plan.html`, where known.
    pub template: Option<String>,
    /// Line in that template, from 1, where known.
    pub line: Option<usize>,
    /// What is wrong, with the place, the line itself and the names that exist.
    pub report: String,
}

impl TemplateError {
    /// The cohort page shows some rows of its long table and others not.
    pub(super) fn rows_lost() -> TemplateError {
        let report = "cohort.html does not show all candidates of this class in one way\n  \
                      Let the rows of its table depend on nothing but the row.";
        TemplateError { template: Some("cohort.html".to_owned()), line: None, report: report.to_owned() }
    }

    /// A fault that shows while a page is laid out.
    pub(crate) fn from_tera(error: &tera::Error) -> TemplateError {
        TemplateError::in_templates(error, &[])
    }

    /// A fault of the templates `sources` (name and text).
    pub(crate) fn in_templates(error: &tera::Error, sources: &[(&str, String)]) -> TemplateError {
        let named = |name: &str| sources.iter().find(|(known, _)| *known == name).map(|(name, text)| (*name, &**text));
        let quoted = |tag: &str, of: &str, named: &str, title: &str, help: &str| {
            let (name, source) = named_or_empty(of, sources);
            let line = source.find(tag).unwrap_or(0);
            let offset = source[line..].find(named).map_or(line, |at| line + at);
            TemplateError::at(name, source, offset, named, title, help)
        };
        let html: Vec<&str> = sources.iter().map(|(name, _)| *name).collect();
        match error.kind() {
            ErrorKind::MissingParent { current, parent } => {
                let title = format!("Unknown template `{parent}`");
                return quoted("extends", current, parent, &title, &suggestion(parent, &html, "templates"));
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let title = format!("`{tpl}` extends itself: {} → {tpl}", inheritance_chain.join(" → "));
                let parent = inheritance_chain.get(1).unwrap_or(tpl);
                return quoted("extends", tpl, parent, &title, "page.html is the template to extend");
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let title = format!("`{tpl}` includes itself: {}", include_chain.join(" → "));
                let included = include_chain.get(1).unwrap_or(tpl);
                return quoted("include", tpl, included, &title, "a template cannot stand in itself");
            }
            _ => {}
        }
        let blocks: Vec<&str> = named("page.html").map(|(_, source)| block_names(source)).unwrap_or_default();
        let text = error.to_string();
        let reports: Vec<String> = text
            .split("\n\nerror: ")
            .map(|report| explained(report.strip_prefix("error: ").unwrap_or(report), &html, &blocks))
            .collect();
        let (template, line) = place(&text);
        TemplateError { template, line, report: reports.join("\n\nerror: ") }
    }

    /// A fault at `offset` (in bytes) of the template's text, where `word` stands.
    pub(crate) fn at(
        template: &str,
        source: &str,
        offset: usize,
        word: &str,
        title: &str,
        help: &str,
    ) -> TemplateError {
        let before = &source[..offset];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = source[start..offset].chars().count();
        let text = source[start..].lines().next().unwrap_or_default();
        let margin = " ".repeat(line.to_string().len());
        let indent: String = text.chars().take(column).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let report = format!(
            "{title}\n{margin}--> {template}:{line}:{}\n{margin} |\n{line} | {text}\n{margin} | {indent}{}\n{margin} = help: {help}",
            column + 1,
            "^".repeat(word.chars().count().max(1)),
        );
        TemplateError { template: Some(template.to_owned()), line: Some(line), report }
    }

    /// Checks that all variables that the template `name` uses are known: tera itself takes an unknown one
    /// in a condition for false.
    pub(crate) fn unknown_variable(
        name: &str,
        source: &str,
        used: &HashSet<&str>,
        known: &[&str],
    ) -> Result<(), TemplateError> {
        let mut unknown: Vec<_> = used.iter().filter(|used| !known.contains(used)).collect();
        unknown.sort_unstable();
        // One that stands in an included template is reported with that template.
        let Some((word, offset)) = unknown.into_iter().find_map(|word| Some((word, offset_of(source, word)?))) else {
            return Ok(());
        };
        let mut known = known.to_vec();
        known.sort_unstable();
        let title = format!("Variable `{word}` is not defined");
        Err(TemplateError::at(name, source, offset, word, &title, &suggestion(word, &known, "variables")))
    }
}

/// "did you mean `upper`? The filters are …".
pub(super) fn suggestion(word: &str, known: &[&str], what: &str) -> String {
    let all = format!("the {what} here are {}", known.join(", "));
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? {}{}", all[..1].to_uppercase(), &all[1..]),
        None if known.is_empty() => format!("there are no {what}"),
        None => all,
    }
}

fn named_or_empty<'s>(name: &'s str, sources: &'s [(&str, String)]) -> (&'s str, &'s str) {
    (name, sources.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text))
}

/// One of tera's reports with a line of help below it, where there is something to say.
fn explained(report: &str, templates: &[&str], blocks: &[&str]) -> String {
    let (title, place) = report.split_once('\n').unwrap_or((report, ""));
    let name = title.split('`').nth(1).unwrap_or_default();
    let (title, available) = title.split_once(". Available").unwrap_or((title, ""));
    let available: Vec<&str> =
        available.split_once(": ").map(|(_, names)| names.split(", ").collect()).unwrap_or_default();
    let help = if title.starts_with("Unknown filter") {
        suggestion(name, FILTERS, "filters")
    } else if title.starts_with("Unknown test") {
        suggestion(name, TESTS, "tests")
    } else if title.starts_with("Unknown function") {
        suggestion(name, FUNCTIONS, "functions")
    } else if title.starts_with("Unknown component") {
        "a component is written as {% component name(argument) %} … {% endcomponent %} in one of the templates"
            .to_owned()
    } else if title.starts_with("Unknown template") {
        suggestion(name, templates, "templates")
    } else if title.starts_with("Unknown tag") {
        suggestion(marked(place), TAGS, "tags")
    } else if title.starts_with("Block") {
        format!(
            "{}; page.html makes the blocks that the others fill, so they have to stay in it",
            suggestion(name, blocks, "blocks")
        )
    } else if title.starts_with("Unexpected end of input") {
        "a tag, a bracket, or a block that was opened above is not closed".to_owned()
    } else if !available.is_empty() {
        suggestion(name, &available, if title.starts_with("Field") { "fields" } else { "variables" })
    } else if title.starts_with("Field") {
        format!(
            "what stands before `{name}` has no fields here: where it is null or not in the list, put {{% if … %}} around it"
        )
    } else {
        return report.to_owned();
    };
    let margin = place.find("-->").map_or(0, |at| at);
    format!("{}\n{place}\n{} = help: {help}", title.trim_end_matches('.'), " ".repeat(margin))
}

/// The word above the carets of a report.
fn marked(place: &str) -> &str {
    let mut lines = place.lines().rev();
    let (carets, text) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let start = carets.find('^').unwrap_or(0);
    text.get(start..start + carets.matches('^').count()).unwrap_or_default()
}

/// The names after `block` in the tags of a template.
fn block_names(source: &str) -> Vec<&str> {
    let mut names: Vec<&str> = source
        .split("{%")
        .skip(1)
        .filter_map(|tag| tag.trim_start_matches(['-', ' ']).strip_prefix("block ")?.split_whitespace().next())
        .collect();
    names.sort_unstable();
    names
}

/// Template and line from a report's "--> plan.html:3:5".
fn place(report: &str) -> (Option<String>, Option<usize>) {
    let Some((_, rest)) = report.split_once("--> ") else {
        return (None, None);
    };
    let mut parts = rest.lines().next().unwrap_or_default().split(':');
    (parts.next().map(str::to_owned), parts.next().and_then(|line| line.parse().ok()))
}

/// Where `word` stands by itself in a tag, in bytes.
fn offset_of(source: &str, word: &str) -> Option<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    source.match_indices(word).map(|(at, _)| at).find(|&at| {
        let (before, after) = (&source[..at], &source[at + word.len()..]);
        let open = before.rfind("{{").max(before.rfind("{%"));
        let closed = before.rfind("}}").max(before.rfind("%}"));
        open > closed
            && !before.ends_with(part_of_word)
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}
