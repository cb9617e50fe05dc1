//! `GET /api/v1/risk/bands` and `/api/v1/fn/{scope}/{id}/band`: how far contours and F-N curves may be off.

use actix_web::web::{Data, Json, Path, block};
use actix_web::{HttpResponse, get};
use analysis::risk::run::doubt::{BAND, RUNS};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::risk::{feature, known};
use super::{fn_curves, query};
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;

/// What the multipliers are.
const BASIS_ZH: &str = "500 组 Sobol 乘子: 频率对数正态, 90% 落在 1/10～10 倍 (凭记忆录入的频率) 或 1/3～3 倍; 影响距离 1/2～2 倍; 人口 ±20%; 同类一起变动。系数为工程判断";
const BASIS_EN: &str = "500 Sobol sets of multipliers: frequencies lognormal, 90 % within a factor 10 (those from memory) or 3; effect distance within a factor 2; people ±20 %; like moves with like. The factors are engineering judgement";

/// Where each contour may lie.
///
/// # Errors
/// 409 where the risk is not known.
#[utoipa::path(operation_id = "get_risk_bands", tag = "risk", responses((status = 200, description = "GeoJSON: two MultiPolygons a level, with `per_year`, `band` (`sure`: 95 % of the sets of multipliers reach the level there, `possible`: 5 %) and `share_of_sets`", content_type = "application/geo+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/risk/bands")]
pub async fn levels(state: Data<AppState>) -> Result<HttpResponse, Problem> {
    let snapshot = state.snapshot()?;
    let features = block(move || drawn(&snapshot))
        .await
        .map_err(|e| Problem::internal(&e))??;
    Ok(HttpResponse::Ok()
        .content_type("application/geo+json")
        .json(json!({
            "type": "FeatureCollection",
            "features": features,
            "sets": RUNS,
            "basis_zh": BASIS_ZH,
            "basis_en": BASIS_EN,
        })))
}

fn drawn(snapshot: &Snapshot) -> Result<Vec<serde_json::Value>, Problem> {
    let risk = known(snapshot)?;
    let bands = risk.bands.levels(risk).map_err(|e| Problem::internal(&e))?;
    let mut features = Vec::new();
    for band in bands {
        let [few, most] = BAND;
        for (name, share, area) in [
            ("possible", few, &band.possible),
            ("sure", most, &band.sure),
        ] {
            let mut one = feature(snapshot, band.per_year, area)?;
            one["properties"]["band"] = json!(name);
            one["properties"]["share_of_sets"] = json!(share);
            features.push(one);
        }
    }
    Ok(features)
}

/// How often so many die.
#[derive(Debug, Serialize, ToSchema)]
pub struct BandPoint {
    /// Deaths, N.
    pub deaths: f64,
    /// 5 % of the sets are below, 1/yr.
    pub low_per_year: f64,
    /// Half of the sets are below, 1/yr.
    pub median_per_year: f64,
    /// 95 % of the sets are below, 1/yr.
    pub high_per_year: f64,
}

/// The band of an F-N curve.
#[derive(Debug, Serialize, ToSchema)]
pub struct BandView {
    /// Scope.
    pub scope: String,
    /// Identifier or code.
    pub id: String,
    /// By rising number of deaths.
    pub points: Vec<BandPoint>,
    /// Expected deaths a year: 5 % of the sets are below.
    pub pll_low_per_year: f64,
    /// Half of the sets are below.
    pub pll_median_per_year: f64,
    /// 95 % of the sets are below.
    pub pll_high_per_year: f64,
    /// Sets of multipliers.
    pub sets: u32,
    /// What the multipliers are, Chinese.
    pub basis_zh: &'static str,
    /// What the multipliers are, English.
    pub basis_en: &'static str,
    /// Run.
    pub run: String,
}

/// How far the F-N curve of a vessel, facility, park, town, county or the city may be off.
///
/// # Errors
/// As for the curve.
#[utoipa::path(operation_id = "get_fn_band", tag = "risk", params(("scope" = String, Path, description = "city, county, town, park, facility or vessel"), ("id" = String, Path, description = "Identifier or code; `all` for the city")), responses((status = 200, body = BandView), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/fn/{scope}/{id}/band")]
pub async fn curve(
    state: Data<AppState>,
    path: Path<(String, String)>,
) -> Result<Json<BandView>, Problem> {
    let (scope, id) = path.into_inner();
    query::word("scope", Some(&scope), "", &fn_curves::SCOPES)?;
    let snapshot = state.snapshot()?;
    let view = block(move || band_of(&snapshot, scope, id))
        .await
        .map_err(|e| Problem::internal(&e))??;
    Ok(Json(view))
}

fn band_of(snapshot: &Snapshot, scope: String, id: String) -> Result<BandView, Problem> {
    let risk = known(snapshot)?;
    let sources = fn_curves::sources(snapshot, &scope, &id)?;
    let band = risk.bands.curve(&format!("{scope}/{id}"), risk, &sources);
    let [pll_low_per_year, pll_median_per_year, pll_high_per_year] = band.pll_per_year;
    Ok(BandView {
        scope,
        id,
        points: band
            .points
            .iter()
            .map(|p| BandPoint {
                deaths: p.deaths,
                low_per_year: p.low_per_year,
                median_per_year: p.median_per_year,
                high_per_year: p.high_per_year,
            })
            .collect(),
        pll_low_per_year,
        pll_median_per_year,
        pll_high_per_year,
        sets: RUNS,
        basis_zh: BASIS_ZH,
        basis_en: BASIS_EN,
        run: snapshot.version().to_owned(),
    })
}
