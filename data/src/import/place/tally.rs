//! How well the rows fit one candidate: known places, districts, extent.
//!
//! Each part is the logarithm of a likelihood, up to a constant that is the same for all candidates.

use std::collections::BTreeMap;

use geo_types::{Coord, Rect};

use super::candidates::{Candidate, holds, widened};
use super::evidence::Evidence;
use super::ground::{Way, length, median, way};
use super::outline::FAR_M;
use super::seen::Seen;

/// Rows that are looked at; more say nothing new.
const SAMPLE: usize = 2_000;
/// Standard deviation of a known place against a row, each axis, m: both were digitised to 20–30 m.
const PLACE_SIGMA_M: f64 = 40.0;
/// Share of known places that stand for another point of the plant, or moved, and how far they spread, m.
const PLACE_ASTRAY: f64 = 0.2;
const PLACE_ASTRAY_M: f64 = 1_000.0;
/// Known places often come from one source, so each counts half.
const PLACE_TEMPER: f64 = 0.5;
/// Farther away under every candidate it is another thing with the same number, m.
const OTHER_THING_M: f64 = 5_000.0;
/// Closer than this a row agrees with the known place, m.
pub(super) const AGREES_M: f64 = 100.0;
/// Public outlines are generalised to 100–200 m: so near to the border nothing is said, m.
pub(super) const BORDER_M: f64 = 200.0;
/// From here on a row is clearly outside its district, m.
const CLEAR_M: f64 = 400.0;
/// What a row clearly outside the district that it names weighs: one in twelve such names is wrong, or
/// is the district of the registered office.
const DISTRICT_NATS: f64 = 2.5;
/// Rows of one square of about a kilometre share the error of one stretch of border, so count once.
const SQUARES_A_DEGREE: f64 = 100.0;
/// How likely a row of a city's file is inside the districts' box, and how many rows count.
const INSIDE: f64 = 0.98;
const INSIDE_ROWS: f64 = 10.0;
/// How far outside the box of the districts a row may lie, degrees.
const EXTENT_MARGIN_DEG: f64 = 0.1;

/// The fit of one candidate.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Rows with a known place, those that agree with it, and the median way from it.
    pub(super) known: usize,
    pub(super) known_close: usize,
    pub(super) shift: Option<Way>,
    /// Median distance of the ways from that median, m.
    pub(super) spread_m: f64,
    pub(super) known_nats: f64,
    /// Rows that name a district, and those inside it or near its border.
    pub(super) named: usize,
    pub(super) named_fit: usize,
    pub(super) district_nats: f64,
    /// Rows, and those in the box of the districts.
    pub(super) rows: usize,
    pub(super) rows_inside: usize,
    pub(super) extent_nats: f64,
}

impl Tally {
    pub(super) fn nats(&self) -> f64 {
        self.known_nats + self.district_nats + self.extent_nats
    }

    /// What reading the file so would mean.
    pub(super) fn words(&self) -> String {
        let mut parts = Vec::new();
        if self.named > 0 {
            parts.push(format!(
                "{} of {} rows in the district that they name",
                self.named_fit, self.named
            ));
        }
        if self.known > 0 {
            let shift = match self.shift {
                Some(shift) if shift.length_m() >= 1.0 => {
                    format!(" (in the middle {} of them)", shift.words())
                }
                _ => String::new(),
            };
            parts.push(format!(
                "{} of {} known places within {AGREES_M:.0} m{shift}",
                self.known_close, self.known
            ));
        }
        if self.rows_inside < self.rows || (self.rows > 0 && parts.is_empty()) {
            parts.push(format!(
                "{} of {} rows in or near the districts of the store",
                self.rows_inside, self.rows
            ));
        }
        if parts.is_empty() {
            "no row speaks for or against it".to_owned()
        } else {
            parts.join("; ")
        }
    }

    /// A shift that is the same everywhere, and that no candidate removes.
    pub(super) fn constant_shift(&self) -> Option<Way> {
        const ENOUGH: usize = 5;
        const SHIFTED_M: f64 = 60.0;
        let shift = self.shift?;
        (self.known >= ENOUGH
            && shift.length_m() > SHIFTED_M
            && self.spread_m < 0.4 * shift.length_m())
        .then_some(shift)
    }

    /// Whether half of the known places or more disagree, where there are some.
    pub(super) fn is_contradicted(&self) -> bool {
        self.known >= 3 && 2 * self.known_close <= self.known
    }
}

/// Every so many rows, so that the sample is spread over the file.
pub(super) fn sample(len: usize) -> impl Iterator<Item = usize> {
    (0..len).step_by(len.div_ceil(SAMPLE).max(1))
}

/// The fits of all candidates.
pub(super) fn of(candidates: &[Candidate], seen: &Seen, evidence: &Evidence) -> Vec<Tally> {
    let placed: Vec<Vec<Option<Coord<f64>>>> = candidates
        .iter()
        .map(|candidate| {
            let rows = sample(seen.points.len());
            rows.map(|i| seen.points[i].and_then(|p| candidate.lonlat(p)))
                .collect()
        })
        .collect();
    let rows: Vec<usize> = sample(seen.points.len()).collect();
    // A twin must be near under one of the candidates at least.
    let twins: Vec<Option<Coord<f64>>> = rows
        .iter()
        .enumerate()
        .map(|(k, i)| {
            let known = seen.known[*i]?;
            placed
                .iter()
                .any(|p| p[k].is_some_and(|p| way(known, p).length_m() < OTHER_THING_M))
                .then_some(known)
        })
        .collect();
    placed
        .iter()
        .map(|placed| {
            let mut tally = Tally::default();
            known(&mut tally, placed, &twins);
            districts(&mut tally, placed, &rows, seen, evidence);
            if let Some(extent) = evidence.extent {
                inside(&mut tally, placed, widened(extent, EXTENT_MARGIN_DEG));
            }
            tally
        })
        .collect()
}

fn known(tally: &mut Tally, placed: &[Option<Coord<f64>>], twins: &[Option<Coord<f64>>]) {
    let ways: Vec<Way> = placed
        .iter()
        .zip(twins)
        .filter_map(|(p, twin)| Some(way((*twin)?, (*p)?)))
        .collect();
    tally.known = ways.len();
    tally.known_close = ways.iter().filter(|w| w.length_m() <= AGREES_M).count();
    tally.known_nats = PLACE_TEMPER * ways.iter().map(|w| place_nats(w.length_m())).sum::<f64>();
    let east = median(&mut ways.iter().map(|w| w.east_m).collect::<Vec<_>>());
    let north = median(&mut ways.iter().map(|w| w.north_m).collect::<Vec<_>>());
    if let (Some(east_m), Some(north_m)) = (east, north) {
        tally.shift = Some(Way { east_m, north_m });
        let mut off: Vec<f64> = ways
            .iter()
            .map(|w| (w.east_m - east_m).hypot(w.north_m - north_m))
            .collect();
        tally.spread_m = median(&mut off).unwrap_or_default();
    }
}

/// Density of a distance from the known place against that of a thing astray: a normal error in most
/// rows, anywhere within a kilometre or so in the others.
fn place_nats(distance_m: f64) -> f64 {
    let square = (distance_m / PLACE_SIGMA_M).powi(2);
    let normal = libm::exp(-square / 2.0) / (PLACE_SIGMA_M * PLACE_SIGMA_M);
    let astray = 2.0 / (PLACE_ASTRAY_M * PLACE_ASTRAY_M);
    libm::log(((1.0 - PLACE_ASTRAY) * normal + PLACE_ASTRAY * astray) / (PLACE_ASTRAY * astray))
}

fn districts(
    tally: &mut Tally,
    placed: &[Option<Coord<f64>>],
    rows: &[usize],
    seen: &Seen,
    evidence: &Evidence,
) {
    let mut squares: BTreeMap<(i64, i64), f64> = BTreeMap::new();
    for (p, i) in placed.iter().zip(rows) {
        let Some(district) = seen.named[*i].and_then(|at| evidence.districts.get(at)) else {
            continue;
        };
        tally.named += 1;
        let depth = p.map_or(-FAR_M, |p| district.outline.depth_m(p));
        tally.named_fit += usize::from(depth > -BORDER_M);
        let against = ((-depth - BORDER_M) / (CLEAR_M - BORDER_M)).clamp(0.0, 1.0);
        if let Some(p) = p.filter(|_| against > 0.0) {
            let square = |degrees: f64| (degrees * SQUARES_A_DEGREE).floor() as i64;
            let worst = squares.entry((square(p.x), square(p.y))).or_default();
            *worst = worst.max(against);
        } else if p.is_none() {
            tally.district_nats -= DISTRICT_NATS;
        }
    }
    tally.district_nats -= DISTRICT_NATS * squares.values().sum::<f64>();
}

fn inside(tally: &mut Tally, placed: &[Option<Coord<f64>>], bounds: Rect<f64>) {
    tally.rows = placed.len();
    tally.rows_inside = placed
        .iter()
        .flatten()
        .filter(|p| holds(bounds, **p))
        .count();
    if tally.rows > 0 {
        let share = tally.rows_inside as f64 / tally.rows as f64;
        let each = share * libm::log(INSIDE) + (1.0 - share) * libm::log(1.0 - INSIDE);
        tally.extent_nats = each * INSIDE_ROWS.min(tally.rows as f64);
    }
}

/// Words for how far a shift goes, and what it may come from.
pub(super) fn shift_words(shift: Way) -> String {
    format!(
        "known places are off by the same {} everywhere, which is no web map (its offset varies) but another datum, a wrong zone or a moved origin; ask who made the file for its coordinate reference system ({} is usual for Xi'an 1980 or Beijing 1954)",
        shift.words(),
        length(100.0),
    )
}
