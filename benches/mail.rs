//! `make bench`: how many letters a second `resit mail send` hands to postfix's smtp-sink over one connection, beside a bare
//! loop of the same library that sends the same finished messages and keeps no ledger.
//!
//! Options, behind `cargo bench --bench mail --`: `--candidates N` (300), `--rounds R` (7, in turns, the median counts). The
//! ledger is measured on the disk of the target folder and on /dev/shm, where syncing costs nothing. smtp-sink is installed by `make setup`.
#![allow(clippy::disallowed_macros, reason = "a program of its own, which prints its figures")]

mod cohort_sheet;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cohort_sheet::Names;
use lettre::Address;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: u64| value(name).map_or(default, |text| text.parse().expect("a whole number"));
    let (candidates, rounds) = (number("--candidates", 300), number("--rounds", 7));
    let sink = Sink::start();
    let disk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-mail");
    let memory = Path::new("/dev/shm").join("resit-bench-mail");
    println!(
        "letters of {candidates} candidates to smtp-sink, one connection; median of {rounds}, fastest and slowest"
    );
    for (place, folder) in [("disk", disk), ("memory", memory)] {
        let desk = Desk::build(&folder, candidates, sink.port);
        let messages = desk.messages();
        let kilobytes =
            messages.iter().map(|(_, message)| message.len()).sum::<usize>() as f64 / 1e3 / messages.len() as f64;
        let (mut bare, mut ours, mut checks) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            bare.push(bare_loop(&messages, sink.port));
            checks.push(desk.time(&["preview"]));
            desk.forget();
            ours.push(desk.time(&["send", "--yes", &candidates.to_string()]));
        }
        println!("{place}: {} messages of {kilobytes:.0} kB", messages.len());
        let count = messages.len() as f64;
        let bare = rate("bare loop", &mut bare, count, 0.0);
        let checked = median(&mut checks);
        println!("{:<22}{:>8.2} s", "checks before", checked);
        let ours = rate("resit, without them", &mut ours, count, checked);
        println!("{:<22}{:>8.2}", "ratio", ours / bare);
        let _ = fs::remove_dir_all(&folder);
    }
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// Prints and gives letters a second, after so many seconds that do not count.
fn rate(what: &str, seconds: &mut [f64], letters: f64, without: f64) -> f64 {
    let middle = letters / (median(seconds) - without);
    let [fastest, slowest] = [0, seconds.len() - 1].map(|at| letters / (seconds[at] - without));
    println!("{what:<22}{middle:>8.0} /s  ({slowest:.0} to {fastest:.0})");
    middle
}

/// A built class with its settings.
struct Desk {
    folder: PathBuf,
}

impl Desk {
    fn build(folder: &Path, candidates: u64, port: u16) -> Desk {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).expect("the folder can be written");
        let settings = format!(
            "[mail]\nfrom = \"Kim Lund <kim@example.org>\"\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\nrate = 0\n"
        );
        fs::write(folder.join("resit.toml"), settings).expect("the folder can be written");
        let sheet = cohort_sheet::sheet(candidates, 1, Names::Latin);
        fs::write(folder.join("class.csv"), sheet).expect("the folder can be written");
        let desk = Desk { folder: folder.to_owned() };
        let built = desk.resit(&["build", "class.csv", "--as-of", "2026-11-23", "--quiet", "-o", "out"]);
        assert!(built, "the class can be built");
        desk
    }

    fn resit(&self, arguments: &[&str]) -> bool {
        let mut command = Command::new(env!("CARGO_BIN_EXE_resit"));
        let status =
            command.args(arguments).current_dir(&self.folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.expect("resit runs").success()
    }

    /// Recipients and finished messages.
    fn messages(&self) -> Vec<(Address, Vec<u8>)> {
        assert!(self.resit(&["mail", "drafts", "out"]), "the drafts can be written");
        let mut files: Vec<PathBuf> = fs::read_dir(self.folder.join("out/outbox"))
            .expect("there are drafts")
            .map(|entry| entry.expect("a draft").path())
            .collect();
        files.sort();
        let message = |path: PathBuf| {
            let bytes = fs::read(path).expect("a draft can be read");
            let head = String::from_utf8_lossy(&bytes[..2000]).into_owned();
            let to = head.split("\r\nTo: ").nth(1).and_then(|rest| rest.split('<').nth(1)?.split('>').next());
            (to.and_then(|to| to.parse().ok()).expect("a draft has a recipient"), bytes)
        };
        files.into_iter().map(message).collect()
    }

    /// Forgets what was sent.
    fn forget(&self) {
        let _ = fs::remove_file(self.folder.join("out/.resit/ledger.jsonl"));
    }

    /// Seconds that a command for letters takes.
    fn time(&self, arguments: &[&str]) -> f64 {
        let started = Instant::now();
        assert!(self.resit(&[&["mail", arguments[0], "out"], &arguments[1..]].concat()), "{arguments:?} works");
        started.elapsed().as_secs_f64()
    }
}

/// Sends the messages with the library's commands, and does nothing else. The content goes in one piece with the dot that ends it: the
/// library's own way of two pieces waits 40 ms for each letter.
fn bare_loop(messages: &[(Address, Vec<u8>)], port: u16) -> f64 {
    let from: Address = "kim@example.org".parse().expect("an address");
    let started = Instant::now();
    let timeout = Some(Duration::from_mins(1));
    let mut connection = SmtpConnection::connect(("127.0.0.1", port), timeout, &ClientId::default(), None, None)
        .expect("the sink answers");
    for (to, message) in messages {
        let stuffed = String::from_utf8_lossy(message).replace("\r\n.", "\r\n..") + ".\r\n";
        let mail = Mail::new(Some(from.clone()), Vec::new()).to_string();
        let commands = [mail, Rcpt::new(to.clone(), Vec::new()).to_string(), Data.to_string(), stuffed];
        for command in commands {
            connection.command(command).expect("the sink takes everything");
        }
    }
    connection.quit().expect("the sink says goodbye");
    started.elapsed().as_secs_f64()
}

/// postfix's smtp-sink on a port of its own.
struct Sink {
    child: Child,
    port: u16,
}

impl Sink {
    fn start() -> Sink {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let mut command = Command::new("smtp-sink");
        let user = if is_root() { &["-u", "nobody"][..] } else { &[] };
        let command = command.args(user).args([&format!("127.0.0.1:{port}"), "100"]).stdout(Stdio::null());
        let child = command.spawn().expect("smtp-sink runs: `make setup` installs it");
        let ready = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        assert!(ready, "smtp-sink answers");
        Sink { child, port }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// smtp-sink wants to be told whose rights it may have.
fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
