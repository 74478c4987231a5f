//! What holds for every sheet: no bytes make the reading panic, no row vanishes, and problems.csv leads to what a
//! sheet without problems would have given.

#[path = "../../fuzz/src/careful.rs"]
mod careful;

use std::collections::BTreeMap;

use proptest::prelude::*;

use self::careful::Careful;
use super::source::Source;
use super::test_blueprint::dop_like;
use super::tests::problems_csv;
use super::text::{Header, SheetText, TopRow};
use super::*;
use crate::diagnostic::render;

const HEADINGS: &str = "candidate_id,name,email,attempt,date,score,outcome,sdlc,config,resilience,monitoring,incident,security,hours_per_week,retake_date,note,Shoe size";

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> SheetFile {
    SheetFile { name: name.into(), bytes: bytes.into() }
}

/// Reads as the program does, in one thread; and once more without trusting a glance at any candidate.
pub(super) fn read(
    files: Vec<SheetFile>,
    blueprint: &Blueprint,
    options: &SheetOptions,
) -> Result<Reading, SheetError> {
    let careful = super::read(files.clone(), blueprint, options, &OneByOne, &Careful::default());
    let reading = super::read(files, blueprint, options, &OneByOne, &());
    match (&reading, &careful) {
        (Ok(one), Ok(other)) => {
            assert_eq!(one.diagnostics, other.diagnostics);
            assert_eq!(one.did_not_sit, other.did_not_sit);
            assert_eq!(one.absent, other.absent);
            assert_eq!(one.without_history, other.without_history);
            assert_eq!(one.candidates.of, other.candidates.of);
            assert!(one.left_out().iter().eq(other.left_out().iter()));
        }
        (one, other) => assert!(one.is_err() && other.is_err()),
    }
    reading
}

/// Reads, draws and hands back; every row below the headings must be somewhere.
fn read_all(bytes: &[u8]) -> Option<Reading> {
    check_places(bytes);
    let reading = read(vec![file("class.csv", bytes)], &dop_like(), &SheetOptions::default()).ok()?;
    let _ = render(&reading.diagnostics, false);
    let mut found: Vec<(usize, u64)> = reading.rows_used().collect();
    found.dedup();
    for history in reading.histories().iter() {
        assert!(history.attempts.iter().all(|attempt| found.contains(&(0, attempt.row))));
    }
    // of a row with several attempts some may have happened and some not
    let absent = reading.did_not_sit.iter().map(|row| (0, row.row)).filter(|place| !found.contains(place));
    let mut absent: Vec<(usize, u64)> = absent.collect();
    absent.dedup();
    found.extend(absent);
    found.extend(reading.left_out().iter().map(|row| (0, row.row)));
    found.extend(reading.skipped.iter().map(|row| (0, row.row)));
    let all = found.len();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), all, "a row is somewhere twice");
    assert_eq!(all as u64, reading.sheets[0].rows, "rows that are somewhere");
    for row in reading.left_out().iter() {
        assert!(!row.reasons.is_empty());
    }
    let _ = problems_csv(&reading);
    Some(reading)
}

/// The headings are the first row.
fn first_row(file: &str, top: &[TopRow]) -> Result<Header, SheetError> {
    let options = SheetOptions { header_row: Some(top[0].line), ..SheetOptions::default() };
    header::find(file, top, &dop_like(), &options)
}

/// A row that is read again by its place is the row that was met there.
fn check_places(bytes: &[u8]) {
    let Ok(source) = Source::open("class.csv", bytes.to_vec(), None, None) else { return };
    let Ok(text) = SheetText::open("class.csv", source, first_row) else { return };
    let mut rows = text.rows();
    while let Some((_, at, record)) = rows.next_at() {
        assert_eq!(text.row_at(at), *record);
    }
}

/// Rows of a sheet without problems: up to 8 candidates with up to 3 attempts, mixed.
fn good_rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let rating =
        prop::sample::select(vec!["Needs Improvement", "Competent", "Strong", "Meets Competencies", "", "55", "80%"]);
    let attempt = (
        100..=1000_i64,
        prop::collection::vec(rating, 6),
        prop::sample::select(vec!["8", "", "lots"]),
        "[a-z,\" \n]{0,6}",
    );
    let candidate = prop::collection::vec(attempt, 1..4);
    (prop::collection::vec(candidate, 1..8), any::<u64>()).prop_map(|(candidates, seed)| {
        let mut rows = Vec::new();
        for (at, attempts) in candidates.iter().enumerate() {
            for (number, (score, ratings, hours, note)) in attempts.iter().enumerate() {
                let outcome = if *score >= 750 { "pass" } else { "fail" };
                let mut row = vec![
                    format!("C-{at}"),
                    format!("Näme {at}"),
                    format!("c{at}@example.org"),
                    (number + 1).to_string(),
                ];
                row.extend([format!("{}/{:02}/2026", 20 + at, number + 1), score.to_string(), outcome.to_owned()]);
                row.extend(ratings.iter().map(|&rating| rating.to_owned()));
                row.extend([(*hours).to_owned(), String::new(), note.trim().to_owned(), at.to_string()]);
                rows.push(row);
            }
        }
        let turn = usize::try_from(seed % rows.len() as u64).unwrap_or(0);
        rows.rotate_left(turn);
        rows
    })
}

/// Spoils one cell, or the length of the row.
fn spoil(row: &mut Vec<String>, how: u8) {
    match how % 10 {
        0 => row[0].clear(),
        1 => "C-0".clone_into(&mut row[0]),
        2 => "abc".clone_into(&mut row[5]),
        3 => "Stronk".clone_into(&mut row[8]),
        4 => "30 Feb 2026".clone_into(&mut row[4]),
        5 => "05/06/2026".clone_into(&mut row[4]),
        6 => "1".clone_into(&mut row[3]),
        7 => "Somebody Else".clone_into(&mut row[1]),
        8 => row.truncate(9),
        _ => row.push("surplus".to_owned()),
    }
}

fn written(headings: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    if !headings.is_empty() {
        writer.write_record(headings).unwrap();
    }
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Histories by key, without what tells where a row stands.
fn comparable(reading: &Reading) -> BTreeMap<String, String> {
    let histories = reading.histories();
    let histories = histories.iter().map(|mut history| {
        for attempt in &mut history.attempts {
            (attempt.file, attempt.row) = (Arc::from(""), 0);
        }
        (history.key.clone(), format!("{history:#?}"))
    });
    histories.collect()
}

/// problems.csv with the rows of the lines that are `chosen` as they should have been.
fn corrected(problems: &[u8], good: &[Vec<String>], line_of: &[u64], chosen: impl Fn(u64) -> bool) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(problems);
    let mut records = reader.records().map(Result::unwrap);
    let headings: Vec<String> = records.next().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = records
        .map(|record| {
            let line: u64 = record[2].parse().unwrap();
            if !chosen(line) {
                return record.iter().map(str::to_owned).collect();
            }
            let at = line_of.iter().position(|&own| own == line).unwrap();
            record.iter().take(3).map(str::to_owned).chain(good[at].iter().cloned()).collect()
        })
        .collect();
    written(&headings, &rows)
}

/// The line on which each row of the file starts.
fn lines(bytes: &[u8]) -> Vec<u64> {
    let source = Source::open("class.csv", bytes.to_vec(), None, None).unwrap();
    let text = SheetText::open("class.csv", source, first_row).unwrap();
    let (mut rows, mut lines) = (text.rows(), Vec::new());
    while let Some((line, _)) = rows.next() {
        lines.push(line);
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn no_text_makes_the_reading_panic(text in "(ID|Name|E-mail)[,;\t]Score[,;\t]SDLC[,;\t]Date[,;\t]Attempt\r?\n(\\PC|[,;\"\r\n\u{0}-\u{1f}0-9/.%-]){0,120}") {
        read_all(text.as_bytes());
    }

    #[test]
    fn cells_of_any_text_are_read(cells in prop::collection::vec(prop::collection::vec("\\PC{0,8}|[0-9/.,% -]{0,10}", 17), 1..6)) {
        let headings: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
        read_all(&written(&headings, &cells));
    }

    #[test]
    fn sheets_of_any_layout_are_read(
        (headings, rows) in prop_oneof![
            Just("Name,E-mail,Attempt 1 Score,SDLC (1st),Date 1,Score 2,SDLC 2,Date 2,Note"),
            Just("ID,Name,Attempt,Date,Domain,Rating,Score,Outcome,Note"),
            Just("Class\n,,Attempt 1,,,Attempt 2,,,\nID,Name,Score,SDLC,Date,Score,SDLC,Date,Note"),
        ]
        .prop_flat_map(|headings| {
            let cell = "(A|B|Ana, C|Max|Average|1|2|612|790|absent|fail|pass|Strong|Competent|55 %|SDLC|Security|Overall|2026-08-03|-||||x)";
            (Just(headings), prop::collection::vec(prop::collection::vec(cell, 8..10), 1..12))
        }),
    ) {
        let mut text = format!("{headings}\n").into_bytes();
        text.extend(written(&[], &rows));
        read_all(&text);
    }

    #[test]
    fn a_mutated_sheet_is_read(rows in good_rows(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6)) {
        let headings: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
        let mut bytes = written(&headings, &rows);
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_all(&bytes);
    }

    #[test]
    fn corrected_problems_give_what_a_good_sheet_gives(
        good in good_rows(),
        spoiled in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let headings: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
        let expected = read(vec![file("class.csv", written(&headings, &good))], &dop_like(), &SheetOptions::default()).unwrap();
        prop_assert_eq!(expected.left_out.len(), 0, "{}", render(&expected.diagnostics, false));
        let mut bad = good.clone();
        for (at, how) in spoiled {
            let at = at.index(bad.len());
            bad[at].clone_from(&good[at]);
            spoil(&mut bad[at], how);
        }
        let class = written(&headings, &bad);
        // a sheet with a single date may leave its order open
        let Ok(reading) = read(vec![file("class.csv", class.clone())], &dop_like(), &SheetOptions::default()) else { return Ok(()) };
        prop_assume!(!reading.left_out.is_empty());
        let problems = problems_csv(&reading);

        // untouched, problems.csv changes nothing
        let again = read(vec![file("class.csv", class.clone()), file("problems.csv", problems.clone())], &dop_like(), &SheetOptions::default()).unwrap();
        prop_assert_eq!(comparable(&again), comparable(&reading));
        prop_assert_eq!(again.left_out.len(), reading.left_out.len());
        let origins: Vec<_> = reading.left_out().iter().map(|row| Some((row.file.to_string(), row.row))).collect();
        prop_assert_eq!(again.left_out().iter().map(|row| row.origin).collect::<Vec<_>>(), origins);

        // a row that took another candidate's id without a clash is no problem that could be handed back
        let fixed = corrected(&problems, &good, &lines(&class), |_| true);
        let mut whole = good.clone();
        for (at, line) in lines(&class).iter().enumerate() {
            if !reading.left_out().iter().any(|row| row.row == *line) {
                whole[at].clone_from(&bad[at]);
            }
        }
        let expected = read(vec![file("class.csv", written(&headings, &whole))], &dop_like(), &SheetOptions::default()).unwrap();
        let found = read(vec![file("class.csv", class.clone()), file("problems.csv", fixed)], &dop_like(), &SheetOptions::default()).unwrap();
        prop_assert_eq!(comparable(&found), comparable(&expected), "{}", render(&found.diagnostics, false));
        let keys = |reading: &Reading| reading.histories().iter().map(|history| history.key.clone()).collect::<Vec<_>>();
        prop_assert_eq!(keys(&found), keys(&expected));

        // whatever was corrected in a first round, the newest problems.csv holds it all
        let half = corrected(&problems, &good, &lines(&class), |line| line % 2 == 0);
        let Ok(first) = read(vec![file("class.csv", class.clone()), file("problems.csv", half)], &dop_like(), &SheetOptions::default()) else { return Ok(()) };
        let newest = file("problems-2.csv", problems_csv(&first));
        let second = read(vec![file("class.csv", class), newest], &dop_like(), &SheetOptions::default()).unwrap();
        prop_assert_eq!(comparable(&second), comparable(&first), "{}", render(&second.diagnostics, false));
        prop_assert_eq!(keys(&second), keys(&first));
        prop_assert_eq!(second.left_out.len(), first.left_out.len());
    }
}
