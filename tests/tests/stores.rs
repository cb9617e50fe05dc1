//! Two stores that agree: each operation is carried out on a GeoPackage and on PostGIS, and the answers
//! are compared to the last byte.

#[path = "../../data/tests/sample/mod.rs"]
mod sample;

use std::fmt::Debug;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use analysis::facts::Facts;
use data::export::{ExportLayer, export, export_all};
use data::import::{Goal, ImportOptions, import};
use data::store::{
    Answer, ContourRow, FnCurveRow, GradeRow, ImportEntry, LsirGrid, Mapping, RiskResults, Run,
    ViolationRow,
};
use data::{Error, Layer, Store};
use geo_types::{LineString, MultiPolygon, Polygon};
use rust_xlsxwriter::Workbook;
use server::assumptions::Assumptions;
use server::doctor::examine_facts;
use server::risk_rows;
use server::runs::assess_store;
use sqlx::{Connection, PgConnection, SqliteConnection};
use tests::postgis::Database;
use tests::scene::{small_city, wind_from_the_west};

/// A folder, a database, and a store in each.
struct Both {
    folder: tempfile::TempDir,
    database: Database,
    stores: [Store; 2],
}

impl Both {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::fresh();
        let gpkg = folder.path().join("store.gpkg");
        let stores = [
            Store::open(gpkg.to_str().unwrap()).await.unwrap(),
            Store::open(&database.url()).await.unwrap(),
        ];
        Self {
            folder,
            database,
            stores,
        }
    }

    async fn close(self) {
        for store in &self.stores {
            store.close().await;
        }
    }
}

/// The answers of an operation, written out: of the GeoPackage and of PostGIS.
macro_rules! same {
    ($both:expr, |$store:ident| $operation:expr) => {{
        let mut answers = Vec::new();
        for $store in &$both.stores {
            answers.push(told($operation.await));
        }
        assert_eq!(answers[0], answers[1], "{}", stringify!($operation));
        answers.pop().unwrap()
    }};
}

/// An answer or an error, without where the store is.
fn told<T: Debug>(answer: Result<T, Error>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(Error::Database(_)) => "the database refused".to_owned(),
        Err(error) => format!("{error}"),
    }
}

fn run(id: &str) -> Run {
    Run {
        id: id.into(),
        made_at: "2026-11-24T00:00:00Z".into(),
        ruleset: "GB 50016-2014(2018)".into(),
        inputs_hash: "abc".into(),
        program_version: "0.1.0".into(),
    }
}

fn violation(run: &str, id: &str) -> ViolationRow {
    ViolationRow {
        id: id.into(),
        run_id: run.into(),
        facility_id: "F1".into(),
        target_id: "T1".into(),
        verdict: "violation".into(),
        rule_id: "r1".into(),
        required_m: Some(50.0),
        actual_m: Some(31.25),
        from_lon: 119.971,
        from_lat: 31.811,
        to_lon: 119.98,
        to_lat: 31.812,
        body_json: r#"{"sentence_zh":"间距不足","shortfall_m":18.75}"#.into(),
    }
}

/// Individual risk, a contour with a hole and a curve.
fn risk(run: &str) -> RiskResults {
    let square = |half: f64| {
        let (x, y) = (119.97, 31.81);
        let corners = [(-half, -half), (half, -half), (half, half), (-half, half)];
        LineString::from(corners.map(|(dx, dy)| (x + dx, y + dy)).to_vec())
    };
    let ring = Polygon::new(square(0.01), vec![square(0.005)]);
    RiskResults {
        lsir: LsirGrid {
            run_id: run.into(),
            central_meridian_deg: 120.0,
            west_m: 497_000.0,
            south_m: 3_520_000.0,
            cell_m: 50.0,
            columns: 3,
            rows: 2,
            per_year: vec![0.0, 1.5e-7, 3.25e-6, 1e-12, 2e-5, 4e-9],
        },
        contours: vec![ContourRow {
            run_id: run.into(),
            per_year: 3e-7,
            area_km2: 3.1,
            geometry: MultiPolygon(vec![ring]).into(),
        }],
        fn_curves: vec![FnCurveRow {
            run_id: run.into(),
            scope: "facility".into(),
            id: "F1".into(),
            name: "甲厂".into(),
            pll_per_year: 1.25e-4,
            verdict: "alarp".into(),
            unknown_vessels: 2,
            body_json: r#"{"points":[{"deaths":10,"per_year":1e-6}]}"#.into(),
        }],
    }
}

fn grade(run: &str, id: &str, level: Option<u8>) -> GradeRow {
    GradeRow {
        run_id: run.into(),
        scope: "unit".into(),
        id: id.into(),
        level,
        s: Some(1.5),
        r: level.map(|_| 12.0),
        body_json: "{}".into(),
    }
}

fn entry(file: &str) -> ImportEntry {
    ImportEntry {
        made_at: "2026-11-24T08:00:00Z".into(),
        file: file.into(),
        file_sha256: "00ff".into(),
        layers: vec![Layer::Targets, Layer::Vessels],
        rows: 3,
        crs: "CGCS2000".into(),
        report_json: "{}".into(),
    }
}

fn mapping(name: &str) -> Mapping {
    Mapping {
        layer: Layer::Targets,
        header_sha256: "aa".into(),
        name: name.into(),
        toml: "[columns]\nname = \"名称\"\n".into(),
        saved_at: "2026-11-24T08:00:00Z".into(),
    }
}

/// Texts and numbers that databases treat in their own ways.
fn awkward() -> Facts {
    let mut facts = sample::facts();
    let one = facts.targets[0].clone();
    let keys = [
        "a", "B", "Z", "_", "é", "中", "阿", "😀", "𠮷", "10", "9", "a b", "a-b", "",
    ];
    for (i, key) in keys.into_iter().enumerate() {
        let mut target = one.clone();
        target.id = String::from(key);
        let name = [
            "",
            " ",
            "'; DROP TABLE targets; --",
            "\\N",
            "\t\n",
            "𠮷野家😀",
        ][i % 6];
        target.name = String::from(name);
        target.people_day = [
            Some(0.0),
            Some(-0.0),
            Some(f64::NAN),
            None,
            Some(1e-310),
            Some(0.1 + 0.2),
        ][i % 6];
        facts.targets.push(target);
    }
    facts.targets[0].name = "长".repeat(1_000_000);
    // Of two rows with one key the last counts.
    let mut twice = one;
    twice.id = "a".into();
    twice.name = "the last".into();
    facts.targets.push(twice);
    facts
}

#[tokio::test]
async fn every_verb_answers_alike() {
    let both = Both::new().await;
    assert_eq!(same!(both, |s| s.is_empty()), "true");
    same!(both, |s| s.load_facts());
    same!(both, |s| s.put_facts(&awkward()));
    assert_eq!(same!(both, |s| s.is_empty()), "false");
    let facts = same!(both, |s| s.load_facts());
    assert!(facts.contains("the last") && facts.contains("𠮷野家😀"));
    same!(both, |s| async { s.data_version().await.map(|v| v.sha256) });
    same!(both, |s| async {
        s.load_versioned().await.map(|(f, v)| (f, v.sha256))
    });
    same!(both, |s| s.districts_extent());
    for layer in Layer::ALL {
        same!(both, |s| s.count(layer));
        same!(both, |s| s.keys(layer));
        same!(both, |s| s.synthetic_keys(layer));
        same!(both, |s| s.records(layer));
    }

    same!(both, |s| s.replace_facts(&sample::facts()));
    same!(both, |s| s.load_facts());
    let mut broken = sample::facts();
    broken.vessels[1].unit_id = "nowhere".into();
    assert!(same!(both, |s| s.put_facts(&broken)).contains("points to"));
    assert!(same!(both, |s| s.replace_facts(&broken)).contains("points to"));
    let mut nul = sample::facts();
    nul.targets[0].name = "a\0b".into();
    assert!(same!(both, |s| s.put_facts(&nul)).contains("NUL"));
    same!(both, |s| s.load_facts());

    let violations = [
        violation("R1", "b"),
        violation("R1", "a"),
        violation("R1", "中"),
    ];
    let grades = [grade("R1", "U1", Some(3)), grade("R1", "U2", None)];
    same!(both, |s| s.latest_run());
    same!(both, |s| s.save_run(&run("R1"), &violations, &grades));
    same!(both, |s| s.save_run(&run("R2"), &[], &[]));
    assert!(same!(both, |s| s.save_run(&run("R1"), &[], &[])).contains("already"));
    same!(both, |s| s.save_run(&run("R3"), &violations, &[]));
    let twice = [violation("R3", "a"), violation("R3", "a")];
    assert!(same!(both, |s| s.save_run(&run("R3"), &twice, &[])).contains("refused"));
    same!(both, |s| s.runs());
    same!(both, |s| s.run("R1"));
    same!(both, |s| s.run("none"));
    same!(both, |s| s.latest_run());
    same!(both, |s| s.contents());
    let (r1, excesses) = (risk("R1"), [violation("R1", "over")]);
    same!(both, |s| s.risk("R1"));
    assert_eq!(same!(both, |s| s.save_risk(&r1, &excesses)), "true");
    assert_eq!(same!(both, |s| s.save_risk(&r1, &excesses)), "false");
    assert_eq!(same!(both, |s| s.save_risk(&risk("gone"), &[])), "false");
    assert!(same!(both, |s| s.save_risk(&risk("R2"), &excesses)).contains("R1"));
    for store in &both.stores {
        assert_eq!(store.risk("R1").await.unwrap().unwrap(), r1);
        assert_eq!(store.run("R1").await.unwrap().unwrap().violations.len(), 4);
        assert!(store.risk("R2").await.unwrap().is_none());
    }
    same!(both, |s| s.risk("R1"));
    assert_eq!(same!(both, |s| s.prune_runs(1)), "1");
    assert_eq!(same!(both, |s| s.risk("R1")), "None");
    same!(both, |s| s.runs());
    both.close().await;
}

#[tokio::test]
async fn imports_keep_both_versions_of_what_they_change() {
    let both = Both::new().await;
    let first = same!(both, |s| s
        .commit_import(&sample::facts(), &entry("one.xlsx")));
    assert!(
        first.contains("updated: 0, unchanged: 0, rows: []"),
        "{first}"
    );
    let again = same!(both, |s| s.preview_changes(&sample::facts()));
    assert!(
        again.starts_with("Changes { added: 0, updated: 0"),
        "{again}"
    );

    let mut changed = sample::facts();
    changed.targets[0].people_day = Some(12.5);
    changed.targets[0].provenance.source_row = 99;
    changed.targets[1].provenance.source_row = 99;
    changed.vessels[0].quantity_t = None;
    changed.facilities[0].geometry = geo_types::Point::new(119.5, 31.5).into();
    let mut new = changed.targets[2].clone();
    new.id = "new".into();
    changed.targets.push(new);
    changed.weather.truncate(1);
    changed.weather[0].probability = 1.0;
    let preview = same!(both, |s| s.preview_changes(&changed));
    let done = same!(both, |s| s.commit_import(&changed, &entry("two.xlsx")));
    assert_eq!(preview, done, "a preview tells what is then done");
    assert!(done.starts_with("Changes { added: 1, updated: 4"), "{done}");
    let field = r#"FieldChange { field: "people_day", before: "#;
    assert!(
        done.contains(field) && done.contains(r#"after: Some("12.5")"#),
        "{done}"
    );
    assert!(
        done.contains(r#"after: Some("POINT(119.5 31.5)")"#),
        "{done}"
    );
    let stored = both.stores[1].load_facts().await.unwrap();
    let row = |id: &str| {
        stored
            .targets
            .iter()
            .find(|t| t.id == id)
            .unwrap()
            .provenance
            .source_row
    };
    assert_eq!(row(&changed.targets[0].id), 99);
    assert_ne!(
        row(&changed.targets[1].id),
        99,
        "what did not change stays as it was"
    );

    same!(both, |s| s.load_facts());
    let imports = same!(both, |s| s.imports());
    assert!(imports.contains("one.xlsx") && imports.contains("two.xlsx"));
    let ids: Vec<String> = both.stores[0]
        .imports()
        .await
        .unwrap()
        .into_iter()
        .map(|i| i.id)
        .collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(both.stores[0].changes(&ids[0]).await.unwrap().len(), 5);
    for id in &ids {
        same!(both, |s| s.import(id));
        same!(both, |s| s.changes(id));
    }
    let history = same!(both, |s| s
        .row_history(Layer::Targets, &changed.targets[0].id));
    assert!(
        history.contains("two.xlsx") && history.contains("12.5"),
        "{history}"
    );

    // An import that fails leaves neither rows nor history.
    let mut broken = changed.clone();
    broken.targets[0].name = "changed".into();
    broken.monitors[0].vessel_id = "nowhere".into();
    assert!(same!(both, |s| s.commit_import(&broken, &entry("three.xlsx"))).contains("points to"));
    assert_eq!(same!(both, |s| s.imports()), imports);
    same!(both, |s| s.load_facts());

    same!(both, |s| s.save_mapping(&mapping("first")));
    same!(both, |s| s.save_mapping(&mapping("second")));
    assert!(same!(both, |s| s.mapping_for(Layer::Targets, "aa")).contains("second"));
    same!(both, |s| s.mapping_for(Layer::Vessels, "aa"));
    same!(both, |s| s.mappings());
    both.close().await;
}

#[tokio::test]
async fn exports_are_equal_to_the_last_byte() {
    let both = Both::new().await;
    same!(both, |s| s.put_facts(&sample::facts()));
    same!(both, |s| s.save_run(
        &run("R1"),
        &[violation("R1", "a")],
        &[grade("R1", "U1", Some(3))]
    ));
    same!(both, |s| s.save_risk(&risk("R1"), &[]));
    for layer in ExportLayer::all().iter().map(ToString::to_string) {
        for extension in ["csv", "geojson", "fgb", "parquet", "xlsx", "gpkg"] {
            let mut files = Vec::new();
            for (i, store) in both.stores.iter().enumerate() {
                let folder = both.folder.path().join(i.to_string());
                std::fs::create_dir_all(&folder).unwrap();
                let out = folder.join(format!("{layer}.{extension}"));
                let done = export(store, layer.parse().unwrap(), &out).await;
                files.push((
                    told(done).replace(folder.to_str().unwrap(), ""),
                    std::fs::read(&out).ok(),
                ));
            }
            assert!(
                files[0] == files[1],
                "{layer}.{extension}: {} {}",
                files[0].0,
                files[1].0
            );
            // FlatGeobuf holds no rows without geometry.
            let is_there = files[0].1.as_ref().is_some_and(|f| !f.is_empty());
            assert!(is_there || extension == "fgb", "{layer}.{extension}");
        }
    }
    for extension in ["xlsx", "gpkg"] {
        let mut files = Vec::new();
        for (i, store) in both.stores.iter().enumerate() {
            let out = both.folder.path().join(format!("{i}/all.{extension}"));
            files.push((
                told(export_all(store, &out).await),
                std::fs::read(&out).unwrap(),
            ));
        }
        assert!(files[0] == files[1], "all.{extension}");
    }
    both.close().await;
}

#[tokio::test]
async fn an_edit_by_another_program_is_told_at_once() {
    let both = Both::new().await;
    same!(both, |s| s.put_facts(&sample::facts()));
    let store = both.stores[1].clone();
    let before = store.data_version().await.unwrap();
    let waiting = tokio::spawn(async move {
        let started = Instant::now();
        let counter = store
            .changed(before.counter, Duration::from_secs(30))
            .await
            .unwrap();
        (counter, started.elapsed())
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let database = &both.database;
    database.ask(
        "SET search_path = pg_catalog; UPDATE public.targets SET people_day = 900 WHERE fid = 1",
    );
    let (counter, took) = waiting.await.unwrap();
    assert!(counter > before.counter);
    assert!(took < Duration::from_secs(10), "{took:?}");
    let after = both.stores[1].data_version().await.unwrap();
    assert_ne!(after.sha256, before.sha256);
    assert_eq!(
        both.stores[1]
            .changed(after.counter, Duration::from_millis(50))
            .await
            .unwrap(),
        after.counter
    );
    assert_eq!(
        both.stores[0]
            .changed(0, Duration::from_secs(9))
            .await
            .unwrap(),
        both.stores[0].data_version().await.unwrap().counter
    );
    both.close().await;
}

#[tokio::test]
async fn a_schema_of_its_own_is_made_and_foreign_tables_are_refused() {
    let database = Database::fresh();
    database.ask("CREATE TABLE theirs (id int)");
    let error = Store::open(&database.url()).await.unwrap_err();
    assert!(
        error.to_string().contains("theirs") && error.to_string().contains("search_path"),
        "{error}"
    );

    let url = format!("{}?options=-csearch_path%3Danjie", database.url());
    let store = Store::open(&url).await.unwrap();
    store.put_facts(&sample::facts()).await.unwrap();
    sample::assert_same(&store.load_facts().await.unwrap(), &sample::facts());
    store.close().await;
    assert_eq!(database.ask("SELECT COUNT(*) FROM anjie.facilities"), "2");

    database
        .ask("INSERT INTO anjie._sqlx_migrations VALUES (9999, 'later', now(), true, '\\x00', 1)");
    let error = Store::open(&url).await.unwrap_err();
    assert!(matches!(error, Error::NewerStore { .. }), "{error}");

    let secret = database.url().replace("postgres@", "nobody:secret@");
    let error = Store::open(&secret).await.unwrap_err().to_string();
    assert!(
        !error.contains("secret") && error.contains("nobody"),
        "{error}"
    );
    let error = Store::open("postgres://u:secret@[/x")
        .await
        .unwrap_err()
        .to_string();
    assert!(!error.contains("secret"), "{error}");
}

/// Of a search path, the first schema has the store: PostgreSQL itself passes over one that is not there.
#[tokio::test]
async fn the_first_schema_of_a_search_path_has_the_store() {
    let database = Database::fresh();
    let url = |path: &str| format!("{}?options=-csearch_path%3D{path}", database.url());
    let tables = |schema: &str| {
        database.ask(&format!(
            "SELECT COUNT(*) FROM pg_tables WHERE schemaname = '{schema}' AND tablename = 'facilities'"
        ))
    };
    let store = Store::open(&url("Anjie,public")).await.unwrap();
    store.put_facts(&sample::facts()).await.unwrap();
    sample::assert_same(&store.load_facts().await.unwrap(), &sample::facts());
    store.close().await;
    assert_eq!((&*tables("anjie"), &*tables("public")), ("1", "0"));
    assert_eq!(database.ask("SELECT COUNT(*) FROM anjie.facilities"), "2");

    // The usual path begins with a schema of the user's name, which is none that anybody asked for.
    Store::open(&database.url()).await.unwrap().close().await;
    assert_eq!((&*tables("postgres"), &*tables("public")), ("0", "1"));

    // A store that is there already is not passed over in silence, for an empty one.
    let error = Store::open(&url("later,anjie")).await.unwrap_err();
    let words = error.to_string();
    assert!(
        words.contains("later") && words.contains("search_path%3Danjie"),
        "{words}"
    );
    assert_eq!(database.ask("SELECT to_regnamespace('later') IS NULL"), "t");
    let store = Store::open(&url("anjie,public")).await.unwrap();
    assert_eq!(store.count(Layer::Facilities).await.unwrap(), 2);
    store.close().await;
}

/// Another program that writes and does not end: whoever waits is told who it is, and leaves nothing
/// behind on the server when it is killed.
#[tokio::test(flavor = "multi_thread")]
async fn a_writer_that_does_not_end_is_named() {
    let database = Database::fresh();
    Store::open(&database.url()).await.unwrap().close().await;
    let mut other =
        PgConnection::connect(&format!("{}?application_name=forgotten", database.url()))
            .await
            .unwrap();
    for sql in ["BEGIN", "SELECT counter FROM anjie_data_version FOR UPDATE"] {
        sqlx::query(sql).execute(&mut other).await.unwrap();
    }
    let hurried = format!("{}?options=-clock_timeout%3D300ms", database.url());
    let store = Store::open(&hurried).await.unwrap();
    let error = store.put_facts(&sample::facts()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Busy { holder, .. } if holder.contains("forgotten")),
        "{error}"
    );
    assert!(store.is_empty().await.unwrap());
    store.close().await;
    // Its sessions are not those that are counted below.
    drop(store);

    // A program that is killed while it waits for the lock: its session ends though the lock is held.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plants.csv");
    std::fs::write(
        &file,
        "id,name,kind,status,lon,lat\nF1,甲,production,in_service,119.9,31.8\n",
    )
    .unwrap();
    let mut waiting = Command::new(binary())
        .args(["--store", &database.url(), "import", file.to_str().unwrap()])
        .args(["--layer", "facilities"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let sessions = |condition: &str| {
        database.ask(&format!(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'anjie' AND {condition}"
        ))
    };
    let wait_for = |condition: &str, is_met: &dyn Fn(&str) -> bool| {
        let started = Instant::now();
        while !is_met(&sessions(condition)) {
            assert!(started.elapsed() < Duration::from_mins(1), "{condition}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    wait_for("wait_event_type = 'Lock'", &|n| n != "0");
    waiting.kill().unwrap();
    waiting.wait().unwrap();
    wait_for("true", &|n| n == "0");
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
}

/// A GeoPackage that another program writes to.
#[tokio::test]
async fn a_locked_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.gpkg");
    let store = Store::open(path.to_str().unwrap()).await.unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut other = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .unwrap();
    let error = store.put_facts(&sample::facts()).await.unwrap_err();
    assert!(matches!(error, Error::Busy { .. }), "{error}");
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    store.put_facts(&sample::facts()).await.unwrap();
    store.close().await;
}

async fn filled(store: &Store) {
    store
        .commit_import(&sample::facts(), &entry("one.xlsx"))
        .await
        .unwrap();
    let mut changed = sample::facts();
    changed.targets[0].people_day = Some(12.5);
    store
        .commit_import(&changed, &entry("two.xlsx"))
        .await
        .unwrap();
    store
        .save_run(
            &run("R2"),
            &[violation("R2", "a")],
            &[grade("R2", "U1", Some(3))],
        )
        .await
        .unwrap();
    store.save_run(&run("R1"), &[], &[]).await.unwrap();
    store.save_mapping(&mapping("first")).await.unwrap();
}

async fn everything(store: &Store) -> String {
    let imports = store.imports().await.unwrap();
    let mut changes = Vec::new();
    for import in &imports {
        changes.push(store.changes(&import.id).await.unwrap());
    }
    let mut runs = Vec::new();
    for run in store.runs().await.unwrap() {
        runs.push(store.run(&run.id).await.unwrap());
    }
    format!(
        "{:?} {} {imports:?} {changes:?} {runs:?} {:?}",
        store.load_facts().await.unwrap(),
        store.data_version().await.unwrap().sha256,
        store.mappings().await.unwrap()
    )
}

#[tokio::test]
async fn a_backup_goes_from_either_kind_to_either_kind() {
    let both = Both::new().await;
    for store in &both.stores {
        filled(store).await;
    }
    let before = everything(&both.stores[0]).await;
    for (i, store) in both.stores.iter().enumerate() {
        let file = both.folder.path().join(format!("backup-{i}.gpkg"));
        store.backup(&file).await.unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let error = store.backup(&file).await.unwrap_err().to_string();
        assert!(error.contains("there already"), "{error}");
        let other = Both::new().await;
        for target in &other.stores {
            target.restore(&file, false).await.unwrap();
            assert_eq!(everything(target).await, before);
            let error = target.restore(&file, false).await.unwrap_err().to_string();
            assert!(error.contains("--replace"), "{error}");
            target.replace_facts(&Facts::default()).await.unwrap();
            target.restore(&file, true).await.unwrap();
            assert_eq!(everything(target).await, before);
        }
        other.close().await;
        assert!(
            std::fs::read(&file).unwrap() == bytes,
            "a backup is not touched"
        );
    }
    both.close().await;
}

fn answered(item: &str, value: Option<&str>, person: &str) -> Answer {
    Answer {
        form: "diagnosis".into(),
        subject_id: "F1".into(),
        item: item.into(),
        value: value.map(str::to_owned),
        evidence: "记录 '; DROP TABLE answers; --".into(),
        reason: String::new(),
        person: person.into(),
        answered_at: "2026-11-28T00:00:00Z".into(),
    }
}

async fn content_hash(store: &Store) -> Result<String, Error> {
    Ok(store.data_version().await?.sha256)
}

#[tokio::test]
async fn answers_are_added_in_order_and_never_changed() {
    let both = Both::new().await;
    same!(both, |store| store.put_facts(&small_city()));
    let hash = same!(both, |store| content_hash(store));
    let first = [
        answered("27", Some("4"), "王工"),
        answered("9", Some("1"), "王工"),
    ];
    same!(both, |store| store.add_answers(&first));
    same!(both, |store| store
        .add_answers(&[answered("27", None, "李工")]));
    same!(both, |store| store.add_answers(&[]));
    let nul = [
        answered("1", Some("0"), "a"),
        answered("2", Some("\0"), "a"),
    ];
    same!(both, |store| store.add_answers(&nul));
    let all = same!(both, |store| store.answers());
    assert!(all.find("王工") < all.find("李工"), "{all}");
    assert_eq!(all.matches("Answer {").count(), 3, "all or none: {all}");
    assert_eq!(
        same!(both, |store| store.answers_of("diagnosis", "F1")),
        all
    );
    assert_eq!(same!(both, |store| store.answers_to("diagnosis")), all);
    assert_eq!(
        same!(both, |store| store.answers_of("diagnosis", "F2")),
        "[]"
    );
    // The facts are the same, the counter is not: whoever watches the store notices.
    assert_eq!(hash, same!(both, |store| content_hash(store)));
    for store in &both.stores {
        let before = store.data_version().await.unwrap().counter;
        store.add_answers(&first).await.unwrap();
        assert!(store.data_version().await.unwrap().counter > before);
    }
    let gpkg = both.folder.path().join("store.gpkg");
    let mut sqlite = SqliteConnection::connect(gpkg.to_str().unwrap())
        .await
        .unwrap();
    let mut postgres = PgConnection::connect(&both.database.url()).await.unwrap();
    let change = "UPDATE answers SET value = '0'";
    assert!(sqlx::query(change).execute(&mut sqlite).await.is_err());
    assert!(sqlx::query(change).execute(&mut postgres).await.is_err());
    sqlite.close().await.unwrap();
    postgres.close().await.unwrap();
    // Into a backup of either kind, and back.
    let all = same!(both, |store| store.answers());
    for (i, store) in both.stores.iter().enumerate() {
        let out = both.folder.path().join(format!("backup-{i}.gpkg"));
        assert_eq!(store.backup(&out).await.unwrap().answers, 5);
        let restored = &both.stores[1 - i];
        restored.restore(&out, true).await.unwrap();
        assert_eq!(told(restored.answers().await), all);
    }
    both.close().await;
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_the_store_stays() {
    let both = Both::new().await;
    filled(&both.stores[0]).await;
    filled(&both.stores[1]).await;
    let before = everything(&both.stores[0]).await;
    let good = both.folder.path().join("good.gpkg");
    both.stores[0].backup(&good).await.unwrap();
    let bytes = std::fs::read(&good).unwrap();
    let damaged = |name: &str, bytes: &[u8]| {
        let path = both.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let mut scrambled = bytes.clone();
    for at in (8192..bytes.len()).step_by(4096) {
        scrambled[at..at + 64].fill(0xa5);
    }
    let files = [
        damaged("short.gpkg", &bytes[..bytes.len() / 2]),
        damaged("scrambled.gpkg", &scrambled),
        damaged("text.gpkg", b"no backup at all"),
        damaged("empty-head.gpkg", &vec![0; bytes.len()]),
        Path::new("/no/such/file.gpkg").to_owned(),
    ];
    for store in &both.stores {
        for file in &files {
            let error = store.restore(file, true).await.unwrap_err().to_string();
            assert!(
                error.contains(file.file_name().unwrap().to_str().unwrap()),
                "{error}"
            );
            assert_eq!(everything(store).await, before, "{}", file.display());
        }
    }
    both.close().await;
}

/// A backup whose very last table cannot be taken in: what was written before it is undone, and the copy
/// beside the store goes away.
#[tokio::test]
async fn a_restore_that_fails_at_its_end_leaves_the_store_as_it_was() {
    let both = Both::new().await;
    for store in &both.stores {
        filled(store).await;
    }
    let bad = both.folder.path().join("bad.gpkg");
    both.stores[0].backup(&bad).await.unwrap();
    for store in &both.stores {
        let mut facts = sample::facts();
        facts.facilities[0].name = "改名".into();
        store.put_facts(&facts).await.unwrap();
    }
    let before = everything(&both.stores[0]).await;
    let mut connection = SqliteConnection::connect(bad.to_str().unwrap())
        .await
        .unwrap();
    let changed = sqlx::query("UPDATE mappings SET name = name || char(0)")
        .execute(&mut connection)
        .await
        .unwrap();
    assert!(changed.rows_affected() > 0);
    connection.close().await.unwrap();
    for store in &both.stores {
        let error = store.restore(&bad, true).await.unwrap_err();
        assert!(matches!(error, Error::NulCharacter { .. }), "{error}");
        assert_eq!(everything(store).await, before);
    }
    let names = std::fs::read_dir(both.folder.path()).unwrap();
    let names: Vec<String> = names
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("backup"))
        .collect();
    assert!(names.is_empty(), "left behind: {names:?}");
    both.close().await;
}

/// Readers see the old city, then the new, never a mixture.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_the_old_city_then_the_new() {
    let both = Both::new().await;
    let city = |name: &str| {
        let mut facts = sample::facts();
        let one = facts.targets[0].clone();
        facts.targets = (0..2000)
            .map(|i| {
                let mut target = one.clone();
                target.id = format!("T{i:05}");
                target.name = name.to_owned();
                target
            })
            .collect();
        facts.facilities[0].name = name.to_owned();
        facts
    };
    let (old, new) = (city("old"), city("new"));
    for store in &both.stores {
        store.put_facts(&old).await.unwrap();
        let hashes = [&old, &new].map(|f| data::store::facts_hash(f).unwrap());
        let readers: Vec<_> = (0..3)
            .map(|_| {
                let (store, hashes) = (store.clone(), hashes.clone());
                tokio::spawn(async move {
                    let mut seen = Vec::new();
                    while seen.last() != Some(&1) {
                        let facts = store.load_facts().await.unwrap();
                        let hash = data::store::facts_hash(&facts).unwrap();
                        let which = hashes.iter().position(|h| *h == hash);
                        seen.push(which.expect("neither the old city nor the new"));
                    }
                    seen
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(200)).await;
        store.commit_import(&new, &entry("new.xlsx")).await.unwrap();
        for reader in readers {
            let seen = reader.await.unwrap();
            assert!(seen.is_sorted() && seen.contains(&0), "{seen:?}");
        }
    }
    both.close().await;
}

/// Files of a bureau: a text, a workbook with plants and tanks in one sheet, a GeoPackage.
async fn files(folder: &Path) -> Vec<(PathBuf, Goal)> {
    let text = folder.join("企业.csv");
    let rows = "id,企业名称,kind,status,经度,纬度\nF1,示例·甲,production,in_service,119.9701,31.8102\nF2,示例·乙,storage,in_service,119.9802,31.8203\n";
    std::fs::write(&text, rows).unwrap();
    let register = folder.join("登记表.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = "序号,企业编号,企业名称,经度,纬度,企业类型,企业状态,危险化学品名称,CAS号,最大储存量(kg),储存方式,储罐编号,容积(m3),合成数据
1,F3,示例·丙,119.971,31.811,生产,在产,液氨,7664-41-7,30000,压力储罐,T-1,60,是
,,,,,,,甲醇,67-56-1,80000,常压储罐,T-2,100,是
2,F4,示例·丁,119.981,31.821,储存,在产,甲苯,108-88-3,50000,常压储罐,T-1,80,是";
    for (row, line) in (0..).zip(rows.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save(&register).unwrap();
    let geopackage = folder.join("目标.gpkg");
    let from = folder.join("from.gpkg");
    let store = Store::open(from.to_str().unwrap()).await.unwrap();
    store.put_facts(&sample::facts()).await.unwrap();
    export(&store, Layer::Targets.into(), &geopackage)
        .await
        .unwrap();
    store.close().await;
    vec![
        (text, Layer::Facilities.into()),
        (register, Goal::Register),
        (geopackage, Layer::Targets.into()),
    ]
}

#[tokio::test]
async fn files_come_in_alike() {
    let both = Both::new().await;
    for (path, goal) in files(both.folder.path()).await {
        let looked = ImportOptions {
            dry_run: true,
            ..ImportOptions::new(goal)
        };
        same!(both, |s| import(s, &path, &looked));
        let options = ImportOptions::new(goal);
        let first = same!(both, |s| import(s, &path, &options));
        assert!(first.contains("stored: true, import_id: Some"), "{first}");
        let again = same!(both, |s| import(s, &path, &options));
        assert!(again.contains("added: 0, updated: 0"), "{again}");
    }
    let bad = both.folder.path().join("bad.csv");
    std::fs::write(
        &bad,
        "id,name,kind,status,lon,lat\nF1,甲,castle,x,119.97,31.81\n",
    )
    .unwrap();
    let options = ImportOptions::new(Layer::Facilities);
    let refused = same!(both, |s| import(s, &bad, &options));
    assert!(refused.contains("stored: false"), "{refused}");
    same!(both, |s| async { s.data_version().await.map(|v| v.sha256) });
    same!(both, |s| s.contents());
    for layer in Layer::ALL {
        same!(both, |s| s.keys(layer));
    }
    let imports = both.stores[0].imports().await.unwrap();
    assert_eq!(imports.len(), 6);
    for import in imports {
        same!(both, |s| s.changes(&import.id));
    }
    both.close().await;
}

#[tokio::test]
async fn the_same_is_found_and_assessed() {
    let both = Both::new().await;
    let mut facts = small_city();
    facts.weather = wind_from_the_west();
    same!(both, |s| s.put_facts(&facts));
    let mut reports = Vec::new();
    let (mut runs, mut risks) = (Vec::new(), Vec::new());
    for store in &both.stores {
        let facts = store.load_facts().await.unwrap();
        reports.push(examine_facts(facts, "2026-11-24").unwrap());
        let (snapshot, _) = assess_store(store, &Assumptions::default(), false, None)
            .await
            .unwrap();
        snapshot.compute_risk(|_, _| {});
        risk_rows::keep(store, &snapshot).await.unwrap();
        risk_rows::keep(store, &snapshot).await.unwrap();
        risks.push(store.risk(snapshot.version()).await.unwrap().unwrap());
        let mut results = store.latest_run().await.unwrap().unwrap();
        results.run.made_at.clear();
        runs.push(results);
    }
    assert!(!reports[0].findings.is_empty());
    assert_eq!(reports[0], reports[1]);
    assert!(!runs[0].violations.is_empty() && !runs[0].grades.is_empty());
    assert_eq!(format!("{:?}", runs[0]), format!("{:?}", runs[1]));
    assert!(risks[0].lsir.per_year.iter().any(|r| *r > 3e-7));
    assert!(!risks[0].contours.is_empty() && !risks[0].fn_curves.is_empty());
    assert_eq!(risks[0], risks[1]);
    both.close().await;
}

/// Layer, column, name, text, description and whether it is the default.
type Style = (String, String, String, String, String, String);

/// A style that somebody saved in QGIS before the store had any of its own stays, and the store opens.
#[tokio::test]
async fn styles_are_alike_and_those_of_others_stay() {
    let both = Both::new().await;
    let file = both.folder.path().join("store.gpkg").display().to_string();
    let list = "SELECT f_table_name, f_geometry_column, styleName, CAST(styleQML AS TEXT), description, CAST(CAST(useAsDefault AS INTEGER) AS TEXT) FROM layer_styles ORDER BY id";
    let mut gpkg = SqliteConnection::connect(&file).await.unwrap();
    let mut postgis = PgConnection::connect(&both.database.url()).await.unwrap();
    let one: Vec<Style> = sqlx::query_as(list).fetch_all(&mut gpkg).await.unwrap();
    let two: Vec<Style> = sqlx::query_as(list).fetch_all(&mut postgis).await.unwrap();
    assert_eq!(one.len(), 14);
    assert!(one.iter().all(|s| s.3.starts_with("<qgis ")));
    assert_eq!(one, two);
    let own = both.database.ask(
        "SELECT DISTINCT f_table_catalog = current_database() AND f_table_schema = current_schema() FROM layer_styles",
    );
    assert_eq!(own, "t");
    gpkg.close().await.unwrap();
    postgis.close().await.unwrap();

    // As it was before the styles came, with one that a user has saved.
    for statement in [
        "DELETE FROM layer_styles WHERE f_table_name <> 'parks'",
        "UPDATE layer_styles SET styleName = 'mine'",
        "DELETE FROM _sqlx_migrations WHERE version = 5",
    ] {
        both.database.ask(statement);
        let mut gpkg = SqliteConnection::connect(&file).await.unwrap();
        sqlx::query(statement).execute(&mut gpkg).await.unwrap();
        gpkg.close().await.unwrap();
    }
    for url in [&file, &both.database.url()] {
        let store = Store::open(url).await;
        store.unwrap_or_else(|e| panic!("{e}")).close().await;
    }
    let count =
        "SELECT COUNT(*) FROM layer_styles WHERE styleName = 'mine' OR f_table_name <> 'parks'";
    let mut gpkg = SqliteConnection::connect(&file).await.unwrap();
    let kept: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut gpkg)
        .await
        .unwrap();
    assert_eq!(kept, 13);
    assert_eq!(both.database.ask(count), "13");
    both.close().await;
}

/// The binary; `make unit` builds it first.
fn binary() -> PathBuf {
    let exe = std::env::current_exe().unwrap();
    let path = exe.parent().unwrap().parent().unwrap().join("anjie");
    assert!(
        path.exists(),
        "{} is not built; run `cargo build --package server` first",
        path.display()
    );
    path
}

fn run_binary(store: &str, args: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.args(["--store", store]).args(args);
    command.output().unwrap()
}

/// What the binary says, where all went well.
fn anjie(store: &str, args: &[&str]) -> String {
    let output = run_binary(store, args);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}{error}");
    said
}

#[tokio::test]
async fn the_program_backs_up_and_restores_both_kinds() {
    let both = Both::new().await;
    for store in &both.stores {
        filled(store).await;
    }
    let before = everything(&both.stores[0]).await;
    let folder = both.folder.path();
    let file = folder.join("store.gpkg").display().to_string();
    for (i, url) in [&file, &both.database.url()].into_iter().enumerate() {
        let backup = folder.join(format!("backup-{i}.gpkg"));
        let backup = backup.to_str().unwrap();
        let said = anjie(url, &["backup", backup]);
        assert!(said.contains("2 runs"), "{said}");
        let other = Both::new().await;
        let other_file = other.folder.path().join("store.gpkg");
        let to = [other_file.to_str().unwrap(), &other.database.url()];
        for (store, to) in other.stores.iter().zip(to) {
            let said = anjie(to, &["restore", backup]);
            assert!(said.contains("2 runs"), "{said}");
            assert_eq!(everything(store).await, before);
            let again = run_binary(to, &["restore", backup]);
            assert_eq!(again.status.code(), Some(2));
            assert!(String::from_utf8_lossy(&again.stderr).contains("--replace"));
            anjie(to, &["restore", backup, "--replace"]);
            assert_eq!(everything(store).await, before);
        }
        other.close().await;
    }
    both.close().await;
}

/// A service that ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_program_imports_assesses_and_serves_both_kinds() {
    let both = Both::new().await;
    let file = both.folder.path().join("store.gpkg").display().to_string();
    let inputs = files(both.folder.path()).await;
    let mut answers = Vec::new();
    for url in [&file, &both.database.url()] {
        for ((path, _), layer) in inputs.iter().zip(["facilities", "register", "targets"]) {
            let said = anjie(url, &["import", path.to_str().unwrap(), "--layer", layer]);
            assert!(said.contains("stored"), "{said}");
        }
        let assessed = anjie(url, &["--quiet", "assess"]);
        assert!(assessed.contains("4 facilities"), "{assessed}");
        let plants = Store::open(url).await.unwrap();
        let one = plants.load_facts().await.unwrap().facilities.remove(0);
        plants.close().await;
        let scope = format!("facility:{}", one.id);
        let of_one = anjie(url, &["--quiet", "assess", "--scope", &scope]);
        assert!(of_one.contains(&one.name), "{of_one}");
        for wrong in ["facility:nobody", "planet:1", "park:"] {
            let refused = run_binary(url, &["--quiet", "assess", "--scope", wrong]);
            assert_eq!(refused.status.code(), Some(2), "{wrong}");
        }
        let mut command = Command::new(binary());
        command.args(["--store", url, "--quiet", "serve", "--addr", "127.0.0.1:0"]);
        let child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut service = Service(child);
        let mut line = String::new();
        let stdout = service.0.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.split_once("http://").unwrap().1;
        let address = address.split_once(' ').unwrap().0.to_owned();
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(
            stream,
            "GET /api/v1/summary HTTP/1.0\r\nHost: localhost\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(" 200 "), "{head}");
        let mut summary: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(summary["counts"]["facilities"], 4);
        summary["run"]["made_at"] = serde_json::Value::Null;
        // It is computed meanwhile.
        summary["risk"] = serde_json::Value::Null;
        summary["risk_why"] = serde_json::Value::Null;
        answers.push(summary);
    }
    assert_eq!(answers[0], answers[1]);
    same!(both, |s| async { s.data_version().await.map(|v| v.sha256) });
    both.close().await;
}
