//! Messages without a choice of forms, taken apart once: nine of ten sentences are put together from these without a
//! walk through Fluent's syntax tree.

use std::borrow::Cow;

use fluent_bundle::FluentResource;
use fluent_syntax::ast;
use fluent_syntax::unicode::unescape_unicode_to_string;
use rustc_hash::FxHashMap;

use super::catalogue::Value;

/// The plain messages of a catalogue by id.
#[derive(Debug)]
pub(super) struct PlainMessages(FxHashMap<String, PlainMessage>);

#[derive(Debug)]
struct PlainMessage {
    parts: Vec<Part>,
    /// So many bytes are made room for.
    room: usize,
}

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
                Some((id.name.to_owned(), PlainMessage::of(pattern)?))
            }
            _ => None,
        };
        PlainMessages(resource.entries().filter_map(message).collect())
    }

    /// The message in words; `None` where it is no plain one, or a value is missing.
    pub(super) fn format(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let message = self.0.get(id)?;
        let mut words = String::with_capacity(message.room);
        for part in &message.parts {
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

impl PlainMessage {
    fn of(pattern: &ast::Pattern<&str>) -> Option<PlainMessage> {
        let parts = pattern.elements.iter().map(Part::of).collect::<Option<Vec<Part>>>()?;
        let room = |part: &Part| match part {
            Part::Text(text) => text.len(),
            Part::Value(_) => 32,
        };
        Some(PlainMessage { room: parts.iter().map(room).sum(), parts })
    }
}

impl Part {
    fn of(element: &ast::PatternElement<&str>) -> Option<Part> {
        match element {
            ast::PatternElement::TextElement { value } => Some(Part::Text((*value).to_owned())),
            ast::PatternElement::Placeable { expression: ast::Expression::Inline(expression) } => match expression {
                ast::InlineExpression::StringLiteral { value } => {
                    Some(Part::Text(Cow::into_owned(unescape_unicode_to_string(value))))
                }
                ast::InlineExpression::VariableReference { id } => Some(Part::Value(id.name.to_owned())),
                _ => None,
            },
            ast::PatternElement::Placeable { .. } => None,
        }
    }
}
