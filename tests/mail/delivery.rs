//! Letters that arrive: each at the right person, once, and as it was written.

use std::collections::BTreeMap;

use serde_json::json;

use crate::classes::{Class, NOW, Person, plain};
use crate::harness::{is_embedded, pdf_text, tool};
use crate::letters::{File, Letter, Received, assert_fits_every_server, attachment, by_recipient, sha256};
use crate::servers::{Certificates, Faulty, Postfix};

/// The headers of every letter, in their order.
pub const HEADERS: [&str; 8] =
    ["From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type"];

#[test]
fn five_hundred_people_get_their_own_plan_once() {
    let certificates = Certificates::new();
    let postfix = Postfix::start(&certificates.of("good"));
    let class = Class::of_the_world(500);
    let run = class.plain_account(postfix.port).send(500, &[]);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{run:?}");
    assert!(run.stdout.starts_with("500 of 500 letters sent\n"), "{}", run.stdout);
    let received = by_recipient(postfix.received());
    assert_eq!(received.len(), 500);
    let letters: Vec<Received> = received.into_values().collect();
    let read: BTreeMap<String, Letter> =
        letters.iter().map(|letter| letter.recipient.clone()).zip(Letter::all(&letters)).collect();
    let (one, other) = class.people.split_at(250);
    let drawn: usize = std::thread::scope(|scope| {
        let look = |people: &[Person]| people.iter().filter(|person| is_of(&class, person, &read, &letters)).count();
        let other = scope.spawn(move || look(other));
        look(one) + other.join().unwrap()
    });
    // eight of seventeen scripts have embedded fonts
    assert!(drawn > 200, "{drawn} names were read from the page");
    assert!(class.states().iter().all(|state| state == "sent"));
    // nothing goes twice
    let again = class.send(0, &[]);
    assert_eq!((again.code, &*again.stdout), (Some(0), "Nothing is to be sent.\n"), "{again:?}");
    assert_eq!(postfix.received().len(), 500);
}

/// The letter is this person's, inside and outside; whether the name could be read from the page.
fn is_of(class: &Class, person: &Person, read: &BTreeMap<String, Letter>, received: &[Received]) -> bool {
    let letter = &read[&person.email];
    assert_eq!(letter.to, [(squeezed(&person.name), person.email.clone())]);
    let name = if person.outcome == "passed" { "review.pdf" } else { "plan.pdf" };
    let plan = class.file(&person.pdf);
    assert_eq!(letter.file(name).sha256, sha256(&plan), "{}", person.id);
    assert!(letter.text.contains(&squeezed(&person.name)), "{}", letter.text);
    let raw = &received.iter().find(|received| received.recipient == person.email).unwrap().raw;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), attachment(raw, name)).unwrap();
    // poppler turns the letters of the ligature lam-alef around
    let in_ligature = ["لا", "لأ", "لإ", "لآ"].iter().any(|ligature| person.name.contains(ligature));
    let can_be_read = person.name.chars().all(is_embedded) && !in_ligature;
    let text = if can_be_read {
        pdf_text(file.path())
    } else {
        // a name that needs a font of the machine, or whose letters the reader puts in another order, is in the title
        let info = tool("pdfinfo", &["-enc", "UTF-8", file.path().to_str().unwrap()]);
        String::from_utf8(info.stdout).unwrap()
    };
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    assert!(bare(&text).contains(&bare(&person.name)), "{} is not in {text}", person.name);
    can_be_read
}

/// Words with one space between them, as headers and greetings show a name.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A letter of one's own with all that mail is known to change: leading dots, "From", long lines, blanks at the end, tabs.
const OWN_TEXT: &str = "Subject: Für {{ candidate.name }}: {{ exam.code }} → naïve “quotes” and a subject so long that it must be folded more than once\n\n\
    Dear {{ candidate.name }},\n.\n..two\n.hidden\nFrom here on\n>From there\n--\n-- \ntab\there, blanks   \n\
    LONG\n{{ columns.Phone }} = {{ candidate.readiness }} %, 100% =3D =\n=20\n\n\nEnd\n";
const OWN_HTML: &str =
    "<!DOCTYPE html>\n<p>.\n.\n<b>{{ candidate.name }}</b> &amp; {{ columns.Phone }}<!-- LONG --></p>\n";

#[test]
fn a_letter_comes_back_as_it_was_written() {
    let long = "ë 0123456789 ".repeat(90);
    let sheet = world_with_phones(17);
    let whole = Class::of(&sheet, &[]);
    for (arguments, settings) in [
        (&["--archive", "plans.zip"][..], ""),
        (&[], "inline_plan = true\nlist_unsubscribe = \"mailto:stop@example.org\"\n"),
        (&["--format", "html"], ""),
    ] {
        let server = Faulty::sound();
        let class = Class::of(&sheet, arguments);
        class
            .desk
            .write("own/mail.txt", OWN_TEXT.replace("LONG", &long))
            .write("own/mail.html", OWN_HTML.replace("LONG", &long));
        class.account(&format!("{}{settings}", plain(server.port(0))));
        let run = class.send(17, &["--templates", "own"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let received = server.received(0);
        assert_eq!(received.len(), 17);
        for ((received, letter), person) in received.iter().zip(Letter::all(&received)).zip(&class.people) {
            assert_eq!((&*received.sender, &received.recipient), ("kim@example.org", &person.email));
            assert_fits_every_server(&received.raw);
            let name = &person.name;
            let readiness = readiness(&class, &person.id);
            let phone = phone(&person.id);
            let shown = squeezed(name);
            let subject = format!(
                "Für {shown}: DOP-C02 → naïve “quotes” and a subject so long that it must be folded more than once"
            );
            let text = format!(
                "Dear {name},\n.\n..two\n.hidden\nFrom here on\n>From there\n--\n-- \ntab\there, blanks   \n{long}\n{phone} = {readiness} %, 100% =3D =\n=20\n\n\nEnd\n"
            );
            let html = format!(
                "<!DOCTYPE html>\n<p>.\n.\n<b>{}</b> &amp; {}<!-- {long} --></p>\n",
                escaped(name),
                escaped(&phone)
            );
            let mut headers: Vec<&str> = HEADERS.into();
            if settings.contains("list_unsubscribe") {
                headers.insert(6, "List-Unsubscribe");
            }
            let expected = Letter {
                headers: headers.into_iter().map(str::to_owned).collect(),
                from: vec![("Kim Lund".to_owned(), "kim@example.org".to_owned())],
                to: vec![(shown, person.email.clone())],
                reply_to: vec![(String::new(), "office@example.org".to_owned())],
                subject,
                message_id: letter.message_id.clone(),
                at: NOW,
                tree: tree(arguments, settings, person),
                text,
                html,
                files: files(&whole, arguments, settings, &person.id),
            };
            assert_eq!(letter, expected);
        }
    }
}

/// The class of the world with a telephone number for everybody.
fn world_with_phones(candidates: u64) -> String {
    use crate::harness::cohort_sheet::{Names, sheet};
    let sheet = sheet(candidates, 6, Names::World);
    let mut lines = sheet.lines();
    let mut out = format!("{},Phone\n", lines.next().unwrap());
    for line in lines {
        out.push_str(&format!("{line},{}\n", phone(line.split(',').next().unwrap())));
    }
    out
}

/// The cell of the column that resit does not know.
fn phone(id: &str) -> String {
    format!("{id} <+49 & 'x'>")
}

/// A text as HTML shows it.
fn escaped(text: &str) -> String {
    let table = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    table.iter().fold(text.to_owned(), |text, (plain, escaped)| text.replace(plain, escaped))
}

fn readiness(class: &Class, id: &str) -> String {
    let manifest = class.desk.read("out/manifest.csv");
    let mut manifest = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
    let row = manifest.records().map(Result::unwrap).find(|row| &row[0] == id).unwrap();
    row[6].to_owned()
}

/// The types of the parts.
fn tree(arguments: &[&str], settings: &str, person: &Person) -> Vec<String> {
    let mut tree = vec!["multipart/mixed", "multipart/alternative", "text/plain", "text/html"];
    if arguments.contains(&"html") || settings.contains("inline_plan") {
        tree.push("text/html");
    }
    if !arguments.contains(&"html") {
        tree.push("application/pdf");
    }
    if !person.ics.is_empty() {
        tree.push("text/calendar");
    }
    tree.into_iter().map(str::to_owned).collect()
}

/// The files of a letter, byte for byte those of the build. `whole` is the same class with every file on the desk.
fn files(whole: &Class, arguments: &[&str], settings: &str, id: &str) -> Vec<File> {
    let person = whole.people.iter().find(|person| person.id == id).unwrap();
    let stem = if person.outcome == "passed" { "review" } else { "plan" };
    let file = |disposition: &str, name: String, kind: &str, path: &str| File {
        disposition: disposition.to_owned(),
        name,
        kind: kind.to_owned(),
        sha256: sha256(&whole.file(path)),
    };
    let mut files = Vec::new();
    if arguments.contains(&"html") {
        files.push(file("attachment", format!("{stem}.html"), "text/html", &person.html));
    } else {
        if settings.contains("inline_plan") {
            files.push(file("inline", format!("{stem}.html"), "text/html", &person.html));
        }
        files.push(file("attachment", format!("{stem}.pdf"), "application/pdf", &person.pdf));
    }
    if !person.ics.is_empty() {
        files.push(file("attachment", "study-plan.ics".to_owned(), "text/calendar", &person.ics));
    }
    files
}

#[test]
fn a_letter_to_oneself_is_the_candidates_letter_and_counts_for_nobody() {
    let server = Faulty::start(&[json!({}), json!({})]);
    let class = Class::small(3);
    let run = class.plain_account(server.port(0)).send(2, &["--to-self", "kim@example.org", "--limit", "2"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let received = server.received(0);
    let letters = Letter::all(&received);
    for ((received, letter), person) in received.iter().zip(&letters).zip(&class.people) {
        assert_eq!(received.recipient, "kim@example.org");
        assert_eq!(letter.to, [(person.name.clone(), "kim@example.org".to_owned())]);
        assert_eq!(letter.file("plan.pdf").sha256, sha256(&class.file(&person.pdf)));
    }
    assert_eq!(letters.len(), 2);
    assert_eq!(class.states(), ["not-yet"; 3]);
    let run = class.plain_account(server.port(1)).send(3, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let sent: Vec<String> = server.received(1).into_iter().map(|received| received.recipient).collect();
    assert_eq!(sent, ["c1@example.org", "c2@example.org", "c3@example.org"]);
    // the coach's copy is no second copy of theirs
    for (own, theirs) in letters.iter().zip(Letter::all(&server.received(1))) {
        assert_ne!(own.message_id, theirs.message_id);
        assert_eq!((&own.subject, &own.text, &own.html), (&theirs.subject, &theirs.text, &theirs.html));
    }
}

#[test]
fn plans_that_changed_go_again_only_when_asked_to() {
    let server = Faulty::start(&[json!({}), json!({})]);
    let mut class = Class::small(3);
    assert_eq!(class.plain_account(server.port(0)).send(3, &[]).code, Some(0));
    class.desk.write("class.csv", class.desk.read("class.csv").replace(",602,", ",640,"));
    class.build(&["--format", "pdf"]);
    assert_eq!(class.states(), ["sent", "changed", "sent"]);
    assert_eq!(class.send(0, &[]).code, Some(0));
    class.plain_account(server.port(1));
    assert_eq!(class.send(3, &["--resend-changed"]).code, Some(2), "only one changed");
    assert_eq!(class.send(1, &["--resend-changed"]).code, Some(0));
    let again: Vec<String> = server.received(1).into_iter().map(|received| received.recipient).collect();
    assert_eq!(again, ["c2@example.org"]);
    assert_eq!(class.states(), ["sent"; 3]);
}
