//! Dovecot with its own configuration and port: an account for every name that has the password or a token.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use tempfile::TempDir;

use super::certificates::Certificate;
use super::{PASSWORD, Process, USER, free_ports, needs_root, wait_for};
use crate::harness::tool;

/// What tokens are signed with.
const PROVIDER_KEY: &str = "known to the provider alone";

/// The folder that stands in the account as that of drafts: its name is none that one could guess.
pub const DRAFTS: &str = "Entwürfe";

const SETTINGS: &str = "base_dir = FOLDER/run
state_dir = FOLDER/run
log_path = FOLDER/log
protocols = imap
listen = 127.0.0.1
first_valid_uid = 1
ssl = SSL
ssl_cert = <CERTIFICATE
ssl_key = <KEY
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_save_crlf = yes
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = PLAIN
  }
  inet_listener imaps {
    port = WRAPPED
    ssl = yes
  }
}
passdb {
  driver = static
  args = password=PASSWORD
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = FOLDER/tokens.conf
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=FOLDER/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
  DRAFTS
}
";

/// A running dovecot.
pub struct Dovecot {
    process: Process,
    folder: TempDir,
    /// In the clear, and with STARTTLS where the server has it.
    pub port: u16,
    /// TLS from the first byte on.
    pub wrapped_port: u16,
}

/// A message in a folder of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// D for a draft, S for seen.
    pub flags: String,
    pub raw: Vec<u8>,
}

impl Dovecot {
    /// With a folder that the server marks as that of drafts.
    pub fn start(certificate: &Certificate) -> Dovecot {
        let drafts = format!("mailbox {DRAFTS} {{\n    special_use = \\Drafts\n    auto = create\n  }}");
        Dovecot::with(certificate, "yes", &drafts)
    }

    /// Without TLS.
    pub fn in_the_clear(certificate: &Certificate) -> Dovecot {
        Dovecot::with(certificate, "no", "mailbox Drafts {\n    auto = create\n  }")
    }

    /// With a folder "Drafts" that the server does not mark, or without one.
    pub fn unmarked(certificate: &Certificate, has_drafts: bool) -> Dovecot {
        Dovecot::with(certificate, "yes", if has_drafts { "mailbox Drafts {\n    auto = create\n  }" } else { "" })
    }

    fn with(certificate: &Certificate, ssl: &str, drafts: &str) -> Dovecot {
        needs_root("dovecot");
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        // its processes run as other users
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["run", "mail", "keys/default/HS256"] {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        assert!(tool("chown", &["65534", root.join("mail").to_str().unwrap()]).status.success());
        let key = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, PROVIDER_KEY);
        fs::write(root.join("keys/default/HS256/default"), key).unwrap();
        let tokens = format!(
            "introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={}/keys/\nusername_attribute = sub\n",
            root.display()
        );
        fs::write(root.join("tokens.conf"), tokens).unwrap();
        let [port, wrapped_port] = free_ports();
        let settings = SETTINGS
            .replace("SSL", ssl)
            .replace("CERTIFICATE", certificate.certificate.to_str().unwrap())
            .replace("KEY", certificate.key.to_str().unwrap())
            .replace("PASSWORD", PASSWORD)
            .replace("PLAIN", &port.to_string())
            .replace("WRAPPED", &wrapped_port.to_string())
            .replace("DRAFTS", drafts)
            .replace("FOLDER", root.to_str().unwrap());
        fs::write(root.join("dovecot.conf"), settings).unwrap();
        let conf = root.join("dovecot.conf");
        let mut process =
            Process::daemon("/usr/sbin/dovecot", &["-F", "-c", conf.to_str().unwrap()], &root.join("output"));
        wait_for(port, &mut process, &[&root.join("output"), &root.join("log")]);
        Dovecot { process, folder, port, wrapped_port }
    }

    /// The messages in a folder of the account, by the bytes.
    pub fn messages(&self, folder: &str) -> Vec<Stored> {
        let mailbox = self.folder.path().join("mail").join(USER).join("Maildir").join(format!(".{folder}"));
        let files = ["new", "cur"].iter().flat_map(|kind| fs::read_dir(mailbox.join(kind)).into_iter().flatten());
        let mut messages: Vec<Stored> = files
            .map(|file| {
                let path: PathBuf = file.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap();
                let flags = name.rsplit_once(":2,").map_or("", |(_, flags)| flags).to_owned();
                Stored { flags, raw: fs::read(&path).unwrap() }
            })
            .collect();
        messages.sort_by(|one, other| one.raw.cmp(&other.raw));
        messages
    }

    /// What the server wrote about its clients.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// A token of the provider for the user, as a JSON Web Token, and one that somebody else signed.
    pub fn tokens() -> [String; 2] {
        let script = "import sys, hmac, hashlib, json, base64\n\
            b = lambda data: base64.urlsafe_b64encode(data).rstrip(b'=')\n\
            head = json.dumps({'alg': 'HS256', 'typ': 'JWT'}).encode()\n\
            claims = json.dumps({'sub': sys.argv[2], 'iat': 1700000000, 'exp': 4000000000}).encode()\n\
            text = b(head) + b'.' + b(claims)\n\
            print((text + b'.' + b(hmac.new(sys.argv[1].encode(), text, hashlib.sha256).digest())).decode())";
        [PROVIDER_KEY, "somebody else's"].map(|key| {
            let output = tool("python3", &["-c", script, key, USER]);
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        })
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.process.terminate();
    }
}
