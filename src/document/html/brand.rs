//! What a coach's branding adds to a page: colours, typeface and logo.

use std::collections::BTreeMap;

use tera::Value;

use crate::document::branding::{Accent, Branding, Palette};

/// Style rules that follow the style sheet; empty where nothing is set.
pub fn style(branding: &Branding) -> String {
    let mut style = String::new();
    if let Some(typeface) = &branding.typeface {
        // named, not embedded: a page stays small, and few licences for print allow it
        style += &format!("\n:root{{--typeface:{}}}", quoted(&typeface.family));
    }
    if let Some(accent) = branding.accent {
        style += &colours(accent);
    }
    style
}

/// The logo for the templates: `source`, and `width` and `height` in CSS pixels.
pub fn logo(branding: &Branding) -> Value {
    let pixels = |points: f32| Value::from((points * 96.0 / 72.0).round().max(1.0) as u32);
    branding.logo.as_ref().map_or_else(Value::none, |logo| {
        Value::from(BTreeMap::from([
            ("source", Value::from(logo.source.as_str())),
            ("width", pixels(logo.width)),
            ("height", pixels(logo.height)),
        ]))
    })
}

/// The colours of style.css that carry the accent's hue, in both modes.
fn colours(accent: Accent) -> String {
    let variables = |Palette { accent, weak, adequate, strong }| {
        format!(
            "--accent:{accent};--weak:{weak};--strong:{accent};\
             --part-weak:{weak};--part-adequate:{adequate};--part-strong:{strong}"
        )
    };
    format!(
        "\n:root{{{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}",
        variables(accent.light()),
        variables(accent.dark())
    )
}

/// A CSS string; what would end it, or the style element, is escaped.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' | '<' | '>' => format!("\\{:x} ", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
