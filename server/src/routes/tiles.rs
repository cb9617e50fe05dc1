//! `GET /tiles/{layers}` (TileJSON) and `/tiles/{layers}/{z}/{x}/{y}` (MVT).

use actix_web::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS,
    CACHE_CONTROL, CONTENT_ENCODING, ETAG, HeaderName, IF_NONE_MATCH, VARY,
};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, route};
use tiles::{LayerIndex, Projection, TileCoord, TileMatrixSet};

use super::origin::origin;
use super::risk::known;
use super::tile_filter::Chosen;
use crate::app::AppState;
use crate::encoding::Encoding;
use crate::layers::{OF_RISK, PENDING};
use crate::problem::Problem;
use crate::shown_layer::ShownLayer;
use crate::snapshot::Snapshot;
use crate::tile_cache::{Form, TileError, TileName};
use crate::tile_format::TileFormat;

/// Viewers ask again each time; the ETag makes that cheap.
pub(super) const REVALIDATE: &str = "public, max-age=0, must-revalidate";
/// What never changes need not be asked for again.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// How many features a tile does not draw for themselves but by marks that stand for several.
const MERGED: &str = "Anjie-Merged";
/// Layers of one tile: more than there are.
const MOST_LAYERS: usize = 32;

/// TileJSON 3.0 of one layer or several, joined by commas.
///
/// # Errors
/// 404 for a layer that is not there.
#[utoipa::path(get, operation_id = "get_tile_json", tag = "tiles", params(("layers" = String, Path, description = "Layers, joined by commas")), responses((status = 200, description = "TileJSON 3.0"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/tiles/{layers}", method = "GET", method = "HEAD")]
pub async fn tile_json(
    state: Data<AppState>,
    layers: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let snapshot = state.snapshot()?;
    let names = names(&layers)?;
    let found: Vec<ShownLayer> = names
        .iter()
        .map(|n| match PENDING.get::<str>(n) {
            Some(pending) if snapshot.layer(n).is_none() => Ok(pending.clone()),
            _ => layer(&state, &snapshot, n),
        })
        .collect::<Result<_, Problem>>()?;
    let found: Vec<&LayerIndex> = found.iter().map(|l| &*l.index).collect();
    let origin = origin(&state, &request)?;
    let url = format!("{origin}/tiles/{}/{{z}}/{{x}}/{{y}}", names.join(","));
    let of_city = snapshot.summary.attributions.iter();
    let of_others = names.iter().filter_map(|n| state.foreign.attribution(n));
    let attribution: Vec<&str> = of_city.map(|a| a.text.as_str()).chain(of_others).collect();
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
#[utoipa::path(get, operation_id = "get_tile", tag = "tiles", params(("layers" = String, Path, description = "Layers, joined by commas"), ("z" = u8, Path, description = "Zoom"), ("x" = u32, Path, description = "Column"), ("y" = String, Path, description = "Row, with or without .mvt, .pbf or .mlt"), ("filter" = Option<String>, Query, description = "CQL2: only features for which it holds"), ("filter-lang" = Option<String>, Query, description = "cql2-text or cql2-json"), ("datetime" = Option<String>, Query, description = "Only features that hold then")), responses((status = 200, description = "Mapbox Vector Tile 2.1, or a MapLibre Tile where .mlt or Accept asks for one, in the encoding that is liked best of zstd, br and gzip"), (status = 204, description = "Nothing is there"), (status = 304, description = "The viewer has it"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, description = "Not there yet, or it takes too long", body = Problem, content_type = "application/problem+json")))]
#[route("/tiles/{layers}/{z}/{x}/{y}", method = "GET", method = "HEAD")]
pub async fn tile(
    state: Data<AppState>,
    path: Path<(String, String, String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (layers, z, x, y) = path.into_inner();
    let (y, format) = TileFormat::of_row(&y);
    let at = coordinate(TileMatrixSet::WebMercatorQuad, &z, &x, y)?;
    answer(&state, &request, &layers, at, format).await
}

/// A tile of another tile matrix set: `WorldCRS84Quad`, `CGCS2000Quad` (天地图 c), `CGCS2000MercatorQuad` (天地图 w).
///
/// # Errors
/// As for [`tile`], and 404 for a set that is not there.
#[utoipa::path(get, operation_id = "get_tile_of_set", tag = "tiles", params(("layers" = String, Path, description = "Layers, joined by commas"), ("set" = String, Path, description = "WebMercatorQuad, WorldCRS84Quad, CGCS2000Quad or CGCS2000MercatorQuad"), ("z" = u8, Path, description = "Matrix"), ("x" = u32, Path, description = "Column"), ("y" = String, Path, description = "Row, with or without .mvt, .pbf or .mlt"), ("filter" = Option<String>, Query, description = "CQL2: only features for which it holds"), ("filter-lang" = Option<String>, Query, description = "cql2-text or cql2-json"), ("datetime" = Option<String>, Query, description = "Only features that hold then")), responses((status = 200, description = "Mapbox Vector Tile 2.1, or a MapLibre Tile where .mlt or Accept asks for one, in the encoding that is liked best of zstd, br and gzip"), (status = 204, description = "Nothing is there"), (status = 304, description = "The viewer has it"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, description = "Not there yet, or it takes too long", body = Problem, content_type = "application/problem+json")))]
#[route("/tiles/{layers}/{set}/{z}/{x}/{y}", method = "GET", method = "HEAD")]
pub async fn tile_of_set(
    state: Data<AppState>,
    path: Path<(String, String, String, String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (layers, set, z, x, y) = path.into_inner();
    let set =
        TileMatrixSet::find(&set).ok_or_else(|| Problem::not_found("tile matrix set", &set))?;
    let (y, format) = TileFormat::of_row(&y);
    let at = coordinate(set, &z, &x, y)?;
    answer(&state, &request, &layers, at, format).await
}

/// Answers for a tile of some layers, joined by commas, in a format or in the one that the client likes best.
///
/// # Errors
/// 400 for too many layers, 404 for one that is not there, 503 for one that is not there yet or a tile that takes too
/// long.
pub async fn answer(
    state: &AppState,
    request: &HttpRequest,
    layers: &str,
    (projection, coord): (Projection, TileCoord),
    format: Option<TileFormat>,
) -> Result<HttpResponse, Problem> {
    let snapshot = state.snapshot()?;
    let names = names(layers)?;
    let layers = found(state, &snapshot, &names)?;
    let encoding = Encoding::accepted(text(request, &ACCEPT_ENCODING));
    let format = format.unwrap_or_else(|| TileFormat::accepted(text(request, &ACCEPT)));
    let form = Form(format, encoding);
    let chosen = Chosen::of(request)?;
    let name = TileName::of(&layers, projection, coord);
    let name = match &chosen {
        Some(chosen) => name.chosen(snapshot.version(), &chosen.text),
        None => name,
    };
    let etag = name.etag(form);
    // A situation is never another one.
    let is_for_good = names.iter().all(|n| state.situation(n).is_some());
    let caching = if is_for_good { FOR_GOOD } else { REVALIDATE };
    let head = |answer: HttpResponseBuilder| head(answer, &etag, caching);
    if has(request, &etag) {
        return Ok(head(HttpResponse::NotModified()).finish());
    }
    let keep = match &chosen {
        Some(chosen) => Some(chosen.choose(state, &snapshot, &layers).await?),
        None => None,
    };
    let made = state
        .tiles
        .tile(name, &layers, keep.as_deref(), (projection, coord), form)
        .await;
    let made = match made {
        Err(late @ TileError::Late) => {
            return Err(Problem::not_ready(late.to_string()));
        }
        made => made.map_err(|e| Problem::internal(&e))?,
    };
    let Some((body, merged)) = made else {
        return Ok(head(HttpResponse::NoContent()).finish());
    };
    Ok(head(HttpResponse::Ok())
        .content_type(format.media_type())
        .insert_header((CONTENT_ENCODING, encoding.token()))
        .insert_header((MERGED, merged))
        .body(body))
}

/// What every answer about a tile has: other pages may read it (CORS), and caches keep one a coding.
fn head(mut answer: HttpResponseBuilder, etag: &str, caching: &'static str) -> HttpResponseBuilder {
    answer
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, caching))
        .insert_header((VARY, "Accept, Accept-Encoding"))
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Anjie-Merged"));
    answer
}

/// The tile that is meant.
pub(super) fn coordinate(
    set: TileMatrixSet,
    z: &str,
    x: &str,
    y: &str,
) -> Result<(Projection, TileCoord), Problem> {
    let number = |name: &str, text: &str| {
        text.parse::<u32>()
            .map_err(|_| Problem::bad_input(name, format!("`{text}` is no whole number from 0 on")))
    };
    let (z, x, y) = (number("z", z)?, number("x", x)?, number("y", y)?);
    let (first, last) = (set.first(), set.last());
    let matrix = u8::try_from(z).ok().filter(|z| (first..=last).contains(z));
    let why = || Problem::bad_input("z", format!("is {z}; give {first} to {last}"));
    let coord = set.tile(matrix.ok_or_else(why)?, y, x);
    let coord = coord.map_err(|e| Problem::bad_input("z/x/y", e.to_string()))?;
    Ok((set.projection(), coord))
}

fn text<'a>(request: &'a HttpRequest, name: &HeaderName) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}

/// Whether the viewer says that it has a tile.
pub(super) fn has(request: &HttpRequest, etag: &str) -> bool {
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
fn found(
    state: &AppState,
    snapshot: &Snapshot,
    names: &[&str],
) -> Result<Vec<ShownLayer>, Problem> {
    names.iter().map(|n| layer(state, snapshot, n)).collect()
}

fn layer(state: &AppState, snapshot: &Snapshot, name: &str) -> Result<ShownLayer, Problem> {
    let own = snapshot.layer(name).cloned();
    let others = || state.foreign.get(name).or_else(|| state.situation(name));
    let layer = own.or_else(others);
    layer.ok_or_else(|| missing(state, snapshot, name))
}

/// Why a layer is not there: a layer of the risk comes later.
fn missing(state: &AppState, snapshot: &Snapshot, name: &str) -> Problem {
    if let Some(why) = state.foreign.why_missing(name) {
        return Problem::not_ready(format!("tile layer `{name}` is not there: {why}"));
    }
    let of_risk = OF_RISK.contains(&name).then(|| known(snapshot).err());
    of_risk
        .flatten()
        .unwrap_or_else(|| Problem::not_found("tile layer", name))
}
