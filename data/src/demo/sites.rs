//! Where the facilities stand. Those who only use, store or sell hazardous chemicals are placed here,
//! producers in `producers`.

use super::districts::Territory;
use super::parks::Ward;
use super::roads::{Network, beside, clear_of_plants_m};
use super::shape::{Frame, Index, P, distance};
use super::stream::Stream;
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
        sites.place_producers(land, scale.of_facilities(super::producers::PRODUCERS))?;
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

    pub(super) fn push(&mut self, site: Site) {
        self.index.insert(site.rect(), site.room);
        self.all.push(site);
    }

    /// Whether a site is clear of lines (by a share of what new plants keep), of wards and of other sites.
    pub(super) fn is_free(&self, land: &Land<'_>, site: &Site, lines_m: f64, sites_m: f64) -> bool {
        let rect = site.rect();
        !land.territory.is_water(site.middle())
            && land.network.index.is_clear(&rect, 125.0, |s| {
                if is_road(s) {
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
                let Some(county) = land.territory.county_at(bank.at(u, -300.0)) else {
                    u += 60.0;
                    continue;
                };
                let site = Site {
                    kind: SiteKind::PortFarm,
                    frame: bank.moved(u, -150.0 - depth_m),
                    width_m,
                    depth_m,
                    ward: None,
                    county,
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
        let served = |s: Subtype| is_road(s) && s != Subtype::Expressway;
        let roads: Vec<_> = land
            .network
            .roads
            .iter()
            .filter(|r| served(r.subtype))
            .collect();
        for _ in 0..4_000 {
            let road = stream.pick(&roads);
            let axis = beside(road, stream.between(0.1, 0.9));
            let Some(county) = land.territory.county_at(axis.origin) else {
                continue;
            };
            let is_caught = stream.chance(0.3);
            let (width_m, depth_m) = (stream.between(48.0, 70.0), stream.between(36.0, 48.0));
            let site = Site {
                kind: SiteKind::Station,
                frame: axis.moved(0.0, stream.between(13.0, 18.0)),
                width_m,
                depth_m,
                ward: None,
                county,
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
const fn is_road(subtype: Subtype) -> bool {
    use Subtype::{ClassOneRoad, ClassTwoRoad, Expressway, Road, UrbanBranchRoad, UrbanTrunkRoad};
    matches!(
        subtype,
        ClassOneRoad | ClassTwoRoad | Expressway | Road | UrbanBranchRoad | UrbanTrunkRoad
    )
}

pub(super) fn county(land: &Land<'_>, q: P) -> Result<usize, DemoError> {
    land.territory.county_at(q).ok_or(DemoError::NoRoom {
        what: "a site inside the city",
    })
}
