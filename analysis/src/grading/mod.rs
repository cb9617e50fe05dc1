//! How bad: grades.

pub mod major_hazard;
pub mod two_key_one_major;
