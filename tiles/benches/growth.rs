//! Does a tile cost what is in it, or what the city has? The same towns with the same things in them, alone and among
//! ten times as many: the same tiles, which hold the same, from both. Synthetic: buildings and points about towns.

use std::time::{Duration, Instant};

use geo_types::{Coord, LineString, Point, Polygon};
use tiles::{Feature, LayerIndex, LayerSpec, Merge, TileCoord, Worst, encode};

/// Towns in the small city; the large one has ten times as many.
const TOWNS: u32 = 20;
/// Buildings a town, and a third as many points.
const BUILDINGS: u32 = 5_000;
const ZOOM: u8 = 14;

/// Fractions in [0, 1) without pattern (M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
fn fraction(i: u32, axis: usize) -> f64 {
    let step = [0.754_877_666_246_692_8, 0.569_840_290_998_053_2][axis];
    (0.5 + step * f64::from(i)).fract()
}

/// Towns stand in a square, the first ones among the others.
fn town(t: u32) -> Coord<f64> {
    Coord {
        x: 118.0 + 3.0 * fraction(t, 0),
        y: 30.5 + 2.5 * fraction(t, 1),
    }
}

fn place(i: u32) -> Coord<f64> {
    let middle = town(i / BUILDINGS);
    let r = 0.05 * fraction(i, 0).powi(2);
    let a = std::f64::consts::TAU * fraction(i, 1);
    Coord {
        x: middle.x + r * a.cos(),
        y: middle.y + r * a.sin(),
    }
}

fn layers(towns: u32) -> [LayerIndex; 2] {
    let spec = |name| {
        let merge = Merge::new().worst(Worst::banded("risk", [1.0, 2.0, 3.0]));
        let spec = LayerSpec::new(name, 0..=ZOOM).expect("a valid layer");
        spec.merged(merge.sum("people"))
    };
    let named = |feature: Feature, i: u32| {
        let named = feature.with("name", format!("建筑物-{i}"));
        named.with("risk", i % 4).with("people", i % 200)
    };
    let building = |i: u32| {
        let at = place(i);
        let half = 1e-4 + 2e-4 * fraction(i, 0);
        let corner = |x: f64, y: f64| (at.x + x * half, at.y + y * half);
        let ring = [(-1., -1.), (1., -1.), (1., 1.), (-1., 1.), (-1., -1.)];
        let ring: LineString<f64> = ring.map(|(x, y)| corner(x, y)).to_vec().into();
        named(Feature::new(u64::from(i), Polygon::new(ring, vec![])), i)
    };
    let point = |i: u32| named(Feature::new(u64::from(i), Point(place(3 * i))), i);
    let all = towns * BUILDINGS;
    [
        LayerIndex::build(spec("buildings"), (0..all).map(building).collect()),
        LayerIndex::build(spec("points"), (0..all / 3).map(point).collect()),
    ]
}

/// Median time of a tile, and bytes of all.
fn measure(layers: &[LayerIndex; 2], tiles: &[TileCoord]) -> (Duration, usize) {
    let layers = [&layers[0], &layers[1]];
    let mut times = Vec::new();
    let mut bytes = 0;
    for round in 0..20 {
        for at in tiles {
            let start = Instant::now();
            let tile = encode(&layers, *at);
            times.push(start.elapsed());
            if round == 0 {
                bytes += tile.map_or(0, |t| t.len());
            }
        }
    }
    times.sort_unstable();
    (times[times.len() / 2], bytes)
}

fn main() {
    let mut tiles: Vec<TileCoord> = (0..TOWNS * BUILDINGS)
        .step_by(97)
        .filter_map(|i| TileCoord::containing(ZOOM, place(i).into()))
        .collect();
    tiles.sort_unstable();
    tiles.dedup();
    let [small, large] = [TOWNS, 10 * TOWNS].map(layers);
    let features = |layers: &[LayerIndex; 2]| layers.iter().map(LayerIndex::len).sum::<usize>();
    let whole = |layers: &[LayerIndex; 2]| layers[0].whole_from_zoom();
    println!(
        "{} tiles of zoom {ZOOM}; everything is drawn from zoom {} and {}",
        tiles.len(),
        whole(&small),
        whole(&large)
    );
    // The machine's moods weigh on both alike.
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let (of_small, bytes_small) = measure(&small, &tiles);
        let (of_large, bytes_large) = measure(&large, &tiles);
        let ratio = of_large.as_secs_f64() / of_small.as_secs_f64();
        println!(
            "{:>9} features {of_small:>9.1?}, {:>9} features {of_large:>9.1?}: {ratio:.2}; {:.1} and {:.1} kB a tile",
            features(&small),
            features(&large),
            bytes_small as f64 / 1000.0 / tiles.len() as f64,
            bytes_large as f64 / 1000.0 / tiles.len() as f64
        );
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "ten times the features: {:.2} times the median of a tile",
        ratios[2]
    );
}
