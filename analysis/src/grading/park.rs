//! Classification of a chemical park A to D (化工园区安全风险分级), as far as the guideline is known.
//!
//! Only part of it was found: two of its elements with points, four of its items, no list of the cases that are class A at
//! once. What is unknown stays unknown: the score is a range, and class A can be excluded only by whoever has the
//! printed text. An element may be answered as a whole, as it was assessed by the printed checklist.
//!
//! Source: 应急〔2023〕123号 in part, see `standards/tables/park_classification.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::city::City;
use crate::error::Error;
use crate::facts::Subtype;

/// A class, from its least score on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// A to D.
    pub code: String,
    /// Name, Chinese.
    pub zh: String,
    /// Name, English.
    pub en: String,
    /// Least score.
    pub least_score: f64,
}

/// A top element.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Code in answers.
    pub code: String,
    /// Name, Chinese.
    pub zh: String,
    /// Name, English.
    pub en: String,
    /// Points of the best case.
    pub points: f64,
    /// How sure they are.
    pub confidence: String,
}

/// An item of an element.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Code in answers.
    pub code: String,
    /// Element that it belongs to.
    pub element: String,
    /// The item, Chinese.
    pub zh: String,
    /// The item, translated by us.
    pub en: String,
    /// Points of the best case; none where they were not found: 1 is then yes, 0 no.
    pub most: Option<f64>,
    /// The only points that there are, where they go by steps.
    pub steps: Option<Vec<f64>>,
    /// What is to be known of it.
    #[serde(default)]
    pub note: String,
}

/// The case that is class A at once.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectA {
    /// Code in answers.
    pub code: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What is known of the guideline.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guideline {
    /// The document.
    pub document: String,
    /// How sure it is.
    pub confidence: String,
    /// Where it comes from.
    pub source: String,
    /// Points in all.
    pub total_points: f64,
    /// How sure that is.
    pub total_confidence: String,
    /// Classes, the worst first.
    #[serde(rename = "class")]
    pub classes: Vec<Class>,
    /// Elements.
    #[serde(rename = "element")]
    pub elements: Vec<Element>,
    /// Items that were seen.
    #[serde(rename = "item")]
    pub items: Vec<Item>,
    /// Class A at once.
    pub direct_a: DirectA,
}

static GUIDELINE: LazyLock<Guideline> = LazyLock::new(|| {
    toml::from_str(include_str!("../standards/tables/park_classification.toml"))
        .unwrap_or_else(|e| panic!("park_classification.toml is defective: {e}"))
});

/// What is known of the guideline.
pub fn guideline() -> &'static Guideline {
    &GUIDELINE
}

/// Points by code of the item or element; 1 and 0 for yes and no.
pub type Answers = BTreeMap<String, f64>;

/// What a code takes: the greatest number, and the only ones where they go by steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Takes {
    /// Greatest number.
    pub most: f64,
    /// The only numbers; empty where any tenth of a point may be.
    pub steps: Vec<f64>,
}

/// What a code takes.
///
/// # Errors
/// [`Error::Input`] for a code that is none.
pub fn takes(pointer: &str, code: &str) -> Result<Takes, Error> {
    let all = guideline();
    if let Some(element) = all.elements.iter().find(|e| e.code == code) {
        return Ok(Takes {
            most: element.points,
            steps: Vec::new(),
        });
    }
    if let Some(item) = all.items.iter().find(|i| i.code == code) {
        return Ok(Takes {
            most: item.most.unwrap_or(1.0),
            steps: item.steps.clone().unwrap_or_default(),
        });
    }
    if all.direct_a.code == code {
        return Ok(Takes {
            most: 1.0,
            steps: vec![0.0, 1.0],
        });
    }
    let codes = all.elements.iter().map(|e| e.code.as_str());
    let codes: Vec<&str> = codes
        .chain(all.items.iter().map(|i| i.code.as_str()))
        .chain([all.direct_a.code.as_str()])
        .collect();
    Err(Error::Input {
        pointer: pointer.to_owned(),
        detail: format!("`{code}` is no item; give one of {}", codes.join(", ")),
    })
}

/// Checks points.
///
/// # Errors
/// [`Error::Input`] that says what would be right.
pub fn check(pointer: &str, code: &str, points: f64) -> Result<(), Error> {
    let takes = takes(pointer, code)?;
    let is_in = (0.0..=takes.most).contains(&points);
    let is_step = takes.steps.iter().any(|s| (s - points).abs() < 1e-9);
    let is_tenth = (points * 10.0 - (points * 10.0).round()).abs() < 1e-6;
    if is_in && (is_step || (takes.steps.is_empty() && is_tenth)) {
        return Ok(());
    }
    let right = if takes.steps.is_empty() {
        format!("0 to {} points, in tenths", takes.most)
    } else {
        let steps: Vec<String> = takes.steps.iter().map(ToString::to_string).collect();
        format!("one of {}", steps.join(", "))
    };
    Err(Error::Input {
        pointer: pointer.to_owned(),
        detail: format!("item {code} is {points}; give {right}"),
    })
}

/// Points of an element: the least and the most that they may be.
#[derive(Debug, Clone)]
pub struct OfElement {
    /// The element.
    pub element: &'static Element,
    /// Least.
    pub least: f64,
    /// Most.
    pub most: f64,
}

/// A classification.
#[derive(Debug, Clone)]
pub struct Classification {
    /// Least score.
    pub least: f64,
    /// Greatest score.
    pub most: f64,
    /// By element.
    pub elements: Vec<OfElement>,
    /// Whether it is class A at once; none where nobody answered.
    pub is_directly_a: Option<bool>,
    /// Classes that are possible, the worst first.
    pub classes: Vec<&'static Class>,
}

/// The element of a code that is answered as a whole, where it does not agree with its own items.
pub fn contradictions(answers: &Answers) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for element in &guideline().elements {
        let (least, most) = by_items(element, answers);
        if let Some(given) = answers.get(&element.code)
            && !(least - 1e-9..=most + 1e-9).contains(given)
        {
            let detail = format!(
                "element {} is {given} points, its items leave {least} to {most}; give points that agree with them",
                element.code
            );
            found.push((element.code.clone(), detail));
        }
    }
    found
}

/// Points of an element by its answered items.
fn by_items(element: &Element, answers: &Answers) -> (f64, f64) {
    let own = guideline()
        .items
        .iter()
        .filter(|i| i.element == element.code);
    let (mut least, mut most) = (0.0, element.points);
    for item in own {
        if let (Some(best), Some(points)) = (item.most, answers.get(&item.code)) {
            least += points;
            most -= best - points;
        }
    }
    (least, most)
}

/// The class of a score.
fn class(score: f64) -> usize {
    let classes = &guideline().classes;
    let found = classes.iter().rposition(|c| score >= c.least_score - 1e-9);
    found.unwrap_or(0)
}

/// Classifies a park by its answers.
pub fn classify(answers: &Answers) -> Classification {
    let all = guideline();
    let elements: Vec<OfElement> = all
        .elements
        .iter()
        .map(|element| {
            let known = answers.get(&element.code).map(|points| (*points, *points));
            let (least, most) = known.unwrap_or_else(|| by_items(element, answers));
            OfElement {
                element,
                least,
                most,
            }
        })
        .collect();
    let tenth = |points: f64| (points * 10.0).round() / 10.0;
    let least = tenth(elements.iter().map(|e| e.least).sum());
    let most = tenth(elements.iter().map(|e| e.most).sum());
    let is_directly_a = answers.get(&all.direct_a.code).map(|n| *n > 0.0);
    let by_score = class(least)..=class(most);
    let classes = match is_directly_a {
        Some(true) => vec![0],
        Some(false) => by_score.collect(),
        None => std::iter::once(0)
            .chain(by_score.filter(|c| *c > 0))
            .collect(),
    };
    Classification {
        least,
        most,
        elements,
        is_directly_a,
        classes: classes
            .into_iter()
            .map(|c: usize| &all.classes[c])
            .collect(),
    }
}

/// What the city's own facts answer: item 4 is nought where somebody lives in the park.
pub fn residents(city: &City, park_id: &str) -> Option<(f64, String, String)> {
    let ground = &city.ground;
    let lives_there = |at: usize| {
        let of = &ground.targets[at];
        if !matches!(of.subtype, Subtype::Residential | Subtype::Village) {
            return false;
        }
        let centre = ground.target_footprints[at].centre();
        let place = city.plane.to_lon_lat(centre).ok();
        place.is_some_and(|p| city.place_names(p).park.is_some_and(|p| p.id == park_id))
    };
    let found: Vec<&str> = (0..ground.targets.len())
        .filter(|at| lives_there(*at))
        .map(|at| ground.targets[at].name.as_str())
        .collect();
    let first = found.first()?;
    Some((
        0.0,
        format!("园区内有 {} 处居住类目标，如“{first}”", found.len()),
        format!(
            "{} residential targets lie in the park, such as {first}",
            found.len()
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(all: &[(&str, f64)]) -> Classification {
        classify(&all.iter().map(|(c, n)| ((*c).to_owned(), *n)).collect())
    }

    fn codes(of: &Classification) -> String {
        of.classes.iter().map(|c| c.code.as_str()).collect()
    }

    #[test]
    fn the_elements_make_up_the_total() {
        let all = guideline();
        let sum: f64 = all.elements.iter().map(|e| e.points).sum();
        assert!((sum - all.total_points).abs() < 1e-9);
        for item in &all.items {
            assert!(all.elements.iter().any(|e| e.code == item.element));
        }
    }

    #[test]
    fn what_is_not_known_leaves_every_class() {
        let none = of(&[]);
        assert_eq!((none.least, none.most), (0.0, 100.0));
        assert_eq!(codes(&none), "ABCD");
        // Residents: 8 points are lost. Whether the park is recognised narrows nothing.
        let some = of(&[("4", 0.0), ("1", 0.0), ("2", 5.0)]);
        assert_eq!((some.least, some.most), (5.0, 92.0));
    }

    #[test]
    fn elements_as_a_whole_give_a_class_by_hand() {
        let whole = [("E1", 10.0), ("E2", 30.0), ("E3", 45.5)];
        assert!((of(&whole).least - 85.5).abs() < 1e-9);
        // Class A at once is not excluded as long as nobody answers it.
        assert_eq!(codes(&of(&whole)), "AD");
        let answered = |v| of(&[whole[0], whole[1], whole[2], ("V", v)]);
        assert_eq!(codes(&answered(0.0)), "D");
        assert_eq!(codes(&answered(1.0)), "A");
        let borders = [
            (59.9, "A"),
            (60.0, "B"),
            (70.0, "C"),
            (84.9, "C"),
            (85.0, "D"),
        ];
        for (score, class) in borders {
            let rest = score - 40.0;
            let got = of(&[("E1", 10.0), ("E2", 30.0), ("E3", rest), ("V", 0.0)]);
            assert_eq!(codes(&got), class, "{score}");
        }
    }

    #[test]
    fn a_wrong_answer_is_told_with_what_would_be_right() {
        let told = |code: &str, points: f64| check("/v", code, points).unwrap_err().to_string();
        assert_eq!(told("4", 6.0), "/v: item 4 is 6; give one of 0, 5, 8");
        assert_eq!(
            told("E2", 39.0),
            "/v: item E2 is 39; give 0 to 38 points, in tenths"
        );
        assert!(told("E1", f64::NAN).contains("0 to 10"));
        assert!(told("9", 1.0).contains("E1, E2, E3, 1, 2, 3, 4, V"));
        assert!(check("", "E3", 51.9).is_ok() && check("", "E3", 51.95).is_err());
        let both: Answers = [("E2".to_owned(), 35.0), ("4".to_owned(), 0.0)].into();
        let found = contradictions(&both);
        assert_eq!(found[0].0, "E2");
        assert!(found[0].1.contains("0 to 30"), "{found:?}");
    }
}
