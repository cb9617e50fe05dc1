//! How fast the wind is at a height, and up to where it mixes.
//!
//! ```text
//! power law    u = u_r (z/z_r)^p
//! logarithmic  u = (u*/k) [ln(z/z0) - psi(z/L) + psi(z0/L)]
//!              psi = -5 z/L                                                          stable
//!              psi = 2 ln((1+q)/2) + ln((1+q^2)/2) - 2 atan q + pi/2, q = (1-16 z/L)^(1/4)  unstable
//! lid          h = 0.3 u*/f, f = 2 omega sin(latitude)
//! ```
//!
//! Sources: Irwin (1979) for the exponents `[V]`; Yellow Book (CPR 14E, 2005) eq. 4.32 for the logarithmic
//! profile and the length of Monin and Obukhov by class and roughness `[V]`.

use std::f64::consts::FRAC_PI_2;

use crate::consequence::{Outside, Range};
use crate::error::{Error, checked};

use super::sigma::{Stability, Terrain};

/// Constant of von Karman, as the Yellow Book takes it.
pub const VON_KARMAN: f64 = 0.4;
/// Speed of rotation of the earth, 1/s.
pub const EARTH_1_S: f64 = 7.2921e-5;
/// Height below which no wind is asked for, m: between the roughness elements a profile says nothing. One metre,
/// as in public peers.
pub const LEAST_HEIGHT_M: f64 = 1.0;
/// Greatest roughness length of the table of Monin-Obukhov lengths, m: Yellow Book (2005) ch. 4.
pub const GREATEST_ROUGHNESS_M: f64 = 0.5;

/// Exponents A to F of the power law, rural.
const IRWIN_RURAL: [f64; 6] = [0.07, 0.07, 0.10, 0.15, 0.35, 0.55];
/// Exponents A to F of the power law, urban.
const IRWIN_URBAN: [f64; 6] = [0.15, 0.15, 0.20, 0.25, 0.40, 0.60];
/// (Ls, zs) of `1/L = log10(z0/zs)/Ls`, A to F; neutral has no length.
const LENGTHS: [Option<(f64, f64)>; 6] = [
    Some((33.162, 1117.0)),
    Some((32.258, 11.46)),
    Some((51.787, 1.324)),
    None,
    Some((-48.33, 1.262)),
    Some((-31.325, 19.36)),
];

/// Exponent of the power law: Irwin (1979) `[V]`.
pub fn irwin_exponent(stability: Stability, terrain: Terrain) -> f64 {
    match terrain {
        Terrain::Rural => stability.of(&IRWIN_RURAL),
        Terrain::Urban => stability.of(&IRWIN_URBAN),
    }
}

/// Length of Monin and Obukhov, m; infinite where the air is neutral: Yellow Book (2005) ch. 4 `[V]`.
/// A roughness above 0.5 m counts as 0.5 m: the fit for E changes its sign at 1.26 m.
pub fn monin_obukhov_length_m(stability: Stability, roughness_m: f64) -> f64 {
    let z0 = roughness_m.clamp(1e-6, GREATEST_ROUGHNESS_M);
    stability
        .of(&LENGTHS)
        .map_or(f64::INFINITY, |(ls, zs)| ls / (z0 / zs).log10())
}

/// What is to be said of a roughness for which the lengths were not made.
pub fn outside_roughness(roughness_m: f64) -> Option<Outside> {
    Range {
        what: "roughness length for the Monin-Obukhov length (m)",
        min: 0.0,
        max: GREATEST_ROUGHNESS_M,
        source: "Yellow Book 2005 ch. 4",
    }
    .check(roughness_m)
}

/// The wind over height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wind(Profile);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Profile {
    Power {
        speed_m_s: f64,
        height_m: f64,
        exponent: f64,
    },
    Log {
        friction_m_s: f64,
        roughness_m: f64,
        length_m: f64,
    },
}

impl Wind {
    /// A power law through a speed at a height.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a speed outside of 0.01 to 150 m/s, a height outside of 0.1 m to 1 km, or an exponent
    /// outside of 0 to 1.
    pub fn power(speed_m_s: f64, height_m: f64, exponent: f64) -> Result<Self, Error> {
        Ok(Self(Profile::Power {
            speed_m_s: checked("wind speed (m/s)", speed_m_s, 0.01, 150.0)?,
            height_m: checked("height of the wind speed (m)", height_m, 0.1, 1000.0)?,
            exponent: checked("exponent of the wind profile", exponent, 0.0, 1.0)?,
        }))
    }

    /// A logarithmic profile through a speed at a height, over ground of a roughness.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a speed outside of 0.01 to 150 m/s, a roughness outside of 0.01 mm to 3 m, or a height
    /// outside of twice the roughness to 1 km.
    pub fn logarithmic(
        speed_m_s: f64,
        height_m: f64,
        roughness_m: f64,
        stability: Stability,
    ) -> Result<Self, Error> {
        let u = checked("wind speed (m/s)", speed_m_s, 0.01, 150.0)?;
        let z0 = checked("roughness length (m)", roughness_m, 1e-5, 3.0)?;
        let z = checked("height of the wind speed (m)", height_m, 2.0 * z0, 1000.0)?;
        let length_m = monin_obukhov_length_m(stability, z0);
        Ok(Self(Profile::Log {
            friction_m_s: VON_KARMAN * u / shape(z, z0, length_m),
            roughness_m: z0,
            length_m,
        }))
    }

    /// Speed, m/s, at a height in m; zero at the ground.
    pub fn speed_m_s(&self, height_m: f64) -> f64 {
        match self.0 {
            Profile::Power {
                speed_m_s,
                height_m: reference,
                exponent,
            } => speed_m_s * (height_m.max(0.0) / reference).powf(exponent),
            Profile::Log {
                friction_m_s,
                roughness_m,
                length_m,
            } => {
                if height_m <= roughness_m {
                    0.0
                } else {
                    friction_m_s / VON_KARMAN * shape(height_m, roughness_m, length_m)
                }
            }
        }
    }

    /// Speed, m/s, that carries a cloud at a height in m: never that of less than 1 m, nor of less than twice the
    /// roughness.
    pub fn carrying_m_s(&self, height_m: f64) -> f64 {
        let least = match self.0 {
            Profile::Power { .. } => LEAST_HEIGHT_M,
            Profile::Log { roughness_m, .. } => LEAST_HEIGHT_M.max(2.0 * roughness_m),
        };
        self.speed_m_s(height_m.max(least))
    }

    /// Friction velocity u*, m/s; a power law has none.
    pub fn friction_velocity_m_s(&self) -> Option<f64> {
        match self.0 {
            Profile::Power { .. } => None,
            Profile::Log { friction_m_s, .. } => Some(friction_m_s),
        }
    }
}

/// `ln(z/z0) - psi(z/L) + psi(z0/L)`
fn shape(z: f64, z0: f64, length_m: f64) -> f64 {
    (z / z0).ln() - psi(z / length_m) + psi(z0 / length_m)
}

/// The correction of the logarithmic profile for stability, by z/L.
fn psi(zeta: f64) -> f64 {
    if zeta >= 0.0 {
        return -5.0 * zeta;
    }
    let q = (1.0 - 16.0 * zeta).sqrt().sqrt();
    2.0 * f64::midpoint(1.0, q).ln() + f64::midpoint(1.0, q * q).ln() - 2.0 * q.atan() + FRAC_PI_2
}

/// Height, m, up to which neutral and unstable air mixes: `h = 0.3 u*/f`, CCPS (1999) `[V]`; none in stable air,
/// which has no lid of this kind.
///
/// # Errors
/// [`Error::OutOfRange`] for a friction velocity outside of 1 mm/s to 10 m/s, or a latitude nearer than 5 degrees to the
/// equator, where the equation has no meaning.
pub fn mixing_height_m(
    friction_m_s: f64,
    latitude_deg: f64,
    stability: Stability,
) -> Result<Option<f64>, Error> {
    let u = checked("friction velocity (m/s)", friction_m_s, 1e-3, 10.0)?;
    let latitude = checked(
        "latitude off the equator (deg)",
        latitude_deg.abs(),
        5.0,
        90.0,
    )?;
    let coriolis = 2.0 * EARTH_1_S * latitude.to_radians().sin();
    Ok((stability <= Stability::D).then_some(0.3 * u / coriolis))
}

/// A weather class such as `1.5/F`, `F1.5` or `5D`: stability and wind speed, m/s.
pub fn parse_weather(text: &str) -> Option<(Stability, f64)> {
    let (mut letters, mut digits) = (String::new(), String::new());
    for c in text.chars() {
        match c {
            '0'..='9' | '.' => digits.push(c),
            c if c.is_ascii_alphabetic() => letters.push(c),
            ' ' | '/' | ',' | ';' | '-' | '_' => {}
            _ => return None,
        }
    }
    let speed = digits.parse().ok().filter(|u: &f64| *u > 0.0)?;
    Some((Stability::parse(&letters)?, speed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wind_grows_with_height_in_every_profile() {
        for class in Stability::ALL {
            let winds = [
                Wind::power(3.0, 10.0, irwin_exponent(class, Terrain::Urban)).unwrap(),
                Wind::logarithmic(3.0, 10.0, 0.3, class).unwrap(),
                Wind::logarithmic(3.0, 10.0, 2.0, class).unwrap(),
            ];
            for wind in winds {
                assert!((wind.speed_m_s(10.0) - 3.0).abs() < 1e-12);
                assert!(wind.speed_m_s(0.0) == 0.0);
                let mut last = 0.0;
                for i in 0..100 {
                    let now = wind.speed_m_s(2.5 * 1.05_f64.powi(i));
                    assert!(now > last && now.is_finite());
                    last = now;
                }
                assert!(wind.carrying_m_s(0.0) > 0.0);
            }
        }
    }

    #[test]
    fn neutral_is_the_limit_of_both_sides() {
        for zeta in [1e-9, -1e-9] {
            assert!(psi(zeta).abs() < 1e-7);
        }
        assert!(monin_obukhov_length_m(Stability::A, 0.1) < 0.0);
        assert!(monin_obukhov_length_m(Stability::F, 0.1) > 0.0);
        assert!(monin_obukhov_length_m(Stability::E, 1.3) > 0.0);
        assert!(monin_obukhov_length_m(Stability::D, 0.1).is_infinite());
    }

    #[test]
    fn a_lid_is_for_air_that_mixes() {
        let lid = |class| mixing_height_m(0.2, 40.0, class).unwrap();
        assert!((lid(Stability::D).unwrap() - 640.031).abs() < 1e-3);
        assert_eq!(lid(Stability::F), None);
        assert!(mixing_height_m(0.2, 0.0, Stability::D).is_err());
    }

    #[test]
    fn weather_is_read_in_any_order() {
        for text in ["1.5/F", "F1.5", "1.5 F", "f 1.5"] {
            assert_eq!(parse_weather(text), Some((Stability::F, 1.5)), "{text}");
        }
        for text in ["", "F", "5", "5/G", "5DD", "-", "F0", "5 / D!"] {
            assert_eq!(parse_weather(text), None, "{text}");
        }
    }
}
