//! The rise of a vertical jet, to its top.
//!
//! ```text
//! momentum    Δm (as a root, by Briggs):  Δm^(6/7) (hs + Δm)^(1/7) from  1.0363 w r/(β √(ua u*)),  β = 0.4 + 1.2 ua/w
//! buoyancy    Δb = b^(3/5) (hs + Δb)^(2/5),  b = 1.7254 g (ρ_a − ρ) w r²/(ρ_a ua u*²)
//! heavy       Δd = 1.32 d (S F R)^⅓,  R = w/ua,  S = ρ/ρ_a,  F = w² ρ_a/(g d (ρ − ρ_a))      Hoot et al.
//!             Δ = Δd Δm/√(Δd² + Δm²),  down to  x = 0.435 Δ³/(R² S d²),
//!             c = 1.69 R (d/Δ)^1.85 on the axis,  c_v = [π/6 (1 − c) + c] c
//! light       Δ = √(Δb² + Δm²)
//! ```
//!
//! r = ½ √As, d = 4 r/√π, ua the wind at the mouth. A heavy jet goes on from its top as a plume off the ground, of the
//! speed at which what it has taken in has the momentum of the wind less a drag:
//!
//! ```text
//! u = 2 e ua/[√((1 − m)² + 4 m e) + 2 e − (1 − m)],  e = 0.06 (2 + x/r),  ua at its top
//! B² = q/(2 ρ u m a),  h = q/(2 ρ u m B),  b = 0.9 √(q/(ρ u a)),  a = 2.4 + 1.6/(1 + x²/100 r²)
//! ```
//!
//! A light one goes on with the wind from the height of its rise, as dense and as warm as air.
//! Source: Ermak 1990 (SLAB) and its public Fortran; Briggs 1975; Hoot, Meroney & Peterka 1973.

use super::body::Body;
use super::cloud::Slice;
use super::entrainment::Closures;
use super::mixture::{heat_of_release_j_kg, mix, mix_neutral};
use super::source::{FLAT, ORIGIN_M, Shape, SlabSource};
use crate::consequence::G;

/// Least height at which the wind meets the jet, m.
const LEAST_MOUTH_M: f64 = 1.0;
/// Most rows of the rise.
const MOST_ROWS: f64 = 11.0;

/// Where a vertical jet has come to.
pub(super) struct Top {
    pub(super) body: Body,
    /// Whether it is lighter than air, and goes on as dense as that.
    pub(super) neutral: bool,
}

/// A rise Δ = p^n (hs + Δ)^(1 − n), three steps of Newton from p.
fn rise_m(first: f64, mouth_m: f64, n: f64) -> f64 {
    let power = first.powf(n);
    let mut rise = first;
    for _ in 0..8 {
        let next = power * (mouth_m + rise).powf(1.0 - n);
        rise = (mouth_m + n * rise) * next / (mouth_m + rise - (1.0 - n) * next);
    }
    rise
}

impl SlabSource {
    /// The top of a vertical jet, with the rows of its rise.
    pub(super) fn top(
        &self,
        closures: &Closures,
        rate_kg_s: f64,
        mouth_m: f64,
        slices: &mut Vec<Slice>,
    ) -> Top {
        let wind = &closures.wind;
        let half = 0.5 * self.area_m2.sqrt();
        let rho = self.density_kg_m3(wind);
        let over_air = rho / wind.air.density_kg_m3;
        let rising = rate_kg_s / (rho * self.area_m2);
        let mouth_m = mouth_m.min((wind.lid_m - half).max(0.0));
        let ambient = wind.speed_m_s(mouth_m.max(LEAST_MOUTH_M));
        let beta = 0.4 + 1.2 * ambient / rising;
        let friction = wind.friction_m_s;
        let first = 1.0363 * rising * half / (beta * (ambient * friction).sqrt());
        let momentum_m = rise_m(first, mouth_m, 6.0 / 7.0);
        if over_air > 1.0 {
            let jet = Jet {
                half,
                rising,
                ambient,
                over_air,
                mouth_m,
                rate_kg_s,
            };
            let body = self.heavy_top(closures, &jet, momentum_m, slices);
            return Top {
                body,
                neutral: false,
            };
        }
        let first =
            1.7254 * G * (1.0 - over_air) * rising * half * half / (ambient * friction * friction);
        let buoyancy_m = if first > 0.0 {
            rise_m(first, mouth_m, 0.6)
        } else {
            0.0
        };
        let height = (mouth_m + momentum_m.hypot(buoyancy_m)).min(wind.lid_m - half);
        Top {
            body: self.light_top(closures, rate_kg_s, half, height),
            neutral: true,
        }
    }

    /// A neutral plume of the wind's speed at the height of its rise.
    fn light_top(&self, closures: &Closures, rate_kg_s: f64, half: f64, height: f64) -> Body {
        let wind = &closures.wind;
        let speed = wind.speed_m_s(height);
        let area = rate_kg_s / (wind.air.density_kg_m3 * speed);
        let mut b = half.max(0.5 * area.sqrt());
        let mut h = 0.5 * area / b;
        if height < 0.5 * h {
            let high = height + 0.5 * h;
            b *= h / high;
            h = high;
        }
        let shape = Shape {
            x_m: ORIGIN_M,
            half_width_m: b,
            core_m: FLAT * b,
            height_m: h,
            centre_m: height,
        };
        let mass = 0.5 * rate_kg_s;
        let heat = wind.air.heat_j_kg;
        let mut body = self.begin(closures, &shape, (mass, mass, heat), speed);
        body.mixture = mix_neutral(&self.substance, &wind.air, 1.0);
        body.pressed = false;
        body
    }

    fn heavy_top(
        &self,
        closures: &Closures,
        jet: &Jet,
        momentum_m: f64,
        slices: &mut Vec<Slice>,
    ) -> Body {
        let wind = &closures.wind;
        let half = jet.half;
        let diameter = 4.0 * half / std::f64::consts::PI.sqrt();
        let froude2 = jet.rising * jet.rising / (G * diameter * (jet.over_air - 1.0));
        let fast = jet.rising / jet.ambient;
        let weight_m = 1.32 * diameter * (fast * jet.over_air * froude2).cbrt();
        let rise = (momentum_m * weight_m / momentum_m.hypot(weight_m))
            .min((wind.lid_m - jet.mouth_m).max(half));
        let way = 0.435 * rise.powi(3) / (fast * fast * jet.over_air * diameter * diameter);
        let axis = (1.69 * fast / (rise / diameter).powf(1.85)).min(0.99);
        let volume_share = (std::f64::consts::FRAC_PI_6 * (1.0 - axis) + axis) * axis;

        // By mass; its heat that of what came out and of the air that came to it.
        let air_mass = wind.air.mass_per_mol();
        let molar = self.substance.molar_mass_kg_mol;
        let share = molar * volume_share / (air_mass + (molar - air_mass) * volume_share);
        let heat = self.heat_j_kg() * share + wind.air.heat_j_kg * (1.0 - share);
        let rho = mix(&self.substance, &wind.air, share, heat).density_kg_m3;

        let centre = jet.mouth_m + rise;
        let above = wind.speed_m_s(centre);
        let e = 0.06 * (2.0 + way / half);
        let wet = 1.0 - share;
        let root = (wet * wet + 4.0 * share * e).sqrt();
        let speed = (2.0 * e * above / (root + 2.0 * e - wet)).max(1e-3);
        let area = jet.rate_kg_s / (rho * speed * share);
        let aspect = 2.4 + 1.6 / (1.0 + (0.1 * way / half).powi(2));
        let mut b = (area / aspect).sqrt().max(half);
        let mut core = FLAT * (jet.rate_kg_s / (rho * speed * aspect)).sqrt().max(half);
        let mut h = 0.5 * area / b;
        if 0.5 * h > centre {
            let high = centre + 0.5 * h;
            b *= h / high;
            core *= h / high;
            h = high;
        }
        let shape = Shape {
            x_m: ORIGIN_M + way,
            half_width_m: b,
            core_m: core.min(b),
            height_m: h,
            centre_m: centre,
        };
        let mass = 0.5 * jet.rate_kg_s;
        let mut body = self.begin(closures, &shape, (mass / share, mass, heat), speed);
        // The wind that the top knows is the one about it.
        body.wind_m_s = above;
        body.time_s = way / speed;
        self.rows(closures, jet, &body, (rise, way), slices);
        body
    }

    /// Rows from the mouth to the top, their speeds, widths and dilution by the share of the way.
    fn rows(
        &self,
        closures: &Closures,
        jet: &Jet,
        top: &Body,
        (rise, way): (f64, f64),
        slices: &mut Vec<Slice>,
    ) {
        let wind = &closures.wind;
        let rows = (2.0 + 0.5 * way / jet.half).min(MOST_ROWS).floor() as u32;
        let mouth_high = 2.0 * jet.half * (jet.rising / top.speed_m_s).min(1.0);
        let share = top.share();
        for row in 0..rows - 1 {
            let part = f64::from(row) / f64::from(rows - 1);
            let slow = part.sqrt();
            let mass_share = 1.0 / (1.0 + part * part * (1.0 - share) / share);
            let heat = heat_of_release_j_kg(&self.substance, self.temperature_k, self.liquid_share)
                * mass_share
                + wind.air.heat_j_kg * (1.0 - mass_share);
            let mut here = *top;
            here.mixture = mix(&self.substance, &wind.air, mass_share, heat);
            here.mass = top.substance / mass_share;
            here.x_m = ORIGIN_M + way * part;
            here.time_s = way * part / top.speed_m_s;
            here.speed_m_s = top.speed_m_s * slow;
            here.rising_m_s = jet.rising * (1.0 - slow);
            here.height_m = mouth_high + (top.height_m - mouth_high) * part;
            here.half_width_m = jet.half + (top.half_width_m - jet.half) * part;
            here.core_m = FLAT * jet.half + (top.core_m - FLAT * jet.half) * part;
            let centre = jet.mouth_m + rise * (1.0 - (1.0 - part).powi(2)).max(0.0).sqrt();
            here.place(centre, wind.lid_m);
            slices.push(here.slice());
        }
    }
}

/// A heavy jet at its mouth.
struct Jet {
    half: f64,
    rising: f64,
    ambient: f64,
    over_air: f64,
    mouth_m: f64,
    rate_kg_s: f64,
}
