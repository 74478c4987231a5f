//! `resit mail status`: what was sent, refused, held or did not go yet; the same as mail-report.csv.

use anyhow::Context;

use super::{Post, local, preview};
use crate::commands::DONE;
use crate::diagnostic::counted;
use crate::mail::{Batch, State};
use crate::output::{guarded, write_private};

/// Name of the report in OUT.
const REPORT: &str = "mail-report.csv";

pub(super) fn run(post: &Post<'_>) -> anyhow::Result<u8> {
    let ledger = post.ledger()?;
    let batch = post.batch(&ledger);
    let path = post.letters.out.join(REPORT);
    let part = post.build.state_folder().join("new-report");
    let report = report(post, &batch)?;
    write_private(&path, &part, &report).with_context(|| format!("{} cannot be written", path.display()))?;
    let due = batch.due(post.allowed()).count();
    let mut text = preview::counts(post, &batch, due).trim_start().to_owned();
    for letter in &batch.letters {
        let (word, reason) = match &letter.state {
            State::Failed { reason, .. } => ("refused", reason),
            State::Held { reason, .. } => ("held", reason),
            _ => continue,
        };
        text.push_str(&format!("  {word}: {} {}: {reason}\n", letter.to.email, post.who(letter.candidate)));
    }
    if !batch.problems.is_empty() {
        text.push_str(&format!(
            "{} in the way: resit mail preview tells them\n",
            counted(batch.problems.len(), "problem")
        ));
    }
    text.push_str(&format!("Report  {}\n", path.display()));
    post.print(&text)?;
    Ok(DONE)
}

/// One line a candidate, in the order of the manifest.
fn report(post: &Post<'_>, batch: &Batch) -> anyhow::Result<Vec<u8>> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(["candidate_id", "name", "email", "state", "at", "reason", "message_id"])?;
    let mut letters = batch.letters.iter().peekable();
    for (candidate, line) in post.build.lines.iter().enumerate() {
        let letter = letters.next_if(|letter| letter.candidate == candidate);
        let (state, at, reason) = match letter.map(|letter| &letter.state) {
            None if line.email.is_none() => ("no-address", None, String::new()),
            None => {
                let own = batch.problems.iter().filter(|problem| problem.candidate == Some(candidate));
                ("not-yet", None, own.map(|problem| problem.message.clone()).collect::<Vec<_>>().join("; "))
            }
            Some(State::NotYet { elsewhere }) => (
                "not-yet",
                None,
                elsewhere.as_ref().map(|address| format!("sent to {address} before")).unwrap_or_default(),
            ),
            Some(State::Sent { at }) => ("sent", Some(*at), String::new()),
            Some(State::Changed { at }) => ("changed", Some(*at), "sent before, changed since".to_owned()),
            Some(State::Held { at, reason }) => ("held", Some(*at), reason.clone()),
            Some(State::Failed { at, reason }) => ("failed", Some(*at), reason.clone()),
        };
        let cells = [
            line.candidate_id.clone(),
            line.name.clone().unwrap_or_default(),
            line.email.clone().unwrap_or_default(),
            state.to_owned(),
            at.map(local).unwrap_or_default(),
            reason,
            letter.map(|letter| letter.message_id.clone()).unwrap_or_default(),
        ];
        writer.write_record(cells.map(|cell| post.redacted(&cell)).map(guarded))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}
