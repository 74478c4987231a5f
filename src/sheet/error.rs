//! Why a sheet cannot be read at all. Everything smaller is a [`crate::diagnostic::Diagnostic`] of its row.

use super::assign::listed;

/// Nothing of the sheets can be used. Each message says what is wrong, what would be right and how to go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    #[error(
        "{file} is empty\nA sheet has one line of headings and below it one row for every attempt. Was the export finished?"
    )]
    Empty { file: String },

    #[error(
        "{file} is not a sheet: byte {byte} is not part of any text\n\
         resit reads CSV files and the workbooks of Excel and LibreOffice: give the file that holds the attempts."
    )]
    NotText { file: String, byte: usize },

    #[error(
        "{file} is not {encoding}: line {line} holds a character that cannot be read (byte {byte} of the file)\n\
         Correct that line, or save the sheet again as “CSV UTF-8 (comma delimited)”. If the file is written in another encoding, \
         name it: `--encoding windows-1252` on the command line, or in resit.toml: encoding = \"windows-1252\"."
    )]
    NotInEncoding { file: String, encoding: String, line: u64, byte: usize },

    #[error(
        "there is no encoding “{name}”\n\
         Names are such as utf-8, utf-16le, windows-1252 (Western Europe), windows-1250 (Central Europe), windows-1251 (Cyrillic), \
         shift_jis, gbk, big5, euc-kr."
    )]
    UnknownEncoding { name: String },

    #[error("{file} is {kind}\n{advice}")]
    NotAWorkbook { file: String, kind: &'static str, advice: &'static str },

    #[error(
        "{file} is protected by a password, so nobody can read it without\n\
         Open it in the spreadsheet program and save it without one (Excel: File > Info > Protect Workbook > Encrypt with Password, \
         and empty the field; LibreOffice: File > Save As, and untick “Save with password”). Then give that file."
    )]
    Password { file: String },

    #[error(
        "{file} is damaged and cannot be read: {reason}\n\
         Was it downloaded or copied to its end? Open it in the spreadsheet program, save it as .xlsx and give that file."
    )]
    DamagedWorkbook { file: String, reason: String },

    #[error(
        "{file} is larger than a class can be: {what}\n\
         Is this the right file? If it is, copy the cells with the attempts into a new workbook, or save the sheet as CSV, and give that file."
    )]
    WorkbookTooLarge { file: String, what: String },

    #[error(
        "{file} has no sheet “{sheet}”\n\
         Its sheets are: {found}. Name the one with the attempts: `--sheet NAME` on the command line, or in resit.toml: sheet = \"NAME\"."
    )]
    NoSuchSheet { file: String, sheet: String, found: String },

    #[error(
        "{file} has several sheets that could be the class: {found}\n\
         Say which one holds the attempts, for example `--sheet {first:?}` on the command line, or in resit.toml:\n\n    sheet = {first:?}"
    )]
    SeveralSheets { file: String, found: String, first: String },

    #[error(
        "{file} has no sheet with rows{}\nWas the export finished?",
        if hidden.is_empty() { String::new() } else {
            format!(", except perhaps hidden ones: {hidden}\nIf the attempts are in one of these, name it with `--sheet NAME`, or show it in the spreadsheet program.")
        }
    )]
    NoFilledSheet { file: String, hidden: String },

    #[error(
        "{file} has headings but no row below them\nOne row for every attempt is needed. Was the export filtered to nothing?"
    )]
    NoRows { file: String },

    #[error(
        "{file} has no row {line} that could hold the headings\n\
         It must be one of the first {rows} rows that are not blank (the last of them is row {last}). Correct --header-row, or header_row in resit.toml."
    )]
    NoSuchRow { file: String, line: u64, rows: usize, last: u64 },

    #[error(
        "{file} has no headings: row {line} holds values already\n\
         By what they hold, its columns seem to be:\n\n{columns}\n\n\
         Write a row of headings above them. Or check these lines, complete them, and put them into resit.toml:\n\n    header_row = 0\n\n    [columns]\n{lines}\n\n\
         If there is a row of headings further down, say which: --header-row N."
    )]
    NoHeader {
        file: Box<str>,
        line: u64,
        /// One line a column: its name, what it seems to be, an example.
        columns: Box<str>,
        /// Lines for `[columns]`.
        lines: Box<str>,
    },

    #[error(
        "{file}: the column “{heading}” does not say which attempt it is of, but “{numbered}” does: the sheet has several attempts in one row\n\
         Put the number of the attempt into the heading, as in “{example}”."
    )]
    WhichAttempt { file: Box<str>, heading: Box<str>, numbered: Box<str>, example: Box<str> },

    #[error(
        "{file}: the column “{heading}” holds a domain in each row, but no column holds its rating\n\
         headings found: {found}\n\
         Say in resit.toml which column it is:\n\n    [columns]\n    domain = {heading:?}\n    rating = \"the heading as it stands in your sheet\""
    )]
    NoRatingColumn { file: Box<str>, heading: Box<str>, found: Box<str> },

    #[error(
        "{file}:{line}:{column}: a quotation mark (\") opens a cell here and is never closed\n\
         Everything after it would be read as one cell. Remove the mark, or close the cell with a second one; \
         a mark inside a quoted cell is written twice (\"\")."
    )]
    UnclosedQuote { file: String, line: u64, column: u64 },

    #[error(
        "{file}:{line}: this row is longer than {limit}{}\n\
         No row of a class sheet is that long. {}",
        .quote.map_or(String::new(), |(line, column)| format!(", because the quotation mark (\") at line {line}, column {column} is not closed")),
        if .quote.is_some() { "Remove the mark, or close the cell with a second one." } else { "Is this the right file?" }
    )]
    RowTooLong { file: String, line: u64, limit: &'static str, quote: Option<(u64, u64)> },

    #[error(
        "{file}: {missing}\n\
         headings found in line {line}: {found}\n\
         {accepted}{suggestion}\n\
         Rename the heading in the sheet, or name it in resit.toml:\n\n    [columns]\n    {example}"
    )]
    NoUsableColumn {
        file: Box<str>,
        /// What no column was found for.
        missing: Box<str>,
        line: u64,
        found: Box<str>,
        /// The headings that would be understood.
        accepted: Box<str>,
        /// "\n“Canddate ID” looks like …", or nothing.
        suggestion: Box<str>,
        /// A line for `[columns]`.
        example: Box<str>,
    },

    #[error("{}", turned_before(&error.to_string(), headings))]
    Turned {
        /// Why it cannot be read as it is.
        error: Box<SheetError>,
        /// What stands in its first column.
        headings: Box<str>,
    },

    #[error(
        "{file}: two columns have the same heading “{heading}”: columns {first} and {second}\n\
         Rename or delete one of them in the sheet, so that it is clear which one counts."
    )]
    SameHeading { file: String, heading: String, first: usize, second: usize },

    #[error(
        "{file}: two columns could be the {field}: “{first}” (column {first_position}) and “{second}” (column {second_position})\n\
         Say in resit.toml which one counts (the other one is then only carried along):\n\n    [columns]\n    {key} = {first:?}"
    )]
    TwoHeadings {
        file: Box<str>,
        /// The field in words.
        field: Box<str>,
        /// The field in resit.toml.
        key: Box<str>,
        first: Box<str>,
        first_position: usize,
        second: Box<str>,
        second_position: usize,
    },

    #[error(
        "resit.toml: [columns] {name} is no field of a sheet{suggestion}\n\
         Fields are: {accepted}."
    )]
    UnknownField { name: String, suggestion: String, accepted: String },

    #[error(
        "resit.toml: [columns] {name} = {heading:?}: no sheet has this heading\n\
         headings found: {found}"
    )]
    UnknownHeading { name: String, heading: String, found: String },

    #[error(
        "resit.toml: [columns] {}\n\
         One column can only be one field: remove one of the two.",
        if first == second { format!("names the heading {heading:?} twice for {first}") } else { format!("gives the heading {heading:?} to two fields, {first} and {second}") }
    )]
    HeadingTwice { heading: String, first: String, second: String },

    #[error(
        "resit.toml: [columns] {name} is no domain, and only the rating of a domain can be computed from points\n\
         Name the one heading that holds it: {name} = \"the heading as it stands in your sheet\"."
    )]
    NotComputed { name: String },

    #[error(
        "resit.toml: [columns] {name} is computed from a column that {file} does not have: {heading:?}\n\
         headings found: {found}\n\
         A sheet needs all columns of a computed rating, or none."
    )]
    PointsHeading { file: Box<str>, name: Box<str>, heading: Box<str>, found: Box<str> },

    #[error(
        "resit.toml: [columns] {name}: nothing says how many points the column “{heading}” of {file} has at most\n\
         Say how many points all columns of {name} have together, with out_of:\n\n    [columns]\n    {name} = {{ from = […], out_of = 20 }}\n\n\
         or write the most points of each into its heading: “{heading} /10”."
    )]
    NoMaximum { file: Box<str>, name: Box<str>, heading: Box<str> },

    #[error(
        "resit.toml: [columns] {name} says out_of = {out_of}, but the headings of {file} sum to {sum}: {headings}\n\
         Remove out_of, or correct what is wrong."
    )]
    TwoMaxima { file: Box<str>, name: Box<str>, out_of: Box<str>, headings: Box<str>, sum: Box<str> },

    #[error(
        "the sheets name candidates in different ways: {first} by the column “{first_heading}” ({first_field}), {second} by “{second_heading}” ({second_field})\n\
         A candidate must be recognised in every sheet by the same kind of key. Add the {first_field} to {second}, or build the sheets one by one."
    )]
    DifferentKeys {
        first: Box<str>,
        first_heading: Box<str>,
        first_field: &'static str,
        second: Box<str>,
        second_heading: Box<str>,
        second_field: &'static str,
    },

    #[error(
        "{file}: no value of the column “{column}” shows whether the day or the month comes first (row {row}: “{cell}” is {day_first} or {month_first})\n\
         Say which: `--date-order day-first` or `--date-order month-first` on the command line, or in resit.toml:\n\n    date_order = \"day-first\""
    )]
    DateOrder { file: Box<str>, column: Box<str>, row: u64, cell: Box<str>, day_first: Box<str>, month_first: Box<str> },

    #[error(
        "{}\nGive it once: every attempt would count twice.",
        if first == second { format!("{first} is given twice") } else { format!("{second} is the same as {first}, byte for byte: one sheet is given twice") }
    )]
    GivenTwice { first: String, second: String },

    #[error(
        "two different sheets are called {name}\n\
         Rename one of them: rows are named by file and row, so nobody could tell which {name} is meant."
    )]
    SameFileName { name: String },

    #[error(
        "{file} holds only the rows that an earlier build left out, and no class sheet is given\n\
         Give it together with {}.",
        match &sheets[..] {
            [] => "the class sheet that it was made from".to_owned(),
            [sheet] => format!("the class sheet that it names: {sheet}"),
            sheets => format!("the class sheets that it names: {}", sheets.join(", ")),
        }
    )]
    OnlyCorrections {
        file: String,
        /// The class sheets that the corrections name.
        sheets: Vec<String>,
    },

    #[error(
        "{first} and {second} both correct row {row} of {file}\n\
         Give only the newest of them together with the class sheet: a build hands back every row that it took from older corrections, \
         so the newest holds all that the older ones held."
    )]
    CorrectedTwice { first: String, second: String, file: String, row: u64 },

    #[error(
        "{correction} does not fit {file} any more: its row {row} replaces row {replaced} of {file}, but that one belongs to candidate {candidate}, \
         whose other rows (row {other}) it does not replace\n\
         {file} was probably changed after {correction} was written. Build {file} alone and correct the new problems.csv."
    )]
    StaleCorrection { correction: String, row: u64, file: String, replaced: u64, candidate: String, other: u64 },
}

impl SheetError {
    /// The same, with the advice to turn the sheet where headings stand below each other in its first column.
    pub(super) fn of_turned(self, headings: &[String]) -> Self {
        if headings.is_empty() {
            return self;
        }
        SheetError::Turned { error: Box::new(self), headings: listed(headings).into() }
    }
}

/// The likely way out stands before the others.
fn turned_before(error: &str, headings: &str) -> String {
    let (fault, advice) = error.split_once('\n').unwrap_or((error, ""));
    format!(
        "{fault}\n\
         The sheet seems to be turned: headings stand below each other in its first column ({headings}). Copy all its cells, paste them into \
         an empty sheet with Paste Special > Transpose, and give that one.\n{advice}"
    )
}
