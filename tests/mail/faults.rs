//! Servers that misbehave: each entry of `faults.toml` says what a server does, and how a run with it ends. Adding a fault means
//! adding an entry. Whatever happened, the next run, with a sound server, brings everybody their letter, and nobody a second one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::classes::{Class, plain};
use crate::harness::project;
use crate::servers::{Certificates, Faulty, PASSWORD, USER};

/// So many candidates has the class that is sent.
const CANDIDATES: usize = 4;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    /// As `faulty.py` knows it: certificate is the kind of one, login says that the server wants one.
    #[serde(default)]
    server: toml::Table,
    /// What the settings say beside host, port and security.
    #[serde(default)]
    settings: String,
    exit: i32,
    /// Who got a letter, in this order: 1 for candidate C-1.
    received: Vec<usize>,
    /// Where the letters of C-1, C-2, … stand after it.
    states: Vec<String>,
    /// What the user reads.
    says: Vec<String>,
}

fn faults() -> BTreeMap<String, Fault> {
    toml::from_str(&fs::read_to_string(project("tests/mail/faults.toml")).unwrap()).unwrap()
}

#[test]
fn every_fault_of_a_server_ends_as_it_should() {
    let faults = faults();
    let certificates = Certificates::new();
    let kinds: BTreeSet<&str> = faults.values().filter_map(|fault| fault.server.get("certificate")?.as_str()).collect();
    let kinds: BTreeMap<&str, _> = kinds.into_iter().map(|kind| (kind, certificates.of(kind))).collect();
    let plans: Vec<Value> = faults
        .values()
        .map(|fault| {
            let mut plan: Value = serde_json::to_value(&fault.server).unwrap();
            if let Some(kind) = plan["certificate"].as_str() {
                let certificate = &kinds[kind];
                plan["key"] = json!(certificate.key);
                plan["certificate"] = json!(certificate.certificate);
            }
            if plan.as_object_mut().unwrap().remove("login").is_some() {
                plan["user"] = json!(USER);
                plan["password"] = json!(PASSWORD);
            }
            plan
        })
        .collect();
    let server = Faulty::start(&plans);
    let sound = Faulty::start(&vec![json!({}); plans.len()]);
    let mut class = Class::small(CANDIDATES);
    class.trust(certificates.authority());
    // some runs wait for an answer that does not come, so they go side by side
    let (next, ends) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some((at, (name, fault))) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, faults.iter().nth(at)?)))
                {
                    let end = run(fault, &class.copy(), &server, &sound, at);
                    ends.lock().unwrap().insert(&**name, end);
                }
            });
        }
    });
    let ends = ends.into_inner().unwrap();
    assert_eq!(ends.len(), faults.len());
    let differs = |(name, (transcript, differs)): (&&str, &(String, Option<String>))| {
        differs.as_ref().map(|differs| format!("{name}: {differs}\n{transcript}"))
    };
    let failures: Vec<String> = ends.iter().filter_map(differs).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let transcripts = ends.iter().map(|(name, (transcript, _))| format!("## {name}\n{transcript}\n"));
    insta::assert_snapshot!("faults", transcripts.collect::<String>());
}

/// Sends to a server that misbehaves, then to a sound one. What the first run said, and what was not as it should be.
fn run(fault: &Fault, class: &Class, server: &Faulty, sound: &Faulty, at: usize) -> (String, Option<String>) {
    let port = server.port(at);
    let security = fault.server.get("security").and_then(|security| security.as_str()).unwrap_or("none");
    let settings = format!("host = \"127.0.0.1\"\nport = {port}\nsecurity = \"{security}\"\n{}", fault.settings);
    class.account(&settings);
    let yes = CANDIDATES.to_string();
    let run = class.command(&["send", "out", "--yes", &yes]).env("SMTP_PASSWORD", PASSWORD).output().unwrap();
    let run = crate::harness::Run::from(run);
    let transcript = stable(&run.transcript());
    let candidates = |server: &Faulty| -> Vec<usize> {
        let number = |address: &str| address.strip_prefix('c')?.strip_suffix("@example.org")?.parse().ok();
        server.received(at).iter().map(|letter| number(&letter.recipient).unwrap()).collect()
    };
    let (received, states) = (candidates(server), class.states());
    let found = (run.code, &received, &states);
    let expected = (Some(fault.exit), &fault.received, &fault.states);
    if found != expected {
        return (transcript, Some(format!("left what is, right what should be\n{found:?}\n{expected:?}")));
    }
    if let Some(unsaid) = fault.says.iter().find(|phrase| !transcript.contains(*phrase)) {
        return (transcript, Some(format!("it does not say “{unsaid}”")));
    }
    class.account(&plain(sound.port(at)));
    let left = states.iter().filter(|state| ["failed", "not-yet"].contains(&&***state)).count();
    let next = class.send(left, &[]);
    let after = class.states();
    let whole: BTreeSet<usize> = received.iter().copied().chain(candidates(sound)).collect();
    let is_right = |candidate: usize| {
        let copies = received.iter().chain(&candidates(sound)).filter(|&&other| other == candidate).count();
        match &*after[candidate - 1] {
            "sent" => copies == 1,
            // nobody knows, so there is one or none
            "held" => copies <= 1 && states[candidate - 1] == "held",
            _ => false,
        }
    };
    let wrong: Vec<usize> = (1..=CANDIDATES).filter(|&candidate| !is_right(candidate)).collect();
    if next.code != Some(0) || !wrong.is_empty() {
        let differs = format!("after the next run {wrong:?} are wrong: {after:?}, received by {whole:?}\n{next:?}");
        return (transcript, Some(differs));
    }
    (transcript, None)
}

/// The transcript without the time of the day, and without what the network decides: whether the system tells an end or a reset.
fn stable(transcript: &str) -> String {
    let words = transcript.replace("the connection broke", "the server closed the connection");
    let mut words: Vec<&str> = words.split_inclusive(' ').collect();
    for at in 1..words.len() {
        if words[at].starts_with("(UNIX)") || words[at].starts_with("seconds ") {
            words[at - 1] = "NN ";
        }
    }
    words.concat()
}

/// A letter that is put off waits, and twice as long each time; the others do not wait for it.
#[test]
fn a_letter_that_is_put_off_waits_longer_each_time() {
    let faults = json!([{ "stage": "recipient", "to": ["c1@example.org"], "answer": "450 4.2.0 Greylisted" }]);
    let server = Faulty::start(&[json!({ "faults": faults })]);
    let class = Class::small(2);
    // the last of keys that stand twice would be refused, so this one stands alone
    let settings = class.account(&plain(server.port(0))).desk.read("resit.toml");
    class.desk.write("resit.toml", settings.replace("retry_seconds = 0", "retry_seconds = 1"));
    let run = class.send(2, &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(class.states(), ["failed", "sent"]);
    let said = server.said(0);
    let tries: Vec<f64> = said.iter().filter(|said| said.command == "RCPT").map(|said| said.at).collect();
    let [first, other, second, third, fourth] = tries[..] else { panic!("{said:?}") };
    assert!(other - first < 0.5, "the other letter waited: {tries:?}");
    // a quarter more or less, and what a busy machine adds
    for (wait, expected) in [(second - first, 1.0), (third - second, 2.0), (fourth - third, 4.0)] {
        assert!((expected * 0.75..expected * 1.25 + 1.5).contains(&wait), "{wait} in place of {expected}: {tries:?}");
    }
    let connections: BTreeSet<u64> = said.iter().map(|said| said.connection).collect();
    assert_eq!(connections.len(), 1, "a refusal ends no connection");
}

/// Where there is nothing to send to, or nobody who answers, it is said soon.
#[test]
fn a_server_that_is_not_there_is_told() {
    let class = Class::small(2);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    class.account(&format!("timeout = 1\n{}", plain(port)));
    // it accepts, and says nothing
    let silent = class.send(2, &[]);
    drop(listener);
    let closed = class.send(2, &[]);
    for (run, phrase) in [(silent, "did not answer in time"), (closed, "nothing listens there")] {
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(format!("{}{}", run.stdout, run.stderr).contains(phrase), "{run:?}");
    }
    assert_eq!(class.states(), ["not-yet"; 2]);
    assert!(class.events().is_empty());
}

/// Nothing is said to a server whose connection is not private: no user, no password, no address.
#[test]
fn nothing_is_told_to_a_server_that_is_not_private() {
    let certificates = Certificates::new();
    let [unknown, wrong_name] = ["unknown", "wrong-name"].map(|kind| certificates.of(kind));
    let plan = |security: &str, certificate: &crate::servers::Certificate| json!({ "security": security, "certificate": certificate.certificate, "key": certificate.key, "user": USER, "password": PASSWORD });
    let plans = [
        json!({ "security": "starttls", "user": USER, "password": PASSWORD }),
        plan("starttls", &unknown),
        plan("starttls", &wrong_name),
        plan("tls", &unknown),
        plan("tls", &wrong_name),
    ];
    let server = Faulty::start(&plans);
    let mut class = Class::small(1);
    class.trust(certificates.authority());
    for (at, plan) in plans.iter().enumerate() {
        let (port, security) = (server.port(at), plan["security"].as_str().unwrap());
        class.account(&format!(
            "timeout = 5\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"{security}\"\nuser = \"{USER}\"\npassword_command = \"echo '{PASSWORD}'\""
        ));
        let run = class.send(1, &[]);
        assert_eq!(run.code, Some(2), "{plan}: {run:?}");
        let said: Vec<String> = server.said(at).into_iter().map(|said| said.command).collect();
        let greeting = ["(connected)", "EHLO", "STARTTLS", "QUIT"];
        assert!(said.iter().all(|command| greeting.contains(&&**command)), "{plan}: {said:?}");
    }
}
