//! `toxic_dose_probit`: toxic load, probit and lethality of an exposure.

mod constants;

use serde_json::Value;

use self::constants::{Constants, Unit, concentration, constants};
use crate::consequence::dispersion::indoor::{House, INDOOR_SHARE};
use crate::consequence::dispersion::puff::passing_load;
use crate::consequence::vulnerability::{self, toxic};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "toxic_dose_probit",
    title_zh: "毒性负荷、概率值与死亡率",
    title_en: "toxic load, probit and lethality of an exposure",
    source: "Purple Book CPR 18E 1999 table 5.2 (AQ/T 3046-2013); UK HSE SPC/Tech/OSD/30 table 2",
    range: "exposures up to 30 min; constants only with the unit they were made for",
    confidence: "high: printed cases; constants carry their own source",
    inputs: &[
        (
            "substance",
            "",
            "chemical, for its constants (mg/m3, min) and molar mass",
        ),
        ("a", "", "probit constant a, instead of the substance's"),
        ("b", "", "probit constant b"),
        ("n", "", "exponent of the concentration"),
        (
            "constants_unit",
            "",
            "mg/m3 or ppm: the unit for which a, b, n were made; left out: that of the concentration, ppm where none is given",
        ),
        (
            "constants_source",
            "",
            "words of the source of the substance's constants, such as Lees; left out: the first, which is the Purple Book where it has some",
        ),
        (
            "concentration",
            "mg/m3",
            "concentration, in mg/m3 or in ppm",
        ),
        ("time", "min", "exposure"),
        (
            "lethality",
            "",
            "share of people, to find a concentration or a time",
        ),
        (
            "history",
            "",
            "list of [concentration, minutes], in the unit of the constants",
        ),
        (
            "Cmax",
            "mg/m3",
            "greatest concentration of a puff that passes, in mg/m3 or in ppm",
        ),
        ("sigma_x", "m", "sigma of the puff along the wind"),
        ("u", "m/s", "wind speed"),
        (
            "sigma_y",
            "m",
            "sigma across the wind, for the equivalent width",
        ),
        (
            "air_changes",
            "1/h",
            "air changes of a house, for the load indoors until the cloud is gone",
        ),
        ("molar_mass", "kg/mol", "molar mass, for ppm"),
        (
            "T",
            "K",
            "temperature of the air, for ppm; 25 degC where it is left out",
        ),
        (
            "P",
            "Pa",
            "pressure of the air, for ppm; the standard atmosphere where it is left out",
        ),
    ],
    outputs: &[
        (
            "toxic_load",
            "(mg/m3)^n min",
            "load, in the unit of the constants; without unit for a history",
        ),
        ("probit", "", "probit"),
        ("lethality", "", "share of people outdoors who die"),
        (
            "lethality_indoors",
            "",
            "the same indoors, by the factor 0.1 of the Purple Book",
        ),
        (
            "concentration",
            "ppm",
            "concentration of a lethality, in the unit of the constants",
        ),
        (
            "concentration_mg_m3",
            "mg/m3",
            "concentration by mass, where it was given in ppm",
        ),
        (
            "concentration_ppm",
            "ppm",
            "concentration by volume, where the molar mass is known",
        ),
        ("time", "min", "time of a lethality at a concentration"),
        (
            "equivalent_width",
            "m",
            "width with the lethality of the axis, 1 % cut off",
        ),
        (
            "crosswind_integral",
            "m",
            "integral of the lethality across the cloud, 1 % cut off",
        ),
        (
            "toxic_load_indoors",
            "(mg/m3)^n min",
            "load indoors, by air changes, until the cloud is gone",
        ),
        ("lethality_by_air_changes", "", "lethality of that load"),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let given = concentration(inputs, "concentration")?;
    let greatest = concentration(inputs, "Cmax")?;
    let unit = given.or(greatest).map(|(_, unit)| unit);
    let constants = constants(inputs, unit, &mut out)?;
    let time = inputs.maybe_within("time", "min", 0.0, 1e5)?;
    let lethality = inputs.maybe_within("lethality", "", 1e-12, 1.0 - 1e-12)?;
    let c = given
        .map(|given| constants.converted("concentration", given, &mut out))
        .transpose()?;
    if let Some(lethality) = lethality {
        constants.backwards(lethality, (c, time), &mut out)?;
    } else if let Some(load) = constants.load(inputs, (c, time), greatest, &mut out)? {
        constants.harm(inputs, load, &mut out)?;
        if let (Some(c), Some(time)) = (c, time) {
            constants.indoors(inputs, (c, time), &mut out)?;
        }
    }
    if let Some(time) = time {
        out.outside(&Vec::from_iter(toxic::outside(time)));
    }
    out.done()
}

impl Constants {
    /// A concentration in the unit of the constants; tells it in the other one too.
    fn converted(
        &self,
        name: &str,
        (number, unit): (f64, Unit),
        out: &mut Outputs,
    ) -> Result<f64, Error> {
        match (unit, self.mg_m3_per_ppm) {
            (Unit::Ppm, Some(factor)) => out.put("concentration_mg_m3", number * factor, "mg/m3"),
            (Unit::MgM3, Some(factor)) => out.put("concentration_ppm", number / factor, "ppm"),
            (_, None) => {}
        }
        match (unit, self.unit, self.mg_m3_per_ppm) {
            (from, to, _) if from == to => Ok(number),
            (Unit::Ppm, _, Some(factor)) => Ok(number * factor),
            (Unit::MgM3, _, Some(factor)) => Ok(number / factor),
            (_, to, None) => Err(wrong(
                "molar_mass",
                format!(
                    "is missing; {name} is turned into {} with it, or with a substance",
                    to.name()
                ),
            )),
        }
    }

    /// The load of what is given: a history, a puff that passes, or a constant concentration.
    fn load(
        &self,
        inputs: Inputs<'_>,
        (c, time): (Option<f64>, Option<f64>),
        greatest: Option<(f64, Unit)>,
        out: &mut Outputs,
    ) -> Result<Option<f64>, Error> {
        let (load, unit) = if inputs.has("history") {
            (self.of_history(inputs)?, "")
        } else if let Some(greatest) = greatest {
            let c = self.converted("Cmax", greatest, out)?;
            let sigma = inputs.above_zero("sigma_x", "m")?;
            let wind = inputs.within("u", "m/s", 0.01, 150.0)?;
            (
                passing_load(c, sigma, wind, self.n) / 60.0,
                self.unit.of_load(),
            )
        } else {
            match (c, time) {
                (Some(c), Some(time)) => (c.powf(self.n) * time, self.unit.of_load()),
                // A conversion alone.
                (Some(_), None) if self.mg_m3_per_ppm.is_some() => return Ok(None),
                (Some(_), None) => {
                    return Err(wrong("time", "is missing; give the exposure in min"));
                }
                (None, _) => {
                    return Err(wrong(
                        "concentration",
                        "is missing; give it in mg/m3 or ppm, or a history, or Cmax, or a lethality",
                    ));
                }
            }
        };
        out.put("toxic_load", load, unit);
        Ok(Some(load))
    }

    fn of_history(&self, inputs: Inputs<'_>) -> Result<f64, Error> {
        let mut load = 0.0;
        for (i, row) in inputs.table("history", 2)?.iter().enumerate() {
            let [c, t] = row.as_slice() else { continue };
            if *c < 0.0 || *t < 0.0 {
                return Err(wrong(
                    &format!("history/value/{i}"),
                    format!("is {row:?}; give a concentration and minutes from 0 on"),
                ));
            }
            load += c.powf(self.n) * t;
        }
        Ok(load)
    }

    /// Probit and lethality of a load, and what follows across the cloud.
    fn harm(&self, inputs: Inputs<'_>, load: f64, out: &mut Outputs) -> Result<(), Error> {
        let Some(toxicity) = self.toxicity else {
            return Ok(());
        };
        let probit = toxicity.probit(load);
        let lethality = toxicity.lethality(load);
        out.put("probit", probit, "");
        out.put("lethality", lethality, "");
        out.put("lethality_indoors", INDOOR_SHARE * lethality, "");
        if let Some(sigma) = inputs.maybe_above_zero("sigma_y", "m")? {
            let cut = toxic::cut_off_probit();
            out.put(
                "crosswind_integral",
                toxicity.across_m(probit, sigma, cut),
                "m",
            );
            out.put(
                "equivalent_width",
                toxicity.equivalent_width_m(probit, sigma, cut),
                "m",
            );
        }
        Ok(())
    }

    /// The load in a house, where its air changes are given.
    fn indoors(
        &self,
        inputs: Inputs<'_>,
        (c, time): (f64, f64),
        out: &mut Outputs,
    ) -> Result<(), Error> {
        let Some(changes) = inputs.maybe_within("air_changes", "1/h", 0.0, 100.0)? else {
            return Ok(());
        };
        let house = House::new(changes)?;
        let passage = 60.0 * time;
        let load = house.load(c, passage, passage, self.n) / 60.0;
        out.put("toxic_load_indoors", load, self.unit.of_load());
        if let Some(toxicity) = self.toxicity {
            out.put("lethality_by_air_changes", toxicity.lethality(load), "");
        }
        out.outside(&Vec::from_iter(house.outside()));
        Ok(())
    }

    /// The concentration or the time of a lethality.
    fn backwards(
        &self,
        lethality: f64,
        (c, time): (Option<f64>, Option<f64>),
        out: &mut Outputs,
    ) -> Result<(), Error> {
        let toxicity = self.toxicity.ok_or_else(|| {
            wrong(
                "a",
                "is missing; a lethality needs a, b and n, or a substance",
            )
        })?;
        match (c, time) {
            (_, Some(time)) if time > 0.0 => {
                if let Some(c) = toxicity.concentration(lethality, time) {
                    out.put("concentration", c, self.unit.name());
                    match (self.unit, self.mg_m3_per_ppm) {
                        (Unit::Ppm, Some(f)) => out.put("concentration_mg_m3", c * f, "mg/m3"),
                        (Unit::MgM3, Some(f)) => out.put("concentration_ppm", c / f, "ppm"),
                        (_, None) => {}
                    }
                }
            }
            (Some(c), _) if c > 0.0 => {
                if let Some(time) = toxicity.minutes(lethality, c) {
                    out.put("time", time, "min");
                }
            }
            _ => {
                return Err(wrong(
                    "time",
                    "is missing; give the exposure in min above 0, or a concentration above 0",
                ));
            }
        }
        if let Some(probit) = vulnerability::probit(lethality) {
            out.put("probit", probit, "");
        }
        Ok(())
    }
}
