//! What is wrong with a template, for the coach who changed it.

use std::collections::HashSet;

use tera::ErrorKind;

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
    pub(super) fn from_tera(error: &tera::Error) -> TemplateError {
        let (template, line) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (Some(report.filename().to_owned()), Some(report.span().start_line))
            }
            _ => place(&error.to_string()),
        };
        let report = error.to_string();
        TemplateError { template, line, report: report.strip_prefix("error: ").unwrap_or(&report).to_owned() }
    }

    /// Checks that all variables that the template `name` uses are known: tera itself takes an unknown one
    /// in a condition for false.
    pub(super) fn unknown_variable(
        name: &str,
        source: &str,
        used: &HashSet<&str>,
        known: &[&str],
    ) -> Result<(), TemplateError> {
        let mut unknown: Vec<_> = used.iter().filter(|used| !known.contains(used)).collect();
        unknown.sort_unstable();
        let found =
            |word: &str| source.lines().zip(1..).find_map(|(text, line)| Some((text, line, column(text, word)?)));
        // One that stands in an included template is reported with that template.
        let Some((word, (text, line, column))) = unknown.into_iter().find_map(|word| Some((word, found(word)?))) else {
            return Ok(());
        };
        let mut known = known.to_vec();
        known.sort_unstable();
        let margin = " ".repeat(line.to_string().len());
        let report = format!(
            "Variable `{word}` is not defined. Available variables: {}\n{margin}--> {name}:{line}:{}\n{margin} |\n{line} | {text}\n{margin} | {}{}",
            known.join(", "),
            column + 1,
            " ".repeat(column),
            "^".repeat(word.chars().count()),
        );
        Err(TemplateError { template: Some(name.to_owned()), line: Some(line), report })
    }
}

/// Template and line from a report's "--> plan.html:3:5".
fn place(report: &str) -> (Option<String>, Option<usize>) {
    let Some((_, rest)) = report.split_once("--> ") else {
        return (None, None);
    };
    let mut parts = rest.lines().next().unwrap_or_default().split(':');
    (parts.next().map(str::to_owned), parts.next().and_then(|line| line.parse().ok()))
}

/// Column, from 0 in characters, where `word` stands by itself behind the first tag of the line.
fn column(text: &str, word: &str) -> Option<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let tag = ["{{", "{%"].iter().filter_map(|open| text.find(open)).min()?;
    text[tag..].match_indices(word).map(|(at, _)| tag + at).find_map(|at| {
        let alone = !text[..at].ends_with(part_of_word)
            && !text[at + word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        alone.then(|| text[..at].chars().count())
    })
}
