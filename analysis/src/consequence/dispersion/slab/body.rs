//! The cloud at one place or time, and a step of it.
//!
//! ```text
//! y1 = y0 + ds/6 (f1 + 2 f2 + 2 f3 + f4)                             Runge and Kutta
//! ```
//!
//! Mass, widths, momenta and heat are marched; speed, height and temperature follow from them by algebra that
//! starts from the cloud at the beginning of the step.

use super::cloud::Slice;
use super::entrainment::Rates;
use super::mixture::Mixture;

/// The cloud at one place (plume) or time (puff).
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    /// Middle of a puff, m downwind.
    pub(super) x_m: f64,
    /// Time of travel of a plume; time since the release began of a puff, s.
    pub(super) time_s: f64,
    /// Half of the flux of a plume, kg/s; a quarter of a puff, kg.
    pub(super) mass: f64,
    /// The substance in `mass`.
    pub(super) substance: f64,
    /// Heat of a kilogram, J.
    pub(super) heat_j_kg: f64,
    pub(super) mixture: Mixture,
    /// B and b.
    pub(super) half_width_m: f64,
    pub(super) core_m: f64,
    /// Bx and bx; infinite of a plume.
    pub(super) half_length_m: f64,
    pub(super) core_length_m: f64,
    pub(super) height_m: f64,
    /// z_c.
    pub(super) centre_m: f64,
    /// Upper edge: h on the ground, z_c + h/2 off it.
    pub(super) top_m: f64,
    /// ū_a, mean wind below the upper edge.
    pub(super) wind_m_s: f64,
    pub(super) speed_m_s: f64,
    /// V_g and U_g.
    pub(super) across_m_s: f64,
    pub(super) along_m_s: f64,
    /// w_c.
    pub(super) rising_m_s: f64,
    /// Whether the pressure of its weight slows it: on the ground and heavy.
    pub(super) pressed: bool,
    pub(super) rates: Rates,
}

impl Body {
    /// Whether it is off the ground.
    pub(super) fn flies(&self) -> bool {
        self.top_m > self.height_m
    }

    /// Share of the mass that is substance.
    pub(super) fn share(&self) -> f64 {
        if self.mass > 0.0 {
            (self.substance / self.mass).min(1.0)
        } else {
            0.0
        }
    }

    /// Height h with its middle at `centre_m`: puts both below the lid, and the upper edge with them.
    pub(super) fn place(&mut self, centre_m: f64, lid_m: f64) {
        let half = 0.5 * self.height_m;
        self.centre_m = centre_m.clamp(0.0, (lid_m - half).max(0.0));
        self.top_m = if self.centre_m > half {
            self.centre_m + half
        } else {
            self.height_m
        };
    }

    /// The cut that is told.
    pub(super) fn slice(&self) -> Slice {
        let m = &self.mixture;
        Slice {
            x_m: self.x_m,
            time_s: self.time_s,
            volume_share: m.volume_share,
            mass_share: self.share(),
            vapour_share: m.vapour_share,
            temperature_k: m.temperature_k,
            density_kg_m3: m.density_kg_m3,
            height_m: self.height_m,
            centre_m: self.centre_m,
            half_width_m: self.half_width_m,
            core_m: self.core_m.min(self.half_width_m),
            half_length_m: self.half_length_m,
            core_length_m: self.core_length_m.min(self.half_length_m),
            speed_m_s: self.speed_m_s,
            wind_m_s: self.wind_m_s,
            spreading_m_s: self.across_m_s,
            spreading_along_m_s: self.along_m_s,
            rising_m_s: self.rising_m_s,
            vertical_entrainment_m_s: self.rates.vertical_m_s,
            lateral_entrainment_m_s: self.rates.lateral_m_s,
            along_entrainment_m_s: self.rates.along_m_s,
        }
    }
}

/// How far ahead each stage looks, its weight of 6, and whether it is the end of the step.
const STAGES: [(f64, f64, bool); 4] = [
    (0.5, 1.0, false),
    (0.5, 2.0, false),
    (1.0, 2.0, false),
    (1.0, 1.0, true),
];

/// One step from `start`: `slope` of a cloud, and the cloud `at` a way ahead with the changes that brings, near
/// another one.
pub(super) fn step<const N: usize>(
    start: &Body,
    size: f64,
    slope: impl Fn(&Body) -> [f64; N],
    at: impl Fn(f64, &[f64; N], &Body) -> Body,
) -> Body {
    let mut sum = [0.0; N];
    let mut here = *start;
    for (ahead, weight, last) in STAGES {
        let f = slope(&here);
        for (sum, f) in sum.iter_mut().zip(f) {
            *sum += size * weight / 6.0 * f;
        }
        let change = if last {
            sum
        } else {
            f.map(|f| ahead * size * f)
        };
        here = at(ahead * size, &change, &here);
    }
    here
}

/// What is left of a momentum p after a drag that alone would take f: p²/(p + f).
///
/// A drag is met by p/(p + f) and not by 1 − f/p, so that it never turns a cloud back.
pub(super) fn kept(momentum: f64, drag: f64) -> f64 {
    if momentum == 0.0 {
        1.0
    } else {
        momentum.abs() / (momentum.abs() + drag.abs())
    }
}

/// What a drag takes of a difference p of momentum, or a flux of heat of one of heat: −p f/(p + f).
pub(super) fn braked(difference: f64, drag: f64) -> f64 {
    if drag == 0.0 {
        0.0
    } else {
        -difference * drag.abs() / (drag.abs() + difference.abs())
    }
}

/// A length after a change; one that contracts keeps a tenth in a step.
pub(super) fn grown(length_m: f64, change_m: f64) -> f64 {
    (length_m + change_m).max(0.1 * length_m)
}
