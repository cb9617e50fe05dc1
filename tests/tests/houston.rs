//! A real scene: the Houston ship channel. EPA RMP facilities with their quantities, OpenStreetMap tank
//! outlines; imported into a fresh store, graded, and measured.
//!
//! The distances were recomputed by GDAL in an equidistant projection (cases/houston_tank_distances.csv),
//! the grades by a worksheet (cases/houston_grades.csv); both files say how.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use analysis::assessment::assess;
use analysis::city::City;
use analysis::grading::major_hazard::Verdict;
use analysis::place::clearance;
use data::import::{ImportOptions, import};
use data::{Layer, Store};
use gdal::Dataset;
use gdal::vector::LayerAccess;
use tests::data_files::{rows_of, shared};

/// West, south, east, north of the scene, degrees.
const BOX: [f64; 4] = [-95.30, 29.60, -94.90, 29.85];
/// A tank within this of a facility's point is taken as the facility's, m: an assumption of the scene.
const OWN_TANK_M: f64 = 1000.0;

struct Rmp {
    id: String,
    name: String,
    kind: &'static str,
    lon: f64,
    lat: f64,
}

/// Kind by NAICS code: 324, 325 manufacture; 4247 bulk petroleum; 4931, 486, 483, 484 storage; else use.
fn kind(naics: &str) -> &'static str {
    let first = naics.split('•').next().unwrap_or("").trim();
    match first {
        n if n.starts_with("324") || n.starts_with("325") => "production",
        n if n.starts_with("4247") => "oil_depot",
        n if ["493", "486", "483", "484"]
            .iter()
            .any(|p| n.starts_with(p)) =>
        {
            "storage"
        }
        _ => "use",
    }
}

fn facilities(file: &Path) -> Vec<Rmp> {
    rows_of(file)
        .into_iter()
        .map(|r| Rmp {
            id: r["epa_facility_id"].clone(),
            name: r["name"].clone(),
            kind: kind(&r["naics"]),
            lon: r["lon"].parse().unwrap(),
            lat: r["lat"].parse().unwrap(),
        })
        .filter(|f| BOX[0] <= f.lon && f.lon <= BOX[2] && BOX[1] <= f.lat && f.lat <= BOX[3])
        .collect()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A tank's identifier and outline as WKT, with its first vertex.
fn tanks(file: &Path) -> Vec<(String, String, (f64, f64))> {
    let dataset = Dataset::open(file).unwrap();
    let mut layer = dataset.layer_by_name("storage_tank").unwrap();
    layer
        .set_attribute_filter("region = 'houston_ship_channel_usa'")
        .unwrap();
    layer
        .features()
        .map(|f| {
            let id = f.field_as_string_by_name_or("tank_id");
            let geometry = f.geometry().unwrap();
            let ring = geometry.get_geometry(0);
            let (x, y, _) = ring.get_point(0);
            (id, geometry.wkt().unwrap(), (x, y))
        })
        .collect()
}

trait FieldText {
    fn field_as_string_by_name_or(&self, name: &str) -> String;
}

impl FieldText for gdal::vector::Feature<'_> {
    fn field_as_string_by_name_or(&self, name: &str) -> String {
        let index = self.field_index(name).unwrap();
        self.field_as_string(index).unwrap().unwrap()
    }
}

/// Rough metres between two places, good enough to say whose a tank is.
fn apart_m(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (
        (a.0 - b.0) * 111_320.0 * a.1.to_radians().cos(),
        (a.1 - b.1) * 110_900.0,
    );
    dx.hypot(dy)
}

/// Writes the scene's files and imports them; says what each import read.
async fn build(folder: &Path, store: &Store) -> Option<String> {
    let rmp = facilities(&shared("data/us_epa_rmp_facilities.csv")?);
    let chemicals = rows_of(&shared("data/us_epa_rmp_chemicals.csv")?);
    let outlines = tanks(&shared("data/osm_storage_tanks.gpkg")?);
    let cas: BTreeMap<String, String> =
        rows_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/houston_substances.csv"))
            .into_iter()
            .map(|r| (r["epa_name"].clone(), r["cas"].clone()))
            .collect();
    let by_id: BTreeMap<&str, &Rmp> = rmp.iter().map(|f| (f.id.as_str(), f)).collect();
    let mut f = String::from("id,name,kind,status,lon,lat\n");
    let mut u = String::from("id,facility_id,name,kind\n");
    let mut v = String::from("id,unit_id,substance,quantity_t,geometry\n");
    for r in &rmp {
        writeln!(
            f,
            "{},{},{},in_service,{},{}",
            r.id,
            quoted(&r.name),
            r.kind,
            r.lon,
            r.lat
        )
        .unwrap();
        writeln!(u, "U{0},{0},processes,storage", r.id).unwrap();
    }
    for r in &chemicals {
        if let Some(of) = by_id.get(r["epa_facility_id"].as_str()) {
            let substance = cas.get(&r["chemical"]).unwrap_or(&r["chemical"]);
            let id = format!("C{}-{}", r["epa_facility_id"], r["seq"]);
            writeln!(
                v,
                "{id},U{},{},{},POINT({} {})",
                of.id,
                quoted(substance),
                r["quantity_t"],
                of.lon,
                of.lat
            )
            .unwrap();
        }
    }
    let mut with_tanks = BTreeSet::new();
    for (id, wkt, at) in &outlines {
        let near = rmp
            .iter()
            .map(|r| (apart_m((r.lon, r.lat), *at), r))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, r)) = near.filter(|(m, _)| *m <= OWN_TANK_M) {
            if with_tanks.insert(r.id.clone()) {
                writeln!(u, "T{0},{0},tanks by OpenStreetMap,storage", r.id).unwrap();
            }
            writeln!(v, "{id},T{},,,{}", r.id, quoted(wkt)).unwrap();
        }
    }
    let mut said = String::new();
    for (layer, text) in [
        (Layer::Facilities, f),
        (Layer::Units, u),
        (Layer::Vessels, v),
    ] {
        let path = folder.join(format!("{layer}.csv"));
        std::fs::write(&path, text).unwrap();
        let report = import(store, &path, &ImportOptions::new(layer))
            .await
            .unwrap()
            .reports
            .remove(0);
        let first: Vec<String> = report
            .issues
            .iter()
            .take(3)
            .map(ToString::to_string)
            .collect();
        assert!(report.stored, "{layer}: {first:?}");
        writeln!(said, "{layer}: {} rows", report.rows_taken).unwrap();
    }
    Some(said)
}

async fn scene() -> Option<(City, String)> {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("houston.gpkg").to_str().unwrap())
        .await
        .unwrap();
    let said = build(folder.path(), &store).await?;
    let city = City::build(store.load_facts().await.unwrap()).unwrap();
    store.close().await;
    Some((city, said))
}

#[tokio::test]
async fn the_scene_is_imported_graded_and_measured() {
    let Some((city, said)) = scene().await else {
        return;
    };
    grades_equal_the_worksheet(&city);
    distances_equal_the_geodesic_ones(&city);
    insta::assert_snapshot!("houston", listing(&city, &said));
}

fn grades_equal_the_worksheet(city: &City) {
    let cases = rows_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/houston_grades.csv"));
    assert!(cases.len() >= 5);
    for case in cases {
        let site = city.site_of(&case["facility_id"]).unwrap();
        let (_, grades) = city.grades(site);
        let unit = city.sites[site]
            .units
            .iter()
            .position(|u| u.id == format!("U{}", case["facility_id"]))
            .unwrap();
        let grade = &grades[unit];
        let number = |key: &str| case[key].parse::<f64>().unwrap();
        assert!(
            (grade.s.unwrap() - number("s")).abs() < 1e-6 * number("s").max(1.0),
            "{case:?} {grade:?}"
        );
        assert!(
            (grade.r.unwrap() - number("r_least")).abs() < 1e-6 * number("r_least").max(1.0),
            "{case:?}"
        );
        let verdict = match (grade.verdict, grade.level) {
            (Verdict::Graded, Some(level)) => level.to_string(),
            (Verdict::NotMajorHazard, _) => "not_major_hazard".to_owned(),
            _ => "unknown".to_owned(),
        };
        assert_eq!(verdict, case["verdict"], "{case:?}");
    }
}

fn distances_equal_the_geodesic_ones(city: &City) {
    let cases =
        rows_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/houston_tank_distances.csv"));
    let tanks: BTreeMap<&str, &analysis::place::Footprint> = city
        .sites
        .iter()
        .flat_map(|s| s.vessels.iter().zip(&s.vessel_footprints))
        .map(|((_, v), f)| (v.id.as_str(), f))
        .collect();
    let mut compared = 0;
    for case in cases {
        // tanks farther than a kilometre from every facility are not in the scene
        let Some(tank) = tanks.get(case["tank_id"].as_str()) else {
            continue;
        };
        let site = &city.sites[city.site_of(&case["facility_id"]).unwrap()];
        let least = clearance(&site.footprint, tank);
        let ours_m = city.plane.ground_distance_m(least.from, least.to);
        let theirs_m: f64 = case["distance_m"].parse().unwrap();
        assert!(
            (ours_m - theirs_m).abs() < 1e-3 + 2e-6 * theirs_m,
            "{case:?}: {ours_m}"
        );
        compared += 1;
    }
    assert!(compared >= 10, "{compared} distances were compared");
}

/// Grades by facility, tank-to-facility-to-target distances that a rule judges.
fn listing(city: &City, said: &str) -> String {
    let results = assess(city, || {}).unwrap();
    let mut text = said.to_owned();
    text.push_str("\ngrades\n");
    for (site, result) in city.sites.iter().zip(&results) {
        for (unit, grade) in site.units.iter().zip(&result.grades) {
            if unit.id.starts_with('U') {
                let level = grade
                    .level
                    .map_or_else(|| format!("{:?}", grade.verdict), |l| format!("level {l}"));
                writeln!(
                    text,
                    "{} {}: S {:.3}, R from {:.3}, {level}",
                    site.facility.id,
                    site.facility.name,
                    grade.s.unwrap_or(0.0),
                    grade.r.unwrap_or(0.0)
                )
                .unwrap();
            }
        }
    }
    text.push_str("\nfrom the tanks of a facility to the nearest other facility\n");
    for (index, site) in city.sites.iter().enumerate() {
        if let Some((tank, other, least_m)) = nearest_neighbour(city, index) {
            writeln!(
                text,
                "{} {tank} -> {} {}: {least_m:.2} m",
                site.facility.id, other.id, other.name
            )
            .unwrap();
        }
    }
    text.push_str("\ndistances that a rule judges: facility, tank, to, m, asked, verdict\n");
    for f in results.iter().flat_map(|r| &r.findings) {
        let site = &city.sites[f.site];
        let from = match f.start {
            analysis::siting::subject::Start::Vessel(v) => site.vessels[v].1.id.as_str(),
            _ => "-",
        };
        let to = analysis::siting::sentence::object_name(city, f.object);
        let asked = format!("{}-{}", f.requirement.least_m, f.requirement.greatest_m);
        writeln!(
            text,
            "{} {from} -> {to}: {:.2} m, {asked} m by {}, {:?} {:?}",
            site.facility.id,
            f.actual_m,
            f.rule().id,
            f.verdict,
            f.requirement.missing
        )
        .unwrap();
    }
    text
}

/// The tank of a facility that stands nearest to another facility, that facility, and how far it is.
fn nearest_neighbour(city: &City, index: usize) -> Option<(&str, &analysis::facts::Facility, f64)> {
    let site = &city.sites[index];
    let tanks = site
        .vessels
        .iter()
        .zip(&site.vessel_footprints)
        .filter(|(_, f)| f.has_area());
    let pairs = tanks.flat_map(|((_, v), f)| {
        city.sites
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != index)
            .map(move |(_, s)| (v, f, s))
    });
    pairs
        .map(|(v, f, s)| {
            let least = clearance(f, &s.footprint);
            (
                v.id.as_str(),
                &s.facility,
                city.plane.ground_distance_m(least.from, least.to),
            )
        })
        .min_by(|a, b| a.2.total_cmp(&b.2).then_with(|| a.0.cmp(b.0)))
}
