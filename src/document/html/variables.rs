//! Writes and proves `templates/VARIABLES.md`: what templates can name, from the types, their comments and the sample
//! class. `make variables` rewrites the page after a change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::civil::date;
use serde_json::Value;

use super::context::NAMES;
use super::fields::Shape;
use super::template_error::{FILTERS, TESTS};
use super::{HtmlFace, Labels, TemplateError, VARIABLES};
use crate::analysis::cohort::{CohortFigures, CohortTerms, Earlier, Tally};
use crate::analysis::{Diagnosis, Record, Terms, diagnose};
use crate::document::branding::{Branding, Logo};
use crate::document::candidate::Subject;
use crate::document::catalogue::{DEFAULT_LANGUAGE, Texts};
use crate::document::cohort::{CandidateLine, Cohort, Listed, Roster};
use crate::document::content::{Block, Cell, Document};
use crate::exam::{Blueprint, built_in, parse};
use crate::sheet::{History, OneByOne, Reading, SheetFile, SheetOptions, read};

/// What a page of HTML has beside the fields of the content: path, or kind and field, then type and meaning.
const OF_THE_PAGE: &[(&str, &str, &str)] = &[
    ("dir", "text", "The direction of writing: `ltr` or `rtl`."),
    ("generator", "text", "The program and its version."),
    ("labels", "fields", "The few words that only HTML needs, from the texts."),
    ("logo", "fields or null", "The logo of the settings."),
    ("logo.source", "text", "Its picture as a `data:` address."),
    ("logo.width", "whole number", "Its width in CSS pixels."),
    ("logo.height", "whole number", "Its height in CSS pixels."),
    ("style", "text", "style.css, without indents and comments, and the rules of the branding."),
    ("blocks[].kind", "text", "What kind of content it is; each has a section below."),
    ("drawing svg", "text", "The chart as a finished `<svg>`."),
    ("table groups", "list of fields", "The rows: those of the body, then the sums."),
    ("table groups[].element", "text", "`tbody` or `tfoot`."),
    ("table groups[].rows", "list of lists", "Each row is a list with a cell for each column."),
    ("table groups[].rows[][].kind", "text", "What kind of cell it is; each has a section below."),
    ("element", "text", "`td`, or `th` where it heads its row."),
    ("attributes", "text", "The attributes of that element, with a space before them."),
    ("markup", "text", "The whole cell as `cell.html` lays it out."),
    ("sort", "text or number", "The figure to sort the column by."),
    ("percent", "text", "`share` in percent."),
];

/// Longest example, in characters.
const EXAMPLE: usize = 60;

#[test]
fn the_documentation_lists_every_variable() {
    let page = page(&Sample::new());
    #[expect(clippy::disallowed_methods, reason = "`make variables` asks for the page to be written")]
    if std::env::var("RESIT_WRITE_VARIABLES").is_ok() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/VARIABLES.md"), &page).unwrap();
    } else {
        assert!(page == VARIABLES, "templates/VARIABLES.md is not what the types say: `make variables` rewrites it");
    }
}

/// The rows of the table that can be sorted.
fn rows(document: &Document) -> Vec<Vec<Cell>> {
    let sortable = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) if table.sortable => Some(table.rows.clone()),
        _ => None,
    });
    sortable.unwrap_or_default()
}

/// A template that names the variable prints the example that the page gives.
#[test]
fn every_variable_of_the_documentation_can_be_printed() {
    let sample = Sample::new();
    let (cohort, figures) = (sample.cohort(), sample.figures());
    for row in sections(&sample).iter().flat_map(|section| &section.rows) {
        let template = format!("{}\n", printing(row));
        let in_cohort = row.path.starts_with("cohort");
        let name = if in_cohort { "cohort.html" } else { "plan.html" };
        let face = HtmlFace::new(|asked| (asked == name).then(|| template.clone()), &labels(), &sample.branding)
            .unwrap_or_else(|error| panic!("{}: {error}", row.path));
        let mut printed: Vec<String> = Vec::new();
        if !in_cohort {
            // whoever has no such field has no page of that kind
            let mut pages = face.pages();
            printed.extend(sample.plans().filter_map(|(document, record)| pages.plan(&document, &record).ok()));
        }
        if row.path.starts_with("blocks") || in_cohort {
            let face =
                HtmlFace::new(|asked| (asked == "cohort.html").then(|| template.clone()), &labels(), &sample.branding)
                    .unwrap();
            let mut page = String::new();
            let laid_out = face.pages().cohort(cohort.clone(), &figures, rows(&cohort).into_iter(), |part| {
                page += part;
                Ok::<_, TemplateError>(())
            });
            printed.extend(laid_out.ok().map(|()| page));
        }
        let example = row.example.as_ref().unwrap_or_else(|| panic!("{} has no example in the sample class", row.path));
        let pages: Vec<String> = printed.iter().map(|page| unescaped(page)).collect();
        let shown = example.strip_suffix('…').unwrap_or(example);
        let is_composed = shown.starts_with(['[', '{']);
        assert!(
            pages.iter().any(|page| if is_composed {
                !page.trim().is_empty()
            } else {
                page.replace('\n', " ").contains(shown)
            }),
            "{}: {template} does not print {example:?} but {:?}",
            row.path,
            pages.first()
        );
    }
}

#[test]
fn the_built_in_templates_name_nothing_else() {
    for (name, source) in HtmlFace::built_in().iter().filter(|(name, _)| *name != super::STYLE) {
        Shape::documented().check(name, source).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn every_filter_and_test_that_messages_name_exists() {
    let with = |template: String| {
        HtmlFace::new(|asked| (asked == "plan.html").then(|| template.clone()), &labels(), &Branding::default())
    };
    for filter in FILTERS {
        assert!(with(format!("{{{{ heading | {filter} }}}}")).is_ok(), "{filter}");
    }
    for test in TESTS {
        assert!(with(format!("{{% if heading is {test} %}}{{% endif %}}")).is_ok(), "{test}");
    }
}

/// Type and meaning by path.
type Fields = BTreeMap<String, (String, String)>;

/// One line of the page.
struct Row {
    path: String,
    kind: String,
    meaning: String,
    example: Option<String>,
    /// Kind of block and of cell under which it stands.
    block: Option<String>,
    cell: Option<String>,
}

struct Section {
    heading: String,
    text: String,
    rows: Vec<Row>,
}

fn page(sample: &Sample) -> String {
    let mut page = String::from(
        "# Variables of the templates\n\n\
         What the HTML templates can name, with examples from the sample class. `null` stands where something does not \
         apply: put `{% if … %}` around it. `[]` stands for the entries of a list: `{% for fact in facts %}{{ fact.label }}\
         {% endfor %}` prints `facts[].label`. Blocks and cells are of several kinds, each with fields of its own: `{% if \
         block.kind == \"table\" %}`.\n\nFilters: `",
    );
    page.push_str(&FILTERS.join("`, `"));
    page.push_str("`. Tests: `");
    page.push_str(&TESTS.join("`, `"));
    page.push_str("`. The [manual of tera](https://keats.github.io/tera/) explains them.\n");
    for Section { heading, text, rows } in sections(sample) {
        write!(page, "\n{heading}\n\n{text}\n").unwrap();
        if rows.is_empty() {
            continue;
        }
        page.push_str("\n| variable | type | meaning | example |\n| --- | --- | --- | --- |\n");
        for Row { path, kind, meaning, example, .. } in rows {
            let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
            let example =
                example.as_ref().map_or("–".to_owned(), |example| format!("`{}`", cell(example).replace('`', "'")));
            writeln!(page, "| `{path}` | {kind} | {} | {example} |", cell(&meaning)).unwrap();
        }
    }
    page
}

fn sections(sample: &Sample) -> Vec<Section> {
    let of_page: BTreeMap<&str, (String, String)> =
        OF_THE_PAGE.iter().map(|&(path, kind, meaning)| (path, (kind.to_owned(), meaning.to_owned()))).collect();
    let seen = sample.seen();
    let mut documented = of_types(&schema::<Document>(), "");
    documented.extend(of_types(&schema::<Labels>(), "labels."));
    let kind_of = |of: &str| seen.get(&format!("{of}.kind")).cloned().flatten();
    let mut top: Vec<Row> = seen
        .iter()
        .filter(|(path, _)| {
            !path.contains("blocks[") && !path.starts_with("candidate.") && !path.starts_with("cohort.")
        })
        .filter(|(path, _)| !["candidate", "cohort"].contains(&path.as_str()))
        .map(|(path, example)| row(path, &[path], &documented, &of_page, example.clone(), None, None))
        .collect();
    let block = Some("heading".to_owned());
    top.push(row("blocks[].kind", &["blocks[].kind"], &documented, &of_page, kind_of("blocks[heading]"), block, None));
    let mut sections = vec![Section {
        heading: "## On every page".to_owned(),
        text: "In `plan.html` and `cohort.html`, and in `page.html` and `blocks.html`, which they use.".to_owned(),
        rows: top,
    }];
    sections.push(Section {
        heading: "## In `cell.html`".to_owned(),
        text:
            "`cell` is one cell of a table: its fields stand below as those of `blocks[].groups[].rows[][]`, by kind. \
               `sortable` is true where its table can be sorted. Nothing else can be named there, because equal cells \
               are laid out once, for all pages."
                .to_owned(),
        rows: Vec::new(),
    });
    for (name, schema, file) in [
        ("candidate", schema::<Record<'_>>(), "`plan.html`: the candidate's line of results.jsonl"),
        ("cohort", schema::<CohortFigures>(), "`cohort.html`: what cohort.json holds"),
    ] {
        let documented = of_types(&schema, &format!("{name}."));
        for path in seen.keys().filter(|path| path.starts_with(&format!("{name}."))) {
            // the keys of maps are the exam's own
            let known = documented.keys().any(|known| known == path)
                || path
                    .rsplit_once('.')
                    .is_some_and(|(map, _)| documented.get(map).is_some_and(|(kind, _)| kind.starts_with("map")));
            assert!(known, "{path} is not in the types");
        }
        let rows = documented
            .keys()
            .map(|path| row(path, &[path], &documented, &of_page, seen.get(path).cloned().flatten(), None, None));
        let rows = rows.collect();
        sections.push(Section { heading: format!("## `{name}`"), text: format!("In {file}."), rows });
    }
    for (kind, (meaning, documented)) in &of_kinds(&schema::<Block>()) {
        let prefix = format!("blocks[{kind}].");
        let mut rows: Vec<Row> = seen
            .iter()
            .filter_map(|(path, example)| Some((path.strip_prefix(&prefix)?, example)))
            .filter(|(path, _)| !path.contains("rows[][") && *path != "kind")
            .map(|(field, example)| {
                let path = format!("blocks[].{field}");
                let keys = [field, &format!("{kind} {field}"), &path];
                row(&path, &keys, documented, &of_page, example.clone(), Some(kind.clone()), None)
            })
            .collect();
        if kind == "table" {
            let (path, key) = ("blocks[].groups[].rows[][].kind", "table groups[].rows[][].kind");
            let (example, cell) = (kind_of("blocks[table].groups[].rows[][text]"), Some("text".to_owned()));
            rows.push(row(path, &[key], documented, &of_page, example, Some(kind.clone()), cell));
        }
        sections.push(Section { heading: format!("## Block `{kind}`"), text: meaning.clone(), rows });
    }
    for (kind, (meaning, documented)) in &of_kinds(&schema::<Cell>()) {
        let prefix = format!("blocks[table].groups[].rows[][{kind}].");
        let rows = seen
            .iter()
            .filter_map(|(path, example)| Some((path.strip_prefix(&prefix)?, example)))
            // a mark has no attributes but its class, which cell.html gives it
            .filter(|(path, example)| *path != "kind" && (*path != "attributes" || example.is_some()))
            .map(|(field, example)| {
                let path = format!("blocks[].groups[].rows[][].{field}");
                let keys = [field, &format!("table groups[].rows[][].{field}")];
                row(&path, &keys, documented, &of_page, example.clone(), Some("table".to_owned()), Some(kind.clone()))
            })
            .collect();
        sections.push(Section { heading: format!("## Cell `{kind}` of a table"), text: meaning.clone(), rows });
    }
    sections
}

/// A row whose type and meaning stand under one of `keys`.
fn row(
    path: &str,
    keys: &[&str],
    documented: &Fields,
    of_page: &BTreeMap<&str, (String, String)>,
    example: Option<String>,
    block: Option<String>,
    cell: Option<String>,
) -> Row {
    let found = keys.iter().find_map(|&key| documented.get(key).or_else(|| of_page.get(key)));
    let (kind, meaning) = found.unwrap_or_else(|| panic!("{path} has no description"));
    assert!(!meaning.is_empty(), "{path} has no comment that says what it means");
    Row { path: path.to_owned(), kind: kind.clone(), meaning: meaning.clone(), example, block, cell }
}

fn schema<T: schemars::JsonSchema>() -> Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// Type and meaning of every field below a schema, by path.
fn of_types(schema: &Value, prefix: &str) -> Fields {
    let mut found = BTreeMap::new();
    collect_fields(schema, &schema["$defs"], prefix, &mut found);
    found
}

fn collect_fields(schema: &Value, defs: &Value, prefix: &str, found: &mut Fields) {
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{prefix}{name}");
        let meaning = field["description"].as_str().unwrap_or_default().replace('\n', " ").replace("`None`", "null");
        let (field, nullable) = not_null(field);
        let field = resolved(field, defs);
        let mut kind = name_of(field, defs);
        let (entry, below) = match field["items"].as_object() {
            Some(_) => (resolved(&field["items"], defs), format!("{path}[].")),
            None => (field, format!("{path}.")),
        };
        // kinds of blocks have sections of their own
        if entry["oneOf"][0]["properties"].is_null() {
            collect_fields(entry, defs, &below, found);
        }
        if nullable {
            kind.push_str(" or null");
        }
        found.insert(path, (kind, meaning));
    }
    if let Some(reference) = schema["$ref"].as_str() {
        collect_fields(definition(reference, defs), defs, prefix, found);
    }
}

fn definition<'v>(reference: &str, defs: &'v Value) -> &'v Value {
    &defs[reference.trim_start_matches("#/$defs/")]
}

fn resolved<'v>(schema: &'v Value, defs: &'v Value) -> &'v Value {
    schema["$ref"].as_str().map_or(schema, |reference| definition(reference, defs))
}

/// The schema without its null, and whether it had one.
fn not_null(schema: &Value) -> (&Value, bool) {
    match schema["anyOf"].as_array().map(Vec::as_slice) {
        Some([other, null]) if null["type"] == "null" => (other, true),
        _ => (schema, schema["type"].as_array().is_some_and(|types| types.iter().any(|kind| kind == "null"))),
    }
}

fn name_of(schema: &Value, defs: &Value) -> String {
    let schema = resolved(schema, defs);
    let words = |words: Vec<&Value>| {
        let words: Vec<String> =
            words.iter().filter_map(|word| word.as_str()).map(|word| format!("`{word}`")).collect();
        words.join(", ")
    };
    if let Some(variants) = schema["enum"].as_array() {
        return words(variants.iter().filter(|variant| !variant.is_null()).collect());
    }
    if let Some(variants) = schema["oneOf"].as_array() {
        // an enum whose variants have comments comes as constants and lists of them
        let each = |variant: &'_ Value| -> Vec<String> {
            let listed = variant["enum"].as_array().cloned().unwrap_or_default();
            listed.iter().chain([&variant["const"]]).filter_map(Value::as_str).map(|word| format!("`{word}`")).collect()
        };
        let all: Vec<String> = variants.iter().flat_map(each).collect();
        return if all.is_empty() { "fields".to_owned() } else { all.join(", ") };
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("string") => "text".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some("number") => "number".to_owned(),
        Some("boolean") => "true or false".to_owned(),
        Some("array") => format!("list of {}", name_of(&schema["items"], defs)),
        Some("object") if schema["additionalProperties"].is_object() => {
            format!("map of {}", name_of(&schema["additionalProperties"], defs))
        }
        _ => "fields".to_owned(),
    }
}

/// Meaning and fields of each variant of a tagged enum, by its kind.
fn of_kinds(schema: &Value) -> BTreeMap<String, (String, Fields)> {
    let variants = schema["oneOf"].as_array().expect("an enum");
    let kind = |variant: &Value| {
        let kind = variant["properties"]["kind"]["const"].as_str().expect("a tagged enum").to_owned();
        let meaning = variant["description"].as_str().unwrap_or_default().replace('\n', " ");
        assert!(!meaning.is_empty(), "{kind} has no comment");
        let mut fields = BTreeMap::new();
        collect_fields(variant, &schema["$defs"], "", &mut fields);
        fields.remove("kind");
        (kind, (meaning, fields))
    };
    variants.iter().map(kind).collect()
}

/// A template that prints the variable, through its lists and under its kinds.
fn printing(row: &Row) -> String {
    let mut parts = row.path.split("[]").peekable();
    let (mut open, mut close, mut at) = (String::new(), String::new(), String::new());
    let mut depth = 0;
    while let Some(part) = parts.next() {
        at.push_str(part);
        if parts.peek().is_none() {
            break;
        }
        depth += 1;
        let name = format!("x{depth}");
        // what stands above may be null
        for above in above(&at) {
            write!(open, "{{% if {above} %}}").unwrap();
            close.insert_str(0, "{% endif %}");
        }
        write!(open, "{{% for {name} in {at} %}}").unwrap();
        close.insert_str(0, "{% endfor %}");
        let kind = match depth {
            1 if row.path.starts_with("blocks") => &row.block,
            4 => &row.cell,
            _ => &None,
        };
        if let Some(kind) = kind {
            write!(open, "{{% if {name}.kind == \"{kind}\" %}}").unwrap();
            close.insert_str(0, "{% endif %}");
        }
        at = name;
    }
    let guards: String = above(&at).map(|above| format!("{{% if {above} %}}")).collect();
    let ends = "{% endif %}".repeat(above(&at).count());
    format!("{open}{guards}{{{{ {at} }}}}{ends}\n{close}")
}

/// The fields above the one at a path, the outermost first; a list entry or a top name is none.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').skip(1).map(|(end, _)| &path[..end])
}

fn unescaped(page: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    pairs.iter().fold(page.to_owned(), |page, (entity, sign)| page.replace(entity, sign)).replace("&amp;", "&")
}

fn english() -> Texts {
    Texts::built_in(DEFAULT_LANGUAGE).unwrap()
}

fn labels() -> Labels {
    Labels::of(&english().catalogue())
}

/// The sample class at the end of August, as far as it is compared.
const EARLIER: &str = r#"{
    "exam": "dop-c02", "as_of": "2026-08-31", "attempts": 21, "pass_rate": { "count": 3, "of": 16 },
    "first_attempt_pass_rate": { "count": 1, "of": 16 }, "retake_pass_rate": { "count": 2, "of": 5 },
    "scores": { "n": 14, "median": 666, "mean": 678.1 },
    "domains": [{ "key": "sdlc", "weak_rate": { "count": 9, "of": 14 } }]
}"#;

/// The sample class, concluded.
struct Sample {
    blueprint: Blueprint,
    reading: Reading,
    terms: Terms,
    branding: Branding,
    texts: Texts,
    earlier: Earlier,
}

impl Sample {
    fn new() -> Sample {
        let blueprint = parse(built_in()[0].toml).unwrap();
        let bytes = include_bytes!("../../../samples/dop-c02-class.csv").to_vec();
        let file = SheetFile { name: "class.csv".to_owned(), bytes };
        let reading = read(vec![file], &blueprint, &SheetOptions::default(), &OneByOne, &()).unwrap();
        let terms = Terms { as_of: date(2026, 11, 23), start: date(2026, 11, 24), default_half_hours: 16 };
        let branding = Branding {
            organisation: Some("North Star Academy".to_owned()),
            coach: Some("Kim Lund".to_owned()),
            contact: Some("kim@example.org".to_owned()),
            logo: Logo::new(include_bytes!("../../../tests/branding/logos/shapes.svg")).ok(),
            ..Branding::default()
        };
        let earlier = Earlier::parse(EARLIER.as_bytes(), &blueprint, terms.as_of).unwrap();
        Sample { blueprint, reading, terms, branding, texts: english(), earlier }
    }

    fn diagnosed(&self) -> Vec<(History, Diagnosis)> {
        let diagnosed = |history: History| {
            let diagnosis = diagnose(&history, &self.blueprint, &self.terms);
            (history, diagnosis)
        };
        self.reading.histories().iter().map(diagnosed).collect()
    }

    /// Document and record of each candidate.
    fn plans(&self) -> impl Iterator<Item = (Document, Value)> {
        let catalogue = self.texts.catalogue();
        self.diagnosed().into_iter().map(move |(history, diagnosis)| {
            let (blueprint, terms, branding) = (&self.blueprint, &self.terms, &self.branding);
            let (history, diagnosis) = (&history, &diagnosis);
            let subject = Subject { history, diagnosis, blueprint, terms, branding, catalogue: &catalogue };
            let record = Record::new(history, diagnosis, blueprint);
            (subject.document(), serde_json::to_value(record).unwrap())
        })
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::new(&self.blueprint, Some(&self.earlier));
        for (history, diagnosis) in &self.diagnosed() {
            tally.add(history, diagnosis, &self.blueprint);
        }
        tally
    }

    fn figures(&self) -> CohortFigures {
        let terms = CohortTerms {
            blueprint: &self.blueprint,
            as_of: self.terms.as_of,
            sheets: self.reading.sheets.clone(),
            left_out: 0,
            teaching_half_hours: 24,
            earlier: Some(&self.earlier),
        };
        let diagnosed = self.diagnosed();
        CohortFigures::of(&self.tally(), &|index| diagnosed.get(index).cloned(), terms)
    }

    /// The summary with all rows.
    fn cohort(&self) -> Document {
        let figures = self.figures();
        let diagnosed = self.diagnosed();
        let line = |(history, diagnosis): &(History, Diagnosis)| {
            CandidateLine::new(history, diagnosis, Some("plans/ana-souza.html".to_owned()))
        };
        let mut roster = Roster::default();
        for (history, diagnosis) in &diagnosed {
            roster.add(history, diagnosis);
        }
        Cohort {
            figures: &figures,
            roster: &roster,
            standings: &self.tally().standings,
            line: &|index| diagnosed.get(index).map(line),
            left_out: self.reading.left_out(),
            did_not_sit: &self.reading.did_not_sit,
            problems: "problems.csv",
            archive: None,
            blueprint: &self.blueprint,
            terms: &self.terms,
            branding: &self.branding,
            catalogue: &self.texts.catalogue(),
        }
        .document(Listed::Printed)
    }

    /// Every path that a template can name, kinds in brackets, with the first value that says something.
    fn seen(&self) -> BTreeMap<String, Option<String>> {
        let mut seen = BTreeMap::new();
        let face = HtmlFace::new(|_| None, &labels(), &self.branding).unwrap();
        let mut pages = face.pages();
        let mut of_document = |document: &Document, seen: &mut BTreeMap<String, Option<String>>| {
            let context = pages.contexts.context(document).unwrap();
            for name in NAMES {
                if let Some(value) = context.get(name) {
                    look(name, &serde_json::to_value(value).unwrap(), seen);
                }
            }
        };
        for (document, record) in self.plans() {
            of_document(&document, &mut seen);
            look("candidate", &record, &mut seen);
        }
        of_document(&self.cohort(), &mut seen);
        look("cohort", &serde_json::to_value(self.figures()).unwrap(), &mut seen);
        // what the face itself adds
        look("generator", &Value::from(concat!("resit ", env!("CARGO_PKG_VERSION"))), &mut seen);
        look("labels", &serde_json::to_value(labels()).unwrap(), &mut seen);
        look("logo", &serde_json::to_value(super::brand::logo(&self.branding)).unwrap(), &mut seen);
        let style = HtmlFace::built_in().iter().find(|(name, _)| *name == super::STYLE).unwrap().1;
        look("style", &Value::from(super::without_indents(style)), &mut seen);
        let names: BTreeSet<&str> = seen.keys().map(|path| path.split(['.', '[']).next().unwrap()).collect();
        let known: BTreeSet<&str> = NAMES.iter().copied().chain(["candidate", "cohort"]).collect();
        assert_eq!(names, known);
        seen
    }
}

/// Adds a value and all that is below it.
fn look(path: &str, value: &Value, seen: &mut BTreeMap<String, Option<String>>) {
    let example = match value {
        Value::Null => None,
        Value::String(text) if text.trim().is_empty() => None,
        Value::Array(entries) if entries.is_empty() => None,
        Value::Object(fields) if fields.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let example = example.map(|text| {
        let text = text.replace('\n', " ");
        if text.chars().count() <= EXAMPLE {
            return text;
        }
        let short: String = text.chars().take(EXAMPLE).collect();
        // no half words
        let whole = short.trim_end_matches(char::is_alphanumeric);
        format!("{}…", if whole.is_empty() { &short } else { whole })
    });
    if !path.ends_with(']') {
        let known = seen.entry(path.to_owned()).or_default();
        if known.is_none() {
            *known = example;
        }
    }
    match value {
        Value::Array(entries) => {
            for entry in entries {
                let kind = entry["kind"].as_str().unwrap_or_default();
                look(&format!("{path}[{kind}]"), entry, seen);
            }
        }
        Value::Object(fields) => fields.iter().for_each(|(name, value)| look(&format!("{path}.{name}"), value, seen)),
        _ => {}
    }
}
