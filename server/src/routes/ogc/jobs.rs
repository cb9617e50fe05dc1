//! Jobs: runs of a process that nobody waits for. So many at a time, so many kept, each for so long.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use data::now_rfc3339;
use serde_json::{Map, Value as Json};
use tokio::sync::Semaphore;

use super::process::{Outcome, Process};
use crate::problem::Problem;
use crate::situated::Situated;
use crate::snapshot::Snapshot;
use crate::wanted::Wanted;

/// Jobs that run at a time.
const AT_A_TIME: usize = 2;
/// Jobs that wait or run.
const MOST_OPEN: usize = 20;
/// Jobs that are kept, with their results.
const MOST_KEPT: usize = 100;
/// How long a job is kept after its end.
const KEPT: Duration = Duration::from_hours(1);

/// How far a job is.
#[derive(Clone)]
pub(super) enum Progress {
    /// It waits.
    Accepted,
    /// It runs.
    Running,
    /// Its result is there.
    Successful(Outcome),
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
    /// Whether it still has to be done.
    wanted: Wanted,
}

/// All jobs of a service. They go with it.
pub struct Jobs {
    all: Mutex<BTreeMap<String, Job>>,
    at_a_time: Arc<Semaphore>,
    /// Held once by each that is under way.
    running: Arc<()>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            all: Mutex::default(),
            at_a_time: Arc::new(Semaphore::new(AT_A_TIME)),
            running: Arc::new(()),
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
            wanted: Wanted::default(),
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

    /// Starts a run of a process; `keep` is given the situation that it comes to.
    ///
    /// # Errors
    /// 429 where too many are under way.
    pub(super) fn start(
        self: &Arc<Self>,
        process: &'static Process,
        snapshot: Arc<Snapshot>,
        inputs: Map<String, Json>,
        keep: impl FnOnce(Arc<Situated>) + 'static,
    ) -> Result<Job, Problem> {
        let job = self.open(process)?;
        let (jobs, id, wanted) = (Arc::clone(self), job.id.clone(), job.wanted.clone());
        actix_web::rt::spawn(async move {
            let Ok(_turn) = jobs.at_a_time.acquire().await else {
                return;
            };
            if !wanted.is() {
                return;
            }
            jobs.update(&id, |job| {
                job.progress = Progress::Running;
                job.started = Some(now_rfc3339());
            });
            let counter = jobs.running.clone();
            let is_wanted = wanted.clone();
            let done = actix_web::web::block(move || {
                let done = (process.run)(&snapshot, inputs, &is_wanted);
                drop(counter);
                done
            });
            let done = done.await.unwrap_or_else(|e| Err(Problem::internal(&e)));
            if let Ok(Outcome {
                situation: Some(situation),
                ..
            }) = &done
                && wanted.is()
            {
                keep(Arc::clone(situation));
            }
            jobs.update(&id, |job| {
                job.finished = Some(now_rfc3339());
                job.ended = Some(Instant::now());
                job.progress = match done {
                    Ok(outcome) => Progress::Successful(outcome),
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

    /// Forgets a job, and stops it.
    ///
    /// # Errors
    /// 404 for one that is not there.
    pub(super) fn dismiss(&self, id: &str) -> Result<Job, Problem> {
        let job = self.kept().remove(id).ok_or_else(|| missing(id))?;
        job.wanted.stop();
        Ok(job)
    }

    /// Jobs whose work is under way, also those that were dismissed and have not stopped yet.
    pub fn at_work(&self) -> usize {
        Arc::strong_count(&self.running) - 1
    }
}

fn missing(id: &str) -> Problem {
    let short: String = id.chars().take(60).collect();
    Problem::not_found("job", &short)
        .of_kind("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::snapshot::Assessed;
    use crate::views::summary::RunView;

    /// Steps that were done.
    static STEPS: AtomicUsize = AtomicUsize::new(0);

    /// A process that does not end by itself.
    static ENDLESS: Process = Process {
        id: "endless",
        title_zh: "",
        title_en: "",
        about_zh: "",
        about_en: "",
        inputs: &[],
        output: ("nothing", "Nothing"),
        run: |_, _, wanted| {
            loop {
                wanted.check()?;
                STEPS.fetch_add(1, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
            }
        },
    };

    fn nowhere() -> Arc<Snapshot> {
        let facts = analysis::facts::Facts::default();
        let assessed = Assessed::of(facts, |_| {}, || {}).expect("an empty city can be assessed");
        let run = RunView {
            id: "run".into(),
            made_at: String::new(),
            ruleset: String::new(),
            inputs_hash: String::new(),
            program_version: String::new(),
        };
        Arc::new(Snapshot::build(assessed, run, Vec::new()))
    }

    #[actix_web::test]
    async fn a_job_that_is_dismissed_stops_within_100_ms() {
        let jobs = Arc::new(Jobs::default());
        let started = jobs.start(&ENDLESS, nowhere(), Map::new(), |_| {});
        let job = started.expect("there is room");
        while STEPS.load(Ordering::Relaxed) == 0 {
            actix_web::rt::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(jobs.at_work(), 1);
        let dismissed = Instant::now();
        assert!(jobs.dismiss(&job.id).is_ok());
        while jobs.at_work() > 0 {
            assert!(dismissed.elapsed() < Duration::from_millis(100));
            actix_web::rt::time::sleep(Duration::from_millis(1)).await;
        }
        assert!(jobs.find(&job.id).is_err());
    }

    #[actix_web::test]
    async fn a_job_that_waits_and_is_dismissed_never_runs() {
        let jobs = Arc::new(Jobs::default());
        let start = || jobs.start(&ENDLESS, nowhere(), Map::new(), |_| {});
        let all: Vec<Job> = (0..3).filter_map(|_| start().ok()).collect();
        assert_eq!(all.len(), 3);
        for job in all.iter().rev() {
            assert!(jobs.dismiss(&job.id).is_ok());
        }
        actix_web::rt::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(jobs.at_work(), 0);
    }
}
