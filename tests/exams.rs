//! Blueprint files as a coach writes them: sound ones of every shape are read, and of a broken one every fault is
//! told with its line. A new case is a new file in `tests/exams/` or `tests/exams/broken/`.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::fs;

use jiff::civil::date;
use resit::exam::{Blueprint, Exact, Role, built_in, parse, translated};

fn sound(name: &str) -> Blueprint {
    let text = fs::read_to_string(format!("tests/exams/{name}.toml")).expect("the test blueprint is there");
    parse(&text).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"))
}

fn weights(blueprint: &Blueprint) -> Vec<Exact> {
    blueprint.domains.iter().map(|domain| domain.weight).collect()
}

#[test]
fn every_fault_of_a_broken_blueprint_is_told() {
    insta::glob!("exams/broken/*.toml", |path| {
        let text = fs::read_to_string(path).expect("the broken blueprint is there");
        let faults = parse(&text).expect_err("a broken blueprint has faults");
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(told.join("\n")) });
    });
}

#[test]
fn every_fault_of_a_broken_translation_is_told() {
    let blueprint = parse(built_in()[0].toml).expect("it is sound");
    insta::glob!("exams/broken-translations/*.toml", |path| {
        let text = fs::read_to_string(path).expect("the broken translation is there");
        let faults = translated(&blueprint, &text).expect_err("a broken translation has faults");
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(told.join("\n")) });
    });
}

#[test]
fn a_translation_changes_what_it_names_and_nothing_else() {
    let blueprint = sound("two-equal");
    let words =
        "[[domains]]\nkey = \"safety\"\nif_weak = \"Au travail.\"\n[[ratings]]\nkey = \"above\"\nlabel = \"Acquis\"\n";
    let other = translated(&blueprint, words).expect("it is sound");
    let mut expected = blueprint.clone();
    "Au travail.".clone_into(&mut expected.domains[1].if_weak);
    "Acquis".clone_into(&mut expected.ratings[1].label);
    expected.ratings[1].is_translated = true;
    assert_eq!(format!("{other:?}"), format!("{expected:?}"));
}

#[test]
fn every_sound_blueprint_is_read_and_named_as_its_file() {
    insta::glob!("exams/*.toml", |path| {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("the file has a plain name");
        assert_eq!(sound(name).id, name);
    });
}

#[test]
fn dop_c02_is_the_exam_of_the_guide() {
    let text = built_in().iter().find(|exam| exam.id == "dop-c02").expect("it is built in").toml;
    let exam = parse(text).expect("it is sound");
    let scale = exam.scale.as_ref().expect("it has a scale");
    assert_eq!((scale.min, scale.passing, scale.max), (100, 750, 1000));
    assert_eq!([scale.middle, scale.focused, scale.near], [620, 650, 680].map(Exact::from_integer));
    assert_eq!([scale.narrow_margin, scale.similar_score], [25, 30].map(Exact::from_integer));
    let keys: Vec<&str> = exam.domains.iter().map(|domain| domain.key.as_str()).collect();
    assert_eq!(keys, ["sdlc", "config", "resilience", "monitoring", "incident", "security"]);
    assert_eq!(weights(&exam), [22, 17, 15, 15, 14, 17].map(Exact::from_integer));
    let roles: Vec<(&str, Role)> = exam.ratings.iter().map(|level| (level.key.as_str(), level.role)).collect();
    assert_eq!(roles, [("needs-improvement", Role::Weak), ("competent", Role::Adequate), ("strong", Role::Strong)]);
    let flags: Vec<(&str, &[usize])> = exam.flags.iter().map(|flag| (flag.id.as_str(), flag.weak.as_slice())).collect();
    assert_eq!(
        flags,
        [("pipeline-experience", &[0][..]), ("infrastructure-practice", &[1, 5]), ("security-blind-spot", &[5])]
    );
    assert_eq!(exam.flags[2].strong_share_of_others, Some(Exact::new(1, 2)));
    assert_eq!(
        (exam.retake.wait_days.as_slice(), exam.retake.rushed_days, exam.retake.validity_months),
        (&[14][..], 30, Some(36))
    );
    for domain in &exam.domains {
        assert!(domain.labs.len() >= 5 && domain.practice.len() >= 3, "{} has too few labs or checks", domain.key);
    }
}

#[test]
fn what_a_blueprint_leaves_out_has_its_default() {
    let exam = sound("two-equal");
    let scale = exam.scale.as_ref().expect("it has a scale");
    // Passing 120 minus 130, 100 and 70 parts of 900 of the range of 200 points.
    assert_eq!([scale.middle, scale.focused, scale.near], [Exact::new(820, 9), Exact::new(880, 9), Exact::new(940, 9)]);
    assert_eq!([scale.narrow_margin, scale.similar_score], [Exact::new(50, 9), Exact::new(60, 9)]);
    assert_eq!((exam.retake.wait_days.as_slice(), exam.retake.rushed_days), (&[7][..], 30));
    assert_eq!((exam.weeks.high, exam.weeks.medium, exam.weeks.low), ((2, 4), (4, 8), (8, 12)));
    assert_eq!((exam.version.from, exam.version.until), (Some(date(2026, 1, 1)), Some(date(2026, 12, 31))));
    assert_eq!(exam.domains[0].labs[0].link, None);
}

#[test]
fn decimals_are_read_digit_by_digit() {
    let exam = sound("five-levels");
    assert_eq!(weights(&exam), [Exact::new(334, 10), Exact::new(333, 10), Exact::new(333, 10)]);
    let scale = exam.scale.as_ref().expect("it has a scale");
    assert_eq!([scale.near, scale.focused], [Exact::new(27, 2), Exact::new(49, 4)]);
    assert_eq!(exam.ratings[1].correct, (Exact::new(1, 5), Exact::new(2, 5)));
}

#[test]
fn midpoints_of_weight_ranges_are_rescaled_to_100() {
    let weights = weights(&sound("weight-ranges"));
    assert_eq!(weights[0], Exact::new(225 * 100, 1025));
    assert_eq!(weights[2], Exact::new(300 * 100, 1025));
    assert_eq!(weights.into_iter().sum::<Exact>(), Exact::from_integer(100));
}

#[test]
fn an_exam_may_report_pass_or_fail_only() {
    let exam = sound("no-domains");
    assert!(exam.scale.is_none() && exam.ratings.is_empty() && exam.domains.is_empty());
    assert_eq!(exam.retake.wait_days, [14, 60, 365]);
    assert_eq!(exam.retake.limit.map(|limit| (limit.attempts, limit.days)), Some((4, 365)));
}

#[test]
fn a_damaged_file_is_told_about_and_never_a_crash() {
    let text = built_in()[0].toml;
    let lines: Vec<&str> = text.lines().collect();
    for missing in 0..lines.len() {
        let rest: Vec<&str> =
            lines.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, line)| *line).collect();
        for fault in parse(&rest.join("\n")).err().unwrap_or_default() {
            assert!(
                fault.line.is_none_or(|line| (1..=rest.len()).contains(&line)),
                "without line {}: {fault}",
                missing + 1
            );
        }
    }
    for end in (0..text.len()).step_by(211).filter(|&end| text.is_char_boundary(end)) {
        let _ = parse(&text[..end]);
    }
}
