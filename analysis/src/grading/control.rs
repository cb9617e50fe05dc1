//! Graded control (分级管控): the level that answers for a risk object, by its colour.
//!
//! The levels are a proposal (`standards/tables/graded_control.toml`): no document with them was found.

use std::sync::LazyLock;

use serde::Deserialize;

use super::major_hazard::{Grade, Verdict};
use super::regional::Colour;

/// A level that answers for risk objects.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Code: company, department, workshop or post.
    pub code: String,
    /// Colour of what it answers for.
    pub colour: String,
    /// Who it is in the enterprise, Chinese.
    pub zh: String,
    /// Who it is in the enterprise, English.
    pub en: String,
    /// Who supervises, Chinese.
    pub supervised_by_zh: String,
    /// Who supervises, English.
    pub supervised_by_en: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitColour {
    #[serde(rename = "1")]
    one: String,
    #[serde(rename = "2")]
    two: String,
    #[serde(rename = "3")]
    three: String,
    #[serde(rename = "4")]
    four: String,
    none: String,
    confidence: String,
    source: String,
}

/// The policy.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Name and version.
    pub id: String,
    /// `policy`: it is a choice.
    pub confidence: String,
    /// Where it comes from.
    pub source: String,
    /// The levels, that of the worst colour first.
    #[serde(rename = "level")]
    pub levels: Vec<Level>,
    unit_colour: UnitColour,
}

static POLICY: LazyLock<Control> = LazyLock::new(|| {
    toml::from_str(include_str!("../standards/tables/graded_control.toml"))
        .unwrap_or_else(|e| panic!("graded_control.toml is defective: {e}"))
});

/// The policy of the program.
pub fn control() -> &'static Control {
    &POLICY
}

impl Control {
    /// The level that answers for a colour.
    pub fn level(&self, of: Colour) -> Option<&Level> {
        self.levels.iter().find(|l| l.colour == of.code())
    }

    /// The colour of a unit by its grade of GB 18218; none where that is unknown.
    pub fn unit_colour(&self, grade: &Grade) -> Option<Colour> {
        let of = &self.unit_colour;
        let code = match (grade.verdict, grade.level) {
            (Verdict::Unknown, _) | (Verdict::Graded, None) => return None,
            (Verdict::NotMajorHazard, _) => &of.none,
            (Verdict::Graded, Some(1)) => &of.one,
            (Verdict::Graded, Some(2)) => &of.two,
            (Verdict::Graded, Some(3)) => &of.three,
            (Verdict::Graded, Some(_)) => &of.four,
        };
        Colour::ALL.into_iter().find(|c| c.code() == code)
    }

    /// How sure the colour of a unit is, and where it comes from.
    pub fn unit_colour_source(&self) -> (&str, &str) {
        (&self.unit_colour.confidence, &self.unit_colour.source)
    }
}

/// The colour that an enterprise is controlled by: the worst of those that are known, by its diagnosis and on the map;
/// none where neither is.
pub fn enterprise_colour(diagnosis: Option<Colour>, on_the_map: Option<Colour>) -> Option<Colour> {
    diagnosis.max(on_the_map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_has_one_level_and_every_level_its_colour() {
        for colour in Colour::ALL {
            let of = control().levels.iter();
            assert_eq!(of.filter(|l| l.colour == colour.code()).count(), 1);
        }
        assert_eq!(control().level(Colour::Red).unwrap().code, "company");
        assert_eq!(control().levels.len(), Colour::ALL.len());
    }

    #[test]
    fn unknown_is_no_colour() {
        let grade = |verdict, level| Grade {
            verdict,
            level,
            s: None,
            r: None,
            alpha: None,
            reasons: Vec::new(),
            confidence: String::new(),
            items: Vec::new(),
        };
        let of = |verdict, level| control().unit_colour(&grade(verdict, level));
        assert_eq!(of(Verdict::Graded, Some(1)), Some(Colour::Red));
        assert_eq!(of(Verdict::Graded, Some(4)), Some(Colour::Blue));
        assert_eq!(of(Verdict::NotMajorHazard, None), Some(Colour::Blue));
        assert_eq!(of(Verdict::Unknown, None), None);
        assert_eq!(enterprise_colour(None, None), None);
        let worst = enterprise_colour(Some(Colour::Yellow), Some(Colour::Orange));
        assert_eq!(worst, Some(Colour::Orange));
        assert_eq!(
            enterprise_colour(None, Some(Colour::Blue)),
            Some(Colour::Blue)
        );
    }
}
