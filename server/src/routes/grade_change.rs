//! `GET /api/v1/grades/runs`, `/api/v1/grades/{level}/{id}/change`: what changed since an earlier run, and why.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::get;
use actix_web::web::{Data, Json, Path, Query};
use analysis::grading::city::kept::{UnitKey, difference};
use analysis::grading::city::{Level, Which};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{query, regional_grades};
use crate::app::{AppState, today};
use crate::kept_runs::{KeptRun, MOST};
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::Text;
use crate::views::grade_change::{ChangeView, InRun, KeptRunList, parts, sentence};

/// Since which run.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// Name of a run of `/api/v1/grades/runs`; the one before the present one if left out.
    since: Option<String>,
    /// Identifiers of plants, with commas, whose facts were wrong before: what changed there is corrected data.
    corrected: Option<String>,
}

/// Runs whose grades can be compared with: those that were shown since the service started, eight at most.
#[utoipa::path(operation_id = "list_graded_runs", tag = "grades", responses((status = 200, body = KeptRunList)))]
#[get("/api/v1/grades/runs")]
pub async fn runs(state: Data<AppState>) -> Json<KeptRunList> {
    let all = state.kept_runs().all();
    Json(KeptRunList {
        items: all.iter().map(|r| r.as_ref().into()).collect(),
        most: MOST,
        note: Text {
            zh: format!("服务启动以来显示过的评估批次，最多 {MOST} 个；重启后不保留。"),
            en: format!(
                "Runs that were shown since the service started, {MOST} at most; they are gone when it is started again."
            ),
        },
    })
}

/// Why a unit differs from an earlier run: colours of both, and the change of its expected deaths by cause, without
/// residue. The present run is graded under the ruleset of today.
///
/// # Errors
/// 400 for a level that is none or that is not kept (cells), 404 for a run or a unit that is not there, 409 where the risk
/// is not known, 503 while it is being computed.
#[utoipa::path(operation_id = "get_grade_change", tag = "grades", params(("level" = String, Path, description = "city, county, town, park or enterprise"), ("id" = String, Path, description = "Identifier or code; `all` for the city"), Since), responses((status = 200, body = ChangeView), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/grades/{level}/{id}/change")]
pub async fn change(
    state: Data<AppState>,
    path: Path<(String, String)>,
    since: Query<Since>,
) -> Result<Json<ChangeView>, Problem> {
    let (level, id) = path.into_inner();
    let levels = ["city", "county", "town", "park", "enterprise"];
    query::word("level", Some(&level), "", &levels)?;
    let level = Level::of(&level).ok_or_else(|| Problem::not_found("level", &level))?;
    let snapshot = state.snapshot()?;
    regional_grades::known(&snapshot)?;
    let all = state.kept_runs().all();
    let made = actix_web::web::block(move || view(&snapshot, &all, level, id, &since));
    made.await.map_err(|e| Problem::internal(&e))?.map(Json)
}

fn view(
    snapshot: &Snapshot,
    all: &[Arc<KeptRun>],
    level: Level,
    id: String,
    since: &Since,
) -> Result<ChangeView, Problem> {
    let grades = regional_grades::known(snapshot)?;
    let run = snapshot.grading_run();
    let earlier = match since.since.as_deref() {
        Some(name) => all.iter().find(|r| r.run == name),
        None => all.iter().find(|r| r.run != run),
    };
    let earlier = earlier.ok_or_else(|| {
        let asked = since.since.as_deref().unwrap_or("before the present one");
        Problem::not_found("run that is kept since the service started", asked)
    })?;
    let now = KeptRun::of(snapshot, &today())
        .ok_or_else(|| Problem::not_ready("the grades are being made; ask again in a moment"))?;
    // The city goes by `all`, whatever its code.
    let measured = &grades.measured;
    let own = match level {
        Level::City => measured.places.first().map(|p| p.id.clone()),
        _ => None,
    };
    let key: UnitKey = (level, own.unwrap_or_else(|| id.clone()));
    let corrected: BTreeSet<String> = since
        .corrected
        .iter()
        .flat_map(|ids| ids.split(','))
        .map(|id| id.trim().to_owned())
        .filter(|id| !id.is_empty())
        .collect();
    let of = difference(&earlier.kept, &now.kept, &key, &corrected)
        .ok_or_else(|| Problem::not_found(level.code(), &id))?;
    let (was, is) = (earlier.colours.get(&key), now.colours.get(&key));
    let under_former = (earlier.policy != now.policy).then(|| {
        let ruled = grades.ruled(&earlier.policy, &now.day);
        let which = match level {
            Level::Enterprise => measured.firm(&key.1).map(Which::Firm),
            _ => measured.place(level, &key.1).map(Which::Place),
        };
        which.map(|w| ruled.graded.unit(w, measured).grade.colour.code())
    });
    Ok(ChangeView {
        level: level.code(),
        id,
        since: InRun::of(earlier, was, of.before),
        now: InRun::of(&now, is, of.after),
        pll_change_per_year: (of.after - of.before).value(),
        parts: parts(&snapshot.city, &of),
        colour_under_former_rules: under_former.flatten(),
        sentence: sentence(was, is, &of),
    })
}
