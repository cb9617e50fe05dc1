//! What is released, and how.
//!
//! Sources as SLAB numbers them (`idspl`): 1 evaporating pool, 2 horizontal jet, 3 vertical jet, 4 all at once.
//! A jet has the area `As` after its expansion to the pressure of the air, a square of the side √As; a pool is a
//! square too, with its middle at x = 0. Source: Ermak 1990, section 3 (from memory).

use super::atmosphere::Wind;
use super::entrainment::SQRT_3;
use super::jet::FLAT;
use super::mixture::{heat_of_release_j_kg, mix};
use super::plume::{Ground, Pool};
use super::substance::Substance;
use crate::error::{Error, checked};

/// How the substance comes out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Release {
    /// Vapour rises from a pool.
    Pool {
        /// Rate, kg/s.
        rate_kg_s: f64,
        /// How long, s; infinite for a steady plume.
        duration_s: f64,
    },
    /// A jet along the wind.
    HorizontalJet {
        /// Rate, kg/s.
        rate_kg_s: f64,
        /// How long, s; infinite for a steady plume.
        duration_s: f64,
        /// Height of its middle, m.
        height_m: f64,
    },
    /// A jet straight up.
    VerticalJet {
        /// Rate, kg/s.
        rate_kg_s: f64,
        /// How long, s; infinite for a steady plume.
        duration_s: f64,
        /// Height of its mouth, m.
        height_m: f64,
    },
    /// All at once, as a cloud at rest on the ground.
    Instantaneous {
        /// Mass, kg.
        mass_kg: f64,
    },
}

/// A release of a substance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlabSource {
    /// Substance.
    pub substance: Substance,
    /// Temperature of what comes out, at the pressure of the air, K (`ts`).
    pub temperature_k: f64,
    /// Share of its mass that is liquid (`cmed0`).
    pub liquid_share: f64,
    /// Area of the source, m² (`As`).
    pub area_m2: f64,
    /// How it comes out.
    pub release: Release,
    /// How far downwind to follow the cloud, m (`xffm`).
    pub reach_m: f64,
}

/// The mouth of a jet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) rate_kg_s: f64,
    pub(super) heat_j_kg: f64,
    pub(super) half_width_m: f64,
    /// Diameter of a circle of the same area, m.
    pub(super) diameter_m: f64,
    pub(super) height_m: f64,
    pub(super) speed_m_s: f64,
    pub(super) rising_m_s: f64,
}

impl SlabSource {
    /// Duration, s; 0 of what comes out at once.
    pub fn duration_s(&self) -> f64 {
        match self.release {
            Release::Pool { duration_s, .. }
            | Release::HorizontalJet { duration_s, .. }
            | Release::VerticalJet { duration_s, .. } => duration_s,
            Release::Instantaneous { .. } => 0.0,
        }
    }

    /// Where the source begins, m.
    pub(super) fn upwind_m(&self) -> f64 {
        match self.release {
            Release::Pool { .. } | Release::Instantaneous { .. } => -0.5 * self.area_m2.sqrt(),
            Release::HorizontalJet { .. } | Release::VerticalJet { .. } => 0.0,
        }
    }

    /// Refuses what cannot be.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] with the quantity.
    pub fn check(&self) -> Result<(), Error> {
        self.substance.check()?;
        checked(
            "temperature of the source, K",
            self.temperature_k,
            20.0,
            2_000.0,
        )?;
        checked(
            "liquid share of the source, 0 to 1",
            self.liquid_share,
            0.0,
            1.0,
        )?;
        checked("area of the source, m2", self.area_m2, 1e-8, 1e8)?;
        checked("reach, m", self.reach_m, 1.0, 1e5)?;
        match self.release {
            Release::Instantaneous { mass_kg } => checked("mass, kg", mass_kg, 1e-6, 1e9).map(drop),
            Release::Pool {
                rate_kg_s,
                duration_s,
            } => flow(rate_kg_s, duration_s, 0.0),
            Release::HorizontalJet {
                rate_kg_s,
                duration_s,
                height_m,
            }
            | Release::VerticalJet {
                rate_kg_s,
                duration_s,
                height_m,
            } => flow(rate_kg_s, duration_s, height_m),
        }
    }

    /// Heat of a kilogram of what comes out, J.
    pub(super) fn heat_j_kg(&self) -> f64 {
        heat_of_release_j_kg(&self.substance, self.temperature_k, self.liquid_share)
    }

    /// Density of what comes out, kg/m³.
    pub(super) fn density_kg_m3(&self, wind: &Wind) -> f64 {
        mix(&self.substance, &wind.air, 1.0, self.heat_j_kg()).density_kg_m3
    }

    /// The mouth of a jet of a rate.
    ///
    /// A vertical jet leaves with a tenth of the wind, so that one that is heavier than it is fast moves on at its
    /// top [own choice].
    pub(super) fn mouth(&self, wind: &Wind, rate_kg_s: f64, height_m: f64, up: bool) -> Start {
        let speed = rate_kg_s / (self.density_kg_m3(wind) * self.area_m2);
        let side = self.area_m2.sqrt();
        let blown = 0.1 * wind.mean_m_s(height_m, height_m + side.max(1.0));
        Start {
            rate_kg_s,
            heat_j_kg: self.heat_j_kg(),
            half_width_m: 0.5 * side,
            diameter_m: (4.0 * self.area_m2 / std::f64::consts::PI).sqrt(),
            height_m,
            speed_m_s: if up { blown } else { speed },
            rising_m_s: if up { speed } else { 0.0 },
        }
    }

    /// The plume over the first hundredth of a pool.
    ///
    /// Its speed is that of the wind over its height.
    pub(super) fn edge(&self, wind: &Wind, rate_kg_s: f64) -> Ground {
        let half = 0.5 * self.area_m2.sqrt();
        let mass = 0.5 * rate_kg_s * 0.01;
        let rho = self.density_kg_m3(wind);
        let mut speed = wind.mean_m_s(0.0, 1.0);
        for _ in 0..20 {
            let height = mass / (rho * speed * half);
            let next = wind.mean_m_s(0.0, height).max(0.02);
            speed = (speed * next).sqrt();
        }
        Ground {
            x_m: -0.98 * half,
            time_s: 0.0,
            way_m: 0.0,
            diameter_m: 2.0 * half,
            mass_kg_s: mass,
            substance_kg_s: mass,
            heat_w: mass * self.heat_j_kg(),
            speed_m_s: speed,
            spreading_m_s: 0.0,
            half_width_m: half,
            core_m: FLAT * half,
            centre_m: 0.0,
            pool: Some(Pool {
                rate_kg_s,
                heat_j_kg: self.heat_j_kg(),
                half_width_m: half,
            }),
        }
    }
}

fn flow(rate_kg_s: f64, duration_s: f64, height_m: f64) -> Result<(), Error> {
    checked("rate, kg/s", rate_kg_s, 1e-9, 1e6)?;
    checked("duration, s", duration_s, 1e-3, f64::INFINITY)?;
    checked("height of the source, m", height_m, 0.0, 500.0)?;
    Ok(())
}

/// Standard deviation of the vertical profile, m.
///
/// ```text
/// σ = h/√12 where the centre is above h/2, (h − z_c)/√3 where it is below
/// ```
pub(super) fn sigma_z_m(height_m: f64, centre_m: f64) -> f64 {
    if centre_m > 0.5 * height_m {
        height_m / (2.0 * SQRT_3)
    } else {
        (height_m - centre_m) / SQRT_3
    }
}
