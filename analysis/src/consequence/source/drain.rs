//! An upright tank that drains through a hole, with or without a padding gas over the liquid.
//!
//! ```text
//! A dh/dt = -Cd a sqrt(2 g H),  H = h + (p(h) - p_a)/(rho g)
//! vented or regulated   p constant:  t = A/(Cd a) sqrt(2/g) (sqrt H0 - sqrt H1)
//! closed                p V constant (isothermal gas), V = V0 + A (h0 - h)
//! ```
//! It ends when the liquid is down to the hole, or the vacuum over it holds it (H = 0).
//!
//! Solved in s = sqrt(H), in which dt = -2 A/(Cd a sqrt(2 g)) ds/(dH/dh) has no singularity, with Simpson's rule:
//! exact where p is constant. What has run out is what is missing, so mass is conserved to rounding.
//!
//! Source: Yellow Book CPR 14E (2005) eq. 2.194-2.196; the closed form is Torricelli's.

use super::liquid::LiquidHole;
use crate::consequence::properties::root::root;
use crate::error::{Error, above_zero};

/// Gas over the liquid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Padding {
    /// Open, or held at its pressure.
    Constant,
    /// A closed gas of so much volume at the beginning, m³, at the temperature of the tank; outside there is an
    /// ambient pressure, Pa.
    Closed {
        /// Its volume at the beginning, m³.
        volume_m3: f64,
        /// Pressure outside, Pa.
        ambient_pa: f64,
    },
}

/// An upright tank with a hole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drain {
    /// Hole with the pressure and the head at the beginning.
    pub hole: LiquidHole,
    /// Horizontal area of the tank, m².
    pub tank_area_m2: f64,
    /// What is over the liquid.
    pub padding: Padding,
}

/// A tank that has drained for a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drained {
    /// Since the beginning, s; less than what was asked for where the outflow ends before.
    pub time_s: f64,
    /// Height of the liquid above the hole, m.
    pub head_m: f64,
    /// Mass rate at the end, kg/s.
    pub rate_kg_s: f64,
    /// What ran out, kg.
    pub released_kg: f64,
}

/// Steps of the solution.
const STEPS: u32 = 200;

impl Drain {
    /// Checks what must be above zero.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for an area, density or gravity that is not.
    pub fn checked(self) -> Result<Self, Error> {
        for (what, value) in [
            ("area of the tank, m²", self.tank_area_m2),
            ("area of the hole, m²", self.hole.area_m2),
            ("discharge coefficient", self.hole.cd),
            ("density of the liquid, kg/m³", self.hole.density_kg_m3),
            ("acceleration of gravity, m/s²", self.hole.g_m_s2),
        ] {
            above_zero(what, value)?;
        }
        Ok(self)
    }

    /// H at a height of the liquid, m, and its slope.
    fn head(&self, h: f64) -> (f64, f64) {
        let weight = self.hole.density_kg_m3 * self.hole.g_m_s2;
        let dp = self.hole.pressure_difference_pa;
        match self.padding {
            Padding::Constant => (h + dp / weight, 1.0),
            Padding::Closed {
                volume_m3,
                ambient_pa,
            } => {
                let begin = dp + ambient_pa;
                let volume = volume_m3 + self.tank_area_m2 * (self.hole.head_m - h);
                let p = begin * volume_m3 / volume.max(1e-12);
                (
                    h + (p - ambient_pa) / weight,
                    1.0 + p * self.tank_area_m2 / (volume.max(1e-12) * weight),
                )
            }
        }
    }

    /// Height at which the outflow ends, m.
    pub fn final_head_m(&self) -> f64 {
        let (begin, end) = (self.hole.head_m, 0.0);
        if self.head(begin).0 <= 0.0 {
            begin
        } else if self.head(end).0 >= 0.0 {
            end
        } else {
            root(end, begin, |h| self.head(h).0)
        }
    }

    /// Time from the beginning until the liquid is down to `head_m` above the hole, s; where it never is, until the
    /// outflow ends.
    pub fn time_to_s(&self, head_m: f64) -> f64 {
        self.walk(head_m, f64::INFINITY).time_s
    }

    /// The tank after a time, s.
    pub fn after(&self, time_s: f64) -> Drained {
        self.walk(0.0, time_s)
    }

    fn walk(&self, head_m: f64, time_s: f64) -> Drained {
        let begin = self.hole.head_m;
        let end = head_m.clamp(self.final_head_m().min(begin), begin);
        let speed =
            self.hole.cd * self.hole.area_m2 / self.tank_area_m2 * (2.0 * self.hole.g_m_s2).sqrt();
        let (s0, s1) = (
            self.head(begin).0.max(0.0).sqrt(),
            self.head(end).0.max(0.0).sqrt(),
        );
        let step = (s0 - s1) / f64::from(STEPS);
        // dt/ds at a given s, with the height that belongs to it.
        let at = |s: f64, h: f64| {
            let h = self.height(s * s, h);
            (h, 2.0 / (speed * self.head(h).1))
        };
        let (mut h, mut t) = (begin, 0.0);
        let mut left = at(s0, begin).1;
        for i in 0..STEPS {
            let s = s0 - step * f64::from(i + 1);
            let mid = at(s + 0.5 * step, h).1;
            let (next, right) = at(s, h);
            let dt = step * (left + 4.0 * mid + right) / 6.0;
            if t + dt >= time_s {
                let share = if dt > 0.0 { (time_s - t) / dt } else { 0.0 };
                let s = s + step * (1.0 - share);
                return self.drained(time_s, self.height(s * s, h), s);
            }
            (h, left) = (next, right);
            t += dt;
        }
        self.drained(t, end, s1)
    }

    /// Height at which H has a value: the inverse of [`head`](Self::head) below `from`.
    fn height(&self, value: f64, from: f64) -> f64 {
        match self.padding {
            Padding::Constant => {
                let weight = self.hole.density_kg_m3 * self.hole.g_m_s2;
                value - self.hole.pressure_difference_pa / weight
            }
            Padding::Closed { .. } => root(0.0, from, |h| self.head(h).0 - value),
        }
    }

    fn drained(&self, time_s: f64, head_m: f64, s: f64) -> Drained {
        let hole = &self.hole;
        Drained {
            time_s,
            head_m,
            rate_kg_s: hole.cd * hole.area_m2 * hole.density_kg_m3 * (2.0 * hole.g_m_s2).sqrt() * s,
            released_kg: hole.density_kg_m3 * self.tank_area_m2 * (hole.head_m - head_m),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tank(pressure_difference_pa: f64, padding: Padding) -> Drain {
        Drain {
            hole: LiquidHole {
                cd: 0.62,
                area_m2: 7.853_981_633_974_483e-3,
                density_kg_m3: 800.0,
                pressure_difference_pa,
                head_m: 8.0,
                g_m_s2: 9.806_65,
            },
            tank_area_m2: 50.0,
            padding,
        }
    }

    #[test]
    fn an_open_tank_drains_as_torricelli_says() {
        let t = tank(0.0, Padding::Constant).time_to_s(0.0);
        assert!((t / 13_115.597_702_974_66 - 1.0).abs() < 1e-12, "{t}");
    }

    #[test]
    fn a_vacuum_ends_the_outflow_of_a_closed_tank() {
        let closed = Padding::Closed {
            volume_m3: 20.0,
            ambient_pa: 101_325.0,
        };
        let drain = tank(0.0, closed);
        let end = drain.final_head_m();
        let volume = 20.0 + 50.0 * (8.0 - end);
        let vacuum = 101_325.0 * (1.0 - 20.0 / volume);
        assert!((vacuum / (800.0 * 9.806_65 * end) - 1.0).abs() < 1e-9);
        assert!(drain.after(1e9).rate_kg_s < 1e-6);
    }

    #[test]
    fn what_must_be_above_zero_is_refused() {
        let mut drain = tank(0.0, Padding::Constant);
        drain.tank_area_m2 = 0.0;
        assert!(drain.checked().is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// The rate, summed up over time, is what is missing in the tank.
        #[test]
        fn mass_is_conserved(dp in 0.0..5e5_f64, volume in 5.0..500.0_f64, closed: bool) {
            let padding = if closed {
                Padding::Closed { volume_m3: volume, ambient_pa: 101_325.0 }
            } else {
                Padding::Constant
            };
            let drain = tank(dp, padding);
            let end = drain.after(f64::INFINITY);
            let n = 400;
            let dt = end.time_s / f64::from(n);
            let sum: f64 = (0..n)
                .map(|i| drain.after((f64::from(i) + 0.5) * dt).rate_kg_s * dt)
                .sum();
            prop_assert!((sum / end.released_kg - 1.0).abs() < 2e-4, "{sum} {}", end.released_kg);
            let left = 800.0 * 50.0 * end.head_m;
            prop_assert!(((left + end.released_kg) / (800.0 * 50.0 * 8.0) - 1.0).abs() < 1e-9);
            // It falls all the way.
            prop_assert!(drain.after(0.3 * end.time_s).rate_kg_s > drain.after(0.6 * end.time_s).rate_kg_s);
        }
    }
}
