//! A dense cloud over flat ground, by the curves of Britter and McQuaid.
//!
//! | question | file |
//! |---|---|
//! | the curves: distance to a share of the source's concentration | [`curves`] |
//! | a steady release | [`plume`] |
//! | a sudden release | [`puff`] |
//! | and then, where the curves end, with the wind | [`then_passive`] |
//!
//! The curves correlate field and wind-tunnel trials over open ground. They know neither stability nor roughness,
//! and say nothing of jets, slopes or buildings.
//!
//! Source: Britter and McQuaid, Workbook on the Dispersion of Dense Gases, HSE Contract Research Report 17/1988;
//! curves as digitised in CCPS, Guidelines for Consequence Analysis (1999) p. 118 `[V]`.

pub mod curves;
pub mod plume;
pub mod puff;
pub mod then_passive;

pub use plume::DensePlume;
pub use puff::DensePuff;
pub use then_passive::ThenPassive;

use crate::error::{Error, checked};

/// A source of dense gas and the air around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DenseSource {
    /// Density of what is released, kg/m³.
    pub density_kg_m3: f64,
    /// Density of the air, kg/m³.
    pub air_density_kg_m3: f64,
    /// Temperature of what is released over that of the air, both in K: 1 leaves the correction for it out.
    pub temperature_ratio: f64,
    /// Wind at 10 m, m/s.
    pub wind_10m_m_s: f64,
    /// Acceleration of gravity, m/s².
    pub gravity_m_s2: f64,
}

impl DenseSource {
    /// Reduced gravity `g (rho0 - rhoa)/rhoa`, m/s².
    pub fn reduced_gravity_m_s2(&self) -> f64 {
        self.gravity_m_s2 * (self.density_kg_m3 - self.air_density_kg_m3) / self.air_density_kg_m3
    }

    pub(crate) fn checked(self) -> Result<Self, Error> {
        checked(
            "density of the release (kg/m3)",
            self.density_kg_m3,
            1e-3,
            1e4,
        )?;
        checked(
            "density of the air (kg/m3)",
            self.air_density_kg_m3,
            0.1,
            10.0,
        )?;
        checked("temperature ratio", self.temperature_ratio, 0.01, 10.0)?;
        checked("wind at 10 m (m/s)", self.wind_10m_m_s, 0.05, 150.0)?;
        checked("gravity (m/s2)", self.gravity_m_s2, 1.0, 30.0)?;
        Ok(self)
    }
}

/// Correction for a cold release: share of volume from the share `c` that isothermal trials would have,
/// `c/(c + (1-c) T0/Ta)`. Workbook (1988).
pub(crate) fn non_isothermal(c: f64, temperature_ratio: f64) -> f64 {
    c / (c + (1.0 - c) * temperature_ratio)
}

/// The way back from [`non_isothermal`].
pub(crate) fn isothermal(c: f64, temperature_ratio: f64) -> f64 {
    c * temperature_ratio / (1.0 - c * (1.0 - temperature_ratio))
}
