//! What imports changed: row by row before it is accepted and after, and the history of one row.

use actix_web::get;
use actix_web::web::{Data, Json, Path as UrlPath, Query};
use data::Layer;
use data::store::RowChange;
use serde::Deserialize;
use utoipa::IntoParams;

use super::query::{self, Paging};
use crate::app::AppState;
use crate::problem::Problem;
use crate::views::Page;
use crate::views::history::{ChangeCounts, ImportChanges, RowHistory, is_new};

/// Which changes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// One layer; all of them if left out.
    layer: Option<String>,
    /// `new` rows or `changed` ones; both if left out.
    kind: Option<String>,
    /// Items on a page, 1 to 1000; 100 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

/// What a stored import changed, or what an upload would change: row by row, with each field before and
/// after.
///
/// # Errors
/// 404, 410 for an import that is not kept; 409 for an upload that cannot be stored as it is.
#[utoipa::path(operation_id = "get_import_changes", tag = "imports", params(("id" = String, Path, description = "Identifier of an upload or of a stored import"), Filter), responses((status = 200, body = ImportChanges), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 410, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/imports/{id}/changes")]
pub async fn changes(
    state: Data<AppState>,
    id: UrlPath<String>,
    filter: Query<Filter>,
) -> Result<Json<ImportChanges>, Problem> {
    let (limit, offset) = query::page(filter.limit.as_deref(), filter.offset.as_deref(), 100)?;
    let layer = filter.layer.as_deref().map(str::parse::<Layer>).transpose();
    let layer = layer.map_err(|e| Problem::bad_input("layer", e.to_string()))?;
    let kind = query::word("kind", filter.kind.as_deref(), "", &["", "new", "changed"])?;
    let is_asked = |row: &&RowChange| {
        layer.is_none_or(|l| l == row.layer) && (kind.is_empty() || (kind == "new") == is_new(row))
    };
    let page = |rows: &[RowChange]| {
        let asked: Vec<&RowChange> = rows.iter().filter(is_asked).collect();
        Page::cut(asked, limit, offset, Into::into)
    };
    let imports = state.imports()?;
    let internal = |e: data::Error| Problem::internal(&e);
    if let Err(unknown) = imports.get(&id) {
        if imports.store.import(&id).await.map_err(internal)?.is_none() {
            return Err(unknown);
        }
        let rows = imports.store.changes(&id).await.map_err(internal)?;
        return Ok(Json(ImportChanges {
            id: id.into_inner(),
            is_stored: true,
            counts: None,
            rows: page(&rows),
        }));
    }
    let (_, checked) = super::imports::found(&state, &id)?;
    let changes = checked.outcome.changes.as_ref().ok_or_else(|| {
        Problem::conflict(
            "has-issues",
            "The file cannot be stored as it is",
            "先按报告改正问题并重新检查，才能看到会改变什么。 Mend what the report says and check again: then it can be said what would change",
        )
    })?;
    Ok(Json(ImportChanges {
        id: id.into_inner(),
        is_stored: checked.stored.is_some(),
        counts: Some(ChangeCounts::from(changes)),
        rows: page(&changes.rows),
    }))
}

/// How imports changed one row, the newest first.
///
/// # Errors
/// 404 for a layer or a row that there is not.
#[utoipa::path(operation_id = "get_row_history", tag = "imports", params(("layer" = String, Path), ("key" = String, Path, description = "Key of the row: its id, or the code of a district"), Paging), responses((status = 200, body = RowHistory), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/layers/{layer}/{key}/history")]
pub async fn of_row(
    state: Data<AppState>,
    path: UrlPath<(String, String)>,
    paging: Query<Paging>,
) -> Result<Json<RowHistory>, Problem> {
    let (limit, offset) = paging.cut()?;
    let (name, key) = path.into_inner();
    let layer: Layer = name
        .parse()
        .map_err(|_| Problem::not_found("layer", &name))?;
    let store = &state.imports()?.store;
    let internal = |e: data::Error| Problem::internal(&e);
    let versions = store.row_history(layer, &key).await.map_err(internal)?;
    // A row that came into an empty layer has no versions yet.
    if versions.is_empty() && !store.keys(layer).await.map_err(internal)?.contains(&key) {
        return Err(Problem::not_found(&format!("row of {layer}"), &key));
    }
    let page = Page::cut(versions.iter().collect(), limit, offset, Into::into);
    Ok(Json(RowHistory::of(layer, &key, page)))
}
