//! The words that sheets are read by, as data: one file a language, all of them read at once, because the sheet of a
//! class does not say which language it is in.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::headings::{FIELDS, Field};
use crate::exam::comparable;

/// The words of one language; `words/en.toml` explains the lists.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Language {
    passed: Vec<String>,
    failed: Vec<String>,
    did_not_sit: Vec<String>,
    nothing: Vec<String>,
    /// January to December, or none where months are numbers.
    months: Vec<Vec<String>>,
    in_dates: Vec<String>,
    after_year_month_day: Vec<char>,
    ordinals: Vec<String>,
    attempts: Vec<String>,
    number_words: Vec<String>,
    ordinal_words: Vec<String>,
    no_person: Vec<String>,
    statistics: Vec<String>,
    retakes: Vec<String>,
    perhaps_no_person: Vec<String>,
    comments: Vec<String>,
    points_possible: Vec<String>,
    all_domains: Vec<String>,
    hours: Vec<String>,
    a_week: Vec<String>,
    before_maximum: Vec<String>,
    points: Vec<String>,
    name_suffixes: Vec<String>,
    name_beside_first_name: Vec<String>,
    name_beside_last_name: Vec<String>,
    last_name_first: bool,
    /// Key of a field -> the headings that are read as it.
    headings: HashMap<String, Vec<String>>,
}

const FILES: [(&str, &str); 6] = [
    ("en", include_str!("words/en.toml")),
    ("de", include_str!("words/de.toml")),
    ("fr", include_str!("words/fr.toml")),
    ("es", include_str!("words/es.toml")),
    ("pt", include_str!("words/pt.toml")),
    ("ja", include_str!("words/ja.toml")),
];

/// What a word says of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Passed,
    Failed,
    DidNotSit,
    /// "n/a": as if the cell were empty.
    Nothing,
}

/// What stands in place of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoPerson {
    /// A row of a learning platform: "Points Possible".
    Row,
    /// A figure about the class: "Average".
    Statistic,
    /// One of these, or somebody: there are people called Max.
    Perhaps,
}

/// All words by their comparable forms.
struct Words {
    languages: Vec<Language>,
    said: FxHashMap<String, Said>,
    months: HashMap<String, i64>,
    headings: HashMap<String, Field>,
    in_dates: HashSet<String>,
    ordinals: HashSet<String>,
    attempts: HashSet<String>,
    number_words: HashSet<String>,
    ordinal_words: HashMap<String, u32>,
    retakes: HashSet<String>,
    no_person: FxHashMap<String, NoPerson>,
    comments: HashSet<String>,
    points_possible: HashSet<String>,
    all_domains: HashSet<String>,
    name_suffixes: HashSet<String>,
    before_maximum: HashSet<String>,
    points: HashSet<String>,
    hours: HashSet<String>,
    /// Longest first, so that a word is taken whole.
    a_week: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // embedded, and a test reads every one of them
    let languages: Vec<Language> = FILES
        .iter()
        .map(|(name, text)| toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}")))
        .collect();
    let mut words = Words {
        said: FxHashMap::default(),
        months: HashMap::new(),
        headings: FIELDS.iter().map(|&(field, key, _)| (comparable(key), field)).collect(),
        in_dates: HashSet::new(),
        ordinals: HashSet::new(),
        attempts: HashSet::new(),
        number_words: HashSet::new(),
        ordinal_words: HashMap::new(),
        retakes: HashSet::new(),
        no_person: FxHashMap::default(),
        comments: HashSet::new(),
        points_possible: HashSet::new(),
        all_domains: HashSet::new(),
        name_suffixes: HashSet::new(),
        before_maximum: HashSet::new(),
        points: HashSet::new(),
        hours: HashSet::new(),
        a_week: Vec::new(),
        languages: Vec::new(),
    };
    for language in &languages {
        for (said, list) in language.said() {
            words.said.extend(list.iter().map(|word| (comparable(word), said)));
        }
        words.ordinal_words.extend((1..).zip(&language.ordinal_words).map(|(number, word)| (comparable(word), number)));
        for (kind, list) in [
            (NoPerson::Perhaps, &language.perhaps_no_person),
            (NoPerson::Statistic, &language.statistics),
            (NoPerson::Row, &language.no_person),
        ] {
            words.no_person.extend(list.iter().map(|word| (comparable(word), kind)));
        }
        for (month, names) in (1..).zip(&language.months) {
            words.months.extend(names.iter().map(|name| (comparable(name), month)));
        }
        for &(field, key, _) in &FIELDS {
            let headings = language.headings.get(key).into_iter().flatten();
            words.headings.extend(headings.map(|heading| (comparable(heading), field)));
        }
        for (set, list) in [
            (&mut words.in_dates, &language.in_dates),
            (&mut words.ordinals, &language.ordinals),
            (&mut words.attempts, &language.attempts),
            (&mut words.retakes, &language.retakes),
            (&mut words.number_words, &language.number_words),
            (&mut words.comments, &language.comments),
            (&mut words.points_possible, &language.points_possible),
            (&mut words.all_domains, &language.all_domains),
            (&mut words.name_suffixes, &language.name_suffixes),
            (&mut words.before_maximum, &language.before_maximum),
            (&mut words.points, &language.points),
            (&mut words.hours, &language.hours),
        ] {
            set.extend(list.iter().map(|word| comparable(word)));
        }
        words.a_week.extend(language.a_week.iter().map(|word| comparable(word)));
    }
    words.a_week.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.languages = languages;
    words
});

impl Language {
    fn said(&self) -> [(Said, &Vec<String>); 4] {
        [
            (Said::Passed, &self.passed),
            (Said::Failed, &self.failed),
            (Said::DidNotSit, &self.did_not_sit),
            (Said::Nothing, &self.nothing),
        ]
    }

    fn has_heading(&self, field: &str, heading: &str) -> bool {
        self.headings.get(field).is_some_and(|headings| is_one_of(heading, headings))
    }
}

fn is_one_of(word: &str, words: &[String]) -> bool {
    words.iter().any(|known| comparable(known) == comparable(word))
}

/// What a cell of any column says of the attempt, if it is a word for that.
pub(super) fn said(cell: &str) -> Option<Said> {
    // the usual words, without looking further
    for (word, said) in
        [("pass", Said::Passed), ("passed", Said::Passed), ("fail", Said::Failed), ("failed", Said::Failed)]
    {
        if cell.eq_ignore_ascii_case(word) {
            return Some(said);
        }
    }
    if is_nothing_but_dashes(cell) {
        return Some(Said::Nothing);
    }
    // no word but 1 and 0 has a digit in it: dates, scores, addresses
    if cell.len() > 1 && cell.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@') {
        return None;
    }
    find(&WORDS.said, cell)
}

/// What the words say of the comparable form of a cell.
fn find<T: Copy>(words: &FxHashMap<String, T>, cell: &str) -> Option<T> {
    // nearly every cell of a sheet is asked about, and most are short
    let mut form = [0; 64];
    if cell.len() > form.len() || !cell.is_ascii() {
        return words.get(&comparable(cell)).copied();
    }
    let mut len = 0;
    for byte in cell.bytes().filter(u8::is_ascii_alphanumeric) {
        form[len] = byte.to_ascii_lowercase();
        len += 1;
    }
    words.get(std::str::from_utf8(&form[..len]).unwrap_or_default()).copied()
}

/// The cell is as good as empty: "-", "n/a".
pub(super) fn says_nothing(cell: &str) -> bool {
    cell.is_empty() || said(cell) == Some(Said::Nothing)
}

/// As [`says_nothing`], for cells that may hold any word: there are people called None, Nil and Na.
pub(super) fn is_left_out(cell: &str) -> bool {
    cell.is_empty() || is_nothing_but_dashes(cell) || (cell.contains('/') && said(cell) == Some(Said::Nothing))
}

fn is_nothing_but_dashes(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | '.' | '/' | ' ' | '−' | '‐'..='―' | '－'))
}

/// The number of a month by its name.
pub(super) fn month(word: &str) -> Option<i64> {
    WORDS.months.get(&comparable(word)).copied()
}

/// A word of a date that says nothing more: "de", "Monday".
pub(super) fn is_in_dates(word: &str) -> bool {
    WORDS.in_dates.contains(&comparable(word))
}

/// What may stand behind a number: "2nd", "1er".
pub(super) fn is_ordinal(word: &str) -> bool {
    WORDS.ordinals.contains(&comparable(word))
}

/// "attempt", "Versuch"; and "number".
pub(super) fn is_attempt(word: &str) -> bool {
    let word = comparable(word);
    WORDS.attempts.contains(&word) || WORDS.number_words.contains(&word)
}

/// "attempt", but not "number".
pub(super) fn is_attempt_itself(word: &str) -> bool {
    WORDS.attempts.contains(&comparable(word))
}

/// The number that an ordinal word says: "second".
pub(super) fn ordinal_word(word: &str) -> Option<u32> {
    WORDS.ordinal_words.get(&comparable(word)).copied()
}

/// "retake": the second attempt.
pub(super) fn is_retake(word: &str) -> bool {
    WORDS.retakes.contains(&comparable(word))
}

/// What a cell in place of a candidate says, if it names none: "Points Possible", "Average".
pub(super) fn no_person(cell: &str) -> Option<NoPerson> {
    // longer ones are not looked for
    let may_be_one = (1..=40).contains(&cell.len()) && !cell.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit());
    may_be_one.then(|| find(&WORDS.no_person, cell)).flatten()
}

/// What may stand before the colon of a comment: "Note", "Stand".
pub(super) fn begins_comment(word: &str) -> bool {
    WORDS.comments.contains(&comparable(word))
}

/// The row holds the most points of each column.
pub(super) fn is_points_possible(cell: &str) -> bool {
    WORDS.points_possible.contains(&comparable(cell))
}

/// A cell in place of a domain that means the exam as a whole.
pub(super) fn is_all_domains(cell: &str) -> bool {
    WORDS.all_domains.contains(&comparable(cell))
}

/// What stands behind a name: "Jr.".
pub(super) fn is_name_suffix(word: &str) -> bool {
    WORDS.name_suffixes.contains(&comparable(word))
}

/// Nothing, or what may stand before the most points of a column: "out of".
pub(super) fn is_before_maximum(words: &str) -> bool {
    let words = comparable(words);
    words.is_empty() || WORDS.before_maximum.contains(&words)
}

/// Nothing, or what may stand behind a number of points: "pts".
pub(super) fn is_points(words: &str) -> bool {
    let words = comparable(words);
    words.is_empty() || WORDS.points.contains(&words)
}

/// The marks behind year, month and day, of each language that has them.
pub(super) fn date_marks() -> impl Iterator<Item = &'static [char]> {
    WORDS.languages.iter().map(|language| &language.after_year_month_day[..]).filter(|marks| !marks.is_empty())
}

/// A comparable unit of weekly hours is one: "", "hperweek", "stundenprowoche".
pub(super) fn is_hours_a_week(unit: &str) -> bool {
    let unit = WORDS.a_week.iter().find_map(|words| unit.strip_suffix(words.as_str())).unwrap_or(unit);
    unit.is_empty() || WORDS.hours.contains(unit)
}

/// The field that a heading names in any language.
pub(super) fn field_by_words(heading: &str) -> Option<Field> {
    WORDS.headings.get(&comparable(heading)).copied()
}

/// The headings of a field that messages propose: the English ones.
pub(super) fn proposed_headings(key: &str) -> &'static [String] {
    WORDS.languages[0].headings.get(key).map_or(&[], Vec::as_slice)
}

/// Every heading that is understood, with the key of its field.
pub(super) fn all_headings() -> impl Iterator<Item = (&'static str, &'static str)> {
    let of = |language: &'static Language, key: &'static str| {
        language.headings.get(key).into_iter().flatten().map(move |heading| (heading.as_str(), key))
    };
    WORDS.languages.iter().flat_map(move |language| FIELDS.iter().flat_map(move |&(_, key, _)| of(language, key)))
}

/// What a column for the whole name is beside a column for a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamePart {
    First,
    Last,
}

/// The part of the name that `name` holds beside `other`: "Name" beside "Vorname" is the last name, "Nombre" beside
/// "Apellidos" the first; where both are headings of one language that says so.
pub(super) fn name_part(name: &str, other: &str) -> Option<NamePart> {
    WORDS.languages.iter().find_map(|language| {
        if is_one_of(name, &language.name_beside_first_name) && language.has_heading("first_name", other) {
            Some(NamePart::Last)
        } else if is_one_of(name, &language.name_beside_last_name) && language.has_heading("last_name", other) {
            Some(NamePart::First)
        } else {
            None
        }
    })
}

/// People of the language of this heading for last names put it before the first name.
pub(super) fn is_last_name_first(heading: &str) -> bool {
    WORDS.languages.iter().any(|language| language.last_name_first && language.has_heading("last_name", heading))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::exam::{built_in, parse};

    /// Claims each word for what it means; a second meaning is a fault.
    fn claim<'w>(words: impl Iterator<Item = (&'w String, String)>) {
        let mut claimed: BTreeMap<String, (String, &String)> = BTreeMap::new();
        for (word, meaning) in words {
            assert!(!comparable(word).is_empty(), "{word} has neither letter nor digit");
            let (first, as_word) = claimed.entry(comparable(word)).or_insert_with(|| (meaning.clone(), word));
            assert_eq!(*first, meaning, "{as_word} and {word}");
        }
    }

    #[test]
    fn every_file_is_embedded_and_whole() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sheet/words");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap().replace(".toml", ""))
            .collect();
        let mut embedded: Vec<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        files.sort();
        embedded.sort();
        assert_eq!(files, embedded);
        for (language, (name, _)) in WORDS.languages.iter().zip(FILES) {
            assert!(language.said().iter().all(|(_, words)| !words.is_empty()), "{name}");
            assert!((language.months.len() == 12) ^ (language.after_year_month_day.len() == 3), "{name}");
            let mut keys: Vec<&str> = language.headings.keys().map(String::as_str).collect();
            let mut known: Vec<&str> =
                FIELDS.iter().map(|(_, key, _)| *key).filter(|key| !key.starts_with("resit_")).collect();
            keys.sort_unstable();
            known.sort_unstable();
            assert_eq!(keys, known, "{name}");
        }
    }

    #[test]
    fn no_word_means_two_things() {
        let languages = &WORDS.languages;
        claim(languages.iter().flat_map(|language| {
            language
                .said()
                .into_iter()
                .flat_map(|(said, list)| list.iter().map(move |word| (word, format!("{said:?}"))))
        }));
        claim(languages.iter().flat_map(|language| {
            let months = language.months.iter().enumerate();
            let months =
                months.flat_map(|(at, names)| names.iter().map(move |name| (name, format!("month {}", at + 1))));
            months.chain(language.in_dates.iter().map(|word| (word, "nothing".to_owned())))
        }));
        claim(languages.iter().flat_map(|language| {
            let attempts = language.attempts.iter().map(|word| (word, "attempt".to_owned()));
            attempts.chain(language.ordinals.iter().map(|word| (word, "ordinal".to_owned())))
        }));
        let domains: Vec<(String, String)> = built_in()
            .iter()
            .flat_map(|exam| parse(exam.toml).unwrap().domains)
            .flat_map(|domain| [vec![domain.name, domain.key], domain.aliases].concat())
            .map(|name| (name.clone(), format!("domain {}", comparable(&name))))
            .collect();
        claim(
            languages
                .iter()
                .flat_map(|language| {
                    language.headings.iter().flat_map(|(key, list)| list.iter().map(move |name| (name, key.clone())))
                })
                .chain(domains.iter().map(|(name, domain)| (name, domain.clone()))),
        );
    }
}
