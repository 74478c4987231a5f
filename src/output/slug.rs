//! File names of plans: readable, ASCII, safe on every system, and never shared by two candidates.

use deunicode::deunicode;
use sha2::{Digest, Sha256};

/// Longest readable part, in bytes.
const NAME_BYTES: usize = 40;

/// Digits and letters without those that are easily confused; no vowel but `a`, so that no word appears by chance.
const ALPHABET: &[u8; 32] = b"0123456789abcdfghjkmnpqrstvwxyz_";

/// The file name (without ending) of a candidate: the name in ASCII and a hash of the key. It depends on the
/// candidate alone, is at most 80 bytes, lower case, and never a name that a system reserves, because the hash follows
/// the last hyphen.
pub fn slug(name: &str, key: &str) -> String {
    let mut readable = String::with_capacity(NAME_BYTES);
    for character in deunicode(name).chars() {
        if readable.len() >= NAME_BYTES {
            break;
        }
        if character.is_ascii_alphanumeric() {
            readable.push(character.to_ascii_lowercase());
        } else if !readable.is_empty() && !readable.ends_with('-') {
            readable.push('-');
        }
    }
    let readable = readable.trim_end_matches('-');
    let readable = if readable.is_empty() { "candidate" } else { readable };
    format!("{readable}-{}", key_hash(key))
}

/// The name is made of what [`slug`] makes names of.
pub(super) fn is_slug(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    !name.is_empty() && name.bytes().all(plain)
}

/// 60 bits of the key's SHA-256 in twelve characters: among a million candidates with one name, two share a hash with a
/// probability of about 4 in 10 million (and the build then refuses).
pub fn key_hash(key: &str) -> String {
    let digest = Sha256::digest(key.as_bytes());
    let mut bits = digest.iter().take(8).fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
    let mut hash = String::with_capacity(12);
    for _ in 0..12 {
        hash.push(char::from(ALPHABET[(bits >> 59) as usize]));
        bits <<= 5;
    }
    hash
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_in_any_script_become_readable_ascii() {
        let readable = |name: &str| slug(name, "key").rsplit_once('-').map(|(name, _)| name.to_owned());
        let table = [
            ("Ana Souza", "ana-souza"),
            ("José Ñuñez", "jose-nunez"),
            ("Nguyễn Thị Ánh", "nguyen-thi-anh"),
            ("Ольга Иванова", "ol-ga-ivanova"),
            ("王小明", "wang-xiao-ming"),
            ("CON", "con"),
            ("../../etc/passwd", "etc-passwd"),
            ("🙂", "slight-smile"),
            ("", "candidate"),
            ("\u{202e}\u{200b}", "candidate"),
        ];
        for (name, expected) in table {
            assert_eq!(readable(name).as_deref(), Some(expected), "{name:?}");
        }
    }

    #[test]
    fn the_hash_is_the_same_in_every_run() {
        assert_eq!(slug("Ana Souza", "c-017"), format!("ana-souza-{}", key_hash("c-017")));
        assert_ne!(key_hash("c-017"), key_hash("c-018"));
    }

    proptest! {
        #[test]
        fn every_slug_is_a_safe_file_name(name in ".*", key in ".*") {
            let slug = slug(&name, &key);
            prop_assert!(slug.len() <= 80);
            prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte)));
            prop_assert!(is_slug(&slug));
            prop_assert!(!slug.starts_with('-'));
        }
    }
}
