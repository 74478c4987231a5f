//! Bytes as a workbook. Of a zip mostly the parts are changed, which have checksums in it.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

/// So much may a part grow at once.
const MORE: usize = 4096;

fuzz_target!(|bytes: &[u8]| resit_fuzz::workbook(bytes));

fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    let seed = seed as usize;
    let changed = (seed % 8 != 0).then(|| {
        resit_fuzz::with_a_part_changed(&bytes[..size], seed / 8, |part| {
            let length = part.len();
            part.resize(length + MORE, 0);
            let changed = fuzzer_mutate(part, length, length + MORE);
            part.truncate(changed);
        })
    });
    match changed.flatten().filter(|changed| changed.len() <= most) {
        Some(changed) => {
            bytes[..changed.len()].copy_from_slice(&changed);
            changed.len()
        }
        None => fuzzer_mutate(bytes, size, most),
    }
});
