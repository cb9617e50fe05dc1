//! `GET /api/v1/controls`, `PUT /api/v1/controls/{kind}/{id}`: which level answers for which risk object, and who.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, get, put};
use analysis::grading::control::control;
use data::store::Answer;
use serde::Deserialize;
use utoipa::IntoParams;

use super::answering::{self, field};
use super::imports::same_origin;
use super::{members, query};
use crate::app::AppState;
use crate::control::{Kind, Object, enterprise, objects, unit};
use crate::forms::{CONTROL, DIAGNOSIS, Forms};
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::control::{ControlList, ControlRow, NewResponsible, Responsible};

/// Longest text of a field, characters.
const LONGEST: usize = 100;

/// Which risk objects.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// company, department, workshop, post, or unknown.
    level: Option<String>,
    /// enterprise or unit.
    kind: Option<String>,
    /// Identifier of a facility.
    facility: Option<String>,
    /// `none`: only those without a person.
    person: Option<String>,
    /// Items on a page, 1 to 1000; 100 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

/// Risk objects (enterprises and their units) with the level that answers for each by its colour, and the person.
/// The levels are a proposal; `policy` says what they rest on.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "list_controls", tag = "forms", params(Filter), responses((status = 200, body = ControlList), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/controls")]
pub async fn list(
    state: Data<AppState>,
    filter: Query<Filter>,
) -> Result<Json<ControlList>, Problem> {
    let snapshot = state.snapshot()?;
    let (limit, offset) = query::page(filter.limit.as_deref(), filter.offset.as_deref(), 100)?;
    let mut levels: Vec<&str> = control().levels.iter().map(|l| l.code.as_str()).collect();
    levels.push("unknown");
    if let Some(level) = filter.level.as_deref() {
        query::word("level", Some(level), "", &levels)?;
    }
    if let Some(kind) = filter.kind.as_deref() {
        query::word("kind", Some(kind), "", &["enterprise", "unit"])?;
    }
    if let Some(person) = filter.person.as_deref() {
        query::word("person", Some(person), "", &["none"])?;
    }
    if let Some(facility) = filter.facility.as_deref() {
        snapshot
            .site(facility)
            .ok_or_else(|| Problem::not_found("facility", facility))?;
    }
    let forms = forms(&state).await?;
    let all = actix_web::web::block(move || rows(&snapshot, &forms, &filter));
    let all = all.await.map_err(|e| Problem::internal(&e))?;
    Ok(Json(ControlList {
        total: all.len(),
        without_person: all.iter().filter(|r| r.responsible.is_none()).count(),
        items: all.into_iter().skip(offset).take(limit).collect(),
        limit,
        offset,
        policy: control().into(),
    }))
}

fn rows(snapshot: &Snapshot, forms: &Forms, filter: &Filter) -> Vec<ControlRow> {
    let is = |wanted: &Option<String>, given: &str| wanted.as_deref().is_none_or(|w| w == given);
    let mut wanted: Vec<Object> = objects(snapshot, forms);
    wanted.retain(|o| {
        let level = o.colour.and_then(|c| control().level(c));
        is(&filter.kind, o.kind.code())
            && is(&filter.level, level.map_or("unknown", |l| l.code.as_str()))
            && is(&filter.facility, &snapshot.city.sites[o.site].facility.id)
    });
    // A stable sort: the objects of one facility stay together within a colour.
    wanted.sort_by_key(|o| std::cmp::Reverse(o.colour));
    let mut all: Vec<ControlRow> = wanted.iter().map(|o| row(snapshot, forms, o)).collect();
    if filter.person.is_some() {
        all.retain(|r| r.responsible.is_none());
    }
    all
}

fn row(snapshot: &Snapshot, forms: &Forms, object: &Object) -> ControlRow {
    let last = forms.last(CONTROL, &object.subject(snapshot));
    ControlRow::of(snapshot, object, last.and_then(Responsible::of))
}

/// The answers of now to the forms that control looks at.
pub(super) async fn forms(state: &AppState) -> Result<Forms, Problem> {
    let Some(store) = state.store() else {
        return Ok(Forms::default());
    };
    let mut all = Vec::new();
    for form in [CONTROL, DIAGNOSIS] {
        let answers = store.answers_to(form).await;
        all.extend(answers.map_err(|e| Problem::internal(&e))?);
    }
    Ok(Forms::of(all))
}

/// Says who answers for a risk object from now on. Who did before stays in the store.
///
/// # Errors
/// 400 with every wrong field, 404 for an object that is not there, 503 where the service has no store.
#[utoipa::path(operation_id = "put_control", tag = "forms", params(("kind" = String, Path, description = "enterprise or unit"), ("id" = String, Path, description = "Identifier of the facility or unit")), request_body = NewResponsible, responses((status = 200, body = ControlRow), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[put("/api/v1/controls/{kind}/{id}")]
pub async fn assign(
    state: Data<AppState>,
    request: HttpRequest,
    path: Path<(String, String)>,
    new: Json<NewResponsible>,
) -> Result<Json<ControlRow>, Problem> {
    same_origin(&request)?;
    let (kind, id) = path.into_inner();
    let snapshot = state.snapshot()?;
    let kind = match query::word("kind", Some(&kind), "", &["enterprise", "unit"])? {
        "unit" => Kind::Unit,
        _ => Kind::Enterprise,
    };
    let (site, of) = match kind {
        Kind::Unit => {
            let (site, unit) = members::unit(&snapshot, &id)?;
            (site, Some(unit))
        }
        Kind::Enterprise => {
            let site = snapshot.site(&id);
            (
                site.ok_or_else(|| Problem::not_found("facility", &id))?,
                None,
            )
        }
    };
    let added = checked(&format!("{}:{id}", kind.code()), &new)?;
    answering::keep(&state, &added).await?;
    let forms = forms(&state).await?;
    let made = actix_web::web::block(move || one(&snapshot, &forms, site, of));
    Ok(Json(made.await.map_err(|e| Problem::internal(&e))?))
}

fn one(snapshot: &Arc<Snapshot>, forms: &Forms, site: usize, of: Option<usize>) -> ControlRow {
    let object = match of {
        Some(at) => unit(snapshot, site, at),
        None => enterprise(snapshot, forms, site),
    };
    row(snapshot, forms, &object)
}

fn checked(subject: &str, new: &NewResponsible) -> Result<Vec<Answer>, Problem> {
    let mut wrong = Vec::new();
    let fields = [
        ("person", &new.person, true),
        ("name", &new.name, true),
        ("post", &new.post, false),
        ("phone", &new.phone, false),
    ];
    for (name, text, is_needed) in fields {
        let pointer = format!("/{name}");
        let length = text.chars().count();
        if is_needed && text.trim().is_empty() {
            wrong.push(field(pointer, "is empty; give a name"));
        } else if length > LONGEST {
            let detail = format!("has {length} characters; give {LONGEST} at most");
            wrong.push(field(pointer, detail));
        } else if text.chars().any(char::is_control) {
            wrong.push(field(
                pointer,
                "holds a control character; give it on one line",
            ));
        }
    }
    let phone = new.phone.trim();
    let is_phone = |c: char| c.is_ascii_digit() || "+-() 转".contains(c);
    if !phone.is_empty()
        && (!phone.chars().all(is_phone) || !phone.contains(|c: char| c.is_ascii_digit()))
    {
        let detail = format!("`{phone}` is no telephone number; give digits, as 0519-12345678");
        wrong.push(field("/phone", detail));
    }
    if let Some(problem) = answering::refused(wrong) {
        return Err(problem);
    }
    let answered_at = data::now_rfc3339();
    let answers = fields.into_iter().skip(1).map(|(item, text, _)| Answer {
        form: CONTROL.to_owned(),
        subject_id: subject.to_owned(),
        item: item.to_owned(),
        value: Some(text.trim().to_owned()),
        evidence: String::new(),
        reason: String::new(),
        person: new.person.trim().to_owned(),
        answered_at: answered_at.clone(),
    });
    Ok(answers.collect())
}
