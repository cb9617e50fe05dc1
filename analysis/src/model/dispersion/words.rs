//! What the models of dispersion read alike: stability, ground, set of sigmas, substance, wind.

use crate::consequence::dispersion::jet::gas_density_kg_m3;
use crate::consequence::dispersion::sigma::{
    AVERAGING_S, Sigma, Stability, TNO_ROUGHNESS_M, Terrain,
};
use crate::consequence::dispersion::wind::{Wind, irwin_exponent};
use crate::consequence::{AIR_MOLAR_MASS_KG_MOL, ATMOSPHERE_PA};
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::standards::chemicals::{self, Chemical};

/// Temperature of the air where none is given, K: 25 °C, at which chemicals' volumes are told.
pub(super) const USUAL_K: f64 = 298.15;

/// A stability class, where it is given.
pub(super) fn maybe_stability(inputs: Inputs<'_>, name: &str) -> Result<Option<Stability>, Error> {
    inputs
        .maybe_text(name)?
        .map(|text| {
            Stability::parse(text).ok_or_else(|| {
                wrong(
                    name,
                    format!("is `{text}`; give a stability class from A (unstable) to F (stable)"),
                )
            })
        })
        .transpose()
}

/// A stability class.
pub(super) fn stability(inputs: Inputs<'_>, name: &str) -> Result<Stability, Error> {
    maybe_stability(inputs, name)?.ok_or_else(|| {
        wrong(
            name,
            "is missing; give a stability class from A (unstable) to F (stable)",
        )
    })
}

/// The ground, where it is given.
pub(super) fn maybe_terrain(inputs: Inputs<'_>) -> Result<Option<Terrain>, Error> {
    inputs
        .maybe_text("terrain")?
        .map(|text| match text.to_ascii_lowercase().as_str() {
            "rural" => Ok(Terrain::Rural),
            "urban" => Ok(Terrain::Urban),
            _ => Err(wrong(
                "terrain",
                format!("is `{text}`; give rural or urban"),
            )),
        })
        .transpose()
}

/// The chemical that is named, where one is.
pub(super) fn maybe_substance(inputs: Inputs<'_>) -> Result<Option<&'static Chemical>, Error> {
    inputs
        .maybe_text("substance")?
        .map(|text| {
            chemicals::find(text).ok_or_else(|| {
                wrong(
                    "substance",
                    format!(
                        "`{text}` is not in the table of chemicals; give its CAS number or name"
                    ),
                )
            })
        })
        .transpose()
}

/// A molar mass, kg/mol: given, or that of the substance.
pub(super) fn maybe_molar_mass(
    inputs: Inputs<'_>,
    name: &str,
    substance: Option<&Chemical>,
) -> Result<Option<f64>, Error> {
    let given = inputs.maybe_within(name, "kg/mol", 0.001, 1.0)?;
    Ok(given.or(substance.map(|s| s.mw_g_mol / 1000.0)))
}

/// A temperature above absolute zero, where it is given, K.
pub(super) fn maybe_kelvin(inputs: Inputs<'_>, name: &str) -> Result<Option<f64>, Error> {
    inputs.maybe_within(name, "K", 10.0, 2000.0)
}

/// A concentration as kg/m³: given as such, or as a share of volume of a gas of a density.
pub(super) fn maybe_target(
    inputs: Inputs<'_>,
    name: &str,
    gas_kg_m3: Option<f64>,
) -> Result<Option<f64>, Error> {
    let by_mass = match inputs.maybe_above_zero(name, "kg/m3") {
        Ok(by_mass) => return Ok(by_mass),
        Err(error) => error,
    };
    let Ok(Some(share)) = inputs.maybe_above_zero(name, "-") else {
        return Err(by_mass);
    };
    match gas_kg_m3 {
        _ if share > 1.0 => Err(wrong(
            name,
            format!("is {share} of the volume; give at most 1"),
        )),
        Some(gas) => Ok(Some(share * gas)),
        None => Err(wrong(
            "MW",
            "is missing; a target by volume needs the molar mass, or a substance",
        )),
    }
}

/// Density of the gas at the temperature of the air, kg/m³: by `T`, `P` and a molar mass, where that is known.
pub(super) fn maybe_gas_density(
    inputs: Inputs<'_>,
    molar_mass_kg_mol: Option<f64>,
) -> Result<Option<f64>, Error> {
    let t = maybe_kelvin(inputs, "T")?.unwrap_or(USUAL_K);
    let p = inputs
        .maybe_within("P", "Pa", 1e4, 1e7)?
        .unwrap_or(ATMOSPHERE_PA);
    Ok(molar_mass_kg_mol.map(|m| gas_density_kg_m3(m, t, p)))
}

/// Writes a concentration by volume: `c / ρ`, at most 1.
///
/// The Gaussian models have no bound near their source, where σ goes to nought; nothing there is
/// more than the pure gas.
pub(super) fn put_volume_fraction(c_kg_m3: f64, gas_kg_m3: f64, out: &mut Outputs) {
    let fraction = c_kg_m3 / gas_kg_m3;
    out.put("volume_fraction", fraction.min(1.0), "");
    if fraction > 1.0 {
        out.note(format!(
            "the equation gives {fraction:.3} of the pure gas: the point is too near for this model; the volume fraction is held at 1"
        ));
    }
}

/// Density of the air, kg/m³, by its temperature, at the standard atmosphere.
pub(super) fn air_density_kg_m3(temperature_k: f64) -> f64 {
    gas_density_kg_m3(AIR_MOLAR_MASS_KG_MOL, temperature_k, ATMOSPHERE_PA)
}

/// The set of sigmas that is taken where nothing names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    BriggsRural,
    Tno,
    SpicerHavens,
    CcpsPuff,
}

/// The set of sigmas of a text and a class: `Briggs urban`, `TNO`, `TNO puff`, `CCPS puff`, `Spicer and Havens`.
fn named(text: &str, stability: Stability, terrain: Option<Terrain>) -> Result<Sigma, Error> {
    let words = text.to_ascii_lowercase();
    let ground = if words.contains("urban") {
        Terrain::Urban
    } else if words.contains("rural") {
        Terrain::Rural
    } else {
        terrain.unwrap_or(Terrain::Rural)
    };
    if words.contains("briggs") {
        Ok(Sigma::briggs(stability, ground))
    } else if words.contains("tno") && words.contains("puff") {
        Ok(Sigma::tno_puff(stability))
    } else if words.contains("tno") {
        Ok(Sigma::tno(stability))
    } else if words.contains("ccps") && words.contains("plume") {
        // The plumes of CCPS (1999) are those of Briggs.
        Ok(Sigma::briggs(stability, ground))
    } else if words.contains("ccps") {
        Ok(Sigma::ccps_puff(stability))
    } else if words.contains("spicer") || words.contains("seinfeld") {
        Sigma::spicer_havens(stability, AVERAGING_S)
    } else {
        Err(wrong(
            "sigma_set",
            format!(
                "is `{text}`; give Briggs rural, Briggs urban, TNO, TNO puff, CCPS puff or Spicer and Havens"
            ),
        ))
    }
}

/// The set of sigmas: named, or by the ground, or by roughness and averaging time, or the usual one.
pub(super) fn sigma(
    inputs: Inputs<'_>,
    stability: Stability,
    usual: Usual,
) -> Result<Sigma, Error> {
    let terrain = maybe_terrain(inputs)?;
    let z0 = inputs.maybe_within("z0", "m", 1e-4, 3.0)?;
    let averaging = inputs.maybe_within("averaging", "s", 0.1, 86_400.0)?;
    let tno = || {
        Sigma::tno_over(
            stability,
            z0.unwrap_or(TNO_ROUGHNESS_M),
            averaging.unwrap_or(AVERAGING_S),
        )
    };
    if let Some(text) = inputs.maybe_text("sigma_set")? {
        let set = named(text, stability, terrain)?;
        return match set.name() {
            "TNO" => tno(),
            "Spicer and Havens, Seinfeld" => {
                Sigma::spicer_havens(stability, averaging.unwrap_or(AVERAGING_S))
            }
            _ => Ok(set),
        };
    }
    match (terrain, usual) {
        (Some(terrain), Usual::BriggsRural | Usual::Tno | Usual::SpicerHavens) => {
            Ok(Sigma::briggs(stability, terrain))
        }
        (_, Usual::CcpsPuff) => Ok(Sigma::ccps_puff(stability)),
        (None, Usual::SpicerHavens) => {
            Sigma::spicer_havens(stability, averaging.unwrap_or(AVERAGING_S))
        }
        (None, Usual::BriggsRural) if z0.is_none() && averaging.is_none() => {
            Ok(Sigma::briggs(stability, Terrain::Rural))
        }
        (None, _) => tno(),
    }
}

/// The wind over height through a speed at a height: by an exponent, by a roughness, or by Irwin's exponent of class
/// and ground.
pub(super) fn wind(
    inputs: Inputs<'_>,
    (speed_m_s, height_m): (f64, f64),
    exponent: Option<f64>,
    class: Option<Stability>,
) -> Result<Wind, Error> {
    if let Some(p) = exponent {
        return Wind::power(speed_m_s, height_m, p);
    }
    let class = class.ok_or_else(|| {
        wrong(
            "stability",
            "is missing; give a stability class from A to F, or the exponent of the wind profile",
        )
    })?;
    if let Some(z0) = inputs.maybe_within("z0", "m", 1e-5, 3.0)? {
        if height_m < 2.0 * z0 {
            return Err(wrong(
                "z0",
                format!(
                    "is {z0} m; the wind is given at {height_m} m, which must be twice as high"
                ),
            ));
        }
        return Wind::logarithmic(speed_m_s, height_m, z0, class);
    }
    let terrain = maybe_terrain(inputs)?.unwrap_or(Terrain::Rural);
    Wind::power(speed_m_s, height_m, irwin_exponent(class, terrain))
}
