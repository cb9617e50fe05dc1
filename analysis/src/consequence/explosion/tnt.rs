//! The charge of TNT that stands for an explosion of something else.
//!
//! ```text
//! W = η m ΔHc / Q_TNT
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | W | TNT equivalent | kg |
//! | η | yield, the share of the heat that goes into the blast; 0.03 to 0.10 for vapour clouds | – |
//! | m, ΔHc | flammable mass, heat of combustion | kg, J/kg |
//! | Q_TNT | heat of detonation of TNT; books differ: 4.52, 4.6, 4.68 MJ/kg | J/kg |
//!
//! For explosives, and for comparison: a vapour cloud has no point source, near it the charge overstates and far
//! away it understates; [`super::multi_energy`] and [`super::bst`] are better.
//!
//! Source: TNO Yellow Book CPR 14E (2005) ch. 5 (equation from a secondary source). Verified against
//! a test of HyRAM+ (1 kg hydrogen at 3 %: 0.7692 kg).

use crate::consequence::{Outside, Range};

/// Heat of detonation of TNT in the Yellow Book and HyRAM+, J/kg (CPR 14E; range there 4.19 to 4.65 MJ/kg).
pub const TNT_HEAT_J_KG: f64 = 4.68e6;
/// Heat of detonation of TNT in Chinese practice, J/kg: from memory.
pub const TNT_HEAT_CN_J_KG: f64 = 4.52e6;
/// Yield of a vapour cloud in Chinese practice: from memory.
pub const YIELD_CN: f64 = 0.04;
/// How much more a charge on the ground counts than one in free air: 1.8, as part of the blast goes into the crater
/// (a perfect mirror would give 2). Swisdak 1994, secondary.
pub const GROUND_FACTOR: f64 = 1.8;

const YIELD: Range = Range {
    what: "yield of the explosion",
    min: 0.01,
    max: 0.2,
    source: "0.03 to 0.10 in use, CPR 14E; up to 0.2 for congested clouds, from memory",
};

/// TNT equivalent, kg, of `mass_kg` with a heat of combustion and a yield.
pub fn charge_kg(
    mass_kg: f64,
    heat_of_combustion_j_kg: f64,
    yield_share: f64,
    tnt_heat_j_kg: f64,
) -> f64 {
    yield_share * mass_kg * heat_of_combustion_j_kg / tnt_heat_j_kg
}

/// TNT equivalent, kg, in free air, of a cloud on the ground in Chinese practice: `1.8 · 0.04 m ΔHc / 4.52 MJ/kg`
/// (from memory). The factor 1.8 is the ground's: not to be used with a curve for bursts on the ground.
pub fn charge_cn_kg(mass_kg: f64, heat_of_combustion_j_kg: f64) -> f64 {
    GROUND_FACTOR * charge_kg(mass_kg, heat_of_combustion_j_kg, YIELD_CN, TNT_HEAT_CN_J_KG)
}

/// What the method was not made for.
pub fn outside(yield_share: f64) -> Option<Outside> {
    YIELD.check(yield_share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilogram_of_hydrogen() {
        let w = charge_kg(1.0, 1.2e8, 0.03, TNT_HEAT_J_KG);
        assert!((w - 0.769_230_769_230_769_3).abs() < 1e-12);
        // 1.8 · 0.04 · 46.35 / 4.52, by hand.
        assert!((charge_cn_kg(1.0, 46.35e6) - 0.738_318_584_07).abs() < 1e-9);
        assert!(outside(0.5).is_some() && outside(0.05).is_none());
    }
}
