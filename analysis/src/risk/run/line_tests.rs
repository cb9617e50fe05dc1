//! Pipelines: the integral along a line, and a line in a small town.

use std::f64::consts::PI;

use geo_types::{Coord, LineString};

use super::society::{Crowd, Toll, curve, tolls};
use super::source::{Origin, Owner, cut};
use super::tests::{TWO_PLANTS, at, facts, place, risk, town};
use super::verdicts::excesses;
use super::*;
use crate::facts::Period;
use crate::risk::footprint::Footprint as Hurt;
use crate::scenario::equipment::Loss;
use crate::scenario::pipeline::tests::line;

/// Deaths by metre of line and year.
const PER_M_YEAR: f64 = 1e-6;
const RADIUS_M: f64 = 400.0;

/// A straight line of 6 km whose accidents kill as a cone: `V = 1 − ρ/R`.
fn cone(step_m: f64) -> Risk {
    let rose = Rose {
        first_deg: 0.0,
        sectors: 16,
        least_angles: Fineness::default().angles,
        classes: vec![crate::risk::rose::WeatherClass {
            stability: crate::facts::Stability::D,
            speed_m_s: 5.0,
            period: Period::Day,
            probability: 1.0,
            toward: vec![1.0 / 16.0; 16],
        }],
    };
    let radii = Radii::up_to(2_000.0, 8);
    let hurt = Hurt::discs(&radii, 1.0, 0.0, |v| RADIUS_M * (1.0 - v));
    let mut kernel = Kernel::new(&radii, &rose);
    let mut still = Still::new(&radii, &rose);
    still.add(&hurt, PER_M_YEAR);
    kernel.turn(&still, &rose, &rose.classes[0]);
    kernel.trim();
    let straight = Footprint::raw(&LineString::from(vec![(-3e3, 0.0), (3e3, 0.0)]).into());
    Risk {
        fineness: Fineness::default(),
        rose,
        tables: Tables {
            radii,
            weathers: Vec::new(),
            weather_of_class: Vec::new(),
            tables: Vec::new(),
        },
        sources: vec![Source {
            origin: Origin::Pipeline(0),
            chains: cut(&straight, step_m),
            pieces: Vec::new(),
            scenarios: Vec::new(),
            kernel: 0,
        }],
        reach_m: vec![radii.node_m(kernel.rings())],
        kernels: vec![kernel],
        unknown: Vec::new(),
        without_risk: Vec::new(),
    }
}

/// `∫ (1 − sqrt(x² + y²)/R) dx = s − y²/R asinh(s/y)`, `s = sqrt(R² − y²)`.
#[test]
fn a_straight_line_is_the_integral_of_its_kernel() {
    let (coarse, fine) = (cone(RADIUS_M / 20.0), cone(2.0));
    for y in [10.0_f64, 50.0, 150.0, 250.0, 330.0] {
        let s = (RADIUS_M * RADIUS_M - y * y).sqrt();
        let exact = PER_M_YEAR * (s - y * y / RADIUS_M * (s / y).asinh());
        let got = coarse.sum_at(Coord { x: 17.0, y });
        // The rings of the kernel are 9 % of the radius wide, and read for what falls faster than a cone does; near its
        // edge that counts.
        let most = if y < 300.0 { 0.025 } else { 0.06 };
        assert!((got / exact - 1.0).abs() < most, "{y}: {got} {exact}");
        let finer = fine.sum_at(Coord { x: 17.0, y });
        assert!((got / finer - 1.0).abs() < 2e-3, "{y}: {got} {finer}");
    }
    assert!(coarse.sum_at(Coord { x: 0.0, y: 1e3 }).abs() < 1e-300);
}

/// `∫ IR dA = f L ∫ V dA`, `∫ V dA = π R²/3`.
#[test]
fn a_grid_has_all_of_a_line() {
    let risk = cone(RADIUS_M / 20.0);
    let grid = risk.grid(50.0);
    let sum: f64 = risk.lsir(&grid).iter().sum::<f64>() * 2_500.0;
    let exact = PER_M_YEAR * 6_000.0 * PI * RADIUS_M * RADIUS_M / 3.0;
    assert!((sum / exact - 1.0).abs() < 0.01, "{sum} {exact}");
}

/// Two plants, a line of propylene, an equal one, and one that lacks its diameter.
fn with_lines() -> City {
    let mut facts = facts(TWO_PLANTS);
    for (id, north_m, diameter_mm) in [
        ("L1", 300.0, Some(168.3)),
        ("L2", 450.0, Some(168.3)),
        ("L3", 0.0, None),
    ] {
        let mut one = line("115-07-1", 168.3, 2_500.0);
        one.id = id.into();
        one.diameter_mm = diameter_mm;
        one.geometry = LineString(vec![at(-1_500.0, north_m), at(1_500.0, north_m)]).into();
        facts.pipelines.push(one);
    }
    City::build(facts).unwrap()
}

#[test]
fn a_line_adds_to_the_risk_and_is_named() {
    let city = with_lines();
    let (without, with) = (risk(&town(TWO_PLANTS)), risk(&city));
    assert_eq!(with.sources.len(), without.sources.len() + 4);
    let unknown = with.unknown.last().unwrap();
    assert_eq!(unknown.origin, Origin::Pipeline(2));
    assert_eq!(unknown.why.field, Some("diameter_mm"));
    let point = place(&city, 0.0, 320.0);
    let found = with.at(point);
    assert!(found.lsir_per_year > without.sum_at(point));
    assert!((found.lsir_per_year / with.sum_at(point) - 1.0).abs() < 2e-5);
    let mut of_line = found
        .shares
        .iter()
        .map(|s| (&with.sources[s.source], s))
        .filter(|(source, _)| source.origin == Origin::Pipeline(0));
    assert!(of_line.any(|(source, s)| source.scenarios[s.scenario].loss.loss == Loss::Leak));
    // Each outcome of a loss is one share, from however many points it comes.
    let mut names: Vec<_> = found
        .shares
        .iter()
        .map(|s| (s.source, s.scenario, s.kind))
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), found.shares.len());
}

/// Frequency by metre times length is what the table says of the line.
#[test]
fn pieces_have_the_frequency_of_the_line() {
    let city = with_lines();
    let risk = risk(&city);
    let lines = risk
        .sources
        .iter()
        .filter(|s| matches!(s.origin, Origin::Pipeline(_)));
    for source in lines {
        let wanted = match source.scenarios[0].loss.loss {
            Loss::Rupture => 5e-7,
            _ => 1.5e-6,
        };
        for metres in [
            source.spots().map(|s| s.weight).sum::<f64>(),
            source.pieces.iter().map(|s| s.weight).sum(),
        ] {
            assert!((metres / 3_000.0 - 1.0).abs() < 2e-3, "{metres}");
        }
        assert!((source.scenarios[0].per_year / wanted - 1.0).abs() < 1e-12);
        assert!(source.chains[0].len() >= source.pieces.len());
    }
}

#[test]
fn equal_lines_share_their_kernels() {
    let city = with_lines();
    let risk = risk(&city);
    let kernels = |number| -> Vec<usize> {
        let of = Origin::Pipeline(number);
        let mine = risk.sources.iter().filter(|s| s.origin == of);
        mine.map(|s| s.kernel).collect()
    };
    assert_eq!(kernels(0).len(), 2);
    // To the last metre they are not of one length, so that their ruptures differ; leaks do not.
    assert_eq!(kernels(0)[1], kernels(1)[1]);
}

#[test]
fn deaths_of_a_line_are_the_same_by_both_ways() {
    let city = with_lines();
    let risk = risk(&city);
    let crowd = Crowd::of(&city).unwrap();
    let all = tolls(&risk, &crowd, || {});
    for (source, toll) in risk.sources.iter().zip(&all) {
        if matches!(source.origin, Origin::Pipeline(_)) {
            let of_accidents: f64 = toll.accidents().map(|(f, n)| f * n).sum();
            let off = of_accidents / toll.pll_per_year() - 1.0;
            assert!(off.abs() < 0.05, "{off}");
            assert!(toll.pll_per_year() > 0.0);
        }
    }
    assert!(curve(all.iter()).unwrap().pll_per_yr() > 0.0);
}

#[test]
fn a_target_is_judged_by_plants_alone() {
    let with = |plants| {
        let mut facts = facts(plants);
        let mut one = line("115-07-1", 168.3, 2_500.0);
        one.geometry = LineString(vec![at(-1_500.0, 60.0), at(1_500.0, 60.0)]).into();
        facts.pipelines.push(one);
        let city = City::build(facts).unwrap();
        let risk = risk(&city);
        let grid = risk.grid(50.0);
        let lsir = risk.lsir(&grid);
        assert!(lsir.iter().any(|r| *r > 1e-5), "the line is a risk");
        excesses(&city, &risk, &grid, &lsir)
    };
    assert_eq!(with(&[]), []);
    let by_plants = with(TWO_PLANTS);
    assert!(!by_plants.is_empty());
    for excess in by_plants {
        let owners = excess.by_owner.iter().map(|(owner, _)| owner);
        assert!(owners.into_iter().all(|o| matches!(o, Owner::Site(_))));
        let sum: f64 = excess.by_owner.iter().map(|(_, r)| r).sum();
        assert!((sum / excess.lsir_per_year - 1.0).abs() < 1e-12);
    }
}

#[test]
fn threads_change_no_bit_of_a_line() {
    let city = with_lines();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let risk = risk(&city);
            let crowd = Crowd::of(&city).unwrap();
            let pll: Vec<f64> = tolls(&risk, &crowd, || {})
                .iter()
                .map(Toll::pll_per_year)
                .collect();
            (risk.lsir(&risk.grid(50.0)), pll)
        })
    };
    assert_eq!(with(1), with(3));
}
