//! Bytes as a class sheet.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| resit_fuzz::csv(bytes));
