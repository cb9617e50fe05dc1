//! The blast curves behind one name, for who wants an overpressure or a distance and not a method.

use super::{epa, gbt37243, kingery_bulmash, kinney_graham};
use crate::consequence::{ATMOSPHERE_PA, Outside};

/// A curve from scaled distance to peak side-on overpressure of a charge of TNT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Curve {
    /// In free air; [`kinney_graham`].
    #[default]
    KinneyGraham,
    /// On the ground; [`kingery_bulmash`].
    KingeryBulmash,
    /// On the ground; [`gbt37243`].
    Gbt37243,
    /// Screening; [`epa`].
    Epa,
}

/// Every curve with its name in JSON.
pub const CURVES: [(&str, Curve); 4] = [
    ("kinney_graham", Curve::KinneyGraham),
    ("kingery_bulmash", Curve::KingeryBulmash),
    ("gbt37243", Curve::Gbt37243),
    ("epa", Curve::Epa),
];

impl Curve {
    /// The curve with a name.
    pub fn named(name: &str) -> Option<Self> {
        CURVES.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
    }

    /// Peak overpressure, Pa, of `charge_kg` of TNT at `distance_m`, both above 0. The ambient pressure counts
    /// for Kinney and Graham only.
    pub fn overpressure_pa(self, charge_kg: f64, distance_m: f64, ambient_pa: f64) -> f64 {
        let z = distance_m / charge_kg.cbrt();
        match self {
            Self::KinneyGraham => ambient_pa * kinney_graham::pressure_ratio(z),
            Self::KingeryBulmash => kingery_bulmash::incident_pressure_pa(z),
            Self::Gbt37243 => gbt37243::overpressure_pa(z),
            Self::Epa => epa::overpressure_pa(z),
        }
    }

    /// How far, m, an overpressure above 0 reaches; 0 where it is reached nowhere.
    pub fn distance_m(self, charge_kg: f64, overpressure_pa: f64, ambient_pa: f64) -> f64 {
        let z = match self {
            Self::KinneyGraham => kinney_graham::scaled_distance(overpressure_pa / ambient_pa),
            Self::KingeryBulmash => kingery_bulmash::scaled_distance(overpressure_pa),
            Self::Gbt37243 => gbt37243::scaled_distance(overpressure_pa),
            Self::Epa => epa::scaled_distance(overpressure_pa),
        };
        z * charge_kg.cbrt()
    }

    /// What the curve was not made for.
    pub fn outside(self, charge_kg: f64, distance_m: f64, ambient_pa: f64) -> Vec<Outside> {
        let z = distance_m / charge_kg.cbrt();
        match self {
            Self::KinneyGraham => kinney_graham::outside(z, ambient_pa),
            Self::KingeryBulmash => kingery_bulmash::outside(z),
            Self::Gbt37243 => gbt37243::outside(z).into_iter().collect(),
            Self::Epa => epa::outside(epa::overpressure_pa(z)).into_iter().collect(),
        }
    }

    /// Overpressure, Pa, in the standard atmosphere.
    pub fn standard_overpressure_pa(self, charge_kg: f64, distance_m: f64) -> f64 {
        self.overpressure_pa(charge_kg, distance_m, ATMOSPHERE_PA)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_curve_on_the_ground_is_one_in_free_air_with_most_of_its_mirror() {
        for distance_m in [30.0, 50.0, 100.0, 150.0] {
            let ground = Curve::KingeryBulmash.standard_overpressure_pa(1e3, distance_m);
            let air = Curve::KinneyGraham.standard_overpressure_pa(1.8e3, distance_m);
            assert!(
                (ground / air - 1.0).abs() < 0.2,
                "{distance_m}: {ground} {air}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_distance_comes_back_by_its_overpressure(log_w in -2.0..6.0_f64, log_z in 0.0..1.3_f64) {
            let w = 10_f64.powf(log_w);
            let r = 10_f64.powf(log_z) * w.cbrt();
            for (name, curve) in CURVES {
                let p = curve.overpressure_pa(w, r, 1e5);
                let back = curve.distance_m(w, p, 1e5);
                prop_assert!((back / r - 1.0).abs() < 1e-6, "{name} {r} {back}");
                prop_assert_eq!(Curve::named(name), Some(curve));
            }
        }

        #[test]
        fn no_input_gives_what_is_not_finite(log_w in -30.0..30.0_f64, log_r in -30.0..30.0_f64) {
            let (w, r) = (10_f64.powf(log_w), 10_f64.powf(log_r));
            for (name, curve) in CURVES {
                let p = curve.overpressure_pa(w, r, 1e5);
                prop_assert!(p.is_finite() && p >= 0.0, "{name} {p}");
                let d = curve.distance_m(w, r, 1e5);
                prop_assert!(d.is_finite() && d >= 0.0, "{name} {d}");
            }
        }
    }
}
