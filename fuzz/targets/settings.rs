//! Bytes as a resit.toml.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| resit_fuzz::settings(bytes));
