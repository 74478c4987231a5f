//! What is known of letters that went: the ledger, the report, the limits that are counted by it.

use std::fs;
use std::io::Write;
use std::time::Instant;

use serde_json::{Value, json};

use crate::classes::{Class, NOW, assert_private, plain, small_sheet};
use crate::harness::{Run, SmallDisk};
use crate::servers::Faulty;

#[test]
fn what_went_stands_in_the_ledger_and_in_the_report_for_its_owner_alone() {
    let faults = json!([
        { "stage": "recipient", "to": ["c2@example.org"], "answer": "550 5.1.1 User unknown" },
        { "stage": "content", "to": ["c3@example.org"], "drop": true, "kept": true },
        { "stage": "recipient", "to": ["c4@example.org"], "answer": "450 4.2.0 =cmd|' /C calc'!A1" },
    ]);
    let server = Faulty::start(&[json!({ "faults": faults })]);
    let sheet = small_sheet(5) + "C-6,Zoë,,640,Competent\n" + "C-7,=1+1,c7@example.org,650,Competent\n";
    let class = Class::of(sheet, &["--format", "pdf"]);
    let run = class.plain_account(server.port(0)).send(6, &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let status = class.mail(&["status", "out"]);
    insta::assert_snapshot!("status", status.transcript());
    let letter_ids: Vec<String> =
        crate::letters::Letter::all(&server.received(0)).into_iter().map(|letter| letter.message_id).collect();
    let report: Vec<String> = class.report().iter().map(|row| row.join(" | ")).collect();
    // ids are hashes; those that arrived are the same
    assert!(report[0].ends_with(&letter_ids[0]) && report[2].ends_with(&letter_ids[1]), "{report:?}");
    let masked: Vec<String> = report.iter().map(|row| row.rsplit_once(" | ").unwrap().0.to_owned()).collect();
    insta::assert_snapshot!("report", masked.join("\n"));
    let lines: Vec<Value> = class.ledger().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys: Vec<&str> = lines[1].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["at", "candidate", "content", "event", "message_id", "recipient", "reply"]);
    let told: Vec<String> = lines
        .iter()
        .map(|line| {
            let word = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {} {} {}", word("at"), word("event"), word("recipient"), word("candidate"), word("reply"))
        })
        .collect();
    insta::assert_snapshot!("ledger", told.join("\n"));
    class.mail(&["drafts", "out"]);
    assert_private(&class.out());
}

/// Without a ledger nobody would know what went, so nothing goes.
#[test]
fn nothing_goes_that_cannot_be_noted() {
    let server = Faulty::start(&vec![json!({}); 4]);
    let whole = Class::small(2);
    let damages: [(&str, Option<&[u8]>, &str); 4] = [
        ("a folder", None, "cannot be used"),
        ("no JSON", Some(b"sent to ana\n"), "is damaged in line 1"),
        (
            "a line of another form",
            Some(b"{\"at\":\"2026-11-26T12:00:00Z\",\"event\":\"lost\"}\n"),
            "is damaged in line 1",
        ),
        ("bytes that are no text", Some(b"\n\xff\xfe\n{}\n"), "is damaged in line"),
    ];
    for (at, (name, damage, words)) in damages.into_iter().enumerate() {
        let class = whole.copy();
        match damage {
            Some(bytes) => fs::write(class.out().join(".resit/ledger.jsonl"), bytes).unwrap(),
            None => fs::create_dir(class.out().join(".resit/ledger.jsonl")).unwrap(),
        }
        let run = class.plain_account(server.port(at)).send(2, &[]);
        assert_eq!(run.code, Some(2), "{name}: {run:?}");
        assert!(run.stderr.contains(words), "{name}: {run:?}");
        assert_eq!(server.received(at), [], "{name}");
    }
}

/// The disk is full when the first letter is to be noted: the server hears of it, and never gets the content.
#[test]
fn nothing_goes_when_the_disk_is_full() {
    let server = Faulty::sound();
    let class = Class::small(2);
    let state = class.desk.files("out/.resit");
    let disk = SmallDisk::mount(class.out().join(".resit"), "size=64k");
    for (name, bytes) in &state {
        fs::write(class.out().join(".resit").join(name), bytes).unwrap();
    }
    // the ledger is opened before, with room for nothing
    let mut filling = fs::File::create(class.out().join(".resit/filling")).unwrap();
    while filling.write_all(&[0; 512]).is_ok() {}
    drop(filling);
    let run = class.plain_account(server.port(0)).send(2, &[]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("so nothing is sent"), "{run:?}");
    assert_eq!(server.received(0), []);
    // with room, the same command goes on
    fs::remove_file(class.out().join(".resit/filling")).unwrap();
    let again = class.send(2, &[]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!(server.received(0).len(), 2);
    drop(disk);
}

/// A line that a crash cut off: what it began counts as nothing, and what follows is read.
#[test]
fn a_line_that_was_cut_off_loses_nothing() {
    let server = Faulty::start(&[json!({}), json!({})]);
    let class = Class::small(3);
    assert_eq!(class.plain_account(server.port(0)).send(3, &[]).code, Some(0));
    let whole = class.ledger();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    // sending, sent; sending, sent; sending, sent
    for (kept, states) in [
        (lines[..5].concat() + &lines[5][..40], ["sent", "sent", "held"]),
        (lines[..4].concat() + &lines[4][..40], ["sent", "sent", "not-yet"]),
        (lines[..3].concat() + &lines[3][..40], ["sent", "held", "not-yet"]),
        (lines[..2].concat() + "\0\0\0\0", ["sent", "not-yet", "not-yet"]),
    ] {
        let class = class.copy();
        class.desk.write("out/.resit/ledger.jsonl", &kept);
        assert_eq!(class.states(), states, "{kept}");
        class.plain_account(server.port(1));
        let left = states.iter().filter(|state| **state == "not-yet").count();
        assert_eq!(class.send(left, &[]).code, Some(0), "{kept}");
        let after = states.map(|state| if state == "not-yet" { "sent" } else { state });
        assert_eq!(class.states(), after, "{kept}");
    }
}

#[test]
fn a_daily_limit_is_counted_over_runs() {
    let server = Faulty::sound();
    let class = Class::small(5);
    class.account(&format!("daily_limit = 2\n{}", plain(server.port(0))));
    let at = |hours: i64, yes: &str| -> Run {
        let mut command = class.command(&["send", "out", "--yes", yes]);
        Run::from(command.env("SOURCE_DATE_EPOCH", (NOW + hours * 3600).to_string()).output().unwrap())
    };
    let mut told = String::new();
    let mut received = Vec::new();
    for (hours, yes, code) in [(0, "5", 1), (23, "3", 1), (24, "3", 1), (47, "1", 1), (48, "1", 0)] {
        let run = at(hours, yes);
        assert_eq!(run.code, Some(code), "{hours}: {run:?}");
        told.push_str(&format!("## after {hours} hours\n{}\n", run.transcript()));
        received.push(server.received(0).len());
    }
    assert_eq!(received, [2, 2, 4, 4, 5]);
    insta::assert_snapshot!("daily limit", told);
}

#[test]
fn letters_go_no_faster_than_the_rate() {
    let server = Faulty::sound();
    let class = Class::small(4);
    class.plain_account(server.port(0));
    class.desk.write("resit.toml", class.desk.read("resit.toml").replace("rate = 0\n", "rate = 120\n"));
    let began = Instant::now();
    assert_eq!(class.send(4, &[]).code, Some(0));
    assert!(began.elapsed().as_secs_f64() > 1.5);
    let said = server.said(0);
    let times: Vec<f64> = said.iter().filter(|said| said.command == "MAIL").map(|said| said.at).collect();
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] > 0.4), "{times:?}");
}

/// One address of two candidates: each gets their own letter, when that is allowed.
#[test]
fn candidates_who_share_an_address_each_get_their_letter() {
    let server = Faulty::sound();
    let sheet = small_sheet(2).replace("c2@example.org", "C1@Example.org");
    let class = Class::of(sheet, &["--format", "pdf"]);
    class.plain_account(server.port(0));
    assert_eq!(class.send(2, &[]).code, Some(1), "unasked, nothing goes");
    let run = class.send(2, &["--allow-shared-addresses"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let received = server.received(0);
    let letters = crate::letters::Letter::all(&received);
    let names: Vec<&str> = letters.iter().map(|letter| &*letter.to[0].0).collect();
    assert_eq!(names, ["Ana 1", "Ana 2"]);
    assert_eq!(class.send(0, &["--allow-shared-addresses"]).code, Some(0));
}
