//! `dispersion_flash_fire_envelope`: how far the cloud of a release under pressure burns.

use serde_json::Value;

use super::words::{self, Usual};
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::dispersion::flash_envelope::{Carrier, FlammableJet};
use crate::consequence::dispersion::jet::{
    ExpandedJet, gas_density_kg_m3, two_phase_density_kg_m3,
};
use crate::consequence::dispersion::jet_in_wind::JetInWind;
use crate::consequence::dispersion::sigma::Stability;
use crate::consequence::dispersion::wind::parse_weather;
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::standards::chemicals::{self, Chemical};

/// What is computed where no substance is given.
const USUAL_SUBSTANCE: &str = "74-98-6";
/// Heat capacity of a vapour, where the table has none, J/(kg K): a middling hydrocarbon.
const USUAL_CP_J_KG_K: f64 = 1_600.0;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "dispersion_flash_fire_envelope",
    title_zh: "闪火范围 (带压泄漏射流至可燃下限的距离)",
    title_en: "flash-fire envelope: distance of a pressurised jet to the lower flammable limit",
    source: "turbulent jet in a wind (Fischer 1979, Ooms 1972, Long 1963), then TNO sigmas or Britter and McQuaid 1988",
    range: "horizontal jet along the wind, over flat ground",
    confidence: "low to medium: within a factor 1.6 of Phast 6.54 on five propane jets; what follows the jet is not compared",
    inputs: &[
        ("mass_rate", "kg/s", "mass rate"),
        (
            "liquid_fraction_after_expansion",
            "kg/kg",
            "share of droplets after expansion to the pressure of the air; 0 where it is left out",
        ),
        ("expanded_temperature", "K", "temperature after expansion"),
        ("expanded_velocity", "m/s", "speed after expansion"),
        (
            "expanded_density",
            "kg/m3",
            "density after expansion, instead of what follows from the substance",
        ),
        (
            "release_height",
            "m",
            "height of the hole; 1 m where it is left out",
        ),
        ("direction", "", "horizontal; others are computed as such"),
        (
            "weather",
            "",
            "wind speed at 10 m (m/s) and stability class, such as 1.5/F",
        ),
        ("u10", "m/s", "wind speed at 10 m, instead of weather"),
        ("stability", "", "stability class, instead of weather"),
        (
            "roughness",
            "m",
            "roughness length of the ground; 0.1 m where it is left out",
        ),
        ("z0", "m", "the same under another name"),
        (
            "terrain",
            "",
            "rural or urban: sigmas of Briggs; left out: those of TNO",
        ),
        ("sigma_set", "", "another set of sigmas"),
        (
            "T_air",
            "K",
            "temperature of the air; 25 degC where it is left out",
        ),
        (
            "RH",
            "-",
            "relative humidity; told for the record, it changes nothing here",
        ),
        (
            "LFL",
            "-",
            "lower flammable limit by volume; that of the substance where it is left out",
        ),
        (
            "averaging",
            "s",
            "averaging time; 18.75 s, that of a flame, where it is left out",
        ),
        (
            "substance",
            "",
            "what is released; propane where it is left out",
        ),
        (
            "molar_mass",
            "kg/mol",
            "molar mass, instead of that of the substance",
        ),
    ],
    outputs: &[
        (
            "distance_to_LFL_centreline",
            "m",
            "distance on the axis to the lower flammable limit",
        ),
        (
            "distance_to_half_LFL_centreline",
            "m",
            "the same to half of it",
        ),
        (
            "half_width_at_LFL",
            "m",
            "greatest half width of the lower flammable limit",
        ),
        ("half_width_at_half_LFL", "m", "the same of half of it"),
        ("expanded_density", "kg/m3", "density of the expanded jet"),
        ("expanded_diameter", "m", "diameter of the expanded jet"),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let flammable = jet(inputs, &mut out)?;
    let lfl = match inputs.maybe_within("LFL", "-", 1e-4, 0.9)? {
        Some(lfl) => lfl,
        None => substance(inputs)?.0.lfl_vol.ok_or_else(|| {
            wrong(
                "LFL",
                "is missing; give the lower flammable limit as a share of the volume",
            )
        })?,
    };
    let full = flammable.reach(lfl)?;
    let half = flammable.reach(0.5 * lfl)?;
    out.put("distance_to_LFL_centreline", full.distance_m, "m");
    out.put("distance_to_half_LFL_centreline", half.distance_m, "m");
    out.put("half_width_at_LFL", full.half_width_m, "m");
    out.put("half_width_at_half_LFL", half.half_width_m, "m");
    for (reach, what) in [(&full, "LFL"), (&half, "half LFL")] {
        match reach.carrier {
            Carrier::Jet => {}
            Carrier::Wind => out.note(format!(
                "{what} is reached where the wind carries the cloud"
            )),
            Carrier::Weight => out.note(format!(
                "{what} is reached where the cloud flows by its weight"
            )),
        }
    }
    if flammable.weight_m4_s3() < 0.0
        && (full.carrier, half.carrier) != (Carrier::Jet, Carrier::Jet)
    {
        out.note(
            "the gas is lighter than air: its rise is left out, the distances are upper bounds",
        );
    }
    out.outside(&flammable.jet.outside());
    out.done()
}

/// The substance, and whether it was named.
fn substance(inputs: Inputs<'_>) -> Result<(&'static Chemical, bool), Error> {
    match words::maybe_substance(inputs)? {
        Some(substance) => Ok((substance, true)),
        None => chemicals::find(USUAL_SUBSTANCE)
            .map(|propane| (propane, false))
            .ok_or_else(|| wrong("substance", "is missing; give a chemical")),
    }
}

/// Stability class and wind speed at 10 m, m/s.
fn weather(inputs: Inputs<'_>) -> Result<(Stability, f64), Error> {
    if let Some(text) = inputs.maybe_text("weather")? {
        let read = parse_weather(text).filter(|(_, u)| (0.1..=100.0).contains(u));
        return read.ok_or_else(|| {
            wrong(
                "weather",
                format!(
                    "is `{text}`; give the wind speed in m/s and the stability class, such as 1.5/F"
                ),
            )
        });
    }
    if !inputs.has("u10") && !inputs.has("stability") {
        return Err(wrong(
            "weather",
            "is missing; give the wind speed in m/s and the stability class, such as 1.5/F",
        ));
    }
    let class = words::stability(inputs, "stability")?;
    Ok((class, inputs.within("u10", "m/s", 0.1, 100.0)?))
}

fn jet(inputs: Inputs<'_>, out: &mut Outputs) -> Result<FlammableJet, Error> {
    let (substance, is_named) = substance(inputs)?;
    let molar_mass = words::maybe_molar_mass(inputs, "molar_mass", Some(substance))?
        .unwrap_or(substance.mw_g_mol / 1000.0);
    if !is_named {
        out.note("no substance is given: properties are those of propane");
    }
    let rate = inputs.within("mass_rate", "kg/s", 1e-6, 1e6)?;
    let liquid = inputs
        .maybe_within("liquid_fraction_after_expansion", "kg/kg", 0.0, 1.0)?
        .unwrap_or(0.0);
    let temperature = inputs.within("expanded_temperature", "K", 10.0, 2000.0)?;
    let velocity = inputs.within("expanded_velocity", "m/s", 0.01, 3000.0)?;
    let air_k = inputs
        .maybe_within("T_air", "K", 200.0, 350.0)?
        .unwrap_or(words::USUAL_K);
    inputs.maybe_within("RH", "-", 0.0, 1.0)?;
    let vapour = gas_density_kg_m3(molar_mass, temperature, ATMOSPHERE_PA);
    let density = match inputs.maybe_within("expanded_density", "kg/m3", 0.01, 3000.0)? {
        Some(density) => density,
        None if liquid <= 0.0 => vapour,
        None => {
            let of_liquid = substance
                .rho_liq_tb_kg_m3
                .or(substance.rho_liq_298k_kg_m3)
                .ok_or_else(|| {
                    wrong(
                        "expanded_density",
                        "is missing; the density of the droplets is not known",
                    )
                })?;
            two_phase_density_kg_m3(liquid, vapour, of_liquid)
        }
    };
    let cp = substance.cp_gas_298k_j_kg_k.unwrap_or(USUAL_CP_J_KG_K);
    let (class, speed) = weather(inputs)?;
    let jet = ExpandedJet::new(rate, velocity, density)?;
    out.put("expanded_density", jet.density_kg_m3, "kg/m3");
    out.put("expanded_diameter", jet.diameter_m, "m");
    if let Some(direction) = inputs.maybe_text("direction")?
        && !direction.eq_ignore_ascii_case("horizontal")
    {
        out.note(format!(
            "direction `{direction}` is computed as horizontal, along the wind"
        ));
    }
    Ok(FlammableJet {
        jet: in_wind(inputs, jet, (class, speed), words::air_density_kg_m3(air_k))?,
        molar_mass_kg_mol: molar_mass,
        cold_j_kg: liquid * substance.hvap_tb_j_kg + cp * (air_k - temperature),
        air_temperature_k: air_k,
    })
}

/// The jet in its wind.
fn in_wind(
    inputs: Inputs<'_>,
    jet: ExpandedJet,
    (class, speed): (Stability, f64),
    air_kg_m3: f64,
) -> Result<JetInWind, Error> {
    use crate::consequence::dispersion::sigma::{INSTANTANEOUS_S, Sigma, TNO_ROUGHNESS_M};
    use crate::consequence::dispersion::wind::Wind;
    let roughness = match inputs.maybe_within("roughness", "m", 1e-4, 3.0)? {
        None => inputs.maybe_within("z0", "m", 1e-4, 3.0)?,
        some => some,
    };
    let z0 = roughness.unwrap_or(TNO_ROUGHNESS_M);
    let averaging = inputs.maybe_within("averaging", "s", 0.1, 86_400.0)?;
    let sigma = if inputs.has("terrain") || inputs.has("sigma_set") {
        words::sigma(inputs, class, Usual::Tno)?
    } else {
        Sigma::tno_over(class, z0, averaging.unwrap_or(INSTANTANEOUS_S))?
    };
    let height = inputs
        .maybe_within("release_height", "m", 0.0, 500.0)?
        .unwrap_or(1.0);
    let wind = Wind::logarithmic(speed, 10.0, z0, class)?;
    JetInWind::new(jet, height, wind, sigma, air_kg_m3)
}
