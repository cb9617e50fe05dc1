//! How far a level of radiation reaches.

/// The farthest distance, m, at which `flux_w_m2` is still at `level_w_m2`; none where it nowhere is. `scale_m` is
/// a distance beyond the flame, from which on the flux only falls. A band narrower than a 256th of the
/// distance can be missed.
pub fn farthest_m(flux_w_m2: impl Fn(f64) -> f64, level_w_m2: f64, scale_m: f64) -> Option<f64> {
    const STEPS: u32 = 256;
    let mut far = scale_m.max(1e-3);
    for _ in 0..60 {
        if flux_w_m2(far) < level_w_m2 {
            break;
        }
        far *= 2.0;
    }
    let at = |i: u32| far * f64::from(i) / f64::from(STEPS);
    let last = (0..STEPS).rev().find(|i| flux_w_m2(at(*i)) >= level_w_m2)?;
    let (mut low, mut high) = (at(last), at(last + 1));
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if flux_w_m2(middle) >= level_w_m2 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_square_is_inverted() {
        let flux = |x: f64| 1e6 / (x * x).max(1.0);
        for level in [1.0, 100.0, 4e3, 9e5] {
            let x = farthest_m(flux, level, 3.0).unwrap();
            assert!((x - (1e6 / level).sqrt()).abs() < 1e-6 * x, "{level} {x}");
        }
        assert_eq!(farthest_m(flux, 2e6, 3.0), None);
    }

    #[test]
    fn of_several_crossings_it_is_the_farthest() {
        let flux = |x: f64| {
            if (2.0..3.0).contains(&x) || x < 1.0 {
                10.0
            } else {
                1.0
            }
        };
        assert!((farthest_m(flux, 5.0, 8.0).unwrap() - 3.0).abs() < 1e-6);
    }
}
