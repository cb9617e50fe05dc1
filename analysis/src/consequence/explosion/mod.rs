//! How hard a blast hits.
