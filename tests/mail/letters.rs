//! Letters as they arrive: read by Python's `email` and by the crate `mail-parser`, which must agree.

use std::collections::BTreeMap;

use mail_parser::{Address, MessageParser, MimeHeaders, PartType};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::harness::{project, tool};

/// A message and its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub sender: String,
    pub recipient: String,
    pub raw: Vec<u8>,
}

/// A file in a letter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct File {
    /// "attachment" or "inline".
    pub disposition: String,
    pub name: String,
    pub kind: String,
    pub sha256: String,
}

/// What a reader finds in a message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Letter {
    /// Names of the headers in their order.
    pub headers: Vec<String>,
    /// Names and addresses.
    pub from: Vec<(String, String)>,
    pub to: Vec<(String, String)>,
    pub reply_to: Vec<(String, String)>,
    pub subject: String,
    pub message_id: String,
    /// Seconds since 1970.
    pub at: i64,
    /// Types of the parts, a part before those in it.
    pub tree: Vec<String>,
    pub text: String,
    pub html: String,
    pub files: Vec<File>,
}

impl Letter {
    /// The letter, as both readers find it.
    pub fn of(received: &Received) -> Letter {
        Letter::all(std::slice::from_ref(received)).remove(0)
    }

    /// The letters, as both readers find them.
    pub fn all(received: &[Received]) -> Vec<Letter> {
        let letters = by_python(received);
        assert_eq!(letters.len(), received.len());
        for (letter, received) in letters.iter().zip(received) {
            assert_eq!(*letter, by_mail_parser(&received.raw), "the readers do not agree on\n{}", shown(&received.raw));
        }
        letters
    }

    /// The file of this name.
    pub fn file(&self, name: &str) -> &File {
        self.files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("no {name} in {:?}", self.files))
    }
}

/// Letters by the address that they went to; nobody has two.
pub fn by_recipient(received: Vec<Received>) -> BTreeMap<String, Received> {
    let mut by_recipient = BTreeMap::new();
    for letter in received {
        let (recipient, message) = (letter.recipient.clone(), shown(&letter.raw));
        let first = by_recipient.insert(recipient.clone(), letter);
        assert!(first.is_none(), "{recipient} got a second letter:\n{message}");
    }
    by_recipient
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a file in a letter.
pub fn attachment(raw: &[u8], name: &str) -> Vec<u8> {
    let message = MessageParser::default().parse(raw).unwrap();
    let part = message.parts.iter().find(|part| part.attachment_name() == Some(name));
    part.unwrap_or_else(|| panic!("no {name} in\n{}", shown(raw))).contents().to_vec()
}

/// What every message on the wire keeps to: ASCII in lines of at most 998 bytes, each ended by CR LF.
pub fn assert_fits_every_server(raw: &[u8]) {
    for line in raw.split_inclusive(|&byte| byte == b'\n') {
        let content = line.strip_suffix(b"\r\n");
        let content = content.unwrap_or_else(|| panic!("a line does not end with CR LF: {}", shown(line)));
        assert!(content.len() <= 998, "a line of {} bytes: {}", content.len(), shown(line));
        let is_plain = |&byte: &u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
        assert!(content.iter().all(is_plain), "a line with other characters: {}", shown(line));
    }
}

/// The beginning of a message, for people.
pub fn shown(raw: &[u8]) -> String {
    String::from_utf8_lossy(&raw[..raw.len().min(3000)]).escape_debug().to_string().replace("\\n", "\n")
}

fn by_python(received: &[Received]) -> Vec<Letter> {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec![project("tests/mail/parse.py").to_str().unwrap().to_owned()];
    for (at, received) in received.iter().enumerate() {
        let path = folder.path().join(format!("{at}.eml"));
        std::fs::write(&path, &received.raw).unwrap();
        arguments.push(path.to_str().unwrap().to_owned());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = tool("python3", &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn by_mail_parser(raw: &[u8]) -> Letter {
    let message = MessageParser::default().parse(raw).unwrap();
    let people = |address: Option<&Address<'_>>| {
        let all = address.into_iter().flat_map(Address::iter);
        all.map(|one| (one.name().unwrap_or_default().to_owned(), one.address().unwrap_or_default().to_owned()))
            .collect()
    };
    let kind = |part: &mail_parser::MessagePart<'_>| {
        let kind = part.content_type().unwrap();
        format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
    };
    let files = message.parts.iter().filter_map(|part| {
        Some(File {
            name: part.attachment_name()?.to_owned(),
            disposition: part.content_disposition().unwrap().ctype().to_owned(),
            kind: kind(part),
            sha256: sha256(part.contents()),
        })
    });
    let html = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.replace("\r\n", "\n")),
        _ => None,
    });
    Letter {
        headers: message.headers_raw().map(|(name, _)| name.to_owned()).collect(),
        from: people(message.from()),
        to: people(message.to()),
        reply_to: people(message.reply_to()),
        subject: message.subject().unwrap().to_owned(),
        message_id: format!("<{}>", message.message_id().unwrap()),
        at: message.date().unwrap().to_timestamp(),
        tree: message.parts.iter().map(kind).collect(),
        text: message.body_text(0).unwrap().replace("\r\n", "\n"),
        html: html.unwrap(),
        files: files.collect(),
    }
}
