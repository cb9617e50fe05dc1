//! `GET /ogc/collections/{collection}/items` and `…/items/{feature}`: features.

use std::ops::ControlFlow;
use std::sync::Arc;

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, route};
use futures_util::stream;
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use utoipa::IntoParams;

use super::asked::Asked;
use super::collections::trail;
use super::crs::Crs;
use super::format::Format;
use super::geojson::Writer;
use super::link::Link;
use super::named::Named;
use super::select::{Found, Selection};
use super::{files, html as pages, reply};
use crate::app::AppState;
use crate::collections::Column;
use crate::problem::Problem;
use crate::routes::risk::known;
use crate::snapshot::Snapshot;

const FORMATS: &[Format] = &[
    Format::GeoJson,
    Format::Html,
    Format::FlatGeobuf,
    Format::Csv,
];
const ITEM_FORMATS: &[Format] = &[Format::GeoJson, Format::Html];
const PARAMETERS: [&str; 11] = [
    "limit",
    "next",
    "bbox",
    "bbox-crs",
    "datetime",
    "crs",
    "filter",
    "filter-lang",
    "filter-crs",
    "sortby",
    "properties",
];
/// Features that are written at a time: a page of any size takes the memory of so many.
const PIECE: usize = 500;

/// What a list of features takes, beside every property of its collection by name.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "read by name, described here")]
pub(super) struct Parameters {
    /// `json` (GeoJSON), `html`, `fgb` or `csv`; `Accept` is as good.
    f: Option<String>,
    /// Features on a page, 1 to 10000; 100 if left out.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10000)]
    limit: Option<String>,
    /// Where the page begins: from the link `next` of the page before.
    next: Option<String>,
    /// Box of 4 numbers, or 6 with heights, that features meet.
    bbox: Option<String>,
    /// System of the box; OGC CRS84 (longitude, latitude) if left out.
    #[param(rename = "bbox-crs")]
    bbox_crs: Option<String>,
    /// A date, a time, or an interval `2020-01-01/..`; features without a time are always found.
    datetime: Option<String>,
    /// System of the answer, as a URI; OGC CRS84 if left out.
    crs: Option<String>,
    /// CQL2.
    filter: Option<String>,
    /// `cql2-text` (if left out) or `cql2-json`.
    #[param(rename = "filter-lang")]
    filter_lang: Option<String>,
    /// System of the geometries in the filter; OGC CRS84 if left out.
    #[param(rename = "filter-crs")]
    filter_crs: Option<String>,
    /// Properties by which features are ordered, with commas between: `name,-level`; by identifier if left out.
    sortby: Option<String>,
    /// Properties that are wanted, with commas between; all if left out.
    properties: Option<String>,
}

/// What an answer is made of.
struct Wanted {
    snapshot: Arc<Snapshot>,
    named: Named,
    columns: Vec<&'static Column>,
    crs: Crs,
}

impl Wanted {
    fn of(asked: &Asked, named: Named) -> Result<Self, Problem> {
        let collection = named.collection;
        let crs = match asked.get("crs") {
            Some(text) => Crs::of("crs", text, &asked.snapshot.city.plane)?,
            None => Crs::Crs84,
        };
        let columns = match asked.get("properties") {
            None => collection.columns.iter().collect(),
            Some(names) => names
                .split(',')
                .map(|name| {
                    collection.column(name.trim()).ok_or_else(|| {
                        let known: Vec<&str> = collection.columns.iter().map(|c| c.name).collect();
                        let known = known.join(", ");
                        Problem::bad_input(
                            "properties",
                            format!("names what is not there; there are {known}"),
                        )
                    })
                })
                .collect::<Result<_, _>>()?,
        };
        if collection.of_risk {
            known(&asked.snapshot)?;
        }
        Ok(Self {
            snapshot: Arc::clone(&asked.snapshot),
            named,
            columns,
            crs,
        })
    }

    fn writer(&self) -> Writer<'_> {
        Writer {
            collection: self.named.collection,
            name: &self.named.id,
            source: self.named.source(&self.snapshot),
            columns: &self.columns,
            crs: self.crs,
        }
    }

    /// The row of an identifier.
    fn row(&self, id: &str) -> Option<usize> {
        let index = self.named.index(&self.snapshot)?;
        index.find(self.named.collection, self.named.source(&self.snapshot), id)
    }

    /// Features with commas between.
    fn features(&self, rows: &[usize]) -> Result<Vec<u8>, Problem> {
        let writer = self.writer();
        let mut out = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            let written = writer.feature(&mut out, *row, "");
            written.map_err(|e| Problem::internal(&e))?;
        }
        Ok(out)
    }
}

/// Features of a collection, a page at a time.
///
/// # Errors
/// 400 for a parameter that cannot be taken, 404 for a collection that is not there, 503 while the risk is
/// being computed, 409 where it is not known.
#[utoipa::path(get, operation_id = "ogc_items", tag = "ogc", params(("collection" = String, Path, description = "Collection"), Parameters), responses((status = 200, description = "GeoJSON with links to the next page, a page, FlatGeobuf or CSV", content_type = "application/geo+json"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/collections/{collection}/items", method = "GET", method = "HEAD")]
pub async fn list(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let named = Named::find(&state, &id)?;
    let collection = named.collection;
    let names = collection.columns.iter().map(|c| c.name);
    let allowed: Vec<&str> = PARAMETERS.into_iter().chain(names).collect();
    let asked = Asked::new(&state, &request, &allowed, FORMATS)?;
    let wanted = Arc::new(Wanted::of(&asked, named)?);
    let selection = Selection::of(&asked, collection)?;
    let mut head = match reply::head(&asked, &request) {
        ControlFlow::Continue(head) => head,
        ControlFlow::Break(known) => return Ok(known),
    };
    let of = Arc::clone(&wanted);
    let selected = state.work(move |is_wanted| {
        let index = of.named.index(&of.snapshot);
        let late = || Problem::not_ready("the risk is being computed; ask again in a moment");
        let source = of.named.source(&of.snapshot);
        selection.rows(collection, index.ok_or_else(late)?, source, is_wanted)
    });
    let selected = selected.await??;
    head.insert_header(("Content-Crs", format!("<{}>", wanted.crs.uri())));
    let next = selected.next.as_deref().map(|token| {
        let href = asked.here(&[("next", token)]);
        Link::new("next", href, asked.format.media(), "下一页 Next page")
    });
    match asked.format {
        Format::Html => {
            let page = table(&asked, &wanted, &selected, next.as_ref())?;
            Ok(head.body(page.into_string()))
        }
        Format::FlatGeobuf | Format::Csv => {
            if let Some(next) = next {
                head.insert_header(("Link", format!("<{}>; rel=\"next\"", next.href)));
            }
            let is_csv = asked.format == Format::Csv;
            let written = state.work(move |is_wanted| {
                if is_csv {
                    files::csv(&wanted.writer(), &selected.rows, is_wanted)
                } else {
                    files::flatgeobuf(&wanted.writer(), &selected.rows, is_wanted)
                }
            });
            Ok(head.body(written.await??))
        }
        _ => geojson(&asked, wanted, selected, next, head).await,
    }
}

/// A collection of features, in one piece or in several.
async fn geojson(
    asked: &Asked,
    wanted: Arc<Wanted>,
    selected: Found,
    next: Option<Link>,
    mut head: HttpResponseBuilder,
) -> Result<HttpResponse, Problem> {
    let mut links = asked.own_links();
    links.push(Link::new(
        "collection",
        asked.url(&wanted.named.path()),
        "application/json",
        &wanted.named.title(),
    ));
    links.extend(next);
    let links = serde_json::to_string(&links).map_err(|e| Problem::internal(&e))?;
    let matched = selected
        .matched
        .map_or_else(String::new, |n| format!("\"numberMatched\":{n},"));
    let begin = format!(
        "{{\"type\":\"FeatureCollection\",{matched}\"numberReturned\":{},\"links\":{links},\"features\":[",
        selected.rows.len()
    );
    let pieces: Vec<Vec<usize>> = selected.rows.chunks(PIECE).map(<[usize]>::to_vec).collect();
    if pieces.len() <= 1 {
        let written = actix_web::web::block(move || wanted.features(&selected.rows));
        let features = written.await.map_err(|e| Problem::internal(&e))??;
        return Ok(head.body([begin.into_bytes(), features, b"]}".to_vec()].concat()));
    }
    let last = pieces.len() - 1;
    let pieces = stream::iter(pieces.into_iter().enumerate());
    let mut begin = Some(begin);
    let written = futures_util::StreamExt::then(pieces, move |(i, rows)| {
        let wanted = Arc::clone(&wanted);
        let before = begin.take().unwrap_or_else(|| ",".to_owned());
        async move {
            let features = actix_web::web::block(move || wanted.features(&rows)).await?;
            let after: &[u8] = if i == last { b"]}" } else { b"" };
            let piece = [before.as_bytes(), &features?, after].concat();
            Ok::<_, actix_web::Error>(Bytes::from(piece))
        }
    });
    Ok(head.streaming(Box::pin(written)))
}

/// A feature as JSON, for a page.
fn value(wanted: &Wanted, row: usize) -> Result<Json, Problem> {
    let features = wanted.features(&[row])?;
    serde_json::from_slice(&features).map_err(|e| Problem::internal(&e))
}

fn table(
    asked: &Asked,
    wanted: &Wanted,
    selected: &Found,
    next: Option<&Link>,
) -> Result<Markup, Problem> {
    let collection = wanted.named.collection;
    let shown = selected.rows.iter().take(1000);
    let features = shown
        .map(|row| value(wanted, *row))
        .collect::<Result<Vec<_>, _>>()?;
    let body = html! {
        p {
            "本页 " (features.len()) " 条 features on this page"
            @if let Some(all) = selected.matched { "，共 " (all) " 条 in all" }
        }
        p { @for link in asked.own_links().iter().filter(|l| l.rel == "alternate") {
            a href=(link.href) { (link.title.as_deref().unwrap_or("")) } " "
        } }
        div.scroll { table {
            thead { tr {
                th { "要素 Feature" }
                @for column in &wanted.columns { th title=(column.zh) { (column.name) } }
            } }
            tbody { @for feature in &features {
                @let id = feature["id"].as_str().unwrap_or("");
                tr {
                    td { a href=(format!("{}?f=html", wanted.named.address(asked, id))) { (id) } }
                    @for column in &wanted.columns { td { (pages::cell(&feature["properties"][column.name])) } }
                }
            } }
        } }
        @if let Some(next) = next { p { a rel="next" href=(next.href) { "下一页 Next page" } } }
    };
    let names = (collection.title_zh, collection.title_en);
    Ok(pages::page(
        asked,
        &trail(asked, Some(&wanted.named)),
        names,
        &body,
    ))
}

/// One feature.
///
/// # Errors
/// 400 for a parameter that cannot be taken, 404 for a feature that is not there.
#[utoipa::path(get, operation_id = "ogc_item", tag = "ogc", params(("collection" = String, Path, description = "Collection"), ("feature" = String, Path, description = "Identifier"), ("f" = Option<String>, Query, description = "json or html"), ("crs" = Option<String>, Query, description = "System of the answer")), responses((status = 200, description = "GeoJSON feature", content_type = "application/geo+json"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route(
    "/ogc/collections/{collection}/items/{feature:.+}",
    method = "GET",
    method = "HEAD"
)]
pub async fn one(
    state: Data<AppState>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, feature) = path.into_inner();
    let named = Named::find(&state, &id)?;
    let asked = Asked::new(&state, &request, &["crs"], ITEM_FORMATS)?;
    let wanted = Arc::new(Wanted::of(&asked, named)?);
    let (of, id) = (Arc::clone(&wanted), feature.clone());
    let row = actix_web::web::block(move || of.row(&id)).await;
    let row = row.map_err(|e| Problem::internal(&e))?.ok_or_else(|| {
        let short: String = feature.chars().take(200).collect();
        Problem::not_found("feature", &short)
    })?;
    let mut head = match reply::head(&asked, &request) {
        ControlFlow::Continue(head) => head,
        ControlFlow::Break(known) => return Ok(known),
    };
    head.insert_header(("Content-Crs", format!("<{}>", wanted.crs.uri())));
    if asked.format == Format::Html {
        let feature = value(&wanted, row)?;
        return Ok(head.body(card(&asked, &wanted, &feature).into_string()));
    }
    let mut links = asked.own_links();
    links.push(Link::new(
        "collection",
        asked.url(&wanted.named.path()),
        "application/json",
        &wanted.named.title(),
    ));
    let links = json!(links).to_string();
    let mut out = Vec::new();
    let members = format!(",\"links\":{links}");
    let written = wanted.writer().feature(&mut out, row, &members);
    written.map_err(|e| Problem::internal(&e))?;
    Ok(head.body(out))
}

fn card(asked: &Asked, wanted: &Wanted, feature: &Json) -> Markup {
    let collection = wanted.named.collection;
    let id = feature["id"].as_str().unwrap_or("");
    let body = html! {
        (pages::links(&asked.own_links()))
        table { tbody {
            @for column in &wanted.columns {
                tr {
                    th { (column.zh) br; span.quiet lang="en" { (column.en) } }
                    td { (pages::cell(&feature["properties"][column.name])) @if let Some(unit) = column.unit { " " (unit) } }
                }
            }
            tr { th { "几何 Geometry" } td { (feature["geometry"]["type"].as_str().unwrap_or("–")) } }
        } }
    };
    pages::page(
        asked,
        &trail(asked, Some(&wanted.named)),
        (id, collection.title_en),
        &body,
    )
}
