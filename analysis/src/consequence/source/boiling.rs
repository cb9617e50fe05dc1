//! A pool that boils on warm ground.
//!
//! ```text
//! Q = lambda S (T0 - Tb)/(H sqrt(pi alpha t))          rate at a time, kg/s
//! m = 2 lambda S (T0 - Tb) sqrt(t)/(H sqrt(pi alpha))   until then, kg
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | lambda, alpha | conductivity and thermal diffusivity of the ground | W/(m K), m²/s |
//! | S | area of the pool | m² |
//! | T0, Tb | temperature of the ground, boiling point | K |
//! | H | heat of vaporisation | J/kg |
//!
//! Conduction into a half-space whose surface is at the boiling point from t = 0 on; the rate has no bound there.
//!
//! Source: HJ 169-2018 annex F, GB/T 37243-2019 annex D, Yellow Book CPR 14E (2005) section 3.5.3: the equation is
//! Carslaw and Jaeger's; constants of the grounds from memory.

/// Ground under a pool, for conduction of heat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Cement, concrete.
    Cement,
    /// Soil with 8 % of water.
    Soil,
    /// Dry soil.
    DrySoil,
    /// Wet soil.
    WetSoil,
    /// Gravel.
    Gravel,
}

impl Ground {
    /// Conductivity, W/(m K), and thermal diffusivity, m²/s: HJ 169-2018 table F.2, from memory.
    pub const fn constants(self) -> (f64, f64) {
        match self {
            Self::Cement => (1.1, 1.29e-7),
            Self::Soil => (0.9, 4.3e-7),
            Self::DrySoil => (0.3, 2.3e-7),
            Self::WetSoil => (0.6, 3.3e-7),
            Self::Gravel => (2.5, 11.0e-7),
        }
    }
}

/// A boiling pool.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoilingPool {
    /// Conductivity of the ground, W/(m K).
    pub conductivity_w_m_k: f64,
    /// Thermal diffusivity of the ground, m²/s.
    pub diffusivity_m2_s: f64,
    /// Area, m².
    pub area_m2: f64,
    /// Temperature of the ground, K.
    pub ground_k: f64,
    /// Boiling point, K.
    pub boiling_k: f64,
    /// Heat of vaporisation, J/kg.
    pub latent_j_kg: f64,
}

impl BoilingPool {
    /// Rate times the root of time, kg/s^(1/2); zero where the ground is not warmer than the pool.
    fn strength(&self) -> f64 {
        let warm = (self.ground_k - self.boiling_k).max(0.0);
        self.conductivity_w_m_k * self.area_m2 * warm
            / (self.latent_j_kg * (std::f64::consts::PI * self.diffusivity_m2_s).sqrt())
    }

    /// Mass rate at a time above zero, s, in kg/s.
    pub fn rate_kg_s(&self, time_s: f64) -> f64 {
        self.strength() / time_s.sqrt()
    }

    /// What has evaporated until a time, s, in kg.
    pub fn evaporated_kg(&self, time_s: f64) -> f64 {
        2.0 * self.strength() * time_s.max(0.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_rate_is_the_slope_of_what_has_evaporated(t in 1.0..1e4_f64, ground in 200.0..320.0_f64) {
            let (conductivity_w_m_k, diffusivity_m2_s) = Ground::Cement.constants();
            let pool = BoilingPool {
                conductivity_w_m_k, diffusivity_m2_s, area_m2: 100.0, ground_k: ground, boiling_k: 239.8,
                latent_j_kg: 1.37e6,
            };
            let d = 1e-3 * t;
            let slope = (pool.evaporated_kg(t + d) - pool.evaporated_kg(t - d)) / (2.0 * d);
            prop_assert!((slope - pool.rate_kg_s(t)).abs() <= 1e-6 * slope);
            prop_assert!(ground > 239.8 || slope.abs() < 1e-300);
        }
    }
}
