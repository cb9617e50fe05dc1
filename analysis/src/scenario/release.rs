//! How much of a loss of containment gets into the air, how fast, and what is left on the ground.
//!
//! | held as | into the air | on the ground |
//! |---|---|---|
//! | liquefied under pressure | what flashes and the drops that stay up (CPR 18E 4.6); what boils off the rest | the rest; of a sudden release it boils off after the cloud has gone |
//! | liquefied by cold, liquid | boils off the pool by the heat of the ground, or evaporates into the wind, whichever is more | pool |
//! | compressed | all of it | – |
//!
//! A release ends after half an hour at most (CPR 18E 4.6.4), a pool is as large as its dike, or spreads to 5 mm and
//! no more than 1,500 m² (Bevi Reference Manual, from memory). How fast it flows out: `outflow.rs`.

use super::Unmodelled;
use super::contents::Contents;
use super::equipment::Loss;
use super::outflow::outflow;
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::source::boiling::{BoilingPool, Ground};
use crate::consequence::source::duration::LONGEST_S;
use crate::consequence::source::evaporation::{SCHMIDT, flux_kg_m2_s, mass_transfer_m_s};
use crate::consequence::source::pool::{Bounds, Surface, diameter_m};
use crate::consequence::source::{airborne, flash};
use crate::facts::Storage;

/// Largest pool without a dike, m²: Bevi Reference Manual, from memory.
const OPEN_POOL_M2: f64 = 1_500.0;
/// Share of the critical temperature from which on a liquid is nearly critical.
const NEARLY_CRITICAL: f64 = 0.95;
/// Shortest time in which a pool is taken to give what it gives, s: a plume that is over sooner is none. An engineering
/// choice.
const SHORTEST_S: f64 = 60.0;
/// Longest exposure and evaporation that counts, s.
pub const EXPOSURE_S: f64 = LONGEST_S;

/// What gets into the air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Airborne {
    /// All at once, kg.
    Puff {
        /// Mass, kg.
        mass_kg: f64,
    },
    /// At a rate.
    Steady {
        /// Rate, kg/s.
        rate_kg_s: f64,
        /// Duration, s.
        duration_s: f64,
    },
}

impl Airborne {
    /// Mass, kg.
    pub fn mass_kg(&self) -> f64 {
        match self {
            Self::Puff { mass_kg } => *mass_kg,
            Self::Steady {
                rate_kg_s,
                duration_s,
            } => rate_kg_s * duration_s,
        }
    }
}

/// A release.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Release {
    /// What leaves the vessel: rate in kg/s; none where it is all at once.
    pub outflow_kg_s: Option<f64>,
    /// How long it flows, s.
    pub duration_s: f64,
    /// What leaves the vessel, kg.
    pub mass_kg: f64,
    /// What gets into the air at the vessel.
    pub airborne: Airborne,
    /// Its temperature there, K.
    pub cloud_k: f64,
    /// Share of its mass that is drops.
    pub drops: f64,
    /// Area of the pool, m²; 0 without one.
    pub pool_m2: f64,
    /// Whether the air takes up what a pool gives, rather than what the vessel gives.
    pub is_from_pool: bool,
    /// What boils off the rest of a sudden release, after what got into the air at once.
    pub after: Option<Airborne>,
}

impl Release {
    /// What boils off the rest of a sudden release, as a release of its own.
    pub fn of_pool(&self) -> Option<Self> {
        Some(Self {
            airborne: self.after?,
            after: None,
            drops: 0.0,
            is_from_pool: true,
            ..*self
        })
    }

    /// All that gets into the air, kg.
    pub fn airborne_kg(&self) -> f64 {
        self.airborne.mass_kg() + self.after.map_or(0.0, |a| a.mass_kg())
    }
}

/// The release of a loss of containment; evaporation depends on the wind at 10 m. None where the vessel is empty.
///
/// # Errors
/// [`Unmodelled`] for a property that the tables lack.
pub fn release(
    contents: &Contents,
    loss: Loss,
    wind_m_s: f64,
    air_k: f64,
) -> Result<Option<Release>, Unmodelled> {
    if contents.mass_kg <= 0.0 {
        return Ok(None);
    }
    let outflow = outflow(contents, loss)?;
    let released = outflow.map_or(contents.mass_kg, |o| o.mass_kg);
    if released <= 0.0 {
        return Ok(None);
    }
    let of_vessel = |share: f64| match outflow {
        None => Airborne::Puff {
            mass_kg: share * released,
        },
        Some(o) => Airborne::Steady {
            rate_kg_s: share * o.rate_kg_s,
            duration_s: o.duration_s,
        },
    };
    let substance = &contents.substance;
    let base = Release {
        outflow_kg_s: outflow.map(|o| o.rate_kg_s),
        duration_s: outflow.map_or(0.0, |o| o.duration_s),
        mass_kg: released,
        airborne: of_vessel(1.0),
        cloud_k: contents.temperature_k.min(air_k),
        drops: 0.0,
        pool_m2: 0.0,
        is_from_pool: false,
        after: None,
    };
    let vapour = match contents.storage {
        Storage::PressurisedLiquefied => vapour_share(contents)?,
        _ => 0.0,
    };
    match contents.storage {
        Storage::CompressedGas => Ok(Some(base)),
        Storage::PressurisedLiquefied if vapour > 0.0 => {
            let boils_k = contents.temperature_k.min(substance.boiling_k);
            let share = airborne::purple_book(vapour);
            let on_ground = (1.0 - share) * released;
            let area = if on_ground > 0.0 {
                pool_m2(contents, on_ground, boils_k)?
            } else {
                0.0
            };
            let drops = (1.0 - vapour / share.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
            let pool = Pool {
                area_m2: area,
                mass_kg: on_ground,
                temperature_k: boils_k,
                fed_s: base.duration_s,
            };
            let given = if area > 0.0 {
                pool.gives(contents, wind_m_s, air_k)?
            } else {
                None
            };
            // What rains out of a jet goes into the air beside it: one cloud, as long as its parts on average last.
            let (airborne, drops, after) = match (of_vessel(share), given) {
                (
                    Airborne::Steady {
                        rate_kg_s,
                        duration_s,
                    },
                    Some((kg, s)),
                ) => {
                    let of_jet = rate_kg_s * duration_s;
                    let lasts = (of_jet * duration_s + kg * s) / (of_jet + kg);
                    let steady = Airborne::Steady {
                        rate_kg_s: (of_jet + kg) / lasts,
                        duration_s: lasts,
                    };
                    (steady, drops * of_jet / (of_jet + kg), None)
                }
                (sudden, given) => {
                    let after = given.map(|(kg, s)| Airborne::Steady {
                        rate_kg_s: kg / s,
                        duration_s: s,
                    });
                    (sudden, drops, after)
                }
            };
            Ok(Some(Release {
                airborne,
                after,
                cloud_k: boils_k.min(air_k),
                drops,
                pool_m2: area,
                ..base
            }))
        }
        _ => from_pool(contents, base, wind_m_s, air_k).map(Some),
    }
}

/// Share of a liquefied gas that is vapour once it is out.
fn vapour_share(contents: &Contents) -> Result<f64, Unmodelled> {
    // At the critical point there is no liquid to speak of, and the heat capacity of what there is has no end; from a
    // twentieth below it on the share rises to all of it. An engineering choice.
    let reduced = contents.temperature_k / contents.substance.critical_k;
    let critical = ((reduced - NEARLY_CRITICAL) / (1.0 - NEARLY_CRITICAL)).clamp(0.0, 1.0);
    if critical >= 1.0 {
        return Ok(1.0);
    }
    flash::isenthalpic(
        &contents.substance,
        contents.pressure_pa,
        contents.temperature_k,
        ATMOSPHERE_PA,
    )
    .map(|f| f.vapour_share + (1.0 - f.vapour_share) * critical * critical)
    .ok_or_else(|| {
        Unmodelled::lacking(
            contents.chemical,
            "液体比热或密度",
            "heat capacity or density of the liquid",
        )
    })
}

/// A release whose vapour comes from its pool.
fn from_pool(
    contents: &Contents,
    base: Release,
    wind_m_s: f64,
    air_k: f64,
) -> Result<Release, Unmodelled> {
    let substance = &contents.substance;
    // No liquid is warmer than it boils, and what boils below the temperature of the air warms up to that.
    let pool_k = if substance.boiling_k < air_k {
        substance.boiling_k
    } else {
        contents.temperature_k.min(substance.boiling_k)
    };
    let area = pool_m2(contents, base.mass_kg, pool_k)?;
    let pool = Pool {
        area_m2: area,
        mass_kg: base.mass_kg,
        temperature_k: pool_k,
        fed_s: base.duration_s,
    };
    let given = pool.gives(contents, wind_m_s, air_k)?;
    let (kg, s) = given.unwrap_or((0.0, EXPOSURE_S));
    Ok(Release {
        airborne: Airborne::Steady {
            rate_kg_s: kg / s,
            duration_s: s,
        },
        cloud_k: pool_k.min(air_k),
        pool_m2: area,
        is_from_pool: true,
        ..base
    })
}

/// A pool on the ground.
struct Pool {
    area_m2: f64,
    mass_kg: f64,
    temperature_k: f64,
    /// How long it is fed, s.
    fed_s: f64,
}

impl Pool {
    /// What it gives into the air, kg, and in which time, s; none where it gives nothing.
    ///
    /// By the heat of the ground or into the wind, whichever gives more, until it is gone, it has been fed and half an
    /// hour is over:
    ///
    /// ```text
    /// m(t) = max(c sqrt(t), e t)        c: boiling on the ground; e: evaporation into the wind
    /// ```
    fn gives(
        &self,
        contents: &Contents,
        wind_m_s: f64,
        air_k: f64,
    ) -> Result<Option<(f64, f64)>, Unmodelled> {
        let boils = self.boils(contents, air_k)?;
        let dries = self.dries_kg_s(contents, wind_m_s)?;
        // Nothing is negative, and a division by nought is a time without end.
        let gone_s = (self.mass_kg / boils.evaporated_kg(1.0))
            .powi(2)
            .min(self.mass_kg / dries);
        let time = gone_s.clamp(self.fed_s.clamp(SHORTEST_S, EXPOSURE_S), EXPOSURE_S);
        let given = boils
            .evaporated_kg(time)
            .max(dries * time)
            .min(self.mass_kg);
        Ok((given > 0.0).then_some((given, time)))
    }

    /// By the heat of the ground; nothing where that is no warmer than the liquid boils.
    fn boils(&self, contents: &Contents, air_k: f64) -> Result<BoilingPool, Unmodelled> {
        let substance = &contents.substance;
        let (conductivity, diffusivity) = Ground::Cement.constants();
        let latent = substance.vaporisation.at(substance.boiling_k);
        Ok(BoilingPool {
            conductivity_w_m_k: conductivity,
            diffusivity_m2_s: diffusivity,
            area_m2: self.area_m2,
            ground_k: air_k,
            boiling_k: substance.boiling_k,
            latent_j_kg: latent.ok_or_else(|| {
                Unmodelled::lacking(contents.chemical, "汽化热", "the heat of vaporisation")
            })?,
        })
    }

    /// Into the wind, kg/s.
    fn dries_kg_s(&self, contents: &Contents, wind_m_s: f64) -> Result<f64, Unmodelled> {
        let substance = &contents.substance;
        let pressure = substance.vapour_pressure.at(self.temperature_k);
        let pressure = pressure.ok_or_else(|| {
            Unmodelled::lacking(contents.chemical, "蒸气压", "the vapour pressure")
        })?;
        let transfer = mass_transfer_m_s(wind_m_s, diameter_m(self.area_m2).max(0.1), SCHMIDT);
        let molar = substance.molar_mass_kg_mol;
        Ok(self.area_m2
            * flux_kg_m2_s(
                transfer,
                pressure.min(ATMOSPHERE_PA),
                molar,
                self.temperature_k,
            ))
    }
}

/// Area of the pool of a mass, m².
fn pool_m2(contents: &Contents, mass_kg: f64, temperature_k: f64) -> Result<f64, Unmodelled> {
    let bounds = Bounds {
        least_depth_m: Surface::Concrete.least_depth_m(),
        bund_m2: Some(contents.bund_m2.unwrap_or(OPEN_POOL_M2)),
    };
    Ok(bounds.area_m2(mass_kg / liquid_kg_m3(contents, temperature_k)?))
}

/// Density of its liquid, kg/m³.
pub(super) fn liquid_kg_m3(contents: &Contents, temperature_k: f64) -> Result<f64, Unmodelled> {
    let density = contents.substance.liquid_density;
    density.and_then(|d| d.at(temperature_k)).ok_or_else(|| {
        Unmodelled::lacking(contents.chemical, "液体密度", "the density of the liquid")
    })
}

#[cfg(test)]
mod tests {
    use super::super::contents::tests::vessel;
    use super::*;

    fn contents(name: &str, storage: Storage, tonnes: f64) -> Contents {
        Contents::of(&vessel(name, storage, tonnes), 293.15).unwrap()
    }

    #[test]
    fn no_more_gets_into_the_air_than_there_was() {
        for (name, storage) in [
            ("氯", Storage::PressurisedLiquefied),
            ("7664-41-7", Storage::PressurisedLiquefied),
            ("7664-41-7", Storage::RefrigeratedLiquefied),
            ("benzene", Storage::AtmosphericLiquid),
            ("107-13-1", Storage::AtmosphericLiquid),
        ] {
            for tonnes in [0.01, 1.0, 50.0, 5000.0] {
                let c = contents(name, storage, tonnes);
                for loss in [Loss::Instantaneous, Loss::TenMinutes, Loss::Hole] {
                    let r = release(&c, loss, 3.0, 293.15).unwrap().unwrap();
                    assert!(r.airborne_kg() <= r.mass_kg * (1.0 + 1e-9), "{name} {r:?}");
                    // What lies on the ground boils off after a sudden release, and only then.
                    let is_sudden = matches!(r.airborne, Airborne::Puff { .. });
                    assert_eq!(r.after.is_some(), is_sudden && r.pool_m2 > 0.0, "{name}");
                    assert!(r.mass_kg <= c.mass_kg * (1.0 + 1e-9), "{name} {r:?}");
                    assert!(
                        r.airborne.mass_kg() > 0.0 && r.pool_m2 <= 1500.0,
                        "{name} {r:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_stronger_wind_takes_more_from_a_pool() {
        let c = contents("benzene", Storage::AtmosphericLiquid, 500.0);
        let at = |u| {
            release(&c, Loss::Instantaneous, u, 293.15)
                .unwrap()
                .unwrap()
                .airborne
                .mass_kg()
        };
        assert!(at(5.0) > 1.5 * at(1.5));
    }
}
