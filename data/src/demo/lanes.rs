//! Local roads: a grid about every town, out to where the countryside begins.
//!
//! They are laid after the sites and go round them, as streets come to plants and not through them;
//! so what a plant keeps from a road hangs on the main roads alone. With them the city has some
//! 9 000 km of roads (an assumption: 600 to 800 m between two streets of the built-up area).

use analysis::facts::Subtype;

use super::districts::Territory;
use super::names;
use super::roads::{CITY_GRID_M, Network, city_frame, grid_of_town_m};
use super::shape::{Frame, P, distance};
use super::sites::Sites;
use super::stream::Stream;

/// How far from its seat the lanes of a town reach, m.
const REACH_M: f64 = 9_000.0;
/// Between two points of a lane, m.
const STEP_M: f64 = 260.0;
/// Where the countryside begins, as a density.
const LEAST_DENSITY: f64 = 0.021;
/// What lanes keep from plants, and from filling stations, m.
const CLEAR_OF_SITES_M: f64 = 48.0;
const CLEAR_OF_STATIONS_M: f64 = 14.0;

impl Network {
    /// Lays the local roads round the sites.
    pub(super) fn lay_lanes(&mut self, territory: &Territory, sites: &Sites, seed: u64) {
        for number in 0..territory.towns.len() {
            let mut stream = Stream::of(seed, "lanes", number);
            let frame = Frame::new(territory.towns[number].seat, stream.between(-0.4, 0.4));
            let spacing_m = stream.between(600.0, 800.0);
            let lines = (REACH_M / spacing_m) as i32;
            for is_across in [false, true] {
                for line in -lines..=lines {
                    let at = f64::from(line) * spacing_m + stream.between(-60.0, 60.0);
                    let name = format!("{}{}路", names::MARK, names::words(&mut stream));
                    self.lane(territory, sites, number, &frame, (is_across, at), &name);
                }
            }
        }
    }

    /// One lane at a distance from the seat, in as many stretches as it has.
    fn lane(
        &mut self,
        territory: &Territory,
        sites: &Sites,
        town: usize,
        frame: &Frame,
        (is_across, at): (bool, f64),
        name: &str,
    ) {
        let steps = (REACH_M / STEP_M) as i32;
        let mut stretch: Vec<P> = Vec::new();
        for step in -steps..=steps {
            let s = f64::from(step) * STEP_M;
            let (u, v) = if is_across { (at, s) } else { (s, at) };
            let q = frame.at(u, v);
            let goes_on = is_served(territory, town, u, v, q)
                && stretch.last().is_none_or(|&last| is_open(sites, last, q));
            if goes_on {
                stretch.push(q);
                continue;
            }
            self.end_lane(territory, name, &stretch);
            stretch.clear();
        }
        self.end_lane(territory, name, &stretch);
    }

    fn end_lane(&mut self, territory: &Territory, name: &str, stretch: &[P]) {
        // A stub of a single step joins nothing.
        if stretch.len() > 2 {
            let is_urban = territory.density(stretch[stretch.len() / 2]) > 0.2;
            let subtype = if is_urban {
                Subtype::UrbanBranchRoad
            } else {
                Subtype::Road
            };
            self.lay(subtype, name, stretch, None);
        }
    }
}

/// Whether a point lies in what this town serves and no grid of main streets does.
fn is_served(territory: &Territory, town: usize, u: f64, v: f64, q: P) -> bool {
    let (cu, cv) = city_frame(territory).local(q);
    let own_grid_m = grid_of_town_m(territory, &territory.towns[town]);
    let has_streets = cu.abs().max(cv.abs()) < CITY_GRID_M || u.abs().max(v.abs()) < own_grid_m;
    let own = distance(territory.towns[town].seat, q);
    !has_streets
        && territory.towns.iter().all(|t| distance(t.seat, q) >= own)
        && !territory.is_water(q)
        && territory.density(q) >= LEAST_DENSITY
        && territory.county_at(q).is_some()
}

fn is_open(sites: &Sites, from: P, to: P) -> bool {
    sites.index.is_clear(&[from, to], CLEAR_OF_SITES_M, |room| {
        if room.setback_m < 5.0 {
            CLEAR_OF_STATIONS_M
        } else {
            CLEAR_OF_SITES_M
        }
    })
}
