//! The diagnosis of an enterprise, as the API shows it.

use analysis::grading::enterprise::score::{Range, points};
use analysis::grading::enterprise::{Score, sentence};
use analysis::standards::diagnosis::{Kind, items, rules};
use serde::Serialize;
use utoipa::ToSchema;

use super::Text;
use super::form::AnswerView;
use crate::diagnosis::Diagnosis;
use crate::forms::Last;

/// Points from the least to the greatest that they may be.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PointsRange {
    /// Least.
    pub least: f64,
    /// Greatest; the same where it is known.
    pub most: f64,
}

impl From<Range> for PointsRange {
    fn from(of: Range) -> Self {
        let (least, most) = of.points();
        Self { least, most }
    }
}

/// A score.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreView {
    /// The worst and the best that it may be.
    pub points: PointsRange,
    /// The colour; null where several are possible.
    pub colour: Option<&'static str>,
    /// The worst that it may be.
    pub worst_colour: &'static str,
    /// The best that it may be.
    pub best_colour: &'static str,
    /// In a sentence.
    pub sentence: Text,
    /// By project.
    pub projects: Vec<ProjectView>,
    /// Numbers of the cases of red at once that are the case.
    pub directly_red: Vec<u8>,
    /// Codes of the items that are open.
    pub open: Vec<String>,
}

/// What a project comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProjectView {
    /// The project.
    pub name: Text,
    /// Most that is deducted.
    pub most_deducted: f64,
    /// Deducted.
    pub deducted: PointsRange,
    /// Added.
    pub added: PointsRange,
    /// What another source has instead.
    pub other_source: Option<String>,
}

impl From<&Score> for ScoreView {
    fn from(of: &Score) -> Self {
        let (zh, en) = sentence::of_score(of);
        Self {
            points: of.range.into(),
            colour: of.colour().map(analysis::grading::regional::Colour::code),
            worst_colour: of.worst_colour.code(),
            best_colour: of.best_colour.code(),
            sentence: Text { zh, en },
            projects: of
                .projects
                .iter()
                .map(|p| ProjectView {
                    name: Text {
                        zh: p.project.name.clone(),
                        en: p.project.en.clone(),
                    },
                    most_deducted: points(p.cap),
                    deducted: p.deducted.into(),
                    added: p.added.into(),
                    other_source: p.project.other_source.clone(),
                })
                .collect(),
            directly_red: of.directly_red.clone(),
            open: of.open.clone(),
        }
    }
}

/// What the city's facts answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalView {
    /// The count.
    pub value: u32,
    /// Why.
    pub sentence: Text,
    /// What it rests on.
    pub source: &'static str,
}

/// An item of a diagnosis.
#[derive(Debug, Serialize, ToSchema)]
pub struct DiagnosisItem {
    /// Code: 1 to 42, R1 to R4 for the cases of red at once.
    pub code: String,
    /// Category; empty for a case of red at once.
    pub category: String,
    /// Project; empty for a case of red at once.
    pub project: String,
    /// `deduct`, `bonus` or `direct_red`.
    pub kind: &'static str,
    /// Points a piece; null for a case of red at once.
    pub points: Option<f64>,
    /// What is counted; null for yes or no.
    pub counted: Option<Text>,
    /// Greatest count that can be given.
    pub most: u32,
    /// The item.
    pub text: Text,
    /// How sure the row is.
    pub confidence: String,
    /// Where the row comes from.
    pub source: String,
    /// The last answer.
    pub answer: Option<AnswerView>,
    /// What the facts answer.
    pub proposal: Option<ProposalView>,
    /// What holds; null where it is unknown.
    pub in_force: Option<u32>,
    /// Where that comes from: `answer`, `facts` or `unknown`.
    pub from: &'static str,
}

/// How the score enters frequencies.
#[derive(Debug, Serialize, ToSchema)]
pub struct ManagementView {
    /// The factor by the answers of now; 1 where too much is open.
    pub factor: f64,
    /// `known`, `nearly_known`, `open` or `direct_red`.
    pub why: &'static str,
    /// In a sentence.
    pub sentence: Text,
    /// The score that was taken.
    pub points: Option<f64>,
    /// The factor in the grades that are shown; null while they are being made.
    pub factor_in_grades: Option<f64>,
    /// Deaths a year that the enterprise causes, in those grades.
    pub pll_per_year: Option<f64>,
    /// Of those, what its management adds (below zero where it saves some).
    pub added_pll_per_year: Option<f64>,
    /// Colour of the enterprise on the map, in those grades; null where it has none.
    pub colour_in_grades: Option<&'static str>,
}

/// A diagnosis with its items.
#[derive(Debug, Serialize, ToSchema)]
pub struct DiagnosisView {
    /// The facility.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// The document.
    pub document: String,
    /// How sure the rules are.
    pub confidence: String,
    /// Where they come from.
    pub source: String,
    /// Years after which it is done again.
    pub review_cycle_years: u32,
    /// The score.
    pub score: ScoreView,
    /// The score by the caps of the other source.
    pub other_score: ScoreView,
    /// How it enters frequencies.
    pub management: ManagementView,
    /// The items.
    pub items: Vec<DiagnosisItem>,
    /// Whether the facts are invented.
    pub synthetic: bool,
}

/// The items, with what was answered and proposed.
pub fn rows(of: &Diagnosis, last: &Last) -> Vec<DiagnosisItem> {
    let mut all: Vec<DiagnosisItem> = items()
        .iter()
        .map(|item| DiagnosisItem {
            code: item.code(),
            category: item.category.clone(),
            project: item.project.clone(),
            kind: match item.kind {
                Kind::Deduct => "deduct",
                Kind::Bonus => "bonus",
            },
            points: Some(points(item.points)),
            counted: (!item.unit_zh.is_empty()).then(|| Text {
                zh: item.unit_zh.clone(),
                en: item.unit_en.clone(),
            }),
            most: item.most,
            text: Text {
                zh: item.item_zh.clone(),
                en: item.item_en.clone(),
            },
            confidence: item.confidence.clone(),
            source: item.source.clone(),
            answer: None,
            proposal: None,
            in_force: None,
            from: "unknown",
        })
        .collect();
    let rules = rules();
    all.extend(rules.direct_red.iter().map(|case| DiagnosisItem {
        code: case.code(),
        category: String::new(),
        project: String::new(),
        kind: "direct_red",
        points: None,
        counted: None,
        most: 1,
        text: Text {
            zh: case.zh.clone(),
            en: case.en.clone(),
        },
        confidence: rules.confidence.clone(),
        source: rules.source.clone(),
        answer: None,
        proposal: None,
        in_force: None,
        from: "unknown",
    }));
    for row in &mut all {
        row.answer = last.get(&row.code).map(Into::into);
        row.proposal = of.proposed.get(row.code.as_str()).map(|p| ProposalView {
            value: p.count,
            sentence: Text {
                zh: p.zh.clone(),
                en: p.en.clone(),
            },
            source: p.source,
        });
        row.in_force = of.in_force.get(&row.code).copied();
        let is_answered = row.answer.as_ref().is_some_and(|a| a.value.is_some());
        row.from = match (is_answered, row.in_force) {
            (true, _) => "answer",
            (false, Some(_)) => "facts",
            (false, None) => "unknown",
        };
    }
    all
}
