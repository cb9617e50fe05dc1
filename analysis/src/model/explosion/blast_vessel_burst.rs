//! `blast_vessel_burst`: energy and blast of a vessel that bursts.

use serde_json::Value;

use super::super::Model;
use super::super::inputs::{Inputs, Outputs, wrong};
use super::{all_above_zero, shaped};
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::explosion::{kingery_bulmash, vessel};
use crate::error::Error;
use crate::standards::chemicals;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "blast_vessel_burst",
    title_zh: "压力容器爆裂能量与超压",
    title_en: "energy and blast of a bursting vessel",
    source: "Brode; Baker; CCPS 2010 ch. 7; blast by Kingery-Bulmash (Swisdak 1994)",
    range: "ideal gas, 0.2 to 10 MPa",
    confidence: "closed forms; the share that goes into the blast from memory",
    inputs: &[
        ("P1", "Pa", "absolute pressure at burst"),
        ("P0", "Pa", "ambient pressure; 101325 where left out"),
        ("V", "m3", "volume of gas"),
        (
            "gamma",
            "",
            "ratio of heat capacities; of the substance where left out",
        ),
        ("substance", "", "name or CAS number"),
        ("mass", "kg", "of boiling liquid and vapour, for a BLEVE"),
        ("u1", "J/kg", "its internal energy before the expansion"),
        (
            "u2",
            "J/kg",
            "its internal energy after an isentropic expansion to P0",
        ),
        (
            "blast_share",
            "",
            "share of the energy that goes into the blast; 0.5 where left out",
        ),
        (
            "distances",
            "m",
            "asks for the overpressure, by the isentropic energy or that of the BLEVE; one or a list",
        ),
    ],
    outputs: &[
        ("E_brode", "J", "(P1 - P0) V / (gamma - 1)"),
        ("E_isentropic", "J", "work of an isentropic expansion"),
        ("E_isothermal", "J", "P1 V ln(P1/P0)"),
        ("E_bleve", "J", "mass (u1 - u2)"),
        (
            "W_TNT",
            "kg",
            "charge of TNT on the ground with the share of the energy",
        ),
        (
            "overpressure",
            "Pa",
            "peak side-on overpressure at the distances",
        ),
        ("impulse", "Pa s", "of the positive phase, at the distances"),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let p0 = inputs
        .maybe_within("P0", "Pa", 1.0, 1e9)?
        .unwrap_or(ATMOSPHERE_PA);
    let p1 = inputs.maybe_within("P1", "Pa", 0.0, 1e10)?;
    if let Some(p1) = p1.filter(|p1| *p1 <= p0) {
        return Err(wrong(
            "P1",
            format!("is {p1} Pa; give a pressure above P0, {p0} Pa"),
        ));
    }
    let bleve = inputs
        .has("mass")
        .then(|| {
            let mass = inputs.above_zero("mass", "kg")?;
            let (u1, u2) = (inputs.number("u1", "J/kg")?, inputs.number("u2", "J/kg")?);
            if u2 > u1 {
                return Err(wrong(
                    "u2",
                    format!("is {u2} J/kg; give an energy not above u1, {u1} J/kg"),
                ));
            }
            Ok(vessel::bleve_j(mass, u1, u2))
        })
        .transpose()?;
    let mut energy_j = bleve;
    if let Some(energy) = bleve {
        out.put("E_bleve", energy, "J");
    }
    if inputs.has("V") || bleve.is_none() {
        let p1 = inputs.above_zero("P1", "Pa")?;
        inputs.above_zero("V", "m3")?;
        let volume = inputs.within("V", "m3", 0.0, 1e9)?;
        let gas = vessel::Vessel::new(p1, p0, volume, gamma(inputs)?)?;
        out.outside(gas.outside().as_slice());
        out.put("E_brode", gas.brode_j(), "J");
        out.put("E_isentropic", gas.isentropic_j(), "J");
        out.put("E_isothermal", gas.isothermal_j(), "J");
        energy_j = Some(energy_j.unwrap_or_else(|| gas.isentropic_j()));
    }
    let share = inputs
        .maybe_within("blast_share", "", 0.0, 1.0)?
        .unwrap_or(vessel::BLAST_SHARE);
    if let Some(energy_j) = energy_j.filter(|e| *e > 0.0 && share > 0.0)
        && inputs.has("distances")
    {
        let charge_kg = vessel::charge_kg(energy_j, share);
        let most = p1.map_or(f64::INFINITY, |p1| p1 - p0);
        let r = all_above_zero(inputs, "distances", "m")?;
        for r in &r {
            out.outside(&kingery_bulmash::outside(r / charge_kg.cbrt()));
        }
        let pressures: Vec<f64> = r
            .iter()
            .map(|r| vessel::overpressure_pa(energy_j, share, *r, most))
            .collect();
        let impulses: Vec<f64> = r
            .iter()
            .map(|r| kingery_bulmash::blast(charge_kg, *r).incident_impulse_pa_s)
            .collect();
        let is_list = inputs.is_list("distances");
        out.put("W_TNT", charge_kg, "kg");
        out.put("overpressure", shaped(&pressures, is_list), "Pa");
        out.put("impulse", shaped(&impulses, is_list), "Pa s");
        out.note("the blast is that of TNT: too high near the vessel");
    }
    out.done()
}

fn gamma(inputs: Inputs<'_>) -> Result<f64, Error> {
    if let Some(gamma) = inputs.maybe("gamma", "")? {
        return if gamma > 1.0 && gamma <= 3.0 {
            Ok(gamma)
        } else {
            Err(wrong(
                "gamma",
                format!("is {gamma}; give a number above 1, to 3"),
            ))
        };
    }
    let substance = inputs.maybe_text("substance")?;
    substance
        .and_then(chemicals::find)
        .and_then(|c| c.gamma_298k)
        .ok_or_else(|| {
            wrong(
                "gamma",
                "is missing; give a number above 1, or a substance whose it is known",
            )
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (json!({"P1": 1e5, "V": 1, "gamma": 1.4}), "/P1"),
            (json!({"P1": 1e6, "V": -1, "gamma": 1.4}), "/V"),
            (json!({"P1": 1e6, "V": 1, "gamma": 1.0}), "/gamma"),
            (json!({"P1": 1e6, "V": 1}), "/gamma"),
            (json!({"mass": 1, "u1": 1, "u2": 2}), "/u2"),
            (json!({"mass": 1, "u1": 1}), "/u2"),
            (json!({}), "/P1"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{at}: ")), "{told}");
        }
    }

    #[test]
    fn a_vessel_blasts_as_a_charge_of_half_its_energy() {
        let input =
            json!({"P1": {"value": 2, "unit": "MPa"}, "V": 50, "gamma": 1.4, "distances": [5, 50]});
        let answer = run(&input).unwrap();
        let w = answer["outputs"]["W_TNT"]["value"].as_f64().unwrap();
        assert!((w - 0.5 * 143_377_104.9 / 4.68e6).abs() < 1e-3);
        assert_eq!(
            answer["outputs"]["overpressure"]["value"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
    }
}
