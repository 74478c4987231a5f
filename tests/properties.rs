//! What must hold for every sheet: sums, independence of order, and that better ratings never look worse.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use jiff::civil::date;
use proptest::prelude::*;
use resit::analysis::{Record, Terms, diagnose};
use resit::exam::{Blueprint, built_in, parse};
use resit::sheet::{self, SheetFile, SheetOptions};

/// DOP-C02 and the test exams.
fn blueprints() -> Vec<Blueprint> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exams");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let texts = files.iter().map(|path| std::fs::read_to_string(path).unwrap());
    built_in().iter().map(|exam| exam.toml.to_owned()).chain(texts).map(|text| parse(&text).unwrap()).collect()
}

fn terms() -> Terms {
    Terms { as_of: date(2026, 11, 23), start: date(2026, 11, 24), default_half_hours: 16 }
}

/// One attempt as a sheet may have it; the numbers are cut to what the exam allows.
#[derive(Debug, Clone)]
struct Row {
    score: Option<u16>,
    passed: bool,
    ratings: Vec<Option<u8>>,
    days: u16,
    hours: Option<u8>,
    booked: Option<u16>,
}

fn row() -> impl Strategy<Value = Row> {
    (
        proptest::option::weighted(0.8, any::<u16>()),
        any::<bool>(),
        proptest::collection::vec(proptest::option::weighted(0.85, any::<u8>()), 64),
        1..200_u16,
        proptest::option::of(3..=60_u8),
        proptest::option::weighted(0.3, 0..400_u16),
    )
        .prop_map(|(score, passed, ratings, days, hours, booked)| Row {
            score,
            passed,
            ratings,
            days,
            hours,
            booked,
        })
}

/// The cells of one candidate's attempts: id, name, number, date, score, outcome, hours, booked, then the ratings.
fn rows(id: usize, attempts: &[Row], blueprint: &Blueprint) -> Vec<Vec<String>> {
    let mut day = date(2024, 1, 1);
    let mut rows = Vec::new();
    for (index, attempt) in attempts.iter().enumerate() {
        day = day.saturating_add(jiff::Span::new().days(i64::from(attempt.days)));
        let score = blueprint.scale.as_ref().zip(attempt.score);
        let score = score.map(|(scale, raw)| scale.min + i64::from(raw) % (scale.range() + 1));
        let outcome = if score.is_some() {
            ""
        } else if attempt.passed {
            "passed"
        } else {
            "failed"
        };
        let booked =
            attempt.booked.map(|days| date(2026, 11, 1).saturating_add(jiff::Span::new().days(i64::from(days))));
        let mut cells = vec![
            format!("C-{id}"),
            format!("Candidate {id}"),
            (index + 1).to_string(),
            day.to_string(),
            score.map(|score| score.to_string()).unwrap_or_default(),
            outcome.to_owned(),
            attempt.hours.map(|hours| hours.to_string()).unwrap_or_default(),
            booked.map(|date| date.to_string()).unwrap_or_default(),
        ];
        let levels = blueprint.ratings.len().max(1);
        cells.extend(blueprint.domains.iter().zip(&attempt.ratings).map(|(_, rating)| {
            rating.map(|rating| blueprint.ratings[usize::from(rating) % levels].key.clone()).unwrap_or_default()
        }));
        rows.push(cells);
    }
    rows
}

fn headings(blueprint: &Blueprint) -> Vec<String> {
    let fields = ["Candidate ID", "Name", "Attempt", "Date", "Score", "Outcome", "Hours per week", "Retake date"];
    let domains = blueprint.domains.iter().map(|domain| domain.name.clone());
    fields.iter().map(|&field| field.to_owned()).chain(domains).collect()
}

/// The results of a sheet whose columns stand in the given order, by candidate; rows of the file are left out.
fn results(headings: &[String], rows: &[Vec<String>], columns: &[usize], blueprint: &Blueprint) -> Vec<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.iter().map(|&column| &headings[column])).unwrap();
    for row in rows {
        writer.write_record(columns.iter().map(|&column| &row[column])).unwrap();
    }
    let file = SheetFile { name: "class.csv".to_owned(), bytes: writer.into_inner().unwrap() };
    let reading = sheet::read(vec![file], blueprint, &SheetOptions::default(), &sheet::OneByOne, &()).unwrap();
    assert!(reading.left_out().is_empty(), "{:?}", reading.diagnostics);
    let mut lines: Vec<String> = reading
        .histories()
        .iter()
        .map(|history| {
            let diagnosis = diagnose(&history, blueprint, &terms());
            let mut record = serde_json::to_value(Record::new(&history, &diagnosis, blueprint)).unwrap();
            for attempt in record["attempts"].as_array_mut().unwrap() {
                attempt.as_object_mut().unwrap().remove("row");
            }
            record.to_string()
        })
        .collect();
    lines.sort();
    lines
}

proptest! {
    #[test]
    fn weeks_sum_to_the_hours_and_domains_to_the_build_hours(
        attempts in proptest::collection::vec(row(), 1..5),
        exam in 0..7_usize,
    ) {
        let blueprints = blueprints();
        let blueprint = &blueprints[exam % blueprints.len()];
        let cells = rows(1, &attempts, blueprint);
        let all: Vec<usize> = (0..cells[0].len()).collect();
        let lines = results(&headings(blueprint), &cells, &all, blueprint);
        let record: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        let Some(plan) = record["plan"].as_object() else { return Ok(()) };
        let hours = |value: &serde_json::Value| {
            value.as_object().unwrap().values().map(|hours| hours.as_f64().unwrap()).sum::<f64>()
        };
        let per_week = plan["hours_per_week"].as_f64().unwrap();
        let (weeks, build) = (plan["weeks"].as_u64().unwrap(), plan["build_weeks"].as_u64().unwrap());
        let schedule = plan["schedule"].as_array().unwrap();
        prop_assert_eq!(schedule.len() as u64, weeks);
        prop_assert_eq!(build + plan["rehearsal_weeks"].as_u64().unwrap(), weeks);
        if !blueprint.domains.is_empty() {
            for (index, week) in schedule.iter().enumerate() {
                let expected = if (index as u64) < build { per_week } else { 0.0 };
                prop_assert_eq!(hours(&week["hours"]), expected);
            }
            prop_assert_eq!(hours(&plan["hours"]), per_week * build as f64);
            for (domain, total) in plan["hours"].as_object().unwrap() {
                let by_week = schedule.iter().map(|week| week["hours"][domain].as_f64().unwrap_or(0.0)).sum::<f64>();
                prop_assert_eq!(by_week, total.as_f64().unwrap());
            }
        }
    }

    #[test]
    fn the_order_of_rows_and_columns_changes_no_conclusion(
        class in proptest::collection::vec(proptest::collection::vec(row(), 1..4), 1..6),
        exam in 0..7_usize,
        seed in any::<u64>(),
    ) {
        let blueprints = blueprints();
        let blueprint = &blueprints[exam % blueprints.len()];
        let sheet: Vec<Vec<String>> =
            class.iter().enumerate().flat_map(|(id, attempts)| rows(id, attempts, blueprint)).collect();
        let columns: Vec<usize> = (0..sheet[0].len()).collect();
        let headings = headings(blueprint);
        let straight = results(&headings, &sheet, &columns, blueprint);
        let (mut shuffled, mut mixed) = (sheet.clone(), columns.clone());
        shuffle(&mut shuffled, seed);
        shuffle(&mut mixed, seed.rotate_left(17));
        prop_assert_eq!(straight, results(&headings, &shuffled, &mixed, blueprint));
    }

    #[test]
    fn a_higher_rating_never_lowers_readiness(attempt in row(), exam in 0..7_usize, which in any::<usize>()) {
        let blueprints = blueprints();
        let blueprint = &blueprints[exam % blueprints.len()];
        if blueprint.domains.is_empty() {
            return Ok(());
        }
        let domain = which % blueprint.domains.len();
        let levels = blueprint.ratings.len() as u8;
        let readiness = |level: u8| {
            let mut attempt = attempt.clone();
            attempt.ratings[domain] = Some(level);
            let cells = rows(1, &[attempt], blueprint);
            let all: Vec<usize> = (0..cells[0].len()).collect();
            let lines = results(&headings(blueprint), &cells, &all, blueprint);
            let record: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
            record["readiness"].as_f64()
        };
        for level in 1..levels {
            prop_assert!(readiness(level) >= readiness(level - 1));
        }
    }
}

/// Fisher and Yates with a fixed generator.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed | 1;
    for last in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(last, (state >> 33) as usize % (last + 1));
    }
}
