//! Grades of units in four colours, as the API shows them.

use analysis::city::City;
use analysis::facts::Pipeline;
use analysis::grading::city::graded::Bench;
use analysis::grading::city::measured::Causer;
use analysis::grading::city::{Doubt, GradedUnit, Level, Measured, Which, open, opened};
use analysis::grading::regional::{Colour, Index, Object, Policy, Sentence};
use analysis::risk::run::source::Origin;
use serde::Serialize;
use utoipa::ToSchema;

use super::{LonLat, Text, lon_lat};
use crate::grades::{CityGrades, Ruled};

/// Objects of an opened unit that are told; of more their number is.
const MOST_OBJECTS: usize = 50;
/// Causers and scenarios of an opened unit that are told by name.
const MOST_SHARES: usize = 20;

impl From<&Sentence> for Text {
    fn from(sentence: &Sentence) -> Self {
        Self {
            zh: sentence.zh.clone(),
            en: sentence.en.clone(),
        }
    }
}

/// A ruleset.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ruleset {
    /// Name and version.
    pub id: String,
    /// Who answers for it.
    pub owner: String,
    /// First day.
    pub valid_from: String,
    /// Last day; null where it holds until another one follows.
    pub valid_until: Option<String>,
    /// What is to be known of it.
    pub note: String,
    /// Day until which sensitive places over their limit must be put right.
    pub correct_by: Option<String>,
    /// Kinds of target that are sensitive.
    pub sensitive: Vec<String>,
    /// Its numbers.
    pub settings: Vec<SettingView>,
}

/// A number of a ruleset.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingView {
    /// Name.
    pub key: String,
    /// Value.
    pub value: f64,
    /// Unit; empty for a plain number.
    pub unit: String,
    /// What it is.
    pub words: Text,
    /// Where it comes from.
    pub source: String,
    /// How sure it is; `policy` where it is a choice.
    pub confidence: String,
}

impl From<&Policy> for Ruleset {
    fn from(policy: &Policy) -> Self {
        let settings = policy.settings.iter().map(|(key, of)| SettingView {
            key: key.clone(),
            value: of.value,
            unit: of.unit.clone(),
            words: Text {
                zh: of.zh.clone(),
                en: of.en.clone(),
            },
            source: of.source.clone(),
            confidence: of.confidence.clone(),
        });
        Self {
            id: policy.id.clone(),
            owner: policy.owner.clone(),
            valid_from: policy.valid_from.clone(),
            valid_until: policy.valid_until.clone(),
            note: policy.note.clone(),
            correct_by: policy.correct_by.clone(),
            sensitive: policy.sensitive.clone(),
            settings: settings.collect(),
        }
    }
}

/// Level and identifier of a unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitName {
    /// `city`, `county`, `town`, `park`, `enterprise` or `cell`.
    pub level: &'static str,
    /// Code of a district, identifier of a park or enterprise, `row-column` of a cell.
    pub id: String,
    /// Name; empty of a cell.
    pub name: String,
}

/// A unit with its colour.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeRow {
    /// `city`, `county`, `town`, `park`, `enterprise` or `cell`.
    pub level: &'static str,
    /// Code of a district, identifier of a park or enterprise, `row-column` of a cell; `outside` for land in no district.
    pub id: String,
    /// Name; empty of a cell.
    pub name: String,
    /// The unit that it is a part of: of an enterprise its town.
    pub parent: Option<UnitName>,
    /// Park of an enterprise.
    pub park_id: Option<String>,
    /// red, orange, yellow, blue.
    pub colour: &'static str,
    /// Chinese.
    pub colour_zh: &'static str,
    /// The index that decides: IND, SOC, EXP or FLOOR.
    pub decided_by: &'static str,
    /// Its decades over the line; null where it has no number.
    pub decades: Option<f64>,
    /// Share of the runs of doubt with this colour.
    pub confidence: Option<f64>,
    /// Red parts: counties of the city, towns of a county, enterprises of a town or park.
    pub red_children: usize,
    /// Parts in all.
    pub children: usize,
    /// A sensitive place is over its limit: a red badge, whatever the colour.
    pub sensitive_breach: bool,
    /// People, as a mean of day and night; 0 of an enterprise.
    pub people: f64,
    /// Expected deaths a year: borne in a unit of land, caused by an enterprise. Levels add up to the last digit.
    pub pll_per_year: f64,
    /// Of those, caused by enterprises; the others by pipelines.
    pub pll_of_enterprises_per_year: f64,
    /// Vessels of an enterprise whose risk is not known and in no sum.
    pub unknown_vessels: usize,
    /// Targets whose category is not known, and which would be over the strictest limit.
    pub open_targets: usize,
    /// Where an enterprise stands.
    #[schema(value_type = Option<Vec<f64>>)]
    pub at: Option<LonLat>,
}

/// Name of a unit.
pub fn unit_name(measured: &Measured, which: Which) -> UnitName {
    match which {
        Which::Place(at) => {
            let of = &measured.places[at];
            UnitName {
                level: of.level.code(),
                id: of.id.clone(),
                name: of.name.clone(),
            }
        }
        Which::Firm(at) => {
            let of = &measured.firms[at];
            UnitName {
                level: Level::Enterprise.code(),
                id: of.id.clone(),
                name: of.name.clone(),
            }
        }
    }
}

/// The unit that a unit is a part of.
pub fn parent(measured: &Measured, which: Which) -> Option<usize> {
    match which {
        Which::Place(at) => measured.places[at].parent,
        Which::Firm(at) => {
            let mut within = measured.firms[at].within.iter();
            within
                .find(|p| measured.places[**p].level == Level::Town)
                .copied()
        }
    }
}

impl GradeRow {
    /// A unit of grades.
    pub fn of(measured: &Measured, unit: &GradedUnit, doubt: Option<&Doubt>) -> Self {
        let name = unit_name(measured, unit.which);
        let decisive = unit.decisive();
        let (firm, land) = match unit.which {
            Which::Firm(at) => (Some(&measured.firms[at]), None),
            Which::Place(at) => (None, Some(&measured.lands[at])),
        };
        let park = firm.and_then(|f| {
            let mut within = f.within.iter().map(|p| &measured.places[*p]);
            within.find(|p| p.level == Level::Park)
        });
        Self {
            level: name.level,
            id: name.id,
            name: name.name,
            parent: parent(measured, unit.which).map(|p| unit_name(measured, Which::Place(p))),
            park_id: park.map(|p| p.id.clone()),
            colour: unit.grade.colour.code(),
            colour_zh: unit.grade.colour.zh(),
            decided_by: decisive.code(),
            decades: unit.grade.decades(decisive),
            confidence: doubt.and_then(|d| d.share(unit.grade.colour)),
            red_children: unit.red_children.len(),
            children: unit.children,
            sensitive_breach: unit.grade.individual.has_sensitive_breach,
            people: unit.people.value(),
            pll_per_year: unit.pll.value(),
            pll_of_enterprises_per_year: unit.pll_of_firms.value(),
            unknown_vessels: firm.map_or(0, |f| f.unknown_vessels),
            open_targets: land.map_or(0, |l| l.open_targets),
            at: firm.map(|f| lon_lat(f.at)),
        }
    }
}

/// An index of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndexView {
    /// IND, SOC, EXP or FLOOR.
    pub code: &'static str,
    /// Its colour.
    pub colour: &'static str,
    /// Decades over its line; null where it has no number.
    pub decades: Option<f64>,
    /// Decades from which it is yellow, orange, red; null of the floor.
    pub bands: Option<[f64; 3]>,
    /// Whether it has the colour of the unit.
    pub decides: bool,
}

/// A target, enterprise or park that counts for a colour.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectView {
    /// IND or SOC.
    pub index: &'static str,
    /// `target`, `enterprise` or `park`.
    pub kind: &'static str,
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it is.
    #[schema(value_type = Option<Vec<f64>>)]
    pub at: Option<LonLat>,
    /// Decades over its line.
    pub decades: f64,
    /// Colour that its decades have.
    pub colour: &'static str,
    /// Persons in a target; deaths at which a curve is worst.
    pub persons: f64,
    /// Whether it is a place of sensitive people.
    pub sensitive: bool,
    /// Who adds most to a target, with shares.
    pub by_enterprise: Vec<EnterpriseShare>,
}

/// An enterprise with its share of the risk of a target.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnterpriseShare {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Share.
    pub share: f64,
}

/// One of the actions that a better colour needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionView {
    /// Index that it helps.
    pub index: &'static str,
    /// `target`, `enterprise`, `park`, `mean` or `hidden_hazards`.
    pub kind: &'static str,
    /// Identifier; the number of hidden hazards.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it is.
    #[schema(value_type = Option<Vec<f64>>)]
    pub at: Option<LonLat>,
    /// Decades over its line now.
    pub decades: f64,
    /// It must come below these decades.
    pub below_decades: f64,
    /// Its risk must fall by more than this factor.
    pub factor: f64,
}

/// What a better colour needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct BetterView {
    /// The better colour.
    pub colour: &'static str,
    /// The fewest actions, all of which are needed.
    pub actions: Vec<ActionView>,
    /// In words.
    pub sentence: Text,
}

/// What would make a colour worse.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorseView {
    /// Index that comes to a line.
    pub index: &'static str,
    /// The worse colour.
    pub colour: &'static str,
    /// All risk of this index rises by this factor; 1 of the floor, where one more overdue hazard is enough.
    pub factor: f64,
    /// In words.
    pub sentence: Text,
}

/// A share of the expected deaths of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShareView {
    /// `enterprise` or `pipeline`; `scenario` for a loss of containment of a vessel or pipeline; `others` for all that
    /// are not told by name.
    pub kind: &'static str,
    /// Identifier of the enterprise, pipeline or vessel; empty for others.
    pub id: String,
    /// Name, with the loss of containment of a scenario.
    pub name: Text,
    /// Expected deaths a year; these add up to those of the unit to the last digit.
    pub pll_per_year: f64,
    /// Share of those of the unit.
    pub share: f64,
}

/// How many of the runs of doubt give each colour.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoubtView {
    /// Runs.
    pub runs: u32,
    /// Share by colour.
    pub red: f64,
    /// Share by colour.
    pub orange: f64,
    /// Share by colour.
    pub yellow: f64,
    /// Share by colour.
    pub blue: f64,
    /// Whether the colour is firm by the ruleset.
    pub firm: bool,
    /// In words.
    pub sentence: Text,
}

/// A unit opened.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedView {
    /// The unit.
    #[serde(flatten)]
    pub row: GradeRow,
    /// Why it has its colour.
    pub sentence: Text,
    /// What pipelines add, where the mean risk does not count them.
    pub pipelines_sentence: Option<Text>,
    /// The indices.
    pub indices: Vec<IndexView>,
    /// Persons in targets at their limit or over it.
    pub persons_over_limit: f64,
    /// Persons in targets over their limit or within half a decade of it.
    pub persons_near_limit: f64,
    /// Persons that count as many.
    pub threshold_persons: f64,
    /// Mean risk of the people that counts, 1/yr.
    pub mean_per_year: Option<f64>,
    /// What counts for the colour, the worst first; the first fifty.
    pub objects: Vec<ObjectView>,
    /// How many such objects there are.
    pub objects_total: usize,
    /// What a better colour needs; null where it is blue.
    pub better: Option<BetterView>,
    /// What would make it worse, the nearest first.
    pub worse: Vec<WorseView>,
    /// Expected deaths by who causes them.
    pub by_enterprise: Vec<ShareView>,
    /// Expected deaths by scenario; empty of a cell, where only who causes them is kept.
    pub by_scenario: Vec<ShareView>,
    /// Red parts.
    pub red_parts: Vec<UnitName>,
    /// How sure the colour is.
    pub doubt: Option<DoubtView>,
    /// The day.
    pub date: String,
    /// The ruleset.
    pub ruleset: String,
    /// The run.
    pub run: String,
    /// Whether it is made of invented facts.
    pub synthetic: bool,
}

impl OpenedView {
    /// Opens a unit.
    pub fn of(
        city: &City,
        grades: &CityGrades,
        ruled: &Ruled,
        which: Which,
        (run, synthetic): (&str, bool),
    ) -> Self {
        let measured = &grades.measured;
        let bench = ruled.bench(measured);
        let unit = ruled.graded.unit(which, measured);
        let at = match which {
            Which::Place(at) => at,
            Which::Firm(at) => measured.places.len() + at,
        };
        let doubt = ruled.doubt(at);
        let opened = open(&bench, unit, doubt);
        let policy = &ruled.policy;
        let better = opened.better.as_ref().map(|better| BetterView {
            colour: better.colour.code(),
            actions: better
                .actions
                .iter()
                .map(|action| {
                    let (kind, id, name, at) = opened::subject(&bench, which, action);
                    ActionView {
                        index: action.index.code(),
                        kind,
                        id,
                        name,
                        at: at.map(lon_lat),
                        decades: action.decades,
                        below_decades: action.below_decades,
                        factor: action.factor(),
                    }
                })
                .collect(),
            sentence: opened
                .better_sentence
                .as_ref()
                .map_or_else(|| Text::from(&Sentence::default()), Text::from),
        });
        let worse = opened.worse.iter().map(|(worse, sentence)| WorseView {
            index: worse.index.code(),
            colour: worse.colour.code(),
            factor: match worse.object {
                Object::Hazards(_) => 1.0,
                _ => worse.factor(),
            },
            sentence: sentence.into(),
        });
        Self {
            row: GradeRow::of(measured, unit, ruled.doubt(at)),
            sentence: (&opened.sentence).into(),
            pipelines_sentence: opened.pipelines.as_ref().map(Text::from),
            indices: indices(policy, unit),
            persons_over_limit: unit.grade.individual.persons_over_limit,
            persons_near_limit: unit.grade.individual.persons_within_half_decade,
            threshold_persons: unit.grade.individual.threshold_persons,
            mean_per_year: unit.grade.exposure.per_year,
            objects_total: opened.deciding.len(),
            objects: objects(measured, &opened.deciding),
            better,
            worse: worse.collect(),
            by_enterprise: by_enterprise(city, &bench, unit),
            by_scenario: by_scenario(city, &bench, unit),
            red_parts: unit
                .red_children
                .iter()
                .map(|c| unit_name(measured, *c))
                .collect(),
            doubt: doubt
                .zip(opened.certainty.as_ref())
                .map(|(doubt, words)| doubt_view(policy, unit.grade.colour, doubt, words)),
            date: ruled.graded.day.clone(),
            ruleset: policy.id.clone(),
            run: run.to_owned(),
            synthetic,
        }
    }
}

fn indices(policy: &Policy, unit: &GradedUnit) -> Vec<IndexView> {
    let decided = unit.grade.decided_by();
    let all = Index::ALL.into_iter().map(|index| {
        let bands = match index {
            Index::Individual => Some(policy.individual),
            Index::Societal => Some(policy.societal),
            Index::Exposure => Some(policy.mean),
            Index::Floor => None,
        };
        IndexView {
            code: index.code(),
            colour: unit.grade.of(index).code(),
            decades: unit.grade.decades(index),
            bands: bands.map(|b| [b.yellow, b.orange, b.red]),
            decides: decided.contains(&index),
        }
    });
    all.collect()
}

fn doubt_view(policy: &Policy, colour: Colour, doubt: &Doubt, words: &Sentence) -> DoubtView {
    let share = |colour| doubt.share(colour).unwrap_or(0.0);
    DoubtView {
        runs: doubt.runs.iter().sum(),
        red: share(Colour::Red),
        orange: share(Colour::Orange),
        yellow: share(Colour::Yellow),
        blue: share(Colour::Blue),
        firm: share(colour) >= policy.firm_from_share,
        sentence: words.into(),
    }
}

fn objects(measured: &Measured, deciding: &[opened::Deciding]) -> Vec<ObjectView> {
    let shown = deciding.iter().take(MOST_OBJECTS);
    shown
        .map(|of| ObjectView {
            index: of.index.code(),
            kind: of.kind,
            id: of.id.clone(),
            name: of.name.clone(),
            at: of.at.map(lon_lat),
            decades: of.decades,
            colour: of.colour.code(),
            persons: of.persons,
            sensitive: of.is_sensitive,
            by_enterprise: of
                .by_firm
                .iter()
                .map(|(firm, share)| EnterpriseShare {
                    id: measured.firms[*firm].id.clone(),
                    name: measured.firms[*firm].name.clone(),
                    share: *share,
                })
                .collect(),
        })
        .collect()
}

fn both(name: &str) -> Text {
    Text {
        zh: name.to_owned(),
        en: name.to_owned(),
    }
}

fn others() -> (String, Text) {
    let name = Text {
        zh: "其他".to_owned(),
        en: "others".to_owned(),
    };
    (String::new(), name)
}

fn line_name(of: &Pipeline) -> Text {
    let operator = of.operator.as_deref().unwrap_or_default();
    Text {
        zh: format!("管道 {} {operator}", of.id).trim_end().to_owned(),
        en: format!("pipeline {} {operator}", of.id)
            .trim_end()
            .to_owned(),
    }
}

fn by_enterprise(city: &City, bench: &Bench<'_>, unit: &GradedUnit) -> Vec<ShareView> {
    let (shown, rest) = opened::greatest(opened::deaths(bench, unit.which), MOST_SHARES);
    let named = shown.into_iter().map(|(causer, pll)| {
        let (kind, id, name) = match causer {
            Causer::Firm(at) => {
                let of = &bench.measured.firms[at];
                ("enterprise", of.id.clone(), both(&of.name))
            }
            Causer::Pipeline(at) => {
                let of = &city.ground.pipelines[at];
                ("pipeline", of.id.clone(), line_name(of))
            }
        };
        (kind, id, name, pll)
    });
    shares(unit, named, rest)
}

fn by_scenario(city: &City, bench: &Bench<'_>, unit: &GradedUnit) -> Vec<ShareView> {
    let (shown, rest) = opened::greatest_strands(opened::deaths(bench, unit.which), MOST_SHARES);
    let named = shown.into_iter().map(|(strand, pll)| {
        let of = &bench.measured.strands[strand as usize];
        let (id, name) = match of.origin {
            Origin::Vessel { site, vessel } => {
                let site = &city.sites[site];
                let vessel = &site.vessels[vessel].1;
                let name = format!("{} {}", site.facility.name, vessel.id);
                (vessel.id.clone(), both(&name))
            }
            Origin::Pipeline(at) => {
                let of = &city.ground.pipelines[at];
                (of.id.clone(), line_name(of))
            }
        };
        let name = Text {
            zh: format!("{} {}", name.zh, of.loss.zh()),
            en: format!("{}, {}", name.en, of.loss.en()),
        };
        ("scenario", id, name, pll)
    });
    shares(unit, named, rest)
}

fn shares(
    unit: &GradedUnit,
    named: impl Iterator<Item = (&'static str, String, Text, analysis::grading::city::Pll)>,
    rest: analysis::grading::city::Pll,
) -> Vec<ShareView> {
    let (id, name) = others();
    let rest = (!rest.is_zero()).then_some(("others", id, name, rest));
    named
        .chain(rest)
        .map(|(kind, id, name, pll)| ShareView {
            kind,
            id,
            name,
            pll_per_year: pll.value(),
            share: pll.share_of(unit.pll),
        })
        .collect()
}
