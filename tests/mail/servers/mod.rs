//! Mail servers on this machine, each for one test: gone with the value that stands for it, and with the test's process.

mod certificates;
mod dovecot;
mod faulty;
mod postfix;

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

pub use certificates::{Certificate, Certificates};
pub use dovecot::{DRAFTS, Dovecot};
pub use faulty::Faulty;
pub use postfix::Postfix;

/// The user whom servers know, the password, and the token.
pub const USER: &str = "kim@example.org";
pub const PASSWORD: &str = "s3cr3t-Paßwort-of-kim";

/// A process that ends with this value.
struct Process(Child);

impl Process {
    /// Starts a server that would outlive the test otherwise: the system ends it when the test's thread is gone.
    fn daemon(program: &str, arguments: &[&str], log: &Path) -> Process {
        assert!(Path::new(program).is_file(), "{program} is missing: `make setup` installs it");
        let log = std::fs::File::create(log).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "--", program]).args(arguments);
        command.stdout(log.try_clone().unwrap()).stderr(log);
        Process(command.spawn().unwrap_or_else(|error| panic!("setpriv does not run ({error}): it is in util-linux")))
    }

    /// Lets the server end its own processes, too.
    fn terminate(&mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(5) {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Servers that change their user need root.
fn needs_root(server: &str) {
    let id = Command::new("id").arg("-u").output().unwrap().stdout;
    assert_eq!(id, b"0\n", "{server} changes its user, so this test runs as root only: sudo -E make test");
}

/// Ports on which nothing listens; somebody else may take one before the server does.
fn free_ports<const N: usize>() -> [u16; N] {
    let listeners: [TcpListener; N] = std::array::from_fn(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

fn wait_for(port: u16, process: &mut Process, logs: &[&Path]) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let ended = process.0.try_wait().unwrap();
        if ended.is_some() || began.elapsed() > Duration::from_secs(20) {
            let logs: String = logs.iter().map(|log| std::fs::read_to_string(log).unwrap_or_default()).collect();
            panic!("no server listens at {port} ({ended:?})\n{logs}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
