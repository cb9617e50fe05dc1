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
use crate::consequence::dispersion::distance;
use crate::consequence::error_function::erf;
use crate::consequence::explosion::multi_energy::Class;
use crate::consequence::vulnerability::blast::{ALL_DIE_PA, SHARE_INDOORS, SOME_DIE_INDOORS_PA};
use crate::risk::footprint::{Footprint, Radii};

/// Share of the flammable mass that explodes: Purple Book as applied, from memory.
const EXPLODING_SHARE: f64 = 0.08;
/// How much more the widest places count for where a sudden cloud burns, as a power of the width: an engineering choice.
const SHARPNESS: i32 = 8;
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
        // Of what flows, as much as the wind takes to the edge; of a bell in two dimensions 1 - L/C is above a limit.
        let mass_kg = match airborne {
            Airborne::Puff { mass_kg } => mass_kg * within(cloud.thickest_kg_m3() / limit_kg_m3),
            Airborne::Steady {
                rate_kg_s,
                duration_s,
            } => {
                let above = 1.0 - (limit_kg_m3 / cloud.thickest_kg_m3()).min(1.0);
                above * rate_kg_s * duration_s.min(far_m / weather.speed_m_s)
            }
        };
        let half = |x| cloud.half_width_m(limit_kg_m3, x);
        let step = far_m / f64::from(STEPS);
        let places: Vec<(f64, f64)> = (1..=STEPS)
            .map(|i| step * f64::from(i))
            .map(|x| (x, half(x)))
            .collect();
        let (near, _) = places
            .iter()
            .fold((0.0, 0.0), |a, b| if b.1 > a.1 { *b } else { a });
        let at = distance::greatest(
            half,
            (near - step).max(0.1 * step),
            (near + step).min(far_m),
        );
        let widest = half(at);
        // The mean place by the width, so that a cloud that is as wide at two places does not leap from one to the other.
        let (sum, weights) = places.iter().fold((0.0, 0.0), |(sum, weights), (x, half)| {
            let weight = (half / widest.max(f64::MIN_POSITIVE)).powi(SHARPNESS);
            (sum + x * weight, weights + weight)
        });
        let widest_m = (if weights > 0.0 { sum / weights } else { at }, widest);
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

/// Share of the mass of a Gaussian puff in which the concentration is above a limit, by the ratio of its middle to the
/// limit: `erf s - 2/sqrt(pi) s e^(-s^2)`, `s^2 = ln ratio`; the integral of the bell over the ball of that radius.
fn within(ratio: f64) -> f64 {
    if ratio <= 1.0 {
        return 0.0;
    }
    let s = ratio.ln().sqrt();
    (erf(s) - std::f64::consts::FRAC_2_SQRT_PI * s / ratio).clamp(0.0, 1.0)
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
