//! Import: the coordinate reference system by evidence, from whole files.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use std::fmt::Write as _;

use data::crs::{Crs, gcj02_to_bd09, gcj02_to_wgs84, wgs84_to_gcj02};
use data::import::{ImportOptions, Report, import};
use data::{Error, Layer};
use sample::{FACILITIES, Place};

/// Plants over Changzhou, spread so that the offset of GCJ-02 varies.
const PLANTS: [(f64, f64); 8] = [
    (119.512_341, 31.412_345),
    (119.623_452, 31.523_456),
    (119.734_563, 31.634_567),
    (119.845_674, 31.745_678),
    (119.956_785, 31.856_789),
    (119.987_896, 31.967_891),
    (120.098_917, 31.678_912),
    (120.009_128, 31.589_123),
];

fn csv(header: &str, places: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut text = header.to_owned();
    for (i, (x, y)) in places.into_iter().enumerate() {
        writeln!(text, "K{i},厂{i},use,new,{x},{y}").unwrap();
    }
    text
}

/// A store that knows the plants.
async fn knowing() -> Place {
    let place = Place::empty().await;
    let path = place.write("known.csv", csv(FACILITIES, PLANTS));
    assert!(place.import(&path, Layer::Facilities).await.stored);
    place
}

async fn refused(place: &Place, name: &str, text: String) -> Error {
    let path = place.write(name, text);
    import(&place.store, &path, &ImportOptions::new(Layer::Facilities))
        .await
        .unwrap_err()
}

async fn taken(place: &Place, name: &str, text: String) -> Report {
    let path = place.write(name, text);
    let options = ImportOptions {
        dry_run: true,
        ..ImportOptions::new(Layer::Facilities)
    };
    import(&place.store, &path, &options)
        .await
        .unwrap()
        .reports
        .remove(0)
}

fn bd09(lon: f64, lat: f64) -> (f64, f64) {
    let (lon, lat) = wgs84_to_gcj02(lon, lat);
    gcj02_to_bd09(lon, lat)
}

#[tokio::test]
async fn a_web_map_is_known_by_the_places_in_the_store() {
    let place = knowing().await;
    let gcj02 = PLANTS.map(|(x, y)| wgs84_to_gcj02(x, y));
    let report = taken(&place, "g.csv", csv(FACILITIES, gcj02)).await;
    assert_eq!(report.crs_used, "gcj02", "{report}");
    assert!(report.crs_confidence > Some(0.99), "{report}");
    assert!(
        report
            .crs_reason
            .contains("8 of 8 known places within 100 m"),
        "{report}"
    );
    assert!(
        report.crs_reason.contains("as cgcs2000: 0 of 8"),
        "{report}"
    );
    assert!(
        report
            .crs_evidence
            .iter()
            .any(|e| e.what == "known places" && e.about == "gcj02" && e.weight > 20.0)
    );
    // Nothing moves, so nothing is noted.
    assert!(report.notes.is_empty(), "{report}");

    let report = taken(
        &place,
        "b.csv",
        csv(FACILITIES, PLANTS.map(|(x, y)| bd09(x, y))),
    )
    .await;
    assert_eq!(report.crs_used, "bd09", "{report}");
    let report = taken(&place, "c.csv", csv(FACILITIES, PLANTS)).await;
    assert_eq!(report.crs_used, "cgcs2000", "{report}");
    assert!(report.crs_confidence > Some(0.99));
}

#[tokio::test]
async fn one_known_place_is_too_little_and_is_asked_about() {
    let place = knowing().await;
    let text = csv(FACILITIES, [PLANTS[0]].map(|(x, y)| wgs84_to_gcj02(x, y)));
    let error = refused(&place, "g.csv", text).await;
    let Error::CrsNeeded { ranked, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(ranked[0].crs, "gcj02");
    assert!(ranked[0].confidence > 0.9 && ranked[0].confidence < 0.99);
    let text = error.to_string();
    assert!(
        text.contains("--crs gcj02") && text.contains("1 of 1 known places within 100 m"),
        "{text}"
    );
    assert!(
        text.contains("--crs cgcs2000") && text.contains("0 of 1 known places"),
        "{text}"
    );
}

#[tokio::test]
async fn a_shift_that_is_the_same_everywhere_is_no_web_map() {
    let place = knowing().await;
    let moved = PLANTS.map(|(x, y)| (x + 0.001_2, y + 0.000_9));
    let error = refused(&place, "f.csv", csv(FACILITIES, moved))
        .await
        .to_string();
    assert!(
        error.contains("off by the same 151 m NE everywhere"),
        "{error}"
    );
}

#[tokio::test]
async fn a_store_that_was_filled_by_mistake_is_named() {
    let place = Place::empty().await;
    let gcj02 = PLANTS.map(|(x, y)| wgs84_to_gcj02(x, y));
    let path = place.write("known.csv", csv(FACILITIES, gcj02));
    let report = place.import(&path, Layer::Facilities).await;
    // Nothing tells, so it is taken, and how to check is told.
    assert!(
        report.stored && report.crs_confidence <= Some(0.5),
        "{report}"
    );
    assert!(report.crs_reason.contains("to check"), "{report}");
    let error = refused(&place, "f.csv", csv(FACILITIES, PLANTS))
        .await
        .to_string();
    assert!(error.contains("imported as CGCS2000 by mistake"), "{error}");
}

#[tokio::test]
async fn words_on_the_coordinates_count_and_words_on_the_file_make_it_asked() {
    let place = Place::empty().await;
    let mapping = place.write(
        "m.toml",
        "[columns]\n\"经度_高德\" = \"lon\"\n\"纬度_高德\" = \"lat\"\n",
    );
    let gcj02 = PLANTS.map(|(x, y)| wgs84_to_gcj02(x, y));
    let path = place.write(
        "f.csv",
        csv("id,name,kind,status,经度_高德,纬度_高德\n", gcj02),
    );
    let options = ImportOptions {
        mapping: Some(mapping),
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &path, &options)
        .await
        .unwrap()
        .reports
        .remove(0);
    assert_eq!(report.crs_used, "gcj02", "{report}");
    assert!(
        report
            .crs_reason
            .contains("the column is called `经度_高德`"),
        "{report}"
    );
    assert!(report.stored);

    let place = Place::empty().await;
    let error = refused(&place, "高德导出.csv", csv(FACILITIES, gcj02))
        .await
        .to_string();
    assert!(
        error.contains("--crs gcj02") && error.contains("--crs cgcs2000"),
        "{error}"
    );
    let error = refused(&place, "加油站_西安80.csv", csv(FACILITIES, gcj02))
        .await
        .to_string();
    assert!(
        error.contains("西安80") && error.contains("自然资源局"),
        "{error}"
    );
}

#[tokio::test]
async fn a_declaration_that_the_rows_contradict_is_not_trusted() {
    let place = knowing().await;
    let mut features = Vec::new();
    for (i, (x, y)) in PLANTS.into_iter().enumerate() {
        let (x, y) = wgs84_to_gcj02(x, y);
        features.push(format!(
            r#"{{"type":"Feature","properties":{{"id":"K{i}","name":"厂{i}","kind":"use","status":"new"}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}"#
        ));
    }
    let json = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    );
    // GeoJSON cannot say anything else, so its word is weak.
    let report = taken(&place, "f.geojson", json.clone()).await;
    assert_eq!(report.crs_used, "gcj02", "{report}");
    assert!(
        report
            .crs_reason
            .contains("the file says wgs84, which does not fit"),
        "{report}"
    );
    // A user's choice is kept, with a word.
    let path = place.write("f.geojson", json);
    let options = ImportOptions {
        crs: Crs::Wgs84,
        dry_run: true,
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &path, &options)
        .await
        .unwrap()
        .reports
        .remove(0);
    assert_eq!(report.crs_used, "wgs84");
    assert!(
        report
            .crs_reason
            .contains("as chosen, though the rows fit gcj02 better"),
        "{report}"
    );
    assert_eq!(report.notes.len(), 8, "{report}");
    assert!(
        report.notes[0]
            .rule
            .contains("SE against the store; read as gcj02 it would stay"),
        "{report}"
    );
}

#[tokio::test]
async fn metres_are_placed_by_the_districts() {
    let place = Place::filled().await;
    // CGCS2000, 3-degree belt, central meridian 120: plain, with the zone number, and the northing first.
    for (x, y, used) in [
        (497_163.52, 3_521_000.13, "EPSG:4549"),
        (40_497_163.52, 3_521_000.13, "EPSG:4528"),
        (3_521_000.13, 40_497_163.52, "EPSG:4528"),
    ] {
        let text = csv(
            "id,name,kind,status,x,y\n",
            [(x, y), (x + 900.0, y + 700.0)],
        );
        let report = taken(&place, "m.csv", text).await;
        assert_eq!(report.crs_used, used, "{report}");
        assert!(report.issues.is_empty(), "{report}");
        assert!(
            report.crs_confidence <= Some(0.8) && report.crs_reason.contains("Xi'an 1980"),
            "{report}"
        );
        assert_eq!(
            report.crs_reason.contains("the northing comes first"),
            x < y && y > 4e6,
            "{report}"
        );
    }
}

#[tokio::test]
async fn a_row_in_another_zone_or_without_its_number_is_told() {
    let place = Place::filled().await;
    let rows = [
        (40_497_163.5, 3_521_000.1),
        (40_498_163.5, 3_522_000.1),
        (40_499_163.5, 3_523_000.1),
        (497_000.5, 3_521_000.1),
        (39_497_163.5, 3_521_000.1),
    ];
    let report = taken(&place, "m.csv", csv("id,name,kind,status,x,y\n", rows)).await;
    let rules: Vec<_> = report
        .issues
        .iter()
        .map(|i| (i.row, i.rule.as_str(), i.fix.as_str()))
        .collect();
    assert_eq!(rules.len(), 2, "{report}");
    assert_eq!(
        rules[0],
        (
            4,
            "lacks the zone number 40 before its easting",
            "write 40497000.50 as the easting"
        )
    );
    assert!(
        rules[1].0 == 5
            && rules[1]
                .1
                .contains("is in zone 39, and the file in zone 40"),
        "{report}"
    );
}

#[tokio::test]
async fn rows_that_are_odd_are_noted_and_those_that_cannot_be_are_issues() {
    let place = Place::filled().await;
    let text = "id,name,kind,status,lon,lat,地址\n\
        A1,a,use,new,119.951234,31.751234,常州市天宁区\n\
        A2,b,use,new,119.551234,31.551234,常州市天宁区\n\
        A3,c,use,new,119.891234,31.751234,常州市天宁区\n\
        A4,d,use,new,119.95,31.75,\n\
        A5,e,use,new,119.961234,31.761234,\n\
        A6,f,use,new,119.961234,31.761234,\n\
        A7,g,use,new,119.961234,31.761234,\n\
        A8,h,use,new,112.961234,31.761234,\n";
    let report = taken(&place, "o.csv", text.to_owned()).await;
    assert_eq!(report.issues.len(), 1, "{report}");
    assert!(
        report.issues[0].row == 2
            && report.issues[0]
                .rule
                .contains("outside 天宁区, which the row names"),
        "{report}"
    );
    let notes: Vec<_> = report
        .notes
        .iter()
        .map(|n| (n.row, n.rule.as_str()))
        .collect();
    assert!(
        notes
            .iter()
            .any(|(r, t)| *r == 3 && t.contains("lies 831 m outside 天宁区")),
        "{report}"
    );
    assert!(
        notes
            .iter()
            .any(|(r, t)| *r == 4 && t.contains("has 2 decimals")),
        "{report}"
    );
    assert!(
        notes
            .iter()
            .any(|(r, t)| *r == 5 && t.contains("2 others (rows 6, 7)")),
        "{report}"
    );
    assert!(
        notes
            .iter()
            .any(|(r, t)| *r == 8 && t.contains("km W from the districts")),
        "{report}"
    );
    assert_eq!(notes.len(), 4, "{report}");
}

#[tokio::test]
async fn a_known_plant_that_moves_is_noted() {
    let place = knowing().await;
    let mut moved = PLANTS;
    moved[3].0 += 0.003;
    let report = taken(&place, "f.csv", csv(FACILITIES, moved)).await;
    assert_eq!(report.notes.len(), 1, "{report}");
    assert!(
        report.notes[0].row == 4
            && report.notes[0]
                .rule
                .contains("moves by 284 m E against the store"),
        "{report}"
    );
}

/// Pairs of a public program; skipped where they are absent.
#[test]
fn control_pairs_are_met_both_ways() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/data/gcj02_wgs84_control_pairs.csv"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no control pairs");
        return;
    };
    let mut pairs = 0;
    for line in text.lines().skip(1) {
        let n: Vec<f64> = line.split(',').map(|v| v.parse().unwrap()).collect();
        let (x, y) = wgs84_to_gcj02(n[0], n[1]);
        assert!((x - n[2]).abs() < 1e-8 && (y - n[3]).abs() < 1e-8, "{line}");
        let (x, y) = gcj02_to_wgs84(n[2], n[3]);
        // Eight decimals are a millimetre.
        assert!((x - n[0]).abs() < 2e-8 && (y - n[1]).abs() < 2e-8, "{line}");
        pairs += 1;
    }
    assert!(pairs >= 30);
}
