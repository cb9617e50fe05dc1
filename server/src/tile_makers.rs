//! Who makes tiles: what takes next to nothing is made where it is asked for, all else by threads that do nothing but
//! that, as many as there are processors.
//!
//! To hand a tile to another thread and take it back costs more than a small tile does. How long those of a zoom take is
//! learned from those that were made; one that takes much longer after all is left half-way and handed over.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tiles::MAX_ZOOM;

use crate::tile_cache::TileError;
use crate::wanted::Waiting;

/// Longest that is worked on a tile.
pub const LONGEST: Duration = Duration::from_secs(5);
/// Tiles of a zoom are made where they are asked for if they usually take less, µs.
const QUICK_US: u32 = 500;
/// One that takes so long there is handed over.
const PATIENCE: Duration = Duration::from_millis(2);
/// Weight of what is known of a zoom against the tile that was just made: `(KNOWN a + b) / (KNOWN + 1)`.
const KNOWN: u32 = 7;
/// Nothing is known of a zoom yet.
const UNKNOWN: u32 = u32::MAX;

/// The threads, and how long tiles take.
pub struct Makers {
    /// None where there can be no threads: then tiles are made where they are asked for.
    pool: Option<ThreadPool>,
    /// How long a tile of a zoom usually takes, µs.
    usual_us: [AtomicU32; MAX_ZOOM as usize + 1],
}

impl Default for Makers {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let pool = ThreadPoolBuilder::new()
            .num_threads(processors)
            .thread_name(|at| format!("tiles {at}"))
            .build();
        Self {
            pool: pool
                .inspect_err(|error| tracing::warn!(%error, "no threads for tiles"))
                .ok(),
            usual_us: std::array::from_fn(|_| AtomicU32::new(UNKNOWN)),
        }
    }
}

impl Makers {
    /// Makes a tile of a zoom. `make` looks at what it is given now and then, and stops where that says no. With
    /// `is_ready` it may be made on the spot. Where what this returns is dropped, nobody waits and the work stops.
    ///
    /// # Errors
    /// What `make` says, [`TileError::Late`] where it takes too long, [`TileError::Failed`] where it panics.
    pub async fn make<T: Send + 'static>(
        &self,
        zoom: u8,
        is_ready: bool,
        make: impl Fn(&dyn Fn() -> bool) -> Result<T, TileError> + Send + 'static,
    ) -> Result<T, TileError> {
        let usual = self.usual_us.get(usize::from(zoom));
        let is_quick = usual.is_some_and(|us| us.load(Ordering::Relaxed) < QUICK_US);
        if is_ready && is_quick {
            let start = Instant::now();
            let made = caught(|| make(&|| start.elapsed() < PATIENCE));
            learn(usual, start.elapsed());
            if !matches!(made, Err(TileError::Stopped(_))) {
                return made;
            }
        }
        let waiting = Waiting::default();
        let wanted = waiting.wanted();
        let timed = move || {
            wanted.check()?;
            let start = Instant::now();
            let made = caught(|| make(&|| wanted.is() && start.elapsed() < LONGEST));
            let is_late = wanted.is() && matches!(made, Err(TileError::Stopped(_)));
            let made = if is_late { Err(TileError::Late) } else { made };
            Ok((made?, start.elapsed()))
        };
        let made: Result<_, TileError> = match &self.pool {
            None => timed(),
            Some(pool) => {
                let (tell, told) = tokio::sync::oneshot::channel();
                pool.spawn_fifo(move || {
                    // Nobody may be there any more to be told.
                    let _ = tell.send(timed());
                });
                told.await.map_err(|e| TileError::Failed(e.to_string()))?
            }
        };
        drop(waiting);
        let (made, took) = made?;
        learn(usual, took);
        Ok(made)
    }
}

/// What a tile comes to; a panic must end neither the threads that make tiles nor those that answer.
fn caught<T>(make: impl FnOnce() -> Result<T, TileError>) -> Result<T, TileError> {
    let made = catch_unwind(AssertUnwindSafe(make));
    made.unwrap_or_else(|_| Err(TileError::Failed("panic".to_owned())))
}

/// Takes a tile that was just made into what is known of its zoom.
fn learn(usual: Option<&AtomicU32>, took: Duration) {
    let Some(usual) = usual else {
        return;
    };
    let us = u32::try_from(took.as_micros()).unwrap_or(UNKNOWN - 1);
    let known = usual.load(Ordering::Relaxed);
    let now = if known == UNKNOWN {
        us
    } else {
        let sum = u64::from(KNOWN) * u64::from(known) + u64::from(us);
        u32::try_from(sum / u64::from(KNOWN + 1)).unwrap_or(UNKNOWN - 1)
    };
    usual.store(now, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wanted::Stopped;

    async fn thread(makers: &Makers, zoom: u8, takes: Duration) -> String {
        let made = makers.make(zoom, true, move |goes_on| {
            let start = Instant::now();
            while start.elapsed() < takes {
                if !goes_on() {
                    return Err(Stopped.into());
                }
            }
            let name = std::thread::current().name().map(str::to_owned);
            Ok(name.unwrap_or_default())
        });
        made.await.unwrap()
    }

    #[tokio::test]
    async fn small_tiles_are_made_on_the_spot_and_one_that_takes_long_after_all_is_handed_over() {
        let makers = Makers::default();
        let is_handed = |name: &str| name.starts_with("tiles ");
        assert!(is_handed(&thread(&makers, 14, Duration::ZERO).await));
        assert!(!is_handed(&thread(&makers, 14, Duration::ZERO).await));
        // Other zooms are not known yet.
        assert!(is_handed(&thread(&makers, 8, 3 * PATIENCE).await));
        assert!(is_handed(&thread(&makers, 14, 3 * PATIENCE).await));
    }

    #[tokio::test]
    async fn a_panic_is_an_error_of_its_tile_alone() {
        let makers = Makers::default();
        for _ in 0..8 {
            let made = makers.make(3, true, |_| -> Result<(), TileError> { panic!("broken") });
            assert!(matches!(made.await, Err(TileError::Failed(_))));
        }
        thread(&makers, 3, Duration::ZERO).await;
    }
}
