//! Quantities that cannot be: more than the vessel holds, or a thousand times what its peers hold.

use std::collections::BTreeMap;

use super::{Finding, Found, Severity, Subject};
use crate::facts::{Storage, Vessel};
use crate::place::Footprint;
use crate::standards::densities::density_t_m3;
use crate::standards::substances::find;

/// No liquid of the substance table is denser than bromine, 3.1 t/m³ at 20 °C (CRC Handbook of
/// Chemistry and Physics, "Physical constants of inorganic compounds"); a whole filling is assumed.
const DENSEST_T_M3: f64 = 3.2;
/// What a whole filling may be above nominal volume times density at 20 °C: the geometric volume is up
/// to a tenth above the nominal one, and a cold or impure liquid up to a tenth denser. A judgement of
/// this project; a tank is filled to 0.9 at most, so that what is above is out by a third.
const ALLOWANCE: f64 = 1.2;
/// From this many vessels of a substance there is a usual quantity.
const PEERS: usize = 5;
/// Times the median of the peers from which a quantity is suspected to be in kilograms: between the
/// spread of real tanks (tens) and the factor of the unit (1 000).
const SUSPECT: f64 = 300.0;
/// Times the median filling of the peers, in t/m³, from which more is suspected than the volume takes,
/// where no table knows the density: tanks are filled to between 0.5 and 0.9.
const OVERFULL: f64 = 1.8;

/// No tank is higher: the largest of GB 50341, 80 m wide, are 22 m.
const HIGHEST_M: f64 = 30.0;

/// The most that a vessel can hold, and why.
struct Most {
    tonnes: f64,
    severity: Severity,
    zh: String,
    en: String,
}

/// Judges all vessels.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    let all: Vec<(&Vessel, &Footprint)> = of
        .city
        .sites
        .iter()
        .flat_map(|s| {
            s.vessels
                .iter()
                .zip(&s.vessel_footprints)
                .map(|((_, v), f)| (v, f))
        })
        .collect();
    let medians = medians(&all, |v| v.quantity_t);
    let fillings = medians_of_fillings(&all);
    for (vessel, footprint) in &all {
        let Some(quantity_t) = vessel.quantity_t else {
            continue;
        };
        found.checked("quantity", 1);
        let finding = || {
            Finding::new(
                "quantity",
                Severity::Error,
                ("vessels", &vessel.id),
                ("quantity_t", quantity_t.to_string()),
            )
            .at(of.city.plane.to_lon_lat(footprint.centre()).ok())
        };
        if let Some(most) = most(vessel, &fillings).filter(|m| quantity_t > m.tonnes) {
            let volume = vessel.volume_m3.unwrap_or_default();
            let is_kilograms = quantity_t / 1000.0 <= most.tonnes;
            let (fix_zh, fix_en) = if is_kilograms && quantity_t > 50.0 * most.tonnes {
                (
                    format!("单位可能是千克: 若是, 改为 {} 吨", quantity_t / 1000.0),
                    format!(
                        "it may be in kilograms: then write {} t",
                        quantity_t / 1000.0
                    ),
                )
            } else {
                (
                    "核对储量和容积".to_owned(),
                    "check the quantity and the volume".to_owned(),
                )
            };
            let (zh, en) = (most.zh, most.en);
            found.findings.push(Finding {
                severity: most.severity,
                ..finding()
                    .says(
                        format!("储量 {quantity_t} 吨, 而容积只有 {volume} 立方米, 至多 {:.1} 吨({zh})", most.tonnes),
                        format!("{quantity_t} t in a volume of {volume} m³, which holds {:.1} t at most ({en})", most.tonnes),
                    )
                    .fix(fix_zh, fix_en)
            });
            continue;
        }
        if let Some(median_t) = substance_of(vessel)
            .and_then(|s| medians.get(&s))
            .filter(|m| **m > 0.0 && quantity_t > SUSPECT * **m)
            && (vessel.volume_m3.is_none() || vessel.storage == Some(Storage::Solid))
            && quantity_t > tallest_t(vessel).unwrap_or(0.0)
        {
            found.findings.push(Finding {
                severity: Severity::Warning,
                ..finding()
                    .says(
                        format!("储量 {quantity_t} 吨, 是同类物质中位数 {median_t} 吨的 {:.0} 倍", quantity_t / median_t),
                        format!("{quantity_t} t is {:.0} times the median {median_t} t of vessels with this substance", quantity_t / median_t),
                    )
                    .fix(
                        format!("单位可能是千克: 若是, 改为 {} 吨", quantity_t / 1000.0),
                        format!("it may be in kilograms: then write {} t", quantity_t / 1000.0),
                    )
            });
        }
    }
}

/// One word for a substance, however it is written.
fn substance_of(vessel: &Vessel) -> Option<String> {
    let text = vessel.substance.as_deref()?;
    Some(
        find(text)
            .first()
            .map_or_else(|| text.to_owned(), |s| s.name_zh.clone()),
    )
}

/// The most that the volume takes: by the density of the substance as it is stored, else by what its
/// peers are filled with, else by the densest liquid there is.
fn most(vessel: &Vessel, fillings: &BTreeMap<String, f64>) -> Option<Most> {
    let volume_m3 = vessel.volume_m3?;
    // Drums and heaps have a volume of their own.
    if vessel.storage == Some(Storage::Solid) {
        return None;
    }
    let known = vessel.substance.as_deref().map(find).unwrap_or_default();
    let density = vessel.storage.and_then(|storage| {
        known
            .iter()
            .filter_map(|s| density_t_m3(s, storage, vessel.pressure_kpa))
            .max_by(f64::total_cmp)
    });
    let filling = || substance_of(vessel).and_then(|s| fillings.get(&s).copied());
    let (most_t_m3, severity, zh, en) = if let Some(density) = density {
        (
            density * ALLOWANCE,
            Severity::Error,
            format!("密度 {density:.3} 吨/立方米, 另加两成余量"),
            format!("{density:.3} t/m³ and a fifth of allowance"),
        )
    } else if let Some(median) = filling()
        .map(|f| f * OVERFULL)
        .filter(|m| *m < DENSEST_T_M3)
    {
        (
            median,
            Severity::Warning,
            format!("同类储罐中位数的 {OVERFULL} 倍"),
            format!("{OVERFULL} times the median of vessels with this substance"),
        )
    } else {
        (
            DENSEST_T_M3,
            Severity::Error,
            format!("最重液体 {DENSEST_T_M3} 吨/立方米"),
            format!("the densest liquid, {DENSEST_T_M3} t/m³"),
        )
    };
    Some(Most {
        tonnes: volume_m3 * most_t_m3,
        severity,
        zh,
        en,
    })
}

/// What the tallest tank of the vessel's diameter would hold of water.
fn tallest_t(vessel: &Vessel) -> Option<f64> {
    let base_m2 = std::f64::consts::FRAC_PI_4 * vessel.diameter_m?.powi(2);
    Some(base_m2 * HIGHEST_M)
}

fn medians(
    all: &[(&Vessel, &Footprint)],
    value: impl Fn(&Vessel) -> Option<f64>,
) -> BTreeMap<String, f64> {
    let mut of: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (vessel, _) in all {
        if let (Some(substance), Some(value)) = (substance_of(vessel), value(vessel)) {
            of.entry(substance).or_default().push(value);
        }
    }
    of.into_iter()
        .filter(|(_, all)| all.len() >= PEERS)
        .map(|(substance, mut all)| {
            all.sort_by(f64::total_cmp);
            let median = all[all.len() / 2];
            (substance, median)
        })
        .collect()
}

/// Tonnes in a cubic metre of the vessels of a substance, in the middle.
fn medians_of_fillings(all: &[(&Vessel, &Footprint)]) -> BTreeMap<String, f64> {
    medians(all, |v| {
        let volume_m3 = v.volume_m3.filter(|m3| *m3 > 0.0)?;
        (v.storage != Some(Storage::Solid)).then_some(v.quantity_t? / volume_m3)
    })
}
