//! The arrows of docs/architecture.md, held by a machine.

use std::process::Command;

fn tree(package: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let names: Vec<String> = text
        .lines()
        .filter_map(|l| l.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 3, "the tree of {package} was read");
    names
}

#[test]
fn analysis_is_pure() {
    let below = tree("analysis");
    for banned in [
        "tokio",
        "sqlx",
        "actix-web",
        "gdal",
        "proj",
        "reqwest",
        "data",
        "tiles",
        "server",
    ] {
        assert!(
            !below.iter().any(|n| n == banned),
            "analysis must not depend on {banned}"
        );
    }
}

#[test]
fn tiles_imports_none_of_ours() {
    let below = tree("tiles");
    for ours in ["analysis", "data", "server", "tests"] {
        assert!(
            !below.iter().any(|n| n == ours),
            "tiles must not depend on {ours}"
        );
    }
}

#[test]
fn data_does_not_know_the_server() {
    let below = tree("data");
    for other in ["server", "tiles", "actix-web"] {
        assert!(
            !below.iter().any(|n| n == other),
            "data must not depend on {other}"
        );
    }
}

/// Two SQLites in one process crash when GDAL opens a GeoPackage.
#[test]
fn there_is_one_sqlite_in_the_process() {
    let below = tree("server");
    assert!(!below.iter().any(|n| n == "rusqlite"));
    let exe = std::env::current_exe().unwrap();
    let binary = exe.parent().unwrap().parent().unwrap().join("anjie");
    assert!(
        binary.exists(),
        "{} is not built; run `cargo build --package server` first",
        binary.display()
    );
    let symbols = Command::new("nm")
        .args(["-D", "--defined-only"])
        .arg(&binary)
        .output()
        .unwrap();
    assert!(symbols.status.success());
    let text = String::from_utf8(symbols.stdout).unwrap();
    assert_eq!(text.lines().filter(|l| l.contains(" sqlite3_")).count(), 0);
}

/// No outside host is asked at run time: whatever the service and the page name is a name of a standard, an example, or
/// the one base map that the settings can choose.
#[test]
fn sources_name_no_host_to_load_from() {
    const NAMES: [&str; 4] = [
        "www.opengis.net",
        "www.w3.org",
        "json-schema.org",
        "t0.tianditu.gov.cn",
    ];
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let folders = [
        "server/src",
        "server/styles",
        "server/sprites",
        "web/src",
        "web/public",
        "web/index.html",
    ];
    let output = Command::new("git")
        .args(["-C", root, "grep", "-noIE", "https?://[A-Za-z0-9.-]+", "--"])
        .args(folders)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let host = |line: &str| {
        line.rsplit_once("://")
            .map_or("", |(_, host)| host)
            .to_owned()
    };
    let found: Vec<&str> = text.lines().collect();
    assert!(found.len() > 50, "the sources were read");
    let others: Vec<&&str> = found
        .iter()
        .filter(|line| {
            let host = host(line);
            // Names without a dot and those of RFC 2606 are examples in texts and tests.
            let is_example = !host.contains('.') || host.split('.').any(|part| part == "example");
            !NAMES.contains(&host.as_str()) && !is_example
        })
        .collect();
    assert!(others.is_empty(), "{others:?}");
    assert!(
        !tree("server").iter().any(|n| n == "utoipa-scalar"),
        "its page loads a script from elsewhere"
    );
}

/// No machine's paths, no registry hosts in what is committed.
#[test]
fn sources_name_no_machine() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let output = Command::new("git")
        .args([
            "-C",
            root,
            "grep",
            "-nIE",
            "(^|[^a-zA-Z0-9_.])/(work|farm|root)/",
        ])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let hits: Vec<&str> = text
        .lines()
        .filter(|l| !l.starts_with("tests/tests/architecture.rs"))
        .collect();
    assert!(hits.is_empty(), "{}", hits.join("\n"));
}
