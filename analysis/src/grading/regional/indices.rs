//! The indices: how far a unit is from each line, in decades.

use super::{Colour, Policy, Rule, Society, Target};

/// The index of individual risk.
#[derive(Debug, Clone, PartialEq)]
pub struct Individual {
    /// Colour.
    pub colour: Colour,
    /// Persons in targets at their limit or over it, X(0).
    pub persons_over_limit: f64,
    /// Persons in targets within the orange band or over their limit, X(−0.5).
    pub persons_within_half_decade: f64,
    /// Persons that count as many, T.
    pub threshold_persons: f64,
    /// Position of the target nearest to its limit or farthest over it, with its decades; none where none bears a risk.
    pub worst: Option<(usize, f64)>,
    /// A sensitive target is over its limit: a red badge, whatever the colour.
    pub has_sensitive_breach: bool,
}

/// Persons in targets at so many decades or above, X(d).
pub fn persons_at(targets: &[Target], decades: f64) -> f64 {
    let at = targets.iter().filter(|t| t.decades() >= decades);
    at.map(|t| t.persons).sum()
}

/// What counts of a target: decades over its limit, persons, whether it is sensitive, whether its date has passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bearing {
    /// Decades over its limit.
    pub decades: f64,
    /// Persons in it.
    pub persons: f64,
    /// Whether it is a place of sensitive people.
    pub is_sensitive: bool,
    /// Whether the day until which it must be put right has passed.
    pub is_past_date: bool,
}

impl From<&Target> for Bearing {
    fn from(target: &Target) -> Self {
        Self {
            decades: target.decades(),
            persons: target.persons,
            is_sensitive: target.is_sensitive,
            is_past_date: target.is_past_date,
        }
    }
}

/// The index of individual risk of a unit of `people` with these targets.
pub fn individual(policy: &Policy, rule: Rule, people: f64, targets: &[Target]) -> Individual {
    individual_of(policy, rule, people, targets.iter().map(Bearing::from))
}

/// The same of what counts of the targets.
pub fn individual_of(
    policy: &Policy,
    rule: Rule,
    people: f64,
    targets: impl IntoIterator<Item = Bearing>,
) -> Individual {
    let threshold = policy.threshold_persons(people);
    let Sums {
        over,
        near,
        far,
        worst,
        worst_sensitive,
        worst_past_date,
    } = Sums::of(policy, targets);
    let bands = &policy.individual;
    let sensitive = bands.colour(worst_sensitive);
    let colour = match rule {
        Rule::Strict => bands.colour(worst.map(|w| w.1)),
        Rule::Material => {
            if over >= threshold || bands.colour(worst_past_date) == Colour::Red {
                Colour::Red
            } else if over > 0.0 || near >= threshold || sensitive >= Colour::Orange {
                Colour::Orange
            } else if far >= threshold || sensitive >= Colour::Yellow {
                Colour::Yellow
            } else {
                Colour::Blue
            }
        }
    };
    Individual {
        colour,
        persons_over_limit: over,
        persons_within_half_decade: near,
        threshold_persons: threshold,
        worst,
        has_sensitive_breach: sensitive == Colour::Red,
    }
}

/// What one pass over the targets finds.
#[derive(Default)]
struct Sums {
    over: f64,
    near: f64,
    far: f64,
    worst: Option<(usize, f64)>,
    worst_sensitive: Option<f64>,
    worst_past_date: Option<f64>,
}

impl Sums {
    fn of(policy: &Policy, targets: impl IntoIterator<Item = Bearing>) -> Self {
        let bands = &policy.individual;
        let mut sums = Self::default();
        for (i, target) in targets.into_iter().enumerate() {
            let d = target.decades;
            let persons = |from: f64| if d >= from { target.persons } else { 0.0 };
            sums.over += persons(bands.red);
            sums.near += persons(bands.orange);
            sums.far += persons(bands.yellow);
            if d > f64::NEG_INFINITY && sums.worst.is_none_or(|w| d > w.1) {
                sums.worst = Some((i, d));
            }
            let farthest = |known: &mut Option<f64>| {
                *known = Some(known.map_or(d, |k| k.max(d)));
            };
            if target.is_sensitive {
                farthest(&mut sums.worst_sensitive);
                if target.is_past_date {
                    farthest(&mut sums.worst_past_date);
                }
            }
        }
        sums
    }
}

/// The index of societal risk.
#[derive(Debug, Clone, PartialEq)]
pub struct Societal {
    /// Colour.
    pub colour: Colour,
    /// The firm or park that decides: its position, decades over the line, and N; none where none counts.
    pub worst: Option<(usize, f64, f64)>,
}

/// The index of societal risk of these firms and parks.
pub fn societal(policy: &Policy, societies: &[Society]) -> Societal {
    let worst = societies
        .iter()
        .enumerate()
        .filter(|(_, s)| s.share >= policy.societal_least_share)
        .filter_map(|(i, s)| s.worst(policy).map(|(d, n)| (i, d, n)))
        .reduce(|a, b| if b.1 > a.1 { b } else { a });
    Societal {
        colour: policy.societal.colour(worst.map(|w| w.1)),
        worst,
    }
}

/// The index of the mean risk.
#[derive(Debug, Clone, PartialEq)]
pub struct Mean {
    /// Colour.
    pub colour: Colour,
    /// Mean individual risk of the people, 1/yr; none without people.
    pub per_year: Option<f64>,
    /// Decades over the line; none without people or risk.
    pub decades: Option<f64>,
}

/// The index of the mean risk of `people` of whom so many are expected to die a year.
pub fn exposure(policy: &Policy, people: f64, pll_per_year: f64) -> Mean {
    let per_year = (people > 0.0).then(|| pll_per_year / people);
    let decades = per_year
        .map(|p| (p / policy.mean_limit_per_year).log10())
        .filter(|d| d.is_finite());
    Mean {
        colour: policy.mean.colour(decades),
        per_year,
        decades,
    }
}
