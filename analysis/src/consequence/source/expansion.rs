//! A jet of gas from the throat to the pressure outside.
//!
//! By momentum (the default): without entrainment, on a control volume from throat to ambient pressure,
//!
//! ```text
//! u = u_t + (p_t - p_a)/(rho_t u_t),   h = h0 - u²/2
//! ```
//! By entropy: `s = s_t, u = sqrt(2 (h0 - h))`, which gives a colder and faster jet than one with shocks has.
//!
//! Source: momentum as in the Birch notional nozzle of 1987 and the "conservation of momentum" option of Phast;
//! verified on a Phast report of propane vapour (393.86 m/s and -40.54 °C: 393.7 m/s follows from the report's own
//! throat).

use super::gas::{Reservoir, Throat};
use crate::consequence::R;

/// Way from the throat to the pressure outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Conserves momentum.
    Momentum,
    /// Conserves entropy.
    Entropy,
}

/// A jet at the pressure outside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expanded {
    /// Temperature, K.
    pub temperature_k: f64,
    /// Velocity, m/s.
    pub velocity_m_s: f64,
    /// Density, kg/m³.
    pub density_kg_m3: f64,
    /// Share of the mass that is liquid.
    pub liquid_share: f64,
}

impl Expanded {
    /// Area of the expanded jet over that of the throat.
    pub fn area_ratio(&self, throat: &Throat) -> f64 {
        throat.density_kg_m3 * throat.velocity_m_s / (self.density_kg_m3 * self.velocity_m_s)
    }
}

/// Velocity that conserves momentum, m/s; that of the throat where it is at the pressure outside, 0 where nothing
/// moves.
pub fn momentum_velocity_m_s(throat: &Throat, ambient_pa: f64) -> f64 {
    let flux = throat.density_kg_m3 * throat.velocity_m_s;
    if flux <= 0.0 {
        return 0.0;
    }
    throat.velocity_m_s + (throat.pressure_pa - ambient_pa).max(0.0) / flux
}

/// The jet of an ideal gas at the pressure outside. For momentum its temperature is above zero whatever the
/// pressures, as u² stays below 2 cp T0 (1 - 1/k²).
pub fn expand(reservoir: &Reservoir, throat: &Throat, ambient_pa: f64, way: Way) -> Expanded {
    let k = reservoir.gamma;
    let specific = reservoir.compressibility * R / reservoir.molar_mass_kg_mol;
    let cp = k / (k - 1.0) * specific;
    let t0 = reservoir.temperature_k;
    let (temperature_k, velocity_m_s) = match way {
        Way::Momentum => {
            let u = momentum_velocity_m_s(throat, ambient_pa);
            (t0 - u * u / (2.0 * cp), u)
        }
        Way::Entropy => {
            let r = (ambient_pa / reservoir.pressure_pa).min(1.0);
            let t = t0 * r.powf((k - 1.0) / k);
            (t, (2.0 * cp * (t0 - t)).max(0.0).sqrt())
        }
    };
    Expanded {
        temperature_k,
        velocity_m_s,
        density_kg_m3: ambient_pa / (specific * temperature_k),
        liquid_share: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_jet_conserves_what_it_must(p in 1.02e5..1e8_f64, k in 1.01..1.67_f64) {
            let gas = Reservoir {
                pressure_pa: p, temperature_k: 300.0, molar_mass_kg_mol: 0.03, gamma: k, compressibility: 1.0,
            };
            let (pa, throat) = (101_325.0, gas.throat(101_325.0));
            let jet = expand(&gas, &throat, pa, Way::Momentum);
            // Momentum over throat area: rho u² + p.
            let flux = throat.density_kg_m3 * throat.velocity_m_s;
            let before = flux * throat.velocity_m_s + throat.pressure_pa - pa;
            prop_assert!((flux * jet.velocity_m_s / before - 1.0).abs() < 1e-9);
            prop_assert!(jet.temperature_k > 0.0 && jet.temperature_k <= 300.0);
            let fast = expand(&gas, &throat, pa, Way::Entropy);
            prop_assert!(fast.velocity_m_s >= jet.velocity_m_s * (1.0 - 1e-9));
            prop_assert!(fast.temperature_k <= jet.temperature_k * (1.0 + 1e-9));
            // Enough room for the mass.
            prop_assert!((jet.area_ratio(&throat) * jet.density_kg_m3 * jet.velocity_m_s / flux - 1.0).abs() < 1e-9);
        }
    }
}
