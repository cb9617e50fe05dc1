//! A tank that drains.

use super::{density, difference, gravity, height};
use crate::consequence::source::drain::{Drain, Padding};
use crate::consequence::source::liquid::LiquidHole;
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::model::source::given::{ambient, celsius, discharge, need_hole, one_of, substance};

pub(super) fn drain(inputs: Inputs<'_>, flows: bool, out: &mut Outputs) -> Result<(), Error> {
    one_of(inputs, &["tank_area", "tank_diameter"])?;
    let by_diameter = inputs
        .maybe_above_zero("tank_diameter", "m")?
        .map(|d| 0.25 * std::f64::consts::PI * d * d);
    let tank_area_m2 = match by_diameter {
        Some(area) => area,
        None => inputs.above_zero("tank_area", "m2")?,
    };
    let begin = height(inputs, "initial_head")?.or(height(inputs, "liquid_head")?);
    let begin = begin.ok_or_else(|| wrong("initial_head", "is missing; give a number in m"))?;
    let end = height(inputs, "final_head")?.unwrap_or(0.0);
    if end > begin {
        return Err(wrong(
            "final_head",
            format!("is {end} m; give a number up to the initial head of {begin} m"),
        ));
    }
    let temperature = celsius(inputs, "temperature")?;
    // Without pressure the density has no part in the time.
    let (density, difference) = if flows {
        let known = substance(inputs)?;
        (
            density(inputs, temperature)?,
            difference(inputs, known.as_ref(), temperature)?,
        )
    } else {
        (1000.0, 0.0)
    };
    let padding = match inputs.maybe_above_zero("padding_volume", "m3")? {
        Some(volume_m3) => Padding::Closed {
            volume_m3,
            ambient_pa: ambient(inputs)?,
        },
        None => Padding::Constant,
    };
    let tank = Drain {
        hole: LiquidHole {
            cd: discharge(inputs, &["Cd"])?,
            area_m2: need_hole(inputs)?,
            density_kg_m3: density,
            pressure_difference_pa: difference,
            head_m: begin,
            g_m_s2: gravity(inputs)?,
        },
        tank_area_m2,
        padding,
    }
    .checked()?;
    out.put("drain_time", tank.time_to_s(end), "s");
    let stays = tank.final_head_m();
    if stays > end {
        out.note(format!(
            "the outflow ends {stays:.3} m above the hole, where the vacuum over the liquid holds it"
        ));
    }
    if let Some(duration) = inputs.maybe_above_zero("duration", "s")? {
        let state = tank.after(duration);
        out.put("head_after", state.head_m, "m");
        if flows {
            out.put("released_mass", state.released_kg, "kg");
            let rate = if duration > state.time_s {
                0.0
            } else {
                state.rate_kg_s
            };
            out.put("mass_rate_after", rate, "kg/s");
        }
    }
    Ok(())
}
