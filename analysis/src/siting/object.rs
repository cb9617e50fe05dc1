//! What a distance ends at: the profile of a target or of another facility.

use super::condition::Profile;
use super::requirement::TOWER_HEIGHT;
use crate::facts::{Facility, FacilityKind, FacilityStatus, Subtype, Target};
use crate::siting::subject::design_code;
use crate::standards::parameters::value;
use crate::standards::subtypes::{Importance, properties};

const TAGS: &[&str] = &[
    "civil",
    "public",
    "residential",
    "village",
    "welfare",
    "industry",
    "road",
];

/// What the distance tables can ask of a target.
pub fn of_target(target: &Target) -> Profile {
    let of = properties(target.subtype);
    let has = |tag: &str| of.tags.iter().any(|t| t == tag);
    let mut profile = Profile::default();
    profile.set("is", target.subtype.code());
    for tag in TAGS {
        profile.set_flag(tag, has(tag));
    }
    profile.set_flag_or_missing("important", is_important(target));
    profile.set_flag(
        "protection_target",
        target.category.or(of.default_category).is_some(),
    );
    if has("civil") {
        profile.set_flag_or_missing("high_rise", is_high_rise(target));
        profile.set_or_missing(
            "protection_class",
            target.protection_class.map(|c| c.to_string()),
        );
    }
    if has("civil") || has("industry") {
        profile.set_or_missing("resistance", target.fire_resistance.map(|r| r.to_string()));
    }
    if target.subtype == Subtype::PowerLine {
        profile.set_size(TOWER_HEIGHT, target.tower_height_m);
    }
    profile
}

/// GB 50016-2014 (2018) 2.1.1: housing above 27 m, other civil buildings above 24 m.
fn is_high_rise(target: &Target) -> Option<bool> {
    let housing = matches!(target.subtype, Subtype::Residential | Subtype::Village);
    let limit_m = value(if housing {
        "high_rise_housing_m"
    } else {
        "high_rise_other_m"
    });
    target.height_m.map(|h| h > limit_m)
}

/// GB 50156-2021 B.0.1, with the thresholds of `target_subtypes.csv`.
fn is_important(target: &Target) -> Option<bool> {
    let people = match (target.people_day, target.people_night) {
        (Some(day), Some(night)) => Some(day.max(night)),
        (one, other) => one.or(other),
    };
    match properties(target.subtype).importance {
        Importance::Yes => Some(true),
        Importance::No => Some(false),
        Importance::Unknown => None,
        Importance::PeopleOver(n) => people.map(|p| p > n),
        Importance::BedsFrom(n) => target.beds.map(|b| b >= n),
        Importance::FloorAreaOver(n) => target.floor_area_m2.map(|a| a > n),
    }
}

/// Whether other plants keep a distance from a facility.
pub fn is_neighbour(facility: &Facility) -> bool {
    facility.kind != FacilityKind::FillingStation && facility.status != FacilityStatus::Closed
}

/// What the distance tables can ask of another facility.
pub fn of_facility(facility: &Facility) -> Profile {
    let mut profile = Profile::default();
    profile.set("is", "facility");
    for tag in TAGS {
        profile.set_flag(tag, false);
    }
    let under_gb50160 = design_code(facility).is_some_and(|(code, _)| code == "GB 50160");
    profile.set(
        "design_code",
        if under_gb50160 { "GB 50160" } else { "other" },
    );
    profile.set_flag("important", false);
    profile.set_flag("protection_target", false);
    profile
}
