//! Schools, hospitals, shops, offices, works: what a city has besides housing.
//!
//! Counts at full scale are scaled from Zhenjiang 2023 (67 hospitals, 67 health centres for 3.2 million)
//! and per-head norms where nothing is published for Changzhou; they are assumptions.

use analysis::facts::Subtype;

use super::names;
use super::shape::{Frame, P, p};
use super::sites::SiteKind;
use super::stream::Stream;
use super::targets::{Building, Nearness, Targets};
use super::{DemoError, Scale};

/// A kind of public building.
#[derive(Clone, Copy)]
struct Kind {
    subtype: Subtype,
    zh: &'static str,
    /// Count at full scale.
    count: usize,
    width_m: (f64, f64),
    depth_m: (f64, f64),
    storeys: (usize, usize),
    /// Share of the ground that is built over.
    coverage: f64,
    people_day: (f64, f64),
    night_share: f64,
    beds: Option<(f64, f64)>,
    nearness: Nearness,
}

const fn kind(
    subtype: Subtype,
    zh: &'static str,
    count: usize,
    size_m: f64,
    storeys: (usize, usize),
    people_day: (f64, f64),
) -> Kind {
    Kind {
        subtype,
        zh,
        count,
        width_m: (0.7 * size_m, 1.3 * size_m),
        depth_m: (0.5 * size_m, 0.9 * size_m),
        storeys,
        coverage: 1.0,
        people_day,
        night_share: 0.03,
        beds: None,
        nearness: Nearness::Ordinary,
    }
}

const fn sensitive(k: Kind, coverage: f64, night_share: f64, beds: Option<(f64, f64)>) -> Kind {
    Kind {
        nearness: Nearness::Sensitive,
        coverage,
        night_share,
        beds,
        ..k
    }
}

const KINDS: [Kind; 20] = [
    sensitive(
        kind(
            Subtype::School,
            "学校",
            430,
            150.0,
            (3, 5),
            (500.0, 2_400.0),
        ),
        0.25,
        0.08,
        None,
    ),
    sensitive(
        kind(
            Subtype::Kindergarten,
            "幼儿园",
            480,
            55.0,
            (2, 3),
            (110.0, 420.0),
        ),
        0.4,
        0.0,
        None,
    ),
    sensitive(
        kind(
            Subtype::University,
            "学院",
            12,
            420.0,
            (4, 8),
            (4_000.0, 14_000.0),
        ),
        0.15,
        0.8,
        None,
    ),
    sensitive(
        kind(
            Subtype::Hospital,
            "医院",
            110,
            110.0,
            (4, 14),
            (300.0, 2_600.0),
        ),
        0.35,
        0.4,
        Some((60.0, 1_200.0)),
    ),
    sensitive(
        kind(
            Subtype::HealthCentre,
            "卫生院",
            64,
            50.0,
            (2, 4),
            (60.0, 260.0),
        ),
        0.45,
        0.2,
        None,
    ),
    sensitive(
        kind(Subtype::CareHome, "养老院", 36, 60.0, (2, 6), (70.0, 320.0)),
        0.45,
        0.95,
        Some((60.0, 320.0)),
    ),
    sensitive(
        kind(
            Subtype::CulturalCentre,
            "文化中心",
            25,
            60.0,
            (2, 4),
            (200.0, 1_800.0),
        ),
        0.6,
        0.0,
        None,
    ),
    kind(
        Subtype::Library,
        "图书馆",
        8,
        60.0,
        (3, 5),
        (200.0, 1_200.0),
    ),
    kind(Subtype::Museum, "博物馆", 8, 70.0, (2, 4), (200.0, 1_200.0)),
    kind(Subtype::Religious, "寺院", 30, 60.0, (1, 2), (20.0, 200.0)),
    kind(
        Subtype::Government,
        "政务中心",
        80,
        60.0,
        (4, 12),
        (80.0, 600.0),
    ),
    kind(
        Subtype::Sports,
        "体育馆",
        20,
        110.0,
        (1, 2),
        (200.0, 4_000.0),
    ),
    kind(
        Subtype::Retail,
        "商业楼",
        2_600,
        45.0,
        (1, 6),
        (20.0, 900.0),
    ),
    kind(
        Subtype::Market,
        "集贸市场",
        11,
        80.0,
        (1, 2),
        (200.0, 1_200.0),
    ),
    kind(Subtype::Hotel, "宾馆", 260, 38.0, (4, 20), (30.0, 300.0)),
    kind(
        Subtype::Office,
        "办公楼",
        1_800,
        40.0,
        (4, 24),
        (60.0, 1_400.0),
    ),
    kind(
        Subtype::Entertainment,
        "娱乐城",
        160,
        40.0,
        (1, 4),
        (40.0, 600.0),
    ),
    kind(
        Subtype::TransportHub,
        "客运站",
        14,
        90.0,
        (1, 2),
        (200.0, 2_500.0),
    ),
    kind(Subtype::Park, "公园", 120, 220.0, (0, 0), (30.0, 900.0)),
    kind(Subtype::OpenFlame, "锅炉房", 160, 16.0, (1, 1), (2.0, 6.0)),
];

impl Kind {
    fn building(&self, number: usize, ground_m2: f64, stream: &mut Stream) -> Building {
        let storeys = stream.whole(self.storeys.0, self.storeys.1) as f64;
        let is_open = self.subtype == Subtype::Park;
        let floor_area_m2 = if is_open {
            ground_m2
        } else {
            ground_m2 * self.coverage * storeys
        };
        // Small ones are many: the draw is skewed to the low end.
        let u = stream.unit();
        let people_day = self.people_day.0 + (self.people_day.1 - self.people_day.0) * u * u;
        let beds = self.beds.map(|(low, high)| low + (high - low) * u * u);
        let night_share = if self.subtype == Subtype::Hotel {
            1.2
        } else {
            self.night_share
        };
        Building {
            subtype: self.subtype,
            name: names::marked(stream, self.zh, 'T', number + 1),
            people_day,
            people_night: people_day * night_share,
            height_m: if is_open { 0.0 } else { storeys * 3.6 + 1.0 },
            fire_resistance: match storeys {
                s if s > 8.0 => 1,
                _ if stream.chance(0.1) => 3,
                _ => 2,
            },
            floor_area_m2,
            beds: beds.or((self.subtype == Subtype::Hotel).then_some(people_day * 1.1)),
        }
    }
}

impl Targets<'_> {
    /// All public buildings, the sensitive ones first.
    pub fn build_public(&mut self, scale: Scale) -> Result<(), DemoError> {
        for kind in &KINDS {
            for number in 0..scale.of_buildings(kind.count) {
                let mut stream = Stream::of(self.land.seed, kind.zh, number);
                for _ in 0..300 {
                    let (_, corner) = self.land.territory.draw(&mut stream);
                    let frame = Frame::new(corner, stream.between(-0.22, 0.12));
                    let width_m = stream.between(kind.width_m.0, kind.width_m.1);
                    let depth_m = stream.between(kind.depth_m.0, kind.depth_m.1);
                    let ring = frame.rect(0.0, 0.0, width_m, depth_m);
                    if self.is_free(&ring, kind.nearness, 12.0) {
                        let building = kind.building(number, width_m * depth_m, &mut stream);
                        self.build(ring, building, &mut stream)?;
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Workshops in the zones and on the edges of towns.
    pub fn build_works(&mut self, count: usize) -> Result<(), DemoError> {
        let zones: Vec<P> = self
            .land
            .wards
            .iter()
            .skip(3)
            .map(super::parks::Ward::middle)
            .collect();
        for number in 0..count {
            let mut stream = Stream::of(self.land.seed, "works", number);
            for _ in 0..60 {
                let corner = if stream.chance(0.45) {
                    let zone = *stream.pick(&zones);
                    p(
                        zone.x + 1_300.0 * stream.normal(),
                        zone.y + 1_100.0 * stream.normal(),
                    )
                } else {
                    self.land.territory.draw(&mut stream).1
                };
                let frame = Frame::new(corner, stream.between(-0.3, 0.3));
                let (width_m, depth_m) = (stream.between(36.0, 120.0), stream.between(22.0, 60.0));
                let ring = frame.rect(0.0, 0.0, width_m, depth_m);
                if self.land.territory.density(corner) < 0.55
                    && self.is_free(&ring, Nearness::Industry, 14.0)
                {
                    let building = works(number, width_m * depth_m, &mut stream);
                    self.build(ring, building, &mut stream)?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// Substations, and a berth on the bank behind each tank farm of the port.
    pub fn build_utilities(&mut self) -> Result<(), DemoError> {
        for (number, frame) in self.land.network.substations.iter().enumerate() {
            let mut stream = Stream::of(self.land.seed, "substation name", number);
            let name = names::marked(&mut stream, "变电站", 'S', number + 1);
            let geometry = self.ground.polygon(&frame.rect(0.0, 0.0, 90.0, 70.0))?;
            let row = self.row(Subtype::Substation, name, geometry);
            self.rows.push(row);
        }
        let sites = self.sites;
        for (number, site) in sites
            .all
            .iter()
            .filter(|s| s.kind == SiteKind::PortFarm)
            .enumerate()
        {
            let mut stream = Stream::of(self.land.seed, "berth name", number);
            let name = names::marked(&mut stream, "油品码头", 'B', number + 1);
            let (u, v) = (site.width_m / 2.0, site.depth_m + 150.0);
            let geometry =
                self.ground
                    .polygon(&site.frame.rect(u - 90.0, v + 5.0, u + 90.0, v + 25.0))?;
            let row = self.row(Subtype::OilBerth, name, geometry);
            self.rows.push(row);
        }
        Ok(())
    }
}

fn works(number: usize, ground_m2: f64, stream: &mut Stream) -> Building {
    let storeys = stream.whole(1, 4) as f64;
    let floor_area_m2 = ground_m2 * storeys;
    let people = floor_area_m2 / stream.between(60.0, 140.0);
    let what = *stream.pick(&[
        "机械厂",
        "纺织厂",
        "电子厂",
        "五金厂",
        "塑料制品厂",
        "木业厂",
    ]);
    Building {
        subtype: Subtype::Industry,
        name: format!(
            "{}{}{what}{:05}",
            names::MARK,
            names::words(stream),
            number + 1
        ),
        people_day: people,
        people_night: 0.2 * people,
        height_m: storeys * 5.0 + 2.0,
        fire_resistance: if stream.chance(0.15) { 3 } else { 2 },
        floor_area_m2,
        beds: None,
    }
}
