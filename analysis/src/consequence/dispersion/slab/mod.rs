//! SLAB: clouds heavier than air, from a pool, a jet or all at once, in one dimension.
//!
//! The cloud is a box that is averaged across the wind: width 2B, height h, speed u, and what it holds of
//! substance, air, water and heat. A steady plume is followed along the wind (`plume`), off the ground along its
//! bent path (`jet`); when the source is over for the middle of what it has released, the plume becomes a puff
//! (`puff`). Profiles about the middle give the concentration at a point (`cloud`).
//!
//! | file | what |
//! |---|---|
//! | `substance`, `mixture` | properties; temperature, density, phases |
//! | `atmosphere`, `entrainment` | wind; how much air the cloud takes in |
//! | `source` | pool, horizontal jet, vertical jet, all at once |
//! | `jet`, `plume`, `puff` | the three stages |
//! | `cloud`, `profile` | the answer: concentration, distance, width |
//! | `integrate` | Dormand-Prince |
//!
//! Source: D. L. Ermak, *User's Manual for SLAB*, UCRL-MA-105607, Lawrence Livermore National Laboratory 1990.
//! The conservation equations are those of the manual, from memory. The manual's closures of entrainment were
//! not at hand; those here are taken from elsewhere, each with its source, their constants as published
//! (`entrainment`, which says how the forms were chosen). Against the lines of SLAB's own output that are known:
//! `tests`.
//!
//! Not in it: what stands upwind of a pool in low wind, a cloud lighter than air that lifts off the ground (it
//! stays, which is on the safe side), terrain, deposition.

mod atmosphere;
mod cloud;
mod entrainment;
mod integrate;
mod jet;
mod mixture;
mod plume;
mod profile;
mod puff;
mod source;
mod substance;
#[cfg(test)]
mod tests;

pub use atmosphere::{Atmosphere, inverse_obukhov_per_m};
pub use cloud::{Extent, SlabCloud, Slice};
pub use source::{Release, SlabSource};
pub use substance::Substance;

use crate::consequence::{Outside, Range};
use crate::error::Error;
use atmosphere::Wind;
use jet::End;
use mixture::mix;
use puff::Whole;

/// Follows the cloud of a release.
///
/// # Errors
/// [`Error::OutOfRange`] with the quantity that cannot be.
pub fn run(source: &SlabSource, air: &Atmosphere) -> Result<SlabCloud, Error> {
    source.check()?;
    air.check()?;
    let wind = Wind::of(air);
    let mut slices = Vec::with_capacity(256);
    let substance = &source.substance;
    let end = match source.release {
        Release::Instantaneous { mass_kg } => Some(whole(source, &wind, mass_kg)),
        Release::Pool {
            rate_kg_s,
            duration_s,
        } => {
            let edge = source.edge(&wind, rate_kg_s);
            let reach = source.reach_m;
            let (middle, heat_j_kg) =
                plume::follow(substance, &wind, edge, 0.5 * duration_s, reach, &mut slices);
            cut_off(&middle, heat_j_kg, rate_kg_s, duration_s)
        }
        Release::HorizontalJet {
            rate_kg_s,
            duration_s,
            height_m,
        } => fly(
            source,
            &wind,
            (rate_kg_s, duration_s, height_m),
            false,
            &mut slices,
        ),
        Release::VerticalJet {
            rate_kg_s,
            duration_s,
            height_m,
        } => fly(
            source,
            &wind,
            (rate_kg_s, duration_s, height_m),
            true,
            &mut slices,
        ),
    };
    let duration_s = source.duration_s();
    if duration_s.is_finite() {
        for slice in &mut slices {
            slice.time_s += 0.5 * duration_s;
        }
    }
    let steady = slices.len();
    if let Some(whole) = end.filter(|w| w.middle.x_m < source.reach_m) {
        puff::drift(substance, &wind, &whole, source.reach_m, &mut slices);
    }
    Ok(SlabCloud {
        slices,
        steady,
        duration_s,
        upwind_m: source.upwind_m(),
        wind,
        molar_mass_kg_mol: substance.molar_mass_kg_mol,
    })
}

/// Follows a jet off and on the ground; returns what is left when its source is over.
fn fly(
    source: &SlabSource,
    wind: &Wind,
    (rate_kg_s, duration_s, height_m): (f64, f64, f64),
    up: bool,
    slices: &mut Vec<Slice>,
) -> Option<Whole> {
    let start = source.mouth(wind, rate_kg_s, height_m, up);
    let half = 0.5 * duration_s;
    let end = jet::fly(
        &source.substance,
        wind,
        &start,
        half,
        source.reach_m,
        slices,
    );
    let (middle, heat_j_kg) = match end {
        End::Flies(middle, heat) => (middle, heat),
        End::Touches(ground) => plume::follow(
            &source.substance,
            wind,
            ground,
            half,
            source.reach_m,
            slices,
        ),
    };
    cut_off(&middle, heat_j_kg, rate_kg_s, duration_s)
}

/// The puff that a plume becomes, its middle where the middle of the release has come to.
fn cut_off(middle: &Slice, heat_j_kg: f64, rate_kg_s: f64, duration_s: f64) -> Option<Whole> {
    if duration_s.is_infinite() {
        return None;
    }
    let mass_kg = rate_kg_s * duration_s;
    let area = 4.0 * middle.density_kg_m3 * middle.half_width_m * middle.height_m;
    Some(Whole {
        middle: *middle,
        mass_kg,
        half_length_m: mass_kg / (area * middle.mass_share),
        heat_j_kg,
        time_s: middle.time_s + 0.5 * duration_s,
    })
}

/// The cloud of a release at once: a block at rest on the area of the source.
fn whole(source: &SlabSource, wind: &Wind, mass_kg: f64) -> Whole {
    let heat_j_kg = source.heat_j_kg();
    let mixture = mix(&source.substance, &wind.air, 1.0, heat_j_kg);
    let half = 0.5 * source.area_m2.sqrt();
    let height_m = mass_kg / (mixture.density_kg_m3 * source.area_m2);
    Whole {
        middle: Slice {
            x_m: 0.0,
            time_s: 0.0,
            volume_share: 1.0,
            mass_share: 1.0,
            vapour_share: mixture.vapour_share,
            temperature_k: mixture.temperature_k,
            density_kg_m3: mixture.density_kg_m3,
            height_m,
            centre_m: 0.0,
            half_width_m: half,
            core_m: jet::FLAT * half,
            half_length_m: half,
            core_length_m: half,
            speed_m_s: 0.0,
            wind_m_s: 0.0,
            spreading_m_s: 0.0,
            spreading_along_m_s: 0.0,
            rising_m_s: 0.0,
            vertical_entrainment_m_s: 0.0,
            lateral_entrainment_m_s: 0.0,
            along_entrainment_m_s: 0.0,
        },
        mass_kg,
        half_length_m: half,
        heat_j_kg,
        time_s: 0.0,
    }
}

/// What SLAB was made for; section 1 of the manual, from memory.
const RANGES: [Range; 4] = [
    Range {
        what: "wind speed, m/s",
        min: 1.0,
        max: 20.0,
        source: "Ermak 1990, from memory",
    },
    Range {
        what: "roughness length, m",
        min: 1e-5,
        max: 0.5,
        source: "TNO Yellow Book 2005, Monin-Obukhov length by class",
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
        source: "a plume needs a source that outlasts its crossing",
    },
];

/// What is outside of the range for which the model was made.
pub fn outside(source: &SlabSource, air: &Atmosphere) -> Vec<Outside> {
    let wind = Wind::of(air);
    let denser = source.density_kg_m3(&wind) / wind.air.density_kg_m3;
    let side = source.area_m2.sqrt();
    let crossing = source.duration_s() * wind.mean_m_s(0.0, 1.0) / side;
    let crossing = match source.release {
        Release::Pool { .. } => crossing,
        _ => f64::INFINITY,
    };
    let values = [air.wind_m_s, air.roughness_m, denser, crossing];
    RANGES
        .iter()
        .zip(values)
        .filter_map(|(range, value)| range.check(value))
        .collect()
}
