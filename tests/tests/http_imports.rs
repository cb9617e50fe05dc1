//! Imports through HTTP: every path, every refusal, and what the store holds after it.

use std::io::Write;
use std::time::Duration;

use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use calamine::Reader;
use data::{Layer, Store};
use serde_json::{Value, json};
use server::app::{AppState, configure, fallback};
use server::uploads::{Imports, Limits};
use tempfile::TempDir;
use tests::postgis::Database;
use tests::scene::small_city;
use utoipa_actix_web::AppExt;

const GOOD: &str = "编号,企业名称,企业类型,运行状态,经度,纬度\nN1,新·化工,生产,在役,119.98,31.82\n";
const BAD: &str = "编号,企业名称,企业类型,运行状态,经度,纬度\nN1,新·化工,生产,在役,119.98,31.82\nN2,,城堡,在役,119.99,31.83\n";
const STRANGE: &str =
    "编号,厂家全称,企业类型,运行状态,经度,纬度\nN1,新·化工,生产,在役,119.98,31.82\n";

async fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("gpkg:{}", folder.path().join("s.gpkg").display());
    let store = Store::open(&url).await.unwrap();
    store.put_facts(&small_city()).await.unwrap();
    (folder, store)
}

macro_rules! app {
    ($store:expr, $limits:expr) => {{
        let imports = Imports::new($store.clone(), $limits).unwrap();
        let state = Data::new(AppState::empty().importing(imports));
        let (app, _) = App::new()
            .into_utoipa_app()
            .configure(configure(state))
            .split_for_parts();
        test::init_service(app.default_service(web::to(fallback))).await
    }};
    ($store:expr) => {
        app!($store, Limits::default())
    };
}

const BOUNDARY: &str = "----anjie-test";

/// A form of files and fields.
fn form(files: &[(&str, &[u8])], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, bytes) in files {
        write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").unwrap();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    for (name, value) in fields {
        write!(
            body,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    write!(body, "--{BOUNDARY}--\r\n").unwrap();
    body
}

fn post(path: &str, body: Vec<u8>) -> test::TestRequest {
    test::TestRequest::post()
        .uri(path)
        .insert_header((
            "content-type",
            format!("multipart/form-data; boundary={BOUNDARY}"),
        ))
        .set_payload(body)
}

async fn body(answer: ServiceResponse) -> (StatusCode, Value) {
    let status = answer.status();
    let bytes = test::read_body(answer).await;
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

macro_rules! send {
    ($app:expr, $files:expr, $fields:expr) => {
        body(
            test::call_service(
                &$app,
                post("/api/v1/imports", form($files, $fields)).to_request(),
            )
            .await,
        )
        .await
    };
}

macro_rules! ask {
    ($app:expr, $method:ident, $path:expr) => {
        body(
            test::call_service(
                &$app,
                test::TestRequest::$method()
                    .uri(AsRef::<str>::as_ref(&$path))
                    .to_request(),
            )
            .await,
        )
        .await
    };
    ($app:expr, $method:ident, $path:expr, $json:expr) => {
        body(
            test::call_service(
                &$app,
                test::TestRequest::$method()
                    .uri(AsRef::<str>::as_ref(&$path))
                    .set_json($json)
                    .to_request(),
            )
            .await,
        )
        .await
    };
}

#[actix_web::test]
async fn a_file_is_checked_accepted_and_then_in_the_store() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let before = store.count(Layer::Facilities).await.unwrap();
    let (status, view) = send!(
        app,
        &[("桌面/企业 台账.csv", GOOD.as_bytes())],
        &[("layer", "facilities")]
    );
    assert_eq!(status, 200, "{view}");
    assert_eq!(view["state"], "checked");
    assert_eq!(view["file"], "企业 台账.csv");
    assert_eq!(view["reports"][0]["rows_taken"], 1);
    assert_eq!(store.count(Layer::Facilities).await.unwrap(), before);

    let path = format!("/api/v1/imports/{}", view["id"].as_str().unwrap());
    let (status, listed) = ask!(app, get, "/api/v1/imports");
    assert_eq!(
        (status.as_u16(), listed["items"].as_array().unwrap().len()),
        (200, 1)
    );
    let (_, rows) = ask!(app, get, format!("{path}/rows"));
    let at = &rows["features"][0]["geometry"]["coordinates"];
    assert!((at[0].as_f64().unwrap() - 119.98).abs() < 1e-6, "{rows}");

    let (status, stored) = ask!(app, post, format!("{path}/commit"));
    assert_eq!(status, 201, "{stored}");
    assert_eq!(stored["state"], "stored");
    assert_eq!(store.count(Layer::Facilities).await.unwrap(), before + 1);
    let (status, again) = ask!(app, post, format!("{path}/commit"));
    assert_eq!(
        (status.as_u16(), again["type"].as_str()),
        (409, Some("/problems/already-stored"))
    );
}

#[actix_web::test]
async fn rows_with_issues_are_told_and_nothing_is_stored() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let before = store.count(Layer::Facilities).await.unwrap();
    let (status, view) = send!(
        app,
        &[("a.csv", BAD.as_bytes())],
        &[("layer", "facilities"), ("dry_run", "false")]
    );
    assert_eq!(
        (status.as_u16(), view["state"].as_str()),
        (200, Some("rejected")),
        "{view}"
    );
    let issues = view["reports"][0]["issues"].as_array().unwrap();
    assert_eq!(issues.len(), 2, "{issues:?}");
    assert!(
        issues
            .iter()
            .all(|i| i["row"] == 2 && !i["fix"].as_str().unwrap().is_empty())
    );
    assert_eq!(store.count(Layer::Facilities).await.unwrap(), before);

    let id = view["id"].as_str().unwrap();
    let (_, rows) = ask!(app, get, format!("/api/v1/imports/{id}/rows"));
    assert_eq!(
        rows["features"][0]["properties"]["ok"], false,
        "rows with issues come first"
    );
    let (_, report) = ask!(app, get, format!("/api/v1/imports/{id}/report.json"));
    assert_eq!(report["reports"][0]["issues"].as_array().unwrap().len(), 2);

    let request = test::TestRequest::get()
        .uri(&format!("/api/v1/imports/{id}/report.xlsx"))
        .to_request();
    let answer = test::call_service(&app, request).await;
    assert_eq!(answer.status(), 200);
    let named = answer
        .headers()
        .get("content-disposition")
        .unwrap()
        .to_str()
        .unwrap();
    assert!(
        named.contains("filename*=UTF-8''a.csv.%E9%97%AE%E9%A2%98"),
        "{named}"
    );
    let bytes = test::read_body(answer).await.to_vec();
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["问题清单", "数据"]);
    let data = book.worksheet_range("数据").unwrap();
    assert_eq!(data.get_value((2, 2)).unwrap().to_string(), "城堡");
    let list = book.worksheet_range("问题清单").unwrap();
    let cells: Vec<String> = (5..7)
        .map(|r| list.get_value((r, 1)).unwrap().to_string())
        .collect();
    assert_eq!(cells, ["B3", "C3"], "the list names the cells of the sheet");
}

#[actix_web::test]
async fn what_cannot_be_read_as_asked_says_what_is_needed_and_goes_on() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let (status, problem) = send!(
        app,
        &[("a.csv", STRANGE.as_bytes())],
        &[("layer", "facilities")]
    );
    assert_eq!(
        (status.as_u16(), problem["type"].as_str()),
        (422, Some("/problems/invalid-import")),
        "{problem}"
    );
    assert_eq!(problem["import"]["state"], "needs_columns");
    let columns = problem["import"]["tables"][0]["columns"]
        .as_array()
        .unwrap();
    assert_eq!(columns[1]["theirs"], "厂家全称");
    assert_eq!(columns[1]["samples"][0], "新·化工");
    let path = format!(
        "/api/v1/imports/{}",
        problem["import"]["id"].as_str().unwrap()
    );
    let (status, _) = ask!(app, get, format!("{path}/rows"));
    assert_eq!(status, 409);
    let mapping = json!({"mapping": "[columns]\n\"厂家全称\" = \"name\"\n"});
    let (status, view) = ask!(app, post, format!("{path}/check"), mapping);
    assert_eq!(
        (status.as_u16(), view["state"].as_str()),
        (200, Some("checked")),
        "{view}"
    );
    let (status, _) = ask!(app, post, format!("{path}/commit"), json!({}));
    assert_eq!(status, 201);

    let garbage: Vec<u8> = (0..5000_u32).map(|i| (i * 7919 % 251) as u8).collect();
    for name in [
        "a.xlsx",
        "a.shp",
        "a.gpkg",
        "a.geojson",
        "a.fgb",
        "a.kml",
        "a",
    ] {
        let (status, problem) = send!(app, &[(name, &garbage)], &[("layer", "targets")]);
        assert_eq!(
            (status.as_u16(), problem["import"]["state"].as_str()),
            (422, Some("unreadable")),
            "{name}: {problem}"
        );
        let id = problem["import"]["id"].as_str().unwrap();
        let (status, _) = ask!(app, delete, format!("/api/v1/imports/{id}"));
        assert_eq!(status, 204);
    }
    let vrt = br#"<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>http://127.0.0.1:9/x.json</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"#;
    let (status, problem) = send!(app, &[("x.vrt", vrt)], &[("layer", "targets")]);
    assert_eq!(
        (status.as_u16(), problem["import"]["state"].as_str()),
        (422, Some("unreadable"))
    );
}

#[actix_web::test]
async fn a_form_that_makes_no_sense_is_refused_in_words() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let csv: &[u8] = GOOD.as_bytes();
    let layer = ("layer", "facilities");
    for (files, fields, pointer) in [
        (vec![], vec![layer], "file"),
        (vec![("a.csv", csv)], vec![], "layer"),
        (vec![("a.csv", csv)], vec![("layer", "castles")], "layer"),
        (vec![("a.csv", csv)], vec![layer, ("crs", "mars")], "crs"),
        (
            vec![("a.csv", csv)],
            vec![layer, ("encoding", "latin9")],
            "encoding",
        ),
        (
            vec![("a.csv", csv)],
            vec![layer, ("dry_run", "perhaps")],
            "dry_run",
        ),
        (
            vec![("a.csv", csv)],
            vec![layer, ("colour", "red")],
            "colour",
        ),
        (vec![("a.csv", csv), ("a.csv", csv)], vec![layer], "file"),
        (vec![("a.csv", csv), ("b.csv", csv)], vec![layer], "file"),
        (vec![("a.prj", csv)], vec![layer], "file"),
        (vec![("a.zip", csv)], vec![layer], "file"),
    ] {
        let (status, problem) = send!(app, &files, &fields);
        assert_eq!(status, 400, "{pointer}: {problem}");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    for (kind, payload) in [
        ("text/plain", b"hello".to_vec()),
        ("multipart/form-data", b"hello".to_vec()),
        (
            "multipart/form-data; boundary=x",
            b"--y\r\nnothing".to_vec(),
        ),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nhalf"
                .to_vec(),
        ),
    ] {
        let request = test::TestRequest::post()
            .uri("/api/v1/imports")
            .insert_header(("content-type", kind))
            .set_payload(payload)
            .to_request();
        let (status, problem) = body(test::call_service(&app, request).await).await;
        assert_eq!(status, 400, "{kind}: {problem}");
        assert!(problem["detail"].is_string(), "{kind}: {problem}");
    }
    let (_, listed) = ask!(app, get, "/api/v1/imports");
    assert!(
        listed["items"].as_array().unwrap().len() <= 2,
        "refused forms leave nothing: {listed}"
    );
}

#[actix_web::test]
async fn size_number_and_age_of_uploads_are_bounded() {
    let (_folder, store) = store().await;
    let limits = Limits {
        most_bytes: 4096,
        most_uploads: 2,
        kept_for: Duration::from_millis(300),
    };
    let app = app!(store, limits);
    let big = vec![b'x'; 5000];
    let (status, problem) = send!(app, &[("a.csv", &big)], &[("layer", "facilities")]);
    assert_eq!(
        (status.as_u16(), problem["type"].as_str()),
        (413, Some("/problems/too-large"))
    );

    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("bomb.csv", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(&vec![b'0'; 1 << 20]).unwrap();
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 4096);
    let (status, _) = send!(app, &[("bomb.zip", &bomb)], &[("layer", "facilities")]);
    assert_eq!(status, 413, "an archive that unpacks to more");

    let file: &[(&str, &[u8])] = &[("a.csv", GOOD.as_bytes())];
    let (_, first) = send!(app, file, &[("layer", "facilities")]);
    send!(app, file, &[("layer", "facilities")]);
    let (status, _) = send!(app, file, &[("layer", "facilities")]);
    assert_eq!(status, 429);
    tokio::time::sleep(Duration::from_millis(350)).await;
    let path = format!("/api/v1/imports/{}", first["id"].as_str().unwrap());
    let (status, problem) = ask!(app, post, format!("{path}/commit"));
    assert_eq!(
        (status.as_u16(), problem["type"].as_str()),
        (410, Some("/problems/upload-gone"))
    );
    let (status, _) = ask!(app, get, "/api/v1/imports/up-none");
    assert_eq!(status, 404);
    let (status, _) = ask!(app, get, "/api/v1/imports/..%2F..%2Fetc%2Fpasswd");
    assert_eq!(status, 404);
    let (status, _) = send!(app, file, &[("layer", "facilities")]);
    assert_eq!(status, 200, "old ones made room");
}

#[actix_web::test]
async fn a_zipped_shapefile_named_in_chinese_is_read() {
    let (folder, store) = store().await;
    let app = app!(store);
    let source = folder.path().join("out");
    std::fs::create_dir(&source).unwrap();
    let driver = gdal::DriverManager::get_driver_by_name("ESRI Shapefile").unwrap();
    let path = source.join("企业.shp");
    {
        use gdal::vector::LayerAccess;
        let mut dataset = driver.create_vector_only(&path).unwrap();
        let reference = gdal::spatial_ref::SpatialRef::from_epsg(4490).unwrap();
        let layer = dataset
            .create_layer(gdal::vector::LayerOptions {
                name: "企业",
                srs: Some(&reference),
                ty: gdal::vector::OGRwkbGeometryType::wkbPoint,
                options: Some(&["ENCODING=UTF-8"]),
            })
            .unwrap();
        let names = ["id", "name", "kind", "status"];
        let fields: Vec<_> = names
            .iter()
            .map(|n| (*n, gdal::vector::OGRFieldType::OFTString))
            .collect();
        layer
            .create_defn_fields(&fields.iter().map(|(n, t)| (*n, *t)).collect::<Vec<_>>())
            .unwrap();
        let mut point =
            gdal::vector::Geometry::empty(gdal::vector::OGRwkbGeometryType::wkbPoint).unwrap();
        point.add_point_2d((119.98, 31.82));
        let mut feature = gdal::vector::Feature::new(layer.defn()).unwrap();
        for (i, value) in ["S1", "压·化工", "production", "in_service"]
            .iter()
            .enumerate()
        {
            feature.set_field_string(i, value).unwrap();
        }
        feature.set_geometry(point).unwrap();
        feature.create(&layer).unwrap();
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in std::fs::read_dir(&source).unwrap() {
        let entry = entry.unwrap();
        let name = format!("导出/{}", entry.file_name().to_string_lossy());
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&std::fs::read(entry.path()).unwrap())
            .unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let (status, view) = send!(app, &[("企业.zip", &bytes)], &[("layer", "facilities")]);
    assert_eq!(
        (status.as_u16(), view["state"].as_str()),
        (200, Some("checked")),
        "{view}"
    );
    assert_eq!(view["file"], "企业.shp");
}

#[actix_web::test]
async fn a_store_that_changed_since_the_check_is_a_conflict() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let (_, view) = send!(
        app,
        &[("a.csv", GOOD.as_bytes())],
        &[("layer", "facilities")]
    );
    let path = format!("/api/v1/imports/{}", view["id"].as_str().unwrap());
    let other = GOOD.replace("N1", "N9");
    send!(
        app,
        &[("b.csv", other.as_bytes())],
        &[("layer", "facilities"), ("dry_run", "false")]
    );
    let (status, problem) = ask!(app, post, format!("{path}/commit"));
    assert_eq!(
        (status.as_u16(), problem["type"].as_str()),
        (409, Some("/problems/store-changed"))
    );
    let (status, _) = ask!(app, post, format!("{path}/check"), json!({}));
    assert_eq!(status, 200);
    let (status, _) = ask!(app, post, format!("{path}/commit"));
    assert_eq!(status, 201);
}

#[actix_web::test]
async fn of_two_commits_at_once_one_stores() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let before = store.count(Layer::Facilities).await.unwrap();
    let (_, view) = send!(
        app,
        &[("a.csv", GOOD.as_bytes())],
        &[("layer", "facilities")]
    );
    let path = format!("/api/v1/imports/{}/commit", view["id"].as_str().unwrap());
    let one = || test::call_service(&app, test::TestRequest::post().uri(&path).to_request());
    let (a, b) = tokio::join!(one(), one());
    let mut both = [a.status().as_u16(), b.status().as_u16()];
    both.sort_unstable();
    assert_eq!(both, [201, 409]);
    assert_eq!(store.count(Layer::Facilities).await.unwrap(), before + 1);
}

#[actix_web::test]
async fn a_page_of_another_address_cannot_import() {
    let (_folder, store) = store().await;
    let app = app!(store);
    for header in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let request = post(
            "/api/v1/imports",
            form(&[("a.csv", GOOD.as_bytes())], &[("layer", "facilities")]),
        )
        .insert_header(("host", "127.0.0.1:8080"))
        .insert_header(header)
        .to_request();
        let (status, problem) = body(test::call_service(&app, request).await).await;
        assert_eq!(
            (status.as_u16(), problem["type"].as_str()),
            (403, Some("/problems/foreign-origin"))
        );
    }
}

#[actix_web::test]
async fn the_form_knows_every_layer() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let (_, layers) = ask!(app, get, "/api/v1/layers");
    let layers = layers.as_array().unwrap();
    assert_eq!(layers.len(), Layer::ALL.len());
    let vessels = layers.iter().find(|l| l["name"] == "vessels").unwrap();
    let quantity = vessels["columns"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["name"] == "quantity_t")
        .unwrap();
    assert_eq!(
        (quantity["unit"].as_str(), quantity["required"].as_bool()),
        (Some("t"), Some(false))
    );
}

#[actix_web::test]
async fn a_layer_is_exported_whole_in_every_format() {
    let (folder, store) = store().await;
    let app = app!(store);
    for extension in ["gpkg", "geojson", "fgb", "parquet", "csv", "xlsx"] {
        let uri = format!("/api/v1/export/facilities.{extension}");
        let answer =
            test::call_service(&app, test::TestRequest::get().uri(&uri).to_request()).await;
        assert_eq!(answer.status(), 200, "{extension}");
        let bytes = test::read_body(answer).await;
        let path = folder.path().join(format!("direct.{extension}"));
        data::export::export(&store, Layer::Facilities.into(), &path)
            .await
            .unwrap();
        assert_eq!(
            bytes.len() as u64,
            std::fs::metadata(&path).unwrap().len(),
            "{extension}"
        );
    }
    for (file, status) in [
        ("facilities.exe", 400),
        ("castles.csv", 400),
        ("facilities", 400),
        ("weather.csv", 404),
    ] {
        let (got, problem) = ask!(app, get, format!("/api/v1/export/{file}"));
        assert_eq!(got.as_u16(), status, "{file}: {problem}");
        assert!(problem["detail"].is_string());
    }
}

#[actix_web::test]
async fn nothing_of_an_upload_is_left_when_the_service_ends() {
    let (_folder, store) = store().await;
    let place = {
        let imports = Imports::new(store.clone(), Limits::default()).unwrap();
        let folder = imports.begin().unwrap();
        let place = folder.path().to_owned();
        std::fs::write(place.join("a.csv"), GOOD).unwrap();
        imports
            .keep(
                folder,
                vec!["a.csv".into()],
                server::uploads::Asked::default(),
            )
            .ok()
            .unwrap();
        assert!(place.exists());
        place
    };
    assert!(!place.exists());
}

/// A plant that is changed, and one that is new.
const CHANGED: &str = "编号,企业名称,企业类型,运行状态,经度,纬度\nF2,示例·加油站,加油站,停产,119.98,31.82\nN1,新·化工,生产,在役,119.98,31.82\n";

/// The change of one field.
fn field<'v>(row: &'v Value, name: &str) -> &'v Value {
    let fields = row["fields"].as_array().unwrap();
    fields
        .iter()
        .find(|f| f["field"] == name)
        .unwrap_or_else(|| panic!("{name} does not change: {row}"))
}

#[actix_web::test]
async fn what_an_import_changes_is_told_before_and_after_and_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh();
    let gpkg = format!("gpkg:{}", folder.path().join("s.gpkg").display());
    let mut answers = Vec::new();
    for url in [gpkg, database.url()] {
        let store = Store::open(&url).await.unwrap();
        store.put_facts(&small_city()).await.unwrap();
        let app = app!(store);
        let (_, view) = send!(
            app,
            &[("台账.csv", CHANGED.as_bytes())],
            &[("layer", "facilities")]
        );
        assert_eq!(
            view["changes"],
            json!({"added": 1, "updated": 1, "unchanged": 0, "unlisted": 0}),
            "{view}"
        );
        assert_eq!(view["import_id"], Value::Null);
        let path = format!("/api/v1/imports/{}", view["id"].as_str().unwrap());
        let (status, would) = ask!(app, get, format!("{path}/changes"));
        assert_eq!(
            (status.as_u16(), would["is_stored"].as_bool()),
            (200, Some(false)),
            "{would}"
        );
        assert_eq!(would["rows"]["total"], 2);
        let [old, new] = [0, 1].map(|i| &would["rows"]["items"][i]);
        assert_eq!((&old["key"], &old["is_new"]), (&json!("F2"), &json!(false)));
        let status_of = field(old, "status");
        assert_eq!(status_of["before"], "in_service");
        assert_eq!(status_of["after"], "stopped");
        assert!(field(old, "geometry")["before"].is_string());
        let fields = old["fields"].as_array().unwrap();
        assert!(
            !fields.iter().any(|f| f["field"] == "name"),
            "what stays is no change: {old}"
        );
        assert_eq!((&new["key"], &new["is_new"]), (&json!("N1"), &json!(true)));
        assert_eq!(field(new, "name")["before"], Value::Null);
        assert_eq!(field(new, "name")["after"], "新·化工");
        let (_, only) = ask!(app, get, format!("{path}/changes?kind=new&limit=1"));
        assert_eq!(
            (&only["rows"]["total"], &only["rows"]["items"][0]["key"]),
            (&json!(1), &json!("N1"))
        );
        let (_, none) = ask!(app, get, format!("{path}/changes?layer=vessels"));
        assert_eq!(none["rows"]["total"], 0);

        let (status, stored) = ask!(app, post, format!("{path}/commit"));
        assert_eq!(status, 201, "{stored}");
        let import_id = stored["import_id"].as_str().unwrap().to_owned();
        let (_, did) = ask!(app, get, format!("{path}/changes"));
        assert_eq!(did["is_stored"], true);
        assert_eq!(did["rows"], would["rows"], "it did what it said");
        store.close().await;

        // Another service on the same store.
        let store = Store::open(&url).await.unwrap();
        let app = app!(store);
        let (_, list) = ask!(app, get, "/api/v1/imports");
        assert_eq!(list["items"], json!([]), "the upload went with its service");
        assert_eq!(list["history"]["total"], 1, "{list}");
        let mut entry = list["history"]["items"][0].clone();
        assert_eq!(entry["id"], import_id);
        assert_eq!(entry["file"], "台账.csv");
        assert_eq!(entry["layers"], json!(["facilities"]));
        assert_eq!(
            (&entry["rows"], &entry["rows_updating"]),
            (&json!(2), &json!(1))
        );
        assert_eq!(entry["file_sha256"].as_str().unwrap().len(), 64);
        assert!(entry["made_at"].as_str().unwrap().contains('T'), "{entry}");
        entry["made_at"] = Value::Null;
        let (status, kept) = ask!(app, get, format!("/api/v1/imports/{import_id}/changes"));
        assert_eq!(
            (status.as_u16(), kept["is_stored"].as_bool()),
            (200, Some(true))
        );
        assert_eq!(kept["rows"], would["rows"], "the store keeps what it did");
        let (status, mut history) = ask!(app, get, "/api/v1/layers/facilities/F2/history");
        assert_eq!(status, 200, "{history}");
        assert_eq!(history["versions"]["total"], 1);
        let version = &mut history["versions"]["items"][0];
        assert_eq!(
            (&version["import_id"], &version["is_new"]),
            (&json!(import_id), &json!(false))
        );
        assert_eq!(field(version, "status")["before"], "in_service");
        version["made_at"] = Value::Null;
        let (status, untouched) = ask!(app, get, "/api/v1/layers/facilities/F1/history");
        assert_eq!(
            (status.as_u16(), &untouched["versions"]["total"]),
            (200, &json!(0))
        );
        answers.push((entry, kept, history));
        store.close().await;
    }
    assert_eq!(answers[0], answers[1], "both kinds of store answer alike");
}

#[actix_web::test]
async fn changes_that_nobody_knows_of_are_a_problem_in_words() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let (_, view) = send!(
        app,
        &[("a.csv", BAD.as_bytes())],
        &[("layer", "facilities")]
    );
    assert_eq!(view["changes"], Value::Null, "rows have issues");
    let rejected = format!("/api/v1/imports/{}", view["id"].as_str().unwrap());
    for (path, status, kind) in [
        (format!("{rejected}/changes"), 409, "has-issues"),
        (
            format!("{rejected}/changes?layer=castles"),
            400,
            "bad-input",
        ),
        (format!("{rejected}/changes?kind=old"), 400, "bad-input"),
        (format!("{rejected}/changes?limit=0"), 400, "bad-input"),
        (
            "/api/v1/imports/import-0/changes".to_owned(),
            404,
            "not-found",
        ),
        ("/api/v1/imports?limit=none".to_owned(), 400, "bad-input"),
        (
            "/api/v1/layers/castles/F1/history".to_owned(),
            404,
            "not-found",
        ),
        (
            "/api/v1/layers/facilities/F9/history".to_owned(),
            404,
            "not-found",
        ),
        (
            "/api/v1/layers/facilities/F1/history?offset=x".to_owned(),
            400,
            "bad-input",
        ),
    ] {
        let request = test::TestRequest::get().uri(&path).to_request();
        let answer = test::call_service(&app, request).await;
        let media = answer.headers().get("content-type").unwrap().clone();
        let (got, problem) = body(answer).await;
        assert_eq!(got.as_u16(), status, "{path}: {problem}");
        assert_eq!(problem["type"], format!("/problems/{kind}"), "{path}");
        assert_eq!(media, "application/problem+json", "{path}");
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
}

#[actix_web::test]
async fn rows_that_come_into_an_empty_layer_are_counted_and_not_listed() {
    let (_folder, store) = store().await;
    let app = app!(store);
    let csv =
        "编号,类型,名称,经度,纬度\nR1,消防站,一号站,119.98,31.82\nR2,医院,二号院,119.99,31.83\n";
    let (status, view) = send!(app, &[("a.csv", csv.as_bytes())], &[("layer", "resources")]);
    assert_eq!(status, 200, "{view}");
    assert_eq!(
        view["changes"],
        json!({"added": 2, "updated": 0, "unchanged": 0, "unlisted": 2})
    );
    let path = format!("/api/v1/imports/{}", view["id"].as_str().unwrap());
    let (_, would) = ask!(app, get, format!("{path}/changes"));
    assert_eq!(would["rows"]["total"], 0);
}
