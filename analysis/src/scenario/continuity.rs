//! Nothing jumps: along any one input, through every hand-over between models, what an outcome kills changes by little
//! where the input does.
//!
//! The measure is the radius of the disc as large as the area in which one unprotected dies, weighed by how likely that
//! is. Where it moves by more than the limit between two steps of an input, the place is narrowed down to a thousandth
//! of the input: what is steep there is no jump.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::cloud::Weather;
use super::contents::Contents;
use super::contents::tests::vessel;
use super::equipment::Loss;
use super::outcome::{Kind, course};
use crate::consequence::dispersion::stability::{Stability, Terrain};
use crate::facts::{Storage, Vessel};
use crate::risk::footprint::Radii;

/// Most that an effect distance may move where an input moves by [`WITHIN`].
const MOST: f64 = 0.05;
/// Relative move of the input in which a jump is one; of a temperature in kelvin less: a blast reaches by the cube root
/// of what has boiled off, which is as steep as can be where it begins to boil, without a jump.
const WITHIN: f64 = 1e-3;
const WITHIN_K: f64 = 1e-6;
/// Clouds that burn farther than this are cut off by the tables, m: no jump between models.
const FARTHEST_M: f64 = 12_000.0;
/// Relative step along an input.
const STEP: f64 = 0.04;
/// Effect distances below this count for nothing, m: what begins begins small.
const SMALL_M: f64 = 10.0;

/// One input of the chain, to be moved.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Input {
    Mass,
    Temperature,
    Bund,
    Pressure,
    Wind,
}

impl Input {
    const fn range(self) -> (f64, f64) {
        match self {
            Self::Mass => (0.05, 3_000.0),
            // K.
            Self::Temperature => (243.15, 333.15),
            Self::Bund => (1.0, 20_000.0),
            // Gauge, kPa.
            Self::Pressure => (5.0, 10_000.0),
            Self::Wind => (1.0, 20.0),
        }
    }
}

/// Effect distance by kind; none where the chain refuses the input.
fn reaches(
    of: &Vessel,
    loss: Loss,
    weather: &Weather,
    radii: &Radii,
) -> Option<BTreeMap<Kind, f64>> {
    let contents = Contents::of(of, weather.air_k).ok()?;
    let course = course(&contents, loss, weather, radii).ok()??;
    if course.flammable_m > FARTHEST_M {
        return None;
    }
    let reach = |pieces: &[super::outcome::Piece]| {
        let area: f64 = pieces
            .iter()
            .map(|p| p.individual * p.footprint.area_m2(radii))
            .sum();
        (area / std::f64::consts::PI).sqrt()
    };
    Some(
        course
            .outcomes
            .iter()
            .map(|o| (o.kind, reach(&o.pieces)))
            .collect(),
    )
}

/// The greatest jump between two sets of effect distances, as a ratio less one.
fn jump(a: &BTreeMap<Kind, f64>, b: &BTreeMap<Kind, f64>) -> Option<(Kind, f64)> {
    let kinds = a.keys().chain(b.keys());
    kinds
        .map(|k| {
            let of = |m: &BTreeMap<Kind, f64>| m.get(k).copied().unwrap_or(0.0).max(SMALL_M);
            let (a, b) = (of(a), of(b));
            (*k, a.max(b) / a.min(b) - 1.0)
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Jumps along one input: where, of what, how far.
fn jumps(base: &Vessel, loss: Loss, weather: &Weather, input: Input) -> Vec<(f64, Kind, f64)> {
    let radii = Radii::default();
    let at = |value: f64| {
        let (mut of, mut weather) = (base.clone(), *weather);
        match input {
            Input::Mass => of.quantity_t = Some(value),
            Input::Temperature => of.temperature_c = Some(value - 273.15),
            Input::Bund => of.bund_area_m2 = Some(value),
            Input::Pressure => of.pressure_kpa = Some(value),
            Input::Wind => weather.speed_m_s = value,
        }
        reaches(&of, loss, &weather, &radii)
    };
    let (from, to) = input.range();
    // A hundredth of a Kelvin scale is three degrees: finer steps for it.
    let step = if input == Input::Temperature {
        0.1 * STEP
    } else {
        STEP
    };
    let within = if input == Input::Temperature {
        WITHIN_K
    } else {
        WITHIN
    };
    let mut found = Vec::new();
    let mut low = (from, at(from));
    while low.0 * (1.0 + step) <= to {
        let high = (low.0 * (1.0 + step), at(low.0 * (1.0 + step)));
        if let (Some(a), Some(b)) = (&low.1, &high.1)
            && jump(a, b).is_some_and(|(_, by)| by > MOST)
        {
            // Halve towards the half that moves more.
            let (mut x, mut y) = ((low.0, a.clone()), (high.0, b.clone()));
            while y.0 / x.0 - 1.0 > within {
                let middle = (x.0 * y.0).sqrt();
                let Some(between) = at(middle) else { break };
                let by = |a, b| jump(a, b).map_or(0.0, |(_, by)| by);
                if by(&x.1, &between) > by(&between, &y.1) {
                    y = (middle, between);
                } else {
                    x = (middle, between);
                }
            }
            if let Some((kind, by)) = jump(&x.1, &y.1).filter(|(_, by)| *by > MOST) {
                found.push((x.0, kind, by));
            }
        }
        low = high;
    }
    found
}

const INPUTS: [Input; 5] = [
    Input::Mass,
    Input::Temperature,
    Input::Bund,
    Input::Pressure,
    Input::Wind,
];

const STORAGES: [Storage; 4] = [
    Storage::PressurisedLiquefied,
    Storage::RefrigeratedLiquefied,
    Storage::AtmosphericLiquid,
    Storage::CompressedGas,
];

fn weathers() -> [Weather; 2] {
    [(Stability::D, 5.0), (Stability::F, 1.5)].map(|(stability, speed_m_s)| Weather {
        stability,
        speed_m_s,
        air_k: 293.15,
        terrain: Terrain::Urban,
    })
}

/// Jumps of some substances, in every state, by every loss, along every input.
fn sweep<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut lines = Vec::new();
    for name in names {
        for storage in STORAGES {
            for weather in weathers() {
                for loss in [Loss::Instantaneous, Loss::TenMinutes, Loss::Hole] {
                    lines.extend(INPUTS.map(|input| (name, storage, weather, loss, input)));
                }
            }
        }
    }
    lines
        .par_iter()
        .flat_map_iter(|(name, storage, weather, loss, input)| {
            let mut base = vessel(name, *storage, 30.0);
            base.bund_area_m2 = Some(200.0);
            if *storage == Storage::CompressedGas {
                base.pressure_kpa = Some(2_000.0);
            }
            let found = jumps(&base, *loss, weather, *input);
            found.into_iter().map(move |(value, kind, by)| {
                format!(
                    "{name} {storage:?} {loss:?} {:?} {input:?} at {value:.4}: {kind:?} by {:.0} %",
                    weather.stability,
                    100.0 * by
                )
            })
        })
        .collect()
}

fn check(found: &[String]) {
    assert!(
        found.is_empty(),
        "{} jumps:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn nothing_jumps_along_any_input() {
    check(&sweep(["氯", "propane", "108-88-3"].into_iter()));
}

#[test]
#[ignore = "takes minutes; part of `make bench`, to be run after a change of the chain"]
fn nothing_jumps_for_any_substance_of_the_table() {
    let all = crate::standards::chemicals::all();
    check(&sweep(all.iter().map(|c| c.cas.as_str())));
}

#[test]
fn a_jump_is_found_where_there_is_one() {
    let of = |toxic: f64, fire: f64| BTreeMap::from([(Kind::Toxic, toxic), (Kind::PoolFire, fire)]);
    assert!(jump(&of(100.0, 50.0), &of(104.0, 50.0)).unwrap().1 < MOST);
    assert_eq!(
        jump(&of(100.0, 50.0), &of(100.0, 40.0)).unwrap().0,
        Kind::PoolFire
    );
    // What appears out of nothing, far away, is a jump; what begins small is none.
    let alone = BTreeMap::from([(Kind::Toxic, 100.0)]);
    assert!(jump(&alone, &of(100.0, 50.0)).unwrap().1 > 1.0);
    assert!(jump(&alone, &of(100.0, 9.0)).unwrap().1 < MOST);
}
