//! How far a burning cloud reaches: the distance on the axis to the lower flammable limit (LFL), or a share of it, for
//! a steady release under pressure, jet first, then dense or with the wind.
//!
//! ```text
//! 1. the jet in the wind, as long as it outruns the wind (U > ua)          jet_in_wind
//! 2. is what is left dense?   (B/(D u10^3))^(1/3) by the flow there        dense_criterion
//!    no, below 0.15           the same jet, now a plume                    jet_in_wind
//!    yes, from 0.30 on        Britter and McQuaid from its share on        britter_mcquaid
//!    between                  the mean of the logarithms of both
//! ```
//!
//! B is the flow of weight, which dilution conserves but for heat: `B = (g q/rho_a)(1 - Ma/M + h/(cp Ta))`, with h the
//! heat (J/kg) that the release takes out of the air to evaporate and to warm up: derived from ideal mixing.
//! The band from 0.15 to 0.30 is an engineering closure, so that no little change makes a great one.
//!
//! Held to Phast 6.54 on five propane jets, where every distance lies in step 1: within a factor 1.6 (cases 09). What
//! comes after the jet rests on the parts alone. Flash fires reach a lethality of 1 within the LFL by the
//! Purple Book (1999); half the LFL is what others take for pockets.

use crate::consequence::{AIR_MOLAR_MASS_KG_MOL, G};
use crate::error::Error;

use super::britter_mcquaid::{DensePlume, DenseSource};
use super::dense_criterion::{STEADY, steady};
use super::distance::FARTHEST_M;
use super::jet::{mass_share, mole_share};
use super::jet_in_wind::{JetInWind, Section};

/// Heat capacity of air at constant pressure, J/(kg K): ISO 2533:1975.
pub const AIR_CP_J_KG_K: f64 = 1_005.0;
/// From this value of the criterion on the dense curves alone are taken.
const WHOLLY_DENSE: f64 = 2.0 * STEADY;

/// What carries a cloud to the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// The momentum of the jet.
    Jet,
    /// The wind.
    Wind,
    /// Its own weight, with the wind.
    Weight,
}

/// How far a concentration reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Distance on the axis, m.
    pub distance_m: f64,
    /// Greatest half width, m.
    pub half_width_m: f64,
    /// What carried it there; in the band between, what weighs more.
    pub carrier: Carrier,
}

/// A jet of something that burns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlammableJet {
    /// The jet in its wind.
    pub jet: JetInWind,
    /// Molar mass, kg/mol.
    pub molar_mass_kg_mol: f64,
    /// Heat that a kilogram takes from the air until it is vapour as warm as it, J/kg; below zero for a hot release.
    pub cold_j_kg: f64,
    /// Temperature of the air, K.
    pub air_temperature_k: f64,
}

impl FlammableJet {
    /// Flow of weight, m⁴/s³: g times the excess mass a second over the density of the air. Below zero it rises.
    pub fn weight_m4_s3(&self) -> f64 {
        G * self.jet.jet.rate_kg_s / self.jet.air_density_kg_m3
            * (1.0 - AIR_MOLAR_MASS_KG_MOL / self.molar_mass_kg_mol
                + self.cold_j_kg / (AIR_CP_J_KG_K * self.air_temperature_k))
    }

    /// How far a share of volume reaches, at most 1,000 km.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where the dense cloud makes no sense, as for a molar mass of nothing.
    pub fn reach(&self, share: f64) -> Result<Reach, Error> {
        let target = mass_share(share, self.molar_mass_kg_mol);
        let mut path = Path::default();
        self.jet.follow(|here| path.see(here, target));
        let passive_m = path.end_m.unwrap_or(FARTHEST_M).min(FARTHEST_M);
        let passive = Reach {
            distance_m: passive_m,
            half_width_m: path.half_width_m,
            carrier: Carrier::Wind,
        };
        let Some(left) = path.hand_over else {
            return Ok(Reach {
                carrier: Carrier::Jet,
                ..passive
            });
        };
        let Some((dense, criterion)) = self.dense((&left.0, left.1), share)? else {
            return Ok(passive);
        };
        let part = ((criterion / STEADY).ln() / (WHOLLY_DENSE / STEADY).ln()).clamp(0.0, 1.0);
        let mean = |a: f64, b: f64| a.max(1e-9) * (b.max(1e-9) / a.max(1e-9)).powf(part);
        Ok(Reach {
            distance_m: mean(passive.distance_m, dense.distance_m).min(FARTHEST_M),
            half_width_m: mean(passive.half_width_m, dense.half_width_m),
            carrier: if part > 0.5 {
                Carrier::Weight
            } else {
                Carrier::Wind
            },
        })
    }

    /// The dense cloud that a section becomes, with the criterion; none where it is not dense. `half_width_m` is that of
    /// the way up to there.
    ///
    /// The curves are those of the whole release, as vapour as warm as the air with the weight that it has, moved so
    /// that they begin with the share of the section; the width grows from there as theirs does.
    fn dense(
        &self,
        (left, half_width_m): (&Section, f64),
        share: f64,
    ) -> Result<Option<(Reach, f64)>, Error> {
        let (air, wind) = (self.jet.air_density_kg_m3, self.jet.wind.speed_m_s(10.0));
        let at_section = mole_share(left.mass_share, self.molar_mass_kg_mol);
        let moles = AIR_MOLAR_MASS_KG_MOL / self.molar_mass_kg_mol;
        let vapour_m3_s = self.jet.jet.rate_kg_s / air * moles;
        let flow_m3_s = vapour_m3_s / at_section;
        let weight = self.weight_m4_s3();
        let criterion = steady(weight / flow_m3_s, flow_m3_s, wind);
        if criterion <= STEADY || share >= at_section {
            return Ok(None);
        }
        let source = DenseSource {
            density_kg_m3: air * (1.0 + weight / vapour_m3_s / G),
            air_density_kg_m3: air,
            temperature_ratio: 1.0,
            wind_10m_m_s: wind,
            gravity_m_s2: G,
        };
        let plume = DensePlume::joined(source, vapour_m3_s)?;
        let (from, to) = (plume.distance_m(at_section), plume.distance_m(share));
        let wider = plume.half_width_m(to) - plume.half_width_m(from);
        let reach = Reach {
            distance_m: left.x_m + to - from,
            half_width_m: half_width_m + wider,
            carrier: Carrier::Weight,
        };
        Ok(Some((reach, criterion)))
    }
}

/// What was seen on the way down a jet.
#[derive(Debug, Default)]
struct Path {
    last: Option<Section>,
    /// Where the jet no longer outruns the wind, and the greatest half width up to there, m.
    hand_over: Option<(Section, f64)>,
    end_m: Option<f64>,
    half_width_m: f64,
}

impl Path {
    /// Takes a section in; whether more are wanted.
    fn see(&mut self, here: &Section, target: f64) -> bool {
        if self.hand_over.is_none() && here.excess_m_s <= here.wind_m_s {
            let section = self.last.map_or(*here, |last| between(&last, here));
            // A limit that is reached before is reached by the jet.
            self.hand_over = (section.mass_share > target).then_some((section, self.half_width_m));
        }
        if here.mass_share <= target {
            self.end_m = Some(self.last.map_or(here.x_m, |last| last.until(here, target)));
            return false;
        }
        self.half_width_m = self.half_width_m.max(here.half_width_m(target));
        self.last = Some(*here);
        true
    }
}

/// The section between two at which the excess is the wind, straight in the logarithms.
fn between(a: &Section, b: &Section) -> Section {
    let over = |s: &Section| (s.excess_m_s.max(1e-12) / s.wind_m_s).ln();
    let (from, to) = (over(a), over(b));
    let part = if from > to {
        (from / (from - to)).clamp(0.0, 1.0)
    } else {
        1.0
    };
    let mean = |x: f64, y: f64| x.max(1e-12) * (y.max(1e-12) / x.max(1e-12)).powf(part);
    Section {
        x_m: mean(a.x_m, b.x_m),
        mass_share: mean(a.mass_share, b.mass_share),
        excess_m_s: mean(a.excess_m_s, b.excess_m_s),
        wind_m_s: mean(a.wind_m_s, b.wind_m_s),
        radius_m: mean(a.radius_m, b.radius_m),
    }
}

#[cfg(test)]
mod tests {
    use super::super::jet::ExpandedJet;
    use super::super::sigma::{Sigma, Stability};
    use super::super::wind::Wind;
    use super::*;
    use proptest::prelude::*;

    /// Propane, two thirds of it droplets.
    fn propane(q: f64, u: f64, class: Stability, wind: f64) -> FlammableJet {
        let wind = Wind::logarithmic(wind, 10.0, 0.1, class).unwrap();
        let jet = ExpandedJet::new(q, u, 6.8).unwrap();
        FlammableJet {
            jet: JetInWind::new(jet, 1.0, wind, Sigma::tno(class), 1.24).unwrap(),
            molar_mass_kg_mol: 0.0441,
            cold_j_kg: 0.66 * 426e3 + 1663.0 * 52.0,
            air_temperature_k: 283.0,
        }
    }

    #[test]
    fn what_is_cold_or_heavy_sinks_and_what_is_light_and_warm_rises() {
        // Ideal mixing by hand: 1 kg of propane into much air at 283 K takes 368 kJ from it.
        let jet = propane(1.0, 200.0, Stability::D, 5.0);
        let by_hand = G / 1.24 * (1.0 - 28.9644 / 44.1 + 367_636.0 / (1005.0 * 283.0));
        assert!((jet.weight_m4_s3() / by_hand - 1.0).abs() < 1e-4);
        let methane = FlammableJet {
            molar_mass_kg_mol: 0.016,
            cold_j_kg: 0.0,
            ..jet
        };
        assert!(methane.weight_m4_s3() < 0.0);
    }

    #[test]
    fn a_small_jet_ends_as_a_jet_and_a_great_slow_one_as_a_dense_cloud() {
        let small = propane(0.5, 228.0, Stability::F, 1.5).reach(0.02).unwrap();
        assert_eq!(small.carrier, Carrier::Jet);
        let great = propane(50.0, 5.0, Stability::F, 1.5).reach(0.02).unwrap();
        assert_eq!(great.carrier, Carrier::Weight);
        assert!(great.half_width_m > 10.0 * small.half_width_m);
        let windy = propane(0.01, 8.0, Stability::D, 15.0).reach(0.02).unwrap();
        assert_eq!(windy.carrier, Carrier::Wind);
    }

    proptest! {
        #[test]
        fn half_the_limit_is_farther_and_nothing_jumps(
            q in 0.01..500.0_f64, u in 1.0..400.0_f64, class in 0_usize..6, wind in 1.0..12.0_f64,
            share in 0.01..0.1_f64,
        ) {
            let class = Stability::ALL[class];
            let reach = propane(q, u, class, wind).reach(share).unwrap();
            prop_assert!(reach.distance_m > 0.0 && reach.half_width_m >= 0.0);
            let half = propane(q, u, class, wind).reach(0.5 * share).unwrap();
            prop_assert!(half.distance_m > reach.distance_m);
            for near in [
                propane(1.001 * q, u, class, wind),
                propane(q, 1.001 * u, class, wind),
                propane(q, u, class, 1.001 * wind),
            ] {
                let moved = near.reach(share).unwrap().distance_m;
                prop_assert!((moved / reach.distance_m - 1.0).abs() < 0.05, "{reach:?} {moved}");
            }
        }
    }
}
