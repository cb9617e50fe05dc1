//! Monitors of the vessels of major hazard installations (重大危险源监测点): level, pressure,
//! temperature, gas, as order 40 of 2011 (危险化学品重大危险源监督管理暂行规定) article 13 asks for.
//!
//! Thresholds follow from the vessel's own volume, diameter, pressure and temperature, where they are
//! known; where they are not, the threshold is not known either. Gas alarms are those of GB/T
//! 50493-2019: 25 and 50 % of the lower explosive limit, 100 and 200 % of the exposure limit (recalled).
//! Level alarms (5, 10, 85, 90 % of the height) and margins of pressure and temperature are assumptions.

use std::collections::BTreeSet;
use std::f64::consts::FRAC_PI_4;

use analysis::facts::{FireClass, Monitor, MonitorQuantity, Storage, Vessel};

use super::Origin;

/// Low-low, low, high, high-high.
type Thresholds = [Option<f64>; 4];

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Rows of the layer `monitors`, for the vessels of `graded` units.
pub(super) fn rows(vessels: &[Vessel], graded: &BTreeSet<String>, origin: &Origin) -> Vec<Monitor> {
    let mut rows: Vec<Monitor> = Vec::new();
    for of_unit in vessels.chunk_by(|a, b| a.unit_id == b.unit_id) {
        if !graded.contains(&of_unit[0].unit_id) {
            continue;
        }
        for vessel in of_unit.iter().filter(|v| v.storage != Some(Storage::Solid)) {
            for (quantity, unit, [low_low, low, high, high_high]) in of_vessel(vessel) {
                let number = rows.len() + 1;
                rows.push(Monitor {
                    id: format!("M{number:06}"),
                    vessel_id: vessel.id.clone(),
                    quantity,
                    unit: unit.to_owned(),
                    low_low,
                    low,
                    high,
                    high_high,
                    geometry: None,
                    provenance: origin.demo(number),
                });
            }
        }
    }
    rows
}

fn of_vessel(vessel: &Vessel) -> Vec<(MonitorQuantity, &'static str, Thresholds)> {
    let mut found = Vec::new();
    if vessel.storage != Some(Storage::CompressedGas) {
        found.push(level(vessel));
    }
    if vessel.storage != Some(Storage::AtmosphericLiquid) {
        found.push((MonitorQuantity::Pressure, "kPa", pressure(vessel)));
    }
    found.push((MonitorQuantity::Temperature, "℃", temperature(vessel)));
    found.push(gas(vessel));
    found
}

/// An upright tank in metres of liquid, others in per cent of their height.
fn level(vessel: &Vessel) -> (MonitorQuantity, &'static str, Thresholds) {
    const SHARES: [f64; 4] = [0.05, 0.10, 0.85, 0.90];
    if vessel.roof.is_none() {
        let in_per_cent = SHARES.map(|share| Some(100.0 * share));
        return (MonitorQuantity::Level, "%", in_per_cent);
    }
    let height_m = vessel
        .volume_m3
        .zip(vessel.diameter_m)
        .map(|(volume_m3, diameter_m)| volume_m3 / (FRAC_PI_4 * diameter_m * diameter_m));
    let at = |share: f64| height_m.map(|h| (100.0 * share * h).round() / 100.0);
    (MonitorQuantity::Level, "m", SHARES.map(at))
}

fn pressure(vessel: &Vessel) -> Thresholds {
    let above = |factor: f64| vessel.pressure_kpa.map(|kpa| (kpa * factor).round());
    [None, None, above(1.1), above(1.2)]
}

fn temperature(vessel: &Vessel) -> Thresholds {
    let above = |margin: f64| vessel.temperature_c.map(|c| tenth(c + margin));
    [None, None, above(20.0), above(30.0)]
}

fn gas(vessel: &Vessel) -> (MonitorQuantity, &'static str, Thresholds) {
    match vessel.fire_class {
        // A substance that is not known has alarms nobody can state.
        None => (MonitorQuantity::Gas, "%LEL", [None; 4]),
        Some(FireClass::A | FireClass::B) if vessel.substance.as_deref() != Some("7782-50-5") => (
            MonitorQuantity::Gas,
            "%LEL",
            [None, None, Some(25.0), Some(50.0)],
        ),
        Some(_) => (
            MonitorQuantity::Gas,
            "%OEL",
            [None, None, Some(100.0), Some(200.0)],
        ),
    }
}
