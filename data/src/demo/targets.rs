//! Protection targets (防护目标) and what else distances are measured to: the rows and where they may stand.

use analysis::facts::{Subtype, Target, TargetCategory};
use geo_types::Geometry;

use super::roads::clear_of_buildings_m;
use super::shape::{Index, P, gap};
use super::sites::{Land, Room, Sites};
use super::stream::Stream;
use super::{DemoError, Ground, Origin};

/// Share of targets that lack an attribute on purpose.
const FORGOTTEN: f64 = 0.02;

/// The layer `targets` as it grows, with the ground that is taken.
pub(super) struct Targets<'a> {
    pub land: &'a Land<'a>,
    pub sites: &'a Sites,
    pub ground: &'a Ground,
    pub origin: &'a Origin,
    pub rows: Vec<Target>,
    taken: Index<()>,
}

/// What a building is, before it has a place.
#[derive(Debug, Clone)]
pub(super) struct Building {
    pub subtype: Subtype,
    pub name: String,
    pub people_day: f64,
    pub people_night: f64,
    pub height_m: f64,
    pub fire_resistance: u8,
    pub floor_area_m2: f64,
    pub beds: Option<f64>,
}

/// How near a building may come to hazardous sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearness {
    /// As housing keeps away.
    Ordinary,
    /// Schools, hospitals and the like keep a little more.
    Sensitive,
    /// Workshops come nearer.
    Industry,
    /// On purpose: only not onto the site.
    Caught,
}

impl Nearness {
    fn of_site_m(self, room: Room) -> f64 {
        match self {
            Self::Ordinary => room.keep_out_m,
            Self::Sensitive => room.keep_out_m + 40.0,
            // Liquefied hydrocarbons keep 120 m to other works, other tanks 70 m (GB 50160 table 4.1.9).
            Self::Industry if room.keep_out_m > 320.0 => 112.0,
            Self::Industry => room.keep_out_m.min(60.0),
            Self::Caught => 1.4,
        }
    }
}

impl<'a> Targets<'a> {
    pub fn new(
        land: &'a Land<'a>,
        sites: &'a Sites,
        ground: &'a Ground,
        origin: &'a Origin,
    ) -> Self {
        Self {
            land,
            sites,
            ground,
            origin,
            rows: Vec::new(),
            taken: Index::new(120.0),
        }
    }

    /// Whether a building may stand here, `apart_m` from its neighbours.
    pub fn is_free(&self, ring: &[P], nearness: Nearness, apart_m: f64) -> bool {
        let middle = super::shape::along(ring[0], ring[ring.len() / 2], 0.5);
        let in_ward = || {
            let blocks = |w: &super::parks::Ward| match (nearness, w.kind) {
                (Nearness::Industry, analysis::facts::ParkKind::IndustrialZone)
                | (Nearness::Caught, _) => false,
                _ => gap(&w.ring, ring) < 40.0,
            };
            self.land.wards.iter().any(blocks)
        };
        !self.land.territory.is_water(middle)
            && !ring
                .iter()
                .any(|&corner| self.land.territory.is_water(corner))
            && self.land.territory.county_at(middle).is_some()
            && self.taken.is_clear(ring, apart_m, |()| apart_m)
            && self
                .land
                .network
                .index
                .is_clear(ring, 150.0, clear_of_buildings_m)
            && self
                .sites
                .index
                .is_clear(ring, 375.0, |room| nearness.of_site_m(room))
            && !in_ward()
    }

    /// Buildings so far: what has a floor, but for parks and villages.
    pub fn buildings(&self) -> usize {
        let is_building = |t: &&Target| {
            t.floor_area_m2.is_some() && !matches!(t.subtype, Subtype::Park | Subtype::Village)
        };
        self.rows.iter().filter(is_building).count()
    }

    /// Keeps ground free of buildings for something that is no target.
    pub fn reserve(&mut self, ring: Vec<P>) {
        self.taken.insert(ring, ());
    }

    /// Whether a rectangle inside a park is free of plants, roads and what was reserved.
    pub fn is_free_in_park(&self, ring: &[P]) -> bool {
        self.taken.is_clear(ring, 12.0, |()| 12.0)
            && self
                .land
                .network
                .index
                .is_clear(ring, 150.0, clear_of_buildings_m)
            && self.sites.index.is_clear(ring, 20.0, |_| 20.0)
    }

    /// Takes the ground and adds the row.
    pub fn build(
        &mut self,
        ring: Vec<P>,
        building: Building,
        stream: &mut Stream,
    ) -> Result<(), DemoError> {
        let geometry = self.ground.polygon(&ring)?;
        self.taken.insert(ring, ());
        let category = category(&building);
        let protection_class = protection_class(&building);
        let mut row = self.row(building.subtype, building.name, geometry);
        row.category = category;
        row.people_day = Some(building.people_day.round());
        row.people_night = Some(building.people_night.round());
        row.height_m = Some((building.height_m * 10.0).round() / 10.0);
        row.fire_resistance = Some(building.fire_resistance);
        row.floor_area_m2 = Some(building.floor_area_m2.round());
        row.beds = building.beds.map(f64::round);
        row.protection_class = protection_class;
        if stream.chance(FORGOTTEN) {
            match stream.whole(0, 2) {
                0 => row.height_m = None,
                1 => row.fire_resistance = None,
                _ => row.protection_class = None,
            }
        }
        self.rows.push(row);
        Ok(())
    }

    /// A row that is only a place: road, line, bank, substation.
    pub fn row(&self, subtype: Subtype, name: String, geometry: Geometry<f64>) -> Target {
        let number = self.rows.len() + 1;
        Target {
            id: format!("T{number:06}"),
            name,
            category: None,
            subtype,
            people_day: None,
            people_night: None,
            height_m: None,
            fire_resistance: None,
            protection_class: None,
            floor_area_m2: None,
            beds: None,
            tower_height_m: None,
            geometry,
            provenance: self.origin.demo(number),
        }
    }

    /// Roads, railways, lines and the shore.
    pub fn lay_lines(&mut self) -> Result<(), DemoError> {
        for road in &self.land.network.roads {
            let mut row = self.row(
                road.subtype,
                road.name.clone(),
                self.ground.line(&road.points)?,
            );
            row.tower_height_m = road.tower_height_m;
            self.rows.push(row);
        }
        Ok(())
    }
}

/// Category by GB 36894-2018 3.1 and its table 1 (restated in public; thresholds recalled).
fn category(building: &Building) -> Option<TargetCategory> {
    use Subtype as S;
    use TargetCategory::{General1, General2, General3, HighSensitivity, Important};
    let people = building.people_day.max(building.people_night);
    let by = |value: f64, first: f64, second: f64| match value {
        v if v >= first => General1,
        v if v >= second => General2,
        _ => General3,
    };
    Some(match building.subtype {
        S::School
        | S::Kindergarten
        | S::University
        | S::Hospital
        | S::HealthCentre
        | S::CareHome
        | S::CulturalCentre => HighSensitivity,
        S::Library | S::Museum | S::Relic | S::Religious => Important,
        S::Residential | S::Village => by(people, 100.0, 30.0),
        S::Retail | S::Market | S::Office | S::Park => by(building.floor_area_m2, 5_000.0, 1_500.0),
        S::Government | S::TransportHub | S::Hotel | S::Sports | S::Entertainment => {
            by(people, 100.0, 0.0)
        }
        S::Industry if people >= 100.0 => General2,
        S::Industry => General3,
        _ => return None,
    })
}

/// Class of GB 50156-2021 appendix B. The thresholds of class 2 are not public; these are a guess for
/// invented buildings, as good as any.
fn protection_class(building: &Building) -> Option<u8> {
    use Subtype as S;
    match building.subtype {
        S::Industry | S::Park | S::Substation | S::OpenFlame | S::OilBerth => None,
        S::Residential | S::Village => Some(if building.floor_area_m2 > 3_000.0 {
            2
        } else {
            3
        }),
        S::Retail | S::Market | S::Office | S::Hotel | S::Entertainment => {
            Some(match building.floor_area_m2 {
                a if a > 6_000.0 => 1,
                a if a > 1_500.0 => 2,
                _ => 3,
            })
        }
        _ => Some(1),
    }
}
