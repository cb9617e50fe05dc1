//! Density of a saturated liquid.
//!
//! ```text
//! rho(T) = rho(T0) Z^(f(T0) - f(T)),  f(T) = (1 - T/Tc)^(2/7),  Z = 0.29056 - 0.08775 omega
//! ```
//! from the colder of the two points of the table (boiling point, 298.15 K), scaled to the other, linearly between
//! the two and constant beyond.
//!
//! Sources: Rackett (1970) in the form of Spencer and Danner (1972); Z by Yamada and Gunn (1973); both in Poling et
//! al., *The Properties of Gases and Liquids*, 5th ed., eq. 4-11.3 and 4-11.4 (from memory; verified: from the one
//! point it meets the other within 2 % for all substances that have both, but ethanol, 2.4 %, and the four below).
//! Where the other point is away from the curve by more than 5 % it is left aside: for ethane and acetylene
//! the table's method ends below the critical region, for nitric acid and phosphorus oxychloride it has one number
//! for both temperatures.

use super::{REFERENCE_K, share};
use crate::standards::chemicals::Chemical;

/// Largest difference between curve and point at which the point is believed.
const BELIEVED: f64 = 0.05;

/// Density of the liquid of a substance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LiquidDensity {
    critical_k: f64,
    z: f64,
    /// The colder point.
    from: (f64, f64),
    /// Temperature of the other point, and point over curve.
    to: (f64, f64),
}

impl LiquidDensity {
    /// That of a row of the table; none where it has no point.
    pub fn of(chemical: &Chemical, acentric: f64) -> Option<Self> {
        let boiling = chemical.rho_liq_tb_kg_m3.map(|rho| (chemical.tb_k, rho));
        let reference = chemical
            .rho_liq_298k_kg_m3
            .filter(|_| REFERENCE_K < chemical.tc_k)
            .map(|rho| (REFERENCE_K, rho));
        let (from, other) = match (boiling, reference) {
            (Some(b), Some(r)) if b.0 <= r.0 => (b, Some(r)),
            (Some(b), Some(r)) => (r, Some(b)),
            (one, two) => (one.or(two)?, None),
        };
        let mut new = Self {
            critical_k: chemical.tc_k,
            z: (0.290_56 - 0.087_75 * acentric).max(0.15),
            from,
            to: (from.0, 1.0),
        };
        if let Some((t, point)) = other {
            let ratio = point / new.curve(t);
            if (ratio - 1.0).abs() < BELIEVED {
                new.to = (t, ratio);
            }
        }
        Some(new)
    }

    /// Density, kg/m³, at a temperature, K; none at or above the critical temperature.
    pub fn at(&self, t_k: f64) -> Option<f64> {
        (t_k > 0.0 && t_k < self.critical_k).then(|| {
            let share = share(t_k, self.from.0, self.to.0);
            self.curve(t_k) * (1.0 + (self.to.1 - 1.0) * share)
        })
    }

    /// Thermal expansion along saturation, 1/K: `-(2/7) ln Z (1 - T/Tc)^(-5/7)/Tc`; none at or above the critical
    /// temperature.
    pub fn expansion_per_k(&self, t_k: f64) -> Option<f64> {
        (t_k > 0.0 && t_k < self.critical_k).then(|| {
            let tau = (1.0 - t_k / self.critical_k).max(1e-3);
            -(2.0 / 7.0) * self.z.ln() * tau.powf(-5.0 / 7.0) / self.critical_k
        })
    }

    fn curve(&self, t: f64) -> f64 {
        let f = |t: f64| (1.0 - t / self.critical_k).max(0.0).powf(2.0 / 7.0);
        self.from.1 * self.z.powf(f(self.from.0) - f(t))
    }
}

#[cfg(test)]
mod tests {
    use crate::consequence::properties::Substance;
    use crate::standards::chemicals::all;

    #[test]
    fn the_curve_meets_the_points_of_the_table() {
        for chemical in all() {
            let Some(density) = Substance::of(chemical).liquid_density else {
                panic!("{} has a point", chemical.name_en);
            };
            let aside = [
                "Ethane",
                "Acetylene",
                "Nitric acid",
                "Phosphorus oxychloride",
            ]
            .contains(&chemical.name_en.as_str());
            let points = [
                (chemical.tb_k, chemical.rho_liq_tb_kg_m3),
                (298.15, chemical.rho_liq_298k_kg_m3),
            ];
            for (t, point) in points {
                let Some(point) = point else { continue };
                let off = (density.at(t).unwrap() / point - 1.0).abs();
                assert!(
                    off < if aside { 0.11 } else { 1e-9 },
                    "{} {off}",
                    chemical.name_en
                );
            }
        }
    }

    /// Reference equation of state by way of the published case: propane at 303.15 K, 484.469 kg/m³.
    #[test]
    fn propane_at_30_c_is_that_of_the_reference_equation() {
        let propane = Substance::find("propane").unwrap().liquid_density.unwrap();
        assert!((propane.at(303.15).unwrap() / 484.469 - 1.0).abs() < 0.003);
        // Expansion is the slope of the density.
        let slope = (propane.at(280.0).unwrap() / propane.at(281.0).unwrap()).ln();
        assert!((propane.expansion_per_k(280.5).unwrap() / slope - 1.0).abs() < 0.02);
    }
}
