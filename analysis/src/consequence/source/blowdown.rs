//! A vessel that empties of its gas through a hole, as one well-mixed volume.
//!
//! ```text
//! dm/dt = -q(p, T),   y = m/m0
//! isothermal  p = p0 y,   T = T0
//! adiabatic   p = p0 y^k, T = T0 y^(k-1)
//! ```
//! It ends at the pressure outside. Solved in z with y = y_a cosh² z, in which time is an integral without
//! singularity at the end, with Simpson's rule. What has gone is what is missing, so mass is conserved to rounding.
//!
//! Valid as [`gas`](super::gas): constant compressibility factor and ratio of heat capacities. A vessel lies between
//! the two courses: adiabatic when it empties within minutes, isothermal when within hours.
//!
//! Source: TNO Yellow Book CPR 14E (2005) section 2.5.2.2 (section from memory). Closed forms of the choked part as
//! tests.

use super::duration::Release;
use super::gas::{Reservoir, rate_kg_s};
use crate::consequence::properties::root::root;
use crate::error::{Error, checked};

/// How the gas in the vessel cools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Not at all.
    Isothermal,
    /// As it expands, without heat from the wall.
    Adiabatic,
}

/// A vessel with a hole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blowdown {
    /// Gas at the beginning.
    pub gas: Reservoir,
    /// Volume, m³.
    pub volume_m3: f64,
    /// Discharge coefficient.
    pub cd: f64,
    /// Area of the hole, m².
    pub area_m2: f64,
    /// Pressure outside, Pa.
    pub ambient_pa: f64,
    /// How it cools.
    pub course: Course,
}

/// A vessel that has emptied for a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emptied {
    /// Since the beginning, s; less than what was asked for where the outflow ends before.
    pub time_s: f64,
    /// Pressure, Pa.
    pub pressure_pa: f64,
    /// Temperature, K.
    pub temperature_k: f64,
    /// Mass rate, kg/s.
    pub rate_kg_s: f64,
    /// What is left in the vessel, kg.
    pub left_kg: f64,
    /// What has gone, kg.
    pub released_kg: f64,
}

/// Steps of the solution.
const STEPS: u32 = 100;
/// Where z counts as zero: there rate and way to go are both proportional to it.
const NEAR: f64 = 1e-4;

impl Blowdown {
    /// Checks what must be above zero.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for what is not, and a ratio of heat capacities not above 1.
    pub fn checked(self) -> Result<Self, Error> {
        let zero = f64::MIN_POSITIVE;
        for (what, value, min) in [
            ("volume of the vessel, m³", self.volume_m3, zero),
            ("discharge coefficient", self.cd, zero),
            ("area of the hole, m²", self.area_m2, zero),
            ("pressure outside, Pa", self.ambient_pa, zero),
            ("pressure in the vessel, Pa", self.gas.pressure_pa, zero),
            ("temperature in the vessel, K", self.gas.temperature_k, zero),
            ("molar mass, kg/mol", self.gas.molar_mass_kg_mol, zero),
            ("compressibility factor", self.gas.compressibility, zero),
            ("ratio of the heat capacities", self.gas.gamma, 1.0 + 1e-6),
        ] {
            checked(what, value, min, f64::MAX)?;
        }
        Ok(self)
    }

    /// What is in the vessel at the beginning, kg.
    pub fn inventory_kg(&self) -> f64 {
        self.gas.density_kg_m3() * self.volume_m3
    }

    /// Gas when a share y of the mass is left.
    fn gas_at(&self, y: f64) -> Reservoir {
        let (p, t) = match self.course {
            Course::Isothermal => (y, 1.0),
            Course::Adiabatic => (y.powf(self.gas.gamma), y.powf(self.gas.gamma - 1.0)),
        };
        Reservoir {
            pressure_pa: self.gas.pressure_pa * p,
            temperature_k: self.gas.temperature_k * t,
            ..self.gas
        }
    }

    /// Share of the mass that is left in the end.
    pub fn final_share(&self) -> f64 {
        let r = (self.ambient_pa / self.gas.pressure_pa).min(1.0);
        match self.course {
            Course::Isothermal => r,
            Course::Adiabatic => r.powf(self.gas.gamma.recip()),
        }
    }

    /// Time until the pressure is that outside, s.
    pub fn duration_s(&self) -> f64 {
        self.after(f64::INFINITY).time_s
    }

    /// The vessel after a time, s.
    pub fn after(&self, time_s: f64) -> Emptied {
        let end = self.final_share();
        let whole = self.inventory_kg();
        if end >= 1.0 {
            return self.emptied(1.0, 0.0);
        }
        // dt/dz at z.
        let slope = |z: f64| {
            let z = z.max(NEAR);
            let y = end * z.cosh().powi(2);
            let rate = rate_kg_s(&self.gas_at(y), self.cd, self.area_m2, self.ambient_pa);
            whole * end * (2.0 * z).sinh() / rate
        };
        // Time from one z to the next, with the slopes at both.
        let span = |from: f64, to: f64, (left, right): (f64, f64)| {
            (from - to) * (left + 4.0 * slope(0.5 * (from + to)) + right) / 6.0
        };
        let mut z = end.recip().sqrt().acosh();
        let step = z / f64::from(STEPS);
        let (mut t, mut left) = (0.0, slope(z));
        for i in 1..=STEPS {
            let next = step * f64::from(STEPS - i);
            let right = slope(next);
            let dt = span(z, next, (left, right));
            if t + dt >= time_s {
                let at = root(next, z, |to| span(z, to, (left, slope(to))) - (time_s - t));
                return self.emptied((end * at.cosh().powi(2)).min(1.0), time_s);
            }
            t += dt;
            (z, left) = (next, right);
        }
        self.emptied(end, t)
    }

    /// Mean mass rate of the first `time_s`, kg/s: what a steady release of that duration would have.
    pub fn mean_rate_kg_s(&self, time_s: f64) -> f64 {
        let state = self.after(time_s);
        if state.time_s > 0.0 {
            state.released_kg / state.time_s
        } else {
            state.rate_kg_s
        }
    }

    /// The first `duration_s` cut into releases of equal duration, each with its mean rate: what a risk analysis counts
    /// instead of a rate that falls all the time.
    pub fn segments(&self, duration_s: f64, count: u32) -> impl Iterator<Item = Release> + '_ {
        let dt = duration_s / f64::from(count.max(1));
        (0..count).map(move |i| {
            let (from, to) = (f64::from(i) * dt, f64::from(i + 1) * dt);
            let mass_kg = self.after(to).released_kg - self.after(from).released_kg;
            Release {
                rate_kg_s: mass_kg / dt,
                duration_s: dt,
                mass_kg,
            }
        })
    }

    fn emptied(&self, y: f64, time_s: f64) -> Emptied {
        let gas = self.gas_at(y);
        let whole = self.inventory_kg();
        Emptied {
            time_s,
            pressure_pa: gas.pressure_pa,
            temperature_k: gas.temperature_k,
            rate_kg_s: rate_kg_s(&gas, self.cd, self.area_m2, self.ambient_pa),
            left_kg: whole * y,
            released_kg: whole * (1.0 - y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vessel(pressure_pa: f64, gamma: f64, course: Course) -> Blowdown {
        Blowdown {
            gas: Reservoir {
                pressure_pa,
                temperature_k: 288.15,
                molar_mass_kg_mol: 0.028,
                gamma,
                compressibility: 1.0,
            },
            volume_m3: 50.0,
            cd: 0.62,
            area_m2: 1e-3,
            ambient_pa: 101_325.0,
            course,
        }
    }

    /// Choked and isothermal: exp(-t/tau). Choked and adiabatic: (1 + (k-1)/2 t/tau)^(-2/(k-1)). tau = m0/q0.
    #[test]
    fn the_choked_part_has_its_closed_forms() {
        for (course, k) in [
            (Course::Isothermal, 1.4),
            (Course::Adiabatic, 1.4),
            (Course::Adiabatic, 1.15),
        ] {
            let v = vessel(5e6, k, course);
            let tau = v.inventory_kg() / v.after(0.0).rate_kg_s;
            for share in [0.2, 1.0, 2.0] {
                let t = share * tau;
                let y = match course {
                    Course::Isothermal => (-share).exp(),
                    Course::Adiabatic => (1.0 + 0.5 * (k - 1.0) * share).powf(-2.0 / (k - 1.0)),
                };
                let got = v.after(t).left_kg / v.inventory_kg();
                assert!((got / y - 1.0).abs() < 1e-6, "{course:?} {got} {y}");
            }
        }
    }

    #[test]
    fn nothing_comes_out_without_overpressure() {
        let v = vessel(1e5, 1.4, Course::Adiabatic);
        assert!(v.after(100.0).released_kg.abs() < 1e-12 && v.duration_s().abs() < 1e-12);
        assert!(
            Blowdown {
                volume_m3: -1.0,
                ..v
            }
            .checked()
            .is_err()
        );
    }

    #[test]
    fn ten_segments_hold_what_has_gone() {
        let v = vessel(2e6, 1.3, Course::Adiabatic);
        let all: Vec<Release> = v.segments(1800.0, 10).collect();
        let sum: f64 = all.iter().map(|r| r.mass_kg).sum();
        assert!(all.len() == 10 && all.windows(2).all(|w| w[0].rate_kg_s >= w[1].rate_kg_s));
        assert!((sum / v.after(1800.0).released_kg - 1.0).abs() < 1e-9);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn mass_is_conserved(p in 1.1e5..5e6_f64, k in 1.05..1.67_f64, adiabatic: bool) {
            let v = vessel(p, k, if adiabatic { Course::Adiabatic } else { Course::Isothermal });
            let end = v.duration_s();
            let n = 400;
            let dt = end / f64::from(n);
            let mut sum = 0.0;
            let mut before = f64::INFINITY;
            for i in 0..n {
                let state = v.after((f64::from(i) + 0.5) * dt);
                let whole = (state.left_kg + state.released_kg) / v.inventory_kg();
                prop_assert!((whole - 1.0).abs() < 1e-9);
                prop_assert!(state.rate_kg_s <= before);
                before = state.rate_kg_s;
                sum += state.rate_kg_s * dt;
            }
            let released = v.after(f64::INFINITY).released_kg;
            prop_assert!((sum / released - 1.0).abs() < 1e-3, "{sum} {released}");
            prop_assert!(v.after(f64::INFINITY).rate_kg_s < 1e-3 * v.after(0.0).rate_kg_s);
        }
    }
}
