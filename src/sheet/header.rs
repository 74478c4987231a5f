//! Where the headings of a sheet stand: in its first row, below titles, spread over two or three rows, or nowhere.

use std::collections::{HashMap, HashSet};

use super::SheetOptions;
use super::clean::clean;
use super::date::read_date;
use super::error::SheetError;
use super::headings::{Field, field_by_key};
use super::numbered::{LONGEST_HEADING, field_and_attempt};
use super::rating::{RatingCell, Vocabulary};
use super::row::shortened;
use super::text::{Header, TopRow};
use super::values::{read_decimal, read_outcome, read_score};
use crate::diagnostic::letters;
use crate::exam::{Blueprint, comparable};

/// The headings of merged cells stand in at most so many rows.
const MOST_ROWS: usize = 3;
/// Columns of the widest sheet whose headings may stand in several rows: the words of a merged cell are repeated for each.
const MOST_COLUMNS: usize = 1000;

/// So many headings in the first column tell a sheet that is turned.
const LEAST_BELOW_EACH_OTHER: usize = 3;

/// Finds the headings in the first rows of the sheet, which is `file` in messages; there is at least one.
pub(super) fn find(
    file: &str,
    top: &[TopRow],
    blueprint: &Blueprint,
    options: &SheetOptions,
) -> Result<Header, SheetError> {
    let mut search = Search::new(blueprint, options);
    // whatever the settings say of the class sheet, problems.csv has its headings in the first row
    if search.is_correction(&top[0].cells) {
        return Ok(search.header(top, 0, 1));
    }
    match options.header_row {
        Some(0) => return Ok(no_headings(top)),
        Some(line) => {
            let at = top.iter().position(|row| row.line == line);
            return at.map(|at| search.header(top, at, 1)).ok_or_else(|| SheetError::NoSuchRow {
                file: file.to_owned(),
                line,
                rows: top.len(),
                last: top.last().map_or(0, |row| row.line),
            });
        }
        None => {}
    }
    let mut found = None;
    for at in 0..top.len() {
        match (found, search.best(top, at)) {
            // the row above was a title if the headings need it not
            (Some((most, _, rows)), Some((fields, below))) if rows > 1 && fields >= most => {
                found = Some((fields, at, below));
            }
            (Some(_), _) => break,
            (None, best) => found = best.map(|(fields, rows)| (fields, at, rows)),
        }
    }
    if let Some((_, at, rows)) = found {
        return Ok(search.header(top, at, rows));
    }
    // no row is enough: the one that is nearest tells what is missing
    let mut found = |at| {
        let headings = search.joined(top, at, 1);
        search.recognised(&headings).0
    };
    let partly: Vec<(usize, usize)> = (0..top.len()).map(|at| (found(at), at)).collect();
    let nearest = partly.iter().copied().max_by_key(|&(found, at)| (found, std::cmp::Reverse(at)));
    if let Some((_, at)) = nearest.filter(|&(found, _)| found >= 2) {
        return Ok(search.header(top, at, 1));
    }
    let guesses = guess(top, blueprint);
    if search.tells_an_attempt(top, &guesses) {
        return Err(no_header(file, top, &guesses));
    }
    match nearest {
        Some((1, 0)) => Ok(search.header(top, 0, 1)),
        _ if looks_like_a_row(&top[0].cells) => Err(no_header(file, top, &guesses)),
        _ => Ok(search.header(top, 0, 1)),
    }
}

/// The headings in the first column, if they are so many that each row seems to be what a column should be.
pub(super) fn below_each_other(top: &[TopRow], blueprint: &Blueprint, options: &SheetOptions) -> Vec<String> {
    let mut search = Search::new(blueprint, options);
    let mut fields = HashSet::new();
    let cells = top.iter().filter_map(|row| row.cells.first()).map(|cell| clean(cell).into_owned());
    let headings: Vec<String> =
        cells.filter(|cell| search.field(cell).is_some_and(|(field, _)| fields.insert(field))).collect();
    // a sheet by domain has the domains below each other
    let others = fields.iter().filter(|field| !matches!(field, Field::Domain(_) | Field::DomainName)).count();
    if headings.len() >= LEAST_BELOW_EACH_OTHER && others > 1 { headings } else { Vec::new() }
}

/// What headings name, remembered.
struct Search<'a> {
    blueprint: &'a Blueprint,
    options: &'a SheetOptions,
    vocabulary: Vocabulary<'a>,
    known: HashMap<String, Option<(Field, Option<u32>)>>,
}

impl<'a> Search<'a> {
    fn new(blueprint: &'a Blueprint, options: &'a SheetOptions) -> Self {
        Search { blueprint, options, vocabulary: Vocabulary::new(blueprint), known: HashMap::new() }
    }

    fn field(&mut self, heading: &str) -> Option<(Field, Option<u32>)> {
        if let Some(&known) = self.known.get(heading) {
            return known;
        }
        let field = self.named(heading).or_else(|| field_and_attempt(heading, self.blueprint));
        self.known.insert(heading.to_owned(), field);
        field
    }

    /// The field that resit.toml gives to the heading.
    fn named(&self, heading: &str) -> Option<(Field, Option<u32>)> {
        let wanted = comparable(heading);
        let is_wanted = |named: &String| !wanted.is_empty() && comparable(named) == wanted;
        let columns = &self.options.columns;
        let by_name = columns.iter().find(|(_, heading)| is_wanted(heading)).map(|(name, _)| name);
        let by_points = || self.options.points.iter().find(|(_, source)| source.from.iter().any(is_wanted));
        let name = by_name.or_else(|| by_points().map(|(name, _)| name))?;
        field_by_key(name, self.blueprint).map(|field| (field, None))
    }

    fn is_correction(&mut self, cells: &[String]) -> bool {
        let fields: Vec<_> = cells.iter().filter_map(|cell| self.field(&clean(cell))).map(|(field, _)| field).collect();
        [Field::ResitProblem, Field::ResitFile, Field::ResitRow].iter().all(|field| fields.contains(field))
    }

    /// How many different fields the headings name, and whether that is enough for a class sheet.
    fn recognised(&mut self, headings: &[String]) -> (usize, bool) {
        let found: HashSet<(Field, Option<u32>)> = headings.iter().filter_map(|heading| self.field(heading)).collect();
        let has = |wanted: &[Field]| wanted.iter().any(|wanted| found.iter().any(|(field, _)| field == wanted));
        let names_candidates = has(&[Field::CandidateId, Field::Email, Field::Name, Field::LastName]);
        let tells_result = has(&[Field::Score, Field::Outcome, Field::Rating])
            || found.iter().any(|(field, _)| matches!(field, Field::Domain(_)));
        (found.len(), names_candidates && tells_result)
    }

    /// The columns hold candidates and results from the first row on: its words are no headings, or the same word stands below.
    fn tells_an_attempt(&mut self, top: &[TopRow], guesses: &[Option<String>]) -> bool {
        let fields: Vec<Option<Field>> =
            guesses.iter().map(|key| key.as_ref().and_then(|key| field_by_key(key, self.blueprint))).collect();
        let cell = |row: &TopRow, column: usize| clean(row.cells.get(column).map_or("", String::as_str)).into_owned();
        let mut is_result = |column: usize| {
            let word = cell(&top[0], column);
            matches!(fields[column], Some(Field::Outcome | Field::Domain(_)))
                && !word.is_empty()
                && (self.field(&word).is_none() || top[1..].iter().any(|row| cell(row, column) == word))
        };
        let is_candidate = |field: &Field| matches!(field, Field::CandidateId | Field::Email | Field::Name);
        fields.iter().flatten().any(is_candidate) && (0..fields.len()).any(&mut is_result)
    }

    /// The best way to read headings from this row on: how many fields are found, and in how many rows; `None` where nothing is
    /// enough.
    fn best(&mut self, top: &[TopRow], at: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for rows in 1..=MOST_ROWS.min(top.len().saturating_sub(at)) {
            if rows > 1 && !self.may_go_on(top, at, rows) {
                break;
            }
            let headings = self.joined(top, at, rows);
            let (found, is_enough) = self.recognised(&headings);
            if is_enough && best.is_none_or(|(most, _)| found > most) {
                best = Some((found, rows));
            }
        }
        best
    }

    /// The last of these rows can be a part of headings, and not the first attempt: it holds no number and no date, and nothing of its
    /// own below the heading for a candidate.
    fn may_go_on(&mut self, top: &[TopRow], at: usize, rows: usize) -> bool {
        let is_title_or_note =
            |row: &TopRow| row.cells.len() > MOST_COLUMNS || row.cells.iter().any(|cell| cell.len() > LONGEST_HEADING);
        if top[at..at + rows].iter().any(is_title_or_note) {
            return false;
        }
        let last = &top[at + rows - 1].cells;
        let mut is_value = |cell: &str| {
            let cell = clean(cell);
            read_decimal(cell.trim_end_matches('%').trim_end()).is_some()
                || read_date(&cell).is_ok()
                || cell.contains('@')
                || (read_outcome(&cell).is_some() && self.field(&cell).is_none())
                || matches!(self.vocabulary.read(&cell, false), RatingCell::Rating(_))
        };
        if last.iter().any(|cell| is_value(cell)) {
            return false;
        }
        top[at..at + rows - 1].iter().all(|row| {
            row.cells.iter().zip(last).all(|(above, below)| {
                let (above, below) = (clean(above), clean(below));
                let names_candidates = self.field(&above).is_some_and(|(field, _)| {
                    matches!(
                        field,
                        Field::CandidateId | Field::Name | Field::FirstName | Field::LastName | Field::Email
                    )
                });
                !names_candidates || below.is_empty() || below == above || self.field(&below).is_some()
            })
        })
    }

    /// The headings of so many rows from this one on, each from the parts above each other that name something together.
    fn joined(&mut self, top: &[TopRow], at: usize, rows: usize) -> Vec<String> {
        let parts: Vec<Vec<String>> = top[at..at + rows]
            .iter()
            .map(|row| row.cells.iter().map(|cell| clean(cell).into_owned()).collect())
            .collect();
        let width = parts.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: usize, column: usize| parts[row].get(column).map_or("", String::as_str);
        (0..width)
            .map(|column| {
                if rows == 1 {
                    return cell(0, column).to_owned();
                }
                // a heading over several columns fills only the first of its cells
                let spread = |row: usize| {
                    let filled = (0..=column).rev().map(|before| cell(row, before)).find(|cell| !cell.is_empty());
                    filled.unwrap_or("")
                };
                let own = |row: usize| cell(row, column);
                let lowest = (0..rows).rev().find(|&row| !own(row).is_empty());
                let Some(lowest) = lowest else { return String::new() };
                let together = |chosen: &[usize]| {
                    let mut words: Vec<&str> = Vec::new();
                    for &row in chosen {
                        let part = if row < lowest { spread(row) } else { own(row) };
                        if !part.is_empty() && words.last() != Some(&part) {
                            words.push(part);
                        }
                    }
                    words.join(" ")
                };
                let all: Vec<usize> = (0..=lowest).collect();
                let pairs = all.iter().flat_map(|&one| all.iter().map(move |&other| vec![one, other]));
                let pairs = pairs.filter(|pair| pair[0] < pair[1] && pair[1] == lowest).rev();
                let singles = all.iter().rev().filter(|&&row| !own(row).is_empty()).map(|&row| vec![row]);
                let ways = std::iter::once(all.clone()).chain(pairs).chain(singles).map(|chosen| together(&chosen));
                let ways: Vec<String> = ways.collect();
                let understood = ways.iter().find(|way| self.field(way).is_some());
                understood.unwrap_or(&ways[0]).clone()
            })
            .collect()
    }

    fn header(&mut self, top: &[TopRow], at: usize, rows: usize) -> Header {
        // a single row stays as it came
        let headings = if rows == 1 { top[at].cells.clone() } else { self.joined(top, at, rows) };
        Header {
            line: top[at].line,
            last_line: top[at + rows - 1].line,
            headings,
            records: top[at + rows - 1].records,
            skipped: top[..at].iter().map(|row| row.line).collect(),
        }
    }
}

/// Headings for a sheet that has none: "Column A" and so on.
fn no_headings(top: &[TopRow]) -> Header {
    let width = top.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let headings = (0..width).map(column_name).collect();
    Header { headings, ..Header::default() }
}

fn column_name(column: usize) -> String {
    format!("Column {}", letters(column))
}

/// The row holds values and no headings.
fn looks_like_a_row(cells: &[String]) -> bool {
    cells.iter().map(|cell| clean(cell)).any(|cell| {
        let cell = cell.trim_end_matches('%').trim_end();
        read_decimal(cell).is_some() || read_date(cell).is_ok() || cell.contains('@')
    })
}

/// Whether a cell is of a kind.
type Holds<'h> = &'h dyn Fn(&str) -> bool;

/// What each column without a heading seems to hold: a field or domain by its key.
fn guess(top: &[TopRow], blueprint: &Blueprint) -> Vec<Option<String>> {
    let vocabulary = Vocabulary::new(blueprint);
    let columns = filled_by_column(top);
    let all =
        |cells: &[String], holds: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| holds(cell));
    let scale = blueprint.scale.as_ref();
    let in_scale = |cell: &str| {
        scale.zip(read_score(cell).ok()).is_some_and(|(scale, score)| (scale.min..=scale.max).contains(&score))
    };
    let is_word =
        |cell: &str| matches!(vocabulary.read(cell, false), RatingCell::Rating(rating) if !rating.from_percentage);
    let ratings: Vec<usize> = (0..columns.len()).filter(|&column| all(&columns[column], &is_word)).collect();
    let mut taken: HashSet<String> = HashSet::new();
    let mut guesses: Vec<Option<String>> = Vec::new();
    for (column, cells) in columns.iter().enumerate() {
        let is_key = |cell: &str| !cell.contains([' ', '@']) && !is_word(cell) && read_outcome(cell).is_none();
        if column == 0 && all(cells, &is_key) && cells.iter().collect::<HashSet<_>>().len() == top.len() {
            guesses.push(Some("candidate_id".to_owned()));
            continue;
        }
        let kinds: [(&str, Holds<'_>); 6] = [
            ("email", &|cell| cell.contains('@')),
            ("score", &|cell| in_scale(cell)),
            ("attempt", &|cell| cells.iter().any(|cell| cell == "1") && matches!(cell.parse::<u32>(), Ok(1..=20))),
            ("date", &|cell| read_date(cell).is_ok()),
            ("outcome", &|cell| read_outcome(cell).is_some()),
            ("name", &|cell| cell.trim().contains(' ') && !cell.chars().any(|c| c.is_ascii_digit())),
        ];
        let domain = ratings.iter().position(|&at| at == column).filter(|_| ratings.len() == blueprint.domains.len());
        let kind = match domain {
            Some(domain) => Some(blueprint.domains[domain].key.clone()),
            None if ratings.contains(&column) => None,
            None => kinds
                .iter()
                .find(|(kind, holds)| !taken.contains(*kind) && all(cells, holds))
                .map(|(kind, _)| (*kind).to_owned()),
        };
        taken.extend(kind.clone());
        guesses.push(kind);
    }
    guesses
}

/// The cells of each column that are not empty.
fn filled_by_column(top: &[TopRow]) -> Vec<Vec<String>> {
    let width = top.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (0..width)
        .map(|column| {
            let cells = top.iter().filter_map(|row| row.cells.get(column));
            cells.map(|cell| clean(cell).into_owned()).filter(|cell| !cell.is_empty()).collect()
        })
        .collect()
}

fn no_header(file: &str, top: &[TopRow], guesses: &[Option<String>]) -> SheetError {
    let columns = filled_by_column(top);
    let examples =
        columns.iter().map(|cells| cells.first().map_or(String::new(), |cell| format!("  {}", shortened(cell))));
    let table: Vec<String> = guesses
        .iter()
        .zip(examples)
        .enumerate()
        .map(|(column, (kind, example))| {
            format!("  {:<10} {:<14}{example}", column_name(column), kind.as_deref().unwrap_or("?"))
                .trim_end()
                .to_owned()
        })
        .collect();
    let lines = guesses
        .iter()
        .enumerate()
        .filter_map(|(column, kind)| kind.as_ref().map(|kind| format!("    {kind} = \"{}\"", column_name(column))));
    SheetError::NoHeader {
        file: file.into(),
        line: top[0].line,
        columns: table.join("\n").into(),
        lines: lines.collect::<Vec<_>>().join("\n").into(),
    }
}
