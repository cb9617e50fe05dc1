//! Two-phase outflow of a liquid that has no time to boil: homogeneous non-equilibrium model of Fauske.
//!
//! ```text
//! G² = Gs² + Ge²/N
//! Gs² = 2 Cd² rho_l (p - ps)                      what is above the vapour pressure, as a liquid
//! Ge  = h_fg/v_fg sqrt(1/(T c))                   boiling in equilibrium
//! N   = h_fg²/(2 (ps - pa) rho_l Cd² v_fg² T c) + L/Le,  Le = 0.1 m, L/Le not above 1
//! ```
//! For L = 0 it is the flow of a liquid to the pressure outside; from 0.1 m on it is that in equilibrium.
//!
//! Source: Fauske (1985), as in CCPS, *Guidelines for Consequence Analysis of Chemical Releases* (1999) eq. 2.17 to
//! 2.22; from memory, not verified against a published number. CCPS has `p - pa` in N; with `ps - pa` the two parts of
//! G² join to Bernoulli's equation for L = 0, and for a saturated liquid the two are the same.

use super::two_phase::BoilingLiquid;

/// Length over which a liquid reaches equilibrium, m: Fauske (1985), from memory.
pub const EQUILIBRIUM_LENGTH_M: f64 = 0.1;

/// Mass flux, kg/(m² s), the discharge coefficient included, of a liquid through a hole or pipe of a length, m.
pub fn flux_kg_m2_s(liquid: &BoilingLiquid, cd: f64, length_m: f64, ambient_pa: f64) -> f64 {
    let top = liquid.saturation_pa.max(ambient_pa);
    let above = 2.0 * cd * cd * liquid.liquid_kg_m3 * (liquid.pressure_pa - top).max(0.0);
    let below = 2.0 * cd * cd * liquid.liquid_kg_m3 * (top - ambient_pa).max(0.0);
    if below <= 0.0 {
        return above.sqrt();
    }
    let heat = liquid.latent_j_kg / liquid.swelling_m3_kg().max(1e-9);
    let equilibrium = heat * heat / (liquid.temperature_k * liquid.heat_capacity_j_kg_k);
    let share = (length_m / EQUILIBRIUM_LENGTH_M).clamp(0.0, 1.0);
    // Ge²/N with N = Ge²/below + share.
    let boiling = (below.recip() + share / equilibrium).recip();
    (above + boiling).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::two_phase::tests::propane;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_thin_wall_is_bernoulli() {
        for over in [0.0, 1e6] {
            let liquid = propane(over);
            let bernoulli =
                0.61 * (2.0 * liquid.liquid_kg_m3 * (liquid.pressure_pa - 101_325.0)).sqrt();
            let flux = flux_kg_m2_s(&liquid, 0.61, 0.0, 101_325.0);
            assert!((flux / bernoulli - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_long_way_is_near_to_equilibrium() {
        let liquid = propane(0.0);
        let equilibrium = liquid.latent_j_kg
            / liquid.swelling_m3_kg()
            / (298.15 * liquid.heat_capacity_j_kg_k).sqrt();
        let flux = flux_kg_m2_s(&liquid, 0.61, 1.0, 101_325.0);
        assert!(
            flux < equilibrium && flux > 0.6 * equilibrium,
            "{flux} {equilibrium}"
        );
    }

    proptest! {
        #[test]
        fn flux_falls_with_length_and_has_no_step(l in 0.0..0.2_f64, over in 0.0..3e6_f64) {
            let of = |l, over| flux_kg_m2_s(&propane(over), 0.61, l, 101_325.0);
            let here = of(l, over);
            prop_assert!(of(l + 1e-3, over) <= here && of(l + 1e-4, over) > here * 0.99);
            prop_assert!(of(l, over + 1e3) > here && of(l, over + 1e3) < here * 1.05);
        }
    }
}
