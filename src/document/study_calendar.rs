//! The calendar of a retake plan (RFC 5545): the hours of each week by domain, the rehearsals, and the days of the retake.
//!
//! Every entry lasts whole days, because a plan knows how many hours a week has and not when they are studied. Nothing
//! comes from a clock.
//!
//! A newer plan takes the place of an older one in whatever program has taken that in: its entries have the same UIDs
//! and a higher SEQUENCE. UIDs number the entries and do not name week and domain: when a score changes, most domains
//! move to other weeks, and their old entries would stay beside the new ones. Only where the newer plan has fewer entries
//! the last ones of the older stay; so every entry says of which day its plan is.

use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::ToSpan;
use jiff::civil::Date;

use super::candidate::Subject;
use super::catalogue::say;
use super::plan::booking_sentence;
use super::weeks::{
    DomainWork, ShownLabs, focus_first, numbered_lab, practice_check, recommendation, rehearsal_work, target,
};
use crate::analysis::{BookingEffect, StudyPlan};

/// From here on days are counted for SEQUENCE.
const FIRST_DAY: Date = Date::constant(2000, 1, 1);

/// The most bytes of a line (RFC 5545, section 3.1).
const LINE: usize = 75;

/// What the .ics of a candidate holds; `None` for whoever has no plan. `candidate` stands for the candidate in every UID:
/// the same from build to build, without a name or an address in it.
pub fn study_calendar(subject: &Subject<'_>, candidate: &str) -> Option<String> {
    let (t, exam) = (subject.catalogue, &subject.blueprint.code);
    let plan = subject.diagnosis.plan.as_ref()?;
    let target = target(subject);
    let mut entries = week_entries(subject, plan, target.as_deref());
    entries.extend(retake_entries(subject, target.as_deref()));
    let name = plain(&say!(t, "plan-title", name = subject.history.display_name(), exam = exam));
    // programs that do not know these names need the type to read what is escaped, and the crate to escape it
    let named = |key: &str| Property::new(key, &*name).add_parameter("VALUE", "TEXT").done();
    let mut calendar = Calendar::empty();
    calendar.properties = vec![
        Property::new("VERSION", "2.0"),
        Property::new("PRODID", concat!("-//resit//resit ", env!("CARGO_PKG_VERSION"), "//EN")),
        Property::new("CALSCALE", "GREGORIAN"),
        Property::new("METHOD", "PUBLISH"),
        named("NAME").add_parameter("LANGUAGE", t.language()).done(),
        named("X-WR-CALNAME"),
    ];
    calendar.extend(entries.iter().map(|entry| event(subject, candidate, entry)));
    Some(folded(&calendar.to_string()))
}

/// One entry of the calendar.
struct Entry {
    /// Names it in every plan of the candidate for the exam.
    key: String,
    from: Date,
    /// Its last day.
    to: Date,
    summary: String,
    /// Without the line that names the plan.
    description: Vec<String>,
    /// Which week of the plan it belongs to, from 1.
    week: Option<usize>,
    category: Option<String>,
    /// The candidate has no time for anything else.
    is_busy: bool,
}

/// The domains of each build week and the rehearsals.
fn week_entries(subject: &Subject<'_>, plan: &StudyPlan, target: Option<&str>) -> Vec<Entry> {
    let (t, exam) = (subject.catalogue, &subject.blueprint.code);
    let labs = ShownLabs::of(subject, plan);
    let mut entries = Vec::new();
    let (mut studies, mut rehearsals) = (0, 0);
    let numbered = |kind: &str, count: &mut u32| {
        *count += 1;
        format!("{kind}-{count:02}")
    };
    for (index, week) in plan.schedule.iter().enumerate() {
        let entry = |key: String, summary: String, description: Vec<String>, category: Option<String>| Entry {
            key,
            from: week.from,
            to: week.to,
            summary,
            description,
            week: Some(index + 1),
            category,
            is_busy: false,
        };
        let hours = t.hours(plan.half_hours_per_week);
        if index >= plan.build_weeks as usize {
            let summary = say!(t, "ics-rehearsal", exam = exam, hours = &hours);
            entries.push(entry(
                numbered("rehearsal", &mut rehearsals),
                summary,
                vec![rehearsal_work(subject, target)],
                None,
            ));
        } else if week.half_hours.is_empty() {
            let summary = say!(t, "ics-study-plain", exam = exam, hours = &hours);
            entries.push(entry(numbered("study", &mut studies), summary, vec![say!(t, "unassigned-work")], None));
        }
        for (domain, half_hours) in focus_first(plan, week) {
            let (hours, name) = (t.hours(half_hours), subject.domain(domain));
            let summary = say!(t, "ics-study", exam = exam, hours = &hours, domain = name);
            let description = domain_lines(subject, plan, &labs, index, domain, target);
            entries.push(entry(numbered("study", &mut studies), summary, description, Some(name.to_owned())));
        }
    }
    entries
}

/// What the plan says for a domain in a week.
fn domain_lines(
    subject: &Subject<'_>,
    plan: &StudyPlan,
    labs: &ShownLabs,
    index: usize,
    domain: usize,
    target: Option<&str>,
) -> Vec<String> {
    let (t, details) = (subject.catalogue, &subject.blueprint.domains[domain]);
    let position = plan.focus.iter().position(|&other| other == domain);
    let Some(work) = position.and_then(|position| DomainWork::of(subject, plan, labs, index, position)) else {
        return vec![say!(t, "ics-upkeep")];
    };
    let mut lines = Vec::new();
    let topics = &details.topics[work.topics];
    if !topics.is_empty() {
        lines.push(say!(t, "ics-topics", topics = &t.names(topics.iter().map(String::as_str))));
    }
    for lab in work.labs {
        let number = work.first_lab + lab;
        let lab = &details.labs[lab];
        lines.push(numbered_lab(subject, number, lab));
        lines.extend(lab.link.clone());
    }
    if let Some(target) = target.filter(|_| work.ends) {
        let check = practice_check(subject, &[domain], target);
        lines.push(check.label.into_iter().chain([check.text]).collect::<Vec<_>>().join(" "));
    }
    lines
}

/// The days that the plan names: the booked one where it counts, the recommended one, and the first that is allowed.
fn retake_entries(subject: &Subject<'_>, target: Option<&str>) -> Vec<Entry> {
    let (t, exam, vendor) = (subject.catalogue, &subject.blueprint.code, &subject.blueprint.vendor);
    let Some(retake) = &subject.diagnosis.retake else { return Vec::new() };
    let day = |key: &str, date: Date, summary: String, sentence: String, is_busy: bool| Entry {
        key: key.to_owned(),
        from: date,
        to: date,
        summary,
        description: vec![sentence],
        week: None,
        category: None,
        is_busy,
    };
    let mut entries = Vec::new();
    if let Some(date) = retake.earliest.filter(|&date| date > subject.terms.as_of) {
        let sentence = say!(t, "earliest-future", vendor = vendor, date = &t.date(date));
        entries.push(day("retake-earliest", date, say!(t, "ics-earliest", exam = exam), sentence, false));
    }
    if let Some(date) = retake.recommended {
        let sentence = recommendation(subject, date, target);
        entries.push(day("retake-recommended", date, say!(t, "ics-recommended", exam = exam), sentence, false));
    }
    if let Some(booking) = retake.booked.as_ref().filter(|booking| booking.effect != BookingEffect::NotAllowed) {
        let sentence = booking_sentence(subject, booking);
        entries.push(day("retake-booked", booking.date, say!(t, "ics-booked", exam = exam), sentence, true));
    }
    entries
}

fn event(subject: &Subject<'_>, candidate: &str, entry: &Entry) -> Event {
    let (t, plan_day) = (subject.catalogue, subject.terms.as_of);
    let mut description = entry.description.join("\n");
    if !description.is_empty() {
        description.push_str("\n\n");
    }
    let date = t.date(plan_day);
    description += &match (entry.week, &subject.diagnosis.plan) {
        (Some(number), Some(plan)) => {
            say!(t, "ics-week", number = &number.to_string(), weeks = &plan.weeks.to_string(), date = &date)
        }
        _ => say!(t, "ics-day", date = &date),
    };
    let text = |key: &str, text: &str| Property::new(key, plain(text)).add_parameter("LANGUAGE", t.language()).done();
    let day = |key: &str, day: Date| Property::new(key, basic(day)).add_parameter("VALUE", "DATE").done();
    let mut event = Event::new();
    event
        .uid(&format!("{candidate}-{}-{}@resit", subject.blueprint.id, entry.key))
        .add_property("DTSTAMP", format!("{}T000000Z", basic(plan_day)))
        .add_property("SEQUENCE", sequence(plan_day).to_string())
        .append_property(day("DTSTART", entry.from))
        .append_property(text("SUMMARY", &entry.summary))
        .append_property(text("DESCRIPTION", &description))
        .add_property("TRANSP", if entry.is_busy { "OPAQUE" } else { "TRANSPARENT" });
    // the day behind the last one; where time ends, an entry without an end lasts its day
    if let Ok(end) = entry.to.checked_add(1.day()) {
        event.append_property(day("DTEND", end));
    }
    if let Some(category) = &entry.category {
        event.categories([plain(category)]);
    }
    event
}

/// Grows from day to day, so that the plan of a later day is the newer version.
fn sequence(day: Date) -> u32 {
    u32::try_from((day - FIRST_DAY).get_days()).unwrap_or(0)
}

/// "20261124".
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The text as a calendar can hold it: every kind of line break as one, and no other control character. What has a
/// meaning in a calendar (`\`, `;`, `,`, a line break) is escaped where it is written.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            '\t' => plain.push(' '),
            _ if character.is_control() => {}
            _ => plain.push(character),
        }
    }
    plain
}

/// The same with every line folded to [`LINE`] bytes. The crate folds too, but lets the last part of a line have one
/// byte more.
fn folded(calendar: &str) -> String {
    let unfolded = calendar.replace("\r\n ", "");
    let mut folded = String::with_capacity(calendar.len() + calendar.len() / LINE);
    for mut line in unfolded.split_terminator("\r\n") {
        let mut room = LINE;
        while line.len() > room {
            let (first, rest) = line.split_at(line.floor_char_boundary(room));
            folded += first;
            folded += "\r\n ";
            // the space is part of the line
            (line, room) = (rest, LINE - 1);
        }
        folded += line;
        folded += "\r\n";
    }
    folded
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// The value that a reader takes from the line of a property: unfolded, its parameters dropped, unescaped.
    fn read(written: &str, key: &str) -> String {
        let unfolded = written.replace("\r\n ", "");
        let line = unfolded.split("\r\n").find(|line| line.starts_with(key)).unwrap();
        let mut value = String::new();
        let mut characters = line.split_once(':').unwrap().1.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => value.push(characters.next().map(|next| if next == 'n' { '\n' } else { next }).unwrap()),
                ',' | ';' => panic!("{line:?} holds a {character:?} that is not escaped"),
                _ => value.push(character),
            }
        }
        value
    }

    #[test]
    fn line_breaks_are_one_kind_and_control_characters_are_gone() {
        let table = [
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            ("a\n\r\nb", "a\n\nb"),
            ("a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f", "a\nb\nc\nd\ne\nf"),
            ("a\tb\0c\u{7f}d\u{1b}[0m", "a bcd[0m"),
            ("a, b; c\\n: \"d\"", "a, b; c\\n: \"d\""),
        ];
        for (text, expected) in table {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_later_day_is_a_newer_version() {
        assert_eq!(sequence(date(2000, 1, 1)), 0);
        assert_eq!(sequence(date(2026, 11, 23)), 9823);
        assert_eq!(sequence(date(2026, 11, 24)), 9824);
        assert_eq!(sequence(date(1999, 1, 1)), 0);
        assert_eq!(basic(date(2026, 1, 2)), "20260102");
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was_from_lines_of_75_bytes(text in r#"([^\p{Cc}]|[\r\n,;:\\" é語🙂]){0,120}"#) {
            let text = plain(&text);
            let mut event = Event::with_uid("uid");
            event.add_property("DTSTAMP", "20261123T000000Z").description(&text).categories([&text]);
            let mut calendar = Calendar::empty();
            calendar.properties = vec![
                Property::new("NAME", &*text).add_parameter("VALUE", "TEXT").done(),
                Property::new("X-WR-CALNAME", &*text),
            ];
            let written = folded(&calendar.push(event).to_string());
            for line in written.split("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
            }
            for key in ["NAME", "X-WR-CALNAME", "DESCRIPTION", "CATEGORIES"] {
                prop_assert_eq!(read(&written, key), &*text);
            }
        }
    }
}
