//! How hot it becomes around a fire.
