//! What comes out of a hole, a pipe or a vessel, and what becomes of it first.
