//! Join within a distance: 10,000 facilities × 1,000,000 targets within 1 km.
//!
//! Prints how many times faster the index is than plain `rstar` use and than brute force (measured
//! on a sample, scaled up), in one run on one thread, and fails where a sampled facility's pairs
//! differ from brute force. `cargo bench -p analysis --bench join`

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use analysis::place::BoxIndex;
use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::Coord;
use rstar::RTree;
use rstar::primitives::GeomWithData;

const FACILITIES: usize = 10_000;
const TARGETS: usize = 1_000_000;
const SAMPLE: usize = 50;
const REACH_M: f64 = 1000.0;
/// Side of the square that they lie in: 200 km gives about 79 targets within 1 km, as a city region has.
const SIDE_M: f64 = 200_000.0;

/// SplitMix64: the same places on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64 * SIDE_M
    }

    fn place(&mut self) -> Coord<f64> {
        Coord {
            x: self.next(),
            y: self.next(),
        }
    }
}

/// The result, and the least time of three: what the machine does besides only adds to it.
fn timed<T>(work: impl Fn() -> T) -> (T, Duration) {
    let once = || {
        let started = Instant::now();
        let result = work();
        (result, started.elapsed())
    };
    let (_, first) = once();
    let (_, second) = once();
    let (result, third) = once();
    (result, first.min(second).min(third))
}

/// The scene for those that are measured beside us (`tests/peers/join.py`).
fn keep(
    folder: &Path,
    facilities: &[Coord<f64>],
    targets: &[Coord<f64>],
    pairs: impl Iterator<Item = (u32, u32)>,
    built: Duration,
    asked: Duration,
) -> std::io::Result<()> {
    let bytes = |places: &[Coord<f64>]| -> Vec<u8> {
        places
            .iter()
            .flat_map(|c| [c.x.to_le_bytes(), c.y.to_le_bytes()])
            .flatten()
            .collect()
    };
    let pairs: Vec<u8> = pairs
        .flat_map(|(f, t)| [f.to_le_bytes(), t.to_le_bytes()])
        .flatten()
        .collect();
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("facilities.f64"), bytes(facilities))?;
    std::fs::write(folder.join("targets.f64"), bytes(targets))?;
    std::fs::write(folder.join("pairs.u32"), pairs)?;
    let scene = serde_json::json!({
        "reach_m": REACH_M,
        "ours": {"build_s": built.as_secs_f64(), "query_s": asked.as_secs_f64()},
    });
    std::fs::write(folder.join("scene.json"), scene.to_string())
}

#[allow(clippy::too_many_lines)] // one measurement after the other
fn join(criterion: &mut Criterion) {
    let mut chance = Chance(2026);
    let facilities: Vec<Coord<f64>> = (0..FACILITIES).map(|_| chance.place()).collect();
    let targets: Vec<Coord<f64>> = (0..TARGETS).map(|_| chance.place()).collect();
    println!("{FACILITIES} facilities x {TARGETS} targets within {REACH_M} m, one thread");

    let (index, ours_built) = timed(|| {
        let boxes: Vec<_> = targets.iter().map(|t| (*t, *t)).collect();
        BoxIndex::build(&boxes, REACH_M)
    });
    let (ours, ours_asked) = timed(|| {
        let mut pairs = 0u64;
        for f in &facilities {
            index.for_each_within((*f, *f), REACH_M, |t| {
                pairs += u64::from(black_box(t) < u32::MAX);
            });
        }
        pairs
    });

    let (tree, rstar_built) = timed(|| {
        let points = targets
            .iter()
            .zip(0u32..)
            .map(|(t, i)| GeomWithData::new([t.x, t.y], i))
            .collect();
        RTree::bulk_load(points)
    });
    let (rstar, rstar_asked) = timed(|| {
        let mut pairs = 0u64;
        for f in &facilities {
            for t in tree.locate_within_distance([f.x, f.y], REACH_M * REACH_M) {
                pairs += u64::from(black_box(t.data) < u32::MAX);
            }
        }
        pairs
    });
    assert_eq!(ours, rstar, "the two indexes count the same pairs");

    let (brute, brute_sample) = timed(|| {
        let near = |f: &Coord<f64>| -> Vec<u32> {
            let within =
                |t: &Coord<f64>| (t.x - f.x).powi(2) + (t.y - f.y).powi(2) <= REACH_M * REACH_M;
            (0u32..)
                .zip(&targets)
                .filter(|(_, t)| within(t))
                .map(|(i, _)| i)
                .collect()
        };
        facilities
            .iter()
            .step_by(FACILITIES / SAMPLE)
            .map(near)
            .collect::<Vec<_>>()
    });
    for (f, expected) in facilities.iter().step_by(FACILITIES / SAMPLE).zip(&brute) {
        assert_eq!(
            &index.within((*f, *f), REACH_M),
            expected,
            "the index finds what brute force finds"
        );
    }
    let brute_asked = brute_sample * u32::try_from(FACILITIES / SAMPLE).expect("a small number");

    let ratio = |other: Duration, own: Duration| other.as_secs_f64() / own.as_secs_f64();
    println!("pairs: {ours}; {SAMPLE} facilities equal to brute force");
    println!(
        "build:  ours {ours_built:.1?}, rstar {rstar_built:.1?}: {:.1} times faster",
        ratio(rstar_built, ours_built)
    );
    println!(
        "query:  ours {ours_asked:.1?}, rstar {rstar_asked:.1?}: {:.1} times faster",
        ratio(rstar_asked, ours_asked)
    );
    println!(
        "both:   {:.1} times faster than rstar",
        ratio(rstar_built + rstar_asked, ours_built + ours_asked)
    );
    println!(
        "brute force (from {SAMPLE} facilities): {brute_asked:.1?}: {:.0} times faster with build",
        ratio(brute_asked, ours_built + ours_asked)
    );

    if let Some(folder) = std::env::var_os("ANJIE_JOIN_SCENE") {
        let asked = |f: &Coord<f64>| index.within((*f, *f), REACH_M);
        let pairs = (0u32..).zip(&facilities).flat_map(|(f, at)| {
            let found = asked(at);
            found.into_iter().map(move |t| (f, t))
        });
        let folder = std::path::PathBuf::from(folder);
        keep(
            &folder,
            &facilities,
            &targets,
            pairs,
            ours_built,
            ours_asked,
        )
        .expect("the folder for the scene can be written");
    }

    let mut group = criterion.benchmark_group("10,000 facilities x 1,000,000 targets within 1 km");
    group.sample_size(10);
    group.bench_function("ours", |b| {
        b.iter(|| {
            let mut pairs = 0u64;
            for f in &facilities {
                index.for_each_within((*f, *f), REACH_M, |_| pairs += 1);
            }
            pairs
        });
    });
    group.bench_function("rstar", |b| {
        b.iter(|| {
            facilities
                .iter()
                .map(|f| {
                    tree.locate_within_distance([f.x, f.y], REACH_M * REACH_M)
                        .count()
                })
                .sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, join);
criterion_main!(benches);
