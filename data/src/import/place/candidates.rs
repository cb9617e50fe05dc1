//! The systems that a file may be in.

use geo_types::{Coord, Rect};

use super::tally::sample;
use crate::Result;
use crate::crs::{Converter, Crs};

/// A system that a file may be in.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) converter: Converter,
    /// Whether the file has the second coordinate first, as Chinese surveys write the northing as X.
    pub(super) is_swapped: bool,
    /// Logarithm of how common it is among such files; see the module.
    pub(super) prior: f64,
}

/// How common systems are among files in degrees that say nothing: half in WGS 84 or CGCS2000, the rest
/// from a web map, 高德 and 腾讯 more often than 百度. An assumption; five known places outweigh it.
const PRIOR_CGCS2000: f64 = 0.5;
const PRIOR_GCJ02: f64 = 0.3;
const PRIOR_BD09: f64 = 0.2;
/// How common systems are among files in metres: mostly Gauss-Kruger, as the surveying rules ask.
const PRIOR_GAUSS: f64 = 0.7;
const PRIOR_OTHER: f64 = 0.1;

/// Box around China, degrees.
fn china() -> Rect<f64> {
    Rect::new((73.0, 17.0), (136.0, 54.0))
}

/// How far outside the districts a file's rows may lie for a system in metres to be possible, degrees.
const MARGIN_DEG: f64 = 0.3;

impl Candidate {
    fn new(crs: Crs, prior: f64) -> Result<Self> {
        Ok(Self {
            converter: Converter::new(crs)?,
            is_swapped: false,
            prior: libm::log(prior),
        })
    }

    pub(super) fn name(&self) -> &str {
        self.converter.name()
    }

    /// Longitude and latitude of a point of the file.
    pub(super) fn lonlat(&self, c: Coord<f64>) -> Option<Coord<f64>> {
        // Rows of degrees whose axes are swapped are told one by one; their place still counts here.
        let turn = self.is_swapped || (self.converter.is_geographic() && c.y.abs() > 90.0);
        let (x, y) = if turn { (c.y, c.x) } else { (c.x, c.y) };
        self.converter
            .lonlat(x, y)
            .ok()
            .map(|(x, y)| Coord { x, y })
    }

    /// What it is, for people who do not know its name.
    pub(super) fn described(&self) -> String {
        let name = self.name();
        if let Some((meridian, has_zone)) = belt(name) {
            let zone = if has_zone { "with" } else { "without" };
            return format!(
                "CGCS2000, Gauss-Kruger, central meridian {meridian}° E, {zone} the zone number"
            );
        }
        match name {
            "cgcs2000" | "wgs84" => "longitude and latitude of GPS, surveys and 天地图".to_owned(),
            "gcj02" => "longitude and latitude of 高德 and 腾讯 (火星坐标)".to_owned(),
            "bd09" => "longitude and latitude of 百度".to_owned(),
            "gcj02-3857" => "metres of the tiles of 高德".to_owned(),
            "EPSG:3857" => "metres of web map tiles on WGS 84".to_owned(),
            other => match other.strip_prefix("EPSG:326") {
                Some(zone) => format!("WGS 84, UTM zone {zone} N"),
                None => other.to_owned(),
            },
        }
    }

    fn swapped(&self) -> Self {
        Self {
            is_swapped: true,
            ..self.clone()
        }
    }

    /// Whether at least half of the points lie in a box.
    fn puts_into(&self, points: &[Coord<f64>], bounds: Rect<f64>) -> bool {
        let looked_at = sample(points.len());
        let (inside, of) = looked_at.fold((0, 0), |(inside, of), i| {
            let is_inside = self.lonlat(points[i]).is_some_and(|p| holds(bounds, p));
            (inside + usize::from(is_inside), of + 1)
        });
        inside * 2 >= of
    }
}

pub(super) fn holds(b: Rect<f64>, p: Coord<f64>) -> bool {
    (b.min().x..=b.max().x).contains(&p.x) && (b.min().y..=b.max().y).contains(&p.y)
}

/// A box with so many degrees around it.
pub(super) fn widened(b: Rect<f64>, by_deg: f64) -> Rect<f64> {
    Rect::new(
        (b.min().x - by_deg, b.min().y - by_deg),
        (b.max().x + by_deg, b.max().y + by_deg),
    )
}

/// Systems for degrees. Outside of China the web maps have no offset of their own.
pub(super) fn degrees(
    declared: Option<&Converter>,
    points: &[Coord<f64>],
) -> Result<Vec<Candidate>> {
    let mut first = Candidate::new(Crs::Cgcs2000, PRIOR_CGCS2000)?;
    if let Some(declared) = declared.filter(|d| d.is_geographic()) {
        first.converter = declared.clone();
    }
    let mut all = vec![first];
    if all[0].puts_into(points, china()) {
        all.push(Candidate::new(Crs::Gcj02, PRIOR_GCJ02)?);
        all.push(Candidate::new(Crs::Bd09, PRIOR_BD09)?);
    }
    Ok(all)
}

/// Systems for metres that put the rows into the districts, or into China where there are none.
pub(super) fn metres(
    declared: Option<&Converter>,
    points: &[Coord<f64>],
    extent: Option<Rect<f64>>,
) -> Result<Vec<Candidate>> {
    let bounds = extent.map_or_else(china, |e| widened(e, MARGIN_DEG));
    let mut all: Vec<Candidate> = Vec::new();
    if let Some(declared) = declared.filter(|d| !d.is_geographic()) {
        all.push(Candidate {
            converter: declared.clone(),
            is_swapped: false,
            prior: libm::log(PRIOR_GAUSS),
        });
    }
    let mut codes = Vec::new();
    // A zone number before the easting says which zone; without one every meridian near by may be it.
    let zones = |number: f64| match (number / 1e6).floor() as u32 {
        zone @ 13..=23 => Some(4491 + zone - 13),
        zone @ 25..=45 => Some(4513 + zone - 25),
        _ => None,
    };
    let middle = |pick: fn(&Coord<f64>) -> f64| {
        super::ground::median(&mut points.iter().map(pick).collect::<Vec<_>>()).unwrap_or_default()
    };
    let (x, y) = (middle(|c| c.x), middle(|c| c.y));
    if let Some(code) = zones(x)
        .filter(|_| x > 1.3e7)
        .or_else(|| zones(y).filter(|_| y > 1.3e7))
    {
        codes.push((Crs::Epsg(code), PRIOR_GAUSS));
    }
    if let Some(extent) = extent {
        let near = |meridian: f64, reach: f64| {
            meridian >= extent.min().x - reach && meridian <= extent.max().x + reach
        };
        // The 6° belts are the 3° ones of the same meridian, number for number.
        for step in 0..=20_u32 {
            if near(f64::from(75 + 3 * step), 4.0) {
                codes.push((Crs::Epsg(4534 + step), PRIOR_GAUSS));
            }
        }
        for zone in 43..=53_u32 {
            if near(f64::from(6 * zone) - 183.0, 4.0) {
                codes.push((Crs::Epsg(32_600 + zone), PRIOR_OTHER));
            }
        }
    }
    codes.push((Crs::Epsg(3857), PRIOR_OTHER));
    codes.push((Crs::Gcj02Mercator, PRIOR_OTHER));
    for (crs, prior) in codes {
        let candidate = Candidate::new(crs, prior)?;
        if all.iter().any(|c| c.name() == candidate.name()) {
            continue;
        }
        if candidate.puts_into(points, bounds) {
            all.push(candidate);
        } else if candidate.swapped().puts_into(points, bounds) {
            all.push(candidate.swapped());
        }
    }
    // The declared one with its axes turned, where only that fits.
    if let Some(first) = all
        .first()
        .filter(|_| declared.is_some_and(|d| !d.is_geographic()))
        && !first.puts_into(points, bounds)
        && first.swapped().puts_into(points, bounds)
    {
        all[0] = first.swapped();
    }
    Ok(all)
}

/// The central meridian, degrees, of a CGCS2000 / Gauss-Kruger code, and whether eastings have the zone
/// number before them.
pub(super) fn belt(name: &str) -> Option<(u32, bool)> {
    let code: u32 = name.strip_prefix("EPSG:")?.parse().ok()?;
    match code {
        4491..=4501 => Some((75 + 6 * (code - 4491), true)),
        4502..=4512 => Some((75 + 6 * (code - 4502), false)),
        4513..=4533 => Some((75 + 3 * (code - 4513), true)),
        4534..=4554 => Some((75 + 3 * (code - 4534), false)),
        _ => None,
    }
}
