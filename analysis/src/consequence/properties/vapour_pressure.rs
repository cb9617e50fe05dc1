//! Vapour pressure from the triple to the critical point.
//!
//! ```text
//! Tmin <= T <= Tmax   log10 p = A - B/(T + C)                                   Antoine
//! T > Tmax            ln(p/pc) = f0 + w f1 + w² f2,  w such that it meets Antoine at Tmax
//!   t = 1 - T/Tc      f0 = (-5.97616 t + 1.29874 t^1.5 - 0.60394 t^2.5 - 1.06841 t^5) Tc/T
//!                     f1 = (-5.03365 t + 1.11505 t^1.5 - 5.41217 t^2.5 - 7.46628 t^5) Tc/T
//!                     f2 = (-0.64771 t + 2.41539 t^1.5 - 4.26979 t^2.5 + 3.25259 t^5) Tc/T
//! T < Tmin            ln p = ln p(Tmin) - s x + c x²,  x = 1/T - 1/Tmin, s the slope of Antoine at Tmin
//! ```
//!
//! Sources: constants of Antoine as `chemicals.csv` says; Ambrose and Walton, Pure Appl. Chem. 61 (1989) 1395, in
//! Poling et al., *The Properties of Gases and Liquids*, 5th ed., eq. 7-4.2 (from memory; verified: from Antoine
//! near the boiling point it gives the table's value at 298.15 K, most of them of reference equations of state, within
//! 2 % for 18 of the 20 gases whose Antoine ends below). The last is Clausius and Clapeyron, bent to meet the table's value at 298.15 K.
//!
//! The table's value at 298.15 K also bends the curve above Tmax, where the two agree within a tenth. Where they do
//! not (phosphine, arsine: 14 and 21 %) the point is left aside, as the curve meets the pressures of the NIOSH
//! pocket guide and the point does not.

use std::f64::consts::LN_10;

use super::REFERENCE_K;
use super::root::root;
use crate::consequence::Outside;
use crate::standards::chemicals::Chemical;

/// Largest ratio between curve and point at which the point is believed.
const BELIEVED: f64 = 1.1;

/// Vapour pressure of a substance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VapourPressure {
    a: f64,
    b: f64,
    c: f64,
    min_k: f64,
    max_k: f64,
    critical_k: f64,
    critical_pa: f64,
    /// Third parameter of Ambrose and Walton.
    omega: f64,
    /// Logarithm of the point at 298.15 K over the curve, where that lies above Tmax.
    bend_hot: f64,
    /// Factor of x² below Tmin.
    bend_cold: f64,
}

impl VapourPressure {
    /// That of a row of the table.
    pub fn of(chemical: &Chemical) -> Self {
        let mut new = Self {
            a: chemical.antoine_a,
            b: chemical.antoine_b,
            c: chemical.antoine_c,
            min_k: chemical.antoine_tmin_k,
            max_k: chemical.antoine_tmax_k,
            critical_k: chemical.tc_k,
            critical_pa: chemical.pc_pa,
            omega: 0.0,
            bend_hot: 0.0,
            bend_cold: 0.0,
        };
        let [f0, f1, f2] = new.ambrose_walton(new.max_k);
        let y = new.ln_antoine(new.max_k) - new.critical_pa.ln() - f0;
        let mut omega = y / f1;
        for _ in 0..20 {
            omega = y / (f1 + f2 * omega);
        }
        new.omega = omega;
        if let Some(point) = chemical.psat_298k_pa {
            if new.max_k < REFERENCE_K && REFERENCE_K < new.critical_k {
                let ratio = point.ln() - new.ln_hot(REFERENCE_K);
                if ratio.abs() < BELIEVED.ln() {
                    new.bend_hot = ratio;
                }
            }
            if REFERENCE_K < new.min_k {
                let x = REFERENCE_K.recip() - new.min_k.recip();
                let ratio = point.ln() - new.ln_cold(REFERENCE_K);
                // Falls with x all the way.
                if 2.0 * ratio / x < new.slope_cold() {
                    new.bend_cold = ratio / (x * x);
                }
            }
        }
        new
    }

    /// Vapour pressure, Pa, at a temperature, K; none at or above the critical temperature.
    pub fn at(&self, t_k: f64) -> Option<f64> {
        (t_k > 0.0 && t_k < self.critical_k).then(|| self.ln(t_k).exp())
    }

    /// Temperature at which the substance boils under a pressure, K; none at or above the critical pressure, nor
    /// where it is colder than a tenth of the critical temperature.
    pub fn saturation_k(&self, p_pa: f64) -> Option<f64> {
        if !(p_pa > 0.0 && p_pa < self.critical_pa) {
            return None;
        }
        let (hot, cold) = (self.critical_k.recip(), 10.0 * self.critical_k.recip());
        let aim = p_pa.ln();
        if self.ln(cold.recip()) > aim {
            return None;
        }
        Some(root(hot, cold, |x| self.ln(x.recip()) - aim).recip())
    }

    /// Acentric factor: `-1 - log10(p/pc)` at 0.7 Tc.
    pub fn acentric_factor(&self) -> f64 {
        -1.0 - (self.ln(0.7 * self.critical_k) - self.critical_pa.ln()) / LN_10
    }

    /// Where the temperature is outside of the range of the measurements behind Antoine's constants.
    pub fn outside(&self, t_k: f64) -> Option<Outside> {
        (!(self.min_k..=self.critical_k).contains(&t_k)).then_some(Outside {
            what: "temperature of the vapour pressure, K",
            value: t_k,
            min: self.min_k,
            max: self.critical_k,
            source: "chemicals.csv: Antoine from Tmin, critical temperature",
        })
    }

    fn ln(&self, t: f64) -> f64 {
        if t < self.min_k {
            self.ln_cold(t)
        } else if t <= self.max_k {
            self.ln_antoine(t)
        } else {
            self.ln_hot(t)
        }
    }

    fn ln_antoine(&self, t: f64) -> f64 {
        LN_10 * (self.a - self.b / (t + self.c))
    }

    fn ambrose_walton(&self, t: f64) -> [f64; 3] {
        let tr = (t / self.critical_k).min(1.0);
        let tau = 1.0 - tr;
        let (t15, t25, t5) = (tau.powf(1.5), tau.powf(2.5), tau.powi(5));
        [
            (-5.976_16 * tau + 1.298_74 * t15 - 0.603_94 * t25 - 1.068_41 * t5) / tr,
            (-5.033_65 * tau + 1.115_05 * t15 - 5.412_17 * t25 - 7.466_28 * t5) / tr,
            (-0.647_71 * tau + 2.415_39 * t15 - 4.269_79 * t25 + 3.252_59 * t5) / tr,
        ]
    }

    fn ln_hot(&self, t: f64) -> f64 {
        let [f0, f1, f2] = self.ambrose_walton(t);
        // Full at 298.15 K, nothing at Tmax and at the critical point; linear in 1/T.
        let x = t.recip();
        let ends = if t < REFERENCE_K {
            self.max_k
        } else {
            self.critical_k
        };
        let way = REFERENCE_K.recip() - ends.recip();
        let share = if self.bend_hot == 0.0 || way == 0.0 {
            0.0
        } else {
            (x - ends.recip()) / way
        };
        self.critical_pa.ln() + f0 + self.omega * (f1 + self.omega * f2) + self.bend_hot * share
    }

    /// Slope of Antoine at Tmin against 1/T, K.
    fn slope_cold(&self) -> f64 {
        LN_10 * self.b * (self.min_k / (self.min_k + self.c)).powi(2)
    }

    fn ln_cold(&self, t: f64) -> f64 {
        let from = self.min_k.recip();
        let x = t.recip() - from;
        // Below 298.15 K the tangent goes on.
        let bent = x.min((REFERENCE_K.recip() - from).max(0.0));
        let slope = -self.slope_cold();
        self.ln_antoine(self.min_k) + slope * x + self.bend_cold * bent * (bent + 2.0 * (x - bent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::chemicals::{all, find};

    #[test]
    fn the_curve_meets_the_points_of_the_table() {
        for chemical in all() {
            let p = VapourPressure::of(chemical);
            let near = |t: f64, aim: f64, most: f64| {
                let got = p.at(t).unwrap();
                assert!(
                    (got / aim - 1.0).abs() < most,
                    "{}: {got}, not {aim}",
                    chemical.name_en
                );
            };
            // Dimethyl sulfate's constants and boiling point are of two sources, 7 % apart.
            near(chemical.tb_k, 101_325.0, 0.08);
            let aside = ["Phosphine", "Arsine"].contains(&chemical.name_en.as_str());
            if let Some(point) = chemical.psat_298k_pa.filter(|_| !aside) {
                // Hydrogen fluoride and isopropanol are 4 % apart within the range of Antoine.
                near(298.15, point, 0.045);
            }
            let end = p.at(chemical.tc_k * (1.0 - 1e-9)).unwrap();
            assert!((end / chemical.pc_pa - 1.0).abs() < 1e-6);
            assert!(p.at(chemical.tc_k).is_none() && p.at(0.0).is_none());
        }
    }

    /// NIOSH pocket guide: 41.3 atm at 20 °C, 14.9 atm at 21 °C.
    #[test]
    fn phosphine_and_arsine_are_nearer_to_niosh_than_to_their_points() {
        for (cas, t, atm) in [("7803-51-2", 293.15, 41.3), ("7784-42-1", 294.3, 14.9)] {
            let got = VapourPressure::of(find(cas).unwrap()).at(t).unwrap() / 101_325.0;
            assert!((got / atm - 1.0).abs() < 0.2, "{cas} {got}");
        }
    }

    #[test]
    fn boiling_is_the_inverse_of_vapour_pressure() {
        for chemical in all() {
            let p = VapourPressure::of(chemical);
            for tr in [0.3, 0.45, 0.6, 0.8, 0.95] {
                let t = tr * chemical.tc_k;
                let Some(back) = p.saturation_k(p.at(t).unwrap()) else {
                    continue;
                };
                assert!(
                    (back / t - 1.0).abs() < 1e-9,
                    "{} {t} {back}",
                    chemical.name_en
                );
            }
        }
    }
}
