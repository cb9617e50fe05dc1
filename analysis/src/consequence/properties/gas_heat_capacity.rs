//! Heat capacity, enthalpy and entropy of an ideal gas.
//!
//! ```text
//! cp(T) = cp(298.15 K) q(T)/q(298.15 K),  q = a + b T + c T² + d T³
//! ```
//! from 230 K to 1500 K, constant beyond: the cubics were made for 273 K and more and dip below the measurements in
//! the cold.
//!
//! Sources: cp(298.15 K) of `chemicals.csv`; q of Reid, Prausnitz and Poling, *The Properties of Gases and Liquids*,
//! 4th ed. (1987), appendix A (`gas_heat_capacity.csv`), from memory, each checked at 298.15 K. Substances without
//! a cubic have a constant heat capacity.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::REFERENCE_K;
use crate::consequence::{Outside, Range};
use crate::standards::chemicals::Chemical;

/// Least and greatest temperature of the cubics, K.
const COLD_K: f64 = 230.0;
const HOT_K: f64 = 1500.0;

/// From CAS number to a, b, c and d.
static CUBICS: LazyLock<BTreeMap<&'static str, [f64; 4]>> = LazyLock::new(|| {
    include_str!("gas_heat_capacity.csv")
        .lines()
        .filter_map(|line| {
            let (cas, numbers) = line.split_once(',')?;
            let mut q = [0.0; 4];
            let mut all = numbers.split(',').map(|n| n.trim().parse::<f64>().ok());
            for slot in &mut q {
                *slot = all.next()??;
            }
            Some((cas, q))
        })
        .collect()
});

/// Heat capacity of the ideal gas of a substance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GasHeatCapacity {
    /// cp as a cubic of T, J/(kg K).
    q: [f64; 4],
}

impl GasHeatCapacity {
    /// That of a row of the table; none where it has none at 298.15 K.
    pub fn of(chemical: &Chemical) -> Option<Self> {
        let cp = chemical.cp_gas_298k_j_kg_k?;
        let flat = Self::constant(cp);
        let Some(q) = CUBICS.get(chemical.cas.as_str()) else {
            return Some(flat);
        };
        let scale = cp / cubic(q, REFERENCE_K);
        Some(Self {
            q: q.map(|x| x * scale),
        })
    }

    /// A heat capacity that does not depend on temperature, J/(kg K).
    pub const fn constant(cp_j_kg_k: f64) -> Self {
        Self {
            q: [cp_j_kg_k, 0.0, 0.0, 0.0],
        }
    }

    /// Heat capacity at constant pressure, J/(kg K).
    pub fn at(&self, t_k: f64) -> f64 {
        cubic(&self.q, t_k.clamp(COLD_K, HOT_K))
    }

    /// Enthalpy above that at 298.15 K, J/kg.
    pub fn enthalpy_j_kg(&self, t_k: f64) -> f64 {
        let t = t_k.clamp(COLD_K, HOT_K);
        let [a, b, c, d] = self.q;
        let up = |t: f64| t * (a + t * (b / 2.0 + t * (c / 3.0 + t * d / 4.0)));
        up(t) - up(REFERENCE_K) + cubic(&self.q, t) * (t_k - t)
    }

    /// Entropy above that at 298.15 K and the same pressure, J/(kg K); `t_k` above 0.
    pub fn entropy_j_kg_k(&self, t_k: f64) -> f64 {
        let t = t_k.clamp(COLD_K, HOT_K);
        let [a, b, c, d] = self.q;
        let up = |t: f64| a * t.ln() + t * (b + t * (c / 2.0 + t * d / 3.0));
        up(t) - up(REFERENCE_K) + cubic(&self.q, t) * (t_k / t).ln()
    }

    /// Where the temperature is outside of that of the cubics.
    pub fn outside(t_k: f64) -> Option<Outside> {
        const RANGE: Range = Range {
            what: "temperature of the heat capacity of the gas, K",
            min: COLD_K,
            max: HOT_K,
            source: "Reid, Prausnitz and Poling 1987, appendix A; held constant beyond",
        };
        RANGE.check(t_k)
    }
}

fn cubic(q: &[f64; 4], t: f64) -> f64 {
    let [a, b, c, d] = q;
    a + t * (b + t * (c + t * d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::chemicals::{all, find};

    #[test]
    fn every_cubic_is_read_and_meets_the_table_at_298_k() {
        let lines = include_str!("gas_heat_capacity.csv")
            .lines()
            .filter(|l| !l.starts_with('#'));
        assert_eq!(CUBICS.len(), lines.count() - 1);
        for (cas, q) in CUBICS.iter() {
            let chemical = find(cas).unwrap();
            let cp = chemical.cp_gas_298k_j_kg_k.unwrap() * chemical.mw_g_mol * 1e-3;
            let off = cubic(q, REFERENCE_K) / cp - 1.0;
            assert!(off.abs() < 0.08, "{cas} {off}");
        }
    }

    #[test]
    fn enthalpy_and_entropy_are_the_integrals_of_the_heat_capacity() {
        for chemical in all() {
            let Some(gas) = GasHeatCapacity::of(chemical) else {
                continue;
            };
            for t in [150.0, 229.0, 290.0, 500.0, 1499.0, 1700.0] {
                let (cp, d) = (gas.at(t), 0.01);
                assert!(cp > 0.0, "{} {t}", chemical.name_en);
                let slope = (gas.enthalpy_j_kg(t + d) - gas.enthalpy_j_kg(t - d)) / (2.0 * d);
                assert!((slope / cp - 1.0).abs() < 1e-5, "{} {t}", chemical.name_en);
                let slope = t * (gas.entropy_j_kg_k(t + d) - gas.entropy_j_kg_k(t - d)) / (2.0 * d);
                assert!((slope / cp - 1.0).abs() < 1e-5, "{} {t}", chemical.name_en);
            }
        }
    }
}
