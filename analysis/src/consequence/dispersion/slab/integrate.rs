//! Dormand and Prince's fifth-order Runge-Kutta pair with step control, on arrays of a fixed size.
//!
//! ```text
//! y' = f(s, y);  error e = y5 − y4;  step × 0.9 (tolerance / |e|)^(1/5), at most × 4, at least × 0.2
//! ```
//!
//! Source: Dormand & Prince, *J. Comp. Appl. Math.* 6 (1980) 19–26, table 2. (verified): tested against closed forms.

/// What to do with the step that has just been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Keep it and go on.
    Go,
    /// The end has been passed within this step.
    Past,
}

/// How to march.
#[derive(Debug, Clone, Copy)]
pub(super) struct March {
    /// Where to start.
    pub(super) from: f64,
    /// Where to stop at the latest.
    pub(super) to: f64,
    /// First step.
    pub(super) first: f64,
    /// A step is at most this share of the way from `origin`, so that what lies between two steps can be
    /// interpolated.
    pub(super) share: f64,
    /// From where the way is counted, before `from`.
    pub(super) origin: f64,
}

/// Greatest number of steps: a march that needs more ends where it has come to.
const MOST_STEPS: usize = 4_000;
/// Local error of a step, relative to the greater of the value and its scale.
const TOLERANCE: f64 = 1e-5;

const C: [f64; 6] = [0.2, 0.3, 0.8, 8.0 / 9.0, 1.0, 1.0];
const A: [[f64; 6]; 6] = [
    [0.2, 0.0, 0.0, 0.0, 0.0, 0.0],
    [3.0 / 40.0, 9.0 / 40.0, 0.0, 0.0, 0.0, 0.0],
    [44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0, 0.0, 0.0, 0.0],
    [
        19_372.0 / 6_561.0,
        -25_360.0 / 2_187.0,
        64_448.0 / 6_561.0,
        -212.0 / 729.0,
        0.0,
        0.0,
    ],
    [
        9_017.0 / 3_168.0,
        -355.0 / 33.0,
        46_732.0 / 5_247.0,
        49.0 / 176.0,
        -5_103.0 / 18_656.0,
        0.0,
    ],
    [
        35.0 / 384.0,
        0.0,
        500.0 / 1_113.0,
        125.0 / 192.0,
        -2_187.0 / 6_784.0,
        11.0 / 84.0,
    ],
];
/// Fifth-order less fourth-order weights.
const E: [f64; 7] = [
    71.0 / 57_600.0,
    0.0,
    -71.0 / 16_695.0,
    71.0 / 1_920.0,
    -17_253.0 / 339_200.0,
    22.0 / 525.0,
    -1.0 / 40.0,
];

/// Marches from `march.from` to `march.to`, or until `seen` says that the end has been passed; then the last
/// step is halved until the end is found. `seen` is told every step that stands, and the end. Returns the end.
pub(super) fn integrate<const N: usize>(
    march: March,
    start: [f64; N],
    scale: &[f64; N],
    mut slope: impl FnMut(f64, &[f64; N]) -> [f64; N],
    past: impl Fn(f64, &[f64; N]) -> Next,
    mut seen: impl FnMut(f64, &[f64; N]),
) -> (f64, [f64; N]) {
    let (mut s, mut y) = (march.from, start);
    let mut step = march.first.min(march.to - s);
    let mut first = slope(s, &y);
    for _ in 0..MOST_STEPS {
        let left = march.to - s;
        if left <= 1e-12 * march.to.abs().max(1e-9) {
            break;
        }
        step = step.min(left).min(march.share * (s - march.origin));
        let (next, last, error) = trial(s, &y, step, &first, scale, &mut slope);
        let least = 1e-9 * (s - march.origin).abs().max(1e-6);
        if !error.is_finite() && step > least {
            step *= 0.1;
            continue;
        }
        if error > 1.0 && step > least {
            step *= (0.9 * error.powf(-0.2)).max(0.2);
            continue;
        }
        if !next.iter().all(|v| v.is_finite()) {
            break;
        }
        if past(s + step, &next) == Next::Past {
            let (at, found) = find((s, &y, &first), (s + step, &next, &last), &past);
            seen(at, &found);
            return (at, found);
        }
        s += step;
        y = next;
        first = last;
        seen(s, &y);
        step *= if error > 1e-9 {
            (0.9 * error.powf(-0.2)).clamp(0.2, 4.0)
        } else {
            4.0
        };
    }
    (s, y)
}

/// One step: its end, the slope there, and its error over the tolerance.
fn trial<const N: usize>(
    s: f64,
    y: &[f64; N],
    step: f64,
    first: &[f64; N],
    scale: &[f64; N],
    slope: &mut impl FnMut(f64, &[f64; N]) -> [f64; N],
) -> ([f64; N], [f64; N], f64) {
    let mut k = [[0.0; N]; 7];
    k[0] = *first;
    let mut at = *y;
    for (stage, (c, weights)) in C.iter().zip(&A).enumerate() {
        at = std::array::from_fn(|i| {
            let sum: f64 = weights
                .iter()
                .zip(&k)
                .take(stage + 1)
                .map(|(w, k)| w * k[i])
                .sum();
            y[i] + step * sum
        });
        k[stage + 1] = slope(s + c * step, &at);
    }
    let mut worst: f64 = 0.0;
    for i in 0..N {
        let e: f64 = E.iter().zip(&k).map(|(w, k)| w * k[i]).sum::<f64>() * step;
        let size = y[i].abs().max(at[i].abs()).max(scale[i]);
        let off = e.abs() / (TOLERANCE * size);
        // `max` would drop what is no number.
        worst = if off.is_nan() { off } else { worst.max(off) };
        if worst.is_nan() {
            break;
        }
    }
    (at, k[6], worst)
}

/// Where between two steps the end is passed, on the cubic through both ends and their slopes.
fn find<const N: usize>(
    (s0, y0, f0): (f64, &[f64; N], &[f64; N]),
    (s1, y1, f1): (f64, &[f64; N], &[f64; N]),
    past: &impl Fn(f64, &[f64; N]) -> Next,
) -> (f64, [f64; N]) {
    let h = s1 - s0;
    let at = |r: f64| -> [f64; N] {
        let q = 1.0 - r;
        std::array::from_fn(|i| {
            q * q * (1.0 + 2.0 * r) * y0[i]
                + r * r * (3.0 - 2.0 * r) * y1[i]
                + h * r * q * (q * f0[i] - r * f1[i])
        })
    };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let mid = 0.5 * (low + high);
        if past(s0 + mid * h, &at(mid)) == Next::Past {
            high = mid;
        } else {
            low = mid;
        }
    }
    (s0 + high * h, at(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARCH: March = March {
        from: 0.0,
        to: 5.0,
        first: 1e-3,
        share: 0.5,
        origin: -1.0,
    };

    #[test]
    fn a_decay_and_a_circle_are_met() {
        let (_, y) = integrate(
            MARCH,
            [1.0, 1.0, 0.0],
            &[1e-3; 3],
            |_, y| [-y[0], -y[2], y[1]],
            |_, _| Next::Go,
            |_, _| {},
        );
        assert!((y[0] - (-5.0f64).exp()).abs() < 1e-6, "{y:?}");
        assert!((y[1] - 5.0f64.cos()).abs() < 1e-4 && (y[2] - 5.0f64.sin()).abs() < 1e-4);
    }

    #[test]
    fn the_end_is_found_within_a_step() {
        let mut steps = 0;
        let (s, y) = integrate(
            MARCH,
            [1.0],
            &[1e-3],
            |_, y| [-y[0]],
            |_, y| if y[0] < 0.5 { Next::Past } else { Next::Go },
            |_, _| steps += 1,
        );
        assert!(
            (s - 2.0f64.ln()).abs() < 1e-6 && (y[0] - 0.5).abs() < 1e-7,
            "{s}"
        );
        assert!((3..60).contains(&steps));
    }
}
