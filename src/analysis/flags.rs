//! Red flags of failing candidates (section 5): the blueprint's own first, then those of every exam.

use super::outlook::Tier;
use super::plan::BookingEffect;
use super::{Outlook, Profile, RetakeDates, Terms};
use crate::exam::{Blueprint, Exact, FlagRule, Role};

/// A red flag that was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// A rule of the exam, by its position in the blueprint.
    OfExam(usize),
    /// Nothing weak, something strong, and still failed: points are lost where the parts meet.
    Integration,
    /// Nothing weak and nothing strong: a little everywhere.
    UniformBorderline,
    /// More than half of the rated domains are weak.
    Foundation,
    /// The booked retake is before the earliest date that the vendor allows.
    RetakeNotAllowed,
    /// Booked soon after the plan's start though the tier is low.
    RushedRetake,
    /// Booked before the recommended date, this many weeks (rounded up).
    BookedTooEarly { weeks_short: i64 },
}

impl Flag {
    /// The kebab-case id in all data files.
    pub fn id(self, blueprint: &Blueprint) -> &str {
        match self {
            Flag::OfExam(rule) => &blueprint.flags[rule].id,
            Flag::Integration => "integration",
            Flag::UniformBorderline => "uniform-borderline",
            Flag::Foundation => "foundation",
            Flag::RetakeNotAllowed => "retake-not-allowed",
            Flag::RushedRetake => "rushed-retake",
            Flag::BookedTooEarly { .. } => "booked-too-early",
        }
    }

    /// All ids that a blueprint can raise, in the order in which they are shown.
    pub fn all_ids(blueprint: &Blueprint) -> Vec<&str> {
        let general = [
            Flag::Integration,
            Flag::UniformBorderline,
            Flag::Foundation,
            Flag::RetakeNotAllowed,
            Flag::RushedRetake,
            Flag::BookedTooEarly { weeks_short: 0 },
        ];
        (0..blueprint.flags.len()).map(Flag::OfExam).chain(general).map(|flag| flag.id(blueprint)).collect()
    }
}

/// The flags of a failing candidate, in order.
pub(super) fn raised(
    blueprint: &Blueprint,
    profile: &Profile,
    outlook: Option<&Outlook>,
    retake: &RetakeDates,
    terms: &Terms,
) -> Vec<Flag> {
    let counts = profile.counts();
    let mut flags: Vec<Flag> =
        (0..blueprint.flags.len()).filter(|&rule| holds(&blueprint.flags[rule], profile)).map(Flag::OfExam).collect();
    if counts.rated > 0 && counts.weak == 0 {
        flags.push(if counts.strong > 0 { Flag::Integration } else { Flag::UniformBorderline });
    }
    if 2 * counts.weak > counts.rated {
        flags.push(Flag::Foundation);
    }
    match &retake.booked {
        Some(booking) if booking.effect == BookingEffect::NotAllowed => flags.push(Flag::RetakeNotAllowed),
        Some(booking) => {
            let days_after_start = super::plan::days_between(terms.start, booking.date);
            if days_after_start < i64::from(blueprint.retake.rushed_days)
                && outlook.is_some_and(|outlook| outlook.tier == Tier::Low)
            {
                flags.push(Flag::RushedRetake);
            }
            if let Some(recommended) = retake.recommended.filter(|&recommended| booking.date < recommended) {
                let days = super::plan::days_between(booking.date, recommended);
                flags.push(Flag::BookedTooEarly { weeks_short: (days + 6) / 7 });
            }
        }
        None => {}
    }
    flags
}

/// A rule holds where all its weak domains are weak and enough of the other rated ones are strong.
fn holds(rule: &FlagRule, profile: &Profile) -> bool {
    let usable = profile.usable();
    let is_weak = |domain: &usize| usable.iter().any(|entry| entry.domain == *domain && entry.role == Role::Weak);
    if !rule.weak.iter().all(is_weak) || usable.is_empty() {
        return false;
    }
    let Some(share) = rule.strong_share_of_others else { return true };
    let others = usable.iter().filter(|entry| !rule.weak.contains(&entry.domain));
    let (mut count, mut strong) = (0_i128, 0_i128);
    for entry in others {
        count += 1;
        strong += i128::from(entry.role == Role::Strong);
    }
    count > 0 && Exact::from_integer(strong) >= share * count
}
