//! How far the risk may be off: the same sums for [`RUNS`] sets of multipliers.
//!
//! ```text
//! m = F^(z / 1.645)          lognormal: 90 % of the multipliers lie between 1/F and F, half of them below 1
//! ```
//!
//! | what | factor F | source |
//! |---|---|---|
//! | frequency, of each loss of containment alike | 10 where any of its numbers is from memory, else 3 | the design of grading: 90 % factor 3 to 10; engineering judgement |
//! | effect distance, of all outcomes alike | 2 | as above |
//! | people, everywhere alike | 1.2 | as above: ±20 % |
//!
//! What is alike moves together: the bands are the widest that these factors allow. The sets are points of a Sobol
//! sequence with Owen's scrambling (crate `sobol_burley`), the same every time. Effect distances are taken in steps of
//! equal probability: the risk is computed once a step, frequencies and people are weights on it.

use std::collections::BTreeMap;

use super::Risk;
use crate::consequence::vulnerability::normal_inverse;
use crate::scenario::equipment::Loss;

/// Sets of multipliers.
pub const RUNS: u32 = 500;
/// The share of the multipliers that lies between 1/F and F ends at this quantile of the normal distribution.
const Z_90: f64 = 1.644_853_626_951_472_2;
/// Factor of a frequency from memory.
const FREQUENCY_FROM_MEMORY: f64 = 10.0;
/// Factor of any other frequency.
const FREQUENCY: f64 = 3.0;
/// Factor of the effect distance.
const EFFECT: f64 = 2.0;
/// Factor of the number of people.
const PEOPLE: f64 = 1.2;
/// Quantiles between which a band lies.
pub const BAND: [f64; 2] = [0.05, 0.95];

/// Groups of scenarios whose frequencies move together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// Number of each loss of containment, and whether a frequency of it is from memory.
    of: BTreeMap<Loss, (usize, bool)>,
}

impl Groups {
    /// The groups of a city's scenarios.
    pub fn of(risk: &Risk) -> Self {
        let mut of: BTreeMap<Loss, (usize, bool)> = BTreeMap::new();
        for scenario in risk.sources.iter().flat_map(|s| &s.scenarios) {
            let next = of.len();
            let group = of.entry(scenario.loss.loss).or_insert((next, false));
            group.1 |= scenario.loss.row.confidence != "high";
        }
        Self { of }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The losses, by number of their group.
    pub fn losses(&self) -> Vec<Loss> {
        let mut all: Vec<(usize, Loss)> = self.of.iter().map(|(l, (n, _))| (*n, *l)).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, loss)| loss).collect()
    }

    /// The group of a loss of containment.
    pub fn number(&self, loss: Loss) -> Option<usize> {
        self.of.get(&loss).map(|(number, _)| *number)
    }
}

/// One set of multipliers.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// Of the people.
    pub people: f64,
    /// Of the frequencies, by group.
    pub frequency: Vec<f64>,
}

/// Sets of multipliers that share one of the effect distance.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Multiplier of the effect distance.
    pub effect: f64,
    /// The others.
    pub sets: Vec<Set>,
}

/// The sets, in `steps` steps of effect distance.
pub fn sets(groups: &Groups, steps: u32) -> Vec<Step> {
    let steps = steps.max(1);
    let mut all: Vec<Step> = (0..steps)
        .map(|i| Step {
            effect: multiplier((f64::from(i) + 0.5) / f64::from(steps), EFFECT),
            sets: Vec::new(),
        })
        .collect();
    let mut factors = vec![FREQUENCY; groups.len()];
    for (number, is_from_memory) in groups.of.values() {
        if *is_from_memory {
            factors[*number] = FREQUENCY_FROM_MEMORY;
        }
    }
    for run in 0..RUNS {
        // Never 0 or 1.
        let draw = |dimension: u32| {
            let from = f64::from(sobol_burley::sample(run, dimension, 0));
            from * (1.0 - 1e-7) + 5e-8
        };
        let step = (draw(0) * f64::from(steps)) as usize;
        all[step.min(steps as usize - 1)].sets.push(Set {
            people: multiplier(draw(1), PEOPLE),
            frequency: (2..)
                .zip(&factors)
                .map(|(dimension, factor)| multiplier(draw(dimension), *factor))
                .collect(),
        });
    }
    all.retain(|step| !step.sets.is_empty());
    all
}

/// The multiplier of a factor at a quantile.
fn multiplier(quantile: f64, factor: f64) -> f64 {
    factor.powf(normal_inverse(quantile).unwrap_or(0.0) / Z_90)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_of_ten_multipliers_lie_within_their_factor() {
        let of = [(Loss::Instantaneous, (0, true)), (Loss::Hole, (1, false))];
        let groups = Groups { of: of.into() };
        let steps = sets(&groups, 20);
        assert_eq!(steps.len(), 20);
        let sets: Vec<&Set> = steps.iter().flat_map(|s| &s.sets).collect();
        assert_eq!(sets.len(), RUNS as usize);
        let within = |factor: f64, of: &dyn Fn(&Set) -> f64| {
            let inside = sets.iter().filter(|s| {
                let m = of(s);
                (1.0 / factor..factor).contains(&m)
            });
            inside.count() as f64 / f64::from(RUNS)
        };
        for (factor, of) in [
            (10.0, (&|s: &Set| s.frequency[0]) as &dyn Fn(&Set) -> f64),
            (3.0, &|s| s.frequency[1]),
            (1.2, &|s| s.people),
        ] {
            let share = within(factor, of);
            assert!((share - 0.9).abs() < 0.01, "{factor}: {share}");
            let low = sets.iter().filter(|s| of(s) < 1.0).count() as f64 / f64::from(RUNS);
            assert!((low - 0.5).abs() < 0.01, "{factor}: {low}");
        }
        let inside = steps
            .iter()
            .filter(|s| (0.5..2.0).contains(&s.effect))
            .map(|s| s.sets.len());
        let share = inside.sum::<usize>() as f64 / f64::from(RUNS);
        assert!((share - 0.9).abs() < 0.02, "{share}");
    }

    #[test]
    fn the_dimensions_do_not_move_together() {
        let of = [(Loss::Instantaneous, (0, true)), (Loss::Hole, (1, true))];
        let steps = sets(&Groups { of: of.into() }, 20);
        let all: Vec<[f64; 4]> = steps
            .iter()
            .flat_map(|step| {
                step.sets
                    .iter()
                    .map(|s| [step.effect, s.people, s.frequency[0], s.frequency[1]].map(f64::ln))
            })
            .collect();
        for a in 0..4 {
            for b in 0..a {
                let sum = |f: &dyn Fn(&[f64; 4]) -> f64| all.iter().map(f).sum::<f64>();
                let together = sum(&|v| v[a] * v[b]);
                let apart = (sum(&|v| v[a] * v[a]) * sum(&|v| v[b] * v[b])).sqrt();
                assert!(
                    (together / apart).abs() < 0.05,
                    "{a} {b}: {}",
                    together / apart
                );
            }
        }
    }
}
