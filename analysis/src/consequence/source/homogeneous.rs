//! Two-phase outflow as a homogeneous mixture at a fixed share of the pressure.
//!
//! ```text
//! pc = max(0.55 p, pa),   Fv = c (T - Tc)/h,  Tc boiling temperature at pc
//! 1/rho_m = Fv/rho_v + (1 - Fv)/rho_l
//! q = Cd A sqrt(2 rho_m (p - pc)),   Cd = 0.8
//! ```
//! Fv above 1 is a gas (see [`gas`](super::gas)); where the liquid is so cold that it does not boil at pc the throat
//! is at its vapour pressure, or at the pressure outside where that is greater, and the flow is that of a liquid:
//! so nothing jumps at Fv = 0.
//!
//! Source: HJ 169-2018 annex F and AQ/T 3046-2013, after the Chinese translation of the World Bank manual (1988);
//! from memory, not verified against a published number. The liquid end is Bernoulli's.

use crate::consequence::R;
use crate::consequence::properties::{Phase, Substance};

/// Share of the pressure in the throat: HJ 169-2018 annex F, from memory.
const THROAT: f64 = 0.55;
/// Discharge coefficient: HJ 169-2018 annex F, from memory.
pub const CD: f64 = 0.8;

/// What a mixture behaves as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// Does not boil before the throat.
    Liquid,
    /// Boils on the way.
    TwoPhase,
    /// All vapour in the throat: count it as a gas.
    Gas,
}

/// Two-phase flow in a throat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mixture {
    /// What it behaves as.
    pub regime: Regime,
    /// Share of the mass that is vapour, 0 to 1.
    pub vapour_share: f64,
    /// Density, kg/m³.
    pub density_kg_m3: f64,
    /// Pressure in the throat, Pa.
    pub throat_pa: f64,
    /// Mass flux with a discharge coefficient of 1, kg/(m² s).
    pub flux_kg_m2_s: f64,
}

/// Density of a homogeneous mixture, kg/m³.
pub fn density_kg_m3(vapour_share: f64, vapour_kg_m3: f64, liquid_kg_m3: f64) -> f64 {
    (vapour_share / vapour_kg_m3 + (1.0 - vapour_share) / liquid_kg_m3).recip()
}

/// Flow of a liquid under a pressure, Pa, at a temperature, K, to a pressure outside, Pa. None where the substance
/// has no liquid there, or its heat capacity is not known.
pub fn flow(
    substance: &Substance,
    pressure_pa: f64,
    temperature_k: f64,
    ambient_pa: f64,
) -> Option<Mixture> {
    let p = pressure_pa.max(ambient_pa);
    let liquid = substance.liquid_density?.at(temperature_k)?;
    let saturation = substance.vapour_pressure.at(temperature_k)?;
    let throat = (THROAT * p).max(ambient_pa);
    // Warmer than boiling in the throat.
    if saturation > throat {
        let boiling = substance.vapour_pressure.saturation_k(throat)?;
        let latent = substance.vaporisation.at(boiling)?;
        let (heat, _) = substance.liquid_heat_capacity?.rise(boiling, temperature_k);
        let share = (heat / latent).max(0.0);
        let vapour = match substance.gas() {
            Some(gas) => gas.density_kg_m3(boiling, throat, Phase::Vapour),
            None => throat * substance.molar_mass_kg_mol / (R * boiling),
        };
        let regime = if share >= 1.0 {
            Regime::Gas
        } else {
            Regime::TwoPhase
        };
        let share = share.min(1.0);
        let density = density_kg_m3(share, vapour, liquid);
        return Some(Mixture {
            regime,
            vapour_share: share,
            density_kg_m3: density,
            throat_pa: throat,
            flux_kg_m2_s: (2.0 * density * (p - throat)).sqrt(),
        });
    }
    let throat = saturation.max(ambient_pa);
    Some(Mixture {
        regime: Regime::Liquid,
        vapour_share: 0.0,
        density_kg_m3: liquid,
        throat_pa: throat,
        flux_kg_m2_s: (2.0 * liquid * (p - throat)).max(0.0).sqrt(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cold_propane_flows_as_a_liquid_and_hot_propane_does_not() {
        let propane = Substance::find("propane").unwrap();
        let cold = flow(&propane, 1e6, 230.0, 101_325.0).unwrap();
        let bernoulli = (2.0 * cold.density_kg_m3 * (1e6 - 101_325.0)).sqrt();
        assert!(cold.regime == Regime::Liquid);
        assert!((cold.flux_kg_m2_s / bernoulli - 1.0).abs() < 1e-9);
        let hot = flow(&propane, 952_079.0, 298.15, 101_325.0).unwrap();
        assert!(hot.regime == Regime::TwoPhase && hot.flux_kg_m2_s < bernoulli);
        assert!((0.1..0.3).contains(&hot.vapour_share), "{hot:?}");
    }

    proptest! {
        #[test]
        fn flow_has_no_step(t in 200.0..350.0_f64, p in 1.1e5..4e6_f64) {
            let propane = Substance::find("propane").unwrap();
            let of = |p, t| flow(&propane, p, t, 101_325.0).unwrap();
            let here = of(p, t).flux_kg_m2_s;
            prop_assert!(here.is_finite() && here >= 0.0);
            // Where boiling begins the density falls steeply, by some 20 % a kelvin: 0.02 % of T here.
            let near = of(p, t * 1.0002).flux_kg_m2_s;
            prop_assert!(here < 500.0 || (near / here - 1.0).abs() < 0.05, "{here} {near}");
        }
    }
}
