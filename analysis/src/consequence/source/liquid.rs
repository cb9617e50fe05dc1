//! Liquid through a hole.
//!
//! ```text
//! q = Cd A rho u,  u = sqrt(2 (dp/rho + g h))
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | Cd | discharge coefficient | – |
//! | A | area of the hole | m² |
//! | rho | density of the liquid | kg/m³ |
//! | dp | pressure over the liquid less that outside | Pa |
//! | h | height of the liquid above the hole | m |
//!
//! Valid for a liquid that does not boil in the hole: one below its boiling point, or in a hole in a wall of less
//! than some 0.1 m (see [`nonequilibrium`](super::nonequilibrium)).
//!
//! Source: TNO Yellow Book CPR 14E (2005), eq. 2.194-2.196; AQ/T 3046-2013 and HJ 169-2018 eq. F.1 are the same.
//! Verified: example 2.6.4.1 of the Yellow Book.

use crate::consequence::{Outside, Range};

/// A hole through which liquid runs out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LiquidHole {
    /// Discharge coefficient, 0 to 1.
    pub cd: f64,
    /// Area, m².
    pub area_m2: f64,
    /// Density of the liquid, kg/m³.
    pub density_kg_m3: f64,
    /// Pressure over the liquid less that outside, Pa; below zero for a vacuum.
    pub pressure_difference_pa: f64,
    /// Height of the liquid above the hole, m.
    pub head_m: f64,
    /// Acceleration of gravity, m/s².
    pub g_m_s2: f64,
}

impl LiquidHole {
    /// Velocity in the narrowest part of the jet, m/s; zero where air would go in.
    pub fn velocity_m_s(&self) -> f64 {
        let head = self.pressure_difference_pa / self.density_kg_m3 + self.g_m_s2 * self.head_m;
        (2.0 * head).max(0.0).sqrt()
    }

    /// Mass rate, kg/s.
    pub fn rate_kg_s(&self) -> f64 {
        self.cd * self.area_m2 * self.density_kg_m3 * self.velocity_m_s()
    }

    /// Where the coefficient is none of a hole.
    pub fn outside(&self) -> Option<Outside> {
        const CD: Range = Range {
            what: "discharge coefficient of a liquid, -",
            min: 0.4,
            max: 1.0,
            source: "HJ 169-2018 table F.1 from memory: 0.40 to 0.65; a rounded hole has up to 1",
        };
        CD.check(self.cd)
    }
}

/// Shape of a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoleShape {
    /// Round, or with many edges.
    Circular,
    /// With three edges.
    Triangular,
    /// A slit.
    Slot,
}

/// Discharge coefficient by shape and Reynolds number: HJ 169-2018 table F.1, from memory. It jumps at 100, as the
/// table does.
pub const fn discharge_coefficient(shape: HoleShape, reynolds: f64) -> f64 {
    let turbulent = reynolds > 100.0;
    match shape {
        HoleShape::Circular if turbulent => 0.65,
        HoleShape::Triangular if turbulent => 0.60,
        HoleShape::Slot if turbulent => 0.55,
        HoleShape::Circular => 0.50,
        HoleShape::Triangular => 0.45,
        HoleShape::Slot => 0.40,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn water(pressure_difference_pa: f64, head_m: f64) -> LiquidHole {
        LiquidHole {
            cd: 0.62,
            area_m2: 1e-3,
            density_kg_m3: 1000.0,
            pressure_difference_pa,
            head_m,
            g_m_s2: 9.80665,
        }
    }

    #[test]
    fn a_head_is_worth_its_pressure() {
        let (by_head, by_pressure) = (water(0.0, 10.0), water(98_066.5, 0.0));
        assert!((by_head.rate_kg_s() - by_pressure.rate_kg_s()).abs() < 1e-12);
        // Torricelli.
        assert!((by_head.velocity_m_s() - 196.133_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_vacuum_holds_the_liquid_back() {
        assert!(water(-98_066.5, 10.0).rate_kg_s() < 1e-3);
        assert!(water(-2e5, 10.0).rate_kg_s().abs() < 1e-300);
    }

    proptest! {
        #[test]
        fn the_rate_grows_with_pressure_and_head(dp in 0.0..1e7_f64, h in 0.0..50.0_f64) {
            let rate = water(dp, h).rate_kg_s();
            prop_assert!(rate.is_finite() && rate >= 0.0);
            prop_assert!(water(dp * 1.01 + 1.0, h).rate_kg_s() > rate);
            prop_assert!(water(dp, h * 1.01 + 0.01).rate_kg_s() > rate);
        }
    }
}
