//! Whether the risk of the demo city is that of its facts and not of its tables: each table one step finer, and what
//! that changes, beside the most that it may.
//!
//! `cargo bench -p tests --bench convergence` with the demo's packages in `.cache/demo` (or at `ANJIE_DEMO_CACHE`).
//! Steps from what is used are marked; the others tell how fast the numbers settle.

use std::path::{Path, PathBuf};
use std::time::Instant;

use analysis::city::City;
use analysis::risk::contours::contours;
use analysis::risk::grid::Grid;
use analysis::risk::run::society::{Crowd, curve, tolls};
use analysis::risk::run::{Fineness, Risk};
use analysis::risk::societal::FnCurve;
use analysis::scenario::Settings;
use data::demo::{Options, Sources, city};
use geo::Area;

/// Share of the city: its plants are all there, its buildings a tenth.
const SCALE: f64 = 0.1;
/// Side of a cell as it is used, m.
const CELL_M: f64 = 50.0;
/// Levels whose areas are compared, 1/yr.
const LEVELS: [f64; 4] = [3e-7, 3e-6, 1e-5, 3e-5];
/// Risk from which a point is compared, 1/yr: the least limit of GB 36894-2018.
const FROM_PER_YEAR: f64 = 3e-7;
/// Deaths at which F is compared.
const DEATHS: [f64; 2] = [10.0, 100.0];
/// Most that a step may change: 95th percentile of the risk at points, areas, F.
const MOST: [f64; 3] = [0.02, 0.02, 0.03];
/// Points that are compared at most.
const POINTS: usize = 200_000;

fn main() {
    let started = Instant::now();
    let cache = std::env::var_os("ANJIE_DEMO_CACHE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo"),
        PathBuf::from,
    );
    let sources = Sources::open(&cache).expect("the demo's packages are there (make demo-data)");
    let options = Options::new(1, SCALE, &data::now_rfc3339());
    let facts = city(&sources, &options).expect("the demo city is built");
    let city = City::build(facts).expect("the demo city can be indexed");
    let crowd = Crowd::of(&city).expect("people can be placed");

    let used = Fineness::default();
    let base = Run::of(&city, &crowd, used, None);
    let rings = |per_octave| {
        let fineness = Fineness { per_octave, ..used };
        Run::of(&city, &crowd, fineness, Some(&base.grid))
    };
    let finer = rings(16);
    tell("8 -> 16 rings an octave", true, &base, &finer);
    tell("16 -> 32 rings an octave", false, &finer, &rings(32));
    drop(finer);

    let angles = |angles| {
        let fineness = Fineness { angles, ..used };
        Run::of(&city, &crowd, fineness, Some(&base.grid))
    };
    tell("72 -> 144 angles", false, &angles(72), &base);
    let finer = angles(288);
    tell("144 -> 288 angles", true, &base, &finer);
    tell("288 -> 576 angles", false, &finer, &angles(576));
    drop(finer);

    let directions = |directions| {
        let fineness = Fineness { directions, ..used };
        curve(tolls(&risk(&city, fineness), &crowd, || {}).iter()).expect("frequencies are sound")
    };
    let [few, more, most] = [36, 180, 360].map(directions);
    tell_f("36 -> 72 directions", false, &few, &base.curve);
    tell_f("72 -> 180 directions", true, &base.curve, &more);
    tell_f("180 -> 360 directions", false, &more, &most);

    let risk = risk(&city, used);
    for (from_m, to_m, is_used) in [(100.0, 50.0, false), (50.0, 25.0, true)] {
        tell_cells(&risk, from_m, to_m, is_used);
    }
    println!("{:.0} s in all", started.elapsed().as_secs_f64());
}

/// The risk of the city by some tables.
struct Run {
    grid: Grid,
    lsir: Vec<f64>,
    areas_m2: Vec<f64>,
    curve: FnCurve,
}

impl Run {
    fn of(city: &City, crowd: &Crowd, fineness: Fineness, on: Option<&Grid>) -> Self {
        let risk = risk(city, fineness);
        let grid = on.copied().unwrap_or_else(|| risk.grid(CELL_M));
        let lsir = risk.lsir(&grid);
        Self {
            areas_m2: areas_m2(&grid, &lsir),
            curve: curve(tolls(&risk, crowd, || {}).iter()).expect("frequencies are sound"),
            grid,
            lsir,
        }
    }
}

fn risk(city: &City, fineness: Fineness) -> Risk {
    Risk::of(city, &Settings::default(), fineness, |_, _| {}).expect("the demo city has weather")
}

fn areas_m2(grid: &Grid, lsir: &[f64]) -> Vec<f64> {
    let all = contours(grid, lsir, &LEVELS).expect("the levels are above zero");
    all.iter().map(|c| c.area.unsigned_area()).collect()
}

/// How far two numbers are apart, of the second.
fn change(coarse: f64, fine: f64) -> f64 {
    if fine == 0.0 {
        f64::from(coarse != 0.0)
    } else {
        (coarse / fine - 1.0).abs()
    }
}

/// Quantile of some changes.
fn quantile(changes: &mut [f64], share: f64) -> f64 {
    changes.sort_by(f64::total_cmp);
    let last = changes.len().saturating_sub(1);
    changes
        .get((last as f64 * share) as usize)
        .copied()
        .unwrap_or(f64::NAN)
}

fn line(what: &str, is_used: bool, changed: f64, most: f64) {
    println!(
        "{} {what:58} {:7.3} %  (at most {:.0} %)  {}",
        if is_used { '*' } else { ' ' },
        100.0 * changed,
        100.0 * most,
        if changed <= most { "ok" } else { "NOT ok" }
    );
}

fn tell(step: &str, is_used: bool, coarse: &Run, fine: &Run) {
    for from in [FROM_PER_YEAR, 1e-8] {
        let mut changes = changes(&coarse.lsir, &fine.lsir, from);
        let middle = quantile(&mut changes, 0.5);
        line(
            &format!("{step}: risk from {from:.0e}, 95th percentile"),
            is_used,
            quantile(&mut changes, 0.95),
            MOST[0],
        );
        println!(
            "    {} points, median {:.3} %",
            changes.len(),
            100.0 * middle
        );
    }
    tell_areas(step, is_used, &coarse.areas_m2, &fine.areas_m2);
    tell_f(step, is_used, &coarse.curve, &fine.curve);
}

fn changes(coarse: &[f64], fine: &[f64], from: f64) -> Vec<f64> {
    let pairs = coarse.iter().zip(fine).filter(|(_, f)| **f >= from);
    let all: Vec<f64> = pairs.map(|(c, f)| change(*c, *f)).collect();
    let step = all.len().div_ceil(POINTS).max(1);
    all.into_iter().step_by(step).collect()
}

fn tell_areas(step: &str, is_used: bool, coarse: &[f64], fine: &[f64]) {
    for ((level, a), b) in LEVELS.iter().zip(coarse).zip(fine) {
        let what = format!("{step}: {:.2} km² from {level:.0e}", b / 1e6);
        line(&what, is_used, change(*a, *b), MOST[1]);
    }
}

fn tell_f(step: &str, is_used: bool, coarse: &FnCurve, fine: &FnCurve) {
    for n in DEATHS {
        let (a, b) = (coarse.at(n), fine.at(n));
        let what = format!("{step}: F({n:.0}) = {b:.3e}");
        line(&what, is_used, change(a, b), MOST[2]);
    }
}

/// Cells: risk is read between the middles of four, as contours are drawn.
fn tell_cells(risk: &Risk, from_m: f64, to_m: f64, is_used: bool) {
    let [(coarse, a), (fine, b)] = [from_m, to_m].map(|cell_m| {
        let grid = risk.grid(cell_m);
        let lsir = risk.lsir(&grid);
        (grid, lsir)
    });
    let step = format!("{from_m:.0} -> {to_m:.0} m");
    let mut changes: Vec<f64> = Vec::new();
    for row in 0..fine.rows {
        for column in 0..fine.columns {
            let there = b[row * fine.columns + column];
            if there >= FROM_PER_YEAR {
                let (x, y) = fine.centre_m(column, row);
                changes.push(change(read(&coarse, &a, x, y), there));
            }
        }
    }
    let what = format!("{step}: risk from {FROM_PER_YEAR:.0e}, 95th percentile");
    line(&what, is_used, quantile(&mut changes, 0.95), MOST[0]);
    tell_areas(&step, is_used, &areas_m2(&coarse, &a), &areas_m2(&fine, &b));
}

/// The risk of a grid at a point: linear in its logarithm between four cells, in itself where one has none.
fn read(grid: &Grid, lsir: &[f64], x_m: f64, y_m: f64) -> f64 {
    let place = |at: f64, from: f64, count: usize| {
        let p = ((at - from) / grid.cell_m - 0.5).clamp(0.0, count as f64 - 1.001);
        (p as usize, p.fract())
    };
    let (i, u) = place(x_m, grid.west_m, grid.columns);
    let (j, v) = place(y_m, grid.south_m, grid.rows);
    let of = |i: usize, j: usize| lsir[j * grid.columns + i];
    let four = [of(i, j), of(i + 1, j), of(i, j + 1), of(i + 1, j + 1)];
    let weights = [(1.0 - u) * (1.0 - v), u * (1.0 - v), (1.0 - u) * v, u * v];
    let mean =
        |f: fn(f64) -> f64| -> f64 { four.iter().zip(weights).map(|(r, w)| w * f(*r)).sum() };
    if four.iter().all(|r| *r > 0.0) {
        mean(f64::ln).exp()
    } else {
        mean(|r| r)
    }
}
