//! The explosives of a unit as TNT: the worst accident (最严重事故情景) is that all of them go off at once.
//!
//! ```text
//! W = Σ eᵢ mᵢ
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | W | charge | kg of TNT |
//! | eᵢ | TNT equivalent by heat of explosion; 1 where the table has none | – |
//! | mᵢ | design maximum quantity of explosive i in the unit | kg |
//!
//! That the whole unit goes off, and not one vessel, is a choice of ours to the safe side: what 5.3 asks for was not
//! found. A quantity that is missing, or a vessel that may hold an explosive, leaves a lower bound.
//!
//! Source: GB/T 37243-2019 5.3 (title of the clause sourced, contents not found); `tnt_equivalents.csv`.

use std::sync::Arc;

use super::contents::{self, Answer};
use crate::city::Site;
use crate::facts::Vessel;
use crate::grading::major_hazard::{symbols_as_filed, weaker};
use crate::standards::gbt37243::{TntEquivalent, tnt_equivalent};
use crate::standards::substances;

/// Kilograms of a tonne.
const KG_PER_T: f64 = 1e3;

/// An explosive in a vessel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Position of the vessel in the facility.
    pub vessel: usize,
    /// Mass, kg; `None` where the facts do not say.
    pub mass_kg: Option<f64>,
    /// TNT equivalent, kg of TNT a kg.
    pub equivalent: f64,
    /// Whether the equivalent is an assumption, as the table has none.
    pub is_assumed: bool,
    /// How sure it is.
    pub confidence: &'static str,
}

/// The explosives of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Charge {
    /// Position of the unit in the facility.
    pub unit: usize,
    /// Explosives, in the order of the vessels.
    pub parts: Vec<Part>,
    /// Mass of explosives, kg.
    pub mass_kg: f64,
    /// TNT equivalent, kg.
    pub tnt_kg: f64,
    /// Attributes that are missing, for which the charge is a lower bound.
    pub missing: Vec<&'static str>,
    /// How sure the equivalents and classes are.
    pub confidence: &'static str,
}

impl Charge {
    /// Whether the charge is a lower bound.
    pub fn is_least(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Whether some of it counts as TNT for want of an equivalent.
    pub fn is_assumed(&self) -> bool {
        self.parts.iter().any(|p| p.is_assumed)
    }
}

/// The charge of each unit that has explosives for certain.
pub fn charges(site: &Site) -> Vec<Arc<Charge>> {
    (0..site.units.len())
        .filter_map(|unit| of_unit(site, unit).map(Arc::new))
        .collect()
}

fn of_unit(site: &Site, unit: usize) -> Option<Charge> {
    let mut charge = Charge {
        unit,
        parts: Vec::new(),
        mass_kg: 0.0,
        tnt_kg: 0.0,
        missing: Vec::new(),
        confidence: "sourced",
    };
    let held = site.vessels.iter().enumerate().filter(|(_, v)| v.0 == unit);
    for (vessel, (_, v)) in held {
        let what = contents::of(v);
        let lacking = match what.explosive {
            Answer::No => continue,
            Answer::Perhaps => what.field,
            Answer::Yes => {
                let part = part(vessel, v, what.confidence);
                charge.mass_kg += part.mass_kg.unwrap_or(0.0);
                charge.tnt_kg += part.equivalent * part.mass_kg.unwrap_or(0.0);
                charge.confidence = weaker(charge.confidence, part.confidence);
                charge.parts.push(part);
                part.mass_kg.is_none().then_some("quantity_t")
            }
        };
        charge.missing.extend(lacking);
    }
    charge.missing.sort_unstable();
    charge.missing.dedup();
    (!charge.parts.is_empty()).then_some(charge)
}

fn part(vessel: usize, v: &Vessel, of_class: &'static str) -> Part {
    let found = equivalent(v);
    Part {
        vessel,
        mass_kg: v.quantity_t.map(|t| t.max(0.0) * KG_PER_T),
        equivalent: found.map_or(1.0, |e| e.equivalent),
        is_assumed: found.is_none(),
        confidence: weaker(of_class, found.map_or("memory", |e| &e.confidence)),
    }
}

/// The greatest equivalent of the forms that are explosives.
fn equivalent(v: &Vessel) -> Option<&'static TntEquivalent> {
    substances::find(v.substance.as_deref()?)
        .into_iter()
        .filter(|s| symbols_as_filed(s).iter().any(|c| c.starts_with("W1.")))
        .filter_map(|s| tnt_equivalent(s.gb18218_no?))
        .max_by(|a, b| a.equivalent.total_cmp(&b.equivalent))
}
