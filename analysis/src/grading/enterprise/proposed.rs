//! What the city's own facts answer: proposals, each with where it comes from. Who answers may overrule them.
//!
//! A fact that is missing proposes nothing.

use std::collections::BTreeSet;

use crate::assessment::SiteResult;
use crate::city::{City, Site};
use crate::facts::{FireClass, ParkKind};
use crate::grading::major_hazard::Verdict;
use crate::siting::subject::fire_class;
use crate::standards::ghs::classes;
use crate::standards::{substances, supervised};

/// A proposed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Code of the item.
    pub code: &'static str,
    /// Count.
    pub count: u32,
    /// Why, Chinese.
    pub zh: String,
    /// Why, English.
    pub en: String,
    /// What it rests on.
    pub source: &'static str,
}

/// Whether the external safety distance is kept, as it was judged elsewhere; nothing is known without it.
#[derive(Debug, Clone)]
pub struct External {
    /// Whether it is kept.
    pub is_kept: bool,
    /// Why, Chinese.
    pub zh: String,
    /// Why, English.
    pub en: String,
}

/// Proposals for a facility.
pub fn proposals(
    city: &City,
    site: usize,
    result: &SiteResult,
    external: Option<External>,
) -> Vec<Proposal> {
    let of = &city.sites[site];
    let mut all = levels(of, result);
    all.extend(substances_of(of));
    all.extend(processes(of));
    all.extend(places(of));
    all.extend(park(city, of));
    all.extend(external.map(|e| Proposal {
        code: "13",
        count: u32::from(!e.is_kept),
        zh: e.zh,
        en: e.en,
        source: "GB/T 37243-2019, GB 36894-2018",
    }));
    all
}

/// Items 1 to 4: the levels that are there. With a unit of unknown level only what is there is known.
fn levels(of: &Site, result: &SiteResult) -> Vec<Proposal> {
    const SOURCE: &str = "GB 18218-2018";
    let is_open =
        result.grades.is_empty() || result.grades.iter().any(|g| g.verdict == Verdict::Unknown);
    let mut all = Vec::new();
    for (code, level) in [("1", 1), ("2", 2), ("3", 3), ("4", 4)] {
        let units: Vec<&str> = of
            .units
            .iter()
            .zip(&result.grades)
            .filter(|(_, g)| g.verdict == Verdict::Graded && g.level == Some(level))
            .map(|(u, _)| u.name.as_str())
            .collect();
        if units.is_empty() && is_open {
            continue;
        }
        let (zh, en) = if units.is_empty() {
            (
                "登记的单元都不是该级重大危险源".to_owned(),
                "none of the registered units is of this level".to_owned(),
            )
        } else {
            (
                format!("该级单元: {}", units.join("、")),
                format!("units of this level: {}", units.join(", ")),
            )
        };
        all.push(Proposal {
            code,
            count: u32::from(!units.is_empty()),
            zh,
            en,
            source: SOURCE,
        });
    }
    all
}

/// Chlorine and phosgene, which the item names.
const NAMED: [&str; 2] = ["7782-50-5", "75-44-5"];

/// Items 5 to 7: kinds of explosives, of highly toxic gases, of other supervised chemicals.
fn substances_of(of: &Site) -> Vec<Proposal> {
    if of.vessels.is_empty() {
        return Vec::new();
    }
    let mut explosive = BTreeSet::new();
    let mut toxic = BTreeSet::new();
    let mut other = BTreeSet::new();
    let mut are_classes_known = true;
    let mut are_names_known = true;
    for (_, vessel) in &of.vessels {
        let classes = classes(vessel);
        are_classes_known &= classes.is_some();
        let Some(given) = vessel.substance.as_deref() else {
            are_names_known = false;
            continue;
        };
        let known = substances::find(given);
        let name = known.first().map_or(given, |s| s.name_zh.as_str());
        let has = |prefix: &str| {
            let mut all = classes.iter().flatten();
            all.any(|symbol| symbol.starts_with(prefix))
        };
        let mut numbers = known.iter().filter_map(|s| s.cas.as_deref());
        if has("W1.") {
            explosive.insert(name.to_owned());
        } else if has("J1") || numbers.any(|cas| NAMED.contains(&cas)) {
            toxic.insert(name.to_owned());
        } else if let Some(chemical) = supervised::chemical(given) {
            other.insert(chemical.name_zh.clone());
        }
    }
    let proposal = |code, found: BTreeSet<String>, source| {
        let names: Vec<String> = found.into_iter().collect();
        let (zh, en) = if names.is_empty() {
            (
                "登记的物质中没有".to_owned(),
                "none among the registered substances".to_owned(),
            )
        } else {
            (
                format!("登记的物质: {}", names.join("、")),
                format!("registered substances: {}", names.join(", ")),
            )
        };
        Proposal {
            code,
            count: names.len() as u32,
            zh,
            en,
            source,
        }
    };
    let mut all = Vec::new();
    if are_classes_known && are_names_known {
        all.push(proposal(
            "5",
            explosive,
            "GB 18218-2018 表2 W1 (分类凭记忆 classes from memory)",
        ));
        all.push(proposal(
            "6",
            toxic,
            "条文点名的氯、光气, 及 GB 18218-2018 表2 J1 (分类凭记忆 classes from memory)",
        ));
        all.push(proposal("7", other, "安监总管三〔2011〕95号, 〔2013〕12号"));
    }
    all
}

/// Item 8: kinds of supervised process.
fn processes(of: &Site) -> Option<Proposal> {
    if of.units.is_empty() {
        return None;
    }
    let numbers: BTreeSet<u8> = of.units.iter().flat_map(|u| u.processes.clone()).collect();
    let kinds = || numbers.iter().filter_map(|no| supervised::process(*no));
    let zh: Vec<&str> = kinds().map(|p| p.name_zh.as_str()).collect();
    let en: Vec<&str> = kinds().map(|p| p.name_en.as_str()).collect();
    Some(Proposal {
        code: "8",
        count: zh.len() as u32,
        zh: if zh.is_empty() {
            "登记的单元没有重点监管工艺".to_owned()
        } else {
            format!("登记的工艺: {}", zh.join("、"))
        },
        en: if en.is_empty() {
            "the registered units have none".to_owned()
        } else {
            format!("registered processes: {}", en.join(", "))
        },
        source: "安监总管三〔2009〕116号, 〔2013〕3号",
    })
}

/// Items 9 and 10: units of fire class 甲 and 乙, each taken as one place.
fn places(of: &Site) -> Vec<Proposal> {
    let class = |at: usize| -> Option<FireClass> {
        let unit = &of.units[at];
        let held = of.vessels.iter().filter(|(u, _)| *u == at);
        let classes: Option<Vec<FireClass>> = held.map(|(_, v)| fire_class(v)).collect();
        unit.fire_class
            .or_else(|| classes?.into_iter().min())
            .or(of.facility.fire_class)
    };
    let classes: Option<Vec<FireClass>> = (0..of.units.len()).map(class).collect();
    let Some(classes) = classes.filter(|c| !c.is_empty()) else {
        return Vec::new();
    };
    [("9", FireClass::A), ("10", FireClass::B)]
        .into_iter()
        .map(|(code, wanted)| {
            let count = classes.iter().filter(|c| **c == wanted).count() as u32;
            Proposal {
                code,
                count,
                zh: format!("登记的{}单元 {count} 个, 每个单元计一处", wanted.zh()),
                en: format!(
                    "registered units of {}: {count}, each taken as one place",
                    wanted.en()
                ),
                source: "GB 50016 火灾危险性类别 (单元或其物质 of the unit or its substances)",
            }
        })
        .collect()
}

/// Item 12: inside of a chemical park or not; unknown where the city has none on record.
fn park(city: &City, of: &Site) -> Option<Proposal> {
    if city.ground.parks.is_empty() {
        return None;
    }
    let centre = city.plane.to_lon_lat(of.footprint.centre()).ok()?;
    let park = city.place_names(centre).park;
    let inside = park.filter(|p| p.kind == ParkKind::ChemicalPark);
    let (zh, en) = match (inside, park) {
        (Some(park), _) => (
            format!("位于化工园区“{}”内", park.name),
            format!("it lies in the chemical park {}", park.name),
        ),
        (None, Some(park)) => (
            format!("位于“{}”({})内, 不是化工园区", park.name, park.kind.zh()),
            format!(
                "it lies in {} ({}), which is no chemical park",
                park.name,
                park.kind.en()
            ),
        ),
        (None, None) => (
            "不在登记的任何园区内".to_owned(),
            "it lies in none of the parks on record".to_owned(),
        ),
    };
    Some(Proposal {
        code: "12",
        count: u32::from(inside.is_none()),
        zh,
        en,
        source: "图层 parks (厂区中心 centre of the plant)",
    })
}
