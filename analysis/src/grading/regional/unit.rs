//! What is measured of a unit.

use std::collections::BTreeMap;

use super::Policy;
use crate::risk::exact_sum;

/// A protection target in a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Identifier.
    pub id: String,
    /// Kind, such as `school`.
    pub kind: String,
    /// What it may bear, 1/yr.
    pub limit_per_year: f64,
    /// What it bears, 1/yr.
    pub per_year: f64,
    /// Persons in it.
    pub persons: f64,
    /// Whether it is a place of sensitive people.
    pub is_sensitive: bool,
    /// Whether the day until which it must be put right has passed.
    pub is_past_date: bool,
}

impl Target {
    /// Decades over its limit; minus infinity where it bears nothing.
    pub fn decades(&self) -> f64 {
        (self.per_year / self.limit_per_year).log10()
    }
}

/// A firm or park that kills in a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Society {
    /// Identifier of the firm or park.
    pub id: String,
    /// Its whole F-N curve: deaths N, frequency of N or more (1/yr), by rising N.
    pub points: Vec<(f64, f64)>,
    /// Share of its expected deaths that falls into the unit.
    pub share: f64,
}

impl Society {
    /// Where its curve is nearest to the line, or farthest over it: decades, and N; none without deaths.
    pub fn worst(&self, policy: &Policy) -> Option<(f64, f64)> {
        self.points
            .iter()
            .filter(|(n, f)| *n > 0.0 && *f > 0.0)
            .map(|(n, f)| ((f / (policy.societal_line_at_one_per_year / n)).log10(), *n))
            .reduce(|a, b| if b.0 > a.0 { b } else { a })
    }
}

/// A unit of grading: an enterprise, park, town, county, city or cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unit {
    /// Name.
    pub name: String,
    /// People.
    pub people: f64,
    /// Expected deaths a year among them.
    pub pll_per_year: f64,
    /// Its targets.
    pub targets: Vec<Target>,
    /// Firms and parks that kill in it.
    pub societies: Vec<Society>,
    /// Overdue major hidden hazards at its installations of the levels that count.
    pub overdue_major_hazards: u32,
}

/// Several units as one: people, expected deaths, overdue hazards and shares of firms are sums, targets stay as they are.
pub fn union(name: &str, units: &[Unit]) -> Unit {
    // Curves differ by more than the name where the inputs contradict themselves: each is then kept.
    type Curve = Vec<(u64, u64)>;
    let mut of: BTreeMap<(String, Curve), usize> = BTreeMap::new();
    let mut societies: Vec<(Society, Vec<f64>)> = Vec::new();
    for society in units.iter().flat_map(|u| &u.societies) {
        let bits = |(n, f): &(f64, f64)| (n.to_bits(), f.to_bits());
        let curve: Curve = society.points.iter().map(bits).collect();
        let next = societies.len();
        let at = *of.entry((society.id.clone(), curve)).or_insert(next);
        if at == next {
            societies.push((society.clone(), Vec::new()));
        }
        societies[at].1.push(society.share);
    }
    Unit {
        name: name.to_owned(),
        people: exact_sum(units.iter().map(|u| u.people)),
        pll_per_year: exact_sum(units.iter().map(|u| u.pll_per_year)),
        targets: units.iter().flat_map(|u| u.targets.clone()).collect(),
        societies: societies
            .into_iter()
            .map(|(society, shares)| Society {
                share: exact_sum(shares).min(1.0),
                ..society
            })
            .collect(),
        overdue_major_hazards: units
            .iter()
            .fold(0, |sum, u| sum.saturating_add(u.overdue_major_hazards)),
    }
}
