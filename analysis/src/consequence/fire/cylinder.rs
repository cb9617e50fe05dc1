//! View factors of a cylinder that stands on the ground, from a point on the ground, in closed form.
//!
//! With h = L/R, x = X/R, X from the axis at the ground, upright (Raj):
//!
//! ```text
//! A = (x + 1)² + h²,  B = (x - 1)² + h²
//! pi Fh = atan sqrt((x+1)/(x-1)) - (x² - 1 + h²)/sqrt(A B) atan sqrt((x-1)A / ((x+1)B))
//! pi Fv = 1/x atan(h / sqrt(x²-1)) + h (A - 2x)/(x sqrt(A B)) atan sqrt((x-1)A / ((x+1)B))
//!         - h/x atan sqrt((x-1)/(x+1))
//! ```
//!
//! Tilted by t towards the point (Mudan), with a = h, b = x, s = sin t, c = cos t:
//!
//! ```text
//! A = sqrt(a² + (b+1)² - 2 a (b+1) s),  B = sqrt(a² + (b-1)² - 2 a (b-1) s)
//! C = sqrt(1 + (b²-1) c²),  D = sqrt((b-1)/(b+1)),  E = a c / (b - a s),  F = sqrt(b²-1)
//! arcs = atan((a b - F² s)/(F C)) + atan(F s / C)
//! pi Fv = -E atan D + E (a² + (b+1)² - 2b(1 + a s))/(A B) atan(A D / B) + c/C arcs
//! pi Fh = atan(1/D) + s/C arcs - (a² + (b+1)² - 2(b + 1 + a b s))/(A B) atan(A D / B)
//! ```
//!
//! The tilted cylinder is sheared: its sections are horizontal circles, its length is along the tilted axis.
//! Once its top hangs over the point (1 + a s >= b) there is no closed form; see [`solid`](super::solid).
//!
//! Sources: Raj and TNO Yellow Book CPR 14E (2005) table 6.A.1 [V; two misprints of that table are not
//! followed]; Mudan, *Fire Safety J.* 12 (1987) 89-96, YB app. 6.A (verified: example 6.6.2 step 29).

use std::f64::consts::PI;

use super::view_factor::ViewFactor;

/// Upright cylinder, `l_over_r` high, from a point `x_over_r` away; both in radii. None inside.
pub fn upright(l_over_r: f64, x_over_r: f64) -> Option<ViewFactor> {
    let (h, x) = (l_over_r, x_over_r);
    if !(x > 1.0 && h >= 0.0 && x.is_finite() && h.is_finite()) {
        return None;
    }
    // A = (x + 1)² + h²,  B = (x - 1)² + h²
    let a = (x + 1.0) * (x + 1.0) + h * h;
    let b = (x - 1.0) * (x - 1.0) + h * h;
    let ab = a.sqrt() * b.sqrt();
    let d = ((x - 1.0) / (x + 1.0)).sqrt();
    let arc = (d * (a / b).sqrt()).atan();
    let horizontal = (1.0 / d).atan() - (x * x - 1.0 + h * h) / ab * arc;
    let vertical = (h / (x * x - 1.0).sqrt()).atan() / x + h * (a - 2.0 * x) / (x * ab) * arc
        - h / x * d.atan();
    Some(ViewFactor::of(
        vertical.max(0.0) / PI,
        horizontal.max(0.0) / PI,
    ))
}

/// Cylinder tilted by `tilt_rad` towards the point (away from it where negative). None inside, and where the
/// top hangs over the point.
pub fn tilted(l_over_r: f64, x_over_r: f64, tilt_rad: f64) -> Option<ViewFactor> {
    let (a, b) = (l_over_r, x_over_r);
    let (s, c) = tilt_rad.sin_cos();
    if !(b > 1.0 && a >= 0.0 && c > 0.0 && 1.0 + a * s < b && a.is_finite() && b.is_finite()) {
        return None;
    }
    let big_a = (a * a + (b + 1.0) * (b + 1.0) - 2.0 * a * (b + 1.0) * s).sqrt();
    let big_b = (a * a + (b - 1.0) * (b - 1.0) - 2.0 * a * (b - 1.0) * s).sqrt();
    let big_c = (1.0 + (b * b - 1.0) * c * c).sqrt();
    let d = ((b - 1.0) / (b + 1.0)).sqrt();
    let e = a * c / (b - a * s);
    let f = (b * b - 1.0).sqrt();
    let ab = big_a * big_b;
    let arc = (big_a * d / big_b).atan();
    let arcs = ((a * b - f * f * s) / (f * big_c)).atan() + (f * s / big_c).atan();
    let square = a * a + (b + 1.0) * (b + 1.0);
    let vertical =
        -e * d.atan() + e * (square - 2.0 * b * (1.0 + a * s)) / ab * arc + c / big_c * arcs;
    let horizontal =
        (1.0 / d).atan() + s / big_c * arcs - (square - 2.0 * (b + 1.0 + a * b * s)) / ab * arc;
    Some(ViewFactor::of(
        vertical.max(0.0) / PI,
        horizontal.max(0.0) / PI,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by brute force: rings and steps of the surface that can be seen from the point.
    fn integral(a: f64, b: f64, t: f64) -> ViewFactor {
        let (n, m) = (720, 720);
        let (mut v, mut h) = (0.0, 0.0);
        let (s, c) = t.sin_cos();
        let mut add = |at: [f64; 3], normal: [f64; 3]| {
            let r = [b - at[0], -at[1], -at[2]];
            let r2 = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
            let out = r[0] * normal[0] + r[1] * normal[1] + r[2] * normal[2];
            if out > 0.0 {
                v += out * r[0] / (PI * r2 * r2);
                h += out * -r[2] / (PI * r2 * r2);
            }
        };
        for i in 0..n {
            let phi = (f64::from(i) + 0.5) / f64::from(n) * 2.0 * PI;
            let (sp, cp) = phi.sin_cos();
            for j in 0..m {
                // side: tangent along the ring times tangent along the axis
                let l = (f64::from(j) + 0.5) / f64::from(m) * a;
                let area = 2.0 * PI / f64::from(n) * a / f64::from(m);
                let normal = [cp * c * area, sp * c * area, -cp * s * area];
                add([cp + l * s, sp, l * c], normal);
            }
            for j in 0..90 {
                let r = (f64::from(j) + 0.5) / 90.0;
                let area = r * 2.0 * PI / f64::from(n) / 90.0;
                add([r * cp + a * s, r * sp, a * c], [0.0, 0.0, area]);
            }
        }
        ViewFactor::of(v, h)
    }

    #[test]
    fn closed_forms_are_the_integral() {
        for (a, b, t) in [
            (2.0, 1.5, 0.0),
            (3.0, 4.0, 0.0),
            (2.2, 4.7, 0.887),
            (3.0, 5.0, 0.5),
            (3.0, 2.5, -0.6),
            (1.0, 10.0, 1.2),
        ] {
            let (by, is) = (tilted(a, b, t).unwrap(), integral(a, b, t));
            let off = (by.vertical - is.vertical).abs() + (by.horizontal - is.horizontal).abs();
            assert!(off < 4e-4, "{a} {b} {t}: {by:?} {is:?}");
        }
    }

    #[test]
    fn a_tall_cylinder_far_away_is_a_line_and_at_its_wall_is_a_wall() {
        // Half of a long cylinder above the ground: F = 1 / (2 x).
        let far = upright(1e6, 10.0).unwrap();
        assert!((far.vertical - 0.05).abs() < 1e-5, "{far:?}");
        let near = upright(50.0, 1.0001).unwrap();
        assert!((near.vertical - 0.5).abs() < 0.01, "{near:?}");
    }

    #[test]
    fn inside_and_under_the_flame_there_is_no_closed_form() {
        assert!(upright(2.0, 0.9).is_none() && tilted(2.0, 1.0, 0.1).is_none());
        assert!(tilted(4.0, 3.0, 1.0).is_none());
        assert!(upright(f64::NAN, 2.0).is_none() && tilted(1.0, f64::INFINITY, 0.0).is_none());
    }

    proptest! {
        #[test]
        fn upright_is_tilted_by_nothing(a in 0.05f64..20.0, b in 1.01f64..50.0) {
            let (u, t) = (upright(a, b).unwrap(), tilted(a, b, 0.0).unwrap());
            prop_assert!((u.vertical - t.vertical).abs() < 1e-9);
            prop_assert!((u.horizontal - t.horizontal).abs() < 1e-9);
        }

        #[test]
        fn they_are_shares_and_fall_with_distance(
            a in 0.05f64..10.0, b in 1.05f64..50.0, t in -1.2f64..1.2,
        ) {
            if let Some(near) = tilted(a, b, t) {
                let far = tilted(a, b * 1.01, t).unwrap();
                prop_assert!((0.0..=1.0).contains(&near.maximum));
                prop_assert!(far.maximum <= near.maximum);
                prop_assert!(far.maximum > 0.8 * near.maximum);
            }
        }
    }
}
