//! What a vessel holds, as the models see it.
//!
//! | class | how it burns or poisons | source |
//! |---|---|---|
//! | toxic | probit constants are known | table of chemicals |
//! | flammable | lower flammable limit and heat of combustion are known | table of chemicals |
//! | K1 liquid | flash point below 21 °C | CPR 18E (1999) 4.7 |
//! | low reactivity | ammonia, methane, carbon monoxide, chloro-, bromomethane, chloroethane | CPR 18E table 4.4, from memory |
//!
//! What is a mixture has a pure substance that stands for it, or a rule (`standards/tables/surrogates.csv`, from memory).
//!
//! The flash point is estimated as the temperature at which the vapour over the liquid reaches the lower flammable
//! limit, as the table of chemicals has none: within some 5 K of closed cups for pure liquids.

use super::Unmodelled;
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::properties::Substance;
use crate::consequence::vulnerability::toxic::Toxicity;
use crate::facts::{Storage, Vessel};
use crate::standards::chemicals::{self, Chemical};
use crate::standards::surrogates::{self, Surrogate};

/// Flash point below which a liquid is K1, K: CPR 18E (1999) 4.7.
const K1_BELOW_K: f64 = 294.15;
/// Up to here it is K2, K: CPR 18E (1999) 4.7, from memory.
const K2_BELOW_K: f64 = 328.15;
/// Gases of low reactivity: CPR 18E (1999) table 4.4, from memory.
const LOW_REACTIVITY: [&str; 6] = [
    "7664-41-7",
    "74-82-8",
    "630-08-0",
    "74-83-9",
    "74-87-3",
    "75-00-3",
];

/// How readily what is in a vessel ignites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ignites {
    /// It does not burn.
    Never,
    /// Liquid with a flash point from 55 °C on.
    K3Liquid,
    /// Liquid with a flash point from 21 to 55 °C.
    K2Liquid,
    /// Liquid with a flash point below 21 °C.
    K1Liquid,
    /// Gas of low reactivity.
    LowGas,
    /// Any other gas.
    OtherGas,
}

/// What is in a vessel.
#[derive(Debug, Clone, Copy)]
pub struct Contents {
    /// Row of the table of chemicals.
    pub chemical: &'static Chemical,
    /// Its properties.
    pub substance: Substance,
    /// How it is held.
    pub storage: Storage,
    /// Temperature, K.
    pub temperature_k: f64,
    /// Absolute pressure, Pa.
    pub pressure_pa: f64,
    /// Mass, kg.
    pub mass_kg: f64,
    /// Area of the dike, m².
    pub bund_m2: Option<f64>,
    /// How readily it ignites.
    pub ignites: Ignites,
    /// How poisonous it is: for mg/m³ and minutes.
    pub toxicity: Option<Toxicity>,
    /// Whether the temperature is an assumption.
    pub is_temperature_assumed: bool,
    /// The mixture that the chemical stands for; none where it is the chemical itself.
    pub stands_for: Option<&'static Surrogate>,
    /// The pipe through which it flows out; none for a vessel that fails itself.
    pub pipe: Option<Pipe>,
}

/// A pipe that breaks or leaks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pipe {
    /// Inner diameter, m.
    pub bore_m: f64,
    /// Diameter of the hole of a leak, m.
    pub leak_m: f64,
    /// Length of pipe through which each side of a rupture flows, m.
    pub side_m: f64,
    /// Sides from which a rupture is fed: 1 or 2.
    pub sides: u32,
    /// Head of liquid over it, m.
    pub head_m: f64,
    /// For how long it flows at most, s: until valves have closed it.
    pub open_s: f64,
}

/// How a substance is held, for [`Contents::new`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    /// How.
    pub storage: Storage,
    /// Temperature, K; none where it is to be assumed.
    pub temperature_k: Option<f64>,
    /// Gauge pressure, Pa.
    pub gauge_pa: f64,
    /// Mass, kg.
    pub mass_kg: f64,
    /// Area of the dike, m².
    pub bund_m2: Option<f64>,
}

/// That an attribute is missing.
pub(super) fn missing(field: &'static str, zh: &str, en: &str) -> Unmodelled {
    Unmodelled::new(
        Some(field),
        format!("缺少{zh}, 风险未计算"),
        format!("{en} is missing: its risk is not computed"),
    )
}

/// The chemical of a name or number, and the mixture that it stands for.
///
/// # Errors
/// [`Unmodelled`] for what no table knows, and for what a rule leaves without risk.
pub(super) fn chemical(
    name: &str,
    temperature_c: Option<f64>,
) -> Result<(&'static Chemical, Option<&'static Surrogate>), Unmodelled> {
    if let Some(chemical) = chemicals::find(name) {
        return Ok((chemical, None));
    }
    let is_cold = |s: &&Surrogate| {
        let warm = temperature_c.zip(s.below_c);
        warm.is_none_or(|(t, below)| t < below)
    };
    match surrogates::find(name).filter(is_cold) {
        Some(mixture) => match mixture.stands_in.as_deref().map(chemicals::find) {
            None => Err(Unmodelled::by_rule(
                mixture.rule_zh.clone(),
                mixture.rule_en.clone(),
            )),
            Some(found) => found
                .map(|chemical| (chemical, Some(mixture)))
                .ok_or_else(|| unlisted(name)),
        },
        None => Err(unlisted(name)),
    }
}

fn unlisted(name: &str) -> Unmodelled {
    Unmodelled::new(
        Some("substance"),
        format!("“{name}”的物性不在物性表中, 风险未计算"),
        format!("the properties of `{name}` are not in the table: its risk is not computed"),
    )
}

impl Contents {
    /// What a vessel of the facts holds.
    ///
    /// # Errors
    /// [`Unmodelled`] with the attribute that is missing, or with what the tables do not know.
    pub fn of(vessel: &Vessel, air_k: f64) -> Result<Self, Unmodelled> {
        let name = vessel
            .substance
            .as_deref()
            .ok_or_else(|| missing("substance", "物质", "the substance"))?;
        let tonnes = vessel
            .quantity_t
            .ok_or_else(|| missing("quantity_t", "数量", "the quantity"))?;
        let storage = vessel
            .storage
            .ok_or_else(|| missing("storage", "储存方式", "the kind of storage"))?;
        if storage == Storage::CompressedGas && vessel.pressure_kpa.is_none() {
            return Err(missing(
                "pressure_kpa",
                "压力",
                "the pressure of a compressed gas",
            ));
        }
        let held = Held {
            storage,
            temperature_k: vessel.temperature_c.map(|c| c + 273.15),
            gauge_pa: vessel.pressure_kpa.unwrap_or(0.0) * 1e3,
            mass_kg: tonnes.max(0.0) * 1e3,
            bund_m2: vessel.bund_area_m2.filter(|a| *a > 0.0),
        };
        Self::new(name, chemical(name, vessel.temperature_c)?, &held, air_k)
    }

    /// A substance as it is held.
    ///
    /// # Errors
    /// [`Unmodelled`] for what neither burns nor poisons.
    pub(super) fn new(
        name: &str,
        (chemical, stands_for): (&'static Chemical, Option<&'static Surrogate>),
        held: &Held,
        air_k: f64,
    ) -> Result<Self, Unmodelled> {
        let substance = Substance::of(chemical);
        let storage = held.storage;
        let temperature_k = held.temperature_k.unwrap_or(match storage {
            Storage::RefrigeratedLiquefied => substance.boiling_k,
            _ => air_k,
        });
        // Above its critical point it is held at that pressure at least.
        let boiling_pa = if temperature_k < substance.critical_k {
            substance.vapour_pressure.at(temperature_k).unwrap_or(0.0)
        } else {
            chemical.pc_pa
        };
        let pressure_pa = match storage {
            // Under its own pressure, at least.
            Storage::PressurisedLiquefied => (ATMOSPHERE_PA + held.gauge_pa).max(boiling_pa),
            _ => ATMOSPHERE_PA + held.gauge_pa,
        };
        let toxicity = match (chemical.probit_a, chemical.probit_b, chemical.probit_n) {
            (Some(a), Some(b), Some(n)) => Toxicity::new(a, b, n).ok(),
            _ => None,
        };
        let contents = Self {
            chemical,
            substance,
            storage,
            temperature_k,
            pressure_pa,
            mass_kg: held.mass_kg,
            bund_m2: held.bund_m2,
            ignites: ignites(chemical, &substance, storage),
            toxicity,
            is_temperature_assumed: held.temperature_k.is_none(),
            stands_for,
            pipe: None,
        };
        if contents.toxicity.is_none() && contents.ignites == Ignites::Never {
            return Err(Unmodelled::new(
                None,
                format!("“{name}”不燃, 且没有毒性概率常数, 没有可计算的后果"),
                format!(
                    "`{name}` does not burn and has no toxic probit: there is nothing to compute"
                ),
            ));
        }
        Ok(contents)
    }

    /// Whether it is a liquid at the pressure of the air.
    pub fn stays_liquid(&self) -> bool {
        self.storage == Storage::AtmosphericLiquid && self.temperature_k < self.substance.boiling_k
    }

    /// Lower heat of combustion, J/kg.
    pub fn heat_of_combustion_j_kg(&self) -> f64 {
        self.chemical.hc_lower_j_kg.unwrap_or(0.0)
    }

    /// Lower flammable limit at the temperature of the air, kg/m³.
    pub fn lower_limit_kg_m3(&self, air_k: f64) -> Option<f64> {
        let share = self.chemical.lfl_vol?;
        Some(share * self.gas_kg_m3(air_k))
    }

    /// Density of its pure gas at a temperature and the pressure of the air, kg/m³: ideal.
    pub fn gas_kg_m3(&self, temperature_k: f64) -> f64 {
        ATMOSPHERE_PA * self.substance.molar_mass_kg_mol / (crate::consequence::R * temperature_k)
    }
}

fn ignites(chemical: &Chemical, substance: &Substance, storage: Storage) -> Ignites {
    let (Some(lfl), Some(_)) = (chemical.lfl_vol, chemical.hc_lower_j_kg) else {
        return Ignites::Never;
    };
    if storage != Storage::AtmosphericLiquid {
        return if LOW_REACTIVITY.contains(&chemical.cas.as_str()) {
            Ignites::LowGas
        } else {
            Ignites::OtherGas
        };
    }
    let flash_k = substance.vapour_pressure.saturation_k(lfl * ATMOSPHERE_PA);
    match flash_k {
        Some(t) if t >= K2_BELOW_K => Ignites::K3Liquid,
        Some(t) if t >= K1_BELOW_K => Ignites::K2Liquid,
        _ => Ignites::K1Liquid,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::facts::Provenance;

    /// A vessel of a substance.
    pub(crate) fn vessel(substance: &str, storage: Storage, tonnes: f64) -> Vessel {
        Vessel {
            id: "V1".into(),
            unit_id: "U1".into(),
            substance: Some(substance.into()),
            hazard_class: None,
            quantity_t: Some(tonnes),
            storage: Some(storage),
            placement: None,
            temperature_c: Some(20.0),
            pressure_kpa: None,
            volume_m3: None,
            diameter_m: None,
            roof: None,
            bund_area_m2: None,
            equipment: None,
            fire_class: None,
            geometry: geo_types::Point::new(0.0, 0.0).into(),
            provenance: Provenance {
                source_file: "t".into(),
                source_row: 1,
                imported_at: "2026-01-01T00:00:00Z".into(),
                synthetic: true,
            },
        }
    }

    #[test]
    fn a_liquid_has_the_class_of_its_flash_point() {
        // Closed cups (from memory): toluene 4 °C, acetone −20, styrene 31, n-butanol 35.
        for (name, class) in [
            ("108-88-3", Ignites::K1Liquid),
            ("67-64-1", Ignites::K1Liquid),
            ("100-42-5", Ignites::K2Liquid),
        ] {
            let v = vessel(name, Storage::AtmosphericLiquid, 10.0);
            assert_eq!(Contents::of(&v, 293.15).unwrap().ignites, class, "{name}");
        }
        let propane = vessel("propane", Storage::PressurisedLiquefied, 10.0);
        let c = Contents::of(&propane, 293.15).unwrap();
        assert_eq!(c.ignites, Ignites::OtherGas);
        assert!((7e5..9e5).contains(&c.pressure_pa), "{}", c.pressure_pa);
    }

    #[test]
    fn a_mixture_has_one_that_stands_for_it_or_a_rule() {
        let gasoline = vessel("汽油", Storage::AtmosphericLiquid, 50.0);
        let c = Contents::of(&gasoline, 293.15).unwrap();
        assert_eq!(c.chemical.cas, "109-66-0");
        assert_eq!(c.stands_for.map(|s| s.cas.as_str()), Some("86290-81-5"));
        assert_eq!(c.ignites, Ignites::K1Liquid);
        let gas = vessel("68476-85-7", Storage::PressurisedLiquefied, 50.0);
        assert_eq!(Contents::of(&gas, 293.15).unwrap().chemical.cas, "74-98-6");
        let mut diesel = vessel("柴油", Storage::AtmosphericLiquid, 50.0);
        let why = Contents::of(&diesel, 293.15).unwrap_err();
        assert!(
            why.is_without_risk && why.reason.zh.contains("55"),
            "{why:?}"
        );
        // Hot diesel is not what the rule is made for.
        diesel.temperature_c = Some(80.0);
        let why = Contents::of(&diesel, 293.15).unwrap_err();
        assert!(!why.is_without_risk && why.field == Some("substance"));
        diesel.temperature_c = None;
        diesel.quantity_t = None;
        assert!(!Contents::of(&diesel, 293.15).unwrap_err().is_without_risk);
        let pentane = vessel("109-66-0", Storage::AtmosphericLiquid, 50.0);
        assert!(Contents::of(&pentane, 293.15).unwrap().stands_for.is_none());
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut v = vessel("氯", Storage::PressurisedLiquefied, 10.0);
        v.quantity_t = None;
        assert_eq!(
            Contents::of(&v, 293.15).unwrap_err().field,
            Some("quantity_t")
        );
        v.substance = Some("沙子".into());
        v.quantity_t = Some(1.0);
        assert_eq!(
            Contents::of(&v, 293.15).unwrap_err().field,
            Some("substance")
        );
        let mut gas = vessel("methane", Storage::CompressedGas, 1.0);
        assert_eq!(
            Contents::of(&gas, 293.15).unwrap_err().field,
            Some("pressure_kpa")
        );
        gas.pressure_kpa = Some(5000.0);
        assert!(Contents::of(&gas, 293.15).is_ok());
    }
}
