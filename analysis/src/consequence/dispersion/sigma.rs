//! How fast a cloud spreads: sigma, the standard deviation of the concentration, along (x), across (y) and up (z),
//! at a distance x of travel.
//!
//! ```text
//! Briggs            sy = a x (1 + b x)^-1/2       sz = c x (1 + d x)^e
//! TNO, CCPS puff    sy = a x^b                    sz = c x^d
//! Spicer & Havens   sy = a x^0.9                  sz = c x^d exp(e ln^2 x)
//! ```
//!
//! All x in metres of travel. The sets of sources differ by a factor 2 among themselves: a set belongs to the
//! model that it was made for, and a result says which one it rests on.
//!
//! Sources stand with each constructor.

use crate::consequence::{Outside, Range};
use crate::error::{Error, checked};

pub use super::stability::{Stability, Terrain};

/// Averaging time to which the sets of sigma_y refer, s: Yellow Book (2005) ch. 4.
pub const AVERAGING_S: f64 = 600.0;
/// Averaging time below which a plume no longer gets narrower, s: Yellow Book (2005) ch. 4, from memory; with
/// it `(18.75/600)^0.2` is 0.5, the share that the same book gives a puff.
pub const INSTANTANEOUS_S: f64 = 18.75;
/// Roughness length to which the set of TNO refers, m: Yellow Book (2005) ch. 4.
pub const TNO_ROUGHNESS_M: f64 = 0.1;
/// Travel below which sigma is that of this travel, m: keeps concentrations finite at the source.
const LEAST_M: f64 = 1e-6;

/// Rural and urban, each with rows A to F of (a, c, d, e).
const BRIGGS: [[(f64, f64, f64, f64); 6]; 2] = [
    [
        (0.22, 0.20, 0.0, 0.0),
        (0.16, 0.12, 0.0, 0.0),
        (0.11, 0.08, 0.0002, -0.5),
        (0.08, 0.06, 0.0015, -0.5),
        (0.06, 0.03, 0.0003, -1.0),
        (0.04, 0.016, 0.0003, -1.0),
    ],
    [
        (0.32, 0.24, 0.001, 0.5),
        (0.32, 0.24, 0.001, 0.5),
        (0.22, 0.20, 0.0, 0.0),
        (0.16, 0.14, 0.0003, -0.5),
        (0.11, 0.08, 0.0015, -0.5),
        (0.11, 0.08, 0.0015, -0.5),
    ],
];
/// b of sigma_y, rural and urban.
const BRIGGS_B: [f64; 2] = [1e-4, 4e-4];

/// Rows A to F of (a, b, c, d).
const TNO: [(f64, f64, f64, f64); 6] = [
    (0.527, 0.865, 0.28, 0.90),
    (0.371, 0.866, 0.23, 0.85),
    (0.209, 0.897, 0.22, 0.80),
    (0.128, 0.905, 0.20, 0.76),
    (0.098, 0.902, 0.15, 0.73),
    (0.065, 0.902, 0.12, 0.67),
];

/// Rows A to F of (a, b, c, d).
const CCPS_PUFF: [(f64, f64, f64, f64); 6] = [
    (0.18, 0.92, 0.60, 0.75),
    (0.14, 0.92, 0.53, 0.73),
    (0.10, 0.92, 0.34, 0.71),
    (0.06, 0.92, 0.15, 0.70),
    (0.04, 0.92, 0.10, 0.65),
    (0.02, 0.89, 0.05, 0.61),
];

/// Rows A to F of (a, c, d, e, least averaging time in s).
const SPICER_HAVENS: [(f64, f64, f64, f64, f64); 6] = [
    (0.423, 107.66, -1.7172, 0.2770, 18.4),
    (0.313, 0.1355, 0.8752, 0.0136, 18.4),
    (0.210, 0.09623, 0.9477, -0.0020, 18.4),
    (0.136, 0.04134, 1.1737, -0.0316, 18.3),
    (0.102, 0.02275, 1.3010, -0.0450, 11.4),
    (0.0674, 0.01122, 1.4024, -0.0540, 4.6),
];

/// sigma along, as a share of sigma across or of the travel.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Along {
    /// sigma_x = sigma_y.
    AsAcross,
    /// sigma_x = share of the travel.
    OfTravel(f64),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Up {
    /// c x (1 + d x)^e
    Briggs { c: f64, d: f64, e: f64 },
    /// c x^d
    Power { c: f64, d: f64 },
    /// c x^d (10 z0)^(0.53 x^-0.22)
    Rough { c: f64, d: f64, ln_roughness: f64 },
    /// c x^d exp(e ln^2 x), above the travel where it begins to grow
    Seinfeld { c: f64, d: f64, e: f64, from_m: f64 },
}

/// A set of sigmas for one stability: ask it for a travel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sigma {
    a: f64,
    across: Across,
    up: Up,
    along: Along,
    name: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Across {
    /// a x (1 + b x)^-1/2
    Briggs(f64),
    /// a x^b
    Power(f64),
}

impl Sigma {
    /// Briggs (1973), rural or urban, 10 minutes: as in AQ/T 3046-2013 table E.7, NOAA TM NOS OR&R 43 (2013) table
    /// 13 and CCPS (1999) `[V]`. 100 m to 10 km.
    ///
    /// Known misprints are not followed: 0.00015 for 0.0015 in the NOAA text, and 0.0001 for 0.001 (urban, A and B)
    /// in a public transcription of AQ/T 3046.
    pub fn briggs(stability: Stability, terrain: Terrain) -> Self {
        let [rural, urban] = &BRIGGS;
        let [b_rural, b_urban] = BRIGGS_B;
        let ((a, c, d, e), b, name) = match terrain {
            Terrain::Rural => (stability.of(rural), b_rural, "Briggs rural"),
            Terrain::Urban => (stability.of(urban), b_urban, "Briggs urban"),
        };
        Self {
            a,
            across: Across::Briggs(b),
            up: Up::Briggs { c, d, e },
            along: Along::AsAcross,
            name,
        }
    }

    /// TNO Yellow Book (CPR 14E, 2005) table 4.8, plume, at a roughness of 0.1 m and 10 minutes `[V]`.
    pub fn tno(stability: Stability) -> Self {
        let (a, b, c, d) = stability.of(&TNO);
        Self {
            a,
            across: Across::Power(b),
            up: Up::Power { c, d },
            along: Along::OfTravel(0.13),
            name: "TNO",
        }
    }

    /// The same for another roughness length (m) and averaging time (s):
    /// `sz (10 z0)^(0.53 x^-0.22)` and `sy (t/600)^0.2`, t not below 18.75 s. Yellow Book (2005) ch. 4, from
    /// memory. The factor of the roughness is held at its value at 1 m nearer than that.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a roughness outside of 0.1 mm to 3 m or an averaging time outside of 0.1 s to a day.
    pub fn tno_over(
        stability: Stability,
        roughness_m: f64,
        averaging_s: f64,
    ) -> Result<Self, Error> {
        let z0 = checked("roughness length (m)", roughness_m, 1e-4, 3.0)?;
        let mut sigma = Self::tno(stability);
        sigma.a *= averaging(averaging_s, INSTANTANEOUS_S)?;
        if let Up::Power { c, d } = sigma.up {
            let ln_roughness = (z0 / TNO_ROUGHNESS_M).ln();
            sigma.up = Up::Rough { c, d, ln_roughness };
        }
        Ok(sigma)
    }

    /// TNO Yellow Book (2005) ch. 4, puff: `sx = 0.13 x`, half the sigma_y of the plume, `sz = c x` `[V]`.
    pub fn tno_puff(stability: Stability) -> Self {
        let (a, b, c, _) = stability.of(&TNO);
        Self {
            a: 0.5 * a,
            across: Across::Power(b),
            up: Up::Power { c, d: 1.0 },
            along: Along::OfTravel(0.13),
            name: "TNO puff",
        }
    }

    /// Slade (1968) as in CCPS, Guidelines for Consequence Analysis (1999), puff: `sx = sy` `[V]`.
    pub fn ccps_puff(stability: Stability) -> Self {
        let (a, b, c, d) = stability.of(&CCPS_PUFF);
        Self {
            a,
            across: Across::Power(b),
            up: Up::Power { c, d },
            along: Along::AsAcross,
            name: "CCPS puff",
        }
    }

    /// Spicer and Havens (DEGADIS 2.1, EPA-450/4-89-019, 1989, p. 45) across and Seinfeld (1986) up: F `[V]`, the
    /// others `[S]`. The averaging time scales sigma_y by `(t/600)^0.2`, down to 18 s (unstable) or 5 s (stable).
    ///
    /// sigma_z of class A has a minimum at 22 m of travel; nearer than 100 m it is taken as proportional to the travel.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for an averaging time outside of 0.1 s to a day.
    pub fn spicer_havens(stability: Stability, averaging_s: f64) -> Result<Self, Error> {
        let (a, c, d, e, least_s) = stability.of(&SPICER_HAVENS);
        let from_m = if d < 0.0 { 100.0 } else { 0.0 };
        Ok(Self {
            a: a * averaging(averaging_s, least_s)?,
            across: Across::Power(0.9),
            up: Up::Seinfeld { c, d, e, from_m },
            along: Along::AsAcross,
            name: "Spicer and Havens, Seinfeld",
        })
    }

    /// Powers of the travel that pass through what a worked example says at one travel.
    #[cfg(test)]
    pub(crate) fn through(travel_m: f64, y_m: f64, z_m: f64) -> Self {
        let (b, d) = (0.9, 0.76);
        Self {
            a: y_m / travel_m.powf(b),
            across: Across::Power(b),
            up: Up::Power {
                c: z_m / travel_m.powf(d),
                d,
            },
            along: Along::AsAcross,
            name: "worked example",
        }
    }

    /// Name of the set.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// sigma across, m, at a travel in m.
    pub fn y_m(&self, travel_m: f64) -> f64 {
        let x = travel_m.max(LEAST_M);
        match self.across {
            Across::Briggs(b) => self.a * x / (1.0 + b * x).sqrt(),
            Across::Power(b) => self.a * x.powf(b),
        }
    }

    /// sigma up, m, at a travel in m.
    pub fn z_m(&self, travel_m: f64) -> f64 {
        let x = travel_m.max(LEAST_M);
        match self.up {
            Up::Briggs { c, d, e } => c * x * (1.0 + d * x).powf(e),
            Up::Power { c, d } => c * x.powf(d),
            Up::Rough { c, d, ln_roughness } => {
                c * x.powf(d) * (ln_roughness * 0.53 * x.max(1.0).powf(-0.22)).exp()
            }
            Up::Seinfeld { c, d, e, from_m } => {
                let held = x.max(from_m);
                let ln = held.ln();
                let sz = c * (d * ln + e * ln * ln).exp();
                if x < from_m { sz * x / from_m } else { sz }
            }
        }
    }

    /// sigma along, m, at a travel in m.
    pub fn x_m(&self, travel_m: f64) -> f64 {
        match self.along {
            Along::AsAcross => self.y_m(travel_m),
            Along::OfTravel(share) => share * travel_m.max(LEAST_M),
        }
    }

    /// The travel, m, after which sigma across has a value in m; at most 10,000 km.
    pub fn travel_of_y_m(&self, sigma_m: f64) -> f64 {
        inverse(|x| self.y_m(x), sigma_m)
    }

    /// The travel, m, after which sigma up has a value in m; at most 10,000 km.
    pub fn travel_of_z_m(&self, sigma_m: f64) -> f64 {
        inverse(|x| self.z_m(x), sigma_m)
    }

    /// What is to be said of a travel for which the sets were not measured: 100 m to 10 km, the experiments behind
    /// Pasquill's curves (CCPS 1999; from memory for the other sets).
    pub fn outside(&self, travel_m: f64) -> Option<Outside> {
        Range {
            what: "travel for sigma (m)",
            min: 100.0,
            max: 10_000.0,
            source: "range of the experiments behind the Pasquill-Gifford sigmas, CCPS 1999",
        }
        .check(travel_m)
    }
}

/// `(t/600)^0.2` with t not below the least.
fn averaging(averaging_s: f64, least_s: f64) -> Result<f64, Error> {
    let t = checked("averaging time (s)", averaging_s, 0.1, 86_400.0)?;
    Ok((t.max(least_s) / AVERAGING_S).powf(0.2))
}

/// The argument at which a rising function has a value, by halving its logarithm.
fn inverse(f: impl Fn(f64) -> f64, value: f64) -> f64 {
    let (mut low, mut high) = (LEAST_M.ln(), 1e7_f64.ln());
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if f(middle.exp()) < value {
            low = middle;
        } else {
            high = middle;
        }
    }
    high.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Sigma> {
        let mut sets = Vec::new();
        for class in Stability::ALL {
            sets.push(Sigma::briggs(class, Terrain::Rural));
            sets.push(Sigma::briggs(class, Terrain::Urban));
            sets.push(Sigma::tno(class));
            sets.push(Sigma::tno_over(class, 1.0, 60.0).unwrap());
            sets.push(Sigma::tno_over(class, 0.001, 3600.0).unwrap());
            sets.push(Sigma::tno_puff(class));
            sets.push(Sigma::ccps_puff(class));
            sets.push(Sigma::spicer_havens(class, 600.0).unwrap());
        }
        sets
    }

    #[test]
    fn every_sigma_grows_without_a_jump() {
        for sigma in all() {
            let mut last = (0.0, 0.0, 0.0);
            for i in 0..4000 {
                let x = 1e-3 * 1.005_f64.powi(i);
                let now = (sigma.x_m(x), sigma.y_m(x), sigma.z_m(x));
                assert!(now.0 > last.0 && now.1 > last.1, "{sigma:?} {x}");
                // Seinfeld's sigma_z of F turns at 430 km.
                assert!(now.2 > last.2 || x > 4e5, "{sigma:?} {x}");
                if i > 0 {
                    assert!(now.0 < 1.05 * last.0 && now.2 < 1.05 * last.2, "{sigma:?}");
                }
                last = now;
            }
            assert!(sigma.z_m(0.0) > 0.0 && sigma.z_m(-5.0) > 0.0);
        }
    }

    #[test]
    fn a_stable_night_spreads_less() {
        for x in [100.0, 1000.0, 10_000.0] {
            for pair in Stability::ALL.windows(2) {
                let [a, b] = [pair[0], pair[1]].map(|s| Sigma::briggs(s, Terrain::Rural));
                assert!(a.y_m(x) > b.y_m(x) && a.z_m(x) > b.z_m(x));
                let [a, b] = [pair[0], pair[1]].map(Sigma::tno);
                assert!(a.y_m(x) > b.y_m(x) && a.z_m(x) > b.z_m(x));
            }
        }
    }

    #[test]
    fn a_travel_is_found_again() {
        for sigma in all() {
            for x in [0.5, 30.0, 700.0, 9000.0] {
                assert!((sigma.travel_of_y_m(sigma.y_m(x)) / x - 1.0).abs() < 1e-9);
                assert!((sigma.travel_of_z_m(sigma.z_m(x)) / x - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn roughness_and_averaging_do_what_the_book_says() {
        let at = |z0, t| Sigma::tno_over(Stability::D, z0, t).unwrap();
        let plain = Sigma::tno(Stability::D);
        assert!((at(0.1, 600.0).z_m(500.0) / plain.z_m(500.0) - 1.0).abs() < 1e-12);
        // (10)^(0.53 * 100^-0.22) = 1.557
        assert!((at(1.0, 600.0).z_m(100.0) / plain.z_m(100.0) - 1.557).abs() < 1e-3);
        assert!((at(0.1, 18.75).y_m(100.0) / plain.y_m(100.0) - 0.5).abs() < 1e-12);
        assert!((at(0.1, 1.0).y_m(100.0) / plain.y_m(100.0) - 0.5).abs() < 1e-12);
        assert!(Sigma::tno_over(Stability::D, 0.0, 600.0).is_err());
        assert!(Sigma::tno_over(Stability::D, 0.1, f64::NAN).is_err());
    }
}
