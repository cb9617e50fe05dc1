//! What a pipeline can let out of each metre of it, and how often.
//!
//! | question | answer | source |
//! |---|---|---|
//! | how often, above ground | rupture and leak by diameter | CPR 18E table 3.7, or HJ 169-2018 E.1; from memory |
//! | how often, buried | "underground pipeline, other", unless the analyst knows better ([`Buried`]) | Bevi Reference Manual 3.2 module C, from memory |
//! | how large a leak | 10 % of the diameter, 50 mm at most; buried 20 mm | the same |
//! | in which state | by the vapour pressure at the temperature of the air | table of chemicals |
//! | how fast out of a rupture | both sides, each through half of the line | `outflow.rs` |
//!
//! What the facts do not have is assumed, and said so:
//!
//! * **The break lies in the middle.** Nearer to the pump more flows, beyond the middle less: one kernel stands for all
//!   places. In the first minutes, in which the line loses its pressure, more flows than in the steady state: to the
//!   unsafe side for what ignites then.
//! * **The line is fed for as long as it flows**, half an hour at most, or until the valves have closed that the analyst
//!   gives ([`isolation`](super::isolation)): to the safe side, as neither pump nor valves are in the facts.
//! * A side is no longer than 10 km: within half an hour a line does not empty from farther (an engineering choice).
//! * The wall is not known: the outer diameter is taken for the inner one, to the safe side.
//! * No pit: a buried line flows as one in the open does.

use super::contents::{Contents, Held, Pipe, chemical, missing};
use super::equipment::{FrequencySet, Loss, LossOfContainment};
use super::{Settings, Unmodelled};
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::properties::Substance;
use crate::consequence::source::duration::LONGEST_S;
use crate::facts::{Pipeline, Storage};
use crate::standards::frequencies::{self, Use};

/// Longest side of a rupture, m. An engineering choice.
const LONGEST_SIDE_M: f64 = 10_000.0;
/// A metre of a line.
const METRE: Use = Use {
    length_m: 1.0,
    hours_per_yr: 0.0,
    operations_per_yr: 0.0,
};

/// How a buried line is built: the classes of Bevi Reference Manual 3.2 module C.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Buried {
    /// Whatever else it is: the most frequent to fail.
    #[default]
    Other,
    /// By NEN 3650, or a code that asks as much.
    Nen3650,
    /// In a bay of pipes of its own (管廊带).
    PipeBay,
}

impl Buried {
    /// Its item in the table of frequencies.
    const fn item(self) -> &'static str {
        match self {
            Self::Other => "underground pipeline, other",
            Self::Nen3650 => "underground pipeline NEN 3650",
            Self::PipeBay => "underground pipeline in pipe bay",
        }
    }
}

/// Where a pipe lies.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lies {
    /// Above ground.
    Above,
    /// Buried.
    Below(Buried),
}

/// What a pipeline of a length holds, with its losses of containment by metre, in the order of the table.
///
/// # Errors
/// [`Unmodelled`] with the attribute that is missing, or with what the tables do not know.
pub fn losses(
    pipeline: &Pipeline,
    length_m: f64,
    settings: &Settings,
) -> Result<Vec<(Contents, LossOfContainment)>, Unmodelled> {
    let name = pipeline
        .substance
        .as_deref()
        .ok_or_else(|| missing("substance", "物质", "the substance"))?;
    let bore_m = pipeline
        .diameter_mm
        .filter(|d| *d > 0.0)
        .ok_or_else(|| missing("diameter_mm", "管径", "the diameter"))?
        * 1e-3;
    let gauge_pa = pipeline
        .pressure_kpa
        .filter(|p| *p > 0.0)
        .ok_or_else(|| missing("pressure_kpa", "压力", "the pressure"))?
        * 1e3;
    let is_above = pipeline.above_ground.ok_or_else(|| {
        missing(
            "above_ground",
            "敷设方式(地上或埋地)",
            "whether it is buried",
        )
    })?;
    if length_m <= 0.0 {
        return Err(missing("geometry", "管线走向", "the course of the line"));
    }
    let of = chemical(name, Some(settings.air_k - 273.15))?;
    let held = Held {
        storage: state(
            &Substance::of(of.0),
            ATMOSPHERE_PA + gauge_pa,
            settings.air_k,
        ),
        temperature_k: None,
        gauge_pa,
        mass_kg: f64::INFINITY,
        bund_m2: None,
    };
    let contents = Contents::new(name, of, &held, settings.air_k)?;
    let lies = if is_above {
        Lies::Above
    } else {
        Lies::Below(settings.buried)
    };
    let side_m = (0.5 * length_m).min(LONGEST_SIDE_M);
    Ok(rows(bore_m, lies, settings.frequencies)
        .map(|loss| {
            let pipe = Pipe {
                bore_m,
                leak_m: leak_m(&loss.row.event, bore_m),
                side_m,
                sides: 2,
                head_m: 0.0,
                open_s: LONGEST_S,
            };
            let contents = Contents {
                pipe: Some(pipe),
                ..contents
            };
            (contents, loss)
        })
        .collect())
}

/// How a substance flows in a line: as a gas above its boiling point under that pressure.
fn state(substance: &Substance, pressure_pa: f64, temperature_k: f64) -> Storage {
    let boiling_pa = substance.vapour_pressure.at(temperature_k);
    match boiling_pa {
        _ if temperature_k >= substance.critical_k => Storage::CompressedGas,
        Some(boiling) if pressure_pa < boiling => Storage::CompressedGas,
        _ if temperature_k > substance.boiling_k => Storage::PressurisedLiquefied,
        _ => Storage::AtmosphericLiquid,
    }
}

/// Diameter of a leak, m, by what its row says.
pub(super) fn leak_m(event: &str, bore_m: f64) -> f64 {
    if event.contains("20 mm") {
        0.02_f64.min(bore_m)
    } else {
        (0.1 * bore_m).min(0.05)
    }
}

/// Rows of the tables for a metre of pipe.
pub(super) fn rows(
    bore_m: f64,
    lies: Lies,
    set: FrequencySet,
) -> impl Iterator<Item = LossOfContainment> {
    let class = usize::from(bore_m >= 0.075) + usize::from(bore_m > 0.15);
    let (source, item) = match (lies, set) {
        (Lies::Below(buried), _) => ("Bevi", buried.item()),
        (Lies::Above, FrequencySet::PurpleBook) => (
            "Purple Book",
            [
                "pipe, nominal diameter < 75 mm",
                "pipe, 75-150 mm",
                "pipe, > 150 mm",
            ][class],
        ),
        (Lies::Above, FrequencySet::Hj169) => (
            "HJ 169",
            [
                "内径≤75 mm 的管道",
                "75 mm<内径≤150 mm 的管道",
                "内径>150 mm 的管道",
            ][class],
        ),
    };
    frequencies::all()
        .iter()
        .filter(move |f| f.source.contains(source) && f.item == item)
        .filter_map(|row| {
            Some(LossOfContainment {
                loss: Loss::of(&row.event).filter(|l| matches!(l, Loss::Rupture | Loss::Leak))?,
                per_year: row.per_yr(&METRE)?,
                is_contained: false,
                row,
            })
        })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::contents::Ignites;
    use super::super::contents::tests::vessel;
    use super::*;

    /// A buried line of a substance.
    pub(crate) fn line(substance: &str, diameter_mm: f64, pressure_kpa: f64) -> Pipeline {
        Pipeline {
            id: "L1".into(),
            operator: None,
            substance: Some(substance.into()),
            diameter_mm: Some(diameter_mm),
            pressure_kpa: Some(pressure_kpa),
            above_ground: Some(false),
            geometry: geo_types::Geometry::LineString(geo_types::LineString(Vec::new())),
            provenance: vessel(substance, Storage::CompressedGas, 1.0).provenance,
        }
    }

    fn of(line: &Pipeline) -> Result<Vec<(Contents, LossOfContainment)>, Unmodelled> {
        losses(line, 4_000.0, &Settings::default())
    }

    #[test]
    fn a_metre_of_pipe_tears_or_leaks_as_often_as_the_table_says() {
        let frequencies = |line: &Pipeline, set| -> Vec<(Loss, f64, f64)> {
            let settings = Settings {
                frequencies: set,
                ..Settings::default()
            };
            let found = losses(line, 4_000.0, &settings).unwrap();
            let one = |(c, l): &(Contents, LossOfContainment)| {
                (l.loss, l.per_year, c.pipe.unwrap().leak_m)
            };
            found.iter().map(one).collect()
        };
        let mut pipe = line("propane", 100.0, 2_500.0);
        let buried = frequencies(&pipe, FrequencySet::PurpleBook);
        assert_eq!((buried[0].0, buried[0].1), (Loss::Rupture, 5e-7));
        assert_eq!(buried[1], (Loss::Leak, 1.5e-6, 0.02));
        let by = |buried| {
            let settings = Settings {
                buried,
                ..Settings::default()
            };
            losses(&pipe, 4_000.0, &settings).unwrap()[0].1.per_year
        };
        assert!((by(Buried::Nen3650) - 1.525e-7).abs() < 1e-20);
        assert!((by(Buried::PipeBay) - 7e-9).abs() < 1e-20);
        pipe.above_ground = Some(true);
        for (diameter, rupture, leak, hole) in [
            (50.0, 1e-6, 5e-6, 0.005),
            (100.0, 3e-7, 2e-6, 0.01),
            (400.0, 1e-7, 5e-7, 0.04),
            (800.0, 1e-7, 5e-7, 0.05),
        ] {
            pipe.diameter_mm = Some(diameter);
            let found = frequencies(&pipe, FrequencySet::PurpleBook);
            assert_eq!(found.len(), 2);
            assert_eq!((found[0].0, found[0].1), (Loss::Rupture, rupture));
            assert_eq!((found[1].0, found[1].1), (Loss::Leak, leak));
            assert!((found[1].2 - hole).abs() < 1e-12, "{found:?}");
            let chinese = frequencies(&pipe, FrequencySet::Hj169);
            assert_eq!(chinese.len(), 2, "{diameter}");
        }
    }

    #[test]
    fn the_state_follows_from_the_pressure() {
        let at = |name, kpa| of(&line(name, 168.3, kpa)).unwrap()[0].0;
        assert_eq!(at("methane", 4_000.0).storage, Storage::CompressedGas);
        // Propylene boils at 10.2 bar at 20 °C.
        assert_eq!(at("propylene", 500.0).storage, Storage::CompressedGas);
        let liquid = at("propylene", 2_500.0);
        assert_eq!(liquid.storage, Storage::PressurisedLiquefied);
        assert_eq!(liquid.ignites, Ignites::OtherGas);
        let toluene = at("108-88-3", 1_600.0);
        assert_eq!(toluene.storage, Storage::AtmosphericLiquid);
        assert_eq!(toluene.ignites, Ignites::K1Liquid);
    }

    #[test]
    fn a_mixture_in_a_line_has_one_that_stands_for_it_or_a_rule() {
        let gasoline = of(&line("86290-81-5", 323.9, 4_000.0)).unwrap()[0].0;
        assert_eq!(gasoline.chemical.cas, "109-66-0");
        assert_eq!(gasoline.storage, Storage::AtmosphericLiquid);
        assert!(
            of(&line("68334-30-5", 323.9, 4_000.0))
                .unwrap_err()
                .is_without_risk
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let whole = line("propane", 168.3, 2_500.0);
        let without = |field: &str| {
            let mut line = whole.clone();
            match field {
                "substance" => line.substance = None,
                "diameter_mm" => line.diameter_mm = None,
                "pressure_kpa" => line.pressure_kpa = Some(0.0),
                _ => line.above_ground = None,
            }
            line
        };
        for field in ["substance", "diameter_mm", "pressure_kpa", "above_ground"] {
            assert_eq!(of(&without(field)).unwrap_err().field, Some(field));
        }
        let why = losses(&whole, 0.0, &Settings::default()).unwrap_err();
        assert_eq!(why.field, Some("geometry"));
        assert_eq!(
            of(&line("没有这种东西", 100.0, 1e3)).unwrap_err().field,
            Some("substance")
        );
    }
}
