//! What the tests share: scenes laid out in metres, a PostgreSQL of their own, where to find data that is
//! not part of the project.

pub mod data_files;
pub mod postgis;
pub mod scene;
