//! The footprint of a toxic cloud: on each ring a bell in the probit.
//!
//! ```text
//! Y0(r)   = a + b ln D(r)                  probit on the axis, D the toxic load at a travel of r
//! Y(r, y) = Y0(r) - b n y² / (2 s(r)²)     a Gaussian cloud makes a parabola of it
//! sin ψ   = y / r                          the ring is walked along, not cut by a chord
//! ```
//!
//! It ends where death on the axis is less likely than 1 %: CPR 18E (1999) app. 6.B. Up to where the cloud goes against
//! the wind it is all around.

use std::f64::consts::PI;

use crate::consequence::vulnerability::toxic::{CUT_OFF, Toxicity};
use crate::consequence::vulnerability::{normal_inverse, probit, share};
use crate::risk::footprint::{Footprint, Radii, Ring};

/// A cloud on its axis at some travel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// Toxic load, (mg/m³)ⁿ min.
    pub load: f64,
    /// Sigma of the bell across, m.
    pub sigma_m: f64,
}

/// Where a toxic cloud kills an unprotected person, by what it is on its axis at a travel in m.
pub fn footprint(
    radii: &Radii,
    toxicity: &Toxicity,
    upwind_m: f64,
    at: impl Fn(f64) -> Axis,
) -> Footprint {
    let (b_n, cut_off) = (toxicity.b * toxicity.n, probit(CUT_OFF).unwrap_or(0.0));
    let mut rings = Vec::new();
    for k in 0..radii.count {
        let r = radii.node_m(k);
        let Axis { load, sigma_m } = at(r);
        let axis = toxicity.probit(load);
        if axis < cut_off {
            break;
        }
        // y = s sqrt(2 (Y0 - Y) / (b n))
        let half_angle = |v: f64| {
            let level = 5.0 + normal_inverse(v).unwrap_or(0.0);
            let y = sigma_m * (2.0 * (axis - level).max(0.0) / b_n).sqrt();
            if r <= upwind_m {
                PI
            } else {
                (y / r).min(1.0).asin()
            }
        };
        rings.push(Ring::bell(share(axis), half_angle));
    }
    Footprint::new(rings)
}
