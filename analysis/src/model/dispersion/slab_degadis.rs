//! `dispersion_dense_gas_slab_degadis`: a cloud heavier than air by SLAB, from SLAB's own variables or from a deck
//! in words.

mod variables;
mod words;

use serde_json::Value;

use crate::consequence::dispersion::slab::{
    Atmosphere, Extent, SlabCloud, SlabSource, Slice, Substance, outside, run as follow,
};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::standards::chemicals;
use variables::given;
use words::told;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "dispersion_dense_gas_slab_degadis",
    title_zh: "重气扩散 (SLAB)",
    title_en: "dispersion of a cloud heavier than air (SLAB)",
    source: "Ermak 1990, User's Manual for SLAB, UCRL-MA-105607, and the public Fortran of SLAB; plume rise by Briggs \
             1975 and Hoot, Meroney & Peterka 1973",
    range: "denser than air, wind 1 to 20 m/s, roughness to 1 m, flat ground",
    confidence: "the equations of SLAB's Fortran of 1990, written anew. Against that Fortran, 21 releases of chlorine, \
                 ammonia, LNG, propane in classes A to F over 0.2 mm to 1 m: volume share, size, speed, temperature \
                 within 1 % in 5 of 8 rows, 0.5 % in 4 of 5 where its inner tolerances are refined, distances to a \
                 concentration within 2.5 % in 9 of 10; to 20 % off in the \
                 step in which a jet comes down, to 7 % where a plume becomes a puff, which it does at the next printed \
                 row. Where the wind cannot carry the vapour off a pool the two part, as SLAB itself does with its step. \
                 Against DEGADIS within a factor 1.5 away from the source, to 2.6 near it",
    inputs: INPUTS,
    outputs: &[
        ("x", "m", "downwind of the source"),
        (
            "cloud_volume_fraction_cv",
            "",
            "mean share of the volume of the cloud, droplets counted as vapour",
        ),
        ("cloud_temperature", "K", "of the cloud"),
        ("cloud_density", "kg/m3", "of the cloud"),
        ("height_h", "m", "of the cloud"),
        (
            "centre_height_zc",
            "m",
            "of the cloud's middle above the ground",
        ),
        ("half_width_bb", "m", "of the cloud"),
        ("half_width_b", "m", "of the core of the cloud"),
        ("cloud_speed_u", "m/s", "of the cloud"),
        (
            "half_width_bbc",
            "m",
            "of the cloud as the averaging time sees it",
        ),
        ("time_of_maximum", "s", "since the release began"),
        (
            "volume_fraction",
            "",
            "at x, y, z: highest mean over the averaging time, or at t",
        ),
        (
            "distance",
            "m",
            "to which mole_fraction is reached, from the middle of the source",
        ),
    ],
    run,
};

const INPUTS: &[(&str, &str, &str)] = &[
    (
        "idspl",
        "",
        "1 evaporating pool, 2 horizontal jet, 3 vertical jet, 4 all at once",
    ),
    (
        "ncalc",
        "",
        "sub-steps of SLAB's own integration: without effect here",
    ),
    (
        "substance",
        "",
        "name or CAS number; gives the properties that are left out",
    ),
    ("wms", "kg/mol", "molar mass"),
    ("cps", "J/kg/K", "heat capacity of the vapour"),
    ("tbp", "K", "boiling point"),
    (
        "cmed0",
        "",
        "share of the release that is liquid, kg/kg; left out: 0",
    ),
    ("dhe", "J/kg", "heat of vaporisation at the boiling point"),
    ("cpsl", "J/kg/K", "heat capacity of the liquid"),
    ("rhosl", "kg/m3", "density of the liquid"),
    (
        "spb",
        "K",
        "B of the saturation pressure exp(A - B/(T + C)); left out or not above 0: by Clausius-Clapeyron",
    ),
    ("spc", "K", "C of the saturation pressure; left out: 0"),
    (
        "ts",
        "K",
        "temperature of the release; left out: the boiling point",
    ),
    ("qs", "kg/s", "rate of the release"),
    (
        "As",
        "m2",
        "area of the source: of the pool, of the jet after expansion, of the block that is there at once",
    ),
    ("tsd", "s", "duration; left out: without end"),
    ("qtis", "kg", "mass that is there at once"),
    ("hs", "m", "height of the jet's source; left out: 0"),
    ("tav", "s", "averaging time; left out: 10 s"),
    ("xffm", "m", "how far to follow the cloud; left out: 10 km"),
    ("zp", "m", "height above the ground, as z"),
    ("z0", "m", "roughness length"),
    ("za", "m", "height of the wind; left out: 10 m"),
    ("ua", "m/s", "wind"),
    ("ta", "K", "temperature of the air"),
    ("pa", "Pa", "pressure of the air; left out: 101 325"),
    ("rh", "%", "relative humidity; left out: 50 %"),
    ("stab", "", "stability class, 1 to 6 or A to F; 0: by ala"),
    (
        "ala",
        "1/m",
        "inverse Monin-Obukhov length, where stab is 0 or left out",
    ),
    (
        "ground_heat",
        "",
        "1: the ground warms the cloud, 0: not; left out: 1",
    ),
    (
        "scenario",
        "",
        "release and weather in words, in place of the variables",
    ),
    ("deck", "", "the same"),
    (
        "x",
        "m",
        "downwind, one or a list; left out: all along the cloud",
    ),
    ("y", "m", "beside the axis; left out: 0"),
    ("z", "m", "above the ground; left out: 0"),
    (
        "t",
        "s",
        "time since the release began; left out: when the most is there",
    ),
    (
        "mole_fraction",
        "",
        "for the distance to which it is reached",
    ),
];

/// Reach where none is told, m.
const REACH_M: f64 = 1e4;

/// A case, from variables or from words.
struct Case {
    source: SlabSource,
    air: Atmosphere,
    averaging_s: f64,
}

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, INPUTS)?;
    let mut out = Outputs::default();
    let mut case = match (inputs.maybe_text("scenario")?, inputs.maybe_text("deck")?) {
        (Some(text), _) => told("scenario", text, inputs, &mut out)?,
        (None, Some(text)) => told("deck", text, inputs, &mut out)?,
        (None, None) => given(inputs)?,
    };
    let places = inputs
        .has("x")
        .then(|| inputs.numbers("x", "m"))
        .transpose()?;
    let farthest = places.iter().flatten().copied().fold(0.0, f64::max);
    case.source.reach_m = case.source.reach_m.max(1.05 * farthest);
    out.outside(&outside(&case.source, &case.air));
    let cloud = follow(&case.source, &case.air).map_err(named)?;
    if let Some(half) = cloud.widened_m(&case.source) {
        out.note(format!(
            "the wind does not carry the vapour off its source: that is taken as a square of {:.1} m, over which it flows",
            2.0 * half
        ));
    }
    if let Some(share) = inputs.maybe_within("mole_fraction", "", 1e-15, 1.0)? {
        let z = height(inputs)?;
        let distance = match cloud.distance(share, z, case.averaging_s) {
            Extent::Until(x) => x,
            Extent::Nowhere => {
                out.note(format!("{share} is reached nowhere on the axis"));
                0.0
            }
            Extent::Beyond(x) => {
                return Err(wrong(
                    "xffm",
                    format!(
                        "the cloud was followed to {x} m, where {share} is still exceeded; follow it farther"
                    ),
                ));
            }
        };
        out.put("distance", distance, "m");
    }
    // A deck of which only a distance is asked has no answer along x.
    if places.is_some() || !inputs.has("mole_fraction") {
        along(
            &cloud,
            inputs,
            places.as_deref(),
            case.averaging_s,
            &mut out,
        )?;
    }
    out.done()
}

fn height(inputs: Inputs) -> Result<f64, Error> {
    let z = inputs.maybe_within("z", "m", 0.0, 1e4)?;
    let first = || -> Result<f64, Error> {
        let all = if inputs.has("zp") {
            inputs.numbers("zp", "m")?
        } else {
            Vec::new()
        };
        Ok(all.first().copied().unwrap_or_default().max(0.0))
    };
    z.map_or_else(first, Ok)
}

/// Prints the cloud where it is asked for, or all along.
fn along(
    cloud: &SlabCloud,
    inputs: Inputs,
    places: Option<&[f64]>,
    averaging_s: f64,
    out: &mut Outputs,
) -> Result<(), Error> {
    let (y, z) = (inputs.maybe("y", "m")?.unwrap_or_default(), height(inputs)?);
    let time = inputs.maybe_within("t", "s", 0.0, 1e9)?;
    let cuts: Vec<Slice> = match places {
        None => {
            out.note("the inputs do not say at which x: the outputs are lists along x");
            cloud.slices().to_vec()
        }
        Some(places) => places
            .iter()
            .map(|x| {
                cloud
                    .slice(*x)
                    .map(|cut| Slice { x_m: *x, ..cut })
                    .ok_or_else(|| {
                        wrong(
                            "x",
                            format!("is {x} m, where there is no cloud; give a distance downwind"),
                        )
                    })
            })
            .collect::<Result<_, _>>()?,
    };
    let is_one = places.is_some() && !inputs.is_list("x");
    let mut put = |name: &str, unit: &str, of: &dyn Fn(&Slice) -> f64| {
        let all: Vec<f64> = cuts.iter().map(of).collect();
        match all.as_slice() {
            [one] if is_one => out.put(name, *one, unit),
            _ => out.put(name, all, unit),
        }
    };
    put("x", "m", &|s| s.x_m);
    put("cloud_volume_fraction_cv", "", &|s| s.volume_share);
    put("cloud_temperature", "K", &|s| s.temperature_k);
    put("cloud_density", "kg/m3", &|s| s.density_kg_m3);
    put("height_h", "m", &|s| s.height_m);
    put("centre_height_zc", "m", &|s| s.centre_m);
    put("half_width_bb", "m", &|s| s.half_width_m);
    put("half_width_b", "m", &|s| s.core_m);
    put("cloud_speed_u", "m/s", &|s| s.speed_m_s);
    put("half_width_bbc", "m", &|s| {
        cloud.half_width_averaged_m(s, averaging_s)
    });
    put("time_of_maximum", "s", &|s| s.time_s);
    put("volume_fraction", "", &|s| {
        time.map_or_else(
            || cloud.peak(s.x_m, y, z, averaging_s),
            |t| cloud.at(s.x_m, y, z, t, averaging_s),
        )
    });
    Ok(())
}

/// Averaging time, s.
fn averaging(inputs: Inputs, usual: f64) -> Result<f64, Error> {
    Ok(inputs.maybe_within("tav", "s", 0.0, 1e6)?.unwrap_or(usual))
}

/// A substance of the table of chemicals; liquefied natural gas stands for methane.
fn table(text: &str) -> Option<Substance> {
    let name = if text.eq_ignore_ascii_case("lng") {
        "74-82-8"
    } else {
        text
    };
    chemicals::find(name).and_then(Substance::of)
}

/// A quantity that the model refuses, under the name of the input.
fn named(error: Error) -> Error {
    let Error::OutOfRange {
        what,
        value,
        min,
        max,
    } = error
    else {
        return error;
    };
    let names = [
        ("molar", "wms"),
        ("heat capacity of the v", "cps"),
        ("boiling", "tbp"),
        ("heat of", "dhe"),
        ("heat capacity of the l", "cpsl"),
        ("density", "rhosl"),
        ("saturation constant B", "spb"),
        ("saturation constant C", "spc"),
        ("temperature of the source", "ts"),
        ("temperature of the air", "ta"),
        ("liquid", "cmed0"),
        ("area", "As"),
        ("reach", "xffm"),
        ("mass", "qtis"),
        ("rate", "qs"),
        ("duration", "tsd"),
        ("height of the source", "hs"),
        ("height of the wind", "za"),
        ("wind", "ua"),
        ("roughness", "z0"),
        ("inverse", "ala"),
        ("pressure", "pa"),
        ("relative", "rh"),
    ];
    let name = names
        .iter()
        .find(|(start, _)| what.starts_with(start))
        .map_or("", |(_, name)| name);
    wrong(
        name,
        format!("{what} is {value}; give a number from {min} to {max}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ammonia() -> Value {
        json!({
            "idspl": {"value": 2, "unit": "horizontal jet"}, "substance": "ammonia",
            "cmed0": {"value": 0.81, "unit": "kg/kg liquid"}, "qs": 107.87, "As": 0.93, "tsd": 381.0,
            "hs": 1.0, "z0": 0.003, "za": 2.0, "ua": 4.5, "ta": 306.2, "rh": {"value": 21.3, "unit": "%"},
            "stab": {"value": 0.0, "unit": "0 = use inverse Monin-Obukhov length"}, "ala": 0.0221,
        })
    }

    fn with(name: &str, value: Value) -> Value {
        let mut all = ammonia();
        all[name] = value;
        all
    }

    #[test]
    fn a_place_gives_numbers_and_none_gives_lists() {
        let one = run(&with("x", json!(50.0))).unwrap();
        assert!(one["outputs"]["height_h"]["value"].as_f64().unwrap() > 1.0);
        assert!(one["outputs"]["volume_fraction"]["value"].as_f64().unwrap() > 0.1);
        let all = run(&ammonia()).unwrap();
        let list = all["outputs"]["half_width_bb"]["value"].as_array().unwrap();
        assert!(list.len() > 50);
        assert!(all["notes"].to_string().contains("do not say at which x"));
    }

    #[test]
    fn a_distance_answers_a_mole_fraction() {
        let near = run(&with("mole_fraction", json!(0.1))).unwrap();
        let far = run(&with("mole_fraction", json!(0.01))).unwrap();
        let distance = |v: &Value| v["outputs"]["distance"]["value"].as_f64().unwrap();
        assert!(distance(&far) > 2.0 * distance(&near));
        let told = run(&with("mole_fraction", json!(1e-9)))
            .unwrap_err()
            .to_string();
        assert!(told.starts_with("/xffm"), "{told}");
    }

    #[test]
    fn what_is_missing_or_impossible_is_named() {
        let told = |v: Value| run(&v).unwrap_err().to_string();
        let mut all = ammonia();
        all.as_object_mut().unwrap().remove("qs");
        assert!(told(all).starts_with("/qs: is missing"));
        for (name, value) in [
            ("idspl", json!(7)),
            ("stab", json!("G")),
            ("cmed0", json!(1.2)),
            ("ta", json!(-3)),
            ("qs", json!(1e9)),
            ("substance", json!("sand")),
            ("scenario", json!("something else")),
        ] {
            let text = told(with(name, value));
            assert!(text.starts_with(&format!("/{name}")), "{name}: {text}");
        }
    }

    #[test]
    fn a_pool_that_widens_says_so() {
        let told = |text: &str| {
            run(&json!({"deck": text, "mole_fraction": 0.001})).unwrap()["notes"].to_string()
        };
        let rest = "u 3 m/s at 10 m, z0 0.1 m, class D, Ta 293 K, RH 50 %, chlorine";
        assert!(told(&format!("{rest} 10 kg/s over radius 2 m")).contains("not carry"));
        assert!(!told(&format!("{rest} 1 kg/s over radius 10 m")).contains("not carry"));
    }

    #[test]
    fn letters_and_numbers_are_the_same_class() {
        let letter = run(&with("stab", json!("D"))).unwrap();
        let number = run(&with("stab", json!(4))).unwrap();
        assert_eq!(letter["outputs"], number["outputs"]);
    }
}
