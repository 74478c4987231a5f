//! The `[[domains]]` and `[[flags]]` of a blueprint file.

use super::spanned::{Node, Table, did_you_mean, listed, shown};
use super::vocabulary::Vocabulary;
use super::{Domain, Exact, FlagRule, Lab};

const MOST_DOMAINS: usize = 64;
/// Flags that every exam has (analysis of red flags), so no blueprint may define them.
const COMMON_FLAGS: [&str; 6] =
    ["integration", "uniform-borderline", "foundation", "retake-not-allowed", "rushed-retake", "booked-too-early"];

/// Reads the domains with their weights in percent; none where the file has none.
pub(super) fn domains(table: &Table) -> Vec<Domain> {
    let mut words = Vocabulary::default();
    let mut weights: Vec<Option<WeightRange>> = Vec::new();
    let mut domains = table.tables("domains", |table| {
        weights.push(weight(table));
        domain(table, &mut words)
    });
    if domains.len() > MOST_DOMAINS {
        table.fault("domains", format!("there are {} domains", domains.len()), format!("write at most {MOST_DOMAINS}"));
    }
    if let Some(weights) = weights.into_iter().collect::<Option<Vec<_>>>()
        && !domains.is_empty()
        && let Some(weights) = percentages(table, &weights)
    {
        for (domain, weight) in domains.iter_mut().zip(weights) {
            domain.weight = weight;
        }
    }
    domains
}

/// A domain's weight as written: both ends are the same where the vendor gives one number.
type WeightRange = (Exact, Exact);

fn weight(table: &Table) -> Option<WeightRange> {
    let node = table.required("weight", "weight = 22")?;
    let percent = |node: &Node| node.number(0..=100);
    let range = if node.is_list() { node.pair(percent) } else { percent(&node).map(|weight| (weight, weight)) }?;
    if range.1 == Exact::from_integer(0) {
        node.fault("the weight is 0", "write a percentage above 0, or take the domain out");
    }
    Some(range)
}

/// The weights in percent. Single numbers must sum to exactly 100; with a range among them, the midpoints are
/// rescaled to do so.
fn percentages(table: &Table, weights: &[WeightRange]) -> Option<Vec<Exact>> {
    let hundred = Exact::from_integer(100);
    let low: Exact = weights.iter().map(|range| range.0).sum();
    let high: Exact = weights.iter().map(|range| range.1).sum();
    if low == high && low != hundred {
        table.fault(
            "domains",
            format!("the weights sum to {}, not to 100", shown(low)),
            "correct them; where the vendor gives ranges or rounds, write the range, such as weight = [33, 34]",
        );
        return None;
    }
    if low > hundred || high < hundred {
        table.fault(
            "domains",
            format!("the weights sum to {} at least and {} at most, so never to 100", shown(low), shown(high)),
            "correct the ranges: the low ends may sum to at most 100, and the high ends to at least 100",
        );
        return None;
    }
    Some(weights.iter().map(|range| (range.0 + range.1) * hundred / (low + high)).collect())
}

fn domain<'t>(table: &Table<'t>, words: &mut Vocabulary<'t>) -> Domain {
    let owner = table.path();
    let key = table.required("key", r#"key = "sdlc""#).and_then(|node| {
        let key = node.kebab()?;
        words.claim(&key, &node, owner).then_some(key)
    });
    let number = table.required("number", "number = 1").and_then(|node| {
        let number: u32 = node.whole(1..=999)?;
        // The forms in which every exam's headings are read; one fault is enough.
        let headings = [format!("Domain {number}"), format!("Content Domain {number}"), format!("D{number}")];
        headings.iter().all(|heading| words.claim(heading, &node, owner)).then_some(number)
    });
    let name = table.required("name", r#"name = "SDLC Automation""#).and_then(|node| words.claim_text(&node, owner));
    let aliases = table.optional("aliases").and_then(|node| node.list()).unwrap_or_default();
    Domain {
        key: key.unwrap_or_default(),
        number: number.unwrap_or_default(),
        name: name.unwrap_or_default(),
        aliases: aliases.iter().filter_map(|node| words.claim_text(node, owner)).collect(),
        weight: Exact::default(),
        topics: filled(table.required("topics", r#"topics = ["..."]"#), "topic")
            .iter()
            .filter_map(Node::text)
            .collect(),
        services: table.optional("services").map(|node| node.texts()).unwrap_or_default(),
        labs: filled(table.required("labs", r#"labs = ["..."]"#), "lab").iter().filter_map(lab).collect(),
        practice: filled(table.required("practice", r#"practice = ["..."]"#), "practice check")
            .iter()
            .filter_map(Node::text)
            .collect(),
        if_weak: table.text("if_weak", r#"if_weak = "...""#).unwrap_or_default(),
        if_persistent: table.text("if_persistent", r#"if_persistent = "...""#).unwrap_or_default(),
    }
}

/// The entries of a list that must have at least one.
fn filled<'t>(node: Option<Node<'t>>, entry: &str) -> Vec<Node<'t>> {
    let entries = node.as_ref().and_then(Node::list);
    if let (Some(node), Some([])) = (&node, entries.as_deref()) {
        node.fault("the list is empty", format!("write at least one {entry}"));
    }
    entries.unwrap_or_default()
}

fn lab(node: &Node) -> Option<Lab> {
    if node.is_text() {
        return Some(Lab { title: None, text: node.text()?, link: None });
    }
    node.table(|table| Lab {
        title: table.optional("title").and_then(|node| node.text()),
        text: table.text("text", r#"text = "...""#).unwrap_or_default(),
        link: table.optional("link").and_then(|node| node.https()),
    })
}

/// Reads the red flags; their conditions refer to domains by key.
pub(super) fn flags(table: &Table, domains: &[Domain]) -> Vec<FlagRule> {
    let mut ids = Vocabulary::default();
    table.tables("flags", |table| FlagRule {
        id: table
            .required("id", r#"id = "pipeline-experience""#)
            .and_then(|node| {
                let id = node.kebab()?;
                if COMMON_FLAGS.contains(&id.as_str()) {
                    node.fault(format!("every exam has the flag `{id}` already"), "choose another id");
                }
                ids.claim(&id, &node, table.path()).then_some(id)
            })
            .unwrap_or_default(),
        title: table.text("title", r#"title = "...""#).unwrap_or_default(),
        meaning: table.text("meaning", r#"meaning = "...""#).unwrap_or_default(),
        advice: table.text("advice", r#"advice = "...""#).unwrap_or_default(),
        ..table
            .required("when", r#"when = { weak = ["sdlc"] }"#)
            .and_then(|node| node.table(|table| condition(table, domains)))
            .unwrap_or_else(no_condition)
    })
}

/// The `when` of a flag, as a flag without words.
fn condition(table: &Table, domains: &[Domain]) -> FlagRule {
    let mut weak = Vec::new();
    for node in filled(table.required("weak", r#"weak = ["sdlc"]"#), "domain") {
        let Some(key) = node.text() else { continue };
        let keys: Vec<&str> = domains.iter().map(|domain| domain.key.as_str()).collect();
        match keys.iter().position(|&known| known == key) {
            Some(domain) if weak.contains(&domain) => {
                node.fault(format!("`{key}` is named twice"), "name each domain once");
            }
            Some(domain) => weak.push(domain),
            None => {
                let help = did_you_mean(&key, keys.iter().copied())
                    .unwrap_or_else(|| format!("the domains are {}", listed(&keys)));
                node.fault(format!("there is no domain `{key}`"), help);
            }
        }
    }
    let strong_share_of_others = table.optional("strong_share_of_others").and_then(|node| node.number(0..=1));
    FlagRule { weak, strong_share_of_others, ..no_condition() }
}

fn no_condition() -> FlagRule {
    let [id, title, meaning, advice] = Default::default();
    FlagRule { id, title, meaning, advice, weak: Vec::new(), strong_share_of_others: None }
}
