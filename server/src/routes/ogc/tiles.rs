//! OGC API Tiles: `/ogc/tileMatrixSets`, `/ogc/tiles` and `/ogc/collections/{collection}/tiles`. The tiles are
//! those of [`crate::routes::tiles`].

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, route};
use maud::html;
use serde_json::{Value as Json, json};
use tiles::{LayerIndex, TileMatrixSet};

use super::asked::Asked;
use super::collections::trail;
use super::format::Format;
use super::link::Link;
use super::named::Named;
use super::{html as pages, reply};
use crate::app::AppState;
use crate::collections::ALL;
use crate::layers::PENDING;
use crate::problem::Problem;
use crate::routes::tiles::{answer, coordinate};
use crate::tile_format::TileFormat;

const FORMATS: &[Format] = &[Format::Json, Format::Html];
const MVT: &str = "application/vnd.mapbox-vector-tile";
const TILING_SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// The tile matrix set of an identifier.
fn set_named(id: &str) -> Result<TileMatrixSet, Problem> {
    let short: String = id.chars().take(60).collect();
    TileMatrixSet::find(id).ok_or_else(|| Problem::not_found("tile matrix set", &short))
}

/// Where a set is defined: by the standard, or here.
fn uri(asked: &Asked, set: TileMatrixSet) -> String {
    let of_standard = set.uri().map(ToOwned::to_owned);
    of_standard.unwrap_or_else(|| asked.url(&format!("/ogc/tileMatrixSets/{}", set.id())))
}

/// What tiles are of: a collection, or all that are drawn.
enum Of {
    One(Named),
    All,
}

impl Of {
    fn named(state: &AppState, id: &str) -> Result<Self, Problem> {
        let named = Named::find(state, id)?;
        if named.collection.is_drawn {
            return Ok(Self::One(named));
        }
        Err(Problem::not_found("tile set of the collection", &named.id))
    }

    fn path(&self) -> String {
        match self {
            Self::One(named) => format!("{}/tiles", named.path()),
            Self::All => "/ogc/tiles".to_owned(),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::One(named) => named.title(),
            Self::All => "全部图层 All layers".to_owned(),
        }
    }

    /// What is drawn; situations stand for themselves.
    fn collections(&self) -> Vec<Named> {
        match self {
            Self::One(named) => vec![named.clone()],
            Self::All => {
                let drawn = ALL.iter().copied().filter(|c| c.is_drawn);
                drawn.map(Named::of).collect()
            }
        }
    }

    /// Names of the layers that are there by now, with commas between.
    fn layers(&self, state: &AppState) -> Result<String, Problem> {
        let snapshot = state.snapshot()?;
        Ok(match self {
            Self::One(named) => named.id.to_string(),
            Self::All => {
                let mut all = self.collections();
                all.retain(|named| named.layer(&snapshot).is_some());
                let names: Vec<&str> = all.iter().map(|named| named.id.as_ref()).collect();
                names.join(",")
            }
        })
    }
}

fn sets(asked: &Asked, of: &Of) -> Vec<Json> {
    TileMatrixSet::ALL
        .into_iter()
        .map(|set| {
            json!({
                "title": of.title(),
                "dataType": "vector",
                "crs": set.crs(),
                "tileMatrixSetURI": uri(asked, set),
                "links": set_links(asked, of, set),
            })
        })
        .collect()
}

fn set_links(asked: &Asked, of: &Of, set: TileMatrixSet) -> Vec<Link> {
    let own = asked.url(&format!("{}/{}", of.path(), set.id()));
    let scheme = asked.url(&format!("/ogc/tileMatrixSets/{}", set.id()));
    let item = format!("{own}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}");
    vec![
        Link::new("self", own, "application/json", &of.title()),
        Link::new(TILING_SCHEME, scheme, "application/json", set.title()),
        Link::new("item", item, MVT, "矢量瓦片 Vector tiles").template(),
    ]
}

/// What tells two states of a tile set apart: the run, or the situation, which never changes.
fn version<'a>(asked: &'a Asked, of: &'a Of) -> &'a str {
    match of {
        Of::One(named) if named.situation.is_some() => &named.id,
        _ => asked.snapshot.version(),
    }
}

fn tile_set(asked: &Asked, of: &Of, set: TileMatrixSet) -> Json {
    let all = of.collections();
    let layers: Vec<(&Named, &LayerIndex)> = all
        .iter()
        .filter_map(|named| {
            let known = named.layer(&asked.snapshot);
            let layer = known.or_else(|| PENDING.get(named.collection.id))?;
            Some((named, &*layer.index))
        })
        .collect();
    let bounds = layers
        .iter()
        .filter_map(|(_, index)| index.bounds_lon_lat())
        .reduce(|a, b| {
            [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]
        });
    let described: Vec<Json> = layers
        .iter()
        .map(|(named, index)| {
            json!({
                "id": named.id,
                "title": named.title(),
                "dataType": "vector",
                "minTileMatrix": set.matrix(index.spec().min_zoom()).to_string(),
                "maxTileMatrix": set.matrix(index.spec().max_zoom()).to_string(),
            })
        })
        .collect();
    let mut view = json!({
        "title": of.title(),
        "dataType": "vector",
        "crs": set.crs(),
        "tileMatrixSetId": set.id(),
        "tileMatrixSetURI": uri(asked, set),
        "version": version(asked, of),
        "layers": described,
        "links": set_links(asked, of, set),
    });
    if let Some([w, s, e, n]) = bounds {
        view["boundingBox"] = json!({
            "lowerLeft": [w, s],
            "upperRight": [e, n],
            "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        });
    }
    view
}

/// A document as JSON, and on a page as its text.
fn shown(
    asked: &Asked,
    request: &HttpRequest,
    (zh, en): (&str, &str),
    json: &Json,
) -> Result<HttpResponse, Problem> {
    let page = || {
        let text = serde_json::to_string_pretty(json).unwrap_or_default();
        let body = html! { pre { (text) } };
        pages::page(asked, &trail(asked, None), (zh, en), &body)
    };
    reply::document(asked, request, || json.clone(), page)
}

/// How the world is cut into tiles.
///
/// # Errors
/// 400 for a parameter that is not known.
#[utoipa::path(get, operation_id = "ogc_tile_matrix_sets", tag = "ogc", params(("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Tile matrix sets", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/tileMatrixSets", method = "GET", method = "HEAD")]
pub async fn matrix_sets(
    state: Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::new(&state, &request, &[], FORMATS)?;
    let all: Vec<Json> = TileMatrixSet::ALL
        .into_iter()
        .map(|set| {
            let href = asked.url(&format!("/ogc/tileMatrixSets/{}", set.id()));
            let own = Link::new("self", href, "application/json", set.title());
            json!({"id": set.id(), "title": set.title(), "uri": uri(&asked, set), "crs": set.crs(), "links": [own]})
        })
        .collect();
    let json = json!({"links": asked.own_links(), "tileMatrixSets": all});
    shown(&asked, &request, ("瓦片矩阵集", "Tile matrix sets"), &json)
}

/// One tile matrix set.
///
/// # Errors
/// 404 for a set that is not there.
#[utoipa::path(get, operation_id = "ogc_tile_matrix_set", tag = "ogc", params(("set" = String, Path, description = "Tile matrix set"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Tile matrix set (OGC 17-083r4)", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/tileMatrixSets/{set}", method = "GET", method = "HEAD")]
pub async fn matrix_set(
    state: Data<AppState>,
    set: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let set = set_named(&set)?;
    let asked = Asked::new(&state, &request, &[], FORMATS)?;
    let mut json = set.definition();
    json["links"] = json!(asked.own_links());
    shown(&asked, &request, ("瓦片矩阵集", set.id()), &json)
}

fn list(state: &AppState, request: &HttpRequest, of: &Of) -> Result<HttpResponse, Problem> {
    let asked = Asked::new(state, request, &[], FORMATS)?;
    let json = json!({"links": asked.own_links(), "tilesets": sets(&asked, of)});
    shown(&asked, request, ("瓦片集", "Tile sets"), &json)
}

fn described(
    state: &AppState,
    request: &HttpRequest,
    of: &Of,
    set: &str,
) -> Result<HttpResponse, Problem> {
    let set = set_named(set)?;
    let asked = Asked::new(state, request, &[], FORMATS)?;
    let json = tile_set(&asked, of, set);
    shown(&asked, request, ("瓦片集", "Tile set"), &json)
}

async fn drawn(
    state: &AppState,
    request: &HttpRequest,
    of: Of,
    (set, z, row, column): (&str, &str, &str, &str),
) -> Result<HttpResponse, Problem> {
    let set = set_named(set)?;
    // Rows come before columns here; the last may end in .mvt.
    let (column, format) = TileFormat::of_row(column);
    let at = coordinate(set, z, column, row)?;
    answer(state, request, &of.layers(state)?, at, format).await
}

/// The tile sets of all layers together.
///
/// # Errors
/// 400 for a parameter that is not known.
#[utoipa::path(get, operation_id = "ogc_tile_sets", tag = "ogc", params(("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Tile sets", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/tiles", method = "GET", method = "HEAD")]
pub async fn all_sets(
    state: Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    list(&state, &request, &Of::All)
}

/// A tile set of all layers together.
///
/// # Errors
/// 404 for a tile matrix set that is not there.
#[utoipa::path(get, operation_id = "ogc_tile_set", tag = "ogc", params(("set" = String, Path, description = "Tile matrix set"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Tile set with its layers and the template of its tiles", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/tiles/{set}", method = "GET", method = "HEAD")]
pub async fn all_set(
    state: Data<AppState>,
    set: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    described(&state, &request, &Of::All, &set)
}

/// A tile of all layers together.
///
/// # Errors
/// 400 for a tile that is none, 404 for a tile matrix set that is not there.
#[utoipa::path(get, operation_id = "ogc_tile", tag = "ogc", params(("set" = String, Path, description = "Tile matrix set"), ("matrix" = String, Path, description = "Zoom"), ("row" = String, Path, description = "Row, from the north"), ("column" = String, Path, description = "Column, from the west")), responses((status = 200, description = "Mapbox Vector Tile 2.1"), (status = 204, description = "Nothing is there"), (status = 304, description = "The viewer has it"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route(
    "/ogc/tiles/{set}/{matrix}/{row}/{column}",
    method = "GET",
    method = "HEAD"
)]
pub async fn all_tile(
    state: Data<AppState>,
    path: Path<(String, String, String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (set, z, row, column) = path.into_inner();
    drawn(&state, &request, Of::All, (&set, &z, &row, &column)).await
}

/// The tile sets of a collection.
///
/// # Errors
/// 404 for a collection that is not there or not drawn.
#[utoipa::path(get, operation_id = "ogc_collection_tile_sets", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Tile sets", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/collections/{collection}/tiles", method = "GET", method = "HEAD")]
pub async fn sets_of(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    list(&state, &request, &Of::named(&state, &id)?)
}

/// A tile set of a collection.
///
/// # Errors
/// 404 for a collection or tile matrix set that is not there.
#[utoipa::path(get, operation_id = "ogc_collection_tile_set", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("set" = String, Path, description = "Tile matrix set"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Tile set with the template of its tiles", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route(
    "/ogc/collections/{collection}/tiles/{set}",
    method = "GET",
    method = "HEAD"
)]
pub async fn set_of(
    state: Data<AppState>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, set) = path.into_inner();
    described(&state, &request, &Of::named(&state, &id)?, &set)
}

/// A tile of a collection.
///
/// # Errors
/// 400 for a tile that is none, 404 for a collection or tile matrix set that is not there, 503 while the risk
/// is being computed.
#[utoipa::path(get, operation_id = "ogc_collection_tile", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("set" = String, Path, description = "Tile matrix set"), ("matrix" = String, Path, description = "Zoom"), ("row" = String, Path, description = "Row, from the north"), ("column" = String, Path, description = "Column, from the west")), responses((status = 200, description = "Mapbox Vector Tile 2.1"), (status = 204, description = "Nothing is there"), (status = 304, description = "The viewer has it"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[route(
    "/ogc/collections/{collection}/tiles/{set}/{matrix}/{row}/{column}",
    method = "GET",
    method = "HEAD"
)]
pub async fn tile_of(
    state: Data<AppState>,
    path: Path<(String, String, String, String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, set, z, row, column) = path.into_inner();
    drawn(
        &state,
        &request,
        Of::named(&state, &id)?,
        (&set, &z, &row, &column),
    )
    .await
}
