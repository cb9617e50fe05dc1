//! `GET /api/v1/violations`: safety-distance violations and what could not be judged.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use analysis::siting::external::overpressure::Overpressure;
use analysis::siting::separation::{Separation, Verdict};
use geo_types::Coord;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use super::query;
use super::risk::known;
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::overpressure::OverpressureViolation;
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
    /// `distance` (if left out), `individual_risk` or `overpressure`.
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

/// Findings, the greatest shortfall first; with `basis=individual_risk` a page of `RiskViolation`, with
/// `basis=overpressure` one of `OverpressureViolation`, the greatest excess first.
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
        &["distance", "individual_risk", "overpressure"],
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
        return answer(format, &page, |v| (&v.id, [v.from, v.to]));
    }
    if basis == "overpressure" {
        let page = by_overpressure(
            &snapshot,
            &filter,
            (verdict, bbox.as_ref()),
            (limit, offset),
        )?;
        return answer(format, &page, |v| (&v.of.id, [v.of.from, v.of.to]));
    }
    let mut found: Vec<&Separation> = sites(&snapshot, &filter)?
        .into_iter()
        .flat_map(|site| &snapshot.results[site].findings)
        .filter(|f| is_wanted(f.verdict, verdict))
        .filter(|f| {
            filter
                .target
                .as_deref()
                .is_none_or(|t| object_id(&snapshot.city, f.object) == t)
        })
        .filter(|f| query::covers(bbox.as_ref(), [f.to.x, f.to.y]))
        .filter(|f| in_district(&snapshot, f.to, &filter))
        .collect();
    let lacking = |f: &Separation| f.requirement.least_m - f.actual_m;
    found.sort_by(|a, b| {
        a.verdict
            .cmp(&b.verdict)
            .then_with(|| lacking(b).total_cmp(&lacking(a)))
    });
    let page = Page::cut(found, limit, offset, |f| Violation::of(&snapshot.city, f));
    answer(format, &page, |v| (&v.id, [v.from, v.to]))
}

/// A page as JSON, or its segments as GeoJSON.
fn answer<T: serde::Serialize>(
    format: &str,
    page: &Page<T>,
    line: impl Fn(&T) -> (&String, [LonLat; 2]),
) -> Result<HttpResponse, Problem> {
    if format == "json" {
        return Ok(HttpResponse::Ok().json(page));
    }
    let lines = page.items.iter().map(|v| {
        let (id, ends) = line(v);
        (id.as_str(), ends, v)
    });
    Ok(HttpResponse::Ok()
        .content_type("application/geo+json")
        .json(collection(lines, page.total)?))
}

/// Whether a verdict is among those asked for.
fn is_wanted(verdict: Verdict, wanted: &str) -> bool {
    match verdict {
        Verdict::Violation => wanted != "unknown",
        Verdict::Unknown => wanted != "violation",
    }
}

/// Targets that stand nearer to explosives than is safe: violations first, the greatest excess first.
fn by_overpressure(
    snapshot: &Snapshot,
    filter: &Filter,
    (verdict, bbox): (&str, Option<&geo_types::Rect<f64>>),
    (limit, offset): (usize, usize),
) -> Result<Page<OverpressureViolation>, Problem> {
    let city = &snapshot.city;
    let target_id = |f: &Overpressure| city.ground.targets[f.target].id.as_str();
    let mut found: Vec<(Verdict, &Overpressure)> = sites(snapshot, filter)?
        .into_iter()
        .flat_map(|site| &snapshot.results[site].external.findings)
        .filter_map(|f| Some((f.verdict?, f)))
        .filter(|(v, f)| {
            is_wanted(*v, verdict)
                && filter.target.as_deref().is_none_or(|t| target_id(f) == t)
                && query::covers(bbox, [f.to.x, f.to.y])
                && in_district(snapshot, f.to, filter)
        })
        .collect();
    found.sort_by(|(v, a), (w, b)| {
        v.cmp(w)
            .then_with(|| b.most_decades_over().total_cmp(&a.most_decades_over()))
    });
    Ok(Page::cut(found, limit, offset, |(v, f)| {
        OverpressureViolation::of(city, f, v)
    }))
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

/// The facilities that a filter speaks of.
fn sites(snapshot: &Snapshot, filter: &Filter) -> Result<Vec<usize>, Problem> {
    if let Some(id) = filter.facility.as_deref() {
        let site = snapshot
            .site(id)
            .ok_or_else(|| Problem::not_found("facility", id))?;
        return Ok(vec![site]);
    }
    let city = &snapshot.city;
    let Some(park) = filter.park.as_deref() else {
        return Ok((0..city.sites.len()).collect());
    };
    if !city.ground.parks.iter().any(|p| p.id == park) {
        return Err(Problem::not_found("park", park));
    }
    let inside = |site: &usize| {
        let at = facility::centre(city, &city.sites[*site]);
        city.place_names(at).park.is_some_and(|p| p.id == park)
    };
    Ok((0..city.sites.len()).filter(inside).collect())
}

fn in_district(snapshot: &Snapshot, at: Coord<f64>, filter: &Filter) -> bool {
    if filter.district.is_none() && filter.town.is_none() {
        return true;
    }
    let place = snapshot.city.place_names(at);
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
