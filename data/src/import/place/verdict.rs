//! The evidence put together: sure, taken, or asked.

use geo_types::Coord;

use super::candidates::{self, Candidate, belt};
use super::evidence::{Evidence, EvidenceLine};
use super::labels::{Label, Says};
use super::seen::Seen;
use super::tally::{self, Tally, shift_words};
use super::{look_like_degrees, needed, shown};
use crate::crs::{Converter, Crs, CrsChoice};
use crate::import::table::Table;
use crate::{Error, Result};

/// ln 1000: so much likelier than the second is sure.
const SURE: f64 = 6.9;
/// ln 20: so much must the rows alone say for it.
const SURE_BY_ROWS: f64 = 3.0;
/// Rows may miss the best fit by so much and do not contradict yet.
const TIE: f64 = 1.0;
/// A declaration: right 20 times as often as not; CGCS2000, which no program writes by itself, oftener.
const DECLARED: f64 = 3.0;
const DECLARED_CGCS2000: f64 = 4.5;
/// A format that knows no other system, such as GeoJSON and KML, says little.
const IMPLIED: f64 = 1.4;
const ON_COORDINATES: f64 = 5.0;
const ON_FILE: f64 = 2.0;
/// Of digits: breaks ties only.
const DIGITS: f64 = 0.1;
/// Most that is believed without a row that tells.
const UNTESTED: f64 = 0.95;
/// Most that is believed of a datum that is assumed.
const ASSUMED_DATUM: f64 = 0.8;
/// Below this a reason says how to check.
const LOUD: f64 = 0.9;
const HOW_TO_CHECK: &str =
    "to check, look up one plant on the map: a wrong choice moves it by about 500 m";

/// A file, and all that is known about it.
pub(super) struct Case<'a> {
    pub(super) table: &'a Table,
    pub(super) labels: Vec<Label>,
    pub(super) firsts: &'a [Coord<f64>],
    pub(super) seen: &'a Seen,
    pub(super) evidence: &'a Evidence,
}

/// The verdict.
pub(super) struct Found {
    pub(super) candidate: Candidate,
    pub(super) reason: String,
    pub(super) confidence: f64,
    pub(super) lines: Vec<EvidenceLine>,
}

/// Candidates with all that speaks for them.
struct Weighed {
    candidates: Vec<Candidate>,
    tallies: Vec<Tally>,
    /// By what was written, of each candidate.
    said: Vec<f64>,
    /// Candidates that the file itself states, by a declaration or on its coordinates.
    stated: Vec<bool>,
    total: Vec<f64>,
    lines: Vec<EvidenceLine>,
    /// From the best to the worst.
    order: Vec<usize>,
}

impl Case<'_> {
    /// The system that the evidence speaks for.
    pub(super) fn automatic(&self) -> Result<Found> {
        let declared = match self.table.declared.as_deref() {
            Some(Ok(declared)) => Some(declared),
            Some(Err(error)) => return Err(self.unusable(error)),
            None => None,
        };
        if let Some((datum, words)) = self.labels.iter().find_map(|l| match l.says {
            Says::Old(datum) => Some((datum, &l.words)),
            Says::Crs(_) => None,
        }) {
            return Err(needed(
                self.table,
                format!(
                    "seems to be on the datum {datum}, for {words}: its parameters to CGCS2000 are not public, and reading it as CGCS2000 would be off by about 100 m; ask the surveying bureau (自然资源局) for the file in CGCS2000, or if the label is wrong"
                ),
                Vec::new(),
            ));
        }
        if look_like_degrees(self.firsts) {
            let all = candidates::degrees(declared, self.firsts)?;
            if let Some(declared) = declared.filter(|d| !d.is_geographic()) {
                let weighed = self.weigh(all, None);
                return Err(needed(
                    self.table,
                    format!(
                        "declares {}, which is in metres, and its coordinates such as {} are degrees",
                        declared.name(),
                        shown(self.firsts)
                    ),
                    weighed.ranked(),
                ));
            }
            self.decide(self.weigh(all, declared), true)
        } else {
            let mut all = candidates::metres(declared, self.firsts, self.evidence.extent)?;
            self.add_labelled(&mut all)?;
            let states_metres = declared.is_some_and(|d| !d.is_geographic())
                || self
                    .labels
                    .iter()
                    .any(|l| l.is_on_coordinates && matches!(l.says, Says::Crs(Crs::Epsg(_))));
            let weighed = self.weigh(all, declared);
            if !states_metres && (self.evidence.extent.is_none() || weighed.candidates.is_empty()) {
                let what = match declared {
                    Some(_) => "has coordinates such as",
                    None => "declares no coordinate reference system, and its coordinates such as",
                };
                let so = match declared {
                    Some(_) => ", which are no degrees",
                    None => " are no degrees",
                };
                let more = if self.evidence.extent.is_none() {
                    "; import the districts of the city first, and the zone is found by itself"
                } else {
                    "; no usual system puts them into the districts of the store"
                };
                return Err(needed(
                    self.table,
                    format!("{what} {}{so}{more}", shown(self.firsts)),
                    weighed.ranked(),
                ));
            }
            self.decide(weighed, false)
        }
    }

    /// The system that a user chose, with a word where the rows say otherwise.
    pub(super) fn as_chosen(&self, converter: Converter) -> Result<Found> {
        if converter.is_geographic() && !look_like_degrees(self.firsts) {
            let all = candidates::metres(None, self.firsts, self.evidence.extent)?;
            let ranked = if self.evidence.extent.is_some() {
                self.weigh(all, None).ranked()
            } else {
                Vec::new()
            };
            return Err(needed(
                self.table,
                format!(
                    "has coordinates such as {}, which are no degrees",
                    shown(self.firsts)
                ),
                ranked,
            ));
        }
        let mut reason = match self.table.declared.as_deref() {
            Some(Ok(declared)) if declared.name() != converter.name() => {
                format!("as chosen, though the file declares {}", declared.name())
            }
            _ => "as chosen".to_owned(),
        };
        let chosen = Candidate {
            converter,
            is_swapped: false,
            prior: 0.0,
        };
        let mut lines = Vec::new();
        if chosen.converter.is_geographic() {
            let mut all = candidates::degrees(None, self.firsts)?;
            all.retain(|c| {
                c.name() != chosen.name() && !(is_wgs84(c.name()) && is_wgs84(chosen.name()))
            });
            all.insert(0, chosen.clone());
            let weighed = self.weigh(all, None);
            let best = weighed.order[0];
            let by_rows = weighed.tallies[best].nats() - weighed.tallies[0].nats();
            if best != 0 && by_rows > SURE_BY_ROWS {
                reason = format!(
                    "{reason}, though the rows fit {} better ({}; as {}: {})",
                    weighed.candidates[best].name(),
                    weighed.tallies[best].words(),
                    chosen.name(),
                    weighed.tallies[0].words(),
                );
            }
            lines = weighed.lines;
        }
        Ok(Found {
            candidate: chosen,
            reason,
            confidence: 1.0,
            lines,
        })
    }

    fn unusable(&self, error: &Error) -> Error {
        let reason = match error {
            Error::NoDatumShift { name, datum } => format!(
                "declares {name}, which is on the datum {datum}: its parameters to CGCS2000 are not public, and reading it as CGCS2000 would be off by about 100 m; ask the surveying bureau (自然资源局) for the file in CGCS2000, or if the declaration is wrong"
            ),
            other => format!("declares a system that cannot be used ({other})"),
        };
        needed(self.table, reason, Vec::new())
    }

    /// A system in metres that a label names is a candidate, wherever it puts the rows.
    fn add_labelled(&self, all: &mut Vec<Candidate>) -> Result<()> {
        for label in &self.labels {
            if let Says::Crs(crs @ Crs::Epsg(_)) = label.says
                && let Ok(converter) = Converter::new(crs)
                && !converter.is_geographic()
                && !all.iter().any(|c| c.name() == converter.name())
            {
                all.extend(
                    candidates::metres(Some(&converter), self.firsts, self.evidence.extent)?
                        .into_iter()
                        .take(1),
                );
            }
        }
        Ok(())
    }

    fn weigh(&self, candidates: Vec<Candidate>, declared: Option<&Converter>) -> Weighed {
        let tallies = tally::of(&candidates, self.seen, self.evidence);
        let mut lines = Vec::new();
        let (mut said, mut stated) = (vec![0.0; candidates.len()], vec![false; candidates.len()]);
        let mut line = |what: &str, about: &Candidate, weight: f64, words: String| {
            lines.push(EvidenceLine {
                what: what.to_owned(),
                about: about.name().to_owned(),
                weight: (weight * 100.0).round() / 100.0,
                words,
            });
        };
        for (i, candidate) in candidates.iter().enumerate() {
            if let Some(declared) = declared.filter(|d| d.name() == candidate.name()) {
                let is_implied = is_implied(&self.table.file);
                let weight = match (is_implied, declared.name()) {
                    (true, _) => IMPLIED,
                    (false, "wgs84") => DECLARED,
                    (false, _) => DECLARED_CGCS2000,
                };
                said[i] += weight;
                stated[i] = true;
                let words = if is_implied {
                    "files of this format are in WGS 84 by definition, though not all programs keep to it"
                } else {
                    "declared in the file"
                };
                line("declared", candidate, weight, words.to_owned());
            }
            for label in &self.labels {
                if is_about(label, candidate, look_like_degrees(self.firsts)) {
                    let weight = if label.is_on_coordinates {
                        ON_COORDINATES
                    } else {
                        ON_FILE
                    };
                    said[i] += weight;
                    stated[i] |= label.is_on_coordinates;
                    line("label", candidate, weight, label.words.clone());
                }
            }
            let tally = &tallies[i];
            for (what, weight, has) in [
                ("known places", tally.known_nats, tally.known > 0),
                ("districts", tally.district_nats, tally.named > 0),
                ("extent", tally.extent_nats, tally.extent_nats < -TIE),
            ] {
                if has {
                    line(what, candidate, weight, tally.words());
                }
            }
        }
        let digits = digits(self.firsts);
        let total: Vec<f64> = (0..candidates.len())
            .map(|i| {
                let digits = if candidates[i].name() == digits {
                    DIGITS
                } else {
                    0.0
                };
                candidates[i].prior + said[i] + digits + tallies[i].nats()
            })
            .collect();
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by(|a, b| total[*b].total_cmp(&total[*a]).then(a.cmp(b)));
        Weighed {
            candidates,
            tallies,
            said,
            stated,
            total,
            lines,
            order,
        }
    }

    fn decide(&self, weighed: Weighed, are_degrees: bool) -> Result<Found> {
        let Some(&best) = weighed.order.first() else {
            return Err(needed(
                self.table,
                "has coordinates that no known system puts into China",
                Vec::new(),
            ));
        };
        let fit = &weighed.tallies[best];
        let lead_by_rows = weighed
            .order
            .iter()
            .filter(|i| **i != best)
            .map(|i| fit.nats() - weighed.tallies[*i].nats())
            .fold(f64::INFINITY, f64::min);
        let lead = weighed
            .order
            .get(1)
            .map_or(f64::INFINITY, |i| weighed.total[best] - weighed.total[*i]);
        let is_fitting = fit.known_close > 0 || fit.named_fit > 0 || fit.rows_inside > 0;
        if let Some(shift) = fit.constant_shift() {
            return Err(needed(
                self.table,
                self.off(&weighed, shift_words(shift)),
                weighed.ranked(),
            ));
        }
        if fit.is_contradicted() {
            return Err(needed(
                self.table,
                format!(
                    "cannot be placed: under every system half or more of the {} things that the store knows already lie elsewhere",
                    fit.known
                ),
                weighed.ranked(),
            ));
        }
        let favourite = weighed.favourite();
        let is_stated_otherwise = weighed
            .stated
            .iter()
            .enumerate()
            .any(|(i, s)| *s && i != best)
            && !weighed.is_only_other_zone(favourite, best)
            && !is_implied(&self.table.file);
        if lead >= SURE && lead_by_rows >= SURE_BY_ROWS && is_fitting && !is_stated_otherwise {
            let mut confidence = weighed.confidence(best).min(0.999);
            let mut reason = format!("the rows fit it: {}", fit.words());
            if weighed.stated[best] {
                reason = format!("declared or labelled in the file, and {reason}");
            }
            if let Some(second) = weighed.order.get(1) {
                reason = format!(
                    "{reason} (as {}: {})",
                    weighed.candidates[*second].name(),
                    weighed.tallies[*second].words()
                );
            }
            if let Some(other) = weighed
                .stated
                .iter()
                .position(|s| *s)
                .filter(|i| *i != best)
            {
                reason = format!(
                    "{reason}; the file says {}, which does not fit",
                    weighed.candidates[other].name()
                );
            }
            if !are_degrees && !self.knows_datum(&weighed, best) {
                confidence = confidence.min(ASSUMED_DATUM);
                reason = format!(
                    "{reason}; the datum is taken as CGCS2000, for nothing says so: Xi'an 1980 or Beijing 1954 would be off by about 100 m, so ask who made the file if it is from before 2018"
                );
            }
            return Ok(weighed.found(best, reason, confidence));
        }
        self.take(weighed, favourite, are_degrees)
    }

    /// Takes what the file says, or what is usual, where nothing contradicts it; asks else.
    fn take(&self, weighed: Weighed, favourite: usize, are_degrees: bool) -> Result<Found> {
        let most = weighed
            .tallies
            .iter()
            .map(Tally::nats)
            .fold(f64::NEG_INFINITY, f64::max);
        let is_contradicted = weighed.tallies[favourite].nats() < most - TIE;
        let is_disputed = weighed
            .said
            .iter()
            .enumerate()
            .any(|(i, s)| i != favourite && *s > 0.0);
        let is_stated = weighed.stated[favourite];
        let is_usual = are_degrees && favourite == 0;
        if is_contradicted || is_disputed || !(is_stated || is_usual) {
            let why = if is_contradicted && (is_stated || self.table.declared.is_some()) {
                format!(
                    "says {}, and its rows say otherwise",
                    weighed.candidates[favourite].name()
                )
            } else if is_contradicted {
                "says nothing about its coordinate reference system, and its rows do not settle it"
                    .to_owned()
            } else if is_disputed {
                "says two different coordinate reference systems, and its rows do not settle which is right".to_owned()
            } else {
                "may be in several coordinate reference systems, and its rows do not settle which"
                    .to_owned()
            };
            return Err(needed(
                self.table,
                self.off(&weighed, why),
                weighed.ranked(),
            ));
        }
        let tally = &weighed.tallies[favourite];
        let confidence = weighed.confidence(favourite).min(UNTESTED);
        let has_rows = tally.known > 0 || tally.named > 0;
        let mut reason = match (&self.table.declared, is_stated) {
            (Some(_), true) => "declared in the file".to_owned(),
            (None, true) => self
                .labels
                .iter()
                .find(|l| l.is_on_coordinates)
                .map_or_else(|| "labelled in the file".to_owned(), |l| l.words.clone()),
            _ => "the file declares none and its numbers are degrees, which are taken as CGCS2000; choose gcj02 or bd09 if they come from a web map".to_owned(),
        };
        if has_rows {
            reason = format!("{reason}; {}", tally.words());
        }
        if !are_degrees && tally.extent_nats < -TIE {
            reason = format!(
                "{reason}; only {} of {} rows lie in or near the districts of the store",
                tally.rows_inside, tally.rows
            );
        }
        if confidence < LOUD && weighed.candidates.len() > 1 && are_degrees {
            reason = format!("{reason}; {HOW_TO_CHECK}");
        }
        Ok(weighed.found(favourite, reason, confidence))
    }

    /// A reason, and whether the store's own rows look moved by the offset of a web map.
    fn off(&self, weighed: &Weighed, reason: String) -> String {
        let looks_turned = weighed
            .candidates
            .iter()
            .zip(&weighed.tallies)
            .any(|(c, t)| {
                is_wgs84(c.name())
                    && t.known >= 3
                    && t.shift.is_some_and(|s| {
                        let Some(at) = self
                            .seen
                            .points
                            .iter()
                            .flatten()
                            .next()
                            .and_then(|p| c.lonlat(*p))
                        else {
                            return false;
                        };
                        let (lon, lat) = crate::crs::wgs84_to_gcj02(at.x, at.y);
                        let offset = super::ground::way(at, Coord { x: lon, y: lat });
                        (s.east_m + offset.east_m).hypot(s.north_m + offset.north_m) < 100.0
                    })
            });
        if looks_turned {
            format!(
                "{reason}; the rows in the store lie where GCJ-02 would put them: check whether they were imported as CGCS2000 by mistake"
            )
        } else {
            reason
        }
    }

    fn knows_datum(&self, weighed: &Weighed, at: usize) -> bool {
        let says_2000 = self
            .labels
            .iter()
            .any(|l| matches!(l.says, Says::Crs(Crs::Cgcs2000 | Crs::Wgs84 | Crs::Epsg(_))));
        let tally = &weighed.tallies[at];
        weighed.stated[at]
            || says_2000
            || (tally.known >= 3 && tally.shift.is_some_and(|s| s.length_m() < 40.0))
            || weighed.stated.iter().any(|s| *s)
    }
}

impl Weighed {
    fn confidence(&self, at: usize) -> f64 {
        let most = self.total[self.order[0]];
        let sum: f64 = self.total.iter().map(|t| libm::exp(t - most)).sum();
        (libm::exp(self.total[at] - most) / sum * 1000.0).round() / 1000.0
    }

    /// The one that what is written speaks for; the first where nothing is.
    fn favourite(&self) -> usize {
        let mut best = 0;
        for i in 1..self.said.len() {
            if self.said[i] > self.said[best] {
                best = i;
            }
        }
        best
    }

    fn ranked(&self) -> Vec<CrsChoice> {
        const SHOWN: usize = 5;
        self.order
            .iter()
            .take(SHOWN)
            .map(|i| CrsChoice {
                crs: self.candidates[*i].name().to_owned(),
                confidence: self.confidence(*i),
                words: format!(
                    "{}: {}{}",
                    self.candidates[*i].described(),
                    self.tallies[*i].words(),
                    if self.candidates[*i].is_swapped {
                        "; with the northing in the first column, so swap the two"
                    } else {
                        ""
                    }
                ),
            })
            .collect()
    }

    /// Whether two are the same belt, one with the zone number before the easting and one without.
    fn is_only_other_zone(&self, a: usize, b: usize) -> bool {
        let belts = (
            belt(self.candidates[a].name()),
            belt(self.candidates[b].name()),
        );
        matches!(belts, (Some((x, p)), Some((y, q))) if x == y && p != q)
    }

    fn found(mut self, at: usize, mut reason: String, confidence: f64) -> Found {
        let candidate = self.candidates.swap_remove(at);
        if candidate.is_swapped {
            reason = format!("{reason}; the northing comes first, as in Chinese surveys");
        }
        Found {
            candidate,
            reason,
            confidence,
            lines: self.lines,
        }
    }
}

fn is_wgs84(name: &str) -> bool {
    matches!(name, "wgs84" | "cgcs2000")
}

/// Formats that know no other system than WGS 84.
fn is_implied(file: &str) -> bool {
    let file = file.to_lowercase();
    [".geojson", ".json", ".kml", ".kmz", ".geojsonl", ".gpx"]
        .iter()
        .any(|e| file.ends_with(e))
}

fn is_about(label: &Label, candidate: &Candidate, are_degrees: bool) -> bool {
    let Says::Crs(crs) = label.says else {
        return false;
    };
    match crs {
        Crs::Cgcs2000 | Crs::Wgs84 => are_degrees && !matches!(candidate.name(), "gcj02" | "bd09"),
        Crs::Gcj02 => matches!(candidate.name(), "gcj02" | "gcj02-3857"),
        other => candidate.name() == other.to_string(),
    }
}

/// The web map whose habit the number of decimals is, if any.
fn digits(firsts: &[Coord<f64>]) -> &'static str {
    let decimals = |v: f64| v.to_string().split_once('.').map_or(0, |(_, d)| d.len());
    let share = |is: fn(usize) -> bool| {
        let rows = firsts.iter().take(200);
        let (n, hits) = rows.fold((0, 0), |(n, hits), c| {
            (n + 1, hits + usize::from(is(decimals(c.x))))
        });
        n > 0 && hits * 10 >= n * 8
    };
    if share(|d| d == 6 || d == 5) {
        "gcj02"
    } else if share(|d| d >= 13) {
        "bd09"
    } else {
        ""
    }
}
