//! A flame as a solid between two parallel discs, and what of it a point sees.
//!
//! A tilted pool fire is two horizontal discs, a jet fire two discs across its axis. Both are turned into a
//! convex prism of [`SIDES`] sides whose perimeter is that of the circle (so that its outline is, on the mean,
//! as wide as that of the circle; within 0.5 % of closed forms as a rule, 2 % close beside strongly tilted flames).
//! For such a body the radiation that arrives is a vector, a sum over the edges of its outline (Lambert 1760;
//! Howell, *Catalog of Radiation Heat Transfer Configuration Factors*, B-1 (from memory)):
//!
//! ```text
//! F = 1/(2 pi) sum angle_i n_i,    angle_i under which edge i is seen, n_i normal to its plane through the eye
//! ```
//!
//! Its length is the view factor of the surface turned to it, its parts those of vertical and horizontal
//! surfaces, exact where these see the whole flame. What lies under the ground does not radiate.
//! Exact geometry; checked against the closed forms of cylinders and by brute force (verified).

use std::f64::consts::PI;

use super::vector::{Vector, along, cross, dot, length, sub};
use super::view_factor::ViewFactor;

/// Sides of the prism that stands for a round flame.
pub const SIDES: usize = 24;

/// One end of a flame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disc {
    /// Its centre.
    pub centre: Vector,
    /// Its radius, m.
    pub radius_m: f64,
}

/// One side of the prism, and its outward normal.
#[derive(Debug, Clone, Copy)]
struct Side {
    start: Vector,
    start_next: Vector,
    end: Vector,
    end_next: Vector,
    normal: Vector,
}

/// A flame between two parallel discs.
#[derive(Debug, Clone, Copy)]
pub struct Solid {
    start: Disc,
    end: Disc,
    axis: Vector,
    sides: [Side; SIDES],
    is_cut: bool,
}

impl Solid {
    /// The body between two discs, both normal to `axis` (any length), which leads from start to end.
    pub fn new(start: Disc, end: Disc, axis: Vector) -> Self {
        let size = length(axis);
        let n = if size > 0.0 {
            axis.map(|c| c / size)
        } else {
            [0.0, 0.0, 1.0]
        };
        let helper = if n[1].abs() < 0.9 {
            [0.0, 1.0, 0.0]
        } else {
            [1.0, 0.0, 0.0]
        };
        let first = cross(helper, n);
        let first = first.map(|c| c / length(first));
        let second = cross(n, first);
        // Same perimeter as the circle.
        let step = 2.0 * PI / SIDES as f64;
        let stretch = (step / 2.0) / (step / 2.0).sin();
        let corner = |disc: &Disc, i: usize| {
            let (s, c) = (step * (i as f64 + 0.5)).sin_cos();
            let r = disc.radius_m * stretch;
            along(along(disc.centre, r * c, first), r * s, second)
        };
        let sides = std::array::from_fn(|i| {
            let j = (i + 1) % SIDES;
            let (a, a1) = (corner(&start, i), corner(&start, j));
            let (b, b1) = (corner(&end, i), corner(&end, j));
            Side {
                start: a,
                start_next: a1,
                end: b,
                end_next: b1,
                normal: cross(sub(b1, a), sub(b, a1)),
            }
        });
        let is_cut = sides.iter().any(|s| s.start[2] < 0.0 || s.end[2] < 0.0);
        Self {
            start,
            end,
            axis: n,
            sides,
            is_cut,
        }
    }

    /// A pool fire: discs on the ground and at the top, the axis `tilt_rad` from the vertical towards x.
    pub fn pool(diameter_m: f64, length_m: f64, tilt_rad: f64) -> Self {
        let (s, c) = tilt_rad.sin_cos();
        let radius_m = diameter_m / 2.0;
        let disc = |centre| Disc { centre, radius_m };
        Self::new(
            disc([0.0; 3]),
            disc([length_m * s, 0.0, length_m * c]),
            [0.0, 0.0, 1.0],
        )
    }

    /// The end farther from its source.
    pub fn end(&self) -> Disc {
        self.end
    }

    /// The end nearer to its source.
    pub fn start(&self) -> Disc {
        self.start
    }

    /// Whether a point is in the flame: between its ends, and in the round body or in the prism that stands for it.
    pub fn holds(&self, p: Vector) -> bool {
        let from_start = dot(self.axis, sub(p, self.start.centre));
        let to_end = dot(self.axis, sub(self.end.centre, p));
        if from_start < 0.0 || to_end < 0.0 {
            return false;
        }
        let share = if from_start > 0.0 {
            from_start / (from_start + to_end)
        } else {
            0.0
        };
        let whole = sub(self.end.centre, self.start.centre);
        let radius = self.start.radius_m + share * (self.end.radius_m - self.start.radius_m);
        length(sub(p, along(self.start.centre, share, whole))) <= radius
            || self
                .sides
                .iter()
                .all(|s| dot(s.normal, sub(p, s.start)) <= 0.0)
    }

    /// About how far a point is from the surface, m: from the axis, less the radius there.
    pub fn distance_m(&self, p: Vector) -> f64 {
        let whole = sub(self.end.centre, self.start.centre);
        let square = dot(whole, whole);
        let share = if square > 0.0 {
            (dot(sub(p, self.start.centre), whole) / square).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let at = along(self.start.centre, share, whole);
        let radius = self.start.radius_m + share * (self.end.radius_m - self.start.radius_m);
        (length(sub(p, at)) - radius).max(0.0)
    }

    /// The view factors from a point on or above the ground.
    pub fn view_factor(&self, p: Vector) -> ViewFactor {
        if self.holds(p) {
            return ViewFactor::INSIDE;
        }
        let f = if self.is_cut {
            self.faces(p)
        } else {
            self.outline(p)
        };
        let f = ViewFactor::of(f[0].hypot(f[1]), f[2].max(0.0));
        ViewFactor {
            maximum: f.maximum.min(1.0),
            ..f
        }
    }

    /// The vector by the edges between what can be seen and what cannot.
    fn outline(&self, p: Vector) -> Vector {
        let start_seen = dot(self.axis, sub(p, self.start.centre)) < 0.0;
        let end_seen = dot(self.axis, sub(p, self.end.centre)) > 0.0;
        let is_seen = |s: &Side| dot(s.normal, sub(p, s.start)) > 0.0;
        let mut before = self.sides.last().is_some_and(is_seen);
        let mut sum = [0.0; 3];
        for s in &self.sides {
            let seen = is_seen(s);
            if seen != start_seen {
                let sign = if seen { 1.0 } else { -1.0 };
                sum = along(sum, sign, edge(sub(s.start, p), sub(s.start_next, p)));
            }
            if seen != end_seen {
                let sign = if seen { -1.0 } else { 1.0 };
                sum = along(sum, sign, edge(sub(s.end, p), sub(s.end_next, p)));
            }
            if seen != before {
                let sign = if seen { -1.0 } else { 1.0 };
                sum = along(sum, sign, edge(sub(s.start, p), sub(s.end, p)));
            }
            before = seen;
        }
        sum.map(|c| -c / (2.0 * PI))
    }

    /// The vector face by face, each cut at the ground.
    fn faces(&self, p: Vector) -> Vector {
        let mut sum = [0.0; 3];
        for s in &self.sides {
            if dot(s.normal, sub(p, s.start)) > 0.0 {
                let face = [s.start, s.start_next, s.end_next, s.end];
                sum = along(sum, 1.0, face_edges(face.into_iter(), p));
            }
        }
        if dot(self.axis, sub(p, self.start.centre)) < 0.0 {
            let face = self.sides.iter().rev().map(|s| s.start);
            sum = along(sum, 1.0, face_edges(face, p));
        }
        if dot(self.axis, sub(p, self.end.centre)) > 0.0 {
            let face = self.sides.iter().map(|s| s.end);
            sum = along(sum, 1.0, face_edges(face, p));
        }
        sum.map(|c| -c / (2.0 * PI))
    }
}

/// Angle under which an edge is seen times the normal of its plane.
fn edge(from: Vector, to: Vector) -> Vector {
    let normal = cross(from, to);
    let size = length(normal);
    if size > 0.0 {
        let angle = size.atan2(dot(from, to));
        normal.map(|c| c * angle / size)
    } else {
        [0.0; 3]
    }
}

/// Sum over the edges of a face, less what is under the ground (Sutherland-Hodgman, one plane: at most one way
/// down and one way up).
fn face_edges(face: impl Iterator<Item = Vector> + Clone, p: Vector) -> Vector {
    let mut sum = [0.0; 3];
    let (mut down, mut up) = (None, None);
    let next = face.clone().skip(1).chain(face.clone().take(1));
    for (a, b) in face.zip(next) {
        let crossing = || along(a, a[2] / (a[2] - b[2]), sub(b, a));
        let (from, to) = match (a[2] >= 0.0, b[2] >= 0.0) {
            (true, true) => (a, b),
            (true, false) => {
                let c = crossing();
                down = Some(c);
                (a, c)
            }
            (false, true) => {
                let c = crossing();
                up = Some(c);
                (c, b)
            }
            (false, false) => continue,
        };
        sum = along(sum, 1.0, edge(sub(from, p), sub(to, p)));
    }
    if let (Some(down), Some(up)) = (down, up) {
        sum = along(sum, 1.0, edge(sub(down, p), sub(up, p)));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::cylinder::tilted;
    use super::super::sphere::sphere;
    use super::*;
    use proptest::prelude::*;

    fn frustum(h: f64, elevation: f64) -> Solid {
        let (s, c) = elevation.sin_cos();
        let axis = [c, 0.0, s];
        Solid::new(
            Disc {
                centre: [2.0 * c, 0.0, h + 2.0 * s],
                radius_m: 0.5,
            },
            Disc {
                centre: [20.0 * c, 0.0, h + 20.0 * s],
                radius_m: 3.0,
            },
            axis,
        )
    }

    #[test]
    fn a_disc_that_faces_the_eye_has_its_closed_form() {
        // F = r² / (r² + x²) on the axis.
        let body = Solid::new(
            Disc {
                centre: [0.0, 0.0, 50.0],
                radius_m: 3.0,
            },
            Disc {
                centre: [0.0, 0.0, 50.0],
                radius_m: 3.0,
            },
            [1.0, 0.0, 0.0],
        );
        let f = body.view_factor([10.0, 0.0, 50.0]).maximum;
        assert!((f / (9.0 / 109.0) - 1.0).abs() < 0.01, "{f}");
        let f = body.view_factor([-10.0, 0.0, 50.0]).maximum;
        assert!((f / (9.0 / 109.0) - 1.0).abs() < 0.01, "{f}");
    }

    #[test]
    fn far_away_only_what_is_seen_of_it_counts() {
        // A ball and a cylinder as wide and high as it is long, end on: the same circle.
        let body = Solid::new(
            Disc {
                centre: [-5.0, 0.0, 500.0],
                radius_m: 5.0,
            },
            Disc {
                centre: [5.0, 0.0, 500.0],
                radius_m: 5.0,
            },
            [1.0, 0.0, 0.0],
        );
        let f = body.view_factor([5000.0, 0.0, 500.0]).maximum;
        assert!((f / sphere(10.0, 0.0, 5000.0).maximum - 1.0).abs() < 0.01);
    }

    #[test]
    fn half_in_the_ground_half_is_seen() {
        let axis = [1.0, 0.0, 0.0];
        let at = |z| {
            Solid::new(
                Disc {
                    centre: [0.0, 0.0, z],
                    radius_m: 3.0,
                },
                Disc {
                    centre: [10.0, 0.0, z],
                    radius_m: 3.0,
                },
                axis,
            )
        };
        let p = [5.0, 60.0, 0.0];
        let (whole, half) = (at(4.0).view_factor(p), at(0.0).view_factor(p));
        assert!((half.vertical / whole.vertical - 0.5).abs() < 0.01);
        assert!(half.horizontal < whole.horizontal);
        assert!(at(-4.0).view_factor(p).maximum.abs() < 1e-12);
    }

    #[test]
    fn inside_is_inside() {
        let pool = Solid::pool(10.0, 20.0, 0.5);
        assert!(pool.holds([0.0, 0.0, 0.0]) && !pool.holds([5.1, 0.0, 0.0]));
        assert_eq!(pool.view_factor([4.0, 0.0, 3.0]), ViewFactor::INSIDE);
        // Round, however the sides of the prism lie.
        for i in 0..100 {
            let (s, c) = (f64::from(i) / 100.0 * 2.0 * PI).sin_cos();
            assert!(pool.holds([4.999 * c, 4.999 * s, 0.0]));
            assert!(!pool.holds([5.016 * c, 5.016 * s, 0.0]));
        }
        assert!((pool.distance_m([20.0, 0.0, 0.0]) - 15.0).abs() < 7.0);
        assert!((Solid::pool(10.0, 20.0, 0.0).distance_m([20.0, 0.0, 0.0]) - 15.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn cylinders_have_their_closed_form(
            a in 0.3f64..8.0, b in 1.15f64..30.0, t in -1.2f64..1.2,
        ) {
            if let Some(closed) = tilted(a, b, t) {
                let body = Solid::pool(2.0, a, t);
                let by = body.view_factor([b, 0.0, 0.0]);
                prop_assert!((by.maximum - closed.maximum).abs() < 0.02 * closed.maximum + 2e-5, "{by:?} {closed:?}");
                prop_assert!((by.vertical - closed.vertical).abs() < 0.02 * closed.maximum + 2e-5);
                prop_assert!((by.horizontal - closed.horizontal).abs() < 0.02 * closed.maximum + 2e-5);
            }
        }

        #[test]
        fn the_outline_is_the_sum_of_the_faces(
            h in 0.0f64..30.0, elevation in 0.2f64..3.0, x in -60.0f64..60.0, y in -60.0f64..60.0, z in 0.0f64..40.0,
        ) {
            let body = frustum(h, elevation);
            prop_assume!(!body.is_cut);
            let (a, b) = (body.outline([x, y, z]), body.faces([x, y, z]));
            prop_assert!(length(sub(a, b)) < 1e-9, "{a:?} {b:?}");
        }

        #[test]
        fn it_is_a_share_without_jumps_and_the_same_on_both_sides(
            h in 0.0f64..10.0, elevation in -0.5f64..3.6, x in -80.0f64..80.0, y in 0.1f64..60.0, z in 0.0f64..5.0,
        ) {
            let body = frustum(h, elevation);
            let f = body.view_factor([x, y, z]).maximum;
            prop_assert!((0.0..=1.0).contains(&f));
            let mirrored = body.view_factor([x, -y, z]).maximum;
            prop_assert!((f - mirrored).abs() < 1e-6, "{f} {mirrored}");
            if body.distance_m([x, y, z]) > 1.0 {
                let near = body.view_factor([x * 1.001, y, z]).maximum;
                prop_assert!((near - f).abs() <= 0.05 * f + 1e-6, "{f} {near}");
            }
        }
    }
}
