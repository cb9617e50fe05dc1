//! `anjie demo` through the built binary: seeds, scale, reference date, defects and dirty files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use analysis::facts::Facts;
use data::Store;
use serde_json::Value;

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

/// Where the packages are that the city is made from; none where they were not fetched.
fn sources() -> Option<PathBuf> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
    let dir = std::env::var_os("ANJIE_DEMO_CACHE").map_or(usual, PathBuf::from);
    if dir.join("streets.csv").is_file() {
        return Some(dir);
    }
    println!("skipped: no demo sources; run data/demo/fetch.sh or set ANJIE_DEMO_CACHE");
    None
}

fn anjie(store: &Path, args: &[&str]) -> Output {
    Command::new(binary())
        .arg("--store")
        .arg(store)
        .arg("--quiet")
        .args(args)
        .output()
        .unwrap()
}

fn words(output: &Output) -> String {
    let both = [&output.stdout, &output.stderr].map(|b| String::from_utf8_lossy(b).into_owned());
    both.concat()
}

/// Runs `anjie demo` without serving, at a hundredth of the size.
fn demo(sources: &Path, store: &Path, more: &[&str]) -> Output {
    let sources = sources.to_str().unwrap();
    let mut args = vec!["demo", "--sources", sources, "--no-serve"];
    if !more.contains(&"--scale") {
        args.extend(["--scale", "0.01"]);
    }
    args.extend(more);
    anjie(store, &args)
}

fn made(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", words(output));
}

/// What a store holds, and its hash, which leaves out when it was made.
async fn held(store: &Path) -> (Facts, String) {
    let store = Store::open(store.to_str().unwrap()).await.unwrap();
    let (facts, version) = store.load_versioned().await.unwrap();
    store.close().await;
    (facts, version.sha256)
}

#[tokio::test]
async fn the_seed_decides_and_the_scale_multiplies() {
    let Some(sources) = sources() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let manifest = |name: &str| path(name).display().to_string();
    let spoiled = |name: &str, seed: &str| {
        let list = manifest(&format!("{name}.json"));
        let args = ["--seed", seed, "--defects", "--defects-manifest", &list];
        made(&demo(&sources, &path(name), &args));
    };
    spoiled("one.gpkg", "3");
    spoiled("two.gpkg", "3");
    spoiled("other.gpkg", "4");
    let bytes = |name: &str| std::fs::read(path(name)).unwrap();
    assert_eq!(bytes("one.gpkg.json"), bytes("two.gpkg.json"));
    assert_ne!(bytes("one.gpkg.json"), bytes("other.gpkg.json"));
    let (one, hash) = held(&path("one.gpkg")).await;
    assert_eq!(hash, held(&path("two.gpkg")).await.1);
    assert_ne!(hash, held(&path("other.gpkg")).await.1);

    // Every defect of the manifest is in the store as it says.
    let listed: Value = serde_json::from_slice(&bytes("one.gpkg.json")).unwrap();
    assert_eq!(
        (&listed["seed"], &listed["synthetic"]),
        (&3.into(), &true.into())
    );
    let defects = listed["defects"].as_array().unwrap();
    let vessels: BTreeMap<&str, _> = one.vessels.iter().map(|v| (v.id.as_str(), v)).collect();
    let mut kinds = BTreeSet::new();
    for defect in defects {
        kinds.insert(defect["kind"].as_str().unwrap());
        if (&defect["layer"], &defect["field"]) == (&"vessels".into(), &"quantity_t".into()) {
            let quantity = vessels[defect["id"].as_str().unwrap()].quantity_t;
            let text = quantity.map(|q| Value::String(q.to_string()));
            assert_eq!(text.unwrap_or_default(), defect["wrong"], "{defect}");
        }
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");

    // The clean city has none of them; twice the scale has twice the buildings and as many parks.
    made(&demo(&sources, &path("clean.gpkg"), &["--seed", "3"]));
    made(&demo(
        &sources,
        &path("larger.gpkg"),
        &["--seed", "3", "--scale", "0.02"],
    ));
    let (clean, clean_hash) = held(&path("clean.gpkg")).await;
    let (larger, _) = held(&path("larger.gpkg")).await;
    assert_ne!(clean_hash, hash);
    let houses = |f: &Facts| {
        f.targets
            .iter()
            .filter(|t| t.floor_area_m2.is_some())
            .count()
    };
    let ratio = houses(&larger) as f64 / houses(&clean) as f64;
    assert!((1.3..2.2).contains(&ratio), "{ratio}");
    assert_eq!(clean.parks.len(), larger.parks.len());

    // Defects go into a new store only, and a manifest needs defects.
    let again = demo(&sources, &path("clean.gpkg"), &["--defects"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        words(&again).contains("name another store"),
        "{}",
        words(&again)
    );
    let alone = demo(&sources, &path("x.gpkg"), &["--defects-manifest", "x.json"]);
    assert_eq!(alone.status.code(), Some(2), "{}", words(&alone));
    let nowhere = demo(
        &sources,
        &path("y.gpkg"),
        &["--defects", "--defects-manifest", "/no/such/m.json"],
    );
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(
        words(&nowhere).contains("/no/such/m.json"),
        "{}",
        words(&nowhere)
    );
}

#[tokio::test]
async fn hidden_hazards_stand_as_on_the_reference_date() {
    let Some(sources) = sources() else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("city.gpkg");
    made(&demo(&sources, &store, &["--reference-date", "2025-03-31"]));
    let (facts, _) = held(&store).await;
    let found: BTreeSet<&str> = facts
        .hidden_hazards
        .iter()
        .map(|h| h.found_on.as_str())
        .collect();
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|d| ("2023-03-31"..="2025-03-31").contains(d)),
        "{found:?}"
    );
    assert!(
        facts
            .hidden_hazards
            .iter()
            .all(|h| h.closed_on.as_deref().is_none_or(|d| d <= "2025-03-31"))
    );
    for (flag, wrong) in [
        ("--reference-date", "2025-13-01"),
        ("--reference-date", "yesterday"),
        ("--scale", "0"),
        ("--scale", "-1"),
        ("--scale", "NaN"),
        ("--scale", "1000"),
        ("--seed", "-1"),
        ("--sources", "/no/such/folder"),
    ] {
        let store = folder.path().join("none.gpkg");
        let given = format!("{flag}={wrong}");
        let mut args = vec!["demo", "--no-serve", &*given];
        if flag != "--sources" {
            args.extend(["--sources", sources.to_str().unwrap()]);
        }
        let output = anjie(&store, &args);
        assert_eq!(output.status.code(), Some(2), "{given}: {}", words(&output));
        assert!(
            !words(&output).contains("panicked"),
            "{given}: {}",
            words(&output)
        );
    }
}

/// Row and field of each issue and note of a report.
fn told(report: &Value) -> BTreeSet<(u64, String)> {
    ["issues", "notes"]
        .iter()
        .flat_map(|list| report[list].as_array().unwrap())
        .map(|i| {
            (
                i["row"].as_u64().unwrap(),
                i["field"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

/// The dirty files are made alike by alike seeds, and importing them tells of every fault, by its row.
#[tokio::test]
async fn dirty_files_are_told_of_row_by_row() {
    let Some(sources) = sources() else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("city.gpkg");
    let dirs = ["one", "two"].map(|d| folder.path().join(d));
    for dir in &dirs {
        let args = [
            "demo",
            "--sources",
            sources.to_str().unwrap(),
            "--scale",
            "0.01",
            "--seed",
            "5",
            "--export-dirty",
            dir.to_str().unwrap(),
        ];
        made(&anjie(&store, &args));
    }
    assert!(!store.exists(), "only files are written");
    let names: BTreeSet<_> = std::fs::read_dir(&dirs[0])
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(names.len() >= 6, "{names:?}");
    for name in &names {
        // The head of a dBASE table has the day on which it was written.
        let skip = if Path::new(name).extension().is_some_and(|e| e == "dbf") {
            4
        } else {
            0
        };
        let [one, two] = [0, 1].map(|n| std::fs::read(dirs[n].join(name)).unwrap());
        assert!(one[skip..] == two[skip..], "{}", name.display());
    }
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(dirs[0].join("manifest.json")).unwrap()).unwrap();
    made(&demo(&sources, &store, &["--seed", "5"]));
    let (facts, before) = held(&store).await;
    for (file, layer) in [
        ("企业台账_GBK.csv", "facilities"),
        ("储罐台账.xlsx", "vessels"),
        ("学校医院.shp", "targets"),
    ] {
        let path = dirs[0].join(file);
        let output = anjie(
            &store,
            &[
                "--json",
                "import",
                path.to_str().unwrap(),
                "--layer",
                layer,
                "--dry-run",
            ],
        );
        assert_eq!(output.status.code(), Some(3), "{file}: {}", words(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let told = told(&report);
        let rows = rows(file, &facts);
        let mut seeded = 0;
        for defect in manifest["defects"].as_array().unwrap() {
            if defect["file"] != file {
                continue;
            }
            seeded += 1;
            if file.ends_with("shp") && defect["kind"] == "gcj02" {
                assert_eq!(report["crs_used"], "gcj02", "the whole file is");
                continue;
            }
            let cell = (
                rows[defect["id"].as_str().unwrap()],
                defect["field"].as_str().unwrap().to_owned(),
            );
            assert!(told.contains(&cell), "{defect} at {cell:?}");
        }
        assert!(seeded > 5, "{file}: {seeded}");
    }
    assert_eq!(held(&store).await.1, before, "nothing was stored");
}

/// Rows of a dirty file by their identifiers, as a report counts them.
fn rows(file: &str, facts: &Facts) -> BTreeMap<String, u64> {
    use analysis::facts::Subtype::{Hospital, Kindergarten, School};
    // Above the rows of the workbook stand a title, a note and the header.
    let (ids, first): (Vec<&str>, u64) = match file {
        "企业台账_GBK.csv" => (facts.facilities.iter().map(|f| &*f.id).collect(), 1),
        "储罐台账.xlsx" => {
            let vessels = facts.vessels.iter();
            let whole = vessels.filter(|v| {
                v.quantity_t.is_some() && v.substance.is_some() && v.volume_m3.is_some()
            });
            (whole.map(|v| &*v.id).collect(), 4)
        }
        _ => {
            let targets = facts.targets.iter();
            let shown = targets.filter(|t| matches!(t.subtype, School | Kindergarten | Hospital));
            (shown.map(|t| &*t.id).collect(), 1)
        }
    };
    ids.into_iter().map(str::to_owned).zip(first..).collect()
}
