//! Answers to forms, as the API takes and shows them.

use data::store::Answer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An answer that was given.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AnswerView {
    /// Code of the item.
    pub item: String,
    /// The answer; null where one was taken back.
    pub value: Option<String>,
    /// Evidence: a text, or where to find it.
    pub evidence: String,
    /// Why it differs from what the facts say, or why it was taken back; empty where neither.
    pub reason: String,
    /// Who answered.
    pub person: String,
    /// When, RFC 3339.
    pub answered_at: String,
}

impl From<&Answer> for AnswerView {
    fn from(of: &Answer) -> Self {
        Self {
            item: of.item.clone(),
            value: of.value.clone(),
            evidence: of.evidence.clone(),
            reason: of.reason.clone(),
            person: of.person.clone(),
            answered_at: of.answered_at.clone(),
        }
    }
}

/// Answers to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswers {
    /// Who answers.
    pub person: String,
    /// The answers, 1 to 100.
    pub answers: Vec<NewAnswer>,
}

/// An answer to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// Code of the item.
    pub item: String,
    /// The number: a count, points, or 1 for yes and 0 for no. Null takes an answer back.
    pub value: Option<f64>,
    /// Evidence; needed with a value.
    #[serde(default)]
    pub evidence: String,
    /// Why it differs from what the facts say; needed where it does.
    #[serde(default)]
    pub reason: String,
}

/// What was ever answered, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerHistory {
    /// The form.
    pub form: &'static str,
    /// Identifier of the facility or park.
    pub subject_id: String,
    /// The answers.
    pub items: Vec<AnswerView>,
}
