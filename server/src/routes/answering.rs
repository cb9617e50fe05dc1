//! What all forms share: the answers of a subject out of the store, and answers into it.

use std::collections::BTreeSet;

use data::store::Answer;

use crate::app::AppState;
use crate::forms::{Last, last};
use crate::problem::{FieldError, Problem};
use crate::views::form::{AnswerHistory, NewAnswers};

/// Most answers at a time.
const MOST_ANSWERS: usize = 100;
/// Longest name of a person, characters.
const LONGEST_NAME: usize = 100;
/// Longest evidence or reason, characters.
const LONGEST_TEXT: usize = 2000;

/// What an item takes.
pub struct Asked {
    /// What the facts answer.
    pub proposed: Option<f64>,
    /// What is wrong with the value and what would be right; none where it is right.
    pub wrong: Option<FieldError>,
}

/// The last answers of a subject, from the store; those of the snapshot where the service has none.
///
/// # Errors
/// 500 where the store fails.
pub async fn answers(state: &AppState, form: &str, subject_id: &str) -> Result<Last, Problem> {
    if let Some(store) = state.store() {
        let all = store.answers_of(form, subject_id).await;
        return Ok(last(all.map_err(|e| Problem::internal(&e))?));
    }
    let snapshot = state.snapshot()?;
    let known = snapshot.forms().last(form, subject_id);
    Ok(known.cloned().unwrap_or_default())
}

/// All that was ever answered of a subject, the newest first.
///
/// # Errors
/// 503 where the service has no store, 500 where it fails.
pub async fn history(
    state: &AppState,
    form: &'static str,
    subject_id: &str,
) -> Result<AnswerHistory, Problem> {
    let store = state.store().ok_or_else(no_store)?;
    let all = store.answers_of(form, subject_id).await;
    let all = all.map_err(|e| Problem::internal(&e))?;
    Ok(AnswerHistory {
        form,
        subject_id: subject_id.to_owned(),
        items: all.iter().rev().map(Into::into).collect(),
    })
}

/// Checks new answers: all that is wrong is told. `asked` says of an item and a value what is wrong with it.
///
/// # Errors
/// 400 with every wrong field.
pub fn checked(
    form: &str,
    subject_id: &str,
    new: &NewAnswers,
    asked: impl Fn(&str, &str, Option<f64>) -> Asked,
) -> Result<Vec<Answer>, Problem> {
    let mut wrong = Vec::new();
    let mut text = |pointer: String, text: &str, most: usize| {
        let length = text.chars().count();
        if text.contains('\0') {
            wrong.push(field(pointer, "holds a NUL character; leave it out"));
        } else if length > most {
            let detail = format!("has {length} characters; give {most} at most");
            wrong.push(field(pointer, detail));
        }
        text.trim().to_owned()
    };
    let person = text("/person".into(), &new.person, LONGEST_NAME);
    let texts: Vec<(String, String)> = new
        .answers
        .iter()
        .enumerate()
        .map(|(i, a)| {
            (
                text(format!("/answers/{i}/evidence"), &a.evidence, LONGEST_TEXT),
                text(format!("/answers/{i}/reason"), &a.reason, LONGEST_TEXT),
            )
        })
        .collect();
    if person.is_empty() {
        wrong.push(field("/person", "is empty; give the name of who answers"));
    }
    if new.answers.is_empty() || new.answers.len() > MOST_ANSWERS {
        let detail = format!(
            "has {} answers; give 1 to {MOST_ANSWERS}",
            new.answers.len()
        );
        wrong.push(field("/answers", detail));
    }
    let mut seen = BTreeSet::new();
    let answered_at = data::now_rfc3339();
    let mut all = Vec::new();
    for (i, (answer, (evidence, reason))) in new.answers.iter().zip(texts).enumerate() {
        let item = answer.item.trim();
        let at = |what: &str| format!("/answers/{i}/{what}");
        if !seen.insert(item.to_owned()) {
            wrong.push(field(
                at("item"),
                format!("answers {item} a second time; answer each item once"),
            ));
        }
        let asked = asked(&format!("/answers/{i}"), item, answer.value);
        let differs = answer
            .value
            .zip(asked.proposed)
            .is_some_and(|(given, facts)| (given - facts).abs() > 1e-9);
        wrong.extend(asked.wrong);
        if answer.value.is_some() && evidence.is_empty() {
            wrong.push(field(
                at("evidence"),
                format!("is empty; say what the answer to {item} rests on"),
            ));
        }
        if reason.is_empty() && (differs || answer.value.is_none()) {
            let detail = if differs {
                format!(
                    "is empty; the facts of the city say otherwise on {item}: say why they do not hold"
                )
            } else {
                format!("is empty; say why the answer to {item} is taken back")
            };
            wrong.push(field(at("reason"), detail));
        }
        all.push(Answer {
            form: form.to_owned(),
            subject_id: subject_id.to_owned(),
            item: item.to_owned(),
            value: answer.value.map(|v| v.to_string()),
            evidence,
            reason,
            person: person.clone(),
            answered_at: answered_at.clone(),
        });
    }
    match refused(wrong) {
        Some(problem) => Err(problem),
        None => Ok(all),
    }
}

/// Stores answers; what is shown follows by itself.
///
/// # Errors
/// 503 where the service has no store or another program writes to it, 500 where it fails.
pub async fn keep(state: &AppState, answers: &[Answer]) -> Result<(), Problem> {
    let store = state.store().ok_or_else(no_store)?;
    store.add_answers(answers).await.map_err(|e| match e {
        data::Error::Busy { .. } => Problem::not_ready(e.to_string()),
        other => Problem::internal(&other),
    })
}

/// A problem of several fields; none of none.
pub fn refused(wrong: Vec<FieldError>) -> Option<Problem> {
    let first = wrong.first()?;
    let mut problem = Problem::bad_input(&first.pointer, first.detail.clone());
    problem.errors = wrong;
    Some(problem)
}

/// A wrong field.
pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        detail: detail.into(),
    }
}

fn no_store() -> Problem {
    Problem::not_ready("this service has no store to keep answers in")
}
