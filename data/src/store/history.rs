//! What was imported when, what it changed, and the mappings that were used.

use analysis::facts::Facts;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::backend::{Cell, Holds, Table, Tx};
use super::changes::{Versions, difference, weather};
use super::{Changes, RowChange, Store, facts};
use crate::{Error, Layer, Result};

/// What is known of an import before it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportEntry {
    /// When, RFC 3339.
    pub made_at: String,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file, hexadecimal.
    pub file_sha256: String,
    /// Layers that it has rows of.
    pub layers: Vec<Layer>,
    /// Rows that were read.
    pub rows: u64,
    /// Coordinate reference system that its numbers were taken in.
    pub crs: String,
    /// Report of the import, JSON.
    pub report_json: String,
}

/// An import that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Import {
    /// Identifier; follows from the file and from how many imports there were before.
    pub id: String,
    /// Everything that was known of it.
    #[serde(flatten)]
    pub entry: ImportEntry,
}

/// How an import changed a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowVersion {
    /// The import.
    pub import_id: String,
    /// When it was, RFC 3339.
    pub made_at: String,
    /// Its file.
    pub file: String,
    /// What changed.
    pub change: RowChange,
}

/// Which column of a kind of file is which of a layer, as it was said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mapping {
    /// The layer.
    pub layer: Layer,
    /// SHA-256 of the header of the files that it is for, hexadecimal.
    pub header_sha256: String,
    /// Name that it was given.
    pub name: String,
    /// The mapping file, TOML.
    pub toml: String,
    /// When it was saved, RFC 3339.
    pub saved_at: String,
}

impl Store {
    /// Takes facts in, in one transaction: rows that are not in the store are added, rows that differ
    /// in values or geometry are updated and both versions kept, rows that do not differ are left as
    /// they are. What is not in `facts` stays.
    ///
    /// # Errors
    /// As for [`put_facts`](Self::put_facts).
    pub async fn commit_import(&self, facts: &Facts, entry: &ImportEntry) -> Result<Changes> {
        let mut tx = self.write().await?;
        let mut changes = Changes::default();
        let mut versions: Vec<Versions> = Vec::new();
        macro_rules! each {
            ($($field:ident),*) => {
                $({
                    let found = difference(&mut tx, &facts.$field, &mut changes).await?;
                    facts::put_rows(&mut tx, &found.write).await?;
                    versions.extend(found.versions);
                })*
            };
        }
        each!(
            districts,
            parks,
            zones,
            facilities,
            units,
            vessels,
            pipelines,
            targets,
            population,
            hidden_hazards,
            resources,
            monitors
        );
        let before = changes.unchanged;
        versions.extend(weather(&mut tx, facts, &mut changes).await?);
        if changes.unchanged == before {
            facts::put_weather(&mut tx, &facts.weather).await?;
        }
        let id = next_id(&mut tx, entry).await?;
        insert_import(&mut tx, &id, entry).await?;
        tx.insert(&changes_table(), &versions, |v, _| {
            Ok(vec![
                Cell::Text(id.clone()),
                Cell::Text(v.layer.name().to_owned()),
                Cell::Text(v.key.clone()),
                Cell::maybe_text(v.before.as_ref().map(ToString::to_string).as_deref()),
                Cell::Text(v.after.to_string()),
            ])
        })
        .await?;
        tx.commit().await?;
        Ok(changes)
    }

    /// The imports, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn imports(&self) -> Result<Vec<Import>> {
        let table = imports_table();
        let sql = format!("SELECT {} FROM imports ORDER BY fid DESC", table.names());
        let mut snapshot = self.read().await?;
        let rows = snapshot.fetch(&sql, &[], &table.holds()).await?;
        snapshot.commit().await?;
        rows.into_iter().map(import).collect()
    }

    /// An import, where there is one of this identifier.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn import(&self, id: &str) -> Result<Option<Import>> {
        let table = imports_table();
        let sql = format!("SELECT {} FROM imports WHERE id = $1", table.names());
        let id = [Cell::Text(id.to_owned())];
        let mut snapshot = self.read().await?;
        let row = snapshot.fetch(&sql, &id, &table.holds()).await?.pop();
        snapshot.commit().await?;
        row.map(import).transpose()
    }

    /// The rows that an import added or updated, without those of layers that were empty before it.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn changes(&self, import_id: &str) -> Result<Vec<RowChange>> {
        let table = changes_table();
        let sql = format!(
            "SELECT {} FROM import_changes WHERE import_id = $1 ORDER BY fid",
            table.names()
        );
        let mut snapshot = self.read().await?;
        let id = [Cell::Text(import_id.to_owned())];
        let rows = snapshot.fetch(&sql, &id, &table.holds()).await?;
        snapshot.commit().await?;
        rows.into_iter()
            .map(|row| versions(row)?.change())
            .collect()
    }

    /// How imports changed a row, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn row_history(&self, layer: Layer, key: &str) -> Result<Vec<RowVersion>> {
        let sql = "SELECT c.import_id, c.layer, c.key, c.before, c.after, i.made_at, i.file
                   FROM import_changes c JOIN imports i ON i.id = c.import_id
                   WHERE c.layer = $1 AND c.key = $2 ORDER BY c.fid DESC";
        let args = [
            Cell::Text(layer.name().to_owned()),
            Cell::Text(key.to_owned()),
        ];
        let mut snapshot = self.read().await?;
        let rows = snapshot.fetch(sql, &args, &[Holds::Text; 7]).await?;
        snapshot.commit().await?;
        rows.into_iter()
            .map(|mut row| {
                let file = row.pop().map(Cell::into_text).unwrap_or_default();
                let made_at = row.pop().map(Cell::into_text).unwrap_or_default();
                Ok(RowVersion {
                    import_id: row
                        .first()
                        .cloned()
                        .map(Cell::into_text)
                        .unwrap_or_default(),
                    made_at,
                    file,
                    change: versions(row)?.change()?,
                })
            })
            .collect()
    }

    /// Keeps a mapping for files with this header; the one before it is replaced.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn save_mapping(&self, mapping: &Mapping) -> Result<()> {
        let table = mappings_table();
        let sql = format!(
            "INSERT INTO mappings ({}) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (layer, header_sha256) DO UPDATE
             SET name = excluded.name, toml = excluded.toml, saved_at = excluded.saved_at",
            table.names()
        );
        let texts = [
            mapping.layer.name(),
            &mapping.header_sha256,
            &mapping.name,
            &mapping.toml,
            &mapping.saved_at,
        ];
        let mut tx = self.write().await?;
        tx.execute(&sql, &texts.map(|t| Cell::Text(t.to_owned())))
            .await?;
        tx.commit().await
    }

    /// The mapping for files with this header, where there is one.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn mapping_for(&self, layer: Layer, header_sha256: &str) -> Result<Option<Mapping>> {
        let all = self.mappings().await?;
        Ok(all
            .into_iter()
            .find(|m| m.layer == layer && m.header_sha256 == header_sha256))
    }

    /// All mappings, by layer and name.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn mappings(&self) -> Result<Vec<Mapping>> {
        let table = mappings_table();
        let sql = format!(
            "SELECT {} FROM mappings ORDER BY layer, name, header_sha256",
            table.names()
        );
        let mut snapshot = self.read().await?;
        let rows = snapshot.fetch(&sql, &[], &table.holds()).await?;
        snapshot.commit().await?;
        rows.into_iter()
            .map(|row| {
                let mut texts = row.into_iter().map(Cell::into_text);
                let mut next = || texts.next().unwrap_or_default();
                Ok(Mapping {
                    layer: next().parse()?,
                    header_sha256: next(),
                    name: next(),
                    toml: next(),
                    saved_at: next(),
                })
            })
            .collect()
    }
}

/// The table of the imports.
pub(super) fn imports_table() -> Table {
    Table {
        name: "imports",
        key: None,
        columns: vec![
            ("id", Holds::Text),
            ("made_at", Holds::Text),
            ("file", Holds::Text),
            ("file_sha256", Holds::Text),
            ("layers", Holds::Text),
            ("rows", Holds::Whole),
            ("crs", Holds::Text),
            ("report", Holds::Text),
        ],
    }
}

/// The table of what imports changed.
pub(super) fn changes_table() -> Table {
    let names = ["import_id", "layer", "key", "before", "after"];
    Table {
        name: "import_changes",
        key: None,
        columns: names.map(|n| (n, Holds::Text)).to_vec(),
    }
}

/// The table of the mappings.
pub(super) fn mappings_table() -> Table {
    let names = ["layer", "header_sha256", "name", "toml", "saved_at"];
    Table {
        name: "mappings",
        key: None,
        columns: names.map(|n| (n, Holds::Text)).to_vec(),
    }
}

async fn next_id(tx: &mut Tx, entry: &ImportEntry) -> Result<String> {
    let before = tx.number("SELECT COUNT(*) FROM imports").await?;
    let digest = Sha256::new()
        .chain_update(&entry.file_sha256)
        .chain_update(b"\n")
        .chain_update(layers(entry))
        .chain_update(b"\n")
        .chain_update(before.to_le_bytes())
        .finalize();
    Ok(format!("import-{}", &format!("{digest:x}")[..16]))
}

fn layers(entry: &ImportEntry) -> String {
    let names: Vec<&str> = entry.layers.iter().map(|l| l.name()).collect();
    names.join(",")
}

async fn insert_import(tx: &mut Tx, id: &str, entry: &ImportEntry) -> Result<()> {
    tx.insert(&imports_table(), &[()], |(), _| {
        Ok(vec![
            Cell::Text(id.to_owned()),
            Cell::Text(entry.made_at.clone()),
            Cell::Text(entry.file.clone()),
            Cell::Text(entry.file_sha256.clone()),
            Cell::Text(layers(entry)),
            Cell::Whole(entry.rows.cast_signed()),
            Cell::Text(entry.crs.clone()),
            Cell::Text(entry.report_json.clone()),
        ])
    })
    .await
}

fn import(row: Vec<Cell>) -> Result<Import> {
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Null);
    let id = next().into_text();
    let (made_at, file) = (next().into_text(), next().into_text());
    let file_sha256 = next().into_text();
    let layers = next().into_text();
    Ok(Import {
        id,
        entry: ImportEntry {
            made_at,
            file,
            file_sha256,
            layers: layers
                .split(',')
                .filter(|l| !l.is_empty())
                .map(str::parse)
                .collect::<Result<_>>()?,
            rows: next().whole().unwrap_or(0).unsigned_abs(),
            crs: next().into_text(),
            report_json: next().into_text(),
        },
    })
}

fn versions(row: Vec<Cell>) -> Result<Versions> {
    let mut cells = row.into_iter().skip(1);
    let mut next = || cells.next().unwrap_or(Cell::Null);
    let layer = next().into_text().parse()?;
    let key = next().into_text();
    let corrupt = |e: serde_json::Error| Error::CorruptRow {
        layer,
        id: key.clone(),
        column: "history",
        reason: e.to_string(),
    };
    let before = next().into_maybe_text();
    let before = before.map(|b| serde_json::from_str(&b)).transpose();
    let after = serde_json::from_str(&next().into_text()).map_err(corrupt)?;
    Ok(Versions {
        layer,
        before: before.map_err(corrupt)?,
        after,
        key,
    })
}
