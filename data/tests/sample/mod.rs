//! A small city with a row of every kind, and a store for it.

// Each test file uses a part; a test may fail at once; one row of each kind is long.
#![allow(dead_code, clippy::unwrap_used, clippy::too_many_lines)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use analysis::facts::{
    District, DistrictLevel, Facility, FacilityKind, FacilityStatus, Facts, FireClass, HazardLevel,
    HazardState, HiddenHazard, Monitor, MonitorQuantity, Park, ParkKind, Period, Pipeline,
    Placement, PopulationCell, Provenance, Resource, ResourceKind, Roof, Stability, Storage,
    Subtype, Target, TargetCategory, Unit, UnitKind, Vessel, WeatherRow, Zone, ZoneKind,
};
use data::import::{ImportOptions, Issue, Report, import};
use data::{Layer, Store};
use geo_types::{Geometry, MultiPolygon, Polygon, line_string, point, polygon};
use tempfile::TempDir;

/// Header of a CSV file of facilities.
pub const FACILITIES: &str = "id,name,kind,status,lon,lat\n";

/// A folder that goes away with the test, and a store in it.
pub struct Place {
    pub folder: TempDir,
    pub store: Store,
}

impl Place {
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("gpkg:{}", folder.path().join("store.gpkg").display());
        let store = Store::open(&url).await.unwrap();
        Self { folder, store }
    }

    pub async fn filled() -> Self {
        let place = Self::empty().await;
        place.store.put_facts(&facts()).await.unwrap();
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub async fn import(&self, path: &Path, layer: Layer) -> Report {
        import(&self.store, path, &ImportOptions::new(layer))
            .await
            .unwrap()
            .reports
            .remove(0)
    }

    pub async fn fail(&self, path: &Path, layer: Layer) -> String {
        import(&self.store, path, &ImportOptions::new(layer))
            .await
            .unwrap_err()
            .to_string()
    }
}

fn from(row: u64, synthetic: bool) -> Provenance {
    Provenance {
        source_file: Arc::from("sample"),
        source_row: row,
        imported_at: Arc::from("2026-01-01T00:00:00+08:00"),
        synthetic,
    }
}

pub fn square(lon: f64, lat: f64, side: f64) -> Polygon<f64> {
    polygon![
        (x: lon, y: lat), (x: lon + side, y: lat),
        (x: lon + side, y: lat + side), (x: lon, y: lat + side),
    ]
}

fn district(code: &str, name: &str, level: DistrictLevel, geometry: MultiPolygon<f64>) -> District {
    District {
        code: code.into(),
        name: name.into(),
        level,
        parent_code: (level != DistrictLevel::City).then(|| "320400".into()),
        geometry,
        provenance: from(1, false),
    }
}

fn facility(id: &str, name: &str, geometry: Geometry<f64>) -> Facility {
    Facility {
        id: id.into(),
        uscc: Some("91320400MA1ABCDE0X".into()),
        name: name.into(),
        kind: FacilityKind::Production,
        status: FacilityStatus::InService,
        built_on: Some("1998-05".into()),
        fire_class: Some(FireClass::A),
        design_code: None,
        capacity_m3: None,
        geometry,
        provenance: from(2, true),
    }
}

fn unit(id: &str, geometry: Option<Geometry<f64>>) -> Unit {
    Unit {
        id: id.into(),
        facility_id: "F1".into(),
        name: "液氨罐区".into(),
        kind: UnitKind::Storage,
        processes: vec![1, 9],
        fire_class: None,
        geometry,
        provenance: from(3, true),
    }
}

fn vessel(id: &str, unit_id: &str, geometry: Geometry<f64>) -> Vessel {
    Vessel {
        id: id.into(),
        unit_id: unit_id.into(),
        substance: Some("7664-41-7".into()),
        hazard_class: None,
        quantity_t: Some(0.1 + 0.2),
        storage: Some(Storage::PressurisedLiquefied),
        placement: Some(Placement::AboveGround),
        temperature_c: Some(-33.4),
        pressure_kpa: Some(1_500.0),
        volume_m3: Some(120.0),
        diameter_m: Some(3.2),
        roof: Some(Roof::Fixed),
        bund_area_m2: None,
        equipment: None,
        fire_class: Some(FireClass::B),
        geometry,
        provenance: from(4, true),
    }
}

fn target(id: &str, subtype: Subtype, geometry: Geometry<f64>) -> Target {
    Target {
        id: id.into(),
        name: "=示例小学".into(),
        category: (subtype == Subtype::School).then_some(TargetCategory::HighSensitivity),
        subtype,
        people_day: Some(812.0),
        people_night: Some(0.0),
        height_m: None,
        fire_resistance: Some(2),
        protection_class: Some(1),
        floor_area_m2: None,
        beds: None,
        tower_height_m: None,
        geometry,
        provenance: from(5, true),
    }
}

fn weather(direction: f64, period: Period, probability: f64) -> WeatherRow {
    WeatherRow {
        direction_deg_cw_north: direction,
        speed_m_s: 2.3,
        stability: Stability::F,
        period,
        probability,
        provenance: from(6, true),
    }
}

/// Rows are in the order of their keys, so that what is loaded can be compared with it.
pub fn facts() -> Facts {
    let ring = Polygon::new(
        square(119.5, 31.5, 1.0).exterior().clone(),
        vec![square(119.8, 31.7, 0.05).exterior().clone()],
    );
    Facts {
        districts: vec![
            district(
                "320400",
                "常州市",
                DistrictLevel::City,
                MultiPolygon(vec![ring]),
            ),
            district(
                "320402",
                "天宁区",
                DistrictLevel::County,
                MultiPolygon(vec![square(119.9, 31.7, 0.1), square(120.1, 31.9, 0.1)]),
            ),
        ],
        parks: vec![Park {
            id: "P1".into(),
            name: "示例化工园".into(),
            kind: ParkKind::ChemicalPark,
            geometry: MultiPolygon(vec![square(119.95, 31.95, 0.05)]),
            provenance: from(1, true),
        }],
        facilities: vec![
            facility("F1", "示例化工", square(119.97, 31.81, 0.003).into()),
            facility(
                "F2",
                "示例加油站",
                point! { x: 119.987_654_321_012_3, y: 31.8 }.into(),
            ),
        ],
        units: vec![
            unit("U1", Some(square(119.9705, 31.8105, 0.001).into())),
            unit("U2", None),
        ],
        vessels: vec![
            vessel("V1", "U1", point! { x: 119.971, y: 31.811 }.into()),
            vessel("V2", "U2", square(119.972, 31.811, 0.0001).into()),
        ],
        targets: vec![
            target("T1", Subtype::School, square(119.98, 31.81, 0.001).into()),
            target(
                "T2",
                Subtype::Expressway,
                line_string![(x: 119.9, y: 31.8), (x: 120.0, y: 31.85), (x: 120.1, y: 31.8)].into(),
            ),
            target(
                "T3",
                Subtype::OpenFlame,
                point! { x: 119.97, y: 31.82 }.into(),
            ),
        ],
        zones: vec![Zone {
            id: "Z1".into(),
            name: Some("示例主城区".into()),
            kind: ZoneKind::MainUrban,
            geometry: MultiPolygon(vec![square(119.9, 31.75, 0.1)]),
            provenance: from(1, true),
        }],
        pipelines: vec![Pipeline {
            id: "L1".into(),
            operator: Some("示例管道公司".into()),
            substance: Some("74-82-8".into()),
            diameter_mm: Some(508.0),
            pressure_kpa: Some(6300.0),
            above_ground: Some(false),
            geometry: line_string![(x: 119.9, y: 31.7), (x: 120.0, y: 31.75)].into(),
            provenance: from(1, true),
        }],
        hidden_hazards: vec![HiddenHazard {
            id: "H1".into(),
            facility_id: "F1".into(),
            level: HazardLevel::Major,
            found_on: "2026-03-01".into(),
            source: Some("企业自查".into()),
            clause: None,
            description: "示例: 液位联锁被摘除".into(),
            due_on: Some("2026-04-01".into()),
            closed_on: None,
            state: HazardState::Rectifying,
            barrier: Some("interlock".into()),
            geometry: None,
            provenance: from(1, true),
        }],
        resources: vec![Resource {
            id: "R1".into(),
            kind: ResourceKind::FireStation,
            name: "示例消防站".into(),
            capabilities: Some("泡沫, 干粉".into()),
            holder: None,
            phone: Some("0519-00000119".into()),
            geometry: point! { x: 119.95, y: 31.8 }.into(),
            provenance: from(1, true),
        }],
        monitors: vec![Monitor {
            id: "M1".into(),
            vessel_id: "V1".into(),
            quantity: MonitorQuantity::Level,
            unit: "m".into(),
            low_low: None,
            low: Some(0.5),
            high: Some(8.5),
            high_high: Some(9.25),
            geometry: Some(point! { x: 119.971, y: 31.811 }.into()),
            provenance: from(1, true),
        }],
        population: vec![PopulationCell {
            id: "C1".into(),
            people_day: 1234.0,
            people_night: 987.5,
            source: "示例".into(),
            geometry: MultiPolygon(vec![square(119.9, 31.8, 0.01)]),
            provenance: from(1, true),
        }],
        weather: vec![
            weather(337.5, Period::Night, 0.25),
            weather(0.0, Period::Day, 0.5),
            weather(22.5, Period::Day, 0.25),
        ],
    }
}

/// Panics where two sets of facts differ.
pub fn assert_same(a: &Facts, b: &Facts) {
    assert_eq!(a.districts, b.districts);
    assert_eq!(a.parks, b.parks);
    assert_eq!(a.facilities, b.facilities);
    assert_eq!(a.units, b.units);
    assert_eq!(a.vessels, b.vessels);
    assert_eq!(a.targets, b.targets);
    assert_eq!(a.population, b.population);
    assert_eq!(a.zones, b.zones);
    assert_eq!(a.pipelines, b.pipelines);
    assert_eq!(a.hidden_hazards, b.hidden_hazards);
    assert_eq!(a.resources, b.resources);
    assert_eq!(a.monitors, b.monitors);
    assert_eq!(a.weather, b.weather);
}

/// The issues of a report, one line each.
pub fn issues(report: &Report) -> Vec<String> {
    report.issues.iter().map(Issue::to_string).collect()
}

/// The report has exactly these issues, and the store is as it was: empty or the sample.
pub async fn assert_issues(place: &Place, report: &Report, expected: &[&str]) {
    assert_eq!(issues(report).len(), expected.len(), "{report}");
    for (got, wanted) in issues(report).iter().zip(expected) {
        assert!(got.contains(wanted), "{wanted}\nis not in\n{got}");
    }
    assert!(!report.stored);
    if !place.store.is_empty().await.unwrap() {
        assert_same(&place.store.load_facts().await.unwrap(), &facts());
    }
}
