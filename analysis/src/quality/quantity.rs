//! Quantities that cannot be: more than the vessel holds, or a thousand times what its peers hold.

use std::collections::BTreeMap;

use super::{Finding, Found, Severity, Subject};
use crate::facts::{Storage, Vessel};
use crate::place::Footprint;
use crate::standards::substances::find;

/// No liquid of the substance table is denser than bromine, 3.1 t/m³ at 20 °C (CRC Handbook of
/// Chemistry and Physics, "Physical constants of inorganic compounds"); a whole filling is assumed.
const DENSEST_T_M3: f64 = 3.2;
/// From this many vessels of a substance there is a usual quantity.
const PEERS: usize = 5;
/// Times the median of the peers from which a quantity is suspected to be in kilograms: between the
/// spread of real tanks (tens) and the factor of the unit (1 000).
const SUSPECT: f64 = 300.0;

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
    let medians = medians(&all);
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
        let most_t = vessel
            .volume_m3
            .map(|v| v * DENSEST_T_M3)
            .filter(|_| vessel.storage != Some(Storage::Solid));
        if let Some(most_t) = most_t.filter(|m| quantity_t > *m) {
            let volume = vessel.volume_m3.unwrap_or_default();
            let kilograms = quantity_t / 1000.0 <= most_t;
            let (fix_zh, fix_en) = if kilograms {
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
            found.findings.push(
                finding()
                    .says(
                        format!("储量 {quantity_t} 吨, 而容积只有 {volume} 立方米(按最大密度 {DENSEST_T_M3} 吨/立方米至多 {most_t:.1} 吨)"),
                        format!("{quantity_t} t in a volume of {volume} m³, which holds {most_t:.1} t of the densest liquid ({DENSEST_T_M3} t/m³) at most"),
                    )
                    .fix(fix_zh, fix_en),
            );
            continue;
        }
        if let Some(median_t) = substance_of(vessel)
            .and_then(|s| medians.get(&s))
            .filter(|m| **m > 0.0 && quantity_t > SUSPECT * **m)
            && vessel.volume_m3.is_none()
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

fn medians(all: &[(&Vessel, &Footprint)]) -> BTreeMap<String, f64> {
    let mut of: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (vessel, _) in all {
        if let (Some(substance), Some(quantity_t)) = (substance_of(vessel), vessel.quantity_t) {
            of.entry(substance).or_default().push(quantity_t);
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
