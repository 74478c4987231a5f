//! resit reads a class sheet of exam attempts and writes a personal retake plan for every candidate and a cohort
//! summary for the coach.
//!
//! Data flows one way, and the modules are its stations in order:
//!
//! ```text
//! sheet -> attempts -> histories -> diagnosis -> plan -> document -> files -> letters
//!                                      \-> cohort summary ->/
//! ```
//!
//! - [`exam`]: the *blueprint*, everything that is known about an exam, as validated data (built-in or a coach's own).
//! - [`sheet`]: bytes of a class sheet -> cells with their places -> columns -> attempts -> histories of candidates.
//!   What cannot be used comes back with its reason ([`diagnostic`]); nothing is lost.
//! - [`analysis`]: pure and exact: history + blueprint -> diagnosis with outlook, flags, trend, study plan, estimates;
//!   many diagnoses -> figures of the cohort.
//! - [`document`]: what a plan, a review and the cohort summary say, as typed blocks of finished words, and their two
//!   faces, HTML and PDF, made from the same blocks; a plan's weeks and days also as a calendar, the cohort's figures and
//!   candidates as a workbook.
//! - [`output`]: the folder OUT: names, files that appear whole or not at all, record, lock.
//! - [`mail`]: the plans of a finished build as letters: checked, bound to what was sent before, handed to a server.
//! - [`settings`]: resit.toml. [`cli`] and [`commands`]: the shell around it all, the only place that knows every
//!   station, the threads, the clock and the environment.
//!
//! A station imports only stations before it. Deliberately absent: a clock or a random number anywhere but in
//! [`commands`], floating point where something is decided, and the name of any exam in code.

pub mod analysis;
pub mod cli;
pub mod commands;
pub mod diagnostic;
mod digest;
pub mod document;
pub mod exam;
pub mod mail;
pub mod output;
pub mod settings;
pub mod sheet;
