//! Which units a city has, and which plot of land lies in which of them.
//!
//! A plot is what no border of a unit cuts: a cell of 250 m as far as it lies in one town and one park. Towns nest in
//! the county that they name as their parent; land in no county, or in a county but in no town, is a unit of its own
//! (区划外), so that no person is lost between two levels. Parks and cells overlap with towns and do not nest.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::{Level, People};
use crate::city::City;
use crate::error::Error;
use crate::facts::DistrictLevel;
use crate::risk::run::society::Crowd;

/// Side of a cell, m.
pub const CELL_M: f64 = 250.0;
/// What the unit of land in no district is called.
pub const OUTSIDE: &str = "outside";

/// A unit of land.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Level.
    pub level: Level,
    /// Code of a district, identifier of a park, `row-column` of a cell; `outside` or `outside:320411` for land in no
    /// district, `all` for a city without a district of its own.
    pub id: String,
    /// Name.
    pub name: String,
    /// The unit that it is a part of.
    pub parent: Option<usize>,
    /// Column and row of a cell, from the origin of the plane.
    pub cell: Option<(i64, i64)>,
}

impl Place {
    /// Whether it is land in no district.
    pub fn is_outside(&self) -> bool {
        self.id == OUTSIDE || self.id.starts_with("outside:")
    }
}

/// A plot of land.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Plot {
    /// Positions of the units in which it lies: city, county, town, park, cell.
    pub within: Vec<usize>,
    /// People on it, as a mean of day and night.
    pub people: People,
}

/// The units of a city and its plots.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The units of land.
    pub places: Vec<Place>,
    /// The plots.
    pub plots: Vec<Plot>,
}

/// Codes of the districts, and position of the park, that a thing lies in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lies {
    county: Option<String>,
    town: Option<String>,
    park: Option<usize>,
    cell: (i64, i64),
}

/// Makes a layout while things are laid on it.
pub(super) struct Surveyor<'a> {
    city: &'a City,
    places: Vec<Place>,
    /// Positions of places by level and identifier.
    known: BTreeMap<(Level, String), usize>,
    cells: BTreeMap<(i64, i64), usize>,
    plots: Vec<Plot>,
    plot_of: BTreeMap<Lies, usize>,
}

impl<'a> Surveyor<'a> {
    /// With the city, its counties, towns and parks.
    pub(super) fn new(city: &'a City) -> Self {
        let ground = &city.ground;
        let own = ground
            .districts
            .iter()
            .find(|d| d.level == DistrictLevel::City);
        let whole = Place {
            level: Level::City,
            id: own.map_or_else(|| "all".to_owned(), |d| d.code.clone()),
            name: own.map_or_else(|| "全市".to_owned(), |d| d.name.clone()),
            parent: None,
            cell: None,
        };
        let mut made = Self {
            city,
            places: vec![whole],
            known: BTreeMap::new(),
            cells: BTreeMap::new(),
            plots: Vec::new(),
            plot_of: BTreeMap::new(),
        };
        let of_level = |level| ground.districts.iter().filter(move |d| d.level == level);
        for county in of_level(DistrictLevel::County) {
            made.place(Level::County, &county.code, &county.name, Some(0));
        }
        for town in of_level(DistrictLevel::Town) {
            // The first six of the nine digits of a town are its county's (GB/T 2260).
            let code = town.parent_code.as_deref().or_else(|| town.code.get(..6));
            let parent = made.county(code);
            made.place(Level::Town, &town.code, &town.name, Some(parent));
        }
        for park in &ground.parks {
            made.place(Level::Park, &park.id, &park.name, Some(0));
        }
        made
    }

    fn place(&mut self, level: Level, id: &str, name: &str, parent: Option<usize>) -> usize {
        let next = self.places.len();
        let at = *self.known.entry((level, id.to_owned())).or_insert(next);
        if at == next {
            self.places.push(Place {
                level,
                id: id.to_owned(),
                name: name.to_owned(),
                parent,
                cell: None,
            });
        }
        at
    }

    /// The county of a code, or the land in none.
    fn county(&mut self, code: Option<&str>) -> usize {
        let known = code.and_then(|c| self.known.get(&(Level::County, c.to_owned())));
        match known {
            Some(at) => *at,
            None => self.place(Level::County, OUTSIDE, "区划外 outside counties", Some(0)),
        }
    }

    /// Where a place (metres) with the given districts lies.
    pub(super) fn lies(
        &self,
        at: Coord<f64>,
        county: Option<String>,
        town: Option<String>,
    ) -> Result<Lies, Error> {
        let park = if self.city.ground.parks.is_empty() {
            None
        } else {
            self.city.ground.park_at(self.city.plane.to_lon_lat(at)?)
        };
        let number = |v: f64| (v / CELL_M).floor() as i64;
        Ok(Lies {
            county,
            town,
            park,
            cell: (number(at.x), number(at.y)),
        })
    }

    /// Where a thing (metres) lies by the outlines of the districts.
    pub(super) fn find(&self, at: Coord<f64>) -> Result<Lies, Error> {
        let names = self.city.place_names(self.city.plane.to_lon_lat(at)?);
        let code = |d: Option<&crate::facts::District>| d.map(|d| d.code.clone());
        self.lies(at, code(names.county), code(names.town))
    }

    /// The plot of a thing, made where it is not there yet.
    pub(super) fn plot(&mut self, lies: Lies) -> usize {
        if let Some(known) = self.plot_of.get(&lies) {
            return *known;
        }
        let within = self.within(&lies);
        self.plots.push(Plot {
            within,
            people: People::ZERO,
        });
        self.plot_of.insert(lies, self.plots.len() - 1);
        self.plots.len() - 1
    }

    /// The units that a thing lies in.
    pub(super) fn within(&mut self, lies: &Lies) -> Vec<usize> {
        let known_town = lies
            .town
            .as_ref()
            .and_then(|code| self.known.get(&(Level::Town, code.clone())))
            .copied();
        let town = if let Some(town) = known_town {
            town
        } else {
            let county = self.county(lies.county.as_deref());
            let of = &self.places[county];
            let id = if of.is_outside() {
                OUTSIDE.to_owned()
            } else {
                format!("{OUTSIDE}:{}", of.id)
            };
            let name = format!("{}（镇街外 outside towns）", of.name);
            self.place(Level::Town, &id, &name, Some(county))
        };
        let county = self.places[town].parent.unwrap_or(0);
        let mut within = vec![0, county, town];
        if let Some(park) = lies.park {
            let id = self.city.ground.parks[park].id.clone();
            within.extend(self.known.get(&(Level::Park, id)).copied());
        }
        within.push(self.cell(lies.cell));
        within
    }

    /// The units that a thing lies in, as far as they are there: nothing is made for it.
    pub(super) fn known(&self, lies: &Lies) -> Vec<usize> {
        let mut within = self.known_land(lies);
        within.extend(self.cells.get(&lies.cell).copied());
        within
    }

    /// The same without the cell.
    pub(super) fn known_land(&self, lies: &Lies) -> Vec<usize> {
        let of = |level, code: &Option<String>| {
            let key = (level, code.clone()?);
            self.known.get(&key).copied()
        };
        let town = of(Level::Town, &lies.town);
        let county = town.and_then(|t| self.places[t].parent);
        let county = county.or_else(|| of(Level::County, &lies.county));
        let park = lies
            .park
            .map(|park| self.city.ground.parks[park].id.clone());
        let mut within = vec![0];
        within.extend(county);
        within.extend(town);
        within.extend(of(Level::Park, &park));
        within
    }

    fn cell(&mut self, cell: (i64, i64)) -> usize {
        let next = self.places.len();
        let at = *self.cells.entry(cell).or_insert(next);
        if at == next {
            self.places.push(Place {
                level: Level::Cell,
                id: format!("{}-{}", cell.1, cell.0),
                name: String::new(),
                parent: Some(0),
                cell: Some(cell),
            });
        }
        at
    }

    /// Lays the people on plots: the layout so far, and the plot of each of them. `shares` are those of day and night in
    /// the year.
    pub(super) fn settle(&mut self, crowd: &Crowd, shares: (f64, f64)) -> Result<Vec<u32>, Error> {
        let mut plot_of = Vec::with_capacity(crowd.people().len());
        for someone in crowd.people() {
            let (county, town) = crowd.places[someone.place].clone();
            let lies = self.lies(someone.at, county, town)?;
            let plot = self.plot(lies);
            self.plots[plot].people +=
                People::of(shares.0 * someone.day + shares.1 * someone.night);
            plot_of.push(plot as u32);
        }
        Ok(plot_of)
    }

    /// The layout.
    pub(super) fn finish(self) -> Layout {
        Layout {
            places: self.places,
            plots: self.plots,
        }
    }
}
