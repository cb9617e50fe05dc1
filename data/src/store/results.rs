//! Results: one set a run, written once and never changed.

use geo_types::{Geometry, LineString};
use serde::Serialize;

use super::Store;
use super::backend::{Cell, Holds, Table, Tx};
use super::geometry::{self, Encoding};
use crate::{Error, Result};

/// A run: what was computed, from what, by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Identifier.
    pub id: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// Editions of the standards that it judged by.
    pub ruleset: String,
    /// Hash of the facts that it was made from.
    pub inputs_hash: String,
    /// Version of the program that made it.
    pub program_version: String,
}

/// A distance that a rule judges, with the line that it was measured along.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ViolationRow {
    /// Identifier within the run.
    pub id: String,
    /// Its run.
    pub run_id: String,
    /// Facility that it is measured from.
    pub facility_id: String,
    /// Target, or other facility, that it is measured to.
    pub target_id: String,
    /// Verdict.
    pub verdict: String,
    /// Rule that asks for the distance.
    pub rule_id: String,
    /// Distance that the rule asks for, m, where it is known.
    pub required_m: Option<f64>,
    /// Distance that there is, m, where it is known.
    pub actual_m: Option<f64>,
    /// Longitude of the point of the facility, degrees.
    pub from_lon: f64,
    /// Latitude of the point of the facility, degrees.
    pub from_lat: f64,
    /// Longitude of the point of the target, degrees.
    pub to_lon: f64,
    /// Latitude of the point of the target, degrees.
    pub to_lat: f64,
    /// Everything that is shown, JSON.
    pub body_json: String,
}

/// A grade of a unit or a facility.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GradeRow {
    /// Its run.
    pub run_id: String,
    /// What is graded: `unit` or `facility`.
    pub scope: String,
    /// Identifier of the unit or facility.
    pub id: String,
    /// Level 1–4; none for what is no major hazard installation and for what is unknown.
    pub level: Option<u8>,
    /// S of GB 18218-2018 formula (1), where it is known.
    pub s: Option<f64>,
    /// R of GB 18218-2018 formula (2), where it is known.
    pub r: Option<f64>,
    /// Everything that is shown, JSON.
    pub body_json: String,
}

/// A run with its results.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunResults {
    /// The run.
    pub run: Run,
    /// Its violations, in the order of their identifiers.
    pub violations: Vec<ViolationRow>,
    /// Its grades, in the order of scope and identifier.
    pub grades: Vec<GradeRow>,
}

impl Store {
    /// Stores a run with its results in one transaction.
    ///
    /// # Errors
    /// [`Error::RunExists`] where the store has a run of this identifier: a run is never changed.
    /// [`Error::ForeignRow`] where a row names another run.
    pub async fn save_run(
        &self,
        run: &Run,
        violations: &[ViolationRow],
        grades: &[GradeRow],
    ) -> Result<()> {
        let runs = violations.iter().map(|v| &v.run_id);
        if let Some(other) = runs
            .chain(grades.iter().map(|g| &g.run_id))
            .find(|id| **id != run.id)
        {
            return Err(Error::ForeignRow {
                run: run.id.clone(),
                other: other.clone(),
            });
        }
        let mut tx = self.write().await?;
        insert_run(&mut tx, run).await?;
        tx.insert(&violations_table(), violations, violation_cells)
            .await?;
        tx.insert(&grades_table(), grades, |g, _| Ok(grade_cells(g)))
            .await?;
        tx.commit().await
    }

    /// The runs, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn runs(&self) -> Result<Vec<Run>> {
        let mut snapshot = self.read().await?;
        let runs = runs(&mut snapshot).await?;
        snapshot.commit().await?;
        Ok(runs)
    }

    /// The newest run with its results, where there is one.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn latest_run(&self) -> Result<Option<RunResults>> {
        self.first_run(|_| true).await
    }

    /// A run with its results, where there is one.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn run(&self, id: &str) -> Result<Option<RunResults>> {
        self.first_run(|run| run.id == id).await
    }

    async fn first_run(&self, wanted: impl Fn(&Run) -> bool) -> Result<Option<RunResults>> {
        let mut snapshot = self.read().await?;
        let found = runs(&mut snapshot).await?.into_iter().find(wanted);
        let results = match found {
            Some(run) => Some(RunResults {
                violations: violations_of(&mut snapshot, &run.id).await?,
                grades: grades_of(&mut snapshot, &run.id).await?,
                run,
            }),
            None => None,
        };
        snapshot.commit().await?;
        Ok(results)
    }

    /// Deletes all but the newest `keep` runs, and says how many went.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn prune_runs(&self, keep: u32) -> Result<u64> {
        let mut tx = self.write().await?;
        let gone = tx
            .execute(
                "DELETE FROM runs WHERE fid NOT IN (SELECT fid FROM runs ORDER BY fid DESC LIMIT $1)",
                &[Cell::Whole(keep.into())],
            )
            .await?;
        tx.commit().await?;
        Ok(gone)
    }
}

/// The table of the runs.
pub(super) fn runs_table() -> Table {
    let names = ["id", "made_at", "ruleset", "inputs_hash", "program_version"];
    Table {
        name: "runs",
        key: None,
        columns: names.map(|n| (n, Holds::Text)).to_vec(),
    }
}

/// The table of the violations.
pub(super) fn violations_table() -> Table {
    Table {
        name: "violations",
        key: None,
        columns: vec![
            ("id", Holds::Text),
            ("run_id", Holds::Text),
            ("facility_id", Holds::Text),
            ("target_id", Holds::Text),
            ("verdict", Holds::Text),
            ("rule_id", Holds::Text),
            ("required_m", Holds::Real),
            ("actual_m", Holds::Real),
            ("body", Holds::Text),
            ("geom", Holds::Geometry),
        ],
    }
}

/// The table of the grades.
pub(super) fn grades_table() -> Table {
    Table {
        name: "grades",
        key: None,
        columns: vec![
            ("run_id", Holds::Text),
            ("scope", Holds::Text),
            ("id", Holds::Text),
            ("level", Holds::Whole),
            ("s", Holds::Real),
            ("r", Holds::Real),
            ("body", Holds::Text),
        ],
    }
}

async fn runs(tx: &mut Tx) -> Result<Vec<Run>> {
    let table = runs_table();
    let sql = format!("SELECT {} FROM runs ORDER BY fid DESC", table.names());
    let rows = tx.fetch(&sql, &[], &table.holds()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut texts = row.into_iter().map(Cell::into_text);
            let mut next = || texts.next().unwrap_or_default();
            Run {
                id: next(),
                made_at: next(),
                ruleset: next(),
                inputs_hash: next(),
                program_version: next(),
            }
        })
        .collect())
}

async fn insert_run(tx: &mut Tx, run: &Run) -> Result<()> {
    let texts = [
        &run.id,
        &run.made_at,
        &run.ruleset,
        &run.inputs_hash,
        &run.program_version,
    ];
    tx.insert(&runs_table(), &[texts], |texts, _| {
        Ok(texts.iter().map(|t| Cell::Text((*t).clone())).collect())
    })
    .await
    .map_err(|e| match &e {
        Error::Database(sqlx::Error::Database(d)) if d.is_unique_violation() => {
            Error::RunExists { id: run.id.clone() }
        }
        _ => e,
    })
}

pub(super) fn violation_cells(v: &ViolationRow, encoding: Encoding) -> Result<Vec<Cell>> {
    let line = LineString::from(vec![(v.from_lon, v.from_lat), (v.to_lon, v.to_lat)]);
    Ok(vec![
        Cell::Text(v.id.clone()),
        Cell::Text(v.run_id.clone()),
        Cell::Text(v.facility_id.clone()),
        Cell::Text(v.target_id.clone()),
        Cell::Text(v.verdict.clone()),
        Cell::Text(v.rule_id.clone()),
        Cell::maybe_real(v.required_m),
        Cell::maybe_real(v.actual_m),
        Cell::Text(v.body_json.clone()),
        Cell::shape(Some(&Geometry::from(line)), encoding)?,
    ])
}

fn grade_cells(g: &GradeRow) -> Vec<Cell> {
    vec![
        Cell::Text(g.run_id.clone()),
        Cell::Text(g.scope.clone()),
        Cell::Text(g.id.clone()),
        g.level.map_or(Cell::Null, |l| Cell::Whole(l.into())),
        Cell::maybe_real(g.s),
        Cell::maybe_real(g.r),
        Cell::Text(g.body_json.clone()),
    ]
}

async fn violations_of(tx: &mut Tx, run_id: &str) -> Result<Vec<ViolationRow>> {
    let table = violations_table();
    let sql = format!(
        "SELECT {} FROM violations WHERE run_id = $1 ORDER BY id",
        table.names()
    );
    let run_id = [Cell::Text(run_id.to_owned())];
    let rows = tx.fetch(&sql, &run_id, &table.holds()).await?;
    let encoding = tx.encoding();
    rows.into_iter()
        .map(|row| violation(row, encoding))
        .collect()
}

fn violation(mut row: Vec<Cell>, encoding: Encoding) -> Result<ViolationRow> {
    let Some(Cell::Geometry(bytes)) = row.pop() else {
        return Err(Error::Geometry("a violation has no line".to_owned()));
    };
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Null);
    let id = next().into_text();
    let Geometry::LineString(line) = geometry::decode(&bytes, encoding)? else {
        return Err(Error::Geometry(format!("violation {id} has no line")));
    };
    let (Some(from), Some(to)) = (line.0.first(), line.0.last()) else {
        return Err(Error::Geometry(format!("violation {id} has an empty line")));
    };
    Ok(ViolationRow {
        from_lon: from.x,
        from_lat: from.y,
        to_lon: to.x,
        to_lat: to.y,
        id,
        run_id: next().into_text(),
        facility_id: next().into_text(),
        target_id: next().into_text(),
        verdict: next().into_text(),
        rule_id: next().into_text(),
        required_m: next().real(),
        actual_m: next().real(),
        body_json: next().into_text(),
    })
}

async fn grades_of(tx: &mut Tx, run_id: &str) -> Result<Vec<GradeRow>> {
    let table = grades_table();
    let sql = format!(
        "SELECT {} FROM grades WHERE run_id = $1 ORDER BY scope, id",
        table.names()
    );
    let run_id = [Cell::Text(run_id.to_owned())];
    let rows = tx.fetch(&sql, &run_id, &table.holds()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter();
            let mut next = || cells.next().unwrap_or(Cell::Null);
            GradeRow {
                run_id: next().into_text(),
                scope: next().into_text(),
                id: next().into_text(),
                level: next().whole().and_then(|l| u8::try_from(l).ok()),
                s: next().real(),
                r: next().real(),
                body_json: next().into_text(),
            }
        })
        .collect())
}
