//! How bad: grades.

pub mod change;
pub mod city;
pub mod major_hazard;
pub mod regional;
pub mod two_key_one_major;
