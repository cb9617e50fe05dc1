//! The risk of the demo city: seconds cold and warm, cells a second beside what the memory gives, a point, one plant's
//! change, and growth with scenarios and cells.
//!
//! `cargo bench -p tests --bench risk` with the demo's packages in `.cache/demo` (or at `ANJIE_DEMO_CACHE`).

use std::path::{Path, PathBuf};
use std::time::Instant;

use analysis::city::City;
use analysis::risk::grid::{Grid, Place, lsir};
use analysis::risk::run::bands::{fn_band, level_bands};
use analysis::risk::run::society::{Crowd, Toll, curve, tolls};
use analysis::risk::run::source::Owner;
use analysis::risk::run::verdicts::excesses;
use analysis::risk::run::{Fineness, Risk};
use analysis::scenario::Settings;
use data::demo::{Options, Sources, city};

/// Share of the city: its plants are all there, its buildings a tenth.
const SCALE: f64 = 0.1;
/// Numbers of a run that is timed.
const STREAM: usize = 32 << 20;

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let started = Instant::now();
    let made = work();
    (made, started.elapsed().as_secs_f64())
}

/// Peak of memory of this process, MiB.
fn peak_mib() -> f64 {
    let status =
        std::fs::read_to_string("/proc/self/status").expect("Linux says what a process holds");
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse::<f64>().ok())
        .unwrap_or(f64::NAN)
        / 1024.0
}

/// Quantile of some seconds, in milliseconds.
fn ms(seconds: &mut [f64], share: f64) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[((seconds.len() - 1) as f64 * share) as usize] * 1e3
}

/// Sums a second that memory allows one thread: reading and writing a long row of numbers.
fn sums_per_s() -> f64 {
    let mut row = vec![1.0_f64; STREAM];
    let ((), seconds) = timed(|| row.iter_mut().for_each(|v| *v += 0.5));
    assert!(row[STREAM / 2] > 1.0);
    STREAM as f64 / seconds
}

/// Cells that the sources of a risk reach on a grid.
fn updates(risk: &Risk, grid: &Grid) -> f64 {
    risk.sources
        .iter()
        .map(|s| {
            let rings = risk.kernels[s.kernel].rings();
            let reach = if rings == 0 {
                0.0
            } else {
                risk.tables.radii.node_m(rings)
            };
            s.spots().count() as f64 * std::f64::consts::PI * (reach / grid.cell_m).powi(2)
        })
        .sum()
}

fn of(city: &City) -> Risk {
    Risk::of(city, &Settings::default(), Fineness::default(), |_, _| {})
        .expect("the demo city has weather")
}

fn main() {
    let cache = std::env::var_os("ANJIE_DEMO_CACHE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo"),
        PathBuf::from,
    );
    let sources = Sources::open(&cache).expect("the demo's packages are there (make demo-data)");
    let options = Options::new(1, SCALE, &data::now_rfc3339());
    let facts = city(&sources, &options).expect("the demo city is built");
    let city = City::build(facts).expect("the demo city can be indexed");

    let (risk, cold_s) = timed(|| of(&city));
    let scenarios: usize = risk.sources.iter().map(|s| s.scenarios.len()).sum();
    println!(
        "{} sources, {scenarios} scenarios x {} weathers x {} sectors, {} tables, {} kernels",
        risk.sources.len(),
        risk.tables.weathers.len(),
        risk.rose.sectors,
        risk.tables.tables.len(),
        risk.kernels.len()
    );
    println!("scenarios and kernels, cold      {cold_s:7.2} s");
    let grid = risk.grid(50.0);
    let (sums, warm_s) = timed(|| risk.lsir(&grid));
    println!("grid of {:8} cells, warm     {warm_s:7.2} s", grid.len());
    println!(
        "city cold: {:.2} s (goal 5), warm: {warm_s:.2} s (goal 1)",
        cold_s + warm_s
    );

    // One thread against one stream of memory.
    let one = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("one thread can be had");
    let ((), alone_s) = timed(|| {
        one.install(|| std::hint::black_box(risk.lsir(&grid)));
    });
    let (cells, limit) = (updates(&risk, &grid), sums_per_s());
    println!(
        "{:.1} M cell updates in {alone_s:.2} s on one core: {:.0} M/s, {:.3} of what memory gives ({:.0} M/s)",
        cells / 1e6,
        cells / alone_s / 1e6,
        cells / alone_s / limit,
        limit / 1e6
    );

    let (contours, contours_s) = timed(|| {
        analysis::risk::contours::contours(&grid, &sums, &[3e-7, 1e-6, 3e-6, 1e-5, 3e-5])
            .expect("the levels are above zero")
    });
    println!(
        "{} contours                       {contours_s:7.2} s",
        contours.len()
    );
    let (crowd, crowd_s) = timed(|| Crowd::of(&city).expect("people can be placed"));
    println!("people                           {crowd_s:7.2} s");
    let (all, tolls_s) = timed(|| tolls(&risk, &crowd, || {}));
    let pll: f64 = all.iter().map(Toll::pll_per_year).sum();
    println!(
        "F-N and expected deaths          {tolls_s:7.2} s   (PLL {pll:.2e} a year, synthetic)"
    );
    let (over, over_s) = timed(|| excesses(&city, &risk, &grid, &sums));
    println!("{:6} targets over their limit   {over_s:7.2} s", over.len());
    println!("peak of memory {:.0} MiB", peak_mib());

    let mut points: Vec<f64> = risk
        .sources
        .iter()
        .step_by(37)
        .filter_map(|s| s.spots().next())
        .map(|spot| timed(|| risk.at(spot.at)).1)
        .collect();
    println!(
        "risk at a point with shares: p50 {:.2} ms, p95 {:.2} ms",
        ms(&mut points, 0.5),
        ms(&mut points, 0.95)
    );
    what_if(&city, &risk, &crowd, &all);
    bands(&risk, &crowd);
    growth(&risk, &grid);
}

/// One plant after the other is changed: its consequences, kernels, cells and deaths are computed anew, and the F-N
/// curve of the city is drawn with them in place of the former ones.
fn what_if(city: &City, risk: &Risk, crowd: &Crowd, all: &[Toll]) {
    let wanted: Vec<Owner> = (0..city.sites.len())
        .map(Owner::Site)
        .filter(|site| risk.sources.iter().any(|s| s.origin.owner() == *site))
        .step_by(3)
        .collect();
    let steps = [
        "consequences and kernels",
        "cells",
        "deaths",
        "F-N of the city",
        "all",
    ];
    let mut seconds: [Vec<f64>; 5] = Default::default();
    let (mut slowest, mut most) = (0.0, (0, 0));
    for site in &wanted {
        let (anew, of_kernels) = timed(|| {
            let (settings, fineness) = (Settings::default(), Fineness::default());
            Risk::of_some(city, &settings, fineness, |o| o == *site, |_, _| {})
                .expect("the demo city has weather")
        });
        let (_, of_cells) = timed(|| std::hint::black_box(anew.lsir(&anew.grid(50.0))));
        let (own, of_deaths) = timed(|| tolls(&anew, crowd, || {}));
        let (_, of_curve) = timed(|| {
            let others = risk.sources.iter().zip(all);
            let others = others.filter(|(s, _)| s.origin.owner() != *site);
            std::hint::black_box(curve(others.map(|(_, toll)| toll).chain(&own)))
        });
        let sum = of_kernels + of_cells + of_deaths + of_curve;
        if sum > slowest {
            slowest = sum;
            most = (anew.sources.len(), anew.tables.tables.len());
        }
        for (all, one) in seconds
            .iter_mut()
            .zip([of_kernels, of_cells, of_deaths, of_curve, sum])
        {
            all.push(one);
        }
    }
    for (step, seconds) in steps.iter().zip(&mut seconds) {
        println!(
            "what-if of a plant, {step:25} p50 {:6.1} ms, p95 {:6.1} ms",
            ms(seconds, 0.5),
            ms(seconds, 0.95)
        );
    }
    println!(
        "  over {} plants (goal 100 ms); the slowest, of {} vessels and {} tables: {:.0} ms",
        wanted.len(),
        most.0,
        most.1,
        slowest * 1e3
    );
}

/// How long the bands take.
fn bands(risk: &Risk, crowd: &Crowd) {
    let levels = [3e-7, 1e-6, 3e-6, 1e-5, 3e-5];
    let (_, seconds) =
        timed(|| level_bands(risk, &levels, 100.0).expect("the levels are above zero"));
    println!("bands of 5 contours, 500 sets    {seconds:7.2} s");
    let every: Vec<usize> = (0..risk.sources.len()).collect();
    let (_, seconds) = timed(|| fn_band(risk, crowd, &every));
    println!("band of the city's F-N curve     {seconds:7.2} s");
}

/// The grid with more sources and with more cells.
fn growth(risk: &Risk, grid: &Grid) {
    let places = risk.places();
    for wanted in [1_000, 5_000, 20_000] {
        // Three scenarios a source.
        let some: Vec<Place<'_>> = places.iter().cycle().take(wanted / 3).copied().collect();
        let (_, seconds) = timed(|| std::hint::black_box(lsir(grid, &risk.tables.radii, &some)));
        println!("grid with {wanted:6} scenarios: {seconds:.2} s");
    }
    for finer in [2.0, 4.0] {
        let fine = risk.grid(grid.cell_m / finer);
        let (_, seconds) = timed(|| std::hint::black_box(risk.lsir(&fine)));
        println!(
            "grid with {:.0} times the cells: {seconds:.2} s",
            finer * finer
        );
    }
}
