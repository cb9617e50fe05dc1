//! Blast of a vapour cloud by the multi-energy method: overpressure by class of strength 1 to 10.
//!
//! ```text
//! R' = r / (E/p0)^(1/3),   p/p0 = min(plateau, a R'^b)
//! ```
//!
//! | class | plateau | a | b | confidence |
//! |---|---|---|---|---|
//! | 1 | 0.01 | 0.0064 | −0.97 | secondary |
//! | 2, 3 | 0.02, 0.05 | 0.0128, 0.032 | −0.98 | from memory, between their neighbours |
//! | 4 | 0.1 | 0.0644 | −0.99 | secondary |
//! | 5 | 0.2 | 0.117 | −0.99 | secondary |
//! | 6 | 0.5 | 0.301 | −1.11 | secondary |
//! | 7, 8, 9 | 1, 2, 5 | the curve of a detonation, [`super::bst`] at Mf 5.2 | | closure, ±20 % |
//! | 10 | – | the curve of a detonation | | closure, ±20 % |
//!
//! E is the heat of combustion of the congested part of the cloud (3.5 MJ/m³ of it), not doubled: the curves are those
//! of a hemisphere on the ground. The fits start at R' = 0.5 to 0.6, where plateau and power do not meet (the power
//! is higher by up to 28 %); the lesser of both is taken, so there is no jump and the plateau ends a little farther.
//! The closure is used at the same R', because so it meets class 6 far away as the charts of TNO do (12 to 20 %
//! above it at R' 3 to 10); R'/2^(1/3), which the doubling of E in that method would ask for, lies 40 % above. Where the
//! closure would fall below class 6 (from R' = 60 on), class 6 is taken.
//!
//! Classes in use: open plant 4 to 6, congested plant 7, else 1 to 3 (from memory).
//!
//! Source: TNO Yellow Book CPR 14E (2005) fig. 5.8A in the fits of Díaz Alonso et al., J. Hazard. Mater. A137 (2006) 734,
//! as coded publicly; AQ/T 3046-2013 E.60 to E.62. The figure itself was not read.

use super::{bst, falling::reach};
use crate::consequence::{Outside, Range};

const SCALED_DISTANCE: Range = Range {
    what: "scaled distance r (p0/E)^(1/3)",
    min: 0.23,
    max: 100.0,
    source: "CPR 14E fig. 5.8A and Díaz Alonso 2006",
};

/// Impulse and pressure of a class go by the flame whose greatest pressure is the plateau.
const PLATEAUS: [f64; 9] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

/// Class of strength, 1 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class(u8);

impl Class {
    /// The class of a number; none but for 1 to 10.
    pub fn of(number: f64) -> Option<Self> {
        let is_class = (1.0..=10.0).contains(&number) && number.fract().abs() < f64::EPSILON;
        is_class.then_some(Self(number as u8))
    }

    /// The greatest p/p0 of the class; none for a detonation.
    pub fn plateau(self) -> Option<f64> {
        PLATEAUS.get(usize::from(self.0) - 1).copied()
    }

    /// Why the answer of this class is to be taken with care.
    pub fn doubt(self) -> &'static str {
        match self.0 {
            1 | 4..=6 => "the fit was read in a secondary source",
            2 | 3 => "from memory, between the neighbouring classes",
            _ => "closed by the curve of a detonation (BST, Mf 5.2), within 20 %",
        }
    }

    /// Peak overpressure over ambient pressure at a scaled distance from 0 on.
    pub fn pressure_ratio(self, scaled_distance: f64) -> f64 {
        let power = |a: f64, b: f64| a * scaled_distance.max(1e-9).powf(b);
        let decay = match self.0 {
            1 => power(0.0064, -0.97),
            2 => power(0.0128, -0.98),
            3 => power(0.032, -0.98),
            4 => power(0.0644, -0.99),
            5 => power(0.117, -0.99),
            6 => power(0.301, -1.11),
            // The curve of class 6 is what all strong classes end in.
            _ => bst::pressure_ratio(bst::DETONATION, scaled_distance).max(power(0.301, -1.11)),
        };
        self.plateau().map_or(decay, |plateau| decay.min(plateau))
    }

    /// Scaled distance up to which a pressure ratio above 0 is reached; 0 where it is reached nowhere.
    pub fn scaled_distance(self, ratio: f64) -> f64 {
        reach(1e-3, 1e6, ratio, |r| self.pressure_ratio(r))
    }

    /// The flame Mach number whose greatest pressure, 2.4 Mf²/(1+Mf) p0 (Tang and Baker 1999, from memory), is that
    /// of the class.
    pub fn mach(self) -> f64 {
        self.plateau()
            .map_or(bst::DETONATION, |p| (p + (p * p + 9.6 * p).sqrt()) / 4.8)
    }

    /// Scaled impulse I a0 / (E^(1/3) p0^(2/3)) at a scaled distance: that of [`bst`] for the flame of
    /// [`Self::mach`], as the charts of duration were not read.
    pub fn scaled_impulse(self, scaled_distance: f64) -> f64 {
        bst::scaled_impulse(self.mach(), scaled_distance)
    }
}

/// What the curves were not made for.
pub fn outside(scaled_distance: f64) -> Option<Outside> {
    SCALED_DISTANCE.check(scaled_distance)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn classes() -> impl Iterator<Item = Class> {
        (1..=10).map(Class)
    }

    #[test]
    fn classes_are_whole_numbers_from_one_to_ten() {
        assert_eq!(Class::of(7.0), Some(Class(7)));
        for no_class in [0.0, 11.0, 2.5, -1.0, f64::NAN] {
            assert_eq!(Class::of(no_class), None);
        }
        assert!(outside(0.1).is_some() && outside(1.0).is_none());
    }

    #[test]
    fn the_flame_of_a_class_has_its_pressure() {
        for class in classes().take(9) {
            let m = class.mach();
            let p = class.plateau().unwrap();
            assert!((2.4 * m * m / (1.0 + m) / p - 1.0).abs() < 1e-12);
        }
        // CCPS has class 7 at about the speed of sound, class 10 at detonation.
        assert!((Class(7).mach() - 0.9).abs() < 0.1);
    }

    #[test]
    fn strong_classes_are_one_curve_far_away() {
        for r in [3.0, 5.0, 10.0] {
            assert!(Class(10).pressure_ratio(r) < 1.25 * Class(6).pressure_ratio(r));
            assert!(Class(7).pressure_ratio(r) <= Class(10).pressure_ratio(r));
        }
    }

    proptest! {
        #[test]
        fn a_stronger_class_hits_harder(log_r in -2.0..2.0_f64) {
            let r = 10_f64.powf(log_r);
            let all: Vec<f64> = classes().map(|c| c.pressure_ratio(r)).collect();
            prop_assert!(all.is_sorted(), "{r}: {all:?}");
        }

        #[test]
        fn it_falls_without_a_jump_and_its_inverse_comes_back(log_r in -3.0..3.0_f64) {
            let r = 10_f64.powf(log_r);
            for class in classes() {
                let (a, b) = (class.pressure_ratio(r), class.pressure_ratio(r * 1.001));
                prop_assert!(a.is_finite() && a > 0.0 && b <= a && b / a > 0.95);
                if r > 1.0 {
                    prop_assert!((class.scaled_distance(a) / r - 1.0).abs() < 1e-6);
                }
                prop_assert!(class.scaled_impulse(r) > 0.0);
            }
        }
    }
}
