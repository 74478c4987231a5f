//! Classes whose plans were built, and the commands that send them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::cohort_sheet::{self, Names};
use crate::harness::{Desk, Run, tool};

/// When all letters go, unless a test says other: 2026-11-26 12:00:00 UTC.
pub const NOW: i64 = 1_795_694_400;

/// A desk with plans in `out`.
pub struct Class {
    pub desk: Desk,
    /// In the order of the manifest.
    pub people: Vec<Person>,
    /// The authority that the machine trusts.
    authority: Option<PathBuf>,
}

/// A line of the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub email: String,
    /// Paths below the folder of the build.
    pub html: String,
    pub pdf: String,
    /// Empty where the build wrote none.
    pub ics: String,
    pub outcome: String,
}

impl Class {
    /// Builds a sheet into `out`.
    pub fn of(sheet: impl AsRef<[u8]>, arguments: &[&str]) -> Class {
        let desk = Desk::new();
        desk.write("class.csv", sheet);
        let mut class = Class { desk, people: Vec::new(), authority: None };
        // plans name the organisation, so the settings come first
        class.account("");
        class.build(arguments);
        class
    }

    /// Builds the sheet anew.
    pub fn build(&mut self, arguments: &[&str]) {
        let run = self.desk.build(&[&["class.csv", "-o", "out", "--quiet"], arguments].concat());
        assert!(run.code.is_some_and(|code| code < 2), "{run:?}");
        let manifest = self.desk.read("out/manifest.csv");
        let mut manifest = csv::Reader::from_reader(manifest.trim_start_matches('\u{feff}').as_bytes());
        let people = manifest.deserialize::<BTreeMap<String, String>>().map(|row| {
            let mut row = row.unwrap();
            let mut cell = |name: &str| row.remove(name).unwrap_or_default();
            Person {
                id: cell("candidate_id"),
                name: cell("name"),
                email: cell("email"),
                html: cell("html"),
                pdf: cell("pdf"),
                ics: cell("ics"),
                outcome: cell("outcome"),
            }
        });
        self.people = people.collect();
    }

    /// So many candidates whose names are written in all scripts.
    pub fn of_the_world(candidates: u64) -> Class {
        Class::of(cohort_sheet::sheet(candidates, 6, Names::World), &[])
    }

    /// Candidates 1 to `candidates`, each at their own address: `c1@example.org` and so on.
    pub fn small(candidates: usize) -> Class {
        Class::of(small_sheet(candidates), &["--format", "pdf"])
    }

    /// The same class on a desk of its own, as if nothing had been sent.
    pub fn copy(&self) -> Class {
        let desk = Desk::new();
        let copied =
            tool("cp", &["-a", &format!("{}/.", self.desk.path("").display()), desk.path("").to_str().unwrap()]);
        assert!(copied.status.success(), "{copied:?}");
        Class { desk, people: self.people.clone(), authority: self.authority.clone() }
    }

    /// Writes the settings: a sender, and what the test adds to `[mail]`. Nothing waits.
    pub fn account(&self, more: &str) -> &Class {
        let settings = format!(
            "organisation = \"North Star Academy\"\ncoach = \"Kim Lund\"\n[mail]\nfrom = \"Kim Lund <kim@example.org>\"\n\
             reply_to = \"office@example.org\"\nrate = 0\nretry_seconds = 0\n{more}\n"
        );
        self.desk.write("resit.toml", settings);
        self
    }

    /// An account at a server that is spoken to in the clear.
    pub fn plain_account(&self, port: u16) -> &Class {
        self.account(&plain(port))
    }

    /// From now on the machine trusts this authority, and no other.
    pub fn trust(&mut self, authority: PathBuf) -> &Class {
        self.authority = Some(authority);
        self
    }

    /// `resit mail`, ready to run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.desk.command(&[&["mail"], arguments].concat());
        command.env("SOURCE_DATE_EPOCH", NOW.to_string()).env("TZ", "UTC");
        if let Some(authority) = &self.authority {
            command.env("SSL_CERT_FILE", authority);
        }
        command.stdin(Stdio::null());
        command
    }

    pub fn mail(&self, arguments: &[&str]) -> Run {
        Run::from(self.command(arguments).output().unwrap())
    }

    /// Sends so many letters.
    pub fn send(&self, letters: usize, arguments: &[&str]) -> Run {
        self.mail(&[&["send", "out", "--yes", &letters.to_string()], arguments].concat())
    }

    /// mail-report.csv, written anew, without its heading: id, name, address, state, time, reason, Message-ID.
    pub fn report(&self) -> Vec<[String; 7]> {
        let status = self.mail(&["status", "out"]);
        assert_eq!(status.code, Some(0), "{status:?}");
        let text = self.desk.read("out/mail-report.csv");
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark, which Excel needs");
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count(), "{text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let heading: Vec<&str> = vec!["candidate_id", "name", "email", "state", "at", "reason", "message_id"];
        assert_eq!(reader.headers().unwrap(), heading);
        reader.records().map(|row| std::array::from_fn(|cell| row.as_ref().unwrap()[cell].to_owned())).collect()
    }

    /// The states of the report in the order of the manifest.
    pub fn states(&self) -> Vec<String> {
        self.report().into_iter().map(|[_, _, _, state, ..]| state).collect()
    }

    /// The ledger: event and candidate of each whole line.
    pub fn events(&self) -> Vec<(String, String)> {
        let word = |event: &Value, key: &str| event[key].as_str().unwrap().to_owned();
        let events = self.ledger();
        let events = events.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        events.map(|event| (word(&event, "event"), word(&event, "candidate"))).collect()
    }

    /// How often something happened, while a run is on.
    pub fn events_so_far(&self, event: &str) -> usize {
        self.ledger().matches(&format!("\"event\":\"{event}\"")).count()
    }

    /// The ledger as it is; empty where there is none.
    pub fn ledger(&self) -> String {
        std::fs::read_to_string(self.desk.path("out/.resit/ledger.jsonl")).unwrap_or_default()
    }

    /// A file of the build.
    pub fn file(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.out().join(path)).unwrap()
    }

    pub fn out(&self) -> PathBuf {
        self.desk.path("out")
    }
}

/// A sheet of candidates C-1 to C-n.
pub fn small_sheet(candidates: usize) -> String {
    let rows = (1..=candidates).map(|at| format!("C-{at},Ana {at},c{at}@example.org,{},Competent\n", 600 + at));
    "ID,Name,Email,Score,SDLC\n".to_owned() + &rows.collect::<String>()
}

/// The settings for a server that is spoken to in the clear.
pub fn plain(port: u16) -> String {
    format!("host = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n")
}

/// The modes of everything in a folder that only its owner may see.
pub fn assert_private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }
}
