//! A blueprint's words in another language: a TOML file beside it (`dop-c02.de.toml`) of the same shape, which holds only
//! what is said differently. What it leaves out stays as the blueprint has it; facts and names of domains always do.
//!
//! ```toml
//! [[ratings]]
//! key = "below"                        # which rating; all other keys are optional
//! label = "..."
//!
//! [[domains]]
//! key = "first"
//! topics = ["..."]                     # as many entries as the blueprint has, in the same order; so with all lists
//! services = ["..."]
//! labs = [{ title = "...", text = "...", link = "https://..." }]
//! practice = ["..."]
//! if_weak = "..."
//! if_persistent = "..."
//!
//! [[flags]]
//! id = "first-steps"
//! title = "..."
//! meaning = "..."
//! advice = "..."
//! ```

use super::spanned::{BlueprintFault, Node, Table, did_you_mean, listed, read};
use super::{Blueprint, Domain, FlagRule, Lab, RatingLevel};

/// The blueprint with the words of a translation, given as the text of its file.
///
/// # Errors
/// All faults of the file by line: keys, ratings, domains and flags that the blueprint does not know, and lists of another length.
pub fn translated(blueprint: &Blueprint, text: &str) -> Result<Blueprint, Vec<BlueprintFault>> {
    read(text, |table| {
        let mut translated = blueprint.clone();
        table.tables("ratings", |table| rating(table, &mut translated.ratings));
        table.tables("domains", |table| domain(table, &mut translated.domains));
        table.tables("flags", |table| flag(table, &mut translated.flags));
        translated
    })
}

fn rating(table: &Table, ratings: &mut [RatingLevel]) {
    let label = table.optional("label").and_then(|node| node.text());
    let rating = known(table, "key", "rating", ratings, |rating| &rating.key);
    if let Some((rating, label)) = rating.zip(label) {
        rating.is_translated = rating.label != label;
        rating.label = label;
    }
}

fn domain(table: &Table, domains: &mut [Domain]) {
    let [topics, services, practice, labs] = ["topics", "services", "practice", "labs"].map(|key| table.optional(key));
    let [if_weak, if_persistent] = ["if_weak", "if_persistent"].map(|key| table.optional(key));
    let Some(domain) = known(table, "key", "domain", domains, |domain| &domain.key) else { return };
    for (list, words) in
        [(topics, &mut domain.topics), (services, &mut domain.services), (practice, &mut domain.practice)]
    {
        each(list, words, |node, word| replace(Some(node), word));
    }
    each(labs, &mut domain.labs, lab);
    replace(if_weak.as_ref(), &mut domain.if_weak);
    replace(if_persistent.as_ref(), &mut domain.if_persistent);
}

fn lab(node: &Node, lab: &mut Lab) {
    if node.is_text() {
        return replace(Some(node), &mut lab.text);
    }
    node.table(|table| {
        let title = table.optional("title").and_then(|node| node.text());
        let link = table.optional("link").and_then(|node| node.https());
        lab.title = title.or(lab.title.take());
        lab.link = link.or(lab.link.take());
        replace(table.optional("text").as_ref(), &mut lab.text);
    });
}

fn flag(table: &Table, flags: &mut [FlagRule]) {
    let [title, meaning, advice] = ["title", "meaning", "advice"].map(|key| table.optional(key));
    let Some(flag) = known(table, "id", "flag", flags, |flag| &flag.id) else { return };
    replace(title.as_ref(), &mut flag.title);
    replace(meaning.as_ref(), &mut flag.meaning);
    replace(advice.as_ref(), &mut flag.advice);
}

/// The rating, domain or flag that the table is about.
fn known<'b, T>(
    table: &Table,
    key: &'static str,
    kind: &str,
    all: &'b mut [T],
    id: impl Fn(&T) -> &String,
) -> Option<&'b mut T> {
    let node = table.required(key, &format!("{key} = \"...\""))?;
    let name = node.text()?;
    let ids: Vec<&str> = all.iter().map(|entry| id(entry).as_str()).collect();
    let position = ids.iter().position(|id| *id == name);
    if position.is_none() {
        let help = did_you_mean(&name, ids.iter().copied())
            .unwrap_or_else(|| format!("those of the blueprint are {}", listed(&ids)));
        node.fault(format!("the blueprint has no {kind} `{name}`"), help);
    }
    all.get_mut(position?)
}

/// Goes through a list of the file and the blueprint's own side by side.
fn each<T>(list: Option<Node>, own: &mut [T], replace: impl Fn(&Node, &mut T)) {
    let Some((list, entries)) = list.and_then(|list| list.list().map(|entries| (list, entries))) else { return };
    if entries.len() != own.len() {
        let message = format!("the number of entries is {}, and that of the blueprint is {}", entries.len(), own.len());
        list.fault(message, "translate every entry of the blueprint, in its order");
        return;
    }
    for (entry, own) in entries.iter().zip(own) {
        replace(entry, own);
    }
}

fn replace(node: Option<&Node>, words: &mut String) {
    if let Some(text) = node.and_then(Node::text) {
        *words = text;
    }
}
