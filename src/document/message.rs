//! Messages without a choice of forms, taken apart once: nine of ten sentences are put together from these without a
//! walk through Fluent's syntax tree.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_bundle::FluentResource;
use fluent_syntax::ast;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::catalogue::Value;

/// The plain messages of a catalogue by id.
#[derive(Debug)]
pub(super) struct PlainMessages(HashMap<String, Vec<Part>>);

#[derive(Debug)]
enum Part {
    Text(String),
    /// Name of a value.
    Value(String),
}

impl PlainMessages {
    /// All messages that only put values between words.
    pub(super) fn of(resource: &FluentResource) -> PlainMessages {
        let message = |entry: &ast::Entry<&str>| match entry {
            ast::Entry::Message(ast::Message { id, value: Some(pattern), .. }) => {
                Some((id.name.to_owned(), parts(pattern)?))
            }
            _ => None,
        };
        PlainMessages(resource.entries().filter_map(message).collect())
    }

    /// The message in words; `None` where it is no plain one, or a value is missing.
    pub(super) fn format(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let mut words = String::with_capacity(64);
        for part in self.0.get(id)? {
            match part {
                Part::Text(text) => words.push_str(text),
                Part::Value(name) => match values.iter().find(|(given, _)| given == name)?.1 {
                    Value::Text(text) => words.push_str(text),
                    Value::Count(count) => words.push_str(&count.to_string()),
                },
            }
        }
        Some(words)
    }
}

fn parts(pattern: &ast::Pattern<&str>) -> Option<Vec<Part>> {
    let part = |element: &ast::PatternElement<&str>| match element {
        ast::PatternElement::TextElement { value } => Some(Part::Text((*value).to_owned())),
        ast::PatternElement::Placeable { expression: ast::Expression::Inline(expression) } => match expression {
            ast::InlineExpression::StringLiteral { value } => {
                Some(Part::Text(Cow::into_owned(unescape_unicode_to_string(value))))
            }
            ast::InlineExpression::VariableReference { id } => Some(Part::Value(id.name.to_owned())),
            _ => None,
        },
        ast::PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(part).collect()
}
