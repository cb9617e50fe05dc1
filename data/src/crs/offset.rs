//! GCJ-02 (火星坐标) and BD-09 (百度): the public offset datums of Chinese web maps.
//!
//! ```text
//! x = λ − 105,  y = φ − 35                                   degrees
//! tφ = −100 + 2x + 3y + 0.2y² + 0.1xy + 0.2√|x| + s(x) + ⅔(20 sin πy + 40 sin πy/3)
//!      + ⅔(160 sin πy/12 + 320 sin πy/30)                    metres, about
//! tλ = 300 + x + 2y + 0.1x² + 0.1xy + 0.1√|x| + s(x) + ⅔(20 sin πx + 40 sin πx/3)
//!      + ⅔(150 sin πx/12 + 300 sin πx/30)
//! s(x) = ⅔(20 sin 6πx + 20 sin 2πx),  m = 1 − e² sin² φ
//! Δφ = tφ · 180 / (a(1 − e²) / (m√m) · π),  Δλ = tλ · 180 / (a/√m · cos φ · π)
//! BD-09: z = √(λ² + φ²) + 0.00002 sin(3000π/180 · φ),  θ = atan2(φ, λ) + 0.000003 cos(3000π/180 · λ)
//!        λ' = z cos θ + 0.0065,  φ' = z sin θ + 0.006
//! ```
//!
//! | symbol | meaning | value |
//! |---|---|---|
//! | a | semi-major axis, Krasovsky 1940 | 6 378 245 m |
//! | e² | its first eccentricity squared | 0.00669342162296594323 |
//!
//! Valid within 72.004–137.8347° E, 0.8293–55.8271° N; outside there is no offset. The inverse has no
//! closed form and is iterated until it moves by less than 1e-11°. At the edge of the box the offset
//! stops at once, so that two places may have the same GCJ-02: the inverse gives the one inside. The
//! edge runs through Pakistan, Sumatra, Siberia and the Sea of Japan, far from any plant of China.
//!
//! Source: no standard publishes these. GCJ-02: the constants of the public reverse-engineered programs,
//! identical in ten of them, and checked here against pairs of one of them. BD-09: the well-known
//! formula, not checked against published pairs.

use std::f64::consts::PI;

/// Semi-major axis, m.
const A_M: f64 = 6_378_245.0;
/// First eccentricity squared.
const E2: f64 = 0.006_693_421_622_965_943;
/// Angle of the BD-09 ripple, radians per degree.
const X_PI: f64 = PI * 3000.0 / 180.0;
/// Where the iteration stops, degrees: a micrometre.
const TOLERANCE_DEG: f64 = 1e-11;
/// More steps than the iteration ever takes: each one gains two digits or more.
const STEPS: usize = 30;

/// GCJ-02 of a longitude and latitude in WGS 84, degrees.
pub fn wgs84_to_gcj02(lon: f64, lat: f64) -> (f64, f64) {
    if is_outside(lon, lat) {
        return (lon, lat);
    }
    let (dlon, dlat) = shift(lon, lat);
    (lon + dlon, lat + dlat)
}

/// Longitude and latitude in WGS 84 of a point in GCJ-02, degrees.
pub fn gcj02_to_wgs84(lon: f64, lat: f64) -> (f64, f64) {
    // Where the offset is defined, and a little around, for a place inside may be moved outside.
    if !((71.0..=139.0).contains(&lon) && (0.0..=57.0).contains(&lat)) {
        return (lon, lat);
    }
    let (x, y) = inverse(lon, lat, |lon, lat| {
        let (dlon, dlat) = shift(lon, lat);
        (lon + dlon, lat + dlat)
    });
    if is_outside(x, y) { (lon, lat) } else { (x, y) }
}

/// BD-09 of a point in GCJ-02, degrees.
pub fn gcj02_to_bd09(lon: f64, lat: f64) -> (f64, f64) {
    let z = lon.hypot(lat) + 0.000_02 * (lat * X_PI).sin();
    let theta = lat.atan2(lon) + 0.000_003 * (lon * X_PI).cos();
    (z * theta.cos() + 0.0065, z * theta.sin() + 0.006)
}

/// GCJ-02 of a point in BD-09, degrees.
pub fn bd09_to_gcj02(lon: f64, lat: f64) -> (f64, f64) {
    inverse(lon, lat, gcj02_to_bd09)
}

fn inverse(lon: f64, lat: f64, forward: impl Fn(f64, f64) -> (f64, f64)) -> (f64, f64) {
    let (mut x, mut y) = (lon, lat);
    for _ in 0..STEPS {
        let (fx, fy) = forward(x, y);
        let (dx, dy) = (lon - fx, lat - fy);
        x += dx;
        y += dy;
        if dx.abs() < TOLERANCE_DEG && dy.abs() < TOLERANCE_DEG {
            break;
        }
    }
    (x, y)
}

fn is_outside(lon: f64, lat: f64) -> bool {
    !((72.004..=137.8347).contains(&lon) && (0.8293..=55.8271).contains(&lat))
}

fn shift(lon: f64, lat: f64) -> (f64, f64) {
    let (x, y) = (lon - 105.0, lat - 35.0);
    let s = (20.0 * (6.0 * PI * x).sin() + 20.0 * (2.0 * PI * x).sin()) * 2.0 / 3.0;
    let t_lat = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + s
        + (20.0 * (PI * y).sin() + 40.0 * (PI * y / 3.0).sin()) * 2.0 / 3.0
        + (160.0 * (PI * y / 12.0).sin() + 320.0 * (PI * y / 30.0).sin()) * 2.0 / 3.0;
    let t_lon = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + s
        + (20.0 * (PI * x).sin() + 40.0 * (PI * x / 3.0).sin()) * 2.0 / 3.0
        + (150.0 * (PI * x / 12.0).sin() + 300.0 * (PI * x / 30.0).sin()) * 2.0 / 3.0;
    let (sin, cos) = lat.to_radians().sin_cos();
    let m = 1.0 - E2 * sin * sin;
    let d_lat = t_lat * 180.0 / (A_M * (1.0 - E2) / (m * m.sqrt()) * PI);
    let d_lon = t_lon * 180.0 / (A_M / m.sqrt() * cos * PI);
    (d_lon, d_lat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// WGS 84, then GCJ-02: points over Changzhou, made by the public program geotool-cn 3.1.0 (MIT).
    const PAIRS: [[f64; 4]; 5] = [
        [119.2, 31.2, 119.205_236_58, 31.197_976_24],
        [119.2, 32.0, 119.205_310_49, 31.998_026_75],
        [119.4, 31.6, 119.405_411_01, 31.598_228_4],
        [119.4, 32.0, 119.405_448_93, 31.998_171_22],
        [119.6, 31.2, 119.604_858_58, 31.197_753_44],
    ];

    #[test]
    fn the_published_pairs_are_met_both_ways() {
        for [lon, lat, gcj_lon, gcj_lat] in PAIRS {
            let (x, y) = wgs84_to_gcj02(lon, lat);
            assert!(
                (x - gcj_lon).abs() < 1e-8 && (y - gcj_lat).abs() < 1e-8,
                "{x} {y}"
            );
            let (x, y) = gcj02_to_wgs84(gcj_lon, gcj_lat);
            assert!((x - lon).abs() < 2e-8 && (y - lat).abs() < 2e-8, "{x} {y}");
        }
    }

    #[test]
    fn the_offset_over_changzhou_is_about_half_a_kilometre() {
        let (x, y) = wgs84_to_gcj02(119.97, 31.81);
        assert!((x - 119.974_740_854).abs() < 1e-9, "{x}");
        assert!((y - 31.807_948_308).abs() < 1e-9, "{y}");
    }

    #[test]
    fn there_is_no_offset_in_houston() {
        assert_eq!(wgs84_to_gcj02(-95.36, 29.76), (-95.36, 29.76));
        assert_eq!(gcj02_to_wgs84(-95.36, 29.76), (-95.36, 29.76));
    }

    proptest! {
        /// Up to the very edge of the box, and across it for what is moved outside.
        #[test]
        fn the_edge_of_the_box_is_no_exception(
            along in 0.0..1.0_f64,
            into in 0.0..0.02_f64,
            side in 0..4_u8,
        ) {
            let (lon, lat) = match side {
                0 => (72.004 + into, 0.8293 + along * 54.9),
                1 => (137.8347 - into, 0.8293 + along * 54.9),
                2 => (72.004 + along * 65.8, 0.8293 + into),
                _ => (72.004 + along * 65.8, 55.8271 - into),
            };
            let (g_lon, g_lat) = wgs84_to_gcj02(lon, lat);
            let (x, y) = gcj02_to_wgs84(g_lon, g_lat);
            prop_assert!((x - lon).abs() < 1e-9 && (y - lat).abs() < 1e-9, "{} {}", x - lon, y - lat);
        }

        /// Outside of the box, but for a kilometre beyond its edge, nothing moves.
        #[test]
        fn abroad_nothing_moves(lon in -180.0..180.0_f64, lat in -90.0..90.0_f64) {
            prop_assume!(!((71.98..=137.86).contains(&lon) && (0.8..=55.85).contains(&lat)));
            prop_assert_eq!(wgs84_to_gcj02(lon, lat), (lon, lat));
            prop_assert_eq!(gcj02_to_wgs84(lon, lat), (lon, lat));
        }

        /// 1e-9° is a tenth of a millimetre.
        #[test]
        fn there_and_back_is_the_same_place(lon in 73.5..135.0_f64, lat in 18.0..53.5_f64) {
            let (g_lon, g_lat) = wgs84_to_gcj02(lon, lat);
            let (b_lon, b_lat) = gcj02_to_bd09(g_lon, g_lat);
            let (x, y) = bd09_to_gcj02(b_lon, b_lat);
            prop_assert!((x - g_lon).abs() < 1e-9 && (y - g_lat).abs() < 1e-9);
            let (x, y) = gcj02_to_wgs84(x, y);
            prop_assert!((x - lon).abs() < 1e-9 && (y - lat).abs() < 1e-9);
        }
    }
}
