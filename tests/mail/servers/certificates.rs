//! Certificates for servers on this machine, good ones and wrong ones, made by openssl.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::harness::tool;

/// An authority of the tests and what it certified.
pub struct Certificates {
    folder: TempDir,
}

/// A certificate and its key.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Certificates {
    pub fn new() -> Certificates {
        let certificates = Certificates { folder: tempfile::tempdir().unwrap() };
        certificates.authority_named("authority");
        certificates
    }

    /// The file that names the authority, for `SSL_CERT_FILE`.
    pub fn authority(&self) -> PathBuf {
        self.path("authority.pem")
    }

    /// "good", "wrong-name" (of another server), "expired" or "unknown" (of another authority).
    pub fn of(&self, kind: &str) -> Certificate {
        match kind {
            "good" => self.signed(kind, "authority", "IP:127.0.0.1,DNS:localhost", &[]),
            "wrong-name" => self.signed(kind, "authority", "DNS:mail.example.org", &[]),
            "expired" => self.signed(kind, "authority", "IP:127.0.0.1", &["-enddate", "20200101000000Z"]),
            "unknown" => {
                self.authority_named("other");
                self.signed(kind, "other", "IP:127.0.0.1", &[])
            }
            _ => panic!("there is no certificate “{kind}”"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn authority_named(&self, name: &str) {
        let (certificate, key) = (self.path(&format!("{name}.pem")), self.path(&format!("{name}.key")));
        openssl(&[
            &["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650"],
            &["-subj", &format!("/CN=resit {name}"), "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
            &["-keyout", text(&key), "-out", text(&certificate)],
        ]);
    }

    fn signed(&self, name: &str, authority: &str, names: &str, more: &[&str]) -> Certificate {
        let [request, key, certificate, extensions, database, serial] =
            ["csr", "key", "pem", "ext", "db", "serial"].map(|ending| self.path(&format!("server-{name}.{ending}")));
        openssl(&[
            &["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=server"],
            &["-keyout", text(&key), "-out", text(&request)],
        ]);
        fs::write(&database, "").unwrap();
        fs::write(&serial, "01\n").unwrap();
        let settings = format!(
            "[ca]\ndefault_ca = it\n[it]\ndatabase = {}\nserial = {}\nnew_certs_dir = {}\ndefault_md = sha256\npolicy = any\n\
             x509_extensions = of_server\nunique_subject = no\n[any]\ncommonName = supplied\n[of_server]\n\
             subjectAltName = {names}\nextendedKeyUsage = serverAuth\n",
            text(&database),
            text(&serial),
            text(self.folder.path())
        );
        fs::write(&extensions, settings).unwrap();
        let (signer, signer_key) = (self.path(&format!("{authority}.pem")), self.path(&format!("{authority}.key")));
        let dates: &[&str] = if more.is_empty() { &["-days", "3650"] } else { &["-startdate", "20190101000000Z"] };
        openssl(&[
            &["ca", "-batch", "-notext", "-config", text(&extensions), "-in", text(&request)],
            &["-cert", text(&signer), "-keyfile", text(&signer_key), "-out", text(&certificate)],
            dates,
            more,
        ]);
        Certificate { certificate, key }
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn openssl(arguments: &[&[&str]]) {
    let output = tool("openssl", &arguments.concat());
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
}
