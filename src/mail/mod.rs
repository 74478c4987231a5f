//! Plans as letters: who gets which, what the letter says, what was sent before, and what a mail server answers.
//!
//! A letter is bound before the first one goes: [`Batch`] reads the manifest of a finished build, checks every address, every
//! file and every letter, and names what each would hold by a hash. The [`Ledger`] keeps what was done, by recipient and
//! content: the same content never goes twice to the same person. [`Outgoing`] speaks to the server and [`verdict`] says
//! what an answer means. The clock, the secrets and the waiting belong to the shell.

mod account;
mod batch;
mod drafts;
mod ledger;
mod letter;
mod message;
mod recipient;
mod reply;
mod roots;
mod transport;

pub use account::{Account, Login, MailSettings, Pace, PasswordSource, Security, Server};
pub use batch::{Allowed, Batch, Prepared, Problem, State, Writing};
pub use drafts::{DraftsError, DraftsFolder};
pub use ledger::{Event, EventKind, Known, Ledger, LedgerError, Standing};
pub use letter::{Letter, LetterFace, MAIL_TEMPLATES, Sender, VARIABLES};
pub use message::{Envelope, Stamp};
pub use recipient::address;
pub use reply::{Reply, Stage, StopReason, Verdict, verdict};
pub use transport::{Handed, Mechanism, Outgoing, Secret};

/// Text from outside in one line, without characters that would command a terminal or end a header.
fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// What a server or a library says, for people: in one line, and no more than they would read.
fn said(text: impl std::fmt::Display) -> String {
    const MOST: usize = 500;
    one_line(&text.to_string()).chars().take(MOST).collect()
}
