//! A small city without a defect, and the same with one defect of each kind: each is found, and nothing
//! else is.

#![allow(clippy::unwrap_used, clippy::float_cmp)] // a test may fail at once; scores are exact

use geo_types::{Geometry, LineString, MultiPolygon, Point, Polygon, coord};

use super::*;
use crate::assessment::assess;
use crate::facts::{
    District, DistrictLevel, Facility, FacilityKind, FacilityStatus, Facts, HazardLevel,
    HazardState, HiddenHazard, Provenance, Storage, Subtype, Target, Unit, UnitKind, Vessel,
};

const TODAY: &str = "2026-11-24";

fn from() -> Provenance {
    Provenance {
        source_file: "scene".into(),
        source_row: 1,
        imported_at: "2026-11-01T00:00:00Z".into(),
        synthetic: false,
    }
}

fn rect(x: f64, y: f64, w: f64, h: f64) -> Polygon<f64> {
    Polygon::new(
        LineString::from(vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]),
        vec![],
    )
}

/// A shift of the size of the real one, so that this crate needs no datum: 0.0047° east, 0.0021° south.
fn gcj02(lon: f64, lat: f64) -> (f64, f64) {
    (lon + 0.0047, lat - 0.0021)
}

fn bd09(lon: f64, lat: f64) -> (f64, f64) {
    (lon + 0.0112, lat + 0.0039)
}

fn district(code: &str, name: &str, level: DistrictLevel, outline: Polygon<f64>) -> District {
    District {
        code: code.into(),
        name: name.into(),
        level,
        parent_code: None,
        geometry: MultiPolygon(vec![outline]),
        provenance: from(),
    }
}

fn facility(id: &str, name: &str, x: f64, y: f64) -> Facility {
    Facility {
        id: id.into(),
        uscc: None,
        name: name.into(),
        kind: FacilityKind::Production,
        status: FacilityStatus::InService,
        built_on: Some("2008-05-01".into()),
        fire_class: None,
        design_code: None,
        capacity_m3: None,
        geometry: Geometry::Polygon(rect(x, y, 0.002, 0.002)),
        provenance: from(),
    }
}

fn unit(id: &str, facility: &str) -> Unit {
    Unit {
        id: id.into(),
        facility_id: facility.into(),
        name: id.into(),
        kind: UnitKind::Storage,
        processes: vec![],
        fire_class: None,
        geometry: None,
        provenance: from(),
    }
}

fn vessel(id: &str, unit: &str, x: f64, y: f64) -> Vessel {
    Vessel {
        id: id.into(),
        unit_id: unit.into(),
        substance: Some("甲苯".into()),
        hazard_class: None,
        quantity_t: Some(80.0),
        storage: Some(Storage::AtmosphericLiquid),
        placement: None,
        temperature_c: None,
        pressure_kpa: None,
        volume_m3: Some(100.0),
        diameter_m: Some(6.0),
        roof: None,
        bund_area_m2: None,
        equipment: None,
        fire_class: None,
        geometry: Geometry::Point(Point(coord! {x: x, y: y})),
        provenance: from(),
    }
}

fn target(id: &str, name: &str, x: f64, y: f64) -> Target {
    Target {
        id: id.into(),
        name: name.into(),
        category: None,
        subtype: Subtype::School,
        people_day: Some(100.0),
        people_night: Some(0.0),
        height_m: Some(12.0),
        fire_resistance: Some(2),
        protection_class: Some(2),
        floor_area_m2: None,
        beds: None,
        tower_height_m: None,
        geometry: Geometry::Point(Point(coord! {x: x, y: y})),
        provenance: from(),
    }
}

fn hazard(id: &str) -> HiddenHazard {
    HiddenHazard {
        id: id.into(),
        facility_id: "F1".into(),
        level: HazardLevel::General,
        found_on: "2026-10-01".into(),
        source: None,
        clause: None,
        description: "示例".into(),
        due_on: Some("2026-12-31".into()),
        closed_on: None,
        state: HazardState::Rectifying,
        barrier: None,
        geometry: None,
        provenance: from(),
    }
}

/// Two districts side by side, a plant in each, three tanks, a school.
fn sound() -> Facts {
    Facts {
        districts: vec![
            district(
                "320400",
                "常州市",
                DistrictLevel::City,
                rect(119.8, 31.6, 0.4, 0.4),
            ),
            district(
                "320402",
                "天宁区",
                DistrictLevel::County,
                rect(119.8, 31.6, 0.2, 0.4),
            ),
            district(
                "320411",
                "新北区",
                DistrictLevel::County,
                rect(120.0, 31.6, 0.2, 0.4),
            ),
        ],
        facilities: vec![
            facility("F1", "天宁示例化工", 119.90, 31.80),
            facility("F2", "示例二厂", 120.10, 31.80),
        ],
        units: vec![unit("U1", "F1"), unit("U2", "F2")],
        vessels: vec![
            vessel("V1", "U1", 119.9005, 31.8005),
            vessel("V2", "U1", 119.9008, 31.8005),
            vessel("V3", "U2", 120.1005, 31.8005),
        ],
        targets: vec![target("T1", "示例小学", 119.85, 31.85)],
        hidden_hazards: vec![hazard("H1")],
        ..Facts::default()
    }
}

fn report(mut facts: Facts) -> Report {
    let sifted = sift(&mut facts);
    let city = City::build(facts).unwrap();
    let results = assess(&city, || {}).unwrap();
    let subject = Subject {
        city: &city,
        results: &results,
        today: TODAY,
        offsets: Offsets { gcj02, bd09 },
    };
    examine(&subject, sifted)
}

/// What is found beyond what is missing: rule and row.
fn found(facts: Facts) -> Vec<(&'static str, String)> {
    let findings = report(facts).findings.into_iter();
    findings
        .filter(|f| f.rule != "missing")
        .map(|f| {
            assert!(
                !f.words_zh.is_empty()
                    && !f.words_en.is_empty()
                    && !f.fix_zh.is_empty()
                    && !f.fix_en.is_empty(),
                "{f:?}"
            );
            (f.rule, f.id)
        })
        .collect()
}

#[test]
fn a_sound_city_has_no_finding_and_a_full_score() {
    assert_eq!(found(sound()), vec![]);
    for score in report(sound()).rules.iter().filter(|s| s.rule != "missing") {
        assert!(score.score.is_none_or(|s| s == 100.0), "{score:?}");
        assert!(score.checked > 0, "{score:?}");
    }
}

#[test]
fn every_rule_has_its_row_in_the_table() {
    assert_eq!(rules().len(), 16);
    assert!(
        rules()
            .iter()
            .all(|r| r.weight > 0.0 && !r.zh.is_empty() && !r.en.is_empty())
    );
}

/// Changes the sound city and expects one finding.
fn expect(rule: &'static str, id: &str, change: impl FnOnce(&mut Facts)) {
    let mut facts = sound();
    change(&mut facts);
    assert_eq!(found(facts), vec![(rule, id.to_owned())]);
}

#[test]
fn one_defect_of_each_kind_is_found_and_nothing_else() {
    expect("orphan", "V9", |f| {
        f.vessels.push(vessel("V9", "U9", 119.9, 31.8));
    });
    expect("outside", "T9", |f| {
        f.targets.push(target("T9", "零", 0.0, 0.0));
    });
    expect("outside", "T9", |f| {
        f.targets.push(target("T9", "对调", 31.85, 119.85));
    });
    expect("outside", "T9", |f| {
        f.targets.push(target("T9", "外", 119.5, 31.85));
    });
    expect("district", "F2", |f| {
        f.facilities[1].name = "天宁示例二厂".into();
    });
    expect("district", "F2", |f| {
        f.facilities[1].uscc = Some(with_check("91320402MA1ABCDE0"));
    });
    expect("parent", "V3", |f| {
        f.vessels[2].geometry = Geometry::Point(Point::new(120.12, 31.85));
    });
    expect("datum", "V3", |f| {
        let (x, y) = gcj02(120.1005, 31.8005);
        f.vessels[2].geometry = Geometry::Point(Point::new(x, y));
    });
    expect("datum", "T9", |f| {
        let (x, y) = gcj02(119.85, 31.85);
        f.targets.push(target("T9", "示例小学", x, y));
    });
    expect("datum", "F9", |f| {
        let (x, y) = bd09(120.10, 31.80);
        f.facilities.push(facility("F9", "示例二厂", x, y));
    });
    expect("twin", "F9", |f| {
        f.facilities
            .push(facility("F9", "示例二厂", 120.104, 31.803));
    });
    expect("copy", "T9", |f| {
        f.targets.push(target("T9", "示例小学", 119.85, 31.85));
    });
    expect("overlap", "V2", |f| {
        f.vessels[1].geometry = Geometry::Point(Point::new(119.90053, 31.8005));
    });
    expect("quantity", "V1", |f| {
        f.vessels[0].quantity_t = Some(80_000.0);
    });
    expect("substance", "V1", |f| {
        f.vessels[0].substance = Some("甲笨".into());
    });
    expect("substance", "V1", |f| {
        f.vessels[0].substance = Some("7664-41-8".into());
    });
    expect("shape", "F2", |f| {
        let bow = vec![
            (120.1, 31.8),
            (120.102, 31.802),
            (120.102, 31.8),
            (120.1, 31.802),
            (120.1, 31.8),
        ];
        f.facilities[1].geometry = Geometry::Polygon(Polygon::new(LineString::from(bow), vec![]));
    });
    expect("dates", "F1", |f| {
        f.facilities[0].built_on = Some("2031".into());
    });
    expect("dates", "H1", |f| {
        f.hidden_hazards[0].closed_on = Some("2026-09-01".into());
    });
    expect("overdue", "H1", |f| {
        f.hidden_hazards[0].due_on = Some("2026-11-23".into());
    });
    expect("codes", "F1", |f| {
        f.facilities[0].uscc = Some("91350100M000100Y44".into());
    });
    expect("codes", "320405", |f| {
        f.districts.push(district(
            "320405",
            "戚墅堰区",
            DistrictLevel::Town,
            rect(119.9, 31.7, 0.05, 0.05),
        ));
    });
    expect("stale", "T1", |f| {
        f.targets[0].provenance.imported_at = "2024-11-01T00:00:00Z".into();
    });
}

fn with_check(first: &str) -> String {
    use crate::standards::uscc::{WrongUscc, check_uscc};
    match check_uscc(&format!("{first}0")) {
        Err(WrongUscc::CheckCharacter { right }) => format!("{first}{right}"),
        _ => format!("{first}0"),
    }
}

#[test]
fn a_peer_a_thousand_times_larger_is_suspected_without_a_volume() {
    expect("quantity", "V9", |f| {
        for v in &mut f.vessels {
            v.volume_m3 = None;
        }
        for n in 0..4 {
            f.vessels.push(vessel(
                &format!("V{}", n + 4),
                "U2",
                120.1008 + 0.0002 * f64::from(n),
                31.801,
            ));
        }
        let mut heavy = vessel("V9", "U2", 120.1018, 31.801);
        (heavy.quantity_t, heavy.volume_m3) = (Some(80_000.0), None);
        f.vessels.push(heavy);
    });
}

#[test]
fn suggestions_name_the_likely_substance() {
    let mut facts = sound();
    facts.vessels[0].substance = Some("甲笨".into());
    let report = report(facts);
    let finding = report
        .findings
        .iter()
        .find(|f| f.rule == "substance")
        .unwrap();
    assert!(
        finding.fix_zh.contains("甲苯 108-88-3"),
        "{}",
        finding.fix_zh
    );
}

#[test]
fn a_missing_quantity_counts_the_grade_that_it_would_settle() {
    let mut facts = sound();
    facts.vessels[2].quantity_t = None;
    // People are known: the school's are counted within 500 m of the plant.
    facts.targets[0].geometry = Geometry::Point(Point::new(120.104, 31.801));
    let before = report(facts.clone()).unknown_verdicts;
    let all = report(facts.clone());
    let finding = all
        .findings
        .iter()
        .find(|f| f.rule == "missing" && f.field == "quantity_t")
        .unwrap();
    assert_eq!(
        (finding.layer, finding.id.as_str(), finding.verdicts_settled),
        ("vessels", "V3", 1)
    );
    facts.vessels[2].quantity_t = Some(80.0);
    assert_eq!(report(facts).unknown_verdicts, before - 1);
}

#[test]
fn scores_follow_their_definition() {
    let mut facts = sound();
    facts.vessels[0].quantity_t = Some(80_000.0);
    let report = report(facts);
    let quantity = report.rules.iter().find(|s| s.rule == "quantity").unwrap();
    assert_eq!(
        (quantity.checked, quantity.failing, quantity.score),
        (3, 1, Some(66.6))
    );
    let mean: f64 = report
        .rules
        .iter()
        .filter_map(|s| s.score.map(|x| x * s.weight))
        .sum::<f64>()
        / report
            .rules
            .iter()
            .filter(|s| s.score.is_some())
            .map(|s| s.weight)
            .sum::<f64>();
    assert!((report.score.unwrap() - mean).abs() <= 0.1);
}
