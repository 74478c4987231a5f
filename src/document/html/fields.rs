//! Fields that a template names and that no document has: tera itself takes an unknown one in a condition, or before
//! `| default`, for false.
//!
//! What exists is read from the page of documentation that coaches read, `templates/VARIABLES.md`, which a test keeps
//! true. Only what can be followed without doubt is judged: a variable, its fields, the variable of a `for` over a list,
//! a name that `set` gives. All else is left to the rendering.

use std::collections::BTreeMap;

use super::TemplateError;

/// Every variable of the templates with type, meaning and example, as Markdown.
pub const VARIABLES: &str = include_str!("../../../templates/VARIABLES.md");

/// What a variable holds, as far as it can be named.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// Empty for texts, numbers and the like.
    fields: BTreeMap<String, Shape>,
    /// What each entry of a list, or of a map with keys of its own, holds.
    entry: Option<Box<Shape>>,
}

impl Shape {
    /// Variables as documentation writes them: `facts[].label`, `plan.hours.<key>`.
    pub fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Shape {
        let mut root = Shape::default();
        for path in paths {
            let mut shape = &mut root;
            for part in path.replace("[]", ".[]").split('.') {
                shape = match part {
                    "[]" | "<key>" => shape.entry.get_or_insert_default(),
                    field => shape.fields.entry(field.to_owned()).or_default(),
                };
            }
        }
        root
    }

    /// All variables of pages, as their documentation lists them.
    pub fn documented() -> Shape {
        let mut root = Shape::of(VARIABLES.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()));
        // cell.html has one of the cells of the tables, and makes its markup
        let below = |shape: &Shape, field: &str| shape.fields.get(field)?.entry.as_deref().cloned();
        let row = ["blocks", "groups", "rows"].iter().try_fold(root.clone(), |shape, field| below(&shape, field));
        if let Some(mut cell) = row.and_then(|row| row.entry) {
            cell.fields.remove("markup");
            root.fields.insert("cell".to_owned(), *cell);
        }
        root
    }

    /// Checks every field that the template names.
    ///
    /// # Errors
    /// The first field that does not exist.
    pub fn check(&self, template: &str, source: &str) -> Result<(), TemplateError> {
        let mut scopes = Scopes { root: self, names: Vec::new() };
        let mut at = 0;
        while let Some((start, open)) = next_tag(source, at) {
            let close = match open {
                "{{" => "}}",
                "{%" => "%}",
                _ => "#}",
            };
            let content = &source[start + 2..];
            let end = if open == "{#" { content.find(close) } else { end_of_tag(content, close) };
            // a tag that does not end is the parser's to tell
            let Some(end) = end else { break };
            at = start + 2 + end + 2;
            let content = &content[..end];
            match (open, content.trim_matches(['-', ' ', '\n', '\t'])) {
                ("{%", "raw") => {
                    at = source[at..].find("endraw").map_or(source.len(), |end| at + end);
                }
                ("{%" | "{{", _) => {
                    scopes.tag(&tokens(content)).map_err(|Unknown { offset, field, known }| {
                        let title = format!("Field `{field}` is not defined");
                        let help = super::template_error::suggestion(field, &known, "fields");
                        TemplateError::at(template, source, start + 2 + offset, field, &title, &help)
                    })?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn next_tag(source: &str, from: usize) -> Option<(usize, &'static str)> {
    ["{{", "{%", "{#"].into_iter().filter_map(|open| Some((from + source[from..].find(open)?, open))).min()
}

/// Where the tag ends, outside its quotes.
fn end_of_tag(content: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    content.char_indices().find_map(|(at, c)| {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if ['"', '\'', '`'].contains(&c) => quote = Some(c),
            None if content[at..].starts_with(close) => return Some(at),
            None => {}
        }
        None
    })
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'s> {
    Name(&'s str),
    Text(&'s str),
    /// `?.` is a dot, too.
    Dot,
    Other(char),
}

/// The tokens of a tag with their offsets in bytes.
fn tokens(content: &str) -> Vec<(usize, Token<'_>)> {
    let mut found = Vec::new();
    let mut rest = content;
    while let Some(c) = rest.chars().next() {
        let at = content.len() - rest.len();
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = if ['"', '\'', '`'].contains(&c) {
            let length = rest[1..].find(c).map_or(rest.len() - 1, |end| end + 1) + 1;
            let length = length.min(rest.len());
            found.push((at + 1, Token::Text(rest[1..length].trim_end_matches(c))));
            length
        } else if is_name(c) {
            let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            found.push((at, Token::Name(&rest[..length])));
            length
        } else if rest.starts_with("?.") {
            found.push((at, Token::Dot));
            2
        } else {
            if !c.is_whitespace() {
                found.push((at, if c == '.' { Token::Dot } else { Token::Other(c) }));
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// A field that does not exist.
struct Unknown<'s> {
    offset: usize,
    field: &'s str,
    known: Vec<&'s str>,
}

/// The names that mean something at a place in a template.
struct Scopes<'s> {
    root: &'s Shape,
    /// Innermost last; `None` stands for a value that is not followed. A `for` begins with the empty name.
    names: Vec<(&'s str, Option<&'s Shape>)>,
}

impl<'s> Scopes<'s> {
    fn tag(&mut self, tokens: &[(usize, Token<'s>)]) -> Result<(), Unknown<'s>> {
        // the marks that trim white space
        let tokens = tokens.strip_prefix(&[(0, Token::Other('-'))]).unwrap_or(tokens);
        let tokens = match tokens {
            [tokens @ .., (_, Token::Other('-'))] => tokens,
            _ => tokens,
        };
        let kinds: Vec<Token<'s>> = tokens.iter().map(|&(_, token)| token).collect();
        match kinds[..] {
            [Token::Name("for"), Token::Name(name), Token::Name("in"), ..] => {
                let list = self.expression(&tokens[3..])?;
                self.names.push(("", None));
                self.names.push((name, list.and_then(|list| list.entry.as_deref())));
            }
            [Token::Name("for"), Token::Name(key), Token::Other(','), Token::Name(name), Token::Name("in"), ..] => {
                let map = self.expression(&tokens[5..])?;
                self.names.push(("", None));
                self.names.push((key, None));
                self.names.push((name, map.and_then(|map| map.entry.as_deref())));
            }
            [Token::Name("endfor"), ..] => while self.names.pop().is_some_and(|(name, _)| !name.is_empty()) {},
            [Token::Name("set" | "set_global"), Token::Name(name), Token::Other('='), ..] => {
                let value = self.expression(&tokens[3..])?;
                self.names.push((name, value));
            }
            [Token::Name("set" | "set_global"), Token::Name(name), ..] => self.names.push((name, None)),
            // its arguments have names of their own
            [Token::Name("component"), ..] => {
                self.names.extend(kinds.iter().filter_map(|token| match token {
                    Token::Name(name) => Some((*name, None)),
                    _ => None,
                }));
            }
            _ => _ = self.expression(tokens)?,
        }
        Ok(())
    }

    /// Checks all variables of an expression; what it holds, where it is a variable and nothing else.
    fn expression(&self, tokens: &[(usize, Token<'s>)]) -> Result<Option<&'s Shape>, Unknown<'s>> {
        let mut at = 0;
        let mut whole = None;
        while at < tokens.len() {
            let begins = at == 0 || tokens[at - 1].1 != Token::Dot;
            let (Token::Name(name), true) = (tokens[at].1, begins) else {
                at += 1;
                continue;
            };
            let start = at;
            let mut shape = self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, shape)| *shape);
            let mut shape = shape.take().unwrap_or_else(|| self.root.fields.get(name));
            at += 1;
            loop {
                let (offset, field) = match tokens.get(at..).unwrap_or_default() {
                    [(_, Token::Dot), (offset, Token::Name(field)), ..] => {
                        at += 2;
                        (*offset, *field)
                    }
                    [(_, Token::Other('[')), (offset, Token::Text(field)), (_, Token::Other(']')), ..] => {
                        at += 3;
                        (*offset, *field)
                    }
                    [(_, Token::Other('[')), (_, Token::Name(_)), (_, Token::Other(']')), ..] => {
                        at += 3;
                        shape = shape.and_then(|shape| shape.entry.as_deref());
                        continue;
                    }
                    _ => break,
                };
                shape = match shape {
                    Some(Shape { fields, entry }) if !fields.is_empty() => match fields.get(field) {
                        Some(next) => Some(next),
                        None if entry.is_none() => {
                            return Err(Unknown { offset, field, known: fields.keys().map(String::as_str).collect() });
                        }
                        None => None,
                    },
                    Some(Shape { entry, .. }) => entry.as_deref().filter(|_| field.parse::<usize>().is_err()),
                    None => None,
                };
            }
            if start == 0 && at == tokens.len() {
                whole = shape;
            }
        }
        Ok(whole)
    }
}
