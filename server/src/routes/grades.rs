//! `GET /api/v1/grades/{level}/{id}`: the colour of a city, county, town, park, enterprise or cell, opened; for a unit,
//! facility or district the grades of its installations.

use actix_web::get;
use actix_web::web::{Data, Json, Path, Query};
use analysis::assessment::SiteResult;
use analysis::grading::city::Level;
use serde::Serialize;
use utoipa::ToSchema;

use super::members::{self, unit};
use super::query;
use super::regional_grades::{Under, opened_apart};
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::{Snapshot, installations};
use crate::views::facility::MajorHazard;
use crate::views::grade::{GradeView, colour, verdict};
use crate::views::regional_grade::OpenedView;
use crate::views::summary::Installations;

/// A grade: a colour opened, or that of installations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Grade {
    /// Of a city, county, town, park, enterprise or cell.
    Regional(Box<OpenedView>),
    /// Of the installations of a unit, facility or district.
    Installations(Box<Grades>),
}

/// A grade of installations.
#[derive(Debug, Serialize, ToSchema)]
pub struct Grades {
    /// `unit`, `facility`, `park` or `district`.
    pub level: String,
    /// Identifier or code.
    pub id: String,
    /// Name.
    pub name: String,
    /// Colour of the grade: red, orange, yellow, blue, grey (unknown) or none.
    pub colour: &'static str,
    /// Grade of the worst unit within.
    pub major_hazard: MajorHazard,
    /// The grade in full, for a unit.
    pub grade: Option<GradeView>,
    /// Facilities by the level of their worst unit.
    pub installations: Installations,
    /// What decides, by name: the units with the worst level.
    pub decided_by: Vec<String>,
}

/// The colour of a city, county, town, park, enterprise or cell, opened: which index decides, which objects, what would
/// make it better or worse, who causes it, how sure it is. For a unit, facility or district the grades of its
/// installations (GB 18218).
///
/// # Errors
/// 400 for a level that is none, 404 for a thing that is not there; for a colour 409 where the risk is not known and 503
/// while it is being computed.
#[utoipa::path(operation_id = "get_grades", tag = "grades", params(("level" = String, Path, description = "city, county, town, park, enterprise or cell; unit, facility or district for the grades of installations"), ("id" = String, Path, description = "Identifier or code; `all` for the city"), Under), responses((status = 200, body = Grade), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/grades/{level}/{id}")]
pub async fn one(
    state: Data<AppState>,
    path: Path<(String, String)>,
    under: Query<Under>,
) -> Result<Json<Grade>, Problem> {
    let (level, id) = path.into_inner();
    let snapshot = state.snapshot()?;
    if let Some(level) = Level::of(&level) {
        let opened = opened_apart(snapshot, level, id, under.into_inner()).await?;
        return Ok(Json(Grade::Regional(Box::new(opened))));
    }
    let levels = [
        "city",
        "county",
        "town",
        "park",
        "enterprise",
        "cell",
        "unit",
        "facility",
        "district",
    ];
    query::word("level", Some(&level), "", &levels)?;
    let installations = of(&snapshot, level, id)?;
    Ok(Json(Grade::Installations(Box::new(installations))))
}

/// The grade of the installations of a unit, facility, park or district.
///
/// # Errors
/// 400 for a level that is none, 404 for a thing that is not there.
pub(super) fn of(snapshot: &Snapshot, level: String, id: String) -> Result<Grades, Problem> {
    query::word(
        "level",
        Some(&level),
        "",
        &["unit", "facility", "park", "district"],
    )?;
    let (name, sites) = members::sites(snapshot, &level, &id)?;
    let mut grade = None;
    if level == "unit" {
        let (site, unit) = unit(snapshot, &id)?;
        grade = Some(GradeView::from(&snapshot.results[site].grades[unit]));
    }
    let results: Vec<&SiteResult> = sites.iter().map(|s| &snapshot.results[*s]).collect();
    let worst = results.iter().filter_map(|r| r.worst()).min_by_key(|g| {
        (
            g.level.unwrap_or(9),
            verdict(g.verdict) == "not_major_hazard",
        )
    });
    let major_hazard = match &grade {
        Some(g) => MajorHazard {
            verdict: g.verdict,
            level: g.level,
            colour: g.colour,
            reasons: g.reasons.clone(),
        },
        None => MajorHazard {
            verdict: worst.map_or("not_major_hazard", |g| verdict(g.verdict)),
            level: worst.and_then(|g| g.level),
            colour: worst.map_or("none", |g| colour(g.verdict, g.level)),
            reasons: Vec::new(),
        },
    };
    let decided_by = decided_by(snapshot, &sites, major_hazard.level);
    Ok(Grades {
        installations: installations(results),
        level,
        id,
        name,
        colour: major_hazard.colour,
        major_hazard,
        grade,
        decided_by,
    })
}

fn decided_by(snapshot: &Snapshot, sites: &[usize], level: Option<u8>) -> Vec<String> {
    let Some(level) = level else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for site in sites {
        let of = &snapshot.city.sites[*site];
        for (unit, grade) in of.units.iter().zip(&snapshot.results[*site].grades) {
            if grade.level == Some(level) {
                names.push(format!("{} {}", of.facility.name, unit.name));
            }
        }
    }
    names
}
