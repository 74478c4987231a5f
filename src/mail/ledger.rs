//! What was done with letters: `OUT/.resit/ledger.jsonl`, one JSON object a line, only ever added to.
//!
//! `sending` is on the disk before the content of a letter leaves, so whatever happens after it, the next run knows that the
//! letter may have arrived. A last line that was cut off (a crash, a full disk) is no event: if it was a `sending`, the content
//! did not go; if it was an answer, the `sending` before it stays, and the letter is held.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Name of the file below the folder of the program's state.
const FILE: &str = "ledger.jsonl";

/// Ends a torn line that a later run closed.
const TORN: u8 = b'~';

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// The content is about to go.
    Sending,
    /// The server took the letter.
    Sent,
    /// The server refused it for good.
    Refused,
    /// The server refused it for now, until the tries ran out.
    Deferred,
    /// The content had gone and no answer came.
    Unknown,
    /// A letter went to the coach; it counts for the daily limit only.
    Test,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    pub event: EventKind,
    /// The address in lower case.
    pub recipient: String,
    /// Id of the candidate.
    pub candidate: String,
    /// Hash of what the recipient reads.
    pub content: String,
    pub message_id: String,
    /// What the server said, or why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
}

/// Why the ledger cannot be used.
#[derive(Debug, Error)]
pub enum LedgerError {
    #[error("{} cannot be used: {error}\n  Without it nobody knows what was sent before, so nothing is sent.", .path.display())]
    Unusable { path: PathBuf, error: io::Error },
    #[error(
        "{} is damaged in line {line}\n  It says what was sent before, so nothing is sent. Bring back a copy of the file, or remove that line if \
         you know what it was.",
        .path.display()
    )]
    Damaged { path: PathBuf, line: usize },
}

/// Where a letter to a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Sent,
    /// It may have arrived or not.
    Held,
    /// Refused, for now or for good.
    Failed,
}

/// The ledger in memory, and the file to which events are added.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    /// Events by recipient in their order; `Test` is not among them.
    by_recipient: HashMap<String, Vec<Event>>,
    /// When contents went out, for the daily limit.
    sendings: Vec<Timestamp>,
    file: Option<File>,
    /// What ends the last line, where it does not end.
    closing: &'static [u8],
}

impl Ledger {
    /// Reads the ledger in the state folder of a build; one that is not there is empty.
    ///
    /// # Errors
    /// It cannot be read, or a line other than a torn one is no event.
    pub fn read(state_folder: &Path) -> Result<Ledger, LedgerError> {
        let path = state_folder.join(FILE);
        let mut bytes = Vec::new();
        // a device or a pipe would never end, or never begin
        if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return Err(LedgerError::Unusable { path, error: io::Error::other("it is no file") });
        }
        match File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(LedgerError::Unusable { path, error }),
            _ => {}
        }
        let mut ledger = Ledger { path, by_recipient: HashMap::new(), sendings: Vec::new(), file: None, closing: b"" };
        let mut lines = bytes.split(|&byte| byte == b'\n').zip(1..).peekable();
        while let Some((line, number)) = lines.next() {
            let is_last = lines.peek().is_none();
            match serde_json::from_slice::<Event>(line) {
                Ok(event) => {
                    ledger.take(event);
                    ledger.closing = if is_last { b"\n" } else { b"" };
                }
                Err(_) if is_torn(line, is_last) => {
                    ledger.closing = if is_last && !line.is_empty() { &[TORN, b'\n'] } else { b"" };
                }
                Err(_) => return Err(LedgerError::Damaged { path: ledger.path, line: number }),
            }
        }
        Ok(ledger)
    }

    /// Opens the file, so that events can be added; a torn last line is closed.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn open(&mut self) -> Result<(), LedgerError> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let open = || {
            let mut file = options.open(&self.path)?;
            file.write_all(self.closing)?;
            // the folder, too, must know the file after a power cut
            if let Some(folder) = self.path.parent().filter(|_| cfg!(unix)) {
                File::open(folder)?.sync_all()?;
            }
            file.sync_all()?;
            Ok(file)
        };
        self.file = Some(open().map_err(|error| LedgerError::Unusable { path: self.path.clone(), error })?);
        Ok(())
    }

    /// Adds an event. A [`EventKind::Sending`] is on the disk when this returns.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, event: Event) -> Result<(), LedgerError> {
        let written = match &mut self.file {
            Some(file) => write(file, &event),
            None => Err(io::Error::other("it is not open")),
        };
        written.map_err(|error| LedgerError::Unusable { path: self.path.clone(), error })?;
        self.take(event);
        Ok(())
    }

    fn take(&mut self, event: Event) {
        if matches!(event.event, EventKind::Sending | EventKind::Test) {
            self.sendings.push(event.at);
        }
        if event.event != EventKind::Test {
            self.by_recipient.entry(event.recipient.clone()).or_default().push(event);
        }
    }

    /// What became of each content for a recipient, in the order in which the contents first went.
    pub fn of(&self, recipient: &str) -> Vec<Known<'_>> {
        let mut contents: Vec<Tries<'_>> = Vec::new();
        for event in self.by_recipient.get(recipient).into_iter().flatten() {
            match contents.iter_mut().find(|tries| tries.last.content == event.content) {
                Some(tries) => tries.take(event),
                None => {
                    let mut tries = Tries { last: event, open: None, held: None, sent: None };
                    tries.take(event);
                    contents.push(tries);
                }
            }
        }
        contents.into_iter().map(Tries::known).collect()
    }

    /// The last letter that each candidate was sent, by id.
    pub fn sent_by_candidate(&self) -> HashMap<&str, &Event> {
        let mut sent: HashMap<&str, &Event> = HashMap::new();
        for event in self.by_recipient.values().flatten().filter(|event| event.event == EventKind::Sent) {
            let last = sent.entry(&event.candidate).or_insert(event);
            // of two at the same moment the one with the later address, so that the answer does not depend on the map
            if (event.at, &event.recipient) > (last.at, &last.recipient) {
                *last = event;
            }
        }
        sent
    }

    /// Letters that went out since a moment, to candidates or to the coach.
    pub fn sent_since(&self, moment: Timestamp) -> u64 {
        self.sendings.iter().filter(|&&at| at > moment).count() as u64
    }

    /// The moment at which one of so many letters since `moment` falls out of the count: when the next may go.
    pub fn oldest_since(&self, moment: Timestamp) -> Option<Timestamp> {
        self.sendings.iter().copied().filter(|&at| at > moment).min()
    }
}

/// What became of a content.
#[derive(Debug, Clone, Copy)]
pub struct Known<'l> {
    /// The event that tells it.
    pub event: &'l Event,
    pub standing: Standing,
}

/// The tries of one content.
struct Tries<'l> {
    last: &'l Event,
    /// A `Sending` that has no answer yet.
    open: Option<&'l Event>,
    /// A try of which nobody knows how it ended.
    held: Option<&'l Event>,
    sent: Option<&'l Event>,
}

impl<'l> Tries<'l> {
    fn take(&mut self, event: &'l Event) {
        self.last = event;
        let open = self.open.take();
        match event.event {
            EventKind::Sending => {
                self.held = self.held.or(open);
                self.open = Some(event);
            }
            EventKind::Unknown => self.held = self.held.or(Some(event)),
            EventKind::Sent => self.sent = self.sent.or(Some(event)),
            EventKind::Refused | EventKind::Deferred | EventKind::Test => {}
        }
    }

    /// What was sent stays sent. What may have arrived stays held: that a later try was refused does not tell of the first.
    fn known(self) -> Known<'l> {
        let (event, standing) = match (self.sent, self.held.or(self.open)) {
            (Some(sent), _) => (sent, Standing::Sent),
            (None, Some(held)) => (held, Standing::Held),
            (None, None) => (self.last, Standing::Failed),
        };
        Known { event, standing }
    }
}

fn write(file: &mut File, event: &Event) -> io::Result<()> {
    let mut line = serde_json::to_vec(event)?;
    line.push(b'\n');
    // one call, so that a line is cut off only where the machine or the disk fails
    file.write_all(&line)?;
    if event.event == EventKind::Sending { file.sync_data() } else { Ok(()) }
}

/// Whether this is what is left of a line that was not written whole: it begins as one, and it is the last one or was marked
/// when the next run closed it. A power cut can leave zeros.
fn is_torn(line: &[u8], is_last: bool) -> bool {
    let (line, is_marked) = line.strip_suffix(&[TORN]).map_or((line, false), |line| (line, true));
    let begins = line.iter().zip(b"{\"at\":\"").all(|(found, expected)| found == expected);
    line.last() == Some(&0) || (begins && (is_last || is_marked || line.is_empty()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    fn event(kind: EventKind, recipient: &str, content: &str) -> Event {
        Event {
            at: Timestamp::UNIX_EPOCH,
            event: kind,
            recipient: recipient.to_owned(),
            candidate: "C-1".to_owned(),
            content: content.to_owned(),
            message_id: "<1@example.org>".to_owned(),
            reply: (kind == EventKind::Sent).then(|| "250 Ok \"}\"".to_owned()),
        }
    }

    fn standings(ledger: &Ledger) -> Vec<(String, Standing)> {
        let of = |recipient: &str| {
            ledger
                .of(recipient)
                .into_iter()
                .map(|known| (known.event.content.clone(), known.standing))
                .collect::<Vec<_>>()
        };
        [of("a@example.org"), of("b@example.org")].concat()
    }

    #[test]
    fn what_became_of_each_content_is_told_by_its_events() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::read(folder.path()).unwrap();
        ledger.open().unwrap();
        for (kind, recipient, content) in [
            (EventKind::Sending, "a@example.org", "1"),
            (EventKind::Sent, "a@example.org", "1"),
            (EventKind::Sending, "a@example.org", "2"),
            (EventKind::Refused, "a@example.org", "2"),
            (EventKind::Sending, "b@example.org", "1"),
            (EventKind::Unknown, "b@example.org", "1"),
            (EventKind::Test, "b@example.org", "3"),
            (EventKind::Sending, "b@example.org", "4"),
            (EventKind::Deferred, "b@example.org", "5"),
            // sent again by the coach's wish, and refused: the first one may still have arrived
            (EventKind::Sending, "b@example.org", "1"),
            (EventKind::Refused, "b@example.org", "1"),
            // the program was killed, the coach sent it again, and it arrived
            (EventKind::Sending, "b@example.org", "6"),
            (EventKind::Sending, "b@example.org", "6"),
            (EventKind::Sent, "b@example.org", "6"),
            // refused for now, then sent
            (EventKind::Sending, "b@example.org", "7"),
            (EventKind::Deferred, "b@example.org", "7"),
            (EventKind::Sending, "b@example.org", "7"),
            (EventKind::Sent, "b@example.org", "7"),
        ] {
            ledger.add(event(kind, recipient, content)).unwrap();
        }
        let (sent, held, failed) = (Standing::Sent, Standing::Held, Standing::Failed);
        let expected = [("1", sent), ("2", failed), ("1", held), ("4", held), ("5", failed), ("6", sent), ("7", sent)];
        let expected = expected.map(|(content, standing)| (content.to_owned(), standing));
        assert_eq!(standings(&ledger), expected);
        assert_eq!(standings(&Ledger::read(folder.path()).unwrap()), expected);
        assert_eq!(ledger.sent_since(Timestamp::MIN), 10);
        let line = fs::read_to_string(folder.path().join(FILE)).unwrap().lines().nth(1).unwrap().to_owned();
        assert_eq!(
            line,
            r#"{"at":"1970-01-01T00:00:00Z","event":"sent","recipient":"a@example.org","candidate":"C-1","content":"1","message_id":"<1@example.org>","reply":"250 Ok \"}\""}"#
        );
    }

    #[test]
    fn other_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        for (bytes, line) in [
            ("no json\n", Some(1)),
            ("{\"at\":\"1970-01-01T00:00:00Z\",\"event\":\"sent\"}\n", Some(1)),
            ("\n\n{\"at\":\"19~\n", None),
            ("\n{\"at\":\"19}\n", Some(2)),
            ("\n{\"at\":\"19}", None),
            ("{\"at\":\"1970\0\0\0~\n\0\0\0", None),
        ] {
            fs::write(folder.path().join(FILE), bytes).unwrap();
            let found = match Ledger::read(folder.path()) {
                Ok(_) => None,
                Err(LedgerError::Damaged { line, .. }) => Some(line),
                Err(error) => panic!("{error}"),
            };
            assert_eq!(found, line, "{bytes:?}");
        }
    }

    proptest! {
        /// Whatever is cut off: no letter that was sent counts as not sent, and what is added after it is read.
        #[test]
        fn a_torn_last_line_loses_nothing_that_was_synced(cut in 0_usize..700) {
            let folder = tempfile::tempdir().unwrap();
            let mut ledger = Ledger::read(folder.path()).unwrap();
            ledger.open().unwrap();
            for kind in [EventKind::Sending, EventKind::Sent, EventKind::Sending] {
                let content = if kind == EventKind::Sent { "1" } else { "2" };
                ledger.add(event(kind, "a@example.org", content)).unwrap();
            }
            let path = folder.path().join(FILE);
            let whole = fs::read(&path).unwrap();
            let kept = &whole[..cut.min(whole.len())];
            fs::write(&path, kept).unwrap();
            let mut read = Ledger::read(folder.path()).unwrap();
            let before = standings(&read);
            // a line counts as soon as its last brace is there
            let ends = whole.iter().zip(1..).filter(|(byte, _)| **byte == b'\n').map(|(_, end)| end - 1);
            let events = ends.filter(|&end| end <= kept.len()).count();
            prop_assert_eq!(read.sent_since(Timestamp::MIN), [0, 1, 1, 2][events]);
            read.open().unwrap();
            read.add(event(EventKind::Sent, "b@example.org", "9")).unwrap();
            let after = standings(&Ledger::read(folder.path()).unwrap());
            prop_assert_eq!(&after[..before.len()], &before[..]);
            prop_assert_eq!(after.len(), before.len() + 1);
        }
    }
}
