//! Which coordinate reference system a file is in, and its geometry in CGCS2000.
//!
//! A safety distance is 50 m, a mistaken datum 500 m: so `auto` decides by evidence, and asks where the
//! evidence does not suffice.
//!
//! ```text
//! L(c) = ln prior(c) + declared(c) + labels(c) + known places(c) + districts(c) + extent(c) + digits(c)
//! confidence(c) = exp L(c) / Σ exp L
//! ```
//!
//! The parts are logarithms of likelihoods. All numbers are assumptions of this program, not of a
//! standard; they stand beside their names.
//!
//! | part | what it assumes | module |
//! |---|---|---|
//! | prior | of files in degrees that say nothing, half are WGS 84 or CGCS2000, 3 in 10 GCJ-02, 2 in 10 BD-09 | `candidates` |
//! | declared | a declaration is right 20 times as often as not, 4 times where a format knows no other | here |
//! | labels | a word on the coordinates themselves is right 150 times as often as not, on the file 7 times | here |
//! | known places | 4 in 5 rows lie within a normal error of 40 m of the place in the store, the others anywhere within a kilometre; each counts half, for they have one source | `tally` |
//! | districts | a row clearly outside the district that it names, by more than 200–400 m, is 12 times less likely; rows of a square kilometre count once | `tally` |
//! | extent | 98 of 100 rows lie in or near the districts of the store | `tally` |
//! | digits | six decimals are usual for 高德, thirteen and more for 百度: breaks ties only | here |
//!
//! The verdict:
//! - *sure* where the best is 1000 times as likely as the second, and its rows alone 20 times, and it is
//!   not contradicted by what the file explicitly declares or is labelled;
//! - *taken* where the file says so (or says nothing, and its numbers are degrees: CGCS2000), nothing
//!   says otherwise, and no other candidate fits the rows better;
//! - else *asked*: [`Error::CrsNeeded`] with the candidates and what each would mean.
//!
//! A shift that is the same everywhere is asked about too: the offset of GCJ-02 varies, so a constant
//! one has another cause. What the store holds is believed: where it was imported in a wrong system,
//! known places mislead, and districts contradict them.
//!
//! Files in metres without a declared datum are taken as CGCS2000, which has been the only one allowed
//! for new work since 2018-07-01 (原国土资源部、原国家测绘地理信息局公告); Xi'an 1980 and Beijing 1954 would
//! be off by about 100 m, so the confidence stays at 0.8 until known places agree or a label says so.

mod candidates;
mod convert;
mod evidence;
mod ground;
mod labels;
mod outline;
mod remarks;
mod seen;
mod tally;
#[cfg(test)]
mod tests;
mod verdict;

use geo::CoordsIter;
use geo_types::{Coord, Rect};

pub(super) use evidence::Evidence;
pub use evidence::EvidenceLine;
pub(super) use remarks::remarks;

use super::columns::Assignment;
use super::rows::Sourced;
use super::table::Table;
use crate::crs::{CHOICES, Converter, Crs, CrsChoice, in_range};
use crate::layer::Shape;
use crate::{Error, Layer, Result};
use candidates::widened;
use seen::Seen;

/// How far outside its districts a city's row may lie before its axes are suspected, degrees. A
/// neighbouring county counts for distances too.
const MARGIN_DEG: f64 = 0.5;

/// The way from a file to CGCS2000.
#[derive(Debug)]
pub(super) struct Place {
    converter: Converter,
    is_swapped: bool,
    reason: String,
    confidence: f64,
    lines: Vec<EvidenceLine>,
    extent: Option<Rect<f64>>,
    seen: Seen,
}

/// Finds out which system a file is in.
pub(super) fn decide(
    table: &Table,
    assignment: &Assignment,
    sourced: &[Sourced],
    chosen: Crs,
    layer: Layer,
    evidence: &Evidence,
) -> Result<Place> {
    let firsts: Vec<Coord<f64>> = sourced
        .iter()
        .filter_map(|s| s.geometry.as_ref().ok()?.as_ref()?.coords_iter().next())
        .collect();
    let seen = Seen::of(table, sourced, assignment, layer, evidence);
    let extent = evidence.extent.map(|e| widened(e, MARGIN_DEG));
    if layer.shape() == Shape::None || firsts.is_empty() {
        return Ok(Place {
            converter: Converter::new(Crs::Cgcs2000)?,
            is_swapped: false,
            reason: "there are no coordinates".to_owned(),
            confidence: 1.0,
            lines: Vec::new(),
            extent,
            seen,
        });
    }
    let case = verdict::Case {
        table,
        labels: labels::of(table, assignment),
        firsts: &firsts,
        seen: &seen,
        evidence,
    };
    let found = if chosen == Crs::Auto {
        case.automatic()?
    } else {
        case.as_chosen(Converter::new(chosen)?)?
    };
    Ok(Place {
        converter: found.candidate.converter,
        is_swapped: found.candidate.is_swapped,
        reason: found.reason,
        confidence: found.confidence,
        lines: found.lines,
        extent,
        seen,
    })
}

fn needed(table: &Table, reason: impl Into<String>, ranked: Vec<CrsChoice>) -> Error {
    Error::CrsNeeded {
        file: table.file.clone(),
        reason: reason.into(),
        choices: CHOICES,
        ranked,
    }
}

/// Most rows decide: one wrong row is an issue of that row.
fn look_like_degrees(firsts: &[Coord<f64>]) -> bool {
    let degrees = firsts
        .iter()
        .filter(|c| c.x.abs() <= 180.0 && c.y.abs() <= 180.0)
        .count();
    2 * degrees >= firsts.len()
}

fn shown(firsts: &[Coord<f64>]) -> String {
    firsts
        .iter()
        .find(|c| !in_range(c.x, c.y))
        .or(firsts.first())
        .map(|c| coordinates(*c))
        .unwrap_or_default()
}

/// A pair of coordinates, for a message.
pub(super) fn coordinates(c: Coord<f64>) -> String {
    format!("({}, {})", c.x, c.y)
}

impl Place {
    /// Name of the system.
    pub(super) fn name(&self) -> &str {
        self.converter.name()
    }

    /// Why that one.
    pub(super) fn reason(&self) -> &str {
        &self.reason
    }

    /// How likely it is, 0 to 1.
    pub(super) const fn confidence(&self) -> f64 {
        self.confidence
    }

    /// The point of a row as the file has it.
    pub(super) fn given(&self, at: usize) -> String {
        let point = self.seen.points.get(at).copied().flatten();
        point.map(coordinates).unwrap_or_default()
    }

    /// What speaks for it and against it.
    pub(super) fn evidence(&self) -> &[EvidenceLine] {
        &self.lines
    }
}
