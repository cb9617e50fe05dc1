//! Which state of the facts a result was made from: a counter of changes and a hash of the content.

use std::time::Duration;

use analysis::facts::Facts;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep, timeout_at};

use super::backend::{CHUNK, Cell, Holds, Tx};
use super::{Kind, Store, facts, geometry};
use crate::Result;
use crate::layer::{Row, Value};

/// How often a store that cannot tell is asked whether it changed.
const POLL: Duration = Duration::from_secs(1);

/// A state of the facts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DataVersion {
    /// Grows with every change, also with one that another program makes; never shrinks. How much
    /// it grows differs between the kinds of store.
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
        let mut snapshot = self.read().await?;
        let (counter, known) = stored(&mut snapshot).await?;
        let sha256 = if let Some(sha256) = known {
            snapshot.commit().await?;
            sha256
        } else {
            let facts = facts::load(&mut snapshot).await?;
            snapshot.commit().await?;
            let sha256 = facts_hash(&facts)?;
            self.remember(counter, &sha256).await?;
            sha256
        };
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
        let mut snapshot = self.read().await?;
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

    /// Waits until the counter is no longer `since`, at most so long, and says what it is. A database
    /// tells at once; a file is looked at every second.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn changed(&self, since: u64, at_most: Duration) -> Result<u64> {
        let end = Instant::now() + at_most;
        let mut listener = match &self.kind {
            Kind::Gpkg(_) => None,
            Kind::Postgis(postgis) => Some(postgis.listener().await?),
        };
        loop {
            let mut snapshot = self.read().await?;
            let (counter, _) = stored(&mut snapshot).await?;
            snapshot.commit().await?;
            if counter.unsigned_abs() != since || Instant::now() >= end {
                return Ok(counter.unsigned_abs());
            }
            match &mut listener {
                None => sleep(POLL.min(end - Instant::now())).await,
                Some(listener) => {
                    // At the end the counter is looked at once more.
                    if let Ok(told) = timeout_at(end, listener.recv()).await {
                        told?;
                    }
                }
            }
        }
    }

    /// Keeps the hash, only if nobody has changed a row in the meantime.
    async fn remember(&self, counter: i64, sha256: &str) -> Result<()> {
        let mut tx = self.write().await?;
        tx.execute(
            "UPDATE anjie_data_version SET content_sha256 = $1 WHERE counter = $2",
            &[Cell::Text(sha256.to_owned()), Cell::Whole(counter)],
        )
        .await?;
        tx.commit().await
    }
}

pub(super) async fn stored(tx: &mut Tx) -> Result<(i64, Option<String>)> {
    let sql = "SELECT counter, content_sha256 FROM anjie_data_version";
    let mut rows = tx.fetch(sql, &[], &[Holds::Whole, Holds::Text]).await?;
    let mut row = rows.pop().unwrap_or_default();
    let sha256 = row.pop().and_then(Cell::into_maybe_text);
    let counter = row.pop().and_then(|c| c.whole());
    Ok((counter.ok_or(sqlx::Error::RowNotFound)?, sha256))
}

/// SHA-256 over all rows as they stand in `facts`, in hexadecimal: that of
/// [`Store::data_version`] where they are in the order of [`Store::load_facts`].
///
/// # Errors
/// [`crate::Error::Geometry`] for a geometry that cannot be encoded.
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
fn add<T: Row + Sync>(hash: &mut Sha256, rows: &[T]) -> Result<()> {
    let mut head = Vec::new();
    part(&mut head, b'L', T::LAYER.name().as_bytes());
    hash.update(&head);
    hash.update((rows.len() as u64).to_le_bytes());
    for chunk in rows.chunks(CHUNK) {
        let parts: Vec<Vec<u8>> = chunk.par_iter().map(bytes_of).collect::<Result<_>>()?;
        for bytes in parts {
            hash.update(bytes);
        }
    }
    Ok(())
}

fn bytes_of<T: Row>(row: &T) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(512);
    let record = row.record();
    for value in &record.values {
        match value {
            Value::Null => part(&mut out, b'-', &[]),
            Value::Text(text) => part(&mut out, b'T', text.as_bytes()),
            Value::Real(number) => part(&mut out, b'R', &(number + 0.0).to_le_bytes()),
            Value::Whole(number) => part(&mut out, b'W', &number.to_le_bytes()),
        }
    }
    match &record.geometry {
        Some(shape) => part(&mut out, b'G', &geometry::package(shape)?),
        None => part(&mut out, b'-', &[]),
    }
    let from = &record.provenance;
    part(&mut out, b'F', from.source_file.as_bytes());
    part(&mut out, b'N', &from.source_row.to_le_bytes());
    part(&mut out, b'S', &[u8::from(from.synthetic)]);
    Ok(out)
}

fn part(out: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    out.push(kind);
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}
