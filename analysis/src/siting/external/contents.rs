//! Whether a vessel holds an explosive, a toxic or a flammable gas, as GB/T 37243-2019 chapter 3 means them.
//!
//! | what | when | source |
//! |---|---|---|
//! | explosive 爆炸物 | a class W1.1 to W1.3 of GB 18218-2018 table 2 | 3.1: all explosives of the catalogue |
//! | toxic gas 有毒气体 | a class J1 or J3, or named in GB 18218-2018 table 3 | chapter 3: listed gas, acute toxicity by inhalation |
//! | flammable gas 易燃气体 | class W2 | chapter 3: listed flammable gas |
//!
//! Classes are those that the facts give and those that the tables have for the substance, together. What neither
//! knows may be any of these, but for its state: what is kept as a gas is no explosive, and what is kept as a liquid at
//! the pressure of the air or as a solid is no gas (GHS 2.1 and 1.2, from memory).

use crate::facts::{Storage, Vessel};
use crate::grading::major_hazard::{symbols_as_filed, weaker};
use crate::standards::gb18218;
use crate::standards::substances::{self, Substance};

/// An answer that the facts may not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It depends on what is missing.
    Perhaps,
}

/// What a vessel holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// Whether it is an explosive.
    pub explosive: Answer,
    /// Whether it is a toxic or flammable gas.
    pub gas: Answer,
    /// The attribute that would settle what is open.
    pub field: Option<&'static str>,
    /// How sure the classes are.
    pub confidence: &'static str,
}

/// Symbols of the facts: known ones, and whether there are unknown ones.
fn given(vessel: &Vessel) -> (Vec<&'static str>, bool) {
    let text = vessel.hazard_class.as_deref().unwrap_or_default();
    let words = text.split([';', '|', '、']).map(str::trim);
    let found: Vec<Option<&str>> = words
        .filter(|w| !w.is_empty())
        .map(|w| gb18218::class(w).map(|c| c.symbol.as_str()))
        .collect();
    let strange = found.iter().any(Option::is_none);
    (found.into_iter().flatten().collect(), strange)
}

fn is_explosive(symbols: &[&str]) -> bool {
    symbols.iter().any(|s| s.starts_with("W1."))
}

fn is_gas(symbols: &[&str]) -> bool {
    symbols.iter().any(|s| matches!(*s, "J1" | "J3" | "W2"))
}

/// What a vessel holds.
pub fn of(vessel: &Vessel) -> Contents {
    let (given, strange) = given(vessel);
    let forms = vessel
        .substance
        .as_deref()
        .map(substances::find)
        .unwrap_or_default();
    let by_facts = (is_explosive(&given), is_gas(&given));
    let by_form: Vec<(bool, bool)> = forms.iter().map(|f| flags(f)).collect();
    // A class that the facts give settles which form is meant.
    let settled = !given.is_empty() && !strange;
    let explosive = answer(by_facts.0, by_form.iter().map(|f| f.0), settled);
    let gas = answer(by_facts.1, by_form.iter().map(|f| f.1), settled);
    let kept = kept(vessel, forms.is_empty());
    let explosive = if kept.never_explosive && explosive == Answer::Perhaps {
        Answer::No
    } else {
        explosive
    };
    let gas = if kept.never_gas && gas == Answer::Perhaps {
        Answer::No
    } else {
        gas
    };
    let open = explosive == Answer::Perhaps || gas == Answer::Perhaps;
    Contents {
        explosive,
        gas,
        field: open.then(|| {
            if vessel.substance.is_some() && forms.is_empty() {
                "hazard_class"
            } else {
                "substance"
            }
        }),
        confidence: confidence(&given, &forms),
    }
}

/// Whether a substance is an explosive, and whether it is such a gas.
fn flags(substance: &Substance) -> (bool, bool) {
    let symbols = symbols_as_filed(substance);
    let named_toxic = substance.cas.as_deref().is_some_and(gb18218::is_toxic_gas);
    (is_explosive(&symbols), is_gas(&symbols) || named_toxic)
}

fn answer(by_facts: bool, by_form: impl Iterator<Item = bool> + Clone, settled: bool) -> Answer {
    let (any, all) = (by_form.clone().any(|f| f), by_form.clone().all(|f| f));
    let is_known = by_form.count() > 0;
    match (by_facts, is_known, any, all) {
        (true, ..) | (_, true, _, true) => Answer::Yes,
        (_, true, false, _) => Answer::No,
        _ if settled => Answer::No,
        _ => Answer::Perhaps,
    }
}

/// What the way of storage rules out of a substance that no table knows.
struct Kept {
    never_explosive: bool,
    never_gas: bool,
}

fn kept(vessel: &Vessel, is_unknown: bool) -> Kept {
    let as_gas = matches!(
        vessel.storage,
        Some(
            Storage::PressurisedLiquefied | Storage::RefrigeratedLiquefied | Storage::CompressedGas
        )
    );
    let as_other = matches!(
        vessel.storage,
        Some(Storage::AtmosphericLiquid | Storage::Solid)
    );
    Kept {
        never_explosive: is_unknown && as_gas,
        never_gas: is_unknown && as_other,
    }
}

/// Classes that the facts give are theirs; those of the tables are from memory, but for table 3.
fn confidence(given: &[&'static str], forms: &[&'static Substance]) -> &'static str {
    let of_class = |s: &&'static str| gb18218::class(s).map_or("memory", |c| c.confidence.as_str());
    let given = given.iter().map(of_class).fold("sourced", weaker);
    let named_toxic = forms
        .iter()
        .all(|f| f.cas.as_deref().is_some_and(gb18218::is_toxic_gas));
    if forms.is_empty() || named_toxic {
        given
    } else {
        "memory"
    }
}
