//! What is to be written: named columns, rows of plain values, geometry.

mod risk;

use std::collections::BTreeSet;

use analysis::facts::Provenance;
use geo_types::{Geometry, LineString};

use super::ExportLayer;
use super::about::title_zh;
use crate::layer::{Kind, Shape, Value};
use crate::store::{GradeRow, Run, Store, ViolationRow};
use crate::{Layer, Result};

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A number.
    Real,
    /// A whole number.
    Whole,
    /// 1 or 0, written as true or false where the format knows them.
    Truth,
}

/// Geometry of all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Geometries {
    None,
    Areas,
    Lines,
    Mixed,
}

/// What is to be written.
#[derive(Debug)]
pub(super) struct Sheet {
    /// What it is of; none for a table that is no layer.
    pub(super) layer: Option<ExportLayer>,
    pub(super) title_zh: &'static str,
    pub(super) name: String,
    pub(super) columns: Vec<(String, Type)>,
    pub(super) geometries: Geometries,
    pub(super) rows: Vec<(Vec<Value>, Option<Geometry<f64>>)>,
}

/// Reads what is to be written.
pub(super) async fn of(store: &Store, layer: ExportLayer) -> Result<Sheet> {
    match layer {
        ExportLayer::Facts(layer) => facts(store, layer).await,
        ExportLayer::Violations => violations(store).await,
        ExportLayer::Grades => grades(store).await,
        ExportLayer::Lsir | ExportLayer::Contours | ExportLayer::FnCurves => {
            risk::of(store, layer).await
        }
        ExportLayer::Runs => runs(store).await,
    }
}

async fn facts(store: &Store, layer: Layer) -> Result<Sheet> {
    let mut columns: Vec<(String, Type)> = layer
        .columns()
        .iter()
        .map(|c| {
            let class = match c.kind {
                Kind::Real(..) | Kind::Above(..) => Type::Real,
                Kind::Whole(..) => Type::Whole,
                Kind::Truth => Type::Truth,
                _ => Type::Text,
            };
            (c.name.to_owned(), class)
        })
        .collect();
    columns.extend(named(&[
        ("source_file", Type::Text),
        ("source_row", Type::Whole),
        ("imported_at", Type::Text),
        ("synthetic", Type::Truth),
    ]));
    let records = store.records(layer).await?;
    Ok(Sheet {
        layer: Some(layer.into()),
        title_zh: title_zh(layer.into()),
        name: layer.name().to_owned(),
        columns,
        geometries: match layer.shape() {
            Shape::None => Geometries::None,
            Shape::Area => Geometries::Areas,
            _ => Geometries::Mixed,
        },
        rows: records
            .into_iter()
            .map(|mut r| {
                r.values.extend(provenance(&r.provenance));
                (r.values, r.geometry)
            })
            .collect(),
    })
}

fn named(columns: &[(&str, Type)]) -> Vec<(String, Type)> {
    columns
        .iter()
        .map(|(name, class)| ((*name).to_owned(), *class))
        .collect()
}

fn provenance(from: &Provenance) -> [Value; 4] {
    [
        Value::Text(from.source_file.to_string()),
        Value::Whole(from.source_row.cast_signed()),
        Value::Text(from.imported_at.to_string()),
        Value::Whole(i64::from(from.synthetic)),
    ]
}

const OF_A_RUN: [(&str, Type); 6] = [
    ("run_id", Type::Text),
    ("made_at", Type::Text),
    ("ruleset", Type::Text),
    ("inputs_hash", Type::Text),
    ("program_version", Type::Text),
    ("synthetic", Type::Truth),
];

fn of_a_run(run: &Run, is_synthetic: bool) -> [Value; 6] {
    [
        Value::Text(run.id.clone()),
        Value::Text(run.made_at.clone()),
        Value::Text(run.ruleset.clone()),
        Value::Text(run.inputs_hash.clone()),
        Value::Text(run.program_version.clone()),
        Value::Whole(i64::from(is_synthetic)),
    ]
}

/// A result is synthetic where any row that it rests on is.
async fn violations(store: &Store) -> Result<Sheet> {
    let mut columns = named(&[
        ("id", Type::Text),
        ("facility_id", Type::Text),
        ("target_id", Type::Text),
        ("verdict", Type::Text),
        ("rule_id", Type::Text),
        ("required_m", Type::Real),
        ("actual_m", Type::Real),
    ]);
    columns.extend(named(&OF_A_RUN));
    let mut sheet = Sheet {
        layer: Some(ExportLayer::Violations),
        title_zh: title_zh(ExportLayer::Violations),
        name: "violations".to_owned(),
        columns,
        geometries: Geometries::Lines,
        rows: Vec::new(),
    };
    let Some(results) = store.latest_run().await? else {
        return Ok(sheet);
    };
    let mut synthetic = store.synthetic_keys(Layer::Facilities).await?;
    synthetic.extend(store.synthetic_keys(Layer::Targets).await?);
    let bodies = Bodies::new(
        results.violations.iter().map(|v| v.body_json.as_str()),
        &mut sheet.columns,
    );
    for v in &results.violations {
        let is_synthetic = synthetic.contains(&v.facility_id) || synthetic.contains(&v.target_id);
        let mut values = violation(v);
        values.extend(of_a_run(&results.run, is_synthetic));
        values.extend(bodies.values(&v.body_json));
        let line = LineString::from(vec![(v.from_lon, v.from_lat), (v.to_lon, v.to_lat)]);
        sheet.rows.push((values, Some(line.into())));
    }
    Ok(sheet)
}

fn violation(v: &ViolationRow) -> Vec<Value> {
    vec![
        Value::Text(v.id.clone()),
        Value::Text(v.facility_id.clone()),
        Value::Text(v.target_id.clone()),
        Value::Text(v.verdict.clone()),
        Value::Text(v.rule_id.clone()),
        v.required_m.map_or(Value::Null, Value::Real),
        v.actual_m.map_or(Value::Null, Value::Real),
    ]
}

async fn grades(store: &Store) -> Result<Sheet> {
    let mut columns = named(&[
        ("scope", Type::Text),
        ("id", Type::Text),
        ("level", Type::Whole),
        ("s", Type::Real),
        ("r", Type::Real),
    ]);
    columns.extend(named(&OF_A_RUN));
    let mut sheet = Sheet {
        layer: Some(ExportLayer::Grades),
        title_zh: title_zh(ExportLayer::Grades),
        name: "grades".to_owned(),
        columns,
        geometries: Geometries::None,
        rows: Vec::new(),
    };
    let Some(results) = store.latest_run().await? else {
        return Ok(sheet);
    };
    let units = store.synthetic_keys(Layer::Units).await?;
    let facilities = store.synthetic_keys(Layer::Facilities).await?;
    let bodies = Bodies::new(
        results.grades.iter().map(|g| g.body_json.as_str()),
        &mut sheet.columns,
    );
    for g in &results.grades {
        let of_scope: &BTreeSet<String> = if g.scope == "unit" {
            &units
        } else {
            &facilities
        };
        let mut values = grade(g);
        values.extend(of_a_run(&results.run, of_scope.contains(&g.id)));
        values.extend(bodies.values(&g.body_json));
        sheet.rows.push((values, None));
    }
    Ok(sheet)
}

/// Whether the store holds any synthetic row.
async fn is_any_synthetic(store: &Store) -> Result<bool> {
    for layer in Layer::ALL {
        if !store.synthetic_keys(layer).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The runs, the newest first. A run is synthetic where the store holds any synthetic row: what an
/// older run rested on is not kept.
async fn runs(store: &Store) -> Result<Sheet> {
    let is_synthetic = is_any_synthetic(store).await?;
    let runs = store.runs().await?;
    Ok(Sheet {
        layer: Some(ExportLayer::Runs),
        title_zh: title_zh(ExportLayer::Runs),
        name: "runs".to_owned(),
        columns: named(&OF_A_RUN),
        geometries: Geometries::None,
        rows: runs
            .iter()
            .map(|run| (of_a_run(run, is_synthetic).to_vec(), None))
            .collect(),
    })
}

fn grade(g: &GradeRow) -> Vec<Value> {
    vec![
        Value::Text(g.scope.clone()),
        Value::Text(g.id.clone()),
        g.level.map_or(Value::Null, |l| Value::Whole(l.into())),
        g.s.map_or(Value::Null, Value::Real),
        g.r.map_or(Value::Null, Value::Real),
    ]
}

/// The members of the JSON bodies as columns: numbers and texts as they are, the rest as JSON.
struct Bodies {
    columns: Vec<(String, Type)>,
}

impl Bodies {
    /// Finds the members of all bodies and adds their columns.
    fn new<'a>(bodies: impl Iterator<Item = &'a str>, columns: &mut Vec<(String, Type)>) -> Self {
        let taken: BTreeSet<String> = columns.iter().map(|(name, _)| name.clone()).collect();
        let mut found: Vec<(String, Type)> = Vec::new();
        for (name, value) in bodies.flat_map(members) {
            // `fid` is the key of a feature in the formats that GDAL writes.
            if taken.contains(&name) || name == "fid" {
                continue;
            }
            let class = match value {
                serde_json::Value::Null => continue,
                serde_json::Value::Number(_) => Type::Real,
                _ => Type::Text,
            };
            match found.iter_mut().find(|(n, _)| *n == name) {
                Some((_, known)) if *known != class => *known = Type::Text,
                Some(_) => {}
                None => found.push((name, class)),
            }
        }
        columns.extend(found.iter().cloned());
        Self { columns: found }
    }

    fn values(&self, body: &str) -> Vec<Value> {
        let mut members: serde_json::Map<String, serde_json::Value> = members(body).collect();
        self.columns
            .iter()
            .map(|(name, class)| match (members.remove(name), class) {
                (None | Some(serde_json::Value::Null), _) => Value::Null,
                (Some(serde_json::Value::Number(number)), Type::Real) => {
                    number.as_f64().map_or(Value::Null, Value::Real)
                }
                (Some(serde_json::Value::String(text)), _) => Value::Text(text),
                (Some(other), _) => Value::Text(other.to_string()),
            })
            .collect()
    }
}

fn members(body: &str) -> impl Iterator<Item = (String, serde_json::Value)> + use<> {
    match serde_json::from_str(body) {
        Ok(serde_json::Value::Object(members)) => members,
        // A body that is no object is kept whole.
        Ok(other) => std::iter::once(("body".to_owned(), other)).collect(),
        Err(_) => std::iter::once(("body".to_owned(), body.into())).collect(),
    }
    .into_iter()
}
