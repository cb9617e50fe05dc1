//! The doctor measured against defects that were put into the demo city on purpose: recall by kind,
//! precision against the clean city, and whether its advice holds.

#![allow(clippy::unwrap_used)] // a test may fail at once

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use analysis::assessment::assess;
use analysis::city::City;
use analysis::facts::Facts;
use analysis::quality::{Finding, Offsets, Report, Subject, examine, sift};
use data::crs::{gcj02_to_bd09, wgs84_to_gcj02};
use data::demo::defects::{Defect, DefectKind, Manifest, spoil};
use data::demo::{Options, Sources, city};

/// The day on which the demo city's records stand as they do.
const TODAY: &str = "2026-01-01";
const SCALE: f64 = 0.05;
const SEED: u64 = 1;

fn clean() -> Option<&'static Facts> {
    static CITY: OnceLock<Option<Facts>> = OnceLock::new();
    let made = || {
        let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
        let dir = std::env::var_os("ANJIE_DEMO_CACHE").map_or(usual, PathBuf::from);
        if !dir.join("streets.csv").is_file() {
            println!("skipped: no demo sources; run data/demo/fetch.sh or set ANJIE_DEMO_CACHE");
            return None;
        }
        let scale = std::env::var("SCALE").map_or(SCALE, |s| s.parse().unwrap());
        let options = Options::new(SEED, scale, "2026-01-01T00:00:00+08:00");
        Some(city(&Sources::open(&dir).unwrap(), &options).unwrap())
    };
    CITY.get_or_init(made).as_ref()
}

fn bd09(lon: f64, lat: f64) -> (f64, f64) {
    let (lon, lat) = wgs84_to_gcj02(lon, lat);
    gcj02_to_bd09(lon, lat)
}

fn doctor(mut facts: Facts) -> Report {
    let sifted = sift(&mut facts);
    let city = City::build(facts).unwrap();
    let results = assess(&city, || {}).unwrap();
    let offsets = Offsets {
        gcj02: wgs84_to_gcj02,
        bd09,
    };
    let subject = Subject {
        city: &city,
        results: &results,
        today: TODAY,
        offsets,
    };
    examine(&subject, sifted)
}

#[test]
fn look() {
    let clean = clean().unwrap().clone();
    let t = std::time::Instant::now();
    let mut spoiled = clean.clone();
    let manifest = spoil(&mut spoiled, SEED);
    let a = doctor(clean);
    println!("clean {:?}", t.elapsed());
    let b = doctor(spoiled);
    println!("spoiled {:?}", t.elapsed());
    for r in [&a, &b] {
        println!("{:?} {}", r.score, r.unknown_verdicts);
        for s in &r.rules { println!("{} {}/{}", s.rule, s.failing, s.checked); }
        let mut n: BTreeMap<&str, usize> = BTreeMap::new();
        for f in &r.findings { let k = n.entry(f.rule).or_default(); *k += 1; if *k <= 6 || (f.rule=="missing" && *k<=20) { println!("   {} {}/{} {} = {} | {} | {} | {} {}", f.rule, f.layer, f.id, f.field, f.value, f.words_en, f.fix_en, f.verdicts_settled, f.verdicts_helped); } }
    }
    for d in &manifest.defects {
        let hits: Vec<String> = b.findings.iter().filter(|f| f.layer == d.layer && f.id == d.id || f.related.contains(&d.id)).map(|f| format!("{}:{}/{}.{}", f.rule, f.layer, f.id, f.field)).collect();
        println!("{:?} {}/{} {} {:?} -> {:?} : {:?}", d.kind, d.layer, d.id, d.field, d.right, d.wrong, hits);
    }
}
