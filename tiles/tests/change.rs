//! After a change, tiles that it does not touch are the same to the last byte, and few are touched in vain.

#![allow(clippy::unwrap_used)]

use geo_types::{LineString, Point, Polygon};
use proptest::prelude::*;
use tiles::{
    Change, Feature, LayerIndex, LayerSpec, Merge, Selection, TileCoord, Wanted, Worst,
    encode_while,
};

type World = Vec<(u64, (f64, f64), f64, u32)>;

fn features(world: &World) -> Vec<Feature> {
    let feature = |&(id, (x, y), size, risk): &(u64, (f64, f64), f64, u32)| {
        let feature = if size == 0.0 {
            Feature::new(id, Point::new(x, y))
        } else {
            let ring = vec![
                (x, y),
                (x + size, y),
                (x + size, y + size),
                (x, y + 1.1 * size),
                (x, y),
            ];
            Feature::new(id, Polygon::new(LineString::from(ring), vec![]))
        };
        feature.with("risk", risk).with("name", "某".repeat(300))
    };
    world.iter().map(feature).collect()
}

fn build(world: &World) -> LayerIndex {
    let merge = Merge::new().worst(Worst::banded("risk", [2.0]));
    let spec = LayerSpec::new("a", 0..=12).unwrap().merged(merge);
    LayerIndex::build(spec, features(world))
}

fn bytes(index: &LayerIndex, keep: Option<&Selection>, at: TileCoord) -> Option<Vec<u8>> {
    let tile = encode_while(&[Wanted { index, keep }], at, || true).unwrap();
    tile.map(|t| t.bytes)
}

fn around(z: u8) -> Vec<TileCoord> {
    let nw = TileCoord::containing(z, [118.9, 33.1]).unwrap();
    let se = TileCoord::containing(z, [121.1, 30.9]).unwrap();
    let rows = move |x| (nw.y()..=se.y()).map(move |y| TileCoord::from_xyz(z, x, y).unwrap());
    (nw.x()..=se.x()).flat_map(rows).collect()
}

fn thing() -> impl Strategy<Value = ((f64, f64), f64, u32)> {
    let size = prop_oneof![Just(0.0), Just(1e-4), Just(0.02), Just(0.4)];
    ((119.0..120.5, 31.0..32.5), size, 0_u32..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn untouched_tiles_are_the_same(
        things in prop::collection::vec(thing(), 1..900),
        moved in any::<prop::sample::Index>(),
        new in thing(),
        what in 0_u8..3,
    ) {
        let old: World = (1..).zip(things).map(|(id, (p, s, r))| (id, p, s, r)).collect();
        let mut changed = old.clone();
        let at = moved.index(changed.len());
        match what {
            0 => drop(changed.remove(at)),
            1 => (changed[at].1, changed[at].2, changed[at].3) = new,
            _ => changed.push((9999, new.0, new.1, new.2)),
        }
        let (a, b) = (build(&old), build(&changed));
        let change = Change::between(&a, &b);
        for at in (0..=9).flat_map(around) {
            prop_assert!(change.touches(at) || bytes(&a, None, at) == bytes(&b, None, at), "{}", at);
            let of = |i: usize| if i == 9999 { true } else { i % 3 == 0 };
            let of_a = Selection::of(old.len(), |i| of(old[i].0 as usize));
            let of_b = Selection::of(changed.len(), |i| of(changed[i].0 as usize));
            prop_assert!(
                change.touches(at) || bytes(&a, Some(&of_a), at) == bytes(&b, Some(&of_b), at),
                "{} of a choice", at
            );
        }
        prop_assert!(Change::between(&a, &build(&old)).is_empty());
    }
}

#[test]
fn a_point_touches_one_tile_of_each_zoom_or_those_whose_buffers_hold_it() {
    let mut world: World = (1..50)
        .map(|i| (i, (119.0 + 0.03 * i as f64, 31.5), 0.0, 1))
        .collect();
    let old = build(&world);
    world[20].3 = 3;
    let change = Change::between(&old, &build(&world));
    for z in 0..=12 {
        let touched: Vec<_> = around(z)
            .into_iter()
            .filter(|at| change.touches(*at))
            .collect();
        let own = TileCoord::containing(z, [world[20].1.0, world[20].1.1]).unwrap();
        assert!(
            touched.contains(&own) && touched.len() <= 4,
            "{z}: {touched:?}"
        );
    }
}

#[test]
fn another_rule_touches_everything() {
    let world: World = vec![(1, (119.0, 31.0), 0.0, 1)];
    let other = LayerIndex::build(LayerSpec::new("a", 0..=12).unwrap(), features(&world));
    let change = Change::between(&build(&world), &other);
    assert!(change.touches(TileCoord::from_xyz(3, 0, 0).unwrap()) && !change.is_empty());
}
