//! The air around a fire.
//!
//! ```text
//! rho = p M / (R T)                            ideal gas
//! mu  = 1.458e-6 T^1.5 / (T + 110.4)           Sutherland
//! e   = 611.2 exp(17.62 t / (243.12 + t))      saturation over water, t in degC
//! ```
//!
//! Sources: U.S. Standard Atmosphere, 1976, eq. 51 (Sutherland's constants) (from memory); WMO-No. 8,
//! *Guide to Instruments and Methods of Observation*, annex 4.B, eq. 4.B.1 (saturation over water,
//! -45 to 60 °C) (from memory; within 0.4 % of the steam tables at 0, 20 and 30 °C).

use crate::consequence::{AIR_MOLAR_MASS_KG_MOL, ATMOSPHERE_PA, Outside, R, Range};
use crate::error::{Error, checked};

/// The state of the air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Air {
    /// Temperature, K.
    pub temperature_k: f64,
    /// Pressure, Pa.
    pub pressure_pa: f64,
    /// Relative humidity over water, as a share.
    pub relative_humidity: f64,
    /// Carbon dioxide, ppm by volume.
    pub co2_ppm: f64,
}

impl Default for Air {
    /// 15 °C and one atmosphere (ISO 2533), humidity 70 %, and the 335 ppm of carbon dioxide for which
    /// Wayne's fit was made.
    fn default() -> Self {
        Self {
            temperature_k: 288.15,
            pressure_pa: ATMOSPHERE_PA,
            relative_humidity: 0.7,
            co2_ppm: 335.0,
        }
    }
}

const TEMPERATURE: Range = Range {
    what: "air temperature in K",
    min: 228.15,
    max: 333.15,
    source: "WMO-No. 8, eq. 4.B.1",
};

impl Air {
    /// The same air, where it can exist.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a temperature outside of 150 to 400 K, a pressure outside of 10 kPa to 1 MPa,
    /// a humidity that is no share, or a share of carbon dioxide below zero or above one.
    pub fn checked(self) -> Result<Self, Error> {
        checked("air temperature in K", self.temperature_k, 150.0, 400.0)?;
        checked("air pressure in Pa", self.pressure_pa, 1e4, 1e6)?;
        checked("relative humidity", self.relative_humidity, 0.0, 1.0)?;
        checked("carbon dioxide in ppm", self.co2_ppm, 0.0, 1e6)?;
        Ok(self)
    }

    /// What of it lies outside of the range of the equations.
    pub fn outside(&self) -> Option<Outside> {
        TEMPERATURE.check(self.temperature_k)
    }

    /// Density, kg/m³, of dry air.
    pub fn density_kg_m3(&self) -> f64 {
        self.pressure_pa * AIR_MOLAR_MASS_KG_MOL / (R * self.temperature_k)
    }

    /// Kinematic viscosity, m²/s, by Sutherland.
    pub fn kinematic_viscosity_m2_s(&self) -> f64 {
        // mu = 1.458e-6 T^1.5 / (T + 110.4)
        let mu = 1.458e-6 * self.temperature_k.powf(1.5) / (self.temperature_k + 110.4);
        mu / self.density_kg_m3()
    }

    /// Partial pressure of the water vapour, Pa.
    pub fn water_vapour_pa(&self) -> f64 {
        self.relative_humidity * saturation_pressure_pa(self.temperature_k)
    }
}

/// Pressure of water vapour that is saturated over (supercooled) water, Pa, at a temperature in K.
pub fn saturation_pressure_pa(temperature_k: f64) -> f64 {
    // e = 611.2 exp(17.62 t / (243.12 + t)); held below 150 K, where the denominator would vanish.
    let t = temperature_k.max(150.0) - 273.15;
    611.2 * (17.62 * t / (243.12 + t)).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64, share: f64) {
        assert!((got / expected - 1.0).abs() < share, "{got} {expected}");
    }

    #[test]
    fn saturation_is_that_of_the_steam_tables() {
        // IAPWS: 611.2 Pa at 0 degC, 2339 Pa at 20 degC, 4247 Pa at 30 degC.
        for (t, pa) in [(273.15, 611.2), (293.15, 2339.0), (303.15, 4247.0)] {
            close(saturation_pressure_pa(t), pa, 0.004);
        }
    }

    #[test]
    fn standard_air_is_that_of_the_standard_atmosphere() {
        let air = Air::default();
        close(air.density_kg_m3(), 1.225, 1e-4);
        close(air.kinematic_viscosity_m2_s(), 1.4607e-5, 1e-3);
    }

    #[test]
    fn air_that_cannot_be_is_refused() {
        let air = Air::default();
        assert!(air.checked().is_ok() && air.outside().is_none());
        let bad = [
            Air {
                temperature_k: -3.0,
                ..air
            },
            Air {
                relative_humidity: 1.2,
                ..air
            },
            Air {
                pressure_pa: 0.0,
                ..air
            },
            Air {
                co2_ppm: f64::NAN,
                ..air
            },
        ];
        assert!(bad.iter().all(|a| a.checked().is_err()));
        assert!(
            Air {
                temperature_k: 340.0,
                ..air
            }
            .outside()
            .is_some()
        );
    }
}
