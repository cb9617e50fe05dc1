//! The classification of a park, as the API shows it.

use analysis::grading::park::{Answers, Class, Classification, guideline, takes};
use serde::Serialize;
use utoipa::ToSchema;

use super::Text;
use super::diagnosis::PointsRange;
use super::form::AnswerView;
use crate::forms::Last;

/// A class that is possible.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassView {
    /// A to D.
    pub code: String,
    /// Name.
    pub name: Text,
}

impl From<&Class> for ClassView {
    fn from(of: &Class) -> Self {
        Self {
            code: of.code.clone(),
            name: Text {
                zh: of.zh.clone(),
                en: of.en.clone(),
            },
        }
    }
}

/// An element with its points.
#[derive(Debug, Serialize, ToSchema)]
pub struct ElementView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Points of the best case.
    pub most: f64,
    /// Points that it has.
    pub points: PointsRange,
    /// How sure the points of the best case are.
    pub confidence: String,
}

/// What the city's facts answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointsProposal {
    /// Points.
    pub value: f64,
    /// Why.
    pub sentence: Text,
    /// What it rests on.
    pub source: &'static str,
}

/// An item of a classification.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassificationItem {
    /// Code.
    pub code: String,
    /// Code of its element; that of itself for an element as a whole, empty for class A at once.
    pub element: String,
    /// `element`, `item` or `direct_a`.
    pub kind: &'static str,
    /// The item.
    pub text: Text,
    /// Greatest number that can be given.
    pub most: f64,
    /// The only numbers; empty where any tenth of a point may be.
    pub steps: Vec<f64>,
    /// What is to be known of it.
    pub note: String,
    /// The last answer.
    pub answer: Option<AnswerView>,
    /// What the facts answer.
    pub proposal: Option<PointsProposal>,
    /// What holds; null where it is unknown.
    pub in_force: Option<f64>,
    /// Where that comes from: `answer`, `facts` or `unknown`.
    pub from: &'static str,
}

/// A classification with its items.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassificationView {
    /// The park.
    pub park_id: String,
    /// Its name.
    pub park_name: String,
    /// The document.
    pub document: String,
    /// How sure what is known of it is.
    pub confidence: String,
    /// Where that comes from.
    pub source: String,
    /// How sure the points in all are.
    pub total_confidence: String,
    /// Score: the worst and the best that it may be.
    pub points: PointsRange,
    /// Classes that are possible, the worst first; one where it is known.
    pub classes: Vec<ClassView>,
    /// Whether it is class A at once; null where nobody answered.
    pub is_directly_a: Option<bool>,
    /// In a sentence.
    pub sentence: Text,
    /// By element.
    pub elements: Vec<ElementView>,
    /// The items.
    pub items: Vec<ClassificationItem>,
    /// Whether the facts are invented.
    pub synthetic: bool,
}

/// Elements with their points.
pub fn elements(of: &Classification) -> Vec<ElementView> {
    of.elements
        .iter()
        .map(|e| ElementView {
            code: e.element.code.clone(),
            name: Text {
                zh: e.element.zh.clone(),
                en: e.element.en.clone(),
            },
            most: e.element.points,
            points: PointsRange {
                least: e.least,
                most: e.most,
            },
            confidence: e.element.confidence.clone(),
        })
        .collect()
}

/// The classification in a sentence.
pub fn sentence(of: &Classification) -> Text {
    let classes: Vec<&str> = of.classes.iter().map(|c| c.code.as_str()).collect();
    let (zh, en) = if (of.least - of.most).abs() < 1e-9 {
        (
            format!("得分 {} 分", of.least),
            format!("{} points", of.least),
        )
    } else {
        (
            format!("得分 {}–{} 分", of.least, of.most),
            format!("{} to {} points", of.least, of.most),
        )
    };
    let (zh, en) = match classes.as_slice() {
        [one] => (format!("{zh}，{one} 类"), format!("{en}: class {one}")),
        several => (
            format!("{zh}，可能为 {} 类", several.join("、")),
            format!("{en}: class {}", several.join(" or ")),
        ),
    };
    let open = of.is_directly_a.is_none();
    Text {
        zh: format!(
            "{zh}{}。",
            if open {
                "；是否直接判定为 A 类尚未回答"
            } else {
                ""
            }
        ),
        en: format!(
            "{en}{}.",
            if open {
                "; whether it is class A at once is not answered"
            } else {
                ""
            }
        ),
    }
}

/// The items, with what was answered and proposed.
pub fn rows(
    last: &Last,
    in_force: &Answers,
    residents: Option<&(f64, String, String)>,
) -> Vec<ClassificationItem> {
    let all = guideline();
    let row = |code: &str, element: &str, kind, zh: &str, en: &str, note: &str| {
        let takes = takes("", code).ok();
        ClassificationItem {
            code: code.to_owned(),
            element: element.to_owned(),
            kind,
            text: Text {
                zh: zh.to_owned(),
                en: en.to_owned(),
            },
            most: takes.as_ref().map_or(1.0, |t| t.most),
            steps: takes.map(|t| t.steps).unwrap_or_default(),
            note: note.to_owned(),
            answer: None,
            proposal: None,
            in_force: None,
            from: "unknown",
        }
    };
    let mut rows: Vec<ClassificationItem> = Vec::new();
    for of in &all.elements {
        rows.push(row(
            &of.code,
            &of.code,
            "element",
            &of.zh,
            &of.en,
            &of.confidence,
        ));
        let own = all.items.iter().filter(|i| i.element == of.code);
        rows.extend(own.map(|i| row(&i.code, &i.element, "item", &i.zh, &i.en, &i.note)));
    }
    let direct = &all.direct_a;
    rows.push(row(
        &direct.code,
        "",
        "direct_a",
        &direct.zh,
        &direct.en,
        "",
    ));
    for row in &mut rows {
        row.answer = last.get(&row.code).map(Into::into);
        if row.code == RESIDENTS
            && let Some((value, zh, en)) = residents
        {
            row.proposal = Some(PointsProposal {
                value: *value,
                sentence: Text {
                    zh: zh.clone(),
                    en: en.clone(),
                },
                source: "图层 parks, targets",
            });
        }
        row.in_force = in_force.get(&row.code).copied();
        let is_answered = row.answer.as_ref().is_some_and(|a| a.value.is_some());
        row.from = match (is_answered, row.in_force) {
            (true, _) => "answer",
            (false, Some(_)) => "facts",
            (false, None) => "unknown",
        };
    }
    rows
}

/// Code of the item that asks whether anybody lives in the park.
pub const RESIDENTS: &str = "4";
