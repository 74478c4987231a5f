//! What only a whole column can tell: whether day or month comes first, whether numbers are shares or percentages,
//! whether names stand as "Last, First".

use std::collections::HashMap;

use super::clean::clean;
use super::columns::Columns;
use super::corrections::origin;
use super::date::{DateCell, DateOrder, day_in_words, ordered_date, read_date};
use super::error::SheetError;
use super::name::first_name_first;
use super::rating::Percentage;
use super::record::Record;
use super::words::is_all_domains;
use super::{OpenSheet, SheetOptions};
use crate::exam::Exact;

/// The facts of all sheets.
#[derive(Debug, Clone)]
pub(super) struct FactGroups {
    /// First one for each sheet, then one for each sheet that a problems.csv names but that was not given.
    groups: Vec<(ColumnFacts, DateReading)>,
    by_name: HashMap<String, usize>,
}

/// The facts of all sheets while their rows are read.
pub(super) struct GrowingFacts {
    groups: Vec<ColumnFacts>,
    by_name: HashMap<String, usize>,
}

impl GrowingFacts {
    pub fn new(sheets: &[OpenSheet]) -> Self {
        let mut by_name = HashMap::new();
        for (file_index, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.columns.correction.is_none()) {
            by_name.entry(sheet.name.to_string()).or_insert(file_index);
        }
        GrowingFacts { groups: vec![ColumnFacts::default(); sheets.len()], by_name }
    }

    /// Takes in the facts of rows of the sheet, or of those that came from the file `origin`.
    pub fn take_in(&mut self, file_index: usize, origin: Option<String>, facts: ColumnFacts) {
        let group = match origin {
            None => file_index,
            Some(name) => *self.by_name.entry(name).or_insert_with(|| {
                self.groups.push(ColumnFacts::default());
                self.groups.len() - 1
            }),
        };
        self.groups[group].append(facts);
    }

    /// Concludes from the facts of all rows; an error where nothing tells how dates are read.
    pub fn conclude(self, options: &SheetOptions) -> Result<FactGroups, SheetError> {
        let groups = self.groups.into_iter();
        let groups = groups.map(|facts| facts.date_reading(options.date_order).map(|dates| (facts, dates)));
        Ok(FactGroups { groups: groups.collect::<Result<_, _>>()?, by_name: self.by_name })
    }
}

impl FactGroups {
    /// Tells each sheet how its names stand. A problems.csv may hold rows of several sheets: a comma in it is read as in
    /// any of them.
    pub fn decide_names(&self, sheets: &mut [OpenSheet]) {
        let any = self.groups.iter().any(|(facts, _)| facts.last_name_first());
        for (sheet, (facts, _)) in sheets.iter_mut().zip(&self.groups) {
            let is_correction = sheet.columns.correction.is_some();
            let last_name_first = if is_correction { any } else { facts.last_name_first() };
            for columns in std::iter::once(&mut sheet.columns).chain(&mut sheet.further) {
                columns.last_name_first = last_name_first;
            }
        }
    }

    /// A name of the sheet that stands as "Last, First", where most do.
    pub fn turned_name(&self, file_index: usize) -> Option<&str> {
        let (facts, _) = &self.groups[file_index];
        facts.turned.as_deref().filter(|_| facts.last_name_first())
    }

    /// What holds for a row of the sheet: the facts of the file that it came from.
    pub fn of(&self, file_index: usize, sheet: &OpenSheet, record: &Record<'_>) -> (&ColumnFacts, DateReading) {
        let group = origin(sheet, record).and_then(|(name, _)| self.by_name.get(&name).copied()).unwrap_or(file_index);
        self.of_sheet(group)
    }

    /// What holds for the rows of a sheet that is no problems.csv.
    pub fn of_sheet(&self, file_index: usize) -> (&ColumnFacts, DateReading) {
        let (facts, dates) = &self.groups[file_index];
        (facts, *dates)
    }
}

/// How the dates of a file are read where both small numbers could be the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateReading {
    /// As the settings or the column say.
    Order(DateOrder),
    /// The column speaks for both orders: a value that could be either is a problem.
    Contradictory,
}

/// What the columns of one file tell; rows of a problems.csv count for the file that they came from.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnFacts {
    day_first: bool,
    month_first: bool,
    /// The first date that could be either.
    ambiguous: Option<Ambiguous>,
    /// One entry a domain.
    numbers: Vec<Numbers>,
    /// Cells with a name, those of them that stand as "Last, First", and the first of these.
    names: usize,
    turned_names: usize,
    turned: Option<String>,
}

#[derive(Debug, Clone)]
struct Ambiguous {
    file: String,
    row: u64,
    column: String,
    cell: String,
    date: (i64, i64, i64),
}

#[derive(Debug, Clone, Copy, Default)]
struct Numbers {
    count: u32,
    above_one: bool,
    above_ten: bool,
}

impl ColumnFacts {
    /// Takes in the facts of rows that follow.
    fn append(&mut self, next: Self) {
        self.day_first |= next.day_first;
        self.month_first |= next.month_first;
        self.ambiguous = self.ambiguous.take().or(next.ambiguous);
        self.numbers.resize(self.numbers.len().max(next.numbers.len()), Numbers::default());
        for (own, next) in self.numbers.iter_mut().zip(next.numbers) {
            own.count = own.count.saturating_add(next.count);
            own.above_one |= next.above_one;
            own.above_ten |= next.above_ten;
        }
        self.names += next.names;
        self.turned_names += next.turned_names;
        self.turned = self.turned.take().or(next.turned);
    }

    /// Takes in one row, unless its cells may stand in wrong columns.
    pub fn take_in(&mut self, file: &str, row: u64, columns: &Columns, record: &Record<'_>) {
        if record.len() < columns.least_cells || record.len() > columns.headings.len() {
            return;
        }
        for column in [columns.date, columns.retake_date].into_iter().flatten() {
            self.take_in_date(file, row, columns, column, record.get(column).unwrap_or(""));
        }
        if let Some(cell) = columns.name.and_then(|column| record.get(column)) {
            self.take_in_name(cell);
        }
        self.numbers.resize(columns.domains.len(), Numbers::default());
        let of_row;
        let ratings = match columns.by_domain {
            Some((domain, _)) if record.get(domain).is_some_and(|cell| is_all_domains(&clean(cell))) => &[][..],
            // the ratings of all domains stand in one column
            Some((_, rating)) => {
                of_row = [Some(rating)];
                &of_row[..]
            }
            None => &columns.domains,
        };
        for (numbers, column) in self.numbers.iter_mut().zip(ratings) {
            let cell = column.and_then(|column| record.get(column)).unwrap_or("");
            // words are no numbers
            if numbers.above_ten || cell.is_empty() || cell.as_bytes()[0].is_ascii_alphabetic() {
                continue;
            }
            if let Some(Percentage { number, plain: true }) = Percentage::read(&clean(cell)) {
                numbers.count = numbers.count.saturating_add(1);
                numbers.above_one |= number > Exact::ONE;
                numbers.above_ten |= number > Exact::from_integer(10);
            }
        }
    }

    fn take_in_name(&mut self, cell: &str) {
        let cell = clean(cell);
        self.names += usize::from(!cell.is_empty());
        if first_name_first(&cell).is_some() {
            self.turned_names += 1;
            self.turned.get_or_insert_with(|| cell.into_owned());
        }
    }

    /// Most names of the file stand as "Last, First".
    fn last_name_first(&self) -> bool {
        2 * self.turned_names > self.names
    }

    fn take_in_date(&mut self, file: &str, row: u64, columns: &Columns, column: usize, cell: &str) {
        if cell.is_empty() || (self.day_first && self.month_first) {
            return;
        }
        let cell = clean(cell);
        let Ok(DateCell::Either { first, second, year }) = read_date(&cell) else { return };
        let possible = |order| ordered_date(first, second, year, order).is_ok();
        match (possible(DateOrder::DayFirst), possible(DateOrder::MonthFirst)) {
            (true, false) => self.day_first = true,
            (false, true) => self.month_first = true,
            (true, true) if first != second && self.ambiguous.is_none() => {
                self.ambiguous = Some(Ambiguous {
                    file: file.to_owned(),
                    row,
                    column: columns.headings[column].clone(),
                    cell: cell.into_owned(),
                    date: (first, second, year),
                });
            }
            _ => {}
        }
    }

    /// The plain numbers of the domain's column run from 0 to 1.
    pub fn holds_shares(&self, domain: usize) -> bool {
        self.numbers.get(domain).is_some_and(|numbers| numbers.count > 0 && !numbers.above_one)
    }

    /// The plain numbers of the domain's column never exceed 10: they are points or marks, and no percentages.
    pub fn holds_marks(&self, domain: usize) -> bool {
        self.numbers.get(domain).is_some_and(|numbers| numbers.above_one && !numbers.above_ten && numbers.count >= 3)
    }

    /// How the dates are read; an error where nothing tells.
    pub fn date_reading(&self, given: Option<DateOrder>) -> Result<DateReading, SheetError> {
        if let Some(order) = given {
            return Ok(DateReading::Order(order));
        }
        match (self.day_first, self.month_first, &self.ambiguous) {
            (true, true, _) => Ok(DateReading::Contradictory),
            (false, true, _) => Ok(DateReading::Order(DateOrder::MonthFirst)),
            (true, false, _) | (false, false, None) => Ok(DateReading::Order(DateOrder::DayFirst)),
            (false, false, Some(found)) => {
                let (first, second, year) = found.date;
                let words = |order| ordered_date(first, second, year, order).map_or(String::new(), day_in_words);
                Err(SheetError::DateOrder {
                    file: found.file.as_str().into(),
                    column: found.column.as_str().into(),
                    row: found.row,
                    cell: found.cell.as_str().into(),
                    day_first: words(DateOrder::DayFirst).into(),
                    month_first: words(DateOrder::MonthFirst).into(),
                })
            }
        }
    }
}
