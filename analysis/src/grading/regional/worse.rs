//! The least change of each index that makes a unit worse.

use super::{Colour, Grade, Index, Object, Policy, Rule, Unit};

/// A change that makes a unit worse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worse {
    /// Of which index.
    pub index: Index,
    /// Where it comes to the line.
    pub object: Object,
    /// All risk of this index rises by so many decades.
    pub decades: f64,
    /// Colour that this gives.
    pub colour: Colour,
}

impl Worse {
    /// All risk of this index rises by this factor.
    pub fn factor(&self) -> f64 {
        10_f64.powf(self.decades)
    }
}

/// For each index the least rise of its risk that makes the unit worse, the nearest first; nothing for a red unit. One
/// more overdue hazard counts as no rise at all.
pub fn worse(policy: &Policy, rule: Rule, unit: &Unit, now: &Grade) -> Vec<Worse> {
    let Some(next) = now.colour.worse() else {
        return Vec::new();
    };
    let colours = || Colour::ALL.into_iter().filter(move |c| *c >= next);
    let mut all: Vec<Worse> = Vec::new();
    let least = |found: Vec<Worse>| {
        let rises = found.into_iter().filter(|w| w.decades.is_finite());
        rises.reduce(|a, b| if b.decades < a.decades { b } else { a })
    };
    let individual = colours().flat_map(|c| targets(policy, rule, unit, c));
    all.extend(least(individual.collect()));
    let societal = unit.societies.iter().enumerate().filter_map(|(i, s)| {
        let counts = s.share >= policy.societal_least_share;
        let (decades, _) = s.worst(policy).filter(|_| counts)?;
        Some(Worse {
            index: Index::Societal,
            object: Object::Society(i),
            decades: policy.societal.from(next)? - decades,
            colour: next,
        })
    });
    all.extend(least(societal.collect()));
    if let (Some(bound), Some(decades)) = (policy.mean.from(next), now.exposure.decades) {
        all.push(Worse {
            index: Index::Exposure,
            object: Object::Mean,
            decades: bound - decades,
            colour: next,
        });
    }
    if next <= Colour::Orange {
        all.push(Worse {
            index: Index::Floor,
            object: Object::Hazards(1),
            decades: 0.0,
            colour: Colour::Orange,
        });
    }
    all.sort_by(|a, b| a.decades.total_cmp(&b.decades).then(a.index.cmp(&b.index)));
    all
}

/// Rises of the risk of all targets that bring the index to a colour, one for each condition.
fn targets(policy: &Policy, rule: Rule, unit: &Unit, colour: Colour) -> Vec<Worse> {
    let bands = &policy.individual;
    let Some(line) = bands.from(colour) else {
        return Vec::new();
    };
    let mut by_risk: Vec<(usize, f64)> = unit
        .targets
        .iter()
        .enumerate()
        .map(|(i, t)| (i, t.decades()))
        .filter(|(_, d)| d.is_finite())
        .collect();
    by_risk.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let rise = |(i, d): (usize, f64), line: f64| Worse {
        index: Index::Individual,
        object: Object::Target(i),
        decades: line - d,
        colour,
    };
    let first = |is: &dyn Fn(usize) -> bool| by_risk.iter().copied().find(|(i, _)| is(*i));
    if rule == Rule::Strict {
        return first(&|_| true)
            .map(|t| rise(t, line))
            .into_iter()
            .collect();
    }
    let mut found = Vec::new();
    let threshold = policy.threshold_persons(unit.people);
    let mut sum = 0.0;
    for target in &by_risk {
        sum += unit.targets[target.0].persons;
        if sum >= threshold {
            found.push(rise(*target, line));
            break;
        }
    }
    let sensitive = |i: usize| {
        let target = &unit.targets[i];
        target.is_sensitive && (colour != Colour::Red || target.is_past_date)
    };
    found.extend(first(&sensitive).map(|t| rise(t, line)));
    if colour == Colour::Orange {
        let inhabited = |i: usize| unit.targets[i].persons > 0.0;
        found.extend(first(&inhabited).map(|t| rise(t, bands.red)));
    }
    found
}
