//! All letters of a build, checked before the first one goes: who gets which files, whether the files are still what the build
//! wrote and really this candidate's, what each letter says, and whether it went before.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use lettre::message::Mailbox;

use super::account::Account;
use super::ledger::{Event, Known, Ledger, Standing};
use super::letter::{Letter, LetterFace, Sender};
use super::message::{Envelope, Part, Stamp, content_hash, message, message_id, shown_name};
use super::recipient;
use crate::diagnostic::listed;
use crate::document::catalogue::Catalogue;
use crate::document::{html, pdf};
use crate::output::{FinishedBuild, ManifestLine, Written};

/// Largest letter, in bytes as it goes over the line: many servers take no more.
const LARGEST: usize = 10_000_000;

/// So many candidates at one address are named.
const NAMED: usize = 5;

/// Which letters go beside those that did not go yet.
#[derive(Debug, Clone, Copy, Default)]
pub struct Allowed {
    /// A plan that changed since it went goes again.
    pub resend_changed: bool,
    /// A letter of which nobody knows whether it arrived goes again.
    pub resend_unknown: bool,
}

/// What keeps letters from going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Position in the manifest of the candidate whom it is about.
    pub candidate: Option<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What would be right and how to go on, without a full stop.
    pub help: String,
}

/// Where a letter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It did not go. The candidate may have had a letter at another address.
    NotYet { elsewhere: Option<String> },
    /// This content went to this person.
    Sent { at: Timestamp },
    /// Another content went to this person before.
    Changed { at: Timestamp },
    /// It may have arrived or not, or an earlier content may.
    Held { at: Timestamp, reason: String },
    /// A server refused it; it goes again.
    Failed { at: Timestamp, reason: String },
}

impl State {
    /// Whether the letter goes in the next run.
    pub fn is_due(&self, allowed: Allowed) -> bool {
        match self {
            State::NotYet { .. } | State::Failed { .. } => true,
            State::Sent { .. } => false,
            State::Changed { .. } => allowed.resend_changed,
            State::Held { .. } => allowed.resend_unknown,
        }
    }
}

/// A letter that can go.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Position in the manifest.
    pub candidate: usize,
    /// Id of the candidate, for the ledger.
    pub candidate_id: String,
    pub to: Mailbox,
    /// The recipient in the ledger.
    pub recipient: String,
    pub letter: Letter,
    /// Names of the attached files and their sizes in bytes.
    pub attached: Vec<(&'static str, usize)>,
    /// Bytes of the whole message.
    pub size: usize,
    /// Hash of what the recipient reads.
    pub content: String,
    pub message_id: String,
    pub state: State,
}

/// All letters of a build.
#[derive(Debug, Default)]
pub struct Batch {
    /// In the order of the manifest.
    pub letters: Vec<Prepared>,
    /// Positions in the manifest of the candidates without an address: no problem, but to be known.
    pub unaddressed: Vec<usize>,
    pub problems: Vec<Problem>,
}

/// What letters are made with.
pub struct Writing<'a> {
    pub account: &'a Account,
    pub face: &'a LetterFace,
    pub sender: &'a Sender,
    pub catalogue: &'a Catalogue,
}

impl Batch {
    /// Checks every candidate of the build. `shared_addresses`: several candidates may have one address.
    pub fn of(build: &FinishedBuild, writing: &Writing<'_>, ledger: &Ledger, shared_addresses: bool) -> Batch {
        let mut batch = Batch::default();
        let lines = &build.lines;
        let mut at_address: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (candidate, line) in lines.iter().enumerate() {
            let problem =
                |message: String, help: &str| Problem { candidate: Some(candidate), message, help: help.to_owned() };
            let Some(email) = &line.email else {
                batch.unaddressed.push(candidate);
                continue;
            };
            let address = match recipient::address(email) {
                Ok(address) => address,
                Err(message) => {
                    let help = "correct the address in the class sheet, or empty the cell, and build again";
                    batch.problems.push(problem(format!("“{email}”: {message}"), help));
                    continue;
                }
            };
            if !writing.account.allow_domains.is_empty()
                && !writing.account.allow_domains.iter().any(|domain| domain == address.domain())
            {
                let help = "correct the address, or add the domain to allow_domains in resit.toml";
                batch.problems.push(problem(format!("letters may not go to {}", address.domain()), help));
            }
            let key = recipient::key(&address);
            at_address.entry(key.clone()).or_default().push(candidate);
            let to = Mailbox::new(line.name.as_deref().and_then(shown_name), address);
            match prepared(build, line, candidate, to, key, writing) {
                Ok(letter) => batch.letters.push(letter),
                Err(problems) => batch.problems.extend(problems),
            }
        }
        let ids =
            |candidates: &[usize]| candidates.iter().map(|&at| lines[at].candidate_id.clone()).collect::<Vec<_>>();
        if !shared_addresses {
            for (address, candidates) in at_address.iter().filter(|(_, candidates)| candidates.len() > 1) {
                batch.problems.push(Problem {
                    candidate: None,
                    message: format!(
                        "{address} stands at {} candidates: {}",
                        candidates.len(),
                        listed(ids(candidates).iter(), NAMED)
                    ),
                    help:
                        "give each the address of their own; --allow-shared-addresses sends all of these letters there"
                            .to_owned(),
                });
            }
        }
        let elsewhere = ledger.sent_by_candidate();
        for letter in &mut batch.letters {
            let own = &*lines[letter.candidate].candidate_id;
            let at_address = ids(at_address.get(&letter.recipient).map(Vec::as_slice).unwrap_or_default());
            letter.state = state(letter, own, &at_address, ledger, &elsewhere);
        }
        batch
    }

    /// The letters that go in the next run.
    pub fn due(&self, allowed: Allowed) -> impl Iterator<Item = &Prepared> {
        self.letters.iter().filter(move |letter| letter.state.is_due(allowed))
    }
}

impl Prepared {
    /// The finished message, with the files as they are now; `to` in place of the recipient where the coach tries a letter.
    ///
    /// # Errors
    /// A file is no longer what it was when the letter was checked.
    pub fn message(
        &self,
        build: &FinishedBuild,
        account: &Account,
        to: Option<&Mailbox>,
        stamp: Stamp,
    ) -> Result<Vec<u8>, Problem> {
        let line = &build.lines[self.candidate];
        // whose the files are was seen when the letter was checked, and they must be the same to the byte
        let files =
            Files::read(build, line, account, false).map_err(|faults| changed(self.candidate, faults.join("; ")))?;
        if files.content_hash(&self.letter) != self.content {
            return Err(changed(self.candidate, "the letter is not the one that was checked".to_owned()));
        }
        let to = to.unwrap_or(&self.to).clone();
        let message_id = message_id(&account.from.email, &to.email, &self.content);
        message(account, to, &self.letter, &self.content, &message_id, &files.parts(), stamp)
            .map_err(|error| changed(self.candidate, error))
    }

    /// Who sends and who gets, for the server.
    pub fn envelope(&self, account: &Account, to: Option<&Mailbox>) -> Envelope {
        Envelope { from: account.from.email.clone(), to: to.unwrap_or(&self.to).email.clone() }
    }
}

fn changed(candidate: usize, message: String) -> Problem {
    Problem {
        candidate: Some(candidate),
        message,
        help: "nothing more is sent; build again, then look at the preview".to_owned(),
    }
}

const PAGE: &str = "text/html; charset=utf-8";
const PDF: &str = "application/pdf";
const CALENDAR: &str = "text/calendar; charset=utf-8; method=PUBLISH";

/// Whether a file says that it is this candidate's.
fn is_of(candidate_id: &str, kind: &str, bytes: &[u8]) -> bool {
    match kind {
        PDF => pdf::candidate_of(bytes).is_some_and(|id| id == candidate_id),
        PAGE => html::is_page_of(&String::from_utf8_lossy(bytes), candidate_id),
        _ => true,
    }
}

/// A file that goes with a letter.
struct Attached<'a> {
    file: &'a Written,
    name: &'static str,
    kind: &'static str,
    inline: bool,
    bytes: Vec<u8>,
}

impl Attached<'_> {
    fn part(&self) -> Part<'_> {
        Part { name: self.name, kind: self.kind, inline: self.inline, bytes: &self.bytes }
    }
}

/// The files that go with a letter.
struct Files<'a>(Vec<Attached<'a>>);

impl<'a> Files<'a> {
    /// Reads them; each must be there and what the build wrote. `look` also at those that do not go, and into each whether it
    /// says that it is this candidate's (a calendar is known by its bytes alone).
    ///
    /// # Errors
    /// All that is wrong with them.
    fn read(
        build: &FinishedBuild,
        line: &'a ManifestLine,
        account: &Account,
        look: bool,
    ) -> Result<Files<'a>, Vec<String>> {
        if line.pdf.is_none() && line.html.is_none() {
            return Err(vec!["the manifest names no plan".to_owned()]);
        }
        let [pdf_name, html_name] =
            if line.outcome == "passed" { ["review.pdf", "review.html"] } else { ["plan.pdf", "plan.html"] };
        // beside the PDF, the page goes only where it is wanted
        let (inline, goes) = (line.pdf.is_some(), line.pdf.is_none() || account.inline_plan);
        let wanted = [
            (&line.html, html_name, PAGE, inline, goes),
            (&line.pdf, pdf_name, PDF, false, true),
            (&line.ics, "study-plan.ics", CALENDAR, false, true),
        ];
        let (mut files, mut faults) = (Vec::new(), Vec::new());
        for (file, name, kind, inline, goes) in wanted {
            let Some(file) = file.as_ref().filter(|_| goes || look) else { continue };
            match build.read(file, line.archive.as_deref()) {
                Ok(bytes) if look && !is_of(&line.candidate_id, kind, &bytes) => {
                    faults.push(format!("{} does not say that it is this candidate's", file.path));
                }
                Ok(bytes) if goes => files.push(Attached { file, name, kind, inline, bytes }),
                Ok(_) => {}
                Err(fault) => faults.push(fault.to_string()),
            }
        }
        if faults.is_empty() { Ok(Files(files)) } else { Err(faults) }
    }

    /// Names of those that a reader finds attached.
    fn names(&self) -> Vec<&'static str> {
        self.0.iter().filter(|file| !file.inline).map(|file| file.name).collect()
    }

    fn parts(&self) -> Vec<Part<'_>> {
        self.0.iter().map(Attached::part).collect()
    }

    fn content_hash(&self, letter: &Letter) -> String {
        let hashes: Vec<(&str, &str)> = self.0.iter().map(|file| (file.name, &*file.file.sha256)).collect();
        content_hash(letter, &hashes)
    }
}

fn prepared(
    build: &FinishedBuild,
    line: &ManifestLine,
    candidate: usize,
    to: Mailbox,
    recipient: String,
    writing: &Writing<'_>,
) -> Result<Prepared, Vec<Problem>> {
    let problem = |message: String, help: &str| Problem { candidate: Some(candidate), message, help: help.to_owned() };
    let files = Files::read(build, line, writing.account, true).map_err(|faults| {
        let help = "build again; a page.html of your own must keep the line with resit-candidate";
        faults.into_iter().map(|fault| problem(fault, help)).collect::<Vec<_>>()
    })?;
    let letter = writing.face.letter(line, &files.names(), &build.record, writing.sender, writing.catalogue);
    let letter = letter.map_err(|fault| vec![problem(fault, "correct the template of the letter")])?;
    let content = files.content_hash(&letter);
    let message_id = message_id(&writing.account.from.email, &to.email, &content);
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, draft: false };
    let message = message(writing.account, to.clone(), &letter, &content, &message_id, &files.parts(), stamp);
    let size = message
        .map_err(|fault| {
            vec![problem(
                format!("the letter cannot be written: {fault}"),
                "correct the name or the address in the class sheet",
            )]
        })?
        .len();
    if size > LARGEST {
        let message = format!(
            "the letter has {} MB, and many servers take no more than {}",
            size / 1_000_000,
            LARGEST / 1_000_000
        );
        return Err(vec![problem(message, "use a smaller logo")]);
    }
    let attached = files.0.iter().map(|file| (file.name, file.bytes.len())).collect();
    Ok(Prepared {
        candidate,
        candidate_id: line.candidate_id.clone(),
        to,
        recipient,
        letter,
        attached,
        size,
        content,
        message_id,
        state: State::NotYet { elsewhere: None },
    })
}

/// Where a letter stands. Contents that went to this address count as this person's, unless they were for another candidate
/// who has the same address.
fn state(
    letter: &Prepared,
    own: &str,
    at_address: &[String],
    ledger: &Ledger,
    elsewhere: &HashMap<&str, &Event>,
) -> State {
    let contents = ledger.of(&letter.recipient);
    let reason =
        |event: &Event| event.reply.clone().unwrap_or_else(|| "the program ended before an answer came".to_owned());
    if let Some(Known { event, standing }) = contents.iter().find(|known| known.event.content == letter.content) {
        return match standing {
            Standing::Sent => State::Sent { at: event.at },
            Standing::Held => State::Held { at: event.at, reason: reason(event) },
            Standing::Failed => match earlier(&contents, own, at_address) {
                Some(state) => state,
                None => State::Failed { at: event.at, reason: reason(event) },
            },
        };
    }
    earlier(&contents, own, at_address).unwrap_or_else(|| {
        let other = elsewhere.get(own).map(|event| event.recipient.clone());
        State::NotYet { elsewhere: other.filter(|other| *other != letter.recipient) }
    })
}

/// What other contents that went to this person, or may have gone, make of a new one.
fn earlier(contents: &[Known<'_>], own: &str, at_address: &[String]) -> Option<State> {
    let is_own = |known: &&Known<'_>| known.event.candidate == own || !at_address.contains(&known.event.candidate);
    let own_contents: Vec<&Known<'_>> = contents.iter().filter(is_own).collect();
    if let Some(held) = own_contents.iter().find(|known| known.standing == Standing::Held) {
        return Some(State::Held { at: held.event.at, reason: "an earlier plan may have arrived".to_owned() });
    }
    let sent = own_contents.iter().rfind(|known| known.standing == Standing::Sent);
    sent.map(|sent| State::Changed { at: sent.event.at })
}

#[cfg(test)]
mod tests {
    use super::super::ledger::EventKind;
    use super::*;

    fn event(kind: EventKind, recipient: &str, candidate: &str, content: &str) -> Event {
        Event {
            at: Timestamp::UNIX_EPOCH,
            event: kind,
            recipient: recipient.to_owned(),
            candidate: candidate.to_owned(),
            content: content.to_owned(),
            message_id: String::new(),
            reply: None,
        }
    }

    /// Event, recipient, candidate and content.
    type Told<'t> = (EventKind, &'t str, &'t str, &'t str);

    /// Where the letter of content "new" to `C-1` at `a@example.org` stands after these events.
    fn stands(events: &[Told<'_>], at_address: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::read(folder.path()).unwrap();
        ledger.open().unwrap();
        for &(kind, recipient, candidate, content) in events {
            ledger.add(event(kind, recipient, candidate, content)).unwrap();
        }
        let address = recipient::address("a@example.org").unwrap();
        let letter = Prepared {
            candidate: 0,
            candidate_id: "C-1".to_owned(),
            to: Mailbox::new(None, address),
            recipient: "a@example.org".to_owned(),
            letter: Letter { subject: String::new(), text: String::new(), html: String::new() },
            attached: Vec::new(),
            size: 0,
            content: "new".to_owned(),
            message_id: String::new(),
            state: State::NotYet { elsewhere: None },
        };
        let at_address: Vec<String> = at_address.iter().map(|id| (*id).to_owned()).collect();
        let state = state(&letter, "C-1", &at_address, &ledger, &ledger.sent_by_candidate());
        match state {
            State::NotYet { elsewhere: None } => "not yet".to_owned(),
            State::NotYet { elsewhere: Some(other) } => format!("not yet, but to {other}"),
            State::Sent { .. } => "sent".to_owned(),
            State::Changed { .. } => "changed".to_owned(),
            State::Held { reason, .. } => format!("held: {reason}"),
            State::Failed { .. } => "failed".to_owned(),
        }
    }

    #[test]
    fn what_went_before_decides_where_a_letter_stands() {
        use EventKind::{Deferred, Refused, Sending, Sent, Test, Unknown};
        let here = "a@example.org";
        let alone = &["C-1"][..];
        let shared = &["C-1", "C-2"][..];
        let table: [(&[Told<'_>], &[&str], &str); 12] = [
            (&[], alone, "not yet"),
            (&[(Sending, here, "C-1", "new"), (Sent, here, "C-1", "new")], alone, "sent"),
            (&[(Sending, here, "C-1", "new")], alone, "held: the program ended before an answer came"),
            (&[(Sending, here, "C-1", "new"), (Refused, here, "C-1", "new")], alone, "failed"),
            (&[(Deferred, here, "C-1", "new")], alone, "failed"),
            (&[(Test, here, "C-1", "new")], alone, "not yet"),
            (&[(Sending, here, "C-1", "old"), (Sent, here, "C-1", "old")], alone, "changed"),
            (
                &[(Sending, here, "C-1", "old"), (Unknown, here, "C-1", "old")],
                alone,
                "held: an earlier plan may have arrived",
            ),
            // the id of this person may have changed: to the address a plan went
            (&[(Sending, here, "old id", "old"), (Sent, here, "old id", "old")], alone, "changed"),
            // somebody else at the same address
            (&[(Sending, here, "C-2", "other"), (Sent, here, "C-2", "other")], shared, "not yet"),
            // the address was corrected
            (
                &[(Sending, "b@example.org", "C-1", "new"), (Sent, "b@example.org", "C-1", "new")],
                alone,
                "not yet, but to b@example.org",
            ),
            // the changed plan was refused: the first one went all the same
            (
                &[
                    (Sending, here, "C-1", "old"),
                    (Sent, here, "C-1", "old"),
                    (Sending, here, "C-1", "new"),
                    (Refused, here, "C-1", "new"),
                ],
                alone,
                "changed",
            ),
        ];
        for (events, at_address, expected) in table {
            assert_eq!(stands(events, at_address), expected, "{events:?}");
        }
    }
}
