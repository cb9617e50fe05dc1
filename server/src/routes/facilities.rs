//! `GET /api/v1/facilities` and `/facilities/{id}`: the registry and a plant's card.

use actix_web::get;
use actix_web::web::{Data, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::query;
use crate::app::AppState;
use crate::problem::Problem;
use crate::views::Page;
use crate::views::external_verdict::verdicts;
use crate::views::facility::{FacilityCard, FacilitySummary};

/// Which facilities.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Part of the name or the identifier.
    q: Option<String>,
    /// Kind, such as `production`.
    kind: Option<String>,
    /// Code of a district or town.
    district: Option<String>,
    /// Identifier of a park.
    park: Option<String>,
    /// `west,south,east,north` in degrees.
    bbox: Option<String>,
    /// Level of the worst unit: 1, 2, 3, 4, none or unknown.
    level: Option<String>,
    /// Items on a page, 1 to 1000; 50 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

/// The registry: facilities with grade and flags, worst level first.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "list_facilities", tag = "facilities", params(Filter), responses((status = 200, body = Page<FacilitySummary>), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/facilities")]
pub async fn list(
    state: Data<AppState>,
    filter: Query<Filter>,
) -> Result<Json<Page<FacilitySummary>>, Problem> {
    let (limit, offset) = query::page(filter.limit.as_deref(), filter.offset.as_deref(), 50)?;
    let bbox = query::bbox(filter.bbox.as_deref())?;
    let kind = filter
        .kind
        .as_deref()
        .map(str::parse::<analysis::facts::FacilityKind>)
        .transpose();
    let kind = kind.map_err(|e| Problem::bad_input("kind", e.to_string()))?;
    let level = filter.level.as_deref();
    if level.is_some() {
        query::word("level", level, "", &["1", "2", "3", "4", "none", "unknown"])?;
    }
    let wanted = filter
        .q
        .as_deref()
        .map(str::trim)
        .filter(|q| !q.is_empty())
        .map(str::to_lowercase);
    let snapshot = state.snapshot()?;
    let is = |code: &Option<String>, wanted: &str| code.as_deref() == Some(wanted);
    let mut found: Vec<FacilitySummary> = snapshot
        .city
        .sites
        .iter()
        .zip(snapshot.results.iter())
        .filter(|(s, _)| kind.is_none_or(|k| s.facility.kind == k))
        .filter(|(s, _)| {
            wanted.as_deref().is_none_or(|q| {
                s.facility.name.to_lowercase().contains(q)
                    || s.facility.id.to_lowercase().contains(q)
            })
        })
        .map(|(s, r)| FacilitySummary::of(&snapshot.city, s, r))
        .filter(|f| {
            filter
                .district
                .as_deref()
                .is_none_or(|d| is(&f.district_code, d) || is(&f.town_code, d))
        })
        .filter(|f| filter.park.as_deref().is_none_or(|p| is(&f.park_id, p)))
        .filter(|f| query::covers(bbox.as_ref(), f.location))
        .filter(|f| level.is_none_or(|l| level_word(f) == l))
        .collect();
    found.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.id.cmp(&b.id)));
    Ok(Json(Page::cut(found, limit, offset, |f| f)))
}

fn level_word(f: &FacilitySummary) -> &'static str {
    match (f.major_hazard.verdict, f.major_hazard.level) {
        ("graded", Some(1)) => "1",
        ("graded", Some(2)) => "2",
        ("graded", Some(3)) => "3",
        ("graded", _) => "4",
        ("not_major_hazard", _) => "none",
        _ => "unknown",
    }
}

/// Worst level first; then what is unknown; violations decide between equals.
fn rank(f: &FacilitySummary) -> (u8, std::cmp::Reverse<usize>) {
    let level = match level_word(f) {
        "1" => 1,
        "2" => 2,
        "3" => 3,
        "4" => 4,
        "unknown" => 5,
        _ => 6,
    };
    (level, std::cmp::Reverse(f.violations))
}

/// The card of a plant: units, substances, S, R, level, and where each number stands.
///
/// # Errors
/// 404 for a plant that is not there.
#[utoipa::path(operation_id = "get_facility", tag = "facilities", params(("id" = String, Path, description = "Identifier")), responses((status = 200, body = FacilityCard), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/facilities/{id}")]
pub async fn one(state: Data<AppState>, id: Path<String>) -> Result<Json<FacilityCard>, Problem> {
    let snapshot = state.snapshot()?;
    let site = snapshot
        .site(&id)
        .ok_or_else(|| Problem::not_found("facility", &id))?;
    // The risk of a large plant at all targets around it takes some tens of milliseconds.
    let card = actix_web::web::block(move || {
        FacilityCard::of(
            &snapshot.city,
            &snapshot.city.sites[site],
            &snapshot.results[site],
            verdicts(&snapshot, site),
        )
    });
    Ok(Json(card.await.map_err(|e| Problem::internal(&e))?))
}
