//! Ignition probabilities from the tables, as the inputs ask for them.

use super::super::inputs::{Inputs, Outputs, wrong};
use super::super::unit::convert;
use crate::error::Error;
use crate::risk::ignition::{
    Amount, Carrier, IgnitionSource, SubstanceClass, direct, direct_in_transport,
};

/// Probability of direct ignition by table 4.5 or 4.6, where its inputs are given.
pub(super) fn direct_ignition(inputs: Inputs<'_>, out: &mut Outputs) -> Result<Option<f64>, Error> {
    let (class, carrier) = (
        inputs.maybe_text("substance_class")?,
        inputs.maybe_text("carrier")?,
    );
    if class.is_none() && carrier.is_none() {
        if inputs.has("release") {
            return Err(wrong(
                "substance_class",
                "is missing; give K1 liquid, gas low reactivity or gas average/high reactivity",
            ));
        }
        return Ok(None);
    }
    let amount = amount(inputs.text("release")?)?;
    let class = class
        .map(|text| {
            SubstanceClass::named(text).ok_or_else(|| {
                wrong("substance_class", format!("table 4.5 has no `{text}`; write K1 liquid, gas low reactivity or gas average/high reactivity"))
            })
        })
        .transpose()?;
    let probability = match (carrier, class) {
        (Some(carrier), _) => {
            let carrier = match carrier {
                "road tanker" => Carrier::RoadTanker,
                "tank wagon" => Carrier::TankWagon,
                other => {
                    return Err(wrong(
                        "carrier",
                        format!("is `{other}`; write road tanker or tank wagon"),
                    ));
                }
            };
            out.note("direct ignition in transport is from memory");
            direct_in_transport(carrier, amount)
        }
        (None, Some(class)) => direct(class, amount),
        (None, None) => return Ok(None),
    };
    out.put("P_direct_ignition", probability, "");
    Ok(Some(probability))
}

/// Probability of delayed ignition by table 4.A.1, where a source is given.
pub(super) fn delayed_ignition(
    inputs: Inputs<'_>,
    out: &mut Outputs,
) -> Result<Option<f64>, Error> {
    let Some(name) = inputs.maybe_text("ignition_source")? else {
        return Ok(None);
    };
    let presence = inputs
        .maybe_within("presence", "", 0.0, 1.0)?
        .unwrap_or(1.0);
    let number = inputs
        .maybe_within("number_of_sources", "", 0.0, 1e9)?
        .unwrap_or(1.0);
    let time_s = inputs
        .maybe_within("exposure_time", "s", 0.0, 1e9)?
        .unwrap_or(60.0);
    let source = IgnitionSource::named(name, presence).ok_or_else(|| {
        wrong("ignition_source", format!("table 4.A.1 has no `{name}`; it has motor vehicle, flare, outdoor furnace, chemical plant, household population and others"))
    })?;
    out.note("strengths of ignition sources are from memory");
    let probability = source.times(number).probability(time_s);
    out.put("P_delayed_ignition", probability, "");
    Ok(Some(probability))
}

/// `continuous 50 kg/s`, `instantaneous 20000 kg`.
fn amount(text: &str) -> Result<Amount, Error> {
    let bad = || {
        wrong(
            "release",
            format!("is `{text}`; write it as `continuous 50 kg/s` or `instantaneous 20000 kg`"),
        )
    };
    let mut words = text.split_whitespace();
    let kind = words.next().ok_or_else(bad)?;
    let number: f64 = words.next().and_then(|w| w.parse().ok()).ok_or_else(bad)?;
    let unit = words.next();
    if !(number.is_finite() && number >= 0.0) || words.next().is_some() {
        return Err(bad());
    }
    let in_unit = |usual: &str| convert(number, unit.unwrap_or(usual), usual).ok_or_else(bad);
    match kind.to_lowercase().as_str() {
        "continuous" => Ok(Amount::Continuous(in_unit("kg/s")?)),
        "instantaneous" => Ok(Amount::Instantaneous(in_unit("kg")?)),
        _ => Err(bad()),
    }
}
