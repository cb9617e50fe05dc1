//! Steps of hidden hazards: stored in one transaction, then shown without the risk anew.
//!
//! The city that is shown is derived from the one before: another list of hazards, another layer of them, the same risk;
//! grades are added up again from their parts. Where somebody else changed the store in the meantime, the service loads
//! it anew, as after an import.

use actix_web::web::Data;
use analysis::hazard::Refusal;
use data::store::{Change, HazardError, Noted, Told};
use data::{Error, Store};

use crate::app::AppState;
use crate::problem::{FieldError, Problem};

/// Does something with a hidden hazard and shows it.
///
/// # Errors
/// As [`Store::change_hazard`], as problems; 503 where the service has no store.
pub async fn change(state: Data<AppState>, change: Change, noted: Noted) -> Result<Told, Problem> {
    let store = state.imports()?.store.clone();
    // Whoever goes away does not leave it half shown.
    let done = actix_web::rt::spawn(async move {
        let _stepping = state.stepping().lock().await;
        let told = store.change_hazard(change, &noted).await.map_err(problem)?;
        show(&state, &told);
        Ok(told)
    });
    done.await.map_err(|e| Problem::internal(&e))?
}

fn show(state: &AppState, told: &Told) {
    if state.shown() != told.version_before {
        // Somebody else changed the store too: it is loaded anew.
        return;
    }
    let Ok(snapshot) = state.snapshot() else {
        return;
    };
    let mut hazards = snapshot.city.hidden_hazards.to_vec();
    match hazards.binary_search_by(|h| h.id.cmp(&told.row.id)) {
        Ok(at) => hazards[at] = told.row.clone(),
        Err(at) => hazards.insert(at, told.row.clone()),
    }
    let name = format!("h{}-{}", told.head.count, &told.head.sha256[..8]);
    state.swap_after_step(snapshot.after_step(hazards, &name));
    state.shows(told.version_after);
}

/// The store in which hidden hazards are.
///
/// # Errors
/// 503 where the service has none.
pub fn store(state: &AppState) -> Result<Store, Problem> {
    Ok(state.imports()?.store.clone())
}

/// Why nothing was done, as a problem.
pub fn problem(error: HazardError) -> Problem {
    match error {
        HazardError::Store(error @ Error::NulCharacter { .. }) => {
            Problem::bad_input("body", error.to_string())
        }
        HazardError::Store(error @ Error::Busy { .. }) => Problem::not_ready(error.to_string()),
        HazardError::Store(error) => Problem::internal(&error),
        HazardError::NoSuchHazard(id) => Problem::not_found("hidden hazard", &id),
        HazardError::NoSuchFacility(id) => Problem::bad_input(
            "facility_id",
            format!(
                "there is no facility `{id}`; give the identifier of one of /api/v1/facilities"
            ),
        ),
        error @ HazardError::Conflict { .. } => Problem::conflict(
            "hazard-changed",
            "The hazard was changed in the meantime",
            error.to_string(),
        ),
        HazardError::Refused(refusal) => refused(&refusal),
        error @ HazardError::Damaged(_) => Problem::conflict(
            "hazard-log-damaged",
            "The log of the hazard is damaged",
            error.to_string(),
        ),
    }
}

/// A step that may not be taken: 409 where the state does not take it, 403 where the person may not, 422 for what it lacks.
fn refused(refusal: &Refusal) -> Problem {
    let detail = format!("{}。 {refusal}", refusal.zh());
    let mut problem = match refusal {
        Refusal::WrongState { .. } => Problem::conflict(
            "hazard-wrong-state",
            "The hazard does not take this step now",
            detail.clone(),
        ),
        Refusal::WrongRole { .. } | Refusal::SamePerson { .. } => Problem::forbidden(
            "hazard-wrong-person",
            "This person may not take this step",
            detail.clone(),
        ),
        Refusal::Missing { .. } | Refusal::Field { .. } => Problem::unprocessable(
            "hazard-bad-step",
            "The step cannot be taken as it is",
            detail.clone(),
        ),
    };
    let fields = refusal.fields().into_iter();
    problem.errors = fields
        .map(|pointer| FieldError {
            pointer: pointer.to_owned(),
            detail: detail.clone(),
        })
        .collect();
    problem
}
