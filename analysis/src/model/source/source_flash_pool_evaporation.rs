//! `source_flash_pool_evaporation`: what flashes and what rains out, how far a pool spreads, how fast it evaporates.
//!
//! Each part answers where one of its own inputs is given.

mod evaporation;
mod flash;
mod pool;

use serde_json::Value;

use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "source_flash_pool_evaporation",
    title_zh: "闪蒸、液池扩展与蒸发",
    title_en: "flash, rain-out, spreading and evaporation of a pool",
    source: "HJ 169-2018 annex F; Yellow Book CPR 14E (2005) 2.5.3, 3.5, eq. 3.24; Purple Book CPR 18E 4.3; RELEASE (CCPS 1999); EPA 550-B-99-009",
    range: "flash below 0.9 of the critical temperature; evaporation by wind well below boiling",
    confidence: "flash verified (CoolProp, Phast 6.54); Mackay-Matsugu secondary transcription; HJ constants, Purple Book rule, RELEASE and EPA from memory",
    inputs: &[
        (
            "cp_liquid",
            "J/kg/K",
            "heat capacity of the liquid; also in J/kmol/K",
        ),
        ("T", "K", "temperature of the liquid before its flash"),
        ("T_boil", "K", "boiling point at the final pressure"),
        (
            "latent_heat",
            "J/kg",
            "heat of vaporisation; also in J/kmol",
        ),
        ("substance", "", "name or CAS number"),
        (
            "P",
            "Pa",
            "pressure before the flash; left out: the vapour pressure",
        ),
        (
            "initial_state",
            "",
            "saturated liquid, liquid, saturated vapour or vapour; left out: by the pressure",
        ),
        (
            "final_pressure",
            "Pa",
            "pressure after the flash; left out: 101325 Pa",
        ),
        (
            "ambient_temperature",
            "K",
            "temperature of the air, for rain-out; left out: 293.15 K",
        ),
        (
            "pool_diameter",
            "m",
            "diameter of the pool, Mackay and Matsugu",
        ),
        ("wind_10m", "m/s", "wind at 10 m, Mackay and Matsugu"),
        (
            "vapour_pressure",
            "Pa",
            "vapour pressure; else of the substance at the liquid temperature",
        ),
        ("molar_mass", "kg/mol", "molar mass; else of the substance"),
        (
            "liquid_temperature",
            "K",
            "temperature of the pool, Mackay and Matsugu",
        ),
        (
            "Schmidt",
            "",
            "Schmidt number of the vapour in air; left out: 0.8",
        ),
        (
            "alpha",
            "",
            "coefficient of the mass evaporation, HJ 169; with lambda: thermal diffusivity of the ground in m2/s",
        ),
        ("n", "", "exponent of the mass evaporation, HJ 169"),
        ("stability", "", "class A to F, instead of alpha and n"),
        (
            "surface_vapour_pressure",
            "Pa",
            "vapour pressure at the surface, HJ 169; else of the substance at T0",
        ),
        (
            "T0",
            "K",
            "temperature of the surroundings or the ground, HJ 169",
        ),
        ("wind", "m/s", "wind, HJ 169 and RMP"),
        ("pool_radius", "m", "radius of the pool, HJ 169"),
        ("lambda", "W/m/K", "conductivity of the ground"),
        (
            "ground",
            "",
            "cement, soil, dry soil, wet soil, gravel or concrete, instead of lambda and alpha",
        ),
        ("area", "m2", "area of the boiling pool"),
        ("Tb", "K", "boiling point; else of the substance"),
        ("time", "s", "time since the spill"),
        ("QS", "lb", "mass spilt, RMP"),
        (
            "LFA",
            "",
            "liquid factor ambient, RMP; else by molar_mass and vapour_pressure at 25 degC",
        ),
        ("DF", "", "density factor, RMP; else by liquid_density"),
        (
            "liquid_density",
            "kg/m3",
            "density of the liquid, for DF; else of the substance",
        ),
        (
            "spill_volume",
            "m3",
            "volume that is spilt at once, for the spreading",
        ),
        (
            "spill_rate",
            "m3/s",
            "rate of a continuous spill, for the spreading",
        ),
        (
            "initial_radius",
            "m",
            "radius of a spill at once; left out: 0",
        ),
        (
            "minimum_depth",
            "m",
            "least depth of the pool; else by the ground",
        ),
        ("bund_area", "m2", "area of the bund"),
    ],
    outputs: &[
        (
            "flash_fraction_cp_dT_over_hv",
            "kg/kg",
            "share that flashes, cp (T - Tb)/hv",
        ),
        (
            "flash_fraction_exponential",
            "kg/kg",
            "share that flashes, 1 - exp(-cp (T - Tb)/hv)",
        ),
        (
            "airborne_fraction_purple_book",
            "kg/kg",
            "share that stays in the air by the rule of the Purple Book, of cp (T - Tb)/hv",
        ),
        (
            "vapour_fraction_isenthalpic",
            "kg/kg",
            "share of vapour at constant enthalpy",
        ),
        (
            "vapour_fraction_isentropic",
            "kg/kg",
            "share of vapour at constant entropy",
        ),
        (
            "final_temperature",
            "K",
            "temperature after the flash at constant enthalpy",
        ),
        (
            "flash_velocity",
            "m/s",
            "velocity after the expansion at constant entropy",
        ),
        (
            "airborne_fraction_RELEASE",
            "kg/kg",
            "share that stays in the air by the droplet model RELEASE, for a jet as fast as the liquid leaves a hole",
        ),
        (
            "k_m",
            "m/s",
            "mass transfer coefficient of Mackay and Matsugu",
        ),
        ("flux", "kg/m2/s", "evaporation flux of Mackay and Matsugu"),
        (
            "rate",
            "kg/s",
            "evaporation rate, of Mackay and Matsugu, or of a boiling pool on warm ground at the time",
        ),
        ("evaporation_rate", "kg/s", "mass evaporation of HJ 169"),
        (
            "evaporated_mass",
            "kg",
            "what has evaporated from a boiling pool until the time",
        ),
        (
            "release_rate",
            "lb/min",
            "evaporation rate by the RMP guidance",
        ),
        ("pool_area_after", "m2", "area of the pool at the time"),
        ("pool_diameter_after", "m", "its diameter"),
        (
            "pool_area_greatest",
            "m2",
            "area at the least depth, or of the bund",
        ),
    ],
    run,
};

fn run(input: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(input, MODEL.inputs)?;
    let any = |names: &[&str]| names.iter().any(|n| inputs.has(n));
    let mut out = Outputs::default();
    let wind = any(&["pool_diameter", "wind_10m", "liquid_temperature", "Schmidt"]);
    let boiling = any(&["lambda", "area", "Tb"]);
    if wind && boiling {
        return Err(wrong(
            "area",
            "belongs to a boiling pool, and pool_diameter to one that the wind evaporates; both answer `rate`: give one",
        ));
    }
    let simple = any(&["cp_liquid", "T_boil"]);
    if simple {
        flash::simple(inputs, &mut out)?;
    }
    if inputs.has("T") && inputs.has("substance") || any(&["P", "initial_state"]) {
        flash::balances(inputs, simple, &mut out)?;
    }
    if wind {
        evaporation::mackay_matsugu(inputs, &mut out)?;
    }
    if boiling {
        evaporation::boiling(inputs, &mut out)?;
    }
    if any(&["n", "stability", "surface_vapour_pressure", "pool_radius"]) {
        evaporation::mass(inputs, &mut out)?;
    }
    if any(&["QS", "LFA", "DF"]) {
        evaporation::rmp(inputs, &mut out)?;
    }
    if any(&["spill_volume", "spill_rate"]) {
        pool::spread(inputs, &mut out)?;
    }
    out.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(input: &Value) -> String {
        run(input).unwrap_err().to_string()
    }

    #[test]
    fn wrong_inputs_are_named() {
        assert!(told(&json!({})).contains("nothing follows"));
        assert!(told(&json!({"cp_liquid": 2000})).starts_with("/T: is missing"));
        assert!(told(&json!({"substance": "propane", "T": 400})).starts_with("/T: is 400 K"));
        assert!(
            told(&json!({"substance": "propane", "T": 300, "initial_state": "slush"}))
                .starts_with("/initial_state: is `slush`")
        );
        assert!(
            told(&json!({"substance": "propane", "T": 300, "P": 2e5, "initial_state": "liquid"}))
                .starts_with("/P: ")
        );
        let pool = json!({"stability": "G", "surface_vapour_pressure": 1e4, "molar_mass": 0.08, "T0": 298,
            "wind": 2, "pool_radius": 5});
        assert!(told(&pool).starts_with("/stability: is `G`"));
        assert!(told(&json!({"pool_diameter": 5, "area": 3})).starts_with("/area"));
        assert!(told(&json!({"QS": 100, "wind": 1.5, "LFA": 0.01})).starts_with("/DF: is missing"));
        assert!(told(&json!({"spill_volume": -1})).starts_with("/spill_volume: is -1"));
    }

    #[test]
    fn molar_and_specific_heats_are_the_same_flash() {
        let molar = json!({"cp_liquid": {"value": 140, "unit": "J/mol/K"}, "T": 298.15, "T_boil": 272.55,
            "latent_heat": {"value": 21.0, "unit": "kJ/mol"}});
        let mixed = json!({"cp_liquid": 140.0 / 0.058_122, "T": 298.15, "T_boil": 272.55,
            "latent_heat": {"value": 21.0, "unit": "kJ/mol"}, "molar_mass": 0.058_122});
        let of = |v| {
            run(&v).unwrap()["outputs"]["flash_fraction_cp_dT_over_hv"]["value"]
                .as_f64()
                .unwrap()
        };
        assert!((of(molar) - of(mixed)).abs() < 1e-12);
    }

    #[test]
    fn a_spill_spreads_and_evaporates_by_substance_alone() {
        let input = json!({"substance": "benzene", "pool_diameter": 10, "wind_10m": 3, "liquid_temperature": 293.15,
            "spill_rate": 0.01, "time": 600, "ground": "concrete", "bund_area": 500});
        let out = run(&input).unwrap();
        let of = |name: &str| out["outputs"][name]["value"].as_f64().unwrap();
        assert!((of("pool_area_after") - 500.0).abs() < 1e-9);
        assert!(of("rate") > 0.05 && of("rate") < 1.0);
    }
}
