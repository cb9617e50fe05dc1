//! Entry points of the fuzzer (`data/fuzz`): whatever bytes come, a reader gives tables or an error.

use std::cell::Cell;

pub use crate::import::fuzzing::{archive, mapping, parquet, text, values, workbook};

thread_local! {
    static GUARDED: Cell<u32> = const { Cell::new(0) };
}

/// Whether this thread is inside a library whose panics are caught and become an error about the file.
pub fn is_guarded() -> bool {
    GUARDED.get() > 0
}

/// Says that panics are caught as long as it lives.
pub(crate) struct Guard(());

impl Guard {
    pub(crate) fn enter() -> Self {
        GUARDED.set(GUARDED.get() + 1);
        Self(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        GUARDED.set(GUARDED.get().saturating_sub(1));
    }
}
