//! Which state of the facts a result was made from: a counter of changes and a hash of the content.

use analysis::facts::Facts;
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteConnection;

use super::geometry::Blob;
use super::{Store, facts};
use crate::Result;
use crate::layer::{Row, Value};

/// A state of the facts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DataVersion {
    /// Grows with every change of a row, also with one that another program makes; never shrinks.
    pub counter: u64,
    /// SHA-256 over all rows in order, in hexadecimal. When a row was imported is left out: the same
    /// files give the same hash on any day.
    pub sha256: String,
}

impl Store {
    /// The state of the facts now. The hash is kept until a row changes.
    ///
    /// # Errors
    /// As for [`load_facts`](Self::load_facts).
    pub async fn data_version(&self) -> Result<DataVersion> {
        let mut snapshot = self.readers.begin().await?;
        let (counter, known) = stored(&mut snapshot).await?;
        let sha256 = if let Some(sha256) = known {
            sha256
        } else {
            let sha256 = facts_hash(&facts::load(&mut snapshot).await?)?;
            self.remember(counter, &sha256).await?;
            sha256
        };
        snapshot.commit().await?;
        Ok(DataVersion {
            counter: counter.unsigned_abs(),
            sha256,
        })
    }

    /// Everything that the store holds with the state that it is, in one snapshot and one reading.
    ///
    /// # Errors
    /// As for [`load_facts`](Self::load_facts).
    pub async fn load_versioned(&self) -> Result<(Facts, DataVersion)> {
        let mut snapshot = self.readers.begin().await?;
        let (counter, known) = stored(&mut snapshot).await?;
        let facts = facts::load(&mut snapshot).await?;
        snapshot.commit().await?;
        let sha256 = if let Some(sha256) = known {
            sha256
        } else {
            let sha256 = facts_hash(&facts)?;
            self.remember(counter, &sha256).await?;
            sha256
        };
        let version = DataVersion {
            counter: counter.unsigned_abs(),
            sha256,
        };
        Ok((facts, version))
    }

    /// Keeps the hash, only if nobody has changed a row in the meantime.
    async fn remember(&self, counter: i64, sha256: &str) -> Result<()> {
        sqlx::query("UPDATE anjie_data_version SET content_sha256 = ? WHERE counter = ?")
            .bind(sha256)
            .bind(counter)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

async fn stored(connection: &mut SqliteConnection) -> Result<(i64, Option<String>)> {
    Ok(
        sqlx::query_as("SELECT counter, content_sha256 FROM anjie_data_version")
            .fetch_one(connection)
            .await?,
    )
}

/// SHA-256 over all rows as they stand in `facts`, in hexadecimal: that of
/// [`Store::data_version`] where they are in the order of [`Store::load_facts`].
///
/// # Errors
/// [`Error::Geometry`](crate::Error::Geometry) for a geometry that cannot be encoded.
pub fn facts_hash(facts: &Facts) -> Result<String> {
    let mut hash = Sha256::new();
    add(&mut hash, &facts.districts)?;
    add(&mut hash, &facts.parks)?;
    add(&mut hash, &facts.zones)?;
    add(&mut hash, &facts.facilities)?;
    add(&mut hash, &facts.units)?;
    add(&mut hash, &facts.vessels)?;
    add(&mut hash, &facts.pipelines)?;
    add(&mut hash, &facts.targets)?;
    add(&mut hash, &facts.population)?;
    add(&mut hash, &facts.hidden_hazards)?;
    add(&mut hash, &facts.resources)?;
    add(&mut hash, &facts.monitors)?;
    add(&mut hash, &facts.weather)?;
    Ok(format!("{:x}", hash.finalize()))
}

/// Each part is preceded by its kind and length, so that no two contents give the same bytes.
fn add<T: Row>(hash: &mut Sha256, rows: &[T]) -> Result<()> {
    bytes(hash, b'L', T::LAYER.name().as_bytes());
    hash.update((rows.len() as u64).to_le_bytes());
    for row in rows {
        let record = row.record();
        for value in &record.values {
            match value {
                Value::Null => bytes(hash, b'-', &[]),
                Value::Text(text) => bytes(hash, b'T', text.as_bytes()),
                Value::Real(number) => bytes(hash, b'R', &(number + 0.0).to_le_bytes()),
                Value::Whole(number) => bytes(hash, b'W', &number.to_le_bytes()),
            }
        }
        match &record.geometry {
            Some(geometry) => bytes(hash, b'G', Blob::new(geometry)?.bytes()),
            None => bytes(hash, b'-', &[]),
        }
        let from = &record.provenance;
        bytes(hash, b'F', from.source_file.as_bytes());
        bytes(hash, b'N', &from.source_row.to_le_bytes());
        bytes(hash, b'S', &[u8::from(from.synthetic)]);
    }
    Ok(())
}

fn bytes(hash: &mut Sha256, kind: u8, bytes: &[u8]) {
    hash.update([kind]);
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}
