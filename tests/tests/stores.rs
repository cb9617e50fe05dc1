//! Two stores that agree: each operation is carried out on a GeoPackage and on PostGIS, and the answers
//! are compared to the last byte.

#[path = "../../data/tests/sample/mod.rs"]
mod sample;

use std::fmt::Debug;
use std::path::Path;
use std::time::{Duration, Instant};

use analysis::facts::Facts;
use data::export::export;
use data::store::{GradeRow, ImportEntry, Mapping, Run, ViolationRow};
use data::{Error, Layer, Store};
use tests::postgis::Database;

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
    assert_eq!(same!(both, |s| s.prune_runs(1)), "1");
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
    let layers = Layer::ALL.into_iter().map(|l| l.name().to_owned());
    for layer in layers.chain(["violations".to_owned(), "grades".to_owned()]) {
        for extension in ["csv", "geojson", "fgb"] {
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
        }
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
