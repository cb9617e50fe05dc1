//! Work that nobody waits for at once, on threads of its own.
//!
//! The risk of a city keeps all processors busy for seconds to minutes. It has a pool of its own, so that a search or
//! a new layer does not queue behind it, and its threads give way to those that answer.

use std::sync::OnceLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// By how much these threads give way, as `nice` counts.
const NICE: i32 = 10;

/// Runs work in the pool of the background and returns when it is done. Where there can be no such pool, it runs like
/// all other work.
pub fn in_background<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        let made = ThreadPoolBuilder::new()
            .thread_name(|at| format!("background {at}"))
            .start_handler(|_| give_way())
            .build();
        made.inspect_err(|error| tracing::warn!(%error, "no threads for the background"))
            .ok()
    });
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// On Linux niceness is that of the thread. One that gives way still more is left as it is.
fn give_way() {
    let given = match rustix::process::getpriority_process(None) {
        Ok(nice) if nice >= NICE => Ok(()),
        _ => rustix::process::setpriority_process(None, NICE),
    };
    if let Err(error) = given {
        tracing::debug!(%error, "a thread of the background does not give way");
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn work_of_the_background_gives_way_and_other_work_does_not() {
        let nice = || rustix::process::getpriority_process(None).unwrap();
        let before = nice();
        let of_pool: Vec<i32> = in_background(|| (0..64).into_par_iter().map(|_| nice()).collect());
        assert!(of_pool.iter().all(|n| *n >= NICE), "{of_pool:?}");
        assert_eq!(nice(), before);
    }
}
