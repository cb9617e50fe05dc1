//! The city at full size: seconds from the GeoPackage to facts and to an indexed `City`, and the memory
//! that they hold, beside the floor of the same work: SQLite alone reading every value of the tables.
//!
//! `cargo bench -p tests --bench city` with the demo's packages in `.cache/demo` (or at
//! `ANJIE_DEMO_CACHE`); `ANJIE_BENCH_STORE` names a store that is there already.

use std::path::{Path, PathBuf};
use std::time::Instant;

use analysis::city::City;
use data::demo::{Options, Sources, city};
use data::{Layer, Store};
use sqlx::{Connection as _, Row as _};

/// Memory of this process in MiB: resident now, and at its peak.
fn resident_mib() -> (f64, f64) {
    let status =
        std::fs::read_to_string("/proc/self/status").expect("Linux says what a process holds");
    let of = |name: &str| {
        let line = status.lines().find(|l| l.starts_with(name));
        let kib = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<f64>().ok());
        kib.expect("the line has a number of KiB") / 1024.0
    };
    (of("VmRSS:"), of("VmHWM:"))
}

async fn store_of(url: &str) -> Store {
    let store = Store::open(url).await.expect("the store opens");
    if store.is_empty().await.expect("the store can be read") {
        let cache = std::env::var_os("ANJIE_DEMO_CACHE").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo"),
            PathBuf::from,
        );
        let sources =
            Sources::open(&cache).expect("the demo's packages are there (make demo-data)");
        let started = Instant::now();
        let options = Options::new(1, 1.0, &data::now_rfc3339());
        let facts = city(&sources, &options).expect("the demo city is built");
        println!("generated in {:.1} s", started.elapsed().as_secs_f64());
        let started = Instant::now();
        store.put_facts(&facts).await.expect("the facts are stored");
        println!("stored in    {:.1} s", started.elapsed().as_secs_f64());
    }
    store
}

/// Seconds that SQLite alone needs to hand out every value of every layer.
async fn floor_s(path: &Path) -> f64 {
    let mut connection =
        sqlx::SqliteConnection::connect(&format!("sqlite:{}?mode=ro", path.display()))
            .await
            .expect("the file opens");
    let started = Instant::now();
    for layer in Layer::ALL {
        let columns: Vec<String> = sqlx::query(&format!("PRAGMA table_info({layer})"))
            .fetch_all(&mut connection)
            .await
            .expect("the table is there")
            .iter()
            .map(|row| format!("TOTAL(LENGTH(\"{}\"))", row.get::<String, _>("name")))
            .collect();
        sqlx::query(&format!("SELECT {} FROM {layer}", columns.join(", ")))
            .fetch_one(&mut connection)
            .await
            .expect("the table can be read");
    }
    started.elapsed().as_secs_f64()
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("the runtime starts");
    let folder = tempfile::tempdir().expect("a folder for the store");
    let path = std::env::var_os("ANJIE_BENCH_STORE")
        .map_or_else(|| folder.path().join("city.gpkg"), PathBuf::from);
    let url = format!("gpkg:{}", path.display());
    runtime.block_on(async {
        // Generating takes more memory than serving: the store is made by a process of its own.
        if std::env::args().any(|a| a == "--make") {
            store_of(&std::env::var("ANJIE_BENCH_URL").expect("the parent names the store"))
                .await
                .close()
                .await;
            return;
        }
        let made =
            std::process::Command::new(std::env::current_exe().expect("a program has a path"))
                .arg("--make")
                .env("ANJIE_BENCH_URL", &url)
                .status()
                .expect("this program starts again");
        assert!(made.success(), "the store could not be made");

        let floor = floor_s(&path).await;
        let store = Store::open(&url).await.expect("the store opens");
        let (before, _) = resident_mib();
        let started = Instant::now();
        let facts = store.load_facts().await.expect("the facts are loaded");
        let loaded = started.elapsed().as_secs_f64();
        let rows = facts.targets.len()
            + facts.vessels.len()
            + facts.facilities.len()
            + facts.population.len();
        let started = Instant::now();
        let city = City::build(facts).expect("the city is indexed");
        let built = started.elapsed().as_secs_f64();
        let (now, peak) = resident_mib();
        println!(
            "{} facilities, {} targets, {rows} rows in all",
            city.sites.len(),
            city.ground.targets.len()
        );
        println!(
            "load   {loaded:.2} s (goal 10), {:.1} times SQLite alone ({floor:.2} s)",
            loaded / floor
        );
        println!("index  {built:.2} s");
        println!(
            "memory {:.0} MiB held by the city (goal 1500), {peak:.0} MiB at the peak",
            now - before
        );
        store.close().await;
    });
}
