//! Logins: every way to keep a connection private with every way to give a password or a token, and nobody else learns it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::classes::Class;
use crate::harness::Run;
use crate::servers::{Certificate, Certificates, Faulty, PASSWORD, Postfix, USER};

const TOKEN: &str = "ya29.t0k3n-of-kim";

/// The ways to give a password: the settings for each.
const PASSWORDS: [&str; 3] = [
    "password_env = \"SMTP_PASSWORD\"",
    "password_file = \"secrets/smtp\"",
    "password_command = \"printf '%s\\\\nsecond line\\\\n' \\\"$(cat secrets/smtp)\\\"\"",
];

fn plan(security: &str, certificate: &Certificate, mechanism: &str) -> Value {
    let mut plan =
        json!({ "security": security, "user": USER, "password": PASSWORD, "token": TOKEN, "mechanisms": [mechanism] });
    if security != "none" {
        plan["certificate"] = json!(certificate.certificate);
        plan["key"] = json!(certificate.key);
    }
    plan
}

fn account(class: &Class, port: u16, security: &str, login: &str) {
    class.account(&format!(
        "host = \"127.0.0.1\"\nport = {port}\nsecurity = \"{security}\"\nuser = \"{USER}\"\n{login}"
    ));
    class.desk.write("secrets/smtp", format!("{PASSWORD}\nnot the password\n"));
    fs::set_permissions(class.desk.path("secrets/smtp"), fs::Permissions::from_mode(0o600)).unwrap();
    class.desk.write("secrets/token", TOKEN);
}

fn send(class: &Class) -> Run {
    Run::from(class.command(&["send", "out", "--yes", "1"]).env("SMTP_PASSWORD", PASSWORD).output().unwrap())
}

/// No output and no file of the program holds a secret. The coach's own files do.
fn assert_untold(class: &Class, run: &Run) {
    let bare = |text: &str| {
        let base64 = |text: &str| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text);
        let forms = [PASSWORD.to_owned(), TOKEN.to_owned(), base64(PASSWORD), base64(&format!("\0{USER}\0{PASSWORD}"))];
        assert!(!forms.iter().any(|secret| text.contains(secret)), "{text}");
    };
    bare(&format!("{}{}", run.stdout, run.stderr));
    for (name, bytes) in class.desk.files("") {
        if !name.starts_with("secrets/") && name != "resit.toml" {
            bare(&format!("{name}: {}", String::from_utf8_lossy(&bytes)));
        }
    }
}

#[test]
fn every_way_to_log_in_works_over_every_private_connection() {
    let certificates = Certificates::new();
    let certificate = certificates.of("good");
    let mut cases: Vec<(&str, &str, &str)> = Vec::new();
    for security in ["tls", "starttls", "none"] {
        cases.extend(PASSWORDS.map(|login| (security, "PLAIN", login)));
        cases.push((security, "LOGIN", PASSWORDS[0]));
        cases.push((security, "XOAUTH2", "token_command = \"cat secrets/token\""));
    }
    let plans: Vec<Value> =
        cases.iter().map(|(security, mechanism, _)| plan(security, &certificate, mechanism)).collect();
    let server = Faulty::start(&plans);
    let whole = Class::small(1);
    for (at, (security, mechanism, login)) in cases.into_iter().enumerate() {
        let mut class = whole.copy();
        class.trust(certificates.authority());
        account(&class, server.port(at), security, login);
        let run = send(&class);
        let case = format!("{security} {mechanism} {login}");
        assert_eq!(run.code, Some(0), "{case}: {run:?}\n{}", server.log());
        assert_eq!(server.received(at).len(), 1, "{case}");
        let said: Vec<String> = server.said(at).into_iter().map(|said| said.command).collect();
        let logins = said.iter().filter(|command| *command == "AUTH").count();
        assert_eq!(logins, 1, "{case}: {said:?}");
        class.mail(&["status", "out"]);
        assert_untold(&class, &run);
    }
}

#[test]
fn a_wrong_password_or_token_ends_the_run_and_is_not_shown() {
    let certificates = Certificates::new();
    let certificate = certificates.of("good");
    let mut refused = plan("tls", &certificate, "PLAIN");
    refused["password"] = json!("another");
    let mut refused_token = plan("tls", &certificate, "XOAUTH2");
    refused_token["token"] = json!("another");
    let server = Faulty::start(&[refused, refused_token, plan("tls", &certificate, "XOAUTH2")]);
    let mut class = Class::small(1);
    class.trust(certificates.authority());
    let token = "token_command = \"cat secrets/token\"";
    for (at, login, words) in [
        (0, PASSWORDS[0], "535 5.7.8 Authentication credentials invalid"),
        (1, token, "Check security, user and password"),
        // the server takes tokens alone
        (2, PASSWORDS[0], "the server offers no login with a password"),
    ] {
        account(&class, server.port(at), "tls", login);
        let run = send(&class);
        assert_eq!(run.code, Some(2), "{login}: {run:?}");
        assert!(format!("{}{}", run.stdout, run.stderr).contains(words), "{login}: {run:?}");
        assert_eq!(server.received(at), []);
        assert_eq!(class.states(), ["not-yet"]);
        assert_untold(&class, &run);
    }
}

/// While a letter is on its way, no process that the program started, and not itself, has a secret in its arguments.
#[test]
fn no_argument_of_a_process_holds_a_secret() {
    let certificates = Certificates::new();
    let certificate = certificates.of("good");
    for (mechanism, login) in [
        ("PLAIN", PASSWORDS[0]),
        ("PLAIN", PASSWORDS[2]),
        ("XOAUTH2", "token_command = \"cat secrets/token; sleep 0.3\""),
    ] {
        let mut slow = plan("tls", &certificate, mechanism);
        slow["faults"] = json!([{ "stage": "recipient", "stall": true, "times": 1 }]);
        let server = Faulty::start(&[slow]);
        let mut class = Class::small(1);
        class.trust(certificates.authority());
        account(&class, server.port(0), "tls", &format!("{login}\ntimeout = 2"));
        let mut command = class.command(&["send", "out", "--yes", "1"]);
        command.env("SMTP_PASSWORD", PASSWORD).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (began, mut looks) = (Instant::now(), 0);
        while child.try_wait().unwrap().is_none() {
            for process in fs::read_dir("/proc").unwrap().flatten() {
                // a process may be gone by now
                let arguments = fs::read(process.path().join("cmdline")).unwrap_or_default();
                let arguments = String::from_utf8_lossy(&arguments).into_owned();
                assert!(!arguments.contains(PASSWORD) && !arguments.contains(TOKEN), "{arguments}");
                looks += 1;
            }
            assert!(began.elapsed() < Duration::from_mins(1));
            std::thread::sleep(Duration::from_millis(2));
        }
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(looks > 100, "{looks}");
        assert_untold(&class, &run);
    }
}

/// A secret that cannot be had is told before anything is connected.
#[test]
fn a_secret_that_cannot_be_had_is_told() {
    let server = Faulty::sound();
    let class = Class::small(1);
    let mut told = String::new();
    for (what, login, mode) in [
        ("not set", "password_env = \"NOT_SET\"", 0o600),
        ("readable by others", PASSWORDS[1], 0o644),
        ("readable by the group", PASSWORDS[1], 0o640),
        ("not there", "password_file = \"secrets/none\"", 0o600),
        ("a command that fails", "password_command = \"echo wrong >&2; exit 3\"", 0o600),
        ("a command that prints nothing", "password_command = \"true\"", 0o600),
        ("a token command that fails", "token_command = \"exit 1\"", 0o600),
    ] {
        account(&class, server.port(0), "none", login);
        fs::set_permissions(class.desk.path("secrets/smtp"), fs::Permissions::from_mode(mode)).unwrap();
        let run = send(&class);
        assert_eq!(run.code, Some(2), "{what}: {run:?}");
        told.push_str(&format!("## {what}\n{}\n", run.transcript()));
        assert_untold(&class, &run);
    }
    assert_eq!(server.said(0), []);
    assert!(class.events().is_empty());
    insta::assert_snapshot!("secrets", told);
}

/// A server that many use: postfix, with TLS from the first byte on and with STARTTLS.
#[test]
fn postfix_takes_letters_over_tls() {
    let certificates = Certificates::new();
    let postfix = Postfix::start(&certificates.of("good"));
    let whole = Class::small(2);
    for (at, (security, port)) in [("tls", postfix.wrapped_port), ("starttls", postfix.port)].into_iter().enumerate() {
        let mut class = whole.copy();
        class.trust(certificates.authority());
        class.account(&format!("host = \"localhost\"\nport = {port}\nsecurity = \"{security}\"\n"));
        let run = class.send(2, &[]);
        assert_eq!(run.code, Some(0), "{security}: {run:?}");
        let received = postfix.received();
        assert_eq!(received.len(), 2 * (at + 1));
        let over_tls =
            received.iter().filter(|letter| String::from_utf8_lossy(&letter.raw).contains("ESMTPS ")).count();
        assert_eq!(over_tls, 2 * (at + 1), "{security}");
    }
}
