//! How sure a colour is: the same grades in [`RUNS`](crate::risk::run::doubt::RUNS) runs with other frequencies, effect
//! distances and people.
//!
//! Frequencies of each kind of loss enter every sum linearly, so that a run is a reweighting: five numbers of a unit
//! times five multipliers. Nothing is computed anew.
//!
//! | what | frequency | effect distance | people |
//! |---|---|---|---|
//! | IND | exact | exact, in steps of equal probability, at the place that bears most as computed | persons of targets scale |
//! | SOC | exact | deaths of an accident scale with the square of the distance (even population) | deaths scale |
//! | EXP | exact | expected deaths scale with the square of the distance (even population) | cancels in the mean |
//! | FLOOR | – | – | – |
//!
//! Shares of firms in a unit stay as they are. An enterprise is followed at the eight targets nearest to its limit.

use rayon::prelude::*;

use super::graded::{Bench, Which, falling, rule};
use super::measured::{LOSSES, Measured};
use crate::grading::regional::{Bearing, Colour, exposure, individual_of};
use crate::risk::run::doubt::Step;

/// How many runs give each colour: blue, yellow, orange, red.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubt {
    /// By colour, the least first.
    pub runs: [u32; 4],
}

impl Doubt {
    /// Share of the runs with a colour; none without runs.
    pub fn share(&self, colour: Colour) -> Option<f64> {
        let all: u32 = self.runs.iter().sum();
        (all > 0).then(|| f64::from(self.runs[colour as usize]) / f64::from(all))
    }

    /// The other colours with a share of one in twenty or more, the likeliest first.
    pub fn others(&self, than: Colour) -> Vec<(Colour, f64)> {
        let mut all: Vec<(Colour, f64)> = Colour::ALL
            .into_iter()
            .filter(|c| *c != than)
            .filter_map(|c| Some((c, self.share(c)?)))
            .filter(|(_, share)| *share >= 0.05)
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        all
    }
}

/// One run: what multiplies frequencies by kind of loss, effect distances, people.
struct Draw {
    step: usize,
    effect: f64,
    people: f64,
    frequency: [f64; LOSSES],
}

/// What a unit needs in each run.
struct Needs {
    rule: crate::grading::regional::Rule,
    people: f64,
    mean: [f64; LOSSES],
    /// Targets: of all firms by position; of one firm by position among [`Plan::own`].
    targets: Vec<usize>,
    societies: Vec<usize>,
    floor: Colour,
    is_firm: bool,
}

/// A target that one firm alone acts on.
struct Own<'a> {
    target: usize,
    limit_per_year: f64,
    steps: &'a [[f64; LOSSES]],
}

/// Counts the colours of every unit, in the order of [`Bench::all`], over the runs of `steps`.
pub fn doubt(bench: &Bench<'_>, steps: &[Step]) -> Vec<Doubt> {
    let measured = bench.measured;
    let draws: Vec<Draw> = steps
        .iter()
        .enumerate()
        .flat_map(|(step, of)| {
            of.sets.iter().map(move |set| {
                let mut frequency = [0.0; LOSSES];
                for (to, from) in frequency.iter_mut().zip(&set.frequency) {
                    *to = *from;
                }
                Draw {
                    step,
                    effect: of.effect,
                    people: set.people,
                    frequency,
                }
            })
        })
        .collect();
    let mut own: Vec<Own<'_>> = Vec::new();
    let needs: Vec<Needs> = bench
        .all()
        .map(|which| needs(bench, which, &mut own))
        .collect();
    let curves: Vec<Vec<(usize, f64, f64)>> = bench
        .curves
        .iter()
        .map(|curve| match curve.who {
            Which::Firm(firm) => falling(measured, &[firm]),
            Which::Place(place) => falling(measured, measured.firms_of(place)),
        })
        .collect();
    let none = || vec![Doubt::default(); needs.len()];
    draws
        .par_iter()
        .fold(none, |mut counts, draw| {
            let colours = run(bench, draw, &needs, &own, &curves);
            for (count, colour) in counts.iter_mut().zip(colours) {
                count.runs[colour as usize] += 1;
            }
            counts
        })
        .reduce(none, |mut a, b| {
            for (a, b) in a.iter_mut().zip(&b) {
                for (a, b) in a.runs.iter_mut().zip(&b.runs) {
                    *a += b;
                }
            }
            a
        })
}

fn needs<'a>(bench: &Bench<'a>, which: Which, own: &mut Vec<Own<'a>>) -> Needs {
    let measured: &'a Measured = bench.measured;
    let societies = bench
        .shares(which)
        .into_iter()
        .map(|(curve, _)| curve)
        .collect();
    let overdue = |n: u32| if n > 0 { Colour::Orange } else { Colour::Blue };
    match which {
        Which::Place(place) => {
            let land = &measured.lands[place];
            let mut mean = land.bears.by_loss.firms.map(super::Fixed::value);
            if bench.policy.mean_counts_pipelines {
                for (sum, lines) in mean.iter_mut().zip(&land.bears.by_loss.lines) {
                    *sum += lines.value();
                }
            }
            Needs {
                rule: rule(bench.level(which)),
                people: land.people.value(),
                mean,
                targets: land.targets.clone(),
                societies,
                floor: overdue(
                    land.firms
                        .iter()
                        .map(|f| bench.overdue(&measured.firms[*f]))
                        .sum(),
                ),
                is_firm: false,
            }
        }
        Which::Firm(firm) => {
            let of = &measured.firms[firm];
            let from = own.len();
            let followed = of.own.iter().filter(|o| !o.steps.is_empty());
            own.extend(followed.map(|o| Own {
                target: o.target,
                limit_per_year: o.limit_per_year,
                steps: &o.steps,
            }));
            Needs {
                rule: rule(bench.level(which)),
                people: 0.0,
                mean: [0.0; LOSSES],
                targets: (from..own.len()).collect(),
                societies,
                floor: overdue(bench.overdue(of)),
                is_firm: true,
            }
        }
    }
}

fn weighted(parts: &[f64; LOSSES], by: &[f64; LOSSES]) -> f64 {
    parts.iter().zip(by).map(|(p, m)| p * m).sum()
}

/// The colour of every unit in one run.
fn run(
    bench: &Bench<'_>,
    draw: &Draw,
    needs: &[Needs],
    own: &[Own<'_>],
    curves: &[Vec<(usize, f64, f64)>],
) -> Vec<Colour> {
    let measured = bench.measured;
    let policy = bench.policy;
    let decades = |steps: &[[f64; LOSSES]], limit: f64| {
        let per_year = steps
            .get(draw.step)
            .map_or(0.0, |s| weighted(s, &draw.frequency));
        (per_year / limit).log10()
    };
    let bearing = |target: usize, decades: f64| Bearing {
        decades,
        persons: measured.targets[target].persons * draw.people,
        is_sensitive: bench.is_sensitive(target),
        is_past_date: bench.is_past_date(),
    };
    let of_all: Vec<Bearing> = measured
        .targets
        .iter()
        .enumerate()
        .map(|(i, t)| bearing(i, decades(&t.steps, t.limit_per_year)))
        .collect();
    let of_own: Vec<Bearing> = own
        .iter()
        .map(|o| bearing(o.target, decades(o.steps, o.limit_per_year)))
        .collect();
    // Deaths scale with the area that effects reach and with the people in it.
    let deaths = draw.effect * draw.effect * draw.people;
    let societies: Vec<Colour> = curves
        .iter()
        .map(|falling| {
            let (mut sum, mut worst) = (0.0, 0.0_f64);
            for (group, f, n) in falling {
                sum += f * draw.frequency[*group];
                worst = worst.max(sum * n);
            }
            let over = worst * deaths / policy.societal_line_at_one_per_year;
            policy.societal.colour((over > 0.0).then(|| over.log10()))
        })
        .collect();
    needs
        .iter()
        .map(|unit| {
            let people = unit.people * draw.people;
            let pll = weighted(&unit.mean, &draw.frequency) * deaths;
            let exposure = exposure(policy, people, pll).colour;
            let society = unit.societies.iter().map(|c| societies[*c]).max();
            let from = if unit.is_firm { &of_own } else { &of_all };
            let individual = if unit.targets.is_empty() {
                Colour::Blue
            } else {
                let targets = unit.targets.iter().map(|t| from[*t]);
                individual_of(policy, unit.rule, people, targets).colour
            };
            individual
                .max(exposure)
                .max(society.unwrap_or(Colour::Blue))
                .max(unit.floor)
        })
        .collect()
}
