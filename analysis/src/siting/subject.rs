//! What a distance starts from: the tanks, installations, warehouses and stations of a facility.

use super::condition::Profile;
use super::requirement::stand_in;
use crate::facts::{Facility, FacilityKind, FireClass, Placement, Storage, Unit, UnitKind, Vessel};
use crate::standards::distance::facility_grade;
use crate::standards::parameters::value;
use crate::standards::substances::{self, Substance};

/// Where the least distance is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The vessel with this index in the facility.
    Vessel(usize),
    /// The unit with this index in the facility.
    Unit(usize),
    /// The facility as a whole.
    Facility,
}

/// A thing that distances start from.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Where it is measured from.
    pub start: Start,
    /// Unit that it belongs to, as index in the facility.
    pub unit: Option<usize>,
    /// What the rules can ask of it.
    pub profile: Profile,
}

/// A facility with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Members<'a> {
    /// The facility.
    pub facility: &'a Facility,
    /// Its units.
    pub units: &'a [Unit],
    /// Its vessels, each with the index of its unit.
    pub vessels: &'a [(usize, Vessel)],
}

/// The design code that governs a facility's distances, and whether it was assumed from its kind.
pub fn design_code(facility: &Facility) -> Option<(&str, bool)> {
    if let Some(code) = &facility.design_code {
        return Some((code.as_str(), false));
    }
    match facility.kind {
        FacilityKind::Production => Some(("GB 50160", true)),
        FacilityKind::Storage | FacilityKind::Use => Some(("GB 50016", true)),
        FacilityKind::FillingStation => Some(("GB 50156", true)),
        FacilityKind::OilDepot => Some(("GB 50074", true)),
        FacilityKind::Fireworks => Some(("GB 50161", true)),
        FacilityKind::Other => None,
    }
}

/// Everything in a facility that distances start from.
pub fn subjects(of: Members<'_>) -> Vec<Subject> {
    let Some((code, _)) = design_code(of.facility) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, unit) in of.units.iter().enumerate() {
        let held: Vec<(usize, &Vessel)> = of
            .vessels
            .iter()
            .enumerate()
            .filter(|(_, (u, _))| *u == index)
            .map(|(i, (_, v))| (i, v))
            .collect();
        match unit.kind {
            UnitKind::Production => found.push(installation(code, of, index, unit, &held)),
            UnitKind::Storage => found.extend(storage(code, of, index, unit, &held)),
        }
    }
    if of.units.is_empty() {
        found.push(whole(code, of.facility));
    }
    for subject in &mut found {
        subject.profile = std::mem::take(&mut subject.profile).banded(stand_in);
    }
    found
}

fn base(code: &str) -> Profile {
    let mut profile = Profile::default();
    profile.set("code", code);
    profile
}

/// A production unit: process unit, factory building or dispensers, by the code.
fn installation(
    code: &str,
    of: Members<'_>,
    index: usize,
    unit: &Unit,
    held: &[(usize, &Vessel)],
) -> Subject {
    let mut profile = base(code);
    profile.set("object", production_object(code));
    let class = unit
        .fire_class
        .or(of.facility.fire_class)
        .or_else(|| strictest_class(held));
    profile.set_or_missing("fire_class", class.map(FireClass::code));
    profile.set_or_missing("own_fire_resistance", None::<String>);
    let releases = held.iter().any(|(_, v)| {
        matches!(fire_class(v), Some(FireClass::A)) && v.storage != Some(Storage::Solid)
    });
    profile.set_flag_or_missing("flammable_release", releases.then_some(true));
    if code == "GB 50156" {
        profile.set_or_missing("fuel", station_fuel(of));
    }
    Subject {
        start: Start::Unit(index),
        unit: Some(index),
        profile,
    }
}

fn production_object(code: &str) -> &'static str {
    match code {
        "GB 50160" => "process_unit",
        "GB 50156" => "dispenser",
        _ => "factory",
    }
}

/// A storage unit: its tanks, or the warehouse that it is.
fn storage(
    code: &str,
    of: Members<'_>,
    index: usize,
    unit: &Unit,
    held: &[(usize, &Vessel)],
) -> Vec<Subject> {
    let packaged = |v: &Vessel| v.storage == Some(Storage::Solid);
    let mut found: Vec<Subject> = held
        .iter()
        .filter(|(_, v)| !packaged(v))
        .map(|(i, v)| tank(code, of, index, unit, held, *i, v))
        .collect();
    if held.iter().any(|(_, v)| packaged(v)) || (held.is_empty() && code == "GB 50016") {
        found.push(warehouse(code, of, index, unit, held));
    }
    found
}

fn tank(
    code: &str,
    of: Members<'_>,
    unit_index: usize,
    unit: &Unit,
    held: &[(usize, &Vessel)],
    index: usize,
    vessel: &Vessel,
) -> Subject {
    let mut profile = base(code);
    let equipment = vessel.equipment.as_deref().unwrap_or("").to_lowercase();
    let object = if equipment.contains("flare") {
        "flare"
    } else if equipment.contains("gas_holder") || equipment.contains("gasholder") {
        "gas_holder"
    } else {
        "tank"
    };
    profile.set("object", object);
    let class = fire_class(vessel)
        .or(unit.fire_class)
        .or(of.facility.fire_class);
    profile.set_or_missing("fire_class", class.map(FireClass::code));
    profile.set_or_missing("holds", holds(vessel));
    // Above ground unless the facts say otherwise; at a filling station buried, as GB 50156-2021 6.1.1
    // asks for (memory).
    let usual = if code == "GB 50156" {
        Placement::Buried
    } else {
        Placement::AboveGround
    };
    let placement = Some(vessel.placement.unwrap_or(usual));
    profile.set_or_missing("placement", placement.map(Placement::code));
    profile.set_or_missing("tank_axis", None::<String>);
    profile.set_or_missing("roof", vessel.roof.map(crate::facts::Roof::code));
    let total_m3 = total(held.iter().map(|(_, v)| v.volume_m3));
    profile.set_size("total_capacity_m3", total_m3);
    profile.set_size("total_volume_m3", total_m3);
    profile.set_size("single_volume_m3", vessel.volume_m3);
    profile.set_flag_or_missing("small_buried", small_buried(placement, held, total_m3));
    match code {
        "GB 50156" => {
            let volume = total(of.vessels.iter().map(|(_, v)| station_volume_m3(v)));
            profile.set_or_missing(
                "station_grade",
                volume.and_then(|v| facility_grade(code, v)),
            );
            profile.set_or_missing("fuel", fuel(vessel));
        }
        "GB 50074" => {
            let capacity = of
                .facility
                .capacity_m3
                .or_else(|| total(of.vessels.iter().map(|(_, v)| v.volume_m3)));
            profile.set_or_missing(
                "oil_depot_grade",
                capacity.and_then(|v| facility_grade(code, v)),
            );
        }
        _ => {}
    }
    // GB 50074 measures from the centreline of the dike, which is the outline of the storage unit.
    let start = if code == "GB 50074" && unit.geometry.is_some() {
        Start::Unit(unit_index)
    } else {
        Start::Vessel(index)
    };
    Subject {
        start,
        unit: Some(unit_index),
        profile,
    }
}

/// GB 50016 4.2.1 note 6.
fn small_buried(
    placement: Option<Placement>,
    held: &[(usize, &Vessel)],
    total_m3: Option<f64>,
) -> Option<bool> {
    if placement? != Placement::Buried {
        return Some(false);
    }
    let largest = held
        .iter()
        .map(|(_, v)| v.volume_m3)
        .try_fold(0.0, |m: f64, v| v.map(|v| m.max(v)))?;
    Some(largest <= value("buried_single_m3") && total_m3? <= value("buried_total_m3"))
}

fn warehouse(
    code: &str,
    of: Members<'_>,
    index: usize,
    unit: &Unit,
    held: &[(usize, &Vessel)],
) -> Subject {
    let mut profile = base(code);
    let explosives = held.iter().any(|(_, v)| is_explosive(v));
    profile.set(
        "object",
        if explosives {
            "explosives_store"
        } else {
            "warehouse"
        },
    );
    let class = unit
        .fire_class
        .or_else(|| strictest_class(held))
        .or(of.facility.fire_class);
    profile.set_or_missing("fire_class", class.map(FireClass::code));
    let items: Vec<Option<&str>> = held.iter().map(|(_, v)| storage_item(v)).collect();
    let one = items
        .first()
        .copied()
        .flatten()
        .filter(|first| items.iter().all(|i| *i == Some(first)));
    profile.set_or_missing("storage_item", one);
    profile.set_size("storage_t", total(held.iter().map(|(_, v)| v.quantity_t)));
    Subject {
        start: Start::Unit(index),
        unit: Some(index),
        profile,
    }
}

/// A facility of which no units are known: what its kind says, the rest missing.
fn whole(code: &str, facility: &Facility) -> Subject {
    let mut profile = base(code);
    profile.set_or_missing("fire_class", facility.fire_class.map(FireClass::code));
    match facility.kind {
        FacilityKind::Production | FacilityKind::Use => {
            profile.set("object", production_object(code));
            profile.set_or_missing("flammable_release", None::<String>);
            profile.set_or_missing("own_fire_resistance", None::<String>);
        }
        FacilityKind::Storage => {
            profile.set_or_missing("object", None::<String>);
            profile.set_or_missing("storage_item", None::<String>);
            profile.set_size("storage_t", None);
        }
        _ => profile.set("object", "tank"),
    }
    let liquid = matches!(
        facility.kind,
        FacilityKind::OilDepot | FacilityKind::FillingStation
    );
    profile.set_or_missing("holds", liquid.then_some("liquid"));
    profile.set_or_missing("placement", None::<String>);
    profile.set_or_missing("tank_axis", None::<String>);
    profile.set_or_missing("roof", None::<String>);
    profile.set_or_missing("small_buried", None::<String>);
    profile.set_or_missing("fuel", None::<String>);
    for metric in ["total_capacity_m3", "total_volume_m3"] {
        profile.set_size(metric, facility.capacity_m3);
    }
    profile.set_size("single_volume_m3", None);
    let grade = facility.capacity_m3.and_then(|v| facility_grade(code, v));
    profile.set_or_missing("oil_depot_grade", grade);
    profile.set_or_missing("station_grade", grade);
    Subject {
        start: Start::Facility,
        unit: None,
        profile,
    }
}

/// The one substance that a vessel holds, where the tables know it and its forms agree.
pub fn substance(vessel: &Vessel) -> Option<&'static Substance> {
    substances::find(vessel.substance.as_deref()?)
        .first()
        .copied()
}

/// Fire hazard class of what a vessel holds.
pub fn fire_class(vessel: &Vessel) -> Option<FireClass> {
    vessel
        .fire_class
        .or_else(|| substance(vessel)?.fire_class())
}

/// The strictest class of several vessels; unknown where one of them is.
fn strictest_class(held: &[(usize, &Vessel)]) -> Option<FireClass> {
    held.iter()
        .map(|(_, v)| fire_class(v))
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .min()
}

/// What a vessel holds by its way of storage; where that is missing, a liquid or a solid by the state
/// of its substance at 20 °C. A gas may be kept compressed or liquefied: that stays open.
fn holds(vessel: &Vessel) -> Option<&'static str> {
    match vessel.storage {
        Some(Storage::AtmosphericLiquid) => Some("liquid"),
        Some(Storage::CompressedGas) => Some("gas"),
        Some(Storage::Solid) => Some("solid"),
        Some(Storage::PressurisedLiquefied | Storage::RefrigeratedLiquefied) => {
            Some(if substance(vessel)?.liquefied_hydrocarbon {
                "liquefied_hydrocarbon"
            } else {
                "liquefied_other"
            })
        }
        None => match substance(vessel)?.state {
            substances::State::Liquid => Some("liquid"),
            substances::State::Solid => Some("solid"),
            substances::State::Gas => None,
        },
    }
}

fn fuel(vessel: &Vessel) -> Option<&'static str> {
    match substance(vessel)?.name_en.as_str() {
        "diesel fuel" => Some("diesel"),
        name if name.starts_with("gasoline") => Some("gasoline"),
        _ => None,
    }
}

/// Gasoline if the station sells any: its distances are the greater ones.
fn station_fuel(of: Members<'_>) -> Option<&'static str> {
    let fuels: Option<Vec<&str>> = of.vessels.iter().map(|(_, v)| fuel(v)).collect();
    let fuels = fuels.filter(|f| !f.is_empty())?;
    Some(if fuels.contains(&"gasoline") {
        "gasoline"
    } else {
        "diesel"
    })
}

/// Diesel counts at half its volume (GB 50156-2021).
fn station_volume_m3(vessel: &Vessel) -> Option<f64> {
    let share = if fuel(vessel)? == "diesel" {
        value("diesel_counts")
    } else {
        1.0
    };
    Some(vessel.volume_m3? * share)
}

/// Item of GB 50016 table 3.1.3 (class 甲 storage), where substance and class give it away.
fn storage_item(vessel: &Vessel) -> Option<&'static str> {
    let known = substance(vessel);
    let symbol = |s: &str| {
        vessel
            .hazard_class
            .as_deref()
            .is_some_and(|c| c.starts_with(s))
            || known.is_some_and(|k| {
                crate::grading::major_hazard::symbols(k)
                    .iter()
                    .any(|c| c.starts_with(s))
            })
    };
    if known.is_some_and(|k| {
        k.state == substances::State::Liquid && k.fire_class() == Some(FireClass::A)
    }) {
        return Some("1");
    }
    [("W2", "2"), ("W8", "3"), ("W11", "4"), ("W9.1", "5")]
        .into_iter()
        .find(|(s, _)| symbol(s))
        .map(|(_, item)| item)
}

fn is_explosive(vessel: &Vessel) -> bool {
    vessel
        .hazard_class
        .as_deref()
        .is_some_and(|c| c.starts_with("W1."))
        || substance(vessel).is_some_and(|k| {
            crate::grading::major_hazard::symbols(k)
                .iter()
                .any(|c| c.starts_with("W1."))
        })
}

/// Sum of values that are all known; `None` where one is missing or there is none.
fn total(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let values: Option<Vec<f64>> = values.collect();
    values.filter(|v| !v.is_empty()).map(|v| v.iter().sum())
}
