//! Headings -> fields: which column of a sheet holds what.

use std::collections::{HashMap, HashSet};

use super::SheetOptions;
use super::assign::{Assigned, assign, attempts, check_numbered, is_shared, listed, no_usable_column};
use super::clean::clean;
use super::error::SheetError;
use super::headings::Field;
use super::key::KeyKind;
use super::points::{Points, PointsPossible};
use super::rating::Vocabulary;
use super::record::Record;
use super::text::SheetText;
use super::words::{is_all_domains, is_last_name_first, says_nothing};
use crate::exam::{Blueprint, comparable};

/// So many rows show whether each is about one domain.
const ROWS_LOOKED_AT: usize = 50;

/// The columns of one sheet; where it holds several attempts in one row, those of one of them.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Headings as they came, cleaned.
    pub headings: Vec<String>,
    /// What each column holds; `None` is carried along.
    pub fields: Vec<Option<Field>>,
    /// For each column the number of the attempt that its heading says: "Score 2".
    pub numbers: Vec<Option<u32>>,
    /// The number of the attempt that these columns are of, where the sheet has several in one row.
    pub number: Option<u32>,
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
    /// The domain and its rating, where each row is about one domain.
    pub by_domain: Option<(usize, usize)>,
    /// Where `resit_file` and `resit_row` stand: the sheet is a problems.csv handed back.
    pub correction: Option<(usize, usize)>,
    /// A row must have at least so many cells: up to the last column that has a heading.
    pub least_cells: usize,
}

impl Columns {
    /// Finds the fields of the headings of the sheet `file`: one entry for each attempt that a row can hold, in their order.
    pub fn find(
        file: &str,
        text: &SheetText,
        possible: &[PointsPossible],
        blueprint: &Blueprint,
        options: &SheetOptions,
    ) -> Result<Vec<Self>, SheetError> {
        let header = text.header();
        let headings: Vec<String> = header.headings.iter().map(|heading| clean(heading).into_owned()).collect();
        let Assigned { mut fields, numbers, points } = assign(file, &headings, possible, blueprint, options)?;
        if !fields.iter().any(|field| matches!(field, Some(Field::Domain(_) | Field::DomainName)))
            && points.iter().all(Option::is_none)
            && let Some(column) = column_of_domains(text, &fields, blueprint)
        {
            return Err(SheetError::NoRatingColumn {
                file: file.into(),
                heading: headings[column].as_str().into(),
                found: listed(&headings).into(),
            });
        }
        let attempts = attempts(&fields, &numbers);
        if !attempts.is_empty() {
            // each attempt has its number already
            fields.iter_mut().filter(|field| **field == Some(Field::Attempt)).for_each(|field| *field = None);
        }
        name_of_candidates(text, &mut fields);
        let is_correction = fields.contains(&Some(Field::ResitProblem));
        let is_filled = |column: usize| is_correction || has_content(text, column);
        if let Some(&first) = attempts.first() {
            check_numbered(file, &headings, &fields, &numbers, first, attempts.len())?;
        }
        let assigned = Assigned { fields, numbers, points };
        let of_attempt = |number: Option<u32>| {
            let is_first = number == attempts.first().copied();
            let position = |field| assigned.position(field, number, is_first);
            assigned.columns((file, header.line), &headings, (number, &position), &is_filled, blueprint)
        };
        if attempts.is_empty() {
            return Ok(vec![of_attempt(None)?]);
        }
        attempts.iter().map(|&number| of_attempt(Some(number))).collect()
    }

    /// Some cell of the row tells of this attempt: its score, its outcome, its date or a rating.
    pub fn tell(&self, record: &Record<'_>) -> bool {
        let holds = |column: Option<usize>| {
            let cell = column.and_then(|column| record.get(column)).unwrap_or("");
            !cell.is_empty() && !says_nothing(&clean(cell))
        };
        [self.score, self.outcome, self.date].into_iter().any(holds) || self.domains.iter().copied().any(holds)
    }

    /// The column holds what an attempt has, in this or another attempt of the row.
    pub fn is_of_an_attempt(&self, column: usize) -> bool {
        let is_of_one = |field| !is_shared(field) || matches!(field, Field::Rating | Field::DomainName);
        self.fields.get(column).copied().flatten().is_some_and(is_of_one)
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

/// Some row has something in the column.
fn has_content(text: &SheetText, column: usize) -> bool {
    let mut rows = text.rows();
    while let Some((_, record)) = rows.next() {
        if record.get(column).is_some_and(|cell| !clean(cell).is_empty()) {
            return true;
        }
    }
    false
}

/// "Candidate" is the id, unless the sheet has no other column for the name and the cells of this one are names.
fn name_of_candidates(text: &SheetText, fields: &mut [Option<Field>]) {
    let has = |field| fields.contains(&Some(field));
    let column = fields.iter().position(|&field| field == Some(Field::CandidateId));
    let Some(column) = column.filter(|_| !has(Field::Name) && !has(Field::FirstName) && !has(Field::LastName)) else {
        return;
    };
    let (mut names, mut others) = (0, 0);
    let mut rows = text.rows();
    for _ in 0..ROWS_LOOKED_AT {
        let Some((_, record)) = rows.next() else { break };
        let cell = clean(record.get(column).unwrap_or(""));
        let is_name = cell.contains(' ') && !cell.chars().any(|c| c.is_numeric() || c == '@');
        *if is_name || cell.is_empty() { &mut names } else { &mut others } += usize::from(!cell.is_empty());
    }
    if names > others {
        fields[column] = Some(Field::Name);
    }
}

/// A column without a field that names another domain in each row of a candidate: each row is about one.
fn column_of_domains(text: &SheetText, fields: &[Option<Field>], blueprint: &Blueprint) -> Option<usize> {
    let key = [Field::CandidateId, Field::Email, Field::Name, Field::LastName]
        .into_iter()
        .find_map(|key| fields.iter().position(|&field| field == Some(key)))?;
    let vocabulary = Vocabulary::new(blueprint);
    // for each column the domains of each candidate
    let mut named: Vec<Option<HashMap<String, HashSet<usize>>>> =
        fields.iter().map(|field| field.is_none().then(HashMap::new)).collect();
    let mut rows = text.rows();
    for _ in 0..ROWS_LOOKED_AT {
        let Some((_, record)) = rows.next() else { break };
        let candidate = comparable(record.get(key).unwrap_or(""));
        for (column, named) in named.iter_mut().enumerate() {
            let Some(of) = named else { continue };
            let cell = clean(record.get(column).unwrap_or(""));
            match vocabulary.domain(&cell) {
                Some(domain) => _ = of.entry(candidate.clone()).or_default().insert(domain),
                None if cell.is_empty() || is_all_domains(&cell) => {}
                None => *named = None,
            }
        }
    }
    let is_each = |of: &HashMap<String, HashSet<usize>>| {
        let several = of.values().filter(|domains| domains.len() > 1).count();
        several > 0 && 2 * several >= of.len()
    };
    named.iter().position(|named| named.as_ref().is_some_and(is_each))
}

impl Assigned {
    /// The column of a field for the attempt of this number; one without a number is of all attempts, or of the first.
    fn position(&self, field: Field, number: Option<u32>, is_first: bool) -> Option<usize> {
        let of =
            |wanted| (0..self.fields.len()).find(|&at| self.fields[at] == Some(field) && self.numbers[at] == wanted);
        of(number).or_else(|| of(None).filter(|_| is_first || is_shared(field)))
    }

    /// The columns of one attempt of a row; `file` and `line` say where the headings stand.
    fn columns(
        &self,
        (file, line): (&str, u64),
        headings: &[String],
        (number, position): (Option<u32>, &dyn Fn(Field) -> Option<usize>),
        is_filled: &dyn Fn(usize) -> bool,
        blueprint: &Blueprint,
    ) -> Result<Columns, SheetError> {
        let name_parts = position(Field::FirstName)
            .zip(position(Field::LastName))
            .map(|(first, last)| if is_last_name_first(&headings[last]) { (last, first) } else { (first, last) });
        let name = position(Field::Name);
        let keys = [
            (KeyKind::CandidateId, position(Field::CandidateId)),
            (KeyKind::Email, position(Field::Email)),
            (KeyKind::Name, name.or(name_parts.map(|(first, _)| first))),
        ];
        let keys: Vec<(KeyKind, usize)> =
            keys.into_iter().filter_map(|(kind, column)| column.map(|column| (kind, column))).collect();
        // a column that nobody has filled in tells nobody apart
        let key = keys.iter().find(|(_, column)| is_filled(*column)).or(keys.first()).copied();
        let domains: Vec<Option<usize>> =
            (0..blueprint.domains.len()).map(|domain| position(Field::Domain(domain))).collect();
        let (score, outcome) = (position(Field::Score), position(Field::Outcome));
        let by_domain = position(Field::DomainName).zip(position(Field::Rating));
        let Some((key_kind, key)) = key else {
            let wanted = [Field::CandidateId, Field::Email, Field::Name];
            let missing = "no column says who the candidate is";
            return Err(no_usable_column(file, line, headings, missing, "candidate_id", &wanted, blueprint));
        };
        let no_rating =
            domains.iter().all(Option::is_none) && self.points.iter().all(Option::is_none) && by_domain.is_none();
        if score.is_none() && outcome.is_none() && no_rating {
            let mut wanted = vec![Field::Outcome];
            wanted.extend(blueprint.scale.as_ref().map(|_| Field::Score));
            wanted.extend((0..blueprint.domains.len()).map(Field::Domain));
            let missing = "no column holds a score, an outcome or the rating of a domain";
            return Err(no_usable_column(file, line, headings, missing, "outcome", &wanted, blueprint));
        }
        Ok(Columns {
            numbers: self.numbers.clone(),
            number,
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
            points: self.points.clone(),
            by_domain,
            correction: position(Field::ResitProblem).and(position(Field::ResitFile).zip(position(Field::ResitRow))),
            least_cells: headings.iter().rposition(|heading| !heading.is_empty()).map_or(0, |last| last + 1),
            headings: headings.to_vec(),
            fields: self.fields.clone(),
        })
    }
}
