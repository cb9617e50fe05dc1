//! `GET /ogc`: the landing page, which as a page is the catalogue; `GET /ogc/conformance`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, route};
use maud::{Markup, html};
use serde_json::{Value as Json, json};

use super::asked::Asked;
use super::collections::State;
use super::format::Format;
use super::link::Link;
use super::named::Named;
use super::{html as pages, reply};
use crate::app::AppState;
use crate::problem::Problem;

const FORMATS: &[Format] = &[Format::Json, Format::Html];

/// What is kept of the standards. OpenAPI 3.0 is not among it: the document of this service is 3.1.
const CLASSES: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/ogcapi-styles-1/0.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-styles-1/0.0/conf/mapbox-style",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/dismiss",
];

/// The landing page: where everything is; as a page, the catalogue.
///
/// # Errors
/// 400 for a parameter that is not known, 503 while there is no city.
#[utoipa::path(get, operation_id = "ogc_landing", tag = "ogc", params(("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Links to everything, as JSON or as the catalogue page", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc", method = "GET", method = "HEAD")]
pub async fn landing(state: Data<AppState>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    answer(&state, &request)
}

/// The same with a slash at the end, as some clients write it.
pub async fn with_slash(
    state: Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    answer(&state, &request)
}

fn answer(state: &AppState, request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let mut asked = Asked::new(state, request, &[], FORMATS)?;
    let all = Named::all(state);
    asked.depends_on(all.iter().map(|named| named.id.as_ref()));
    let page = || catalogue(&asked, &all);
    reply::document(&asked, request, || document(&asked), page)
}

fn document(asked: &Asked) -> Json {
    let summary = &asked.snapshot.summary;
    let attribution = attribution(asked);
    let mut document = json!({
        "title": "安界 Anjie",
        "description": "化工园区城市风险地图：安全距离、重大危险源、个人风险。 Risk maps for cities with chemical plants: safety distances, major hazard installations, individual risk.",
        "run": summary.run.id,
        "assessedAt": summary.run.made_at,
        "synthetic": summary.synthetic,
        "links": links(asked),
    });
    if let Some(text) = attribution {
        document["attribution"] = json!(text);
    }
    document
}

/// Whose the data are.
pub(super) fn attribution(asked: &Asked) -> Option<String> {
    let all = &asked.snapshot.summary.attributions;
    let texts: Vec<&str> = all.iter().map(|a| a.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(" | "))
}

fn links(asked: &Asked) -> Vec<Link> {
    let json = "application/json";
    let link = |rel: &str, path: &str, media: &str, title: &str| {
        Link::new(rel, asked.url(path), media, title)
    };
    let mut links = asked.own_links();
    links.extend([
        link(
            "service-desc",
            "/openapi.json",
            "application/vnd.oai.openapi+json;version=3.1",
            "接口定义 OpenAPI document",
        ),
        link(
            "service-doc",
            "/docs",
            "text/html",
            "接口文档 API documentation",
        ),
        link(
            "conformance",
            "/ogc/conformance",
            json,
            "符合的标准 Conformance",
        ),
        link("data", "/ogc/collections", json, "数据集 Collections"),
        link(
            "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
            "/ogc/tiles",
            json,
            "矢量瓦片 Vector tiles",
        ),
        link(
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            "/ogc/tileMatrixSets",
            json,
            "瓦片矩阵集 Tile matrix sets",
        ),
        link(
            "http://www.opengis.net/def/rel/ogc/1.0/styles",
            "/ogc/styles",
            json,
            "样式 Styles",
        ),
        link(
            "http://www.opengis.net/def/rel/ogc/1.0/processes",
            "/ogc/processes",
            json,
            "分析 Processes",
        ),
        link(
            "http://www.opengis.net/def/rel/ogc/1.0/job-list",
            "/ogc/jobs",
            json,
            "任务 Jobs",
        ),
    ]);
    links
}

/// What there is, how fresh, whose, and how to get it.
fn catalogue(asked: &Asked, all: &[Named]) -> Markup {
    let summary = &asked.snapshot.summary;
    let base = asked.url("/ogc");
    let body = html! {
        p {
            @if let Some(city) = &summary.city { (city.name) " (" (city.code) ")：" }
            "城市危险化学品风险数据的标准接口。坐标为 CGCS2000（EPSG:4490）。 "
            span.quiet lang="en" { "Standard interfaces to the risk data of the city. Coordinates are CGCS2000 (EPSG:4490)." }
        }
        h2 { "有什么 What there is" }
        div.scroll { table {
            thead { tr {
                th { "数据集 Collection" } th { "条数 Features" } th { "内容 What it holds" } th { "下载 Download" }
            } }
            tbody {
                @for named in all {
                    @let at = |f: &str| asked.url(&format!("{}/items?f={f}&limit=10000", named.path()));
                    @let collection = named.collection;
                    tr {
                        td { a href=(asked.url(&format!("{}?f=html", named.path()))) { (named.title()) } }
                        td { @match State::of(asked, collection) {
                            State::Ready => { ((collection.len)(named.source(&asked.snapshot))) }
                            other => { (other.words()) }
                        } }
                        td { (collection.about_zh) br; span.quiet lang="en" { (collection.about_en) } }
                        td { a href=(at("json")) { "GeoJSON" } " " a href=(at("fgb")) { "FlatGeobuf" } " " a href=(at("csv")) { "CSV" } }
                    }
                }
            }
        } }
        h2 { "多新 How fresh" }
        table { tbody {
            tr { th { "评估批次 Run" } td { code { (summary.run.id) } } }
            tr { th { "评估完成 Assessed at" } td { (summary.run.made_at) } }
            tr { th { "数据指纹 Hash of the facts" } td { code { (summary.run.inputs_hash) } } }
            tr { th { "规则集 Ruleset" } td { code { (summary.run.ruleset) } } }
            tr { th { "程序版本 Program" } td { (summary.run.program_version) } }
        } }
        h2 { "谁的 Whose" }
        @if summary.attributions.is_empty() { p { "未注明来源 No source is named" } }
        ul { @for from in &summary.attributions { li { (from.text) } } }
        p { "每条数据的来源文件和入库时间见其 " code { "source_file" } " 与 " code { "imported_at" } "。 "
            span.quiet lang="en" { "Each feature names its file and the time it was stored." } }
        h2 { "怎么取 How to get it" }
        p { "QGIS：图层 → 添加 WFS / OGC API - Features 图层 → 新建，URL 填下行，版本选 OGC API - Features。 "
            span.quiet lang="en" { "QGIS: Layer, Add WFS / OGC API - Features Layer, New, with this address and version OGC API - Features." } }
        pre { (base) }
        p { "GDAL 与 curl：" span.quiet lang="en" { " GDAL and curl:" } }
        pre {
            "ogrinfo -ro OAPIF:" (base) "\n"
            "ogr2ogr plants.gpkg OAPIF:" (base) " facilities\n"
            "curl '" (base) "/collections/violations/items?f=fgb&limit=10000' -o violations.fgb\n"
            "curl -G '" (base) "/collections/facilities/items' --data-urlencode \"filter=level IN (1,2) AND name LIKE '%化工%'\"\n"
            "curl '" (base) "/collections/targets/items?bbox=119.9,31.7,120.0,31.9&crs=http://www.opengis.net/def/crs/EPSG/0/4549'"
        }
        h2 { "接口 Interfaces" }
        (pages::links(&links(asked)))
    };
    pages::page(
        asked,
        &[(base.clone(), "目录 Catalogue")],
        ("数据目录", "Catalogue"),
        &body,
    )
}

/// The classes of the standards that are kept.
///
/// # Errors
/// 400 for a parameter that is not known, 503 while there is no city.
#[utoipa::path(get, operation_id = "ogc_conformance", tag = "ogc", params(("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "URIs of conformance classes", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/conformance", method = "GET", method = "HEAD")]
pub async fn conformance(
    state: Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::new(&state, &request, &[], FORMATS)?;
    let json = || json!({"links": asked.own_links(), "conformsTo": CLASSES});
    let page = || {
        let body = html! { ul { @for class in CLASSES { li { code { (class) } } } } };
        pages::page(
            &asked,
            &[(asked.url("/ogc?f=html"), "目录 Catalogue")],
            ("符合的标准", "Conformance"),
            &body,
        )
    };
    reply::document(&asked, &request, json, page)
}
