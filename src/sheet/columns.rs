//! Headings -> fields: which column of a sheet holds what.

use super::SheetOptions;
use super::error::SheetError;
use super::headings::{FIELDS, Field, field_by_heading, field_by_key, in_words, key_of, nearest, nearest_heading};
use super::key::KeyKind;
use super::points::{Points, column_of};
use super::values::read_decimal;
use super::words::{NamePart, is_last_name_first, name_part, proposed_headings};
use crate::exam::{Blueprint, comparable};

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
    /// The names stand as "Last, First": decided by all of them ([`super::facts`]).
    pub last_name_first: bool,
    /// First and last name, where both have a column, in the order in which they are written.
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
    /// The same for domains whose rating is computed from points.
    pub points: Vec<Option<Points>>,
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
        let (fields, points) = assign(file, &headings, blueprint, options)?;
        let position = |field| fields.iter().position(|&found| found == Some(field));
        let name_parts = position(Field::FirstName)
            .zip(position(Field::LastName))
            .map(|(first, last)| if is_last_name_first(&headings[last]) { (last, first) } else { (first, last) });
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
        let no_rating = domains.iter().all(Option::is_none) && points.iter().all(Option::is_none);
        if score.is_none() && outcome.is_none() && no_rating {
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
            last_name_first: false,
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
            points,
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

fn assign(
    file: &str,
    headings: &[String],
    blueprint: &Blueprint,
    options: &SheetOptions,
) -> Result<(Vec<Option<Field>>, Vec<Option<Points>>), SheetError> {
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
            headings.iter().position(|found| comparable(found) == comparable(heading) && !found.is_empty())
        else {
            continue;
        };
        fields[column] = Some(field);
        mapped.push(field);
    }
    let mut points = vec![None; blueprint.domains.len()];
    for (name, source) in &options.points {
        let domain = match field_by_key(name, blueprint).ok_or_else(|| unknown_field(name, blueprint))? {
            Field::Domain(domain) => domain,
            _ => return Err(SheetError::NotComputed { name: name.clone() }),
        };
        points[domain] = Points::find(file, headings, (name, source), domain, &mut fields, blueprint)?;
        if points[domain].is_some() {
            mapped.push(Field::Domain(domain));
        }
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
    // "Name" may be the other half
    let column_of = |field| fields.iter().position(|&found| found == Some(field));
    if let Some(name) = column_of(Field::Name) {
        let beside = |field| column_of(field).and_then(|other| name_part(&headings[name], &headings[other]));
        match (beside(Field::FirstName), beside(Field::LastName)) {
            (Some(NamePart::Last), None) if column_of(Field::LastName).is_none() => {
                fields[name] = Some(Field::LastName);
            }
            (None, Some(NamePart::First)) if column_of(Field::FirstName).is_none() => {
                fields[name] = Some(Field::FirstName);
            }
            _ => {}
        }
    }
    // half a name is no name
    let half = |one, other| fields.contains(&Some(one)) && !fields.contains(&Some(other));
    if half(Field::FirstName, Field::LastName) || half(Field::LastName, Field::FirstName) {
        for field in &mut fields {
            *field = field.filter(|field| !matches!(field, Field::FirstName | Field::LastName));
        }
    }
    Ok((fields, points))
}

/// Every mapped heading must stand in one of the sheets, and a heading can be one field only.
pub(super) fn check_mapping(options: &SheetOptions, sheets: &[&Columns]) -> Result<(), SheetError> {
    for (name, heading) in &options.columns {
        let wanted = comparable(heading);
        let others = options.columns.iter().find(|(other, also)| *other > name && comparable(also) == wanted);
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
            .any(|found| !found.is_empty() && comparable(found) == wanted)
        {
            let found = sheets.iter().flat_map(|columns| columns.headings.iter().cloned()).collect::<Vec<_>>();
            return Err(SheetError::UnknownHeading {
                name: name.clone(),
                heading: heading.clone(),
                found: listed(&found),
            });
        }
    }
    for (name, source) in &options.points {
        for heading in &source.from {
            if !sheets.iter().any(|columns| column_of(&columns.headings, heading).is_some()) {
                let found = sheets.iter().flat_map(|columns| columns.headings.iter().cloned()).collect::<Vec<_>>();
                let (name, heading) = (name.clone(), heading.clone());
                return Err(SheetError::UnknownHeading { name, heading, found: listed(&found) });
            }
        }
    }
    Ok(())
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
        .map(|&field| {
            if let Field::Domain(domain) = field {
                let domain = &blueprint.domains[domain];
                format!("  {} (domain {}): “{}”, “Domain {}”", domain.key, domain.number, domain.name, domain.number)
            } else {
                let key = key_of(field, blueprint);
                let headings = proposed_headings(&key).iter().take(6).map(|name| format!("“{name}”"));
                format!("  {key}: {}", headings.collect::<Vec<_>>().join(", "))
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
pub(super) fn listed(headings: &[String]) -> String {
    const SHOWN: usize = 30;
    let named: Vec<&String> = headings.iter().filter(|heading| !heading.is_empty()).collect();
    let mut list = named.iter().take(SHOWN).map(|heading| format!("“{heading}”")).collect::<Vec<_>>().join(", ");
    if named.len() > SHOWN {
        list = format!("{list} and {} more", named.len() - SHOWN);
    }
    if named.is_empty() { "none".to_owned() } else { list }
}
