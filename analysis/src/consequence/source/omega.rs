//! Two-phase outflow by the omega method of Leung, homogeneous and in equilibrium.
//!
//! ```text
//! w = a0 + (1 - a0) rho_l c T0 p0 (v_fg/h_fg)²                 at saturation; a0 share of the volume that is vapour
//! choked: n² + (w² - 2 w)(1 - n)² + 2 w² ln n + 2 w² (1 - n) = 0,  n = pc/p0
//! G = sqrt(p0 rho0) sqrt(-2 [w ln n + (w - 1)(1 - n)])/[w (1/n - 1) + 1],   n not below pa/p0
//! ```
//! Subcooled liquid, ns = ps/p0, ws = rho_l c T0 ps (v_fg/h_fg)²; it boils in the throat where ns < 2 ws/(1 + 2 ws):
//!
//! ```text
//! G = sqrt(2 rho_l (p0 - max(ps, pa)))                                        boils in the throat, or not at all
//! (ws + 1/ws - 2)/(2 ns) n² - 2 (ws - 1) n + ws ns ln(n/ns) + 3/2 ws ns - 1 = 0    boils before
//! G = sqrt(p0 rho_l) sqrt(2 (1 - ns) + 2 [ws ns ln(ns/n) - (ws - 1)(ns - n)])/[ws (ns/n - 1) + 1]
//! ```
//!
//! Sources: Leung, AIChE J. 32 (1986) 1743; Leung and Grolmes, AIChE J. 34 (1988) 1030 for subcooled liquids, as in
//! API Std 520-1 annex C; from memory, not verified against a published number (closed forms and limits below).
//! Made for long enough ways, beyond 0.1 m: through a thin wall more comes out, see
//! [`nonequilibrium`](super::nonequilibrium).

use super::two_phase::BoilingLiquid;
use crate::consequence::properties::root::root;
use crate::consequence::{Outside, Range};

/// Least ratio of pressures that is tried.
const LEAST: f64 = 1e-6;

/// Ratio of throat to vessel pressure of a choked mixture.
pub fn critical_ratio(omega: f64) -> f64 {
    let w = omega;
    root(LEAST, 1.0, |n| {
        let m = 1.0 - n;
        n * n + (w * w - 2.0 * w) * m * m + 2.0 * w * w * (n.ln() + m)
    })
}

/// Flux over sqrt(p0 rho0) at a ratio of pressures, of a mixture that boils from the beginning.
fn flux_at(n: f64, w: f64) -> f64 {
    let head = -2.0 * (w * n.ln() + (w - 1.0) * (1.0 - n));
    head.max(0.0).sqrt() / (w * (n.recip() - 1.0) + 1.0)
}

/// Mass flux of a saturated liquid with a share of vapour of its mass, kg/(m² s), with a discharge coefficient of 1.
pub fn saturated_flux_kg_m2_s(liquid: &BoilingLiquid, vapour_share: f64, ambient_pa: f64) -> f64 {
    let x = vapour_share.clamp(0.0, 1.0);
    let vapour = x / liquid.vapour_kg_m3;
    let volume = vapour + (1.0 - x) / liquid.liquid_kg_m3;
    let void = vapour / volume;
    let swelling = liquid.swelling_m3_kg() / liquid.latent_j_kg;
    let w = void
        + (1.0 - void)
            * liquid.liquid_kg_m3
            * liquid.heat_capacity_j_kg_k
            * liquid.temperature_k
            * liquid.saturation_pa
            * swelling
            * swelling;
    let n = critical_ratio(w).max(ambient_pa / liquid.saturation_pa);
    if n >= 1.0 {
        return 0.0;
    }
    (liquid.saturation_pa / volume).sqrt() * flux_at(n, w)
}

/// Mass flux of a liquid, saturated or below its boiling point, kg/(m² s), with a discharge coefficient of 1.
pub fn flux_kg_m2_s(liquid: &BoilingLiquid, ambient_pa: f64) -> f64 {
    let (p0, rho) = (liquid.pressure_pa, liquid.liquid_kg_m3);
    if p0 <= ambient_pa {
        return 0.0;
    }
    let swelling = liquid.swelling_m3_kg() / liquid.latent_j_kg;
    let w = rho
        * liquid.heat_capacity_j_kg_k
        * liquid.temperature_k
        * liquid.saturation_pa
        * swelling
        * swelling;
    let ns = (liquid.saturation_pa / p0).min(1.0);
    let bernoulli = (2.0 * rho * (p0 - liquid.saturation_pa.max(ambient_pa)))
        .max(0.0)
        .sqrt();
    if liquid.saturation_pa <= ambient_pa || ns < 2.0 * w / (1.0 + 2.0 * w) {
        return bernoulli;
    }
    let choked = root(LEAST, ns, |n| {
        (w + w.recip() - 2.0) / (2.0 * ns) * n * n - 2.0 * (w - 1.0) * n
            + w * ns * (n / ns).ln()
            + 1.5 * w * ns
            - 1.0
    });
    let n = choked.max(ambient_pa / p0).min(ns);
    let head = 2.0 * (1.0 - ns) + 2.0 * (w * ns * (ns / n).ln() - (w - 1.0) * (ns - n));
    (p0 * rho).sqrt() * head.max(0.0).sqrt() / (w * (ns / n - 1.0) + 1.0)
}

/// Where the liquid is too near to its critical point for the method.
pub fn outside(temperature_k: f64, critical_k: f64) -> Option<Outside> {
    const RANGE: Range = Range {
        what: "temperature over critical temperature of the omega method, -",
        min: 0.0,
        max: 0.9,
        source: "Leung 1986, from memory",
    };
    RANGE.check(temperature_k / critical_k)
}

#[cfg(test)]
mod tests {
    use super::super::two_phase::tests::propane;
    use super::*;
    use proptest::prelude::*;

    /// w = 1 is an isothermal gas: exp(-1/2).
    #[test]
    fn omega_of_one_is_an_isothermal_gas() {
        assert!((critical_ratio(1.0) - (-0.5_f64).exp()).abs() < 1e-12);
        assert!((flux_at((-0.5_f64).exp(), 1.0) - (-0.5_f64).exp()).abs() < 1e-12);
    }

    /// At the critical ratio the flux is n sqrt(p0 rho0/w), and greatest.
    #[test]
    fn the_critical_ratio_has_the_greatest_flux() {
        for w in [0.3, 0.9, 2.0, 8.0, 40.0] {
            let n: f64 = critical_ratio(w);
            let flux = flux_at(n, w);
            assert!((flux / (n / w.sqrt()) - 1.0).abs() < 1e-9, "{w}");
            assert!(flux > flux_at(n * 1.01, w) && flux > flux_at(n * 0.99, w));
        }
    }

    #[test]
    fn saturated_liquid_is_the_end_of_both_branches() {
        let liquid = propane(0.0);
        let (a, b) = (
            flux_kg_m2_s(&liquid, 101_325.0),
            saturated_flux_kg_m2_s(&liquid, 0.0, 101_325.0),
        );
        assert!((a / b - 1.0).abs() < 1e-9, "{a} {b}");
    }

    proptest! {
        #[test]
        fn flux_grows_with_subcooling_and_has_no_step(over in 0.0..5e6_f64, x in 0.0..1.0_f64) {
            let of = |over| flux_kg_m2_s(&propane(over), 101_325.0);
            let here = of(over);
            prop_assert!(of(over + 2e3) >= here && of(over + 2e3) < here * 1.05);
            let wet = |x| saturated_flux_kg_m2_s(&propane(0.0), x, 101_325.0);
            prop_assert!(wet(x) > 0.0 && wet((x + 0.01).min(1.0)) <= wet(x));
        }
    }
}
