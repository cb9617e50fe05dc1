//! A facility in the plane, with everything that belongs to it.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::Coord;

use super::profiles::Profiles;
use crate::error::Error;
use crate::facts::{Facility, FacilityStatus, Facts, Unit, Vessel};
use crate::place::index::Bounds;
use crate::place::{Footprint, Plane};
use crate::siting::object::{is_neighbour, of_facility};
use crate::siting::subject::{Members, Start, Subject, subjects};

/// A facility with its units and vessels, laid into the plane.
#[derive(Debug, Clone)]
pub struct Site {
    /// The facility.
    pub facility: Facility,
    /// Its units.
    pub units: Vec<Unit>,
    /// Its vessels, each with the position of its unit.
    pub vessels: Vec<(usize, Vessel)>,
    /// Plant boundary.
    pub footprint: Footprint,
    /// Outlines of the units, where they have one.
    pub unit_footprints: Vec<Option<Footprint>>,
    /// Vessels, round or as outlined.
    pub vessel_footprints: Vec<Footprint>,
    /// What distances start from, with the number of its profile.
    pub subjects: Vec<(Subject, u32)>,
    /// Profile as a neighbour of other facilities; `None` where none keeps a distance from it.
    pub object_profile: Option<u32>,
}

impl Site {
    /// Where a subject's distances start, and whether that stands in for an outline that is missing.
    pub fn start(&self, start: Start) -> (&Footprint, bool) {
        match start {
            Start::Vessel(v) => (
                &self.vessel_footprints[v],
                self.vessel_footprints[v].is_point(),
            ),
            Start::Unit(u) => match &self.unit_footprints[u] {
                Some(outline) => (outline, outline.is_point()),
                None => (&self.footprint, true),
            },
            Start::Facility => (&self.footprint, self.footprint.is_point()),
        }
    }

    /// Box of everything in the facility.
    pub fn reach_bounds(&self) -> Bounds {
        let all = std::iter::once(&self.footprint)
            .chain(self.unit_footprints.iter().flatten())
            .chain(&self.vessel_footprints);
        all.map(Footprint::bounds)
            .reduce(|a, b| {
                (
                    Coord {
                        x: a.0.x.min(b.0.x),
                        y: a.0.y.min(b.0.y),
                    },
                    Coord {
                        x: a.1.x.max(b.1.x),
                        y: a.1.y.max(b.1.y),
                    },
                )
            })
            .expect("a facility has a footprint")
    }

    /// The same site with the centre of its boundary at `to` (metres).
    #[must_use]
    pub fn moved_to(&self, to: Coord<f64>) -> Self {
        let centre = self.footprint.centre();
        let (dx, dy) = (to.x - centre.x, to.y - centre.y);
        Self {
            footprint: self.footprint.moved(dx, dy),
            unit_footprints: self
                .unit_footprints
                .iter()
                .map(|f| f.as_ref().map(|f| f.moved(dx, dy)))
                .collect(),
            vessel_footprints: self
                .vessel_footprints
                .iter()
                .map(|f| f.moved(dx, dy))
                .collect(),
            ..self.clone()
        }
    }
}

/// Every facility of the facts, with its members.
pub(super) fn sites(
    facts: &Facts,
    plane: &Plane,
    profiles: &mut Profiles,
) -> Result<Vec<Site>, Error> {
    let mut units_of: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    let known: BTreeSet<&str> = facts.facilities.iter().map(|f| f.id.as_str()).collect();
    let mut facility_of: BTreeMap<&str, &str> = BTreeMap::new();
    for unit in &facts.units {
        if !known.contains(unit.facility_id.as_str()) {
            return Err(Error::NotFound {
                what: "facility",
                id: unit.facility_id.clone(),
            });
        }
        facility_of.insert(&unit.id, &unit.facility_id);
        units_of.entry(&unit.facility_id).or_default().push(unit);
    }
    let mut vessels_of: BTreeMap<&str, Vec<&Vessel>> = BTreeMap::new();
    for vessel in &facts.vessels {
        let facility = facility_of
            .get(vessel.unit_id.as_str())
            .ok_or_else(|| Error::NotFound {
                what: "unit",
                id: vessel.unit_id.clone(),
            })?;
        vessels_of.entry(facility).or_default().push(vessel);
    }
    facts
        .facilities
        .iter()
        .map(|f| {
            let units: Vec<Unit> = units_of
                .get(f.id.as_str())
                .into_iter()
                .flatten()
                .map(|u| (*u).clone())
                .collect();
            let vessels = vessels_of
                .get(f.id.as_str())
                .into_iter()
                .flatten()
                .map(|v| {
                    let unit = units
                        .iter()
                        .position(|u| u.id == v.unit_id)
                        .expect("the vessel's unit is of this facility");
                    (unit, (*v).clone())
                })
                .collect();
            site(f.clone(), units, vessels, plane, profiles)
        })
        .collect()
}

fn site(
    facility: Facility,
    units: Vec<Unit>,
    vessels: Vec<(usize, Vessel)>,
    plane: &Plane,
    profiles: &mut Profiles,
) -> Result<Site, Error> {
    let footprint = Footprint::of(&facility.geometry, plane, 0.0)?;
    let unit_footprints = units
        .iter()
        .map(|u| {
            u.geometry
                .as_ref()
                .map(|g| Footprint::of(g, plane, 0.0))
                .transpose()
        })
        .collect::<Result<_, _>>()?;
    let vessel_footprints = vessels
        .iter()
        .map(|(_, v)| Footprint::of(&v.geometry, plane, v.diameter_m.map_or(0.0, |d| d / 2.0)))
        .collect::<Result<_, _>>()?;
    let judged = if facility.status == FacilityStatus::Closed {
        Vec::new()
    } else {
        subjects(Members {
            facility: &facility,
            units: &units,
            vessels: &vessels,
        })
    };
    let subjects = judged
        .into_iter()
        .map(|s| {
            let profile = profiles.subject(s.profile.clone());
            (s, profile)
        })
        .collect();
    let object_profile = is_neighbour(&facility).then(|| profiles.object(of_facility(&facility)));
    Ok(Site {
        facility,
        units,
        vessels,
        footprint,
        unit_footprints,
        vessel_footprints,
        subjects,
        object_profile,
    })
}
