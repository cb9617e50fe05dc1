//! What the tests share: scenes laid out in metres, where to find data that is not part of the project.

pub mod data_files;
pub mod scene;
