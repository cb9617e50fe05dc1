//! How much of a flashing jet rains out: the droplet model RELEASE.
//!
//! ```text
//! dp = min(12 sigma/(rho_a u²), 0.03/(10 + 4 (T - Tb)))          size of the droplets, m
//! dc: terminal velocity of a droplet of that size is u tan(4.46°)  largest that the jet carries, m
//! f  = 0.5 [1 - erf((3 ln² s - ln(dc/dp))/(sqrt2 ln s))],  s = 1.8  share of the liquid that stays in the air
//! u_t² = 4/3 g d (rho_l - rho_a)/(rho_a C_D),  C_D = 24/Re + 6/(1 + sqrt(Re)) + 0.4
//! ```
//! f is the mass of a log-normal distribution of sizes below dc, whose median of number is dp.
//!
//! Sources: CCPS, *RELEASE: A Model with Data to Predict Aerosol Rainout in Accidental Releases* (Johnson and
//! Woodward 1999); drag by White, *Viscous Fluid Flow* (1974), eq. 3-225; from memory. A public notebook has
//! 6/(1 - sqrt(Re)) for the drag, which is wrong. Not verified against a printed number.
//! Valid for jets of a pressurised liquid, Reynolds number of the droplets up to 2e5.

use crate::consequence::properties::root::root;
use crate::consequence::{G, Outside, Range};

/// Geometric standard deviation of the sizes.
const SPREAD: f64 = 1.8;
/// Half angle of the jet, degrees.
const HALF_ANGLE_DEG: f64 = 4.46;
/// Weber number at which a droplet breaks.
const WEBER: f64 = 12.0;

/// What decides on rain-out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jet {
    /// Velocity of the jet once it is at the pressure outside, m/s: that of the hole for a liquid that boils outside, as
    /// momentum stays.
    pub velocity_m_s: f64,
    /// Temperature of the liquid before, less the boiling point at the pressure outside, K.
    pub superheat_k: f64,
    /// Surface tension, N/m.
    pub surface_tension_n_m: f64,
    /// Density of the liquid at its boiling point, kg/m³.
    pub liquid_kg_m3: f64,
    /// Density of the air, kg/m³.
    pub air_kg_m3: f64,
    /// Temperature of the air, K.
    pub air_k: f64,
}

impl Jet {
    /// Size of the droplets, m: by aerodynamic breakup or by boiling, whichever is smaller.
    pub fn droplet_m(&self) -> f64 {
        let u = self.velocity_m_s.max(1e-3);
        let torn = WEBER * self.surface_tension_n_m / (self.air_kg_m3 * u * u);
        let burst = 0.03 / (10.0 + 4.0 * self.superheat_k.max(0.0));
        torn.min(burst)
    }

    /// Terminal velocity of a droplet, m/s.
    pub fn terminal_m_s(&self, diameter_m: f64) -> f64 {
        let viscosity = air_viscosity_pa_s(self.air_k);
        let weight =
            4.0 / 3.0 * G * diameter_m * (self.liquid_kg_m3 - self.air_kg_m3) / self.air_kg_m3;
        if weight <= 0.0 {
            return 0.0;
        }
        root(1e-12, 1e3, |u| {
            let re = self.air_kg_m3 * u * diameter_m / viscosity;
            let drag = 24.0 / re + 6.0 / (1.0 + re.sqrt()) + 0.4;
            drag * u * u - weight
        })
    }

    /// Largest droplet that the jet carries, m.
    pub fn carried_m(&self) -> f64 {
        let fall = self.velocity_m_s * HALF_ANGLE_DEG.to_radians().tan();
        root((1e-9_f64).ln(), 0.0, |ln| {
            self.terminal_m_s(ln.exp()) - fall
        })
        .exp()
    }

    /// Share of the liquid that stays in the air.
    pub fn airborne_share(&self) -> f64 {
        let ln = SPREAD.ln();
        let ratio = (self.carried_m() / self.droplet_m()).ln();
        0.5 * (1.0 - erf((3.0 * ln * ln - ratio) / (std::f64::consts::SQRT_2 * ln)))
    }

    /// Where the superheat is outside of the experiments.
    pub fn outside(&self) -> Option<Outside> {
        const RANGE: Range = Range {
            what: "superheat of a jet that rains out, K",
            min: 0.0,
            max: 100.0,
            source: "RELEASE 1999: water, chlorine, methylamine, cyclohexane; from memory",
        };
        RANGE.check(self.superheat_k)
    }
}

/// Viscosity of air, Pa s: US Standard Atmosphere 1976, eq. 51.
pub fn air_viscosity_pa_s(t_k: f64) -> f64 {
    1.458e-6 * t_k * t_k.sqrt() / (t_k + 110.4)
}

/// Error function: its power series near zero, the continued fraction of erfc beyond (Abramowitz and Stegun 7.1.6
/// and 7.1.14).
pub(crate) fn erf(x: f64) -> f64 {
    let a = x.abs();
    if a < 3.0 {
        let (mut term, mut sum) = (a, a);
        for n in 1..80 {
            term *= 2.0 * a * a / f64::from(2 * n + 1);
            sum += term;
        }
        return x.signum() * sum * (-a * a).exp() * std::f64::consts::FRAC_2_SQRT_PI;
    }
    let mut fraction = a;
    for n in (1..40).rev() {
        fraction = a + 0.5 * f64::from(n) / fraction;
    }
    let tail = (-a * a).exp() / (fraction * std::f64::consts::PI.sqrt());
    x.signum() * (1.0 - tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn jet(velocity_m_s: f64, superheat_k: f64) -> Jet {
        Jet {
            velocity_m_s,
            superheat_k,
            surface_tension_n_m: 0.015,
            liquid_kg_m3: 580.0,
            air_kg_m3: 1.2,
            air_k: 293.15,
        }
    }

    /// Abramowitz and Stegun, table 7.1.
    #[test]
    fn erf_is_that_of_the_table() {
        for (x, e) in [
            (0.0, 0.0),
            (0.5, 0.520_499_877_8),
            (1.0, 0.842_700_792_9),
            (2.0, 0.995_322_265_0),
        ] {
            assert!((erf(x) - e).abs() < 1e-10 && (erf(-x) + e).abs() < 1e-10);
        }
        assert!((erf(2.999_999) - erf(3.000_001)).abs() < 1e-9);
        assert!((erf(9.0) - 1.0).abs() < 1e-15);
    }

    /// A raindrop of 1 mm falls at 4.03 m/s (Gunn and Kinzer 1949): White's drag is an eighth off there; a droplet of
    /// 20 µm falls as Stokes says.
    #[test]
    fn droplets_fall_as_measured() {
        let water = Jet {
            liquid_kg_m3: 998.0,
            ..jet(10.0, 0.0)
        };
        assert!((water.terminal_m_s(1e-3) / 4.03 - 1.0).abs() < 0.14);
        let stokes = G * (20e-6_f64).powi(2) * 996.8 / (18.0 * air_viscosity_pa_s(293.15));
        let near = water.terminal_m_s(20e-6) / stokes;
        assert!((near - 1.0).abs() < 0.05, "{near}");
    }

    #[test]
    fn a_slow_cold_jet_rains_out_and_a_fast_hot_one_does_not() {
        assert!(jet(5.0, 0.0).airborne_share() < 0.01);
        assert!(jet(200.0, 60.0).airborne_share() > 0.99);
    }

    proptest! {
        #[test]
        fn faster_and_hotter_jets_leave_more_in_the_air(u in 1.0..400.0_f64, dt in 0.0..100.0_f64) {
            let here = jet(u, dt).airborne_share();
            prop_assert!((0.0..=1.0).contains(&here));
            let (faster, hotter) = (jet(u * 1.001, dt).airborne_share(), jet(u, dt + 0.1).airborne_share());
            prop_assert!(faster >= here - 1e-9 && hotter >= here - 1e-9);
            prop_assert!(faster - here < 0.02 && hotter - here < 0.05);
        }
    }
}
