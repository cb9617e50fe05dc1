//! Where a falling curve meets a value.

/// Halvings of the bracket, in the logarithm of x: more than an `f64` can tell apart.
const HALVINGS: usize = 64;

/// The greatest x in `near..=far` at which a falling function is still at least `value`, by bisection in ln x;
/// 0 where it is below `value` from `near` on, `far` where it is not below it even there.
pub(super) fn reach(near: f64, far: f64, value: f64, f: impl Fn(f64) -> f64) -> f64 {
    if f(near) < value {
        return 0.0;
    }
    if f(far) >= value {
        return far;
    }
    let (mut low, mut high) = (near.ln(), far.ln());
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if f(middle.exp()) >= value {
            low = middle;
        } else {
            high = middle;
        }
    }
    low.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyperbola_is_met_where_it_must_be() {
        let f = |x: f64| 1.0 / x;
        assert!((reach(1e-3, 1e3, 0.25, f) - 4.0).abs() < 1e-12);
        assert!(reach(1e-3, 1e3, 1e4, f).abs() < 1e-300);
        assert!((reach(1e-3, 1e3, 1e-4, f) - 1e3).abs() < 1e-9);
    }
}
