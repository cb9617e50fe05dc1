//! `GET /api/v1/hidden-hazards` and below: the list, one with its history, who must act next, how it stands.

use actix_web::http::header::{CONTENT_DISPOSITION, ContentDisposition};
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, get};
use analysis::facts::{HazardLevel, HazardState, HiddenHazard};
use analysis::hazard::next::{overdue_days, policy, responsible, task};
use analysis::hazard::state::{Entry, Imported, replay};
use analysis::hazard::{Hazard, Role, Tier, barriers, criteria, day};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query;
use crate::app::{AppState, today};
use crate::hazards;
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::Page;
use crate::views::hidden_hazard::{Coded, HazardCard, HazardRow, Places, added};

/// Which hazards.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Identifier of a facility.
    facility: Option<String>,
    /// Code of a county or town.
    district: Option<String>,
    /// Level: major, general.
    level: Option<String>,
    /// States with commas: reported, registered, rectifying, awaiting_acceptance, closed; `open` for all but closed.
    state: Option<String>,
    /// Whether it is overdue: true, false.
    overdue: Option<String>,
    /// Level that is responsible by now: enterprise, town, county, city.
    responsible: Option<String>,
    /// Level that must act next: enterprise, town, county, city.
    actor: Option<String>,
    /// Role that may take the next step, such as county_inspector.
    role: Option<String>,
    /// Part of the description, the identifier or the name of the facility.
    q: Option<String>,
    /// Day on which it is looked at, `2026-11-28`; today if left out.
    date: Option<String>,
    /// Order: `due` (the longest overdue first, major before general), `added` (what adds most first) or `found`.
    sort: Option<String>,
    /// Items on a page, 1 to 1000; 50 if left out.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Items before the page.
    #[param(value_type = Option<u32>)]
    offset: Option<String>,
}

const TIERS: [&str; 4] = ["enterprise", "town", "county", "city"];

/// What is asked for, checked.
struct Wanted {
    level: Option<HazardLevel>,
    states: Option<Vec<HazardState>>,
    overdue: Option<bool>,
    responsible: Option<Tier>,
    actor: Option<Tier>,
    role: Option<Role>,
    text: Option<String>,
    today: String,
}

impl Filter {
    fn wanted(&self) -> Result<Wanted, Problem> {
        let tier = |name: &str, given: Option<&str>| -> Result<Option<Tier>, Problem> {
            let Some(given) = given else { return Ok(None) };
            query::word(name, Some(given), "", &TIERS).map(Tier::of)
        };
        let level = self
            .level
            .as_deref()
            .map(str::parse::<HazardLevel>)
            .transpose();
        let state = |word: &str| word.trim().parse::<HazardState>();
        let states = match self.state.as_deref() {
            None => None,
            Some("open") => Some(
                HazardState::ALL
                    .iter()
                    .copied()
                    .filter(|s| *s != HazardState::Closed)
                    .collect(),
            ),
            Some(given) => {
                let all: Result<Vec<_>, _> = given.split(',').map(state).collect();
                Some(all.map_err(|e| Problem::bad_input("state", format!("{e}, open")))?)
            }
        };
        let role = match self.role.as_deref() {
            None => None,
            Some(code) => {
                let codes: Vec<&str> = Role::ALL.iter().map(|r| r.code()).collect();
                Role::of(query::word("role", Some(code), "", &codes)?)
            }
        };
        let overdue = match self.overdue.as_deref() {
            None => None,
            given => Some(query::word("overdue", given, "", &["true", "false"])? == "true"),
        };
        let text = self.q.as_deref().map(|q| q.trim().to_lowercase());
        Ok(Wanted {
            level: level.map_err(|e| Problem::bad_input("level", e.to_string()))?,
            states,
            overdue,
            responsible: tier("responsible", self.responsible.as_deref())?,
            actor: tier("actor", self.actor.as_deref())?,
            role,
            text: text.filter(|q| !q.is_empty()),
            today: day_of(self.date.as_deref())?,
        })
    }
}

fn day_of(given: Option<&str>) -> Result<String, Problem> {
    match given {
        None => Ok(today()),
        Some(given) if day::number(given).is_some() => Ok(given.to_owned()),
        Some(given) => {
            let detail = format!("`{given}` is no day; write it as 2026-11-28");
            Err(Problem::bad_input("date", detail))
        }
    }
}

/// The hazards that are asked for, in order.
fn found<'a>(
    snapshot: &'a Snapshot,
    filter: &Filter,
    wanted: &Wanted,
) -> Result<(Vec<&'a HiddenHazard>, Places<'a>), Problem> {
    let sort = query::word(
        "sort",
        filter.sort.as_deref(),
        "due",
        &["due", "added", "found"],
    )?;
    let needs_task = wanted.actor.is_some() || wanted.role.is_some();
    let today = wanted.today.as_str();
    let is_wanted = |h: &&HiddenHazard| {
        wanted.level.is_none_or(|l| h.level == l)
            && wanted.states.as_ref().is_none_or(|s| s.contains(&h.state))
            && filter
                .facility
                .as_deref()
                .is_none_or(|f| h.facility_id == f)
            && wanted
                .overdue
                .is_none_or(|o| (overdue_days(h, today) > 0) == o)
    };
    let by_task = |h: &&HiddenHazard| {
        if wanted.responsible.is_none() && !needs_task {
            return true;
        }
        task(h, today).is_some_and(|t| {
            wanted.responsible.is_none_or(|r| t.responsible == r)
                && wanted.actor.is_none_or(|a| t.actor == a)
                && wanted.role.is_none_or(|r| t.roles.contains(&r))
        })
    };
    let mut all: Vec<&HiddenHazard> = snapshot
        .city
        .hidden_hazards
        .iter()
        .filter(is_wanted)
        .filter(by_task)
        .collect();
    let places = Places::of(snapshot, &all);
    if let Some(code) = filter.district.as_deref() {
        all.retain(|h| places.is_in(h, code));
    }
    if let Some(text) = &wanted.text {
        let name = |h: &HiddenHazard| {
            snapshot
                .site(&h.facility_id)
                .map_or("", |s| snapshot.city.sites[s].facility.name.as_str())
        };
        all.retain(|h| {
            let texts = [h.id.as_str(), &h.description, name(h)];
            texts.iter().any(|t| t.to_lowercase().contains(text))
        });
    }
    match sort {
        "found" => all.sort_by(|a, b| b.found_on.cmp(&a.found_on).then_with(|| a.id.cmp(&b.id))),
        "added" => {
            let of = |h: &HiddenHazard| {
                barriers::counts(h.state)
                    .then(|| added(snapshot, &h.id))
                    .flatten()
                    .unwrap_or(0.0)
            };
            all.sort_by_cached_key(|h| (std::cmp::Reverse(of(h).to_bits()), h.id.clone()));
        }
        _ => all.sort_by_cached_key(|h| {
            let is_closed = h.state == HazardState::Closed;
            let days = std::cmp::Reverse(overdue_days(h, today));
            (is_closed, h.level, days, h.due_on.clone(), h.id.clone())
        }),
    }
    Ok((all, places))
}

/// Runs what looks at many hazards away from the threads that answer.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    actix_web::web::block(work)
        .await
        .map_err(|e| Problem::internal(&e))?
}

/// The list of hidden hazards.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "list_hidden_hazards", tag = "hidden-hazards", params(Filter), responses((status = 200, body = Page<HazardRow>), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/hidden-hazards")]
pub async fn list(
    state: Data<AppState>,
    filter: Query<Filter>,
) -> Result<Json<Page<HazardRow>>, Problem> {
    let (limit, offset) = query::page(filter.limit.as_deref(), filter.offset.as_deref(), 50)?;
    let wanted = filter.wanted()?;
    let snapshot = state.snapshot()?;
    let page = apart(move || {
        let (all, places) = found(&snapshot, &filter, &wanted)?;
        let row = |h| HazardRow::of(&snapshot, &places, h, &wanted.today);
        Ok(Page::cut(all, limit, offset, row))
    });
    Ok(Json(page.await?))
}

/// The list as a table: `hidden-hazards.csv`, with who must act next and what each adds; `/api/v1/export/hidden_hazards.xlsx`
/// gives the layer as a workbook.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "hidden_hazards_as_csv", tag = "hidden-hazards", params(Filter), responses((status = 200, description = "CSV", content_type = "text/csv"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/hidden-hazards.csv")]
pub async fn as_file(
    state: Data<AppState>,
    filter: Query<Filter>,
) -> Result<HttpResponse, Problem> {
    let wanted = filter.wanted()?;
    let snapshot = state.snapshot()?;
    let synthetic = snapshot.summary.synthetic;
    let body = apart(move || {
        let (all, places) = found(&snapshot, &filter, &wanted)?;
        let rows = all
            .into_iter()
            .map(|h| HazardRow::of(&snapshot, &places, h, &wanted.today));
        csv_of(rows).map_err(|e| Problem::internal(&e))
    });
    let name = if synthetic {
        "hidden-hazards-synthetic.csv"
    } else {
        "hidden-hazards.csv"
    };
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, ContentDisposition::attachment(name)))
        .body(body.await?))
}

fn csv_of(rows: impl Iterator<Item = HazardRow>) -> Result<Vec<u8>, csv::Error> {
    // With a mark at its beginning, so that Excel shows Chinese.
    let mut writer = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record([
        "id",
        "facility_id",
        "facility_name",
        "district_code",
        "district_name",
        "town_name",
        "level",
        "state",
        "found_on",
        "due_on",
        "closed_on",
        "source",
        "clause",
        "description",
        "barrier",
        "next_step",
        "next_actor",
        "responsible",
        "overdue_days",
        "added_pll_per_year",
        "synthetic",
    ])?;
    let text = |t: Option<String>| t.unwrap_or_default();
    for row in rows {
        let next = row.next.as_ref();
        let of_next = |f: fn(&crate::views::hidden_hazard::TaskView) -> &'static str| {
            next.map_or("", f).to_owned()
        };
        let (step, actor) = (of_next(|t| t.step.code), of_next(|t| t.actor.code));
        let responsible = of_next(|t| t.responsible.code);
        let days = next.map_or_else(String::new, |t| t.overdue_days.to_string());
        let added = row
            .added_pll_per_year
            .map_or_else(String::new, |n| n.to_string());
        writer.write_record([
            row.id,
            row.facility_id,
            plain(&row.facility_name),
            text(row.district_code),
            text(row.district_name),
            text(row.town_name),
            row.level.code.to_owned(),
            row.state.code.to_owned(),
            row.found_on,
            text(row.due_on),
            text(row.closed_on),
            plain(&text(row.source)),
            plain(&text(row.clause)),
            plain(&row.description),
            plain(&text(row.barrier)),
            step,
            actor,
            responsible,
            days,
            added,
            row.synthetic.to_string(),
        ])?;
    }
    writer.into_inner().map_err(|e| e.into_error().into())
}

/// What people wrote, so that no spreadsheet takes it for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A hidden hazard with its history, what it takes now, and what it adds.
///
/// # Errors
/// 404 for one that is not there, 503 where the service has no store.
#[utoipa::path(operation_id = "get_hidden_hazard", tag = "hidden-hazards", params(("id" = String, Path, description = "Identifier")), responses((status = 200, body = HazardCard), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/hidden-hazards/{id}")]
pub async fn one(state: Data<AppState>, id: Path<String>) -> Result<Json<HazardCard>, Problem> {
    card(&state, &id).await.map(Json)
}

/// The card of a hazard.
///
/// # Errors
/// As [`one`].
pub async fn card(state: &AppState, id: &str) -> Result<HazardCard, Problem> {
    let store = hazards::store(state)?;
    let told = store
        .hazard_entries(id)
        .await
        .map_err(|e| Problem::internal(&e))?;
    let snapshot = state.snapshot()?;
    let id = id.to_owned();
    apart(move || {
        let rows = &snapshot.city.hidden_hazards;
        let at = rows.binary_search_by(|h| h.id.as_str().cmp(&id));
        let at = at.map_err(|_| Problem::not_found("hidden hazard", &id))?;
        let entries: Vec<Entry> = told.0.iter().map(|e| e.0.entry.clone()).collect();
        let known = replay(&entries).map_err(|e| hazards::problem(e.into()))?;
        // An import may have changed the row since.
        let known = known.map(|h| {
            let row = Imported::of(&rows[at]);
            if h.row == row {
                h
            } else {
                Hazard::amended(h, row)
            }
        });
        Ok(HazardCard::of(
            &snapshot,
            &rows[at],
            known.as_ref(),
            told,
            &today(),
        ))
    })
    .await
}

/// Who must act, and on how many.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskGroup {
    /// Level that must act.
    pub actor: Coded,
    /// Its hazards.
    pub total: usize,
    /// Of those, overdue.
    pub overdue: usize,
    /// Of those, major.
    pub major: usize,
    /// The most urgent ones.
    pub items: Vec<HazardRow>,
}

/// Hazards that went up to a level because they are overdue.
#[derive(Debug, Serialize, ToSchema)]
pub struct Escalated {
    /// Level that is responsible.
    pub responsible: Coded,
    /// Overdue hazards.
    pub overdue: usize,
}

/// Who must act next, by level.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskList {
    /// The day.
    pub date: String,
    /// By who must act, the enterprise first.
    pub by_actor: Vec<TaskGroup>,
    /// Overdue ones by the level that is responsible by now.
    pub escalated: Vec<Escalated>,
    /// How sure deadlines and escalation are.
    pub confidence: String,
    /// Where they come from.
    pub source: String,
}

/// Hazards of each level in the list of tasks.
const MOST_TASKS: usize = 20;

/// Who must act next, with deadlines, by level; and what went up because it is overdue.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "hidden_hazard_tasks", tag = "hidden-hazards", params(Filter), responses((status = 200, body = TaskList), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/hidden-hazards/tasks")]
pub async fn tasks(
    state: Data<AppState>,
    filter: Query<Filter>,
) -> Result<Json<TaskList>, Problem> {
    let wanted = filter.wanted()?;
    let snapshot = state.snapshot()?;
    let told = apart(move || {
        let today = wanted.today.clone();
        let (all, places) = found(&snapshot, &filter, &wanted)?;
        let open: Vec<_> = all
            .into_iter()
            .filter_map(|h| Some((h, task(h, &today)?)))
            .collect();
        let group = |tier: &Tier| {
            let of: Vec<_> = open.iter().filter(|(_, t)| t.actor == *tier).collect();
            let first = of.iter().take(MOST_TASKS);
            TaskGroup {
                actor: (*tier).into(),
                total: of.len(),
                overdue: of.iter().filter(|(_, t)| t.overdue_days > 0).count(),
                major: of
                    .iter()
                    .filter(|(h, _)| h.level == HazardLevel::Major)
                    .count(),
                items: first
                    .map(|(h, _)| HazardRow::of(&snapshot, &places, h, &today))
                    .collect(),
            }
        };
        let up = |tier: &Tier| {
            let overdue = open.iter().filter(|(h, t)| {
                t.overdue_days > 0 && responsible(h.level, t.overdue_days) == *tier
            });
            Escalated {
                responsible: (*tier).into(),
                overdue: overdue.count(),
            }
        };
        Ok(TaskList {
            by_actor: Tier::ALL.iter().map(group).collect(),
            escalated: Tier::ALL.iter().map(up).collect(),
            confidence: policy().confidence.clone(),
            source: policy().source.clone(),
            date: today.clone(),
        })
    });
    Ok(Json(told.await?))
}

/// How a group of hazards stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Standing {
    /// Code of the district, or of the level; `all` of all.
    pub key: String,
    /// Name.
    pub name: String,
    /// Hazards.
    pub total: usize,
    /// Closed ones.
    pub closed: usize,
    /// Share of closed ones, 0 to 1; null of none.
    pub closed_share: Option<f64>,
    /// Days from finding to closure, mean of closed ones whose days are known.
    pub mean_days_to_close: Option<f64>,
    /// Open and overdue ones.
    pub overdue: usize,
    /// Open major ones.
    pub open_major: usize,
    /// Expected deaths a year that all open ones of the group add together; null as long as the risk is not known, or
    /// for a group that is no whole district.
    pub added_pll_per_year: Option<f64>,
}

/// How hidden hazards stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statistics {
    /// The day.
    pub date: String,
    /// All.
    pub all: Standing,
    /// By level.
    pub by_level: Vec<Standing>,
    /// By county.
    pub by_district: Vec<Standing>,
    /// Whether they are invented.
    pub synthetic: bool,
}

fn standing<'a>(
    (key, name): (&str, &str),
    hazards: impl Iterator<Item = &'a HiddenHazard>,
    today: &str,
) -> Standing {
    let all: Vec<&HiddenHazard> = hazards.collect();
    let closed: Vec<_> = all
        .iter()
        .filter(|h| h.state == HazardState::Closed)
        .collect();
    let took: Vec<i64> = closed
        .iter()
        .filter_map(|h| day::between(&h.found_on, h.closed_on.as_deref()?))
        .filter(|days| *days >= 0)
        .collect();
    let share = |part: f64, whole: usize| (whole > 0).then(|| part / whole as f64);
    Standing {
        key: key.to_owned(),
        name: name.to_owned(),
        total: all.len(),
        closed: closed.len(),
        closed_share: share(closed.len() as f64, all.len()),
        mean_days_to_close: share(took.iter().sum::<i64>() as f64, took.len()),
        overdue: all.iter().filter(|h| overdue_days(h, today) > 0).count(),
        open_major: all
            .iter()
            .filter(|h| h.level == HazardLevel::Major && h.state != HazardState::Closed)
            .count(),
        added_pll_per_year: None,
    }
}

/// How hidden hazards stand: closed, days, overdue, by level and county.
///
/// # Errors
/// 400 for a parameter that cannot be taken.
#[utoipa::path(operation_id = "hidden_hazard_statistics", tag = "hidden-hazards", params(Filter), responses((status = 200, body = Statistics), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/hidden-hazards/statistics")]
pub async fn statistics(
    state: Data<AppState>,
    filter: Query<Filter>,
) -> Result<Json<Statistics>, Problem> {
    let wanted = filter.wanted()?;
    let snapshot = state.snapshot()?;
    let found = apart(move || {
        let today = wanted.today.as_str();
        let (hazards, places) = found(&snapshot, &filter, &wanted)?;
        let mut all = standing(("all", "全部 all"), hazards.iter().copied(), today);
        if hazards.len() == snapshot.city.hidden_hazards.len() {
            all.added_pll_per_year = all_added(&snapshot);
        }
        let level = |level: &HazardLevel| {
            let of = hazards.iter().copied().filter(|h| h.level == *level);
            standing((level.code(), level.zh()), of, today)
        };
        let mut districts: Vec<(&str, &str)> = hazards
            .iter()
            .filter_map(|h| places.county(h))
            .map(|d| (d.code.as_str(), d.name.as_str()))
            .collect();
        districts.sort_unstable();
        districts.dedup();
        let district = |named: &(&str, &str)| {
            let of = hazards
                .iter()
                .copied()
                .filter(|h| places.county(h).is_some_and(|d| d.code == named.0));
            standing(*named, of, today)
        };
        Ok(Statistics {
            date: today.to_owned(),
            all,
            by_level: HazardLevel::ALL.iter().map(level).collect(),
            by_district: districts.iter().map(district).collect(),
            synthetic: hazards.iter().any(|h| h.provenance.synthetic),
        })
    });
    Ok(Json(found.await?))
}

/// What all open hazards add together: more than the sum of what each adds, where several multiply.
fn all_added(snapshot: &Snapshot) -> Option<f64> {
    snapshot.risk()?.ok()?;
    let grades = snapshot.grades()?.ok()?;
    let without = grades.parts().pll_without_hazards();
    Some((grades.measured.pll() - without).value())
}

/// A criterion for major hidden hazards.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionView {
    /// Number.
    pub no: u8,
    /// What it says, shortened.
    pub text: String,
    /// Clause as it is written into the layer.
    pub clause: String,
    /// Barrier that such a hazard weakens; expert judgement.
    pub barrier: Option<String>,
    /// How sure the text is.
    pub confidence: String,
}

/// A barrier with what it guards.
#[derive(Debug, Serialize, ToSchema)]
pub struct BarrierView {
    /// Name.
    pub name: String,
    /// English name.
    pub en: String,
    /// Losses of containment that it guards against.
    pub losses: Vec<&'static str>,
    /// By which an open hazard multiplies their frequency.
    pub factor: u32,
}

/// A role with its level.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleView {
    /// Role.
    #[serde(flatten)]
    pub word: Coded,
    /// Level that it is of; null of the public.
    pub tier: Option<&'static str>,
}

/// What a form needs: roles, criteria, barriers, policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct HazardWords {
    /// Roles.
    pub roles: Vec<RoleView>,
    /// The 20 criteria of 2017.
    pub criteria: Vec<CriterionView>,
    /// Document of the criteria.
    pub document: &'static str,
    /// Barriers with their factors.
    pub barriers: Vec<BarrierView>,
    /// How sure the factors are.
    pub barriers_confidence: String,
    /// Where the factors come from.
    pub barriers_source: String,
    /// Deadlines and escalation: how sure.
    pub policy_confidence: String,
    /// Days until a report must be registered.
    pub register_within_days: i64,
    /// Greatest size of a file of evidence, bytes.
    pub most_evidence_bytes: u64,
    /// Whether a virus scanner looks at evidence.
    pub is_scanned: bool,
}

/// What a form needs: roles, criteria, barriers, policy.
///
/// # Errors
/// None.
#[utoipa::path(operation_id = "hidden_hazard_words", tag = "hidden-hazards", responses((status = 200, body = HazardWords)))]
#[get("/api/v1/hidden-hazards/words")]
pub async fn words(state: Data<AppState>) -> Result<Json<HazardWords>, Problem> {
    let table = barriers::table();
    Ok(Json(HazardWords {
        roles: Role::ALL
            .iter()
            .map(|r| RoleView {
                word: (*r).into(),
                tier: r.tier().map(Tier::code),
            })
            .collect(),
        criteria: criteria::all()
            .iter()
            .map(|c| CriterionView {
                no: c.no,
                text: c.text.clone(),
                clause: criteria::clause(c.no),
                barrier: c.barrier.clone(),
                confidence: c.confidence.clone(),
            })
            .collect(),
        document: criteria::DOCUMENT,
        barriers: table
            .all
            .iter()
            .map(|b| BarrierView {
                name: b.names[0].clone(),
                en: b.en.clone(),
                losses: b.losses.iter().map(|l| l.code()).collect(),
                factor: b.factor,
            })
            .collect(),
        barriers_confidence: table.confidence.clone(),
        barriers_source: table.source.clone(),
        policy_confidence: policy().confidence.clone(),
        register_within_days: policy().register_within_days,
        most_evidence_bytes: data::evidence::MOST_BYTES,
        is_scanned: state.scanner().is_some(),
    }))
}
