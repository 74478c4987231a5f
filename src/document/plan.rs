//! The retake plan: result, outlook, domains, what stands out, the path, the weeks, labs and upkeep.

use jiff::ToSpan;

use super::candidate::{Subject, column, heading, paragraph};
use super::catalogue::say;
use super::content::{Align, Block, Cell, KeyFigure, Table};
use super::findings;
use super::names::tier_name;
use super::weeks::{ShownLabs, checklist, weeks};
use crate::analysis::{Adjustment, Band, Booking, BookingEffect, Outlook, PathStep, RetakeDates, Review, StudyPlan};
use crate::diagnostic::Code;
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
    blocks.extend(subject.score_history());
    blocks.extend(subject.earlier_attempts());
    blocks
}

/// What the ratings mean, and what to do first.
fn meaning(subject: &Subject<'_>) -> [String; 2] {
    let (t, profile) = (subject.catalogue, &subject.diagnosis.profile);
    let usable = profile.usable();
    let Some(first) = usable.first() else {
        if subject.blueprint.domains.is_empty() {
            return [say!(t, "meaning-no-domains"), say!(t, "first-no-domains")];
        }
        let meaning = if profile.rated.is_empty() { say!(t, "meaning-unrated") } else { say!(t, "meaning-few") };
        return [meaning, say!(t, "first-unrated")];
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
    let meaning = if counts.strong == counts.rated {
        say!(t, "meaning-all-strong")
    } else if counts.strong > 0 {
        say!(t, "meaning-some-strong", count = counts.strong)
    } else if subject.can_show_strength() {
        say!(t, "meaning-uniform")
    } else {
        say!(t, "meaning-uniform-no-strong")
    };
    let step = if !subject.can_show_strength() {
        say!(t, "first-heaviest", domain = subject.domain(first.domain))
    } else if first.role == Role::Adequate {
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
            value: tier_name(t, outlook.tier),
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
        reasons.push(match outlook.row {
            Band::Near => say!(t, "reason-weight-near"),
            Band::Middle => say!(t, "reason-weight-middle"),
            Band::Far => say!(t, "reason-weight-far"),
        });
    }
    let (base, tier) = (tier_name(t, outlook.base), tier_name(t, outlook.tier));
    let counts = profile.counts();
    let is_far = outlook.row == Band::Far;
    reasons.push(if counts.rated == 0 {
        say!(t, "reason-unrated", tier = &base)
    } else if counts.weak == 0 {
        say!(t, "reason-none-weak", rated = &counts.rated.to_string(), tier = &base)
    } else if is_far && counts.weak == 1 && 2 * counts.weak <= counts.rated {
        say!(t, "reason-far-one", rated = &counts.rated.to_string(), tier = &base)
    } else if is_far && 2 * counts.weak <= counts.rated {
        let (weak, rated) = (counts.weak.to_string(), counts.rated.to_string());
        say!(t, "reason-far-several", weak = &weak, rated = &rated, tier = &base)
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
    } else if let Some((plan, recommended)) = subject.diagnosis.plan.as_ref().zip(retake.recommended) {
        let latest = recommended.saturating_sub((7 * i64::from(plan.weeks)).days());
        if latest >= plan.start.saturating_add(7.days()) {
            sentences.push(say!(t, "wait-later", latest = &t.date(latest)));
        }
    }
    (!sentences.is_empty()).then(|| paragraph(&sentences))
}

/// What the booked retake does to the plan.
pub(super) fn booking_sentence(subject: &Subject<'_>, booking: &Booking) -> String {
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
        let text = say!(t, "path-none", gap = &t.points(gap));
        return vec![heading("path", say!(t, "section-path")), Block::Paragraph { text }];
    }
    let gain: Exact = path.iter().map(|step| step.gain).sum();
    let gain = say!(t, "path-gain-value", gain = &t.number(gain, 1));
    let intro = if estimate.path_reaches == Some(true) {
        say!(t, "path-reaches", gap = &t.points(gap))
    } else {
        say!(t, "path-not-enough", gap = &t.points(gap), gain = &gain)
    };
    let mut sentences = vec![intro];
    if estimate.path_reaches == Some(false) {
        let levels = subject.blueprint.ratings.len();
        sentences.push(if subject.diagnosis.warnings.contains(&Code::InconsistentEntry) {
            say!(t, "path-check")
        } else if path.iter().any(|step| step.to + 1 < levels) {
            say!(t, "path-further")
        } else {
            say!(t, "path-elsewhere")
        });
    }
    if !estimate.single_steps.is_empty() && path.len() > 1 {
        let domains: Vec<usize> = estimate.single_steps.iter().map(|step| step.domain).collect();
        sentences.push(say!(t, "path-single", count = domains.len(), domains = &subject.domain_list(&domains)));
    }
    let from = |step: &PathStep| match subject.rating(step.domain) {
        Some(rating) if rating.without_strong => rating.word.clone(),
        _ => subject.blueprint.ratings[step.to - 1].label.clone(),
    };
    let to = |step: &PathStep| {
        let level = &subject.blueprint.ratings[step.to];
        if level.role == Role::Strong && !subject.can_show_strength() {
            say!(t, "path-to-unseen", label = &level.label)
        } else {
            level.label.clone()
        }
    };
    let row = |step: &PathStep| {
        vec![
            Cell::Text { text: subject.domain(step.domain).to_owned() },
            Cell::Text { text: from(step) },
            Cell::Text { text: to(step) },
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
            ..Table::default()
        }),
        Block::Fineprint { text: say!(t, "path-assumption") },
    ]
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
        ..Table::default()
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
    if subject.blueprint.domains.is_empty() {
        items.push(say!(t, "general-practice-plain"));
    } else {
        items.extend([say!(t, "general-practice"), say!(t, "general-weights")]);
    }
    items.extend([say!(t, "general-labs"), say!(t, "general-book")]);
    vec![heading("general", say!(t, "section-general")), Block::List { items }]
}
