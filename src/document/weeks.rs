//! The weeks of a plan: hours, topics, labs and checks of each, and the checklist that goes with them.

use std::ops::Range;

use jiff::civil::Date;

use super::candidate::{Subject, column, heading, paragraph};
use super::catalogue::say;
use super::content::{Align, Block, Cell, ChecklistItem, Line, Link, Table};
use crate::analysis::{BookingEffect, StudyPlan, StudyWeek};
use crate::exam::{Lab, Role};

/// Labs are numbered through the plan, so that a week can refer to them.
pub(super) struct ShownLabs {
    /// By focus domain in the order of the plan: number of the first lab, and how many are shown.
    by_focus: Vec<(usize, usize)>,
}

impl ShownLabs {
    /// The more domains are in focus, the fewer labs each shows.
    pub(super) fn of(subject: &Subject<'_>, plan: &StudyPlan) -> ShownLabs {
        let most = match plan.focus.len() {
            0 | 1 => 5,
            2 | 3 => 3,
            4 => 2,
            _ => 1,
        };
        let mut next = 1;
        let by_focus = plan
            .focus
            .iter()
            .map(|&domain| {
                let shown = subject.blueprint.domains[domain].labs.len().min(most);
                let first = next;
                next += shown;
                (first, shown)
            })
            .collect();
        ShownLabs { by_focus }
    }
}

/// What a week holds of a focus domain.
pub(super) struct DomainWork {
    /// Positions of its topics and labs in the blueprint.
    pub topics: Range<usize>,
    pub labs: Range<usize>,
    /// Number of the domain's first lab in the plan.
    pub first_lab: usize,
    /// The week is the domain's last one.
    pub ends: bool,
}

impl DomainWork {
    /// Of the domain at `position` of the focus in the week `index`; `None` where the week has no hours for it.
    pub(super) fn of(
        subject: &Subject<'_>,
        plan: &StudyPlan,
        labs: &ShownLabs,
        index: usize,
        position: usize,
    ) -> Option<DomainWork> {
        let (domain, week) = (plan.focus[position], &plan.schedule[index]);
        if !week.holds(domain) {
            return None;
        }
        let weeks_of_domain = |weeks: &[StudyWeek]| weeks.iter().filter(|week| week.holds(domain)).count();
        let (past, total) = (weeks_of_domain(&plan.schedule[..index]), weeks_of_domain(&plan.schedule));
        let (most_topics, most_labs) = most_of_a_week(plan, week);
        let (first_lab, shown) = labs.by_focus[position];
        Some(DomainWork {
            topics: share_of(subject.blueprint.domains[domain].topics.len(), past, total, most_topics),
            labs: share_of(shown, past, total, most_labs),
            first_lab,
            ends: past + 1 == total,
        })
    }
}

/// The table of the weeks.
pub(super) fn weeks(subject: &Subject<'_>, plan: &StudyPlan, labs: &ShownLabs) -> Vec<Block> {
    let t = subject.catalogue;
    let mut blocks = vec![heading("weeks", say!(t, "section-weeks"))];
    if plan.weeks == 0 {
        blocks.push(Block::Paragraph { text: say!(t, "weeks-none") });
        return blocks;
    }
    let rehearsal = match plan.rehearsal_weeks {
        0 => String::new(),
        weeks => say!(t, "weeks-rehearsal", weeks = &t.weeks(weeks)),
    };
    let (length, from, hours) = (t.weeks(plan.weeks), t.date(plan.start), t.hours(plan.half_hours_per_week));
    let build = t.weeks(plan.build_weeks);
    let unrated = subject.diagnosis.profile.rated.is_empty();
    let intro = if unrated {
        say!(
            t,
            "weeks-intro-unrated",
            weeks = &length,
            from = &from,
            hours = &hours,
            build = &build,
            rehearsal = &rehearsal,
        )
    } else {
        say!(t, "weeks-intro", weeks = &length, from = &from, hours = &hours, build = &build, rehearsal = &rehearsal)
    };
    let upkeep = if plan.maintenance.is_empty() { String::new() } else { say!(t, "weeks-upkeep") };
    blocks.push(Block::Paragraph { text: intro + &upkeep });
    let target = target(subject);
    let mut rows = Vec::with_capacity(plan.schedule.len() + 1);
    for (index, week) in plan.schedule.iter().enumerate() {
        let dates = say!(t, "date-span", from = &t.day_month(week.from), to = &t.day_month(week.to));
        let number = say!(t, "week-number", number = &(index + 1).to_string());
        let first = Cell::Lines { lines: vec![line(Some(number), String::new()), line(None, dates)] };
        if index < plan.build_weeks as usize {
            let work = work_cell(subject, plan, labs, target.as_deref(), index);
            rows.push(vec![first, hours_cell(subject, plan, week), work]);
        } else {
            let hours = vec![line(Some(t.hours(plan.half_hours_per_week)), say!(t, "rehearsal-hours"))];
            let work = vec![line(Some(say!(t, "rehearsal-label")), rehearsal_work(subject, target.as_deref()))];
            rows.push(vec![first, Cell::Lines { lines: hours }, Cell::Lines { lines: work }]);
        }
    }
    rows.push(retake_row(subject, target.as_deref()));
    let total = vec![
        Cell::Strong { text: say!(t, "weeks-total") },
        Cell::Strong { text: t.hours(plan.build_weeks * plan.half_hours_per_week) },
        Cell::Lines { lines: totals(subject, plan) },
    ];
    blocks.push(Block::Table(Table {
        caption: say!(t, "weeks-caption"),
        columns: vec![
            column(say!(t, "column-week"), Align::Left, 1.2),
            column(say!(t, "column-hours"), Align::Left, 2.4),
            column(say!(t, "column-work"), Align::Left, 8.4),
        ],
        rows,
        total: (plan.build_weeks > 0).then_some(total),
        ..Table::default()
    }));
    blocks
}

/// The share of correct answers that ends the work on a domain, in words.
pub(super) fn target(subject: &Subject<'_>) -> Option<String> {
    subject.blueprint.target_share().map(|share| subject.catalogue.percent(share * 100))
}

/// What a rehearsal week is for.
pub(super) fn rehearsal_work(subject: &Subject<'_>, target: Option<&str>) -> String {
    match target {
        Some(target) => say!(subject.catalogue, "rehearsal-work", target = target),
        None => say!(subject.catalogue, "rehearsal-work-plain"),
    }
}

/// From when the retake is recommended.
pub(super) fn recommendation(subject: &Subject<'_>, date: Date, target: Option<&str>) -> String {
    let (t, date) = (subject.catalogue, subject.catalogue.date(date));
    match target {
        Some(target) => say!(t, "retake-day-recommended", date = &date, target = target),
        None => say!(t, "retake-day-recommended-plain", date = &date),
    }
}

/// What ends the work on these domains.
pub(super) fn practice_check(subject: &Subject<'_>, domains: &[usize], target: &str) -> Line {
    let t = subject.catalogue;
    let text = say!(t, "week-check-text", domains = &subject.domain_list(domains), target = target);
    line(Some(say!(t, "week-check")), text)
}

fn line(label: Option<String>, text: String) -> Line {
    Line { label, text }
}

/// The half hours of a week by domain, focus domains first.
pub(super) fn focus_first(plan: &StudyPlan, week: &StudyWeek) -> Vec<(usize, u32)> {
    let mut half_hours = week.half_hours.clone();
    half_hours.sort_by_key(|&(domain, _)| {
        let mut order = plan.focus.iter().chain(&plan.maintenance);
        order.position(|&other| other == domain)
    });
    half_hours
}

fn hours_cell(subject: &Subject<'_>, plan: &StudyPlan, week: &StudyWeek) -> Cell {
    let t = subject.catalogue;
    let entry = |(domain, half_hours)| line(Some(t.hours(half_hours)), subject.domain(domain).to_owned());
    Cell::Lines { lines: focus_first(plan, week).into_iter().map(entry).collect() }
}

fn totals(subject: &Subject<'_>, plan: &StudyPlan) -> Vec<Line> {
    let t = subject.catalogue;
    let domains = plan.half_hours.iter().enumerate().filter(|&(_, &half_hours)| half_hours > 0);
    let parts: Vec<String> = domains
        .map(|(domain, &half_hours)| format!("{}\u{a0}{}", t.isolated(subject.domain(domain)), t.hours(half_hours)))
        .collect();
    vec![line(None, parts.join("\u{a0}· "))]
}

/// Topics of each focus domain of the week, a lab, and the check where the domain ends.
fn work_cell(subject: &Subject<'_>, plan: &StudyPlan, labs: &ShownLabs, target: Option<&str>, index: usize) -> Cell {
    let (t, week) = (subject.catalogue, &plan.schedule[index]);
    let mut lines = Vec::new();
    let mut ended = Vec::new();
    for (position, &domain) in plan.focus.iter().enumerate() {
        let Some(work) = DomainWork::of(subject, plan, labs, index, position) else { continue };
        let details = &subject.blueprint.domains[domain];
        lines.push(line(
            Some(say!(t, "week-domain", domain = subject.domain(domain))),
            t.names(details.topics[work.topics].iter().map(String::as_str)),
        ));
        for lab in work.labs {
            let label = say!(t, "week-lab", number = &(work.first_lab + lab).to_string());
            let lab = &details.labs[lab];
            lines.push(line(Some(label), lab.title.as_ref().unwrap_or(&lab.text).clone()));
        }
        if work.ends {
            ended.push(domain);
        }
    }
    if let Some(target) = target.filter(|_| !ended.is_empty()) {
        lines.push(practice_check(subject, &ended, target));
    }
    if lines.is_empty() && plan.maintenance.iter().any(|&domain| week.holds(domain)) {
        lines.push(line(Some(say!(t, "week-upkeep")), say!(t, "week-upkeep-text")));
    }
    if lines.is_empty() && week.half_hours.is_empty() {
        lines.push(line(None, say!(t, "unassigned-work")));
    }
    Cell::Lines { lines }
}

/// How many topics and labs of a domain a week holds: the more focus domains share it, the fewer.
fn most_of_a_week(plan: &StudyPlan, week: &StudyWeek) -> (usize, usize) {
    let in_focus = plan.focus.iter().filter(|&&domain| week.holds(domain)).count().max(1);
    ((6 / in_focus).max(2), (2 / in_focus).max(1))
}

/// Whether the weeks leave out some of a focus domain's topics.
fn topics_are_cut(plan: &StudyPlan, domain: usize, topics: usize) -> bool {
    let weeks: Vec<&StudyWeek> = plan.schedule.iter().filter(|week| week.holds(domain)).collect();
    let shown = weeks
        .iter()
        .enumerate()
        .map(|(past, week)| share_of(topics, past, weeks.len(), most_of_a_week(plan, week).0).len());
    shown.sum::<usize>() < topics
}

/// The part of `count` things that falls to week `past` (from 0) of `total`: spread evenly, at least one, at most `most`.
fn share_of(count: usize, past: usize, total: usize, most: usize) -> Range<usize> {
    let from = (past * count / total).min(count.saturating_sub(1));
    let to = ((past + 1) * count / total).clamp(from + 1, from + most);
    from..to.min(count)
}

fn retake_row(subject: &Subject<'_>, target: Option<&str>) -> Vec<Cell> {
    let t = subject.catalogue;
    let retake = subject.diagnosis.retake.as_ref();
    let mut lines = Vec::new();
    let booked = retake.and_then(|retake| retake.booked.as_ref());
    if let Some(booking) = booked.filter(|booking| booking.effect != BookingEffect::NotAllowed) {
        lines.push(line(None, say!(t, "retake-day-booked", date = &t.date(booking.date))));
    }
    if let Some(date) = retake.and_then(|retake| retake.recommended) {
        lines.push(line(None, recommendation(subject, date, target)));
    }
    vec![Cell::Strong { text: say!(t, "retake-day") }, Cell::Empty, Cell::Lines { lines }]
}

/// Boxes to tick, by focus domain.
pub(super) fn checklist(subject: &Subject<'_>, plan: &StudyPlan, labs: &ShownLabs) -> Vec<Block> {
    let t = subject.catalogue;
    if plan.focus.is_empty() {
        return Vec::new();
    }
    let mut blocks =
        vec![heading("checklist", say!(t, "section-checklist")), Block::Paragraph { text: say!(t, "checklist-intro") }];
    for (&domain, &(first, shown)) in plan.focus.iter().zip(&labs.by_focus) {
        let details = &subject.blueprint.domains[domain];
        blocks.push(Block::Heading { level: 3, id: format!("checklist-{}", details.key), text: details.name.clone() });
        let mut sentences = Vec::new();
        let mut topics = None;
        if subject.rating(domain).is_some_and(|rating| subject.blueprint.ratings[rating.level].role == Role::Weak) {
            sentences.push(t.isolated(&details.if_weak).into_owned());
        }
        let services: Vec<&str> = details.services.iter().map(String::as_str).collect();
        if !services.is_empty() {
            sentences.push(say!(t, "checklist-services", services = &t.list(&services)));
        }
        // where most of the exam is in focus, the exam guide is the better list of topics
        if plan.focus.len() <= 3 && topics_are_cut(plan, domain, details.topics.len()) {
            topics = Some(say!(t, "checklist-topics", topics = &t.names(details.topics.iter().map(String::as_str))));
        }
        if !sentences.is_empty() {
            blocks.push(paragraph(&sentences));
        }
        blocks.extend(topics.map(|text| Block::Paragraph { text }));
        blocks.push(Block::Checklist { items: checklist_items(subject, domain, first, shown) });
    }
    blocks
}

/// A lab with its number in the plan.
pub(super) fn numbered_lab(subject: &Subject<'_>, number: usize, lab: &Lab) -> String {
    let (t, number) = (subject.catalogue, number.to_string());
    match &lab.title {
        Some(title) => say!(t, "checklist-lab", number = &number, title = title, text = &lab.text),
        None => say!(t, "checklist-lab-plain", number = &number, text = &lab.text),
    }
}

/// The labs of a domain with their numbers from `first`, then its practice checks.
pub(super) fn checklist_items(subject: &Subject<'_>, domain: usize, first: usize, shown: usize) -> Vec<ChecklistItem> {
    let (t, details) = (subject.catalogue, &subject.blueprint.domains[domain]);
    let labs = details.labs.iter().take(shown).enumerate().map(|(index, lab)| ChecklistItem {
        text: numbered_lab(subject, first + index, lab),
        link: lab.link.as_ref().map(|href| Link { text: say!(t, "checklist-link"), href: href.clone() }),
    });
    // few labs are shown where many domains are in focus; the checks shrink with them
    let checks = details
        .practice
        .iter()
        .take(if shown > 2 { 2 } else { 1 })
        .map(|text| ChecklistItem { text: text.clone(), link: None });
    labs.chain(checks).collect()
}
