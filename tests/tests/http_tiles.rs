//! Tiles over HTTP: after a change of the data, those that it touches are new and all others stay; files of others.

use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, IF_NONE_MATCH};
use actix_web::web::Data;
use actix_web::{App, test};
use analysis::facts::Facts;
use mvt_reader::Reader;
use serde_json::{Value, json};
use server::app::{AppState, configure};
use server::foreign_layers::{ForeignLayers, ForeignSpec};
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::small_city;
use tiles::TileCoord;
use utoipa_actix_web::AppExt;

fn snapshot(facts: Facts, run: &str, before: Option<&Snapshot>) -> Snapshot {
    let assessed = Assessed::of(facts, |_| {}, || {}).unwrap();
    let run = RunView {
        id: run.into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let snapshot = Snapshot::build_after(assessed, run, Vec::new(), before);
    snapshot.compute_risk(|_, _| {});
    snapshot
}

macro_rules! app {
    ($state:expr) => {{
        let (app, _) = App::new()
            .into_utoipa_app()
            .configure(configure($state))
            .split_for_parts();
        test::init_service(app).await
    }};
}

macro_rules! get {
    ($app:expr, $path:expr) => {
        test::call_service(&$app, test::TestRequest::get().uri($path).to_request()).await
    };
}

fn etag(answer: &ServiceResponse) -> String {
    answer
        .headers()
        .get(ETAG)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned()
}

async fn json_of(answer: ServiceResponse) -> Value {
    serde_json::from_slice(&test::read_body(answer).await).unwrap()
}

/// Where a facility is.
fn place(facts: &Facts, at: usize) -> [f64; 2] {
    use geo::Centroid;
    let centre = facts.facilities[at].geometry.centroid().unwrap();
    [centre.x(), centre.y()]
}

fn path(layers: &str, at: TileCoord) -> String {
    format!("/tiles/{layers}/{}/{}/{}", at.z(), at.x(), at.y())
}

#[actix_web::test]
async fn a_change_renames_the_tiles_that_it_touches_and_no_others() {
    let before = snapshot(small_city(), "run-one", None);
    let mut changed = small_city();
    let here = place(&changed, 0);
    changed.facilities[0].name = "改名化工".into();
    let after = snapshot(changed, "run-two", Some(&before));
    let state = Data::new(AppState::with(before));
    let app = app!(state.clone());
    let near = |z| path("facilities", TileCoord::containing(z, here).unwrap());
    // Two tiles west is beyond any buffer.
    let far = |z| {
        let t = TileCoord::containing(z, here).unwrap();
        path(
            "facilities",
            TileCoord::from_xyz(z, t.x() - 2, t.y()).unwrap(),
        )
    };
    let others = path(
        "districts,targets",
        TileCoord::containing(12, here).unwrap(),
    );
    let mut old = Vec::new();
    for p in [
        near(8),
        near(14),
        near(16),
        far(14),
        far(16),
        others.clone(),
    ] {
        old.push(etag(&get!(app, &p)));
    }
    let started = std::time::Instant::now();
    state.swap(after);
    let answer = get!(app, &near(14));
    println!(
        "the touched tile is right {:?} after the swap",
        started.elapsed()
    );
    assert_eq!(answer.status(), StatusCode::OK);
    let bytes = test::read_body(answer).await.to_vec();
    let names: Vec<String> = Reader::new(bytes)
        .unwrap()
        .get_features(0)
        .unwrap()
        .into_iter()
        .map(|f| format!("{:?}", f.properties.unwrap()["name"]))
        .collect();
    assert!(names.iter().any(|n| n.contains("改名化工")), "{names:?}");
    for (i, p) in [near(8), near(14), near(16)].iter().enumerate() {
        assert_ne!(etag(&get!(app, p)), old[i], "{p}");
    }
    for (i, p) in [far(14), far(16), others].iter().enumerate() {
        assert_eq!(etag(&get!(app, p)), old[3 + i], "{p}");
        // A viewer that has it is told so.
        let ask = test::TestRequest::get()
            .uri(p)
            .insert_header((IF_NONE_MATCH, old[3 + i].clone()));
        let answer = test::call_service(&app, ask.to_request()).await;
        assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
    }
    let described = json_of(get!(app, "/tiles/facilities")).await;
    assert_eq!(described["version"], "run-two");
}

fn ring(x: f64, y: f64) -> Value {
    json!([[[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y]]])
}

fn zones(depths: [f64; 2]) -> String {
    let zone = |id: u32, x: f64, depth: f64| {
        json!({"type": "Feature", "properties": {"gid": id, "name": "淹没区", "depth_m": depth, "people": 7},
               "geometry": {"type": "Polygon", "coordinates": ring(x, 31.8)}})
    };
    let features = json!([zone(11, 119.9, depths[0]), zone(12, 120.4, depths[1]),
        {"type": "Feature", "properties": {"gid": 13}, "geometry": null}]);
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

fn spec(name: &str, file: &std::path::Path) -> ForeignSpec {
    let text = format!(
        "name = \"{name}\"\nfile = {:?}\ntitle = \"洪水 flood\"\nattribution = \"水利局\"\nid = \"gid\"\n\
         worst = [{{ property = \"depth_m\", bands = [0.5, 2.0] }}]\nsum = [\"people\"]\n",
        file.display().to_string()
    );
    toml::from_str(&text).unwrap()
}

#[actix_web::test]
async fn a_file_of_others_is_shown_as_it_is_and_again_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("zones.geojson");
    std::fs::write(&file, zones([1.0, 3.0])).unwrap();
    let foreign = ForeignLayers::new(vec![
        spec("flood", &file),
        spec("gone", &folder.path().join("gone.gpkg")),
    ]);
    let state = AppState::with(snapshot(small_city(), "run-one", None)).showing(foreign.unwrap());
    let state = Data::new(state);
    let app = app!(state.clone());
    let first = TileCoord::containing(12, [119.905, 31.803]).unwrap();
    let second = TileCoord::containing(12, [120.405, 31.803]).unwrap();
    assert_eq!(
        get!(app, &path("flood", first)).status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    state.foreign.refresh();

    let described = json_of(get!(app, "/tiles/flood")).await;
    assert!(
        described["attribution"]
            .as_str()
            .unwrap()
            .contains("水利局")
    );
    assert_eq!(described["vector_layers"][0]["fields"]["depth_m"], "Number");
    let answer = get!(app, &path("flood,facilities", first));
    assert_eq!(answer.status(), StatusCode::OK);
    let reader = Reader::new(test::read_body(answer).await.to_vec()).unwrap();
    assert_eq!(reader.get_layer_names().unwrap()[0], "flood");
    let zone = reader.get_features(0).unwrap().remove(0);
    assert_eq!(zone.id, Some(11));
    assert!(format!("{:?}", zone.properties.unwrap()["name"]).contains("淹没区"));

    let chosen = async |at, filter: &str| {
        let asked = format!("{}?{filter}", path("flood", at));
        get!(app, &asked).status().as_u16()
    };
    for (filter, of_first, of_second) in [
        ("filter=depth_m%20%3E%202", 204, 200),
        (
            "filter=name%20LIKE%20%27%E6%B7%B9%25%27%20AND%20gid%3D11",
            200,
            204,
        ),
        (
            "filter=S_INTERSECTS(geometry,BBOX(119,31,120,32))",
            200,
            204,
        ),
        ("filter=depth_m%20IS%20NULL", 204, 204),
        ("filter=no_such%20%3E%202", 400, 400),
        ("datetime=2026-01-01", 400, 400),
    ] {
        assert_eq!(chosen(first, filter).await, of_first, "{filter}");
        assert_eq!(chosen(second, filter).await, of_second, "{filter}");
    }

    let old = [first, second].map(|at| path("flood", at));
    let tags = [etag(&get!(app, &old[0])), etag(&get!(app, &old[1]))];
    std::fs::write(&file, zones([1.0, 3.25])).unwrap();
    state.foreign.refresh();
    assert_eq!(etag(&get!(app, &old[0])), tags[0]);
    assert_ne!(etag(&get!(app, &old[1])), tags[1]);
    // What was chosen before is chosen anew.
    assert_eq!(chosen(second, "filter=depth_m%20%3D%203.25").await, 200);
    // A file that is broken in the middle of being written leaves what is shown.
    std::fs::write(&file, "{").unwrap();
    state.foreign.refresh();
    assert_eq!(get!(app, &old[1]).status(), StatusCode::OK);

    let missing = get!(app, &path("gone", first));
    assert_eq!(missing.status(), StatusCode::SERVICE_UNAVAILABLE);
    let why = json_of(missing).await["detail"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(why.contains("gone.gpkg"), "{why}");
    assert_eq!(
        get!(app, &path("nothing", first)).status(),
        StatusCode::NOT_FOUND
    );
}

#[actix_web::test]
async fn what_is_wrong_with_a_description_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("zones.geojson");
    std::fs::write(&file, zones([1.0, 3.0])).unwrap();
    let why = |specs| ForeignLayers::new(specs).err().unwrap().to_string();
    assert!(why(vec![spec("facilities", &file)]).contains("city's own"));
    assert!(why(vec![spec("a", &file), spec("a", &file)]).contains("named twice"));
    assert!(why(vec![spec("a,b", &file)]).contains("comma"));
    let mut other = spec("flood", &file);
    other.sum.push("inhabitants".into());
    let layers = ForeignLayers::new(vec![other]).unwrap();
    layers.refresh();
    let why = layers.why_missing("flood").unwrap();
    assert!(
        why.contains("inhabitants") && why.contains("people"),
        "{why}"
    );
}

#[actix_web::test]
async fn a_situation_is_a_layer_that_never_changes() {
    let facts = small_city();
    let (id, [lon, lat]) = (facts.facilities[0].id.clone(), place(&facts, 0));
    let state = Data::new(AppState::with(snapshot(facts, "run-one", None)));
    let app = app!(state);
    let to = [lon + 0.05, lat];
    let ask = json!({"changes": [{"move": {"facility_id": id, "to": to}}]});
    let request = test::TestRequest::post()
        .uri("/api/v1/situations")
        .set_json(&ask);
    let view = json_of(test::call_service(&app, request.to_request()).await).await;
    let name = view["id"].as_str().unwrap();
    let described = json_of(get!(app, &format!("/tiles/{name}"))).await;
    assert_eq!(described["vector_layers"][0]["fields"]["list"], "String");
    let answer = get!(app, &path(name, TileCoord::containing(11, to).unwrap()));
    assert_eq!(answer.status(), StatusCode::OK);
    let caching = answer
        .headers()
        .get("cache-control")
        .unwrap()
        .to_str()
        .unwrap();
    assert!(caching.contains("immutable"));
    let reader = Reader::new(test::read_body(answer).await.to_vec()).unwrap();
    let lists: Vec<String> = reader
        .get_features(0)
        .unwrap()
        .into_iter()
        .map(|f| format!("{:?}", f.properties.unwrap()["list"]))
        .collect();
    assert!(lists.iter().any(|l| l.contains("plant_after")), "{lists:?}");
    let all = |part: &str| view["violations"][part].as_array().unwrap().len();
    assert!(all("vanish") + all("new") + all("stay") > 0);
    // With a layer that changes it is asked for again.
    let both = path(
        &format!("{name},facilities"),
        TileCoord::containing(11, to).unwrap(),
    );
    let answer = get!(app, &both);
    assert!(!format!("{:?}", answer.headers().get("cache-control")).contains("immutable"));
    assert_eq!(
        get!(app, "/tiles/sit-0000/0/0/0").status(),
        StatusCode::NOT_FOUND
    );
}

#[actix_web::test]
async fn a_filter_chooses_what_is_drawn() {
    let facts = small_city();
    let here = place(&facts, 0);
    let all: Vec<String> = facts.facilities.iter().map(|f| f.id.clone()).collect();
    let app = app!(Data::new(AppState::with(snapshot(facts, "run-one", None))));
    let base = path("facilities", TileCoord::containing(9, here).unwrap());
    let ids = async |query: &str| -> Vec<String> {
        let answer = get!(app, &format!("{base}{query}"));
        if answer.status() == StatusCode::NO_CONTENT {
            return Vec::new();
        }
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
        let reader = Reader::new(test::read_body(answer).await.to_vec()).unwrap();
        let features = reader.get_features(0).unwrap();
        let id = |f: mvt_reader::feature::Feature| format!("{:?}", f.properties.unwrap()["id"]);
        features.into_iter().map(id).collect()
    };
    let whole = ids("").await;
    assert!(whole.len() > 1);
    let one = ids(&format!("?filter=id='{}'", all[0])).await;
    assert_eq!(one.len(), 1);
    assert!(one[0].contains(&all[0]));
    assert_eq!(
        ids(&format!("?filter=id%3C%3E'{}'", all[0])).await.len(),
        whole.len() - 1
    );
    assert!(ids("?filter=id='nothing'").await.is_empty());
    assert_eq!(ids("?v=7").await, whole);
    // Columns that tiles do not have can be asked, and JSON is taken.
    let json =
        "%7B%22op%22:%22=%22,%22args%22:%5B%7B%22property%22:%22id%22%7D,%22nothing%22%5D%7D";
    assert!(
        ids(&format!("?filter-lang=cql2-json&filter={json}"))
            .await
            .is_empty()
    );
    let tags = [
        etag(&get!(app, &base)),
        etag(&get!(app, &format!("{base}?filter=id='nothing'"))),
    ];
    assert_ne!(tags[0], tags[1]);
    for wrong in [
        "?filter=price=1",
        "?filter=id='",
        "?filter-lang=sql&filter=id='a'",
        "?datetime=never",
    ] {
        let answer = get!(app, &format!("{base}{wrong}"));
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[actix_web::test]
async fn other_tile_matrix_sets_have_the_same_things() {
    let facts = small_city();
    let [lon, lat] = place(&facts, 0);
    let app = app!(Data::new(AppState::with(snapshot(facts, "run-one", None))));
    let count = async |path: String| {
        let answer = get!(app, &path);
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let reader = Reader::new(test::read_body(answer).await.to_vec()).unwrap();
        reader.get_features(0).unwrap().len()
    };
    // 天地图 c: 360° / 2^n a tile, from -180° and 90° on.
    let size = 360.0 / 1024.0;
    let (x, y) = (((lon + 180.0) / size) as u32, ((90.0 - lat) / size) as u32);
    let c = count(format!("/tiles/facilities/CGCS2000Quad/10/{x}/{y}")).await;
    assert!(c > 0);
    assert_eq!(
        count(format!("/tiles/facilities/WorldCRS84Quad/9/{x}/{y}.pbf")).await,
        c
    );
    let web = TileCoord::containing(10, [lon, lat]).unwrap();
    let w = format!(
        "/tiles/facilities/CGCS2000MercatorQuad/10/{}/{}",
        web.x(),
        web.y()
    );
    assert_eq!(
        etag(&get!(app, &w)),
        etag(&get!(app, &path("facilities", web)))
    );
    for (wrong, status) in [
        ("/tiles/facilities/Nothing/10/0/0", StatusCode::NOT_FOUND),
        (
            "/tiles/facilities/CGCS2000Quad/0/0/0",
            StatusCode::BAD_REQUEST,
        ),
        (
            "/tiles/facilities/WorldCRS84Quad/9/0/512",
            StatusCode::BAD_REQUEST,
        ),
        (
            "/tiles/facilities/WorldCRS84Quad/22/0/0",
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(get!(app, wrong).status(), status, "{wrong}");
    }
}

/// What a tile says, numbers as numbers whatever their width, in the order of drawing.
fn told(features: &mlt_core::geojson::FeatureCollection) -> Vec<Value> {
    let plain = |(name, value): (&String, &Value)| {
        let value = value.as_f64().map_or_else(|| value.clone(), Value::from);
        (!value.is_null()).then(|| (name.clone(), value))
    };
    let one = |f: &mlt_core::geojson::Feature| {
        let properties: serde_json::Map<String, Value> =
            f.properties.iter().filter_map(plain).collect();
        json!({"id": f.id, "shape": format!("{:?}", f.geometry), "properties": properties})
    };
    features.features.iter().map(one).collect()
}

#[actix_web::test]
async fn a_maplibre_tile_says_what_the_other_format_says() {
    let facts = small_city();
    let here = place(&facts, 0);
    let app = app!(Data::new(AppState::with(snapshot(facts, "run-one", None))));
    let layers = "districts,facilities,vessels,targets,violations,population";
    let at = path(layers, TileCoord::containing(13, here).unwrap());
    let mvt = get!(app, &at);
    let tag = etag(&mvt);
    assert_eq!(
        mvt.headers().get("content-type").unwrap(),
        "application/vnd.mapbox-vector-tile"
    );
    let mvt = test::read_body(mvt).await;
    let want = told(&mlt_core::mvt::mvt_to_feature_collection(&mvt).unwrap());
    let asked = test::TestRequest::get()
        .uri(&at)
        .insert_header(("Accept", "application/vnd.maplibre-tile, */*;q=0.5"));
    for answer in [
        get!(app, &format!("{at}.mlt")),
        test::call_service(&app, asked.to_request()).await,
    ] {
        assert_eq!(answer.status(), StatusCode::OK);
        assert_ne!(etag(&answer), tag);
        let head = |name: &str| {
            answer
                .headers()
                .get(name)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(head("content-type"), "application/vnd.maplibre-tile");
        assert!(head("vary").contains("Accept,"), "{}", head("vary"));
        let mlt = test::read_body(answer).await;
        let parsed = mlt_core::Parser::default().parse_layers(&mlt).unwrap();
        let parsed = mlt_core::Decoder::default().decode_all(parsed).unwrap();
        let got = mlt_core::geojson::FeatureCollection::from_layers(parsed).unwrap();
        assert_eq!(told(&got), want);
    }
    // And the other way round: the format that was asked for first makes no difference.
    let first = format!(
        "{}.mlt",
        path("facilities", TileCoord::containing(12, here).unwrap())
    );
    assert_eq!(get!(app, &first).status(), StatusCode::OK);
    let answer = get!(app, &first.replace(".mlt", ".mvt"));
    let reader = Reader::new(test::read_body(answer).await.to_vec()).unwrap();
    assert!(!reader.get_features(0).unwrap().is_empty());
    let empty = get!(app, "/tiles/facilities/12/0/0.mlt");
    assert_eq!(empty.status(), StatusCode::NO_CONTENT);
}

#[actix_web::test]
async fn without_memory_for_tiles_each_is_made_anew_and_the_same() {
    let facts = small_city();
    let here = place(&facts, 0);
    let state = AppState::with(snapshot(facts, "run-one", None)).caching(0);
    let app = app!(Data::new(state));
    let at = path(
        "facilities,targets",
        TileCoord::containing(12, here).unwrap(),
    );
    let first = test::read_body(get!(app, &at)).await;
    assert!(!first.is_empty());
    assert_eq!(first, test::read_body(get!(app, &at)).await);
}
