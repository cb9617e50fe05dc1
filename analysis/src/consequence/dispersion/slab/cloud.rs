//! The cloud that a run gives, and what can be asked of it.
//!
//! Averaging over a time longer than a cloud is seen at once widens its sides, as the wind turns:
//!
//! ```text
//! β_c² = β² + σ0² J² (τ(t)^0.4 − 1),  τ(t) = (t + 10 s e^(−t/10 s))/10 s,  t ≤ passing
//! σ0 = 2A/r (√(1 + r (x − x1)) − 1)                     A, r of `entrainment`
//! J  = 1 − 2/(3 m²) {½ ln[(1 − m + m²)/(1 + m)²] + √3 [atan((2m − 1)/√3) + π/6]}
//! m³ = ρ_a ū_a (1 − c_m)/(ρ_s u_s c_m)                  of a horizontal jet, which the wind does not turn before it
//! ```
//!
//! A cloud that passes faster than it is averaged is thinned by the air before and behind it. Source: Ermak 1990
//! (SLAB) and its public Fortran.

use super::entrainment::{Closures, INSTANT_S, SQRT_3, sigma_z_m};
use super::follow::SHARP;
use super::profile::{across, mean_across, upwards};
use super::source::SlabSource;
use crate::consequence::R;

/// A cut through the middle of the cloud: of a plume where it stands, of a puff where its centre passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slice {
    /// Distance downwind of the source, m.
    pub x_m: f64,
    /// When the middle of the cloud passes, s since the release began.
    pub time_s: f64,
    /// Share of the volume that is substance, droplets counted as vapour (`cv`).
    pub volume_share: f64,
    /// Share of the mass that is substance (`cm`).
    pub mass_share: f64,
    /// Share of the substance that is vapour.
    pub vapour_share: f64,
    /// Temperature, K (`t`).
    pub temperature_k: f64,
    /// Density, kg/m³ (`rho`).
    pub density_kg_m3: f64,
    /// Height, m (`h`).
    pub height_m: f64,
    /// Height of the centre, m (`zc`).
    pub centre_m: f64,
    /// Half width, m (`bb`).
    pub half_width_m: f64,
    /// Half width of the core, m (`b`).
    pub core_m: f64,
    /// Half length, m (`bbx`); infinite of a plume.
    pub half_length_m: f64,
    /// Half length of the core, m (`bx`).
    pub core_length_m: f64,
    /// Speed, m/s (`u`).
    pub speed_m_s: f64,
    /// Wind over the height of the cloud, m/s (`ua`).
    pub wind_m_s: f64,
    /// Speed of spreading to either side, m/s (`vg`).
    pub spreading_m_s: f64,
    /// Speed of spreading along the wind, m/s (`ug`).
    pub spreading_along_m_s: f64,
    /// Speed upwards, m/s (`wc`).
    pub rising_m_s: f64,
    /// Entrainment through top and bottom, m/s (`w`).
    pub vertical_entrainment_m_s: f64,
    /// Entrainment through a side, m/s (`v`).
    pub lateral_entrainment_m_s: f64,
    /// Entrainment through an end, m/s (`vx`).
    pub along_entrainment_m_s: f64,
}

impl Slice {
    /// β: standard deviation that diffusion has brought to the sides, m.
    pub fn beta_m(&self) -> f64 {
        beta(self.half_width_m, self.core_m)
    }

    /// Every number a share of the way from one cut to the next; volume shares by their logarithms.
    fn between(&self, next: &Self, share: f64) -> Self {
        let mid = |f: fn(&Self) -> f64| {
            let (a, b) = (f(self), f(next));
            if a.is_finite() && b.is_finite() {
                a + share * (b - a)
            } else {
                a
            }
        };
        let log = |f: fn(&Self) -> f64| (f(self).ln() * (1.0 - share) + f(next).ln() * share).exp();
        Self {
            x_m: mid(|s| s.x_m),
            time_s: mid(|s| s.time_s),
            volume_share: log(|s| s.volume_share),
            mass_share: log(|s| s.mass_share),
            vapour_share: mid(|s| s.vapour_share),
            temperature_k: mid(|s| s.temperature_k),
            density_kg_m3: mid(|s| s.density_kg_m3),
            height_m: mid(|s| s.height_m),
            centre_m: mid(|s| s.centre_m),
            half_width_m: mid(|s| s.half_width_m),
            core_m: mid(|s| s.core_m),
            half_length_m: mid(|s| s.half_length_m),
            core_length_m: mid(|s| s.core_length_m),
            speed_m_s: mid(|s| s.speed_m_s),
            wind_m_s: mid(|s| s.wind_m_s),
            spreading_m_s: mid(|s| s.spreading_m_s),
            spreading_along_m_s: mid(|s| s.spreading_along_m_s),
            rising_m_s: mid(|s| s.rising_m_s),
            vertical_entrainment_m_s: mid(|s| s.vertical_entrainment_m_s),
            lateral_entrainment_m_s: mid(|s| s.lateral_entrainment_m_s),
            along_entrainment_m_s: mid(|s| s.along_entrainment_m_s),
        }
    }
}

fn beta(half: f64, core: f64) -> f64 {
    ((half * half - core * core).max(0.0) / 3.0).sqrt()
}

/// How far a concentration reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Extent {
    /// It is reached nowhere.
    Nowhere,
    /// As far as this, m.
    Until(f64),
    /// Farther than the cloud was followed, m.
    Beyond(f64),
}

/// A cloud from its source to the reach that was asked for.
#[derive(Debug, Clone)]
pub struct SlabCloud {
    pub(super) slices: Vec<Slice>,
    /// How many of them are of the steady plume.
    pub(super) steady: usize,
    pub(super) duration_s: f64,
    /// Where the source begins, m.
    pub(super) upwind_m: f64,
    pub(super) closures: Closures,
    pub(super) molar_mass_kg_mol: f64,
    /// ρ_s u_s of a horizontal jet.
    pub(super) jet_kg_s_m2: Option<f64>,
}

impl SlabCloud {
    /// The cuts, with x rising.
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// Half the side of the source, m, where a pool has widened as the wind does not carry its vapour off.
    pub fn widened_m(&self, source: &SlabSource) -> Option<f64> {
        let half = -self.upwind_m;
        (half > 0.501 * source.area_m2.sqrt()).then_some(half)
    }

    /// The cut at a distance, m; none outside of where the cloud was followed.
    pub fn slice(&self, x: f64) -> Option<Slice> {
        let after = self.slices.partition_point(|s| s.x_m < x);
        let next = self.slices.get(after)?;
        if next.x_m <= x || (after == 0 && x >= self.upwind_m) {
            return Some(*next);
        }
        let before = self.slices.get(after.checked_sub(1)?)?;
        Some(before.between(next, (x - before.x_m) / (next.x_m - before.x_m)))
    }

    fn sideways(&self, cut: &Slice, y: f64, averaging_s: f64) -> f64 {
        let beta = self.beta_averaged_m(cut, averaging_s);
        let half = cut.core_m.hypot(beta * 3f64.sqrt());
        cut.half_width_m / half * across(y, half, cut.core_m, beta)
    }

    fn vertical(cut: &Slice, z: f64) -> f64 {
        let sigma = sigma_z_m(cut.height_m, cut.centre_m);
        upwards(z, cut.height_m, cut.centre_m, sigma)
    }

    /// β for an averaging time, m.
    pub fn beta_averaged_m(&self, cut: &Slice, averaging_s: f64) -> f64 {
        let seen = averaging_s
            .min(self.passing_s(cut).max(self.duration_s))
            .max(0.0)
            / INSTANT_S;
        let turning = ((seen + (-seen).exp()).powf(0.4) - 1.0).max(0.0);
        let from = self.slices.first().map_or(0.0, |s| s.x_m);
        let carried = self.closures.passive_sigma_m(cut.x_m - from) * self.turned(cut);
        cut.beta_m().hypot(carried * turning.sqrt())
    }

    /// J: how far the wind has taken over a horizontal jet.
    fn turned(&self, cut: &Slice) -> f64 {
        let Some(jet) = self.jet_kg_s_m2 else {
            return 1.0;
        };
        let air = self.closures.wind.air.density_kg_m3 * cut.wind_m_s * (1.0 - cut.mass_share);
        let m = (air / (jet * cut.mass_share)).cbrt();
        // J rises from 0 at m = 0; there its terms cancel.
        if m < 0.1 {
            return 0.0;
        }
        if m > 1e6 {
            return 1.0;
        }
        let log = ((1.0 - m + m * m) / (1.0 + m).powi(2)).ln();
        let turn = ((2.0 * m - 1.0) / SQRT_3).atan() + std::f64::consts::FRAC_PI_6;
        1.0 - 2.0 / (3.0 * m * m) * (0.5 * log + SQRT_3 * turn)
    }

    /// Half width for an averaging time, m (`bbc`).
    pub fn half_width_averaged_m(&self, cut: &Slice, averaging_s: f64) -> f64 {
        cut.core_m
            .hypot(self.beta_averaged_m(cut, averaging_s) * 3f64.sqrt())
    }

    /// Highest share of the volume, mean over `averaging_s`, that a point sees: m downwind, beside the axis and
    /// above the ground. 0 where the cloud was not followed.
    pub fn peak(&self, x: f64, y: f64, z: f64, averaging_s: f64) -> f64 {
        if self.steady == 0 {
            return self.peak_of_puff(x, y, z, averaging_s);
        }
        let Some(cut) = self.slice(x) else {
            return 0.0;
        };
        let passing = if cut.half_length_m.is_finite() {
            mean_along(&cut, 0.0, averaging_s)
        } else {
            (self.duration_s / averaging_s.max(1e-9)).min(1.0)
        };
        let share = cut.volume_share
            * self.sideways(&cut, y, averaging_s)
            * Self::vertical(&cut, z)
            * passing;
        share.min(1.0)
    }

    /// Of a cloud that is there at once and grows to all sides, not only the middle brings the most.
    fn peak_of_puff(&self, x: f64, y: f64, z: f64, averaging_s: f64) -> f64 {
        let seen = |cut: &Slice| {
            cut.volume_share
                * self.sideways(cut, y, averaging_s)
                * Self::vertical(cut, z)
                * mean_along(cut, x - cut.x_m, averaging_s)
        };
        let mut best = (0.0, 0);
        for (at, cut) in self.slices.iter().enumerate() {
            let share = seen(cut);
            if share > best.0 {
                best = (share, at);
            }
        }
        let mut most: f64 = best.0;
        let around = best.1.saturating_sub(1);
        for pair in self.slices.windows(2).skip(around).take(2) {
            if let [a, b] = pair {
                for part in 1..8 {
                    most = most.max(seen(&a.between(b, f64::from(part) / 8.0)));
                }
            }
        }
        most.min(1.0)
    }

    /// Share of the volume at a point and a time, s since the release began.
    pub fn at(&self, x: f64, y: f64, z: f64, time_s: f64, averaging_s: f64) -> f64 {
        let puffs = self.slices.get(self.steady..).unwrap_or_default();
        let here = |cut: &Slice, along: f64| {
            let share = cut.volume_share
                * self.sideways(cut, y, averaging_s)
                * Self::vertical(cut, z)
                * along;
            share.min(1.0)
        };
        match (puffs.first(), puffs.last()) {
            (Some(first), Some(last)) if time_s >= first.time_s => {
                if time_s > last.time_s {
                    return 0.0;
                }
                let after = puffs.partition_point(|s| s.time_s < time_s).max(1);
                let (Some(a), Some(b)) = (puffs.get(after - 1), puffs.get(after)) else {
                    return here(first, mean_along(first, x - first.x_m, averaging_s));
                };
                let part = (time_s - a.time_s) / (b.time_s - a.time_s).max(1e-12);
                let cut = a.between(b, part.clamp(0.0, 1.0));
                here(&cut, mean_along(&cut, x - cut.x_m, averaging_s))
            }
            _ => {
                let Some(cut) = self.slice(x) else {
                    return 0.0;
                };
                here(&cut, self.passing(&cut, time_s))
            }
        }
    }

    /// Whether the plume stands at a cut, with a front and a rear as sharp as the puff has them that it becomes.
    fn passing(&self, cut: &Slice, time_s: f64) -> f64 {
        if self.duration_s.is_infinite() {
            return 1.0;
        }
        let half = 0.5 * self.duration_s;
        let core = SHARP * half;
        across(time_s - cut.time_s, half, core, beta(half, core)).min(1.0)
    }

    /// How far downwind a share of the volume is reached on the axis, at a height.
    pub fn distance(&self, volume_share: f64, z: f64, averaging_s: f64) -> Extent {
        let seen = |x: f64| self.peak(x, 0.0, z, averaging_s) >= volume_share;
        let Some(last) = self.slices.iter().rposition(|s| seen(s.x_m)) else {
            return Extent::Nowhere;
        };
        let (Some(a), Some(b)) = (self.slices.get(last), self.slices.get(last + 1)) else {
            return Extent::Beyond(self.slices.last().map_or(0.0, |s| s.x_m));
        };
        let (mut near, mut far) = (a.x_m, b.x_m);
        for _ in 0..40 {
            let mid = 0.5 * (near + far);
            if seen(mid) {
                near = mid;
            } else {
                far = mid;
            }
        }
        Extent::Until(near)
    }

    /// Half the width, m, of the area with at least a share of the volume, at a distance and a height; none where
    /// it is not reached.
    pub fn half_width_m(&self, x: f64, volume_share: f64, z: f64, averaging_s: f64) -> Option<f64> {
        let seen = |y: f64| self.peak(x, y, z, averaging_s) >= volume_share;
        if volume_share <= 0.0 || !seen(0.0) {
            return None;
        }
        let cut = self.slice(x)?;
        let mut far = 2.0 * self.half_width_averaged_m(&cut, averaging_s);
        for _ in 0..20 {
            if !seen(far) {
                break;
            }
            far *= 2.0;
        }
        let mut near = 0.0;
        for _ in 0..40 {
            let mid = 0.5 * (near + far);
            if seen(mid) {
                near = mid;
            } else {
                far = mid;
            }
        }
        Some(near)
    }

    /// How long the cloud takes to pass, s: its length over its speed.
    pub fn passing_s(&self, cut: &Slice) -> f64 {
        if cut.half_length_m.is_finite() {
            2.0 * cut.half_length_m / cut.speed_m_s.max(1e-3)
        } else {
            self.duration_s
        }
    }

    /// Kilograms of substance in a cubic metre of air of which it is a share of the volume.
    pub fn kg_m3(&self, volume_share: f64) -> f64 {
        volume_share * self.molar_mass_kg_mol * self.closures.wind.air.pressure_pa
            / (R * self.closures.wind.air.temperature_k)
    }
}

/// Along the wind, at a distance from the centre, averaged over the time around.
fn mean_along(cut: &Slice, off: f64, averaging_s: f64) -> f64 {
    let (half, core) = (cut.half_length_m, cut.core_length_m);
    let beta = beta(half, core);
    if off.abs() > 1e-9 * half {
        // The mean over a window off the centre is that of the two windows that share its ends.
        let window = 0.5 * cut.speed_m_s.abs() * averaging_s;
        if window < 1e-3 * half {
            return across(off, half, core, beta);
        }
        let upto = |w: f64| w * mean_across(w.abs().max(1e-3 * half), half, core, beta);
        let within = upto(off.abs() + window) - upto(off.abs() - window);
        return within.max(0.0) / (2.0 * window);
    }
    mean_across(0.5 * cut.speed_m_s.abs() * averaging_s, half, core, beta)
}
