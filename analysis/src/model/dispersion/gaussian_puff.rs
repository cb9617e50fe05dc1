//! `dispersion_gaussian_puff`: a sudden release, or a short one, that goes with the wind.

use serde_json::Value;

use super::gaussian_plume::along_wind;
use super::words::{self, Usual};
use crate::consequence::dispersion::finite_release::{AlongWind, FiniteRelease};
use crate::consequence::dispersion::plume::Plume;
use crate::consequence::dispersion::puff::{Puff, concentration};
use crate::consequence::dispersion::sigma::{Sigma, Stability};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "dispersion_gaussian_puff",
    title_zh: "高斯烟团扩散 (瞬时或短时泄漏)",
    title_en: "Gaussian puff of a sudden release, or a row of puffs of a short one",
    source: "CCPS 1999 p. 101; Yellow Book CPR 14E 2005 ch. 4; Palazzi 1982",
    range: "gas no heavier than air, 100 m to 10 km, wind from 1 m/s",
    confidence: "high: reproduces peer cases and closed forms",
    inputs: &[
        ("mass", "kg", "mass that is released at once"),
        ("Q", "kg/s", "mass rate of a short release, instead of mass"),
        ("duration", "s", "how long the short release lasts"),
        ("u", "m/s", "wind speed that carries the puff"),
        (
            "t",
            "s",
            "time since the release began; left out: when the centre is at x",
        ),
        ("x", "m", "distance downwind"),
        ("y", "m", "distance off the axis; 0 where it is left out"),
        ("z", "m", "height of the point; 0 where it is left out"),
        (
            "release_height",
            "m",
            "height of the release; 0 where it is left out",
        ),
        ("stability", "", "stability class of Pasquill, A to F"),
        (
            "sigma_set",
            "",
            "CCPS puff (the usual one), TNO puff and others, a class and, after a semicolon, the rule for sigma_x",
        ),
        ("terrain", "", "rural or urban, for the sets that know it"),
        ("z0", "m", "roughness length, for the sets that know it"),
        (
            "averaging",
            "s",
            "averaging time, for the sets that know it",
        ),
        (
            "sigma_x=sigma_y",
            "m",
            "sigma along and across, instead of a set",
        ),
        ("sigma_x", "m", "sigma along, instead of a set"),
        ("sigma_y", "m", "sigma across, instead of a set"),
        ("sigma_z", "m", "sigma up, instead of a set"),
        (
            "sigma_x_rule",
            "",
            "for a short release: `at x`, `at u t`, or `TNO` (0.13 x)",
        ),
        ("mixing_height", "m", "height of the lid"),
        (
            "target",
            "kg/m3",
            "concentration whose distance is asked for, by mass or by volume",
        ),
        ("MW", "kg/mol", "molar mass"),
        ("substance", "", "chemical, for its molar mass"),
        (
            "T",
            "K",
            "temperature of the air; 25 degC where it is left out",
        ),
        (
            "P",
            "Pa",
            "pressure of the air; the standard atmosphere where it is left out",
        ),
    ],
    outputs: &[
        ("concentration", "kg/m3", "concentration at the point"),
        (
            "volume_fraction",
            "",
            "the same by volume, where the molar mass is known",
        ),
        ("sigma_x", "m", "sigma along at x"),
        ("sigma_y", "m", "sigma across at x"),
        ("sigma_z", "m", "sigma up at x"),
        (
            "near_distance",
            "m",
            "where the passing centre brings the target first",
        ),
        (
            "far_distance",
            "m",
            "where it brings it last; 0 where it never does",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let substance = words::maybe_substance(inputs)?;
    let molar_mass = words::maybe_molar_mass(inputs, "MW", substance)?;
    let gas = words::maybe_gas_density(inputs, molar_mass)?;
    let x = inputs.maybe("x", "m")?;
    let given = given_sigmas(inputs)?;
    let set = match (class(inputs)?, given) {
        (Some(class), _) => Some(words::sigma(inputs, class, Usual::CcpsPuff)?),
        (None, Some(_)) => None,
        (None, None) => return words::stability(inputs, "stability").and_then(|_| out.done()),
    };
    if let (Some(set), None, Some(x)) = (&set, given, x) {
        out.put("sigma_x", set.x_m(x), "m");
        out.put("sigma_y", set.y_m(x), "m");
        out.put("sigma_z", set.z_m(x), "m");
        out.note(format!("sigmas of {}", set.name()));
        if !inputs.has("mass") && !inputs.has("Q") {
            out.outside(&Vec::from_iter(set.outside(x)));
        }
    }
    if inputs.has("mass") || inputs.has("Q") {
        let c = match (given, set) {
            (Some(sigmas), _) => Some(with_given(inputs, sigmas, x)?),
            (None, Some(set)) => with_set(inputs, set, (x, gas), &mut out)?,
            (None, None) => None,
        };
        if let Some(c) = c {
            out.put("concentration", c, "kg/m3");
            if let Some(gas) = gas {
                words::put_volume_fraction(c, gas, &mut out);
            }
        }
    } else if inputs.has("target") || inputs.has("t") {
        return Err(wrong(
            "mass",
            "is missing; give the mass in kg, or Q and duration",
        ));
    }
    out.done()
}

/// The class: given, or the single letter in the first part of `sigma_set`.
fn class(inputs: Inputs<'_>) -> Result<Option<Stability>, Error> {
    let given = words::maybe_stability(inputs, "stability")?;
    let in_set = inputs.maybe_text("sigma_set")?.and_then(|text| {
        text.split(';')
            .next()?
            .split_whitespace()
            .find_map(Stability::parse)
    });
    match (given, in_set) {
        (Some(a), Some(b)) if a != b => Err(wrong(
            "sigma_set",
            format!("names class {b:?}, and stability is {a:?}; give one class"),
        )),
        (a, b) => Ok(a.or(b)),
    }
}

/// Sigmas along, across and up, where they are given.
fn given_sigmas(inputs: Inputs<'_>) -> Result<Option<(f64, f64, f64)>, Error> {
    let both = inputs.maybe_above_zero("sigma_x=sigma_y", "m")?;
    let across = inputs.maybe_above_zero("sigma_y", "m")?.or(both);
    let along = inputs.maybe_above_zero("sigma_x", "m")?.or(both).or(across);
    let up = inputs.maybe_above_zero("sigma_z", "m")?;
    match (along, across, up) {
        (Some(x), Some(y), Some(z)) => Ok(Some((x, y, z))),
        (None, None, None) => Ok(None),
        (_, None, _) => Err(wrong("sigma_y", "is missing; give all sigmas or none")),
        _ => Err(wrong("sigma_z", "is missing; give all sigmas or none")),
    }
}

/// Heights of the release and of the lid, m.
fn heights(inputs: Inputs<'_>) -> Result<(f64, Option<f64>), Error> {
    let height = inputs
        .maybe_within("release_height", "m", 0.0, 2000.0)?
        .unwrap_or(0.0);
    let lid = inputs.maybe_within("mixing_height", "m", 1.0, 20_000.0)?;
    if let Some(lid) = lid.filter(|lid| *lid < height) {
        return Err(wrong(
            "release_height",
            format!("is {height} m, above the lid at {lid} m; give a height below it"),
        ));
    }
    Ok((height, lid))
}

fn point(inputs: Inputs<'_>) -> Result<(f64, f64), Error> {
    Ok((
        inputs.maybe("y", "m")?.unwrap_or(0.0),
        inputs.maybe_within("z", "m", 0.0, 20_000.0)?.unwrap_or(0.0),
    ))
}

/// Concentration of a puff with given sigmas.
fn with_given(inputs: Inputs<'_>, sigmas: (f64, f64, f64), x: Option<f64>) -> Result<f64, Error> {
    let mass = match inputs.maybe_within("mass", "kg", 0.0, 1e9)? {
        Some(mass) => mass,
        None => inputs.within("Q", "kg/s", 0.0, 1e7)? * inputs.above_zero("duration", "s")?,
    };
    let (y, z) = point(inputs)?;
    let (height, lid) = heights(inputs)?;
    let from_centre = match inputs.maybe("t", "s")? {
        None => 0.0,
        Some(t) => {
            let x = x.ok_or_else(|| wrong("x", "is missing; give the distance downwind in m"))?;
            x - inputs.within("u", "m/s", 0.01, 150.0)? * t
        }
    };
    let heights = (height, lid.unwrap_or(f64::INFINITY));
    Ok(concentration(mass, sigmas, (from_centre, y, z), heights))
}

/// Concentration, where a point is given, and distances, where a target is, of a puff with sigmas of a set.
fn with_set(
    inputs: Inputs<'_>,
    set: Sigma,
    (x, gas): (Option<f64>, Option<f64>),
    out: &mut Outputs,
) -> Result<Option<f64>, Error> {
    let target = words::maybe_target(inputs, "target", gas)?;
    if x.is_none() && target.is_none() {
        return Err(wrong(
            "x",
            "is missing; give the distance downwind in m, or a target",
        ));
    }
    let wind = inputs.within("u", "m/s", 0.01, 150.0)?;
    let (y, z) = point(inputs)?;
    let (height, lid) = heights(inputs)?;
    let t = inputs.maybe("t", "s")?;
    if let Some(mass) = inputs.maybe_within("mass", "kg", 0.0, 1e9)? {
        let puff = Puff::new(mass, wind, height, set, lid)?;
        if let Some(x) = x {
            out.outside(&puff.outside(x));
        }
        if let Some(target) = target {
            told(puff.stretch(target, z).map(|s| (s.near_m, s.far_m)), out);
        }
        return Ok(x.map(|x| match t {
            Some(t) => puff.concentration_kg_m3(x, y, z, t),
            None => puff.peak_kg_m3(x, y, z),
        }));
    }
    let release = FiniteRelease {
        plume: Plume::new(
            inputs.within("Q", "kg/s", 0.0, 1e7)?,
            wind,
            height,
            set,
            lid,
        )?,
        duration_s: inputs.above_zero("duration", "s")?,
        along: rule(inputs)?,
    };
    if let Some(x) = x {
        out.outside(&release.plume.outside(x));
    }
    if let Some(target) = target {
        let peak = |x: f64| release.peak_kg_m3(x, 0.0, z);
        let found = crate::consequence::dispersion::distance::stretch(peak, target);
        told(found.map(|s| (s.near_m, s.far_m)), out);
    }
    Ok(x.map(|x| match t {
        Some(t) => release.concentration_kg_m3(x, y, z, t),
        None => release.peak_kg_m3(x, y, z),
    }))
}

fn told(found: Option<(f64, f64)>, out: &mut Outputs) {
    if let Some((near, far)) = found {
        out.put("near_distance", near, "m");
        out.put("far_distance", far, "m");
    } else {
        out.put("far_distance", 0.0, "m");
        out.note("the target is reached nowhere");
    }
}

/// The rule for sigma along the wind: its own input, or what follows a semicolon in `sigma_set`.
fn rule(inputs: Inputs<'_>) -> Result<AlongWind, Error> {
    let of = |name: &str, text: &str| {
        along_wind(text).ok_or_else(|| {
            wrong(
                name,
                format!("is `{text}`; give at x, at u t or TNO for sigma_x"),
            )
        })
    };
    if let Some(text) = inputs.maybe_text("sigma_x_rule")? {
        return of("sigma_x_rule", text);
    }
    let set = inputs.maybe_text("sigma_set")?;
    match set.and_then(|text| text.split_once(';')) {
        Some((_, text)) => of("sigma_set", text),
        None => Ok(AlongWind::AtPoint),
    }
}
