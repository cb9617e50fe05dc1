//! The constants of a substance or of a question, and the unit they were made for.

use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::vulnerability::toxic::{Toxicity, mg_m3_per_ppm};
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::standards::chemicals;
use crate::standards::probits::{self, DoseUnit, ToxicProbit};

/// What is computed where neither a substance nor constants are given.
const USUAL_SUBSTANCE: &str = "7782-50-5";
/// Temperature at which ppm are turned into mg/m³ where none is given, K.
const USUAL_K: f64 = 298.15;

/// Unit of a concentration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    MgM3,
    Ppm,
}

impl Unit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::MgM3 => "mg/m3",
            Self::Ppm => "ppm",
        }
    }

    pub(super) fn of_load(self) -> &'static str {
        match self {
            Self::MgM3 => "(mg/m3)^n min",
            Self::Ppm => "ppm^n min",
        }
    }
}

/// Constants that may lack a and b.
pub(super) struct Constants {
    pub(super) n: f64,
    pub(super) toxicity: Option<Toxicity>,
    pub(super) unit: Unit,
    /// mg/m³ of a ppm, where the molar mass is known.
    pub(super) mg_m3_per_ppm: Option<f64>,
}

/// A concentration from 0 on, with its unit, where it is given.
pub(super) fn concentration(inputs: Inputs<'_>, name: &str) -> Result<Option<(f64, Unit)>, Error> {
    let (number, unit) = match inputs.maybe_within(name, "mg/m3", 0.0, 1e10) {
        Ok(number) => (number, Unit::MgM3),
        // Another dimension: a share of the volume.
        Err(error) => match inputs.maybe_within(name, "ppm", 0.0, 1e6) {
            Ok(number) => (number, Unit::Ppm),
            Err(_) => return Err(error),
        },
    };
    Ok(number.map(|number| (number, unit)))
}

/// The constants, given or of a substance, and their unit.
pub(super) fn constants(
    inputs: Inputs<'_>,
    unit: Option<Unit>,
    out: &mut Outputs,
) -> Result<Constants, Error> {
    let is_given = ["a", "b", "n"].map(|name| inputs.has(name)).contains(&true);
    let named = inputs.maybe_text("substance")?;
    let usual = named.is_none() && !is_given && inputs.has("concentration") && inputs.has("time");
    if usual {
        out.note("neither a substance nor constants are given: the answer is that of chlorine");
    }
    let substance = named.or(usual.then_some(USUAL_SUBSTANCE));
    let mg_m3_per_ppm = per_ppm(inputs, substance)?;
    let own = substance
        .filter(|_| !is_given)
        .map(|text| of_substance(inputs, text))
        .transpose()?;
    let (toxicity, n, by_default) = if let Some(own) = own {
        out.note(format!(
            "constants of {}: {}, confidence {}",
            own.name, own.source, own.confidence
        ));
        let unit = match own.unit {
            DoseUnit::MgM3 => Unit::MgM3,
            DoseUnit::Ppm => Unit::Ppm,
        };
        (Some(Toxicity::new(own.a, own.b, own.n)?), own.n, unit)
    } else {
        let (toxicity, n) = given_constants(inputs)?;
        (toxicity, n, unit.unwrap_or(Unit::Ppm))
    };
    let said = inputs
        .maybe_text("constants_unit")?
        .filter(|_| own.is_none())
        .map(|text| match text {
            "mg/m3" | "mg/m³" => Ok(Unit::MgM3),
            "ppm" => Ok(Unit::Ppm),
            _ => Err(wrong(
                "constants_unit",
                format!("is `{text}`; give mg/m3 or ppm"),
            )),
        })
        .transpose()?;
    Ok(Constants {
        n,
        toxicity,
        unit: said.unwrap_or(by_default),
        mg_m3_per_ppm,
    })
}

/// The set of constants of a substance: the first of the table, or that of a source.
fn of_substance(inputs: Inputs<'_>, text: &str) -> Result<&'static ToxicProbit, Error> {
    let source = inputs
        .maybe_text("constants_source")?
        .unwrap_or_default()
        .to_lowercase();
    let mut sets = probits::toxic_of(text);
    if let Some(set) = sets.find(|p| p.source.to_lowercase().contains(&source)) {
        return Ok(set);
    }
    let sources: Vec<&str> = probits::toxic_of(text).map(|p| p.source.as_str()).collect();
    Err(if sources.is_empty() {
        wrong(
            "substance",
            format!("the table has no probit of `{text}`; give a, b and n"),
        )
    } else {
        wrong(
            "constants_source",
            format!("is `{source}`; give one of {}", sources.join("; ")),
        )
    })
}

/// The constants that are given: all three, or n alone for a load without a probit.
fn given_constants(inputs: Inputs<'_>) -> Result<(Option<Toxicity>, f64), Error> {
    let a = inputs.maybe_within("a", "", -200.0, 20.0)?;
    let b = inputs.maybe_within("b", "", 0.01, 50.0)?;
    let n = inputs.maybe_within("n", "", 0.1, 10.0)?;
    match (a, b, n) {
        (Some(a), Some(b), Some(n)) => Ok((Some(Toxicity::new(a, b, n)?), n)),
        (None, None, Some(n)) => Ok((None, n)),
        (None, None, None) => Err(wrong(
            "substance",
            "is missing; give a chemical, or a, b and n",
        )),
        (None, ..) => Err(wrong("a", "is missing; give a, b and n, or none of them")),
        (_, None, _) => Err(wrong("b", "is missing; give a, b and n, or none of them")),
        (.., None) => Err(wrong("n", "is missing; give a, b and n, or none of them")),
    }
}

fn per_ppm(inputs: Inputs<'_>, substance: Option<&str>) -> Result<Option<f64>, Error> {
    let given = inputs.maybe_within("molar_mass", "kg/mol", 0.001, 1.0)?;
    let t = inputs
        .maybe_within("T", "K", 150.0, 400.0)?
        .unwrap_or(USUAL_K);
    let p = inputs
        .maybe_within("P", "Pa", 1e4, 1e7)?
        .unwrap_or(ATMOSPHERE_PA);
    let molar_mass = given.or(substance
        .and_then(chemicals::find)
        .map(|s| s.mw_g_mol / 1000.0));
    Ok(molar_mass.map(|m| mg_m3_per_ppm(m, t, p)))
}
