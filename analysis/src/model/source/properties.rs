//! `properties`: physical properties of a substance of the table.

use serde_json::Value;

use super::given::need_substance;
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::properties::{PengRobinson, REFERENCE_K, Substance};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "properties",
    title_zh: "物质物性",
    title_en: "physical properties of a substance",
    source: "chemicals.csv; Antoine, Ambrose and Walton 1989, Rackett, Watson, Rowlinson and Bondi (Poling et al., 5th ed.); Peng and Robinson 1976",
    range: "pure substances from the melting to the critical point",
    confidence: "verified against CoolProp: 3 %, ratio of heat capacities 1.7 %; associating vapours are told",
    inputs: &[
        ("substance", "", "name or CAS number"),
        ("T", "K", "temperature; left out: 298.15 K"),
        ("P", "Pa", "pressure of the gas; left out: 101325 Pa"),
    ],
    outputs: &[
        ("Tb", "K", "boiling point at 101.325 kPa"),
        ("psat_298", "Pa", "vapour pressure at 298.15 K"),
        ("rhoL_298", "kg/m3", "density of the liquid at 298.15 K"),
        ("hvap_298", "J/kg", "heat of vaporisation at 298.15 K"),
        (
            "rhoL_Tb",
            "kg/m3",
            "density of the liquid at the boiling point",
        ),
        (
            "hvap_Tb",
            "J/kg",
            "heat of vaporisation at the boiling point",
        ),
        (
            "gamma_298_1atm",
            "",
            "ratio of the heat capacities of the real gas at 298.15 K and 101.325 kPa, supercooled where it would condense",
        ),
        ("Tc", "K", "critical temperature"),
        ("Pc", "Pa", "critical pressure"),
        ("omega", "", "acentric factor"),
        ("psat", "Pa", "vapour pressure at T"),
        ("rhoL", "kg/m3", "density of the liquid at T"),
        ("hvap", "J/kg", "heat of vaporisation at T"),
        ("cpL", "J/kg/K", "heat capacity of the liquid at T"),
        ("cpG", "J/kg/K", "heat capacity of the ideal gas at T"),
        ("Z", "", "compressibility factor of the gas at T and P"),
        ("rhoG", "kg/m3", "density of the gas at T and P"),
        (
            "gamma",
            "",
            "ratio of the heat capacities of the real gas at T and P",
        ),
    ],
    run,
};

fn run(input: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(input, MODEL.inputs)?;
    inputs.text("substance")?;
    let s = need_substance(inputs, "substance")?;
    let t = inputs.maybe_above_zero("T", "K")?.unwrap_or(REFERENCE_K);
    let p = inputs.maybe_above_zero("P", "Pa")?.unwrap_or(ATMOSPHERE_PA);
    if t > 5000.0 {
        return Err(wrong("T", format!("is {t} K; give a number up to 5000")));
    }
    let mut out = Outputs::default();
    out.put("Tb", s.boiling_k, "K");
    at(
        &s,
        REFERENCE_K,
        ["psat_298", "rhoL_298", "hvap_298"],
        &mut out,
    );
    at(&s, s.boiling_k, ["", "rhoL_Tb", "hvap_Tb"], &mut out);
    out.put("Tc", s.critical_k, "K");
    out.put("Pc", s.critical_pa, "Pa");
    out.put("omega", s.acentric, "");
    at(&s, t, ["psat", "rhoL", "hvap"], &mut out);
    if let Some(cp) = s.liquid_heat_capacity.filter(|_| t < s.critical_k) {
        out.put("cpL", cp.at(t), "J/kg/K");
    }
    if let Some(gas) = s.gas() {
        if let Some(k) = ratio(&gas, REFERENCE_K, ATMOSPHERE_PA) {
            out.put("gamma_298_1atm", k, "");
        }
        if let Some(k) = ratio(&gas, t, p) {
            out.put("gamma", k, "");
        }
        let vapour = crate::consequence::properties::Phase::Vapour;
        out.put("Z", gas.compressibility(t, p, vapour), "");
        out.put("rhoG", gas.density_kg_m3(t, p, vapour), "kg/m3");
        out.outside(gas.outside(t, p).as_slice());
    }
    if let Some(cp) = s.gas_heat_capacity {
        out.put("cpG", cp.at(t), "J/kg/K");
    }
    out.outside(s.gas_outside().as_slice());
    if t < s.critical_k {
        out.outside(s.vapour_pressure.outside(t).as_slice());
    } else {
        out.note("above the critical temperature there is no liquid");
    }
    out.done()
}

/// Vapour pressure, density and heat of vaporisation of the liquid, under these names; nothing where there is none.
fn at(s: &Substance, t: f64, [psat, rho, hvap]: [&str; 3], out: &mut Outputs) {
    for (name, value, unit) in [
        (psat, s.vapour_pressure.at(t), "Pa"),
        (rho, s.liquid_density.and_then(|d| d.at(t)), "kg/m3"),
        (hvap, s.vaporisation.at(t), "J/kg"),
    ] {
        if let Some(value) = value.filter(|_| !name.is_empty()) {
            out.put(name, value, unit);
        }
    }
}

fn ratio(gas: &PengRobinson, t: f64, p: f64) -> Option<f64> {
    let (cp, cv) = gas.heat_capacities_j_kg_k(t, p)?;
    Some(cp / cv)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_substance_is_told_and_what_is_missing_is_named() {
        let told = |v: Value| run(&v).unwrap_err().to_string();
        assert!(told(json!({})).starts_with("/substance: is missing"));
        assert!(told(json!({"substance": "sand"})).starts_with("/substance: `sand` is not"));
        assert!(told(json!({"substance": "propane", "T": -3})).starts_with("/T: is -3 K"));
        let out = run(&json!({"substance": "ethylene", "T": 200})).unwrap();
        assert!(out["outputs"]["psat_298"].is_null());
        assert!(out["outputs"]["psat"]["value"].as_f64().unwrap() > 4e5);
    }

    #[test]
    fn every_chemical_of_the_table_has_properties() {
        for c in crate::standards::chemicals::all() {
            for t in [150.0, 298.15, 600.0] {
                let out = run(&json!({"substance": c.cas, "T": t}));
                assert!(out.is_ok(), "{} {t} {out:?}", c.name_en);
            }
        }
    }
}
