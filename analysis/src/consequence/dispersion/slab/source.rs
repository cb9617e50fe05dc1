//! What is released, and how.
//!
//! Sources as SLAB numbers them (`idspl`): 1 evaporating pool, 2 horizontal jet, 3 vertical jet, 4 all at once.
//! A jet has the area `As` after its expansion to the pressure of the air, a square of the side √As; a pool is a
//! square too, with its middle at x = 0. Source: Ermak 1990 and the public Fortran of SLAB.

use super::body::Body;
use super::entrainment::{Around, Closures, Rates};
use super::mixture::{heat_of_release_j_kg, mix};
use super::substance::Substance;
use super::wind::Wind;
use crate::consequence::R;
use crate::error::{Error, checked};

/// Share of b in B at a source: the profile is nearly flat there.
pub(super) const FLAT: f64 = 0.9;
/// Where a jet begins, m downwind.
pub(super) const ORIGIN_M: f64 = 1.0;

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

    /// Heat of a kilogram of the vapour that rises from a pool, J.
    pub(super) fn vapour_heat_j_kg(&self) -> f64 {
        heat_of_release_j_kg(&self.substance, self.temperature_k, 0.0)
    }

    /// Density of the vapour as an ideal gas, kg/m³.
    pub(super) fn vapour_density_kg_m3(&self, wind: &Wind) -> f64 {
        self.substance.molar_mass_kg_mol * wind.air.pressure_pa / (R * self.temperature_k)
    }

    /// Density of what comes out, kg/m³.
    pub(super) fn density_kg_m3(&self, wind: &Wind) -> f64 {
        mix(&self.substance, &wind.air, 1.0, self.heat_j_kg()).density_kg_m3
    }

    /// The mouth of a horizontal jet: a square about its height, or one that stands on the ground and is as wide as
    /// it must be then.
    ///
    /// ```text
    /// u = q/(ρ As);  B = ½ √As, h = 2B, z_c = hs;  hs < B:  B = ½ [√(hs² + 2 As) − hs], h = B + hs
    /// ```
    pub(super) fn mouth(&self, closures: &Closures, rate_kg_s: f64, height_m: f64) -> Body {
        let speed_m_s = rate_kg_s / (self.density_kg_m3(&closures.wind) * self.area_m2);
        let mut half = 0.5 * self.area_m2.sqrt();
        let mut high = 2.0 * half;
        if height_m <= half {
            half = 0.5 * ((height_m * height_m + 2.0 * self.area_m2).sqrt() - height_m);
            high = half + height_m;
        }
        let shape = Shape {
            x_m: ORIGIN_M,
            half_width_m: half,
            core_m: FLAT * half,
            height_m: high,
            centre_m: height_m,
        };
        let mass = 0.5 * rate_kg_s;
        self.begin(closures, &shape, (mass, mass, self.heat_j_kg()), speed_m_s)
    }

    /// A cloud of a shape, mass, substance in it and heat of a kilogram, at a speed.
    pub(super) fn begin(
        &self,
        closures: &Closures,
        shape: &Shape,
        (mass, substance, heat_j_kg): (f64, f64, f64),
        speed_m_s: f64,
    ) -> Body {
        let wind = &closures.wind;
        let mixture = mix(&self.substance, &wind.air, substance / mass, heat_j_kg);
        let mut body = Body {
            x_m: shape.x_m,
            time_s: 0.0,
            mass,
            substance,
            heat_j_kg,
            mixture,
            half_width_m: shape.half_width_m,
            core_m: shape.core_m,
            half_length_m: f64::INFINITY,
            core_length_m: f64::INFINITY,
            height_m: shape.height_m,
            centre_m: shape.centre_m,
            top_m: shape.height_m,
            wind_m_s: 0.0,
            speed_m_s,
            across_m_s: 0.0,
            along_m_s: 0.0,
            rising_m_s: 0.0,
            pressed: false,
            rates: Rates::default(),
        };
        if body.height_m > wind.lid_m {
            body.half_width_m *= body.height_m / wind.lid_m;
            body.height_m = wind.lid_m;
        }
        body.place(shape.centre_m, wind.lid_m);
        body.wind_m_s = wind.mean_m_s(body.top_m);
        body.pressed = !body.flies() && mixture.density_kg_m3 > wind.air.density_kg_m3;
        body.rates = closures.rates(&body, &STILL, 1.0);
        body
    }
}

/// Nothing stirs beside the air.
pub(super) const STILL: Around = Around {
    blowing_m_s: 0.0,
    friction2: 0.0,
    left: 0.0,
};

/// A cut to begin with.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "all are lengths")]
pub(super) struct Shape {
    pub(super) x_m: f64,
    pub(super) half_width_m: f64,
    pub(super) core_m: f64,
    pub(super) height_m: f64,
    pub(super) centre_m: f64,
}

fn flow(rate_kg_s: f64, duration_s: f64, height_m: f64) -> Result<(), Error> {
    checked("rate, kg/s", rate_kg_s, 1e-9, 1e6)?;
    checked("duration, s", duration_s, 1e-3, f64::INFINITY)?;
    checked("height of the source, m", height_m, 0.0, 500.0)?;
    Ok(())
}
