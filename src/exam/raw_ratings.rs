//! The `[[ratings]]` of a blueprint file.

use super::spanned::{Node, Table, shown};
use super::vocabulary::{Vocabulary, comparable};
use super::{Exact, RatingLevel, Role};

/// Reads the rating levels and checks each against those before it; none where the file has none.
pub(super) fn ratings(table: &Table) -> Vec<RatingLevel> {
    let mut so_far = RatingsSoFar::default();
    let ratings = table.tables("ratings", |table| rating(table, &mut so_far));
    if !ratings.is_empty() && !(2..=5).contains(&ratings.len()) {
        let message = format!("the number of ratings is {}", ratings.len());
        table.fault("ratings", message, "write two to five [[ratings]], the worst first");
    }
    if let [Some(worst), .., Some(best)] = so_far.roles[..]
        && (worst != Role::Weak || best == Role::Weak)
    {
        table.fault(
            "ratings",
            "the roles do not tell weak domains from the others",
            "the first rating is the worst and must be `weak`, the last must be `adequate` or `strong`",
        );
    }
    ratings
}

/// What the next rating is compared with.
#[derive(Default)]
struct RatingsSoFar<'t> {
    words: Vocabulary<'t>,
    /// `None` where a role could not be read.
    roles: Vec<Option<Role>>,
    correct_high: Option<Exact>,
}

fn rating<'t>(table: &Table<'t>, so_far: &mut RatingsSoFar<'t>) -> RatingLevel {
    let owner = table.path();
    let key = table.required("key", r#"key = "needs-improvement""#).and_then(|node| {
        let key = node.kebab()?;
        so_far.words.claim(&key, &node, owner).then_some(key)
    });
    let label = table.required("label", r#"label = "Needs Improvement""#);
    let label = label.and_then(|node| rating_word(&node, owner, so_far));
    let mut words = |key, owner: &str| -> Vec<String> {
        let entries = table.optional(key).and_then(|node| node.list()).unwrap_or_default();
        entries.iter().filter_map(|node| rating_word(node, owner, so_far)).collect()
    };
    let aliases = words("aliases", owner);
    // Another owner than the level itself: a word cannot both show and not show that there is no strong level.
    let aliases_without_strong = words("aliases_without_strong", &format!("{owner}.aliases_without_strong"));
    let emphasis = |node: Node| node.whole(1..=100);
    RatingLevel {
        key: key.unwrap_or_default(),
        label: label.unwrap_or_default(),
        is_translated: false,
        aliases,
        aliases_without_strong,
        role: role(table, so_far),
        correct: correct(table, so_far),
        emphasis: table.required("emphasis", "emphasis = 2").and_then(emphasis).unwrap_or_default(),
        emphasis_near: table.optional("emphasis_near").and_then(emphasis),
    }
}

fn rating_word<'t>(node: &Node<'t>, owner: &str, so_far: &mut RatingsSoFar<'t>) -> Option<String> {
    let word = so_far.words.claim_text(node, owner)?;
    if comparable(&word).chars().all(char::is_numeric) {
        node.fault(
            format!("`{word}` would be read as a percentage of correct answers"),
            "write a word with a letter in it",
        );
        return None;
    }
    Some(word)
}

fn role(table: &Table, so_far: &mut RatingsSoFar) -> Role {
    let role = table.required("role", r#"role = "weak""#).and_then(|node| {
        let role = match node.text()?.as_str() {
            "weak" => Role::Weak,
            "adequate" => Role::Adequate,
            "strong" => Role::Strong,
            word => {
                node.fault(format!("`{word}` is not a role"), "write `weak`, `adequate` or `strong`");
                return None;
            }
        };
        if so_far.roles.iter().flatten().any(|&before| role < before) {
            node.fault(
                "the role falls below that of a rating before it",
                "write the ratings from the worst to the best",
            );
        }
        Some(role)
    });
    so_far.roles.push(role);
    role.unwrap_or(Role::Weak)
}

fn correct(table: &Table, so_far: &mut RatingsSoFar) -> (Exact, Exact) {
    let node = table.required("correct", "correct = [0.40, 0.60]");
    let range = node.as_ref().and_then(|node| node.pair(|end| end.number(0..=1)));
    let (Some(node), Some((low, high))) = (node, range) else {
        return Default::default();
    };
    if low == high {
        node.fault("both ends of the range are the same", "write a low and a higher end, such as [0.40, 0.60]");
    }
    if so_far.correct_high.is_some_and(|before| low < before) {
        node.fault(
            format!("the range starts at {}, inside or below that of a worse rating", shown(low)),
            format!(
                "start at {} or above: a share of correct answers must belong to one rating",
                shown(so_far.correct_high.unwrap_or(low))
            ),
        );
    }
    so_far.correct_high = so_far.correct_high.max(Some(high));
    (low, high)
}
