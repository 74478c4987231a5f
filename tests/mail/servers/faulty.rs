//! Servers that misbehave as they are told: `faulty.py`, which says what a plan can hold.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::Process;
use crate::harness::project;
use crate::letters::Received;

/// One process with a server for each plan. It ends when its input does.
pub struct Faulty {
    folder: TempDir,
    ports: Vec<u16>,
    _process: Process,
    _input: ChildStdin,
}

/// What a client said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub connection: u64,
    /// "(connected)", or the word of the command.
    pub command: String,
    /// In seconds since some moment.
    pub at: f64,
}

impl Faulty {
    pub fn start(plans: &[Value]) -> Faulty {
        let library = project("target/tools/mail");
        assert!(library.join("aiosmtpd").is_dir(), "aiosmtpd is missing: `make setup` installs it");
        let folder = tempfile::tempdir().unwrap();
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new("python3");
        command.arg(project("tests/mail/servers/faulty.py")).arg(folder.path()).env("PYTHONPATH", library);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let process = Process(child);
        writeln!(input, "{}", Value::from(plans)).unwrap();
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).unwrap();
        let ports = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("{}", fs::read_to_string(folder.path().join("log")).unwrap()));
        Faulty { folder, ports, _process: process, _input: input }
    }

    /// A server that does as it should.
    pub fn sound() -> Faulty {
        Faulty::start(&[serde_json::json!({})])
    }

    pub fn port(&self, server: usize) -> u16 {
        self.ports[server]
    }

    /// What a server accepted, in this order.
    pub fn received(&self, server: usize) -> Vec<Received> {
        let lines: Vec<(String, String, Vec<String>)> = self.lines(server, "envelopes.jsonl");
        let received = lines.into_iter().map(|(file, sender, recipients)| {
            let [recipient] = <[String; 1]>::try_from(recipients).expect("a letter goes to one person");
            Received { sender, recipient, raw: fs::read(self.path(server, &file)).unwrap() }
        });
        received.collect()
    }

    /// What clients said to a server.
    pub fn said(&self, server: usize) -> Vec<Said> {
        let lines: Vec<(u64, String, f64)> = self.lines(server, "said.jsonl");
        lines.into_iter().map(|(connection, command, at)| Said { connection, command, at }).collect()
    }

    /// Everything that a server wrote about its clients.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    fn path(&self, server: usize, file: &str) -> std::path::PathBuf {
        self.folder.path().join(server.to_string()).join(file)
    }

    fn lines<T: serde::de::DeserializeOwned>(&self, server: usize, file: &str) -> Vec<T> {
        let text = fs::read_to_string(self.path(server, file)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
