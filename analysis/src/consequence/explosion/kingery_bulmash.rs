//! Blast of a charge of TNT on flat ground, by Kingery and Bulmash as Swisdak simplified it.
//!
//! ```text
//! value = exp(Σ cᵢ lnⁱ Z),   Z = R / W^(1/3)
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | R, W | distance, charge of TNT on the ground (for one in free air: W / 1.8) | m, kg |
//! | p, p_r | incident (side-on) and normally reflected overpressure | kPa |
//! | I, I_r | impulse of their positive phase | kPa ms/kg^(1/3) |
//! | t_a, t_d | arrival, and duration of the positive phase | ms/kg^(1/3) |
//!
//! Range: Z from 0.2 to 198.5 m/kg^(1/3) for p, to 158.7 for I, to 40 for the others. Outside it the answer is ours
//! and said to be outside: nearer, the value at the edge is held; farther, p and I follow their last power law,
//! p_r keeps its ratio to p (2.01 at 40: a weak shock doubles), I_r falls as 1/Z, the shock arrives at the speed of
//! sound, and the duration is held.
//!
//! The pieces do not meet exactly: p rises by 0.7 % at Z = 23.8, I falls by 2.4 % at 2.38, t_d by 1.2 % at 1.02 and
//! 0.9 % at 2.8. I is not monotone near the charge (it has a low at Z = 0.5), nor is t_d.
//!
//! Source: Swisdak, *Simplified Kingery Airblast Calculations*, 26th DoD Explosives Safety Seminar, 1994, table 1.
//! Verified: IATG 01.80 (3rd ed. 2021) table 5, 1 t and 10 t at 50 m, within 0.6 %.

use super::falling::reach;
use crate::consequence::{Outside, Range};

/// A polynomial in ln Z and the Z up to which it holds.
type Piece = (f64, &'static [f64]);

const P: &[Piece] = &[
    (2.9, &[7.2106, -2.1069, -0.3229, 0.1117, 0.0685]),
    (23.8, &[7.5938, -3.0523, 0.409_77, 0.0261, -0.012_67]),
    (f64::INFINITY, &[6.0536, -1.4066]),
];
const P_R: &[Piece] = &[
    (
        2.0,
        &[
            9.006, -2.6893, -0.6295, 0.1011, 0.292_55, 0.135_05, 0.019_736,
        ],
    ),
    (
        f64::INFINITY,
        &[8.8396, -1.733, -2.64, 2.293, -0.8232, 0.142_47, -0.0099],
    ),
];
const I: &[Piece] = &[
    (0.96, &[5.522, 1.117, 0.6, -0.292, -0.087]),
    (2.38, &[5.465, -0.308, -1.464, 1.362, -0.432]),
    (33.7, &[5.2749, -0.4677, -0.2499, 0.0588, -0.005_54]),
    (f64::INFINITY, &[5.9825, -1.062]),
];
const I_R: &[Piece] = &[(f64::INFINITY, &[6.7853, -1.3466, 0.101, -0.011_23])];
const T_A: &[Piece] = &[
    (1.5, &[-0.7604, 1.8058, 0.1257, -0.0437, -0.031, -0.006_69]),
    (
        f64::INFINITY,
        &[-0.7137, 1.5732, 0.5561, -0.4213, 0.1054, -0.009_29],
    ),
];
const T_D: &[Piece] = &[
    (1.02, &[0.5426, 3.2299, -1.5931, -5.9667, -4.0815, -0.9149]),
    (2.8, &[0.544, 2.7082, -9.7354, 14.3425, -9.7791, 2.8535]),
    (
        f64::INFINITY,
        &[-2.4608, 7.1639, -5.6215, 2.2711, -0.449_94, 0.033_86],
    ),
];

/// Least Z of p, I and t_d.
const NEAR: f64 = 0.2;
/// Least Z of p_r, I_r and t_a.
const NEAREST: f64 = 0.06;
/// Greatest Z of p_r, I_r, t_a and t_d.
const FAR: f64 = 40.0;
/// Speed of sound at 15 °C, m/s: ISO 2533:1975.
const SOUND_M_S: f64 = 340.294;

const SCALED_DISTANCE: Range = Range {
    what: "scaled distance, m/kg^(1/3)",
    min: NEAR,
    max: 198.5,
    source: "Swisdak 1994, table 1, incident pressure",
};
const SCALED_DISTANCE_REST: Range = Range {
    what: "scaled distance of reflected values, arrival and duration, m/kg^(1/3)",
    min: NEAREST,
    max: FAR,
    source: "Swisdak 1994, table 1",
};

fn value(pieces: &[Piece], z: f64) -> f64 {
    let ln_z = z.ln();
    pieces
        .iter()
        .find(|(to, _)| z <= *to)
        .map_or(0.0, |(_, c)| {
            c.iter().rev().fold(0.0_f64, |sum, c| sum.mul_add(ln_z, *c))
        })
        .exp()
}

/// The blast at one place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blast {
    /// Peak incident overpressure, Pa.
    pub incident_pressure_pa: f64,
    /// Peak overpressure on a wall that faces the blast, Pa.
    pub reflected_pressure_pa: f64,
    /// Impulse of the positive phase, Pa s.
    pub incident_impulse_pa_s: f64,
    /// Impulse of the positive phase on a wall that faces the blast, Pa s.
    pub reflected_impulse_pa_s: f64,
    /// When the shock arrives, s.
    pub arrival_s: f64,
    /// How long the positive phase lasts, s.
    pub duration_s: f64,
}

/// The blast of `charge_kg` of TNT on the ground at `distance_m`, both above 0.
pub fn blast(charge_kg: f64, distance_m: f64) -> Blast {
    let root = charge_kg.cbrt();
    let z = distance_m / root;
    let (near, inner) = (z.max(NEAR), z.clamp(NEAREST, FAR));
    let incident = incident_pressure_pa(z);
    // Beyond 40: the ratio to the incident pressure is kept.
    let weaker = incident / incident_pressure_pa(z.min(FAR));
    // 1 m/kg^(1/3) at the speed of sound, ms.
    let later = 1e3 / SOUND_M_S * (z - inner).max(0.0);
    Blast {
        incident_pressure_pa: incident,
        reflected_pressure_pa: 1e3 * value(P_R, inner) * weaker,
        incident_impulse_pa_s: root * value(I, near),
        reflected_impulse_pa_s: root * value(I_R, inner) * (FAR / z).min(1.0),
        arrival_s: 1e-3 * root * (value(T_A, inner) * (z / NEAREST).min(1.0) + later),
        duration_s: 1e-3 * root * value(T_D, near.min(FAR)),
    }
}

/// Peak incident overpressure, Pa, at a scaled distance `z` in m/kg^(1/3), from 0 on.
pub fn incident_pressure_pa(z: f64) -> f64 {
    1e3 * value(P, z.max(NEAR))
}

/// Scaled distance, m/kg^(1/3), beyond which an overpressure above 0 is no longer reached; 0 where it is reached
/// nowhere. Sought from the far end, as the curve has a step up of 0.7 % at 23.8.
pub fn scaled_distance(overpressure_pa: f64) -> f64 {
    let step = 23.8;
    let beyond = step * (1.0 + 1e-12);
    if incident_pressure_pa(beyond) >= overpressure_pa {
        reach(beyond, 1e9, overpressure_pa, incident_pressure_pa)
    } else {
        reach(NEAR, step, overpressure_pa, incident_pressure_pa)
    }
}

/// What the curves were not made for.
pub fn outside(z: f64) -> Vec<Outside> {
    [SCALED_DISTANCE.check(z), SCALED_DISTANCE_REST.check(z)]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_close(got: f64, expected: f64, relative: f64) {
        assert!(
            (got / expected - 1.0).abs() <= relative,
            "{got} instead of {expected}"
        );
    }

    /// Radii and pressures of accidents (Xiangshui 2019, Tianjin 2015, Beirut 2020), computed by other hands with
    /// the same polynomials, in tonnes, metres and kPa.
    #[test]
    fn accidents_are_told_as_others_told_them() {
        for (tonnes, radii) in [
            (
                260.0,
                [
                    205.0, 245.0, 361.0, 518.0, 863.0, 1144.0, 1938.0, 2884.0, 4721.0,
                ],
            ),
            (
                450.0,
                [
                    246.0, 295.0, 434.0, 622.0, 1036.0, 1374.0, 2326.0, 3463.0, 5669.0,
                ],
            ),
            (
                1100.0,
                [
                    332.0, 397.0, 584.0, 838.0, 1395.0, 1851.0, 3134.0, 4665.0, 7636.0,
                ],
            ),
        ] {
            for (kpa, radius) in [100.0, 70.0, 35.0, 20.0, 10.0, 7.0, 3.5, 2.0, 1.0]
                .into_iter()
                .zip(radii)
            {
                let r = scaled_distance(kpa * 1e3) * f64::cbrt(tonnes * 1e3);
                // The radii are whole metres.
                assert!((r - radius).abs() < 0.51, "{tonnes} t, {kpa} kPa: {r} m");
            }
        }
        for (tonnes, at_m, kpa) in [
            (260.0, 500.0, 21.06),
            (260.0, 2000.0, 3.35),
            (260.0, 5000.0, 0.92),
            (450.0, 150.0, 298.17),
            (450.0, 2800.0, 2.70),
            (500.0, 10_000.0, 0.47),
        ] {
            let p = blast(tonnes * 1e3, at_m).incident_pressure_pa / 1e3;
            assert!((p - kpa).abs() < 0.006, "{tonnes} t at {at_m} m: {p} kPa");
        }
    }

    #[test]
    fn beyond_the_table_a_weak_shock_doubles_and_runs_at_the_speed_of_sound() {
        let (near, far) = (blast(1.0, 200.0), blast(1.0, 300.0));
        is_close(
            far.reflected_pressure_pa / far.incident_pressure_pa,
            2.0,
            0.01,
        );
        is_close(far.arrival_s - near.arrival_s, 100.0 / SOUND_M_S, 1e-9);
        assert_eq!(outside(300.0).len(), 2);
        assert_eq!(outside(100.0).len(), 1);
        assert!(outside(10.0).is_empty());
    }

    #[test]
    fn a_pressure_inside_the_step_of_the_table_is_met_at_its_far_end() {
        let z = scaled_distance(4_910.0);
        assert!(z > 23.8 && z < 24.0, "{z}");
        assert!(scaled_distance(4_930.0) < 23.8);
    }

    proptest! {
        #[test]
        fn every_value_is_finite_positive_and_without_a_jump(log_w in -3.0..7.0_f64, log_z in -3.0..4.0_f64) {
            let (w, z) = (10_f64.powf(log_w), 10_f64.powf(log_z));
            let values = |z: f64| {
                let b = blast(w, z * w.cbrt());
                [b.incident_pressure_pa, b.reflected_pressure_pa, b.incident_impulse_pa_s,
                 b.reflected_impulse_pa_s, b.arrival_s, b.duration_s]
            };
            for (a, b) in values(z).into_iter().zip(values(z * 1.001)) {
                prop_assert!(a.is_finite() && a > 0.0);
                prop_assert!((b / a - 1.0).abs() < 0.05, "{a} {b}");
            }
        }

        #[test]
        fn reflected_is_above_incident_and_both_fall(log_z in -0.69..4.0_f64) {
            let z = 10_f64.powf(log_z);
            let (a, b) = (blast(1.0, z), blast(1.0, z * 1.05));
            prop_assert!(a.reflected_pressure_pa > a.incident_pressure_pa);
            prop_assert!(b.incident_pressure_pa < a.incident_pressure_pa);
            prop_assert!(b.reflected_pressure_pa < a.reflected_pressure_pa);
            prop_assert!(b.arrival_s > a.arrival_s);
        }

        #[test]
        fn a_charge_scales_by_its_cube_root(w in 1.0..1e6_f64, z in 0.3..100.0_f64) {
            let (one, many) = (blast(1.0, z), blast(w, z * w.cbrt()));
            prop_assert!((many.incident_pressure_pa / one.incident_pressure_pa - 1.0).abs() < 1e-9);
            prop_assert!((many.incident_impulse_pa_s / one.incident_impulse_pa_s / w.cbrt() - 1.0).abs() < 1e-9);
        }

        #[test]
        fn the_inverse_comes_back(log_p in 2.0..7.0_f64) {
            let p = 10_f64.powf(log_p);
            let z = scaled_distance(p);
            prop_assume!(!(4_890.0..4_935.0).contains(&p));
            prop_assert!((incident_pressure_pa(z) / p - 1.0).abs() < 1e-9);
        }
    }
}
