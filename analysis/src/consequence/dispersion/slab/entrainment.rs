//! How much air the cloud takes in, and what the ground does to it.
//!
//! ```text
//! W = √3 a k u*c g(h/H) / φ    + |S|                             through the top, and through the bottom of a
//!                                                                cloud off the ground
//! φ = ½ [φ_h + √(φ_h² + 4 · 5 √3 a k² Ri)],  Ri = g Δρ h/(ρ_a u*c²)
//! V = √3 min(u, u_a) dσ_y/dx   + max(S, 0)                       through each side
//! S = α f (u − u_a cos θ)      + 0.5 u_a |sin θ| cos θ           shear; θ slope of the path; the second term
//!                                                                counts in full for each
//! V_x = √3 · 0.13 u                                              through either end of a cloud without source
//! u*c² = max(u*², C_F s²) + ¼ w*²,  s² = u² + V_g²,  C_F = (u*/ū_a)²
//! w*³ = g h V_H (T_a − T)/T,  V_H = C_F s                        a cold cloud is stirred from below
//! ```
//!
//! a = 1.5 and √3 make the height √3 σ_z grow in air as by Lagrangian similarity, g = 1 − h/H: Ermak 1990,
//! section 2.3 (from memory). The damping φ is that of Monin and Obukhov, 1 + 5 h/L, where L holds the flux of buoyancy
//! that the entrainment itself brings, `h/L = k g Δρ h W/(ρ_a u*c³)`: put in, a quadratic for φ, written out
//! above [derived; the manual's own form is not known here]. ¼ w*²: Spicer & Havens 1987 (DEGADIS) (from memory).
//! α = 0.08: Morton, Taylor & Turner 1956 for a top hat, Ricou & Spalding 1961 (from memory). f, which rises from 0.34 at
//! one diameter to 1 at 13: Hill 1972 (from memory). 0.13: σ_x of the Yellow Book (verified).
//!
//! A cloud slower than the wind is sheared at its top; its sides are not, for a puff of the air itself lags too.
//!
//! Not SLAB's: the jet's entrainment, V, V_x and φ, whose form in the manual is not known here. No constant was
//! fitted, but which form was taken of those that the literature offers was decided with the six known lines of
//! SLAB's output in sight (`tests`): how near it comes to them is not independent evidence.

use super::atmosphere::{KARMAN, Wind};
use super::mixture::Mixture;
use crate::consequence::G;

pub(super) const SQRT_3: f64 = 1.732_050_807_568_877_2;
/// a of Ermak 1990, from memory.
const GROWTH: f64 = 1.5;
/// Top-hat entrainment constant of a jet.
const JET: f64 = 0.08;
/// Share of the wind across a jet that enters it: Ooms 1972, from memory.
const CROSSING: f64 = 0.5;
/// σ_x over the distance travelled.
const ALONG: f64 = 0.13;

/// The cloud at one place, as the closures see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    pub(super) mixture: Mixture,
    pub(super) height_m: f64,
    /// Centre above the ground, m.
    pub(super) centre_m: f64,
    /// Speed along the wind, m/s.
    pub(super) speed_m_s: f64,
    /// Speed of spreading across and, of a cloud without source, along the wind, m/s.
    pub(super) spreading_m_s: f64,
    /// Standard deviation that diffusion has brought across the wind, m.
    pub(super) sigma_m: f64,
    /// 1 on the ground, 0 off it.
    pub(super) grounded: f64,
    /// f of the jet.
    pub(super) jet: f64,
    /// Cosine and sine of the slope of the path.
    pub(super) level: f64,
    pub(super) steep: f64,
}

/// Speeds, m/s, and what goes with them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates {
    /// Wind over the cloud's height.
    pub(super) ambient_m_s: f64,
    /// W, through top and bottom.
    pub(super) vertical_m_s: f64,
    /// V, through one side.
    pub(super) lateral_m_s: f64,
    /// V_x, through one end.
    pub(super) along_m_s: f64,
    /// C_F.
    pub(super) drag: f64,
    /// V_H.
    pub(super) heating_m_s: f64,
}

/// f: share of the developed entrainment at a distance of so many diameters.
pub(super) fn development(diameters: f64) -> f64 {
    (0.344 + 0.656 * (diameters - 1.0) / 12.0).clamp(0.344, 1.0)
}

pub(super) fn rates(wind: &Wind, body: &Body) -> Rates {
    let h = body.height_m;
    let over_ground = wind.mean_m_s(0.0, h);
    let ambient = if body.grounded >= 1.0 {
        over_ground
    } else {
        let off_ground = wind.mean_m_s(body.centre_m - 0.5 * h, body.centre_m + 0.5 * h);
        off_ground + body.grounded * (over_ground - off_ground)
    };
    // A layer thinner than the roughness is dragged like one of e z0, in which ū_a = u*/k.
    let drag = (wind.friction_m_s / over_ground.max(wind.friction_m_s / KARMAN)).powi(2);
    let speed2 = body.speed_m_s * body.speed_m_s + body.spreading_m_s * body.spreading_m_s;
    let heating = if wind.ground_heat {
        drag * speed2.sqrt() * body.grounded
    } else {
        0.0
    };
    let air = &wind.air;
    let warming = (air.temperature_k - body.mixture.temperature_k).max(0.0);
    let stirring = (G * h * heating * warming / body.mixture.temperature_k)
        .cbrt()
        .powi(2);
    let friction2 = wind.friction_m_s.powi(2);
    let friction2 =
        friction2 + body.grounded * (drag * speed2 - friction2).max(0.0) + 0.25 * stirring;
    let denser = (body.mixture.density_kg_m3 - air.density_kg_m3).max(0.0) * body.grounded;
    let richardson = G * denser * h / (air.density_kg_m3 * friction2);
    let top = body.grounded * h + (1.0 - body.grounded) * (body.centre_m + 0.5 * h);
    let phi_h = wind.phi(top);
    let damping = 4.0 * 5.0 * SQRT_3 * GROWTH * KARMAN * KARMAN * richardson;
    let phi = 0.5 * (phi_h + (phi_h * phi_h + damping).sqrt());
    let lid = (1.0 - top / wind.mixing_depth_m).max(0.0);
    let crossing = CROSSING * ambient * body.steep.abs() * body.level.max(0.0);
    let faster = JET * body.jet * (body.speed_m_s - ambient * body.level);
    let faces = 2.0 - body.grounded;
    let growth = SQRT_3 * GROWTH * KARMAN * friction2.sqrt() * lid / phi;
    // The air's own eddies spread by the way that they travel with the cloud; a jet only shoots through them.
    let carried = ambient.min(body.speed_m_s).max(0.0);
    Rates {
        ambient_m_s: ambient,
        vertical_m_s: faces * (growth + faster.abs() + crossing),
        lateral_m_s: SQRT_3 * carried * wind.spread_rate(body.sigma_m) + faster.max(0.0) + crossing,
        along_m_s: SQRT_3 * ALONG * body.speed_m_s.abs(),
        drag,
        heating_m_s: heating,
    }
}
