//! Energy and blast of a vessel that bursts under pressure.
//!
//! ```text
//! Brode       E = (P1 − P0) V / (γ − 1)                         heating at constant volume: upper end
//! isentropic  E = P1 V / (γ − 1) [1 − (P0/P1)^((γ−1)/γ)]        expansion work of an ideal gas (Baker)
//! isothermal  E = P1 V ln(P1/P0)                                without the work on the air around
//! BLEVE       E = m (u1 − u2)                                   expansion of a liquid and its vapour
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | P1, P0 | absolute pressure at burst, ambient pressure | Pa |
//! | V, γ | volume of gas, ratio of its heat capacities | m³, – |
//! | m, u1, u2 | mass, internal energy before and after an isentropic expansion to P0 | kg, J/kg |
//!
//! The blast is that of the charge of TNT with the share of the energy that does not go into fragments, on the curve
//! for bursts on the ground, which has the mirror of the ground in it. Near the vessel this overstates: no overpressure
//! can exceed that inside.
//!
//! Source: CCPS, *Guidelines for VCE, Pressure Vessel Burst, BLEVE and Flash Fire*, 2nd ed., 2010, ch. 7 (equations
//! from memory; closed forms). The share of one half: from memory.

use super::{kingery_bulmash, tnt};
use crate::consequence::{Outside, Range};
use crate::error::Error;

/// Share of the burst energy that goes into the blast and not into fragments: from memory.
pub const BLAST_SHARE: f64 = 0.5;

const PRESSURE: Range = Range {
    what: "pressure at burst, Pa",
    min: 2e5,
    max: 1e7,
    source: "ideal gas; our judgement",
};

/// A gas in a vessel at the moment of its burst.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vessel {
    /// Absolute pressure, P1, Pa.
    burst_pa: f64,
    /// Ambient pressure, P0, Pa.
    ambient_pa: f64,
    /// Volume of gas, V, m³.
    volume_m3: f64,
    /// Ratio of heat capacities, γ.
    gamma: f64,
}

impl Vessel {
    /// A vessel at `burst_pa` above an ambient pressure above 0, with a ratio of heat capacities above 1.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for anything else.
    pub fn new(burst_pa: f64, ambient_pa: f64, volume_m3: f64, gamma: f64) -> Result<Self, Error> {
        let check = |what, value: f64, min, max| {
            if value > min && value <= max {
                Ok(())
            } else {
                Err(Error::OutOfRange {
                    what,
                    value,
                    min,
                    max,
                })
            }
        };
        check("ambient pressure, Pa", ambient_pa, 0.0, 1e9)?;
        check("pressure at burst, Pa", burst_pa, ambient_pa, 1e10)?;
        check("volume, m³", volume_m3, 0.0, 1e9)?;
        check("ratio of heat capacities", gamma, 1.0, 3.0)?;
        Ok(Self {
            burst_pa,
            ambient_pa,
            volume_m3,
            gamma,
        })
    }

    /// Energy by Brode, J.
    pub fn brode_j(&self) -> f64 {
        (self.burst_pa - self.ambient_pa) * self.volume_m3 / (self.gamma - 1.0)
    }

    /// Work of an isentropic expansion, J.
    pub fn isentropic_j(&self) -> f64 {
        let exponent = (self.gamma - 1.0) / self.gamma;
        // 1 − r^x as −(e^(x ln r) − 1), exact for γ near 1 as well.
        let spent = -(exponent * (self.ambient_pa / self.burst_pa).ln()).exp_m1();
        self.burst_pa * self.volume_m3 / (self.gamma - 1.0) * spent
    }

    /// Work of an isothermal expansion, J.
    pub fn isothermal_j(&self) -> f64 {
        self.burst_pa * self.volume_m3 * (self.burst_pa / self.ambient_pa).ln()
    }

    /// What the model was not made for.
    pub fn outside(&self) -> Option<Outside> {
        PRESSURE.check(self.burst_pa)
    }
}

/// Work of the expansion of a boiling liquid, J; 0 where the energy does not fall.
pub fn bleve_j(mass_kg: f64, before_j_kg: f64, after_j_kg: f64) -> f64 {
    mass_kg * (before_j_kg - after_j_kg).max(0.0)
}

/// Charge of TNT on the ground, kg, of a burst energy.
pub fn charge_kg(energy_j: f64, blast_share: f64) -> f64 {
    blast_share * energy_j / tnt::TNT_HEAT_J_KG
}

/// Overpressure, Pa, at a distance from a burst, not above that inside the vessel.
pub fn overpressure_pa(
    energy_j: f64,
    blast_share: f64,
    distance_m: f64,
    burst_over_ambient_pa: f64,
) -> f64 {
    let z = distance_m / charge_kg(energy_j, blast_share).cbrt();
    kingery_bulmash::incident_pressure_pa(z).min(burst_over_ambient_pa)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn impossible_vessels_are_refused() {
        for (p1, p0, v, g) in [
            (1e5, 1e5, 1.0, 1.4),
            (2e5, 0.0, 1.0, 1.4),
            (2e5, 1e5, 0.0, 1.4),
            (2e5, 1e5, 1.0, 1.0),
            (f64::NAN, 1e5, 1.0, 1.4),
        ] {
            assert!(Vessel::new(p1, p0, v, g).is_err());
        }
        assert!(Vessel::new(5e7, 1e5, 1.0, 1.4).unwrap().outside().is_some());
        assert!(bleve_j(1.0, 1.0, 2.0).abs() < 1e-300);
    }

    proptest! {
        #[test]
        fn the_energies_stand_in_their_order(ratio in 1.001..500.0_f64, gamma in 1.01..1.67_f64) {
            let v = Vessel::new(1e5 * ratio, 1e5, 3.0, gamma).unwrap();
            prop_assert!(0.0 < v.isentropic_j());
            // Isentropic work is less than Brode's heat as well as than isothermal work.
            prop_assert!(v.isentropic_j() <= v.brode_j() && v.isentropic_j() <= v.isothermal_j());
        }

        #[test]
        fn isentropic_becomes_isothermal_as_gamma_becomes_one(ratio in 1.1..100.0_f64) {
            let v = Vessel::new(1e5 * ratio, 1e5, 3.0, 1.0 + 1e-9).unwrap();
            prop_assert!((v.isentropic_j() / v.isothermal_j() - 1.0).abs() < 1e-6);
        }

        #[test]
        fn the_blast_falls_and_stays_below_the_pressure_inside(log_r in -1.0..4.0_f64) {
            let r = 10_f64.powf(log_r);
            let p = |r| overpressure_pa(1.4e8, BLAST_SHARE, r, 1.9e6);
            prop_assert!(p(r) <= 1.9e6 && p(r * 1.05) <= p(r) && p(r) > 0.0);
        }
    }
}
