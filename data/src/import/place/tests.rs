//! Thousands of invented files over the real outlines of Changzhou: none may be placed wrong with certainty.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use geo::BoundingRect;
use geo_types::{Coord, Geometry, MultiPolygon, Point};
use proj::Proj;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::evidence::Evidence;
use super::ground::{metres_a_degree, way};
use super::outline::Outline;
use super::{Place, decide};
use crate::crs::{Converter, Crs, gcj02_to_bd09, wgs84_to_gcj02};
use crate::import::columns::assign;
use crate::import::rows::geometries;
use crate::import::table::{Cell, SourceRow, Table};
use crate::layer::{Record, Row, Value};
use crate::{Error, Layer};

const CASES: u64 = 3_000;

struct County {
    name: String,
    area: MultiPolygon<f64>,
    outline: Outline,
}

/// Real outlines, or a printed word where they are not there.
fn counties() -> Option<(Vec<County>, Vec<Record>)> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
    let dir = std::env::var_os("ANJIE_DEMO_CACHE").map_or(usual, PathBuf::from);
    if !dir.join("streets.csv").is_file() {
        println!("skipped: no demo sources; run data/demo/fetch.sh or set ANJIE_DEMO_CACHE");
        return None;
    }
    let options = crate::demo::Options::new(1, 0.001, "2026-01-01T00:00:00+08:00");
    let facts = crate::demo::city(&crate::demo::Sources::open(&dir).unwrap(), &options).unwrap();
    let counties: Vec<_> = facts
        .districts
        .into_iter()
        .filter(|d| d.level.to_string() == "county")
        .collect();
    assert!(counties.len() >= 6);
    let records = counties
        .iter()
        .map(|c| {
            let mut record = c.record();
            record.provenance.synthetic = false;
            record
        })
        .collect();
    let counties = counties
        .into_iter()
        .map(|c| County {
            name: c.name,
            outline: Outline::new(&c.geometry).unwrap(),
            area: c.geometry,
        })
        .collect();
    Some((counties, records))
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

fn moved(c: Coord<f64>, east_m: f64, north_m: f64) -> Coord<f64> {
    let (m_lon, m_lat) = metres_a_degree(c.y);
    Coord {
        x: c.x + east_m / m_lon,
        y: c.y + north_m / m_lat,
    }
}

const SYSTEMS: [&str; 9] = [
    "cgcs2000",
    "gcj02",
    "bd09",
    "EPSG:4549",
    "EPSG:4528",
    "EPSG:4548",
    "EPSG:32650",
    "EPSG:3857",
    "gcj02-3857",
];

/// From longitude and latitude into a system: the way that the importer must find back.
fn forward(system: &str, c: Coord<f64>, ways: &BTreeMap<&str, Proj>) -> Coord<f64> {
    let (lon, lat) = match system {
        "gcj02" | "gcj02-3857" => wgs84_to_gcj02(c.x, c.y),
        "bd09" => {
            let (lon, lat) = wgs84_to_gcj02(c.x, c.y);
            gcj02_to_bd09(lon, lat)
        }
        _ => (c.x, c.y),
    };
    match ways.get(system) {
        Some(way) => way.convert(Point::new(lon, lat)).unwrap().0,
        None => Coord { x: lon, y: lat },
    }
}

struct Case {
    table: Table,
    evidence: Evidence,
    truth: Vec<Coord<f64>>,
    /// Whether what the file declares is wrong.
    lies: bool,
    twins: usize,
    told: String,
}

fn row(number: u64, cells: Vec<Cell>) -> SourceRow {
    SourceRow::new(number, cells)
}

fn case(
    seed: u64,
    system: &str,
    ways: &BTreeMap<&str, Proj>,
    counties: &[County],
    districts: &[Record],
) -> Case {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let n = (5.0 * 100.0_f64.powf(dice.unit())) as usize;
    let named_share = [0.0, 0.3, 0.6, 1.0][dice.below(4)];
    let twins = [0, 1, 3, n.div_ceil(5)][dice.below(4)];
    // A declaration of WGS 84 is a lie for a web map, and often there.
    let declared = match (system, dice.below(3)) {
        ("cgcs2000" | "gcj02" | "bd09", 0) => Some(Crs::Wgs84),
        ("EPSG:4549", 0) => Some(Crs::Epsg(4549)),
        // The wrong belt.
        ("EPSG:4549", 1) => Some(Crs::Epsg(4548)),
        _ => None,
    };
    let mut stored = Vec::new();
    let mut truth = Vec::new();
    let mut rows = Vec::new();
    let (drift_e, drift_n) = (dice.normal() * 150.0, dice.normal() * 150.0);
    while truth.len() < n {
        let at = dice.below(counties.len());
        let b = counties[at].area.bounding_rect().unwrap();
        let p = Coord {
            x: b.min().x + dice.unit() * b.width(),
            y: b.min().y + dice.unit() * b.height(),
        };
        if !counties[at].outline.holds(p) {
            continue;
        }
        let i = truth.len();
        let given = moved(p, dice.normal() * 20.0, dice.normal() * 20.0);
        let c = forward(system, given, ways);
        // Public outlines are off by some 150 m, the same way along a stretch of border.
        let phase = (p.x * 40.0).sin() * (p.y * 40.0).cos();
        let off = moved(
            p,
            drift_e.clamp(-150.0, 150.0) * phase,
            drift_n.clamp(-150.0, 150.0) * phase,
        );
        let home = counties
            .iter()
            .find(|c| c.outline.holds(off))
            .unwrap_or(&counties[at]);
        let name = if dice.unit() >= named_share {
            Cell::Empty
        } else if dice.unit() < 0.02 {
            Cell::Text(counties[dice.below(counties.len())].name.clone())
        } else {
            Cell::Text(format!("江苏省常州市{}示例路{i}号", home.name))
        };
        if i < twins {
            let known = if dice.unit() < 0.05 {
                moved(p, dice.normal() * 400.0, dice.normal() * 400.0)
            } else {
                moved(p, dice.normal() * 20.0, dice.normal() * 20.0)
            };
            stored.push(record(i, known));
        }
        rows.push(row(
            i as u64 + 1,
            vec![
                Cell::Text(format!("F{i}")),
                Cell::Text(format!("示例厂{i}")),
                Cell::Text("use".into()),
                Cell::Text("new".into()),
                Cell::Real(c.x),
                Cell::Real(c.y),
                name,
            ],
        ));
        truth.push(given);
    }
    let columns = ["id", "name", "kind", "status", "x", "y", "地址"];
    let table = Table {
        file: "f.csv".into(),
        part: None,
        columns: columns.map(str::to_owned).to_vec(),
        column_at: Vec::new(),
        has_short_names: false,
        rows,
        has_geometry: false,
        declared: declared.map(|d| Arc::new(Converter::new(d))),
        encoding: None,
        notes: Vec::new(),
    };
    Case {
        table,
        evidence: Evidence::new(districts, &stored, Layer::Facilities),
        truth,
        lies: match declared {
            None => false,
            Some(Crs::Wgs84) => system != "cgcs2000",
            Some(other) => other.to_string() != system,
        },
        twins: twins.min(n),
        told: format!(
            "case {seed}: {system}, {n} rows, {named_share} named, {twins} twins, declared {declared:?}"
        ),
    }
}

fn record(i: usize, at: Coord<f64>) -> Record {
    let mut values = vec![Value::Null; Layer::Facilities.columns().len()];
    values[Layer::Facilities.position("id").unwrap()] = Value::Text(format!("F{i}"));
    Record {
        values,
        geometry: Some(Geometry::Point(at.into())),
        provenance: analysis::facts::Provenance {
            source_file: "s".into(),
            source_row: 1,
            imported_at: "2026-01-01T00:00:00+08:00".into(),
            synthetic: true,
        },
    }
}

fn run(case: &Case) -> Result<Place, Error> {
    let assignment = assign(
        &case.table,
        Layer::Facilities.into(),
        Layer::Facilities.columns(),
        Layer::Facilities.shape(),
        None,
        &[],
        None,
    )
    .unwrap();
    let mut table = case.table.with_rows(case.table.rows.clone());
    let sourced = geometries(&mut table, &assignment, Layer::Facilities);
    decide(
        &case.table,
        &assignment,
        &sourced,
        Crs::Auto,
        Layer::Facilities,
        &case.evidence,
    )
}

/// Whether the first row lands where it is.
fn is_right(place: &Place, case: &Case) -> bool {
    let given = Geometry::Point(place.seen.points[0].unwrap().into());
    place.convert(&given).is_ok_and(|g| match g {
        Geometry::Point(p) => way(case.truth[0], p.0).length_m() < 1.0,
        _ => false,
    })
}

#[test]
fn no_file_is_placed_wrong_with_certainty() {
    let Some((counties, districts)) = counties() else {
        return;
    };
    let mut ways = BTreeMap::new();
    for system in SYSTEMS {
        let code = if system == "gcj02-3857" {
            "EPSG:3857"
        } else {
            system
        };
        if code.starts_with("EPSG") {
            ways.insert(
                system,
                Proj::new_known_crs("EPSG:4326", code, None).unwrap(),
            );
        }
    }
    // Right and sure, right and taken, asked, wrong and taken, wrong and sure.
    let mut table: BTreeMap<&str, [u32; 5]> = BTreeMap::new();
    let mut with_evidence: BTreeMap<&str, [u32; 2]> = BTreeMap::new();
    let mut wrong = String::new();
    for seed in 0..CASES {
        let system = SYSTEMS[seed as usize % SYSTEMS.len()];
        let case = case(seed, system, &ways, &counties, &districts);
        let outcome = match run(&case) {
            Ok(place) => {
                let is_sure = place.reason.contains("the rows fit it");
                match (is_right(&place, &case), is_sure) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, false) => 3,
                    (false, true) => {
                        writeln!(wrong, "{}: {} {}", case.told, place.name(), place.reason)
                            .unwrap();
                        4
                    }
                }
            }
            Err(Error::CrsNeeded { .. }) => 2,
            Err(error) => panic!("{}: {error}", case.told),
        };
        table.entry(system).or_default()[outcome] += 1;
        assert!(
            outcome != 3 || case.twins < 3,
            "known places were not heard: {}",
            case.told
        );
        // Where the file declares what its rows contradict, it is asked however clear they are.
        if case.twins >= 3 && !case.lies {
            let counts = with_evidence.entry(system).or_default();
            counts[0] += u32::from(outcome == 0);
            counts[1] += 1;
        }
    }
    println!(
        "{:<12} {:>10} {:>10} {:>6} {:>10} {:>10}",
        "system", "right sure", "taken", "asked", "wrong taken", "wrong sure"
    );
    for (system, [a, b, c, d, e]) in &table {
        println!("{system:<12} {a:>10} {b:>10} {c:>6} {d:>10} {e:>10}");
    }
    for (system, [sure, of]) in &with_evidence {
        println!("with three known places and more: {system:<12} {sure} of {of} right and sure");
    }
    assert!(wrong.is_empty(), "{wrong}");
    for (system, [sure, of]) in &with_evidence {
        assert!(
            f64::from(*sure) > 0.9 * f64::from(*of),
            "{system}: {sure} of {of}"
        );
    }
    // A wrong file is taken only where nothing but a declaration or the usual speaks.
    for (system, counts) in &table {
        let is_degrees = matches!(*system, "gcj02" | "bd09");
        assert!(is_degrees || counts[3] == 0, "{system} {counts:?}");
    }
}
