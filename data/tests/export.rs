//! Export: every format can be read again and gives the same facts.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use analysis::facts::{Facts, Provenance};
use data::export::{ExportLayer, export, export_all};
use data::store::{ContourRow, FnCurveRow, GradeRow, LsirGrid, RiskResults, Run, ViolationRow};
use data::{Error, Layer};
use gdal::Dataset;
use gdal::vector::LayerAccess;
use sample::{Place, assert_same, facts};

/// Facts without what an import changes: where a row came from.
fn nameless(mut facts: Facts) -> Facts {
    let clear = |p: &mut Provenance| {
        *p = Provenance {
            source_file: "".into(),
            source_row: 0,
            imported_at: "".into(),
            synthetic: p.synthetic,
        };
    };
    macro_rules! clear_all {
        ($($layer:ident)+) => { $(facts.$layer.iter_mut().for_each(|r| clear(&mut r.provenance));)+ };
    }
    clear_all!(districts parks zones facilities units vessels pipelines targets population);
    clear_all!(hidden_hazards resources monitors weather);
    facts
}

async fn comes_back(extension: &str) {
    let from = Place::filled().await;
    let to = Place::empty().await;
    for layer in Layer::ALL {
        let path = from.path(&format!("{layer}.{extension}"));
        let rows = export(&from.store, layer.into(), &path).await.unwrap();
        assert_eq!(rows, from.store.count(layer).await.unwrap());
        let report = to.import(&path, layer).await;
        assert!(report.stored, "{layer}.{extension}: {report}");
        assert_eq!(report.rows_taken, rows);
    }
    let there = nameless(to.store.load_facts().await.unwrap());
    assert_same(&there, &nameless(facts()));
}

#[tokio::test]
async fn geojson_comes_back() {
    comes_back("geojson").await;
}

#[tokio::test]
async fn csv_comes_back() {
    comes_back("csv").await;
}

#[tokio::test]
async fn geopackage_comes_back() {
    comes_back("gpkg").await;
}

#[tokio::test]
async fn workbook_comes_back() {
    comes_back("xlsx").await;
}

#[tokio::test]
async fn flatgeobuf_comes_back() {
    let from = Place::filled().await;
    let to = Place::empty().await;
    for layer in [Layer::Units, Layer::HiddenHazards, Layer::Weather] {
        let path = from.path(&format!("{layer}.fgb"));
        let error = export(&from.store, layer.into(), &path)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("rows without geometry"), "{error}");
    }
    let mut facts = facts();
    facts.units[1].geometry = facts.units[0].geometry.clone();
    facts.hidden_hazards[0].geometry = Some(facts.resources[0].geometry.clone());
    from.store.put_facts(&facts).await.unwrap();
    for layer in Layer::ALL.into_iter().filter(|l| *l != Layer::Weather) {
        let path = from.path(&format!("{layer}.fgb"));
        export(&from.store, layer.into(), &path).await.unwrap();
        let report = to.import(&path, layer).await;
        assert!(report.stored, "{layer}: {report}");
    }
    facts.weather.clear();
    assert_same(
        &nameless(to.store.load_facts().await.unwrap()),
        &nameless(facts),
    );
}

#[tokio::test]
async fn excel_finds_the_mark_and_no_formula() {
    let place = Place::filled().await;
    let path = place.path("targets.csv");
    export(&place.store, Layer::Targets.into(), &path)
        .await
        .unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("'=示例小学") && !text.contains(",=示例小学"),
        "{text}"
    );
    let header = text.lines().next().unwrap();
    assert!(
        header.ends_with("source_file,source_row,imported_at,synthetic,lon,lat,wkt"),
        "{header}"
    );
}

#[tokio::test]
async fn results_are_exported_with_run_and_mark() {
    let place = Place::filled().await;
    let path = place.path("violations.geojson");
    let nothing = export(&place.store, ExportLayer::Violations, &path)
        .await
        .unwrap_err();
    assert!(
        matches!(nothing, Error::NothingToExport { .. }),
        "{nothing}"
    );
    assert!(!path.exists());

    let run = Run {
        id: "R1".into(),
        made_at: "2026-11-24T00:00:00Z".into(),
        ruleset: "rules".into(),
        inputs_hash: "hash".into(),
        program_version: "0.1.0".into(),
    };
    let violation = ViolationRow {
        id: "a".into(),
        run_id: "R1".into(),
        facility_id: "F1".into(),
        target_id: "T1".into(),
        verdict: "unknown".into(),
        rule_id: "r1".into(),
        required_m: None,
        actual_m: Some(31.25),
        from_lon: 119.971,
        from_lat: 31.811,
        to_lon: 119.98,
        to_lat: 31.812,
        body_json: r#"{"sentence_zh":"间距不足","missing":["height_m"],"shortfall_m":null,"clause":"3.4.1"}"#.into(),
    };
    let grade = GradeRow {
        run_id: "R1".into(),
        scope: "facility".into(),
        id: "F1".into(),
        level: Some(2),
        s: Some(3.5),
        r: Some(60.0),
        body_json: r#"{"colour":"orange"}"#.into(),
    };
    place
        .store
        .save_run(&run, &[violation], &[grade])
        .await
        .unwrap();

    export(&place.store, "violations".parse().unwrap(), &path)
        .await
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let properties = &json["features"][0]["properties"];
    assert_eq!(properties["sentence_zh"], "间距不足");
    assert_eq!(properties["missing"], r#"["height_m"]"#);
    assert_eq!(properties["required_m"], serde_json::Value::Null);
    assert_eq!(properties["synthetic"], true);
    assert_eq!(properties["run_id"], "R1");
    assert_eq!(json["features"][0]["geometry"]["coordinates"][1][0], 119.98);

    for name in ["violations.gpkg", "violations.fgb", "violations.csv"] {
        export(&place.store, ExportLayer::Violations, &place.path(name))
            .await
            .unwrap();
    }
    let dataset = Dataset::open(place.path("violations.gpkg")).unwrap();
    let layer = dataset.layer(0).unwrap();
    assert_eq!(
        (layer.name().as_str(), layer.feature_count()),
        ("violations", 1)
    );
    let grades = place.path("grades.csv");
    export(&place.store, ExportLayer::Grades, &grades)
        .await
        .unwrap();
    let text = std::fs::read_to_string(&grades).unwrap();
    assert!(
        text.contains("facility,F1,2,3.5,60,R1,") && text.contains("orange"),
        "{text}"
    );
}

#[tokio::test]
async fn the_risk_of_the_newest_run_goes_out() {
    let place = Place::filled().await;
    let path = place.path("lsir.geojson");
    let nothing = export(&place.store, ExportLayer::Lsir, &path).await;
    assert!(matches!(nothing, Err(Error::NothingToExport { .. })));
    let run = Run {
        id: "R1".into(),
        made_at: "2026-11-24T09:00:00+08:00".into(),
        ruleset: "rules-1".into(),
        inputs_hash: "abc".into(),
        program_version: "0.1.0".into(),
    };
    place.store.save_run(&run, &[], &[]).await.unwrap();
    let corners = vec![
        (119.9, 31.8),
        (119.92, 31.8),
        (119.92, 31.82),
        (119.9, 31.8),
    ];
    let area = geo_types::Polygon::new(corners.into(), Vec::new());
    let risk = RiskResults {
        lsir: LsirGrid {
            run_id: "R1".into(),
            central_meridian_deg: 120.0,
            west_m: 500_000.0,
            south_m: 3_520_000.0,
            cell_m: 50.0,
            columns: 3,
            rows: 1,
            per_year: vec![2.5e-6, 0.0, 3e-7],
        },
        contours: vec![ContourRow {
            run_id: "R1".into(),
            per_year: 3e-7,
            area_km2: 2.1,
            geometry: geo_types::MultiPolygon(vec![area]).into(),
        }],
        fn_curves: vec![FnCurveRow {
            run_id: "R1".into(),
            scope: "city".into(),
            id: "all".into(),
            name: "常州市".into(),
            pll_per_year: 1e-3,
            verdict: "unacceptable".into(),
            unknown_vessels: 7,
            body_json: r#"{"points":[{"deaths":1,"per_year":1e-4}],"clause":"图1"}"#.into(),
        }],
    };
    assert!(place.store.save_risk(&risk, &[]).await.unwrap());

    assert_eq!(
        export(&place.store, ExportLayer::Lsir, &path)
            .await
            .unwrap(),
        2
    );
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let first = &json["features"][0];
    assert_eq!(first["properties"]["lsir_per_year"], 2.5e-6);
    assert_eq!(first["properties"]["run_id"], "R1");
    assert_eq!(first["properties"]["synthetic"], true);
    // The middle of the first cell: 25 m east of 120° E.
    let lon = first["geometry"]["coordinates"][0].as_f64().unwrap();
    assert!((lon - 120.000_264).abs() < 2e-6, "{lon}");

    let all = place.path("all.gpkg");
    let written = export_all(&place.store, &all).await.unwrap();
    for (layer, rows) in [
        (ExportLayer::Lsir, 2),
        (ExportLayer::Contours, 1),
        (ExportLayer::FnCurves, 1),
    ] {
        assert!(written.contains(&(layer, rows)), "{written:?}");
    }
    let dataset = Dataset::open(&all).unwrap();
    let contours = dataset.layer_by_name("contours").unwrap();
    assert_eq!(contours.feature_count(), 1);
    let curves = place.path("fn.csv");
    export(&place.store, "fn_curves".parse().unwrap(), &curves)
        .await
        .unwrap();
    let text = std::fs::read_to_string(&curves).unwrap();
    assert!(
        text.contains("city,all,常州市,0.001,unacceptable,7,R1,") && text.contains("图1"),
        "{text}"
    );
}

#[tokio::test]
async fn a_file_is_replaced_whole_or_left_alone() {
    let place = Place::filled().await;
    let path = place.write("parks.geojson", "old");
    let error = export(&place.store, Layer::Parks.into(), &place.path("parks.xyz"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::UnknownExtension { .. }), "{error}");
    export(&place.store, Layer::Parks.into(), &path)
        .await
        .unwrap();
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .contains("示例化工园")
    );

    // A folder of that name cannot be replaced: nothing is left behind.
    std::fs::create_dir_all(place.path("taken.csv/inside")).unwrap();
    assert!(
        export(&place.store, Layer::Parks.into(), &place.path("taken.csv"))
            .await
            .is_err()
    );
    let left: Vec<_> = std::fs::read_dir(place.folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.contains(".part."))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
