//! The defects that a store can hold.

use std::collections::BTreeSet;

use analysis::facts::{Facts, Storage, Target, Vessel};
use analysis::standards::substances;
use geo_types::Geometry;

use super::super::stream::Stream;
use super::super::stuff::density_t_m3;
use super::place::{in_bd09, in_gcj02, middle, moved, told};
use super::{Defect, DefectKind, Manifest, pick};

/// Places in GCJ-02 and in BD-09, of all places of a layer.
const GCJ02: f64 = 0.002;
const BD09: f64 = 0.001;
/// Twins, of all public buildings and of all facilities.
const TWINS: f64 = 0.005;
/// Wrong inventories of a kind, of all vessels.
const INVENTORIES: f64 = 0.003;
/// Targets without an attribute, of all buildings, besides those that the city leaves out itself.
const MISSING: f64 = 0.000_5;
/// At least this many of a kind in a layer.
const LEAST: usize = 3;

fn share(count: usize, of_all: f64) -> usize {
    ((count as f64 * of_all).round() as usize).max(LEAST)
}

/// Puts defects into a city, each row getting one at most, and says which.
pub fn spoil(facts: &mut Facts, seed: u64) -> Manifest {
    let mut spoiler = Spoiler {
        seed,
        spoiled: BTreeSet::new(),
        defects: Vec::new(),
    };
    for (kind, of_all) in [(DefectKind::Gcj02, GCJ02), (DefectKind::Bd09, BD09)] {
        spoiler.move_all(facts, kind, of_all);
    }
    spoiler.overlap_tanks(&mut facts.vessels);
    spoiler.spoil_inventories(&mut facts.vessels);
    spoiler.forget(&mut facts.targets);
    spoiler.add_twins(facts);
    spoiler
        .defects
        .sort_by(|a, b| (a.kind, a.layer, &a.id).cmp(&(b.kind, b.layer, &b.id)));
    Manifest::new(seed, spoiler.defects)
}

struct Spoiler {
    seed: u64,
    /// Layer and identifier of the rows that have their defect.
    spoiled: BTreeSet<(&'static str, String)>,
    defects: Vec<Defect>,
}

impl Spoiler {
    /// Rows that get a defect: `wanted` of those that are `able` to and have none.
    fn choose<'r, R>(
        &mut self,
        (kind, layer): (DefectKind, &'static str),
        rows: &'r [R],
        id: impl Fn(&'r R) -> &'r str,
        able: impl Fn(&R) -> bool,
        wanted: usize,
    ) -> (Vec<usize>, Stream) {
        let free: Vec<usize> = (0..rows.len())
            .filter(|&n| {
                able(&rows[n]) && !self.spoiled.contains(&(layer, id(&rows[n]).to_owned()))
            })
            .collect();
        let mut stream = Stream::of(self.seed, "defect", kind as usize * 16 + layer.len());
        let chosen: Vec<usize> = pick(&mut stream, free.len(), wanted)
            .into_iter()
            .map(|n| free[n])
            .collect();
        for &n in &chosen {
            self.spoiled.insert((layer, id(&rows[n]).to_owned()));
        }
        (chosen, stream)
    }

    fn note(
        &mut self,
        kind: DefectKind,
        (layer, id, field): (&'static str, &str, &'static str),
        right: Option<String>,
        wrong: Option<String>,
    ) {
        self.defects.push(Defect {
            kind,
            layer,
            id: id.to_owned(),
            field,
            right,
            wrong,
            file: None,
        });
    }

    /// Places in another datum. A vessel or a plant that moves alone leaves its fence; a building has
    /// only its neighbours to tell.
    fn move_all(&mut self, facts: &mut Facts, kind: DefectKind, of_all: f64) {
        let shift = |g: &Geometry<f64>| match kind {
            DefectKind::Bd09 => in_bd09(g),
            _ => in_gcj02(g),
        };
        macro_rules! move_layer {
            ($layer:literal, $rows:expr, $able:expr) => {
                let wanted = share($rows.len(), of_all);
                let (chosen, _) = self.choose((kind, $layer), &$rows, |r| &r.id, $able, wanted);
                for n in chosen {
                    let row = &mut $rows[n];
                    let wrong = shift(&row.geometry);
                    let (was, is) = (told(&row.geometry), told(&wrong));
                    row.geometry = wrong;
                    self.note(kind, ($layer, &row.id, "geometry"), was, is);
                }
            };
        }
        move_layer!("facilities", facts.facilities, |_| true);
        move_layer!("vessels", facts.vessels, |_| true);
        move_layer!("targets", facts.targets, |t: &Target| t
            .floor_area_m2
            .is_some());
    }

    /// Moves a round tank into the one before it.
    fn overlap_tanks(&mut self, vessels: &mut [Vessel]) {
        let kind = DefectKind::TanksOverlap;
        let is_round =
            |v: &Vessel| matches!(v.geometry, Geometry::Point(_)) && v.diameter_m.is_some();
        let follows: BTreeSet<String> = vessels
            .windows(2)
            .filter(|w| w[0].unit_id == w[1].unit_id && is_round(&w[0]) && is_round(&w[1]))
            .map(|w| w[1].id.clone())
            .collect();
        let wanted = share(vessels.len(), INVENTORIES);
        let able = |v: &Vessel| follows.contains(&v.id);
        let (chosen, mut stream) = self.choose((kind, "vessels"), vessels, |v| &v.id, able, wanted);
        for n in chosen {
            let before = &vessels[n - 1];
            if self.spoiled.contains(&("vessels", before.id.clone())) {
                // Its neighbour has moved itself: there would be no overlap.
                continue;
            }
            self.spoiled.insert(("vessels", before.id.clone()));
            let Some(east_m) = before.diameter_m.map(|d| d * stream.between(0.2, 0.4)) else {
                continue;
            };
            let wrong = moved(&before.geometry, east_m, 0.0);
            let row = &mut vessels[n];
            let (was, is) = (told(&row.geometry), told(&wrong));
            row.geometry = wrong;
            self.note(kind, ("vessels", &row.id, "geometry"), was, is);
        }
    }

    fn spoil_inventories(&mut self, vessels: &mut [Vessel]) {
        let wanted = share(vessels.len(), INVENTORIES);
        let text = |q: Option<f64>| q.map(|q| q.to_string());
        let full_t = |v: &Vessel| Some(v.volume_m3? * density_t_m3(v.substance.as_deref()?)?);
        let kind = DefectKind::OverCapacity;
        let able = |v: &Vessel| v.quantity_t.is_some() && full_t(v).is_some();
        // What is too much for drums and heaps, nobody can say.
        let is_fluid = |v: &Vessel| able(v) && v.storage != Some(Storage::Solid);
        let (chosen, mut stream) =
            self.choose((kind, "vessels"), vessels, |v| &v.id, is_fluid, wanted);
        for n in chosen {
            let row = &mut vessels[n];
            let wrong = full_t(row).map(|t| (t * stream.between(1.3, 2.5) * 10.0).ceil() / 10.0);
            let was = std::mem::replace(&mut row.quantity_t, wrong);
            self.note(
                kind,
                ("vessels", &row.id, "quantity_t"),
                text(was),
                text(wrong),
            );
        }
        let kind = DefectKind::KilogramsAsTonnes;
        let (chosen, _) = self.choose((kind, "vessels"), vessels, |v| &v.id, able, wanted);
        for n in chosen {
            let row = &mut vessels[n];
            let wrong = row.quantity_t.map(|t| (t * 1_000.0).round());
            let was = std::mem::replace(&mut row.quantity_t, wrong);
            self.note(
                kind,
                ("vessels", &row.id, "quantity_t"),
                text(was),
                text(wrong),
            );
        }
        let kind = DefectKind::UnknownSubstance;
        let able = |v: &Vessel| v.substance.as_deref().and_then(mistyped).is_some();
        let (chosen, _) = self.choose((kind, "vessels"), vessels, |v| &v.id, able, wanted);
        for n in chosen {
            let row = &mut vessels[n];
            let wrong = row.substance.as_deref().and_then(mistyped);
            let was = std::mem::replace(&mut row.substance, wrong.clone());
            self.note(kind, ("vessels", &row.id, "substance"), was, wrong);
        }
        let kind = DefectKind::MissingAttribute;
        let able = |v: &Vessel| v.quantity_t.is_some() && v.volume_m3.is_some();
        let (chosen, mut stream) = self.choose((kind, "vessels"), vessels, |v| &v.id, able, wanted);
        for n in chosen {
            let row = &mut vessels[n];
            let (field, was) = if stream.chance(0.5) {
                ("quantity_t", row.quantity_t.take())
            } else {
                ("volume_m3", row.volume_m3.take())
            };
            self.note(kind, ("vessels", &row.id, field), text(was), None);
        }
    }

    fn forget(&mut self, targets: &mut [Target]) {
        let kind = DefectKind::MissingAttribute;
        let able = |t: &Target| t.height_m.is_some() && t.fire_resistance.is_some();
        let wanted = share(targets.len(), MISSING);
        let (chosen, mut stream) = self.choose((kind, "targets"), targets, |t| &t.id, able, wanted);
        for n in chosen {
            let row = &mut targets[n];
            let (field, was) = if stream.chance(0.5) {
                ("height_m", row.height_m.take().map(|h| h.to_string()))
            } else {
                (
                    "fire_resistance",
                    row.fire_resistance.take().map(|r| r.to_string()),
                )
            };
            self.note(kind, ("targets", &row.id, field), was, None);
        }
    }

    /// The same plant or school once more, under another identifier.
    fn add_twins(&mut self, facts: &mut Facts) {
        let kind = DefectKind::Twin;
        // Housing has no name of its own: only what is named once can be seen to be there twice.
        let is_named = |t: &Target| {
            use analysis::facts::Subtype::{
                CareHome, HealthCentre, Hospital, Kindergarten, School,
            };
            matches!(
                t.subtype,
                School | Kindergarten | Hospital | HealthCentre | CareHome
            ) && t.name.chars().last().is_some_and(|c| c.is_ascii_digit())
        };
        macro_rules! twins {
            ($layer:literal, $rows:expr, $able:expr, $series:literal) => {
                let count = $rows.iter().filter(|r| $able(r)).count();
                let wanted = share(count, TWINS);
                let (chosen, mut stream) =
                    self.choose((kind, $layer), &$rows, |r| &r.id, $able, wanted);
                for (k, n) in chosen.into_iter().enumerate() {
                    let mut twin = $rows[n].clone();
                    let angle = stream.between(0.0, std::f64::consts::TAU);
                    let (sin, cos) = libm::sincos(angle);
                    let away_m = stream.between(320.0, 680.0);
                    twin.geometry = moved(&twin.geometry, away_m * cos, away_m * sin);
                    let first =
                        std::mem::replace(&mut twin.id, format!("{}X{:04}", $series, k + 1));
                    debug_assert!(middle(&twin.geometry).is_some());
                    self.note(
                        kind,
                        ($layer, &twin.id, "id"),
                        Some(first),
                        Some(twin.id.clone()),
                    );
                    $rows.push(twin);
                }
            };
        }
        twins!("facilities", facts.facilities, |_: &_| true, 'F');
        twins!("targets", facts.targets, is_named, 'T');
    }
}

/// A CAS number with two digits changed about, if nothing is called so.
fn mistyped(cas: &str) -> Option<String> {
    let bytes = cas.as_bytes();
    let is_digit = |n: usize| bytes[n].is_ascii_digit();
    (0..bytes.len().saturating_sub(1)).find_map(|n| {
        if !cas.is_ascii() || !is_digit(n) || !is_digit(n + 1) || bytes[n] == bytes[n + 1] {
            return None;
        }
        let mut wrong = bytes.to_vec();
        wrong.swap(n, n + 1);
        let wrong = String::from_utf8(wrong).ok()?;
        substances::find(&wrong).is_empty().then_some(wrong)
    })
}
