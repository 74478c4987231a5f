//! Exams for the tests of this station: one like DOP-C02, one without a scale.

use jiff::civil::date;

use crate::exam::*;

/// Scale 100 to 1000 with 750, three levels, six domains.
pub(crate) fn dop_like() -> Blueprint {
    let exact = |numer, denom| Exact::new(numer, denom);
    let level = |key: &str, label: &str, without_strong: &[&str], role, low, high| RatingLevel {
        key: key.into(),
        label: label.into(),
        is_translated: false,
        aliases: vec![],
        aliases_without_strong: without_strong.iter().map(|&word| word.into()).collect(),
        role,
        correct: (exact(low, 100), exact(high, 100)),
        emphasis: 1,
        emphasis_near: None,
    };
    let domain = |key: &str, number, name: &str, aliases: &[&str], weight| Domain {
        key: key.into(),
        number,
        name: name.into(),
        aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        weight: Exact::from_integer(weight),
        topics: vec![],
        services: vec![],
        labs: vec![],
        practice: vec![],
        if_weak: String::new(),
        if_persistent: String::new(),
    };
    let source = Source { title: String::new(), url: String::new(), checked: date(2026, 11, 1) };
    Blueprint {
        id: "dop-c02".into(),
        code: "DOP-C02".into(),
        name: "AWS Certified DevOps Engineer - Professional".into(),
        vendor: "AWS".into(),
        version: Version { name: "C02".into(), from: None, until: None },
        scale: Some(Scale {
            min: 100,
            max: 1000,
            passing: 750,
            near: Exact::from_integer(680),
            middle: Exact::from_integer(620),
            focused: Exact::from_integer(650),
            narrow_margin: Exact::from_integer(25),
            similar_score: Exact::from_integer(30),
        }),
        items: None,
        retake: RetakeRules {
            wait_days: vec![14],
            rushed_days: 30,
            validity_months: Some(36),
            limit: None,
            fee: None,
            source: source.clone(),
        },
        weeks: WeeksByTier { high: (2, 4), medium: (4, 8), low: (8, 12) },
        ratings: vec![
            level("needs-improvement", "Needs Improvement", &[], Role::Weak, 40, 60),
            level("competent", "Competent", &["Meets Competencies"], Role::Adequate, 60, 80),
            level("strong", "Strong", &[], Role::Strong, 80, 100),
        ],
        domains: vec![
            domain("sdlc", 1, "SDLC Automation", &["SDLC"], 22),
            domain("config", 2, "Configuration Management and IaC", &["IaC"], 17),
            domain("resilience", 3, "Resilient Cloud Solutions", &[], 15),
            domain("monitoring", 4, "Monitoring and Logging", &[], 15),
            domain("incident", 5, "Incident and Event Response", &[], 14),
            domain("security", 6, "Security and Compliance", &[], 17),
        ],
        flags: vec![],
        sources: vec![source],
    }
}

/// The same without scores.
pub(crate) fn without_scale() -> Blueprint {
    Blueprint { scale: None, ..dop_like() }
}
