//! The processes: what each takes, what it gives, how it is run. Another one joins by a line in [`ALL`].

use std::sync::Arc;

use analysis::siting::separation::{Separation, Verdict};
use geo_types::Coord;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use crate::problem::Problem;
use crate::routes::{grades, risk, situations};
use crate::situated::Situated;
use crate::snapshot::Snapshot;
use crate::views::Page;
use crate::views::situation::{Change, SituationRequest, place};
use crate::views::violation::Violation;
use crate::wanted::{Stopped, Wanted};

/// Findings of one answer.
const MOST_FINDINGS: usize = 10_000;

/// An input of a process.
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) is_required: bool,
    /// JSON Schema.
    pub(super) schema: fn() -> Json,
}

/// An analysis that can be run over what the service holds.
pub(super) struct Process {
    pub(super) id: &'static str,
    pub(super) title_zh: &'static str,
    pub(super) title_en: &'static str,
    pub(super) about_zh: &'static str,
    pub(super) about_en: &'static str,
    pub(super) inputs: &'static [Input],
    /// Name of its one output, and the type of the API document that it is of.
    pub(super) output: (&'static str, &'static str),
    pub(super) run: Run,
}

/// What a process does with its inputs, as long as it is wanted.
type Run = fn(&Snapshot, Map<String, Json>, &Wanted) -> Result<Outcome, Problem>;

/// What a run comes to.
#[derive(Clone)]
pub(super) struct Outcome {
    /// The output.
    pub(super) result: Arc<Json>,
    /// The situation of it, where there is one: a collection, a tile set and the difference to the run at once.
    pub(super) situation: Option<Arc<Situated>>,
}

/// Every process.
pub(super) static ALL: &[&Process] = &[&VIOLATIONS, &GRADES, &RISK_AT, &RELOCATION];

/// The process of an identifier.
///
/// # Errors
/// 404 where there is none.
pub(super) fn named(id: &str) -> Result<&'static Process, Problem> {
    let short: String = id.chars().take(60).collect();
    let known = ALL.iter().copied().find(|p| p.id == id);
    known.ok_or_else(|| {
        Problem::not_found("process", &short)
            .of_kind("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process")
    })
}

/// Inputs as a type; what is not an input is refused.
fn read<T: DeserializeOwned>(inputs: Map<String, Json>) -> Result<T, Problem> {
    serde_json::from_value(Json::Object(inputs))
        .map_err(|e| Problem::bad_input("/inputs", e.to_string()))
}

fn shown(view: impl serde::Serialize) -> Result<Outcome, Problem> {
    let result = serde_json::to_value(view).map_err(|e| Problem::internal(&e))?;
    Ok(Outcome {
        result: Arc::new(result),
        situation: None,
    })
}

fn text() -> Json {
    json!({"type": "string"})
}

static VIOLATIONS: Process = Process {
    id: "violations",
    title_zh: "安全距离违规",
    title_en: "Safety-distance violations",
    about_zh: "全市或一家企业的安全距离违规和无法判定的距离，附条款与依据",
    about_en: "Distances of the city or of one facility that are too short or cannot be judged, with clause and reason",
    inputs: &[
        Input {
            name: "facility",
            zh: "企业编号; 省略则为全市",
            en: "Facility; all of them if left out",
            is_required: false,
            schema: text,
        },
        Input {
            name: "verdict",
            zh: "结论",
            en: "Which verdicts",
            is_required: false,
            schema: || json!({"type": "string", "enum": ["violation", "unknown", "all"], "default": "violation"}),
        },
    ],
    output: ("violations", "Page_Violation"),
    run: |snapshot, inputs, wanted| {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Asked {
            facility: Option<String>,
            verdict: Option<String>,
        }
        let asked: Asked = read(inputs)?;
        let verdict = asked.verdict.as_deref().unwrap_or("violation");
        if !["violation", "unknown", "all"].contains(&verdict) {
            let detail = "is not known; give violation, unknown or all";
            return Err(Problem::bad_input("/inputs/verdict", detail));
        }
        let sites = match asked.facility.as_deref() {
            None => 0..snapshot.results.len(),
            Some(id) => {
                let site = snapshot.site(id);
                let site = site.ok_or_else(|| Problem::not_found("facility", id))?;
                site..site + 1
            }
        };
        let is_wanted = |of: Verdict| match of {
            Verdict::Violation => verdict != "unknown",
            Verdict::Unknown => verdict != "violation",
        };
        let results = snapshot.results.get(sites).unwrap_or_default();
        let findings = results.iter().flat_map(|r| &r.findings);
        let found: Vec<_> = findings.filter(|f| is_wanted(f.verdict)).collect();
        let view = |f: &Separation| wanted.check().map(|()| Violation::of(&snapshot.city, f));
        let items: Result<Vec<Violation>, Stopped> =
            found.iter().take(MOST_FINDINGS).map(|f| view(f)).collect();
        shown(Page {
            items: items?,
            total: found.len(),
            limit: MOST_FINDINGS,
            offset: 0,
        })
    },
};

static GRADES: Process = Process {
    id: "grades",
    title_zh: "重大危险源分级",
    title_en: "Grades of major hazard installations",
    about_zh: "单元、企业、园区或区划的重大危险源等级(GB 18218-2018)",
    about_en: "Grade of the installations of a unit, facility, park or district by GB 18218-2018",
    inputs: &[
        Input {
            name: "level",
            zh: "对象的层级",
            en: "What the grade is of",
            is_required: true,
            schema: || json!({"type": "string", "enum": ["unit", "facility", "park", "district"]}),
        },
        Input {
            name: "id",
            zh: "编号或区划代码",
            en: "Identifier or code",
            is_required: true,
            schema: text,
        },
    ],
    output: ("grades", "Grades"),
    run: |snapshot, inputs, _| {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Asked {
            level: String,
            id: String,
        }
        let asked: Asked = read(inputs)?;
        shown(grades::of(snapshot, asked.level, asked.id)?)
    },
};

static RISK_AT: Process = Process {
    id: "risk-at",
    title_zh: "一点的个人风险",
    title_en: "Individual risk at a point",
    about_zh: "一点的个人风险及其来源，附 GB 36894-2018 的限值",
    about_en: "Individual risk at a point and who causes it, with the limits of GB 36894-2018",
    inputs: &[Input {
        name: "point",
        zh: "经度和纬度(CGCS2000)，GeoJSON 点",
        en: "Longitude and latitude (CGCS2000) as a GeoJSON point",
        is_required: true,
        schema: || {
            json!({"type": "object", "required": ["type", "coordinates"], "properties": {
                "type": {"type": "string", "enum": ["Point"]},
                "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            }})
        },
    }],
    output: ("risk", "RiskAt"),
    run: |snapshot, inputs, _| {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Asked {
            point: Point,
        }
        #[derive(Deserialize)]
        struct Point {
            r#type: String,
            coordinates: [f64; 2],
        }
        let asked: Asked = read(inputs)?;
        if asked.point.r#type != "Point" {
            return Err(Problem::bad_input("/inputs/point/type", "is not Point"));
        }
        let at: Coord<f64> = place(asked.point.coordinates)
            .map_err(|why| Problem::bad_input("/inputs/point/coordinates", why))?;
        shown(risk::at(snapshot, at)?)
    },
};

static RELOCATION: Process = Process {
    id: "relocation",
    title_zh: "搬迁校核",
    title_en: "Relocation check",
    about_zh: "企业搬迁后哪些违规消失、新增或保留，以及等级的变化；不改动数据",
    about_en: "Which violations vanish, appear or stay when plants move, and how grades change; nothing is stored",
    inputs: &[Input {
        name: "changes",
        zh: "变更: 每项为 {move: {facility_id, to: [经度, 纬度]}}",
        en: "Changes, each {move: {facility_id, to: [longitude, latitude]}}",
        is_required: true,
        schema: || {
            json!({"type": "array", "minItems": 1, "maxItems": 100, "items": {"type": "object", "required": ["move"], "properties": {
                "move": {"type": "object", "required": ["facility_id", "to"], "properties": {
                    "facility_id": {"type": "string"},
                    "to": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
                }},
            }}})
        },
    }],
    output: ("situation", "SituationView"),
    run: |snapshot, inputs, wanted| {
        let asked: SituationRequest = read(inputs)?;
        let changes: Vec<Change> = asked.changes;
        let (view, situated) = situations::situation(snapshot, changes, wanted)?;
        Ok(Outcome {
            situation: Some(situated),
            ..shown(view)?
        })
    },
};
