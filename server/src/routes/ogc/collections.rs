//! `GET /ogc/collections…`: what there is, and what of it can be asked.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, route};
use maud::{Markup, html};
use serde_json::{Map, Value as Json, json};

use super::asked::Asked;
use super::crs::Crs;
use super::format::Format;
use super::landing::attribution;
use super::link::Link;
use super::named::Named;
use super::{html as pages, reply};
use crate::app::AppState;
use crate::collections::{Collection, GEOMETRY};
use crate::filter::Kind;
use crate::problem::Problem;

const FORMATS: &[Format] = &[Format::Json, Format::Html];
const SCHEMA_FORMATS: &[Format] = &[Format::Schema, Format::Html];

/// Name of the document of what can be sorted by.
const SORTABLES: &str = "sortables";

/// Whether the features of a collection are there.
pub(super) enum State {
    /// They are.
    Ready,
    /// They come in a moment.
    Computing,
    /// They will not come.
    Unknown,
}

impl State {
    pub(super) fn of(asked: &Asked, collection: &Collection) -> Self {
        match asked.snapshot.risk() {
            _ if !collection.of_risk => Self::Ready,
            None => Self::Computing,
            Some(Ok(_)) => Self::Ready,
            Some(Err(_)) => Self::Unknown,
        }
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Computing => "computing",
            Self::Unknown => "unknown",
        }
    }

    pub(super) const fn words(&self) -> &'static str {
        match self {
            Self::Ready => "就绪 ready",
            Self::Computing => "计算中 being computed",
            Self::Unknown => "未知 not known",
        }
    }
}

fn view(asked: &Asked, named: &Named) -> Json {
    let collection = named.collection;
    let plane = &asked.snapshot.city.plane;
    let crs: Vec<String> = Crs::all(plane).into_iter().map(Crs::uri).collect();
    let state = State::of(asked, collection);
    let mut view = json!({
        "id": named.id,
        "title": named.title(),
        "description": format!("{}。 {}.", collection.about_zh, collection.about_en),
        "itemType": "feature",
        "crs": crs,
        "storageCrs": Crs::STORED.uri(),
        "state": state.code(),
        "run": named.run(&asked.snapshot),
        "links": links(asked, named),
    });
    if let Some(text) = attribution(asked) {
        view["attribution"] = json!(text);
    }
    if let Some(situation) = &named.situation {
        view["changes"] = situation.changes.clone();
    }
    let Some(index) = named.index(&asked.snapshot) else {
        return view;
    };
    view["featureCount"] = json!(index.len());
    if let Some(bbox) = index.extent() {
        view["extent"] = json!({"spatial": {"bbox": [bbox], "crs": Crs::Crs84.uri()}});
        if let Some(day) = index.since() {
            let since = format!("{day}T00:00:00Z");
            view["extent"]["temporal"] = json!({"interval": [[since, null]]});
        }
    }
    view
}

fn links(asked: &Asked, named: &Named) -> Vec<Link> {
    let own = named.path();
    let title = named.title();
    let tiles = named.collection.is_drawn.then(|| {
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
            asked.url(&format!("{own}/tiles")),
            "application/json",
            "矢量瓦片 Vector tiles",
        )
    });
    // What the situation is compared with.
    let base = named.situation.is_some().then(|| {
        let href = asked.url("/ogc/collections/violations");
        let title = "现状违规 Violations of the run that it is compared with";
        Link::new("related", href, "application/json", title)
    });
    let items = |format: Format| {
        let href = asked.url(&format!("{own}/items?f={}", format.token()));
        let title = format!("{title} {}", format.words());
        Link::new("items", href, format.media(), &title)
    };
    let mut links = vec![
        Link::new("self", asked.url(&own), "application/json", &title),
        Link::new(
            "alternate",
            asked.url(&format!("{own}?f=html")),
            "text/html",
            "网页 HTML",
        ),
        items(Format::GeoJson),
        items(Format::Html),
        items(Format::FlatGeobuf),
        items(Format::Csv),
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            asked.url(&format!("{own}/queryables")),
            "application/schema+json",
            "可查询属性 Queryables",
        ),
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/sortables",
            asked.url(&format!("{own}/sortables")),
            "application/schema+json",
            "可排序属性 Sortables",
        ),
        Link::new(
            "http://www.opengis.net/def/rel/ogc/1.0/schema",
            asked.url(&format!("{own}/schema")),
            "application/schema+json",
            "数据结构 Schema",
        ),
        Link::new(
            "describedby",
            asked.url(&format!("{own}/schema")),
            "application/schema+json",
            "数据结构 Schema",
        ),
    ];
    links.extend(tiles);
    links.extend(base);
    links
}

/// Makes the indexes of some collections, where nobody waits for anything else.
async fn indexed(asked: &Asked, all: &[Named]) -> Result<(), Problem> {
    let (snapshot, all) = (Arc::clone(&asked.snapshot), all.to_vec());
    let made = actix_web::web::block(move || {
        for named in &all {
            named.index(&snapshot);
        }
    });
    made.await.map_err(|e| Problem::internal(&e))
}

/// Every collection.
///
/// # Errors
/// 400 for a parameter that is not known, 503 while there is no city.
#[utoipa::path(get, operation_id = "ogc_collections", tag = "ogc", params(("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Collections with extents, systems of coordinates and links", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/collections", method = "GET", method = "HEAD")]
pub async fn list(state: Data<AppState>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let mut asked = Asked::new(&state, &request, &[], FORMATS)?;
    let all = Named::all(&state);
    let situations = all.iter().filter(|named| named.situation.is_some());
    asked.depends_on(situations.map(|named| named.id.as_ref()));
    indexed(&asked, &all).await?;
    let json = || {
        let crs: Vec<String> = Crs::all(&asked.snapshot.city.plane)
            .into_iter()
            .map(Crs::uri)
            .collect();
        let all: Vec<Json> = all.iter().map(|named| view(&asked, named)).collect();
        json!({"links": asked.own_links(), "crs": crs, "collections": all})
    };
    let page = || {
        let body = html! {
            ul { @for named in &all {
                li {
                    a href=(asked.url(&format!("{}?f=html", named.path()))) { (named.title()) }
                    "：" (named.collection.about_zh) "。 " span.quiet lang="en" { (named.collection.about_en) }
                }
            } }
        };
        pages::page(
            &asked,
            &trail(&asked, None),
            ("数据集", "Collections"),
            &body,
        )
    };
    reply::document(&asked, &request, json, page)
}

/// Where a page stands.
pub(super) fn trail(asked: &Asked, named: Option<&Named>) -> Vec<(String, &'static str)> {
    let mut trail = vec![
        (asked.url("/ogc?f=html"), "目录 Catalogue"),
        (asked.url("/ogc/collections?f=html"), "数据集 Collections"),
    ];
    trail.extend(named.map(|named| {
        let href = asked.url(&format!("{}?f=html", named.path()));
        (href, named.collection.title_zh)
    }));
    trail
}

/// One collection.
///
/// # Errors
/// 400 for a parameter that is not known, 404 for a collection that is not there.
#[utoipa::path(get, operation_id = "ogc_collection", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "The collection with its extent, systems of coordinates and links", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/collections/{collection}", method = "GET", method = "HEAD")]
pub async fn one(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let named = Named::find(&state, &id)?;
    let collection = named.collection;
    let asked = Asked::new(&state, &request, &[], FORMATS)?;
    indexed(&asked, std::slice::from_ref(&named)).await?;
    let json = || view(&asked, &named);
    let page = || {
        let body = html! {
            p { (collection.about_zh) "。 " span.quiet lang="en" { (collection.about_en) } }
            p { "状态 State: " (State::of(&asked, collection).words()) }
            (pages::links(&links(&asked, &named)))
            h2 { "属性 Properties" }
            (properties(collection))
        };
        let names = (collection.title_zh, collection.title_en);
        pages::page(&asked, &trail(&asked, None), names, &body)
    };
    reply::document(&asked, &request, json, page)
}

fn properties(collection: &Collection) -> Markup {
    html! {
        div.scroll { table {
            thead { tr { th { "名称 Name" } th { "类型 Type" } th { "单位 Unit" } th { "说明 Meaning" } } }
            tbody { @for column in collection.columns {
                tr {
                    td { code { (column.name) } }
                    td { (kind(column.kind).0) @if let Some(format) = kind(column.kind).1 { " (" (format) ")" } }
                    td { (column.unit.unwrap_or("")) }
                    td { (column.zh) br; span.quiet lang="en" { (column.en) } }
                }
            } }
        } }
    }
}

/// Type and format of JSON Schema.
const fn kind(kind: Kind) -> (&'static str, Option<&'static str>) {
    match kind {
        Kind::Text => ("string", None),
        Kind::Number => ("number", None),
        Kind::Integer => ("integer", None),
        Kind::Bool => ("boolean", None),
        Kind::Date => ("string", Some("date")),
        Kind::Timestamp => ("string", Some("date-time")),
    }
}

/// Properties as JSON Schema.
fn json_schema(asked: &Asked, named: &Named, what: &str) -> Json {
    let collection = named.collection;
    let mut properties = Map::new();
    let geometry = json!({
        "title": "几何 Geometry",
        "format": collection.shape,
        "x-ogc-role": "primary-geometry",
    });
    if what != SORTABLES {
        properties.insert(GEOMETRY.to_owned(), geometry);
    }
    for (at, column) in (1..).zip(collection.columns) {
        let (of, format) = kind(column.kind);
        let mut property = json!({
            "title": column.zh,
            "description": column.en,
            "type": of,
            "x-ogc-propertySeq": at,
        });
        if let Some(format) = format {
            property["format"] = json!(format);
        }
        if let Some(unit) = column.unit {
            property["x-ogc-unit"] = json!(unit);
            property["x-ogc-unitLang"] = json!("UCUM");
        }
        let time = collection.time;
        if time.is_some_and(|(from, _)| from == column.name) {
            property["x-ogc-role"] = json!("primary-interval-start");
        } else if time.is_some_and(|(_, to)| to == Some(column.name)) {
            property["x-ogc-role"] = json!("primary-interval-end");
        } else if at == 1 && matches!(column.name, "id" | "code") {
            property["x-ogc-role"] = json!("id");
        }
        properties.insert(column.name.to_owned(), property);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": asked.url(&format!("{}/{what}", named.path())),
        "type": "object",
        "title": named.title(),
        "description": collection.about_en,
        "properties": properties,
        "additionalProperties": false,
    })
}

fn described(
    state: &AppState,
    request: &HttpRequest,
    id: &str,
    what: &str,
    words: (&str, &str),
) -> Result<HttpResponse, Problem> {
    let named = Named::find(state, id)?;
    let asked = Asked::new(state, request, &[], SCHEMA_FORMATS)?;
    let json = || json_schema(&asked, &named, what);
    let page = || {
        let body = properties(named.collection);
        pages::page(&asked, &trail(&asked, Some(&named)), words, &body)
    };
    reply::document(&asked, request, json, page)
}

/// The properties that filters may name: all there are, and no others.
///
/// # Errors
/// 404 for a collection that is not there.
#[utoipa::path(get, operation_id = "ogc_queryables", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "JSON Schema of the properties that filters may name", content_type = "application/schema+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route(
    "/ogc/collections/{collection}/queryables",
    method = "GET",
    method = "HEAD"
)]
pub async fn queryables(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let words = ("可查询属性", "Queryables");
    described(&state, &request, &id, "queryables", words)
}

/// The properties that `sortby` may name.
///
/// # Errors
/// 404 for a collection that is not there.
#[utoipa::path(get, operation_id = "ogc_sortables", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "JSON Schema of the properties that sortby may name", content_type = "application/schema+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route(
    "/ogc/collections/{collection}/sortables",
    method = "GET",
    method = "HEAD"
)]
pub async fn sortables(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let words = ("可排序属性", "Sortables");
    described(&state, &request, &id, SORTABLES, words)
}

/// The properties that features have.
///
/// # Errors
/// 404 for a collection that is not there.
#[utoipa::path(get, operation_id = "ogc_schema", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "JSON Schema of the features", content_type = "application/schema+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route(
    "/ogc/collections/{collection}/schema",
    method = "GET",
    method = "HEAD"
)]
pub async fn schema(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    described(&state, &request, &id, "schema", ("数据结构", "Schema"))
}
