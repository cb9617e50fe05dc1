//! How much air the cloud takes in, and what ground and air do to it.
//!
//! ```text
//! W  = a k u*c (f(4 m)/f(z_t)) [g(z_t)/φ(z_t) + g(z_b)/φ(z_b)]        top z_t; bottom z_b of a cloud off the ground
//! g  = 1 − z/H,  φ = 1 + 5 z λ  or  (1 − 16 z λ)^−½
//! λ  = [Λ u*²/(1 + z_t/l) + 0.025 g (ρ − ρ_a)/ρ]/u*c²      of air and cloud
//! u*c² = u_b² + u_h² + u_t²
//! u_b² = C_f² (u² + ¼ V_g²) + 0.05 w_s ū_a   on the ground,  u*² + u_h²  off it;   C_f = u*/ū_a
//! u_h² = 0.02 (δ² + ¼ V_g² (ρ_a/ρ)²),  δ = (ū_a − u) ρ_a/ρ
//! u_t² = [0.14 g (T_a − T) V_H h/½(T_a + T)]^⅔,  V_H = C_f u_b        stirred from below
//! V  = √(v_a² + 0.02 (a k δ)²),  v_a = A ū_a/(1 + r B/√3)             through each side
//! V_x = √(A² ū_a²/(1 + r Bx/√3)² + v_s²)                              through each end
//! A  = 0.08 (10 s/900 s)^0.2 S,  r = 0.0004/2A,  S = 1 − 10 c/L  or  1/(1 + 10 c/L),  c = √(C_2m/0.086)
//! v_s = 0.6 u*/k · z/(z + z0) · φ(z) g(z)  at  z = z_c + ½ σ
//! ```
//!
//! and, of half the plume's metre or a quarter of the puff (× Bx):
//!
//! ```text
//! along   ρ [B (u*² − C_f² u²) + (B + h) 0.02 δ|δ|]                   off the ground ρ (2 B + h) 0.02 δ|δ|
//! across  −ρ B [¼ C_f² V_g² + 0.02 (½ V_g ρ_a/ρ)²],  of U_g alike     upwards −ρ h 0.02 w_c|w_c|, off the ground
//! heat    ρ B V_H c_p (T_a − T)
//! ```
//!
//! a = 1.5. λ above has Λ of the wind profile; the sides know the 1/L that is given. Behind a pool u_b² comes
//! back from what its vapour had made of it over some steps. Source: Ermak 1990 (SLAB) and its public Fortran.

use super::body::Body;
use super::wind::{KARMAN, Wind};
use crate::consequence::G;

pub(super) const SQRT_3: f64 = 1.732_050_807_568_877_2;
/// a.
pub(super) const GROWTH: f64 = 1.5;
/// Height of the wind on which the entrainment was scaled, m.
pub(super) const SCALE_HEIGHT_M: f64 = 4.0;
/// Friction of shear within the air.
const SHEAR: f64 = 0.02;
/// Stirring by the vapour that rises from the source.
const BLOWING: f64 = 0.05;
/// Stirring by heat from the ground.
const HEATING: f64 = 0.14;
/// Weight of the cloud's own buoyancy in λ.
const STRATIFICATION: f64 = 0.025;
/// Averaging time of a cloud that is seen at once, and that for which its spread was measured, s.
pub(super) const INSTANT_S: f64 = 10.0;
const MEASURED_S: f64 = 900.0;
/// Length beyond which the spread slows, by `√(1 + 0.0004/m · x)`.
pub(super) const SLOWING_PER_M: f64 = 0.0004;
/// Height of the wind that tells the drag of the ground, m, and that drag over the land where the spread was
/// measured.
const DRAG_HEIGHT_M: f64 = 2.0;
const MEASURED_DRAG: f64 = 0.086;

/// Speeds, m/s, and forces, N or N/m, that act on the cloud.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rates {
    /// W, through top and bottom together.
    pub(super) vertical_m_s: f64,
    /// V, through one side.
    pub(super) lateral_m_s: f64,
    /// V_x, through one end.
    pub(super) along_m_s: f64,
    /// u_b².
    pub(super) friction2: f64,
    /// Drags along, across, along by its own spreading, and upwards.
    pub(super) force_along: f64,
    pub(super) force_across: f64,
    pub(super) force_lengthways: f64,
    pub(super) force_up: f64,
    /// Heat from the ground, W or W/m.
    pub(super) heat: f64,
}

/// What the weather makes of the closures, worked out once a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closures {
    pub(super) wind: Wind,
    /// A.
    pub(super) spread: f64,
    /// f(4 m).
    scale: f64,
    /// u*/u(2 m).
    pub(super) drag: f64,
}

/// What is about a cloud.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// Speed of the vapour that rises from the source, m/s.
    pub(super) blowing_m_s: f64,
    /// u_b² at the beginning of the step, and how much of it is left.
    pub(super) friction2: f64,
    pub(super) left: f64,
}

impl Closures {
    pub(super) fn of(wind: Wind) -> Self {
        let drag = wind.friction_m_s / wind.speed_m_s(DRAG_HEIGHT_M);
        let per_m = 10.0 * (drag / MEASURED_DRAG).sqrt() * wind.inverse_obukhov_per_m;
        let stability = if per_m < 0.0 {
            1.0 - per_m
        } else {
            1.0 / (1.0 + per_m)
        };
        Self {
            wind,
            spread: 0.08 * (INSTANT_S / MEASURED_S).powf(0.2) * stability,
            scale: wind.shape(SCALE_HEIGHT_M),
            drag,
        }
    }

    /// Wind over its friction velocity at a height, beside that of the height of scale.
    fn scaling(&self, z: f64) -> f64 {
        self.scale / self.wind.shape(z).max(1e-9)
    }

    /// A ū_a/(1 + r B/√3).
    fn turbulent_m_s(&self, wind_m_s: f64, half_m: f64) -> f64 {
        self.spread * wind_m_s / (1.0 + 0.5 * SLOWING_PER_M / self.spread * half_m / SQRT_3)
    }

    /// σ_y that the turbulence of the air brings over a way, m: ∫ A dx/(1 + r σ).
    pub(super) fn passive_sigma_m(&self, way_m: f64) -> f64 {
        2.0 * self.spread / SLOWING_PER_M * ((1.0 + SLOWING_PER_M * way_m.max(0.0)).sqrt() - 1.0)
    }

    /// What a cloud takes in and what drags it; `length_m` is that of the piece that is looked at.
    pub(super) fn rates(&self, body: &Body, around: &Around, length_m: f64) -> Rates {
        let wind = &self.wind;
        let (h, b, top, ambient) = (
            body.height_m,
            body.half_width_m,
            body.top_m,
            body.wind_m_s.max(1e-6),
        );
        let flies = body.flies();
        let rho = body.mixture.density_kg_m3;
        let air_over = wind.air.density_kg_m3 / rho;
        let friction = wind.friction_m_s;
        let drag = friction / ambient;
        let lag = (body.wind_m_s - body.speed_m_s) * air_over;
        let (across, lengthways) = (0.5 * body.across_m_s, 0.5 * body.along_m_s);
        let sheared = SHEAR * (lag * lag + (across * air_over).powi(2));
        let settled = if flies {
            friction * friction + sheared
        } else {
            drag * drag * (body.speed_m_s * body.speed_m_s + across * across)
                + BLOWING * around.blowing_m_s * ambient
        };
        let friction2 = settled + (around.friction2 - settled) * around.left;
        let heating = drag * friction2.sqrt();
        let (ground_k, t) = (wind.air.temperature_k, body.mixture.temperature_k);
        let warmed = wind.ground_heat && !flies;
        let stirred = if warmed && ground_k > t {
            let flux = HEATING * G * (ground_k - t) * heating * h / (0.5 * (ground_k + t));
            flux.cbrt().powi(2)
        } else {
            0.0
        };
        let total2 = friction2 + sheared + stirred;
        let heavy = (STRATIFICATION * G * (1.0 - air_over)).max(0.0);
        let scale = wind.scale_per_m / (1.0 + top / wind.cap_m);
        let per_m = (scale * friction * friction + heavy) / total2;
        // g/φ.
        let open = |z: f64| {
            let over = z * per_m;
            let phi = if over < 0.0 {
                1.0 / (1.0 - 16.0 * over).sqrt()
            } else {
                1.0 + 5.0 * over
            };
            (1.0 - z / wind.lid_m).max(0.0) / phi
        };
        let below = if top > 1.01 * h { open(top - h) } else { 0.0 };
        let vertical = GROWTH * KARMAN * total2.sqrt() * self.scaling(top) * (open(top) + below);

        let side = self.turbulent_m_s(body.wind_m_s, b);
        let lateral = side.hypot(SHEAR.sqrt() * GROWTH * KARMAN * lag);
        let along = if body.half_length_m.is_finite() {
            let sigma = sigma_z_m(h, body.centre_m);
            let z = body.centre_m + 0.5 * sigma;
            let shear = 0.6 * friction / KARMAN * z / (z + wind.roughness_m)
                * wind.phi(z)
                * (1.0 - z / wind.lid_m).max(0.0);
            self.turbulent_m_s(body.wind_m_s, body.half_length_m)
                .hypot(shear)
        } else {
            0.0
        };

        let mass = rho * length_m;
        let shear = |v: f64| SHEAR * v.abs() * v;
        let spreading = |v: f64| -mass * b * (drag * drag * v * v + shear(v * air_over));
        let force_along = if flies {
            mass * (2.0 * b + h) * shear(lag)
        } else {
            let slid = drag * body.speed_m_s;
            mass * (b * (friction * friction - slid * slid) + (b + h) * shear(lag))
        };
        Rates {
            vertical_m_s: vertical,
            lateral_m_s: lateral,
            along_m_s: along,
            friction2,
            force_along,
            force_across: if flies { 0.0 } else { spreading(across) },
            force_lengthways: if flies { 0.0 } else { spreading(lengthways) },
            force_up: if flies {
                -mass * h * shear(body.rising_m_s)
            } else {
                0.0
            },
            heat: if warmed {
                mass * b * heating * body.mixture.heat_capacity_j_kg_k * (ground_k - t)
            } else {
                0.0
            },
        }
    }
}

/// Standard deviation of the vertical profile, m.
///
/// ```text
/// σ = h/√12 where the centre is above h/2, (h − z_c)/√3 where it is below
/// ```
pub(super) fn sigma_z_m(height_m: f64, centre_m: f64) -> f64 {
    if centre_m > 0.5 * height_m {
        height_m / (2.0 * SQRT_3)
    } else {
        (height_m - centre_m) / SQRT_3
    }
}
