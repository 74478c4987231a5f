//! Drafts in the account itself, by IMAP. A message that is there already, by its Message-ID, is not added again, so the same
//! command can be run twice; one that was sent from there is not drafted anew.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use imap::types::Flag;
use imap::{Authenticator, Client, Session};
use imap_proto::NameAttribute;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use thiserror::Error;

use super::account::{Security, Server};
use super::roots::client_config;
use super::said;
use super::transport::{Mechanism, Secret};

/// Why drafts cannot be put into the account.
#[derive(Debug, Error)]
pub enum DraftsError {
    #[error(
        "{host}:{port} cannot be reached: {reason}\n  Check imap_host and imap_port in resit.toml, and the network."
    )]
    Unreachable { host: String, port: u16, reason: String },
    #[error("{host} does not keep the connection private: {reason}\n  Nothing was said to it.")]
    Security { host: String, reason: String },
    #[error(
        "{host} did not let {user} in: {reason}\n  Check user and password; many providers want a password made for programs, or a token."
    )]
    Login { host: String, user: String, reason: String },
    #[error(
        "{host}: the folder “{folder}” cannot be used: {reason}\n  Name the folder for drafts with drafts_folder in resit.toml."
    )]
    Folder { host: String, folder: String, reason: String },
    #[error(
        "{host} did not take a draft: {reason}\n  Run the same command again: what is there already is not added twice."
    )]
    Draft { host: String, reason: String },
}

/// The connection, in the clear or not.
trait Stream: Read + Write + Send {}
impl<S: Read + Write + Send> Stream for S {}

type Any = Box<dyn Stream>;

/// The folder of drafts in an account.
pub struct DraftsFolder {
    session: Session<Any>,
    host: String,
    /// As the server names it.
    folder: String,
    /// The folder of what was sent, where the server marks one.
    sent: Option<String>,
}

impl DraftsFolder {
    /// Connects, logs in and finds the folder: `named`, else the one that the server marks, else "Drafts".
    ///
    /// # Errors
    /// Server, login or folder cannot be used.
    pub fn open(
        server: &Server,
        secret: &Secret,
        named: Option<&str>,
        timeout: Duration,
    ) -> Result<DraftsFolder, DraftsError> {
        let host = server.host.clone();
        let mut client = connected(server, timeout)?;
        let login = |reason: String| DraftsError::Login { host: host.clone(), user: secret.user.clone(), reason };
        if client.capabilities().is_ok_and(|capabilities| capabilities.has_str("LOGINDISABLED"))
            && secret.mechanism == Mechanism::Password
        {
            return Err(login("the server takes no password here".to_owned()));
        }
        let session = match secret.mechanism {
            Mechanism::Password => client.login(&secret.user, &secret.secret),
            Mechanism::Token => client.authenticate("XOAUTH2", &Token(secret)),
        };
        let mut session = session.map_err(|(error, _)| login(said(error)))?;
        let listed = session.list(None, Some("*")).map_err(|error| login(said(error)))?;
        // RFC 6154
        let marked = |attribute: &NameAttribute<'_>| {
            let found = listed.iter().find(|name| name.attributes().contains(attribute));
            found.map(|name| name.name().to_owned())
        };
        let folder =
            named.map(encoded).or_else(|| marked(&NameAttribute::Drafts)).unwrap_or_else(|| "Drafts".to_owned());
        let sent = marked(&NameAttribute::Sent);
        let mut drafts = DraftsFolder { session, host, folder, sent };
        drafts.select(&drafts.folder.clone())?;
        Ok(drafts)
    }

    /// Name of the folder, as people write it.
    pub fn folder(&self) -> String {
        decoded(&self.folder)
    }

    /// Which of these messages are in the folder of drafts, or of what was sent.
    ///
    /// # Errors
    /// The server does not answer.
    pub fn known<'m>(&mut self, message_ids: &[&'m str]) -> Result<Vec<&'m str>, DraftsError> {
        let mut known = Vec::new();
        for folder in self.sent.iter().chain([&self.folder]).cloned().collect::<Vec<_>>() {
            self.select(&folder)?;
            for &id in message_ids {
                // a Message-ID of ours has no quote and no backslash
                let found = self.session.uid_search(format!("UNDELETED HEADER Message-ID \"{id}\""));
                let found =
                    found.map_err(|error| DraftsError::Draft { host: self.host.clone(), reason: said(error) })?;
                if !found.is_empty() {
                    known.push(id);
                }
            }
        }
        Ok(known)
    }

    /// Adds a draft.
    ///
    /// # Errors
    /// The server does not take it.
    pub fn add(&mut self, message: &[u8]) -> Result<(), DraftsError> {
        let added = self.session.append(&self.folder, message).flags([Flag::Draft, Flag::Seen]).finish();
        added.map(|_| ()).map_err(|error| DraftsError::Draft { host: self.host.clone(), reason: said(error) })
    }

    /// Says goodbye.
    pub fn close(mut self) {
        // every draft has its answer already
        let _ = self.session.logout();
    }

    fn select(&mut self, folder: &str) -> Result<(), DraftsError> {
        let selected = self.session.select(folder);
        selected.map(|_| ()).map_err(|error| DraftsError::Folder {
            host: self.host.clone(),
            folder: decoded(folder),
            reason: said(error),
        })
    }
}

/// XOAUTH2: <https://developers.google.com/workspace/gmail/imap/xoauth2-protocol>
struct Token<'a>(&'a Secret);

impl Authenticator for Token<'_> {
    type Response = String;

    fn process(&self, challenge: &[u8]) -> String {
        if challenge.is_empty() {
            format!("user={}\x01auth=Bearer {}\x01\x01", self.0.user, self.0.secret)
        } else {
            // the server says why it refuses, and waits for an empty answer
            String::new()
        }
    }
}

fn connected(server: &Server, timeout: Duration) -> Result<Client<Any>, DraftsError> {
    let Server { host, port, security } = server;
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let unreachable =
        |error: io::Error| DraftsError::Unreachable { host: host.clone(), port: *port, reason: error.to_string() };
    let insecure = |reason: String| DraftsError::Security { host: host.clone(), reason };
    let addresses = (name, *port).to_socket_addrs().map_err(unreachable)?;
    let mut failed = io::Error::new(io::ErrorKind::NotFound, "there is no such server");
    let mut opened = None;
    for address in addresses {
        match TcpStream::connect_timeout(&address, timeout) {
            Ok(stream) => {
                opened = Some(stream);
                break;
            }
            Err(error) => failed = error,
        }
    }
    let Some(mut tcp) = opened else { return Err(unreachable(failed)) };
    tcp.set_read_timeout(Some(timeout)).and_then(|()| tcp.set_write_timeout(Some(timeout))).map_err(unreachable)?;
    let encrypted = |mut tcp: TcpStream| {
        let config = client_config().map_err(|error| insecure(error.to_string()))?;
        let server_name = ServerName::try_from(name.to_owned()).map_err(|error| insecure(error.to_string()))?;
        let mut connection = ClientConnection::new(config, server_name).map_err(|error| insecure(error.to_string()))?;
        // certificates are looked at now, before anything is said
        while connection.is_handshaking() {
            connection.complete_io(&mut tcp).map_err(|error| insecure(error.to_string()))?;
        }
        Ok(Box::new(StreamOwned::new(connection, tcp)) as Any)
    };
    let stream: Any = match security {
        Security::Tls => encrypted(tcp)?,
        Security::None => Box::new(tcp),
        Security::Starttls => {
            // the greeting comes before TLS, and never again
            line(&mut tcp).map_err(unreachable)?;
            tcp.write_all(b"tls STARTTLS\r\n").map_err(unreachable)?;
            let answer = std::iter::repeat_with(|| line(&mut tcp))
                .find(|line| line.as_ref().map_or(true, |line| line.starts_with("tls ")));
            match answer {
                Some(Ok(answer)) if answer.starts_with("tls OK") => {}
                Some(Err(error)) => return Err(unreachable(error)),
                _ => return Err(insecure("it does not offer STARTTLS".to_owned())),
            }
            return Ok(Client::new(encrypted(tcp)?));
        }
    };
    let mut client = Client::new(stream);
    match client.read_greeting() {
        Ok(_) => Ok(client),
        Err(error) => Err(DraftsError::Unreachable { host: host.clone(), port: *port, reason: said(error) }),
    }
}

/// One line of a server that has not gone over to TLS yet, and not a byte more.
fn line(tcp: &mut TcpStream) -> io::Result<String> {
    const LONGEST: usize = 8192;
    let mut line = Vec::new();
    while line.len() < LONGEST && !line.ends_with(b"\n") {
        let mut byte = [0];
        tcp.read_exact(&mut byte)?;
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// A name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3).
fn encoded(name: &str) -> String {
    let mut out = String::new();
    let mut foreign: Vec<u16> = Vec::new();
    let close = |foreign: &mut Vec<u16>, out: &mut String| {
        if !foreign.is_empty() {
            use base64::Engine;
            let bytes: Vec<u8> = foreign.drain(..).flat_map(u16::to_be_bytes).collect();
            let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(bytes);
            out.push_str(&format!("&{}-", text.replace('/', ",")));
        }
    };
    for c in name.chars() {
        if (' '..='~').contains(&c) {
            close(&mut foreign, &mut out);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            foreign.extend(c.encode_utf16(&mut [0; 2]).iter());
        }
    }
    close(&mut foreign, &mut out);
    out
}

/// A name of IMAP as people write it; what cannot be read stays as it is.
fn decoded(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some((plain, foreign)) = rest.split_once('&') {
        out.push_str(plain);
        let (text, after) = match foreign.split_once('-') {
            Some(("", after)) => (Some("&".to_owned()), after),
            Some((text, after)) => (utf16(text), after),
            None => (None, ""),
        };
        match text {
            Some(text) => out.push_str(&text),
            None => out.push_str(&rest[plain.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    out + rest
}

/// What stands between & and - in modified UTF-7.
fn utf16(text: &str) -> Option<String> {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::STANDARD_NO_PAD.decode(text.replace(',', "/")).ok()?;
    let (units, []) = bytes.as_chunks::<2>() else { return None };
    String::from_utf16(&units.iter().map(|&unit| u16::from_be_bytes(unit)).collect::<Vec<_>>()).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decoded, encoded};

    #[test]
    fn names_of_folders_are_written_as_imap_writes_them() {
        for (name, expected) in
            [("Drafts", "Drafts"), ("Entwürfe", "Entw&APw-rfe"), ("R & D", "R &- D"), ("草稿", "&g0l6Pw-")]
        {
            assert_eq!(encoded(name), expected);
        }
        for unreadable in ["&", "a&b", "&!!!-x", "&AA-", "&2AA-"] {
            assert_eq!(decoded(unreadable), unreadable);
        }
    }

    proptest! {
        #[test]
        fn every_name_is_read_as_it_was_written(name in ".*") {
            prop_assert_eq!(decoded(&encoded(&name)), name);
        }
    }
}
