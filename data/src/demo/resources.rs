//! Emergency resources (应急资源): fire stations, rescue teams, hospitals, shelters, depots.
//!
//! Counts, crews and stocks are assumptions. A shelter is sized at 1.5 to 2 m² a person, and there is
//! a depot in every town and every chemical park. Telephones are of a block that nobody has:
//! 0519-0000xxxx.

use analysis::facts::{PopulationCell, Resource, ResourceKind, Subtype, Target};
use geo::Centroid;
use geo_types::{Coord, Geometry, Point};

use super::districts::Territory;
use super::names::{MARK, marked};
use super::parks::Ward;
use super::shape::{Frame, P, distance, p};
use super::stations;
use super::stream::Stream;
use super::targets::{Nearness, Targets};
use super::{DemoError, Ground, Origin, Scale};
use analysis::facts::ParkKind;

/// Fire stations besides those of the chemical parks.
const TOWN_STATIONS: usize = 52;
/// Beds from which a hospital takes part in an emergency (grade II, 二级).
const LEAST_BEDS: f64 = 100.0;

/// Places that are kept free before anything is built.
pub(super) struct Places {
    towns: Vec<P>,
    parks: Vec<(usize, P)>,
}

/// Keeps ground for fire stations.
pub(super) fn reserve(
    targets: &mut Targets<'_>,
    population: &[PopulationCell],
    scale: Scale,
) -> Result<Places, DemoError> {
    let land = targets.land;
    let count = scale.of_facilities(TOWN_STATIONS);
    let wanted = stations::places(land.territory, population, targets.ground, count, land.seed)?;
    let mut places = Places {
        towns: Vec::new(),
        parks: Vec::new(),
    };
    for (number, ward) in chemical_parks(land.wards) {
        let at = near(ward.middle(), |ring, q| {
            ward.holds(q) && targets.is_free_in_park(ring)
        });
        let (at, ring) = at.ok_or(DemoError::NoRoom {
            what: "a fire station in a park",
        })?;
        targets.reserve(ring);
        places.parks.push((number, at));
    }
    for q in wanted {
        let at = near(q, |ring, _| targets.is_free(ring, Nearness::Ordinary, 10.0));
        let (at, ring) = at.ok_or(DemoError::NoRoom {
            what: "a fire station",
        })?;
        targets.reserve(ring);
        places.towns.push(at);
    }
    Ok(places)
}

fn chemical_parks(wards: &[Ward]) -> impl Iterator<Item = (usize, &Ward)> {
    let is_park = |(_, w): &(usize, &Ward)| w.kind == ParkKind::ChemicalPark;
    wards.iter().enumerate().filter(is_park)
}

/// The free place for a station that is nearest to `q`, with its middle and its ground.
fn near(q: P, is_free: impl Fn(&[P], P) -> bool) -> Option<(P, Vec<P>)> {
    const STEP_M: f64 = 50.0;
    (0..80).find_map(|ring| {
        let on_ring = (6 * ring).max(1);
        (0..on_ring).find_map(|k| {
            let angle = std::f64::consts::TAU * f64::from(k) / f64::from(on_ring);
            let (sin, cos) = libm::sincos(angle);
            let r = STEP_M * f64::from(ring);
            let at = p(q.x + r * cos, q.y + r * sin);
            let ground = Frame::new(at, 0.0).rect(-32.0, -24.0, 32.0, 24.0);
            is_free(&ground, at).then_some((at, ground))
        })
    })
}

/// Rows of the layer as they grow.
struct Rows<'a> {
    made: Vec<Resource>,
    origin: &'a Origin,
    seed: u64,
}

impl Rows<'_> {
    fn push(
        &mut self,
        kind: ResourceKind,
        name: String,
        capabilities: String,
        holder: String,
        geometry: Geometry<f64>,
    ) {
        let number = self.made.len() + 1;
        self.made.push(Resource {
            id: format!("R{number:04}"),
            kind,
            name,
            capabilities: Some(capabilities),
            holder: Some(holder),
            phone: Some(format!("0519-0000{number:04}")),
            geometry,
            provenance: self.origin.demo(number),
        });
    }

    fn stream(&self, kind: &str, number: usize) -> Stream {
        Stream::of(self.seed, kind, number)
    }
}

/// Rows of the layer `resources`.
pub(super) fn rows(
    places: &Places,
    territory: &Territory,
    wards: &[Ward],
    targets: &[Target],
    ground: &Ground,
    origin: &Origin,
    seed: u64,
) -> Result<Vec<Resource>, DemoError> {
    let mut rows = Rows {
        made: Vec::new(),
        origin,
        seed,
    };
    for (number, &at) in places.towns.iter().enumerate() {
        let mut s = rows.stream("fire station", number);
        let name = marked(&mut s, "消防救援站", 'X', number + 1);
        let can = format!(
            "水罐消防车{}辆, 泡沫消防车{}辆, 云梯车{}辆, 消防员{}人",
            s.whole(2, 4),
            s.whole(1, 2),
            s.whole(0, 1),
            s.whole(20, 45)
        );
        rows.push(
            ResourceKind::FireStation,
            name,
            can,
            format!("{MARK}消防救援支队"),
            ground.point(at)?,
        );
    }
    for &(ward, at) in &places.parks {
        let mut s = rows.stream("park station", ward);
        let park = short(&wards[ward].name);
        let can = format!(
            "化工特种消防站: 重型泡沫消防车{}辆, 举高喷射车{}辆, 泡沫液{} t, 防化服{}套, 消防员{}人",
            s.whole(3, 5),
            s.whole(1, 3),
            s.whole(20, 60),
            s.whole(20, 40),
            s.whole(40, 60)
        );
        rows.push(
            ResourceKind::FireStation,
            format!("{MARK}{park}特勤消防站"),
            can,
            format!("{MARK}消防救援支队"),
            ground.point(at)?,
        );
        let can = format!(
            "堵漏器材{}套, 侦检仪{}台, 空气呼吸器{}具, 队员{}人",
            s.whole(6, 15),
            s.whole(8, 20),
            s.whole(20, 50),
            s.whole(20, 36)
        );
        rows.push(
            ResourceKind::RescueTeam,
            format!("{MARK}{park}危化品救援队"),
            can,
            format!("{MARK}{park}管委会"),
            ground.point(p(at.x + 40.0, at.y))?,
        );
    }
    for number in 0..territory.counties.len() {
        let mut s = rows.stream("rescue team", number);
        let own = territory.towns.iter().filter(|t| t.county == number);
        let Some(town) = own.min_by(|a, b| {
            let away = |t: &super::districts::Town| distance(t.seat, territory.centre);
            away(a).total_cmp(&away(b))
        }) else {
            continue;
        };
        let can = format!(
            "综合救援: 救援车{}辆, 排涝泵{}台, 队员{}人",
            s.whole(3, 8),
            s.whole(4, 12),
            s.whole(20, 60)
        );
        let name = marked(&mut s, "综合救援队", 'J', number + 1);
        rows.push(
            ResourceKind::RescueTeam,
            name,
            can,
            format!("{MARK}{}", town.name),
            ground.point(p(town.seat.x + 60.0, town.seat.y))?,
        );
    }
    hospitals(&mut rows, targets);
    shelters(&mut rows, territory, targets, ground)?;
    depots(&mut rows, territory, places, wards, ground)?;
    Ok(rows.made)
}

fn short(park: &str) -> &str {
    park.split(['(', '(']).next().unwrap_or(park)
}

fn hospitals(rows: &mut Rows<'_>, targets: &[Target]) {
    for target in targets.iter().filter(|t| t.subtype == Subtype::Hospital) {
        let Some(beds) = target.beds.filter(|&b| b >= LEAST_BEDS) else {
            continue;
        };
        let can = format!("床位{beds}张, 急救与烧伤、中毒救治");
        rows.push(
            ResourceKind::Hospital,
            target.name.clone(),
            can,
            format!("{MARK}卫生健康部门"),
            target.geometry.clone(),
        );
    }
}

/// One in each town: the nearest school, sports hall or park.
fn shelters(
    rows: &mut Rows<'_>,
    territory: &Territory,
    targets: &[Target],
    ground: &Ground,
) -> Result<(), DemoError> {
    let mut able: Vec<(&Target, P, f64)> = Vec::new();
    for target in targets {
        let area_m2 = match (target.subtype, target.floor_area_m2) {
            // The ground of a park; half the floor of a building.
            (Subtype::Park, Some(m2)) => m2,
            (Subtype::School | Subtype::Sports, Some(m2)) => 0.5 * m2,
            _ => continue,
        };
        if let Some(Point(middle)) = target.geometry.centroid() {
            let at: Coord<f64> = ground.metres(middle)?;
            able.push((target, at, area_m2));
        }
    }
    for (number, town) in territory.towns.iter().enumerate() {
        let mut s = rows.stream("shelter", number);
        let nearest = able
            .iter()
            .min_by(|a, b| distance(a.1, town.seat).total_cmp(&distance(b.1, town.seat)));
        let Some((target, _, area_m2)) = nearest else {
            return Ok(());
        };
        let people = (area_m2 / s.between(1.5, 2.0)).floor();
        let can = format!("可容纳{people}人, 有效避难面积{} m²", area_m2.round());
        rows.push(
            ResourceKind::Shelter,
            format!("{}应急避难场所", target.name),
            can,
            town.name.clone(),
            target.geometry.clone(),
        );
    }
    Ok(())
}

fn depots(
    rows: &mut Rows<'_>,
    territory: &Territory,
    places: &Places,
    wards: &[Ward],
    ground: &Ground,
) -> Result<(), DemoError> {
    let of_parks = places
        .parks
        .iter()
        .map(|&(ward, at)| (short(&wards[ward].name).to_owned(), at));
    let of_towns = territory.towns.iter().map(|t| (t.name.clone(), t.seat));
    let all: Vec<(String, P)> = of_towns.chain(of_parks).collect();
    for (number, (holder, at)) in all.into_iter().enumerate() {
        let mut s = rows.stream("depot", number);
        let can = format!(
            "沙袋{}只, 吸附棉{} kg, 泡沫液{} t, 应急照明{}套, 帐篷{}顶",
            10 * s.whole(50, 400),
            10 * s.whole(10, 120),
            s.whole(2, 30),
            s.whole(10, 80),
            s.whole(20, 200)
        );
        let name = marked(&mut s, "应急物资库", 'W', number + 1);
        rows.push(
            ResourceKind::Depot,
            name,
            can,
            holder,
            ground.point(p(at.x - 50.0, at.y + 30.0))?,
        );
    }
    Ok(())
}
