//! OGC API Tiles 1, Tile Matrix Set 2, Styles.

use actix_web::test;
use serde_json::Value;

use super::{header, link, path};

#[actix_web::test]
async fn tiles_1_and_styles() {
    let app = app!();
    // /conf/tileset/tmxslinks, TMS 2.0 /conf/json-tilematrixset
    let sets = fetch!(app, "/ogc/tileMatrixSets");
    assert_eq!(sets["tileMatrixSets"][0]["id"], "WebMercatorQuad");
    let set = fetch!(app, path(link(&sets["tileMatrixSets"][0], "self").unwrap()));
    let top = &set["tileMatrices"][0];
    assert!((top["scaleDenominator"].as_f64().unwrap() - 559_082_264.028_717_8).abs() < 1e-3);
    assert!((top["cellSize"].as_f64().unwrap() - 156_543.033_928_041).abs() < 1e-6);
    assert_eq!(set["tileMatrices"][22]["matrixWidth"], 1 << 22);
    // /conf/tilesets-list, /conf/geodata-tilesets, /conf/dataset-tilesets, /conf/tileset
    for of in ["/ogc/tiles", "/ogc/collections/facilities/tiles"] {
        let list = fetch!(app, of);
        let own = path(link(&list["tilesets"][0], "self").unwrap());
        let set = fetch!(app, own);
        assert_eq!(set["tileMatrixSetId"], "WebMercatorQuad");
        assert!(link(&set, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme").is_some());
        // /conf/core/tc-op, /conf/core/tc-success: the row comes before the column
        let template = path(link(&set, "item").unwrap());
        let at = template
            .replace("{tileMatrix}", "12")
            .replace("{tileRow}", "1665")
            .replace("{tileCol}", "3412");
        let answer = get!(app, at);
        assert_eq!(answer.status(), 200, "{at}");
        assert_eq!(
            header(answer.headers(), "content-type"),
            "application/vnd.mapbox-vector-tile"
        );
        let tile = test::read_body(answer).await;
        let names = mvt_reader::Reader::new(tile.to_vec())
            .unwrap()
            .get_layer_names()
            .unwrap();
        assert!(names.contains(&"facilities".to_owned()), "{names:?}");
        let plain = test::read_body(get!(app, "/tiles/facilities/12/3412/1665")).await;
        assert_eq!(
            plain == tile,
            of.contains("collections"),
            "the same bytes by both addresses"
        );
        assert_eq!(get!(app, format!("{at}.mvt")).status(), 200);
        let empty = template
            .replace("{tileMatrix}", "12")
            .replace("{tileRow}", "0")
            .replace("{tileCol}", "0");
        assert_eq!(get!(app, empty).status(), 204);
        for wrong in ["12/99999/0", "99/0/0", "a/b/c", "1/-1/0"] {
            assert_eq!(
                get!(app, format!("{of}/WebMercatorQuad/{wrong}")).status(),
                400,
                "{wrong}"
            );
        }
        assert_eq!(get!(app, format!("{of}/None/1/0/0")).status(), 404);
    }
    for missing in [
        "/ogc/tileMatrixSets/x",
        "/ogc/tiles/x",
        "/ogc/collections/units/tiles",
        "/ogc/collections/x/tiles",
        "/ogc/styles/x",
        "/ogc/styles/..%2fx",
    ] {
        assert_eq!(get!(app, missing).status(), 404, "{missing}");
    }
    for page in [
        "/ogc/tileMatrixSets",
        "/ogc/tileMatrixSets/WebMercatorQuad",
        "/ogc/tiles",
        "/ogc/tiles/WebMercatorQuad",
        "/ogc/styles",
    ] {
        assert_eq!(get!(app, format!("{page}?f=html")).status(), 200, "{page}");
    }
    let styles = fetch!(app, "/ogc/styles");
    assert_eq!(styles["styles"][0]["id"], "anjie");
}

/// OGC 17-083r4 (Two Dimensional Tile Matrix Set 2.0): `/conf/tilematrixset`, `/conf/json-tilematrixset`.
#[actix_web::test]
async fn every_tile_matrix_set_is_a_pyramid() {
    let app = app!();
    let sets = fetch!(app, "/ogc/tileMatrixSets");
    let sets = sets["tileMatrixSets"].as_array().unwrap();
    assert_eq!(sets.len(), 4);
    for entry in sets {
        let id = entry["id"].as_str().unwrap();
        let set = fetch!(app, path(link(entry, "self").unwrap()));
        assert_eq!(set["id"], id);
        assert!(set["crs"].is_string() && set["crs"] == entry["crs"], "{id}");
        let matrices = set["tileMatrices"].as_array().unwrap();
        let number = |matrix: &Value, name: &str| matrix[name].as_f64().unwrap();
        for (at, matrix) in matrices.iter().enumerate() {
            assert!(matrix["id"].is_string(), "{id} {at}");
            assert_eq!(
                matrix["pointOfOrigin"], matrices[0]["pointOfOrigin"],
                "{id} {at}"
            );
            for name in ["tileWidth", "tileHeight", "matrixWidth", "matrixHeight"] {
                assert!(matrix[name].as_u64().unwrap() > 0, "{id} {at} {name}");
            }
            // What a cell covers is 0.28 mm on a map of the scale (in degrees by the equator of the ellipsoid).
            let metres = number(matrix, "scaleDenominator") * 0.28e-3;
            let per_unit = metres / number(matrix, "cellSize");
            let is_metres = (per_unit - 1.0).abs() < 1e-6;
            assert!(
                is_metres || (per_unit - 111_319.49).abs() < 0.1,
                "{id} {at}: {per_unit}"
            );
        }
        for pair in matrices.windows(2) {
            let ratio = number(&pair[0], "scaleDenominator") / number(&pair[1], "scaleDenominator");
            assert!((ratio - 2.0).abs() < 1e-9, "{id}: {ratio}");
            for name in ["matrixWidth", "matrixHeight"] {
                assert_eq!(
                    number(&pair[1], name),
                    2.0 * number(&pair[0], name),
                    "{id} {name}"
                );
            }
        }
    }
}

/// `/conf/tilesets-list`, `/conf/geodata-tilesets`, `/conf/tileset`, `/conf/core` on every collection and every set.
#[actix_web::test]
async fn every_tile_set_of_every_collection_has_its_tiles() {
    let app = app!();
    let mut tried = 0;
    for collection in fetch!(app, "/ogc/collections")["collections"]
        .as_array()
        .unwrap()
    {
        let id = collection["id"].as_str().unwrap();
        let Some(list) = link(
            collection,
            "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
        ) else {
            assert_eq!(
                get!(app, format!("/ogc/collections/{id}/tiles")).status(),
                404,
                "{id}"
            );
            continue;
        };
        let list = fetch!(app, path(list));
        assert_eq!(list["tilesets"].as_array().unwrap().len(), 4, "{id}");
        for entry in list["tilesets"].as_array().unwrap() {
            let set = fetch!(app, path(link(entry, "self").unwrap()));
            for name in ["dataType", "crs", "tileMatrixSetURI"] {
                assert_eq!(set[name], entry[name], "{id} {name}");
            }
            assert_eq!(set["dataType"], "vector");
            let scheme =
                link(&set, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme").unwrap();
            let scheme = fetch!(app, path(scheme));
            assert_eq!(scheme["id"], set["tileMatrixSetId"], "{id}");
            // The first matrix of the set that the layer has is one of the pyramid.
            let layer = &set["layers"][0];
            assert_eq!(layer["id"], id);
            let first = layer["minTileMatrix"].as_str().unwrap();
            let matrices = scheme["tileMatrices"].as_array().unwrap();
            let matrix = matrices.iter().find(|m| m["id"] == first);
            let matrix = matrix.unwrap_or_else(|| panic!("{id}: no matrix {first}"));
            let (rows, columns) = (&matrix["matrixHeight"], &matrix["matrixWidth"]);
            let template = path(link(&set, "item").unwrap());
            let tile = |row: u64, column: u64| {
                template
                    .replace("{tileMatrix}", first)
                    .replace("{tileRow}", &row.to_string())
                    .replace("{tileCol}", &column.to_string())
            };
            // /conf/core/tc-success within the limits of the matrix, /conf/core/tc-error beyond
            let status = get!(app, tile(0, 0)).status();
            assert!(status == 200 || status == 204, "{id}: {status}");
            for beyond in [
                tile(rows.as_u64().unwrap(), 0),
                tile(0, columns.as_u64().unwrap()),
            ] {
                assert_eq!(get!(app, beyond).status(), 400, "{beyond}");
            }
            tried += 1;
        }
    }
    assert!(tried >= 36, "{tried}");
}
