//! The cloud without source, about its centre, in time.
//!
//! ```text
//! M = ρ Bx B h                                         a quarter of the cloud
//! dM/dt       = ρ_a (V h Bx + V_x h B + W B Bx)
//! dE/dt       = h_a dM/dt + ρ cp V_H (T_a − T) B Bx
//! d(M u)/dt   = u_a dM/dt − ρ C_F (u|u| − u_a²) B Bx
//! d(M V_g)/dt = g (ρ − ρ_a) h² Bx − ρ C_F V_g s B Bx,   of U_g alike with B for Bx
//! d(M w)/dt   = −g (ρ − ρ_a) B Bx h                    off the ground
//! dB/dt = (ρ_a/ρ) V + V_g,  db/dt = V_g b/B,   along the wind alike
//! dx_c/dt = u,  dz_c/dt = w − V_g z_c/B
//! ```
//!
//! Source: Ermak 1990, section 2.1, transient puff (from memory).
//! What pushes against the front of a collapsing cloud is left out, as in the manual (from memory).

use std::cell::Cell;

use super::atmosphere::Wind;
use super::cloud::Slice;
use super::entrainment::{Body, rates};
use super::integrate::{March, Next, integrate};
use super::mixture::{Mixture, mix_near};
use super::substance::Substance;
use crate::consequence::G;

/// The cloud when its source is over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    /// The cut through its middle; its time is that of the middle.
    pub(super) middle: Slice,
    /// Mass of the substance, kg.
    pub(super) mass_kg: f64,
    /// Half length, m.
    pub(super) half_length_m: f64,
    /// Heat of a kilogram, J.
    pub(super) heat_j_kg: f64,
    /// Time since the release began, s.
    pub(super) time_s: f64,
}

/// Mass, heat, momenta along, across, of spreading along and upwards; half width, half length, cores, centre
/// above the ground and along the wind.
type State = [f64; 12];

struct Puff<'a> {
    substance: &'a Substance,
    wind: &'a Wind,
    substance_kg: f64,
    /// Temperature met last, K.
    near_k: Cell<f64>,
}

struct View {
    mixture: Mixture,
    share: f64,
    height_m: f64,
    u: f64,
    across: f64,
    along: f64,
    rising: f64,
    grounded: f64,
}

impl Puff<'_> {
    fn view(&self, y: &State) -> View {
        let m = y[0];
        let share = (self.substance_kg / m).clamp(0.0, 1.0);
        let mixture = mix_near(
            self.substance,
            &self.wind.air,
            share,
            y[1] / m,
            self.near_k.get(),
        );
        self.near_k.set(mixture.temperature_k);
        let height_m = m / (mixture.density_kg_m3 * y[6] * y[7]);
        // Off the ground while the lower edge is above it; within a tenth of the height it comes down.
        let down = ((0.5 * height_m - y[10]) / (0.1 * height_m)).clamp(0.0, 1.0);
        View {
            mixture,
            share,
            height_m,
            u: y[2] / m,
            across: y[3] / m,
            along: y[4] / m,
            rising: y[5] / m,
            grounded: down * down * (3.0 - 2.0 * down),
        }
    }

    fn body(y: &State, v: &View) -> Body {
        let core = y[8].min(y[6]);
        Body {
            mixture: v.mixture,
            height_m: v.height_m,
            centre_m: y[10].max(0.0),
            speed_m_s: v.u,
            spreading_m_s: v.across.hypot(v.along),
            sigma_m: ((y[6] * y[6] - core * core) / 3.0).sqrt(),
            grounded: v.grounded,
            jet: 1.0,
            level: 1.0,
            steep: 0.0,
        }
    }

    fn slope(&self, y: &State) -> State {
        let v = self.view(y);
        let body = Self::body(y, &v);
        let r = rates(self.wind, &body);
        let (b, bx, h) = (y[6], y[7], v.height_m);
        let (rho, air) = (v.mixture.density_kg_m3, &self.wind.air);
        let lighter = rho - air.density_kg_m3;
        let push = G * lighter.max(0.0) * h * h * v.grounded;
        let taken = air.density_kg_m3
            * (r.lateral_m_s * h * bx + r.along_m_s * h * b + r.vertical_m_s * b * bx);
        let area = b * bx;
        let warmed = rho
            * v.mixture.heat_capacity_j_kg_k
            * r.heating_m_s
            * (air.temperature_k - v.mixture.temperature_k)
            * area;
        let drag = v.grounded * rho * r.drag * area;
        let speed = v.u.hypot(body.spreading_m_s);
        // On the ground a fall ends within half a height.
        let stop = v.grounded * y[0] * v.rising * 4.0 * v.rising.abs() / h;
        let thinning = air.density_kg_m3 / rho;
        [
            taken,
            taken * air.heat_j_kg + warmed,
            taken * r.ambient_m_s - drag * (v.u * v.u.abs() - r.ambient_m_s * r.ambient_m_s),
            push * bx - drag * v.across * speed,
            push * b - drag * v.along * speed,
            -G * lighter * area * h * (1.0 - v.grounded) - stop,
            thinning * r.lateral_m_s + v.across,
            thinning * r.along_m_s + v.along,
            v.across * y[8].min(b) / b,
            v.along * y[9].min(bx) / bx,
            v.rising * (2.0 * y[10] / h).clamp(0.0, 1.0) - v.across * y[10] / b,
            v.u,
        ]
    }

    fn slice(&self, t: f64, y: &State) -> Slice {
        let v = self.view(y);
        let r = rates(self.wind, &Self::body(y, &v));
        Slice {
            x_m: y[11],
            time_s: t,
            volume_share: v.mixture.volume_share,
            mass_share: v.share,
            vapour_share: v.mixture.vapour_share,
            temperature_k: v.mixture.temperature_k,
            density_kg_m3: v.mixture.density_kg_m3,
            height_m: v.height_m,
            centre_m: y[10].max(0.0),
            half_width_m: y[6],
            core_m: y[8].min(y[6]),
            half_length_m: y[7],
            core_length_m: y[9].min(y[7]),
            speed_m_s: v.u,
            wind_m_s: r.ambient_m_s,
            spreading_m_s: v.across,
            spreading_along_m_s: v.along,
            rising_m_s: v.rising,
            vertical_entrainment_m_s: r.vertical_m_s,
            lateral_entrainment_m_s: r.lateral_m_s,
            along_entrainment_m_s: r.along_m_s,
        }
    }
}

/// Follows the cloud until its centre is at `reach_m`.
pub(super) fn drift(
    substance: &Substance,
    wind: &Wind,
    whole: &Whole,
    reach_m: f64,
    slices: &mut Vec<Slice>,
) {
    let c = &whole.middle;
    let puff = Puff {
        substance,
        wind,
        substance_kg: 0.25 * whole.mass_kg,
        near_k: Cell::new(0.0),
    };
    let m = puff.substance_kg / c.mass_share;
    let y: State = [
        m,
        m * whole.heat_j_kg,
        m * c.speed_m_s,
        m * c.spreading_m_s,
        m * c.spreading_along_m_s,
        m * c.rising_m_s,
        c.half_width_m,
        whole.half_length_m,
        c.core_m,
        whole.half_length_m,
        c.centre_m,
        c.x_m,
    ];
    slices.push(puff.slice(whole.time_s, &y));
    let scale: State = [
        m,
        m * wind.air.heat_j_kg,
        m,
        m,
        m,
        m,
        c.half_width_m,
        whole.half_length_m,
        c.half_width_m,
        whole.half_length_m,
        c.height_m,
        c.x_m.abs().max(whole.half_length_m),
    ];
    let slow = wind.mean_m_s(0.0, c.height_m.max(1.0)).max(0.05);
    let travelled = (c.x_m.max(c.half_width_m) / c.speed_m_s.max(0.5 * slow)).max(1e-3);
    let march = March {
        from: whole.time_s,
        to: whole.time_s + 1e3 + 50.0 * reach_m / slow,
        first: 1e-3 * travelled,
        share: 0.08,
        origin: whole.time_s - travelled,
    };
    integrate(
        march,
        y,
        &scale,
        |_, y| puff.slope(y),
        |_, y| {
            if y[11] >= reach_m {
                Next::Past
            } else {
                Next::Go
            }
        },
        |t, y| slices.push(puff.slice(t, y)),
    );
}
