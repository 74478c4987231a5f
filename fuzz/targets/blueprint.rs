//! Bytes as a blueprint.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| resit_fuzz::blueprint(bytes));
