//! `POST /api/v1/hidden-hazards/{id}/evidence` and `GET …/evidence/{sha256}`: files that prove something.

use actix_multipart::{Field, Multipart};
use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType};
use actix_web::http::header::{Charset, ExtendedValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use analysis::hazard::state::Event;
use analysis::hazard::{Person, Role, Step};
use data::evidence::{self, MOST_BYTES, NotTaken};
use data::store::Change;
use futures_util::StreamExt;
use utoipa::ToSchema;

use super::hazard_steps::noted;
use super::hidden_hazards::card;
use super::imports::same_origin;
use super::query;
use crate::app::AppState;
use crate::hazards;
use crate::problem::Problem;
use crate::views::hidden_hazard::HazardCard;

/// Longest text of a form, bytes.
const MOST_TEXT: usize = 16 << 10;

/// A file with who sends it.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes the form in the API document")]
pub struct EvidenceForm {
    /// JPEG, PNG, WebP or PDF by its content, 10 MiB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Number of entries of the hazard that the person has seen.
    expected_entries: u64,
    /// Name.
    by_name: String,
    /// Role.
    by_role: String,
    /// Where the person works.
    by_organisation: Option<String>,
    /// What the person adds.
    note: Option<String>,
}

#[derive(Default)]
struct Sent {
    file: Option<(String, Vec<u8>)>,
    expected: Option<String>,
    name: Option<String>,
    role: Option<String>,
    organisation: Option<String>,
    note: Option<String>,
}

/// Adds a file to a hidden hazard; what it is, is decided by what it holds.
///
/// # Errors
/// 400 for a form that cannot be taken, 403 for a person who may not, 404, 409 where the hazard is closed or was changed,
/// 413 for too large a file, 422 for one of another kind, 503 where the scanner does not answer or there is no store.
#[utoipa::path(operation_id = "add_hidden_hazard_evidence", tag = "hidden-hazards", params(("id" = String, Path, description = "Identifier")), request_body(content = EvidenceForm, content_type = "multipart/form-data"), responses((status = 201, body = HazardCard), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 413, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/hidden-hazards/{id}/evidence")]
pub async fn add(
    state: Data<AppState>,
    request: HttpRequest,
    id: Path<String>,
    form: Multipart,
) -> Result<HttpResponse, Problem> {
    same_origin(&request)?;
    let sent = receive(form).await?;
    let missing = |field: &str| Problem::bad_input(field, "is missing; send it with the form");
    let (name, content) = sent.file.ok_or_else(|| missing("file"))?;
    let given = sent.expected.ok_or_else(|| missing("expected_entries"))?;
    let expected: u64 = given.trim().parse().map_err(|_| {
        Problem::bad_input("expected_entries", format!("`{given}` is no whole number"))
    })?;
    let given = sent.role.ok_or_else(|| missing("by_role"))?;
    let codes: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
    let role = Role::of(query::word("by_role", Some(given.trim()), "", &codes)?);
    let by = Person {
        name: sent.name.ok_or_else(|| missing("by_name"))?,
        role: role.ok_or_else(|| missing("by_role"))?,
        organisation: sent.organisation.filter(|o| !o.trim().is_empty()),
    };
    let scanner = state.scanner().cloned();
    let looked = actix_web::web::block(move || {
        let file = evidence::look(&name, content).map_err(|e| not_taken(&e))?;
        if let Some(scanner) = scanner {
            scanner.look(&file.content).map_err(|e| e.problem())?;
        }
        Ok::<_, Problem>(file)
    });
    let file = looked.await.map_err(|e| Problem::internal(&e))??;
    let noted = noted(&state, by, sent.note)?;
    let change = Change::File {
        id: id.into_inner(),
        expected: Some(expected),
        file,
    };
    let told = hazards::change(state.clone(), change, noted).await?;
    Ok(HttpResponse::Created().json(card(&state, &told.row.id).await?))
}

fn not_taken(error: &NotTaken) -> Problem {
    match error {
        NotTaken::TooLarge { .. } => Problem::larger(error.to_string()),
        NotTaken::Empty
        | NotTaken::Kind { .. }
        | NotTaken::Broken { .. }
        | NotTaken::Active { .. } => Problem::unprocessable(
            "evidence-refused",
            "The file is not taken",
            error.to_string(),
        ),
    }
}

async fn receive(mut form: Multipart) -> Result<Sent, Problem> {
    let broken = |e: actix_multipart::MultipartError| {
        Problem::bad_input(
            "body",
            format!("the form is broken: {e}; send it as multipart/form-data"),
        )
    };
    let mut sent = Sent::default();
    while let Some(field) = form.next().await {
        let mut field = field.map_err(broken)?;
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            if sent.file.is_some() {
                return Err(Problem::bad_input(
                    "file",
                    "comes twice; send one file at a time",
                ));
            }
            let given = field
                .content_disposition()
                .and_then(|d| d.get_filename().map(str::to_owned))
                .unwrap_or_default();
            let most = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
            let content = bytes(&mut field, most).await?.ok_or_else(|| {
                not_taken(&NotTaken::TooLarge {
                    bytes: MOST_BYTES + 1,
                    most: MOST_BYTES,
                })
            })?;
            sent.file = Some((given, content));
            continue;
        }
        let slot = match name.as_str() {
            "expected_entries" => &mut sent.expected,
            "by_name" => &mut sent.name,
            "by_role" => &mut sent.role,
            "by_organisation" => &mut sent.organisation,
            "note" => &mut sent.note,
            other => {
                let known = "file, expected_entries, by_name, by_role, by_organisation, note";
                let detail = format!("there is no such field; known are {known}");
                return Err(Problem::bad_input(other, detail));
            }
        };
        let text = bytes(&mut field, MOST_TEXT).await?;
        let text = text
            .and_then(|b| String::from_utf8(b).ok())
            .ok_or_else(|| Problem::bad_input(&name, "is no UTF-8 text of at most 16 KiB"))?;
        *slot = Some(text);
    }
    Ok(sent)
}

/// What a field holds; nothing where that is too much.
async fn bytes(field: &mut Field, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut all = Vec::new();
    while let Some(piece) = field.next().await {
        let piece =
            piece.map_err(|e| Problem::bad_input("body", format!("the form is broken: {e}")))?;
        if all.len() + piece.len() > most {
            return Ok(None);
        }
        all.extend_from_slice(&piece);
    }
    Ok(Some(all))
}

/// A file of a hidden hazard, as a download.
///
/// # Errors
/// 404 for a file that the hazard does not have, 503 where the service has no store.
#[utoipa::path(operation_id = "get_hidden_hazard_evidence", tag = "hidden-hazards", params(("id" = String, Path, description = "Identifier"), ("sha256" = String, Path, description = "SHA-256 of the file, hexadecimal")), responses((status = 200, description = "The file"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/hidden-hazards/{id}/evidence/{sha256}")]
pub async fn one(
    state: Data<AppState>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (id, sha256) = path.into_inner();
    let store = hazards::store(&state)?;
    let (entries, _) = store
        .hazard_entries(&id)
        .await
        .map_err(|e| Problem::internal(&e))?;
    let named = entries
        .into_iter()
        .find_map(|(linked, _)| match linked.entry.event {
            Event::Step {
                step: Step::AddEvidence { evidence },
            } if evidence.sha256 == sha256 => Some(evidence),
            _ => None,
        });
    let missing = || Problem::not_found("file of this hidden hazard", &sha256);
    let named = named.ok_or_else(missing)?;
    let kept = store
        .hazard_evidence(&sha256)
        .await
        .map_err(|e| Problem::internal(&e))?;
    let (media_type, content) = kept.ok_or_else(missing)?;
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: named.name.into_bytes(),
        })],
    };
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ))
        .insert_header((
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable",
        ))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(content))
}
