//! The fireball of a boiling liquid that bursts its vessel (BLEVE).
//!
//! ```text
//! D = 5.8 M^(1/3)                              CCPS, AQ/T 3046
//! t = 0.45 M^(1/3)  M < 30 t,  2.6 M^(1/6) from there on
//! H = 0.75 D
//! R = 3.24 M^0.325,  t = 0.852 M^0.26,  H = 2 R    Yellow Book
//! SEP = Fs M Hc / (pi D² t),  Fs = 0.27 P^0.32     Roberts, P in MPa
//! q = tau SEP F
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | M | fuel in the fireball: the whole inventory (Purple Book) | kg |
//! | D, R, H | diameter, radius, height of the centre | m |
//! | t | duration | s |
//! | Fs | share of the heat that is radiated | - |
//! | Hc | heat of combustion | J/kg |
//! | P | pressure at which the vessel bursts, absolute | MPa |
//!
//! Where CCPS goes from one duration to the other, at 30 t, it jumps by 3.7 %.
//!
//! Sources: CCPS, *Guidelines for VCE, BLEVE and Flash Fire*, 2nd ed. 2010 and AQ/T 3046-2013 (verified: derived
//! cases); TNO Yellow Book CPR 14E (2005) eq. 6.90-6.91 (from memory); Roberts, *Fire Safety J.* 4 (1982)
//! 197 (secondary transcription).

use std::f64::consts::PI;

use super::pool::Path;
use super::reach::farthest_m;
use super::sphere::sphere;
use super::view_factor::ViewFactor;
use crate::consequence::{Outside, Range};
use crate::error::{Error, above_zero};

const RADIATIVE_FRACTION: Range = Range {
    what: "radiative fraction",
    min: 0.13,
    max: 0.4,
    source: "Roberts 1982: measured 0.13 to 0.35, 0.4 as the upper bound (from memory)",
};

const EMISSIVE_POWER: Range = Range {
    what: "emissive power in W/m2",
    min: 100e3,
    max: 450e3,
    source: "CCPS 2010, large BLEVE tests (from memory)",
};

/// Who says how large a fireball becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// CCPS, ALOHA, AQ/T 3046.
    Ccps,
    /// TNO Yellow Book.
    YellowBook,
}

/// How large a fireball becomes, and how long it burns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Greatest diameter, m.
    pub diameter_m: f64,
    /// Duration, s.
    pub duration_s: f64,
    /// Height of the centre, m.
    pub centre_height_m: f64,
}

/// The size of a fireball of a mass of fuel.
///
/// # Errors
/// [`Error::OutOfRange`] for a mass that is not above zero.
pub fn size(mass_kg: f64, method: Method) -> Result<Size, Error> {
    let m = above_zero("mass in kg", mass_kg)?;
    Ok(match method {
        Method::Ccps => {
            // D = 5.8 M^(1/3), t = 0.45 M^(1/3) or 2.6 M^(1/6), H = 0.75 D
            let diameter_m = 5.8 * m.cbrt();
            Size {
                diameter_m,
                duration_s: if m < 30_000.0 {
                    0.45 * m.cbrt()
                } else {
                    2.6 * m.powf(1.0 / 6.0)
                },
                centre_height_m: 0.75 * diameter_m,
            }
        }
        Method::YellowBook => {
            // R = 3.24 M^0.325, t = 0.852 M^0.26, H = 2 R
            let radius_m = 3.24 * m.powf(0.325);
            Size {
                diameter_m: 2.0 * radius_m,
                duration_s: 0.852 * m.powf(0.26),
                centre_height_m: 2.0 * radius_m,
            }
        }
    })
}

/// Share of the heat that is radiated, by the pressure, Pa absolute, at which the vessel bursts: Roberts. At
/// most 0.4.
pub fn radiative_fraction(burst_pressure_pa: f64) -> f64 {
    // Fs = 0.27 P^0.32, P in MPa
    (0.27 * (burst_pressure_pa.max(0.0) / 1e6).powf(0.32)).min(0.4)
}

/// Emissive power of a fireball, W/m².
pub fn emissive_power_w_m2(
    size: &Size,
    mass_kg: f64,
    heat_of_combustion_j_kg: f64,
    radiative_fraction: f64,
) -> f64 {
    // SEP = Fs M Hc / (pi D² t)
    radiative_fraction * mass_kg * heat_of_combustion_j_kg
        / (PI * size.diameter_m * size.diameter_m * size.duration_s)
}

/// A solved fireball.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fireball {
    /// Its size.
    pub size: Size,
    /// Its emissive power, W/m².
    pub emissive_power_w_m2: f64,
    /// The air on the way.
    pub path: Path,
}

impl Fireball {
    /// View factors from a point on the ground, `distance_m` from below the centre.
    pub fn view_factor(&self, distance_m: f64) -> ViewFactor {
        sphere(self.size.diameter_m, self.size.centre_height_m, distance_m)
    }

    /// Radiation, W/m², on a surface turned to the fireball.
    pub fn flux_w_m2(&self, distance_m: f64) -> f64 {
        let away = distance_m.hypot(self.size.centre_height_m);
        let path = (away - self.size.diameter_m / 2.0).max(0.0);
        // q = tau SEP F
        self.path.transmissivity(path)
            * self.emissive_power_w_m2
            * self.view_factor(distance_m).maximum
    }

    /// How far from below the centre, m, a level of radiation reaches on the ground; none where it nowhere does.
    pub fn distance_m(&self, level_w_m2: f64) -> Option<f64> {
        farthest_m(|r| self.flux_w_m2(r), level_w_m2, self.size.diameter_m)
    }
}

/// What is outside of the fireballs that were measured.
pub fn outside(radiative_fraction: Option<f64>, emissive_power_w_m2: Option<f64>) -> Vec<Outside> {
    let fraction = radiative_fraction.and_then(|f| RADIATIVE_FRACTION.check(f));
    let power = emissive_power_w_m2.and_then(|e| EMISSIVE_POWER.check(e));
    fraction.into_iter().chain(power).collect()
}

#[cfg(test)]
mod tests {
    use super::super::air::Air;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_style_guide_has_a_worked_one() {
        // 100 t of propane: 269.2 m, 17.71 s
        let s = size(100_000.0, Method::Ccps).unwrap();
        let sep = emissive_power_w_m2(&s, 1e5, 46.35e6, 0.3);
        assert!((sep / 344.8e3 - 1.0).abs() < 1e-3, "{sep}");
        assert!(outside(Some(0.3), Some(sep)).is_empty());
        assert_eq!(outside(Some(0.5), Some(1e6)).len(), 2);
    }

    #[test]
    fn roberts_at_one_megapascal_and_in_pascals() {
        assert!((radiative_fraction(1e6) - 0.27).abs() < 1e-12);
        assert!((radiative_fraction(7e5) / (0.003_25 * 7e5_f64.powf(0.32)) - 1.0).abs() < 0.01);
        assert!((radiative_fraction(1e8) - 0.4).abs() < 1e-12);
    }

    #[test]
    fn at_thirty_tonnes_the_duration_jumps_by_less_than_four_per_cent() {
        let at = |m| size(m, Method::Ccps).unwrap().duration_s;
        let jump = at(30_000.0) / at(29_999.999) - 1.0;
        assert!((0.03..0.04).contains(&jump), "{jump}");
        assert!(size(0.0, Method::Ccps).is_err() && size(f64::NAN, Method::YellowBook).is_err());
    }

    proptest! {
        #[test]
        fn levels_are_inverted_and_larger_ones_reach_farther(
            m in 100.0f64..1e6, fs in 0.15f64..0.4, level in 1e3f64..2e4, method in prop_oneof![Just(Method::Ccps), Just(Method::YellowBook)],
        ) {
            let ball = |m: f64| {
                let size = size(m, method).unwrap();
                let emissive_power_w_m2 = emissive_power_w_m2(&size, m, 46e6, fs);
                Fireball { size, emissive_power_w_m2, path: Path::Through(Air::default()) }
            };
            let (small, large) = (ball(m), ball(1.2 * m));
            let r = small.distance_m(level).unwrap();
            prop_assert!((small.flux_w_m2(r) / level - 1.0).abs() < 1e-3);
            prop_assert!(large.distance_m(level).unwrap() >= 0.98 * r);
            // The heat radiated is the share of the heat burnt.
            let s = small.size;
            let out = small.emissive_power_w_m2 * PI * s.diameter_m * s.diameter_m * s.duration_s;
            prop_assert!((out / (fs * m * 46e6) - 1.0).abs() < 1e-9);
        }
    }
}
