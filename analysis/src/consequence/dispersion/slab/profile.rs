//! How the concentration is spread about the middle of the cloud.
//!
//! ```text
//! C = c_v F_y F_z F_x
//! F_y = B/(2b) [erf((y + b)/√2 β) − erf((y − b)/√2 β)],   B² = b² + 3 β²
//! F_z = h/(√2π σ) [exp(−(z − z_c)²/2σ²) + exp(−(z + z_c)²/2σ²)]
//! F_x like F_y, about x_c;  averaged over the time t_av in which u t_av passes
//! ```
//!
//! Source: Ermak 1990, section 2.4 (from memory); each integrates to what the box holds.

/// Square root of 2.
const SQRT_2: f64 = std::f64::consts::SQRT_2;

/// `erfc`, to 1.2e-7 of itself: Press et al., *Numerical Recipes*, 2nd ed., section 6.2.
pub(super) fn erfc(x: f64) -> f64 {
    const P: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    let z = x.abs();
    let t = 1.0 / (1.0 + 0.5 * z);
    let sum = P.iter().rev().fold(0.0, |s, p| s * t + p);
    let tail = t * (sum - z * z).exp();
    if x >= 0.0 { tail } else { 2.0 - tail }
}

/// `½ [erf((y + b)/√2 β) − erf((y − b)/√2 β)] · B/b`.
pub(super) fn across(y: f64, half: f64, core: f64, beta: f64) -> f64 {
    let y = y.abs();
    let core = core.max(1e-6 * half);
    let q = SQRT_2 * beta.max(1e-6 * half);
    // From the tails, so that a small difference of them keeps its digits; far out the fit's own error may be more
    // than that difference.
    (0.5 * half / core * (erfc((y - core) / q) - erfc((y + core) / q))).max(0.0)
}

/// `h/(√2π σ) [exp(−(z − z_c)²/2σ²) + exp(−(z + z_c)²/2σ²)]`.
pub(super) fn upwards(z: f64, height: f64, centre: f64, sigma: f64) -> f64 {
    let term = |d: f64| (-0.5 * (d / sigma).powi(2)).exp();
    height / (std::f64::consts::TAU.sqrt() * sigma) * (term(z - centre) + term(z + centre))
}

/// Mean of [`across`] from `−window` to `window`.
///
/// ```text
/// B/(2 b w) [I(w + b) − I(w − b)],  I(s) = s erf(s/q) + q/√π exp(−s²/q²)
/// ```
pub(super) fn mean_across(window: f64, half: f64, core: f64, beta: f64) -> f64 {
    let core = core.max(1e-6 * half);
    if window < 1e-3 * half {
        return across(0.0, half, core, beta);
    }
    let q = SQRT_2 * beta.max(1e-6 * half);
    let integral = |s: f64| {
        let r = s / q;
        s * (1.0 - erfc(r)) + q / std::f64::consts::PI.sqrt() * (-r * r).exp()
    };
    (half / (2.0 * core * window) * (integral(window + core) - integral(window - core))).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn erfc_is_known() {
        for (x, known) in [
            (0.0, 1.0),
            (0.5, 0.479_500_122_2),
            (1.0, 0.157_299_207_1),
            (3.0, 2.209_049_7e-5),
            (-1.0, 1.842_700_792_9),
        ] {
            assert!((erfc(x) / known - 1.0).abs() < 2e-7, "{x}");
        }
    }

    #[test]
    fn far_out_there_is_nothing_and_not_less() {
        for step in 0..4_000 {
            let y = 0.05 * f64::from(step);
            for (core, beta) in [(9.0, 2.0), (1.0, 5.7), (9.99, 0.1), (0.0, 3.0)] {
                let half = f64::sqrt(core * core + 3.0 * beta * beta);
                assert!(across(y, half, core, beta) >= 0.0, "{y} {core} {beta}");
                assert!(mean_across(y, half, core, beta) >= 0.0, "{y} {core} {beta}");
            }
        }
    }

    fn sum(of: impl Fn(f64) -> f64, to: f64) -> f64 {
        let n = 40_000;
        (0..n)
            .map(|i| of(to * (f64::from(i) + 0.5) / f64::from(n)))
            .sum::<f64>()
            * to
            / f64::from(n)
    }

    #[test]
    fn profiles_hold_what_the_box_holds() {
        for (core, beta) in [(9.0, 2.0), (1.0, 5.7), (9.99, 0.1)] {
            let half = f64::sqrt(core * core + 3.0 * beta * beta);
            let held = sum(|y| across(y, half, core, beta), 80.0);
            assert!((held / half - 1.0).abs() < 1e-4, "{held} {half}");
            let mean = mean_across(5.0, half, core, beta);
            let known = sum(|y| across(y, half, core, beta), 5.0) / 5.0;
            assert!((mean / known - 1.0).abs() < 1e-4, "{mean} {known}");
        }
        for (centre, sigma) in [(0.0, 3.0), (8.0, 1.5)] {
            let held = sum(|z| upwards(z, 5.0, centre, sigma), 60.0);
            assert!((held / 5.0 - 1.0).abs() < 1e-4, "{held}");
        }
    }
}
