//! Grades of installations.

use analysis::grading::major_hazard::{Grade, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use super::Text;

/// Colour of a level: 1 red, 2 orange, 3 yellow, 4 blue; a house rule, no standard fixes it
/// (`standards`: one public program uses the same).
pub const fn colour(verdict: Verdict, level: Option<u8>) -> &'static str {
    match (verdict, level) {
        (Verdict::Graded, Some(1)) => "red",
        (Verdict::Graded, Some(2)) => "orange",
        (Verdict::Graded, Some(3)) => "yellow",
        (Verdict::Graded, _) => "blue",
        (Verdict::NotMajorHazard, _) => "none",
        (Verdict::Unknown, _) => "grey",
    }
}

/// Code of a verdict.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Graded => "graded",
        Verdict::NotMajorHazard => "not_major_hazard",
        Verdict::Unknown => "unknown",
    }
}

/// One substance in one vessel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ItemView {
    /// Vessel.
    pub vessel_id: Option<String>,
    /// Substance as given.
    pub substance: Option<String>,
    /// CAS number.
    pub cas: Option<String>,
    /// Chinese name.
    pub name_zh: Option<String>,
    /// English name.
    pub name_en: Option<String>,
    /// Quantity q, t.
    pub quantity_t: Option<f64>,
    /// Critical quantity Q, t.
    pub critical_quantity_t: Option<f64>,
    /// Correction factor β.
    pub beta: Option<f64>,
    /// q / Q.
    pub q_over_q: Option<f64>,
    /// β q / Q.
    pub beta_q_over_q: Option<f64>,
    /// How the substance was found: cas, name, alias or hazard_class.
    pub found_by: Option<String>,
    /// Table that Q stands in.
    pub table: Option<String>,
    /// Symbol of its class in table 2.
    pub symbol: Option<String>,
    /// Where Q and β stand.
    pub clause: Option<String>,
    /// Confidence of the weaker of the two.
    pub confidence: Option<String>,
    /// Whether it is under key supervision.
    pub supervised: bool,
}

/// Grade of a unit by GB 18218-2018.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GradeView {
    /// `graded`, `not_major_hazard` or `unknown`.
    pub verdict: &'static str,
    /// S; a lower bound where something is missing.
    pub s: Option<f64>,
    /// R; a lower bound where something is missing.
    pub r: Option<f64>,
    /// α.
    pub alpha: Option<f64>,
    /// Level 1–4.
    pub level: Option<u8>,
    /// red, orange, yellow, blue, grey (unknown) or none.
    pub colour: &'static str,
    /// Why it is unknown.
    pub reasons: Vec<Text>,
    /// Least confidence of what it rests on.
    pub confidence: String,
    /// Substances.
    pub items: Vec<ItemView>,
}

impl From<&Grade> for GradeView {
    fn from(grade: &Grade) -> Self {
        Self {
            verdict: verdict(grade.verdict),
            s: grade.s,
            r: grade.r,
            alpha: grade.alpha,
            level: grade.level,
            colour: colour(grade.verdict, grade.level),
            reasons: grade.reasons.iter().map(Text::from).collect(),
            confidence: grade.confidence.clone(),
            items: grade
                .items
                .iter()
                .map(|i| ItemView {
                    vessel_id: i.vessel_id.clone(),
                    substance: i.substance.clone(),
                    cas: i.cas.clone(),
                    name_zh: i.name_zh.clone(),
                    name_en: i.name_en.clone(),
                    quantity_t: i.quantity_t,
                    critical_quantity_t: i.critical_quantity_t,
                    beta: i.beta,
                    q_over_q: i.q_over_q,
                    beta_q_over_q: i.beta_q_over_q,
                    found_by: i.found_by.map(|f| f.code().to_owned()),
                    table: i.table.clone(),
                    symbol: i.symbol.clone(),
                    clause: i.clause.clone(),
                    confidence: i.confidence.clone(),
                    supervised: i.supervised,
                })
                .collect(),
        }
    }
}
