//! Files that are measured against but are not part of the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file of the shared data beside the checkout (or at `ANJIE_SHARED`); says so where it is absent.
pub fn shared(file: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ANJIE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let path = root.join(file);
    if path.exists() {
        return Some(path);
    }
    println!("NOT RUN: the shared file {file} is absent");
    None
}

/// Rows of a CSV file by column name; lines that begin with `#` are its head.
pub fn rows_of(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(path)
        .expect("the file can be read");
    let header = reader.headers().expect("the file has a header").clone();
    reader
        .records()
        .map(|r| {
            let row = r.expect("the row can be read");
            header
                .iter()
                .map(str::to_owned)
                .zip(row.iter().map(str::to_owned))
                .collect()
        })
        .collect()
}
