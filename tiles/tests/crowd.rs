//! Crowded layers: whatever is put together is counted, the worst is never lost, and no tile goes beyond its budget.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, HashMap};

use geo_types::{LineString, Point, Polygon, Rect};
use support::{Feature as Drawn, RawValue, Shape, read, wire};
use tiles::{
    BUDGET, Feature, LayerIndex, LayerSpec, Merge, Selection, TileCoord, Wanted, Worst,
    encode_while,
};

const TOWNS: [[f64; 2]; 3] = [[119.97, 31.78], [119.60, 31.72], [120.03, 31.99]];

/// Fractions without pattern (M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
fn fraction(i: u32, axis: usize) -> f64 {
    let step = [0.754_877_666_246_692_8, 0.569_840_290_998_053_2][axis];
    (0.5 + step * f64::from(i)).fract()
}

/// Places that crowd about three towns.
fn place(i: u32) -> [f64; 2] {
    let [x, y] = TOWNS[i as usize % 3];
    let (r, a) = (
        0.12 * fraction(i, 0).powi(3),
        std::f64::consts::TAU * fraction(i, 1),
    );
    [x + r * a.cos(), y + r * a.sin()]
}

fn risk(i: u32) -> u32 {
    // One in a thousand is worst.
    if i % 1000 == 7 { 4 } else { i % 4 }
}

fn with_properties(feature: Feature, i: u32) -> Feature {
    feature
        .with("name", format!("建筑物-{i}"))
        .with("risk", risk(i))
        .with("people", i % 50)
        .with("synthetic", true)
}

fn merge() -> Merge {
    Merge::new()
        .worst(Worst::banded("risk", [1.0, 2.0, 3.0, 4.0]))
        .sum("people")
        .any("synthetic")
}

fn build(features: Vec<Feature>) -> LayerIndex {
    LayerIndex::build(
        LayerSpec::new("crowd", 0..=16).unwrap().merged(merge()),
        features,
    )
}

fn points(n: u32) -> Vec<Feature> {
    let point = |i: u32| {
        let feature = Feature::new(u64::from(i), Point::from((place(i)[0], place(i)[1])));
        with_properties(feature, i)
    };
    (0..n).map(point).collect()
}

fn polygons(n: u32) -> Vec<Feature> {
    let polygon = |i: u32| {
        let [x, y] = place(i);
        let half = if i.is_multiple_of(500) { 0.01 } else { 1e-4 };
        let shape = Rect::new((x - half, y - half), (x + half, y + half)).to_polygon();
        with_properties(Feature::new(u64::from(i), shape), i)
    };
    (0..n).map(polygon).collect()
}

fn number(value: &RawValue) -> u64 {
    match wire::fields(&value.1).next() {
        Some((_, wire::Field::Number(n))) => n,
        other => panic!("{other:?} is no whole number"),
    }
}

fn property(drawn: &Drawn, name: &str) -> Option<u64> {
    drawn.tags.get(name).map(number)
}

fn count(drawn: &Drawn) -> u64 {
    property(drawn, Merge::COUNT).unwrap_or(1)
}

/// Tiles of a zoom in which something may be.
fn around(z: u8) -> Vec<TileCoord> {
    let nw = TileCoord::containing(z, [119.3, 32.3]).unwrap();
    let se = TileCoord::containing(z, [120.3, 31.4]).unwrap();
    let rows = move |x| (nw.y()..=se.y()).map(move |y| TileCoord::from_xyz(z, x, y).unwrap());
    (nw.x()..=se.x()).flat_map(rows).collect()
}

/// The layer in a tile, and how many things its marks stand for.
fn tile(index: &LayerIndex, keep: Option<&Selection>, at: TileCoord) -> Vec<Drawn> {
    let Some(tile) = encode_while(&[Wanted { index, keep }], at, || true).unwrap() else {
        return Vec::new();
    };
    assert!(tile.bytes.len() <= BUDGET, "{at} has {}", tile.bytes.len());
    let features = read(&tile.bytes).remove(0).features;
    let merged: u64 = features.iter().map(count).filter(|n| *n > 1).sum();
    assert_eq!(merged, tile.merged);
    features
}

fn is_inside(p: [i64; 2]) -> bool {
    p.iter().all(|c| (0..4096).contains(c))
}

/// Number of things, people and worst risk by tile, of points within tiles.
fn of_points(
    index: &LayerIndex,
    keep: Option<&Selection>,
    z: u8,
) -> BTreeMap<(u32, u32), (u64, u64, u64)> {
    let mut sums = BTreeMap::new();
    for at in around(z) {
        for drawn in tile(index, keep, at) {
            let Shape::Points(places) = &drawn.shape else {
                panic!("a point")
            };
            if is_inside(places[0]) {
                let sum = sums.entry((at.x(), at.y())).or_insert((0, 0, 0));
                sum.0 += count(&drawn);
                sum.1 += property(&drawn, "people").unwrap();
                sum.2 = sum.2.max(property(&drawn, "risk").unwrap());
            }
        }
    }
    sums
}

/// The same from the places themselves.
fn known(n: u32, z: u8, is_kept: impl Fn(u32) -> bool) -> BTreeMap<(u32, u32), (u64, u64, u64)> {
    let mut sums = BTreeMap::new();
    for i in (0..n).filter(|i| is_kept(*i)) {
        let at = TileCoord::containing(z, place(i)).unwrap();
        let sum = sums.entry((at.x(), at.y())).or_insert((0, 0, 0));
        sum.0 += 1;
        sum.1 += u64::from(i % 50);
        sum.2 = sum.2.max(u64::from(risk(i)));
    }
    sums
}

fn totals(sums: &BTreeMap<(u32, u32), (u64, u64, u64)>) -> (u64, u64, u64) {
    sums.values()
        .fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2.max(b.2)))
}

#[test]
fn points_are_counted_once_and_the_worst_is_shown() {
    const N: u32 = 30_000;
    let index = build(points(N));
    assert!(
        (8..14).contains(&index.whole_from_zoom()),
        "{}",
        index.whole_from_zoom()
    );
    assert!(index.spec().fields().iter().any(|f| f.name == Merge::COUNT));
    for z in 5..=index.whole_from_zoom() {
        let (got, want) = (of_points(&index, None, z), known(N, z, |_| true));
        assert_eq!(totals(&got), totals(&want), "zoom {z}");
        // A mark is where its worst is, so that a tile has the worst that lies in it.
        let worst = |sums: &BTreeMap<_, (u64, u64, u64)>| -> Vec<_> {
            sums.iter().map(|(at, s)| (*at, s.2)).collect()
        };
        assert_eq!(worst(&got), worst(&want), "zoom {z}");
    }
}

#[test]
fn a_choice_is_counted_as_if_there_were_nothing_else() {
    const N: u32 = 30_000;
    let index = build(points(N));
    for (of, is_kept) in [
        ("many", (|i| i % 2 == 0) as fn(u32) -> bool),
        ("few", |i| i % 300 == 7),
        ("none", |_| false),
    ] {
        let keep = Selection::of(N as usize, |i| is_kept(i as u32));
        for z in [6, 9, index.whole_from_zoom()] {
            let got = totals(&of_points(&index, Some(&keep), z));
            assert_eq!(got, totals(&known(N, z, is_kept)), "{of} at zoom {z}");
        }
    }
}

#[test]
fn polygons_too_small_become_cells_that_count_them() {
    const N: u32 = 20_000;
    let index = build(polygons(N));
    for z in 5..=index.whole_from_zoom() {
        // What lies in a buffer is seen in two tiles.
        let mut seen: HashMap<u64, Drawn> = HashMap::new();
        let mut loose = 0;
        for at in around(z) {
            for drawn in tile(&index, None, at) {
                match drawn.id {
                    Some(id) => drop(seen.insert(id, drawn)),
                    None => loose += 1,
                }
            }
        }
        assert_eq!(loose, 0);
        assert_eq!(
            seen.values().map(count).sum::<u64>(),
            u64::from(N),
            "zoom {z}"
        );
        let people: u64 = seen.values().map(|d| property(d, "people").unwrap()).sum();
        assert_eq!(people, (0..N).map(|i| u64::from(i % 50)).sum::<u64>());
        // Each band has marks of its own, so that none hides in another.
        let by_risk = |of: u64| -> u64 {
            let alike = seen.values().filter(|d| property(d, "risk") == Some(of));
            alike.map(count).sum()
        };
        for of in 0..=4 {
            let want = (0..N).filter(|i| u64::from(risk(*i)) == of).count() as u64;
            assert_eq!(by_risk(of), want, "risk {of} at zoom {z}");
        }
    }
}

#[test]
fn lines_too_small_become_dashes_that_count_them() {
    const N: u32 = 20_000;
    let line = |i: u32| {
        let [x, y] = place(i);
        let shape = LineString::from(vec![(x, y), (x + 2e-4, y + 1e-4)]);
        with_properties(Feature::new(u64::from(i), shape), i)
    };
    let index = build((0..N).map(line).collect());
    let mut seen: HashMap<u64, u64> = HashMap::new();
    for at in around(8) {
        for drawn in tile(&index, None, at) {
            assert!(matches!(drawn.shape, Shape::Lines(_)));
            seen.insert(drawn.id.unwrap(), count(&drawn));
        }
    }
    assert_eq!(seen.values().sum::<u64>(), u64::from(N));
}

#[test]
fn a_layer_without_a_rule_keeps_to_the_budget_too_and_small_layers_stay_whole() {
    let spec = LayerSpec::new("all", 0..=16).unwrap();
    let all = LayerIndex::build(spec, points(60_000));
    assert_eq!(all.whole_from_zoom(), 0);
    let square = Polygon::new(
        LineString::from(vec![
            (119.0, 31.0),
            (121.0, 31.0),
            (121.0, 33.0),
            (119.0, 31.0),
        ]),
        vec![],
    );
    let few = LayerIndex::build(
        LayerSpec::new("few", 0..=16).unwrap(),
        vec![Feature::new(1, square).with("name", "常州")],
    );
    let at = TileCoord::containing(6, TOWNS[0]).unwrap();
    let tile = encode_while(&[(&all).into(), (&few).into()], at, || true)
        .unwrap()
        .unwrap();
    assert!(tile.bytes.len() <= BUDGET && tile.merged > 0);
    let layers = read(&tile.bytes);
    assert_eq!(layers[1].features[0].tags.len(), 1);
    let counted: u64 = layers[0].features.iter().map(count).sum();
    assert_eq!(counted, 60_000);
    assert!(
        layers[0]
            .features
            .iter()
            .all(|f| !f.tags.contains_key("risk") || count(f) == 1)
    );
}

#[test]
fn equal_input_gives_equal_marks() {
    let (a, b) = (build(polygons(20_000)), build(polygons(20_000)));
    for at in around(9) {
        let bytes = |index| encode_while(&[Wanted { index, keep: None }], at, || true).unwrap();
        assert_eq!(bytes(&a), bytes(&b));
    }
}

/// Marks may lie beside the things that they stand for; a walk down the pyramid misses none.
#[test]
fn a_layer_reaches_all_tiles_above_one_that_has_a_mark() {
    let index = build(polygons(60_000));
    for z in [7, 9, 11] {
        for at in around(z) {
            if encode_while(&[(&index).into()], at, || true)
                .unwrap()
                .is_some()
            {
                for up in 0..=z {
                    let above = TileCoord::from_xyz(z - up, at.x() >> up, at.y() >> up).unwrap();
                    assert!(index.reaches(above), "{above} above {at}");
                }
            }
        }
    }
}
