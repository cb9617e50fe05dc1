//! The fewest actions that make a unit better.
//!
//! Each index is a condition on objects of its own (targets, firms, the mean, hazards), so that the fewest actions of
//! the unit are the fewest of each index together. Firms over the band, the mean and overdue hazards leave no choice.
//! Of the targets some must fall by rule (over their limit, sensitive); where still too many persons are near their
//! limits, as few more as can be are the ones with most persons. What must only fall below its limit is not asked to
//! fall further unless the persons make it so.

use super::{Colour, Grade, Index, Policy, Rule, Unit, grade};

/// What an action is about, by its position in the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// A target.
    Target(usize),
    /// A firm or park.
    Society(usize),
    /// The mean risk of the people.
    Mean,
    /// So many overdue major hidden hazards.
    Hazards(u32),
}

/// Something that has to fall below a number of decades, or to be closed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Action {
    /// Of which index.
    pub index: Index,
    /// What.
    pub object: Object,
    /// Decades over its line now; 0 for hazards.
    pub decades: f64,
    /// It must come below these decades; 0 for hazards.
    pub below_decades: f64,
}

impl Action {
    /// Its risk must fall by more than this factor; 1 where it lies just on the line.
    pub fn factor(&self) -> f64 {
        10_f64.powf((self.decades - self.below_decades).max(0.0))
    }
}

/// The fewest actions that lead to a better colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Better {
    /// That colour, or a better one.
    pub colour: Colour,
    /// The actions, all of them.
    pub actions: Vec<Action>,
}

/// The fewest actions that make a unit better by a colour; none where it is blue.
pub fn better(policy: &Policy, rule: Rule, unit: &Unit, now: &Grade) -> Option<Better> {
    let colour = now.colour.better()?;
    debug_assert_eq!(grade(policy, rule, unit).colour, now.colour);
    let mut actions = Vec::new();
    if now.individual.colour > colour {
        actions.extend(targets(policy, rule, unit, colour));
    }
    let beyond = |bands: &super::Bands| colour.worse().and_then(|c| bands.from(c));
    if let Some(bound) = beyond(&policy.societal) {
        for (i, society) in unit.societies.iter().enumerate() {
            let counts = society.share >= policy.societal_least_share;
            if let Some((decades, _)) = society.worst(policy).filter(|w| counts && w.0 >= bound) {
                actions.push(Action {
                    index: Index::Societal,
                    object: Object::Society(i),
                    decades,
                    below_decades: bound,
                });
            }
        }
    }
    if let (Some(bound), Some(decades)) = (beyond(&policy.mean), now.exposure.decades)
        && decades >= bound
    {
        actions.push(Action {
            index: Index::Exposure,
            object: Object::Mean,
            decades,
            below_decades: bound,
        });
    }
    if now.floor > colour {
        actions.push(Action {
            index: Index::Floor,
            object: Object::Hazards(unit.overdue_major_hazards),
            decades: 0.0,
            below_decades: 0.0,
        });
    }
    Some(Better { colour, actions })
}

/// The fewest targets that have to fall, for the index of individual risk to come to `colour` or better.
fn targets(policy: &Policy, rule: Rule, unit: &Unit, colour: Colour) -> Vec<Action> {
    let bands = &policy.individual;
    let Some(line) = colour.worse().and_then(|c| bands.from(c)) else {
        return Vec::new();
    };
    let decades: Vec<f64> = unit.targets.iter().map(super::Target::decades).collect();
    let near: Vec<usize> = (0..decades.len()).filter(|i| decades[*i] >= line).collect();
    let falls = |i: usize, below_decades: f64| Action {
        index: Index::Individual,
        object: Object::Target(i),
        decades: decades[i],
        below_decades,
    };
    if rule == Rule::Strict {
        return near.into_iter().map(|i| falls(i, line)).collect();
    }
    // Below red anybody over the limit counts; red itself goes by persons, and by sensitive targets past their date.
    let all_count = colour < Colour::Orange;
    let must_fall = |i: usize| {
        let target = &unit.targets[i];
        target.is_sensitive && (all_count || target.is_past_date)
    };
    let must_keep_limit = |i: usize| {
        let target = &unit.targets[i];
        all_count && target.persons > 0.0 && decades[i] >= bands.red && !must_fall(i)
    };
    let (forced, free): (Vec<usize>, Vec<usize>) = near.into_iter().partition(|i| must_fall(*i));
    let (mut shallow, mut free): (Vec<usize>, Vec<usize>) =
        free.into_iter().partition(|i| must_keep_limit(*i));
    let persons = |i: usize| unit.targets[i].persons;
    let by_persons = |a: &usize, b: &usize| persons(*a).total_cmp(&persons(*b)).then(b.cmp(a));
    shallow.sort_by(by_persons);
    free.sort_by(by_persons);
    let threshold = policy.threshold_persons(unit.people);
    let sum = |of: &[usize]| of.iter().map(|i| persons(*i)).sum::<f64>();
    // With those that must move anyhow far enough down, the largest of the others go until few enough are left.
    let mut chosen = Vec::new();
    while sum(&free) >= threshold {
        let Some(largest) = free.pop() else { break };
        chosen.push(largest);
    }
    // Those that must only keep their limit stay as high as the persons allow, the smallest first.
    let mut actions: Vec<Action> = forced
        .into_iter()
        .chain(chosen)
        .map(|i| falls(i, line))
        .collect();
    let mut left = free;
    for i in shallow {
        left.push(i);
        if line >= bands.red || sum(&left) < threshold {
            actions.push(falls(i, bands.red));
        } else {
            left.pop();
            actions.push(falls(i, line));
        }
    }
    actions.sort_by_key(|a| match a.object {
        Object::Target(i) => i,
        _ => usize::MAX,
    });
    actions
}
