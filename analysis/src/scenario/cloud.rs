//! How thick a cloud is on its axis, and how wide, whatever made it.
//!
//! A steady release goes as a plume ([`Plume`], Briggs) where it is light, by Britter and McQuaid and then with the
//! wind ([`ThenPassive`]) where it is heavy, a sudden one as a puff or by their curves for puffs. Between half and
//! twice the criterion of heaviness the two are blended by their logarithms, so that nothing jumps: an engineering
//! choice.
//!
//! Drops take up heat from the air until they are gone; the cloud starts there, as the workbook of Britter and
//! McQuaid (1988) has it:
//!
//! ```text
//! m_a = y h / (c_a (Ta - T0))      air for the drops of a kilogram, kg
//! rho0 = (1 + m_a) p / (R T0 (1/M + m_a/Ma))
//! ```
//!
//! Across, every cloud is a bell; a top hat of half width b counts as one of the same area, `s = 2 b / sqrt(2 pi)`.

use crate::consequence::dispersion::britter_mcquaid::{
    DensePlume, DensePuff, DenseSource, ThenPassive,
};
use crate::consequence::dispersion::dense_criterion::{self, STEADY, SUDDEN};
use crate::consequence::dispersion::distance;
use crate::consequence::dispersion::flash_envelope::AIR_CP_J_KG_K;
use crate::consequence::dispersion::plume::Plume;
use crate::consequence::dispersion::puff::{Puff, passing_load};
use crate::consequence::dispersion::sigma::Sigma;
use crate::consequence::dispersion::stability::{Stability, Terrain};
use crate::consequence::{AIR_MOLAR_MASS_KG_MOL, ATMOSPHERE_PA, G, R};

use super::Unmodelled;
use super::contents::Contents;
use super::release::{Airborne, EXPOSURE_S, Release};

/// The weather that a cloud goes in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weather {
    /// Stability.
    pub stability: Stability,
    /// Wind at 10 m, m/s.
    pub speed_m_s: f64,
    /// Temperature of the air, K.
    pub air_k: f64,
    /// What it blows over.
    pub terrain: Terrain,
}

/// A cloud.
#[derive(Debug, Clone, Copy)]
pub struct Cloud {
    /// Density of the pure gas at the temperature of the air, kg/m³: no cloud is thicker.
    pure_kg_m3: f64,
    /// Share of the volume of the source that is of the substance.
    source_share: f64,
    /// How far it is a heavy one: 0 to 1.
    weight: f64,
    wind_m_s: f64,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Steady {
        passive: Plume,
        dense: Option<ThenPassive>,
        upwind_m: f64,
        exposure_s: f64,
    },
    Sudden {
        passive: Puff,
        dense: Option<DensePuff>,
    },
}

/// Drops that take up heat from the air cool the cloud at least so far below it, K: an engineering choice, the order of
/// the adiabatic saturation of volatile liquids.
const LEAST_COOLING_K: f64 = 20.0;
/// From so much denser than air on a cloud may be fully a heavy one.
const FULLY_DENSER: f64 = 0.1;

/// Factor from the half width of a top hat to the sigma of a bell of the same area.
fn bell(half_width_m: f64) -> f64 {
    2.0 * half_width_m / std::f64::consts::TAU.sqrt()
}

/// From half to twice the criterion: 0 to 1, smooth.
fn weight(ratio: f64) -> f64 {
    let t = (0.5 + 0.5 * ratio.max(1e-9).log2()).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// From as dense as air to a tenth denser: 0 to 1, smooth. The criterion alone would make a large cloud in a weak wind
/// heavy that is denser by a thousandth. An engineering choice.
fn denser(ratio: f64) -> f64 {
    let t = ((ratio - 1.0) / FULLY_DENSER).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

fn blend(weight: f64, passive: f64, dense: f64) -> f64 {
    passive.max(f64::MIN_POSITIVE).powf(1.0 - weight) * dense.max(f64::MIN_POSITIVE).powf(weight)
}

impl Cloud {
    /// The cloud of a release; none where nothing gets into the air.
    ///
    /// # Errors
    /// [`Unmodelled`] for a property that the tables lack, or a rate or wind that no model takes.
    pub fn new(
        contents: &Contents,
        release: &Release,
        weather: &Weather,
    ) -> Result<Option<Self>, Unmodelled> {
        let mass = release.airborne.mass_kg();
        if mass <= 0.0 {
            return Ok(None);
        }
        let molar = contents.substance.molar_mass_kg_mol;
        let t0 = release.cloud_k;
        let latent = match contents.substance.vaporisation.at(t0) {
            Some(latent) => latent,
            None if release.drops <= 0.0 => 0.0,
            None => {
                return Err(Unmodelled::lacking(
                    contents.chemical,
                    "汽化热",
                    "the heat of vaporisation",
                ));
            }
        };
        // What boils near the temperature of the air cools the cloud below its boiling point.
        let warmer = (weather.air_k - t0).max(LEAST_COOLING_K);
        let air = release.drops * latent / (AIR_CP_J_KG_K * warmer);
        let moles = molar.recip() + air / AIR_MOLAR_MASS_KG_MOL;
        // m³ of the source by kg of the substance.
        let volume = moles * R * t0 / ATMOSPHERE_PA;
        let air_kg_m3 = ATMOSPHERE_PA * AIR_MOLAR_MASS_KG_MOL / (R * weather.air_k);
        let source = DenseSource {
            density_kg_m3: (1.0 + air) / volume,
            air_density_kg_m3: air_kg_m3,
            temperature_ratio: t0 / weather.air_k,
            wind_10m_m_s: weather.speed_m_s,
            gravity_m_s2: G,
        };
        let heavy = source.reduced_gravity_m_s2().max(0.0);
        let denser = denser(source.density_kg_m3 / air_kg_m3);
        let wind = weather.speed_m_s;
        let (weight, kind) = match release.airborne {
            Airborne::Steady {
                rate_kg_s,
                duration_s,
            } => {
                let sigma = Sigma::briggs(weather.stability, weather.terrain);
                let flow = rate_kg_s * volume;
                let ratio = dense_criterion::steady(heavy, flow, wind) / STEADY;
                let w = denser * weight(ratio);
                let plume = (w > 0.0)
                    .then(|| DensePlume::joined(source, flow))
                    .transpose()?;
                let kind = Kind::Steady {
                    passive: Plume::new(rate_kg_s, wind, 0.0, sigma, None)?,
                    dense: plume.map(|p| ThenPassive::new(p, sigma)),
                    upwind_m: plume.map_or(0.0, |p| w * p.upwind_m()),
                    exposure_s: duration_s.min(EXPOSURE_S),
                };
                (w, kind)
            }
            Airborne::Puff { mass_kg } => {
                let ratio = dense_criterion::sudden(heavy, mass_kg * volume, wind) / SUDDEN;
                let w = denser * weight(ratio);
                let puff = (w > 0.0)
                    .then(|| DensePuff::joined(source, mass_kg * volume, None))
                    .transpose()?;
                let sigma = Sigma::ccps_puff(weather.stability);
                let kind = Kind::Sudden {
                    passive: Puff::new(mass_kg, wind, 0.0, sigma, None)?,
                    dense: puff,
                };
                (w, kind)
            }
        };
        Ok(Some(Self {
            pure_kg_m3: contents.gas_kg_m3(weather.air_k),
            source_share: molar.recip() / moles,
            weight,
            wind_m_s: wind,
            kind,
        }))
    }

    /// How far it is a heavy cloud, 0 to 1.
    pub fn heaviness(&self) -> f64 {
        self.weight
    }

    /// Concentration on the axis at the ground, kg/m³: of a sudden release as its centre passes.
    pub fn axis_kg_m3(&self, x_m: f64) -> f64 {
        let (passive, share) = match &self.kind {
            Kind::Steady { passive, dense, .. } => (
                passive.concentration_kg_m3(x_m, 0.0, 0.0),
                dense.as_ref().map(|d| d.share(x_m)),
            ),
            Kind::Sudden { passive, dense } => (
                passive.peak_kg_m3(x_m, 0.0, 0.0),
                dense.as_ref().map(|d| d.share_at_s(x_m / d.speed_m_s)),
            ),
        };
        let passive = passive.min(self.pure_kg_m3);
        share.map_or(passive, |s| {
            blend(
                self.weight,
                passive,
                s * self.source_share * self.pure_kg_m3,
            )
        })
    }

    /// Its greatest concentration, kg/m³: at its source.
    pub fn thickest_kg_m3(&self) -> f64 {
        self.axis_kg_m3(distance::NEAREST_M)
    }

    /// Sigma of its bell across, m.
    pub fn sigma_m(&self, x_m: f64) -> f64 {
        let (passive, half) = match &self.kind {
            Kind::Steady { passive, dense, .. } => (
                passive.sigma.y_m(x_m),
                dense.as_ref().map(|d| d.half_width_m(x_m)),
            ),
            Kind::Sudden { passive, dense } => (
                passive.sigma.y_m(x_m),
                dense.as_ref().map(|d| d.radius_m(x_m / d.speed_m_s)),
            ),
        };
        half.map_or(passive, |b| blend(self.weight, passive, bell(b)))
    }

    /// Toxic load on the axis, (mg/m³)^n min.
    pub fn load(&self, x_m: f64, n: f64) -> f64 {
        let mg = self.axis_kg_m3(x_m) * 1e6;
        match &self.kind {
            Kind::Steady { exposure_s, .. } => mg.powf(n) * exposure_s / 60.0,
            Kind::Sudden { passive, dense } => {
                let light = passing_load(mg, passive.sigma.x_m(x_m), self.wind_m_s, n);
                let heavy = dense.as_ref().map(|d| {
                    let passage = 2.0 * d.radius_m(x_m / d.speed_m_s) / d.speed_m_s;
                    mg.powf(n) * passage.min(EXPOSURE_S)
                });
                heavy.map_or(light, |h| blend(self.weight, light, h)) / 60.0
            }
        }
    }

    /// How far it goes against the wind, m.
    pub fn upwind_m(&self) -> f64 {
        match &self.kind {
            Kind::Steady { upwind_m, .. } => *upwind_m,
            Kind::Sudden { dense: None, .. } => 0.0,
            Kind::Sudden { dense: Some(d), .. } => {
                // R = sqrt(r0² + k t) less c t is greatest where R = k/2c.
                let (r0, c) = (d.radius_m(0.0), d.speed_m_s);
                let k = d.radius_m(1.0).powi(2) - r0 * r0;
                let r = (0.5 * k / c).max(r0);
                let t = if k > 0.0 { (r * r - r0 * r0) / k } else { 0.0 };
                self.weight * (r - c * t)
            }
        }
    }

    /// Farthest distance on the axis with a concentration, m; none where it is nowhere.
    pub fn reach_m(&self, limit_kg_m3: f64) -> Option<f64> {
        distance::reach(|x| self.axis_kg_m3(x), limit_kg_m3)
    }

    /// Half the width with a concentration, m.
    pub fn half_width_m(&self, limit_kg_m3: f64, x_m: f64) -> f64 {
        let ratio = self.axis_kg_m3(x_m) / limit_kg_m3;
        if ratio > 1.0 {
            self.sigma_m(x_m) * (2.0 * ratio.ln()).sqrt()
        } else {
            0.0
        }
    }

    /// Whether it is one sudden cloud.
    pub const fn is_sudden(&self) -> bool {
        matches!(self.kind, Kind::Sudden { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::super::contents::tests::vessel;
    use super::super::equipment::Loss;
    use super::super::release::release;
    use super::*;
    use crate::facts::Storage;

    const WEATHER: Weather = Weather {
        stability: Stability::D,
        speed_m_s: 5.0,
        air_k: 293.15,
        terrain: Terrain::Rural,
    };

    fn cloud(tonnes: f64, loss: Loss) -> Cloud {
        cloud_in(&WEATHER, tonnes, loss)
    }

    fn cloud_in(weather: &Weather, tonnes: f64, loss: Loss) -> Cloud {
        let v = vessel("氯", Storage::PressurisedLiquefied, tonnes);
        let c = Contents::of(&v, 293.15).unwrap();
        let r = release(&c, loss, weather.speed_m_s, 293.15)
            .unwrap()
            .unwrap();
        Cloud::new(&c, &r, weather).unwrap().unwrap()
    }

    #[test]
    fn a_cloud_thins_and_widens_on_its_way() {
        for loss in [Loss::Instantaneous, Loss::TenMinutes, Loss::Hole] {
            let cloud = cloud(20.0, loss);
            let mut last = (f64::INFINITY, 0.0);
            for i in 0..60 {
                let x = 10.0 * 1.15_f64.powi(i);
                let here = (cloud.axis_kg_m3(x), cloud.sigma_m(x));
                assert!(here.0 <= last.0 * 1.001 && here.1 >= last.1, "{loss:?} {x}");
                last = here;
            }
            assert!(cloud.axis_kg_m3(1.0) <= cloud.pure_kg_m3 * 1.0001);
        }
    }

    /// No jump over 5 % in reach where the release changes by 0.1 %, through heavy and light.
    #[test]
    fn nothing_jumps_between_heavy_and_light() {
        let mut seen = (false, false);
        let storm = Weather {
            speed_m_s: 15.0,
            ..WEATHER
        };
        for loss in [Loss::TenMinutes, Loss::Instantaneous] {
            let mut t = 1e-3;
            while t < 200.0 {
                let (a, b) = (cloud_in(&storm, t, loss), cloud_in(&storm, t * 1.001, loss));
                seen.0 |= a.heaviness() < 0.5;
                seen.1 |= a.heaviness() > 0.5;
                let (Some(ra), Some(rb)) = (a.reach_m(1e-4), b.reach_m(1e-4)) else {
                    panic!("{loss:?} {t}");
                };
                assert!((rb / ra - 1.0).abs() < 0.05, "{loss:?} {t}: {ra} {rb}");
                t *= 1.13;
            }
        }
        assert!(seen.0 && seen.1, "{seen:?}");
    }
}
