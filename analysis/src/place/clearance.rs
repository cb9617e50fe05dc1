//! Least distance between two footprints, with the segment that shows it.
//!
//! Exact in the plane: every pair of edges whose boxes can beat the best distance so far is
//! compared, and a footprint that lies inside the other one has clearance 0.

use geo_types::Coord;

use super::footprint::{Chain, Footprint};

/// The shortest way from one footprint to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clearance {
    /// Length in the plane, m; 0 where they touch or overlap.
    pub planar_m: f64,
    /// End on the first footprint.
    pub from: Coord<f64>,
    /// End on the second footprint.
    pub to: Coord<f64>,
}

/// Least distance between `a` and `b`.
pub fn clearance(a: &Footprint, b: &Footprint) -> Clearance {
    if let Some(shared) = enclosed(a, b).or_else(|| enclosed(b, a)) {
        return Clearance {
            planar_m: 0.0,
            from: shared,
            to: shared,
        };
    }
    let mut best = Best {
        squared: f64::INFINITY,
        from: Coord::zero(),
        to: Coord::zero(),
    };
    for ca in a.chains() {
        for cb in b.chains() {
            chains(ca, cb, &mut best);
        }
    }
    narrowed(&best, a.radius_m(), b.radius_m())
}

struct Best {
    squared: f64,
    from: Coord<f64>,
    to: Coord<f64>,
}

impl Best {
    fn offer(&mut self, from: Coord<f64>, to: Coord<f64>) {
        let squared = squared(from, to);
        if squared < self.squared {
            *self = Self { squared, from, to };
        }
    }
}

fn squared(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).powi(2) + (a.y - b.y).powi(2)
}

/// A vertex of `inner` that lies in the area of `outer`.
fn enclosed(outer: &Footprint, inner: &Footprint) -> Option<Coord<f64>> {
    if !outer.has_area() {
        return None;
    }
    let ((omin, omax), (imin, imax)) = (outer.bounds(), inner.bounds());
    if imin.x > omax.x || imax.x < omin.x || imin.y > omax.y || imax.y < omin.y {
        return None;
    }
    // One vertex of each chain is enough: a chain that crosses the boundary is found by its edges.
    inner
        .chains()
        .iter()
        .map(|c| c.vertices[0])
        .find(|v| outer.covers(*v))
}

/// Takes the radii off both ends.
fn narrowed(best: &Best, radius_a: f64, radius_b: f64) -> Clearance {
    let centres = best.squared.sqrt();
    let planar_m = (centres - radius_a - radius_b).max(0.0);
    if radius_a + radius_b <= 0.0 || centres <= 0.0 {
        return Clearance {
            planar_m,
            from: best.from,
            to: best.to,
        };
    }
    let along = |t: f64| Coord {
        x: best.from.x + (best.to.x - best.from.x) * t / centres,
        y: best.from.y + (best.to.y - best.from.y) * t / centres,
    };
    let from = along(radius_a.min(centres));
    let to = if planar_m > 0.0 {
        along(centres - radius_b)
    } else {
        from
    };
    Clearance { planar_m, from, to }
}

fn chains(a: &Chain, b: &Chain, best: &mut Best) {
    for (p, q) in edges(a) {
        for (r, s) in edges(b) {
            if box_gap_squared(p, q, r, s) < best.squared {
                segments(p, q, r, s, best);
            }
        }
    }
}

fn edges(chain: &Chain) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> + '_ {
    let v = &chain.vertices;
    // A single vertex is an edge of no length.
    (0..v.len().max(2) - 1).map(|i| (v[i], v[(i + 1).min(v.len() - 1)]))
}

fn box_gap_squared(p: Coord<f64>, q: Coord<f64>, r: Coord<f64>, s: Coord<f64>) -> f64 {
    let gap =
        |a: f64, b: f64, c: f64, d: f64| (c.min(d) - a.max(b)).max(a.min(b) - c.max(d)).max(0.0);
    gap(p.x, q.x, r.x, s.x).powi(2) + gap(p.y, q.y, r.y, s.y).powi(2)
}

fn segments(p: Coord<f64>, q: Coord<f64>, r: Coord<f64>, s: Coord<f64>, best: &mut Best) {
    if let Some(x) = crossing(p, q, r, s) {
        best.offer(x, x);
        return;
    }
    best.offer(p, nearest_on(p, r, s));
    best.offer(q, nearest_on(q, r, s));
    best.offer(nearest_on(r, p, q), r);
    best.offer(nearest_on(s, p, q), s);
}

fn nearest_on(p: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> Coord<f64> {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    if length2 <= 0.0 {
        return a;
    }
    let t = (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2).clamp(0.0, 1.0);
    Coord {
        x: a.x + t * dx,
        y: a.y + t * dy,
    }
}

/// Where two edges cross properly; touching ends are found by [`nearest_on`].
fn crossing(p: Coord<f64>, q: Coord<f64>, r: Coord<f64>, s: Coord<f64>) -> Option<Coord<f64>> {
    let cross = |o: Coord<f64>, a: Coord<f64>, b: Coord<f64>| {
        (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
    };
    let (d1, d2) = (cross(r, s, p), cross(r, s, q));
    let (d3, d4) = (cross(p, q, r), cross(p, q, s));
    if d1 * d2 < 0.0 && d3 * d4 < 0.0 {
        let t = d1 / (d1 - d2);
        Some(Coord {
            x: p.x + t * (q.x - p.x),
            y: p.y + t * (q.y - p.y),
        })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{Geometry, line_string, polygon};

    fn footprint(g: impl Into<Geometry<f64>>) -> Footprint {
        Footprint::raw(&g.into())
    }

    #[test]
    fn a_tank_beside_a_wall_is_measured_from_its_shell() {
        let tank = Footprint::disc(Coord { x: 0.0, y: 0.0 }, 10.0);
        let wall = footprint(
            polygon![(x: 40., y: -5.), (x: 60., y: -5.), (x: 60., y: 5.), (x: 40., y: 5.)],
        );
        let c = clearance(&tank, &wall);
        assert!((c.planar_m - 30.0).abs() < 1e-12);
        assert!((c.from.x - 10.0).abs() < 1e-12 && (c.to.x - 40.0).abs() < 1e-12);
    }

    #[test]
    fn what_lies_inside_has_no_clearance() {
        let yard = footprint(
            polygon![(x: 0., y: 0.), (x: 100., y: 0.), (x: 100., y: 100.), (x: 0., y: 100.)],
        );
        let tank = Footprint::disc(Coord { x: 50.0, y: 50.0 }, 1.0);
        assert!(clearance(&tank, &yard).planar_m.abs() < f64::EPSILON);
        assert!(clearance(&yard, &tank).planar_m.abs() < f64::EPSILON);
    }

    #[test]
    fn edges_that_cross_have_no_clearance() {
        let road = footprint(line_string![(x: -10.0, y: 0.0), (x: 10.0, y: 0.0)]);
        let rail = footprint(line_string![(x: 0.0, y: -10.0), (x: 0.0, y: 10.0)]);
        assert!(clearance(&road, &rail).planar_m.abs() < f64::EPSILON);
    }
}
