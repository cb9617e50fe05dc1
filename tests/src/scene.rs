//! Small cities laid out in metres about a point in Changzhou.

use std::sync::Arc;

use analysis::facts::{
    District, DistrictLevel, Facility, FacilityKind, FacilityStatus, Facts, FireClass, Park,
    ParkKind, Period, Placement, PopulationCell, Provenance, Stability, Storage, Subtype, Target,
    Unit, UnitKind, Vessel, WeatherRow,
};
use analysis::place::Plane;
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

/// Where the scene's (0, 0) lies.
pub const ORIGIN: Coord<f64> = Coord {
    x: 119.97,
    y: 31.81,
};

/// Builds facts from metres.
pub struct Scene {
    plane: Plane,
    origin: Coord<f64>,
    /// The facts so far.
    pub facts: Facts,
}

impl Default for Scene {
    fn default() -> Self {
        let plane = Plane::around(ORIGIN).expect("the origin is on the globe");
        let origin = plane
            .to_metres(ORIGIN)
            .expect("the origin can be projected");
        Self {
            plane,
            origin,
            facts: Facts::default(),
        }
    }
}

/// Provenance of an invented row.
pub fn invented() -> Provenance {
    Provenance {
        source_file: Arc::from("scene"),
        source_row: 1,
        imported_at: Arc::from("2026-01-01T00:00:00+08:00"),
        synthetic: true,
    }
}

impl Scene {
    /// Longitude and latitude of a point in metres from the origin.
    pub fn at(&self, x: f64, y: f64) -> Coord<f64> {
        self.plane
            .to_lon_lat(Coord {
                x: self.origin.x + x,
                y: self.origin.y + y,
            })
            .expect("scenes are small")
    }

    /// A rectangle by its lower left corner and size, m.
    pub fn rect(&self, x: f64, y: f64, w: f64, h: f64) -> Polygon<f64> {
        let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)];
        Polygon::new(
            LineString(corners.map(|(x, y)| self.at(x, y)).to_vec()),
            Vec::new(),
        )
    }

    /// Adds a facility with a boundary.
    pub fn facility(
        &mut self,
        id: &str,
        kind: FacilityKind,
        boundary: Polygon<f64>,
    ) -> &mut Facility {
        self.facts.facilities.push(Facility {
            id: id.into(),
            uscc: None,
            name: format!("示例·{id}"),
            kind,
            status: FacilityStatus::InService,
            built_on: None,
            fire_class: None,
            design_code: None,
            capacity_m3: None,
            geometry: Geometry::MultiPolygon(MultiPolygon(vec![boundary])),
            provenance: invented(),
        });
        self.facts.facilities.last_mut().expect("one was pushed")
    }

    /// Adds a unit.
    pub fn unit(
        &mut self,
        id: &str,
        facility: &str,
        kind: UnitKind,
        outline: Option<Polygon<f64>>,
    ) -> &mut Unit {
        self.facts.units.push(Unit {
            id: id.into(),
            facility_id: facility.into(),
            name: format!("单元{id}"),
            kind,
            processes: Vec::new(),
            fire_class: None,
            geometry: outline.map(Geometry::Polygon),
            provenance: invented(),
        });
        self.facts.units.last_mut().expect("one was pushed")
    }

    /// Adds a round tank by its centre and diameter, m.
    pub fn tank(
        &mut self,
        id: &str,
        unit: &str,
        substance: &str,
        quantity_t: f64,
        place: (f64, f64),
        diameter_m: f64,
    ) -> &mut Vessel {
        let at = self.at(place.0, place.1);
        self.facts.vessels.push(Vessel {
            id: id.into(),
            unit_id: unit.into(),
            substance: Some(substance.into()),
            hazard_class: None,
            quantity_t: Some(quantity_t),
            storage: Some(Storage::AtmosphericLiquid),
            placement: None,
            temperature_c: None,
            pressure_kpa: None,
            volume_m3: Some(100.0),
            diameter_m: Some(diameter_m),
            roof: None,
            bund_area_m2: None,
            equipment: None,
            fire_class: None,
            geometry: Geometry::Point(Point(at)),
            provenance: invented(),
        });
        self.facts.vessels.last_mut().expect("one was pushed")
    }

    /// Adds a target.
    pub fn target(
        &mut self,
        id: &str,
        subtype: Subtype,
        shape: impl Into<Geometry<f64>>,
    ) -> &mut Target {
        self.facts.targets.push(Target {
            id: id.into(),
            name: format!("目标{id}"),
            category: None,
            subtype,
            people_day: None,
            people_night: None,
            height_m: Some(12.0),
            fire_resistance: Some(2),
            protection_class: None,
            floor_area_m2: None,
            beds: None,
            tower_height_m: None,
            geometry: shape.into(),
            provenance: invented(),
        });
        self.facts.targets.last_mut().expect("one was pushed")
    }

    /// Adds a population cell.
    pub fn people(&mut self, id: &str, cell: Polygon<f64>, day: f64, night: f64) {
        self.facts.population.push(PopulationCell {
            id: id.into(),
            people_day: day,
            people_night: night,
            source: "scene".into(),
            geometry: MultiPolygon(vec![cell]),
            provenance: invented(),
        });
    }
}

impl Scene {
    /// Adds a district.
    pub fn district(
        &mut self,
        code: &str,
        name: &str,
        level: DistrictLevel,
        outline: Polygon<f64>,
    ) {
        self.facts.districts.push(District {
            code: code.into(),
            name: name.into(),
            level,
            parent_code: None,
            geometry: MultiPolygon(vec![outline]),
            provenance: invented(),
        });
    }

    /// Adds a chemical park.
    pub fn park(&mut self, id: &str, name: &str, outline: Polygon<f64>) {
        self.facts.parks.push(Park {
            id: id.into(),
            name: name.into(),
            kind: ParkKind::ChemicalPark,
            geometry: MultiPolygon(vec![outline]),
            provenance: invented(),
        });
    }
}

/// A small city with one of everything: a chlorine and methanol plant beside a school and housing, a
/// filling station with an unknown class of neighbour, a park some kilometres away.
pub fn small_city() -> Facts {
    let mut scene = Scene::default();
    let (city, town) = (
        scene.rect(-8000.0, -8000.0, 16000.0, 16000.0),
        scene.rect(-4000.0, -4000.0, 8000.0, 8000.0),
    );
    scene.district("320400", "常州市", DistrictLevel::City, city.clone());
    scene.district("320411", "新北区", DistrictLevel::County, city);
    scene.district("320411100", "示例镇", DistrictLevel::Town, town);
    let park = scene.rect(5000.0, 5000.0, 2000.0, 2000.0);
    scene.park("P1", "示例化工园", park);
    let boundary = scene.rect(-150.0, -100.0, 300.0, 200.0);
    let plant = scene.facility("F1", FacilityKind::Production, boundary);
    plant.name = "示例·江畔化工".into();
    plant.fire_class = Some(FireClass::A);
    let hall = scene.rect(-120.0, -60.0, 80.0, 60.0);
    scene
        .unit("U1", "F1", UnitKind::Production, Some(hall))
        .processes = vec![3];
    let dike = scene.rect(20.0, -60.0, 100.0, 80.0);
    scene.unit("U2", "F1", UnitKind::Storage, Some(dike));
    scene
        .tank("V1", "U1", "7782-50-5", 20.0, (-80.0, -30.0), 3.0)
        .storage = Some(Storage::PressurisedLiquefied);
    scene.tank("V2", "U2", "甲醇", 600.0, (60.0, -20.0), 12.0);
    scene.tank("V3", "U2", "某新物质", 5.0, (90.0, -20.0), 6.0);
    let boundary = scene.rect(400.0, 0.0, 60.0, 50.0);
    let station = scene.facility("F2", FacilityKind::FillingStation, boundary);
    station.name = "示例·加油站".into();
    scene.unit("U3", "F2", UnitKind::Storage, None);
    let tank = scene.tank("V4", "U3", "汽油", 22.0, (420.0, 20.0), 2.6);
    tank.placement = Some(Placement::Buried);
    tank.volume_m3 = Some(30.0);
    let school = scene.rect(130.0, 60.0, 60.0, 40.0);
    let school = scene.target("T1", Subtype::School, school);
    school.name = "示例·江畔小学".into();
    school.people_day = Some(700.0);
    let shop = scene.rect(430.0, 21.0, 12.0, 12.0);
    scene.target("T2", Subtype::Office, shop).name = "示例·商务楼".into();
    let cell = scene.rect(-1000.0, -1000.0, 2000.0, 2000.0);
    scene.people("C1", cell, 800.0, 1200.0);
    let edge = scene.rect(7000.0, 7000.0, 100.0, 100.0);
    scene.people("C2", edge, 0.0, 0.0);
    scene.facts
}

/// A year with wind mostly from the west.
pub fn wind_from_the_west() -> Vec<WeatherRow> {
    let of = |i: u32, stability, speed_m_s, period, share: f64| WeatherRow {
        direction_deg_cw_north: 22.5 * f64::from(i),
        speed_m_s,
        stability,
        period,
        probability: share * if i == 12 { 0.4 } else { 0.04 },
        provenance: invented(),
    };
    (0..16)
        .flat_map(|i| {
            [
                of(i, Stability::D, 5.0, Period::Day, 0.6),
                of(i, Stability::F, 1.5, Period::Night, 0.4),
            ]
        })
        .collect()
}
