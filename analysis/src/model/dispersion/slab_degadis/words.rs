//! Release and weather in words: `LNG 97.888 kg/s, jet diameter 1 m, u 10.9 m/s at 10 m, class F, …`.

use super::{Case, REACH_M, averaging, table};
use crate::consequence::dispersion::slab::{
    Atmosphere, Release, SlabSource, Substance, inverse_obukhov_per_m,
};
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::model::unit::convert;

/// What the words tell, in SI units.
#[derive(Debug, Default)]
struct Words {
    name: Option<String>,
    molar_mass_kg_mol: Option<f64>,
    heat_capacity_j_kg_k: Option<f64>,
    temperature_k: Option<f64>,
    rate_kg_s: Option<f64>,
    area_m2: Option<f64>,
    is_jet: bool,
    is_upward: bool,
    height_m: Option<f64>,
    duration_s: Option<f64>,
    wind: Option<(f64, f64)>,
    roughness_m: Option<f64>,
    class: Option<f64>,
    averaging_s: Option<f64>,
    air_k: Option<f64>,
    pressure_pa: Option<f64>,
    humidity: Option<f64>,
    ground_heat: Option<bool>,
}

/// The number of a stability class by its letter.
pub(super) fn class(text: &str) -> Option<f64> {
    let mut letters = text.trim().chars();
    let letter = letters.next()?.to_ascii_uppercase();
    let at = "ABCDEF".find(letter)?;
    letters.next().is_none().then_some(at as f64 + 1.0)
}

/// A clause: the words before its first number, then numbers with their units.
struct Clause<'a> {
    text: &'a str,
    words: Vec<&'a str>,
    first: usize,
}

impl<'a> Clause<'a> {
    fn of(text: &'a str) -> Self {
        let words: Vec<&str> = text.split_whitespace().filter(|w| *w != "=").collect();
        let first = words
            .iter()
            .position(|w| w.parse::<f64>().is_ok_and(f64::is_finite))
            .unwrap_or(words.len());
        Self { text, words, first }
    }

    /// The words before the first number.
    fn lead(&self) -> String {
        self.words
            .get(..self.first)
            .unwrap_or_default()
            .join(" ")
            .to_ascii_lowercase()
    }

    /// The first number in a unit, where it is in one that can be turned into it; a bare number is in it.
    fn number(&self, unit: &str) -> Option<f64> {
        self.number_after(self.first, unit)
    }

    fn number_after(&self, from: usize, unit: &str) -> Option<f64> {
        let at = (from..self.words.len()).find(|i| self.is_number(*i))?;
        let number: f64 = self.words.get(at)?.parse().ok()?;
        match self.words.get(at + 1) {
            None => Some(number),
            Some(own) => convert(number, own, unit),
        }
    }

    fn is_number(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.parse::<f64>().is_ok())
    }
}

impl Words {
    /// Reads clauses between commas.
    ///
    /// # Errors
    /// [`Error::Input`] with the clause that is not understood.
    fn of(field: &str, text: &str) -> Result<Self, Error> {
        let mut words = Self::default();
        for part in text
            .split([',', ';'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
        {
            words.take(&Clause::of(part)).ok_or_else(|| {
                wrong(
                    field,
                    format!(
                        "`{part}` is not understood; write for instance `LNG 10 kg/s, 111.7 K, jet diameter 1 m, \
                         duration 60 s, u 5 m/s at 10 m, class D, z0 0.1 m, Ta 293 K, P 1 atm, RH 50 %, tav 10 s`, \
                         or `E = 10 kg/s over radius 2 m` for a pool"
                    ),
                )
            })?;
        }
        Ok(words)
    }

    /// Takes one clause; none where it is not understood.
    fn take(&mut self, clause: &Clause) -> Option<()> {
        let lead = clause.lead();
        let lower = clause.text.to_ascii_lowercase();
        if lower == "steady" {
            return Some(());
        }
        if lower.contains("heat transfer") {
            self.ground_heat = Some(!lower.contains("no ") && !lower.contains(" off"));
            return Some(());
        }
        if let Some(letter) = lower.strip_prefix("class ") {
            self.class = Some(class(letter)?);
            return Some(());
        }
        match lead.as_str() {
            "u" | "u0" | "wind" => {
                let speed = clause.number("m/s")?;
                let height = clause.number_after(clause.first + 1, "m")?;
                self.wind = Some((speed, height));
            }
            "z0" => self.roughness_m = Some(clause.number("m")?),
            "avg" | "tav" => self.averaging_s = Some(clause.number("s")?),
            "ta" | "tamb" => self.air_k = Some(clause.number("K")?),
            "rh" => self.humidity = Some(clause.number("%")? / 100.0),
            "p" => self.pressure_pa = Some(clause.number("Pa")?),
            "duration" => self.duration_s = Some(clause.number("s")?),
            "height" => self.height_m = Some(clause.number("m")?),
            "cp" => self.heat_capacity_j_kg_k = Some(clause.number("J/kg/K")?),
            // Follows from molar mass, temperature and pressure.
            "rho" => {
                clause.number("kg/m3")?;
            }
            "t" => self.temperature_k = Some(clause.number("K")?),
            _ => return self.take_release(clause, &lead),
        }
        Some(())
    }

    fn take_release(&mut self, clause: &Clause, lead: &str) -> Option<()> {
        if lead.ends_with("diameter") {
            let diameter = clause.number("m")?;
            self.area_m2 = Some(std::f64::consts::PI * diameter * diameter / 4.0);
            self.is_jet = lead.contains("jet");
            self.is_upward = lead.contains("vertical");
            return Some(());
        }
        if let Some(name) = lead.strip_suffix("mw") {
            self.name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
            self.molar_mass_kg_mol = Some(clause.number("g/mol")? / 1e3);
            return Some(());
        }
        if let Some(rate) = clause
            .number("kg/s")
            .filter(|_| clause.words.len() > clause.first + 1)
        {
            self.rate_kg_s = Some(rate);
            if clause
                .words
                .iter()
                .any(|w| w.eq_ignore_ascii_case("radius"))
            {
                let radius = clause.number_after(clause.first + 1, "m")?;
                self.area_m2 = Some(std::f64::consts::PI * radius * radius);
            }
            if !["", "e", "rate"].contains(&lead) {
                self.name = Some(lead.to_owned());
            }
            return Some(());
        }
        // A bare `1 atm`, `111.15 K`.
        if lead.is_empty() {
            if let Some(pressure) = clause.number("Pa") {
                self.pressure_pa = Some(pressure);
                return Some(());
            }
            self.temperature_k = Some(clause.number("K")?);
            return Some(());
        }
        None
    }

    /// The substance of the table with what the words tell of it; without the table a gas that never condenses.
    fn substance(&self, known: Option<Substance>) -> Option<Substance> {
        let mut substance = known.or_else(|| self.gas())?;
        if let Some(molar_mass) = self.molar_mass_kg_mol {
            substance.molar_mass_kg_mol = molar_mass;
        }
        if let Some(cp) = self.heat_capacity_j_kg_k {
            substance.vapour_heat_capacity_j_kg_k = cp;
        }
        Some(substance)
    }

    /// A gas that boils at half the temperature that the words tell, by Trouton's 85 J/(mol K), and of a liquid
    /// that is never met.
    fn gas(&self) -> Option<Substance> {
        let boiling_k = 0.5 * self.temperature_k?;
        let molar_mass_kg_mol = self.molar_mass_kg_mol?;
        let vapour = self.heat_capacity_j_kg_k?;
        let vaporisation_j_kg = 85.0 * boiling_k / molar_mass_kg_mol;
        Some(Substance {
            molar_mass_kg_mol,
            vapour_heat_capacity_j_kg_k: vapour,
            boiling_k,
            vaporisation_j_kg,
            liquid_heat_capacity_j_kg_k: 1.5 * vapour,
            liquid_density_kg_m3: 700.0,
            saturation_b_k: Substance::clapeyron_b_k(molar_mass_kg_mol, vaporisation_j_kg),
            saturation_c_k: 0.0,
        })
    }
}

/// The case that words tell.
pub(super) fn told(
    field: &str,
    text: &str,
    inputs: Inputs,
    out: &mut Outputs,
) -> Result<Case, Error> {
    let words = Words::of(field, text)?;
    let missing = |what: &str| wrong(field, format!("does not tell {what}"));
    let known = words.name.as_deref().and_then(table);
    let substance = words.substance(known).ok_or_else(|| {
        missing("a substance of the table of chemicals, or MW, T and cp of a gas")
    })?;
    let temperature_k = words.temperature_k.unwrap_or(substance.boiling_k);
    let z0 = words.roughness_m.ok_or_else(|| missing("z0"))?;
    let class = words.class.ok_or_else(|| missing("a class"))?;
    let rate_kg_s = words.rate_kg_s.ok_or_else(|| missing("a rate in kg/s"))?;
    let duration_s = words.duration_s.unwrap_or(f64::INFINITY);
    let area_m2 = words
        .area_m2
        .ok_or_else(|| missing("a radius or a diameter of the source"))?;
    let height_m = words.height_m.unwrap_or_default();
    let release = match (words.is_jet, words.is_upward) {
        (false, _) => Release::Pool {
            rate_kg_s,
            duration_s,
        },
        (true, false) => Release::HorizontalJet {
            rate_kg_s,
            duration_s,
            height_m,
        },
        (true, true) => Release::VerticalJet {
            rate_kg_s,
            duration_s,
            height_m,
        },
    };
    let humidity = words.humidity.unwrap_or_else(|| {
        out.note("the words tell no humidity: 50 % taken");
        0.5
    });
    let (wind_m_s, wind_height_m) = words
        .wind
        .ok_or_else(|| missing("the wind and its height"))?;
    let air = Atmosphere {
        wind_m_s,
        wind_height_m,
        roughness_m: z0,
        inverse_obukhov_per_m: inverse_obukhov_per_m(class, z0),
        temperature_k: words
            .air_k
            .ok_or_else(|| missing("the temperature of the air"))?,
        pressure_pa: words
            .pressure_pa
            .unwrap_or(crate::consequence::ATMOSPHERE_PA),
        humidity,
        ground_heat: words.ground_heat.unwrap_or(true),
    };
    let source = SlabSource {
        substance,
        temperature_k,
        liquid_share: 0.0,
        area_m2,
        release,
        reach_m: inputs.maybe_above_zero("xffm", "m")?.unwrap_or(REACH_M),
    };
    Ok(Case {
        source,
        air,
        averaging_s: averaging(inputs, words.averaging_s.unwrap_or(10.0))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_is_read() {
        let w = Words::of(
            "deck",
            "steady, u0 5.9 m/s at 2 m, z0 2.05e-4 m, class D, avg 10 s, Tamb 308.55 K, P 0.94 atm, RH 14.4 %, \
             surface heat transfer on (ihtfl 1), LNG MW 16.04, T 111.7 K, rho 1.76, cp 2240; E = 130 kg/s over radius 22.06 m",
        )
        .unwrap();
        assert_eq!(w.name.as_deref(), Some("lng"));
        assert_eq!(w.wind, Some((5.9, 2.0)));
        assert_eq!((w.class, w.averaging_s), (Some(4.0), Some(10.0)));
        assert_eq!((w.rate_kg_s, w.temperature_k), (Some(130.0), Some(111.7)));
        assert!((w.pressure_pa.unwrap() - 95_245.5).abs() < 0.1);
        assert!((w.humidity.unwrap() - 0.144).abs() < 1e-12);
        assert!((w.area_m2.unwrap() - 1_528.85).abs() < 0.1 && !w.is_jet);
        assert_eq!(w.ground_heat, Some(true));
        let w = Words::of("deck", "1 atm, no surface heat transfer").unwrap();
        assert_eq!(
            (w.pressure_pa, w.ground_heat),
            (Some(101_325.0), Some(false))
        );
    }

    #[test]
    fn a_jet_is_read_and_nonsense_is_shown() {
        let w = Words::of(
            "scenario",
            "LNG 97.888 kg/s, 111.15 K, jet diameter 1 m, duration 174 s, u 10.9 m/s at 10 m",
        )
        .unwrap();
        assert!(w.is_jet && !w.is_upward);
        assert_eq!((w.rate_kg_s, w.temperature_k), (Some(97.888), Some(111.15)));
        assert_eq!((w.duration_s, w.wind), (Some(174.0), Some((10.9, 10.0))));
        let told = Words::of("scenario", "u 3 m/s at 10 m, blue 3").unwrap_err();
        assert!(told.to_string().contains("`blue 3`"), "{told}");
    }
}
