//! Random layers: whatever goes in, each tile is valid and nothing is lost.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::HashMap;

use geo::{Area, BooleanOps};
use geo_types::{
    Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, Rect,
};
use mvt_reader::Reader;
use proptest::prelude::*;
use support::{Layer, Shape, area, read};
use tiles::{Feature, LayerIndex, LayerSpec, TileCoord, encode};

/// Degrees a side of the square in which random shapes lie; it spans some tiles from zoom 8 on.
const SIDE_DEG: f64 = 2.0;

/// A place; half of them on a coarse lattice, so that vertices, ends and whole edges coincide.
fn place() -> impl Strategy<Value = (f64, f64)> {
    let lattice =
        (0_u8..12, 0_u8..12).prop_map(|(i, j)| (f64::from(i) / 11.0, f64::from(j) / 11.0));
    let anywhere = (0.0..1.0, 0.0..1.0);
    prop_oneof![lattice, anywhere].prop_map(|(u, v)| (119.0 + SIDE_DEG * u, 31.0 + SIDE_DEG * v))
}

/// Vertices, often so close together that they collapse at low zooms.
fn path(least: usize) -> impl Strategy<Value = LineString<f64>> {
    let size = prop_oneof![Just(1.0), Just(1e-2), Just(1e-4), Just(1e-7)];
    (prop::collection::vec(place(), least..14), size, place()).prop_map(|(path, size, (x0, y0))| {
        path.into_iter()
            .map(|(x, y)| (x0 + (x - 120.0) * size, y0 + (y - 32.0) * size))
            .collect()
    })
}

/// A polygon as users draw them: it may cross itself, its holes may lie anywhere.
fn polygon() -> impl Strategy<Value = Polygon<f64>> {
    (path(0), prop::collection::vec(path(0), 0..3))
        .prop_map(|(ring, holes)| Polygon::new(ring, holes))
}

/// Parts of which each starts where the one before ended.
fn chain() -> impl Strategy<Value = Vec<LineString<f64>>> {
    prop::collection::vec(path(2), 1..5).prop_map(|mut parts| {
        for i in 1..parts.len() {
            if let Some(&end) = parts[i - 1].0.last() {
                parts[i].0[0] = end;
            }
        }
        parts
    })
}

fn geometry() -> impl Strategy<Value = Geometry<f64>> {
    prop_oneof![
        place().prop_map(|p| Point::from(p).into()),
        prop::collection::vec(place(), 0..6).prop_map(|p| MultiPoint::from(p).into()),
        path(0).prop_map(Into::into),
        chain().prop_map(|c| MultiLineString(c).into()),
        polygon().prop_map(Into::into),
        prop::collection::vec(polygon(), 0..4).prop_map(|p| MultiPolygon(p).into()),
        chain()
            .prop_map(
                |c| MultiPolygon(c.into_iter().map(|r| Polygon::new(r, vec![])).collect()).into()
            ),
    ]
}

fn layer(geometries: Vec<Geometry<f64>>) -> LayerIndex {
    let features = (0..)
        .zip(geometries)
        .map(|(id, g)| Feature::new(id, g).with("id", id % 5));
    LayerIndex::build(
        LayerSpec::new("random", 0..=18).unwrap(),
        features.collect(),
    )
}

/// Tiles of a zoom about the square, one more on each side.
fn around(z: u8) -> Vec<TileCoord> {
    let nw = TileCoord::containing(z, [119.0 - SIDE_DEG / 2.0, 33.0 + SIDE_DEG / 2.0]).unwrap();
    let se = TileCoord::containing(z, [121.0 + SIDE_DEG / 2.0, 31.0 - SIDE_DEG / 2.0]).unwrap();
    let rows = move |x| (nw.y()..=se.y()).map(move |y| TileCoord::from_xyz(z, x, y).unwrap());
    (nw.x()..=se.x()).flat_map(rows).collect()
}

/// The layer in a tile, read by both readers.
fn tile(index: &LayerIndex, coord: TileCoord) -> Option<Layer> {
    let bytes = encode(&[index], coord)?;
    let layer = read(&bytes).remove(0);
    let decoded = Reader::new(bytes)
        .unwrap()
        .get_features_as::<i32>(0)
        .unwrap();
    assert_eq!(decoded.len(), layer.features.len());
    for (ours, theirs) in layer.features.iter().zip(&decoded) {
        assert_eq!(ours.id, theirs.id);
        match (&ours.shape, &theirs.geometry) {
            (Shape::Points(p), Geometry::MultiPoint(m)) => assert_eq!(p.len(), m.0.len()),
            (Shape::Points(p), Geometry::Point(_)) => assert_eq!(p.len(), 1),
            (Shape::Lines(l), Geometry::MultiLineString(m)) => assert_eq!(l.len(), m.0.len()),
            (Shape::Lines(l), Geometry::LineString(_)) => assert_eq!(l.len(), 1),
            (Shape::Polygons(p), Geometry::MultiPolygon(m)) => assert_eq!(p.len(), m.0.len()),
            (Shape::Polygons(p), Geometry::Polygon(_)) => assert_eq!(p.len(), 1),
            (ours, theirs) => panic!("{ours:?} was decoded as {theirs:?}"),
        }
    }
    Some(layer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_tile_is_valid(geometries in prop::collection::vec(geometry(), 1..12)) {
        let index = layer(geometries);
        for coord in (0..=9).flat_map(around) {
            tile(&index, coord);
        }
        for z in 10..=20 {
            if let Some(here) = TileCoord::containing(z, [120.0, 32.0]) {
                tile(&index, here);
            }
        }
    }

    #[test]
    fn no_feature_with_a_place_vanishes(geometries in prop::collection::vec(geometry(), 1..12)) {
        let drawable: Vec<u64> = (0..)
            .zip(&geometries)
            .filter(|(_, g)| has_vertex(g))
            .map(|(id, _)| id)
            .collect();
        let index = layer(geometries);
        for z in [0, 3, 6, 8] {
            let mut seen: Vec<u64> = around(z)
                .into_iter()
                .filter_map(|c| tile(&index, c))
                .flat_map(|l| l.features.into_iter().filter_map(|f| f.id))
                .collect();
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(&seen, &drawable, "zoom {}", z);
        }
    }

    #[test]
    fn tiles_share_the_points_out_between_them(points in prop::collection::vec(place(), 1..60), z in 0_u8..10) {
        let index = layer(points.iter().map(|&p| Point::from(p).into()).collect());
        let mut owners: HashMap<u64, usize> = HashMap::new();
        for layer in around(z).into_iter().filter_map(|c| tile(&index, c)) {
            for feature in layer.features {
                let Shape::Points(places) = feature.shape else { panic!("a point") };
                prop_assert_eq!(places.len(), 1);
                if places[0].iter().all(|c| (0..4096).contains(c)) {
                    *owners.entry(feature.id.unwrap()).or_default() += 1;
                }
            }
        }
        prop_assert_eq!(owners.len(), points.len());
        prop_assert!(owners.values().all(|&n| n == 1));
    }

    #[test]
    fn tiles_share_the_area_out_between_them(corners in (place(), place()), z in 6_u8..10) {
        let ((x0, y0), (x1, y1)) = corners;
        let rect = Rect::new((x0, y0), (x1, y1)).to_polygon();
        let index = layer(vec![rect.clone().into()]);
        let on_grid = |coord: TileCoord, (lon, lat): (f64, f64)| {
            let n = f64::from(1_u32 << coord.z()) * 4096.0;
            let phi = lat.to_radians();
            let v = 0.5 - phi.tan().asinh() / std::f64::consts::TAU;
            ((lon / 360.0 + 0.5) * n - f64::from(coord.x()) * 4096.0, v * n - f64::from(coord.y()) * 4096.0)
        };
        for coord in around(z) {
            let (a, b) = (on_grid(coord, (x0, y0)), on_grid(coord, (x1, y1)));
            let exact = Rect::new(a, b).to_polygon();
            let buffered = Rect::new((-64.0, -64.0), (4160.0, 4160.0)).to_polygon();
            let want = exact.intersection(&buffered).unsigned_area();
            let got: f64 = tile(&index, coord).map_or(0.0, |l| l.features.iter().map(|f| area(&f.shape)).sum());
            // Rounding moves an edge by half a step at most; a stand-in has the area of one step.
            let allowed = 0.51 * 4.0 * 4224.0 + 1.0;
            prop_assert!((want - got).abs() <= allowed, "{}: {} of {}", coord, got, want);
        }
    }

    /// A walk down the pyramid that turns round where a layer does not reach misses no tile.
    #[test]
    fn a_layer_reaches_all_tiles_above_one_that_it_draws_in(geometries in prop::collection::vec(geometry(), 1..6), z in 0_u8..10) {
        let index = layer(geometries);
        for coord in around(z) {
            if encode(&[&index], coord).is_some() {
                for up in 0..=z {
                    let above = TileCoord::from_xyz(z - up, coord.x() >> up, coord.y() >> up).unwrap();
                    prop_assert!(index.reaches(above), "{above} above {coord}");
                }
            }
        }
    }

    #[test]
    fn bytes_that_went_in_equal_come_out_equal(geometries in prop::collection::vec(geometry(), 1..6)) {
        let (a, b) = (layer(geometries.clone()), layer(geometries));
        for coord in around(8) {
            prop_assert_eq!(encode(&[&a], coord), encode(&[&b], coord));
        }
    }
}

fn has_vertex(g: &Geometry<f64>) -> bool {
    match g {
        Geometry::Point(_) => true,
        Geometry::MultiPoint(m) => !m.0.is_empty(),
        Geometry::LineString(l) => !l.0.is_empty(),
        Geometry::MultiLineString(m) => m.0.iter().any(|l| !l.0.is_empty()),
        Geometry::Polygon(p) => !p.exterior().0.is_empty(),
        Geometry::MultiPolygon(m) => m.0.iter().any(|p| !p.exterior().0.is_empty()),
        other => panic!("{other:?} is not made here"),
    }
}
