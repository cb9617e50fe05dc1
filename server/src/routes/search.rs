//! `GET /api/v1/search`: facilities, targets, parks and districts by name.

use actix_web::get;
use actix_web::web::{Data, Json, Query};
use geo::BoundingRect;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query;
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::{LonLat, facility, lon_lat};

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Part of a name, or an identifier or code.
    q: Option<String>,
    /// `facility`, `target`, `park` or `district`; all if left out.
    kind: Option<String>,
    /// Items at most, 1 to 1000; 20 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
}

/// A thing that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hit {
    /// `facility`, `target`, `park` or `district`.
    pub kind: &'static str,
    /// Identifier or code.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it is.
    #[schema(value_type = Vec<f64>)]
    pub location: LonLat,
    /// West, south, east, north.
    pub bbox: [f64; 4],
    /// What it is, Chinese.
    pub detail_zh: String,
    /// What it is, English.
    pub detail_en: String,
}

/// Hits.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hits {
    /// Best first.
    pub items: Vec<Hit>,
}

/// Things by name: names that begin with the text first, shorter names first.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "search", tag = "city", params(Filter), responses((status = 200, body = Hits), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/search")]
pub async fn search(state: Data<AppState>, filter: Query<Filter>) -> Result<Json<Hits>, Problem> {
    let (limit, _) = query::page(filter.limit.as_deref(), None, 20)?;
    if filter.kind.is_some() {
        query::word(
            "kind",
            filter.kind.as_deref(),
            "",
            &["facility", "target", "park", "district"],
        )?;
    }
    let snapshot = state.snapshot()?;
    let q = filter.q.as_deref().unwrap_or("").trim().to_lowercase();
    if q.is_empty() && filter.kind.is_none() {
        return Ok(Json(Hits { items: Vec::new() }));
    }
    let wants = |kind: &str| filter.kind.as_deref().is_none_or(|k| k == kind);
    let mut found = Vec::new();
    for (kind, names) in [
        (
            "district",
            names(
                snapshot
                    .city
                    .ground
                    .districts
                    .iter()
                    .map(|d| (d.code.as_str(), d.name.as_str())),
            ),
        ),
        (
            "park",
            names(
                snapshot
                    .city
                    .ground
                    .parks
                    .iter()
                    .map(|p| (p.id.as_str(), p.name.as_str())),
            ),
        ),
        (
            "facility",
            names(
                snapshot
                    .city
                    .sites
                    .iter()
                    .map(|s| (s.facility.id.as_str(), s.facility.name.as_str())),
            ),
        ),
        (
            "target",
            names(
                snapshot
                    .city
                    .ground
                    .targets
                    .iter()
                    .map(|t| (t.id.as_str(), t.name.as_str())),
            ),
        ),
    ] {
        if wants(kind) {
            found.extend(names.into_iter().enumerate().filter_map(|(i, (id, name))| {
                let lower = name.to_lowercase();
                let by_id = id.to_lowercase() == q;
                let at = lower.find(&q).or(by_id.then_some(0))?;
                Some((!by_id, at > 0, name.chars().count(), kind, i))
            }));
        }
    }
    found.sort_unstable();
    let items = found
        .into_iter()
        .take(limit)
        .filter_map(|(.., kind, i)| hit(&snapshot, kind, i))
        .collect();
    Ok(Json(Hits { items }))
}

fn names<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    rows.collect()
}

fn hit(snapshot: &Snapshot, kind: &'static str, index: usize) -> Option<Hit> {
    let city = &snapshot.city;
    let (id, name, rect, detail_zh, detail_en) = match kind {
        "district" => {
            let d = &city.ground.districts[index];
            (
                &d.code,
                &d.name,
                d.geometry.bounding_rect(),
                d.level.zh().to_owned(),
                d.level.en().to_owned(),
            )
        }
        "park" => {
            let p = &city.ground.parks[index];
            (
                &p.id,
                &p.name,
                p.geometry.bounding_rect(),
                p.kind.zh().to_owned(),
                p.kind.en().to_owned(),
            )
        }
        "facility" => {
            let s = &city.sites[index];
            let place = city.place_names(facility::centre(city, s));
            let town = place.town.or(place.county).map_or("", |d| d.name.as_str());
            let f = &s.facility;
            let (zh, en) = (
                format!("{} {town}", f.kind.zh()),
                format!("{} {town}", f.kind.en()),
            );
            (&f.id, &f.name, f.geometry.bounding_rect(), zh, en)
        }
        _ => {
            let t = &city.ground.targets[index];
            let of = analysis::standards::subtypes::properties(t.subtype);
            (
                &t.id,
                &t.name,
                t.geometry.bounding_rect(),
                of.zh.clone(),
                of.en.clone(),
            )
        }
    };
    let rect = rect?;
    Some(Hit {
        kind,
        id: id.clone(),
        name: name.clone(),
        location: lon_lat(rect.center()),
        bbox: [rect.min().x, rect.min().y, rect.max().x, rect.max().y],
        detail_zh,
        detail_en,
    })
}
