//! Heat capacity, enthalpy and entropy of a saturated liquid.
//!
//! ```text
//! cp_l = k { cp_g(T) + (R/M) [1.586 + 0.49/(1-Tr) + w (4.2775 + 6.3 (1-Tr)^(1/3)/Tr + 0.4355/(1-Tr))] }
//! dh/dT   = cp_l - (R/M) exp(20.1 Tr - 17.9)              along saturation
//! T ds/dT = dh/dT - (R/M) exp(8.655 Tr - 8.385)           along saturation
//! ```
//! k scales to the table's point at 298.15 K.
//!
//! Source: Rowlinson and Bondi (1966, 1969) with the constants of Poling et al., *The Properties of Gases and
//! Liquids*, 5th ed., eq. 6-6.4, and the saturation terms of eq. 6-6.5 and 6-6.6 (from memory; verified: enthalpies
//! from 298.15 K to the boiling point meet the reference equations of state of propane, isobutane, propylene,
//! ammonia and hydrogen sulphide within 1.3 %, of hydrogen chloride within 6 %).
//!
//! Tables end below the critical region, where the heat capacity has no bound: their point counts fully up to
//! Tr = 0.8, not at all from 0.9 on. It counts neither where it is away from the curve by more than a factor of
//! three (phenol, solid at 298.15 K, whose number is that of a polynomial far outside of its range).
//! Where the gas has no heat capacity the liquid has a constant one.

use super::{GasHeatCapacity, REFERENCE_K, share};
use crate::consequence::R;
use crate::standards::chemicals::Chemical;

/// Reduced temperature beyond which the curve is held.
const END: f64 = 0.99;

/// Nodes and weights of Gauss and Legendre on -1 to 1, five points (Abramowitz and Stegun, table 25.4).
const GAUSS: [(f64, f64); 5] = [
    (-0.906_179_845_938_664, 0.236_926_885_056_189),
    (-0.538_469_310_105_683, 0.478_628_670_499_366),
    (0.0, 0.568_888_888_888_889),
    (0.538_469_310_105_683, 0.478_628_670_499_366),
    (0.906_179_845_938_664, 0.236_926_885_056_189),
];
/// Panels of the integrals.
const PANELS: u8 = 6;

/// Heat capacity of the liquid of a substance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LiquidHeatCapacity {
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Constant(f64),
    Corresponding {
        critical_k: f64,
        acentric: f64,
        /// R/M, J/(kg K).
        r: f64,
        gas: GasHeatCapacity,
        scale: f64,
    },
}

impl LiquidHeatCapacity {
    /// That of a row of the table; none where it has neither a point for the liquid nor one for the gas.
    pub fn of(chemical: &Chemical, acentric: f64, gas: Option<GasHeatCapacity>) -> Option<Self> {
        let point = chemical
            .cp_liq_298k_j_kg_k
            .filter(|_| REFERENCE_K < chemical.tc_k);
        let Some(gas) = gas else {
            return point.map(Self::constant);
        };
        let (critical_k, r) = (chemical.tc_k, R / (chemical.mw_g_mol * 1e-3));
        let with = |scale| Self {
            kind: Kind::Corresponding {
                critical_k,
                acentric,
                r,
                gas,
                scale,
            },
        };
        let scale = point
            .map(|point| point / with(1.0).at(REFERENCE_K))
            .filter(|ratio| (1.0 / 3.0..3.0).contains(ratio))
            .map_or(1.0, |ratio| {
                1.0 + (ratio - 1.0) * share(REFERENCE_K / critical_k, 0.9, 0.8)
            });
        Some(with(scale))
    }

    /// A heat capacity that does not depend on temperature, J/(kg K).
    pub const fn constant(cp_j_kg_k: f64) -> Self {
        Self {
            kind: Kind::Constant(cp_j_kg_k),
        }
    }

    /// Heat capacity at constant pressure, J/(kg K), at a temperature above 0 K; held beyond 0.99 Tc.
    pub fn at(&self, t_k: f64) -> f64 {
        match self.kind {
            Kind::Constant(cp) => cp,
            Kind::Corresponding {
                critical_k,
                acentric,
                r,
                gas,
                scale,
            } => {
                let tr = (t_k / critical_k).clamp(0.1, END);
                let tau = 1.0 - tr;
                let excess =
                    1.586 + 0.49 / tau + acentric * (4.2775 + 6.3 * tau.cbrt() / tr + 0.4355 / tau);
                scale * (gas.at(t_k) + r * excess)
            }
        }
    }

    /// Slope of enthalpy, J/(kg K), and T times the slope of entropy along saturation.
    fn slopes(&self, t: f64) -> (f64, f64) {
        let cp = self.at(t);
        match self.kind {
            Kind::Constant(_) => (cp, cp),
            Kind::Corresponding { critical_k, r, .. } => {
                let tr = (t / critical_k).min(END);
                let dh = cp - r * (20.1 * tr - 17.9).exp();
                (dh, dh - r * (8.655 * tr - 8.385).exp())
            }
        }
    }

    /// How much enthalpy, J/kg, and entropy, J/(kg K), the saturated liquid gains from one temperature to another.
    pub fn rise(&self, from_k: f64, to_k: f64) -> (f64, f64) {
        let half = (to_k - from_k) / (2.0 * f64::from(PANELS));
        let (mut h, mut s) = (0.0, 0.0);
        for panel in 0..PANELS {
            let mid = from_k + half * (2.0 * f64::from(panel) + 1.0);
            for (node, weight) in GAUSS {
                let t = mid + half * node;
                let (dh, tds) = self.slopes(t);
                h += weight * half * dh;
                s += weight * half * tds / t;
            }
        }
        (h, s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consequence::properties::Substance;
    use crate::standards::chemicals::all;

    #[test]
    fn the_curve_meets_the_points_of_the_table_away_from_the_critical_point() {
        for chemical in all() {
            let Some(point) = chemical.cp_liq_298k_j_kg_k else {
                continue;
            };
            let cp = Substance::of(chemical).liquid_heat_capacity.unwrap();
            if 298.15 / chemical.tc_k < 0.8 && chemical.name_en != "Phenol" {
                assert!(
                    (cp.at(298.15) / point - 1.0).abs() < 1e-9,
                    "{}",
                    chemical.name_en
                );
            }
        }
    }

    /// NIST Chemistry WebBook, saturated liquid: phenol near its melting point 2.2 kJ/(kg K); benzene at 350 K,
    /// 1.89 kJ/(kg K); both from memory.
    #[test]
    fn heat_capacities_are_those_of_the_handbook() {
        let at = |name, t| {
            Substance::find(name)
                .unwrap()
                .liquid_heat_capacity
                .unwrap()
                .at(t)
        };
        assert!((at("phenol", 320.0) / 2200.0 - 1.0).abs() < 0.15);
        assert!((at("benzene", 350.0) / 1890.0 - 1.0).abs() < 0.03);
    }

    #[test]
    fn a_rise_there_and_back_is_nothing_and_a_constant_one_is_closed() {
        let propane = Substance::find("propane")
            .unwrap()
            .liquid_heat_capacity
            .unwrap();
        let (up, down) = (propane.rise(230.0, 300.0), propane.rise(300.0, 230.0));
        assert!((up.0 + down.0).abs() < 1e-6 && (up.1 + down.1).abs() < 1e-9);
        let (h, s) = LiquidHeatCapacity::constant(2000.0).rise(250.0, 300.0);
        assert!((h - 1e5).abs() < 1e-6 && (s - 2000.0 * 1.2_f64.ln()).abs() < 1e-9);
    }
}
