//! How bad: grades.

pub mod change;
pub mod city;
pub mod control;
pub mod enterprise;
pub mod major_hazard;
pub mod park;
pub mod regional;
pub mod two_key_one_major;
