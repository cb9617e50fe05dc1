//! Which tiles may have something, zoom by zoom, in the order of PMTiles: along a Hilbert curve in each zoom.
//!
//! For each zoom the pyramid is gone down from its top, and not below a tile that no layer reaches: that is sure by
//! [`LayerIndex::reaches`], while a tile without anything drawn is not (a layer may begin at a deeper zoom). The
//! curve of a zoom goes on inside each tile of the zoom above, so that a walk in depth follows it, with no more in
//! memory than a few tiles a zoom.

use std::ops::RangeInclusive;

use pmtiles::TileId;
use tiles::{LayerIndex, TileCoord};

/// A walk over tiles.
pub(super) struct Walk<'a> {
    layers: &'a [&'a LayerIndex],
    zooms: RangeInclusive<u8>,
    bbox: Option<[f64; 4]>,
    /// Zoom that is being walked.
    zoom: Option<u8>,
    /// Layers that stand in tiles of that zoom.
    here: Vec<&'a LayerIndex>,
    open: Vec<TileCoord>,
}

/// Position of a tile in the order of the walk.
pub(super) fn order(coord: TileCoord) -> u64 {
    pmtiles::TileCoord::new(coord.z(), coord.x(), coord.y())
        .map_or(u64::MAX, |c| TileId::from(c).value())
}

/// The tile at a position of the order; none where there is none.
pub(super) fn at(order: u64) -> Option<TileCoord> {
    let c = pmtiles::TileCoord::from(TileId::new(order).ok()?);
    TileCoord::from_xyz(c.z(), c.x(), c.y()).ok()
}

impl<'a> Walk<'a> {
    /// A walk over the tiles of some zooms that may have something of the layers, in the box if there is one.
    pub(super) fn new(
        layers: &'a [&'a LayerIndex],
        zooms: RangeInclusive<u8>,
        bbox: Option<[f64; 4]>,
    ) -> Self {
        Self {
            layers,
            zooms,
            bbox,
            zoom: None,
            here: Vec::new(),
            open: Vec::new(),
        }
    }

    fn is_worth(&self, coord: TileCoord) -> bool {
        let [west, south, east, north] = coord.bounds_lon_lat();
        let inside = self
            .bbox
            .is_none_or(|[w, s, e, n]| west < e && w < east && south < n && s < north);
        inside && self.here.iter().any(|layer| layer.reaches(coord))
    }
}

impl Iterator for Walk<'_> {
    type Item = TileCoord;

    fn next(&mut self) -> Option<TileCoord> {
        loop {
            let Some(coord) = self.open.pop() else {
                let zoom = self.zooms.next()?;
                let covers = |l: &&&LayerIndex| l.spec().covers_zoom(zoom);
                self.here = self.layers.iter().filter(covers).copied().collect();
                self.zoom = Some(zoom);
                self.open.extend(TileCoord::from_xyz(0, 0, 0));
                continue;
            };
            if !self.is_worth(coord) {
                continue;
            }
            if self.zoom == Some(coord.z()) {
                return Some(coord);
            }
            let mut below: Vec<TileCoord> = [(0, 0), (1, 0), (0, 1), (1, 1)]
                .into_iter()
                .filter_map(|(x, y)| {
                    TileCoord::from_xyz(coord.z() + 1, 2 * coord.x() + x, 2 * coord.y() + y).ok()
                })
                .collect();
            below.sort_unstable_by_key(|c| std::cmp::Reverse(order(*c)));
            self.open.extend(below);
        }
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{LineString, Point};
    use tiles::{Feature, LayerSpec};

    use super::*;

    fn layers() -> [LayerIndex; 2] {
        let place = |x: f64, y: f64| Feature::new(1, Point::new(x, y));
        let road = LineString::from(vec![(119.0, 31.0), (121.0, 32.3)]);
        let build = |name: &str, zooms, features| {
            LayerIndex::build(LayerSpec::new(name, zooms).unwrap(), features)
        };
        [
            build("far", 0..=3, vec![place(-70.0, -33.0)]),
            build(
                "near",
                5..=9,
                vec![place(119.9, 31.8), Feature::new(2, road)],
            ),
        ]
    }

    #[test]
    fn it_finds_every_tile_that_has_something_in_the_order_of_pmtiles() {
        let layers = layers();
        let layers: Vec<&LayerIndex> = layers.iter().collect();
        let walked: Vec<TileCoord> = Walk::new(&layers, 0..=9, None).collect();
        let orders: Vec<u64> = walked.iter().map(|c| order(*c)).collect();
        assert!(orders.is_sorted() && !orders.is_empty());
        for z in 0..=9_u8 {
            for x in 0..1_u32 << z {
                for y in 0..1_u32 << z {
                    let coord = TileCoord::from_xyz(z, x, y).unwrap();
                    let is_drawn = tiles::encode(&layers, coord).is_some();
                    assert!(!is_drawn || walked.contains(&coord), "{coord}");
                }
            }
        }
        // Zoom 4 has no layer, and far fewer tiles are looked at than there are.
        assert!(walked.iter().all(|c| c.z() != 4));
        assert!(walked.len() < 60, "{}", walked.len());
        assert!(walked.iter().all(|c| at(order(*c)) == Some(*c)));
    }

    #[test]
    fn it_stays_in_the_box() {
        let layers = layers();
        let layers: Vec<&LayerIndex> = layers.iter().collect();
        let bbox = [119.8, 31.7, 120.0, 31.9];
        let walked: Vec<TileCoord> = Walk::new(&layers, 9..=9, Some(bbox)).collect();
        assert_eq!(walked, [TileCoord::containing(9, [119.9, 31.8]).unwrap()]);
    }
}
