//! What is wrong with a sheet, a blueprint or the settings, for people: a code, where it is, what was found,
//! what would be right and how to go on. One type for the terminal, for problems.csv and for the cohort page.

mod message;
mod redacted;
mod report;
mod settings;

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

pub use message::Message;
pub use report::render;
pub use settings::{Fault, SettingChecks, SettingFault};

/// Among so many findings before it one is sought that shares words with a new one.
const ALIKE_WITHIN: usize = 16;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The row cannot be used: its candidate gets no plan.
    Problem,
    /// The row is used; the coach should look at it.
    Warning,
    /// Something worth knowing about the sheet as a whole.
    Note,
}

impl Severity {
    /// The word for it.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Problem => "problem",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Names every code once, with its id, below its severity. The page of a code is a file that is named after its id.
macro_rules! codes {
    ($($severity:ident { $($code:ident = $id:literal,)+ })+) => {
        /// The kind of a diagnostic. Its kebab-case form ([`Code::id`]) is stable: problems.csv and results.jsonl carry it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($($code,)+)+
        }

        impl Code {
            /// Every code, in the order of severity.
            pub const ALL: &[Code] = &[$($(Code::$code,)+)+];

            /// The stable kebab-case id.
            pub fn id(self) -> &'static str {
                match self {
                    $($(Code::$code => $id,)+)+
                }
            }

            /// What `resit explain` shows of it, as Markdown: `src/diagnostic/pages` has a file for every code.
            pub fn page(self) -> &'static str {
                match self {
                    $($(Code::$code => include_str!(concat!("diagnostic/pages/", $id, ".md")),)+)+
                }
            }

            /// How much it matters, always the same for a code.
            pub fn severity(self) -> Severity {
                match self {
                    $($(Code::$code)|+ => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    Problem {
        MissingKey = "missing-key",
        RowLength = "row-length",
        CellLength = "cell-length",
        CellError = "cell-error",
        ScoreFormat = "score-format",
        ScoreRange = "score-range",
        UnknownRating = "unknown-rating",
        PercentRange = "percent-range",
        PointsFormat = "points-format",
        PointsRange = "points-range",
        PointsMissing = "points-missing",
        UnknownOutcome = "unknown-outcome",
        OutcomeContradiction = "outcome-contradiction",
        NoOutcome = "no-outcome",
        AttemptFormat = "attempt-format",
        DateFormat = "date-format",
        DateAmbiguous = "date-ambiguous",
        DateImpossible = "date-impossible",
        SameAttempt = "same-attempt",
        AttemptOrder = "attempt-order",
        TwoNames = "two-names",
        UnknownDomain = "unknown-domain",
        DomainTwice = "domain-twice",
        RowsDisagree = "rows-disagree",
    }
    Warning {
        OtherVersion = "other-version",
        FutureDate = "future-date",
        FewRatings = "few-ratings",
        Hours = "hours",
        StaleBooking = "stale-booking",
        InconsistentEntry = "inconsistent-entry",
        TwoEmails = "two-emails",
        TwoGroups = "two-groups",
        OpenOrder = "open-order",
        NearDuplicate = "near-duplicate",
        ShareOrPercent = "share-or-percent",
        ReplacedRow = "replaced-row",
        MissingGlyph = "missing-glyph",
        FontFile = "font-file",
    }
    Note {
        UnknownColumns = "unknown-columns",
        DidNotSit = "did-not-sit",
        NameOrder = "name-order",
        BlankRows = "blank-rows",
        ControlCharacters = "control-characters",
        Corrected = "corrected",
        Encoding = "encoding",
        HeaderRow = "header-row",
        NoPerson = "no-person",
    }
}

impl Code {
    /// What it means in a few words: the title of its page.
    pub fn title(self) -> &'static str {
        let first = self.page().lines().next().unwrap_or_default();
        first.split_once(": ").map_or(first, |(_, title)| title)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Where in the sheets something stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Position of the sheet on the command line, from 0: diagnostics sort by it.
    pub file_index: usize,
    /// File name as shown (no folders).
    pub file: Arc<str>,
    /// Line of the file on which the row starts, from 1; `None` for the sheet as a whole.
    pub row: Option<u64>,
    /// Position of the cell in the row, from 0.
    pub cell_index: Option<usize>,
    /// Heading of the column as it stands in the sheet.
    pub column: Option<Arc<str>>,
    /// Name of the worksheet, where the file is a workbook: its cells are named as they are there, such as D17.
    pub worksheet: Option<Arc<str>>,
}

impl Place {
    /// The place on one line: "class.csv:17", "class.xlsx, sheet “Results”, cell D17".
    pub fn on_one_line(&self) -> String {
        let file = &self.file;
        match (&self.worksheet, self.row, self.cell_index) {
            (None, None, _) => file.to_string(),
            (None, Some(row), _) => format!("{file}:{row}"),
            (Some(sheet), None, _) => format!("{file}, sheet “{sheet}”"),
            (Some(sheet), Some(row), None) => format!("{file}, sheet “{sheet}”, row {row}"),
            (Some(sheet), Some(row), Some(column)) => format!("{file}, sheet “{sheet}”, cell {}{row}", letters(column)),
        }
    }
}

/// The letters of a worksheet's column: A to Z, AA and so on.
pub(crate) fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => letters(before - 1) + &last.to_string(),
    }
}

/// One finding. A sheet may have a million of them, so that none holds more than it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub place: Place,
    /// The cell as it came, where there is one.
    pub cell: Option<Box<str>>,
    /// All cells of the row as they came, to draw it. Only the first finding of a code in a column of a sheet with
    /// the same help has them.
    pub row_cells: Box<[String]>,
    /// Key of the candidate (as shown), where it is known.
    pub candidate: Option<Box<str>>,
    /// What is wrong, one line, no full stop: "the score 1001 is outside the scale".
    pub message: Box<str>,
    /// What would be right and how to go on: "scores of DOP-C02 run from 100 to 1000".
    pub help: Option<Arc<str>>,
}

impl Diagnostic {
    /// Shorthand for the code's severity.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Column and message in one line: "Score: “abc” is not a score".
    pub fn sentence(&self) -> String {
        match &self.place.column {
            Some(column) => format!("{column}: {}", self.message),
            None => self.message.to_string(),
        }
    }
}

/// Adds a finding. Words that it has in common with one of the last findings are kept once.
pub fn add(findings: &mut Vec<Diagnostic>, mut found: Diagnostic) {
    for before in findings.iter().rev().take(ALIKE_WITHIN).filter(|before| before.code == found.code) {
        for (own, shared) in [
            (&mut found.place.column, &before.place.column),
            (&mut found.place.worksheet, &before.place.worksheet),
            (&mut found.help, &before.help),
        ] {
            if own == shared {
                own.clone_from(shared);
            }
        }
    }
    findings.push(found);
}

/// Sorts by file, row, cell and code, so that the order never depends on how the work was shared out.
pub fn sort(diagnostics: &mut [impl Borrow<Diagnostic>]) {
    diagnostics.sort_by(|a, b| {
        let (a, b) = (a.borrow(), b.borrow());
        (&a.place, a.code).cmp(&(&b.place, b.code))
    });
}

/// The known word nearest to `word`, if one is near, for messages.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let likeness = |known: &str| {
        // two letters changed places in a short word
        let is_slip = word.len() > 2 && strsim::damerau_levenshtein(&word, known) == 1;
        if is_slip { 1.0 } else { strsim::jaro_winkler(&word, known) }
    };
    let near = |known: &'k str| (likeness(&known.to_lowercase()), known);
    let (likeness, nearest) = known.into_iter().map(near).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness > 0.8).then_some(nearest)
}

/// The first `most` items, and how many there are beside them: "C-1, C-2 and 3 more".
pub fn listed(items: impl ExactSizeIterator<Item = impl fmt::Display>, most: usize) -> String {
    let more = items.len().saturating_sub(most);
    let named = items.take(most).map(|item| item.to_string()).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{named} and {more} more") } else { named }
}

/// "1 row", "2 rows", for messages.
pub fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_costs_little_memory() {
        assert!(size_of::<Diagnostic>() <= 176, "{}", size_of::<Diagnostic>());
        let found = |row: u64| Diagnostic {
            code: Code::ScoreRange,
            place: Place { row: Some(row), column: Some("Score".into()), ..Place::default() },
            cell: None,
            row_cells: Box::default(),
            candidate: None,
            message: format!("the score {row} is outside the scale").into(),
            help: Some("scores run from 100 to 1000".into()),
        };
        let mut findings = Vec::new();
        (1001..1004).for_each(|row| add(&mut findings, found(row)));
        assert_eq!(findings, [found(1001), found(1002), found(1003)]);
        let shared = |words: &Option<Arc<str>>| words.as_ref().map(Arc::strong_count);
        assert_eq!((shared(&findings[0].help), shared(&findings[0].place.column)), (Some(3), Some(3)));
    }
}
