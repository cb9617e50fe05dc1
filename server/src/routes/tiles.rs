//! `GET /tiles/{layers}` (TileJSON) and `/tiles/{layers}/{z}/{x}/{y}` (MVT).

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, ETAG, IF_NONE_MATCH, VARY};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use tiles::{LayerIndex, TileCoord};

use super::risk::known;
use crate::app::AppState;
use crate::layers::{OF_RISK, PENDING};
use crate::problem::Problem;
use crate::snapshot::Snapshot;

/// Media type of a tile.
const MVT: &str = "application/vnd.mapbox-vector-tile";
/// Viewers ask again each time; the ETag makes that cheap.
const REVALIDATE: &str = "public, max-age=0, must-revalidate";

/// TileJSON 3.0 of one layer or several, joined by commas.
///
/// # Errors
/// 404 for a layer that is not there.
#[utoipa::path(operation_id = "get_tile_json", tag = "tiles", params(("layers" = String, Path, description = "Layers, joined by commas")), responses((status = 200, description = "TileJSON 3.0"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/tiles/{layers}")]
pub async fn tile_json(
    state: Data<AppState>,
    layers: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let snapshot = state.snapshot()?;
    let names = names(&layers);
    let found: Vec<&LayerIndex> = names
        .iter()
        .map(|n| {
            let pending = || PENDING.get::<str>(n);
            let layer = snapshot.layer(n).or_else(pending);
            layer.ok_or_else(|| Problem::not_found("tile layer", n))
        })
        .collect::<Result<_, _>>()?;
    let info = request.connection_info();
    let url = format!(
        "{}://{}/tiles/{}/{{z}}/{{x}}/{{y}}",
        info.scheme(),
        info.host(),
        names.join(",")
    );
    let attribution: Vec<&str> = snapshot
        .summary
        .attributions
        .iter()
        .map(|a| a.text.as_str())
        .collect();
    let attribution = (!attribution.is_empty()).then(|| attribution.join(" | "));
    let document = tiles::tile_json(&found, &url, attribution.as_deref(), snapshot.version());
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, REVALIDATE))
        .json(document))
}

/// A tile: 200 with a strong ETag, 304 for one that the viewer has, 204 for an empty one.
///
/// # Errors
/// 400 for a coordinate that is none, 404 for a layer that is not there.
#[utoipa::path(operation_id = "get_tile", tag = "tiles", params(("layers" = String, Path, description = "Layers, joined by commas"), ("z" = u8, Path, description = "Zoom"), ("x" = u32, Path, description = "Column"), ("y" = String, Path, description = "Row, with or without .mvt or .pbf")), responses((status = 200, description = "Mapbox Vector Tile 2.1, gzip where accepted"), (status = 204, description = "Nothing is there"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/tiles/{layers}/{z}/{x}/{y}")]
pub async fn tile(
    state: Data<AppState>,
    path: Path<(String, String, String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (layers, z, x, y) = path.into_inner();
    let y = y
        .strip_suffix(".mvt")
        .or_else(|| y.strip_suffix(".pbf"))
        .unwrap_or(&y)
        .to_owned();
    let number = |name: &str, text: &str| {
        text.parse::<u32>()
            .map_err(|_| Problem::bad_input(name, format!("`{text}` is no whole number from 0 on")))
    };
    let (z, x, y) = (number("z", &z)?, number("x", &x)?, number("y", &y)?);
    let z =
        u8::try_from(z).map_err(|_| Problem::bad_input("z", format!("is {z}; give 0 to 22")))?;
    let coord =
        TileCoord::from_xyz(z, x, y).map_err(|e| Problem::bad_input("z/x/y", e.to_string()))?;
    let snapshot = state.snapshot()?;
    let names = names(&layers);
    let found = find(&snapshot, &names)?;
    let gzip = accepts_gzip(&request);
    let etag = etag(snapshot.version(), &names, coord, gzip);
    let seen = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    if seen
        .split(',')
        .any(|tag| tag.trim() == etag || tag.trim() == "*")
    {
        return Ok(HttpResponse::NotModified()
            .insert_header((ETAG, etag))
            .insert_header((CACHE_CONTROL, REVALIDATE))
            .finish());
    }
    let key = (snapshot.version().to_owned(), names.join(","), z, x, y);
    let body = state.tiles.get_with(key, || {
        tiles::encode(&found, coord).map(|t| Bytes::from(tiles::gzip(&t)))
    });
    let Some(body) = body else {
        return Ok(HttpResponse::NoContent()
            .insert_header((ETAG, etag))
            .insert_header((CACHE_CONTROL, REVALIDATE))
            .finish());
    };
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(MVT)
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, REVALIDATE))
        .insert_header((VARY, "Accept-Encoding"));
    if gzip {
        return Ok(answer.insert_header((CONTENT_ENCODING, "gzip")).body(body));
    }
    Ok(answer
        .insert_header((CONTENT_ENCODING, "identity"))
        .body(plain(&body)?))
}

/// Names without repetition, in the order asked for.
fn names(layers: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in layers.split(',').map(str::trim) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn find<'a>(snapshot: &'a Snapshot, names: &[&str]) -> Result<Vec<&'a LayerIndex>, Problem> {
    names
        .iter()
        .map(|n| snapshot.layer(n).ok_or_else(|| missing(snapshot, n)))
        .collect()
}

/// Why a layer is not there: a layer of the risk comes later.
fn missing(snapshot: &Snapshot, name: &str) -> Problem {
    let of_risk = OF_RISK.contains(&name).then(|| known(snapshot).err());
    of_risk
        .flatten()
        .unwrap_or_else(|| Problem::not_found("tile layer", name))
}

fn accepts_gzip(request: &HttpRequest) -> bool {
    let accepted = request
        .headers()
        .get("accept-encoding")
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    accepted.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let name = words.next().unwrap_or("");
        let refused = words.any(|w| {
            w.strip_prefix("q=")
                .and_then(|q| q.parse::<f32>().ok())
                .is_some_and(|q| q <= 0.0)
        });
        (name.eq_ignore_ascii_case("gzip") || name == "*") && !refused
    })
}

fn etag(version: &str, names: &[&str], coord: TileCoord, gzip: bool) -> String {
    let what = format!(
        "{version}/{}/{}/{}/{}/{gzip}",
        names.join(","),
        coord.z(),
        coord.x(),
        coord.y()
    );
    let digest = Sha256::digest(what);
    format!("\"{}\"", &format!("{digest:x}")[..24])
}

fn plain(gzipped: &[u8]) -> Result<Vec<u8>, Problem> {
    use std::io::Read;
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(gzipped)
        .read_to_end(&mut bytes)
        .map_err(|e| Problem::internal(&e))?;
    Ok(bytes)
}
