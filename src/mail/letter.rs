//! What a letter says: the templates `mail.txt` (its first line is the subject) and `mail.html`, filled for one candidate from
//! the manifest. The sentences stand in the message catalogues, so a letter speaks the language of the plans.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Tera;

use super::message::{shown_line, shown_name};
use crate::document::catalogue::{Catalogue, say};
use crate::document::html::{Shape, TemplateError, direction, escape_fn};
use crate::output::{BuildRecord, ManifestLine};

/// The templates by name, with what is built in.
pub const MAIL_TEMPLATES: [(&str, &str); 2] =
    [(TEXT, include_str!("../../templates/mail.txt")), (HTML, include_str!("../../templates/mail.html"))];

const TEXT: &str = "mail.txt";
const HTML: &str = "mail.html";

/// What stands before the subject in the first line of mail.txt.
const SUBJECT: &str = "Subject:";

/// Longest subject, in characters: more is never shown.
const LONGEST_SUBJECT: usize = 200;

/// What the templates can name, and what it is; the README of the templates lists the same.
pub const VARIABLES: [(&str, &str); 26] = [
    ("lang", "BCP 47 tag of the texts, such as `en`"),
    ("dir", "the direction of writing: `ltr` or `rtl`"),
    ("subject", "the subject of the built-in letter"),
    ("greeting", "its first line, with the name"),
    ("paragraphs[]", "what it says, one text for each paragraph"),
    ("attachments[].name", "name of an attached file"),
    ("attachments[].label", "what it is"),
    ("closing", "the words before the signature"),
    ("signature[]", "coach, organisation and contact, those that are set"),
    ("exam.id", "id of the exam"),
    ("exam.code", "its code, such as `DOP-C02`"),
    ("exam.name", "its name"),
    ("sender.organisation", "as resit.toml has it, or null"),
    ("sender.coach", "the same"),
    ("sender.contact", "the same"),
    ("candidate.candidate_id", "from the manifest: the id"),
    ("candidate.name", "the name, or null"),
    ("candidate.email", "the address"),
    ("candidate.outcome", "`passed` or `failed`"),
    ("candidate.tier", "the outlook: `high`, `medium`, `low`, or null"),
    ("candidate.weeks", "weeks of the plan, or null"),
    ("candidate.readiness", "0 to 100, or null"),
    ("candidate.html", "path of the HTML plan in the folder of the build, or null"),
    ("candidate.pdf", "path of the PDF plan, or null"),
    ("candidate.ics", "path of the calendar, or null"),
    ("columns.<key>", "the other columns of the sheet by heading: `{{ columns[\"Phone\"] }}`"),
];

/// Who the letters come from, as the settings say.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sender {
    pub organisation: Option<String>,
    pub coach: Option<String>,
    pub contact: Option<String>,
}

/// A finished letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// In one line.
    pub subject: String,
    pub text: String,
    pub html: String,
}

#[derive(Serialize)]
struct Attached<'a> {
    name: &'a str,
    label: String,
}

#[derive(Serialize)]
struct Exam<'a> {
    id: &'a str,
    code: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Candidate<'a> {
    candidate_id: &'a str,
    name: Option<&'a str>,
    email: Option<&'a str>,
    outcome: &'a str,
    tier: Option<&'a str>,
    weeks: Option<u32>,
    readiness: Option<&'a str>,
    html: Option<&'a str>,
    pdf: Option<&'a str>,
    ics: Option<&'a str>,
}

#[derive(Serialize)]
struct Variables<'a> {
    lang: &'a str,
    dir: &'static str,
    subject: String,
    greeting: String,
    paragraphs: Vec<String>,
    attachments: Vec<Attached<'a>>,
    closing: String,
    signature: Vec<&'a str>,
    exam: Exam<'a>,
    sender: &'a Sender,
    candidate: Candidate<'a>,
    columns: &'a BTreeMap<String, String>,
}

/// The compiled templates.
#[derive(Debug)]
pub struct LetterFace {
    tera: Tera,
}

impl LetterFace {
    /// Compiles the templates. `replace(name)` gives the text of one that the coach replaced, else `None`.
    ///
    /// # Errors
    /// A syntax error, a variable or field that does not exist, a mail.txt without a subject.
    pub fn new(replace: impl Fn(&str) -> Option<String>) -> Result<LetterFace, TemplateError> {
        let mut tera = Tera::default();
        tera.set_escape_fn(escape_fn);
        let source =
            |&(name, built_in): &(&'static str, &str)| (name, replace(name).unwrap_or_else(|| built_in.to_owned()));
        let sources: Vec<(&str, String)> = MAIL_TEMPLATES.iter().map(source).collect();
        tera.add_raw_templates(sources.iter().map(|(name, source)| (name, source)))
            .map_err(|error| TemplateError::in_templates(&error, &sources))?;
        let shape = Shape::of(VARIABLES.iter().map(|(path, _)| *path));
        let mut known: Vec<&str> = VARIABLES.iter().filter_map(|(path, _)| path.split(['.', '[']).next()).collect();
        known.dedup();
        for (name, source) in &sources {
            let used = tera.get_template_variables(name).map_err(|error| TemplateError::from_tera(&error))?;
            TemplateError::unknown_variable(name, source, &used, &known)?;
            shape.check(name, source)?;
        }
        if let Some((name, source)) = sources.first()
            && !source.trim_start_matches('\u{feff}').starts_with(SUBJECT)
        {
            let word = source.lines().next().unwrap_or_default();
            let help = "the first line is the subject: Subject: {{ subject }}";
            return Err(TemplateError::at(name, source, 0, word, "The letter has no subject", help));
        }
        Ok(LetterFace { tera })
    }

    /// The letter to one candidate. `attached` are the names of the files that go with it.
    ///
    /// # Errors
    /// In words: a fault of a template that only shows with data, or a letter without subject or text.
    pub fn letter(
        &self,
        line: &ManifestLine,
        attached: &[&'static str],
        record: &BuildRecord,
        sender: &Sender,
        t: &Catalogue,
    ) -> Result<Letter, String> {
        let variables = variables(line, attached, record, sender, t);
        let context = tera::Context::from_serialize(&variables).map_err(|error| error.to_string())?;
        let render =
            |name| self.tera.render(name, &context).map_err(|error| TemplateError::from_tera(&error).to_string());
        let lines = |text: String| text.replace("\r\n", "\n").replace('\r', "\n");
        let (text, html) = (lines(render(TEXT)?), lines(render(HTML)?));
        let (first, text) = text.trim_start_matches('\u{feff}').split_once('\n').unwrap_or((&text, ""));
        let subject = first.strip_prefix(SUBJECT).unwrap_or(first).trim();
        let subject = shown_line(subject);
        if subject.is_empty() {
            return Err(format!("{TEXT} gives an empty subject"));
        }
        let length = subject.chars().count();
        if length > LONGEST_SUBJECT {
            return Err(format!("{TEXT} gives a subject of {length} characters; {LONGEST_SUBJECT} are the most"));
        }
        let text = text.trim_matches('\n').trim_end().to_owned() + "\n";
        for (name, body) in [(TEXT, &text), (HTML, &html)] {
            if body.trim().is_empty() {
                return Err(format!("{name} gives an empty letter"));
            }
            if body.contains('\0') {
                return Err(format!("{name} gives a letter with a character that no mail may hold (U+0000)"));
            }
        }
        Ok(Letter { subject, text, html })
    }
}

fn variables<'a>(
    line: &'a ManifestLine,
    attached: &[&'static str],
    record: &'a BuildRecord,
    sender: &'a Sender,
    t: &'a Catalogue,
) -> Variables<'a> {
    let passed = line.outcome == "passed";
    let exam = if record.exam_code.is_empty() { &*record.exam } else { &*record.exam_code };
    let name = line.name.as_deref().and_then(shown_name);
    let greeting = match &name {
        Some(name) => say!(t, "mail-greeting", name = name),
        None => say!(t, "mail-greeting-plain"),
    };
    let mut paragraphs = Vec::new();
    if passed {
        paragraphs.push(say!(t, "mail-review", exam = exam));
    } else {
        let weeks = line.weeks.map(|weeks| format!(" {}", say!(t, "mail-plan-weeks", weeks = i64::from(weeks))));
        paragraphs.push(say!(t, "mail-plan", exam = exam) + &weeks.unwrap_or_default());
        paragraphs.push(say!(t, "mail-plan-first"));
    }
    paragraphs.push(say!(t, "mail-private"));
    let label = |name: &&'static str| match *name {
        "plan.pdf" => say!(t, "mail-file-plan"),
        "plan.html" => say!(t, "mail-file-plan-page"),
        "review.pdf" => say!(t, "mail-file-review"),
        "review.html" => say!(t, "mail-file-review-page"),
        _ => say!(t, "mail-file-calendar"),
    };
    let signature = [&sender.coach, &sender.organisation, &sender.contact];
    let path = |file: &'a Option<crate::output::Written>| file.as_ref().map(|file| &*file.path);
    Variables {
        lang: t.language(),
        dir: direction(t.language()),
        subject: if passed {
            say!(t, "mail-subject-review", exam = exam)
        } else {
            say!(t, "mail-subject-plan", exam = exam)
        },
        greeting,
        paragraphs,
        attachments: attached.iter().map(|name| Attached { name, label: label(name) }).collect(),
        closing: say!(t, "mail-closing"),
        signature: signature.into_iter().filter_map(|line| line.as_deref()).collect(),
        exam: Exam { id: &record.exam, code: exam, name: &record.exam_name },
        sender,
        candidate: Candidate {
            candidate_id: &line.candidate_id,
            name: line.name.as_deref(),
            email: line.email.as_deref(),
            outcome: &line.outcome,
            tier: line.tier.as_deref(),
            weeks: line.weeks,
            readiness: line.readiness.as_deref(),
            html: path(&line.html),
            pdf: path(&line.pdf),
            ics: path(&line.ics),
        },
        columns: &line.columns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::catalogue::Texts;
    use crate::output::Written;

    fn line() -> ManifestLine {
        let file = |path: &str| Some(Written { path: path.to_owned(), sha256: "0".repeat(64) });
        ManifestLine {
            candidate_id: "C-001".to_owned(),
            name: Some("Ana <Souza> & Söhne".to_owned()),
            email: Some("ana@example.org".to_owned()),
            outcome: "failed".to_owned(),
            tier: Some("high".to_owned()),
            weeks: Some(3),
            readiness: Some("68.0".to_owned()),
            html: file("plans/ana.html"),
            pdf: file("plans/ana.pdf"),
            ics: file("plans/ana.ics"),
            archive: None,
            columns: BTreeMap::from([("Phone".to_owned(), "+49 30 1".to_owned())]),
        }
    }

    fn letter_with(text: &str, html: Option<&str>, line: &ManifestLine) -> Result<Letter, String> {
        let replace = |name: &str| if name == TEXT { Some(text.to_owned()) } else { html.map(str::to_owned) };
        let face = LetterFace::new(replace).map_err(|error| error.to_string())?;
        let record = BuildRecord {
            exam: "dop-c02".to_owned(),
            exam_code: "DOP-C02".to_owned(),
            exam_name: "DevOps".to_owned(),
            ..BuildRecord::default()
        };
        let sender = Sender { coach: Some("Kim Lund".to_owned()), ..Sender::default() };
        let catalogue = Texts::built_in("en").expect("English is built in").catalogue();
        face.letter(line, &["plan.pdf", "study-plan.ics"], &record, &sender, &catalogue)
    }

    #[test]
    fn the_documentation_lists_every_variable() {
        let page = include_str!("../../templates/README.md");
        let section = page.split("## The letters").nth(1).unwrap();
        let row = |line: &str| {
            let (path, meaning) = line.strip_prefix("| `")?.split_once("` | ")?;
            Some((path.to_owned(), meaning.strip_suffix(" |")?.to_owned()))
        };
        let listed: Vec<(String, String)> = section.lines().filter_map(row).collect();
        let known = VARIABLES.map(|(path, meaning)| (path.to_owned(), meaning.to_owned()));
        assert_eq!(listed, known);
    }

    #[test]
    fn every_variable_can_be_printed() {
        for (path, _) in VARIABLES {
            let tag = match path.split_once("[]") {
                Some((list, "")) => format!("{{% for entry in {list} %}}{{{{ entry }}}}{{% endfor %}}"),
                Some((list, field)) => format!("{{% for entry in {list} %}}{{{{ entry{field} }}}}{{% endfor %}}"),
                None if path.ends_with("<key>") => "{{ columns[\"Phone\"] }}".to_owned(),
                None => format!("{{{{ {path} }}}}"),
            };
            let letter = letter_with(&format!("Subject: s\n\nx{tag}"), Some(&format!("<p>{tag}")), &line());
            let nothing = path == "sender.organisation" || path == "sender.contact";
            assert_eq!(letter.unwrap().text.trim() == "x", nothing, "{path}");
        }
    }

    #[test]
    fn text_is_as_it_stands_and_html_is_escaped() {
        let letter = letter_with(
            "Subject: {{ candidate.name }}\n\n{{ candidate.name }}",
            Some("<p>{{ candidate.name }}</p>"),
            &line(),
        );
        let Letter { subject, text, html } = letter.unwrap();
        assert_eq!((&*subject, &*text), ("Ana <Souza> & Söhne", "Ana <Souza> & Söhne\n"));
        assert_eq!(html, "<p>Ana &lt;Souza&gt; &amp; Söhne</p>");
    }

    #[test]
    fn a_subject_is_one_line_whatever_it_is_made_of() {
        let mut hostile = line();
        hostile.columns.insert("Phone".to_owned(), "1\r\nBcc: x@example.org".to_owned());
        let text = "Subject: Plan {{ columns[\"Phone\"] }}\n\nHello";
        let letter = letter_with(text, Some("<p>"), &hostile).unwrap();
        // the rest of the line stands in the text, where it does no harm
        assert_eq!(letter.subject, "Plan 1");
        assert_eq!(letter.text, "Bcc: x@example.org\n\nHello\n");
    }
}
