//! Which heading is which field: by resit.toml, by the words of the headings, and where neither is enough, why not.

use std::collections::HashMap;

use super::SheetOptions;
use super::columns::Columns;
use super::error::SheetError;
use super::headings::{
    FIELDS, Field, KnownHeadings, MOST_COMPARED, OF_SHEETS, field_by_heading, field_by_key, in_words, key_of, nearest,
};
use super::numbered::field_and_attempt;
use super::points::{self, Points, PointsPossible, column_of, heading_maximum};
use super::values::read_decimal;
use super::words::{NamePart, name_part, proposed_headings};
use crate::exam::{Blueprint, Exact, comparable};

/// What the columns of a sheet hold.
pub(super) struct Assigned {
    pub fields: Vec<Option<Field>>,
    /// The attempts that the headings name.
    pub numbers: Vec<Option<u32>>,
    /// For each domain.
    pub points: Vec<Option<Points>>,
}

/// Columns of domains that tell how many points there are at most hold points: "SDLC /10". A number in brackets that is
/// the weight of the domain is no maximum.
fn claim_maxima(
    headings: &[String],
    by_heading: &[Option<(Field, Option<u32>)>],
    possible: &[PointsPossible],
    mapped: &[Field],
    fields: &mut [Option<Field>],
    points: &mut [Option<Points>],
    blueprint: &Blueprint,
) {
    for (column, heading) in headings.iter().enumerate() {
        let of_heading = heading_maximum(heading);
        let field = match (by_heading[column], of_heading) {
            (Some((field, None)), _) => Some(field),
            (None, Some((name, _))) => field_by_heading(name, blueprint),
            _ => None,
        };
        let Some(Field::Domain(domain)) = field else { continue };
        if fields[column].is_some() || mapped.contains(&Field::Domain(domain)) || points[domain].is_some() {
            continue;
        }
        let is_weight = |maximum: &Exact| *maximum == blueprint.domains[domain].weight;
        let maximum = of_heading.map(|(_, maximum)| maximum).filter(|maximum| !is_weight(maximum));
        if let Some(maximum) = maximum.or_else(|| points::in_rows(possible, heading)) {
            fields[column] = Some(Field::Points(domain, 0));
            points[domain] = Some(Points::of_column(column, maximum));
        }
    }
}

/// The numbers of the attempts that a row of the sheet can hold; none where a row is one attempt.
pub(super) fn attempts(fields: &[Option<Field>], numbers: &[Option<u32>]) -> Vec<u32> {
    let mut attempts: Vec<u32> = numbers.iter().flatten().copied().collect();
    // "Score" beside "Score 2" is that of the first
    let numbered =
        |field: Field| fields.iter().zip(numbers).any(|(&other, number)| other == Some(field) && number.is_some());
    let has_first = fields.iter().zip(numbers).any(|(field, number)| number.is_none() && field.is_some_and(&numbered));
    if has_first && !attempts.contains(&1) {
        attempts.push(1);
    }
    attempts.sort_unstable();
    attempts.dedup();
    attempts
}

/// The column is of the candidate, and not of one attempt.
pub(super) fn is_shared(field: Field) -> bool {
    !matches!(
        field,
        Field::Score | Field::Outcome | Field::Date | Field::Attempt | Field::Domain(_) | Field::Points(..)
    )
}

/// In a sheet with several attempts in a row, what an attempt has must say of which it is; only beside numbered ones of its
/// kind it can be that of the first.
pub(super) fn check_numbered(
    file: &str,
    headings: &[String],
    fields: &[Option<Field>],
    numbers: &[Option<u32>],
    first: u32,
    attempts: usize,
) -> Result<(), SheetError> {
    let has = |field: Field, number: &dyn Fn(u32) -> bool| {
        (0..fields.len()).any(|at| fields[at] == Some(field) && numbers[at].is_some_and(number))
    };
    let is_first = |field: Field| first == 1 && has(field, &|number| number > 1) && !has(field, &|number| number == 1);
    let open = (0..fields.len())
        .find(|&at| numbers[at].is_none() && fields[at].is_some_and(|field| !is_shared(field) && !is_first(field)));
    // one attempt alone, the first, is a sheet like any other
    let found = open.zip(numbers.iter().position(Option::is_some)).filter(|_| attempts > 1 || first > 1);
    let Some((open, other)) = found else { return Ok(()) };
    Err(SheetError::WhichAttempt {
        file: file.into(),
        heading: headings[open].as_str().into(),
        numbered: headings[other].as_str().into(),
        example: format!("{} {first}", headings[open]).into(),
    })
}

/// Numbers count where some column of the same number tells a result: a "Date 2" alone makes no second attempt.
fn only_whole_attempts(found: Vec<Option<(Field, Option<u32>)>>) -> Vec<Option<(Field, Option<u32>)>> {
    let with_result: Vec<u32> = found
        .iter()
        .flatten()
        .filter(|(field, _)| matches!(field, Field::Score | Field::Outcome | Field::Domain(_)))
        .filter_map(|&(_, number)| number)
        .collect();
    let whole = |&(_, number): &(Field, Option<u32>)| number.is_none_or(|number| with_result.contains(&number));
    found.into_iter().map(|found| found.filter(whole)).collect()
}

/// The domain of a row and its rating are fields only together, and where no column is a domain's own.
fn only_layouts_that_fit(
    found: Vec<Option<(Field, Option<u32>)>>,
    mapped: &[Field],
) -> Vec<Option<(Field, Option<u32>)>> {
    let has = |wanted: Field| mapped.contains(&wanted) || found.iter().flatten().any(|&(field, _)| field == wanted);
    let own = |field: &Field| matches!(field, Field::Domain(_));
    let has_own = mapped.iter().any(own) || found.iter().flatten().any(|(field, _)| own(field));
    if has(Field::DomainName) && has(Field::Rating) && !has_own {
        return found;
    }
    let is_of_layout = |field: Field| matches!(field, Field::DomainName | Field::Rating);
    found.into_iter().map(|found| found.filter(|&(field, _)| !is_of_layout(field))).collect()
}

pub(super) fn assign(
    file: &str,
    headings: &[String],
    possible: &[PointsPossible],
    blueprint: &Blueprint,
    options: &SheetOptions,
) -> Result<Assigned, SheetError> {
    let mut firsts = HashMap::new();
    for (at, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
        let first = *firsts.entry(heading).or_insert(at);
        if first < at {
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
        let field = field_by_key(name, blueprint).ok_or_else(|| unknown_field(name, blueprint))?;
        let Field::Domain(domain) = field else { return Err(SheetError::NotComputed { name: name.clone() }) };
        points[domain] = Points::find(file, headings, possible, (name, source), domain, &mut fields, blueprint)?;
        if points[domain].is_some() {
            mapped.push(Field::Domain(domain));
        }
    }
    let mut numbers = vec![None; headings.len()];
    let by_heading: Vec<_> = headings.iter().map(|heading| field_and_attempt(heading, blueprint)).collect();
    let by_heading = only_whole_attempts(by_heading);
    let by_heading = only_layouts_that_fit(by_heading, &mapped);
    claim_maxima(headings, &by_heading, possible, &mapped, &mut fields, &mut points, blueprint);
    for (column, &found) in by_heading.iter().enumerate() {
        let found = found.filter(|(field, _)| fields[column].is_none() && !mapped.contains(field));
        let Some((field, number)) = found else { continue };
        let known = fields.iter().zip(&numbers).position(|(&other, &its)| other == Some(field) && its == number);
        if let Some(first) = known {
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
        (fields[column], numbers[column]) = (Some(field), number);
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
    Ok(Assigned { fields, numbers, points })
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
    let keys: Vec<&str> = FIELDS[..OF_SHEETS]
        .iter()
        .map(|&(_, key, ..)| key)
        .chain(blueprint.domains.iter().map(|domain| domain.key.as_str()))
        .collect();
    let suggestion = nearest(name, keys.iter().copied()).map_or(String::new(), |key| format!(" (did you mean {key}?)"));
    SheetError::UnknownField { name: name.to_owned(), suggestion, accepted: keys.join(", ") }
}

pub(super) fn no_usable_column(
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
    let known = KnownHeadings::new(blueprint);
    let suggestions: Vec<(&String, String, Field, String)> = headings
        .iter()
        .take(MOST_COMPARED)
        .filter_map(|heading| known.nearest(heading).map(|(name, field, words)| (heading, name, field, words)))
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
    let list = crate::diagnostic::listed(named.iter().map(|heading| format!("“{heading}”")), SHOWN);
    if named.is_empty() { "none".to_owned() } else { list }
}
