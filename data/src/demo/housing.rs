//! Where people live: compounds of slabs and towers, villages; and the houses that came too near.

use analysis::facts::Subtype;

use super::DemoError;
use super::names;
use super::shape::{Frame, P, p};
use super::sites::{Site, SiteKind};
use super::stream::Stream;
use super::targets::{Building, Nearness, Targets};

/// Height of a storey, m.
const STOREY_M: f64 = 3.0;
/// Floor area per resident, m², before the census total is met.
const FLOOR_M2_PER_PERSON: f64 = 42.0;

/// A kind of housing.
struct Type {
    storeys: (usize, usize),
    width_m: (f64, f64),
    depth_m: f64,
    /// Distance of rows over the height (sunlight).
    row_over_height: f64,
    fire_resistance: u8,
}

const LOW: Type = Type {
    storeys: (2, 3),
    width_m: (24.0, 42.0),
    depth_m: 10.0,
    row_over_height: 1.3,
    fire_resistance: 3,
};
const SLAB: Type = Type {
    storeys: (5, 7),
    width_m: (42.0, 66.0),
    depth_m: 12.5,
    row_over_height: 1.25,
    fire_resistance: 2,
};
const MIDDLE: Type = Type {
    storeys: (9, 11),
    width_m: (32.0, 56.0),
    depth_m: 14.0,
    row_over_height: 1.1,
    fire_resistance: 2,
};
const TOWER: Type = Type {
    storeys: (18, 33),
    width_m: (24.0, 38.0),
    depth_m: 17.0,
    row_over_height: 0.75,
    fire_resistance: 1,
};

fn home(kind: &Type, name: &str, number: usize, stream: &mut Stream) -> (f64, Building) {
    let width_m = stream.between(kind.width_m.0, kind.width_m.1);
    let storeys = stream.whole(kind.storeys.0, kind.storeys.1) as f64;
    let floor_area_m2 = width_m * kind.depth_m * storeys;
    let people = floor_area_m2 / FLOOR_M2_PER_PERSON * stream.between(0.7, 1.15);
    // Some old houses are of lesser fire resistance than their kind.
    let fire_resistance = if stream.chance(0.06) {
        (kind.fire_resistance + 1).min(4)
    } else {
        kind.fire_resistance
    };
    let building = Building {
        subtype: Subtype::Residential,
        name: format!("{name}{number}幢"),
        people_day: 0.3 * people,
        people_night: people,
        height_m: storeys * STOREY_M + 1.2,
        fire_resistance,
        floor_area_m2,
        beds: None,
    };
    (width_m, building)
}

impl Targets<'_> {
    /// Housing compounds (住宅小区) until there are `count` buildings.
    pub fn build_compounds(&mut self, count: usize) -> Result<(), DemoError> {
        let before = self.rows.len();
        // A compound has some ten buildings; the bound only guards against a city that is full.
        for number in 0..count + 200 {
            if self.rows.len() - before >= count {
                return Ok(());
            }
            let mut stream = Stream::of(self.land.seed, "compound", number);
            // Towns grow as they fill up: more compounds tried than a twelfth of the buildings means full.
            let width = (12.0 * number as f64 / count as f64).max(1.0).sqrt();
            let (town, corner) = self.land.territory.draw_wide(&mut stream, width);
            let is_core = self.land.territory.towns[town].weight > 0.5;
            let shares = if is_core {
                [0.08, 0.44, 0.20, 0.28]
            } else {
                [0.40, 0.45, 0.10, 0.05]
            };
            let kind = [LOW, SLAB, MIDDLE, TOWER]
                .into_iter()
                .nth(stream.weighted(shares.into_iter()));
            let Some(kind) = kind else { continue };
            let frame = Frame::new(corner, stream.between(-0.22, 0.12));
            let name = format!("{}{}花园", names::MARK, names::words(&mut stream));
            let left = count - (self.rows.len() - before);
            self.compound(&frame, &kind, &name, left, &mut stream)?;
        }
        Err(DemoError::NoRoom { what: "housing" })
    }

    fn compound(
        &mut self,
        frame: &Frame,
        kind: &Type,
        name: &str,
        most: usize,
        stream: &mut Stream,
    ) -> Result<(), DemoError> {
        let (rows, columns) = (stream.whole(2, 6), stream.whole(2, 5));
        let pitch_u = kind.width_m.1 + stream.between(10.0, 18.0);
        let height_m = kind.storeys.1 as f64 * STOREY_M;
        let pitch_v = kind.depth_m + (kind.row_over_height * height_m).max(12.0);
        let mut built = 0;
        for n in 0..(rows * columns).min(most) {
            let (width_m, building) = home(kind, name, n + 1, stream);
            let u = (n % columns) as f64 * pitch_u + stream.between(-2.0, 2.0);
            let v = (n / columns) as f64 * pitch_v;
            let ring = frame.rect(u, v, u + width_m, v + kind.depth_m);
            if self.is_free(&ring, Nearness::Ordinary, 9.0) {
                self.build(ring, building, stream)?;
                built += 1;
            } else if built == 0 && n >= 3 {
                // The place is taken.
                break;
            }
        }
        Ok(())
    }

    /// Natural villages (自然村), each one as a whole.
    pub fn build_villages(&mut self, count: usize) -> Result<(), DemoError> {
        for number in 0..count {
            let mut stream = Stream::of(self.land.seed, "village", number);
            for _ in 0..400 {
                let county = stream.pick(&self.land.territory.counties);
                let (low, high) = (county.region.bounds.min(), county.region.bounds.max());
                let q = p(stream.between(low.x, high.x), stream.between(low.y, high.y));
                let frame = Frame::new(q, stream.between(0.0, 3.0));
                let (a, b) = (stream.between(35.0, 110.0), stream.between(25.0, 60.0));
                let ring = oval(&frame, a, b);
                let is_rural = county.region.holds(q) && self.land.territory.density(q) < 0.16;
                if is_rural && self.is_free(&ring, Nearness::Ordinary, 15.0) {
                    let name = format!("{}{}村", names::MARK, names::words(&mut stream));
                    let village = village(name, a * b * std::f64::consts::PI, &mut stream);
                    self.build(ring, village, &mut stream)?;
                    break;
                }
            }
        }
        Ok(())
    }

    /// What was built against old sites: slabs beside plants, shops and flats beside filling stations.
    pub fn build_beside_old_sites(&mut self) -> Result<(), DemoError> {
        let sites = self.sites;
        for (number, site) in sites
            .all
            .iter()
            .enumerate()
            .filter(|(_, s)| s.room.is_caught)
        {
            let mut stream = Stream::of(self.land.seed, "beside", number);
            let name = format!("{}{}新村", names::MARK, names::words(&mut stream));
            let (sides, most, away_m) = match (site.kind, site.design_code) {
                (SiteKind::Station, _) => (2, 2, (1.5, 6.0)),
                (SiteKind::Producer, "GB 50160") => (3, 3, (20.0, 75.0)),
                (SiteKind::Producer, _) => (3, 3, (3.0, 30.0)),
                (SiteKind::GasDepot, _) => (2, 2, (12.0, 70.0)),
                _ => (2, 2, (2.0, 26.0)),
            };
            for side in 0..sides {
                let away_m = stream.between(away_m.0, away_m.1);
                for n in 0..stream.whole(1, most) {
                    self.slab_beside(site, side, n, away_m, &name, &mut stream)?;
                }
            }
        }
        Ok(())
    }

    /// A slab along the right (0), back (1) or left (2) fence of a site, the n-th from its corner.
    fn slab_beside(
        &mut self,
        site: &Site,
        side: usize,
        n: usize,
        away_m: f64,
        name: &str,
        stream: &mut Stream,
    ) -> Result<(), DemoError> {
        let kind = if site.kind == SiteKind::Station {
            &LOW
        } else if stream.chance(0.75) {
            &SLAB
        } else {
            &MIDDLE
        };
        let (width_m, mut building) = home(kind, name, side * 10 + n + 1, stream);
        if site.kind == SiteKind::Producer && stream.chance(0.10) {
            building.subtype =
                *stream.pick(&[Subtype::School, Subtype::Kindergarten, Subtype::CareHome]);
            building.people_day = stream.between(120.0, 700.0).round();
            building.people_night = (building.people_day * 0.1).round();
            building.beds = (building.subtype == Subtype::CareHome).then_some(120.0);
        }
        let start = stream.between(0.0, 8.0) + n as f64 * (kind.width_m.1 + 12.0);
        let (w, h, d) = (site.width_m, site.depth_m, kind.depth_m);
        let ring = match side {
            // Along the right fence, from the back.
            0 => site
                .frame
                .rect(w + away_m, h - start - width_m, w + away_m + d, h - start),
            // Along the back fence, from the right, where a filling station has its tanks.
            1 => site
                .frame
                .rect(w - start - width_m, h + away_m, w - start, h + away_m + d),
            _ => site
                .frame
                .rect(-away_m - d, h - start - width_m, -away_m, h - start),
        };
        if self.is_free(&ring, Nearness::Caught, 9.0) {
            self.build(ring, building, stream)?;
        }
        Ok(())
    }

    /// Brings the residents of all housing down to the census total where there is more housing than people.
    pub fn fit_to_census(&mut self, total: f64) {
        let lives = |s: Subtype| matches!(s, Subtype::Residential | Subtype::Village);
        let residents: f64 = self
            .rows
            .iter()
            .filter(|t| lives(t.subtype))
            .filter_map(|t| t.people_night)
            .sum();
        let factor = (0.94 * total / residents.max(1.0)).min(1.0);
        if factor < 1.0 {
            for target in self.rows.iter_mut().filter(|t| lives(t.subtype)) {
                target.people_day = target.people_day.map(|n| (n * factor).round());
                target.people_night = target.people_night.map(|n| (n * factor).round());
            }
        }
    }
}

fn village(name: String, area_m2: f64, stream: &mut Stream) -> Building {
    // A house on every 220 m² of village, 2.51 persons in it (census households).
    let people = area_m2 / 220.0 * 2.51 * stream.between(0.6, 1.1);
    Building {
        subtype: Subtype::Village,
        name,
        people_day: 0.6 * people,
        people_night: people,
        height_m: stream.between(6.0, 10.0),
        fire_resistance: if stream.chance(0.15) { 4 } else { 3 },
        floor_area_m2: area_m2 * 0.45,
        beds: None,
    }
}

/// An eight-cornered oval about the origin of a frame.
fn oval(frame: &Frame, a: f64, b: f64) -> Vec<P> {
    (0..8)
        .map(|k| {
            let (sin, cos) = libm::sincos(std::f64::consts::FRAC_PI_4 * (f64::from(k) + 0.5));
            frame.at(a * cos, b * sin)
        })
        .collect()
}
