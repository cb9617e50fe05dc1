//! Work that stops when nobody waits for it any more: its client has gone, or its job was dismissed.
//!
//! Who waits holds a [`Waiting`]; the work has the [`Wanted`] of it and looks at it between one piece and the next.
//! A piece (a feature, a plant) takes far less than the 100 ms in which work has to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::problem::Problem;

/// Whether somebody still waits for a piece of work.
#[derive(Debug, Clone)]
pub struct Wanted(Arc<AtomicBool>);

/// The work was stopped, as nobody waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work was stopped, as nobody waits for it any more")]
pub struct Stopped;

impl Default for Wanted {
    fn default() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

impl Wanted {
    /// Whether somebody waits.
    pub fn is(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on only as long as somebody waits.
    ///
    /// # Errors
    /// [`Stopped`] where nobody does.
    pub fn check(&self) -> Result<(), Stopped> {
        if self.is() { Ok(()) } else { Err(Stopped) }
    }

    /// Says that nobody waits any more.
    pub fn stop(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// Held by who waits; once it is dropped, nobody does.
#[derive(Debug, Default)]
pub struct Waiting(Wanted);

impl Waiting {
    /// What the work looks at.
    pub fn wanted(&self) -> Wanted {
        self.0.clone()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Nobody reads this answer, except the log.
impl From<Stopped> for Problem {
    fn from(stopped: Stopped) -> Self {
        Self::not_ready(stopped.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_waits_once_it_is_dropped() {
        let waiting = Waiting::default();
        let wanted = waiting.wanted();
        assert!(wanted.is() && wanted.check().is_ok());
        drop(waiting);
        assert_eq!(wanted.check(), Err(Stopped));
    }
}
