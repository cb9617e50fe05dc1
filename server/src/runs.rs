//! From the store to a snapshot: load, assess, keep the run.

use std::sync::Arc;
use std::time::Instant;

use analysis::assessment::SiteResult;
use analysis::city::City;
use analysis::facts::Facts;
use data::store::{GradeRow, Run, ViolationRow};
use data::{Store, demo};
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::assumptions::Assumptions;
use crate::forms::Forms;
use crate::snapshot::{Assessed, Snapshot};
use crate::views::grade::GradeView;
use crate::views::summary::{Attribution, RunView};
use crate::views::violation::{self, Violation};

/// Why there is no snapshot.
#[derive(Debug, Error)]
pub enum RunError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] data::Error),
    /// The facts cannot be assessed.
    #[error("the facts cannot be assessed: {0}")]
    Analysis(#[from] analysis::Error),
    /// A result cannot be written down.
    #[error("a result cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The risk cannot be written down.
    #[error("the risk cannot be written down: {0}")]
    Risk(String),
    /// The work was cut off.
    #[error("the work was cut off: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// Loads the facts, assesses them, keeps the run in the store if it is a new one, and builds what is
/// shown, after what was shown `before`; also says which state of the facts it loaded. A run's identifier follows from facts, rules
/// assumptions and program: equal inputs, equal run.
///
/// # Errors
/// [`RunError`].
pub async fn assess_store(
    store: &Store,
    assumptions: &Assumptions,
    show_progress: bool,
    before: Option<Arc<Snapshot>>,
) -> Result<(Snapshot, u64), RunError> {
    let started = Instant::now();
    let forms = Forms::of(store.answers().await?);
    if let Some(before) = &before
        && before.forms().hash() != forms.hash()
    {
        let version = store.data_version().await?;
        if before.summary.run.inputs_hash == version.sha256 && before.assumptions == *assumptions {
            // The facts are the same: somebody answered a form.
            return Ok((Snapshot::answered(before, forms), version.counter));
        }
    }
    let (facts, version) = store.load_versioned().await?;
    let loaded_s = started.elapsed().as_secs_f64();
    let attributions = attributions(&facts);
    let ruleset = assumptions.ruleset();
    let assessed = tokio::task::spawn_blocking(move || assess(facts, show_progress)).await??;
    let run = Run {
        id: run_id(&version.sha256, &ruleset),
        made_at: data::now_rfc3339(),
        ruleset,
        inputs_hash: version.sha256.clone(),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let kept = if let Some(known) = store.run(&run.id).await? {
        known.run
    } else {
        let (violations, grades) = rows(&run.id, &assessed.city, &assessed.results)?;
        store.save_run(&run, &violations, &grades).await?;
        run
    };
    let assessed_s = started.elapsed().as_secs_f64();
    let view = RunView {
        id: kept.id,
        made_at: kept.made_at,
        ruleset: kept.ruleset,
        inputs_hash: kept.inputs_hash,
        program_version: kept.program_version,
    };
    let built = tokio::task::spawn_blocking(move || {
        Snapshot::build_after(assessed, view, attributions, before.as_deref())
    });
    let snapshot = built.await?.assuming(*assumptions).with_forms(forms);
    let total_s = started.elapsed().as_secs_f64();
    tracing::info!(
        run = snapshot.version(),
        loaded_s,
        assessed_s,
        total_s,
        "the city is ready"
    );
    Ok((snapshot, version.counter))
}

/// A bar in the terminal, or none.
pub(crate) fn bar(show: bool, message: &'static str) -> ProgressBar {
    let bar = if show {
        ProgressBar::new(0)
    } else {
        ProgressBar::hidden()
    };
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} {eta}");
    bar.set_style(
        style
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("=> "),
    );
    bar.set_message(message);
    bar
}

fn assess(facts: Facts, show_progress: bool) -> Result<Assessed, analysis::Error> {
    let bar = bar(show_progress, "评估 assessing");
    let assessed = Assessed::of(facts, |sites| bar.set_length(sites as u64), || bar.inc(1));
    bar.finish_and_clear();
    assessed
}

fn run_id(inputs_hash: &str, ruleset: &str) -> String {
    let digest = Sha256::new()
        .chain_update(inputs_hash)
        .chain_update(ruleset)
        .chain_update(env!("CARGO_PKG_VERSION"))
        .finalize();
    format!("run-{}", &format!("{digest:x}")[..16])
}

/// Sources that must be named where the facts are shown.
fn attributions(facts: &Facts) -> Vec<Attribution> {
    let from_packages = facts
        .districts
        .iter()
        .any(|d| d.provenance.source_file.contains("pygeo"));
    let named = if from_packages {
        demo::ATTRIBUTIONS.as_slice()
    } else {
        &[]
    };
    named
        .iter()
        .map(|text| Attribution {
            text: (*text).to_owned(),
            url: None,
        })
        .collect()
}

/// Results as rows of the store.
fn rows(
    run_id: &str,
    city: &City,
    results: &[SiteResult],
) -> Result<(Vec<ViolationRow>, Vec<GradeRow>), serde_json::Error> {
    let (mut violations, mut grades) = (Vec::new(), Vec::new());
    for (site, result) in city.sites.iter().zip(results) {
        for finding in &result.findings {
            let view = Violation::of(city, finding);
            violations.push(ViolationRow {
                id: view.id.clone(),
                run_id: run_id.to_owned(),
                facility_id: view.facility_id.clone(),
                target_id: view.target_id.clone(),
                verdict: violation::verdict(finding.verdict).to_owned(),
                rule_id: view.rule_id.clone(),
                required_m: view.required,
                actual_m: Some(view.actual),
                from_lon: finding.from.x,
                from_lat: finding.from.y,
                to_lon: finding.to.x,
                to_lat: finding.to.y,
                body_json: serde_json::to_string(&view)?,
            });
        }
        for (unit, grade) in site.units.iter().zip(&result.grades) {
            grades.push(grade_row(run_id, "unit", &unit.id, grade)?);
        }
        if let Some(worst) = result.worst() {
            grades.push(grade_row(run_id, "facility", &site.facility.id, worst)?);
        }
    }
    Ok((violations, grades))
}

fn grade_row(
    run_id: &str,
    scope: &str,
    id: &str,
    grade: &analysis::grading::major_hazard::Grade,
) -> Result<GradeRow, serde_json::Error> {
    Ok(GradeRow {
        run_id: run_id.to_owned(),
        scope: scope.to_owned(),
        id: id.to_owned(),
        level: grade.level,
        s: grade.s,
        r: grade.r,
        body_json: serde_json::to_string(&GradeView::from(grade))?,
    })
}
