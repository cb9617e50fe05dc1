//! The models of dispersion and of toxic load, asked in JSON.

use serde_json::{Value, json};

use crate::model::model;

fn run(name: &str, input: &Value) -> Result<Value, String> {
    (model(name).unwrap().run)(input).map_err(|e| e.to_string())
}

fn number(name: &str, input: &Value, output: &str) -> f64 {
    let answer = run(name, input).unwrap();
    answer["outputs"][output]["value"]
        .as_f64()
        .unwrap_or_else(|| panic!("{output} of {answer}"))
}

/// Model, question, beginning of the problem.
const PROBLEMS: &str = r#"
dispersion_gaussian_plume | {"Q": -1, "u": 3, "stability": "D", "x": 500} | /Q: is -1 kg/s
dispersion_gaussian_plume | {"u": 3, "stability": "D", "x": 500} | /Q: is missing
dispersion_gaussian_plume | {"Q": 1, "stability": "D", "x": 500} | /u: is missing
dispersion_gaussian_plume | {"Q": 1, "u": 3, "stability": "G", "x": 500} | /stability: is `G`
dispersion_gaussian_plume | {"Q": 1, "u": 3, "x": 500} | /stability: is missing
dispersion_gaussian_plume | {"Q": 1, "u": 3, "stability": "D"} | /x: is missing
dispersion_gaussian_plume | {"Q": 1, "u": 3, "stability": "D", "x": 5, "T": {"value": -300, "unit": "degC"}} | /T: is -26.85
dispersion_gaussian_plume | {"Q": 1, "u": 3, "stability": "D", "target": {"value": 5, "unit": "ppm"}} | /MW: is missing
dispersion_gaussian_plume | {"Q": 1, "u": 3, "stability": "D", "target": {"value": 5, "unit": "bar"}} | /target/unit: `bar`
dispersion_gaussian_plume | {"Q": 1, "u": 3, "sigma_y": 5} | /sigma_z: is missing
dispersion_gaussian_plume | {"Q": 1, "u": 3, "mixing_hight": 5} | /mixing_hight: is no input
dispersion_gaussian_plume | {"Q": 1, "u": 3, "stability": "D", "terrain": "sea", "x": 5} | /terrain: is `sea`
dispersion_gaussian_plume | {"u10": 2, "latitude": 1, "class": "D"} | /latitude: is 1 deg
dispersion_gaussian_plume | {"Q": 1, "u": 3, "stability": "D", "x": 5, "mixing_height": 20, "release_height": 30} | /release_height: is 30 m
dispersion_gaussian_puff | {"mass": -1, "u": 2, "stability": "D", "x": 500} | /mass: is -1 kg
dispersion_gaussian_puff | {"mass": 1, "u": 2, "stability": "D", "x": 5, "sigma_set": "Turner"} | /sigma_set: is `Turner`
dispersion_gaussian_puff | {"mass": 1, "u": 2, "stability": "D", "x": 5, "sigma_set": "CCPS puff F"} | /sigma_set: names class F
dispersion_gaussian_puff | {"x": 5} | /stability: is missing
dispersion_gaussian_puff | {"stability": "D", "x": 5, "t": 3} | /mass: is missing
dispersion_gaussian_puff | {"Q": 1, "u": 2, "stability": "D", "x": 5} | /duration: is missing
dispersion_sigma_wind | {"x": 5} | /stability: is missing
dispersion_sigma_wind | {"z": 5, "stability": "D"} | /u_ref: is missing
dispersion_sigma_wind | {"u_ref": 5, "z": 3} | /stability: is missing
dispersion_sigma_wind | {"u_ref": 5, "z_ref": 1, "z": 3, "z0": 0.8, "stability": "D"} | /z0: is 0.8 m
dispersion_dense_gas_britter_mcquaid | {} | /volume_rate: is missing
dispersion_dense_gas_britter_mcquaid | {"alpha": 0, "release": "slow"} | /release: is `slow`
dispersion_dense_gas_britter_mcquaid | {"volume_rate": 5, "release_density": 3, "ambient_density": 1.2, "u10": 0} | /u10: is 0 m/s
dispersion_dense_gas_britter_mcquaid | {"volume_rate": 5, "ambient_density": 1.2, "u10": 3} | /release_density: is missing
dispersion_dense_gas_britter_mcquaid | {"volume_rate": 5, "cloud_volume": 3} | /cloud_volume: is given
dispersion_dense_gas_britter_mcquaid | {"volume_rate": 5, "release_density": 3, "ambient_density": 1.2, "u10": 3, "initial_volume_fraction": 1.5} | /initial_volume_fraction: is 1.5
dispersion_dense_gas_britter_mcquaid | {"volume_rate": 5, "release_density": 3, "ambient_density": 1.2, "u10": 3, "temperature_correction": "no"} | /temperature_correction: is
dispersion_dense_gas_britter_mcquaid | {"cloud_volume": 5, "release_density": 3, "ambient_density": 1.2, "u10": 3, "cloud_advection_speed": "fast"} | /cloud_advection_speed: is `fast`
dispersion_flash_fire_envelope | {"mass_rate": 1, "expanded_temperature": 231, "expanded_velocity": 200, "weather": "windy"} | /weather: is `windy`
dispersion_flash_fire_envelope | {"mass_rate": 1, "expanded_temperature": 231, "expanded_velocity": 200} | /weather: is missing
dispersion_flash_fire_envelope | {"mass_rate": 1, "liquid_fraction_after_expansion": 1.2} | /liquid_fraction_after_expansion: is 1.2
dispersion_flash_fire_envelope | {"substance": "sand"} | /substance: `sand`
dispersion_flash_fire_envelope | {"expanded_temperature": 231} | /mass_rate: is missing
toxic_dose_probit | {"a": -7.4, "b": 1, "concentration": 20000, "time": 30} | /n: is missing
toxic_dose_probit | {"a": -7.4, "b": 1, "n": 1, "concentration": 20000} | /time: is missing
toxic_dose_probit | {"a": -7.4, "b": 1, "n": 1, "concentration": -5, "time": 30} | /concentration: is -5
toxic_dose_probit | {"a": -7.4, "b": 1, "n": 1, "lethality": 1.5, "time": 30} | /lethality: is 1.5
toxic_dose_probit | {"lethality": 0.5, "time": 10} | /substance: is missing
toxic_dose_probit | {"substance": "toluene", "constants_source": "Purple", "concentration": 1, "time": 1} | /constants_source: is
toxic_dose_probit | {"n": 2, "history": [[1, 2], [-3, 4]]} | /history/value/1: is
"#;

#[test]
fn what_is_missing_or_impossible_is_named() {
    for line in PROBLEMS.lines().filter(|line| !line.is_empty()) {
        let [name, input, begins] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let told = run(name, &serde_json::from_str(input).unwrap()).unwrap_err();
        assert!(told.starts_with(begins), "{line}: {told}");
    }
}

#[test]
fn the_same_question_in_other_words_has_the_same_answer() {
    let near = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-9, "{a} {b}");
    let plume = "dispersion_gaussian_plume";
    let c = number(
        plume,
        &json!({"Q": 1, "u": 3, "stability": "D", "x": 800}),
        "concentration",
    );
    // The distance of that concentration, by mass and by volume.
    let back =
        json!({"Q": 1, "u": 3, "stability": "D", "target": {"value": c * 1e6, "unit": "mg/m3"}});
    near(number(plume, &back, "far_distance"), 800.0);
    let gas = 101_325.0 * 0.017 / (8.314_462_618 * 298.15);
    let by_volume = json!({"Q": 1, "u": 3, "stability": "D", "MW": 0.017, "target": {"value": c / gas * 1e6, "unit": "ppm"}});
    near(number(plume, &by_volume, "far_distance"), 800.0);
    // A release that lasts very long is steady, one of a second is a puff.
    let long = json!({"Q": 1, "u": 3, "stability": "D", "x": 800, "duration": 7200, "t": 3600});
    near(number(plume, &long, "concentration"), c);
    let puff = "dispersion_gaussian_puff";
    let sudden = json!({"mass": 1, "u": 3, "stability": "D", "x": 800, "t": 800.0 / 3.0});
    let short = json!({"Q": 10, "duration": 0.1, "u": 3, "stability": "D", "x": 800, "t": 800.0 / 3.0 + 0.05});
    let (a, b) = (
        number(puff, &sudden, "concentration"),
        number(puff, &short, "concentration"),
    );
    assert!((a / b - 1.0).abs() < 1e-4, "{a} {b}");
    // Nowhere is an answer too.
    let never = json!({"Q": 1e-6, "u": 3, "stability": "D", "release_height": 50, "target": 1});
    assert!(number(plume, &never, "far_distance") == 0.0);
}

#[test]
fn the_curves_of_a_puff_are_told_when_they_are_asked_for() {
    let name = "dispersion_dense_gas_britter_mcquaid";
    let input = json!({"alpha": 0.75, "release": "instantaneous"});
    for (output, beta) in [
        ("beta_0.1", 0.93),
        ("beta_0.01", 1.375),
        ("beta_0.001", 1.8475),
    ] {
        assert!(
            (number(name, &input, output) - beta).abs() < 1e-9,
            "{output}"
        );
    }
    let plume = json!({"volume_rate": 10, "release_density": 3, "ambient_temperature": 293.15, "u10": 2, "target": 0.01, "x": 300});
    let x = number(name, &plume, "distance");
    let mut back = plume.clone();
    back["x"] = json!(x);
    assert!((number(name, &back, "volume_fraction") / 0.01 - 1.0).abs() < 1e-6);
}

#[test]
fn a_dose_is_told_forwards_and_backwards() {
    let name = "toxic_dose_probit";
    let ammonia = json!({"substance": "ammonia", "lethality": 0.01, "time": 10});
    let c = number(name, &ammonia, "concentration");
    let forwards = json!({"substance": "7664-41-7", "concentration": c, "time": 10});
    assert!((number(name, &forwards, "lethality") / 0.01 - 1.0).abs() < 1e-6);
    let ppm = number(name, &ammonia, "concentration_ppm");
    let by_volume =
        json!({"substance": "氨", "concentration": {"value": ppm, "unit": "ppm"}, "time": 10});
    assert!((number(name, &by_volume, "lethality") / 0.01 - 1.0).abs() < 1e-6);
    // Lees's constants are for ppm: OSD/30 table 2.
    let lees =
        json!({"substance": "ammonia", "constants_source": "Lees", "lethality": 0.5, "time": 30});
    assert!((number(name, &lees, "concentration") - 11_539.0).abs() < 1.0);
    // Indoors the dose is less.
    let house =
        json!({"substance": "ammonia", "concentration": 5000, "time": 30, "air_changes": 2});
    assert!(number(name, &house, "toxic_load_indoors") < number(name, &house, "toxic_load"));
    // Purple Book, appendix 6.B.
    let width = json!({"a": -7.4, "b": 1, "n": 1, "concentration": 21_260.626_668_967_49, "time": 30, "sigma_y": 28.8});
    assert!((number(name, &width, "equivalent_width") - 86.301).abs() < 0.01);
}
