//! The root of a function between two bounds.

/// Where `f` is zero between `low` and `high`, to rounding: inverse quadratic interpolation where that is safe, else
/// bisection (Chandrupatla, Adv. Eng. Software 28 (1997) 145); some ten evaluations. Where `f` has the same sign at
/// both ends, the end at which it is nearer to zero. Never leaves the bounds; allocates nothing.
pub(crate) fn root(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut x1, mut x2) = (low, high);
    let (mut f1, mut f2) = (f(low), f(high));
    if f1 == 0.0 || f2 == 0.0 || (f1 > 0.0) == (f2 > 0.0) {
        return if f1.abs() <= f2.abs() { x1 } else { x2 };
    }
    let mut t = 0.5;
    for _ in 0..200 {
        let x = x1 + t * (x2 - x1);
        let fx = f(x);
        let (x3, f3);
        if (fx > 0.0) == (f1 > 0.0) {
            (x3, f3) = (x1, f1);
        } else {
            (x3, f3) = (x2, f2);
            (x2, f2) = (x1, f1);
        }
        (x1, f1) = (x, fx);
        let (best, f_best) = if f1.abs() < f2.abs() {
            (x1, f1)
        } else {
            (x2, f2)
        };
        let least = 2.0 * f64::EPSILON * best.abs() / (x2 - x1).abs();
        if f_best == 0.0 || least > 0.5 || !least.is_finite() {
            return best;
        }
        let xi = (x1 - x2) / (x3 - x2);
        let phi = (f1 - f2) / (f3 - f2);
        let safe = phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi;
        t = if safe {
            f1 / (f2 - f1) * f3 / (f2 - f3)
                + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2)
        } else {
            0.5
        };
        t = t.max(least).min(1.0 - least);
    }
    if f1.abs() < f2.abs() { x1 } else { x2 }
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn a_root_is_found_to_rounding() {
        assert!((root(0.0, 2.0, |x| x * x - 2.0) - 2.0_f64.sqrt()).abs() < 1e-15);
        assert!((root(2.0, 0.0, |x| 2.0 - x * x) - 2.0_f64.sqrt()).abs() < 1e-15);
        // A flat root, one at zero, and a step.
        assert!((root(-1.0, 5.0, |x: f64| (x - 3.0).powi(9)) - 3.0).abs() < 1e-2);
        assert!(root(-1.0, 2.0, |x: f64| x.exp_m1()).abs() < 1e-15);
        assert!((root(0.0, 1.0, |x| if x < 0.3 { -1.0 } else { 1.0 }) - 0.3).abs() < 1e-12);
        // Few evaluations.
        let count = std::cell::Cell::new(0);
        let x = root(0.0, 10.0, |x: f64| {
            count.set(count.get() + 1);
            x.exp() - 5.0
        });
        assert!(
            (x - 5.0_f64.ln()).abs() < 1e-14 && count.get() < 20,
            "{count:?}"
        );
        // No root: the nearer end.
        assert!((root(1.0, 2.0, |x| x) - 1.0).abs() < 1e-15);
    }
}
