//! The HTML face: a [`Document`] laid out by tera templates. The templates hold markup and no sentence;
//! charts come from [`svg`].

mod brand;
mod common;
mod context;
mod escape;
mod fields;
mod long_table;
mod svg;
mod template_error;
#[cfg(test)]
mod variables;

use serde::Serialize;
use tera::{Tera, Value};

pub use context::direction;
pub use escape::write_escaped as escape_fn;
pub use fields::{Shape, VARIABLES};
pub use template_error::TemplateError;

use self::context::{Contexts, NAMES, NAMES_OF_CELL, serialized};
use super::branding::Branding;
use super::catalogue::Catalogue;
use super::content::{Block, Cell, Document};

const STYLE: &str = "style.css";
const BUILT_IN: &[(&str, &str)] = &[
    ("page.html", include_str!("../../../templates/page.html")),
    ("plan.html", include_str!("../../../templates/plan.html")),
    ("cohort.html", include_str!("../../../templates/cohort.html")),
    ("blocks.html", include_str!("../../../templates/blocks.html")),
    ("cell.html", include_str!("../../../templates/cell.html")),
    (STYLE, include_str!("../../../templates/style.css")),
];

/// The compiled templates: one for the process, shared by all threads.
#[derive(Debug)]
pub struct HtmlFace {
    tera: Tera,
    /// Whether a template names `candidate` or `cohort`; the built-in ones do not, and are spared the data.
    names_data: bool,
    /// Whether cohort.html has a script that hands out the rows of a long table.
    hands_out_rows: bool,
}

/// The few words that only HTML needs, in the language of the documents.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Labels {
    /// The link to the content for those who use the keyboard, e.g. "Skip to the content".
    pub skip: String,
    /// Label of the box that filters a table, e.g. "Show rows with".
    pub filter: String,
    /// How to sort, beside that box, e.g. "Choose a column heading to sort."
    pub sort: String,
    /// How many rows a filter leaves, with `{shown}` and `{all}` for the numbers, e.g. "{shown} of {all} rows".
    pub shown: String,
    /// The choice in a list of groups, outlooks and the like that leaves every row, e.g. "all".
    pub all: String,
    /// Label of the list of domains, of which one leaves those who are weak in it, e.g. "Weak in".
    pub weak_in: String,
    /// Label of the list of columns to show, e.g. "Columns".
    pub columns: String,
    /// The button that undoes all filters, e.g. "Show all".
    pub clear: String,
    /// Which rows of a long table are shown, with `{from}`, `{to}` and `{all}`, e.g. "{from} to {to} of {all}".
    pub part: String,
    /// The button that shows the rows before these, e.g. "Back".
    pub back: String,
    /// The button that shows the next rows, e.g. "Next".
    pub next: String,
    /// What unfolds the figures behind a chart, e.g. "The figures as a table".
    pub figures: String,
}

impl Labels {
    /// The words as a catalogue has them.
    #[must_use]
    pub fn of(words: &Catalogue) -> Labels {
        Labels {
            skip: words.text("html-skip"),
            filter: words.text("html-filter"),
            sort: words.text("html-sort"),
            shown: words.text("html-shown"),
            all: words.text("html-all"),
            weak_in: words.text("html-weak-in"),
            columns: words.text("html-columns"),
            clear: words.text("html-clear"),
            part: words.text("html-part"),
            back: words.text("html-back"),
            next: words.text("html-next"),
            figures: words.text("html-figures"),
        }
    }
}

impl HtmlFace {
    /// Compiles the templates. `replace(name)` gives the text of a template that the coach replaced, else `None`; colours, typeface and
    /// logo of `branding` come on top.
    ///
    /// # Errors
    /// A syntax error, or a variable, filter or block that does not exist.
    pub fn new(
        replace: impl Fn(&str) -> Option<String>,
        labels: &Labels,
        branding: &Branding,
    ) -> Result<HtmlFace, TemplateError> {
        let text = |name: &str, built_in: &str| replace(name).unwrap_or_else(|| built_in.to_owned());
        let mut tera = Tera::default();
        tera.set_escape_fn(escape::write_escaped);
        let mut sources = Vec::new();
        for &(name, built_in) in BUILT_IN {
            if name == STYLE {
                let style = without_indents(&text(name, built_in)) + &brand::style(branding);
                tera.global_context().insert_value("style", Value::safe_string(&style));
            } else {
                sources.push((name, text(name, built_in)));
            }
        }
        let generator = concat!("resit ", env!("CARGO_PKG_VERSION"));
        tera.global_context().insert_value("generator", Value::from(generator));
        tera.global_context().insert_value("labels", serialized(labels)?);
        tera.global_context().insert_value("logo", brand::logo(branding));
        tera.add_raw_templates(sources.iter().map(|(name, source)| (name, source)))
            .map_err(|error| TemplateError::in_templates(&error, &sources))?;
        let mut names_data = false;
        for (name, source) in &sources {
            let used = tera.get_template_variables(name).map_err(|error| TemplateError::from_tera(&error))?;
            let known = match *name {
                "plan.html" => &[NAMES, &["candidate"]].concat(),
                "cohort.html" => &[NAMES, &["cohort"]].concat(),
                "cell.html" => NAMES_OF_CELL,
                _ => &[NAMES, &["candidate", "cohort"]].concat(),
            };
            TemplateError::unknown_variable(name, source, &used, known)?;
            names_data |= ["candidate", "cohort"].iter().any(|data| used.contains(data));
            // a test checks the built-in ones
            if !BUILT_IN.contains(&(*name, source.as_str())) {
                Shape::documented().check(name, source)?;
            }
        }
        let is_handing_out =
            |(name, source): &(&str, String)| *name == "cohort.html" && source.contains("noscript.paged");
        let hands_out_rows = sources.iter().any(is_handing_out);
        Ok(HtmlFace { tera, names_data, hands_out_rows })
    }

    /// What makes pages with these templates: one a thread.
    pub fn pages(&self) -> Pages<'_> {
        Pages { face: self, contexts: Contexts::new(&self.tera) }
    }

    /// Names of all replaceable templates with their built-in text.
    #[must_use]
    pub fn built_in() -> &'static [(&'static str, &'static str)] {
        BUILT_IN
    }
}

/// Whether a page says that it is this candidate's.
pub fn is_page_of(page: &str, candidate_id: &str) -> bool {
    let mut id = Vec::new();
    // memory takes whatever is written
    let _ = escape::write_escaped(candidate_id, &mut id);
    page.contains(&format!("<meta name=\"resit-candidate\" content=\"{}\">", String::from_utf8_lossy(&id)))
}

/// Makes pages; it keeps what they have in common.
pub struct Pages<'a> {
    face: &'a HtmlFace,
    contexts: Contexts<'a>,
}

impl Pages<'_> {
    /// The page of one candidate. `candidate` is the candidate's line of results.jsonl.
    ///
    /// # Errors
    /// A field that does not exist, or another fault of a replaced template that only shows with data.
    pub fn plan(&mut self, document: &Document, candidate: &impl Serialize) -> Result<String, TemplateError> {
        self.page("plan.html", document, "candidate", candidate)
    }

    /// The cohort page. `cohort` is what cohort.json holds, `rows` are those of the table that can be sorted. Many rows are laid
    /// out a few at a time: `write` takes the page part by part.
    ///
    /// # Errors
    /// As [`Pages::plan`], and what `write` says.
    pub fn cohort<E: From<TemplateError>>(
        &mut self,
        mut document: Document,
        cohort: &impl Serialize,
        rows: impl Iterator<Item = Vec<Cell>>,
        write: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                table.paged &= self.face.hands_out_rows;
            }
        }
        let page = |document: &Document| self.page("cohort.html", document, "cohort", cohort);
        long_table::lay_out(document, rows, page, write)
    }

    /// A page that stands alone: page.html without any data of candidates or of the cohort.
    ///
    /// # Errors
    /// As [`Pages::plan`].
    pub fn alone(&mut self, document: &Document) -> Result<String, TemplateError> {
        let context = self.contexts.context(document)?;
        self.face.tera.render("page.html", &context).map_err(|error| TemplateError::from_tera(&error))
    }

    fn page(
        &mut self,
        template: &str,
        document: &Document,
        data_name: &'static str,
        data: &impl Serialize,
    ) -> Result<String, TemplateError> {
        let mut context = self.contexts.context(document)?;
        if self.face.names_data {
            context.insert_value(data_name, serialized(data)?);
        }
        self.face.tera.render(template, &context).map_err(|error| TemplateError::from_tera(&error))
    }
}

/// The style sheet stands in every page: its indents, blank lines and comment lines need not.
fn without_indents(style: &str) -> String {
    let comment = |line: &str| line.starts_with("/*") && line.find("*/") == Some(line.len() - 2);
    let kept = |line: &&str| !line.is_empty() && !comment(line);
    style.lines().map(str::trim).filter(kept).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::is_page_of;

    #[test]
    fn a_page_names_its_candidate() {
        let page = "<meta name=\"resit-candidate\" content=\"C &amp; &quot;1&quot;\">";
        assert!(is_page_of(page, "C & \"1\""));
        assert!(!is_page_of(page, "C & \"1"));
        assert!(!is_page_of(page, "C &amp; &quot;1&quot;"));
    }
}
