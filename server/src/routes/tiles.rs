//! `GET /tiles/{layers}` (TileJSON) and `/tiles/{layers}/{z}/{x}/{y}` (MVT).

use actix_web::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL,
    CONTENT_ENCODING, ETAG, HeaderName, IF_NONE_MATCH, VARY,
};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, route};
use tiles::{LayerIndex, TileCoord};

use super::risk::known;
use crate::app::AppState;
use crate::encoding::Encoding;
use crate::layers::{OF_RISK, PENDING};
use crate::problem::Problem;
use crate::shown_layer::ShownLayer;
use crate::snapshot::Snapshot;
use crate::tile_cache::TileName;

/// Media type of a tile.
const MVT: &str = "application/vnd.mapbox-vector-tile";
/// Viewers ask again each time; the ETag makes that cheap.
const REVALIDATE: &str = "public, max-age=0, must-revalidate";
/// How many features a tile does not draw for themselves but by marks that stand for several.
const MERGED: &str = "Anjie-Merged";
/// Layers of one tile: more than there are.
const MOST_LAYERS: usize = 32;

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
    let names = names(&layers)?;
    let found: Vec<&LayerIndex> = names
        .iter()
        .map(|n| {
            let pending = || PENDING.get::<str>(n);
            let layer = snapshot.layer(n).or_else(pending);
            let layer = layer.ok_or_else(|| Problem::not_found("tile layer", n))?;
            Ok(&*layer.index)
        })
        .collect::<Result<_, Problem>>()?;
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
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .json(document))
}

/// A tile: 200 with a strong ETag, 304 for one that the viewer has, 204 for an empty one.
///
/// # Errors
/// 400 for a coordinate that is none or too many layers, 404 for a layer that is not there.
#[utoipa::path(get, operation_id = "get_tile", tag = "tiles", params(("layers" = String, Path, description = "Layers, joined by commas"), ("z" = u8, Path, description = "Zoom"), ("x" = u32, Path, description = "Column"), ("y" = String, Path, description = "Row, with or without .mvt or .pbf")), responses((status = 200, description = "Mapbox Vector Tile 2.1, in the encoding that is liked best of zstd, br and gzip"), (status = 204, description = "Nothing is there"), (status = 304, description = "The viewer has it"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/tiles/{layers}/{z}/{x}/{y}", method = "GET", method = "HEAD")]
pub async fn tile(
    state: Data<AppState>,
    path: Path<(String, String, String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (layers, z, x, y) = path.into_inner();
    let coord = coordinate(&z, &x, &y)?;
    let snapshot = state.snapshot()?;
    let names = names(&layers)?;
    let layers = found(&snapshot, &names)?;
    let encoding = Encoding::accepted(text(&request, &ACCEPT_ENCODING));
    let name = TileName::of(&layers, coord);
    let etag = name.etag(encoding);
    if has(&request, &etag) {
        return Ok(head(HttpResponse::NotModified(), &etag).finish());
    }
    let tile = state.tiles.tile(name, &layers, coord, encoding).await;
    let Some(tile) = tile.map_err(|e| Problem::internal(&e))? else {
        return Ok(head(HttpResponse::NoContent(), &etag).finish());
    };
    let body = tile.form(encoding).map_err(|e| Problem::internal(&e))?;
    Ok(head(HttpResponse::Ok(), &etag)
        .content_type(MVT)
        .insert_header((CONTENT_ENCODING, encoding.token()))
        .insert_header((MERGED, tile.merged))
        .body(body))
}

/// What every answer about a tile has: other pages may read it (CORS), and caches keep one a coding.
fn head(mut answer: HttpResponseBuilder, etag: &str) -> HttpResponseBuilder {
    answer
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, REVALIDATE))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Anjie-Merged"));
    answer
}

/// The tile that is meant; its row may end in `.mvt` or `.pbf`.
fn coordinate(z: &str, x: &str, y: &str) -> Result<TileCoord, Problem> {
    let row = y.strip_suffix(".mvt").or_else(|| y.strip_suffix(".pbf"));
    let number = |name: &str, text: &str| {
        text.parse::<u32>()
            .map_err(|_| Problem::bad_input(name, format!("`{text}` is no whole number from 0 on")))
    };
    let (z, x, y) = (
        number("z", z)?,
        number("x", x)?,
        number("y", row.unwrap_or(y))?,
    );
    let z =
        u8::try_from(z).map_err(|_| Problem::bad_input("z", format!("is {z}; give 0 to 22")))?;
    TileCoord::from_xyz(z, x, y).map_err(|e| Problem::bad_input("z/x/y", e.to_string()))
}

fn text<'a>(request: &'a HttpRequest, name: &HeaderName) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

/// Whether the viewer says that it has a tile.
fn has(request: &HttpRequest, etag: &str) -> bool {
    let seen = text(request, &IF_NONE_MATCH).unwrap_or("");
    seen.split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Names without repetition, in the order asked for.
fn names(layers: &str) -> Result<Vec<&str>, Problem> {
    let mut names: Vec<&str> = Vec::new();
    for name in layers.split(',').map(str::trim) {
        if !names.contains(&name) {
            if names.len() == MOST_LAYERS {
                let why = format!("names more than {MOST_LAYERS} layers; ask for fewer at a time");
                return Err(Problem::bad_input("layers", why));
            }
            names.push(name);
        }
    }
    Ok(names)
}

/// The layers of some names.
fn found<'s>(snapshot: &'s Snapshot, names: &[&str]) -> Result<Vec<&'s ShownLayer>, Problem> {
    let layers = names
        .iter()
        .map(|n| snapshot.layer(n).ok_or_else(|| missing(snapshot, n)));
    layers.collect()
}

/// Why a layer is not there: a layer of the risk comes later.
fn missing(snapshot: &Snapshot, name: &str) -> Problem {
    let of_risk = OF_RISK.contains(&name).then(|| known(snapshot).err());
    of_risk
        .flatten()
        .unwrap_or_else(|| Problem::not_found("tile layer", name))
}
