//! Requests of any kind, broken and whole: no panic, no 5xx but where it is documented, the right media type, tiles
//! that are valid, memory that does not grow.
//!
//! Each request follows from the seed and its number, so that one that fails can be asked again:
//! `ANJIE_FUZZ_SEED`, `ANJIE_FUZZ_FROM`, `ANJIE_FUZZ_REQUESTS` (`make fuzz-requests N=…`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, Uri};
use actix_web::web::Data;
use actix_web::{App, test};
use analysis::facts::Facts;
use data::demo::{Options, Sources};
use mvt_reader::Reader;
use server::app::{AppState, configure, configure_document};
use server::encoding::Encoding;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::{small_city, wind_from_the_west};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

/// Requests in a usual run of the tests.
const USUAL: u64 = 3_000;
/// How much more memory may be taken after the first tenth of the requests, bytes: that of the caches.
const MOST_GROWTH: u64 = 400 << 20;
/// Statuses that may be answered.
const KNOWN: [u16; 14] = [
    200, 201, 204, 303, 304, 400, 404, 405, 406, 409, 410, 413, 415, 422,
];

/// Numbers by chance, the same for the same seed (SplitMix64; Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const LAYERS: &[&str] = &[
    "districts",
    "parks",
    "names",
    "facilities",
    "vessels",
    "targets",
    "population",
    "violations",
    "contours",
    "lsir",
    "grades_districts",
    "hidden_hazards",
    "units",
    "none",
    "",
    "*",
    "sit-0",
    "..",
    "FACILITIES",
    "facilities ",
    "设施",
    "%00",
    "%2e%2e%2f",
    "a",
    "'",
    "{layers}",
];
const COLLECTIONS: &[&str] = &[
    "districts",
    "parks",
    "zones",
    "facilities",
    "units",
    "vessels",
    "pipelines",
    "targets",
    "population",
    "hidden_hazards",
    "resources",
    "monitors",
    "violations",
    "contours",
    "lsir",
    "situation",
    "sit-0",
    "none",
    "",
    "..",
    "%2e%2e",
    "%00",
    "targets%2Fitems",
    "目标",
];
const SETS: &[&str] = &[
    "WebMercatorQuad",
    "WorldCRS84Quad",
    "CGCS2000Quad",
    "CGCS2000MercatorQuad",
    "webmercatorquad",
    "x",
    "",
    "%2e",
    "0",
];
const ODD: &[&str] = &[
    "",
    "-1",
    "0",
    "1",
    "99",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e3",
    "NaN",
    "inf",
    "0x10",
    "1.5",
    "٣",
    "+1",
    "1_000",
    "%00",
    "%ff",
    "%e5%8c%96",
    "null",
    "true",
    "a,b",
    "'",
    "\"",
    "<script>",
    "../../etc/passwd",
    "{z}",
    "${7*7}",
    ";",
    "~",
];
const PROPERTIES: &[&str] = &[
    "id",
    "name",
    "level",
    "kind",
    "synthetic",
    "people_day",
    "imported_at",
    "built_on",
    "per_year",
    "required",
    "geometry",
    "secret",
    "f",
    "filter",
];
const PIECES: &[&str] = &[
    "name",
    "level",
    "id",
    "people_day",
    "synthetic",
    "geometry",
    "built_on",
    "secret",
    "(",
    ")",
    ",",
    "=",
    "<>",
    "<",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "^",
    "%",
    "AND",
    "OR",
    "NOT",
    "LIKE",
    "BETWEEN",
    "IN",
    "IS",
    "NULL",
    "'a'",
    "'%'",
    "''",
    "3",
    "1e308",
    "-1",
    "TRUE",
    "CASEI(",
    "ACCENTI(",
    "DATE('2020-01-01')",
    "TIMESTAMP('2020-01-01T00:00:00Z')",
    "INTERVAL('..','2020-01-01')",
    "T_DURING(",
    "S_INTERSECTS(",
    "S_TOUCHES(",
    "S_WITHIN(",
    "A_CONTAINS(",
    "POINT(119.97 31.81)",
    "POINT(",
    "POLYGON((119 31,120 31,120 32,119 31))",
    "POLYGON((0 0,0 0,0 0,0 0))",
    "LINESTRING(119 31,120 32)",
    "BBOX(119,31,120,32)",
    "BBOX(180,-90,-180,90)",
    "EMPTY",
    "Z",
    "'",
    "\"",
    "DIV",
    ";",
    "--",
    "/*",
    "DROP TABLE facilities",
    "pg_sleep(10)",
    "{",
    "}",
    "[",
    "]",
];
const FILTERS: &[&str] = &[
    "level IN (1,2)",
    "name LIKE '%化工%'",
    "S_INTERSECTS(geometry, BBOX(119.9,31.7,120.1,31.9))",
    "synthetic = TRUE AND NOT (level = 4)",
    "people_day * 2 > 100 OR people_day IS NULL",
    "CASEI(name) LIKE CASEI('%A%')",
    "name = '' OR '1'='1'",
    "name = ''; DROP TABLE facilities; --'",
    "{\"op\":\"=\",\"args\":[{\"property\":\"level\"},1]}",
    "{\"op\":\"s_intersects\",\"args\":[{\"property\":\"geometry\"},{\"bbox\":[119,31,121,32]}]}",
    "{\"op\":\"and\",\"args\":[]}",
    "{\"op\":",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
];
const SYSTEMS: &[&str] = &[
    "http://www.opengis.net/def/crs/EPSG/0/4490",
    "http://www.opengis.net/def/crs/EPSG/0/4549",
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
    "EPSG:3857",
    "EPSG:4326",
    "[EPSG:4490]",
    "EPSG:999999",
    "urn:ogc:def:crs:EPSG::4490",
    "4490",
    "http://evil.example/crs",
];
const BOXES: &[&str] = &[
    "119,31,121,32",
    "119.9,31.7,120.0,31.8",
    "119,31,0,121,32,9",
    "121,32,119,31",
    "170,0,-170,1",
    "1e300,1e300,1e300,1e300",
    "NaN,0,0,1",
    "1,2,3",
    ",,,",
    "0,0,0,0",
    "-180,-90,180,90",
    "3500000,480000,3530000,510000",
    "13340000,3700000,13400000,3800000",
    "inf,-inf,inf,-inf",
];
const TIMES: &[&str] = &[
    "2020-01-01",
    "2020-01-01/..",
    "../2020-01-01",
    "../..",
    "2020-13-45",
    "2020-01-01T00:00:00Z",
    "0000-01-01",
    "9999-12-31T23:59:60Z/9999-12-31",
    "2025/2020",
    "now",
    "-271821-04-20",
];
const PATHS: &[&str] = &[
    "/",
    "/ogc",
    "/ogc/",
    "/ogc/conformance",
    "/ogc/collections",
    "/ogc/tileMatrixSets",
    "/ogc/tiles",
    "/ogc/styles",
    "/ogc/styles/city",
    "/ogc/processes",
    "/ogc/processes/relocation",
    "/ogc/jobs",
    "/ogc/jobs/x",
    "/ogc/jobs/x/results",
    "/styles",
    "/styles/county.json",
    "/styles/none.json",
    "/sprites/anjie.json",
    "/sprites/anjie@2x.png",
    "/sprites/../x",
    "/fonts/x/0-255.pbf",
    "/fonts/Noto%20Sans%20CJK%20SC%20Regular/0-255.pbf",
    "/fonts/x/1-2.pbf",
    "/openapi.json",
    "/docs",
    "/health",
    "/ready",
    "/api/v1/summary",
    "/api/v1/facilities",
    "/api/v1/violations",
    "/api/v1/search",
    "/api/v1/risk/at",
    "/api/v1/risk/contours",
    "/api/v1/grades/city/320400",
    "/api/v1/doctor",
    "/api/v1/fn/city/320400",
    "/nothing",
    "//",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/ogc/collections/targets/items/%2e%2e%2f",
    "/tiles/",
    "/tiles//1/0/0",
    "/ogc//collections",
];
const PARAMETERS: &[&str] = &[
    "limit",
    "next",
    "bbox",
    "bbox-crs",
    "datetime",
    "crs",
    "filter",
    "filter-lang",
    "filter-crs",
    "sortby",
    "properties",
    "f",
    "offset",
    "q",
    "kind",
    "level",
    "lon",
    "lat",
    "verdict",
    "x",
    "name",
    "people_day",
    "synthetic",
    "",
];
const HEADERS: &[(&str, &[&str])] = &[
    (
        "accept",
        &[
            "text/html",
            "application/json",
            "*/*",
            "image/png",
            ";;;",
            "text/html;q=NaN",
            "",
            "application/flatgeobuf",
        ],
    ),
    (
        "accept-encoding",
        &[
            "gzip",
            "br",
            "zstd",
            "identity",
            "gzip;q=0",
            "*;q=0",
            "identity;q=0",
            ";q=,,",
            "x",
            "gzip;q=1e9",
        ],
    ),
    ("if-none-match", &["*", "\"x\"", "W/\"", ",,,", "\"\\\""]),
    ("range", &["bytes=0-1", "bytes=-1", "bytes=9-0", "x"]),
    (
        "host",
        &["localhost", "evil\"><script>", "a b", "[::1]:99999", ""],
    ),
    ("x-forwarded-host", &["evil.example", "a/b", "\"><script>"]),
    ("x-forwarded-proto", &["https", "javascript", ""]),
    (
        "content-type",
        &[
            "application/json",
            "text/plain",
            "multipart/form-data",
            "x",
            "",
        ],
    ),
    ("content-length", &["0", "99999999999999999999", "-1"]),
    ("prefer", &["respond-async", "wait=1", ",,,"]),
    ("origin", &["https://evil.example", "null"]),
    ("access-control-request-method", &["POST", "DELETE", "X"]),
    ("expect", &["100-continue"]),
];
const BODIES: &[&str] = &[
    "",
    "{}",
    "null",
    "[",
    "{\"inputs\":{}}",
    "{\"inputs\":{\"level\":\"city\",\"id\":\"320400\"}}",
    "{\"inputs\":{\"point\":{\"type\":\"Point\",\"coordinates\":[119.97,31.81]}}}",
    "{\"inputs\":{\"point\":{\"type\":\"Point\",\"coordinates\":[1e308,-1e308]}}}",
    "{\"inputs\":{\"verdict\":\"all\"},\"response\":\"document\"}",
    "{\"inputs\":{\"changes\":[{\"move\":{\"facility_id\":\"F1\",\"to\":[120.03,31.865]}}]}}",
    "{\"changes\":[{\"move\":{\"facility_id\":\"F1\",\"to\":[120.03,31.865]}}]}",
    "{\"changes\":[{\"move\":{\"facility_id\":\"F1\",\"to\":[null,0]}}]}",
    "{\"inputs\":{\"changes\":{}}}",
    "{\"inputs\":{\"url\":\"http://evil.example\"}}",
    "\u{0}\u{1}\u{2}",
];

/// A request.
struct Asked {
    method: Method,
    uri: String,
    headers: Vec<(&'static str, String)>,
    body: &'static str,
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

fn number(chance: &mut Chance, most: u32) -> String {
    if chance.one_in(12) {
        return encoded(chance.of(ODD));
    }
    let most = most.max(1) as usize;
    match chance.below(6) {
        0 => (most + chance.below(3)).to_string(),
        _ => chance.below(most).to_string(),
    }
}

/// A place in the pyramid, often where the city is.
fn place(chance: &mut Chance, rows_first: bool) -> String {
    let z = chance.below(18) as u32;
    let n = 1_u32 << z;
    let near = |share: f64| ((share * f64::from(n)) as u32).to_string();
    let ending = chance.of(&["", "", ".mvt", ".pbf", ".png", "@2x"]);
    let (z, x, y) = if chance.one_in(2) {
        // 119.97° E, 31.81° N in the square of Mercator.
        (z.to_string(), near(0.833_25), near(0.406_6))
    } else {
        (number(chance, 25), number(chance, n), number(chance, n))
    };
    if rows_first {
        format!("{z}/{y}/{x}{ending}")
    } else {
        format!("{z}/{x}/{y}{ending}")
    }
}

fn filter(chance: &mut Chance) -> String {
    if chance.one_in(2) {
        return chance.of(FILTERS).to_owned();
    }
    let pieces: Vec<&str> = (0..chance.below(24)).map(|_| chance.of(PIECES)).collect();
    pieces.join(" ")
}

fn value(chance: &mut Chance, parameter: &str) -> String {
    if chance.one_in(8) {
        return chance.of(ODD).to_owned();
    }
    match parameter {
        "limit" => chance
            .of(&["1", "10", "10000", "0", "-1", "99999999999999"])
            .to_owned(),
        "next" => chance
            .of(&["MDpHMDk", "W10", "MDo", "!", "MDpHMDk="])
            .to_owned(),
        "bbox" => chance.of(BOXES).to_owned(),
        "bbox-crs" | "crs" | "filter-crs" => chance.of(SYSTEMS).to_owned(),
        "datetime" => chance.of(TIMES).to_owned(),
        "filter" => filter(chance),
        "filter-lang" => chance.of(&["cql2-text", "cql2-json", "sql"]).to_owned(),
        "f" => chance
            .of(&["json", "html", "fgb", "csv", "geojson", "xml"])
            .to_owned(),
        "lon" => chance.of(&["119.97", "500", "NaN"]).to_owned(),
        "lat" => chance.of(&["31.81", "-91", "1e999"]).to_owned(),
        "sortby" | "properties" => {
            let names: Vec<String> = (0..=chance.below(3))
                .map(|_| format!("{}{}", chance.of(&["", "-", "+"]), chance.of(PROPERTIES)))
                .collect();
            names.join(",")
        }
        _ => chance.of(ODD).to_owned(),
    }
}

fn query(chance: &mut Chance) -> String {
    let pairs: Vec<String> = (0..chance.below(4))
        .map(|_| {
            let name = chance.of(PARAMETERS);
            let value = value(chance, name);
            // Now and then as no client should write it.
            let value = if chance.one_in(30) {
                value
            } else {
                encoded(&value)
            };
            format!("{name}={value}")
        })
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

fn path(chance: &mut Chance) -> String {
    let layers = |chance: &mut Chance| -> String {
        if chance.one_in(40) {
            return vec![chance.of(LAYERS); 1 + chance.below(300)].join(",");
        }
        let names: Vec<&str> = (0..=chance.below(3)).map(|_| chance.of(LAYERS)).collect();
        names.join(",")
    };
    match chance.below(12) {
        0..=2 => format!("/tiles/{}/{}", layers(chance), place(chance, false)),
        3 => format!(
            "/tiles/{}/{}/{}",
            layers(chance),
            chance.of(SETS),
            place(chance, false)
        ),
        4 => format!("/tiles/{}", layers(chance)),
        5..=6 => format!("/ogc/collections/{}/items", chance.of(COLLECTIONS)),
        7 => {
            let what = chance.of(&[
                "",
                "/queryables",
                "/schema",
                "/sortables",
                "/tiles",
                "/tiles/WebMercatorQuad",
                "/items/F1",
                "/items/",
            ]);
            format!("/ogc/collections/{}{what}", chance.of(COLLECTIONS))
        }
        8 => {
            let (of, set) = (chance.of(COLLECTIONS), chance.of(SETS));
            format!("/ogc/collections/{of}/tiles/{set}/{}", place(chance, true))
        }
        9 => format!("/ogc/tiles/{}/{}", chance.of(SETS), place(chance, true)),
        _ => chance.of(PATHS).to_owned(),
    }
}

impl Asked {
    /// The request of a number.
    fn of(seed: u64, number: u64) -> Self {
        let mut chance = Chance(seed ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93));
        let chance = &mut chance;
        let headers = (0..chance.below(3))
            .map(|_| {
                let (name, values) = HEADERS[chance.below(HEADERS.len())];
                (name, chance.of(values).to_owned())
            })
            .collect();
        if chance.one_in(20) {
            let process = chance.of(&["violations", "grades", "risk-at", "relocation", "none", ""]);
            return Self {
                method: Method::POST,
                uri: match chance.below(4) {
                    0 => "/api/v1/situations".to_owned(),
                    _ => format!("/ogc/processes/{process}/execution"),
                },
                headers,
                body: chance.of(BODIES),
            };
        }
        let method = match chance.below(30) {
            0 => Method::HEAD,
            1 => Method::OPTIONS,
            2 => Method::DELETE,
            3 => Method::PUT,
            4 => Method::TRACE,
            _ => Method::GET,
        };
        let mut uri = format!("{}{}", path(chance), query(chance));
        // A byte of it changed.
        if chance.one_in(25) && uri.is_ascii() && uri.len() > 1 {
            let at = 1 + chance.below(uri.len() - 1);
            let sign = chance.of(&[
                "%", "/", "?", "&", "=", "#", ",", ".", ";", "0", "%ff", "%C3%28",
            ]);
            uri.replace_range(at..=at, sign);
        }
        Self {
            method,
            uri,
            headers,
            body: "",
        }
    }
}

fn city() -> Facts {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
    let dir = std::env::var_os("ANJIE_DEMO_CACHE").map_or(usual, PathBuf::from);
    if dir.join("streets.csv").is_file() && std::env::var_os("ANJIE_FUZZ_DEMO").is_some() {
        let sources = Sources::open(&dir).unwrap();
        let options = Options::new(1, 0.005, "2026-01-01T00:00:00+08:00");
        return data::demo::city(&sources, &options).unwrap();
    }
    let mut facts = small_city();
    facts.weather = wind_from_the_west();
    facts
}

fn state() -> AppState {
    let assessed = Assessed::of(city(), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-fuzz".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let snapshot = Snapshot::build(assessed, run, Vec::new());
    snapshot.compute_risk(|_, _| {});
    AppState::with(snapshot)
}

/// Memory that the process holds, bytes.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = text.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * 4096
}

fn header(answer: &ServiceResponse, name: &str) -> String {
    let value = answer.headers().get(name);
    value
        .map(|v| v.to_str().unwrap().to_owned())
        .unwrap_or_default()
}

/// What is wrong with a tile, if anything.
fn fault_of_tile(bytes: Vec<u8>) -> Option<String> {
    let reader = match Reader::new(bytes) {
        Ok(reader) => reader,
        Err(error) => return Some(format!("{error:?}")),
    };
    let names = match reader.get_layer_names() {
        Ok(names) => names,
        Err(error) => return Some(format!("{error:?}")),
    };
    let once: BTreeSet<&String> = names.iter().collect();
    if once.len() != names.len() || names.is_empty() {
        return Some(format!("layers {names:?}"));
    }
    (0..names.len()).find_map(|i| match reader.get_features(i) {
        Ok(features) if features.is_empty() => Some(format!("{} is empty", names[i])),
        Ok(_) => None,
        Err(error) => Some(format!("{}: {error:?}", names[i])),
    })
}

fn setting(name: &str, usual: u64) -> u64 {
    match std::env::var(name) {
        Err(_) => usual,
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name}={text} is no whole number")),
    }
}

#[actix_web::test]
async fn no_request_of_any_kind_is_answered_wrongly() {
    let (api, state) = (server::openapi::Document::openapi(), Data::new(state()));
    let (app, api) = App::new()
        .into_utoipa_app()
        .openapi(api)
        .configure(configure(state))
        .split_for_parts();
    let app = test::init_service(app.configure(configure_document(api))).await;
    let seed = setting("ANJIE_FUZZ_SEED", 20_260_101);
    let (from, count) = (
        setting("ANJIE_FUZZ_FROM", 0),
        setting("ANJIE_FUZZ_REQUESTS", USUAL),
    );
    let (begun, mut before) = (Instant::now(), resident());
    let (mut statuses, mut asked_n, mut tiles) = (BTreeMap::<u16, u64>::new(), 0_u64, 0_u64);
    for number in from..from + count {
        let asked = Asked::of(seed, number);
        // What is no address at all never comes past the parser of HTTP.
        let Ok(uri) = asked.uri.parse::<Uri>() else {
            continue;
        };
        let mut request = test::TestRequest::default()
            .method(asked.method.clone())
            .uri(&uri.to_string());
        for (name, value) in &asked.headers {
            request = request.insert_header((*name, value.as_str()));
        }
        let is_json = asked
            .headers
            .iter()
            .all(|(name, _)| *name != "content-type");
        if !asked.body.is_empty() {
            request = request.set_payload(asked.body);
            if is_json {
                request = request.insert_header(("content-type", "application/json"));
            }
        }
        let which = format!(
            "ANJIE_FUZZ_SEED={seed} ANJIE_FUZZ_FROM={number}: {} {}",
            asked.method, asked.uri
        );
        let answer = test::call_service(&app, request.to_request()).await;
        let status = answer.status().as_u16();
        *statuses.entry(status).or_default() += 1;
        asked_n += 1;
        // 503 where there is no store to import into or a font is not installed; 429 for jobs.
        let is_known = KNOWN.contains(&status)
            || (status == 429 && asked.method == Method::POST)
            || (status == 503
                && (asked.uri.starts_with("/api/v1/imports") || asked.uri.starts_with("/fonts")));
        assert!(is_known, "{which}: {status}");
        let media = header(&answer, "content-type");
        let coding = header(&answer, "content-encoding");
        if status >= 400 {
            assert_eq!(media, "application/problem+json", "{which}: {status}");
        }
        let path = uri.path();
        let is_tile = media == "application/vnd.mapbox-vector-tile";
        if status == 200
            && asked.method == Method::GET
            && path.contains("/tiles/")
            && path.split('/').count() > 5
        {
            let is_set = media == "application/json" || media == "text/html; charset=utf-8";
            assert!(is_tile || is_set, "{which}: {media}");
        }
        let bytes = test::read_body(answer).await.to_vec();
        if status >= 400 && asked.method != Method::HEAD {
            let problem: serde_json::Value =
                serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{which}: {e}"));
            assert_eq!(problem["status"], status, "{which}");
            assert!(
                !problem["detail"].as_str().unwrap_or_default().is_empty(),
                "{which}"
            );
        }
        if status == 200 && is_tile && !bytes.is_empty() {
            let coding = Encoding::ALL.into_iter().find(|e| e.token() == coding);
            let plain = coding
                .map_or(Ok(bytes.clone()), |e| e.unpack(&bytes))
                .unwrap();
            if let Some(fault) = fault_of_tile(plain) {
                panic!("{which}: {fault}");
            }
            tiles += 1;
        }
        let is_html = media.starts_with("text/html") && path.starts_with("/ogc");
        if is_html {
            let page = String::from_utf8(bytes).unwrap();
            assert!(!page.contains("<script"), "{which}");
        }
        if number == from + count / 10 {
            before = resident();
        }
    }
    let growth = resident().saturating_sub(before);
    let rate = asked_n as f64 / begun.elapsed().as_secs_f64();
    println!(
        "{asked_n} of {count} requests in {:.0} s ({rate:.0}/s), {tiles} tiles read; {statuses:?}; {} MiB more",
        begun.elapsed().as_secs_f64(),
        growth >> 20
    );
    assert!(
        tiles > 0 && statuses.len() > 5,
        "the requests are of many kinds"
    );
    assert!(growth < MOST_GROWTH, "{growth} bytes more");
}
