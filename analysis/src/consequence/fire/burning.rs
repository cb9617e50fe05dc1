//! How fast a pool burns.
//!
//! ```text
//! m" = m_inf (1 - exp(-k_beta D))                  Babrauskas
//! m" = 0.001 Hc / (Hv + cp (Tb - Ta))              Burgess; without the last term where Tb <= Ta
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | m", m_inf | burning rate, of a very large pool | kg/(m² s) |
//! | k_beta | extinction of the flame times beam length correction | 1/m |
//! | D | diameter of the pool | m |
//! | Hc, Hv | heat of combustion, heat of vaporisation at the boiling point | J/kg |
//! | cp | heat capacity of the liquid | J/(kg K) |
//! | Tb, Ta | boiling point, temperature of the pool | K |
//!
//! Sources: TNO Yellow Book CPR 14E (2005) eq. 6.66 (verified) and 6.67 (secondary transcription); Babrauskas, *Fire Technology* 19
//! (1983) 251-261. Constants of liquids: `standards::chemicals`.

use crate::consequence::{Outside, Range};
use crate::error::{Error, above_zero, checked};

const DIAMETER: Range = Range {
    what: "pool diameter in m",
    min: 0.2,
    max: 100.0,
    source: "Babrauskas 1983 (from 0.2 m on; largest pools from memory)",
};

/// Babrauskas: kg/(m² s). Without `k_beta_per_m` the rate does not depend on the diameter (alcohols, liquefied
/// gases whose constant is not known).
///
/// # Errors
/// [`Error::OutOfRange`] for a diameter, a rate or a constant that is not above zero.
pub fn babrauskas(
    rate_inf_kg_m2_s: f64,
    k_beta_per_m: Option<f64>,
    diameter_m: f64,
) -> Result<f64, Error> {
    let rate = above_zero("burning rate in kg/(m2 s)", rate_inf_kg_m2_s)?;
    let diameter = above_zero("pool diameter in m", diameter_m)?;
    let Some(k) = k_beta_per_m else {
        return Ok(rate);
    };
    let k = above_zero("k beta in 1/m", k)?;
    // m" = m_inf (1 - exp(-k_beta D))
    Ok(-rate * (-k * diameter).exp_m1())
}

/// A liquid as Burgess sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Liquid {
    /// Heat of combustion, J/kg.
    pub heat_of_combustion_j_kg: f64,
    /// Heat of vaporisation at the boiling point, J/kg.
    pub heat_of_vaporisation_j_kg: f64,
    /// Heat capacity of the liquid, J/(kg K).
    pub heat_capacity_j_kg_k: f64,
    /// Boiling point, K.
    pub boiling_point_k: f64,
}

/// Burgess: kg/(m² s) of a large pool at `pool_k`.
///
/// # Errors
/// [`Error::OutOfRange`] for heats or temperatures that are not above zero.
pub fn burgess(liquid: &Liquid, pool_k: f64) -> Result<f64, Error> {
    let hc = above_zero("heat of combustion in J/kg", liquid.heat_of_combustion_j_kg)?;
    let hv = above_zero(
        "heat of vaporisation in J/kg",
        liquid.heat_of_vaporisation_j_kg,
    )?;
    let cp = checked(
        "heat capacity in J/(kg K)",
        liquid.heat_capacity_j_kg_k,
        0.0,
        f64::MAX,
    )?;
    let tb = above_zero("boiling point in K", liquid.boiling_point_k)?;
    let ta = above_zero("temperature of the pool in K", pool_k)?;
    // m" = 0.001 Hc / (Hv + cp (Tb - Ta))
    Ok(0.001 * hc / (hv + cp * (tb - ta).max(0.0)))
}

/// Whether a pool is outside of the diameters that were burnt.
pub fn outside(diameter_m: f64) -> Option<Outside> {
    DIAMETER.check(diameter_m)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BENZENE: Liquid = Liquid {
        heat_of_combustion_j_kg: 40.15e6,
        heat_of_vaporisation_j_kg: 393_697.0,
        heat_capacity_j_kg_k: 1733.67,
        boiling_point_k: 353.2,
    };

    #[test]
    fn burgess_is_near_what_was_measured_for_benzene() {
        // Babrauskas measured 0.085 kg/(m2 s).
        let rate = burgess(&BENZENE, 288.15).unwrap();
        assert!((rate / 0.085 - 1.0).abs() < 0.1, "{rate}");
    }

    #[test]
    fn a_boiling_pool_needs_no_heating() {
        let rate = |t| burgess(&BENZENE, t).unwrap();
        assert!((rate(353.2) / rate(400.0) - 1.0).abs() < 1e-12);
        assert!((rate(353.2) - 0.001 * 40.15e6 / 393_697.0).abs() < 1e-12);
        assert!(rate(300.0) < rate(353.2));
    }

    #[test]
    fn what_cannot_burn_is_refused() {
        assert!(babrauskas(0.05, Some(2.0), 0.0).is_err());
        assert!(babrauskas(-0.05, None, 1.0).is_err());
        assert!(babrauskas(0.05, Some(-1.0), 1.0).is_err());
        assert!(burgess(&BENZENE, -5.0).is_err());
        assert!(outside(0.1).is_some() && outside(10.0).is_none());
    }

    proptest! {
        #[test]
        fn larger_pools_burn_faster_up_to_the_limit(
            rate in 0.01f64..0.2, k in 0.1f64..5.0, d in 0.01f64..200.0, more in 1.0f64..2.0,
        ) {
            let at = |d: f64| babrauskas(rate, Some(k), d).unwrap();
            prop_assert!(at(d) > 0.0 && at(d) <= at(d * more) && at(d * more) <= rate);
            prop_assert!((babrauskas(rate, None, d).unwrap() - rate).abs() < 1e-15);
        }
    }
}
