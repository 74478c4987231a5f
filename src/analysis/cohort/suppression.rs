//! Which counts of people can be told: one to four are not, and neither is what would tell them.
//!
//! A count of one to four is told as "fewer than five". Counts add up to others that are told, so that it could be
//! computed back; more counts are hidden until it cannot. An auditor decides that: it finds every value that a count can
//! have for somebody who sees the published table, knows the sums, and knows that a hidden count is none or five and more.

/// Counts below this are not told.
pub(super) const FEW: u64 = 5;

/// What is told of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The count.
    Count(u64),
    /// That it is one to four.
    Few,
    /// Nothing: the count is none or five and more, and would tell another one.
    Hidden,
}

impl Shown {
    /// A count by itself.
    pub(super) fn of(count: u64) -> Shown {
        if (1..FEW).contains(&count) { Shown::Few } else { Shown::Count(count) }
    }

    /// The count, where it is told.
    pub fn count(self) -> Option<u64> {
        match self {
            Shown::Count(count) => Some(count),
            Shown::Few | Shown::Hidden => None,
        }
    }
}

/// The count at the place `whole` is that of all `parts` together.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub whole: usize,
    pub parts: Vec<usize>,
}

/// Hides as few counts as it takes, beyond `shown`, but none before the place `first`, and those at `dear` only where no other
/// does; `None` where that is not enough. The sums must form a tree whose root, all people, is the first count.
pub(super) fn suppressed(
    counts: &[u64],
    sums: &[Sum],
    mut shown: Vec<Shown>,
    first: usize,
    dear: &[usize],
) -> Option<Vec<Shown>> {
    while let Some(told) = told_cell(&shown, sums) {
        let hidden = next(told, counts, sums, &shown, first, dear)?;
        shown[hidden] = Shown::Hidden;
    }
    // what was hidden in vain comes back, the dearest and largest first
    let mut hidden: Vec<usize> = (first..shown.len()).filter(|&cell| shown[cell] == Shown::Hidden).collect();
    hidden.sort_by_key(|&cell| std::cmp::Reverse((dear.contains(&cell), counts[cell])));
    for cell in hidden {
        shown[cell] = Shown::Count(counts[cell]);
        if told_cell(&shown, sums).is_some() {
            shown[cell] = Shown::Hidden;
        }
    }
    Some(shown)
}

/// A count that is not published, and that the published ones tell all the same, or narrow down.
fn told_cell(shown: &[Shown], sums: &[Sum]) -> Option<usize> {
    let possible = possible(shown, sums);
    (0..shown.len()).find(|&cell| match shown[cell] {
        Shown::Count(_) => false,
        Shown::Few => possible[cell].0 != [(1, FEW - 1)],
        Shown::Hidden => matches!(possible[cell].0[..], [(low, high)] if low == high),
    })
}

/// Which published count to hide for a count that is told: the nearest in the sums, a small one before a large one, and
/// those that are nobody only where there is no other.
fn next(told: usize, counts: &[u64], sums: &[Sum], shown: &[Shown], first: usize, dear: &[usize]) -> Option<usize> {
    let mut reached = vec![false; sums.len()];
    let mut from = vec![told];
    let mut zero = None;
    while !from.is_empty() {
        let holds = |sum: &Sum| from.iter().any(|cell| sum.whole == *cell || sum.parts.contains(cell));
        let near: Vec<usize> = (0..sums.len()).filter(|&at| !reached[at] && holds(&sums[at])).collect();
        for &at in &near {
            reached[at] = true;
        }
        let cells = || near.iter().flat_map(|&at| sums[at].parts.iter().copied().chain([sums[at].whole]));
        let published = |cell: &usize| *cell >= first && shown[*cell].count().is_some();
        let smallest = cells()
            .filter(|cell| published(cell) && counts[*cell] > 0)
            .min_by_key(|&cell| (dear.contains(&cell), counts[cell], cell));
        if smallest.is_some() {
            return smallest;
        }
        zero = zero.or_else(|| cells().filter(published).min());
        from = cells().filter(|&cell| shown[cell].count().is_none()).collect();
        if near.is_empty() {
            break;
        }
    }
    zero
}

/// Every value that each count can have. Where sums form a tree, what all of them allow by themselves is what they allow
/// together.
fn possible(shown: &[Shown], sums: &[Sum]) -> Vec<Values> {
    let all = shown.first().and_then(|all| all.count()).unwrap_or(0);
    let values = |shown: &Shown| match *shown {
        Shown::Count(count) => Values::span(count, count),
        Shown::Few => Values::span(1, FEW - 1),
        Shown::Hidden => Values::of(vec![(0, 0), (FEW, all.max(FEW))]),
    };
    let mut possible: Vec<Values> = shown.iter().map(values).collect();
    loop {
        let mut changed = false;
        for Sum { whole, parts } in sums {
            let mut narrow = |cell: usize, to: Values| {
                let narrowed = possible[cell].and(&to);
                changed |= narrowed != possible[cell];
                possible[cell] = narrowed;
                possible[cell].clone()
            };
            let each: Vec<Values> = parts.iter().map(|&part| narrow(part, Values::span(0, all))).collect();
            // sums of the parts before and behind each
            let nothing = || Values::span(0, 0);
            let before: Vec<Values> =
                each.iter().scan(nothing(), |sum, part| Some(std::mem::replace(sum, sum.plus(part)))).collect();
            let behind = each.iter().rev().scan(nothing(), |sum, part| Some(std::mem::replace(sum, sum.plus(part))));
            let mut behind: Vec<Values> = behind.collect();
            behind.reverse();
            let together = each.iter().fold(nothing(), |sum, part| sum.plus(part));
            let whole = narrow(*whole, together);
            for (&part, (before, behind)) in parts.iter().zip(before.iter().zip(&behind)) {
                narrow(part, whole.minus(&before.plus(behind)));
            }
        }
        if !changed {
            return possible;
        }
    }
}

/// A set of counts, as spans from the lowest to the highest that do not touch.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Values(Vec<(u64, u64)>);

impl Values {
    fn span(low: u64, high: u64) -> Values {
        Values(vec![(low, high)])
    }

    /// Of spans in any order.
    fn of(mut spans: Vec<(u64, u64)>) -> Values {
        spans.sort_unstable();
        let mut apart: Vec<(u64, u64)> = Vec::with_capacity(spans.len());
        for (low, high) in spans {
            match apart.last_mut() {
                Some(last) if low <= last.1 + 1 => last.1 = last.1.max(high),
                _ => apart.push((low, high)),
            }
        }
        Values(apart)
    }

    /// Every span of this set with every span of the other one.
    fn with(&self, other: &Values, span: impl Fn((u64, u64), (u64, u64)) -> Option<(u64, u64)>) -> Values {
        let pairs = self.0.iter().flat_map(|&one| other.0.iter().map(move |&other| (one, other)));
        Values::of(pairs.filter_map(|(one, other)| span(one, other)).collect())
    }

    fn plus(&self, other: &Values) -> Values {
        self.with(other, |one, other| Some((one.0 + other.0, one.1 + other.1)))
    }

    /// What is left of a count of this set without one of the other.
    fn minus(&self, other: &Values) -> Values {
        self.with(other, |one, other| Some((one.0.saturating_sub(other.1), one.1.checked_sub(other.0)?)))
    }

    fn and(&self, other: &Values) -> Values {
        self.with(other, |one, other| Some((one.0.max(other.0), one.1.min(other.1))).filter(|(low, high)| low <= high))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// A table whose first sum is all people; each following sum splits one of its parts.
    fn tree(parts: &[Vec<u64>]) -> (Vec<u64>, Vec<Sum>) {
        let totals: Vec<u64> = parts.iter().map(|parts| parts.iter().sum()).collect();
        let mut counts = vec![totals.iter().sum()];
        counts.extend(&totals);
        let mut sums = vec![Sum { whole: 0, parts: (1..=parts.len()).collect() }];
        for (whole, parts) in (1..).zip(parts) {
            let first = counts.len();
            counts.extend(parts);
            if !parts.is_empty() {
                sums.push(Sum { whole, parts: (first..counts.len()).collect() });
            }
        }
        (counts, sums)
    }

    fn row(counts: &[u64]) -> (Vec<u64>, Vec<Sum>) {
        let all = [&[counts.iter().sum()], counts].concat();
        (all, vec![Sum { whole: 0, parts: (1..=counts.len()).collect() }])
    }

    fn shown(counts: &[u64]) -> Vec<Shown> {
        let mut shown: Vec<Shown> = counts.iter().map(|&count| Shown::of(count)).collect();
        shown[0] = Shown::Count(counts[0]);
        shown
    }

    fn words(shown: &[Shown]) -> String {
        let word = |shown: &Shown| match shown {
            Shown::Count(count) => count.to_string(),
            Shown::Few => "<5".to_owned(),
            Shown::Hidden => "–".to_owned(),
        };
        shown.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_of_four_counts() {
        for (counts, expected) in [
            ([8, 6, 7, 0], Some("21 8 6 7 0")),
            // a small one would be the rest; a five that is hidden could be nothing else
            ([1, 14, 5, 0], Some("20 <5 – 5 0")),
            ([1, 22, 0, 0], Some("23 <5 – 0 0")),
            // two can share five in every way, but not six
            ([3, 2, 19, 0], Some("24 <5 <5 19 0")),
            ([3, 3, 18, 0], Some("24 <5 <5 – 0")),
            ([1, 1, 1, 21], Some("24 <5 <5 <5 –")),
            ([3, 3, 3, 15], Some("24 <5 <5 <5 15")),
            ([4, 4, 4, 4], None),
            // hidden, it could be the five that are all
            ([2, 4, 0, 0], None),
            ([0, 5, 0, 0], Some("5 0 5 0 0")),
        ] {
            let (counts, sums) = row(&counts);
            let found = suppressed(&counts, &sums, shown(&counts), 1, &[]);
            assert_eq!(found.map(|found| words(&found)).as_deref(), expected, "{counts:?}");
        }
    }

    #[test]
    fn what_is_dear_is_hidden_last() {
        for (counts, expected) in
            [([6, 9, 3, 0], "18 6 – <5 0"), ([6, 3, 0, 9], "18 – <5 0 9"), ([6, 3, 0, 0], "9 – <5 0 0")]
        {
            let (counts, sums) = row(&counts);
            let found = suppressed(&counts, &sums, shown(&counts), 1, &[1, 4]).unwrap();
            assert_eq!(words(&found), expected);
        }
    }

    #[test]
    fn a_count_of_five_can_be_hidden_and_is_not_told_by_another_sum() {
        // 3 passed and 21 did not: the 21 are hidden, and the scores must not tell them
        let (counts, sums) = tree(&[vec![3, 0], vec![6, 15]]);
        let top = suppressed(&counts[..3], &sums[..1], shown(&counts[..3]), 1, &[]).unwrap();
        assert_eq!(words(&top), "24 <5 –");
        let all = [&top[..], &shown(&counts)[3..]].concat();
        assert_eq!(words(&suppressed(&counts, &sums, all, 3, &[]).unwrap()), "24 <5 – <5 0 – 15");
    }

    /// All values of each count, by trying everything.
    fn tried(shown: &[Shown], sums: &[Sum], all: u64) -> Vec<BTreeSet<u64>> {
        fn fits(shown: Shown, count: u64) -> bool {
            match shown {
                Shown::Count(known) => known == count,
                Shown::Few => (1..5).contains(&count),
                Shown::Hidden => count == 0 || count >= 5,
            }
        }
        /// Every way to split a count among these parts.
        fn split(whole: u64, parts: &[Shown], ways: &mut Vec<Vec<u64>>, so_far: &mut Vec<u64>) {
            let Some((part, rest)) = parts.split_first() else {
                if whole == 0 {
                    ways.push(so_far.clone());
                }
                return;
            };
            for count in (0..=whole).filter(|&count| fits(*part, count)) {
                so_far.push(count);
                split(whole - count, rest, ways, so_far);
                so_far.pop();
            }
        }
        let ways = |whole: u64, sum: &Sum| {
            let parts: Vec<Shown> = sum.parts.iter().map(|&part| shown[part]).collect();
            let mut ways = Vec::new();
            split(whole, &parts, &mut ways, &mut Vec::new());
            ways
        };
        let mut values = vec![BTreeSet::new(); shown.len()];
        values[0].insert(all);
        for top in ways(all, &sums[0]) {
            let below: Vec<(&Sum, Vec<Vec<u64>>)> = sums[1..]
                .iter()
                .map(|sum| (sum, ways(top[sums[0].parts.iter().position(|&part| part == sum.whole).unwrap()], sum)))
                .collect();
            if below.iter().any(|(_, ways)| ways.is_empty()) {
                continue;
            }
            for (&part, &count) in sums[0].parts.iter().zip(&top) {
                values[part].insert(count);
            }
            for (sum, ways) in below {
                for (&part, count) in ways.iter().flat_map(|way| sum.parts.iter().zip(way)) {
                    values[part].insert(*count);
                }
            }
        }
        values
    }

    fn assert_safe(shown: &[Shown], counts: &[u64], sums: &[Sum]) {
        for ((cell, values), &count) in shown.iter().zip(tried(shown, sums, counts[0])).zip(counts) {
            assert!(values.contains(&count), "{cell:?} of {count} in {}", words(shown));
            match cell {
                Shown::Count(told) => assert_eq!(*told, count),
                Shown::Few => assert_eq!(values, (1..5).collect(), "of {count} in {}", words(shown)),
                Shown::Hidden => assert!(values.len() > 1, "{count} is told by {}", words(shown)),
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_can_be_computed_back_from_a_row(counts in prop::collection::vec(0..12_u64, 2..5)) {
            let (counts, sums) = row(&counts);
            if let Some(shown) = suppressed(&counts, &sums, shown(&counts), 1, &[]) {
                assert_safe(&shown, &counts, &sums);
            }
        }

        #[test]
        fn nothing_can_be_computed_back_from_a_tree(
            parts in prop::collection::vec(prop::collection::vec(prop_oneof![3 => 0..6_u64, 1 => 0..14_u64], 0..5), 2..3),
        ) {
            let (counts, sums) = tree(&parts);
            let first = parts.len() + 1;
            if let Some(top) = suppressed(&counts[..first], &sums[..1], shown(&counts[..first]), 1, &[]) {
                let all = [&top[..], &shown(&counts)[first..]].concat();
                if let Some(shown) = suppressed(&counts, &sums, all, first, &[]) {
                    assert_safe(&shown, &counts, &sums);
                }
            }
        }
    }
}
