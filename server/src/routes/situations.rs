//! `POST /api/v1/situations`: the relocation check. The store is not touched.

use std::sync::Arc;
use std::time::Instant;

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, post};
use analysis::siting::situation::relocate_while;
use sha2::{Digest, Sha256};

use crate::app::AppState;
use crate::problem::Problem;
use crate::situated::Situated;
use crate::snapshot::Snapshot;
use crate::views::situation::{Change, SituationRequest, SituationView, place};
use crate::wanted::{Stopped, Wanted};

/// Greatest number of changes in one situation.
const MOST_CHANGES: usize = 100;

/// What changes for whom if plants move. The difference can be had as tiles as well, in the layer of the identifier
/// (`/tiles/sit-…`), and as features (`/ogc/collections/sit-…`), as long as it is asked for now and then.
///
/// # Errors
/// 400 for a change that cannot be taken, 404 for a plant that is not there.
#[utoipa::path(operation_id = "create_situation", tag = "situations", request_body = SituationRequest, responses((status = 200, body = SituationView), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/situations")]
pub async fn create(
    state: Data<AppState>,
    request: Json<SituationRequest>,
) -> Result<HttpResponse, Problem> {
    let started = Instant::now();
    let snapshot = state.snapshot()?;
    let changes = request.into_inner().changes;
    let found = state.work(move |wanted| situation(&snapshot, changes, wanted));
    let (view, situated) = found.await??;
    state.keep_situation(situated);
    let took_ms = started.elapsed().as_secs_f64() * 1e3;
    Ok(HttpResponse::Ok()
        .insert_header(("Server-Timing", format!("compute;dur={took_ms:.1}")))
        .json(view))
}

/// What changes for whom, and the same as collection and layer.
///
/// # Errors
/// 400 for a change that cannot be taken, 404 for a plant that is not there.
pub(super) fn situation(
    snapshot: &Snapshot,
    changes: Vec<Change>,
    wanted: &Wanted,
) -> Result<(SituationView, Arc<Situated>), Problem> {
    if changes.is_empty() || changes.len() > MOST_CHANGES {
        let detail = format!("has {} changes; give 1 to {MOST_CHANGES}", changes.len());
        return Err(Problem::bad_input("/changes", detail));
    }
    let mut moves = Vec::new();
    for (i, Change::Move(to)) in changes.iter().enumerate() {
        let site = snapshot
            .site(&to.facility_id)
            .ok_or_else(|| Problem::not_found("facility", &to.facility_id))?;
        if moves.iter().any(|(s, _)| *s == site) {
            let detail = format!(
                "moves {} a second time; move each plant once",
                to.facility_id
            );
            return Err(Problem::bad_input(
                &format!("/changes/{i}/move/facility_id"),
                detail,
            ));
        }
        let at = place(to.to)
            .map_err(|why| Problem::bad_input(&format!("/changes/{i}/move/to"), why))?;
        moves.push((site, at));
    }
    let id = id(snapshot.version(), &changes)?;
    let base_run = snapshot.summary.run.id.clone();
    let situation = relocate_while(&snapshot.city, &moves, &|| wanted.is())?.ok_or(Stopped)?;
    let view = SituationView::of(id, base_run, changes, &snapshot.city, &situation);
    wanted.check()?;
    let situated = Situated::of(&view, snapshot.source(), &situation);
    let situated = situated.map_err(|e| Problem::internal(&e))?;
    Ok((view, Arc::new(situated)))
}

/// The same for the same changes to the same run.
fn id(version: &str, changes: &[Change]) -> Result<String, Problem> {
    let text = serde_json::to_string(changes).map_err(|e| Problem::internal(&e))?;
    let digest = Sha256::new()
        .chain_update(version)
        .chain_update(text)
        .finalize();
    Ok(format!("sit-{}", &format!("{digest:x}")[..16]))
}
