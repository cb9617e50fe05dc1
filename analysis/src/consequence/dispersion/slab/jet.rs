//! A jet off the ground, from its source until it touches down, along its bent path s.
//!
//! ```text
//! dm/ds   = 2 ρ_a (V h + W B)                   mass, V through each side, W through top and bottom together
//! dM_x/ds = u_a dm/ds,  dM_z/ds = −g (ρ − ρ_a) 2 B h
//! dE/ds   = h_a dm/ds                           heat
//! d ln(2B/h)/ds = (ρ_a/ρ U) (V/B − W/h)         U = √(M_x² + M_z²)/m,  2 B h = m/(ρ U)
//! ```
//!
//! Source: conservation as in Ermak 1990, section 2.1, here along the path, so that a vertical jet can be told
//! too; bending and the share 0.5 of the wind across it: Ooms 1972 (from memory).
//! The manual's own treatment of the rise of a vertical jet is not known here. A heavy fountain so slow that at its
//! top it is as thick as that is high touches the ground there or after its fall, and between the two the answer
//! jumps, by up to 20 % in the distance.

use std::cell::Cell;

use super::atmosphere::Wind;
use super::cloud::Slice;
use super::entrainment::{Body, development, rates};
use super::integrate::{March, Next, integrate};
use super::mixture::{Mixture, mix_near};
use super::plume::Ground;
use super::source::Start;
use super::substance::Substance;
use crate::consequence::G;

/// Share of b in B at a source: the profile is nearly flat there. Ermak 1990, from memory.
pub(super) const FLAT: f64 = 0.9;
/// Where a jet begins, m downwind: Ermak 1990, from memory.
pub(super) const ORIGIN_M: f64 = 1.0;
/// Share of the speed of impact that goes sideways: mean of |cos| of an outflow to all sides.
const SIDEWAYS: f64 = std::f64::consts::FRAC_2_PI;

/// What the equations know.
struct Jet<'a> {
    substance: &'a Substance,
    wind: &'a Wind,
    rate_kg_s: f64,
    diameter_m: f64,
    core_m: f64,
    /// Temperature met last, K.
    near_k: Cell<f64>,
}

/// Mass flux, heat flux, momentum fluxes, position, time, logarithm of the aspect.
type State = [f64; 8];

/// The jet at one place.
struct View {
    mixture: Mixture,
    share: f64,
    u: f64,
    w: f64,
    speed: f64,
    half_width_m: f64,
    height_m: f64,
}

/// How the way off the ground ends.
pub(super) enum End {
    /// On the ground.
    Touches(Ground),
    /// Still off it, with the source over or the reach passed; with the heat of a kilogram, J.
    Flies(Slice, f64),
}

impl Jet<'_> {
    fn view(&self, y: &State) -> View {
        let [m, e, mx, mz, _, _, _, aspect] = *y;
        let share = (self.rate_kg_s / m).min(1.0);
        let mixture = mix_near(
            self.substance,
            &self.wind.air,
            share,
            e / m,
            self.near_k.get(),
        );
        self.near_k.set(mixture.temperature_k);
        let (u, w) = (mx / m, mz / m);
        let speed = u.hypot(w).max(1e-3);
        let area = m / (mixture.density_kg_m3 * speed);
        let aspect = aspect.exp();
        let height_m = (area / aspect).sqrt();
        View {
            mixture,
            share,
            u,
            w,
            speed,
            half_width_m: 0.5 * aspect * height_m,
            height_m,
        }
    }

    fn body(&self, s: f64, y: &State, v: &View) -> Body {
        let core = self.core_m.min(FLAT * v.half_width_m);
        Body {
            mixture: v.mixture,
            height_m: v.height_m,
            centre_m: y[5].max(0.0),
            speed_m_s: v.speed,
            spreading_m_s: 0.0,
            sigma_m: ((v.half_width_m * v.half_width_m - core * core) / 3.0).sqrt(),
            grounded: 0.0,
            jet: development(s / self.diameter_m),
            level: v.u / v.speed,
            steep: v.w / v.speed,
        }
    }

    fn slope(&self, s: f64, y: &State) -> State {
        let v = self.view(y);
        let r = rates(self.wind, &self.body(s, y, &v));
        let (b, h) = (v.half_width_m, v.height_m);
        let (rho, air) = (v.mixture.density_kg_m3, &self.wind.air);
        let taken = 2.0 * air.density_kg_m3 * (r.lateral_m_s * h + r.vertical_m_s * b);
        [
            taken,
            taken * air.heat_j_kg,
            taken * r.ambient_m_s,
            -G * (rho - air.density_kg_m3) * 2.0 * b * h,
            v.u / v.speed,
            v.w / v.speed,
            1.0 / v.speed,
            air.density_kg_m3 / (rho * v.speed) * (r.lateral_m_s / b - r.vertical_m_s / h),
        ]
    }

    fn slice(&self, s: f64, y: &State) -> Slice {
        let v = self.view(y);
        let r = rates(self.wind, &self.body(s, y, &v));
        Slice {
            x_m: y[4],
            time_s: y[6],
            volume_share: v.mixture.volume_share,
            mass_share: v.share,
            vapour_share: v.mixture.vapour_share,
            temperature_k: v.mixture.temperature_k,
            density_kg_m3: v.mixture.density_kg_m3,
            height_m: v.height_m,
            centre_m: y[5].max(0.0),
            half_width_m: v.half_width_m,
            core_m: self.core_m.min(FLAT * v.half_width_m),
            half_length_m: f64::INFINITY,
            core_length_m: f64::INFINITY,
            speed_m_s: v.u,
            wind_m_s: r.ambient_m_s,
            spreading_m_s: 0.0,
            spreading_along_m_s: 0.0,
            rising_m_s: v.w,
            vertical_entrainment_m_s: r.vertical_m_s,
            lateral_entrainment_m_s: r.lateral_m_s,
            along_entrainment_m_s: 0.0,
        }
    }
}

/// Whether the lower edge is on the ground, and the jet not rising.
fn touches(y: &State, v: &View) -> bool {
    v.w < 0.02 * v.speed && y[5] <= 0.5 * v.height_m * (v.u / v.speed).max(0.0)
}

/// Follows a jet until it touches down, its source is over for its middle, or `reach_m` is passed.
pub(super) fn fly(
    substance: &Substance,
    wind: &Wind,
    start: &Start,
    half_duration_s: f64,
    reach_m: f64,
    slices: &mut Vec<Slice>,
) -> End {
    let jet = Jet {
        substance,
        wind,
        rate_kg_s: start.rate_kg_s,
        diameter_m: start.diameter_m,
        core_m: FLAT * start.half_width_m,
        near_k: Cell::new(0.0),
    };
    let m = start.rate_kg_s;
    let first: State = [
        m,
        m * start.heat_j_kg,
        m * start.speed_m_s,
        m * start.rising_m_s,
        ORIGIN_M,
        start.height_m,
        0.0,
        0.0,
    ];
    let view = jet.view(&first);
    if !touches(&first, &view) {
        slices.push(jet.slice(0.0, &first));
    }
    let force = m * (start.speed_m_s.hypot(start.rising_m_s)).max(1.0);
    let scale: State = [
        m,
        m * wind.air.heat_j_kg,
        force,
        force,
        1.0,
        start.height_m.max(start.diameter_m),
        1.0,
        1.0,
    ];
    let march = March {
        from: 0.0,
        to: 4.0 * reach_m,
        first: 0.05 * start.diameter_m,
        share: 0.08,
        origin: -2.0 * start.diameter_m,
    };
    let past = |_: f64, y: &State| {
        let v = jet.view(y);
        if touches(y, &v) || y[6] >= half_duration_s || y[4] >= reach_m {
            Next::Past
        } else {
            Next::Go
        }
    };
    let (s, y) = if past(0.0, &first) == Next::Past {
        (0.0, first)
    } else {
        integrate(
            march,
            first,
            &scale,
            |s, y| jet.slope(s, y),
            past,
            |s, y| slices.push(jet.slice(s, y)),
        )
    };
    let v = jet.view(&y);
    if y[6] >= half_duration_s || y[4] >= reach_m || s >= march.to {
        return End::Flies(jet.slice(s, &y), y[1] / y[0]);
    }
    // The cut across the wind is wider than that across the path.
    let u = v.u.max(0.02);
    let wider = (v.speed / u).sqrt();
    End::Touches(Ground {
        x_m: y[4],
        time_s: y[6],
        way_m: s,
        diameter_m: start.diameter_m,
        mass_kg_s: 0.5 * y[0],
        substance_kg_s: 0.5 * start.rate_kg_s,
        heat_w: 0.5 * y[1],
        speed_m_s: u,
        spreading_m_s: SIDEWAYS * v.w.abs(),
        half_width_m: v.half_width_m * wider,
        core_m: jet.core_m.min(FLAT * v.half_width_m) * wider,
        centre_m: y[5].max(0.0).min(0.5 * v.height_m * wider),
        pool: None,
    })
}
