//! A letter as the bytes that go to a server: headers, the text in two forms, and what is attached. The same letter at the
//! same time gives the same bytes.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::message::header::{ContentDisposition, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use sha2::{Digest, Sha256};

use super::account::Account;
use super::letter::Letter;
use super::{one_line, recipient};
use crate::digest::hex;
use crate::sheet::clean;

/// Longest name that is shown beside an address, in characters.
const LONGEST_NAME: usize = 120;

/// Who sends and who gets, for the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    pub from: Address,
    pub to: Address,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// Fixed and ASCII, because programs disagree on how other names are written.
    pub name: &'static str,
    /// The whole type, such as `application/pdf`.
    pub kind: &'static str,
    /// It is shown in the letter, where the program can.
    pub inline: bool,
    pub bytes: &'a [u8],
}

/// When and as what the letter goes out.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    pub at: Timestamp,
    /// A draft: mail programs open it to be sent.
    pub draft: bool,
}

/// A text as a header can hold it: in one line, without characters that turn what stands beside them around, and without the sign
/// that begins an encoded word, because readers decode one wherever it stands, line breaks in it included.
pub fn shown_line(text: &str) -> String {
    one_line(&clean(text)).replace("=?", "= ?")
}

/// A name as it may stand in a header: the library writes one word without quotes, and none may begin with a full stop then.
pub fn shown_name(name: &str) -> Option<String> {
    let name: String = shown_line(name).trim_start_matches(['.', ' ']).chars().take(LONGEST_NAME).collect();
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// What the recipient reads, in short: a new content is a new letter, the same content never goes twice. The sender's own
/// address, dates and ids are no part of it.
pub fn content_hash(letter: &Letter, parts: &[(&str, &str)]) -> String {
    let mut sha256 = Sha256::new();
    let mut add = |part: &str| {
        sha256.update(part.len().to_le_bytes());
        sha256.update(part);
    };
    for part in [&letter.subject, &letter.text, &letter.html] {
        add(part);
    }
    for (name, hash) in parts {
        add(name);
        add(hash);
    }
    hex(&sha256.finalize())
}

/// The id of the message: the same for the same content to the same person, so that servers and programs know a second copy.
pub fn message_id(from: &Address, to: &Address, content: &str) -> String {
    let mut sha256 = Sha256::new();
    sha256.update(recipient::key(to));
    sha256.update([0]);
    sha256.update(content);
    format!("<{}.resit@{}>", hex(&sha256.finalize()[..16]), from.domain())
}

/// The finished message.
///
/// # Errors
/// None that a checked account, address and letter could cause; in words, should there be one.
pub fn message(
    account: &Account,
    to: Mailbox,
    letter: &Letter,
    content: &str,
    message_id: &str,
    parts: &[Part<'_>],
    stamp: Stamp,
) -> Result<Vec<u8>, String> {
    let boundary = |kind: &str| format!("=_{}_{kind}", content.get(..24).unwrap_or(content));
    let alternative = MultiPart::alternative()
        .boundary(boundary("text"))
        .singlepart(SinglePart::plain(letter.text.clone()))
        .singlepart(SinglePart::html(letter.html.clone()));
    let mut mixed = MultiPart::mixed().boundary(boundary("parts")).multipart(alternative);
    for part in parts {
        let kind = ContentType::parse(part.kind).map_err(|error| error.to_string())?;
        mixed = mixed.singlepart(if part.inline {
            let disposition = ContentDisposition::inline_with_name(part.name);
            SinglePart::builder().header(kind).header(disposition).body(part.bytes.to_vec())
        } else {
            Attachment::new(part.name.to_owned()).body(part.bytes.to_vec(), kind)
        });
    }
    let mut builder = Message::builder()
        .from(account.from.clone())
        .to(to)
        .subject(letter.subject.clone())
        .date(SystemTime::from(stamp.at))
        .message_id(Some(message_id.to_owned()));
    if let Some(reply_to) = &account.reply_to {
        builder = builder.reply_to(reply_to.clone());
    }
    let own =
        [("List-Unsubscribe", account.list_unsubscribe.clone()), ("X-Unsent", stamp.draft.then(|| "1".to_owned()))];
    for (name, value) in own {
        if let Some(value) = value {
            let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|error| error.to_string())?;
            builder = builder.raw_header(HeaderValue::new(name, value));
        }
    }
    let message = builder.multipart(mixed).map_err(|error| error.to_string())?.formatted();
    // a line end of another kind could end the letter on one server and not on the next
    if message.is_ascii() && has_plain_lines(&message) {
        Ok(message)
    } else {
        Err("it cannot be written in plain lines".to_owned())
    }
}

/// Every line ends with CR and LF, which stand nowhere else, and is no longer than a server must take (RFC 5321, 4.5.3.1.6).
fn has_plain_lines(message: &[u8]) -> bool {
    const LONGEST_LINE: usize = 998;
    let mut lines = message.split(|&byte| byte == b'\n');
    let ends_whole = lines.next_back() == Some(b"");
    let is_plain = |line: &[u8]| {
        line.split_last().is_some_and(|(last, line)| {
            *last == b'\r' && line.len() <= LONGEST_LINE && !line.contains(&b'\r') && !line.contains(&0)
        })
    };
    ends_whole && lines.all(is_plain)
}
