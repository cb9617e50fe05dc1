//! `kill -9` at any moment: the store opens, is sound, and holds exactly what was committed.
//!
//! The moments follow from seeds, which a failure names; how far a program came by then is up to the machine.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use data::{Layer, Store};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};
use tests::postgis::Database;
use tests::scene::small_city;

/// Kills of imports, of programs that make a store, that bring an older one up to date, and that assess.
const IMPORTS: u64 = 40;
const FRESH: u64 = 20;
const OLDER: u64 = 20;
const ASSESSMENTS: u64 = 20;
/// Rows of the file that is imported.
const ROWS: usize = 300;
/// Newest migration of an older store.
const OLD: i64 = 3;

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

fn command(store: &str, args: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(["--store", store]).args(args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// How long the command takes when it is left alone.
fn whole(store: &str, args: &[&str]) -> Duration {
    let started = Instant::now();
    assert!(command(store, args).status().unwrap().success(), "{args:?}");
    started.elapsed()
}

/// Starts the command and kills it after so long; says whether it still ran.
fn kill(store: &str, args: &[&str], after: Duration) -> bool {
    let mut child = command(store, args).spawn().unwrap();
    std::thread::sleep(after);
    // Fails where the command is done already, which is a moment as good as any.
    let _ = child.kill();
    let status = child.wait().unwrap();
    assert!(status.success() || status.signal() == Some(9), "{status}");
    !status.success()
}

/// Moments spread over the run of a command by a fixed sequence (SplitMix64), the same in each run.
fn moment(seed: u64, whole: Duration) -> Duration {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let share = ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64;
    whole.mul_f64(share * 1.1)
}

/// Facilities, all with this name.
fn facilities(path: &Path, name: &str) {
    let mut text = String::from("id,name,kind,status,lon,lat\n");
    for i in 0..ROWS {
        let (lon, lat) = place(i);
        writeln!(text, "F{i},{name},production,in_service,{lon:.4},{lat:.4}").unwrap();
    }
    std::fs::write(path, text).unwrap();
}

fn place(i: usize) -> (f64, f64) {
    (
        119.9 + (i % 20) as f64 * 0.004,
        31.7 + (i / 20) as f64 * 0.004,
    )
}

/// What is in a store, by the program itself: the one name that all facilities have, if there are any,
/// and the files of its imports.
async fn state(url: &str, seed: u64) -> (Option<String>, Vec<String>) {
    let store = Store::open(url).await;
    let store = store.unwrap_or_else(|e| panic!("seed {seed}: {e}"));
    let facts = store.load_facts().await.unwrap();
    let count = store.count(Layer::Facilities).await.unwrap();
    let version = store.data_version().await.unwrap();
    let imports = store.imports().await.unwrap();
    store.close().await;
    let hash = data::store::facts_hash(&facts).unwrap();
    assert_eq!(version.sha256, hash, "seed {seed}");
    let mut names: Vec<String> = facts.facilities.into_iter().map(|f| f.name).collect();
    assert_eq!(count, names.len() as u64, "seed {seed}");
    assert!([0, ROWS].contains(&names.len()), "seed {seed}: {count}");
    names.dedup();
    assert!(names.len() < 2, "seed {seed}: a mixture of {names:?}");
    let files = imports.into_iter().map(|i| i.entry.file).collect();
    (names.pop(), files)
}

/// The newest run, without when it was made.
async fn run(url: &str) -> Option<String> {
    let store = Store::open(url).await.unwrap();
    let latest = store.latest_run().await.unwrap();
    store.close().await;
    latest.map(|r| format!("{} {:?} {:?}", r.run.id, r.violations, r.grades))
}

/// A kind of store, looked at below our own program.
trait Ground {
    /// Where a store can be made that is not there yet.
    async fn fresh(&self, name: &str) -> String;
    /// A store of an older version, with facilities in it.
    async fn older(&self, name: &str) -> String;
    /// What is wrong with a store; empty where nothing is.
    async fn faults(&self, url: &str) -> String;
    /// The newest migration, and which tables of later ones are there.
    async fn migrated(&self, url: &str) -> (i64, Vec<String>);
}

/// Kills and looks.
async fn survive(ground: &impl Ground, folder: &Path) {
    let files = ["甲", "乙"].map(|name| {
        let path = folder.join(format!("{name}.csv"));
        facilities(&path, name);
        path.to_str().unwrap().to_owned()
    });
    let import = |file: usize| ["import", &files[file], "--layer", "facilities"];
    imports(ground, &import).await;

    // A store that is made: whatever was done of it, the next program goes on.
    let long = whole(&ground.fresh("fresh").await, &import(0));
    for seed in 100..100 + FRESH {
        let url = ground.fresh(&format!("fresh{seed}")).await;
        kill(&url, &import(0), moment(seed, long));
        assert_eq!(ground.faults(&url).await, "", "seed {seed}");
        let (name, files) = state(&url, seed).await;
        let whole = name.as_deref() == Some("甲") && files == ["甲.csv"];
        let nothing = name.is_none() && files.is_empty();
        assert!(whole || nothing, "seed {seed}: {name:?} {files:?}");
        assert_eq!(ground.faults(&url).await, "", "seed {seed}");
    }

    // An older store: each migration is there whole or not at all, and every row is kept.
    let out = folder.join("out.csv");
    let look = ["export", "facilities", out.to_str().unwrap()];
    let long = whole(&ground.older("older").await, &look);
    let mut versions = Vec::new();
    for seed in 200..200 + OLDER {
        let url = ground.older(&format!("older{seed}")).await;
        kill(&url, &look, moment(seed, long));
        assert_eq!(ground.faults(&url).await, "", "seed {seed}");
        let (version, tables) = ground.migrated(&url).await;
        let expected: &[&str] = match version {
            OLD => &[],
            4 => &["import_changes", "imports", "mappings"],
            _ => &["import_changes", "imports", "layer_styles", "mappings"],
        };
        assert_eq!(tables, expected, "seed {seed}, migration {version}");
        versions.push(version);
        let (name, files) = state(&url, seed).await;
        assert_eq!((name.as_deref(), files.len()), (Some("甲"), 0), "{seed}");
        assert_eq!(ground.faults(&url).await, "", "seed {seed}");
    }
    assert!(
        versions.contains(&OLD),
        "no kill came in time: {versions:?}"
    );
    assessments(ground).await;
}

/// An import: the old city or the new, and the history that goes with it.
async fn imports<'a>(ground: &impl Ground, import: &impl Fn(usize) -> [&'a str; 4]) {
    let url = ground.fresh("imports").await;
    whole(&url, &import(0));
    let mut long = whole(&url, &import(1)).min(whole(&url, &import(0)));
    let (mut name, mut files) = state(&url, 0).await;
    let (mut killed, mut kept) = (0, 0);
    for seed in 0..IMPORTS {
        let next = usize::from(name.as_deref() == Some("甲"));
        let is_killed = kill(&url, &import(next), moment(seed, long));
        killed += u64::from(is_killed);
        // A machine is now faster, now slower: the moments follow, so that they lie on both sides of the commit.
        long = long.mul_f64(if is_killed { 1.05 } else { 0.95 });
        assert_eq!(ground.faults(&url).await, "", "seed {seed}");
        let (now, now_files) = state(&url, seed).await;
        if now == name {
            assert_eq!(now_files, files, "seed {seed}");
            kept += 1;
        } else {
            let new = ["甲", "乙"][next];
            assert_eq!(now.as_deref(), Some(new), "seed {seed}");
            assert_eq!(now_files[0], format!("{new}.csv"), "seed {seed}");
            assert_eq!(now_files[1..], files, "seed {seed}");
        }
        (name, files) = (now, now_files);
    }
    assert!(
        killed > IMPORTS / 4 && (1..IMPORTS).contains(&kept),
        "the kills came too late or too early: {killed} of {IMPORTS} killed, {kept} without effect"
    );
}

/// An assessment: the run is there whole, or not at all.
async fn assessments(ground: &impl Ground) {
    let url = ground.fresh("assess").await;
    let store = Store::open(&url).await.unwrap();
    store.put_facts(&small_city()).await.unwrap();
    store.close().await;
    let assess = ["--quiet", "assess"];
    let long = whole(&url, &assess);
    let expected = run(&url).await.unwrap();
    assert!(expected.contains("ViolationRow") && expected.contains("GradeRow"));
    for seed in 300..300 + ASSESSMENTS {
        let store = Store::open(&url).await.unwrap();
        store.prune_runs(0).await.unwrap();
        store.close().await;
        assert_eq!(run(&url).await, None);
        kill(&url, &assess, moment(seed, long));
        assert_eq!(ground.faults(&url).await, "", "seed {seed}");
        if let Some(run) = run(&url).await {
            assert_eq!(run, expected, "seed {seed}");
        }
    }
}

/// The migrations of a kind of store as far as an older version had them.
async fn old_migrations(kind: &str) -> Migrator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/migrations");
    let mut migrator = Migrator::new(folder.join(kind)).await.unwrap();
    let mut old = migrator.migrations.into_owned();
    old.retain(|m| m.version <= OLD);
    migrator.migrations = Cow::Owned(old);
    migrator
}

/// Tables that an older store has not.
const LATER: &str = "('imports', 'import_changes', 'mappings', 'layer_styles')";

struct Files(PathBuf);

impl Files {
    async fn open(url: &str) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(url);
        options.create_if_missing(true).connect().await.unwrap()
    }
}

impl Ground for Files {
    async fn fresh(&self, name: &str) -> String {
        self.0.join(format!("{name}.gpkg")).display().to_string()
    }

    async fn older(&self, name: &str) -> String {
        let url = self.fresh(name).await;
        let mut connection = Self::open(&url).await;
        let migrations = old_migrations("gpkg").await;
        migrations.run(&mut connection).await.unwrap();
        for i in 0..ROWS {
            let (lon, lat) = place(i);
            let mut point = b"GP\0\x01".to_vec();
            point.extend(4490_i32.to_le_bytes());
            point.extend([1, 1, 0, 0, 0]);
            point.extend([lon, lat].map(f64::to_le_bytes).concat());
            sqlx::query("INSERT INTO facilities (id, name, kind, status, geom) VALUES (?, '甲', 'production', 'in_service', ?)")
                .bind(format!("F{i}"))
                .bind(point)
                .execute(&mut connection)
                .await
                .unwrap();
        }
        connection.close().await.unwrap();
        url
    }

    async fn faults(&self, url: &str) -> String {
        if !Path::new(url).exists() {
            return String::new();
        }
        let mut connection = Self::open(url).await;
        let mut faults: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_all(&mut connection)
            .await
            .unwrap();
        faults.retain(|line| line != "ok");
        let stray = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection);
        faults.extend(stray.await.unwrap().iter().map(|_| "a stray row".into()));
        connection.close().await.unwrap();
        faults.join("; ")
    }

    async fn migrated(&self, url: &str) -> (i64, Vec<String>) {
        let mut connection = Self::open(url).await;
        let version = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations WHERE success")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        let sql = format!(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN {LATER} ORDER BY name"
        );
        let tables = sqlx::query_scalar(&sql).fetch_all(&mut connection);
        let tables = tables.await.unwrap();
        connection.close().await.unwrap();
        (version, tables)
    }
}

/// Each schema of a database is a store of its own.
struct Schemas(Database);

impl Schemas {
    async fn open(url: &str) -> PgConnection {
        PgConnection::connect(url).await.unwrap()
    }
}

impl Ground for Schemas {
    async fn fresh(&self, name: &str) -> String {
        format!("{}?options=-csearch_path%3D{name}", self.0.url())
    }

    async fn older(&self, name: &str) -> String {
        self.0.ask(&format!("CREATE SCHEMA {name}"));
        let url = self.fresh(name).await;
        let mut connection = Self::open(&url).await;
        let types = format!("SET search_path = {name}, public");
        sqlx::query(&types).execute(&mut connection).await.unwrap();
        let migrations = old_migrations("postgis").await;
        migrations.run(&mut connection).await.unwrap();
        let rows: Vec<String> = (0..ROWS)
            .map(|i| {
                let (lon, lat) = place(i);
                format!("('F{i}', '甲', 'production', 'in_service', ST_SetSRID(ST_MakePoint({lon}, {lat}), 4490))")
            })
            .collect();
        let sql = format!(
            "INSERT INTO facilities (id, name, kind, status, geom) VALUES {}",
            rows.join(", ")
        );
        sqlx::query(&sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        url
    }

    /// Waits until the server has noticed that the program is gone: until then it may still carry out
    /// the last thing that it was told.
    async fn faults(&self, url: &str) -> String {
        let left = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'anjie'";
        let started = Instant::now();
        let mut connection = Self::open(url).await;
        // The server looks every two seconds whether a client is still there (`data::store::postgis`).
        // Looks are counted too: while a machine stands still, only the clock goes on.
        for looks in 0.. {
            let sessions: i64 = sqlx::query_scalar(left)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            if sessions == 0 {
                break;
            }
            let is_held = looks > 1000 && started.elapsed() > Duration::from_secs(20);
            assert!(!is_held, "{url} is held: {}", self.0.ask("SELECT pid, state, wait_event_type, wait_event, backend_xid, pg_blocking_pids(pid), now() - state_change, query FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'anjie'"));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let mut faults = String::new();
        let sql = "SELECT to_regclass('grades') IS NOT NULL";
        if sqlx::query_scalar(sql)
            .fetch_one(&mut connection)
            .await
            .unwrap()
        {
            for table in ["violations", "grades"] {
                let sql = format!(
                    "SELECT COUNT(*) FROM {table} t LEFT JOIN runs r ON r.id = t.run_id WHERE r.id IS NULL"
                );
                let stray: i64 = sqlx::query_scalar(&sql)
                    .fetch_one(&mut connection)
                    .await
                    .unwrap();
                if stray > 0 {
                    write!(faults, "{stray} rows of {table} without their run; ").unwrap();
                }
            }
        }
        connection.close().await.unwrap();
        faults
    }

    async fn migrated(&self, url: &str) -> (i64, Vec<String>) {
        let mut connection = Self::open(url).await;
        let version = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations WHERE success")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        let sql = format!(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename IN {LATER} ORDER BY tablename"
        );
        let tables = sqlx::query_scalar(&sql).fetch_all(&mut connection);
        let tables = tables.await.unwrap();
        connection.close().await.unwrap();
        (version, tables)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_geopackage_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    survive(&Files(folder.path().to_owned()), folder.path()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    survive(&Schemas(Database::fresh()), folder.path()).await;
}
