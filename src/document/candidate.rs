//! The document of one candidate: a retake plan for those who failed, a result review for those who passed.
//! This module holds what both share: head, score, domains, notes and how to read it all.

use super::branding::Branding;
use super::catalogue::{Catalogue, say};
use super::chart::{self, ScoredAttempt};
use super::content::{Align, Block, Cell, Column, Document, Fact, Table};
use super::{plan, review};
use crate::analysis::{Diagnosis, Terms};
use crate::exam::{Blueprint, Exact, RatingLevel, Role, comparable};
use crate::sheet::{Attempt, DomainRating, History, Outcome};

/// A rating word of at most so many letters is shown beside the rating's label.
const ABBREVIATION: usize = 3;

/// From so many scores on, a chart of their own shows more than the earlier point on the scale.
const IN_A_CHART: usize = 3;

/// Everything that a candidate's document is made from.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub history: &'a History,
    pub diagnosis: &'a Diagnosis,
    pub blueprint: &'a Blueprint,
    pub terms: &'a Terms,
    pub branding: &'a Branding,
    pub catalogue: &'a Catalogue,
}

impl<'a> Subject<'a> {
    /// The plan or the review, in the order of a reader's questions.
    pub fn document(&self) -> Document {
        let (t, name, code) = (self.catalogue, self.history.display_name(), &*self.blueprint.code);
        let passed = self.diagnosis.outcome == Outcome::Passed;
        let (kicker, title, running_head, blocks) = if passed {
            (
                say!(t, "review-kicker"),
                say!(t, "review-title", name = name, exam = code),
                say!(t, "review-running", name = name, exam = code),
                review::blocks(self),
            )
        } else {
            (
                say!(t, "plan-kicker"),
                say!(t, "plan-title", name = name, exam = code),
                say!(t, "plan-running", name = name, exam = code),
                plan::blocks(self),
            )
        };
        Document {
            lang: t.language().to_owned(),
            title,
            running_head,
            page_label: say!(t, "page-label"),
            footer: footer(t, self.branding, self.terms),
            candidate_id: Some(self.history.candidate_id.clone()),
            author: self.branding.sender().to_owned(),
            kicker,
            heading: t.isolated(name).into_owned(),
            facts: self.facts(passed),
            blocks,
        }
    }

    fn facts(&self, passed: bool) -> Vec<Fact> {
        let (t, current) = (self.catalogue, self.history.current());
        let number = current.number.map_or(self.history.attempts.len(), |number| number as usize);
        let attempt = match current.date {
            Some(date) => say!(t, "fact-attempt-dated", number = &number.to_string(), date = &t.date(date)),
            None => say!(t, "fact-attempt-number", number = &number.to_string()),
        };
        let exam = say!(t, "fact-exam-value", name = &self.blueprint.name, code = &self.blueprint.code);
        let day = if passed { say!(t, "fact-review-day") } else { say!(t, "fact-day") };
        let mut facts = vec![
            fact(say!(t, "fact-exam"), exam),
            fact(say!(t, "fact-attempt"), attempt),
            fact(day, t.date(self.terms.as_of)),
        ];
        if self.history.name.is_some() && self.history.email.as_ref() != Some(&self.history.candidate_id) {
            facts.push(fact(say!(t, "fact-id"), t.isolated(&self.history.candidate_id)));
        }
        let optional = [
            (say!(t, "fact-group"), &self.history.group),
            (say!(t, "fact-organisation"), &self.branding.organisation),
            (say!(t, "fact-coach"), &self.branding.coach),
            (say!(t, "fact-contact"), &self.branding.contact),
        ];
        facts.extend(optional.into_iter().filter_map(|(label, value)| Some(fact(label, t.isolated(value.as_ref()?)))));
        facts
    }

    /// The name of a domain by position.
    pub(super) fn domain(&self, domain: usize) -> &'a str {
        &self.blueprint.domains[domain].name
    }

    /// The names of domains as a list at the end of a sentence.
    pub(super) fn domain_list(&self, domains: &[usize]) -> String {
        self.catalogue.names(domains.iter().map(|&domain| self.domain(domain)))
    }

    /// The score on its scale, where there is one.
    pub(super) fn score_line(&self) -> Option<Block> {
        let (t, scale) = (self.catalogue, self.blueprint.scale.as_ref()?);
        let score = self.diagnosis.score?;
        let attempts = &self.history.attempts;
        let earlier: Vec<i64> = attempts[..attempts.len() - 1].iter().filter_map(|attempt| attempt.score).collect();
        let earlier_words = if earlier.is_empty() {
            String::new()
        } else {
            let scores: Vec<String> = earlier.iter().map(i64::to_string).collect();
            let scores: Vec<&str> = scores.iter().map(String::as_str).collect();
            say!(t, "score-line-earlier", scores = &t.list(&scores))
        };
        let description = say!(
            t,
            "score-line-description",
            min = &scale.min.to_string(),
            max = &scale.max.to_string(),
            passing = &scale.passing.to_string(),
            near = &t.number(scale.near, 1),
            middle = &t.number(scale.middle, 1),
            score = &score.to_string(),
            earlier = &earlier_words,
        );
        Some(Block::Drawing {
            drawing: chart::score_line(scale, score, &earlier, t),
            title: say!(t, "score-line-title"),
            description,
        })
    }

    /// The scores of all attempts, where enough of them have one.
    pub(super) fn score_history(&self) -> Option<Block> {
        let (t, scale) = (self.catalogue, self.blueprint.scale.as_ref()?);
        let attempts = || self.history.attempts.iter().zip(1..).filter_map(|(it, nth)| Some((it, nth, it.score?)));
        if attempts().count() < IN_A_CHART {
            return None;
        }
        let dated = attempts().all(|(attempt, ..)| attempt.date.is_some());
        let mut scored = Vec::new();
        let mut words = Vec::new();
        for (attempt, nth, score) in attempts() {
            let number = attempt.number.unwrap_or(nth).to_string();
            words.push(match attempt.date {
                Some(date) => {
                    say!(t, "score-history-dated", number = &number, date = &t.date(date), score = &score.to_string())
                }
                None => say!(t, "score-history-item", number = &number, score = &score.to_string()),
            });
            let label = match attempt.date.filter(|_| dated) {
                Some(date) => t.month_year(date),
                None => say!(t, "score-history-number", number = &number),
            };
            scored.push(ScoredAttempt { score, label });
        }
        let (attempts, passing) = (t.names(words.iter().map(String::as_str)), scale.passing.to_string());
        Some(Block::Drawing {
            drawing: chart::score_history(scale, &scored, t),
            title: say!(t, "score-history-title"),
            description: say!(t, "score-history-description", attempts = &attempts, passing = &passing),
        })
    }

    /// The domains in priority order with their ratings, and what must be known to read them.
    pub(super) fn domains(&self) -> Vec<Block> {
        let (t, blueprint, profile) = (self.catalogue, self.blueprint, &self.diagnosis.profile);
        let section = heading("domains", say!(t, "section-domains"));
        if blueprint.domains.is_empty() {
            return vec![section, Block::Paragraph { text: say!(t, "no-domains-note") }];
        }
        let order: Vec<usize> =
            profile.rated.iter().map(|entry| entry.domain).chain(profile.unrated.iter().copied()).collect();
        let heaviest = blueprint.domains.iter().map(|domain| domain.weight).max().unwrap_or(Exact::from_integer(100));
        let with_change = self.history.attempts.len() >= 2 && !profile.rated.is_empty();
        let items: Vec<Option<i128>> = order.iter().map(|&domain| self.items(domain)).collect();
        let with_items = items.iter().all(Option::is_some);
        let mut columns = vec![
            column(say!(t, "column-domain"), Align::Left, 4.2),
            column(say!(t, "column-weight"), Align::Left, 2.0),
            column(say!(t, "column-rating"), Align::Left, 3.0),
        ];
        if with_change {
            columns.push(column(say!(t, "column-change"), Align::Left, 2.8));
        }
        if with_items {
            columns.push(column(say!(t, "column-items"), Align::Right, 1.6));
        }
        let rows = order.iter().zip(&items).map(|(&domain, &items)| {
            let weight = blueprint.domains[domain].weight;
            let mut row = vec![
                Cell::Text { text: self.domain(domain).to_owned() },
                Cell::Bar { share: ratio(weight / heaviest), label: t.percent(weight) },
                self.chip(domain),
            ];
            if with_change {
                row.push(self.change(domain));
            }
            if let Some(items) = items.filter(|_| with_items) {
                row.push(Cell::Text { text: say!(t, "items-about", count = &items.to_string()) });
            }
            row
        });
        let caption =
            if profile.rated.is_empty() { say!(t, "domains-caption-unrated") } else { say!(t, "domains-caption") };
        let rows = rows.collect();
        let mut blocks = vec![section, Block::Table(Table { caption, columns, rows, ..Table::default() })];
        if profile.few_ratings && !profile.rated.is_empty() {
            blocks.push(Block::Paragraph { text: say!(t, "few-ratings-note") });
        } else if !profile.rated.is_empty() && !profile.unrated.is_empty() {
            let domains = self.domain_list(&profile.unrated);
            let text = say!(t, "unrated-note", count = profile.unrated.len(), domains = &domains);
            blocks.push(Block::Paragraph { text });
        }
        let fewest = profile.rated.iter().filter_map(|entry| Some((self.items(entry.domain)?, entry.domain))).min();
        if let Some((count, domain)) = fewest {
            let text = say!(t, "items-note", domain = self.domain(domain), count = &count.to_string());
            blocks.push(Block::Fineprint { text });
        }
        blocks
    }

    /// About how many scored questions a domain has.
    fn items(&self, domain: usize) -> Option<i128> {
        let items = self.blueprint.items?;
        let weight = self.blueprint.domains[domain].weight;
        // over a hundred, half up: as whole numbers, for fractions are reduced at every step
        Some((2 * weight.numer() * i128::from(items.scored) + 100 * weight.denom()).div_euclid(200 * weight.denom()))
    }

    pub(super) fn rating(&self, domain: usize) -> Option<&'a DomainRating> {
        self.history.current().ratings[domain].as_ref()
    }

    /// The rating of a domain in the sheet's own word.
    pub(super) fn chip(&self, domain: usize) -> Cell {
        let t = self.catalogue;
        match self.rating(domain) {
            None => Cell::Chip { role: None, word: say!(t, "rating-none") },
            Some(rating) => {
                let level = &self.blueprint.ratings[rating.level];
                let word = if rating.from_percentage {
                    say!(t, "rating-percentage", label = &level.label, word = &rating.word)
                } else if is_foreign(level, &rating.word) {
                    say!(t, "rating-abbreviated", label = &level.label, word = &rating.word)
                } else {
                    rating.word.clone()
                };
                Cell::Chip { role: Some(level.role), word }
            }
        }
    }

    fn change(&self, domain: usize) -> Cell {
        let t = self.catalogue;
        let [.., previous, current] = self.history.attempts.as_slice() else { return Cell::Empty };
        let Some(now) = &current.ratings[domain] else { return Cell::Empty };
        let Some(before) = &previous.ratings[domain] else {
            return Cell::Text { text: say!(t, "change-new") };
        };
        let label = &self.blueprint.ratings[before.level].label;
        let text = match now.level.cmp(&before.level) {
            std::cmp::Ordering::Greater => say!(t, "change-up", label = label),
            std::cmp::Ordering::Less => say!(t, "change-down", label = label),
            std::cmp::Ordering::Equal => say!(t, "change-same"),
        };
        Cell::Text { text }
    }

    /// The coach's note in a box of its own, where the sheet has one.
    pub(super) fn note(&self) -> Option<Block> {
        let text = self.history.note.clone()?;
        Some(Block::Note { title: say!(self.catalogue, "note-title"), text })
    }

    /// What every reader should know of scores, ratings and estimates.
    pub(super) fn reading(&self) -> Vec<Block> {
        let (t, blueprint) = (self.catalogue, self.blueprint);
        let usable = !self.diagnosis.profile.usable().is_empty();
        let mut items = Vec::new();
        if let Some(scale) = blueprint.scale.as_ref().filter(|scale| scale.min >= 0) {
            let share = Exact::new((scale.passing * 100).into(), scale.max.into());
            let percent = t.percent(share);
            items.push(say!(t, "reading-scaled", passing = &scale.passing.to_string(), percent = &percent));
        }
        if let Some(worst) = blueprint.ratings.iter().find(|level| level.role == Role::Weak).filter(|_| usable) {
            let (low, high) = (t.percent(worst.correct.0 * 100), t.percent(worst.correct.1 * 100));
            items.push(say!(t, "reading-weak", low = &low, high = &high));
        }
        if let Some((low, high)) = self.diagnosis.estimate.correct {
            items.push(say!(t, "reading-share", low = &t.percent(low.round()), high = &t.percent(high.round())));
        }
        items.extend(self.no_strong_level());
        let (vendor, estimate) = (&blueprint.vendor, &self.diagnosis.estimate);
        if estimate.path.is_some() {
            items.push(say!(t, "reading-estimates", vendor = vendor));
        } else if self.diagnosis.outlook.is_some() {
            items.push(say!(t, "reading-estimates-outlook", vendor = vendor));
        } else if estimate.correct.is_some() {
            items.push(say!(t, "reading-estimates-share", vendor = vendor));
        }
        items.push(if blueprint.domains.is_empty() {
            say!(t, "reading-withheld-plain")
        } else {
            say!(t, "reading-withheld")
        });
        let mut blocks = vec![heading("reading", say!(t, "section-reading")), Block::List { items }];
        if self.diagnosis.retake.is_some() {
            let checked = t.date(blueprint.retake.source.checked);
            blocks.push(Block::Fineprint { text: say!(t, "reading-rules", vendor = vendor, date = &checked) });
        }
        blocks
    }

    /// Says so where the vocabulary of the report, or of the exam, has no strong level.
    fn no_strong_level(&self) -> Option<String> {
        let (t, blueprint) = (self.catalogue, self.blueprint);
        if blueprint.ratings.is_empty() {
            return None;
        }
        if !blueprint.ratings.iter().any(|level| level.role == Role::Strong) {
            return Some(say!(t, "reading-no-strong-exam"));
        }
        let word = self.word_without_strong()?;
        Some(say!(t, "reading-no-strong", label = word))
    }

    /// A word of the current attempt that belongs to a vocabulary without a strong level, unless a strength is shown
    /// all the same.
    fn word_without_strong(&self) -> Option<&'a str> {
        let ratings = || self.history.current().ratings.iter().flatten();
        let is_strong = |rating: &DomainRating| self.blueprint.ratings[rating.level].role == Role::Strong;
        let word = ratings().find(|rating| rating.without_strong)?;
        (!ratings().any(is_strong)).then_some(&word.word)
    }

    /// Whether the report could show a strength at all.
    pub(super) fn can_show_strength(&self) -> bool {
        self.blueprint.ratings.iter().any(|level| level.role == Role::Strong) && self.word_without_strong().is_none()
    }

    /// The attempts before the current one in a sentence, where the chart of all scores does not show them.
    pub(super) fn earlier_attempts(&self) -> Option<Block> {
        let t = self.catalogue;
        let (current, earlier) = self.history.attempts.split_last()?;
        let in_chart = |attempt: &Attempt| attempt.score.is_some() && attempt.date.is_some();
        let all_in_chart = || in_chart(current) && earlier.iter().all(in_chart);
        if self.blueprint.scale.is_some() && self.history.attempts.len() >= IN_A_CHART && all_in_chart() {
            return None;
        }
        let words = earlier.iter().enumerate().map(|(index, attempt)| {
            let number = attempt.number.map_or(index + 1, |number| number as usize).to_string();
            let words = match attempt.date {
                Some(date) => say!(t, "earlier-attempt-dated", number = &number, date = &t.date(date)),
                None => say!(t, "earlier-attempt", number = &number),
            };
            match (attempt.score, attempt.outcome) {
                (Some(score), _) => say!(t, "earlier-attempt-score", attempt = &words, score = &score.to_string()),
                (None, Outcome::Passed) => {
                    say!(t, "earlier-attempt-result", attempt = &words, result = &say!(t, "outcome-passed"))
                }
                (None, Outcome::Failed) => {
                    say!(t, "earlier-attempt-result", attempt = &words, result = &say!(t, "earlier-failed"))
                }
            }
        });
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| Block::Paragraph {
            text: say!(t, "earlier-attempts", attempts = &t.names(words.iter().map(String::as_str))),
        })
    }
}

/// Whether a word of the sheet does not show which rating it is: an abbreviation, or a word of another language than the label.
fn is_foreign(level: &RatingLevel, word: &str) -> bool {
    word.chars().count() <= ABBREVIATION || level.is_translated && comparable(word) != comparable(&level.label)
}

/// Footer of every page: the coach's own text or the sender, and the day.
pub(super) fn footer(t: &Catalogue, branding: &Branding, terms: &Terms) -> String {
    let date = t.date(terms.as_of);
    match branding.footer.as_deref().unwrap_or(branding.sender()) {
        "" => say!(t, "footer-plain", date = &date),
        from => say!(t, "footer", from = from, date = &date),
    }
}

/// A section heading.
pub(super) fn heading(id: &str, text: String) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text }
}

/// Sentences in one paragraph.
pub(super) fn paragraph(sentences: &[String]) -> Block {
    Block::Paragraph { text: sentences.join(" ") }
}

pub(super) fn fact(label: String, value: impl Into<String>) -> Fact {
    Fact { label, value: value.into() }
}

pub(super) fn column(heading: String, align: Align, width: f32) -> Column {
    Column { heading, align, width, ..Column::default() }
}

/// A share for drawing, where exactness does not matter any more.
pub(super) fn ratio(share: Exact) -> f64 {
    *share.numer() as f64 / *share.denom() as f64
}
