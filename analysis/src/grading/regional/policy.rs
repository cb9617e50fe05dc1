//! What is policy in the grading: settings with an owner, a time in which they hold, and a source for each number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Colour;
use crate::error::Error;

/// The ruleset that the program brings.
pub(super) const BUILT_IN: &str = include_str!("../../standards/tables/regional_grading.toml");

/// From which number of decades on a colour begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    /// Red.
    pub red: f64,
    /// Orange.
    pub orange: f64,
    /// Yellow.
    pub yellow: f64,
}

impl Bands {
    /// The colour at a number of decades; blue where there is none.
    pub fn colour(&self, decades: Option<f64>) -> Colour {
        let at = |from: f64| decades.is_some_and(|d| d >= from);
        if at(self.red) {
            Colour::Red
        } else if at(self.orange) {
            Colour::Orange
        } else if at(self.yellow) {
            Colour::Yellow
        } else {
            Colour::Blue
        }
    }

    /// Where a colour begins; blue begins nowhere.
    pub const fn from(&self, colour: Colour) -> Option<f64> {
        match colour {
            Colour::Blue => None,
            Colour::Yellow => Some(self.yellow),
            Colour::Orange => Some(self.orange),
            Colour::Red => Some(self.red),
        }
    }
}

/// A number of a ruleset, with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Value.
    pub value: f64,
    /// Unit; empty for a plain number.
    pub unit: String,
    /// What it is, Chinese.
    pub zh: String,
    /// What it is, English.
    pub en: String,
    /// Where it comes from.
    pub source: String,
    /// How sure it is; `policy` where it is a choice.
    pub confidence: String,
}

/// The file of a ruleset.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    owner: String,
    valid_from: String,
    valid_until: Option<String>,
    #[serde(default)]
    note: String,
    correct_by: Option<String>,
    sensitive: Vec<String>,
    settings: BTreeMap<String, Setting>,
}

/// A ruleset.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Name and version; every result bears it.
    pub id: String,
    /// Who answers for it.
    pub owner: String,
    /// First day, ISO 8601.
    pub valid_from: String,
    /// Last day, ISO 8601; none where it holds until another one follows.
    pub valid_until: Option<String>,
    /// What is to be known of it.
    pub note: String,
    /// Day until which sensitive places over their limit must be put right; none where none is set.
    pub correct_by: Option<String>,
    /// Kinds of target that are sensitive.
    pub sensitive: Vec<String>,
    /// Least number of persons that counts as many.
    pub materiality_persons: f64,
    /// Share of the unit's people that counts as many.
    pub materiality_share: f64,
    /// Bands of individual risk.
    pub individual: Bands,
    /// Upper societal line at one death, 1/yr; its slope is −1.
    pub societal_line_at_one_per_year: f64,
    /// Bands of societal risk.
    pub societal: Bands,
    /// Least share of its deaths in the unit from which a firm or park counts.
    pub societal_least_share: f64,
    /// Line of the mean risk, 1/yr.
    pub mean_limit_per_year: f64,
    /// Bands of the mean risk.
    pub mean: Bands,
    /// Whether the mean risk of a city's units counts what pipelines cause.
    pub mean_counts_pipelines: bool,
    /// Most by which open hidden hazards multiply a frequency.
    pub hidden_hazard_most_factor: f64,
    /// Greatest number of the level of an installation at which an overdue hazard counts.
    pub floor_major_hazard_level: u8,
    /// Share of the runs of doubt from which a colour is firm.
    pub firm_from_share: f64,
    /// Factor of frequencies by the score of the enterprise diagnosis: neutral points, points a decade, least, most.
    management: [f64; 4],
    /// Every number with its source.
    pub settings: BTreeMap<String, Setting>,
}

fn wrong(field: &str, detail: impl Into<String>) -> Error {
    Error::Input {
        pointer: format!("/{field}"),
        detail: detail.into(),
    }
}

/// Whether a text is a day of the calendar, `2026-11-28`.
pub fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, digits: usize| {
        let is = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        is.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

impl Policy {
    /// Reads a ruleset.
    ///
    /// # Errors
    /// [`Error::Input`] that names the field.
    #[expect(clippy::too_many_lines, reason = "one line a setting")]
    pub fn read(text: &str) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(|e| wrong("", e.to_string()))?;
        if file.id.trim().is_empty() || file.owner.trim().is_empty() {
            return Err(wrong("id", "give an id and an owner"));
        }
        let days = [
            ("valid_from", Some(&file.valid_from)),
            ("valid_until", file.valid_until.as_ref()),
            ("correct_by", file.correct_by.as_ref()),
        ];
        for (field, day) in days {
            if let Some(day) = day
                && !is_day(day)
            {
                let detail = format!("`{day}` is no day; write it as 2026-11-28");
                return Err(wrong(field, detail));
            }
        }
        if file
            .valid_until
            .as_ref()
            .is_some_and(|u| *u < file.valid_from)
        {
            return Err(wrong("valid_until", "is before valid_from"));
        }
        let mut known: Vec<&str> = Vec::new();
        let mut number = |name: &'static str, min: f64, max: f64| {
            known.push(name);
            let field = format!("settings/{name}");
            let setting = file.settings.get(name).ok_or_else(|| {
                wrong(
                    &field,
                    "is missing; standards/tables/regional_grading.toml has it",
                )
            })?;
            if (min..=max).contains(&setting.value) {
                Ok(setting.value)
            } else {
                let detail = format!("is {}; give {min} to {max}", setting.value);
                Err(wrong(&field, detail))
            }
        };
        let mut bands = |red, orange, yellow| {
            let bands = Bands {
                red: number(red, -10.0, 10.0)?,
                orange: number(orange, -10.0, 10.0)?,
                yellow: number(yellow, -10.0, 10.0)?,
            };
            if bands.red > bands.orange && bands.orange > bands.yellow {
                Ok(bands)
            } else {
                let detail = "is not between its neighbours: give red > orange > yellow";
                Err(wrong(&format!("settings/{orange}"), detail))
            }
        };
        let individual = bands(
            "individual_red_decades",
            "individual_orange_decades",
            "individual_yellow_decades",
        )?;
        let societal = bands(
            "societal_red_decades",
            "societal_orange_decades",
            "societal_yellow_decades",
        )?;
        let mean = bands(
            "mean_red_decades",
            "mean_orange_decades",
            "mean_yellow_decades",
        )?;
        let policy = Self {
            materiality_persons: number("materiality_persons", f64::MIN_POSITIVE, 1e9)?,
            materiality_share: number("materiality_share", 0.0, 1.0)?,
            individual,
            societal_line_at_one_per_year: number("societal_line_at_one_per_year", 1e-9, 1.0)?,
            societal,
            societal_least_share: number("societal_least_share", 0.0, 1.0)?,
            mean_limit_per_year: number("mean_limit_per_year", 1e-12, 1.0)?,
            mean,
            mean_counts_pipelines: match number("mean_counts_pipelines", 0.0, 1.0)? {
                0.0 => false,
                1.0 => true,
                other => {
                    let detail = format!("is {other}; give 0 or 1");
                    return Err(wrong("settings/mean_counts_pipelines", detail));
                }
            },
            floor_major_hazard_level: number("floor_major_hazard_level", 1.0, 4.0)? as u8,
            hidden_hazard_most_factor: number("hidden_hazard_most_factor", 1.0, 1e3)?,
            firm_from_share: number("firm_from_share", 0.0, 1.0)?,
            management: [
                number("management_neutral_points", 0.0, 100.0)?,
                number("management_points_a_decade", 1.0, 1e6)?,
                number("management_least_factor", 1e-3, 1.0)?,
                number("management_most_factor", 1.0, 1e3)?,
            ],
            id: file.id,
            owner: file.owner,
            valid_from: file.valid_from,
            valid_until: file.valid_until,
            note: file.note,
            correct_by: file.correct_by,
            sensitive: file.sensitive.iter().map(|k| kind(k)).collect(),
            settings: BTreeMap::new(),
        };
        if let Some(other) = file.settings.keys().find(|k| !known.contains(&k.as_str())) {
            let detail = format!("is no setting; the settings are {}", known.join(", "));
            return Err(wrong(&format!("settings/{other}"), detail));
        }
        Ok(Self {
            settings: file.settings,
            ..policy
        })
    }

    /// The ruleset that the program brings.
    ///
    /// # Panics
    /// Where it is defective: a fault of the program, found by its tests.
    pub fn built_in() -> Self {
        Self::read(BUILT_IN).expect("the ruleset of the program is read by its tests")
    }

    /// Whether it holds on a day (`2026-11-28`).
    pub fn holds_on(&self, day: &str) -> bool {
        self.valid_from.as_str() <= day && self.valid_until.as_deref().is_none_or(|u| day <= u)
    }

    /// Whether a kind of target is sensitive.
    pub fn is_sensitive(&self, of: &str) -> bool {
        self.sensitive.contains(&kind(of))
    }

    /// Whether, on a day, sensitive places over their limit should have been put right.
    pub fn is_past_date(&self, day: Option<&str>) -> bool {
        match (&self.correct_by, day) {
            (Some(by), Some(day)) => day > by.as_str(),
            _ => false,
        }
    }

    /// From how many persons on a unit of so many people has many over a line.
    pub fn threshold_persons(&self, people: f64) -> f64 {
        self.materiality_persons
            .max(self.materiality_share * people)
    }

    /// Factor of frequencies by the score of the enterprise diagnosis, 0 to 100 points:
    /// `clamp(10^((75 − S)/50), 0.5, 3.2)`.
    pub fn management_factor(&self, points: f64) -> f64 {
        let [neutral, a_decade, least, most] = self.management;
        10_f64
            .powf((neutral - points) / a_decade)
            .clamp(least, most)
    }

    /// A number of the ruleset by its name.
    pub fn value(&self, name: &str) -> Option<f64> {
        self.settings.get(name).map(|s| s.value)
    }
}

/// `Nursing home` and `nursing-home` are `nursing_home`.
fn kind(text: &str) -> String {
    let plain = text.trim().to_lowercase();
    plain.replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ruleset_of_the_program_can_be_read_and_every_number_says_where_it_comes_from() {
        let policy = Policy::built_in();
        assert!(policy.holds_on("2026-11-28") && !policy.holds_on("2025-12-31"));
        for (name, setting) in &policy.settings {
            let words = [
                &setting.zh,
                &setting.en,
                &setting.source,
                &setting.confidence,
            ];
            assert!(words.iter().all(|w| !w.is_empty()), "{name}");
        }
        assert!(policy.is_sensitive("Nursing home") && !policy.is_sensitive("housing"));
        assert!((policy.threshold_persons(120_000.0) - 120.0).abs() < 1e-12);
        assert!((policy.threshold_persons(0.0) - 100.0).abs() < 1e-12);
    }

    #[test]
    fn management_is_neutral_at_75_points_and_bounded() {
        let policy = Policy::built_in();
        for (points, factor) in [(75.0, 1.0), (100.0, 0.5), (60.0, 1.995), (0.0, 3.2)] {
            let got = policy.management_factor(points);
            assert!((got - factor).abs() < 1e-3, "{points}: {got}");
        }
    }

    #[test]
    fn a_wrong_ruleset_is_told_by_the_name_of_what_is_wrong() {
        let told = |from: &str, to: &str| {
            let text = BUILT_IN.replacen(from, to, 1);
            assert_ne!(text, BUILT_IN);
            Policy::read(&text).unwrap_err().to_string()
        };
        assert!(told("2026-01-01", "2026-13-01").starts_with("/valid_from: "));
        assert!(told("value = 100.0", "value = -1.0").contains("materiality_persons"));
        assert!(told("value = -0.5", "value = -1.7").contains("individual_orange_decades"));
        assert!(told("[settings.mean_red_decades]", "[settings.mean_red]").contains("mean_red"));
        assert!(told("# correct_by = \"2027-06-30\"", "correct_by = \"soon\"").contains("soon"));
    }
}
