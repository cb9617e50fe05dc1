//! Tiles of other tile matrix sets: things are where degrees say.

#![allow(clippy::unwrap_used)]

mod support;

use geo_types::{Point, Rect};
use support::{Shape, read};
use tiles::{Feature, LayerIndex, LayerSpec, Merge, Projection, TileMatrixSet, encode};

#[test]
fn things_are_where_degrees_say() {
    let place = (119.97, 31.81);
    let rect = Rect::new((119.95, 31.80), (119.98, 31.82)).to_polygon();
    let features = vec![
        Feature::new(1, rect).with("name", "甲"),
        Feature::new(2, Point::from(place)).with("name", "乙"),
    ];
    let spec = LayerSpec::new("a", 0..=16).unwrap().merged(Merge::new());
    let mercator = LayerIndex::build(spec, features);
    let degrees = mercator.reprojected(Projection::Degrees);
    let [w, s, e, n] = degrees.bounds_lon_lat().unwrap();
    for (got, want) in [(w, 119.95), (s, 31.80), (e, 119.98), (n, 31.82)] {
        assert!((got - want).abs() < 2e-7, "{got} {want}");
    }
    for (set, matrix) in [
        (TileMatrixSet::Cgcs2000Quad, 12),
        (TileMatrixSet::WorldCrs84Quad, 11),
    ] {
        let size = 360.0 / f64::from(set.columns(matrix));
        let (col, row) = ((place.0 + 180.0) / size, (90.0 - place.1) / size);
        let tile = set.tile(matrix, row as u32, col as u32).unwrap();
        let layer = read(&encode(&[&degrees], tile).unwrap()).remove(0);
        assert_eq!(
            layer.features.iter().map(|f| f.id).collect::<Vec<_>>(),
            [Some(1), Some(2)]
        );
        let Shape::Points(points) = &layer.features[1].shape else {
            panic!("a point")
        };
        let want = [col.fract() * 4096.0, row.fract() * 4096.0].map(|c| c.round() as i64);
        assert!(
            (0..2).all(|i| (points[0][i] - want[i]).abs() <= 1),
            "{points:?} {want:?}"
        );
    }
    // There and back it is the layer it was, to a step.
    let again = degrees.reprojected(Projection::Mercator);
    let here = tiles::TileCoord::containing(12, [place.0, place.1]).unwrap();
    let bytes = |index| encode(&[index], here).unwrap();
    assert_eq!(bytes(&again), bytes(&mercator));
}
