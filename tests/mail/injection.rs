//! Texts that are no names in the place of names: `nasty.toml` in every field that reaches a letter. No header, address or part is
//! added, every line fits every server, and what the readers find is what stands in the snapshot. Adding a text means adding an entry.

use std::collections::BTreeMap;
use std::fs;

use serde_json::json;

use crate::classes::{Class, plain};
use crate::delivery::HEADERS;
use crate::harness::{Desk, project};
use crate::letters::{Letter, assert_fits_every_server, sha256};
use crate::servers::Faulty;

/// A letter that shows every field in its subject, its text and its page.
const OWN_TEXT: &str = "Subject: {% set fields = [candidate.candidate_id, columns.Phone, sender.coach] %}\
    {% for field in fields %}{% if field | length < 60 %}{{ field }}{% else %}long{% endif %} | {% endfor %}\n\n\
    {{ candidate.name }} | {{ columns.Phone }} | {{ sender.organisation }} | {{ sender.contact }}\n";
const OWN_HTML: &str =
    "<p>{{ candidate.name }} | {{ candidate.candidate_id }} | {{ columns.Phone }} | {{ sender.coach }}</p>\n";

fn nasty() -> BTreeMap<String, String> {
    let mut nasty: BTreeMap<String, String> =
        toml::from_str(&fs::read_to_string(project("tests/mail/nasty.toml")).unwrap()).unwrap();
    // as long as a line may be, and longer
    nasty.insert("998-letters".to_owned(), "A".repeat(998));
    nasty.insert("1200-letters-of-two-bytes".to_owned(), "é".repeat(1200));
    nasty.insert("300-words".to_owned(), "Ána ".repeat(300));
    nasty
}

/// The texts that a sheet can hold: one with U+0000 is no sheet.
fn nasty_cells() -> BTreeMap<String, String> {
    let (without, with): (BTreeMap<String, String>, _) =
        nasty().into_iter().partition(|(_, text)| !text.contains('\0'));
    let desk = Desk::new();
    desk.write("class.csv", sheet(&with, "Name"));
    let run = desk.build(&["class.csv"]);
    assert!(run.code == Some(2) && run.stderr.contains("class.csv is not a sheet"), "{run:?}");
    without
}

/// A sheet with a row for each text, which stands in the column `field`.
fn sheet(nasty: &BTreeMap<String, String>, field: &str) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["ID", "Name", "Email", "Score", "SDLC", "Phone"]).unwrap();
    for (at, text) in nasty.values().enumerate() {
        let cell = |name: &str, other: String| if name == field { text.clone() } else { other };
        let row = [
            cell("ID", format!("C-{at}")),
            cell("Name", format!("Ana {at}")),
            format!("c{at}@example.org"),
            (600 + at).to_string(),
            "Competent".to_owned(),
            cell("Phone", format!("+49 {at}")),
        ];
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Sends the class with the letter above, or with the built-in one, and looks at all that arrived: letters by address.
fn sent(class: &Class, arguments: &[&str]) -> BTreeMap<String, Letter> {
    let server = Faulty::sound();
    class.desk.write("own/mail.txt", OWN_TEXT).write("own/mail.html", OWN_HTML);
    let settings = class.desk.read("resit.toml");
    class.desk.write("resit.toml", format!("{settings}{}", plain(server.port(0))));
    let run = class.send(class.people.len(), arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    let received = server.received(0);
    let letters = Letter::all(&received);
    let to: Vec<&str> = received.iter().map(|received| &*received.recipient).collect();
    assert_eq!(to, class.people.iter().map(|person| &*person.email).collect::<Vec<_>>());
    for ((received, letter), person) in received.iter().zip(&letters).zip(&class.people) {
        assert_fits_every_server(&received.raw);
        assert_eq!(received.sender, "kim@example.org");
        assert_eq!(letter.headers, HEADERS);
        let [(name, address)] = &letter.to[..] else { panic!("{:?}", letter.to) };
        assert_eq!(*address, person.email);
        let from: Vec<&str> = letter.from.iter().map(|(_, address)| &**address).collect();
        assert_eq!(from, ["kim@example.org"]);
        assert_eq!(letter.reply_to.iter().map(|(_, address)| &**address).collect::<Vec<_>>(), ["office@example.org"]);
        let tree = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"];
        let calendar = (!person.ics.is_empty()).then_some("text/calendar");
        assert_eq!(letter.tree, tree.into_iter().chain(calendar).collect::<Vec<_>>());
        assert_eq!(letter.file("plan.pdf").sha256, sha256(&class.file(&person.pdf)));
        for (what, text) in [("name", name), ("subject", &letter.subject)] {
            assert!(!text.chars().any(is_harmful), "{}: the {what} {text:?}", person.id);
        }
        assert!(!letter.html.contains("<script") && !letter.html.contains("<img"), "{}", letter.html);
    }
    received.into_iter().map(|received| received.recipient).zip(letters).collect()
}

/// Characters that turn around what stands beside them, hide, or command.
fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// What the readers found, a line for each text.
fn shown(nasty: &BTreeMap<String, String>, class: &Class, letters: &BTreeMap<String, Letter>) -> String {
    let mut out = String::new();
    for (at, name) in nasty.keys().enumerate() {
        let email = format!("c{at}@example.org");
        let Some(letter) = letters.get(&email) else {
            out.push_str(&format!("{name}: no letter\n"));
            continue;
        };
        let person = class.people.iter().find(|person| person.email == email).unwrap();
        let short = |text: &str| {
            let count = text.chars().count();
            let more = if count > 160 { format!(" … {count} characters") } else { String::new() };
            format!("{:?}{more}", text.chars().take(160).collect::<String>())
        };
        out.push_str(&format!(
            "{name}: {}\n  to {}\n  subject {}\n  text {}\n",
            short(&person.id),
            short(&letter.to[0].0),
            short(&letter.subject),
            short(letter.text.lines().next().unwrap()),
        ));
    }
    out
}

#[test]
fn no_cell_of_the_sheet_adds_anything_to_a_letter() {
    let nasty = nasty_cells();
    let mut out = String::new();
    for field in ["Name", "ID", "Phone"] {
        let class = Class::of(sheet(&nasty, field), &["--format", "pdf"]);
        out.push_str(&format!("# {field}\n{}\n", shown(&nasty, &class, &sent(&class, &["--templates", "own"]))));
    }
    insta::assert_snapshot!("cells", out);
}

#[test]
fn no_name_adds_anything_to_the_built_in_letter() {
    let nasty = nasty_cells();
    let class = Class::of(sheet(&nasty, "Name"), &["--format", "pdf"]);
    insta::assert_snapshot!("names", shown(&nasty, &class, &sent(&class, &[])));
}

/// Coach, organisation and contact are refused in words, or harmless.
#[test]
fn no_setting_adds_anything_to_a_letter() {
    let cases = nasty().into_iter().map(|(name, text)| {
        let value = toml::Value::from(text);
        (name, ["coach", "organisation", "contact"].map(|field| format!("{field} = {value}\n")).concat())
    });
    let out = each_account(cases.collect(), |letter| format!("{:?} {:?}", short(&letter.subject), short(&letter.text)));
    insta::assert_snapshot!("settings", out);
}

/// The addresses of the account itself are refused in words, or harmless.
#[test]
fn no_address_of_the_account_adds_anything_to_a_letter() {
    let cases = nasty().into_iter().flat_map(|(name, text)| {
        let values = [
            ("from", format!("{text} <kim@example.org>")),
            ("from", format!("kim{text}@example.org")),
            ("reply_to", format!("{text} <office@example.org>")),
            ("list_unsubscribe", format!("mailto:{text}")),
        ];
        values.map(|(field, value)| {
            let case = format!("{name}: {field} = {:?}", short(&value));
            (case, format!("{field} = {}\n", toml::Value::from(value)))
        })
    });
    let out = each_account(cases.collect(), |letter| format!("{:?} {:?}", letter.from, letter.reply_to));
    insta::assert_snapshot!("account", out);
}

/// Sends a letter with each of these settings in place of those of the same name: refused, or what `tell` finds in the letter.
fn each_account(cases: Vec<(String, String)>, tell: impl Fn(&Letter) -> String) -> String {
    let server = Faulty::start(&vec![json!({}); cases.len()]);
    let one = BTreeMap::from([("one".to_owned(), "Ana".to_owned())]);
    let class = Class::of(sheet(&one, "Name"), &["--format", "pdf"]);
    class.desk.write("own/mail.txt", OWN_TEXT).write("own/mail.html", OWN_HTML);
    let settings = class.desk.read("resit.toml");
    let (mut words, mut received) = (Vec::new(), Vec::new());
    for (at, (case, own)) in cases.iter().enumerate() {
        let is_replaced = |line: &&str| own.lines().any(|own| own.split(' ').next() == line.split(' ').next());
        let kept: String = settings.lines().filter(|line| !is_replaced(line)).map(|line| format!("{line}\n")).collect();
        let (above, below) = kept.split_once("[mail]\n").unwrap();
        let own_above = if own.starts_with("coach") { own } else { "" };
        let own_below = if own.starts_with("coach") { "" } else { own };
        let plain = plain(server.port(at));
        class.desk.write("resit.toml", format!("{above}{own_above}[mail]\n{below}{own_below}{plain}"));
        let _ = fs::remove_file(class.desk.path("out/.resit/ledger.jsonl"));
        let run = class.send(1, &["--templates", "own"]);
        match run.code {
            Some(0) => {
                let mut arrived = server.received(at);
                assert_eq!(arrived.len(), 1, "{case}");
                assert_eq!(arrived[0].recipient, "c0@example.org");
                assert_fits_every_server(&arrived[0].raw);
                received.append(&mut arrived);
                words.push(None);
            }
            Some(2) => {
                assert_eq!(server.said(at), [], "{case}");
                let faults = run.stderr.lines().filter(|line| line.contains("resit.toml:")).count();
                words.push(Some(format!("refused, {faults} faults")));
            }
            _ => panic!("{case}: {run:?}"),
        }
    }
    let mut letters = Letter::all(&received).into_iter();
    let tell = |(words, (case, _)): (Option<String>, &(String, String))| {
        let words = words.unwrap_or_else(|| {
            let letter = letters.next().unwrap();
            let mut headers: Vec<&str> = HEADERS.into();
            if case.contains("list_unsubscribe") {
                headers.insert(6, "List-Unsubscribe");
            }
            assert_eq!(letter.headers, headers, "{case}");
            let people = [&letter.from, &letter.to, &letter.reply_to];
            assert!(people.iter().all(|people| people.len() == 1 && !people[0].0.chars().any(is_harmful)), "{case}");
            assert_eq!(letter.to[0].1, "c0@example.org");
            assert!(!letter.subject.chars().any(is_harmful), "{case}");
            tell(&letter)
        });
        format!("{case}: {words}\n")
    };
    words.into_iter().zip(&cases).map(tell).collect()
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// An address is one plain word, or nothing is sent to anybody.
#[test]
fn no_letter_goes_to_what_is_no_address() {
    let nasty = nasty_cells();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["ID", "Name", "Email", "Score", "SDLC"]).unwrap();
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, text) in &nasty {
        for (kind, email) in [
            ("alone", text.clone()),
            ("before", format!("{text}@example.org")),
            ("behind", format!("c@example.org{text}")),
            ("inside", format!("\"{text}\" <c@example.org>")),
        ] {
            all.push((format!("{name} {kind}"), email));
        }
    }
    for (at, (_, email)) in all.iter().enumerate() {
        writer
            .write_record([
                format!("C-{at}"),
                format!("Ana {at}"),
                email.clone(),
                "600".to_owned(),
                "Competent".to_owned(),
            ])
            .unwrap();
    }
    let class = Class::of(writer.into_inner().unwrap(), &["--format", "pdf"]);
    let server = Faulty::sound();
    class.plain_account(server.port(0));
    let refused = class.send(class.people.len(), &[]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert_eq!(server.said(0), [], "nothing is even connected");
    // whatever passes is told, to be looked at by the eye
    let report = class.report();
    let mut out = String::new();
    for (at, (name, email)) in all.iter().enumerate() {
        let row = report.iter().find(|row| row[0] == format!("C-{at}"));
        let email: String = email.chars().take(60).collect();
        let said = match row {
            None => "no plan".to_owned(),
            Some([.., state, _, reason, id]) if id.is_empty() => {
                format!("{state}: {}", reason.chars().take(120).collect::<String>())
            }
            Some(row) => format!("goes to {:?}", row[2]),
        };
        out.push_str(&format!("{name}: {email:?} {said}\n"));
    }
    insta::assert_snapshot!("addresses", out);
}

/// A line that looks like a header is text, wherever it stands below the subject.
#[test]
fn a_letter_of_ones_own_has_one_line_of_headers() {
    let class = Class::small(1);
    for text in [
        "Subject: Plan\r\nBcc: eve@example.net\r\n\r\nHello\r\n",
        "Subject: Plan\nBcc: eve@example.net\n\nHello\n",
        "\u{feff}Subject: Plan\n\nBcc: eve@example.net\n\nHello\n",
        "Subject: Plan\rBcc: eve@example.net\n\nHello\n",
        "Subject: {{ \"Plan\r\nBcc: eve@example.net\" }}\n\nHello\n",
    ] {
        let class = class.copy();
        let server = Faulty::sound();
        class.desk.write("own/mail.txt", text);
        class.plain_account(server.port(0));
        let run = class.send(1, &["--templates", "own"]);
        assert_eq!(run.code, Some(0), "{text:?} {run:?}");
        let received = server.received(0).remove(0);
        assert_fits_every_server(&received.raw);
        let letter = Letter::of(&received);
        assert_eq!(letter.headers, HEADERS, "{text:?}");
        assert!(letter.subject.starts_with("Plan"), "{text:?} {}", letter.subject);
        assert!(letter.text.ends_with("Hello\n"), "{text:?} {:?}", letter.text);
    }
}
