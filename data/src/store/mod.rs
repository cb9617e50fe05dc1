//! The store: a GeoPackage of our own schema, or PostgreSQL with PostGIS. Both hold the same and
//! answer every verb alike, to the last byte.
//!
//! Everything is written in one transaction, so that a killed program leaves the last whole state.
//! There is one writer at a time; readers see a snapshot and never wait for it.
//!
//! ```text
//! facts  results  version  history  hazards  answers  backup     the verbs, written once
//!                   backend                    transactions, cells, tables
//!               gpkg      postgis              what differs
//! ```

mod answers;
mod backend;
mod backup;
mod changes;
mod facts;
mod geometry;
mod gpkg;
mod hazards;
mod history;
mod postgis;
mod results;
mod risk_results;
mod version;

use std::path::PathBuf;

pub use answers::{Answer, answers_hash};
pub use backup::Contents;
pub use changes::{Changes, FieldChange, RowChange};
pub use hazards::{Change, HazardError, Noted, Told};
pub use history::{Import, ImportEntry, Mapping, RowVersion};
pub use results::{GradeRow, Run, RunResults, ViolationRow};
pub use risk_results::{ContourRow, FnCurveRow, LsirGrid, RiskResults};
pub use version::{DataVersion, facts_hash};

use backend::Tx;
use gpkg::Gpkg;
use postgis::Postgis;

use crate::{Error, Layer, Result};

/// An open store. Clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Gpkg(Gpkg),
    Postgis(Postgis),
}

impl Store {
    /// Opens the store at `gpkg:PATH`, a bare path or `postgres://USER:PASSWORD@HOST/DATABASE`, and
    /// makes it where there is none.
    ///
    /// # Errors
    /// [`Error::NotAStore`] for a file that this program did not make (it is not touched),
    /// [`Error::NotADatabase`] for a database that cannot be reached or is of another program,
    /// [`Error::NewerStore`] for one of a newer version.
    pub async fn open(url: &str) -> Result<Self> {
        let kind = if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Kind::Postgis(Postgis::open(url).await?)
        } else {
            Kind::Gpkg(Gpkg::open(path_of(url)?).await?)
        };
        Ok(Self { kind })
    }

    /// Where it is: the file, or the server and database without user and password.
    pub fn location(&self) -> String {
        match &self.kind {
            Kind::Gpkg(gpkg) => gpkg.path.display().to_string(),
            Kind::Postgis(postgis) => postgis.address.clone(),
        }
    }

    /// Whether it holds no facts.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn is_empty(&self) -> Result<bool> {
        for layer in Layer::ALL {
            if self.count(layer).await? > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Rows of a layer.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn count(&self, layer: Layer) -> Result<u64> {
        let mut snapshot = self.read().await?;
        let rows = snapshot
            .number(&format!("SELECT COUNT(*) FROM {layer}"))
            .await?;
        snapshot.commit().await?;
        Ok(rows.unsigned_abs())
    }

    /// Closes it. The journal of a GeoPackage is written back, so that the file stands alone and can
    /// be copied.
    pub async fn close(&self) {
        match &self.kind {
            Kind::Gpkg(gpkg) => gpkg.close().await,
            Kind::Postgis(postgis) => backend::close(&postgis.pool).await,
        }
    }

    /// Begins a snapshot to read.
    async fn read(&self) -> Result<Tx> {
        Ok(match &self.kind {
            Kind::Gpkg(gpkg) => Tx::Gpkg(gpkg.readers.begin().await?),
            Kind::Postgis(postgis) => {
                Tx::Postgis(postgis.pool.begin_with(postgis::SNAPSHOT).await?)
            }
        })
    }

    /// Begins to write, once whoever else writes is done.
    async fn write(&self) -> Result<Tx> {
        Ok(match &self.kind {
            Kind::Gpkg(gpkg) => gpkg.write().await?,
            Kind::Postgis(postgis) => postgis.write().await?,
        })
    }
}

fn path_of(url: &str) -> Result<PathBuf> {
    let path = url.strip_prefix("gpkg:").unwrap_or(url);
    if path.is_empty() || path.contains("://") {
        return Err(Error::NotAStore {
            path: url.split("://").next().unwrap_or_default().into(),
            reason: "write gpkg:PATH or postgres://USER@HOST/DATABASE".to_owned(),
        });
    }
    Ok(path.into())
}
