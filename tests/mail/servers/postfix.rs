//! Postfix with its own configuration, queue and port: every letter to anybody ends in one mailbox.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::certificates::Certificate;
use super::{Process, free_ports, needs_root, wait_for};
use crate::harness::tool;
use crate::letters::Received;

const MASTER: &str = "/usr/lib/postfix/sbin/master";

/// What the mailbox's files belong to.
const NOBODY: &str = "65534";

const MAIN: &str = "compatibility_level = 3.6
queue_directory = FOLDER/queue
data_directory = FOLDER/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = FOLDER/log/postfix
maillog_file_prefixes = FOLDER/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = postfix.test
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:inbox/
virtual_mailbox_base = FOLDER/mail
virtual_mailbox_limit = 0
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_relay_restrictions = permit_mynetworks, reject
in_flow_delay = 0
notify_classes =
smtpd_tls_cert_file = CERTIFICATE
smtpd_tls_key_file = KEY
smtpd_tls_security_level = may
";

const SERVICES: &str = "127.0.0.1:PLAIN inet n - n - - smtpd
127.0.0.1:WRAPPED inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
";

/// A running postfix.
pub struct Postfix {
    process: Process,
    folder: TempDir,
    /// In the clear, and with STARTTLS.
    pub port: u16,
    /// TLS from the first byte on.
    pub wrapped_port: u16,
}

impl Postfix {
    pub fn start(certificate: &Certificate) -> Postfix {
        needs_root("postfix");
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        // its processes run as other users
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["conf", "queue", "data", "mail", "log"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        let [port, wrapped_port] = free_ports();
        let own = [&certificate.certificate, &certificate.key].map(|file| file.to_str().unwrap());
        let main = MAIN.replace("CERTIFICATE", own[0]).replace("KEY", own[1]).replace("FOLDER", root.to_str().unwrap());
        fs::write(root.join("conf/main.cf"), main).unwrap();
        let services = SERVICES.replace("PLAIN", &port.to_string()).replace("WRAPPED", &wrapped_port.to_string());
        fs::write(root.join("conf/master.cf"), services).unwrap();
        for (name, owner) in [("data", "postfix"), ("mail", NOBODY)] {
            assert!(tool("chown", &[owner, root.join(name).to_str().unwrap()]).status.success());
        }
        let conf = root.join("conf");
        let conf = conf.to_str().unwrap();
        // makes what the queue needs
        let check = tool("postfix", &["-c", conf, "check"]);
        assert!(check.status.success(), "{check:?}\n{}", log(root));
        let mut process = Process::daemon(MASTER, &["-c", conf, "-d"], &root.join("log/master"));
        wait_for(port, &mut process, &[&root.join("log/master"), &root.join("log/postfix")]);
        Postfix { process, folder, port, wrapped_port }
    }

    /// All that arrived, once nothing is on the way any more; in no order.
    pub fn received(&self) -> Vec<Received> {
        let began = Instant::now();
        while self.is_busy() {
            assert!(began.elapsed() < Duration::from_mins(1), "letters stay in the queue\n{}", log(self.folder.path()));
            std::thread::sleep(Duration::from_millis(20));
        }
        let inbox = self.folder.path().join("mail/inbox/new");
        let Ok(files) = fs::read_dir(inbox) else { return Vec::new() };
        files.map(|file| from_mailbox(&file.unwrap().path())).collect()
    }

    fn is_busy(&self) -> bool {
        let queue = self.folder.path().join("queue");
        let mut folders: Vec<PathBuf> = ["incoming", "active", "deferred", "defer"].map(|name| queue.join(name)).into();
        while let Some(folder) = folders.pop() {
            // a file may go while it is looked at
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    _ => return true,
                }
            }
        }
        false
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.process.terminate();
    }
}

fn log(root: &Path) -> String {
    fs::read_to_string(root.join("log/postfix")).unwrap_or_default()
}

/// A letter as postfix puts it into a mailbox: lines end with LF, and it says first to whom the letter went.
fn from_mailbox(path: &Path) -> Received {
    let raw = fs::read(path).unwrap();
    let head = String::from_utf8_lossy(&raw[..raw.len().min(2000)]).into_owned();
    let value = |name: &str| {
        let mut values = head.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.strip_prefix(name));
        values.next().unwrap_or_else(|| panic!("no {name} in {head}")).to_owned()
    };
    let sender = value("Return-Path: ").trim_matches(['<', '>']).to_owned();
    Received { sender, recipient: value("Delivered-To: "), raw }
}
