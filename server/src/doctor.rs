//! The health of the data: facts and assessment together, for the command line and the API.

use analysis::assessment::{SiteResult, assess};
use analysis::city::City;
use analysis::facts::Facts;
use analysis::quality::{Finding, Offsets, Report, Subject, examine, sift};
use data::crs::{gcj02_to_bd09, wgs84_to_gcj02};

/// Examines facts: what cannot stand in a city is taken out first and told.
///
/// # Errors
/// As [`City::build`] and [`assess`].
pub fn examine_facts(mut facts: Facts, today: &str) -> Result<Report, analysis::Error> {
    let sifted = sift(&mut facts);
    let city = City::build(facts)?;
    let results = assess(&city, || {})?;
    Ok(examine_city(&city, &results, today, sifted))
}

/// Examines a city that is assessed already.
pub fn examine_city(
    city: &City,
    results: &[SiteResult],
    today: &str,
    sifted: Vec<Finding>,
) -> Report {
    let subject = Subject {
        city,
        results,
        today,
        offsets: Offsets {
            gcj02: wgs84_to_gcj02,
            bd09: wgs84_to_bd09,
        },
    };
    examine(&subject, sifted)
}

fn wgs84_to_bd09(lon: f64, lat: f64) -> (f64, f64) {
    let (lon, lat) = wgs84_to_gcj02(lon, lat);
    gcj02_to_bd09(lon, lat)
}
