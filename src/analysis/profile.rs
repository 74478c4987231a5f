//! The ratings of the current attempt in the terms that all rules share (section 2).

use crate::exam::{Blueprint, Exact, Role};

/// One rated domain.
#[derive(Debug, Clone, Copy)]
pub struct RatedDomain {
    /// Position in the blueprint.
    pub domain: usize,
    /// Position in the blueprint's ratings.
    pub level: usize,
    pub role: Role,
    /// Weight in percent, rescaled so that the rated domains sum to 100.
    pub weight: Exact,
}

/// Which domains are weak, adequate and strong.
#[derive(Debug, Clone)]
pub struct Profile {
    /// In priority order: weak, adequate, strong; within each the heaviest first, ties in blueprint order.
    pub rated: Vec<RatedDomain>,
    /// In blueprint order.
    pub unrated: Vec<usize>,
    /// The rated domains carry less than half of the exam's weight: they are listed, and decide nothing.
    pub few_ratings: bool,
}

impl Profile {
    /// Of the levels of the domains in one attempt.
    pub fn of(levels: impl IntoIterator<Item = Option<usize>>, blueprint: &Blueprint) -> Profile {
        let mut rated = Vec::with_capacity(blueprint.domains.len());
        let mut unrated = Vec::new();
        let mut rated_weight = Exact::from_integer(0);
        for (domain, level) in levels.into_iter().enumerate() {
            let Some(level) = level else {
                unrated.push(domain);
                continue;
            };
            let weight = blueprint.domains[domain].weight;
            rated_weight += weight;
            rated.push(RatedDomain { domain, level, role: blueprint.ratings[level].role, weight });
        }
        let hundred = Exact::from_integer(100);
        if !unrated.is_empty() {
            for entry in &mut rated {
                entry.weight = entry.weight * hundred / rated_weight;
            }
        }
        rated.sort_by(|a, b| a.role.cmp(&b.role).then(b.weight.cmp(&a.weight)));
        let few_ratings = !blueprint.domains.is_empty() && rated_weight * 2 < hundred;
        Profile { rated, unrated, few_ratings }
    }

    /// The rated domains that decide: all of them, or none where they are too few.
    pub fn usable(&self) -> &[RatedDomain] {
        if self.few_ratings { &[] } else { &self.rated }
    }

    /// Domains of a role in priority order, whether they decide or not.
    pub fn listed(&self, role: Role) -> impl Iterator<Item = usize> {
        self.rated.iter().filter(move |entry| entry.role == role).map(|entry| entry.domain)
    }

    /// D, n and s: how many usable domains there are, how many are weak, how many strong.
    pub fn counts(&self) -> Counts {
        let usable = self.usable();
        let count = |role| usable.iter().filter(|entry| entry.role == role).count();
        Counts { rated: usable.len(), weak: count(Role::Weak), strong: count(Role::Strong) }
    }

    /// Sum of the rescaled weights of the weak usable domains, in percent.
    pub fn weak_weight(&self) -> Exact {
        self.usable().iter().filter(|entry| entry.role == Role::Weak).map(|entry| entry.weight).sum()
    }

    /// The usable domains whose rescaled weight is above 100/D.
    pub fn heavy(&self) -> impl Iterator<Item = &RatedDomain> {
        let usable = self.usable();
        let count = usable.len() as i128;
        usable.iter().filter(move |entry| entry.weight * count > Exact::from_integer(100))
    }
}

/// How many usable domains are rated, weak and strong.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    pub rated: usize,
    pub weak: usize,
    pub strong: usize,
}
