//! An outline that is asked many times whether a point is in it, and how far from its border.

use geo::BoundingRect;
use geo_types::{Coord, MultiPolygon, Rect};

use super::ground::metres_a_degree;

/// Height of a band, degrees: about 1.1 km.
const BAND_DEG: f64 = 0.01;
/// Farther than this from the border nothing is measured by [`Outline::depth_m`].
pub(super) const FAR_M: f64 = 1_000.0;

/// Sides of an outline, by the bands of latitude that they touch.
#[derive(Debug)]
pub(super) struct Outline {
    bounds: Rect<f64>,
    bands: Vec<Vec<[Coord<f64>; 2]>>,
}

impl Outline {
    /// The outline of an area; none of an empty one.
    pub(super) fn new(area: &MultiPolygon<f64>) -> Option<Self> {
        let bounds = area.bounding_rect()?;
        let band = |lat: f64| ((lat - bounds.min().y) / BAND_DEG) as usize;
        let mut bands = vec![Vec::new(); band(bounds.max().y) + 1];
        for polygon in area {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                for side in ring.lines() {
                    let (low, high) = (side.start.y.min(side.end.y), side.start.y.max(side.end.y));
                    for sides in &mut bands[band(low)..=band(high)] {
                        sides.push([side.start, side.end]);
                    }
                }
            }
        }
        Some(Self { bounds, bands })
    }

    /// Whether a point is inside, by counting the sides east of it.
    pub(super) fn holds(&self, p: Coord<f64>) -> bool {
        let b = self.bounds;
        if p.x < b.min().x || p.x > b.max().x || p.y < b.min().y || p.y > b.max().y {
            return false;
        }
        let band = ((p.y - b.min().y) / BAND_DEG) as usize;
        let crossed = self.bands.get(band).map_or(0, |sides| {
            sides
                .iter()
                .filter(|[a, c]| {
                    (a.y > p.y) != (c.y > p.y)
                        && p.x < a.x + (c.x - a.x) * (p.y - a.y) / (c.y - a.y)
                })
                .count()
        });
        crossed % 2 == 1
    }

    /// Distance from the border, metres: positive inside, negative outside, cut at [`FAR_M`].
    pub(super) fn depth_m(&self, p: Coord<f64>) -> f64 {
        let middle = (p.y - self.bounds.min().y) / BAND_DEG;
        let low = (middle - 1.0).floor().max(0.0) as usize;
        let high = (middle + 1.0).floor().max(-1.0) + 1.0;
        let high = (high as usize).min(self.bands.len());
        let near = self.bands.get(low..high).unwrap_or_default();
        let distance = nearest_m(near, p).min(FAR_M);
        if self.holds(p) { distance } else { -distance }
    }

    /// Distance of a point outside from the border, metres, however far.
    pub(super) fn distance_m(&self, p: Coord<f64>) -> f64 {
        nearest_m(&self.bands, p)
    }
}

fn nearest_m(bands: &[Vec<[Coord<f64>; 2]>], p: Coord<f64>) -> f64 {
    let (m_lon, m_lat) = metres_a_degree(p.y);
    let local = |c: Coord<f64>| ((c.x - p.x) * m_lon, (c.y - p.y) * m_lat);
    bands
        .iter()
        .flatten()
        .map(|[a, c]| {
            let ((ax, ay), (cx, cy)) = (local(*a), local(*c));
            let (dx, dy) = (cx - ax, cy - ay);
            let square = dx * dx + dy * dy;
            let t = if square > 0.0 {
                (-(ax * dx + ay * dy) / square).clamp(0.0, 1.0)
            } else {
                0.0
            };
            (ax + t * dx).hypot(ay + t * dy)
        })
        .fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Contains, Distance, Euclidean};
    use geo_types::{Point, polygon};

    #[test]
    fn depth_agrees_with_brute_force() {
        let area = MultiPolygon(vec![
            polygon![(x: 119.5, y: 31.5), (x: 120.1, y: 31.52), (x: 119.9, y: 31.61), (x: 119.8, y: 31.53)],
            polygon![(x: 119.6, y: 31.7), (x: 119.7, y: 31.7), (x: 119.65, y: 31.8)],
        ]);
        let outline = Outline::new(&area).unwrap();
        let mut near = 0;
        for i in 0..40 {
            for j in 0..40 {
                let p = Coord {
                    x: 119.45 + 0.0171 * f64::from(i),
                    y: 31.45 + 0.0101 * f64::from(j),
                };
                assert_eq!(outline.holds(p), area.contains(&Point(p)), "{p:?}");
                let (m_lon, m_lat) = metres_a_degree(p.y);
                let metric = |c: Coord<f64>| Coord {
                    x: c.x * m_lon,
                    y: c.y * m_lat,
                };
                let truth = area
                    .iter()
                    .map(|a| {
                        let ring = geo_types::LineString(
                            a.exterior().0.iter().map(|c| metric(*c)).collect(),
                        );
                        Euclidean.distance(&Point(metric(p)), &ring)
                    })
                    .fold(f64::INFINITY, f64::min);
                let depth = outline.depth_m(p);
                assert!(
                    (depth.abs() - truth.min(FAR_M)).abs() < 1e-3,
                    "{p:?} {depth} {truth}"
                );
                assert!((outline.distance_m(p) - truth).abs() < 1e-3);
                near += usize::from(depth.abs() < FAR_M);
            }
        }
        assert!(near > 100, "{near}");
    }
}
