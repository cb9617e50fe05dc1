//! The offset datums of Chinese web maps: whether one place is another one, shifted.

use geo_types::Coord;

use crate::place::Plane;

/// Longitude and latitude in WGS 84 to the same in a datum, degrees.
pub type Forward = fn(f64, f64) -> (f64, f64);

/// The public offsets, longitude and latitude in WGS 84 to the same in the datum, degrees.
#[derive(Debug, Clone, Copy)]
pub struct Offsets {
    /// To GCJ-02 (火星坐标).
    pub gcj02: Forward,
    /// To BD-09 (百度坐标).
    pub bd09: Forward,
}

/// How near a shifted place must come to count as the same: a plant's point is digitised so well.
pub(super) const SAME_M: f64 = 20.0;

impl Offsets {
    /// The datums with their names, in a fixed order.
    pub(super) fn all(self) -> [(&'static str, Forward); 2] {
        [("GCJ-02", self.gcj02), ("BD-09", self.bd09)]
    }

    /// The datum in which `right` stands at `shown`, where there is one.
    pub(super) fn datum(
        self,
        plane: &Plane,
        right: Coord<f64>,
        shown: Coord<f64>,
    ) -> Option<&'static str> {
        let shown = plane.to_metres(shown).ok()?;
        self.all().into_iter().find_map(|(name, forward)| {
            let (x, y) = forward(right.x, right.y);
            let at = plane.to_metres(Coord { x, y }).ok()?;
            ((at.x - shown.x).hypot(at.y - shown.y) <= SAME_M && (x, y) != (right.x, right.y))
                .then_some(name)
        })
    }

    /// Where a place that is in a datum is in truth, to about a metre; the offset varies by a few parts
    /// in ten thousand over its own length.
    pub(super) fn back(forward: Forward, shown: Coord<f64>) -> Coord<f64> {
        let (x, y) = forward(shown.x, shown.y);
        Coord {
            x: 2.0 * shown.x - x,
            y: 2.0 * shown.y - y,
        }
    }
}
