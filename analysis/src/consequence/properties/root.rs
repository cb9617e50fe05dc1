//! The root of a function between two bounds.

/// Where `f` is zero between `low` and `high`: bisection and regula falsi in turn (Illinois), to rounding or 200
/// steps. Where `f` has the same sign at both ends, the end at which it is nearer to zero. Never leaves the
/// bounds; allocates nothing.
pub(crate) fn root(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa == 0.0 || fb == 0.0 || (fa > 0.0) == (fb > 0.0) {
        return if fa.abs() <= fb.abs() { a } else { b };
    }
    let mut side = 0_i8;
    for step in 0..200 {
        let secant = (a * fb - b * fa) / (fb - fa);
        let inside = secant > a.min(b) && secant < a.max(b);
        let x = if step % 3 == 2 || !inside {
            f64::midpoint(a, b)
        } else {
            secant
        };
        let fx = f(x);
        if fx == 0.0 || (b - a).abs() <= 4.0 * f64::EPSILON * x.abs() {
            return x;
        }
        if (fx > 0.0) == (fb > 0.0) {
            (b, fb) = (x, fx);
            if side == 1 {
                fa *= 0.5;
            }
            side = 1;
        } else {
            (a, fa) = (x, fx);
            if side == -1 {
                fb *= 0.5;
            }
            side = -1;
        }
    }
    f64::midpoint(a, b)
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn a_root_is_found_to_rounding() {
        assert!((root(0.0, 2.0, |x| x * x - 2.0) - 2.0_f64.sqrt()).abs() < 1e-15);
        assert!((root(2.0, 0.0, |x| 2.0 - x * x) - 2.0_f64.sqrt()).abs() < 1e-15);
        // A kink, and a step.
        assert!((root(-1.0, 5.0, |x: f64| (x - 3.0).powi(9)) - 3.0).abs() < 1e-2);
        assert!((root(0.0, 1.0, |x| if x < 0.3 { -1.0 } else { 1.0 }) - 0.3).abs() < 1e-12);
        // No root: the nearer end.
        assert!((root(1.0, 2.0, |x| x) - 1.0).abs() < 1e-15);
    }
}
