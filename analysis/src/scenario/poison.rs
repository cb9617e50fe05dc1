//! Whom toxic clouds kill.
//!
//! Of a sudden release two clouds go over the same place, what flashed at once and what boils off the rest on the
//! ground: who stays breathes both, and their loads add up. The wind is taken to stay: to the safe side.
//!
//! ```text
//! Y(y) = a + b ln Σ L_i e^(−n y²/2 s_i²)         on a ring, y beside the axis
//! sin ψ = y / r                                 the ring is walked along, not cut by a chord
//! ```
//!
//! A footprint ends where death on the axis is less likely than 1 %: CPR 18E (1999) app. 6.B. Up to where a cloud goes
//! against the wind it is all around.

use super::cloud::Cloud;
use super::outcome::Piece;
use crate::consequence::dispersion::indoor::INDOOR_SHARE;
use crate::consequence::vulnerability::toxic::{CUT_OFF, Toxicity};
use crate::consequence::vulnerability::{normal_inverse, probit, share};
use crate::risk::footprint::{Footprint, Radii, Ring};

/// Halvings of the width at a level: to 1e-7 of it.
const HALVINGS: u32 = 24;

/// A cloud on its axis at some travel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    /// Toxic load, (mg/m³)ⁿ min.
    pub(crate) load: f64,
    /// Sigma of the bell across, m.
    pub(crate) sigma_m: f64,
    /// Share of the ring there that it is all around, 0 to 1.
    pub(crate) around: f64,
}

/// Toxic clouds that go over a place one after the other.
pub(super) fn poison(clouds: &[Cloud], toxicity: &Toxicity, radii: &Radii) -> Vec<Piece> {
    let upwind: Vec<f64> = clouds.iter().map(Cloud::upwind_m).collect();
    let at = |k: usize| -> Vec<Axis> {
        let (x_m, (inner, outer)) = (radii.node_m(k), radii.ring_m(k));

        let here = clouds.iter().zip(&upwind);
        here.map(|(cloud, upwind)| Axis {
            load: cloud.load(x_m, toxicity.n),
            sigma_m: cloud.sigma_m(x_m),
            around: ((upwind * upwind.abs() - inner * inner) / (outer * outer - inner * inner))
                .clamp(0.0, 1.0),
        })
        .collect()
    };
    vec![Piece {
        footprint: footprint(radii, toxicity, at),
        individual: 1.0,
        outdoors: 1.0,
        indoors: INDOOR_SHARE,
    }]
}

/// Where clouds kill an unprotected person, by what each is on a ring: on each a bell in the probit.
pub(crate) fn footprint(
    radii: &Radii,
    toxicity: &Toxicity,
    at: impl Fn(usize) -> Vec<Axis>,
) -> Footprint {
    let cut_off = probit(CUT_OFF).unwrap_or(0.0);
    let mut rings = Vec::new();
    for k in 0..radii.count {
        let r = radii.node_m(k);
        let here = at(k);
        let axis = toxicity.probit(here.iter().map(|c| c.load).sum());
        // A sudden cloud passes so fast beside its source that it may kill farther out alone.
        if axis < cut_off {
            rings.push(Ring::NONE);
            continue;
        }
        let edge = here.iter().map(|c| c.around).find(|a| *a > 0.0 && *a < 1.0);
        let half_angle = |v: f64| {
            let level = 5.0 + normal_inverse(v).unwrap_or(0.0);
            let beside = || {
                (half_width_m(&here, toxicity, axis, level) / r)
                    .min(1.0)
                    .asin()
            };
            // Where those that are around by more than a share of the ring kill by themselves.
            let by = |more: f64| {
                let around = here
                    .iter()
                    .filter(|c| c.around > more)
                    .map(|c| c.load)
                    .sum();
                if around > 0.0 && (here.len() == 1 || toxicity.probit(around) >= level) {
                    std::f64::consts::PI
                } else {
                    beside()
                }
            };
            match edge {
                None => by(0.0),
                Some(share) => share * by(0.0) + (1.0 - share) * by(share),
            }
        };
        rings.push(Ring::bell(share(axis), half_angle));
    }
    Footprint::new(rings)
}

/// Half the width within which the probit is above a level, m.
fn half_width_m(here: &[Axis], toxicity: &Toxicity, axis: f64, level: f64) -> f64 {
    // Y(y) = Y0 - b n y²/2s² of one cloud; of two, it lies between those of either sigma.
    let by = (2.0 * (axis - level).max(0.0) / (toxicity.b * toxicity.n)).sqrt();
    let sigmas = || here.iter().map(|c| c.sigma_m);
    let (mut inner, mut outer) = (
        by * sigmas().fold(f64::INFINITY, f64::min),
        by * sigmas().fold(0.0, f64::max),
    );
    if here.len() == 1 {
        return outer;
    }
    let at = |y: f64| {
        let loads = here.iter().map(|c| {
            let away = y / c.sigma_m;
            c.load * (-0.5 * toxicity.n * away * away).exp()
        });
        toxicity.probit(loads.sum())
    };
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(inner, outer);
        if at(middle) > level {
            inner = middle;
        } else {
            outer = middle;
        }
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHLORINE: Toxicity = Toxicity {
        a: -4.81,
        b: 0.5,
        n: 2.75,
    };

    fn on(load: f64, sigma_m: f64) -> Axis {
        Axis {
            load,
            sigma_m,
            around: 0.0,
        }
    }

    #[test]
    fn two_equal_clouds_are_one_of_twice_the_load() {
        let axis = |l: f64| CHLORINE.probit(l);
        let level = 4.0;
        let one = half_width_m(&[on(2e10, 30.0)], &CHLORINE, axis(2e10), level);
        let two = [on(1e10, 30.0), on(1e10, 30.0)];
        let two = half_width_m(&two, &CHLORINE, axis(2e10), level);
        assert!(one > 10.0 && (two / one - 1.0).abs() < 1e-6, "{one} {two}");
    }

    #[test]
    fn the_width_is_where_the_probit_is() {
        let here = [on(3e10, 20.0), on(1e9, 90.0)];
        let axis = CHLORINE.probit(3.1e10);
        let y = half_width_m(&here, &CHLORINE, axis, 4.2);
        let load: f64 = here
            .iter()
            .map(|c| c.load * (-0.5 * CHLORINE.n * (y / c.sigma_m).powi(2)).exp())
            .sum();
        assert!((CHLORINE.probit(load) - 4.2).abs() < 1e-4, "{y}");
    }
}
