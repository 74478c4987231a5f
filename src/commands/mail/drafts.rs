//! `resit mail drafts`: letters that a mail program opens, or that lie in the account's folder of drafts.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, bail};

use super::secret::secret;
use super::{Post, now, preview};
use crate::commands::{DONE, LEFT_OUT};
use crate::diagnostic::counted;
use crate::mail::{DraftsFolder, Prepared, Stamp};
use crate::output::{OUTBOX, Outbox};

pub(super) fn run(post: &Post<'_>, imap: bool) -> anyhow::Result<u8> {
    let _lock = post.lock()?;
    let ledger = post.ledger()?;
    let batch = post.batch(&ledger);
    if !batch.problems.is_empty() {
        post.tell(&batch.problems);
        return Ok(LEFT_OUT);
    }
    let due: Vec<&Prepared> = batch.due(post.allowed()).collect();
    let stamp = Stamp { at: now(), draft: true };
    let folder = post.letters.out.join(OUTBOX);
    let cannot = || format!("the drafts cannot be written to {}", folder.display());
    let mut outbox = Outbox::open(&post.letters.out).with_context(cannot)?;
    let names: Vec<String> = due.iter().map(|letter| draft_name(post, letter)).collect();
    outbox.begin(&names.iter().cloned().collect::<BTreeSet<_>>()).with_context(cannot)?;
    for (letter, name) in due.iter().zip(&names) {
        let message = letter.message(&post.build, &post.account, None, stamp);
        let message = message.map_err(|problem| anyhow::anyhow!("{}: {}", problem.message, problem.help))?;
        outbox.write(name, &message).with_context(cannot)?;
    }
    let mut text = preview::counts(post, &batch, due.len()).trim_start().to_owned();
    text.push_str(&format!("Drafts  {} ({})\n", outbox.folder().display(), counted(due.len(), "file")));
    if imap {
        text.push_str(&into_account(post, &due, stamp)?);
    }
    text.push_str("What you send from a mail program is not in the ledger: `resit mail send` does not know of it.\n");
    post.print(&text)?;
    Ok(DONE)
}

/// The file of a draft: as the plan is called.
fn draft_name(post: &Post<'_>, letter: &Prepared) -> String {
    let line = post.build.lines.get(letter.candidate);
    let plan = line.and_then(|line| line.pdf.as_ref().or(line.html.as_ref()));
    let path = plan.map_or("candidate", |plan| &*plan.path);
    let stem = Path::new(path).file_stem().map_or_else(|| "candidate".into(), |stem| stem.to_string_lossy());
    format!("{stem}.eml")
}

/// Adds the drafts that are not in the account yet.
fn into_account(post: &Post<'_>, due: &[&Prepared], stamp: Stamp) -> anyhow::Result<String> {
    let (Some(server), Some(login)) = (&post.account.imap, &post.account.login) else {
        bail!(
            "the account for drafts is not known\n  Add imap_host, user and one of password_env, password_file, password_command, token_command to [mail] in resit.toml."
        );
    };
    let secret = secret(login, post.settings_file.parent().unwrap_or(Path::new("")))?;
    let mut folder = DraftsFolder::open(server, &secret, post.account.drafts_folder.as_deref(), post.account.timeout)?;
    let ids: Vec<&str> = due.iter().map(|letter| &*letter.message_id).collect();
    let known: BTreeSet<&str> = folder.known(&ids)?.into_iter().collect();
    let mut added = 0;
    for letter in due.iter().filter(|letter| !known.contains(&*letter.message_id)) {
        let message = letter.message(&post.build, &post.account, None, stamp);
        folder.add(&message.map_err(|problem| anyhow::anyhow!("{}: {}", problem.message, problem.help))?)?;
        added += 1;
    }
    let text = format!(
        "Account {}: {} added to “{}”, {} there before\n",
        post.account.from.email,
        counted(added, "draft"),
        folder.folder(),
        known.len()
    );
    folder.close();
    Ok(text)
}
