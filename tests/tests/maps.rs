//! Styles, sprites and glyphs over HTTP: what MapLibre needs of a map, from this service alone.

use actix_web::dev::ServiceResponse;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use serde_json::Value;
use server::app::{AppState, configure, fallback};
use server::basemap::Setting;
use server::encoding::Encoding;
use server::glyphs::Glyphs;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::small_city;
use utoipa_actix_web::AppExt;

fn state() -> AppState {
    let assessed = Assessed::of(small_city(), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-test".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    AppState::with(Snapshot::build(assessed, run, Vec::new()))
}

macro_rules! app {
    ($state:expr) => {{
        let state = Data::new($state);
        let app = App::new()
            .into_utoipa_app()
            .configure(configure(state))
            .into_app()
            .default_service(web::to(fallback));
        test::init_service(app).await
    }};
}

macro_rules! get {
    ($app:expr, $path:expr) => {
        test::call_service(&$app, test::TestRequest::get().uri($path).to_request()).await
    };
}

async fn json(answer: ServiceResponse) -> Value {
    serde_json::from_slice(&test::read_body(answer).await).unwrap()
}

fn header(answer: &ServiceResponse, name: &str) -> String {
    let value = answer.headers().get(name);
    value.map_or("", |v| v.to_str().unwrap()).to_owned()
}

#[actix_web::test]
async fn every_style_of_the_list_is_whole() {
    let app = app!(state());
    let list = json(get!(app, "/styles")).await;
    let names: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["basemap", "city", "county"]);
    for entry in list.as_array().unwrap() {
        let url = entry["url"].as_str().unwrap();
        let answer = get!(app, url.strip_prefix("http://localhost:8080").unwrap());
        assert_eq!(header(&answer, "access-control-allow-origin"), "*");
        let style = json(answer).await;
        assert_eq!(style["version"], 8);
        assert_eq!(style["metadata"]["anjie:synthetic"], true);
        for (name, source) in style["sources"].as_object().unwrap() {
            assert_eq!(source["attribution"], "合成数据 synthetic data");
            let url = source["url"].as_str().unwrap();
            let path = url.strip_prefix("http://localhost:8080").unwrap();
            let described = json(get!(app, path)).await;
            let layers = described["vector_layers"].as_array().unwrap();
            for drawn in style["layers"].as_array().unwrap() {
                let is_there = layers.iter().any(|l| l["id"] == drawn["source-layer"]);
                assert!(is_there || drawn["source"] != *name, "{drawn}");
            }
        }
    }
}

#[actix_web::test]
async fn a_style_names_the_host_it_was_asked_by_and_no_other() {
    let app = app!(state());
    let ask = |host: &'static str| {
        test::TestRequest::get()
            .uri("/styles/city.json")
            .insert_header(("host", host))
            .to_request()
    };
    let style = json(test::call_service(&app, ask("map.example.org")).await).await;
    assert_eq!(style["sprite"], "http://map.example.org/sprites/anjie");
    for host in ["a\"b", "a b", "a/b"] {
        let answer = test::call_service(&app, ask(host)).await;
        assert_eq!(answer.status(), 400, "{host}");
    }
    for missing in [
        "/styles/none.json",
        "/styles/city",
        "/styles/..%2Fcity.json",
    ] {
        assert_eq!(get!(app, missing).status(), 404, "{missing}");
    }
}

#[actix_web::test]
async fn a_base_map_of_the_settings_is_in_the_style_and_its_hosts_in_the_policy_of_the_page() {
    let alone = app!(state());
    let policy = header(&get!(alone, "/"), "content-security-policy");
    assert!(
        policy.contains("default-src 'self'") && !policy.contains("http"),
        "{policy}"
    );
    let setting = Setting::Xyz {
        url: "https://tiles.example.org/{z}/{x}/{y}.png".to_owned(),
        attribution: "somebody".to_owned(),
        tile_size_px: 256,
        max_zoom: 18,
    };
    let app = app!(state().over(Some(setting.basemap().unwrap())));
    let policy = header(&get!(app, "/"), "content-security-policy");
    assert!(
        policy.contains("connect-src 'self' https://tiles.example.org;"),
        "{policy}"
    );
    let style = json(get!(app, "/styles/city.json")).await;
    assert_eq!(style["layers"][1]["id"], "basemap-tiles");
    assert_eq!(style["sources"]["basemap-tiles"]["tileSize"], 256);
}

#[actix_web::test]
async fn sprites_are_there_in_both_densities() {
    let app = app!(state());
    for (name, ratio) in [("anjie", 1), ("anjie@2x", 2)] {
        let index = json(get!(app, &format!("/sprites/{name}.json"))).await;
        assert_eq!(index["grade-red"]["pixelRatio"], ratio);
        assert_eq!(index["grade-red"]["width"], 16 * ratio);
        let answer = get!(app, &format!("/sprites/{name}.png"));
        assert_eq!(header(&answer, "content-type"), "image/png");
        let tag = header(&answer, "etag");
        assert!(test::read_body(answer).await.starts_with(b"\x89PNG"));
        let again = test::TestRequest::get()
            .uri(&format!("/sprites/{name}.png"))
            .insert_header(("if-none-match", tag));
        assert_eq!(
            test::call_service(&app, again.to_request()).await.status(),
            304
        );
    }
    for missing in [
        "/sprites/other.png",
        "/sprites/anjie.svg",
        "/sprites/anjie@3x.png",
        "/sprites/anjie",
    ] {
        assert_eq!(get!(app, missing).status(), 404, "{missing}");
    }
}

/// Fields of a message: number and, of a number, its value, else its bytes.
fn fields(mut bytes: &[u8]) -> Vec<(u64, u64, &[u8])> {
    fn varint(bytes: &mut &[u8]) -> u64 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let (byte, rest) = bytes.split_first().unwrap();
            *bytes = rest;
            value |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if *byte < 0x80 {
                return value;
            }
        }
    }
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let value = varint(&mut bytes);
        let held = if key & 7 == 2 {
            let (held, rest) = bytes.split_at(value as usize);
            bytes = rest;
            held
        } else {
            &[][..]
        };
        all.push((key >> 3, value, held));
    }
    all
}

const REGULAR: &str = "/fonts/Noto%20Sans%20CJK%20SC%20Regular";

#[actix_web::test]
async fn a_range_of_glyphs_has_each_character_that_the_font_has() {
    let app = app!(state());
    let answer = get!(app, &format!("{REGULAR}/19968-20223.pbf"));
    if answer.status() == 503 {
        println!("skipped: fonts-noto-cjk is not installed");
        return;
    }
    assert_eq!(answer.status(), 200);
    assert_eq!(
        header(&answer, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    let tag = header(&answer, "etag");
    let plain = test::read_body(answer).await;
    let stack = fields(&plain);
    let stack = fields(stack[0].2);
    assert_eq!(stack[0].2, "Noto Sans CJK SC Regular".as_bytes());
    assert_eq!(stack[1].2, b"19968-20223");
    assert_eq!(
        stack.len(),
        2 + 256,
        "all characters of the range are Chinese ones in use"
    );
    for (_, _, glyph) in &stack[2..] {
        let glyph = fields(glyph);
        let number = |field: u64| glyph.iter().find(|f| f.0 == field).unwrap().1;
        let (width, height) = (number(3), number(4));
        let bitmap = glyph.iter().find(|f| f.0 == 2).unwrap().2;
        assert_eq!(bitmap.len() as u64, (width + 6) * (height + 6));
        // The edge of the outline is at three quarters of the field: something lies within it, the corner does not.
        assert!(bitmap.iter().any(|v| *v > 191) && bitmap[0] < 128);
        assert_eq!(number(7), 24, "Chinese characters are an em wide");
        assert!((1..=26).contains(&width) && (1..=26).contains(&height));
    }
    let ask = |key: &'static str, value: String| {
        test::TestRequest::get()
            .uri(&format!("{REGULAR}/19968-20223.pbf"))
            .insert_header((key, value))
            .to_request()
    };
    assert_eq!(
        test::call_service(&app, ask("if-none-match", tag))
            .await
            .status(),
        304
    );
    let packed = test::call_service(&app, ask("accept-encoding", "gzip".to_owned())).await;
    assert_eq!(header(&packed, "content-encoding"), "gzip");
    let packed = test::read_body(packed).await;
    assert_eq!(Encoding::Gzip.unpack(&packed).unwrap(), plain);
}

#[actix_web::test]
async fn a_stack_draws_each_character_by_the_first_font_and_has_it_once() {
    let app = app!(state());
    let both = "/fonts/Noto%20Sans%20CJK%20SC%20Bold,Noto%20Sans%20CJK%20SC%20Regular/0-255.pbf";
    let answer = get!(app, both);
    if answer.status() == 503 {
        println!("skipped: fonts-noto-cjk is not installed");
        return;
    }
    let both = test::read_body(answer).await;
    let bold = test::read_body(get!(app, "/fonts/Noto%20Sans%20CJK%20SC%20Bold/0-255.pbf")).await;
    let glyphs = |body: &[u8]| -> Vec<Vec<u8>> {
        let stack = fields(fields(body)[0].2);
        stack.iter().skip(2).map(|g| g.2.to_vec()).collect()
    };
    assert_eq!(glyphs(&both), glyphs(&bold));
    // A space has a width and nothing to draw.
    let space = glyphs(&bold)
        .into_iter()
        .find(|g| fields(g)[0].1 == 32)
        .unwrap();
    let space = fields(&space);
    assert!(space.iter().all(|f| f.0 != 2) && space.last().unwrap().1 > 0);
}

#[actix_web::test]
async fn a_font_or_range_that_is_not_there_is_said() {
    let nowhere = ("Nowhere Regular".to_owned(), "nowhere.ttf".into());
    let app = app!(state().drawing_with(Glyphs::default().with([nowhere])));
    for (path, status) in [
        ("/fonts/None/0-255.pbf".to_owned(), 404),
        ("/fonts/Nowhere%20Regular/0-255.pbf".to_owned(), 503),
        ("/fonts/..%2F..%2Fetc/0-255.pbf".to_owned(), 404),
        (format!("{REGULAR}/0-256.pbf"), 400),
        (format!("{REGULAR}/65536-65791.pbf"), 400),
        (format!("{REGULAR}/a.pbf"), 400),
    ] {
        let answer = get!(app, &path);
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(header(&answer, "content-type"), "application/problem+json");
        assert!(
            !json(answer).await["detail"]
                .as_str()
                .unwrap()
                .contains("nowhere.ttf")
        );
    }
}
