//! The health of the data as the API answers it.

use analysis::quality::{Finding, Score};
use serde::Serialize;
use utoipa::ToSchema;

use super::{LonLat, Page, Text};

/// A row that fails a rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// Rule.
    pub rule: &'static str,
    /// `error`, `warning` or `notice`.
    pub severity: &'static str,
    /// Layer of the row.
    pub layer: &'static str,
    /// Key of the row.
    pub id: String,
    /// Column that is wrong or missing.
    pub field: &'static str,
    /// Its value.
    pub value: String,
    /// What was seen.
    pub words: Text,
    /// What to do.
    pub fix: Text,
    /// Where it is.
    #[schema(value_type = Option<Vec<f64>>)]
    pub place: Option<LonLat>,
    /// Unknown verdicts that this one fix would settle, at most: a value may make another attribute matter.
    pub verdicts_settled: usize,
    /// Unknown verdicts that this fix is a part of.
    pub verdicts_helped: usize,
    /// Keys of other rows that it is about.
    pub related: Vec<String>,
}

impl From<&Finding> for FindingView {
    fn from(f: &Finding) -> Self {
        let text = |zh: &String, en: &String| Text {
            zh: zh.clone(),
            en: en.clone(),
        };
        Self {
            rule: f.rule,
            severity: f.severity.code(),
            layer: f.layer,
            id: f.id.clone(),
            field: f.field,
            value: f.value.clone(),
            words: text(&f.words_zh, &f.words_en),
            fix: text(&f.fix_zh, &f.fix_en),
            place: f.place,
            verdicts_settled: f.verdicts_settled,
            verdicts_helped: f.verdicts_helped,
            related: f.related.clone(),
        }
    }
}

/// What a rule came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleView {
    /// Rule.
    pub rule: &'static str,
    /// What a row fails by.
    pub words: Text,
    /// Weight in the overall score.
    pub weight: f64,
    /// Rows that were checked.
    pub checked: usize,
    /// Rows that fail.
    pub failing: usize,
    /// 0–100; null where there was nothing to check.
    pub score: Option<f64>,
}

impl From<&Score> for RuleView {
    fn from(s: &Score) -> Self {
        Self {
            rule: s.rule,
            words: Text {
                zh: s.zh.to_owned(),
                en: s.en.to_owned(),
            },
            weight: s.weight,
            checked: s.checked,
            failing: s.failing,
            score: s.score,
        }
    }
}

/// The health of the data.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoctorView {
    /// Run whose facts were examined.
    pub run_id: String,
    /// Day on which they were examined.
    pub examined_on: String,
    /// 0–100, the weighted mean over the rules; null for an empty store.
    pub score: Option<f64>,
    /// Verdicts that are unknown.
    pub unknown_verdicts: usize,
    /// Rule by rule, without regard to the filter.
    pub rules: Vec<RuleView>,
    /// Rows that fail, those that settle most verdicts first.
    pub findings: Page<FindingView>,
}
