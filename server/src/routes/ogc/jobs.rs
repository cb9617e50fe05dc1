//! Jobs: runs of a process that nobody waits for. So many at a time, so many kept, each for so long.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use data::now_rfc3339;
use serde_json::{Map, Value as Json};
use tokio::sync::Semaphore;

use super::process::Process;
use crate::problem::Problem;
use crate::snapshot::Snapshot;

/// Jobs that run at a time.
const AT_A_TIME: usize = 2;
/// Jobs that wait or run.
const MOST_OPEN: usize = 20;
/// Jobs that are kept, with their results.
const MOST_KEPT: usize = 100;
/// How long a job is kept after its end.
const KEPT: Duration = Duration::from_hours(1);

/// How far a job is.
#[derive(Debug, Clone)]
pub(super) enum Progress {
    /// It waits.
    Accepted,
    /// It runs.
    Running,
    /// Its result is there.
    Successful(Arc<Json>),
    /// It could not be done, and why.
    Failed(Problem),
}

impl Progress {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Running => "running",
            Self::Successful(_) => "successful",
            Self::Failed(_) => "failed",
        }
    }

    const fn is_over(&self) -> bool {
        matches!(self, Self::Successful(_) | Self::Failed(_))
    }
}

/// A job.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) id: String,
    pub(super) process: &'static Process,
    pub(super) progress: Progress,
    pub(super) created: String,
    pub(super) started: Option<String>,
    pub(super) finished: Option<String>,
    number: u64,
    ended: Option<Instant>,
}

/// All jobs of a service. They go with it.
pub struct Jobs {
    all: Mutex<BTreeMap<String, Job>>,
    at_a_time: Arc<Semaphore>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            all: Mutex::default(),
            at_a_time: Arc::new(Semaphore::new(AT_A_TIME)),
        }
    }
}

impl Jobs {
    /// The jobs, without those whose time is over.
    fn kept(&self) -> MutexGuard<'_, BTreeMap<String, Job>> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, job| job.ended.is_none_or(|at| at.elapsed() < KEPT));
        all
    }

    /// Takes a job.
    ///
    /// # Errors
    /// 429 where too many are under way.
    fn open(&self, process: &'static Process) -> Result<Job, Problem> {
        let mut all = self.kept();
        let open = all.values().filter(|j| !j.progress.is_over()).count();
        if open >= MOST_OPEN {
            return Err(Problem::busy(format!(
                "{open} jobs are under way; ask again when some of them are done"
            )));
        }
        if all.len() >= MOST_KEPT {
            let over = all.values().filter(|j| j.progress.is_over());
            let oldest = over.min_by_key(|j| j.number).map(|j| j.id.clone());
            oldest.and_then(|id| all.remove(&id));
        }
        let number = all.values().map(|j| j.number + 1).max().unwrap_or(0);
        // After a restart no job has the identifier of one before it.
        let half = || RandomState::new().hash_one(number);
        let job = Job {
            id: format!("{:016x}{:016x}", half(), half()),
            process,
            progress: Progress::Accepted,
            created: now_rfc3339(),
            started: None,
            finished: None,
            number,
            ended: None,
        };
        all.insert(job.id.clone(), job.clone());
        Ok(job)
    }

    fn update(&self, id: &str, change: impl FnOnce(&mut Job)) {
        // One that was dismissed is not there any more.
        if let Some(job) = self.kept().get_mut(id) {
            change(job);
        }
    }

    /// Whether a job is still wanted.
    fn is_wanted(&self, id: &str) -> bool {
        self.kept().contains_key(id)
    }

    /// Starts a run of a process.
    ///
    /// # Errors
    /// 429 where too many are under way.
    pub(super) fn start(
        self: &Arc<Self>,
        process: &'static Process,
        snapshot: Arc<Snapshot>,
        inputs: Map<String, Json>,
    ) -> Result<Job, Problem> {
        let job = self.open(process)?;
        let (jobs, id) = (Arc::clone(self), job.id.clone());
        actix_web::rt::spawn(async move {
            let Ok(_turn) = jobs.at_a_time.acquire().await else {
                return;
            };
            if !jobs.is_wanted(&id) {
                return;
            }
            jobs.update(&id, |job| {
                job.progress = Progress::Running;
                job.started = Some(now_rfc3339());
            });
            let done = actix_web::web::block(move || (process.run)(&snapshot, inputs)).await;
            let done = done.unwrap_or_else(|e| Err(Problem::internal(&e)));
            jobs.update(&id, |job| {
                job.finished = Some(now_rfc3339());
                job.ended = Some(Instant::now());
                job.progress = match done {
                    Ok(result) => Progress::Successful(Arc::new(result)),
                    Err(problem) => Progress::Failed(problem),
                };
            });
        });
        Ok(job)
    }

    /// A job.
    ///
    /// # Errors
    /// 404 for one that is not there, or not any more.
    pub(super) fn find(&self, id: &str) -> Result<Job, Problem> {
        let known = self.kept().get(id).cloned();
        known.ok_or_else(|| missing(id))
    }

    /// All jobs, the newest first.
    pub(super) fn list(&self) -> Vec<Job> {
        let mut all: Vec<Job> = self.kept().values().cloned().collect();
        all.sort_by_key(|job| std::cmp::Reverse(job.number));
        all
    }

    /// Forgets a job; what it still does is thrown away.
    ///
    /// # Errors
    /// 404 for one that is not there.
    pub(super) fn dismiss(&self, id: &str) -> Result<Job, Problem> {
        self.kept().remove(id).ok_or_else(|| missing(id))
    }
}

fn missing(id: &str) -> Problem {
    let short: String = id.chars().take(60).collect();
    Problem::not_found("job", &short)
        .of_kind("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job")
}
