//! Gas through a long pipe.

use super::{State, gamma};
use crate::consequence::source::pipe::{Friction, Pipe, rough_fanning};
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::model::source::given::{ambient, one_of, property};

pub(super) fn flow(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let state = State::of(inputs)?;
    let diameter_m = inputs.above_zero("inner_diameter", "m")?;
    one_of(inputs, &["Fanning_friction_factor", "roughness"])?;
    let rough = inputs
        .maybe_above_zero("roughness", "m")?
        .map(|roughness| {
            if roughness < diameter_m {
                Ok(rough_fanning(diameter_m, roughness))
            } else {
                let detail = format!("is {roughness} m; give less than the inner diameter");
                Err(wrong("roughness", detail))
            }
        })
        .transpose()?;
    let fanning = match rough {
        Some(factor) => factor,
        None => inputs.above_zero("Fanning_friction_factor", "")?,
    };
    let pipe = Pipe {
        pressure_pa: state.pressure_pa,
        temperature_k: state.temperature_k,
        molar_mass_kg_mol: property(inputs, "molar_mass", "kg/mol", |s| {
            Some(s.molar_mass_kg_mol)
        })?,
        gamma: gamma(inputs)?,
        diameter_m,
        length_m: inputs.above_zero("length", "m")?,
        fanning,
    };
    let outside = ambient(inputs)?;
    let standard = pipe.choked(Friction::Aqt3046);
    out.put("upstream_Mach", standard.inlet_mach, "");
    state.put_temperature(out, "choked_temperature", standard.outlet_temperature_k);
    state.put_pressure(out, "choked_pressure", standard.outlet_pressure_pa);
    out.put("mass_flux", standard.flux_kg_m2_s, "kg/m2/s");
    out.put("mass_rate", standard.rate_kg_s, "kg/s");
    out.outside(&pipe.outside());
    let Some(flow) = pipe.flow_to(outside) else {
        out.note("the pressure in the pipe is not above that outside: nothing comes out");
        out.put("fanno_mass_rate", 0.0, "kg/s");
        return Ok(());
    };
    out.put("fanno_upstream_Mach", flow.inlet_mach, "");
    state.put_pressure(out, "fanno_outlet_pressure", flow.outlet_pressure_pa);
    state.put_temperature(out, "fanno_outlet_temperature", flow.outlet_temperature_k);
    out.put("fanno_mass_rate", flow.rate_kg_s, "kg/s");
    out.note(format!(
        "mass_rate is by AQ/T 3046-2013 (E.18) as transcribed, choked whatever the pressure outside; the print was not read. \
         Fanno's relation, which follows from the balance of momentum, gives {:.4} of it: use fanno_mass_rate",
        flow.rate_kg_s / standard.rate_kg_s
    ));
    Ok(())
}
