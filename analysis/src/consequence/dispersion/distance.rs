//! How far it is to a concentration: the stretch of the wind's line on which a value is reached.

/// The stretch on which a concentration is reached or passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Where it begins, m.
    pub near_m: f64,
    /// Where it ends, m.
    pub far_m: f64,
    /// Where the concentration is greatest, m.
    pub peak_m: f64,
    /// Whether it still holds at the end of the search.
    pub is_open: bool,
}

/// Nearest distance that is looked at, m.
pub const NEAREST_M: f64 = 0.01;
/// Farthest distance that is looked at, m.
pub const FARTHEST_M: f64 = 1e6;
/// Step of the first look of [`reach`].
const OUTWARD: f64 = 4.0;
/// Points of the first look, 20 to the decade.
const POINTS: i32 = 160;

/// The stretch from [`NEAREST_M`] to [`FARTHEST_M`] where `f` is at least `target`; none where it never is.
///
/// `f` is looked at in logarithmic steps of 12 %, the greatest value is sought between its neighbours, and the ends
/// are found by halving, to 1e-9 of the distance. A function with one hill is found surely, of several the outermost
/// ends of those that are wider than a step. Where the nearest point is already inside, `near_m` is 0.
pub fn stretch(f: impl Fn(f64) -> f64, target: f64) -> Option<Stretch> {
    let step = (FARTHEST_M / NEAREST_M).ln() / f64::from(POINTS);
    let at = |i: i32| (NEAREST_M.ln() + f64::from(i) * step).exp();
    let (mut first, mut last, mut top) = (None, None, (0, f64::NEG_INFINITY));
    for i in 0..=POINTS {
        let value = f(at(i));
        if value >= target {
            first = first.or(Some(i));
            last = Some(i);
        }
        if value > top.1 {
            top = (i, value);
        }
    }
    let peak_m = greatest(&f, at((top.0 - 1).max(0)), at((top.0 + 1).min(POINTS)));
    let (Some(first), Some(last)) = (first, last) else {
        // A hill that hides between two points.
        return (f(peak_m) >= target).then(|| Stretch {
            near_m: crossing(&f, target, at((top.0 - 1).max(0)), peak_m),
            far_m: crossing(&f, target, at((top.0 + 1).min(POINTS)), peak_m),
            peak_m,
            is_open: false,
        });
    };
    Some(Stretch {
        near_m: if first == 0 {
            0.0
        } else {
            crossing(&f, target, at(first - 1), at(first))
        },
        far_m: if last == POINTS {
            FARTHEST_M
        } else {
            crossing(&f, target, at(last + 1), at(last))
        },
        peak_m,
        is_open: last == POINTS,
    })
}

/// How far a value that nowhere rises with the distance is at least `target`, m: to 1e-9 of it, at most
/// [`FARTHEST_M`]; none where it is not even at [`NEAREST_M`]. A tenth of the work of [`stretch`].
pub fn reach(f: impl Fn(f64) -> f64, target: f64) -> Option<f64> {
    let mut inside = NEAREST_M;
    if f(inside) < target {
        return None;
    }
    while inside < FARTHEST_M {
        let outside = (OUTWARD * inside).min(FARTHEST_M);
        if f(outside) < target {
            return Some(crossing(f, target, outside, inside));
        }
        inside = outside;
    }
    Some(FARTHEST_M)
}

/// Where `f` passes the target, between a distance outside and one inside.
fn crossing(f: impl Fn(f64) -> f64, target: f64, outside_m: f64, inside_m: f64) -> f64 {
    let (mut outside, mut inside) = (outside_m.ln(), inside_m.ln());
    for _ in 0..40 {
        let middle = f64::midpoint(outside, inside);
        if f(middle.exp()) >= target {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    inside.exp()
}

/// Where `f` is greatest between two distances, by golden section in the logarithm.
pub fn greatest(f: impl Fn(f64) -> f64, from_m: f64, to_m: f64) -> f64 {
    let golden = f64::midpoint(5.0_f64.sqrt(), -1.0);
    let (mut a, mut b) = (from_m.ln(), to_m.ln());
    for _ in 0..40 {
        let (c, d) = (b - golden * (b - a), a + golden * (b - a));
        if f(c.exp()) >= f(d.exp()) {
            b = d;
        } else {
            a = c;
        }
    }
    f64::midpoint(a, b).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_top_of_a_hill_are_found() {
        // exp(-ln^2(x/100)/2): e^-2 at ln = +-2.
        let hill = |x: f64| (-(x / 100.0).ln().powi(2) / 2.0).exp();
        let s = stretch(hill, (-2.0_f64).exp()).unwrap();
        assert!((s.near_m / (100.0 * (-2.0_f64).exp()) - 1.0).abs() < 1e-9);
        assert!((s.far_m / (100.0 * 2.0_f64.exp()) - 1.0).abs() < 1e-9);
        assert!((s.peak_m / 100.0 - 1.0).abs() < 1e-6 && !s.is_open);
        assert!(stretch(hill, 1.001).is_none());
        // Between two points of the first look.
        let narrow = stretch(hill, 0.999_99).unwrap();
        assert!(narrow.near_m < 100.0 && narrow.far_m > 100.0);
        assert!((hill(narrow.far_m) - 0.999_99).abs() < 1e-7);
    }

    #[test]
    fn what_falls_reaches_where_a_stretch_of_it_ends() {
        let falls = |x: f64| 300.0 / (x * (1.0 + 0.01 * x));
        for target in [1e-6, 1e-3, 0.2, 5.0, 1e3] {
            let far = stretch(falls, target).unwrap().far_m;
            assert!(
                (reach(falls, target).unwrap() / far - 1.0).abs() < 1e-8,
                "{target}"
            );
        }
        assert_eq!(reach(falls, 1e6), None);
        assert_eq!(reach(|_| 1.0, 0.5), Some(FARTHEST_M));
    }

    #[test]
    fn what_never_ends_is_open_and_what_begins_at_once_begins_at_zero() {
        let falls = |x: f64| 1.0 / x;
        let s = stretch(falls, 0.5).unwrap();
        assert!(s.near_m == 0.0);
        assert!((s.far_m - 2.0).abs() < 1e-8);
        assert!(stretch(falls, 1e-9).unwrap().is_open);
    }
}
