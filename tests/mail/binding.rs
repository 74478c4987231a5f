//! A letter holds what the build wrote for its recipient, or nothing goes: files that were changed, swapped or are gone, a manifest that
//! is not the build's, two runs at once.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::classes::{Class, plain, small_sheet};
use crate::harness::Run;
use crate::letters::{Letter, sha256};
use crate::servers::Faulty;

/// What may happen to a finished build, and what is said of it.
type Tampering = (&'static str, fn(&Class), i32, &'static str);

const TAMPERINGS: [Tampering; 12] = [
    ("a plan that is another's", |class| swap(class, "pdf"), 1, "was changed since the build"),
    ("a page that is another's", |class| swap(class, "html"), 1, "was changed since the build"),
    ("a calendar that is another's", |class| swap(class, "ics"), 1, "was changed since the build"),
    (
        "a plan that was changed",
        |class| edit(class, &class.people[1].pdf.clone(), |bytes| bytes.push(b'\n')),
        1,
        "was changed since the build",
    ),
    (
        "a plan that is cut off",
        |class| edit(class, &class.people[1].pdf.clone(), |bytes| bytes.truncate(2000)),
        1,
        "was changed",
    ),
    (
        "a plan that is gone",
        |class| fs::remove_file(class.out().join(&class.people[2].pdf)).unwrap(),
        1,
        "is not there",
    ),
    (
        "a plan that is a folder",
        |class| {
            let path = class.out().join(&class.people[2].pdf);
            fs::remove_file(&path).unwrap();
            fs::create_dir(path).unwrap();
        },
        1,
        "cannot be read",
    ),
    (
        "a manifest with another address",
        |class| edit_manifest(class, "c2@example.org", "eve@example.net"),
        2,
        "is not as the build left it",
    ),
    (
        "a manifest and record in which two plans are swapped",
        |class| {
            swap_cells(class);
            record(class, "manifest.csv");
        },
        1,
        "does not say that it is this candidate's",
    ),
    ("a manifest of another build", of_another_build, 2, "is not as the build left it"),
    (
        "a build that did not end",
        |class| fs::write(class.out().join(".resit/pending"), "plans/x.pdf\n").unwrap(),
        2,
        "did not end",
    ),
    ("a record that is gone", |class| fs::remove_file(class.out().join(".resit/files")).unwrap(), 2, "holds no plans"),
];

#[test]
fn nothing_goes_that_the_build_did_not_write_for_its_recipient() {
    let class = Class::of(small_sheet(3), &[]);
    let server = Faulty::start(&vec![json!({}); TAMPERINGS.len()]);
    for (at, (name, tamper, code, words)) in TAMPERINGS.into_iter().enumerate() {
        let class = class.copy();
        class.account(&format!("inline_plan = true\n{}", plain(server.port(at))));
        tamper(&class);
        for arguments in [&["send", "out", "--yes", "3"][..], &["drafts", "out"], &["preview", "out"]] {
            let run = class.mail(arguments);
            assert_eq!(run.code, Some(code), "{name}: {arguments:?} {run:?}");
            assert!(run.stderr.contains(words), "{name}: {arguments:?} {run:?}");
        }
        assert_eq!(server.said(at), [], "{name}: nothing is even connected");
        assert!(class.events().is_empty() && !class.out().join("outbox").exists(), "{name}");
    }
}

/// The page goes with no letter here, and is a file of the manifest all the same.
#[test]
fn a_page_that_does_not_go_is_looked_at_too() {
    let class = Class::of(small_sheet(3), &[]);
    assert_eq!(class.mail(&["preview", "out"]).code, Some(0));
    swap(&class, "html");
    let preview = class.mail(&["preview", "out"]);
    assert_eq!(preview.code, Some(1), "{preview:?}");
    assert!(preview.stderr.contains("was changed since the build"), "{preview:?}");
}

/// A file that changes after the letters were checked, while earlier ones go.
#[test]
fn a_plan_that_changes_while_letters_go_ends_the_run() {
    let stall = json!([{ "stage": "recipient", "to": ["c1@example.org"], "times": 1, "stall": true }]);
    let server = Faulty::start(&[json!({ "faults": stall })]);
    let class = Class::small(3);
    class.account(&format!("timeout = 2\n{}", plain(server.port(0))));
    let child =
        class.command(&["send", "out", "--yes", "3"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for(|| server.said(0).iter().any(|said| said.command == "RCPT"));
    swap(&class, "pdf");
    let run = Run::from(child.wait_with_output().unwrap());
    // the first letter was put off, and the second is the first of the swapped ones
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("was changed since the build"), "{run:?}");
    assert_eq!(server.received(0), []);
    assert!(!class.ledger().contains("\"event\":\"sending\""), "{}", class.ledger());
}

#[test]
fn two_runs_at_once_are_one_too_many() {
    let stall = json!([{ "stage": "content", "to": ["c1@example.org"], "stall": true, "kept": true }]);
    let server = Faulty::start(&[json!({ "faults": stall }), json!({})]);
    let class = Class::small(2);
    class.account(&format!("timeout = 3\n{}", plain(server.port(0))));
    let child =
        class.command(&["send", "out", "--yes", "2"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for(|| !server.received(0).is_empty());
    class.plain_account(server.port(1));
    for arguments in [&["send", "out", "--yes", "2"][..], &["send", "out", "--yes", "1"], &["drafts", "out"]] {
        let other = class.mail(arguments);
        assert_eq!(other.code, Some(2), "{arguments:?} {other:?}");
        assert!(other.stderr.contains("another resit is at work in out"), "{arguments:?} {other:?}");
    }
    let build = class.desk.build(&["class.csv", "-o", "out"]);
    assert_eq!(build.code, Some(2), "{build:?}");
    // looking is always allowed
    assert_eq!(class.mail(&["preview", "out"]).code, Some(0));
    assert_eq!(class.mail(&["status", "out"]).code, Some(0));
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(server.said(1), []);
    assert_eq!(class.states(), ["held", "sent"]);
}

/// Two runs that start at the same moment: one sends, the other says so, and nobody gets two.
#[test]
fn of_many_runs_that_start_at_once_one_sends() {
    let server = Faulty::sound();
    let class = Class::small(20);
    class.plain_account(server.port(0));
    let runs: Vec<_> = (0..6)
        .map(|_| {
            class
                .command(&["send", "out", "--yes", "20"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut codes: Vec<Option<i32>> =
        runs.into_iter().map(|child| child.wait_with_output().unwrap().status.code()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(2), Some(2), Some(2), Some(2), Some(2)]);
    let mut received: Vec<String> = server.received(0).into_iter().map(|letter| letter.recipient).collect();
    received.sort_unstable();
    received.dedup();
    assert_eq!((received.len(), server.received(0).len()), (20, 20));
}

/// Files of earlier builds that lie in the folder are nobody's.
#[test]
fn only_what_the_manifest_names_goes() {
    let server = Faulty::sound();
    let mut class = Class::small(3);
    let old = class.file(&class.people[2].pdf.clone());
    class.desk.write("class.csv", small_sheet(2));
    class.build(&["--format", "pdf"]);
    class.desk.write("out/plans/ana-3-old.pdf", old);
    assert_eq!(class.plain_account(server.port(0)).send(2, &[]).code, Some(0));
    let received = server.received(0);
    for ((letter, person), received) in Letter::all(&received).iter().zip(&class.people).zip(&received) {
        assert_eq!(received.recipient, person.email);
        assert_eq!(letter.file("plan.pdf").sha256, sha256(&class.file(&person.pdf)));
    }
    assert_eq!(received.len(), 2);
}

/// Exchanges the files of this kind of the second and the third.
fn swap(class: &Class, ending: &str) {
    let path = |at: usize| class.out().join(&class.people[at].pdf).with_extension(ending);
    let (second, third) = (fs::read(path(1)).unwrap(), fs::read(path(2)).unwrap());
    assert_ne!(second, third);
    fs::write(path(1), third).unwrap();
    fs::write(path(2), second).unwrap();
}

fn edit(class: &Class, path: &str, change: fn(&mut Vec<u8>)) {
    let mut bytes = class.file(path);
    change(&mut bytes);
    fs::write(class.out().join(path), bytes).unwrap();
}

fn edit_manifest(class: &Class, before: &str, after: &str) {
    let manifest = class.desk.read("out/manifest.csv");
    assert!(manifest.contains(before));
    class.desk.write("out/manifest.csv", manifest.replace(before, after));
}

/// Exchanges the plans of two candidates in the manifest, with their hashes.
fn swap_cells(class: &Class) {
    let manifest = class.desk.read("out/manifest.csv");
    let mut lines: Vec<Vec<String>> =
        manifest.split("\r\n").map(|line| line.split(',').map(str::to_owned).collect()).collect();
    // address and files; what is in these cells needs no quotes
    let email = lines[0].iter().position(|cell| cell == "email").unwrap();
    let (one, other) = (lines[2][email].clone(), lines[3][email].clone());
    lines[2][email] = other;
    lines[3][email] = one;
    // the ids stay with the addresses, so that the files are the other's
    for cell in [0, 1] {
        let (one, other) = (lines[2][cell].clone(), lines[3][cell].clone());
        lines[2][cell] = other;
        lines[3][cell] = one;
    }
    let text: Vec<String> = lines.into_iter().map(|cells| cells.join(",")).collect();
    class.desk.write("out/manifest.csv", text.join("\r\n"));
}

/// Makes the build's record fit the file as it is now.
fn record(class: &Class, file: &str) {
    let files = class.desk.read("out/.resit/files");
    let hash = sha256(&class.file(file));
    let lines: String = files
        .lines()
        .map(
            |line| if line.ends_with(&format!("  {file}")) { format!("{hash}  {file}\n") } else { format!("{line}\n") },
        )
        .collect();
    class.desk.write("out/.resit/files", lines);
}

fn of_another_build(class: &Class) {
    let other = Class::of(small_sheet(3).replace("603", "650"), &[]);
    class.desk.write("out/manifest.csv", other.desk.read("out/manifest.csv"));
}

fn wait_for(is_there: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_there() {
        assert!(began.elapsed() < Duration::from_secs(30), "it never came");
        std::thread::sleep(Duration::from_millis(5));
    }
}
