//! `resit mail send`: the letters that are due, one after the other, over one connection, as fast as the account allows.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::bail;
use indicatif::ProgressBar;
use jiff::{Timestamp, ToSpan};
use lettre::message::Mailbox;

use super::secret::secret;
use super::{Post, local, now, preview};
use crate::commands::{COULD_NOT_RUN, DONE, INTERRUPTED, LEFT_OUT, progress_bar, quoted, stop_on_interrupt};
use crate::diagnostic::counted;
use crate::digest::sha256;
use crate::mail::{
    self, Event, EventKind, Handed, Ledger, Outgoing, Prepared, Reply, Stage, Stamp, StopReason, Verdict, verdict,
};

/// How often a letter, or the server, is tried.
const TRIES: u32 = 4;

/// So many letters one after the other of which nobody knows whether they arrived: something is wrong, and every further one
/// would be one more to look after.
const MOST_UNKNOWN: u32 = 3;

/// How long a wait may go on before the user's Ctrl-C is looked at.
const SLICE: Duration = Duration::from_millis(100);

/// What was asked for.
pub(super) struct Wanted<'w> {
    /// The number that the preview showed.
    pub yes: Option<usize>,
    pub to_self: Option<&'w str>,
    pub limit: Option<usize>,
}

pub(super) fn run(post: &Post<'_>, wanted: &Wanted<'_>) -> anyhow::Result<u8> {
    // the ledger is read when nobody else can add to it
    let _lock = wanted.yes.map(|_| post.lock()).transpose()?;
    let mut ledger = post.ledger()?;
    let batch = post.batch(&ledger);
    let allowed = post.allowed();
    let due: Vec<&Prepared> = match wanted.to_self {
        Some(_) => batch.letters.iter().take(wanted.limit.unwrap_or(usize::MAX)).collect(),
        None => batch.due(allowed).collect(),
    };
    let to_self = wanted.to_self.map(|text| match mail::address(text.trim()) {
        Ok(address) => Ok(address),
        Err(message) => Err(anyhow::anyhow!("“{text}”: {message}\n  Give --to-self your own address.")),
    });
    let to_self = to_self.transpose()?;
    let Some(yes) = wanted.yes.filter(|_| batch.problems.is_empty()) else {
        return preview::show(post, &batch, &due, wanted.to_self);
    };
    if yes != due.len() {
        let shown = match due.len() {
            0 => "nothing is to be sent now".to_owned(),
            1 => "there is 1 letter to send now".to_owned(),
            several => format!("there are {several} letters to send now"),
        };
        let out = quoted(&post.letters.out);
        bail!(
            "--yes {yes} does not fit: {shown}\n  Look at the preview, then give its number: resit mail preview {out}"
        );
    }
    let Some(server) = post.account.smtp.clone() else {
        bail!(
            "nothing says which server sends the letters\n  Add host, or provider, to [mail] in {}.",
            post.settings_file.display()
        );
    };
    if due.is_empty() {
        post.print("Nothing is to be sent.\n")?;
        return Ok(DONE);
    }
    let login = post.account.login.as_ref();
    let secret = login.map(|login| secret(login, post.settings_file.parent().unwrap_or(Path::new("")))).transpose()?;
    ledger.open()?;
    let outgoing = Outgoing::new(&server, secret.as_ref(), post.account.timeout);
    let bar = progress_bar(due.len(), !post.letters.quiet, "{bar:30} {human_pos} of {human_len} letters, {msg}");
    let mut run = Run {
        outgoing,
        ledger,
        to_self,
        stop: stop_on_interrupt(),
        next_slot: Instant::now(),
        reconnects: 0,
        unknown_in_a_row: 0,
        bar,
        tally: Tally::default(),
    };
    let queue = due.iter().map(|&letter| Due { letter, tries: 0, not_before: Instant::now() }).collect();
    let ended = run.send_all(post, queue);
    run.outgoing.quit();
    run.bar.finish_and_clear();
    let ended = ended?;
    let text = closing(post, &run, &ended, due.len(), &server.host);
    post.print(&text)?;
    let all = run.tally.sent == due.len();
    Ok(match ended {
        Ended::Done if all => DONE,
        Ended::Done | Ended::Stopped(StopReason::Quota, _) | Ended::OwnLimit(_) | Ended::Unknown => LEFT_OUT,
        Ended::Interrupted => INTERRUPTED,
        Ended::Stopped(..) | Ended::Unreachable(_) | Ended::Unusable(..) if run.tally.is_empty() => COULD_NOT_RUN,
        Ended::Stopped(..) | Ended::Unreachable(_) | Ended::Unusable(..) => LEFT_OUT,
    })
}

/// A letter that waits for its turn.
struct Due<'a> {
    letter: &'a Prepared,
    tries: u32,
    not_before: Instant,
}

/// Why a run ended.
enum Ended {
    Done,
    Interrupted,
    Stopped(StopReason, Reply),
    /// The server could not be reached, or not any more.
    Unreachable(String),
    /// The server is not as the settings want it.
    Unusable(Stage, String),
    /// The limit of the settings; when the next letter may go.
    OwnLimit(Timestamp),
    /// Too many letters without an answer.
    Unknown,
}

/// What came of the letters so far.
#[derive(Default)]
struct Tally {
    sent: usize,
    /// Candidate and answer.
    refused: Vec<(usize, String)>,
    deferred: Vec<(usize, String)>,
    held: Vec<(usize, String)>,
}

struct Run<'a> {
    outgoing: Outgoing<'a>,
    ledger: Ledger,
    /// The coach's own address, where the letters go there.
    to_self: Option<lettre::Address>,
    stop: &'static AtomicBool,
    /// When the rate lets the next letter go.
    next_slot: Instant,
    /// How often in a row the server was not there.
    reconnects: u32,
    unknown_in_a_row: u32,
    bar: ProgressBar,
    tally: Tally,
}

impl Run<'_> {
    fn send_all(&mut self, post: &Post<'_>, mut queue: VecDeque<Due<'_>>) -> anyhow::Result<Ended> {
        let pace = post.account.pace;
        while let Some(mut due) = self.next(&mut queue) {
            self.tell_end(queue.len() + 1, pace.interval);
            if !self.wait_until(self.next_slot.max(due.not_before)) {
                return Ok(Ended::Interrupted);
            }
            if let Some(free) = self.limit_reached(pace.daily_limit) {
                return Ok(Ended::OwnLimit(free));
            }
            let begun = Instant::now();
            let handed = self.hand_over(post, due.letter)?;
            self.next_slot = begun + pace.interval;
            let mut failed = None;
            match handed {
                Handed::Accepted(reply) => {
                    self.reconnects = 0;
                    self.unknown_in_a_row = 0;
                    self.add(
                        due.letter,
                        if self.to_self.is_some() { EventKind::Test } else { EventKind::Sent },
                        Some(reply),
                    )?;
                    self.tally.sent += 1;
                    self.bar.inc(1);
                }
                Handed::Refused(stage, reply) => {
                    let verdict = verdict(stage, &reply);
                    let words = reply.to_string();
                    match verdict {
                        Verdict::Refused => {
                            self.reconnects = 0;
                            self.unknown_in_a_row = 0;
                            self.add(due.letter, EventKind::Refused, Some(words.clone()))?;
                            self.tally.refused.push((due.letter.candidate, words));
                            self.bar.inc(1);
                        }
                        Verdict::Later => failed = Some(words),
                        Verdict::Reconnect => {
                            self.outgoing.drop_connection();
                            self.reconnects += 1;
                            self.next_slot = Instant::now() + wait(pace.retry, self.reconnects, &due.letter.message_id);
                            // before a letter is named, the answer is about the server, and every letter would fare the same
                            if stage <= Stage::Login {
                                if self.reconnects >= TRIES {
                                    return Ok(Ended::Unreachable(words));
                                }
                                queue.push_front(due);
                                continue;
                            }
                            failed = Some(words);
                        }
                        Verdict::Stop(reason) => {
                            if stage > Stage::Login {
                                self.add(due.letter, EventKind::Deferred, Some(words))?;
                            }
                            return Ok(Ended::Stopped(reason, reply));
                        }
                    }
                }
                Handed::Lost(Stage::Content, reason) => {
                    self.unknown_in_a_row += 1;
                    self.add(due.letter, EventKind::Unknown, Some(reason.clone()))?;
                    self.tally.held.push((due.letter.candidate, reason));
                    self.bar.inc(1);
                    if self.unknown_in_a_row == MOST_UNKNOWN {
                        return Ok(Ended::Unknown);
                    }
                }
                Handed::Lost(stage, reason) => {
                    let never_there = self.tally.is_empty() && due.tries == 0 && self.reconnects == 0;
                    self.reconnects += 1;
                    if stage <= Stage::Login && (never_there || self.reconnects > TRIES) {
                        return Ok(Ended::Unreachable(reason));
                    }
                    // a server may close a connection that was idle: the first try anew comes at once
                    if self.reconnects > 1 {
                        self.next_slot = Instant::now() + wait(pace.retry, self.reconnects - 1, &due.letter.message_id);
                    }
                    let was_idle = stage == Stage::Sender && due.tries == 0;
                    if stage <= Stage::Login || was_idle {
                        due.tries += u32::from(was_idle);
                        queue.push_front(due);
                        continue;
                    }
                    failed = Some(reason);
                }
                Handed::Unusable(stage, reason) => return Ok(Ended::Unusable(stage, reason)),
                Handed::NotBegun(error) => bail!("{error}"),
            }
            if let Some(words) = failed {
                due.tries += 1;
                // the content may have gone before the server refused it: it is known that it did not arrive
                self.add(due.letter, EventKind::Deferred, Some(words.clone()))?;
                if due.tries >= TRIES {
                    self.tally.deferred.push((due.letter.candidate, words));
                    self.bar.inc(1);
                } else {
                    due.not_before = Instant::now() + wait(pace.retry, due.tries, &due.letter.message_id);
                    queue.push_back(due);
                }
            }
        }
        Ok(Ended::Done)
    }

    /// The first letter that may go now, else the one that may go first.
    fn next<'q>(&self, queue: &mut VecDeque<Due<'q>>) -> Option<Due<'q>> {
        let now = Instant::now().max(self.next_slot);
        let ready = queue.iter().position(|due| due.not_before <= now);
        let first = || queue.iter().enumerate().min_by_key(|(_, due)| due.not_before).map(|(at, _)| at);
        ready.or_else(first).and_then(|at| queue.remove(at))
    }

    fn hand_over(&mut self, post: &Post<'_>, letter: &Prepared) -> anyhow::Result<Handed> {
        let to = self.to_self.clone().map(|address| Mailbox::new(letter.to.name.clone(), address));
        let stamp = Stamp { at: now(), draft: false };
        let message = letter.message(&post.build, &post.account, to.as_ref(), stamp);
        let message = message.map_err(|problem| {
            let who = problem.candidate.map(|candidate| post.who(candidate)).unwrap_or_default();
            anyhow::anyhow!(
                "{who}: {}\n  {} went out before; {}.",
                problem.message,
                counted(self.tally.sent, "letter"),
                problem.help
            )
        })?;
        let envelope = letter.envelope(&post.account, to.as_ref());
        let sending = self.to_self.is_none().then(|| event(letter, EventKind::Sending, None));
        let ledger = &mut self.ledger;
        let before_content = || match sending {
            Some(sending) => ledger.add(sending).map_err(std::io::Error::other),
            None => Ok(()),
        };
        Ok(self.outgoing.hand_over(&envelope, &message, before_content))
    }

    fn add(&mut self, letter: &Prepared, kind: EventKind, reply: Option<String>) -> anyhow::Result<()> {
        // what becomes of a letter to the coach says nothing about the candidate
        if self.to_self.is_none() || kind == EventKind::Test {
            self.ledger.add(event(letter, kind, reply))?;
        }
        Ok(())
    }

    /// Waits, unless the user stops the run.
    fn wait_until(&self, moment: Instant) -> bool {
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
            let left = moment.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(SLICE));
        }
    }

    /// When the next letter may go, where the settings' limit is reached.
    fn limit_reached(&self, daily_limit: Option<u64>) -> Option<Timestamp> {
        let day_ago = now().checked_sub(24.hours()).ok()?;
        if self.ledger.sent_since(day_ago) < daily_limit? {
            return None;
        }
        self.ledger.oldest_since(day_ago)?.checked_add(24.hours()).ok()
    }

    /// Says beside the bar when the run ends.
    fn tell_end(&self, left: usize, interval: Duration) {
        let seconds = (interval.as_secs_f64() * left as f64).ceil() as i64;
        let end = now().checked_add(seconds.seconds()).ok();
        let words = end.filter(|_| seconds > 0).map(|end| {
            format!("{left} left, done at about {}", end.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M"))
        });
        self.bar.set_message(words.unwrap_or_else(|| format!("{left} left")));
    }
}

impl Tally {
    fn is_empty(&self) -> bool {
        self.sent == 0 && self.refused.is_empty() && self.deferred.is_empty() && self.held.is_empty()
    }
}

fn event(letter: &Prepared, kind: EventKind, reply: Option<String>) -> Event {
    Event {
        at: now(),
        event: kind,
        recipient: letter.recipient.clone(),
        candidate: letter.candidate_id.clone(),
        content: letter.content.clone(),
        message_id: letter.message_id.clone(),
        reply,
    }
}

/// The wait before a try: twice as long each time, and a quarter more or less, so that many do not come back at once.
fn wait(retry: Duration, tries: u32, message_id: &str) -> Duration {
    let digest = sha256(format!("{message_id}{tries}").as_bytes());
    let part = u32::from_str_radix(digest.get(..4).unwrap_or_default(), 16).unwrap_or_default();
    let jitter = 0.75 + 0.5 * f64::from(part) / 65_535.0;
    retry.mul_f64(f64::from(1_u32 << tries.saturating_sub(1).min(8)) * jitter)
}

/// What came of the run, and how to go on.
fn closing(post: &Post<'_>, run: &Run<'_>, ended: &Ended, due: usize, host: &str) -> String {
    let Tally { sent, refused, deferred, held } = &run.tally;
    let out = quoted(&post.letters.out);
    let left = due - sent - refused.len() - deferred.len() - held.len();
    let mut text = match &run.to_self {
        Some(address) => format!("{sent} of {} sent to {address}\n", counted(due, "letter")),
        None => format!("{sent} of {} sent\n", counted(due, "letter")),
    };
    for (what, letters) in [("Refused", refused), ("Later  ", deferred), ("Held   ", held)] {
        for (candidate, reason) in letters {
            let email = post.build.lines.get(*candidate).and_then(|line| line.email.clone()).unwrap_or_default();
            text.push_str(&format!("{what} {email} {}: {reason}\n", post.who(*candidate)));
        }
    }
    if left > 0 {
        text.push_str(&format!("Not yet {}\n", counted(left, "letter")));
    }
    let why = match ended {
        Ended::Done => String::new(),
        Ended::Interrupted => "Stopped by you; no letter was cut off.\n".to_owned(),
        Ended::Stopped(StopReason::Login, reply) if post.account.login.is_none() => format!(
            "{host} wants a login: {reply}\n  Add user and one of password_env, password_file, password_command, token_command to [mail].\n"
        ),
        Ended::Stopped(StopReason::Login, reply) => format!(
            "{host} did not let you in: {reply}\n  Check user and password in [mail]; many providers want a password made for programs, or a token (token_command).\n"
        ),
        Ended::Stopped(StopReason::Quota, reply) => format!(
            "{host} takes no more letters of this account for now: {reply}\n  Wait, usually until tomorrow; daily_limit in [mail] stops before that.\n"
        ),
        Ended::Stopped(StopReason::Sender, reply) => {
            format!(
                "{host} takes no letters from {}: {reply}\n  Check from and user in [mail].\n",
                post.account.from.email
            )
        }
        Ended::Unreachable(reason) => {
            format!("{host} cannot be reached: {reason}\n  Check host, port and security in [mail], and the network.\n")
        }
        Ended::Unusable(Stage::Login, reason) => {
            format!("{host}: {reason}\n  Check security, user and password in [mail].\n")
        }
        Ended::Unusable(_, reason) => {
            format!(
                "{host} does not keep the connection private: {reason}\n  Nothing was said to it. Check host and security in [mail].\n"
            )
        }
        Ended::OwnLimit(free) => format!(
            "The daily_limit of {} is reached; the next letter may go after {}.\n",
            post.account.pace.daily_limit.unwrap_or_default(),
            local(*free)
        ),
        Ended::Unknown => format!("{MOST_UNKNOWN} letters in a row had no answer, so no further one was tried.\n"),
    };
    text.push_str(&why);
    if !held.is_empty() {
        text.push_str(
            "Held letters may have arrived. Ask, or look into the account; --resend-unknown sends them again.\n",
        );
    }
    if run.to_self.is_none() && (left > 0 || !refused.is_empty() || !deferred.is_empty()) {
        text.push_str(&format!(
            "Next: resit mail preview {out} shows what is to be sent then; nothing that was sent goes twice.\n"
        ));
    } else {
        text.push_str(&format!("Next: resit mail status {out}\n"));
    }
    text
}
