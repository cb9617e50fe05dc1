//! `GET /api/v1/risk/matrix`: where expected deaths are caused, and where they are borne.

use std::collections::BTreeMap;

use actix_web::get;
use actix_web::web::{Data, Json, Query};
use analysis::facts::District;
use analysis::risk::run::source::Origin;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query;
use super::risk::known;
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::facility::centre;

/// Stands for the pipelines among those that cause: a line crosses districts.
const PIPELINES: &str = "pipelines";
/// Its name.
const PIPELINES_NAME: &str = "管道 pipelines";

/// Between which districts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// `county` or `town`; counties where absent.
    level: Option<String>,
}

/// A district with its sums.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixPlace {
    /// Code; null for places in no district, `pipelines` for what pipelines cause.
    pub code: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Expected deaths a year that are caused there.
    pub caused_per_year: f64,
    /// Expected deaths a year that are borne there.
    pub borne_per_year: f64,
}

/// What one district causes in another.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixCell {
    /// Code of the district of the plants, or `pipelines`.
    pub caused_in: Option<String>,
    /// Code of the district of the people.
    pub borne_in: Option<String>,
    /// Expected deaths a year.
    pub per_year: f64,
}

/// Expected deaths a year by where they are caused and where they are borne.
#[derive(Debug, Serialize, ToSchema)]
pub struct Matrix {
    /// `county` or `town`.
    pub level: String,
    /// The districts with any, by code.
    pub places: Vec<MatrixPlace>,
    /// The pairs with any, by codes.
    pub cells: Vec<MatrixCell>,
    /// Of the city: the sum of all cells.
    pub pll_per_year: f64,
    /// Vessels whose risk is not known and not in the sums.
    pub unknown_vessels: usize,
    /// Run.
    pub run: String,
    /// Whether it is made of invented facts.
    pub synthetic: bool,
}

/// Where expected deaths are caused, and where they are borne.
///
/// # Errors
/// 400 for a level that is none, 409 where the risk is not known.
#[utoipa::path(operation_id = "get_risk_matrix", tag = "risk", params(Between), responses((status = 200, body = Matrix), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/risk/matrix")]
pub async fn matrix(
    state: Data<AppState>,
    between: Query<Between>,
) -> Result<Json<Matrix>, Problem> {
    let level = query::word(
        "level",
        between.level.as_deref(),
        "county",
        &["county", "town"],
    )?;
    let snapshot = state.snapshot()?;
    of(&snapshot, level).map(Json)
}

type Code = Option<String>;

fn of(snapshot: &Snapshot, level: &str) -> Result<Matrix, Problem> {
    let risk = known(snapshot)?;
    let city = &snapshot.city;
    let is_county = level == "county";
    let code = |county: Option<&District>, town: Option<&District>| -> Code {
        if is_county { county } else { town }.map(|d| d.code.clone())
    };
    let of_site: Vec<Code> = city
        .sites
        .iter()
        .map(|site| {
            let names = city.place_names(centre(city, site));
            code(names.county, names.town)
        })
        .collect();
    let mut sums: BTreeMap<(Code, Code), f64> = BTreeMap::new();
    for (source, toll) in risk.risk.sources.iter().zip(&risk.tolls) {
        for (place, deaths) in &toll.borne_per_year {
            let (county, town) = &risk.crowd.places[*place];
            let borne = if is_county { county } else { town };
            let caused = match source.origin {
                Origin::Vessel { site, .. } => of_site[site].clone(),
                Origin::Pipeline(_) => Some(PIPELINES.to_owned()),
            };
            *sums.entry((caused, borne.clone())).or_default() += deaths;
        }
    }
    let mut places: BTreeMap<Code, (f64, f64)> = BTreeMap::new();
    for ((caused, borne), deaths) in &sums {
        places.entry(caused.clone()).or_default().0 += deaths;
        places.entry(borne.clone()).or_default().1 += deaths;
    }
    let name = |code: &Code| {
        let districts = &city.ground.districts;
        let found = districts.iter().find(|d| Some(&d.code) == code.as_ref());
        let lines = (code.as_deref() == Some(PIPELINES)).then(|| PIPELINES_NAME.to_owned());
        found.map(|d| d.name.clone()).or(lines)
    };
    Ok(Matrix {
        level: level.to_owned(),
        places: places
            .into_iter()
            .map(|(code, (caused_per_year, borne_per_year))| MatrixPlace {
                name: name(&code),
                code,
                caused_per_year,
                borne_per_year,
            })
            .collect(),
        pll_per_year: sums.values().sum(),
        cells: sums
            .into_iter()
            .map(|((caused_in, borne_in), per_year)| MatrixCell {
                caused_in,
                borne_in,
                per_year,
            })
            .collect(),
        unknown_vessels: risk.risk.unknown.len(),
        run: snapshot.version().to_owned(),
        synthetic: snapshot.summary.synthetic,
    })
}
