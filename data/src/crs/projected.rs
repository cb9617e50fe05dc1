//! Other systems to longitude and latitude, by PROJ.
//!
//! The way leads to WGS 84 rather than to CGCS2000: PROJ knows published shifts to the former and
//! falls back to an unstated one for the latter, and the two are equal here (module `crs`).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use geo_types::Point;
use proj::Proj;

const TO: &str = "EPSG:4326";

thread_local! {
    /// Making one takes some 40 ms, and one cannot go to another thread.
    static CACHE: RefCell<HashMap<String, Rc<Proj>>> = RefCell::new(HashMap::new());
}

/// Whether the parameters from this datum to CGCS2000 are not public (北京54, 西安80).
///
/// PROJ would silently go on with no shift at all, which is off by 100 m and more.
pub(super) fn has_secret_shift(datum: &str) -> bool {
    let datum = datum.to_ascii_lowercase();
    ["beijing", "xian"].iter().any(|old| datum.contains(old))
}

/// Whether PROJ finds a way from this definition.
pub(super) fn check(definition: &str) -> Result<(), String> {
    cached(definition).map(drop)
}

/// Longitude and latitude, degrees, of an easting and northing (or a longitude and latitude).
pub(super) fn lonlat(definition: &str, x: f64, y: f64) -> Option<(f64, f64)> {
    let point = cached(definition).ok()?.convert(Point::new(x, y)).ok()?;
    (point.x().is_finite() && point.y().is_finite()).then(|| (point.x(), point.y()))
}

/// Longitude and latitude, degrees, of a point in the sphere's Mercator projection of web maps, metres.
///
/// ```text
/// λ = x/R,  φ = atan(sinh(y/R))
/// ```
///
/// R = 6 378 137 m. Source: EPSG Guidance Note 7-2, method 1024 (Popular Visualisation Pseudo Mercator).
pub(super) fn from_mercator(x: f64, y: f64) -> (f64, f64) {
    const R_M: f64 = 6_378_137.0;
    (
        (x / R_M).to_degrees(),
        libm::atan(libm::sinh(y / R_M)).to_degrees(),
    )
}

fn cached(definition: &str) -> Result<Rc<Proj>, String> {
    CACHE.with_borrow_mut(|cache| {
        if let Some(proj) = cache.get(definition) {
            return Ok(Rc::clone(proj));
        }
        let proj = Proj::new_known_crs(definition, TO, None).map_err(|e| e.to_string())?;
        let proj = Rc::new(proj);
        cache.insert(definition.to_owned(), Rc::clone(&proj));
        Ok(proj)
    })
}
