//! Results: one set a run, written once and never changed.

use geo_types::{Geometry, LineString};
use serde::Serialize;
use sqlx::sqlite::SqliteConnection;
use sqlx::{QueryBuilder, Sqlite};

use super::Store;
use super::geometry::{Blob, Gp};
use crate::{Error, Result};

/// Rows that one statement writes; a row has ten values at most and SQLite binds 32 766.
const CHUNK: usize = 1000;

/// A run: what was computed, from what, by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
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
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        insert_run(&mut tx, run).await?;
        for chunk in violations.chunks(CHUNK) {
            insert_violations(&mut tx, chunk).await?;
        }
        for chunk in grades.chunks(CHUNK) {
            insert_grades(&mut tx, chunk).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The runs, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn runs(&self) -> Result<Vec<Run>> {
        Ok(sqlx::query_as(
            "SELECT id, made_at, ruleset, inputs_hash, program_version FROM runs ORDER BY fid DESC",
        )
        .fetch_all(&self.readers)
        .await?)
    }

    /// The newest run with its results, where there is one.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn latest_run(&self) -> Result<Option<RunResults>> {
        match self.runs().await?.into_iter().next() {
            Some(run) => self.results(run).await.map(Some),
            None => Ok(None),
        }
    }

    /// A run with its results, where there is one.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn run(&self, id: &str) -> Result<Option<RunResults>> {
        match self.runs().await?.into_iter().find(|r| r.id == id) {
            Some(run) => self.results(run).await.map(Some),
            None => Ok(None),
        }
    }

    /// Deletes all but the newest `keep` runs, and says how many went.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn prune_runs(&self, keep: u32) -> Result<u64> {
        let done = sqlx::query(
            "DELETE FROM runs WHERE fid NOT IN (SELECT fid FROM runs ORDER BY fid DESC LIMIT ?)",
        )
        .bind(keep)
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected())
    }

    async fn results(&self, run: Run) -> Result<RunResults> {
        let mut snapshot = self.readers.begin().await?;
        let violations = violations_of(&mut snapshot, &run.id).await?;
        let grades = grades_of(&mut snapshot, &run.id).await?;
        snapshot.commit().await?;
        Ok(RunResults {
            run,
            violations,
            grades,
        })
    }
}

async fn insert_run(connection: &mut SqliteConnection, run: &Run) -> Result<()> {
    sqlx::query(
        "INSERT INTO runs (id, made_at, ruleset, inputs_hash, program_version) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(&run.id)
    .bind(&run.made_at)
    .bind(&run.ruleset)
    .bind(&run.inputs_hash)
    .bind(&run.program_version)
    .execute(connection)
    .await
    .map_err(|e| match &e {
        sqlx::Error::Database(d) if d.is_unique_violation() => Error::RunExists {
            id: run.id.clone(),
        },
        _ => e.into(),
    })?;
    Ok(())
}

async fn insert_violations(
    connection: &mut SqliteConnection,
    violations: &[ViolationRow],
) -> Result<()> {
    let mut rows = Vec::with_capacity(violations.len());
    for v in violations {
        let line = LineString::from(vec![(v.from_lon, v.from_lat), (v.to_lon, v.to_lat)]);
        rows.push((v, Blob::new(&Geometry::from(line))?));
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO violations (id, run_id, facility_id, target_id, verdict, rule_id, required_m, actual_m, body, geom) ",
    );
    query.push_values(rows, |mut row, (v, line)| {
        row.push_bind(&v.id)
            .push_bind(&v.run_id)
            .push_bind(&v.facility_id)
            .push_bind(&v.target_id)
            .push_bind(&v.verdict)
            .push_bind(&v.rule_id)
            .push_bind(v.required_m)
            .push_bind(v.actual_m)
            .push_bind(&v.body_json)
            .push_bind(line);
    });
    query.build().execute(connection).await?;
    Ok(())
}

async fn insert_grades(connection: &mut SqliteConnection, grades: &[GradeRow]) -> Result<()> {
    let mut query =
        QueryBuilder::<Sqlite>::new("INSERT INTO grades (run_id, scope, id, level, s, r, body) ");
    query.push_values(grades, |mut row, g| {
        row.push_bind(&g.run_id)
            .push_bind(&g.scope)
            .push_bind(&g.id)
            .push_bind(g.level)
            .push_bind(g.s)
            .push_bind(g.r)
            .push_bind(&g.body_json);
    });
    query.build().execute(connection).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct StoredViolation {
    id: String,
    run_id: String,
    facility_id: String,
    target_id: String,
    verdict: String,
    rule_id: String,
    required_m: Option<f64>,
    actual_m: Option<f64>,
    body: String,
    geom: Gp,
}

async fn violations_of(
    connection: &mut SqliteConnection,
    run_id: &str,
) -> Result<Vec<ViolationRow>> {
    let stored: Vec<StoredViolation> = sqlx::query_as(
        "SELECT id, run_id, facility_id, target_id, verdict, rule_id, required_m, actual_m, body, geom
         FROM violations WHERE run_id = ? ORDER BY id",
    )
    .bind(run_id)
    .fetch_all(connection)
    .await?;
    stored.into_iter().map(violation).collect()
}

fn violation(v: StoredViolation) -> Result<ViolationRow> {
    let Geometry::LineString(line) = &v.geom.0 else {
        return Err(Error::Geometry(format!("violation {} has no line", v.id)));
    };
    let (Some(from), Some(to)) = (line.0.first(), line.0.last()) else {
        return Err(Error::Geometry(format!(
            "violation {} has an empty line",
            v.id
        )));
    };
    Ok(ViolationRow {
        from_lon: from.x,
        from_lat: from.y,
        to_lon: to.x,
        to_lat: to.y,
        id: v.id,
        run_id: v.run_id,
        facility_id: v.facility_id,
        target_id: v.target_id,
        verdict: v.verdict,
        rule_id: v.rule_id,
        required_m: v.required_m,
        actual_m: v.actual_m,
        body_json: v.body,
    })
}

#[derive(sqlx::FromRow)]
struct StoredGrade {
    run_id: String,
    scope: String,
    id: String,
    level: Option<u8>,
    s: Option<f64>,
    r: Option<f64>,
    body: String,
}

async fn grades_of(connection: &mut SqliteConnection, run_id: &str) -> Result<Vec<GradeRow>> {
    let stored: Vec<StoredGrade> = sqlx::query_as(
        "SELECT run_id, scope, id, level, s, r, body FROM grades WHERE run_id = ? ORDER BY scope, id",
    )
    .bind(run_id)
    .fetch_all(connection)
    .await?;
    Ok(stored
        .into_iter()
        .map(|g| GradeRow {
            run_id: g.run_id,
            scope: g.scope,
            id: g.id,
            level: g.level,
            s: g.s,
            r: g.r,
            body_json: g.body,
        })
        .collect())
}
