//! `dispersion_sigma_wind`: how fast a cloud spreads, and how fast the wind is at a height.

use serde_json::Value;

use super::words::{self, Usual};
use crate::consequence::dispersion::wind::{monin_obukhov_length_m, outside_roughness};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "dispersion_sigma_wind",
    title_zh: "扩散参数与风廓线",
    title_en: "spreading of a plume, and wind over height",
    source: "Briggs 1973 (AQ/T 3046-2013 table E.7); Yellow Book CPR 14E 2005 table 4.8 and eq. 4.32; Irwin 1979",
    range: "sigmas 100 m to 10 km; roughness up to 0.5 m for the logarithmic profile",
    confidence: "high: reproduces 18 peer cases; roughness and averaging of the TNO set from memory",
    inputs: &[
        ("stability", "", "stability class of Pasquill, A to F"),
        ("x", "m", "travel"),
        (
            "terrain",
            "",
            "rural or urban: sigmas of Briggs, exponents of Irwin; left out: sigmas of TNO",
        ),
        (
            "z0",
            "m",
            "roughness length: logarithmic profile, sigma_z of TNO",
        ),
        ("averaging", "s", "averaging time: sigma_y of TNO"),
        (
            "sigma_set",
            "",
            "Briggs rural, Briggs urban, TNO, TNO puff, CCPS puff or Spicer and Havens",
        ),
        ("u_ref", "m/s", "wind speed at z_ref"),
        ("z_ref", "m", "height of u_ref; 10 m where it is left out"),
        ("z", "m", "height at which the wind speed is asked for"),
        ("exponent", "", "exponent of the power law"),
    ],
    outputs: &[
        (
            "sigma_x",
            "m",
            "sigma along the wind, of the sets for puffs",
        ),
        ("sigma_y", "m", "sigma across the wind"),
        ("sigma_z", "m", "sigma up"),
        ("u", "m/s", "wind speed at z"),
        ("friction_velocity", "m/s", "u*, of the logarithmic profile"),
        (
            "monin_obukhov_length",
            "m",
            "L, where the air is not neutral",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let class = words::maybe_stability(inputs, "stability")?;
    if let Some(x) = inputs.maybe_above_zero("x", "m")? {
        let class = words::stability(inputs, "stability")?;
        let sigma = words::sigma(inputs, class, Usual::Tno)?;
        if sigma.name().ends_with("puff") {
            out.put("sigma_x", sigma.x_m(x), "m");
        }
        out.put("sigma_y", sigma.y_m(x), "m");
        out.put("sigma_z", sigma.z_m(x), "m");
        out.note(format!("sigmas of {}", sigma.name()));
        out.outside(&Vec::from_iter(sigma.outside(x)));
    }
    if inputs.has("u_ref") || inputs.has("z") || inputs.has("z_ref") || inputs.has("exponent") {
        let speed = inputs.within("u_ref", "m/s", 0.01, 150.0)?;
        let height = inputs
            .maybe_within("z_ref", "m", 0.1, 1000.0)?
            .unwrap_or(10.0);
        let exponent = inputs.maybe_within("exponent", "", 0.0, 1.0)?;
        let wind = words::wind(inputs, (speed, height), exponent, class)?;
        let z = inputs.within("z", "m", 0.0, 5000.0)?;
        out.put("u", wind.speed_m_s(z), "m/s");
        if let Some(friction) = wind.friction_velocity_m_s() {
            out.put("friction_velocity", friction, "m/s");
        }
    }
    if let (Some(z0), Some(class)) = (inputs.maybe_within("z0", "m", 1e-5, 3.0)?, class) {
        let length = monin_obukhov_length_m(class, z0);
        if length.is_finite() {
            out.put("monin_obukhov_length", length, "m");
        }
        out.outside(&Vec::from_iter(outside_roughness(z0)));
    }
    out.done()
}
