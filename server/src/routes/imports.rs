//! `/api/v1/imports`: the import of the command line, through HTTP.
//!
//! A file is sent once; it is checked (`dry_run`, the usual), perhaps read in another way (`check`), and
//! stored (`commit`) or dropped. What is stored was checked against the store as it was then: a change
//! in between is a conflict, and the caller looks again.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use actix_multipart::{Field, Multipart};
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Bytes, Data, Json, Path as UrlPath, Query};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use data::import::{Goal, ImportOptions, annotated, import, in_chinese, preview};
use futures_util::StreamExt;

use super::query::Paging;
use crate::app::AppState;
use crate::problem::Problem;
use crate::uploads::{Asked, Checked, Imports, MOST_FILES, Upload, safe_name, unpack};
use crate::views::imports::{
    ImportForm, ImportList, ImportNeeds, ImportOptionsView, ImportState, ImportSummary, ImportView,
    both, rows as row_features, state as state_of,
};
use crate::views::layer::LayerView;
use crate::views::{Page, Text};

/// Longest text of a form, bytes: a mapping file is the longest.
const MOST_TEXT: usize = 256 << 10;
/// Media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Sends in a file: it is checked, or stored where `dry_run` is false.
///
/// # Errors
/// 400 for a form that cannot be taken, 413 for too large a file, 422 where the file as a whole cannot be
/// read or more must be told, 429 while too many uploads are kept.
#[utoipa::path(operation_id = "create_import", tag = "imports", request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 200, description = "Checked", body = ImportView), (status = 201, description = "Stored", body = ImportView), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 413, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json"), (status = 429, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/imports")]
pub async fn create(
    state: Data<AppState>,
    request: HttpRequest,
    form: Multipart,
) -> Result<HttpResponse, Problem> {
    same_origin(&request)?;
    let imports = state.imports()?;
    let folder = imports.begin()?;
    let sent = receive(form, folder.path(), imports.limits.most_bytes).await?;
    layer_of(&sent.asked)?;
    let upload = imports.keep(folder, sent.files, sent.asked)?;
    let asked = upload.asked.lock().await.clone();
    let outcome = run(&imports, &upload, &asked, !sent.dry_run).await;
    answer(&state, &upload, &asked, outcome)
}

/// Uploads that are kept here, and the store's own history of imports, the newest first.
///
/// # Errors
/// 400 for a page that cannot be taken, 503 where the service has no store.
#[utoipa::path(operation_id = "list_imports", tag = "imports", params(Paging), responses((status = 200, body = ImportList), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/imports")]
pub async fn list(
    state: Data<AppState>,
    paging: Query<Paging>,
) -> Result<Json<ImportList>, Problem> {
    let (limit, offset) = paging.cut()?;
    let imports = state.imports()?;
    let history = imports.store.imports().await;
    let history = history.map_err(|e| Problem::internal(&e))?;
    let mut items = Vec::new();
    for upload in imports.all() {
        let asked = upload.asked.lock().await.clone();
        let checked = upload.checked();
        let reports = checked
            .as_ref()
            .map(|c| c.outcome.reports.as_slice())
            .unwrap_or_default();
        items.push(ImportSummary {
            id: upload.id.clone(),
            state: checked.as_deref().map(state_of),
            file: upload.file(),
            layer: asked.layer,
            rows: reports.iter().map(|r| r.rows_read).sum(),
            issues: reports.iter().map(|r| r.issues.len()).sum(),
            expires_at: upload.expires_at.clone(),
        });
    }
    // The newest first, those of one second by name.
    items.sort_by(|a, b| (&b.expires_at, &a.id).cmp(&(&a.expires_at, &b.id)));
    Ok(Json(ImportList {
        items,
        history: Page::cut(history.iter().collect(), limit, offset, Into::into),
    }))
}

/// What was found last.
///
/// # Errors
/// 404, 410 for an upload that is not kept; 409 for one that was not read whole.
#[utoipa::path(operation_id = "get_import", tag = "imports", params(("id" = String, Path)), responses((status = 200, body = ImportView), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 410, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/imports/{id}")]
pub async fn one(state: Data<AppState>, id: UrlPath<String>) -> Result<Json<ImportView>, Problem> {
    let (upload, checked) = found(&state, &id)?;
    let asked = upload.asked.lock().await.clone();
    Ok(Json(ImportView::of(
        &upload,
        &asked,
        &checked,
        state.shown(),
    )))
}

/// Drops an upload and its files; what was stored stays.
///
/// # Errors
/// 404, 410 for an upload that is not kept.
#[utoipa::path(operation_id = "drop_import", tag = "imports", params(("id" = String, Path)), responses((status = 204), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[delete("/api/v1/imports/{id}")]
pub async fn drop_upload(
    state: Data<AppState>,
    request: HttpRequest,
    id: UrlPath<String>,
) -> Result<HttpResponse, Problem> {
    same_origin(&request)?;
    let imports = state.imports()?;
    imports.get(&id)?;
    imports.forget(&id);
    Ok(HttpResponse::NoContent().finish())
}

/// Reads the files again, perhaps in another way; nothing is stored.
///
/// # Errors
/// As the first check; 409 for what is stored already.
#[utoipa::path(operation_id = "check_import", tag = "imports", params(("id" = String, Path)), request_body = ImportOptionsView, responses((status = 200, body = ImportView), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/imports/{id}/check")]
pub async fn check(
    state: Data<AppState>,
    request: HttpRequest,
    id: UrlPath<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    same_origin(&request)?;
    again(&state, &id, &body, false).await
}

/// Stores what was checked; with a body it is read anew in that way.
///
/// # Errors
/// As the first check; 409 for what is stored already, and where the store changed since the check.
#[utoipa::path(operation_id = "commit_import", tag = "imports", params(("id" = String, Path)), request_body(content = Option<ImportOptionsView>), responses((status = 200, description = "Rows have issues; nothing was stored", body = ImportView), (status = 201, description = "Stored", body = ImportView), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/imports/{id}/commit")]
pub async fn commit(
    state: Data<AppState>,
    request: HttpRequest,
    id: UrlPath<String>,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    same_origin(&request)?;
    again(&state, &id, &body, true).await
}

/// Every issue, as JSON.
///
/// # Errors
/// 404, 410 for an upload that is not kept.
#[utoipa::path(operation_id = "get_import_report_json", tag = "imports", params(("id" = String, Path)), responses((status = 200, description = "Reports with every issue")))]
#[get("/api/v1/imports/{id}/report.json")]
pub async fn report_json(
    state: Data<AppState>,
    id: UrlPath<String>,
) -> Result<HttpResponse, Problem> {
    let (upload, checked) = found(&state, &id)?;
    let body = actix_web::web::block(move || {
        serde_json::to_vec(&serde_json::json!({ "reports": checked.outcome.reports }))
    })
    .await
    .map_err(|e| Problem::internal(&e))?
    .map_err(|e| Problem::internal(&e))?;
    Ok(attachment(
        "application/json",
        &format!("{}.report.json", upload.file()),
        body,
    ))
}

/// The workbook that goes back to the plant: its table with the wrong cells marked.
///
/// # Errors
/// 404, 410 for an upload that is not kept.
#[utoipa::path(operation_id = "get_import_report_xlsx", tag = "imports", params(("id" = String, Path)), responses((status = 200, description = "Workbook", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/api/v1/imports/{id}/report.xlsx")]
pub async fn report_xlsx(
    state: Data<AppState>,
    id: UrlPath<String>,
) -> Result<HttpResponse, Problem> {
    let (upload, checked) = found(&state, &id)?;
    let asked = upload.asked.lock().await.clone();
    let options = options(&upload, &asked)?;
    let name = format!("{}.问题清单.xlsx", upload.file());
    let body = actix_web::web::block(move || {
        annotated::workbook(&upload.main, &options, &checked.outcome.reports)
    })
    .await
    .map_err(|e| Problem::internal(&e))?
    .map_err(|e| Problem::internal(&e))?;
    Ok(attachment(XLSX, &name, body))
}

/// Rows for the map, with their issues: GeoJSON.
///
/// # Errors
/// 404, 410 for an upload that is not kept.
#[utoipa::path(operation_id = "get_import_rows", tag = "imports", params(("id" = String, Path)), responses((status = 200, description = "GeoJSON feature collection", content_type = "application/geo+json")))]
#[get("/api/v1/imports/{id}/rows")]
pub async fn rows(state: Data<AppState>, id: UrlPath<String>) -> Result<HttpResponse, Problem> {
    let (_, checked) = found(&state, &id)?;
    Ok(HttpResponse::Ok()
        .content_type("application/geo+json")
        .body(row_features(&checked).to_string()))
}

/// Layers and the register of hazardous chemicals, with their columns, for a form.
#[utoipa::path(operation_id = "list_layers", tag = "imports", responses((status = 200, body = Vec<LayerView>)))]
#[get("/api/v1/layers")]
pub async fn layers() -> Json<Vec<LayerView>> {
    Json(LayerView::all())
}

/// A browser says which page sends a request; one of another address must not change the store.
pub(super) fn same_origin(request: &HttpRequest) -> Result<(), Problem> {
    let text = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(Problem::foreign_origin());
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => {
            let of = origin.split_once("://").map_or(origin, |(_, rest)| rest);
            if of.eq_ignore_ascii_case(host) {
                Ok(())
            } else {
                Err(Problem::foreign_origin())
            }
        }
        _ => Ok(()),
    }
}

/// What a form held.
struct Sent {
    files: Vec<String>,
    asked: Asked,
    dry_run: bool,
}

async fn receive(mut form: Multipart, folder: &Path, most_bytes: u64) -> Result<Sent, Problem> {
    let broken = |e: actix_multipart::MultipartError| {
        Problem::bad_input(
            "body",
            format!("the form is broken: {e}; send it as multipart/form-data"),
        )
    };
    let mut sent = Sent {
        files: Vec::new(),
        asked: Asked::default(),
        dry_run: true,
    };
    let mut left = most_bytes;
    while let Some(field) = form.next().await {
        let mut field = field.map_err(broken)?;
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let given = field
                .content_disposition()
                .and_then(|d| d.get_filename().map(str::to_owned))
                .unwrap_or_default();
            let file = safe_name(&given);
            if sent.files.len() >= MOST_FILES || sent.files.contains(&file) {
                let why = format!("`{file}` comes twice, or there are over {MOST_FILES} files");
                return Err(Problem::bad_input("file", why));
            }
            left = save(&mut field, &folder.join(&file), left, most_bytes).await?;
            sent.files.push(file);
            continue;
        }
        let text = text(&mut field, &name).await?;
        let text = (!text.trim().is_empty()).then_some(text);
        match name.as_str() {
            "layer" => sent.asked.layer = text,
            "crs" => sent.asked.crs = text,
            "encoding" => sent.asked.encoding = text,
            "sheet" => sent.asked.sheet = text,
            "mapping" => sent.asked.mapping = text,
            "dry_run" => {
                sent.dry_run = match text.as_deref().map(str::trim) {
                    None | Some("true" | "1") => true,
                    Some("false" | "0") => false,
                    Some(other) => {
                        let why = format!("`{other}` is not true or false");
                        return Err(Problem::bad_input("dry_run", why));
                    }
                }
            }
            other => {
                let known = "file, layer, crs, encoding, sheet, mapping, dry_run";
                return Err(Problem::bad_input(
                    other,
                    format!("there is no such field; known are {known}"),
                ));
            }
        }
    }
    // An archive alone stands for what it holds.
    if let [only] = &sent.files[..]
        && Path::new(only)
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("zip"))
    {
        let inner = folder.join("unpacked");
        let (archive, into) = (folder.join(only), inner.clone());
        let names = actix_web::web::block(move || {
            std::fs::create_dir(&into).map_err(|e| Problem::internal(&e))?;
            unpack(&archive, &into, most_bytes)
        })
        .await
        .map_err(|e| Problem::internal(&e))??;
        sent.files = names.into_iter().map(|n| format!("unpacked/{n}")).collect();
    }
    Ok(sent)
}

async fn save(field: &mut Field, path: &Path, mut left: u64, most: u64) -> Result<u64, Problem> {
    let mut file = File::create_new(path).map_err(|e| Problem::internal(&e))?;
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|e| {
            Problem::bad_input("file", format!("the file did not arrive whole: {e}"))
        })?;
        left = left
            .checked_sub(chunk.len() as u64)
            .ok_or_else(|| Problem::too_large(most))?;
        file = actix_web::web::block(move || file.write_all(&chunk).map(|()| file))
            .await
            .map_err(|e| Problem::internal(&e))?
            .map_err(|e| Problem::internal(&e))?;
    }
    Ok(left)
}

async fn text(field: &mut Field, name: &str) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        let chunk =
            chunk.map_err(|e| Problem::bad_input(name, format!("did not arrive whole: {e}")))?;
        if bytes.len() + chunk.len() > MOST_TEXT {
            let why = format!("is longer than {} KiB", MOST_TEXT >> 10);
            return Err(Problem::bad_input(name, why));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Problem::bad_input(name, "is no UTF-8 text"))
}

fn layer_of(asked: &Asked) -> Result<Goal, Problem> {
    let given = asked
        .layer
        .as_deref()
        .ok_or_else(|| Problem::bad_input("layer", "is missing; say which layer the rows go to"))?;
    given
        .parse()
        .map_err(|e: data::Error| Problem::bad_input("layer", e.to_string()))
}

fn options(upload: &Upload, asked: &Asked) -> Result<ImportOptions, Problem> {
    let mut options = ImportOptions::new(layer_of(asked)?);
    if let Some(crs) = &asked.crs {
        options.crs = crs
            .parse()
            .map_err(|e: data::Error| Problem::bad_input("crs", e.to_string()))?;
    }
    if let Some(encoding) = &asked.encoding {
        options.encoding = encoding
            .parse()
            .map_err(|e: data::Error| Problem::bad_input("encoding", e.to_string()))?;
    }
    options.sheet.clone_from(&asked.sheet);
    if let Some(mapping) = &asked.mapping {
        let path = upload.folder.path().join(".mapping.toml");
        std::fs::write(&path, mapping).map_err(|e| Problem::internal(&e))?;
        options.mapping = Some(path);
    }
    Ok(options)
}

/// Reads, checks, and stores where it should.
async fn run(
    imports: &Imports,
    upload: &Arc<Upload>,
    asked: &Asked,
    to_store: bool,
) -> Result<Arc<Checked>, Problem> {
    let gate = if to_store {
        &imports.commits
    } else {
        &imports.checks
    };
    let _turn = gate.acquire().await.map_err(|e| Problem::internal(&e))?;
    let mut options = options(upload, asked)?;
    options.dry_run = !to_store;
    let (path, seen) = (upload.main.clone(), options.clone());
    let saved = imports.store.mappings().await;
    let saved = saved.map_err(|e| Problem::internal(&e))?;
    let tables = actix_web::web::block(move || preview(&path, &seen, &saved).unwrap_or_default())
        .await
        .map_err(|e| Problem::internal(&e))?;
    let version = version(imports).await?;
    match import(&imports.store, &upload.main, &options).await {
        Ok(outcome) => {
            let stored = if outcome.stored {
                imports.has_changed();
                Some(self::version(imports).await?)
            } else {
                None
            };
            let checked = Arc::new(Checked {
                outcome,
                tables,
                version,
                stored,
            });
            upload.keep(Some(checked.clone()));
            Ok(checked)
        }
        Err(error) => {
            upload.keep(None);
            Err(refused(upload, asked, &error, &tables))
        }
    }
}

async fn version(imports: &Imports) -> Result<u64, Problem> {
    let version = imports.store.data_version().await;
    Ok(version.map_err(|e| Problem::internal(&e))?.counter)
}

/// A file that could not be read as it was asked: what would be needed.
fn refused(
    upload: &Upload,
    asked: &Asked,
    error: &data::Error,
    tables: &[data::import::Preview],
) -> Problem {
    use data::Error as E;
    let words = |text: &str| -> Vec<String> {
        text.split(", ")
            .map(|w| w.split(" (").next().unwrap_or_default().trim().to_owned())
            .filter(|w| !w.is_empty())
            .collect()
    };
    let (state, title, choices) = match error {
        E::CrsNeeded {
            choices, ranked, ..
        } => {
            // The likeliest first.
            let mut all: Vec<String> = ranked.iter().map(|r| r.crs.clone()).collect();
            for word in words(choices) {
                if word != "auto" && !all.contains(&word) {
                    all.push(word);
                }
            }
            (
                ImportState::NeedsCrs,
                "The coordinate reference system must be told",
                all,
            )
        }
        E::ChooseSheet { found, .. } => (
            ImportState::NeedsSheet,
            "A sheet must be chosen",
            words(found),
        ),
        E::ChooseLayer { choices, .. } => (
            ImportState::NeedsLayer,
            "It must be told what the rows are",
            words(choices)
                .into_iter()
                .filter(|word| word.parse::<Goal>().is_ok())
                .collect(),
        ),
        E::NoKnownColumn { .. } if asked.layer.as_deref() == Some(Goal::Auto.name()) => (
            ImportState::NeedsLayer,
            "It must be told what the rows are",
            Vec::new(),
        ),
        E::NoKnownColumn { .. }
        | E::MissingColumns { .. }
        | E::DoubleColumn { .. }
        | E::Mapping { .. } => (
            ImportState::NeedsColumns,
            "Columns must be named",
            Vec::new(),
        ),
        E::Database(_) | E::Task(_) | E::CorruptRow { .. } | E::Io { .. } => {
            return Problem::internal(error);
        }
        _ => (
            ImportState::Unreadable,
            "The file cannot be read",
            Vec::new(),
        ),
    };
    let needs = ImportNeeds {
        id: upload.id.clone(),
        state,
        words: match error {
            // What is to be written on the command line is chosen from a list here.
            E::CrsNeeded { file, reason, .. } => Text {
                zh: format!("{file}：{}", in_chinese(reason)),
                en: format!("{file} {reason}"),
            },
            other => both(&other.to_string()),
        },
        choices,
        ranked: match error {
            E::CrsNeeded { ranked, .. } => ranked.iter().map(Into::into).collect(),
            _ => Vec::new(),
        },
        tables: tables.iter().map(Into::into).collect(),
        expires_at: upload.expires_at.clone(),
    };
    Problem::import(needs, title, error.to_string())
}

async fn again(
    state: &AppState,
    id: &str,
    body: &[u8],
    to_store: bool,
) -> Result<HttpResponse, Problem> {
    let imports = state.imports()?;
    let upload = imports.get(id)?;
    // Held to the end: two requests for one upload come one after the other.
    let mut asked = upload.asked.lock().await;
    let before = upload.checked();
    if before.as_ref().is_some_and(|c| c.stored.is_some()) {
        return Err(Problem::conflict(
            "already-stored",
            "The import is stored already",
            "nothing was done; send the file again to import it anew",
        ));
    }
    let mut is_other = false;
    if !body.is_empty() {
        let options: ImportOptionsView =
            serde_json::from_slice(body).map_err(|e| Problem::bad_input("body", e.to_string()))?;
        is_other = options.apply(&mut asked);
    }
    if to_store && !is_other {
        let now = version(&imports).await?;
        if before.is_some_and(|c| c.version != now) {
            return Err(Problem::conflict(
                "store-changed",
                "The store changed since the check",
                "检查之后数据库已变化，请重新检查后再入库。 Somebody changed the store since this file was checked: check it again, look at the report, then accept",
            ));
        }
    }
    let outcome = run(&imports, &upload, &asked, to_store).await;
    answer(state, &upload, &asked, outcome)
}

fn answer(
    state: &AppState,
    upload: &Upload,
    asked: &Asked,
    outcome: Result<Arc<Checked>, Problem>,
) -> Result<HttpResponse, Problem> {
    let checked = outcome?;
    let view = ImportView::of(upload, asked, &checked, state.shown());
    let mut answer = if view.state == ImportState::Stored {
        HttpResponse::Created()
    } else {
        HttpResponse::Ok()
    };
    Ok(answer
        .insert_header((header::LOCATION, format!("/api/v1/imports/{}", upload.id)))
        .json(view))
}

/// An upload, and what was found in it.
///
/// # Errors
/// 404, 410 for an upload that is not kept; 409 for one that was not read whole.
pub(super) fn found(state: &AppState, id: &str) -> Result<(Arc<Upload>, Arc<Checked>), Problem> {
    let upload = state.imports()?.get(id)?;
    let checked = upload.checked().ok_or_else(|| {
        Problem::conflict(
            "not-checked",
            "The file was not read whole",
            "say how to read it with POST …/check, then ask again",
        )
    })?;
    Ok((upload, checked))
}

/// A file to keep, by a name that may be Chinese (RFC 6266).
fn attachment(kind: &str, name: &str, body: Vec<u8>) -> HttpResponse {
    let encoded: String = name
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    let value = format!("attachment; filename=\"report\"; filename*=UTF-8''{encoded}");
    let mut answer = HttpResponse::Ok();
    answer.content_type(kind);
    if let Ok(value) = HeaderValue::from_str(&value) {
        answer.insert_header((header::CONTENT_DISPOSITION, value));
    }
    answer.body(body)
}
