//! One line for every candidate, with a map of all ratings: who is weak in what, at one look.

use jiff::civil::Date;

use super::{Cohort, decimal};
use crate::analysis::{Diagnosis, Tier, rounded};
use crate::diagnostic::Code;
use crate::document::candidate::heading;
use crate::document::catalogue::say;
use crate::document::content::{Align, Block, Cell, Column, Table};
use crate::document::names::{tier_name, warning_name};
use crate::exam::{Domain, Exact, Role};
use crate::sheet::{History, Outcome};

/// How many candidates the printed summary lists at most: what a meeting can read. index.html lists all.
pub const PRINTED: usize = 40;

/// From more candidates on, the table of index.html is handed out a part at a time.
const PAGED: u64 = 2000;

/// The map has room on paper for so many domains; with more of them, weak ones are listed.
const MAPPED_ON_PAPER: usize = 10;

/// What the summary says of one candidate.
#[derive(Debug, Clone)]
pub struct CandidateLine {
    /// Where it is not the name.
    id: Option<String>,
    name: String,
    group: Option<String>,
    outcome: Outcome,
    score: Option<i64>,
    readiness: Option<Exact>,
    tier: Option<Tier>,
    /// By domain in blueprint order.
    ratings: Vec<Option<Role>>,
    recommended: Option<Date>,
    warnings: Vec<Code>,
    href: Option<String>,
}

impl CandidateLine {
    /// `href` leads from the summary to the candidate's plan, where that is a file of its own.
    pub fn new(history: &History, diagnosis: &Diagnosis, href: Option<String>) -> CandidateLine {
        let profile = &diagnosis.profile;
        let mut ratings = vec![None; profile.rated.len() + profile.unrated.len()];
        for rated in &profile.rated {
            ratings[rated.domain] = Some(rated.role);
        }
        CandidateLine {
            id: history.name.is_some().then(|| history.candidate_id.clone()),
            name: history.display_name().to_owned(),
            group: history.group.clone(),
            outcome: diagnosis.outcome,
            score: diagnosis.score,
            readiness: diagnosis.readiness,
            tier: diagnosis.outlook.as_ref().map(|outlook| outlook.tier),
            ratings,
            recommended: diagnosis.retake.as_ref().and_then(|retake| retake.recommended),
            warnings: diagnosis.warnings.clone(),
            href,
        }
    }
}

/// Which columns the table of the candidates has. The lines themselves are made one at a time, so that a class of any size
/// costs little memory.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each column is there or not")]
pub struct Roster {
    pub(super) with_ids: bool,
    pub(super) with_groups: bool,
    pub(super) with_scores: bool,
    with_readiness: bool,
    with_tiers: bool,
    with_ratings: bool,
    with_days: bool,
    pub(super) with_warnings: bool,
}

impl Roster {
    /// Takes up a candidate.
    pub fn add(&mut self, history: &History, diagnosis: &Diagnosis) {
        self.with_ids |= history.name.is_some() && history.candidate_id != history.display_name();
        self.with_groups |= history.group.is_some();
        self.with_scores |= diagnosis.score.is_some();
        self.with_readiness |= diagnosis.readiness.is_some();
        self.with_tiers |= diagnosis.outlook.is_some();
        self.with_ratings |= !diagnosis.profile.rated.is_empty();
        self.with_days |= diagnosis.retake.as_ref().is_some_and(|retake| retake.recommended.is_some());
        self.with_warnings |= !diagnosis.warnings.is_empty();
    }
}

/// Which lines of its lists the summary holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// At most [`PRINTED`] candidates, and a page of each other list.
    Printed,
    /// At most 500 lines of each list, and of the candidates none: their table is to be filled with [`Cohort::candidate_rows`].
    Streamed,
}

impl Listed {
    /// How many lines a list other than that of the candidates has at most.
    pub(super) fn most(self) -> usize {
        match self {
            Listed::Printed => PRINTED,
            Listed::Streamed => 500,
        }
    }
}

impl Cohort<'_> {
    /// The rows of the candidates' table, in its order.
    pub fn candidate_rows(&self, listed: Listed) -> impl Iterator<Item = Vec<Cell>> {
        self.standings.ranked().into_iter().filter_map(self.line).map(move |line| self.candidate_row(line, listed))
    }

    fn candidate_row(&self, line: CandidateLine, listed: Listed) -> Vec<Cell> {
        let t = self.catalogue;
        let none = || Cell::Text { text: say!(t, "none") };
        let optional = |text: Option<String>| text.map_or_else(none, |text| Cell::Text { text });
        let text = t.isolated(&line.name).into_owned();
        let mut row = vec![match line.href {
            Some(href) => Cell::Link { text, href },
            None => Cell::Text { text },
        }];
        if self.roster.with_ids {
            row.push(optional(line.id));
        }
        if self.roster.with_groups {
            row.push(optional(line.group.map(|group| t.isolated(&group).into_owned())));
        }
        row.push(Cell::Text {
            text: match line.outcome {
                Outcome::Passed => say!(t, "outcome-passed"),
                Outcome::Failed => say!(t, "outcome-failed"),
            },
        });
        if self.roster.with_scores {
            row.push(optional(line.score.map(|score| score.to_string())));
        }
        if self.roster.with_readiness {
            row.push(optional(line.readiness.map(|readiness| decimal(rounded(readiness, 1), 1, t))));
        }
        if self.roster.with_tiers {
            row.push(optional(line.tier.map(|tier| tier_name(t, tier))));
        }
        if self.roster.with_ratings {
            let role = |domain: usize| line.ratings.get(domain).copied().flatten();
            let domains = 0..self.blueprint.domains.len();
            if self.is_mapped(listed) {
                let sign = |role| match role {
                    Some(Role::Weak) => say!(t, "mark-weak"),
                    Some(Role::Adequate) => say!(t, "mark-adequate"),
                    Some(Role::Strong) => say!(t, "mark-strong"),
                    None => String::new(),
                };
                row.extend(domains.map(role).map(|role| Cell::Mark { role, sign: sign(role) }));
            } else {
                let weak = domains.filter(|&domain| role(domain) == Some(Role::Weak));
                let codes: Vec<String> = weak.map(|domain| self.domain_code(domain)).collect();
                let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
                row.push(optional((!codes.is_empty()).then(|| t.list(&codes))));
            }
        }
        if self.roster.with_days {
            row.push(optional(line.recommended.map(|date| date.to_string())));
        }
        if self.with_attention(listed) {
            let warnings: Vec<String> = line.warnings.iter().map(|&code| warning_name(t, code)).collect();
            row.push(if warnings.is_empty() {
                Cell::Empty
            } else {
                Cell::Text { text: t.names(warnings.iter().map(String::as_str)) }
            });
        }
        row
    }

    /// Whether each domain has a column.
    fn is_mapped(&self, listed: Listed) -> bool {
        listed == Listed::Streamed || self.blueprint.domains.len() <= MAPPED_ON_PAPER
    }

    /// Whether a column says what is to be checked before the meeting.
    fn with_attention(&self, listed: Listed) -> bool {
        self.roster.with_warnings && listed == Listed::Streamed
    }

    /// A short word for a domain, by its place in the blueprint.
    fn domain_code(&self, domain: usize) -> String {
        say!(self.catalogue, "domain-code", number = &(domain + 1).to_string())
    }

    fn candidate_columns(&self, listed: Listed) -> Vec<Column> {
        let (t, roster) = (self.catalogue, self.roster);
        let mut columns = Vec::new();
        let mut add = |holds: bool, key: &str, heading: String, align, width| {
            if holds {
                columns.push(Column { key: key.to_owned(), heading, align, width, full: None });
            }
        };
        let mapped = roster.with_ratings && self.is_mapped(listed);
        add(true, "candidate", say!(t, "column-candidate"), Align::Left, 3.0);
        add(roster.with_ids, "id", say!(t, "column-id"), Align::Left, 1.4);
        add(roster.with_groups, "group", say!(t, "column-group"), Align::Left, 1.6);
        add(true, "outcome", say!(t, "column-outcome"), Align::Left, 1.6);
        add(roster.with_scores, "score", say!(t, "column-score"), Align::Right, 1.1);
        add(roster.with_readiness, "readiness", say!(t, "column-readiness"), Align::Right, 1.7);
        add(roster.with_tiers, "outlook", say!(t, "cohort-column-outlook"), Align::Left, 1.4);
        add(roster.with_ratings && !mapped, "weak", say!(t, "column-weak"), Align::Left, 3.4);
        add(roster.with_days, "recommended", say!(t, "column-recommended"), Align::Left, 2.0);
        add(self.with_attention(listed), "attention", say!(t, "column-attention"), Align::Left, 2.2);
        if mapped {
            let behind = |column: &Column| ["recommended", "attention"].contains(&&*column.key);
            let before = columns.iter().position(behind).unwrap_or(columns.len());
            let domains = self.blueprint.domains.iter().enumerate().map(|(domain, content)| Column {
                key: format!("d{}", domain + 1),
                heading: self.domain_code(domain),
                full: Some(content.name.clone()),
                align: Align::Left,
                width: 0.1,
            });
            columns.splice(before..before, domains);
        }
        columns
    }

    pub(super) fn candidates(&self, listed: Listed) -> Vec<Block> {
        let (t, candidates) = (self.catalogue, self.figures.candidates);
        let mut blocks = vec![heading("candidates", say!(t, "cohort-section-candidates"))];
        if let Some(archive) = self.archive {
            blocks.push(Block::Paragraph { text: say!(t, "cohort-archive", archive = archive) });
        }
        if self.roster.with_ratings {
            let domain = |(domain, content): (usize, &Domain)| {
                say!(t, "domain-code-item", code = &self.domain_code(domain), domain = &content.name)
            };
            let domains: Vec<String> = self.blueprint.domains.iter().enumerate().map(domain).collect();
            let mut text = say!(t, "domain-codes", domains = &t.names(domains.iter().map(String::as_str)));
            if self.is_mapped(listed) {
                text = format!("{text} {}", say!(t, "mark-key"));
            }
            blocks.push(Block::Fineprint { text });
        }
        let printed = if listed == Listed::Printed { PRINTED } else { 0 };
        blocks.push(Block::Table(Table {
            caption: if self.figures.all.failed > 0 {
                say!(t, "cohort-candidates-caption")
            } else {
                say!(t, "cohort-candidates-caption-passed")
            },
            columns: self.candidate_columns(listed),
            rows: self.candidate_rows(listed).take(printed).collect(),
            sortable: true,
            paged: listed == Listed::Streamed && candidates > PAGED,
            ..Table::default()
        }));
        if listed == Listed::Printed && candidates > PRINTED as u64 {
            let (shown, candidates) = (PRINTED.to_string(), candidates.to_string());
            let text = say!(t, "cohort-candidates-cut", shown = &shown, candidates = &candidates);
            blocks.push(Block::Paragraph { text });
        }
        if self.roster.with_readiness {
            blocks.push(Block::Fineprint { text: say!(t, "readiness-note") });
        }
        blocks
    }
}
