//! Where the facilities stand: plots of producers in parks, in zones and stray in the towns, and the
//! sites of those who only use, store or sell hazardous chemicals.
//!
//! Shares: 40 % of the producers in the park on the Yangtze, 15 % and 8 % in the other two, the rest
//! by where closed producers stood in 2008 (yjglj.changzhou.gov.cn id=6158: 武进 104, 钟楼 36, 金坛 27,
//! 新北 22, 戚墅堰 11, 天宁 10, 溧阳 8). A fifth of that rest stands stray: old plants that the
//! growing city has reached, where distances fall short.

use super::districts::Territory;
use super::parks::{Plot, Request, Ward, lay};
use super::roads::{Network, beside, clear_of_plants_m};
use super::shape::{Frame, Index, P, distance};
use super::stream::Stream;
use super::stuff::PRODUCTS;
use super::{DemoError, Scale};
use analysis::facts::Subtype;

/// What a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SiteKind {
    Producer,
    PortFarm,
    GasDepot,
    ColdStore,
    WaterWorks,
    Warehouse,
    Station,
}

/// How tight a site is: what it leaves free of tanks, and how near houses have come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    /// Between the boundary and the nearest tank or installation, m.
    pub setback_m: f64,
    /// Between the boundary and ordinary buildings, m.
    pub keep_out_m: f64,
    /// Whether the city has grown up to it.
    pub is_caught: bool,
}

/// A site: a rectangle whose front is at v = 0.
pub(super) struct Site {
    pub kind: SiteKind,
    pub frame: Frame,
    pub width_m: f64,
    pub depth_m: f64,
    pub ward: Option<usize>,
    pub county: usize,
    pub design_code: &'static str,
    pub room: Room,
    /// Index of the line of products of a producer.
    pub product: usize,
}

impl Site {
    pub fn rect(&self) -> Vec<P> {
        self.frame.rect(0.0, 0.0, self.width_m, self.depth_m)
    }

    pub fn area_m2(&self) -> f64 {
        self.width_m * self.depth_m
    }

    pub fn middle(&self) -> P {
        self.frame.at(self.width_m / 2.0, self.depth_m / 2.0)
    }
}

/// All sites, with an index of their rectangles.
pub(super) struct Sites {
    pub all: Vec<Site>,
    pub index: Index<Room>,
}

/// Producers at full scale; 210–308 is what sourced counts allow (308 inspected in 2020, 90 closures after).
const PRODUCERS: usize = 240;
const PARK_SHARES: [f64; 3] = [0.40, 0.15, 0.08];
/// Weights of the nine zones: the county's count of 2008 over its zones.
const ZONE_WEIGHTS: [f64; 9] = [35.0, 36.0, 33.0, 11.0, 36.0, 22.0, 10.0, 27.0, 8.0];
const STRAY_SHARE: f64 = 0.22;

/// Everything that placing needs to know.
pub(super) struct Land<'a> {
    pub territory: &'a Territory,
    pub wards: &'a [Ward],
    pub network: &'a Network,
    pub seed: u64,
}

impl Sites {
    pub fn new(land: &Land<'_>, scale: Scale) -> Result<Self, DemoError> {
        let mut sites = Self {
            all: Vec::new(),
            index: Index::new(500.0),
        };
        sites.place_producers(land, scale.of_facilities(PRODUCERS))?;
        sites.place_port_farms(land, scale.of_facilities(6));
        let others = [
            (SiteKind::GasDepot, 30),
            (SiteKind::ColdStore, 35),
            (SiteKind::WaterWorks, 8),
            (SiteKind::Warehouse, 40),
        ];
        for (kind, count) in others {
            for number in 0..scale.of_facilities(count) {
                sites.place_other(land, kind, number)?;
            }
        }
        for number in 0..scale.of_facilities(280) {
            sites.place_station(land, number)?;
        }
        Ok(sites)
    }

    fn push(&mut self, site: Site) {
        self.index.insert(site.rect(), site.room);
        self.all.push(site);
    }

    fn place_producers(&mut self, land: &Land<'_>, count: usize) -> Result<(), DemoError> {
        let homes = homes(count);
        let mut strays = Vec::new();
        for ward in 0..land.wards.len() {
            let is_park = ward < PARK_SHARES.len();
            let mut requests = Vec::new();
            for plant in (0..count).filter(|&n| homes[n] == ward) {
                let mut stream = Stream::of(land.seed, "producer", plant);
                if !is_park && stream.chance(STRAY_SHARE) {
                    strays.push((plant, ward));
                    continue;
                }
                let median_ha = [4.4, 3.8, 3.8].get(ward).copied().unwrap_or(2.9);
                let area_m2 = 10_000.0 * stream.lognormal(median_ha, 0.55, 2.0, 40.0);
                requests.push(Request { plant, area_m2 });
            }
            let (plots, left) = fit(land, ward, requests);
            // A zone that is full sends its last ones into the towns, as zones do; a park may not.
            if is_park && !left.is_empty() {
                return Err(DemoError::NoRoom {
                    what: "a producer in its park",
                });
            }
            strays.extend(left.iter().map(|request| (request.plant, ward)));
            for (plant, frame, width_m, depth_m) in plots {
                self.push(producer(land, plant, Some(ward), frame, width_m, depth_m)?);
            }
        }
        for (plant, ward) in strays {
            self.place_stray(land, plant, ward)?;
        }
        Ok(())
    }

    /// An old plant near the seat of a town of the ward's county.
    fn place_stray(&mut self, land: &Land<'_>, plant: usize, ward: usize) -> Result<(), DemoError> {
        let county = county(land, land.wards[ward].middle())?;
        let mut stream = Stream::of(land.seed, "stray", plant);
        let towns: Vec<_> = land
            .territory
            .towns
            .iter()
            .filter(|t| t.county == county)
            .collect();
        for _ in 0..4_000 {
            let town = stream.pick(&towns);
            let (sin, cos) = libm::sincos(stream.between(0.0, std::f64::consts::TAU));
            let away_m = stream.between(600.0, 2_600.0);
            let corner = P {
                x: town.seat.x + away_m * cos,
                y: town.seat.y + away_m * sin,
            };
            let frame = Frame::new(corner, stream.between(-0.5, 0.5));
            let (width_m, depth_m) = (stream.between(120.0, 210.0), stream.between(130.0, 200.0));
            let site = producer(land, plant, None, frame, width_m, depth_m);
            if let Ok(site) = site
                && site.county == county
                && self.is_free(land, &site, 9.0, 260.0)
            {
                self.push(site);
                return Ok(());
            }
        }
        Err(DemoError::NoRoom {
            what: "an old plant near a town",
        })
    }

    /// Whether a site is clear of lines (by a share of what new plants keep), of wards and of other sites.
    fn is_free(&self, land: &Land<'_>, site: &Site, lines_m: f64, sites_m: f64) -> bool {
        let rect = site.rect();
        !land.territory.is_water(site.middle())
            && land.network.index.is_clear(&rect, 125.0, |s| {
                if s.is_road() {
                    lines_m
                } else {
                    clear_of_plants_m(s)
                }
            })
            && self.index.is_clear(&rect, sites_m, |_| sites_m)
            && land
                .wards
                .iter()
                .all(|w| super::shape::gap(&w.ring, &rect) > 60.0)
    }

    /// Tank farms of the port: in a row on the shore, each behind its berth.
    fn place_port_farms(&mut self, land: &Land<'_>, count: usize) {
        let mut placed = 0;
        // From the west end of the straight reach, along the bank, landward side.
        for pair in land.network.shore.windows(2).skip(2) {
            let bank = Frame::from_to(pair[0], pair[1]);
            let length = distance(pair[0], pair[1]);
            let mut u = 250.0;
            while placed < count && u + 520.0 < length {
                let mut stream = Stream::of(land.seed, "port", placed);
                let (width_m, depth_m) =
                    (stream.between(380.0, 500.0), stream.between(330.0, 430.0));
                // The river is on the left of a shore that runs east; the site turns its back to it.
                let site = Site {
                    kind: SiteKind::PortFarm,
                    frame: bank.moved(u, -150.0 - depth_m),
                    width_m,
                    depth_m,
                    ward: None,
                    county: land
                        .territory
                        .county_at(bank.at(u, -300.0))
                        .unwrap_or_default(),
                    design_code: "GB 50074",
                    room: Room {
                        setback_m: 30.0,
                        keep_out_m: 160.0,
                        is_caught: false,
                    },
                    product: 0,
                };
                if land
                    .network
                    .index
                    .is_clear(&site.rect(), 125.0, clear_of_plants_m)
                {
                    self.push(site);
                    placed += 1;
                    u += width_m + 130.0;
                } else {
                    u += 60.0;
                }
            }
        }
    }

    fn place_other(
        &mut self,
        land: &Land<'_>,
        kind: SiteKind,
        number: usize,
    ) -> Result<(), DemoError> {
        let mut stream = Stream::of(land.seed, kind.series(), number);
        for _ in 0..4_000 {
            let (_, q) = land.territory.draw(&mut stream);
            let frame = Frame::new(q, stream.between(-0.4, 0.4));
            let is_caught = stream.chance(0.4);
            let (width, depth, keep_out_m, densest) = match kind {
                SiteKind::GasDepot => (
                    (90.0, 150.0),
                    (90.0, 140.0),
                    if is_caught { 45.0 } else { 170.0 },
                    0.25,
                ),
                SiteKind::ColdStore => (
                    (90.0, 150.0),
                    (80.0, 130.0),
                    if is_caught { 6.0 } else { 40.0 },
                    0.5,
                ),
                SiteKind::Warehouse => (
                    (80.0, 140.0),
                    (80.0, 120.0),
                    if is_caught { 12.0 } else { 60.0 },
                    0.3,
                ),
                _ => ((180.0, 260.0), (150.0, 220.0), 30.0, 0.4),
            };
            let setback_m = if kind == SiteKind::GasDepot {
                22.0
            } else {
                12.0
            };
            let site = Site {
                kind,
                frame,
                width_m: stream.between(width.0, width.1),
                depth_m: stream.between(depth.0, depth.1),
                ward: None,
                county: county(land, q)?,
                design_code: "GB 50016",
                room: Room {
                    setback_m,
                    keep_out_m,
                    is_caught,
                },
                product: 0,
            };
            if land.territory.density(q) < densest && self.is_free(land, &site, 16.0, 220.0) {
                self.push(site);
                return Ok(());
            }
        }
        Err(DemoError::NoRoom {
            what: kind.series(),
        })
    }

    /// A filling station beside a road.
    fn place_station(&mut self, land: &Land<'_>, number: usize) -> Result<(), DemoError> {
        let mut stream = Stream::of(land.seed, "station", number);
        let served = |s: Subtype| s.is_road() && s != Subtype::Expressway;
        let roads: Vec<_> = land
            .network
            .roads
            .iter()
            .filter(|r| served(r.subtype))
            .collect();
        for _ in 0..4_000 {
            let road = stream.pick(&roads);
            let axis = beside(road, stream.between(0.1, 0.9));
            let is_caught = stream.chance(0.3);
            let (width_m, depth_m) = (stream.between(48.0, 70.0), stream.between(36.0, 48.0));
            let site = Site {
                kind: SiteKind::Station,
                frame: axis.moved(0.0, stream.between(13.0, 18.0)),
                width_m,
                depth_m,
                ward: None,
                county: land.territory.county_at(axis.origin).unwrap_or_default(),
                design_code: "GB 50156",
                room: Room {
                    setback_m: 4.0,
                    keep_out_m: if is_caught { 1.5 } else { 16.0 },
                    is_caught,
                },
                product: 0,
            };
            let likely = (land.territory.density(axis.origin) * 3.0).min(1.0);
            if stream.chance(likely) && self.is_free(land, &site, 11.0, 120.0) {
                self.push(site);
                return Ok(());
            }
        }
        Err(DemoError::NoRoom {
            what: "a filling station",
        })
    }
}

impl SiteKind {
    /// Kind of the random stream.
    pub const fn series(self) -> &'static str {
        match self {
            Self::Producer => "producer",
            Self::PortFarm => "port",
            Self::GasDepot => "gas depot",
            Self::ColdStore => "cold store",
            Self::WaterWorks => "water works",
            Self::Warehouse => "warehouse",
            Self::Station => "station",
        }
    }
}

/// Whether a subtype is a road, for the least clearance that old sites keep.
trait IsRoad {
    fn is_road(self) -> bool;
}

impl IsRoad for Subtype {
    fn is_road(self) -> bool {
        use Subtype::{
            ClassOneRoad, ClassTwoRoad, Expressway, Road, UrbanBranchRoad, UrbanTrunkRoad,
        };
        matches!(
            self,
            ClassOneRoad | ClassTwoRoad | Expressway | Road | UrbanBranchRoad | UrbanTrunkRoad
        )
    }
}

fn county(land: &Land<'_>, q: P) -> Result<usize, DemoError> {
    land.territory.county_at(q).ok_or(DemoError::NoRoom {
        what: "a site inside the city",
    })
}

/// Lays the plots of a ward, smaller and smaller until all have room or nothing helps.
fn fit(land: &Land<'_>, ward: usize, mut requests: Vec<Request>) -> (Vec<Plot>, Vec<Request>) {
    const ATTEMPTS: usize = 5;
    for attempt in 1.. {
        let mut stream = Stream::of(land.seed, "plots", ward);
        let (plots, left) = lay(&land.wards[ward], &requests, land.network, &mut stream);
        if left.is_empty() || attempt == ATTEMPTS {
            return (plots, left);
        }
        for request in &mut requests {
            request.area_m2 = (0.85 * request.area_m2).max(20_000.0);
        }
    }
    (Vec::new(), requests)
}

/// Ward of each producer: exact quotas by largest remainder, in order.
fn homes(count: usize) -> Vec<usize> {
    let rest = 1.0 - PARK_SHARES.iter().sum::<f64>();
    let total: f64 = ZONE_WEIGHTS.iter().sum();
    let shares: Vec<f64> = PARK_SHARES
        .iter()
        .copied()
        .chain(ZONE_WEIGHTS.iter().map(|w| rest * w / total))
        .collect();
    let quotas = super::population::largest_remainder(&shares, count as u64);
    quotas
        .iter()
        .enumerate()
        .flat_map(|(ward, &n)| std::iter::repeat_n(ward, n as usize))
        .collect()
}

fn producer(
    land: &Land<'_>,
    plant: usize,
    ward: Option<usize>,
    frame: Frame,
    width_m: f64,
    depth_m: f64,
) -> Result<Site, DemoError> {
    let mut stream = Stream::of(land.seed, "line", plant);
    let in_park = ward.is_some_and(|w| w < PARK_SHARES.len());
    // Liquefied hydrocarbons went to the parks.
    let may_liquefy = in_park || (ward.is_some() && stream.chance(0.3));
    let product = stream.weighted(PRODUCTS.iter().map(|p| {
        if p.is_liquefied && !may_liquefy {
            0.0
        } else {
            p.weight
        }
    }));
    let is_liquefied = PRODUCTS[product].is_liquefied;
    let is_caught = ward.is_none() || (!in_park && stream.chance(0.25));
    let design_code = if in_park || is_liquefied || stream.chance(0.5) {
        "GB 50160"
    } else {
        "GB 50016"
    };
    let setback_m = match (in_park, is_liquefied, ward.is_none()) {
        (true, true, _) => 45.0,
        (true, false, _) => 32.0,
        (false, _, true) => 9.0,
        _ => 14.0,
    };
    let keep_out_m = match (in_park, is_liquefied, is_caught) {
        (_, true, _) => 330.0,
        (true, ..) => 300.0,
        (_, _, true) => 28.0,
        _ => 110.0,
    };
    Ok(Site {
        kind: SiteKind::Producer,
        frame,
        width_m,
        depth_m,
        ward,
        county: county(land, frame.at(width_m / 2.0, depth_m / 2.0))?,
        design_code,
        room: Room {
            setback_m,
            keep_out_m,
            is_caught,
        },
        product,
    })
}
