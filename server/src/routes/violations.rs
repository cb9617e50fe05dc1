//! `GET /api/v1/violations`: safety-distance violations and what could not be judged.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use analysis::siting::separation::{Separation, Verdict};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use super::query;
use super::risk::known;
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::risk::RiskViolation;
use crate::views::violation::{Violation, object_id};
use crate::views::{LonLat, Page, facility};

/// Which findings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Facility that has to keep the distance.
    facility: Option<String>,
    /// Target or facility that it is measured to.
    target: Option<String>,
    /// Code of the district or town of the target.
    district: Option<String>,
    /// Code of the town of the target.
    town: Option<String>,
    /// Park of the facility.
    park: Option<String>,
    /// `distance` (if left out) or `individual_risk`.
    basis: Option<String>,
    /// `violation` (if left out), `unknown` or `all`.
    verdict: Option<String>,
    /// `west,south,east,north` in degrees: where the segment ends at the target.
    bbox: Option<String>,
    /// `json` (if left out) or `geojson`; `Accept: application/geo+json` is as good.
    f: Option<String>,
    /// Items on a page, 1 to 1000; 100 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

/// Findings, the greatest shortfall first; with `basis=individual_risk` a page of `RiskViolation`, the greatest excess
/// first.
///
/// # Errors
/// 400 for a parameter that cannot be taken, 404 for a facility or park that is not there.
#[utoipa::path(operation_id = "list_violations", tag = "violations", params(Filter), responses((status = 200, body = Page<Violation>), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/violations")]
pub async fn list(
    state: Data<AppState>,
    filter: Query<Filter>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (limit, offset) = query::page(filter.limit.as_deref(), filter.offset.as_deref(), 100)?;
    let bbox = query::bbox(filter.bbox.as_deref())?;
    let basis = query::word(
        "basis",
        filter.basis.as_deref(),
        "distance",
        &["distance", "individual_risk"],
    )?;
    let verdict = query::word(
        "verdict",
        filter.verdict.as_deref(),
        "violation",
        &["violation", "unknown", "all"],
    )?;
    let accepts = request
        .headers()
        .get("accept")
        .and_then(|a| a.to_str().ok())
        .unwrap_or("");
    let usual = if accepts.contains("application/geo+json") {
        "geojson"
    } else {
        "json"
    };
    let format = query::word("f", filter.f.as_deref(), usual, &["json", "geojson"])?;
    let snapshot = state.snapshot()?;
    if basis == "individual_risk" {
        let page = by_risk(&snapshot, &filter, bbox.as_ref(), (limit, offset))?;
        return if format == "json" {
            Ok(HttpResponse::Ok().json(page))
        } else {
            let lines = page
                .items
                .iter()
                .map(|v| (v.id.as_str(), [v.from, v.to], v));
            let found = collection(lines, page.total)?;
            Ok(HttpResponse::Ok()
                .content_type("application/geo+json")
                .json(found))
        };
    }
    let mut found: Vec<&Separation> = candidates(&snapshot, &filter)?
        .filter(|f| match f.verdict {
            Verdict::Violation => verdict != "unknown",
            Verdict::Unknown => verdict != "violation",
        })
        .filter(|f| {
            filter
                .target
                .as_deref()
                .is_none_or(|t| object_id(&snapshot.city, f.object) == t)
        })
        .filter(|f| query::covers(bbox.as_ref(), [f.to.x, f.to.y]))
        .filter(|f| in_district(&snapshot, f, &filter))
        .collect();
    let lacking = |f: &Separation| f.requirement.least_m - f.actual_m;
    found.sort_by(|a, b| {
        a.verdict
            .cmp(&b.verdict)
            .then_with(|| lacking(b).total_cmp(&lacking(a)))
    });
    let page = Page::cut(found, limit, offset, |f| Violation::of(&snapshot.city, f));
    if format == "json" {
        return Ok(HttpResponse::Ok().json(page));
    }
    let lines = page
        .items
        .iter()
        .map(|v| (v.id.as_str(), [v.from, v.to], v));
    Ok(HttpResponse::Ok()
        .content_type("application/geo+json")
        .json(collection(lines, page.total)?))
}

/// Targets that bear more individual risk than they may, the greatest excess first.
fn by_risk(
    snapshot: &Snapshot,
    filter: &Filter,
    bbox: Option<&geo_types::Rect<f64>>,
    (limit, offset): (usize, usize),
) -> Result<Page<RiskViolation>, Problem> {
    let city = &snapshot.city;
    if let Some(id) = filter.facility.as_deref()
        && snapshot.site(id).is_none()
    {
        return Err(Problem::not_found("facility", id));
    }
    let park = |id: &str| -> bool {
        let site = snapshot.site(id).map(|s| &city.sites[s]);
        site.and_then(|s| city.place_names(facility::centre(city, s)).park)
            .is_some_and(|p| Some(p.id.as_str()) == filter.park.as_deref())
    };
    let is = |wanted: &Option<String>, got: &[Option<&str>]| {
        wanted.as_deref().is_none_or(|w| got.contains(&Some(w)))
    };
    let mut found: Vec<RiskViolation> = known(snapshot)?
        .excesses
        .iter()
        .filter_map(|e| RiskViolation::of(city, e))
        .filter(|v| {
            is(&filter.target, &[Some(&v.target_id)])
                && is(&filter.town, &[v.town_code.as_deref()])
                && is(
                    &filter.district,
                    &[v.district_code.as_deref(), v.town_code.as_deref()],
                )
                && filter.facility.as_deref().is_none_or(|f| {
                    v.by_facility
                        .iter()
                        .any(|b| b.kind == "facility" && b.facility_id == f)
                })
                && (filter.park.is_none() || park(&v.facility_id))
                && query::covers(bbox, v.to)
        })
        .collect();
    found.sort_by(|a, b| b.decades_over.total_cmp(&a.decades_over));
    Ok(Page::cut(found, limit, offset, |v| v))
}

fn candidates<'a>(
    snapshot: &'a Snapshot,
    filter: &Filter,
) -> Result<Box<dyn Iterator<Item = &'a Separation> + 'a>, Problem> {
    if let Some(id) = filter.facility.as_deref() {
        let site = snapshot
            .site(id)
            .ok_or_else(|| Problem::not_found("facility", id))?;
        return Ok(Box::new(snapshot.results[site].findings.iter()));
    }
    let Some(park) = filter.park.as_deref() else {
        return Ok(Box::new(snapshot.results.iter().flat_map(|r| &r.findings)));
    };
    if !snapshot.city.ground.parks.iter().any(|p| p.id == park) {
        return Err(Problem::not_found("park", park));
    }
    let park = park.to_owned();
    let inside = move |site: usize| {
        let at = facility::centre(&snapshot.city, &snapshot.city.sites[site]);
        snapshot
            .city
            .place_names(at)
            .park
            .is_some_and(|p| p.id == park)
    };
    Ok(Box::new(
        snapshot
            .results
            .iter()
            .enumerate()
            .filter(move |(i, _)| inside(*i))
            .flat_map(|(_, r)| &r.findings),
    ))
}

fn in_district(snapshot: &Snapshot, finding: &Separation, filter: &Filter) -> bool {
    if filter.district.is_none() && filter.town.is_none() {
        return true;
    }
    let place = snapshot.city.place_names(finding.to);
    let county = place.county.map(|d| d.code.as_str());
    let town = place.town.map(|d| d.code.as_str());
    filter
        .district
        .as_deref()
        .is_none_or(|d| county == Some(d) || town == Some(d))
        && filter.town.as_deref().is_none_or(|t| town == Some(t))
}

/// Findings as a GeoJSON collection of segments.
fn collection<'a, T: serde::Serialize + 'a>(
    lines: impl Iterator<Item = (&'a str, [LonLat; 2], &'a T)>,
    total: usize,
) -> Result<Value, Problem> {
    let features: Vec<Value> = lines
        .map(|(id, ends, finding)| {
            let properties = serde_json::to_value(finding).map_err(|e| Problem::internal(&e))?;
            Ok(json!({
                "type": "Feature",
                "id": id,
                "geometry": {"type": "LineString", "coordinates": ends},
                "properties": properties,
            }))
        })
        .collect::<Result<_, Problem>>()?;
    Ok(
        json!({"type": "FeatureCollection", "numberReturned": features.len(), "numberMatched": total, "features": features}),
    )
}
