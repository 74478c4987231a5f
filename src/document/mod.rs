//! What a document says, and its two faces.
//!
//! [`candidate`] and [`cohort`] turn conclusions into typed blocks of finished words ([`content`]), taking every
//! sentence from the message catalogue ([`catalogue`]) or the blueprint. The faces [`html`] and [`pdf`] lay the
//! same blocks out, so that both say the same. [`study_calendar`] says when to do what the plan says.

pub mod branding;
pub mod candidate;
pub mod catalogue;
mod chart;
pub mod cohort;
pub mod content;
pub mod drawing;
mod findings;
pub mod html;
mod isolation;
mod message;
mod names;
pub mod pdf;
mod plan;
mod review;
pub mod study_calendar;
mod weeks;
