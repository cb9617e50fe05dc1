//! What a tile costs, beside the plain approach in the same run: a look at every feature, and the `mvt` encoder with
//! nothing before it (no index, no generalisation, no cutting, no repair). The data are synthetic: 100 000 points and
//! 10 000 polygons of 4 to 64 vertices over the prefecture of Changzhou.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::{Geometry, LineString, Point, Polygon};
use mvt::{GeomEncoder, GeomType, Tile};
use pointy::Transform;
use tiles::{Feature, LayerIndex, LayerSpec, TileCoord, Value, encode};

const WEST: f64 = 119.1;
const SOUTH: f64 = 31.1;
const SIDE_DEG: f64 = 1.1;

/// Fractions in [0, 1) without pattern: multiples of the plastic number's powers, a low-discrepancy sequence
/// (M. Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
fn fraction(i: u32, axis: usize) -> f64 {
    let step = [0.754_877_666_246_692_8, 0.569_840_290_998_053_2][axis];
    (0.5 + step * f64::from(i)).fract()
}

fn place(i: u32) -> (f64, f64) {
    (
        WEST + SIDE_DEG * fraction(i, 0),
        SOUTH + SIDE_DEG * fraction(i, 1),
    )
}

fn points() -> Vec<Feature> {
    let point = |i: u32| {
        Feature::new(u64::from(i), Point::from(place(i)))
            .with("name", format!("企业{}", i % 5000))
            .with("level", i % 5)
            .with("alpha", f64::from(i % 40) / 20.0)
    };
    (0..100_000).map(point).collect()
}

fn polygons() -> Vec<Feature> {
    let polygon = |i: u32| {
        let (x, y) = place(i * 7 + 3);
        let n = 4 + i % 61;
        let radius = 0.0004 + 0.004 * fraction(i, 1).powi(3);
        let vertex = |k: u32| {
            let angle = std::f64::consts::TAU * f64::from(k) / f64::from(n);
            let r = radius * (0.7 + 0.3 * fraction(i + k * 31, 0));
            (x + r * angle.cos(), y + r * angle.sin())
        };
        let ring: LineString<f64> = (0..n).chain([0]).map(vertex).collect::<Vec<_>>().into();
        Feature::new(u64::from(i), Polygon::new(ring, vec![]))
            .with("kind", ["storage", "production", "other"][i as usize % 3])
            .with("people_day", i % 900)
    };
    (0..10_000).map(polygon).collect()
}

/// The plain approach.
fn plain(layers: &[(&str, &[Feature])], coord: TileCoord) -> Vec<u8> {
    let mut tile = Tile::new(4096);
    let [west, south, east, north] = coord.bounds_lon_lat();
    let (dx, dy) = ((east - west) / 64.0, (north - south) / 64.0);
    let meets = |c: geo_types::Coord<f64>| {
        c.x >= west - dx && c.x <= east + dx && c.y >= south - dy && c.y <= north + dy
    };
    let mercator = |c: geo_types::Coord<f64>| {
        let v = 0.5 - c.y.to_radians().tan().asinh() / std::f64::consts::TAU;
        (c.x / 360.0 + 0.5, v)
    };
    let n = f64::from(1_u32 << coord.z());
    let transform = Transform::with_scale(n * 4096.0, n * 4096.0).translate(
        -f64::from(coord.x()) * 4096.0,
        -f64::from(coord.y()) * 4096.0,
    );
    for (name, features) in layers {
        let mut layer = tile.create_layer(name);
        for f in *features {
            let (kind, run) = match &f.geometry {
                Geometry::Point(p) => (GeomType::Point, vec![p.0]),
                Geometry::Polygon(p) => (GeomType::Polygon, p.exterior().0[1..].to_vec()),
                _ => continue,
            };
            if !run.iter().any(|&c| meets(c)) {
                continue;
            }
            let mut encoder = GeomEncoder::new(kind).transform(transform);
            for c in run {
                let (u, v) = mercator(c);
                encoder.add_point(u, v).expect("finite");
            }
            let mut feature = layer.into_feature(encoder.encode().expect("finite"));
            feature.set_id(f.id);
            for (key, value) in &f.properties {
                match value {
                    Value::String(s) => feature.add_tag_string(key, s),
                    Value::UInt(u) => feature.add_tag_uint(key, *u),
                    Value::Double(d) => feature.add_tag_double(key, *d),
                    Value::Int(i) => feature.add_tag_int(key, *i),
                    Value::Bool(b) => feature.add_tag_bool(key, *b),
                }
            }
            layer = feature.into_layer();
        }
        tile.add_layer(layer).expect("names differ");
    }
    tile.to_bytes().expect("memory")
}

/// Median of the time a call takes.
fn median<T>(mut call: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..21)
        .map(|_| {
            let start = Instant::now();
            black_box(call());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn tiles(c: &mut Criterion) {
    let (points, polygons) = (points(), polygons());
    let spec = |name| LayerSpec::new(name, 0..=14).expect("a valid layer");
    let start = Instant::now();
    let point_index = LayerIndex::build(spec("points"), points.clone());
    let polygon_index = LayerIndex::build(spec("polygons"), polygons.clone());
    println!("both indexes built in {:.0?}", start.elapsed());
    let indexes = [&point_index, &polygon_index];
    let layers: [(&str, &[Feature]); 2] = [("points", &points), ("polygons", &polygons)];
    let mut table = Vec::new();
    for z in [8, 11, 14] {
        let coord = TileCoord::containing(z, [119.65, 31.65]).expect("a place in Changzhou");
        c.bench_function(&format!("z{z} indexed"), |b| {
            b.iter(|| encode(&indexes, black_box(coord)));
        });
        c.bench_function(&format!("z{z} plain"), |b| {
            b.iter(|| plain(&layers, black_box(coord)));
        });
        let (ours, theirs) = (
            median(|| encode(&indexes, coord)),
            median(|| plain(&layers, coord)),
        );
        let size = |bytes: usize| bytes as f64 / 1000.0;
        table.push(format!(
            "z{z:<3} {ours:>10.2?} {theirs:>10.2?} {:>7.1}x {:>9.1} {:>9.1}",
            theirs.as_secs_f64() / ours.as_secs_f64(),
            size(encode(&indexes, coord).map_or(0, |t| t.len())),
            size(plain(&layers, coord).len()),
        ));
    }
    println!("tile    indexed      plain    ratio  kB index  kB plain");
    for row in table {
        println!("{row}");
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    targets = tiles
}
criterion_main!(benches);
