//! What the store keeps of an import, and the mappings that it keeps for the next one.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::mapping::{self, Mapping};
use super::plan::Part;
use super::report::Outcome;
use super::table::{Table, file_name};
use crate::store::{self, ImportEntry};
use crate::{Error, Layer, Result, Store, now_rfc3339};

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing into a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// SHA-256 of a file, or of the files of a folder in the order of their names.
pub(super) fn sha256(path: &Path) -> Result<String> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = std::fs::read_dir(path)
            .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect())
            .map_err(Error::io(path))?;
        files.retain(|f| f.is_file());
        files.sort();
    }
    let mut hash = Sha256::new();
    for file in files {
        let mut opened = std::fs::File::open(&file).map_err(Error::io(&file))?;
        std::io::copy(&mut opened, &mut hash).map_err(Error::io(&file))?;
    }
    Ok(hexadecimal(hash))
}

/// SHA-256 of the names of a table's columns.
fn header(table: &Table) -> String {
    let mut hash = Sha256::new();
    for column in &table.columns {
        hash.update(column.as_bytes());
        hash.update([0]);
    }
    hexadecimal(hash)
}

/// What the history keeps of an import.
pub(super) fn entry(
    path: &Path,
    sha256: String,
    outcome: &Outcome,
    layers: Vec<Layer>,
) -> ImportEntry {
    ImportEntry {
        made_at: now_rfc3339(),
        file: file_name(path),
        file_sha256: sha256,
        layers,
        rows: outcome.reports.iter().map(|r| r.rows_read).sum(),
        crs: outcome
            .reports
            .first()
            .map(|r| r.crs_used.clone())
            .unwrap_or_default(),
        // Places and numbers of a report are finite, and its keys are texts.
        report_json: outcome.json().unwrap_or_default(),
    }
}

/// The mapping that an earlier import of the same header into the same layer was given.
pub(super) fn saved(
    all: &[store::Mapping],
    layer: Option<Layer>,
    table: &Table,
) -> Option<Mapping> {
    let layer = layer?;
    let header = header(table);
    let found = all
        .iter()
        .find(|m| m.layer == layer && m.header_sha256 == header)?;
    // It was read when it was saved.
    let mut mapping = mapping::parse(&found.toml, found.name.clone()).ok()?;
    mapping.is_saved = true;
    Some(mapping)
}

/// The mappings to keep of an import with a mapping file: one for each header.
pub(super) fn to_save(parts: &[Part], path: &Path) -> Result<Vec<store::Mapping>> {
    let toml = std::fs::read_to_string(path).map_err(Error::io(path))?;
    Ok(parts
        .iter()
        .filter_map(|part| {
            Some(store::Mapping {
                layer: part.goal.layer()?,
                header_sha256: header(&part.table),
                name: file_name(path),
                toml: toml.clone(),
                saved_at: now_rfc3339(),
            })
        })
        .collect())
}

/// Keeps mappings for the next import.
pub(super) async fn save(store: &Store, mappings: &[store::Mapping]) -> Result<()> {
    for mapping in mappings {
        store.save_mapping(mapping).await?;
    }
    Ok(())
}
