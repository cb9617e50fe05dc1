//! The store: what goes in comes out, all or nothing, and other programs can open it.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use data::store::{GradeRow, Run, Store, ViolationRow, facts_hash};
use data::{Error, Layer};
use gdal::vector::LayerAccess;
use gdal::vector::sql::Dialect;
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo::BoundingRect;
use sample::{Place, assert_same, facts};
use sqlx::SqlitePool;

#[tokio::test]
async fn what_goes_in_comes_out() {
    let place = Place::empty().await;
    assert!(place.store.is_empty().await.unwrap());
    place.store.put_facts(&facts()).await.unwrap();
    assert!(!place.store.is_empty().await.unwrap());
    assert_same(&place.store.load_facts().await.unwrap(), &facts());

    // Also after it was closed and opened again.
    place.store.close().await;
    let again = Store::open(&place.path("store.gpkg").display().to_string())
        .await
        .unwrap();
    assert_same(&again.load_facts().await.unwrap(), &facts());
}

#[tokio::test]
async fn a_known_key_is_updated_and_a_new_one_added() {
    let place = Place::filled().await;
    let mut changed = facts();
    changed.targets.truncate(1);
    changed.targets[0].name = "改名".into();
    changed.targets[0].people_day = None;
    changed.weather.truncate(1);
    changed.weather[0].probability = 1.0;
    place.store.put_facts(&changed).await.unwrap();

    let now = place.store.load_facts().await.unwrap();
    assert_eq!(now.targets.len(), 3);
    assert_eq!(now.targets[0], changed.targets[0]);
    assert_eq!(
        now.weather, changed.weather,
        "weather is replaced as a whole"
    );
}

#[tokio::test]
async fn all_facts_can_be_replaced() {
    let place = Place::filled().await;
    let mut other = facts();
    other.monitors.clear();
    other.vessels.clear();
    other.weather.clear();
    place.store.replace_facts(&other).await.unwrap();
    assert_same(&place.store.load_facts().await.unwrap(), &other);
}

#[tokio::test]
async fn a_row_that_points_nowhere_rolls_everything_back() {
    let place = Place::filled().await;
    let before = place.store.data_version().await.unwrap();
    let mut broken = facts();
    broken.districts[0].name = "changed".into();
    broken.vessels[1].unit_id = "nowhere".into();
    let error = place.store.put_facts(&broken).await.unwrap_err();
    assert!(matches!(error, Error::DanglingReference), "{error}");
    let error = place.store.replace_facts(&broken).await.unwrap_err();
    assert!(matches!(error, Error::DanglingReference), "{error}");

    assert_same(&place.store.load_facts().await.unwrap(), &facts());
    assert_eq!(place.store.data_version().await.unwrap(), before);
}

#[tokio::test]
async fn the_version_follows_the_content() {
    let place = Place::filled().await;
    let first = place.store.data_version().await.unwrap();
    assert_eq!(first.sha256, facts_hash(&facts()).unwrap());
    assert_eq!(place.store.data_version().await.unwrap(), first);
    let (loaded, version) = place.store.load_versioned().await.unwrap();
    assert_same(&loaded, &facts());
    assert_eq!(version, first);

    let mut changed = facts();
    changed.vessels[0].quantity_t = Some(0.3);
    place.store.put_facts(&changed).await.unwrap();
    let second = place.store.data_version().await.unwrap();
    assert!(second.counter > first.counter);
    assert_ne!(second.sha256, first.sha256);
    assert_eq!(second.sha256, facts_hash(&changed).unwrap());

    place.store.put_facts(&facts()).await.unwrap();
    let third = place.store.data_version().await.unwrap();
    assert!(third.counter > second.counter);
    assert_eq!(
        third.sha256, first.sha256,
        "the same content has the same hash"
    );
}

#[tokio::test]
async fn when_a_row_was_imported_does_not_change_the_hash() {
    let mut later = facts();
    later.parks[0].provenance.imported_at = "2027-01-01T00:00:00Z".into();
    assert_eq!(facts_hash(&later).unwrap(), facts_hash(&facts()).unwrap());
    later.parks[0].provenance.synthetic = false;
    assert_ne!(facts_hash(&later).unwrap(), facts_hash(&facts()).unwrap());
}

/// GDAL and SQLite in one process: two copies of SQLite would crash here.
#[tokio::test]
async fn gdal_opens_the_store_while_it_is_open() {
    let place = Place::filled().await;
    let dataset = Dataset::open(place.path("store.gpkg")).unwrap();
    assert_eq!(dataset.driver().short_name(), "GPKG");
    let counts: Vec<(String, u64)> = dataset
        .layers()
        .map(|l| (l.name(), l.feature_count()))
        .collect();
    let expected = [
        ("districts", 2),
        ("parks", 1),
        ("facilities", 2),
        ("units", 2),
        ("vessels", 2),
        ("targets", 3),
        ("population", 1),
        ("zones", 1),
        ("pipelines", 1),
        ("hidden_hazards", 1),
        ("resources", 1),
        ("monitors", 1),
        ("weather", 3),
        ("runs", 0),
        ("violations", 0),
        ("grades", 0),
        ("lsir", 0),
        ("contours", 0),
        ("fn_curves", 0),
        ("imports", 0),
        ("import_changes", 0),
        ("mappings", 0),
        ("layer_styles", 14),
        ("hazard_log", 0),
        ("hazard_log_head", 1),
        ("answers", 0),
    ];
    for (name, count) in expected {
        assert!(
            counts.contains(&(name.to_owned(), count)),
            "{name}: {counts:?}"
        );
    }
    assert_eq!(counts.len(), expected.len(), "{counts:?}");

    let mut layer = dataset.layer_by_name("districts").unwrap();
    let reference = layer.spatial_ref().unwrap();
    assert_eq!(reference.auth_code().unwrap(), 4490);
    let extent = layer.get_extent().unwrap();
    assert!((extent.MinX - 119.5).abs() < 1e-12 && (extent.MaxY - 32.5).abs() < 1e-12);
    let names: Vec<String> = layer
        .features()
        .map(|f| {
            f.field_as_string(f.field_index("name").unwrap())
                .unwrap()
                .unwrap()
        })
        .collect();
    assert_eq!(names, ["常州市", "天宁区"]);
    // Reading by SQLite goes on.
    assert_same(&place.store.load_facts().await.unwrap(), &facts());
}

#[tokio::test]
async fn a_change_by_another_program_is_noticed() {
    let place = Place::filled().await;
    let before = place.store.data_version().await.unwrap();
    place.store.close().await;
    {
        let dataset = Dataset::open_ex(
            place.path("store.gpkg"),
            DatasetOptions {
                open_flags: GdalOpenFlags::GDAL_OF_UPDATE | GdalOpenFlags::GDAL_OF_VECTOR,
                ..DatasetOptions::default()
            },
        )
        .unwrap();
        let layer = dataset.layer_by_name("targets").unwrap();
        let mut feature = layer.feature(1).unwrap();
        let at = feature.field_index("people_day").unwrap();
        feature.set_field_double(at, 900.0).unwrap();
        layer.set_feature(feature).unwrap();
    }
    let again = Store::open(&place.path("store.gpkg").display().to_string())
        .await
        .unwrap();
    let after = again.data_version().await.unwrap();
    assert!(after.counter > before.counter);
    assert_ne!(after.sha256, before.sha256);
    assert_eq!(
        again.load_facts().await.unwrap().targets[0].people_day,
        Some(900.0)
    );
}

#[tokio::test]
async fn keys_and_extent_are_told() {
    let place = Place::filled().await;
    let keys = place.store.keys(Layer::Units).await.unwrap();
    assert_eq!(keys.into_iter().collect::<Vec<_>>(), ["U1", "U2"]);
    let extent = place.store.districts_extent().await.unwrap().unwrap();
    let expected = facts().districts[0].geometry.bounding_rect().unwrap();
    assert_eq!(extent, expected);
    assert_eq!(
        place
            .store
            .synthetic_keys(Layer::Districts)
            .await
            .unwrap()
            .len(),
        0
    );
    assert_eq!(
        place
            .store
            .synthetic_keys(Layer::Targets)
            .await
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn what_is_no_store_is_refused_and_left_alone() {
    let place = Place::empty().await;
    let text = place.write(
        "notes.gpkg",
        "these are my notes, not a database".repeat(100),
    );
    let error = Store::open(&text.display().to_string()).await.unwrap_err();
    assert!(matches!(error, Error::NotAStore { .. }), "{error}");
    assert!(
        std::fs::read_to_string(&text)
            .unwrap()
            .starts_with("these are my notes")
    );

    let other = place.path("other.gpkg");
    gdal::DriverManager::get_driver_by_name("GPKG")
        .unwrap()
        .create_vector_only(&other)
        .unwrap()
        .close()
        .unwrap();
    let before = std::fs::read(&other).unwrap();
    let error = Store::open(&other.display().to_string())
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("GeoPackage of another program"), "{error}");
    assert_eq!(std::fs::read(&other).unwrap(), before);

    let error = Store::open("postgres://user:secret@no-such-host.invalid/db")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::NotADatabase { .. }));
    assert!(!error.to_string().contains("secret"), "{error}");
    assert!(Store::open("mysql://host/db").await.is_err());
    assert!(
        Store::open("gpkg:/no/such/folder/store.gpkg")
            .await
            .is_err()
    );
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

#[tokio::test]
async fn a_run_is_kept_whole_and_never_changed() {
    let place = Place::filled().await;
    let store = &place.store;
    assert!(store.latest_run().await.unwrap().is_none());
    let violations = [violation("R1", "a"), violation("R1", "b")];
    let grades = [grade("R1", "U1", Some(3)), grade("R1", "U2", None)];
    store
        .save_run(&run("R1"), &violations, &grades)
        .await
        .unwrap();
    store.save_run(&run("R2"), &[], &[]).await.unwrap();

    let first = store.run("R1").await.unwrap().unwrap();
    assert_eq!(first.violations, violations);
    assert_eq!(first.grades, grades);
    assert_eq!(store.latest_run().await.unwrap().unwrap().run, run("R2"));

    let error = store.save_run(&run("R1"), &[], &[]).await.unwrap_err();
    assert!(matches!(error, Error::RunExists { .. }), "{error}");
    let error = store
        .save_run(&run("R3"), &violations, &[])
        .await
        .unwrap_err();
    assert!(matches!(error, Error::ForeignRow { .. }), "{error}");
    let twice = [violation("R3", "a"), violation("R3", "a")];
    assert!(store.save_run(&run("R3"), &twice, &[]).await.is_err());
    assert_eq!(
        store.runs().await.unwrap().len(),
        2,
        "a failed run leaves nothing behind"
    );

    assert_eq!(store.prune_runs(1).await.unwrap(), 1);
    assert!(store.run("R1").await.unwrap().is_none());
}

#[tokio::test]
async fn two_writers_wait_for_each_other() {
    let place = Place::empty().await;
    let url = place.path("store.gpkg").display().to_string();
    let other = Store::open(&url).await.unwrap();
    let (a, b) = (facts(), facts());
    let (first, second) = tokio::join!(place.store.put_facts(&a), other.put_facts(&b));
    first.unwrap();
    second.unwrap();
    assert_same(&other.load_facts().await.unwrap(), &facts());
}

/// A file that was written halfway is one that was not written: the store is whole and goes on.
#[tokio::test]
async fn a_write_that_is_cut_off_leaves_nothing() {
    let place = Place::empty().await;
    let mut many = facts();
    let one = many.targets[2].clone();
    many.targets = (0..100_000)
        .map(|i| {
            let mut target = one.clone();
            target.id = format!("T{i:06}");
            target
        })
        .collect();
    let store = place.store.clone();
    let write = tokio::spawn(async move { store.put_facts(&many).await });
    tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    write.abort();
    assert!(
        write.await.unwrap_err().is_cancelled(),
        "it was too fast to be cut off"
    );
    assert!(place.store.is_empty().await.unwrap());
    place.store.put_facts(&facts()).await.unwrap();
    assert_same(&place.store.load_facts().await.unwrap(), &facts());
}

#[tokio::test]
async fn the_file_says_what_it_is() {
    let place = Place::filled().await;
    place.store.close().await;
    let bytes = std::fs::read(place.path("store.gpkg")).unwrap();
    // Database header of SQLite: user_version at 60, application_id at 68, both big endian.
    assert_eq!(bytes[60..64], 10_300_u32.to_be_bytes());
    assert_eq!(&bytes[68..72], b"GPKG");
    let journal = std::fs::metadata(place.path("store.gpkg-wal")).map_or(0, |m| m.len());
    assert_eq!(journal, 0, "a closed store is one file");
}

/// Two copies of SQLite in one process crash sooner or later, and lose each other's locks.
#[tokio::test]
async fn there_is_one_sqlite_in_the_process() {
    let place = Place::filled().await;
    let connection = SqlitePool::connect(&place.path("store.gpkg").display().to_string())
        .await
        .unwrap();
    let ours: String = sqlx::query_scalar("SELECT sqlite_source_id()")
        .fetch_one(&connection)
        .await
        .unwrap();
    let dataset = Dataset::open(place.path("store.gpkg")).unwrap();
    let mut answer = dataset
        .execute_sql("SELECT sqlite_source_id() AS id", None, Dialect::DEFAULT)
        .unwrap()
        .unwrap();
    let theirs = answer
        .features()
        .next()
        .unwrap()
        .field_as_string(0)
        .unwrap()
        .unwrap();
    assert_eq!(ours, theirs);
}
