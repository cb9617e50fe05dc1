//! `GET /api/v1/grades`, `/grades/rulesets`, `/grades/comparison`: the colours of a city's units under a ruleset, the
//! rulesets, and what another one would change.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_DISPOSITION, ContentDisposition};
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpResponse, get};
use analysis::grading::city::{GradedUnit, Level, Which};
use analysis::grading::regional::Policy;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query;
use crate::app::{AppState, today};
use crate::grades::{CityGrades, Ruled};
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::regional_grade::{GradeRow, OpenedView, Ruleset, UnitName, parent, unit_name};

/// Levels of units.
pub const LEVELS: [&str; 6] = ["city", "county", "town", "park", "enterprise", "cell"];

/// Under which ruleset, on which day.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Under {
    /// Name of a ruleset; the one that holds on the day if left out.
    pub ruleset: Option<String>,
    /// Day, `2026-11-28`; today if left out.
    pub date: Option<String>,
}

/// Which units.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Name of a ruleset; the one that holds on the day if left out.
    ruleset: Option<String>,
    /// Day, `2026-11-28`; today if left out.
    date: Option<String>,
    /// Levels with commas: city, county, town, park, enterprise, cell; all but cells if left out.
    level: Option<String>,
    /// Colours with commas: red, orange, yellow, blue.
    colour: Option<String>,
    /// Only parts of this unit: code of a county or town, or identifier of a park.
    within: Option<String>,
    /// `json` or `csv`.
    f: Option<String>,
    /// Items on a page, 1 to 1000; 1000 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

/// The colours of a city.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeList {
    /// Units of this page.
    pub items: Vec<GradeRow>,
    /// Units in all.
    pub total: usize,
    /// Greatest number of units on a page.
    pub limit: usize,
    /// Units before this page.
    pub offset: usize,
    /// Name of the ruleset.
    pub ruleset: String,
    /// The day.
    pub date: String,
    /// Expected deaths a year in the city.
    pub pll_per_year: f64,
    /// Pipelines whose risk is not known and in no sum.
    pub unknown_pipelines: usize,
    /// Run.
    pub run: String,
    /// Whether it is made of invented facts.
    pub synthetic: bool,
}

/// What grades are made of.
///
/// # Errors
/// 503 while the risk is being computed, 409 where it is not known.
pub fn known(snapshot: &Snapshot) -> Result<&CityGrades, Problem> {
    super::risk::known(snapshot)?;
    match snapshot.grades() {
        Some(Ok(grades)) => Ok(grades),
        Some(Err(why)) => Err(Problem::conflict(
            "grades-unknown",
            "The grades are not known",
            format!("the units of this city cannot be graded: {why}"),
        )),
        None => Err(Problem::not_ready(
            "the risk is being computed; ask again in a moment",
        )),
    }
}

/// Ruleset and day that are asked for.
///
/// # Errors
/// 400 for a day or a ruleset that is none.
pub fn asked<'a>(snapshot: &'a Snapshot, under: &Under) -> Result<(&'a Policy, String), Problem> {
    let day = match &under.date {
        Some(day) if analysis::grading::regional::is_day(day) => day.clone(),
        Some(day) => {
            let detail = format!("`{day}` is no day; write it as 2026-11-28");
            return Err(Problem::bad_input("date", detail));
        }
        None => today(),
    };
    let policies = snapshot.policies();
    match &under.ruleset {
        None => Ok((policies.on(&day), day)),
        Some(id) => {
            let names: Vec<&str> = policies.all().iter().map(|p| p.id.as_str()).collect();
            query::word("ruleset", Some(id), "", &names)?;
            let policy = policies.by_id(id).unwrap_or_else(|| policies.on(&day));
            Ok((policy, day))
        }
    }
}

/// Runs what may take seconds away from the threads that answer.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let done = actix_web::web::block(work).await;
    done.map_err(|e| Problem::internal(&e))?
}

fn words<'a>(
    pointer: &str,
    given: Option<&'a str>,
    allowed: &[&str],
) -> Result<Option<Vec<&'a str>>, Problem> {
    let Some(given) = given else { return Ok(None) };
    let all = given
        .split(',')
        .map(|w| query::word(pointer, Some(w.trim()), "", allowed));
    all.collect::<Result<Vec<_>, _>>().map(Some)
}

/// The colours of the units of a city.
///
/// # Errors
/// 400 for a parameter that cannot be taken, 409 where the risk is not known, 503 while it is being computed.
#[utoipa::path(operation_id = "list_grades", tag = "grades", params(Filter), responses((status = 200, body = GradeList), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/grades")]
pub async fn list(state: Data<AppState>, filter: Query<Filter>) -> Result<HttpResponse, Problem> {
    let snapshot = state.snapshot()?;
    let format = query::word("f", filter.f.as_deref(), "json", &["json", "csv"])?.to_owned();
    let list = apart(move || of(&snapshot, &filter)).await?;
    if format == "csv" {
        return as_csv(&list);
    }
    Ok(HttpResponse::Ok().json(list))
}

fn of(snapshot: &Snapshot, filter: &Filter) -> Result<GradeList, Problem> {
    let (limit, offset) = query::page(filter.limit.as_deref(), filter.offset.as_deref(), 1000)?;
    let levels = words("level", filter.level.as_deref(), &LEVELS)?;
    let colours = ["red", "orange", "yellow", "blue"];
    let colours = words("colour", filter.colour.as_deref(), &colours)?;
    let under = Under {
        ruleset: filter.ruleset.clone(),
        date: filter.date.clone(),
    };
    let (policy, day) = asked(snapshot, &under)?;
    let grades = known(snapshot)?;
    let measured = &grades.measured;
    let within = match filter.within.as_deref() {
        None => None,
        Some(id) => {
            let mut places = measured.places.iter();
            let found = places.position(|p| p.id == id && p.level != Level::Cell);
            Some(found.ok_or_else(|| Problem::not_found("county, town or park", id))?)
        }
    };
    let ruled = grades.ruled(policy, &day);
    let is_within = |which: Which, place: usize| match which {
        Which::Firm(at) => measured.firms[at].within.contains(&place),
        Which::Place(_) => {
            std::iter::successors(parent(measured, which), |p| measured.places[*p].parent)
                .any(|p| p == place)
        }
    };
    let wanted: Vec<(usize, &GradedUnit)> = ruled
        .graded
        .units
        .iter()
        .enumerate()
        .filter(|(_, u)| match &levels {
            Some(levels) => levels.contains(&u.level.code()),
            None => u.level != Level::Cell,
        })
        .filter(|(_, u)| {
            let code = u.grade.colour.code();
            colours.as_ref().is_none_or(|c| c.contains(&code))
        })
        .filter(|(_, u)| within.is_none_or(|place| is_within(u.which, place)))
        .collect();
    Ok(GradeList {
        total: wanted.len(),
        items: wanted
            .into_iter()
            .skip(offset)
            .take(limit)
            .map(|(at, unit)| GradeRow::of(measured, unit, ruled.doubt(at)))
            .collect(),
        limit,
        offset,
        ruleset: policy.id.clone(),
        date: day,
        pll_per_year: measured.pll().value(),
        unknown_pipelines: measured.unknown_pipelines,
        run: snapshot.grading_run(),
        synthetic: snapshot.summary.synthetic,
    })
}

/// The list as a table; invented data says so in its name and in each row.
fn as_csv(of: &GradeList) -> Result<HttpResponse, Problem> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let bad = |e: csv::Error| Problem::internal(&e);
    writer
        .write_record([
            "level",
            "id",
            "name",
            "parent_id",
            "colour",
            "decided_by",
            "decades",
            "confidence",
            "red_children",
            "sensitive_breach",
            "people",
            "pll_per_year",
            "pll_of_enterprises_per_year",
            "ruleset",
            "date",
            "run",
            "synthetic",
        ])
        .map_err(bad)?;
    let number = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
    for row in &of.items {
        writer
            .write_record([
                row.level,
                &row.id,
                &row.name,
                row.parent.as_ref().map_or("", |p| &p.id),
                row.colour,
                row.decided_by,
                &number(row.decades),
                &number(row.confidence),
                &row.red_children.to_string(),
                &row.sensitive_breach.to_string(),
                &row.people.to_string(),
                &row.pll_per_year.to_string(),
                &row.pll_of_enterprises_per_year.to_string(),
                &of.ruleset,
                &of.date,
                &of.run,
                &of.synthetic.to_string(),
            ])
            .map_err(bad)?;
    }
    let body = writer.into_inner().map_err(|e| Problem::internal(&e))?;
    let name = if of.synthetic {
        "grades-synthetic.csv"
    } else {
        "grades.csv"
    };
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, ContentDisposition::attachment(name)))
        .body(body))
}

/// The rulesets that are known, with every number and where it comes from.
///
/// # Errors
/// 503 while the city is being loaded.
#[utoipa::path(operation_id = "list_rulesets", tag = "grades", responses((status = 200, body = Vec<Ruleset>)))]
#[get("/api/v1/grades/rulesets")]
pub async fn rulesets(state: Data<AppState>) -> Result<Json<Vec<Ruleset>>, Problem> {
    let snapshot = state.snapshot()?;
    let all = snapshot.policies().all().iter();
    Ok(Json(all.map(Ruleset::from).collect()))
}

/// Between which rulesets and days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// Ruleset before; the one that holds on the day if left out.
    old: Option<String>,
    /// Ruleset after; the one that holds on the day if left out.
    new: Option<String>,
    /// Day; today if left out.
    date: Option<String>,
    /// Day after; that before if left out.
    new_date: Option<String>,
}

/// A unit that has another colour.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedUnit {
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitName,
    /// Colour before.
    pub old_colour: &'static str,
    /// Colour after.
    pub new_colour: &'static str,
    /// Index that decides before.
    pub old_decided_by: &'static str,
    /// Index that decides after.
    pub new_decided_by: &'static str,
}

/// What another ruleset or day changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// Ruleset before.
    pub old: String,
    /// Ruleset after.
    pub new: String,
    /// Day before.
    pub date: String,
    /// Day after.
    pub new_date: String,
    /// Units that have another colour; cells are counted, not listed.
    pub changed: Vec<ChangedUnit>,
    /// Cells that have another colour.
    pub changed_cells: usize,
    /// Units that are worse, cells among them.
    pub worse: usize,
    /// Units that are better, cells among them.
    pub better: usize,
    /// Units in all.
    pub units: usize,
}

/// What another ruleset or day would change, over the same run.
///
/// # Errors
/// 400 for a parameter that cannot be taken, 409 where the risk is not known, 503 while it is being computed.
#[utoipa::path(operation_id = "compare_grades", tag = "grades", params(Between), responses((status = 200, body = Comparison), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/grades/comparison")]
pub async fn comparison(
    state: Data<AppState>,
    between: Query<Between>,
) -> Result<Json<Comparison>, Problem> {
    let snapshot = state.snapshot()?;
    apart(move || compare(&snapshot, &between)).await.map(Json)
}

fn compare(snapshot: &Snapshot, between: &Between) -> Result<Comparison, Problem> {
    let grades = known(snapshot)?;
    let ruled = |ruleset: &Option<String>, date: &Option<String>| {
        let under = Under {
            ruleset: ruleset.clone(),
            date: date.clone(),
        };
        let (policy, day) = asked(snapshot, &under)?;
        Ok::<Arc<Ruled>, Problem>(grades.ruled(policy, &day))
    };
    let old = ruled(&between.old, &between.date)?;
    let new = ruled(
        &between.new,
        &between.new_date.clone().or_else(|| between.date.clone()),
    )?;
    let pairs = || old.graded.units.iter().zip(&new.graded.units);
    let differ = |(a, b): &(&GradedUnit, &GradedUnit)| a.grade.colour != b.grade.colour;
    let changed = pairs()
        .filter(differ)
        .filter(|(a, _)| a.level != Level::Cell)
        .map(|(a, b)| ChangedUnit {
            unit: unit_name(&grades.measured, a.which),
            old_colour: a.grade.colour.code(),
            new_colour: b.grade.colour.code(),
            old_decided_by: a.decisive().code(),
            new_decided_by: b.decisive().code(),
        });
    Ok(Comparison {
        changed: changed.collect(),
        changed_cells: pairs()
            .filter(differ)
            .filter(|(a, _)| a.level == Level::Cell)
            .count(),
        worse: pairs()
            .filter(|(a, b)| b.grade.colour > a.grade.colour)
            .count(),
        better: pairs()
            .filter(|(a, b)| b.grade.colour < a.grade.colour)
            .count(),
        units: old.graded.units.len(),
        old: old.policy.id.clone(),
        new: new.policy.id.clone(),
        date: old.graded.day.clone(),
        new_date: new.graded.day.clone(),
    })
}

/// A unit opened.
///
/// # Errors
/// 404 for a unit that is not there; as [`list`] else.
pub fn opened(
    snapshot: &Snapshot,
    level: Level,
    id: &str,
    under: &Under,
) -> Result<OpenedView, Problem> {
    let (policy, day) = asked(snapshot, under)?;
    let grades = known(snapshot)?;
    let measured = &grades.measured;
    let which = match level {
        Level::Enterprise => measured.firm(id).map(Which::Firm),
        Level::City if id == "all" => Some(Which::Place(0)),
        _ => measured.place(level, id).map(Which::Place),
    };
    let which = match which {
        Some(which) => which,
        None if level == Level::Enterprise && snapshot.site(id).is_some() => {
            return Err(Problem::conflict(
                "nothing-to-grade",
                "There is nothing to grade",
                format!(
                    "enterprise `{id}` has nothing that could be released and no open major hidden hazard, so that it has no colour"
                ),
            ));
        }
        None => return Err(Problem::not_found(level.code(), id)),
    };
    let ruled = grades.ruled(policy, &day);
    let run = snapshot.grading_run();
    let told = (run.as_str(), snapshot.summary.synthetic);
    Ok(OpenedView::of(&snapshot.city, grades, &ruled, which, told))
}

/// A unit opened, away from the threads that answer.
///
/// # Errors
/// As [`opened`].
pub async fn opened_apart(
    snapshot: Arc<Snapshot>,
    level: Level,
    id: String,
    under: Under,
) -> Result<OpenedView, Problem> {
    apart(move || opened(&snapshot, level, &id, &under)).await
}
