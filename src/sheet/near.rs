//! Candidates who may be one person, spelled in two ways: names or e-mail addresses that differ in one letter. They are
//! named, never merged.
//!
//! Nobody is compared with everybody: each spelling is filed under itself and under itself without each of its letters
//! in turn, and two that differ in one letter (another one, one more, two that changed places) meet under one of these.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::key::KeyKind;

/// The most pairs that are named.
pub(super) const MOST_PAIRS: usize = 20;
/// So many entries are filed at once: a large class is gone through several times, each time for a share of the entries.
const ENTRIES: usize = 1 << 20;
/// With so many of those behind it a spelling is compared that are filed under the same: more are no slips of one name.
const COMPARED: usize = 8;
/// A shorter name has too many neighbours that are other people.
const SHORTEST_NAME: usize = 5;
/// A part of a name that is shorter is an initial, a particle or an ordinal.
const SHORTEST_PART: usize = 3;

/// Two candidates by position, the earlier first.
pub(super) type Pair = (usize, usize);

/// The pairs of near keys, sorted by the later and cut off behind [`MOST_PAIRS`]; and whether there are more.
pub(super) fn near_pairs(keys: &[String], kind: KeyKind) -> (Vec<Pair>, bool) {
    let spellings: Vec<Spelling> = match kind {
        KeyKind::CandidateId => return (Vec::new(), false),
        KeyKind::Name | KeyKind::Email => keys.iter().map(|key| Spelling::new(key, kind)).collect(),
    };
    let entries: usize = spellings.iter().map(Spelling::entries).sum();
    let shares = (entries / ENTRIES + 1) as u64;
    // the later candidate first, so that the earliest pairs of the sheet stay
    let mut pairs: BTreeSet<Pair> = BTreeSet::new();
    let mut filed: Vec<(u64, u32)> = Vec::new();
    for share in 0..shares {
        filed.clear();
        for (at, spelling) in (0..).zip(&spellings) {
            spelling.file(|entry| {
                if entry % shares == share {
                    filed.push((entry, at));
                }
            });
        }
        filed.sort_unstable();
        filed.dedup();
        for group in filed.chunk_by(|one, other| one.0 == other.0) {
            for (at, &(_, one)) in group.iter().enumerate() {
                for &(_, other) in group[at + 1..].iter().take(COMPARED) {
                    let (one, other) = (one as usize, other as usize);
                    if spellings[one].is_near(&spellings[other]) {
                        pairs.insert((other, one));
                    }
                }
            }
            while pairs.len() > MOST_PAIRS + 1 {
                pairs.pop_last();
            }
        }
    }
    let more = pairs.len() > MOST_PAIRS;
    (pairs.into_iter().take(MOST_PAIRS).map(|(other, one)| (one, other)).collect(), more)
}

/// A key in its parts.
struct Spelling<'k> {
    /// Sorted. Empty for a key that has no neighbours.
    parts: Vec<&'k str>,
    kind: KeyKind,
}

impl<'k> Spelling<'k> {
    fn new(key: &'k str, kind: KeyKind) -> Self {
        let separators: &[char] = if kind == KeyKind::Email { &['.', '_', '-', '+'] } else { &[' '] };
        // the domain of an address is one part
        let (own, domain) = key.rsplit_once('@').map_or((key, None), |(own, domain)| (own, Some(domain)));
        let mut parts: Vec<&str> = own.split(separators).filter(|part| !part.is_empty()).chain(domain).collect();
        parts.sort_unstable();
        if own.chars().filter(|c| c.is_alphabetic()).count() < SHORTEST_NAME || key.chars().any(is_dense) {
            parts.clear();
        }
        Spelling { parts, kind }
    }

    fn entries(&self) -> usize {
        self.parts.iter().map(|part| part.chars().count() + 1).sum::<usize>() + 1
    }

    /// Calls `file` with what the spelling is found under: all its parts as they are, and for each part that may hold a slip the
    /// others with that one, whole and without each of its letters.
    fn file(&self, mut file: impl FnMut(u64)) {
        if self.parts.is_empty() {
            return;
        }
        file(hash(&self.parts));
        for (at, part) in self.parts.iter().enumerate().filter(|(_, part)| may_slip(part)) {
            let others: Vec<&str> =
                self.parts.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, part)| *part).collect();
            file(hash(&(&others, *part)));
            // the first letter stays: initials in addresses and other names (Lena, Rena) differ in it
            for (cut, letter) in part.char_indices().skip(1) {
                file(hash(&(&others, format!("{}{}", &part[..cut], &part[cut + letter.len_utf8()..]))));
            }
        }
    }

    /// All parts are alike but one, which differs in one letter; or the parts of an address stand in another order.
    fn is_near(&self, other: &Spelling) -> bool {
        let mut own: Vec<&str> = self.parts.clone();
        let mut its: Vec<&str> = Vec::new();
        for part in &other.parts {
            match own.iter().position(|known| known == part) {
                Some(at) => _ = own.remove(at),
                None => its.push(part),
            }
        }
        match (&own[..], &its[..]) {
            ([], []) => self.kind == KeyKind::Email,
            ([own], [its]) => may_slip(own) && may_slip(its) && differ_in_one_letter(own, its),
            _ => false,
        }
    }
}

/// A part of letters only that is long enough to tell a slip from another word.
fn may_slip(part: &str) -> bool {
    part.chars().count() >= SHORTEST_PART && !part.chars().any(char::is_numeric)
}

fn differ_in_one_letter(one: &str, other: &str) -> bool {
    let ends = |word: &str| (word.chars().next(), word.chars().count());
    let ((first, length), (other_first, other_length)) = (ends(one), ends(other));
    // of two words with three letters another one is another name: Ana, Ada
    length.max(other_length) > SHORTEST_PART && first == other_first && strsim::osa_distance(one, other) == 1
}

/// A character that is a word or a syllable: another one is another name.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::key::{email_key, name_key};
    use super::*;

    fn names(one: &str, other: &str) -> bool {
        !near_pairs(&[name_key(one), name_key(other)], KeyKind::Name).0.is_empty()
    }

    fn addresses(one: &str, other: &str) -> bool {
        !near_pairs(&[email_key(one), email_key(other)], KeyKind::Email).0.is_empty()
    }

    #[test]
    fn names_that_may_be_one_person() {
        for (one, other) in [
            ("Ana Souza", "Ana Sousa"),
            ("Ana Souza", "Anna Souza"),
            ("Souza, Ana", "Anna SOUZA"),
            ("Ana Souza", "Ana Suoza"),
            ("Ana Maria Souza", "Ana Mariia Souza"),
            ("Zoë Müller", "Zoe Mueller"),
            ("Константин Орлов", "Костантин Орлов"),
        ] {
            assert!(names(one, other), "{one} and {other}");
        }
        for (one, other) in [
            ("Ana 1", "Ana 2"),
            ("Candidate 10", "Candidate 11"),
            ("Candidate10", "Candidate11"),
            ("Ana B Souza", "Ana C Souza"),
            ("Ana Souza II", "Ana Souza III"),
            ("Ana Souza Jr.", "Ana Souza Sr."),
            ("Ana Souza", "Ada Souza"),
            ("Lena Souza", "Rena Souza"),
            ("Ana Souza", "Bo Souza"),
            ("Ana Souza", "Ana Maria Souza"),
            ("Ana Souza", "Anna Sousa"),
            ("Li Wei", "Li Wen"),
            ("Bo", "Bob"),
            ("山田太郎", "山田次郎"),
            ("長谷川 太郎左衛門", "長谷川 次郎左衛門"),
            ("김민수", "김민주"),
            ("", ""),
        ] {
            assert!(!names(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn addresses_that_may_be_one_person() {
        for (one, other) in [
            ("ana.souza@example.org", "ana.sousa@example.org"),
            ("ana.souza@example.org", "souza.ana@example.org"),
            ("ana.souza@example.org", "ana_souza@example.org"),
            ("ana.souza@example.org", "ana.souza@exmple.org"),
            ("anasouza@gmail.com", "anasouza@gmial.com"),
        ] {
            assert!(addresses(one, other), "{one} and {other}");
        }
        for (one, other) in [
            ("ana1@example.org", "ana2@example.org"),
            ("jsmith@example.org", "ksmith@example.org"),
            ("ana@example.org", "bo@example.org"),
            ("wxb12345@example.org", "wxb12346@example.org"),
            ("a@example.org", "b@example.org"),
        ] {
            assert!(!addresses(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn ids_are_never_near() {
        assert_eq!(
            near_pairs(&["student-abc".to_owned(), "student-abd".to_owned()], KeyKind::CandidateId),
            (vec![], false)
        );
    }

    /// All pairs of 20,000 would be 200 million comparisons.
    #[test]
    fn many_candidates_are_few_comparisons() {
        let letters = |mut number: usize| {
            let mut word = String::from("x");
            for _ in 0..4 {
                // every letter three times: no two words differ in one letter only
                word.extend(std::iter::repeat_n(char::from(b'a' + (number % 20) as u8), 3));
                number /= 20;
            }
            word
        };
        let mut keys: Vec<String> = (0..20_000).map(|number| format!("{} ana", letters(number))).collect();
        assert_eq!(near_pairs(&keys, KeyKind::Name), (vec![], false));
        keys[14_000] = keys[3].replacen("aaa", "aa", 1);
        assert_eq!(near_pairs(&keys, KeyKind::Name), (vec![(3, 14_000)], false));
        for at in 0..100 {
            keys[200 + at] = keys[100 + at].replace("ana", "anna");
        }
        let (pairs, more) = near_pairs(&keys, KeyKind::Name);
        assert_eq!((pairs.len(), more, pairs[0]), (MOST_PAIRS, true, (100, 200)));
    }
}
