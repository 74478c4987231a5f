//! The text of a sheet -> rows of cells with the line on which each row starts: delimiter, quotes.

use std::sync::{Mutex, PoisonError};

use csv::StringRecord;
use csv_core::ReadRecordResult;
use memchr::{memchr, memchr_iter, memchr2, memrchr2};

use super::clean::clean;
use super::error::SheetError;
use super::record::Record;
use super::source::Source;
use crate::digest::sha256;

/// A row longer than this is an unclosed quotation mark, not a row.
pub(super) const LONGEST_ROW: usize = 1 << 20;
/// So many rows decide the delimiter.
const ROWS_SNIFFED: usize = 50;
const DELIMITERS: [u8; 4] = *b",;\t|";
/// The headings stand in one of so many rows.
const TOP_ROWS: usize = 50;

/// One of the first rows of a sheet.
#[derive(Debug, Clone)]
pub(super) struct TopRow {
    /// Line of the file on which it starts.
    pub line: u64,
    /// How many records the sheet has up to this one, blank ones too.
    pub records: usize,
    /// Cells as they came.
    pub cells: Vec<String>,
}

/// The headings of a sheet and where they stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// Line of the file on which they start; 0 where the sheet has none.
    pub line: u64,
    /// Line of the last row that they take.
    pub last_line: u64,
    /// As they came; of several rows, those that belong together.
    pub headings: Vec<String>,
    /// How many records the sheet has up to the last one with headings.
    pub records: usize,
    /// Lines above the headings that hold something else.
    pub skipped: Vec<u64>,
}

/// The text of one sheet, known to be readable to its end. Rows are parsed anew on every pass, so that a sheet
/// costs no more memory than its file.
#[derive(Debug)]
pub(super) struct SheetText {
    /// The sheet from its first byte to its last.
    file: String,
    /// Digest of the file, where it is not this text.
    sha256: Option<String>,
    /// Where its rows begin: behind `sep=;`.
    start: usize,
    /// Name of the worksheet, where the sheet is one of a workbook.
    pub worksheet: Option<String>,
    delimiter: u8,
    /// There is a quotation mark in the text.
    is_quoted: bool,
    /// For rows that are read one by one. Made once: building its tables takes longer than parsing many rows, and a copy
    /// lacks them.
    parser: Mutex<csv_core::Reader>,
    /// Line of the file on which the rows begin.
    first_line: u64,
    header: Header,
}

impl SheetText {
    /// Checks the text of the sheet `file` to its end; `find` is given its first rows that are not blank, and finds the headings.
    pub fn open(
        file: &str,
        source: Source,
        find: impl FnOnce(&str, &[TopRow]) -> Result<Header, SheetError>,
    ) -> Result<Self, SheetError> {
        let Source { text: whole, worksheet, sha256, .. } = source;
        let (text, delimiter, first_line) = if worksheet.is_some() {
            (whole.as_str(), b',', 1)
        } else {
            let (text, declared, first_line) = strip_declaration(&whole);
            let delimiter = declared.unwrap_or_else(|| sniff_delimiter(text));
            check_quotes(file, text, delimiter, first_line)?;
            (text, delimiter, first_line)
        };
        let start = whole.len() - text.len();
        let is_quoted = memchr(b'"', text.as_bytes()).is_some();
        let mut sheet = SheetText {
            file: whole,
            sha256,
            start,
            is_quoted,
            worksheet,
            delimiter,
            parser: Mutex::new(csv_core::ReaderBuilder::new().delimiter(delimiter).build()),
            first_line,
            header: Header::default(),
        };
        let file = sheet.told_as(file);
        let top = sheet.top();
        if top.is_empty() {
            return Err(SheetError::Empty { file });
        }
        sheet.header = find(&file, &top)?;
        let mut rows = sheet.rows();
        while let Some((_, record)) = rows.next() {
            if !is_blank(record) {
                return Ok(sheet);
            }
        }
        Err(SheetError::NoRows { file })
    }

    /// Lower-case hexadecimal SHA-256 of the file.
    pub fn sha256(&self) -> String {
        self.sha256.clone().unwrap_or_else(|| sha256(self.file.as_bytes()))
    }

    /// Bytes of the text.
    pub fn len(&self) -> usize {
        self.file.len()
    }

    /// Where the headings stand.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The first rows that are not blank.
    fn top(&self) -> Vec<TopRow> {
        let (mut top, mut records, mut count) = (Vec::new(), self.records(), 0);
        while top.len() < TOP_ROWS
            && let Some((line, record)) = records.next()
        {
            count += 1;
            if !is_blank(record) {
                top.push(TopRow { line, records: count, cells: self.cells(record) });
            }
        }
        top
    }

    /// The row that begins with this byte of the rows, as [`Records::next_at`] gives it.
    pub fn row_at(&self, at: usize) -> Record<'_> {
        let mut record = Record::default();
        self.read_row_at(at, &mut record);
        record
    }

    /// The same into a record that was used before.
    pub fn read_row_at<'t>(&'t self, at: usize, record: &mut Record<'t>) {
        let row = first_line(&self.file[self.start + at..]);
        // most rows need no parser
        if self.is_quoted && memchr(b'"', row.as_bytes()).is_some() {
            record.fill(&self.quoted_row_at(at));
        } else {
            record.cut(row, self.delimiter);
        }
    }

    fn quoted_row_at(&self, at: usize) -> StringRecord {
        let mut parser = self.parser.lock().unwrap_or_else(PoisonError::into_inner);
        parser.reset();
        // from the line end before it: at its start the parser would take U+FEFF for a byte order mark and drop it
        let mut rest = &self.file.as_bytes()[(self.start + at).saturating_sub(1)..];
        // a row seldom needs more
        let (mut cells, mut ends) = (vec![0; 512], vec![0; 32]);
        let (mut written, mut ended) = (0, 0);
        loop {
            let (result, read, more, more_ends) = parser.read_record(rest, &mut cells[written..], &mut ends[ended..]);
            rest = &rest[read..];
            (written, ended) = (written + more, ended + more_ends);
            match result {
                ReadRecordResult::OutputFull => cells.resize(2 * cells.len(), 0),
                ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len(), 0),
                // asked once more, the parser knows that this was the end
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        let starts = [0].iter().chain(&ends);
        // a cell ends at an ASCII byte, so it is valid UTF-8 as the text is
        let cell = |(&start, &end): (&usize, &usize)| std::str::from_utf8(&cells[start..end]).unwrap_or_default();
        starts.zip(&ends[..ended]).map(cell).collect()
    }

    /// The rows below the headings, blank ones too where they hold delimiters.
    pub fn rows(&self) -> Records<'_> {
        let mut records = self.records();
        for _ in 0..self.header.records {
            records.next();
        }
        records
    }

    /// Line and first byte of rows, so many that each begins a piece that is quickly read: `rows` rows long, or so many
    /// `bytes` and the rest of a row.
    pub fn pieces(&self, rows: usize, bytes: usize) -> Vec<(u64, usize)> {
        let mut records = self.rows();
        if self.is_quoted {
            let mut starts = Vec::new();
            let mut count = 0;
            while let Some((line, at, _)) = records.next_at() {
                if count % rows == 0 {
                    starts.push((line, at));
                }
                count += 1;
            }
            return starts;
        }
        let Some((mut line, mut at, _)) = records.next_at() else { return Vec::new() };
        let text = &self.file.as_bytes()[self.start..];
        let mut starts = Vec::with_capacity(text.len() / bytes + 1);
        loop {
            starts.push((line, at));
            let from = at.saturating_add(bytes).min(text.len());
            let Some(end) = memchr2(b'\r', b'\n', &text[from..]).map(|end| from + end) else { return starts };
            let Some(next) = text[end..].iter().position(|byte| !matches!(byte, b'\r' | b'\n')) else { return starts };
            line += line_ends(text, at, end + next);
            at = end + next;
        }
    }

    /// The rows from the one at the first place on, up to the one at the second, if there is one.
    pub fn rows_between(&self, (line, from): (u64, usize), to: Option<(u64, usize)>) -> Records<'_> {
        let text = &self.file[self.start..];
        let text = &text[..to.map_or(text.len(), |(_, to)| to)];
        Records { counted_to: from, line, ..self.records_of(text, from) }
    }

    /// The file's name for messages, with its worksheet.
    pub fn told_as(&self, file: &str) -> String {
        match &self.worksheet {
            Some(worksheet) => format!("{file}, sheet “{worksheet}”"),
            None => file.to_owned(),
        }
    }

    /// The cells as they came.
    pub fn cells(&self, record: &Record<'_>) -> Vec<String> {
        record.iter().map(|cell| self.as_it_came(cell)).collect()
    }

    /// A cell of a record as it came.
    pub fn as_it_came(&self, cell: &str) -> String {
        // in the text of a worksheet LF ends rows only
        if self.worksheet.is_some() { cell.replace('\r', "\n") } else { cell.to_owned() }
    }

    fn records(&self) -> Records<'_> {
        self.records_of(&self.file[self.start..], 0)
    }

    fn records_of<'t>(&self, text: &'t str, from: usize) -> Records<'t> {
        // as in `quoted_row_at`
        let from = from.saturating_sub(1);
        let rest = &text.as_bytes()[from..];
        let parser = (self.is_quoted && memchr(b'"', rest).is_some()).then(|| {
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(rest)
        });
        Records {
            text,
            parser,
            delimiter: self.delimiter,
            parsed: StringRecord::new(),
            record: Record::default(),
            before: from,
            is_worksheet: self.worksheet.is_some(),
            counted_to: 0,
            line: self.first_line,
        }
    }
}

/// Walks over the records of a sheet.
pub(super) struct Records<'a> {
    text: &'a str,
    /// Reads rows with quotation marks; a text without any is cut at its line ends and delimiters.
    parser: Option<csv::Reader<&'a [u8]>>,
    delimiter: u8,
    parsed: StringRecord,
    record: Record<'a>,
    /// Bytes of the text before the first that the parser reads, or without one before those that are to be cut.
    before: usize,
    /// Only LF ends a line.
    is_worksheet: bool,
    /// `line` is the line of this byte.
    counted_to: usize,
    line: u64,
}

impl<'a> Records<'a> {
    /// The next record with the line on which it starts.
    pub fn next(&mut self) -> Option<(u64, &Record<'a>)> {
        self.next_at().map(|(line, _, record)| (line, record))
    }

    /// The same, with the first byte of the record behind its line.
    pub fn next_at(&mut self) -> Option<(u64, usize, &Record<'a>)> {
        self.next_from(0)
    }

    /// The next record that does not start above this line.
    pub fn next_from(&mut self, line: u64) -> Option<(u64, usize, &Record<'a>)> {
        loop {
            let row = self.step()?;
            if self.line < line {
                continue;
            }
            if self.parser.is_some() {
                self.record.fill(&self.parsed);
            } else {
                self.record.cut(row, self.delimiter);
            }
            return Some((self.line, self.counted_to, &self.record));
        }
    }

    /// Goes to the next record: its text where there is no parser, else it stands in `parsed`.
    fn step(&mut self) -> Option<&'a str> {
        let mut start = self.before;
        if let Some(parser) = &mut self.parser {
            start += usize::try_from(parser.position().byte()).unwrap_or(usize::MAX);
            // `Err` cannot come: the text is valid UTF-8, a cell ends at an ASCII byte, and rows of any length are allowed
            if !parser.read_record(&mut self.parsed).unwrap_or(false) {
                return None;
            }
        }
        // the reader stands behind the first byte of a CR LF, and before the blank lines that it is going to skip
        let text = self.text.as_bytes();
        while matches!(text.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        let start = start.min(text.len());
        let mut row = "";
        let mut counted_to = self.counted_to;
        if self.parser.is_none() {
            row = first_line(&self.text[start..]);
            if row.is_empty() {
                return None;
            }
            // a row without quotation marks has no line end in it
            counted_to = counted_to.max(self.before);
            self.before = start + row.len();
        }
        self.line +=
            if self.is_worksheet { line_feeds(&text[counted_to..start]) } else { line_ends(text, counted_to, start) };
        self.counted_to = start;
        Some(row)
    }
}

/// The text up to its first line end.
fn first_line(text: &str) -> &str {
    &text[..memchr2(b'\r', b'\n', text.as_bytes()).unwrap_or(text.len())]
}

/// No cell of the row holds anything.
pub(super) fn is_blank(record: &Record<'_>) -> bool {
    record.iter().all(|cell| cell.is_empty() || clean(cell).is_empty())
}

fn line_feeds(text: &[u8]) -> u64 {
    text.split(|&byte| byte == b'\n').count() as u64 - 1
}

/// How many lines end in `text[from..to]`: at LF, CR LF or a lone CR.
pub(super) fn line_ends(text: &[u8], from: usize, to: usize) -> u64 {
    if memchr(b'\r', &text[from..to]).is_none() {
        return memchr_iter(b'\n', &text[from..to]).count() as u64;
    }
    let ends = text[from..to]
        .iter()
        .enumerate()
        .filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && text.get(from + at + 1) != Some(&b'\n')))
        .count();
    ends as u64
}

/// Takes off Excel's first line `sep=;`: the text, the delimiter that it names, the line on which the text starts.
fn strip_declaration(text: &str) -> (&str, Option<u8>, u64) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..end].trim_matches('"');
    let delimiter = match line.as_bytes() {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && DELIMITERS.contains(delimiter) => {
            *delimiter
        }
        _ => return (text, None, 1),
    };
    let rest = &text[end..];
    (rest.strip_prefix("\r\n").unwrap_or_else(|| rest.get(1..).unwrap_or("")), Some(delimiter), 2)
}

/// The delimiter that stands outside quotes as often in most rows as in the headings; a comma where there is none.
fn sniff_delimiter(text: &str) -> u8 {
    let counts = delimiter_counts(text);
    let Some(headings) = counts.first() else { return b',' };
    (0..DELIMITERS.len())
        .filter(|&at| headings[at] > 0)
        .max_by_key(|&at| {
            let alike = counts.iter().filter(|row| row[at] == headings[at]).count();
            // at a tie the more frequent one, then the earlier one
            (alike, headings[at], DELIMITERS.len() - at)
        })
        .map_or(b',', |at| DELIMITERS[at])
}

/// For each of the first rows that hold anything: how often each delimiter stands outside quotes.
fn delimiter_counts(text: &str) -> Vec<[usize; DELIMITERS.len()]> {
    let mut rows = Vec::new();
    let mut counts = [0; DELIMITERS.len()];
    let (mut quoted, mut at_start, mut anything) = (false, true, false);
    for byte in text.bytes().take(LONGEST_ROW) {
        match byte {
            b'"' if quoted || at_start => quoted = !quoted,
            b'\r' | b'\n' if !quoted => {
                if anything {
                    rows.push(counts);
                }
                if rows.len() == ROWS_SNIFFED {
                    return rows;
                }
                (counts, anything) = ([0; DELIMITERS.len()], false);
            }
            _ if quoted => anything = true,
            _ => match DELIMITERS.iter().position(|&delimiter| delimiter == byte) {
                Some(at) => counts[at] += 1,
                None => anything |= byte != b' ',
            },
        }
        // a doubled mark closes and opens again: what follows a mark may open one
        at_start = matches!(byte, b'"' | b'\r' | b'\n') || DELIMITERS.contains(&byte);
    }
    if anything {
        rows.push(counts);
    }
    rows
}

/// Walks over the text as the csv reader will and refuses what that reader would swallow in silence.
fn check_quotes(file: &str, text: &str, delimiter: u8, first_line: u64) -> Result<(), SheetError> {
    #[derive(Clone, Copy, PartialEq)]
    enum Within {
        CellStart,
        Plain,
        Quoted,
        /// Behind a mark in a quoted cell: it closed the cell, or is the first of a doubled one.
        QuoteEnd,
    }
    let bytes = text.as_bytes();
    // each window of the length of the longest row has a line end in it
    let no_row_is_long = || {
        let mut start = 0;
        while bytes.len() - start > LONGEST_ROW {
            match memrchr2(b'\r', b'\n', &bytes[start..=start + LONGEST_ROW]) {
                Some(end) => start += end + 1,
                None => return false,
            }
        }
        true
    };
    if memchr(b'"', bytes).is_none() && no_row_is_long() {
        return Ok(());
    }
    let mut within = Within::CellStart;
    let (mut row_start, mut row_line) = (0, first_line);
    let (mut line, mut line_start) = (first_line, 0);
    let (mut quote_at, mut quote_line, mut quote_line_start) = (0, 0, 0);
    let column = |start: usize, at: usize| text[start..at].chars().count() as u64 + 1;
    for (at, &byte) in bytes.iter().enumerate() {
        let ends_line = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        within = match (within, byte) {
            (Within::CellStart, b'"') => {
                (quote_at, quote_line, quote_line_start) = (at, line, line_start);
                Within::Quoted
            }
            (Within::Quoted, b'"') => Within::QuoteEnd,
            (Within::QuoteEnd, b'"') => Within::Quoted,
            (Within::Quoted, _) => Within::Quoted,
            (_, b'\r' | b'\n') => {
                (row_start, row_line) = (at + 1, line + u64::from(ends_line));
                Within::CellStart
            }
            (_, byte) if byte == delimiter => Within::CellStart,
            _ => Within::Plain,
        };
        if ends_line {
            (line, line_start) = (line + 1, at + 1);
        }
        if at - row_start.min(at) > LONGEST_ROW {
            let quote = (within == Within::Quoted).then(|| (quote_line, column(quote_line_start, quote_at)));
            return Err(SheetError::RowTooLong { file: file.to_owned(), line: row_line, limit: "1 MiB", quote });
        }
    }
    if within == Within::Quoted {
        let column = column(quote_line_start, quote_at);
        return Err(SheetError::UnclosedQuote { file: file.to_owned(), line: quote_line, column });
    }
    Ok(())
}
