//! Gas through a hole, with a compressibility factor.
//!
//! ```text
//! r = pa/p0,  rc = (2/(k+1))^(k/(k-1))            choked where r <= rc
//! q = Cd A psi sqrt(rho0 p0 k (2/(k+1))^((k+1)/(k-1))),  rho0 = p0 M/(Z R T0)
//! psi² = 2/(k-1) ((k+1)/2)^((k+1)/(k-1)) r^(2/k) (1 - r^((k-1)/k)),  1 where choked
//! throat: p = p0 max(r, rc),  T = T0 (p/p0)^((k-1)/k),  u² = 2 k/(k-1) Z R/M (T0 - T)
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | p0, T0 | pressure and temperature in the vessel | Pa, K |
//! | k | ratio of the heat capacities | – |
//! | M | molar mass | kg/mol |
//! | Z | compressibility factor in the vessel | – |
//!
//! Valid below some 5 MPa; beyond it use [`real_gas`](super::real_gas): an ideal gas is 20 % off for hydrogen of
//! 35 MPa.
//!
//! Source: TNO Yellow Book CPR 14E (2005), eq. 2.22-2.26; AQ/T 3046-2013 eq. E.13-E.17 are the same. Verified:
//! example 2.6.2.1 of the Yellow Book. Where r is just rc the flow counts as choked.

use crate::consequence::{Outside, R, Range};

/// Gas in a vessel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reservoir {
    /// Pressure, Pa.
    pub pressure_pa: f64,
    /// Temperature, K.
    pub temperature_k: f64,
    /// Molar mass, kg/mol.
    pub molar_mass_kg_mol: f64,
    /// Ratio of the heat capacities, above 1.
    pub gamma: f64,
    /// Compressibility factor.
    pub compressibility: f64,
}

/// The narrowest part of a jet of gas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Throat {
    /// Whether the velocity is that of sound.
    pub choked: bool,
    /// Flow over choked flow.
    pub psi: f64,
    /// Mass flux, kg/(m² s).
    pub flux_kg_m2_s: f64,
    /// Pressure, Pa.
    pub pressure_pa: f64,
    /// Temperature, K.
    pub temperature_k: f64,
    /// Density, kg/m³.
    pub density_kg_m3: f64,
    /// Velocity, m/s.
    pub velocity_m_s: f64,
}

/// Ratio of the pressure outside to that inside up to which the flow is choked.
pub fn critical_ratio(gamma: f64) -> f64 {
    (2.0 / (gamma + 1.0)).powf(gamma / (gamma - 1.0))
}

/// Flow over choked flow at a ratio of the pressure outside to that inside; zero from 1 on.
pub fn psi(gamma: f64, ratio: f64) -> f64 {
    let k = gamma;
    let r = ratio.clamp(0.0, 1.0);
    if r <= critical_ratio(k) {
        return 1.0;
    }
    let top = (0.5 * (k + 1.0)).powf((k + 1.0) / (k - 1.0));
    let square = 2.0 / (k - 1.0) * top * r.powf(2.0 / k) * (1.0 - r.powf((k - 1.0) / k));
    square.max(0.0).sqrt().min(1.0)
}

impl Reservoir {
    /// Density, kg/m³.
    pub fn density_kg_m3(&self) -> f64 {
        self.pressure_pa * self.molar_mass_kg_mol / (self.compressibility * R * self.temperature_k)
    }

    /// Mass flux through a hole, kg/(m² s), with a discharge coefficient of 1.
    pub fn flux_kg_m2_s(&self, ambient_pa: f64) -> f64 {
        let k = self.gamma;
        let choked = k * (2.0 / (k + 1.0)).powf((k + 1.0) / (k - 1.0));
        psi(k, ambient_pa / self.pressure_pa)
            * (self.density_kg_m3() * self.pressure_pa * choked).sqrt()
    }

    /// State of the gas in the narrowest part of the jet.
    pub fn throat(&self, ambient_pa: f64) -> Throat {
        let k = self.gamma;
        let (ratio, critical) = (ambient_pa / self.pressure_pa, critical_ratio(k));
        let r = ratio.max(critical).min(1.0);
        let temperature_k = self.temperature_k * r.powf((k - 1.0) / k);
        let specific = self.compressibility * R / self.molar_mass_kg_mol;
        let fall = (self.temperature_k - temperature_k).max(0.0);
        Throat {
            choked: ratio <= critical,
            psi: psi(k, ratio),
            flux_kg_m2_s: self.flux_kg_m2_s(ambient_pa),
            pressure_pa: self.pressure_pa * r,
            temperature_k,
            density_kg_m3: self.pressure_pa * r / (specific * temperature_k),
            velocity_m_s: (2.0 * k / (k - 1.0) * specific * fall).sqrt(),
        }
    }

    /// Where the gas is too dense for a compressibility factor, or its ratio of heat capacities none of a gas.
    pub fn outside(&self) -> Vec<Outside> {
        const PRESSURE: Range = Range {
            what: "pressure in the vessel for a gas with a compressibility factor, Pa",
            min: 0.0,
            max: 5e6,
            source: "own comparison with reference equations of state: within 5 % below",
        };
        const GAMMA: Range = Range {
            what: "ratio of the heat capacities, -",
            min: 1.0,
            max: 1.67,
            source: "kinetic theory: 5/3 for one atom",
        };
        [PRESSURE.check(self.pressure_pa), GAMMA.check(self.gamma)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// Mass rate through a hole, kg/s, of an area, m², and a discharge coefficient.
pub fn rate_kg_s(reservoir: &Reservoir, cd: f64, area_m2: f64, ambient_pa: f64) -> f64 {
    cd * area_m2 * reservoir.flux_kg_m2_s(ambient_pa)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn air(pressure_pa: f64) -> Reservoir {
        Reservoir {
            pressure_pa,
            temperature_k: 288.15,
            molar_mass_kg_mol: 0.028_964_4,
            gamma: 1.4,
            compressibility: 1.0,
        }
    }

    /// Air, choked: 0.040418 p0/sqrt(T0), the constant of every textbook of gas dynamics.
    #[test]
    fn choked_air_has_the_constant_of_the_textbooks() {
        let flux = air(1e6).flux_kg_m2_s(101_325.0);
        assert!((flux * 288.15_f64.sqrt() / 1e6 / 0.040_418 - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_small_difference_is_that_of_bernoulli() {
        let (inside, outside) = (101_425.0, 101_325.0);
        let rho = air(inside).density_kg_m3();
        let bernoulli = (2.0 * rho * 100.0_f64).sqrt();
        assert!((air(inside).flux_kg_m2_s(outside) / bernoulli - 1.0).abs() < 1e-3);
        assert!(air(outside).flux_kg_m2_s(outside).abs() < 1e-9);
        assert!(air(9e4).flux_kg_m2_s(outside).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn the_throat_carries_the_flux(p in 1.02e5..5e6_f64, k in 1.01..1.67_f64) {
            let gas = Reservoir { gamma: k, ..air(p) };
            let throat = gas.throat(101_325.0);
            let carried = throat.density_kg_m3 * throat.velocity_m_s;
            prop_assert!((carried / throat.flux_kg_m2_s - 1.0).abs() < 1e-9);
            let sound = (k * R / gas.molar_mass_kg_mol * throat.temperature_k).sqrt();
            let mach = throat.velocity_m_s / sound;
            let fits = if throat.choked { (mach - 1.0).abs() < 1e-9 } else { mach < 1.0 };
            prop_assert!(fits, "{mach}");
        }

        #[test]
        fn the_flow_grows_with_pressure_and_has_no_step(p in 1.1e5..1e6_f64, k in 1.01..1.67_f64) {
            let of = |p| Reservoir { gamma: k, ..air(p) }.flux_kg_m2_s(101_325.0);
            prop_assert!(of(p * 1.001) > of(p));
            prop_assert!(of(p * 1.001) < of(p) * 1.05);
        }
    }
}
