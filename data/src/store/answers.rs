//! Answers to forms: only ever added, never changed. The last one of an item is the answer of now.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Store;
use super::backend::{Cell, Holds, Table};
use crate::Result;

/// An answer to an item of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The form, such as `diagnosis`.
    pub form: String,
    /// Of what: identifier of a facility, unit or park.
    pub subject_id: String,
    /// Code of the item.
    pub item: String,
    /// The answer; none where one was taken back.
    pub value: Option<String>,
    /// Evidence: a text, or where to find it.
    pub evidence: String,
    /// Why it differs from what the facts say; empty where it does not.
    pub reason: String,
    /// Who answered.
    pub person: String,
    /// When, RFC 3339.
    pub answered_at: String,
}

impl Store {
    /// Adds answers, all of them or none.
    ///
    /// # Errors
    /// [`crate::Error::Database`], [`crate::Error::NulCharacter`].
    pub async fn add_answers(&self, answers: &[Answer]) -> Result<()> {
        let mut tx = self.write().await?;
        tx.insert(&answers_table(), answers, |a, _| Ok(cells(a)))
            .await?;
        tx.commit().await
    }

    /// All answers in the order in which they were given.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn answers(&self) -> Result<Vec<Answer>> {
        self.answers_where("", &[]).await
    }

    /// The answers of a form, of all its subjects, in the order in which they were given.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn answers_to(&self, form: &str) -> Result<Vec<Answer>> {
        let of = [Cell::Text(form.to_owned())];
        self.answers_where("WHERE form = $1", &of).await
    }

    /// The answers of a form of one subject, in the order in which they were given.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn answers_of(&self, form: &str, subject_id: &str) -> Result<Vec<Answer>> {
        let of = [form, subject_id].map(|t| Cell::Text(t.to_owned()));
        self.answers_where("WHERE form = $1 AND subject_id = $2", &of)
            .await
    }

    async fn answers_where(&self, condition: &str, args: &[Cell]) -> Result<Vec<Answer>> {
        let table = answers_table();
        let sql = format!(
            "SELECT {} FROM answers {condition} ORDER BY fid",
            table.names()
        );
        let mut snapshot = self.read().await?;
        let rows = snapshot.fetch(&sql, args, &table.holds()).await?;
        snapshot.commit().await?;
        Ok(rows.into_iter().map(answer).collect())
    }
}

/// SHA-256 of answers in their order, hexadecimal; none of none.
pub fn answers_hash(answers: &[Answer]) -> Option<String> {
    if answers.is_empty() {
        return None;
    }
    let mut hash = Sha256::new();
    for answer in answers {
        for cell in cells(answer) {
            // A length before each text, so that no two contents give the same bytes.
            let text = cell.into_maybe_text();
            hash.update([u8::from(text.is_some())]);
            let text = text.unwrap_or_default();
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
    }
    Some(format!("{:x}", hash.finalize()))
}

/// The table of the answers.
pub(super) fn answers_table() -> Table {
    let names = [
        "form",
        "subject_id",
        "item",
        "value",
        "evidence",
        "reason",
        "person",
        "answered_at",
    ];
    Table {
        name: "answers",
        key: None,
        columns: names.map(|n| (n, Holds::Text)).to_vec(),
    }
}

fn cells(of: &Answer) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        text(&of.form),
        text(&of.subject_id),
        text(&of.item),
        Cell::maybe_text(of.value.as_deref()),
        text(&of.evidence),
        text(&of.reason),
        text(&of.person),
        text(&of.answered_at),
    ]
}

fn answer(row: Vec<Cell>) -> Answer {
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Null);
    Answer {
        form: next().into_text(),
        subject_id: next().into_text(),
        item: next().into_text(),
        value: next().into_maybe_text(),
        evidence: next().into_text(),
        reason: next().into_text(),
        person: next().into_text(),
        answered_at: next().into_text(),
    }
}
