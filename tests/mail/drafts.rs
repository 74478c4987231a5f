//! Drafts: files that mail programs open, and messages in the drafts of an account at a real server.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use crate::classes::{Class, assert_private};
use crate::delivery::HEADERS;
use crate::harness::Run;
use crate::letters::{Letter, Received, assert_fits_every_server, sha256};
use crate::servers::{Certificates, DRAFTS, Dovecot, PASSWORD, USER};

/// `resit mail drafts --imap` with the password in the environment.
fn drafts(class: &Class) -> Run {
    Run::from(class.command(&["drafts", "out", "--imap"]).env("IMAP_PASSWORD", PASSWORD).output().unwrap())
}

fn account(port: u16, security: &str, more: &str) -> String {
    format!(
        "imap_host = \"127.0.0.1\"\nimap_port = {port}\nimap_security = \"{security}\"\nuser = \"{USER}\"\npassword_env = \"IMAP_PASSWORD\"\n{more}"
    )
}

/// The name of a folder as IMAP writes it.
fn on_disk(name: &str) -> String {
    name.replace('ü', "&APw-")
}

#[test]
fn drafts_are_letters_that_a_mail_program_opens() {
    let class = Class::of_the_world(17);
    let run = class.account("").mail(&["drafts", "out"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = class.desk.files("out/outbox");
    let received: Vec<Received> = class
        .people
        .iter()
        .map(|person| {
            let slug = person.pdf.strip_prefix("plans/").unwrap().strip_suffix(".pdf").unwrap();
            let raw = files[&format!("{slug}.eml")].clone();
            Received { sender: String::new(), recipient: person.email.clone(), raw }
        })
        .collect();
    assert_eq!(received.len(), files.len());
    for ((received, letter), person) in received.iter().zip(Letter::all(&received)).zip(&class.people) {
        assert_fits_every_server(&received.raw);
        assert_eq!(letter.headers, [&HEADERS[..6], &["X-Unsent"], &HEADERS[6..]].concat());
        let name = person.name.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(letter.to, [(name, person.email.clone())]);
        assert_eq!(letter.files[0].sha256, sha256(&class.file(&person.pdf)));
    }
    // nothing was sent, and nothing counts as sent
    assert_eq!(class.states(), vec!["not-yet"; 17]);
    assert_private(&class.out().join("outbox"));
}

#[test]
fn drafts_in_an_account_are_added_once() {
    let certificates = Certificates::new();
    let certificate = certificates.of("good");
    for security in ["tls", "starttls"] {
        let dovecot = Dovecot::start(&certificate);
        let port = if security == "tls" { dovecot.wrapped_port } else { dovecot.port };
        let mut class = Class::small(3);
        class.trust(certificates.authority()).account(&account(port, security, ""));
        let first = drafts(&class);
        assert_eq!(first.code, Some(0), "{first:?}");
        let messages = dovecot.messages(&on_disk(DRAFTS));
        let files: Vec<Vec<u8>> = class.desk.files("out/outbox").into_values().collect();
        let stored: BTreeMap<&[u8], &str> = messages.iter().map(|message| (&*message.raw, &*message.flags)).collect();
        assert_eq!(
            stored,
            files.iter().map(|file| (&**file, "DS")).collect(),
            "the account holds the files of the outbox"
        );
        assert_eq!(messages.len(), 3);
        let again = drafts(&class);
        assert_eq!(again.code, Some(0), "{again:?}");
        assert_eq!(dovecot.messages(&on_disk(DRAFTS)), messages, "a second run adds nothing");
        // a changed plan is a new letter; the others are there
        class.desk.write("class.csv", class.desk.read("class.csv").replace(",602,", ",640,"));
        class.build(&["--format", "pdf"]);
        assert_eq!(drafts(&class).code, Some(0));
        assert_eq!(dovecot.messages(&on_disk(DRAFTS)).len(), 4);
        if security == "tls" {
            let told = format!("{}\n{}\n{}", first.transcript(), again.transcript(), drafts(&class).transcript());
            insta::assert_snapshot!("drafts", told);
        }
    }
}

#[test]
fn the_folder_of_drafts_is_found_or_named() {
    let certificates = Certificates::new();
    let certificate = certificates.of("good");
    let mut class = Class::small(1);
    class.trust(certificates.authority());
    // nothing is marked, and there is one of the usual name
    let dovecot = Dovecot::unmarked(&certificate, true);
    class.account(&account(dovecot.wrapped_port, "tls", ""));
    assert_eq!(drafts(&class).code, Some(0));
    assert_eq!(dovecot.messages("Drafts").len(), 1);
    // there is none of the usual name
    let dovecot = Dovecot::unmarked(&certificate, false);
    class.account(&account(dovecot.wrapped_port, "tls", ""));
    let missing = drafts(&class);
    assert_eq!(missing.code, Some(2), "{missing:?}");
    let (words, _) = missing.stderr.split_once(" (").unwrap();
    assert_eq!(
        words,
        "error: 127.0.0.1: the folder “Drafts” cannot be used: No Response: Mailbox doesn't exist: Drafts"
    );
    assert!(missing.stderr.contains("Name the folder for drafts with drafts_folder in resit.toml."), "{missing:?}");
    // a name of one's own
    let dovecot = Dovecot::start(&certificate);
    class.account(&account(dovecot.wrapped_port, "tls", "drafts_folder = \"Sent\"\n"));
    assert_eq!(drafts(&class).code, Some(0));
    assert_eq!((dovecot.messages("Sent").len(), dovecot.messages(&on_disk(DRAFTS)).len()), (1, 0));
    class.account(&account(dovecot.wrapped_port, "tls", &format!("drafts_folder = \"{DRAFTS}\"\n")));
    // what was sent from the drafts is not drafted anew
    let run = drafts(&class);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!((dovecot.messages("Sent").len(), dovecot.messages(&on_disk(DRAFTS)).len()), (1, 0));
}

#[test]
fn an_account_that_cannot_be_used_is_told_and_learns_nothing() {
    let certificates = Certificates::new();
    let [good, wrong_name, unknown] = ["good", "wrong-name", "unknown"].map(|kind| certificates.of(kind));
    let mut class = Class::small(1);
    class.trust(certificates.authority());
    let mut told = String::new();
    let mut tell = |what: &str, run: Run, port: u16| {
        assert_eq!(run.code, Some(2), "{what}: {run:?}");
        assert!(!format!("{run:?}").contains(PASSWORD), "{run:?}");
        told.push_str(&format!("## {what}\n{}\n", run.transcript().replace(&port.to_string(), "PORT")));
    };
    let dovecot = Dovecot::start(&good);
    class.account(&account(dovecot.wrapped_port, "tls", ""));
    let wrong = class.command(&["drafts", "out", "--imap"]).env("IMAP_PASSWORD", "wrong").output().unwrap();
    tell("a wrong password", Run::from(wrong), dovecot.wrapped_port);
    tell("no password", class.mail(&["drafts", "out", "--imap"]), dovecot.wrapped_port);
    class.account(&account(dovecot.port, "tls", "timeout = 5\n"));
    tell("TLS where the server begins in the clear", drafts(&class), dovecot.port);
    let clear = Dovecot::in_the_clear(&good);
    class.account(&account(clear.port, "starttls", ""));
    tell("no STARTTLS", drafts(&class), clear.port);
    for (what, certificate) in [("a certificate of another server", &wrong_name), ("an unknown authority", &unknown)] {
        let dovecot = Dovecot::start(certificate);
        for (security, port) in [("tls", dovecot.wrapped_port), ("starttls", dovecot.port)] {
            class.account(&account(port, security, ""));
            tell(&format!("{what}, {security}"), drafts(&class), port);
        }
        assert!(!dovecot.log().contains("user=<kim"), "{}", dovecot.log());
    }
    let port = dovecot.port;
    drop(dovecot);
    class.account(&account(port, "starttls", ""));
    tell("no server", drafts(&class), port);
    insta::assert_snapshot!("accounts that cannot be used", told);
    assert!(!clear.log().contains("user=<kim"), "{}", clear.log());
}

#[test]
fn a_token_opens_the_account() {
    let certificates = Certificates::new();
    let dovecot = Dovecot::start(&certificates.of("good"));
    let mut class = Class::small(1);
    class.trust(certificates.authority());
    let [good, bad] = Dovecot::tokens();
    for (token, code) in [(&bad, 2), (&good, 0)] {
        class.desk.write("token", token);
        let settings = account(dovecot.wrapped_port, "tls", "token_command = \"cat token\"\n");
        class.account(&settings.replace("password_env = \"IMAP_PASSWORD\"\n", ""));
        let run = class.mail(&["drafts", "out", "--imap"]);
        assert_eq!(run.code, Some(code), "{run:?}\n{}", dovecot.log());
        assert!(!format!("{run:?}").contains(token.as_str()), "{run:?}");
    }
    assert_eq!(dovecot.messages(&on_disk(DRAFTS)).len(), 1);
}

/// In the clear only on this machine, where it needs no certificate.
#[test]
fn a_server_of_this_machine_may_be_in_the_clear() {
    let certificates = Certificates::new();
    let dovecot = Dovecot::in_the_clear(&certificates.of("good"));
    let class = Class::small(1);
    class.account(&account(dovecot.port, "none", ""));
    let run = drafts(&class);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(dovecot.messages("Drafts").len(), 1);
    let mode = std::fs::metadata(class.out().join("outbox")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
