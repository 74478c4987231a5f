//! The way to an SMTP server: one connection at a time, one letter at a time, and for each letter what became of it. Whether
//! the content had gone when a connection broke is what decides between "not sent, for sure" and "nobody knows", so the
//! commands of a letter are given one by one.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism as Sasl};
use lettre::transport::smtp::client::{CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use super::account::{Security, Server};
use super::message::Envelope;
use super::reply::{Reply, Stage};
use super::roots::has_machine_roots;
use super::said;

/// How the secret is shown to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    Password,
    /// XOAUTH2.
    Token,
}

/// A user with a password or a token. It is never printed.
#[derive(Clone)]
pub struct Secret {
    pub user: String,
    pub secret: String,
    pub mechanism: Mechanism,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What became of a letter, or of the way to the server.
#[derive(Debug)]
pub enum Handed {
    /// The server took it; what it said.
    Accepted(String),
    /// The server refused.
    Refused(Stage, Reply),
    /// No answer: the connection broke, or time ran out. Only at [`Stage::Content`] may the letter have arrived.
    Lost(Stage, String),
    /// The way itself is not as the settings want it, and no try would change that.
    Unusable(Stage, String),
    /// Nothing was sent: what had to be done before failed.
    NotBegun(io::Error),
}

/// A server and the connection to it, while there is one.
pub struct Outgoing<'a> {
    server: &'a Server,
    secret: Option<&'a Secret>,
    timeout: Duration,
    hello: ClientId,
    connection: Option<SmtpConnection>,
}

impl<'a> Outgoing<'a> {
    /// Nothing is connected yet.
    pub fn new(server: &'a Server, secret: Option<&'a Secret>, timeout: Duration) -> Outgoing<'a> {
        // the name of the machine is nobody's business, and servers do not look it up after a login
        Outgoing { server, secret, timeout, hello: ClientId::default(), connection: None }
    }

    /// Connects and logs in, unless that is done. `Ok` where letters can be handed over.
    ///
    /// # Errors
    /// What was in the way; nothing but the login was said.
    pub fn connect(&mut self) -> Result<(), Handed> {
        if self.connection.as_ref().is_some_and(|connection| !connection.has_broken()) {
            return Ok(());
        }
        self.connection = None;
        let Server { host, port, security } = self.server;
        let name = host.trim_start_matches('[').trim_end_matches(']');
        let tls = match security {
            Security::None => None,
            _ => Some(tls_parameters(name).map_err(|error| Handed::Unusable(Stage::Tls, explained(&error)))?),
        };
        let wrapped = tls.as_ref().filter(|_| *security == Security::Tls);
        let opened = SmtpConnection::connect((name, *port), Some(self.timeout), &self.hello, wrapped, None);
        let mut connection = opened.map_err(|error| {
            let stage = if is_certificate(&error) { Stage::Tls } else { Stage::Connect };
            failed(stage, &error)
        })?;
        if let (Security::Starttls, Some(tls)) = (security, &tls) {
            if !connection.can_starttls() {
                connection.abort();
                return Err(Handed::Unusable(Stage::Tls, "the server does not offer STARTTLS".to_owned()));
            }
            connection.starttls(tls, &self.hello).map_err(|error| failed(Stage::Tls, &error))?;
        }
        if let Some(Secret { user, secret, mechanism }) = self.secret {
            let mechanisms: &[Sasl] = match mechanism {
                Mechanism::Password => &[Sasl::Plain, Sasl::Login],
                Mechanism::Token => &[Sasl::Xoauth2],
            };
            if connection.server_info().get_auth_mechanism(mechanisms).is_none() {
                connection.abort();
                let name = if *mechanism == Mechanism::Token { "XOAUTH2" } else { "a password" };
                return Err(Handed::Unusable(Stage::Login, format!("the server offers no login with {name} here")));
            }
            let credentials = Credentials::new(user.clone(), secret.clone());
            connection.auth(mechanisms, &credentials).map_err(|error| match failed(Stage::Login, &error) {
                // a challenge that is not understood is how a refused token is told
                Handed::Lost(stage, reason) if !is_network(&error) => Handed::Unusable(stage, reason),
                failed => failed,
            })?;
        }
        self.connection = Some(connection);
        Ok(())
    }

    /// Hands a letter over. `before_content` is called when the server waits for the content; where it fails, none goes.
    pub fn hand_over(
        &mut self,
        envelope: &Envelope,
        message: &[u8],
        before_content: impl FnOnce() -> io::Result<()>,
    ) -> Handed {
        if let Err(handed) = self.connect() {
            return handed;
        }
        let Some(connection) = &mut self.connection else {
            return Handed::Lost(Stage::Connect, "no connection".to_owned());
        };
        let commands: [(Stage, String); 3] = [
            (Stage::Sender, Mail::new(Some(envelope.from.clone()), Vec::new()).to_string()),
            (Stage::Recipient, Rcpt::new(envelope.to.clone(), Vec::new()).to_string()),
            (Stage::Data, Data.to_string()),
        ];
        for (stage, command) in commands {
            if let Err(error) = connection.command(command) {
                let handed = failed(stage, &error);
                self.end_letter(&handed);
                return handed;
            }
        }
        if let Err(error) = before_content() {
            // a connection that ends before the last dot ends the letter
            self.drop_connection();
            return Handed::NotBegun(error);
        }
        match connection.command(content(message)) {
            Ok(response) => Handed::Accepted(said(format!(
                "{} {}",
                response.code(),
                response.message().collect::<Vec<_>>().join(" ")
            ))),
            Err(error) => {
                let handed = failed(Stage::Content, &error);
                self.end_letter(&handed);
                handed
            }
        }
    }

    /// After a refusal the same connection serves the next letter; after anything else it is of no use.
    fn end_letter(&mut self, handed: &Handed) {
        let can_go_on = match handed {
            Handed::Refused(_, reply) if reply.code != 421 => {
                let reset = |connection: &mut SmtpConnection| connection.command("RSET\r\n").is_ok();
                self.connection.as_mut().is_some_and(reset)
            }
            _ => false,
        };
        if !can_go_on {
            self.drop_connection();
        }
    }

    /// Ends the connection without a word.
    pub fn drop_connection(&mut self) {
        self.connection = None;
    }

    /// Says goodbye, where there is a connection.
    pub fn quit(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            // every letter has its answer already
            let _ = connection.quit();
        }
    }
}

/// The content as it goes over the line, up to the dot that ends it. The library would send that dot by itself, and the system keeps
/// so small a packet back until the one before is acknowledged, which takes 40 ms for each letter.
fn content(message: &[u8]) -> String {
    // messages are ASCII
    let message = String::from_utf8_lossy(message);
    let mut content = String::with_capacity(message.len() + 16);
    for line in message.split_inclusive('\n') {
        if line.starts_with('.') {
            content.push('.');
        }
        content.push_str(line);
    }
    if !content.ends_with("\r\n") {
        content.push_str("\r\n");
    }
    content + ".\r\n"
}

fn tls_parameters(name: &str) -> Result<TlsParameters, SmtpError> {
    let store = if has_machine_roots() { CertificateStore::Default } else { CertificateStore::WebpkiRoots };
    TlsParameters::builder(name.to_owned()).certificate_store(store).build()
}

/// What an error of the library is for a letter.
fn failed(stage: Stage, error: &SmtpError) -> Handed {
    match error.status() {
        Some(code) => {
            let text = error.source().map(ToString::to_string).unwrap_or_default();
            let code = u16::from(code);
            Handed::Refused(stage, Reply { code, text: said(text) })
        }
        None if stage == Stage::Tls && !is_network(error) => Handed::Unusable(stage, explained(error)),
        None if error.is_tls() || is_certificate(error) => Handed::Unusable(Stage::Tls, explained(error)),
        None => Handed::Lost(stage, explained(error)),
    }
}

/// The error and its causes, the innermost last.
fn causes(error: &SmtpError) -> Vec<&(dyn std::error::Error + 'static)> {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause);
        next = cause.source();
    }
    causes
}

/// TLS said no, which the library tells as an input or output error.
fn is_certificate(error: &SmtpError) -> bool {
    let is_tls = |error: &(dyn std::error::Error + 'static)| {
        let inside = error.downcast_ref::<io::Error>().and_then(|error| error.get_ref());
        let is_rustls = |error: &(dyn std::error::Error + Send + Sync + 'static)| error.is::<rustls::Error>();
        error.is::<rustls::Error>() || inside.is_some_and(is_rustls)
    };
    error.is_tls() || causes(error).into_iter().any(is_tls)
}

/// The connection broke, or time ran out.
fn is_network(error: &SmtpError) -> bool {
    let is_broken = |error: &(dyn std::error::Error + 'static)| error.is::<io::Error>();
    !is_certificate(error)
        && (causes(error).into_iter().any(is_broken) || error.to_string().contains("incomplete response"))
}

/// The reason in words for people.
fn explained(error: &SmtpError) -> String {
    let io_error = causes(error).into_iter().find_map(|error| error.downcast_ref::<io::Error>());
    let kind = io_error.map(io::Error::kind);
    match kind {
        _ if is_certificate(error) => said(causes(error).last().map_or_else(|| error.to_string(), ToString::to_string)),
        Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => "the server did not answer in time".to_owned(),
        Some(io::ErrorKind::ConnectionRefused) => "nothing listens there".to_owned(),
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionAborted,
        ) => "the connection broke".to_owned(),
        _ if error.to_string().contains("incomplete response") => "the server closed the connection".to_owned(),
        _ => said(causes(error).last().map_or_else(|| error.to_string(), ToString::to_string)),
    }
}
