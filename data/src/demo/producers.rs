//! Where producers stand: on plots in parks and zones, and stray in the towns.
//!
//! Shares: 40 % of the producers in the park on the Yangtze, 15 % and 8 % in the other two, the rest
//! by where closed producers stood in 2008 (yjglj.changzhou.gov.cn id=6158: 武进 104, 钟楼 36, 金坛 27,
//! 新北 22, 戚墅堰 11, 天宁 10, 溧阳 8). A fifth of that rest stands stray: old plants that the
//! growing city has reached, where distances fall short.

use super::DemoError;
use super::parks::{Plot, Request, lay};
use super::shape::{Frame, P};
use super::sites::{Land, Room, Site, SiteKind, Sites, county};
use super::stream::Stream;
use super::stuff::PRODUCTS;

/// Producers at full scale; 210–308 is what sourced counts allow (308 inspected in 2020, 90 closures after).
pub(super) const PRODUCERS: usize = 240;
const PARK_SHARES: [f64; 3] = [0.40, 0.15, 0.08];
/// Weights of the nine zones: the county's count of 2008 over its zones.
const ZONE_WEIGHTS: [f64; 9] = [35.0, 36.0, 33.0, 11.0, 36.0, 22.0, 10.0, 27.0, 8.0];
const STRAY_SHARE: f64 = 0.22;

impl Sites {
    pub(super) fn place_producers(
        &mut self,
        land: &Land<'_>,
        count: usize,
    ) -> Result<(), DemoError> {
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
