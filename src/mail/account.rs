//! The account that letters come from: the table `[mail]` of resit.toml, as it is written and as it is checked.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use serde::Deserialize;
use toml::Spanned;

use super::message::shown_name;
use super::recipient;
use crate::diagnostic::{Fault, SettingChecks, SettingFault};

/// Letters a minute where nothing says more.
const RATE: f64 = 20.0;

/// Seconds to wait for an answer of a server where the settings do not say.
const TIMEOUT: u64 = 120;

/// Seconds before a letter is tried again for the first time, where the settings do not say.
const RETRY_SECONDS: u64 = 30;

/// The table `[mail]` as it is written; every key is optional here, [`Account::new`] says what is missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// Who the letters come from, such as "Kim Lund <kim@example.org>".
    pub from: Option<Spanned<String>>,
    pub reply_to: Option<Spanned<String>>,
    /// Name of the SMTP server.
    pub host: Option<Spanned<String>>,
    pub port: Option<Spanned<u16>>,
    /// "tls", "starttls" or "none".
    pub security: Option<Spanned<String>>,
    pub user: Option<Spanned<String>>,
    /// The environment variable that holds the password.
    pub password_env: Option<Spanned<String>>,
    /// The file that holds the password, from the folder of the settings.
    pub password_file: Option<Spanned<PathBuf>>,
    /// The command that prints the password.
    pub password_command: Option<Spanned<String>>,
    /// The command that prints an access token for XOAUTH2.
    pub token_command: Option<Spanned<String>>,
    /// "gmail", "workspace", "microsoft365" or "ses".
    pub provider: Option<Spanned<String>>,
    /// Letters a minute; 0 for no limit.
    pub rate: Option<Spanned<f64>>,
    /// Letters in 24 hours.
    pub daily_limit: Option<Spanned<u64>>,
    /// Domains to which letters may go.
    pub allow_domains: Option<Spanned<Vec<String>>>,
    /// What the header List-Unsubscribe says: a mailto: or https: address.
    pub list_unsubscribe: Option<Spanned<String>>,
    /// The HTML plan stands in the letter, too.
    pub inline_plan: bool,
    /// Seconds to wait for an answer of the server: 1 to 600.
    pub timeout: Option<Spanned<u64>>,
    /// Seconds before the second try after a passing refusal: 0 to 3600.
    pub retry_seconds: Option<Spanned<u64>>,
    /// Name of the IMAP server, for drafts.
    pub imap_host: Option<Spanned<String>>,
    pub imap_port: Option<Spanned<u16>>,
    /// "tls", "starttls" or "none".
    pub imap_security: Option<Spanned<String>>,
    /// The folder for drafts.
    pub drafts_folder: Option<Spanned<String>>,
}

/// How the way to a server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte on.
    Tls,
    /// Begins in the clear and must go over to TLS before anything is said.
    Starttls,
    /// In the clear: only for a server on this machine.
    None,
}

/// Where a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
}

/// Where the password comes from: never from the settings themselves or the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordSource {
    Environment(String),
    File(PathBuf),
    Command(String),
}

/// How to log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    Password {
        user: String,
        source: PasswordSource,
    },
    /// XOAUTH2 with what the command prints.
    Token {
        user: String,
        command: String,
    },
}

/// How fast letters may go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// The least time from one letter to the next.
    pub interval: Duration,
    /// Letters in 24 hours.
    pub daily_limit: Option<u64>,
    /// The wait before the second try; each further one is twice as long.
    pub retry: Duration,
}

/// A checked account.
#[derive(Debug, Clone)]
pub struct Account {
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
    /// `None` where no server is named: enough for drafts.
    pub smtp: Option<Server>,
    pub imap: Option<Server>,
    pub drafts_folder: Option<String>,
    pub login: Option<Login>,
    pub pace: Pace,
    /// In lower case; empty where every domain is allowed.
    pub allow_domains: Vec<String>,
    pub list_unsubscribe: Option<String>,
    pub inline_plan: bool,
    /// How long a server may take to answer.
    pub timeout: Duration,
}

/// What is known of a provider. Limits as their help pages told in 2026; they change, and the settings go before.
struct Provider {
    id: &'static str,
    smtp: Option<(&'static str, u16, Security)>,
    imap: Option<(&'static str, u16)>,
    /// Letters a minute.
    rate: f64,
    daily_limit: u64,
}

const PROVIDERS: [Provider; 4] = [
    // https://support.google.com/mail/answer/22839
    Provider {
        id: "gmail",
        smtp: Some(("smtp.gmail.com", 465, Security::Tls)),
        imap: Some(("imap.gmail.com", 993)),
        rate: RATE,
        daily_limit: 500,
    },
    // https://support.google.com/a/answer/166852
    Provider {
        id: "workspace",
        smtp: Some(("smtp.gmail.com", 465, Security::Tls)),
        imap: Some(("imap.gmail.com", 993)),
        rate: RATE,
        daily_limit: 2_000,
    },
    // https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits
    Provider {
        id: "microsoft365",
        smtp: Some(("smtp.office365.com", 587, Security::Starttls)),
        imap: Some(("outlook.office365.com", 993)),
        rate: 30.0,
        daily_limit: 10_000,
    },
    // https://docs.aws.amazon.com/ses/latest/dg/quotas.html: the sandbox; the host depends on the region
    Provider { id: "ses", smtp: None, imap: None, rate: 60.0, daily_limit: 200 },
];

impl Account {
    /// Checks the settings.
    ///
    /// # Errors
    /// Every setting that cannot be used.
    pub fn new(settings: &MailSettings) -> Result<Account, Vec<SettingFault>> {
        let mut check = SettingChecks::default();
        let from = check.value("from", &settings.from, |text| mailbox(text));
        if settings.from.is_none() {
            check.add(
                "from",
                None,
                Fault::new("the letters need a sender", "add a line such as from = \"Kim Lund <kim@example.org>\""),
            );
        }
        let reply_to = check.value("reply_to", &settings.reply_to, |text| mailbox(text));
        let provider = check.value("provider", &settings.provider, |text| {
            let known = PROVIDERS.iter().find(|provider| provider.id == text);
            let ids = PROVIDERS.map(|provider| format!("\"{}\"", provider.id)).join(", ");
            known.ok_or_else(|| {
                Fault::new(
                    format!("resit knows no provider “{text}”"),
                    format!("write one of {ids}, or name host, port and security"),
                )
            })
        });
        let preset = provider.and_then(|provider| provider.smtp);
        let smtp = server(
            &mut check,
            ["host", "security"],
            (&settings.host, &settings.port, &settings.security),
            preset,
            |security| match security {
                Security::Tls => 465,
                Security::Starttls => 587,
                Security::None => 25,
            },
        );
        let preset = provider.and_then(|provider| provider.imap).map(|(host, port)| (host, port, Security::Tls));
        let imap_settings = (&settings.imap_host, &settings.imap_port, &settings.imap_security);
        let imap =
            server(&mut check, ["imap_host", "imap_security"], imap_settings, preset, |security| match security {
                Security::Tls => 993,
                Security::Starttls | Security::None => 143,
            });
        let login = login(&mut check, settings);
        let rate = check.value("rate", &settings.rate, |&rate| {
            within(rate, 0.0, 100_000.0, "letters a minute, such as 20; 0 for no limit")
        });
        let rate = rate.or(provider.map(|provider| provider.rate)).unwrap_or(RATE);
        let interval = if rate > 0.0 { Duration::from_secs_f64((60.0 / rate).min(86_400.0)) } else { Duration::ZERO };
        let daily_limit = check.value("daily_limit", &settings.daily_limit, |&limit| {
            if limit > 0 {
                Ok(limit)
            } else {
                Err(Fault::new("no letter could go out", "write how many letters may go out in 24 hours"))
            }
        });
        let seconds = |check: &mut SettingChecks, key, setting, least, most, default| {
            let value = check
                .value(key, setting, |&seconds: &u64| within(seconds as f64, least, most, "seconds").map(|_| seconds));
            Duration::from_secs(value.unwrap_or(default))
        };
        let timeout = seconds(&mut check, "timeout", &settings.timeout, 1.0, 600.0, TIMEOUT);
        let retry = seconds(&mut check, "retry_seconds", &settings.retry_seconds, 0.0, 3600.0, RETRY_SECONDS);
        let allow_domains = check.value("allow_domains", &settings.allow_domains, |domains| {
            domains
                .iter()
                .map(|domain| {
                    let domain = domain.trim().trim_start_matches('@');
                    recipient::domain(domain).map_err(|message| {
                        Fault::new(format!("“{domain}”: {message}"), "write domains such as \"example.org\"")
                    })
                })
                .collect::<Result<Vec<_>, _>>()
        });
        let list_unsubscribe = check.value("list_unsubscribe", &settings.list_unsubscribe, |text| unsubscribe(text));
        let drafts_folder = check.value("drafts_folder", &settings.drafts_folder, |text| {
            if text.trim().is_empty() || text.chars().any(char::is_control) {
                Err(Fault::new(
                    "this is no name of a folder",
                    "write it as the mail program shows it, such as \"Drafts\"",
                ))
            } else {
                Ok(text.trim().to_owned())
            }
        });
        match (from, check.faults) {
            (Some(from), faults) if faults.is_empty() => Ok(Account {
                from,
                reply_to,
                smtp,
                imap,
                drafts_folder,
                login,
                pace: Pace {
                    interval,
                    daily_limit: daily_limit.or(provider.map(|provider| provider.daily_limit)),
                    retry,
                },
                allow_domains: allow_domains.unwrap_or_default(),
                list_unsubscribe,
                inline_plan: settings.inline_plan,
                timeout,
            }),
            (_, faults) => Err(faults),
        }
    }
}

/// Host, port and security as they are written.
type ServerSettings<'s> = (&'s Option<Spanned<String>>, &'s Option<Spanned<u16>>, &'s Option<Spanned<String>>);

/// A server as settings and provider give it; the settings go before.
fn server(
    check: &mut SettingChecks,
    [host_key, security_key]: [&'static str; 2],
    (host, port, security): ServerSettings<'_>,
    preset: Option<(&'static str, u16, Security)>,
    default_port: impl Fn(Security) -> u16,
) -> Option<Server> {
    let given = check.value(security_key, security, |text| match text.as_str() {
        "tls" => Ok(Security::Tls),
        "starttls" => Ok(Security::Starttls),
        "none" => Ok(Security::None),
        other => {
            Err(Fault::new(format!("resit knows no security “{other}”"), "write \"tls\", \"starttls\" or \"none\""))
        }
    });
    let name = check.value(host_key, host, |text| server_name(text));
    let (name, preset) = match (name, preset) {
        (Some(name), _) => (name, None),
        (None, Some(preset)) => (preset.0.to_owned(), Some(preset)),
        (None, None) => return None,
    };
    let kind = given.or(preset.map(|preset| preset.2)).unwrap_or(Security::Tls);
    if let (Security::None, Some(setting), false) = (kind, security, is_this_machine(&name)) {
        let help = "write \"tls\" or \"starttls\": in the clear everybody on the way could read plans and password";
        check.add(security_key, Some(setting.span()), Fault::new(format!("{name} is not this machine"), help));
    }
    let preset_port = preset.filter(|preset| preset.2 == kind).map(|preset| preset.1);
    let port = port.as_ref().map(|port| *port.get_ref()).or(preset_port).unwrap_or_else(|| default_port(kind));
    Some(Server { host: name, port, security: kind })
}

fn login(check: &mut SettingChecks, settings: &MailSettings) -> Option<Login> {
    let MailSettings { user, password_env, password_file, password_command, token_command, .. } = settings;
    let not_empty = |text: &String| {
        if text.trim().is_empty() || text.chars().any(char::is_control) {
            Err(Fault::new("the text is empty or holds a line break", "write it in one line, or take the line out"))
        } else {
            Ok(text.clone())
        }
    };
    let name = check.value("user", user, not_empty);
    let environment = check.value("password_env", password_env, |name| {
        not_empty(name).and_then(|name| {
            let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let help = "write the name of the variable, such as \"SMTP_PASSWORD\", never the password itself";
            if is_name { Ok(name) } else { Err(Fault::new("this is no name of an environment variable", help)) }
        })
    });
    let command = check.value("password_command", password_command, not_empty);
    let token = check.value("token_command", token_command, not_empty);
    let sources = [
        environment.map(PasswordSource::Environment),
        password_file.as_ref().map(|file| PasswordSource::File(file.get_ref().clone())),
        command.map(PasswordSource::Command),
    ];
    let given = [
        password_env.as_ref().map(|setting| ("password_env", setting.span())),
        password_file.as_ref().map(|setting| ("password_file", setting.span())),
        password_command.as_ref().map(|setting| ("password_command", setting.span())),
        token_command.as_ref().map(|setting| ("token_command", setting.span())),
    ];
    let given: Vec<(&'static str, Range<usize>)> = given.into_iter().flatten().collect();
    if let [_, .., (key, span)] = &given[..] {
        let fault = Fault::new(
            "there is more than one way to log in",
            "leave one of password_env, password_file, password_command and token_command",
        );
        check.add(key, Some(span.clone()), fault);
    }
    match (name, user, given.first()) {
        (Some(user), _, Some(_)) => match (token, sources.into_iter().flatten().next()) {
            (Some(command), _) => Some(Login::Token { user, command }),
            (None, Some(source)) => Some(Login::Password { user, source }),
            (None, None) => None,
        },
        (None, None, Some((key, span))) => {
            let fault = Fault::new(
                "nothing says whose password or token it is",
                "add a line such as user = \"kim@example.org\"",
            );
            check.add(key, Some(span.clone()), fault);
            None
        }
        (_, Some(setting), None) => {
            let help = "add password_env, password_file, password_command or token_command, or take the user out";
            check.add("user", Some(setting.span()), Fault::new("nothing says where the password is", help));
            None
        }
        _ => None,
    }
}

fn within(value: f64, least: f64, most: f64, what: &str) -> Result<f64, Fault> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(Fault::new(format!("{value} is not between {least} and {most}"), format!("write a number of {what}")))
    }
}

/// A sender as people write it: an address, or a name with an address in angle brackets.
fn mailbox(text: &str) -> Result<Mailbox, Fault> {
    let text = text.trim();
    let help = "write an address, or a name and an address: \"Kim Lund <kim@example.org>\"";
    if text.chars().any(char::is_control) {
        return Err(Fault::new("the text holds a line break or another control character", help));
    }
    let (name, address) = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').trim(), address),
        None => ("", text),
    };
    // what the letters' headers could not show as it is
    let is_shown = name.is_empty() || shown_name(name).is_some_and(|shown| shown == name);
    if name.contains(['<', '>', '@']) || !is_shown {
        let name: String = name.chars().take(60).collect();
        return Err(Fault::new(format!("“{name}” is no name of a sender"), help));
    }
    let address =
        recipient::address(address.trim()).map_err(|message| Fault::new(format!("“{address}”: {message}"), help))?;
    Ok(Mailbox::new(Some(name.to_owned()).filter(|name| !name.is_empty()), address))
}

fn server_name(text: &str) -> Result<String, Fault> {
    let name = text.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.:".contains(c);
    if name.is_empty() || !name.chars().all(plain) {
        return Err(Fault::new(
            format!("“{name}” is no name of a server"),
            "write its name alone, such as \"smtp.example.org\"",
        ));
    }
    Ok(name.to_owned())
}

/// The server is reached without leaving this machine.
fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

fn unsubscribe(text: &str) -> Result<String, Fault> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let is_address = text.starts_with("mailto:") || text.starts_with("https://");
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !"<>,\"".contains(c));
    if is_address && plain && text.len() < 500 {
        Ok(format!("<{text}>"))
    } else {
        Err(Fault::new(
            format!("“{text}” is no address to unsubscribe at"),
            "write \"mailto:stop@example.org\" or \"https://example.org/stop\"",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    /// What the table makes, or its faults, one a line.
    fn account(table: &str) -> Result<Account, String> {
        let settings = Settings::parse(&format!("[mail]\n{table}")).map_err(|error| error.message)?;
        let faults = |faults: Vec<SettingFault>| {
            let line =
                |SettingFault { key, fault, .. }: &SettingFault| format!("{key}: {} / {}", fault.message, fault.help);
            faults.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        Account::new(&settings.mail.unwrap_or_default()).map_err(faults)
    }

    #[test]
    fn a_provider_gives_what_the_settings_do_not() {
        let table = [
            ("gmail", "smtp.gmail.com:465 Tls 3s Some(500)"),
            ("workspace", "smtp.gmail.com:465 Tls 3s Some(2000)"),
            ("microsoft365", "smtp.office365.com:587 Starttls 2s Some(10000)"),
        ];
        for (provider, expected) in table {
            let account = account(&format!("from = \"kim@example.org\"\nprovider = \"{provider}\"")).unwrap();
            let server = account.smtp.unwrap();
            let found = format!(
                "{}:{} {:?} {:?} {:?}",
                server.host, server.port, server.security, account.pace.interval, account.pace.daily_limit
            );
            assert_eq!(found, expected, "{provider}");
        }
        let ses = account("from = \"kim@example.org\"\nprovider = \"ses\"\nhost = \"email-smtp.eu-west-1.amazonaws.com\"\nsecurity = \"starttls\"\ndaily_limit = 50000\nrate = 600").unwrap();
        assert_eq!(ses.smtp.unwrap().port, 587);
        assert_eq!((ses.pace.interval, ses.pace.daily_limit), (Duration::from_millis(100), Some(50_000)));
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for (text, expected) in [
            ("kim@example.org", "kim@example.org"),
            ("Kim Lund <kim@example.org>", "Kim Lund <kim@example.org>"),
            ("Lund, Kim <kim@example.org>", "\"Lund, Kim\" <kim@example.org>"),
            ("\\\"Lund, Kim\\\" <kim@example.org>", "\"Lund, Kim\" <kim@example.org>"),
        ] {
            let account = account(&format!("from = \"{text}\"")).unwrap();
            assert_eq!(account.from.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let faults = account(
            "from = \"Kim\"\nreply_to = \"a@b\"\nhost = \"smtp example\"\nsecurity = \"ssl\"\nprovider = \"yahoo\"\nrate = -1\n\
             daily_limit = 0\nallow_domains = [\"example\"]\nlist_unsubscribe = \"stop\"\ntimeout = 0\nretry_seconds = 9999\n\
             user = \"kim\"\ndrafts_folder = \" \"",
        );
        insta::assert_snapshot!(faults.unwrap_err());
        let two = "from = \"kim@example.org\"\nuser = \"kim\"\npassword_env = \"A B\"\ntoken_command = \"x\"";
        insta::assert_snapshot!(account(two).unwrap_err());
        let nobody = "from = \"kim@example.org\"\npassword_env = \"SMTP_PASSWORD\"";
        insta::assert_snapshot!(account(nobody).unwrap_err());
        insta::assert_snapshot!(account("").unwrap_err());
    }

    #[test]
    fn only_a_server_on_this_machine_may_be_spoken_to_in_the_clear() {
        for (host, allowed) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("localhost", true),
            ("127.1.2.3", true),
            ("192.168.0.1", false),
            ("mail.example.org", false),
            ("localhost.example.org", false),
        ] {
            let table = format!("from = \"kim@example.org\"\nhost = \"{host}\"\nsecurity = \"none\"");
            assert_eq!(account(&table).is_ok(), allowed, "{host}");
        }
        let ses = account("from = \"kim@example.org\"\nprovider = \"gmail\"\nsecurity = \"none\"");
        assert!(ses.is_err());
    }
}
