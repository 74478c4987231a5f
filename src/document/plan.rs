//! The retake plan: result, outlook, domains, what stands out, the path, the weeks, labs and upkeep.

use super::candidate::{Subject, column};
use super::catalogue::say;
use super::content::{Align, Block, Cell, ChecklistItem, KeyFigure, Line, Link, Table};
use super::findings;
use crate::analysis::{
    Adjustment, Band, Booking, BookingEffect, Outlook, PathStep, RetakeDates, Review, StudyPlan, StudyWeek, Tier,
};
use crate::exam::{Exact, Role};

/// All blocks of the plan of a failing candidate.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let mut blocks = result(subject);
    blocks.extend(outlook(subject));
    blocks.extend(subject.domains());
    blocks.extend(subject.note());
    blocks.extend(findings::section(subject));
    blocks.extend(path(subject));
    match &subject.diagnosis.plan {
        Some(plan) => {
            let labs = ShownLabs::of(subject, plan);
            blocks.extend(weeks(subject, plan, &labs));
            blocks.extend(checklist(subject, plan, &labs));
            blocks.extend(upkeep(subject, plan));
        }
        None => blocks.extend(general(subject)),
    }
    blocks.extend(subject.reading());
    blocks
}

fn heading(id: &str, text: String) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text }
}

fn paragraph(sentences: &[String]) -> Block {
    Block::Paragraph { text: sentences.join(" ") }
}

fn result(subject: &Subject<'_>) -> Vec<Block> {
    let (t, diagnosis) = (subject.catalogue, subject.diagnosis);
    let lead = match (diagnosis.score.zip(diagnosis.estimate.gap), diagnosis.band) {
        (Some((score, points)), Some(band)) => {
            let (score, passing) = (score.to_string(), (score + points).to_string());
            match band {
                Band::Near => say!(t, "lead-failed-near", score = &score, passing = &passing, points = points),
                Band::Middle => say!(t, "lead-failed-middle", score = &score, passing = &passing, points = points),
                Band::Far => say!(t, "lead-failed-far", score = &score, passing = &passing, points = points),
            }
        }
        _ if diagnosis.plan.is_some() => say!(t, "lead-failed-no-score"),
        _ => say!(t, "lead-failed-nothing"),
    };
    let mut blocks = vec![heading("result", say!(t, "section-result")), Block::Lead { text: lead }];
    blocks.push(paragraph(&meaning(subject)));
    blocks.extend(subject.score_line());
    blocks
}

/// What the ratings mean, and what to do first.
fn meaning(subject: &Subject<'_>) -> [String; 2] {
    let (t, profile) = (subject.catalogue, &subject.diagnosis.profile);
    let usable = profile.usable();
    let Some(first) = usable.first() else {
        return [say!(t, "meaning-unrated"), say!(t, "first-unrated")];
    };
    let counts = profile.counts();
    if counts.weak > 0 {
        let weak: Vec<usize> = profile.listed(Role::Weak).collect();
        let (domains, weight) = (subject.domain_list(&weak), t.percent(profile.weak_weight()));
        let meaning = if profile.unrated.is_empty() {
            say!(t, "meaning-weak", count = counts.weak, domains = &domains, weight = &weight)
        } else {
            say!(t, "meaning-weak-rated", count = counts.weak, domains = &domains, weight = &weight)
        };
        let step = if counts.weak > 1 && usable[1].weight < first.weight {
            say!(t, "first-weak", domain = subject.domain(first.domain))
        } else {
            say!(t, "first-weak-equal", domain = subject.domain(first.domain))
        };
        return [meaning, step];
    }
    let meaning = if counts.strong > 0 {
        say!(t, "meaning-some-strong", count = counts.strong)
    } else {
        say!(t, "meaning-uniform")
    };
    let step = if first.role == Role::Adequate {
        say!(t, "first-adequate", domain = subject.domain(first.domain))
    } else {
        say!(t, "first-strong", domain = subject.domain(first.domain))
    };
    [meaning, step]
}

fn outlook(subject: &Subject<'_>) -> Vec<Block> {
    let (t, diagnosis) = (subject.catalogue, subject.diagnosis);
    let Some(retake) = &diagnosis.retake else { return Vec::new() };
    let mut blocks = vec![heading("outlook", say!(t, "section-outlook"))];
    let mut figures = Vec::new();
    if let Some((outlook, plan)) = diagnosis.outlook.as_ref().zip(diagnosis.plan.as_ref()) {
        let hours = t.hours(plan.half_hours_per_week);
        figures.push(KeyFigure {
            label: say!(t, "figure-outlook"),
            value: tier_name(subject, outlook.tier),
            gloss: say!(t, "figure-outlook-gloss"),
        });
        figures.push(KeyFigure {
            label: say!(t, "figure-weeks"),
            value: t.weeks(outlook.weeks),
            gloss: say!(t, "figure-weeks-gloss", hours = &hours),
        });
    }
    figures.push(match retake.earliest {
        Some(date) => KeyFigure {
            label: say!(t, "figure-earliest"),
            value: t.date(date),
            gloss: say!(t, "figure-earliest-gloss", vendor = &subject.blueprint.vendor),
        },
        None => KeyFigure {
            label: say!(t, "figure-earliest"),
            value: say!(t, "figure-earliest-unknown"),
            gloss: say!(t, "figure-earliest-unknown-gloss"),
        },
    });
    if let Some(date) = retake.recommended {
        figures.push(KeyFigure {
            label: say!(t, "figure-recommended"),
            value: t.date(date),
            gloss: say!(t, "figure-recommended-gloss"),
        });
    }
    blocks.push(Block::Figures { items: figures });
    if let Some(outlook) = &diagnosis.outlook {
        blocks.push(paragraph(&reasons(subject, outlook)));
    }
    blocks.extend(dates(subject, retake));
    if diagnosis.outlook.is_some() {
        blocks.push(Block::Fineprint { text: say!(t, "outlook-rule") });
    }
    blocks
}

/// The name of a tier.
pub(super) fn tier_name(subject: &Subject<'_>, tier: Tier) -> String {
    super::cohort::tier_name(subject.catalogue, tier)
}

fn reasons(subject: &Subject<'_>, outlook: &Outlook) -> Vec<String> {
    let (t, diagnosis, profile) = (subject.catalogue, subject.diagnosis, &subject.diagnosis.profile);
    let mut reasons = Vec::new();
    if let Some((band, scale)) = diagnosis.band.zip(subject.blueprint.scale.as_ref()) {
        let (near, middle) = (t.number(scale.near, 1), t.number(scale.middle, 1));
        reasons.push(match band {
            Band::Near => say!(t, "reason-band-near", near = &near),
            Band::Middle => say!(t, "reason-band-middle", middle = &middle, near = &near),
            Band::Far => say!(t, "reason-band-far", middle = &middle),
        });
    } else {
        let weak_weight = profile.weak_weight() * 3;
        reasons.push(if weak_weight <= Exact::from_integer(100) {
            say!(t, "reason-weight-near")
        } else if weak_weight <= Exact::from_integer(200) {
            say!(t, "reason-weight-middle")
        } else {
            say!(t, "reason-weight-far")
        });
    }
    let (base, tier) = (tier_name(subject, outlook.base), tier_name(subject, outlook.tier));
    let counts = profile.counts();
    reasons.push(if counts.rated == 0 {
        say!(t, "reason-unrated", tier = &base)
    } else if 2 * counts.weak > counts.rated {
        say!(t, "reason-many-weak", weak = counts.weak, rated = &counts.rated.to_string(), tier = &base)
    } else {
        say!(t, "reason-few-weak", weak = counts.weak, rated = &counts.rated.to_string(), tier = &base)
    });
    let heavy: Vec<usize> = profile.heavy().map(|entry| entry.domain).collect();
    let heavy = subject.domain_list(&heavy);
    let moved = outlook.base != outlook.tier;
    match (outlook.adjustment, moved) {
        (Adjustment::Up, true) => reasons.push(say!(t, "reason-up", domains = &heavy, tier = &tier)),
        (Adjustment::Up, false) => reasons.push(say!(t, "reason-up-kept", domains = &heavy)),
        (Adjustment::Down, true) => reasons.push(say!(t, "reason-down", domains = &heavy, tier = &tier)),
        (Adjustment::Down, false) => reasons.push(say!(t, "reason-down-kept", domains = &heavy)),
        (Adjustment::None, _) => {}
    }
    match diagnosis.review.filter(|_| counts.rated > 0) {
        Some(Review::Focused) => reasons.push(say!(t, "review-focused")),
        Some(Review::Comprehensive) => reasons.push(say!(t, "review-comprehensive")),
        None => {}
    }
    reasons
}

/// From when a retake is allowed, and what the booked one does.
fn dates(subject: &Subject<'_>, retake: &RetakeDates) -> Option<Block> {
    let (t, vendor) = (subject.catalogue, &subject.blueprint.vendor);
    let mut sentences = Vec::new();
    if let Some(earliest) = retake.earliest {
        let date = t.date(earliest);
        sentences.push(if earliest <= subject.terms.as_of {
            say!(t, "earliest-past", vendor = vendor, date = &date)
        } else {
            say!(t, "earliest-future", vendor = vendor, date = &date)
        });
    }
    if let Some(date) = retake.booked_stale {
        sentences.push(say!(t, "booking-stale", date = &t.date(date)));
    }
    if let Some(booking) = &retake.booked {
        sentences.push(booking_sentence(subject, booking));
    }
    (!sentences.is_empty()).then(|| paragraph(&sentences))
}

fn booking_sentence(subject: &Subject<'_>, booking: &Booking) -> String {
    let t = subject.catalogue;
    let date = t.date(booking.date);
    let weeks = subject.diagnosis.outlook.as_ref().map_or(0, |outlook| outlook.weeks);
    match booking.effect {
        BookingEffect::NotAllowed => {
            say!(t, "booking-not-allowed", date = &date, vendor = &subject.blueprint.vendor)
        }
        BookingEffect::Cuts if booking.available_weeks == 0 => say!(t, "booking-too-near", date = &date),
        BookingEffect::Cuts => {
            let available = t.weeks(booking.available_weeks);
            say!(t, "booking-cuts", date = &date, available = &available, weeks = &t.weeks(weeks))
        }
        BookingEffect::Later { latest_start } => {
            let latest = t.date(latest_start);
            say!(t, "booking-later", date = &date, weeks = &t.weeks(weeks), latest = &latest)
        }
        BookingEffect::Fits if subject.diagnosis.plan.is_none() => say!(t, "retake-day-booked", date = &date),
        BookingEffect::Fits => say!(t, "booking-fits", date = &date),
    }
}

fn path(subject: &Subject<'_>) -> Vec<Block> {
    let (t, estimate) = (subject.catalogue, &subject.diagnosis.estimate);
    let (Some(path), Some(gap)) = (&estimate.path, estimate.gap) else { return Vec::new() };
    if path.is_empty() {
        return Vec::new();
    }
    let gain: Exact = path.iter().map(|step| step.gain).sum();
    let gain = say!(t, "path-gain-value", gain = &t.number(gain, 1));
    let intro = if estimate.path_reaches == Some(true) {
        say!(t, "path-reaches", gap = &t.points(gap))
    } else {
        say!(t, "path-not-enough", gap = &t.points(gap), gain = &gain)
    };
    let mut sentences = vec![intro];
    if !estimate.single_steps.is_empty() && path.len() > 1 {
        let domains: Vec<usize> = estimate.single_steps.iter().map(|step| step.domain).collect();
        sentences.push(say!(t, "path-single", domains = &subject.domain_list(&domains)));
    }
    let label = |level: usize| subject.blueprint.ratings[level].label.clone();
    let row = |step: &PathStep| {
        vec![
            Cell::Text { text: subject.domain(step.domain).to_owned() },
            Cell::Text { text: label(step.to - 1) },
            Cell::Text { text: label(step.to) },
            Cell::Text { text: say!(t, "path-gain-value", gain = &t.number(step.gain, 1)) },
        ]
    };
    let total =
        vec![Cell::Strong { text: say!(t, "path-total") }, Cell::Empty, Cell::Empty, Cell::Strong { text: gain }];
    vec![
        heading("path", say!(t, "section-path")),
        paragraph(&sentences),
        Block::Table(Table {
            caption: say!(t, "path-caption"),
            columns: vec![
                column(say!(t, "column-domain"), Align::Left, 4.2),
                column(say!(t, "path-from"), Align::Left, 2.4),
                column(say!(t, "path-to"), Align::Left, 2.4),
                column(say!(t, "path-gain"), Align::Right, 2.0),
            ],
            rows: path.iter().map(row).collect(),
            total: (path.len() > 1).then_some(total),
            row_headers: true,
            sortable: false,
        }),
        Block::Fineprint { text: say!(t, "path-assumption") },
    ]
}

/// Labs are numbered through the plan, so that a week can refer to them.
struct ShownLabs {
    /// By focus domain in the order of the plan: number of the first lab, and how many are shown.
    by_focus: Vec<(usize, usize)>,
}

impl ShownLabs {
    /// The more domains are in focus, the fewer labs each shows.
    fn of(subject: &Subject<'_>, plan: &StudyPlan) -> ShownLabs {
        let most = match plan.focus.len() {
            0 | 1 => 5,
            2 => 4,
            3 => 3,
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

fn target(subject: &Subject<'_>) -> Option<String> {
    subject.blueprint.target_share().map(|share| subject.catalogue.percent(share * 100))
}

fn weeks(subject: &Subject<'_>, plan: &StudyPlan, labs: &ShownLabs) -> Vec<Block> {
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
    let intro = say!(
        t,
        "weeks-intro",
        weeks = &t.weeks(plan.weeks),
        from = &t.date(plan.start),
        hours = &t.hours(plan.half_hours_per_week),
        build = &t.weeks(plan.build_weeks),
        rehearsal = &rehearsal,
    );
    blocks.push(Block::Paragraph { text: intro });
    let mut rows = Vec::with_capacity(plan.schedule.len() + 1);
    let mut walk = FocusWalk::new(plan);
    for (index, week) in plan.schedule.iter().enumerate() {
        let dates = say!(t, "date-span", from = &t.day_month(week.from), to = &t.day_month(week.to));
        let number = say!(t, "week-number", number = &(index + 1).to_string());
        let first = Cell::Lines { lines: vec![line(Some(number), String::new()), line(None, dates)] };
        if index < plan.build_weeks as usize {
            rows.push(vec![first, hours_cell(subject, week), work_cell(subject, plan, labs, &mut walk, week)]);
        } else {
            let work = match target(subject) {
                Some(target) => say!(t, "rehearsal-work", target = &target),
                None => say!(t, "rehearsal-work-plain"),
            };
            let hours = vec![line(Some(t.hours(plan.half_hours_per_week)), say!(t, "rehearsal-hours"))];
            let work = vec![line(Some(say!(t, "rehearsal-label")), work)];
            rows.push(vec![first, Cell::Lines { lines: hours }, Cell::Lines { lines: work }]);
        }
    }
    rows.push(retake_row(subject));
    let total = vec![
        Cell::Strong { text: say!(t, "weeks-total") },
        Cell::Strong { text: t.hours(plan.build_weeks * plan.half_hours_per_week) },
        Cell::Lines { lines: totals(subject, plan) },
    ];
    blocks.push(Block::Table(Table {
        caption: say!(t, "weeks-caption"),
        columns: vec![
            column(say!(t, "column-week"), Align::Left, 1.7),
            column(say!(t, "column-hours"), Align::Left, 3.1),
            column(say!(t, "column-work"), Align::Left, 7.2),
        ],
        rows,
        total: (plan.build_weeks > 0).then_some(total),
        row_headers: true,
        sortable: false,
    }));
    blocks
}

fn line(label: Option<String>, text: String) -> Line {
    Line { label, text }
}

fn hours_cell(subject: &Subject<'_>, week: &StudyWeek) -> Cell {
    let t = subject.catalogue;
    let entry =
        |&(domain, half_hours): &(usize, u32)| line(Some(t.hours(half_hours)), subject.domain(domain).to_owned());
    Cell::Lines { lines: week.half_hours.iter().map(entry).collect() }
}

fn totals(subject: &Subject<'_>, plan: &StudyPlan) -> Vec<Line> {
    let t = subject.catalogue;
    let domains = plan.half_hours.iter().enumerate().filter(|&(_, &half_hours)| half_hours > 0);
    let parts: Vec<String> =
        domains.map(|(domain, &half_hours)| format!("{} {}", subject.domain(domain), t.hours(half_hours))).collect();
    vec![line(None, parts.join(" · "))]
}

/// How far each focus domain has got, from week to week.
struct FocusWalk {
    /// By focus domain: in how many weeks it occurs, and how many of them are past.
    weeks: Vec<(usize, usize)>,
}

impl FocusWalk {
    fn new(plan: &StudyPlan) -> FocusWalk {
        let occurs = |&domain: &usize| {
            plan.schedule.iter().filter(|week| week.half_hours.iter().any(|&(other, _)| other == domain)).count()
        };
        FocusWalk { weeks: plan.focus.iter().map(|domain| (occurs(domain), 0)).collect() }
    }
}

/// Topics of each focus domain of the week, a lab, and the check where the domain ends.
fn work_cell(
    subject: &Subject<'_>,
    plan: &StudyPlan,
    labs: &ShownLabs,
    walk: &mut FocusWalk,
    week: &StudyWeek,
) -> Cell {
    let t = subject.catalogue;
    let mut lines = Vec::new();
    let mut ended = Vec::new();
    let is_of_week = |domain: &&usize| week.half_hours.iter().any(|&(other, _)| other == **domain);
    // the more domains share a week, the fewer topics and labs each of them can hold
    let in_focus = plan.focus.iter().filter(is_of_week).count().max(1);
    let (most_topics, most_labs) = ((6 / in_focus).max(2), (2 / in_focus).max(1));
    for (position, &domain) in plan.focus.iter().enumerate() {
        if !is_of_week(&&domain) {
            continue;
        }
        let (total, past) = &mut walk.weeks[position];
        let topics = &subject.blueprint.domains[domain].topics;
        let shown_topics = share_of(topics.len(), *past, *total, most_topics);
        lines
            .push(line(Some(say!(t, "week-domain", domain = subject.domain(domain))), topics[shown_topics].join("; ")));
        let (first, shown) = labs.by_focus[position];
        for lab in share_of(shown, *past, *total, most_labs) {
            let label = say!(t, "week-lab", number = &(first + lab).to_string());
            let lab = &subject.blueprint.domains[domain].labs[lab];
            lines.push(line(Some(label), lab.title.as_ref().unwrap_or(&lab.text).clone()));
        }
        *past += 1;
        if past == total {
            ended.push(domain);
        }
    }
    if let Some(target) = target(subject).filter(|_| !ended.is_empty()) {
        let text = say!(t, "week-check-text", domains = &subject.domain_list(&ended), target = &target);
        lines.push(line(Some(say!(t, "week-check")), text));
    }
    if lines.is_empty() && week.half_hours.is_empty() {
        lines.push(line(None, say!(t, "unassigned-work")));
    }
    Cell::Lines { lines }
}

/// The part of `count` things that falls to week `past` (from 0) of `total`: spread evenly, at least one, at most `most`.
fn share_of(count: usize, past: usize, total: usize, most: usize) -> std::ops::Range<usize> {
    let from = (past * count / total).min(count.saturating_sub(1));
    let to = ((past + 1) * count / total).clamp(from + 1, from + most);
    from..to.min(count)
}

fn retake_row(subject: &Subject<'_>) -> Vec<Cell> {
    let t = subject.catalogue;
    let retake = subject.diagnosis.retake.as_ref();
    let mut lines = Vec::new();
    if let Some(booking) = retake.and_then(|retake| retake.booked.as_ref()) {
        lines.push(line(None, say!(t, "retake-day-booked", date = &t.date(booking.date))));
    }
    if let Some(date) = retake.and_then(|retake| retake.recommended) {
        let date = t.date(date);
        lines.push(line(
            None,
            match target(subject) {
                Some(target) => say!(t, "retake-day-recommended", date = &date, target = &target),
                None => say!(t, "retake-day-recommended-plain", date = &date),
            },
        ));
    }
    vec![Cell::Strong { text: say!(t, "retake-day") }, Cell::Empty, Cell::Lines { lines }]
}

fn checklist(subject: &Subject<'_>, plan: &StudyPlan, labs: &ShownLabs) -> Vec<Block> {
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
        if subject.rating(domain).is_some_and(|rating| subject.blueprint.ratings[rating.level].role == Role::Weak) {
            sentences.push(details.if_weak.clone());
        }
        let services: Vec<&str> = details.services.iter().map(String::as_str).collect();
        if !services.is_empty() {
            sentences.push(say!(t, "checklist-services", services = &t.list(&services)));
        }
        if !sentences.is_empty() {
            blocks.push(paragraph(&sentences));
        }
        blocks.push(Block::Checklist { items: checklist_items(subject, domain, first, shown) });
    }
    blocks
}

/// The labs of a domain with their numbers from `first`, then its practice checks.
pub(super) fn checklist_items(subject: &Subject<'_>, domain: usize, first: usize, shown: usize) -> Vec<ChecklistItem> {
    let (t, details) = (subject.catalogue, &subject.blueprint.domains[domain]);
    let labs = details.labs.iter().take(shown).enumerate().map(|(index, lab)| ChecklistItem {
        text: match &lab.title {
            Some(title) => {
                say!(t, "checklist-lab", number = &(first + index).to_string(), title = title, text = &lab.text)
            }
            None => say!(t, "checklist-lab-plain", number = &(first + index).to_string(), text = &lab.text),
        },
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

fn upkeep(subject: &Subject<'_>, plan: &StudyPlan) -> Vec<Block> {
    let t = subject.catalogue;
    if subject.blueprint.domains.is_empty() || plan.build_weeks == 0 {
        return Vec::new();
    }
    let mut blocks = vec![heading("upkeep", say!(t, "section-upkeep"))];
    if plan.maintenance.is_empty() {
        blocks.push(Block::Paragraph { text: say!(t, "upkeep-none") });
        return blocks;
    }
    let row = |&domain: &usize| {
        let role = subject.rating(domain).map(|rating| subject.blueprint.ratings[rating.level].role);
        let why = match role {
            None => say!(t, "upkeep-unrated"),
            Some(Role::Strong) => say!(t, "upkeep-strong"),
            Some(Role::Adequate | Role::Weak) => say!(t, "upkeep-adequate"),
        };
        vec![
            Cell::Text { text: subject.domain(domain).to_owned() },
            subject.chip(domain),
            Cell::Text { text: t.hours(plan.half_hours[domain]) },
            Cell::Text { text: why },
        ]
    };
    blocks.push(Block::Table(Table {
        caption: say!(t, "upkeep-intro"),
        columns: vec![
            column(say!(t, "column-domain"), Align::Left, 3.4),
            column(say!(t, "column-rating"), Align::Left, 2.4),
            column(say!(t, "column-hours"), Align::Right, 1.2),
            column(say!(t, "column-why"), Align::Left, 5.0),
        ],
        rows: plan.maintenance.iter().map(row).collect(),
        total: None,
        row_headers: true,
        sortable: false,
    }));
    blocks
}

/// What can be said where neither score nor ratings are known.
fn general(subject: &Subject<'_>) -> Vec<Block> {
    let t = subject.catalogue;
    let mut items = Vec::new();
    if !subject.blueprint.domains.is_empty() {
        items.push(say!(t, "general-report"));
    }
    items.extend([
        say!(t, "general-practice"),
        say!(t, "general-weights"),
        say!(t, "general-labs"),
        say!(t, "general-book"),
    ]);
    vec![heading("general", say!(t, "section-general")), Block::List { items }]
}
