//! Hidden hazards: the log, the row of the layer and the files, changed together or not at all.

use analysis::facts::{Facility, HiddenHazard, Provenance};
use analysis::hazard::state::{Entry, Event, Imported, Unsound, replay};
use analysis::hazard::{Evidence, Hazard, Person, Refusal, Report, Step, report, take};
use geo_types::Geometry;
use thiserror::Error;

use super::backend::{Cell, Holds, Table, Tx};
use super::{Store, facts, version};
use crate::hazard_log::{Head, Kept, Linked, link, read};
use crate::{Error, Result, evidence};

/// Who does something, when, and what the person adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Who.
    pub by: Person,
    /// When, RFC 3339.
    pub at: String,
    /// What the person adds.
    pub note: Option<String>,
    /// Whether another system is to be told.
    pub is_told: bool,
}

/// What is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A hazard is reported.
    Report {
        /// What was found.
        report: Report,
        /// Where; the place of its facility where left out.
        place: Option<Geometry<f64>>,
    },
    /// A step is taken.
    Step {
        /// The hazard.
        id: String,
        /// Number of entries that the one who acts has seen.
        expected: Option<u64>,
        /// The step.
        step: Step,
    },
    /// A file is added.
    File {
        /// The hazard.
        id: String,
        /// Number of entries that the one who acts has seen.
        expected: Option<u64>,
        /// The file.
        file: evidence::File,
    },
}

/// What was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The hazard after it.
    pub hazard: Hazard,
    /// Its row.
    pub row: HiddenHazard,
    /// Entries that were added, the last one is what was asked for.
    pub added: Vec<Linked>,
    /// Where the log ends.
    pub head: Head,
    /// State of the facts before.
    pub version_before: u64,
    /// State of the facts after.
    pub version_after: u64,
}

/// Why nothing was done.
#[derive(Debug, Error)]
pub enum HazardError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
    /// There is no such hazard.
    #[error("there is no hidden hazard `{0}`")]
    NoSuchHazard(String),
    /// There is no such facility.
    #[error("there is no facility `{0}`")]
    NoSuchFacility(String),
    /// Somebody else was faster.
    #[error("you have seen {expected} entries of this hazard, it has {found}; look at it again")]
    Conflict {
        /// What was seen.
        expected: u64,
        /// What there is.
        found: u64,
    },
    /// The step may not be taken.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The log is not sound.
    #[error("the log of this hazard is damaged ({0}); nothing is added to it; run: anjie verify")]
    Damaged(#[from] Unsound),
}

impl From<sqlx::Error> for HazardError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Something that another system is still to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Number of the entry.
    pub number: u64,
    /// JSON.
    pub body: String,
    /// How often it was tried.
    pub attempts: u64,
}

impl Store {
    /// Does something with a hidden hazard: the entry of the log, the row of the layer and the file are stored in one
    /// transaction. A hazard of an import gets an entry that says so first, also where an import changed its row later.
    ///
    /// # Errors
    /// [`HazardError`]; nothing is stored then.
    pub async fn change_hazard(&self, change: Change, noted: &Noted) -> Result<Told, HazardError> {
        let mut tx = self.write().await?;
        let version_before = counter(&mut tx).await?;
        let mut writer = Writer {
            head: head(&mut tx).await?,
            added: Vec::new(),
        };
        let (hazard, row) = match change {
            Change::Report {
                report: told,
                place,
            } => {
                let number = writer.head.count + 1;
                let facility = facility(&mut tx, &told.facility_id).await?;
                let id = new_id(&mut tx, &noted.at, number).await?;
                let hazard = report(&id, &told, &noted.by, &noted.at)?;
                let row = row_of(&hazard, place, &facility, number, &noted.at);
                let event = Event::Report { report: told };
                writer
                    .add(&mut tx, entry(&hazard, 1, None, event, noted))
                    .await?;
                (hazard, row)
            }
            Change::Step { id, expected, step } => {
                writer.step(&mut tx, &id, expected, step, noted).await?
            }
            Change::File { id, expected, file } => {
                keep_file(&mut tx, &file).await?;
                let evidence = Evidence {
                    bytes: file.content.len() as u64,
                    sha256: file.sha256,
                    name: file.name,
                    media_type: file.media_type.to_owned(),
                };
                let step = Step::AddEvidence { evidence };
                writer.step(&mut tx, &id, expected, step, noted).await?
            }
        };
        facts::put_rows(&mut tx, &[&row]).await?;
        writer.finish(&mut tx, noted).await?;
        let version_after = counter(&mut tx).await?;
        tx.commit().await?;
        Ok(Told {
            hazard,
            row,
            added: writer.added,
            head: writer.head,
            version_before,
            version_after,
        })
    }

    /// Where the log ends.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hazard_head(&self) -> Result<Head> {
        let mut tx = self.read().await?;
        let head = head(&mut tx).await?;
        tx.commit().await?;
        Ok(head)
    }

    /// The whole log as it is kept, and its head, in one snapshot.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hazard_log(&self) -> Result<(Vec<Kept>, Head)> {
        let mut tx = self.read().await?;
        let log = kept(&mut tx, "", &[]).await?;
        let head = head(&mut tx).await?;
        tx.commit().await?;
        Ok((log, head))
    }

    /// The entries of a hazard and the head of the whole log.
    ///
    /// # Errors
    /// [`Error::HazardLog`] for an entry that cannot be read.
    pub async fn hazard_entries(&self, id: &str) -> Result<(Vec<(Linked, String)>, Head)> {
        let mut tx = self.read().await?;
        let found = of_hazard(&mut tx, id).await?;
        let head = head(&mut tx).await?;
        tx.commit().await?;
        Ok((found, head))
    }

    /// A file of a hazard: media type and content.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hazard_evidence(&self, sha256: &str) -> Result<Option<(String, Vec<u8>)>> {
        let mut tx = self.read().await?;
        let sql = "SELECT media_type, content FROM hazard_evidence WHERE sha256 = $1";
        let asked = [Cell::Text(sha256.to_owned())];
        let mut rows = tx.fetch(sql, &asked, &[Holds::Text, Holds::Bytes]).await?;
        tx.commit().await?;
        let Some(mut row) = rows.pop() else {
            return Ok(None);
        };
        let content = row.pop().unwrap_or(Cell::Null);
        let media_type = row.pop().map(Cell::into_text).unwrap_or_default();
        Ok(match content {
            Cell::Bytes(content) => Some((media_type, content)),
            _ => None,
        })
    }

    /// What another system is still to be told and may be told now, the oldest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hazard_outbox(&self, now: &str, most: u32) -> Result<Vec<Waiting>> {
        let mut tx = self.read().await?;
        let sql = format!(
            "SELECT number, body, attempts FROM hazard_outbox WHERE next_at <= $1 ORDER BY number LIMIT {most}"
        );
        let holds = [Holds::Whole, Holds::Text, Holds::Whole];
        let rows = tx
            .fetch(&sql, &[Cell::Text(now.to_owned())], &holds)
            .await?;
        tx.commit().await?;
        let waiting = rows.into_iter().map(|row| {
            let mut cells = row.into_iter();
            let mut next = || cells.next().unwrap_or(Cell::Null);
            Waiting {
                number: next().whole().unwrap_or(0).unsigned_abs(),
                body: next().into_text(),
                attempts: next().whole().unwrap_or(0).unsigned_abs(),
            }
        });
        Ok(waiting.collect())
    }

    /// Says that another system was told.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hazard_told(&self, number: u64) -> Result<()> {
        let mut tx = self.write().await?;
        let number = [Cell::Whole(number.cast_signed())];
        tx.execute("DELETE FROM hazard_outbox WHERE number = $1", &number)
            .await?;
        tx.commit().await
    }

    /// Says that another system could not be told, and when it is tried again.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hazard_not_told(&self, number: u64, next_at: &str) -> Result<()> {
        let mut tx = self.write().await?;
        let args = [
            Cell::Text(next_at.to_owned()),
            Cell::Whole(number.cast_signed()),
        ];
        let sql =
            "UPDATE hazard_outbox SET attempts = attempts + 1, next_at = $1 WHERE number = $2";
        tx.execute(sql, &args).await?;
        tx.commit().await
    }
}

/// Adds entries to the end of the log.
struct Writer {
    head: Head,
    added: Vec<Linked>,
}

impl Writer {
    async fn add(&mut self, tx: &mut Tx, entry: Entry) -> Result<()> {
        let failed = |e: serde_json::Error| Error::HazardLog {
            number: 0,
            reason: e.to_string(),
        };
        let (kept, head) = link(&self.head, entry).map_err(failed)?;
        self.added.push(read(&kept.text).map_err(failed)?);
        self.head = head;
        tx.insert(&log_table(), &[kept], |kept, _| Ok(cells(kept)))
            .await
    }

    async fn step(
        &mut self,
        tx: &mut Tx,
        id: &str,
        expected: Option<u64>,
        step: Step,
        noted: &Noted,
    ) -> Result<(Hazard, HiddenHazard), HazardError> {
        let mut rows: Vec<HiddenHazard> = facts::rows(tx, &[id]).await?;
        let mut row = rows
            .pop()
            .ok_or_else(|| HazardError::NoSuchHazard(id.to_owned()))?;
        let entries: Vec<Entry> = of_hazard(tx, id)
            .await?
            .into_iter()
            .map(|e| e.0.entry)
            .collect();
        let mut count = entries.len() as u64;
        if let Some(expected) = expected.filter(|e| *e != count) {
            return Err(HazardError::Conflict {
                expected,
                found: count,
            });
        }
        let known = replay(&entries)?;
        let values = Imported::of(&row);
        let hazard = match known {
            Some(hazard) if hazard.row == values => hazard,
            other => {
                let before = other.as_ref().map(Hazard::state);
                let hazard = match other {
                    Some(hazard) => hazard.amended(values.clone()),
                    None => Hazard::imported(id, values.clone()),
                };
                count += 1;
                let imported = Entry {
                    hazard_id: id.to_owned(),
                    entry: count,
                    at: noted.at.clone(),
                    by: None,
                    event: Event::Import { row: values },
                    note: Some(format!(
                        "{}, {}",
                        row.provenance.source_file, row.provenance.source_row
                    )),
                    before,
                    after: hazard.state(),
                };
                self.add(tx, imported).await?;
                hazard
            }
        };
        let after = take(&hazard, &step, &noted.by, &noted.at)?;
        let before = Some(hazard.state());
        let event = Event::Step { step };
        self.add(tx, entry(&after, count + 1, before, event, noted))
            .await?;
        after.row.write(&mut row);
        Ok((after, row))
    }

    /// Writes the head, and what another system is to be told.
    async fn finish(&self, tx: &mut Tx, noted: &Noted) -> Result<()> {
        let args = [
            Cell::Whole(self.head.count.cast_signed()),
            Cell::Text(self.head.sha256.clone()),
        ];
        let sql = "UPDATE hazard_log_head SET count = $1, sha256 = $2 WHERE fid = 1";
        tx.execute(sql, &args).await?;
        if !noted.is_told {
            return Ok(());
        }
        for linked in &self.added {
            let body = serde_json::to_string(linked).map_err(|e| Error::HazardLog {
                number: linked.number,
                reason: e.to_string(),
            })?;
            let args = [
                Cell::Whole(linked.number.cast_signed()),
                Cell::Text(body),
                Cell::Text(noted.at.clone()),
            ];
            let sql = "INSERT INTO hazard_outbox (number, body, attempts, next_at) VALUES ($1, $2, 0, $3)";
            tx.execute(sql, &args).await?;
        }
        Ok(())
    }
}

fn entry(
    after: &Hazard,
    number: u64,
    before: Option<analysis::facts::HazardState>,
    event: Event,
    noted: &Noted,
) -> Entry {
    Entry {
        hazard_id: after.id.clone(),
        entry: number,
        at: noted.at.clone(),
        by: Some(noted.by.clone()),
        event,
        note: noted.note.clone(),
        before,
        after: after.state(),
    }
}

fn row_of(
    hazard: &Hazard,
    geometry: Option<Geometry<f64>>,
    facility: &Facility,
    number: u64,
    at: &str,
) -> HiddenHazard {
    let row = &hazard.row;
    HiddenHazard {
        id: hazard.id.clone(),
        facility_id: row.facility_id.clone(),
        level: row.level,
        found_on: row.found_on.clone(),
        source: row.source.clone(),
        clause: row.clause.clone(),
        description: row.description.clone(),
        due_on: row.due_on.clone(),
        closed_on: row.closed_on.clone(),
        state: row.state,
        barrier: row.barrier.clone(),
        geometry,
        provenance: Provenance {
            source_file: "上报 reported".into(),
            source_row: number,
            imported_at: at.into(),
            // What is told of an invented plant is invented.
            synthetic: facility.provenance.synthetic,
        },
    }
}

async fn facility(tx: &mut Tx, id: &str) -> Result<Facility, HazardError> {
    let mut found: Vec<Facility> = facts::rows(tx, &[id]).await?;
    found
        .pop()
        .ok_or_else(|| HazardError::NoSuchFacility(id.to_owned()))
}

/// An identifier that no row has: the day and a number that grows with the log.
async fn new_id(tx: &mut Tx, at: &str, number: u64) -> Result<String> {
    let day: String = at.chars().take(10).filter(char::is_ascii_digit).collect();
    let mut attempt = number;
    loop {
        let id = format!("YH{day}-{attempt}");
        let known: Vec<HiddenHazard> = facts::rows(tx, &[&id]).await?;
        if known.is_empty() {
            return Ok(id);
        }
        attempt += 1;
    }
}

async fn keep_file(tx: &mut Tx, file: &evidence::File) -> Result<()> {
    let sql = "SELECT sha256 FROM hazard_evidence WHERE sha256 = $1";
    let asked = [Cell::Text(file.sha256.clone())];
    if tx.fetch(sql, &asked, &[Holds::Text]).await?.is_empty() {
        let cells = vec![
            Cell::Text(file.sha256.clone()),
            Cell::Text(file.media_type.to_owned()),
            Cell::Bytes(file.content.clone()),
        ];
        tx.insert(&evidence_table(), &[cells], |cells, _| Ok(cells.clone()))
            .await?;
    }
    Ok(())
}

async fn counter(tx: &mut Tx) -> Result<u64> {
    Ok(version::stored(tx).await?.0.unsigned_abs())
}

async fn head(tx: &mut Tx) -> Result<Head> {
    let sql = "SELECT count, sha256 FROM hazard_log_head WHERE fid = 1";
    let mut rows = tx.fetch(sql, &[], &[Holds::Whole, Holds::Text]).await?;
    let mut row = rows.pop().ok_or(sqlx::Error::RowNotFound)?;
    let sha256 = row.pop().map(Cell::into_text).unwrap_or_default();
    let count = row
        .pop()
        .and_then(|c| c.whole())
        .unwrap_or(0)
        .unsigned_abs();
    Ok(Head { count, sha256 })
}

/// Entries as they are kept, in their order.
async fn kept(tx: &mut Tx, condition: &str, args: &[Cell]) -> Result<Vec<Kept>> {
    let table = log_table();
    let sql = format!(
        "SELECT {} FROM hazard_log {condition} ORDER BY number",
        table.names()
    );
    let rows = tx.fetch(&sql, args, &table.holds()).await?;
    let kept = rows.into_iter().map(|row| {
        let mut cells = row.into_iter();
        let mut next = || cells.next().unwrap_or(Cell::Null);
        Kept {
            number: next().whole().unwrap_or(0).unsigned_abs(),
            hazard_id: next().into_text(),
            entry: next().whole().unwrap_or(0).unsigned_abs(),
            text: next().into_text(),
            sha256: next().into_text(),
        }
    });
    Ok(kept.collect())
}

async fn of_hazard(tx: &mut Tx, id: &str) -> Result<Vec<(Linked, String)>> {
    let all = kept(tx, "WHERE hazard_id = $1", &[Cell::Text(id.to_owned())]).await?;
    let linked = all.into_iter().map(|kept| {
        let linked = read(&kept.text).map_err(|e| Error::HazardLog {
            number: kept.number,
            reason: e.to_string(),
        })?;
        Ok((linked, kept.sha256))
    });
    linked.collect()
}

fn cells(kept: &Kept) -> Vec<Cell> {
    vec![
        Cell::Whole(kept.number.cast_signed()),
        Cell::Text(kept.hazard_id.clone()),
        Cell::Whole(kept.entry.cast_signed()),
        Cell::Text(kept.text.clone()),
        Cell::Text(kept.sha256.clone()),
    ]
}

fn log_table() -> Table {
    Table {
        name: "hazard_log",
        key: None,
        columns: vec![
            ("number", Holds::Whole),
            ("hazard_id", Holds::Text),
            ("entry", Holds::Whole),
            ("text", Holds::Text),
            ("sha256", Holds::Text),
        ],
    }
}

fn evidence_table() -> Table {
    Table {
        name: "hazard_evidence",
        key: None,
        columns: vec![
            ("sha256", Holds::Text),
            ("media_type", Holds::Text),
            ("content", Holds::Bytes),
        ],
    }
}

/// Takes over the log and the files of another store: what there is must be the beginning of what comes. What another
/// system was still to be told is not taken along.
pub(super) async fn copy_log(source: &mut Tx, target: &mut Tx, store: &str) -> Result<()> {
    let there = kept(target, "", &[]).await?;
    let coming = kept(source, "", &[]).await?;
    if !coming.starts_with(&there) {
        return Err(Error::LogWouldBeCut {
            store: store.to_owned(),
        });
    }
    let new = &coming[there.len()..];
    target
        .insert(&log_table(), new, |kept, _| Ok(cells(kept)))
        .await?;
    let head = head(source).await?;
    let args = [
        Cell::Whole(head.count.cast_signed()),
        Cell::Text(head.sha256),
    ];
    let sql = "UPDATE hazard_log_head SET count = $1, sha256 = $2 WHERE fid = 1";
    target.execute(sql, &args).await?;
    let names = "SELECT sha256 FROM hazard_evidence ORDER BY fid";
    let known = target.fetch(names, &[], &[Holds::Text]).await?;
    let table = evidence_table();
    for name in source.fetch(names, &[], &[Holds::Text]).await? {
        if known.contains(&name) {
            continue;
        }
        // One at a time: they are large.
        let sql = format!(
            "SELECT {} FROM hazard_evidence WHERE sha256 = $1",
            table.names()
        );
        let rows = source.fetch(&sql, &name, &table.holds()).await?;
        target
            .insert(&table, &rows, |row, _| Ok(row.clone()))
            .await?;
    }
    Ok(())
}
