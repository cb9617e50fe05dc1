//! `GET /api/v1/grades/{level}/{id}`: grades of installations, for a unit, facility, park or district.

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use analysis::assessment::SiteResult;
use serde::Serialize;
use utoipa::ToSchema;

use super::members::{self, unit};
use super::query;
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::{Snapshot, installations};
use crate::views::facility::MajorHazard;
use crate::views::grade::{GradeView, colour, verdict};
use crate::views::summary::Installations;

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

/// The grade of the installations of a unit, facility, park or district.
///
/// # Errors
/// 400 for a level that is none, 404 for a thing that is not there.
#[utoipa::path(operation_id = "get_grades", tag = "grades", params(("level" = String, Path, description = "unit, facility, park or district"), ("id" = String, Path, description = "Identifier or code")), responses((status = 200, body = Grades), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/grades/{level}/{id}")]
pub async fn one(
    state: Data<AppState>,
    path: Path<(String, String)>,
) -> Result<Json<Grades>, Problem> {
    let (level, id) = path.into_inner();
    Ok(Json(of(&*state.snapshot()?, level, id)?))
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
