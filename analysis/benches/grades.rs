//! How long grading and its doubt take for a city of full size: 72,000 cells, 2,000 enterprises, 20,000 targets, all of
//! them invented here by a fixed sequence of numbers.
//!
//! `cargo bench -p analysis --bench grades`

use std::time::Instant;

use analysis::grading::city::graded::Bench;
use analysis::grading::city::measured::{
    Bearer, ByLoss, Causer, Deaths, Firm, LOSSES, Land, Measured, OwnTarget,
};
use analysis::grading::city::{Level, People, Place, Pll, doubt};
use analysis::grading::regional::Policy;
use analysis::risk::run::doubt::{Set, Step};
use analysis::scenario::equipment::Loss;

const COUNTIES: usize = 7;
const TOWNS: usize = 60;
const PARKS: usize = 30;
const CELLS: usize = 72_000;
const FIRMS: usize = 2_000;
const TARGETS: usize = 20_000;

/// Numbers from 0 to 1: Knuth's MMIX generator.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() * most as f64) as usize
    }

    fn decades(&mut self, from: f64, to: f64) -> f64 {
        10_f64.powf(from + (to - from) * self.next())
    }
}

fn places() -> Vec<Place> {
    let place = |level, id: String, parent| Place {
        level,
        name: id.clone(),
        id,
        parent,
        cell: None,
    };
    let mut all = vec![place(Level::City, "all".into(), None)];
    all.extend((0..COUNTIES).map(|i| place(Level::County, format!("c{i}"), Some(0))));
    all.extend((0..TOWNS).map(|i| place(Level::Town, format!("t{i}"), Some(1 + i % COUNTIES))));
    all.extend((0..PARKS).map(|i| place(Level::Park, format!("p{i}"), Some(0))));
    all.extend((0..CELLS).map(|i| place(Level::Cell, format!("{i}"), Some(0))));
    all
}

fn steps(numbers: &mut Numbers, per_year: f64) -> Vec<[f64; LOSSES]> {
    (0..8)
        .map(|_| [0.0; LOSSES].map(|_: f64| per_year * numbers.next()))
        .collect()
}

fn city(numbers: &mut Numbers) -> Measured {
    let places = places();
    let towns = 1 + COUNTIES;
    let within = |town: usize, park: Option<usize>| -> Vec<usize> {
        let of = [0, 1 + town % COUNTIES, towns + town];
        of.into_iter()
            .chain(park.map(|p| towns + TOWNS + p))
            .collect()
    };
    let mut lands = vec![Land::default(); places.len()];
    let mut targets = Vec::new();
    for i in 0..TARGETS {
        let per_year = 3e-6 * numbers.decades(-3.0, 0.2);
        let mut of = within(numbers.below(TOWNS), None);
        of.push(towns + TOWNS + PARKS + numbers.below(CELLS));
        for place in &of {
            lands[*place].targets.push(i);
        }
        targets.push(Bearer {
            id: format!("T{i}"),
            kind: if i % 20 == 0 { "school" } else { "residential" }.into(),
            persons: 300.0 * numbers.next(),
            limit_per_year: 3e-6,
            per_year,
            steps: steps(numbers, per_year),
            within: of,
            ..Bearer::default()
        });
    }
    let mut firms = Vec::new();
    for site in 0..FIRMS {
        let of = within(
            numbers.below(TOWNS),
            (site % 3 == 0).then(|| numbers.below(PARKS)),
        );
        for place in &of {
            lands[*place].firms.push(site);
        }
        let accidents = (0..600).map(|i| {
            let loss = Loss::ALL[i % 3];
            (
                loss,
                numbers.decades(-11.0, -8.0),
                numbers.decades(-2.0, 2.5),
            )
        });
        let accidents = accidents.collect();
        let own = (0..20).map(|i| {
            let per_year = 3e-6 * numbers.decades(-3.0, 0.0);
            OwnTarget {
                target: numbers.below(TARGETS),
                limit_per_year: 3e-6,
                per_year,
                steps: if i < 8 {
                    steps(numbers, per_year)
                } else {
                    Vec::new()
                },
            }
        });
        let own = own.collect();
        let mut by_loss = ByLoss::default();
        by_loss.firms[0] = Pll::of(1e-4);
        firms.push(Firm {
            site,
            id: format!("F{site}"),
            within: of,
            accidents,
            own,
            causes: Deaths {
                by_loss,
                ..Deaths::default()
            },
            ..Firm::default()
        });
    }
    borne(numbers, &places, &mut lands);
    Measured {
        places,
        lands,
        firms,
        targets,
        losses: Loss::ALL.to_vec(),
        effects: vec![1.0; 8],
        ..Measured::default()
    }
}

/// Who kills how many in each unit.
fn borne(numbers: &mut Numbers, places: &[Place], lands: &mut [Land]) {
    for (land, place) in lands.iter_mut().zip(places) {
        let causers = match place.level {
            Level::Cell => 10,
            Level::City => FIRMS,
            _ => 200,
        };
        land.people = People::of(if place.level == Level::Cell {
            70.0
        } else {
            80_000.0
        });
        for _ in 0..causers {
            let pll = Pll::of(numbers.decades(-12.0, -4.5));
            let firm = numbers.below(FIRMS);
            land.bears.by_causer.push((Causer::Firm(firm), pll));
            land.bears.by_loss.firms[firm % LOSSES] += pll;
        }
    }
}

fn main() {
    let mut numbers = Numbers(1);
    let measured = city(&mut numbers);
    let policy = Policy::built_in();
    let started = Instant::now();
    let bench = Bench::new(&measured, &policy, "2026-11-28");
    let graded = bench.grade();
    let graded_s = started.elapsed().as_secs_f64();
    let runs: Vec<Step> = (0..8)
        .map(|i| Step {
            effect: 0.6 + 0.1 * f64::from(i),
            sets: (0..63)
                .map(|_| Set {
                    people: 0.8 + 0.4 * numbers.next(),
                    frequency: (0..LOSSES).map(|_| numbers.decades(-1.0, 1.0)).collect(),
                })
                .collect(),
        })
        .collect();
    let started = Instant::now();
    let doubts = doubt(&bench, &runs);
    let doubted_s = started.elapsed().as_secs_f64();
    println!(
        "{} units: graded in {graded_s:.2} s, 504 runs of doubt in {doubted_s:.2} s; {} of {} colours firm",
        graded.units.len(),
        graded
            .units
            .iter()
            .zip(&doubts)
            .filter(|(u, d)| d
                .share(u.grade.colour)
                .is_some_and(|s| s >= policy.firm_from_share))
            .count(),
        doubts.len(),
    );
}
