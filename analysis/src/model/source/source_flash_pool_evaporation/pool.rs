//! The spreading of a pool.

use super::super::given::one_of;
use super::evaporation::unknown_ground;
use crate::consequence::source::pool::{
    Bounds, Surface, continuous_area_m2, diameter_m, instantaneous_area_m2,
};
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};

pub(super) fn spread(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    one_of(inputs, &["spill_volume", "spill_rate"])?;
    let volume = inputs.maybe_above_zero("spill_volume", "m3")?;
    let given = inputs.maybe_above_zero("minimum_depth", "m")?;
    let least_depth_m = given.map_or_else(|| least_depth(inputs, out), Ok)?;
    let bounds = Bounds {
        least_depth_m,
        bund_m2: inputs.maybe_above_zero("bund_area", "m2")?,
    }
    .checked()?;
    let area = if let Some(volume) = volume {
        out.put("pool_area_greatest", bounds.area_m2(volume), "m2");
        let radius = inputs.maybe_within("initial_radius", "m", 0.0, 1e4)?;
        inputs
            .maybe_within("time", "s", 0.0, 1e9)?
            .map(|time| instantaneous_area_m2(volume, radius.unwrap_or(0.0), time, &bounds))
    } else {
        let rate = inputs.above_zero("spill_rate", "m3/s")?;
        let time = inputs.within("time", "s", 0.0, 1e9)?;
        out.put("pool_area_greatest", bounds.area_m2(rate * time), "m2");
        Some(continuous_area_m2(rate, time, &bounds))
    };
    if let Some(area) = area {
        out.put("pool_area_after", area, "m2");
        out.put("pool_diameter_after", diameter_m(area), "m");
    }
    Ok(())
}

/// Least depth, m, by the ground.
fn least_depth(inputs: Inputs<'_>, out: &mut Outputs) -> Result<f64, Error> {
    let ground = inputs
        .maybe_text("ground")?
        .ok_or_else(|| wrong("minimum_depth", "is missing; give it in m, or the ground"))?;
    let surface = match ground.to_ascii_lowercase().as_str() {
        "cement" | "concrete" => Surface::Concrete,
        "soil" | "dry soil" | "wet soil" => Surface::Soil,
        "gravel" => Surface::Gravel,
        _ => return Err(unknown_ground(ground)),
    };
    out.note("least depth of a pool by the ground from memory of the Yellow Book, table 3.1");
    Ok(surface.least_depth_m())
}
