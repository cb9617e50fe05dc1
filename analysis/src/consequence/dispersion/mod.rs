//! Where a cloud goes and how thin it becomes.

pub mod slab;
