//! Tiles worked out by hand, and what each kind of layer must do.

#![allow(clippy::unwrap_used)]

mod support;

use geo_types::{
    Geometry, GeometryCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon, Rect,
};
use mvt_reader::Reader;
use mvt_reader::feature::Value as V;
use support::{Shape, area, read};
use tiles::{Feature, LayerIndex, LayerSpec, TileCoord, Tiny, Value, encode};

/// Longitude and latitude of a place on the tile grid of 0/0/0.
fn on_first_tile(x: f64, y: f64) -> (f64, f64) {
    let lat = (std::f64::consts::PI * (1.0 - 2.0 * y / 4096.0))
        .sinh()
        .atan();
    ((x / 4096.0 - 0.5) * 360.0, lat.to_degrees())
}

fn ring(places: &[(f64, f64)]) -> LineString<f64> {
    places
        .iter()
        .map(|&(x, y)| on_first_tile(x, y))
        .collect::<Vec<_>>()
        .into()
}

fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
    ring(&[
        (x, y),
        (x + side, y),
        (x + side, y + side),
        (x, y + side),
        (x, y),
    ])
}

fn tile(z: u8, x: u32, y: u32) -> TileCoord {
    TileCoord::from_xyz(z, x, y).unwrap()
}

fn layer(features: Vec<Feature>) -> LayerIndex {
    LayerIndex::build(LayerSpec::new("a", 0..=14).unwrap(), features)
}

fn shapes(index: &LayerIndex, coord: TileCoord) -> Vec<Shape> {
    let tile = encode(&[index], coord);
    tile.map_or_else(Vec::new, |t| {
        read(&t)
            .remove(0)
            .features
            .into_iter()
            .map(|f| f.shape)
            .collect()
    })
}

/// The example of the specification's §4.4: two features that share keys and values. Each byte was worked out by hand
/// from the message definition (vector_tile.proto) and the wire form of protocol buffers.
#[test]
fn the_tile_of_the_specification_is_written_byte_for_byte() {
    let place = || Point::from(on_first_tile(1205.0, 1540.0));
    let features = vec![
        Feature::new(1, place())
            .with("hello", "world")
            .with("h", "world")
            .with("count", 1.23),
        Feature::new(2, place())
            .with("hello", "again")
            .with("count", 2_i64),
    ];
    let points = LayerIndex::build(LayerSpec::new("points", 0..=0).unwrap(), features);
    let mut want: Vec<u8> = vec![0x1a, 99];
    want.extend(b"\x0a\x06points");
    // id 1, tags (0 0) (1 0) (2 1), point, MoveTo 1 by (1205, 1540) in zigzag: 9 2410 3080.
    want.extend([
        0x12, 19, 0x08, 1, 0x12, 6, 0, 0, 1, 0, 2, 1, 0x18, 1, 0x22, 5, 9, 0xea, 0x12, 0x88, 0x18,
    ]);
    // id 2, tags (0 2) (2 3), the same point.
    want.extend([
        0x12, 17, 0x08, 2, 0x12, 4, 0, 2, 2, 3, 0x18, 1, 0x22, 5, 9, 0xea, 0x12, 0x88, 0x18,
    ]);
    want.extend(b"\x1a\x05hello\x1a\x01h\x1a\x05count");
    want.extend(b"\x22\x07\x0a\x05world");
    // 1.23 as a double, low byte first.
    want.extend([
        0x22, 9, 0x19, 0xae, 0x47, 0xe1, 0x7a, 0x14, 0xae, 0xf3, 0x3f,
    ]);
    want.extend(b"\x22\x07\x0a\x05again");
    want.extend([0x22, 2, 0x20, 2]);
    // Extent 4096, version 2.
    want.extend([0x28, 0x80, 0x20, 0x78, 2]);
    want[1] = u8::try_from(want.len() - 2).unwrap();
    assert_eq!(encode(&[&points], tile(0, 0, 0)).unwrap(), want);
}

/// The polygon of the specification's §4.3.5.6: two polygons, one with a hole, the hole's winding given wrong here.
#[test]
fn the_multipolygon_of_the_specification_is_drawn_as_there() {
    let with_hole = Polygon::new(
        ring(&[
            (11.0, 11.0),
            (20.0, 11.0),
            (20.0, 20.0),
            (11.0, 20.0),
            (11.0, 11.0),
        ]),
        vec![ring(&[
            (13.0, 13.0),
            (17.0, 13.0),
            (17.0, 17.0),
            (13.0, 17.0),
            (13.0, 13.0),
        ])],
    );
    let both = MultiPolygon(vec![
        Polygon::new(square(0.0, 0.0, 10.0), vec![]),
        with_hole,
    ]);
    let spec = LayerSpec::new("a", 0..=0).unwrap();
    let index = LayerIndex::build(spec, vec![Feature::new(1, both)]);
    let [Shape::Polygons(polygons)] = &shapes(&index, tile(0, 0, 0))[..] else {
        panic!("one feature of polygons");
    };
    let areas: Vec<Vec<i64>> = polygons
        .iter()
        .map(|rings| {
            rings
                .iter()
                .map(|r| support::geometry::area_doubled(r) / 2)
                .collect()
        })
        .collect();
    assert_eq!(areas, [vec![100], vec![81, -16]]);
}

#[test]
fn a_ring_that_starts_where_the_last_one_ended_keeps_its_move() {
    // The last vertex of each square is the first of the next: the encoder's trap.
    let chain: Vec<Polygon<f64>> = (0..5)
        .map(|i| {
            let c = 100.0 * f64::from(i);
            let corners = [(c, c), (c + 100.0, c), (c + 100.0, c + 100.0)];
            Polygon::new(
                ring(&[corners[0], corners[1], corners[2], corners[0]]),
                vec![],
            )
        })
        .collect();
    let index = layer(vec![Feature::new(1, MultiPolygon(chain))]);
    for z in 0..=3 {
        let [Shape::Polygons(polygons)] = &shapes(&index, tile(z, 0, 0))[..] else {
            panic!("one feature of polygons");
        };
        assert_eq!(polygons.len(), 5);
    }
}

#[test]
fn lines_that_go_on_from_each_other_are_one_and_others_stay_apart() {
    let line = |a, b| ring(&[a, b]);
    let parts = geo_types::MultiLineString(vec![
        line((0.0, 0.0), (100.0, 0.0)),
        line((100.0, 0.0), (100.0, 90.0)),
        line((0.0, 0.0), (0.0, 50.0)),
    ]);
    let index = layer(vec![Feature::new(1, parts)]);
    assert_eq!(
        shapes(&index, tile(0, 0, 0)),
        [Shape::Lines(vec![
            vec![[0, 0], [100, 0], [100, 90]],
            vec![[0, 0], [0, 50]]
        ])]
    );
}

#[test]
fn each_point_of_a_crowd_is_kept_at_every_zoom() {
    let crowd = (0..500)
        .map(|i| Feature::new(i, Point::new(119.97, 31.81)))
        .collect();
    let index = layer(crowd);
    for z in 0..=14 {
        let here = TileCoord::containing(z, [119.97, 31.81]).unwrap();
        assert_eq!(shapes(&index, here).len(), 500, "zoom {z}");
    }
}

#[test]
fn a_small_plant_is_still_there_at_zoom_nought_unless_the_layer_drops_it() {
    let site = Rect::new((119.97, 31.81), (119.972, 31.812)).to_polygon();
    let pipe = LineString::from(vec![(119.97, 31.81), (119.971, 31.81)]);
    let features = || vec![Feature::new(1, site.clone()), Feature::new(2, pipe.clone())];
    let kept = shapes(&layer(features()), tile(0, 0, 0));
    assert_eq!(kept.len(), 2);
    assert!((area(&kept[0]) - 1.0).abs() < 1e-9);
    let dropping = LayerSpec::new("a", 0..=14).unwrap().with_tiny(Tiny::Drop);
    let dropped = LayerIndex::build(dropping, features());
    assert_eq!(shapes(&dropped, tile(0, 0, 0)), []);
    let here = TileCoord::containing(14, [119.97, 31.81]).unwrap();
    assert_eq!(shapes(&dropped, here).len(), 2);
}

#[test]
fn zooms_of_a_layer_and_of_a_feature_are_kept_to() {
    let spec = LayerSpec::new("a", 3..=10).unwrap();
    let place = Point::new(119.97, 31.81);
    let features = vec![
        Feature::new(1, place),
        Feature::new(2, place).from_zoom(6),
        Feature::new(3, place).to_zoom(5),
    ];
    let index = LayerIndex::build(spec, features);
    let ids = |z: u8| -> Vec<u64> {
        let here = TileCoord::containing(z, [119.97, 31.81]).unwrap();
        encode(&[&index], here).map_or_else(Vec::new, |t| {
            read(&t)[0].features.iter().filter_map(|f| f.id).collect()
        })
    };
    assert!(ids(2).is_empty());
    assert_eq!(ids(3), [1, 3]);
    assert_eq!(ids(6), [1, 2]);
    assert_eq!(ids(10), [1, 2]);
    assert!(ids(11).is_empty());
}

#[test]
fn layers_keep_their_order_and_a_name_given_twice_is_one_layer() {
    let named = |name: &str| {
        LayerIndex::build(
            LayerSpec::new(name, 0..=4).unwrap(),
            vec![Feature::new(1, Point::new(1.0, 1.0))],
        )
    };
    let (a, b) = (named("b"), named("a"));
    let tile = encode(&[&a, &b, &a, &a], tile(0, 0, 0)).unwrap();
    let names: Vec<String> = read(&tile).into_iter().map(|l| l.name).collect();
    assert_eq!(names, ["b", "a"]);
}

#[test]
fn what_cannot_be_drawn_is_counted() {
    let features = vec![
        Feature::new(1, Point::new(f64::NAN, 31.8)),
        Feature::new(2, Point::new(31.8, 119.97)),
        Feature::new(
            3,
            MultiPoint::from(vec![(119.9, f64::INFINITY), (119.9, 31.8)]),
        ),
        Feature::new(3, Point::new(119.9, 31.8))
            .with("alpha", f64::NAN)
            .with("q", 1.0),
        Feature::new(4, LineString::<f64>::new(vec![])),
    ];
    let index = layer(features);
    assert_eq!((index.len(), index.skipped()), (5, 3));
    assert_eq!((index.repeated_ids(), index.skipped_values()), (1, 1));
    let drawn = read(&encode(&[&index], tile(0, 0, 0)).unwrap())
        .remove(0)
        .features;
    let ids: Vec<_> = drawn.iter().map(|f| f.id).collect();
    assert_eq!(ids, [Some(3), None]);
    assert_eq!(drawn[1].tags.keys().collect::<Vec<_>>(), ["q"]);
}

#[test]
fn a_mixed_feature_draws_each_kind_and_has_its_id_once() {
    let mixed = Geometry::GeometryCollection(GeometryCollection(vec![
        Point::new(10.0, 10.0).into(),
        Rect::new((0.0, 0.0), (20.0, 20.0)).into(),
    ]));
    let index = layer(vec![Feature::new(7, mixed).with("name", "园区")]);
    let drawn = read(&encode(&[&index], tile(0, 0, 0)).unwrap())
        .remove(0)
        .features;
    assert!(
        matches!(drawn[0].shape, Shape::Polygons(_)) && matches!(drawn[1].shape, Shape::Points(_))
    );
    assert_eq!((drawn[0].id, drawn[1].id), (Some(7), None));
    assert_eq!(drawn[0].tags, drawn[1].tags);
}

#[test]
fn properties_come_back_as_they_went_in() {
    let all = Feature::new(1, Point::new(1.0, 1.0))
        .with("text", "液氯")
        .with("negative", -3_i64)
        .with("whole", 3_i64)
        .with("unsigned", u64::MAX)
        .with("number", 0.25)
        .with("yes", true)
        .with("exact", 0.1)
        .with("twice", 1_i64)
        .with("twice", 2_i64)
        .with_known("unknown", None::<i64>);
    let tile = encode(&[&layer(vec![all])], tile(0, 0, 0)).unwrap();
    read(&tile);
    let feature = Reader::new(tile)
        .unwrap()
        .get_features(0)
        .unwrap()
        .remove(0);
    let properties = feature.properties.unwrap();
    let want = [
        ("text", V::String("液氯".into())),
        ("negative", V::SInt(-3)),
        ("whole", V::Int(3)),
        ("unsigned", V::UInt(u64::MAX)),
        ("number", V::Float(0.25)),
        ("exact", V::Double(0.1)),
        ("yes", V::Bool(true)),
        ("twice", V::Int(2)),
    ];
    assert_eq!(properties.len(), want.len());
    for (name, value) in want {
        assert_eq!(format!("{:?}", properties[name]), format!("{value:?}"));
    }
}

#[test]
fn a_shape_over_the_whole_tile_is_the_tile_and_its_buffer() {
    let world = Feature::new(1, Rect::new((-170.0, -80.0), (170.0, 80.0)));
    let index = LayerIndex::build(LayerSpec::new("a", 0..=22).unwrap(), vec![world]);
    for z in [5, 14, 22] {
        let here = TileCoord::containing(z, [119.97, 31.81]).unwrap();
        let drawn = shapes(&index, here);
        assert!((area(&drawn[0]) - 4224.0 * 4224.0).abs() < 1e-9, "zoom {z}");
    }
}

#[test]
fn a_border_of_two_districts_has_no_crack() {
    // Two rings along one ragged border, their lists of vertices in opposite order and from different starts.
    let border: Vec<(f64, f64)> = (0..=400)
        .map(|i| {
            let t = f64::from(i);
            (
                2000.0 + 30.0 * (t / 9.0).sin() + 4.0 * (t * 1.7).cos(),
                1000.0 + t * 4.0,
            )
        })
        .collect();
    let mut west = border.clone();
    west.extend([(1000.0, 2600.0), (1000.0, 1000.0)]);
    let mut east: Vec<_> = border.into_iter().rev().collect();
    east.extend([(3000.0, 1000.0), (3000.0, 2600.0)]);
    east.rotate_left(123);
    let close = |mut places: Vec<(f64, f64)>| {
        places.push(places[0]);
        Polygon::new(ring(&places), vec![])
    };
    let index = layer(vec![
        Feature::new(1, close(west)),
        Feature::new(2, close(east)),
    ]);
    for (z, x, y) in [
        (0, 0, 0),
        (1, 0, 0),
        (1, 0, 1),
        (2, 1, 1),
        (3, 3, 3),
        (4, 7, 5),
    ] {
        let together: f64 = shapes(&index, tile(z, x, y)).iter().map(area).sum();
        // The two fill the rectangle from (1000, 1000) to (3000, 2600) but for what lies beyond the tile.
        let scale = f64::from(1 << z);
        let span = |from: f64, to: f64, at: u32| {
            let (from, to) = (
                from * scale - f64::from(at) * 4096.0,
                to * scale - f64::from(at) * 4096.0,
            );
            to.min(4160.0) - from.max(-64.0)
        };
        let whole = span(1000.0, 3000.0, x) * span(1000.0, 2600.0, y);
        assert!(
            (together - whole).abs() < 1e-9,
            "{z}/{x}/{y}: {together} of {whole}"
        );
    }
}

#[test]
fn the_last_zoom_of_a_layer_has_its_full_detail() {
    // A bend of 0.9 steps: less than is drawn on the way, more than rounding hides.
    let bent = ring(&[(100.0, 100.0), (150.0, 100.9), (200.0, 100.0)]);
    let vertices = |last: u8| {
        let spec = LayerSpec::new("a", 0..=last).unwrap();
        let index = LayerIndex::build(spec, vec![Feature::new(1, bent.clone())]);
        let [Shape::Lines(lines)] = &shapes(&index, tile(0, 0, 0))[..] else {
            panic!("one feature of lines");
        };
        lines[0].len()
    };
    assert_eq!((vertices(1), vertices(0)), (2, 3));
}

#[test]
fn equal_layers_give_equal_bytes() {
    let build = || {
        let features = (0..200_u32).map(|i| {
            let at = f64::from(i) / 10.0;
            Feature::new(u64::from(i), Rect::new((at, at), (at + 3.0, at + 2.0)))
                .with("name", format!("{}", i % 7))
                .with("value", Value::Double(f64::from(i % 11)))
        });
        layer(features.collect())
    };
    let (a, b) = (build(), build());
    for z in 0..=6 {
        let here = TileCoord::containing(z, [10.0, 10.0]).unwrap();
        assert_eq!(encode(&[&a], here).unwrap(), encode(&[&b], here).unwrap());
    }
}
