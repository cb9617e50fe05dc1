//! Why a unit differs from an earlier run, as the API shows it.

use analysis::city::City;
use analysis::grading::city::Pll;
use analysis::grading::city::kept::{Cause, Difference, owner_name};
use serde::Serialize;
use utoipa::ToSchema;

use super::Text;
use crate::kept_runs::{KeptRun, Told};

/// Plants and pipelines that are told of each part.
const MOST_OWNERS: usize = 10;

/// A run that can be compared with.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptRunView {
    /// Its name.
    pub run: String,
    /// When its grades were made, RFC 3339.
    pub made_at: String,
    /// The day that it was graded for.
    pub date: String,
    /// The ruleset.
    pub ruleset: String,
}

impl From<&KeptRun> for KeptRunView {
    fn from(of: &KeptRun) -> Self {
        Self {
            run: of.run.clone(),
            made_at: of.made_at.clone(),
            date: of.day.clone(),
            ruleset: of.policy.id.clone(),
        }
    }
}

/// Runs that can be compared with, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptRunList {
    /// The runs.
    pub items: Vec<KeptRunView>,
    /// Most that are kept.
    pub most: usize,
    /// What is to be known of them.
    pub note: Text,
}

/// A unit in a run.
#[derive(Debug, Serialize, ToSchema)]
pub struct InRun {
    /// The run.
    #[serde(flatten)]
    pub run: KeptRunView,
    /// Colour; null where the unit was not there.
    pub colour: Option<&'static str>,
    /// Index that decided it.
    pub decided_by: Option<&'static str>,
    /// Expected deaths a year.
    pub pll_per_year: f64,
}

impl InRun {
    /// A unit in a run.
    pub fn of(run: &KeptRun, told: Option<&Told>, pll: Pll) -> Self {
        Self {
            run: run.into(),
            colour: told.map(|t| t.0.code()),
            decided_by: told.map(|t| t.1.code()),
            pll_per_year: pll.value(),
        }
    }
}

/// What one plant or pipeline adds to a part.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnerPart {
    /// Identifier; of a pipeline with `pipeline:` before it.
    pub id: String,
    /// Name, where it is there now.
    pub name: Option<String>,
    /// Deaths a year.
    pub pll_change_per_year: f64,
}

/// Part of a change.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartView {
    /// Codes of the causes: inventory, frequency, management, hidden_hazards, population, weather, method or
    /// corrected_data. Several where they cannot be told apart.
    pub causes: Vec<&'static str>,
    /// The causes in words.
    pub name: Text,
    /// Deaths a year.
    pub pll_change_per_year: f64,
    /// The plants and pipelines that add most, the first ten.
    pub by_owner: Vec<OwnerPart>,
}

/// Why a unit differs from an earlier run.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeView {
    /// Level.
    pub level: &'static str,
    /// Identifier.
    pub id: String,
    /// Before.
    pub since: InRun,
    /// Now.
    pub now: InRun,
    /// Change of the expected deaths, 1/yr.
    pub pll_change_per_year: f64,
    /// Its parts, the greatest first; they add up to it to the last digit.
    pub parts: Vec<PartView>,
    /// The colour now under the rules of before, where those are others; null where they are the same.
    pub colour_under_former_rules: Option<&'static str>,
    /// In a sentence.
    pub sentence: Text,
}

/// A cause in words.
const fn words(cause: Cause) -> (&'static str, &'static str) {
    match cause {
        Cause::Inventory => ("物质与装置", "inventory"),
        Cause::Frequency => ("泄漏频率", "frequency"),
        Cause::Management => ("企业管理", "management"),
        Cause::HiddenHazards => ("隐患", "hidden hazards"),
        Cause::Population => ("人口", "population"),
        Cause::Weather => ("气象", "weather"),
        Cause::Method => ("方法与假设", "method"),
        Cause::CorrectedData => ("数据更正", "corrected data"),
    }
}

fn name(causes: &[Cause]) -> Text {
    let join = |of: fn((&'static str, &'static str)) -> &'static str, by: &str| {
        let all: Vec<&str> = causes.iter().map(|c| of(words(*c))).collect();
        all.join(by)
    };
    Text {
        zh: join(|w| w.0, "、"),
        en: join(|w| w.1, " and "),
    }
}

/// The parts of a difference.
pub fn parts(city: &City, of: &Difference) -> Vec<PartView> {
    of.parts
        .iter()
        .map(|part| PartView {
            causes: part.causes.iter().map(|c| c.code()).collect(),
            name: name(&part.causes),
            pll_change_per_year: part.change.value(),
            by_owner: part
                .by_owner
                .iter()
                .take(MOST_OWNERS)
                .map(|(id, change)| OwnerPart {
                    id: id.clone(),
                    name: owner_name(city, id),
                    pll_change_per_year: change.value(),
                })
                .collect(),
        })
        .collect()
}

/// The change in a sentence.
pub fn sentence(since: Option<&Told>, now: Option<&Told>, of: &Difference) -> Text {
    let told = |t: Option<&Told>| t.map_or(("无", "none"), |t| (t.0.zh(), t.0.code()));
    let (was, is) = (told(since), told(now));
    let colours = if was == is {
        (format!("颜色不变（{}）", is.0), format!("still {}", is.1))
    } else {
        (
            format!("由{}变为{}", was.0, is.0),
            format!("from {} to {}", was.1, is.1),
        )
    };
    let (before, after) = (of.before.value(), of.after.value());
    let most = of.parts.first().map(|p| name(&p.causes));
    let by = most.map_or_else(
        || ("没有变化".to_owned(), "nothing changed".to_owned()),
        |n| (format!("主要由于{}", n.zh), format!("mostly by {}", n.en)),
    );
    Text {
        zh: format!(
            "{}；预期死亡 {before:.2e} → {after:.2e} /年，{}。",
            colours.0, by.0
        ),
        en: format!(
            "{}; expected deaths {before:.2e} to {after:.2e} a year, {}.",
            colours.1, by.1
        ),
    }
}
