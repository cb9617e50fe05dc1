//! `anjie export … .pmtiles` and `.mbtiles`: the tiles are those that are served, other readers take the files, and a
//! run that is killed is gone on with to the same bytes.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use gdal::vector::LayerAccess;
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};

/// The binary; `make unit` builds it first.
fn binary() -> PathBuf {
    let exe = std::env::current_exe().unwrap();
    let path = exe.parent().unwrap().parent().unwrap().join("anjie");
    assert!(path.exists(), "run `cargo build --package server` first");
    path
}

fn words(output: &Output) -> String {
    let both = [&output.stdout, &output.stderr].map(|b| String::from_utf8_lossy(b).into_owned());
    both.concat()
}

struct City(tempfile::TempDir);

impl City {
    /// The demo city at a hundredth of the size; none where its sources were not fetched.
    fn demo() -> Option<Self> {
        let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
        let sources = std::env::var_os("ANJIE_DEMO_CACHE").map_or(usual, PathBuf::from);
        if !sources.join("streets.csv").is_file() {
            println!("skipped: no demo sources; run data/demo/fetch.sh or set ANJIE_DEMO_CACHE");
            return None;
        }
        let city = Self(tempfile::tempdir().unwrap());
        let made = city.anjie(&[
            "demo",
            "--no-serve",
            "--scale",
            "0.01",
            "--sources",
            sources.to_str().unwrap(),
        ]);
        assert!(made.status.success(), "{}", words(&made));
        Some(city)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(["--store", "gpkg:city.gpkg"])
            .args(args)
            .current_dir(self.0.path());
        command
    }

    fn anjie(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn export(&self, args: &[&str]) -> Output {
        let all = [&["export"][..], args].concat();
        self.anjie(&all)
    }

    /// Exports and gives the bytes of the file.
    fn exported(&self, args: &[&str]) -> Vec<u8> {
        let output = self.export(args);
        assert!(output.status.success(), "{}", words(&output));
        let out = self.path(args[1]);
        for left in ["part", "tmp"] {
            let left = PathBuf::from(format!("{}.{left}", out.display()));
            assert!(!left.exists(), "{} is left", left.display());
        }
        std::fs::read(out).unwrap()
    }
}

/// A header of PMTiles 3, as its specification says.
struct Header {
    root: std::ops::Range<usize>,
    metadata: std::ops::Range<usize>,
    leaves: usize,
    data: usize,
    addressed: u64,
    contents: u64,
    clustered: bool,
    compression: (u8, u8),
    kind: u8,
    zooms: (u8, u8),
    bounds: [f64; 4],
}

fn header(file: &[u8]) -> Header {
    assert_eq!(&file[..8], b"PMTiles\x03");
    let number = |at: usize| u64::from_le_bytes(file[at..at + 8].try_into().unwrap());
    let degrees =
        |at: usize| f64::from(i32::from_le_bytes(file[at..at + 4].try_into().unwrap())) / 1e7;
    let span = |at: usize| number(at) as usize..(number(at) + number(at + 8)) as usize;
    Header {
        root: span(8),
        metadata: span(24),
        leaves: number(40) as usize,
        data: number(56) as usize,
        addressed: number(72),
        contents: number(88),
        clustered: file[96] == 1,
        compression: (file[97], file[98]),
        kind: file[99],
        zooms: (file[100], file[101]),
        bounds: [102, 106, 110, 114].map(degrees),
    }
}

fn unzip(bytes: &[u8]) -> Vec<u8> {
    server::encoding::Encoding::Gzip.unpack(bytes).unwrap()
}

/// The entries of a directory of PMTiles 3: identifier, run, offset, length.
fn directory(bytes: &[u8]) -> Vec<(u64, u64, u64, u64)> {
    let mut at = 0;
    let mut number = || {
        let (mut value, mut shift) = (0_u64, 0);
        loop {
            let byte = bytes[at];
            at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return value;
            }
        }
    };
    let count = number() as usize;
    let mut column = || -> Vec<u64> { (0..count).map(|_| number()).collect() };
    let [deltas, runs, lengths, offsets] = [column(), column(), column(), column()];
    let (mut id, mut end) = (0, 0);
    let mut entries = Vec::new();
    for i in 0..count {
        id += deltas[i];
        let offset = if offsets[i] == 0 { end } else { offsets[i] - 1 };
        end = offset + lengths[i];
        entries.push((id, runs[i], offset, lengths[i]));
    }
    entries
}

/// All tiles of a PMTiles file, read by its specification and not by the crate that wrote it.
fn tiles_of_pmtiles(file: &[u8]) -> BTreeMap<u64, Vec<u8>> {
    let header = header(file);
    let mut tiles = BTreeMap::new();
    let mut open = directory(&unzip(&file[header.root.clone()]));
    while let Some((id, run, offset, length)) = open.pop() {
        if run == 0 {
            let from = header.leaves + offset as usize;
            open.extend(directory(&unzip(&file[from..from + length as usize])));
            continue;
        }
        let from = header.data + offset as usize;
        for id in id..id + run {
            tiles.insert(id, file[from..from + length as usize].to_vec());
        }
    }
    tiles
}

/// Identifier of a tile by the specification: tiles of lesser zooms, and the place on the Hilbert curve.
fn identifier(z: u32, x: u64, y: u64) -> u64 {
    let before: u64 = (0..z).map(|z| 1 << (2 * z)).sum();
    let (mut x, mut y, mut place) = (x, y, 0);
    let mut side = 1_u64 << z >> 1;
    while side > 0 {
        let (right, low) = (u64::from(x & side > 0), u64::from(y & side > 0));
        place += side * side * ((3 * right) ^ low);
        if low == 0 {
            if right == 1 {
                x = side.wrapping_sub(1).wrapping_sub(x);
                y = side.wrapping_sub(1).wrapping_sub(y);
            }
            std::mem::swap(&mut x, &mut y);
        }
        side >>= 1;
    }
    before + place
}

/// All tiles of an MBTiles file by zoom, column and row from the north, and its metadata.
async fn tiles_of_mbtiles(
    path: &Path,
) -> (BTreeMap<(u32, u64, u64), Vec<u8>>, BTreeMap<String, String>) {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut database = options.connect().await.unwrap();
    let rows = sqlx::query("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles");
    let rows = rows.fetch_all(&mut database).await.unwrap();
    let tiles = rows.iter().map(|row| {
        let [z, x, y] = [0, 1, 2].map(|i| row.get::<i64, _>(i) as u64);
        ((z as u32, x, (1 << z) - 1 - y), row.get(3))
    });
    let metadata = sqlx::query_as("SELECT name, value FROM metadata");
    let metadata: Vec<(String, String)> = metadata.fetch_all(&mut database).await.unwrap();
    let answer = (tiles.collect(), metadata.into_iter().collect());
    database.close().await.unwrap();
    answer
}

struct Service {
    child: Child,
    addr: String,
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Service {
    fn start(city: &City) -> Self {
        let mut serve = city.command(&["--quiet", "serve", "--addr", "127.0.0.1:0"]);
        let mut child = serve.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let addr = line.split("http://").nth(1).unwrap();
        let addr = addr.split(' ').next().unwrap().to_owned();
        Self { child, addr }
    }

    /// Status and body of an answer in gzip.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.addr).unwrap();
        let ask = format!(
            "GET {path} HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(ask.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let head = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let status = String::from_utf8_lossy(&answer[9..12]).parse().unwrap();
        (status, answer[head + 4..].to_vec())
    }
}

const LAYERS: &str = "districts,parks,facilities,vessels,violations";

#[tokio::test(flavor = "multi_thread")]
async fn the_tiles_of_a_file_are_those_that_are_served() {
    let Some(city) = City::demo() else { return };
    let pm = city.exported(&[LAYERS, "city.pmtiles", "--max-zoom", "13"]);
    city.exported(&[LAYERS, "city.mbtiles", "--max-zoom", "13"]);
    let of_pm = tiles_of_pmtiles(&pm);
    let (of_mb, metadata) = tiles_of_mbtiles(&city.path("city.mbtiles")).await;
    assert!(of_mb.len() > 200, "{}", of_mb.len());
    let by_identifier: BTreeMap<u64, Vec<u8>> = of_mb
        .iter()
        .map(|((z, x, y), tile)| (identifier(*z, *x, *y), tile.clone()))
        .collect();
    assert_eq!(of_pm, by_identifier, "both files hold the same tiles");

    let service = Service::start(&city);
    for zoom in 0..=13 {
        let here: Vec<_> = of_mb.iter().filter(|((z, ..), _)| *z == zoom).collect();
        assert!(!here.is_empty(), "zoom {zoom} has tiles");
        for ((z, x, y), tile) in here.iter().step_by(here.len() / 12 + 1) {
            let (status, body) = service.get(&format!("/tiles/{LAYERS}/{z}/{x}/{y}"));
            assert_eq!(status, 200);
            assert!(body == **tile, "{z}/{x}/{y} is served with other bytes");
        }
    }
    // What is not in the file is served as empty: a whole row and more at two zooms.
    for z in [9_u32, 11] {
        let rows = of_mb.keys().filter(|k| k.0 == z);
        let (x, y) = rows.map(|k| (k.1, k.2)).next().unwrap();
        for (x, y) in (0..40).map(|d| (x + d - 20, y + d % 5)) {
            let (status, _) = service.get(&format!("/tiles/{LAYERS}/{z}/{x}/{y}"));
            assert_eq!(status == 200, of_mb.contains_key(&(z, x, y)), "{z}/{x}/{y}");
        }
    }

    let header = header(&pm);
    assert!(header.clustered && header.compression == (2, 2) && header.kind == 1);
    assert_eq!(
        (header.zooms, header.addressed),
        ((0, 13), of_mb.len() as u64)
    );
    let distinct: std::collections::BTreeSet<_> = of_pm.values().collect();
    assert_eq!(
        header.contents,
        distinct.len() as u64,
        "equal tiles are there once"
    );
    let said: Value = serde_json::from_slice(&unzip(&pm[header.metadata.clone()])).unwrap();
    let json: Value = serde_json::from_str(&metadata["json"]).unwrap();
    assert_eq!(said["vector_layers"], json["vector_layers"]);
    let names: Vec<&str> = said["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["id"].as_str().unwrap())
        .collect();
    assert_eq!(names.join(","), LAYERS);
    assert!(metadata["attribution"].contains("合成数据"));
    let [w, s, e, n] = header.bounds;
    assert!(
        w < 119.97 && 119.97 < e && s < 31.81 && 31.81 < n,
        "{:?}",
        header.bounds
    );
    let bounds: Vec<f64> = metadata["bounds"]
        .split(',')
        .map(|b| b.parse().unwrap())
        .collect();
    assert!(
        bounds
            .iter()
            .zip(header.bounds)
            .all(|(a, b)| (a - b).abs() < 1e-5)
    );
    assert_eq!(
        (
            &*metadata["minzoom"],
            &*metadata["maxzoom"],
            &*metadata["format"]
        ),
        ("0", "13", "pbf")
    );
    gdal_reads(&city.path("city.mbtiles"));
}

/// Another program finds the layers, their fields and their features.
fn gdal_reads(path: &Path) {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_VECTOR,
        ..DatasetOptions::default()
    };
    let file = Dataset::open_ex(path, options).unwrap();
    let names: Vec<String> = file.layers().map(|l| l.name()).collect();
    assert_eq!(names.join(","), LAYERS);
    let mut facilities = file.layer_by_name("facilities").unwrap();
    let fields: Vec<String> = facilities.defn().fields().map(|f| f.name()).collect();
    assert!(fields.iter().any(|f| f == "level"), "{fields:?}");
    let found = facilities
        .features()
        .filter(|f| f.geometry().is_some())
        .count();
    assert!(found > 10, "{found}");
}

#[test]
fn the_same_export_gives_the_same_bytes_and_the_box_cuts() {
    let Some(city) = City::demo() else { return };
    let args = [
        "facilities,parks",
        "a.pmtiles",
        "--min-zoom",
        "6",
        "--max-zoom",
        "12",
    ];
    let once = city.exported(&args);
    assert!(once == city.exported(&args));
    let base = ["facilities,parks", "a.mbtiles", "--max-zoom", "9"];
    assert!(city.exported(&base) == city.exported(&base));
    let cut = [&args[..], &["--bbox", "119.9,31.7,120.0,31.8"]].concat();
    let cut = tiles_of_pmtiles(&city.exported(&cut));
    let whole = tiles_of_pmtiles(&once);
    assert!(cut.len() < whole.len() && !cut.is_empty());
    assert!(cut.iter().all(|(id, tile)| whole[id] == *tile));
}

/// Starts an export and kills it once its part has so many bytes; says whether it was killed in time.
fn killed(city: &City, args: &[&str], at_bytes: u64) -> bool {
    let mut export = city.command(&[&["--quiet", "export"][..], args].concat());
    let mut child = export.spawn().unwrap();
    let part = city.path(&format!("{}.part", args[1]));
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return false;
        }
        if std::fs::metadata(&part).is_ok_and(|m| m.len() >= at_bytes) {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
        assert!(
            started.elapsed() < Duration::from_mins(2),
            "nothing is written"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn an_export_that_is_killed_is_gone_on_with_to_the_same_bytes() {
    let Some(city) = City::demo() else { return };
    for out in ["whole.pmtiles", "whole.mbtiles"] {
        let args = [LAYERS, out, "--max-zoom", "14"];
        let want = city.exported(&args);
        std::fs::remove_file(city.path(out)).unwrap();
        let mut times = 0;
        for at_bytes in [1_000, 50_000, 150_000] {
            if killed(&city, &args, at_bytes) {
                times += 1;
                assert!(!city.path(out).exists(), "half a file has the name");
            } else {
                std::fs::remove_file(city.path(out)).unwrap();
            }
        }
        assert!(times > 0, "it was never killed in time");
        // What the killed run was writing is torn.
        let part = city.path(&format!("{out}.part"));
        if let Ok(bytes) = std::fs::read(&part) {
            std::fs::write(&part, &bytes[..bytes.len() - 7]).unwrap();
            let output = city.export(&args);
            assert!(words(&output).contains("续导"), "{}", words(&output));
        } else {
            city.export(&args);
        }
        assert!(
            want == std::fs::read(city.path(out)).unwrap(),
            "{out} is another file"
        );
        assert!(!part.exists());
    }
}

#[test]
fn a_part_of_another_export_is_not_gone_on_with() {
    let Some(city) = City::demo() else { return };
    let want = city.exported(&["parks", "a.pmtiles", "--max-zoom", "10"]);
    let first = [LAYERS, "a.pmtiles", "--max-zoom", "14"];
    std::fs::remove_file(city.path("a.pmtiles")).unwrap();
    assert!(killed(&city, &first, 1_000));
    let other = city.export(&["parks", "a.pmtiles", "--max-zoom", "10"]);
    assert!(words(&other).contains("重新开始"), "{}", words(&other));
    assert!(want == std::fs::read(city.path("a.pmtiles")).unwrap());
}

#[test]
fn the_layers_of_the_risk_and_all_layers_can_be_asked_for() {
    let Some(city) = City::demo() else { return };
    let file = city.exported(&["map", "all.pmtiles", "--max-zoom", "8"]);
    let header = header(&file);
    let said: Value = serde_json::from_slice(&unzip(&file[header.metadata])).unwrap();
    let names: Vec<&str> = said["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["id"].as_str().unwrap())
        .collect();
    for name in [
        "contours",
        "lsir",
        "grades_towns",
        "grades_grid",
        "population",
        "facilities",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
}

#[test]
fn a_layer_of_others_can_be_asked_for() {
    let Some(city) = City::demo() else { return };
    let zones = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"depth_m":0.5},
        "geometry":{"type":"Polygon","coordinates":[[[119.9,31.8],[119.92,31.8],[119.92,31.82],[119.9,31.8]]]}}]}"#;
    std::fs::write(city.path("zones.geojson"), zones).unwrap();
    let settings = "[[layer]]\nname = \"flood\"\nfile = \"zones.geojson\"\nattribution = \"水利局\"\n\
                    [[layer]]\nname = \"gone\"\nfile = \"gone.gpkg\"\n";
    std::fs::write(city.path("anjie.toml"), settings).unwrap();
    let file = city.exported(&["flood,parks", "a.pmtiles", "--max-zoom", "10"]);
    let header = header(&file);
    let said = String::from_utf8(unzip(&file[header.metadata])).unwrap();
    assert!(said.contains("flood") && said.contains("水利局"), "{said}");
    let tiles = tiles_of_pmtiles(&file);
    let has_flood = |tile: &Vec<u8>| unzip(tile).windows(5).any(|w| w == b"flood");
    assert!(tiles.values().any(has_flood));
    let missing = city.export(&["gone", "b.pmtiles"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(words(&missing).contains("gone.gpkg"), "{}", words(&missing));
}

#[test]
fn what_cannot_be_exported_is_said_and_leaves_nothing() {
    let Some(city) = City::demo() else { return };
    for (args, named) in [
        (&["castles", "a.pmtiles"][..], "castles"),
        (&["parks,", "a.pmtiles"], "tile layer ``"),
        (
            &["parks", "a.pmtiles", "--min-zoom", "9", "--max-zoom", "8"],
            "9 to 8",
        ),
        (&["parks", "a.pmtiles", "--max-zoom", "23"], "23"),
        (&["parks", "a.pmtiles", "--min-zoom", "17"], "0 to 16"),
        (&["vessels", "a.mbtiles", "--max-zoom", "11"], "12 to 16"),
        (&["parks", "a.pmtiles", "--bbox", "1,2,3"], "--bbox"),
        (
            &["parks", "a.pmtiles", "--bbox", "-70,-30,-69,-29"],
            "parks",
        ),
        (&["parks", "a.gpkg", "--max-zoom", "9"], ".mbtiles"),
        (
            &["hidden_hazards", "a.pmtiles", "--bbox", "-70,-30,-69,-29"],
            "hidden_hazards",
        ),
    ] {
        let output = city.export(args);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{args:?}: {}",
            words(&output)
        );
        assert!(
            words(&output).contains(named),
            "{args:?}: {}",
            words(&output)
        );
    }
    let nowhere = city.export(&["parks", "nowhere/a.pmtiles", "--max-zoom", "3"]);
    assert_eq!(nowhere.status.code(), Some(1), "{}", words(&nowhere));
    let left: Vec<_> = std::fs::read_dir(city.0.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("a."))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
