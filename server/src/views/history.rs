//! Imports that were stored, and what they changed, as the API answers it.

use data::Layer;
use data::store::{Changes, FieldChange, Import, RowChange, RowVersion};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Page;

/// An import that the store holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StoredImport {
    /// Its identifier, which stays.
    pub id: String,
    /// When it was stored, RFC 3339.
    pub made_at: String,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file, hexadecimal.
    pub file_sha256: String,
    /// Layers that it has rows of.
    pub layers: Vec<String>,
    /// Coordinate reference system that its numbers were taken in.
    pub crs: String,
    /// Rows that were read.
    pub rows: u64,
    /// Rows whose key was in the store before; absent where the report of the import does not say.
    pub rows_updating: Option<u64>,
    /// Remarks on its rows: how values were understood, what looked odd.
    pub notes: Option<usize>,
}

impl From<&Import> for StoredImport {
    fn from(import: &Import) -> Self {
        let entry = &import.entry;
        let report: Value = serde_json::from_str(&entry.report_json).unwrap_or_default();
        // One report stands alone, several in a list.
        let reports: Vec<&Value> = match report.get("reports").and_then(Value::as_array) {
            Some(list) => list.iter().collect(),
            None => vec![&report],
        };
        Self {
            id: import.id.clone(),
            made_at: entry.made_at.clone(),
            file: entry.file.clone(),
            file_sha256: entry.file_sha256.clone(),
            layers: entry.layers.iter().map(|l| l.name().to_owned()).collect(),
            crs: entry.crs.clone(),
            rows: entry.rows,
            rows_updating: reports.iter().map(|r| r["rows_updating"].as_u64()).sum(),
            notes: reports
                .iter()
                .map(|r| r["notes"].as_array().map(Vec::len))
                .sum(),
        }
    }
}

/// How many rows an import changes, or would change.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ChangeCounts {
    /// Rows that are new.
    pub added: u64,
    /// Rows whose values or geometry differ from those in the store.
    pub updated: u64,
    /// Rows that are in the store as they are.
    pub unchanged: u64,
    /// Rows that are new in a layer that held none before: they are counted, and not listed.
    pub unlisted: u64,
}

impl From<&Changes> for ChangeCounts {
    fn from(changes: &Changes) -> Self {
        Self {
            added: changes.added,
            updated: changes.updated,
            unchanged: changes.unchanged,
            // The weather is one entry of the list whatever its rows.
            unlisted: changes
                .added
                .saturating_sub(changes.rows.iter().filter(|r| is_new(r)).count() as u64),
        }
    }
}

/// What changes in a field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldChangeView {
    /// Name of the column, or `geometry`, or `rows` for the weather.
    pub field: String,
    /// What it was; null where nothing was known, or the row is new.
    pub before: Option<String>,
    /// What it is; null where nothing is known.
    pub after: Option<String>,
}

impl From<&FieldChange> for FieldChangeView {
    fn from(change: &FieldChange) -> Self {
        Self {
            field: change.field.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
        }
    }
}

/// What changes in a row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RowChangeView {
    /// Its layer.
    pub layer: String,
    /// Its key; empty for the weather, which is replaced as a whole.
    pub key: String,
    /// Whether the row is new.
    pub is_new: bool,
    /// The fields that change, in the order of the columns.
    pub fields: Vec<FieldChangeView>,
}

impl From<&RowChange> for RowChangeView {
    fn from(change: &RowChange) -> Self {
        Self {
            layer: change.layer.name().to_owned(),
            key: change.key.clone(),
            is_new: is_new(change),
            fields: change.fields.iter().map(Into::into).collect(),
        }
    }
}

/// Whether a row is new: its key was not there before, and no row changes its key.
pub fn is_new(change: &RowChange) -> bool {
    change.layer.key().is_some_and(|key| {
        let mut fields = change.fields.iter();
        fields.any(|f| f.field == key && f.before.is_none())
    })
}

/// What an import changed, or would change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportChanges {
    /// The import or the upload.
    pub id: String,
    /// Whether it is stored; else this is what would change.
    pub is_stored: bool,
    /// Counts over all rows; null where only the list is kept.
    pub counts: Option<ChangeCounts>,
    /// The new and the changed rows, in the order of the file; rows of a layer that was empty before are
    /// not listed.
    pub rows: Page<RowChangeView>,
}

/// How an import changed a row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RowVersionView {
    /// The import.
    pub import_id: String,
    /// When it was, RFC 3339.
    pub made_at: String,
    /// Its file.
    pub file: String,
    /// Whether the row came with it.
    pub is_new: bool,
    /// The fields that it changed, in the order of the columns.
    pub fields: Vec<FieldChangeView>,
}

impl From<&RowVersion> for RowVersionView {
    fn from(version: &RowVersion) -> Self {
        Self {
            import_id: version.import_id.clone(),
            made_at: version.made_at.clone(),
            file: version.file.clone(),
            is_new: is_new(&version.change),
            fields: version.change.fields.iter().map(Into::into).collect(),
        }
    }
}

/// How imports changed a row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowHistory {
    /// Its layer.
    pub layer: String,
    /// Its key.
    pub key: String,
    /// Its versions, the newest first; the one that came into an empty layer is not kept.
    pub versions: Page<RowVersionView>,
}

impl RowHistory {
    /// Of a row.
    pub fn of(layer: Layer, key: &str, versions: Page<RowVersionView>) -> Self {
        Self {
            layer: layer.name().to_owned(),
            key: key.to_owned(),
            versions,
        }
    }
}
