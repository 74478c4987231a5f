//! `resit mail preview`: who gets what, and the first letter as it will look.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Post, local, size};
use crate::commands::{DONE, LEFT_OUT, quoted};
use crate::diagnostic::counted;
use crate::mail::{Batch, Prepared, State};

/// So many columns of the terminal a cell may take.
const WIDEST: [usize; 6] = [36, 30, 34, 28, 8, 44];

pub(super) fn run(post: &Post<'_>) -> anyhow::Result<u8> {
    let ledger = post.ledger()?;
    let batch = post.batch(&ledger);
    let due: Vec<&Prepared> = batch.due(post.allowed()).collect();
    show(post, &batch, &due, None)
}

/// Shows the letters and those that are `due`; the exit code. `to_self` is the coach's own address, where they would go there.
pub(super) fn show(post: &Post<'_>, batch: &Batch, due: &[&Prepared], to_self: Option<&str>) -> anyhow::Result<u8> {
    let mut text = table(post, &batch.letters);
    text.push_str(&counts(post, batch, due.len()));
    if let Some(first) = due.first() {
        text.push_str(&format!("\nThe first letter:\n\n{}", look(post, first, to_self)));
    }
    if batch.problems.is_empty() {
        text.push_str(&next(post, due.len(), to_self));
    }
    post.print(text.trim_start_matches('\n'))?;
    post.tell(&batch.problems);
    Ok(if batch.problems.is_empty() { DONE } else { LEFT_OUT })
}

/// How to really send, for the letters that were shown.
fn next(post: &Post<'_>, due: usize, to_self: Option<&str>) -> String {
    let out = quoted(&post.letters.out);
    if due == 0 {
        return format!("\nNothing is to be sent. What went out: resit mail status {out}\n");
    }
    let choice = post.letters.choice;
    let flags = [
        (choice.allow_shared_addresses, " --allow-shared-addresses"),
        (choice.resend_changed, " --resend-changed"),
        (choice.resend_unknown, " --resend-unknown"),
    ];
    let flags: String = flags.into_iter().filter(|(given, _)| *given).map(|(_, flag)| flag).collect();
    match to_self {
        Some(address) => format!(
            "\nTo send them to {address}: resit mail send {out}{flags} --to-self {} --yes {due}\n",
            quoted(address)
        ),
        None => {
            let own = &post.account.from.email;
            format!(
                "\nTo see one as it arrives: resit mail send {out}{flags} --to-self {own} --limit 1 --yes 1\n\
                 To send them all:         resit mail send {out}{flags} --yes {due}\n"
            )
        }
    }
}

/// How many letters there are, by where they stand.
pub(super) fn counts(post: &Post<'_>, batch: &Batch, due: usize) -> String {
    let count = |is: fn(&State) -> bool| batch.letters.iter().filter(|letter| is(&letter.state)).count();
    let not_yet = count(|state| matches!(state, State::NotYet { .. }));
    let kinds = [
        // told where others went
        (if not_yet < batch.letters.len() { not_yet } else { 0 }, "not sent yet"),
        (count(|state| matches!(state, State::Sent { .. })), "sent before"),
        (
            count(|state| matches!(state, State::Changed { .. })),
            "sent before and changed since (--resend-changed sends them)",
        ),
        (
            count(|state| matches!(state, State::Held { .. })),
            "held, because it is not known whether they arrived (--resend-unknown sends them)",
        ),
        (count(|state| matches!(state, State::Failed { .. })), "refused before, to be tried again"),
    ];
    let mut text = format!("\n{}: {due} to send\n", counted(batch.letters.len(), "letter"));
    for (number, what) in kinds.into_iter().filter(|(number, _)| *number > 0) {
        text.push_str(&format!("  {number} {what}\n"));
    }
    if !batch.unaddressed.is_empty() {
        text.push_str(&format!(
            "Without an address, so without a letter: {}\n",
            counted(batch.unaddressed.len(), "candidate")
        ));
        for &candidate in &batch.unaddressed {
            text.push_str(&format!("  {}\n", post.who(candidate)));
        }
    }
    text
}

fn table(post: &Post<'_>, letters: &[Prepared]) -> String {
    if letters.is_empty() {
        return String::new();
    }
    let head = ["To", "Candidate", "Subject", "Attached", "Size", "Sent before"].map(str::to_owned);
    let row = |letter: &Prepared| {
        let names: Vec<&str> = letter.attached.iter().map(|(name, _)| *name).collect();
        [
            letter.to.email.to_string(),
            post.who(letter.candidate),
            letter.letter.subject.clone(),
            names.join(", "),
            size(letter.size),
            standing(&letter.state),
        ]
    };
    // what goes to support must not be cut to half a name
    let redacted = |row: [String; 6]| row.map(|cell| post.redacted(&cell));
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(letters.iter().map(row).map(redacted)).collect();
    let cut: Vec<[String; 6]> =
        rows.into_iter().map(|row| std::array::from_fn(|column| shortened(&row[column], WIDEST[column]))).collect();
    let widths: [usize; 6] = std::array::from_fn(|column| cut.iter().map(|row| row[column].width()).max().unwrap_or(0));
    let mut text = String::new();
    for row in &cut {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let space = " ".repeat(widths[column] - cell.width());
            // sizes are figures
            let cell = if column == 4 { format!("{space}{cell}") } else { format!("{cell}{space}") };
            line.push_str(&cell);
            line.push_str("  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Where a letter stands, in a few words.
pub(super) fn standing(state: &State) -> String {
    match state {
        State::NotYet { elsewhere: None } => "no".to_owned(),
        State::NotYet { elsewhere: Some(address) } => format!("to {address}"),
        State::Sent { at } => format!("sent {}", local(*at)),
        State::Changed { at } => format!("sent before, changed since ({})", local(*at)),
        State::Held { at, .. } => format!("held since {}", local(*at)),
        State::Failed { at, .. } => format!("refused {}", local(*at)),
    }
}

/// A letter as its reader sees it.
fn look(post: &Post<'_>, letter: &Prepared, to_self: Option<&str>) -> String {
    let account = &post.account;
    let to = match to_self {
        Some(address) => address.to_owned(),
        None => letter.to.to_string(),
    };
    let mut lines = vec![format!("From: {}", account.from), format!("To: {to}")];
    lines.extend(account.reply_to.iter().map(|reply_to| format!("Reply-To: {reply_to}")));
    lines.push(format!("Subject: {}", letter.letter.subject));
    lines.push(String::new());
    lines.extend(letter.letter.text.lines().map(str::to_owned));
    lines.push(String::new());
    lines.extend(letter.attached.iter().map(|(name, bytes)| format!("Attached: {name}, {}", size(*bytes))));
    lines.iter().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect()
}

/// At most so many columns of the text.
fn shortened(text: &str, width: usize) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.width() <= width {
        return text;
    }
    let mut taken = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken < width
        })
        .collect();
    kept + "…"
}
