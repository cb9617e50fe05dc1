//! Temperature, density and phases of substance, moist air and what condenses of both.
//!
//! ```text
//! h = Σ m_i cp_i T + m_l (h_l − h_v) + m_wl (h_wl − h_wv)             heat of a kilogram of cloud
//! p_s ≤ p_sat(T) = exp(A − B/(T + C)),  p_w ≤ p_w,sat(T)               two phase equilibria
//! 1/ρ = (R T/p) Σ n_v + m_l/ρ_l + m_wl/ρ_w
//! c_v = (m/M) / (m/M + n_air)                                          volume share, liquid counted as vapour
//! ```
//!
//! Source: Ermak 1990 (SLAB), section 2.2, thermodynamics. (verified): density and volume share of the six lines of
//! SLAB's own output in `08_dispersion_dense_gas_slab_degadis.json` are met within 0.1 % at its temperatures.
//! Water is liquid below the freezing point as well, as in SLAB, whose constants of air and water these are.

use super::substance::Substance;
use crate::consequence::{AIR_MOLAR_MASS_KG_MOL, R};

/// Heat capacity of dry air, J/(kg K): Ermak 1990.
const AIR_HEAT_CAPACITY_J_KG_K: f64 = 1_005.87;
/// Heat capacity of water vapour, J/(kg K): Ermak 1990.
const STEAM_HEAT_CAPACITY_J_KG_K: f64 = 1_846.0;
/// Heat capacity of water, J/(kg K): Ermak 1990.
const WATER_HEAT_CAPACITY_J_KG_K: f64 = 4_178.0;
/// Heat of vaporisation of water, J/kg, and the temperature at which it is that, K: Ermak 1990.
const WATER_VAPORISATION_J_KG: f64 = 2.441e6;
const WATER_VAPORISATION_K: f64 = 298.2;
/// Molar mass of water, kg/mol.
const WATER_MOLAR_MASS_KG_MOL: f64 = 0.018_015;
/// Density of water, kg/m³.
const WATER_DENSITY_KG_M3: f64 = 1_000.0;
/// `ln(p/atm) = 15.08 − 5514/T` of water: Ermak 1990; 4 % above the steam tables at 293 K.
const WATER_A: f64 = 15.08;
const WATER_B_K: f64 = 5_514.0;

/// Saturation pressure of water, Pa.
pub(super) fn water_saturation_pa(temperature_k: f64) -> f64 {
    101_325.0 * (WATER_A - WATER_B_K / temperature_k.max(1.0)).exp()
}

/// The air into which the cloud mixes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Air {
    pub(super) temperature_k: f64,
    pub(super) pressure_pa: f64,
    /// Water, kg per kg of moist air.
    pub(super) water: f64,
    pub(super) density_kg_m3: f64,
    /// Heat of a kilogram, J.
    pub(super) heat_j_kg: f64,
}

impl Air {
    pub(super) fn of(temperature_k: f64, pressure_pa: f64, humidity: f64) -> Self {
        let steam = (humidity * water_saturation_pa(temperature_k)).min(0.9 * pressure_pa);
        let dry = AIR_MOLAR_MASS_KG_MOL * (pressure_pa - steam);
        let wet = WATER_MOLAR_MASS_KG_MOL * steam;
        let water = wet / (wet + dry);
        Self {
            temperature_k,
            pressure_pa,
            water,
            density_kg_m3: (wet + dry) / (R * temperature_k),
            heat_j_kg: ((1.0 - water) * AIR_HEAT_CAPACITY_J_KG_K
                + water * STEAM_HEAT_CAPACITY_J_KG_K)
                * temperature_k,
        }
    }

    /// Molar mass, kg/mol.
    pub(super) fn mass_per_mol(&self) -> f64 {
        1.0 / self.moles_per_kg()
    }

    /// Moles in a kilogram.
    fn moles_per_kg(&self) -> f64 {
        (1.0 - self.water) / AIR_MOLAR_MASS_KG_MOL + self.water / WATER_MOLAR_MASS_KG_MOL
    }
}

/// A kilogram of cloud.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mixture {
    pub(super) temperature_k: f64,
    pub(super) density_kg_m3: f64,
    /// Share of the volume that is substance, its droplets counted as vapour.
    pub(super) volume_share: f64,
    /// Share of the substance that is vapour.
    pub(super) vapour_share: f64,
    /// Heat capacity of the phases as they are, J/(kg K).
    pub(super) heat_capacity_j_kg_k: f64,
}

/// Heat of a kilogram of substance at a temperature, of which `liquid` is liquid, J; vapours of 0 K have none.
pub(super) fn heat_of_release_j_kg(substance: &Substance, temperature_k: f64, liquid: f64) -> f64 {
    substance.vapour_heat_capacity_j_kg_k * temperature_k
        - liquid * substance.vaporisation_at_j_kg(temperature_k)
}

/// Moles in a kilogram of cloud.
struct Moles {
    air: f64,
    water: f64,
    substance: f64,
}

/// Moles of vapour at a temperature, with their slopes by temperature.
struct Vapours {
    substance: f64,
    water: f64,
    substance_slope: f64,
    water_slope: f64,
}

impl Moles {
    /// Which of both condense, and what then stays vapour.
    ///
    /// ```text
    /// both:  N = n_air / (1 − y_s − y_w);   one:  N = (n_air + n_other) / (1 − y);   y = p_sat/p
    /// ```
    fn vapours(&self, substance: &Substance, pressure_pa: f64, t: f64) -> Vapours {
        let ys = substance.saturation_pa(t) / pressure_pa;
        let yw = water_saturation_pa(t) / pressure_pa;
        let (dys, dyw) = (
            ys * substance.saturation_slope_per_k(t),
            yw * WATER_B_K / (t * t),
        );
        let rest = 1.0 - ys - yw;
        if rest > 0.0 {
            let total = self.air / rest;
            if ys * total < self.substance && yw * total < self.water {
                let slope = total * (dys + dyw) / rest;
                return Vapours {
                    substance: ys * total,
                    water: yw * total,
                    substance_slope: dys * total + ys * slope,
                    water_slope: dyw * total + yw * slope,
                };
            }
        }
        if ys < 1.0 {
            let other = self.air + self.water;
            let kept = ys / (1.0 - ys) * other;
            if kept < self.substance {
                return Vapours {
                    substance: kept,
                    water: self.water,
                    substance_slope: other * dys / (1.0 - ys).powi(2),
                    water_slope: 0.0,
                };
            }
        }
        if yw < 1.0 {
            let other = self.air + self.substance;
            let kept = yw / (1.0 - yw) * other;
            if kept < self.water {
                return Vapours {
                    substance: self.substance,
                    water: kept,
                    substance_slope: 0.0,
                    water_slope: other * dyw / (1.0 - yw).powi(2),
                };
            }
        }
        Vapours {
            substance: self.substance,
            water: self.water,
            substance_slope: 0.0,
            water_slope: 0.0,
        }
    }
}

/// The cloud of which `share` is substance by mass and a kilogram of which holds `heat_j_kg`.
pub(super) fn mix(substance: &Substance, air: &Air, share: f64, heat_j_kg: f64) -> Mixture {
    mix_near(substance, air, share, heat_j_kg, 0.0)
}

/// As [`mix`], where the temperature is likely to be near one that is known, K.
pub(super) fn mix_near(
    substance: &Substance,
    air: &Air,
    share: f64,
    heat_j_kg: f64,
    near_k: f64,
) -> Mixture {
    let share = share.clamp(0.0, 1.0);
    let wet = 1.0 - share;
    let (dry_kg, water_kg) = (wet * (1.0 - air.water), wet * air.water);
    let moles = Moles {
        air: dry_kg / AIR_MOLAR_MASS_KG_MOL,
        water: water_kg / WATER_MOLAR_MASS_KG_MOL,
        substance: share / substance.molar_mass_kg_mol,
    };
    let all = moles.air + moles.water + moles.substance;
    let cp = dry_kg * AIR_HEAT_CAPACITY_J_KG_K
        + water_kg * STEAM_HEAT_CAPACITY_J_KG_K
        + share * substance.vapour_heat_capacity_j_kg_k;
    // Were all vapour, it would be this cold; condensing can only warm it, up to the greater dew point.
    let coldest = (heat_j_kg / cp).max(1.0);
    let dew = |share_of_all: f64, f: &dyn Fn(f64) -> f64| {
        if share_of_all > 1e-12 {
            f(share_of_all * air.pressure_pa)
        } else {
            0.0
        }
    };
    let warmest = dew(moles.substance / all, &|p| substance.dew_point_k(p))
        .max(dew(moles.water / all, &water_dew_point_k));
    let (t, liquid, droplets) = if warmest <= coldest {
        (coldest, 0.0, 0.0)
    } else {
        let start = if near_k > coldest && near_k < warmest {
            near_k
        } else {
            0.5 * (coldest + warmest)
        };
        condensed(
            substance,
            air,
            &moles,
            (cp, heat_j_kg),
            (coldest, start, warmest),
        )
    };
    let vapour = (moles.air + moles.water - droplets / WATER_MOLAR_MASS_KG_MOL + moles.substance
        - liquid / substance.molar_mass_kg_mol)
        .max(0.0);
    let volume = vapour * R * t / air.pressure_pa
        + liquid / substance.liquid_density_kg_m3
        + droplets / WATER_DENSITY_KG_M3;
    Mixture {
        temperature_k: t,
        density_kg_m3: 1.0 / volume,
        volume_share: moles.substance / all,
        vapour_share: if share > 0.0 {
            1.0 - liquid / share
        } else {
            1.0
        },
        heat_capacity_j_kg_k: cp
            + liquid
                * (substance.liquid_heat_capacity_j_kg_k - substance.vapour_heat_capacity_j_kg_k)
            + droplets * (WATER_HEAT_CAPACITY_J_KG_K - STEAM_HEAT_CAPACITY_J_KG_K),
    }
}

/// The cloud that is as dense and as warm as the air around it, of which `share` is substance by mass.
pub(super) fn mix_neutral(substance: &Substance, air: &Air, share: f64) -> Mixture {
    let moles = share / substance.molar_mass_kg_mol;
    Mixture {
        temperature_k: air.temperature_k,
        density_kg_m3: air.density_kg_m3,
        volume_share: moles / (moles + (1.0 - share) * air.moles_per_kg()),
        vapour_share: 1.0,
        heat_capacity_j_kg_k: AIR_HEAT_CAPACITY_J_KG_K,
    }
}

fn water_dew_point_k(pressure_pa: f64) -> f64 {
    WATER_B_K / (WATER_A - (pressure_pa / 101_325.0).ln()).max(1.0)
}

fn water_vaporisation_at_j_kg(t: f64) -> f64 {
    let change = STEAM_HEAT_CAPACITY_J_KG_K - WATER_HEAT_CAPACITY_J_KG_K;
    (WATER_VAPORISATION_J_KG + change * (t - WATER_VAPORISATION_K))
        .max(0.1 * WATER_VAPORISATION_J_KG)
}

/// Temperature, liquid substance and liquid water of a kilogram, by Newton within the bracket.
fn condensed(
    substance: &Substance,
    air: &Air,
    moles: &Moles,
    (cp, heat): (f64, f64),
    (mut low, start, mut high): (f64, f64, f64),
) -> (f64, f64, f64) {
    let mut t = start;
    let (mut liquid, mut droplets) = (0.0, 0.0);
    for _ in 0..60 {
        let v = moles.vapours(substance, air.pressure_pa, t);
        let (ls, lw) = (
            substance.vaporisation_at_j_kg(t),
            water_vaporisation_at_j_kg(t),
        );
        liquid = (moles.substance - v.substance).max(0.0) * substance.molar_mass_kg_mol;
        droplets = (moles.water - v.water).max(0.0) * WATER_MOLAR_MASS_KG_MOL;
        let off = cp * t - liquid * ls - droplets * lw - heat;
        let substance_slope = v.substance_slope * substance.molar_mass_kg_mol;
        let water_slope = v.water_slope * WATER_MOLAR_MASS_KG_MOL;
        let slope = cp + substance_slope * ls + water_slope * lw;
        let next = t - off / slope;
        if off.abs() < 1.0 {
            // What is left is within the tangent.
            liquid += (t - next) * substance_slope;
            droplets += (t - next) * water_slope;
            t = next;
            break;
        }
        if high - low < 1e-9 {
            // Nearly pure substance boils at one temperature: the heat that is left is in the phases.
            let most = moles.substance * substance.molar_mass_kg_mol;
            liquid = (liquid + off / ls).clamp(0.0, most);
            break;
        }
        if off > 0.0 {
            high = t;
        } else {
            low = t;
        }
        t = if next > low && next < high {
            next
        } else {
            0.5 * (low + high)
        };
    }
    (t, liquid.max(0.0), droplets.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::super::substance::tests::AMMONIA;
    use super::*;
    use proptest::prelude::*;

    fn hot_air() -> Air {
        Air::of(306.2, 101_325.0, 0.213)
    }

    /// Lines of SLAB's own output for its problem 2 (GasDispersion.jl v0.4.1, `slab_inpr2_out.txt`).
    #[test]
    fn density_is_slabs_own_at_its_temperatures() {
        let air = hot_air();
        for (share, t, volume_share, density) in [
            (0.217_407, 214.458_198, 0.319_966, 1.623_124),
            (0.094_088_9, 241.135_641, 0.149_594, 1.380_875),
        ] {
            // The heat that gives this temperature, by bisection.
            let (mut low, mut high) = (1e4, 1e6);
            for _ in 0..80 {
                let mid = 0.5 * (low + high);
                if mix(&AMMONIA, &air, share, mid).temperature_k < t {
                    low = mid;
                } else {
                    high = mid;
                }
            }
            let m = mix(&AMMONIA, &air, share, low);
            assert!((m.volume_share / volume_share - 1.0).abs() < 1e-3, "{m:?}");
            assert!((m.density_kg_m3 / density - 1.0).abs() < 1e-3, "{m:?}");
        }
    }

    #[test]
    fn a_pure_boiling_release_keeps_its_liquid() {
        let heat = heat_of_release_j_kg(&AMMONIA, 239.57, 0.81);
        let m = mix(&AMMONIA, &hot_air(), 1.0, heat);
        assert!((m.temperature_k - 239.57).abs() < 1e-3, "{m:?}");
        assert!((m.vapour_share - 0.19).abs() < 1e-3, "{m:?}");
        assert!((m.density_kg_m3 - 4.532).abs() < 0.01, "{m:?}");
    }

    proptest! {
        #[test]
        fn mixing_is_monotone_and_finite(share in 0.0..1.0f64, liquid in 0.0..1.0f64, more in 0.0..1e5f64) {
            let air = hot_air();
            let heat = share * heat_of_release_j_kg(&AMMONIA, 239.57, liquid) + (1.0 - share) * air.heat_j_kg;
            let a = mix(&AMMONIA, &air, share, heat);
            let b = mix(&AMMONIA, &air, share, heat + more);
            prop_assert!(a.temperature_k > 100.0 && a.temperature_k < 310.0, "{a:?}");
            prop_assert!(b.temperature_k >= a.temperature_k - 1e-3);
            prop_assert!(b.density_kg_m3 <= a.density_kg_m3 * (1.0 + 1e-3), "{a:?} {b:?}");
            prop_assert!((0.0..=1.0).contains(&a.vapour_share) && (0.0..=1.0).contains(&a.volume_share));
        }
    }
}
