//! What comes out of a hole under pressure, and how thin it is on the axis of the jet.
//!
//! ```text
//! expanded jet    rho = 1/((1-l)/rho_v + l/rho_l),  d = (4 q/(pi rho u))^1/2
//! on the axis     c/c0 = 6 (d/x) (rho_j/rho_a)^1/2 exp(-(5 r/x)^2), not above 1
//! ```
//!
//! c is a share of mass, r the distance from the axis. Source: Long (1963) as in CCPS (1999), constants 6 and 5 `[V]` in
//! a public peer. Air at rest, momentum only: weight, wind and ground come with [`jet_in_wind`](super::jet_in_wind).

use std::f64::consts::PI;

use crate::consequence::{AIR_MOLAR_MASS_KG_MOL, ATMOSPHERE_PA, R};
use crate::error::{Error, checked};

/// Constant of the decay on the axis: Long (1963).
pub const LONG_AXIAL: f64 = 6.0;
/// Constant of the decay across: Long (1963).
pub const LONG_ACROSS: f64 = 5.0;

/// Density of an ideal gas, kg/m³, by its molar mass (kg/mol), temperature (K) and pressure (Pa).
pub fn gas_density_kg_m3(molar_mass_kg_mol: f64, temperature_k: f64, pressure_pa: f64) -> f64 {
    pressure_pa * molar_mass_kg_mol / (R * temperature_k)
}

/// Share of mass from a share of moles (or volume), in air.
pub fn mass_share(mole_share: f64, molar_mass_kg_mol: f64) -> f64 {
    let m = mole_share * molar_mass_kg_mol;
    m / (m + (1.0 - mole_share) * AIR_MOLAR_MASS_KG_MOL)
}

/// Share of moles (or volume) from a share of mass, in air.
pub fn mole_share(mass_share: f64, molar_mass_kg_mol: f64) -> f64 {
    let n = mass_share / molar_mass_kg_mol;
    n / (n + (1.0 - mass_share) / AIR_MOLAR_MASS_KG_MOL)
}

/// Density, kg/m³, of vapour and droplets that move as one, by the share of liquid in the mass.
pub fn two_phase_density_kg_m3(liquid_share: f64, vapour_kg_m3: f64, liquid_kg_m3: f64) -> f64 {
    1.0 / ((1.0 - liquid_share) / vapour_kg_m3 + liquid_share / liquid_kg_m3)
}

/// A jet that has expanded to the pressure of the air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpandedJet {
    /// Mass rate, kg/s.
    pub rate_kg_s: f64,
    /// Speed, m/s.
    pub velocity_m_s: f64,
    /// Density, kg/m³, of vapour and droplets together.
    pub density_kg_m3: f64,
    /// Diameter, m.
    pub diameter_m: f64,
}

impl ExpandedJet {
    /// A jet by its mass rate, speed and density.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a rate outside of 1e-6 to 1e6 kg/s, a speed outside of 0.01 to 3000 m/s, or a density
    /// outside of 0.01 to 3000 kg/m³.
    pub fn new(rate_kg_s: f64, velocity_m_s: f64, density_kg_m3: f64) -> Result<Self, Error> {
        let q = checked("mass rate (kg/s)", rate_kg_s, 1e-6, 1e6)?;
        let u = checked("speed of the jet (m/s)", velocity_m_s, 0.01, 3000.0)?;
        let rho = checked("density of the jet (kg/m3)", density_kg_m3, 0.01, 3000.0)?;
        Ok(Self {
            rate_kg_s: q,
            velocity_m_s: u,
            density_kg_m3: rho,
            diameter_m: (4.0 * q / (PI * rho * u)).sqrt(),
        })
    }

    /// Share of mass at a distance along the axis and away from it, in air of a density and at rest: Long (1963).
    pub fn mass_share(&self, x_m: f64, r_m: f64, air_density_kg_m3: f64) -> f64 {
        if x_m <= 0.0 {
            return 0.0;
        }
        let axis =
            LONG_AXIAL * self.diameter_m / x_m * (self.density_kg_m3 / air_density_kg_m3).sqrt();
        axis.min(1.0) * (-(LONG_ACROSS * r_m / x_m).powi(2)).exp()
    }

    /// Distance, m, along the axis to a share of mass, in air of a density and at rest: Long (1963).
    pub fn axial_distance_m(&self, mass_share: f64, air_density_kg_m3: f64) -> f64 {
        LONG_AXIAL * self.diameter_m / mass_share * (self.density_kg_m3 / air_density_kg_m3).sqrt()
    }
}

/// How a choked jet is taken to expand to the pressure of the air.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nozzle {
    /// Sonic at the temperature of the vessel: Birch et al., Combust. Sci. Technol. 36 (1984) 249, from memory.
    Birch1984,
    /// With momentum conserved, at the temperature of the vessel: Birch et al., Combust. Sci. Technol. 52 (1987) 161,
    /// from memory.
    Birch1987,
    /// Sonic at the temperature of the throat: Ewan and Moodie, Combust. Sci. Technol. 45 (1986) 275, from memory.
    EwanMoodie,
}

/// Gas in a vessel, before a hole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stagnation {
    /// Absolute pressure, Pa.
    pub pressure_pa: f64,
    /// Temperature, K.
    pub temperature_k: f64,
    /// Molar mass, kg/mol.
    pub molar_mass_kg_mol: f64,
    /// Ratio of the heat capacities.
    pub gamma: f64,
}

/// The jet, expanded to the standard atmosphere, of an ideal gas that flows choked from a hole of a diameter (m) with a
/// discharge coefficient: the notional nozzle.
///
/// # Errors
/// [`Error::OutOfRange`] for a vessel or a hole that make no sense, and for a pressure at which the flow is not choked.
pub fn notional_nozzle(
    nozzle: Nozzle,
    gas: Stagnation,
    hole_m: f64,
    discharge: f64,
) -> Result<ExpandedJet, Error> {
    let k = checked("ratio of heat capacities", gas.gamma, 1.01, 1.7)?;
    let t0 = checked(
        "temperature in the vessel (K)",
        gas.temperature_k,
        20.0,
        2000.0,
    )?;
    let m = checked("molar mass (kg/mol)", gas.molar_mass_kg_mol, 1e-3, 1.0)?;
    let d = checked("diameter of the hole (m)", hole_m, 1e-5, 10.0)?;
    let cd = checked("discharge coefficient", discharge, 0.01, 1.0)?;
    // Choked: p/p0 = (2/(k+1))^(k/(k-1)), T/T0 = 2/(k+1).
    let critical = (2.0 / (k + 1.0)).powf(k / (k - 1.0));
    let p0 = checked(
        "absolute pressure in the vessel (Pa)",
        gas.pressure_pa,
        ATMOSPHERE_PA / critical,
        2e8,
    )?;
    let throat_pa = critical * p0;
    let throat_k = 2.0 * t0 / (k + 1.0);
    let sonic = |t: f64| (k * R * t / m).sqrt();
    let throat_kg_m3 = gas_density_kg_m3(m, throat_k, throat_pa);
    let q = cd * 0.25 * PI * d * d * throat_kg_m3 * sonic(throat_k);
    let (velocity, temperature) = match nozzle {
        Nozzle::Birch1984 => (sonic(t0), t0),
        Nozzle::EwanMoodie => (sonic(throat_k), throat_k),
        // q u = q cd u_t + A (p_t - p_a), A = q/(cd rho_t u_t)
        Nozzle::Birch1987 => {
            let u = sonic(throat_k);
            (
                cd * u + (throat_pa - ATMOSPHERE_PA) / (cd * throat_kg_m3 * u),
                t0,
            )
        }
    };
    ExpandedJet::new(
        q,
        velocity,
        gas_density_kg_m3(m, temperature, ATMOSPHERE_PA),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const METHANE: Stagnation = Stagnation {
        pressure_pa: 5e6,
        temperature_k: 288.0,
        molar_mass_kg_mol: 0.016_043,
        gamma: 1.31,
    };

    #[test]
    fn every_nozzle_passes_the_same_mass() {
        let jets = [Nozzle::Birch1984, Nozzle::Birch1987, Nozzle::EwanMoodie]
            .map(|n| notional_nozzle(n, METHANE, 0.025, 0.85).unwrap());
        for jet in jets {
            assert!((jet.rate_kg_s / jets[0].rate_kg_s - 1.0).abs() < 1e-12);
            let passes = 0.25 * PI * jet.diameter_m.powi(2) * jet.density_kg_m3 * jet.velocity_m_s;
            assert!((passes / jet.rate_kg_s - 1.0).abs() < 1e-12);
        }
        // Ewan and Moodie: d_n = d (cd p_t/p_a)^1/2.
        let throat = 5e6 * (2.0 / 2.31_f64).powf(1.31 / 0.31);
        let expected = 0.025 * (0.85 * throat / ATMOSPHERE_PA).sqrt();
        assert!((jets[2].diameter_m / expected - 1.0).abs() < 1e-9);
        // Momentum makes it faster than sound.
        assert!(jets[1].velocity_m_s > jets[0].velocity_m_s);
        let weak = Stagnation {
            pressure_pa: 1.5e5,
            ..METHANE
        };
        assert!(notional_nozzle(Nozzle::Birch1984, weak, 0.025, 0.85).is_err());
    }

    proptest! {
        #[test]
        fn shares_of_mass_and_moles_are_each_others_way_back(x in 1e-6..1.0_f64, m in 0.002..0.3_f64) {
            prop_assert!((mole_share(mass_share(x, m), m) / x - 1.0).abs() < 1e-9);
        }

        #[test]
        fn a_jet_gets_thinner_away_from_its_hole_and_its_axis(
            q in 0.01..100.0_f64, u in 10.0..500.0_f64, rho in 0.5..50.0_f64,
            x in 0.01..500.0_f64, r in 0.0..50.0_f64,
        ) {
            let jet = ExpandedJet::new(q, u, rho).unwrap();
            let y = jet.mass_share(x, r, 1.2);
            prop_assert!((0.0..=1.0).contains(&y));
            prop_assert!(jet.mass_share(x, 1.1 * r, 1.2) <= y);
            prop_assert!(jet.mass_share(1.1 * x, 0.0, 1.2) <= jet.mass_share(x, 0.0, 1.2));
            let d = jet.axial_distance_m(0.03, 1.2);
            prop_assert!((jet.mass_share(d, 0.0, 1.2) / 0.03 - 1.0).abs() < 1e-9);
        }
    }
}
