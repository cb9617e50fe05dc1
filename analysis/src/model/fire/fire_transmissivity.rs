//! `fire_transmissivity`: what the air lets through of the radiation of a fire.

use serde_json::Value;

use super::sound;
use crate::consequence::fire::air::Air;
use crate::consequence::fire::transmissivity::{
    aqt3046, bagster, bagster_outside, wayne, wayne_outside,
};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

pub(super) const MODEL: Model = Model {
    name: "fire_transmissivity",
    title_zh: "大气透射率",
    title_en: "transmissivity of the air for the radiation of a fire",
    source: "TNO Yellow Book CPR 14E (2005) eq. 6.29 (Bagster); Wayne 1991; AQ/T 3046-2013 eq. E.59",
    range: "Bagster 1e4 < pw x < 1e5 N/m; Wayne 10 to 1000 m; AQ/T 3046 from 1 m on",
    confidence: "Wayne: its printed table; Bagster: equation; AQ/T 3046: a public transcription",
    inputs: &[
        ("path_length", "m", "path from the surface of the flame"),
        ("x_from_flame_surface", "m", "the same"),
        ("T", "K", "temperature of the air; left out: 288.15"),
        ("RH", "", "relative humidity, as a share"),
        ("CO2", "ppm", "carbon dioxide; left out: 335"),
        ("pw", "Pa", "partial pressure of water vapour"),
        (
            "method",
            "",
            "Wayne, Bagster or AQT; left out: Bagster with pw, Wayne with RH, else AQT",
        ),
    ],
    outputs: &[
        ("tau", "", "share that arrives, by the method"),
        ("tau_wayne", "", "by Wayne, where RH is given"),
        ("tau_bagster", "", "by Bagster, where pw or RH is given"),
        ("tau_aqt3046", "", "by AQ/T 3046, from the path alone"),
        (
            "pw",
            "Pa",
            "partial pressure of water vapour, where it follows from RH",
        ),
    ],
    run,
};

/// Who is to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Wayne,
    Bagster,
    Aqt3046,
}

fn method(inputs: Inputs<'_>) -> Result<Method, Error> {
    let Some(word) = inputs.maybe_text("method")? else {
        return Ok(if inputs.has("pw") {
            Method::Bagster
        } else if inputs.has("RH") {
            Method::Wayne
        } else {
            Method::Aqt3046
        });
    };
    match word.to_lowercase().as_str() {
        "wayne" => Ok(Method::Wayne),
        "bagster" => Ok(Method::Bagster),
        "aqt" | "aq/t 3046" | "aqt3046" => Ok(Method::Aqt3046),
        _ => Err(wrong(
            "method",
            format!("is `{word}`; write Wayne, Bagster or AQT"),
        )),
    }
}

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    sound::check(inputs, &MODEL, &[])?;
    let given = inputs.maybe_above_zero("path_length", "m")?;
    let path = match given {
        Some(path) => path,
        None if inputs.has("x_from_flame_surface") => {
            inputs.above_zero("x_from_flame_surface", "m")?
        }
        None => inputs.above_zero("path_length", "m")?,
    };
    let usual = Air::default();
    let humidity = inputs.maybe_within("RH", "", 0.0, 1.0)?;
    let air = Air {
        temperature_k: inputs
            .maybe_within("T", "K", 150.0, 400.0)?
            .unwrap_or(usual.temperature_k),
        relative_humidity: humidity.unwrap_or_default(),
        co2_ppm: inputs
            .maybe_within("CO2", "ppm", 0.0, 1e6)?
            .unwrap_or(usual.co2_ppm),
        ..usual
    };
    let pw = inputs.maybe_within("pw", "Pa", 0.0, 1e6)?;
    let mut out = Outputs::default();
    let mut tau = None;
    let method = method(inputs)?;
    if humidity.is_some() {
        let by = wayne(&air, path);
        out.put("tau_wayne", by, "");
        if method == Method::Wayne {
            out.outside(&wayne_outside(&air, path));
            tau = Some(by);
        }
    }
    if pw.is_none() && humidity.is_some() {
        out.put("pw", air.water_vapour_pa(), "Pa");
    }
    if let Some(pw) = pw.or(humidity.map(|_| air.water_vapour_pa())) {
        let by = bagster(pw, path);
        out.put("tau_bagster", by, "");
        if method == Method::Bagster {
            out.outside(&Vec::from_iter(bagster_outside(pw, path)));
            tau = Some(by);
        }
    }
    let by = aqt3046(path);
    out.put("tau_aqt3046", by, "");
    if method == Method::Aqt3046 {
        tau = Some(by);
    }
    let tau = tau.ok_or_else(|| {
        wrong(
            "RH",
            "is missing; give the relative humidity as a share, or pw for Bagster",
        )
    })?;
    out.put("tau", tau, "");
    out.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_method_follows_from_what_is_given() {
        let tau = |v: Value| {
            let out = run(&v).unwrap();
            let of = |n: &str| out["outputs"][n]["value"].as_f64();
            (
                of("tau").unwrap(),
                of("tau_wayne"),
                of("tau_bagster"),
                of("tau_aqt3046").unwrap(),
            )
        };
        let by = tau(json!({"path_length": 50, "pw": 1500}));
        assert_eq!(Some(by.0), by.2);
        let by = tau(json!({"path_length": 50, "RH": {"value": 60, "unit": "%"}, "T": 293}));
        assert_eq!(Some(by.0), by.1);
        assert!((by.0 - by.2.unwrap()).abs() < 0.1);
        let by = tau(json!({"path_length": 50}));
        assert!((by.0 - by.3).abs() < 1e-15 && by.1.is_none());
        let by = tau(json!({"path_length": 50, "RH": 0.6, "method": "bagster"}));
        assert_eq!(Some(by.0), by.2);
    }

    #[test]
    fn wrong_inputs_are_named() {
        let told = |v: Value| run(&v).unwrap_err().to_string();
        assert!(told(json!({"RH": 0.5})).starts_with("/path_length: is missing"));
        assert!(told(json!({"path_length": -1, "RH": 0.5})).starts_with("/path_length"));
        assert!(told(json!({"path_length": 1, "RH": 1.5})).starts_with("/RH"));
        assert!(told(json!({"path_length": 1, "RH": 0.5, "T": -3})).starts_with("/T"));
        assert!(told(json!({"path_length": 1, "method": "Wayne"})).starts_with("/RH: is missing"));
        assert!(told(json!({"path_length": 1, "method": "X"})).starts_with("/method"));
    }
}
