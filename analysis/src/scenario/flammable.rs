//! The flammable part of a cloud: where it burns, and how far its explosion kills.
//!
//! A sudden release has two clouds, one after the other: what flashes at once, and what boils off the rest on the
//! ground. Which of them ignites is not known; the harm of both together counts, which is to the safe side and jumps
//! nowhere.

use std::sync::LazyLock;

use super::cloud::{Cloud, Weather};
use super::outcome::Piece;
use super::release::Airborne;
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::explosion::multi_energy::Class;
use crate::consequence::vulnerability::blast::{ALL_DIE_PA, SHARE_INDOORS, SOME_DIE_INDOORS_PA};
use crate::risk::footprint::{Footprint, Radii};

/// Share of the flammable mass that explodes: Purple Book as applied, from memory.
const EXPLODING_SHARE: f64 = 0.08;
/// Places at which the width of a flammable cloud is looked at.
const STEPS: u32 = 48;

/// The flammable part of a cloud.
pub(super) struct Flammable<'a> {
    cloud: &'a Cloud,
    limit_kg_m3: f64,
    /// How far it reaches, m.
    pub far_m: f64,
    mass_kg: f64,
    /// Middle and radius of a sudden cloud where it covers most ground, m.
    widest_m: (f64, f64),
}

impl<'a> Flammable<'a> {
    /// The part of a cloud that is above a limit; none where nothing is.
    pub(super) fn of(
        cloud: &'a Cloud,
        limit_kg_m3: f64,
        airborne: Airborne,
        weather: &Weather,
    ) -> Option<Self> {
        let far_m = cloud.reach_m(limit_kg_m3)?;
        // Of what flows, as much as the wind takes to the edge.
        let mass_kg = match airborne {
            Airborne::Puff { mass_kg } => mass_kg,
            Airborne::Steady {
                rate_kg_s,
                duration_s,
            } => rate_kg_s * duration_s.min(far_m / weather.speed_m_s),
        };
        let widest_m = (1..=STEPS)
            .map(|i| {
                let x = far_m * f64::from(i) / f64::from(STEPS);
                (x, cloud.half_width_m(limit_kg_m3, x))
            })
            .fold((0.0, 0.0), |a, b| if b.1 > a.1 { b } else { a });
        Some(Self {
            cloud,
            limit_kg_m3,
            far_m,
            mass_kg,
            widest_m,
        })
    }

    /// Where it burns.
    fn burnt(&self, radii: &Radii) -> Footprint {
        if self.cloud.is_sudden() {
            Footprint::disc(radii, 1.0, self.widest_m.0, self.widest_m.1)
        } else {
            let half = |r| self.cloud.half_width_m(self.limit_kg_m3, r);
            Footprint::plume(radii, 1.0, 0.0, self.far_m, half)
        }
    }

    /// Where its explosion kills all, and some indoors.
    fn blown(&self, heat_of_combustion_j_kg: f64, radii: &Radii) -> [Footprint; 2] {
        // r = R' (E/p0)^(1/3)
        static SCALED: LazyLock<[f64; 2]> = LazyLock::new(|| {
            [ALL_DIE_PA, SOME_DIE_INDOORS_PA].map(|p| {
                Class::of(10.0).map_or(0.0, |class| class.scaled_distance(p / ATMOSPHERE_PA))
            })
        });
        let energy = EXPLODING_SHARE * self.mass_kg * heat_of_combustion_j_kg;
        let scale = (energy / ATMOSPHERE_PA).cbrt();
        let [all, some] = *SCALED;
        let ahead = if self.cloud.is_sudden() {
            self.widest_m.0
        } else {
            0.5 * self.far_m
        };
        [all, some].map(|scaled| Footprint::disc(radii, 1.0, ahead, scaled * scale))
    }
}

/// A flash fire of clouds of which one or the other is there.
pub(super) fn flash(clouds: &[Flammable<'_>], radii: &Radii) -> Vec<Piece> {
    let burnt = clouds.iter().map(|c| c.burnt(radii));
    vec![Piece {
        footprint: burnt.reduce(Footprint::union).unwrap_or_default(),
        individual: 1.0,
        outdoors: 1.0,
        indoors: 1.0,
    }]
}

/// An explosion of clouds of which one or the other is there.
pub(super) fn blast(
    clouds: &[Flammable<'_>],
    heat_of_combustion_j_kg: f64,
    radii: &Radii,
) -> Vec<Piece> {
    let blown = clouds
        .iter()
        .map(|c| c.blown(heat_of_combustion_j_kg, radii));
    let both = blown.reduce(|[a, b], [c, d]| [a.union(c), b.union(d)]);
    let [all, some] = both.unwrap_or_default();
    vec![
        Piece {
            footprint: all,
            individual: 1.0,
            outdoors: 1.0,
            indoors: 1.0 - SHARE_INDOORS,
        },
        Piece {
            footprint: some,
            individual: 0.0,
            outdoors: 0.0,
            indoors: SHARE_INDOORS,
        },
    ]
}
