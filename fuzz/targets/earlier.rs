//! Bytes as the cohort.json of an earlier build.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| resit_fuzz::earlier(bytes));
