//! The fuel of a fire, by its name.

use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::standards::chemicals::{self, Chemical};

/// In what state a fuel leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// As a gas.
    Gas,
    /// As a liquid that boils when it leaves, or would.
    Liquid,
}

/// A fuel, as far as its name says something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fuel {
    /// Its row in the table of chemicals.
    pub(super) chemical: Option<&'static Chemical>,
    /// Its phase, where a word says it.
    pub(super) phase: Option<Phase>,
}

const GAS: [&str; 5] = ["vapour", "vapor", "gas", "gaseous", "气相"];
const LIQUID: [&str; 7] = [
    "two-phase",
    "two phase",
    "flashing",
    "liquid",
    "liquefied",
    "液相",
    "两相",
];

/// Reads `substance` and `phase`: `propane (flashing, two-phase)`, `propane vapour`, `液化石油气`.
///
/// # Errors
/// [`Error::Input`] where the phase is no word known here.
pub(super) fn read(inputs: Inputs<'_>, out: &mut Outputs) -> Result<Fuel, Error> {
    let name = inputs.maybe_text("substance")?;
    let chemical = name.and_then(chemical_of);
    if let (Some(name), None) = (name, chemical) {
        out.note(format!(
            "`{name}` is not in the table of chemicals: nothing is taken from there"
        ));
    }
    let phase = match inputs.maybe_text("phase")? {
        Some(word) => Some(phase_of(word).ok_or_else(|| {
            wrong(
                "phase",
                format!("is `{word}`; write gas, liquid or two-phase"),
            )
        })?),
        None => name.and_then(phase_of),
    };
    Ok(Fuel { chemical, phase })
}

fn phase_of(text: &str) -> Option<Phase> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    if has(&LIQUID) {
        Some(Phase::Liquid)
    } else if has(&GAS) {
        Some(Phase::Gas)
    } else {
        None
    }
}

/// The chemical of a name; what is in brackets, and words of the phase, are left out where the whole is not known.
fn chemical_of(name: &str) -> Option<&'static Chemical> {
    if let Some(known) = chemicals::find(name) {
        return Some(known);
    }
    let bare = name.split(['(', '（', ',']).next().unwrap_or_default();
    let words: Vec<&str> = bare
        .split_whitespace()
        .filter(|w| phase_of(w).is_none())
        .collect();
    chemicals::find(bare.trim()).or_else(|| chemicals::find(&words.join(" ")))
}

impl Fuel {
    /// The heat of combustion, J/kg: given, or from the table.
    ///
    /// # Errors
    /// [`Error::Input`] where what is given is not above zero.
    pub(super) fn heat_of_combustion(&self, inputs: Inputs<'_>) -> Result<Option<f64>, Error> {
        let given = inputs.maybe_above_zero("heat_of_combustion", "J/kg")?;
        Ok(given.or_else(|| self.chemical.and_then(|c| c.hc_lower_j_kg)))
    }

    /// Whether it is the chemical of a CAS number.
    pub(super) fn is(&self, cas: &str) -> bool {
        self.chemical.is_some_and(|c| c.cas == cas)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_with_their_phase_are_understood() {
        let read = |v: serde_json::Value| {
            let known = [("substance", "", ""), ("phase", "", "")];
            let inputs = Inputs::of(&v, &known).unwrap();
            read(inputs, &mut Outputs::default())
                .map(|f| (f.chemical.map(|c| c.cas.as_str()), f.phase))
        };
        let of = |name: &str| read(json!({"substance": name})).unwrap();
        assert_eq!(
            of("propane (flashing, two-phase)"),
            (Some("74-98-6"), Some(Phase::Liquid))
        );
        assert_eq!(of("propane vapour"), (Some("74-98-6"), Some(Phase::Gas)));
        assert_eq!(of("hydrogen"), (Some("1333-74-0"), None));
        assert_eq!(of("sand"), (None, None));
        let phase = read(json!({"substance": "propane", "phase": "gas"})).unwrap();
        assert_eq!(phase.1, Some(Phase::Gas));
        let wrong = read(json!({"phase": "solid"})).unwrap_err().to_string();
        assert!(wrong.starts_with("/phase: is `solid`"), "{wrong}");
    }
}
