//! Headings -> fields: which column of a sheet holds what.

use super::SheetOptions;
use super::error::SheetError;
use super::key::{KeyKind, fold};
use super::values::read_decimal;
use crate::exam::Blueprint;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    CandidateId,
    Name,
    FirstName,
    LastName,
    Email,
    Group,
    Attempt,
    Date,
    Score,
    Outcome,
    HoursPerWeek,
    RetakeDate,
    Note,
    /// The three columns that resit itself puts before the rows that it hands back.
    ResitProblem,
    ResitFile,
    ResitRow,
    /// Position in the blueprint's domains.
    Domain(usize),
}

/// Field, its name in resit.toml, its name in messages, the headings that are read as it.
const FIELDS: [(Field, &str, &str, &[&str]); 16] = [
    (
        Field::CandidateId,
        "candidate_id",
        "candidate id",
        &[
            "candidate id",
            "id",
            "student id",
            "candidate",
            "learner id",
            "employee id",
            "sis id",
            "candidate number",
            "candidate no",
            "student number",
            "student no",
            "learner number",
            "participant id",
            "user id",
            "registration id",
            "staff id",
            "external id",
            "sid",
        ],
    ),
    (
        Field::Name,
        "name",
        "name",
        &[
            "name",
            "full name",
            "candidate name",
            "student name",
            "learner name",
            "participant name",
            "employee name",
            "display name",
            "student",
            "learner",
            "participant",
        ],
    ),
    (Field::FirstName, "first_name", "first name", &["first name", "given name", "forename"]),
    (Field::LastName, "last_name", "last name", &["last name", "surname", "family name"]),
    (
        Field::Email,
        "email",
        "e-mail address",
        &[
            "email",
            "email address",
            "mail",
            "e-mail",
            "candidate email",
            "student email",
            "learner email",
            "work email",
        ],
    ),
    (
        Field::Group,
        "group",
        "group",
        &[
            "group",
            "class",
            "site",
            "cohort",
            "coach",
            "section",
            "location",
            "team",
            "section name",
            "class name",
            "group name",
        ],
    ),
    (
        Field::Attempt,
        "attempt",
        "attempt number",
        &["attempt", "attempt number", "attempt no", "try", "attempt #", "number of attempt"],
    ),
    (
        Field::Date,
        "date",
        "date of the exam",
        &["date", "exam date", "attempt date", "date taken", "test date", "date of exam", "sat on", "exam taken on"],
    ),
    (
        Field::Score,
        "score",
        "score",
        &["score", "scaled score", "total score", "result score", "exam score", "your score"],
    ),
    (
        Field::Outcome,
        "outcome",
        "outcome",
        &["outcome", "result", "status", "pass/fail", "passed", "pass", "exam result", "exam status", "pass or fail"],
    ),
    (
        Field::HoursPerWeek,
        "hours_per_week",
        "hours a week",
        &[
            "hours per week",
            "weekly hours",
            "h/week",
            "study hours per week",
            "hours a week",
            "hours/week",
            "hrs/week",
            "hrs per week",
            "study hours",
            "weekly study hours",
            "study hours a week",
        ],
    ),
    (
        Field::RetakeDate,
        "retake_date",
        "date of the booked retake",
        &[
            "retake date",
            "booked retake",
            "next exam",
            "retake booked",
            "retake",
            "next exam date",
            "date of retake",
            "next attempt",
            "booked for",
        ],
    ),
    (
        Field::Note,
        "note",
        "note",
        &["note", "notes", "comment", "comments", "coach note", "coach notes", "remarks", "remark", "coach comment"],
    ),
    (Field::ResitProblem, "resit_problem", "problem", &["resit_problem"]),
    (Field::ResitFile, "resit_file", "file", &["resit_file"]),
    (Field::ResitRow, "resit_row", "row", &["resit_row"]),
];

/// The columns of one sheet.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Headings as they came, cleaned.
    pub headings: Vec<String>,
    /// What each column holds; `None` is carried along.
    pub fields: Vec<Option<Field>>,
    pub key_kind: KeyKind,
    pub key: usize,
    pub name: Option<usize>,
    /// First and last name, where both have a column.
    pub name_parts: Option<(usize, usize)>,
    pub email: Option<usize>,
    pub group: Option<usize>,
    pub attempt: Option<usize>,
    pub date: Option<usize>,
    pub score: Option<usize>,
    pub outcome: Option<usize>,
    pub hours_per_week: Option<usize>,
    pub retake_date: Option<usize>,
    pub note: Option<usize>,
    /// One entry a domain of the blueprint.
    pub domains: Vec<Option<usize>>,
    /// Where `resit_file` and `resit_row` stand: the sheet is a problems.csv handed back.
    pub correction: Option<(usize, usize)>,
    /// A row must have at least so many cells: up to the last column that has a heading.
    pub least_cells: usize,
}

impl Columns {
    /// Finds the fields of the headings (as they came) of the sheet `file`.
    pub fn find(
        file: &str,
        line: u64,
        headings: &[String],
        blueprint: &Blueprint,
        options: &SheetOptions,
    ) -> Result<Self, SheetError> {
        let headings: Vec<String> = headings.iter().map(|heading| super::clean::clean(heading).into_owned()).collect();
        let fields = assign(file, &headings, blueprint, options)?;
        let position = |field| fields.iter().position(|&found| found == Some(field));
        let name_parts = position(Field::FirstName).zip(position(Field::LastName));
        let name = position(Field::Name);

        let key = [(KeyKind::CandidateId, position(Field::CandidateId)), (KeyKind::Email, position(Field::Email))]
            .into_iter()
            .chain([(KeyKind::Name, name.or(name_parts.map(|(first, _)| first)))])
            .find_map(|(kind, column)| column.map(|column| (kind, column)));
        let domains: Vec<Option<usize>> =
            (0..blueprint.domains.len()).map(|domain| position(Field::Domain(domain))).collect();
        let (score, outcome) = (position(Field::Score), position(Field::Outcome));
        let Some((key_kind, key)) = key else {
            let wanted = [Field::CandidateId, Field::Email, Field::Name];
            let missing = "no column says who the candidate is";
            return Err(no_usable_column(file, line, &headings, missing, "candidate_id", &wanted, blueprint));
        };
        if score.is_none() && outcome.is_none() && domains.iter().all(Option::is_none) {
            let mut wanted = vec![Field::Outcome];
            wanted.extend(blueprint.scale.as_ref().map(|_| Field::Score));
            wanted.extend((0..blueprint.domains.len()).map(Field::Domain));
            let missing = "no column holds a score, an outcome or the rating of a domain";
            return Err(no_usable_column(file, line, &headings, missing, "outcome", &wanted, blueprint));
        }
        Ok(Columns {
            key_kind,
            key,
            name,
            name_parts,
            email: position(Field::Email),
            group: position(Field::Group),
            attempt: position(Field::Attempt),
            date: position(Field::Date),
            score,
            outcome,
            hours_per_week: position(Field::HoursPerWeek),
            retake_date: position(Field::RetakeDate),
            note: position(Field::Note),
            domains,
            correction: position(Field::ResitProblem).and(position(Field::ResitFile).zip(position(Field::ResitRow))),
            least_cells: headings.iter().rposition(|heading| !heading.is_empty()).map_or(0, |last| last + 1),
            headings,
            fields,
        })
    }

    /// Positions of the columns that are no field.
    pub fn unknown(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.fields.len()).filter(|&column| self.fields[column].is_none())
    }

    /// The name of a column that is carried along: its heading, else its position without resit's own columns.
    pub fn carried_name(&self, column: usize) -> String {
        if self.headings[column].is_empty() {
            let own = if self.correction.is_some() { 3 } else { 0 };
            format!("column {}", (column + 1).saturating_sub(own))
        } else {
            self.headings[column].clone()
        }
    }
}

/// Lower case, accents folded, only letters and digits.
pub(super) fn normalise(text: &str) -> String {
    let mut folded = fold(text);
    folded.retain(char::is_alphanumeric);
    folded
}

/// The one of `words` that is most like `word`, if any is much like it.
pub(super) fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let word: String = normalise(word).chars().take(60).collect();
    if word.chars().count() < 3 {
        return None;
    }
    words
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&word, &normalise(candidate)), candidate))
        .filter(|&(likeness, _)| likeness >= 0.7)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// A heading that is understood and much like this one, with its field, and the field in words.
pub(super) fn nearest_heading(heading: &str, blueprint: &Blueprint) -> Option<(String, Field, String)> {
    let names: Vec<(String, Field)> = FIELDS[..13]
        .iter()
        .flat_map(|&(field, _, _, headings)| headings.iter().map(move |&heading| (heading.to_owned(), field)))
        .chain(blueprint.domains.iter().enumerate().map(|(at, domain)| (domain.name.clone(), Field::Domain(at))))
        .collect();
    let stripped = without_addition(heading);
    let found = nearest(&stripped, names.iter().map(|(name, _)| name.as_str()))?.to_owned();
    let field = names.iter().find(|(name, _)| *name == found).map(|&(_, field)| field)?;
    Some((found, field, in_words(field, blueprint)))
}

fn assign(
    file: &str,
    headings: &[String],
    blueprint: &Blueprint,
    options: &SheetOptions,
) -> Result<Vec<Option<Field>>, SheetError> {
    for (at, heading) in headings.iter().enumerate() {
        if let Some(first) = headings[..at].iter().position(|earlier| !heading.is_empty() && earlier == heading) {
            return Err(SheetError::SameHeading {
                file: file.to_owned(),
                heading: heading.clone(),
                first: first + 1,
                second: at + 1,
            });
        }
    }
    let mut fields = vec![None; headings.len()];
    let mut mapped = Vec::new();
    for (name, heading) in &options.columns {
        let field = field_by_key(name, blueprint).ok_or_else(|| unknown_field(name, blueprint))?;
        let Some(column) =
            headings.iter().position(|found| normalise(found) == normalise(heading) && !found.is_empty())
        else {
            continue;
        };
        fields[column] = Some(field);
        mapped.push(field);
    }
    let by_heading: Vec<Option<Field>> = headings.iter().map(|heading| field_by_heading(heading, blueprint)).collect();
    for (column, &field) in by_heading.iter().enumerate() {
        let Some(field) = field.filter(|field| fields[column].is_none() && !mapped.contains(field)) else { continue };
        if let Some(first) = fields.iter().position(|&other| other == Some(field)) {
            return Err(SheetError::TwoHeadings {
                file: file.into(),
                field: in_words(field, blueprint).into(),
                key: key_of(field, blueprint).into(),
                first: headings[first].as_str().into(),
                first_position: first + 1,
                second: headings[column].as_str().into(),
                second_position: column + 1,
            });
        }
        fields[column] = Some(field);
    }
    // half a name is no name
    let half = |one, other| fields.contains(&Some(one)) && !fields.contains(&Some(other));
    if half(Field::FirstName, Field::LastName) || half(Field::LastName, Field::FirstName) {
        for field in &mut fields {
            *field = field.filter(|field| !matches!(field, Field::FirstName | Field::LastName));
        }
    }
    Ok(fields)
}

/// Every mapped heading must stand in one of the sheets, and a heading can be one field only.
pub(super) fn check_mapping(options: &SheetOptions, sheets: &[&Columns]) -> Result<(), SheetError> {
    for (name, heading) in &options.columns {
        let wanted = normalise(heading);
        let others = options.columns.iter().find(|(other, also)| *other > name && normalise(also) == wanted);
        if let Some((second, _)) = others {
            return Err(SheetError::HeadingTwice {
                heading: heading.clone(),
                first: name.clone(),
                second: second.clone(),
            });
        }
        if !sheets
            .iter()
            .flat_map(|columns| &columns.headings)
            .any(|found| !found.is_empty() && normalise(found) == wanted)
        {
            let found = sheets.iter().flat_map(|columns| columns.headings.iter().cloned()).collect::<Vec<_>>();
            return Err(SheetError::UnknownHeading {
                name: name.clone(),
                heading: heading.clone(),
                found: listed(&found),
            });
        }
    }
    Ok(())
}

fn field_by_heading(heading: &str, blueprint: &Blueprint) -> Option<Field> {
    let normalised = normalise(heading);
    if normalised.is_empty() {
        return None;
    }
    let of_resit = FIELDS.iter().find(|(field, key, _, headings)| {
        (normalise(key) == normalised || headings.iter().any(|name| normalise(name) == normalised))
            && (*field != Field::Score || blueprint.scale.is_some())
    });
    if let Some(&(field, ..)) = of_resit {
        return Some(field);
    }
    let stripped = normalise(&without_addition(heading));
    let forms = [normalised.as_str(), stripped.as_str(), stripped.strip_suffix("rating").unwrap_or(&stripped)];
    blueprint
        .domains
        .iter()
        .position(|domain| {
            let number = domain.number;
            let prefixes = [
                String::new(),
                format!("domain{number}"),
                format!("contentdomain{number}"),
                format!("d{number}"),
                number.to_string(),
            ];
            let names: Vec<String> =
                [&domain.name, &domain.key].into_iter().chain(&domain.aliases).map(|name| normalise(name)).collect();
            forms.iter().any(|form| {
                prefixes.iter().any(|prefix| {
                    form.strip_prefix(prefix.as_str()).is_some_and(|rest| {
                        (rest.is_empty() && prefix.contains('d'))
                            || names.iter().any(|name| name == rest && !name.is_empty())
                    })
                })
            })
        })
        .map(Field::Domain)
}

/// The heading without "(22%)" at its end.
fn without_addition(heading: &str) -> String {
    let trimmed = heading.trim();
    let addition = trimmed.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    match addition {
        Some((name, weight)) if weight.chars().all(|c| c.is_ascii_digit() || " .,%".contains(c)) => {
            name.trim().to_owned()
        }
        _ => trimmed.to_owned(),
    }
}

fn field_by_key(key: &str, blueprint: &Blueprint) -> Option<Field> {
    FIELDS[..13]
        .iter()
        .find(|(_, name, ..)| *name == key)
        .map(|&(field, ..)| field)
        .or_else(|| blueprint.domain_by_key(key).map(Field::Domain))
}

fn key_of(field: Field, blueprint: &Blueprint) -> String {
    match field {
        Field::Domain(domain) => blueprint.domains[domain].key.clone(),
        _ => row_of(field).map_or(String::new(), |(_, key, ..)| key.to_string()),
    }
}

fn in_words(field: Field, blueprint: &Blueprint) -> String {
    match field {
        Field::Domain(domain) => format!("domain {}", blueprint.domains[domain].name),
        _ => row_of(field).map_or(String::new(), |(_, _, words, _)| words.to_string()),
    }
}

fn row_of(field: Field) -> Option<&'static (Field, &'static str, &'static str, &'static [&'static str])> {
    FIELDS.iter().find(|(found, ..)| *found == field)
}

fn unknown_field(name: &str, blueprint: &Blueprint) -> SheetError {
    let keys: Vec<&str> = FIELDS[..13]
        .iter()
        .map(|&(_, key, ..)| key)
        .chain(blueprint.domains.iter().map(|domain| domain.key.as_str()))
        .collect();
    let suggestion = nearest(name, keys.iter().copied()).map_or(String::new(), |key| format!(" (did you mean {key}?)"));
    SheetError::UnknownField { name: name.to_owned(), suggestion, accepted: keys.join(", ") }
}

fn no_usable_column(
    file: &str,
    line: u64,
    headings: &[String],
    missing: &str,
    example: &str,
    wanted: &[Field],
    blueprint: &Blueprint,
) -> SheetError {
    let accepted: Vec<String> = wanted
        .iter()
        .map(|&field| match field {
            Field::Domain(domain) => {
                let domain = &blueprint.domains[domain];
                format!("  {} (domain {}): “{}”, “Domain {}”", domain.key, domain.number, domain.name, domain.number)
            }
            _ => {
                let headings = row_of(field).map_or(&[][..], |(_, _, _, headings)| &headings[..headings.len().min(6)]);
                format!(
                    "  {}: {}",
                    key_of(field, blueprint),
                    headings.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
                )
            }
        })
        .collect();
    let suggestions: Vec<(&String, String, Field, String)> = headings
        .iter()
        .filter_map(|heading| {
            nearest_heading(heading, blueprint).map(|(name, field, words)| (heading, name, field, words))
        })
        .filter(|(heading, _, field, _)| wanted.contains(field) && field_by_heading(heading, blueprint).is_none())
        .take(5)
        .collect();
    let example = match suggestions.first() {
        Some((heading, _, field, _)) => format!("{} = {heading:?}", key_of(*field, blueprint)),
        None => format!("{example} = \"the heading as it stands in your sheet\""),
    };
    let numbers = headings.iter().filter(|heading| read_decimal(heading).is_some()).count();
    let missing = if 2 * numbers > headings.len() {
        format!("{missing} (the first row holds numbers: is the line of headings missing?)")
    } else {
        missing.to_owned()
    };
    SheetError::NoUsableColumn {
        file: file.into(),
        missing: missing.into(),
        line,
        found: listed(headings).into(),
        accepted: format!(
            "headings that would be understood (capitals, spaces and accents do not matter):\n{}",
            accepted.join("\n")
        )
        .into(),
        suggestion: suggestions
            .iter()
            .map(|(heading, name, _, words)| {
                format!("\n“{heading}” is not understood: did you mean “{name}” (the {words})?")
            })
            .collect::<String>()
            .into(),
        example: example.into(),
    }
}

/// The first headings in quotation marks.
fn listed(headings: &[String]) -> String {
    const SHOWN: usize = 30;
    let named: Vec<&String> = headings.iter().filter(|heading| !heading.is_empty()).collect();
    let mut list = named.iter().take(SHOWN).map(|heading| format!("“{heading}”")).collect::<Vec<_>>().join(", ");
    if named.len() > SHOWN {
        list = format!("{list} and {} more", named.len() - SHOWN);
    }
    if named.is_empty() { "none".to_owned() } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::test_blueprint::{dop_like, without_scale};

    fn field(heading: &str) -> Option<Field> {
        field_by_heading(heading, &dop_like())
    }

    #[test]
    fn headings_of_fields() {
        for (heading, expected) in [
            ("candidate_id", Field::CandidateId),
            ("Candidate ID", Field::CandidateId),
            ("ID", Field::CandidateId),
            ("E-Mail", Field::Email),
            ("Attempt #", Field::Attempt),
            ("Exam date", Field::Date),
            ("Scaled score", Field::Score),
            ("Pass/Fail", Field::Outcome),
            ("h/week", Field::HoursPerWeek),
            ("Hours per week", Field::HoursPerWeek),
            ("Booked retake", Field::RetakeDate),
            ("Ｎａｍｅ", Field::Name),
            ("nàme", Field::Name),
        ] {
            assert_eq!(field(heading), Some(expected), "{heading}");
        }
    }

    #[test]
    fn headings_of_domains() {
        for heading in [
            "sdlc",
            "SDLC Automation",
            "SDLC",
            "Domain 1",
            "Content Domain 1",
            "Domain 1: SDLC Automation",
            "D1",
            "1. SDLC Automation",
            "SDLC Automation (22%)",
            "Domain 1: SDLC Automation (22 %)",
            "SDLC Automation rating",
            "Content Domain 1: SDLC Automation",
            "SDLC-Automation",
        ] {
            assert_eq!(field(heading), Some(Field::Domain(0)), "{heading}");
        }
        assert_eq!(field("Configuration Management and IaC"), Some(Field::Domain(1)));
        for heading in ["", "1", "Domain 9", "Domain 11", "Homework", "(22%)", "22%"] {
            assert_eq!(field(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_score_is_unknown_to_an_exam_without_scale() {
        assert_eq!(field_by_heading("Score", &without_scale()), None);
    }

    #[test]
    fn a_misspelt_heading_has_a_neighbour() {
        let (name, _, words) = nearest_heading("SDLC Automtion", &dop_like()).unwrap();
        assert_eq!((name.as_str(), words.as_str()), ("SDLC Automation", "domain SDLC Automation"));
        assert_eq!(nearest_heading("Homework 1", &dop_like()), None);
    }
}
