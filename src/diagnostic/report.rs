//! Diagnostics as text for the terminal: the row with its cell marked, what is wrong, what would be right.

use std::collections::HashMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Code, Diagnostic, Severity, counted};

/// So many further rows are named one by one.
const ROWS_NAMED: usize = 10;
/// So many characters of a cell are drawn, unless it is the marked one.
const CELL_WIDTH: usize = 24;

/// Draws the diagnostics (sorted) one below the other. The first one of a code in a column of a file is drawn with its row, the others are
/// named by their rows. `color` adds ANSI colours. Empty if there are none.
pub fn render<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(140);
    let drawn = grouped(diagnostics).into_iter().map(|group| format!("{}\n\n", draw(&renderer, &group).trim_end()));
    drawn.collect()
}

/// Diagnostics of one code in one column of one file with the same advice.
struct Group<'d> {
    first: &'d Diagnostic,
    /// Those of the others that are named.
    named: Vec<&'d Diagnostic>,
    /// How many there are beside the first.
    others: usize,
    /// All say the same as the first, word by word.
    is_same: bool,
}

/// The groups in the order of the first of each.
fn grouped<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Group<'d>> {
    /// File, code, cell and help.
    type Kind<'d> = (usize, Code, Option<usize>, Option<&'d str>);

    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: HashMap<Kind<'_>, usize> = HashMap::new();
    for found in diagnostics {
        // what concerns a whole sheet is told one by one
        let key = found
            .place
            .row
            .map(|_| (found.place.file_index, found.code, found.place.cell_index, found.help.as_deref()));
        let group = match key {
            Some(key) => *known.entry(key).or_insert(groups.len()),
            None => groups.len(),
        };
        match groups.get_mut(group) {
            Some(group) => {
                group.others += 1;
                group.is_same &= found.message == group.first.message;
                if group.named.len() < ROWS_NAMED {
                    group.named.push(found);
                }
            }
            None => groups.push(Group { first: found, named: Vec::new(), others: 0, is_same: true }),
        }
    }
    groups
}

fn draw(renderer: &Renderer, group: &Group<'_>) -> String {
    let first = group.first;
    let level = match first.severity() {
        Severity::Problem => Level::ERROR.with_name(Some("problem")),
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut drawn =
        level.primary_title(visible(&first.sentence())).id(first.code.id()).elements(Vec::<Origin<'_>>::new());
    let origin = first.place.on_one_line();
    // the renderer names the column of the drawn line, which is none of the file's
    let mut origin_with_column = origin.clone();
    match first.place.row {
        Some(row) if !first.row_cells.is_empty() => {
            let (line, marked) = row_on_one_line(&first.row_cells, first.place.cell_index);
            origin_with_column = format!("{}:{row}:{}", first.place.file, line[..marked.start].chars().count() + 1);
            let annotation = AnnotationKind::Primary.span(marked).label(first.place.column.as_deref());
            let row = usize::try_from(row).unwrap_or(usize::MAX);
            drawn =
                drawn.element(Snippet::source(line).path(&*first.place.file).line_start(row).annotation(annotation));
        }
        _ => drawn = drawn.element(Origin::path(origin.as_str())),
    }
    if let Some(help) = &first.help {
        drawn = drawn.element(Level::HELP.message(visible(help)));
    }
    if group.others > 0 {
        drawn = drawn.element(Level::NOTE.no_name().message(other_rows(group)));
    }
    renderer.render(&[drawn]).replacen(&origin_with_column, &origin, 1)
}

/// "the same in 3 other rows: 15, 18, 22" where their words are those of the first, else "also in 2 other rows: 18 (“x1”), 22
/// (“7.5e2”)".
fn other_rows(group: &Group<'_>) -> String {
    let known = words_of_cell(group.first).filter(|_| group.is_same);
    let named: Vec<String> = group
        .named
        .iter()
        .map(|found| {
            let row = found.place.row.unwrap_or(0);
            match words_of_cell(found).filter(|cell| known != Some(cell)) {
                None => row.to_string(),
                Some(cell) => format!("{row} (“{}”)", shortened(&visible(cell), CELL_WIDTH)),
            }
        })
        .collect();
    let others = group.others;
    let more = match others - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let also = if group.is_same { "the same" } else { "also" };
    format!("{also} in {}: {}{more}", counted(others, "other row"), named.join(", "))
}

fn words_of_cell(found: &Diagnostic) -> Option<&str> {
    found.cell.as_deref().map(str::trim).filter(|cell| !cell.is_empty())
}

/// The cells with commas between them, and the range of bytes that the marked cell takes; without one the whole row is marked.
fn row_on_one_line(cells: &[String], marked: Option<usize>) -> (String, std::ops::Range<usize>) {
    let mut line = String::new();
    let mut range = None;
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        let start = line.len();
        let width = if marked == Some(at) { 3 * CELL_WIDTH } else { CELL_WIDTH };
        let shown = shortened(&visible(cell), width);
        if shown.contains([',', '"']) {
            line.extend(["\"", &shown.replace('"', "\"\""), "\""]);
        } else {
            line.push_str(&shown);
        }
        if marked == Some(at) {
            range = Some(start..line.len());
        }
    }
    let whole = 0..line.len();
    (line, range.unwrap_or(whole))
}

/// At most `width` characters of the text.
fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

/// The text on one line, without characters that would disturb the terminal.
fn visible(text: &str) -> String {
    let disturbs = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.replace("\r\n", "⏎")
        .chars()
        .map(|c| {
            if matches!(c, '\n' | '\r') {
                '⏎'
            } else if disturbs(c) {
                '�'
            } else {
                c
            }
        })
        .collect()
}
