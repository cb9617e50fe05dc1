//! Gas through a long pipe with friction, adiabatic (Fanno flow), to the open end.
//!
//! ```text
//! 4 f L/d = F(Ma1) - F(Ma2),  F(Ma) = (1 - Ma²)/(k Ma²) + (k+1)/(2k) ln[(k+1) Ma²/(2 Y)],  Y = 1 + (k-1) Ma²/2
//! choked: Ma2 = 1,  T2 = T1 2 Y1/(k+1),  p2 = p1 Ma1 sqrt(2 Y1/(k+1))
//! not choked (p2 would be below pa): p2 = pa = p1 Ma1 sqrt(Y1)/(Ma2 sqrt(Y2))
//! G = p1 Ma1 sqrt(k M/(R T1))
//! rough pipe: 1/sqrt(f) = 4 log10(3.7 d/e)
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | p1, T1 | static pressure and temperature in the inlet of the pipe | Pa, K |
//! | f | friction factor of Fanning, a quarter of that of Darcy | – |
//! | L, d | length and inner diameter | m |
//! | e | roughness | m |
//!
//! Valid for 4 f L/d of some 1 and more: the acceleration from the vessel into the inlet is left out, so a short
//! pipe is better counted as a hole.
//!
//! Sources: Fanno's relation as in Shapiro, *The Dynamics and Thermodynamics of Compressible Fluid Flow* (1953), ch.
//! 6, and Crowl and Louvar, *Chemical Process Safety*, eq. 4-63 to 4-67 (from memory; verified below against the
//! momentum balance alone). AQ/T 3046-2013 eq. E.18-E.22 and E.8 (secondary transcription).
//!
//! **AQ/T 3046 E.18 as transcribed differs.** It has `k (1/Ma² - 1)` where Fanno's relation has `(1/Ma² - 1)`:
//!
//! ```text
//! (k+1)/2 ln[2 Y/((k+1) Ma²)] - k (1/Ma² - 1) + k 4 f L/d = 0
//! ```
//! which gives a mass flux that is too great, by sqrt(k) in a long pipe. The print was not read, so the slip may be
//! the transcription's. [`Friction::Aqt3046`] is that equation, for comparison; [`Friction::Fanno`] is right.

use crate::consequence::properties::root::root;
use crate::consequence::{Outside, R, Range};

/// Which relation between length and Mach number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Friction {
    /// Fanno's.
    Fanno,
    /// AQ/T 3046-2013 eq. E.18 as transcribed.
    Aqt3046,
}

/// A pipe that a gas leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pipe {
    /// Static pressure in the inlet, Pa.
    pub pressure_pa: f64,
    /// Static temperature in the inlet, K.
    pub temperature_k: f64,
    /// Molar mass, kg/mol.
    pub molar_mass_kg_mol: f64,
    /// Ratio of the heat capacities, above 1.
    pub gamma: f64,
    /// Inner diameter, m.
    pub diameter_m: f64,
    /// Length, m.
    pub length_m: f64,
    /// Friction factor of Fanning.
    pub fanning: f64,
}

/// The flow in a pipe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PipeFlow {
    /// Mach number in the inlet.
    pub inlet_mach: f64,
    /// Mach number at the end; 1 where choked.
    pub outlet_mach: f64,
    /// Static temperature at the end, K.
    pub outlet_temperature_k: f64,
    /// Static pressure at the end, Pa.
    pub outlet_pressure_pa: f64,
    /// Mass flux, kg/(m² s).
    pub flux_kg_m2_s: f64,
    /// Mass rate, kg/s.
    pub rate_kg_s: f64,
}

/// Friction factor of Fanning of a rough pipe in fully turbulent flow: AQ/T 3046-2013 eq. E.8, von Kármán.
pub fn rough_fanning(diameter_m: f64, roughness_m: f64) -> f64 {
    let root = 4.0 * (3.7 * diameter_m / roughness_m).log10();
    (root * root).recip()
}

/// 1 + (k - 1) Ma²/2.
fn y(ma: f64, k: f64) -> f64 {
    1.0 + 0.5 * (k - 1.0) * ma * ma
}

/// F: 4 f L/d from a Mach number to 1.
pub fn fanno(ma: f64, k: f64) -> f64 {
    let square = ma * ma;
    let log = ((k + 1.0) * square / (2.0 * y(ma, k))).ln();
    (1.0 - square) / (k * square) + (k + 1.0) / (2.0 * k) * log
}

/// 4 f L/d from a Mach number to 1 by AQ/T 3046 E.18 as transcribed.
fn aqt_3046(ma: f64, k: f64) -> f64 {
    let square = ma * ma;
    let log = ((k + 1.0) * square / (2.0 * y(ma, k))).ln();
    (1.0 - square) / square + (k + 1.0) / (2.0 * k) * log
}

/// Least Mach number that is looked for.
const SLOWEST: f64 = 1e-6;

impl Pipe {
    /// 4 f L/d.
    pub fn resistance(&self) -> f64 {
        4.0 * self.fanning * self.length_m / self.diameter_m
    }

    /// Choked flow, whatever the pressure outside.
    pub fn choked(&self, friction: Friction) -> PipeFlow {
        let n = self.resistance();
        let of = match friction {
            Friction::Fanno => fanno,
            Friction::Aqt3046 => aqt_3046,
        };
        let ln = root(SLOWEST.ln(), 0.0, |ln| of(ln.exp(), self.gamma) - n);
        self.flow(ln.exp(), 1.0)
    }

    /// Flow to a pressure outside, Pa: choked, or not where that pressure is too high. None where it is not below
    /// that in the inlet.
    pub fn flow_to(&self, ambient_pa: f64) -> Option<PipeFlow> {
        if self.pressure_pa <= ambient_pa {
            return None;
        }
        let choked = self.choked(Friction::Fanno);
        if choked.outlet_pressure_pa >= ambient_pa {
            return Some(choked);
        }
        let (k, n) = (self.gamma, self.resistance());
        let outlet = |inlet: f64| {
            let c = self.pressure_pa / ambient_pa * inlet * y(inlet, k).sqrt();
            // (k-1)/2 x² + x = c², x = Ma²
            (2.0 * c * c / (1.0 + (1.0 + 2.0 * (k - 1.0) * c * c).sqrt())).sqrt()
        };
        let inlet = root(SLOWEST.ln(), choked.inlet_mach.ln(), |ln| {
            let ma = ln.exp();
            fanno(ma, k) - fanno(outlet(ma), k) - n
        })
        .exp();
        Some(self.flow(inlet, outlet(inlet)))
    }

    fn flow(&self, inlet: f64, outlet: f64) -> PipeFlow {
        let k = self.gamma;
        let ratio = y(inlet, k) / y(outlet, k);
        let sound = (k * R * self.temperature_k / self.molar_mass_kg_mol).sqrt();
        let flux = k * self.pressure_pa * inlet / sound;
        let area = 0.25 * std::f64::consts::PI * self.diameter_m * self.diameter_m;
        PipeFlow {
            inlet_mach: inlet,
            outlet_mach: outlet,
            outlet_temperature_k: self.temperature_k * ratio,
            outlet_pressure_pa: self.pressure_pa * inlet / outlet * ratio.sqrt(),
            flux_kg_m2_s: flux,
            rate_kg_s: flux * area,
        }
    }

    /// Where the pipe is too short for its inlet to count as slow, or the gas too dense to be ideal.
    pub fn outside(&self) -> Vec<Outside> {
        const RESISTANCE: Range = Range {
            what: "4 f L/d of the pipe, -",
            min: 1.0,
            max: 1e5,
            source: "below it the acceleration into the inlet counts, which the model leaves out",
        };
        const PRESSURE: Range = Range {
            what: "pressure in the pipe for an ideal gas, Pa",
            min: 0.0,
            max: 5e6,
            source: "own comparison with reference equations of state",
        };
        [
            RESISTANCE.check(self.resistance()),
            PRESSURE.check(self.pressure_pa),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Mass rate out of both ends of a pipe that is torn, kg/s: each part flows by itself. A part that a pump or
/// compressor feeds gives no more than that does.
///
/// Source: Purple Book CPR 18E section 3.2.3, from memory (a pump gives 1.5 times its rate, where nothing better is
/// known).
pub fn rupture_kg_s(
    upstream: &Pipe,
    downstream: Option<&Pipe>,
    feed_kg_s: Option<f64>,
    ambient_pa: f64,
) -> f64 {
    let of = |pipe: &Pipe| pipe.flow_to(ambient_pa).map_or(0.0, |f| f.rate_kg_s);
    let most = feed_kg_s.map_or(f64::INFINITY, |f| f.max(0.0));
    of(upstream).min(most) + downstream.map_or(0.0, of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn methane(length_m: f64, pressure_pa: f64) -> Pipe {
        Pipe {
            pressure_pa,
            temperature_k: 288.15,
            molar_mass_kg_mol: 0.016_04,
            gamma: 1.31,
            diameter_m: 0.3,
            length_m,
            fanning: 0.004,
        }
    }

    /// Momentum alone, `dp + G du + 2 f/d G u dx = 0`, summed up along the pipe, gives its length back.
    #[test]
    fn fanno_is_the_momentum_balance() {
        let pipe = methane(1000.0, 4e6);
        let flow = pipe.choked(Friction::Fanno);
        let k = pipe.gamma;
        let state = |ma: f64| {
            let t = pipe.temperature_k * y(flow.inlet_mach, k) / y(ma, k);
            let u = ma * (k * R * t / pipe.molar_mass_kg_mol).sqrt();
            let p = flow.flux_kg_m2_s / u * R * t / pipe.molar_mass_kg_mol;
            (p, u)
        };
        let n = 20_000;
        let ma = |i: i32| flow.inlet_mach.powf(1.0 - f64::from(i) / f64::from(n));
        let length: f64 = (0..n)
            .map(|i| {
                let ((p, u), (q, v)) = (state(ma(i)), state(ma(i + 1)));
                let force = (p - q) - flow.flux_kg_m2_s * (v - u);
                force * pipe.diameter_m / (2.0 * pipe.fanning * flow.flux_kg_m2_s * 0.5 * (u + v))
            })
            .sum();
        assert!((length / 1000.0 - 1.0).abs() < 1e-5, "{length}");
    }

    /// Anderson, *Modern Compressible Flow*, table A.4: k = 1.4, Ma 0.5, 4 f L/d = 1.069; Ma 0.2, 14.53.
    #[test]
    fn fanno_is_that_of_the_tables() {
        assert!((fanno(0.5, 1.4) - 1.069).abs() < 1e-3);
        assert!((fanno(0.2, 1.4) - 14.53).abs() < 1e-2);
    }

    /// A long pipe is nearly isothermal: `G² = (p1² - p2²) M/(R T)/(4 f L/d + 2 ln(p1/p2))`.
    #[test]
    fn a_long_pipe_flows_as_an_isothermal_one_and_aqt_3046_as_transcribed_too_much() {
        let pipe = methane(1000.0, 4e6);
        let (right, aqt) = (pipe.choked(Friction::Fanno), pipe.choked(Friction::Aqt3046));
        let (p1, p2) = (4e6_f64, right.outlet_pressure_pa);
        let isothermal = ((p1 * p1 - p2 * p2) * 0.016_04
            / (R * 288.15)
            / (pipe.resistance() + 2.0 * (p1 / p2).ln()))
        .sqrt();
        assert!((right.flux_kg_m2_s / isothermal - 1.0).abs() < 0.02);
        assert!((aqt.flux_kg_m2_s / right.flux_kg_m2_s / 1.31_f64.sqrt() - 1.0).abs() < 0.01);
    }

    #[test]
    fn a_torn_pipe_has_two_ends_and_a_pump_limits_one() {
        let (a, b) = (methane(100.0, 1e6), methane(900.0, 1e6));
        let one = a.flow_to(101_325.0).unwrap().rate_kg_s;
        let two = b.flow_to(101_325.0).unwrap().rate_kg_s;
        assert!((rupture_kg_s(&a, Some(&b), None, 101_325.0) - one - two).abs() < 1e-9);
        assert!((rupture_kg_s(&a, Some(&b), Some(1.0), 101_325.0) - 1.0 - two).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn flow_falls_with_length_and_has_no_step(l in 10.0..1e5_f64, p in 1.1e5..1e7_f64) {
            let of = |l, p| methane(l, p).flow_to(101_325.0).unwrap();
            let flow = of(l, p);
            prop_assert!(flow.outlet_mach <= 1.0 && flow.inlet_mach <= flow.outlet_mach);
            prop_assert!(flow.outlet_pressure_pa >= 101_325.0 * (1.0 - 1e-9));
            let (longer, stronger) = (of(l * 1.001, p).rate_kg_s, of(l, p * 1.001).rate_kg_s);
            prop_assert!(longer < flow.rate_kg_s && longer > flow.rate_kg_s * 0.95);
            prop_assert!(stronger > flow.rate_kg_s && stronger < flow.rate_kg_s * 1.05);
        }
    }
}
