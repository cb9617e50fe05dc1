//! The built binary, driven as its user would: good files, broken files, a service that is up meanwhile.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

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

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn store(&self) -> String {
        format!("gpkg:{}", self.0.path().join("city.gpkg").display())
    }

    fn anjie(&self, args: &[&str]) -> Output {
        Command::new(binary())
            .args(["--store", &self.store()])
            .args(args)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    fn import(&self, layer: &str, path: &Path, more: &[&str]) -> Output {
        let mut args = vec!["import", path.to_str().unwrap(), "--layer", layer];
        args.extend(more);
        self.anjie(&args)
    }

    /// Rows of a layer, by exporting it.
    fn rows(&self, layer: &str) -> usize {
        let out = self.0.path().join(format!("{layer}-out.geojson"));
        let exported = self.anjie(&["export", layer, out.to_str().unwrap()]);
        if !exported.status.success() {
            assert!(text(&exported).contains("no rows"), "{}", text(&exported));
            return 0;
        }
        let document: Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
        document["features"].as_array().unwrap().len()
    }
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn code(output: &Output) -> i32 {
    output
        .status
        .code()
        .unwrap_or_else(|| panic!("killed: {}", text(output)))
}

const FACILITIES: &str = "id,name,kind,status,lon,lat\nF1,示例·甲,production,in_service,119.97,31.81\nF2,示例·乙,storage,in_service,119.98,31.82\n";
const UNITS: &str = "id,facility_id,name,kind\nU1,F1,罐区,storage\nU2,F2,仓库,storage\n";

fn with_plants() -> Folder {
    let folder = Folder::new();
    for (layer, rows) in [("facilities", FACILITIES), ("units", UNITS)] {
        let path = folder.file(&format!("{layer}.csv"), rows);
        let output = folder.import(layer, &path, &[]);
        assert_eq!(code(&output), 0, "{}", text(&output));
    }
    folder
}

/// Name, layer, content, exit code, words that the report must have.
type Broken = (
    &'static str,
    &'static str,
    Vec<u8>,
    i32,
    &'static [&'static str],
);

/// Each broken file is refused with its exit code and words that name what is wrong; nothing is stored.
#[test]
fn broken_files_are_refused_with_words_and_nothing_is_lost() {
    let folder = with_plants();
    let noise: Vec<u8> = (0..10_000_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let bowtie = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"P1","name":"园","kind":"chemical_park"},"geometry":{"type":"Polygon","coordinates":[[[119.9,31.8],[120.0,31.9],[120.0,31.8],[119.9,31.9],[119.9,31.8]]]}}]}"#;
    let vessels = "id,unit_id,substance,quantity_t,lon,lat\n";
    let cases: Vec<Broken> = vec![
        ("empty.geojson", "parks", Vec::new(), 2, &["empty.geojson"]),
        ("empty.csv", "facilities", Vec::new(), 2, &["empty.csv"]),
        (
            "header.csv",
            "facilities",
            b"id,name,kind,status,lon,lat\n".to_vec(),
            2,
            &["no rows"],
        ),
        ("noise.geojson", "parks", noise, 2, &["noise.geojson"]),
        (
            "bowtie.geojson",
            "parks",
            bowtie.as_bytes().to_vec(),
            3,
            &["cross"],
        ),
        (
            "cas.csv",
            "vessels",
            format!("{vessels}V1,U1,7664-41-8,5,119.97,31.81\n").into_bytes(),
            3,
            &["cas.csv:1", "7664-41-8", "7664-41-7"],
        ),
        (
            "negative.csv",
            "vessels",
            format!("{vessels}V1,U1,氨,-5,119.97,31.81\n").into_bytes(),
            3,
            &["negative.csv:1", "quantity_t", "-5"],
        ),
        (
            "twice.csv",
            "vessels",
            format!("{vessels}V1,U1,氨,5,119.97,31.81\nV1,U1,氨,6,119.97,31.81\n").into_bytes(),
            3,
            &["twice.csv:2", "V1"],
        ),
        (
            "orphan.csv",
            "vessels",
            format!("{vessels}V1,U9,氨,5,119.97,31.81\n").into_bytes(),
            3,
            &["orphan.csv:1", "U9"],
        ),
        (
            "swapped.csv",
            "vessels",
            format!("{vessels}V1,U1,氨,5,31.81,119.97\n").into_bytes(),
            3,
            &["swapped.csv:1", "longitude"],
        ),
        (
            "words.csv",
            "facilities",
            "id,name,kind,status,lon,lat\nF9,x,castle,in_service,119.9,31.8\n".into(),
            3,
            &["words.csv:1", "castle", "production"],
        ),
        (
            "nan.csv",
            "vessels",
            format!("{vessels}V1,U1,氨,NaN,119.97,31.81\n").into_bytes(),
            3,
            &["nan.csv:1", "quantity_t"],
        ),
        (
            "uscc.csv",
            "facilities",
            "id,name,kind,status,uscc,lon,lat\nF9,x,use,in_service,91110000802100433C,119.9,31.8\n"
                .into(),
            3,
            &["uscc.csv:1", "should be B"],
        ),
        (
            "columns.csv",
            "facilities",
            "a,b\n1,2\n".into(),
            2,
            &["column"],
        ),
    ];
    for (name, layer, content, expected, words) in cases {
        let path = folder.file(name, content);
        let output = folder.import(layer, &path, &[]);
        let said = text(&output);
        assert_eq!(code(&output), expected, "{name}: {said}");
        for word in words {
            assert!(
                said.contains(word),
                "{name}: `{word}` is not in: {}",
                &said[..said.len().min(2000)]
            );
        }
        assert!(!said.contains("panicked"), "{name}: {said}");
    }
    assert_eq!(
        (
            folder.rows("facilities"),
            folder.rows("units"),
            folder.rows("vessels"),
            folder.rows("parks")
        ),
        (2, 2, 0, 0)
    );
}

#[test]
fn one_bad_row_keeps_the_whole_file_out() {
    let folder = with_plants();
    let path = folder.file(
        "tanks.csv",
        "id,unit_id,substance,quantity_t,lon,lat\nV1,U1,氨,5,119.97,31.81\nV2,U1,氯,x,119.97,31.81\nV3,U1,7782-50-4,-1,119.97,31.81\n",
    );
    let output = folder.import("vessels", &path, &[]);
    let said = text(&output);
    assert_eq!(code(&output), 3);
    // every issue of every row, not the first
    for word in ["tanks.csv:2", "tanks.csv:3", "7782-50-5", "-1"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert_eq!(folder.rows("vessels"), 0);
}

#[test]
fn a_wrong_crs_is_named() {
    let folder = with_plants();
    let path = folder.file(
        "t.csv",
        "id,unit_id,substance,quantity_t,lon,lat\nV1,U1,氨,5,497159.4,3520784.6\n",
    );
    let unknown = folder.import("vessels", &path, &["--crs", "EPSG:1"]);
    assert_eq!(code(&unknown), 2, "{}", text(&unknown));
    assert!(text(&unknown).contains("EPSG:1"), "{}", text(&unknown));
    let nonsense = folder.import("vessels", &path, &["--crs", "mars"]);
    assert_eq!(code(&nonsense), 2);
    let undeclared = folder.import("vessels", &path, &[]);
    assert_ne!(
        code(&undeclared),
        0,
        "metres are not taken as degrees: {}",
        text(&undeclared)
    );
    let right = folder.import("vessels", &path, &["--crs", "EPSG:4549"]);
    assert_eq!(code(&right), 0, "{}", text(&right));
    assert_eq!(folder.rows("vessels"), 1);
}

#[test]
fn a_dry_run_stores_nothing() {
    let folder = with_plants();
    let path = folder.file(
        "t.csv",
        "id,unit_id,substance,quantity_t,lon,lat\nV1,U1,氨,5,119.97,31.81\n",
    );
    let output = folder.import("vessels", &path, &["--dry-run"]);
    assert_eq!(code(&output), 0, "{}", text(&output));
    assert_eq!(folder.rows("vessels"), 0);
}

/// Runs a model with JSON on standard input.
fn model(name: &str, input: &str) -> Output {
    let mut child = Command::new(binary())
        .args(["model", "run", name])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // a model that is not there does not read its input
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn a_model_runs_alone() {
    let output = model(
        "major_hazard",
        r#"{"unit_kind": "storage", "people_within_500_m": 120, "substances": [{"cas": "7782-50-5", "quantity_t": 20}]}"#,
    );
    assert_eq!(code(&output), 0, "{}", text(&output));
    let out: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (
            out["s"].as_f64(),
            out["r"].as_f64(),
            out["level"].as_u64(),
            out["alpha"].as_f64()
        ),
        (Some(4.0), Some(32.0), Some(3), Some(2.0))
    );
    for (name, input) in [
        ("major_hazard", "{"),
        ("major_hazard", "{}"),
        ("no_such", "{}"),
        ("major_hazard", ""),
    ] {
        let output = model(name, input);
        assert_eq!(code(&output), 2, "{name} {input}");
        let first = String::from_utf8_lossy(&output.stderr)
            .lines()
            .next()
            .unwrap_or("")
            .to_owned();
        let problem: Value =
            serde_json::from_str(&first).unwrap_or_else(|e| panic!("{e}: {first}"));
        assert_eq!(problem["status"], 400);
    }
}

struct Service {
    child: Child,
    port: u16,
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Service {
    /// Starts `anjie serve` and waits until it says its address.
    fn start(folder: &Folder) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut child = Command::new(binary())
            .args([
                "--store",
                &folder.store(),
                "--quiet",
                "serve",
                "--addr",
                &format!("127.0.0.1:{port}"),
            ])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains(&format!("http://127.0.0.1:{port}")), "{line}");
        Self { child, port }
    }

    fn get(&self, path: &str) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        let from = body.find('{').unwrap();
        let to = body.rfind('}').unwrap();
        serde_json::from_str(&body[from..=to]).unwrap()
    }
}

#[test]
fn a_running_service_shows_an_import_and_a_killed_one_loses_nothing() {
    let folder = with_plants();
    let mut service = Service::start(&folder);
    assert_eq!(service.get("/api/v1/summary")["counts"]["vessels"], 0);
    let path = folder.file(
        "t.csv",
        "id,unit_id,substance,quantity_t,lon,lat\nV1,U1,氯,500,119.97,31.81\n",
    );
    assert_eq!(code(&folder.import("vessels", &path, &[])), 0);
    let started = Instant::now();
    while service.get("/api/v1/summary")["counts"]["vessels"] != 1 {
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "the import is not shown"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    // 500 t of chlorine are level 1 although nobody counted the people
    assert_eq!(
        service.get("/api/v1/facilities/F1")["major_hazard"]["level"],
        1
    );
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    let again = Service::start(&folder);
    assert_eq!(again.get("/api/v1/summary")["counts"]["vessels"], 1);
}

/// What the risk assumes is read from the settings: it makes another run, and what cannot be is told by its key.
#[test]
fn assumptions_of_the_risk_are_part_of_the_run() {
    let folder = Folder::new();
    let assess = |settings: &str| {
        folder.file("anjie.toml", settings);
        folder.anjie(&["--quiet", "assess"])
    };
    let run = |output: &Output| {
        assert!(output.status.success(), "{}", text(output));
        text(output).split(':').next().unwrap().to_owned()
    };
    let usual = run(&assess(""));
    assert_eq!(run(&assess("[risk]\n")), usual);
    let other = run(&assess("[risk]\nfrequencies = \"hj169\"\n"));
    assert_ne!(other, usual);
    for (settings, named) in [
        ("[risk]\nmanagement_factor = -1.0\n", "management_factor"),
        ("[risk]\nfrequencies = \"none\"\n", "frequencies"),
        ("[risk]\nfrequency = \"hj169\"\n", "frequency"),
        (
            "[risk.isolation]\nsystem = \"hand\"\nfailure_on_demand = 1.5\ncloses_s = 60.0\n",
            "isolation",
        ),
    ] {
        let refused = assess(settings);
        assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
        assert!(text(&refused).contains(named), "{}", text(&refused));
    }
}

#[test]
fn usage_errors_exit_with_2() {
    let folder = Folder::new();
    for args in [
        &["import", "x.csv", "--layer", "castles"][..],
        &["import", "missing.csv", "--layer", "parks"],
        &["export", "ghosts", "out.csv"],
        &["serve", "--addr", "nowhere"],
        &["fly"],
    ] {
        let output = folder.anjie(args);
        assert_eq!(code(&output), 2, "{args:?}: {}", text(&output));
        assert!(!text(&output).contains("panicked"));
    }
    let postgres = Command::new(binary())
        .args(["--store", "postgres://u:secret@h/d", "assess"])
        .output()
        .unwrap();
    assert_eq!(code(&postgres), 2);
    assert!(!text(&postgres).contains("secret"));
}
