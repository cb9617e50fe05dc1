//! SLAB: clouds heavier than air, from a pool, a jet or all at once, in one dimension.
//!
//! The cloud is a box that is averaged across the wind: width 2B, height h, speed u, and what it holds of
//! substance, air, water and heat. A steady plume is followed along the wind (`plume`); when the source is over for
//! the middle of what it has released, the plume becomes a puff (`puff`). Profiles about the middle give the
//! concentration at a point (`cloud`).
//!
//! | file | what |
//! |---|---|
//! | `substance`, `mixture` | properties; temperature, density, phases |
//! | `atmosphere`, `wind` | classes; wind over height |
//! | `entrainment` | how much air the cloud takes in, what drags it |
//! | `source`, `pool`, `stack` | jet, pool and what it widens to, rise of a vertical jet |
//! | `body`, `plume`, `flow`, `puff` | the cloud and its stages |
//! | `follow`, `drift` | which stage follows which, step by step |
//! | `cloud`, `profile` | the answer: concentration, distance, width |
//!
//! Source: D. L. Ermak, *User's Manual for SLAB*, UCRL-MA-105607, Lawrence Livermore National Laboratory 1990, and
//! the public Fortran of SLAB, whose equations these are; ours are code, structure and some numerics: the plume becomes a
//! puff where its source is over and not at the next printed row, the end of a source is the end of a step, means of
//! the wind are in closed form, speeds are found to 1e-5. Against that Fortran: `oracle`.
//!
//! A cloud lighter than air rises from the ground as a whole, a vertical jet goes on neutral from the height of its
//! rise. Not in it: terrain, deposition.

mod atmosphere;
mod body;
mod cloud;
mod drift;
mod entrainment;
mod flow;
mod follow;
mod mixture;
#[cfg(test)]
mod oracle;
mod plume;
mod pool;
mod profile;
mod puff;
mod source;
mod stack;
mod substance;
#[cfg(test)]
mod tests;
mod wind;

pub use atmosphere::{Atmosphere, inverse_obukhov_per_m};
pub use cloud::{Extent, SlabCloud, Slice};
pub use source::{Release, SlabSource};
pub use substance::Substance;

use crate::consequence::{Outside, Range};
use crate::error::Error;
use entrainment::Closures;
use follow::Way;
use wind::Wind;

/// Follows the cloud of a release.
///
/// # Errors
/// [`Error::OutOfRange`] with the quantity that cannot be.
pub fn run(source: &SlabSource, air: &Atmosphere) -> Result<SlabCloud, Error> {
    source.check()?;
    air.check()?;
    let closures = Closures::of(Wind::of(air));
    Ok(Way::of(source, closures).cloud())
}

/// What SLAB was made for; section 1 of the manual, from memory.
const RANGES: [Range; 5] = [
    Range {
        what: "wind speed, m/s",
        min: 1.0,
        max: 20.0,
        source: "Ermak 1990, from memory",
    },
    Range {
        what: "roughness length, m",
        min: 1e-5,
        max: 1.0,
        source: "Golder's curves as SLAB has them",
    },
    Range {
        what: "density of what is released over that of air",
        min: 1.0,
        max: 1e3,
        source: "Ermak 1990, from memory: clouds denser than air",
    },
    Range {
        what: "duration over the time to cross the source",
        min: 1.0,
        max: f64::INFINITY,
        source: "a plume needs a source that outlasts its crossing; else the pool is followed as a puff",
    },
    Range {
        what: "height of the source over the mixing layer",
        min: 0.0,
        max: 1.0,
        source: "SLAB has no air above the mixing layer; the source is put below its lid",
    },
];

/// What is outside of the range for which the model was made.
pub fn outside(source: &SlabSource, air: &Atmosphere) -> Vec<Outside> {
    let wind = Wind::of(air);
    let denser = source.density_kg_m3(&wind) / wind.air.density_kg_m3;
    let side = source.area_m2.sqrt();
    let crossing = source.duration_s() * wind.mean_m_s(1.0) / side;
    let crossing = match source.release {
        Release::Pool { .. } => crossing,
        _ => f64::INFINITY,
    };
    let high = match source.release {
        Release::HorizontalJet { height_m, .. } | Release::VerticalJet { height_m, .. } => {
            (height_m + 0.5 * side) / wind.lid_m
        }
        _ => 0.0,
    };
    let values = [air.wind_m_s, air.roughness_m, denser, crossing, high];
    RANGES
        .iter()
        .zip(values)
        .filter_map(|(range, value)| range.check(value))
        .collect()
}
