//! The headings that are understood: which words name which field or domain.

use strsim::normalized_damerau_levenshtein;

use super::words::{all_headings, field_by_words};
use crate::exam::{Blueprint, Domain, comparable, compares_as};

/// How much alike a word must be to one that is known.
const LEAST_LIKENESS: f64 = 0.7;
/// Of so many headings that are not understood the nearest one is looked for: with more, they are not misspelled.
pub(super) const MOST_COMPARED: usize = 500;

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
    /// In a sheet with a row for each domain: which domain the row is about, and its rating.
    DomainName,
    Rating,
    /// The three columns that resit itself puts before the rows that it hands back.
    ResitProblem,
    ResitFile,
    ResitRow,
    /// Position in the blueprint's domains.
    Domain(usize),
    /// Points from which the rating of a domain is computed: its position in the blueprint, and the column's among the
    /// domain's own.
    Points(usize, usize),
}

/// Field, its name in resit.toml, its name in messages. The headings that are read as it stand in `words`.
pub(super) const FIELDS: [(Field, &str, &str); 18] = [
    (Field::CandidateId, "candidate_id", "candidate id"),
    (Field::Name, "name", "name"),
    (Field::FirstName, "first_name", "first name"),
    (Field::LastName, "last_name", "last name"),
    (Field::Email, "email", "e-mail address"),
    (Field::Group, "group", "group"),
    (Field::Attempt, "attempt", "attempt number"),
    (Field::Date, "date", "date of the exam"),
    (Field::Score, "score", "score"),
    (Field::Outcome, "outcome", "outcome"),
    (Field::HoursPerWeek, "hours_per_week", "hours a week"),
    (Field::RetakeDate, "retake_date", "date of the booked retake"),
    (Field::Note, "note", "note"),
    (Field::DomainName, "domain", "domain of the row"),
    (Field::Rating, "rating", "rating of that domain"),
    (Field::ResitProblem, "resit_problem", "problem"),
    (Field::ResitFile, "resit_file", "file"),
    (Field::ResitRow, "resit_row", "row"),
];

/// So many of the fields are a coach's, and can be named in resit.toml.
pub(super) const OF_SHEETS: usize = 15;

/// The field or domain that a heading names; a score means nothing to an exam without a scale.
pub(super) fn field_by_heading(heading: &str, blueprint: &Blueprint) -> Option<Field> {
    let comparabled = comparable(heading);
    if comparabled.is_empty() {
        return None;
    }
    let of_resit = field_by_words(heading).filter(|&field| field != Field::Score || blueprint.scale.is_some());
    if let Some(field) = of_resit {
        return Some(field);
    }
    if blueprint.scale.is_some() && names_score(heading, blueprint) {
        return Some(Field::Score);
    }
    let stripped = comparable(&without_addition(heading));
    let forms = [comparabled.as_str(), stripped.as_str(), stripped.strip_suffix("rating").unwrap_or(&stripped)];
    let named = |domain: &Domain| forms.iter().any(|form| names_domain(form, domain));
    blueprint.domains.iter().position(named).map(Field::Domain)
}

/// The comparable form is a name of the domain, its number with a word for it, or both: "domain1sdlcautomation".
fn names_domain(form: &str, domain: &Domain) -> bool {
    let is_name = |form: &str| {
        let mut names = [&domain.name, &domain.key].into_iter().chain(&domain.aliases);
        !form.is_empty() && names.any(|name| compares_as(name, form))
    };
    if is_name(form) {
        return true;
    }
    // most headings have no number
    if !form.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let number = domain.number.to_string();
    ["domain", "contentdomain", "d", ""].into_iter().any(|word| {
        let rest = form.strip_prefix(word).and_then(|rest| rest.strip_prefix(number.as_str()));
        rest.is_some_and(|rest| (rest.is_empty() && !word.is_empty()) || is_name(rest))
    })
}

/// A heading for the score with the scale, the number of an assignment or the exam in it: "Score /1000", "Scaled score
/// (100-1000)", "Exam score (150834)", "DOP-C02 score".
fn names_score(heading: &str, blueprint: &Blueprint) -> bool {
    let Some(scale) = &blueprint.scale else { return false };
    let is_score = |name: &str| field_by_words(name) == Some(Field::Score);
    let trimmed = heading.trim();
    let bracketed =
        [(')', '('), (']', '[')].iter().find_map(|&(end, open)| trimmed.strip_suffix(end)?.rsplit_once(open));
    let (name, addition) = bracketed.or_else(|| trimmed.rsplit_once('/')).unwrap_or((trimmed, ""));
    let numbers: Vec<&str> =
        addition.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let is_limit = |digits: &&str| digits.parse().is_ok_and(|number: i64| number == scale.min || number == scale.max);
    let is_assignment = |digits: &&str| digits.len() >= 5 && addition.len() == digits.len();
    let fits = numbers.iter().all(|digits| is_limit(digits) || is_assignment(digits));
    let has_addition = !numbers.is_empty() || comparable(addition) == "scaled";
    let comparabled = comparable(name);
    let of_exam =
        [&blueprint.code, &blueprint.vendor].into_iter().filter_map(|word| comparabled.strip_prefix(&comparable(word)));
    (has_addition && fits && is_score(name))
        || (addition.is_empty() && of_exam.into_iter().any(|rest| !rest.is_empty() && is_score(rest)))
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

/// The field or domain with this key in resit.toml.
pub(super) fn field_by_key(key: &str, blueprint: &Blueprint) -> Option<Field> {
    FIELDS[..OF_SHEETS]
        .iter()
        .find(|(_, name, ..)| *name == key)
        .map(|&(field, ..)| field)
        .or_else(|| blueprint.domain_by_key(key).map(Field::Domain))
}

/// The key of a field in resit.toml.
pub(super) fn key_of(field: Field, blueprint: &Blueprint) -> String {
    match field {
        Field::Domain(domain) | Field::Points(domain, _) => blueprint.domains[domain].key.clone(),
        _ => row_of(field).map_or(String::new(), |(_, key, _)| key.to_string()),
    }
}

/// What messages call a field.
pub(super) fn in_words(field: Field, blueprint: &Blueprint) -> String {
    match field {
        Field::Domain(domain) => format!("domain {}", blueprint.domains[domain].name),
        Field::Points(domain, _) => format!("points of domain {}", blueprint.domains[domain].name),
        _ => row_of(field).map_or(String::new(), |(.., words)| words.to_string()),
    }
}

/// The entry of a field among the known ones.
fn row_of(field: Field) -> Option<&'static (Field, &'static str, &'static str)> {
    FIELDS.iter().find(|(found, ..)| *found == field)
}

/// The one of `words` that is most like `word`, if any is much like it.
pub(super) fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    nearest_of(&comparable(word), words.map(|word| (comparable(word), word)))
}

/// The one whose comparable form is most like this one.
fn nearest_of<T>(form: &str, known: impl Iterator<Item = (impl AsRef<str>, T)>) -> Option<T> {
    let form: String = form.chars().take(60).collect();
    let length = form.chars().count();
    if length < 3 {
        return None;
    }
    let likeness = |known: &str| {
        let its_length = known.chars().count();
        // as many letters more are as many differences
        let at_most = length.min(its_length) as f64 / length.max(its_length) as f64;
        if at_most < LEAST_LIKENESS { 0.0 } else { normalized_damerau_levenshtein(&form, known) }
    };
    known
        .map(|(known, of)| (likeness(known.as_ref()), of))
        .filter(|&(likeness, _)| likeness >= LEAST_LIKENESS)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, of)| of)
}

/// The headings that are understood, ready to be compared with many that are not.
pub(super) struct KnownHeadings<'b> {
    blueprint: &'b Blueprint,
    /// Each with its comparable form and its field.
    headings: Vec<(String, String, Field)>,
}

impl<'b> KnownHeadings<'b> {
    pub fn new(blueprint: &'b Blueprint) -> Self {
        let of_fields = all_headings().filter_map(|(heading, key)| {
            Some((comparable(heading), heading.to_owned(), field_by_key(key, blueprint)?))
        });
        let domains = blueprint.domains.iter().enumerate();
        let of_domains = domains.map(|(at, domain)| (comparable(&domain.name), domain.name.clone(), Field::Domain(at)));
        KnownHeadings { blueprint, headings: of_fields.chain(of_domains).collect() }
    }

    /// The one that is much like this heading, with its field, and the field in words.
    pub fn nearest(&self, heading: &str) -> Option<(String, Field, String)> {
        let form = comparable(&without_addition(heading));
        // a heading that is understood, but not in this sheet, is none to be corrected
        let others = self.headings.iter().filter(|(known, ..)| *known != form);
        let (_, name, _) = nearest_of(&form, others.map(|known| (&known.0, known)))?;
        let field = self.headings.iter().find(|(_, found, _)| found == name).map(|&(.., field)| field)?;
        Some((name.clone(), field, in_words(field, self.blueprint)))
    }
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
            ("Score /1000", Field::Score),
            ("Scaled score (100-1000)", Field::Score),
            ("Score (max. 1000)", Field::Score),
            ("Exam score (150834)", Field::Score),
            ("Exam Score (scaled)", Field::Score),
            ("DOP-C02 score", Field::Score),
            ("Overall score", Field::Score),
            ("Pass/Fail", Field::Outcome),
            ("h/week", Field::HoursPerWeek),
            ("Hours per week", Field::HoursPerWeek),
            ("Booked retake", Field::RetakeDate),
            ("Ｎａｍｅ", Field::Name),
            ("nàme", Field::Name),
            ("Nachname", Field::LastName),
            ("VORNAME", Field::FirstName),
            ("Prüfungsdatum", Field::Date),
            ("Pru\u{308}fungsdatum", Field::Date),
            ("Datum", Field::Date),
            ("Punktzahl", Field::Score),
            ("Ergebnis", Field::Outcome),
            ("Versuch", Field::Attempt),
            ("Matrikel-Nr.", Field::CandidateId),
            ("Stunden/Woche", Field::HoursPerWeek),
            ("Nom", Field::Name),
            ("Prénom", Field::FirstName),
            ("Date de l’examen", Field::Date),
            ("Résultat", Field::Outcome),
            ("Tentative n°", Field::Attempt),
            ("Adresse e-mail", Field::Email),
            ("Apellidos", Field::LastName),
            ("Puntuación", Field::Score),
            ("Correo electrónico", Field::Email),
            ("Fecha del examen", Field::Date),
            ("Nome completo", Field::Name),
            ("Pontuação", Field::Score),
            ("Turma", Field::Group),
            ("氏名", Field::Name),
            ("受験日", Field::Date),
            ("合否", Field::Outcome),
            ("スコア", Field::Score),
            ("ｽｺｱ", Field::Score),
            ("メールアドレス", Field::Email),
            ("備考", Field::Note),
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
        let (name, _, words) = KnownHeadings::new(&dop_like()).nearest("SDLC Automtion").unwrap();
        assert_eq!((name.as_str(), words.as_str()), ("SDLC Automation", "domain SDLC Automation"));
        assert_eq!(KnownHeadings::new(&dop_like()).nearest("Homework 1"), None);
    }
}
