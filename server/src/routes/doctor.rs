//! `GET /api/v1/doctor`: the health of the data.

use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, get};
use analysis::quality::{Finding, rules};
use geo_types::Coord;
use serde::Deserialize;
use utoipa::IntoParams;

use super::query;
use crate::app::AppState;
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::Page;
use crate::views::doctor::{DoctorView, FindingView};

/// Which findings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// One rule; all of them if left out.
    rule: Option<String>,
    /// Code of the district or town that the row lies in.
    district: Option<String>,
    /// Items on a page, 1 to 1000; 100 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

/// Score by rule, and the rows that fail.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "get_doctor", tag = "doctor", params(Filter), responses((status = 200, body = DoctorView), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/doctor")]
pub async fn doctor(state: Data<AppState>, filter: Query<Filter>) -> Result<HttpResponse, Problem> {
    let (limit, offset) = query::page(filter.limit.as_deref(), filter.offset.as_deref(), 100)?;
    if let Some(rule) = &filter.rule {
        let known: Vec<&str> = rules().iter().map(|r| r.id.as_str()).collect();
        query::word("rule", Some(rule), "", &known)?;
    }
    let snapshot = state.snapshot()?;
    let now = data::now_rfc3339();
    let today = now.get(..10).unwrap_or(&now).to_owned();
    let view = actix_web::web::block(move || {
        let report = snapshot.health(&today);
        let wanted: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|f| filter.rule.as_deref().is_none_or(|r| r == f.rule))
            .filter(|f| lies_in(&snapshot, f, filter.district.as_deref()))
            .collect();
        DoctorView {
            run_id: snapshot.version().to_owned(),
            examined_on: today,
            score: report.score,
            unknown_verdicts: report.unknown_verdicts,
            rules: report.rules.iter().map(Into::into).collect(),
            findings: Page::cut(wanted, limit, offset, FindingView::from),
        }
    })
    .await
    .map_err(|e| Problem::internal(&e))?;
    Ok(HttpResponse::Ok().json(view))
}

fn lies_in(snapshot: &Snapshot, finding: &Finding, district: Option<&str>) -> bool {
    let Some(code) = district else { return true };
    let Some([x, y]) = finding.place else {
        return false;
    };
    let names = snapshot.city.place_names(Coord { x, y });
    [names.county, names.town]
        .into_iter()
        .flatten()
        .any(|d| d.code == code)
}
