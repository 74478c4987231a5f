//! Letters on their way: through real servers, through servers that misbehave, and in runs that are cut off. What is shown and
//! refused before a letter goes is in `tests/letters.rs`.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

#[path = "../harness/mod.rs"]
mod harness;

mod binding;
mod classes;
mod delivery;
mod drafts;
mod faults;
mod injection;
mod kills;
mod ledger;
mod letters;
mod login;
mod servers;
