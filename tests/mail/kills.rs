//! Runs that are cut off at any moment, and gone on with: nobody gets a letter twice, nobody is forgotten, and who may have got
//! one is named.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::classes::Class;
use crate::letters::by_recipient;
use crate::servers::{Certificates, Postfix};

const LETTERS: usize = 300;

#[test]
fn a_kill_at_any_moment_sends_nothing_twice_and_forgets_nobody() {
    // 12 rounds are five kills, 120 are fifty
    #[expect(clippy::disallowed_methods, reason = "`make torture` asks for more rounds")]
    let rounds: usize = std::env::var("RESIT_TORTURE_ROUNDS").map_or(12, |rounds| rounds.parse().unwrap());
    let kills = (rounds * 5).div_ceil(12);
    let certificates = Certificates::new();
    let postfix = Postfix::start(&certificates.of("good"));
    let class = Class::of_the_world(LETTERS as u64);
    class.plain_account(postfix.port);
    let mut moments = Moments(std::process::id().into());
    let mut cut_off = 0;
    for kill in 0..kills {
        let due = LETTERS - kept(&class).len();
        // every run gets its share of what is left, and is killed at some moment of it
        let share = (due / (kills - kill + 1)).max(1);
        let sendings = class.events_so_far("sending") + moments.below(share);
        let mut child = class.command(&["send", "out", "--quiet", "--yes", &due.to_string()]);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let began = Instant::now();
        let has_ended = loop {
            let has_ended = child.try_wait().unwrap();
            if has_ended.is_some() || class.events_so_far("sending") > sendings {
                break has_ended;
            }
            assert!(began.elapsed() < Duration::from_mins(1), "nothing is sent");
            std::thread::sleep(Duration::from_micros(200));
        };
        assert_eq!(has_ended.and_then(|status| status.code()), None, "the run ended by itself");
        // a letter takes a few milliseconds, of which the write of the ledger takes some
        std::thread::sleep(Duration::from_micros(moments.below(6000) as u64));
        child.kill().unwrap();
        cut_off += u32::from(child.wait().unwrap().code().is_none());
    }
    assert_eq!(cut_off as usize, kills);
    let due = LETTERS - kept(&class).len();
    let run = class.send(due, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    // by_recipient knows of no second letter
    let received = by_recipient(postfix.received());
    let states: BTreeMap<String, String> =
        class.report().into_iter().map(|[_, _, email, state, ..]| (email, state)).collect();
    let held: BTreeSet<&String> = states.iter().filter(|(_, state)| *state == "held").map(|(email, _)| email).collect();
    assert!(held.len() <= kills, "{} are held after {kills} kills", held.len());
    for (email, state) in &states {
        match &**state {
            "sent" => assert!(received.contains_key(email), "{email} got nothing"),
            "held" => {}
            other => panic!("{email} is {other}"),
        }
    }
    let status = class.mail(&["status", "out"]);
    for email in &held {
        assert!(status.stdout.contains(&format!("  held: {email} ")), "{}", status.stdout);
    }
    let arrived = held.iter().filter(|email| received.contains_key(**email)).count();
    #[expect(clippy::disallowed_macros, reason = "the figures of a run, for whoever asks for them with --no-capture")]
    {
        println!("{kills} kills: {} held, {arrived} of them had arrived", held.len());
    }
    // asked to, the held ones go, with the same Message-ID as before
    let again = class.send(held.len(), &["--resend-unknown"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(class.states().iter().all(|state| state == "sent"));
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let all = postfix.received();
    assert_eq!(all.len(), LETTERS + arrived);
    for letter in &all {
        let text = String::from_utf8_lossy(&letter.raw);
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap();
        ids.entry(letter.recipient.clone()).or_default().insert(id.to_owned());
    }
    assert!(ids.len() == LETTERS && ids.values().all(|ids| ids.len() == 1));
}

/// Ctrl-C lets the letter that is on its way arrive.
#[test]
fn an_interrupt_cuts_off_no_letter() {
    let certificates = Certificates::new();
    let postfix = Postfix::start(&certificates.of("good"));
    let class = Class::small(40);
    class.plain_account(postfix.port);
    let mut command = class.command(&["send", "out", "--yes", "40"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    while class.events_so_far("sent") < 3 {
        assert!(began.elapsed() < Duration::from_mins(1), "nothing is sent");
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let run = crate::harness::Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, Some(130), "{run:?}");
    assert!(run.stdout.contains("Stopped by you; no letter was cut off."), "{run:?}");
    let sent = class.states().iter().filter(|state| *state == "sent").count();
    assert!((3..40).contains(&sent), "{sent}");
    assert!(class.states().iter().all(|state| state == "sent" || state == "not-yet"));
    assert_eq!(postfix.received().len(), sent);
    assert_eq!(class.send(40 - sent, &[]).code, Some(0));
    assert_eq!(by_recipient(postfix.received()).len(), 40);
}

/// Who was sent a letter, or may have been, by the ledger's last line for each.
fn kept(class: &Class) -> BTreeSet<String> {
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    last.extend(class.events().into_iter().map(|(event, candidate)| (candidate, event)));
    let is_kept = |event: &str| ["sending", "sent", "unknown"].contains(&event);
    last.into_iter().filter(|(_, event)| is_kept(event)).map(|(candidate, _)| candidate).collect()
}

/// Random numbers that are others in every run.
struct Moments(u64);

impl Moments {
    fn below(&mut self, limit: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }
}
