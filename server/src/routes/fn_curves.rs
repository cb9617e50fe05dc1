//! `GET /api/v1/fn/{scope}/{id}`: the F-N curve of what a vessel, facility, park, town, county, pipeline or the city
//! causes. A pipeline is in the city's and in its own; towns and counties have what their plants cause.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use analysis::facts::District;
use analysis::risk::criteria::{CHINA_LOWER, CHINA_UPPER, Line, societal};
use analysis::risk::run::society::{Toll, curve};
use analysis::risk::run::source::Origin;
use serde::Serialize;
use utoipa::ToSchema;

use super::risk::known;
use super::{members, query};
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::risk as views;

/// Scopes.
const SCOPES: [&str; 7] = [
    "city", "county", "town", "park", "facility", "vessel", "pipeline",
];
/// Deaths at which the lines are drawn.
const DRAWN: [f64; 4] = [1.0, 10.0, 100.0, 1_000.0];

/// A point of a curve.
#[derive(Debug, Serialize, ToSchema)]
pub struct FnPoint {
    /// Deaths, N.
    pub deaths: f64,
    /// Frequency of N or more, 1/yr.
    pub per_year: f64,
}

/// A line of the criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct FnLine {
    /// Code.
    pub name: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
    /// Deaths and frequency, 1/yr.
    #[schema(value_type = Vec<Vec<f64>>)]
    pub points: Vec<[f64; 2]>,
    /// Where it stands, and how sure that is.
    pub source: &'static str,
}

/// Where the curve is worst.
#[derive(Debug, Serialize, ToSchema)]
pub struct FnWorst {
    /// Against which line.
    pub line: &'static str,
    /// Times the line.
    pub ratio: f64,
    /// At so many deaths.
    pub deaths: f64,
}

/// An F-N curve with its verdict.
#[derive(Debug, Serialize, ToSchema)]
pub struct FnView {
    /// Scope.
    pub scope: String,
    /// Identifier or code.
    pub id: String,
    /// Name.
    pub name: String,
    /// The steps from one death on, by rising number of deaths. What kills less than one on average counts in the
    /// PLL alone.
    pub points: Vec<FnPoint>,
    /// The lines of GB 36894-2018.
    pub lines: Vec<FnLine>,
    /// Expected deaths a year that it causes (PLL).
    pub pll_per_year: f64,
    /// `acceptable`, `alarp` or `unacceptable`.
    pub verdict: &'static str,
    /// Chinese.
    pub verdict_zh: &'static str,
    /// English.
    pub verdict_en: &'static str,
    /// Where it is worst against the upper line.
    pub worst: Option<FnWorst>,
    /// Clause.
    pub clause: &'static str,
    /// How sure it is.
    pub confidence: &'static str,
    /// Vessels in scope whose risk is not known and not in the curve.
    pub unknown_vessels: usize,
    /// Pipelines in scope whose risk is not known and not in the curve.
    pub unknown_pipelines: usize,
    /// Run.
    pub run: String,
    /// Whether it is made of invented facts.
    pub synthetic: bool,
}

/// The F-N curve of what a vessel, facility, park, town, county, pipeline or the city causes.
///
/// # Errors
/// 400 for a scope that is none, 404 for a thing that is not there, 409 where the risk is not known.
#[utoipa::path(operation_id = "get_fn", tag = "risk", params(("scope" = String, Path, description = "city, county, town, park, facility, vessel or pipeline"), ("id" = String, Path, description = "Identifier or code; `all` for the city")), responses((status = 200, body = FnView), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/fn/{scope}/{id}")]
pub async fn one(
    state: Data<AppState>,
    path: Path<(String, String)>,
) -> Result<Json<FnView>, Problem> {
    let (scope, id) = path.into_inner();
    query::word("scope", Some(&scope), "", &SCOPES)?;
    let snapshot = state.snapshot()?;
    let risk = known(&snapshot)?;
    let (name, is_in) = scope_of(&snapshot, &scope, &id)?;
    let tolls = risk
        .risk
        .sources
        .iter()
        .zip(&risk.tolls)
        .filter(|(s, _)| is_in(s.origin))
        .map(|(_, toll)| toll);
    let pll = tolls.clone().map(Toll::pll_per_year).sum();
    let curve = curve(tolls).map_err(|e| Problem::internal(&e))?;
    let (verdict, verdict_zh, verdict_en) = views::societal(societal(&curve));
    let unknown = |is_vessel: bool| {
        let all = risk.risk.unknown.iter();
        all.filter(|u| is_in(u.origin) && matches!(u.origin, Origin::Vessel { .. }) == is_vessel)
            .count()
    };
    let worst = curve.worst(&CHINA_UPPER).map(|w| FnWorst {
        line: CHINA_UPPER.name,
        ratio: w.ratio,
        deaths: w.deaths,
    });
    Ok(Json(FnView {
        scope,
        id,
        name,
        points: curve
            .steps()
            .iter()
            .filter(|s| s.deaths >= 1.0)
            .map(|s| FnPoint {
                deaths: s.deaths,
                per_year: s.per_yr,
            })
            .collect(),
        lines: vec![
            line(&CHINA_UPPER, "不可接受线", "unacceptable from here up"),
            line(&CHINA_LOWER, "可接受线", "acceptable from here down"),
        ],
        pll_per_year: pll,
        verdict,
        verdict_zh,
        verdict_en,
        worst,
        clause: "GB 36894-2018 图1 (figure 1)",
        confidence: CHINA_UPPER.source,
        unknown_vessels: unknown(true),
        unknown_pipelines: unknown(false),
        run: snapshot.version().to_owned(),
        synthetic: snapshot.summary.synthetic,
    }))
}

fn line(of: &Line, zh: &'static str, en: &'static str) -> FnLine {
    FnLine {
        name: of.name,
        zh,
        en,
        points: DRAWN
            .iter()
            .filter_map(|n| Some([*n, of.at(*n)?]))
            .collect(),
        source: of.source,
    }
}

type IsIn = Box<dyn Fn(Origin) -> bool>;

/// Name of a scope, and whether a vessel or pipeline is in it.
fn scope_of(snapshot: &Snapshot, scope: &str, id: &str) -> Result<(String, IsIn), Problem> {
    if scope == "vessel" {
        let (site, vessel) = members::vessel(snapshot, id)?;
        let wanted = Origin::Vessel { site, vessel };
        return Ok((id.to_owned(), Box::new(move |of| of == wanted)));
    }
    if scope == "pipeline" {
        let wanted = Origin::Pipeline(members::pipeline(snapshot, id)?);
        return Ok((id.to_owned(), Box::new(move |of| of == wanted)));
    }
    let city = snapshot.summary.city.as_ref();
    if scope == "city" && id == "all" {
        let name = city.map_or_else(String::new, |c| c.name.clone());
        return Ok((name, Box::new(|_| true)));
    }
    let level = match scope {
        "city" | "county" | "town" => {
            let districts = &snapshot.city.ground.districts;
            let is = |d: &District| d.code == id && d.level.code() == scope;
            if !districts.iter().any(is) {
                return Err(Problem::not_found(scope, id));
            }
            "district"
        }
        other => other,
    };
    let (name, sites) = members::sites(snapshot, level, id)?;
    let mut inside = vec![false; snapshot.city.sites.len()];
    for site in sites {
        inside[site] = true;
    }
    // The whole city has its pipelines; a part of it has those of no plant.
    let is_city = level == "district" && scope == "city";
    let is_in = move |of: Origin| match of {
        Origin::Vessel { site, .. } => inside.get(site).copied().unwrap_or(false),
        Origin::Pipeline(_) => is_city,
    };
    Ok((name, Box::new(is_in)))
}
