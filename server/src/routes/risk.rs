//! `GET /api/v1/risk/…`: individual risk at a point, its contours, and the scenarios behind it.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, get};
use analysis::grading::major_hazard::Reason;
use analysis::risk::run::Unscored;
use analysis::risk::run::source::Origin;
use analysis::scenario::contents::Contents;
use geo::{Area, MapCoords};
use geo_types::{Coord, MultiPolygon};
use geozero::ToJson;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::members;
use crate::app::AppState;
use crate::problem::Problem;
use crate::risk::{CityRisk, LEVELS};
use crate::snapshot::Snapshot;
use crate::views::lon_lat;
use crate::views::risk::{RiskAt, by_facility, contributor, limits};

/// Contributors that are listed.
const MOST_CONTRIBUTORS: usize = 50;
/// Levels that are drawn at once.
const MOST_LEVELS: usize = 20;

/// A point.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Longitude, degrees.
    #[param(value_type = f64)]
    lon: String,
    /// Latitude, degrees.
    #[param(value_type = f64)]
    lat: String,
}

/// The risk of a snapshot.
///
/// # Errors
/// 503 as long as it is being computed, 409 where it is not known, with the reason.
pub fn known(snapshot: &Snapshot) -> Result<&CityRisk, Problem> {
    match snapshot.risk() {
        Some(Ok(risk)) => Ok(risk),
        Some(Err(why)) => Err(Problem::conflict(
            "risk-unknown",
            "The risk is not known",
            format!("the risk of this city is not known: {why}"),
        )),
        None => Err(Problem::not_ready(
            "the risk is being computed; ask again in a moment",
        )),
    }
}

/// A coordinate within its bounds.
fn degrees(name: &str, text: &str, most: f64) -> Result<f64, Problem> {
    let number = text.trim().parse::<f64>().ok();
    number.filter(|n| n.abs() <= most).ok_or_else(|| {
        Problem::bad_input(
            name,
            format!("`{text}` is no number of degrees from -{most} to {most}"),
        )
    })
}

/// Individual risk at a point, and who causes it.
///
/// # Errors
/// 400 for a point that is none, 409 where the risk is not known.
#[utoipa::path(operation_id = "get_risk_at", tag = "risk", params(Point), responses((status = 200, body = RiskAt), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/risk/at")]
pub async fn at_point(state: Data<AppState>, point: Query<Point>) -> Result<Json<RiskAt>, Problem> {
    let place = Coord {
        x: degrees("lon", &point.lon, 180.0)?,
        y: degrees("lat", &point.lat, 90.0)?,
    };
    Ok(Json(at(&*state.snapshot()?, place)?))
}

/// Individual risk at a place, and who causes it.
///
/// # Errors
/// 400 for a place that cannot be projected, 409 where the risk is not known.
pub(super) fn at(snapshot: &Snapshot, place: Coord<f64>) -> Result<RiskAt, Problem> {
    let risk = known(snapshot)?;
    let city = &snapshot.city;
    let metres = city
        .plane
        .to_metres(place)
        .map_err(|e| Problem::bad_input("lon,lat", e.to_string()))?;
    let found = risk.risk.at(metres);
    let names = city.place_names(place);
    let unknown = risk.risk.unknown.len();
    let lines = risk.unknown_pipelines();
    Ok(RiskAt {
        at: lon_lat(place),
        lsir_per_year: found.lsir_per_year,
        county: names.county.map(|d| d.name.clone()),
        town: names.town.map(|d| d.name.clone()),
        limits: limits(),
        by_facility: by_facility(city, risk, &found),
        contributors: found
            .shares
            .iter()
            .take(MOST_CONTRIBUTORS)
            .map(|s| contributor(city, risk, s, found.lsir_per_year))
            .collect(),
        contributors_total: found.shares.len(),
        unknown_vessels: unknown - lines,
        unknown_pipelines: lines,
        without_risk: risk.risk.without_risk.len(),
        run: snapshot.version().to_owned(),
        synthetic: snapshot.summary.synthetic,
    })
}

/// Which contours.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// Levels, 1/yr, with commas between: `3e-7,3e-6`; the limits of GB 36894-2018 if left out.
    level: Option<String>,
}

/// Contours of individual risk as GeoJSON, one feature a level.
///
/// # Errors
/// 400 for a level that is none, 409 where the risk is not known.
#[utoipa::path(operation_id = "get_risk_contours", tag = "risk", params(Levels), responses((status = 200, description = "GeoJSON: a MultiPolygon a level, with `per_year` and `area_km2`", content_type = "application/geo+json"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/risk/contours")]
pub async fn contours(
    state: Data<AppState>,
    levels: Query<Levels>,
) -> Result<HttpResponse, Problem> {
    let wanted: Vec<f64> = match levels.level.as_deref() {
        None => LEVELS.to_vec(),
        Some(text) => text
            .split(',')
            .map(|one| {
                let level = one.trim().parse::<f64>().ok();
                level.filter(|l| (1e-9..=1.0).contains(l)).ok_or_else(|| {
                    Problem::bad_input(
                        "level",
                        format!("`{one}` is no risk a year from 1e-9 to 1, such as 3e-6"),
                    )
                })
            })
            .collect::<Result<_, _>>()?,
    };
    if wanted.len() > MOST_LEVELS {
        return Err(Problem::bad_input(
            "level",
            format!(
                "{} levels are too many; give {MOST_LEVELS} at most",
                wanted.len()
            ),
        ));
    }
    let snapshot = state.snapshot()?;
    let features = actix_web::web::block(move || drawn(&snapshot, &wanted))
        .await
        .map_err(|e| Problem::internal(&e))??;
    Ok(HttpResponse::Ok()
        .content_type("application/geo+json")
        .json(json!({"type": "FeatureCollection", "features": features})))
}

/// Contours as features.
fn drawn(snapshot: &Snapshot, levels: &[f64]) -> Result<Vec<serde_json::Value>, Problem> {
    let risk = known(snapshot)?;
    let found = analysis::risk::contours::contours(&risk.grid, &risk.lsir, levels)
        .map_err(|e| Problem::internal(&e))?;
    found
        .iter()
        .map(|c| feature(snapshot, c.per_year, &c.area))
        .collect()
}

/// An area of the plane in which a level is reached, as a feature.
///
/// # Errors
/// 500 for a place that cannot be projected.
pub(super) fn feature(
    snapshot: &Snapshot,
    per_year: f64,
    area: &MultiPolygon<f64>,
) -> Result<serde_json::Value, Problem> {
    let degrees = area
        .try_map_coords(|at| snapshot.city.plane.to_lon_lat(at))
        .map_err(|e| Problem::internal(&e))?;
    let text = geo_types::Geometry::from(degrees)
        .to_json()
        .map_err(|e| Problem::internal(&e))?;
    let geometry: serde_json::Value =
        serde_json::from_str(&text).map_err(|e| Problem::internal(&e))?;
    Ok(json!({
        "type": "Feature",
        "geometry": geometry,
        "properties": {
            "per_year": per_year,
            "area_km2": area.unsigned_area() / 1e6,
            "synthetic": snapshot.summary.synthetic,
            "run": snapshot.version(),
        },
    }))
}

/// An outcome in one weather.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeView {
    /// Code.
    pub outcome: &'static str,
    /// Chinese.
    pub outcome_zh: &'static str,
    /// English.
    pub outcome_en: &'static str,
    /// Probability, given the loss and the weather.
    pub probability: f64,
    /// Farthest that one dies, m.
    pub reach_m: f64,
    /// File of the model, in which its equations stand.
    pub model: &'static str,
    /// Where they come from.
    pub source: &'static str,
}

/// A loss of containment in one weather.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseView {
    /// Pasquill class.
    pub stability: String,
    /// Wind at 10 m, m/s.
    pub speed_m_s: f64,
    /// What flows out, kg/s; null where it is all at once.
    pub outflow_kg_s: Option<f64>,
    /// What leaves the vessel, kg.
    pub released_kg: f64,
    /// What gets into the air, kg: at once or from the vessel.
    pub airborne_kg: f64,
    /// What boils off the rest of a sudden release after that, kg.
    pub pool_airborne_kg: f64,
    /// At which rate, kg/s; null where it is all at once.
    pub airborne_kg_s: Option<f64>,
    /// Area of the pool, m².
    pub pool_m2: f64,
    /// Distance to the lower flammable limit, m; 0 where there is none.
    pub flammable_m: f64,
    /// How far the cloud is a heavy one, 0 to 1.
    pub heaviness: f64,
    /// What becomes of it.
    pub outcomes: Vec<OutcomeView>,
}

/// A scenario of a vessel.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScenarioView {
    /// Code of the loss.
    pub loss: &'static str,
    /// Chinese.
    pub loss_zh: &'static str,
    /// English.
    pub loss_en: &'static str,
    /// Frequency, 1/yr; of a pipeline, 1/yr of each metre.
    pub frequency_per_year: f64,
    /// Where it stands.
    pub frequency_source: String,
    /// Event of the table.
    pub frequency_event: String,
    /// How sure it is.
    pub frequency_confidence: String,
    /// By weather.
    pub weathers: Vec<CourseView>,
}

/// All scenarios of a vessel.
#[derive(Debug, Serialize, ToSchema)]
pub struct VesselScenarios {
    /// Vessel.
    pub vessel_id: String,
    /// Facility.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// What it holds.
    pub substance: Option<String>,
    /// What to keep in mind, Chinese.
    pub notes_zh: Vec<String>,
    /// What to keep in mind, English.
    pub notes_en: Vec<String>,
    /// Scenarios.
    pub scenarios: Vec<ScenarioView>,
    /// Why there is none, Chinese.
    pub unmodelled_zh: Option<String>,
    /// Why there is none, English.
    pub unmodelled_en: Option<String>,
    /// The rule by which it has no risk, Chinese.
    pub without_risk_zh: Option<String>,
    /// The rule by which it has no risk, English.
    pub without_risk_en: Option<String>,
}

/// The scenarios of a vessel with the inputs and outputs of their models.
///
/// # Errors
/// 404 for a vessel that is not there, 409 where the risk is not known.
#[utoipa::path(operation_id = "get_scenarios", tag = "risk", params(("vessel_id" = String, Path, description = "Vessel")), responses((status = 200, body = VesselScenarios), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/risk/scenarios/{vessel_id}")]
pub async fn scenarios(
    state: Data<AppState>,
    id: Path<String>,
) -> Result<Json<VesselScenarios>, Problem> {
    let snapshot = state.snapshot()?;
    let risk = known(&snapshot)?;
    let (site, vessel) = members::vessel(&snapshot, &id)?;
    let of = &snapshot.city.sites[site];
    let origin = Origin::Vessel { site, vessel };
    let (why, rule) = unscored(risk, origin);
    let source = risk.risk.sources.iter().find(|s| s.origin == origin);
    let mut notes = vec![(
        "频率与部分常数凭记忆录入, 见各行可信度".to_owned(),
        "frequencies and some constants are from memory; each row says how sure it is".to_owned(),
    )];
    let contents = source
        .and_then(|s| s.scenarios.first())
        .and_then(|s| risk.risk.tables.table(s.table))
        .map(|t| &t.contents);
    if contents.is_some_and(|c| c.is_temperature_assumed) {
        notes.push((
            "缺少温度, 按环境温度或沸点计算".to_owned(),
            "the temperature is missing: that of the air, or the boiling point, is taken"
                .to_owned(),
        ));
    }
    if contents.is_some_and(|c| c.bund_m2.is_none()) {
        notes.push((
            "缺少围堰面积, 液池按 5 mm 厚、最大 1500 m² 计算".to_owned(),
            "the area of the dike is missing: a pool of 5 mm, 1,500 m² at most, is taken"
                .to_owned(),
        ));
    }
    notes.extend(contents.and_then(surrogate));
    let (notes_zh, notes_en) = notes.into_iter().unzip();
    Ok(Json(VesselScenarios {
        vessel_id: id.into_inner(),
        facility_id: of.facility.id.clone(),
        facility_name: of.facility.name.clone(),
        substance: of.vessels[vessel].1.substance.clone(),
        notes_zh,
        notes_en,
        scenarios: source.map_or_else(Vec::new, |s| {
            s.scenarios.iter().map(|one| scenario(risk, one)).collect()
        }),
        unmodelled_zh: why.map(|r| r.zh.clone()),
        unmodelled_en: why.map(|r| r.en.clone()),
        without_risk_zh: rule.map(|r| r.zh.clone()),
        without_risk_en: rule.map(|r| r.en.clone()),
    }))
}

/// Why the risk of a thing is not known, and the rule by which it has none.
fn unscored(risk: &CityRisk, origin: Origin) -> (Option<&Reason>, Option<&Reason>) {
    let of = |all: &'_ [Unscored]| all.iter().position(|u| u.origin == origin);
    let risk = &risk.risk;
    (
        of(&risk.unknown).map(|i| &risk.unknown[i].why.reason),
        of(&risk.without_risk).map(|i| &risk.without_risk[i].why.reason),
    )
}

/// What stands for a mixture, in words.
fn surrogate(contents: &Contents) -> Option<(String, String)> {
    let of = contents.stands_for?;
    Some((
        format!("{}(凭记忆, 可信度低: {})", of.rule_zh, of.source),
        format!(
            "{} (from memory, low confidence: {})",
            of.rule_en, of.source
        ),
    ))
}

/// All scenarios of a pipeline.
#[derive(Debug, Serialize, ToSchema)]
pub struct PipelineScenarios {
    /// Pipeline.
    pub pipeline_id: String,
    /// Who runs it.
    pub operator: Option<String>,
    /// What it carries.
    pub substance: Option<String>,
    /// Its length, m; null where its risk is not known.
    pub length_m: Option<f64>,
    /// How it carries it: `compressed_gas`, `pressurised_liquefied` or `atmospheric_liquid`.
    pub state: Option<&'static str>,
    /// What to keep in mind, Chinese.
    pub notes_zh: Vec<String>,
    /// What to keep in mind, English.
    pub notes_en: Vec<String>,
    /// Scenarios; frequencies by metre.
    pub scenarios: Vec<ScenarioView>,
    /// Why there is none, Chinese.
    pub unmodelled_zh: Option<String>,
    /// Why there is none, English.
    pub unmodelled_en: Option<String>,
    /// The rule by which it has no risk, Chinese.
    pub without_risk_zh: Option<String>,
    /// The rule by which it has no risk, English.
    pub without_risk_en: Option<String>,
}

/// What is assumed of every pipeline.
const OF_PIPELINES: [(&str, &str); 4] = [
    (
        "频率与部分常数凭记忆录入, 见各行可信度; 频率按每米计",
        "frequencies and some constants are from memory; each row says how sure it is; they are by metre",
    ),
    (
        "缺少截断设施信息: 泄漏按恒定速率持续 30 分钟, 管线持续供料",
        "valves are not known: what flows out is steady for half an hour, and the line is fed for as long",
    ),
    (
        "全管径断裂按管线中点、两侧各经半条管线(最长 10 km)的稳态流量计算; 最初几分钟流量更大",
        "a rupture lies in the middle and flows steadily through half of the line, 10 km at most, on either side; in the first minutes more flows",
    ),
    (
        "缺少壁厚, 以外径作内径; 温度取环境温度",
        "the wall is not known: the outer diameter is taken for the inner one; the temperature is that of the air",
    ),
];

/// The scenarios of a pipeline with the inputs and outputs of their models.
///
/// # Errors
/// 404 for a pipeline that is not there, 409 where the risk is not known.
#[utoipa::path(operation_id = "get_pipeline_scenarios", tag = "risk", params(("pipeline_id" = String, Path, description = "Pipeline")), responses((status = 200, body = PipelineScenarios), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/risk/pipelines/{pipeline_id}")]
pub async fn pipeline(
    state: Data<AppState>,
    id: Path<String>,
) -> Result<Json<PipelineScenarios>, Problem> {
    let snapshot = state.snapshot()?;
    let risk = known(&snapshot)?;
    let number = members::pipeline(&snapshot, &id)?;
    let of = &snapshot.city.ground.pipelines[number];
    let origin = Origin::Pipeline(number);
    let (why, rule) = unscored(risk, origin);
    let sources = || risk.risk.sources.iter().filter(|s| s.origin == origin);
    let table = sources()
        .find_map(|s| s.scenarios.first())
        .and_then(|s| risk.risk.tables.table(s.table));
    let (notes_zh, notes_en) = OF_PIPELINES
        .map(|(zh, en)| (zh.to_owned(), en.to_owned()))
        .into_iter()
        .chain(table.and_then(|t| surrogate(&t.contents)))
        .unzip();
    Ok(Json(PipelineScenarios {
        pipeline_id: id.into_inner(),
        operator: of.operator.clone(),
        substance: of.substance.clone(),
        length_m: sources()
            .next()
            .map(|s| s.spots().map(|spot| spot.weight).sum()),
        state: table.map(|t| t.contents.storage.code()),
        notes_zh,
        notes_en,
        scenarios: sources()
            .flat_map(|s| &s.scenarios)
            .map(|one| scenario(risk, one))
            .collect(),
        unmodelled_zh: why.map(|r| r.zh.clone()),
        unmodelled_en: why.map(|r| r.en.clone()),
        without_risk_zh: rule.map(|r| r.zh.clone()),
        without_risk_en: rule.map(|r| r.en.clone()),
    }))
}

fn scenario(risk: &CityRisk, of: &analysis::scenario::tables::Scenario) -> ScenarioView {
    use analysis::scenario::release::Airborne;
    let tables = &risk.risk.tables;
    let row = of.loss.row;
    let weathers = tables
        .weathers
        .iter()
        .zip(tables.table(of.table).map_or(&[][..], |t| &t.courses))
        .filter_map(|(weather, course)| {
            let course = course.as_ref()?;
            let release = &course.release;
            Some(CourseView {
                stability: format!("{:?}", weather.stability),
                speed_m_s: weather.speed_m_s,
                outflow_kg_s: release.outflow_kg_s,
                released_kg: release.mass_kg,
                airborne_kg: release.airborne.mass_kg(),
                pool_airborne_kg: release.after.map_or(0.0, |a| a.mass_kg()),
                airborne_kg_s: match release.airborne {
                    Airborne::Puff { .. } => None,
                    Airborne::Steady { rate_kg_s, .. } => Some(rate_kg_s),
                },
                pool_m2: release.pool_m2,
                flammable_m: course.flammable_m,
                heaviness: course.heaviness,
                outcomes: course.outcomes.iter().map(outcome).collect(),
            })
        })
        .collect();
    ScenarioView {
        loss: of.loss.loss.code(),
        loss_zh: of.loss.loss.zh(),
        loss_en: of.loss.loss.en(),
        frequency_per_year: of.per_year,
        frequency_source: format!("{}, {}", row.source, row.table),
        frequency_event: format!("{}: {}", row.item, row.event),
        frequency_confidence: row.confidence.clone(),
        weathers,
    }
}

fn outcome(of: &analysis::scenario::outcome::Outcome) -> OutcomeView {
    OutcomeView {
        outcome: of.kind.code(),
        outcome_zh: of.kind.zh(),
        outcome_en: of.kind.en(),
        probability: of.probability,
        reach_m: of.reach_m,
        model: of.kind.model(),
        source: of.kind.source(),
    }
}
