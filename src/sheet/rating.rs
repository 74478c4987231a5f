//! Cells -> ratings of a domain: the exam's words, their aliases, percentages of correct answers.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::headings::{Field, field_by_heading};
use super::values::{plain, read_decimal};
use super::words::{Said, said};
use crate::exam::{Blueprint, Exact, comparable};

/// The words that an exam's ratings are read from.
pub(super) struct Vocabulary<'a> {
    blueprint: &'a Blueprint,
    /// Word as written, normalised, in the singular -> level, without strong.
    words: FxHashMap<String, (usize, bool)>,
    /// Names of domains, normalised -> their positions.
    domains: HashMap<String, usize>,
}

/// What a rating cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RatingCell {
    Unrated,
    Rating(CellLevel),
    /// As `Rating`; but in a column of percentages it is a number between 0 and 1.
    ShareOrPercent(CellLevel),
    OutOfRange,
    Unknown,
}

/// The level that a cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellLevel {
    /// Position in the blueprint's `ratings`.
    pub level: usize,
    pub from_percentage: bool,
    /// The word belongs to a vocabulary that knows no strong level.
    pub without_strong: bool,
}

impl<'a> Vocabulary<'a> {
    /// Collects labels, keys and aliases of all levels.
    pub fn new(blueprint: &'a Blueprint) -> Self {
        let mut words = FxHashMap::default();
        for (level, rating) in blueprint.ratings.iter().enumerate() {
            let plain = [&rating.label, &rating.key].into_iter().chain(&rating.aliases).map(|word| (word, false));
            let without_strong = rating.aliases_without_strong.iter().map(|word| (word, true));
            for (word, without_strong) in plain.chain(without_strong) {
                for form in [word.clone(), comparable(word), singular(word)] {
                    if !form.is_empty() {
                        words.entry(form).or_insert((level, without_strong));
                    }
                }
            }
        }
        let domains = blueprint.domains.iter().enumerate().flat_map(|(at, domain)| {
            let names = [&domain.name, &domain.key].into_iter().chain(&domain.aliases);
            names.map(|name| comparable(name)).chain([domain.number.to_string()]).map(move |name| (name, at))
        });
        Vocabulary { blueprint, words, domains: domains.collect() }
    }

    /// The domain that a cell names.
    pub fn domain(&self, cell: &str) -> Option<usize> {
        self.domains.get(&comparable(cell)).copied().or_else(|| match field_by_heading(cell, self.blueprint) {
            Some(Field::Domain(domain)) => Some(domain),
            _ => None,
        })
    }

    /// Understands a cleaned cell; in a column of shares a plain number runs from 0 to 1.
    pub fn read(&self, cell: &str, shares: bool) -> RatingCell {
        if cell.is_empty() {
            return RatingCell::Unrated;
        }
        let found = self
            .words
            .get(cell)
            .or_else(|| self.words.get(&comparable(cell)))
            .or_else(|| self.words.get(&singular(cell)));
        if let Some(&(level, without_strong)) = found {
            return RatingCell::Rating(CellLevel { level, from_percentage: false, without_strong });
        }
        // "n/a", or "absent" where the practice exam of this domain was not sat
        if matches!(said(cell), Some(Said::Nothing | Said::DidNotSit)) {
            return RatingCell::Unrated;
        }
        let Some(percentage) = Percentage::read(cell) else { return RatingCell::Unknown };
        let share =
            if shares && percentage.plain { percentage.number } else { percentage.number / Exact::from_integer(100) };
        if share < Exact::ZERO || share > Exact::ONE {
            return RatingCell::OutOfRange;
        }
        let Some(level) = self.level(share) else { return RatingCell::Unknown };
        let rating = CellLevel { level, from_percentage: true, without_strong: false };
        if !shares && percentage.plain && Exact::ZERO < percentage.number && percentage.number < Exact::ONE {
            return RatingCell::ShareOrPercent(rating);
        }
        RatingCell::Rating(rating)
    }

    /// The level of a share of correct answers: a bound belongs to the higher level; below all of them it is the lowest.
    pub fn level(&self, share: Exact) -> Option<usize> {
        let lowest = self.blueprint.ratings.first().map(|_| 0)?;
        Some(self.blueprint.ratings.iter().rposition(|level| level.correct.0 <= share).unwrap_or(lowest))
    }

    /// The words that are right, as the exam writes them: "Needs Improvement, Competent (also Meets Competencies) or Strong".
    pub fn right_words(&self) -> String {
        let words: Vec<String> = self
            .blueprint
            .ratings
            .iter()
            .map(|level| match level.aliases_without_strong.first().or(level.aliases.first()) {
                Some(alias) => format!("“{}” (also “{alias}”)", level.label),
                None => format!("“{}”", level.label),
            })
            .collect();
        words.join(", ")
    }

    /// The word of the exam that is most like `cell`, if any is much like it.
    pub fn nearest(&self, cell: &str) -> Option<&str> {
        let words = self.blueprint.ratings.iter().flat_map(|level| {
            [&level.label].into_iter().chain(&level.aliases).chain(&level.aliases_without_strong).map(String::as_str)
        });
        super::headings::nearest(cell, words)
    }
}

/// A number that may be a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Percentage {
    pub number: Exact,
    /// Without a percent sign.
    pub plain: bool,
}

impl Percentage {
    /// "55", "55%", "0.55", "55,0 %".
    pub fn read(cell: &str) -> Option<Self> {
        let cell = &*plain(cell);
        let number = cell.strip_suffix(['%', '٪']);
        let plain = number.is_none();
        read_decimal(number.unwrap_or(cell).trim_end()).map(|number| Percentage { number, plain })
    }
}

/// The word with the plural endings of its parts taken off: "Meets Competencies" and "Meet competency" are alike.
fn singular(word: &str) -> String {
    let parts = word.split(|c: char| !c.is_alphanumeric()).map(|part| {
        let part = comparable(part);
        match part.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None if part.len() > 3 && !part.ends_with("ss") => part.strip_suffix('s').unwrap_or(&part).to_owned(),
            None => part,
        }
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::test_blueprint::dop_like;

    fn level(cell: &str, shares: bool) -> Option<usize> {
        let blueprint = dop_like();
        match Vocabulary::new(&blueprint).read(cell, shares) {
            RatingCell::Rating(rating) | RatingCell::ShareOrPercent(rating) => Some(rating.level),
            _ => None,
        }
    }

    #[test]
    fn words() {
        for (cell, expected) in [
            ("Needs Improvement", 0),
            ("needs-improvement", 0),
            ("NEEDS  IMPROVEMENTS", 0),
            ("need improvement", 0),
            ("NeedsImprovement", 0),
            ("Competent", 1),
            ("Meets Competencies", 1),
            ("meets competency", 1),
            ("Strong", 2),
        ] {
            assert_eq!(level(cell, false), Some(expected), "{cell}");
        }
    }

    #[test]
    fn words_of_the_built_in_exam_in_every_language() {
        let blueprint = crate::exam::parse(crate::exam::built_in()[0].toml).unwrap();
        let vocabulary = Vocabulary::new(&blueprint);
        let weak = [
            "NI",
            "ni",
            "N.I.",
            "Needs Improvements",
            "NEEDS IMPROVEMENT",
            "ＮＩ",
            "Verbesserungsbedarf",
            "verbesserung erforderlich",
            "VERBESSERUNGSBEDÜRFTIG",
            "Ausbaufähig",
            "À améliorer",
            "A AMELIORER",
            "a\u{300} ame\u{301}liorer",
            "Necesita mejorar",
            "Necesita Mejoras",
            "Por mejorar",
            "Precisa melhorar",
            "Precisa de melhorias",
            "要改善",
            "改善が必要",
            "改善か\u{3099}必要",
        ];
        let adequate = [
            "C",
            "c",
            "Competent",
            "COMPETENTS",
            "Kompetent",
            "compétent",
            "Compétente",
            "competente",
            "Competentes",
            "適格",
            "Meets Competencies",
            "meets competency",
            "Kompetenzen erfüllt",
            "Répond aux compétences",
            "Cumple con las competencias",
            "Atende às competências",
            "コンピテンシーを満たしている",
            "ｺﾝﾋﾟﾃﾝｼｰを満たす",
        ];
        let strong = [
            "S",
            "s",
            "Strong",
            "Strengths",
            "stark",
            "STARK",
            "fort",
            "Forts",
            "Fuerte",
            "fuertes",
            "Sólido",
            "solida",
            "forte",
            "優秀",
        ];
        for (level, words) in [&weak[..], &adequate, &strong].into_iter().enumerate() {
            for word in words {
                match vocabulary.read(word, false) {
                    RatingCell::Rating(rating) => assert_eq!(rating.level, level, "{word}"),
                    other => panic!("{word}: {other:?}"),
                }
            }
        }
        for word in ["n/a", "keine Angabe", "absent", "欠席", "–"] {
            assert_eq!(vocabulary.read(word, false), RatingCell::Unrated, "{word}");
        }
        for word in ["gut", "mittel", "bestanden", "要", "SS"] {
            assert_eq!(vocabulary.read(word, false), RatingCell::Unknown, "{word}");
        }
    }

    #[test]
    fn percentages_belong_to_the_higher_level_at_a_bound() {
        for (cell, shares, expected) in [
            ("0", false, 0),
            ("39.9", false, 0),
            ("40", false, 0),
            ("59.99", false, 0),
            ("60", false, 1),
            ("60%", false, 1),
            ("60,0 %", false, 1),
            ("60,0\u{A0}%", false, 1),
            ("60\u{202F}%", false, 1),
            ("６０％", false, 1),
            ("0,6", true, 1),
            ("79.999999999999999999999999", false, 1),
            ("80", false, 2),
            ("100", false, 2),
            ("0.6", true, 1),
            ("1", true, 2),
            ("1", false, 0),
            ("55%", true, 0),
        ] {
            assert_eq!(level(cell, shares), Some(expected), "{cell}");
        }
    }

    #[test]
    fn other_cells() {
        let blueprint = dop_like();
        let vocabulary = Vocabulary::new(&blueprint);
        for (cell, expected) in [
            ("", RatingCell::Unrated),
            ("-", RatingCell::Unrated),
            ("–", RatingCell::Unrated),
            ("N/A", RatingCell::Unrated),
            ("101", RatingCell::OutOfRange),
            ("-1", RatingCell::OutOfRange),
            ("100.1%", RatingCell::OutOfRange),
            ("Stron", RatingCell::Unknown),
            ("5e1", RatingCell::Unknown),
        ] {
            assert_eq!(vocabulary.read(cell, false), expected, "{cell}");
        }
        assert!(matches!(vocabulary.read("0.55", false), RatingCell::ShareOrPercent(_)));
        assert_eq!(vocabulary.nearest("Stron"), Some("Strong"));
        assert_eq!(vocabulary.nearest("Competant"), Some("Competent"));
        assert_eq!(vocabulary.nearest("banana"), None);
    }
}
