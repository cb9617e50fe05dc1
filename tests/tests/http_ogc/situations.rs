//! A situation is a collection, a tile set and a difference to the run at once, however it was made.

use std::time::Duration;

use actix_web::test;
use serde_json::{Value, json};

use super::{body, encoded, header, ids, link, path, text};

const TILE_SETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

fn changes() -> Value {
    json!([{"move": {"facility_id": "F1", "to": [120.03, 31.865]}}])
}

#[actix_web::test]
async fn a_situation_is_a_collection_with_tiles() {
    let app = app!();
    let before = fetch!(app, "/ogc/collections")["collections"]
        .as_array()
        .unwrap()
        .len();
    let first = get!(app, "/ogc/collections");
    let tag = header(first.headers(), "etag");
    let request = test::TestRequest::post()
        .uri("/api/v1/situations")
        .set_json(json!({"changes": changes()}))
        .to_request();
    let view = body(test::call_service(&app, request).await).await;
    let id = view["id"].as_str().unwrap();
    // It is listed, and who has the list asks anew.
    let again = get!(app, "/ogc/collections", ("if-none-match", tag.as_str()));
    assert_eq!(again.status(), 200);
    let all = body(again).await;
    assert_eq!(all["collections"].as_array().unwrap().len(), before + 1);
    let own = fetch!(app, format!("/ogc/collections/{id}"));
    assert_eq!(&own, all["collections"].as_array().unwrap().last().unwrap());
    assert_eq!(own["run"], view["base_run"]);
    assert_eq!(own["changes"], changes());
    // The rows are those of the answer, list by list.
    let items = format!("/ogc/collections/{id}/items");
    let page = fetch!(app, format!("{items}?limit=10000"));
    for list in ["vanish", "new", "stay"] {
        let mut told: Vec<&str> = ["violations", "unknown"]
            .iter()
            .flat_map(|part| view[part][list].as_array().unwrap())
            .map(|v| v["id"].as_str().unwrap())
            .collect();
        let features = page["features"].as_array().unwrap().iter();
        let mut rows: Vec<&str> = features
            .filter(|f| f["properties"]["list"] == list)
            .map(|f| f["properties"]["id"].as_str().unwrap())
            .collect();
        told.sort_unstable();
        rows.sort_unstable();
        assert_eq!(rows, told, "{list}");
    }
    let moved = fetch!(app, format!("{items}?list=plant_after"));
    assert_eq!(ids(&moved), ["plant_after_centre~F1", "plant_after~F1"]);
    let one = fetch!(app, format!("{items}/{}", encoded("way~F1")));
    assert_eq!(one["geometry"]["type"], "LineString");
    // Filters, order and forms are those of every collection.
    let filter = encoded("list IN ('vanish','new') AND required > 0");
    let sorted = fetch!(
        app,
        format!("{items}?filter={filter}&sortby=-required&limit=5")
    );
    assert!(sorted["numberReturned"].as_u64().unwrap() > 0);
    for f in ["html", "csv", "fgb"] {
        assert_eq!(get!(app, format!("{items}?f={f}")).status(), 200, "{f}");
    }
    for what in ["schema", "queryables", "sortables"] {
        let schema = fetch!(app, format!("/ogc/collections/{id}/{what}"));
        assert!(schema["properties"]["list"].is_object());
    }
    // Its tiles, by the way of the standard and by the short one, are the same.
    let sets = fetch!(app, path(link(&own, TILE_SETS).unwrap()));
    let set = fetch!(app, path(link(&sets["tilesets"][0], "self").unwrap()));
    assert_eq!(set["version"], id);
    assert_eq!(set["layers"][0]["id"], id);
    let at = path(link(&set, "item").unwrap())
        .replace("{tileMatrix}", "11")
        .replace("{tileRow}", "832")
        .replace("{tileCol}", "1706");
    let answer = get!(app, at);
    assert_eq!(answer.status(), 200, "{at}");
    let tile = test::read_body(answer).await;
    let short = test::read_body(get!(app, format!("/tiles/{id}/11/1706/832"))).await;
    assert_eq!(tile, short);
    let catalogue = test::read_body(get!(app, "/ogc?f=html")).await;
    assert!(text(&catalogue).contains(id));
    assert_eq!(get!(app, "/ogc/collections/sit-none/items").status(), 404);
    assert_eq!(get!(app, "/ogc/collections/sit-none/tiles").status(), 404);
}

#[actix_web::test]
async fn a_process_that_comes_to_a_situation_links_to_it() {
    let app = app!();
    let inputs = json!({"inputs": {"changes": changes()}});
    let answer = execute!(app, "relocation", &inputs);
    let links: Vec<String> = answer
        .headers()
        .get_all("link")
        .map(|l| l.to_str().unwrap().to_owned())
        .collect();
    let collection = links
        .iter()
        .find(|l| l.ends_with("rel=\"collection\""))
        .unwrap();
    let collection = path(
        collection
            .trim_start_matches('<')
            .split('>')
            .next()
            .unwrap(),
    );
    assert!(links.iter().any(|l| l.contains("/tiles>")), "{links:?}");
    let view = body(answer).await;
    assert_eq!(
        collection,
        format!("/ogc/collections/{}", view["id"].as_str().unwrap())
    );
    assert_eq!(fetch!(app, collection)["id"], view["id"]);
    // As a job: its state has the links once it is done.
    let app = app!();
    let answer = execute!(app, "relocation", &inputs, ("prefer", "respond-async"));
    let own = path(&header(answer.headers(), "location"));
    let mut job = Value::Null;
    for _ in 0..500 {
        job = fetch!(app, own);
        if job["status"] == "successful" {
            break;
        }
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
    let items = path(link(&job, "collection").unwrap_or_else(|| panic!("{job}")));
    assert!(
        fetch!(app, format!("{items}/items"))["numberReturned"]
            .as_u64()
            .unwrap()
            > 0
    );
    let sets = path(link(&job, TILE_SETS).unwrap());
    assert_eq!(fetch!(app, sets)["tilesets"].as_array().unwrap().len(), 4);
    // A process without a situation has no such links.
    let answer = execute!(app, "violations", json!({"inputs": {}}));
    assert!(answer.headers().get("link").is_none());
}
