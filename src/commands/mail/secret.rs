//! Password or token: from the environment, a file or a command, never from the settings or the command line, and never shown.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::mail::{Login, Mechanism, PasswordSource, Secret};

/// The secret of a login. `folder` is that of the settings.
pub(super) fn secret(login: &Login, folder: &Path) -> anyhow::Result<Secret> {
    let (user, secret, mechanism) = match login {
        Login::Password { user, source } => (user, password(source, folder)?, Mechanism::Password),
        Login::Token { user, command } => (user, printed(command, "token_command")?, Mechanism::Token),
    };
    if secret.is_empty() {
        bail!(
            "the password or token of {user} is empty\n  Look at the [mail] table of resit.toml for where it should be."
        );
    }
    Ok(Secret { user: user.clone(), secret, mechanism })
}

#[expect(clippy::disallowed_methods, reason = "the shell is where the environment is read")]
fn password(source: &PasswordSource, folder: &Path) -> anyhow::Result<String> {
    match source {
        PasswordSource::Environment(name) => match std::env::var(name) {
            Ok(password) => Ok(password),
            Err(_) => bail!(
                "the environment variable {name} holds no password\n  Set it for this command, or use password_file or password_command."
            ),
        },
        PasswordSource::File(path) => {
            let path = folder.join(path);
            let cannot = || format!("the password file {} cannot be read", path.display());
            let metadata = path.metadata().with_context(cannot)?;
            if is_open(&metadata) {
                bail!(
                    "the password file {} can be read by others\n  Close it: chmod 600 {}",
                    path.display(),
                    path.display()
                );
            }
            let text = std::fs::read_to_string(&path).with_context(cannot)?;
            Ok(text.lines().next().unwrap_or_default().to_owned())
        }
        PasswordSource::Command(command) => printed(command, "password_command"),
    }
}

/// Others than the owner may read the file.
#[cfg(unix)]
fn is_open(metadata: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(metadata) & 0o077 != 0
}

/// Other systems have no such modes.
#[cfg(not(unix))]
fn is_open(_: &std::fs::Metadata) -> bool {
    false
}

/// The first line that a command prints.
fn printed(command: &str, key: &str) -> anyhow::Result<String> {
    let mut shell = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    shell.args(if cfg!(windows) { ["/C", command] } else { ["-c", command] });
    let output = shell.stdin(Stdio::inherit()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("the {key} cannot be run"))?;
    if !output.status.success() {
        bail!("the {key} failed ({})\n  Run it by hand to see why: {command}", output.status);
    }
    let text = String::from_utf8(output.stdout).with_context(|| format!("the {key} prints no text"))?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}
