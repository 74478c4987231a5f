//! The calendars of the plans as another program reads them (Python's icalendar), beside the results, the pages and the
//! sheet.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use harness::figures::reference;
use harness::{Desk, cohorts, project};
use serde_json::Value;

const HEADINGS: &str =
    "Candidate ID,Name,Attempt,Date,Score,SDLC,Config,Resilience,Monitoring,Incident,Security,Note\n";

/// How many entries of each kind the calendars of a folder hold, once they are what they must be.
fn counted(folder: &Path, language: &str, exam: &str, sheet: &Path) -> Value {
    let arguments = ["compare", folder.to_str().unwrap(), language, exam, sheet.to_str().unwrap()];
    let said = reference("calendars.py", &arguments);
    let (faults, counted) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
    assert_eq!(faults, "", "{}", folder.display());
    serde_json::from_str(counted).unwrap()
}

/// The only calendar of a folder.
fn calendar(desk: &Desk, folder: &str) -> Value {
    let names = calendars(desk, folder);
    let [name] = &*names else { panic!("{names:?}") };
    let path = desk.path(folder).join("plans").join(name);
    serde_json::from_str(&reference("calendars.py", &["dump", path.to_str().unwrap()])).unwrap()
}

fn calendars(desk: &Desk, folder: &str) -> Vec<String> {
    desk.plans(folder, "ics").into_keys().collect()
}

/// The entries of a calendar by what stands behind candidate and exam in their UIDs.
fn entry<'c>(calendar: &'c Value, key: &str) -> Option<&'c Value> {
    let entries = calendar.as_object().unwrap();
    entries.iter().find(|(uid, _)| uid.ends_with(&format!("-{key}@resit"))).map(|(_, entry)| entry)
}

fn uids(calendar: &Value) -> BTreeSet<&str> {
    calendar.as_object().unwrap().keys().map(String::as_str).filter(|key| *key != "name").collect()
}

#[test]
fn every_calendar_says_what_its_plan_says() {
    for cohort in cohorts::cohorts() {
        let language = cohort.name.strip_prefix("class-").unwrap_or("en");
        let exam = match cohort.name {
            "world-3" => "WORLD-3",
            "world-20" => "WORLD-20",
            _ => "DOP-C02",
        };
        let counts = counted(&cohort.folder, language, exam, &cohort.folder.with_extension("csv"));
        for kind in ["domain", "rehearsal", "retake-recommended", "none"] {
            assert!(counts[kind].as_u64() > Some(0), "{}: {counts}", cohort.name);
        }
    }
}

#[test]
fn every_decision_on_weeks_and_bookings_is_in_the_calendars() {
    let own = [
        ("five-levels", "FIVE-1"),
        ("four-levels-no-scale", "FOUR-1"),
        ("no-domains", "PF-1"),
        ("no-strong", "NS-1"),
        ("two-equal", "TWO-1"),
        ("weight-ranges", "WR-1"),
    ];
    let own = own.map(|(name, code)| {
        let sheet = project(&format!("tests/decisions/others/{name}.csv"));
        (project(&format!("tests/exams/{name}.toml")).to_str().unwrap().to_owned(), code, sheet)
    });
    let built_in = ("dop-c02".to_owned(), "DOP-C02", project("tests/decisions/8-plan.csv"));
    let mut counts = Vec::new();
    for (exam, code, sheet) in own.into_iter().chain([built_in]) {
        let desk = Desk::new();
        let run = desk.build(&["--format", "html", "-o", "out", "--exam", &exam, sheet.to_str().unwrap()]);
        assert_eq!(run.code, Some(0), "{run:?}");
        counts.push(counted(&desk.path("out"), "en", code, &sheet));
    }
    for kind in ["domain", "rehearsal", "retake-earliest", "retake-recommended", "retake-booked", "none"] {
        assert!(counts.iter().any(|counts| counts[kind].as_u64() > Some(0)), "no {kind} in {counts:?}");
    }
}

#[test]
fn an_exam_without_domains_has_its_hours_too() {
    let desk = Desk::new();
    let blueprint = fs::read_to_string(project("tests/exams/no-domains.toml")).unwrap();
    desk.write("exam.toml", blueprint.replace("[retake]", "[scale]\nmin = 0\nmax = 100\npassing = 60\n\n[retake]"));
    desk.write("class.csv", "candidate_id,date,score,retake_date\nA-1,2026-11-20,41,\nA-2,2026-10-01,55,2027-03-01\n");
    let run = desk.build(&["class.csv", "-o", "out", "--exam", "exam.toml", "--format", "html"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let counts = counted(&desk.path("out"), "en", "PF-1", &desk.path("class.csv"));
    assert!(counts["study"].as_u64() > Some(5) && counts.get("domain").is_none(), "{counts}");
}

#[test]
fn a_calendar_reads_well() {
    let desk = Desk::with("samples/dop-c02-class.csv");
    desk.build(&["dop-c02-class.csv", "-o", "out", "--format", "html"]);
    let names = calendars(&desk, "out");
    let name = names.iter().find(|name| name.starts_with("lukasz-")).unwrap();
    insta::assert_snapshot!("calendar", desk.read(&format!("out/plans/{name}")).replace('\r', ""));
}

/// What has a meaning in a calendar, in an exam's words and in those of a sheet.
#[test]
fn hostile_words_stay_words() {
    let desk = Desk::new();
    let blueprint = fs::read_to_string(project("tests/exams/two-equal.toml")).unwrap();
    let blueprint = blueprint
        .replace("\"TWO-1\"", r#""T,1;\\\"2""#)
        .replace(
            "Lines and Mooring",
            r"Lines, moor;ings: \\n \\\\, 語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語",
        )
        .replace("Passenger Safety", r"END:VEVENT 🙂 \\; \\, \\")
        .replace("Knots under load", r"Knots\nBEGIN:VALARM, \\N;=\\t")
        .replace("Lead one muster with ten people.", r"\\Lead; one, \u00e9\u0301 : \\")
        .replace("org/muster\"", "org/muster?a,b;c\"");
    let names = [
        r"=cmd|' /C calc'!A0",
        r"Ana, Souza; \n END:VCALENDAR \",
        "Zoë \u{202e}e\u{301}\u{301}\u{301}🙂👩‍👩‍👧",
        "محمد, الأحمد;",
        "שרה: לוי",
        "प्रिया; शर्मा",
        "สมชาย ใจดี",
        "Κατερίνα\nΠαπαδοπούλου",
        "Дмитрий\r\nСоколов",
        "王小明",
        "김, 민준;",
    ];
    let mut sheet = "Candidate ID,Name,Score,Lines,Safety,Note\n".to_owned();
    for (number, name) in names.iter().enumerate() {
        let quoted = name.replace('"', "\"\"");
        sheet += &format!("{number}-\\;x,\"{quoted}\",{},Below,Above,\"{quoted}\nBEGIN:VEVENT\"\n", 60 + number);
    }
    desk.write("exam.toml", blueprint).write("class.csv", sheet);
    let run = desk.build(&["class.csv", "-o", "out", "--exam", "exam.toml", "--format", "html"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let counts = counted(&desk.path("out"), "en", r#"T,1;\"2"#, &desk.path("class.csv"));
    assert_eq!(counts["retake-recommended"], names.len());
    for name in calendars(&desk, "out") {
        let calendar = desk.read(&format!("out/plans/{name}"));
        let uids = calendar.lines().filter(|line| line.starts_with("UID:"));
        let (hash, _) = name.rsplit_once('-').map(|(_, hash)| hash).unwrap().split_once('.').unwrap();
        assert!(uids.clone().count() > 3);
        for uid in uids {
            assert!(uid.starts_with(&format!("UID:{hash}-two-equal-")), "{uid}");
        }
    }
}

#[test]
fn a_newer_plan_takes_the_place_of_the_older() {
    let desk = Desk::new();
    let row = |score, config| format!("{HEADINGS}C-1,Ana,1,2026-10-06,{score},NI,{config},C,C,NI,C,\n");
    desk.write("class.csv", row(612, "Competent"));
    desk.build(&["class.csv", "-o", "out", "--format", "html"]);
    let older = calendar(&desk, "out");
    desk.build(&["class.csv", "-o", "same", "--format", "pdf"]);
    assert!(older == calendar(&desk, "same"), "the format decides nothing");

    desk.write("class.csv", row(655, "Strong"));
    let run = desk.run(&["build", "--as-of", "2026-11-30", "class.csv", "-o", "out", "--format", "html"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let newer = calendar(&desk, "out");
    let (old, new) = (uids(&older), uids(&newer));
    assert!(new.is_subset(&old) && new.len() > 10, "{new:?} beside {old:?}");
    let kinds = [("study-01", true), ("rehearsal-01", true), ("rehearsal-02", false), ("retake-recommended", true)];
    for (key, stays) in kinds {
        assert_eq!((entry(&older, key).is_some(), entry(&newer, key).is_some()), (true, stays), "{key}");
    }
    for (uid, entry) in newer.as_object().unwrap().iter().filter(|(key, _)| *key != "name") {
        assert_eq!((&older[uid]["sequence"], &entry["sequence"]), (&9823.into(), &9830.into()), "{uid}");
        assert_ne!((&older[uid]["from"], &older[uid]["description"]), (&entry["from"], &entry["description"]), "{uid}");
    }

    // whoever has passed since has no calendar any more
    desk.write("class.csv", row(655, "Strong") + "C-1,Ana,2,2026-12-20,790,C,C,C,C,C,C,\n");
    desk.run(&["build", "--as-of", "2026-12-21", "class.csv", "-o", "out", "--format", "html"]);
    assert_eq!(desk.files("out/plans").len(), 1);
    let manifest = desk.read("out/manifest.csv");
    assert!(!manifest.contains(".ics"), "{manifest}");
}

#[test]
fn nobody_without_a_plan_has_a_calendar() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Result,SDLC\nA-1,Pass,Strong\nA-2,Fail,\n");
    assert_eq!(desk.build(&["class.csv", "-o", "out", "--format", "html"]).code, Some(0));
    assert_eq!(desk.files("out/plans").len(), 2);
    assert!(calendars(&desk, "out").is_empty());
}

#[test]
fn a_calendar_of_somebody_else_stays() {
    let desk = Desk::new();
    desk.write("class.csv", "ID,Score\nA-1,700\n");
    desk.build(&["class.csv", "-o", "out"]);
    let names = calendars(&desk, "out");
    let theirs = desk.path("other/plans").join(&names[0]);
    fs::create_dir_all(theirs.parent().unwrap()).unwrap();
    fs::write(&theirs, "mine").unwrap();
    let run = desk.build(&["class.csv", "-o", "other", "--format", "html"]);
    assert!(run.code == Some(2) && run.stderr.contains("resit did not write it"), "{run:?}");
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "mine");
}
