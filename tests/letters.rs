//! Letters before they go: what the preview shows, what is refused, and in which words. `tests/mail` sends them.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

mod harness;

use std::fs;

use harness::{Desk, Run};

const SETTINGS: &str = "organisation = \"North Star Academy\"\ncoach = \"Kim Lund\"\n\
                        [mail]\nfrom = \"Kim Lund <kim@example.org>\"\nreply_to = \"office@example.org\"\n\
                        host = \"127.0.0.1\"\nport = 9\nsecurity = \"none\"\n";

/// Three candidates: one who failed, one who passed, one without an address.
const CLASS: &str = "ID,Name,Email,Score,Result,Employer\n\
                     C-1,Ana Souza,ana@example.org,668,Fail,Harbor\n\
                     C-2,王小明,wang@example.com,800,Pass,Harbor\n\
                     C-3,Zoë Ünal,,640,Fail,=1+1\n";

/// A desk with a class that was built into `out`.
fn built(class: &str, settings: &str, arguments: &[&str]) -> Desk {
    let desk = Desk::new();
    desk.write("class.csv", class).write("resit.toml", settings);
    let run = desk.build(&[&["class.csv", "-o", "out"], arguments].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    desk
}

/// Sizes depend on the fonts' subsets and the letters' hashes; they are measured elsewhere.
fn told(run: &Run) -> String {
    let mut text = String::new();
    for line in run.transcript().lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let is_size = |at: usize| words.get(at + 1).is_some_and(|unit| unit.trim_end_matches(',') == "kB");
        let masked: Vec<&str> = (0..words.len()).map(|at| if is_size(at) { "NN" } else { words[at] }).collect();
        text.push_str(&masked.join(" "));
        text.push('\n');
    }
    text
}

#[test]
fn the_preview_shows_who_gets_what_and_the_first_letter() {
    let desk = built(CLASS, SETTINGS, &[]);
    let before = desk.files("out");
    let preview = desk.run(&["mail", "preview", "out"]);
    assert_eq!(preview.code, Some(0));
    insta::assert_snapshot!("preview", told(&preview));
    assert!(before == desk.files("out"), "a preview writes nothing");
    let send = desk.run(&["mail", "send", "out"]);
    assert_eq!((send.code, &send.stdout), (Some(0), &preview.stdout), "send alone is a preview");
    assert!(before == desk.files("out"));
}

#[test]
fn letters_speak_the_language_of_the_plans() {
    for (language, words) in [("de", "Guten Tag Ana Souza,"), ("es", "Hola, Ana Souza:")] {
        let desk = built(CLASS, SETTINGS, &["--language", language]);
        let preview = desk.run(&["mail", "preview", "out"]);
        assert!(preview.stdout.contains(words), "{}", preview.stdout);
        let other = desk.run(&["mail", "preview", "out", "--language", "en"]);
        assert!(other.stdout.contains("Dear Ana Souza,"), "{}", other.stdout);
    }
}

#[test]
fn a_letter_of_ones_own_is_used_or_refused_in_words() {
    insta::glob!("letters/*.txt", |path| {
        let desk = built(CLASS, SETTINGS, &[]);
        desk.write("own/mail.txt", fs::read(path).unwrap());
        let run = desk.run(&["mail", "preview", "out", "--templates", "own"]);
        insta::assert_snapshot!(told(&run));
    });
}

#[test]
fn the_letters_templates_change_no_plan() {
    let desk = built(CLASS, SETTINGS, &[]);
    let before = desk.files("out/plans");
    desk.write("own/mail.txt", "Subject: x\n\ny");
    let run = desk.build(&["class.csv", "-o", "out", "--templates", "own"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(before == desk.files("out/plans"));
}

#[test]
fn addresses_that_cannot_be_meant_are_told_at_once() {
    let class = "ID,Name,Email,Score,Result\n\
                 C-1,Ana Souza,ana@example,668,Fail\n\
                 C-2,Ben Ode,ben ode@example.org,668,Fail\n\
                 C-3,Cy Cole,cy@example.org; cole@example.org,668,Fail\n\
                 C-4,Di Dow,office@example.org,668,Fail\n\
                 C-5,Ed Eng,OFFICE@example.org,668,Fail\n\
                 C-6,Flo Fry,flo@elsewhere.net,668,Fail\n\
                 C-7,Gus Gil,gus@example.org,668,Fail\n";
    let settings = format!("{SETTINGS}allow_domains = [\"example.org\"]\n");
    let desk = built(class, &settings, &[]);
    let run = desk.run(&["mail", "preview", "out"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!("addresses", run.stderr);
    for command in ["drafts", "send"] {
        let yes: &[&str] = if command == "send" { &["--yes", "7"] } else { &[] };
        let refused = desk.run(&[&["mail", command, "out"], yes].concat());
        assert_eq!((refused.code, &refused.stderr), (Some(1), &run.stderr), "{command}");
    }
    assert!(!desk.path("out/outbox").exists(), "nothing is drafted while a problem is there");
    let shared = desk.run(&["mail", "preview", "out", "--allow-shared-addresses"]);
    assert!(!shared.stderr.contains("stands at"), "{}", shared.stderr);
}

#[test]
fn what_cannot_be_sent_from_is_refused_in_words() {
    let mut transcript = String::new();
    let mut tell = |what: &str, run: &Run| {
        assert_eq!(run.code, Some(2), "{what}: {run:?}");
        transcript.push_str(&format!("## {what}\n{}\n", run.transcript()));
    };
    let desk = built(CLASS, SETTINGS, &[]);
    tell("a wrong number", &desk.run(&["mail", "send", "out", "--yes", "3"]));
    tell("no address of one's own", &desk.run(&["mail", "send", "out", "--to-self", "kim", "--yes", "2"]));
    tell("a limit for everybody", &desk.run(&["mail", "send", "out", "--limit", "1"]));
    tell("drafts without an account", &desk.run(&["mail", "drafts", "out", "--imap"]));
    tell("no folder", &desk.run(&["mail", "preview", "nowhere"]));
    desk.write("resit.toml", SETTINGS.replace("host = \"127.0.0.1\"\n", ""));
    tell("no server", &desk.run(&["mail", "send", "out", "--yes", "2"]));
    desk.write("resit.toml", "coach = \"Kim Lund\"\n");
    tell("no account", &desk.run(&["mail", "preview", "out"]));
    desk.write("resit.toml", format!("{SETTINGS}user = \"kim\"\npassword = \"secret\"\n"));
    tell("a password in the settings", &desk.run(&["mail", "preview", "out"]));
    desk.write("resit.toml", "[mail]\nfrom = \"Kim\"\nhost = \"mail.example.org\"\nsecurity = \"none\"\nrate = -1\n");
    tell("settings at fault", &desk.run(&["mail", "preview", "out"]));
    desk.write("resit.toml", SETTINGS);
    let manifest = desk.read("out/manifest.csv");
    desk.write("out/manifest.csv", manifest.replace("ana@example.org", "eve@example.org"));
    tell("an edited manifest", &desk.run(&["mail", "preview", "out"]));
    desk.write("out/manifest.csv", manifest).write("out/.resit/pending", "");
    tell("a build that did not end", &desk.run(&["mail", "preview", "out"]));
    insta::assert_snapshot!("refused", transcript);
}

/// The plans of an earlier build would be sent as they lie there.
#[test]
fn a_build_removes_the_drafts_of_the_one_before() {
    let desk = built(CLASS, SETTINGS, &[]);
    assert_eq!(desk.run(&["mail", "drafts", "out"]).code, Some(0));
    desk.write("out/outbox/of-the-coach.eml", "mine");
    assert_eq!(desk.files("out/outbox").len(), 3);
    desk.write("class.csv", CLASS.replace("668", "669"));
    assert_eq!(desk.build(&["class.csv", "-o", "out"]).code, Some(0));
    assert_eq!(desk.files("out/outbox").into_keys().collect::<Vec<_>>(), ["of-the-coach.eml"]);
    // with fewer candidates, fewer drafts
    assert_eq!(desk.run(&["mail", "drafts", "out"]).code, Some(0));
    desk.write("class.csv", CLASS.replace("wang@example.com", ""));
    assert_eq!(desk.build(&["class.csv", "-o", "out"]).code, Some(0));
    assert_eq!(desk.run(&["mail", "drafts", "out"]).code, Some(0));
    let names: Vec<String> = desk.files("out/outbox").into_keys().collect();
    assert!(names.len() == 2 && names[0].starts_with("ana-souza-"), "{names:?}");
}

#[test]
fn drafts_are_the_same_bytes_at_the_same_time() {
    let desk = built(CLASS, SETTINGS, &["--archive", "plans.zip"]);
    let drafts = || {
        let run = desk.command(&["mail", "drafts", "out"]).env("SOURCE_DATE_EPOCH", "1795600000").output().unwrap();
        assert!(run.status.success(), "{run:?}");
        desk.files("out/outbox")
    };
    let (first, second) = (drafts(), drafts());
    assert!(first == second && first.len() == 2);
    let text = String::from_utf8(first.into_values().next().unwrap()).unwrap();
    assert!(text.contains("Date: Wed, 25 Nov 2026 "), "{}", &text[..400]);
}
